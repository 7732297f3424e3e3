/*
 * Logs of static-ct: a checkpoint, data tiles, tiles of hashes, issuers by fingerprint.
 *
 * Where a log is followed from entry N on, the tree below it is made of the tiles of hashes that
 * have the roots of its complete subtrees: of each level the last, as far as no tile above covers
 * it.  Nothing vouches for them until the next root is compared.
 *
 * The hash of an entry that cannot be read is in its tile of level 0.
 */

#include "reader.h"

#include <stdio.h>
#include <stdlib.h>

enum { TILE = 256, TILE_BITS = 8, LEVELS = 6, NOT_FOUND = 404, PATH_MOST = 64 };

/* ---- heads ---- */

static int
read_head(const struct follow_log *log, const struct text *body, struct certlint_ct_head *head,
	  struct certlint_error *error)
{
	int status = certlint_ct_checkpoint_read(body->p, body->n, log->key, log->key_length, head,
						 error);

	if (status != CERTLINT_OK || strcmp(head->origin, log->origin) == 0)
		return status;
	snprintf(error->text, sizeof(error->text), "the checkpoint is of %.200s", head->origin);
	return CERTLINT_ERR_PROOF;
}

/* ---- tiles ---- */

/* How wide a tile of hashes or, at level 0, of entries is in a tree of that size. */
static uint32_t
width_of(uint64_t size, unsigned level, uint64_t index)
{
	uint64_t left = (size >> TILE_BITS * level) - index * TILE;

	return left < TILE ? (uint32_t)left : TILE;
}

static void
set_tile(struct reader *reader, struct fetch *fetch, int level, uint64_t index, uint32_t width)
{
	char path[PATH_MOST];

	fetch->host = reader->host;
	fetch->url.n = 0;
	text_puts(&fetch->url, reader->log->url);
	certlint_ct_tile_path(level, index, width, path, sizeof(path));
	text_puts(&fetch->url, path);
}

/* ---- pieces: what is still to be read of a tile ---- */

static bool
shape(struct piece *piece)
{
	uint64_t index = piece->first / TILE;

	piece->width = width_of(piece->reader->place.target.size, 0, index);
	piece->count = (size_t)(index * TILE + piece->width - piece->first);
	return true;
}

static void
address(struct piece *piece)
{
	set_tile(piece->reader, &piece->fetch, CERTLINT_CT_TILE_DATA, piece->first / TILE,
		 piece->full ? TILE : piece->width);
}

/* A log may do away with a partial tile as soon as it has the whole one: look for either. */
static bool
evade(struct piece *piece)
{
	struct fetch *fetch = &piece->fetch;

	if (fetch->result == FETCH_REFUSED && fetch->status == NOT_FOUND && piece->width < TILE) {
		piece->full = !piece->full;
		address(piece);
	}
	return false;
}

static void
put_fault(struct certlint_ct_entry *entry, const char *reason)
{
	*entry = (struct certlint_ct_entry)CERTLINT_CT_ENTRY_INIT;
	entry->fault = CERTLINT_CT_FAULT_CUT;
	entry->part = CERTLINT_CT_IN_TILE;
	entry->reason = reason;
}

static bool
read_tile(struct piece *piece)
{
	struct text *body = &piece->fetch.body;
	struct certlint_span tile = { (const uint8_t *)body->p, body->n };
	size_t skip = (size_t)(piece->first % TILE), i;
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;

	for (i = 0; i < skip + piece->count; i++) {
		if (certlint_ct_tile_next(&tile, &entry) == 0)
			break;
		if (entry.fault)
			piece->damage = entry.reason;
		if (i >= skip)
			piece->entries[i - skip] = entry;
	}
	if (i < skip + piece->count && !piece->damage)
		piece->damage = "a tile with too few entries";
	else if (tile.length > 0 && !piece->full && !piece->damage)
		piece->damage = "bytes behind the last entry of a tile";
	for (i = i > skip ? i - skip : 0; i < piece->count; i++)
		put_fault(&piece->entries[i], "it cannot be found behind a damaged entry");
	return !piece->damage;
}

/* ---- issuers ---- */

