/*
 * Choosing and running, with lints made for it: windows, facts, triggers, needs, doubt, precedence.
 */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#undef fail	/* cmocka's; here it is the lints' */

#include "engine.h"
#include "forge.h"

enum { MAX = 200 };

static uint8_t der[1 << 16];
static size_t der_length;
static struct certlint_object object;
static const struct lint_text no_text;

/* ---- checks that say something about known places ---- */

static void
blame_serial(const struct cert *c, struct report *r)
{
	fail(r, c->serial.body, "serial %s", hex(r, c->serial.body));
}

static void
blame_tbs(const struct cert *c, struct report *r)
{
	expect(r, "nothing", "%d octets", 7);
	fail(r, c->tbs.body, "tbs");
}

static void
blame_subject(const struct cert *c, struct report *r)
{
	fail(r, der_whole(&c->subject), "subject");
}

static void
blame_outside(const struct cert *c, struct report *r)
{
	static const uint8_t elsewhere[4];

	(void)c;
	fail(r, (struct span){ elsewhere, 4 }, "outside");
}

static void
blame_often(const struct cert *c, struct report *r)
{
	for (int i = 0; i < 25; i++)
		fail(r, c->serial.body, "number %d", i);
}

static void
give_up(const struct cert *c, struct report *r)
{
	(void)c;
	not_checked(r, "cannot tell");
}

/* ---- running them ---- */

struct told {
	char text[1 << 14];
	uint64_t omitted;
	int stop_after;
	int calls;
};

static int
note(void *ctx, const struct certlint_finding *f)
{
	struct told *t = ctx;
	size_t n = strlen(t->text);

	assert_true(f->offset <= der_length && f->length <= der_length - f->offset);
	snprintf(t->text + n, sizeof(t->text) - n, "%s%s%s", n ? " " : "",
		 f->severity == CERTLINT_NONE ? "?" : "", f->id);
	t->omitted += f->omitted;
	return ++t->calls == t->stop_after;
}

static struct entry entries[MAX];
static struct engine engine;
static void *rows;

static void
build(const struct lint *lints, size_t n)
{
	memset(entries, 0, sizeof(entries));
	for (size_t i = 0; i < n; i++)
		entries[i] = (struct entry){ .lint = &lints[i], .text = &no_text,
			.severity = lints[i].severity, .number = (uint32_t)i };
	free(rows);
	rows = malloc(engine_size(entries, (uint32_t)n));
	assert_non_null(rows);
	engine_build(&engine, entries, (uint32_t)n, rows);
}

/* What the lints of the engine tell of the object, as their ids; '?' leads what was not checked. */
static const char *
run(struct run_options *more)
{
	static struct told told;
	static struct report report;
	struct run_options o = { .max_per_lint = 10, .max_findings = 1000 };

	memset(&told, 0, sizeof(told));
	if (more)
		o = *more;
	told.stop_after = more && more->sink == NULL ? (int)(intptr_t)more->ctx : 0;
	o.sink = note;
	o.ctx = &told;
	run_object(&engine, &object, &o, &report);
	return told.text;
}

static void
read_recipe(const char *recipe)
{
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };

	der_length = forge(recipe, der, sizeof(der));
	assert_int_not_equal(der_length, 0);
	memset(&object, 0, sizeof(object));
	object.data = data_builtin();
	cert_read(&object.cert, (struct span){ der, der_length }, &o);
}

#define NAMED(name, fn) .id = name, .source = "s", .citation = "1", .check = fn

/* ---- the tests ---- */

