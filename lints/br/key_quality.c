/* TLS BR 6.1.1.3 and 6.1.6: keys whose private half somebody else can find. */

#include "checks.h"

/* ---- numbers that make no RSA key ---- */

/*
 * An RSA modulus has no factor below 752.
 *
 * The modulus is a product of two large primes. A small factor says that it was not made that way,
 * or that it was damaged on its way, and the rest of it can often be factored too.
 *
 * fix: generate the key anew, and find out what made this one.
 * covers: br-6.1.6-rsa-modulus-no-small-factor
 * peers: zlint:w_rsa_mod_factors_smaller_than_752 pkilint:cabf.rsa_modulus_has_small_prime_factor
 * unless: rfc_rsa_modulus_even rfc_rsa_modulus_negative
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa,n=00{256:f1},e=010001 ku=digital
 *	fail ca key=rsa,n=00{256:f1},e=010001
 *	na   tls
 */
LINT(br_rsa_small_factor, WARNING, BR("6.1.6"), .on = FACTS(TLS, RSA_KEY),
     .trigger = ON_SIGHT(RSA_SMALL_FACTOR), .from = BR_EXPONENTS)
{
	struct rsa_detail detail;

	rsa_faults(c->key.modulus, c->key.exponent, &detail);
	fail(r, c->key.modulus, "%u divides the RSA modulus", (unsigned)detail.factor);
}

/*
 * An RSA modulus is no power of a prime.
 *
 * Roots are taken in no time, and then both factors are known.
 *
 * fix: generate the key anew, and find out what made this one.
 * covers: br-6.1.6-rsa-modulus-not-prime-power
 * unless: br_rsa_small_factor
 * unless: br_rsa_close_primes
 *
 *	pass tls key=rsa2048 ku=digital
 *	pass tls key=rsa,n=0090{126:00}0780{126:00}19,e=010001 ku=digital
 *	fail ca key=rsa,n=0090{126:00}0780{126:00}19,e=010001
 *	na   tls
 */
LINT(br_rsa_power, WARNING, BR("6.1.6"), .on = FACTS(TLS, RSA_KEY), .trigger = ON_SIGHT(RSA_POWER),
     .from = BR_EXPONENTS)
{
	struct rsa_detail detail;

	rsa_faults(c->key.modulus, c->key.exponent, &detail);
	fail(r, c->key.modulus, "the RSA modulus is a number to the power of %u",
	     (unsigned)detail.power);
}

/* ---- RSA keys that were made badly ---- */

/* Its trigger says what is wrong; the rows differ in whom they judge and from when. */
static void
weak_modulus(const struct cert *c, struct report *r)
{
	fail(r, c->key.modulus, "the RSA modulus %s", (const char *)arg(r));
}

#define ROCA .trigger = ON_SIGHT(RSA_ROCA), .arg = "has the fingerprint of ROCA (CVE-2017-15361)"
#define CLOSE_PRIMES .trigger = ON_SIGHT(RSA_FERMAT),						\
	.arg = "is a product of factors so close that Fermat's method finds them within "	\
	       "100 rounds"

/*
 * The RSA key of a server was not made by the library of CVE-2017-15361 (ROCA).
 *
 * Chips of one maker built primes in a way that leaves a fingerprint on the modulus, and from the
 * modulus the private key of common lengths can be computed for some hundred dollars.
 *
 * fix: generate the key by other means, and revoke what has the old one.
 * covers: br-6.1.1.3-roca-key
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa,n=00dda2ebbbdab23a2e8534751e65bdfabf3470af95c35167ffb093b2e187ceddf256a553a33553a7c95a25d1d8781989978639f0fced0b18736d922054d95d713f,e=010001 ku=digital also=br_rsa_too_short
 *	na   ca key=rsa,n=00dda2ebbbdab23a2e8534751e65bdfabf3470af95c35167ffb093b2e187ceddf256a553a33553a7c95a25d1d8781989978639f0fced0b18736d922054d95d713f,e=010001
 */
LINT_AS(weak_modulus, br_rsa_roca, ERROR, BR("6.1.1.3"), .on = FACTS(TLS, SUBSCRIBER, RSA_KEY),
	.from = BR_SC73, ROCA);

/*
 * The RSA key of a server of October 2017 to 2024 was not made by the library of CVE-2017-15361
 * (ROCA).
 *
 * Chips of one maker built primes in a way that leaves a fingerprint on the modulus. It was
 * published in October 2017, and known weak keys were to be refused; only with ballot SC73 the BRs
 * name it.
 *
 * fix: generate the key by other means, and revoke what has the old one.
 * covers: br-6.1.1.3-debian-weak-key-old
 *
 *	pass tls-2019
 *	fail tls-2019 key=rsa,n=00dda2ebbbdab23a2e8534751e65bdfabf3470af95c35167ffb093b2e187ceddf256a553a33553a7c95a25d1d8781989978639f0fced0b18736d922054d95d713f,e=010001 also=br_rsa_too_short
 *	na   tls-2013
 */
