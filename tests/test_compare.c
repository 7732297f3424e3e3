/* Names side by side: what is the same by octets, by text, and not at all. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "compare.h"

enum { UTF8 = 0x0c, PRINTABLE = 0x13, BMP = 0x1e };

struct name {
	uint8_t bytes[256];
	size_t n;
};

/* Add an RDN of attribute 2.5.4.`type`. */
static void
add(struct name *name, uint8_t type, uint8_t tag, const char *text, size_t n)
{
	uint8_t *p = name->bytes + name->n;

	*p++ = 0x31;
	*p++ = (uint8_t)(n + 9);
	*p++ = 0x30;
	*p++ = (uint8_t)(n + 7);
	memcpy(p, "\x06\x03\x55\x04", 4);
	p += 4;
	*p++ = type;
	*p++ = tag;
	*p++ = (uint8_t)n;
	memcpy(p, text, n);
	name->n += n + 11;
}

static struct span
span_of(const struct name *name)
{
	return (struct span){ name->bytes, name->n };
}

static void
compare(uint8_t tag_a, const char *a, uint8_t tag_b, const char *b, enum likeness wanted)
{
	struct name x = { .n = 0 }, y = { .n = 0 };

	add(&x, 3, tag_a, a, strlen(a));
	add(&y, 3, tag_b, b, strlen(b));
	assert_int_equal(names_compare(span_of(&x), span_of(&y)), wanted);
	assert_int_equal(names_compare(span_of(&y), span_of(&x)), wanted);
}

static void
test_text(void **state)
{
	compare(UTF8, "Ada", UTF8, "Ada", LIKE_BYTES);
	compare(UTF8, "Ada", PRINTABLE, "Ada", LIKE_TEXT);
	compare(UTF8, "Ada", UTF8, "aDA", LIKE_TEXT);
	compare(UTF8, "Ada  Lovelace", UTF8, " Ada Lovelace ", LIKE_TEXT);
	compare(UTF8, "", UTF8, "  ", LIKE_TEXT);
	compare(UTF8, "AdaL", UTF8, "Ada L", LIKE_NOT);
	compare(UTF8, "Ada", UTF8, "Adam", LIKE_NOT);
	compare(UTF8, "[", UTF8, "{", LIKE_NOT);
	compare(UTF8, "\xc3\xa9t", UTF8, "\xc3\x89t", LIKE_UNSURE);
	compare(UTF8, "\xc3\xa9T", UTF8, "\xc3\xa9t", LIKE_TEXT);
	compare(UTF8, "Ada", 0x04, "Ada", LIKE_NOT);
}

static void
test_wide(void **state)
{
	struct name x = { .n = 0 }, y = { .n = 0 };

	add(&x, 3, BMP, "\0A\0d\0a", 6);
	add(&y, 3, UTF8, "ada", 3);
	assert_int_equal(names_compare(span_of(&x), span_of(&y)), LIKE_TEXT);
	y.n = 0;
	add(&y, 3, UTF8, "ada\0", 4);
	assert_int_equal(names_compare(span_of(&x), span_of(&y)), LIKE_NOT);
}

static void
test_structure(void **state)
{
	struct name x = { .n = 0 }, y = { .n = 0 }, none = { .n = 0 };

	add(&x, 6, PRINTABLE, "US", 2);
	add(&x, 10, UTF8, "x", 1);
	add(&y, 6, PRINTABLE, "US", 2);
	assert_int_equal(names_compare(span_of(&x), span_of(&y)), LIKE_NOT);
	assert_int_equal(names_compare(span_of(&y), span_of(&x)), LIKE_NOT);
	assert_int_equal(name_begins_with(span_of(&x), span_of(&y)), LIKE_BYTES);
	assert_int_equal(name_begins_with(span_of(&y), span_of(&x)), LIKE_NOT);
	assert_int_equal(name_begins_with(span_of(&y), span_of(&none)), LIKE_BYTES);
	assert_int_equal(names_compare(span_of(&none), span_of(&none)), LIKE_BYTES);
	assert_int_equal(names_compare(span_of(&none), span_of(&y)), LIKE_NOT);
	y.n = 0;
	add(&y, 6, UTF8, "us", 2);
	assert_int_equal(name_begins_with(span_of(&x), span_of(&y)), LIKE_TEXT);
	y.n = 0;
	add(&y, 3, PRINTABLE, "US", 2);
	assert_int_equal(name_begins_with(span_of(&x), span_of(&y)), LIKE_NOT);
}

/* One RDN of two attributes. */
static struct span
two(struct name *name, char first, char second)
{
	add(name, 3, UTF8, &first, 1);
	add(name, 10, UTF8, &second, 1);
	memmove(name->bytes + 12, name->bytes + 14, name->n - 14);
	name->n -= 2;
	name->bytes[1] = (uint8_t)(name->n - 2);
	return span_of(name);
}

static void
test_sets(void **state)
{
	struct name x = { .n = 0 }, y = { .n = 0 }, z = { .n = 0 }, one = { .n = 0 };

	assert_int_equal(names_compare(two(&x, 'a', 'b'), two(&y, 'A', 'b')), LIKE_TEXT);
	assert_int_equal(names_compare(two(&z, 'c', 'b'), span_of(&y)), LIKE_UNSURE);
	add(&one, 3, UTF8, "a", 1);
	assert_int_equal(names_compare(span_of(&one), span_of(&x)), LIKE_NOT);
	assert_int_equal(names_compare(span_of(&x), span_of(&one)), LIKE_NOT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_sets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
