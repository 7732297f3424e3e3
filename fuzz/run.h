/* A run over any bytes at all, and what has to hold of everything that it tells. */

#ifndef CERTLINT_FUZZ_RUN_H
#define CERTLINT_FUZZ_RUN_H

#include <certlint/certlint.h>

#include "claim.h"

/*
 * Lint the bytes as `kind`, twice, the second time from an exactly-sized copy: every finding lies
 * inside the input, every text is printable and short, both runs tell the same, and the kept report
 * agrees with the sink.
 */
void run_and_claim(int kind, const uint8_t *data, size_t size);

#endif
