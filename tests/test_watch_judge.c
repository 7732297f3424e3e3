/* Expectations: what holds, what does not and in which words, what cannot be decided. */

#include "watching.h"

#include <stdio.h>

static struct sample tls, ca;
static char issuer[72], key[72], tbs[72];

#define OTHER "sha256:0000000000000000000000000000000000000000000000000000000000000000"

static void
hash_text(int what, const struct sample *s, char out[72])
{
	uint8_t hash[32];

	assert_int_equal(certlint_digest(what, 0, s->der, s->length, hash), 0);
	memcpy(out, "sha256:", 8);
	for (unsigned i = 0; i < 32; i++)
		snprintf(out + 7 + 2 * i, 3, "%02x", hash[i]);
}

static int
keep(void *ctx, const struct certlint_hit *hit)
{
	struct story *s = ctx;

	s->hits++;
	s->last = *hit;
	snprintf(s->broken, sizeof(s->broken), "%s", hit->broken ? hit->broken : "");
	return 0;
}

/* The words behind the pattern, with $I, $K and $T for issuer, key and TBS. */
static struct story
judge(const char *words, bool with_issuer)
{
	struct story s = { .hits = 0 };
	struct certlint_input in = tls.input;
	char list[1024] = "dns:www.certlint-test.com ";
	certlint_watch *watch;

	for (; *words; words++) {
		const char *text = words[0] == '$' ? words[1] == 'I' ? issuer : words[1] == 'K' ?
				   key : tbs : NULL;
		size_t n = strlen(list);

		snprintf(list + n, sizeof(list) - n, text ? "%s" : "%.1s", text ? text : words);
		words += text != NULL;
	}
	if (!with_issuer)
		in.issuer = NULL, in.issuer_length = 0;
	watch = watch_make(list);
	assert_int_equal(certlint_watch_match(watch, &in, NULL, keep, &s), 1);
	certlint_watch_free(watch);
	return s;
}

static const struct {
	const char *words;
	bool issuer;
	uint32_t verdict, breaks;
	const char *broken[2];
} cases[] = {
	{ "", true, CERTLINT_WATCH_UNDECIDED, 0, { NULL } },
	{ "label=x owner=y note=z", true, CERTLINT_WATCH_UNDECIDED, 0, { NULL } },
	{ "issuer=$I", true, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "issuer=" OTHER " issuer=$I", true, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "issuer=$I", false, CERTLINT_WATCH_UNDECIDED, 0, { NULL } },
	{ "issuer=" OTHER, true, CERTLINT_WATCH_UNEXPECTED, 1, { "the issuer's key sha256:",
	  "is not expected" } },
	{ "issuer=$K", true, CERTLINT_WATCH_UNEXPECTED, 1, { "issuer" } },
	{ "key=$K", false, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "key=$I", false, CERTLINT_WATCH_UNEXPECTED, 2, { "the key sha256:" } },
	{ "issuer=" OTHER " key=$I", false, CERTLINT_WATCH_UNEXPECTED, 2, { "the key" } },
	{ "profile=tls_dv_subscriber", false, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "profile=tls_ev_subscriber,tls_dv_subscriber", false, CERTLINT_WATCH_EXPECTED, 0,
	  { NULL } },
	{ "profile=tls_ov_subscriber", false, CERTLINT_WATCH_UNEXPECTED, 4,
	  { "the profile is tls_dv_subscriber" } },
	{ "max-days=90", false, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "max-days=89", false, CERTLINT_WATCH_UNEXPECTED, 8,
	  { "valid for 90 days", "89 are expected" } },
	{ "known=$T", false, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "known=$T max-days=1 issuer=" OTHER, true, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "known=" OTHER, false, CERTLINT_WATCH_UNEXPECTED, 16, { "none of those" } },
	{ "known=" OTHER " max-days=90", false, CERTLINT_WATCH_EXPECTED, 0, { NULL } },
	{ "issuer=$I key=$K profile=tls_dv_subscriber max-days=90", true, CERTLINT_WATCH_EXPECTED,
	  0, { NULL } },
	{ "issuer=" OTHER " key=" OTHER " profile=tls_root_ca max-days=1", true,
	  CERTLINT_WATCH_UNEXPECTED, 15, { "; the key", "; it is valid" } },
};

static void
test_cases(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct story s = judge(cases[i].words, cases[i].issuer);

		if (s.last.verdict != cases[i].verdict || s.last.breaks != cases[i].breaks)
			fail_msg("'%s': %s, %u, %s", cases[i].words,
				 certlint_watch_verdict_text((int)s.last.verdict), s.last.breaks,
				 s.broken);
		assert_int_equal(s.last.broken != NULL, cases[i].breaks != 0);
		for (unsigned k = 0; k < 2 && cases[i].broken[k]; k++)
			if (strstr(s.broken, cases[i].broken[k]) == NULL)
				fail_msg("'%s' does not say '%s'", s.broken, cases[i].broken[k]);
	}
}

