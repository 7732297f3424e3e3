/* RSA numbers made to have a fault have just that one; others have none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rsa.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Two primes of 256 bits; P is of no special form. */
#define P "f3f49249dc28ff90a5aec7978306d03bf38b2ffc80a4df5a51c9bc701e7ea4c5"
#define ROCA_1 "e1985b3a6f10948fae1d11f79bd6f8a9842fdde9d27393754acf7234dcc64231"
#define ROCA_2 "fb81fa3bec34b92f16bc177423564de338cff6154e09517e9d152739c7b51e6f"

/* ========================================================================== */
/*                              Numbers to test                               */
/* ========================================================================== */

/* A number, the least significant digit first: schoolbook, on purpose unlike what is tested. */
struct big {
	uint32_t d[600];
	size_t n;
};

static struct big
big_of(uint32_t word)
{
	return (struct big){ { word }, word != 0 };
}

static void
big_trim(struct big *b)
{
	while (b->n > 0 && b->d[b->n - 1] == 0)
		b->n--;
}

static struct big
big_hex(const char *hex)
{
	struct big b = { { 0 }, 0 };
	size_t n = strlen(hex);

	for (size_t i = 0; i < n; i++) {
		char c = hex[n - 1 - i];

		b.d[i / 8] |= (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10) << i % 8 * 4;
	}
	b.n = n / 8 + 1;
	big_trim(&b);
	return b;
}

static struct big
big_multiply(const struct big *a, const struct big *b)
{
	struct big out = { { 0 }, a->n + b->n };
	uint64_t carry;

	assert_true(out.n <= COUNT(out.d));
	for (size_t i = 0; i < a->n; i++) {
		carry = 0;
		for (size_t j = 0; j < b->n; j++) {
			carry += out.d[i + j] + (uint64_t)a->d[i] * b->d[j];
			out.d[i + j] = (uint32_t)carry;
			carry >>= 32;
		}
		out.d[i + b->n] = (uint32_t)carry;
	}
	big_trim(&out);
	return out;
}

/* a + sign * b, which is not below zero. */
static struct big
big_add(const struct big *a, const struct big *b, int sign)
{
	struct big out = { { 0 }, (a->n > b->n ? a->n : b->n) + 1 };
	int64_t carry = 0;

	for (size_t i = 0; i < out.n; i++) {
		carry += (int64_t)a->d[i] + sign * (int64_t)b->d[i];
		out.d[i] = (uint32_t)carry;
		carry >>= 32;
	}
	assert_int_equal(carry, 0);
	big_trim(&out);
	return out;
}

static struct big
big_add_word(const struct big *a, uint32_t word)
{
	struct big b = big_of(word);

	return big_add(a, &b, 1);
}

static struct big
big_power(const struct big *a, unsigned k)
{
	struct big out = *a;

	while (--k > 0)
		out = big_multiply(&out, a);
	return out;
}

static uint32_t
big_modulo(const struct big *a, uint32_t m)
{
	uint64_t rest = 0;

	for (size_t i = a->n; i-- > 0; )
		rest = (rest << 32 | a->d[i]) % m;
	return (uint32_t)rest;
}

/* Pseudo-random, the same each time. */
static uint32_t
next_word(void)
{
	static uint64_t seed = 20260930;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 16);
}

/* An odd number of just so many bits. */
static struct big
big_random(size_t bits)
{
	struct big b = { { 0 }, (bits + 31) / 32 };

	for (size_t i = 0; i < b.n; i++)
		b.d[i] = next_word();
	b.d[b.n - 1] &= ~(uint32_t)0 >> (32 * b.n - bits);
	b.d[b.n - 1] |= (uint32_t)1 << (bits - 1) % 32;
	b.d[0] |= 1;
	return b;
}

