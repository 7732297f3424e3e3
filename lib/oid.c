/* Object identifiers by name. */

#include "oid.h"

#include <string.h>

#include "oids.c.h"

/* The last eight octets, or all, as a number. */
static uint64_t
tail_of(struct span s)
{
	const uint8_t *p = s.p + s.n;
	uint64_t tail = 0;

	if (s.n >= 8)	/* one load and a swap, as compilers see it */
		return (uint64_t)p[-8] << 56 | (uint64_t)p[-7] << 48 | (uint64_t)p[-6] << 40 |
			(uint64_t)p[-5] << 32 | (uint64_t)p[-4] << 24 | (uint64_t)p[-3] << 16 |
			(uint64_t)p[-2] << 8 | p[-1];
	for (size_t i = 0; i < s.n; i++)
		tail = tail << 8 | s.p[i];
	return tail;
}

enum oid
oid_find(struct span s)
{
	uint64_t tail;
	uint32_t hash;
	uint16_t i;

	if (s.n == 3 && s.p[0] == 0x55 && (s.p[1] == 0x04 || s.p[1] == 0x1d) && s.p[2] < 0x80)
		return (enum oid)short_oids[s.p[1] == 0x1d][s.p[2]];
	if (s.n == 0 || s.n > sizeof(contents[0].octets))
		return OID_NONE;
	tail = tail_of(s);
	hash = ((uint32_t)tail ^ (uint32_t)(tail >> 32) * 0x85ebca6bu ^
		(uint32_t)s.n * 0x9e3779b1u) * HASH_SEED;
	i = slots[hash >> (32 - HASH_BITS)];
	if (contents[i].tail != tail || contents[i].n != s.n)
		return OID_NONE;
	return s.n <= 8 || memcmp(contents[i].octets, s.p, s.n - 8) == 0 ? (enum oid)i : OID_NONE;
}

bool
oid_is_large(struct span s)
{
	enum { SURELY_SHORT = 19, ARC_OCTETS = 4 };
	unsigned octets = 0;

	if (s.n > SURELY_SHORT)
		return true;
	for (size_t i = 0; i < s.n; i++) {
		if (++octets > ARC_OCTETS)
			return true;
		octets = s.p[i] & 0x80 ? octets : 0;
	}
	return false;
}

struct span
oid_contents(enum oid oid)
{
	return (struct span){ contents[oid].octets, contents[oid].n };
}

const char *
oid_text(enum oid oid)
{
	return texts[oid];
}

/* One arc of base 128 at *s; false if it does not end or needs more than 64 bits. */
static bool
arc_next(struct span *s, uint64_t *arc)
{
	uint64_t value = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (value >> 57)
			return false;
		value = value << 7 | (s->p[i] & 0x7f);
		if (s->p[i] & 0x80)
			continue;
		s->p += i + 1, s->n -= i + 1;
		*arc = value;
		return true;
	}
	return false;
}

/* Write a number at *w in decimal; `end` is never passed. */
static bool
put_number(char **w, const char *end, uint64_t value)
{
	char digits[20];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + value % 10);
	while (value /= 10);
	if ((size_t)(end - *w) < n + 1)
		return false;
	while (n > 0)
		*(*w)++ = digits[--n];
	return true;
}

static void
format_octets(struct span s, char *out, size_t capacity)
{
	static const char hex[] = "0123456789abcdef";
	char *w = out;

	*w++ = '{';
	for (size_t i = 0; i < s.n && (size_t)(w - out) + 8 < capacity; i++) {
		*w++ = hex[s.p[i] >> 4];
		*w++ = hex[s.p[i] & 15];
	}
	*w++ = '}';
	*w = '\0';
}

void
oid_format(struct span s, char *out, size_t capacity)
{
	struct span rest = s;
	char *w = out;
	const char *end = out + capacity - 4;	/* room for "..." */
	uint64_t arc;
	bool first = true, fits = true;

	while (fits && rest.n > 0) {
		if (!arc_next(&rest, &arc)) {
			format_octets(s, out, capacity);
			return;
		}
		if (first) {
			uint64_t root = arc < 80 ? arc / 40 : 2;

			fits = put_number(&w, end, root);
			arc -= root * 40;
			first = false;
		}
		fits = fits && w < end;
		if (fits)
			*w++ = '.';
		fits = fits && put_number(&w, end, arc);
	}
	memcpy(w, fits ? "" : "...", fits ? 1 : 4);
	if (s.n == 0)
		memcpy(out, "{}", 3);
}

bool
oid_is_dotted(struct span contents_, const char *dotted)
{
	char text[256];

	oid_format(contents_, text, sizeof(text));
	return strcmp(text, dotted) == 0;
}