static bool
find_issuers(struct piece *piece)
{
	struct certlint_span left, print;
	bool all = true;

	if (!piece->kept)
		piece->kept = memory_new(piece->count, sizeof(*piece->kept));
	for (size_t i = 0; i < piece->count; i++) {
		left = piece->entries[i].fingerprints;
		if (!piece->kept[i] && certlint_ct_fingerprint_next(&left, &print) == 1)
			piece->kept[i] = issuer_get(piece->reader->issuers, print.data);
		if (piece->kept[i] && !issuer_certificate(piece->kept[i], &piece->issuers[i]))
			all = false;
	}
	return all;
}

/* ---- hashes of what cannot be read ---- */

static void
hashes_done(struct fetch *fetch)
{
	struct piece *piece = fetch->owner;
	size_t skip = (size_t)(piece->first % TILE);
	const uint8_t *hashes = (const uint8_t *)fetch->body.p;

	if (fetch->result == FETCH_DONE && fetch->body.n < (skip + piece->count) * HASH_SIZE) {
		fetch->failures++;
		snprintf(fetch->why, sizeof(fetch->why), "too short");
		fetch->result = FETCH_CUT;
	}
	if (fetch->result != FETCH_DONE) {
		if (fetch->result == FETCH_REFUSED && fetch->status == NOT_FOUND)
			set_tile(piece->reader, fetch, 0, piece->first / TILE,
				 fetch->failures % 2 ? TILE : piece->width);
		reader_again(piece->reader, fetch, PART_HASH);
		return;
	}
	fetch->failures = 0;
	reader_works(piece->reader, PART_HASH);
	for (size_t i = 0; i < piece->count; i++)
		if (!piece->hashed[i])
			piece_hash(piece, i, hashes + (skip + i) * HASH_SIZE);
}

static void
find_hashes(struct piece *piece)
{
	if (fetch_is_busy(&piece->hash_fetch))
		return;
	piece->hash_fetch.done = hashes_done;
	set_tile(piece->reader, &piece->hash_fetch, 0, piece->first / TILE,
		 piece->full ? TILE : piece->width);
	fetch_start(&piece->hash_fetch);
}

/* ---- beginning in the middle ---- */

/*
 * Ask for the tile whose first hashes are the next to be in the tree, from the highest level down;
 * at the bottom the tree is whole.
 */
static void
ask_for_level(struct reader *reader)
{
	uint64_t count, index;

	while (reader->begin_level > 0) {
		unsigned level = reader->begin_level - 1;

		count = reader->place.begin >> TILE_BITS * level;
		index = count / TILE;
		if (count % TILE > 0) {
			set_tile(reader, &reader->begin_fetch, (int)level, index,
				 width_of(reader->place.target.size, level, index));
			fetch_start(&reader->begin_fetch);
			return;
		}
		reader->begin_level--;
	}
	reader_begun(reader, &reader->begin_tree);
}

static void
level_done(struct fetch *fetch)
{
	struct reader *reader = fetch->owner;
	unsigned level = reader->begin_level - 1;
	uint64_t count = reader->place.begin >> TILE_BITS * level;
	uint32_t width = width_of(reader->place.target.size, level, count / TILE);
	size_t n = (size_t)(count % TILE);

	if (fetch->result == FETCH_DONE && fetch->body.n < n * HASH_SIZE) {
		fetch->failures++;
		snprintf(fetch->why, sizeof(fetch->why), "too short");
		fetch->result = FETCH_CUT;
	}
	if (fetch->result != FETCH_DONE) {
		if (fetch->result == FETCH_REFUSED && fetch->status == NOT_FOUND)
			set_tile(reader, fetch, (int)level, count / TILE,
				 fetch->failures % 2 ? TILE : width);
		reader_again(reader, fetch, PART_BEGIN);
		return;
	}
	fetch->failures = 0;
	certlint_ct_tree_append(&reader->begin_tree, TILE_BITS * level,
				(const uint8_t *)fetch->body.p, n);
	reader->begin_level--;
	ask_for_level(reader);
}

static void
begin(struct reader *reader)
{
	struct fetch *fetch = &reader->begin_fetch;

	fetch->owner = reader;
	fetch->done = level_done;
	fetch->most = SMALL_ANSWER;
	reader->begin_level = LEVELS;
	ask_for_level(reader);
}

const struct protocol protocol_static = {
	.head_path = "checkpoint",
	.has_proofs = false,
	.read_head = read_head,
	.begin = begin,
	.shape = shape,
	.address = address,
	.read = read_tile,
	.evade = evade,
	.find_hashes = find_hashes,
	.find_issuers = find_issuers,
};
