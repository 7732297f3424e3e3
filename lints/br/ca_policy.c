/* TLS BR 7.1.2.2.6, 7.1.2.10.5 and 7.1.6.1: certificatePolicies of CAs. */

#include "profile_table.h"

/*
 * anyPolicy of a CA is its only policy.
 *
 * A CA certificate says either that there are no restrictions, by anyPolicy alone, or which
 * policies there are. Both at once is neither.
 *
 * fix: keep anyPolicy alone, or name the policies without it.
 * covers: br-7.1.2.10.5-ca-any-policy-alone br-7.1.2.2.6-cross-any-policy-alone
 * peers: zlint:e_invalid_ca_certificate_policies
 * peers: pkilint:cabf.serverauth.ca_anypolicy_with_other_policy_oid
 * unless: rfc_policy_duplicate
 *
 *	pass ca
 *	fail ca policy=any,dv
 *	fail cross from=2024-01-01 policy=any,1.2.3
 *	na   ca-2019 policy=any,dv
 *	na   smime-ca policy=any,1.2.3
 */
LINT_AS(any_policy_not_alone, br_ca_any_policy_not_alone, ERROR, BR("7.1.2.10.5"),
	.on = FACTS(TLS, CA, HAS_POLICIES), .from = BR_2_0_0);

/*
 * A CA without anyPolicy has a reserved policy identifier.
 *
 * The reserved identifiers say what kind of validation the certificates below have had, the same
 * for every CA.
 *
 * fix: add the reserved identifier of what the CA issues.
 * covers: br-7.1.2.10.5-ca-reserved-policy-present br-7.1.2.2.6-cross-reserved-policy-present
 * peers: zlint:e_invalid_ca_certificate_policies
 * peers: pkilint:cabf.serverauth.ca_missing_reserved_policy_oid
 * unless: der_list_empty der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ca
 *	pass ca policy=dv,1.2.3
 *	fail ca policy=1.2.3
 *	fail cross from=2024-01-01 policy=1.2.3
 *	na   ca-2019 policy=1.2.3
 *	na   smime-ca policy=1.2.3
 */
LINT(br_ca_reserved_policy_missing, ERROR, BR("7.1.2.10.5"), .on = FACTS(TLS, CA, HAS_POLICIES),
     .off = FACTS(RESERVED_POLICY), .from = BR_2_0_0)
{
	if (!has_policy(c, OID_ANY_POLICY))
		fail(r, extension_value(c, OID_POLICIES), "certificatePolicies has neither "
		     "anyPolicy nor one of the reserved identifiers");
}

/* Report each reserved policy after the first, where anyPolicy does not make that another fault. */
static void
report_several(const struct cert *c, struct report *r, const char *where)
{
	enum oid first = OID_NONE;
	struct policy p;

	if (c->policy_count < 2 || has_policy(c, OID_ANY_POLICY))
		return;
	each_policy(c, p) {
		if (!policy_is_reserved(p.oid))
			continue;
		if (first != OID_NONE && first != p.oid)
			fail(r, der_whole(&p.id), "%s stands beside %s%s", oid_text(p.oid),
			     oid_text(first), where);
		first = p.oid;
	}
}

/*
 * A CA of before November 2024 has one reserved policy identifier at most.
 *
 * The first edition of the profiles had every CA, cross-certificates as well, issue for one kind of
 * validation.
 *
 * fix: have a CA for each kind of validation.
 * covers: br-7.1.2.10.5-ca-exactly-one-reserved-policy
 * covers: br-7.1.2.2.6-cross-exactly-one-reserved-policy-old
 * peers: zlint:e_ca_multiple_reserved_policy_oids
 * peers: pkilint:cabf.serverauth.ca_multiple_reserved_policy_oids
 *
 *	pass ca from=2024-02-01
 *	pass ca from=2024-02-01 policy=dv,1.2.3
 *	fail ca from=2024-02-01 policy=dv,ov
 *	fail cross from=2024-02-01 policy=dv,ov,ev
 *	na   ca policy=dv,ov
 *	na   ca-2019 policy=dv,ov
 */
