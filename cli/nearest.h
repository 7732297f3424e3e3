/* What is most like a name that does not exist. */

#ifndef CERTLINT_CLI_NEAREST_H
#define CERTLINT_CLI_NEAREST_H

#include <certlint/certlint.h>

#include "text.h"

/* Letters to be put in, taken out or changed; UINT32_MAX where either is too long to be a name. */
unsigned name_distance(const char *a, const char *b);

/* The lints whose names are most like this one, up to three, as "a, b or c"; or nothing. */
void nearest(struct text *out, const certlint *lint, const char *name);

#endif
