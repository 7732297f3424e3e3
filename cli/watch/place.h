/* How far a log has been read and proven, as bytes that are stored between runs. */

#ifndef CERTLINT_CLI_WATCH_PLACE_H
#define CERTLINT_CLI_WATCH_PLACE_H

#include <certlint/ct_tree.h>

#include "text.h"

struct head {
	uint64_t size, time;		/* milliseconds since 1970 */
	uint8_t root[32];
};

/*
 * `tree` has the leaves of all entries below tree.count, handed over or, below `begin`, never read.
 * `proven` is the tree at the head `verified`: where to go back to if what came later turns out not
 * to be what the log signed.
 */
struct place {
	uint64_t begin;
	struct head verified;		/* size 0: none yet */
	struct head target;		/* the head that is being read up to */
	struct certlint_ct_tree tree, proven;
};

void place_clear(struct place *place);

/* Written for the log of this id; `out` is emptied before. */
void place_write(const struct place *place, const uint8_t id[32], struct text *out);

/* NULL, or why these bytes are no place of this log; *place is untouched then. */
const char *place_read(struct place *place, const uint8_t id[32], const char *bytes, size_t n);

#endif
