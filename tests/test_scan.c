/* JSON in place: what is valid reads, what is not is told where it stands. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ct/scan.h"

static uint8_t room[512];

static struct scan
scan_of(const char *text)
{
	size_t n = strlen(text);

	assert_true(n <= sizeof(room));
	memcpy(room, text, n);
	return (struct scan){ .start = room, .at = room, .end = room + n };
}

static void
assert_string(const char *text, const char *value)
{
	struct scan s = scan_of(text);
	struct span out;

	if (value == NULL) {
		assert_false(scan_string(&s, &out));
		assert_non_null(s.reason);
		assert_true(s.fault <= strlen(text));
		return;
	}
	assert_true(scan_string(&s, &out));
	assert_int_equal(out.n, strlen(value));
	assert_memory_equal(out.p, value, out.n);
	assert_ptr_equal(s.at, s.end);
}

static void
reads_strings(void **state)
{
	(void)state;
	assert_string("\"\"", "");
	assert_string(" \t\r\n\"a b\"", "a b");
	assert_string("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
	assert_string("\"\\u0041\\u00e9\\u20AC\\ud83d\\uDE00\"",
		      "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_string("\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A");
	assert_string("\"\\ud83dx\\udc00\"", "\xef\xbf\xbdx\xef\xbf\xbd");
	assert_string("", NULL);
	assert_string("a", NULL);
	assert_string("\"", NULL);
	assert_string("\"\\", NULL);
	assert_string("\"\\\"", NULL);
	assert_string("\"\\x\"", NULL);
	assert_string("\"\\u12g4\"", NULL);
	assert_string("\"\\u123\"", NULL);
	assert_string("\"a\nb\"", NULL);
}

/* After a fault inside a string the reading stands behind that. */
static void
leaves_bad_strings(void **state)
{
	static const char *const bad[] = { "\"a\nb\",", "\"\\x\"," };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct scan s = scan_of(bad[i]);
		struct span out;

		assert_false(scan_string(&s, &out));
		assert_int_equal(*s.at, ',');
		assert_int_equal(s.fault, 2 - i);
	}
}

static void
assert_base64(const char *text, const char *value, int bad_at)
{
	struct scan s = scan_of(text);
	struct span out;

	assert_true(scan_base64(&s, NULL, &out));
	assert_int_equal(out.n, strlen(value));
	assert_memory_equal(out.p, value, out.n);
	assert_ptr_equal(s.at, s.end);
	assert_int_equal(s.base64, bad_at >= 0);
	if (bad_at >= 0)
		assert_int_equal(s.base64_at, bad_at);
}

static void
reads_base64(void **state)
{
	(void)state;
	assert_base64("\"\"", "", -1);
	assert_base64("\"YQ==\"", "a", -1);
	assert_base64("\"YWI=\"", "ab", -1);
	assert_base64("\"YWJj\"", "abc", -1);
	assert_base64("\"YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=\"", "abcdefghijklmnopqrstuvwxyz", -1);
	assert_base64("\"Pz8\\/Pj4\\u002b\\u0050z8\\/\"", "?\?\?>>>?\?\?", -1);
	assert_base64("\"YQ\\u003d\\u003d\"", "a", -1);
	assert_base64("\"YQ\"", "a", 3);
	assert_base64("\"YQ=\"", "a", 4);
	assert_base64("\"YR==\"", "a", 5);
	assert_base64("\"Y\"", "", 2);
	assert_base64("\"YWJj*WJj\"", "abc", 5);
	assert_base64("\"YWJjY*\\\"\"", "abc", 6);
	assert_base64("\"YWJj====\"", "abc", 5);
}

static void
assert_skips(const char *text, bool good)
{
	struct scan s = scan_of(text);

	assert_int_equal(scan_skip(&s), good);
	if (good)
		assert_ptr_equal(s.at, s.end);
	else
		assert_non_null(s.reason);
}

