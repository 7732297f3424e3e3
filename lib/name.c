/* Distinguished names and GeneralNames: what they hold, walked in place. */

#include "name.h"

#include "attribute.h"

/*
 * The next RDN, if it is as nearly all are: one attribute, nothing else, and all lengths in one
 * octet.  Half the work of reading a certificate's names is saved by looking for that first.
 */
static bool
plain_next(struct attribute_cursor *cursor, struct attribute *out)
{
	const uint8_t *p = cursor->rdns.p;
	size_t set, type, value;

	if (cursor->rdns.n < 8 || p[0] != DER_SET || p[2] != DER_SEQUENCE || p[4] != DER_OID)
		return false;
	set = p[1], type = p[5];
	if (set >= 0x80 || set + 2 > cursor->rdns.n || p[3] + 2u != set || type + 6 > set)
		return false;
	value = set - type - 6;
	if (p[7 + type] != value || (p[6 + type] & 0x1f) == 0x1f)
		return false;
	out->pair = (struct der){ .body = { p + 4, set - 2 }, .head = p + 2, .tag = DER_SEQUENCE };
	out->type = (struct der){ .body = { p + 6, type }, .head = p + 4, .tag = DER_OID };
	out->value = (struct der){ .body = { p + 8 + type, value }, .head = p + 6 + type,
				   .tag = p[6 + type] };
	out->oid = oid_find(out->type.body);
	out->rdn = cursor->index++;
	cursor->head = p;
	cursor->rdns.p += set + 2, cursor->rdns.n -= set + 2;
	return true;
}

bool
attribute_next(struct attribute_cursor *cursor, struct attribute *out)
{
	struct attribute a;
	struct span pair;
	struct der set;

	if (cursor->rdn.n == 0 && plain_next(cursor, out))
		return true;
	for (;;) {
		while (cursor->rdn.n == 0) {
			if (!der_next(&cursor->rdns, &set))
				return false;
			cursor->rdn = set.tag == DER_SET ? set.body : (struct span){ NULL, 0 };
			cursor->head = set.head;
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

struct attribute_cursor
attributes_of(const struct name *name, enum oid oid)
{
	unsigned i = oid - OID_ATTRIBUTE_FIRST;
	size_t offset = name->first[i].offset;

	/* An absent name has no place to add an offset to. */
	if (name->count[i] == 0)
		return (struct attribute_cursor){ .left = 0 };
	return (struct attribute_cursor){
		.rdns = { name->der.body.p + offset, name->der.body.n - offset },
		.index = name->first[i].rdn, .left = name->count[i],
	};
}

bool
attribute_of(struct attribute_cursor *cursor, enum oid oid, struct attribute *out)
{
	while (cursor->left > 0 && attribute_next(cursor, out))
		if (out->oid == oid) {
			cursor->left -= cursor->left < UINT16_MAX;	/* more were not counted */
			return true;
		}
	return false;
}

/* The types of one RDN, as far as name_read() has come. */
struct rdn_types {
	uint32_t rdn, count;
	uint64_t known;			/* bit by attribute */
	struct span last;
};
_Static_assert(OID_ATTRIBUTE_COUNT <= 64, "attributes in one word");

/* Count an attribute in its RDN; the flags of the name that it raises there. */
static uint32_t
rdn_add(struct rdn_types *rdn, const struct attribute *a)
{
	uint64_t bit = oid_is_attribute(a->oid) ?
		(uint64_t)1 << (a->oid - OID_ATTRIBUTE_FIRST) : 0;
	uint32_t flags = 0;

	if (rdn->rdn != a->rdn)
		*rdn = (struct rdn_types){ .rdn = a->rdn };
	if (rdn->count++ > 0)
		flags |= ATTRIBUTE_BIT(SHARED_RDN);
	if (rdn->known & bit || (rdn->last.p && span_same(rdn->last, a->type.body)))
		flags |= ATTRIBUTE_BIT(REPEATED_IN_RDN);
	rdn->known |= bit;
	rdn->last = a->type.body;
	return flags;
}

/* Count an attribute of a known type; the flags that it raises. */
static uint32_t
count_known(struct name *name, const struct attribute *a, const uint8_t *rdn)
{
	unsigned i = a->oid - OID_ATTRIBUTE_FIRST;
	size_t offset = (size_t)(rdn - name->der.body.p);
	uint16_t before = name->count[i];

	if (before < UINT16_MAX)
		name->count[i]++;
	if (before > 0)
		return ATTRIBUTE_BIT(REPEATED);
	if (offset <= UINT16_MAX && a->rdn <= UINT16_MAX) {
		name->first[i].offset = (uint16_t)offset;
		name->first[i].rdn = (uint16_t)a->rdn;
	}
	return 0;
}

void
name_read(struct name *name, const struct der *der, int32_t day)
{
	struct rdn_types rdn = { .rdn = UINT32_MAX };
	unsigned place, highest = 0;
	struct attribute a;

	name->der = *der;
	each_attribute(name, a) {
		name->flags |= rdn_add(&rdn, &a) | attribute_flags(a.oid, &a.value, day);
		place = attribute_place(a.oid);
		if (place && place < highest)
			name->flags |= ATTRIBUTE_BIT(ORDER);
		highest = place > highest ? place : highest;
		name->attributes++;
		name->widest = rdn.count > name->widest ? rdn.count : name->widest;
		name->rdns = a.rdn + 1;
		if (oid_is_attribute(a.oid))
			name->flags |= count_known(name, &a, cursor_a.head);
		else if (oid_is_large(a.type.body))
			name->flags |= ATTRIBUTE_BIT(OID_LARGE);
	}
}

bool
name_first(const struct name *name, enum oid oid, struct attribute *out)
{
	struct attribute_cursor cursor = attributes_of(name, oid);

	return attribute_of(&cursor, oid, out);
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
