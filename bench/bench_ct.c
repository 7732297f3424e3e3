/*
 * What reading logs costs: entries per second of get-entries answers, tiles and streams that are
 * made of a corpus of DER certificates.
 *
 *	bench_ct [--rounds N] [-j THREADS] [--check RATE] [--items N] [--issuer FILE]...
 *		DIRECTORY|FILE...
 *
 * Times are CPU time of one thread, medians over rounds: of reading alone, of reading and linting,
 * of reading and matching against a watch list of N items, of all three, and of all three in one
 * pass, where the match is a lint of a plug-in and looks at what the linter has decoded.  The first
 * figure is a calibration loop in the same run, memcpy() of an answer, which each round of reading
 * in place pays too: the text is spent and has to be made again.  --check fails when fewer than
 * RATE entries a second are read, linted and matched.  With -j that is also done by several
 * threads, in wall-clock time.
 */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <certlint/ct.h>
#include <certlint/ct_tree.h>
#include <certlint/plugin.h>
#include <certlint/watch.h>

#include "corpus.h"
#include "mint.h"
#include "transparency.h"

enum { ROUNDS = 9, ANSWER = 256, THREADS_MOST = 64, ITEMS = 10000 };

/* ---- a log of the corpus ---- */

struct bodies {
	struct mint *at;
	size_t count, bytes;
};

struct log {
	struct mint_entry *items;
	size_t count, capacity;
	struct mint issuers[MINT_CHAIN];
	struct bodies answers, tiles, streams;
};

static void
read_file(struct mint *out, const char *path)
{
	uint8_t bytes[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL) {
		fprintf(stderr, "bench_ct: cannot read %s\n", path);
		exit(3);
	}
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		mint_put(out, bytes, n);
	fclose(f);
}

/* Half of the entries of logs are precertificates: every other one becomes what looks like it. */
static void
make_precert(struct mint_entry *e)
{
	static struct cert c;
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE, .around = true };
	struct ct_tbs tbs;

	cert_read(&c, (struct span){ e->certificate.p, e->certificate.n }, &o);
	if (!ct_tbs_read(&c, &tbs))
		return;
	e->precert = true;
	for (size_t i = 0; i < tbs.count; i++)
		mint_put(&e->tbs, tbs.at[i].p, tbs.at[i].n);
}

static void
add_entry(struct log *k, struct span certificate)
{
	struct mint_entry *e;

	if (k->count == k->capacity) {
		k->capacity = k->capacity * 2 + 1024;
		k->items = realloc(k->items, k->capacity * sizeof(*k->items));
		if (k->items == NULL)
			exit(3);
	}
	e = &k->items[k->count];
	*e = (struct mint_entry){ .timestamp = UINT64_C(1775088000000),
				  .index = (int64_t)k->count };
	mint_put(&e->certificate, certificate.p, certificate.n);
	memcpy(e->issuers, k->issuers, sizeof(k->issuers));
	if (k->count++ % 2)
		make_precert(e);
}

/* Issuers of the usual size where none is given: nothing here looks into them. */
static void
fill_issuers(struct log *k)
{
	static const size_t usual[2] = { 1306, 1380 };

	for (size_t i = 0; i < 2 && k->issuers[0].n == 0; i++) {
		uint8_t bytes[1400];

		memset(bytes, 0x5a, sizeof(bytes));
		mint_put(&k->issuers[i], bytes, usual[i]);
	}
}

static struct mint *
body_of(struct bodies *b, size_t entry)
{
	if (entry % ANSWER == 0) {
		b->at = realloc(b->at, (b->count + 1) * sizeof(*b->at));
		if (b->at == NULL)
			exit(3);
		b->at[b->count++] = (struct mint){ NULL, 0, 0 };
	}
	return &b->at[b->count - 1];
}

