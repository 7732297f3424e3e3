/* TLS BR 7.1.2.1: root CA certificates. */

#include "profile_table.h"

enum { DAY_SECONDS = 86400 };

/*
 * Issuer and subject of a root are the same to the byte.
 *
 * A root that names itself in two ways, in other string types or another case, looks to software
 * that compares bytes like a certificate whose issuer is missing.
 *
 * fix: copy the subject into the issuer field.
 * covers: br-7.1.2.1-root-issuer-equals-subject
 * peers: pkilint:cabf.serverauth.root_subject_issuer_name_encoding_not_equal
 *
 *	pass root from=2024-01-01
 *	fail root from=2024-01-01 "issuer-name=C=US/O=printable:Example Trust Services/CN=Example Trust Root R1"
 *	na   ca
 */
LINT(br_root_names_differ, ERROR, BR("7.1.2.1"), .on = FACTS(TLS, ROOT), .off = FACTS(SELF_ISSUED),
     .from = BR_2_0_0)
{
	fail(r, der_whole(&c->issuer), "issuer and subject of this root are not the same bytes");
}

static bool
is_nist_curve(enum oid curve)
{
	return curve == OID_P256 || curve == OID_P384 || curve == OID_P521;
}

/* Whether key and algorithm are such that lib/key.c can tell a good signature from a bad one. */
static bool
is_verifiable(const struct cert *c)
{
	enum oid algorithm = c->outer_algorithm;

	if (c->key.algorithm == OID_RSA_ENCRYPTION && c->key.bits <= 8192 &&
	    c->key.exponent.n <= 32)
		return algorithm >= OID_SHA256_RSA && algorithm <= OID_SHA512_RSA;
	return c->key.algorithm == OID_EC_PUBLIC_KEY && c->key.octets.n > 0 &&
		c->key.octets.p[0] == 4 && is_nist_curve(c->key.curve) &&
		algorithm >= OID_ECDSA_SHA256 && algorithm <= OID_ECDSA_SHA512;
}

/*
 * A root's signature verifies under its own key.
 *
 * That is what makes it a root. A signature that does not verify is one that stands for the real
 * one, made by another key, or over other bytes.
 *
 * fix: sign the certificate with the root's own key; to lint before the ceremony, give the
 * to-be-signed part alone.
 * covers: br-1.6.1-root-self-signature
 *
 *	pass root
 *	fail root sig=fixed
 *	pass root kind=tbs
 */
LINT(br_root_signature, ERROR, BR("1.6.1"), .on = FACTS(TLS, ROOT, KEY_DECODES, CA_BIT),
     .off = FACTS(SELF_SIGNED, NO_SIGNATURE), .from = BR_1_0_0)
{
	if (is_verifiable(c))
		fail(r, der_whole(&c->signature), "the signature does not verify under the root's "
		     "own key");
}

/*
 * A root is valid for 2922 days at least.
 *
 * Software and devices take years to learn of a root and to forget it. One of less than eight years
 * ends before it is known everywhere.
 *
 * fix: let it be valid for about 8 to 25 years.
 * covers: br-7.1.2.1.1-root-validity-min-2922-days
 * peers: pkilint:cabf.serverauth.root_validity_period_too_short
 *
 *	pass root from=2024-01-01 validity=2922d
 *	fail root from=2024-01-01 validity=2921d
 *	na   root from=2021-01-01 validity=100d
 */
LINT(br_root_validity_short, ERROR, BR("7.1.2.1.1"), .on = FACTS(TLS, ROOT, VALIDITY_KNOWN),
     .from = BR_2_0_0)
{
	if (cert_lifetime(c) < INT64_C(2922) * DAY_SECONDS)
		fail(r, der_whole(&c->validity), "valid for less than 2922 days");
}

