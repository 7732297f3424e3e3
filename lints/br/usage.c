/* TLS BR 7.1.2.7.10, 7.1.2.7.11 and 7.1.2.10.7: what keys of servers and CAs are for. */

#include "profile_table.h"

/* ---- key purposes ---- */

/*
 * extKeyUsage of a server's certificate has serverAuth.
 *
 * A certificate that claims to be a TLS server's, by policy or by permitting every purpose, has to
 * say so by the purpose that clients look for.
 *
 * fix: add serverAuth, or take the reserved policy identifier out.
 * covers: br-7.1.2.7.10-eku-server-auth
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.serverauth_eku_absent
 * unless: br_any_purpose_in_subscriber der_list_empty der_oid_empty der_oid_padded
 * unless: der_oid_truncated
 *
 *	pass tls
 *	fail tls eku=client
 *	na   client
 */
LINT(br_server_auth_missing, ERROR, BR("7.1.2.7.10"), .on = FACTS(TLS, SUBSCRIBER, HAS_EKU),
	 .off = FACTS(SERVER_AUTH), .from = BR_2_0_0)
{
	fail(r, extension_value(c, OID_EKU), "extKeyUsage of a TLS certificate lacks serverAuth");
}

/*
 * extKeyUsage of a TLS certificate of before September 2023 has serverAuth or clientAuth.
 *
 * A certificate that claims to be for TLS, by policy or by permitting every purpose, had to have
 * one of its two purposes.
 *
 * fix: add serverAuth, or take the reserved policy identifier out.
 * covers: br-7.1.2.7.10-eku-server-or-client-auth-old
 * peers: zlint:e_sub_cert_eku_server_auth_client_auth_missing
 * unless: br_any_purpose_in_subscriber
 *
 *	pass tls-2019
 *	pass tls-2019 eku=client
 *	fail tls-2019 eku=email
 *	fail tls-2019 eku=1.2.3.4 also=br_purpose_other_old
 *	na   tls
 */
LINT(br_server_or_client_auth_missing, ERROR, BR("7.1.2.3"),
	 .on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .off = FACTS(SERVER_AUTH, CLIENT_AUTH),
	 .from = BR_1_0_0, .until = BR_2_0_0)
{
	fail(r, extension_value(c, OID_EKU), "extKeyUsage of a TLS certificate has neither "
	     "serverAuth nor clientAuth");
}

/*
 * extKeyUsage of a server's certificate does not have codeSigning.
 *
 * A server's key is for TLS. Servers are exposed; what is stolen from one must not sign software.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-code-signing
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.codesigning_eku_present
 *
 *	pass tls
 *	fail tls eku=server,code
 *	na   tls-2013 eku=server,code
 */
LINT_AS(purpose_unwanted, br_code_signing_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .from = BR_2_0_0,
	PURPOSE(CODE_SIGNING, "in a server's certificate"));

/*
 * extKeyUsage of a server's certificate does not have emailProtection.
 *
 * A server's key is for TLS. Mail has its own requirements, and a host name is no mailbox.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-email-protection
 * peers: zlint:e_sub_cert_eku_check
 * peers: pkilint:cabf.serverauth.subscriber.emailprotection_eku_present
 *
 *	pass tls
 *	fail tls eku=server,email
 *	na   tls-2013 eku=server,email
 */
LINT_AS(purpose_unwanted, br_email_protection_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU, EMAIL_PROTECTION), .from = BR_2_0_0,
	PURPOSE(EMAIL_PROTECTION, "in a server's certificate"));

/*
 * extKeyUsage of a server's certificate does not have timeStamping.
 *
 * A server's key is for TLS. Time stamps have to be believed for decades, and by RFC 3161 their
 * key serves nothing else.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-time-stamping
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.timestamping_eku_present
 *
 *	pass tls
 *	fail tls eku=server,time
 *	na   tls-2013 eku=server,time
 */
LINT_AS(purpose_unwanted, br_time_stamping_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .from = BR_2_0_0,
	PURPOSE(TIME_STAMPING, "in a server's certificate"));

/*
 * extKeyUsage of a server's certificate does not have OCSPSigning.
 *
 * A server's key is for TLS. Whoever holds such a key can declare every certificate of the CA good
 * or revoked, also the ones that were issued wrongly.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-ocsp-signing
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.ocspsigning_eku_present
 *
 *	pass tls
 *	fail tls eku=server,ocsp
 *	na   tls-2013 eku=server,ocsp
 */
LINT_AS(purpose_unwanted, br_ocsp_signing_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU, OCSP_SIGNING), .from = BR_2_0_0,
	PURPOSE(OCSP_SIGNING, "in a server's certificate"));

