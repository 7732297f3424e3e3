/* The CA certificates among the inputs, and which of them is an object's issuer. */

#ifndef CERTLINT_CLI_CHAIN_H
#define CERTLINT_CLI_CHAIN_H

#include <stdbool.h>

#include <certlint/certlint.h>

#include "text.h"

/* What is kept at most: beyond it CA certificates are linted, but are nobody's issuer. */
enum { CHAIN_MEMBERS = 65536, CHAIN_BYTES = 64 << 20 };

struct chain;

/* NULL if it could not be made, and it was said why. */
struct chain *chain_new(void);
void chain_free(struct chain *chain);

/* Keep a copy of the object if it is a CA's certificate. */
void chain_add(struct chain *chain, const uint8_t *der, size_t length);

/* All were added.  How many CA certificates there was no room for. */
size_t chain_left_out(const struct chain *chain);

/*
 * The object's issuer among them, lent until chain_free(); false if there is none, as for a root.
 * The names are the same byte for byte, and the signature verifies: the first in the order of
 * adding is taken, those before whose key identifiers do not differ, and no more than 16 of a name
 * are tried. Where none has signed it is the first with the key identifier, if any; where nothing
 * is signed yet, the first whose key identifier does not differ. For any number of threads at once
 * when all were added.
 */
bool chain_issuer(const struct chain *chain, const struct certlint_input *input,
		  struct certlint_span *issuer);

#endif
