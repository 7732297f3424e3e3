/* Codes and names of states and provinces: first and last rows, and what is in none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "subdivision.h"

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static bool
finds(const char *country, const char *code)
{
	return subdivision_find(span_of(country), span_of(code)) != NULL;
}

static void
test_codes(void **state)
{
	(void)state;
	assert_true(finds("AD", "02"));		/* the first row */
	assert_true(finds("ZW", "MW"));		/* the last */
	assert_true(finds("US", "CA"));
	assert_true(finds("AU", "NSW"));
	assert_true(finds("AT", "9"));
	assert_true(finds("US", "PR"));		/* a country as well */
	assert_false(finds("US", "ZZ"));
	assert_false(finds("US", "C"));
	assert_false(finds("US", "CAL"));
	assert_false(finds("US", ""));
	assert_false(finds("US", "ca"));
	assert_false(finds("XX", "CA"));
	assert_false(finds("us", "CA"));
	assert_false(finds("", ""));
}

static const char *
code_of(const char *country, const char *name)
{
	const struct subdivision *row = subdivision_named(span_of(country), span_of(name));

	return row ? row->code : "";
}

static void
test_names(void **state)
{
	(void)state;
	assert_string_equal(code_of("US", "California"), "CA");
	assert_string_equal(code_of("US", "CALIFORNIA"), "CA");
	assert_string_equal(code_of("US", "Californi"), "");
	assert_string_equal(code_of("US", "California "), "");
	assert_string_equal(code_of("CA", "California"), "");
	assert_string_equal(code_of("US", ""), "");
	assert_string_equal(code_of("AU", "New South Wales"), "NSW");
	assert_true(subdivision_has_name(subdivision_find(span_of("DE"), span_of("BE")),
					 span_of("Berlin")));
	assert_false(subdivision_has_name(subdivision_find(span_of("DE"), span_of("BE")),
					  span_of("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
