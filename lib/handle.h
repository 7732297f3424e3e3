/* The handle behind `certlint`: lints chosen, tables loaded, limits set; then never changed. */

#ifndef CERTLINT_LIB_HANDLE_H
#define CERTLINT_LIB_HANDLE_H

#include <stdatomic.h>

#include "engine.h"
#include "memory.h"
#include "profile.h"

/* A lint that came in a plugin, in the words of the caller and in those of the engine. */
struct outside {
	struct certlint_lint lint;	/* with check, user and release */
	struct lint row;
	struct lint_text text;
};

/* Entries of one of the lists of certlint_name_at(). */
struct names {
	struct certlint_name *at;
	uint32_t count;
};

struct remark {
	struct certlint_name name;
	struct remark *next;
};

struct certlint {
	atomic_uint owners;		/* the caller, reports, tables, objects */
	struct arena arena;		/* everything below that is not the data's */
	struct engine engine;
	struct certlint_lint *shown;	/* by id, as many as the engine has entries */
	struct outside *outside;	/* all that came, chosen or not */
	uint32_t outside_count;
	const struct data *data;
	struct certlint_table_info tables[DATA_TABLE_COUNT];	/* by name */
	uint32_t table_count;
	const char *data_text;		/* "networks=2025-10-09 tlds=2026-09-30" */
	struct names sources, peers;
	struct remark *remarks, **last_remark;
	const struct profile *profile;
	size_t max_input;
	uint32_t max_depth, max_per_lint, max_findings;
};

/* One more owner, and one less; the last one frees it. */
const certlint *handle_hold(const certlint *handle);
void handle_drop(const certlint *handle);

/* A handle while it is made. */
struct making {
	certlint *h;
	const struct certlint_options *options;
	struct certlint_error *error;
	struct entry *all;		/* every lint there is: built in, then from outside */
	bool *chosen;
	uint32_t count;
};

/* outside.c: check and copy what plugins bring. */
int outside_take(struct making *m);

/* select.c: which of `all` are chosen, and how severe they are. */
int select_lints(struct making *m);

/* list.c: what certlint_at() and certlint_name_at() lend. */
int list_make(struct making *m);

/* Something to know about a word or an id; under CERTLINT_STRICT a failure. */
int remark_add(struct making *m, struct word name, int32_t position, const char *summary);

/* The flag of a name of CERTLINT_LIST_HOST_FLAGS; HOST_FLAG_COUNT if there is none. */
enum host_flag host_flag_find(const char *name);

/* The entry with this id or former id among `count`, or NULL. */
struct entry *entry_find(struct entry *entries, uint32_t count, struct word id);

#endif
