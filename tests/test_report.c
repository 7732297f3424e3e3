/* Kept reports: what is in them, the gate's answer, and their two formats. */

#include "sample.h"

static certlint_report *
check(const certlint *lint, const struct sample *s)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint_report *report;

	if (certlint_check(lint, &s->input, &report, &e) != CERTLINT_OK)
		fail_msg("%s", e.text);
	return report;
}

static const char *
text_of(const certlint_report *report, int format)
{
	static char text[1 << 16];
	size_t n = certlint_report_format(report, format, text, sizeof(text));

	assert_true(n < sizeof(text));
	assert_int_equal(strlen(text), n);
	return text;
}

static void
test_findings(void **state)
{
	certlint *lint = sample_handle(NULL);
	const struct certlint_summary *sum;
	const struct certlint_finding *f;
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls san=dns:a.example.com,ip:192.0.2.1 serial=0102");
	s.input.name = "x.der";
	r = check(lint, &s);
	certlint_free(lint);
	memset(s.der, 0xee, s.length);		/* nothing of the input is needed any more */
	sum = certlint_report_summary(r);
	assert_int_equal(sum->worst, CERTLINT_ERROR);
	assert_int_equal(sum->kind, CERTLINT_CERT);
	assert_int_equal(sum->errors, 1);
	assert_int_equal(sum->warnings, 2);
	assert_int_equal(sum->notices, 1);
	assert_int_equal(sum->findings, 4);
	assert_int_equal(sum->not_checked, 2);
	assert_int_equal(sum->flags, 0);
	assert_string_equal(sum->profile, "tls_dv_subscriber");
	assert_string_equal(sum->name, "x.der");
	assert_int_equal(sum->length, s.length);
	assert_non_null(strstr(sum->data, "tlds="));
	f = certlint_report_at(r, 0);
	assert_string_equal(f->id, "t_serial");
	assert_string_equal(f->path, "tbsCertificate.serialNumber");
	assert_string_equal(f->detail, "a serial number");
	assert_string_equal(f->expected, "none");
	assert_string_equal(f->found, "01:02");
	assert_int_equal(f->bytes_length, 2);
	assert_memory_equal(f->bytes, "\x01\x02", 2);
	assert_null(f->object);
	assert_string_equal(f->lint->covers, "t-1 t-2");
	f = certlint_report_at(r, 2);
	assert_non_null(strstr(f->path, ".subjectAltName[1].iPAddress"));
	f = certlint_report_at(r, 3);
	assert_string_equal(f->path, "certificate");
	assert_int_equal(f->bytes_length, 64);
	assert_null(certlint_report_at(r, 4));
	f = certlint_report_not_checked(r, 0);
	assert_int_equal(f->severity, CERTLINT_NONE);
	assert_string_equal(f->expected, "issuer");
	assert_null(certlint_report_not_checked(r, 2));
	certlint_report_free(r);
	sample_free(&s);
}

static void
test_nothing(void **state)
{
	assert_null(certlint_report_summary(NULL));
	assert_null(certlint_report_at(NULL, 0));
	assert_null(certlint_report_not_checked(NULL, 0));
	assert_int_equal(certlint_report_passes(NULL, CERTLINT_ERROR), 0);
	assert_int_equal(certlint_report_format(NULL, CERTLINT_JSON, NULL, 0), 0);
	assert_int_equal(certlint_report_write(NULL, CERTLINT_JSON, NULL, NULL),
			 CERTLINT_ERR_ARGUMENT);
	certlint_report_free(NULL);
}

/* ---- the gate ---- */

static int
gate(const char *recipe, const char *selection, const char *facts, int severity)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint_report *r;
	struct sample s;
	certlint *lint;
	int passes;

	o.selection = selection;
	if (certlint_new(&lint, &o, &e) != CERTLINT_OK)
		fail_msg("%s", e.text);
	sample_make(&s, recipe);
	s.input.facts = facts;
	r = check(lint, &s);
	passes = certlint_report_passes(r, severity);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
	return passes;
}

#define GIVEN " issuer=ca as-of=2026-05-01 now=2026-05-01"

