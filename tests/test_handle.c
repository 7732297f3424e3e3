/* Handles: options that make sense and that do not, owners, lack of memory, threads. */

#include "sample.h"

#include <pthread.h>

static int
new_with(struct certlint_options *options, struct certlint_error *error)
{
	certlint *lint = (certlint *)(void *)error;
	int status = certlint_new(&lint, options, error);

	if (status < 0)
		assert_null(lint);
	else
		certlint_free(lint);
	return status;
}

static void
test_default(void **state)
{
	certlint *lint;

	assert_int_equal(certlint_new(&lint, NULL, NULL), CERTLINT_OK);
	assert_non_null(certlint_at(lint, 0));
	certlint_free(lint);
	certlint_free(NULL);
	assert_int_equal(certlint_new(NULL, NULL, NULL), CERTLINT_ERR_ARGUMENT);
}

static void
test_bad_options(void **state)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;

	o.profile = "no_such";
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(e.text, "no_such"));
	assert_int_equal(e.status, CERTLINT_ERR_CONFIG);
	o.profile = "tls_dv_subscriber";
	assert_int_equal(new_with(&o, &e), CERTLINT_OK);
	o.flags = 0x8000;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_NEWER);
	o.flags = 0;
	o.data_count = 1;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_ARGUMENT);
	o.data_count = 0;
	o.plugin_count = 1;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_ARGUMENT);
	o.plugin_count = 0;
	o.data_directory = "/nonexistent/certlint";
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_FILE);
	assert_true(e.text[0] != 0);
}

/* The size rule, on both sides: an older caller's struct, a newer one's, and nonsense. */
static void
test_sizes(void **state)
{
	struct { struct certlint_options o; uint64_t more[2]; } newer = {
		{ sizeof(newer) }, { 0, 0 } };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;

	assert_int_equal(new_with(&newer.o, &e), CERTLINT_OK);
	newer.more[1] = 1;
	assert_int_equal(new_with(&newer.o, &e), CERTLINT_ERR_NEWER);
	o.profile = "no_such";
	o.size = offsetof(struct certlint_options, profile);
	assert_int_equal(new_with(&o, &e), CERTLINT_OK);
	o.size = 0;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_ARGUMENT);
	o.size = SIZE_MAX;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_ARGUMENT);
}

/* An error is never written past its size. */
static void
test_small_error(void **state)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e;

	o.profile = "no_such";
	for (size_t size = 0; size <= sizeof(e); size++) {
		memset(&e, 0x7f, sizeof(e));
		e.size = size;
		assert_int_equal(new_with(&o, &e), CERTLINT_ERR_CONFIG);
		assert_int_equal(e.size, size);
		for (size_t i = size < sizeof(size) ? sizeof(size) : size; i < sizeof(e); i++)
			assert_int_equal(((uint8_t *)&e)[i], 0x7f);
		if (size > offsetof(struct certlint_error, text))
			assert_non_null(memchr(e.text, 0,
					       size - offsetof(struct certlint_error, text)));
	}
}

static int released;

static void
count_release(void *user)
{
	++*(int *)user;
}

/* `user` moves to the library on success only, and comes back when the last owner lets go. */
static void
test_owners(void **state)
{
	struct certlint_lint l = lint_notice;
	const struct certlint_lint *lints[] = { &l, NULL };
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, "t", "1", lints, 1 };
	const struct certlint_plugin *plugins[] = { &p };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct sample s;
	certlint_report *report;
	struct certlint_object *object;
	certlint *lint;

	released = 0;
	l.user = &released;
	l.release = count_release;
	o.plugins = plugins;
	o.plugin_count = 1;
	p.lint_count = 2;
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(released, 0);
	p.lint_count = 1;
	o.selection = "-t_notice";
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	sample_make(&s, "tls");
	assert_int_equal(certlint_check(lint, &s.input, &report, NULL), CERTLINT_OK);
	assert_int_equal(certlint_object_new(&object, lint, &s.input, NULL), CERTLINT_OK);
	certlint_free(lint);
	assert_int_equal(released, 0);
	certlint_object_free(object);
	assert_int_equal(released, 0);
	assert_non_null(strstr(certlint_report_summary(report)->facts, "tls"));
	certlint_report_free(report);
	assert_int_equal(released, 1);
	sample_free(&s);
}