LINT(br_ca_reserved_policies_several_old, ERROR, BR("7.1.2.10.5"),
     .on = FACTS(TLS, CA, HAS_POLICIES, RESERVED_POLICY), .from = BR_2_0_0, .until = BR_SC79)
{
	report_several(c, r, "");
}

/*
 * A CA that issues to subscribers has one reserved policy identifier at most.
 *
 * Such a CA issues for one kind of validation. Cross-certificates may have several since ballot
 * SC-79, but not where pathLenConstraint 0 leaves nothing but subscribers to issue to.
 *
 * fix: have a CA for each kind of validation.
 * covers: br-7.1.2.10.5-ca-exactly-one-reserved-policy
 * covers: br-7.1.2.2.6-cross-one-reserved-policy-if-issuing
 * peers: zlint:e_ca_multiple_reserved_policy_oids
 * peers: pkilint:cabf.serverauth.ca_multiple_reserved_policy_oids
 *
 *	pass ca
 *	pass ca policy=dv
 *	fail ca policy=dv,ov
 *	fail cross from=2025-02-01 bc=ca,pathlen=0 policy=dv,ov
 *	pass cross from=2025-02-01 policy=dv,ov
 *	pass ca bc=ca policy=dv,ov
 */
LINT(br_ca_reserved_policies_several, ERROR, BR("7.1.2.10.5"),
     .on = FACTS(TLS, CA, HAS_POLICIES, RESERVED_POLICY), .from = BR_SC79)
{
	if (c->path_length == 0)
		report_several(c, r, ", and pathLenConstraint is 0");
}

/*
 * A CA that is no cross-certificate has one reserved policy identifier at most.
 *
 * Cross-certificates may have several since ballot SC-79, other CAs may not. Whether a CA that can
 * issue to other CAs is cross-certified, its bytes do not show.
 *
 * fix: have a CA for each kind of validation, unless this is a cross-certificate.
 * covers: br-7.1.2.10.5-ca-exactly-one-reserved-policy
 * peers: zlint:e_ca_multiple_reserved_policy_oids
 * pkilint:cabf.serverauth.ca_multiple_reserved_policy_oids
 *
 *	pass ca bc=ca
 *	fail ca bc=ca policy=dv,ov
 *	pass ca policy=dv,ov
 *	na   cross from=2025-02-01 policy=dv,ov
 */
LINT(br_ca_reserved_policies_unless_cross, WARNING, BR("7.1.2.10.5"),
     .on = FACTS(TLS, CA, HAS_POLICIES, RESERVED_POLICY), .off = FACTS(CROSS), .from = BR_SC79)
{
	if (c->path_length != 0)
		report_several(c, r, ", which only a cross-certificate may have");
}

/*
 * The reserved policy identifier of a CA is the first.
 *
 * RFC 5280 gives the order no meaning, and some clients look at the first identifier only.
 *
 * fix: put the reserved identifier first.
 * covers: br-7.1.2.10.5-ca-reserved-policy-first br-7.1.2.2.6-cross-reserved-policy-first
 * peers: pkilint:cabf.serverauth.ca_first_policy_oid_not_reserved
 * unless: br_ca_any_policy_not_alone
 *
 *	pass ca policy=dv,1.2.3
 *	fail ca policy=1.2.3,dv
 *	fail cross from=2024-01-01 policy=1.2.3,dv
 *	na   ca-2019 policy=1.2.3,dv
 */
LINT(br_ca_reserved_policy_not_first, WARNING, BR("7.1.2.10.5"),
     .on = FACTS(TLS, CA, HAS_POLICIES, RESERVED_POLICY), .from = BR_2_0_0)
{
	struct span list = extension_list(c, OID_POLICIES);
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY) && policy_next(&list, &p) && !policy_is_reserved(p.oid))
		fail(r, der_whole(&p.id), "the first policy is %s, and the reserved one follows",
		     oid_name(r, p.id.body));
}

