/*
 * RSA keys judged by their numbers: factors that anybody can find.
 *
 * Numbers are arrays of 64-bit limbs, the least significant first.  All of this is about public
 * numbers, so nothing tries to take the same time for all of them.
 *
 * Everything but the square root works on remainders of the modulus, by 20 products of all odd
 * primes below 752.  They are had without division: each limb is multiplied by what its place is
 * worth modulo the product, and the sum reduced once by Montgomery's method.
 */

#include "rsa.h"

#include <string.h>

enum {
	LIMBS = RSA_TESTED_BITS / 64,
	HALF = LIMBS / 2,
	LANES = 4,			/* products that are worked on at once */
	ROOT_BITS = 10,			/* of 752, below which there are only small factors */
	LOW_ROOT_BITS = 56,		/* of a root that one limb is enough to doubt */
	ROOT_SLACK = 32,		/* bits of a longer root that must be 0 */
	ROOT_LIMBS = (RSA_TESTED_BITS / 3 + ROOT_SLACK) / 64 + 1,
	POWER_LIMBS = LIMBS + LIMBS / 8 + 4, /* a power is longer than bits by its exponent */
	ROCA_BITS = 512			/* the shortest keys that the broken library made */
};

/* An odd prime below 752: dividing by it is to multiply by its inverse modulo 2^64. */
struct small_prime {
	uint64_t inverse, limit;	/* a multiple gives at most `limit`, another number more */
	uint16_t prime;
	uint8_t product;
};

/* Which of the small primes, and where the set of residues that count begins. */
struct residue {
	uint16_t mask;
	uint8_t prime;
};

/* An odd prime exponent, its inverse modulo 2^62, and its entries in power_residues. */
struct exponent {
	uint64_t inverse;
	uint16_t k;
	uint16_t first;
	uint8_t count;
};

#include "rsa.c.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A modulus with what the tests share. */
struct modulus {
	uint64_t x[LIMBS];
	uint64_t rest[PRODUCTS];	/* the same modulo each product, if not below it */
	size_t n, bits;
};

/* ========================================================================== */
/*                                   Words                                    */
/* ========================================================================== */

#if defined(__SIZEOF_INT128__) && !defined(RSA_NO_INT128)
__extension__ typedef unsigned __int128 wide;

/* a * b + c + d, which always fits: the low word, and the high one in *high. */
static inline uint64_t
multiply_add(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t *high)
{
	wide all = (wide)a * b + c + d;

	*high = (uint64_t)(all >> 64);
	return (uint64_t)all;
}

/* A sum of products, of two words. */
struct sum {
	wide all;
};

static inline void
add_product(struct sum *sum, uint64_t a, uint64_t b)
{
	sum->all += (wide)a * b;
}

static inline uint64_t
sum_low(const struct sum *sum)
{
	return (uint64_t)sum->all;
}

static inline uint64_t
sum_high(const struct sum *sum)
{
	return (uint64_t)(sum->all >> 64);
}
#else
static inline uint64_t
multiply_add(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t *high)
{
	uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
	uint64_t low = al * bl, middle = ah * bl + (low >> 32), more = al * bh + (uint32_t)middle;
	uint64_t top = ah * bh + (middle >> 32) + (more >> 32);

	low = more << 32 | (uint32_t)low;
	low += c;
	top += low < c;
	low += d;
	*high = top + (low < d);
	return low;
}

struct sum {
	uint64_t low, high;
};

static inline void
add_product(struct sum *sum, uint64_t a, uint64_t b)
{
	uint64_t more;

	sum->low = multiply_add(a, b, sum->low, 0, &more);
	sum->high += more;
}

static inline uint64_t
sum_low(const struct sum *sum)
{
	return sum->low;
}

static inline uint64_t
sum_high(const struct sum *sum)
{
	return sum->high;
}
#endif

static inline uint64_t
multiply(uint64_t a, uint64_t b, uint64_t *high)
{
	return multiply_add(a, b, 0, 0, high);
}

/* The bits of a word; 0 has none. */
static unsigned
word_bits(uint64_t word)
{
	unsigned bits = 0;

	for (unsigned step = 32; step > 0; step /= 2)
		if (word >> step)
			word >>= step, bits += step;
	return bits + (unsigned)word;
}