static void
windows_are_half_open(void **state)
{
	const struct lint lints[] = {
		{ NAMED("always", blame_serial), .severity = CERTLINT_ERROR },
		{ NAMED("from", blame_serial), .severity = CERTLINT_ERROR,
		  .from = DAY(2026, 4, 1) },
		{ NAMED("later", blame_serial), .severity = CERTLINT_ERROR,
		  .from = DAY(2026, 4, 2) },
		{ NAMED("until", blame_serial), .severity = CERTLINT_ERROR,
		  .until = DAY(2026, 4, 1) },
		{ NAMED("past", blame_serial), .severity = CERTLINT_ERROR,
		  .until = DAY(2026, 4, 2) },
		{ NAMED("day", blame_serial), .severity = CERTLINT_ERROR, .from = DAY(2026, 4, 1),
		  .until = DAY(2026, 4, 2) },
	};

	(void)state;
	build(lints, 6);
	read_recipe("tls from=2026-04-01");
	assert_string_equal(run(NULL), "always from past day");
	object.as_of = (int64_t)DAY(2026, 3, 31) * 86400;
	assert_string_equal(run(NULL), "always until past");
	object.as_of = (int64_t)DAY(2026, 4, 2) * 86400;
	assert_string_equal(run(NULL), "always from later");
}

static void
facts_choose(void **state)
{
	const struct lint lints[] = {
		{ NAMED("tls", blame_serial), .severity = CERTLINT_ERROR,
		  .on = FACTS(TLS, SUBSCRIBER) },
		{ NAMED("ca", blame_serial), .severity = CERTLINT_ERROR, .on = FACTS(CA) },
		{ NAMED("no_ski", blame_serial), .severity = CERTLINT_ERROR,
		  .off = FACTS(SKI_PRESENT) },
		{ NAMED("no_san", blame_serial), .severity = CERTLINT_ERROR, .on = FACTS(TLS),
		  .off = FACTS(SAN_PRESENT, CA) },
	};

	(void)state;
	build(lints, 4);
	read_recipe("tls");
	assert_string_equal(run(NULL), "tls no_ski");
	read_recipe("ca");
	assert_string_equal(run(NULL), "ca");
	read_recipe("tls -san");
	assert_string_equal(run(NULL), "tls no_ski no_san");
}

static void
triggers_choose(void **state)
{
	const struct lint lints[] = {
		{ NAMED("underscore", blame_serial), .severity = CERTLINT_ERROR,
		  .trigger = ON_DNS(UNDERSCORE) },
		{ NAMED("cn", blame_serial), .severity = CERTLINT_ERROR,
		  .trigger = ON_CN(UNDERSCORE) },
		{ NAMED("length", blame_serial), .severity = CERTLINT_ERROR,
		  .trigger = ON_FAULT(LENGTH_NOT_MINIMAL) },
	};

	(void)state;
	build(lints, 3);
	read_recipe("tls");
	assert_string_equal(run(NULL), "");
	read_recipe("tls san=dns:a_b.certlint-test.com");
	assert_string_equal(run(NULL), "underscore");
	read_recipe("tls subject=CN=a_b.certlint-test.com swap=0603551d0f:068103551d0f");
	assert_string_equal(run(NULL), "cn length");
}

static void
what_lacks_its_need_is_not_checked(void **state)
{
	const struct lint lints[] = {
		{ NAMED("plain", blame_serial), .severity = CERTLINT_ERROR },
		{ NAMED("issuer", blame_serial), .severity = CERTLINT_ERROR, .needs = NEED_ISSUER },
		{ NAMED("now", blame_serial), .severity = CERTLINT_ERROR, .needs = NEED_NOW },
		{ NAMED("clock", blame_serial), .severity = CERTLINT_ERROR, .by = BY_NOW,
		  .from = DAY(2026, 1, 1) },
		{ NAMED("itself", give_up), .severity = CERTLINT_ERROR },
	};
	struct run_options all = { .max_per_lint = 10, .max_findings = 1000,
		.tell_not_checked = true };

	(void)state;
	build(lints, 5);
	read_recipe("tls");
	assert_string_equal(run(NULL), "plain");
	assert_string_equal(run(&all), "plain ?itself ?issuer ?now ?clock");
	object.now = (int64_t)DAY(2025, 12, 31) * 86400;
	assert_string_equal(run(&all), "plain now ?itself ?issuer");
	object.now = (int64_t)DAY(2026, 1, 1) * 86400;
	object.issuer = &object;
	assert_string_equal(run(NULL), "plain issuer now clock");
}

