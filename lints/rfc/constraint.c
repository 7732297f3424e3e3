/* RFC 5280 4.2.1.9 to 4.2.1.11 and 4.2.1.14: constraints of CAs on paths, names and policies. */

#include "checks.h"

/*
 * pathLenConstraint is there only with cA TRUE.
 *
 * The length of paths below somebody who must not issue is a contradiction; verifiers have taken
 * it for a sign that he may.
 *
 * fix: drop pathLenConstraint.
 * covers: rfc5280-4.2.1.9-bc-pathlen-without-ca br-7.1.2.7.8-basic-constraints-no-pathlen
 * covers: br-7.1.2.8.4-ocsp-responder-no-pathlen sbr-7.1.2.3-bc-no-pathlen
 * peers: zlint:e_path_len_constraint_improperly_included
 * peers: pkilint:pkix.basic_constraints_has_pathlen_for_non_ca
 * unless: der_component_order
 *
 *	pass client bc!=leaf
 *	fail client bc!=pathlen=3
 *	fail tls bc!=pathlen=0
 *	na   ca
 */
LINT(rfc_path_length_without_ca, ERROR, RFC5280("4.2.1.9"), .on = FACTS(HAS_BC),
	 .off = FACTS(CA_BIT), .from = RFC3280_DAY)
{
	if (c->path_length >= 0)
		fail(r, extension_value(c, OID_BC), "pathLenConstraint without cA");
}

/*
 * pathLenConstraint is there only with keyCertSign.
 *
 * A key that may not sign certificates has no paths below it.
 *
 * fix: drop pathLenConstraint, or set keyCertSign.
 * covers: rfc5280-4.2.1.9-bc-pathlen-without-certsign
 * peers: zlint:e_path_len_constraint_improperly_included
 *
 *	pass ca
 *	pass smime-ca bc=ca ku=crlsign
 *	fail smime-ca bc=ca,pathlen=0 ku=crlsign
 */
LINT(rfc_path_length_without_cert_sign, ERROR, RFC5280("4.2.1.9"),
	 .on = FACTS(HAS_BC, CA_BIT, HAS_KU), .from = RFC3280_DAY)
{
	if (c->path_length >= 0 && !has_usage(c, KU_KEY_CERT_SIGN))
		fail(r, extension_value(c, OID_BC), "pathLenConstraint, and keyUsage without "
		     "keyCertSign");
}

/*
 * pathLenConstraint is not negative.
 *
 * A path of fewer than no certificates does not exist; software that reads the octets as an
 * unsigned number takes -1 for 255.
 *
 * fix: set the number of CAs that may follow, 0 for a CA that issues to end entities only.
 * covers: rfc5280-4.2.1.9-bc-pathlen-non-negative
 * peers: zlint:e_path_len_constraint_zero_or_less pkilint:itu.invalid_asn1_syntax
 *
 *	pass ca
 *	fail ca bc=der:30(0101ff0201ff)
 */
LINT(rfc_path_length_negative, ERROR, RFC5280("4.2.1.9"), .on = FACTS(HAS_BC),
	 .from = RFC2459_DAY)
{
	struct span list = extension_list(c, OID_BC);
	struct der e;

	der_take(&list, DER_BOOLEAN, &e);
	if (der_take(&list, DER_INTEGER, &e) && e.body.n > 0 && e.body.p[0] & 0x80)
		fail(r, der_whole(&e), "pathLenConstraint is negative");
}

/*
 * nameConstraints is in CA certificates only.
 *
 * The extension constrains the names of certificates below. Below an end entity there are none.
 *
 * fix: drop the extension.
 * covers: rfc5280-4.2.1.10-nc-ca-only br-7.1.2.7.6-no-name-constraints
 * covers: br-7.1.2.8.2-ocsp-responder-no-name-constraints
 * peers: zlint:e_ext_name_constraints_not_in_ca pkilint:pkix.name_constraints_in_ee_certificate
 * pkilint:cabf.serverauth.ocsp_responder.name_constraints_extension_present
 * pkilint:cabf.serverauth.subscriber.name_constraints_extension_present
 *
 *	pass tls
 *	fail tls nc=permit-dns:certlint-test.com
 *	fail client nc=permit-dns:certlint-test.com
 *	na   tcca
 */
LINT_AS(extension_unwanted, rfc_name_constraints_in_end_entity, ERROR, RFC5280("4.2.1.10"),
	.on = FACTS(NC_PRESENT), .off = FACTS(CA), .from = RFC2459_DAY,
	EXTENSION(NC, "has no place in an end entity's certificate"));

