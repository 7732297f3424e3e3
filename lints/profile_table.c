/* The tables of certificate profiles: what a kind of certificate has, and what beyond it. */

#include "profile_table.h"

/* ---- extensions ---- */

/* How many of the listed extensions there are, each once. */
static uint32_t
count_listed(const struct cert *c, uint64_t listed)
{
	uint32_t n = 0;

	for (uint64_t left = listed; left; left &= left - 1)
		n += c->ext[__builtin_ctzll(left)].whole.p != NULL;
	return n;
}

void
extension_other(const struct cert *c, struct report *r)
{
	const struct extension_table *table = arg(r);
	struct extension x;

	if (count_listed(c, table->listed) == c->extension_count)
		return;
	each_extension(c, x)
		if (x.oid.p && !(oid_is_extension(x.id) && table->listed >> EXT(x.id) & 1))
			fail(r, x.oid, "%s is not recommended in %s", oid_name(r, x.oid),
			     table->whose);
}

/* ---- key purposes ---- */

void
purpose_other(const struct cert *c, struct report *r)
{
	const struct purpose_table *table = arg(r);
	struct der e;
	enum oid oid;

	if ((c->purposes & ~table->listed) == 0 &&
	    (uint32_t)__builtin_popcount(c->purposes) == c->purpose_count)
		return;
	each_in(c, OID_EKU, e) {
		oid = oid_find(e.body);
		if (oid < OID_PURPOSE_FIRST || oid > OID_PURPOSE_LAST ||
		    !(table->listed >> (oid - OID_PURPOSE_FIRST) & 1))
			fail(r, der_whole(&e), "extKeyUsage has %s beside %s",
			     oid_name(r, e.body), table->beside);
	}
}

/* ---- attributes ---- */

/* Whether the subject has listed attributes only: by their numbers, without a look at them. */
static bool
all_listed(const struct name *name, uint64_t listed)
{
	uint32_t n = 0;

	for (uint64_t left = listed; left; left &= left - 1)
		n += name->count[__builtin_ctzll(left)];
	return n == name->attributes;
}

void
attribute_other(const struct cert *c, struct report *r)
{
	const struct attribute_table *table = arg(r);
	struct attribute a;

	if (all_listed(&c->subject_name, table->listed))
		return;
	each_attribute(&c->subject_name, a)
		if (!(oid_is_attribute(a.oid) &&
		      table->listed >> (a.oid - OID_ATTRIBUTE_FIRST) & 1))
			fail(r, der_whole(&a.type), "%s is not recommended in the subject of %s",
			     oid_name(r, a.type.body), table->whose);
}

void
attribute_missing(const struct cert *c, struct report *r)
{
	const struct attribute_row *row = arg(r);

	if (name_count(&c->subject_name, row->oid) == 0)
		fail(r, cert_subject_place(c), "the subject has no %s: %s", oid_text(row->oid),
		     row->why);
}

void
attribute_unwanted(const struct cert *c, struct report *r)
{
	const struct attribute_row *row = arg(r);
	struct attribute a;

	if (name_count(&c->subject_name, row->oid) == 0)
		return;
	each_attribute(&c->subject_name, a)
		if (a.oid == row->oid)
			fail(r, der_whole(&a.type), "the subject has %s, %s", oid_text(row->oid),
			     row->why);
}

bool
same_organization(const struct cert *c)
{
	struct attribute issuer, subject;

	return !name_first(&c->issuer_name, OID_ORGANIZATION, &issuer) ||
		!name_first(&c->subject_name, OID_ORGANIZATION, &subject) ||
		span_same(issuer.value.body, subject.value.body);
}

/* ---- locations ---- */

static bool
is_listed_access(const struct access_table *table, const struct access *a)
{
	return a->oid >= OID_ACCESS_OCSP && a->oid < OID_ACCESS_OCSP + 32 &&
		table->listed >> (a->oid - OID_ACCESS_OCSP) & 1;
}

