/* Lints from outside beside each other: how many, in which order, and under whose names. */

#include "sample.h"

#undef fail	/* cmocka's; here it is the lints' */

#include "handle.h"

static struct certlint_lint lints[4];
static const struct certlint_lint *first[] = { &lints[0], &lints[1] };
static const struct certlint_lint *second[] = { &lints[2], &lints[3] };
static struct certlint_plugin one, two;
static struct certlint_error error;
static certlint *made;

/* Four lints of two plugins: t_a and t_b, u_a and u_b. */
static int
reset(void **state)
{
	static const char *const ids[] = { "t_a", "t_b", "u_a", "u_b" };

	for (size_t i = 0; i < 4; i++) {
		lints[i] = lint_notice;
		lints[i].id = ids[i];
	}
	one = (struct certlint_plugin){ sizeof(one), CERTLINT_PLUGIN_ABI, 0, "t", "1", first, 2 };
	two = (struct certlint_plugin){ sizeof(two), CERTLINT_PLUGIN_ABI, 0, "u", "1", second, 2 };
	return 0;
}

static int
drop(void **state)
{
	certlint_free(made);
	made = NULL;
	return 0;
}

/* Make a handle of them with `flags`; it stays in `made`. */
static int
make(uint32_t flags)
{
	const struct certlint_plugin *plugins[] = { &one, &two };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	int status;

	drop(NULL);
	error = (struct certlint_error)CERTLINT_ERROR_INIT;
	o.plugins = plugins;
	o.plugin_count = 2;
	o.selection = "t_* u_*";
	o.flags = flags;
	status = certlint_new(&made, &o, &error);
	assert_int_equal(made == NULL, status < 0);
	return status;
}

/* Nothing but a failure that says `part`. */
static void
assert_refused(int status, const char *part)
{
	assert_int_equal(make(0), status);
	assert_non_null(strstr(error.text, part));
}

/* The ids in the order in which the lints run. */
static const char *
order(void)
{
	static char text[64];

	text[0] = '\0';
	for (uint32_t i = 0; i < made->engine.count; i++) {
		strcat(text, i ? " " : "");
		strcat(text, made->engine.entries[i].lint->id);
	}
	return text;
}

static void
test_order(void **state)
{
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(order(), "t_a t_b u_a u_b");
	lints[0].unless = "u_b";		/* of another plugin, which comes later */
	lints[3].unless = "t_b";
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(order(), "t_b u_a u_b t_a");
	lints[1].unless = "u_a t_b_ der_length_not_minimal";	/* nobody; one built in */
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(order(), "u_a t_b u_b t_a");
}

static void
test_circles(void **state)
{
	lints[0].unless = "u_a";
	lints[2].unless = "t_b";
	lints[1].unless = "t_a";
	assert_refused(CERTLINT_ERR_CONFIG, "circle");
	lints[1].unless = NULL;
	assert_int_equal(make(0), CERTLINT_OK);
	lints[3].unless = "u_b";		/* one that waits for itself */
	assert_refused(CERTLINT_ERR_CONFIG, "'u_b': unless goes round");
}

/* An id in `unless` that nobody has is a remark, or a failure for those who want none. */
static void
test_unknown_winner(void **state)
{
	lints[0].unless = "u_c";
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(certlint_name_at(made, CERTLINT_LIST_REMARKS, 0)->name, "u_c");
	assert_null(certlint_name_at(made, CERTLINT_LIST_REMARKS, 1));
	assert_int_equal(make(CERTLINT_STRICT), CERTLINT_ERR_CONFIG);
	lints[3].aliases = "u_x u_c";		/* a former id is an id */
	assert_int_equal(make(CERTLINT_STRICT), CERTLINT_OK);
}

