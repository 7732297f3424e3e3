/* What a handle knows: every lint by place, id, former id and peers' name, and where lists end. */

#include "sample.h"

#include <limits.h>

#undef fail	/* cmocka's; here it is the lints' */

#include "handle.h"

static certlint *all;

static int
start(void **state)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;

	options.selection = "all";
	return certlint_new(&all, &options, NULL);
}

static int
end(void **state)
{
	certlint_free(all);
	return 0;
}

static void
test_order(void **state)
{
	const struct certlint_lint *l, *before = NULL;
	size_t n;

	for (n = 0; (l = certlint_at(all, n)) != NULL; n++) {
		assert_int_equal(l->size, sizeof(*l));
		assert_null(l->check);
		assert_true(before == NULL || strcmp(before->id, l->id) < 0);
		before = l;
	}
	assert_int_equal(n, lint_count);
	assert_null(certlint_at(all, n + 1));
	assert_null(certlint_at(all, SIZE_MAX));
	assert_null(certlint_at(NULL, 0));
}

static void
test_find_ids(void **state)
{
	const struct certlint_lint *l;
	struct word w;

	for (size_t i = 0; (l = certlint_at(all, i)) != NULL; i++) {
		const char *aliases = l->aliases;

		assert_ptr_equal(certlint_find(all, l->id, NULL), l);
		assert_null(certlint_find(all, l->id, l));
		while (word_next(&aliases, &w)) {
			char name[128];

			assert_true(w.length < sizeof(name));
			memcpy(name, w.text, w.length);
			name[w.length] = '\0';
			assert_ptr_equal(certlint_find(all, name, NULL), l);
		}
	}
}

/* From one answer to the next: every lint that has the name, each once, in order. */
static void
check_peer(const char *name, size_t length)
{
	const struct certlint_lint *l, *found = NULL;
	char text[256];

	assert_true(length < sizeof(text));
	memcpy(text, name, length);
	text[length] = '\0';
	for (size_t i = 0; (l = certlint_at(all, i)) != NULL; i++)
		if (words_have(l->peers, (struct word){ name, length })) {
			found = certlint_find(all, text, found);
			assert_ptr_equal(found, l);
		}
	assert_non_null(found);
	assert_null(certlint_find(all, text, found));
}

static void
test_find_peers(void **state)
{
	const struct certlint_lint *l;
	size_t n = 0;
	struct word w;

	for (size_t i = 0; (l = certlint_at(all, i)) != NULL; i++)
		for (const char *peers = l->peers; word_next(&peers, &w); )
			if (n++ % 7 == 0)		/* some of each kind */
				check_peer(w.text, w.length);
	assert_true(n > 100);
}

static void
test_find_nothing(void **state)
{
	struct certlint_lint stranger = *certlint_at(all, 0);

	assert_null(certlint_find(NULL, "t_x", NULL));
	assert_null(certlint_find(all, "", NULL));
	assert_null(certlint_find(all, " ", NULL));
	assert_null(certlint_find(all, "zlint:", NULL));
	assert_null(certlint_find(all, "no_such_lint", NULL));
	/* behind a lint that is not of this handle there is none */
	assert_null(certlint_find(all, certlint_at(all, 1)->id, &stranger));
}

static void
test_name_ends(void **state)
{
	static const int lists[] = { CERTLINT_LIST_FACTS, CERTLINT_LIST_PROFILES,
		CERTLINT_LIST_NEEDS, CERTLINT_LIST_SOURCES, CERTLINT_LIST_PEERS,
		CERTLINT_LIST_REMARKS, CERTLINT_LIST_HOST_FLAGS };

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		assert_null(certlint_name_at(all, lists[i], SIZE_MAX));
		assert_null(certlint_name_at(all, lists[i], UINT32_MAX));
	}
	assert_null(certlint_name_at(all, 0, 0));
	assert_null(certlint_name_at(all, -1, 0));
	assert_null(certlint_name_at(all, INT_MAX, 0));
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_SOURCES, 0));
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_PEERS, 0));
	assert_non_null(certlint_name_at(NULL, CERTLINT_LIST_PROFILES, profile_count - 1));
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_PROFILES, profile_count));
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_HOST_FLAGS, HOST_FLAG_COUNT));
}

