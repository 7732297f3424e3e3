/* Which extensions are marked critical and which must not be: RFC 5280 4.2 and its family. */

#include "checks.h"

/*
 * authorityKeyIdentifier is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. A key
 * identifier is a hint for finding the issuer; nothing is lost on a verifier that ignores it.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.1-aki-critical br-7.1.2.1.2-root-aki-not-critical
 * covers: br-7.1.2.6.1-ca-aki-not-critical br-7.1.2.7.6-aki-not-critical
 * covers: br-7.1.2.8.2-ocsp-responder-aki-not-critical sbr-7.1.2.2-subca-aki-noncritical
 * covers: sbr-7.1.2.3-aki-noncritical csbr-7.1.2.2-subca-aki-noncritical
 * covers: csbr-7.1.2.3-aki-noncritical
 * peers: zlint:e_ext_authority_key_identifier_critical
 * pkilint:pkix.authority_key_identifier_critical
 * pkilint:cabf.serverauth.ca.critical_authority_key_identifier_extension
 * pkilint:cabf.serverauth.subscriber.critical_authority_key_identifier_extension
 *
 *	pass tls
 *	fail tls aki!
 *	fail ca aki!
 */
LINT_AS(extension_mark, rfc_aki_critical, ERROR, RFC5280("4.2.1.1"), .on = FACTS(AKI_PRESENT),
	.from = RFC2459_DAY, NOT_CRITICAL(AKI));

/*
 * subjectKeyIdentifier is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. A key
 * identifier is a hint for path building and restricts nothing.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.2-ski-critical br-7.1.2.1.2-root-ski-not-critical
 * covers: br-7.1.2.6.1-ca-ski-not-critical br-7.1.2.7.6-ski-not-critical
 * covers: br-7.1.2.8.2-ocsp-responder-ski-not-critical sbr-7.1.2.1-root-ski-noncritical
 * covers: sbr-7.1.2.2-subca-ski-noncritical sbr-7.1.2.3-ski-noncritical
 * peers: zlint:e_ext_subject_key_identifier_critical
 * pkilint:pkix.certificate_skid_extension_critical
 * pkilint:cabf.serverauth.ca.critical_subject_key_identifier_extension
 * pkilint:cabf.serverauth.subscriber.critical_subject_key_identifier_extension
 *
 *	pass ca
 *	fail ca ski!
 *	fail client ski!
 *	na   tls
 */
LINT_AS(extension_mark, rfc_ski_critical, ERROR, RFC5280("4.2.1.2"), .on = FACTS(SKI_PRESENT),
	.from = RFC2459_DAY, NOT_CRITICAL(SKI));

/*
 * subjectDirectoryAttributes is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Few know
 * this one, and it only describes the subject.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.8-sda-critical sbr-7.1.2.3-sda-legacy-noncritical
 * peers: zlint:e_ext_subject_directory_attr_critical
 * peers: pkilint:pkix.subject_directory_attributes_extension_critical
 *
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.3>31(13('F'))))
 *	fail client sda!=30(30(<1.3.6.1.5.5.7.9.3>31(13('F'))))
 */
LINT_AS(extension_mark, rfc_subject_directory_attributes_critical, ERROR, RFC5280("4.2.1.8"),
	.on = FACTS(SDA_PRESENT), .from = RFC2459_DAY, NOT_CRITICAL(SDA));

/*
 * privateKeyUsagePeriod is not critical.
 *
 * RFC 3280, the last to describe the extension, advises against it and forbids to mark it
 * critical: a period of the private key says nothing about verifying, but a verifier that does not
 * know the extension would have to refuse.
 *
 * fix: leave the critical field out.
 * covers: rfc3280-4.2.1.4-private-key-usage-period-critical
 *
 *	pass client pkup=30(80('20260401000000Z'))
 *	fail client pkup!=30(80('20260401000000Z'))
 */
LINT_AS(extension_mark, rfc_private_key_usage_period_critical, ERROR, RFC("3280", "4.2.1.4"),
	.on = FACTS(PKUP_PRESENT), .from = RFC3280_DAY, NOT_CRITICAL(PKUP));

/*
 * issuerAltName is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Other
 * names of the issuer take no part in validation.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.7-ian-critical
 * peers: zlint:w_ext_ian_critical pkilint:pkix.issuer_alt_name_extension_critical
 *
 *	pass client ian=dns:ca.certlint-test.com
 *	fail client ian!=dns:ca.certlint-test.com
 */
