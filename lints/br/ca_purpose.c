/* TLS BR 7.1.2.2.4, 7.1.2.2.5 and 7.1.2.10.6: key purposes of CAs for TLS. */

#include "profile_table.h"

/* ---- CAs for TLS ---- */

/*
 * extKeyUsage of a TLS CA has serverAuth.
 *
 * The linter takes a CA without the purpose for one that is not for TLS, so that this speaks only
 * where it is told that it is. Restricted cross-certificates for TLS need it as well.
 *
 * fix: add serverAuth.
 * covers: br-7.1.2.10.6-tls-ca-eku-server-auth br-7.1.2.2.5-cross-tls-eku-server-auth
 * peers: pkilint:cabf.serverauth.ca.serverauth_eku_absent
 * peers: pkilint:cabf.serverauth.cross_ca.serverauth_eku_absent
 * unless: der_list_empty der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ca profile=tls_sub_ca
 *	fail ca eku=client profile=tls_sub_ca
 *	fail ca eku=client profile=tls_cross_ca
 *	pass ca eku=any profile=tls_cross_ca
 *	na   client-ca
 */
LINT(br_ca_server_auth_missing, ERROR, BR("7.1.2.10.6"), .on = FACTS(TLS, CA, HAS_EKU),
     .off = FACTS(ROOT, PRECERT_CA, SERVER_AUTH, ANY_PURPOSE), .from = BR_1_7_1)
{
	fail(r, extension_value(c, OID_EKU), "extKeyUsage of a TLS CA lacks serverAuth");
}

/*
 * extKeyUsage of a TLS CA does not have codeSigning.
 *
 * A CA for TLS and another that signs software are trusted by different rules, and distrusted for
 * different reasons.
 *
 * fix: have a CA of its own for the other purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-code-signing br-7.1.2.2.5-cross-tls-eku-no-code-signing
 * peers: zlint:e_ca_invalid_eku pkilint:cabf.serverauth.ca.codesigning_eku_present
 * peers: pkilint:cabf.serverauth.cross_ca.codesigning_eku_present
 *
 *	pass ca
 *	fail ca eku=server,code
 *	fail ca eku=server,code profile=tls_cross_ca
 *	na   code-ca
 *	na   ca eku=any,code
 */
LINT_AS(purpose_unwanted, br_code_signing_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, SERVER_AUTH), .off = FACTS(ROOT, PRECERT_CA, ANY_PURPOSE),
	.from = BR_2_0_0, PURPOSE(CODE_SIGNING, "beside serverAuth"));

/*
 * extKeyUsage of a TLS CA does not have emailProtection.
 *
 * Mail has requirements of its own, and certificates for it that are issued wrongly should not
 * endanger the hierarchy of the web.
 *
 * fix: have a CA of its own for the other purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-email-protection
 * covers: br-7.1.2.2.5-cross-tls-eku-no-email-protection
 * peers: zlint:e_ca_invalid_eku pkilint:cabf.serverauth.ca.emailprotection_eku_present
 * peers: pkilint:cabf.serverauth.cross_ca.emailprotection_eku_present
 *
 *	pass ca
 *	fail ca eku=server,email
 *	fail ca eku=server,email profile=tls_cross_ca
 *	na   smime-ca
 *	na   ca eku=any,email
 */
LINT_AS(purpose_unwanted, br_email_protection_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, SERVER_AUTH, EMAIL_PROTECTION),
	.off = FACTS(ROOT, PRECERT_CA, ANY_PURPOSE), .from = BR_2_0_0,
	PURPOSE(EMAIL_PROTECTION, "beside serverAuth"));

/*
 * extKeyUsage of a TLS CA does not have timeStamping.
 *
 * Time stamps have to be believed for decades, TLS hierarchies are to be replaced within years.
 *
 * fix: have a CA of its own for the other purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-time-stamping br-7.1.2.2.5-cross-tls-eku-no-time-stamping
 * peers: zlint:e_ca_invalid_eku pkilint:cabf.serverauth.cross_ca.timestamping_eku_present
 *
 *	pass ca
 *	fail ca eku=server,time
 *	fail ca eku=server,time profile=tls_cross_ca
 *	na   time-ca
 *	na   ca eku=any,time
 */
LINT_AS(purpose_unwanted, br_time_stamping_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, SERVER_AUTH), .off = FACTS(ROOT, PRECERT_CA, ANY_PURPOSE),
	.from = BR_2_0_0, PURPOSE(TIME_STAMPING, "beside serverAuth"));

