/*
 * A log that answers as the bytes say: truly, not at all, cut short, with a changed octet, with any
 * bytes, or with a tree head of another size or another root.  Following it ends; entries come in
 * their order, each once; and where no tree head lied, what was proven is what the log holds.
 *
 * In place of watch/fetch.c there is the log itself, and time passes only while it is waited for.
 * The first octet chooses the protocol and where to begin; each answer takes an octet and what that
 * needs.  Behind the last one all answers are true.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../claim.h"
#include "../said.h"
#include "mint.h"
#include "watch/fetch.h"
#include "watch/follow.h"
#include "watch/place.h"

enum { ENTRIES = 5, HASH = 32, MOST_REQUESTS = 3000, OK = 200, NOT_FOUND = 404 };

static const char origin[] = "log.example/a";

/* What the log holds: the same for every run. */
static struct truth {
	struct mint_entry entries[ENTRIES];
	uint8_t leaves[ENTRIES][HASH];
	struct mint spki, heads[2][ENTRIES + 1][2];	/* by protocol, size, lie */
	struct text list[2];
} truth;

/* One run. */
struct run {
	const uint8_t *p;
	size_t n;
	bool is_static, lied;
	uint64_t size;			/* of the tree that it tells of */
	bool lies;			/* of its root */

	uint64_t next;			/* entry to be handed over */
	bool begun;
	bool right[ENTRIES];		/* handed over as the log holds it, or as damaged */
	unsigned requests;
};

struct fetcher {
	struct run *run;
	int64_t now;
	struct fetch *first;
};

/* The one of the run at hand. */
static struct fetcher only;

/* ========================================================================== */
/*                                 The truth                                  */
/* ========================================================================== */

static void
make_list(struct text *list, const char *kind, const char *address)
{
	struct mint id = { NULL, 0, 0 }, key = { NULL, 0, 0 };
	uint8_t hash[HASH];

	CLAIM(certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, truth.spki.p, truth.spki.n,
			      hash) == CERTLINT_OK);
	mint_base64(&id, hash, HASH);
	mint_base64(&key, truth.spki.p, truth.spki.n);
	text_printf(list, "{\"operators\":[{\"name\":\"x\",\"%s\":[{\"description\":\"a\","
		    "\"log_id\":\"%.*s\",\"key\":\"%.*s\",\"mmd\":9,%s,"
		    "\"state\":{\"usable\":{}}}]}]}",
		    kind, (int)id.n, (const char *)id.p, (int)key.n, (const char *)key.p, address);
	mint_free(&id);
	mint_free(&key);
}

/* A root is that of the leaves, or the lie that the first is all zero. */
static void
make_head(int protocol, size_t size, int lie)
{
	struct mint_head head = { "p256", origin, size, 1700000000000 + size, { 0 } };
	uint8_t leaves[ENTRIES][HASH];

	memcpy(leaves, truth.leaves, sizeof(leaves));
	if (lie)
		memset(leaves[0], 0, HASH);
	mint_root(leaves, size, head.root);
	if (protocol)
		mint_checkpoint(&truth.heads[protocol][size][lie], &head);
	else
		mint_sth(&truth.heads[protocol][size][lie], &head);
}

static void
make_truth(void)
{
	static const char *const recipes[ENTRIES] = {
		"tls", "precert", "tls san=dns:b.example.com", "precert san=dns:c.example.com",
		"tls",
	};

	mint_spki(&truth.spki, "p256");
	for (size_t i = 0; i < ENTRIES; i++) {
		CLAIM(mint_entry_make(&truth.entries[i], recipes[i]));
		truth.entries[i].index = (int64_t)i;
		truth.entries[i].timestamp = 1600000000000 + i;
		mint_leaf_hash(&truth.entries[i], truth.leaves[i]);
	}
	for (size_t size = 0; size <= ENTRIES; size++)
		for (int i = 0; i < 4; i++)
			make_head(i & 1, size, i >> 1);
	make_list(&truth.list[0], "logs", "\"url\":\"https://log.example/a/\"");
	make_list(&truth.list[1], "tiled_logs", "\"monitoring_url\":\"https://mon.example/a/\","
		  "\"submission_url\":\"https://log.example/a/\"");
}