/* The inverse of an odd number modulo 2^64: five bits at once, and twice as many each round. */
static uint64_t
word_inverse(uint64_t odd)
{
	uint64_t x = 3 * odd ^ 2;

	for (int round = 0; round < 4; round++)
		x *= 2 - odd * x;
	return x;
}

/* One half of a long division: the next 32 bits of *high : digit by d, whose top bit is set. */
static uint64_t
divide_half(uint64_t *high, uint32_t digit, uint64_t d)
{
	uint64_t q = *high / (d >> 32), r = *high % (d >> 32);

	while (q >> 32 || q * (uint32_t)d > (r << 32 | digit)) {
		q--;
		r += d >> 32;
		if (r >> 32)
			break;
	}
	*high = (*high << 32 | digit) - q * d;
	return q;
}

/* high : low divided by d, whose top bit is set and which is above high. */
static uint64_t
divide(uint64_t high, uint64_t low, uint64_t d)
{
	uint64_t q = divide_half(&high, (uint32_t)(low >> 32), d);

	return q << 32 | divide_half(&high, (uint32_t)low, d);
}

/* ========================================================================== */
/*                                 Remainders                                 */
/* ========================================================================== */

static inline uint64_t
load_limb(const uint8_t *p)
{
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
	       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	       (uint64_t)p[6] << 8 | (uint64_t)p[7];
}

/* Read octets of which the first is not zero. */
static void
load(struct modulus *m, struct span s)
{
	size_t n = 0;

	for (; s.n >= 8; s.n -= 8)
		m->x[n++] = load_limb(s.p + s.n - 8);
	if (s.n > 0)
		for (m->x[n++] = 0; s.n > 0; s.p++, s.n--)
			m->x[n - 1] = m->x[n - 1] << 8 | s.p[0];
	m->n = n;
}

/*
 * (t + x) / 2^64 modulo the odd m, where t <= m; so is the result.  A multiple of m makes the low
 * word zero, and the sum carries unless that was zero already.
 */
static inline uint64_t
fold(uint64_t t, uint64_t x, uint64_t m, uint64_t inverse)
{
	uint64_t low = t + x, high;

	multiply(low * inverse, m, &high);
	return (low < t) + high + (low != 0);
}

/* t * c / 2^64 modulo m, where c < m < 2^63. */
static inline uint64_t
fold_product(uint64_t t, uint64_t c, uint64_t m, uint64_t inverse)
{
	uint64_t high, low = multiply(t, c, &high);

	t = high + fold(0, low, m, inverse);
	return t >= m ? t - m : t;
}

static inline uint64_t
sum_rest(const struct sum *sum, size_t product)
{
	return sum_high(sum) + fold(0, sum_low(sum), products[product], products_inverse[product]);
}

/*
 * Take up to CHUNK limbs more of the modulus, below those of which the rests are known, modulo four
 * of the products: as many chains of additions keep a processor busy.  A product is below 2^54, so
 * that the sum and its reduction stay below 2^128 and 2^64.
 */
static void
take_limbs(struct modulus *m, const uint64_t *x, size_t n, size_t first)
{
	struct sum a = { 0 }, b = a, c = a, d = a;
	uint64_t *rest = m->rest + first;
	const uint64_t *power = product_powers[CHUNK] + first;

	add_product(&a, rest[0], power[0]);
	add_product(&b, rest[1], power[1]);
	add_product(&c, rest[2], power[2]);
	add_product(&d, rest[3], power[3]);
	power = product_powers[0] + first;
	for (size_t i = 0; i < n; i++, power += PRODUCTS) {
		add_product(&a, x[i], power[0]);
		add_product(&b, x[i], power[1]);
		add_product(&c, x[i], power[2]);
		add_product(&d, x[i], power[3]);
	}
	rest[0] = sum_rest(&a, first);
	rest[1] = sum_rest(&b, first + 1);
	rest[2] = sum_rest(&c, first + 2);
	rest[3] = sum_rest(&d, first + 3);
}

