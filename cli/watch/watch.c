/* certlint watch: find what a watch list names, in what logs and streams serve. */

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "say.h"
#include "watch/deliver.h"
#include "watch/feed.h"
#include "watch/judge.h"
#include "watch/signals.h"
#include "watch/tell.h"

enum {
	MAX_THREADS = 256,
	TICK = 1000			/* milliseconds between looks at what is due */
};

struct watch {
	struct settings *settings;
	struct setup setup;
	struct filter *filter;
	struct items items;
	struct teller teller;
	struct deliver deliver;
	struct judge *judges;
	unsigned threads;
	struct pool *pool;
	struct feed feed;
};

/* ========================================================================== */
/*                                 The clock                                  */
/* ========================================================================== */

static int64_t
clock_of(const struct settings *settings)
{
	return settings->no_clock ? 0 : settings->now ? settings->now : (int64_t)time(NULL);
}

/* ========================================================================== */
/*                                  Usage                                     */
/* ========================================================================== */

static enum exit_code
complain(const char *what)
{
	say("%s; 'certlint watch --help' tells more", what);
	return EXIT_USAGE;
}

static bool
has_inputs(const struct settings *s)
{
	return s->operands.count > 0 || s->files_from;
}

static enum exit_code
check_usage(const struct settings *s)
{
	const struct watch_settings *w = &s->watch;

	if (w->lists.count == 0)
		return complain("nothing to watch for: name a --list");
	if (w->test && (has_inputs(s) || w->logs))
		return complain("--test takes no inputs and no --logs");
	if (w->logs && has_inputs(s))
		return complain("either --logs or files: a watch reads one of them");
	if (w->logs || w->state || w->back_scan || w->health.count || w->test)
		return complain("this build neither follows logs nor keeps a state");
	if (!w->test && !w->logs && !has_inputs(s))
		return complain("nothing to watch: name files, directories, - or --logs");
	return EXIT_CLEAN;
}

/* ========================================================================== */
/*                                The pipeline                                */
/* ========================================================================== */

static void
work(void *ctx, unsigned thread, struct job *job)
{
	struct watch *w = ctx;

	judge_work(&w->judges[thread], job);
}

static void
done(void *ctx, struct job *job)
{
	struct watch *w = ctx;

	(void)write_all(STDERR_FILENO, job->err.p, job->err.n);
	w->teller.now = clock_of(w->settings);
	tell_batch(&w->teller, job);
	if (w->teller.messages.count > 0)
		deliver_messages(&w->deliver, &w->teller.messages, w->teller.now);
	batch_clear(job->own);
}

static void
digest(struct watch *w)
{
	int64_t now = clock_of(w->settings);

	tell_digest(&w->teller, now);
	if (w->settings->watch.noise)
		tell_noise(&w->teller, now);
	deliver_messages(&w->deliver, &w->teller.messages, now);
}

/* What is due whenever there is time. */
static void
tick(struct watch *w)
{
	int64_t now = clock_of(w->settings);

	if (tell_digest_due(&w->teller, now))
		digest(w);
	deliver_again(&w->deliver, now, false);
}

/* Nothing more to read just now.  False: nothing more is wanted. */
static bool
wait_for_input(void *ctx, int fd)
{
	struct watch *w = ctx;

	for (;;) {
		tick(w);
		if (signals_stop() || w->deliver.error)
			return false;
		if (signals_wait(fd, TICK) == WAIT_READY)
			return true;
	}
}

static unsigned
count_threads(const struct settings *settings)
{
	long n = settings->jobs ? (long)settings->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (unsigned)n;
}

static enum exit_code
start(struct watch *w)
{
	struct pool_calls calls = { work, done, w, batch_free };

	w->threads = count_threads(w->settings);
	w->judges = memory_new(w->threads, sizeof(*w->judges));
	for (unsigned i = 0; i < w->threads; i++) {
		if (judge_set(&w->judges[i], w->settings, &w->setup, w->filter) != EXIT_CLEAN)
			return EXIT_USAGE;
		w->judges[i].watch = w->items.watch;
	}
	w->pool = pool_new(w->threads, &calls);
	return EXIT_CLEAN;
}

static enum exit_code
prepare(struct watch *w)
{
	const char *filter = w->settings->watch.filter;
	enum exit_code code = check_usage(w->settings);

	if (code == EXIT_CLEAN)
		code = setup_new(&w->setup, w->settings, false);
	if (code == EXIT_CLEAN && !(w->filter = filter_new(filter ? filter : "alert")))
		code = EXIT_USAGE;
	if (code == EXIT_CLEAN && !items_read(&w->items, &w->settings->watch.lists))
		code = EXIT_USAGE;
	w->teller.filter = w->filter;
	w->teller.items = &w->items;
	w->teller.lint = w->setup.lint;
	if (code == EXIT_CLEAN)
		code = teller_set(&w->teller, w->settings);
	if (code == EXIT_CLEAN)
		code = deliver_open(&w->deliver, w->settings);
	if (code == EXIT_CLEAN)
		code = start(w);
	return code;
}

/* ========================================================================== */
/*                                  Inputs                                    */
/* ========================================================================== */

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

static void
summary(const struct watch *w)
{
	const struct tell_counts *c = &w->teller.counts;

	say("%llu entries, %llu damaged; %llu hits, %llu of them expected; %llu alerts",
	    (unsigned long long)c->entries, (unsigned long long)c->damaged,
	    (unsigned long long)c->hits, (unsigned long long)c->expected,
	    (unsigned long long)c->alerts);
}

static enum exit_code
read_inputs(struct watch *w)
{
	w->feed.pool = w->pool;
	w->feed.settings = w->settings;
	w->feed.wait = wait_for_input;
	w->feed.stop = signals_stop;
	w->feed.ctx = w;
	skip_output(&w->feed.sources, w);
	feed_read(&w->feed);
	digest(w);
	feed_free(&w->feed);
	return w->feed.sources.code;
}

static enum exit_code
run(struct watch *w)
{
	enum exit_code code;

	signals_take();
	code = read_inputs(w);
	deliver_again(&w->deliver, 0, true);
	if (!w->settings->quiet)
		summary(w);
	if (w->teller.counts.told > 0 && !w->settings->exit_zero && !signals_stop())
		code = exit_worse(code, EXIT_FOUND);
	return code;
}

static void
watch_free(struct watch *w)
{
	if (w->pool)
		pool_free(w->pool);
	for (unsigned i = 0; w->judges && i < w->threads; i++)
		judge_free(&w->judges[i]);
	free(w->judges);
	teller_free(&w->teller);
	items_free(&w->items);
	filter_free(w->filter);
	setup_free(&w->setup);
}

enum exit_code
verb_watch(struct settings *settings)
{
	struct watch w = { .settings = settings };
	enum exit_code code = prepare(&w);

	if (code == EXIT_CLEAN)
		code = run(&w);
	code = exit_worse(code, deliver_close(&w.deliver));
	watch_free(&w);
	return code;
}
