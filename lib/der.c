/* Spans and elements: reading X.690 TLVs in place, never at a dead end. */

#include "der.h"

#include <string.h>

/*
 * Identifier octets into out->tag; the octets taken, 0 if they do not end.  A number below 31 in
 * the high form becomes the tag that was meant, so that the element is still found by it.
 */
static size_t
tag_read(struct span in, struct der *out)
{
	size_t k = 1;
	uint32_t number = 0;

	out->tag = in.p[0];
	if ((in.p[0] & 0x1f) != 0x1f)
		return 1;
	do {
		if (k == in.n)
			return 0;
		number = number > UINT32_MAX >> 7 ? UINT32_MAX : number << 7 | (in.p[k] & 0x7fu);
		if (k < 4)
			out->tag = out->tag << 8 | in.p[k];
	} while (in.p[k++] & 0x80);
	if (in.p[1] == 0x80 || number < 0x1f)
		out->flags |= DER_LOOSE_TAG;
	if (number < 0x1f)
		out->tag = (in.p[0] & 0xe0u) | number;
	return k;
}

/* Long-form length octets at `in`; the octets taken, 0 if they do not end. */
static size_t
length_read(struct span in, struct der *out, size_t *length)
{
	size_t k = in.p[0] & 0x7f, value = 0;

	if (in.p[0] == 0xff) {		/* says nothing: as if it were to the end */
		out->flags |= DER_RESERVED_LENGTH;
		*length = SIZE_MAX;
		return 1;
	}
	if (k + 1 > in.n)
		return 0;
	for (size_t i = 1; i <= k; i++)
		value = value > SIZE_MAX >> 8 ? SIZE_MAX : value << 8 | in.p[i];
	if (in.p[1] == 0 || value < 0x80)
		out->flags |= DER_LOOSE_LENGTH;
	*length = value;
	return k + 1;
}

/*
 * The contents of an indefinite-length element: up to the end-of-contents octets that match it.
 * Each level of nesting costs one more look at its bytes when it is entered, so the cost of a whole
 * object is its length times its depth, and depth is bounded by whoever descends.
 */
static size_t
indefinite_length(struct span in, bool *ended)
{
	const uint8_t *start = in.p;
	unsigned open = 1;

	while (in.n >= 2) {
		struct der e = { .head = in.p };
		size_t k, m, length = 0;

		if (in.p[0] == 0 && in.p[1] == 0) {
			if (--open == 0) {
				*ended = true;
				return (size_t)(in.p - start);
			}
			in.p += 2, in.n -= 2;
			continue;
		}
		k = tag_read(in, &e);
		if (k == 0 || k == in.n)
			break;
		if (in.p[k] == 0x80) {
			open++;
			m = 1;
		} else if (in.p[k] & 0x80) {
			m = length_read((struct span){ in.p + k, in.n - k }, &e, &length);
			if (m == 0)
				break;
		} else {
			length = in.p[k], m = 1;
		}
		if (length > in.n - k - m)
			break;
		in.p += k + m + length, in.n -= k + m + length;
	}
	*ended = false;
	return (size_t)(in.p - start) + in.n;
}

bool
der_next_loose(struct span *in, struct der *out)
{
	struct der e = { .head = in->p };
	struct span rest;
	size_t k, m, length = 0, after = 0;
	bool ended;

	if (in->n < 2 || (k = tag_read(*in, &e)) == 0 || k == in->n)
		return false;
	rest = (struct span){ in->p + k, in->n - k };
	if (rest.p[0] == 0x80) {
		e.flags |= DER_INDEFINITE;
		m = 1;
		length = indefinite_length((struct span){ rest.p + 1, rest.n - 1 }, &ended);
		after = ended ? 2 : 0;
		if (!ended)
			e.flags |= DER_NO_END;
	} else if (rest.p[0] & 0x80) {
		m = length_read(rest, &e, &length);
		if (m == 0)
			return false;
	} else {
		length = rest.p[0], m = 1;
	}
	rest.p += m, rest.n -= m;
	if (length > rest.n) {
		e.flags |= DER_CUT_SHORT;
		length = rest.n;
	}
	e.body = (struct span){ rest.p, length };
	*in = (struct span){ rest.p + length + after, rest.n - length - after };
	*out = e;	/* last, so that `in` may be out->body: a descent */
	return true;
}

bool
der_take_loose(struct span *in, uint8_t tag, struct der *out)
{
	struct span rest = *in;
	struct der e;

	if (!der_next_loose(&rest, &e) || e.tag != tag)
		return false;
	*in = rest;
	*out = e;
	return true;
}

bool
der_int(struct span body, int64_t *out)
{
	uint64_t value;

	if (body.n == 0 || body.n > 8)
		return false;
	value = body.p[0] & 0x80 ? UINT64_MAX : 0;
	for (size_t i = 0; i < body.n; i++)
		value = value << 8 | body.p[i];
	*out = (int64_t)value;
	return true;
}

bool
der_bool(struct span body, bool *out)
{
	if (body.n != 1)
		return false;
	*out = body.p[0] != 0;
	return true;
}

bool
span_is(struct span s, const void *bytes, size_t n)
{
	return s.n == n && (n == 0 || memcmp(s.p, bytes, n) == 0);
}

bool
span_same(struct span a, struct span b)
{
	return span_is(a, b.p, b.n);
}

static int
lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool
span_starts_with(struct span s, const char *ascii)
{
	size_t n = strlen(ascii);

	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(s.p[i]) != lower(ascii[i]))
			return false;
	return true;
}

bool
span_ends_with(struct span s, const char *ascii)
{
	size_t n = strlen(ascii);

	if (n == 0)
		return true;	/* and no arithmetic with the pointer of an absent span */
	return s.n >= n && span_starts_with((struct span){ s.p + (s.n - n), n }, ascii);
}

bool
span_is_text(struct span s, const char *ascii)
{
	return s.n == strlen(ascii) && span_starts_with(s, ascii);
}

bool
span_inside(struct span inner, struct span outer)
{
	return inner.p >= outer.p && inner.p <= outer.p + outer.n &&
		inner.n <= (size_t)(outer.p + outer.n - inner.p);
}

size_t
der_put_header(uint8_t *out, uint8_t tag, size_t length)
{
	size_t n = 0, octets = 0;

	out[n++] = tag;
	if (length < 0x80) {
		out[n++] = (uint8_t)length;
		return n;
	}
	for (size_t rest = length; rest; rest >>= 8)
		octets++;
	out[n++] = (uint8_t)(0x80 | octets);
	while (octets-- > 0)
		out[n++] = (uint8_t)(length >> 8 * octets);
	return n;
}