static void
what_is_in_doubt_is_not_checked(void **state)
{
	const struct lint lints[] = {
		{ NAMED("content", blame_serial), .severity = CERTLINT_ERROR,
		  .on = FACTS(HAS_SAN) },
		{ NAMED("missing", blame_serial), .severity = CERTLINT_ERROR,
		  .off = FACTS(SAN_PRESENT) },
		{ NAMED("ca", blame_serial), .severity = CERTLINT_ERROR, .on = FACTS(CA) },
	};
	struct run_options all = { .max_per_lint = 10, .max_findings = 1000,
		.tell_not_checked = true };

	(void)state;
	build(lints, 3);
	read_recipe("tls");
	assert_string_equal(run(&all), "content");
	read_recipe("tls san=der:0403020100");
	assert_string_equal(run(&all), "?content");
	read_recipe("tls extensions=hex:0500");
	assert_string_equal(run(&all), "?content ?missing ?ca");
}

static void
unknown_day_leaves_windows_unchecked(void **state)
{
	const struct lint lints[] = {
		{ NAMED("always", blame_serial), .severity = CERTLINT_ERROR },
		{ NAMED("dated", blame_serial), .severity = CERTLINT_ERROR,
		  .from = DAY(2000, 1, 1) },
		{ NAMED("signal", blame_serial), .severity = CERTLINT_ERROR,
		  .from = DAY(2000, 1, 1), .trigger = ON_DNS(UNDERSCORE) },
	};
	struct run_options all = { .max_per_lint = 10, .max_findings = 1000,
		.tell_not_checked = true };

	(void)state;
	build(lints, 3);
	read_recipe("tls from=utc:rubbish until=2026-06-01");
	assert_string_equal(run(&all), "always ?dated");
	object.as_of = (int64_t)DAY(2026, 3, 31) * 86400;
	assert_string_equal(run(&all), "always dated");
}

static void
a_winner_silences_only_what_it_said(void **state)
{
	const struct lint lints[] = {
		{ NAMED("winner", blame_serial), .severity = CERTLINT_ERROR,
		  .until = DAY(2026, 4, 2) },
		{ NAMED("wider", blame_tbs), .severity = CERTLINT_ERROR },
		{ NAMED("other", blame_subject), .severity = CERTLINT_ERROR },
	};
	static const uint16_t first[] = { 0 };

	(void)state;
	build(lints, 3);
	entries[0].wins = true;
	entries[1].unless = entries[2].unless = first;
	entries[1].unless_count = entries[2].unless_count = 1;
	read_recipe("tls from=2026-04-01");
	assert_string_equal(run(NULL),
			    "winner other"); /* the TBS holds the serial, the subject not */
	object.as_of = (int64_t)DAY(2026, 4, 2) * 86400; /* out of its window it silences nobody */
	assert_string_equal(run(NULL), "wider other");
}

static void
limits_count_what_they_leave_out(void **state)
{
	const struct lint lints[] = {
		{ NAMED("often", blame_often), .severity = CERTLINT_ERROR },
		{ NAMED("next", blame_serial), .severity = CERTLINT_ERROR },
	};
	struct run_options o = { .max_per_lint = 3, .max_findings = 1000 };
	static struct told told;
	static struct report report;

	(void)state;
	build(lints, 2);
	read_recipe("tls");
	assert_string_equal(run(&o), "often often often next");
	o.sink = note;
	o.ctx = &told;
	run_object(&engine, &object, &o, &report);
	assert_int_equal(told.omitted, 22);
	assert_false(report.cut);
	o.max_findings = 2;
	memset(&told, 0, sizeof(told));
	run_object(&engine, &object, &o, &report);
	assert_string_equal(told.text, "often often");
	assert_true(report.cut);
}

