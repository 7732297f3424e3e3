/* certlint watch: find what a watch list names, in what logs and streams serve. */

#include <stdlib.h>
#include <unistd.h>

#include "say.h"
#include "watch/run.h"
#include "watch/signals.h"

enum { MAX_THREADS = 256 };

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

static bool
is_number(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 19;
}

/* Printable ASCII, and nothing that ends a comment in a User-Agent. */
static bool
is_plain(const char *s)
{
	for (; *s >= 0x20 && *s < 0x7f; s++)
		if (strchr("()\\", *s))
			return false;
	return *s == '\0';
}

static enum exit_code
check_logs(const struct watch_settings *w)
{
	if (w->start && !is_number(w->start))
		return complain("--start has to be the index of an entry");
	if (w->start && w->from_now)
		return complain("either --start or --from-now");
	if (!w->logs && (w->start || w->from_now || w->once || w->rate || w->parallel || w->poll ||
			 w->timeout || w->ca_file || w->contact || w->log_state))
		return complain("--start, --from-now, --once, --rate, --parallel, --poll, "
				"--timeout, --ca-file, --contact and --log-state go with --logs");
	if (w->contact && !is_plain(w->contact))
		return complain("--contact has to be plain text: it goes into a header of HTTP");
	return EXIT_CLEAN;
}

enum exit_code
watch_check(const struct settings *s)
{
	const struct watch_settings *w = &s->watch;

	if (w->lists.count == 0)
		return complain("nothing to watch for: name a --list");
	if (w->test && (has_inputs(s) || w->logs || w->state))
		return complain("--test takes no inputs, no --logs and no --state");
	if (w->logs && has_inputs(s))
		return complain("either --logs or files: a watch reads one of them");
	if (!w->test && !w->logs && !has_inputs(s))
		return complain("nothing to watch: name files, directories, - or --logs");
	if (w->back_scan && !w->state)
		return complain("--back-scan needs a --state to keep names in");
	return check_logs(w);
}

static unsigned
count_threads(const struct settings *settings)
{
	long n = settings->jobs ? (long)settings->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (unsigned)n;
}

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
	w->teller.now = watch_clock(w);
	tell_batch(&w->teller, job);
	watch_keep_rows(w, job);
	batch_clear(job->own);
	/* After every batch, so that a flood of groups has been told before it is dropped. */
	watch_digest_if_due(w);
	health_write(w, false);
	if (!w->in_chunk)
		(void)watch_save(w, NULL, (struct certlint_span){ NULL, 0 });
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
		w->judges[i].indexes = w->settings->watch.back_scan > 0;
	}
	w->pool = pool_new(w->threads, &calls);
	return EXIT_CLEAN;
}

/* The first digest is due when its time has passed, not at once. */
static void
begin_digests(struct watch *w)
{
	struct text told = { 0 };

	if (!w->store || !store_text(w->store, "digest", &told)) {
		w->digest_told = watch_clock(w);
		certlint_groups_digest_told(w->teller.groups, w->digest_told);
	}
	text_free(&told);
}

static enum exit_code
open_store(struct watch *w)
{
	if (w->settings->watch.state && !(w->store = store_open(w->settings->watch.state)))
		return EXIT_USAGE;
	begin_digests(w);
	if (!w->store)
		return EXIT_CLEAN;
	return store_load(w->store, w->teller.groups, &w->teller.damages) ? EXIT_CLEAN :
									    EXIT_UNREAD;
}

static enum exit_code
prepare(struct watch *w)
{
	const char *filter = w->settings->watch.filter;
	enum exit_code code = watch_check(w->settings);

	if (code == EXIT_CLEAN)
		code = setup_new(&w->setup, w->settings, false);
	if (code == EXIT_CLEAN && !(w->filter = filter_new(filter ? filter : "alert")))
		code = EXIT_USAGE;
	if (code == EXIT_CLEAN && !items_read(&w->items, &w->settings->watch.lists))
		code = EXIT_USAGE;
	if (code == EXIT_CLEAN && !filter_check(w->filter, w->setup.lint, w->items.watch))
		code = EXIT_USAGE;
	w->teller.filter = w->filter;
	w->teller.items = &w->items;
	w->teller.lint = w->setup.lint;
	if (code == EXIT_CLEAN)
		code = teller_set(&w->teller, w->settings);
	if (code == EXIT_CLEAN)
		code = deliver_open(&w->deliver, w->settings);
	if (code == EXIT_CLEAN)
		code = open_store(w);
	if (code == EXIT_CLEAN)
		code = start(w);
	return code;
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
run(struct watch *w)
{
	enum exit_code code;

	w->begun = watch_clock(w);
	if (w->store) {
		outbox_read_back(w);
		(void)outbox_deliver(w);
		watch_scan_at_start(w);
	}
	code = w->settings->watch.logs ? run_logs(w) : run_inputs(w);
	if (w->store)
		(void)outbox_deliver(w);
	else
		deliver_again(&w->deliver, 0, true);
	health_write(w, true);
	if (!w->settings->quiet && code != EXIT_USAGE)
		summary(w);
	if (w->lost || w->write_failing)
		code = exit_worse(code, EXIT_UNREAD);
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
	for (size_t i = 0; i < w->row_count; i++) {
		free(w->rows[i].source);
		text_free(&w->rows[i].rows);
	}
	free(w->rows);
	for (size_t i = 0; i < w->log_count; i++) {
		free(w->logs[i].url);
		free(w->logs[i].trouble);
	}
	free(w->logs);
	store_close(w->store);
	teller_free(&w->teller);
	items_free(&w->items);
	filter_free(w->filter);
	setup_free(&w->setup);
}

enum exit_code
verb_watch(struct settings *settings)
{
	struct watch w = { .settings = settings };
	enum exit_code code;

	signals_take();
	/* What is made up is no anomaly. */
	if (settings->watch.test)
		settings->watch.anomalies = ANOMALIES_OFF;
	code = prepare(&w);
	if (code == EXIT_CLEAN)
		code = settings->watch.test ? run_test(&w) : run(&w);
	code = exit_worse(code, deliver_close(&w.deliver));
	watch_free(&w);
	return code;
}
