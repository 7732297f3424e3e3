/* JSON (RFC 8259) in one pass and in place. */

#include "ct/scan.h"

#include <string.h>

#include "base64.h"
#include "text.h"

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

char
scan_peek(struct scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
	return s->at < s->end ? (char)*s->at : '\0';
}

bool
scan_take(struct scan *s, char c)
{
	if (scan_peek(s) != c || s->at == s->end)
		return false;
	s->at++;
	return true;
}

bool
scan_fault(struct scan *s, const char *reason)
{
	if (s->reason != NULL)
		return false;
	s->cut = s->at == s->end;
	s->reason = s->cut ? "the text ends too early" : reason;
	s->fault = (size_t)(s->at - s->start);
	return false;
}

/* ---- strings ---- */

/*
 * To the last quote of a string whose first one is taken.  False with a fault: past that quote if
 * there is one, else at the end.
 */
static bool
find_quote(struct scan *s, bool *escaped)
{
	bool good = true;

	*escaped = false;
	for (; s->at < s->end && *s->at != '"'; s->at++) {
		if (*s->at < 0x20)
			good = scan_fault(s, "a control character in a string");
		if (*s->at != '\\')
			continue;
		*escaped = true;
		s->at += s->end - s->at > 1;
	}
	if (s->at == s->end)
		return scan_fault(s, "");
	s->at += !good;
	return good;
}

/* Four hex digits at `p`; -1 if they are none. */
static long
hex4(const uint8_t *p, const uint8_t *end)
{
	long value = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = char_hex(p[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

static uint8_t *
put_utf8(uint8_t *w, long c)
{
	if (c < 0x80) {
		*w++ = (uint8_t)c;
	} else if (c < 0x800) {
		*w++ = (uint8_t)(0xc0 | c >> 6);
		*w++ = (uint8_t)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*w++ = (uint8_t)(0xe0 | c >> 12);
		*w++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		*w++ = (uint8_t)(0x80 | (c & 0x3f));
	} else {
		*w++ = (uint8_t)(0xf0 | c >> 18);
		*w++ = (uint8_t)(0x80 | (c >> 12 & 0x3f));
		*w++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		*w++ = (uint8_t)(0x80 | (c & 0x3f));
	}
	return w;
}

/* Undo \uXXXX at `p`, which is behind the u; a surrogate without its other half is U+FFFD. */
static const uint8_t *
unescape_unicode(const uint8_t *p, const uint8_t *end, uint8_t **w)
{
	long c = hex4(p, end), low;

	if (c < 0)
		return NULL;
	p += 4;
	if (c < 0xd800 || c > 0xdfff) {
		*w = put_utf8(*w, c);
		return p;
	}
	low = c < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? hex4(p + 2, end) : -1;
	if (low < 0xdc00 || low > 0xdfff) {
		*w = put_utf8(*w, 0xfffd);
		return p;
	}
	*w = put_utf8(*w, 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff));
	return p + 6;
}

/* Undo the escape at `p`, which is behind the backslash; NULL if it is none. */
static const uint8_t *
unescape_one(const uint8_t *p, const uint8_t *end, uint8_t **w)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *known;

	if (p == end)
		return NULL;
	if (*p == 'u')
		return unescape_unicode(p + 1, end, w);
	known = *p ? strchr(from, *p) : NULL;
	if (known == NULL)
		return NULL;
	*(*w)++ = (uint8_t)to[known - from];
	return p + 1;
}

/* Undo the escapes from `p` to `end` in place; the new end, or NULL with *fault at a bad one. */
static uint8_t *
unescape(uint8_t *p, const uint8_t *end, const uint8_t **fault)
{
	const uint8_t *q = p;
	uint8_t *w = p;

	while (q < end) {
		const uint8_t *next;

		if (*q != '\\') {
			*w++ = *q++;
			continue;
		}
		next = unescape_one(q + 1, end, &w);
		if (next == NULL) {
			*fault = q;
			return NULL;
		}
		q = next;
	}
	return w;
}

bool
scan_string(struct scan *s, struct span *out)
{
	const uint8_t *fault = NULL;
	uint8_t *from, *to, *quote;
	bool escaped;

	if (!scan_take(s, '"'))
		return scan_fault(s, "no string where one has to be");
	from = s->at;
	if (!find_quote(s, &escaped))
		return false;
	quote = s->at;
	to = escaped ? unescape(from, quote, &fault) : quote;
	if (to == NULL) {
		s->at = from + (fault - from);
		scan_fault(s, "an escape that is none");
		s->at = quote + 1;
		return false;
	}
	s->at = quote + 1;
	*out = (struct span){ from, (size_t)(to - from) };
	return true;
}

/* The next character of a string, an escape undone; -1, and *p as it was, if that is none. */
static int
next_character(const uint8_t **p, const uint8_t *end)
{
	uint8_t octets[4], *w = octets;
	const uint8_t *next;

	if (*p == end)
		return -1;
	if (**p != '\\')
		return *(*p)++;
	next = unescape_one(*p + 1, end, &w);
	if (next == NULL || w != octets + 1)
		return -1;
	*p = next;
	return octets[0];
}

/* The characters of a group that base64_run() stopped at; how many.  *p is past them. */
static size_t
take_group(const uint8_t **p, const uint8_t *end, uint32_t *bits)
{
	size_t n = 0;

	*bits = 0;
	while (n < 4) {
		const uint8_t *next = *p;
		int c = next_character(&next, end);

		if (c < 0 || !base64_is((uint8_t)c))
			break;
		*bits |= base64_placed[n++][c];
		*p = next;
	}
	return n;
}

/* Past the padding of a group of `n` characters; whether it is the right one. */
static bool
take_padding(const uint8_t **p, const uint8_t *end, size_t n)
{
	size_t missing = n > 1 ? 4 - n : 0;

	for (; missing > 0; missing--) {
		const uint8_t *next = *p;

		if (next_character(&next, end) != '=')
			return false;
		*p = next;
	}
	return true;
}

bool
scan_base64(struct scan *s, uint8_t *to, struct span *out)
{
	const uint8_t *p;
	uint8_t *w;
	uint32_t bits;
	size_t n;
	bool sound, escaped;

	if (!scan_take(s, '"'))
		return scan_fault(s, "no string where base64 has to be");
	w = to = to ? to : s->at;
	p = s->at;
	do {
		p = base64_run(p, s->end, &w, s->end);
		n = take_group(&p, s->end, &bits);
		w = base64_put_rest(w, bits, n);
	} while (n == 4);
	sound = take_padding(&p, s->end, n) && base64_rest_is_sound(bits, n);
	*out = (struct span){ to, (size_t)(w - to) };
	s->at += p - s->at;
	/* A text that ends here is cut short, which is told below. */
	if (!s->base64 && s->at < s->end && (!sound || *s->at != '"')) {
		s->base64 = true;
		s->base64_at = (size_t)(s->at - s->start);
	}
	if (!find_quote(s, &escaped))
		return false;
	s->at++;
	return true;
}

/* ---- numbers ---- */

bool
scan_number(struct scan *s, uint64_t *whole, unsigned *thousandths)
{
	unsigned scale = 100;

	*whole = 0;
	*thousandths = 0;
	scan_peek(s);
	if (s->at == s->end || *s->at < '0' || *s->at > '9')
		return scan_fault(s, "no number where one has to be");
	for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++)
		*whole = *whole > (UINT64_MAX - 9) / 10 ? UINT64_MAX :
			 *whole * 10 + (uint64_t)(*s->at - '0');
	if (s->at < s->end && *s->at == '.')
		for (s->at++; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
			*thousandths += (unsigned)(*s->at - '0') * scale;
			scale /= 10;
		}
	if (s->at < s->end && (*s->at | 0x20) == 'e')
		return scan_fault(s, "a number with an exponent");
	return true;
}

