/* TLS BR 7.1.2.8: certificates of OCSP responders. */

#include "profile_table.h"

enum { DAY_SECONDS = 86400 };

/* ---- extensions ---- */

/*
 * An OCSP responder's certificate has extKeyUsage.
 *
 * Without OCSPSigning no client believes a response of a delegated responder.
 *
 * fix: add extKeyUsage with OCSPSigning.
 * covers: br-7.1.2.8.2-ocsp-responder-eku-present
 * peers: pkilint:cabf.serverauth.ocsp_responder.extended_key_usage_extension_absent
 *
 *	pass ocsp
 *	fail ocsp -eku
 *	na   tls -eku
 */
LINT_AS(extension_missing, br_responder_eku_missing, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_EXTENSIONS), .off = FACTS(EKU_PRESENT),
	.from = BR_2_0_0, EXTENSION(EKU, "a responder's certificate needs it"));

/*
 * An OCSP responder's certificate has keyUsage.
 *
 * Without it the key may be used for whatever its algorithm can do.
 *
 * fix: add a critical keyUsage with digitalSignature.
 * covers: br-7.1.2.8.2-ocsp-responder-key-usage-present
 * peers: pkilint:cabf.serverauth.ocsp_responder.key_usage_extension_absent
 *
 *	pass ocsp
 *	fail ocsp -ku
 *	na   tls -ku
 */
LINT_AS(extension_missing, br_responder_key_usage_missing, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_EXTENSIONS), .off = FACTS(KU_PRESENT),
	.from = BR_2_0_0, EXTENSION(KU, "a responder's certificate needs it"));

/*
 * An OCSP responder's certificate does not have subjectAltName.
 *
 * Clients find a responder by its signature. A host name in its certificate could make a server of
 * it.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.2-ocsp-responder-no-san
 * peers: pkilint:cabf.serverauth.ocsp_responder.subject_altname_extension_present
 *
 *	pass ocsp
 *	fail ocsp san=dns:ocsp.certlint-test.com
 *	na   tls
 */
LINT_AS(extension_unwanted, br_responder_san, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, SAN_PRESENT), .from = BR_2_0_0,
	EXTENSION(SAN, "has no place in a responder's certificate"));

/*
 * An OCSP responder's certificate does not have authorityInfoAccess.
 *
 * Who verifies a response has the issuer's certificate, and nocheck says that the responder's
 * status is not asked for.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.2-ocsp-responder-aia-present br-7.1.2.8.3-ocsp-responder-aia-ocsp
 * peers: pkilint:cabf.serverauth.ocsp_responder.authority_info_access_extension_present
 * peers: pkilint:cabf.serverauth.ocsp_responder.ocsp_aia_access_method_present
 *
 *	pass ocsp
 *	fail ocsp aia=ocsp:http://ocsp.certlint-test.com
 *	na   tls
 */
LINT_AS(extension_unwanted, br_responder_aia, WARNING, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, AIA_PRESENT), .from = BR_2_0_0,
	EXTENSION(AIA, "is not recommended in a responder's certificate"));

/*
 * authorityInfoAccess of an OCSP responder has no method beside ocsp.
 *
 * The issuer's certificate is there already when a response is verified.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.3-ocsp-responder-aia-access-method
 * peers: pkilint:cabf.serverauth.ocsp_responder.unknown_aia_access_method_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ocsp
 *	pass ocsp aia=ocsp:http://ocsp.certlint-test.com
 *	fail ocsp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	na   ca
 */
LINT_AS(access_method_other, br_responder_access_method, ERROR, BR("7.1.2.8.3"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_AIA), .from = BR_2_0_0,
	ACCESS_LISTED("ocsp", ACCESS_BIT(OCSP)));

/*
 * Every location in authorityInfoAccess of an OCSP responder is an HTTP URL.
 *
 * Requests go over plain http; what comes back is signed.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.3-ocsp-responder-aia-location-http-uri
 * peers: pkilint:cabf.serverauth.aia_location_not_uri
 * peers: pkilint:cabf.serverauth.aia_location_uri_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 * unless: rfc_aia_ocsp_form
 *
 *	pass ocsp
 *	fail ocsp aia=ocsp:https://ocsp.certlint-test.com
 *	na   ca
 */
LINT_AS(access_location_not_http, br_responder_access_location, ERROR, BR("7.1.2.8.3"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_AIA), .from = BR_2_0_0,
	ACCESS_LISTED("ocsp", ACCESS_BIT(OCSP)));