static void
test_gate(void **state)
{
	const char *who = "subscriber !precertificate";

	assert_int_equal(gate("tls kind=tbs" GIVEN, NULL, who, CERTLINT_WARNING), 1);
	assert_int_equal(gate("tls sig=good" GIVEN, NULL, who, CERTLINT_WARNING), 1);
	assert_int_equal(gate("precert kind=tbs" GIVEN, NULL, who, CERTLINT_WARNING), 0);
	assert_int_equal(gate("ca kind=tbs issuer=root", NULL, who, CERTLINT_ERROR), 0);
	/* damage */
	assert_int_equal(gate("tls kind=tbs cut=5" GIVEN, NULL, who, CERTLINT_ERROR), 0);
	assert_int_equal(gate("tls bc=der:02 kind=tbs" GIVEN, NULL, who, CERTLINT_ERROR), 0);
	/* a signature that is none */
	assert_int_equal(gate("tls" GIVEN, NULL, who, CERTLINT_ERROR), 0);
	/* a root is its own issuer */
	assert_int_equal(gate("root now=2026-05-01", NULL, NULL, CERTLINT_WARNING), 1);
	assert_int_equal(gate("root kind=tbs now=2026-05-01", NULL, NULL, CERTLINT_WARNING), 1);
	assert_int_equal(gate("root now=2026-05-01", "-needs:issuer_key", NULL, CERTLINT_WARNING),
			 1);
	assert_int_equal(gate("cross now=2026-05-01", NULL, NULL, CERTLINT_ERROR), 0);
	/* a finding */
	assert_int_equal(gate("tls swap=0603551d0f:068103551d0f" GIVEN, NULL, who, CERTLINT_ERROR),
			 0);
	/* the caller contradicts the bytes */
	assert_int_equal(gate("tls kind=tbs" GIVEN, NULL, "ca", CERTLINT_ERROR), 0);
	assert_int_equal(gate("tls kind=tbs" GIVEN, NULL, "ev", CERTLINT_ERROR), 0);
	assert_int_equal(gate("tls kind=tbs" GIVEN, NULL, "tls subscriber dv !ca", CERTLINT_ERROR),
			 1);
}

/* What could not be checked refuses at its own severity and below, and is waived by selection. */
static void
test_gate_needs(void **state)
{
	certlint *lint = sample_handle("t_issuer t_now");
	certlint *waived = sample_handle("t_issuer t_now -needs:issuer");
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls now=2026-05-01");
	r = check(lint, &s);
	assert_int_equal(certlint_report_passes(r, CERTLINT_ERROR), 1);
	assert_int_equal(certlint_report_passes(r, CERTLINT_WARNING), 0);
	assert_int_equal(certlint_report_passes(r, CERTLINT_NONE), 0);
	certlint_report_free(r);
	r = check(waived, &s);
	assert_int_equal(certlint_report_passes(r, CERTLINT_WARNING), 1);
	certlint_report_free(r);
	s.input.now = 0;
	r = check(waived, &s);
	assert_int_equal(certlint_report_passes(r, CERTLINT_ERROR), 0);
	assert_string_equal(certlint_report_not_checked(r, 0)->expected, "now");
	certlint_report_free(r);
	certlint_free(lint);
	certlint_free(waived);
	sample_free(&s);
}

