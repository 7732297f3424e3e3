/* Walking what extensions hold: each list in place, element by element. */

#include "cert.h"

bool
extension_next(struct span *list, struct extension *out)
{
	struct extension x = { .sound = false };
	struct der seq, oid, critical, value = { .head = NULL };
	bool is_critical = false;

	if (!der_take(list, DER_SEQUENCE, &seq))
		return false;
	x.whole = der_whole(&seq);
	if (der_take(&seq.body, DER_OID, &oid))
		x.oid = oid.body;
	if (der_take(&seq.body, DER_BOOLEAN, &critical))
		der_bool(critical.body, &is_critical);
	x.sound = der_take(&seq.body, DER_OCTET_STRING, &value) &&
		!((seq.flags | value.flags) & DER_CUT_SHORT);
	if (der_present(&value))
		x.value = value.body;
	if (der_take(&seq.body, DER_BOOLEAN, &critical))	/* out of order, but said */
		der_bool(critical.body, &is_critical);
	x.critical = is_critical;
	x.id = oid_find(x.oid);
	*out = x;
	return true;
}

struct span
extension_list(const struct cert *c, enum oid oid)
{
	const struct extension *x = cert_extension(c, oid);
	struct span in;
	struct der seq;

	if (x == NULL)
		return (struct span){ NULL, 0 };
	in = x->value;
	return der_take(&in, DER_SEQUENCE, &seq) ? seq.body : (struct span){ NULL, 0 };
}

bool
policy_next(struct span *list, struct policy *out)
{
	struct policy p = { .oid = OID_NONE };
	struct span in;
	struct der seq;

	do {
		if (!der_next(list, &p.whole))
			return false;
		in = p.whole.body;
	} while (p.whole.tag != DER_SEQUENCE || !der_take(&in, DER_OID, &p.id));
	if (der_take(&in, DER_SEQUENCE, &seq))
		p.qualifiers = seq.body;
	p.oid = oid_find(p.id.body);
	*out = p;
	return true;
}

bool
qualifier_next(struct span *list, struct der *whole, struct der *id, struct der *value)
{
	struct span in;

	while (list_next(list, DER_SEQUENCE, whole)) {
		in = whole->body;
		if (der_take(&in, DER_OID, id) && der_next(&in, value))
			return true;
	}
	return false;
}

bool
access_next(struct span *list, struct access *out)
{
	struct access a;
	struct span in;

	do {
		if (!der_next(list, &a.whole))
			return false;
		in = a.whole.body;
	} while (a.whole.tag != DER_SEQUENCE || !der_take(&in, DER_OID, &a.method) ||
		 !der_next(&in, &a.location));
	a.oid = oid_find(a.method.body);
	*out = a;
	return true;
}

bool
distribution_point_next(struct span *list, struct distribution_point *out)
{
	struct distribution_point d = { .full_name = { NULL, 0 } };
	struct span in, name;
	struct der full;

	if (!list_next(list, DER_SEQUENCE, &d.whole))
		return false;
	in = d.whole.body;
	if (der_take(&in, 0xa0, &d.name)) {
		name = d.name.body;
		if (der_take(&name, 0xa0, &full))
			d.full_name = full.body;
	}
	der_take(&in, 0x81, &d.reasons);
	der_take(&in, 0xa2, &d.issuer);
	*out = d;
	return true;
}

struct subtree_cursor
subtree_cursor(const struct cert *c)
{
	struct subtree_cursor cursor = { { NULL, 0 }, { NULL, 0 } };
	struct span in = extension_list(c, OID_NC);
	struct der e;

	if (der_take(&in, 0xa0, &e))
		cursor.permitted = e.body;
	if (der_take(&in, 0xa1, &e))
		cursor.excluded = e.body;
	return cursor;
}

bool
subtree_next(struct subtree_cursor *cursor, struct subtree *out)
{
	struct subtree s = { .permitted = true };
	struct span in;

	if (!list_next(&cursor->permitted, DER_SEQUENCE, &s.whole)) {
		s.permitted = false;
		if (!list_next(&cursor->excluded, DER_SEQUENCE, &s.whole))
			return false;
	}
	in = s.whole.body;
	der_next(&in, &s.base);
	der_take(&in, 0x80, &s.minimum);
	der_take(&in, 0x81, &s.maximum);
	*out = s;
	return true;
}

struct span
cert_extensions_place(const struct cert *c)
{
	if (der_present(&c->extensions))
		return der_whole(&c->extensions);
	return der_present(&c->tbs) ? der_whole(&c->tbs) : c->file;
}

struct span
cert_subject_place(const struct cert *c)
{
	if (der_present(&c->subject))
		return der_whole(&c->subject);
	return der_present(&c->tbs) ? der_whole(&c->tbs) : c->file;
}