/* Ids and former ids are one space of names, over all plugins and the library's own. */
static void
test_names(void **state)
{
	two.name = "t";
	lints[2].id = "t_c";
	lints[3].id = "t_a";
	assert_refused(CERTLINT_ERR_CONFIG, "'t_a': there is another lint");
	lints[3].id = "t_d";
	assert_int_equal(make(0), CERTLINT_OK);
	lints[0].aliases = "t_old t_d";
	assert_refused(CERTLINT_ERR_CONFIG, "'t_d': there is another lint");
	lints[0].aliases = "t_old";
	lints[3].aliases = "t_older t_old";
	assert_refused(CERTLINT_ERR_CONFIG, "alias 't_old'");
	lints[3].aliases = "t_older t_b";
	assert_refused(CERTLINT_ERR_CONFIG, "alias 't_b'");
	lints[3].aliases = lint_table[lint_count - 1]->id;
	assert_refused(CERTLINT_ERR_CONFIG, "alias");
	lints[3].aliases = "t_older";
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(certlint_find(made, "t_older", NULL)->id, "t_d");
}

static void
test_lengths(void **state)
{
	char id[102];

	memset(id, 'x', sizeof(id));
	memcpy(id, "t_", 2);
	id[101] = '\0';
	lints[1].id = id;
	assert_refused(CERTLINT_ERR_CONFIG, "an id is");
	id[100] = '\0';
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(certlint_find(made, id, NULL)->id, id);
	lints[1].id = "";
	assert_refused(CERTLINT_ERR_CONFIG, "an id is");
}

/* Counts are judged before a list is looked at: the entries behind these are not there. */
static void
test_counts(void **state)
{
	one.lint_count = ENTRIES_MAX + 1;
	assert_refused(CERTLINT_ERR_CONFIG, "more than");
	one.lint_count = 2;
	two.lint_count = ENTRIES_MAX - 1;
	assert_refused(CERTLINT_ERR_CONFIG, "more than");
	two.lint_count = SIZE_MAX;
	assert_refused(CERTLINT_ERR_CONFIG, "more than");
	two.lint_count = 0;
	two.lints = NULL;
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(order(), "t_a t_b");
	two.lint_count = 1;
	assert_refused(CERTLINT_ERR_ARGUMENT, "lints is NULL");
}

/* Each text that the library lends again is looked at. */
static void
test_texts(void **state)
{
	static const size_t texts[] = {
		offsetof(struct certlint_lint, source), offsetof(struct certlint_lint, citation),
		offsetof(struct certlint_lint, summary), offsetof(struct certlint_lint, why),
		offsetof(struct certlint_lint, fix), offsetof(struct certlint_lint, applies),
		offsetof(struct certlint_lint, needs), offsetof(struct certlint_lint, unless),
		offsetof(struct certlint_lint, covers), offsetof(struct certlint_lint, peers),
		offsetof(struct certlint_lint, aliases), offsetof(struct certlint_lint, citations),
		offsetof(struct certlint_lint, vectors),
	};
	static const char *const bad[] = { "\x1b[0m", "\xff", "a\xe2\x80\xae", "\x7f", "\xc2\x85" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char **text = (const char **)(void *)((char *)&lints[3] + texts[i]);
		const char *good = *text;

		for (size_t k = 0; k < sizeof(bad) / sizeof(*bad); k++) {
			*text = bad[k];
			assert_refused(CERTLINT_ERR_CONFIG, "'u_b' is not printable");
		}
		*text = good;
	}
	lints[3].why = "Two lines,\n\tand \xc3\xa9.";
	assert_int_equal(make(0), CERTLINT_OK);
	assert_string_equal(certlint_find(made, "u_b", NULL)->why, lints[3].why);
	assert_ptr_not_equal(certlint_find(made, "u_b", NULL)->why, lints[3].why);
}

static void
test_days(void **state)
{
	lints[0].from_day = 20260101;
	lints[0].until_day = 20260102;		/* a window of one day */
	assert_int_equal(make(0), CERTLINT_OK);
	assert_int_equal(certlint_find(made, "t_a", NULL)->until_day, 20260102);
	lints[0].from_day = 20260102;
	assert_refused(CERTLINT_ERR_CONFIG, "not after");
	lints[0].from_day = -1;
	assert_refused(CERTLINT_ERR_CONFIG, "days of the form");
	lints[0].from_day = 20240229;
	assert_int_equal(make(0), CERTLINT_OK);
	lints[0].from_day = 20250229;
	assert_refused(CERTLINT_ERR_CONFIG, "days of the form");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, reset, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_order), TEST(test_circles), TEST(test_unknown_winner), TEST(test_names),
		TEST(test_lengths), TEST(test_counts), TEST(test_texts), TEST(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