/*
 * A root is valid for 9132 days at most.
 *
 * Nobody knows which algorithms hold for longer than about 25 years. Twenty-five years to the
 * second from notBefore to notAfter are let pass, though counting both ends makes them a second too
 * long.
 *
 * fix: let it be valid for about 8 to 25 years.
 * covers: br-7.1.2.1.1-root-validity-max-9132-days
 * peers: pkilint:cabf.serverauth.root_validity_period_too_long
 *
 *	pass root from=2024-01-01 validity=9132d
 *	pass root from=2024-01-01 until=2049-01-01
 *	fail root from=2024-01-01 until=2049-01-01T00:00:01
 *	na   root from=2021-01-01 validity=30y
 */
LINT(br_root_validity_long, ERROR, BR("7.1.2.1.1"), .on = FACTS(TLS, ROOT, VALIDITY_KNOWN),
     .from = BR_2_0_0)
{
	if (c->until - c->from > INT64_C(9132) * DAY_SECONDS)
		fail(r, der_whole(&c->validity), "valid for more than 9132 days");
}

/*
 * A root has authorityKeyIdentifier.
 *
 * Path building that goes by key identifiers then ends at the root without trying others of its
 * name.
 *
 * fix: add authorityKeyIdentifier with the root's own subjectKeyIdentifier.
 * covers: br-7.1.2.1.2-root-aki-present
 * peers: pkilint:cabf.serverauth.root.authority_key_identifier_extension_absent
 *
 *	pass root from=2024-01-01
 *	fail root from=2024-01-01 -aki
 *	na   root -aki
 */
LINT_AS(extension_missing, br_root_aki_missing, WARNING, BR("7.1.2.1.2"),
	.on = FACTS(TLS, ROOT, HAS_EXTENSIONS), .off = FACTS(AKI_PRESENT), .from = BR_2_0_0,
	EXTENSION(AKI, "a root should have it"));

/*
 * A root does not have extKeyUsage.
 *
 * What a root is trusted for, those who carry it in their stores decide. Verifiers disagree on what
 * the extension in a trust anchor means.
 *
 * fix: leave the extension out; limit the CAs below the root.
 * covers: br-7.1.2.1.2-root-no-eku
 * peers: zlint:e_root_ca_extended_key_usage_present
 * peers: pkilint:cabf.serverauth.root.extended_key_usage_extension_present
 *
 *	pass root
 *	fail root eku=server
 *	fail root eku=any
 *	na   root eku=email
 *	na   ca
 */
LINT_AS(extension_unwanted, br_root_eku, ERROR, BR("7.1.2.1.2"),
	.on = FACTS(TLS, ROOT, EKU_PRESENT), .from = BR_1_0_0,
	EXTENSION(EKU, "has no place in a root"));

/*
 * A root does not have certificatePolicies.
 *
 * Path validation does not look at the policies of a trust anchor. They say nothing there, and
 * cannot be changed for twenty years.
 *
 * fix: leave the extension out.
 * covers: br-7.1.2.1.2-root-no-certificate-policies
 * peers: zlint:w_root_ca_contains_cert_policy
 * peers: pkilint:cabf.serverauth.root.certificate_policies_extension_present
 *
 *	pass root
 *	fail root policy=any
 *	na   ca
 */
LINT_AS(extension_unwanted, br_root_policies, WARNING, BR("7.1.2.1.2"),
	.on = FACTS(TLS, ROOT, POLICIES_PRESENT), .from = BR_1_0_0,
	EXTENSION(POLICIES, "is not recommended in a root"));

/*
 * A root does not have cRLDistributionPoints.
 *
 * A root that is on a CRL would have to be believed to be believed no more. Roots are removed from
 * stores.
 *
 * fix: leave the extension out.
 * covers: br-7.1.2.11.2-root-no-crldp
 * peers: pkilint:cabf.serverauth.root.unknown_extension_present
 *
 *	pass root from=2024-06-01
 *	fail root from=2024-06-01 crldp=http://crl.certlint-test.com/root.crl
 *	na   ca
 */
