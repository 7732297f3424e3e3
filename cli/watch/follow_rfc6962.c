/*
 * Logs of RFC 6962: get-entries, whose answers may have fewer entries than were asked for, and
 * proofs.
 *
 * Where a log is followed from entry N on, the tree below it comes from the audit path of entry
 * N - 1 in the tree of N entries: the hashes beside the way from the last leaf to the root are the
 * roots of the complete subtrees that the N - 1 entries before it make up.  The proof needs no
 * trust: with a hash that is not the log's, the next root would not be the one that it signed.
 *
 * A leaf that cannot be read at all has its hash in the proof that the tree which ends with it is
 * consistent with the tree that ends before it.
 */

#include "reader.h"

#include <stdio.h>
#include <stdlib.h>

enum { LARGEST_BATCH = 1024, PROBES = 2, MOST_HASHES = 64 };

static unsigned long long
number(uint64_t n)
{
	return (unsigned long long)n;
}

static int
read_head(const struct follow_log *log, const struct text *body, struct certlint_ct_head *head,
	  struct certlint_error *error)
{
	(void)log;
	return certlint_ct_sth_read(body->p, body->n, head, error);
}

/* ---- pieces ---- */

/*
 * How many entries a log gives at most it shows when it is asked for more.  Some end an answer
 * where the next number begins that they like, so that takes two of them.
 */
static bool
shape(struct piece *piece)
{
	struct reader *reader = piece->reader;
	uint64_t left = reader->place.target.size - piece->first;
	size_t most = LARGEST_BATCH;

	if (reader->probes < PROBES && reader->pieces)
		return false;
	if (reader->probes >= PROBES)
		most = reader->batch - (size_t)(piece->first % reader->batch);
	piece->count = left < most ? (size_t)left : most;
	return true;
}

static void
address(struct piece *piece)
{
	struct text *url = &piece->fetch.url;

	piece->fetch.host = piece->reader->host;
	url->n = 0;
	text_printf(url, "%sct/v1/get-entries?start=%llu&end=%llu", piece->reader->log->url,
		    number(piece->first), number(piece->first + piece->count - 1));
}

/* Make a piece smaller, with another behind it for the rest. */
static void
divide(struct piece *piece, size_t count)
{
	uint64_t first = piece->first + count;
	size_t rest = piece->count - count;

	piece->count = count;
	piece_insert(piece, first, rest);
}

/* What an answer tells about how many entries the log gives. */
static void
learn(struct piece *piece, size_t n)
{
	struct reader *reader = piece->reader;

	if (n == LARGEST_BATCH) {
		reader->batch = n;
		reader->probes = PROBES;
	} else if (n < piece->count && reader->probes < PROBES) {
		if (reader->probes == 0 || n > reader->batch)
			reader->batch = n;
		reader->probes++;
	} else if (n < piece->count) {
		reader->probes = 0;
	}
}

static bool
is_of_answer(const struct certlint_ct_entry *entry)
{
	return entry->fault && entry->part == CERTLINT_CT_IN_TEXT;
}

static bool
read_entries(struct piece *piece)
{
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;
	struct text *body = &piece->fetch.body;
	size_t at = 0, n = 0;

	while (certlint_ct_json_next(body->p, body->n, &at, &entry) != 0) {
		if (is_of_answer(&entry))
			piece->damage = entry.reason;
		if (n < piece->count)
			piece->entries[n++] = entry;
	}
	if (n == 0)
		piece->damage = "an answer without an entry";
	if (piece->damage && n == 0)
		piece->entries[0] = (struct certlint_ct_entry){
			.size = sizeof(entry), .leaf_index = -1, .reason = piece->damage,
			.fault = CERTLINT_CT_FAULT_MISSING, .part = CERTLINT_CT_IN_TEXT,
		};
	if (piece->damage)
		return false;
	learn(piece, n);
	if (n < piece->count && piece->next)
		divide(piece, n);
	piece->count = n;
	return true;
}

static bool
evade(struct piece *piece)
{
	struct fetch *fetch = &piece->fetch;

	if (piece->count == 1 || fetch->failures < TRIES ||
	    (fetch->result != FETCH_CUT && fetch->result != FETCH_SLOW &&
	     fetch->result != FETCH_TOO_LONG))
		return false;
	divide(piece, piece->count / 2);
	fetch->failures = 0;
	return true;
}

/* ---- issuers ---- */

static bool
find_issuers(struct piece *piece)
{
	for (size_t i = 0; i < piece->count; i++) {
		struct certlint_span chain = piece->entries[i].chain;

		if (certlint_ct_chain_next(&chain, &piece->issuers[i]) != 1)
			piece->issuers[i] = (struct certlint_span){ NULL, 0 };
	}
	return true;
}

/* ---- hashes of what cannot be read ---- */

/* The leaf in the proof from the tree before it: the one that makes that proof a proof. */
static bool
find_in_proof(const struct certlint_ct_tree *tree, const uint8_t *proof, size_t n,
	      uint8_t hash[HASH_SIZE])
{
	uint8_t before[HASH_SIZE], after[HASH_SIZE];

	certlint_ct_tree_root(tree, before);
	for (size_t i = 0; i < n; i++) {
		struct certlint_ct_tree next = *tree;

		memcpy(hash, proof + i * HASH_SIZE, HASH_SIZE);
		certlint_ct_tree_append(&next, 0, hash, 1);
		certlint_ct_tree_root(&next, after);
		if (certlint_ct_consistency(tree->count, before, next.count, after, proof, n) ==
		    CERTLINT_OK)
			return true;
	}
	return false;
}