/* The contents octets of an INTEGER, in a copy of just their size. */
static struct span
contents(const struct big *b)
{
	size_t n = 4 * b->n + 1;
	uint8_t *p = malloc(n);
	size_t zeros = 0;

	assert_non_null(p);
	for (size_t i = 0; i < n; i++)
		p[n - 1 - i] = i < 4 * b->n ? (uint8_t)(b->d[i / 4] >> i % 4 * 8) : 0;
	while (zeros + 1 < n && p[zeros] == 0 && p[zeros + 1] < 0x80)
		zeros++;
	memmove(p, p + zeros, n - zeros);
	p = realloc(p, n - zeros);
	assert_non_null(p);
	return (struct span){ p, n - zeros };
}

static const struct span f4 = { (const uint8_t *)"\1\0\1", 3 };

static unsigned
faults_of(const struct big *b, struct rsa_detail *detail)
{
	struct span s = contents(b);
	unsigned faults = rsa_faults(s, f4, detail);

	assert_int_equal(rsa_faults(s, f4, NULL), faults);
	free((void *)(uintptr_t)s.p);
	return faults & 0xff;		/* those of the modulus */
}

/* ========================================================================== */
/*                               Small factors                                */
/* ========================================================================== */

static bool
is_prime(uint32_t n)
{
	for (uint32_t i = 2; i * i <= n; i++)
		if (n % i == 0)
			return false;
	return n > 1;
}

static void
each_small_factor(void **state)
{
	struct big p = big_hex(P), small, n;
	struct rsa_detail detail;
	unsigned count = 0;

	(void)state;
	assert_int_equal(faults_of(&p, &detail), 0);
	assert_int_equal(detail.factor, 0);
	for (uint32_t prime = 3; prime < 800; prime++) {
		if (!is_prime(prime))
			continue;
		small = big_of(prime);
		n = big_multiply(&p, &small);
		assert_int_equal(faults_of(&n, &detail),
				 prime < 752 ? RSA_MODULUS_SMALL_FACTOR : 0);
		assert_int_equal(detail.factor, prime < 752 ? prime : 0);
		count += detail.factor != 0;
		small = big_of(751);
		n = big_multiply(&n, &small);
		assert_true(faults_of(&n, &detail) & RSA_MODULUS_SMALL_FACTOR);
		assert_int_equal(detail.factor, prime < 752 ? prime : 751);
	}
	assert_int_equal(count, 132);
}

/* The smallest prime that divides, by division. */
static uint32_t
smallest_factor(const struct big *b)
{
	for (uint32_t prime = 3; prime < 752; prime++)
		if (is_prime(prime) && big_modulo(b, prime) == 0)
			return prime;
	return 0;
}

/* Every length in limbs: each has its own factor that undoes the reductions. */
static void
every_length(void **state)
{
	struct rsa_detail detail;
	struct big n;

	(void)state;
	for (size_t bits = 64; bits <= RSA_TESTED_BITS; bits += 64) {
		n = big_random(bits - bits / 64 % 64);
		faults_of(&n, &detail);
		assert_int_equal(detail.factor, smallest_factor(&n));
	}
}

static void
tiny_moduli(void **state)
{
	struct rsa_detail detail;
	struct big n;

	(void)state;
	for (uint32_t word = 1; word < 5000; word++) {
		unsigned faults, root = 1;

		n = big_of(word);
		faults = faults_of(&n, &detail);
		while (root * root < word)
			root++;
		assert_int_equal(!!(faults & RSA_MODULUS_EVEN), word % 2 == 0);
		assert_int_equal(detail.factor, smallest_factor(&n));
		assert_int_equal(detail.power == 2, word % 2 == 1 && root * root == word);
		/* All factors of the smallest are within reach, and 1 is no factor. */
		if (word < 250)
			assert_int_equal(detail.round != 0,
					 word % 2 == 1 && word > 1 && !is_prime(word));
		if (is_prime(word))
			assert_int_equal(detail.round, 0);
	}
}

/* ========================================================================== */
/*                              Fermat's method                               */
/* ========================================================================== */

