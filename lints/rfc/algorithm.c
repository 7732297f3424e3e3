/* RFC 3279, 4055, 5480, 5756, 5758, 8410, 8692, 9802, 9881, 9909, 9935: AlgorithmIdentifiers. */

#include "algorithm.h"
#include "checks.h"
#include "dates.h"

/* ---- of signatures ---- */

/*
 * The signature's AlgorithmIdentifier is the same inside and outside.
 *
 * The outer one is not signed.  RFC 5280 wants it to be the inner one, so that nobody can swap the
 * algorithm under a signature.
 *
 * fix: copy tbsCertificate.signature to signatureAlgorithm, octet for octet.
 * covers: rfc5280-4.1.1.2-signature-algorithm-match br-7.1.2-sigalg-fields-identical
 * peers: zlint:e_cert_sig_alg_not_match_tbs_sig_alg
 * peers: pkilint:pkix.certificate_signature_algorithm_mismatch
 * unless: der_length_not_minimal der_length_overrun
 *
 *	pass tls
 *	fail tls tbsalg=ecdsa-sha384
 *	fail tls outeralg=der:30(<1.2.840.10045.4.3.2>0500) also=rfc_ecdsa_signature_parameters
 *	na   tls kind=tbs
 */
LINT(rfc_signature_algorithm_mismatch, ERROR, RFC5280("4.1.1.2"), .on = FACTS(CERTIFICATE),
     .off = FACTS(NO_SIGNATURE), .from = RFC2459_DAY)
{
	if (!der_present(&c->tbs_algorithm) || !der_present(&c->algorithm) ||
	    span_same(der_whole(&c->tbs_algorithm), der_whole(&c->algorithm)))
		return;
	expect(r, hex(r, der_whole(&c->tbs_algorithm)), "%s", hex(r, der_whole(&c->algorithm)));
	fail(r, der_whole(&c->algorithm),
	     "the signature's algorithm is another outside than inside");
}

/*
 * RSA with a SHA-2 digest has NULL parameters.
 *
 * The digest's OID alone is not enough: the NULL is part of what is compared and signed.  Verifiers
 * that compare octets refuse the certificate without it.
 *
 * fix: encode the AlgorithmIdentifier with 05 00 after the OID.
 * covers: rfc4055-5-rsa-sha2-signature-null
 * peers: zlint:e_tbs_signature_rsa_encryption_parameter_not_null pkilint:itu.invalid_asn1_syntax
 * pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 *
 *	pass tls-2024
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.11>)
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.13>3000)
 */
LINT_AS(signature_parameters, rfc_rsa_signature_parameters_not_null, ERROR, RFC("4055", "5"),
	PARAMETERS(SHA256_RSA, SHA224_RSA, NULL), .on = FACTS(RSA_SIGNATURE), .from = RFC4055_DAY);

/*
 * RSA with MD2, MD5 or SHA-1 has NULL parameters.
 *
 * fix: encode the AlgorithmIdentifier with 05 00 after the OID.
 * covers: rfc3279-2.2.1-rsa-pkcs1-signature-null
 * peers: zlint:e_tbs_signature_rsa_encryption_parameter_not_null
 *
 *	pass client sigalg=rsa-sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.5>) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.4>) also=rfc_signature_md5
 */
LINT_AS(signature_parameters, rfc_rsa_sha1_parameters_not_null, ERROR, RFC("3279", "2.2.1"),
	PARAMETERS(MD2_RSA, SHA1_RSA, NULL), .on = FACTS(RSA_SIGNATURE),
	.from = RFC2459_DAY);

/*
 * DSA with SHA-1 has no parameters in a signature.
 *
 * The domain parameters belong to the issuer's key.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc3279-2.2.2-dsa-sha1-signature-params-absent
 * peers: pkilint:itu.invalid_asn1_syntax
 *
 *	pass client sigalg=dsa-sha1
 *	fail client sigalg=der:30(<1.2.840.10040.4.3>0500) also=rfc_signature_sha1
 */
LINT_AS(signature_parameters, rfc_dsa_sha1_signature_parameters, ERROR, RFC("3279", "2.2.2"),
	PARAMETERS(DSA_SHA1, DSA_SHA1, ABSENT), .on = FACTS(DSA_SIGNATURE), .from = RFC2459_DAY);

