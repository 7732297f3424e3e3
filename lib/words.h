/* Lists of words with blanks between them: what the API's text fields are made of. */

#ifndef CERTLINT_LIB_WORDS_H
#define CERTLINT_LIB_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "facts.h"

/* One word, not ended by a NUL. */
struct word {
	const char *text;
	size_t length;
};

/* Take the next word of *list and move past it; false at the end.  NULL is an empty list. */
bool word_next(const char **list, struct word *word);
bool word_is(struct word word, const char *text);
bool words_have(const char *list, struct word word);

/*
 * Whether `text` fits a glob of '*' and '?'; `fold`: A to Z are a to z.  At most glob times text
 * steps, and the library's texts are short.
 */
bool glob_fits(const char *glob, struct word text, bool fold);
bool glob_fits_any(const char *glob, const char *list);

/* Facts by name, '!' denies; a word that is no fact ends it: false, and *bad is the word. */
bool words_to_facts(const char *list, struct facts *on, struct facts *off, struct word *bad);

/* Bits of enum need, by name. */
bool words_to_needs(const char *list, uint8_t *needs, struct word *bad);

#endif