/* ========================================================================== */
/*                                True answers                                */
/* ========================================================================== */

/* Roots beside the way down to where `m` leaves end, the lowest first, as a list in JSON. */
static void
put_proof(struct text *out, const char *name, uint64_t m, uint64_t n, bool is_path)
{
	uint8_t (*leaves)[HASH] = truth.leaves, roots[16][HASH];
	struct mint base64 = { NULL, 0, 0 };
	bool begins = true;
	int count = 0;

	while (is_path ? n > 1 : m != n && m > 0) {
		uint64_t half = 1;

		while (half * 2 < n)
			half *= 2;
		if (m <= half) {
			mint_root(leaves + half, (size_t)(n - half), roots[count++]);
			n = half;
		} else {
			mint_root(leaves, (size_t)half, roots[count++]);
			leaves += half;
			m -= half;
			n -= half;
			begins = false;
		}
	}
	if (!is_path && !begins)
		mint_root(leaves, (size_t)n, roots[count++]);
	text_printf(out, "{\"%s\":[", name);
	while (count-- > 0) {
		base64.n = 0;
		mint_base64(&base64, roots[count], HASH);
		text_puts(out, "\"");
		text_add(out, base64.p, base64.n);
		text_puts(out, count ? "\"," : "\"");
	}
	text_puts(out, "]}");
	mint_free(&base64);
}

static void
put_entries(struct text *out, uint64_t first, uint64_t last, uint64_t size)
{
	struct mint json = { NULL, 0, 0 };

	for (uint64_t i = first; i <= last && i < size; i++) {
		mint_text(&json, i > first ? "," : "");
		mint_json_entry(&json, &truth.entries[i]);
	}
	text_puts(out, "{\"entries\":[");
	text_add(out, json.p, json.n);
	text_puts(out, "]}");
	mint_free(&json);
}

static bool
put_issuer(struct text *out, const char *hex)
{
	for (size_t i = 0; i < ENTRIES * MINT_CHAIN; i++) {
		const struct mint *issuer = &truth.entries[i / MINT_CHAIN].issuers[i % MINT_CHAIN];
		char digest[2 * HASH + 1];
		uint8_t hash[HASH];

		if (issuer->n == 0)
			continue;
		certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, issuer->p, issuer->n, hash);
		for (int k = 0; k < HASH; k++)
			snprintf(digest + 2 * k, 3, "%02x", hash[k]);
		if (strcmp(digest, hex) == 0) {
			text_add(out, issuer->p, issuer->n);
			return true;
		}
	}
	return false;
}

static bool
put_tile(struct text *out, const char *path, uint64_t size)
{
	bool is_data = strncmp(path, "data/000.p/", 11) == 0;
	unsigned long width = 0;
	struct mint tile = { NULL, 0, 0 };

	if (is_data || strncmp(path, "0/000.p/", 8) == 0)
		width = strtoul(strrchr(path, '/') + 1, NULL, 10);
	if (width == 0 || width > size)
		return false;
	for (size_t i = 0; i < width; i++)
		if (is_data)
			mint_tile_leaf(&tile, &truth.entries[i]);
		else
			mint_put(&tile, truth.leaves[i], HASH);
	text_add(out, tile.p, tile.n);
	mint_free(&tile);
	return true;
}

