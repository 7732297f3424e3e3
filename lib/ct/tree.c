/* Merkle trees (RFC 6962 2.1): appended to, rooted, proven. */

#include <certlint/ct_tree.h>

#include <string.h>

#include "key.h"
#include "sized.h"

enum { HASH = 32, LEVELS = 64 };

/* The hash of a node above two others; `out` may be either. */
static void
hash_children(const uint8_t *left, const uint8_t *right, uint8_t *out)
{
	uint8_t node[1 + 2 * HASH];

	node[0] = 1;
	memcpy(node + 1, left, HASH);
	memcpy(node + 1 + HASH, right, HASH);
	sha256((struct span){ node, sizeof(node) }, out);
}

static int
accept(const struct certlint_ct_tree *tree)
{
	struct certlint_ct_tree own;

	if (tree == NULL)
		return CERTLINT_ERR_ARGUMENT;
	/* A smaller one has no room for its hashes. */
	if (tree->size < sizeof(own))
		return CERTLINT_ERR_ARGUMENT;
	return tree->size == sizeof(own) ? CERTLINT_OK : sized_read(&own, sizeof(own), tree);
}

/* Add the root of a subtree of 2^level leaves, and merge what is of one size. */
static void
append(struct certlint_ct_tree *tree, uint32_t level, const uint8_t *hash)
{
	uint8_t node[HASH];
	uint32_t i = level;

	memcpy(node, hash, HASH);
	for (; tree->count >> i & 1; i++)
		hash_children(tree->hashes + HASH * i, node, node);
	memcpy(tree->hashes + HASH * i, node, HASH);
	tree->count += UINT64_C(1) << level;
}

