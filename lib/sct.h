/* Signed certificate timestamps (RFC 6962): the list that a certificate carries, read in place. */

#ifndef CERTLINT_LIB_SCT_H
#define CERTLINT_LIB_SCT_H

#include "der.h"

/* Values of SCT and DigitallySigned (RFC 6962 3.2, RFC 5246 7.4.1.4.1). */
enum { SCT_V1 = 0, SCT_SHA256 = 4, SCT_RSA = 1, SCT_ECDSA = 3, SCT_LOG_ID = 32 };

/* One SerializedSCT of version 1. */
struct sct {
	struct span whole;		/* without its length octets */
	struct span log_id;		/* 32 octets */
	struct span time_octets;
	uint64_t time;			/* milliseconds since 1970 */
	struct span extensions, algorithms, signature;	/* contents */
	uint8_t version, hash, algorithm;
};

/* What can be wrong with the list or an SCT, and where it is reported. */
enum sct_fault {
	SCT_NOT_OCTET_STRING,	/* the extension's value */
	SCT_LIST_LENGTH,	/* the two length octets; the octets after the list */
	SCT_LIST_EMPTY,		/* the list */
	SCT_ENTRY_EMPTY,	/* an entry's length octets */
	SCT_ENTRY_LENGTH,	/* an entry's length that runs past the list; an odd octet there */
	SCT_UNKNOWN_VERSION,	/* the version octet: nothing more is known of it */
	SCT_TRUNCATED,		/* an SCT that ends early */
	SCT_TRAILING,		/* the octets after its signature */
	SCT_HASH,		/* not SHA-256 */
	SCT_ALGORITHM,		/* neither ECDSA nor RSA */
	SCT_ECDSA_FORM,		/* no DER of two positive integers below the order of P-256 */
	SCT_RSA_LENGTH,		/* below 256 octets */
	SCT_FAULT_COUNT
};

/*
 * The TLS list inside an extension's value: its entries, as far as they are there.  False if there
 * is no OCTET STRING with two length octets.
 */
bool sct_list_read(struct span value, struct span *entries);

/* Take the next SCT off the entries; those that do not read as one are passed over. */
bool sct_next(struct span *entries, struct sct *out);
#define each_sct(value, s)								\
	for (struct span cursor_##s = sct_entries(value); sct_next(&cursor_##s, &(s)); )

/* The entries, or none. */
static inline struct span
sct_entries(struct span value)
{
	struct span entries;

	return sct_list_read(value, &entries) ? entries : (struct span){ NULL, 0 };
}

/* Tell every fault of an extension's value, in order.  Linear. */
typedef void sct_tell(void *ctx, enum sct_fault fault, struct span at);
void sct_check(struct span value, sct_tell *tell, void *ctx);

/* The same of a TransItemList (RFC 9162 7.1), which is such a list; its entries stay closed. */
void trans_item_check(struct span value, sct_tell *tell, void *ctx);

/*
 * Whether a time is worth a look: before there were logs, more than 48 hours from notBefore, or
 * after notAfter (both in seconds).
 */
enum { SCT_GRACE = 48 * 3600, SCT_COMPARED = 16 };
#define SCT_FIRST_LOGS INT64_C(1362096000)	/* 2013-03-01 */
bool sct_time_is_odd(const struct sct *s, int64_t from, int64_t until);

/* The time in seconds since 1970. */
static inline int64_t
sct_seconds(const struct sct *s)
{
	return (int64_t)(s->time / 1000);
}

/* What all SCTs of a certificate come to, worked out once; of the first SCT_COMPARED. */
struct sct_sum {
	bool sound;			/* a list that can be counted, of no more than that */
	uint8_t logs;			/* distinct ones, without test logs */
	uint8_t operators;		/* distinct ones, of the logs that are known */
	uint8_t unknown;		/* SCTs of logs that are not */
	int64_t first, last;		/* times in seconds; 0: there is no SCT */
};

/* An extension of an SCT by static-ct-api. */
struct sct_extension {
	struct span whole, data;
	uint8_t type;			/* SCT_LEAF_INDEX or another */
};
enum { SCT_LEAF_INDEX = 0, SCT_LEAF_INDEX_OCTETS = 5 };

/* Take the next one off; false, and *list as it was, where none reads. */
bool sct_extension_next(struct span *list, struct sct_extension *out);

/* What is wrong with the extensions of an SCT of a static-ct-api log, as bits. */
enum sct_extension_fault {
	SCT_EXTENSION_FORM = 1,		/* no list of them, or a leaf_index not of 5 octets */
	SCT_EXTENSION_TWICE = 2,
	SCT_EXTENSION_NO_INDEX = 4
};
unsigned sct_extension_faults(struct span extensions);

#endif
