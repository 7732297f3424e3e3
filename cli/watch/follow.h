/* Following logs: what they serve is fetched, checked and handed over in order. */

#ifndef CERTLINT_CLI_WATCH_FOLLOW_H
#define CERTLINT_CLI_WATCH_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <certlint/ct.h>
#include <certlint/ct_tree.h>

#include "text.h"

enum log_protocol { LOG_RFC6962, LOG_STATIC };

/* A log as a list of logs describes it. */
struct follow_log {
	uint8_t id[32];			/* SHA-256 of the key */
	const char *description, *operator_name;
	const char *url;		/* where it is read; static-ct: the monitoring prefix */
	const char *origin;		/* static-ct: the submission prefix without scheme */
	const uint8_t *key;		/* DER SubjectPublicKeyInfo */
	size_t key_length;
	enum log_protocol protocol;
	uint32_t delay_seconds;		/* maximum merge delay; 0: it takes no more entries */
};

/*
 * Entries that follow each other, lent during the call.  entries[i].fault is not 0 where one was
 * damaged; what could be read of it is there all the same.  Their leaf hashes are in the tree that
 * `state` holds.
 */
struct follow_chunk {
	const struct follow_log *log;
	uint64_t first;			/* index of the first */
	size_t count;
	const struct certlint_ct_entry *entries;
	const struct certlint_span *issuers;	/* nearest issuer's certificate; data NULL: none */
	struct certlint_span state;	/* where to go on after these */
};

enum follow_trouble_kind {
	TROUBLE_FETCH = 1,		/* no answer, or one that is cut short or makes no sense */
	TROUBLE_SIGNATURE,		/* a tree head not signed by the log's key */
	TROUBLE_FORK,			/* roots differ, a proof fails, a tree shrank */
	TROUBLE_ENTRY,			/* an entry that does not parse */
	TROUBLE_STALE			/* no new tree head for longer than the MMD */
};

/* What is wrong with a log.  Told once when it begins; again with `over` when it is. */
struct follow_trouble {
	const struct follow_log *log;
	enum follow_trouble_kind kind;
	const char *text;
	int64_t index;			/* of the entry; -1: none */
	bool over;
};

/* How far a log has been read. */
struct follow_progress {
	const struct follow_log *log;
	uint64_t read, verified, tree_size;	/* entries */
	int64_t head_time;		/* milliseconds since 1970 */
};

/* All are called on the thread that runs follow(). */
struct follow_calls {
	void *ctx;

	/* The state last stored for a log, into `state`; false: none, begin as options say. */
	bool (*load)(void *ctx, const struct follow_log *log, struct text *state);

	/*
	 * Take entries, and store chunk->state in the same transaction as what came of them.
	 * False: it could not be stored (the disk is full).  The same chunk comes again later.
	 */
	bool (*chunk)(void *ctx, const struct follow_chunk *chunk);

	/* All up to a tree head is in a tree with its root. */
	bool (*verified)(void *ctx, const struct follow_progress *progress,
			 struct certlint_span state);

	/* Issuers of static-ct logs by fingerprint: one that was kept, and one to keep. */
	bool (*issuer)(void *ctx, const uint8_t fingerprint[32], struct text *certificate);
	void (*keep_issuer)(void *ctx, const uint8_t fingerprint[32],
			    struct certlint_span certificate);

	void (*trouble)(void *ctx, const struct follow_trouble *trouble);

	/* Between fetches, at least every second: true to end. */
	bool (*tick)(void *ctx);
};

struct follow_options {
	uint64_t start;			/* index to begin at where there is no state ... */
	bool from_now;			/* ... or at the tree head of the day */
	bool once;			/* end when every log is read up to its head */
	uint32_t requests_a_second;	/* to one log; 0: no limit */
	uint32_t parallel;		/* requests under way to one log */
	uint32_t poll_seconds;		/* between looks at a tree head */
	uint32_t timeout_seconds;	/* of a request */
	const char *ca_file;		/* NULL: the system's */
	const char *user_agent;
};

/*
 * The logs of a file in the format of Google's log_list.json (v3).  False: it was said why not.
 * `states`: words such as "usable qualified readonly"; NULL: usable, qualified and readonly.
 */
struct log_list;
struct log_list *log_list_read(const char *path, const char *states);
struct log_list *log_list_parse(const char *name, const char *text, size_t n, const char *states);
size_t log_list_count(const struct log_list *list);
const struct follow_log *log_list_at(const struct log_list *list, size_t i);
void log_list_free(struct log_list *list);

/* Follow them until tick() says so, or once: then whether all were read up to their tree heads. */
bool follow(const struct log_list *list, const struct follow_options *options,
	    const struct follow_calls *calls);

#endif
