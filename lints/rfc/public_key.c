/* RFC 3279, 5480, 8410, 9802, 9881, 9909, 9935: what a public key looks like before it is used. */

#include "dates.h"
#include "raw.h"

/*
 * A public key is whole octets.
 *
 * fix: encode the key with no unused bits.
 * covers: rfc5480-2.2-ec-point-octet-aligned
 * unless: der_bit_string_unused der_bit_string_padding der_bit_string_empty_unused
 *
 *	pass tls
 *	fail tls key=p256,point=04{63:41}40,unused=3
 *	fail client key=ed25519,bits={31:41}40,unused=1
 */
LINT(rfc_key_unused_bits, ERROR, RFC("5480", "2.2"), .on = FACTS(CERTIFICATE), .from = RFC5480_DAY)
{
	struct span bits = c->key.bit_string.body;

	if (bits.n == 0 || bits.p[0] == 0 || c->key.algorithm == OID_NONE)
		return;
	fail(r, bits, "the key leaves %u bits unused", bits.p[0]);
}

/* ---- elliptic curves ---- */

/* Whether these octets have the length and first octet of a point on a curve. */
static bool
is_point(struct span s, unsigned coordinate)
{
	if (s.n == 0)
		return false;
	if (s.p[0] == 4)
		return s.n == 1 + 2 * (size_t)coordinate;
	return (s.p[0] == 2 || s.p[0] == 3) && s.n == 1 + (size_t)coordinate;
}

/* The octets inside an OCTET STRING that is all there is. */
static bool
unwrap(struct span octets, struct span *inside)
{
	struct der e;

	if (!der_take(&octets, DER_OCTET_STRING, &e) || octets.n > 0 || e.flags)
		return false;
	*inside = e.body;
	return true;
}

/*
 * The key is not the point at infinity.
 *
 * It is the neutral element, the public key of the private key 0.  Programs have crashed on it.
 *
 * fix: generate a key.
 * covers: rfc5480-2.2-ec-point-infinity
 *
 *	pass tls
 *	fail client key=p256,point=00
 */
LINT(rfc_ec_point_infinity, ERROR, RFC("5480", "2.2"), .on = FACTS(EC_KEY), .from = RFC5480_DAY)
{
	if (c->key.octets.n == 1 && c->key.octets.p[0] == 0)
		fail(r, c->key.octets, "the key is the point at infinity");
}

/*
 * The key's point is not in the hybrid form.
 *
 * X9.62 has a third form besides the compressed and the uncompressed, led by 06 or 07; RFC 5480
 * says that it is not used.
 *
 * fix: encode the point uncompressed, led by 04.
 * covers: rfc5480-2.2-ec-point-not-hybrid
 *
 *	pass tls
 *	pass client key=p256,compressed
 *	fail client key=p256,point=06{64:41}
 *	fail client key=p256,point=07{64:41}
 */
LINT(rfc_ec_point_hybrid, ERROR, RFC("5480", "2.2"), .on = FACTS(EC_KEY), .from = RFC5480_DAY)
{
	if (c->key.octets.n > 1 && (c->key.octets.p[0] == 6 || c->key.octets.p[0] == 7))
		fail(r, c->key.octets, "the key's point is in the hybrid form");
}

/*
 * The key's point stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * ECPoint is an OCTET STRING in the ASN.1, but its octets are mapped to the bits directly.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc5480-2.2-ec-point-wrapped-in-octet-string
 *
 *	pass tls
 *	fail client key=p256,point=04(04{64:41})
 *	fail client key=p521,point=04(04{132:41})
 *	fail client key=p256,point=04(02{32:41})
 */
LINT(rfc_ec_point_wrapped, ERROR, RFC("5480", "2.2"), .on = FACTS(EC_KEY), .from = RFC5480_DAY)
{
	struct span inside;

	if (unwrap(c->key.octets, &inside) && is_point(inside, curve_octets(c->key.curve)))
		fail(r, c->key.octets, "the key's point is wrapped in an OCTET STRING");
}

