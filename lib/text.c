/* Alphabets of the ASN.1 string types, and reading their characters. */

#include "text.h"

#include <string.h>

/* Alphabets in each other: NumericString's in PrintableString's in VisibleString's (X.680 41). */
enum { VISIBLE = 1, PRINTABLE = 2, NUMERIC = 4 };

/* clang-format off */
#define V VISIBLE
#define P (VISIBLE | PRINTABLE)
#define N (VISIBLE | PRINTABLE | NUMERIC)

/* From 20 on; what is not named is in none. */
static const uint8_t alphabets[256] = {
	[0x20] =
	N, V, V, V, V, V, V, P, P, P, V, P, P, P, P, P,	/*   ! " # $ % & ' ( ) * + , - . / */
	N, N, N, N, N, N, N, N, N, N, P, V, V, P, V, P,	/* 0 ... 9 : ; < = > ? */
	V, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,	/* @ A ... O */
	P, P, P, P, P, P, P, P, P, P, P, V, V, V, V, V,	/* P ... Z [ \ ] ^ _ */
	V, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,	/* ` a ... o */
	P, P, P, P, P, P, P, P, P, P, P, V, V, V, V, 0,	/* p ... z { | } ~ */
};

#undef V
#undef P
#undef N
/* clang-format on */

static bool
all_in(struct span s, uint8_t alphabet)
{
	uint8_t common = alphabet;

	for (size_t i = 0; i < s.n; i++)
		common &= alphabets[s.p[i]];
	return common != 0;
}

static size_t
first_outside(struct span s, uint8_t alphabet)
{
	size_t i = 0;

	while (i < s.n && (alphabets[s.p[i]] & alphabet) != 0)
		i++;
	return i;
}

bool
text_is_printable(struct span s)
{
	return all_in(s, PRINTABLE);
}

bool
text_is_numeric(struct span s)
{
	return all_in(s, NUMERIC);
}

bool
text_is_visible(struct span s)
{
	return all_in(s, VISIBLE);
}

/* How many bytes below 80 the span begins with; eight at a time. */
static size_t
ascii_run(struct span s)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= s.n; i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	while (i < s.n && s.p[i] < 0x80)
		i++;
	return i;
}

bool
text_is_ia5(struct span s)
{
	return ascii_run(s) == s.n;
}

static bool
is_between(uint8_t byte, uint8_t low, uint8_t high)
{
	return byte >= low && byte <= high;
}

/* Whether `count` continuation bytes stand at p. */
static bool
continues(const uint8_t *p, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_between(p[i], 0x80, 0xbf))
			return false;
	return true;
}

/*
 * The second byte is where overlong forms, surrogates and what lies above 10FFFF show: Unicode's
 * table of well-formed byte sequences.
 */
static bool
second_fits(uint8_t lead, uint8_t second)
{
	switch (lead) {
	case 0xe0: return is_between(second, 0xa0, 0xbf);
	case 0xed: return is_between(second, 0x80, 0x9f);
	case 0xf0: return is_between(second, 0x90, 0xbf);
	case 0xf4: return is_between(second, 0x80, 0x8f);
	default: return is_between(second, 0x80, 0xbf);
	}
}

/* The bytes of the sequence that a lead byte announces; 0 if it is none. */
static size_t
lead_width(uint8_t lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* The bytes of the sequence that s, not empty, begins with; 0 if it is broken. */
static size_t
utf8_width(struct span s)
{
	size_t n = lead_width(s.p[0]);

	if (n < 2)
		return n;
	if (s.n < n || !second_fits(s.p[0], s.p[1]) || !continues(s.p + 2, n - 2))
		return 0;
	return n;
}

static struct span
skip(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.n - n };
}

static size_t
utf8_first_bad(struct span whole)
{
	struct span s = whole;
	size_t width;

	while (s.n > 0) {
		width = s.p[0] < 0x80 ? ascii_run(s) : utf8_width(s);
		if (width == 0)
			break;
		s = skip(s, width);
	}
	return whole.n - s.n;
}

