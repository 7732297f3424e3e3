/* RFC 4055 3: the parameters of RSASSA-PSS, in a signature or a key. */

#include "algorithm.h"
#include "dates.h"
#include "issuer.h"

/* The n-th place where PSS parameters may stand: the signature, the key; false after both. */
static bool
place_of_pss(const struct cert *c, unsigned n, struct pss *pss)
{
	if (n == 0)
		return c->inner_algorithm == OID_RSASSA_PSS && pss_read(&c->tbs_algorithm, pss);
	return c->key.algorithm == OID_RSASSA_PSS && pss_read(&c->key.algorithm_id, pss);
}

#define each_pss(c, pss)								\
	for (unsigned place_##pss = 0; place_##pss < 2; place_##pss++)			\
		if (place_of_pss(c, place_##pss, &(pss)))

static const char *
digest_text(enum oid digest)
{
	return digest == OID_NONE ? "an unknown digest" : oid_text(digest);
}

/*
 * RSASSA-PSS in a signature has parameters.
 *
 * They name the digest, the mask generation and the salt; only in a key may they be left out, which
 * then means any.
 *
 * fix: encode RSASSA-PSS-params in the signature's AlgorithmIdentifier.
 * covers: rfc4055-3.1-pss-parameters-present-in-signature
 *
 *	pass client sigalg=pss-sha256
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>)
 */
LINT(rfc_pss_parameters_missing, ERROR, RFC("4055", "3.1"), .on = FACTS(PSS_SIGNATURE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct der parameters = algorithm_parameters(&c->tbs_algorithm);

	if (c->inner_algorithm == OID_RSASSA_PSS && !der_present(&parameters))
		fail(r, der_whole(&c->tbs_algorithm), "RSASSA-PSS without parameters");
}

/*
 * The digest of RSASSA-PSS is SHA-1 or one of the SHA-2 family.
 *
 * RFC 4055 has these five; with another no verifier knows what to do.
 *
 * fix: name SHA-256, SHA-384 or SHA-512.
 * covers: rfc4055-2.1-pss-hash-supported
 * unless: br_pss_signature_encoding
 *
 *	pass client sigalg=pss-sha256
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<1.2.3>0500))a1(30(<1.2.840.113549.1.1.8>30(<1.2.3>0500)))))
 */
LINT(rfc_pss_digest, ERROR, RFC("4055", "2.1"), .on = FACTS(CERTIFICATE), .trigger = ON_SIGHT(PSS),
     .from = RFC4055_DAY)
{
	struct pss pss;

	each_pss(c, pss)
		if (digest_length(pss.hash_oid) == 0)
			fail(r, der_whole(&pss.hash), "the digest is none of RFC 4055");
}

/*
 * The mask generation function of RSASSA-PSS is MGF1 with SHA-1 or a digest of the SHA-2 family.
 *
 * RFC 4055 supports no other function, and none of other digests.
 *
 * fix: encode maskGenAlgorithm as id-mgf1 with the signature's digest.
 * covers: rfc4055-3.1-pss-mgf1 rfc4055-2.1-pss-hash-supported
 *
 *	pass client sigalg=pss-sha256
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a1(30(<1.2.3>0500)))) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a1(30(<1.2.840.113549.1.1.8>)))) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.8>0500)))a203020120))
 */
LINT(rfc_pss_mask_generation, ERROR, RFC("4055", "2.2"), .on = FACTS(CERTIFICATE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct pss pss;

	each_pss(c, pss) {
		if (pss.mask_oid != OID_MGF1 ||
		    (der_present(&pss.mask) && pss.mask_hash.tag != DER_SEQUENCE))
			fail(r, der_whole(&pss.mask), "the mask generation function is not MGF1 "
			     "with a digest");
		else if (digest_length(pss.mask_hash_oid) == 0 && digest_length(pss.hash_oid))
			fail(r, der_whole(&pss.mask), "MGF1's digest is none of RFC 4055");
	}
}

/*
 * MGF1 uses the digest that the signature uses.
 *
 * fix: name the same digest in hashAlgorithm and maskGenAlgorithm.
 * covers: rfc4055-3.1-pss-hash-equals-mgf-hash
 * unless: rfc_pss_mask_generation
 * unless: br_pss_signature_encoding
 * unless: rfc_pss_key_parameters
 *
 *	pass client sigalg=pss-sha384
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a203020120))
 */
LINT(rfc_pss_mask_generation_digest, WARNING, RFC("4055", "3.1"), .on = FACTS(CERTIFICATE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct pss pss;

	each_pss(c, pss)
		if (pss.mask_oid == OID_MGF1 && pss.mask_hash_oid != pss.hash_oid)
			fail(r, pss.place, "MGF1 uses %s, the signature %s",
			     digest_text(pss.mask_hash_oid), digest_text(pss.hash_oid));
}

/*
 * The salt of a signature is as long as the digest.
 *
 * RFC 4055 recommends the length, in small letters; what a key says is the least length of salts
 * under it, and is left alone.
 *
 * fix: use a salt of the digest's length.
 * covers: rfc4055-3.1-pss-salt-length-equals-hash
 * peers: zlint:e_mp_rsassa-pss_parameters_encoding_in_signature_algorithm_correct
 * unless: br_pss_signature_encoding
 *
 *	pass client sigalg=pss-sha512
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a20302011f))
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))))
 *	pass client key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500))))) ku=digital
 */
LINT(rfc_pss_salt_length, NOTICE, RFC("4055", "3.1"), .on = FACTS(PSS_SIGNATURE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct pss pss;

	if (c->inner_algorithm != OID_RSASSA_PSS || !pss_read(&c->tbs_algorithm, &pss))
		return;
	if (digest_length(pss.hash_oid) && pss.salt != digest_length(pss.hash_oid))
		fail(r, der_present(&pss.salt_tag) ? der_whole(&pss.salt_tag) : pss.place,
		     "a salt of %" PRId64 " octets beside a digest of %u", pss.salt,
		     digest_length(pss.hash_oid));
}

/*
 * The trailer field of RSASSA-PSS is 1.
 *
 * fix: leave trailerField out.
 * covers: rfc4055-3.1-pss-trailer-field-1
 *
 *	pass client sigalg=pss-sha256
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a303020102)) also=rfc_signature_sha1
 */
LINT(rfc_pss_trailer_field, ERROR, RFC("4055", "3.1"), .on = FACTS(CERTIFICATE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct pss pss;

	each_pss(c, pss)
		if (pss.trailer != 1)
			fail(r, der_whole(&pss.trailer_tag), "the trailer field is not 1");
}

/*
 * The digests inside RSASSA-PSS parameters have NULL parameters.
 *
 * Verifiers take both forms, but RFC 4055 wants this one to be made, and profiles that fix the
 * octets know no other.
 *
 * fix: encode 05 00 after the digest's OID.
 * covers: rfc4055-2.1-pss-hash-algorithm-null-parameters
 * peers: zlint:e_mp_rsassa-pss_parameters_encoding_in_signature_algorithm_correct
 * unless: br_pss_signature_encoding
 *
 *	pass client sigalg=pss-sha256
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a203020120))
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>)))a203020120))
 */
LINT(rfc_pss_digest_parameters, WARNING, RFC("4055", "2.1"), .on = FACTS(CERTIFICATE),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct pss pss;

	each_pss(c, pss) {
		if (der_present(&pss.hash) && algorithm_parameters(&pss.hash).tag != DER_NULL)
			fail(r, der_whole(&pss.hash), "a digest without NULL parameters");
		if (pss.mask_hash.tag == DER_SEQUENCE &&
		    algorithm_parameters(&pss.mask_hash).tag != DER_NULL)
			fail(r, der_whole(&pss.mask_hash), "MGF1's digest without NULL parameters");
	}
}

/*
 * A signature by a key with RSASSA-PSS parameters keeps to them.
 *
 * The digest and the mask generation are the key's, the salt has at least the length that the key
 * says.  A verifier refuses anything else.
 *
 * fix: sign with the parameters of the CA's key.
 * covers: rfc4055-3.1-pss-spki-params-restrict-signature
 * unless: rfc_pss_mask_generation rfc_pss_parameters_missing
 *
 *	pass tls-2024 issuer="ca-2024 key=rsapss2048" sigalg=pss-sha256
 *	pass tls-2024 issuer=ca-2024 sigalg=pss-sha512
 *	fail tls-2024 issuer="ca-2024 key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a203020120))" sigalg=pss-sha384
 *	fail tls-2024 issuer="ca-2024 key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a203020121))" sigalg=pss-sha256
 *	pass tls-2024 issuer="ca-2024 key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a203020110))" sigalg=pss-sha256
 */
LINT(rfc_pss_key_parameters, ERROR, RFC("4055", "3.3"), .on = FACTS(PSS_SIGNATURE),
     .needs = NEED_ISSUER_KEY, .from = RFC4055_DAY)
{
	const struct cert *issuer = named_issuer_key(c, r);
	struct pss pss;

	if (issuer && pss_read(&c->tbs_algorithm, &pss) && key_rules_out(&issuer->key, &pss))
		fail(r, pss.place,
		     "the parameters are not among those that the issuer's key permits");
}

/*
 * The RSASSA-PSS key of a CA says with which parameters it signs.
 *
 * Without them the key may be used with any digest, the weak ones too.
 *
 * fix: add RSASSA-PSS-params to the AlgorithmIdentifier of the CA's key.
 * covers: rfc5756-2-pss-ca-spki-params-present
 * unless: br_rsa_key_not_rsa_encryption
 *
 *	pass smime-ca
 *	fail smime-ca key=rsapss2048
 *	pass smime-ca key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>0500))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>0500)))a203020120))
 *	na   client key=rsapss2048
 */
LINT(rfc_pss_ca_key_parameters_missing, WARNING, RFC("4055", "3"), .on = FACTS(CA_BIT),
     .trigger = ON_SIGHT(PSS), .from = RFC4055_DAY)
{
	struct span in = c->key.algorithm_id.body;
	struct der oid;

	if (c->key.algorithm == OID_RSASSA_PSS && der_take(&in, DER_OID, &oid) && in.n == 0)
		fail(r, der_whole(&c->key.algorithm_id), "the key has no RSASSA-PSS parameters");
}