static void
close_primes(void **state)
{
	static const struct {
		unsigned round;
		const char *distance;
	} row[] = {
		{ 1, "21220fab2e511b5e7ba252075e022ef2e" },
		{ 2, "36aaafdec750616f9781d37e5d9e859f0" },
		{ 50, "136d1cab0d3a47322b5329c8ca693f05e0" },
		{ 63, "15d417c31c6d2ed5419d143ee13646ae66" },
		{ 64, "16009e67acc1dc2cbe19ca78e46d7319ac" },
		{ 65, "162ccba6923c59a10bcdbeda572e78fe22" },
		{ 99, "1b673191f21c52f635cd22e62fbdfe0266" },
		{ 100, "1b8ab69fe4e69ec0239220fc862503bb1a" },
		{ 0, "1bae0e19c6eee6df32ab250f7aafb628e6" }, /* it takes 101 */
	};
	struct big p = big_hex(P), q, n;
	struct rsa_detail detail;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		q = big_hex(row[i].distance);
		q = big_add(&p, &q, 1);
		n = big_multiply(&p, &q);
		assert_int_equal(faults_of(&n, &detail), row[i].round ? RSA_MODULUS_FERMAT : 0);
		assert_int_equal(detail.round, row[i].round);
	}
}

/*
 * n = a^2 - b^2 with a = 2 c^2 and b a little below 2 c sqrt(k), so that sqrt(n) is a little above
 * a - k: round k finds it.
 */
static void
rounds_at_all_lengths(void **state)
{
	static const struct {
		unsigned round;
		uint32_t root;		/* sqrt(round) * 2^16, less than that */
	} row[] = {
		{ 1, 65535 }, { 2, 92681 }, { 3, 113511 }, { 63, 520175 }, { 64, 524287 },
		{ 65, 528367 }, { 98, 648773 }, { 99, 652074 }, { 100, 655359 }, { 101, 658628 },
		{ 120, 717910 },
	};
	struct big a, b, c, n, low, high, two = big_of(2);
	struct rsa_detail detail;

	(void)state;
	for (size_t bits = 100; bits <= 4094; bits += 61) {
		for (size_t i = 0; i < COUNT(row); i++) {
			c = big_random(bits);
			a = big_multiply(&c, &c);
			a = big_multiply(&a, &two);
			low = big_of(row[i].root);
			b = big_multiply(&c, &low);
			for (size_t j = 0; j < b.n; j++)	/* 2 b / 2^16 */
				b.d[j] = (uint32_t)(((uint64_t)b.d[j + 1] << 32 | b.d[j]) >> 15);
			b.d[0] |= 1;
			big_trim(&b);
			low = big_add(&a, &b, -1);
			high = big_add(&a, &b, 1);
			n = big_multiply(&low, &high);
			faults_of(&n, &detail);
			assert_int_equal(detail.round, row[i].round <= 100 ? row[i].round : 0);
		}
	}
}

/* The largest digits: 2^(2 h) - 1 is (2^h - 1) (2^h + 1), and (2^h - 1)^2 has them in its root. */
static void
rounds_of_ones(void **state)
{
	struct rsa_detail detail;
	struct big ones, one = big_of(1), n;

	(void)state;
	for (size_t h = 4; h <= RSA_TESTED_BITS / 2; h += h < 300 ? 1 : 517) {
		ones = big_random(h);
		memset(ones.d, 0xff, 4 * ones.n);
		ones.d[ones.n - 1] >>= 32 * ones.n - h;
		n = big_multiply(&ones, &ones);
		assert_true(faults_of(&n, &detail) & RSA_MODULUS_POWER);
		assert_int_equal(detail.power, 2);
		assert_int_equal(detail.round, 1);
		n = big_add(&n, &ones, 1);
		n = big_add(&n, &ones, 1);
		faults_of(&n, &detail);
		assert_int_equal(detail.power, 0);
		assert_int_equal(detail.round, 1);
		n = big_add(&n, &one, 1);	/* 2^(2 h) */
		assert_int_equal(faults_of(&n, &detail), RSA_MODULUS_EVEN);
		assert_int_equal(detail.power, 0);
	}
}

/* ========================================================================== */
/*                                   Powers                                   */
/* ========================================================================== */

