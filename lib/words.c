/* Lists of words with blanks between them: what the API's text fields are made of. */

#include "words.h"

#include <string.h>

#include "engine.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
word_next(const char **list, struct word *word)
{
	const char *p = *list;
	size_t n = 0;

	if (p == NULL)
		return false;
	while (is_blank(*p))
		p++;
	while (p[n] && !is_blank(p[n]))
		n++;
	*list = p + n;
	*word = (struct word){ p, n };
	return n > 0;
}

bool
word_is(struct word word, const char *text)
{
	return strlen(text) == word.length && memcmp(text, word.text, word.length) == 0;
}

bool
words_have(const char *list, struct word word)
{
	struct word w;

	while (word_next(&list, &w))
		if (w.length == word.length && memcmp(w.text, word.text, w.length) == 0)
			return true;
	return false;
}

static char
folded(char c, bool fold)
{
	return fold && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
glob_fits(const char *glob, struct word text, bool fold)
{
	const char *star = NULL;
	size_t i = 0, retry = 0;

	while (i < text.length) {
		if (*glob == '*') {
			star = ++glob;
			retry = i;
		} else if (*glob && (*glob == '?' || folded(*glob, fold) ==
				     folded(text.text[i], fold))) {
			glob++, i++;
		} else if (star) {
			glob = star;
			i = ++retry;
		} else {
			return false;
		}
	}
	while (*glob == '*')
		glob++;
	return *glob == '\0';
}

bool
glob_fits_any(const char *glob, const char *list)
{
	struct word w;

	while (word_next(&list, &w))
		if (glob_fits(glob, w, false))
			return true;
	return false;
}

bool
words_to_facts(const char *list, struct facts *on, struct facts *off, struct word *bad)
{
	struct word w;

	while (word_next(&list, &w)) {
		bool denies = w.text[0] == '!';
		enum fact fact = fact_find(w.text + denies, w.length - denies);

		if (fact == FACT_COUNT) {
			*bad = w;
			return false;
		}
		facts_set(denies ? off : on, fact, true);
	}
	return true;
}

bool
words_to_needs(const char *list, uint8_t *needs, struct word *bad)
{
	struct word w;

	while (word_next(&list, &w)) {
		unsigned n = 0;

		while (n < NEED_COUNT && !word_is(w, need_name((enum need)(1 << n))))
			n++;
		if (n == NEED_COUNT) {
			*bad = w;
			return false;
		}
		*needs |= (uint8_t)(1 << n);
	}
	return true;
}