static void
take_all_rests(struct modulus *m)
{
	size_t top = (m->n - 1) / CHUNK * CHUNK;

	_Static_assert(PRODUCTS % LANES == 0, "a product would be left over");
	memset(m->rest, 0, sizeof(m->rest));
	for (size_t k = 0; k < PRODUCTS; k += LANES) {
		take_limbs(m, m->x + top, m->n - top, k);
		for (size_t at = top; at > 0; at -= CHUNK)
			take_limbs(m, m->x + at - CHUNK, CHUNK, k);
	}
}

/*
 * -n / 2^64 modulo a small prime, which is as good as n for a table: the q with q p = n modulo 2^64
 * makes q p - n a multiple of 2^64, and its upper word is below p.
 */
static inline uint64_t
rest_by(const struct modulus *m, const struct residue *r)
{
	const struct small_prime *p = &small_primes[r->prime];
	uint64_t high;

	multiply(m->rest[p->product] * p->inverse, p->prime, &high);
	return high;
}

/* Whether the modulus has one of the residues that count. */
static inline bool
rest_counts(const struct modulus *m, const struct residue *r, const uint64_t *masks)
{
	uint64_t rest = rest_by(m, r);

	return masks[r->mask + rest / 64] >> rest % 64 & 1;
}

/* The smallest odd prime below 752 that divides the modulus, or 0. */
static unsigned
find_factor(const struct modulus *m)
{
	const struct small_prime *p = small_primes;
	bool any = false;

	for (size_t i = 0; i < PRIMES; i++)
		any |= m->rest[p[i].product] * p[i].inverse <= p[i].limit;
	if (!any)
		return 0;
	while (m->rest[p->product] * p->inverse > p->limit)
		p++;
	return p->prime;
}

/* Whether it is a power of 65537 modulo all the primes of the fingerprint. */
static bool
is_roca(const struct modulus *m)
{
	if (m->bits < ROCA_BITS)
		return false;
	for (size_t i = 0; i < COUNT(roca_residues); i++)
		if (!rest_counts(m, &roca_residues[i], roca_masks))
			return false;
	return true;
}

/* ========================================================================== */
/*                                Square roots                                */
/* ========================================================================== */

/* The root of a word whose top two bits are not both zero, rounded down. */
static uint32_t
root_of_word(uint64_t x)
{
	uint64_t root = (uint64_t)1 << 62, bit = root;

	x -= bit;
	while ((bit >>= 2) != 0) {
		uint64_t with = root + bit;

		root >>= 1;
		if (x >= with) {
			x -= with;
			root += bit;
		}
	}
	return (uint32_t)root;
}

/*
 * The root of two words at `x`, the upper of which is as above; the remainder, of 65 bits, takes
 * their place.
 */
static uint64_t
root_of_two(uint64_t *x)
{
	uint64_t half = root_of_word(x[1]), over = x[1] - half * half;
	uint64_t twice = over << 31 | x[0] >> 33, q = twice / half;
	uint64_t rest = twice % half << 1 | (x[0] >> 32 & 1), root, high, low;

	if (q >> 32) {			/* the digit is at most 2^32 - 1 */
		q--;
		rest += 2 * half;
	}
	root = half << 32 | q;
	high = rest >> 32;
	low = rest << 32 | (uint32_t)x[0];
	high -= low < q * q;
	low -= q * q;
	while (high >> 63) {		/* below zero: the digit was too large */
		root--;
		low += 2 * root + 1;
		high += (root >> 63) + (low < 2 * root + 1);
	}
	x[0] = low;
	x[1] = high;
	return root;
}

/*
 * Two words to divide by, the top bit set, and floor((2^192 - 1) / (d1 : d0)) - 2^64: Moeller and
 * Granlund, "Improved division by invariant integers".
 */
struct divisor {
	uint64_t d1, d0, reciprocal;
};

static struct divisor
make_divisor(uint64_t d1, uint64_t d0)
{
	uint64_t v = divide(~d1, ~(uint64_t)0, d1), p = d1 * v + d0, low, high;

	if (p < d0) {
		v--;
		if (p >= d1) {
			v--;
			p -= d1;
		}
		p -= d1;
	}
	low = multiply(v, d0, &high);
	p += high;
	if (p < high) {
		v--;
		if (p > d1 || (p == d1 && low >= d0))
			v--;
	}
	return (struct divisor){ d1, d0, v };
}

