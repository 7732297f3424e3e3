/* Bytes and pieces of text: the ground that the forge stands on. */

#include "forge_bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 24

void
wrong(struct trouble *trouble, const char *format, ...)
{
	va_list args;

	if (trouble->text[0])
		return;
	va_start(args, format);
	vsnprintf(trouble->text, sizeof(trouble->text), format, args);
	va_end(args);
}

void
wrong_word(struct trouble *trouble, const char *what, struct str word)
{
	wrong(trouble, "%s: '%.*s'", what, word.n > 100 ? 100 : (int)word.n, word.p ? word.p : "");
}

struct str
str_of(const char *text)
{
	return (struct str){ text, text ? strlen(text) : 0 };
}

bool
str_is(struct str s, const char *text)
{
	return s.n == strlen(text) && !memcmp(s.p, text, s.n);
}

bool
str_skip(struct str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->n < n || memcmp(s->p, prefix, n) != 0)
		return false;
	s->p += n;
	s->n -= n;
	return true;
}

bool
str_number(struct str s, long *out)
{
	long value = 0;

	if (s.n == 0 || s.n > 9)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		value = value * 10 + (s.p[i] - '0');
	}
	*out = value;
	return true;
}

struct str
str_cut(struct str *s, char mark)
{
	struct str whole = *s;
	int depth = 0;

	for (size_t i = 0; i < s->n; i++) {
		char c = s->p[i];

		if (c == '\\') {
			i++;
		} else if (c == mark && depth == 0) {
			*s = (struct str){ s->p + i + 1, s->n - i - 1 };
			return (struct str){ whole.p, i };
		} else if (c == '{') {
			depth++;
		} else if (c == '}' && depth > 0) {
			depth--;
		}
	}
	*s = (struct str){ whole.p + whole.n, 0 };
	return whole;
}

struct str
str_braces(struct str *s)
{
	struct str inside = { NULL, 0 };
	int depth = 0;

	if (s->n < 2 || s->p[s->n - 1] != '}' || s->p[s->n - 2] == '\\')
		return inside;
	for (size_t i = s->n; i-- > 0;) {
		if (s->p[i] == '}')
			depth++;
		else if (s->p[i] == '{' && --depth == 0) {
			if (i > 0 && s->p[i - 1] == '\\')
				return inside;
			inside = (struct str){ s->p + i + 1, s->n - i - 2 };
			s->n = i;
			return inside;
		}
	}
	return inside;
}

struct items
items_of(struct str s, char sep)
{
	struct items list;

	memset(&list, 0, sizeof(list));
	list.rest = s;
	list.sep = sep;
	return list;
}

/* Take a last *N off the item. */
static long
item_times(struct str *item)
{
	size_t n = item->n;
	long times;

	while (n > 0 && item->p[n - 1] >= '0' && item->p[n - 1] <= '9')
		n--;
	if (n == 0 || n == item->n || item->p[n - 1] != '*' || (n > 1 && item->p[n - 2] == '\\') ||
	    !str_number((struct str){ item->p + n, item->n - n }, &times))
		return 1;
	item->n = n - 1;
	return times;
}

/* The item with %d replaced by its number. */
static struct str
item_numbered(struct items *list)
{
	size_t n = 0;

	if (list->times == 1)
		return list->item;
	for (size_t i = 0; i < list->item.n && n + 16 < sizeof(list->made); i++) {
		char next = i + 1 < list->item.n ? list->item.p[i + 1] : '\0';

		if (list->item.p[i] == '%' && (next == 'd' || next == 'x')) {
			n += (size_t)snprintf(list->made + n, 16, next == 'd' ? "%ld" : "%06lx",
					      list->i);
			i++;
		} else {
			list->made[n++] = list->item.p[i];
		}
	}
	return (struct str){ list->made, n };
}

bool
items_next(struct items *list, struct str *item)
{
	if (list->started && ++list->i < list->times) {
		*item = item_numbered(list);
		return true;
	}
	do {
		size_t before = list->rest.n;

		/* "a," has two items, "" none. */
		if (list->done || (!list->started && before == 0))
			return false;
		list->started = true;
		list->item = str_cut(&list->rest, list->sep);
		list->done = list->item.n == before;
		list->times = item_times(&list->item);
	} while (list->times == 0);
	list->i = 0;
	*item = item_numbered(list);
	return true;
}

