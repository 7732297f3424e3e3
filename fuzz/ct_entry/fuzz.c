/*
 * Any bytes as leaf and extra data, and as a tile: every part lies inside, a good leaf is nothing
 * but its parts, and has the same hash in both forms.  The first two bytes divide leaf from extra
 * data.
 */
#include "../entry.h"

static void
put(uint8_t **w, const void *bytes, size_t n)
{
	if (n > 0)
		memcpy(*w, bytes, n);
	*w += n;
}

static void
put_vector(uint8_t **w, unsigned octets, struct certlint_span s)
{
	while (octets-- > 0)
		*(*w)++ = (uint8_t)(s.length >> 8 * octets);
	put(w, s.data, s.length);
}

/* A leaf without fault is written again from its parts. */
static void
claim_written_again(const struct certlint_ct_entry *e, const uint8_t *leaf, size_t n)
{
	uint8_t *again = malloc(n + 1), *w = again;
	int precert = e->entry_type == CERTLINT_CT_PRECERT;

	CLAIM(again);
	*w++ = 0;
	*w++ = 0;
	for (int i = 56; i >= 0; i -= 8)
		*w++ = (uint8_t)(e->timestamp >> i);
	*w++ = 0;
	*w++ = (uint8_t)precert;
	put(&w, e->issuer_key_hash.data, e->issuer_key_hash.length);
	put_vector(&w, 3, precert ? e->tbs : e->certificate);
	put_vector(&w, 2, e->extensions);
	CLAIM((size_t)(w - again) == n && memcmp(again, leaf, n) == 0);
	free(again);
}

static void
claim_same_hash(const struct certlint_ct_entry *e)
{
	struct certlint_ct_entry other = *e;
	uint8_t hash[32], again[32];

	CLAIM(certlint_ct_leaf_hash(e, hash) == CERTLINT_OK);
	other.leaf.length = 0;
	CLAIM(certlint_ct_leaf_hash(&other, again) == CERTLINT_OK);
	CLAIM(memcmp(hash, again, sizeof(hash)) == 0);
}

static void
try_leaf(const uint8_t *data, size_t leaf, size_t size)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	int status = certlint_ct_leaf(data, leaf, data + leaf, size - leaf, &e);

	claim_entry(&e, status, data, size);
	claim_answers(&e);
	if (status == CERTLINT_OK) {
		claim_written_again(&e, data, leaf);
		claim_same_hash(&e);
	}
}

static void
try_tile(const uint8_t *data, size_t size)
{
	struct certlint_span rest = { data, size };
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	const uint8_t *before = data;
	int rc, answers = 0;

	while ((rc = certlint_ct_tile_next(&rest, &e)) != 0) {
		CLAIM(rest.data > before && rest.data + rest.length == data + size);
		claim_entry(&e, rc, data, size);
		if (answers++ < 4)
			claim_answers(&e);
		before = rest.data;
	}
	CLAIM(rest.length == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size >= 2) {
		size_t leaf = (size_t)data[0] << 8 | data[1];

		try_leaf(data + 2, leaf < size - 2 ? leaf : size - 2, size - 2);
		try_tile(data + 2, size - 2);
	}
	return 0;
}