static void
severity_and_sink_end_it(void **state)
{
	const struct lint lints[] = {
		{ NAMED("notice", blame_serial), .severity = CERTLINT_NOTICE },
		{ NAMED("warning", blame_serial), .severity = CERTLINT_WARNING },
		{ NAMED("error", blame_serial), .severity = CERTLINT_ERROR },
	};
	struct run_options o = { .max_per_lint = 10, .max_findings = 1000,
		.minimum = CERTLINT_WARNING };
	struct run_options stop = { .max_per_lint = 10, .max_findings = 1000,
		.ctx = (void *)(intptr_t)2 };

	(void)state;
	build(lints, 3);
	read_recipe("tls");
	assert_string_equal(run(NULL), "notice warning error");
	assert_string_equal(run(&o), "warning error");
	o.minimum = CERTLINT_ERROR;
	assert_string_equal(run(&o), "error");
	assert_string_equal(run(&stop), "notice warning");
}

static int
look_closely(void *ctx, const struct certlint_finding *f)
{
	struct certlint_finding *copy = ctx;

	assert_string_equal(f->expected, "nothing");
	assert_string_equal(f->found, "7 octets");
	assert_string_equal(f->detail, "tbs");
	assert_int_equal(f->severity, CERTLINT_ERROR);
	assert_ptr_equal(f->bytes, der + f->offset);
	*copy = *f;
	return 0;
}

static void
findings_say_what_and_where(void **state)
{
	const struct lint lints[] = { { NAMED("tbs", blame_tbs), .severity = CERTLINT_ERROR } };
	const struct lint outside[] = { { NAMED("out", blame_outside),
					  .severity = CERTLINT_ERROR } };
	struct certlint_finding seen;
	struct run_options o = { .sink = look_closely, .ctx = &seen, .max_per_lint = 10,
		.max_findings = 10 };
	static struct report report;

	(void)state;
	build(lints, 1);
	read_recipe("tls");
	run_object(&engine, &object, &o, &report);
	assert_int_equal(seen.offset, object.cert.tbs.body.p - der);
	assert_int_equal(seen.length, object.cert.tbs.body.n);
	build(outside, 1);
	assert_string_equal(run(NULL), "out");	/* note() claims that it lies inside */
}

/* More lints than a word has bits: each runs once, in order. */
static void
many_lints_run_in_order(void **state)
{
	static struct lint lints[MAX];
	static char ids[MAX][8], wanted[MAX * 8];

	(void)state;
	wanted[0] = '\0';
	for (int i = 0; i < MAX; i++) {
		snprintf(ids[i], sizeof(ids[i]), "l%d", i);
		lints[i] = (struct lint){ NAMED(ids[i], blame_serial), .severity = CERTLINT_ERROR,
			.from = i % 3 ? DAY(2000 + i % 30, 1, 1) : 0 };
		if (i % 3 == 0 || i % 30 <= 26) {
			strcat(wanted, *wanted ? " " : "");
			strcat(wanted, ids[i]);
		}
	}
	build(lints, MAX);
	read_recipe("tls from=2026-04-01");
	assert_string_equal(run(NULL), wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_are_half_open),
		cmocka_unit_test(facts_choose),
		cmocka_unit_test(triggers_choose),
		cmocka_unit_test(what_lacks_its_need_is_not_checked),
		cmocka_unit_test(what_is_in_doubt_is_not_checked),
		cmocka_unit_test(unknown_day_leaves_windows_unchecked),
		cmocka_unit_test(a_winner_silences_only_what_it_said),
		cmocka_unit_test(limits_count_what_they_leave_out),
		cmocka_unit_test(severity_and_sink_end_it),
		cmocka_unit_test(findings_say_what_and_where),
		cmocka_unit_test(many_lints_run_in_order),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	free(rows);
	return failed;
}
