/* Making a TBSCertificate that says what is to be found, and little else. */

#ifndef CERTLINT_CLI_WATCH_SKELETON_H
#define CERTLINT_CLI_WATCH_SKELETON_H

#include <certlint/certlint.h>

#include "text.h"

struct skeleton {
	struct certlint_span issuer, subject;	/* Names, whole; empty: an empty one */
	struct certlint_span san;	/* the extension's value; empty: no extension */
	int64_t not_before, not_after;
};

/* Add an element with this tag and body. */
void skeleton_element(struct text *out, uint8_t tag, const void *body, size_t n);

void skeleton_tbs(struct text *out, const struct skeleton *skeleton);

#endif
