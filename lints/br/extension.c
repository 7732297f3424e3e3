/* TLS BR 7.1.2: extensions of a server's certificate, and their marks in every role. */

#include "profile_table.h"

/* ---- what has to be there ---- */

/*
 * A server's certificate has extKeyUsage.
 *
 * Without it the certificate is good for every purpose, also for signing mail or code in the
 * subject's name.
 *
 * fix: add extKeyUsage with serverAuth.
 * covers: br-7.1.2.7.6-eku-present
 * peers: zlint:e_sub_cert_eku_missing
 * peers: pkilint:cabf.serverauth.subscriber.extended_key_usage_extension_absent
 *
 *	pass tls
 *	fail tls -eku
 *	na   ca -eku
 *	na   ocsp -eku
 */
LINT_AS(extension_missing, br_eku_missing, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(EKU_PRESENT),
	.from = BR_1_0_0, EXTENSION(EKU, "a server's certificate needs it"));

/*
 * A server's certificate has certificatePolicies.
 *
 * The policy identifier says how the subject was validated, and that the CA vouches for the
 * Baseline Requirements.
 *
 * fix: add certificatePolicies with the reserved identifier of the validation type.
 * covers: br-7.1.2.7.6-certificate-policies-present evg-7.1.6.1-cert-policies-present
 * peers: zlint:e_sub_cert_certificate_policies_missing
 * pkilint:cabf.serverauth.subscriber.certificate_policies_extension_absent
 * zlint:e_sub_cert_cert_policy_empty
 *
 *	pass tls
 *	fail tls -policy
 */
LINT_AS(extension_missing, br_policies_missing, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(POLICIES_PRESENT),
	.from = BR_1_0_0, EXTENSION(POLICIES, "a server's certificate needs it"));

/*
 * A server's certificate has authorityInfoAccess.
 *
 * Servers forget to send the intermediate certificate, and clients that follow caIssuers find it;
 * without the pointer the connection fails.
 *
 * fix: add the URL of the issuer's certificate.
 * covers: br-7.1.2.7.6-aia-present
 * peers: zlint:e_sub_cert_aia_missing
 * peers: pkilint:cabf.serverauth.subscriber.authority_info_access_extension_absent
 *
 *	pass tls
 *	fail tls -aia
 *	na   tls-2019 -aia
 */
LINT_AS(extension_missing, br_aia_missing, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(AIA_PRESENT),
	.from = BR_1_7_1, EXTENSION(AIA, "a server's certificate needs it"));

/*
 * A server's certificate of before August 2020 has authorityInfoAccess.
 *
 * The extension could be left out only where the subscriber staples OCSP responses by agreement,
 * which the bytes do not show.
 *
 * fix: add the URLs of the OCSP responder and of the issuer's certificate.
 * covers: br-7.1.2.7.6-aia-present
 * peers: zlint:e_sub_cert_aia_missing
 *
 *	pass tls-2019
 *	fail tls-2019 -aia
 *	na   tls -aia
 */
