/* What the lints decide: requirement by requirement, and rule by rule of another linter. */

#ifndef CERTLINT_CLI_MATRIX_H
#define CERTLINT_CLI_MATRIX_H

#include <certlint/certlint.h>
#include <stdbool.h>

#include "text.h"

/*
 * The requirements of the catalogue, each with the lints of the handle that cover it or why none
 * does.  `chosen`: only those that a lint of the handle covers.
 */
void matrix_requirements(struct text *out, bool json, const certlint *lint, bool chosen);

/* The same of a peer's rules. */
void matrix_peer(struct text *out, bool json, const certlint *lint, const char *peer, bool chosen);

/* Whether there is a list of this peer's rules, and the peers that have one, a blank between. */
bool matrix_knows(const char *peer);
void matrix_peers(struct text *out);

#endif
