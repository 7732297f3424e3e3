/*
 * The lints that want a log of ours: signatures of SCTs, and states of logs on every side of now.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/certlint.h>

#include "forge.h"
#include "forge_key.h"

/* 2026-04-01T00:01:00Z in milliseconds, as the forge has it for the first SCT. */
static const uint64_t milliseconds = UINT64_C(1775001660) * 1000 + 137;
static const int64_t now = 1775600000;		/* 2026-04-07 */

/* ---- octets ---- */

/* Octets with a room of their own. */
struct octets {
	uint8_t bytes[1 << 14];
	struct buf b;
	struct trouble trouble;
};

static struct buf *
fresh(struct octets *o)
{
	memset(&o->trouble, 0, sizeof(o->trouble));
	o->b = (struct buf){ o->bytes, 0, sizeof(o->bytes), &o->trouble };
	return &o->b;
}

static void
put_big(struct buf *b, uint64_t number, unsigned octets)
{
	while (octets-- > 0)
		put_byte(b, (unsigned)(number >> 8 * octets & 0xff));
}

static void
base64(char *out, const uint8_t *p, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		uint32_t bits = (uint32_t)p[i] << 16 | (i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0) |
			(i + 2 < n ? p[i + 2] : 0);

		for (int k = 0; k < 4; k++)
			*out++ = i + (size_t)k > n ? '=' : digits[bits >> (18 - 6 * k) & 63];
	}
	*out = 0;
}

static void
hex(char *out, const struct buf *b)
{
	for (size_t i = 0; i < b->n; i++)
		out += sprintf(out, "%02x", b->p[i]);
}

/* ---- a log and its SCTs ---- */

struct log {
	const char *key;		/* a canned key that can sign */
	char id[65], row[1600];
};

/* A row of the table for the log of a canned key. */
static void
make_log(struct log *log, const char *key, bool with_key, const char *rest)
{
	struct octets spki, id;
	char id64[48], key64[1200];

	put_key(fresh(&spki), str_of(key));
	put_digest(fresh(&id), "sha256", spki.b.p, spki.b.n);
	base64(id64, id.b.p, id.b.n);
	base64(key64, spki.b.p, spki.b.n);
	hex(log->id, &id.b);
	log->key = key;
	snprintf(log->row, sizeof(log->row), "%s,%s,%s\n", id64, with_key ? key64 : "", rest);
}

static certlint *
linter(const struct log *logs, size_t count)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data data = { "ct-logs", NULL, 0 };
	char text[8000];
	certlint *lint;
	int n;

	n = snprintf(text, sizeof(text), "# name=ct-logs version=2026-04-10 origin=a test\n"
		     "id,key,operator,description,type,use,start,end,chrome,apple\n");
	for (size_t i = 0; i < count; i++)
		n += snprintf(text + n, sizeof(text) - (size_t)n, "%s", logs[i].row);
	data.bytes = text;
	data.length = (size_t)n;
	options.data = &data;
	options.data_count = 1;
	options.selection = "all";
	if (certlint_new(&lint, &options, &error) < 0)
		fail_msg("%s", error.text);
	return lint;
}

/* The recipe's words of an SCT by the log over the certificate of `recipe`, issued by `issuer`. */
static void
sign(char *out, const struct log *log, const char *recipe, const char *issuer,
     const char *extensions)
{
	bool rsa = strncmp(log->key, "rsa", 3) == 0;
	struct octets message, spki, signature, more;
	uint8_t tbs[1 << 13];
	char bare[256], text[2048];
	size_t n;

	snprintf(bare, sizeof(bare), "%s -sct kind=tbs", recipe);
	n = forge(bare, tbs, sizeof(tbs));
	assert_true(n > 0);
	put_key(fresh(&spki), str_of(issuer));
	put_raw(fresh(&more), str_of(extensions));
	fresh(&message);
	put_big(&message.b, 0, 2);
	put_big(&message.b, milliseconds, 8);
	put_big(&message.b, 1, 2);
	put_digest(&message.b, "sha256", spki.b.p, spki.b.n);
	put_big(&message.b, n, 3);
	put(&message.b, tbs, n);
	put_big(&message.b, more.b.n, 2);
	put(&message.b, more.b.p, more.b.n);
	put_signature(fresh(&signature), true, str_of(rsa ? "rsa-sha256" : "ecdsa-sha256"),
		      str_of(log->key), message.b.p, message.b.n);
	assert_string_equal(message.trouble.text, "");
	assert_string_equal(signature.trouble.text, "");
	hex(text, &signature.b);
	sprintf(out, "%s{alg=%d;ext=%s;sig=%s}", log->id, rsa ? 1 : 3, extensions, text);
}

