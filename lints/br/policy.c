/* TLS BR 7.1.2.7.9: policies of servers' certificates, and qualifiers of all. */

#include "checks.h"

/*
 * A server's certificate has one of the reserved policy identifiers.
 *
 * 2.23.140.1.1 (EV), .2.1 (DV), .2.2 (OV) and .2.3 (IV) say how the subject was validated, the
 * same for every CA.
 *
 * fix: add the identifier of the validation type.
 * covers: br-7.1.2.7.9-reserved-policy-present br-7.1.2.7.1-subscriber-one-type
 * covers: evg-br-7.1.2.7.5-reserved-ev-oid
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 * unless: der_list_empty der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass tls
 *	pass tls policy=dv,1.2.3
 *	fail tls policy=1.2.3
 *	na   tls-2019 policy=1.2.3
 */
LINT(br_reserved_policy_missing, ERROR, BR("7.1.2.7.9"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES), .off = FACTS(RESERVED_POLICY),
	 .from = BR_2_0_0)
{
	fail(r, extension_value(c, OID_POLICIES), "certificatePolicies has none of the reserved "
	     "identifiers for DV, OV, IV and EV");
}

/*
 * A server's certificate of September 2020 to 2023 has a policy identifier under 2.23.140.1.
 *
 * From 2020-09-30 on each certificate had to have at least one identifier that the CA/Browser
 * Forum defined.
 *
 * fix: add the identifier of the validation type.
 * covers: br-7.1.6.4-cabf-policy-arc-present-old
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 *
 *	pass tls-2024 from=2022-06-01
 *	fail tls-2024 ski=auto from=2022-06-01 policy=1.2.3
 *	pass tls-2024 from=2022-06-01 policy=2.23.140.1.9
 *	na   tls policy=1.2.3
 */
LINT(br_policy_arc_missing, ERROR, BR("7.1.6.4"), .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES),
	 .off = FACTS(RESERVED_POLICY), .from = BR_1_7_3, .until = BR_2_0_0)
{
	struct policy p;

	each_policy(c, p)
		if (p.id.body.n >= 4 && memcmp(p.id.body.p, "\x67\x81\x0c\x01", 4) == 0)
			return;
	fail(r, extension_value(c, OID_POLICIES), "certificatePolicies has no identifier under "
	     "2.23.140.1");
}

/*
 * A server's certificate has exactly one of the reserved policy identifiers.
 *
 * The identifier says what kind of validation was done. Two of them say two things.
 *
 * fix: keep the identifier of the validation that was done.
 * covers: br-7.1.2.7.9-exactly-one-reserved-policy br-7.1.2.7.1-subscriber-one-type
 * covers: evg-br-7.1.2.7.9-single-reserved-oid
 * peers: pkilint:cabf.serverauth.subscriber_multiple_reserved_policy_oids
 * unless: rfc_policy_duplicate
 *
 *	pass tls
 *	fail ov policy=ov,dv
 *	na   tls-2019 policy=dv,ov
 */
LINT(br_reserved_policies_several, ERROR, BR("7.1.2.7.9"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES, RESERVED_POLICY), .from = BR_2_0_0)
{
	enum oid first = OID_NONE;
	struct policy p;

	if (c->policy_count < 2)
		return;
	each_policy(c, p) {
		if (!policy_is_reserved(p.oid))
			continue;
		if (first != OID_NONE)
			fail(r, der_whole(&p.id), "%s stands beside %s", oid_text(p.oid),
			     oid_text(first));
		first = p.oid;
	}
}

/*
 * A server's certificate does not have anyPolicy.
 *
 * anyPolicy is a statement of a CA about what it may issue. About a server it says nothing.
 *
 * fix: name the policy that applies.
 * covers: br-7.1.2.7.9-no-any-policy evg-7.1.6.4-no-sole-any-policy
 * peers: pkilint:cabf.serverauth.subscriber_anypolicy_oid_present
 * unless: br_reserved_policy_missing
 *
 *	pass tls
 *	fail tls policy=dv,any
 *	na   tls-2019 policy=dv,any
 */
LINT(br_any_policy_in_subscriber, ERROR, BR("7.1.2.7.9"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES), .from = BR_2_0_0)
{
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY))
		return;
	each_policy(c, p)
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id), "certificatePolicies has anyPolicy");
}

/*
 * The reserved policy identifier of a server's certificate is the first.
 *
 * RFC 5280 gives the order no meaning, and some clients look at the first identifier only.
 *
 * fix: put the reserved identifier first.
 * covers: br-7.1.2.7.9-reserved-policy-first
 * peers: pkilint:cabf.serverauth.subscriber_first_policy_oid_not_reserved
 * unless: br_any_policy_in_subscriber
 *
 *	pass tls policy=dv,1.2.3
 *	fail tls policy=1.2.3,dv
 *	na   tls-2019 policy=1.2.3,dv
 */
