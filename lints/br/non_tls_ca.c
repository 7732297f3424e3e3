/*
 * TLS BR 7.1.2.3: CAs that are constrained to uses other than TLS.  They are bound only where the
 * root above them is one for TLS, which their bytes do not show: a MUST is a warning here, advice a
 * notice.
 */

#include "profile_table.h"

/* ---- extensions ---- */

/*
 * A CA for other uses has cRLDistributionPoints.
 *
 * Without a CRL nobody learns that the CA was revoked, and all it issued goes on being believed.
 *
 * fix: add the HTTP URL of the issuer's CRL.
 * covers: br-7.1.2.6.1-ca-crldp-present
 * peers: zlint:e_sub_ca_crl_distribution_points_missing
 * peers: pkilint:cabf.serverauth.ca.crl_distribution_points_extension_absent
 *
 *	pass smime-ca
 *	fail smime-ca -crldp
 *	na   ca -crldp
 */
LINT_AS(extension_missing, br_non_tls_crldp_missing, WARNING, BR("7.1.2.3.1"),
	.on = FACTS(CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(TLS, ROOT, CRLDP_PRESENT),
	.from = BR_1_0_0, EXTENSION(CRLDP, "a CA below the root needs it"));

/*
 * A CA for other uses has authorityInfoAccess.
 *
 * Clients that get an incomplete chain find the missing certificate by it.
 *
 * fix: add the URL of the issuer's certificate.
 * covers: br-7.1.2.6.1-ca-aia-present
 * peers: pkilint:cabf.serverauth.ca.authority_info_access_extension_absent
 *
 *	pass smime-ca
 *	fail smime-ca -aia
 *	na   ca -aia
 */
LINT_AS(extension_missing, br_non_tls_aia_missing, NOTICE, BR("7.1.2.3.1"),
	.on = FACTS(CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(TLS, ROOT, AIA_PRESENT),
	.from = BR_1_7_1, EXTENSION(AIA, "a CA below the root should have it"));

/*
 * A CA for other uses of before September 2023 has certificatePolicies.
 *
 * Every CA below a root needed it then; since the profiles it is optional for those that are not
 * for TLS.
 *
 * fix: add anyPolicy, or the policies of what the CA issues.
 * covers: br-7.1.2.2-non-tls-certificate-policies-present-old
 * peers: zlint:e_sub_ca_certificate_policies_missing
 *
 *	pass smime-ca from=2021-06-01
 *	fail smime-ca from=2021-06-01 -policy
 *	na   smime-ca -policy
 *	na   ca-2019 -policy
 */
LINT_AS(extension_missing, br_non_tls_policies_missing_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(TLS, ROOT, POLICIES_PRESENT),
	.from = BR_1_0_0, .until = BR_2_0_0,
	EXTENSION(POLICIES, "a CA below the root needed it"));

/*
 * A CA for other uses has no extension that its profile does not list.
 *
 * What is in the certificate of a CA has to be parsed by everybody who verifies what it issued.
 *
 * fix: drop the extension from the profile, or document what it is for.
 * covers: br-7.1.2.6.1-ca-other-extension
 * peers: pkilint:cabf.serverauth.ca.unknown_extension_present
 * unless: rfc_extension_duplicate der_oid_empty der_oid_padded der_oid_truncated
 * unless: ct_poison_in_ca rfc_subject_info_access_critical rfc_policy_constraints_not_critical
 * unless: rfc_inhibit_any_policy_not_critical rfc_policy_mappings_not_critical
 * unless: rfc_no_rev_avail_in_ca
 *
 *	pass smime-ca
 *	fail smime-ca ext=1.2.3.4:0500
 *	na   ca ext=1.2.3.4:0500
 */
LINT_AS(extension_other, br_non_tls_extension_not_listed, NOTICE, BR("7.1.2.3.1"),
	.on = FACTS(CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	EXTENSIONS_LISTED("a CA certificate", SUBORDINATE_EXTENSIONS));

/*
 * certificatePolicies of a CA for other uses is not critical.
 *
 * A critical extension must be processed with all its qualifiers, and hardly any verifier does
 * that.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.6.1-ca-certificate-policies-not-critical
 *
 *	pass smime-ca
 *	fail smime-ca policy!
 *	na   ca policy!
 */
LINT_AS(extension_mark, br_non_tls_policies_critical, WARNING, BR("7.1.2.3.1"),
	.on = FACTS(CA, CONSTRAINED, POLICIES_PRESENT), .off = FACTS(TLS, ROOT),
	.from = BR_2_0_0, NOT_CRITICAL(POLICIES));

/* ---- locations ---- */

/*
 * authorityInfoAccess of a CA for other uses has no method beside ocsp and caIssuers.
 *
 * No client knows others, and the profile admits none.
 *
 * fix: drop the entry.
 * covers: br-7.1.2.10.3-ca-aia-access-method
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass smime-ca
 *	fail smime-ca +aia=1.2.3.4:http://pki.certlint-test.com/x
 *	na   ca +aia=1.2.3.4:http://pki.certlint-test.com/x
 */
LINT_AS(access_method_other, br_non_tls_access_method, WARNING, BR("7.1.2.10.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_AIA), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	ACCESS_LISTED("ocsp or caIssuers", ACCESS_BIT(OCSP) | ACCESS_BIT(CA_ISSUERS)));

/*
 * Every location in authorityInfoAccess of a CA for other uses is an HTTP URL.
 *
 * A client that would fetch a certificate over https to verify a certificate goes in a circle,
 * and directories are out of reach for most.
 *
 * fix: publish over plain http; the answers are signed.
 * covers: br-7.1.2.10.3-ca-aia-location-uri br-7.1.2.10.3-ca-aia-location-http
 * peers: pkilint:cabf.serverauth.aia_location_uri_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty rfc_location_ip_length
 *
 *	pass smime-ca
 *	fail smime-ca aia=issuer:https://pki.certlint-test.com/root.cer
 *	na   ca aia=issuer:https://pki.certlint-test.com/root.cer
 */
LINT_AS(access_location_not_http, br_non_tls_access_location, WARNING, BR("7.1.2.10.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_AIA), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	ACCESS_LISTED("ocsp or caIssuers", ACCESS_BIT(OCSP) | ACCESS_BIT(CA_ISSUERS)));

/*
 * A distribution point of a CA for other uses has no cRLIssuer.
 *
 * The CRL is the issuing CA's own. Hardly any client can verify one that somebody else signed.
 *
 * fix: leave cRLIssuer out.
 * covers: br-7.1.2.11.2-crldp-no-crl-issuer
 * peers: pkilint:cabf.serverauth.crldp_dp_prohibited_field_present
 *
 *	pass smime-ca
 *	fail smime-ca crldp=http://a.certlint-test.com/a.crl{issuer:CN=x}
 *	na   smime-ca from=2021-06-01 crldp=http://a.certlint-test.com/a.crl{issuer:CN=x}
 */
LINT_AS(crl_point_has_issuer, br_non_tls_crl_point_issuer, WARNING, BR("7.1.2.11.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_CRLDP), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_POINT));

/*
 * The names of distribution points of a CA for other uses are URIs.
 *
 * Names in a directory lead nowhere for clients on the Internet.
 *
 * fix: give the HTTP URL of the CRL.
 * covers: br-7.1.2.11.2-crldp-uri-only
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_generalname_type
 * unless: rfc_location_ip_length
 *
 *	pass smime-ca
 *	fail smime-ca crldp=http://a.certlint-test.com/a.crl|dir:CN=x
 *	na   smime-ca from=2021-06-01 crldp=http://a.certlint-test.com/a.crl|dir:CN=x
 */
LINT_AS(crl_point_not_uri, br_non_tls_crl_point_not_uri, WARNING, BR("7.1.2.11.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_CRLDP), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_NOT_HTTP));

/*
 * The URIs of distribution points of a CA for other uses have the http scheme.
 *
 * A CRL over https needs a certificate that needs a CRL, and directories are out of reach for
 * most.
 *
 * fix: publish the CRL over plain http.
 * covers: br-7.1.2.11.2-crldp-http-only
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_uri_scheme
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass smime-ca
 *	fail smime-ca crldp=http://a.certlint-test.com/a.crl|https://a.certlint-test.com/a.crl
 *	na   smime-ca from=2021-06-01 crldp=http://a.certlint-test.com/a.crl|https://a.certlint-test.com/a.crl
 */
LINT_AS(crl_point_not_http, br_non_tls_crl_point_not_http, WARNING, BR("7.1.2.11.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_CRLDP), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_NOT_HTTP));

/* ---- policies ---- */

/*
 * anyPolicy of a CA for other uses is its only policy.
 *
 * A CA certificate says either that there are no restrictions, by anyPolicy alone, or which
 * policies there are.
 *
 * fix: keep anyPolicy alone, or name the policies without it.
 * covers: br-7.1.2.3.2-non-tls-any-policy-alone
 * peers: pkilint:cabf.serverauth.ca_anypolicy_with_other_policy_oid
 * unless: rfc_policy_duplicate
 *
 *	pass smime-ca
 *	fail smime-ca policy=any,1.2.3
 *	na   ca policy=any,dv
 */
LINT_AS(any_policy_not_alone, br_non_tls_any_policy_not_alone, WARNING, BR("7.1.2.3.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_POLICIES), .off = FACTS(TLS, ROOT), .from = BR_2_0_0);

/*
 * A CA for other uses has none of the policy identifiers reserved for TLS.
 *
 * They say how the subjects of TLS certificates were validated, and this CA issues none.
 *
 * fix: name the policies of what the CA issues.
 * covers: br-7.1.2.3.2-non-tls-no-reserved-policy
 * peers: pkilint:cabf.serverauth.ca_non_tls_has_reserved_policy_oid
 *
 *	pass smime-ca
 *	pass smime-ca policy=mv-strict
 *	fail smime-ca policy=mv-strict,ov
 *	na   ca policy=dv
 */
LINT(br_non_tls_reserved_policy, WARNING, BR("7.1.2.3.2"),
     .on = FACTS(CA, CONSTRAINED, HAS_POLICIES, RESERVED_POLICY), .off = FACTS(TLS, ROOT),
     .from = BR_2_0_0)
{
	struct policy p;

	each_policy(c, p)
		if (policy_is_reserved(p.oid))
			fail(r, der_whole(&p.id), "%s is reserved for TLS, which extKeyUsage "
			     "excludes", oid_text(p.oid));
}

/* ---- purposes and key usages ---- */

/*
 * A CA that is not for TLS does not have serverAuth.
 *
 * The linter takes a CA with the purpose for one that is for TLS, so that this speaks only where
 * it is told that it is not. Restricted cross-certificates outside TLS must not have it either.
 *
 * fix: drop serverAuth.
 * covers: br-7.1.2.3.3-non-tls-eku-no-server-auth br-7.1.2.2.5-cross-non-tls-eku-no-server-auth
 * peers: pkilint:cabf.serverauth.non_tls_ca.serverauth_eku_present
 *
 *	pass smime-ca profile=non_tls_constrained_ca
 *	fail smime-ca eku=email,server profile=non_tls_constrained_ca
 *	fail smime-ca eku=email,server facts="cross constrained !tls"
 *	na   ca
 */
LINT_AS(purpose_unwanted, br_server_auth_in_non_tls_ca, ERROR, BR("7.1.2.3.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_EKU, SERVER_AUTH), .off = FACTS(TLS, ROOT),
	.from = BR_1_7_1, PURPOSE(SERVER_AUTH, "though the CA is not for TLS"));

/*
 * A CA that is not for TLS does not have anyExtendedKeyUsage.
 *
 * The linter takes a CA with it for a cross-certificate without restrictions, so that this
 * speaks only where it is told that it is not for TLS.
 *
 * fix: drop anyExtendedKeyUsage.
 * covers: br-7.1.2.3.3-non-tls-eku-no-any br-7.1.2.2.5-cross-non-tls-eku-no-server-auth
 * peers: pkilint:cabf.serverauth.non_tls_ca.anyeku_eku_present
 *
 *	pass smime-ca profile=non_tls_constrained_ca
 *	fail smime-ca eku=email,any profile=non_tls_constrained_ca
 *	na   cross
 */
LINT_AS(purpose_unwanted, br_any_purpose_in_non_tls_ca, ERROR, BR("7.1.2.3.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_EKU, ANY_PURPOSE), .off = FACTS(TLS, ROOT),
	.from = BR_2_0_0, PURPOSE(ANY_PURPOSE, "though the CA is not for TLS"));

/*
 * A CA for other uses does not have OCSPSigning.
 *
 * It would make the CA a delegated responder of its issuer, and it could declare good whatever
 * that has revoked.
 *
 * fix: drop OCSPSigning; a CA signs for what it issued without it.
 * covers: br-7.1.2.3.3-non-tls-eku-no-ocsp-signing
 * peers: pkilint:cabf.serverauth.non_tls_ca.ocspsigning_eku_present
 *
 *	pass smime-ca
 *	fail smime-ca eku=email,ocsp
 *	na   ca eku=server,ocsp
 */
LINT_AS(purpose_unwanted, br_ocsp_signing_in_non_tls_ca, WARNING, BR("7.1.2.3.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_EKU, OCSP_SIGNING), .off = FACTS(TLS, ROOT, CROSS),
	.from = BR_2_0_0, PURPOSE(OCSP_SIGNING, "in a CA"));

/*
 * A CA for other uses does not have the precertificate signing purpose.
 *
 * The linter takes a CA with it for a precertificate signing CA, so that this speaks only where
 * it is told that it is none.
 *
 * fix: drop the purpose.
 * covers: br-7.1.2.3.3-non-tls-eku-no-precert-signing
 * peers: pkilint:cabf.serverauth.non_tls_ca.precertsigning_eku_present
 *
 *	pass smime-ca profile=non_tls_constrained_ca
 *	fail smime-ca eku=email,precert profile=non_tls_constrained_ca
 *	na   precert-ca
 */
LINT_AS(purpose_unwanted, br_precert_signing_in_non_tls_ca, ERROR, BR("7.1.2.3.3"),
	.on = FACTS(CA, CONSTRAINED, HAS_EKU), .off = FACTS(TLS, ROOT, CROSS), .from = BR_2_0_0,
	PURPOSE(PRECERT_SIGNING, "though the CA is not for TLS"));

/*
 * A CA for other uses has one of codeSigning, emailProtection and timeStamping.
 *
 * Purposes that have nothing to do with each other are better kept in CAs of their own: what
 * goes wrong with one then leaves the others alone.
 *
 * fix: have a CA for each purpose.
 * covers: br-7.1.2.3.3-non-tls-eku-single-purpose
 *
 *	pass smime-ca
 *	pass smime-ca eku=email,client
 *	fail smime-ca eku=email,code
 *	fail time-ca eku=time,code
 *	na   ca eku=server,code
 */
LINT(br_non_tls_purposes_mixed, NOTICE, BR("7.1.2.3.3"), .on = FACTS(CA, CONSTRAINED, HAS_EKU),
     .off = FACTS(TLS, ROOT, CROSS), .from = BR_1_7_1)
{
	const uint32_t independent = PURPOSE_BIT(CODE_SIGNING) | PURPOSE_BIT(EMAIL_PROTECTION) |
		PURPOSE_BIT(TIME_STAMPING);

	if (__builtin_popcount(c->purposes & independent) > 1)
		fail(r, extension_value(c, OID_EKU), "extKeyUsage has several purposes that are "
		     "independent of each other");
}

/*
 * keyUsage of a CA for other uses has cRLSign.
 *
 * CRLs that were signed by a key without the bit do not verify, so that nothing the CA has
 * issued can be revoked by them.
 *
 * fix: set cRLSign.
 * covers: br-7.1.2.10.7-ca-ku-crl-sign
 * peers: zlint:e_ca_crl_sign_not_set
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 * unless: rfc_ca_without_key_cert_sign
 *
 *	pass smime-ca
 *	fail smime-ca ku=certsign
 *	na   ca ku=certsign
 */
LINT_AS(key_usage_row, br_non_tls_ca_without_crl_sign, WARNING, BR("7.1.2.10.7"),
	.on = FACTS(CA, CONSTRAINED, HAS_KU), .off = FACTS(TLS, ROOT), .from = BR_1_0_0,
	USAGE(0, KU_BIT(CRL_SIGN), "which is how a CA revokes"));

/*
 * keyUsage of a CA for other uses has nothing but keyCertSign, cRLSign and digitalSignature.
 *
 * A CA's key that also decrypts or agrees on keys can be made to sign by whoever chooses what it
 * works on.
 *
 * fix: set keyCertSign and cRLSign, and digitalSignature if the key signs OCSP responses.
 * covers: br-7.1.2.10.7-ca-ku-other-bits
 * peers: pkilint:cabf.ca_certificate_prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_rsa_key_usage rfc_ec_key_usage
 * unless: rfc_rsa_ca_encipherment rfc_ec_ca_key_agreement
 *
 *	pass smime-ca ku=certsign,crlsign,digital
 *	fail smime-ca ku=certsign,crlsign,nonrep
 *	na   smime-ca from=2021-06-01 ku=certsign,crlsign,nonrep
 */
LINT_AS(key_usage_row, br_non_tls_key_usage_other, WARNING, BR("7.1.2.10.7"),
	.on = FACTS(CA, CONSTRAINED, HAS_KU), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	USAGE(KU_BIT(NON_REPUDIATION) | KU_ENCIPHERMENT | KU_AGREEMENT, 0,
	      "which is not for a CA"));

/* ---- the subject ---- */

/*
 * The subject of a CA for other uses has countryName.
 *
 * It says under whose law the CA is.
 *
 * fix: add the attribute.
 * covers: br-7.1.2.10.2-ca-country-present
 * peers: zlint:e_ca_country_name_missing
 * peers: pkilint:cabf.serverauth.ca.country_attribute_absent
 *
 *	pass smime-ca
 *	fail smime-ca subject=O=Example/CN=x
 *	na   ca subject=O=Example/CN=x
 */
LINT_AS(attribute_missing, br_non_tls_country_missing, WARNING, BR("7.1.2.10.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS, SUBJECT_EMPTY),
	.from = BR_1_2_5, ATTRIBUTE(COUNTRY, "a CA needs it"));

/*
 * The subject of a CA for other uses has organizationName.
 *
 * Who reads an issuer's name wants to know who that is.
 *
 * fix: add the attribute.
 * covers: br-7.1.2.10.2-ca-organization-present
 * peers: zlint:e_ca_organization_name_missing
 * peers: pkilint:cabf.serverauth.ca.organization_name_attribute_absent
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US/CN=x
 *	na   ca subject=C=US/CN=x
 */
LINT_AS(attribute_missing, br_non_tls_organization_missing, WARNING, BR("7.1.2.10.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS, SUBJECT_EMPTY),
	.from = BR_1_2_5, ATTRIBUTE(ORGANIZATION, "a CA needs it"));

/*
 * The subject of a CA for other uses has commonName.
 *
 * It tells the certificates of one organization apart.
 *
 * fix: add the attribute.
 * covers: br-7.1.2.10.2-ca-common-name-present
 * peers: zlint:e_ca_common_name_missing
 * peers: pkilint:cabf.serverauth.ca.common_name_attribute_absent
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US/O=Example
 *	na   ca subject=C=US/O=Example
 */
LINT_AS(attribute_missing, br_non_tls_common_name_missing, WARNING, BR("7.1.2.10.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS, SUBJECT_EMPTY),
	.from = BR_1_4_8, ATTRIBUTE(COMMON_NAME, "a CA needs it"));

/*
 * The subject of a CA for other uses has no organizationalUnitName.
 *
 * Nobody can verify what it says.
 *
 * fix: leave the attribute out.
 * covers: br-7.1.2.10.2-other-ca-no-ou
 * peers: pkilint:cabf.serverauth.ca.organizational_unit_name_attribute_present
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US/O=Example/OU=PKI/CN=x
 *	na   ca subject=C=US/O=Example/OU=PKI/CN=x
 */
LINT_AS(attribute_unwanted, br_non_tls_organizational_unit, NOTICE, BR("7.1.2.10.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which a CA should not have"));

/*
 * The subject of a CA for other uses has no attribute outside its table.
 *
 * The table has country, state, locality, postal code, street, organization and commonName. CAs
 * for qualified certificates have organizationIdentifier as well, by ETSI EN 319 412-2, and are
 * let off.
 *
 * fix: leave the attribute out.
 * covers: br-7.1.2.10.2-ca-other-attribute
 * peers: pkilint:cabf.serverauth.ca.unknown_attribute_present
 *
 *	pass smime-ca
 *	pass smime-ca subject=C=US/O=Example/organizationIdentifier=VATDE-1/CN=x
 *	fail smime-ca subject=C=US/O=Example/CN=x/serialNumber=1
 *	na   ca subject=C=US/O=Example/CN=x/serialNumber=1
 */
LINT_AS(attribute_other, br_non_tls_attribute_other, NOTICE, BR("7.1.2.10.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS), .from = BR_2_0_0,
	ATTRIBUTES_LISTED("a CA", CA_ATTRIBUTES | ATTR_BIT(ORGANIZATION_IDENTIFIER)));
