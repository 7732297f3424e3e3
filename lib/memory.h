/* Memory of the caller's allocator: single blocks, and an arena that is freed all at once. */

#ifndef CERTLINT_LIB_MEMORY_H
#define CERTLINT_LIB_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include <certlint/certlint.h>

/* malloc() and free(). */
extern const struct certlint_allocator memory_heap;

/* A zeroed block, or NULL; given back with the same length.  NULL is given back in vain. */
void *memory_take(const struct certlint_allocator *allocator, size_t length);
void memory_give(const struct certlint_allocator *allocator, void *memory, size_t length);

/* What is taken from an arena lives until arena_free().  Zeroed; NULL for want of memory. */
struct arena {
	struct certlint_allocator allocator;
	struct chunk *chunks;
};
void *arena_take(struct arena *arena, size_t length);
char *arena_copy(struct arena *arena, const char *text, size_t length);
void arena_free(struct arena *arena);

/* A run of bytes that grows by doubling and may move; see growing_reserve(). */
struct growing {
	uint8_t *bytes;
	size_t used, room;
};

/* Make room for `more` bytes behind those in use; false for want of memory, nothing changed. */
bool growing_reserve(const struct certlint_allocator *allocator, struct growing *growing,
		     size_t more);

#endif
