/* What every fuzz target shares: a claim that may not be false, and its entry. */

#ifndef CERTLINT_FUZZ_CLAIM_H
#define CERTLINT_FUZZ_CLAIM_H

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CLAIM(truth)		\
	do {			\
		if (!(truth))	\
			abort(); \
	} while (0)

#endif
