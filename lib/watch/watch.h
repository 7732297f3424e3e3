/* Watch lists: the compiled form, and how an object is held against it. */

#ifndef CERTLINT_LIB_WATCH_WATCH_H
#define CERTLINT_LIB_WATCH_WATCH_H

#include <string.h>

#include <certlint/watch.h>

#include "handle.h"
#include "ip.h"

/* What of a name belongs to the item. */
enum watch_form {
	FORM_EXACT,		/* this one */
	FORM_BELOW,		/* it, and everything below */
	FORM_STAR,		/* what is one label below */
	FORM_WHOLE		/* of mail addresses and URIs: all of it, not only the host */
};

/* What a key is looked up as: the same bytes may mean several things. */
enum watch_space {
	SPACE_NAME,		/* of dns: the name */
	SPACE_PARENT,		/* the name above one of SPACE_NAME or SPACE_PARENT */
	SPACE_IP,		/* 16 octets */
	SPACE_NET,		/* 16 octets and the prefix's length */
	SPACE_MAIL,		/* local@domain */
	SPACE_MAIL_HOST,	/* a domain */
	SPACE_URI,		/* all of a URI */
	SPACE_URI_HOST,		/* a host */
	SPACE_ORG,		/* folded text */
	SPACE_SPKI, SPACE_ISSUER	/* 32 octets */
};

enum {
	WATCH_NAME_MAX = 253, WATCH_TEXT_MAX = 1024, WATCH_LABELS_MAX = 127,
	WATCH_HASH = 32,
	PASSAGE = 1 << 30	/* of a reference: not the item, but a name above it */
};

struct watch_item {
	void *user;
	uint32_t pattern, label, owner, note;	/* in the pool; 0: none */
	uint32_t expects;	/* the number of its expectations from 1; 0: none */
	uint32_t line;
	uint32_t key;		/* the bytes that it is found by, in the pool */
	uint16_t key_length;
	uint8_t kind, form;
};

/* What is expected of the matches of an item; hashes are counted from the first of all. */
struct watch_expects {
	uint32_t issuers, issuer_count;
	uint32_t keys, key_count;
	uint32_t known, known_count;
	uint32_t profiles;	/* bits of profile_table; 0: any */
	uint32_t max_days;
};

/* Bytes that items are found by, and the items: references first to first + count, ascending. */
struct watch_key {
	uint32_t at;		/* in the pool */
	uint32_t first, count;
	uint16_t length;
	uint8_t space;
};


struct certlint_watch {
	struct certlint handle;	/* of certlint_watch_match(): tables and limits, no lint */
	struct certlint_allocator allocator;
	uint64_t seed;

	struct watch_item *items;
	struct watch_expects *expects;
	uint8_t *hashes;
	char *pool;		/* its first byte is 0: "no text" */
	uint32_t item_count;

	/* Where keys are, by hash; a tag of 0 is a free slot. */
	struct watch_key *keys;
	uint32_t *refs;
	uint32_t *slots;
	uint8_t *tags;
	uint32_t key_count, mask;

	uint32_t *by_address;	/* the items of addresses and networks, in the order of these */
	uint32_t address_count;

	uint64_t label_counts[2];	/* bit n: some name of SPACE_NAME has n labels */
	uint64_t parent_counts[2];
	uint64_t prefixes[3];		/* bit n: some network has a prefix of n */
	uint32_t kinds;			/* bit n: some item is of kind n */

	struct growing tables[9];	/* the memory of all of the above: enum watch_table */
};

/* ---- pattern.c: one pattern understood ---- */

struct pattern {
	uint8_t kind, form;
	char text[WATCH_TEXT_MAX + 16];		/* in its one spelling */
	uint8_t key[WATCH_TEXT_MAX + 16];
	size_t key_length;
	const char *fault;	/* a phrase, where it was refused */
	char advice[160];	/* what may have been meant, or "" */
};

/*
 * CERTLINT_OK; CERTLINT_ERR_CONFIG with fault and advice, or CERTLINT_ERR_MEMORY.  `wide`: what
 * covers more than anybody owns is meant.
 */
int pattern_read(struct pattern *pattern, struct span text, bool wide, const struct data *data,
		 const struct certlint_allocator *allocator);

