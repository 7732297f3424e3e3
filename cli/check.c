/* certlint check: lint everything that is named, write what was found, sum it up. */

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint.h"
#include "progress.h"
#include "say.h"
#include "setup.h"
#include "sources.h"
#include "spool.h"
#include "statistics.h"

enum {
	JOB_OBJECTS = 64,
	JOB_BYTES = 256 << 10,
	JOB_MESSAGES = 64 << 10,
	MAX_THREADS = 256
};

struct check {
	const struct settings *settings;
	struct setup setup;
	struct pool *pool;
	struct linter *linters;
	struct spool spool;		/* --chain: the inputs, until all issuers are known */
	struct chain *chain;
	unsigned threads;
	struct output output;
	struct progress progress;
	bool undecided;			/* the last entry is its file's first: it may be the only */
	bool wrote;			/* JSON: the array has an element */
	uint64_t minor;			/* notes that were not told */
};

/* ========================================================================== */
/*                            Objects into jobs                               */
/* ========================================================================== */

static bool
is_full(const struct job *job)
{
	return job->count >= JOB_OBJECTS || job->der.n >= JOB_BYTES;
}

/* Consecutive objects of a file share its name. */
static size_t
keep_name(struct job *job, const char *name)
{
	size_t at;

	if (job->count > 0) {
		at = job->entries[job->count - 1].name;
		if (strcmp(job->names.p + at, name) == 0)
			return at;
	}
	at = job->names.n;
	text_add(&job->names, name, strlen(name) + 1);
	return at;
}

/*
 * Room for one more entry.  Whether a file holds several objects is known when its second one
 * comes, so the first one waits for that in its job.
 */
static struct entry *
new_entry(struct check *c, const struct place *at)
{
	struct job *job = pool_job(c->pool);
	size_t name;

	if (at->index == 1)
		job->entries[job->count - 1].several = true;
	if (is_full(job)) {
		pool_submit(c->pool);
		job = pool_job(c->pool);
	}
	if (job->count == job->room) {
		job->room = job->room ? 2 * job->room : JOB_OBJECTS;
		job->entries = memory_grow(job->entries, job->room, sizeof(*job->entries));
	}
	name = keep_name(job, at->name);
	c->undecided = at->index == 0;
	job->entries[job->count] = (struct entry){
		.name = name, .index = at->index, .line = at->line, .several = at->index > 0,
		.der = job->der.n,
	};
	return &job->entries[job->count++];
}

static void
take_object(void *ctx, const struct place *at, const uint8_t *der, size_t length)
{
	struct check *c = ctx;
	struct entry *e = new_entry(c, at);

	e->length = length;
	text_add(&pool_job(c->pool)->der, der, length);
}

static void
take_bad(void *ctx, const struct place *at, const char *why)
{
	new_entry(ctx, at)->bad = why;
}

static void
take_note(void *ctx, const char *name, const char *line, enum weight weight)
{
	struct check *c = ctx;
	struct text *err = &pool_job(c->pool)->err;

	if (weight == WEIGHT_MINOR && !c->settings->verbose) {
		c->minor++;
		return;
	}
	if (weight != WEIGHT_ERROR && c->settings->quiet)
		return;
	say_into(err, "%s: %s", name, line);
	if (err->n >= JOB_MESSAGES && !c->undecided)
		pool_submit(c->pool);
}

/* Nothing more to read just now: show what there is, unless its name is not decided yet. */
static void
take_pause(void *ctx)
{
	struct check *c = ctx;

	if (pool_job(c->pool)->count > 0 && !c->undecided)
		pool_submit(c->pool);
	pool_drain(c->pool);
	output_flush(&c->output);
}

/* ========================================================================== */
/*                             Jobs into reports                              */
/* ========================================================================== */

static void
work(void *ctx, unsigned thread, struct job *job)
{
	struct check *c = ctx;

	linter_work(&c->linters[thread], job);
}

static void
write_report(struct check *c, const struct text *out)
{
	/* Elements end with a comma: all but the last one's are written before the next. */
	if (c->settings->format == FORMAT_JSON && !c->settings->statistics && out->n > 2) {
		output_add(&c->output, c->wrote ? ",\n" : "[\n", 2);
		output_add(&c->output, out->p, out->n - 2);
		c->wrote = true;
		return;
	}
	output_add(&c->output, out->p, out->n);
}

static void
done(void *ctx, struct job *job)
{
	struct check *c = ctx;

	write_report(c, &job->out);
	if (job->err.n > 0 || c->progress.shown)
		progress_hide(&c->progress);
	(void)write_all(STDERR_FILENO, job->err.p, job->err.n);
	progress_step(&c->progress, job->count);
}

static void
end_report(struct check *c)
{
	if (c->settings->format == FORMAT_JSON && !c->settings->statistics)
		output_add(&c->output, c->wrote ? "\n]\n" : "[]\n", 3);
}

/* ========================================================================== */
/*                                 The verb                                   */
/* ========================================================================== */

