/* Tests of lib/day.c: the calendar, and the text of times. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "day.h"

static void
days_count_from_1970(void **state)
{
	static const struct { int y, m, d; int32_t day; } row[] = {
		{ 1970, 1, 1, 0 }, { 1969, 12, 31, -1 }, { 2000, 2, 29, 11016 },
		{ 2000, 3, 1, 11017 },
		{ 1900, 3, 1, -25508 }, { 2038, 1, 19, 24855 }, { 1, 1, 1, -719162 },
		{ 9999, 12, 31, 2932896 }, { 1950, 1, 1, -7305 },
	};
	int y, m, d;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		assert_int_equal(DAY(row[i].y, row[i].m, row[i].d), row[i].day);
		day_parts(row[i].day, &y, &m, &d);
		assert_int_equal(y, row[i].y);
		assert_int_equal(m, row[i].m);
		assert_int_equal(d, row[i].d);
	}
}

/* Every day of some 2,000 years there and back. */
static void
days_go_there_and_back(void **state)
{
	int y, m, d, last = 0;

	(void)state;
	for (int32_t day = DAY(1000, 1, 1); day < DAY(3000, 1, 1); day++) {
		day_parts(day, &y, &m, &d);
		assert_int_equal(DAY(y, m, d), day);
		assert_true(m >= 1 && m <= 12 && d >= 1 && d <= 31);
		assert_true(d == last + 1 || d == 1);
		last = d;
		assert_int_equal(day_from_number(day_to_number(day)), day);
	}
}

static void
instants_have_a_day(void **state)
{
	(void)state;
	assert_int_equal(day_of(0), 0);
	assert_int_equal(day_of(86399), 0);
	assert_int_equal(day_of(86400), 1);
	assert_int_equal(day_of(-1), -1);
	assert_int_equal(day_of(-86400), -1);
	assert_int_equal(day_of(-86401), -2);
	assert_int_equal(day_of(INT64_MAX), DAY_LAST);
	assert_int_equal(day_of(INT64_MIN), DAY_FIRST);
}

static void
numbers_that_are_no_days(void **state)
{
	static const int32_t row[] = { 0, -1, 20261301, 20260001, 20260230, 20250229, 20260100,
	20260132,
		100000101, 100, 19000229 };

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		if (day_from_number(row[i]) != DAY_NONE)
			fail_msg("%d is a day", row[i]);
	assert_int_equal(day_from_number(20000229), DAY(2000, 2, 29));
	assert_int_equal(day_from_number(10101), DAY(1, 1, 1));
}

static void
days_have_a_text(void **state)
{
	static const char *const bad[] = { "", "2026-04-0", "2026-4-01", "2026/04/01",
	"2026-04-01 ",
		"2026-02-30", "2026-00-01", "x026-04-01", "20260401" };
	char out[16];

	(void)state;
	day_format(DAY(2026, 4, 1), out);
	assert_string_equal(out, "2026-04-01");
	day_format(DAY(1, 1, 1), out);
	assert_string_equal(out, "0001-01-01");
	day_format(DAY_LAST, out);
	assert_string_equal(out, "5881580-07-11");
	day_format(DAY_FIRST, out);
	assert_string_equal(out, "-5877641-06-24");
	day_format(DAY(10000, 1, 1), out);
	assert_string_equal(out, "10000-01-01");
	assert_int_equal(day_to_number(DAY(9999, 12, 31)), 99991231);
	assert_int_equal(day_to_number(DAY_LAST), 99991231);
	assert_int_equal(day_to_number(DAY(1, 1, 1)), 10101);
	assert_int_equal(day_to_number(DAY_FIRST), 10101);
	assert_int_equal(day_parse("2026-04-01"), DAY(2026, 4, 1));
	assert_int_equal(day_parse("1950-12-31"), DAY(1950, 12, 31));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (day_parse(bad[i]) != DAY_NONE)
			fail_msg("\"%s\" is a day", bad[i]);
}

enum { UTC = DER_UTC_TIME, GENERALIZED = DER_GENERALIZED_TIME };
#define NOTHING INT64_MIN
#define AT(y, m, d, seconds) ((int64_t)DAY(y, m, d) * 86400 + (seconds))

