/* Digests of an object's parts, and the envelope for a bare one. */

#include "sample.h"

#include <stdio.h>

#include "key.h"

static int
digest(int what, const struct sample *s, uint8_t out[32])
{
	memset(out, 0x55, 32);
	return certlint_digest(what, s->input.kind, s->der, s->length, out);
}

static void
test_parts(void **state)
{
	uint8_t a[32], b[32];
	struct sample cert, tbs;

	sample_make(&cert, "tls kind=cert");
	sample_make(&tbs, "tls kind=tbs");
	assert_int_equal(digest(CERTLINT_DIGEST_OBJECT, &tbs, a), CERTLINT_OK);
	sha256((struct span){ tbs.der, tbs.length }, b);
	assert_memory_equal(a, b, 32);
	assert_int_equal(digest(CERTLINT_DIGEST_TBS, &cert, b), CERTLINT_OK);
	assert_memory_equal(a, b, 32);
	assert_int_equal(digest(CERTLINT_DIGEST_SPKI, &cert, a), CERTLINT_OK);
	assert_int_equal(digest(CERTLINT_DIGEST_SPKI, &tbs, b), CERTLINT_OK);
	assert_memory_equal(a, b, 32);
	sample_free(&cert);
	sample_free(&tbs);
}

static bool
ct_equal(const char *one, const char *other)
{
	uint8_t a[32], b[32];
	struct sample s;

	sample_make(&s, one);
	assert_int_equal(digest(CERTLINT_DIGEST_CT_TBS, &s, a), CERTLINT_OK);
	sample_free(&s);
	sample_make(&s, other);
	assert_int_equal(digest(CERTLINT_DIGEST_CT_TBS, &s, b), CERTLINT_OK);
	sample_free(&s);
	return memcmp(a, b, 32) == 0;
}

/*
 * A precertificate, its certificate, and neither's extension: lengths around what went are remade.
 */
static void
test_ct(void **state)
{
	assert_true(ct_equal("tls serial=01", "tls serial=01 -sct poison=on"));
	assert_true(ct_equal("tls serial=01", "tls serial=01 -sct"));
	assert_true(
		ct_equal("tls serial=01 order=sct,san", "tls serial=01 order=san -sct kind=tbs"));
	assert_true(ct_equal("tls serial=01", "tls serial=01 poison=on"));
	assert_false(ct_equal("tls serial=01", "tls serial=02"));
	assert_true(ct_equal("v1 serial=01", "v1 serial=01 kind=tbs"));
	/* an Extensions that has nothing left goes with its tag */
	assert_true(ct_equal("tls serial=01 -extensions", "tls serial=01 extensions=der:a3123010"
			     "300e060a2b06010401d6790204020400"));
	/* around the steps of the length octets: 127, 255 */
	for (int n = 40; n < 260; n++) {
		char with[128], without[160];

		snprintf(with, sizeof(with),
			 "tls serial=01 -san -bc -ku -eku -aia -crldp -policy -aki "
			 "ext=1.2.3:04{%d:00}",
			 n);
		snprintf(without, sizeof(without), "%s -sct poison=on kind=tbs", with);
		assert_true(ct_equal(with, without));
	}
}

static void
test_no_such_part(void **state)
{
	uint8_t out[32];

	memset(out, 0x55, sizeof(out));
	for (int what = CERTLINT_DIGEST_SPKI; what <= CERTLINT_DIGEST_CT_TBS; what++)
		assert_int_equal(certlint_digest(what, CERTLINT_AUTO, "garbage", 7, out),
				 CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_digest(CERTLINT_DIGEST_TBS, CERTLINT_AUTO, NULL, 0, out),
			 CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_digest(9, CERTLINT_AUTO, "x", 1, out), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_digest(1, 9, "x", 1, out), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_digest(1, 0, NULL, 1, out), CERTLINT_ERR_ARGUMENT);
	for (int i = 0; i < 32; i++)
		assert_int_equal(out[i], 0x55);
}

/* Any number of poisons, broken lists, cut objects: an answer or ERR_FORMAT. */
static void
test_hostile(void **state)
{
	static const char *const recipes[] = {
		"tls ext=poison,poison,poison,poison poison=on", "tls cut=300", "tls cut=800",
		"tls extensions=der:a3043002ffff", "tls extensions=der:a380308000000000",
		"tls extensions=der:a300", "tls append=00",
	};

	for (size_t i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
		uint8_t out[32];
		struct sample s;
		int status;

		sample_make(&s, recipes[i]);
		status = digest(CERTLINT_DIGEST_CT_TBS, &s, out);
		assert_true(status == CERTLINT_OK || status == CERTLINT_ERR_FORMAT);
		for (size_t n = 0; n < s.length; n++)
			certlint_digest(CERTLINT_DIGEST_CT_TBS, CERTLINT_AUTO, s.der, n, out);
		sample_free(&s);
	}
}

/* What is wrapped reads like a certificate, and its TBSCertificate is the same bytes. */
static void
wrap(const char *recipe, size_t signature)
{
	uint8_t out[65536], a[32], b[32];
	struct certlint_span in, inside;
	struct certlint_element e, tbs, algorithm, bits;
	struct sample s;
	int64_t n;

	sample_make(&s, recipe);
	n = certlint_wrap(CERTLINT_TBS_CERT, s.der, s.length, NULL, 0);
	assert_true(n > (int64_t)s.length);
	memset(out, 0x77, sizeof(out));
	assert_int_equal(certlint_wrap(CERTLINT_TBS_CERT, s.der, s.length, out, (size_t)n - 1), n);
	assert_int_equal(out[0], 0x77);
	assert_int_equal(certlint_wrap(CERTLINT_TBS_CERT, s.der, s.length, out, (size_t)n), n);
	assert_int_equal(out[n], 0x77);
	in = (struct certlint_span){ out, (size_t)n };
	assert_int_equal(certlint_take(&in, 0x30, &e), 1);
	assert_int_equal(in.length, 0);
	inside = e.body;
	assert_int_equal(certlint_take(&inside, 0x30, &tbs), 1);
	assert_int_equal(certlint_take(&inside, 0x30, &algorithm), 1);
	assert_int_equal(certlint_take(&inside, 0x03, &bits), 1);
	assert_int_equal(inside.length, 0);
	assert_int_equal(bits.body.length, signature + 1);
	assert_int_equal(bits.body.data[0], 0);
	assert_int_equal(digest(CERTLINT_DIGEST_OBJECT, &s, a), CERTLINT_OK);
	assert_int_equal(certlint_digest(CERTLINT_DIGEST_TBS, CERTLINT_CERT, out, (size_t)n, b),
			 CERTLINT_OK);
	assert_memory_equal(a, b, 32);
	sample_free(&s);
}

static void
test_wrap(void **state)
{
	struct sample s;

	wrap("tls kind=tbs", 70);
	wrap("tls-2019 kind=tbs", 256);
	wrap("tls kind=tbs sigalg=ed25519", 64);
	wrap("tls kind=tbs sigalg=unsigned", 0);
	wrap("tls kind=tbs sigalg=mldsa65", 3309);
	wrap("tls kind=tbs sigalg=1.2.3.4", 256);
	sample_make(&s, "tls");
	assert_int_equal(certlint_wrap(CERTLINT_TBS_CERT, s.der, s.length, NULL, 0),
			 CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_wrap(CERTLINT_CERT, s.der, s.length, NULL, 0),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_wrap(CERTLINT_TBS_CERT, "", 0, NULL, 0), CERTLINT_ERR_FORMAT);
	sample_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_ct),
		cmocka_unit_test(test_no_such_part),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
