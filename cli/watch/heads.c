/*
 * Tree heads: which are asked for, and which are taken.
 *
 * A head is taken if the log's key signed it, if it is not smaller and not older than the last, if
 * it has the same root at the same size, and, for RFC 6962, if the log proves that it begins with
 * the last.  One that is both smaller and older is an answer from a cache: it is left alone, for
 * logs with several front ends give such ones every day; if nothing newer comes for longer than the
 * maximum merge delay, that is TROUBLE_STALE.
 */

#include "reader.h"

#include <time.h>

enum { GRACE = 600 };			/* seconds on top of the maximum merge delay */

static unsigned long long
number(uint64_t n)
{
	return (unsigned long long)n;
}

/* ---- how old the newest is ---- */

static void
watch_age(struct reader *reader)
{
	int64_t age = (int64_t)time(NULL) - (int64_t)(reader->known.time / 1000);
	bool stale = reader->log->delay_seconds > 0 &&
		     age > (int64_t)reader->log->delay_seconds + GRACE;
	struct follow_trouble trouble = {
		.log = reader->log, .kind = TROUBLE_STALE, .index = -1, .over = !stale,
	};
	struct text text = { 0 };

	if (stale == reader->stale)
		return;
	reader->stale = stale;
	text_printf(&text, stale ? "the newest tree head is %lld minutes old" :
		    "there is a tree head of %lld minutes ago", (long long)age / 60);
	trouble.text = text_string(&text);
	if (reader->all->calls->trouble)
		reader->all->calls->trouble(reader->all->calls->ctx, &trouble);
	text_free(&text);
}

/* ---- polling ---- */

static void
poll_later(struct reader *reader)
{
	uint32_t seconds = reader->all->options->poll_seconds;

	reader->poll = fetch_clock() + (int64_t)(seconds ? seconds : 1) * 1000;
	reader_due(reader, reader->poll);
}

/* An answer that is of no use: ask again as after a failure. */
static void
reject(struct reader *reader)
{
	struct fetch *fetch = &reader->head_fetch;

	fetch->failures++;
	if (fetch->failures >= LAST_TRY && reader->all->options->once)
		reader->ended = true;
	else
		fetch_start(fetch);
}

static void
take(struct reader *reader, const struct head *head)
{
	reader->known = *head;
	reader->has_known = true;
	reader->polled = true;
	if (!reader->forks)
		reader_agrees(reader);
	watch_age(reader);
	poll_later(reader);
}

/* The log answered, and nothing new. */
static void
keep(struct reader *reader)
{
	reader->polled = true;
	watch_age(reader);
	poll_later(reader);
}

/* ---- proofs of consistency ---- */

static void
ask_for_proof(struct reader *reader, const struct head *head)
{
	struct text path = { 0 };

	reader->candidate = *head;
	text_printf(&path, "ct/v1/get-sth-consistency?first=%llu&second=%llu",
		    number(reader->known.size), number(head->size));
	reader_ask(reader, &reader->proof_fetch, text_string(&path));
	text_free(&path);
}

/*
 * A log that does not give the proof is read all the same after some tries: the entries up to the
 * head prove the same, if later.
 */
static void
proof_failed(struct reader *reader)
{
	struct fetch *fetch = &reader->proof_fetch;

	if (fetch->failures < TRIES) {
		fetch_start(fetch);
		return;
	}
	reader_fails(reader, PART_PROOF, "get-sth-consistency: %s", fetch->why);
	fetch->failures = 0;
	take(reader, &reader->candidate);
}

static void
proof_done(struct fetch *fetch)
{
	struct reader *reader = fetch->owner;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct head *old = &reader->known, *new = &reader->candidate;
	uint8_t proof[64 * HASH_SIZE];
	int64_t n;

	if (fetch->result != FETCH_DONE) {
		proof_failed(reader);
		return;
	}
	n = certlint_ct_proof_read(fetch->body.p, fetch->body.n, proof, 64, &error);
	if (n < 0) {
		memcpy(fetch->why, error.text, sizeof(fetch->why) < sizeof(error.text) ?
		       sizeof(fetch->why) : sizeof(error.text));
		fetch->why[sizeof(fetch->why) - 1] = '\0';
		fetch->failures++;
		proof_failed(reader);
		return;
	}
	fetch->failures = 0;
	reader_works(reader, PART_PROOF);
	if (certlint_ct_consistency(old->size, old->root, new->size, new->root, proof,
				    (size_t)n) == CERTLINT_OK) {
		take(reader, new);
		return;
	}
	reader_forks(reader, "the tree of %llu entries is not the beginning of that of %llu",
		     number(old->size), number(new->size));
	poll_later(reader);
}