static void
skips_values(void **state)
{
	char deep[2 * SCAN_DEPTH + 4];

	(void)state;
	assert_skips("null", true);
	assert_skips("-1.5e+3", true);
	assert_skips("\"]}\\\"\"", true);
	assert_skips("{\"a\":[true,{},[]],\"b\":\"}\"}", true);
	assert_skips("", false);
	assert_skips("[", false);
	assert_skips("[}", false);
	assert_skips("{\"a\":[}", false);
	assert_skips("nul", false);
	assert_skips("}", false);
	assert_skips(",", false);
	for (int n = SCAN_DEPTH; n <= SCAN_DEPTH + 1; n++) {
		memset(deep, '[', (size_t)n);
		memset(deep + n, ']', (size_t)n);
		deep[2 * n] = '\0';
		assert_skips(deep, n == SCAN_DEPTH);
	}
}

static void
assert_number(const char *text, uint64_t whole, unsigned part, bool good)
{
	struct scan s = scan_of(text);
	uint64_t got;
	unsigned thousandths;

	assert_int_equal(scan_number(&s, &got, &thousandths), good);
	if (!good)
		return;
	assert_true(got == whole);
	assert_int_equal(thousandths, part);
	assert_ptr_equal(s.at, s.end);
}

static void
reads_numbers(void **state)
{
	(void)state;
	assert_number("0", 0, 0, true);
	assert_number("1700000000.1259", 1700000000, 125, true);
	assert_number("1.5", 1, 500, true);
	assert_number("18446744073709551609", UINT64_C(18446744073709551609), 0, true);
	assert_number("99999999999999999999", UINT64_MAX, 0, true);
	assert_number("-1", 0, 0, false);
	assert_number("1e3", 0, 0, false);
	assert_number("\"1\"", 0, 0, false);
	assert_number("", 0, 0, false);
}

/* The names of an object's members, or the reason why it is none. */
static const char *
names_of(const char *text)
{
	static char out[128];
	struct scan s = scan_of(text);
	struct span name;
	bool first = true;

	out[0] = '\0';
	assert_true(scan_take(&s, '{'));
	while (scan_member(&s, &first, &name)) {
		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%.*s;", (int)name.n,
			 (const char *)name.p);
		if (!scan_skip(&s))
			break;
	}
	return s.reason ? s.reason : out;
}

static void
walks_members(void **state)
{
	(void)state;
	assert_string_equal(names_of("{}"), "");
	assert_string_equal(names_of("{ \"a\" : 1 , \"b\":[] }"), "a;b;");
	assert_string_equal(names_of("{\"a\":1 \"b\":2}"), "no comma where one has to be");
	assert_string_equal(names_of("{\"a\" 1}"), "no colon behind a name");
	assert_string_equal(names_of("{1:2}"), "no string where one has to be");
	assert_string_equal(names_of("{\"a\":1,}"), "no string where one has to be");
	assert_string_equal(names_of("{\"a\":1"), "the text ends too early");
}

static void
leaves_what_is_broken(void **state)
{
	struct scan s = scan_of("{\"a\":[{\"b\":[1}]},\"c\"]}x");

	(void)state;
	assert_true(scan_take(&s, '{'));
	s.at += 4;
	assert_false(scan_skip(&s));
	assert_int_equal(s.open, 3);
	assert_true(scan_leave(&s, 0));
	assert_null(s.reason);
	assert_int_equal(*s.at, ',');
	s = scan_of("\"}\"]}x");
	assert_true(scan_leave(&s, 2));
	assert_int_equal(*s.at, 'x');
	s = scan_of("[[]");
	assert_false(scan_leave(&s, 1));
	assert_ptr_equal(s.at, s.end);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_strings),
		cmocka_unit_test(leaves_bad_strings),
		cmocka_unit_test(reads_base64),
		cmocka_unit_test(skips_values),
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(walks_members),
		cmocka_unit_test(leaves_what_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