/*
 * The key's point is as long as its curve wants.
 *
 * One octet and two coordinates, or one octet and one coordinate if it is compressed.
 *
 * fix: encode each coordinate with the length of the curve's field, leading zeros included.
 * covers: rfc5480-2.2-ec-point-length
 * peers: pkilint:cabf.ecdsa_key_validation_failed
 * unless: rfc_ec_point_infinity rfc_ec_point_hybrid rfc_ec_point_wrapped
 *
 *	pass tls
 *	pass client key=p256,compressed
 *	pass client key=p256,curve=1.2.3.4,point=04{10:41}
 *	fail client key=p256,point=04{63:41}
 *	fail client key=p256,point=04{65:41}
 *	fail client key=p256,point=02{33:41}
 *	fail client key=p384,point=04{64:41}
 *	fail client key=p256,point=05{64:41}
 */
LINT(rfc_ec_point_length, ERROR, RFC("5480", "2.2"), .on = FACTS(EC_KEY), .from = RFC5480_DAY)
{
	unsigned coordinate = curve_octets(c->key.curve);

	if (coordinate == 0 || !der_present(&c->key.bit_string) ||
	    is_point(c->key.octets, coordinate))
		return;
	fail(r, c->key.octets.n ? c->key.octets : der_whole(&c->key.bit_string),
	     "%zu octets%s are no point on %s", c->key.octets.n,
	     c->key.octets.n && c->key.octets.p[0] != 4 && c->key.octets.p[0] != 2 &&
	     c->key.octets.p[0] != 3 ? " with another first octet than 02, 03 or 04" : "",
	     oid_text(c->key.curve));
}

/*
 * The key's point is on its curve.
 *
 * Anything else is no public key: no private key belongs to it, and arithmetic with it can betray
 * the private key of whoever computes with it.
 *
 * fix: generate the key anew, and find out what made this one.
 * covers: rfc5480-2.2-ec-point-on-curve br-6.1.5-ec-point-on-curve
 * covers: rfc5480-2.2-ec-point-coordinates-reduced
 * covers: br-6.1.6-ec-full-public-key-validation sbr-6.1.5-ec-point-on-curve
 * peers: pkilint:cabf.ecdsa_key_validation_failed
 * unless: rfc_ec_point_infinity rfc_ec_point_hybrid rfc_ec_point_wrapped rfc_ec_point_length
 *
 *	pass tls
 *	pass tls key=p384
 *	pass tls key=p521
 *	pass client key=p256,compressed
 *	pass client key=p256,curve=1.2.3.4,point=04{64:41}
 *	fail client key=p256,point=04{64:41}
 *	fail client key=p256,point=04{64:00}
 *	fail client key=p256,point=02{32:ff}
 */
LINT(rfc_ec_point_off_curve, ERROR, RFC("5480", "2.2"), .on = FACTS(EC_KEY, KEY_DECODES),
     .from = RFC5480_DAY)
{
	struct span in = c->key.algorithm_id.body;
	struct der algorithm, curve;

	if (c->key.curve == OID_NONE || !der_take(&in, DER_OID, &algorithm) ||
	    !der_take(&in, DER_OID, &curve))
		return;
	if (point_on_curve(curve.body, c->key.octets) == VERDICT_BAD)
		fail(r, c->key.octets, "the key's point is not on %s", oid_text(c->key.curve));
}

/* ---- raw keys ---- */

static void
key_length(const struct cert *c, struct report *r)
{
	unsigned wanted = raw_key_length(c->key.algorithm);
	struct span inside;

	if (wanted == 0 || !der_present(&c->key.bit_string) || c->key.octets.n == wanted ||
	    (unwrap(c->key.octets, &inside) && inside.n == wanted))
		return;
	fail(r, c->key.octets.n ? c->key.octets : der_whole(&c->key.bit_string),
	     "a key of %zu octets, where %s has %u", c->key.octets.n, oid_text(c->key.algorithm),
	     wanted);
}

static void
key_wrapped(const struct cert *c, struct report *r)
{
	struct span inside;

	if (unwrap(c->key.octets, &inside) && inside.n == raw_key_length(c->key.algorithm) &&
	    inside.n > 0)
		fail(r, c->key.octets, "the key is wrapped in an OCTET STRING");
}

/*
 * An Ed25519 key is 32 octets long, an Ed448 key 57.
 *
 * fix: put the raw key of RFC 8032 into the BIT STRING.
 * covers: rfc8410-4-eddsa-key-length
 *
 *	pass client key=ed25519
 *	pass client key=ed448
 *	fail client key=ed25519,bits={31:41}
 *	fail client key=ed448,bits={56:41}
 */
LINT_AS(key_length, rfc_eddsa_key_length, ERROR, RFC("8410", "4"), .on = FACTS(EDDSA_KEY),
	.from = RFC8410_DAY);