/*
 * DSA with SHA-2 has no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc5758-3.1-dsa-sha2-params-absent
 *
 *	pass client sigalg=dsa-sha256
 *	fail client sigalg=der:30(<2.16.840.1.101.3.4.3.2>0500)
 */
LINT_AS(signature_parameters, rfc_dsa_sha2_signature_parameters, ERROR, RFC("5758", "3.1"),
	PARAMETERS(DSA_SHA224, DSA_SHA256, ABSENT), .on = FACTS(DSA_SIGNATURE),
	.from = RFC5758_DAY);

/*
 * ECDSA with SHA-1 has no parameters.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc3279-2.2.3-ecdsa-sha1-signature-params-absent
 *
 *	pass client sigalg=ecdsa-sha1
 *	fail client sigalg=der:30(<1.2.840.10045.4.1>0500) also=rfc_signature_sha1
 */
LINT_AS(signature_parameters, rfc_ecdsa_sha1_signature_parameters, ERROR, RFC("3279", "2.2.3"),
	PARAMETERS(ECDSA_SHA1, ECDSA_SHA1, ABSENT), .on = FACTS(ECDSA_SIGNATURE),
	.from = RFC3279_DAY);

/*
 * ECDSA with a SHA-2 digest has no parameters.
 *
 * A NULL after the OID, usual with RSA, is wrong here, and strict verifiers refuse it.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc5758-3.2-ecdsa-sha2-params-absent
 * peers: zlint:e_mp_ecdsa_signature_encoding_correct
 *
 *	pass tls
 *	fail client sigalg=der:30(<1.2.840.10045.4.3.2>0500)
 *	fail client sigalg=der:30(<1.2.840.10045.4.3.4><1.2.840.10045.3.1.7>)
 */
LINT_AS(signature_parameters, rfc_ecdsa_signature_parameters, ERROR, RFC("5758", "3.2"),
	PARAMETERS(ECDSA_SHA224, ECDSA_SHA512, ABSENT), .on = FACTS(ECDSA_SIGNATURE),
	.from = RFC5758_DAY);

/*
 * RSASSA-PSS with SHAKE has no parameters in a signature.
 *
 * The OID says everything: hash, mask generation and salt.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc8692-3-pss-shake-params-absent
 *
 *	pass client sigalg=1.3.6.1.5.5.7.6.30
 *	fail client sigalg=der:30(<1.3.6.1.5.5.7.6.30>0500)
 *	fail client sigalg=der:30(<1.3.6.1.5.5.7.6.31>3000)
 */
LINT_AS(signature_parameters, rfc_pss_shake_signature_parameters, ERROR, RFC("8692", "3"),
	PARAMETERS(PSS_SHAKE128, PSS_SHAKE256, ABSENT), .on = FACTS(PSS_SIGNATURE),
	.from = RFC8692_DAY);

/*
 * ECDSA with SHAKE has no parameters.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc8692-3-ecdsa-shake-params-absent
 *
 *	pass client sigalg=1.3.6.1.5.5.7.6.32
 *	fail client sigalg=der:30(<1.3.6.1.5.5.7.6.33>0500)
 */
LINT_AS(signature_parameters, rfc_ecdsa_shake_signature_parameters, ERROR, RFC("8692", "3"),
	PARAMETERS(ECDSA_SHAKE128, ECDSA_SHAKE256, ABSENT), .on = FACTS(ECDSA_SIGNATURE),
	.from = RFC8692_DAY);

/*
 * Ed25519 and Ed448 have no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc8410-3-eddsa-signature-params-absent
 *
 *	pass client sigalg=ed25519
 *	fail client sigalg=der:30(<1.3.101.112>0500)
 *	fail client sigalg=der:30(<1.3.101.113>0500)
 */
LINT_AS(signature_parameters, rfc_eddsa_signature_parameters, ERROR, RFC("8410", "3"),
	PARAMETERS(ED25519, ED448, ABSENT), .on = FACTS(EDDSA_SIGNATURE), .from = RFC8410_DAY);