/* Three words by a divisor, rounded down; 2^64 - 1 if that is not enough. */
static inline uint64_t
divide_three(uint64_t n2, uint64_t n1, uint64_t n0, const struct divisor *d)
{
	uint64_t high, low, t1, t0, r1, r0;

	if (n2 > d->d1 || (n2 == d->d1 && n1 >= d->d0))
		return ~(uint64_t)0;
	low = multiply_add(d->reciprocal, n2, n1, 0, &high);
	high += n2;
	t0 = multiply(high, d->d0, &t1);
	r1 = n1 - high * d->d1 - t1 - (n0 < t0);
	r0 = n0 - t0;
	r1 -= d->d1 + (r0 < d->d0);
	r0 -= d->d0;
	high++;
	if (r1 >= low) {
		high--;
		r0 += d->d0;
		r1 += d->d1 + (r0 < d->d0);
	}
	return high + (r1 > d->d1 || (r1 == d->d1 && r0 >= d->d0));
}

/* w -= q * (the number of digits q, d[0..k), 1); whether that is below zero.  w has k + 3 words. */
static bool
subtract_digit(uint64_t *w, const uint64_t *d, size_t k, uint64_t q)
{
	uint64_t carry, low = multiply(q, q, &carry);

	carry += w[0] < low;
	w[0] -= low;
	for (size_t i = 0; i < k; i++) {
		low = multiply_add(q, d[i], carry, 0, &carry);
		/* Never too much: with the largest carry `low` is 0. */
		carry += w[i + 1] < low;
		w[i + 1] -= low;
	}
	low = multiply_add(q, 1, carry, 0, &carry);
	carry += w[k + 1] < low;
	w[k + 1] -= low;
	low = w[k + 2];
	w[k + 2] -= carry;
	return low < carry;
}

/* The same with a digit less: w += (the digits 2 q - 1, d[0..k), 1); whether that carries. */
static bool
add_back(uint64_t *w, const uint64_t *d, size_t k, uint64_t q)
{
	uint64_t low = 2 * q - 1, carry = (q - 1) >> 63, old;

	w[0] += low;
	carry += w[0] < low;
	for (size_t i = 0; i < k; i++) {
		old = w[i + 1] + carry;
		carry = old < carry;
		w[i + 1] = old + d[i];
		carry += w[i + 1] < old;
	}
	carry++;
	w[k + 1] += carry;
	carry = w[k + 1] < carry;
	w[k + 2] += carry;
	return w[k + 2] < carry;
}

/* x to the left: by a word if n is odd, and two bits at a time until one of the top two is 1. */
static unsigned
normalize(uint64_t *w, const uint64_t *x, size_t n)
{
	unsigned shift = (64 - word_bits(x[n - 1])) & ~1u;
	size_t odd = n & 1;
	uint64_t low = 0;

	w[0] = 0;
	for (size_t i = 0; i < n; i++) {
		w[i + odd] = x[i] << shift | low;
		low = shift ? x[i] >> (64 - shift) : 0;
	}
	return shift + 64 * (unsigned)odd;
}

/*
 * The square root of x, rounded down, into (n + 1) / 2 limbs; whether there is no remainder.  The
 * top limb of x must not be zero.
 *
 * As by hand, with digits of 64 bits: the remainder and two more limbs by twice the root gives the
 * next digit.  `twice` grows downwards; its top bit falls out and is known to be 1.
 */