/* Lints that `minimum` kept from running cannot have passed. */
static void
test_minimum(void **state)
{
	certlint *lint = sample_handle("t_notice");
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls");
	s.input.minimum = CERTLINT_WARNING;
	r = check(lint, &s);
	assert_int_equal(certlint_report_summary(r)->findings, 0);
	assert_int_equal(certlint_report_passes(r, CERTLINT_WARNING), 1);
	assert_int_equal(certlint_report_passes(r, CERTLINT_NOTICE), 0);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

/* ---- limits ---- */

static void
test_limits(void **state)
{
	static const struct certlint_plugin *const plugins[] = { &sample_plugin };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	const struct certlint_summary *sum;
	certlint_report *r;
	struct sample s;
	certlint *lint;

	o.plugins = plugins;
	o.plugin_count = 1;
	o.selection = "t_each_san";
	o.max_per_lint = 3;
	sample_make(&s, "tls san=dns:a%d.example.com*20");
	o.max_input = s.length;
	assert_int_equal(certlint_new(&lint, &o, &e), CERTLINT_OK);
	r = check(lint, &s);
	sum = certlint_report_summary(r);
	assert_int_equal(sum->findings, 3);
	assert_int_equal(sum->omitted, 17);
	assert_int_equal(sum->warnings, 20);
	assert_int_equal(sum->flags, 0);
	assert_int_equal(certlint_report_at(r, 2)->omitted, 17);
	assert_non_null(strstr(text_of(r, CERTLINT_TEXT), "and 17 more [t_each_san]"));
	assert_non_null(strstr(text_of(r, CERTLINT_JSON), "\"omitted\":{\"t_each_san\":17}"));
	certlint_report_free(r);
	certlint_free(lint);
	o.max_findings = 2;
	assert_int_equal(certlint_new(&lint, &o, &e), CERTLINT_OK);
	r = check(lint, &s);
	assert_int_equal(certlint_report_summary(r)->flags, CERTLINT_CUT);
	assert_int_equal(certlint_report_passes(r, CERTLINT_ERROR), 0);
	certlint_report_free(r);
	certlint_free(lint);
	o.max_input = s.length - 1;
	assert_int_equal(certlint_new(&lint, &o, &e), CERTLINT_OK);
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_LIMIT);
	assert_null(r);
	certlint_free(lint);
	sample_free(&s);
}

static int
count_and_stop(void *ctx)
{
	return ++*(int *)ctx >= 1;
}

/*
 * poll() is asked about every millisecond of work: never for one small object, soon for a huge one.
 */
static void
test_poll(void **state)
{
	static uint8_t huge[4 << 20];
	certlint *lint = sample_handle(NULL);
	certlint_report *r;
	struct sample s;
	int calls = 0;

	sample_make(&s, "tls");
	s.input.poll = count_and_stop;
	s.input.poll_ctx = &calls;
	certlint_report_free(check(lint, &s));
	assert_int_equal(calls, 0);
	memcpy(huge, s.der, s.length);
	s.input.data = huge;
	s.input.length = sizeof(huge);
	assert_int_equal(certlint_check(lint, &s.input, &r, NULL), CERTLINT_STOPPED);
	assert_int_equal(calls, 1);
	assert_int_equal(certlint_report_summary(r)->flags & CERTLINT_CUT, CERTLINT_CUT);
	assert_int_equal(certlint_report_passes(r, CERTLINT_ERROR), 0);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

/* ---- input that makes no sense, and bytes that are no certificate ---- */

static void
test_bad_input(void **state)
{
	struct { struct certlint_input in; uint64_t more; } newer;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint *lint = sample_handle(NULL);
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls");
	s.input.facts = "tls no_such_fact";
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(e.position, 4);
	assert_non_null(strstr(e.text, "no_such_fact"));
	s.input.facts = NULL;
	s.input.profile = "no_such_profile";
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_CONFIG);
	s.input.profile = NULL;
	s.input.kind = 3;
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_ARGUMENT);
	s.input.kind = 0;
	s.input.flags = 1u << 31;
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_NEWER);
	s.input.flags = 0;
	s.input.data = NULL;
	assert_int_equal(certlint_check(lint, &s.input, &r, &e), CERTLINT_ERR_ARGUMENT);
	s.input.data = s.der;
	assert_int_equal(certlint_check(NULL, &s.input, &r, &e), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_check(lint, NULL, &r, &e), CERTLINT_ERR_ARGUMENT);
	newer.in = s.input;
	newer.in.size = sizeof(newer);
	newer.more = 0;
	assert_int_equal(certlint_check(lint, &newer.in, &r, &e), CERTLINT_OK);
	certlint_report_free(r);
	newer.more = 1;
	assert_int_equal(certlint_check(lint, &newer.in, &r, &e), CERTLINT_ERR_NEWER);
	newer.in.size = offsetof(struct certlint_input, issuer);
	newer.in.issuer = (const void *)1;
	assert_int_equal(certlint_check(lint, &newer.in, &r, &e), CERTLINT_OK);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