static const struct {
	uint32_t tag;
	const char *text;
	unsigned faults;
	int64_t instant;
} times[] = {
	{ UTC, "260401000000Z", 0, AT(2026, 4, 1, 0) },
	{ UTC, "260401235959Z", 0, AT(2026, 4, 1, 86399) },
	{ UTC, "491231235959Z", 0, AT(2049, 12, 31, 86399) },
	{ UTC, "500101000000Z", 0, AT(1950, 1, 1, 0) },
	{ UTC, "280229000000Z", 0, AT(2028, 2, 29, 0) },
	{ GENERALIZED, "20500101000000Z", 0, AT(2050, 1, 1, 0) },
	{ GENERALIZED, "99991231235959Z", 0, AT(9999, 12, 31, 86399) },
	{ GENERALIZED, "00010101000000Z", 0, AT(1, 1, 1, 0) },
	{ GENERALIZED, "20000229000000Z", 0, AT(2000, 2, 29, 0) },
	/* zones */
	{ UTC, "260401000000", TIME_BAD_ZONE, AT(2026, 4, 1, 0) },
	{ UTC, "260401000000z", TIME_BAD_ZONE, AT(2026, 4, 1, 0) },
	{ UTC, "260401000000+0000", TIME_BAD_ZONE, AT(2026, 4, 1, 0) },
	{ UTC, "260401000000+0130", TIME_BAD_ZONE, AT(2026, 4, 1, -5400) },
	{ UTC, "260401000000-0500", TIME_BAD_ZONE, AT(2026, 4, 1, 18000) },
	{ UTC, "260401000000+01", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260401000000ZZ", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260401000000 ", TIME_BAD_RANGE, NOTHING },
	{ GENERALIZED, "20260401000000-0100", TIME_BAD_ZONE, AT(2026, 4, 1, 3600) },
	/* seconds */
	{ UTC, "2604010000Z", TIME_NO_SECONDS, AT(2026, 4, 1, 0) },
	{ UTC, "2604010000+0000", TIME_NO_SECONDS | TIME_BAD_ZONE, AT(2026, 4, 1, 0) },
	{ GENERALIZED, "202604010000Z", TIME_NO_SECONDS, AT(2026, 4, 1, 0) },
	{ UTC, "260401000060Z", TIME_SECOND_60, AT(2026, 4, 1, 60) },
	{ UTC, "260401000061Z", TIME_BAD_RANGE, NOTHING },
	{ GENERALIZED, "20260401235960Z", TIME_SECOND_60, AT(2026, 4, 2, 0) },
	/* hours and minutes */
	{ UTC, "260401240000Z", TIME_HOUR_24, AT(2026, 4, 2, 0) },
	{ UTC, "260401240001Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260401250000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260401006000Z", TIME_BAD_RANGE, NOTHING },
	{ GENERALIZED, "20260401240000Z", TIME_HOUR_24, AT(2026, 4, 2, 0) },
	/* days and months */
	{ UTC, "260001000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "261301000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260400000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260432000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260431000000Z", TIME_NO_SUCH_DAY, NOTHING },
	{ UTC, "270229000000Z", TIME_NO_SUCH_DAY, NOTHING },
	{ GENERALIZED, "21000229000000Z", TIME_NO_SUCH_DAY, NOTHING },
	/* no times */
	{ UTC, "", TIME_BAD_RANGE, NOTHING },
	{ UTC, "Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "26040100000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "20260401000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "26o401000000Z", TIME_BAD_RANGE, NOTHING },
	{ UTC, "260401000000.5Z", TIME_BAD_RANGE, NOTHING },
	{ GENERALIZED, "2026040100Z", TIME_BAD_RANGE, NOTHING },
	/* fractions */
	{ GENERALIZED, "20260401000000.5Z", TIME_FRACTION, AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000.05Z", TIME_FRACTION, AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000.50Z", TIME_FRACTION | TIME_FRACTION_ZEROS,
	  AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000.0Z", TIME_FRACTION | TIME_FRACTION_ZEROS,
	  AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000.Z", TIME_FRACTION | TIME_FRACTION_ZEROS,
	  AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000,5Z", TIME_FRACTION | TIME_COMMA, AT(2026, 4, 1, 0) },
	{ GENERALIZED, "20260401000000.5", TIME_FRACTION | TIME_BAD_ZONE, AT(2026, 4, 1,
	0) },
};


static void
times_are_read_with_their_faults(void **state)
{
	int64_t instant;
	unsigned faults;

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		instant = NOTHING;
		faults = time_read(times[i].tag, (struct span){ (const uint8_t *)times[i].text,
			strlen(times[i].text) }, &instant);
		if (faults != times[i].faults || instant != times[i].instant)
			fail_msg("\"%s\": faults %u, at %lld", times[i].text, faults,
			(long long)instant);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_count_from_1970),
		cmocka_unit_test(days_go_there_and_back),
		cmocka_unit_test(instants_have_a_day),
		cmocka_unit_test(numbers_that_are_no_days),
		cmocka_unit_test(days_have_a_text),
		cmocka_unit_test(times_are_read_with_their_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
