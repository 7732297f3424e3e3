/* Tests of lib/der.c and der.h: headers of every kind, good and bad. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "der.h"
#include "hex.h"

struct header {
	const char *bytes;
	uint32_t tag;
	uint32_t flags;
	size_t start, length;		/* of the body */
	size_t rest;			/* octets after the element */
};

static void
der_next_reads_headers(void **state)
{
	static const struct header row[] = {
		{ "0500", 0x05, 0, 2, 0, 0 },
		{ "020101", 0x02, 0, 2, 1, 0 },
		{ "02010105 00", 0x02, 0, 2, 1, 2 },
		{ "3003020101", 0x30, 0, 2, 3, 0 },
		{ "040141 ff", 0x04, 0, 2, 1, 1 },
		/* the length is not the shortest */
		{ "048101 41", 0x04, DER_LOOSE_LENGTH, 3, 1, 0 },
		{ "04820001 41", 0x04, DER_LOOSE_LENGTH, 4, 1, 0 },
		{ "048400000001 41", 0x04, DER_LOOSE_LENGTH, 6, 1, 0 },
		{ "0481 00", 0x04, DER_LOOSE_LENGTH, 3, 0, 0 },
		/* or past the end */
		{ "0402 41", 0x04, DER_CUT_SHORT, 2, 1, 0 },
		{ "047f", 0x04, DER_CUT_SHORT, 2, 0, 0 },
		{ "0481ff41", 0x04, DER_CUT_SHORT, 3, 1, 0 },
		{ "0484ffffffff41", 0x04, DER_CUT_SHORT, 6, 1, 0 },
		{ "0489ffffffffffffffffff41", 0x04, DER_CUT_SHORT, 11, 1, 0 },
		{ "048a00ffffffffffffffffff41", 0x04, DER_CUT_SHORT | DER_LOOSE_LENGTH, 12, 1, 0 },
		/* or reserved: as if to the end */
		{ "04ff4142", 0x04, DER_RESERVED_LENGTH | DER_CUT_SHORT, 2, 2, 0 },
		/* or indefinite */
		{ "30800000", 0x30, DER_INDEFINITE, 2, 0, 0 },
		{ "3080020101000005", 0x30, DER_INDEFINITE, 2, 3, 1 },
		{ "30803080000005000000", 0x30, DER_INDEFINITE, 2, 6, 0 },
		{ "3080020101", 0x30, DER_INDEFINITE | DER_NO_END, 2, 3, 0 },
		{ "308002010100", 0x30, DER_INDEFINITE | DER_NO_END, 2, 4, 0 },
		{ "30800405410000", 0x30, DER_INDEFINITE | DER_NO_END, 2, 5, 0 },
		/* tags of more than one octet */
		{ "9f1f00", 0x9f1f, 0, 3, 0, 0 },
		{ "bf818101 00", 0xbf818101, 0, 5, 0, 0 },
		{ "9fffffffffffff7f00", 0x9fffffff, 0, 9, 0, 0 },
		/* which one was meant where one octet would have done */
		{ "1f020141", 0x02, DER_LOOSE_TAG, 3, 1, 0 },
		{ "3f1000", 0x30, DER_LOOSE_TAG, 3, 0, 0 },
		{ "bf0300", 0xa3, DER_LOOSE_TAG, 3, 0, 0 },
		{ "9f1e00", 0x9e, DER_LOOSE_TAG, 3, 0, 0 },
		{ "9f800200", 0x82, DER_LOOSE_TAG, 4, 0, 0 },
		{ "9f801f00", 0x9f801f, DER_LOOSE_TAG, 4, 0, 0 },
	};
	uint8_t bytes[64];
	struct span in;
	struct der e;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		in = (struct span){ bytes, hex_read(row[i].bytes, bytes) };
		if (!der_next(&in, &e))
			fail_msg("%s is refused", row[i].bytes);
		if (e.tag != row[i].tag || e.flags != row[i].flags || e.head != bytes ||
		    e.body.p != bytes + row[i].start || e.body.n != row[i].length ||
		    in.n != row[i].rest)
			fail_msg("%s: tag %x, flags %u, body %zu+%zu, rest %zu", row[i].bytes,
			e.tag,
				 e.flags, (size_t)(e.body.p - bytes), e.body.n, in.n);
		assert_ptr_equal(in.p + in.n, bytes + hex_read(row[i].bytes, bytes));
	}
}