static void
make_bodies(struct log *k)
{
	for (size_t i = 0; i < k->count; i++) {
		struct mint *m = body_of(&k->answers, i);

		mint_text(m, i % ANSWER ? "," : "{\"entries\":[");
		mint_json_entry(m, &k->items[i]);
		if (i % ANSWER == ANSWER - 1 || i + 1 == k->count)
			mint_text(m, "]}");
		mint_tile_leaf(body_of(&k->tiles, i), &k->items[i]);
		m = body_of(&k->streams, i);
		mint_stream_line(m, &k->items[i]);
		mint_text(m, "\n");
	}
	for (size_t i = 0; i < k->answers.count; i++)
		k->answers.bytes += k->answers.at[i].n;
	for (size_t i = 0; i < k->streams.count; i++)
		k->streams.bytes += k->streams.at[i].n;
	for (size_t i = 0; i < k->tiles.count; i++)
		k->tiles.bytes += k->tiles.at[i].n;
}

/* ---- the watch list ---- */

/* Names, addresses and networks that no object has, as most of a list's are for any object. */
static certlint_watch *
make_watch(size_t items)
{
	struct certlint_watch_options options = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct mint text = { NULL, 0, 0 };
	certlint_watch *watch;
	char line[64];

	for (size_t i = 0; i < items; i++) {
		if (i % 4 == 0)
			snprintf(line, sizeof(line), "ip:10.%zu.%zu.%zu\n", i >> 16 & 255,
				 i >> 8 & 255, i & 255);
		else
			snprintf(line, sizeof(line), "dns:%swatched-%zu.example\n",
				 i % 4 == 1 ? "." : "", i);
		mint_text(&text, line);
	}
	options.text = (const char *)text.p;
	options.text_length = text.n;
	if (certlint_watch_new(&watch, &options, &error) != CERTLINT_OK) {
		fprintf(stderr, "bench_ct: %s\n", error.text);
		exit(2);
	}
	mint_free(&text);
	return watch;
}

static _Thread_local size_t hits;

static int
count_hit(void *ctx, const struct certlint_hit *hit)
{
	(void)ctx;
	(void)hit;
	hits++;
	return 0;
}

/* The match as a lint, which gets the object that the others got. */
static void
match_as_lint(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	certlint_watch_object(certlint_user(reporter), object, NULL, count_hit, NULL);
}

static certlint *
make_lint(certlint_watch *watch)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_plugin plugin = CERTLINT_PLUGIN_INIT;
	struct certlint_lint match = CERTLINT_LINT_INIT;
	const struct certlint_lint *lints[] = { &match };
	const struct certlint_plugin *plugins[] = { &plugin };
	certlint *lint;

	match.id = "bench_watched";
	match.severity = CERTLINT_NOTICE;
	match.applies = "certificate";
	match.check = match_as_lint;
	match.user = watch;
	plugin.name = "bench";
	plugin.lints = lints;
	plugin.lint_count = 1;
	options.plugins = plugins;
	options.plugin_count = watch != NULL;
	if (certlint_new(&lint, &options, &error) != CERTLINT_OK) {
		fprintf(stderr, "bench_ct: %s\n", error.text);
		exit(2);
	}
	return lint;
}

/* ---- the phases ---- */

/* What is done with an entry, beside reading it. */
struct task {
	const certlint *lint;		/* NULL: not linted */
	const certlint_watch *watch;	/* NULL: not matched, or by the lint's plug-in */
};

/* What one thread has of its own. */
struct worker {
	const struct log *k;
	struct task task;
	char *text;			/* as long as the longest body */
	size_t entries, damaged, findings;
	uint64_t sunk;
};

static int
count_finding(void *ctx, const struct certlint_finding *f)
{
	struct worker *w = ctx;

	(void)f;
	w->findings++;
	return 0;
}

static void
take_entry(struct worker *w, int status, const struct certlint_ct_entry *e)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;

	w->entries++;
	w->damaged += status < 0;
	if (certlint_ct_input(e, &in) != CERTLINT_OK)
		return;
	/* The corpus comes without its issuers. */
	in.issuer = NULL;
	in.issuer_length = 0;
	w->sunk += in.length;
	if (w->task.watch)
		certlint_watch_match(w->task.watch, &in, NULL, count_hit, NULL);
	if (w->task.lint)
		certlint_run(w->task.lint, &in, count_finding, w, NULL);
}