LINT_AS(extension_mark, rfc_issuer_alt_name_critical, WARNING, RFC5280("4.2.1.7"),
	.on = FACTS(IAN_PRESENT), .from = RFC2459_DAY, NOT_CRITICAL(IAN));

/*
 * cRLDistributionPoints is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. A
 * relying party that gets its CRLs another way, or checks by OCSP, needs no pointer.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.13-crldp-critical sbr-7.1.2.3-cdp-noncritical
 * peers: zlint:w_ext_crl_distribution_marked_critical
 * pkilint:pkix.certificate_crldp_extension_critical pkilint:cabf.critical_crldp_extension
 * unless: br_crl_distribution_points_critical
 *
 *	pass client
 *	fail client crldp!
 */
LINT_AS(extension_mark, rfc_crl_distribution_points_critical, WARNING, RFC5280("4.2.1.13"),
	.on = FACTS(CRLDP_PRESENT), .from = RFC2459_DAY, NOT_CRITICAL(CRLDP));

/*
 * authorityInfoAccess is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Pointers
 * to the issuer and its responder are a service.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.2.1-aia-critical br-7.1.2.6.1-ca-aia-not-critical
 * covers: br-7.1.2.7.6-aia-not-critical br-7.1.2.8.2-ocsp-responder-aia-not-critical
 * covers: sbr-7.1.2.2-subca-aia-noncritical sbr-7.1.2.3-aia-noncritical
 * covers: csbr-7.1.2.2-subca-aia-noncritical csbr-7.1.2.3-aia-noncritical
 * peers: zlint:e_ext_aia_marked_critical zlint:e_sub_cert_aia_marked_critical
 * zlint:e_sub_ca_aia_marked_critical pkilint:pkix.authority_information_access_extension_critical
 * pkilint:cabf.serverauth.ca.critical_authority_info_access_extension
 * pkilint:cabf.serverauth.subscriber.critical_authority_info_access_extension
 *
 *	pass tls
 *	fail tls aia!
 *	fail ca aia!
 */
LINT_AS(extension_mark, rfc_authority_info_access_critical, ERROR, RFC5280("4.2.2.1"),
	.on = FACTS(AIA_PRESENT), .from = RFC2459_DAY, NOT_CRITICAL(AIA));

/*
 * subjectInfoAccess is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Pointers
 * to what the subject publishes are a service.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.2.2-sia-critical
 * peers: zlint:e_subject_info_access_marked_critical
 * peers: pkilint:pkix.subject_information_access_extension_critical
 *
 *	pass ca sia=repository:http://a.certlint-test.com/x
 *	fail ca sia!=repository:http://a.certlint-test.com/x
 */
LINT_AS(extension_mark, rfc_subject_info_access_critical, ERROR, RFC5280("4.2.2.2"),
	.on = FACTS(SIA_PRESENT), .from = RFC3280_DAY, NOT_CRITICAL(SIA));

/*
 * freshestCRL is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Whoever
 * ignores delta CRLs still has the complete one.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.15-freshest-crl-critical
 * peers: zlint:e_ext_freshest_crl_marked_critical
 *
 *	pass client freshestcrl=http://a.certlint-test.com/d.crl
 *	fail client freshestcrl!=http://a.certlint-test.com/d.crl
 */
LINT_AS(extension_mark, rfc_freshest_crl_critical, ERROR, RFC5280("4.2.1.15"),
	.on = FACTS(FRESHEST_CRL_PRESENT), .from = RFC3280_DAY, NOT_CRITICAL(FRESHEST_CRL));

/*
 * biometricInfo is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. A hash
 * of a picture helps human beings to authenticate somebody; path validation has no use for it.
 *
 * fix: leave the critical field out.
 * covers: rfc3739-3.2.5-biometric-info-critical
 *
 *	pass client biometric=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd))
 *	fail client biometric!=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd))
 */
LINT_AS(extension_mark, rfc_biometric_info_critical, ERROR, RFC("3739", "3.2.5"),
	.on = FACTS(BIOMETRIC_PRESENT), .from = RFC3739_DAY, NOT_CRITICAL(BIOMETRIC));

/*
 * The logotype extension is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Pictures
 * are for display.  RFC 3709 said it first.
 *
 * fix: leave the critical field out.
 * covers: rfc9399-4.1-logotype-critical
 *
 *	pass client logotype=30(a1(a0(30003000)))
 *	fail client logotype!=30(a1(a0(30003000)))
 */