/* As many as were asked for; else as many as there are processors. */
static unsigned
count_threads(const struct settings *settings)
{
	long n = settings->jobs ? (long)settings->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (unsigned)n;
}

static void
start(struct check *c)
{
	struct certlint_input input;
	struct term term = term_of(c->output.fd, c->settings);
	struct pool_calls calls = { work, done, c, NULL };

	setup_input(&c->setup, c->settings, &input);
	c->threads = count_threads(c->settings);
	c->linters = memory_new(c->threads, sizeof(*c->linters));
	for (unsigned i = 0; i < c->threads; i++)
		linter_set(&c->linters[i], c->settings, c->setup.lint, &input, c->chain, &term);
	c->pool = pool_new(c->threads, &calls);
	progress_set(&c->progress, c->settings);
}

/* The report itself may lie in a directory that is linted. */
static void
skip_output(struct sources *sources, const struct check *c)
{
	struct stat info;

	if (!c->settings->output || fstat(c->output.fd, &info) != 0)
		return;
	sources->skip = S_ISREG(info.st_mode);
	sources->skip_device = (uint64_t)info.st_dev;
	sources->skip_inode = (uint64_t)info.st_ino;
}

/* ---- with --chain: first all of it, then again ---- */

static void
keep_object(void *ctx, const struct place *at, const uint8_t *der, size_t length)
{
	struct check *c = ctx;

	chain_add(c->chain, der, length);
	spool_object(&c->spool, at, der, length);
}

static void
keep_bad(void *ctx, const struct place *at, const char *why)
{
	struct check *c = ctx;

	spool_bad(&c->spool, at, why);
}

static void
keep_note(void *ctx, const char *name, const char *line, enum weight weight)
{
	struct check *c = ctx;

	spool_note(&c->spool, name, line, weight);
}

static void
read_twice(struct check *c, struct sources *sources, const struct object_sink *sink)
{
	struct object_sink keep = { c, keep_object, keep_bad, keep_note, NULL, sink->tbs };
	int error;

	sources->sink = &keep;
	sources_read(sources, c->settings);
	if (chain_left_out(c->chain) && !c->settings->quiet)
		say("--chain: %zu CA certificates are nobody's issuer: there was no room for them",
		    chain_left_out(c->chain));
	error = spool_replay(&c->spool, sink);
	if (error == 0)
		return;
	say("--chain: the inputs could not be kept until all were read: %s", strerror(error));
	sources->code = exit_worse(sources->code, EXIT_UNREAD);
}

static void
read_all(struct check *c, struct sources *sources)
{
	struct object_sink sink = {
		c, take_object, take_bad, take_note, take_pause, c->settings->tbs,
	};

	sources->sink = &sink;
	skip_output(sources, c);
	if (c->chain)
		read_twice(c, sources, &sink);
	else
		sources_read(sources, c->settings);
	pool_submit(c->pool);
	pool_drain(c->pool);
	progress_hide(&c->progress);
	sources->sink = NULL;
}

static struct tally
add_up(struct check *c)
{
	struct tally total = c->linters[0].tally;
	size_t lints = 0;

	while (certlint_at(c->setup.lint, lints))
		lints++;
	for (unsigned i = 1; i < c->threads; i++)
		tally_add(&total, &c->linters[i].tally, lints);
	return total;
}

static enum exit_code
judge(const struct settings *settings, const struct tally *total)
{
	enum exit_code code = EXIT_CLEAN;

	if (total->worst >= level_severity(settings->fail_on))
		code = EXIT_FOUND;
	if (total->bad || total->failed)
		code = exit_worse(code, EXIT_UNREAD);
	return code;
}

static enum exit_code
finish(struct check *c, struct sources *sources)
{
	struct tally total = add_up(c);
	enum exit_code code = exit_worse(sources->code, judge(c->settings, &total));

	if (c->settings->statistics)
		statistics_write(&c->output, c->settings, c->setup.lint, &total);
	end_report(c);
	code = exit_worse(code, output_close(&c->output));
	if (!c->settings->quiet)
		summary_say(&total, sources, c->minor);
	/* --exit-zero is about findings: a report that is not complete stays a failure. */
	return c->settings->exit_zero && code == EXIT_FOUND ? EXIT_CLEAN : code;
}

enum exit_code
verb_check(struct settings *settings)
{
	struct check c = { .settings = settings };
	struct sources sources = { 0 };
	enum exit_code code = setup_new(&c.setup, settings, false);

	if (code == EXIT_CLEAN && settings->chain && (c.chain = chain_new()) == NULL)
		code = EXIT_USAGE;
	if (code == EXIT_CLEAN)
		code = output_open(&c.output, settings);
	if (code == EXIT_CLEAN) {
		start(&c);
		read_all(&c, &sources);
		code = finish(&c, &sources);
		sources_free(&sources);
		pool_free(c.pool);
		for (unsigned i = 0; i < c.threads; i++)
			linter_free(&c.linters[i]);
		free(c.linters);
	}
	spool_free(&c.spool);
	chain_free(c.chain);
	setup_free(&c.setup);
	return code;
}
