/* The handle behind `certlint`: lints chosen, tables loaded, limits set; never changed once made. */

#ifndef CERTLINT_LIB_HANDLE_H
#define CERTLINT_LIB_HANDLE_H

#include <stdatomic.h>

#include "engine.h"

struct certlint {
	atomic_uint owners;		/* the caller, reports, tables, objects */
	struct certlint_allocator allocator;
	struct engine engine;
	struct entry *entries;
	const struct data *data;
	size_t max_input;
	uint32_t max_depth, max_per_lint, max_findings;
};

#endif
