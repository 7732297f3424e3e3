/* The lints whose names are most like one that does not exist. */

#ifndef CERTLINT_CLI_NEAREST_H
#define CERTLINT_CLI_NEAREST_H

#include <certlint/certlint.h>

#include "text.h"

/* Up to three of them, as "a, b or c"; nothing if none is near. */
void nearest(struct text *out, const certlint *lint, const char *name);

#endif
