/* TLS BR 6.1.5, 6.1.6 and 7.1.3.1: which keys may be certified. */

#include "checks.h"

/*
 * An RSA modulus has at least 2048 bits.
 *
 * Moduli of 1024 bits are within reach of those who spend enough, and whoever factors one
 * impersonates the subject for as long as the certificate lives.
 *
 * fix: generate a key of 2048 bits or more.
 * covers: br-6.1.5-rsa-min-2048
 * peers: zlint:e_rsa_mod_less_than_2048_bits zlint:e_mp_modulus_must_be_2048_bits_or_more
 * peers: pkilint:cabf.rsa_modulus_invalid_length
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa2047 ku=digital
 *	fail tls key=rsa1024 ku=digital
 *	na   tls
 */
LINT(br_rsa_too_short, ERROR, BR("6.1.5"), .on = FACTS(TLS, RSA_KEY, KEY_DECODES),
	 .from = BR_RSA_2048)
{
	if (c->key.bits < 2048)
		fail(r, c->key.modulus, "the RSA modulus has %u bits, fewer than 2048",
		     c->key.bits);
}

/*
 * An RSA modulus of a certificate of 2012 or 2013 has 2048 bits if it is valid beyond 2013, and
 * 1024 in any case.
 *
 * The BRs let keys of 1024 bits run out with the year 2013. A certificate that outlived it needed
 * the longer key from the beginning.
 *
 * fix: generate a key of 2048 bits or more.
 * covers: br-6.1.5-rsa-subscriber-min-1024-old br-6.1.5-rsa-sub-ca-min-1024-old
 * peers: zlint:e_old_sub_cert_rsa_mod_less_than_1024_bits zlint:e_rsa_mod_less_than_2048_bits
 * peers: zlint:e_old_sub_ca_rsa_mod_less_than_1024_bits
 *
 *	pass tls-2013 key=rsa1024 until=2013-12-31
 *	fail tls-2013 key=rsa1024 until=2014-01-01
 *	na   tls key=rsa1024
 */
LINT(br_rsa_too_short_old, ERROR, BR("6.1.5"),
	 .on = FACTS(TLS, RSA_KEY, KEY_DECODES, VALIDITY_KNOWN), .off = FACTS(ROOT),
	 .from = BR_1_0_0, .until = BR_RSA_2048)
{
	uint32_t least = c->until_day < BR_RSA_2048 ? 1024 : 2048;

	if (c->key.bits < least)
		fail(r, c->key.modulus, "the RSA modulus has %u bits, fewer than the %u of a "
		     "certificate that ends on %s", c->key.bits, least,
		     day_text(r, c->until_day));
}

/*
 * The length of an RSA modulus in bits is a multiple of 8.
 *
 * Odd lengths come from generators that do not set the top bit of both primes, and some
 * cryptographic hardware and software refuses them.
 *
 * fix: generate keys with a length of 2048, 3072 or 4096 bits.
 * covers: br-6.1.5-rsa-multiple-of-8
 * peers: zlint:e_mp_modulus_must_be_divisible_by_8
 * unless: br_rsa_too_short
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa,n=3f{256:f1},e=010001 ku=digital
 *	na   tls
 */
LINT(br_rsa_not_octets, ERROR, BR("6.1.5"), .on = FACTS(TLS, RSA_KEY, KEY_DECODES),
	 .from = BR_1_7_1)
{
	if (c->key.bits % 8 != 0)
		fail(r, c->key.modulus, "the RSA modulus has %u bits, not a multiple of 8",
		     c->key.bits);
}

/*
 * An elliptic curve key is on P-256, P-384 or P-521.
 *
 * Browsers know these three curves and no others, and the BRs admit no others. Parameters that are
 * spelled out, or inherited, are not named curves at all.
 *
 * fix: generate the key on P-256 or P-384.
 * covers: br-6.1.5-ec-curve-permitted
 * peers: zlint:e_ec_improper_curves
 * pkilint:cabf.serverauth.prohibited_subject_public_key_algorithm_encoding
 * pkilint:cabf.ecdsa_key_validation_failed
 * unless: rfc_ec_key_parameters_not_named rfc_ec_key_parameters_missing br_ec_key_not_named_curve
 *
 *	pass tls
 *	pass tls key=p384
 *	pass tls key=p521
 *	fail tls key=p224
 *	fail tls key=secp256k1
 *	fail tls key=bp256
 */