/*
 * extKeyUsage of a server's certificate does not have anyExtendedKeyUsage.
 *
 * A server's key is for TLS. The purposes beside it then restrict nothing.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-any
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.anyeku_eku_present
 *
 *	pass tls
 *	fail tls eku=server,any
 *	na   tls-2013 eku=server,any
 */
LINT_AS(purpose_unwanted, br_any_purpose_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU, ANY_PURPOSE), .from = BR_1_7_1,
	PURPOSE(ANY_PURPOSE, "in a server's certificate"));

/*
 * extKeyUsage of a server's certificate does not have the precertificate signing purpose.
 *
 * A server's key is for TLS. It belongs to CAs that sign precertificates.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-no-precert-signing
 * peers: zlint:e_sub_cert_eku_check pkilint:cabf.serverauth.subscriber.precertsigning_eku_present
 *
 *	pass tls
 *	fail tls eku=server,precert
 *	na   tls-2013 eku=server,precert
 */
LINT_AS(purpose_unwanted, br_precert_signing_in_subscriber, ERROR, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .from = BR_2_0_0,
	PURPOSE(PRECERT_SIGNING, "in a server's certificate"));

#define TLS_PURPOSES PURPOSE_BIT(SERVER_AUTH) | PURPOSE_BIT(CLIENT_AUTH)

/*
 * extKeyUsage of a server's certificate has no purpose beside serverAuth and clientAuth.
 *
 * A certificate of a public TLS hierarchy that serves smart cards, VPNs or the like ties these to
 * the rules and dates of browsers.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-other
 * peers: pkilint:cabf.serverauth.subscriber.unknown_eku_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated br_code_signing_in_subscriber
 * unless: br_email_protection_in_subscriber br_time_stamping_in_subscriber
 * unless: br_ocsp_signing_in_subscriber br_any_purpose_in_subscriber
 * unless: br_precert_signing_in_subscriber
 *
 *	pass tls eku=server,client
 *	fail tls eku=server,ipsec
 *	fail tls eku=server,1.2.3.4
 *	na   tls-2019 eku=server,1.2.3.4
 */
