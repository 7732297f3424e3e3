/*
 * Following logs: heads are polled, entries read and handed over in order, and proven at each head.
 *
 * All runs on one thread around fetcher_wait().  Each log is a `struct reader` that moves when an
 * answer comes or a time is due; none waits for another.  A log goes through this:
 *
 *	head	heads.c asks for one, verifies it and, for RFC 6962, that it is consistent with the
 *		last; it becomes reader->known;
 *	begin	where there is no stored place and reading does not begin at entry 0, the protocol
 *		makes the tree that stands before the first entry;
 *	read	pieces.c asks for entries up to place.target, some pieces ahead, and hands them over
 *		in order; calls->chunk() stores the place behind them with what came of them;
 *	prove	at place.target the root of all leaf hashes has to be the head's, which shows that
 *		every entry is in the log and that nothing before has changed.  A root that differs
 *		is TROUBLE_FORK: the log's entries since the last proven head are read again after a
 *		pause, and handed over again, for those that came were not the ones it signed.
 *
 * Of a log followed from the middle on, nothing is believed either: the tree below the first entry
 * is checked with everything else when the first root is compared.
 */

#include "reader.h"

#include <stdlib.h>
#include <time.h>

#include "say.h"

enum { LONGEST_WAIT = 1000, FORK_PAUSE = 4 };

/* ---- troubles ---- */

static void
tell(struct reader *reader, enum follow_trouble_kind kind, int64_t index, const char *text,
     bool over)
{
	const struct follow_calls *calls = reader->all->calls;
	struct follow_trouble trouble = { reader->log, kind, text, index, over };

	if (calls->trouble)
		calls->trouble(calls->ctx, &trouble);
}

void
reader_says(struct reader *reader, enum follow_trouble_kind kind, int64_t index, const char *text)
{
	tell(reader, kind, index, text, false);
}

void
reader_fails(struct reader *reader, enum reader_part part, const char *format, ...)
{
	unsigned before = reader->failing;
	struct text text = { 0 };
	va_list args;

	reader->failing |= part;
	if (before)
		return;
	va_start(args, format);
	text_vprintf(&text, format, args);
	va_end(args);
	tell(reader, TROUBLE_FETCH, -1, text_string(&text), false);
	text_free(&text);
}

void
reader_works(struct reader *reader, enum reader_part part)
{
	unsigned before = reader->failing;

	reader->failing &= ~(unsigned)part;
	if (before && !reader->failing)
		tell(reader, TROUBLE_FETCH, -1, "all that was asked for came", true);
}

void
reader_forks(struct reader *reader, const char *format, ...)
{
	struct text text = { 0 };
	va_list args;

	if (reader->all->options->once)
		reader->ended = true;
	if (reader->forked)
		return;
	reader->forked = true;
	va_start(args, format);
	text_vprintf(&text, format, args);
	va_end(args);
	tell(reader, TROUBLE_FORK, -1, text_string(&text), false);
	text_free(&text);
}

void
reader_agrees(struct reader *reader)
{
	if (reader->forked)
		tell(reader, TROUBLE_FORK, -1, "the log agrees with what it showed before", true);
	reader->forked = false;
}

/* ---- asking ---- */

void
reader_ask(struct reader *reader, struct fetch *fetch, const char *path)
{
	fetch->host = reader->host;
	fetch->url.n = 0;
	text_puts(&fetch->url, reader->log->url);
	text_puts(&fetch->url, path);
	fetch_start(fetch);
}

/* What of its address stands behind that of the log. */
static const char *
path_of(const struct reader *reader, struct fetch *fetch)
{
	return text_string(&fetch->url) + strlen(reader->log->url);
}

void
reader_again(struct reader *reader, struct fetch *fetch, enum reader_part part)
{
	if (fetch->failures >= TRIES)
		reader_fails(reader, part, "%s: %s", path_of(reader, fetch), fetch->why);
	if (fetch->failures >= LAST_TRY && reader->all->options->once) {
		reader_fails(reader, part, "%s: %s", path_of(reader, fetch), fetch->why);
		reader->ended = true;
		return;
	}
	fetch_start(fetch);
}

