/* What outlives the program: positions, groups, events to be delivered, an index for back-scans. */

#ifndef CERTLINT_CLI_WATCH_STORE_H
#define CERTLINT_CLI_WATCH_STORE_H

#include <certlint/groups.h>

#include "watch/damage.h"
#include "watch/message.h"

/* Rows of index.h that belong to one source. */
struct index_rows {
	char *source;
	uint64_t base;			/* added to their numbers */
	int64_t time;			/* when they came */
	struct text rows;
};

/* All that is stored in one transaction: whole or not at all. */
struct store_step {
	const uint8_t *log;		/* 32 bytes: of whose log `state` is; NULL: of none */
	struct certlint_span state;
	certlint_groups *groups;
	struct damages *damages;
	const struct messages *messages;
	const struct index_rows *rows;
	size_t row_count;
	int64_t digest_told;		/* 0: as before */
};

/* A message of the outbox. */
struct outbox_row {
	int64_t row;
	unsigned tries;
	struct message message;
};

struct store;

/* NULL: it was said why not. */
struct store *store_open(const char *path);
void store_close(struct store *store);

/* Give groups, what they remember, and damages back.  False: it was said why not. */
bool store_load(struct store *store, certlint_groups *groups, struct damages *damages);

/* False: it could not be stored, which is said when it begins. */
bool store_save(struct store *store, const struct store_step *step);

/* A log's position, an issuer: false if there is none. */
bool store_position(struct store *store, const uint8_t log[32], struct text *state);
bool store_issuer(struct store *store, const uint8_t fingerprint[32], struct text *certificate);
void store_keep_issuer(struct store *store, const uint8_t fingerprint[32],
		       struct certlint_span certificate);

/* Texts by name: "patterns".  False if there is none. */
bool store_text(struct store *store, const char *name, struct text *out);
void store_keep_text(struct store *store, const char *name, const struct text *text);

/* The outbox: lines not written yet in their order, then those whose hooks are due. */
bool outbox_unwritten(struct store *store, int64_t after, struct outbox_row *row);
bool outbox_due(struct store *store, int64_t now, int64_t after, struct outbox_row *row);
void outbox_written(struct store *store, int64_t up_to);
void outbox_written_id(struct store *store, const char *id);
void outbox_hooked(struct store *store, int64_t row);
/* A program that has done its part of a message, whatever becomes of the others. */
void outbox_ran(struct store *store, int64_t row, const char *path);
bool outbox_has_run(struct store *store, int64_t row, const char *path);
void outbox_failed(struct store *store, int64_t row, unsigned tries, int64_t next);
uint64_t outbox_count(struct store *store);

/* All rows for back-scans, the oldest first; false ends it. */
typedef bool store_visitor(void *ctx, const struct index_rows *rows);
void store_scan(struct store *store, store_visitor *visitor, void *ctx);
void store_forget_before(struct store *store, int64_t time);

#endif
