/* Knowledge with a date: TLDs, public suffixes, special-use names, networks, CT logs, weak keys. */

#ifndef CERTLINT_LIB_DATA_H
#define CERTLINT_LIB_DATA_H

#include "der.h"

struct certlint_allocator;
struct certlint_error;

/*
 * When a top-level domain was in the root: delegated <= day < removed, DAY_FIRST and DAY_LAST where
 * open.  "onion" is among them, from the day on which the BRs first allowed it (ballot 144).
 */
struct tld {
	int32_t delegated, removed;
};

/* Where a network is listed, as bits: which reading of "reserved" it falls under. */
enum network_list {
	NETWORK_SPECIAL = 1,	/* in IANA's two special-purpose registries: BR 1.6.1 since SC48 */
	NETWORK_PRE_SC48 = 2,	/* "reserved" in the address-space registries before 2021-08-25 */
	NETWORK_OTHER = 4	/* multicast, site-local ...: in neither; own weaker rule */
};

struct network {
	uint8_t prefix[16];
	uint8_t octets;		/* 4 or 16 */
	uint8_t bits;		/* prefix length */
	uint8_t lists;		/* enum network_list */
	uint8_t reachable;	/* globally reachable by the registry: 0 no, 1 yes, 2 N/A */
	int32_t from, until;	/* days it was listed: a row marked as terminated still is, until
				   it leaves its registry; DAY_FIRST / DAY_LAST where open */
	const char *name;	/* "Private-Use" */
	const char *reference;	/* "RFC 1918" */
};

/* A special-use name; `registered`: in IANA's registry, otherwise only kept out of the root. */
struct special_use {
	const char *name;	/* "home.arpa", lower case */
	const char *reference;	/* "RFC 8375" */
	bool registered;
};

/* The rule of the public suffix list that matched. */
enum suffix_kind { SUFFIX_NONE, SUFFIX_ICANN, SUFFIX_PRIVATE };

/* The last one is empty, without rows, until somebody gives a list; weak.h looks into it. */
enum data_table {
	DATA_TLDS, DATA_SUFFIXES, DATA_SPECIAL_USE, DATA_NETWORKS, DATA_CT_LOGS, DATA_WEAK_KEYS,
	DATA_TABLE_COUNT
};

/* Whose list of Certificate Transparency logs. */
enum log_list { LOG_CHROME, LOG_APPLE, LOG_LIST_COUNT };

/* What a list says of a log; UNKNOWN: nothing is known of the time. */
enum log_state {
	LOG_UNKNOWN, LOG_UNLISTED, LOG_PENDING, LOG_QUALIFIED, LOG_USABLE, LOG_READONLY,
	LOG_RETIRED, LOG_REJECTED, LOG_STATE_COUNT
};

/* The states of a log in one list, in order; all times are in seconds since 1970. */
enum { LOG_STATES_MAX = 6 };
struct log_history {
	int64_t since[LOG_STATES_MAX];
	uint8_t state[LOG_STATES_MAX];	/* enum log_state */
	uint8_t count;
};

/* A Certificate Transparency log. */
struct ct_log {
	uint8_t id[32];
	const char *operator, *description;
	const uint8_t *key;		/* a SubjectPublicKeyInfo; NULL: not known */
	uint16_t key_length;
	bool is_static;			/* of static-ct-api, not of RFC 6962 */
	bool is_test;			/* no client ever counted its SCTs */
	bool is_google;
	int64_t start, end;		/* takes what ends at start <= notAfter < end */
	struct log_history history[LOG_LIST_COUNT];
};

/* Which edition of a table is in use. */
struct data_info {
	const char *name;	/* "tlds", "suffixes", "special-use", "networks", "ct-logs",
				   "weak-keys" */
	const char *version;	/* "2026-09-30"; weak keys can be "undated" */
	const char *origin;	/* "built in", "memory" or a path */
	uint8_t sha256[32];	/* of the source text */
	int32_t day;		/* days since 1970 on which it was current; DAY_NONE: undated */
	uint32_t rows;
};

/* All tables of a handle: immutable once made. */
struct data;

/* The compiled-in tables: no heap, always there. */
const struct data *data_builtin(void);

const struct data_info *data_info(const struct data *data, enum data_table table);

/* Look up a label (any case); NULL if it was never a TLD. */
const struct tld *data_tld(const struct data *data, struct span label);

/* The name, lower case, of what data_tld() returned. */
const char *data_tld_name(const struct data *data, const struct tld *tld);

/*
 * The public suffix rule that `name` (any case, no wildcard label, no trailing dot) itself equals:
 * SUFFIX_NONE if the name is not itself a suffix.  The implicit rule "*" does not count.
 */
enum suffix_kind data_suffix(const struct data *data, struct span name);

/*
 * The length of the registrable domain's public suffix in `name`; 0 if no rule matches.  Both parts
 * of the list count, as does a wildcard rule for any label.
 */
size_t data_suffix_length(const struct data *data, struct span name);

/* Whether no public suffix rule and no special-use entry is about names below `zone`. */
bool data_is_bare(const struct data *data, struct span zone);

/* The entry of the special-use registry at or above `name`, or NULL; the deepest if several. */
const char *data_special_use(const struct data *data, struct span name);

/* The same over all rows, those that no registry has ("corp", "lan") included; false if none. */
bool data_special(const struct data *data, struct span name, struct special_use *out);

/*
 * Networks, for ip_network(): the i-th, NULL past the end.  IPv4 before IPv6, and in each the most
 * specific first; or those of one family at once.
 */
const struct network *data_network(const struct data *data, size_t i);
const struct network *data_networks(const struct data *data, unsigned octets, size_t *count);

/* The log of an id (32 octets); NULL if it is in no row. */
const struct ct_log *data_log(const struct data *data, struct span id);

/* When a list changed last, as far as the table knows: it is of that time at least. */
int64_t data_log_list_time(const struct data *data, enum log_list list);

/* What a list said of a log at a time (as of the table, for what is later). */
enum log_state log_state_at(const struct ct_log *log, enum log_list list, int64_t time);

/* When a list first said so; INT64_MAX: never. */
int64_t log_since(const struct ct_log *log, enum log_list list, enum log_state state);

/* The same state in words: "usable". */
const char *log_state_name(enum log_state state);

/*
 * Tables of the caller's instead of some compiled-in ones: from `directory` (tlds.csv,
 * suffixes.dat, special-use.csv, networks.csv, ct-logs.csv as in data/, and weak-keys.dat; any of
 * them may be missing, not all; other files are not looked at), then from `tables` (the same text,
 * each name once).  Either may be absent.  0 or a negative certlint_status with *error filled
 * (ERR_FILE, ERR_CONFIG with the line in position, ERR_MEMORY, ERR_ARGUMENT for a table without a
 * name or bytes).  Freed with data_free() and the same allocator, which ignores NULL and the
 * built-in one.
 */
struct certlint_data;
int data_load(const struct data **out, const char *directory, const struct certlint_data *tables,
	      size_t count, const struct certlint_allocator *allocator,
	      struct certlint_error *error);
void data_free(const struct data *data, const struct certlint_allocator *allocator);

#endif
