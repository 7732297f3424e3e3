/* The two structs of the Arrow C data interface, as its specification lays them out. */

#ifndef CERTLINT_LIB_ARROW_H
#define CERTLINT_LIB_ARROW_H

#include <stdint.h>

struct ArrowSchema {
	const char *format, *name, *metadata;
	int64_t flags;
	int64_t n_children;
	struct ArrowSchema **children;
	struct ArrowSchema *dictionary;
	void (*release)(struct ArrowSchema *schema);
	void *private_data;
};

struct ArrowArray {
	int64_t length, null_count, offset, n_buffers, n_children;
	const void **buffers;
	struct ArrowArray **children;
	struct ArrowArray *dictionary;
	void (*release)(struct ArrowArray *array);
	void *private_data;
};

#endif
