/* Text in one spelling: names as A-labels in lower case, organizations, URIs. */

#include "watch/watch.h"

#include "idna.h"
#include "text.h"
#include "uri.h"

/* Writing, that stops for good where there is no more room. */
struct sink {
	uint8_t *out;
	size_t used, room;
	bool full;
};

static void
put(struct sink *s, const void *bytes, size_t n)
{
	if (n > s->room - s->used) {
		s->full = true;
		return;
	}
	memcpy(s->out + s->used, bytes, n);
	s->used += n;
}

static void
put_utf8(struct sink *s, uint32_t c)
{
	uint8_t bytes[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		bytes[i] = (uint8_t)(0x80 | (c & 0x3f));
	bytes[0] = (uint8_t)(n == 1 ? c : (0xf00u >> n & 0xf0u) | c);
	put(s, bytes, n);
}

/* One character; an octet that is no UTF-8 is taken for Latin-1. */
static bool
take_char(uint32_t tag, struct span *s, uint32_t *c)
{
	uint8_t first = s->n > 0 ? s->p[0] : 0;

	if (!text_next(tag, s, c))
		return false;
	if (*c == UTF8_BROKEN)
		*c = tag == DER_UTF8_STRING ? first : 0xfffd;
	return true;
}

/* Capitals from `first` to `last` and how far their small letters are behind them. */
struct capitals {
	uint16_t first, last;
	int16_t distance;	/* or ODD, EVEN: such is a capital, the next is small */
};
enum { ODD = 0, EVEN = -1 };

/* Those of Latin, Greek, Cyrillic and Armenian (Unicode's simple lower case). */
static const struct capitals capitals[] = {
	{ 0xc0, 0xd6, 0x20 }, { 0xd8, 0xde, 0x20 }, { 0x100, 0x12f, EVEN }, { 0x132, 0x137, EVEN },
	{ 0x139, 0x148, ODD }, { 0x14a, 0x177, EVEN }, { 0x178, 0x178, -0x79 },
	{ 0x179, 0x17e, ODD }, { 0x17f, 0x17f, 's' - 0x17f }, { 0x1a0, 0x1a5, EVEN },
	{ 0x1af, 0x1b0, ODD }, { 0x1cd, 0x1dc, ODD }, { 0x1de, 0x1ef, EVEN },
	{ 0x1f8, 0x21f, EVEN }, { 0x222, 0x233, EVEN }, { 0x386, 0x386, 0x26 },
	{ 0x388, 0x38a, 0x25 }, { 0x38c, 0x38c, 0x40 }, { 0x38e, 0x38f, 0x3f },
	{ 0x391, 0x3a1, 0x20 }, { 0x3a3, 0x3ab, 0x20 }, { 0x400, 0x40f, 0x50 },
	{ 0x410, 0x42f, 0x20 }, { 0x460, 0x481, EVEN }, { 0x48a, 0x4bf, EVEN },
	{ 0x4c0, 0x4c0, 0x0f }, { 0x4c1, 0x4ce, ODD }, { 0x4d0, 0x52f, EVEN },
	{ 0x531, 0x556, 0x30 }, { 0x1e00, 0x1e95, EVEN }, { 0x1e9e, 0x1e9e, 0xdf - 0x1e9e },
	{ 0x1ea0, 0x1eff, EVEN }, { 0x212a, 0x212a, 'k' - 0x212a },
	{ 0x212b, 0x212b, 0xe5 - 0x212b },
};

/* Lower case.  What it does not know it leaves. */
static uint32_t
fold_case(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	for (size_t i = 0; i < sizeof(capitals) / sizeof(*capitals); i++) {
		const struct capitals *range = &capitals[i];

		if (c < range->first)
			return c;
		if (c > range->last)
			continue;
		if (range->distance == EVEN)
			return c | 1;
		return range->distance == ODD ? c + (c & 1) : c + (uint32_t)range->distance;
	}
	return c;
}

/* The width and the dots of East Asian input, as UTS #46 maps them; what shows nothing is 0. */
static uint32_t
fold_form(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - 0x21;
	if (c == 0x3002 || c == 0xff61)
		return '.';
	if (c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff)
		return 0;
	return fold_case(c);
}

/* A label that has been collected. */
struct label {
	uint32_t at[IDNA_LABEL_MAX];
	int n;
	bool beyond_ascii, too_long;
};

static void
put_label(struct sink *s, const struct label *label)
{
	char encoded[IDNA_LABEL_MAX];
	int n;

	if (!label->beyond_ascii) {
		for (int i = 0; i < label->n; i++)
			put_utf8(s, label->at[i]);
		s->full |= label->too_long;
		return;
	}
	n = punycode_encode(label->at, label->n, encoded, IDNA_LABEL_MAX - 4);
	if (n < 0 || label->too_long) {
		s->full = true;
		return;
	}
	put(s, "xn--", 4);
	put(s, encoded, (size_t)n);
}

static void
add_char(struct label *label, uint32_t c)
{
	if (label->n == IDNA_LABEL_MAX) {
		label->too_long = true;
		return;
	}
	label->at[label->n++] = c;
	label->beyond_ascii |= c >= 0x80;
}

size_t
watch_name_fold(uint32_t tag, struct span text, uint8_t *out, size_t room)
{
	struct sink s = { out, 0, room, false };
	struct label label = { .n = 0 };
	uint32_t c;

	while (!s.full && take_char(tag, &text, &c)) {
		c = fold_form(c);
		if (c == '.') {
			put_label(&s, &label);
			put(&s, ".", 1);
			label = (struct label){ .n = 0 };
		} else if (c != 0) {
			add_char(&label, c);
		}
	}
	put_label(&s, &label);
	if (s.used > 0 && out[s.used - 1] == '.')
		s.used--;
	return s.full ? 0 : s.used;
}

size_t
watch_text_fold(uint32_t tag, struct span text, uint8_t *out, size_t room)
{
	struct sink s = { out, 0, room, false };
	bool blank = false;
	uint32_t c;

	while (!s.full && take_char(tag, &text, &c)) {
		if (c <= ' ' || c == 0xa0 || c == 0x3000) {
			blank = true;
			continue;
		}
		if (blank && s.used > 0)
			put(&s, " ", 1);
		blank = false;
		put_utf8(&s, fold_case(c));
	}
	return s.full ? 0 : s.used;
}

size_t
watch_uri_fold(struct span text, uint8_t *out, size_t room)
{
	struct uri uri;

	if (text.n > room || !uri_split(text, &uri))
		return 0;
	for (size_t i = 0; i < text.n; i++) {
		const uint8_t *p = text.p + i;
		bool folds = p < uri.scheme.p + uri.scheme.n ||
			     (uri.host.p && p >= uri.host.p && p < uri.host.p + uri.host.n);

		out[i] = (uint8_t)(folds && *p < 0x80 ? fold_case(*p) : *p);
	}
	return text.n;
}