/*
 * nameConstraints permits or excludes something.
 *
 * An empty extension constrains nothing, and a reader takes the CA for a constrained one.
 *
 * fix: drop the extension, or say what is permitted.
 * covers: rfc5280-4.2.1.10-nc-empty br-7.1.2.10.8-ca-nc-not-empty
 * peers: zlint:e_name_constraint_empty pkilint:pkix.name_constraints_no_subtrees
 *
 *	pass tcca
 *	fail ca nc!=der:3000
 */
LINT(rfc_name_constraints_empty, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	 .from = RFC5280_DAY)
{
	struct span value = extension_value(c, OID_NC);
	struct der e;

	if (der_take(&value, DER_SEQUENCE, &e) && e.body.n == 0)
		fail(r, der_whole(&e), "nameConstraints is empty");
}

/*
 * The minimum of a name constraint is 0.
 *
 * Distances from the base are not used with any name form of RFC 5280, and verifiers ignore or
 * refuse them.
 *
 * fix: leave the field out.
 * covers: rfc5280-4.2.1.10-nc-minimum-zero br-7.1.2.10.8-ca-nc-no-minimum
 * covers: br-7.1.2.5.2-tc-nc-no-minimum
 * peers: zlint:e_name_constraint_minimum_non_zero
 * peers: pkilint:pkix.name_constraints_non_default_minimum
 *
 *	pass tcca
 *	fail client-ca nc=permit-dns:certlint-test.com{min=1}
 */
LINT(rfc_name_constraints_minimum, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	 .from = RFC3280_DAY)
{
	struct subtree s;
	int64_t value;

	each_subtree(c, s)
		if (der_present(&s.minimum) &&
		    (!der_int(s.minimum.body, &value) || value != 0))
			fail(r, der_whole(&s.minimum), "a name constraint has a minimum");
}

/*
 * A name constraint has no maximum.
 *
 * Distances from the base are not used with any name form of RFC 5280, and verifiers ignore or
 * refuse them.
 *
 * fix: leave the field out.
 * covers: rfc5280-4.2.1.10-nc-maximum-absent br-7.1.2.10.8-ca-nc-no-maximum
 * covers: br-7.1.2.5.2-tc-nc-no-maximum
 * peers: zlint:e_name_constraint_maximum_not_absent
 * peers: pkilint:pkix.name_constraints_maximum_specified
 *
 *	pass tcca
 *	fail client-ca nc=permit-dns:certlint-test.com{max=1}
 */
LINT(rfc_name_constraints_maximum, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	 .from = RFC3280_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (der_present(&s.maximum))
			fail(r, der_whole(&s.maximum), "a name constraint has a maximum");
}

/*
 * policyConstraints constrains something.
 *
 * With neither requireExplicitPolicy nor inhibitPolicyMapping the extension says nothing, and what
 * a verifier does with it is undefined.
 *
 * fix: drop the extension, or say what it is to constrain.
 * covers: rfc5280-4.2.1.11-pc-empty
 * peers: zlint:e_ext_policy_constraints_empty
 *
 *	pass ca pc=require=0
 *	fail ca pc=der:3000
 */
LINT(rfc_policy_constraints_empty, ERROR, RFC5280("4.2.1.11"),
	 .on = FACTS(HAS_POLICY_CONSTRAINTS), .from = RFC2459_DAY)
{
	struct span value = extension_value(c, OID_POLICY_CONSTRAINTS);
	struct der e;

	if (der_take(&value, DER_SEQUENCE, &e) && e.body.n == 0)
		fail(r, der_whole(&e), "policyConstraints is empty");
}

/*
 * The numbers of policyConstraints are not negative.
 *
 * They count certificates of a path.
 *
 * fix: set the number of certificates that may still pass, 0 for none.
 * covers: rfc5280-4.2.1.11-pc-non-negative
 *
 *	pass ca pc=require=0,inhibit=1
 *	fail ca pc=der:30(8001ff)
 *	fail ca pc=der:30(8101ff)
 */
LINT(rfc_policy_constraints_negative, ERROR, RFC5280("4.2.1.11"),
	 .on = FACTS(HAS_POLICY_CONSTRAINTS), .from = RFC2459_DAY)
{
	struct der e;

	each_in(c, OID_POLICY_CONSTRAINTS, e)
		if (e.body.n > 0 && e.body.p[0] & 0x80)
			fail(r, der_whole(&e), "%s is negative",
			     e.tag == 0x80 ? "requireExplicitPolicy" : "inhibitPolicyMapping");
}