LINT_AS(purpose_other, br_purpose_other, WARNING, BR("7.1.2.7.10"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .from = BR_2_0_0,
	PURPOSES_LISTED("the purposes of TLS", TLS_PURPOSES));

/*
 * extKeyUsage of a TLS certificate of before September 2023 has no purpose beside serverAuth,
 * clientAuth and emailProtection.
 *
 * The BRs discouraged others from the beginning: each ties another system to the rules and dates
 * of browsers.
 *
 * fix: issue a certificate of its own for the other purpose.
 * covers: br-7.1.2.7.10-eku-other-old
 * peers: zlint:w_sub_cert_eku_extra_values
 * unless: br_any_purpose_in_subscriber
 *
 *	pass tls-2019 eku=server,client,email
 *	fail tls-2019 eku=server,code
 *	fail tls-2019 eku=server,1.2.3.4
 *	na   tls eku=server,1.2.3.4
 */
LINT_AS(purpose_other, br_purpose_other_old, WARNING, BR("7.1.2.3"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EKU), .from = BR_1_0_0, .until = BR_2_0_0,
	PURPOSES_LISTED("the purposes of TLS", TLS_PURPOSES | PURPOSE_BIT(EMAIL_PROTECTION)));

/*
 * A subscriber's certificate does not say that it is a CA.
 *
 * With cA TRUE the holder of a server's key can issue certificates for the whole web. The linter
 * takes such a certificate for a CA's, so that this speaks only where it is told that it is none.
 *
 * fix: set cA FALSE, that is, leave basicConstraints empty or out; revoke the certificate at once.
 * covers: br-7.1.2.7.8-basic-constraints-ca-false
 * peers: zlint:e_sub_cert_not_is_ca
 * peers: pkilint:cabf.serverauth.subscriber_basic_constraints_ca_bit_set
 *
 *	pass tls
 *	fail tls bc=ca profile=tls_dv_subscriber
 *	na   ca
 */
LINT(br_subscriber_ca_true, ERROR, BR("7.1.2.7.8"), .on = FACTS(TLS, SUBSCRIBER, CA_BIT),
	 .from = BR_1_0_0)
{
	fail(r, extension_value(c, OID_BC), "basicConstraints of a subscriber has cA TRUE");
}

/*
 * A certificate with a host name and serverAuth is no CA's.
 *
 * A CA has no use for a dNSName. One that has it may be a server's certificate that was issued
 * with cA TRUE by mistake, and whoever holds its key can issue certificates for the whole web.
 *
 * fix: if this is a server, revoke it at once and issue it without cA; if it is a CA, take the
 * host name out.
 * covers: br-7.1.2.7.8-basic-constraints-ca-false
 * peers: zlint:e_sub_cert_not_is_ca
 * unless: br_subscriber_ca_true
 *
 *	pass ca
 *	fail ca san=dns:www.certlint-test.com
 *	na   tls
 */
LINT(br_ca_with_host_name, WARNING, BR("7.1.2.7.8"),
	 .on = FACTS(TLS, CA_BIT, HAS_DNS, SERVER_AUTH), .off = FACTS(ROOT), .from = BR_1_0_0)
{
	fail(r, extension_value(c, OID_BC), "cA is TRUE, and subjectAltName has a dNSName");
}

/* ---- key usage of servers ---- */

/*
 * keyUsage of a server with an RSA key does not have nonRepudiation.
 *
 * The bit is for signatures by which somebody wants to be bound. A server signs handshakes.
 *
 * fix: drop nonRepudiation.
 * covers: br-7.1.2.7.11-rsa-ku-no-non-repudiation
 * peers: pkilint:cabf.serverauth.subscriber_prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls-2024
 *	fail tls-2024 ku=digital,nonrep
 *	na   tls
 */
LINT_AS(key_usage_row, br_rsa_non_repudiation, ERROR, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(KU_BIT(NON_REPUDIATION), 0, "which is not for servers"));

/*
 * keyUsage of a server with an RSA key has digitalSignature.
 *
 * TLS 1.3 and all suites with forward secrecy have the server sign. A key for keyEncipherment
 * alone works with old suites only.
 *
 * fix: set digitalSignature.
 * covers: br-7.1.2.7.11-rsa-ku-digital-signature
 * peers: pkilint:cabf.serverauth.subscriber_recommended_ku_missing
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 *
 *	pass tls-2024
 *	fail tls-2024 ku=keyenc
 *	na   tls
 */
LINT_AS(key_usage_row, br_rsa_digital_signature_missing, WARNING, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(0, KU_BIT(DIGITAL_SIGNATURE), "which TLS 1.3 needs"));

/*
 * keyUsage of a server with an RSA key does not have dataEncipherment.
 *
 * TLS never encrypts data with the certified key itself.
 *
 * fix: drop dataEncipherment.
 * covers: br-7.1.2.7.11-rsa-ku-data-encipherment
 * peers: pkilint:cabf.serverauth.subscriber_discouraged_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls-2024
 *	fail tls-2024 ku=digital,dataenc
 *	na   tls
 */
LINT_AS(key_usage_row, br_rsa_data_encipherment, WARNING, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(KU_BIT(DATA_ENCIPHERMENT), 0, "which TLS does not use"));

/*
 * keyUsage of a server with an RSA key does not have both digitalSignature and keyEncipherment.
 *
 * A key that also decrypts for old cipher suites can be attacked through them, and what is learned
 * serves against the signatures. digitalSignature is all that current protocols need.
 *
 * fix: set digitalSignature alone.
 * covers: br-7.1.2.7.11-rsa-ku-sign-and-encipher
 * peers: pkilint:cabf.serverauth.subscriber_rsa_digitalsignature_and_keyencipherment_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls-2024
 *	pass tls-2024 ku=keyenc
 *	fail tls-2024 ku=digital,keyenc
 *	na   tls-2019
 *	na   tls
 */
LINT(br_rsa_sign_and_encipher, WARNING, BR("7.1.2.7.11"),
     .on = FACTS(TLS, SUBSCRIBER, RSA_KEY, HAS_KU), .from = BR_2_0_0)
{
	if (has_usage(c, KU_DIGITAL_SIGNATURE) && has_usage(c, KU_KEY_ENCIPHERMENT))
		fail(r, extension_value(c, OID_KU), "keyUsage has both digitalSignature and "
		     "keyEncipherment");
}

/*
 * keyUsage of a server with an elliptic curve key has digitalSignature.
 *
 * With such a key the server signs the handshake. Without the bit no current client connects.
 *
 * fix: set digitalSignature.
 * covers: br-7.1.2.7.11-ec-ku-digital-signature
 * peers: zlint:e_cabf_ecc_allowed_key_usages
 * peers: pkilint:cabf.serverauth.subscriber_required_ku_missing
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 *
 *	pass tls
 *	fail tls ku=keyagree also=br_ec_key_agreement
 *	na   tls-2024
 */
LINT_AS(key_usage_row, br_ec_digital_signature_missing, ERROR, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, EC_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(0, KU_BIT(DIGITAL_SIGNATURE), "which TLS needs"));

/*
 * keyUsage of a server with an elliptic curve key does not have keyAgreement.
 *
 * Static ECDH, which the bit is for, has gone from TLS; the BRs announce its prohibition.
 *
 * fix: drop keyAgreement.
 * covers: br-7.1.2.7.11-ec-ku-key-agreement
 * peers: zlint:w_cabf_ecc_ku_keyagreement_present
 * peers: pkilint:cabf.serverauth.subscriber_discouraged_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls
 *	fail tls ku=digital,keyagree
 *	na   tls-2024
 */
LINT_AS(key_usage_row, br_ec_key_agreement, WARNING, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, EC_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(KU_BIT(KEY_AGREEMENT), 0, "which will be forbidden"));

/*
 * keyUsage of a server with an elliptic curve key has neither nonRepudiation nor encipherOnly nor
 * decipherOnly.
 *
 * The profile permits digitalSignature, and keyAgreement for a while.
 *
 * fix: set digitalSignature alone.
 * covers: br-7.1.2.7.11-ec-ku-no-non-repudiation br-7.1.2.7.11-ec-ku-no-encipher-only
 * covers: br-7.1.2.7.11-ec-ku-no-decipher-only
 * peers: zlint:e_cabf_ecc_allowed_key_usages
 * pkilint:cabf.serverauth.subscriber_prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls
 *	fail tls ku=digital,nonrep
 *	na   tls-2024
 */
LINT_AS(key_usage_row, br_ec_key_usage, ERROR, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, EC_KEY, HAS_KU), .from = BR_2_0_0,
	USAGE(KU_BIT(NON_REPUDIATION) | KU_ONLY, 0, "which is not for servers"));

