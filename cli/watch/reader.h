/* A log as it is being followed: what the parts of follow() share. */

#ifndef CERTLINT_CLI_WATCH_READER_H
#define CERTLINT_CLI_WATCH_READER_H

#include "fetch.h"
#include "follow.h"
#include "place.h"

enum {
	HASH_SIZE = 32,
	SMALL_ANSWER = 64 * 1024,	/* most bytes of a head, a proof, an issuer */
	LARGE_ANSWER = 64 * 1024 * 1024, /* of entries */
	TRIES = 3,			/* until what fails is told, or done another way */
	LAST_TRY = 5			/* of following once: then the log is left alone */
};

struct reader;
struct issuer;

/* Entries that are asked for together: part of a log's ordered list of what it is to hand over. */
struct piece {
	struct reader *reader;
	struct piece *next;
	uint64_t first;
	size_t count;
	uint32_t width;			/* static-ct: of the tile they are in */
	bool full;			/* static-ct: the whole tile, for the partial one is gone */
	struct fetch fetch, hash_fetch;
	const char *damage;		/* of the answer as a whole: what is wrong with it */
	bool put_off;			/* asked for again when it is the first */

	/* Once the answer is read: */
	bool read;
	struct certlint_ct_entry *entries;
	struct certlint_span *issuers;
	struct issuer **kept;		/* static-ct: those whose issuers these are */
	uint8_t (*hashes)[HASH_SIZE];
	bool *hashed;
	size_t without_hash;
};

/* What can be in trouble; bits. */
enum reader_part {
	PART_HEAD = 1, PART_PROOF = 2, PART_BEGIN = 4, PART_ENTRIES = 8, PART_ISSUER = 16,
	PART_HASH = 32
};

/* What RFC 6962 and static-ct do differently. */
struct protocol {
	const char *head_path;
	bool has_proofs;		/* of consistency, to be asked for */

	int (*read_head)(const struct follow_log *log, const struct text *body,
			 struct certlint_ct_head *head, struct certlint_error *error);

	/* Have reader_begun() called with the tree of the log's first place.begin entries. */
	void (*begin)(struct reader *reader);

	/* Set count and width of the piece at piece->first; false: not yet. */
	bool (*shape)(struct piece *piece);
	void (*address)(struct piece *piece);

	/*
	 * Read the body into entries.  False: it is damaged in a way that another try may mend;
	 * `damage` says how, and the entries are what could be read all the same.
	 */
	bool (*read)(struct piece *piece);

	/* After a failure: true if another, smaller piece is to be asked for at once. */
	bool (*evade)(struct piece *piece);

	/* Ask for the hashes of entries that are too damaged to have one. */
	void (*find_hashes)(struct piece *piece);

	/* Point piece->issuers at the issuers; false: they are not there yet. */
	bool (*find_issuers)(struct piece *piece);
};

struct following {
	const struct follow_calls *calls;
	const struct follow_options *options;
	struct fetcher *fetcher;
	int64_t due;			/* when there is something to do next */
};

struct reader {
	struct following *all;
	const struct follow_log *log;
	const struct protocol *protocol;
	struct fetch_host *host;
	struct place place;
	struct text stored;		/* place, written */
	bool chosen;			/* place.begin stands */
	bool placed;			/* and the tree before what is to be read */
	bool ended;			/* following once: nothing more is to be done ... */
	bool complete;			/* ... as all was read */

	/* Heads. */
	struct head known;		/* the newest that was taken */
	bool has_known;
	bool polled;			/* there was an answer since the start */
	int64_t poll;			/* when to ask again */
	struct fetch head_fetch, proof_fetch;
	struct head candidate;		/* waits for its proof */

	/* Beginning in the middle. */
	struct fetch begin_fetch;
	uint8_t begin_leaf[HASH_SIZE];
	unsigned begin_level;
	struct certlint_ct_tree begin_tree;

	/* Entries. */
	struct piece *pieces;
	size_t batch;			/* RFC 6962: most entries in an answer, as was seen */
	unsigned probes;
	int64_t pause;			/* after a fork, or when nothing can be stored */
	unsigned forks, refusals;
	struct issuers *issuers;

	/* Troubles. */
	unsigned failing;		/* bits of reader_part, told or in the shadow of one told */
	bool forked, unsigned_head, stale;
};

extern const struct protocol protocol_rfc6962, protocol_static;

/* ---- follow.c ---- */

/* Something does not work, or works again. */
void reader_fails(struct reader *reader, enum reader_part part, const char *format, ...)
	PRINTF_LIKE(3, 4);
void reader_works(struct reader *reader, enum reader_part part);
void reader_says(struct reader *reader, enum follow_trouble_kind kind, int64_t index,
		 const char *text);

/* Somebody lies: said once, until reader_agrees(). */
void reader_forks(struct reader *reader, const char *format, ...) PRINTF_LIKE(2, 3);
void reader_agrees(struct reader *reader);

/* Address `path` of the log and start; after a failure, again. */
void reader_ask(struct reader *reader, struct fetch *fetch, const char *path);
void reader_again(struct reader *reader, struct fetch *fetch, enum reader_part part);

/* The tree that stands before the first entry that is to be read. */
void reader_begun(struct reader *reader, const struct certlint_ct_tree *tree);

/* Come back at once, or not later than at that time. */
void reader_due(struct reader *reader, int64_t when);

/* ---- heads.c ---- */

void heads_start(struct reader *reader);
void heads_poll(struct reader *reader);

/* ---- pieces.c ---- */

void pieces_ask(struct reader *reader);
struct piece *piece_insert(struct piece *before, uint64_t first, size_t count);
void piece_hash(struct piece *piece, size_t i, const uint8_t hash[HASH_SIZE]);
void pieces_hand_over(struct reader *reader);
void pieces_drop(struct reader *reader);

/* ---- issuers.c ---- */

struct issuers *issuers_new(struct reader *reader);
void issuers_free(struct issuers *issuers);

/* The issuer of this fingerprint, asked for if need be.  It stays until it is released. */
struct issuer *issuer_get(struct issuers *issuers, const uint8_t fingerprint[HASH_SIZE]);
void issuer_release(struct issuer *issuer);

/* False: not yet; with no data if it is not to be had. */
bool issuer_certificate(const struct issuer *issuer, struct certlint_span *certificate);

#endif
