/* Following logs: what they serve goes through the same pipeline, and is stored chunk by chunk. */

#include <stdlib.h>
#include <time.h>

#include "say.h"
#include "watch/run.h"
#include "watch/signals.h"

enum {
	AT_ONCE = 64,			/* entries of a job */
	PARALLEL = 4,
	POLL = 60,
	TIMEOUT = 60
};

static struct log_health *
health_of(struct watch *w, const struct follow_log *log)
{
	size_t n = strlen(log->url) + 1;

	for (size_t i = 0; i < w->log_count; i++)
		if (strcmp(w->logs[i].url, log->url) == 0)
			return &w->logs[i];
	w->logs = memory_grow(w->logs, w->log_count + 1, sizeof(*w->logs));
	w->logs[w->log_count] = (struct log_health){ .read = 0 };
	w->logs[w->log_count].url = memcpy(memory_new(n, 1), log->url, n);
	return &w->logs[w->log_count++];
}

/* ========================================================================== */
/*                                  Calls                                     */
/* ========================================================================== */

static bool
load(void *ctx, const struct follow_log *log, struct text *state)
{
	struct watch *w = ctx;

	return w->store && store_position(w->store, log->id, state);
}

/* The pool's threads read the chunk where it is: all is done before it goes. */
static void
judge_chunk(struct watch *w, const struct follow_chunk *chunk)
{
	for (size_t i = 0; i < chunk->count; i += AT_ONCE) {
		struct batch *b = batch_of(pool_job(w->pool));

		b->chunk = chunk;
		b->from = i;
		b->to = i + AT_ONCE < chunk->count ? i + AT_ONCE : chunk->count;
		pool_submit(w->pool);
	}
	pool_drain(w->pool);
}

static bool
chunk(void *ctx, const struct follow_chunk *chunk)
{
	struct watch *w = ctx;

	w->in_chunk = true;
	judge_chunk(w, chunk);
	w->in_chunk = false;
	if (!watch_save(w, chunk->log->id, chunk->state))
		return false;
	health_of(w, chunk->log)->read = chunk->first + chunk->count;
	return true;
}

static bool
verified(void *ctx, const struct follow_progress *progress, struct certlint_span state)
{
	struct watch *w = ctx;
	struct log_health *health = health_of(w, progress->log);

	health->read = progress->read;
	health->verified = progress->verified;
	health->tree_size = progress->tree_size;
	health->head_time = progress->head_time;
	return watch_save(w, progress->log->id, state);
}

static bool
issuer(void *ctx, const uint8_t fingerprint[32], struct text *certificate)
{
	struct watch *w = ctx;

	return w->store && store_issuer(w->store, fingerprint, certificate);
}

static void
keep_issuer(void *ctx, const uint8_t fingerprint[32], struct certlint_span certificate)
{
	struct watch *w = ctx;

	if (w->store)
		store_keep_issuer(w->store, fingerprint, certificate);
}

static void
trouble(void *ctx, const struct follow_trouble *t)
{
	struct watch *w = ctx;
	struct log_health *health = health_of(w, t->log);
	size_t n = strlen(t->text) + 1;

	free(health->trouble);
	health->trouble = t->over ? NULL : memcpy(memory_new(n, 1), t->text, n);
	say("%s: %s%s", t->log->url, t->over ? "over: " : "", t->text);
	tell_trouble(&w->teller, t, watch_clock(w));
	(void)watch_save(w, NULL, (struct certlint_span){ NULL, 0 });
}

static bool
tick(void *ctx)
{
	struct watch *w = ctx;

	w->teller.now = watch_clock(w);
	watch_tick(w);
	return signals_stop() || w->deliver.error;
}

/* ========================================================================== */
/*                                 Running                                    */
/* ========================================================================== */

static uint32_t
or_else(uint32_t given, uint32_t otherwise)
{
	return given ? given : otherwise;
}

enum exit_code
run_logs(struct watch *w)
{
	const struct watch_settings *s = &w->settings->watch;
	struct follow_options options = {
		.start = s->start ? strtoull(s->start, NULL, 10) : 0,
		.from_now = s->from_now, .once = s->once, .requests_a_second = s->rate,
		.parallel = or_else(s->parallel, PARALLEL),
		.poll_seconds = or_else(s->poll, POLL),
		.timeout_seconds = or_else(s->timeout, TIMEOUT), .ca_file = s->ca_file,
	};
	struct follow_calls calls = { w, load, chunk, verified, issuer, keep_issuer, trouble,
				      tick };
	struct log_list *list = log_list_read(s->logs, s->log_state);
	struct text agent = { 0 };
	bool complete;

	if (!list)
		return EXIT_USAGE;
	text_printf(&agent, "certlint/%s", certlint_version());
	if (s->contact)
		text_printf(&agent, " (%s)", s->contact);
	options.user_agent = text_string(&agent);
	for (size_t i = 0; i < log_list_count(list); i++)
		(void)health_of(w, log_list_at(list, i));
	health_write(w, true);
	complete = follow(list, &options, &calls);
	watch_digest_last(w);
	log_list_free(list);
	text_free(&agent);
	return complete || !s->once || signals_stop() ? EXIT_CLEAN : EXIT_UNREAD;
}