static void
prime_powers(void **state)
{
	struct big p = big_hex(P), n;
	struct rsa_detail detail;

	(void)state;
	n = big_power(&p, 2);
	assert_int_equal(faults_of(&n, &detail), RSA_MODULUS_POWER | RSA_MODULUS_FERMAT);
	assert_int_equal(detail.power, 2);
	assert_int_equal(detail.round, 1);
	for (unsigned k = 3; k < 64; k += 2) {
		n = big_power(&p, k);
		assert_int_equal(faults_of(&n, &detail), RSA_MODULUS_POWER);
		assert_int_equal(detail.power,
				 k % 3 == 0 ? 3 : k % 5 == 0 ? 5 : k % 7 == 0 ? 7 : k);
	}
	n = big_power(&p, 14);
	assert_true(faults_of(&n, &detail) & RSA_MODULUS_POWER);
	assert_int_equal(detail.power, 2);
}

/*
 * Roots of which the inverse has limbs that make the division by k borrow from above: the last
 * step towards them goes wrong if it does not.
 */
static void
rare_borrows(void **state)
{
	static const struct {
		unsigned k;
		const char *root;
	} row[] = {
		{ 3, "123456703da14df0edcae6baa9794d9198008929b1c90e73c140bbc43d7edb97"
		     "089aa6fdf442d22ce48297f61c8864680b583eb0000000000000001" },
		{ 5, "123456783605776ec8a24d7eedbd91d5dc44cd69b1c90e73c140bbc43d7edb97"
		     "089aa6fdf442d22ce48297f61c8864680b583eb0000000000000001" },
		{ 7, "123456727be740126f90e7430aff65f31e18eaa9b1c90e73c140bbc43d7edb97"
		     "089aa6fdf442d22ce48297f61c8864680b583eb0000000000000001" },
	};
	struct rsa_detail detail;
	struct big r, n;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		r = big_hex(row[i].root);
		n = big_power(&r, row[i].k);
		faults_of(&n, &detail);
		assert_int_equal(detail.power, row[i].k);
	}
}

/* Powers of numbers of any length to any prime exponent, and what stands beside them. */
static void
powers_at_all_lengths(void **state)
{
	struct rsa_detail detail;
	struct big r, n, other;

	(void)state;
	for (unsigned k = 3; k <= RSA_TESTED_BITS / 10; k += 2) {
		for (size_t bits = 10; is_prime(k) && bits * k <= 9000; bits += bits / 3 + 3) {
			do
				r = big_random(bits);
			while (r.n == 1 && r.d[0] < 752);
			n = big_power(&r, k);
			faults_of(&n, &detail);
			if (detail.power != k)	/* the root can be a power itself */
				assert_true(bits < 40 && detail.power != 0 && detail.power < k);
			other = big_add_word(&n, 2);
			faults_of(&other, &detail);
			assert_int_equal(detail.power, 0);
			if (bits > 40) {
				n = big_power(&r, k - 1);
				other = big_add_word(&r, 2);
				n = big_multiply(&n, &other);
				faults_of(&n, &detail);
				assert_int_equal(detail.power, 0);
			}
			if (bits * k > 2048 && bits > 40)
				break;
		}
	}
}

/* Long roots whose lowest limb says nothing: n = 1 modulo 2^64 and modulo every small prime. */
static void
hostile_moduli(void **state)
{
	struct big all = big_of(1), n, small;
	struct rsa_detail detail;

	(void)state;
	for (uint32_t prime = 3; prime < 752; prime++) {
		small = big_of(prime);
		if (is_prime(prime))
			all = big_multiply(&all, &small);
	}
	for (size_t bits = 1024; bits <= 14336; bits += 3328) {
		n = big_random(bits);
		n = big_multiply(&n, &all);
		assert_int_equal(faults_of(&n, &detail), RSA_MODULUS_SMALL_FACTOR);
		assert_int_equal(detail.factor, 3);
		memmove(n.d + 2, n.d, n.n * sizeof(*n.d));
		n.d[0] = 1;
		n.d[1] = 0;
		n.n += 2;
		assert_int_equal(faults_of(&n, &detail) & (unsigned)~RSA_MODULUS_ROCA &
				 (unsigned)~RSA_MODULUS_SMALL_FACTOR, 0);
	}
}

