/* TLS BR 6.1.5 and 6.1.6 of 2013 to 2020: the numbers of DSA keys. */

#include "checks.h"

/* The contents of the INTEGERs of a DSA key; p.p == NULL: it has none, or not all. */
struct dsa {
	struct span p, q, y;
};

static struct dsa
dsa_read(const struct cert *c)
{
	struct span in = c->key.algorithm_id.body, value = c->key.octets;
	struct der oid, parameters, p, q, y;

	if (!der_take(&in, DER_OID, &oid) || !der_take(&in, DER_SEQUENCE, &parameters) ||
	    !der_take(&parameters.body, DER_INTEGER, &p) ||
	    !der_take(&parameters.body, DER_INTEGER, &q) || !der_take(&value, DER_INTEGER, &y))
		return (struct dsa){ .p = { NULL, 0 } };
	return (struct dsa){ p.body, q.body, y.body };
}

/* A number's octets without leading zeros, and its length in bits. */
static struct span
without_zeros(struct span s)
{
	while (s.n > 0 && *s.p == 0)
		s.p++, s.n--;
	return s;
}

static size_t
bit_count(struct span number)
{
	struct span s = without_zeros(number);

	return s.n == 0 ? 0 : 8 * s.n - (size_t)__builtin_clz(s.p[0]) + 24;
}

/*
 * The modulus of a DSA key has at least 2048 bits, and its divisor 224.
 *
 * The strength of the key is that of the weaker of the two. DSA went from the BRs in 2020.
 *
 * fix: certify an RSA or elliptic curve key.
 * covers: br-6.1.5-dsa-sizes-old
 * peers: zlint:e_dsa_improper_modulus_or_divisor_size zlint:e_dsa_shorter_than_2048_bits
 *
 *	pass tls-2019 key=dsa2048
 *	fail tls-2019 key=dsa2048 swap=0094cf8a14:
 *	fail tls-2019 key=dsa2048 swap=00bccca874c0a95a1b:
 *	na   tls key=dsa2048
 *	na   client from=2019-06-03 key=dsa2048 swap=0094cf8a14:
 */
LINT(br_dsa_too_short_old, ERROR, BR("6.1.5"), .on = FACTS(TLS, DSA_KEY), .from = BR_1_1_3,
     .until = BR_1_7_1)
{
	struct dsa key = dsa_read(c);

	if (key.p.p && (bit_count(key.p) < 2048 || bit_count(key.q) < 224))
		fail(r, der_whole(&c->key.algorithm_id),
		     "the DSA key has a modulus of %zu bits and "
		     "a divisor of %zu",
		     bit_count(key.p), bit_count(key.q));
}

/* Whether 2 <= y <= p - 2. */
static bool
is_in_range(struct span y, struct span p)
{
	y = without_zeros(y);
	p = without_zeros(p);
	if (y.n == 0 || (y.n == 1 && y.p[0] < 2) || y.n > p.n)
		return false;
	if (y.n < p.n)
		return true;
	if (memcmp(y.p, p.p, p.n - 1) != 0)
		return memcmp(y.p, p.p, p.n - 1) < 0;
	return y.p[p.n - 1] + 2 <= p.p[p.n - 1];
}

/*
 * The public value of a DSA key lies between 2 and p - 2.
 *
 * Each value has one representation in that range, and those at its ends are no keys: anybody
 * knows the private key of 1.
 *
 * fix: certify an RSA or elliptic curve key.
 * covers: br-6.1.6-dsa-representation-old
 * peers: zlint:e_dsa_unique_correct_representation
 *
 *	pass tls-2019 key=dsa2048
 *	pass tls-2019 key=dsa2048,bits=020102
 *	fail tls-2019 key=dsa2048,bits=020101
 *	fail tls-2019 key=dsa2048,bits=020100
 *	na   tls key=dsa2048,bits=020101
 */
LINT(br_dsa_value_range_old, ERROR, BR("6.1.6"), .on = FACTS(TLS, DSA_KEY), .from = BR_1_1_3,
     .until = BR_1_7_1)
{
	struct dsa key = dsa_read(c);

	if (key.p.p && !is_in_range(key.y, key.p))
		fail(r, c->key.octets,
		     "the public value of the DSA key is not between 2 and p - 2");
}

/*
 * The public value of a DSA key is of order q.
 *
 * A value outside the subgroup is no key of these parameters, and arithmetic with it can betray
 * the private keys of others.
 *
 * fix: certify an RSA or elliptic curve key.
 * covers: br-6.1.6-dsa-subgroup-old
 * peers: zlint:e_dsa_correct_order_in_subgroup
 * unless: br_dsa_value_range_old
 *
 *	pass tls-2019 key=dsa2048
 *	fail tls-2019 key=dsa2048,bits=020102
 *	na   tls key=dsa2048,bits=020102
 */
LINT(br_dsa_subgroup_old, ERROR, BR("6.1.6"), .on = FACTS(TLS, DSA_KEY), .from = BR_1_1_3,
     .until = BR_1_7_1)
{
	struct dsa key = dsa_read(c);

	if (key.p.p && dsa_in_subgroup(key.p, key.q, key.y) == VERDICT_BAD)
		fail(r, c->key.octets, "the public value of the DSA key is not of order q");
}