LINT(br_reserved_policy_not_first, WARNING, BR("7.1.2.7.9"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES, RESERVED_POLICY), .from = BR_2_0_0)
{
	struct span list = extension_list(c, OID_POLICIES);
	struct policy p;

	if (policy_next(&list, &p) && !policy_is_reserved(p.oid))
		fail(r, der_whole(&p.id), "the first policy is %s, and the reserved one follows",
		     oid_name(r, p.id.body));
}

static void
qualifier_other(const struct cert *c, struct report *r)
{
	struct der whole, id, value;
	struct policy p;

	each_policy(c, p)
		while (qualifier_next(&p.qualifiers, &whole, &id, &value))
			if (oid_find(id.body) != OID_CPS_URI)
				fail(r, der_whole(&id), "%s is no permitted policy qualifier",
				     oid_name(r, id.body));
}

/*
 * A policy qualifier is a pointer to a CPS.
 *
 * The profiles admit id-qt-cps and nothing else: texts for the reader of a certificate are read by
 * nobody, and every client has to parse them.
 *
 * fix: drop the user notice.
 * covers: br-7.1.2.7.9-policy-qualifier-other br-7.1.2.10.5-ca-policy-qualifier-other
 * covers: br-7.1.2.8.8-ocsp-responder-policy-qualifier-other
 * peers: zlint:e_policy_qualifiers_other_than_cps_not_permitted
 * peers: pkilint:cabf.serverauth.prohibited_certificate_policy_qualifier_type
 *
 *	pass tls policy=dv{cps:http://certlint-test.com/cps}
 *	fail tls policy=dv{notice:Hello}
 *	fail ca policy=any{1.2.3:0500}
 *	na   tls-2019 policy=dv{notice:Hello}
 */
LINT_AS(qualifier_other, br_policy_qualifier_other, ERROR, BR("7.1.2.7.9"),
	.on = FACTS(TLS, HAS_POLICIES), .from = BR_2_0_0);

/*
 * A policy qualifier of a CA for other uses is a pointer to a CPS.
 *
 * Where the root above is one for TLS, its CAs may have no other qualifier; the bytes do not show
 * whether it is.
 *
 * fix: drop the user notice.
 * covers: br-7.1.2.10.5-ca-policy-qualifier-other
 * peers: pkilint:cabf.serverauth.prohibited_certificate_policy_qualifier_type
 * unless: rfc_any_policy_qualifier
 *
 *	pass smime-ca policy=1.2.3{cps:http://certlint-test.com/cps}
 *	fail smime-ca policy=1.2.3{notice:Hello}
 *	na   ca policy=dv{notice:Hello}
 */