/* Whether text may be shown as it is: UTF-8, and nothing that moves a cursor. */
bool watch_is_printable(struct span text);

/* ---- hash.c: keys by their hash; CERTLINT_OK, ERR_CONFIG or ERR_MEMORY ---- */

/* sha256: and hexadecimal, sha256/ and base64, or cert: and base64: the hash that it stands for. */
int watch_hash_read(struct span text, const struct certlint_allocator *allocator,
		    uint8_t out[WATCH_HASH]);

/* The SHA-256 of the key of a certificate or SubjectPublicKeyInfo, DER or PEM. */
int watch_key_hash(struct span given, const struct certlint_allocator *allocator,
		   uint8_t out[WATCH_HASH]);

/* The same of DER, without memory. */
bool watch_der_key_hash(struct span der, uint8_t out[WATCH_HASH]);

/* ---- text.c: text in one spelling ---- */

/*
 * A name in lower case and A-labels, without the dot at its end: its length, or 0 if it does not
 * fit or has a label that has no such form.  `tag` is the string's type.
 */
size_t watch_name_fold(uint32_t tag, struct span text, uint8_t *out, size_t room);

/* A text whose case and blanks do not matter, as UTF-8; the same rules. */
size_t watch_text_fold(uint32_t tag, struct span text, uint8_t *out, size_t room);

/* A URI whose scheme's and host's case does not matter. */
size_t watch_uri_fold(struct span text, uint8_t *out, size_t room);

/* ---- index.c: keys ---- */

uint64_t watch_label_hash(uint64_t above, struct span label);
uint64_t watch_bytes_hash(uint64_t seed, struct span bytes);
uint64_t watch_name_hash(uint64_t seed, struct span name);

/* The key of these bytes, or NULL; of names in any case. */
const struct watch_key *watch_key_find(const struct certlint_watch *w, enum watch_space space,
				       uint64_t hash, struct span bytes);

/* Set up the keys of all items; false for want of memory. */
bool watch_index_build(struct certlint_watch *w);

/* The tables of a list, each a block of memory. */
enum watch_table {
	TABLE_ITEMS, TABLE_EXPECTS, TABLE_HASHES, TABLE_POOL, TABLE_KEYS, TABLE_REFS, TABLE_SLOTS,
	TABLE_TAGS, TABLE_BY_ADDRESS, TABLE_COUNT
};

/* Bytes behind those of a table, zeroed; NULL for want of memory.  They may all move. */
void *watch_table_add(struct certlint_watch *w, enum watch_table table, size_t length);

/* Give back what a table has more than it uses; where there is no memory for that, keep it. */
void watch_table_trim(struct certlint_watch *w, enum watch_table table);

/* An address as keys have it: IPv4 is ::ffff:0:0/96. */
struct watch_net {
	uint8_t octets[16];
	uint8_t bits;
};
struct watch_net watch_net_of(const struct ip *ip, unsigned bits);
void watch_net_mask(uint8_t octets[16], unsigned bits);

/* ---- found.c: what a pass over an object has found ---- */

enum {
	FOUND_MAX = 512, FOUND_SLOTS = 2 * FOUND_MAX,
	FOUND_BUDGET = 1 << 26,	/* pairs of a place and an item that any object may cost: 0.3 s */
	FIT_COST = 6,	/* as many of them is a label that is held against one with asterisks */
	DESCENT_COST = 4	/* and the way to a name below */
};

/* How the bytes of a match are shown. */
enum found_as { AS_TEXT, AS_ADDRESS, AS_ITEM };

struct found {
	uint32_t item;
	uint32_t offset, length;
	uint8_t how, place, as, tag;
};

enum watch_place {
	PLACE_OBJECT, PLACE_DNS, PLACE_IP, PLACE_MAIL, PLACE_URI, PLACE_OTHER, PLACE_DIRECTORY,
	PLACE_CN, PLACE_SUBJECT, PLACE_ORG, PLACE_CONSTRAINT, PLACE_KEY, PLACE_ISSUER, PLACE_COUNT
};
const char *watch_place_name(unsigned place);

/* How a name stands to the name of a key. */
enum watch_standing { AT_NAME, ONE_BELOW, FAR_BELOW, AT_WILDCARD, ABOVE_NAME, AROUND };

