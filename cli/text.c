/* A growing piece of text or bytes, and the ways to write into it what strangers may have named. */

#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { USUAL = 120 };			/* most that is printed at once fits */

/* No buffers, no handlers: other threads may be at work, and there is nothing left to work with. */
static _Noreturn void
out_of_memory(void)
{
	static const char words[] = "certlint: out of memory\n";

	if (write(STDERR_FILENO, words, sizeof(words) - 1) < 0)
		_exit(3);
	_exit(3);
}

void *
memory_new(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		out_of_memory();
	return p;
}

void *
memory_grow(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory();
	p = realloc(p, n * size);
	if (!p)
		out_of_memory();
	return p;
}

char *
text_room(struct text *t, size_t n)
{
	size_t room;

	if (t->room - t->n < n) {
		if (n > SIZE_MAX / 4 - t->n)
			out_of_memory();
		room = t->room + t->room / 2;
		if (room < t->n + n)
			room = t->n + n;
		if (room < 64)
			room = 64;
		t->p = memory_grow(t->p, room, 1);
		t->room = room;
	}
	return t->p + t->n;
}

void
text_vprintf(struct text *t, const char *format, va_list args)
{
	char *room = text_room(t, USUAL);
	size_t left = t->room - t->n;
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(room, left, format, again);
	va_end(again);
	if (n < 0)
		return;
	if ((size_t)n >= left)
		vsnprintf(text_room(t, (size_t)n + 1), (size_t)n + 1, format, args);
	t->n += (size_t)n;
}

void
text_printf(struct text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vprintf(t, format, args);
	va_end(args);
}

void
text_number(struct text *t, uint64_t n)
{
	char digits[20];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	text_add(t, digits + i, sizeof(digits) - i);
}

const char *
text_string(struct text *t)
{
	*text_room(t, 1) = '\0';
	return t->p;
}

void
text_shrink(struct text *t, size_t keep)
{
	t->n = 0;
	if (t->room > keep)
		text_free(t);
}

void
text_free(struct text *t)
{
	free(t->p);
	*t = (struct text){ 0 };
}

/* How many bytes the character at `s` has, with its number; 0 if it is not UTF-8. */
static size_t
utf8(const unsigned char *s, size_t n, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 :
			s[0] < 0xf5 ? 4 : 0;

	if (length == 0 || length > n)
		return 0;
	*c = length == 1 ? s[0] : s[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	if (*c < least[length] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
		return 0;
	return length;
}

/* Controls, line and paragraph separators, and what changes the direction of the text around it. */
static bool
is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || c == 0x061c ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static void
add_hex(struct text *t, const char *lead, const unsigned char *s, size_t n)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		text_puts(t, lead);
		text_char(t, hex[s[i] >> 4]);
		text_char(t, hex[s[i] & 15]);
	}
}

static void
escape(struct text *t, const char *s, size_t n, const char *lead, bool json)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c = 0;

	for (size_t i = 0; i < n;) {
		size_t length = utf8(p + i, n - i, &c);

		if (json && length == 1 && (c == '"' || c == '\\'))
			text_char(t, '\\');
		if (length == 0 || is_harmful(c))
			add_hex(t, lead, p + i, length ? length : 1);
		else
			text_add(t, p + i, length);
		i += length ? length : 1;
	}
}

void
text_escaped(struct text *t, const char *s, size_t n)
{
	escape(t, s, n, "\\x", false);
}

void
text_json(struct text *t, const char *s)
{
	text_char(t, '"');
	escape(t, s, strlen(s), "\\\\x", true);
	text_char(t, '"');
}

void
text_base64(struct text *out, const void *data, size_t n, size_t wrap)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = data;
	size_t start = out->n;

	for (size_t i = 0; i < n; i += 3) {
		size_t left = n - i;
		uint32_t bits = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
				(left > 2 ? p[i + 2] : 0);

		if (wrap && i > 0 && i % (wrap / 4 * 3) == 0)
			text_char(out, '\n');
		text_char(out, digits[bits >> 18]);
		text_char(out, digits[bits >> 12 & 63]);
		text_char(out, left > 1 ? digits[bits >> 6 & 63] : '=');
		text_char(out, left > 2 ? digits[bits & 63] : '=');
	}
	if (wrap && out->n > start)
		text_char(out, '\n');
}
