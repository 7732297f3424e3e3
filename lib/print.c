/* Printable text of bytes that anybody may have chosen. */

#include "print.h"

#include <stdio.h>
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

/* How much of the text is plain ASCII, by words of eight octets: mostly all of it. */
static size_t
plain_run(const char *text, size_t n)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		uint64_t w;

		memcpy(&w, text + i, 8);
		/* a bit 7 that is set, comes of adding 1 to 7f, or of taking 20 from less */
		if ((w | (w + ones) | (w - 0x20 * ones)) & 0x80 * ones)
			break;
	}
	while (i < n && text[i] >= 0x20 && text[i] < 0x7f)
		i++;
	return i;
}

void
print_tidy(char *text, size_t room)
{
	struct span s = { (const uint8_t *)text, strlen(text) }, rest;
	size_t plain;
	uint32_t c;

	if (s.n + 1 == room) {
		s.n = cut_character(s.p, s.n);
		text[s.n] = '\0';
	}
	plain = plain_run(text, s.n);
	text += plain, s.p += plain, s.n -= plain;
	while (rest = s, utf8_next(&rest, &c)) {
		if (c == UTF8_BROKEN || char_is_control(c) || c == 0x7f)
			memset(text, '?', s.n - rest.n);
		text += s.n - rest.n;
		s = rest;
	}
}

/* The same as far as %s goes; false where there is more to it, or no room for all. */
static bool
format_texts(char *out, size_t room, const char *format, va_list arguments)
{
	for (const char *f = format; room > 0; f++) {
		const char *text = f;
		size_t n = 1;

		if (*f == '%') {
			if (*++f != 's')
				return false;
			text = va_arg(arguments, const char *);
			n = strlen(text);
			if (n >= room)
				return false;
		}
		memcpy(out, text, n);
		out += n, room -= n;
		if (*f == '\0')
			return true;
	}
	return false;
}

void
print_formatted(char *out, size_t room, const char *format, va_list arguments)
{
	va_list again;
	bool done;

	va_copy(again, arguments);
	done = format_texts(out, room, format, again);
	va_end(again);
	if (!done)
		vsnprintf(out, room, format, arguments);
}