static void
der_next_refuses_what_is_no_header(void **state)
{
	static const char *const row[] = { "", "30", "1f", "1f81", "1f8181", "1f81 80", "9f1f",
	"0481",
		"0484000000", "04fe00", "1fff" };
	static const uint8_t touched = 0;
	uint8_t bytes[64];
	struct span in;
	struct der e = { .head = &touched };
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		n = hex_read(row[i], bytes);
		in = (struct span){ bytes, n };
		if (der_next(&in, &e))
			fail_msg("\"%s\" is taken", row[i]);
		assert_ptr_equal(in.p, bytes);
		assert_int_equal(in.n, n);
		assert_ptr_equal(e.head, &touched);
	}
}

/* Long lengths, from 128 to 65,536, each shortest. */
static void
der_next_reads_long_lengths(void **state)
{
	static uint8_t bytes[70000];
	static const size_t row[] = { 127, 128, 255, 256, 65535, 65536 };
	struct span in;
	struct der e;
	size_t k;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		memset(bytes, 0x41, sizeof(bytes));
		bytes[0] = 0x04;
		k = row[i] < 128 ? 0 : row[i] < 256 ? 1 : row[i] < 65536 ? 2 : 3;
		bytes[1] = (uint8_t)(k ? 0x80 + k : row[i]);
		for (size_t j = 0; j < k; j++)
			bytes[2 + j] = (uint8_t)(row[i] >> 8 * (k - 1 - j));
		in = (struct span){ bytes, 2 + k + row[i] };
		assert_true(der_next(&in, &e));
		assert_int_equal(e.flags, 0);
		assert_int_equal(e.body.n, row[i]);
		assert_int_equal(in.n, 0);
		in = (struct span){ bytes, 2 + k + row[i] - 1 };
		assert_true(der_next(&in, &e));
		assert_int_equal(e.flags, DER_CUT_SHORT);
		assert_int_equal(e.body.n, row[i] - 1);
	}
}

static void
der_next_descends_in_place(void **state)
{
	uint8_t bytes[16];
	struct span in = { bytes, hex_read("3005 3003020107", bytes) };
	struct der e;

	(void)state;
	assert_true(der_next(&in, &e));
	assert_true(der_next(&e.body, &e));
	assert_true(der_next(&e.body, &e));
	assert_int_equal(e.tag, DER_INTEGER);
	assert_ptr_equal(e.body.p, bytes + 6);
	assert_false(der_next(&in, &e));
}

static void
der_take_wants_its_tag(void **state)
{
	uint8_t bytes[16];
	struct span in = { bytes, hex_read("020107 1f050101", bytes) };
	struct der e = { .head = NULL };

	(void)state;
	assert_false(der_take(&in, DER_OCTET_STRING, &e));
	assert_ptr_equal(in.p, bytes);
	assert_false(der_present(&e));
	assert_true(der_take(&in, DER_INTEGER, &e));
	assert_int_equal(in.n, 4);
	assert_false(der_take(&in, DER_INTEGER, &e));
	assert_true(der_take(&in, DER_NULL, &e));	/* in the high form, and still found */
	assert_int_equal(e.flags, DER_LOOSE_TAG);
	assert_false(der_take(&in, DER_NULL, &e));
}

static void
der_whole_is_what_was_read(void **state)
{
	static const struct { const char *bytes; size_t whole; } row[] = {
		{ "020107ff", 3 }, { "308002010700 00ff", 7 }, { "3080020107", 5 },
		{ "04054142", 4 }, { "9f1f0141ff", 4 },
	};
	struct der absent = { .head = NULL };
	uint8_t bytes[16];
	struct span in, whole;
	struct der e;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		in = (struct span){ bytes, hex_read(row[i].bytes, bytes) };
		assert_true(der_next(&in, &e));
		whole = der_whole(&e);
		assert_ptr_equal(whole.p, bytes);
		assert_int_equal(whole.n, row[i].whole);
	}
	assert_null(der_whole(&absent).p);
	assert_int_equal(der_whole(&absent).n, 0);
}

