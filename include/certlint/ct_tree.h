/*
 * ct_tree.h - follow the Merkle tree of a Certificate Transparency log
 *
 * What a monitor needs to know that a log has shown it every entry and the same entries as anybody
 * else, without sockets and files:
 *
 * - a signed tree head is read (get-sth's JSON, static-ct's checkpoint) and its signature verified;
 * - the leaf hashes of all entries up to it are appended to a struct certlint_ct_tree, whose root
 *   has to be the head's: that proves inclusion of every entry and consistency with all before;
 * - where entries are not read, a consistency or an inclusion proof says the same of two heads or
 *   of one entry.
 *
 *	certlint_ct_checkpoint_read(text, n, key, key_length, &head, &error);
 *	certlint_ct_head_verify(&head, key, key_length);
 *	...	for each entry: certlint_ct_leaf_hash(&entry, hash);
 *		certlint_ct_tree_append(&tree, 0, hash, 1);
 *	certlint_ct_tree_root(&tree, root);
 *	if (tree.count == head.tree_size && memcmp(root, head.root, 32) == 0)
 *		store(&tree, &head);		everything below was seen, and is in the log
 *
 * Hashes are SHA-256, 32 bytes; a leaf's is certlint_ct_leaf_hash().  All functions may be called
 * from any thread, each with structs of its own.  Only certlint_ct_head_verify() takes memory, and
 * that inside mbedTLS.
 *
 * Sources: RFC 6962 and RFC 9162 (trees, proofs, signatures); https://c2sp.org/static-ct-api,
 * https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note (checkpoints, tiles).
 */

#ifndef CERTLINT_CT_TREE_H
#define CERTLINT_CT_TREE_H

#include <certlint/certlint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ========================================================================== */
/*                                  The tree                                  */
/* ========================================================================== */

/*
 * A tree of `count` leaves as far as it takes to append to it: the roots of its complete subtrees.
 * The one of 2^i leaves is at hashes + 32 * i, and is there if bit i of `count` is set; the rest is
 * unspecified.  The caller owns it, may copy it, and stores it with certlint_ct_tree_write().
 */
struct certlint_ct_tree {
	size_t size;			/* sizeof(struct certlint_ct_tree) */
	uint64_t count;
	uint8_t hashes[2048];
};
#define CERTLINT_CT_TREE_INIT { sizeof(struct certlint_ct_tree), 0, { 0 } }

/*
 * Append `n` hashes that follow each other in memory: with `level` 0 those of leaves, else the
 * roots of complete subtrees of 2^level leaves each, for which `count` has to be a multiple of
 * that.  A full tile of static-ct is 256 of them: of level 0, 8, 16 ... for tile level 0, 1, 2.
 * CERTLINT_ERR_ARGUMENT, and nothing appended, if they do not fit.  A hash costs about two more on
 * average, a microsecond.
 */
CERTLINT_API int certlint_ct_tree_append(struct certlint_ct_tree *tree, uint32_t level,
					 const uint8_t *hashes, size_t n);

/* The Merkle Tree Hash of all leaves (RFC 6962 2.1). */
CERTLINT_API int certlint_ct_tree_root(const struct certlint_ct_tree *tree, uint8_t out[32]);

/*
 * The tree as bytes, the same on every machine: the count, 8 bytes with the highest first, and the
 * hashes that are there, the largest subtree's first.  At most 8 + 64 * 32.  Writes only if
 * it fits, and returns the length; a negative status about the arguments.
 */
CERTLINT_API int64_t certlint_ct_tree_write(const struct certlint_ct_tree *tree, void *out,
					    size_t capacity);

/*
 * The reverse.  CERTLINT_ERR_FORMAT, and *tree untouched, if the length is not that of the count.
 * Damage in the hashes shows when the root is compared.
 */
CERTLINT_API int certlint_ct_tree_read(struct certlint_ct_tree *tree, const void *data,
				       size_t length);

/* ========================================================================== */
/*                                   Proofs                                   */
/* ========================================================================== */

/*
 * Whether the tree with `second_root` has the one with `first_root` for its beginning, by a proof
 * of `n` hashes (RFC 9162 2.1.4.2).  CERTLINT_OK, or CERTLINT_ERR_PROOF.  Trees of the same size
 * need no proof and the same root; from the empty one anything may grow, with no proof.
 */
