/* A compact index of entries, from which those that new items of a list touch are found later. */

#ifndef CERTLINT_CLI_WATCH_INDEX_H
#define CERTLINT_CLI_WATCH_INDEX_H

#include <stdbool.h>

#include <certlint/ct.h>
#include <certlint/plugin.h>
#include <certlint/watch.h>

#include "text.h"

/* Rows that go together in `rows`, from `start` on: an issuer is written once in a block, and
   again where others came between.  All zero but `start` when it begins. */
enum { INDEX_ISSUERS = 16 };
struct index_block {
	size_t start;
	size_t issuers[INDEX_ISSUERS];	/* where they were written */
	size_t count, next;
};

/*
 * Add a row: names and addresses as they stand in the object, who issued it, hashes of TBS and key,
 * validity.  Some 180 bytes.
 */
void index_add(struct text *rows, struct index_block *block, uint64_t number,
	       const struct certlint_object *object, const struct certlint_ct_entry *entry,
	       const struct certlint_watch_about *about);

/* A row that was read, lent by the block. */
struct index_row {
	uint64_t number;
	int64_t time, not_before, not_after;
	struct certlint_span tbs;	/* 32 bytes, or empty */
	struct certlint_span key, issuer_key; /* the same */
	struct certlint_span issuer, subject, san;
};

/* The next row of a block of `n` bytes, from *at on, which begins as 0; false: no more. */
bool index_next(const uint8_t *rows, size_t n, size_t *at, struct index_row *row);

#endif
