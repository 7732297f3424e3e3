/* Profiles: what an object is meant to be, by name, as facts that hold and facts that do not. */

#ifndef CERTLINT_LIB_PROFILE_H
#define CERTLINT_LIB_PROFILE_H

#include <certlint/certlint.h>

#include "cert.h"
#include "words.h"

struct profile {
	struct certlint_name name;
	struct facts on, off;
};

extern const struct profile profile_table[];
extern const uint32_t profile_count;

/* NULL if there is none of that name. */
const struct profile *profile_find(const char *name);

/* The first profile whose facts these are, or NULL. */
const struct profile *profile_of(const struct facts *facts);

/*
 * Give a certificate the role, scope and level that its caller says it has.  Facts that only bytes
 * can decide stay what they are.  False where the caller contradicts what the bytes say without
 * guessing: the caller's word holds all the same.
 */
bool cert_assert(struct cert *c, const struct facts *on, const struct facts *off);

/* Whether damage keeps some part of the role, scope or level from being decided. */
bool cert_is_ambiguous(const struct cert *c);

#endif
