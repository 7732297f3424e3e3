/* Tests of lib/oid.c: known OIDs by their contents, and the dotted form of any. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hex.h"
#include "oid.h"

static void
each_known_oid_is_found(void **state)
{
	struct span contents;

	(void)state;
	for (int i = 1; i < OID_COUNT; i++) {
		contents = oid_contents((enum oid)i);
		assert_true(contents.n > 0);
		assert_int_equal(oid_find(contents), i);
		assert_true(strlen(oid_text((enum oid)i)) > 0);
	}
}

/* The neighbours of a known OID are not taken for it. */
static void
no_other_oid_is_found(void **state)
{
	uint8_t bytes[64];
	struct span contents;
	enum oid found;

	(void)state;
	for (int i = 1; i < OID_COUNT; i++) {
		contents = oid_contents((enum oid)i);
		memcpy(bytes, contents.p, contents.n);
		assert_int_not_equal(oid_find((struct span){ bytes, contents.n - 1 }), i);
		bytes[contents.n] = 1;
		assert_int_not_equal(oid_find((struct span){ bytes, contents.n + 1 }), i);
		for (unsigned bit = 0; bit < 8; bit++) {
			bytes[contents.n - 1] ^= (uint8_t)(1u << bit);
			found = oid_find((struct span){ bytes, contents.n });
			assert_int_not_equal(found, i);
			if (found != OID_NONE)
				assert_true(span_same(oid_contents(found),
						      (struct span){ bytes, contents.n }));
			bytes[contents.n - 1] ^= (uint8_t)(1u << bit);
		}
	}
	memset(bytes, 0x81, sizeof(bytes));
	assert_int_equal(oid_find((struct span){ bytes, 0 }), OID_NONE);
	assert_int_equal(oid_find((struct span){ NULL, 0 }), OID_NONE);
	assert_int_equal(oid_find((struct span){ bytes, sizeof(bytes) }), OID_NONE);
}

static void
some_are_what_they_are(void **state)
{
	uint8_t bytes[32];

	(void)state;
	assert_int_equal(oid_find((struct span){ bytes, hex_read("551d11", bytes) }), OID_SAN);
	assert_int_equal(oid_find((struct span){ bytes, hex_read("2a864886f70d01010b", bytes) }),
			 OID_SHA256_RSA);
	assert_int_equal(oid_find((struct span){ bytes, hex_read("2b6570", bytes) }), OID_ED25519);
	assert_string_equal(oid_text(OID_SAN), "subjectAltName");
	assert_true(oid_is_extension(OID_SAN));
	assert_false(oid_is_extension(OID_COUNTRY));
	assert_true(oid_is_attribute(OID_COUNTRY));
}

static void
any_oid_has_a_dotted_form(void **state)
{
	static const struct { const char *bytes, *text; } row[] = {
		{ "551d11", "2.5.29.17" },
		{ "2a864886f70d", "1.2.840.113549" },
		{ "00", "0.0" },
		{ "27", "0.39" },
		{ "28", "1.0" },
		{ "4f", "1.39" },
		{ "50", "2.0" },
		{ "8837", "2.999" },
		{ "2a8fffffff7f", "1.2.4294967295" },
		{ "2a81ffffffffffffffff7f", "1.2.18446744073709551615" },
		/* a leading zero of a subidentifier: read over */
		{ "2a8003", "1.2.3" },
		/* what is no OID */
		{ "", "{}" },
		{ "80", "{80}" },
		{ "2a83", "{2a83}" },
	};
	uint8_t bytes[64];
	char text[128];

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		oid_format((struct span){ bytes, hex_read(row[i].bytes, bytes) }, text,
		sizeof(text));
		assert_string_equal(text, row[i].text);
	}
}

/*
 * X.690 sets no limit to an arc: one of 20 octets is legal, known by all of its octets, and shown
 * with all of them (x690-8.19.2-oid-arc-lossless, which no certificate can break).
 */
static void
an_arc_of_20_octets_is_kept(void **state)
{
	uint8_t bytes[32], other[32];
	struct span one, two;
	char text[128];

	(void)state;
	one = (struct span){ bytes, hex_read("2a 8182838485868788898a8b8c8d8e8f90919293 14",
	bytes) };
	two = (struct span){ other, hex_read("2a 8182838485868788898a8b8c8d8e8f90919293 15",
	other) };
	assert_int_equal(one.n, 21);
	assert_false(span_same(one, two));
	oid_format(one, text, sizeof(text));
	assert_string_equal(text, "{2a8182838485868788898a8b8c8d8e8f9091929314}");
	oid_format(two, text, sizeof(text));
	assert_string_equal(text, "{2a8182838485868788898a8b8c8d8e8f9091929315}");
	/* one bit more than 64 */
	one.n = hex_read("2a 82808080808080808000", bytes);
	oid_format(one, text, sizeof(text));
	assert_string_equal(text, "{2a82808080808080808000}");
}

/* Whatever the capacity, the text ends inside it. */
static void
the_dotted_form_fits(void **state)
{
	uint8_t bytes[400];
	char text[256];

	(void)state;
	memset(bytes, 0x7f, sizeof(bytes));
	for (size_t capacity = 16; capacity <= 200; capacity++) {
		memset(text, 'x', sizeof(text));
		oid_format((struct span){ bytes, sizeof(bytes) }, text, capacity);
		assert_true(memchr(text, '\0', capacity) != NULL);
		assert_int_equal(text[capacity], 'x');
		assert_string_equal(text + strlen(text) - 3, "...");
		bytes[0] = 0xff;
		memset(bytes, 0xff, sizeof(bytes));
		memset(text, 'x', sizeof(text));
		oid_format((struct span){ bytes, sizeof(bytes) }, text, capacity);
		assert_true(memchr(text, '\0', capacity) != NULL);
		assert_int_equal(text[capacity], 'x');
		memset(bytes, 0x7f, sizeof(bytes));
	}
}

static void
dotted_text_compares(void **state)
{
	(void)state;
	assert_true(oid_is_dotted(oid_contents(OID_SAN), "2.5.29.17"));
	assert_false(oid_is_dotted(oid_contents(OID_SAN), "2.5.29.1"));
	assert_false(oid_is_dotted(oid_contents(OID_SAN), "2.5.29.170"));
}

/* Beyond 2^28 in an arc, or so long that it may be beyond 20 arcs; not the largest before that. */
static void
large_ones_are_told(void **state)
{
	static const struct {
		const char *octets;
		size_t n;
		bool large;
	} cases[] = {
		{ "\x2a\xff\xff\xff\x7f", 5, false }, { "\x2a\x81\x80\x80\x80\x00", 6, true },
		{ "\x2a\x81\x80\x80\x80", 5, false }, { "\x2a\x81\x80\x80\x80\x80", 6, true },
		{ "1234567890123456789", 19, false }, { "12345678901234567890", 20, true },
		{ "", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(oid_is_large((struct span){ (const uint8_t *)cases[i].octets,
							     cases[i].n }), cases[i].large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_known_oid_is_found),
		cmocka_unit_test(no_other_oid_is_found),
		cmocka_unit_test(some_are_what_they_are),
		cmocka_unit_test(any_oid_has_a_dotted_form),
		cmocka_unit_test(an_arc_of_20_octets_is_kept),
		cmocka_unit_test(the_dotted_form_fits),
		cmocka_unit_test(dotted_text_compares),
		cmocka_unit_test(large_ones_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