/* ---- objects and arrays ---- */

/* The comma before all elements but the first; false at the end, past `close`, or at a fault. */
static bool
next_of(struct scan *s, bool *first, char close)
{
	bool was_first = *first;

	*first = false;
	if (scan_take(s, close))
		return false;
	return was_first || scan_take(s, ',') || scan_fault(s, "no comma where one has to be");
}

bool
scan_member(struct scan *s, bool *first, struct span *name)
{
	if (s->reason || !next_of(s, first, '}') || !scan_string(s, name))
		return false;
	return scan_take(s, ':') || scan_fault(s, "no colon behind a name");
}

bool
scan_element(struct scan *s, bool *first)
{
	return s->reason == NULL && next_of(s, first, ']');
}

/* A number or one of the three words, as far as their letters go. */
static bool
skip_word(struct scan *s)
{
	static const char *const words[] = { "null", "true", "false" };
	const uint8_t *start = s->at;

	for (unsigned i = 0; i < 3; i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(s->end - s->at) >= n && memcmp(s->at, words[i], n) == 0) {
			s->at += n;
			return true;
		}
	}
	while (s->at < s->end && *s->at != '\0' && strchr("0123456789+-.eE", *s->at))
		s->at++;
	return s->at > start || scan_fault(s, "no value where one has to be");
}

static bool
skip_string(struct scan *s)
{
	bool escaped;

	s->at++;
	if (!find_quote(s, &escaped))
		return false;
	s->at++;
	return true;
}

/* What is open around the value that is skipped: bit 0 is the innermost, 1 stands for an object. */
struct nest {
	uint64_t objects;
	unsigned depth;
};

static bool
open_one(struct scan *s, struct nest *nest, bool object)
{
	if (nest->depth == SCAN_DEPTH)
		return scan_fault(s, "too many arrays and objects in each other");
	nest->objects = nest->objects << 1 | object;
	nest->depth++;
	s->at++;
	return true;
}

static bool
close_one(struct scan *s, struct nest *nest, bool object)
{
	if (nest->depth == 0 || (nest->objects & 1) != object)
		return scan_fault(s, "a bracket that closes nothing");
	nest->objects >>= 1;
	nest->depth--;
	s->at++;
	return true;
}

/* Whether commas and colons are where they belong is not looked at: nothing there is used. */
bool
scan_skip(struct scan *s)
{
	struct nest nest = { 0, 0 };

	do {
		char c = scan_peek(s);
		bool good;

		if (c == '{' || c == '[')
			good = open_one(s, &nest, c == '{');
		else if (c == '}' || c == ']')
			good = close_one(s, &nest, c == '}');
		else if (c == '"')
			good = skip_string(s);
		else if (nest.depth > 0 && (c == ',' || c == ':'))
			s->at++, good = true;
		else
			good = skip_word(s);
		if (!good) {
			s->open = nest.depth;
			return false;
		}
	} while (nest.depth > 0);
	return true;
}

bool
scan_leave(struct scan *s, unsigned depth)
{
	bool quoted = false;

	depth += s->open;
	for (; s->at < s->end && depth > 0; s->at++) {
		uint8_t c = *s->at;

		if (quoted && c == '\\' && s->end - s->at > 1)
			s->at++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
	}
	s->reason = NULL;
	s->open = 0;
	return depth == 0;
}
