/*
 * Every vector that stands beside a lint, and every template: the lint fires, alone, where its
 * vector says so; no lint says a word about a template; a lint's window opens and closes on its
 * days.
 */

#define _POSIX_C_SOURCE 200809L

#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <certlint/certlint.h>

#include "forge.h"
#include "forge_make.h"

#define MAX_OBJECT (8 << 20)
#define MAX_SEEN 1024


static const struct vector {
	const char *id, *text; /* "br_dns_underscore", "fail tls san=dns:a_b.example.com" */
} vectors[] = {
#include "vectors.h"
	{ NULL, NULL }
};

/* What a lint said in one run. */
struct seen {
	const char *id;
	int severity; /* CERTLINT_NONE: not checked */
	size_t offset, length;
	char detail[160];
};

struct run {
	struct seen seen[MAX_SEEN];
	size_t count;
	bool failed; /* certlint_run() itself */
};

static struct {
	certlint *lint;
	uint8_t *object;
	bool verbose;
	int vectors, runs, bad;
} test;

static int
note(void *ctx, const struct certlint_finding *finding)
{
	struct run *run = ctx;
	struct seen *seen = &run->seen[run->count];

	if (run->count == MAX_SEEN)
		return 0;
	seen->id = finding->id;
	seen->severity = finding->severity;
	seen->offset = finding->offset;
	seen->length = finding->length;
	snprintf(seen->detail, sizeof(seen->detail), "%s", finding->detail ? finding->detail : "");
	run->count++;
	return 0;
}

static void
lint_object(const struct forge_result *result, size_t length, int64_t as_of, int64_t now,
	    struct run *run)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;

	in.data = test.object;
	in.length = length;
	in.issuer = result->issuer;
	in.issuer_length = result->issuer_length;
	in.pair = result->pair;
	in.pair_length = result->pair_length;
	in.profile = result->profile[0] ? result->profile : NULL;
	in.facts = result->facts[0] ? result->facts : NULL;
	in.as_of = as_of;
	in.now = now;
	in.kind = result->kind;
	in.flags = CERTLINT_TELL_NOT_CHECKED;
	memset(run, 0, sizeof(*run));
	run->failed = certlint_run(test.lint, &in, note, run, &error) < 0;
	if (run->failed)
		printf("certlint_run: %s\n", error.text);
	test.runs++;
}

static void
complain(const char *id, const char *text, const char *why)
{
	printf("BAD %s: %s: %s\n", id, text, why);
	test.bad++;
}

static void
show(const struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->seen[i].severity != CERTLINT_NONE)
			printf("    %s %s @%zu+%zu: %s\n",
			       certlint_severity_text(run->seen[i].severity), run->seen[i].id,
			       run->seen[i].offset, run->seen[i].length, run->seen[i].detail);
}

static bool
overlap(const struct seen *a, const struct seen *b)
{
	if (a->length == 0 || b->length == 0)
		return a->offset == b->offset;
	return a->offset < b->offset + b->length && b->offset < a->offset + a->length;
}

static bool
is_excused(const struct forge_result *result, const char *id)
{
	for (size_t i = 0; i < result->also_count; i++)
		if (!strcmp(result->also[i], id))
			return true;
	return false;
}

/* What the lint of that id did: told a finding, was not checked, or neither. */
static const struct seen *
find(const struct run *run, const char *id, bool checked)
{
	for (size_t i = 0; i < run->count; i++)
		if ((run->seen[i].severity != CERTLINT_NONE) == checked &&
		    !strcmp(run->seen[i].id, id))
			return &run->seen[i];
	return NULL;
}

/* Another lint's finding on bytes that this one reported. */
static const struct seen *
find_stray(const struct run *run, const char *id, const struct forge_result *result)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct seen *mine = &run->seen[i];

		if (strcmp(mine->id, id) != 0 || mine->severity == CERTLINT_NONE)
			continue;
		for (size_t j = 0; j < run->count; j++) {
			const struct seen *other = &run->seen[j];

			if (strcmp(other->id, id) != 0 && other->severity >= CERTLINT_NOTICE &&
			    overlap(mine, other) && !is_excused(result, other->id))
				return other;
		}
	}
	return NULL;
}

static void
judge(const struct vector *vector, char verdict, const struct run *run,
      const struct forge_result *result)
{
	const struct seen *mine = find(run, vector->id, true);
	const struct seen *unchecked = find(run, vector->id, false);
	const struct seen *stray = verdict == 'f' ? find_stray(run, vector->id, result) : NULL;
	char why[512];

	if (verdict == 'f' && !mine)
		snprintf(why, sizeof(why), "does not fire%s%s", unchecked ? ", not checked: " : "",
			 unchecked ? unchecked->detail : "");
	else if (stray)
		snprintf(why, sizeof(why), "so does %s @%zu+%zu: %s", stray->id, stray->offset,
			 stray->length, stray->detail);
	else if (verdict != 'f' && mine)
		snprintf(why, sizeof(why), "fires @%zu+%zu: %s", mine->offset, mine->length,
			 mine->detail);
	else if (verdict != 'f' && unchecked)
		snprintf(why, sizeof(why), "is not checked: %s", unchecked->detail);
	else
		return;
	complain(vector->id, vector->text, why);
}