LINT_AS(qualifier_other, br_non_tls_policy_qualifier_other, WARNING, BR("7.1.2.3.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_POLICIES), .off = FACTS(TLS, ROOT), .from = BR_2_0_0);

/*
 * Policies have no qualifiers.
 *
 * The profiles do not recommend them: a URL that is the same in every certificate of a CA is
 * octets in every handshake. EV certificates, which had to have one until 2024, are left out.
 *
 * fix: drop the qualifiers.
 * covers: br-7.1.2.7.9-policy-qualifiers br-7.1.2.10.5-ca-policy-qualifiers
 * covers: br-7.1.2.8.8-ocsp-responder-policy-qualifiers
 * peers: pkilint:cabf.serverauth.certificate_policy_qualifier_present
 * unless: br_policy_qualifier_other
 *
 *	pass tls
 *	fail tls policy=dv{cps:http://certlint-test.com/cps}
 *	fail ca policy=any{cps:http://certlint-test.com/cps}
 *	na   ev policy=ev{cps:http://certlint-test.com/cps}
 */
LINT(br_policy_qualifier, WARNING, BR("7.1.2.7.9"), .on = FACTS(TLS, HAS_POLICIES),
	 .off = FACTS(EV), .from = BR_2_0_0)
{
	struct der whole, id, value;
	struct policy p;

	each_policy(c, p)
		while (qualifier_next(&p.qualifiers, &whole, &id, &value))
			fail(r, der_whole(&id), "%s has a qualifier", oid_name(r, p.id.body));
}

static void
cps_not_http(const struct cert *c, struct report *r)
{
	struct der whole, id, value;
	struct policy p;

	each_policy(c, p)
		while (qualifier_next(&p.qualifiers, &whole, &id, &value))
			if (oid_find(id.body) == OID_CPS_URI &&
			    !span_starts_with(value.body, "http://") &&
			    !span_starts_with(value.body, "https://"))
				fail(r, der_whole(&value), "CPS pointer %s is no HTTP URL",
				     quote(r, value.body));
}

/*
 * A CPS pointer is an HTTP or HTTPS URL.
 *
 * Readers follow it with a browser.
 *
 * fix: give the address where the CPS is published.
 * covers: br-7.1.2.7.9-cps-uri-http br-7.1.2.10.5-ca-cps-uri-http evg-7.1.4.3-cps-uri-http
 * covers: evg-7.1.4.3-external-sub-ca-cps-http
 * covers: br-7.1.2.8.8-ocsp-responder-cps-uri-http
 * peers: zlint:e_invalid_cps_uri pkilint:cabf.cps_uri_is_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass tls policy=dv{cps:https://certlint-test.com/cps}
 *	fail tls policy=dv{cps:ftp://certlint-test.com/cps}
 *	na   tls-2019 policy=dv{cps:ftp://certlint-test.com/cps}
 */
LINT_AS(cps_not_http, br_cps_uri_not_http, ERROR, BR("7.1.2.7.9"), .on = FACTS(TLS, HAS_POLICIES),
	.trigger = ON_SIGHT(CPS_NOT_HTTP), .from = BR_2_0_0, .arg = NULL);

/*
 * A CPS pointer of a server or subordinate CA of before September 2023 is an HTTP or HTTPS URL.
 *
 * Readers follow it with a browser. The BRs described the qualifier as one that may be there, and
 * whether the form of its value was meant as a duty is open to dispute.
 *
 * fix: give the address where the CPS is published.
 * covers: br-7.1.2.3-cps-uri-http-old br-7.1.2.2-ca-cps-uri-http-old
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass tls-2019 policy=dv{cps:https://certlint-test.com/cps}
 *	fail tls-2019 policy=dv{cps:ftp://certlint-test.com/cps}
 *	fail ca-2019 policy=any{cps:ftp://certlint-test.com/cps}
 *	na   tls policy=dv{cps:ftp://certlint-test.com/cps}
 *	na   client policy=1.2.3{cps:ftp://certlint-test.com/cps}
 */
LINT_AS(cps_not_http, br_cps_uri_not_http_old, WARNING, BR("7.1.2.3"),
	.on = FACTS(TLS, HAS_POLICIES),
	.trigger = ON_SIGHT(CPS_NOT_HTTP), .off = FACTS(ROOT, OCSP_RESPONDER, EV), .from = BR_1_0_0,
	.until = BR_2_0_0, .arg = NULL);

/*
 * An EV certificate has the reserved policy identifier 2.23.140.1.1.
 *
 * Since the Baseline Requirements describe profiles, an identifier of the CA's own is no longer
 * enough.
 *
 * fix: add 2.23.140.1.1.
 * covers: br-7.1.2.7.5-ev-policy-oid evg-br-7.1.2.7.5-reserved-ev-oid
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 * unless: br_reserved_policy_missing
 *
 *	pass ev
 *	pass ev policy=1.2.3
 *	fail ov policy=ov,1.2.3 facts=ev
 *	fail ov policy=ov facts=ev
 *	na   ov
 */
LINT(br_ev_policy_missing, ERROR, BR("7.1.2.7.5"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES),
     .from = BR_2_0_0)
{
	if (!has_policy(c, OID_POLICY_EV))
		fail(r, extension_value(c, OID_POLICIES), "certificatePolicies of an EV "
		     "certificate lacks 2.23.140.1.1");
}

/*
 * Policies of an EV certificate have no qualifiers.
 *
 * Ballot SC72 ended the duty to have a CPS pointer, and with it the exception from what the
 * profiles of the Baseline Requirements do not recommend.
 *
 * fix: drop the qualifiers.
 * covers: br-7.1.2.7.9-policy-qualifiers evg-br-7.1.2.7.9-qualifier-not-recommended
 * peers: pkilint:cabf.serverauth.certificate_policy_qualifier_present
 * unless: br_policy_qualifier_other
 *
 *	pass ev
 *	fail ev policy=ev{cps:http://certlint-test.com/cps}
 *	na   ev from=2024-05-05 policy=ev{cps:http://certlint-test.com/cps}
 */
LINT(br_ev_policy_qualifier, WARNING, BR("7.1.2.7.9"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_POLICIES),
     .from = EVG_2_0_1)
{
	struct policy p;
	struct der whole, id;
	struct span in;

	each_policy(c, p)
		while (list_next(&p.qualifiers, DER_SEQUENCE, &whole)) {
			in = whole.body;
			if (der_take(&in, DER_OID, &id))
				fail(r, der_whole(&id), "%s has a qualifier",
				     oid_name(r, p.id.body));
		}
}