/*
 * ML-DSA has no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9881-2-mldsa-params-absent-signature
 *
 *	pass client sigalg=mldsa65
 *	fail client sigalg=der:30(<2.16.840.1.101.3.4.3.17>0500)
 */
LINT_AS(signature_parameters, rfc_ml_dsa_signature_parameters, ERROR, RFC("9881", "2"),
	PARAMETERS(ML_DSA_44, ML_DSA_87, ABSENT), .on = FACTS(ML_DSA_SIGNATURE),
	.from = RFC9881_DAY);

/*
 * SLH-DSA has no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9909-3-slhdsa-params-absent-signature
 *
 *	pass client sigalg=slhdsa-sha2-128s
 *	fail client sigalg=der:30(<2.16.840.1.101.3.4.3.20>0500)
 *	fail client sigalg=der:30(<2.16.840.1.101.3.4.3.31>0500)
 */
LINT_AS(signature_parameters, rfc_slh_dsa_signature_parameters, ERROR, RFC("9909", "3"),
	PARAMETERS(SLH_DSA_SHA2_128S, SLH_DSA_SHAKE_256F, ABSENT), .on = FACTS(SLH_DSA_SIGNATURE),
	.from = RFC9909_DAY);

/*
 * HashSLH-DSA has no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9909-3-slhdsa-params-absent-signature
 *
 *	pass client sigalg=2.16.840.1.101.3.4.3.35
 *	fail client sigalg=der:30(<2.16.840.1.101.3.4.3.35>0500)
 */
LINT_AS(signature_parameters, rfc_hash_slh_dsa_signature_parameters, ERROR, RFC("9909", "3"),
	PARAMETERS(HASH_SLH_DSA_SHA2_128S, HASH_SLH_DSA_SHAKE_256F, ABSENT),
	.on = FACTS(SLH_DSA_SIGNATURE), .from = RFC9909_DAY);

/*
 * HSS/LMS, XMSS and XMSS^MT have no parameters in a signature.
 *
 * fix: encode the AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9802-3-hss-xmss-params-absent
 *
 *	pass client sigalg=1.3.6.1.5.5.7.6.34
 *	fail client sigalg=der:30(<1.3.6.1.5.5.7.6.34>0500)
 *	fail client sigalg=der:30(<1.2.840.113549.1.9.16.3.17>0500)
 */
LINT_AS(signature_parameters, rfc_stateful_signature_parameters, ERROR, RFC("9802", "7"),
	PARAMETERS(HSS_LMS, XMSSMT, ABSENT), .on = FACTS(CERTIFICATE), .from = RFC9802_DAY);

/* ---- of keys ---- */

/*
 * An RSA key has NULL parameters.
 *
 * fix: encode the key's AlgorithmIdentifier with 05 00 after the OID.
 * covers: rfc3279-2.3.1-rsa-spki-null rfc4055-1.2-rsa-encryption-null
 * covers: rfc5280-4.1.2.7-spki-algorithm-identifier-form
 * peers: zlint:e_spki_rsa_encryption_parameter_not_null pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls-2024
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.1>)
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.1>3000)
 */
LINT_AS(key_parameters, rfc_rsa_key_parameters_not_null, ERROR, RFC("3279", "2.3.1"),
	PARAMETERS(RSA_ENCRYPTION, RSA_ENCRYPTION, NULL), .on = FACTS(RSA_KEY),
	.from = RFC2459_DAY);

/*
 * A key for RSASSA-PSS with SHAKE has no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc8692-4-pss-shake-spki-params-absent
 *
 *	pass client key=rsa2048,alg=30(<1.3.6.1.5.5.7.6.30>)
 *	fail client key=rsa2048,alg=30(<1.3.6.1.5.5.7.6.30>0500)
 */
LINT_AS(key_parameters, rfc_pss_shake_key_parameters, ERROR, RFC("8692", "4.2"),
	PARAMETERS(PSS_SHAKE128, PSS_SHAKE256, ABSENT), .on = FACTS(CERTIFICATE),
	.from = RFC8692_DAY);