void
reader_due(struct reader *reader, int64_t when)
{
	if (when < reader->all->due)
		reader->all->due = when;
}

/* ---- where to go on ---- */

/*
 * Take back all that has not been proven, the head that it was read for included: the next one may
 * be the truth.
 */
static void
take_back(struct reader *reader)
{
	struct place *place = &reader->place;

	place->tree = place->proven;
	place->target = place->verified;
	reader->known = place->verified;
	reader->has_known = place->verified.time > 0;
	reader->polled = false;
	reader->placed = place->verified.size > 0 || place->begin == 0;
}

static bool
is_at_target(const struct reader *reader)
{
	return reader->place.tree.count == reader->place.target.size;
}

static bool
has_root(const struct certlint_ct_tree *tree, const struct head *head)
{
	uint8_t root[HASH_SIZE];

	certlint_ct_tree_root(tree, root);
	return memcmp(root, head->root, HASH_SIZE) == 0;
}

static void
load_place(struct reader *reader)
{
	const struct follow_calls *calls = reader->all->calls;
	const char *why;

	place_clear(&reader->place);
	if (!calls->load || !calls->load(calls->ctx, reader->log, &reader->stored))
		return;
	why = place_read(&reader->place, reader->log->id, reader->stored.p, reader->stored.n);
	if (why) {
		say("%s: what was stored of it cannot be used: %s; it is begun anew",
		    reader->log->description, why);
		return;
	}
	reader->known = reader->place.target;
	reader->has_known = reader->placed = reader->chosen = true;
	/* Stored behind the last chunk, and found to be false before that was told. */
	if (is_at_target(reader) && !has_root(&reader->place.tree, &reader->place.target))
		take_back(reader);
}

void
reader_begun(struct reader *reader, const struct certlint_ct_tree *tree)
{
	reader->place.tree = *tree;
	reader->placed = true;
	reader_works(reader, PART_BEGIN);
	reader_due(reader, 0);
}

/* There is a head and no place: begin as the options say. */
static void
begin(struct reader *reader)
{
	const struct follow_options *options = reader->all->options;
	struct place *place = &reader->place;

	if (fetch_is_busy(&reader->begin_fetch))
		return;
	place->target = reader->known;
	if (!reader->chosen)
		place->begin = options->from_now || options->start > reader->known.size ?
			       reader->known.size : options->start;
	reader->chosen = true;
	if (place->begin > reader->known.size) {
		reader_forks(reader, "the tree shrank to %llu entries",
			     (unsigned long long)reader->known.size);
		return;
	}
	reader->begin_tree = (struct certlint_ct_tree)CERTLINT_CT_TREE_INIT;
	if (place->begin == 0)
		reader_begun(reader, &reader->begin_tree);
	else
		reader->protocol->begin(reader);
}

/* ---- proving ---- */

static bool
tell_progress(struct reader *reader)
{
	const struct follow_calls *calls = reader->all->calls;
	const struct place *place = &reader->place;
	struct follow_progress progress = {
		.log = reader->log, .read = place->tree.count, .verified = place->verified.size,
		.tree_size = reader->known.size, .head_time = (int64_t)place->verified.time,
	};

	place_write(place, reader->log->id, &reader->stored);
	return !calls->verified ||
	       calls->verified(calls->ctx, &progress, (struct certlint_span){
			(const uint8_t *)reader->stored.p, reader->stored.n });
}

/* The entries since the last proof are not those that the log signed: back to before them. */
static void
go_back(struct reader *reader)
{
	const struct place *place = &reader->place;

	reader_forks(reader, "the entries up to %llu have another root than the tree head of that "
			     "size", (unsigned long long)place->target.size);
	pieces_drop(reader);
	reader->forks++;
	reader->pause = fetch_clock() + fetch_pause(reader->all->fetcher,
						    FORK_PAUSE + reader->forks);
	take_back(reader);
}