static void
use(const certlint *lint, const struct sample *s)
{
	certlint_report *report = NULL;
	certlint_table *table = NULL;
	struct certlint_object *object = NULL;
	struct certlint_batch batch = { .size = sizeof(batch), .rows = 1 };
	int32_t offsets[2] = { 0, (int32_t)s->length };
	int status;

	batch.data = (struct certlint_column){ s->der, offsets, NULL, 0, 4, 0 };
	status = certlint_check(lint, &s->input, &report, NULL);
	assert_int_equal(status, report ? CERTLINT_OK : CERTLINT_ERR_MEMORY);
	status = certlint_batch_check(lint, &batch, &table, NULL);
	assert_int_equal(status, table ? CERTLINT_OK : CERTLINT_ERR_MEMORY);
	status = certlint_object_new(&object, lint, &s->input, NULL);
	assert_int_equal(status, object ? CERTLINT_OK : CERTLINT_ERR_MEMORY);
	certlint_report_free(report);
	certlint_table_free(table);
	certlint_object_free(object);
}

/* Whatever allocation fails, nothing leaks and the call says so. */
static void
test_out_of_memory(void **state)
{
	static const struct certlint_plugin *const plugins[] = { &sample_plugin };
	static const char networks[] = "prefix,name,reference\n";
	const struct certlint_data data = { "networks", networks, sizeof(networks) - 1 };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct accountant a = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&a);
	struct sample s;
	size_t failures = 0;
	bool all = false;

	sample_make(&s, "tls san=dns:a%d.example.com*40");
	o.allocator = &allocator;
	o.plugins = plugins;
	o.plugin_count = 1;
	o.selection = "t_*,no_such_lint";
	o.max_per_lint = 100;
	for (size_t turn = 1; !all; turn++) {
		certlint *lint;

		a.calls = 0;
		a.fail_at = turn;
		if (certlint_new(&lint, &o, &e) == CERTLINT_OK) {
			use(lint, &s);
			certlint_free(lint);
		} else {
			assert_int_equal(e.status, CERTLINT_ERR_MEMORY);
			assert_non_null(strstr(e.text, "memory"));
		}
		failures++;
		assert_int_equal(a.blocks, 0);
		assert_int_equal(a.bytes, 0);
		all = a.calls < turn;
	}
	assert_true(failures > 10);
	o.data = &data;
	o.data_count = 1;
	a.fail_at = 0;
	assert_int_equal(new_with(&o, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(a.blocks, 0);
	sample_free(&s);
}

static int
count_calls(void *ctx, const struct certlint_finding *finding)
{
	++*(int *)ctx;
	return 0;
}

/* certlint_run() takes no memory at all. */
static void
test_run_takes_nothing(void **state)
{
	static const struct certlint_plugin *const plugins[] = { &sample_plugin };
	struct accountant a = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&a);
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct sample s;
	certlint *lint;
	size_t before;
	int calls = 0;

	sample_make(&s, "tls issuer=ca now=2030-02-01");
	o.allocator = &allocator;
	o.plugins = plugins;
	o.plugin_count = 1;
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	before = a.calls;
	assert_int_equal(certlint_run(lint, &s.input, count_calls, &calls, NULL), CERTLINT_OK);
	assert_true(calls >= 5);
	assert_int_equal(a.calls, before);
	certlint_free(lint);
	sample_free(&s);
}

struct job {
	const certlint *lint;
	const struct sample *sample;
	int findings;
};

static void *
work(void *p)
{
	struct job *job = p;

	for (int i = 0; i < 200; i++) {
		certlint_report *report;

		certlint_run(job->lint, &job->sample->input, count_calls, &job->findings, NULL);
		if (certlint_check(job->lint, &job->sample->input, &report, NULL) == CERTLINT_OK)
			job->findings += (int)certlint_report_summary(report)->findings;
		certlint_report_free(report);
	}
	return NULL;
}

static void
test_threads(void **state)
{
	certlint *lint = sample_handle("all");
	struct sample s;
	struct job jobs[4];
	pthread_t threads[4];

	sample_make(&s, "ca issuer=root now=2026-05-01");
	for (int i = 0; i < 4; i++) {
		jobs[i] = (struct job){ lint, &s, 0 };
		pthread_create(&threads[i], NULL, work, &jobs[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(jobs[i].findings, jobs[0].findings);
	}
	assert_true(jobs[0].findings > 0);
	certlint_free(lint);
	sample_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_bad_options),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_small_error),
		cmocka_unit_test(test_owners),
		cmocka_unit_test(test_out_of_memory),
		cmocka_unit_test(test_run_takes_nothing),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
