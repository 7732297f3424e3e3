/* TLS BR 7.1.3: the algorithms that may be used, and the octets that name them. */

#include "algorithm.h"
#include "dates.h"
#include "issuer.h"

#define RSA_OID "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01"
#define SHA2_OID "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02"
#define ECDSA_OID "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03"
#define EC_KEY_OID "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
#define NULL_PARAMETERS "\x05\x00"
#define OCTETS(literal) .length = sizeof(literal) - 1, .octets = literal
#define COUNTED(list_) .arg = &(const struct encodings){ list_, sizeof(list_) / sizeof(*(list_)) }

/* ---- signatures ---- */

static const struct encoding rsa_encodings[] = {
	{ OID_SHA256_RSA, OID_NONE, OCTETS("\x30\x0d" RSA_OID "\x0b" NULL_PARAMETERS) },
	{ OID_SHA384_RSA, OID_NONE, OCTETS("\x30\x0d" RSA_OID "\x0c" NULL_PARAMETERS) },
	{ OID_SHA512_RSA, OID_NONE, OCTETS("\x30\x0d" RSA_OID "\x0d" NULL_PARAMETERS) },
};

/*
 * RSA with PKCS #1 v1.5 and SHA-2 is named by exactly the octets of the Baseline Requirements.
 *
 * There is one encoding for each algorithm, so that whoever compares octets compares algorithms.
 *
 * fix: encode the OID and NULL, with no other parameters.
 * covers: br-7.1.3.2.1-sigalg-rsa-sha256-encoding br-7.1.3.2.1-sigalg-rsa-sha384-encoding
 * covers: br-7.1.3.2.1-sigalg-rsa-sha512-encoding
 * peers: zlint:e_tbs_signature_rsa_encryption_parameter_not_null
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 * unless: rfc_rsa_signature_parameters_not_null der_length_not_minimal der_element_extra
 * unless: der_null_contents
 *
 *	pass tls sigalg=rsa-sha256
 *	pass tls sigalg=rsa-sha384
 *	pass tls sigalg=rsa-sha512
 *	pass tls sigalg=der:30(<1.2.840.113549.1.1.11>)
 *	fail tls sigalg=der:30(<1.2.840.113549.1.1.11>0500) swap=300d<1.2.840.113549.1.1.11>0500:3080<1.2.840.113549.1.1.11>05000000 also=der_length_indefinite
 */
LINT_AS(signature_encoding, br_rsa_signature_encoding, ERROR, BR("7.1.3.2.1"),
	COUNTED(rsa_encodings), .on = FACTS(TLS, RSA_SIGNATURE), .from = BR_1_7_1);

#define PSS(digest, salt)								\
	OCTETS("\x30\x41" RSA_OID "\x0a\x30\x34\xa0\x0f\x30\x0d" SHA2_OID digest	\
	       NULL_PARAMETERS "\xa1\x1c\x30\x1a" RSA_OID "\x08\x30\x0d" SHA2_OID digest	\
	       NULL_PARAMETERS "\xa2\x03\x02\x01" salt)

static const struct encoding pss_encodings[] = {
	{ OID_RSASSA_PSS, OID_NONE, PSS("\x01", "\x20") },
	{ OID_RSASSA_PSS, OID_NONE, PSS("\x02", "\x30") },
	{ OID_RSASSA_PSS, OID_NONE, PSS("\x03", "\x40") },
};

/*
 * RSASSA-PSS is named by one of the three octet strings of the Baseline Requirements.
 *
 * SHA-256, SHA-384 or SHA-512, MGF1 with the same digest, a salt of the digest's length, NULL
 * parameters of the digests, and no trailer field.
 *
 * fix: encode the parameters as TLS BR 7.1.3.2.1 prints them.
 * covers: br-7.1.3.2.1-sigalg-pss-sha256-encoding br-7.1.3.2.1-sigalg-pss-sha384-encoding
 * covers: br-7.1.3.2.1-sigalg-pss-sha512-encoding
 * peers: zlint:e_mp_rsassa-pss_parameters_encoding_in_signature_algorithm_correct
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 * unless: rfc_pss_parameters_missing rfc_pss_mask_generation rfc_pss_trailer_field
 * unless: der_default_encoded der_length_not_minimal der_element_extra
 * unless: br_sha1_subscriber br_sha1_sub_ca br_sha1_ocsp_responder br_sha1_precert_ca
 *
 *	pass tls sigalg=pss-sha256
 *	pass tls sigalg=pss-sha384
 *	pass tls sigalg=pss-sha512
 *	fail tls sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<2.16.840.1.101.3.4.2.1>))a1(30(<1.2.840.113549.1.1.8>30(<2.16.840.1.101.3.4.2.1>)))a203020120))
 */
