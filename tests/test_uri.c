/* Tests of lib/uri.c. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "uri.h"

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static void
check_part(struct span part, const char *expected)
{
	if (!expected) {
		assert_null(part.p);
		return;
	}
	assert_non_null(part.p);
	assert_int_equal(part.n, strlen(expected));
	assert_memory_equal(part.p, expected, part.n);
}

/* What a URI is taken apart into; NULL: absent. */
static const struct {
	const char *uri, *scheme, *authority, *userinfo, *host, *port, *path, *query, *fragment;
} rows[] = {
	{ "http://a.example/x", "http", "a.example", NULL, "a.example", NULL, "/x", NULL, NULL },
	{ "http://a.example", "http", "a.example", NULL, "a.example", NULL, "", NULL, NULL },
	{ "HTTP://u:p@h:80/x?q=/#f?", "HTTP", "u:p@h:80", "u:p", "h", "80", "/x", "q=/", "f?" },
	{ "ldap:///CN=x", "ldap", "", NULL, "", NULL, "/CN=x", NULL, NULL },
	{ "http://[2001:db8::1]:8080/", "http", "[2001:db8::1]:8080", NULL, "[2001:db8::1]", "8080",
	  "/", NULL, NULL },
	{ "http://[2001:db8::1/", "http", "[2001:db8::1", NULL, "[2001:db8::1", NULL, "/", NULL,
	  NULL },
	{ "http://2001:db8::1/", "http", "2001:db8::1", NULL, "2001", "db8::1", "/", NULL, NULL },
	{ "http://h:/", "http", "h:", NULL, "h", "", "/", NULL, NULL },
	{ "http://a@b@h", "http", "a@b@h", "a@b", "h", NULL, "", NULL, NULL },
	{ "http://@h", "http", "@h", "", "h", NULL, "", NULL, NULL },
	{ "http://h?q", "http", "h", NULL, "h", NULL, "", "q", NULL },
	{ "http://h#", "http", "h", NULL, "h", NULL, "", NULL, "" },
	{ "urn:oid:1.2.3", "urn", NULL, NULL, NULL, NULL, "oid:1.2.3", NULL, NULL },
	{ "a:", "a", NULL, NULL, NULL, NULL, "", NULL, NULL },
	{ "a:/", "a", NULL, NULL, NULL, NULL, "/", NULL, NULL },
	{ "a+b-c.1://h", "a+b-c.1", "h", NULL, "h", NULL, "", NULL, NULL },
};

static void
test_split(void **state)
{
	struct uri uri;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(uri_split(text(rows[i].uri), &uri));
		check_part(uri.scheme, rows[i].scheme);
		check_part(uri.authority, rows[i].authority);
		check_part(uri.userinfo, rows[i].userinfo);
		check_part(uri.host, rows[i].host);
		check_part(uri.port, rows[i].port);
		check_part(uri.path, rows[i].path);
		check_part(uri.query, rows[i].query);
		check_part(uri.fragment, rows[i].fragment);
	}
}

static void
test_not_split(void **state)
{
	static const char *const others[] = { "", ":", "//h/x", "/x", "www.example.com", "1a:b",
		"a_b:c", "http", "http//x:", " http://h" };
	struct uri uri;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		assert_false(uri_split(text(others[i]), &uri));
		assert_null(uri.scheme.p);
		assert_null(uri.host.p);
		check_part(uri.path, others[i]);
	}
	assert_false(uri_split((struct span){ NULL, 0 }, &uri));
}

static void
test_address(void **state)
{
	struct uri uri;

	(void)state;
	uri_split(text("http://[::1]/"), &uri);
	assert_true(uri_host_may_be_address(&uri));
	check_part(uri_bare_host(&uri), "::1");
	uri_split(text("http://10.0.0.1:80/"), &uri);
	assert_true(uri_host_may_be_address(&uri));
	check_part(uri_bare_host(&uri), "10.0.0.1");
	uri_split(text("http://fe80::1/"), &uri);
	assert_true(uri_host_may_be_address(&uri));
	uri_split(text("http://a.example:80/"), &uri);
	assert_false(uri_host_may_be_address(&uri));
	uri_split(text("http:///x"), &uri);
	assert_false(uri_host_may_be_address(&uri));
	uri_split(text("urn:1"), &uri);
	assert_false(uri_host_may_be_address(&uri));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_not_split),
		cmocka_unit_test(test_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