bool
utf8_is_valid(struct span s)
{
	return utf8_first_bad(s) == s.n;
}

bool
utf8_next(struct span *s, uint32_t *code_point)
{
	static const uint8_t lead_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c;
	size_t width;

	if (s->n == 0)
		return false;
	width = utf8_width(*s);
	c = s->p[0] & lead_bits[width];
	for (size_t i = 1; i < width; i++)
		c = c << 6 | (s->p[i] & 0x3fu);
	*code_point = width == 0 ? UTF8_BROKEN : c;
	*s = skip(*s, width == 0 ? 1 : width);
	return true;
}

static bool
is_scalar(uint32_t c)
{
	return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

/* One character of `width` octets, or the lesser rest as a broken one. */
static bool
fixed_next(struct span *s, size_t width, uint32_t *code_point)
{
	size_t n = s->n < width ? s->n : width;
	uint32_t c = 0;

	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		c = c << 8 | s->p[i];
	*code_point = n == width && is_scalar(c) ? c : UTF8_BROKEN;
	*s = skip(*s, n);
	return true;
}

static size_t
fixed_first_bad(struct span whole, size_t width)
{
	struct span s = whole, before = whole;
	uint32_t c;

	while (fixed_next(&s, width, &c)) {
		if (c == UTF8_BROKEN)
			return whole.n - before.n;
		before = s;
	}
	return whole.n;
}

size_t
text_first_bad(uint32_t tag, struct span s)
{
	switch (tag) {
	case DER_UTF8_STRING: return utf8_first_bad(s);
	case DER_NUMERIC_STRING: return first_outside(s, NUMERIC);
	case DER_PRINTABLE_STRING: return first_outside(s, PRINTABLE);
	case DER_VISIBLE_STRING: return first_outside(s, VISIBLE);
	case DER_IA5_STRING: return ascii_run(s);
	case DER_BMP_STRING: return fixed_first_bad(s, 2);
	case DER_UNIVERSAL_STRING: return fixed_first_bad(s, 4);
	default: /* escape sequences may give any byte a meaning */ return s.n;
	}
}

bool
text_next(uint32_t tag, struct span *s, uint32_t *code_point)
{
	switch (tag) {
	case DER_UTF8_STRING: return utf8_next(s, code_point);
	case DER_BMP_STRING: return fixed_next(s, 2, code_point);
	case DER_UNIVERSAL_STRING: return fixed_next(s, 4, code_point);
	default:
		if (s->n == 0)
			return false;
		*code_point = s->p[0];
		*s = skip(*s, 1);
		return true;
	}
}

static size_t
utf8_length(struct span s)
{
	size_t count = 0, width;

	while (s.n > 0) {
		if (s.p[0] < 0x80) {
			width = ascii_run(s);
			count += width;
		} else {
			width = utf8_width(s);
			width = width == 0 ? 1 : width;
			count++;
		}
		s = skip(s, width);
	}
	return count;
}

size_t
text_length(uint32_t tag, struct span s)
{
	switch (tag) {
	case DER_UTF8_STRING: return utf8_length(s);
	case DER_BMP_STRING: return s.n / 2 + s.n % 2;
	case DER_UNIVERSAL_STRING: return s.n / 4 + (s.n % 4 != 0);
	default: return s.n;
	}
}

bool
text_equal(uint32_t tag, struct span s, uint32_t other_tag, struct span other)
{
	uint32_t a = 0, b = 0;

	if (tag == other_tag)
		return span_same(s, other);
	while (text_next(tag, &s, &a))
		if (!text_next(other_tag, &other, &b) || a != b)
			return false;
	return !text_next(other_tag, &other, &b);
}

bool
text_is(uint32_t tag, struct span s, const char *ascii)
{
	return text_equal(tag, s, DER_IA5_STRING,
			  (struct span){ (const uint8_t *)ascii, strlen(ascii) });
}

bool
char_is_control(uint32_t c)
{
	if (c < 0xa0)
		return c < 0x20 || c >= 0x7f;
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}
