/* Printing what anybody may have chosen: escapes, cuts, and never a byte past the buffer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "print.h"
#include "text.h"

enum { CANARY = 0x5a };
static char buffer[PRINTED_MAX + 16];

static struct span
span(const char *text, size_t n)
{
	return (struct span){ (const uint8_t *)text, n };
}

/* Print; the text is printable, ended within its room, and nothing behind that was written. */
static const char *
printed(const char *(*print)(char *, struct span), struct span s)
{
	struct span rest;
	uint32_t c;

	memset(buffer, CANARY, sizeof(buffer));
	assert_ptr_equal(print(buffer, s), buffer);
	for (size_t i = PRINTED_MAX; i < sizeof(buffer); i++)
		assert_int_equal(buffer[i], CANARY);
	assert_non_null(memchr(buffer, '\0', PRINTED_MAX));
	rest = span(buffer, strlen(buffer));
	while (utf8_next(&rest, &c))
		assert_true(c != UTF8_BROKEN && !char_is_control(c));
	return buffer;
}

#define QUOTED(text) printed(print_quoted, span(text, sizeof(text) - 1))
#define HEX(text) printed(print_hex, span(text, sizeof(text) - 1))

static void
test_escapes(void **state)
{
	assert_string_equal(QUOTED(""), "\"\"");
	assert_string_equal(printed(print_quoted, span(NULL, 0)), "\"\"");
	assert_string_equal(QUOTED("a b~"), "\"a b~\"");
	assert_string_equal(QUOTED("a\"b\\c"), "\"a\\\"b\\\\c\"");
	assert_string_equal(QUOTED("\0\x1b\x1f\x7f"), "\"\\x00\\x1b\\x1f\\x7f\"");
	assert_string_equal(QUOTED("M\xc3\xbcller \xe2\x82\xac \xf0\x9f\x98\x80"),
			    "\"M\xc3\xbcller \xe2\x82\xac \xf0\x9f\x98\x80\"");
	assert_string_equal(QUOTED("\xc2\x9b\xe2\x80\xae"), "\"\\xc2\\x9b\\xe2\\x80\\xae\"");
	assert_string_equal(QUOTED("\xc0\x80\xed\xa0\x80\xff"),
			    "\"\\xc0\\x80\\xed\\xa0\\x80\\xff\"");
	assert_string_equal(QUOTED("a\xe2\x82"), "\"a\\xe2\\x82\"");	/* a character cut off */
}

/* n times `unit`: whole, or cut between characters with dots. */
static void
check_cut(const char *unit, const char *shown, size_t most)
{
	char text[1024], whole[PRINTED_MAX * 2];
	size_t length = strlen(unit), width = strlen(shown);

	for (size_t n = most - 1; n <= most + 1; n++) {
		size_t kept = n < most ? n : most;

		for (size_t i = 0; i < n; i++)
			memcpy(text + i * length, unit, length);
		whole[0] = '"';
		for (size_t i = 0; i < kept; i++)
			memcpy(whole + 1 + i * width, shown, width);
		strcpy(whole + 1 + kept * width, n > most ? "...\"" : "\"");
		assert_string_equal(printed(print_quoted, span(text, n * length)), whole);
	}
}

static void
test_cuts(void **state)
{
	check_cut("a", "a", 111);
	check_cut("\"", "\\\"", 56);
	check_cut("\xff", "\\xff", 28);
	check_cut("\xc3\xa9", "\xc3\xa9", 56);
	check_cut("\xe2\x82\xac", "\xe2\x82\xac", 37);
	check_cut("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 28);
}

/* All that fits anywhere: each width after each number of letters, each octet there is. */
static void
test_any_bytes(void **state)
{
	static const char *const units[] = { "\xff", "\"", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };
	char text[1024];

	for (size_t before = 100; before < 115; before++)
		for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
			size_t n = before;

			memset(text, 'a', before);
			for (size_t i = 0; i < 20; i++, n += strlen(units[u]))
				memcpy(text + n, units[u], strlen(units[u]));
			printed(print_quoted, span(text, n));
		}
	for (unsigned c = 0; c < 256; c++)
		for (size_t n = 0; n < 200; n += 7) {
			memset(text, (int)c, n);
			printed(print_quoted, span(text, n));
			printed(print_hex, span(text, n));
		}
}