/*
 * An OCSP responder's certificate of before March 2026 does not have certificatePolicies.
 *
 * Policies restrict what a certificate is accepted for, and a response that is not accepted is
 * none.
 * Ballot SC-95 turned the ban into advice.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.2-ocsp-responder-no-policies-old
 * covers: br-7.1.2.8.8-ocsp-responder-policy-any-identifier
 * peers: zlint:e_ocsp_cert_cp_forbidden
 * peers: pkilint:cabf.serverauth.ocsp_responder.certificate_policies_extension_present
 *
 *	pass ocsp from=2025-06-01
 *	fail ocsp from=2025-06-01 policy=dv
 *	na   ocsp policy=dv
 *	na   tls
 */
LINT_AS(extension_unwanted, br_responder_policies_old, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, POLICIES_PRESENT), .from = BR_2_0_0, .until = BR_SC95,
	EXTENSION(POLICIES, "has no place in a responder's certificate"));

/*
 * An OCSP responder's certificate does not have certificatePolicies.
 *
 * Policies restrict what a certificate is accepted for, and a response that is not accepted is
 * none.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.2-ocsp-responder-policies br-7.1.2.8.8-ocsp-responder-policy-any-identifier
 *
 *	pass ocsp
 *	fail ocsp policy=dv
 *	na   ocsp from=2025-06-01 policy=dv
 */
LINT_AS(extension_unwanted, br_responder_policies, WARNING, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, POLICIES_PRESENT), .from = BR_SC95,
	EXTENSION(POLICIES, "should not be in a responder's certificate"));

/*
 * An OCSP responder's certificate does not have cRLDistributionPoints.
 *
 * nocheck says that nobody asks whether the responder was revoked.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.8.2-ocsp-responder-no-crldp
 * peers: zlint:e_ocsp_cert_cdp_forbidden
 * peers: pkilint:cabf.serverauth.ocsp_responder.crl_distribution_points_extension_present
 *
 *	pass ocsp
 *	fail ocsp crldp=http://crl.certlint-test.com/ca.crl
 *	na   tls
 */
LINT_AS(extension_unwanted, br_responder_crldp, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, CRLDP_PRESENT), .from = BR_2_0_0,
	EXTENSION(CRLDP, "has no place in a responder's certificate"));

/* What the table has, and what it forbids by lints of their own. */
#define RESPONDER_EXTENSIONS EXT_BIT(AKI) | EXT_BIT(EKU) | EXT_BIT(OCSP_NOCHECK) | EXT_BIT(KU) | \
	EXT_BIT(BC) | EXT_BIT(NC) | EXT_BIT(SAN) | EXT_BIT(SKI) | EXT_BIT(AIA) | \
	EXT_BIT(POLICIES) | EXT_BIT(CRLDP) | EXT_BIT(SCT_LIST)

/*
 * An OCSP responder's certificate has no extension that its profile does not list.
 *
 * It goes out with every response.
 *
 * fix: drop the extension from the profile, or document what it is for.
 * covers: br-7.1.2.8.2-ocsp-responder-other-extension
 * peers: pkilint:cabf.serverauth.ocsp_responder.unknown_extension_present
 * unless: rfc_extension_duplicate der_oid_empty der_oid_padded der_oid_truncated
 * unless: rfc_subject_info_access_critical rfc_policy_constraints_not_critical
 * unless: rfc_inhibit_any_policy_not_critical rfc_policy_mappings_not_critical
 * unless: rfc_no_rev_avail_in_ca
 *
 *	pass ocsp
 *	pass ocsp bc!=leaf
 *	fail ocsp ext=1.2.3.4:0500
 *	na   tls ext=1.2.3.4:0500
 */
LINT_AS(extension_other, br_responder_extension_not_listed, WARNING, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_EXTENSIONS), .from = BR_2_0_0,
	EXTENSIONS_LISTED("a responder's certificate", RESPONDER_EXTENSIONS));

/* ---- what the key is for ---- */

/*
 * An OCSP responder's certificate does not say that it is a CA.
 *
 * A responder's key is online day and night, and must not be able to issue. The linter takes such a
 * certificate for a CA's, so that this speaks only where it is told that it is none.
 *
 * fix: set cA FALSE, that is, leave basicConstraints empty or out.
 * covers: br-7.1.2.8.4-ocsp-responder-not-ca
 * peers: pkilint:cabf.serverauth.ocsp_responder.basic_constraints_ca_bit_set
 *
 *	pass ocsp
 *	fail ocsp bc=ca profile=tls_ocsp_responder
 *	na   ca
 */
