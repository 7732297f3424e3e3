/* Bytes as hexadecimal and as text, with marks under those that matter. */

#ifndef CERTLINT_CLI_HEXDUMP_H
#define CERTLINT_CLI_HEXDUMP_H

#include <certlint/certlint.h>

#include "term.h"

/* The lines around `length` bytes at `offset`; the middle of a long stretch is left out. */
void hexdump(struct text *out, const struct term *term, struct certlint_span bytes, size_t offset,
	     size_t length);

#endif