LINT_AS(extension_unwanted, br_root_crldp, WARNING, BR("7.1.2.11.2"),
	.on = FACTS(TLS, ROOT, CRLDP_PRESENT), .from = BR_SC63,
	EXTENSION(CRLDP, "should not be in a root"));

/*
 * A root has no extension that its profile does not list.
 *
 * A root cannot be changed once it is in the stores. What is in it that nobody needs has to be
 * parsed for twenty years.
 *
 * fix: keep to key identifiers, basicConstraints and keyUsage.
 * covers: br-7.1.2.1.2-root-other-extension
 * peers: pkilint:cabf.serverauth.root.unknown_extension_present
 * unless: br_root_crldp rfc_extension_duplicate der_oid_empty der_oid_padded der_oid_truncated
 * unless: rfc_subject_info_access_critical rfc_policy_constraints_not_critical
 * unless: rfc_inhibit_any_policy_not_critical rfc_policy_mappings_not_critical
 * unless: rfc_no_rev_avail_in_ca
 *
 *	pass root from=2024-01-01
 *	fail root from=2024-01-01 aia=issuer:http://pki.certlint-test.com/root.cer
 *	fail root from=2024-01-01 ext=1.2.3.4:0500
 *	na   root ext=1.2.3.4:0500
 */
LINT_AS(extension_other, br_root_extension_not_listed, WARNING, BR("7.1.2.1.2"),
	.on = FACTS(TLS, ROOT, HAS_EXTENSIONS), .from = BR_2_0_0,
	EXTENSIONS_LISTED("a root", EXT_BIT(AKI) | EXT_BIT(BC) | EXT_BIT(KU) | EXT_BIT(SKI) |
			  EXT_BIT(EKU) | EXT_BIT(POLICIES) | EXT_BIT(SCT_LIST)));

/*
 * basicConstraints of a root has no pathLenConstraint.
 *
 * Path validation does not look at a trust anchor's constraints, but some software does: a limit in
 * the root is one that holds here and not there.
 *
 * fix: leave pathLenConstraint to the CAs below.
 * covers: br-7.1.2.1.4-root-no-pathlen
 * peers: zlint:w_root_ca_basic_constraints_path_len_constraint_field_present
 * peers: pkilint:cabf.serverauth.root_basic_constraints_pathlenconstraint_present
 *
 *	pass root
 *	fail root bc=ca,pathlen=3
 *	na   ca
 */
LINT(br_root_path_length, WARNING, BR("7.1.2.1.4"), .on = FACTS(TLS, ROOT, HAS_BC),
     .from = BR_1_0_0)
{
	if (c->path_length >= 0)
		fail(r, extension_value(c, OID_BC), "basicConstraints of a root has "
		     "pathLenConstraint %" PRId64, c->path_length);
}

/*
 * The RSA modulus of a root that begins after 2010 has at least 2048 bits.
 *
 * Older roots of 1024 bits could stay in the stores for the certificates under them; new ones could
 * not be made any more.
 *
 * fix: generate a key of 2048 bits or more.
 * covers: br-6.1.5-rsa-root-min-2048-old
 * peers: zlint:e_old_root_ca_rsa_mod_less_than_2048_bits
 *
 *	pass root from=2012-01-01 key=rsa2048b
 *	fail root from=2012-01-01 key=rsa1024
 *	na   root key=rsa1024
 *	na   root from=2010-12-31 key=rsa1024
 */
LINT(br_root_rsa_too_short_old, ERROR, BR("6.1.5"), .on = FACTS(TLS, ROOT, RSA_KEY, KEY_DECODES),
     .from = BR_ROOT_RSA_2048, .until = BR_RSA_2048)
{
	if (c->key.bits < 2048)
		fail(r, c->key.modulus, "the RSA modulus has %u bits, fewer than 2048",
		     c->key.bits);
}
