/* RFC 3279, 8017, 8410, 9881, 9909: what a signature value must look like before it is verified. */

#include "dates.h"
#include "issuer.h"
#include "raw.h"

static struct span
signature_octets(const struct cert *c)
{
	struct span bits = c->signature.body;

	if (bits.n == 0)
		return bits;
	return (struct span){ bits.p + 1, bits.n - 1 };
}

/*
 * A signature is whole octets.
 *
 * Every signature algorithm of the PKI yields octets; a BIT STRING with unused bits holds something
 * else.
 *
 * fix: encode the signature with no unused bits.
 * covers: rfc3279-2.2.1-rsa-signature-octet-aligned
 * unless: der_bit_string_unused der_bit_string_padding der_bit_string_empty_unused
 *
 *	pass tls
 *	fail tls sig=hex:{63:41}40 unused=3
 *	na   tls kind=tbs
 */
LINT(rfc_signature_unused_bits, ERROR, RFC("3279", "2.2.1"), .on = FACTS(CERTIFICATE),
     .off = FACTS(NO_SIGNATURE), .from = RFC3279_DAY)
{
	struct span bits = c->signature.body;

	if (bits.n == 0 || bits.p[0] == 0 || c->outer_algorithm == OID_NONE)
		return;
	fail(r, bits, "the signature leaves %u bits unused", bits.p[0]);
}

/* ---- r and s ---- */

static bool
is_positive(struct span integer)
{
	return integer.n > 0 && !(integer.p[0] & 0x80) &&
		number_compare(integer, (struct span){ NULL, 0 }) > 0;
}

/* The two numbers of a DSA or ECDSA signature. */
static bool
read_pair(const struct cert *c, struct der pair[2])
{
	struct span in = signature_octets(c);
	struct der sequence;

	return der_take(&in, DER_SEQUENCE, &sequence) &&
		der_take(&sequence.body, DER_INTEGER, &pair[0]) &&
		der_take(&sequence.body, DER_INTEGER, &pair[1]);
}

static void
pair_not_positive(const struct cert *c, struct report *r)
{
	struct der pair[2];

	if (!read_pair(c, pair))
		return;
	for (unsigned i = 0; i < 2; i++)
		if (!is_positive(pair[i].body))
			fail(r, der_whole(&pair[i]), "%s of the signature is %s", i ? "s" : "r",
			     pair[i].body.n && pair[i].body.p[0] & 0x80 ? "negative" : "zero");
}

/*
 * r and s of an ECDSA signature are positive.
 *
 * A zero was enough for some verifiers to accept any message (CVE-2022-21449); a negative number is
 * one whose leading 00 octet was forgotten.
 *
 * fix: encode r and s as positive INTEGERs, with a leading 00 where bit 8 of the first octet is
 * set.
 * covers: rfc3279-2.2.3-ecdsa-sig-value-positive
 * unless: der_integer_empty
 *
 *	pass tls
 *	pass tls sig=hex:30(020101020101)
 *	fail tls sig=hex:30(020100020101)
 *	fail tls sig=hex:30(020101020100)
 *	fail tls sig=hex:30(020180020101)
 */
