/* Weak keys: listed ones by their hashes, and those of the smallest private keys. */

#include "weak.h"

#include <string.h>

#include "key.h"
#include "point.h"
#include "rsa.h"
#include "table.h"

#include "scalars.c.h"

/* ========================================================================== */
/*                                Listed keys                                 */
/* ========================================================================== */

/* The record, of `width` octets, that begins with so many of `hash`, or NULL. */
static const uint8_t *
list_find(const struct key_list *list, const uint8_t *hash, size_t width, size_t compared)
{
	uint32_t bucket, low, high, middle;
	int order;

	if (list->count == 0)
		return NULL;
	bucket = key_list_bucket(hash, list->bits);
	low = list->starts[bucket], high = list->starts[bucket + 1];
	while (low < high) {
		middle = low + (high - low) / 2;
		order = memcmp(hash, list->records + middle * width, compared);
		if (order == 0)
			return list->records + middle * width;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static struct span
skip_zeros(struct span number)
{
	while (number.n > 0 && number.p[0] == 0)
		number.p++, number.n--;
	return number;
}

/* x of a point on any curve, by its first octet alone. */
static struct span
x_of(struct span point)
{
	if (point.n < 2)
		return (struct span){ NULL, 0 };
	switch (point.p[0]) {
	case 2:
	case 3: return (struct span){ point.p + 1, point.n - 1 };
	case 4:
	case 6:
	case 7: return (struct span){ point.p + 1, (point.n - 1) / 2 };
	default: return (struct span){ NULL, 0 };
	}
}

/* What badkeys hashes of a key: one number of it, without leading zeros; or all of it. */
static struct span
number_of(const struct key *key)
{
	struct span in = key->octets;
	struct der y;

	if (key->modulus.n > 0)
		return skip_zeros(key->modulus);
	switch (key->algorithm) {
	case OID_EC_PUBLIC_KEY: return skip_zeros(x_of(key->octets));
	case OID_DSA: return der_take(&in, DER_INTEGER, &y) ? skip_zeros(y.body) : in;
	case OID_X25519:
	case OID_X448:
	case OID_ED25519:
	case OID_ED448: return skip_zeros(key->octets);
	default: return key->octets;
	}
}

/* By SHA-256 of the number, 120 bits of it, and the number of a list. */
static bool
listed_by_number(const struct key_list *list, const struct key *key, int *number)
{
	struct span hashed = number_of(key);
	const uint8_t *record;
	uint8_t hash[32];

	if (list->count == 0 || hashed.n == 0)
		return false;
	sha256(hashed, hash);
	record = list_find(list, hash, KEY_NUMBER_WIDTH, KEY_NUMBER_WIDTH - 1);
	if (!record)
		return false;
	*number = record[KEY_NUMBER_WIDTH - 1];
	return true;
}

/* "Modulus=C3A1...\n", as openssl prints it; the length. */
static size_t
modulus_text(struct span modulus, uint8_t *out)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = 8;

	memcpy(out, "Modulus=", n);
	for (size_t i = 0; i < modulus.n; i++) {
		if (i > 0 || modulus.p[i] >> 4)
			out[n++] = (uint8_t)digits[modulus.p[i] >> 4];
		out[n++] = (uint8_t)digits[modulus.p[i] & 15];
	}
	out[n++] = '\n';
	return n;
}

/* By the last 80 bits of SHA-1 of that text. */
static bool
listed_by_text(const struct key_list *list, const struct key *key)
{
	struct span modulus = skip_zeros(key->modulus);
	uint8_t text[8 + RSA_TESTED_BITS / 4 + 1], hash[20];

	if (list->count == 0 || modulus.n == 0 || modulus.n > RSA_TESTED_BITS / 8)
		return false;
	sha1((struct span){ text, modulus_text(modulus, text) }, hash);
	return list_find(list, hash + 20 - KEY_TEXT_WIDTH, KEY_TEXT_WIDTH, KEY_TEXT_WIDTH);
}

bool
weak_key_listed(const struct data *data, const struct key *key, int *list)
{
	int number = WEAK_NO_NUMBER;

	if (!listed_by_number(&data->key_lists[KEY_BY_NUMBER], key, &number) &&
	    !listed_by_text(&data->key_lists[KEY_BY_TEXT], key))
		return false;
	if (list)
		*list = number;
	return true;
}

/* ========================================================================== */
/*                              Trivial scalars                               */
/* ========================================================================== */

/* The last eight octets of x, which tell 3072 points from all that a generator will ever make. */
static uint64_t
tail_of(struct span x)
{
	uint64_t tail = 0;

	for (size_t i = x.n - 8; i < x.n; i++)
		tail = tail << 8 | x.p[i];
	return tail;
}

/* The entry of the tail in a sorted table, or SCALARS. */
static size_t
find_tail(const uint64_t *tails, uint64_t tail)
{
	size_t low = 0, high = SCALARS;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tails[middle] < tail)
			low = middle + 1;
		else
			high = middle;
	}
	return low < SCALARS && tails[low] == tail ? low : SCALARS;
}

bool
ec_scalar_trivial(enum oid curve, struct span point, int *scalar)
{
	struct span x = point_x(curve, point);
	const uint16_t *scalars;
	const uint64_t *tails;
	size_t i;
	int k;

	if (x.n < 8)
		return false;
	switch (curve) {
	case OID_P256: tails = p256_x, scalars = p256_scalars; break;
	case OID_P384: tails = p384_x, scalars = p384_scalars; break;
	default: tails = p521_x, scalars = p521_scalars;
	}
	i = find_tail(tails, tail_of(x));
	if (i == SCALARS)
		return false;
	k = scalars[i] >> 1;
	*scalar = (scalars[i] & 1) == ((point.p[0] == 4 ? point.p[point.n - 1] : point.p[0]) & 1) ?
		k : -k;
	return true;
}
