/* The bitmaps of a handle: their room, the stretches of days, and one bit for each claim. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#undef fail	/* cmocka's; here it is the lints' */

#include "engine.h"

enum { MAX = 130 };

static struct lint lints[MAX];
static struct entry entries[MAX];
static struct engine engine;
static void *memory;

/* Exactly as much memory as was asked for: a sanitizer sees a byte too much. */
static void
build(uint32_t count)
{
	size_t size = engine_size(entries, count);

	free(memory);
	memory = malloc(size);
	assert_non_null(memory);
	memset(memory, 0xff, size);
	engine_build(&engine, entries, count, memory);
	assert_int_equal(engine.count, count);
	assert_true(engine.words % HALF_BLOCK == 0 && 64 * engine.words >= count);
	assert_true(count == 0 || 64 * (engine.words - HALF_BLOCK) < count);
	assert_true((uint8_t *)(engine.epochs + engine.epoch_count) <= (uint8_t *)memory + size);
}

static void
reset(void)
{
	memset(lints, 0, sizeof(lints));
	memset(entries, 0, sizeof(entries));
	for (uint32_t i = 0; i < MAX; i++) {
		lints[i].severity = CERTLINT_ERROR;
		entries[i] = (struct entry){ .lint = &lints[i], .severity = CERTLINT_ERROR };
	}
}

static bool
bit(const uint64_t *rows, uint32_t row, uint32_t i)
{
	return rows[(size_t)row * engine.words + i / 64] >> i % 64 & 1;
}

static uint32_t
bits(const uint64_t *rows, uint32_t row)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < engine.words * 64; i++)
		n += bit(rows, row, i);
	return n;
}

/* Lints that claim nothing: always live, free, undated; as many bits as entries and no more. */
static void
test_counts(void **state)
{
	static const uint32_t counts[] = { 0, 1, 63, 64, 65, 128, 129 };

	for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++) {
		uint32_t n = counts[k];

		reset();
		build(n);
		assert_int_equal(engine.epoch_count, 1);
		assert_int_equal(engine.epochs[0], DAY_FIRST);
		assert_int_equal(bits(engine.live, 0), n);
		assert_int_equal(bits(engine.undated, 0), n);
		assert_int_equal(bits(engine.free, 0), n);
		assert_int_equal(bits(engine.by_now, 0), 0);
		for (uint32_t s = 0; s < 3; s++)
			assert_int_equal(bits(engine.severe, s), n);
		for (uint32_t f = 0; f < FACT_COUNT; f++)
			assert_int_equal(bits(engine.without, f) + bits(engine.with, f),
					 2 * 64 * engine.words);
		for (uint32_t s = 0; s < SIGNAL_COUNT; s++)
			assert_int_equal(bits(engine.triggered, s), 0);
		for (uint32_t s = 0; s < NEED_COUNT; s++)
			assert_int_equal(bits(engine.lacking, s), 0);
	}
}

/* Stretches begin where a window opens or closes, once each, in order. */
static void
test_epochs(void **state)
{
	static const int32_t days[] = { DAY_FIRST, 100, 200, 300, 400 };
	static const struct { int32_t from, until; unsigned live; } rows[] = {
		{ 200, 300, 0x04 }, { 100, 0, 0x1e }, { 0, 300, 0x07 }, { 200, 400, 0x0c },
		{ 0, 0, 0x1f }, { 300, 200, 0x00 },
	};
	enum { N = sizeof(rows) / sizeof(*rows) };

	reset();
	for (uint32_t i = 0; i < N; i++) {
		lints[i].from = rows[i].from;
		lints[i].until = rows[i].until;
	}
	build(N);
	assert_int_equal(engine.epoch_count, 5);
	assert_memory_equal(engine.epochs, days, sizeof(days));
	for (uint32_t i = 0; i < N; i++) {
		for (uint32_t k = 0; k < 5; k++)
			assert_int_equal(bit(engine.live, k, i), rows[i].live >> k & 1);
		assert_int_equal(entries[i].dated, i != 4);
		assert_int_equal(bit(engine.undated, 0, i), i == 4);
	}
}