LINT_AS(extension_missing, br_aia_missing_old, WARNING, BR("7.1.2.3"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(AIA_PRESENT),
	.from = BR_1_0_0, .until = BR_1_7_1,
	EXTENSION(AIA, "a server's certificate needs it, unless it staples"));

/*
 * A server's certificate has keyUsage.
 *
 * Without it the key may be used for whatever its algorithm can do.
 *
 * fix: add a critical keyUsage with digitalSignature.
 * covers: br-7.1.2.7.6-key-usage-present
 * peers: zlint:w_missing_key_usage pkilint:cabf.serverauth.subscriber.key_usage_extension_absent
 *
 *	pass tls
 *	fail tls -ku
 *	na   tls-2019 -ku
 */
LINT_AS(extension_missing, br_key_usage_missing, WARNING, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(KU_PRESENT), .from = BR_2_0_0,
	EXTENSION(KU, "a server's certificate should have it"));

/*
 * A server's certificate says where to learn of its revocation, unless it is short-lived.
 *
 * Since OCSP became optional, a certificate has cRLDistributionPoints, an OCSP URL in
 * authorityInfoAccess, or at most ten days (from 2026-03-15: seven) to live. With none of them
 * relying parties cannot learn that it was revoked.
 *
 * fix: add cRLDistributionPoints.
 * covers: br-7.1.2.11.2-crldp-required-for-subscriber br-1.6.1-short-lived-10-days
 * covers: evg-7.1.4.3-crldp-if-no-ocsp
 * covers: br-1.6.1-short-lived-7-days
 * peers: zlint:e_missing_crl_distrib_point
 * peers: pkilint:cabf.serverauth.subscriber.revocation_information_absent
 * unless: br_aia_missing
 *
 *	pass tls
 *	pass tls -crldp
 *	pass tls validity=7d -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls validity=7d+1s -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	pass tls-2024 validity=10d -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls-2024 validity=10d+1s -crldp aia=issuer:http://pki.certlint-test.com/ca.cer
 *	na   tls-2019 -crldp
 */
LINT(br_revocation_pointer_missing, ERROR, BR("7.1.2.11.2"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(CRLDP_PRESENT, SHORT_LIVED),
	 .from = BR_SC63)
{
	if (c->extension_count > 0 && !has_access(c, OID_ACCESS_OCSP))
		fail(r, cert_extensions_place(c), "neither cRLDistributionPoints nor an OCSP URL, "
		     "and not short-lived");
}

/*
 * A server's certificate of before March 2024 has an OCSP URL.
 *
 * Until ballot SC63 OCSP was the compulsory way to learn of a revocation, and from August 2020
 * without exception.
 *
 * fix: add an OCSP URL to authorityInfoAccess.
 * covers: br-7.1.2.7.7-aia-ocsp-present-old
 * peers: zlint:e_sub_cert_aia_does_not_contain_ocsp_url
 * unless: der_list_empty br_access_location
 *
 *	pass tls-2024 from=2023-06-01
 *	fail tls-2024 ski=auto from=2023-06-01 aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls-2024 ski=auto from=2023-06-01 aia=ocsp:https://pki.certlint-test.com,issuer:http://pki.certlint-test.com/ca.cer
 *	na   tls aia=issuer:http://pki.certlint-test.com/ca.cer
 *	na   tls-2019 aia=issuer:http://pki.certlint-test.com/ca.cer
 */
LINT_AS(access_missing, br_ocsp_url_missing, ERROR, BR("7.1.2.7.7"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_1_7_1, .until = BR_SC63, ACCESS(OCSP));

/*
 * authorityInfoAccess of a server's certificate of before August 2020 has an OCSP URL.
 *
 * It could be left out only where the subscriber staples OCSP responses by agreement, which the
 * bytes do not show.
 *
 * fix: add an OCSP URL to authorityInfoAccess.
 * covers: br-7.1.2.7.7-aia-ocsp-present-old
 * peers: zlint:e_sub_cert_aia_does_not_contain_ocsp_url
 * unless: der_list_empty
 *
 *	pass tls-2019
 *	fail tls-2019 aia=issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls-2019 aia=ocsp:https://pki.certlint-test.com,issuer:http://pki.certlint-test.com/ca.cer
 *	na   tls aia=issuer:http://pki.certlint-test.com/ca.cer
 */
LINT_AS(access_missing, br_ocsp_url_missing_old, WARNING, BR("7.1.2.3"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_1_0_0, .until = BR_1_7_1, ACCESS(OCSP));

/*
 * A server's certificate says where its issuer's certificate is.
 *
 * Clients that follow caIssuers connect to servers that forgot to send the intermediate
 * certificate; others show an error.
 *
 * fix: add the HTTP URL of the issuer's certificate as caIssuers.
 * covers: br-7.1.2.7.7-aia-ca-issuers-present
 * peers: zlint:w_sub_cert_aia_does_not_contain_issuing_ca_url
 * peers: pkilint:cabf.serverauth.subscriber.ca_issuers_aia_access_method_absent
 * unless: br_ocsp_url_missing br_ocsp_url_missing_old br_access_location der_list_empty
 *
 *	pass tls
 *	pass tls-2019 aia=ocsp:http://ocsp.certlint-test.com,issuer:https://a.certlint-test.com,issuer:http://a.certlint-test.com
 *	fail tls aia=ocsp:http://ocsp.certlint-test.com
 *	fail tls-2019 aia=ocsp:http://ocsp.certlint-test.com,issuer:https://a.certlint-test.com
 */
LINT_AS(access_missing, br_ca_issuers_url_missing, WARNING, BR("7.1.2.7.7"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_1_0_0, ACCESS(CA_ISSUERS));

/* ---- what should not ---- */

/*
 * A server's certificate has no subjectKeyIdentifier.
 *
 * The identifier serves to find issuers, and a server issues nothing: it is thirty octets in every
 * handshake for no use.
 *
 * fix: drop the extension from the profile.
 * covers: br-7.1.2.7.6-ski-present
 * peers: zlint:w_ext_subject_key_identifier_not_recommended_subscriber
 * peers: pkilint:cabf.serverauth.subscriber.subject_key_identifier_extension_present
 * unless: rfc_ski_critical
 *
 *	pass tls
 *	fail tls ski=auto
 *	na   client
 *	na   tls-2019
 */
LINT_AS(extension_unwanted, br_ski_in_subscriber, WARNING, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, SKI_PRESENT), .from = BR_2_0_0,
	EXTENSION(SKI, "is not recommended in a server's certificate"));

/* What only a precertificate or an EV certificate carries has sections of its own. */
#define SUBSCRIBER_EXTENSIONS EXT_BIT(AIA) | EXT_BIT(AKI) | EXT_BIT(POLICIES) | EXT_BIT(EKU) | \
	EXT_BIT(SAN) | EXT_BIT(NC) | EXT_BIT(KU) | EXT_BIT(BC) | EXT_BIT(CRLDP) | \
	EXT_BIT(SCT_LIST) | EXT_BIT(SKI) | EXT_BIT(POISON) | EXT_BIT(CABF_ORGANIZATION_ID)

/*
 * A server's certificate has no extension that the profile does not list.
 *
 * The profile does not recommend others. Each is octets in every handshake, and a reason for
 * somebody's parser to fail.
 *
 * fix: drop the extension from the profile, or document what it is for.
 * covers: br-7.1.2.7.6-other-extension
 * peers: pkilint:cabf.serverauth.subscriber.unknown_extension_present
 * unless: rfc_extension_duplicate der_oid_empty der_oid_padded der_oid_truncated
 * unless: ct_sct_list_of_ocsp
 *
 *	pass tls
 *	pass precert
 *	pass ev-orgid
 *	fail tls tlsfeature=5
 *	fail tls ext=1.2.3.4:0500
 *	na   client tlsfeature=5
 */
LINT_AS(extension_other, br_extension_not_listed, WARNING, BR("7.1.2.7.6"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .from = BR_2_0_0,
	EXTENSIONS_LISTED("a server's certificate", SUBSCRIBER_EXTENSIONS));

/* ---- marks ---- */

/*
 * extKeyUsage is not critical.
 *
 * The profiles leave it uncritical, so that software that knows its own purposes only can still
 * process the certificate.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.7.6-eku-not-critical br-7.1.2.6.1-ca-eku-not-critical
 * peers: zlint:e_eku_critical
 * pkilint:cabf.serverauth.subscriber.critical_extended_key_usage_extension
 * pkilint:cabf.serverauth.ca.critical_extended_key_usage_extension
 *
 *	pass tls
 *	fail tls eku!
 *	fail tls eku!=server,any
 *	fail ca eku!
 *	na   tls-2019 eku!
 *	na   timestamp
 */
LINT_AS(extension_mark, br_eku_critical, ERROR, BR("7.1.2.7.6"), .on = FACTS(TLS, EKU_PRESENT),
	.off = FACTS(ROOT, OCSP_RESPONDER), .from = BR_2_0_0, NOT_CRITICAL(EKU));

/*
 * extKeyUsage of a CA of before September 2023 is not critical.
 *
 * The mark was discouraged for CAs from ballot 105 on and forbidden later.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.6.1-ca-eku-not-critical-old
 * peers: zlint:w_sub_ca_eku_critical
 * unless: rfc_any_purpose_critical
 *
 *	pass ca-2019
 *	fail ca-2019 eku!
 *	na   ca eku!
 */
LINT_AS(extension_mark, br_ca_eku_critical_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(TLS, CA, EKU_PRESENT), .off = FACTS(ROOT), .from = BR_EKU_IN_CA,
	.until = BR_2_0_0, NOT_CRITICAL(EKU));

/*
 * certificatePolicies is not critical.
 *
 * A critical extension must be processed with all its qualifiers, and hardly any verifier does
 * that.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.7.6-certificate-policies-not-critical
 * covers: br-7.1.2.6.1-ca-certificate-policies-not-critical
 * covers: br-7.1.2.1.2-root-certificate-policies-not-critical
 * covers: br-7.1.2.8.2-ocsp-responder-policies-not-critical
 * peers: pkilint:cabf.serverauth.subscriber.critical_certificate_policies_extension
 * pkilint:cabf.serverauth.ca.critical_certificate_policies_extension
 * pkilint:cabf.critical_certificate_policies_extension
 * peers: zlint:w_sub_cert_certificate_policies_marked_critical
 *
 *	pass tls
 *	fail tls policy!
 *	fail ca policy!
 *	na   tls-2019 policy!
 */
LINT_AS(extension_mark, br_policies_critical, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, POLICIES_PRESENT), .from = BR_2_0_0, NOT_CRITICAL(POLICIES));

/*
 * certificatePolicies of before September 2023 is not critical.
 *
 * A critical extension must be processed with all its qualifiers, and hardly any verifier does
 * that; the BRs discouraged the mark before they forbade it.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.7.6-certificate-policies-not-critical-old
 * covers: br-7.1.2.6.1-ca-certificate-policies-not-critical-old
 * peers: zlint:w_sub_cert_certificate_policies_marked_critical
 * peers: zlint:w_sub_ca_certificate_policies_marked_critical
 *
 *	pass tls-2019
 *	fail tls-2019 policy!
 *	fail ca-2019 policy!
 *	na   tls policy!
 */
LINT_AS(extension_mark, br_policies_critical_old, WARNING, BR("7.1.2.3"),
	.on = FACTS(TLS, POLICIES_PRESENT), .off = FACTS(ROOT, OCSP_RESPONDER), .from = BR_1_0_0,
	.until = BR_2_0_0, NOT_CRITICAL(POLICIES));

/*
 * keyUsage of servers and OCSP responders is critical.
 *
 * RFC 5280 recommends the mark, the profiles of 2023 demand it: a restriction that may be ignored
 * is none.
 *
 * fix: mark the extension critical.
 * covers: br-7.1.2.7.6-key-usage-critical br-7.1.2.8.2-ocsp-responder-key-usage-critical
 * peers: pkilint:cabf.serverauth.subscriber.non_critical_key_usage_extension
 *
 *	pass tls
 *	fail tls ku~
 *	fail ocsp ku~
 *	na   tls-2019 ku~
 */
LINT_AS(extension_mark, br_key_usage_not_critical, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, KU_PRESENT), .off = FACTS(CA), .from = BR_2_0_0, CRITICAL(KU));

/*
 * keyUsage of a CA is critical.
 *
 * RFC 5280 recommends the mark, the BRs have demanded it of CAs from the beginning: who may sign
 * certificates is no advice.
 *
 * fix: mark the extension critical.
 * covers: br-7.1.2.1.2-root-key-usage-critical br-7.1.2.6.1-ca-key-usage-critical
 * peers: zlint:e_ca_key_usage_not_critical zlint:e_root_ca_key_usage_must_be_critical
 * pkilint:cabf.serverauth.ca.non_critical_key_usage_extension
 *
 *	pass ca
 *	fail ca ku~
 *	fail root ku~
 *	na   smime-ca ku~
 */
LINT_AS(extension_mark, br_ca_key_usage_not_critical, ERROR, BR("7.1.2.10.7"),
	.on = FACTS(TLS, CA, KU_PRESENT), .from = BR_1_0_0, CRITICAL(KU));

/*
 * id-pkix-ocsp-nocheck of a responder is not critical.
 *
 * RFC 6960 advises against the mark, the profile of responders forbids it: a verifier that does not
 * know the extension would refuse the responder, and with it every response.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.8.2-ocsp-responder-nocheck-not-critical
 *
 *	pass ocsp
 *	fail ocsp nocheck!
 *	na   ocsp from=2021-04-01 nocheck!
 *	na   tls nocheck!=on
 */
LINT_AS(extension_mark, br_responder_nocheck_critical, ERROR, BR("7.1.2.8.2"),
	.on = FACTS(TLS, OCSP_RESPONDER, OCSP_NOCHECK_PRESENT), .from = BR_2_0_0,
	NOT_CRITICAL(OCSP_NOCHECK));

/*
 * basicConstraints of a CA is critical, whatever the key is used for.
 *
 * RFC 5280 asks for the mark where the key signs certificates; the BRs ask for it in every CA.
 *
 * fix: mark the extension critical.
 * covers: br-7.1.2.1.2-root-basic-constraints-critical br-7.1.2.6.1-ca-basic-constraints-critical
 * peers: zlint:e_basic_constraints_not_critical
 * peers: pkilint:cabf.serverauth.ca.non_critical_basic_constraints_extension
 * unless: rfc_basic_constraints_not_critical
 *
 *	pass ca ku=crlsign
 *	pass ca bc~
 *	fail ca bc~ ku=crlsign
 *	fail ca-2012 bc~ ku=crlsign
 *	na   smime-ca bc~ ku=crlsign
 *	na   tls bc~=leaf
 */
LINT_AS(extension_mark, br_ca_basic_constraints_not_critical, ERROR, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA_BIT, BC_PRESENT), .from = BR_1_0_0, CRITICAL(BC));

/*
 * basicConstraints of servers and OCSP responders is critical where it is present.
 *
 * The extension may be left out; where it says that the subject is no CA, no verifier may pass
 * over it.
 *
 * fix: mark the extension critical.
 * covers: br-7.1.2.7.6-basic-constraints-critical
 * covers: br-7.1.2.8.2-ocsp-responder-basic-constraints-critical
 * peers: zlint:e_sub_cert_basic_constraints_not_critical
 * peers: pkilint:cabf.serverauth.subscriber.non_critical_basic_constraints_extension
 *
 *	pass tls
 *	pass tls bc!=leaf
 *	fail tls bc~=leaf
 *	fail ocsp bc~=leaf
 *	na   tls-2019 bc~=leaf
 */
LINT_AS(extension_mark, br_basic_constraints_not_critical, ERROR, BR("7.1.2.7.6"),
	.on = FACTS(TLS, BC_PRESENT), .off = FACTS(CA), .from = BR_2_0_0, CRITICAL(BC));

/*
 * cRLDistributionPoints is not critical.
 *
 * A relying party that gets its CRLs another way would have to refuse the certificate. RFC 5280
 * advises against the mark, the BRs forbid it.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.7.6-crldp-not-critical br-7.1.2.6.1-ca-crldp-not-critical
 * peers: zlint:e_sub_cert_crl_distribution_points_marked_critical
 * zlint:e_sub_ca_crl_distribution_points_marked_critical
 * pkilint:cabf.serverauth.subscriber.critical_crl_distribution_points_extension
 * pkilint:cabf.serverauth.ca.critical_crl_distribution_points_extension
 *
 *	pass tls
 *	fail tls crldp!
 *	fail ca crldp!
 *	na   client crldp!
 */
LINT_AS(extension_mark, br_crl_distribution_points_critical, ERROR, BR("7.1.2.11.2"),
	.on = FACTS(TLS, CRLDP_PRESENT), .off = FACTS(ROOT, OCSP_RESPONDER), .from = BR_1_0_0,
	NOT_CRITICAL(CRLDP));

/*
 * subjectAltName of a server is not critical where the subject is not empty.
 *
 * RFC 5280 makes of the mark a matter of whether the subject names anybody; the profiles of 2023
 * make its advice a duty.
 *
 * fix: leave the critical field out.
 * covers: br-7.1.2.7.12-san-not-critical-with-subject
 * peers: zlint:w_ext_san_critical_with_subject_dn
 *
 *	pass tls
 *	fail tls san!
 *	na   tls subject= san!
 *	na   tls-2019 san!
 */
LINT_AS(extension_mark, br_san_critical, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(TLS, SUBSCRIBER, SAN_PRESENT), .off = FACTS(SUBJECT_EMPTY), .from = BR_2_0_0,
	NOT_CRITICAL(SAN));

/*
 * nameConstraints of a CA is critical.
 *
 * The BRs let CAs leave the mark out, against RFC 5280, for the sake of software that could not
 * process the extension. That software is gone.
 *
 * fix: mark the extension critical.
 * covers: br-7.1.2.10.8-ca-name-constraints-critical
 * peers: zlint:w_sub_ca_name_constraints_not_critical
 *
 *	pass tcca
 *	fail tcca nc~
 *	na   client-ca nc~=permit-dns:certlint-test.com
 */
LINT_AS(extension_mark, br_name_constraints_not_critical, WARNING, BR("7.1.2.10.8"),
	.on = FACTS(TLS, CA, NC_PRESENT), .from = BR_1_0_0, CRITICAL(NC));