LINT_AS(signature_encoding, br_pss_signature_encoding, ERROR, BR("7.1.3.2.1"),
	COUNTED(pss_encodings), .on = FACTS(TLS, PSS_SIGNATURE), .from = BR_1_7_1);

static const struct encoding ecdsa_encodings[] = {
	{ OID_ECDSA_SHA256, OID_NONE, OCTETS("\x30\x0a" ECDSA_OID "\x02") },
	{ OID_ECDSA_SHA384, OID_NONE, OCTETS("\x30\x0a" ECDSA_OID "\x03") },
	{ OID_ECDSA_SHA512, OID_NONE, OCTETS("\x30\x0a" ECDSA_OID "\x04") },
};

/*
 * ECDSA is named by exactly the octets of the Baseline Requirements.
 *
 * fix: encode the OID with no parameters.
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p256-encoding br-7.1.3.2.2-sigalg-ecdsa-p384-encoding
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p521-encoding
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 * unless: rfc_ecdsa_signature_parameters der_length_not_minimal
 *
 *	pass tls
 *	pass tls sigalg=ecdsa-sha384
 *	fail tls sigalg=der:30(<1.2.840.10045.4.3.2>) swap=300a<1.2.840.10045.4.3.2>:3080<1.2.840.10045.4.3.2>0000 also=der_length_indefinite
 */
LINT_AS(signature_encoding, br_ecdsa_signature_encoding, ERROR, BR("7.1.3.2.2"),
	COUNTED(ecdsa_encodings), .on = FACTS(TLS, ECDSA_SIGNATURE), .from = BR_1_7_1);

/* The digest that a signature by a key on this curve is made with. */
static enum oid
ecdsa_for_curve(enum oid curve)
{
	switch (curve) {
	case OID_P256: return OID_ECDSA_SHA256;
	case OID_P384: return OID_ECDSA_SHA384;
	case OID_P521: return OID_ECDSA_SHA512;
	default: return OID_NONE;
	}
}

static void
check_ecdsa_digest(const struct cert *c, struct report *r, enum oid curve)
{
	enum oid wanted = ecdsa_for_curve(curve);

	if (wanted == OID_NONE || c->inner_algorithm == wanted)
		return;
	expect(r, oid_text(wanted), "%s", oid_text(c->inner_algorithm));
	fail(r, der_whole(&c->tbs_algorithm), "a key on %s signs with %s", oid_text(curve),
	     oid_text(c->inner_algorithm));
}

/*
 * A key on P-256 signs with SHA-256, on P-384 with SHA-384, on P-521 with SHA-512.
 *
 * Another digest is either weaker than the key or cut to fit.
 *
 * fix: sign with the digest that TLS BR 7.1.3.2.2 gives for the CA's curve.
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p256-encoding br-7.1.3.2.2-sigalg-ecdsa-p384-encoding
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p521-encoding
 * peers: zlint:e_mp_ecdsa_signature_encoding_correct
 * unless: br_sha1_subscriber br_sha1_sub_ca br_sha1_any br_sha1_precertificate
 * unless: br_sha1_precert_ca br_sha1_ocsp_responder
 *
 *	pass tls issuer=ca
 *	pass ca issuer=root
 *	fail tls issuer=ca sigalg=ecdsa-sha384
 *	fail ca issuer=root sigalg=ecdsa-sha256
 */
LINT(br_ecdsa_signature_digest, ERROR, BR("7.1.3.2.2"), .on = FACTS(TLS, ECDSA_SIGNATURE),
     .off = FACTS(ROOT), .needs = NEED_ISSUER_KEY, .from = BR_1_7_1)
{
	const struct cert *issuer = named_issuer_key(c, r);

	if (issuer)
		check_ecdsa_digest(c, r, issuer->key.curve);
}