static void
test_garbage(void **state)
{
	static const struct { const char *bytes; size_t length; } garbage[] = {
		{ NULL, 0 }, { "", 0 }, { "0", 1 }, { "hello, world", 12 },
		{ "\x30\x80", 2 }, { "\x30\x03\x02\x01\x00", 5 }, { "\x30\x82\xff\xff\x30", 5 },
		{ "-----BEGIN CERTIFICATE-----", 27 },
	};
	certlint *lint = sample_handle("all");

	for (size_t i = 0; i < sizeof(garbage) / sizeof(*garbage); i++)
		for (int kind = CERTLINT_AUTO; kind <= CERTLINT_TBS_CERT; kind++) {
			struct certlint_input in = CERTLINT_INPUT_INIT;
			certlint_report *r;

			in.data = garbage[i].bytes;
			in.length = garbage[i].length;
			in.issuer = garbage[i].bytes;
			in.issuer_length = garbage[i].length;
			in.kind = kind;
			assert_int_equal(certlint_check(lint, &in, &r, NULL), CERTLINT_OK);
			assert_int_equal(certlint_report_summary(r)->flags & CERTLINT_DAMAGED,
					 CERTLINT_DAMAGED);
			assert_int_equal(certlint_report_passes(r, CERTLINT_ERROR), 0);
			assert_non_null(strstr(text_of(r, CERTLINT_JSON), "\"damaged\""));
			certlint_report_free(r);
		}
	certlint_free(lint);
}

/* ---- the issuer in its two forms ---- */

static const struct certlint_finding *
issuer_finding(const certlint *lint, const struct sample *s, certlint_report **r)
{
	*r = check(lint, s);
	return certlint_report_not_checked(*r, 0);
}

