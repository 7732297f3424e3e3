/* Bytes from hex digits, for tests: blanks between them mean nothing. */

#ifndef CERTLINT_TESTS_HEX_H
#define CERTLINT_TESTS_HEX_H

#include <stdint.h>
#include <stdlib.h>

static inline int
hex_digit(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* Into out, which is long enough; the count of bytes. */
static inline size_t
hex_read(const char *text, uint8_t *out)
{
	size_t n = 0;

	for (; *text; text++) {
		if (*text == ' ')
			continue;
		out[n++] = (uint8_t)(hex_digit(text[0]) << 4 | hex_digit(text[1]));
		text++;
	}
	return n;
}

#endif