/* Whether a lint excused by also= did report bytes that the lint under test reports. */
static bool
was_needed(const struct run *run, const char *id, const char *excused)
{
	for (size_t i = 0; i < run->count; i++)
		for (size_t j = 0; j < run->count && !strcmp(run->seen[i].id, excused); j++)
			if (!strcmp(run->seen[j].id, id) && overlap(&run->seen[i], &run->seen[j]))
				return true;
	return false;
}

/* An excuse that nobody needs hides the day when somebody does. */
static void
judge_excuses(const struct vector *vector, const struct run *run,
	      const struct forge_result *result)
{
	char why[128];

	for (size_t i = 0; i < result->also_count; i++) {
		if (vector->text[0] == 'f' && was_needed(run, vector->id, result->also[i]))
			continue;
		snprintf(why, sizeof(why), "also=%s is not needed", result->also[i]);
		complain(vector->id, vector->text, why);
	}
}

static int64_t
midnight(int32_t day)
{
	const int parts[6] = { day / 10000, day / 100 % 100, day % 100, 0, 0, 0 };

	return instant_of(parts);
}

/* On that day's rules the lint fires, or does not. */
static void
try_day(const struct vector *vector, const struct certlint_lint *lint, int64_t instant, bool fires,
	const struct forge_result *result, size_t length)
{
	bool by_now = lint->clock == CERTLINT_BY_NOW;
	struct run *run = malloc(sizeof(*run));
	char why[80];
	int parts[6];

	if (!run)
		abort();
	lint_object(result, length, by_now ? result->as_of : instant,
		    by_now ? instant : result->now, run);
	if ((find(run, vector->id, true) != NULL) != fires) {
		instant_parts(instant, parts);
		snprintf(why, sizeof(why), "%s on %04d-%02d-%02d, %s its window",
			 fires ? "does not fire" : "fires", parts[0], parts[1], parts[2],
			 fires ? "a day of" : "outside");
		complain(vector->id, vector->text, why);
	}
	free(run);
}

/* Whether no failing vector of the same lint stands before this one. */
static bool
is_first_failing(const struct vector *vector)
{
	const struct vector *v = vectors;

	while (v != vector && v->id && (strcmp(v->id, vector->id) != 0 || v->text[0] != 'f'))
		v++;
	return v == vector;
}

/* The days around both ends of the lint's window, by its first failing vector. */
static void
try_edges(const struct vector *vector, const struct forge_result *result, size_t length)
{
	const struct certlint_lint *lint = certlint_find(test.lint, vector->id, NULL);

	if (!lint || result->no_edges || vector->text[0] != 'f' || !is_first_failing(vector))
		return;
	if (lint->from_day) {
		try_day(vector, lint, midnight(lint->from_day) - 1, false, result, length);
		try_day(vector, lint, midnight(lint->from_day), true, result, length);
	}
	if (lint->until_day) {
		try_day(vector, lint, midnight(lint->until_day) - 1, true, result, length);
		try_day(vector, lint, midnight(lint->until_day), false, result, length);
	}
}

static void
try_vector(const struct vector *vector)
{
	const char *recipe = strchr(vector->text, ' ');
	struct forge_result result;
	struct run *run = malloc(sizeof(*run));
	size_t length;

	if (!run || !recipe)
		abort();
	test.vectors++;
	length = forge_full(recipe, test.object, MAX_OBJECT, &result);
	if (length == 0 || result.error[0]) {
		complain(vector->id, vector->text, result.error);
	} else {
		lint_object(&result, length, result.as_of, result.now, run);
		if (test.verbose)
			printf("%s: %s\n", vector->id, vector->text), show(run);
		if (run->failed)
			complain(vector->id, vector->text, "was not linted");
		else
			judge(vector, vector->text[0], run, &result);
		judge_excuses(vector, run, &result);
		try_edges(vector, &result, length);
	}
	forge_release(&result);
	free(run);
}