static void
test_issuer_forms(void **state)
{
	certlint *lint = sample_handle("t_issuer");
	struct certlint_element spki;
	struct certlint_object *object;
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls issuer=ca");
	assert_null(issuer_finding(lint, &s, &r));
	assert_int_equal(certlint_report_summary(r)->findings, 1);
	certlint_report_free(r);
	assert_int_equal(certlint_object_new(&object, lint, &s.input, NULL), CERTLINT_OK);
	assert_non_null(certlint_issuer(object));
	assert_int_equal(certlint_field(certlint_issuer(object), CERTLINT_FIELD_SPKI, &spki), 1);
	s.input.issuer = spki.whole.data;
	s.input.issuer_length = spki.whole.length;
	assert_string_equal(issuer_finding(lint, &s, &r)->detail,
			    "needs the issuer's certificate: only its key was given");
	certlint_report_free(r);
	certlint_object_free(object);
	s.input.issuer = "garbage";
	s.input.issuer_length = 7;
	assert_string_equal(issuer_finding(lint, &s, &r)->detail,
			    "the issuer that was given does not decode");
	assert_int_equal(certlint_report_passes(r, CERTLINT_WARNING), 0);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

/* ---- formats ---- */

static void
test_format(void **state)
{
	certlint *lint = sample_handle("t_serial");
	char small[16], all[4096];
	certlint_report *r;
	struct sample s;
	size_t n;

	sample_make(&s, "tls serial=0102 bc=");
	s.input.name = "a\"b\\c\n\x1b[31m\xff.pem";
	s.input.number = 3;
	r = check(lint, &s);
	n = certlint_report_format(r, CERTLINT_JSON, all, sizeof(all));
	assert_int_equal(certlint_report_format(r, CERTLINT_JSON, NULL, 0), n);
	memset(small, 'x', sizeof(small));
	assert_int_equal(certlint_report_format(r, CERTLINT_JSON, small, sizeof(small)), n);
	assert_int_equal(strlen(small), sizeof(small) - 1);
	assert_memory_equal(small, all, sizeof(small) - 1);
	assert_int_equal(certlint_report_format(r, CERTLINT_JSON, all, n), n);
	assert_int_equal(strlen(all), n - 1);
	certlint_report_format(r, CERTLINT_JSON, all, sizeof(all));
	assert_non_null(strstr(all, "\"input\":\"a\\\"b\\\\c\\u000a\\u001b[31m\xef\xbf\xbd.pem\""));
	assert_non_null(strstr(all, "\"index\":2"));
	assert_null(strchr(all, '\n'));
	assert_int_equal(certlint_report_format(r, 9, all, sizeof(all)), 0);
	assert_string_equal(all, "");
	assert_non_null(strstr(text_of(r, CERTLINT_TEXT), "#2:"));
	assert_non_null(strstr(text_of(r, CERTLINT_TEXT), ": error: a serial number [t_serial]\n"));
	assert_null(strchr(text_of(r, CERTLINT_TEXT), '\x1b'));
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

static int
stop_at_once(void *ctx, const char *text, size_t length)
{
	++*(int *)ctx;
	return 1;
}

static void
test_writer_stops(void **state)
{
	certlint *lint = sample_handle(NULL);
	certlint_report *r;
	struct sample s;
	int calls = 0;

	sample_make(&s, "tls san=dns:a%d.example.com*10");
	r = check(lint, &s);
	assert_true(certlint_report_format(r, CERTLINT_JSON, NULL, 0) > 2048);
	assert_int_equal(certlint_report_write(r, CERTLINT_JSON, stop_at_once, &calls),
			 CERTLINT_STOPPED);
	assert_int_equal(calls, 1);
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

static void
test_flags(void **state)
{
	certlint *lint = sample_handle("t_serial");
	certlint_report *r;
	struct sample s;

	sample_make(&s, "tls");
	s.input.flags = CERTLINT_NO_PATHS | CERTLINT_NO_DIGEST;
	r = check(lint, &s);
	assert_null(certlint_report_summary(r)->sha256);
	assert_null(certlint_report_at(r, 0)->path);
	assert_int_equal(certlint_path(certlint_report_at(r, 0), NULL, 0), 0);
	assert_null(strstr(text_of(r, CERTLINT_JSON), "sha256"));
	certlint_report_free(r);
	certlint_free(lint);
	sample_free(&s);
}

static int
stop_at_first(void *ctx, const struct certlint_finding *finding)
{
	++*(int *)ctx;
	return 1;
}

static void
test_run(void **state)
{
	certlint *lint = sample_handle(NULL);
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct sample s;
	int calls = 0;

	sample_make(&s, "tls");
	assert_int_equal(certlint_run(lint, &s.input, stop_at_first, &calls, &e), CERTLINT_STOPPED);
	assert_int_equal(calls, 1);
	assert_int_equal(certlint_run(lint, &s.input, NULL, NULL, &e), CERTLINT_ERR_ARGUMENT);
	certlint_free(lint);
	sample_free(&s);
}

/* Counts findings that have words, and those that have none. */
static int
count_words(void *ctx, const struct certlint_finding *f)
{
	size_t *count = ctx;

	count[f->detail[0] == '\0' && f->expected == NULL && f->found == NULL]++;
	return 0;
}

static void
test_no_detail(void **state)
{
	certlint *lint = sample_handle(NULL);
	size_t with[2] = { 0, 0 }, without[2] = { 0, 0 };
	struct sample s;

	sample_make(&s, "tls san=dns:a.example.com,ip:192.0.2.1 serial=0102");
	assert_int_equal(certlint_run(lint, &s.input, count_words, with, NULL), CERTLINT_OK);
	s.input.flags = CERTLINT_NO_DETAIL;
	assert_int_equal(certlint_run(lint, &s.input, count_words, without, NULL), CERTLINT_OK);
	assert_int_equal(with[0], 4);
	assert_int_equal(with[1], 0);
	assert_int_equal(without[0], 0);
	assert_int_equal(without[1], 4);
	certlint_free(lint);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_gate_needs),
		cmocka_unit_test(test_minimum),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_poll),
		cmocka_unit_test(test_bad_input),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_issuer_forms),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_writer_stops),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_no_detail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