LINT(br_responder_ca_true, ERROR, BR("7.1.2.8.4"), .on = FACTS(TLS, OCSP_RESPONDER, CA_BIT),
     .from = BR_2_0_0)
{
	fail(r, extension_value(c, OID_BC), "basicConstraints of a responder has cA TRUE");
}

/*
 * extKeyUsage of an OCSP responder has OCSPSigning.
 *
 * Without it no client believes a response of a delegated responder.
 *
 * fix: list OCSPSigning alone.
 * covers: br-7.1.2.8.5-ocsp-responder-eku-ocsp-signing
 * covers: rfc6960-4.2.2.2-ocsp-delegated-signer-eku
 * peers: pkilint:cabf.serverauth.ocsp_responder.ocspsigning_eku_absent
 * unless: der_list_empty der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ocsp
 *	fail ocsp eku=client
 *	na   client
 */
LINT(br_responder_ocsp_signing_missing, ERROR, BR("7.1.2.8.5"),
     .on = FACTS(TLS, OCSP_RESPONDER, HAS_EKU), .off = FACTS(OCSP_SIGNING), .from = BR_2_0_0)
{
	fail(r, extension_value(c, OID_EKU), "extKeyUsage of a responder lacks OCSPSigning");
}

/*
 * extKeyUsage of an OCSP responder has no purpose beside OCSPSigning.
 *
 * The key is online day and night, and its certificate is not checked for revocation.
 *
 * fix: list OCSPSigning alone.
 * covers: br-7.1.2.8.5-ocsp-responder-eku-alone
 * peers: pkilint:cabf.serverauth.ocsp_responder.unknown_eku_present
 * unless: br_responder_ocsp_signing_missing der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ocsp
 *	fail ocsp eku=ocsp,client
 *	fail ocsp eku=ocsp,1.2.3.4
 *	na   tls
 */
LINT_AS(purpose_other, br_responder_purpose_other, ERROR, BR("7.1.2.8.5"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_EKU), .from = BR_2_0_0,
	PURPOSES_LISTED("OCSPSigning", PURPOSE_BIT(OCSP_SIGNING)));

/*
 * keyUsage of an OCSP responder has digitalSignature.
 *
 * Responses are signatures; without the bit clients may refuse them.
 *
 * fix: set digitalSignature alone.
 * covers: br-7.1.2.8.7-ocsp-responder-ku-digital-signature
 * peers: pkilint:cabf.serverauth.ocsp_responder.digitalsignature_bit_missing
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 *
 *	pass ocsp
 *	fail ocsp ku=nonrep
 *	na   tls ku=nonrep
 */
LINT_AS(key_usage_row, br_responder_digital_signature_missing, ERROR, BR("7.1.2.8.7"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_KU), .from = BR_2_0_0,
	USAGE(0, KU_BIT(DIGITAL_SIGNATURE), "which signing responses needs"));

/*
 * keyUsage of an OCSP responder has no other bit than digitalSignature.
 *
 * The key is online day and night, and its certificate is not checked for revocation.
 *
 * fix: set digitalSignature alone.
 * covers: br-7.1.2.8.7-ocsp-responder-ku-other
 * peers: zlint:e_ocsp_cert_invalid_ku pkilint:cabf.serverauth.ocsp_responder.prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_rsa_key_usage rfc_ec_key_usage
 * unless: br_responder_digital_signature_missing
 *
 *	pass ocsp
 *	fail ocsp ku=digital,nonrep
 *	fail ocsp ku=digital,crlsign
 *	na   tls ku=digital,nonrep
 */
LINT_AS(key_usage_row, br_responder_key_usage_other, ERROR, BR("7.1.2.8.7"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_KU), .from = BR_2_0_0,
	USAGE(0x1ff & ~KU_BIT(DIGITAL_SIGNATURE), 0, "which is not for a responder"));

/* ---- subject and validity ---- */

/*
 * The subject of an OCSP responder has countryName.
 *
 * The profile gives responders the names of CAs.
 *
 * fix: add the country of the CA.
 * covers: br-7.1.2.10.2-ocsp-responder-country-present
 * peers: pkilint:cabf.serverauth.ca.country_attribute_absent
 *
 *	pass ocsp
 *	fail ocsp subject=O=Example/CN=x
 *	na   tls subject=CN=www.certlint-test.com
 */