void
put(struct buf *b, const void *p, size_t n)
{
	if (n > b->max - b->n) {
		wrong(b->trouble, "the object is longer than the %zu octets there are", b->max);
		return;
	}
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
put_byte(struct buf *b, unsigned byte)
{
	uint8_t octet = (uint8_t)byte;

	put(b, &octet, 1);
}

size_t
put_open(struct buf *b, unsigned tag)
{
	for (int shift = 24; shift > 0; shift -= 8)
		if (tag >> shift)
			put_byte(b, tag >> shift & 0xff);
	put_byte(b, tag & 0xff);
	return b->n;
}

void
put_close(struct buf *b, size_t at)
{
	uint8_t length[5];
	size_t n = b->n - at, k = 0;

	if (b->n < at)
		return;
	if (n > 127) {
		for (size_t rest = n; rest; rest >>= 8)
			k++;
		length[0] = (uint8_t)(0x80 | k);
	} else {
		length[0] = (uint8_t)n;
	}
	for (size_t i = 1; i <= k; i++)
		length[i] = (uint8_t)(n >> 8 * (k - i));
	if (k + 1 > b->max - b->n) {
		wrong(b->trouble, "the object is longer than the %zu octets there are", b->max);
		return;
	}
	memmove(b->p + at + k + 1, b->p + at, n);
	memcpy(b->p + at, length, k + 1);
	b->n += k + 1;
}

void
put_element(struct buf *b, unsigned tag, const void *p, size_t n)
{
	size_t at = put_open(b, tag);

	put(b, p, n);
	put_close(b, at);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* `digits` hex digits at s.p[at]. */
static bool
hex_read(struct str s, size_t at, size_t digits, unsigned *out)
{
	unsigned value = 0;

	if (s.n < at + digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		int digit = hex_digit(s.p[at + i]);

		if (digit < 0)
			return false;
		value = value << 4 | (unsigned)digit;
	}
	*out = value;
	return true;
}

static void
put_utf8(struct buf *b, unsigned c)
{
	if (c < 0x80) {
		put_byte(b, c);
		return;
	}
	if (c < 0x800) {
		put_byte(b, 0xc0 | c >> 6);
	} else if (c < 0x10000) {
		put_byte(b, 0xe0 | c >> 12);
		put_byte(b, 0x80 | (c >> 6 & 0x3f));
	} else {
		put_byte(b, 0xf0 | c >> 18);
		put_byte(b, 0x80 | (c >> 12 & 0x3f));
		put_byte(b, 0x80 | (c >> 6 & 0x3f));
	}
	put_byte(b, 0x80 | (c & 0x3f));
}

/* The "{N:inside}" at the start of s: its count, inside and whole length. */
static bool
repeat_read(struct str s, long *times, struct str *inside, size_t *length)
{
	int depth = 0;
	size_t colon = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '{')
			depth++;
		else if (s.p[i] == ':' && depth == 1 && !colon)
			colon = i;
		else if (s.p[i] == '}' && --depth == 0) {
			*inside = (struct str){ s.p + colon + 1, i - colon - 1 };
			*length = i + 1;
			return colon && str_number((struct str){ s.p + 1, colon - 1 }, times);
		}
	}
	return false;
}

static void
put_text_depth(struct buf *b, struct str s, int depth)
{
	struct str inside;
	size_t length;
	unsigned c;
	long times;

	for (size_t i = 0; i < s.n && !b->trouble->text[0]; i++) {
		struct str rest = { s.p + i + 1, s.n - i - 1 };

		if (s.p[i] != '\\' || i + 1 == s.n) {
			put_byte(b, (unsigned char)s.p[i]);
		} else if (s.p[i + 1] == 'x' && hex_read(s, i + 2, 2, &c)) {
			put_byte(b, c);
			i += 3;
		} else if (s.p[i + 1] == 'u' && hex_read(s, i + 2, 4, &c)) {
			put_utf8(b, c);
			i += 5;
		} else if (s.p[i + 1] == 'U' && hex_read(s, i + 2, 6, &c)) {
			put_utf8(b, c);
			i += 7;
		} else if (depth < DEPTH && repeat_read(rest, &times, &inside, &length)) {
			while (times-- > 0 && !b->trouble->text[0])
				put_text_depth(b, inside, depth + 1);
			i += length;
		} else {
			put_byte(b, (unsigned char)s.p[++i]);
		}
	}
}

