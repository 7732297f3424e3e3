/* Running a watch: inputs, steps that are stored and delivered, and what is due by the clock. */

#include "watch/run.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "say.h"
#include "watch/signals.h"

enum {
	TICK = 1000,			/* milliseconds between looks at what is due */
	STORE_AGAIN = 1000,		/* between tries to store */
	PRUNE = 3600			/* seconds between looks at names that are too old */
};

int64_t
watch_clock(const struct watch *w)
{
	const struct settings *s = w->settings;

	return s->no_clock ? 0 : s->now ? s->now : (int64_t)time(NULL);
}

/* ========================================================================== */
/*                                  Steps                                     */
/* ========================================================================== */

static void
drop_rows(struct watch *w)
{
	for (size_t i = 0; i < w->row_count; i++) {
		free(w->rows[i].source);
		text_free(&w->rows[i].rows);
	}
	w->row_count = 0;
}

static void
keep_rows(struct watch *w, const char *source, uint64_t base, const char *p, size_t n)
{
	struct index_rows *rows;
	size_t length = strlen(source) + 1;

	if (n == 0)
		return;
	if (w->row_count == w->row_room) {
		w->row_room = w->row_room ? 2 * w->row_room : 16;
		w->rows = memory_grow(w->rows, w->row_room, sizeof(*w->rows));
	}
	rows = &w->rows[w->row_count++];
	*rows = (struct index_rows){ .base = base, .time = watch_clock(w) };
	rows->source = memcpy(memory_new(length, 1), source, length);
	text_add(&rows->rows, p, n);
}

void
watch_keep_rows(struct watch *w, const struct job *job)
{
	const struct batch *b = job->own;

	if (b->index.n == 0)
		return;
	if (b->chunk) {
		keep_rows(w, b->chunk->log->url, 0, b->index.p, b->index.n);
		return;
	}
	for (size_t i = 0; i < b->count; i++) {
		const struct document *d = &b->documents[i];
		size_t end = i + 1 < b->count ? d[1].index : b->index.n;

		keep_rows(w, job->names.p + d->name, d->base, b->index.p + d->index,
			  end - d->index);
	}
}

static bool
try_save(struct watch *w, const uint8_t *log, struct certlint_span state)
{
	struct store_step step = {
		.log = log, .state = state, .groups = w->teller.groups,
		.damages = &w->teller.damages, .messages = &w->teller.messages, .rows = w->rows,
		.row_count = w->row_count, .digest_told = w->digest_told,
	};

	while (!store_save(w->store, &step)) {
		health_write(w, false);
		if (signals_stop())
			return false;
		(void)signals_wait(-1, STORE_AGAIN);
	}
	return true;
}

/* Whether a batch has left anything that has to be stored. */
static bool
has_step(const struct watch *w, const uint8_t *log)
{
	return log || w->teller.messages.count > 0 || w->row_count > 0 || w->digest_told ||
	       w->teller.changed;
}

bool
watch_save(struct watch *w, const uint8_t *log, struct certlint_span state)
{
	if (!w->store) {
		if (w->teller.messages.count > 0)
			deliver_messages(&w->deliver, &w->teller.messages, watch_clock(w));
		return true;
	}
	if (!has_step(w, log))
		return true;
	if (!try_save(w, log, state)) {
		w->lost = w->lost || !log;
		return false;
	}
	drop_rows(w);
	w->digest_told = 0;
	w->teller.changed = false;
	if (w->teller.messages.count > 0) {
		messages_clear(&w->teller.messages);
		(void)outbox_deliver(w);
	}
	return true;
}

/* ========================================================================== */
/*                                The clock                                   */
/* ========================================================================== */

static void
digest(struct watch *w)
{
	int64_t now = watch_clock(w);

	tell_digest(&w->teller, now);
	w->digest_told = now ? now : 1;
	if (w->settings->watch.noise)
		tell_noise(&w->teller, now);
}

void
watch_digest_if_due(struct watch *w)
{
	if (tell_digest_due(&w->teller, watch_clock(w)))
		digest(w);
}

void
watch_digest_last(struct watch *w)
{
	/* Without a state nobody could tell it later. */
	if (!w->store || tell_digest_due(&w->teller, watch_clock(w)))
		digest(w);
	(void)watch_save(w, NULL, (struct certlint_span){ NULL, 0 });
}

static void
prune_names(struct watch *w, int64_t now)
{
	uint32_t keep = w->settings->watch.back_scan;

	if (!w->store || !keep || now - w->names_pruned < PRUNE)
		return;
	w->names_pruned = now;
	store_forget_before(w->store, now - (int64_t)keep);
}

void
watch_tick(struct watch *w)
{
	int64_t now = watch_clock(w);

	w->ticked = (int64_t)time(NULL);
	if (signals_reload())
		watch_reload(w);
	watch_digest_if_due(w);
	(void)watch_save(w, NULL, (struct certlint_span){ NULL, 0 });
	if (w->store)
		(void)outbox_deliver(w);
	else
		deliver_again(&w->deliver, now, false);
	prune_names(w, now);
	health_write(w, false);
}

/* ========================================================================== */
/*                                  Inputs                                    */
/* ========================================================================== */

/* Nothing more to read just now.  False: nothing more is wanted. */
static bool
wait_for_input(void *ctx, int fd)
{
	struct watch *w = ctx;

	for (;;) {
		watch_tick(w);
		if (signals_stop() || w->deliver.error)
			return false;
		if (signals_wait(fd, TICK) == WAIT_READY)
			return true;
	}
}

/* Input that never pauses keeps nobody from what is due. */
static void
look_around(void *ctx)
{
	struct watch *w = ctx;

	if (!signals_wants_reload() && (int64_t)time(NULL) == w->ticked)
		return;
	pool_drain(w->pool);
	watch_tick(w);
}

/* The events themselves may lie in a directory that is read. */
static void
skip_output(struct sources *sources, const struct watch *w)
{
	struct stat info;

	if (!w->deliver.is_file || fstat(w->deliver.fd, &info) != 0)
		return;
	sources->skip = true;
	sources->skip_device = (uint64_t)info.st_dev;
	sources->skip_inode = (uint64_t)info.st_ino;
}

enum exit_code
run_inputs(struct watch *w)
{
	w->feed.pool = w->pool;
	w->feed.settings = w->settings;
	w->feed.wait = wait_for_input;
	w->feed.stop = signals_stop;
	w->feed.between = look_around;
	w->feed.ctx = w;
	skip_output(&w->feed.sources, w);
	feed_read(&w->feed);
	watch_digest_last(w);
	feed_free(&w->feed);
	return w->feed.sources.code;
}
