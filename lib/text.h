/* Characters: string types and their alphabets, UTF-8. */

#ifndef CERTLINT_LIB_TEXT_H
#define CERTLINT_LIB_TEXT_H

#include "der.h"

/* Whether every byte fits the alphabet of the type. */
bool text_is_printable(struct span s);	/* PrintableString, X.680 41.4 */
bool text_is_numeric(struct span s);	/* NumericString: digits and space */
bool text_is_ia5(struct span s);	/* 00..7f */
bool text_is_visible(struct span s);	/* 20..7e */

/*
 * Where the first character is that does not fit `tag`'s alphabet or encoding; s.n if all do.  Any
 * byte fits TeletexString and the others whose alphabets escape sequences change.
 */
size_t text_first_bad(uint32_t tag, struct span s);

/* Well-formed UTF-8: shortest form, no surrogates, nothing above U+10FFFF. */
bool utf8_is_valid(struct span s);

/*
 * Take one code point of valid or broken UTF-8 and move past it; a broken byte yields
 * UTF8_BROKEN and moves one byte.  False at the end.
 */
#define UTF8_BROKEN 0xfffffffful
bool utf8_next(struct span *s, uint32_t *code_point);

/*
 * One code point of a string of type `tag` (UTF-8, BMP, Universal; the rest byte by byte), or
 * UTF8_BROKEN for a surrogate, a value above 10FFFF or a cut character at the end; false past it.
 * What length limits count (ub-common-name counts characters).
 */
bool text_next(uint32_t tag, struct span *s, uint32_t *code_point);
size_t text_length(uint32_t tag, struct span s);

/* Whether two strings of their types are the same characters, or the same as some ASCII. */
bool text_equal(uint32_t tag, struct span s, uint32_t other_tag, struct span other);
bool text_is(uint32_t tag, struct span s, const char *ascii);

/* C0, C1, the line and paragraph separators, and what turns the direction of writing. */
bool char_is_control(uint32_t c);

/* What a hexadecimal digit of either case stands for; -1 if it is none. */
static inline int
char_hex(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
