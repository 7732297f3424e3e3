/* Paths: of findings, of any offset, and of every element of a walk. */

#include "sample.h"

#include <stdio.h>
#include <stdlib.h>

#include "path.h"

static size_t
find(const struct sample *s, const char *bytes, size_t n)
{
	for (size_t i = 0; i + n <= s->length; i++)
		if (memcmp(s->der + i, bytes, n) == 0)
			return i;
	fail_msg("not there");
	return 0;
}

static const char *
path_at(const struct sample *s, int kind, size_t offset)
{
	static char text[512];
	size_t n = certlint_path_at(kind, s->der, s->length, offset, text, sizeof(text));

	assert_int_equal(n, strlen(text));
	return text;
}

static void
test_path_at(void **state)
{
	struct sample s;
	size_t at;

	sample_make(&s, "tls san=dns:a.example,ip:192.0.2.1 subject=C=US/CN=Hello");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, 0), "certificate");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, 4), "tbsCertificate");
	at = find(&s, "\xc0\x00\x02\x01", 4);
	assert_non_null(strstr(path_at(&s, CERTLINT_CERT, at), "].subjectAltName[1].iPAddress"));
	assert_int_equal(strncmp(path_at(&s, CERTLINT_CERT, at), "tbsCertificate.extensions[", 26),
			 0);
	assert_string_equal(path_at(&s, CERTLINT_AUTO, find(&s, "Hello", 5)),
			    "tbsCertificate.subject[1][0].commonName");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, s.length - 1), "signatureValue.s");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, s.length), "");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, SIZE_MAX), "");
	assert_int_equal(certlint_path_at(CERTLINT_AUTO, NULL, 0, 0, NULL, 0), 0);
	sample_free(&s);
	sample_make(&s, "tls kind=tbs");
	assert_string_equal(path_at(&s, CERTLINT_AUTO, 0), "tbsCertificate");
	assert_string_equal(path_at(&s, CERTLINT_TBS_CERT, find(&s, "\x30\x13\x06", 1)),
			    "tbsCertificate");
	sample_free(&s);
}

static void
test_cut_to_fit(void **state)
{
	struct sample s;
	char text[8];
	size_t n;

	sample_make(&s, "tls");
	n = certlint_path_at(0, s.der, s.length, 4, NULL, 0);
	assert_int_equal(n, strlen("tbsCertificate"));
	memset(text, 'x', sizeof(text));
	assert_int_equal(certlint_path_at(0, s.der, s.length, 4, text, sizeof(text)), n);
	assert_string_equal(text, "tbsCert");
	assert_int_equal(certlint_path_at(0, s.der, s.length, 4, text, 1), n);
	assert_string_equal(text, "");
	assert_int_equal(certlint_path(NULL, text, sizeof(text)), 0);
	sample_free(&s);
}

/* ---- many places in one walk ---- */

struct tally {
	const struct sample *s;
	unsigned told;
};

/* One walk for all places says what a walk for each says. */
static void
compare(void *ctx, size_t key, const char *path, size_t length)
{
	struct tally *t = ctx;

	assert_string_equal(path, path_at(t->s, CERTLINT_AUTO, key));
	assert_int_equal(length, strlen(path));
	t->told++;
}

static void
test_many(void **state)
{
	struct path_query *queries;
	struct tally t = { NULL, 0 };
	struct sample s;
	unsigned seed = 1;

	sample_make(&s, "ev san=dns:a%d.example.com*20 append=0000");
	t.s = &s;
	queries = calloc(s.length, sizeof(*queries));
	for (size_t i = 0; i < s.length; i++)
		queries[i] = (struct path_query){ i, 1, i };
	for (size_t i = s.length; i-- > 1; ) {
		size_t k = (seed = seed * 1103515245 + 12345) % (i + 1);
		struct path_query q = queries[i];

		queries[i] = queries[k];
		queries[k] = q;
	}
	paths_tell((struct span){ s.der, s.length }, false, queries, s.length, compare, &t);
	assert_int_equal(t.told, s.length);
	free(queries);
	sample_free(&s);
}

static char told[3][128];

static void
keep(void *ctx, size_t key, const char *path, size_t length)
{
	snprintf(told[key], sizeof(told[key]), "%s", path);
}

/* Bytes with a length belong to the innermost element that holds them all. */
static void
test_spans(void **state)
{
	struct sample s;
	struct path_query queries[3];
	size_t at;

	sample_make(&s, "tls subject=C=US/O=ABC");
	at = find(&s, "ABC", 3);
	queries[0] = (struct path_query){ at, 3, 0 };			/* the value's body */
	queries[1] = (struct path_query){ at - 13, 2 + 11 + 3, 1 };	/* the RDN whole */
	queries[2] =
		(struct path_query){ at - 13 - 13, 13 + 13 + 3, 2 }; /* all of the Name's body */
	paths_tell((struct span){ s.der, s.length }, false, queries, 3, keep, NULL);
	assert_string_equal(told[0], "tbsCertificate.subject[1][0].organizationName");
	assert_non_null(strstr(told[1], "tbsCertificate.subject"));
	assert_string_equal(told[2], "tbsCertificate.subject");
	sample_free(&s);
}

