/* Damaged entries, counted by source and reason: each is told once, and then by digests. */

#ifndef CERTLINT_CLI_WATCH_DAMAGE_H
#define CERTLINT_CLI_WATCH_DAMAGE_H

#include <stdbool.h>

#include "text.h"

/* What is frozen here is kept in the state too. */
struct damage {
	char *source, *reason;
	uint64_t count, untold;
	int64_t first, last, told;
	bool changed;			/* since it was stored */
};

/* A zeroed one is empty.  Bounded: beyond it all others are counted as one. */
struct damages {
	struct damage *at;
	size_t count, room;
	int64_t quiet;			/* seconds after which one is told anew */
};

/* Count one; *told: it is to be told at once.  Lent until the next call. */
const struct damage *damage_count(struct damages *damages, const char *source, const char *reason,
				  int64_t time, bool *told);

/* Give back one that was stored; the texts are copied. */
void damage_restore(struct damages *damages, const struct damage *damage);

/* The digest was told. */
void damage_told(struct damages *damages, int64_t time);
void damage_free(struct damages *damages);

#endif