CERTLINT_API int certlint_ct_consistency(uint64_t first_size, const uint8_t first_root[32],
					 uint64_t second_size, const uint8_t second_root[32],
					 const uint8_t *proof, size_t n);

/*
 * Whether the leaf of this hash is the one of `leaf_index` in the tree of that size and root
 * (RFC 9162 2.1.3.2).  CERTLINT_OK, or CERTLINT_ERR_PROOF.
 */
CERTLINT_API int certlint_ct_inclusion(const uint8_t leaf_hash[32], uint64_t leaf_index,
				       uint64_t tree_size, const uint8_t root[32],
				       const uint8_t *proof, size_t n);

/*
 * The proof in a log's JSON answer: "consistency" of get-sth-consistency (RFC 6962 4.4) or
 * "audit_path" of get-proof-by-hash (4.5).  Writes at most `capacity` hashes to `out`; returns how
 * many there are.  No proof has more than 64: more, or what is no proof, is CERTLINT_ERR_FORMAT.
 */
CERTLINT_API int64_t certlint_ct_proof_read(const char *text, size_t length, uint8_t *out,
					    size_t capacity, struct certlint_error *error);

/* ========================================================================== */
/*                                    Heads                                   */
/* ========================================================================== */

/* A signed tree head, complete in itself. */
struct certlint_ct_head {
	size_t size;			/* sizeof(struct certlint_ct_head) */
	uint64_t tree_size;
	uint64_t timestamp;		/* milliseconds since 1970 */
	uint32_t signature_length;
	uint32_t reserved;
	uint8_t root[32];
	uint8_t signature[1032];	/* TreeHeadSignature as it was sent (RFC 6962 4.3) */
	char origin[256];		/* checkpoint: its first line, which no signature covers: it
					   has to be the log's submission prefix; else empty */
};
#define CERTLINT_CT_HEAD_INIT { sizeof(struct certlint_ct_head), 0, 0, 0, 0, { 0 }, { 0 }, { 0 } }

/*
 * Read an answer to get-sth.  CERTLINT_ERR_FORMAT tells in `error` what is wrong, and at which
 * byte.
 */
CERTLINT_API int certlint_ct_sth_read(const char *text, size_t length,
				      struct certlint_ct_head *head, struct certlint_error *error);

/*
 * Read the checkpoint of a static-ct log with this public key (DER SubjectPublicKeyInfo, as lists
 * of logs have it): its three lines, and of its signatures the RFC 6962 one that the key made by
 * its key ID.  Others are ignored.  CERTLINT_ERR_FORMAT if the note is not as it should be,
 * CERTLINT_ERR_PROOF if it is and has no signature by this key.
 */
CERTLINT_API int certlint_ct_checkpoint_read(const char *text, size_t length, const void *key,
					     size_t key_length, struct certlint_ct_head *head,
					     struct certlint_error *error);

/*
 * Whether the log's key signed the head (RFC 6962 3.5): ECDSA on P-256 or RSA, with SHA-256.
 * CERTLINT_OK; CERTLINT_ERR_PROOF if it did not; CERTLINT_ERR_FORMAT if the signature is no
 * DigitallySigned of these; CERTLINT_ERR_ARGUMENT if the key is none that can be used.  30 to 1,000
 * microseconds.
 */
CERTLINT_API int certlint_ct_head_verify(const struct certlint_ct_head *head, const void *key,
					 size_t key_length);

/* ========================================================================== */
/*                                   Tiles                                    */
/* ========================================================================== */

enum { CERTLINT_CT_TILE_DATA = -1 };	/* the "level" of data tiles */

/*
 * The path of a tile below a static-ct log's monitoring prefix: "tile/0/x001/234",
 * "tile/data/067.p/12".  `level` is 0 to 5 or CERTLINT_CT_TILE_DATA; `width` is 1 to 255 for a
 * partial tile and 256 for a full one.  Like snprintf(): writes at most `capacity` bytes with the
 * NUL, returns the length; 0 if there is no such tile.
 */
CERTLINT_API size_t certlint_ct_tile_path(int level, uint64_t index, uint32_t width, char *buffer,
					  size_t capacity);

#ifdef __cplusplus
}
#endif

#endif /* CERTLINT_CT_TREE_H */