static bool
take_root(const uint64_t *x, size_t n, uint64_t *root)
{
	uint64_t w[LIMBS + 2], *twice = root, q, top, any = 0;
	size_t h = (n + 1) / 2, lo = h - 1;
	unsigned shift = normalize(w, x, n) / 2;
	struct divisor d;
	bool below;

	top = root_of_two(w + 2 * lo);
	twice[lo] = top << 1;
	d = make_divisor(top, 0);
	for (size_t k = 1; lo > 0; k++, lo--) {
		uint64_t *v = w + 2 * lo - 2;

		q = divide_three(v[k + 2] << 63 | v[k + 1] >> 1, v[k + 1] << 63 | v[k] >> 1,
				 v[k] << 63 | v[k - 1] >> 1, &d);
		for (below = subtract_digit(v, twice + lo, k, q); below; q--)
			below = !add_back(v, twice + lo, k, q);
		twice[lo - 1] = q << 1;
		twice[lo] |= q >> 63;
		if (k == 1)
			d = make_divisor(top, q);
	}
	for (size_t i = 0; i <= h; i++)
		any |= w[i];
	for (size_t i = 0; i < h; i++) {
		uint64_t next = i + 1 < h ? root[i + 1] : 1;

		root[i] = root[i] >> 1 | next << 63;
	}
	for (size_t i = 0; shift > 0 && i < h; i++)
		root[i] = root[i] >> shift | (i + 1 < h ? root[i + 1] << (64 - shift) : 0);
	return any == 0;
}

/* ========================================================================== */
/*                              Fermat's method                               */
/* ========================================================================== */

/* The root s of a modulus that is no square. */
struct floor_root {
	uint64_t s[HALF + 8];		/* zero from h up to a multiple of 8 above it */
	size_t h;
};

/* The set g of residues modulo m, moved so that `by` becomes 0. */
static inline uint64_t
rotate(uint64_t g, unsigned by, unsigned m)
{
	uint64_t all = ~(uint64_t)0 >> (64 - m);

	return by == 0 ? g : (g >> by | g << (m - by)) & all;
}

/* A set of residues modulo m as one of all numbers below 64. */
static inline uint64_t
repeat(uint64_t g, unsigned m)
{
	for (; m < 64; m *= 2)
		g |= g << m;
	return g;
}

/* The root modulo the product of the sieve's primes. */
static uint64_t
sieve_rest(const struct floor_root *root)
{
	uint64_t t = 0, m = fermat_product[0], v = fermat_product_inverse[0];
	size_t rows = (root->h + 7) / 8;

	for (size_t i = 0; i < 8 * rows; i++)
		t = fold(t, root->s[i], m, v);
	return fold_product(t, fermat_product_undo[rows - 1][0], m, v);
}

/*
 * The rounds in which (s + 1 + i)^2 - n is a square modulo 64 and some primes, as bits of two
 * words: all rounds at once, by turning the set of the good a modulo each.
 */
static void
sieve_rounds(const struct modulus *m, const struct floor_root *root, uint64_t live[2])
{
	uint64_t rest = sieve_rest(root), g;

	live[0] = rotate(fermat_masks[m->x[0] % 64], (unsigned)(root->s[0] + 1) % 64, 64);
	live[1] = live[0] & ~(uint64_t)0 >> (128 - RSA_FERMAT_ROUNDS);
	for (size_t i = 0; i < COUNT(fermat_residues) && (live[0] | live[1]) != 0; i++) {
		const struct residue *r = &fermat_residues[i];
		unsigned p = small_primes[r->prime].prime;

		g = fermat_masks[r->mask + rest_by(m, r)];
		g = rotate(g, (unsigned)((rest + 1) % p), p);
		live[0] &= repeat(g, p);
		live[1] &= repeat(rotate(g, 64 % p, p), p);
	}
}

/* n - s^2, which is at most 2 s: h + 1 limbs are enough, and what is above them cancels. */
static void
take_remainder(const struct modulus *m, const struct floor_root *root, uint64_t *out)
{
	const uint64_t *s = root->s;
	size_t h = root->h;

	for (size_t i = 0; i <= h; i++)
		out[i] = i < m->n ? m->x[i] : 0;
	for (size_t i = 0; i <= h; i++) {
		uint64_t carry = 0, borrow = 0, low;

		for (size_t j = 0; i + j <= h; j++) {
			low = multiply_add(s[i], s[j], carry, borrow, &carry);
			borrow = out[i + j] < low;
			out[i + j] -= low;
		}
	}
}

