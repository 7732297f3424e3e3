/* Judging batches on any thread: each entry decoded once, linted and matched. */

#ifndef CERTLINT_CLI_WATCH_JUDGE_H
#define CERTLINT_CLI_WATCH_JUDGE_H

#include <certlint/groups.h>
#include <certlint/plugin.h>

#include "setup.h"
#include "watch/batch.h"
#include "watch/index.h"
#include "watch/parents.h"

/* What one thread has of its own. */
struct judge {
	/* The same for all. */
	const struct settings *settings;
	const struct filter *filter;
	const certlint_watch *watch;	/* changes when the list is read anew: between batches */
	bool indexes;			/* rows for back-scans are wanted */
	struct certlint_input common;

	certlint *lint;			/* with a plug-in that matches what is linted */
	certlint *look;			/* with nothing else */
	bool lints_all;			/* the filter may ask for findings of any entry */
	struct certlint_plugin plugin;
	struct certlint_lint match;
	const struct certlint_lint *lints[1];
	certlint_groups *scratch;	/* asked whether an object is remarkable; forgets all */

	struct parents parents;

	/* The entry at hand. */
	struct batch *batch;
	const struct certlint_ct_entry *entry;
	struct certlint_watch_about about;
	bool looking, looked;
	bool differs;			/* the leaf is not seen to be of the object */
	const char *unmatched;		/* why not all of it was held against the list, or NULL */
	uint64_t number;		/* in its document or log */
	struct index_block block;	/* of its document or chunk */
	uint64_t is, lints_found;
};

/* In place, for good: the handle points into it.  EXIT_CLEAN, or it was said why not. */
enum exit_code judge_set(struct judge *judge, const struct settings *settings,
			 const struct setup *setup, const struct filter *filter);
void judge_free(struct judge *judge);

void judge_work(struct judge *judge, struct job *job);

#endif