/*
 * A key for RSAES-OAEP has no parameters.
 *
 * RFC 4055 wanted them in every certificate; RFC 5756 forbids them, since nobody had them and a key
 * need not be bound to a digest.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc5756-4-oaep-spki-params-absent
 * unless: der_default_encoded
 *
 *	pass client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=keyenc
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>3000) ku=keyenc
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>30(a0(30(<2.16.840.1.101.3.4.2.1>0500)))) ku=keyenc
 *	pass client key=rsapss2048 ku=digital
 */
LINT_AS(key_parameters, rfc_oaep_key_parameters, ERROR, RFC("5756", "4"),
	PARAMETERS(RSAES_OAEP, RSAES_OAEP, ABSENT), .on = FACTS(RSA_KEY), .from = RFC5756_DAY);

/*
 * A DSA key has its domain parameters, or inherits them by having none at all.
 *
 * fix: encode Dss-Parms (p, q, g) in the key's AlgorithmIdentifier; NULL is not the same as
 * nothing.
 * covers: rfc3279-2.3.2-dsa-parameters-dss-parms-or-absent
 *
 *	pass client key=dsa2048
 *	pass client key=dsa2048,alg=30(<1.2.840.10040.4.1>)
 *	fail client key=dsa2048,alg=30(<1.2.840.10040.4.1>0500)
 */
LINT_AS(key_parameters, rfc_dsa_key_parameters, ERROR, RFC("3279", "2.3.2"),
	PARAMETERS(DSA, DSA, SEQUENCE_OR_ABSENT), .on = FACTS(DSA_KEY), .from = RFC3279_DAY);

/*
 * A Diffie-Hellman key has its domain parameters.
 *
 * fix: encode DomainParameters (p, g, q) in the key's AlgorithmIdentifier.
 * covers: rfc3279-2.3.3-dh-parameters-domain-parameters
 *
 *	pass client key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103))
 *	fail client key=dsa2048,alg=30(<1.2.840.10046.2.1>0500)
 *	fail client key=dsa2048,alg=30(<1.2.840.10046.2.1>)
 */
LINT_AS(key_parameters, rfc_dh_key_parameters, ERROR, RFC("3279", "2.3.3"),
	PARAMETERS(DH, DH, SEQUENCE), .on = FACTS(CERTIFICATE), .from = RFC3279_DAY);

/*
 * A key on an elliptic curve names its curve.
 *
 * Without parameters nobody knows on which curve the point lies.
 *
 * fix: encode the curve's OID in the key's AlgorithmIdentifier.
 * covers: rfc5480-2.1.1-ec-parameters-present rfc5480-2.1.2-ec-dh-mqv-parameters-present
 * covers: rfc5280-4.1.2.7-spki-algorithm-identifier-form
 *
 *	pass tls
 *	fail client key=p256,alg=30(<1.2.840.10045.2.1>)
 *	fail client key=p256,alg=30(<1.3.132.1.12>)
 */
LINT(rfc_ec_key_parameters_missing, ERROR, RFC("5480", "2.1.1"), .on = FACTS(EC_KEY),
     .from = RFC5480_DAY)
{
	struct der parameters = algorithm_parameters(&c->key.algorithm_id);

	if (der_present(&parameters))
		return;
	expect(r, "the OID of a curve", "none");
	fail(r, der_whole(&c->key.algorithm_id), "the key's curve is missing");
}

/*
 * A key on an elliptic curve says its curve by name, not by its equation.
 *
 * Explicit parameters let an attacker choose a generator under which he knows the private key
 * (CVE-2020-0601); implicit ones (NULL) leave the curve to guesswork.
 *
 * fix: encode the curve's OID in the key's AlgorithmIdentifier.
 * covers: rfc5480-2.1.1-ec-parameters-named-curve rfc5480-2.1.2-ec-dh-mqv-parameters-present
 * covers: rfc5280-4.1.2.7-spki-algorithm-identifier-form
 *
 *	pass tls
 *	fail client key=p256,alg=30(<1.2.840.10045.2.1>0500)
 *	fail client key=p256,alg=30(<1.2.840.10045.2.1>30(020101))
 */
