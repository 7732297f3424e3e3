/* The mint: what logs and streams would serve about forged certificates. */

#ifndef CERTLINT_TESTS_MINT_H
#define CERTLINT_TESTS_MINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Bytes that grow; all zero to begin with, mint_free() at the end.  Running out of memory aborts.
 */
struct mint {
	uint8_t *p;
	size_t n, room;
};

void mint_put(struct mint *m, const void *bytes, size_t n);
void mint_text(struct mint *m, const char *text);
void mint_number(struct mint *m, uint64_t value, unsigned octets);
void mint_vector(struct mint *m, unsigned length_octets, const void *bytes, size_t n);
void mint_base64(struct mint *m, const void *bytes, size_t n);
void mint_free(struct mint *m);

enum { MINT_CHAIN = 3 };

/* What an entry is made of. */
struct mint_entry {
	struct mint certificate;	/* or precertificate, as submitted */
	struct mint tbs;		/* precertificate: as the leaf has it */
	struct mint issuers[MINT_CHAIN];	/* nearest first; n == 0: no more */
	uint8_t key_hash[32];
	uint64_t timestamp;
	int64_t index;			/* into the extensions; -1: none */
	bool precert;
};

/*
 * Forge the certificate of a recipe with the chain above it.  One whose template begins with
 * "precert" (but for the CA) becomes a precert_entry.  False, and a word on stderr, if the recipe
 * makes no sense.
 */
bool mint_entry_make(struct mint_entry *e, const char *recipe);
void mint_entry_free(struct mint_entry *e);

/* RFC 6962's structures, and a TileLeaf of static-ct. */
void mint_timestamped(struct mint *m, const struct mint_entry *e);
void mint_leaf(struct mint *m, const struct mint_entry *e);
void mint_extra(struct mint *m, const struct mint_entry *e);
void mint_tile_leaf(struct mint *m, const struct mint_entry *e);

/* {"leaf_input":"...","extra_data":"..."} and the line of a stream, without a line feed. */
void mint_json_entry(struct mint *m, const struct mint_entry *e);
void mint_stream_line(struct mint *m, const struct mint_entry *e);

/* SHA-256 of a leaf in a tree, and of two nodes. */
void mint_leaf_hash(const struct mint_entry *e, uint8_t out[32]);
void mint_node_hash(const uint8_t left[32], const uint8_t right[32], uint8_t out[32]);

/* The Merkle Tree Hash of `n` leaves' hashes by its definition (RFC 6962 2.1). */
void mint_root(uint8_t (*leaves)[32], size_t n, uint8_t out[32]);

/* Tree heads signed by a canned key of the forge ("p256", "rsa2048"). */
struct mint_head {
	const char *key, *origin;
	uint64_t tree_size, timestamp;
	uint8_t root[32];
};
void mint_spki(struct mint *m, const char *key);
void mint_sth(struct mint *m, const struct mint_head *h);
void mint_checkpoint(struct mint *m, const struct mint_head *h);

#endif
