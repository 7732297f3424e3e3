/* Hits as text: JSON that says what docs/json.md says, and a line. */

#include "watching.h"

#include <stdio.h>

struct texts {
	char json[4096], line[1024];
	size_t length;
};

static int
format(void *ctx, const struct certlint_hit *hit)
{
	struct texts *t = ctx;
	char small[8];

	t->length = certlint_hit_format(hit, CERTLINT_JSON, t->json, sizeof(t->json));
	assert_int_equal(t->length, strlen(t->json));
	assert_int_equal(certlint_hit_format(hit, CERTLINT_JSON, small, sizeof(small)), t->length);
	assert_memory_equal(small, "{\"patte", 8);
	assert_int_equal(certlint_hit_format(hit, CERTLINT_JSON, NULL, 0), t->length);
	certlint_hit_format(hit, CERTLINT_TEXT, t->line, sizeof(t->line));
	return 0;
}

static struct texts
texts_of(const char *list, const char *recipe)
{
	static struct sample s;
	static struct texts t;
	certlint_watch *watch = watch_make(list);

	sample_make(&s, recipe);
	memset(&t, 0, sizeof(t));
	certlint_watch_match(watch, &s.input, NULL, format, &t);
	sample_free(&s);
	certlint_watch_free(watch);
	return t;
}

static void
says(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("'%s' is not in %s", part, text);
}

static void
test_json(void **state)
{
	struct texts t = texts_of("1.1.1.1 label=\"a \\\"b\\\"\" owner=o note=n max-days=1 "
				  "profile=tls_root_ca", "tls san=dns:a.com,ip:1.1.1.1 issuer=ca");

	says(t.json, "{\"pattern\":\"ip:1.1.1.1\",\"kind\":\"ip\",\"label\":\"a \\\"b\\\"\","
	     "\"owner\":\"o\",\"note\":\"n\",\"item\":0,\"value\":\"1.1.1.1\",\"how\":\"exact\","
	     "\"verdict\":\"unexpected\",\"breaks\":[\"profile\",\"days\"],\"broken\":\"the ");
	says(t.json, "\"place\":\"iPAddress\",\"path\":\"tbsCertificate.extensions[");
	says(t.json, ".subjectAltName[1].iPAddress\",\"offset\":");
	says(t.json, ",\"length\":4,\"issuer_key\":\"");
	says(t.json, "\",\"tbs\":\"");
	assert_string_equal(t.line, "unexpected: ip:1.1.1.1 a \"b\": 1.1.1.1 in iPAddress (exact): "
			    "the profile is tls_dv_subscriber, which is not expected; it is valid "
			    "for 90 days, and 1 are expected at most; owner o; n");
}

/* What is not there is left out. */
static void
test_least(void **state)
{
	struct texts t = texts_of("a.com", "tls san=dns:a.com");

	says(t.json, "\"breaks\":[],\"place\"");
	assert_null(strstr(t.json, "owner"));
	assert_null(strstr(t.json, "issuer_key"));
	assert_null(strstr(t.json, "cut"));
	assert_null(strstr(t.json, "null"));
	assert_string_equal(t.line, "undecided: dns:a.com: a.com in dNSName (exact)");
}

static void
test_words(void **state)
{
	assert_string_equal(certlint_watch_how_text(CERTLINT_WATCH_POSSIBLE), "possible");
	assert_string_equal(certlint_watch_how_text(0), "unknown");
	assert_string_equal(certlint_watch_how_text(6), "unknown");
	assert_string_equal(certlint_watch_verdict_text(CERTLINT_WATCH_EXPECTED), "expected");
	assert_string_equal(certlint_watch_verdict_text(4), "unknown");
	assert_string_equal(certlint_watch_kind_text(CERTLINT_WATCH_CIDR), "cidr");
	assert_string_equal(certlint_watch_kind_text(0), "unknown");
	assert_int_equal(certlint_hit_format(NULL, CERTLINT_JSON, NULL, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json), cmocka_unit_test(test_least),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
