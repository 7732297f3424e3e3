/* Lists of weak keys being loaded: records gathered, sorted and indexed. */

#include <string.h>

#include "load.h"

const uint8_t key_widths[KEY_LIST_COUNT] = {
	[KEY_BY_TEXT] = KEY_TEXT_WIDTH,
	[KEY_BY_NUMBER] = KEY_NUMBER_WIDTH
};

void
load_key(struct load *load, enum key_list_kind kind, const uint8_t *record)
{
	struct load_keys *keys = &load->keys[kind];
	size_t width = key_widths[kind];

	if (keys->records)
		memcpy(keys->records + keys->count * width, record, width);
	keys->count++;
}

/* Buckets of 16 to 32 records where the hashes are as even as hashes are. */
unsigned
key_list_bits(uint32_t count)
{
	unsigned bits = 0;

	while (bits < KEY_BUCKET_BITS_MAX && count >> bits > 32)
		bits++;
	return bits;
}

static bool
is_sorted(const struct load_keys *keys, size_t width)
{
	for (uint32_t i = 1; i < keys->count; i++)
		if (memcmp(keys->records + (i - 1) * width, keys->records + i * width, width) > 0)
			return false;
	return true;
}

static void
swap(uint8_t *a, uint8_t *b, size_t width)
{
	uint8_t room[KEY_NUMBER_WIDTH];

	memcpy(room, a, width);
	memcpy(a, b, width);
	memcpy(b, room, width);
}

/* Let a record sink below larger ones of the heap's first `count`. */
static void
sink(uint8_t *records, size_t width, size_t at, size_t count)
{
	size_t child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count &&
		    memcmp(records + child * width, records + (child + 1) * width, width) < 0)
			child++;
		if (memcmp(records + at * width, records + child * width, width) >= 0)
			return;
		swap(records + at * width, records + child * width, width);
		at = child;
	}
}

/* By a heap: in place, and as fast for a list made to be slow; qsort() promises neither. */
static void
sort(const struct load_keys *keys, size_t width)
{
	if (is_sorted(keys, width))
		return;
	for (size_t i = keys->count / 2; i-- > 0; )
		sink(keys->records, width, i, keys->count);
	for (size_t n = keys->count; n-- > 1; ) {
		swap(keys->records, keys->records + n * width, width);
		sink(keys->records, width, 0, n);
	}
}

/* Where each bucket begins, and one more, where the last one ends. */
static void
fill_starts(const struct load_keys *keys, size_t width)
{
	unsigned bits = key_list_bits(keys->count);
	uint32_t bucket = 0;

	for (uint32_t i = 0; i < keys->count; i++)
		while (bucket <= key_list_bucket(keys->records + i * width, bits))
			keys->starts[bucket++] = i;
	while (bucket <= (uint32_t)1 << bits)
		keys->starts[bucket++] = keys->count;
}

void
load_keys_finish(const struct load *load)
{
	for (unsigned kind = 0; kind < KEY_LIST_COUNT; kind++) {
		if (!load->keys[kind].records)
			continue;
		sort(&load->keys[kind], key_widths[kind]);
		fill_starts(&load->keys[kind], key_widths[kind]);
	}
}
