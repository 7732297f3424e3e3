/* Mail addresses: each fault by itself, and what is none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mail.h"

#define TEN "aaaaaaaaaa"
#define SIXTY TEN TEN TEN TEN TEN TEN

struct row {
	const char *text;
	uint32_t faults;
};

static const struct row rows[] = {
	{ "ada@example.com", 0 },
	{ "ada.l@example.com", 0 },
	{ "a!#$%&'*+-/=?^_`{|}~z@example.com", 0 },
	{ "\xc3\xa4" "da@example.com", 0 },
	{ "\"ada l\"@example.com", 0 },
	{ "\"a@b\"@example.com", 0 },
	{ "\"a\\\"b\"@example.com", 0 },
	{ "\"<a>\"@example.com", 0 },
	{ "\"\"@example.com", 0 },
	{ "", MAILBOX_BIT(NO_AT) },
	{ "ada", MAILBOX_BIT(NO_AT) },
	{ "\"a@b\"", MAILBOX_BIT(NO_AT) },
	{ "<ada@example.com>", MAILBOX_BIT(DECORATED) },
	{ "Ada <ada@example.com>", MAILBOX_BIT(DECORATED) },
	{ "\"Ada\" <ada@example.com>", MAILBOX_BIT(DECORATED) },
	{ "ada@example.com (Ada)", MAILBOX_BIT(DECORATED) },
	{ "a@b@example.com", MAILBOX_BIT(MANY_AT) },
	{ "@example.com", MAILBOX_BIT(LOCAL) },
	{ ".a@example.com", MAILBOX_BIT(LOCAL) },
	{ "a.@example.com", MAILBOX_BIT(LOCAL) },
	{ "a..b@example.com", MAILBOX_BIT(LOCAL) },
	{ "a b@example.com", MAILBOX_BIT(LOCAL) },
	{ "a,b@example.com", MAILBOX_BIT(LOCAL) },
	{ "\"a@example.com", MAILBOX_BIT(LOCAL) },
	{ "\"a\"b@example.com", MAILBOX_BIT(LOCAL) },
	{ "\"a\\\"@example.com", MAILBOX_BIT(LOCAL) },
	{ "\"a\tb\"@example.com", MAILBOX_BIT(LOCAL) },
	{ SIXTY "aaaa@example.com", 0 },
	{ SIXTY "aaaaa@example.com", MAILBOX_BIT(LOCAL_LONG) },
	{ "a@" SIXTY SIXTY SIXTY SIXTY "aaaaaaaaaaaa", 0 },
	{ "a@" SIXTY SIXTY SIXTY SIXTY "aaaaaaaaaaaaa", MAILBOX_BIT(LONG) },
	{ "ada@", MAILBOX_BIT(NO_DOMAIN) },
	{ "ada@[192.0.2.1]", MAILBOX_BIT(LITERAL) },
	{ "@", MAILBOX_BIT(LOCAL) | MAILBOX_BIT(NO_DOMAIN) },
};

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static void
test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint32_t faults = mailbox_read(span_of(rows[i].text)).faults;

		if (faults != rows[i].faults)
			print_error("%s\n", rows[i].text);
		assert_int_equal(faults, rows[i].faults);
	}
}

static void
test_parts(void **state)
{
	struct mailbox m = mailbox_read(span_of("\"a@b\"@example.com"));

	(void)state;
	assert_int_equal(m.local.n, 5);
	assert_true(span_is(m.domain, "example.com", 11));
	m = mailbox_read(span_of("a@b@example.com"));
	assert_true(span_is(m.local, "a@b", 3));
	m = mailbox_read((struct span){ NULL, 0 });
	assert_int_equal(m.faults, MAILBOX_BIT(NO_AT));
	m = mailbox_read((struct span){ (const uint8_t *)"a\0b@c", 5 });
	assert_int_equal(m.faults, MAILBOX_BIT(LOCAL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