/* An issuer given as a certificate stands for its key, as DER, PEM or SubjectPublicKeyInfo. */
static void
test_issuer_certificates(void **state)
{
	static char pem[1 << 14];
	struct certlint_watch_item item = CERTLINT_WATCH_ITEM_INIT;
	const struct certlint_watch_item *items[] = { &item };
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_span given = { ca.der, ca.length };
	struct certlint_object *object;
	struct certlint_element spki;
	struct story s = { .hits = 0 };
	certlint *lint = sample_handle(NULL);
	certlint_watch *watch;
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = 0;

	n += (size_t)snprintf(pem, sizeof(pem), "-----BEGIN CERTIFICATE-----\n");
	for (size_t i = 0; i < ca.length; i += 3) {
		uint32_t w = (uint32_t)ca.der[i] << 16 |
			     (i + 1 < ca.length ? (uint32_t)ca.der[i + 1] << 8 : 0) |
			     (i + 2 < ca.length ? ca.der[i + 2] : 0);

		for (unsigned k = 0; k < 4; k++)
			pem[n++] = i + k > ca.length ? '=' : digits[w >> (18 - 6 * k) & 63];
	}
	n += (size_t)snprintf(pem + n, sizeof(pem) - n, "\n-----END CERTIFICATE-----\n");
	assert_int_equal(certlint_object_new(&object, lint, &ca.input, NULL), CERTLINT_OK);
	assert_int_equal(certlint_field(object, CERTLINT_FIELD_SPKI, &spki), 1);
	item.pattern = "dns:www.certlint-test.com";
	item.issuer_certs = &given;
	item.issuer_cert_count = 1;
	o.items = items;
	o.item_count = 1;
	for (unsigned turn = 0; turn < 3; turn++) {
		given = turn == 0 ? (struct certlint_span){ ca.der, ca.length } :
			turn == 1 ? (struct certlint_span){ (uint8_t *)pem, n } : spki.whole;
		assert_int_equal(certlint_watch_new(&watch, &o, &e), CERTLINT_OK);
		certlint_watch_match(watch, &tls.input, NULL, keep, &s);
		assert_int_equal(s.last.verdict, CERTLINT_WATCH_EXPECTED);
		certlint_watch_free(watch);
	}
	given.length--;
	assert_int_equal(certlint_watch_new(&watch, &o, &e), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(e.text, "neither a certificate"));
	given = (struct certlint_span){ NULL, 0 };
	assert_int_equal(certlint_watch_new(&watch, &o, &e), CERTLINT_ERR_CONFIG);
	certlint_object_free(object);
	certlint_free(lint);
	/* the same in a text, on one line */
	memmove(pem, pem + 28, n);
	*strchr(pem, '\n') = '\0';
	n = strlen(pem);
	memmove(pem + 42, pem, n + 1);
	memcpy(pem, "dns:www.certlint-test.com     issuer=cert:", 42);
	watch = watch_make(pem);
	certlint_watch_match(watch, &tls.input, NULL, keep, &s);
	assert_int_equal(s.last.verdict, CERTLINT_WATCH_EXPECTED);
	certlint_watch_free(watch);
}

/* What a damaged object does not say is not as expected. */
static void
test_damaged(void **state)
{
	static struct sample s;
	struct story story = { .hits = 0 };
	certlint_watch *watch = watch_make(".certlint-test.com max-days=90\n.certlint-test.com key="
					   OTHER);

	sample_make(&s, "tls from=der:1800");
	assert_int_equal(certlint_watch_match(watch, &s.input, NULL, keep, &story), 2);
	assert_int_equal(story.last.breaks, CERTLINT_WATCH_EXPECTS_KEY);
	certlint_watch_free(watch);
	watch = watch_make(".certlint-test.com max-days=90");
	assert_int_equal(certlint_watch_match(watch, &s.input, NULL, keep, &story), 1);
	assert_string_equal(story.broken, "the validity period cannot be read");
	certlint_watch_free(watch);
	sample_free(&s);
}

/* The verdict on a recipe whose issuer is expected, with the issuer's certificate along. */
static uint32_t
verdict_of(const char *recipe, const struct certlint_watch_about *about, struct story *story)
{
	static struct sample s;
	char list[256];
	certlint_watch *watch;

	snprintf(list, sizeof(list), ".certlint-test.com issuer=%s", issuer);
	watch = watch_make(list);
	sample_make(&s, recipe);
	assert_int_equal(certlint_watch_match(watch, &s.input, about, keep, story), 1);
	certlint_watch_free(watch);
	sample_free(&s);
	return story->last.verdict;
}

/* That an expected issuer's certificate comes along does not make it the issuer. */
static void
test_claimed_issuer(void **state)
{
	static const uint8_t other[32];
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;
	struct story s = { .hits = 0 };

	assert_int_equal(verdict_of("tls issuer=ca sig=good", NULL, &s), CERTLINT_WATCH_EXPECTED);
	assert_int_equal(verdict_of("tls issuer=ca", NULL, &s),
			 CERTLINT_WATCH_UNEXPECTED);
	assert_int_equal(s.last.breaks, CERTLINT_WATCH_EXPECTS_ISSUER);
	assert_non_null(strstr(s.broken, " did not sign it"));
	assert_int_equal(verdict_of("tls issuer=ca sigalg=mldsa44", NULL, &s),
			 CERTLINT_WATCH_UNDECIDED);
	about.issuer_key = other;
	assert_int_equal(verdict_of("tls issuer=ca sig=good", &about, &s),
			 CERTLINT_WATCH_UNEXPECTED);
	assert_non_null(strstr(s.broken, "is not expected"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases), cmocka_unit_test(test_issuer_certificates),
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_claimed_issuer),
	};
	int failed;

	sample_make(&tls, "tls san=dns:www.certlint-test.com issuer=ca sig=good");
	sample_make(&ca, "ca");
	hash_text(CERTLINT_DIGEST_SPKI, &ca, issuer);
	hash_text(CERTLINT_DIGEST_SPKI, &tls, key);
	hash_text(CERTLINT_DIGEST_CT_TBS, &tls, tbs);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	sample_free(&tls);
	sample_free(&ca);
	return failed;
}