static void
hash_done(struct fetch *fetch)
{
	struct piece *piece = fetch->owner;
	struct reader *reader = piece->reader;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	uint8_t proof[MOST_HASHES * HASH_SIZE], hash[HASH_SIZE];
	int64_t n = -1;

	if (fetch->result == FETCH_DONE) {
		n = certlint_ct_proof_read(fetch->body.p, fetch->body.n, proof, MOST_HASHES,
					   &error);
		fetch->failures++;
		snprintf(fetch->why, sizeof(fetch->why), "no proof");
	}
	if (n > 0 && piece->first == reader->place.tree.count &&
	    find_in_proof(&reader->place.tree, proof, (size_t)n, hash)) {
		reader_works(reader, PART_HASH);
		piece_hash(piece, 0, hash);
		return;
	}
	reader_again(reader, fetch, PART_HASH);
}

/*
 * Only pieces of one entry come to this.  The tree before it has to be known, so it waits for those
 * before it: then the last of these is handed over and this is asked again.
 */
static void
find_hashes(struct piece *piece)
{
	struct reader *reader = piece->reader;
	struct text path = { 0 };

	if (piece->first != reader->place.tree.count || fetch_is_busy(&piece->hash_fetch))
		return;
	piece->hash_fetch.done = hash_done;
	text_printf(&path, "ct/v1/get-sth-consistency?first=%llu&second=%llu",
		    number(piece->first), number(piece->first + 1));
	reader_ask(reader, &piece->hash_fetch, text_string(&path));
	text_free(&path);
}

/* ---- beginning in the middle ---- */

static void
begin_failed(struct reader *reader, const char *why)
{
	struct fetch *fetch = &reader->begin_fetch;

	fetch->failures++;
	snprintf(fetch->why, sizeof(fetch->why), "%s", why);
	reader_again(reader, fetch, PART_BEGIN);
}

/* An audit path, from the leaf upwards, as the roots of subtrees. */
static bool
tree_of_path(struct certlint_ct_tree *tree, uint64_t count, const uint8_t *path, size_t n)
{
	size_t at = 0;

	for (unsigned i = 0; i < MOST_HASHES; i++) {
		if (!(count >> i & 1))
			continue;
		if (at == n)
			return false;
		memcpy(tree->hashes + HASH_SIZE * i, path + HASH_SIZE * at++, HASH_SIZE);
	}
	tree->count = count;
	return at == n;
}

static void
path_done(struct fetch *fetch)
{
	struct reader *reader = fetch->owner;
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	uint8_t path[MOST_HASHES * HASH_SIZE];
	int64_t n;

	if (fetch->result != FETCH_DONE) {
		reader_again(reader, fetch, PART_BEGIN);
		return;
	}
	n = certlint_ct_proof_read(fetch->body.p, fetch->body.n, path, MOST_HASHES, &error);
	if (n < 0) {
		begin_failed(reader, error.text);
	} else if (!tree_of_path(&tree, reader->place.begin - 1, path, (size_t)n)) {
		begin_failed(reader, "a path of another length");
	} else {
		fetch->failures = 0;
		certlint_ct_tree_append(&tree, 0, reader->begin_leaf, 1);
		reader_begun(reader, &tree);
	}
}

/* Base64 as a query has it, where + and / and = are written otherwise. */
static void
add_hash(struct text *out, const uint8_t hash[HASH_SIZE])
{
	struct text plain = { 0 };

	text_base64(&plain, hash, HASH_SIZE, 0);
	for (size_t i = 0; i < plain.n; i++)
		if (strchr("+/=", plain.p[i]))
			text_printf(out, "%%%02X", (unsigned)plain.p[i]);
		else
			text_char(out, plain.p[i]);
	text_free(&plain);
}

static void
leaf_done(struct fetch *fetch)
{
	struct reader *reader = fetch->owner;
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;
	struct text path = { 0 };
	size_t at = 0;

	if (fetch->result != FETCH_DONE) {
		reader_again(reader, fetch, PART_BEGIN);
		return;
	}
	certlint_ct_json_next(fetch->body.p, fetch->body.n, &at, &entry);
	if (certlint_ct_leaf_hash(&entry, reader->begin_leaf) != CERTLINT_OK) {
		begin_failed(reader, "no entry");
		return;
	}
	fetch->failures = 0;
	fetch->done = path_done;
	text_puts(&path, "ct/v1/get-proof-by-hash?hash=");
	add_hash(&path, reader->begin_leaf);
	text_printf(&path, "&tree_size=%llu", number(reader->place.begin));
	reader_ask(reader, fetch, text_string(&path));
	text_free(&path);
}

static void
begin(struct reader *reader)
{
	struct fetch *fetch = &reader->begin_fetch;
	struct text path = { 0 };

	fetch->owner = reader;
	fetch->done = leaf_done;
	fetch->most = LARGE_ANSWER;
	text_printf(&path, "ct/v1/get-entries?start=%llu&end=%llu", number(reader->place.begin - 1),
		    number(reader->place.begin - 1));
	reader_ask(reader, fetch, text_string(&path));
	text_free(&path);
}

const struct protocol protocol_rfc6962 = {
	.head_path = "ct/v1/get-sth",
	.has_proofs = true,
	.read_head = read_head,
	.begin = begin,
	.shape = shape,
	.address = address,
	.read = read_entries,
	.evade = evade,
	.find_hashes = find_hashes,
	.find_issuers = find_issuers,
};
