/* A kept report: one block of memory that needs neither the input nor the caller's handle. */

#ifndef CERTLINT_LIB_KEPT_H
#define CERTLINT_LIB_KEPT_H

#include "handle.h"

struct certlint_report {
	struct certlint_allocator allocator;
	size_t length;			/* of the block, of which this is the beginning */
	const certlint *handle;
	struct certlint_summary summary;
	const struct certlint_finding **told, **unchecked;	/* as many as the summary says */
	int32_t minimum;		/* of the input: what is less severe did not run */
	int32_t unchecked_worst;	/* the highest severity of a lint that was not checked */
	uint32_t number;		/* of the input */
};

#endif
