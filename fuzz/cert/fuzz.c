/* Any bytes as a certificate: see run.h for what has to hold. */

#include "../run.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run_and_claim(CERTLINT_AUTO, data, size);
	return 0;
}