static void
copy_bodies(struct worker *w)
{
	for (size_t i = 0; i < w->k->answers.count; i++) {
		memcpy(w->text, w->k->answers.at[i].p, w->k->answers.at[i].n);
		w->sunk += (uint8_t)w->text[w->k->answers.at[i].n / 2];
	}
	w->entries += w->k->count;
}

typedef int reader(char *text, size_t length, size_t *at, struct certlint_ct_entry *e);

static void
read_texts(struct worker *w, const struct bodies *b, reader *next)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;

	for (size_t i = 0; i < b->count; i++) {
		size_t at = 0;
		int rc;

		memcpy(w->text, b->at[i].p, b->at[i].n);
		while ((rc = next(w->text, b->at[i].n, &at, &e)) != 0)
			take_entry(w, rc, &e);
	}
}

static void
read_answers(struct worker *w)
{
	read_texts(w, &w->k->answers, certlint_ct_json_next);
}

static void
read_streams(struct worker *w)
{
	read_texts(w, &w->k->streams, certlint_ct_stream_next);
}

static void
read_tiles(struct worker *w)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;

	for (size_t i = 0; i < w->k->tiles.count; i++) {
		struct certlint_span rest = { w->k->tiles.at[i].p, w->k->tiles.at[i].n };
		int rc;

		while ((rc = certlint_ct_tile_next(&rest, &e)) != 0)
			take_entry(w, rc, &e);
	}
}

/* Tiles with the root of the tree: what verifying inclusion adds. */
static void
hash_tiles(struct worker *w)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t hash[32];

	for (size_t i = 0; i < w->k->tiles.count; i++) {
		struct certlint_span rest = { w->k->tiles.at[i].p, w->k->tiles.at[i].n };

		while (certlint_ct_tile_next(&rest, &e) == 1) {
			certlint_ct_leaf_hash(&e, hash);
			certlint_ct_tree_append(&tree, 0, hash, 1);
			w->entries++;
		}
	}
	certlint_ct_tree_root(&tree, hash);
	w->sunk += hash[0];
}

/* ---- measuring ---- */

static double
seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef void phase(struct worker *w);

/* The median over rounds, in nanoseconds an entry. */
static double
measure(phase *run, struct worker *w, struct task task, int rounds)
{
	double times[101];

	w->task = task;
	w->entries = w->damaged = w->findings = 0;
	run(w);
	for (int i = 0; i < rounds; i++) {
		double start = seconds(CLOCK_THREAD_CPUTIME_ID);

		run(w);
		times[i] = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
	}
	if (w->damaged > 0)
		fprintf(stderr, "bench_ct: %zu entries are damaged\n", w->damaged);
	return median(times, (size_t)rounds) / (double)w->k->count * 1e9;
}

static void
say(const char *what, double ns, double unit)
{
	printf("%-34s %9.0f ns  %6.1f x  %9.0f/s\n", what, ns, ns / unit, 1e9 / ns);
}

static void
worker_make(struct worker *w, const struct log *k)
{
	size_t most = 1;

	for (size_t i = 0; i < k->answers.count; i++)
		most = k->answers.at[i].n > most ? k->answers.at[i].n : most;
	for (size_t i = 0; i < k->streams.count; i++)
		most = k->streams.at[i].n > most ? k->streams.at[i].n : most;
	*w = (struct worker){ .k = k, .text = malloc(most) };
	if (w->text == NULL)
		exit(3);
}

enum { TURNS = 20 };

static void *
work(void *ctx)
{
	struct worker *w = ctx;

	for (int i = 0; i < TURNS; i++)
		read_answers(w);
	return NULL;
}