/*
 * An X25519 key is 32 octets long, an X448 key 56.
 *
 * fix: put the raw key of RFC 7748 into the BIT STRING.
 * covers: rfc8410-4-eddsa-key-length
 *
 *	pass client key=x25519
 *	pass client key=x448
 *	fail client key=x25519,bits={33:41}
 *	fail client key=x448,bits={57:41}
 */
LINT_AS(key_length, rfc_xdh_key_length, ERROR, RFC("8410", "4"), .on = FACTS(XDH_KEY),
	.from = RFC8410_DAY);

/*
 * An Ed25519 or Ed448 key stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc8410-4-eddsa-key-wrapped
 *
 *	pass client key=ed25519
 *	fail client key=ed25519,bits=04({32:41})
 *	fail client key=ed448,bits=04({57:41})
 */
LINT_AS(key_wrapped, rfc_eddsa_key_wrapped, ERROR, RFC("8410", "4"), .on = FACTS(EDDSA_KEY),
	.from = RFC8410_DAY);

/*
 * An X25519 or X448 key stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc8410-4-eddsa-key-wrapped
 *
 *	pass client key=x25519
 *	fail client key=x25519,bits=04({32:41})
 */
LINT_AS(key_wrapped, rfc_xdh_key_wrapped, ERROR, RFC("8410", "4"), .on = FACTS(XDH_KEY),
	.from = RFC8410_DAY);

/*
 * An ML-DSA key has the length of its parameter set: 1312, 1952 or 2592 octets.
 *
 * fix: put the raw key of FIPS 204 into the BIT STRING.
 * covers: rfc9881-4-mldsa-44-key-length rfc9881-4-mldsa-65-key-length rfc9881-4-mldsa-87-key-length
 *
 *	pass client key=mldsa44
 *	pass client key=mldsa87
 *	fail client key=mldsa44,bits={1311:41}
 *	fail client key=mldsa65,bits={1312:41}
 *	fail client key=mldsa87,bits={2593:41}
 */
LINT_AS(key_length, rfc_ml_dsa_key_length, ERROR, RFC("9881", "4"), .on = FACTS(ML_DSA_KEY),
	.from = RFC9881_DAY);

/*
 * An ML-DSA key stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc9881-4-mldsa-key-wrapped
 *
 *	pass client key=mldsa44
 *	fail client key=mldsa44,bits=04({1312:41})
 */
LINT_AS(key_wrapped, rfc_ml_dsa_key_wrapped, ERROR, RFC("9881", "4"), .on = FACTS(ML_DSA_KEY),
	.from = RFC9881_DAY);

/*
 * An SLH-DSA key has the length of its parameter set: 32, 48 or 64 octets.
 *
 * fix: put the raw key of FIPS 205 into the BIT STRING.
 * covers: rfc9909-5-slhdsa-key-length
 *
 *	pass client key=slhdsa-sha2-128s
 *	fail client key=slhdsa-sha2-128s,bits={31:41}
 *	fail client key=slhdsa-sha2-128s,bits={48:41}
 */
LINT_AS(key_length, rfc_slh_dsa_key_length, ERROR, RFC("9909", "5"), .on = FACTS(SLH_DSA_KEY),
	.from = RFC9909_DAY);

/*
 * An SLH-DSA key stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc9909-5-slhdsa-key-length
 *
 *	pass client key=slhdsa-sha2-128s
 *	fail client key=slhdsa-sha2-128s,bits=04({32:41})
 */
LINT_AS(key_wrapped, rfc_slh_dsa_key_wrapped, ERROR, RFC("9909", "5"), .on = FACTS(SLH_DSA_KEY),
	.from = RFC9909_DAY);

/*
 * An ML-KEM key has the length of its parameter set: 800, 1184 or 1568 octets.
 *
 * fix: put the raw key of FIPS 203 into the BIT STRING.
 * covers: rfc9935-4-mlkem-512-key-length rfc9935-4-mlkem-768-key-length
 * covers: rfc9935-4-mlkem-1024-key-length
 *
 *	pass client key=mlkem512
 *	pass client key=mlkem1024
 *	fail client key=mlkem512,bits={799:41}
 *	fail client key=mlkem768,bits={800:41}
 *	fail client key=mlkem1024,bits={1569:41}
 */
LINT_AS(key_length, rfc_ml_kem_key_length, ERROR, RFC("9935", "4"), .on = FACTS(ML_KEM_KEY),
	.from = RFC9935_DAY);

