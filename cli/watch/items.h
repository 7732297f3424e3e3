/* The watch list, read from files, and read anew. */

#ifndef CERTLINT_CLI_WATCH_ITEMS_H
#define CERTLINT_CLI_WATCH_ITEMS_H

#include <stdbool.h>

#include <certlint/watch.h>

#include "settings.h"

struct items {
	certlint_watch *watch;
	size_t count;
	char version[17];		/* of the text: hex */
	int64_t read;			/* when */
};

/* Read all files into one list.  False: it was said what is wrong, with file and line. */
bool items_read(struct items *items, const struct strings *files);
void items_free(struct items *items);

/* Their patterns, sorted, a line each. */
void items_patterns(const struct items *items, struct text *out);

/*
 * The patterns of `now` that `before`, made by items_patterns(), has not, as a list of their own;
 * *count how many; NULL: none.  One whose label or expectation was changed is not new.
 */
certlint_watch *items_added(const char *before, const struct items *now, size_t *count);

#endif
