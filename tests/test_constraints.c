/* Names against name constraints: each kind, its edges, and how much is compared at most. */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "constraints.h"
#include "forge.h"

static uint8_t der[1 << 20];
static struct cert ca;

static void
read_recipe(const char *recipe)
{
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };
	size_t n = forge(recipe, der, sizeof(der));

	assert_int_not_equal(n, 0);
	cert_read(&ca, (struct span){ der, n }, &o);
}

/* A CA with these constraints. */
static void
constrain(const char *subtrees)
{
	char recipe[512];

	snprintf(recipe, sizeof(recipe), "ca nc=%s", subtrees);
	read_recipe(recipe);
}

struct row {
	uint32_t tag;
	const char *subtrees, *name;
	enum standing wanted;
};

static const struct row rows[] = {
	{ GN_DNS, "permit-dns:example.com", "example.com", STANDING_PERMITTED },
	{ GN_DNS, "permit-dns:example.com", "WWW.Example.COM", STANDING_PERMITTED },
	{ GN_DNS, "permit-dns:example.com", "*.example.com", STANDING_PERMITTED },
	{ GN_DNS, "permit-dns:example.com", "badexample.com", STANDING_OUTSIDE },
	{ GN_DNS, "permit-dns:example.com", "com", STANDING_OUTSIDE },
	{ GN_DNS, "permit-dns:example.com", "", STANDING_OUTSIDE },
	{ GN_DNS, "permit-dns:www.example.com", "*.example.com", STANDING_OUTSIDE },
	{ GN_DNS, "permit-dns:", "anything.test", STANDING_PERMITTED },
	{ GN_DNS, "permit-dns:.example.com", "example.com", STANDING_PERMITTED },
	{ GN_DNS, "permit-dns:.example.com", "www.example.com", STANDING_PERMITTED },
	{ GN_DNS, "exclude-dns:.example.com", "example.com", STANDING_FREE },
	{ GN_DNS, "exclude-dns:.example.com", "www.example.com", STANDING_EXCLUDED },
	{ GN_DNS, "exclude-dns:example.com", "example.com", STANDING_EXCLUDED },
	{ GN_DNS, "exclude-dns:example.com", "example.org", STANDING_FREE },
	{ GN_DNS, "permit-dns:example.com,exclude-dns:a.example.com", "a.example.com",
	  STANDING_EXCLUDED },
	{ GN_DNS, "permit-dns:example.com,exclude-dns:a.example.com", "b.example.com",
	  STANDING_PERMITTED },
	{ GN_DNS, "permit-mail:example.com", "www.example.org", STANDING_FREE },
	{ GN_DNS, "permit-dns:example.org,permit-dns:example.com", "example.com",
	  STANDING_PERMITTED },

	{ GN_RFC822, "permit-mail:example.com", "ada@example.com", STANDING_PERMITTED },
	{ GN_RFC822, "permit-mail:example.com", "ada@EXAMPLE.com", STANDING_PERMITTED },
	{ GN_RFC822, "permit-mail:example.com", "ada@mail.example.com", STANDING_OUTSIDE },
	{ GN_RFC822, "permit-mail:.example.com", "ada@mail.example.com", STANDING_PERMITTED },
	{ GN_RFC822, "permit-mail:.example.com", "ada@example.com", STANDING_OUTSIDE },
	{ GN_RFC822, "permit-mail:ada@example.com", "ada@Example.com", STANDING_PERMITTED },
	{ GN_RFC822, "permit-mail:ada@example.com", "Ada@example.com", STANDING_OUTSIDE },
	{ GN_RFC822, "exclude-mail:", "ada@example.com", STANDING_EXCLUDED },
	{ GN_RFC822, "permit-mail:example.com", "no address", STANDING_FREE },

	{ GN_URI, "permit-uri:www.example.com", "http://www.example.com:80/x", STANDING_PERMITTED },
	{ GN_URI, "permit-uri:example.com", "http://www.example.com/x", STANDING_OUTSIDE },
	{ GN_URI, "permit-uri:.example.com", "http://www.example.com/x", STANDING_PERMITTED },
	{ GN_URI, "permit-uri:.example.com", "http://example.com/x", STANDING_OUTSIDE },
	{ GN_URI, "permit-uri:.example.com", "urn:example.com", STANDING_OUTSIDE },
	{ GN_URI, "permit-uri:192.0.2.1", "http://192.0.2.1/", STANDING_OUTSIDE },
	{ GN_URI, "permit-uri:1.example.com", "http://1.example.com/", STANDING_PERMITTED },
	{ GN_URI, "permit-uri:", "urn:x", STANDING_PERMITTED },
	{ GN_URI, "exclude-uri:example.com", "urn:example.com", STANDING_FREE },

	{ GN_IP, "permit-ip:192.0.2.0/24", "\xc0\0\2\xff", STANDING_PERMITTED },
	{ GN_IP, "permit-ip:192.0.2.0/24", "\xc0\0\3\1", STANDING_OUTSIDE },
	{ GN_IP, "permit-ip:2001:db8::/32", "\xc0\0\2\1", STANDING_OUTSIDE },
	{ GN_IP, "exclude-ip:0.0.0.0/0", "\xc0\0\2\1", STANDING_EXCLUDED },
	{ GN_IP, "exclude-ip:::/0", "\xc0\0\2\1", STANDING_FREE },

	{ GN_REGISTERED_ID, "permit-rid:1.2.3", "\x2a\3\4\5", STANDING_UNKNOWN },
	{ GN_REGISTERED_ID, "permit-dns:example.com", "\x2a\3\4\5", STANDING_FREE },
	{ GN_OTHER, "exclude-other:1.2.3=0500", "\x06\x02\x2a\x03\xa0\x02\x05", STANDING_UNKNOWN },
};

