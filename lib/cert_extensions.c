/* A certificate's extensions: which there are, and what the known ones say. */

#include "cert_read.h"

#include <string.h>

static void
read_key_usage(struct cert *c, struct span value)
{
	struct der bits;
	unsigned in_use;

	if (!der_take(&value, DER_BIT_STRING, &bits) || bits.body.n < 2)
		return;
	in_use = bits.body.n > 3 ? 16 : (unsigned)(bits.body.n - 1) * 8 - (bits.body.p[0] & 7);
	for (unsigned i = 0; i < 9 && i < in_use; i++)
		if (bits.body.p[1 + i / 8] & 0x80 >> i % 8)
			c->key_usage |= (uint16_t)(1u << i);
}

static void
read_basic_constraints(struct cert *c, struct span value)
{
	struct der seq, e;
	bool ca = false;
	int64_t length;

	if (!der_take(&value, DER_SEQUENCE, &seq))
		return;
	if (der_take(&seq.body, DER_BOOLEAN, &e))
		der_bool(e.body, &ca);
	if (der_take(&seq.body, DER_INTEGER, &e) && der_int(e.body, &length))
		c->path_length = length < 0 ? 0 : length;
	cert_set(c, FACT_CA_BIT, ca);
}

/* Of an OID that is not known here: those that are known are none of this. */
static void
note_unknown_oid(struct cert *c, struct span oid)
{
	if (oid_is_large(oid))
		signals_raise(&c->signals, ON_SIGHT(OID_LARGE));
}

static void
read_purposes(struct cert *c)
{
	struct der e;
	enum oid oid;

	each_in(c, OID_EKU, e) {
		c->purpose_count++;
		oid = e.tag == DER_OID ? oid_find(e.body) : OID_NONE;
		if (oid >= OID_PURPOSE_FIRST && oid <= OID_PURPOSE_LAST)
			c->purposes |= 1u << (oid - OID_PURPOSE_FIRST);
		if (oid == OID_NONE)
			note_unknown_oid(c, e.body);
	}
}

/* 2.23.140, the arc of the CA/Browser Forum. */
static bool
is_of_forum(struct span oid)
{
	return oid.n > 3 && memcmp(oid.p, "\x67\x81\x0c", 3) == 0;
}

static bool
is_tls_policy(enum oid oid)
{
	return oid == OID_POLICY_EV || oid == OID_POLICY_DV || oid == OID_POLICY_OV ||
	       oid == OID_POLICY_IV;
}

static void
note_qualifiers(struct cert *c, struct span qualifiers)
{
	struct der whole, id, value;

	while (qualifier_next(&qualifiers, &whole, &id, &value))
		switch (oid_find(id.body)) {
		case OID_CPS_URI: break;
		case OID_USER_NOTICE: signals_raise(&c->signals, ON_SIGHT(USER_NOTICE)); break;
		default: signals_raise(&c->signals, ON_SIGHT(QUALIFIER_OTHER)); break;
		}
}

static void
read_policies(struct cert *c)
{
	enum { REMEMBERED = 32 };
	struct span before[REMEMBERED];
	struct policy p;

	each_policy(c, p) {
		unsigned n = c->policy_count++;
		bool known = n >= REMEMBERED;

		for (unsigned i = 0; i < n && !known; i++)
			known = span_same(before[i], p.id.body);
		if (known)
			signals_raise(&c->signals, ON_SIGHT(POLICY_DUPLICATE));
		if (n < REMEMBERED)
			before[n] = p.id.body;
		if (p.oid >= OID_POLICY_FIRST && p.oid <= OID_POLICY_LAST)
			c->policies |= 1u << (p.oid - OID_POLICY_FIRST);
		if (p.oid == OID_NONE)
			note_unknown_oid(c, p.id.body);
		if (p.oid == OID_POLICY_RPKI)
			signals_raise(&c->signals, ON_SIGHT(RPKI));
		else if (is_of_forum(p.id.body) && !is_tls_policy(p.oid))
			signals_raise(&c->signals, ON_SIGHT(POLICY_OF_FORUM));
		note_qualifiers(c, p.qualifiers);
	}
}

static void
read_points(struct cert *c)
{
	struct distribution_point d;
	unsigned points = 0;

	each_distribution_point(c, OID_CRLDP, d) {
		if (points++ > 0 || der_present(&d.reasons) || der_present(&d.issuer))
			signals_raise(&c->signals, ON_SIGHT(CRL_POINT));
		if (d.full_name.p == NULL)
			signals_raise(&c->signals, ON_SIGHT(CRL_POINT_NAME));
	}
}

static void
read_access(struct cert *c)
{
	struct access a;

	each_access(c, OID_AIA, a) {
		if ((a.oid != OID_ACCESS_OCSP && a.oid != OID_ACCESS_CA_ISSUERS) ||
		    a.location.tag != GN_URI)
			signals_raise(&c->signals, ON_SIGHT(ACCESS_OTHER));
		if (a.location.tag != GN_URI || !span_starts_with(a.location.body, "http://"))
			signals_raise(&c->signals, ON_SIGHT(ACCESS_NOT_HTTP));
	}
}

/* A certificate that claims to be qualified says so by a statement (ETSI EN 319 412-5 4.2.1). */
static void
read_statements(struct cert *c)
{
	struct der statement, id;

	each_in(c, OID_QC_STATEMENTS, statement)
		if (der_take(&statement.body, DER_OID, &id) &&
		    oid_find(id.body) == OID_QCS_COMPLIANCE)
			cert_set(c, FACT_QUALIFIED, true);
}

_Static_assert(OID_PURPOSE_COUNT <= 32 && OID_POLICY_COUNT <= 32, "masks of 32 bits");

bool
extension_is_repeat(const struct cert *c, const struct extension *x)
{
	struct span before = c->extensions.body;
	struct extension y;

	if (oid_is_extension(x->id))
		return c->ext[EXT(x->id)].whole.p != x->whole.p;
	for (unsigned i = 0; i < 32 && extension_next(&before, &y) && y.whole.p != x->whole.p; i++)
		if (span_same(x->oid, y.oid))
			return true;
	return false;
}

/* What an extension that is not known here gives occasion to say. */
static void
note_unknown_extension(struct cert *c, const struct extension *x)
{
	if (x->critical)
		signals_raise(&c->signals, ON_SIGHT(EXT_UNKNOWN_CRITICAL));
	note_unknown_oid(c, x->oid);
	if (extension_is_repeat(c, x))
		signals_raise(&c->signals, ON_SIGHT(EXT_DUPLICATE));
}

void
cert_read_extensions(struct cert *c)
{
	struct extension x;

	cert_set(c, FACT_HAS_EXTENSIONS, der_present(&c->extensions));
	each_extension(c, x) {
		c->extension_count++;
		if (!oid_is_extension(x.id)) {
			note_unknown_extension(c, &x);
			continue;
		}
		if (c->ext[EXT(x.id)].whole.p) {
			signals_raise(&c->signals, ON_SIGHT(EXT_DUPLICATE));
			continue;
		}
		c->ext[EXT(x.id)] = x;
		cert_set(c, FACT_PRESENT(x.id), true);
		cert_set(c, FACT_HAS(x.id), x.sound);
	}
	if (cert_extension(c, OID_KU))
		read_key_usage(c, c->ext[EXT(OID_KU)].value);
	if (cert_extension(c, OID_BC))
		read_basic_constraints(c, c->ext[EXT(OID_BC)].value);
	read_purposes(c);
	read_policies(c);
	read_points(c);
	read_access(c);
	read_statements(c);
}
