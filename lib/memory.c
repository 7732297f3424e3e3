/* Memory of the caller's allocator: single blocks, and an arena that is freed all at once. */

#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, CHUNK = 16 << 10 };

struct chunk {
	struct chunk *next;
	size_t length, used;
	size_t padding;			/* so that the header is a multiple of ALIGNMENT */
};

static void *
heap_allocate(void *ctx, size_t length)
{
	return malloc(length);
}

static void
heap_release(void *ctx, void *memory, size_t length)
{
	free(memory);
}

const struct certlint_allocator memory_heap = { heap_allocate, heap_release, NULL };

void *
memory_take(const struct certlint_allocator *allocator, size_t length)
{
	void *memory = allocator->allocate(allocator->ctx, length);

	return memory ? memset(memory, 0, length) : NULL;
}

void
memory_give(const struct certlint_allocator *allocator, void *memory, size_t length)
{
	if (memory)
		allocator->release(allocator->ctx, memory, length);
}

static size_t
header_size(void)
{
	return (sizeof(struct chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static struct chunk *
chunk_add(struct arena *arena, size_t length)
{
	size_t whole = header_size() + (length > CHUNK ? length : CHUNK);
	struct chunk *chunk = memory_take(&arena->allocator, whole);

	if (chunk == NULL)
		return NULL;
	chunk->length = whole;
	chunk->used = header_size();
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return chunk;
}

void *
arena_take(struct arena *arena, size_t length)
{
	struct chunk *chunk = arena->chunks;
	uint8_t *memory;

	if (length > SIZE_MAX / 2)
		return NULL;
	length = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if ((chunk == NULL || chunk->length - chunk->used < length) &&
	    (chunk = chunk_add(arena, length)) == NULL)
		return NULL;
	memory = (uint8_t *)chunk + chunk->used;
	chunk->used += length;
	return memory;
}

char *
arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_take(arena, length + 1);

	return copy ? memcpy(copy, text, length) : NULL;
}

void
arena_free(struct arena *arena)
{
	while (arena->chunks) {
		struct chunk *chunk = arena->chunks;

		arena->chunks = chunk->next;
		memory_give(&arena->allocator, chunk, chunk->length);
	}
}

bool
growing_reserve(const struct certlint_allocator *allocator, struct growing *g, size_t more)
{
	size_t room = g->room < 1024 ? 1024 : g->room;
	uint8_t *bytes;

	if (g->bytes && more <= g->room - g->used)
		return true;
	if (more > SIZE_MAX / 4 - g->used)
		return false;
	while (room - g->used < more)
		room *= 2;
	bytes = allocator->allocate(allocator->ctx, room);
	if (bytes == NULL)
		return false;
	if (g->used)
		memcpy(bytes, g->bytes, g->used);
	memory_give(allocator, g->bytes, g->room);
	g->bytes = bytes;
	g->room = room;
	return true;
}
