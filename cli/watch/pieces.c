/*
 * Entries: asked for some pieces ahead, read as they come, handed over in order.
 *
 * What is damaged is asked for again, for the fault may be on the way; then in smaller pieces, so
 * that as little as possible is lost; and what is damaged even so is handed over as it is, with its
 * fault.  Its leaf hash is needed for the tree all the same, and the protocols know where else a
 * log shows it.
 */

#include "reader.h"

#include <stdlib.h>

enum {
	ISSUER_WAIT = 1000,
	MOST_HELD = 4 * LARGE_ANSWER	/* bytes of answers that wait for those before them */
};

/* ---- the list ---- */

static void answer_done(struct fetch *fetch);

static struct piece *
piece_new(struct reader *reader, uint64_t first)
{
	struct piece *piece = memory_new(1, sizeof(*piece));

	*piece = (struct piece){ .reader = reader, .first = first };
	piece->fetch = (struct fetch){ .most = LARGE_ANSWER, .owner = piece, .done = answer_done };
	piece->hash_fetch = (struct fetch){ .most = SMALL_ANSWER, .owner = piece };
	return piece;
}

/* Forget what was read, to read it from another answer. */
static void
piece_clear(struct piece *piece)
{
	if (piece->kept)
		for (size_t i = 0; i < piece->count; i++)
			issuer_release(piece->kept[i]);
	free(piece->entries);
	free(piece->issuers);
	free(piece->kept);
	free(piece->hashes);
	free(piece->hashed);
	piece->entries = NULL;
	piece->issuers = NULL;
	piece->kept = NULL;
	piece->hashes = NULL;
	piece->hashed = NULL;
	piece->damage = NULL;
	piece->read = false;
}

static void
piece_free(struct piece *piece)
{
	piece_clear(piece);
	fetch_free(&piece->fetch);
	fetch_free(&piece->hash_fetch);
	free(piece);
}

void
pieces_drop(struct reader *reader)
{
	while (reader->pieces) {
		struct piece *piece = reader->pieces;

		reader->pieces = piece->next;
		piece_free(piece);
	}
}

static void
ask(struct piece *piece)
{
	piece->reader->protocol->address(piece);
	fetch_start(&piece->fetch);
}

struct piece *
piece_insert(struct piece *before, uint64_t first, size_t count)
{
	struct piece *piece = piece_new(before->reader, first);

	piece->count = count;
	piece->width = before->width;
	piece->next = before->next;
	before->next = piece;
	ask(piece);
	return piece;
}

/* Answers of reasonable size stay far below it, however many are waiting. */
static bool
holds_too_much(const struct piece *piece)
{
	size_t held = piece->fetch.body.n;

	if (piece == piece->reader->pieces)
		return false;
	for (const struct piece *other = piece->reader->pieces; other; other = other->next)
		held += other->read ? other->fetch.body.n : 0;
	return held > MOST_HELD;
}

/* Ask for more pieces, until as many are on the way as are worth it. */
void
pieces_ask(struct reader *reader)
{
	uint64_t next = reader->place.tree.count;
	uint32_t parallel = reader->all->options->parallel;
	size_t most = 2 * (size_t)(parallel ? parallel : 1), n = 0;
	struct piece **end = &reader->pieces;

	if (*end && (*end)->put_off) {
		(*end)->put_off = false;
		ask(*end);
	}
	for (; *end; end = &(*end)->next, n++)
		next = (*end)->first + (*end)->count;
	for (; n < most && next < reader->place.target.size; n++) {
		struct piece *piece = piece_new(reader, next);

		if (!reader->protocol->shape(piece)) {
			piece_free(piece);
			return;
		}
		*end = piece;
		end = &piece->next;
		next += piece->count;
		ask(piece);
	}
}

/* ---- an answer ---- */

static void
make_room(struct piece *piece)
{
	piece_clear(piece);
	piece->entries = memory_new(piece->count, sizeof(*piece->entries));
	piece->issuers = memory_new(piece->count, sizeof(*piece->issuers));
	piece->hashes = memory_new(piece->count, sizeof(*piece->hashes));
	piece->hashed = memory_new(piece->count, sizeof(*piece->hashed));
	for (size_t i = 0; i < piece->count; i++)
		piece->entries[i] = (struct certlint_ct_entry)CERTLINT_CT_ENTRY_INIT;
}

void
piece_hash(struct piece *piece, size_t i, const uint8_t hash[HASH_SIZE])
{
	if (!piece->hashed[i])
		piece->without_hash--;
	piece->hashed[i] = true;
	memcpy(piece->hashes[i], hash, HASH_SIZE);
}