LINT_AS(weak_modulus, br_rsa_roca_old, WARNING, BR("6.1.1.3"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY), .from = ROCA_PUBLISHED, .until = BR_SC73, ROCA);

/*
 * The RSA key of a CA was not made by the library of CVE-2017-15361 (ROCA).
 *
 * The BRs name the check for servers only. A CA whose private key others can compute is
 * compromised, and has to be revoked.
 *
 * fix: generate the key by other means, and revoke what has the old one.
 * covers: br-6.1.1.3-roca-key
 *
 *	pass ca key=rsa2048
 *	fail ca key=rsa,n=00dda2ebbbdab23a2e8534751e65bdfabf3470af95c35167ffb093b2e187ceddf256a553a33553a7c95a25d1d8781989978639f0fced0b18736d922054d95d713f,e=010001 also=br_rsa_too_short
 */
LINT_AS(weak_modulus, br_ca_rsa_roca, WARNING, BR("4.9.1.2"), .on = FACTS(TLS, RSA_KEY),
	.off = FACTS(SUBSCRIBER), .from = ROCA_PUBLISHED, ROCA);

/*
 * The RSA key of a server does not consist of two primes that are close to each other.
 *
 * Fermat's method looks for factors beside the square root. Programs that took two neighbouring
 * primes were found in printers in 2022.
 *
 * fix: generate the key anew, with primes chosen independently.
 * covers: br-6.1.1.3-fermat-factorable
 * peers: zlint:e_rsa_fermat_factorization
 *
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa,n=0090{126:00}1080{126:00}55,e=010001 ku=digital
 *	fail tls key=rsa,n=0090{126:00}0780{126:00}19,e=010001 ku=digital
 *	na   ca key=rsa,n=0090{126:00}1080{126:00}55,e=010001
 */
LINT_AS(weak_modulus, br_rsa_close_primes, ERROR, BR("6.1.1.3"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY), .from = BR_SC73, CLOSE_PRIMES);

/*
 * The RSA key of a server of before November 2024 does not consist of two primes that are close to
 * each other.
 *
 * Known weak keys were to be refused from the beginning. Only with ballot SC73 the BRs name this
 * check and the number of rounds.
 *
 * fix: generate the key anew, with primes chosen independently.
 * covers: br-6.1.1.3-debian-weak-key-old
 * peers: zlint:e_rsa_fermat_factorization
 * unless: br_rsa_power br_rsa_small_factor
 *
 *	pass tls-2019
 *	fail tls-2019 key=rsa,n=0090{126:00}1080{126:00}55,e=010001
 *	na   tls key=rsa,n=0090{126:00}1080{126:00}55,e=010001 ku=digital
 */
LINT_AS(weak_modulus, br_rsa_close_primes_old, WARNING, BR("6.1.1.3"),
	.on = FACTS(TLS, SUBSCRIBER, RSA_KEY), .from = BR_1_0_0, .until = BR_SC73, CLOSE_PRIMES);

/*
 * The RSA key of a CA does not consist of two primes that are close to each other.
 *
 * The BRs name the check for servers only. A CA whose private key others can compute is
 * compromised, and has to be revoked.
 *
 * fix: generate the key anew, with primes chosen independently.
 * covers: br-6.1.1.3-fermat-factorable
 * peers: zlint:e_rsa_fermat_factorization
 * unless: br_rsa_power br_rsa_small_factor
 *
 *	pass ca key=rsa2048
 *	fail ca key=rsa,n=0090{126:00}1080{126:00}55,e=010001
 *	na   tls key=rsa2048 ku=digital
 */
LINT_AS(weak_modulus, br_ca_rsa_close_primes, WARNING, BR("4.9.1.2"), .on = FACTS(TLS, RSA_KEY),
	.off = FACTS(SUBSCRIBER), .from = BR_1_0_0, CLOSE_PRIMES);

/* ---- private keys that everybody knows ---- */

/* The number in the key that was looked up. */
static struct span
key_place(const struct cert *c)
{
	if (c->key.modulus.n > 0)
		return c->key.modulus;
	return c->key.octets.n > 0 ? c->key.octets : der_whole(&c->key.bit_string);
}