/* ---- running ---- */

struct told {
	char ids[1024];
	int64_t offset;
};

/* Findings of ct_ lints, and what of them was not checked behind a '?'. */
static int
note(void *ctx, const struct certlint_finding *f)
{
	struct told *told = ctx;
	size_t n = strlen(told->ids);

	if (strncmp(f->id, "ct_", 3) == 0 && f->severity != CERTLINT_NONE) {
		snprintf(told->ids + n, sizeof(told->ids) - n, "%s%s", n ? " " : "", f->id);
		told->offset = (int64_t)f->offset;
	}
	return 0;
}

/* The ids of what the lints say of a recipe with `sct` in the place of its SCTs. */
static const char *
told_of(const certlint *lint, const char *recipe, const char *sct, int64_t at)
{
	static struct told told;
	static uint8_t der[1 << 14];
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct forge_result result;
	static char whole[1 << 14];

	memset(&told, 0, sizeof(told));
	snprintf(whole, sizeof(whole), "%s sct=%s", recipe, sct);
	in.length = forge_full(whole, der, sizeof(der), &result);
	if (in.length == 0)
		fail_msg("%s: %s", whole, result.error);
	in.data = der;
	in.kind = result.kind;
	in.issuer = result.issuer;
	in.issuer_length = result.issuer_length;
	in.now = at;
	if (certlint_run(lint, &in, note, &told, &error) < 0)
		fail_msg("%s", error.text);
	forge_release(&result);
	return told.ids;
}

/* ---- signatures ---- */

static const char usable[] = "A,Log A,rfc6962,public,,,usable@2020-01-01T00:00:00Z,"
	"usable@2020-01-01T00:00:00Z";
static const char tiled[] = "A,Log A,static,public,,,usable@2020-01-01T00:00:00Z,"
	"usable@2020-01-01T00:00:00Z";
static const char bad[] = "ct_sct_signature_invalid";

/* What it says of the signature alone: one SCT is too few, which is told as well. */
static bool
is_bad(const certlint *lint, const char *recipe, const char *sct)
{
	return strstr(told_of(lint, recipe, sct, 0), bad) != NULL;
}

static void
test_ecdsa(void **state)
{
	struct log log;
	certlint *lint;
	char sct[4096];

	(void)state;
	make_log(&log, "p256d", true, usable);
	lint = linter(&log, 1);
	sign(sct, &log, "tls issuer=ca", "p256b", "");
	assert_false(is_bad(lint, "tls issuer=ca", sct));
	assert_false(is_bad(lint, "tls issuer=ca kind=tbs", sct));
	assert_false(is_bad(lint, "tls", sct));		/* no issuer: not checked */
	assert_true(is_bad(lint, "tls issuer=ca serial={16:7a}", sct));
	assert_true(is_bad(lint, "tls issuer=ca order=ku", sct));
	assert_false(is_bad(lint, "tls issuer=ca poison=on", sct));	/* a precertificate */
	assert_true(is_bad(lint, "tls issuer=\"ca key=p256c\"", sct));
	sct[strlen(sct) - 2] = sct[strlen(sct) - 2] == '0' ? '1' : '0';
	assert_true(is_bad(lint, "tls issuer=ca", sct));
	sign(sct, &log, "tls issuer=ca", "p256c", "");
	assert_true(is_bad(lint, "tls issuer=ca", sct));
	certlint_free(lint);
}