/*
 * The hashes of what was read.  A damaged entry has one if it has its leaf as the log hashed it;
 * what static-ct's parts add up to when one of them is damaged is anybody's guess.
 */
static void
hash_entries(struct piece *piece)
{
	uint8_t hash[HASH_SIZE];

	piece->without_hash = piece->count;
	for (size_t i = 0; i < piece->count; i++) {
		const struct certlint_ct_entry *entry = &piece->entries[i];

		if (entry->fault && !entry->leaf.data)
			continue;
		if (certlint_ct_leaf_hash(entry, hash) == CERTLINT_OK)
			piece_hash(piece, i, hash);
	}
	if (piece->without_hash > 0)
		piece->reader->protocol->find_hashes(piece);
}

static void
accept(struct piece *piece)
{
	struct reader *reader = piece->reader;

	piece->read = true;
	piece->fetch.failures = 0;
	hash_entries(piece);
	for (struct piece *other = reader->pieces; other; other = other->next)
		if (other->fetch.failures >= TRIES)
			return;
	reader_works(reader, PART_ENTRIES);
}

static void
answer_done(struct fetch *fetch)
{
	struct piece *piece = fetch->owner;
	struct reader *reader = piece->reader;

	if (fetch->result != FETCH_DONE) {
		if (reader->protocol->evade(piece))
			ask(piece);
		else
			reader_again(reader, fetch, PART_ENTRIES);
		return;
	}
	if (holds_too_much(piece)) {
		text_free(&fetch->body);
		piece->put_off = true;
		return;
	}
	make_room(piece);
	if (reader->protocol->read(piece)) {
		accept(piece);
		return;
	}
	fetch->failures++;
	fetch->result = FETCH_CUT;
	if (fetch->failures < TRIES)
		fetch_start(fetch);
	else if (reader->protocol->evade(piece))
		ask(piece);
	else
		accept(piece);
}

/* ---- handing over ---- */

static void
tell_damage(struct piece *piece)
{
	struct text text = { 0 };
	bool told = false;

	for (size_t i = 0; i < piece->count; i++) {
		const struct certlint_ct_entry *entry = &piece->entries[i];
		int64_t index = (int64_t)(piece->first + i);

		text.n = 0;
		if (entry->fault)
			text_puts(&text, entry->reason);
		else if (entry->leaf_index >= 0 && entry->leaf_index != index)
			text_printf(&text, "it says that its index is %lld",
				    (long long)entry->leaf_index);
		else
			continue;
		reader_says(piece->reader, TROUBLE_ENTRY, index, text_string(&text));
		told = true;
	}
	if (piece->damage && !told)
		reader_says(piece->reader, TROUBLE_ENTRY,
			    (int64_t)(piece->first + piece->count - 1), piece->damage);
	text_free(&text);
}

/* Whether the caller has stored the piece: then the tree has it too. */
static bool
hand_over(struct piece *piece)
{
	struct reader *reader = piece->reader;
	const struct follow_calls *calls = reader->all->calls;
	struct place next = reader->place;
	struct follow_chunk chunk = {
		.log = reader->log, .first = piece->first, .count = piece->count,
		.entries = piece->entries, .issuers = piece->issuers,
	};

	certlint_ct_tree_append(&next.tree, 0, piece->hashes[0], piece->count);
	place_write(&next, reader->log->id, &reader->stored);
	chunk.state = (struct certlint_span){ (const uint8_t *)reader->stored.p,
					      reader->stored.n };
	if (!calls->chunk(calls->ctx, &chunk)) {
		reader->refusals++;
		reader->pause = fetch_clock() + fetch_pause(reader->all->fetcher,
							    reader->refusals);
		return false;
	}
	reader->refusals = 0;
	reader->place.tree = next.tree;
	return true;
}

/* Hand over the first piece if it is ready: one at a time, so that other logs get their turn. */
void
pieces_hand_over(struct reader *reader)
{
	struct piece *piece = reader->pieces;

	if (!piece || !piece->read)
		return;
	if (piece->without_hash > 0) {
		if (!fetch_is_busy(&piece->hash_fetch))
			reader->protocol->find_hashes(piece);
		return;
	}
	if (!reader->protocol->find_issuers(piece)) {
		reader_due(reader, fetch_clock() + ISSUER_WAIT);
		return;
	}
	if (!hand_over(piece))
		return;
	tell_damage(piece);
	reader->pieces = piece->next;
	piece_free(piece);
	reader_due(reader, 0);
}