/* Whether (s + k)^2 - n, which is k^2 + 2 k s - (n - s^2), is a square. */
static bool
is_round(const struct floor_root *root, const uint64_t *remainder, unsigned k)
{
	uint64_t d[HALF + 2], b[HALF / 2 + 2], carry = (uint64_t)k * k, borrow = 0, low, minus;
	size_t n = root->h + 2;

	for (size_t i = 0; i < n; i++) {
		low = i < root->h ? root->s[i] : 0;
		low = multiply_add(low, 2 * k, carry, 0, &carry);
		minus = i <= root->h ? remainder[i] : 0;
		d[i] = low - minus - borrow;
		borrow = low < minus || (low == minus && borrow);
	}
	while (n > 0 && d[n - 1] == 0)
		n--;
	return n > 0 && take_root(d, n, b);
}

/* A prime n is (a - b) (a + b) too, with a - b = 1; the rounds reach that for small ones only. */
static bool
is_trivial(const struct modulus *m, const struct floor_root *root, unsigned k)
{
	return m->n == 1 && m->x[0] == 2 * (root->s[0] + k) - 1;
}

/* The round, from 1, that finds two factors of a modulus that is no square; 0 if none does. */
static unsigned
find_round(const struct modulus *m, const struct floor_root *root)
{
	uint64_t live[2], remainder[HALF + 2];
	bool first = true;

	sieve_rounds(m, root, live);
	for (unsigned k = 1; k <= RSA_FERMAT_ROUNDS; k++) {
		if (live[0] == 0 && live[1] == 0)
			return 0;
		if ((live[(k - 1) / 64] >> (k - 1) % 64 & 1) == 0)
			continue;
		if (first)
			take_remainder(m, root, remainder);
		first = false;
		if (is_round(root, remainder, k) && !is_trivial(m, root, k))
			return k;
	}
	return 0;
}

/* ========================================================================== */
/*                                   Powers                                   */
/* ========================================================================== */

/*
 * If an odd n has a k-th root, that is its only one modulo 2^64 (2^128, ...) for an odd k, and has
 * bits / k bits.  For most k that is less than a limb, and one limb of almost any n shows at once
 * that its root has more.
 */

/* n^(j 16^i) modulo 2^64, for powers with any exponent below 2^64: 16 multiplications. */
struct windows {
	uint64_t at[16][16];
	bool made;
};

static void
make_windows(struct windows *w, uint64_t base)
{
	for (int i = 0; i < 16; i++) {
		uint64_t square = base * base, fourth = square * square, even = 1, odd = base;

		for (int j = 0; j < 16; j += 2, even *= square, odd *= square) {
			w->at[i][j] = even;
			w->at[i][j + 1] = odd;
		}
		fourth *= fourth;
		base = fourth * fourth;
	}
	w->made = true;
}

/* The k-th root of the lowest limb: what is odd has an order that divides 2^62. */
static uint64_t
low_root(const struct windows *w, uint64_t inverse)
{
	uint64_t even = 1, odd = 1;

	for (int i = 0; i < 16; i += 2) {
		even *= w->at[i][inverse >> 4 * i & 15];
		odd *= w->at[i + 1][inverse >> (4 * i + 4) & 15];
	}
	return even * odd;
}

/* out = a * b, the lowest n limbs. */
static void
multiply_low(uint64_t *out, const uint64_t *a, const uint64_t *b, size_t n)
{
	memset(out, 0, n * sizeof(*out));
	for (size_t i = 0; i < n; i++) {
		uint64_t carry = 0;

		for (size_t j = 0; i + j < n; j++)
			out[i + j] = multiply_add(a[i], b[j], out[i + j], carry, &carry);
	}
}

/* out = a^k, the lowest n limbs, k > 0; `room` has n. */
static void
power_low(uint64_t *out, const uint64_t *a, unsigned k, size_t n, uint64_t *room)
{
	memcpy(out, a, n * sizeof(*out));
	for (unsigned bit = word_bits(k) - 1; bit-- > 0; ) {
		multiply_low(room, out, out, n);
		if (k >> bit & 1)
			multiply_low(out, room, a, n);
		else
			memcpy(out, room, n * sizeof(*out));
	}
}

