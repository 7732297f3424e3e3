/* Distinguished names and GeneralNames: what they hold, walked in place. */

#include "name.h"

bool
attribute_next(struct attribute_cursor *cursor, struct attribute *out)
{
	struct attribute a;
	struct span pair;
	struct der set;

	for (;;) {
		while (cursor->rdn.n == 0) {
			if (!der_next(&cursor->rdns, &set))
				return false;
			cursor->rdn = set.tag == DER_SET ? set.body : (struct span){ NULL, 0 };
			cursor->index++;
		}
		if (!der_next(&cursor->rdn, &a.pair)) {
			cursor->rdn.n = 0;
			continue;
		}
		pair = a.pair.body;
		if (a.pair.tag == DER_SEQUENCE && der_take(&pair, DER_OID, &a.type) &&
		    der_next(&pair, &a.value))
			break;
	}
	a.oid = oid_find(a.type.body);
	a.rdn = cursor->index - 1;
	*out = a;
	return true;
}

void
name_read(struct name *name, const struct der *der)
{
	struct attribute a;
	uint32_t in_rdn = 0, rdn = UINT32_MAX;

	name->der = *der;
	each_attribute(name, a) {
		in_rdn = a.rdn == rdn ? in_rdn + 1 : 1;
		rdn = a.rdn;
		name->attributes++;
		name->widest = in_rdn > name->widest ? in_rdn : name->widest;
		name->rdns = rdn + 1;
		if (oid_is_attribute(a.oid) && name->count[a.oid - OID_ATTRIBUTE_FIRST] < UINT16_MAX)
			name->count[a.oid - OID_ATTRIBUTE_FIRST]++;
	}
}

bool
name_first(const struct name *name, enum oid oid, struct attribute *out)
{
	struct attribute a;

	if (name_count(name, oid) == 0)
		return false;
	each_attribute(name, a)
		if (a.oid == oid) {
			*out = a;
			return true;
		}
	return false;
}

const char *
general_name_text(uint32_t tag)
{
	switch (tag | (tag == (GN_OTHER ^ DER_CONSTRUCTED) ? DER_CONSTRUCTED : 0)) {
	case GN_OTHER: return "otherName";
	case GN_RFC822: return "rfc822Name";
	case GN_DNS: return "dNSName";
	case GN_X400: return "x400Address";
	case GN_DIRECTORY: return "directoryName";
	case GN_EDI: return "ediPartyName";
	case GN_URI: return "uniformResourceIdentifier";
	case GN_IP: return "iPAddress";
	case GN_REGISTERED_ID: return "registeredID";
	default: return "GeneralName";
	}
}

bool
list_next(struct span *list, uint32_t tag, struct der *out)
{
	while (der_next(list, out))
		if (tag == 0 || out->tag == tag)
			return true;
	return false;
}
