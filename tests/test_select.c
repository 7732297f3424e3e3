/* The grammar of selections and severities, and globs. */

#include "sample.h"

#include "words.h"

static const struct certlint_plugin *const plugins[] = { &sample_plugin };

static int
try(const char *selection, const char *severity, uint32_t flags, certlint **lint,
    struct certlint_error *error)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;

	o.plugins = plugins;
	o.plugin_count = 1;
	o.selection = selection;
	o.severity = severity;
	o.flags = flags;
	return certlint_new(lint, &o, error);
}

/* The ids that a selection leaves, with blanks between them; of the tests' lints only. */
static const char *
chosen(const char *selection)
{
	static char text[1024];
	const struct certlint_lint *l;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint *lint;

	text[0] = '\0';
	if (try(selection, NULL, 0, &lint, &e) < 0)
		return "ERROR";
	for (size_t i = 0; (l = certlint_at(lint, i)); i++)
		if (strncmp(l->id, "t_", 2) == 0) {
			strcat(text, text[0] ? " " : "");
			strcat(text, l->id + 2);
		}
	certlint_free(lint);
	return text;
}

#define ALL "each_san issuer notice now serial"

static void
test_words(void **state)
{
	assert_string_equal(chosen(NULL), ALL);
	assert_string_equal(chosen(""), ALL);
	assert_string_equal(chosen(" , "), ALL);
	assert_string_equal(chosen("all"), ALL);
	assert_string_equal(chosen("t_notice"), "notice");
	assert_string_equal(chosen("t_notice,t_now"), "notice now");
	assert_string_equal(chosen("t_n*"), "notice now");
	assert_string_equal(chosen("t_n?w"), "now");
	assert_string_equal(chosen("-t_n*"), "each_san issuer serial");
	assert_string_equal(chosen("-t_n* t_now"), "each_san issuer now serial");
	assert_string_equal(chosen("all -t_*"), "");
	assert_string_equal(chosen("t_* -t_now t_n*"), ALL);
	assert_string_equal(chosen("t_old_serial"), "serial");
}

static void
test_prefixes(void **state)
{
	assert_string_equal(chosen("source:\"Test CPS\""), "serial");
	assert_string_equal(chosen("\"source:test cps\""), "serial");
	assert_string_equal(chosen("source:Test*"), "serial");
	assert_string_equal(chosen("covers:t-2"), "serial");
	assert_string_equal(chosen("covers:t-*"), "serial");
	assert_string_equal(chosen("needs:issuer"), "issuer");
	assert_string_equal(chosen("needs:now"), "now");
	assert_string_equal(chosen("-needs:issuer,-needs:now"), "each_san notice serial");
	assert_string_equal(chosen("zlint:e_test"), "serial");
	assert_string_equal(chosen("other:x"), "serial");
	assert_string_equal(chosen("zlint:e_two_words"), "serial");
	assert_string_equal(chosen("\"zlint:e_two words\""), "serial");
}

static void
check_error(const char *selection, const char *severity, int32_t position, const char *part)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint *lint;

	assert_int_equal(try(selection, severity, 0, &lint, &e), CERTLINT_ERR_CONFIG);
	assert_null(lint);
	assert_int_equal(e.position, position);
	if (strstr(e.text, part) == NULL)
		fail_msg("'%s' does not say '%s'", e.text, part);
}

static void
test_errors(void **state)
{
	char longer[400];

	memset(longer, 'a', sizeof(longer));
	longer[399] = '\0';
	check_error("t_now \"t_x", NULL, 6, "quote");
	check_error("t_now -", NULL, 6, "nothing to look for");
	check_error("source:", NULL, 0, "nothing to look for");
	check_error("t_now,nobody:x", NULL, 6, "before the colon");
	check_error(longer, NULL, 0, "more than 255");
	check_error(NULL, "t_now", 0, "PATTERN=LEVEL");
	check_error(NULL, "t_serial=error t_now=fatal", 15, "fatal");
	check_error(NULL, "=error", 0, "nothing to look for");
}

static size_t
remarks(const certlint *lint)
{
	size_t n = 0;

	while (certlint_name_at(lint, CERTLINT_LIST_REMARKS, n))
		n++;
	return n;
}