static void
assert_unlike(const struct certlint_name *a, int list, size_t from)
{
	const struct certlint_name *b;

	for (size_t k = from; (b = certlint_name_at(all, list, k)) != NULL; k++)
		assert_string_not_equal(a->name, b->name);
}

/* No list names anything twice: these are keys. */
static void
test_names_differ(void **state)
{
	const struct certlint_name *a;

	for (int list = CERTLINT_LIST_PROFILES; list <= CERTLINT_LIST_HOST_FLAGS; list++)
		for (size_t i = 0; (a = certlint_name_at(all, list, i)) != NULL; i++)
			assert_unlike(a, list, i + 1);
}

/* The needs stand in the order of their bits, and the host flags in that of theirs. */
static void
test_vocabulary_is_the_librarys(void **state)
{
	for (unsigned i = 0; i < NEED_COUNT; i++)
		assert_string_equal(certlint_name_at(NULL, CERTLINT_LIST_NEEDS, i)->name,
				    need_name((enum need)(1 << i)));
	for (unsigned i = 0; i < HOST_FLAG_COUNT; i++)
		assert_int_equal(host_flag_find(certlint_name_at(NULL, CERTLINT_LIST_HOST_FLAGS,
								 i)->name), i);
	assert_int_equal(host_flag_find(""), HOST_FLAG_COUNT);
	assert_int_equal(host_flag_find("Underscore"), HOST_FLAG_COUNT);
}

static void
test_tables(void **state)
{
	const struct certlint_table_info *t, *before = NULL;

	for (size_t i = 0; (t = certlint_data_at(all, i)) != NULL; i++) {
		assert_string_equal(t->origin, "built in");
		assert_true(before == NULL || strcmp(before->name, t->name) < 0);
		before = t;
	}
	assert_null(certlint_data_at(all, SIZE_MAX));
	assert_null(certlint_data_at(NULL, 0));
}

static void
test_texts(void **state)
{
	assert_string_equal(certlint_severity_text(INT_MIN), "none");
	assert_string_equal(certlint_severity_text(CERTLINT_NOTICE - 1), "none");
	assert_string_equal(certlint_severity_text(CERTLINT_NOTICE), "notice");
	assert_string_equal(certlint_severity_text(CERTLINT_WARNING - 1), "notice");
	assert_string_equal(certlint_severity_text(CERTLINT_WARNING), "warning");
	assert_string_equal(certlint_severity_text(CERTLINT_ERROR - 1), "warning");
	assert_string_equal(certlint_severity_text(CERTLINT_ERROR), "error");
	assert_string_equal(certlint_severity_text(INT_MAX), "error");
	assert_string_equal(certlint_kind_text(CERTLINT_CERT), "certificate");
	assert_string_equal(certlint_kind_text(CERTLINT_TBS_CERT), "tbs_certificate");
	assert_string_equal(certlint_kind_text(CERTLINT_AUTO), "unknown");
	assert_string_equal(certlint_kind_text(-1), "unknown");
	assert_string_equal(certlint_status_text(CERTLINT_ERR_MEMORY), "out of memory");
	assert_string_equal(certlint_status_text(-1000), "unknown failure");
	assert_string_equal(certlint_status_text(1000), "success");
	for (int s = CERTLINT_ERR_PROOF; s < CERTLINT_OK; s++)
		for (int t = s + 1; t <= CERTLINT_STOPPED; t++)
			assert_string_not_equal(certlint_status_text(s), certlint_status_text(t));
	assert_string_equal(certlint_version(), CERTLINT_VERSION_STRING);
	assert_int_equal(certlint_abi(), CERTLINT_ABI);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order), cmocka_unit_test(test_find_ids),
		cmocka_unit_test(test_find_peers), cmocka_unit_test(test_find_nothing),
		cmocka_unit_test(test_name_ends), cmocka_unit_test(test_names_differ),
		cmocka_unit_test(test_vocabulary_is_the_librarys), cmocka_unit_test(test_tables),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, start, end);
}