/*
 * A root's key on P-256 signs with SHA-256, on P-384 with SHA-384, on P-521 with SHA-512.
 *
 * fix: sign with the digest that TLS BR 7.1.3.2.2 gives for the root's curve.
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p256-encoding br-7.1.3.2.2-sigalg-ecdsa-p384-encoding
 * covers: br-7.1.3.2.2-sigalg-ecdsa-p521-encoding
 * unless: br_sha1_any br_signature_algorithm_not_allowed
 *
 *	pass root
 *	pass root key=p256 sig=good
 *	fail root sigalg=ecdsa-sha512 sig=good
 *	fail root key=p256 sigalg=ecdsa-sha384 sig=good
 */
LINT(br_ecdsa_root_digest, ERROR, BR("7.1.3.2.2"), .on = FACTS(TLS, ROOT, ECDSA_SIGNATURE),
     .from = BR_1_7_1)
{
	check_ecdsa_digest(c, r, c->key.curve);
}

/*
 * A certificate is signed by one of the algorithms that the Baseline Requirements list.
 *
 * RSA with PKCS #1 v1.5 or PSS, ECDSA, each with SHA-256, SHA-384 or SHA-512.  SHA-1 has lints of
 * its own; roots and cross-certificates kept it until 2026, but only in RSA with PKCS #1 v1.5.
 *
 * fix: sign with RSA or ECDSA and SHA-2.
 * covers: br-7.1.3.2-sigalg-on-closed-list br-6.1.5-dsa-prohibited
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 * unless: br_sha1_subscriber br_sha1_sub_ca br_sha1_precertificate br_sha1_precert_ca
 * unless: br_sha1_ocsp_responder br_sha1_any
 *
 *	pass tls
 *	pass tls sigalg=rsa-sha1
 *	pass tls sigalg=ecdsa-sha1
 *	pass cross sigalg=rsa-sha1
 *	fail cross sigalg=ecdsa-sha1
 *	fail cross sigalg=dsa-sha1
 *	fail root sigalg=ecdsa-sha1
 *	fail tls sigalg=ed25519
 *	fail tls sigalg=mldsa44
 *	fail tls sigalg=dsa-sha256
 *	fail tls sigalg=rsa-md5
 *	fail tls sigalg=rsa-sha224
 *	fail tls sigalg=1.2.3.4
 */
LINT(br_signature_algorithm_not_allowed, ERROR, BR("7.1.3.2"), .on = FACTS(TLS),
     .from = BR_1_7_1)
{
	struct span in = c->tbs_algorithm.body;
	struct der oid;

	switch (c->inner_algorithm) {
	case OID_SHA256_RSA: case OID_SHA384_RSA: case OID_SHA512_RSA: case OID_RSASSA_PSS:
	case OID_ECDSA_SHA256: case OID_ECDSA_SHA384: case OID_ECDSA_SHA512:
	case OID_SHA1_RSA:
		return;
	default:
		break;
	}
	if (der_take(&in, DER_OID, &oid))
		fail(r, der_whole(&c->tbs_algorithm), "signed with %s", oid_name(r, oid.body));
}

/* ---- digests ---- */

/* Rows of this check differ in whom they judge and from when. */
static void
sha1_signature(const struct cert *c, struct report *r)
{
	if (signature_digest(c) == OID_SHA1)
		fail(r, der_whole(&c->tbs_algorithm), "signed with SHA-1");
}

/*
 * No server's certificate is signed with SHA-1.
 *
 * Collisions are practical since 2017, with chosen prefixes since 2020: what is signed by SHA-1 may
 * not be what the CA saw.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3-sha1-subscriber-old
 * peers: zlint:e_sub_cert_or_sub_ca_using_sha1
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 *
 *	pass tls
 *	fail tls sigalg=rsa-sha1
 *	fail tls sigalg=ecdsa-sha1
 *	fail tls sigalg=1.3.14.3.2.29
 */
LINT_AS(sha1_signature, br_sha1_subscriber, ERROR, BR("7.1.3"), .on = FACTS(TLS, SUBSCRIBER),
	.off = FACTS(PRECERTIFICATE), .from = BR_SHA1_ISSUANCE_END, .until = BR_SHA1_END);

