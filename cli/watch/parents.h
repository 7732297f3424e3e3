/* Issuers decoded once: a few hundred certificates issue nearly all others. */

#ifndef CERTLINT_CLI_WATCH_PARENTS_H
#define CERTLINT_CLI_WATCH_PARENTS_H

#include <certlint/plugin.h>

/* Some 20 MB with the objects at the most, whatever a log sends. */
enum { PARENT_SETS = 256, PARENT_WAYS = 8, PARENT_OCTETS_MAX = 4096 };

/* Of one thread; a zeroed one is empty. */
struct parents {
	struct parent {
		struct certlint_object *object;
		void *bytes;		/* which the object borrows */
		size_t length;
	} at[PARENT_SETS][PARENT_WAYS];	/* in each set the last found are the first */
};

/* The issuer, decoded; good until another call.  NULL: there is none to be had, or none so long. */
const struct certlint_object *parents_find(struct parents *parents, const certlint *lint,
					   struct certlint_span issuer);
void parents_free(struct parents *parents);

#endif