LINT(br_curve_not_permitted, ERROR, BR("6.1.5"), .on = FACTS(TLS, EC_KEY), .from = BR_1_0_0)
{
	struct span in = c->key.algorithm_id.body;
	struct der oid, parameters;

	if (c->key.curve == OID_P256 || c->key.curve == OID_P384 || c->key.curve == OID_P521)
		return;
	if (!der_take(&in, DER_OID, &oid) || !der_next(&in, &parameters))
		fail(r, der_whole(&c->key.algorithm_id), "the key names no curve");
	else if (parameters.tag == DER_OID)
		fail(r, der_whole(&parameters), "the key is on %s, not on P-256, P-384 or P-521",
		     oid_name(r, parameters.body));
	else
		fail(r, der_whole(&parameters), "the key's parameters are no named curve");
}

/*
 * The subject's key is RSA or an elliptic curve key.
 *
 * The BRs list the key algorithms, with the octets of their identifiers. DSA went in 2020, and
 * Ed25519 and the algorithms against quantum computers are not admitted yet.
 *
 * fix: certify an RSA or elliptic curve key.
 * covers: br-7.1.3.1-spki-other-algorithm br-6.1.5-dsa-prohibited
 * peers: zlint:e_br_prohibit_dsa_usage zlint:e_prohibit_dsa_usage
 * peers: pkilint:cabf.serverauth.prohibited_subject_public_key_algorithm_encoding
 *
 *	pass tls
 *	pass tls key=rsa2048
 *	fail tls key=ed25519
 *	fail tls key=dsa2048
 *	fail tls key=mldsa65
 *	na   client key=ed25519
 */
LINT(br_key_algorithm, ERROR, BR("7.1.3.1"), .on = FACTS(TLS), .off = FACTS(RSA_KEY, EC_KEY),
	 .from = BR_1_7_1)
{
	struct span in = c->key.algorithm_id.body;
	struct der oid;

	if (der_take(&in, DER_OID, &oid))
		fail(r, der_whole(&oid), "the key is for %s, and neither rsaEncryption nor "
		     "ecPublicKey", oid_name(r, oid.body));
}

/*
 * The key of a certificate of before August 2020 is RSA, DSA or an elliptic curve key.
 *
 * The first editions of the BRs had three tables of key sizes, and what was in none of them was
 * not admitted.
 *
 * fix: certify an RSA or elliptic curve key.
 * covers: br-6.1.5-public-key-type-old
 * peers: zlint:e_public_key_type_not_allowed
 *
 *	pass tls-2019
 *	fail tls-2019 key=ed25519
 *	na   tls key=ed25519
 */
LINT(br_key_algorithm_old, ERROR, BR("6.1.5"), .on = FACTS(TLS),
	 .off = FACTS(RSA_KEY, EC_KEY, DSA_KEY), .from = BR_1_0_0, .until = BR_1_7_1)
{
	struct span in = c->key.algorithm_id.body;
	struct der oid;

	if (der_take(&in, DER_OID, &oid))
		fail(r, der_whole(&oid), "the key is for %s, and neither RSA, DSA nor an elliptic "
		     "curve", oid_name(r, oid.body));
}

/*
 * An RSA public exponent lies between 2^16+1 and 2^256-1.
 *
 * Small exponents make mistakes of padding fatal (that is how forgeries with exponent 3 worked),
 * and very large ones serve nobody but slow down every verifier.
 *
 * fix: use 65537.
 * covers: br-6.1.6-rsa-exponent-range
 * peers: zlint:w_rsa_public_exponent_not_in_range
 * peers: pkilint:cabf.rsa_exponent_not_in_recommended_range
 * unless: rfc_rsa_exponent_even rfc_rsa_exponent_too_small
 * unless: rfc_rsa_exponent_too_large
 *
 *	pass tls key=rsa2048 ku=digital
 *	pass tls key=rsa2048,e=00{32:ff} ku=digital
 *	fail tls key=rsa2048,e=03 ku=digital
 *	fail tls key=rsa2048,e=00ffff ku=digital
 *	fail tls key=rsa2048,e=01{31:00}01{1:01} ku=digital
 *	na   tls
 */
LINT(br_rsa_exponent_range, WARNING, BR("6.1.6"), .on = FACTS(TLS, RSA_KEY, KEY_DECODES),
	 .from = BR_EXPONENTS)
{
	struct span e = c->key.exponent;

	while (e.n > 0 && e.p[0] == 0)
		e.p++, e.n--;
	if (e.n < 3 || e.n > 32 || (e.n == 3 && e.p[0] == 1 && e.p[1] == 0 && e.p[2] == 0))
		fail(r, c->key.exponent, "the RSA exponent is %s, and not between 2^16+1 and "
		     "2^256-1", hex(r, e));
}
