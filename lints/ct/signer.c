/* RFC 6962 3.1: precertificate signing certificates, until 15 March 2026. */

#include "dates.h"
#include "lint.h"

static const uint32_t signing = UINT32_C(1) << (OID_PRECERT_SIGNING - OID_PURPOSE_FIRST);

/* Where the purposes stand, or should. */
static struct span
purposes_place(const struct cert *c)
{
	const struct extension *x = cert_extension(c, OID_EKU);

	return x ? x->whole : cert_extensions_place(c);
}

/*
 * A precertificate signing certificate has the purpose of one.
 *
 * By it logs know the signer from the issuer.
 *
 * fix: put 1.3.6.1.4.1.11129.2.4.4 into extKeyUsage.
 * covers: ct-precert-signer-eku rfc6962-3.1-precert-signing-eku-ca
 * unless: br_precert_signing_missing
 *
 *	pass precert-ca
 *	pass precert-ca profile=tls_precert_ca
 *	fail precert-ca from=2022-02-03 eku=server profile=tls_precert_ca edges=no
 */
LINT(ct_precert_signer_purpose_missing, ERROR, RFC("6962", "3.1"), .on = FACTS(PRECERT_CA),
     .from = RFC6962_DAY, .until = BR_PRECERT_CA_END)
{
	if (!(c->purposes & signing))
		fail(r, purposes_place(c), "a precertificate signing certificate without the "
		     "purpose of one");
}

/*
 * A precertificate signing certificate is a CA's.
 *
 * Logs build the chain as for any other CA, and refuse what has no cA.
 *
 * fix: set cA in basicConstraints.
 * covers: ct-precert-signer-ca-true rfc6962-3.1-precert-signing-eku-ca
 * peers: pkilint:cabf.serverauth.ca_basic_constraints_ca_bit_not_set
 *
 *	pass precert-ca
 *	fail precert-ca bc=leaf ku=digital
 *	fail precert-ca -bc ku=digital also=rfc_any_policy_in_end_entity
 */
LINT(ct_precert_signer_not_ca, ERROR, RFC("6962", "3.1"), .on = FACTS(HAS_EKU),
     .off = FACTS(CA_BIT), .from = RFC6962_DAY, .until = BR_PRECERT_CA_END)
{
	const struct extension *x = cert_extension(c, OID_BC);

	if (c->purposes & signing && c->purpose_count == 1)
		fail(r, x ? x->whole : cert_extensions_place(c),
		     "a precertificate signing certificate without cA");
}
