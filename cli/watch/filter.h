/* Which events are written: a small language over what is true of an event. */

#ifndef CERTLINT_CLI_WATCH_FILTER_H
#define CERTLINT_CLI_WATCH_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include <certlint/watch.h>

#include "text.h"

/* What is true of an event: the words of the language, in the order of filter.c's table. */
enum event_is {
	IS_ALERT, IS_COUNTED, IS_HELD, IS_DUPLICATE, IS_SILENT,
	IS_MATCH, IS_ANOMALY, IS_DAMAGED, IS_BACKSCAN,
	IS_EXPECTED, IS_UNEXPECTED, IS_UNDECIDED,
	IS_UNEXPECTED_ISSUER, IS_UNEXPECTED_KEY, IS_UNEXPECTED_PROFILE, IS_UNEXPECTED_DAYS,
	IS_UNEXPECTED_KNOWN,
	IS_EXACT, IS_BELOW, IS_WILDCARD, IS_DISGUISED, IS_POSSIBLE,
	IS_ERROR, IS_WARNING, IS_NOTICE,
	IS_CERTIFICATE, IS_PRECERTIFICATE,
	IS_FIRST_IP, IS_UNKNOWN_TLD, IS_UNDECODABLE,
	IS_COUNT
};

#define IS(what) ((uint64_t)1 << (what))

/* An event as a filter sees it. */
struct event_view {
	uint64_t is;
	const struct certlint_watch_entry *items; /* that were hit */
	size_t item_count;
	uint64_t lints;			/* bits of filter_lint() that found something */
};

struct filter;

/* NULL: it does not parse, and it was said what is wrong. */
struct filter *filter_new(const char *text);
void filter_free(struct filter *filter);

/*
 * False: it asks for a lint that there is not, which was said.  What it asks of items and the list
 * has none of is said as well; the next list may.
 */
bool filter_check(const struct filter *filter, const certlint *lint, const certlint_watch *watch);

bool filter_passes(const struct filter *filter, const struct event_view *event);

/* The bit of a lint that the filter asks for; 0: it does not. */
uint64_t filter_lint(const struct filter *filter, const char *id);

/*
 * Whether it may pass an entry that is neither hit nor remarkable nor damaged, for its findings or
 * its type.  False: entries need not be linted to know that they are not told.
 */
bool filter_tells_plain(const struct filter *filter);

#endif