void
put_text(struct buf *b, struct str s)
{
	put_text_depth(b, s, 0);
}

static size_t
mark_at(struct str s, char mark)
{
	const char *end = s.n ? memchr(s.p, mark, s.n) : NULL;

	return end ? (size_t)(end - s.p) : s.n;
}

/* One item of raw bytes that is neither digits nor parentheses; how much of s it took. */
static size_t put_raw_item(struct buf *b, struct str s, int depth);

static void
put_raw_depth(struct buf *b, struct str s, int depth)
{
	size_t open[DEPTH], opened = 0;
	unsigned c;

	for (size_t i = 0; i < s.n && !b->trouble->text[0];) {
		if (hex_read(s, i, 2, &c)) {
			put_byte(b, c);
			i += 2;
		} else if (s.p[i] == '(' && opened < DEPTH) {
			open[opened++] = b->n;
			i++;
		} else if (s.p[i] == ')' && opened > 0) {
			put_close(b, open[--opened]);
			i++;
		} else {
			i += put_raw_item(b, (struct str){ s.p + i, s.n - i }, depth);
		}
	}
	if (opened)
		wrong_word(b->trouble, "no closing parenthesis in the raw bytes", s);
}

static size_t
put_raw_item(struct buf *b, struct str s, int depth)
{
	struct str rest = { s.p + 1, s.n - 1 }, inside;
	size_t n = mark_at(rest, s.p[0] == '<' ? '>' : '\''), length;
	long times;

	if (s.p[0] == ' ' || s.p[0] == '_')
		return 1;
	if (s.p[0] == '\'' && n < rest.n) {
		put_text(b, (struct str){ rest.p, n });
		return n + 2;
	}
	if (s.p[0] == '<' && n < rest.n) {
		put_oid(b, (struct str){ rest.p, n });
		return n + 2;
	}
	if (s.p[0] == '{' && depth < DEPTH && repeat_read(s, &times, &inside, &length)) {
		while (times-- > 0 && !b->trouble->text[0])
			put_raw_depth(b, inside, depth + 1);
		return length;
	}
	wrong_word(b->trouble, "these are no raw bytes", s);
	return s.n;
}

void
put_raw(struct buf *b, struct str s)
{
	put_raw_depth(b, s, 0);
}

static void
put_base128(struct buf *b, uint64_t arc)
{
	uint8_t octets[10] = { 0 };
	size_t n = 0;

	do {
		octets[n] = (uint8_t)((arc & 0x7f) | (n ? 0x80 : 0));
		n++;
	} while (arc >>= 7);
	while (n > 0)
		put_byte(b, octets[--n]);
}

static bool
arc_read(struct str s, uint64_t *out)
{
	uint64_t arc = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || arc > UINT64_MAX / 10 - 10)
			return false;
		arc = arc * 10 + (uint64_t)(s.p[i] - '0');
	}
	*out = arc;
	return s.n > 0;
}

void
put_oid_body(struct buf *b, struct str dotted)
{
	struct items list = items_of(dotted, '.');
	struct str item;
	uint64_t arc, first = 0;
	size_t i = 0;

	for (; items_next(&list, &item); i++) {
		if (!arc_read(item, &arc) || (i == 0 && arc > 2) ||
		    (i == 1 && first < 2 && arc > 39)) {
			wrong_word(b->trouble, "no object identifier", dotted);
			return;
		}
		if (i == 0)
			first = arc;
		else
			put_base128(b, i == 1 ? first * 40 + arc : arc);
	}
	if (i < 2)
		wrong_word(b->trouble, "no object identifier", dotted);
}

