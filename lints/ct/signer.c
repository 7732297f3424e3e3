/*
 * RFC 6962 3.1, TLS BR 7.1.2.4 and 7.1.2.9: precertificate signing certificates and what they sign,
 * until 15 March 2026.
 */

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

/*
 * A precertificate signer's key is of the issuing CA's algorithm.
 *
 * The signature algorithm that stands in the precertificate stands in the certificate as well.
 *
 * fix: give the signer a key of the CA's kind.
 * covers: br-7.1.2.4-precert-ca-spki-alg-equals-issuer
 *
 *	pass precert-ca issuer=ca-2024
 *	fail precert-ca issuer=ca-2024 key=p256c
 *	na   ca-2024 issuer=root key=p256c
 */
LINT(ct_precert_signer_key_algorithm, ERROR, BR("7.1.2.4"), .on = FACTS(TLS, PRECERT_CA),
     .needs = NEED_ISSUER_KEY, .from = BR_2_0_0, .until = BR_PRECERT_CA_END)
{
	const struct der *mine = &c->key.algorithm_id;
	const struct der *issuers = &issuer_key_of(r)->key.algorithm_id;

	if (der_present(mine) && der_present(issuers) &&
	    !span_same(der_whole(mine), der_whole(issuers)))
		fail(r, der_whole(mine), "the key's algorithm is not that of the issuing CA's");
}

static bool
is_by_signer(struct report *r)
{
	return facts_have(&issuer_of(r)->facts, FACT_PRECERT_CA);
}

/*
 * A precertificate signing certificate's key signs precertificates only.
 *
 * Without the poison it is a certificate, by a CA that may not issue any.
 *
 * fix: sign the certificate by the issuing CA.
 * covers: ct-precert-signer-issues-precerts-only br-7.1.2.4-precert-ca-no-subscriber-certificate
 *
 *	pass tls issuer=ca
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer=precert-ca -poison sct=3
 */
LINT(ct_certificate_by_precert_signer, ERROR, BR("7.1.2.4"), .on = FACTS(TLS),
     .off = FACTS(PRECERTIFICATE), .needs = NEED_ISSUER, .from = BR_2_0_0)
{
	if (is_by_signer(r))
		fail(r, der_whole(&c->issuer), "a certificate by a precertificate signing CA");
}

/*
 * A precertificate is issued by the CA itself.
 *
 * Precertificate signing certificates ended on 15 March 2026.
 *
 * fix: sign precertificates by the issuing CA.
 * covers: ct-precert-issued-by-signer-after-sunset br-7.1.2.4-precert-not-from-precert-ca
 *
 *	pass precert issuer=ca
 *	fail precert issuer=precert-ca
 *	na   precert-2025 issuer=precert-ca
 */
LINT(ct_precert_by_precert_signer, ERROR, BR("7.1.2.9"), .on = FACTS(TLS, PRECERTIFICATE),
     .needs = NEED_ISSUER, .from = BR_PRECERT_CA_END)
{
	if (is_by_signer(r))
		fail(r, der_whole(&c->issuer), "a precertificate by a precertificate signing CA");
}

/*
 * The signer of a precertificate with authorityKeyIdentifier has one, too.
 *
 * It is what the log puts in the place of the precertificate's: without it what the log signs is
 * not what clients rebuild from the certificate.
 *
 * fix: certify the precertificate signer with an authorityKeyIdentifier.
 * covers: ct-precert-signer-aki-present
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer="precert-ca -aki"
 *	pass precert-2025 issuer="precert-ca -aki" -aki
 */
LINT(ct_precert_signer_aki_missing, ERROR, RFC("6962", "3.2"),
     .on = FACTS(PRECERTIFICATE, AKI_PRESENT), .needs = NEED_ISSUER, .from = RFC6962_DAY,
     .until = BR_PRECERT_CA_END)
{
	if (is_by_signer(r) && !cert_extension(issuer_of(r), OID_AKI))
		fail(r, cert_extension(c, OID_AKI)->whole, "the signer of this precertificate has no "
		     "authorityKeyIdentifier");
}

/* The keyIdentifier of authorityKeyIdentifier; p == NULL: none. */
static struct span
authority_key(const struct cert *c)
{
	struct span in = extension_list(c, OID_AKI);
	struct der key;

	return der_take(&in, 0x80, &key) ? key.body : (struct span){ NULL, 0 };
}

static struct span
subject_key(const struct cert *c)
{
	const struct extension *x = cert_extension(c, OID_SKI);
	struct span in = x ? x->value : (struct span){ NULL, 0 };
	struct der key;

	return der_take(&in, DER_OCTET_STRING, &key) ? key.body : (struct span){ NULL, 0 };
}

/*
 * A precertificate names the key of its signer or of the certificate's issuer.
 *
 * The signer's authorityKeyIdentifier says which the latter is.
 *
 * fix: set authorityKeyIdentifier to the signer's subjectKeyIdentifier.
 * covers: br-7.1.2.9.4-precert-ca-issued-aki-one-of-two
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer=precert-ca aki=keyid:0102
 *	na   precert issuer=ca aki=keyid:0102
 */
LINT(ct_precert_aki_of_neither, ERROR, BR("7.1.2.9.4"),
     .on = FACTS(TLS, PRECERTIFICATE, HAS_AKI), .needs = NEED_ISSUER, .from = BR_2_0_0,
     .until = BR_PRECERT_CA_END)
{
	const struct cert *signer = issuer_of(r);
	struct span key = authority_key(c);

	if (!is_by_signer(r) || !key.p || span_same(key, subject_key(signer)) ||
	    span_same(key, authority_key(signer)))
		return;
	fail(r, key, "the key identifier is neither the signer's nor that of the signer's issuer");
}

/*
 * A precertificate names the key of its signer.
 *
 * The key of the certificate's issuer is allowed, too.
 *
 * fix: set authorityKeyIdentifier to the signer's subjectKeyIdentifier.
 * covers: br-7.1.2.9.4-precert-ca-issued-aki-keyid
 * peers: pkilint:pkix.issuer_and_subject_key_identifier_not_equal
 * unless: ct_precert_aki_of_neither
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer=precert-ca aki=keyid:73280669076d8fb58158e2431339aa164623a5e2
 */
LINT(ct_precert_aki_not_signers, WARNING, BR("7.1.2.9.4"),
     .on = FACTS(TLS, PRECERTIFICATE, HAS_AKI), .needs = NEED_ISSUER, .from = BR_2_0_0,
     .until = BR_PRECERT_CA_END)
{
	struct span key = authority_key(c);

	if (is_by_signer(r) && key.p && !span_same(key, subject_key(issuer_of(r))))
		fail(r, key, "the key identifier is not the signer's");
}