static void
stands_as_its_kind_says(void **state)
{
	struct subtree which;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *r = &rows[i];
		size_t n = r->tag == GN_IP || r->tag == GN_REGISTERED_ID ? 4 : strlen(r->name);
		enum standing now;

		constrain(r->subtrees);
		now = constraints_standing(&ca, r->tag,
					   (struct span){ (const uint8_t *)r->name, n }, &which);
		if (now != r->wanted)
			fail_msg("%s: '%s' stands %d, not %d", r->subtrees, r->name, now,
				 r->wanted);
	}
}

static void
finds_mailboxes_in_other_names(void **state)
{
	static const char name[] = "\x06\x08\x2b\x06\x01\x05\x05\x07\x08\x09\xa0\x11\x0c\x0f"
				   "\xc3\xa4@example.com";
	const struct span in = { (const uint8_t *)name, sizeof(name) - 1 };
	struct subtree which;

	(void)state;
	constrain("permit-mail:example.com");
	assert_int_equal(constraints_standing(&ca, GN_OTHER, in, &which), STANDING_PERMITTED);
	constrain("permit-mail:example.org");
	assert_int_equal(constraints_standing(&ca, GN_OTHER, in, &which), STANDING_OUTSIDE);
	assert_true(SPAN_IS(which.base.body, "example.org"));
	constrain("permit-dns:example.org");
	assert_int_equal(constraints_standing(&ca, GN_OTHER, in, &which), STANDING_FREE);
}

/* The subject of one recipe against the constraints of another. */
static enum standing
subject_standing(const char *subject, const char *subtrees)
{
	static uint8_t leaf[4096];
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };
	struct subtree which;
	struct cert c;
	char recipe[256];

	snprintf(recipe, sizeof(recipe), "tls subject=%s", subject);
	cert_read(&c, (struct span){ leaf, forge(recipe, leaf, sizeof(leaf)) }, &o);
	constrain(subtrees);
	return constraints_standing(&ca, GN_DIRECTORY, c.subject.body, &which);
}

static void
compares_directory_names(void **state)
{
	(void)state;
	assert_int_equal(subject_standing("C=US/O=x/CN=y", "permit-dir:C=US/O=x"),
			 STANDING_PERMITTED);
	assert_int_equal(subject_standing("C=US", "permit-dir:C=US/O=x"), STANDING_OUTSIDE);
	assert_int_equal(subject_standing("O=x/C=US", "permit-dir:C=US/O=x"), STANDING_OUTSIDE);
	assert_int_equal(subject_standing("C=US/O=X", "permit-dir:C=US/O=x"), STANDING_LOOSE);
	assert_int_equal(subject_standing("C=US/O=X", "permit-dir:C=US/O=x,permit-dir:C=US/O=X"),
			 STANDING_PERMITTED);
	assert_int_equal(subject_standing("C=US/O=X", "permit-dir:C=US/O=X,permit-dir:C=US/O=x"),
			 STANDING_PERMITTED);
	assert_int_equal(subject_standing("C=US/O=X", "exclude-dir:C=US/O=x"), STANDING_EXCLUDED);
	assert_int_equal(subject_standing("C=US", "permit-dir:"), STANDING_PERMITTED);
	assert_int_equal(subject_standing("O=\\\xc3\xa9", "permit-dir:O=\xc3\x89"),
			 STANDING_UNKNOWN);
	assert_int_equal(subject_standing("O=e", "permit-dir:O=\xc3\x89,permit-dir:O=E"),
			 STANDING_LOOSE);
}

static void
bounds_the_work(void **state)
{
	(void)state;
	constrain("permit-dns:a.certlint-test.com,permit-dns:b.certlint-test.com,"
		  "exclude-dns:c.certlint-test.com,exclude-dns:d.certlint-test.com");
	assert_true(constraints_affordable(&ca, 0, 0));
	assert_true(constraints_affordable(&ca, 1 << 18, 1 << 22));
	assert_false(constraints_affordable(&ca, (1 << 18) + 1, 1 << 22));
	assert_false(constraints_affordable(&ca, SIZE_MAX, SIZE_MAX));
	assert_false(constraints_affordable(&ca, 1 << 18, (1 << 22) + 1));
	assert_true(constraints_affordable(&ca, 2, SIZE_MAX));
	read_recipe("ca");
	assert_true(constraints_affordable(&ca, SIZE_MAX, SIZE_MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_as_its_kind_says),
		cmocka_unit_test(finds_mailboxes_in_other_names),
		cmocka_unit_test(compares_directory_names),
		cmocka_unit_test(bounds_the_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