void
access_method_other(const struct cert *c, struct report *r)
{
	const struct access_table *table = arg(r);
	struct access a;

	each_access(c, OID_AIA, a)
		if (!is_listed_access(table, &a))
			fail(r, der_whole(&a.method), "the access method is %s, and not %s",
			     oid_name(r, a.method.body), table->methods);
}

void
access_location_not_http(const struct cert *c, struct report *r)
{
	const struct access_table *table = arg(r);
	struct access a;

	each_access(c, OID_AIA, a) {
		if (!is_listed_access(table, &a))
			continue;
		if (a.location.tag != GN_URI)
			fail(r, der_whole(&a.location), "the location of %s is a %s, no HTTP URL",
			     oid_text(a.oid), general_name_text(a.location.tag));
		else if (!uri_is_http(a.location.body))
			fail(r, a.location.body, "the location of %s is %s, and no HTTP URL",
			     oid_text(a.oid), quote(r, a.location.body));
	}
}

enum { COMPARED = 16 };

void
access_location_repeated(const struct cert *c, struct report *r)
{
	struct span list = extension_list(c, OID_AIA), before;
	struct access a, b;

	while (access_next(&list, &a)) {
		before = extension_list(c, OID_AIA);
		for (unsigned i = 0; i < COMPARED && access_next(&before, &b) &&
		     b.whole.head != a.whole.head; i++)
			if (span_same(a.method.body, b.method.body) &&
			    span_same(der_whole(&a.location), der_whole(&b.location))) {
				fail(r, der_whole(&a.location), "this location is a repetition");
				break;
			}
	}
}

static bool
has_http_access(const struct cert *c, enum oid method)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == method && a.location.tag == GN_URI && uri_is_http(a.location.body))
			return true;
	return false;
}

void
access_missing(const struct cert *c, struct report *r)
{
	const enum oid *method = arg(r);

	if (!has_http_access(c, *method))
		fail(r, extension_value(c, OID_AIA), "authorityInfoAccess has no %s",
		     *method == OID_ACCESS_OCSP ? "OCSP URL" : "caIssuers URL");
}

bool
has_http_crl(const struct cert *c)
{
	struct distribution_point d;
	struct der name;

	each_distribution_point(c, OID_CRLDP, d)
		while (list_next(&d.full_name, GN_URI, &name))
			if (uri_is_http(name.body))
				return true;
	return false;
}

void
crl_point_not_uri(const struct cert *c, struct report *r)
{
	struct distribution_point d;
	struct der name;

	each_distribution_point(c, OID_CRLDP, d)
		while (list_next(&d.full_name, 0, &name))
			if (name.tag != GN_URI)
				fail(r, der_whole(&name), "a distribution point has a %s",
				     general_name_text(name.tag));
}

void
crl_point_not_http(const struct cert *c, struct report *r)
{
	struct distribution_point d;
	struct der name;

	each_distribution_point(c, OID_CRLDP, d)
		while (list_next(&d.full_name, GN_URI, &name))
			if (!uri_is_http(name.body))
				fail(r, name.body, "the distribution point %s is no HTTP URL",
				     quote(r, name.body));
}

void
crl_point_has_reasons(const struct cert *c, struct report *r)
{
	struct distribution_point d;

	each_distribution_point(c, OID_CRLDP, d)
		if (der_present(&d.reasons))
			fail(r, der_whole(&d.reasons), "a distribution point has reasons");
}

void
crl_point_has_issuer(const struct cert *c, struct report *r)
{
	struct distribution_point d;

	each_distribution_point(c, OID_CRLDP, d)
		if (der_present(&d.issuer))
			fail(r, der_whole(&d.issuer), "a distribution point has cRLIssuer");
}

/* ---- policies ---- */

void
any_policy_not_alone(const struct cert *c, struct report *r)
{
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY) || c->policy_count < 2)
		return;
	each_policy(c, p)
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id), "anyPolicy stands beside another policy");
}
