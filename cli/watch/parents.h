/* Issuers decoded once: a few hundred certificates issue nearly all others. */

#ifndef CERTLINT_CLI_WATCH_PARENTS_H
#define CERTLINT_CLI_WATCH_PARENTS_H

#include <certlint/plugin.h>

enum { PARENTS = 256, PARENT_OCTETS_MAX = 16384 };	/* 4 MB at the most, whatever a log sends */

/* Of one thread; a zeroed one is empty. */
struct parents {
	struct parent {
		struct certlint_object *object;
		void *bytes;		/* which the object borrows */
		size_t length;
	} at[PARENTS];
};

/* The issuer, decoded; good until another call.  NULL: there is none to be had, or none so long. */
const struct certlint_object *parents_find(struct parents *parents, const certlint *lint,
					   struct certlint_span issuer);
void parents_free(struct parents *parents);

#endif
