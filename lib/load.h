/* A table being loaded: what load.c (memory, files) and load_rows.c (lines, rows) share. */

#ifndef CERTLINT_LIB_LOAD_H
#define CERTLINT_LIB_LOAD_H

#include <certlint/certlint.h>

#include "table.h"

enum { FIELD_COUNT_MAX = 10 };

struct table_format {
	const char *name, *file;
	const char *columns;	/* of a CSV table; NULL: the public suffix list */
	size_t fields;
};

extern const struct table_format table_formats[DATA_TABLE_COUNT];

/* A list of weak keys being loaded; the arrays are NULL in the first pass. */
struct load_keys {
	uint8_t *records;
	uint32_t *starts;
	uint32_t count;
};

/* One table being loaded.  The arrays are NULL in the first pass, which only counts. */
struct load {
	const struct certlint_allocator *allocator;
	struct certlint_error *error;
	enum data_table table;
	const char *origin;
	struct span rest;		/* of the text */
	int32_t line;			/* of the last line taken, from 0 */

	struct span version;
	uint32_t rows;

	uint32_t node_count;
	uint32_t mask;
	size_t pool_used;
	struct name_node *nodes;
	uint32_t *slots;
	struct tld *tlds;
	struct special_row *special;
	struct network *networks;
	uint32_t ipv4_count;
	struct ct_log *logs;
	uint16_t *log_slots;
	int64_t newest[LOG_LIST_COUNT];	/* the last change of each list of logs */
	char *pool;
	struct load_keys keys[KEY_LIST_COUNT];
};

/* Fill the caller's error, if any: "ORIGIN: WHAT" or, from a line >= 0, "ORIGIN, line 7: WHAT". */
int load_refuse(struct certlint_error *error, int status, const char *origin, int32_t line,
		const char *what);

/*
 * One pass over load->rest.  Counts nodes, pool and rows; fills the arrays if they are there, which
 * then have the room that a first pass over the same text counted.
 */
int load_rows(struct load *load);

/* Octets of a record by kind of list. */
extern const uint8_t key_widths[KEY_LIST_COUNT];

/* One more record; then, with all of them there, bring them into order and index them. */
void load_key(struct load *load, enum key_list_kind kind, const uint8_t *record);
void load_keys_finish(const struct load *load);

/* How many bits of its records a list is indexed by. */
unsigned key_list_bits(uint32_t count);

/* The day at the beginning of a version: 2026-10-22_08-36-41_UTC. */
bool version_day(struct span version, int32_t *day);

#endif