static void
test_remarks(void **state)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	const struct certlint_name *remark;
	certlint *lint;

	assert_int_equal(try("all -t_gone q_* zlint:e_gone", "r_*=error", 0, &lint, &e),
			 CERTLINT_OK);
	assert_int_equal(remarks(lint), 4);
	remark = certlint_name_at(lint, CERTLINT_LIST_REMARKS, 0);
	assert_string_equal(remark->name, "t_gone");
	assert_non_null(remark->summary);
	certlint_free(lint);
	assert_int_equal(try("all -t_gone", NULL, CERTLINT_STRICT, &lint, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(e.position, 5);
	assert_non_null(strstr(e.text, "t_gone"));
	/* a need that no lint of this build has is still a need */
	assert_int_equal(try("-needs:pair,-needs:issuer_key", NULL, CERTLINT_STRICT, &lint, &e),
			 CERTLINT_OK);
	certlint_free(lint);
	assert_int_equal(try("-needs:money", NULL, CERTLINT_STRICT, &lint, &e),
			 CERTLINT_ERR_CONFIG);
}

static void
test_severity(void **state)
{
	certlint *lint;

	assert_int_equal(try(NULL, "t_*=notice,t_now=warning zlint:e_test=error", 0, &lint, NULL),
			 CERTLINT_OK);
	assert_int_equal(certlint_find(lint, "t_each_san", NULL)->severity, CERTLINT_NOTICE);
	assert_int_equal(certlint_find(lint, "t_now", NULL)->severity, CERTLINT_WARNING);
	assert_int_equal(certlint_find(lint, "t_serial", NULL)->severity, CERTLINT_ERROR);
	certlint_free(lint);
}

static bool
glob(const char *pattern, const char *text)
{
	return glob_fits(pattern, (struct word){ text, strlen(text) }, false);
}

static void
test_globs(void **state)
{
	char many[2001], stars[2001];

	assert_true(glob("", ""));
	assert_true(glob("*", ""));
	assert_false(glob("?", ""));
	assert_true(glob("a*b*c", "axxbyyc"));
	assert_false(glob("a*b*c", "axxbyy"));
	assert_true(glob("*aab", "aaaab"));
	assert_false(glob("a", "ab"));
	assert_false(glob("A", "a"));
	assert_true(glob_fits("A?*", (struct word){ "abc", 3 }, true));
	memset(many, 'a', 2000);
	many[2000] = '\0';
	for (size_t i = 0; i < 2000; i++)
		stars[i] = i % 2 ? 'a' : '*';
	stars[1999] = 'b';
	stars[2000] = '\0';
	assert_false(glob(stars, many));
}

static void
test_lists(void **state)
{
	certlint *lint = sample_handle(NULL);
	const struct certlint_lint *l;

	l = certlint_find(lint, "zlint:e_test", NULL);
	assert_string_equal(l->id, "t_serial");
	assert_null(l->check);
	assert_null(certlint_find(lint, "zlint:e_test", l));
	assert_ptr_equal(certlint_find(lint, "zlint:e_two words", NULL), l);
	assert_null(certlint_find(lint, "zlint:e_two", NULL));
	assert_null(certlint_find(lint, "zlint:e_two words ", NULL));
	assert_ptr_equal(certlint_find(lint, "t_old_serial", NULL), l);
	assert_null(certlint_find(lint, "t_", NULL));
	assert_null(certlint_find(lint, NULL, NULL));
	assert_string_equal(certlint_find(lint, "t_each_san", NULL)->applies,
			    "certificate has_san !ca");
	assert_string_equal(certlint_find(lint, "t_now", NULL)->needs, "now");
	assert_int_equal(certlint_find(lint, "t_now", NULL)->from_day, 20300101);
	assert_string_equal(certlint_name_at(lint, CERTLINT_LIST_SOURCES, 0)->name, "Test CPS");
	assert_null(certlint_name_at(lint, CERTLINT_LIST_SOURCES, 1));
	assert_string_equal(certlint_name_at(lint, CERTLINT_LIST_PEERS, 0)->name, "zlint");
	assert_string_equal(certlint_name_at(lint, CERTLINT_LIST_PEERS, 1)->name, "other");
	assert_null(certlint_name_at(lint, CERTLINT_LIST_PEERS, 2));
	assert_null(certlint_name_at(lint, 99, 0));
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_REMARKS, 0));
	assert_string_equal(certlint_name_at(NULL, CERTLINT_LIST_FACTS, 0)->name, "certificate");
	certlint_free(lint);
}

/* Every list is walked to its end, and every entry says something. */
static void
test_vocabulary(void **state)
{
	const struct certlint_name *n;
	const struct certlint_table_info *t;
	certlint *lint;
	size_t i;

	assert_int_equal(certlint_new(&lint, NULL, NULL), CERTLINT_OK);
	for (int list = CERTLINT_LIST_FACTS; list <= CERTLINT_LIST_HOST_FLAGS; list++) {
		for (i = 0; (n = certlint_name_at(lint, list, i)); i++) {
			assert_true(n->size == sizeof(*n));
			assert_true(n->name[0] && n->summary[0]);
		}
		assert_true(i > 0 || list == CERTLINT_LIST_REMARKS || list == CERTLINT_LIST_PEERS);
	}
	for (i = 0; (t = certlint_data_at(lint, i)); i++)
		assert_true(t->day > 20200101 && t->rows > 0 && t->version[0] && t->sha256);
	assert_int_equal(i, 5);
	certlint_free(lint);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_remarks),
		cmocka_unit_test(test_severity),
		cmocka_unit_test(test_globs),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_vocabulary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
