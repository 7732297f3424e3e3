/* Alphabets at their edges, every sequence form of UTF-8, and characters of each string type. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)("" literal ""), sizeof(literal) - 1 })

/* The text of the standard, X.680 41.4, in place of the table under test. */
static const char printable[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				" '()+,-./:=?";

static bool
is_one_of(uint8_t c, const char *set)
{
	return c != 0 && strchr(set, c) != NULL;
}

static void
alphabets_of_single_bytes(void **state)
{
	for (unsigned c = 0; c < 256; c++) {
		uint8_t byte = (uint8_t)c;
		struct span s = { &byte, 1 };

		assert_int_equal(text_is_printable(s), is_one_of(byte, printable));
		assert_int_equal(text_is_numeric(s), is_one_of(byte, "0123456789 "));
		assert_int_equal(text_is_ia5(s), c < 0x80);
		assert_int_equal(text_is_visible(s), c >= 0x20 && c < 0x7f);
	}
}

static void
empty_text_fits_every_type(void **state)
{
	struct span none = { NULL, 0 };

	assert_true(text_is_printable(none));
	assert_true(text_is_numeric(none));
	assert_true(text_is_ia5(none));
	assert_true(text_is_visible(none));
	assert_true(utf8_is_valid(none));
	assert_int_equal(text_first_bad(DER_BMP_STRING, none), 0);
	assert_int_equal(text_length(DER_UTF8_STRING, none), 0);
}

/* A bad byte at each place of texts around the word size. */
static void
bad_byte_anywhere(void **state)
{
	static const uint32_t tags[] = { DER_PRINTABLE_STRING, DER_NUMERIC_STRING, DER_IA5_STRING,
					 DER_VISIBLE_STRING, DER_UTF8_STRING };
	uint8_t text[33];

	for (size_t n = 1; n <= sizeof(text); n++) {
		for (size_t at = 0; at < n; at++) {
			memset(text, '1', n);
			text[at] = 0x80;
			for (size_t t = 0; t < 5; t++)
				assert_int_equal(text_first_bad(tags[t], (struct span){ text, n }),
						 at);
			assert_false(text_is_printable((struct span){ text, n }));
			assert_false(text_is_numeric((struct span){ text, n }));
			assert_false(text_is_ia5((struct span){ text, n }));
			assert_false(text_is_visible((struct span){ text, n }));
			assert_false(utf8_is_valid((struct span){ text, n }));
		}
	}
}

static void
first_bad_is_the_length_of_good_text(void **state)
{
	assert_int_equal(text_first_bad(DER_PRINTABLE_STRING, SPAN("A-1 (b)")), 7);
	assert_int_equal(text_first_bad(DER_PRINTABLE_STRING, SPAN("A&B*")), 1);
	assert_int_equal(text_first_bad(DER_NUMERIC_STRING, SPAN("12 3")), 4);
	assert_int_equal(text_first_bad(DER_NUMERIC_STRING, SPAN("12-3")), 2);
	assert_int_equal(text_first_bad(DER_VISIBLE_STRING, SPAN("~ \x7f")), 2);
	assert_int_equal(text_first_bad(DER_IA5_STRING, SPAN("\x7f\x00\x80")), 2);
	assert_int_equal(text_first_bad(DER_TELETEX_STRING, SPAN("\xff\x00\x1b")), 3);
	assert_int_equal(text_first_bad(DER_VIDEOTEX_STRING, SPAN("\xff")), 1);
	assert_int_equal(text_first_bad(DER_GRAPHIC_STRING, SPAN("\xff")), 1);
	assert_int_equal(text_first_bad(DER_GENERAL_STRING, SPAN("\xff")), 1);
}

static void
bmp_and_universal_characters(void **state)
{
	assert_int_equal(text_first_bad(DER_BMP_STRING, SPAN("\x00\x41\xff\xff")), 4);
	assert_int_equal(text_first_bad(DER_BMP_STRING, SPAN("\x00\x41\xd8\x00")), 2);
	assert_int_equal(text_first_bad(DER_BMP_STRING, SPAN("\xd7\xff\xdf\xff\x00")), 2);
	assert_int_equal(text_first_bad(DER_BMP_STRING, SPAN("\xe0\x00\x41")), 2);
	assert_int_equal(text_first_bad(DER_UNIVERSAL_STRING, SPAN("\x00\x10\xff\xff")), 4);
	assert_int_equal(text_first_bad(DER_UNIVERSAL_STRING, SPAN("\x00\x11\x00\x00")), 0);
	assert_int_equal(
		text_first_bad(DER_UNIVERSAL_STRING, SPAN("\x00\x00\x00\x41\x00\x00\xdf\xff")), 4);
	assert_int_equal(text_first_bad(DER_UNIVERSAL_STRING, SPAN("\x00\x00\x00\x41\x00\x00\x00")),
			 4);
}

/* The bytes of any value up to 1FFFFF in the form of `width` bytes, right or not. */
static struct span
spell(uint32_t c, int width, uint8_t out[4])
{
	static const uint8_t leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (int i = width - 1; i > 0; i--) {
		out[i] = 0x80 | (c & 0x3f);
		c >>= 6;
	}
	out[0] = (uint8_t)(leads[width] | c);
	return (struct span){ out, (size_t)width };
}

static int
width_of(uint32_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

static void
every_code_point_in_every_form(void **state)
{
	uint8_t bytes[4];
	uint32_t got;

	for (uint32_t c = 0; c < 0x200000; c++) {
		bool scalar = c < 0xd800 || (c > 0xdfff && c < 0x110000);

		for (int width = width_of(c); width <= 4; width++) {
			struct span s = spell(c, width, bytes);
			bool good = scalar && width == width_of(c);

			assert_int_equal(utf8_is_valid(s), good);
			assert_true(utf8_next(&s, &got));
			assert_int_equal(got, good ? c : UTF8_BROKEN);
			assert_int_equal(s.n, good ? 0 : width - 1);
		}
	}
}

static void
broken_sequences(void **state)
{
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("ab\xc3")), 2);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("a\xe2\x82")), 1);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("a\xe2\x82\x41")), 1);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("\xc3\xbc\x80")), 2);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("\xf0\x9f\x98\x80 \xf5\x80\x80\x80")),
			 5);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("12345678\xfe")), 8);
	assert_int_equal(text_first_bad(DER_UTF8_STRING, SPAN("\u00fc12345678\u00fc")), 12);
}