/* ---- the walk ---- */

struct trip {
	const struct sample *s;
	uint64_t offset;
	unsigned count, stop_at;
	bool names[4];
};

static int
visit(void *ctx, const struct certlint_visit *v)
{
	struct trip *t = ctx;

	assert_true(v->size == sizeof(*v));
	assert_true(v->offset >= t->offset && v->offset < t->s->length);
	assert_ptr_equal(v->element.whole.data, t->s->der + v->offset);
	assert_true(v->type_name[0] != 0);
	t->offset = v->offset;
	t->names[0] |= strcmp(v->path, "certificate") == 0 && v->depth == 0 && !v->value;
	t->names[1] |= strcmp(v->path, "tbsCertificate.subject[0][0].countryName") == 0 &&
		strcmp(v->type_name, "PrintableString") == 0 && strcmp(v->value, "\"US\"") == 0;
	t->names[2] |= strcmp(v->path, "tbsCertificate.validity.notBefore") == 0 &&
		strcmp(v->value, "2026-04-01T00:00:00Z") == 0;
	t->names[3] |= strcmp(v->name, "iPAddress") == 0 && strcmp(v->value, "192.0.2.1") == 0;
	return ++t->count == t->stop_at;
}

static void
test_walk(void **state)
{
	struct trip t = { NULL, 0, 0, 0, { false, false, false, false } };
	struct sample s;

	sample_make(&s, "tls subject=C=US san=ip:192.0.2.1");
	t.s = &s;
	assert_int_equal(certlint_walk(CERTLINT_AUTO, s.der, s.length, visit, &t), CERTLINT_OK);
	assert_true(t.count > 80);
	for (int i = 0; i < 4; i++)
		assert_true(t.names[i]);
	t.count = 0;
	t.offset = 0;
	t.stop_at = 5;
	assert_int_equal(certlint_walk(CERTLINT_AUTO, s.der, s.length, visit, &t),
			 CERTLINT_STOPPED);
	assert_int_equal(t.count, 5);
	assert_int_equal(certlint_walk(CERTLINT_AUTO, s.der, s.length, NULL, &t),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_walk(7, s.der, s.length, visit, &t), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_walk(CERTLINT_AUTO, NULL, 0, visit, &t), CERTLINT_OK);
	sample_free(&s);
}

struct values {
	char text[2048];
};

static int
collect(void *ctx, const struct certlint_visit *v)
{
	struct values *all = ctx;
	size_t n = strlen(all->text);

	if (v->value)
		snprintf(all->text + n, sizeof(all->text) - n, "%s=%s\n", v->type_name, v->value);
	return 0;
}

static void
test_values(void **state)
{
	static const uint8_t der[] = { 0x30, 59,   0x01, 1,    0xff, 0x01, 1,    0x00, 0x02,
				       2,    0xff, 0x7f, 0x02, 9,    1,    2,    3,    4,
				       5,    6,    7,    8,    9,    0x05, 0,    0x06, 3,
				       0x55, 0x1d, 0x11, 0x1e, 4,    0x20, 0xac, 0xd8, 0x00,
				       0x0c, 3,    'a',  0x1b, '"',  0x17, 3,    '2',  '6',
				       'x',  0x03, 2,    0,    0xff, 0x01, 2,    1,    1,
				       0x04, 0,    0x0d, 1,    0x81, 0xcf, 1,    1 };
	struct values all = { "" };

	assert_int_equal(der[1], sizeof(der) - 3);
	certlint_walk(CERTLINT_CERT, der, sizeof(der), collect, &all);
	assert_non_null(strstr(all.text, "=TRUE\n"));
	assert_non_null(strstr(all.text, "=FALSE\n"));
	assert_non_null(strstr(all.text, "=-129\n"));
	assert_non_null(strstr(all.text, "=01:02:03:04:05:06:07:08:09\n"));
	assert_non_null(strstr(all.text, "=2.5.29.17 (subjectAltName)\n"));
	assert_non_null(strstr(all.text, "=\"\xe2\x82\xac\xef\xbf\xbd\"\n"));
	assert_non_null(strstr(all.text, "=\"a\\x1b\\\"\"\n"));
	assert_non_null(strstr(all.text, "=\"26x\"\n"));
	assert_non_null(strstr(all.text, "=00:ff\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_path_at),
		cmocka_unit_test(test_cut_to_fit),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