static void
listed_key(const struct cert *c, struct report *r)
{
	int list;

	if (!weak_key_listed(data_of(r), &c->key, &list))
		return;
	if (list == WEAK_NO_NUMBER)
		fail(r, key_place(c), "the key is on the list of weak keys");
	else
		fail(r, key_place(c), "the key is on the list of weak keys (number %d)", list);
}

/*
 * The key of a server is on no list of keys whose private half is known.
 *
 * Debian's OpenSSL made one of some ten thousand keys from 2006 to 2008; firmware, test suites and
 * repositories are full of private keys. Whoever has the list reads and forges what such a key
 * protects. The list is yours to give (table weak-keys); without one, nothing is found.
 *
 * fix: generate the key anew, and revoke what has the old one.
 * covers: br-6.1.1.3-debian-weak-key br-6.1.1.3-debian-weak-key-old
 * covers: br-6.1.1.3-known-compromised-key
 *
 *	pass tls
 *	pass tls key=rsa2048 ku=digital
 *	fail tls key=rsa,n=00c5{254:3b}01,e=010001 ku=digital
 *	na   ca key=rsa,n=00c5{254:3b}01,e=010001
 */
LINT_AS(listed_key, br_key_listed, ERROR, BR("6.1.1.3"), .on = FACTS(TLS, SUBSCRIBER, KEY_DECODES),
	.from = BR_1_0_0, .arg = NULL);

/*
 * The key of a CA is on no list of keys whose private half is known.
 *
 * The BRs speak of such lists for servers only. A CA whose private key others have is compromised,
 * and has to be revoked. The list is yours to give (table weak-keys); without one, nothing is
 * found.
 *
 * fix: generate the key anew, and revoke what has the old one.
 * covers: br-6.1.1.3-debian-weak-key
 *
 *	pass ca
 *	fail ca key=rsa,n=00c5{254:3b}01,e=010001
 *	na   tls
 */
LINT_AS(listed_key, br_ca_key_listed, WARNING, BR("4.9.1.2"), .on = FACTS(TLS, KEY_DECODES),
	.off = FACTS(SUBSCRIBER), .from = BR_1_0_0, .arg = NULL);

static void
trivial_scalar(const struct cert *c, struct report *r)
{
	int scalar;

	if (!ec_scalar_trivial(c->key.curve, c->key.octets, &scalar))
		return;
	if (scalar > 0)
		fail(r, c->key.octets, "the private key is %d", scalar);
	else
		fail(r, c->key.octets, "the private key is the order of the group less %d",
		     -scalar);
}

/*
 * The private key of a server on an elliptic curve is not a number that one guesses.
 *
 * The public key of the private key 1 is the base point itself, which stands in every standard;
 * those of other small numbers are found by counting.
 *
 * fix: generate the key with a good source of randomness.
 * covers: br-6.1.1.3-ec-trivial-private-key
 * peers: zlint:e_ecdsa_small_private_key
 *
 *	pass tls
 *	fail tls key=p256,point=046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
 *	fail tls key=p256,point=036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
 *	fail tls key=p256,point=026b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
 *	na   ca
 */
LINT_AS(trivial_scalar, br_ec_trivial_private_key, ERROR, BR("6.1.1.3"),
	.on = FACTS(TLS, SUBSCRIBER, EC_KEY, KEY_DECODES), .from = BR_1_0_0, .arg = NULL);

/*
 * The private key of a CA on an elliptic curve is not a number that one guesses.
 *
 * The public key of the private key 1 is the base point itself, which stands in every standard;
 * those of other small numbers are found by counting: intermediate CAs with such keys have been
 * trusted by browsers. The BRs speak of the keys of servers only; a CA with such a key is
 * compromised and has to be revoked.
 *
 * fix: generate the key with a good source of randomness.
 * covers: br-6.1.1.3-ec-trivial-private-key
 * peers: zlint:e_ecdsa_small_private_key
 *
 *	pass ca
 *	fail ca key=p256,point=046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
 *	fail ca key=p384,point=042d56e829a6fb82c64a4697d960af951e9067ae91f926d34306da48a8aaeb7869b6a67e6d27426e0442aa03b36e1988dff636514ee1cf07f5ba4b3ff2a06645ae7d31d5866ad31aa3d246eb0b3177ee99cb7566c516ce74808a668f91f0c47fca
 *	na   tls
 */
LINT_AS(trivial_scalar, br_ca_ec_trivial_private_key, ERROR, BR("4.9.1.2"),
	.on = FACTS(TLS, EC_KEY, KEY_DECODES), .off = FACTS(SUBSCRIBER), .from = BR_1_0_0,
	.arg = NULL);