LINT_AS(extension_mark, rfc_logotype_critical, ERROR, RFC("9399", "4.1"),
	.on = FACTS(LOGOTYPE_PRESENT), .from = RFC3709_DAY, NOT_CRITICAL(LOGOTYPE));

/*
 * The sMIMECapabilities extension is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. What the
 * subject can decrypt is advice to senders.
 *
 * fix: leave the critical field out.
 * covers: rfc4262-2-smime-capabilities-critical sbr-7.1.2.3-smimecaps-noncritical
 * peers: pkilint:pkix.smime_capabilities_extension_critical
 *
 *	pass smime smimecaps=30(30(<2.16.840.1.101.3.4.1.42>))
 *	fail smime smimecaps!=30(30(<2.16.840.1.101.3.4.1.42>))
 */
LINT_AS(extension_mark, rfc_smime_capabilities_critical, ERROR, RFC("4262", "2"),
	.on = FACTS(SMIME_CAPABILITIES_PRESENT), .from = RFC4262_DAY,
	NOT_CRITICAL(SMIME_CAPABILITIES));

/*
 * The TLS feature extension is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. RFC 7633
 * wants clients that do not know it to connect as before.
 *
 * fix: leave the critical field out.
 * covers: rfc7633-4-tls-feature-critical
 *
 *	pass client tlsfeature=5
 *	fail client tlsfeature!=5
 */
LINT_AS(extension_mark, rfc_tls_feature_critical, WARNING, RFC("7633", "4"),
	.on = FACTS(TLS_FEATURE_PRESENT), .from = RFC7633_DAY, NOT_CRITICAL(TLS_FEATURE));

/*
 * noRevAvail is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. Software
 * of before 2024 does not know this one, and it only says that looking for revocation is in vain.
 *
 * fix: leave the critical field out.
 * covers: rfc9608-2-no-rev-avail-critical
 *
 *	pass client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 *	fail client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail!=on
 */
LINT_AS(extension_mark, rfc_no_rev_avail_critical, ERROR, RFC("9608", "2"),
	.on = FACTS(NO_REV_AVAIL_PRESENT), .from = RFC9608_DAY, NOT_CRITICAL(NO_REV_AVAIL));

/*
 * id-pkix-ocsp-nocheck is not critical.
 *
 * A critical extension makes every verifier that does not know it refuse the certificate. The
 * extension saves relying parties a question about the responder; those who do not know it ask.
 *
 * fix: leave the critical field out.
 * covers: rfc6960-4.2.2.2.1-ocsp-nocheck-critical
 * unless: br_responder_nocheck_critical
 *
 *	pass ocsp
 *	fail ocsp from=2021-04-01 nocheck!
 *	pass ocsp nocheck!
 */
LINT_AS(extension_mark, rfc_ocsp_nocheck_critical, WARNING, RFC("6960", "4.2.2.2.1"),
	.on = FACTS(OCSP_NOCHECK_PRESENT), .from = RFC6960_DAY, NOT_CRITICAL(OCSP_NOCHECK));

/*
 * keyUsage is critical.
 *
 * keyUsage restricts what a key is for. A verifier that may ignore the restriction is as good as
 * none.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.3-ku-critical sbr-7.1.2.3-ku-critical rfc3739-3.2.4-key-usage-critical
 * peers: zlint:w_ext_key_usage_not_critical pkilint:pkix.key_usage_extension_not_critical
 * zlint:w_key_usage_criticality
 * unless: br_ca_key_usage_not_critical br_key_usage_not_critical rfc_rpki_key_usage_not_critical
 *
 *	pass client
 *	fail client ku~
 *	fail smime-ca ku~
 */
LINT_AS(extension_mark, rfc_key_usage_not_critical, WARNING, RFC5280("4.2.1.3"),
	.on = FACTS(KU_PRESENT), .from = RFC2459_DAY, CRITICAL(KU));

