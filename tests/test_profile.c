/* What the caller says of an object against what its bytes say. */

#include "sample.h"

static struct certlint_object *object;
static certlint *lint;
static struct sample sample;

/* Whether the caller's word, as facts or profile, leaves doubt; `object` is what it became. */
static bool
is_doubtful(const char *recipe, const char *facts, const char *profile)
{
	certlint_report *report;
	bool doubtful;

	certlint_object_free(object);
	object = NULL;
	sample_free(&sample);
	sample_make(&sample, recipe);
	sample.input.facts = facts;
	sample.input.profile = profile;
	assert_int_equal(certlint_check(lint, &sample.input, &report, NULL), CERTLINT_OK);
	doubtful = certlint_report_summary(report)->flags & CERTLINT_DOUBTFUL;
	assert_int_equal(doubtful, doubtful && !certlint_report_passes(report, CERTLINT_ERROR));
	certlint_report_free(report);
	assert_int_equal(certlint_object_new(&object, lint, &sample.input, NULL), CERTLINT_OK);
	return doubtful;
}

static bool
has(const char *fact)
{
	return certlint_has(object, fact) == 1;
}

/*
 * Which kind of CA a certificate is, and the scope without purposes, are guesses: no contradiction.
 */
static void
test_guesses(void **state)
{
	assert_false(is_doubtful("ca -eku", "sub_ca", NULL));
	assert_true(has("sub_ca") && has("ca") && !has("cross"));
	assert_false(is_doubtful("ca -eku", NULL, "tls_sub_ca"));
	assert_true(has("sub_ca") && !has("cross"));
	assert_false(is_doubtful("tls -eku policy=1.2.3", "!tls", NULL));
	assert_true(!has("tls") && !has("dv"));
	assert_false(is_doubtful("tls policy=1.2.3", "ev", NULL));
	assert_true(has("ev") && !has("dv"));
}

static void
test_contradictions(void **state)
{
	assert_true(is_doubtful("tls", "ca", NULL));
	assert_true(has("ca") && !has("subscriber"));		/* the caller's word holds */
	assert_true(is_doubtful("tls", "ev", NULL));
	assert_true(is_doubtful("tls", "!tls", NULL));
	assert_true(is_doubtful("tls", NULL, "tls_ov_subscriber"));
	assert_true(is_doubtful("tls", "dv !dv", NULL));
	assert_true(is_doubtful("ca", "subscriber", NULL));
	assert_true(!has("sub_ca") && !has("ca"));
	assert_true(is_doubtful("root", "sub_ca", NULL));
	assert_true(is_doubtful("ca", "root", NULL));
	assert_true(is_doubtful("precert", "!precertificate", NULL));
	assert_true(has("precertificate")); /* the poison is there all the same */
	assert_true(is_doubtful("tls -san", "has_san", NULL));
	assert_false(has("has_san"));				/* lints may rely on it */
}

static void
test_agreement(void **state)
{
	assert_false(is_doubtful("tls", NULL, NULL));
	assert_false(is_doubtful("tls", "", NULL));
	assert_false(is_doubtful("tls", "tls subscriber dv !ev !ca has_san", "tls_dv_subscriber"));
	assert_false(is_doubtful("precert", "subscriber precertificate", NULL));
	assert_false(is_doubtful("root", NULL, "tls_root_ca"));
	assert_false(is_doubtful("ocsp", NULL, "tls_ocsp_responder"));
	assert_false(is_doubtful("smime", NULL, "smime_subscriber"));
}

/* Damage leaves the role open: the caller may close it, and without him it stays in doubt. */
static void
test_damage(void **state)
{
	assert_true(is_doubtful("tls extensions=der:a3043002ffff", NULL, NULL));
	assert_false(is_doubtful("tls extensions=der:a3043002ffff", "subscriber tls dv !smime "
				 "!code_signing !time_stamping !constrained", NULL));
	assert_true(has("subscriber") && has("dv"));
}

/* Each template is of the profile that its name says. */
static void
test_profiles(void **state)
{
	static const struct { const char *recipe, *profile; } rows[] = {
		{ "tls", "tls_dv_subscriber" }, { "ov", "tls_ov_subscriber" },
		{ "iv", "tls_iv_subscriber" }, { "ev", "tls_ev_subscriber" },
		{ "root", "tls_root_ca" }, { "ca", "tls_sub_ca" }, { "cross", "tls_cross_ca" },
		{ "tcca", "tls_constrained_ca" }, { "precert-ca", "tls_precert_ca" },
		{ "smime-ca", "non_tls_constrained_ca" }, { "ocsp", "tls_ocsp_responder" },
		{ "smime", "smime_subscriber" }, { "codesign", "code_signing_subscriber" },
		{ "timestamp", "time_stamping_subscriber" }, { "client", NULL },
	};
	struct sample s;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		certlint_report *report;
		const char *profile;

		sample_make(&s, rows[i].recipe);
		assert_int_equal(certlint_check(lint, &s.input, &report, NULL), CERTLINT_OK);
		profile = certlint_report_summary(report)->profile;
		if (rows[i].profile == NULL)
			assert_null(profile);
		else if (profile == NULL || strcmp(profile, rows[i].profile) != 0)
			fail_msg("%s is %s", rows[i].recipe, profile ? profile : "nothing");
		certlint_report_free(report);
		sample_free(&s);
	}
}

static int
start(void **state)
{
	lint = sample_handle("t_notice");
	sample_make(&sample, "tls");
	return 0;
}

static int
end(void **state)
{
	certlint_object_free(object);
	sample_free(&sample);
	certlint_free(lint);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guesses),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_agreement),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_profiles),
	};

	return cmocka_run_group_tests(tests, start, end);
}