LINT_AS(attribute_missing, br_responder_country_missing, ERROR, BR("7.1.2.8"),
	.on = FACTS(TLS, OCSP_RESPONDER), .off = FACTS(SUBJECT_EMPTY), .from = BR_2_0_0,
	ATTRIBUTE(COUNTRY, "a responder needs it"));

/*
 * The subject of an OCSP responder has organizationName.
 *
 * The profile gives responders the names of CAs.
 *
 * fix: add the name of the CA's organization.
 * covers: br-7.1.2.10.2-ocsp-responder-organization-present
 * peers: pkilint:cabf.serverauth.ca.organization_name_attribute_absent
 *
 *	pass ocsp
 *	fail ocsp subject=C=US/CN=x
 *	na   tls subject=CN=www.certlint-test.com
 */
LINT_AS(attribute_missing, br_responder_organization_missing, ERROR, BR("7.1.2.8"),
	.on = FACTS(TLS, OCSP_RESPONDER), .off = FACTS(SUBJECT_EMPTY), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATION, "a responder needs it"));

/*
 * The subject of an OCSP responder has commonName.
 *
 * The profile gives responders the names of CAs. An empty subject lacks it as well.
 *
 * fix: add a commonName.
 * covers: br-7.1.2.10.2-ocsp-responder-common-name-present
 * peers: pkilint:cabf.serverauth.ca.common_name_attribute_absent
 *
 *	pass ocsp
 *	fail ocsp subject=C=US/O=Example
 *	na   ocsp subject=
 *	na   tls
 */
LINT_AS(attribute_missing, br_responder_common_name_missing, ERROR, BR("7.1.2.8"),
	.on = FACTS(TLS, OCSP_RESPONDER), .off = FACTS(SUBJECT_EMPTY), .from = BR_2_0_0,
	ATTRIBUTE(COMMON_NAME, "a responder needs it"));

/*
 * notBefore of a CA or OCSP responder is at most a day before the signature.
 *
 * A date before that pretends that a certificate was issued under older rules. The time of an SCT
 * in it is one before which it was not signed. Cross-certificates may copy an older date, and are
 * left out where they are known to be such.
 *
 * fix: take the time of signing for notBefore, or a time in the 24 hours before.
 * covers: br-7.1.2.10.1-ca-backdating-one-day br-7.1.2.8.1-ocsp-responder-backdating-one-day
 *
 *	pass ca sct=argon2026h1@2026-01-13
 *	fail ca sct=argon2026h1@2026-01-13T00:00:01
 *	fail ocsp sct=argon2026h1@2026-04-03
 *	na   cross sct=argon2026h1@2026-04-03
 *	na   tls sct=argon2026h1@2026-04-03
 */
LINT(br_backdated, WARNING, BR("7.1.2.10.1"), .on = FACTS(TLS, HAS_SCT_LIST, VALIDITY_KNOWN),
     .off = FACTS(SUBSCRIBER, CROSS), .from = BR_2_0_0)
{
	int64_t newest = c->from;
	struct sct s;

	each_sct(extension_value(c, OID_SCT_LIST), s)
		if (s.version == SCT_V1 && s.time / 1000 < INT64_MAX && sct_seconds(&s) > newest)
			newest = sct_seconds(&s);
	if (newest - c->from > DAY_SECONDS)
		fail(r, der_whole(&c->not_before), "notBefore is more than a day before the newest "
		     "SCT, hence before the signature");
}

/*
 * A delegated OCSP responder's certificate has id-pkix-ocsp-nocheck.
 *
 * Without it a client asks about the responder's certificate before it believes the responder, and
 * whom it asks is the responder.
 *
 * fix: add id-pkix-ocsp-nocheck.
 * covers: br-7.1.2.8.2-ocsp-responder-nocheck-present
 * peers: zlint:e_ocsp_id_pkix_ocsp_nocheck_ext_not_included_server_auth
 * peers: pkilint:cabf.serverauth.ocsp_responder.ocsp_nocheck_extension_absent
 *
 *	pass ocsp
 *	fail ocsp -nocheck
 *	na   tls
 */
LINT_AS(extension_missing, br_ocsp_nocheck_missing, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, HAS_EXTENSIONS), .off = FACTS(OCSP_NOCHECK_PRESENT),
	.from = BR_1_0_0, EXTENSION(OCSP_NOCHECK, "a delegated responder needs it"));
