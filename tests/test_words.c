/* Lists of words: where words begin and end, globs of them, and what they name. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#undef fail	/* cmocka's; here it is the lints' */

#include "lint.h"
#include "words.h"

static struct word
word(const char *text)
{
	return (struct word){ text, strlen(text) };
}

/* The words of a list with '|' between them. */
static const char *
split(const char *list)
{
	static char text[256];
	struct word w;
	size_t n = 0;

	while (word_next(&list, &w)) {
		memcpy(text + n, w.text, w.length);
		n += w.length;
		text[n++] = '|';
	}
	text[n] = '\0';
	return text;
}

static void
test_blanks(void **state)
{
	const char *list = "one", *nothing = NULL;
	struct word w;

	assert_string_equal(split(""), "");
	assert_string_equal(split(" \t\r\n"), "");
	assert_string_equal(split("one"), "one|");
	assert_string_equal(split("  one\ttwo\r\nthree  "), "one|two|three|");
	assert_string_equal(split("a,b\vc"), "a,b\vc|");	/* no blanks of a list */
	assert_false(word_next(&nothing, &w));
	assert_true(word_next(&list, &w));
	assert_false(word_next(&list, &w));
	assert_false(word_next(&list, &w));	/* the end stays the end */
	assert_int_equal(*list, '\0');
}

static void
test_equal(void **state)
{
	assert_true(word_is(word("tls"), "tls"));
	assert_false(word_is(word("tls"), "tl"));
	assert_false(word_is(word("tls"), "tlsx"));
	assert_false(word_is(word("tls"), "TLS"));
	assert_true(word_is((struct word){ "tlsx", 3 }, "tls"));
	assert_true(word_is((struct word){ "", 0 }, ""));
	assert_true(words_have("a bc d", word("bc")));
	assert_true(words_have("a bc d", word("d")));
	assert_false(words_have("a bc d", word("b")));
	assert_false(words_have("a bc d", word("bcd")));
	assert_false(words_have(NULL, word("a")));
	assert_false(words_have("", word("")));
}

static void
test_globs(void **state)
{
	assert_true(glob_fits("***", word(""), false));
	assert_true(glob_fits("a**b", word("ab"), false));
	assert_false(glob_fits("ab?", word("ab"), false));
	assert_true(glob_fits("*?", word("x"), false));
	assert_true(glob_fits("*b?d", word("abcbxbcd"), false));
	assert_true(glob_fits("*ab", word("aab"), false));
	assert_true(glob_fits("[a]", word("[a]"), false));	/* no classes, no escapes */
	assert_false(glob_fits("\\*", word("*"), false));
	assert_true(glob_fits("a", (struct word){ "ab", 1 }, false));
	assert_true(glob_fits("aZ*", word("Azb"), true));
	assert_false(glob_fits("@", word("`"), true));	/* beside A and Z */
	assert_false(glob_fits("[", word("{"), true));
	assert_false(glob_fits("\xc3", word("\xe3"), true));
	assert_true(glob_fits_any("b*", "ab ba"));
	assert_false(glob_fits_any("b*", "ab ab"));
	assert_false(glob_fits_any("*", ""));
	assert_false(glob_fits_any("*", NULL));
}

/* Stars and question marks without end: who goes back to more than the last star never returns. */
static void
test_hostile_globs(void **state)
{
	enum { N = 1500 };
	char *text = malloc(N), *glob = malloc(3 * N + 2);	/* no NUL ends the text */

	assert_true(text && glob);
	memset(text, 'a', N);
	for (size_t i = 0; i < N; i++)
		memcpy(glob + 3 * i, i % 2 ? "*a?" : "*?*", 3);
	memcpy(glob + 3 * N, "b", 2);
	assert_false(glob_fits(glob, (struct word){ text, N }, true));
	memset(glob, '*', 3 * N);
	glob[3 * N] = 'a';
	assert_true(glob_fits(glob, (struct word){ text, N }, false));
	memset(glob, '?', N);
	glob[N] = '\0';
	assert_true(glob_fits(glob, (struct word){ text, N }, false));
	assert_false(glob_fits(glob, (struct word){ text, N - 1 }, false));
	free(text);
	free(glob);
}

static void
test_facts(void **state)
{
	struct facts on = { { 0 } }, off = { { 0 } };
	const struct facts tls = FACTS(TLS), none = { { 0 } }, ev_ca = FACTS(EV, CA);
	struct word bad = { NULL, 0 };

	assert_true(words_to_facts(NULL, &on, &off, &bad));
	assert_memory_equal(&on, &none, sizeof(on));
	assert_true(words_to_facts(" !ev tls !ca tls ", &on, &off, &bad));
	assert_memory_equal(&on, &tls, sizeof(on));
	assert_memory_equal(&off, &ev_ca, sizeof(off));
	assert_null(bad.text);
	assert_true(words_to_facts("ev", &on, &off, &bad));	/* both: the caller's to judge */
	assert_true(facts_have(&on, FACT_EV) && facts_have(&off, FACT_EV));
	assert_false(words_to_facts("dv !!ca iv", &on, &off, &bad));
	assert_true(word_is(bad, "!!ca"));
	assert_true(facts_have(&on, FACT_DV) && !facts_have(&on, FACT_IV));
	assert_false(words_to_facts("!", &on, &off, &bad));
	assert_true(word_is(bad, "!"));
	assert_false(words_to_facts("TLS", &on, &off, &bad));
	assert_false(words_to_facts("tls,ev", &on, &off, &bad));
}

static void
test_needs(void **state)
{
	struct word bad = { NULL, 0 };
	uint8_t needs = 0;

	assert_true(words_to_needs(NULL, &needs, &bad));
	assert_int_equal(needs, 0);
	assert_true(words_to_needs("now issuer_key now", &needs, &bad));
	assert_int_equal(needs, NEED_NOW | NEED_ISSUER_KEY);
	assert_true(words_to_needs("issuer pair", &needs, &bad));
	assert_int_equal(needs, NEED_NOW | NEED_ISSUER_KEY | NEED_ISSUER | NEED_PAIR);
	needs = 0;
	assert_false(words_to_needs("pair issuer_ now", &needs, &bad));
	assert_true(word_is(bad, "issuer_"));
	assert_int_equal(needs, NEED_PAIR);
	assert_false(words_to_needs("!now", &needs, &bad));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blanks), cmocka_unit_test(test_equal),
		cmocka_unit_test(test_globs), cmocka_unit_test(test_hostile_globs),
		cmocka_unit_test(test_facts), cmocka_unit_test(test_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
