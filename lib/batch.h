/* Many objects in one call: the table of findings, by columns. */

#ifndef CERTLINT_LIB_BATCH_H
#define CERTLINT_LIB_BATCH_H

#include "object.h"

struct certlint_table {
	atomic_uint owners;		/* the caller, and each of the Arrow structs made of it */
	struct certlint_allocator allocator;
	const certlint *handle;
	struct certlint_columns columns;
	struct growing start, worst, not_checked;		/* per row */
	struct growing row, lint, severity, offset, length;	/* per finding */
	struct growing detail_offset, detail, path_offset, path;
};

void table_drop(certlint_table *table);

#endif
