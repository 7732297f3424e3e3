/* Distinguished names side by side: the same octets, the same text, or another name. */

#include "compare.h"

#include "text.h"

static bool
is_text(uint32_t tag)
{
	switch (tag) {
	case DER_UTF8_STRING:
	case DER_PRINTABLE_STRING:
	case DER_IA5_STRING:
	case DER_NUMERIC_STRING:
	case DER_VISIBLE_STRING:
	case DER_BMP_STRING:
	case DER_UNIVERSAL_STRING:
	case DER_TELETEX_STRING: return true;
	default: return false;
	}
}

#define TEXT_END UINT32_MAX

/* The next character as it is compared: in lower case, blanks in a row as one. */
static uint32_t
next_folded(uint32_t tag, struct span *s)
{
	struct span ahead;
	uint32_t c, more;

	if (!text_next(tag, s, &c))
		return TEXT_END;
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	if (c != ' ')
		return c;
	for (ahead = *s; text_next(tag, &ahead, &more) && more == ' ';)
		*s = ahead;
	/* Blanks at the end count for nothing. */
	return s->n ? ' ' : TEXT_END;
}

static void
skip_blanks(uint32_t tag, struct span *s)
{
	struct span ahead = *s;
	uint32_t c;

	while (text_next(tag, &ahead, &c) && c == ' ')
		*s = ahead;
}

static bool
is_beyond_ascii(uint32_t c)
{
	return c > 0x7f && c != TEXT_END;
}

static enum likeness
compare_text(const struct der *a, const struct der *b)
{
	struct span x = a->body, y = b->body;
	uint32_t c, d;

	skip_blanks(a->tag, &x);
	skip_blanks(b->tag, &y);
	do {
		c = next_folded(a->tag, &x);
		d = next_folded(b->tag, &y);
		if (c != d)
			return is_beyond_ascii(c) || is_beyond_ascii(d) ? LIKE_UNSURE : LIKE_NOT;
	} while (c != TEXT_END);
	return LIKE_TEXT;
}

/* Two AttributeTypeAndValues. */
static enum likeness
compare_pair(struct span a, struct span b)
{
	struct der type_a, type_b, x, y;

	if (!der_take(&a, DER_OID, &type_a) || !der_take(&b, DER_OID, &type_b) ||
	    !span_same(type_a.body, type_b.body) || !der_next(&a, &x) || !der_next(&b, &y))
		return LIKE_NOT;
	if (x.tag == y.tag && span_same(x.body, y.body))
		return LIKE_TEXT;
	return is_text(x.tag) && is_text(y.tag) ? compare_text(&x, &y) : LIKE_NOT;
}

/* A set of several may stand in another order, which other string types give: none is searched. */
static enum likeness
compare_rdn(struct span a, struct span b)
{
	enum likeness worst = LIKE_TEXT, one;
	struct der x, y;
	bool several = false;

	if (span_same(a, b))
		return LIKE_TEXT;
	while (der_next(&a, &x)) {
		if (!der_next(&b, &y))
			return LIKE_NOT;
		several = several || a.n > 0;
		one = compare_pair(x.body, y.body);
		if (one > worst)
			worst = one;
	}
	if (b.n > 0)
		return LIKE_NOT;
	return several && worst == LIKE_NOT ? LIKE_UNSURE : worst;
}

enum likeness
name_begins_with(struct span name, struct span start)
{
	enum likeness worst = LIKE_TEXT, one;
	struct der x, y;

	if (name.n >= start.n &&
	    (start.n == 0 || span_same((struct span){ name.p, start.n }, start)))
		return LIKE_BYTES;
	while (der_next(&start, &y)) {
		if (!der_next(&name, &x))
			return LIKE_NOT;
		one = compare_rdn(x.body, y.body);
		if (one > worst)
			worst = one;
		if (worst == LIKE_NOT)
			return LIKE_NOT;
	}
	return worst;
}

enum likeness
names_compare(struct span a, struct span b)
{
	enum likeness forth, back;

	if (span_same(a, b))
		return LIKE_BYTES;
	forth = name_begins_with(a, b);
	if (forth == LIKE_NOT)
		return LIKE_NOT;
	back = name_begins_with(b, a);
	return forth > back ? forth : back;
}