int
certlint_ct_tree_append(struct certlint_ct_tree *tree, uint32_t level, const uint8_t *hashes,
			size_t n)
{
	int status = accept(tree);

	if (status != CERTLINT_OK)
		return status;
	if (level >= LEVELS || (hashes == NULL && n > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (tree->count & ((UINT64_C(1) << level) - 1) || n > (UINT64_MAX - tree->count) >> level)
		return CERTLINT_ERR_ARGUMENT;
	for (size_t i = 0; i < n; i++)
		append(tree, level, hashes + HASH * i);
	return CERTLINT_OK;
}

int
certlint_ct_tree_root(const struct certlint_ct_tree *tree, uint8_t out[32])
{
	uint8_t root[HASH];
	bool found = false;
	int status = accept(tree);

	if (status != CERTLINT_OK)
		return status;
	if (out == NULL)
		return CERTLINT_ERR_ARGUMENT;
	sha256((struct span){ NULL, 0 }, root);
	for (unsigned i = 0; i < LEVELS; i++) {
		if (!(tree->count >> i & 1))
			continue;
		if (found)
			hash_children(tree->hashes + HASH * i, root, root);
		else
			memcpy(root, tree->hashes + HASH * i, HASH);
		found = true;
	}
	memcpy(out, root, HASH);
	return CERTLINT_OK;
}

/* ---- kept ---- */

enum { COUNT = 8 };

static size_t
written_length(uint64_t count)
{
	size_t n = COUNT;

	for (; count > 0; count &= count - 1)
		n += HASH;
	return n;
}

int64_t
certlint_ct_tree_write(const struct certlint_ct_tree *tree, void *out, size_t capacity)
{
	uint8_t *w = out;
	size_t n;
	int status = accept(tree);

	if (status != CERTLINT_OK)
		return status;
	if (out == NULL && capacity > 0)
		return CERTLINT_ERR_ARGUMENT;
	n = written_length(tree->count);
	if (n > capacity)
		return (int64_t)n;
	for (unsigned i = 0; i < COUNT; i++)
		*w++ = (uint8_t)(tree->count >> (56 - 8 * i));
	for (unsigned i = LEVELS; i-- > 0;)
		if (tree->count >> i & 1) {
			memcpy(w, tree->hashes + HASH * i, HASH);
			w += HASH;
		}
	return (int64_t)n;
}

int
certlint_ct_tree_read(struct certlint_ct_tree *tree, const void *data, size_t length)
{
	const uint8_t *p = data;
	uint64_t count = 0;
	int status = accept(tree);

	if (status != CERTLINT_OK)
		return status;
	if (data == NULL && length > 0)
		return CERTLINT_ERR_ARGUMENT;
	for (size_t i = 0; i < COUNT && i < length; i++)
		count = count << 8 | *p++;
	if (length < COUNT || length != written_length(count))
		return CERTLINT_ERR_FORMAT;
	for (unsigned i = LEVELS; i-- > 0;)
		if (count >> i & 1) {
			memcpy(tree->hashes + HASH * i, p, HASH);
			p += HASH;
		}
	tree->count = count;
	return CERTLINT_OK;
}

/* ---- proofs: RFC 9162 2.1.3.2 and 2.1.4.2 ---- */

/*
 * The path from a leaf or subtree to the roots of two trees; `fn` and `sn` as the RFC names them.
 */
struct climb {
	uint64_t fn, sn;
	uint8_t first[HASH], second[HASH];
};

/* One step up with a hash of the proof; false if there is nothing above. */
static bool
climb(struct climb *c, const uint8_t *hash)
{
	if (c->sn == 0)
		return false;
	if (c->fn & 1 || c->fn == c->sn) {
		hash_children(hash, c->first, c->first);
		hash_children(hash, c->second, c->second);
		for (; !(c->fn & 1) && c->fn != 0; c->sn >>= 1)
			c->fn >>= 1;
	} else {
		hash_children(c->second, hash, c->second);
	}
	c->fn >>= 1;
	c->sn >>= 1;
	return true;
}

static bool
same(const uint8_t *a, const uint8_t *b)
{
	return memcmp(a, b, HASH) == 0;
}

static bool
is_consistent(uint64_t first_size, const uint8_t *first, uint64_t second_size,
	      const uint8_t *second, const uint8_t *proof, size_t n)
{
	struct climb c = { .fn = first_size - 1, .sn = second_size - 1 };
	size_t i = 0;

	/* A complete subtree needs no proof of itself. */
	if ((first_size & (first_size - 1)) == 0)
		memcpy(c.first, first, HASH);
	else if (n > 0)
		memcpy(c.first, proof + HASH * i++, HASH);
	else
		return false;
	memcpy(c.second, c.first, HASH);
	for (; c.fn & 1; c.sn >>= 1)
		c.fn >>= 1;
	for (; i < n; i++)
		if (!climb(&c, proof + HASH * i))
			return false;
	return c.sn == 0 && same(c.first, first) && same(c.second, second);
}

int
certlint_ct_consistency(uint64_t first_size, const uint8_t first_root[32], uint64_t second_size,
			const uint8_t second_root[32], const uint8_t *proof, size_t n)
{
	bool good;

	if (first_root == NULL || second_root == NULL || (proof == NULL && n > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (first_size > second_size)
		return CERTLINT_ERR_PROOF;
	if (first_size == second_size)
		good = n == 0 && same(first_root, second_root);
	else if (first_size == 0)
		good = n == 0;
	else
		good = is_consistent(first_size, first_root, second_size, second_root, proof, n);
	return good ? CERTLINT_OK : CERTLINT_ERR_PROOF;
}

int
certlint_ct_inclusion(const uint8_t leaf_hash[32], uint64_t leaf_index, uint64_t tree_size,
		      const uint8_t root[32], const uint8_t *proof, size_t n)
{
	struct climb c = { .fn = leaf_index, .sn = tree_size - 1 };

	if (leaf_hash == NULL || root == NULL || (proof == NULL && n > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (leaf_index >= tree_size)
		return CERTLINT_ERR_PROOF;
	memcpy(c.first, leaf_hash, HASH);
	memcpy(c.second, leaf_hash, HASH);
	for (size_t i = 0; i < n; i++)
		if (!climb(&c, proof + HASH * i))
			return CERTLINT_ERR_PROOF;
	return c.sn == 0 && same(c.second, root) ? CERTLINT_OK : CERTLINT_ERR_PROOF;
}

/* ---- tiles ---- */

enum { TILE_WIDTH = 256, TILE_LEVELS = 6, PATH_MAX_LENGTH = 64 };

/* Write a number's digits, at least `least` of them; the new end. */
static char *
put_decimal(char *w, uint64_t value, unsigned least)
{
	char digits[20];
	unsigned n = 0;

	do {
		digits[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0 || n < least);
	while (n > 0)
		*w++ = digits[--n];
	return w;
}

static char *
put_text(char *w, const char *text)
{
	size_t n = strlen(text);

	memcpy(w, text, n);
	return w + n;
}

/* The index in groups of three digits, all but the last led by an x. */
static char *
put_index(char *w, uint64_t index)
{
	uint64_t scale = 1;

	while (index / scale >= 1000)
		scale *= 1000;
	for (; scale > 1; scale /= 1000) {
		*w++ = 'x';
		w = put_decimal(w, index / scale % 1000, 3);
		*w++ = '/';
	}
	return put_decimal(w, index % 1000, 3);
}

size_t
certlint_ct_tile_path(int level, uint64_t index, uint32_t width, char *buffer, size_t capacity)
{
	char path[PATH_MAX_LENGTH], *w = put_text(path, "tile/");
	size_t length, n;

	if (level < CERTLINT_CT_TILE_DATA || level >= TILE_LEVELS || width < 1 ||
	    width > TILE_WIDTH || (buffer == NULL && capacity > 0))
		return 0;
	w = level < 0 ? put_text(w, "data") : put_decimal(w, (uint64_t)level, 1);
	*w++ = '/';
	w = put_index(w, index);
	if (width < TILE_WIDTH)
		w = put_decimal(put_text(w, ".p/"), width, 1);
	length = (size_t)(w - path);
	if (capacity == 0)
		return length;
	n = length < capacity ? length : capacity - 1;
	memcpy(buffer, path, n);
	buffer[n] = '\0';
	return length;
}
