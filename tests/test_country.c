/* Country codes: every pair of letters on every day that matters to it, and what is no pair. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "country.h"
#include "day.h"

static enum country_status
status(const char *code, size_t n, int32_t day)
{
	return country_status((struct span){ (const uint8_t *)code, n }, day);
}

static void
test_no_codes(void **state)
{
	static const char *const none[] = { "@A", "[A", "A@", "A[", "us", "Us", "uS", "1A", "  ",
		"\xc3\x84" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(status(none[i], 2, DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status(NULL, 0, DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("USA", 1, DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("USA", 2, DAY_NONE), COUNTRY_ASSIGNED);
	assert_int_equal(status("USA", 3, DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("\0\0", 2, DAY_NONE), COUNTRY_NONE);
}

/* What ISO 3166-1 leaves to its users: AA, QM to QZ, XA to XZ, ZZ. */
static bool
is_user(const char *code)
{
	return memcmp(code, "AA", 2) == 0 || memcmp(code, "ZZ", 2) == 0 || code[0] == 'X' ||
	       (code[0] == 'Q' && code[1] >= 'M');
}

static void
check_days(const char *code, const struct country *row)
{
	assert_true(row->assigned < row->withdrawn);
	if (row->assigned > DAY_FIRST)
		assert_int_equal(status(code, 2, row->assigned - 1), COUNTRY_NOT_YET);
	assert_int_equal(status(code, 2, row->assigned), COUNTRY_ASSIGNED);
	assert_int_equal(status(code, 2, row->withdrawn - 1), COUNTRY_ASSIGNED);
	if (row->withdrawn < DAY_LAST)
		assert_int_equal(status(code, 2, row->withdrawn), COUNTRY_WITHDRAWN);
	assert_int_equal(status(code, 2, DAY_NONE), COUNTRY_ASSIGNED);
}

static void
test_all_pairs(void **state)
{
	unsigned now = 0;

	for (unsigned i = 0; i < 26 * 26; i++) {
		const char code[] = { (char)('A' + i / 26), (char)('A' + i % 26), '\0' };
		const struct country *row = &country_rows[country_index[i]];

		if (row->status == COUNTRY_ASSIGNED)
			check_days(code, row);
		else	/* no day changes what is no country */
			assert_int_equal(status(code, 2, DAY(1950, 1, 1)),
					 status(code, 2, DAY_NONE));
		assert_int_equal(status(code, 2, DAY_NONE) == COUNTRY_USER, is_user(code));
		now += status(code, 2, DAY(2026, 4, 1)) == COUNTRY_ASSIGNED;
	}
	assert_int_equal(now, 249);
}

static void
test_known(void **state)
{
	static const char *const reserved[] = { "EU", "UK", "AC", "UN" };

	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		assert_int_equal(status(reserved[i], 2, DAY(2026, 1, 1)), COUNTRY_RESERVED);
	assert_int_equal(status("AD", 2, DAY(2026, 1, 1)), COUNTRY_ASSIGNED);
	assert_int_equal(status("ZW", 2, DAY(2026, 1, 1)), COUNTRY_ASSIGNED);
	assert_int_equal(country_rows[0].status, COUNTRY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_codes), cmocka_unit_test(test_all_pairs),
		cmocka_unit_test(test_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
