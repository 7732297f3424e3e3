/* RFC 6962 3.1 and 3.2: precertificates beside the CA that signs them for another. */

#include "checks.h"
#include "issuer.h"

/*
 * A CA that signs precertificates for another has an authorityKeyIdentifier if they have one.
 *
 * The log puts its value in place of the precertificate's, so that the entry is that of the final
 * certificate.  Without it there is nothing to put.
 *
 * fix: give the precertificate signing CA an authorityKeyIdentifier.
 * covers: ct-precert-signer-aki-present
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer="precert-ca -aki"
 *	pass precert-2025 issuer="precert-ca -aki" -aki
 *	pass precert issuer=ca
 */
LINT(ct_precert_signer_aki_missing, ERROR, RFC("6962", "3.2"),
     .on = FACTS(PRECERTIFICATE, AKI_PRESENT), .needs = NEED_ISSUER, .from = RFC6962_DAY,
     .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = issuer_of(r);

	if (facts_have(&issuer->facts, FACT_PRECERT_CA) &&
	    cert_extension(issuer, OID_AKI) == NULL && named_issuer(c, r))
		fail(r, extension_value(c, OID_AKI),
		     "the precertificate signing CA has no "
		     "authorityKeyIdentifier to put here");
}

/*
 * A CA that signs precertificates for another is certified by the issuer of the final certificate.
 *
 * A log takes the issuer of the signing certificate for that of the final one.  With another in
 * between, the SCTs are about a certificate that nobody issues.
 *
 * fix: have the signing CA certified by the CA that issues the final certificate.
 * covers: ct-precert-signer-directly-under-issuer
 *
 *	pass precert-2025 issuer=precert-ca pair="tls-2024 issuer=ca-2024"
 *	fail precert-2025 issuer=precert-ca pair="tls issuer=ca"
 *	pass precert issuer=ca pair=tls
 */
LINT(ct_precert_signer_not_under_issuer, ERROR, RFC("6962", "3.1"), .on = FACTS(PRECERTIFICATE),
     .needs = NEED_ISSUER | NEED_PAIR, .from = RFC6962_DAY, .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = issuer_of(r);

	if (facts_have(&issuer->facts, FACT_PRECERT_CA) && named_issuer(c, r) &&
	    names_compare(issuer->issuer.body, pair_of(r)->issuer.body) == LIKE_NOT)
		fail(r, der_whole(&c->issuer),
		     "the signing CA is not certified by the issuer of the "
		     "final certificate");
}
