/* TLS BR 7.1.2.4: CAs that sign precertificates in the name of another. */

#include "profile_table.h"

/*
 * No precertificate signing CA is issued since March 2026.
 *
 * Such a CA signs in the name of the CA above it, which then does not know what it is bound to.
 * CAs sign their precertificates themselves.
 *
 * fix: sign precertificates with the issuing CA's key.
 * covers: br-7.1.2.4-precert-ca-prohibited ct-precert-signer-prohibited
 * peers: pkilint:cabf.serverauth.ca.precertificate_signing_ca_issued_after_prohibition
 *
 *	pass precert-ca
 *	fail precert-ca from=2026-03-15
 *	na   ca
 */
LINT(br_precert_ca_prohibited, ERROR, BR("7.1.2.4"), .on = FACTS(TLS, PRECERT_CA),
     .from = BR_PRECERT_CA_END)
{
	fail(r, extension_value(c, OID_EKU).p ? extension_value(c, OID_EKU) :
	     cert_extensions_place(c), "a precertificate signing CA, which is no more admitted");
}

/*
 * extKeyUsage of a precertificate signing CA has the purpose 1.3.6.1.4.1.11129.2.4.4.
 *
 * The linter takes a CA for one by that purpose, so that this speaks only where it is told so.
 *
 * fix: add the purpose.
 * covers: br-7.1.2.4.2-precert-ca-eku-present ct-precert-signer-eku
 * peers: pkilint:cabf.serverauth.ca_precert_signing.precertsigning_eku_absent
 * unless: der_list_empty der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass precert-ca profile=tls_precert_ca
 *	fail precert-ca eku=server profile=tls_precert_ca
 *	na   ca
 */
LINT(br_precert_signing_missing, ERROR, BR("7.1.2.4.2"), .on = FACTS(TLS, PRECERT_CA, HAS_EKU),
     .from = BR_2_0_0, .until = BR_PRECERT_CA_END)
{
	if (!has_purpose(c, OID_PRECERT_SIGNING))
		fail(r, extension_value(c, OID_EKU), "extKeyUsage of a precertificate signing CA "
		     "lacks the purpose for that");
}

/*
 * extKeyUsage of a precertificate signing CA has no other purpose.
 *
 * What it signs is to be no certificate. With serverAuth beside it, it could issue real ones.
 *
 * fix: list the precertificate signing purpose alone.
 * covers: br-7.1.2.4.2-precert-ca-eku-alone ct-precert-signer-eku-only
 * peers: pkilint:cabf.serverauth.ca_precert_signing.unknown_eku_present
 * unless: br_precert_signing_missing der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass precert-ca
 *	fail precert-ca eku=precert,server
 *	fail precert-ca eku=precert,1.2.3.4
 *	na   ca
 */
LINT_AS(purpose_other, br_precert_ca_purpose_other, ERROR, BR("7.1.2.4.2"),
	.on = FACTS(TLS, PRECERT_CA, HAS_EKU), .from = BR_2_0_0, .until = BR_PRECERT_CA_END,
	PURPOSES_LISTED("that of signing precertificates", PURPOSE_BIT(PRECERT_SIGNING)));