/*
 * keyUsage of a server does not have cRLSign.
 *
 * Whoever holds the key could make CRLs in the CA's stead where its name allows it.
 *
 * fix: drop cRLSign.
 * covers: br-7.1.2.7.11-ku-no-crl-sign
 * peers: zlint:e_sub_cert_key_usage_crl_sign_bit_set
 * pkilint:cabf.serverauth.subscriber_prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass tls
 *	fail tls ku=digital,crlsign
 *	na   client ku=digital,crlsign
 */
LINT_AS(key_usage_row, br_crl_sign_in_subscriber, ERROR, BR("7.1.2.7.11"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_KU), .from = BR_1_0_0,
	USAGE(KU_BIT(CRL_SIGN), 0, "which is for CAs"));

/* ---- key usage of CAs ---- */

/*
 * keyUsage of a CA has keyCertSign.
 *
 * Certificates that were signed by a key without the bit do not verify.
 *
 * fix: set keyCertSign.
 * covers: br-7.1.2.10.7-ca-ku-cert-sign
 * peers: zlint:e_ca_key_cert_sign_not_set pkilint:cabf.ca_certificate_required_ku_missing
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 *
 *	pass ca
 *	fail ca ku=crlsign
 *	na   smime-ca ku=crlsign
 */
LINT_AS(key_usage_row, br_ca_without_key_cert_sign, ERROR, BR("7.1.2.10.7"),
	.on = FACTS(TLS, CA, HAS_KU), .from = BR_1_0_0,
	USAGE(0, KU_BIT(KEY_CERT_SIGN), "which is what a CA does"));

/*
 * keyUsage of a CA has cRLSign.
 *
 * CRLs that were signed by a key without the bit do not verify, so that nothing the CA has issued
 * can be revoked by them.
 *
 * fix: set cRLSign.
 * covers: br-7.1.2.10.7-ca-ku-crl-sign
 * peers: zlint:e_ca_crl_sign_not_set pkilint:cabf.ca_certificate_required_ku_missing
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_key_usage_empty
 *
 *	pass ca
 *	fail ca ku=certsign
 *	na   smime-ca ku=certsign
 */
LINT_AS(key_usage_row, br_ca_without_crl_sign, ERROR, BR("7.1.2.10.7"),
	.on = FACTS(TLS, CA, HAS_KU), .from = BR_1_0_0,
	USAGE(0, KU_BIT(CRL_SIGN), "which is how a CA revokes"));

/*
 * keyUsage of a CA has nothing but keyCertSign, cRLSign and digitalSignature.
 *
 * A CA's key that also decrypts or agrees on keys can be made to sign by whoever chooses what it
 * works on.
 *
 * fix: set keyCertSign and cRLSign, and digitalSignature if the key signs OCSP responses.
 * covers: br-7.1.2.10.7-ca-ku-other-bits
 * peers: pkilint:cabf.ca_certificate_prohibited_ku_present
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding rfc_rsa_key_usage rfc_ec_key_usage
 *
 *	pass ca ku=certsign,crlsign,digital
 *	fail ca ku=certsign,crlsign,keyagree
 *	fail ca ku=certsign,crlsign,nonrep
 *	na   ca-2019 ku=certsign,crlsign,nonrep
 */
LINT_AS(key_usage_row, br_ca_key_usage_other, ERROR, BR("7.1.2.10.7"),
	.on = FACTS(TLS, CA, HAS_KU), .from = BR_2_0_0,
	USAGE(KU_BIT(NON_REPUDIATION) | KU_ENCIPHERMENT | KU_AGREEMENT, 0,
	      "which is not for a CA"));