static bool
put_answer(const struct run *run, const char *url, struct text *out)
{
	const struct mint *head = &truth.heads[run->is_static][run->size][run->lies];
	const char *path = strstr(url, "/a/") + 3;
	unsigned long long first, last;

	if (strcmp(path, run->is_static ? "checkpoint" : "ct/v1/get-sth") == 0) {
		text_add(out, head->p, head->n);
		return true;
	}
	if (run->is_static)
		return strncmp(path, "issuer/", 7) == 0 ? put_issuer(out, path + 7) :
		       strncmp(path, "tile/", 5) == 0 && put_tile(out, path + 5, run->size);
	if (sscanf(path, "ct/v1/get-entries?start=%llu&end=%llu", &first, &last) == 2)
		put_entries(out, first, last, run->size);
	else if (sscanf(path, "ct/v1/get-sth-consistency?first=%llu&second=%llu", &first,
			&last) == 2 && first <= last && last <= ENTRIES)
		put_proof(out, "consistency", first, last, false);
	else if (strstr(path, "&tree_size=") &&
		 sscanf(strstr(path, "&tree_size="), "&tree_size=%llu", &last) == 1 &&
		 last <= ENTRIES)
		put_proof(out, "audit_path", last, last, true);
	else
		return false;
	return true;
}

/* ========================================================================== */
/*                               Other answers                                */
/* ========================================================================== */

static uint8_t
take(struct run *run)
{
	if (run->n == 0)
		return 0;
	run->n--;
	return *run->p++;
}

static void
fail(struct fetch *fetch, enum fetch_result result, long status)
{
	fetch->result = result;
	fetch->status = status;
	snprintf(fetch->why, sizeof(fetch->why), "it failed");
	fetch->body.n = 0;
}

static void
spoil(struct run *run, struct text *body, uint8_t how)
{
	size_t at = (size_t)take(run) << 8 | take(run), n = take(run);

	at = body->n ? at % body->n : 0;
	if (how == 4 && body->n > 0) {
		body->p[at] = (char)n;
	} else if (how == 5) {
		body->n = at;
	} else {
		n = n < run->n ? n : run->n;
		body->n = 0;
		text_add(body, run->p, n);
		run->p += n;
		run->n -= n;
	}
}

static void
answer(struct run *run, struct fetch *fetch)
{
	static const long refusals[] = { NOT_FOUND, 429, 500, 400 };
	uint8_t octet = take(run), how = octet & 7;

	if (how == 7) {
		run->size = (octet >> 3) % (ENTRIES + 1);
		run->lies = octet >> 7;
		run->lied |= run->lies;
	}
	fetch->result = FETCH_DONE;
	fetch->status = OK;
	fetch->why[0] = '\0';
	if (how == 2)
		fail(fetch, FETCH_REFUSED, refusals[octet >> 3 & 3]);
	else if (how == 3)
		fail(fetch, FETCH_UNREACHED + (octet >> 3 & 3), 0);
	else if (!put_answer(run, text_string(&fetch->url), &fetch->body))
		fail(fetch, FETCH_REFUSED, NOT_FOUND);
	else if (how >= 4 && how <= 6)
		spoil(run, &fetch->body, how);
	if (fetch->result != FETCH_DONE)
		fetch->failures++;
}

/* ========================================================================== */
/*                        In place of watch/fetch.c                           */
/* ========================================================================== */

int64_t
fetch_clock(void)
{
	return only.now;
}

int64_t
fetch_pause(struct fetcher *fetcher, unsigned failures)
{
	(void)fetcher;
	return 500 * (int64_t)(failures + 1);
}

struct fetcher *
fetcher_new(const struct fetch_options *options)
{
	(void)options;
	return &only;
}

void
fetcher_free(struct fetcher *fetcher)
{
	CLAIM(!fetcher->first);
}

struct fetch_host *
fetch_host_new(struct fetcher *fetcher)
{
	(void)fetcher;
	return NULL;
}

void
fetch_host_free(struct fetch_host *host)
{
	(void)host;
}

void
fetch_start(struct fetch *fetch)
{
	struct fetch **last = &only.first;

	CLAIM(!fetch->queued && fetch->url.n > 0 && fetch->done);
	while (*last)
		last = &(*last)->next;
	*last = fetch;
	fetch->next = NULL;
	fetch->queued = true;
	fetch->body.n = 0;
}

void
fetch_cancel(struct fetch *fetch)
{
	for (struct fetch **link = &only.first; *link; link = &(*link)->next)
		if (*link == fetch) {
			*link = fetch->next;
			break;
		}
	fetch->queued = false;
}