/*
 * An ML-KEM key stands in the BIT STRING itself, not in an OCTET STRING inside it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc9935-4-mlkem-key-wrapped
 *
 *	pass client key=mlkem512
 *	fail client key=mlkem512,bits=04({800:41})
 */
LINT_AS(key_wrapped, rfc_ml_kem_key_wrapped, ERROR, RFC("9935", "4"), .on = FACTS(ML_KEM_KEY),
	.from = RFC9935_DAY);

enum { ML_KEM_Q = 3329, ML_KEM_SEED = 32 };

/*
 * The coefficients of an ML-KEM key are below 3329.
 *
 * FIPS 203 7.2 has whoever encapsulates check this and refuse a key that fails; so such a key is of
 * no use to anybody.
 *
 * fix: generate a key; look for damage.
 * covers: rfc9935-4-mlkem-modulus-check
 *
 *	pass client key=mlkem768
 *	pass client key=mlkem512,bits=000d00{797:00}
 *	fail client key=mlkem512,bits=010d00{797:00}
 *	fail client key=mlkem512,bits=0010d0{797:00}
 *	fail client key=mlkem512,bits={800:ff}
 */
LINT(rfc_ml_kem_coefficient, WARNING, RFC("9935", "4"), .on = FACTS(ML_KEM_KEY),
     .from = RFC9935_DAY)
{
	struct span s = c->key.octets;

	if (s.n == 0 || s.n != raw_key_length(c->key.algorithm))
		return;
	for (size_t i = 0; i + 3 <= s.n - ML_KEM_SEED; i += 3) {
		unsigned low = s.p[i] | (s.p[i + 1] & 15u) << 8;
		unsigned high = s.p[i + 1] >> 4 | (unsigned)s.p[i + 2] << 4;

		if (low < ML_KEM_Q && high < ML_KEM_Q)
			continue;
		fail(r, (struct span){ s.p + i, 3 }, "a coefficient of %u",
		     low < ML_KEM_Q ? high : low);
		return;
	}
}

/* ---- keys that are not decoded ---- */

/*
 * A Diffie-Hellman key is an INTEGER.
 *
 * fix: encode the public value y as an INTEGER, with nothing around it.
 * covers: rfc3279-2.3.3-dh-public-key-integer
 *
 *	pass client eku=1.2.3 ku=keyagree key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)),bits=020105
 *	fail client eku=1.2.3 ku=keyagree key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)),bits=05
 *	fail client eku=1.2.3 ku=keyagree key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)),bits=0201050500
 *	na   client key=dsa2048
 */
LINT(rfc_dh_key_not_integer, ERROR, RFC("3279", "2.3.3"), .on = FACTS(CERTIFICATE),
     .off = FACTS(KEY_DECODES), .from = RFC3279_DAY)
{
	struct span in = c->key.octets;
	struct der y;

	if (c->key.algorithm == OID_DH && in.n > 0 &&
	    (!der_take(&in, DER_INTEGER, &y) || in.n > 0))
		fail(r, c->key.octets, "the key is no INTEGER");
}

/*
 * An HSS/LMS, XMSS or XMSS^MT key stands in the BIT STRING itself, not in an OCTET STRING in it.
 *
 * fix: leave the header of the OCTET STRING out.
 * covers: rfc9802-5-hss-xmss-key-raw
 *
 *	pass client eku=1.2.3 key=ed25519,alg=30(<1.2.840.113549.1.9.16.3.17>),bits=00000001{56:41}
 *	fail client eku=1.2.3 key=ed25519,alg=30(<1.2.840.113549.1.9.16.3.17>),bits=04(00000001{56:41})
 *	fail client eku=1.2.3 key=ed25519,alg=30(<1.3.6.1.5.5.7.6.34>),bits=04(00000001{64:41})
 *	na   client key=ed25519
 */
LINT(rfc_stateful_key_wrapped, ERROR, RFC("9802", "5"), .on = FACTS(CERTIFICATE),
     .off = FACTS(KEY_DECODES), .from = RFC9802_DAY)
{
	struct span inside;

	/* A raw key begins with a number of levels or of parameters, in four octets: never 04. */
	if (c->key.algorithm >= OID_HSS_LMS && c->key.algorithm <= OID_XMSSMT &&
	    unwrap(c->key.octets, &inside))
		fail(r, c->key.octets, "the key is wrapped in an OCTET STRING");
}