LINT(rfc_ec_key_parameters_not_named, ERROR, RFC("5480", "2.1.1"), .on = FACTS(EC_KEY),
     .from = RFC5480_DAY)
{
	struct der parameters = algorithm_parameters(&c->key.algorithm_id);

	if (!der_present(&parameters) || parameters.tag == DER_OID)
		return;
	expect(r, "the OID of a curve", "%s", hex(r, der_whole(&parameters)));
	fail(r, der_whole(&parameters), "the key's curve is %s",
	     parameters.tag == DER_NULL ? "implicit" : "not given by name");
}

/*
 * Ed25519, Ed448, X25519 and X448 keys have no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc8410-3-eddsa-spki-params-absent
 *
 *	pass client key=ed25519
 *	fail client key=ed25519,alg=30(<1.3.101.112>0500)
 *	fail client key=x448,alg=30(<1.3.101.111>0500)
 */
LINT_AS(key_parameters, rfc_eddsa_key_parameters, ERROR, RFC("8410", "3"),
	PARAMETERS(X25519, ED448, ABSENT), .on = FACTS(CERTIFICATE), .from = RFC8410_DAY);

/*
 * An ML-DSA key has no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9881-2-mldsa-params-absent-spki
 * peers: zlint:e_invalid_spki_algoid
 *
 *	pass client key=mldsa44
 *	fail client key=mldsa44,alg=30(<2.16.840.1.101.3.4.3.17>0500)
 */
LINT_AS(key_parameters, rfc_ml_dsa_key_parameters, ERROR, RFC("9881", "2"),
	PARAMETERS(ML_DSA_44, ML_DSA_87, ABSENT), .on = FACTS(ML_DSA_KEY), .from = RFC9881_DAY);

/*
 * An SLH-DSA key has no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9909-3-slhdsa-params-absent-spki
 *
 *	pass client key=slhdsa-sha2-128s
 *	fail client key=slhdsa-sha2-128s,alg=30(<2.16.840.1.101.3.4.3.20>0500)
 */
LINT_AS(key_parameters, rfc_slh_dsa_key_parameters, ERROR, RFC("9909", "3"),
	PARAMETERS(SLH_DSA_SHA2_128S, SLH_DSA_SHAKE_256F, ABSENT), .on = FACTS(SLH_DSA_KEY),
	.from = RFC9909_DAY);

/*
 * A HashSLH-DSA key has no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9909-3-slhdsa-params-absent-spki
 *
 *	pass client key=slhdsa-sha2-128s,alg=30(<2.16.840.1.101.3.4.3.35>)
 *	fail client key=slhdsa-sha2-128s,alg=30(<2.16.840.1.101.3.4.3.35>0500)
 */
LINT_AS(key_parameters, rfc_hash_slh_dsa_key_parameters, ERROR, RFC("9909", "3"),
	PARAMETERS(HASH_SLH_DSA_SHA2_128S, HASH_SLH_DSA_SHAKE_256F, ABSENT),
	.on = FACTS(SLH_DSA_KEY), .from = RFC9909_DAY);

/*
 * An ML-KEM key has no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9935-3-mlkem-params-absent
 * peers: zlint:e_invalid_spki_algoid
 *
 *	pass client key=mlkem768
 *	fail client key=mlkem768,alg=30(<2.16.840.1.101.3.4.4.2>0500)
 */
LINT_AS(key_parameters, rfc_ml_kem_key_parameters, ERROR, RFC("9935", "3"),
	PARAMETERS(ML_KEM_512, ML_KEM_1024, ABSENT), .on = FACTS(ML_KEM_KEY), .from = RFC9935_DAY);

/*
 * HSS/LMS, XMSS and XMSS^MT keys have no parameters.
 *
 * fix: encode the key's AlgorithmIdentifier as a SEQUENCE of the OID alone.
 * covers: rfc9708-4-hss-lms-params-absent rfc9802-3-hss-xmss-params-absent
 *
 *	pass client key=ed25519,alg=30(<1.2.840.113549.1.9.16.3.17>)
 *	fail client key=ed25519,alg=30(<1.2.840.113549.1.9.16.3.17>0500)
 *	fail client key=ed25519,alg=30(<1.3.6.1.5.5.7.6.35>0500)
 */
