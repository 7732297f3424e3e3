/* Patches: changes of finished bytes that the fields of a recipe cannot say. */

#include "forge_patch.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PATTERN 65536

/* An element around a place that is being patched. */
struct frame {
	size_t head, body, length; /* of its identifier octets, its contents */
	size_t length_at, length_size; /* its length octets; size 1 and 0x80 is indefinite */
};

/* The header at `at`; false if there is none or it does not fit before `end`. */
static bool
frame_read(const uint8_t *p, size_t at, size_t end, struct frame *frame)
{
	size_t i = at, k;

	frame->head = at;
	if (i >= end)
		return false;
	if ((p[i++] & 0x1f) == 0x1f)
		while (i < end && p[i++] & 0x80)
			;
	if (i >= end)
		return false;
	frame->length_at = i;
	k = p[i] & 0x80 ? p[i] & 0x7f : 0;
	frame->length = k ? 0 : p[i] & 0x7f;
	frame->length_size = k + 1;
	if (p[i] == 0x80)
		frame->length = end - i - 1;
	if (k > 4 || i + 1 + k > end)
		return false;
	for (i++; k > 0; k--)
		frame->length = frame->length << 8 | p[i++];
	frame->body = i;
	return frame->length <= end - i;
}

/* Whether the octets inside a string are one whole element, so that lengths run on in it. */
static bool
frame_nests(const uint8_t *p, const struct frame *frame, size_t *start)
{
	struct frame inner;

	*start = frame->body;
	if (p[frame->head] & 0x20)
		return true;
	if (p[frame->head] == 0x03)
		++*start;
	else if (p[frame->head] != 0x04)
		return false;
	return frame_read(p, *start, frame->body + frame->length, &inner) &&
	       inner.body + inner.length == frame->body + frame->length;
}

/* The elements whose contents hold all of [at, at + n), outermost first. */
static size_t
frames_around(const uint8_t *p, size_t start, size_t end, size_t at, size_t n, struct frame *out,
	      size_t max)
{
	struct frame frame;
	size_t count = 0;

	while (count < max && frame_read(p, start, end, &frame)) {
		if (at >= frame.body + frame.length && (frame.length || at > frame.body || n)) {
			start = frame.body + frame.length;
			continue;
		}
		if (at < frame.body || at + n > frame.body + frame.length)
			break;
		out[count++] = frame;
		end = frame.body + frame.length;
		if (!frame_nests(p, &frame, &start))
			break;
	}
	return count;
}

/* Replace [at, at + n). */
static void
splice(struct buf *b, size_t at, size_t n, const uint8_t *bytes, size_t length)
{
	if (length > n && length - n > b->max - b->n) {
		wrong(b->trouble, "the object is longer than the %zu octets there are", b->max);
		return;
	}
	memmove(b->p + at + length, b->p + at + n, b->n - at - n);
	if (length > 0)
		memcpy(b->p + at, bytes, length);
	b->n = b->n - n + length;
}

/* Give an element the length it has now; how many octets its header grew. */
static int64_t
frame_fix(struct buf *b, const struct frame *frame, int64_t grown)
{
	size_t length = (size_t)((int64_t)frame->length + grown), k = 0, least;
	uint8_t octets[8] = { 0 };

	if (frame->length_size == 1 && b->p[frame->length_at] == 0x80)
		return 0;
	for (size_t rest = length; rest; rest >>= 8)
		k++;
	least = length < 128 ? 0 : k;
	/* A length that was already longer than needed stays so. */
	if (frame->length_size > 1 && frame->length_size - 1 > least &&
	    (frame->length < 128 || frame->length >> 8 * (frame->length_size - 2) == 0))
		least = frame->length_size - 1;
	octets[0] = (uint8_t)(least ? 0x80 | least : length);
	for (size_t i = 1; i <= least; i++)
		octets[i] = (uint8_t)(length >> 8 * (least - i));
	splice(b, frame->length_at, frame->length_size, octets, least + 1);
	return (int64_t)(least + 1) - (int64_t)frame->length_size;
}

/* Where the nth `pattern` is in [start, b->n); b->n if nowhere. */
static size_t
find(const struct buf *b, size_t start, const struct buf *pattern, long nth)
{
	for (size_t i = start; pattern->n > 0 && i + pattern->n <= b->n; i++)
		if (!memcmp(b->p + i, pattern->p, pattern->n) && --nth <= 0)
			return i;
	return b->n;
}

static void
swap(struct buf *b, size_t start, size_t at, const struct buf *pattern, const struct buf *text)
{
	struct frame frames[64];
	size_t count = frames_around(b->p, start, b->n, at, pattern->n, frames, 64);
	int64_t grown = (int64_t)text->n - (int64_t)pattern->n;

	splice(b, at, pattern->n, text->p, text->n);
	while (count-- > 0 && !b->trouble->text[0])
		grown += frame_fix(b, &frames[count], grown);
}

/* PATTERN[#N]:REPLACEMENT, as bytes. */
static bool
read_swap(struct str text, struct buf *pattern, struct buf *replacement, long *nth)
{
	struct str left = str_cut(&text, ':'), number = left;

	left = str_cut(&number, '#');
	*nth = 1;
	if (number.n && !str_number(number, nth))
		wrong_word(pattern->trouble, "no number of an occurrence", number);
	put_raw(pattern, left);
	put_raw(replacement, text);
	if (pattern->n == 0)
		wrong_word(pattern->trouble, "nothing to look for", left);
	return !pattern->trouble->text[0];
}

/* One swap= or raw= in [start, b->n); whether the pattern was there. */
static bool
patch_bytes(struct buf *b, size_t start, const struct patch *patch, bool signed_part)
{
	uint8_t *room = malloc(2 * MAX_PATTERN);
	struct buf pattern = { room, 0, MAX_PATTERN, b->trouble };
	struct buf text = { room + MAX_PATTERN, 0, MAX_PATTERN, b->trouble };
	bool found = false;
	size_t at;
	long nth;

	if (!room) {
		wrong(b->trouble, "out of memory");
		return false;
	}
	if (read_swap(patch->text, &pattern, &text, &nth)) {
		at = find(b, start, &pattern, nth);
		found = at < b->n && (patch->kind == SWAP || !signed_part || pattern.n == text.n);
		if (found && patch->kind == SWAP)
			swap(b, start, at, &pattern, &text);
		else if (found)
			splice(b, at, pattern.n, text.p, text.n);
	}
	free(room);
	return found;
}

static void
patch_end(struct buf *b, size_t start, const struct patch *patch)
{
	long number;

	if (patch->kind == APPEND)
		put_raw(b, patch->text);
	else if (!str_number(patch->text, &number) || (size_t)number > b->n - start)
		wrong_word(b->trouble, "cut=N: no such number of octets", patch->text);
	else
		b->n -= (size_t)number;
}

void
apply_patches(struct buf *b, size_t start, const struct recipe *recipe, bool *done, bool last)
{
	for (size_t i = 0; i < recipe->patches && !b->trouble->text[0]; i++) {
		const struct patch *patch = &recipe->patch[i];

		if (done[i])
			continue;
		if (patch->kind == APPEND || patch->kind == CUT) {
			if (last)
				patch_end(b, start, patch);
			continue;
		}
		done[i] = patch_bytes(b, start, patch, !last);
		if (last && !done[i])
			wrong_word(b->trouble, "the bytes do not occur in the object", patch->text);
	}
}