/*
 * A server's certificate of 2015 with a SHA-1 signature ends with the year 2016.
 *
 * Browsers had announced to refuse such certificates from 2017 on, so that a longer one would stop
 * working halfway.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3-sha1-subscriber-expiry-2017
 * peers: zlint:w_sub_cert_sha1_expiration_too_long
 *
 *	pass tls from=2015-06-01 -sct sigalg=rsa-sha1 until=2017-01-01T23:59:59 edges=no
 *	fail tls from=2015-06-01 -sct sigalg=rsa-sha1 until=2017-01-02 edges=no
 *	pass tls from=2015-06-01 -sct sigalg=rsa-sha256 until=2017-06-01
 *	na   tls sigalg=rsa-sha1
 */
LINT(br_sha1_into_2017, WARNING, BR("7.1.3"), .on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN),
     .from = BR_SHA2_ISSUERS, .until = BR_SHA1_ISSUANCE_END)
{
	if (c->until_day > DAY(2017, 1, 1) && signature_digest(c) == OID_SHA1)
		fail(r, der_whole(&c->tbs_algorithm), "signed with SHA-1, and valid until %s",
		     day_text(r, c->until_day));
}

/*
 * No precertificate is signed with SHA-1.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3.2.1-precert-no-sha1
 * peers: zlint:e_sub_cert_or_sub_ca_using_sha1
 *
 *	pass precert
 *	fail precert sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_precertificate, ERROR, BR("7.1.3.2.1"),
	.on = FACTS(TLS, PRECERTIFICATE), .from = BR_1_7_1, .until = BR_SHA1_END);

/*
 * No subordinate CA's certificate is signed with SHA-1.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3-sha1-sub-ca
 * peers: zlint:e_sub_cert_or_sub_ca_using_sha1
 *
 *	pass ca
 *	fail ca sigalg=rsa-sha1
 *	fail tcca sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_sub_ca, ERROR, BR("7.1.3"), .on = FACTS(TLS, SUB_CA),
	.from = BR_SHA1_ISSUANCE_END, .until = BR_SHA1_END);

/*
 * No precertificate signing CA's certificate is signed with SHA-1.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3-sha1-sub-ca
 *
 *	pass precert-ca
 *	fail precert-ca sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_precert_ca, ERROR, BR("7.1.3"), .on = FACTS(TLS, PRECERT_CA),
	.from = BR_SHA1_ISSUANCE_END, .until = BR_SHA1_END);

/*
 * No OCSP responder's certificate is signed with SHA-1.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3-sha1-ocsp-responder
 *
 *	pass ocsp
 *	fail ocsp sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_ocsp_responder, ERROR, BR("7.1.3"),
	.on = FACTS(TLS, OCSP_RESPONDER), .from = BR_SHA1_OCSP_END, .until = BR_SHA1_END);

/*
 * A root is signed with SHA-1 only to be issued again.
 *
 * TLS BR 7.1.3.2.1 lets a CA sign a root or cross-certificate with SHA-1 if a certificate of the
 * same name, key and profile was so signed before.  Whether that is so cannot be seen from the one
 * certificate.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3.2.1-sha1-root-or-cross-conditional
 * unless: br_signature_algorithm_not_allowed br_pss_signature_encoding
 *
 *	pass root
 *	pass root sigalg=ecdsa-sha1
 *	fail root key=rsa4096 sigalg=rsa-sha1 sig=good
 */
LINT_AS(sha1_signature, br_sha1_root, NOTICE, BR("7.1.3.2.1"), .on = FACTS(TLS, ROOT),
	.from = BR_1_7_1, .until = BR_SHA1_END);

/*
 * A cross-certificate is signed with SHA-1 only to be issued again.
 *
 * As for roots: the condition cannot be seen from the one certificate.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3.2.1-sha1-root-or-cross-conditional
 * unless: br_signature_algorithm_not_allowed br_pss_signature_encoding
 *
 *	pass cross
 *	pass cross sigalg=pss-sha1
 *	fail cross sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_cross, NOTICE, BR("7.1.3.2.1"), .on = FACTS(TLS, CROSS),
	.from = BR_1_7_1, .until = BR_SHA1_END);

/*
 * Nothing at all is signed with SHA-1.
 *
 * From this day on the exceptions for roots and cross-certificates are gone.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-7.1.3.2.1-sha1-any-certificate
 * peers: pkilint:cabf.serverauth.prohibited_signature_algorithm_encoding
 *
 *	pass tls as-of=2026-10-01
 *	fail tls as-of=2026-10-01 sigalg=rsa-sha1
 *	fail cross as-of=2026-10-01 sigalg=rsa-sha1
 */