struct seeker {
	const struct certlint_watch *w;
	const struct certlint_object *object;
	const uint8_t *issuer_key;	/* NULL: not known */
	const uint8_t *key;		/* as the caller tells it; NULL: he does not */

	/* What is being looked at. */
	struct span at;			/* the bytes that a hit tells */
	uint8_t how;			/* at the best */
	uint8_t place, as, tag;
	size_t shortest;		/* names shorter than this do not count */

	/* What was found of the items from `floor` to before `limit`. */
	uint32_t floor, limit, count;
	uint64_t budget;
	bool cut, remembers;	/* `done` is in use */
	uint16_t slots[FOUND_SLOTS];	/* number in `found` from 1 */
	struct found found[FOUND_MAX];

	/* Long lists of references that this pass has gone through, so that it does not again. */
	struct {
		uint64_t what;
		uint8_t standing, how;	/* how == 0: nothing */
	} done[64];
};

void found_begin(struct seeker *s, uint32_t floor);

/* The item is touched by what is being looked at, in this way or one that is worse. */
void found_touch(struct seeker *s, uint32_t item, unsigned how);

/* In the order of the list. */
void found_sort(struct seeker *s);

/* Whether this has been gone through in this pass, no worse; from now on it has. */
bool found_again(struct seeker *s, uint64_t what, enum watch_standing standing);

/* The same of a key, if it has more references than it costs to ask. */
static inline bool
found_key_again(struct seeker *s, const struct watch_key *key, enum watch_standing standing)
{
	return key->count > 4 && found_again(s, (uint64_t)(key - s->w->keys), standing);
}

/* The first of a key's references that is not below the floor. */
uint32_t found_start(const struct seeker *s, const struct watch_key *key);

/* Work that finds nothing; false once there was too much. */
bool found_charge(struct seeker *s, uint32_t steps);

/* ---- seek.c, address.c: one text or address against the list ---- */

/* What is looked at is of this kind at the best; what it was before is returned. */
static inline uint8_t
seek_at_best(struct seeker *s, unsigned how)
{
	uint8_t before = s->how;

	s->how = (uint8_t)(how > before ? how : before);
	return before;
}

/* One name: any bytes, of which the labels from the right are looked up. */
void seek_name(struct seeker *s, struct span name);

/* The name and all below it, as a name constraint permits them. */
void seek_subtree(struct seeker *s, struct span name);

/* A host of a mail address or URI, of items of that kind. */
void seek_host_of(struct seeker *s, enum watch_space space, struct span host);

/* What is found by all of its bytes. */
void seek_bytes(struct seeker *s, enum watch_space space, struct span bytes);

/* Text that is one name, address or reverse name. */
void seek_host(struct seeker *s, struct span host);

void seek_address(struct seeker *s, const struct ip *ip);

/* An address and a mask of as many octets. */
void seek_network(struct seeker *s, const struct ip *ip, const uint8_t *mask);

/* ---- words.c: names and addresses among other bytes ---- */

/* A mail address, its domain as a name as well. */
void seek_mail(struct seeker *s, struct span mail);

/*
 * Text that stands where a mail address has to; if it is no plain one, whatever else it names.
 */
void seek_mailbox(struct seeker *s, uint32_t tag, struct span text);

/* Whether text has nothing but what names and IPv4 addresses consist of. */
bool is_plain_text(struct span text);

/* Text of a string type that is a name or address, or has some among other text. */
void seek_text(struct seeker *s, uint32_t tag, struct span text);

/* Bytes that did not decode. */
void seek_raw(struct seeker *s, struct span bytes);

/* ---- places.c: all of an object ---- */

void seek_object(struct seeker *s);

/* ---- judge.c: is it what was expected? ---- */

enum { BROKEN_MAX = 512 };

/* What is worked out once an object has a hit. */
struct evidence {
	const struct certlint_object *object;
	const uint8_t *issuer_key, *key, *tbs;	/* NULL: not known */

	/* The certificate with issuer_key, if only the caller says that it is the issuer. */
	const struct cert *claimed;
	bool verified;			/* whether it signed the object was asked for */
	enum verdict verdict;
};
void watch_judge(const struct certlint_watch *w, const struct watch_item *item,
		 struct evidence *e, struct certlint_hit *hit, char broken[BROKEN_MAX]);

#endif
