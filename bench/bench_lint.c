/*
 * What linting costs: certificates per second, nanoseconds by phase and by lint, allocations and
 * memory, over a corpus of DER files.
 *
 *	bench_lint [--rounds N] [--lints] [--check RATIO] DIRECTORY|FILE...
 *
 * Times are CPU time of one thread, medians over rounds.  The first figure is a calibration loop in
 * the same run, the bare walk over every element; the others are stated as multiples of it too, so
 * that they hold on a noisy machine.  Without arguments it measures the certificates of its own
 * corpus directory; --check fails when everything costs more than RATIO calibration loops.
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "corpus.h"
#include "engine.h"
#include "handle.h"
#include "sound.h"
#include "walk.h"

enum { ROUNDS = 9, NESTING = 64 };

static size_t allocations;

/* Ours alone: the linker sends the library's own calls here (--wrap), not those of mbedTLS. */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

void *
__wrap_malloc(size_t n)
{
	allocations++;
	return __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	allocations++;
	return __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	allocations++;
	return __real_realloc(p, n);
}

/* ---- the phases ---- */

static volatile uint64_t sunk;

/* Every element, headers only: what any reader of DER has to do at the least. */
static void
calibrate(const struct corpus *k, const certlint *h)
{
	struct span stack[NESTING];
	uint64_t n = 0;

	(void)h;
	for (size_t i = 0; i < k->count; i++) {
		unsigned depth = 1;
		struct der e;

		stack[0] = k->items[i];
		while (depth > 0) {
			if (!der_next(&stack[depth - 1], &e)) {
				depth--;
				continue;
			}
			n++;
			if (e.tag & DER_CONSTRUCTED && depth < NESTING)
				stack[depth++] = e.body;
		}
	}
	sunk += n;
}

static void
walk_strictly(const struct corpus *k, const certlint *h)
{
	const struct walker walker = { .max_depth = 0 };

	(void)h;
	for (size_t i = 0; i < k->count; i++)
		walk(k->items[i], &asn1_certificate, &walker);
}

static void
accept(const struct corpus *k, const certlint *h)
{
	(void)h;
	for (size_t i = 0; i < k->count; i++)
		sunk += object_is_sound(k->items[i], &asn1_certificate);
}

static void
read_model(const struct corpus *k, const certlint *h)
{
	static struct cert c;
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };

	(void)h;
	for (size_t i = 0; i < k->count; i++) {
		cert_read(&c, k->items[i], &o);
		sunk += c.facts.w[0];
	}
}

static void
look_at_names(const struct corpus *k, const certlint *h)
{
	static struct cert c;
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };

	(void)h;
	for (size_t i = 0; i < k->count; i++) {
		struct der gn;

		cert_read(&c, k->items[i], &o);
		each_dns(&c, gn)
			sunk += host_flags(gn.body, c.from_day, o.data);
	}
}

static size_t findings;

static int
count(void *ctx, const struct certlint_finding *f)
{
	(void)ctx;
	(void)f;
	findings++;
	return 0;
}

static void
lint(const struct corpus *k, const certlint *h)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;

	for (size_t i = 0; i < k->count; i++) {
		in.data = k->items[i].p;
		in.length = k->items[i].n;
		certlint_run(h, &in, count, NULL, NULL);
	}
}

static void
lint_to_json(const struct corpus *k, const certlint *h)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	static char line[1 << 20];

	in.flags = CERTLINT_NO_DIGEST;
	for (size_t i = 0; i < k->count; i++) {
		certlint_report *report;

		in.data = k->items[i].p;
		in.length = k->items[i].n;
		if (certlint_check(h, &in, &report, NULL) < 0)
			continue;
		sunk += certlint_report_format(report, CERTLINT_JSON, line, sizeof(line));
		certlint_report_free(report);
	}
}

/* ---- measuring ---- */

typedef void phase(const struct corpus *k, const certlint *h);

/* The median over rounds, in nanoseconds an item. */
static double
measure(phase *run, const struct corpus *k, const certlint *h, int rounds)
{
	double times[101];

	run(k, h);
	for (int i = 0; i < rounds; i++) {
		double start = cpu_seconds();

		run(k, h);
		times[i] = cpu_seconds() - start;
	}
	return median(times, (size_t)rounds) / (double)k->count * 1e9;
}

static void
say(const char *what, double ns, double unit)
{
	printf("%-34s %9.0f ns  %6.1f x  %9.0f/s\n", what, ns, ns / unit, 1e9 / ns);
}

static certlint *
handle(const char *selection)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint *h;

	options.selection = selection;
	if (certlint_new(&h, &options, &error) != CERTLINT_OK) {
		fprintf(stderr, "bench_lint: %s\n", error.text);
		exit(2);
	}
	return h;
}