LINT_AS(key_parameters, rfc_stateful_key_parameters, ERROR, RFC("9802", "4"),
	PARAMETERS(HSS_LMS, XMSSMT, ABSENT), .on = FACTS(CERTIFICATE), .from = RFC9802_DAY);

/* ---- digests that are too weak ---- */

/*
 * Nothing is signed with MD5 or MD2.
 *
 * Colliding certificates have been made under MD5 since 2008; a signature by it proves nothing.
 * The signature of a self-signed certificate is not relied on.
 *
 * fix: sign with SHA-256 or better.
 * covers: rfc6194-2-md5-signature
 * unless: br_digest_not_allowed br_signature_algorithm_not_allowed
 *
 *	pass client
 *	fail client sigalg=rsa-md5
 *	fail client sigalg=rsa-md2
 */
LINT(rfc_signature_md5, WARNING, RFC("6151", "2"), .on = FACTS(RSA_SIGNATURE),
     .off = FACTS(SELF_SIGNED), .from = RFC6151_DAY)
{
	if (c->inner_algorithm == OID_MD5_RSA || c->inner_algorithm == OID_MD2_RSA)
		fail(r, der_whole(&c->tbs_algorithm), "signed with %s",
		     oid_text(c->inner_algorithm));
}

/*
 * Nothing is signed with SHA-1.
 *
 * Collisions are practical since 2017, with chosen prefixes since 2020.  RFC 6194 advises to go on
 * to SHA-2; what the profiles forbid has lints of its own.
 *
 * fix: sign with SHA-256 or better.
 * covers: rfc6194-3-sha1-signature
 * unless: br_sha1_subscriber br_sha1_precertificate br_sha1_sub_ca br_sha1_into_2017
 * unless: br_sha1_precert_ca br_sha1_ocsp_responder br_sha1_root br_sha1_cross br_sha1_any
 * unless: br_signature_algorithm_not_allowed br_pss_signature_encoding
 *
 *	pass client
 *	fail client sigalg=rsa-sha1
 *	fail client sigalg=ecdsa-sha1
 *	fail client sigalg=pss-sha1
 */
LINT(rfc_signature_sha1, NOTICE, RFC("6194", "3"), .on = FACTS(CERTIFICATE),
     .off = FACTS(SELF_SIGNED), .from = RFC6151_DAY)
{
	if (signature_digest(c) == OID_SHA1)
		fail(r, der_whole(&c->tbs_algorithm), "signed with SHA-1");
}

/* ---- what is for no certificate ---- */

/*
 * A certificate is not signed by an ML-KEM algorithm.
 *
 * ML-KEM encapsulates keys and signs nothing; its identifiers are for the subject's key only.
 *
 * fix: name the algorithm of the issuer's key.
 * covers: rfc9935-3-mlkem-as-signature-algorithm
 * unless: br_signature_algorithm_not_allowed
 *
 *	pass client key=mlkem768 ku=keyenc
 *	fail client sigalg=2.16.840.1.101.3.4.4.2
 */
LINT(rfc_ml_kem_signature, ERROR, RFC("9935", "3"), .on = FACTS(CERTIFICATE), .from = RFC9935_DAY)
{
	if (c->inner_algorithm >= OID_ML_KEM_512 && c->inner_algorithm <= OID_ML_KEM_1024)
		fail(r, der_whole(&c->tbs_algorithm), "signed with %s",
		     oid_text(c->inner_algorithm));
}

static bool
is_hash_ml_dsa(enum oid oid)
{
	return oid >= OID_HASH_ML_DSA_44 && oid <= OID_HASH_ML_DSA_87;
}

/*
 * HashML-DSA signs no certificate.
 *
 * Certificates, CRLs and OCSP responses have ML-DSA proper, which needs no hash before it; one way
 * is enough for verifiers to have.
 *
 * fix: sign with ML-DSA.
 * covers: rfc9881-8.3-hash-mldsa-in-pkix
 * unless: br_signature_algorithm_not_allowed
 *
 *	pass client sigalg=mldsa65
 *	fail client sigalg=2.16.840.1.101.3.4.3.33
 */
