/* What is read and judged together: documents or entries, and what is remarkable among them. */

#ifndef CERTLINT_CLI_WATCH_BATCH_H
#define CERTLINT_CLI_WATCH_BATCH_H

#include "filter.h"
#include "pool.h"
#include "watch/follow.h"

enum document_kind {
	DOCUMENT_ANSWER,		/* of get-entries */
	DOCUMENT_STREAM,		/* lines of a certificate stream */
	DOCUMENT_TILE,			/* entries of a static-ct data tile */
	DOCUMENT_OBJECT,		/* a certificate */
	DOCUMENT_BAD			/* a block that is none */
};

/* A piece of a file, in job->der; its file's name is in job->names. */
struct document {
	enum document_kind kind;
	size_t at, length;
	size_t name;
	size_t line;			/* of a block of text; 0: none */
	const char *bad;
	bool first;			/* of its file */
	/* When it was judged: how many entries it had, and where its rows for back-scans begin. */
	size_t entries, index;
	uint64_t base;			/* entries of its file before it: set when it was told */
};

/*
 * An entry that may have to be told.  Its spans are lent by the job, or by the chunk that it came
 * in.
 */
struct record {
	struct certlint_ct_entry entry;
	struct certlint_input input;	/* data NULL: there is no object */
	size_t document;
	uint64_t number;		/* in its document; in a chunk, its index */
	uint64_t is;			/* bits of enum event_is, before groups are asked */
	const char *unread;		/* why it could not be read or linted, or NULL */
	bool tells_entry;		/* it is of a log: there is a type and a time */
	bool has_tbs;
	uint8_t tbs[32];
	size_t body, body_length;	/* members of the event's JSON, in batch->body */
	uint64_t lints;			/* bits of filter_lint() */
};

struct batch {
	struct document *documents;
	size_t count, room;

	/* Instead of documents: entries of a log, lent. */
	const struct follow_chunk *chunk;
	size_t from, to;

	/* What came of it. */
	struct record *records;
	size_t record_count, record_room;
	struct text body;
	struct text index;		/* rows for back-scans (index.h) */
	uint64_t entries, damaged, linted;
	int64_t last_time;		/* of its entries, seconds; 0: none */
};

/* The batch of a job, made when there is none. */
struct batch *batch_of(struct job *job);
void batch_clear(struct batch *batch);
void batch_free(void *batch);

struct document *batch_document(struct batch *batch);
struct record *batch_record(struct batch *batch);

#endif