LINT_AS(sha1_signature, br_sha1_any, ERROR, BR("7.1.3.2.1"), .on = FACTS(TLS),
	.from = BR_SHA1_END);

/*
 * The digest is SHA-1, SHA-256, SHA-384 or SHA-512.
 *
 * The rule of the old section 6.1.5; the lists of 7.1.3.2 took its place.
 *
 * fix: sign with SHA-256 or better.
 * covers: br-6.1.5-digest-algorithm-old
 * peers: zlint:e_signature_algorithm_not_supported
 *
 *	pass tls-2019
 *	fail tls-2019 sigalg=rsa-md5
 *	fail tls-2019 sigalg=rsa-sha224
 *	fail tls-2019 sigalg=ecdsa-sha224
 */
LINT(br_digest_not_allowed, ERROR, BR("6.1.5"), .on = FACTS(TLS), .from = BR_1_0_0,
     .until = BR_1_7_1)
{
	enum oid digest = signature_digest(c);

	if (digest == OID_MD5 || digest == OID_SHA224 || c->inner_algorithm == OID_MD2_RSA)
		fail(r, der_whole(&c->tbs_algorithm), "signed with %s",
		     oid_text(digest ? digest : c->inner_algorithm));
}

/*
 * A server's certificate is not issued by a subordinate CA whose own certificate is signed with
 * SHA-1.
 *
 * fix: issue from a CA that is certified with SHA-2.
 * covers: br-7.1.3-subscriber-under-sha1-ca-old
 *
 *	pass tls-2019 issuer=ca-2019
 *	fail tls-2019 issuer="ca-2019 sigalg=rsa-sha1"
 */
LINT(br_subscriber_under_sha1_ca, WARNING, BR("7.1.3"), .on = FACTS(TLS, SUBSCRIBER),
     .needs = NEED_ISSUER, .from = BR_SHA2_ISSUERS, .until = BR_1_7_1)
{
	const struct cert *issuer = named_issuer(c, r);

	if (issuer && !facts_have(&issuer->facts, FACT_ROOT) &&
	    signature_digest(issuer) == OID_SHA1)
		fail(r, der_whole(&c->issuer), "the issuer's certificate is signed with SHA-1");
}

/* ---- keys ---- */

static const struct encoding rsa_key_encodings[] = {
	{ OID_RSA_ENCRYPTION, OID_NONE, OCTETS("\x30\x0d" RSA_OID "\x01" NULL_PARAMETERS) },
};

/*
 * An RSA key is named by exactly the octets of the Baseline Requirements.
 *
 * fix: encode rsaEncryption and NULL.
 * covers: br-7.1.3.1.1-spki-rsa-encoding
 * peers: zlint:e_algorithm_identifier_improper_encoding
 * peers: pkilint:cabf.serverauth.prohibited_subject_public_key_algorithm_encoding
 * unless: rfc_rsa_key_parameters_not_null der_length_not_minimal der_element_extra
 * unless: der_null_contents
 *
 *	pass tls-2024
 *	pass tls key=rsa2048
 *	fail tls key=rsa2048,alg=3080<1.2.840.113549.1.1.1>05000000 also=der_length_indefinite
 */
LINT_AS(key_encoding, br_rsa_key_encoding, ERROR, BR("7.1.3.1.1"), COUNTED(rsa_key_encodings),
	.on = FACTS(TLS, RSA_KEY), .from = BR_1_7_1);

/*
 * An RSA key is an rsaEncryption key.
 *
 * A key that is labelled id-RSASSA-PSS can be used for nothing else, and few TLS programs know it.
 *
 * fix: label the key rsaEncryption; it can still sign with PSS.
 * covers: br-7.1.3.1.1-spki-rsa-no-pss
 * peers: zlint:e_mp_rsassa-pss_in_spki
 *
 *	pass tls key=rsa2048
 *	fail tls key=rsapss2048
 *	fail tls key=rsa2048,alg=30(<1.2.840.113549.1.1.7>)
 */