/*
 * inhibitAnyPolicy is not negative.
 *
 * It counts certificates of a path.
 *
 * fix: set the number of certificates that may still pass, 0 for none.
 * covers: rfc5280-4.2.1.14-iap-non-negative
 *
 *	pass ca iap=0
 *	fail ca iap=der:0201ff
 */
LINT(rfc_inhibit_any_policy_negative, ERROR, RFC5280("4.2.1.14"),
	 .on = FACTS(HAS_INHIBIT_ANY_POLICY), .from = RFC3280_DAY)
{
	struct span value = extension_value(c, OID_INHIBIT_ANY_POLICY);
	struct der e;

	if (der_take(&value, DER_INTEGER, &e) && e.body.n > 0 && e.body.p[0] & 0x80)
		fail(r, der_whole(&e), "inhibitAnyPolicy is negative");
}

/*
 * policyMappings is in CA certificates only.
 *
 * The extension governs the policies of certificates below. Below an end entity there are none.
 *
 * fix: drop the extension.
 * covers: rfc5280-4.2.1.5-pm-ca-only
 * peers: pkilint:pkix.end_entity_policy_mappings_extension_present
 * unless: br_extension_not_listed br_responder_extension_not_listed
 *
 *	pass client
 *	fail client pm=1.2.3>1.2.4
 *	na   ca pm=1.2.3>1.2.4
 */
LINT_AS(extension_unwanted, rfc_policy_mappings_in_end_entity, WARNING, RFC5280("4.2.1.5"),
	.on = FACTS(POLICY_MAPPINGS_PRESENT), .off = FACTS(CA), .from = RFC5280_DAY,
	EXTENSION(POLICY_MAPPINGS, "has no place in an end entity's certificate"));

/*
 * policyConstraints is in CA certificates only.
 *
 * The extension governs the policies of certificates below. Below an end entity there are none.
 *
 * fix: drop the extension.
 * covers: rfc5280-4.2.1.11-pc-in-end-entity
 * peers: pkilint:pkix.end_entity_policy_constraints_extension_present
 * unless: br_extension_not_listed br_responder_extension_not_listed
 *
 *	pass client
 *	fail client pc=require=0
 *	na   ca pc=require=0
 */
LINT_AS(extension_unwanted, rfc_policy_constraints_in_end_entity, NOTICE, RFC5280("4.2.1.11"),
	.on = FACTS(POLICY_CONSTRAINTS_PRESENT), .off = FACTS(CA), .from = RFC5280_DAY,
	EXTENSION(POLICY_CONSTRAINTS, "has no place in an end entity's certificate"));

/*
 * inhibitAnyPolicy is in CA certificates only.
 *
 * The extension governs the policies of certificates below. Below an end entity there are none.
 *
 * fix: drop the extension.
 * covers: rfc5280-4.2.1.14-iap-in-end-entity
 * peers: pkilint:pkix.end_entity_inhibit_anypolicy_extension_present
 * unless: br_extension_not_listed br_responder_extension_not_listed
 *
 *	pass client
 *	fail client iap=0
 *	na   ca iap=0
 */
LINT_AS(extension_unwanted, rfc_inhibit_any_policy_in_end_entity, NOTICE, RFC5280("4.2.1.14"),
	.on = FACTS(INHIBIT_ANY_POLICY_PRESENT), .off = FACTS(CA), .from = RFC5280_DAY,
	EXTENSION(INHIBIT_ANY_POLICY, "has no place in an end entity's certificate"));

/*
 * No key purpose occurs twice.
 *
 * The second says nothing, and shows a profile that was put together from parts.
 *
 * fix: list each purpose once.
 * covers: rfc5280-4.2.1.12-eku-duplicate-purpose
 *
 *	pass client eku=client,email
 *	fail client eku=client,client
 *	fail client eku=client,1.2.3,1.2.3
 */
LINT(rfc_purpose_duplicate, NOTICE, RFC5280("4.2.1.12"), .on = FACTS(HAS_EKU),
	 .from = RFC5280_DAY)
{
	struct der e, f;
	struct span before;

	if ((uint32_t)__builtin_popcount(c->purposes) == c->purpose_count)
		return;
	each_in(c, OID_EKU, e) {
		before = extension_list(c, OID_EKU);
		for (unsigned i = 0; i < 64 && der_next(&before, &f) && f.head != e.head; i++)
			if (span_same(e.body, f.body)) {
				fail(r, der_whole(&e), "key purpose %s is there twice",
				     oid_name(r, e.body));
				break;
			}
	}
}