/* The extensions of the SCT are signed, too. */
static void
test_extensions(void **state)
{
	struct log log;
	certlint *lint;
	char sct[4096], *at;

	(void)state;
	make_log(&log, "p256d", true, tiled);
	lint = linter(&log, 1);
	sign(sct, &log, "tls issuer=ca", "p256b", "0000050000000007");
	assert_false(is_bad(lint, "tls issuer=ca", sct));
	at = strstr(sct, "0000000007");
	at[9] = '8';
	assert_true(is_bad(lint, "tls issuer=ca", sct));
	certlint_free(lint);
}

static void
test_rsa(void **state)
{
	struct log log;
	certlint *lint;
	char sct[4096];

	(void)state;
	make_log(&log, "rsa2048c", true, usable);
	lint = linter(&log, 1);
	sign(sct, &log, "tls issuer=ca", "p256b", "");
	assert_false(is_bad(lint, "tls issuer=ca", sct));
	assert_true(is_bad(lint, "tls issuer=ca san=dns:a.certlint-test.com", sct));
	certlint_free(lint);
}

/* The algorithm is not that of the log's key. */
static void
test_other_key(void **state)
{
	struct log log, other;
	certlint *lint;
	char sct[4096], mixed[4096];

	(void)state;
	make_log(&log, "rsa2048c", true, usable);
	make_log(&other, "p256d", true, usable);
	lint = linter(&log, 1);
	sign(sct, &other, "tls issuer=ca", "p256b", "");
	snprintf(mixed, sizeof(mixed), "%s%s", log.id, sct + 64);
	assert_true(is_bad(lint, "tls issuer=ca", mixed));
	assert_false(is_bad(lint, "tls issuer=ca", sct));	/* not in the table */
	certlint_free(lint);
}

static void
test_no_key(void **state)
{
	struct log log;
	certlint *lint;

	(void)state;
	make_log(&log, "p256d", false, usable);
	lint = linter(&log, 1);
	assert_false(is_bad(lint, "tls issuer=ca", log.id));
	certlint_free(lint);
	make_log(&log, "p256d", true, usable);
	lint = linter(&log, 1);
	assert_true(is_bad(lint, "tls issuer=ca", log.id));
	certlint_free(lint);
}

/* The issuer may be given as its key alone. */
static void
test_issuer_key(void **state)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	uint8_t der[1 << 13];
	char sct[4096], recipe[5000];
	struct told told = { "", 0 };
	struct octets spki;
	struct log log;
	certlint *lint;

	(void)state;
	make_log(&log, "p256d", true, usable);
	lint = linter(&log, 1);
	sign(sct, &log, "tls", "p256b", "");
	snprintf(recipe, sizeof(recipe), "tls sct=%s", sct);
	in.data = der;
	in.length = forge(recipe, der, sizeof(der));
	put_key(fresh(&spki), str_of("p256b"));
	in.issuer = spki.b.p;
	in.issuer_length = spki.b.n;
	assert_int_equal(certlint_run(lint, &in, note, &told, NULL), CERTLINT_OK);
	assert_null(strstr(told.ids, bad));
	put_key(fresh(&spki), str_of("p256c"));
	assert_int_equal(certlint_run(lint, &in, note, &told, NULL), CERTLINT_OK);
	assert_non_null(strstr(told.ids, bad));
	certlint_free(lint);
}

/* ---- states ---- */

struct state {
	const char *chrome, *apple;	/* of the first log; the second one is usable */
	int64_t at;
	const char *told;
};