/* Count characters by text_next(), as the reference. */
static size_t
count(uint32_t tag, struct span s)
{
	size_t n = 0;
	uint32_t c;

	while (text_next(tag, &s, &c))
		n++;
	return n;
}

static void
lengths(void **state)
{
	static const uint32_t tags[] = { DER_UTF8_STRING, DER_BMP_STRING, DER_UNIVERSAL_STRING,
					 DER_IA5_STRING, DER_TELETEX_STRING };
	static const uint8_t bytes[] = "Gr\u00fc\u00dfe aus Wien \u20ac \U0001f600\xff\xe2\x82";

	assert_int_equal(text_length(DER_UTF8_STRING, SPAN("\u00fc\u20aca")), 3);
	assert_int_equal(text_length(DER_UTF8_STRING, SPAN("\xe2\x82")), 2);
	assert_int_equal(text_length(DER_BMP_STRING, SPAN("\x00\x41\x00")), 2);
	assert_int_equal(text_length(DER_UNIVERSAL_STRING, SPAN("\x00\x00\x00\x41\x00")), 2);
	assert_int_equal(text_length(DER_PRINTABLE_STRING, SPAN("abc")), 3);
	for (size_t t = 0; t < 5; t++)
		for (size_t n = 0; n < sizeof(bytes); n++)
			assert_int_equal(text_length(tags[t], (struct span){ bytes, n }),
					 count(tags[t], (struct span){ bytes, n }));
}

static void
characters_of_each_type(void **state)
{
	struct span s = SPAN("\x00\xfc\xd8\x00\x41");
	uint32_t c;

	assert_true(text_next(DER_BMP_STRING, &s, &c));
	assert_int_equal(c, 0xfc);
	assert_true(text_next(DER_BMP_STRING, &s, &c));
	assert_int_equal(c, UTF8_BROKEN);
	assert_true(text_next(DER_BMP_STRING, &s, &c));
	assert_int_equal(c, UTF8_BROKEN);
	assert_false(text_next(DER_BMP_STRING, &s, &c));
	s = SPAN("\x00\x01\xf6\x00");
	assert_true(text_next(DER_UNIVERSAL_STRING, &s, &c));
	assert_int_equal(c, 0x1f600);
	s = SPAN("\xfc");
	assert_true(text_next(DER_TELETEX_STRING, &s, &c));
	assert_int_equal(c, 0xfc);
	assert_false(text_next(DER_TELETEX_STRING, &s, &c));
}

static void
equal_text(void **state)
{
	(void)state;
	assert_true(text_equal(DER_UTF8_STRING, SPAN("\u00fcx"), DER_UTF8_STRING, SPAN("\u00fcx")));
	assert_true(text_equal(DER_UTF8_STRING, SPAN("ab"), DER_BMP_STRING, SPAN("\0a\0b")));
	assert_false(text_equal(DER_UTF8_STRING, SPAN("ab"), DER_BMP_STRING, SPAN("\0a\0b\0c")));
	assert_false(text_equal(DER_UTF8_STRING, SPAN("abc"), DER_BMP_STRING, SPAN("\0a\0b")));
	assert_false(text_equal(DER_UTF8_STRING, SPAN("ac"), DER_BMP_STRING, SPAN("\0a\0b")));
	assert_true(text_is(DER_BMP_STRING, SPAN("\0a\0b"), "ab"));
	assert_true(text_is(DER_PRINTABLE_STRING, SPAN("ab"), "ab"));
	assert_false(text_is(DER_PRINTABLE_STRING, SPAN("ab"), "aB"));
	assert_false(text_is(DER_PRINTABLE_STRING, SPAN("ab"), "a"));
	assert_true(text_is(DER_PRINTABLE_STRING, SPAN(""), ""));
}

static void
controls(void **state)
{
	static const uint32_t yes[] = { 0,      0x1f,   0x7f,   0x80,   0x9f,   0x61c,  0x200e,
					0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069 };
	static const uint32_t no[] = { 0x20,   0x7e,   0xa0,   0x61b,  0x61d,    0x200d,     0x2010,
				       0x2027, 0x202f, 0x2065, 0x206a, 0x10ffff, UTF8_BROKEN };

	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		assert_true(char_is_control(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		assert_false(char_is_control(no[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alphabets_of_single_bytes),
		cmocka_unit_test(empty_text_fits_every_type),
		cmocka_unit_test(bad_byte_anywhere),
		cmocka_unit_test(first_bad_is_the_length_of_good_text),
		cmocka_unit_test(bmp_and_universal_characters),
		cmocka_unit_test(every_code_point_in_every_form),
		cmocka_unit_test(broken_sequences),
		cmocka_unit_test(lengths),
		cmocka_unit_test(characters_of_each_type),
		cmocka_unit_test(equal_text),
		cmocka_unit_test(controls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
