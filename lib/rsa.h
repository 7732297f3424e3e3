/* What is wrong with the numbers of an RSA public key. */

#ifndef CERTLINT_LIB_RSA_H
#define CERTLINT_LIB_RSA_H

#include "der.h"

enum {
	RSA_TESTED_BITS = 16384,	/* longer moduli are not tested */
	RSA_FERMAT_ROUNDS = 100		/* BR 6.1.1.3 */
};

/* The faults of a key, as bits. */
enum rsa_fault {
	RSA_MODULUS_NOT_POSITIVE = 1 << 0, /* zero, negative or no octets at all: not tested */
	RSA_MODULUS_NOT_TESTED = 1 << 1, /* longer than RSA_TESTED_BITS: only for being even */
	RSA_MODULUS_EVEN = 1 << 2,
	RSA_MODULUS_SMALL_FACTOR = 1 << 3, /* an odd prime below 752 divides it */
	RSA_MODULUS_POWER = 1 << 4,	/* an integer to a power of two or more */
	RSA_MODULUS_ROCA = 1 << 5,	/* has the fingerprint of CVE-2017-15361 */
	RSA_MODULUS_FERMAT = 1 << 6,	/* factors so close that Fermat's method finds them */

	RSA_EXPONENT_NOT_POSITIVE = 1 << 8, /* as above; none of the rest is told then */
	RSA_EXPONENT_EVEN = 1 << 9,
	RSA_EXPONENT_BELOW_3 = 1 << 10,
	RSA_EXPONENT_SMALL = 1 << 11,	/* below 2^16 + 1 */
	RSA_EXPONENT_LARGE = 1 << 12,	/* above 2^256 - 1 */
	RSA_EXPONENT_NOT_BELOW_MODULUS = 1 << 13
};

/* What a finding wants to say besides. */
struct rsa_detail {
	uint16_t factor;	/* the smallest odd prime below 752 that divides it, or 0 */
	uint16_t power;		/* the smallest prime exponent of a power, or 0 */
	uint8_t round;		/* of Fermat's method, from 1, that finds factors, or 0 */
};

/*
 * Test a key, by the contents octets of its two INTEGERs: the faults of both numbers.  `detail` may
 * be NULL.  Arithmetic on public numbers: 1.4 microseconds for 2,048 bits, 28 for 16,384; a modulus
 * made for the purpose costs six times as much.  No heap, 14 KiB of stack.
 *
 * Fermat's first round looks at the square root of the modulus, rounded up.  Of an even modulus
 * only its odd factors are told besides.  A power of a number below 752 to a prime exponent above
 * bits / 9 is not told as one: it has a small factor.
 */
unsigned rsa_faults(struct span modulus, struct span exponent, struct rsa_detail *detail);

/* The length of an INTEGER in bits, by its contents octets; 0 if it is not positive. */
size_t rsa_bits(struct span number);

#endif