LINT(br_rsa_key_not_rsa_encryption, ERROR, BR("7.1.3.1.1"), .on = FACTS(TLS, RSA_KEY),
     .from = BR_1_7_1)
{
	if (c->key.algorithm == OID_RSA_ENCRYPTION)
		return;
	expect(r, "rsaEncryption", "%s", oid_text(c->key.algorithm));
	fail(r, der_whole(&c->key.algorithm_id), "an RSA key is labelled %s",
	     oid_text(c->key.algorithm));
}

static const struct encoding ec_key_encodings[] = {
	{ OID_EC_PUBLIC_KEY, OID_P256,
	  OCTETS("\x30\x13" EC_KEY_OID "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07") },
	{ OID_EC_PUBLIC_KEY, OID_P384,
	OCTETS("\x30\x10" EC_KEY_OID "\x06\x05\x2b\x81\x04\x00\x22") },
	{ OID_EC_PUBLIC_KEY, OID_P521,
	OCTETS("\x30\x10" EC_KEY_OID "\x06\x05\x2b\x81\x04\x00\x23") },
};

/*
 * A key on P-256, P-384 or P-521 is named by exactly the octets of the Baseline Requirements.
 *
 * fix: encode id-ecPublicKey and the curve's OID.
 * covers: br-7.1.3.1.2-spki-p256-encoding br-7.1.3.1.2-spki-p384-encoding
 * covers: br-7.1.3.1.2-spki-p521-encoding
 * peers: zlint:e_mp_ecdsa_pub_key_encoding_correct
 * peers: pkilint:cabf.serverauth.prohibited_subject_public_key_algorithm_encoding
 * unless: der_length_not_minimal der_element_extra
 *
 *	pass tls
 *	pass tls key=p384
 *	pass tls key=p521
 *	fail tls key=p256,alg=3080<1.2.840.10045.2.1><1.2.840.10045.3.1.7>0000 also=der_length_indefinite
 */
LINT_AS(key_encoding, br_ec_key_encoding, ERROR, BR("7.1.3.1.2"), COUNTED(ec_key_encodings),
	.on = FACTS(TLS, EC_KEY), .from = BR_1_7_1);

/*
 * A key on an elliptic curve is an id-ecPublicKey key that names its curve.
 *
 * fix: encode id-ecPublicKey and the curve's OID.
 * covers: br-7.1.3.1.2-spki-ec-named-curve
 * unless: rfc_ec_key_parameters_missing rfc_ec_key_parameters_not_named
 *
 *	pass tls
 *	pass tls key=p256,alg=30(<1.2.840.10045.2.1>0500)
 *	fail tls key=p256,alg=30(<1.3.132.1.12><1.2.840.10045.3.1.7>)
 */
LINT(br_ec_key_not_named_curve, ERROR, BR("7.1.3.1.2"), .on = FACTS(TLS, EC_KEY),
     .from = BR_1_7_1)
{
	struct der parameters = algorithm_parameters(&c->key.algorithm_id);

	if (parameters.tag != DER_OID)
		fail(r, der_whole(&c->key.algorithm_id), "the key does not name its curve");
	else if (c->key.algorithm != OID_EC_PUBLIC_KEY)
		fail(r, der_whole(&c->key.algorithm_id), "the key is labelled %s",
		     oid_text(c->key.algorithm));
}

/*
 * A DSA key has its domain parameters.
 *
 * fix: encode p, q and g in the key's AlgorithmIdentifier.
 * covers: br-6.1.6-dsa-parameters-old
 * peers: zlint:e_dsa_params_missing
 * unless: rfc_dsa_key_parameters der_component_missing
 *
 *	pass tls-2019 key=dsa2048
 *	fail tls-2019 key=dsa2048,alg=30(<1.2.840.10040.4.1>)
 */
LINT(br_dsa_key_parameters_missing, ERROR, BR("6.1.6"), .on = FACTS(TLS, DSA_KEY),
     .from = BR_1_1_3, .until = BR_1_7_1)
{
	if (algorithm_parameters(&c->key.algorithm_id).tag != DER_SEQUENCE)
		fail(r, der_whole(&c->key.algorithm_id), "the DSA key has no domain parameters");
}