/* No lint has a word to say. */
static void
try_silence(const char *recipe, int64_t as_of, int64_t now)
{
	struct forge_result result;
	struct run *run = malloc(sizeof(*run));
	size_t length = forge_full(recipe, test.object, MAX_OBJECT, &result);
	char why[512], day[32];
	int parts[6];

	if (!run)
		abort();
	if (length == 0)
		complain("template", recipe, result.error);
	else
		lint_object(&result, length, as_of, now, run);
	instant_parts(as_of, parts);
	snprintf(day, sizeof(day), "on %04d-%02d-%02d", parts[0], parts[1], parts[2]);
	for (size_t i = 0; length && i < run->count; i++) {
		const struct seen *seen = &run->seen[i];

		if (seen->severity == CERTLINT_NONE)
			continue;
		snprintf(why, sizeof(why), "%s %s @%zu+%zu: %s", day, seen->id, seen->offset,
			 seen->length, seen->detail);
		complain("template", recipe, why);
	}
	forge_release(&result);
	free(run);
}

/* A template by itself, then beside its issuer, on the first, a middle and the last of its days. */
static void
try_template(const char *name)
{
	struct forge_result result;
	char with_issuer[512];
	int64_t from, until, middle;

	if (forge_full(name, test.object, MAX_OBJECT, &result) == 0)
		complain("template", name, result.error);
	from = result.from;
	until = result.until;
	middle = from + (until - from) / 2;
	snprintf(with_issuer, sizeof(with_issuer), "%s sig=good issuer=\"%s\"", name,
		 result.signer);
	if (!result.bare && result.kind <= CERTLINT_TBS_CERT) {
		try_silence(name, 0, 0);
		try_silence(name, from, from);
		try_silence(name, middle, middle);
		try_silence(name, until, until);
		try_silence(with_issuer, 0, middle);
	}
	forge_release(&result);
}

static void
try_templates(void)
{
	const char *name;

	for (size_t i = 0; (name = forge_template(i, NULL)); i++)
		try_template(name);
}

/* A list of weak keys on which rsa,n=00c5{254:3b}01 is. */
static const char weak_keys[] = "3cacc3270a89b51a198a08f34e4598\n";

/*
 * The table of logs without the keys of public logs, whose SCTs the forge cannot sign: what is in
 * no row's second field is not verified.  The caller frees it.
 */
static char *
logs_without_keys(size_t *length)
{
	char line[4096], *text = malloc(1 << 20), *key;
	FILE *file = fopen(SOURCE_DATA "/ct-logs.csv", "r");

	for (*length = 0; file && text && *length < (1 << 20) - sizeof(line) &&
	     fgets(line, sizeof(line), file); ) {
		key = strstr(line, ",public,") ? strchr(line, ',') : NULL;
		if (key)
			memmove(key + 1, strchr(key + 1, ','), strlen(strchr(key + 1, ',')) + 1);
		*length += (size_t)sprintf(text + *length, "%s", line);
	}
	if (file)
		fclose(file);
	return text;
}

/* Every lint that there is, whatever the default selection leaves out. */
static bool
start(void)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data data[] = {
		{ "weak-keys", weak_keys, sizeof(weak_keys) - 1 }, { "ct-logs", NULL, 0 }
	};
	char *text = logs_without_keys(&data[1].length);
	int status;

	options.selection = "all";
	options.data = data;
	options.data_count = 2;
	options.max_per_lint = 100;
	data[1].bytes = text;
	test.object = malloc(MAX_OBJECT);
	status = test.object && text ? certlint_new(&test.lint, &options, &error) : -1;
	free(text);
	if (status >= 0)
		return true;
	printf("no linter: %s\n", error.text);
	return false;
}

static int
usage(void)
{
	printf("usage: test_vectors [-v] [GLOB]                 the vectors of lints so named\n"
	       "       test_vectors [-v] ID 'VERDICT RECIPE'   this one\n");
	return 2;
}

int
main(int argc, char **argv)
{
	const char *glob = "*";
	struct vector one = { NULL, NULL };

	/* What came before a crash is worth reading. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc > 1 && !strcmp(argv[1], "-v")) {
		test.verbose = true;
		argc--;
		argv++;
	}
	if (argc > 3 || (argc > 1 && argv[1][0] == '-'))
		return usage();
	if (!start())
		return 1;
	if (argc > 1)
		glob = argv[1];
	if (argc > 2) {
		one = (struct vector){ argv[1], argv[2] };
		if (strncmp(one.text, "fail ", 5) != 0 && strncmp(one.text, "pass ", 5) != 0 &&
		    strncmp(one.text, "na ", 3) != 0)
			return usage();
		try_vector(&one);
	} else {
		for (const struct vector *v = vectors; v->id; v++)
			if (fnmatch(glob, v->id, 0) == 0)
				try_vector(v);
		if (argc == 1 || fnmatch(glob, "templates", 0) == 0)
			try_templates();
	}
	printf("%d vectors, %d runs, %d bad\n", test.vectors, test.runs, test.bad);
	certlint_free(test.lint);
	free(test.object);
	return test.bad != 0;
}