LINT_AS(pair_not_positive, rfc_ecdsa_signature_not_positive, ERROR, RFC("3279", "2.2.3"),
	.on = FACTS(ECDSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .from = RFC3279_DAY);

/*
 * r and s of a DSA signature are positive.
 *
 * fix: encode r and s as positive INTEGERs, with a leading 00 where bit 8 of the first octet is
 * set.
 * covers: rfc3279-2.2.3-ecdsa-sig-value-positive
 * unless: der_integer_empty
 *
 *	pass client sigalg=dsa-sha256 sig=hex:30(020101020101)
 *	fail client sigalg=dsa-sha256 sig=hex:30(020100020101)
 */
LINT_AS(pair_not_positive, rfc_dsa_signature_not_positive, ERROR, RFC("3279", "2.2.2"),
	.on = FACTS(DSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .from = RFC3279_DAY);

/*
 * r and s of an ECDSA signature are below the order of the issuer's curve.
 *
 * Greater numbers cannot come from signing; a verifier must refuse them.
 *
 * fix: look for a signature by another key, or a damaged one.
 * covers: rfc3279-2.2.3-ecdsa-sig-value-below-order
 *
 *	pass tls issuer=ca
 *	pass tls issuer=ca sig=hex:30(022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550020101)
 *	fail tls issuer=ca sig=hex:30(022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101)
 *	fail tls issuer=ca sig=hex:30(020101022101{32:00})
 */
LINT(rfc_ecdsa_signature_too_great, ERROR, RFC("3279", "2.2.3"), .on = FACTS(ECDSA_SIGNATURE),
     .off = FACTS(NO_SIGNATURE), .needs = NEED_ISSUER_KEY, .from = RFC3279_DAY)
{
	const struct cert *issuer = named_issuer_key(c, r);
	struct span order;
	struct der pair[2];

	if (issuer == NULL || !read_pair(c, pair))
		return;
	order = curve_order(issuer->key.curve);
	if (order.n == 0)
		return;
	for (unsigned i = 0; i < 2; i++)
		if (is_positive(pair[i].body) && number_compare(pair[i].body, order) >= 0)
			fail(r, der_whole(&pair[i]),
			     "%s of the signature is not below the order of %s",
			     i ? "s" : "r", oid_text(issuer->key.curve));
}

/* ---- lengths ---- */

static void
signature_length(const struct cert *c, struct report *r)
{
	struct span octets = signature_octets(c);
	unsigned wanted = raw_signature_length(c->outer_algorithm);

	if (!der_present(&c->signature) || wanted == 0 || octets.n == wanted)
		return;
	fail(r, der_whole(&c->signature), "a signature of %zu octets, where %s has %u", octets.n,
	     oid_text(c->outer_algorithm), wanted);
}

/*
 * An Ed25519 signature is 64 octets long, an Ed448 signature 114.
 *
 * fix: put the raw signature of RFC 8032 into the BIT STRING, with nothing around it.
 * covers: rfc8410-6-ed25519-signature-length
 * unless: der_bit_string_constructed der_bit_string_no_octet der_length_overrun
 *
 *	pass client sigalg=ed25519
 *	pass client sigalg=ed448
 *	fail client sigalg=ed25519 sig=hex:{63:41}
 *	fail client sigalg=ed448 sig=hex:{64:41}
 *	fail client sigalg=ed25519 sig=hex:0440{64:41}
 */
LINT_AS(signature_length, rfc_eddsa_signature_length, ERROR, RFC("8410", "6"),
	.on = FACTS(EDDSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .from = RFC8410_DAY);

/*
 * An ML-DSA signature has the length of its parameter set: 2420, 3309 or 4627 octets.
 *
 * fix: put the raw signature of FIPS 204 into the BIT STRING, with nothing around it.
 * covers: rfc9881-3-mldsa-signature-length
 * unless: der_bit_string_constructed der_bit_string_no_octet der_length_overrun
 *
 *	pass client sigalg=mldsa44
 *	pass client sigalg=mldsa87
 *	fail client sigalg=mldsa44 sig=hex:{2421:41}
 *	fail client sigalg=mldsa65 sig=hex:{2420:41}
 */
LINT_AS(signature_length, rfc_ml_dsa_signature_length, ERROR, RFC("9881", "3"),
	.on = FACTS(ML_DSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .from = RFC9881_DAY);

/*
 * An SLH-DSA signature has the length of its parameter set: from 7856 to 49856 octets.
 *
 * fix: put the raw signature of FIPS 205 into the BIT STRING, with nothing around it.
 * covers: rfc9909-4-slhdsa-signature-length
 * unless: der_bit_string_constructed der_bit_string_no_octet der_length_overrun
 *
 *	pass client sigalg=slhdsa-sha2-128s
 *	pass client sigalg=2.16.840.1.101.3.4.3.46 sig=hex:{49856:41}
 *	fail client sigalg=slhdsa-sha2-128s sig=hex:{7855:41}
 *	fail client sigalg=2.16.840.1.101.3.4.3.46 sig=hex:{49855:41}
 */
LINT_AS(signature_length, rfc_slh_dsa_signature_length, ERROR, RFC("9909", "4"),
	.on = FACTS(SLH_DSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .from = RFC9909_DAY);

/* ---- RSA, against the issuer's modulus ---- */

static struct span
stripped(struct span number)
{
	while (number.n > 0 && number.p[0] == 0)
		number.p++, number.n--;
	return number;
}

static void
rsa_signature_length(const struct cert *c, struct report *r)
{
	const struct cert *issuer = named_issuer_key(c, r);
	struct span octets = signature_octets(c), modulus;

	if (issuer == NULL || !der_present(&c->signature))
		return;
	modulus = stripped(issuer->key.modulus);
	if (modulus.n == 0 || octets.n == modulus.n)
		return;
	fail(r, der_whole(&c->signature), "a signature of %zu octets under a modulus of %zu",
	     octets.n,
	     modulus.n);
}

/*
 * An RSA signature is as long as the issuer's modulus.
 *
 * PKCS #1 pads it with leading zeros; an encoder that writes a number drops them, once in 256
 * times.
 *
 * fix: encode the signature with the length of the modulus, leading zeros included.
 * covers: rfc3279-2.2.1-rsa-signature-length-equals-modulus
 * unless: der_bit_string_constructed der_bit_string_no_octet der_length_overrun
 *
 *	pass tls-2024 issuer=ca-2024
 *	fail tls-2024 issuer=ca-2024 sig=hex:{255:41}
 *	fail tls-2024 issuer=ca-2024 sig=hex:00{256:41}
 */
LINT_AS(rsa_signature_length, rfc_rsa_signature_length, ERROR, RFC("3279", "2.2.1"),
	.on = FACTS(RSA_SIGNATURE), .off = FACTS(NO_SIGNATURE), .needs = NEED_ISSUER_KEY,
	.from = RFC3279_DAY);

/*
 * An RSASSA-PSS signature is as long as the issuer's modulus.
 *
 * fix: encode the signature with the length of the modulus, leading zeros included.
 * covers: rfc3279-2.2.1-rsa-signature-length-equals-modulus
 * unless: der_bit_string_constructed der_bit_string_no_octet der_length_overrun
 *
 *	pass tls-2024 issuer=ca-2024 sigalg=pss-sha256
 *	fail tls-2024 issuer=ca-2024 sigalg=pss-sha256 sig=hex:{255:41}
 */
LINT_AS(rsa_signature_length, rfc_pss_signature_length, ERROR, RFC("4055", "3"),
	.on = FACTS(PSS_SIGNATURE), .off = FACTS(NO_SIGNATURE), .needs = NEED_ISSUER_KEY,
	.from = RFC4055_DAY);

/*
 * An RSA signature is a number below the issuer's modulus.
 *
 * fix: look for a signature by another key, or a damaged one.
 * covers: rfc8017-8.2.2-rsa-signature-below-modulus
 * unless: rfc_rsa_signature_length
 *
 *	pass tls-2024 issuer=ca-2024
 *	fail tls-2024 issuer=ca-2024 sig=hex:{256:ff}
 */
LINT(rfc_rsa_signature_too_great, ERROR, RFC("8017", "8.2.2"), .on = FACTS(RSA_SIGNATURE),
     .off = FACTS(NO_SIGNATURE), .needs = NEED_ISSUER_KEY, .from = RFC8017_DAY)
{
	const struct cert *issuer = named_issuer_key(c, r);
	struct span octets = signature_octets(c);

	if (issuer && issuer->key.modulus.n > 0 &&
	    number_compare(octets, issuer->key.modulus) >= 0)
		fail(r, der_whole(&c->signature),
		     "the signature is not below the issuer's modulus");
}
