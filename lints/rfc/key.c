/* RFC 8017 3.1: what holds of the numbers of every RSA key, as far as it can be seen at once. */

#include "checks.h"

/*
 * An RSA public exponent is odd.
 *
 * The exponent has no common factor with p-1 and q-1, which are both even. With an even one
 * nothing that is signed can be verified, and no message decrypted.
 *
 * fix: generate the key anew; use 65537.
 * covers: rfc8017-3.1-rsa-exponent-odd br-6.1.6-rsa-exponent-odd
 * peers: zlint:e_rsa_public_exponent_not_odd pkilint:cabf.rsa_exponent_prohibited_value
 * unless: der_integer_empty
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa2048,e=010000 ku=digital
 *	na   tls
 */
LINT(rfc_rsa_exponent_even, ERROR, RFC("8017", "3.1"), .on = FACTS(RSA_KEY, KEY_DECODES),
	 .from = RFC2437_DAY)
{
	struct span e = c->key.exponent;

	if (e.n > 0 && !(e.p[e.n - 1] & 1))
		fail(r, e, "the RSA exponent %s is even", hex(r, e));
}

/*
 * An RSA public exponent is at least 3.
 *
 * With the exponent 1 a signature is the padded hash itself: everybody can make one. Negative ones
 * are no exponents.
 *
 * fix: generate the key anew; use 65537.
 * covers: rfc8017-3.1-rsa-exponent-range br-6.1.6-rsa-exponent-min-3
 * covers: rfc3279-2.3.1-rsa-exponent-positive
 * peers: zlint:e_rsa_public_exponent_too_small zlint:e_mp_exponent_cannot_be_one
 * peers: zlint:e_rsa_exp_negative
 * unless: rfc_rsa_exponent_even
 *
 *	pass client key=rsa2048,e=03 ku=digital
 *	fail client key=rsa2048,e=01 ku=digital
 *	fail client key=rsa2048,e=ff ku=digital
 */
LINT(rfc_rsa_exponent_too_small, ERROR, RFC("8017", "3.1"), .on = FACTS(RSA_KEY, KEY_DECODES),
	 .from = RFC2437_DAY)
{
	struct span e = c->key.exponent;
	int64_t value;

	if (e.n > 0 && (e.p[0] & 0x80 || (der_int(e, &value) && value < 3)))
		fail(r, e, "the RSA exponent %s is less than 3", hex(r, e));
}

/*
 * An RSA public exponent is less than the modulus.
 *
 * Exponents count modulo the order of the group, so that one above the modulus is a mistake, or
 * two fields that changed places.
 *
 * fix: generate the key anew; use 65537.
 * covers: rfc8017-3.1-rsa-exponent-range
 * unless: rfc_rsa_exponent_even
 *
 *	pass client key=rsa2048 ku=digital
 *	fail client key=rsa2048,e=7f{256:ff} ku=digital
 *	pass client key=rsa2048,e=7f{250:ff} ku=digital
 */
LINT(rfc_rsa_exponent_too_large, ERROR, RFC("8017", "3.1"), .on = FACTS(RSA_KEY, KEY_DECODES),
	 .from = RFC2437_DAY)
{
	struct span n = c->key.modulus, e = c->key.exponent;

	while (n.n > 0 && n.p[0] == 0)
		n.p++, n.n--;
	while (e.n > 0 && e.p[0] == 0)
		e.p++, e.n--;
	if (e.n > n.n || (e.n == n.n && e.n > 0 && memcmp(e.p, n.p, e.n) >= 0))
		fail(r, c->key.exponent, "the RSA exponent is not less than the modulus");
}

/*
 * An RSA modulus is positive.
 *
 * A modulus whose first bit is set needs a zero octet before it, or it is a negative INTEGER:
 * strict software refuses the key, lax software takes it for another number.
 *
 * fix: encode the key with a library that knows INTEGER.
 * covers: rfc3279-2.3.1-rsa-modulus-positive
 *
 *	pass client key=rsa2048 ku=digital
 *	fail client key=rsa,n={256:f1},e=010001 ku=digital
 */
LINT(rfc_rsa_modulus_negative, ERROR, RFC("3279", "2.3.1"), .on = FACTS(RSA_KEY),
	 .from = RFC3279_DAY)
{
	struct span n = c->key.modulus;

	if (n.n > 0 && n.p[0] & 0x80)
		fail(r, n, "the RSA modulus is negative");
}

/*
 * An RSA modulus is odd.
 *
 * The modulus is a product of odd primes. An even one is no RSA modulus: half of it is found at a
 * glance.
 *
 * fix: generate the key anew, and find out what made this one.
 * covers: rfc8017-3.1-rsa-modulus-odd br-6.1.6-rsa-modulus-odd
 * peers: zlint:w_rsa_mod_not_odd
 * unless: rfc_rsa_modulus_negative
 *
 *	pass client key=rsa2048 ku=digital
 *	fail client key=rsa,n=00{255:f1}f2,e=010001 ku=digital
 */
LINT(rfc_rsa_modulus_even, ERROR, RFC("8017", "3.1"), .on = FACTS(RSA_KEY, KEY_DECODES),
	 .from = RFC2437_DAY)
{
	struct span n = c->key.modulus;

	if (n.n > 0 && !(n.p[n.n - 1] & 1))
		fail(r, n, "the RSA modulus is even");
}
