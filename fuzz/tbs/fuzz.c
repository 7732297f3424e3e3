/* Any bytes as a TBSCertificate, and what certlint_wrap() and certlint_digest() make of them. */

#include "../run.h"

#include <string.h>

/* Wrapping writes only what it says, and what it wrote has the same to-be-signed digest. */
static void
claim_wrapped(const uint8_t *data, size_t size)
{
	uint8_t digest[32], again[32], *out;
	int64_t n = certlint_wrap(CERTLINT_TBS_CERT, data, size, NULL, 0);

	if (n != CERTLINT_ERR_LIMIT)
		return;
	out = malloc(size + 8192);
	CLAIM(out);
	n = certlint_wrap(CERTLINT_TBS_CERT, data, size, out, size + 8192);
	if (n > 0 &&
	    certlint_digest(CERTLINT_DIGEST_TBS, CERTLINT_TBS_CERT, data, size, digest) == 0) {
		CLAIM((size_t)n <= size + 8192);
		if (certlint_digest(CERTLINT_DIGEST_TBS, CERTLINT_CERT, out, (size_t)n, again) == 0)
			CLAIM(memcmp(digest, again, sizeof(digest)) == 0);
	}
	free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run_and_claim(CERTLINT_TBS_CERT, data, size);
	claim_wrapped(data, size);
	return 0;
}
