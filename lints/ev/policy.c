/* EV Guidelines 7.1.4.3 and 7.1.6: policies, their qualifiers and pointers in EV certificates. */

#include "checks.h"
#include "issuer.h"

/* A policy that cannot mark an EV certificate, whatever a CA has agreed on with anybody. */
static bool
is_no_ev_policy(enum oid policy)
{
	return policy != OID_POLICY_EV && policy >= OID_POLICY_FIRST && policy <= OID_POLICY_LAST;
}

/*
 * An EV certificate has the policy identifier of the Forum or one of the CA's own for EV.
 *
 * It is what browsers go by, and what says that the CA vouches for the Guidelines. Which of a CA's
 * own identifiers stand for EV is agreed on with the browsers, so that only lists of identifiers
 * are reported that certainly have none: anyPolicy alone, or those of other kinds of certificates.
 *
 * fix: add 2.23.140.1.1.
 * covers: evg-7.1.6.1-ev-policy-oid evg-7.1.6.4-no-sole-any-policy
 * unless: br_reserved_policy_missing br_policy_arc_missing br_any_policy_in_subscriber
 * unless: br_ev_policy_missing
 *
 *	pass ev from=2014-05-03 policy=1.2.3 -sct
 *	fail ev from=2014-05-03 policy=any{cps:http://certlint-test.com/cps} -sct ski=auto also=rfc_any_policy_in_end_entity
 *	fail ov from=2014-05-03 policy=ov{cps:http://certlint-test.com/cps} facts=ev -sct ski=auto
 *	na   ov from=2014-05-03 policy=any -sct
 */
LINT(ev_policy_missing, WARNING, EVG("7.1.6.1"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES),
     .from = EVG_1_4)
{
	struct policy p;

	if (c->policy_count == 0)
		return;
	each_policy(c, p)
		if (!is_no_ev_policy(p.oid))
			return;
	fail(r, extension_value(c, OID_POLICIES), "no policy in certificatePolicies can be an EV "
	     "policy");
}

/*
 * An EV certificate of before ballot 151 has a policy identifier that the CA defined.
 *
 * Until 2015-09-28 the Guidelines knew no identifier of the Forum's own: the one that a CA had
 * defined and agreed on with browsers marked the certificate.
 *
 * fix: add the CA's EV policy identifier.
 * covers: evg-7.1.6.1-cabf-ev-oid-before-2015
 *
 *	pass ev from=2014-05-03 policy=ev,1.2.3 -sct
 *	fail ev from=2014-05-03 policy=ev{cps:http://certlint-test.com/cps} -sct ski=auto
 *	na   ev
 */
LINT(ev_policy_of_ca_missing, WARNING, EVG("9.3.2"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES),
     .from = EVG_1_4, .until = EVG_1_5_7)
{
	struct policy p;

	if (!has_policy(c, OID_POLICY_EV))
		return;
	each_policy(c, p)
		if (p.oid < OID_POLICY_FIRST || p.oid > OID_POLICY_LAST)
			return;
	fail(r, extension_value(c, OID_POLICIES), "certificatePolicies has no EV policy of the "
	     "CA's own");
}

/* ---- qualifiers ---- */

/* Take the next CPS pointer of a policy's qualifiers. */
static bool
cps_next(struct span *qualifiers, struct der *value)
{
	struct der whole, id;
	struct span in;

	while (list_next(qualifiers, DER_SEQUENCE, &whole)) {
		in = whole.body;
		if (der_take(&in, DER_OID, &id) && oid_find(id.body) == OID_CPS_URI &&
		    der_next(&in, value))
			return true;
	}
	return false;
}

static bool
has_cps(const struct cert *c)
{
	struct policy p;
	struct der value;

	each_policy(c, p)
		if (cps_next(&p.qualifiers, &value))
			return true;
	return false;
}

/*
 * An EV certificate of before May 2024 points to the certification practice statement.
 *
 * The qualifier id-qt-cps was required of EV certificates, and of no others, until ballot SC72. A
 * pointer at any of the policies is taken for it.
 *
 * fix: add the URL of the CPS to the EV policy.
 * covers: evg-7.1.4.3-cps-qualifier
 * peers: pkilint:cabf.ev_guidelines.cps_uri_policy_qualifier_missing
 *
 *	pass ev from=2022-05-03 policy=ev{cps:http://certlint-test.com/cps}
 *	fail ev from=2022-05-03 ski=auto
 *	na   ev
 *	na   ov from=2022-05-03
 */