void
put_oid(struct buf *b, struct str dotted)
{
	size_t at = put_open(b, 0x06);

	put_oid_body(b, dotted);
	put_close(b, at);
}

void
put_number(struct buf *b, unsigned tag, unsigned long number)
{
	size_t at = put_open(b, tag);
	int shift = (int)sizeof(number) * 8 - 8;

	while (shift > 0 && !(number >> shift))
		shift -= 8;
	if (number >> shift & 0x80)
		put_byte(b, 0);
	for (; shift >= 0; shift -= 8)
		put_byte(b, number >> shift & 0xff);
	put_close(b, at);
}

bool
put_forced(struct buf *b, unsigned tag, struct str s)
{
	size_t at;

	if (str_skip(&s, "der:")) {
		put_raw(b, s);
		return true;
	}
	if (!str_skip(&s, "hex:"))
		return false;
	at = put_open(b, tag);
	put_raw(b, s);
	put_close(b, at);
	return true;
}

static const struct string_type {
	const char *name;
	unsigned tag;
	size_t width; /* octets in a character, 1 for those with several lengths */
} string_types[] = {
	{ "utf8", 0x0c, 1 },    { "printable", 0x13, 1 }, { "ia5", 0x16, 1 },
	{ "bmp", 0x1e, 2 },     { "teletex", 0x14, 1 },   { "universal", 0x1c, 4 },
	{ "numeric", 0x12, 1 }, { "visible", 0x1a, 1 },   { "general", 0x1b, 1 },
	{ "graphic", 0x19, 1 }, { "videotex", 0x15, 1 },
};

/* One character of UTF-8, which is taken off *s; a stray octet stands for itself. */
static uint32_t
utf8_next(const uint8_t **p, const uint8_t *end)
{
	uint32_t c = *(*p)++;
	int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

	if (more > end - *p)
		return c;
	if (more)
		c &= 0x3fu >> more;
	while (more-- > 0)
		c = c << 6 | (*(*p)++ & 0x3f);
	return c;
}

/* UTF-16 or UTF-32 from the UTF-8 that put_text() writes. */
static void
put_wide(struct buf *b, struct str s, size_t width)
{
	uint8_t text[4096];
	struct buf narrow = { text, 0, sizeof(text), b->trouble };
	const uint8_t *p = text;

	put_text(&narrow, s);
	while (p < text + narrow.n) {
		uint32_t c = utf8_next(&p, text + narrow.n);

		if (width == 2 && c > 0xffff) {
			uint32_t high = 0xd800 + ((c - 0x10000) >> 10);

			put_byte(b, high >> 8);
			put_byte(b, high & 0xff);
			c = 0xdc00 + (c & 0x3ff);
		}
		for (size_t shift = 8 * width; shift > 0; shift -= 8)
			put_byte(b, c >> (shift - 8) & 0xff);
	}
}

/* "utf8:" or "utf8hex:" at the start of *s. */
static const struct string_type *
string_type(struct str *s, bool *raw)
{
	char prefix[24];

	for (size_t i = 0; i < sizeof(string_types) / sizeof(*string_types); i++) {
		snprintf(prefix, sizeof(prefix), "%shex:", string_types[i].name);
		*raw = str_skip(s, prefix);
		snprintf(prefix, sizeof(prefix), "%s:", string_types[i].name);
		if (*raw || str_skip(s, prefix))
			return &string_types[i];
	}
	return NULL;
}

void
put_string(struct buf *b, unsigned tag, struct str s)
{
	const struct string_type *type;
	bool raw = false;
	unsigned number;
	size_t at;

	if (put_forced(b, tag, s))
		return;
	if (s.n > 7 && !memcmp(s.p, "tag:", 4) && hex_read(s, 4, 2, &number) && s.p[6] == '=') {
		at = put_open(b, number);
		put_raw(b, (struct str){ s.p + 7, s.n - 7 });
		put_close(b, at);
		return;
	}
	type = string_type(&s, &raw);
	at = put_open(b, type ? type->tag : tag);
	if (raw)
		put_raw(b, s);
	else if (type && type->width > 1)
		put_wide(b, s, type->width);
	else
		put_text(b, s);
	put_close(b, at);
}