/* Every lint with edges of its own: the most epochs that there can be. */
static void
test_many_epochs(void **state)
{
	reset();
	for (int32_t i = 0; i < MAX; i++) {
		lints[i].from = 1000 - i;
		lints[i].until = 2000 + i;
	}
	build(MAX);
	assert_int_equal(engine.epoch_count, 2 * MAX + 1);
	for (uint32_t k = 1; k < engine.epoch_count; k++)
		assert_true(engine.epochs[k - 1] < engine.epochs[k]);
	assert_int_equal(bits(engine.live, 0), 0);
	assert_int_equal(bits(engine.live, MAX), MAX);		/* between 1000 and 2000 */
	assert_int_equal(bits(engine.live, 2 * MAX), 0);
}

/* What each claims is a bit in the rows of its claims, at both ends of a word. */
static void
test_claims(void **state)
{
	static const uint32_t at[] = { 0, 63, 64, 127, 128 };

	for (size_t k = 0; k < sizeof(at) / sizeof(*at); k++) {
		uint32_t i = at[k];

		reset();
		lints[i].on = (struct facts)FACTS(CERTIFICATE, TLD_DATA_STALE);
		lints[i].off = (struct facts)FACTS(CA);
		lints[i].trigger = SIGNAL_COUNT - 1;
		lints[i].needs = NEED_PAIR | NEED_ISSUER_KEY;
		lints[i].by = BY_NOW;
		build(MAX);
		assert_false(bit(engine.without, FACT_CERTIFICATE, i));
		assert_false(bit(engine.without, FACT_TLD_DATA_STALE, i));
		assert_int_equal(bits(engine.without, FACT_CERTIFICATE), 64 * engine.words - 1);
		assert_int_equal(bits(engine.without, FACT_CA), 64 * engine.words);
		/* of eight facts at once */
		assert_false(bit(engine.without, FACT_WORDS * 64 + FACT_CERTIFICATE / 8, i));
		assert_int_equal(bits(engine.without, FACT_WORDS * 64 + FACT_TLD_DATA_STALE / 8),
				 64 * engine.words - 1);
		assert_false(bit(engine.with, FACT_WORDS * 64 + FACT_CA / 8, i));
		assert_int_equal(bits(engine.with, FACT_WORDS * 64 + FACT_TLD_DATA_STALE / 8),
				 64 * engine.words);
		assert_false(bit(engine.with, FACT_CA, i));
		assert_int_equal(bits(engine.with, FACT_CERTIFICATE), 64 * engine.words);
		assert_memory_equal(&engine.used_on, &lints[i].on, sizeof(struct facts));
		assert_memory_equal(&engine.used_off, &lints[i].off, sizeof(struct facts));
		assert_true(bit(engine.triggered, SIGNAL_COUNT - 1, i));
		assert_false(bit(engine.free, 0, i));
		assert_int_equal(bits(engine.free, 0), MAX - 1);
		assert_int_equal(bits(engine.by_now, 0), 1);
		for (uint32_t n = 0; n < NEED_COUNT; n++)	/* the clock is a need too */
			assert_int_equal(bit(engine.lacking, n, i), n != 0);
	}
}

/* The handle's severity counts, not the lint's; each row has what is at least as bad. */
static void
test_severities(void **state)
{
	reset();
	entries[0].severity = CERTLINT_NOTICE;
	entries[1].severity = CERTLINT_WARNING;
	build(3);
	assert_int_equal(engine.severe[0], 7);
	assert_int_equal(engine.severe[engine.words], 6);
	assert_int_equal(engine.severe[2 * engine.words], 4);
}

static int
end(void **state)
{
	free(memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts), cmocka_unit_test(test_epochs),
		cmocka_unit_test(test_many_epochs), cmocka_unit_test(test_claims),
		cmocka_unit_test(test_severities),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