struct cost {
	const char *id;
	double ns;
};

static int
compare_costs(const void *a, const void *b)
{
	double x = ((const struct cost *)a)->ns, y = ((const struct cost *)b)->ns;

	return (x < y) - (x > y);
}

static double
round_time(const struct corpus *k, const certlint *h)
{
	double start = cpu_seconds();

	lint(k, h);
	return cpu_seconds() - start;
}

/*
 * What one handle takes beyond another, in nanoseconds an item: round by round in turn, and the
 * least of each, since what else the machine does comes and goes.
 */
static double
difference(const struct corpus *k, const certlint *h, const certlint *none)
{
	double least = 1e9, base = 1e9, time;

	for (int i = 0; i < 6; i++) {
		time = round_time(k, h);
		least = time < least ? time : least;
		time = round_time(k, none);
		base = time < base ? time : base;
	}
	return (least - base) / (double)k->count * 1e9;
}

/* Each lint alone against a handle with one that applies to nothing: the dearest twenty. */
static void
say_lints(const struct corpus *k, const certlint *none)
{
	struct cost *costs = calloc(lint_count, sizeof(*costs));

	for (size_t i = 0; i < lint_count; i++) {
		certlint *h = handle(lint_table[i]->id);

		costs[i] = (struct cost){ lint_table[i]->id, difference(k, h, none) };
		certlint_free(h);
	}
	qsort(costs, lint_count, sizeof(*costs), compare_costs);
	for (size_t i = 0; i < lint_count && i < 20; i++)
		printf("    %-40s %7.0f ns\n", costs[i].id, costs[i].ns);
	free(costs);
}

static void
say_startup(void)
{
	double start = cpu_seconds();

	for (int i = 0; i < 20; i++)
		certlint_free(handle(NULL));
	printf("%-34s %9.2f ms\n", "certlint_new()", (cpu_seconds() - start) / 20 * 1e3);
}

static void
say_memory(const struct corpus *k, const certlint *h)
{
	struct rusage usage;
	size_t before = allocations;

	findings = 0;
	lint(k, h);
	getrusage(RUSAGE_SELF, &usage);
	printf("%-34s %9zu\n", "allocations of ours in a round", allocations - before);
	printf("%-34s %9.2f\n", "findings a certificate", (double)findings / (double)k->count);
	printf("%-34s %9ld KiB (the corpus in memory: %zu KiB)\n", "resident at most",
	       usage.ru_maxrss, k->bytes / 1024);
}

int
main(int argc, char **argv)
{
	struct corpus k = { .count = 0 };
	int rounds = ROUNDS, i = 1;
	bool lints = false;
	double limit = 0, unit, model, all;
	certlint *h, *none;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--rounds") && i + 1 < argc)
			rounds = atoi(argv[++i]) % 100 + 1;
		else if (!strcmp(argv[i], "--check") && i + 1 < argc)
			limit = atof(argv[++i]);
		else if (!strcmp(argv[i], "--lints"))
			lints = true;
		else
			return fprintf(stderr, "bench_lint: unknown option %s\n", argv[i]), 2;
	}
	for (; i < argc; i++)
		corpus_add(&k, argv[i]);
	if (k.count == 0)
		return fprintf(stderr, "bench_lint: name a directory of DER certificates\n"), 2;
	h = handle(NULL);
	none = handle(lint_table[0]->id);
	printf("%zu certificates, mean %zu bytes, %zu lints\n", k.count, k.bytes / k.count,
	       lint_count);
	unit = measure(calibrate, &k, h, rounds);
	say("calibration: walk over elements", unit, unit);
	say("strict walk, for what is not", measure(walk_strictly, &k, h, rounds), unit);
	say("whether all is sound", measure(accept, &k, h, rounds), unit);
	model = measure(read_model, &k, h, rounds);
	say("model, strict walk, names, facts", model, unit);
	say("names (difference)", measure(look_at_names, &k, h, rounds) - model, unit);
	model = measure(lint, &k, none, rounds);
	say("run of one lint", model, unit);
	all = measure(lint, &k, h, rounds);
	say("run of all lints", all, unit);
	printf("%-34s %9.1f ns\n", "a lint, on average", (all - model) / (double)lint_count);
	say("kept report and JSON line", measure(lint_to_json, &k, h, rounds), unit);
	say_startup();
	say_memory(&k, h);
	if (lints)
		say_lints(&k, none);
	certlint_free(h);
	certlint_free(none);
	if (limit > 0 && all / unit > limit)
		return fprintf(stderr, "bench_lint: %.1f calibration loops, more than %.1f\n",
			       all / unit, limit), 1;
	return 0;
}