LINT(rfc_hash_ml_dsa_signature, ERROR, RFC("9881", "8.3"), .on = FACTS(CERTIFICATE),
     .from = RFC9881_DAY)
{
	if (is_hash_ml_dsa(c->inner_algorithm))
		fail(r, der_whole(&c->tbs_algorithm), "signed with %s",
		     oid_text(c->inner_algorithm));
}

/*
 * The key of a CA or an OCSP responder is not for HashML-DSA.
 *
 * Such a key may serve other protocols, but nothing of the PKI is signed with it.
 *
 * fix: certify an ML-DSA key.
 * covers: rfc9881-8.3-hash-mldsa-in-pkix
 * peers: pkilint:pkix.hash_mldsa_ca_key_prohibited
 * peers: pkilint:pkix.key_usage_value_prohibited_for_hash_mldsa
 * unless: br_key_algorithm
 *
 *	pass smime-ca key=mldsa65
 *	fail smime-ca key=rsa2048,alg=30(<2.16.840.1.101.3.4.3.33>)
 *	fail client ku=digital,crlsign key=rsa2048,alg=30(<2.16.840.1.101.3.4.3.33>)
 *	pass client ku=digital key=rsa2048,alg=30(<2.16.840.1.101.3.4.3.33>)
 */
LINT(rfc_hash_ml_dsa_key, ERROR, RFC("9881", "8.3"), .on = FACTS(CERTIFICATE),
     .from = RFC9881_DAY)
{
	const uint16_t pki = KU_BIT(KEY_CERT_SIGN) | KU_BIT(CRL_SIGN);

	if (is_hash_ml_dsa(c->key.algorithm) &&
	    (facts_have(&c->facts, FACT_CA) || facts_have(&c->facts, FACT_OCSP_RESPONDER) ||
	     (c->key_usage & pki)))
		fail(r, der_whole(&c->spki), "the key is for %s", oid_text(c->key.algorithm));
}

/* Whether an OID is below one of the arcs where drafts of post-quantum algorithms had theirs. */
static bool
is_of_draft(struct span oid)
{
	static const struct { const char *arc; size_t n; } arcs[] = {
		/* 1.3.6.1.4.1.2.267 (IBM), 1.3.9999 (OQS), 1.3.6.1.4.1.22554.5 (Kyber) */
		{ "\x2b\x06\x01\x04\x01\x02\x82\x0b", 8 },
		{ "\x2b\xce\x0f", 3 },
		{ "\x2b\x06\x01\x04\x01\x81\xb0\x1a\x05", 9 },
	};

	for (size_t i = 0; i < sizeof(arcs) / sizeof(*arcs); i++)
		if (oid.n > arcs[i].n &&
		    span_is((struct span){ oid.p, arcs[i].n }, arcs[i].arc, arcs[i].n))
			return true;
	return false;
}

/*
 * The key is of no draft of the post-quantum algorithms.
 *
 * Keys of the third round of NIST's selection and of the drafts of FIPS 203 to 205 have identifiers
 * of their own, and are not compatible with what became the standards.
 *
 * fix: generate a key of ML-DSA, SLH-DSA or ML-KEM.
 * covers: rfc9881-1-pre-standard-dilithium-oid
 * peers: pkilint:pkix.public_key_nist_ipd_algorithm_present
 * peers: pkilint:pkix.public_key_nist_round3_algorithm_present
 * unless: br_key_algorithm
 *
 *	pass client key=mldsa65 ku=digital
 *	fail client key=rsa2048,alg=30(<1.3.6.1.4.1.2.267.12.6.5>)
 *	fail client key=rsa2048,alg=30(<1.3.9999.6.4.16>)
 *	fail client key=rsa2048,alg=30(<1.3.6.1.4.1.22554.5.6.2>)
 *	pass client key=rsa2048,alg=30(<1.3.6.1.4.1.2.26>)
 */
LINT(rfc_key_of_draft, WARNING, RFC("9881", "1"), .off = FACTS(KEY_DECODES), .from = RFC9881_DAY)
{
	struct span in = c->key.algorithm_id.body;
	struct der oid;

	if (der_take(&in, DER_OID, &oid) && is_of_draft(oid.body))
		fail(r, der_whole(&oid), "the key is for %s", oid_name(r, oid.body));
}
