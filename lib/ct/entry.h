/* Entries of Certificate Transparency logs: what the readers of their several forms share. */

#ifndef CERTLINT_LIB_CT_ENTRY_H
#define CERTLINT_LIB_CT_ENTRY_H

#include <certlint/ct.h>

#include "der.h"
#include "ct/scan.h"

/* What can be wrong with a part, in words. */
struct ct_field {
	const char *cut, *length, *empty;
};
#define CT_FIELD(name)									\
	{ "cut short inside " name, "the length of " name " runs past the end", name " is empty" }

/* Bytes that are read as TLS presentation language into an entry. */
struct ct_reader {
	struct certlint_ct_entry *entry;
	const uint8_t *start;		/* positions count from here */
	struct span in;
	uint32_t part;
};

/* Note what is wrong with an entry, if nothing was before. */
void ct_spoil(struct certlint_ct_entry *e, uint32_t fault, uint32_t part, size_t position,
	      const char *reason);

/* Note what is wrong with the text that an entry was read from, if anything is. */
void ct_spoil_by_text(struct certlint_ct_entry *e, const struct scan *s);

/* Remark on a timestamp that cannot be one. */
void ct_remark_time(struct certlint_ct_entry *e);

/* Take `n` octets, or a vector with `octets` length octets and at least `least` of contents. */
bool ct_take(struct ct_reader *r, size_t n, const struct ct_field *field,
	     struct certlint_span *out);
bool ct_take_vector(struct ct_reader *r, size_t octets, size_t least,
		    const struct ct_field *field, struct certlint_span *out);

/* Read a TimestampedEntry; false, and the entry spoilt, if it does not read. */
bool ct_take_timestamped(struct ct_reader *r);

/* Read leaf_input and extra_data (p == NULL: not given); what is wrong is in the entry. */
void ct_read_leaf(struct certlint_ct_entry *e, struct span leaf, struct span extra);

/* An entry with nothing in it. */
void ct_entry_clear(struct certlint_ct_entry *e);

/*
 * How much of the caller's struct this library fills, in *size; CERTLINT_OK, or what
 * sized_read() says of such structs.
 */
int ct_entry_accept(const struct certlint_ct_entry *given, size_t *size);

/* Copy what was read into that much of the caller's struct: `good`, or CERTLINT_ERR_FORMAT. */
int ct_entry_give(struct certlint_ct_entry *given, size_t size, const struct certlint_ct_entry *e,
		  int good);

/* Copy a caller's entry, to read it; statuses as above. */
int ct_entry_read(struct certlint_ct_entry *own, const struct certlint_ct_entry *given);

static inline struct span
span_of(struct certlint_span s)
{
	return (struct span){ s.data, s.length };
}

#endif
