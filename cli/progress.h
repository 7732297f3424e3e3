/* A line on stderr that says how far the work is, on a terminal and after a second. */

#ifndef CERTLINT_CLI_PROGRESS_H
#define CERTLINT_CLI_PROGRESS_H

#include <stdint.h>

#include "settings.h"

struct progress {
	bool wanted, shown;
	int64_t begun, last;		/* milliseconds */
	uint64_t objects;
};

void progress_set(struct progress *progress, const struct settings *settings);

/* So many more objects are done. */
void progress_step(struct progress *progress, uint64_t objects);

/* Before anything else is written to the terminal. */
void progress_hide(struct progress *progress);

#endif
