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

struct judged {
	const char *text;
	uint64_t flags;
	const char *at;			/* what the lowest flag shows */
};

#define LABEL_63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"

static const struct judged judged[] = {
	{ "http://www.example.com/a%20b?c=d&e=[f]#~g", 0, NULL },
	{ "urn:x", 0, NULL },
	{ "http://www.example.com./", 0, NULL },
	{ "http://" LABEL_63 ".example/", 0, NULL },
	{ "ftp://ada@www.example.com:21/", 0, NULL },
	{ "http://192.0.2.1:80/", 0, NULL },
	{ "http://[2001:db8::1]:80/", 0, NULL },
	{ "http://[v1.x]/", 0, NULL },
	{ "file:///x", URI_BIT(HOST_EMPTY), "file:///x" },
	{ "", URI_BIT(EMPTY), "" },
	{ "www.example.com", URI_BIT(RELATIVE), "www.example.com" },
	{ "//www.example.com", URI_BIT(RELATIVE), "//www.example.com" },
	{ "/a:b", URI_BIT(RELATIVE), "/a:b" },
	{ "1http://x.example/", URI_BIT(SCHEME), "1http" },
	{ "ht_tp://x.example/", URI_BIT(SCHEME), "ht_tp" },
	{ ":x", URI_BIT(SCHEME), ":x" },
	{ "http:", URI_BIT(NO_PART), "http:" },
	{ "urn:a b", URI_BIT(CHARACTER), " " },
	{ "urn:a\xc3\xa4", URI_BIT(CHARACTER), "\xc3" },
	{ "urn:<a>", URI_BIT(CHARACTER), "<" },
	{ "urn:a\x7f", URI_BIT(CHARACTER), "\x7f" },
	{ "urn:%", URI_BIT(PERCENT), "%" },
	{ "urn:%2", URI_BIT(PERCENT), "%2" },
	{ "urn:%2g1", URI_BIT(PERCENT), "%2g" },
	{ "http://x.example:http/", URI_BIT(PORT), "http" },
	{ "http://x.example:65535/", 0, NULL },
	{ "http://x.example:65536/", URI_BIT(PORT_RANGE), "65536" },
	{ "http://x.example:99999999999999999999/", URI_BIT(PORT_RANGE), "99999999999999999999" },
	{ "ftp://ada:x@x.example/", URI_BIT(PASSWORD), "ada:x" },
	{ "http:///x", URI_BIT(HOST_MISSING), "http:///x" },
	{ "https:x", URI_BIT(HOST_MISSING), "https:x" },
	{ "http://[::g]/", URI_BIT(LITERAL), "[::g]" },
	{ "http://[1.1.1.1]/", URI_BIT(LITERAL), "[1.1.1.1]" },
	{ "http://2001:db8::1/", URI_BIT(LITERAL), "2001:db8::1" },
	{ "http://a_b.example/", URI_BIT(HOST), "a_b.example" },
	{ "http://-a.example/", URI_BIT(HOST), "-a.example" },
	{ "http://a-.example/", URI_BIT(HOST), "a-.example" },
	{ "http://a..example/", URI_BIT(HOST), "a..example" },
	{ "http://a.example../", URI_BIT(HOST), "a.example.." },
	{ "http://" LABEL_63 "h.example/", URI_BIT(HOST), LABEL_63 "h.example" },
	{ "http://a%41.example/", URI_BIT(HOST), "a%41.example" },
	{ "http://localhost/", URI_BIT(HOST_SINGLE), "localhost" },
	{ "LDAP:///cn=x", URI_BIT(LDAP) | URI_BIT(HOST_EMPTY), "LDAP:///cn=x" },
	{ "ldap://x.example/cn=x", URI_BIT(LDAP), "ldap://x.example/cn=x" },
	{ "file:///etc/hosts", URI_BIT(HOST_EMPTY), "file:///etc/hosts" },
	{ "spiffe://:80/a", URI_BIT(HOST_EMPTY), "spiffe://:80/a" },
	{ "file:/etc/hosts", 0, NULL },
};

static void
test_judged(void **state)
{
	struct uri uri;
	unsigned flag;

	(void)state;
	for (size_t i = 0; i < sizeof(judged) / sizeof(*judged); i++) {
		const struct judged *j = &judged[i];

		uri_split(text(j->text), &uri);
		if (uri_flags(text(j->text), &uri) != j->flags)
			print_error("%s\n", j->text);
		assert_int_equal(uri_flags(text(j->text), &uri), j->flags);
		for (flag = 0; j->flags && !(j->flags >> flag & 1); flag++)
			;
		if (j->at)
			check_part(uri_flag_span(text(j->text), &uri, (enum uri_flag)flag), j->at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judged),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_not_split),
		cmocka_unit_test(test_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
