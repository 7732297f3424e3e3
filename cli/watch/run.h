/* A watch at work: what its parts share. */

#ifndef CERTLINT_CLI_WATCH_RUN_H
#define CERTLINT_CLI_WATCH_RUN_H

#include "setup.h"
#include "watch/deliver.h"
#include "watch/feed.h"
#include "watch/judge.h"
#include "watch/store.h"
#include "watch/tell.h"

/* How far a followed log is, for the health report. */
struct log_health {
	char *url;
	uint64_t read, verified, tree_size;
	int64_t head_time;		/* milliseconds since 1970 */
	char *trouble;			/* NULL: none */
};

struct watch {
	struct settings *settings;
	struct setup setup;
	struct filter *filter;
	struct items items;
	struct teller teller;
	struct deliver deliver;
	struct judge *judges;
	unsigned threads;
	struct pool *pool;
	struct feed feed;

	struct store *store;		/* NULL: all is in memory */
	struct index_rows *rows;	/* for the next step */
	size_t row_count, row_room;
	int64_t digest_told;		/* since the last step; 0: none */
	bool in_chunk;			/* stored with the log's position, not before */
	bool lost;			/* something could not be stored before the end */
	bool write_failing;		/* it was said */
	uint64_t reloads, reloads_refused;

	int64_t begun, health_written, names_pruned, ticked;
	struct log_health *logs;
	size_t log_count;
};

/* The time, as --now and --no-clock have it; 0: none. */
int64_t watch_clock(const struct watch *watch);

/* Read all the inputs, or follow the logs. */
enum exit_code run_inputs(struct watch *watch);
enum exit_code run_logs(struct watch *watch);

/* Tell digests among what is stored next; the last one is stored at once. */
void watch_digest_if_due(struct watch *watch);
void watch_digest_last(struct watch *watch);

/* What is due whenever there is time: digests, hooks, health, a new list. */
void watch_tick(struct watch *watch);

/* Whether the options go together.  EXIT_CLEAN, or EXIT_USAGE and it was said why not. */
enum exit_code watch_check(const struct settings *settings);

/*
 * Store what was told and a log's position, and deliver it.  False: it could not be stored; the
 * same step is tried again until it can, or the program is to end.
 */
bool watch_save(struct watch *watch, const uint8_t *log, struct certlint_span state);

/* Deliver what the store has for it.  False: lines could not be written. */
bool outbox_deliver(struct watch *watch);

/* Mark what the output has already: after a crash between writing and marking. */
void outbox_read_back(struct watch *watch);

/* Read the list anew; what is wrong with it is said and the old one stays. */
void watch_reload(struct watch *watch);

/* Look for items that the list of the last run did not have. */
void watch_scan_at_start(struct watch *watch);

/* Keep the rows of a judged batch for the next step. */
void watch_keep_rows(struct watch *watch, const struct job *job);

/* --test: EXIT_CLEAN if the item was found, EXIT_FOUND if not. */
enum exit_code run_test(struct watch *watch);

/* Write the health reports, if that is due or `now_at_once`. */
void health_write(struct watch *watch, bool at_once);

#endif