static void
der_int_reads_64_bits(void **state)
{
	static const struct { const char *bytes; int64_t value; } row[] = {
		{ "00", 0 }, { "7f", 127 }, { "0080", 128 }, { "80", -128 }, { "ff", -1 },
		{ "ff7f", -129 }, { "00ff", 255 }, { "7fffffffffffffff", INT64_MAX },
		{ "8000000000000000", INT64_MIN }, { "0000000000000001", 1 },
	};
	uint8_t bytes[16];
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		value = 42;
		assert_true(der_int((struct span){ bytes, hex_read(row[i].bytes, bytes) }, &value));
		assert_true(value == row[i].value);
	}
	value = 42;
	assert_false(der_int((struct span){ bytes, 0 }, &value));
	assert_false(der_int((struct span){ bytes, 9 }, &value));
	assert_true(value == 42);
}

static void
der_bool_takes_one_octet(void **state)
{
	const uint8_t bytes[] = { 0x00, 0x01, 0xff };
	bool value = true;

	(void)state;
	assert_true(der_bool((struct span){ bytes, 1 }, &value));
	assert_false(value);
	assert_true(der_bool((struct span){ bytes + 1, 1 }, &value));
	assert_true(value);
	assert_true(der_bool((struct span){ bytes + 2, 1 }, &value));
	assert_true(value);
	assert_false(der_bool((struct span){ bytes, 0 }, &value));
	assert_false(der_bool((struct span){ bytes, 2 }, &value));
	assert_true(value);
}

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static void
spans_compare(void **state)
{
	struct span s = text("Example.COM"), none = { NULL, 0 };

	(void)state;
	assert_true(SPAN_IS(s, "Example.COM"));
	assert_false(SPAN_IS(s, "Example.CO"));
	assert_false(SPAN_IS(s, "example.com"));
	assert_true(span_same(s, text("Example.COM")));
	assert_false(span_same(s, none));
	assert_true(span_same(none, text("")));
	assert_true(span_is_text(s, "example.com"));
	assert_false(span_is_text(s, "example.co"));
	assert_true(span_starts_with(s, "exam"));
	assert_false(span_starts_with(s, "example.com."));
	assert_true(span_ends_with(s, ".com"));
	assert_false(span_ends_with(text("com"), ".com"));
	assert_true(span_is_text(none, ""));
	assert_true(span_ends_with(none, ""));
	assert_false(span_starts_with(none, "a"));
}

static void
span_inside_knows_its_bounds(void **state)
{
	const uint8_t bytes[8] = { 0 };
	struct span outer = { bytes + 2, 4 };

	(void)state;
	assert_true(span_inside(outer, outer));
	assert_true(span_inside((struct span){ bytes + 2, 0 }, outer));
	assert_true(span_inside((struct span){ bytes + 6, 0 }, outer));
	assert_true(span_inside((struct span){ bytes + 5, 1 }, outer));
	assert_false(span_inside((struct span){ bytes + 5, 2 }, outer));
	assert_false(span_inside((struct span){ bytes + 1, 1 }, outer));
	assert_false(span_inside((struct span){ bytes + 7, 0 }, outer));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(der_next_reads_headers),
		cmocka_unit_test(der_next_refuses_what_is_no_header),
		cmocka_unit_test(der_next_reads_long_lengths),
		cmocka_unit_test(der_next_descends_in_place),
		cmocka_unit_test(der_take_wants_its_tag),
		cmocka_unit_test(der_whole_is_what_was_read),
		cmocka_unit_test(der_int_reads_64_bits),
		cmocka_unit_test(der_bool_takes_one_octet),
		cmocka_unit_test(spans_compare),
		cmocka_unit_test(span_inside_knows_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
