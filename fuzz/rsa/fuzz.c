/*
 * RSA numbers of any octets: what is said of them holds by mbedTLS's arithmetic too.
 *
 * Two octets of length, a modulus, and the rest is an exponent.
 */
#include "rsa.h"

#include <mbedtls/bignum.h>
#include <string.h>

#include "claim.h"

/* mbedTLS has no longer numbers; and what is slow is claimed of short ones only. */
enum { LONGEST = 1024, SHORT_BITS = 700 };

#define GOOD(call) CLAIM((call) == 0)

static bool
is_prime(unsigned n)
{
	for (unsigned i = 2; i * i <= n; i++)
		if (n % i == 0)
			return false;
	return n > 1;
}

/* The smallest small factor is the first that leaves no remainder, and there is one if any gcd. */
static void
claim_factor(const mbedtls_mpi *n, unsigned faults, unsigned factor)
{
	mbedtls_mpi_uint rest;
	mbedtls_mpi all;

	mbedtls_mpi_init(&all);
	GOOD(mbedtls_mpi_lset(&all, 1));
	for (unsigned prime = 3; prime < 752; prime++) {
		if (!is_prime(prime))
			continue;
		GOOD(mbedtls_mpi_mod_int(&rest, n, (mbedtls_mpi_sint)prime));
		CLAIM(rest != 0 || (factor != 0 && factor <= prime));
		CLAIM(factor != prime || rest == 0);
		GOOD(mbedtls_mpi_mul_int(&all, &all, prime));
	}
	GOOD(mbedtls_mpi_gcd(&all, &all, n));
	CLAIM((mbedtls_mpi_cmp_int(&all, 1) != 0) == (factor != 0));
	CLAIM(!!(faults & RSA_MODULUS_SMALL_FACTOR) == (factor != 0));
	mbedtls_mpi_free(&all);
}

/* root = floor(n^(1/k)) by bits from the top; power = root^k. */
static void
take_root(const mbedtls_mpi *n, unsigned k, mbedtls_mpi *root, mbedtls_mpi *power)
{
	GOOD(mbedtls_mpi_lset(root, 0));
	for (size_t bit = mbedtls_mpi_bitlen(n) / k + 1; bit-- > 0; ) {
		GOOD(mbedtls_mpi_set_bit(root, bit, 1));
		GOOD(mbedtls_mpi_copy(power, root));
		for (unsigned i = 1; i < k; i++)
			GOOD(mbedtls_mpi_mul_mpi(power, power, root));
		if (mbedtls_mpi_cmp_mpi(power, n) > 0)
			GOOD(mbedtls_mpi_set_bit(root, bit, 0));
	}
	GOOD(mbedtls_mpi_copy(power, root));
	for (unsigned i = 1; i < k; i++)
		GOOD(mbedtls_mpi_mul_mpi(power, power, root));
}

/* A power is one; and a short number that is not said to be one, is none to 2, 3 or 5. */
static void
claim_power(const mbedtls_mpi *n, size_t bits, unsigned k)
{
	static const unsigned exponents[] = { 2, 3, 5 };
	mbedtls_mpi root, power;

	mbedtls_mpi_init(&root);
	mbedtls_mpi_init(&power);
	if (k != 0 && (bits <= SHORT_BITS || k < 6)) {
		take_root(n, k, &root, &power);
		CLAIM(mbedtls_mpi_cmp_mpi(&power, n) == 0);
	}
	for (size_t i = 0; i < 3 && bits <= SHORT_BITS && bits > 9 * exponents[i]; i++) {
		take_root(n, exponents[i], &root, &power);
		CLAIM(mbedtls_mpi_cmp_mpi(&power, n) != 0 || (k != 0 && k <= exponents[i]));
	}
	mbedtls_mpi_free(&root);
	mbedtls_mpi_free(&power);
}