/* Two logs of two operators: what Chrome and Apple make of the first one's state. */
static void
test_states(void **state)
{
	static const char old[] = "usable@2020-01-01T00:00:00Z";
	/* The SCT is of 2026-04-01T00:01:00 and some milliseconds, the last changes of 04-10. */
	static const struct state cases[] = {
		{ "usable@2026-04-07T00:00:00Z", old, now, "" },
		{ "qualified@2026-04-01T00:00:00Z", "readonly@2026-04-02T00:00:00Z", now, "" },
		{ "pending@2026-04-01T00:00:00Z", old, now, "ct_chrome_few_counted" },
		{ old, "pending@2026-04-01T00:00:00Z", now, "ct_apple_few_counted" },
		{ "pending@2026-04-01T00:00:00Z", "rejected@2026-04-01T00:00:00Z", now,
		  "ct_chrome_few_counted" },
		{ "pending@2026-04-08T00:00:00Z", old, now, "" }, /* unknown yet */
		{ "rejected@2026-04-01T00:00:00Z", old, now, "ct_chrome_few_counted" },
		{ "retired@2026-04-01T00:01:01Z", "retired@2026-04-01T00:01:01Z", now, "" },
		{ "retired@2026-04-01T00:01:00Z", old, now, "ct_chrome_few_counted" },
		{ old, "retired@2026-04-01T00:01:00Z", now, "ct_apple_few_counted" },
		{ "unlisted@2026-04-01T00:00:00Z", old, now, "ct_chrome_few_counted" },
		{ "", "", now, "" },
		/* After the last change anything may have come into a list, but nothing back. */
		{ "unlisted@2026-04-01T00:00:00Z", "pending@2026-04-01T00:00:00Z", now + 400000,
		  "" },
		{ "rejected@2026-04-01T00:00:00Z", old, now + 400000, "ct_chrome_few_counted" },
		/* After notAfter nobody looks. */
		{ "rejected@2026-04-01T00:00:00Z", old, now + 8640000, "" },
	};
	struct log logs[2];
	char rest[200], scts[200];
	certlint *lint;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(rest, sizeof(rest), "A,Log A,rfc6962,public,,,%s,%s", cases[i].chrome,
			 cases[i].apple);
		make_log(&logs[0], "p256d", false, rest);
		make_log(&logs[1], "p256c", false, "B,Log B,rfc6962,public,,,"
			 "usable@2020-01-01T00:00:00Z;readonly@2026-04-10T00:00:00Z,"
			 "usable@2020-01-01T00:00:00Z;readonly@2026-04-10T00:00:00Z");
		lint = linter(logs, 2);
		snprintf(scts, sizeof(scts), "%s,%s", logs[0].id, logs[1].id);
		if (strcmp(told_of(lint, "tls", scts, cases[i].at), cases[i].told) != 0)
			fail_msg("case %zu: '%s', not '%s'", i,
				 told_of(lint, "tls", scts, cases[i].at), cases[i].told);
		certlint_free(lint);
	}
}

/* None of the logs is current: said once, by the first program. */
static void
test_none_current(void **state)
{
	struct log logs[2];
	char scts[200];
	certlint *lint;

	(void)state;
	make_log(&logs[0], "p256d", false, "A,Log A,rfc6962,public,,,retired@2026-04-03T00:00:00Z,"
		 "retired@2026-04-03T00:00:00Z");
	make_log(&logs[1], "p256c", false, "B,Log B,rfc6962,public,,,retired@2026-04-03T00:00:00Z,"
		 "retired@2026-04-03T00:00:00Z");
	lint = linter(logs, 2);
	snprintf(scts, sizeof(scts), "%s,%s", logs[0].id, logs[1].id);
	assert_string_equal(told_of(lint, "tls", scts, now), "ct_chrome_no_current_log");
	assert_string_equal(told_of(lint, "tls", scts, 1775080000), "");	/* 2026-04-01 */
	certlint_free(lint);
}

/* A list of many SCTs is not counted, nor is one that is damaged. */
static void
test_uncounted(void **state)
{
	struct log log;
	char scts[2000] = "";
	certlint *lint;

	(void)state;
	make_log(&log, "p256d", false, usable);
	lint = linter(&log, 1);
	for (int i = 0; i < 16; i++)
		sprintf(scts + strlen(scts), "%s%s", i ? "," : "", log.id);
	assert_non_null(strstr(told_of(lint, "tls", scts, 0), "ct_chrome_sct_count"));
	sprintf(scts + strlen(scts), ",%s", log.id);
	assert_null(strstr(told_of(lint, "tls", scts, 0), "ct_chrome_sct_count"));
	snprintf(scts, sizeof(scts), "%s,raw:00", log.id);
	assert_string_equal(told_of(lint, "tls", scts, 0), "ct_sct_truncated");
	certlint_free(lint);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ecdsa),
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_rsa),
		cmocka_unit_test(test_other_key),
		cmocka_unit_test(test_no_key),
		cmocka_unit_test(test_issuer_key),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_none_current),
		cmocka_unit_test(test_uncounted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