/* ========================================================================== */
/*                                    ROCA                                    */
/* ========================================================================== */

static void
roca(void **state)
{
	struct big p = big_hex(P), f = big_hex(ROCA_1), g = big_hex(ROCA_2), n, all = big_of(2);
	struct rsa_detail detail;

	(void)state;
	n = big_multiply(&f, &g);
	assert_int_equal(n.n, 16);
	assert_true(n.d[15] >> 31);
	assert_int_equal(faults_of(&n, &detail), RSA_MODULUS_ROCA);
	assert_int_equal(faults_of(&f, &detail), 0);	/* too short to be sure */
	p = big_multiply(&p, &g);
	assert_int_equal(faults_of(&p, &detail), 0);
	/* A residue that is no power of 65537, modulo one prime of the fingerprint at a time. */
	for (uint32_t prime = 3; prime <= 167; prime++) {
		struct big step = big_of(2), other;
		bool hit = false;

		if (!is_prime(prime))
			continue;
		for (uint32_t q = 3; q <= 167; q++) {
			all = big_of(q);
			if (is_prime(q) && q != prime)
				step = big_multiply(&step, &all);
		}
		other = n;
		for (uint32_t i = 1; i < prime; i++) {
			other = big_add(&other, &step, 1);
			if (big_modulo(&other, prime) != 0)
				hit |= (faults_of(&other, &detail) & RSA_MODULUS_ROCA) == 0;
		}
		/* 65537 generates everything modulo the others. */
		assert_int_equal(hit, strchr("\13\15\21\23\45\65\75\107\111\117\141\147\153\155"
					     "\177\227\235", (int)prime) != NULL);
	}
}

/* ========================================================================== */
/*                                  Octets                                    */
/* ========================================================================== */

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

static unsigned
exponent_faults(struct span e)
{
	struct big p = big_hex(P);
	struct span n = contents(&p);
	unsigned faults = rsa_faults(n, e, NULL);

	free((void *)(uintptr_t)n.p);
	return faults;
}

static void
exponents(void **state)
{
	struct big p = big_hex(P);
	uint8_t e[35] = { 0 };

	(void)state;
	assert_int_equal(exponent_faults((struct span){ NULL, 0 }), RSA_EXPONENT_NOT_POSITIVE);
	assert_int_equal(exponent_faults(SPAN("\0")), RSA_EXPONENT_NOT_POSITIVE);
	assert_int_equal(exponent_faults(SPAN("\0\0")), RSA_EXPONENT_NOT_POSITIVE);
	assert_int_equal(exponent_faults(SPAN("\xff")), RSA_EXPONENT_NOT_POSITIVE);
	assert_int_equal(exponent_faults(SPAN("\x80\0\1")), RSA_EXPONENT_NOT_POSITIVE);
	assert_int_equal(exponent_faults(SPAN("\1")), RSA_EXPONENT_BELOW_3 | RSA_EXPONENT_SMALL);
	assert_int_equal(exponent_faults(SPAN("\2")),
			 RSA_EXPONENT_BELOW_3 | RSA_EXPONENT_SMALL | RSA_EXPONENT_EVEN);
	assert_int_equal(exponent_faults(SPAN("\3")), RSA_EXPONENT_SMALL);
	assert_int_equal(exponent_faults(SPAN("\0\xff\xff")), RSA_EXPONENT_SMALL);
	assert_int_equal(exponent_faults(SPAN("\1\0\0")), RSA_EXPONENT_SMALL | RSA_EXPONENT_EVEN);
	assert_int_equal(exponent_faults(SPAN("\1\0\1")), 0);
	assert_int_equal(exponent_faults(SPAN("\0\0\1\0\1")), 0);
	assert_int_equal(exponent_faults(SPAN("\1\0\3")), 0);
	assert_int_equal(exponent_faults(SPAN("\1\0\0\1")), 0);
	memset(e + 1, 0xff, 33);	/* 2^256 - 1, then 2^256 + 1 */
	assert_int_equal(exponent_faults((struct span){ e, 33 }), RSA_EXPONENT_NOT_BELOW_MODULUS);
	memset(e, 0, sizeof(e));
	e[0] = e[32] = 1;
	assert_int_equal(exponent_faults((struct span){ e, 33 }),
			 RSA_EXPONENT_LARGE | RSA_EXPONENT_NOT_BELOW_MODULUS);
	/* The modulus itself, and two less. */
	for (size_t i = 0; i < 32; i++)
		e[i + 1] = (uint8_t)(p.d[7 - i / 4] >> (24 - i % 4 * 8));
	e[0] = 0;
	assert_int_equal(exponent_faults((struct span){ e, 33 }), RSA_EXPONENT_NOT_BELOW_MODULUS);
	e[32] -= 2;
	assert_int_equal(exponent_faults((struct span){ e, 33 }), 0);
}