LINT(ev_cps_pointer_missing, ERROR, EVG("9.7"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES),
     .from = EVG_1_4, .until = EVG_2_0_1)
{
	if (c->policy_count > 0 && !has_cps(c))
		fail(r, extension_value(c, OID_POLICIES), "no policy has a pointer to a "
		     "certification practice statement");
}

/* Report CPS pointers that are no HTTP URLs. */
static void
cps_not_http(const struct cert *c, struct report *r)
{
	struct policy p;
	struct der value;

	each_policy(c, p)
		while (cps_next(&p.qualifiers, &value))
			if (!span_starts_with(value.body, "http://") &&
			    !span_starts_with(value.body, "https://"))
				fail(r, der_whole(&value), "CPS pointer %s is no HTTP URL",
				     quote(r, value.body));
}

/*
 * The CPS pointer of an EV certificate of before September 2023 is an HTTP URL.
 *
 * Readers follow it with a browser. The Baseline Requirements say so of every certificate from
 * 2023-09-15 on.
 *
 * fix: give the address where the CPS is published.
 * covers: evg-7.1.4.3-cps-uri-http
 * peers: zlint:e_invalid_cps_uri pkilint:cabf.cps_uri_is_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass ev from=2022-05-03 policy=ev{cps:http://certlint-test.com/cps}
 *	pass ev from=2022-05-03 policy=ev{cps:https://certlint-test.com/cps}
 *	fail ev from=2022-05-03 ski=auto policy=ev{cps:ftp://certlint-test.com/cps}
 *	na   ov from=2022-05-03 policy=ov{cps:ftp://certlint-test.com/cps}
 */
LINT_AS(cps_not_http, ev_cps_pointer_not_http, ERROR, EVG("9.7"),
	.on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES), .from = EVG_1_4, .until = BR_2_0_0,
	.arg = NULL);

/* ---- the CA above ---- */

/* Whether a CA's policies let one of a certificate's pass. */
static bool
permits_policy(const struct cert *ca, struct span id)
{
	unsigned seen = 0;
	struct policy p;

	each_policy(ca, p)
		if (span_same(p.id.body, id) || seen++ == 32)
			return true;
	return false;
}

/*
 * The issuer of an EV certificate lists its EV policy, or anyPolicy.
 *
 * Path validation intersects the policies from the root down. An EV policy that the CA above does
 * not have is gone at the end, and with it what marks the certificate.
 *
 * fix: issue from a CA that has the policy or anyPolicy.
 * covers: evg-7.1.6.3-issuer-permits-ev-policy
 * peers: pkilint:pkix.certificate_subject_has_policy_not_in_issuer
 * unless: br_subscriber_policy_not_in_issuer
 *
 *	pass ev issuer=ca
 *	pass ev issuer="ca policy=ev"
 *	fail ev issuer="ca policy=dv from=2023-09-14"
 *	na   ov issuer="ca policy=dv"
 */
LINT(ev_issuer_policy_missing, WARNING, EVG("7.1.6.3"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES), .needs = NEED_ISSUER, .from = EVG_1_4)
{
	const struct cert *issuer = named_issuer(c, r);
	struct span list = extension_list(c, OID_POLICIES);
	struct policy p;

	if (issuer == NULL || !facts_have(&issuer->facts, FACT_HAS_POLICIES) ||
	    has_policy(issuer, OID_ANY_POLICY) || facts_have(&issuer->facts, FACT_ROOT))
		return;
	for (unsigned i = 0; policy_next(&list, &p); i++)
		if (i == 32 || (p.oid != OID_ANY_POLICY && !is_no_ev_policy(p.oid) &&
				permits_policy(issuer, p.id.body)))
			return;
	fail(r, extension_value(c, OID_POLICIES), "the issuer's certificatePolicies has "
	     "neither the EV policy nor anyPolicy");
}

/*
 * An EV CA that another organization runs names its EV policies, and has not anyPolicy.
 *
 * anyPolicy is for CAs that the operator of the root controls. Who runs a CA is not in the bytes:
 * the caller says so by the facts "ev unaffiliated".
 *
 * fix: replace anyPolicy by the EV policy.
 * covers: evg-7.1.6.3-external-sub-ca-no-any-policy evg-7.1.4.3-external-sub-ca-ev-oid
 * peers: pkilint:cabf.serverauth.ca_external_anypolicy
 *
 *	pass ca facts="ev unaffiliated" policy=ev
 *	pass ca facts="ev unaffiliated" policy=1.2.3
 *	fail ca facts="ev unaffiliated" policy=any
 *	fail ca facts="ev unaffiliated" policy=dv
 *	na   ca facts=ev
 */