/*
 * extKeyUsage of a TLS CA does not have OCSPSigning.
 *
 * It would make the CA a delegated responder of its issuer: it could declare every certificate of
 * the CA above good, its own after it was revoked as well. Such CAs had to be revoked by the
 * hundred in 2020.
 *
 * fix: drop OCSPSigning; a CA signs for what it issued without it.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-ocsp-signing
 * peers: zlint:e_ca_invalid_eku pkilint:cabf.serverauth.ca.ocspsigning_eku_present
 *
 *	pass ca
 *	fail ca eku=server,ocsp
 *	na   ca eku=server,ocsp profile=tls_cross_ca
 */
LINT_AS(purpose_unwanted, br_ocsp_signing_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, SERVER_AUTH, OCSP_SIGNING),
	.off = FACTS(ROOT, CROSS, PRECERT_CA), .from = BR_2_0_0,
	PURPOSE(OCSP_SIGNING, "beside serverAuth"));

/*
 * extKeyUsage of a TLS CA does not have anyExtendedKeyUsage.
 *
 * It lifts what the other purposes restrict. The linter takes a CA with it for a cross-certificate,
 * which may have it, so that this speaks only where it is told that it is none.
 *
 * fix: drop anyExtendedKeyUsage.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-any br-7.1.5-tc-old-eku-no-any
 * peers: pkilint:cabf.serverauth.ca.anyeku_eku_present
 *
 *	pass ca profile=tls_sub_ca
 *	fail ca eku=server,any profile=tls_sub_ca
 *	fail tcca eku=server,any profile=tls_constrained_ca
 *	na   cross
 */
LINT_AS(purpose_unwanted, br_any_purpose_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, ANY_PURPOSE), .off = FACTS(ROOT, CROSS), .from = BR_1_7_1,
	PURPOSE(ANY_PURPOSE, "which only a cross-certificate may have"));

/*
 * extKeyUsage of a TLS CA does not have the precertificate signing purpose.
 *
 * The linter takes a CA with it for a precertificate signing CA, so that this speaks only where it
 * is told that it is none.
 *
 * fix: drop the purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-no-precert-signing
 * peers: pkilint:cabf.serverauth.ca.precertsigning_eku_present
 *
 *	pass ca profile=tls_sub_ca
 *	fail ca eku=server,precert profile=tls_sub_ca
 *	na   precert-ca
 */
LINT_AS(purpose_unwanted, br_precert_signing_in_ca, ERROR, BR("7.1.2.10.6"),
	.on = FACTS(TLS, SUB_CA, HAS_EKU), .from = BR_2_0_0,
	PURPOSE(PRECERT_SIGNING, "beside serverAuth"));

#define CA_PURPOSES PURPOSE_BIT(SERVER_AUTH) | PURPOSE_BIT(CLIENT_AUTH)

/*
 * extKeyUsage of a TLS CA has no purpose beside serverAuth and clientAuth.
 *
 * A CA of a public TLS hierarchy that serves smart cards, VPNs or the like ties these to the rules
 * and dates of browsers.
 *
 * fix: have a CA of its own for the other purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-other br-7.1.2.2.5-cross-tls-eku-other
 * peers: pkilint:cabf.serverauth.ca.unknown_eku_present
 * peers: pkilint:cabf.serverauth.cross_ca.unknown_eku_present
 * peers: pkilint:cabf.serverauth.cross_ca.ocspsigning_eku_present
 * unless: br_code_signing_in_ca br_email_protection_in_ca br_time_stamping_in_ca
 * unless: br_ocsp_signing_in_ca br_precert_signing_in_ca der_oid_empty der_oid_padded
 * unless: der_oid_truncated
 *
 *	pass ca eku=server,client
 *	fail ca eku=server,ipsec
 *	fail ca eku=server,1.2.3.4
 *	fail ca eku=server,ocsp profile=tls_cross_ca
 *	na   cross
 */
LINT_AS(purpose_other, br_ca_purpose_other, WARNING, BR("7.1.2.10.6"),
	.on = FACTS(TLS, CA, HAS_EKU, SERVER_AUTH), .off = FACTS(ROOT, PRECERT_CA, ANY_PURPOSE),
	.from = BR_2_0_0, PURPOSES_LISTED("the purposes of TLS", CA_PURPOSES));