/*
 * basicConstraints of a CA is critical.
 *
 * A verifier that does not know the extension would take a CA for an end entity, or worse, take no
 * notice of the path length. It must be critical in certificates whose key validates certificates:
 * those whose keyUsage has keyCertSign, or that have none.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.9-bc-critical-in-ca br-7.1.2.1.2-root-basic-constraints-critical
 * covers: br-7.1.2.6.1-ca-basic-constraints-critical sbr-7.1.2.1-root-bc-critical
 * covers: sbr-7.1.2.2-subca-bc-critical csbr-7.1.2.1-root-bc-critical
 * covers: csbr-7.1.2.2-subca-bc-critical
 * peers: zlint:e_basic_constraints_not_critical
 * pkilint:pkix.basic_constraints_extension_not_critical
 * pkilint:cabf.serverauth.ca.non_critical_basic_constraints_extension
 *
 *	pass ca
 *	fail ca bc~
 *	pass ca bc~ ku=crlsign
 *	na   tls bc~=leaf
 */
LINT(rfc_basic_constraints_not_critical, ERROR, RFC5280("4.2.1.9"), .on = FACTS(CA_BIT, HAS_BC),
	 .from = RFC2459_DAY)
{
	const struct extension *x = cert_extension(c, OID_BC);

	if (!x->critical && (!cert_extension(c, OID_KU) || has_usage(c, KU_KEY_CERT_SIGN)))
		fail(r, x->oid, "basicConstraints is not critical");
}

/*
 * nameConstraints is critical.
 *
 * A verifier that ignores the constraints accepts names that the CA was never meant to certify.
 * The CA/Browser Forum makes an exception for CAs of TLS and of mail, whose relying parties once
 * included systems that could not process them; those are left to the lints of these documents.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.10-nc-critical
 * peers: zlint:e_ext_name_constraints_not_critical
 * peers: pkilint:pkix.certificate_name_constraints_extension_not_critical
 *
 *	pass client-ca nc=permit-dns:certlint-test.com
 *	fail client-ca nc~=permit-dns:certlint-test.com
 *	na   ca nc~=permit-dns:certlint-test.com
 *	na   smime-ca nc~=permit-mail:certlint-test.com
 */
LINT_AS(extension_mark, rfc_name_constraints_not_critical, ERROR, RFC5280("4.2.1.10"),
	.on = FACTS(NC_PRESENT, CA), .off = FACTS(TLS, EMAIL_PROTECTION), .from = RFC2459_DAY,
	CRITICAL(NC));

/*
 * policyConstraints is critical.
 *
 * A verifier that ignores the constraint accepts paths that the CA has ruled out.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.11-pc-critical
 * peers: zlint:e_ext_policy_constraints_not_critical
 *
 *	pass ca pc=require=0
 *	fail ca pc~=require=0
 */
LINT_AS(extension_mark, rfc_policy_constraints_not_critical, ERROR, RFC5280("4.2.1.11"),
	.on = FACTS(POLICY_CONSTRAINTS_PRESENT, CA), .from = RFC5280_DAY,
	CRITICAL(POLICY_CONSTRAINTS));

/*
 * inhibitAnyPolicy is critical.
 *
 * A verifier that ignores the constraint takes anyPolicy for every policy where the CA has
 * forbidden it.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.14-iap-critical
 * peers: zlint:e_inhibit_any_policy_not_critical
 *
 *	pass ca iap=0
 *	fail ca iap~=0
 */
LINT_AS(extension_mark, rfc_inhibit_any_policy_not_critical, ERROR, RFC5280("4.2.1.14"),
	.on = FACTS(INHIBIT_ANY_POLICY_PRESENT, CA), .from = RFC3280_DAY,
	CRITICAL(INHIBIT_ANY_POLICY));

/*
 * policyMappings is critical.
 *
 * A verifier that ignores the mapping takes the policies below for what they are not. RFC 3280
 * still forbade the mark.
 *
 * fix: mark the extension critical.
 * covers: rfc5280-4.2.1.5-pm-critical
 * peers: zlint:w_ext_policy_map_not_critical
 *
 *	pass ca policy=1.2.3 pm=1.2.3>1.2.4
 *	fail ca policy=1.2.3 pm~=1.2.3>1.2.4
 */
LINT_AS(extension_mark, rfc_policy_mappings_not_critical, WARNING, RFC5280("4.2.1.5"),
	.on = FACTS(POLICY_MAPPINGS_PRESENT, CA), .from = RFC5280_DAY, CRITICAL(POLICY_MAPPINGS));

/*
 * policyMappings of before RFC 5280 is not critical.
 *
 * RFC 2459 and 3280 demanded what RFC 5280 advises against.
 *
 * fix: leave the critical field out.
 * covers: rfc3280-4.2.1.6-pm-critical
 *
 *	pass ca as-of=2005-01-01 policy=1.2.3 pm~=1.2.3>1.2.4
 *	fail ca as-of=2005-01-01 policy=1.2.3 pm!=1.2.3>1.2.4
 *	na   ca policy=1.2.3 pm!=1.2.3>1.2.4
 */
