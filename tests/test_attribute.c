/* Attribute values and country codes: every flag, at its boundary. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "attribute.h"
#include "country.h"
#include "day.h"

static struct der
value(uint32_t tag, const char *text, size_t n)
{
	return (struct der){ .body = { (const uint8_t *)text, n }, .tag = tag,
			     .head = (const uint8_t *)text };
}

static uint32_t
flags(enum oid oid, uint32_t tag, const char *text)
{
	struct der v = value(tag, text, strlen(text));

	return attribute_flags(oid, &v, DAY(2026, 4, 1));
}

static void
test_ordinary_values(void **state)
{
	(void)state;
	assert_int_equal(flags(OID_COMMON_NAME, DER_UTF8_STRING, "www.certlint-test.com"), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_PRINTABLE_STRING, "Example, Inc."), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "M\xc3\xbcller"), 0);
	assert_int_equal(flags(OID_COUNTRY, DER_PRINTABLE_STRING, "US"), 0);
	assert_int_equal(flags(OID_NONE, DER_UTF8_STRING, "anything"), 0);
}

static void
test_types(void **state)
{
	(void)state;
	assert_int_equal(flags(OID_COUNTRY, DER_UTF8_STRING, "US"), ATTRIBUTE_BIT(WRONG_TYPE));
	assert_int_equal(flags(OID_EMAIL_ADDRESS, DER_UTF8_STRING, "a@b"),
			 ATTRIBUTE_BIT(WRONG_TYPE));
	assert_int_equal(flags(OID_COMMON_NAME, DER_IA5_STRING, "a"), ATTRIBUTE_BIT(WRONG_TYPE));
	assert_int_equal(flags(OID_COMMON_NAME, 0x1f21, "a"), ATTRIBUTE_BIT(WRONG_TYPE));
	assert_int_equal(flags(OID_COMMON_NAME, DER_TELETEX_STRING, "a"),
			 ATTRIBUTE_BIT(OLD_STRING));
	assert_int_equal(flags(OID_NONE, DER_TELETEX_STRING, "a"), ATTRIBUTE_BIT(OLD_STRING));
}

static void
test_lengths(void **state)
{
	char text[200];
	struct der v;

	(void)state;
	memset(text, 'a', sizeof(text));
	v = value(DER_UTF8_STRING, text, 64);
	assert_int_equal(attribute_flags(OID_COMMON_NAME, &v, DAY_NONE), 0);
	v = value(DER_UTF8_STRING, text, 65);
	assert_int_equal(attribute_flags(OID_COMMON_NAME, &v, DAY_NONE), ATTRIBUTE_BIT(LENGTH));
	for (int i = 0; i < 64; i++)
		memcpy(text + 2 * i, "\xc3\xa9", 2);
	v = value(DER_UTF8_STRING, text, 128);	/* 64 characters */
	assert_int_equal(attribute_flags(OID_COMMON_NAME, &v, DAY_NONE), 0);
	v = value(DER_UTF8_STRING, text, 129);
	assert_int_equal(attribute_flags(OID_COMMON_NAME, &v, DAY_NONE) & ATTRIBUTE_BIT(LENGTH),
			 ATTRIBUTE_BIT(LENGTH));
	assert_int_equal(flags(OID_COUNTRY, DER_PRINTABLE_STRING, "U"), ATTRIBUTE_BIT(LENGTH));
	assert_int_equal(flags(OID_COUNTRY, DER_PRINTABLE_STRING, "USA"), ATTRIBUTE_BIT(LENGTH));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, ""), ATTRIBUTE_BIT(EMPTY));
	assert_int_equal(flags(OID_DN_QUALIFIER, DER_PRINTABLE_STRING, ""),
			 ATTRIBUTE_BIT(FILLER));
}

