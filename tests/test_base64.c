/* Base64: every octet comes back, what is none is told, and nothing behind the room is written. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base64.h"
#include "mint.h"

enum { MOST = 70 };

static void
fill(uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)(i * 37 + n * 11 + 3);
}

static void
decodes_every_length(void **state)
{
	(void)state;
	for (size_t n = 0; n < MOST; n++) {
		uint8_t bytes[MOST] = { 0 }, out[MOST + 1];
		struct mint text = { 0 };

		fill(bytes, n);
		mint_base64(&text, bytes, n);
		memset(out, 0xee, sizeof(out));
		assert_int_equal(base64_decode(text.p, text.n, out, n), n);
		assert_memory_equal(out, bytes, n);
		assert_int_equal(out[n], 0xee);
		if (n > 0)
			assert_int_equal(base64_decode(text.p, text.n, out, n - 1), -1);
		mint_free(&text);
	}
}

static void
refuses_what_is_none(void **state)
{
	static const char *const bad[] = {
		"A", "AA", "AAA", "AAAAA", "A===", "====", "=AAA", "AB==", "AAB=", "AA=A", "AA-A",
		"AA_A", "AA\nA", "AAAA====", "\xc1\x41\x41\x41",
	};
	uint8_t out[8];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(base64_decode((const uint8_t *)bad[i], strlen(bad[i]), out,
					       sizeof(out)), -1);
	assert_int_equal(base64_decode((const uint8_t *)"Ag==", 4, out, 1), 1);
	assert_int_equal(out[0], 2);
	assert_int_equal(base64_decode((const uint8_t *)"//8=", 4, out, 2), 2);
}

/* A run in place stops at the first character that is none, wherever it stands. */
static void
stops_where_it_ends(void **state)
{
	uint8_t bytes[MOST];

	(void)state;
	fill(bytes, MOST);
	for (size_t n = 0; n < 88; n++)
		for (int bad = 0; bad < 2; bad++) {
			struct mint text = { 0 };
			uint8_t *o;
			const uint8_t *p;

			mint_base64(&text, bytes, 66);
			text.p[n] = bad ? 0x80 : '"';
			o = text.p;
			p = base64_run(text.p, text.p + text.n, &o, text.p + text.n);
			assert_int_equal(p - text.p, n / 4 * 4);
			assert_int_equal(o - text.p, n / 4 * 3);
			assert_memory_equal(text.p, bytes, n / 4 * 3);
			assert_int_equal(text.p[n], bad ? 0x80 : '"');
			mint_free(&text);
		}
}

/* Every octet at every place of two blocks, against the decoder of single characters. */
static void
knows_every_character(void **state)
{
	enum { CHARACTERS = 64, OCTETS = 48 };
	uint8_t expected[OCTETS], out[OCTETS + 2];

	(void)state;
	for (size_t at = 0; at < CHARACTERS; at++)
		for (unsigned c = 0; c < 256; c++) {
			uint8_t text[CHARACTERS], *o = out;
			bool good;
			const uint8_t *p;
			size_t n;

			for (size_t i = 0; i < CHARACTERS; i++)
				text[i] = (uint8_t)"+/09AZaz"[(i + c) % 8];
			text[at] = (uint8_t)c;
			good = base64_is((uint8_t)c);
			n = good ? CHARACTERS : at / 4 * 4;
			p = base64_run(text, text + CHARACTERS, &o, out + sizeof(out));
			assert_int_equal(p - text, n);
			assert_int_equal(o - out, n / 4 * 3);
			assert_int_equal(base64_decode(text, n, expected, OCTETS), n / 4 * 3);
			assert_memory_equal(out, expected, n / 4 * 3);
		}
}

static void
keeps_inside_its_room(void **state)
{
	uint8_t bytes[MOST], out[MOST];
	struct mint text = { 0 };

	(void)state;
	fill(bytes, 66);
	mint_base64(&text, bytes, 66);
	for (size_t room = 0; room <= 66; room++) {
		uint8_t *o = out;

		memset(out, 0xee, sizeof(out));
		base64_run(text.p, text.p + text.n, &o, out + room);
		assert_int_equal(o - out, room / 3 * 3);
		assert_memory_equal(out, bytes, (size_t)(o - out));
		for (size_t i = room; i < sizeof(out); i++)
			assert_int_equal(out[i], 0xee);
	}
	mint_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_every_length),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(stops_where_it_ends),
		cmocka_unit_test(knows_every_character),
		cmocka_unit_test(keeps_inside_its_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
