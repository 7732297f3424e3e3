/* Printable text of bytes that anybody may have chosen. */

#include "print.h"

#include <string.h>

#include "text.h"

static char *
put_hex(char *w, uint8_t octet)
{
	static const char digits[] = "0123456789abcdef";

	*w++ = digits[octet >> 4];
	*w++ = digits[octet & 15];
	return w;
}

static char *
put_character(char *w, uint8_t c)
{
	if (c == '"' || c == '\\')
		*w++ = '\\';
	if (c >= 0x20 && c < 0x7f) {
		*w++ = (char)c;
		return w;
	}
	*w++ = '\\', *w++ = 'x';
	return put_hex(w, c);
}

/* UTF-8 that is safe to show stays as it is; everything else is escaped octet by octet. */
const char *
print_quoted(char *out, struct span s)
{
	char *w = out, *end = out + PRINTED_MAX - 16;

	*w++ = '"';
	while (s.n > 0 && w < end) {
		struct span rest = s;
		uint32_t c;

		utf8_next(&rest, &c);
		if (c < 0x80 || c == UTF8_BROKEN || char_is_control(c)) {
			w = put_character(w, s.p[0]);
			s.p++, s.n--;
			continue;
		}
		memcpy(w, s.p, s.n - rest.n);
		w += s.n - rest.n;
		s = rest;
	}
	memcpy(w, s.n > 0 ? "..." : "", s.n > 0 ? 3 : 0);
	w += s.n > 0 ? 3 : 0;
	*w++ = '"';
	*w = '\0';
	return out;
}

const char *
print_hex(char *out, struct span s)
{
	char *w = out;
	size_t n = s.n < 36 ? s.n : 36;

	*w = '\0';
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*w++ = ':';
		w = put_hex(w, s.p[i]);
	}
	memcpy(w, n < s.n ? "..." : "", n < s.n ? 4 : 1);
	return out;
}

/* How many octets the character has that begins with `first`. */
static size_t
character_length(uint8_t first)
{
	return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Where the last character begins, if the buffer was too short for all of it; else n. */
static size_t
cut_character(const uint8_t *p, size_t n)
{
	size_t i = n;

	while (i > 0 && n - i < 3 && (p[i - 1] & 0xc0) == 0x80)
		i--;
	return i > 0 && p[i - 1] >= 0xc0 && i - 1 + character_length(p[i - 1]) > n ? i - 1 : n;
}

void
print_tidy(char *text, size_t room)
{
	struct span s = { (const uint8_t *)text, strlen(text) }, rest;
	uint32_t c;

	if (s.n + 1 == room) {
		s.n = cut_character(s.p, s.n);
		text[s.n] = '\0';
	}
	for (; s.n > 0 && s.p[0] >= 0x20 && s.p[0] < 0x7f; text++)	/* mostly all of it */
		s.p++, s.n--;
	while (rest = s, utf8_next(&rest, &c)) {
		if (c == UTF8_BROKEN || char_is_control(c) || c == 0x7f)
			memset(text, '?', s.n - rest.n);
		text += s.n - rest.n;
		s = rest;
	}
}
