/* The bitmaps of a handle: rows of bits over its lints, made once. */

#include "engine.h"

#include <stdlib.h>

static int32_t
first_day(const struct lint *l)
{
	return l->from ? l->from : DAY_FIRST;
}

static int32_t
end_day(const struct lint *l)
{
	return l->until ? l->until : DAY_LAST;
}

/* How many edges all windows have, doubles counted. */
static uint32_t
edge_count(const struct entry *entries, uint32_t count)
{
	uint32_t n = 1;

	for (uint32_t i = 0; i < count; i++)
		n += (entries[i].lint->from != 0) + (entries[i].lint->until != 0);
	return n;
}

static uint32_t
word_count(uint32_t count)
{
	return (count + 64 * HALF_BLOCK - 1) / (64 * HALF_BLOCK) * HALF_BLOCK;
}

size_t
engine_size(const struct entry *entries, uint32_t count)
{
	size_t words = word_count(count);
	size_t edges = edge_count(entries, count);
	size_t rows = edges + 3 + 2 * FACT_ROWS + SIGNAL_COUNT + NEED_COUNT + 3;

	return rows * words * sizeof(uint64_t) + edges * sizeof(int32_t) + sizeof(uint64_t);
}

static int
compare_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* The days on which some window opens or closes, sorted, each once. */
static void
collect_epochs(struct engine *e)
{
	uint32_t n = 0, kept = 1;

	e->epochs[n++] = DAY_FIRST;
	for (uint32_t i = 0; i < e->count; i++) {
		const struct lint *l = e->entries[i].lint;

		if (l->from)
			e->epochs[n++] = l->from;
		if (l->until)
			e->epochs[n++] = l->until;
	}
	qsort(e->epochs, n, sizeof(*e->epochs), compare_days);
	for (uint32_t i = 1; i < n; i++)
		if (e->epochs[i] != e->epochs[kept - 1])
			e->epochs[kept++] = e->epochs[i];
	e->epoch_count = kept;
}

static uint64_t *
row(uint64_t *rows, uint32_t words, uint32_t i)
{
	return rows + (size_t)words * i;
}

static void
set_bit(uint64_t *r, uint32_t i)
{
	r[i / 64] |= (uint64_t)1 << i % 64;
}

/* Take an entry out of the rows of these facts. */
static void
clear_facts(uint64_t *rows, struct facts *used, const struct facts *facts, uint32_t words,
	    uint32_t i)
{
	for (uint32_t w = 0; w < FACT_WORDS; w++) {
		used->w[w] |= facts->w[w];
		for (uint64_t b = facts->w[w]; b; b &= b - 1) {
			uint32_t fact = w * 64 + (uint32_t)__builtin_ctzll(b);
			uint64_t others = ~((uint64_t)1 << i % 64);

			row(rows, words, fact)[i / 64] &= others;
			row(rows, words, FACT_WORDS * 64 + fact / 8)[i / 64] &= others;
		}
	}
}

static void
add_entry(struct engine *e, uint32_t i)
{
	struct entry *entry = &e->entries[i];
	const struct lint *l = entry->lint;

	entry->check = entry->outside ? NULL : l->check;
	entry->dated = l->from || l->until;
	for (uint32_t k = 0; k < e->epoch_count; k++)
		if (e->epochs[k] >= first_day(l) && e->epochs[k] < end_day(l))
			set_bit(row(e->live, e->words, k), i);
	if (!entry->dated)
		set_bit(e->undated, i);
	if (l->by == BY_NOW)
		set_bit(e->by_now, i);
	clear_facts(e->without, &e->used_on, &l->on, e->words, i);
	clear_facts(e->with, &e->used_off, &l->off, e->words, i);
	set_bit(l->trigger ? row(e->triggered, e->words, l->trigger) : e->free, i);
	for (uint32_t n = 0; n < NEED_COUNT; n++)
		if (l->needs >> n & 1 || (n == 2 && l->by == BY_NOW))
			set_bit(row(e->lacking, e->words, n), i);
	for (uint32_t s = 0; s < 3; s++)
		if (entry->severity >= CERTLINT_NOTICE + 10 * s)
			set_bit(row(e->severe, e->words, s), i);
}

void
engine_build(struct engine *e, struct entry *entries, uint32_t count, void *memory)
{
	uint32_t words = word_count(count), edges = edge_count(entries, count);
	uint64_t *next = memory;

	memset(e, 0, sizeof(*e));
	memset(memory, 0, engine_size(entries, count));
	e->count = count;
	e->words = words;
	e->entries = entries;
	e->live = next, next += (size_t)words * edges;
	e->undated = next, next += words;
	e->by_now = next, next += words;
	e->free = next, next += words;
	e->triggered = next, next += (size_t)words * SIGNAL_COUNT;
	e->lacking = next, next += (size_t)words * NEED_COUNT;
	e->severe = next, next += (size_t)words * 3;
	e->without = next, next += (size_t)words * FACT_ROWS;
	e->with = next, next += (size_t)words * FACT_ROWS;
	memset(e->without, 0xff, 2 * (size_t)words * FACT_ROWS * sizeof(*next));
	e->epochs = (int32_t *)(void *)next;
	collect_epochs(e);
	for (uint32_t i = 0; i < count; i++)
		add_entry(e, i);
}
