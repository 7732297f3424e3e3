/*
 * A walk over any text ends, stays inside it, and finds the same blocks when the text comes in
 * pieces and when it is decoded in place.
 */
#include <certlint/certlint.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../claim.h"

/* What a walk found, folded into a number. */
struct story {
	uint64_t digest;
	size_t blocks;
};

static void
tell(struct story *s, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	for (size_t i = 0; i < n; i++)
		s->digest = (s->digest ^ p[i]) * 0x100000001b3u;
}

static void
tell_block(struct story *s, const struct certlint_block *b, int64_t n, const void *out)
{
	CLAIM((n < 0) == (b->reason != NULL));
	CLAIM(n == CERTLINT_ERR_FORMAT || (n > 0 && (size_t)n == b->needed));
	CLAIM(memchr(b->label, 0, sizeof(b->label)) != NULL);
	tell(s, b->label, strlen(b->label));
	tell(s, &b->line, sizeof(b->line));
	tell(s, &b->flags, sizeof(b->flags));
	if (n > 0)
		tell(s, out, (size_t)n);
	else
		tell(s, b->reason, strlen(b->reason));
	s->blocks++;
}

static struct story
walk(const char *text, size_t length, size_t step)
{
	struct certlint_block b = CERTLINT_BLOCK_INIT;
	struct story s = { 0, 0 };
	size_t at = 0, have = step ? 0 : length;

	for (;;) {
		uint8_t *out = malloc((have - at) / 4 * 3 + 3);
		int64_t n;

		CLAIM(out);
		b.more = have < length;
		n = certlint_decode(text + at, have - at, &b, out, (have - at) / 4 * 3 + 3);
		CLAIM(b.used <= have - at && b.offset + b.length <= have - at);
		if (n)
			tell_block(&s, &b, n, out);
		free(out);
		at += b.used;
		CLAIM(!n || b.used || n < 0);
		if (!n && have == length)
			break;
		if (!n)
			have = length - have < step ? length : have + step;
	}
	CLAIM(at == length);
	return s;
}

static struct story
walk_in_place(char *text, size_t length)
{
	struct certlint_block b = CERTLINT_BLOCK_INIT;
	struct story s = { 0, 0 };
	int64_t n;

	while ((n = certlint_decode(text, length, &b, text, length))) {
		if (n == CERTLINT_ERR_LIMIT)
			break;
		tell_block(&s, &b, n, text);
		text += b.used;
		length -= b.used;
	}
	return s;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	char *copy = malloc(size ? size : 1);
	struct story whole = walk(text, size, 0), pieces, in_place;

	CLAIM(copy);
	memcpy(copy, data, size);
	if (size < 4096) {
		pieces = walk(text, size, size ? 1 + data[size - 1] % 40 : 1);
		CLAIM(size < 4 || pieces.digest == whole.digest);
	}
	in_place = walk_in_place(copy, size);
	CLAIM(in_place.digest == whole.digest);
	free(copy);
	return 0;
}