/* What `n` threads do together, entries a second of the wall clock. */
static double
rate_of_threads(const struct log *k, struct task task, int n)
{
	static struct worker workers[THREADS_MOST];
	pthread_t threads[THREADS_MOST];
	double start, took;

	for (int i = 0; i < n; i++) {
		worker_make(&workers[i], k);
		workers[i].task = task;
	}
	start = seconds(CLOCK_MONOTONIC);
	for (int i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
			exit(3);
	for (int i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	took = seconds(CLOCK_MONOTONIC) - start;
	for (int i = 0; i < n; i++)
		free(workers[i].text);
	return (double)k->count * TURNS * n / took;
}

/* The tasks that are measured. */
struct tasks {
	struct task read, lint, match, both, one_pass;
};

static double
say_all(const struct log *k, const struct tasks *t, int rounds)
{
	struct worker w;
	double unit, all;

	worker_make(&w, k);
	unit = measure(copy_bodies, &w, t->read, rounds);
	say("calibration: copy an answer", unit, unit);
	say("get-entries: read", measure(read_answers, &w, t->read, rounds), unit);
	say("tile: read", measure(read_tiles, &w, t->read, rounds), unit);
	say("tile: read, leaf hash, tree", measure(hash_tiles, &w, t->read, rounds), unit);
	say("stream: read", measure(read_streams, &w, t->read, rounds), unit);
	say("get-entries: read, match", measure(read_answers, &w, t->match, rounds), unit);
	say("get-entries: read, lint", measure(read_answers, &w, t->lint, rounds), unit);
	say("get-entries: read, match, lint", measure(read_answers, &w, t->both, rounds), unit);
	all = measure(read_answers, &w, t->one_pass, rounds);
	say("get-entries: the same in one pass", all, unit);
	say("tile: the same in one pass", measure(read_tiles, &w, t->one_pass, rounds), unit);
	free(w.text);
	return 1e9 / all;
}

static void
say_threads(const struct log *k, struct task task, int threads)
{
	struct rusage usage;
	double one = rate_of_threads(k, task, 1);

	for (int n = 1; n <= threads; n++) {
		double rate = rate_of_threads(k, task, n);

		printf("%d threads: %9.0f/s, %.2f x\n", n, rate, rate / one);
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("resident at most: %ld KiB\n", usage.ru_maxrss);
}

int
main(int argc, char **argv)
{
	struct corpus files = { .count = 0 };
	struct log k = { .count = 0 };
	int rounds = ROUNDS, threads = 0, issuers = 0, i = 1;
	size_t items = ITEMS;
	double limit = 0, rate;
	certlint *lint, *matching;
	certlint_watch *watch;
	struct tasks tasks;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--rounds") && i + 1 < argc)
			rounds = atoi(argv[++i]) % 100 + 1;
		else if (!strcmp(argv[i], "--check") && i + 1 < argc)
			limit = atof(argv[++i]);
		else if (!strcmp(argv[i], "--items") && i + 1 < argc)
			items = (size_t)atol(argv[++i]);
		else if (!strcmp(argv[i], "-j") && i + 1 < argc)
			threads = atoi(argv[++i]) % (THREADS_MOST + 1);
		else if (!strcmp(argv[i], "--issuer") && i + 1 < argc && issuers < MINT_CHAIN)
			read_file(&k.issuers[issuers++], argv[++i]);
		else
			return fprintf(stderr, "bench_ct: unknown option %s\n", argv[i]), 2;
	}
	fill_issuers(&k);
	for (; i < argc; i++)
		corpus_add(&files, argv[i]);
	for (size_t n = 0; n < files.count; n++)
		add_entry(&k, files.items[n]);
	if (k.count == 0)
		return fprintf(stderr, "bench_ct: name a directory of DER certificates\n"), 2;
	make_bodies(&k);
	watch = make_watch(items);
	lint = make_lint(NULL);
	matching = make_lint(watch);
	tasks = (struct tasks){ { NULL, NULL }, { lint, NULL }, { NULL, watch }, { lint, watch },
				{ matching, NULL } };
	printf("%zu entries, mean %zu bytes in an answer, %zu in a tile, %zu in a stream; "
	       "%zu items\n", k.count, k.answers.bytes / k.count, k.tiles.bytes / k.count,
	       k.streams.bytes / k.count, items);
	rate = say_all(&k, &tasks, rounds);
	if (threads > 0)
		say_threads(&k, tasks.one_pass, threads);
	certlint_free(lint);
	certlint_free(matching);
	certlint_watch_free(watch);
	if (rate < limit)
		return fprintf(stderr, "bench_ct: %.0f entries a second, fewer than %.0f\n", rate,
			       limit), 1;
	return 0;
}