/* a = (1 - a) / k modulo 2^(64 n): 1 - a is ~a + 2, and what k leaves is borrowed from above. */
static void
distance_by(uint64_t *a, unsigned k, size_t n)
{
	uint64_t inverse = word_inverse(k), carry = 2, borrow = 0, limb, high;

	for (size_t i = 0; i < n; i++) {
		limb = ~a[i] + carry;
		carry = limb < carry;
		a[i] = (limb - borrow) * inverse;
		multiply(a[i], k, &high);
		borrow = high + (limb < borrow);
	}
}

/*
 * The k-th root of n modulo 2^(64 want) from its lowest limb.  Newton's steps go for y = n^(-1/k),
 * which needs no other division than by k: y += y (1 - n y^k) / k doubles the limbs that are right.
 */
static void
lift_root(const struct modulus *m, unsigned k, uint64_t *root, size_t want)
{
	uint64_t y[ROOT_LIMBS] = { word_inverse(root[0]) }, p[ROOT_LIMBS], room[ROOT_LIMBS];

	for (size_t have = 1; have < want; ) {
		have = 2 * have < want ? 2 * have : want;
		power_low(p, y, k, have, room);
		multiply_low(room, p, m->x, have);
		distance_by(room, k, have);
		multiply_low(p, room, y, have);
		for (size_t i = 0, carry = 0; i < have; i++)
			y[i] = multiply_add(1, y[i], p[i], carry, &carry);
	}
	power_low(p, y, k - 1, want, room);
	multiply_low(root, p, m->x, want);
}

/* out = a * b in full; the length without leading zeros. */
static size_t
multiply_all(uint64_t *out, const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
	memset(out, 0, (an + bn) * sizeof(*out));
	for (size_t i = 0; i < an; i++) {
		uint64_t carry = 0;

		for (size_t j = 0; j < bn; j++)
			out[i + j] = multiply_add(a[i], b[j], out[i + j], carry, &carry);
		out[i + bn] = carry;
	}
	return out[an + bn - 1] == 0 ? an + bn - 1 : an + bn;
}

/* Whether root^k is the modulus, for a root of ceil(bits / k) bits and n limbs. */
static bool
is_power_of(const struct modulus *m, const uint64_t *root, size_t n, unsigned k)
{
	uint64_t p[POWER_LIMBS], room[POWER_LIMBS];
	size_t length = n;

	memcpy(p, root, n * sizeof(*p));
	for (unsigned bit = word_bits(k) - 1; bit-- > 0; ) {
		length = multiply_all(room, p, length, p, length);
		if (k >> bit & 1)
			length = multiply_all(p, room, length, root, n);
		else
			memcpy(p, room, length * sizeof(*p));
	}
	return length == m->n && memcmp(p, m->x, length * sizeof(*p)) == 0;
}

/* Whether there is a k-th root of so many bits, the lowest limb of which is `low`. */
static bool
has_root(const struct modulus *m, unsigned k, uint64_t low, size_t bits)
{
	uint64_t root[ROOT_LIMBS];
	size_t n = bits <= LOW_ROOT_BITS ? 1 : (bits + ROOT_SLACK + 63) / 64;

	root[0] = low;
	if (n > 1)
		lift_root(m, k, root, n);
	while (n > 0 && root[n - 1] == 0)
		n--;
	return n > 0 && 64 * (n - 1) + word_bits(root[n - 1]) == bits &&
	       is_power_of(m, root, n, k);
}

/* Whether the modulus is a k-th power modulo the primes that tell most others. */
static inline bool
may_be_power(const struct modulus *m, const struct exponent *e)
{
	const struct residue *r = power_residues + e->first;

	for (unsigned i = 0; i < e->count; i++)
		if (!rest_counts(m, &r[i], power_masks))
			return false;
	return true;
}

/* The smallest odd prime k of which an odd modulus is a k-th power, or 0. */
static unsigned
find_power(const struct modulus *m)
{
	unsigned bits = (unsigned)m->bits, root_bits;
	const struct exponent *e = exponents, *end = e + COUNT(exponents);
	struct windows w;
	uint64_t low;

	for (w.made = false; e < end && (ROOT_BITS - 1) * e->k < bits; e++) {
		if (!may_be_power(m, e))
			continue;
		if (!w.made)
			make_windows(&w, m->x[0]);
		low = low_root(&w, e->inverse);
		root_bits = (bits + e->k - 1) / e->k;
		if (root_bits <= LOW_ROOT_BITS && low >> root_bits != 0)
			continue;
		if (has_root(m, e->k, low, root_bits))
			return e->k;
	}
	return 0;
}