static void
test_characters(void **state)
{
	struct der wide = value(DER_BMP_STRING, "\0a\0 \0 \0b", 8);

	(void)state;
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "a\tb"), ATTRIBUTE_BIT(CONTROL));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "a\xc2\x80""b"),
			 ATTRIBUTE_BIT(CONTROL));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, " a"), ATTRIBUTE_BIT(EDGE_SPACE));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "a\xc2\xa0"),
			 ATTRIBUTE_BIT(EDGE_SPACE));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "a  b"),
			 ATTRIBUTE_BIT(DOUBLE_SPACE));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "a, b"), ATTRIBUTE_BIT(SEPARATOR));
	assert_int_equal(flags(OID_STATE, DER_PRINTABLE_STRING, "(a)"), ATTRIBUTE_BIT(SEPARATOR));
	assert_int_equal(flags(OID_STREET, DER_UTF8_STRING, "a, b"), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "a&amp;b"),
			 ATTRIBUTE_BIT(ENTITY));
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "&#39;"), ATTRIBUTE_BIT(ENTITY));
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "a & b;"), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "a&;"), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "&&lt;"), ATTRIBUTE_BIT(ENTITY));
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "a\xef\xbf\xbd"),
			 ATTRIBUTE_BIT(REPLACED));
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "S\xc3\x83O"), 0);
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "\xc3\x83\xc2\xbc"),
			 ATTRIBUTE_BIT(MIXED_UP));
	assert_int_equal(flags(OID_ORGANIZATION, DER_UTF8_STRING, "\xc3\x83\xe2\x82\xac"),
			 ATTRIBUTE_BIT(MIXED_UP));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "."), ATTRIBUTE_BIT(FILLER));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "\xe2\x80\x94"), /* em dash */
			 ATTRIBUTE_BIT(FILLER));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "\xe2\x80\x8b\xef\xbb\xbf"),
			 ATTRIBUTE_BIT(FILLER)); /* nothing that can be seen */
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "\xe6\x97\xa5\xe3\x83\xbb"), 0);
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, ""), ATTRIBUTE_BIT(EMPTY));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "-1-"), 0);
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "N/A"), ATTRIBUTE_BIT(PLACEHOLDER));
	assert_int_equal(flags(OID_LOCALITY, DER_UTF8_STRING, "nan"), 0);
	assert_int_equal(attribute_flags(OID_LOCALITY, &wide, DAY_NONE),
			 ATTRIBUTE_BIT(OLD_STRING) | ATTRIBUTE_BIT(DOUBLE_SPACE));
}

static enum country_status
status(const char *code, int32_t day)
{
	return country_status((struct span){ (const uint8_t *)code, strlen(code) }, day);
}

static void
test_countries(void **state)
{
	(void)state;
	assert_int_equal(status("US", DAY(2026, 1, 1)), COUNTRY_ASSIGNED);
	assert_int_equal(status("us", DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("U", DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("USA", DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("XX", DAY_NONE), COUNTRY_USER);
	assert_int_equal(status("EU", DAY_NONE), COUNTRY_RESERVED);
	assert_int_equal(status("JJ", DAY_NONE), COUNTRY_NONE);
	assert_int_equal(status("SS", DAY(2011, 8, 8)), COUNTRY_NOT_YET);
	assert_int_equal(status("SS", DAY(2011, 8, 9)), COUNTRY_ASSIGNED);
	assert_int_equal(status("AN", DAY(2010, 12, 14)), COUNTRY_ASSIGNED);
	assert_int_equal(status("AN", DAY(2010, 12, 15)), COUNTRY_WITHDRAWN);
	assert_int_equal(status("AN", DAY_NONE), COUNTRY_ASSIGNED);
	assert_int_equal(flags(OID_COUNTRY, DER_PRINTABLE_STRING, "XX"), ATTRIBUTE_BIT(COUNTRY));
	assert_int_equal(flags(OID_JURISDICTION_COUNTRY, DER_PRINTABLE_STRING, "us"),
			 ATTRIBUTE_BIT(COUNTRY));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ordinary_values), cmocka_unit_test(test_types),
		cmocka_unit_test(test_lengths), cmocka_unit_test(test_characters),
		cmocka_unit_test(test_countries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
