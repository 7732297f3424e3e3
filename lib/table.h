/* How the tables of data.h lie in memory: compiled in (data/tables.py) or loaded (load.c). */

#ifndef CERTLINT_LIB_TABLE_H
#define CERTLINT_LIB_TABLE_H

#include "data.h"

/*
 * Names are kept by label, from the right: a node is a label below its parent, node 0 the root.
 * All nodes stand in one open hash table over (parent, label), so a step costs about one cache
 * line whatever the number of siblings.  Offsets instead of pointers: nothing to relocate.
 */
struct name_node {
	unsigned label : 24;	/* where in the pool; NUL-terminated, lower case */
	unsigned length : 8;
	unsigned parent : 20;
	unsigned flags : 12;	/* enum node_flag */
};

enum node_flag {
	NODE_PARENT = 1,	/* has nodes below */

	/* Of the suffix table.  A wildcard is a flag of the node to the right of its '*'. */
	NODE_RULE = 2, NODE_RULE_PRIVATE = 4,
	NODE_WILD = 8, NODE_WILD_PRIVATE = 16,
	NODE_EXCEPTION = 32,

	/* Of the special-use table. */
	NODE_REGISTERED = 2, NODE_UNREGISTERED = 4,

	/* At most one of each group is set: otherwise a row is there twice. */
	NODE_OWN = NODE_RULE | NODE_RULE_PRIVATE | NODE_EXCEPTION,
	NODE_BELOW = NODE_WILD | NODE_WILD_PRIVATE
};

enum {
	NODE_MAX = (1 << 20) - 1,	/* what `parent` and a slot can hold */
	POOL_MAX = (1 << 24) - 1,	/* what `label` can hold */
	PROBE_MAX = 256,		/* steps to a free slot; half-empty tables need dozens */
	LOG_ROWS_MAX = 16384,		/* what a slot of the logs can hold */
	LABEL_MAX = 63,
	NAME_MAX_OCTETS = 253
};

/* A slot is 0 (free) or 12 bits of the hash above 20 bits of node number. */
struct name_table {
	const char *pool;
	const struct name_node *nodes;
	const uint32_t *slots;
	uint32_t mask;			/* slots - 1; there is always a free one */
};

/* Where in the pool a special-use row's texts begin, by node; 0: the node is no row. */
struct special_row {
	uint32_t name, reference;
};

/*
 * Logs by the first octets of their ids, which are digests and spread well enough: a slot is 0
 * (free) or the number of the log from 1.
 */
struct log_table {
	const struct ct_log *logs;
	const uint16_t *slots;
	uint32_t mask;			/* slots - 1; there is always a free one */
	int64_t newest[LOG_LIST_COUNT];	/* the last change of each list */
};

/* What a list of weak keys is made of. */
enum key_list_kind {
	KEY_BY_TEXT,		/* openssl-blacklist: the last 80 bits of SHA-1 of "Modulus=..." */
	KEY_BY_NUMBER,		/* badkeys: 120 bits of SHA-256 of a number, the number of a list */
	KEY_LIST_COUNT
};

enum {
	KEY_TEXT_WIDTH = 10, KEY_NUMBER_WIDTH = 16,	/* octets of a record */
	KEY_BUCKET_BITS_MAX = 20
};

/* Records in order; those whose first bits are `b` are starts[b] <= i < starts[b + 1]. */
struct key_list {
	const uint8_t *records;
	const uint32_t *starts;
	uint32_t count;
	unsigned bits;			/* how many of the first bits */
};

struct data {
	struct name_table tlds, suffixes, special;
	const struct tld *tld_days;	/* by node */
	const struct special_row *special_rows;
	const struct network *networks;	/* IPv4 first, then longer prefixes first */
	uint32_t network_count, ipv4_count;
	struct log_table logs;
	struct data_info info[DATA_TABLE_COUNT];
	struct {
		void *memory;		/* NULL: compiled in */
		size_t length;
	} blocks[DATA_TABLE_COUNT];
	struct key_list key_lists[KEY_LIST_COUNT]; /* by kind */
};

extern const struct data data_tables;

/* The first `bits` of a record, at most 32. */
static inline uint32_t
key_list_bucket(const uint8_t *record, unsigned bits)
{
	uint32_t head = (uint32_t)record[0] << 24 | (uint32_t)record[1] << 16 |
			(uint32_t)record[2] << 8 | record[3];

	return bits > 0 ? head >> (32 - bits) : 0;
}

static inline uint64_t
load_word(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

static inline uint64_t
load_half(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/*
 * Up to 8 octets of a label from i (a multiple of 8) as a number, without reading past its ends:
 * the last word overlaps the one before.  Labels of the same length are equal if all words are.
 */
static inline uint64_t
label_word(const uint8_t *p, size_t n, size_t i)
{
	if (n >= 8)
		return load_word(p + (i + 8 <= n ? i : n - 8));
	if (n >= 4)
		return load_half(p) | load_half(p + n - 4) << 32;
	return (uint64_t)p[0] | (uint64_t)p[n / 2] << 8 | (uint64_t)p[n - 1] << 16;
}

/* A-Z to lower case in all 8 octets at once; no carry leaves an octet, as bit 7 is taken out. */
static inline uint64_t
word_fold(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t low = word & 0x7f * ones;
	uint64_t from_a = low + (0x80 - 'A') * ones, above_z = low + (0x7f - 'Z') * ones;

	return word | ((from_a ^ above_z) & ~word & 0x80 * ones) >> 2;
}

static inline uint64_t
label_hash(uint32_t parent, struct span label)
{
	uint64_t h = ((uint64_t)label.n << 32 | parent) * 0x9e3779b97f4a7c15u;
	size_t i;

	for (i = 0; i < label.n; i += 8) {
		h = (h ^ word_fold(label_word(label.p, label.n, i))) * 0xd6e8feb86659fd93u;
		h ^= h >> 29;
	}
	return h;
}

static inline bool
node_is(const struct name_table *table, uint32_t node, uint32_t parent, struct span label)
{
	const struct name_node *found = &table->nodes[node];
	const uint8_t *p = (const uint8_t *)table->pool + found->label;
	size_t i;

	if (found->parent != parent || found->length != label.n)
		return false;
	for (i = 0; i < label.n; i += 8)
		if (word_fold(label_word(label.p, label.n, i)) != label_word(p, label.n, i))
			return false;
	return true;
}

/* The node of a label (any case) below `parent`; 0 if there is none. */
static inline uint32_t
node_find(const struct name_table *table, uint32_t parent, struct span label)
{
	uint64_t h;
	uint32_t at, slot;

	if (label.n == 0 || label.n > LABEL_MAX)
		return 0;
	h = label_hash(parent, label);
	at = h >> 32 & table->mask;
	while ((slot = table->slots[at]) != 0) {
		if (slot >> 20 == (h >> 20 & 0xfff) &&
		    node_is(table, slot & NODE_MAX, parent, label))
			return slot & NODE_MAX;
		at = (at + 1) & table->mask;
	}
	return 0;
}

/* The first slot to look into for a log. */
static inline uint32_t
log_slot(const struct log_table *table, const uint8_t *id)
{
	return (uint32_t)load_half(id) & table->mask;
}

#endif