LINT(ev_ca_policy_missing, ERROR, EVG("7.1.4.3"),
     .on = FACTS(TLS, CA, EV, UNAFFILIATED, HAS_POLICIES),
     .off = FACTS(ROOT), .from = EVG_1_4)
{
	struct policy p;
	bool found = false;

	each_policy(c, p) {
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id), "anyPolicy in a CA certificate for another "
			     "organization");
		found = found || p.oid == OID_ANY_POLICY || !is_no_ev_policy(p.oid);
	}
	if (!found && c->policy_count > 0)
		fail(r, extension_value(c, OID_POLICIES), "no policy in certificatePolicies can be "
		     "an EV policy");
}

/*
 * An EV CA of before May 2024 that another organization runs points to the root CA's CPS.
 *
 * The qualifier was required of these CAs as of EV certificates until ballot SC72. Who runs a CA is
 * not in the bytes: the caller says so by the facts "ev unaffiliated".
 *
 * fix: add the URL of the root CA's CPS to the policy.
 * covers: evg-7.1.4.3-external-sub-ca-cps-qualifier
 * peers: pkilint:cabf.ev_guidelines.cps_uri_policy_qualifier_missing
 *
 *	pass ca-2024 facts="ev unaffiliated" policy=ev{cps:http://certlint-test.com/cps}
 *	fail ca-2024 facts="ev unaffiliated" policy=ev
 *	na   ca facts="ev unaffiliated" policy=ev
 */
LINT(ev_ca_cps_pointer_missing, ERROR, EVG("9.7"),
     .on = FACTS(TLS, CA, EV, UNAFFILIATED, HAS_POLICIES),
     .off = FACTS(ROOT), .from = EVG_1_4, .until = EVG_2_0_1)
{
	if (c->policy_count > 0 && !has_cps(c))
		fail(r, extension_value(c, OID_POLICIES), "no policy has a pointer to a "
		     "certification practice statement");
}

/*
 * The CPS pointer of an EV CA of before September 2023 that another organization runs is an HTTP
 * URL.
 *
 * Readers follow it with a browser. The Baseline Requirements say so of every CA from 2023-09-15
 * on. Who runs a CA is not in the bytes: the caller says so by the facts "ev unaffiliated".
 *
 * fix: give the address where the CPS is published.
 * covers: evg-7.1.4.3-external-sub-ca-cps-http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass ca-2019 facts="ev unaffiliated" policy=ev{cps:http://certlint-test.com/cps}
 *	fail ca-2019 facts="ev unaffiliated" policy=ev{cps:ftp://certlint-test.com/cps}
 */
LINT_AS(cps_not_http, ev_ca_cps_pointer_not_http, ERROR, EVG("9.7"),
	.on = FACTS(TLS, CA, EV, UNAFFILIATED, HAS_POLICIES), .off = FACTS(ROOT), .from = EVG_1_4,
	.until = BR_2_0_0, .arg = NULL);

/* ---- revocation ---- */

static bool
has_ocsp(const struct cert *c)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == OID_ACCESS_OCSP)
			return true;
	return false;
}

/*
 * An EV certificate without an OCSP URL has cRLDistributionPoints.
 *
 * The Baseline Requirements except short-lived certificates from saying where to learn of their
 * revocation. The Guidelines do not.
 *
 * fix: add cRLDistributionPoints.
 * covers: evg-7.1.4.3-crldp-if-no-ocsp
 * peers: zlint:e_missing_crl_distrib_point
 * peers: pkilint:cabf.serverauth.subscriber.revocation_information_absent
 * unless: br_revocation_pointer_missing br_ocsp_url_missing br_aia_missing
 *
 *	pass ev
 *	pass ev -crldp
 *	pass ev aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail ev validity=7d -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail ev from=2014-06-02 policy=1.2.3{cps:http://certlint-test.com/cps} ski=auto -sct -aia -crldp also=br_aia_missing_old
 *	na   ov validity=7d -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 */
LINT(ev_crl_distribution_points_missing, ERROR, EVG("7.1.4.3"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_EXTENSIONS), .off = FACTS(CRLDP_PRESENT), .from = EVG_1_4)
{
	if (c->extension_count > 0 && !has_ocsp(c))
		fail(r, cert_extensions_place(c), "neither cRLDistributionPoints nor an OCSP URL");
}
