/* How far a log has been read and proven, as bytes that are stored between runs. */

#include "place.h"

#include <stdbool.h>

enum { HASH = 32, TREE_MOST = 8 + 64 * HASH };

/* The 1 is the version of what follows. */
static const char magic[8] = { 'c', 'l', 'p', 'l', 'a', 'c', 'e', 1 };

void
place_clear(struct place *place)
{
	*place = (struct place){ .tree = CERTLINT_CT_TREE_INIT, .proven = CERTLINT_CT_TREE_INIT };
}

/* ---- written ---- */

static void
put_number(struct text *out, uint64_t value)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		text_char(out, (char)(value >> shift));
}

static void
put_head(struct text *out, const struct head *head)
{
	put_number(out, head->size);
	put_number(out, head->time);
	text_add(out, head->root, HASH);
}

static void
put_tree(struct text *out, const struct certlint_ct_tree *tree)
{
	char *room = text_room(out, 8 + TREE_MOST);
	int64_t n = certlint_ct_tree_write(tree, room + 8, TREE_MOST);

	put_number(out, (uint64_t)n);
	out->n += (size_t)n;
}

static void
digest(const char *bytes, size_t n, uint8_t out[HASH])
{
	certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, bytes, n, out);
}

void
place_write(const struct place *place, const uint8_t id[32], struct text *out)
{
	uint8_t sum[HASH];

	out->n = 0;
	text_add(out, magic, sizeof(magic));
	text_add(out, id, HASH);
	put_number(out, place->begin);
	put_head(out, &place->verified);
	put_head(out, &place->target);
	put_tree(out, &place->proven);
	put_tree(out, &place->tree);
	digest(out->p, out->n, sum);
	text_add(out, sum, HASH);
}

/* ---- read ---- */

struct bytes {
	const char *p;
	size_t n;
};

static bool
take(struct bytes *in, size_t n, const char **out)
{
	if (in->n < n)
		return false;
	*out = in->p;
	*in = (struct bytes){ in->p + n, in->n - n };
	return true;
}

static bool
take_number(struct bytes *in, uint64_t *value)
{
	const char *p;

	if (!take(in, 8, &p))
		return false;
	*value = 0;
	for (int i = 0; i < 8; i++)
		*value = *value << 8 | (uint8_t)p[i];
	return true;
}

static bool
take_head(struct bytes *in, struct head *head)
{
	const char *root;

	if (!take_number(in, &head->size) || !take_number(in, &head->time) ||
	    !take(in, HASH, &root))
		return false;
	memcpy(head->root, root, HASH);
	return true;
}

static bool
take_tree(struct bytes *in, struct certlint_ct_tree *tree)
{
	const char *p;
	uint64_t n;

	return take_number(in, &n) && n <= TREE_MOST && take(in, (size_t)n, &p) &&
	       certlint_ct_tree_read(tree, p, (size_t)n) == CERTLINT_OK;
}

/* Whether a place can have come about by reading a log, whatever wrote it. */
static const char *
check(const struct place *place)
{
	uint8_t root[HASH];

	if (place->proven.count != place->verified.size ||
	    place->verified.size > place->target.size)
		return "its tree heads do not fit each other";
	if (place->tree.count < place->verified.size || place->tree.count < place->begin ||
	    place->tree.count > place->target.size)
		return "its tree does not fit its tree heads";
	certlint_ct_tree_root(&place->proven, root);
	if (place->verified.size > 0 && memcmp(root, place->verified.root, HASH) != 0)
		return "its tree is not the one of its tree head";
	return NULL;
}

const char *
place_read(struct place *place, const uint8_t id[32], const char *bytes, size_t n)
{
	struct bytes in = { bytes, n };
	const char *lead, *owner, *why;
	struct place own;
	uint8_t sum[HASH];

	place_clear(&own);
	if (!take(&in, sizeof(magic), &lead) || memcmp(lead, magic, sizeof(magic) - 1) != 0)
		return "it is something else";
	if (lead[sizeof(magic) - 1] != magic[sizeof(magic) - 1])
		return "another version wrote it";
	if (n < sizeof(magic) + HASH)
		return "it is cut short";
	digest(bytes, n - HASH, sum);
	if (memcmp(bytes + n - HASH, sum, HASH) != 0)
		return "its check sum is wrong";
	in.n -= HASH;
	if (!take(&in, HASH, &owner) || !take_number(&in, &own.begin) ||
	    !take_head(&in, &own.verified) || !take_head(&in, &own.target) ||
	    !take_tree(&in, &own.proven) || !take_tree(&in, &own.tree) || in.n > 0)
		return "it is cut short";
	if (memcmp(owner, id, HASH) != 0)
		return "it is another log's";
	why = check(&own);
	if (!why)
		*place = own;
	return why;
}