LINT_AS(extension_mark, rfc_policy_mappings_critical, ERROR, RFC("3280", "4.2.1.6"),
	.on = FACTS(POLICY_MAPPINGS_PRESENT), .from = RFC2459_DAY, .until = RFC5280_DAY,
	NOT_CRITICAL(POLICY_MAPPINGS));

/*
 * extKeyUsage with anyExtendedKeyUsage is not critical.
 *
 * anyExtendedKeyUsage says that the list restricts nothing, and critical says that the list must
 * be obeyed. An application that demands its own purpose refuses the certificate.
 *
 * fix: leave the critical field out, or anyExtendedKeyUsage.
 * covers: rfc5280-4.2.1.12-eku-any-critical
 * peers: zlint:w_eku_critical_improperly
 * unless: br_eku_critical
 *
 *	pass client eku!=client
 *	pass client eku=client,any
 *	fail client eku!=client,any from=2023-01-01
 *	pass client eku!=client,any
 */
LINT_AS(extension_mark, rfc_any_purpose_critical, WARNING, RFC5280("4.2.1.12"),
	.on = FACTS(ANY_PURPOSE, EKU_PRESENT), .from = RFC3280_DAY, NOT_CRITICAL(EKU));

/*
 * subjectAltName is critical where the subject is empty.
 *
 * The subject is then named by the extension alone. A verifier that cannot read it would take the
 * certificate for one about nobody.
 *
 * fix: mark the extension critical, or fill the subject.
 * covers: rfc5280-4.2.1.6-san-critical-empty-subject
 * covers: rfc5280-4.1.2.6-subject-empty-needs-critical-san
 * covers: br-7.1.2.7.12-san-critical-with-empty-subject sbr-7.1.2.3-san-critical-empty-subject
 * peers: zlint:e_ext_san_not_critical_without_subject
 * peers: pkilint:pkix.san_extension_not_critical_empty_subject
 *
 *	pass client subject= san!
 *	fail client subject=
 *	fail tls subject=
 *	na   tls
 */
LINT_AS(extension_mark, rfc_san_not_critical, ERROR, RFC5280("4.2.1.6"),
	.on = FACTS(SAN_PRESENT, SUBJECT_EMPTY), .off = FACTS(CA), .from = RFC2459_DAY,
	CRITICAL(SAN));

/*
 * subjectAltName is not critical where the subject names somebody.
 *
 * The mark is for certificates whose only name is in the extension. Elsewhere it makes verifiers
 * refuse that know the subject well enough.
 *
 * fix: leave the critical field out.
 * covers: rfc5280-4.2.1.6-san-critical-non-empty-subject sbr-7.1.2.3-san-noncritical
 * peers: zlint:w_ext_san_critical_with_subject_dn
 * pkilint:pkix.san_extension_is_critical_non_empty_subject zlint:w_san_should_not_be_critical
 * unless: br_san_critical
 *
 *	pass client
 *	fail client san!
 *	na   client subject= san!
 */
LINT_AS(extension_mark, rfc_san_critical, WARNING, RFC5280("4.2.1.6"), .on = FACTS(SAN_PRESENT),
	.off = FACTS(SUBJECT_EMPTY), .from = RFC5280_DAY, NOT_CRITICAL(SAN));

/*
 * Every critical extension is one that is generally known.
 *
 * A verifier must refuse a certificate with a critical extension that it does not know. This one
 * is unknown here, and so probably to most.
 *
 * fix: mark a private extension as not critical, or keep the certificate within the system that
 * knows it.
 * covers: rfc5280-4.2-unknown-critical-extension
 *
 *	pass client ext=1.2.3.4:0500
 *	fail client ext=1.2.3.4!:0500
 */
LINT(rfc_unknown_critical_extension, NOTICE, RFC5280("4.2"), .on = FACTS(HAS_EXTENSIONS),
	 .trigger = ON_SIGHT(EXT_UNKNOWN_CRITICAL), .from = RFC5280_DAY)
{
	struct extension x;

	each_extension(c, x)
		if (x.critical && !oid_is_extension(x.id))
			fail(r, x.oid, "extension %s is critical, and generally unknown",
			     oid_name(r, x.oid));
}
