/* Memory of the caller's: what an arena takes is given back, and want of it changes nothing. */

#include "memory.h"

#include "sample.h"

static struct accountant books;

static struct arena
arena_begin(size_t fail_at)
{
	books = (struct accountant){ .fail_at = fail_at };
	return (struct arena){ accountant_allocator(&books), NULL };
}

static bool
is_zero(const void *memory, size_t n)
{
	const uint8_t *p = memory;

	while (n > 0 && p[n - 1] == 0)
		n--;
	return n == 0;
}

/* The accountant's memory is full of other bytes. */
static void
test_blocks(void **state)
{
	struct certlint_allocator a = accountant_allocator(&books);
	void *memory;

	books = (struct accountant){ .fail_at = 2 };
	memory = memory_take(&a, 100);
	assert_true(memory && is_zero(memory, 100));
	assert_null(memory_take(&a, 100));
	memory_give(&a, NULL, 100);
	assert_int_equal(books.bytes, 100);
	memory_give(&a, memory, 100);
	assert_true(books.blocks == 0 && books.bytes == 0);
	memory = memory_take(&memory_heap, 8);
	assert_true(memory && is_zero(memory, 8));
	memory_give(&memory_heap, memory, 8);
}

/* Whatever is asked for is aligned, zero, apart from all else, and writable to its end. */
static void
test_arena(void **state)
{
	static const size_t lengths[] = { 1, 15, 16, 17, 0, 4000, 16383, 16384, 16385, 1, 100000,
		3 };
	enum { N = sizeof(lengths) / sizeof(*lengths) };
	struct arena arena = arena_begin(0);
	uint8_t *taken[N];

	for (size_t i = 0; i < N; i++) {
		taken[i] = arena_take(&arena, lengths[i]);
		assert_non_null(taken[i]);
		assert_int_equal((uintptr_t)taken[i] % 16, 0);
		assert_true(is_zero(taken[i], lengths[i]));
		memset(taken[i], (int)i + 1, lengths[i]);
	}
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < lengths[i]; k++)
			assert_int_equal(taken[i][k], i + 1);
	arena_free(&arena);
	assert_true(books.blocks == 0 && books.bytes == 0);
	assert_non_null(arena_take(&arena, 1));		/* and it begins anew */
	arena_free(&arena);
	arena_free(&arena);
	assert_int_equal(books.blocks, 0);
}

/* Little things share a block. */
static void
test_arena_is_thrifty(void **state)
{
	struct arena arena = arena_begin(0);

	for (int i = 0; i < 1000; i++)
		assert_non_null(arena_take(&arena, 16));
	assert_int_equal(books.calls, 1);
	arena_free(&arena);
}

static void
test_arena_refuses(void **state)
{
	struct arena arena = arena_begin(2);
	char *text;

	assert_null(arena_take(&arena, SIZE_MAX));
	assert_null(arena_take(&arena, SIZE_MAX - 15));
	assert_null(arena_take(&arena, SIZE_MAX / 2 + 1));
	assert_int_equal(books.calls, 0);
	text = arena_copy(&arena, "abc", 2);
	assert_string_equal(text, "ab");
	assert_null(arena_take(&arena, 20000));
	assert_null(arena_copy((books.fail_at = 3, &arena), "abc", 1 << 20));
	assert_string_equal(text, "ab");
	assert_string_equal(arena_copy(&arena, "", 0), "");	/* there is room in the old block */
	assert_int_equal(books.blocks, 1);
	arena_free(&arena);
	assert_true(books.blocks == 0 && books.bytes == 0);
}

static void
test_growing(void **state)
{
	struct certlint_allocator a = accountant_allocator(&books);
	struct growing g = { NULL, 0, 0 };
	size_t room = 0;

	books = (struct accountant){ 0 };
	for (size_t i = 0; i < 10000; i++) {
		assert_true(growing_reserve(&a, &g, 1));
		assert_true(g.room > g.used && g.room >= room);
		assert_true(g.room == room || g.room >= 2 * room);
		room = g.room;
		g.bytes[g.used++] = (uint8_t)i;
	}
	for (size_t i = 0; i < g.used; i++)
		assert_int_equal(g.bytes[i], (uint8_t)i);
	assert_true(books.blocks == 1 && books.bytes == g.room);
	assert_true(books.calls < 8);
	memory_give(&a, g.bytes, g.room);
	assert_int_equal(books.bytes, 0);
}

static void
test_growing_edges(void **state)
{
	struct certlint_allocator a = accountant_allocator(&books);
	struct growing g = { NULL, 0, 0 }, before;

	books = (struct accountant){ .fail_at = 2 };
	assert_true(growing_reserve(&a, &g, 0));
	assert_true(g.bytes != NULL && g.room == 1024);
	assert_true(growing_reserve(&a, &g, 1024));
	assert_int_equal(books.calls, 1);
	g.used = 1024;
	assert_true(growing_reserve(&a, &g, 0));
	before = g;
	assert_false(growing_reserve(&a, &g, 1));	/* no memory */
	assert_memory_equal(&g, &before, sizeof(g));
	assert_false(growing_reserve(&a, &g, SIZE_MAX));
	assert_false(growing_reserve(&a, &g, SIZE_MAX / 4 - g.used + 1));
	assert_int_equal(books.calls, 2);		/* not even asked for */
	assert_memory_equal(&g, &before, sizeof(g));
	assert_true(growing_reserve(&a, &g, 5000));
	assert_int_equal(g.room, 8192);
	memory_give(&a, g.bytes, g.room);
	assert_true(books.blocks == 0 && books.bytes == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks), cmocka_unit_test(test_arena),
		cmocka_unit_test(test_arena_is_thrifty), cmocka_unit_test(test_arena_refuses),
		cmocka_unit_test(test_growing), cmocka_unit_test(test_growing_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