static void
moduli(void **state)
{
	struct rsa_detail detail = { 1, 1, 1 };
	uint8_t *long_one = calloc(1, 100002);

	(void)state;
	assert_int_equal(rsa_faults((struct span){ NULL, 0 }, f4, &detail),
			 RSA_MODULUS_NOT_POSITIVE);
	assert_int_equal(detail.factor | detail.power | detail.round, 0);
	assert_int_equal(rsa_faults(SPAN("\0"), f4, NULL), RSA_MODULUS_NOT_POSITIVE);
	assert_int_equal(rsa_faults(SPAN("\xc5\1"), f4, NULL), RSA_MODULUS_NOT_POSITIVE);
	assert_int_equal(rsa_bits(SPAN("")), 0);
	assert_int_equal(rsa_bits(SPAN("\0\0")), 0);
	assert_int_equal(rsa_bits(SPAN("\x80")), 0);
	assert_int_equal(rsa_bits(SPAN("\1")), 1);
	assert_int_equal(rsa_bits(SPAN("\0\xff")), 8);
	assert_int_equal(rsa_bits(SPAN("\0\0\1\xff")), 9);
	assert_int_equal(rsa_bits(SPAN("\x7f\xff")), 15);
	/* Zeros in front, one more than need be, change nothing. */
	assert_int_equal(rsa_faults(SPAN("\0\0\0\0\0\0\0\0\0\0\0\x31"), SPAN("\3"), NULL),
			 RSA_MODULUS_SMALL_FACTOR | RSA_MODULUS_POWER | RSA_MODULUS_FERMAT |
			 RSA_EXPONENT_SMALL);
	assert_non_null(long_one);
	assert_int_equal(rsa_faults((struct span){ long_one, 100002 }, f4, NULL),
			 RSA_MODULUS_NOT_POSITIVE);
	long_one[1] = 0xff;
	assert_int_equal(rsa_faults((struct span){ long_one, 2049 }, f4, &detail),
			 RSA_MODULUS_EVEN | RSA_MODULUS_SMALL_FACTOR);
	assert_int_equal(detail.factor, 3);
	long_one[0] = 1;
	assert_int_equal(rsa_bits((struct span){ long_one, 2049 }), 16385);
	assert_int_equal(rsa_faults((struct span){ long_one, 2049 }, f4, NULL),
			 RSA_MODULUS_NOT_TESTED | RSA_MODULUS_EVEN);
	long_one[100001] = 1;
	assert_int_equal(rsa_faults((struct span){ long_one, 100002 }, f4, NULL),
			 RSA_MODULUS_NOT_TESTED);
	free(long_one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_small_factor),
		cmocka_unit_test(every_length),
		cmocka_unit_test(tiny_moduli),
		cmocka_unit_test(close_primes),
		cmocka_unit_test(rounds_at_all_lengths),
		cmocka_unit_test(rounds_of_ones),
		cmocka_unit_test(prime_powers),
		cmocka_unit_test(rare_borrows),
		cmocka_unit_test(powers_at_all_lengths),
		cmocka_unit_test(hostile_moduli),
		cmocka_unit_test(roca),
		cmocka_unit_test(exponents),
		cmocka_unit_test(moduli),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