/* ========================================================================== */
/*                                   A key                                    */
/* ========================================================================== */

/* Take the leading zeros off; whether the number is positive. */
static bool
is_positive(struct span *number)
{
	if (number->n == 0 || number->p[0] >= 0x80)
		return false;
	while (number->n > 0 && number->p[0] == 0)
		number->p++, number->n--;
	return number->n > 0;
}

size_t
rsa_bits(struct span number)
{
	return is_positive(&number) ? 8 * (number.n - 1) + word_bits(number.p[0]) : 0;
}

/* What its square root tells of an odd modulus. */
static unsigned
square_faults(const struct modulus *m, struct rsa_detail *detail)
{
	struct floor_root root;

	root.h = (m->n + 1) / 2;
	if (take_root(m->x, m->n, root.s)) {
		detail->power = 2;
		detail->round = m->bits > 1;
		return detail->round ? RSA_MODULUS_FERMAT : 0;
	}
	for (size_t i = root.h; i == root.h || i % 8 != 0; i++)
		root.s[i] = 0;
	detail->round = (uint8_t)find_round(m, &root);
	return detail->round ? RSA_MODULUS_FERMAT : 0;
}

/* That an even modulus has no factors to hide is clear without the rest. */
static unsigned
number_faults(const struct modulus *m, struct rsa_detail *detail)
{
	unsigned faults;

	detail->factor = (uint16_t)find_factor(m);
	faults = detail->factor ? RSA_MODULUS_SMALL_FACTOR : 0;
	if ((m->x[0] & 1) == 0)
		return faults | RSA_MODULUS_EVEN;
	faults |= square_faults(m, detail);
	if (is_roca(m))
		faults |= RSA_MODULUS_ROCA;
	if (detail->power == 0)
		detail->power = (uint16_t)find_power(m);
	return detail->power ? faults | RSA_MODULUS_POWER : faults;
}

static unsigned
modulus_faults(struct span number, struct rsa_detail *detail)
{
	struct modulus m;

	m.bits = rsa_bits(number);
	if (!is_positive(&number))
		return RSA_MODULUS_NOT_POSITIVE;
	if (m.bits > RSA_TESTED_BITS)
		return RSA_MODULUS_NOT_TESTED |
		       (number.p[number.n - 1] & 1 ? 0 : RSA_MODULUS_EVEN);
	load(&m, number);
	take_all_rests(&m);
	return number_faults(&m, detail);
}

/* By its octets only: it may have any number of them. */
static unsigned
exponent_faults(struct span e, struct span modulus)
{
	unsigned faults = 0;

	if (!is_positive(&e))
		return RSA_EXPONENT_NOT_POSITIVE;
	if ((e.p[e.n - 1] & 1) == 0)
		faults |= RSA_EXPONENT_EVEN;
	if (e.n == 1 && e.p[0] < 3)
		faults |= RSA_EXPONENT_BELOW_3;
	if (e.n < 3 || (e.n == 3 && memcmp(e.p, "\1\0\1", 3) < 0))
		faults |= RSA_EXPONENT_SMALL;
	if (e.n > 32)
		faults |= RSA_EXPONENT_LARGE;
	if (is_positive(&modulus) &&
	    (e.n > modulus.n || (e.n == modulus.n && memcmp(e.p, modulus.p, e.n) >= 0)))
		faults |= RSA_EXPONENT_NOT_BELOW_MODULUS;
	return faults;
}

unsigned
rsa_faults(struct span modulus, struct span exponent, struct rsa_detail *detail)
{
	struct rsa_detail found = { 0, 0, 0 };
	unsigned faults = modulus_faults(modulus, &found) | exponent_faults(exponent, modulus);

	if (detail)
		*detail = found;
	return faults;
}