/* The round that was told is the first in which a^2 - n is a square, other than of a - 1. */
static void
claim_round(const mbedtls_mpi *n, unsigned told)
{
	mbedtls_mpi a, b, square, rest;
	unsigned round = 0;

	mbedtls_mpi_init(&a);
	mbedtls_mpi_init(&b);
	mbedtls_mpi_init(&square);
	mbedtls_mpi_init(&rest);
	take_root(n, 2, &a, &square);
	if (mbedtls_mpi_cmp_mpi(&square, n) < 0)
		GOOD(mbedtls_mpi_add_int(&a, &a, 1));
	while (round++ < (told ? told : 3)) {
		GOOD(mbedtls_mpi_mul_mpi(&rest, &a, &a));
		GOOD(mbedtls_mpi_sub_mpi(&rest, &rest, n));
		take_root(&rest, 2, &b, &square);
		GOOD(mbedtls_mpi_add_int(&b, &b, 1));
		if (mbedtls_mpi_cmp_mpi(&square, &rest) == 0 && mbedtls_mpi_cmp_mpi(&a, &b) != 0)
			break;
		GOOD(mbedtls_mpi_add_int(&a, &a, 1));
	}
	CLAIM(told ? round == told : round > 3);
	mbedtls_mpi_free(&a);
	mbedtls_mpi_free(&b);
	mbedtls_mpi_free(&square);
	mbedtls_mpi_free(&rest);
}

static void
claim_modulus(struct span modulus, unsigned faults, const struct rsa_detail *d)
{
	size_t bits = rsa_bits(modulus);
	mbedtls_mpi n;

	mbedtls_mpi_init(&n);
	GOOD(mbedtls_mpi_read_binary(&n, modulus.p, modulus.n));
	CLAIM(mbedtls_mpi_bitlen(&n) == bits);
	CLAIM(!!(faults & RSA_MODULUS_EVEN) != mbedtls_mpi_get_bit(&n, 0));
	CLAIM(!!(faults & RSA_MODULUS_POWER) == (d->power != 0));
	CLAIM(!!(faults & RSA_MODULUS_FERMAT) == (d->round != 0));
	claim_factor(&n, faults, d->factor);
	if (mbedtls_mpi_get_bit(&n, 0))
		claim_power(&n, bits, d->power);
	if (mbedtls_mpi_get_bit(&n, 0) && bits > 1 && bits <= SHORT_BITS)
		claim_round(&n, d->round);
	mbedtls_mpi_free(&n);
}

static void
claim_exponent(struct span exponent, unsigned faults)
{
	size_t bits = rsa_bits(exponent);

	CLAIM(!!(faults & RSA_EXPONENT_NOT_POSITIVE) == (bits == 0));
	if (bits == 0)
		return;
	CLAIM(!!(faults & RSA_EXPONENT_LARGE) == (bits > 256));
	CLAIM(!(faults & RSA_EXPONENT_SMALL) || bits <= 17);
	CLAIM(!(faults & RSA_EXPONENT_BELOW_3) || bits <= 2);
	CLAIM(!!(faults & RSA_EXPONENT_EVEN) != (exponent.p[exponent.n - 1] & 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n = size >= 2 ? (size_t)data[0] << 8 | data[1] : 0, head = size >= 2 ? 2 : size;
	struct rsa_detail detail, again;
	struct span modulus, exponent;
	unsigned faults;
	uint8_t *copy;

	if (n > size - head)
		n = size - head;
	copy = malloc(n ? n : 1);
	CLAIM(copy);
	if (n)
		memcpy(copy, data + head, n);
	modulus = (struct span){ copy, n };
	exponent = (struct span){ data + head + n, size - head - n };
	faults = rsa_faults(modulus, exponent, &detail);
	CLAIM(faults == rsa_faults(modulus, exponent, &again));
	CLAIM(memcmp(&detail, &again, sizeof(detail)) == 0);
	CLAIM(!!(faults & RSA_MODULUS_NOT_POSITIVE) == (rsa_bits(modulus) == 0));
	if (rsa_bits(modulus) != 0 && rsa_bits(modulus) <= 8 * LONGEST)
		claim_modulus(modulus, faults, &detail);
	claim_exponent(exponent, faults);
	free(copy);
	return 0;
}