void
fetch_free(struct fetch *fetch)
{
	fetch_cancel(fetch);
	text_free(&fetch->url);
	text_free(&fetch->body);
}

void
fetcher_wait(struct fetcher *fetcher, int64_t milliseconds)
{
	struct fetch *fetch = fetcher->first;

	CLAIM(milliseconds >= 0);
	fetcher->now += fetch ? 1 : milliseconds + 1;
	if (!fetch)
		return;
	CLAIM(fetcher->run->requests++ < MOST_REQUESTS);
	fetch_cancel(fetch);
	answer(fetcher->run, fetch);
	fetch->done(fetch);
}

/* ========================================================================== */
/*                              What is handed over                           */
/* ========================================================================== */

static bool
is_right(const struct certlint_ct_entry *e, uint64_t index)
{
	uint8_t hash[HASH];

	return e->fault || (certlint_ct_leaf_hash(e, hash) == CERTLINT_OK &&
			    memcmp(hash, truth.leaves[index], HASH) == 0);
}

static void
claim_state(const struct follow_log *log, struct certlint_span state, uint64_t count)
{
	struct place place;

	CLAIM(!place_read(&place, log->id, (const char *)state.data, state.length));
	CLAIM(place.tree.count == count);
}

static bool
take_chunk(void *ctx, const struct follow_chunk *chunk)
{
	struct run *run = ctx;

	CLAIM(chunk->count > 0 && chunk->first + chunk->count <= ENTRIES);
	CLAIM(!run->begun || chunk->first == run->next);
	run->begun = true;
	run->next = chunk->first + chunk->count;
	for (size_t i = 0; i < chunk->count; i++)
		run->right[chunk->first + i] = is_right(&chunk->entries[i], chunk->first + i);
	claim_state(chunk->log, chunk->state, run->next);
	return true;
}

static bool
take_proof(void *ctx, const struct follow_progress *progress, struct certlint_span state)
{
	struct run *run = ctx;
	struct place place;

	CLAIM(progress->verified <= ENTRIES && progress->read == progress->verified);
	claim_state(progress->log, state, progress->verified);
	CLAIM(!place_read(&place, progress->log->id, (const char *)state.data, state.length));
	for (uint64_t i = place.begin; i < progress->verified && !run->lied; i++)
		CLAIM(run->right[i]);
	return true;
}

static void
keep_issuer(void *ctx, const uint8_t fingerprint[HASH], struct certlint_span certificate)
{
	uint8_t hash[HASH];

	(void)ctx;
	CLAIM(certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, certificate.data,
			      certificate.length, hash) == CERTLINT_OK);
	CLAIM(memcmp(hash, fingerprint, HASH) == 0);
}

static void
take_trouble(void *ctx, const struct follow_trouble *trouble)
{
	struct text line = { 0 };

	(void)ctx;
	CLAIM(trouble->text && trouble->text[0] && trouble->index < ENTRIES);
	say_into(&line, "%s", trouble->text);
	text_free(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct follow_options options = { .once = true, .parallel = 2, .poll_seconds = 1 };
	struct run run = { .size = ENTRIES };
	struct follow_calls calls = { .ctx = &run, .chunk = take_chunk, .verified = take_proof,
				      .keep_issuer = keep_issuer, .trouble = take_trouble };
	const struct text *text;
	struct log_list *list;
	uint8_t lead;

	if (truth.spki.n == 0)
		make_truth();
	run.p = data;
	run.n = size;
	lead = take(&run);
	run.is_static = lead & 1;
	options.from_now = lead >> 1 & 1;
	options.start = lead >> 2;
	only = (struct fetcher){ .run = &run, .now = 1 };
	text = &truth.list[run.is_static];
	list = log_list_parse("list", text->p, text->n, NULL);
	CLAIM(list && log_list_count(list) == 1);
	follow(list, &options, &calls);
	/* Nothing but truth: all of it was read. */
	CLAIM(size > 1 || options.from_now || options.start >= ENTRIES || run.next == ENTRIES);
	log_list_free(list);
	return 0;
}
