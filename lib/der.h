/* Spans and elements: reading X.690 TLVs in place, never at a dead end. */

#ifndef CERTLINT_LIB_DER_H
#define CERTLINT_LIB_DER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the input, borrowed.  A span with p == NULL is an absent one. */
struct span {
	const uint8_t *p;
	size_t n;
};

/*
 * One element.  `tag` is the identifier octets read as a number (0x30, 0xa3, 0x1f21), `head` where
 * they start.  An element with head == NULL is an absent one.
 */
struct der {
	struct span body;
	const uint8_t *head;
	uint32_t tag;
	uint32_t flags;
};

/* What a verifier would have rejected in the header of an element. */
enum der_flag {
	DER_LOOSE_LENGTH = 1,	/* length octets that are not the fewest */
	DER_INDEFINITE = 2,	/* length 0x80; body ends before the end-of-contents octets */
	DER_CUT_SHORT = 4,	/* the length runs past the end; body is what there is */
	DER_LOOSE_TAG = 8,	/* high-tag-number form for a number below 31 or led by 0x80 */
	DER_RESERVED_LENGTH = 16, /* the initial length octet 0xff */
	DER_NO_END = 32		/* indefinite, and the end-of-contents octets are missing */
};

/* Identifier octets of X.680's universal types. */
enum der_tag {
	DER_BOOLEAN = 0x01, DER_INTEGER = 0x02, DER_BIT_STRING = 0x03, DER_OCTET_STRING = 0x04,
	DER_NULL = 0x05, DER_OID = 0x06, DER_ENUMERATED = 0x0a, DER_UTF8_STRING = 0x0c,
	DER_NUMERIC_STRING = 0x12, DER_PRINTABLE_STRING = 0x13, DER_TELETEX_STRING = 0x14,
	DER_VIDEOTEX_STRING = 0x15, DER_IA5_STRING = 0x16, DER_UTC_TIME = 0x17,
	DER_GENERALIZED_TIME = 0x18, DER_GRAPHIC_STRING = 0x19, DER_VISIBLE_STRING = 0x1a,
	DER_GENERAL_STRING = 0x1b, DER_UNIVERSAL_STRING = 0x1c, DER_BMP_STRING = 0x1e,
	DER_SEQUENCE = 0x30, DER_SET = 0x31,
	DER_CONSTRUCTED = 0x20, DER_CLASS = 0xc0, DER_CONTEXT = 0x80
};

/* What der_next() does with a header that is not of the common, valid kind. */
bool der_next_loose(struct span *in, struct der *out);
bool der_take_loose(struct span *in, uint8_t tag, struct der *out);

/*
 * Take the next element of `in` and move past it.  False at the end, or where not even a header
 * can be read; `in` and `out` are then as they were.  `in` may be out->body, to descend in place.
 */
static inline bool
der_next(struct span *in, struct der *out)
{
	const uint8_t *p = in->p;
	size_t n = in->n, head = 2, length;

	if (n < 2)
		return false;
	length = p[1];
	if (length >= 0x80) {
		if (length == 0x81 && n > 3 && p[2] >= 0x80)
			length = p[2], head = 3;
		else if (length == 0x82 && n > 4 && p[2] != 0)
			length = (size_t)p[2] << 8 | p[3], head = 4;
		else
			return der_next_loose(in, out);
	}
	if (length > n - head || (p[0] & 0x1f) == 0x1f)
		return der_next_loose(in, out);
	*in = (struct span){ p + head + length, n - head - length };
	*out = (struct der){ .body = { p + head, length }, .head = p, .tag = p[0] };
	return true;
}

/* The same, if the element has `tag`, of one octet; otherwise false and nothing moves. */
static inline bool
der_take(struct span *in, uint8_t tag, struct der *out)
{
	if (in->n == 0)
		return false;
	if (in->p[0] == tag)
		return der_next(in, out);
	return (in->p[0] & 0x1f) == 0x1f && der_take_loose(in, tag, out);
}

/* The whole element, header included (and the end-of-contents octets of an indefinite one). */
static inline struct span
der_whole(const struct der *e)
{
	size_t ends = (e->flags & (DER_INDEFINITE | DER_NO_END)) == DER_INDEFINITE ? 2 : 0;

	if (e->head == NULL)
		return (struct span){ NULL, 0 };
	return (struct span){ e->head, (size_t)(e->body.p - e->head) + e->body.n + ends };
}

/* Whether the element was there at all. */
static inline bool
der_present(const struct der *e)
{
	return e->head != NULL;
}

/* Contents as values; false if they do not fit or are malformed, with *out as it was. */
bool der_int(struct span body, int64_t *out);
bool der_bool(struct span body, bool *out);

/* Compare bytes. */
bool span_is(struct span s, const void *bytes, size_t n);
bool span_same(struct span a, struct span b);
#define SPAN_IS(s, literal) span_is((s), "" literal "", sizeof(literal) - 1)

/* ASCII case-blind; `ascii` is lower case. */
bool span_is_text(struct span s, const char *ascii);
bool span_ends_with(struct span s, const char *ascii);
bool span_starts_with(struct span s, const char *ascii);

/* Whether `inner` lies inside `outer`. */
bool span_inside(struct span inner, struct span outer);

/* Whether an element is there and all of it, of definite length: it can be copied as it is. */
static inline bool
der_is_sound(const struct der *e)
{
	return der_present(e) && !(e->flags & (DER_CUT_SHORT | DER_INDEFINITE | DER_NO_END));
}

/* Write identifier and length octets; how many. */
enum { DER_HEADER_MAX = 1 + 1 + sizeof(size_t) };
size_t der_put_header(uint8_t *out, uint8_t tag, size_t length);

#endif