/*
 * A CA of another organization does not have anyPolicy.
 *
 * anyPolicy is for CAs of the issuer's own organization and its affiliates. Who is affiliated with
 * whom, names do not say: this is what to look at where they differ.
 *
 * fix: nothing, if the organizations are affiliates; else name the policies of the CA.
 * covers: br-7.1.2.10.5-ca-any-policy-unaffiliated br-7.1.2.2.6-cross-any-policy-unaffiliated
 * peers: pkilint:cabf.serverauth.ca_external_anypolicy
 *
 *	pass ca
 *	fail ca subject=C=US/O=Other/CN=x
 *	pass ca subject=C=US/O=Other/CN=x policy=dv
 *	fail cross subject=C=US/O=Other/CN=x
 *	na   root policy=any
 *	na   ca subject=C=US/O=Other/CN=x facts=unaffiliated
 */
LINT(br_ca_any_policy_of_another, NOTICE, BR("7.1.2.10.5"), .on = FACTS(TLS, CA, HAS_POLICIES),
     .off = FACTS(ROOT, UNAFFILIATED), .from = BR_1_0_0)
{
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY) || same_organization(c))
		return;
	each_policy(c, p)
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id), "anyPolicy, and issuer and subject are not of "
			     "one organization");
}

/*
 * A CA that another organization runs does not have anyPolicy.
 *
 * anyPolicy is for CAs of the issuer's own organization and its affiliates. Who runs a CA is not in
 * the bytes: the caller says so by the fact "unaffiliated".
 *
 * fix: name the policies of the CA.
 * covers: br-7.1.2.10.5-ca-any-policy-unaffiliated br-7.1.2.2.6-cross-any-policy-unaffiliated
 * peers: pkilint:cabf.serverauth.ca_external_anypolicy
 * unless: ev_ca_policy_missing
 *
 *	pass ca facts=unaffiliated policy=dv
 *	fail ca facts=unaffiliated
 *	fail cross facts=unaffiliated
 *	na   ca
 */
LINT(br_ca_any_policy_unaffiliated, ERROR, BR("7.1.2.10.5"),
     .on = FACTS(TLS, CA, HAS_POLICIES, UNAFFILIATED), .off = FACTS(ROOT), .from = BR_1_0_0)
{
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY))
		return;
	each_policy(c, p)
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id),
			     "anyPolicy in a CA that another organization runs");
}

/* 2.23.140, the arc of the CA/Browser Forum. */
static bool
is_of_forum(struct span oid)
{
	return oid.n > 3 && memcmp(oid.p, "\x67\x81\x0c", 3) == 0;
}

/*
 * A TLS certificate has no policy identifier of the CA/Browser Forum but the four reserved ones.
 *
 * Whatever else is under 2.23.140 is for other things than TLS, or was never assigned. What is no
 * reserved identifier has to be the CA's own. Roots and cross-certificates may be for several uses,
 * and are let off where the Forum knows the identifier.
 *
 * fix: use 2.23.140.1.1 or 2.23.140.1.2.1 to 2.23.140.1.2.3, or identifiers of your own.
 * covers: br-7.1.6.1-policy-unassigned-cabf-arc
 * unless: der_oid_padded der_oid_truncated
 *
 *	pass tls
 *	fail tls policy=dv,2.23.140.1.2.4
 *	fail tls policy=dv,2.23.140.1.9
 *	fail ca policy=dv,cs
 *	pass cross from=2024-01-01 policy=dv,mv-strict
 *	fail cross from=2024-01-01 policy=dv,2.23.140.1.9
 *	na   smime-ca policy=mv-strict
 */
LINT(br_policy_of_forum_unknown, WARNING, BR("7.1.6.1"), .on = FACTS(TLS, HAS_POLICIES),
     .off = FACTS(OCSP_RESPONDER), .trigger = ON_SIGHT(POLICY_OF_FORUM), .from = BR_2_0_0)
{
	bool lenient = facts_have(&c->facts, FACT_ROOT) || facts_have(&c->facts, FACT_CROSS);
	struct policy p;

	each_policy(c, p)
		if (is_of_forum(p.id.body) && !policy_is_reserved(p.oid) &&
		    !(lenient && p.oid != OID_NONE))
			fail(r, der_whole(&p.id), "%s is of the CA/Browser Forum's arc, and not "
			     "reserved for TLS", oid_name(r, p.id.body));
}