/* ---- a head that the log signed ---- */

static void
judge(struct reader *reader, const struct head *head)
{
	const struct head *known = &reader->known;
	bool first = !reader->has_known;

	if (!first && head->size < known->size && head->time > known->time)
		reader_forks(reader, "the tree shrank from %llu entries to %llu",
			     number(known->size), number(head->size));
	else if (!first && head->size == known->size && memcmp(head->root, known->root, HASH_SIZE))
		reader_forks(reader, "two roots for a tree of %llu entries", number(head->size));
	else if (!first && head->size > known->size && head->time < known->time)
		reader_forks(reader, "the tree of %llu entries is older than that of %llu",
			     number(head->size), number(known->size));
	else if (!first && (head->size < known->size || head->time < known->time))
		keep(reader);
	else if (first || known->size == 0 || head->size == known->size ||
		 !reader->protocol->has_proofs)
		take(reader, head);
	else
		ask_for_proof(reader, head);
	if (!fetch_is_busy(&reader->proof_fetch))
		poll_later(reader);
}

static void
not_signed(struct reader *reader, const char *why)
{
	if (!reader->unsigned_head)
		reader_says(reader, TROUBLE_SIGNATURE, -1, why);
	reader->unsigned_head = true;
	reject(reader);
}

static void
is_signed(struct reader *reader)
{
	struct follow_trouble trouble = {
		.log = reader->log, .kind = TROUBLE_SIGNATURE, .index = -1, .over = true,
		.text = "a tree head with a good signature came",
	};

	if (reader->unsigned_head && reader->all->calls->trouble)
		reader->all->calls->trouble(reader->all->calls->ctx, &trouble);
	reader->unsigned_head = false;
}

/* ---- the answer ---- */

static void
read_head(struct reader *reader, const struct text *body)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct follow_log *log = reader->log;
	struct head own;
	int status = reader->protocol->read_head(log, body, &head, &error);

	if (status == CERTLINT_ERR_FORMAT) {
		if (reader->head_fetch.failures + 1 >= TRIES)
			reader_fails(reader, PART_HEAD, "%s: %s", reader->protocol->head_path,
				     error.text);
		reject(reader);
		return;
	}
	reader_works(reader, PART_HEAD);
	if (status != CERTLINT_OK) {
		not_signed(reader, error.text);
		return;
	}
	if (certlint_ct_head_verify(&head, log->key, log->key_length) != CERTLINT_OK) {
		not_signed(reader, "the log's key did not sign this tree head");
		return;
	}
	is_signed(reader);
	reader->head_fetch.failures = 0;
	own = (struct head){ .size = head.tree_size, .time = head.timestamp };
	memcpy(own.root, head.root, HASH_SIZE);
	judge(reader, &own);
}

static void
head_done(struct fetch *fetch)
{
	struct reader *reader = fetch->owner;

	if (fetch->result != FETCH_DONE)
		reader_again(reader, fetch, PART_HEAD);
	else
		read_head(reader, &fetch->body);
}

void
heads_start(struct reader *reader)
{
	struct fetch *fetches[] = { &reader->head_fetch, &reader->proof_fetch };

	for (size_t i = 0; i < 2; i++) {
		fetches[i]->most = SMALL_ANSWER;
		fetches[i]->owner = reader;
		fetches[i]->done = i == 0 ? head_done : proof_done;
	}
}

void
heads_poll(struct reader *reader)
{
	if (fetch_is_busy(&reader->head_fetch) || fetch_is_busy(&reader->proof_fetch))
		return;
	if (reader->poll > fetch_clock())
		reader_due(reader, reader->poll);
	else
		reader_ask(reader, &reader->head_fetch, reader->protocol->head_path);
}