static void
prove(struct reader *reader)
{
	struct place *place = &reader->place;
	struct head before = place->verified;
	struct certlint_ct_tree proven = place->proven;

	if (!has_root(&place->tree, &place->target)) {
		go_back(reader);
		return;
	}
	place->verified = place->target;
	place->proven = place->tree;
	if (!tell_progress(reader)) {
		place->verified = before;
		place->proven = proven;
		reader->pause = fetch_clock() + fetch_pause(reader->all->fetcher,
							    ++reader->refusals);
		return;
	}
	reader->refusals = 0;
	reader->forks = 0;
	reader_agrees(reader);
}

static bool
same_head(const struct head *a, const struct head *b)
{
	return a->size == b->size && a->time == b->time;
}

/* ---- a log ---- */

static void
advance(struct reader *reader)
{
	struct place *place = &reader->place;

	heads_poll(reader);
	if (reader->pause > fetch_clock()) {
		reader_due(reader, reader->pause);
		return;
	}
	if (!reader->placed) {
		if (reader->polled)
			begin(reader);
		return;
	}
	if (is_at_target(reader) && same_head(&place->target, &place->verified))
		place->target = reader->known;
	if (is_at_target(reader) && !same_head(&place->target, &place->verified))
		prove(reader);
	if (reader->placed && !is_at_target(reader)) {
		pieces_hand_over(reader);
		pieces_ask(reader);
	}
	if (reader->all->options->once && reader->polled && is_at_target(reader) &&
	    same_head(&reader->known, &place->verified))
		reader->ended = reader->complete = true;
}

static void
open_reader(struct reader *reader, struct following *all, const struct follow_log *log)
{
	*reader = (struct reader){
		.all = all, .log = log, .host = fetch_host_new(all->fetcher),
		.protocol = log->protocol == LOG_STATIC ? &protocol_static : &protocol_rfc6962,
	};
	if (log->protocol == LOG_STATIC)
		reader->issuers = issuers_new(reader);
	load_place(reader);
	heads_start(reader);
}

static void
close_reader(struct reader *reader)
{
	pieces_drop(reader);
	issuers_free(reader->issuers);
	fetch_free(&reader->head_fetch);
	fetch_free(&reader->proof_fetch);
	fetch_free(&reader->begin_fetch);
	fetch_host_free(reader->host);
	text_free(&reader->stored);
}

/* ---- all of them ---- */

/* False: all have ended. */
static bool
advance_all(struct following *all, struct reader *readers, size_t n)
{
	bool left = false;

	all->due = fetch_clock() + LONGEST_WAIT;
	for (size_t i = 0; i < n; i++)
		if (!readers[i].ended) {
			advance(&readers[i]);
			left = left || !readers[i].ended;
		}
	return left;
}

static bool
is_to_end(const struct following *all)
{
	return all->calls->tick && all->calls->tick(all->calls->ctx);
}

static struct fetcher *
open_fetcher(const struct follow_options *options)
{
	struct fetch_options limits = {
		.requests_a_second = options->requests_a_second, .parallel = options->parallel,
		.timeout_seconds = options->timeout_seconds, .ca_file = options->ca_file,
		.user_agent = options->user_agent,
	};

	return fetcher_new(&limits);
}

bool
follow(const struct log_list *list, const struct follow_options *options,
       const struct follow_calls *calls)
{
	struct following all = { .calls = calls, .options = options };
	size_t n = log_list_count(list);
	bool complete = true;
	struct reader *readers;

	all.fetcher = open_fetcher(options);
	if (!all.fetcher) {
		say("the library for HTTP does not start");
		return false;
	}
	readers = memory_new(n, sizeof(*readers));
	for (size_t i = 0; i < n; i++)
		open_reader(&readers[i], &all, log_list_at(list, i));
	while (!is_to_end(&all) && advance_all(&all, readers, n)) {
		int64_t now = fetch_clock();

		fetcher_wait(all.fetcher, all.due > now ? all.due - now : 0);
	}
	for (size_t i = 0; i < n; i++) {
		complete = complete && readers[i].complete;
		close_reader(&readers[i]);
	}
	free(readers);
	fetcher_free(all.fetcher);
	return complete;
}
