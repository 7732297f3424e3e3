/* TLS BR 7.1: what a serial number must be made of. */

#include "checks.h"

/* The serial number without leading zero octets; empty for zero and negative ones. */
static struct span
serial_magnitude(const struct cert *c)
{
	struct span s = c->serial.body;

	if (s.n > 0 && s.p[0] & 0x80)
		s.n = 0;
	while (s.n > 0 && s.p[0] == 0)
		s.p++, s.n--;
	return s;
}

/*
 * The serial number has room for 64 random bits.
 *
 * A serial number that an attacker cannot foretell keeps him from preparing a collision for the
 * hash that is signed (MD5 and SHA-1 fell this way). The BRs want 64 bits from a cryptographic
 * generator in it. A value of six octets or less comes out of such a generator about once in
 * 65,000 certificates, so that it is hardly one.
 *
 * fix: generate at least 64 bits, better 128, with a cryptographic generator.
 * covers: br-7.1-serial-entropy-64
 *
 *	pass tls serial=7f010203040506
 *	fail tls serial=010203040506
 *	fail ca serial=1001
 *	na   tls-2013 serial=1001
 *	pass tls serial=00
 */
LINT(br_serial_short, WARNING, BR("7.1"), .on = FACTS(TLS), .from = BR_SERIAL_64)
{
	struct span s = serial_magnitude(c);

	if (s.n > 0 && s.n <= 6)
		fail(r, der_whole(&c->serial), "serial number %s has %zu octets, too few for 64 "
		     "random bits", hex(r, s), s.n);
}

/*
 * The serial number is longer than seven octets.
 *
 * A serial number that an attacker cannot foretell keeps him from preparing a collision for the
 * hash that is signed (MD5 and SHA-1 fell this way). The BRs want 64 bits from a cryptographic
 * generator in it. 64 random bits begin with a zero octet once in 256 times, so that one such
 * certificate proves nothing; many of them show 56 bits.
 *
 * fix: generate at least 64 bits, better 128, and set the top bit of a positive number.
 * covers: br-7.1-serial-entropy-64
 *
 *	pass tls serial=0102030405060708
 *	pass tls serial=010203040506
 *	fail tls serial=01020304050607
 */
LINT(br_serial_seven_octets, NOTICE, BR("7.1"), .on = FACTS(TLS), .from = BR_SERIAL_64)
{
	struct span s = serial_magnitude(c);

	if (s.n == 7)
		fail(r, der_whole(&c->serial), "serial number %s has seven octets, which 64 random "
		     "bits seldom have", hex(r, s));
}

/*
 * The serial number of a certificate of before September 2016 has room for 20 bits of entropy.
 *
 * Until ballot 164 the BRs only recommended 20 bits that an attacker cannot foretell. A value of
 * two octets has no room for them.
 *
 * fix: generate the number with a cryptographic generator.
 * covers: br-7.1-serial-entropy-20
 *
 *	pass tls-2013 serial=100001
 *	fail tls-2013 serial=1001
 *	na   tls serial=1001
 */
LINT(br_serial_short_old, NOTICE, BR("7.1"), .on = FACTS(TLS), .from = BR_1_0_0,
	 .until = BR_SERIAL_64)
{
	struct span s = serial_magnitude(c);

	if (s.n > 0 && s.n <= 2)
		fail(r, der_whole(&c->serial), "serial number %s has no room for 20 random bits",
		     hex(r, s));
}