/*
 * extKeyUsage of a TLS CA of August 2020 to September 2023 has no purpose beside serverAuth and
 * clientAuth.
 *
 * codeSigning, emailProtection and timeStamping were forbidden beside serverAuth, others
 * discouraged; cross-certificates that repeat the name and the key of a root were excused from
 * both. Whether this is one, its bytes do not show.
 *
 * fix: have a CA of its own for the other purpose.
 * covers: br-7.1.2.10.6-tls-ca-eku-other br-7.1.2.10.6-tls-ca-eku-no-code-signing
 * covers: br-7.1.2.10.6-tls-ca-eku-no-email-protection br-7.1.2.10.6-tls-ca-eku-no-time-stamping
 * peers: zlint:e_ca_invalid_eku
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ca from=2021-06-01
 *	fail ca from=2021-06-01 eku=server,code
 *	fail ca from=2021-06-01 eku=server,1.2.3.4
 *	na   ca-2019 eku=server,code
 *	na   ca eku=server,code
 */
LINT_AS(purpose_other, br_ca_purpose_other_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(TLS, SUB_CA, HAS_EKU, SERVER_AUTH), .off = FACTS(ANY_PURPOSE), .from = BR_1_7_1,
	.until = BR_2_0_0, PURPOSES_LISTED("the purposes of TLS", CA_PURPOSES));

/* ---- cross-certificates ---- */

/*
 * anyExtendedKeyUsage of a cross-certificate is its only purpose.
 *
 * A cross-certificate is either restricted, by purposes, or not, by this one.
 *
 * fix: drop anyExtendedKeyUsage, or all the others.
 * covers: br-7.1.2.2.4-cross-any-eku-alone
 * peers: zlint:e_ca_invalid_eku
 * peers: pkilint:cabf.serverauth.cross_ca.internal_with_anyeku_and_other_eku
 *
 *	pass cross from=2024-01-01
 *	fail cross from=2024-01-01 eku=any,server
 *	na   cross eku=any,server
 */
LINT(br_cross_any_purpose_not_alone, ERROR, BR("7.1.2.2.4"),
     .on = FACTS(TLS, CROSS, HAS_EKU, ANY_PURPOSE), .from = BR_2_0_0)
{
	struct der e;

	if (c->purpose_count < 2)
		return;
	each_in(c, OID_EKU, e)
		if (oid_find(e.body) == OID_ANY_PURPOSE)
			fail(r, der_whole(&e), "anyExtendedKeyUsage stands beside another purpose");
}

/*
 * A cross-certificate for another organization does not have anyExtendedKeyUsage.
 *
 * A CA of somebody else is restricted to what it is for. Who is affiliated with whom, names do not
 * say: this is what to look at where they differ.
 *
 * fix: nothing, if the organizations are affiliates; else list serverAuth alone.
 * covers: br-7.1.2.2.5-cross-restricted-no-any-eku
 * peers: pkilint:cabf.serverauth.cross_ca.external_anyeku_present
 * unless: br_cross_any_purpose_not_alone
 *
 *	pass cross
 *	fail cross subject=C=US/O=Other/CN=x
 *	na   ca subject=C=US/O=Other/CN=x
 */
LINT(br_cross_any_purpose_of_another, NOTICE, BR("7.1.2.2.5"),
     .on = FACTS(TLS, CROSS, HAS_EKU, ANY_PURPOSE), .off = FACTS(UNAFFILIATED),
     .from = BR_1_7_1)
{
	struct der e;

	if (same_organization(c))
		return;
	each_in(c, OID_EKU, e)
		if (oid_find(e.body) == OID_ANY_PURPOSE)
			fail(r, der_whole(&e), "anyExtendedKeyUsage, and issuer and subject are "
			     "not of one organization");
}

/*
 * A cross-certificate for a CA that another organization runs does not have anyExtendedKeyUsage.
 *
 * A CA of somebody else is restricted to what it is for. Who runs a CA is not in the bytes: the
 * caller says so by the fact "unaffiliated".
 *
 * fix: list serverAuth instead.
 * covers: br-7.1.2.2.5-cross-restricted-no-any-eku
 * peers: pkilint:cabf.serverauth.cross_ca.external_anyeku_present
 * unless: br_cross_any_purpose_not_alone
 *
 *	pass cross facts=unaffiliated eku=server profile=tls_cross_ca
 *	fail cross facts=unaffiliated
 *	na   cross
 */
LINT_AS(purpose_unwanted, br_cross_any_purpose_unaffiliated, ERROR, BR("7.1.2.2.5"),
	.on = FACTS(TLS, CROSS, HAS_EKU, ANY_PURPOSE, UNAFFILIATED), .from = BR_1_7_1,
	PURPOSE(ANY_PURPOSE, "though another organization runs the CA"));