static void
test_hex(void **state)
{
	char text[37];

	memset(text, 0xab, sizeof(text));
	assert_string_equal(HEX(""), "");
	assert_string_equal(printed(print_hex, span(NULL, 0)), "");
	assert_string_equal(HEX("\x7f\x00\xf1"), "7f:00:f1");
	assert_int_equal(strlen(printed(print_hex, span(text, 36))), 36 * 3 - 1);
	assert_int_equal(strlen(printed(print_hex, span(text, 37))), 36 * 3 - 1 + 3);
	assert_string_equal(buffer + 36 * 3 - 3, "ab...");
}

/* What print_tidy() makes of a text; `full`: the buffer ends with it. */
static const char *
tidied(const char *text, bool full)
{
	strcpy(buffer, text);
	print_tidy(buffer, strlen(text) + (full ? 1 : 2));
	return buffer;
}

static void
test_tidy(void **state)
{
	assert_string_equal(tidied("", true), "");
	assert_string_equal(tidied("abc", true), "abc");
	assert_string_equal(tidied("a\nb\x7f", false), "a?b?");
	assert_string_equal(tidied("\xc2\x85|\xe2\x80\xae|", false), "??|???|");
	assert_string_equal(tidied("\xff\x80", false), "??");
	/* whole characters at the end stay, begun ones go with the buffer's end only */
	assert_string_equal(tidied("a\xc3\xa9", true), "a\xc3\xa9");
	assert_string_equal(tidied("a\xe2\x82\xac", true), "a\xe2\x82\xac");
	assert_string_equal(tidied("a\xf0\x9f\x98\x80", true), "a\xf0\x9f\x98\x80");
	assert_string_equal(tidied("a\xc3", true), "a");
	assert_string_equal(tidied("a\xe2\x82", true), "a");
	assert_string_equal(tidied("a\xf0", true), "a");
	assert_string_equal(tidied("a\xf0\x9f", true), "a");
	assert_string_equal(tidied("a\xf0\x9f\x98", true), "a");
	assert_string_equal(tidied("\xf0\x9f\x98", true), "");
	assert_string_equal(tidied("a\xe2\x82", false), "a??");
	assert_string_equal(tidied("\x80\x80\x80\x80\x80", true), "?????");
	assert_string_equal(tidied("\xc3\x80\x80\x80", true), "\xc3\x80??");
}

static void formatted(size_t room, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Just as vsnprintf() has it, and nothing behind the room. */
static void
formatted(size_t room, const char *format, ...)
{
	char wanted[64], got[64];
	va_list arguments;

	memset(wanted, CANARY, sizeof(wanted));
	memset(got, CANARY, sizeof(got));
	va_start(arguments, format);
	vsnprintf(wanted, room, format, arguments);
	va_end(arguments);
	va_start(arguments, format);
	print_formatted(got, room, format, arguments);
	va_end(arguments);
	if (room)
		assert_string_equal(got, wanted);
	for (size_t i = room; i < sizeof(got); i++)
		assert_int_equal(got[i], CANARY);
}

static void
test_formatted(void **state)
{
	for (size_t room = 0; room < 40; room++) {
		formatted(room, "plain");
		formatted(room, "%s", "");
		formatted(room, "%s and %s%s", "this", "that", "!");
		formatted(room, "%s is %u%% of %s", "it", 12u, "all");
		formatted(room, "%5s|%.2s|%zu", "a", "bcd", room);
	}
}

/* A control character, a DEL and a byte above 7e at each place of a long text. */
static void
test_tidy_everywhere(void **state)
{
	static const char bad[] = { 0x01, 0x1f, 0x7f, (char)0x80, (char)0xff };
	char text[40];

	for (size_t at = 0; at < 39; at++)
		for (size_t k = 0; k < sizeof(bad); k++) {
			memset(text, k % 2 ? '~' : ' ', 39);
			text[39] = '\0';
			text[at] = bad[k];
			print_tidy(text, 64);
			for (size_t i = 0; i < 39; i++)
				assert_int_equal(text[i], i == at ? '?' : k % 2 ? '~' : ' ');
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escapes), cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_any_bytes), cmocka_unit_test(test_hex),
		cmocka_unit_test(test_tidy), cmocka_unit_test(test_formatted),
		cmocka_unit_test(test_tidy_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
