/*
 * ct.h - read what Certificate Transparency logs serve
 *
 * From the bytes of a log's answer to the object to lint, without a copy and without a heap: every
 * span of an entry points into the caller's buffer and is good as long as that.  Fetching and state
 * are the caller's; trees, heads and proofs are ct_tree.h.
 *
 *	RFC 6962 get-entries	certlint_ct_json_next(), or certlint_ct_leaf() after your own JSON
 *	static-ct data tiles	certlint_ct_tile_next(), on the unzipped tile
 *	certificate streams	certlint_ct_stream_next(), on certstream's JSON lines
 *	a single leaf		certlint_ct_leaf()
 *
 *	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;
 *	struct certlint_input in = CERTLINT_INPUT_INIT;
 *	size_t at = 0;
 *	int rc;
 *
 *	while ((rc = certlint_ct_json_next(text, length, &at, &entry)) != 0) {
 *		if (rc < 0)
 *			alarm(entry.reason, entry.position);	and go on: see below
 *		if (certlint_ct_input(&entry, &in) == CERTLINT_OK)
 *			certlint_run(lint, &in, sink, ctx, NULL);
 *	}
 *
 * Damage is never passed over in silence.  An entry that is not as it should be is
 * CERTLINT_ERR_FORMAT; entry.fault, .reason, .part and .position say what is wrong and where, and
 * the entry holds every part that was found all the same, so that a certificate with rubbish
 * behind it is still linted and matched.  The loop above goes on behind the bad entry if its end
 * can be found and ends otherwise: it ends for every input.  What is well-formed but odd is in
 * entry.remarks.
 *
 * A precertificate is linted as it was submitted (entry.certificate, with the poison extension and
 * its signature), not as the TBSCertificate in the leaf, which no CA ever signed.
 *
 * All functions may be called from any thread, for different buffers and structs at once; nothing
 * is kept between calls but what the caller sees.  None takes memory, except for the signatures
 * that ct_tree.h verifies.
 *
 * Sources: RFC 6962; https://c2sp.org/static-ct-api, "static-ct" below.
 */

#ifndef CERTLINT_CT_H
#define CERTLINT_CT_H

#include <certlint/certlint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* LogEntryType of RFC 6962 3.1. */
enum certlint_ct_type {
	CERTLINT_CT_X509 = 0,
	CERTLINT_CT_PRECERT = 1
};

/* What makes an entry CERTLINT_ERR_FORMAT: the first thing that is wrong with it. */
enum certlint_ct_fault {
	CERTLINT_CT_FAULT_NONE = 0,
	CERTLINT_CT_FAULT_CUT = 1,	/* the bytes end before what has to be there */
	CERTLINT_CT_FAULT_LENGTH = 2,	/* a vector's length that runs past the end or does not fit
					   its elements */
	CERTLINT_CT_FAULT_EMPTY = 3,	/* a vector that may not be empty and is */
	CERTLINT_CT_FAULT_TRAILING = 4,	/* bytes behind the end */
	CERTLINT_CT_FAULT_VERSION = 5,	/* not v1 (RFC 6962 3.4) */
	CERTLINT_CT_FAULT_LEAF_TYPE = 6, /* not timestamped_entry */
	CERTLINT_CT_FAULT_ENTRY_TYPE = 7, /* neither x509_entry nor precert_entry */
	CERTLINT_CT_FAULT_JSON = 8,	/* not JSON, or a value of another type */
	CERTLINT_CT_FAULT_BASE64 = 9,
	CERTLINT_CT_FAULT_MISSING = 10,	/* a member without which there is no entry */
	CERTLINT_CT_FAULT_MESSAGE = 11,	/* stream: a message of a type that is not known here */
	CERTLINT_CT_FAULT_NO_CERTIFICATE = 12 /* stream: a message about a certificate without it:
					   it is not the full stream */
};

/* What certlint_ct_entry.position counts in. */
enum certlint_ct_part {
	CERTLINT_CT_IN_LEAF = 1,	/* leaf_input, decoded */
	CERTLINT_CT_IN_EXTRA = 2,	/* extra_data, decoded */
	CERTLINT_CT_IN_TILE = 3,	/* from the beginning of this entry in its tile */
	CERTLINT_CT_IN_TEXT = 4		/* the text as given */
};

/* What is odd about an entry that reads well; bits.  The later ones are certlint_ct_check()'s. */
enum certlint_ct_remark {
	CERTLINT_CT_NO_CHAIN = 1,	/* the chain is there and holds no certificate */
	CERTLINT_CT_ODD_TIME = 2,	/* before there were logs (2013-03-01), or after 9999 */
	CERTLINT_CT_ODD_EXTENSIONS = 4,	/* no CtExtensions of static-ct: broken, or one twice */
	CERTLINT_CT_NO_INDEX = 8,	/* tile: no leaf_index, which static-ct requires */
	CERTLINT_CT_TBS_DIFFERS = 256,	/* the leaf's TBSCertificate is not the precertificate's */
	CERTLINT_CT_KEY_DIFFERS = 512,	/* issuer_key_hash is not of the issuer's key */
	CERTLINT_CT_PRINT_DIFFERS = 1024, /* an issuer given is not the one of its fingerprint */
	CERTLINT_CT_POISON_DIFFERS = 2048, /* a precertificate without poison, or a certificate
					   with it */
	CERTLINT_CT_NOT_CHECKED = 4096	/* something could not be compared: no issuer, no
					   precertificate, or one that does not decode */
};

/*
 * One log entry.  The caller sets `size` (CERTLINT_CT_ENTRY_INIT) and owns the struct; every call
 * fills it anew.  What an entry does not have is empty: data NULL, length 0.
 */
struct certlint_ct_entry {
	size_t size;			/* sizeof(struct certlint_ct_entry) */
	uint64_t timestamp;		/* milliseconds since 1970; stream: of the entry if the
					   server tells it, else when that saw it */
	int64_t leaf_index;		/* from the leaf's extensions, stream: cert_index; -1: not
					   said */
	uint32_t entry_type;		/* enum certlint_ct_type, or what the leaf has instead */
	uint32_t remarks;		/* bits of enum certlint_ct_remark */
	struct certlint_span certificate; /* lint this: the certificate or the precertificate */
	struct certlint_span tbs;	/* precertificate: the leaf's TBSCertificate, without
					   poison */
	struct certlint_span issuer_key_hash; /* precertificate: 32 bytes, SHA-256 of the
					   SubjectPublicKeyInfo that issues the certificate */
	struct certlint_span chain;	/* RFC 6962, stream: for certlint_ct_chain_next() */
	struct certlint_span fingerprints; /* static-ct: 32 bytes, SHA-256 of the certificate, for
					   each issuer, nearest first */
	struct certlint_span leaf;	/* RFC 6962: the MerkleTreeLeaf; static-ct: empty */
	struct certlint_span extensions; /* CtExtensions, contents */
	struct certlint_span timestamped; /* the TimestampedEntry (RFC 6962 3.4) */
	struct certlint_span source;	/* stream: the log's URL, or its name where there is none */
	const char *reason;		/* ERR_FORMAT: a fixed phrase, else NULL */
	size_t position;		/* ERR_FORMAT: the byte, counted in `part` */
	uint32_t fault;			/* enum certlint_ct_fault */
	uint32_t part;			/* enum certlint_ct_part, 0 without a fault */
};
#define CERTLINT_CT_ENTRY_INIT { sizeof(struct certlint_ct_entry), 0, -1, 0, 0, { NULL, 0 }, \
	{ NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, \
	{ NULL, 0 }, { NULL, 0 }, NULL, 0, 0, 0 }

/*
 * One entry of get-entries (RFC 6962 4.6), base64 already undone: leaf_input, a MerkleTreeLeaf
 * (3.4), and extra_data, an X509ChainEntry or PrecertChainEntry (3.1).  `extra` may be NULL, with
 * length 0: then there is no chain, and a precertificate has no `certificate`, only `tbs`.
 * CERTLINT_OK; CERTLINT_ERR_FORMAT for a damaged entry; CERTLINT_ERR_ARGUMENT and
 * CERTLINT_ERR_NEWER about the arguments, as everywhere below.  Costs some 30 nanoseconds.
 */
CERTLINT_API int certlint_ct_leaf(const void *leaf, size_t leaf_length, const void *extra,
				  size_t extra_length, struct certlint_ct_entry *entry);

/*
 * The next entry of a static-ct data tile, a TileLeaf: 1, or 0 at the end.  *tile begins as the
 * whole tile and is moved past the entry.  A tile has 256 entries, a partial one as many as its
 * path says: the caller counts.  On CERTLINT_ERR_FORMAT *tile is past the bad entry; where a
 * length is wrong nothing says where that ends, and *tile is empty then: the rest of the tile
 * cannot be read.
 */
CERTLINT_API int certlint_ct_tile_next(struct certlint_span *tile, struct certlint_ct_entry *entry);

/*
 * The next entry of a get-entries answer,
 * {"entries":[{"leaf_input":"...","extra_data":"..."},...]}: 1, or 0 at the end.  The base64 is
 * undone IN PLACE, so `text` is spent; the entry's spans point into it and stay good.  Start with
 * *at = 0; at the end it is length + 1.  On CERTLINT_ERR_FORMAT *at is past the bad entry if its
 * end could be found, so that one broken entry does not hide the next; else it is at the end.  An
 * answer of no bytes, without entries, cut short, or with more behind its end is an error of its
 * own before the 0.
 *
 * This reads that one shape of JSON and no other; members that it does not know are skipped.  An
 * entry alone, {"leaf_input":...}, has to be put between {"entries":[ and ]} before.
 * Linear in the length of the text over all calls, about 1 nanosecond a byte.
 */
CERTLINT_API int certlint_ct_json_next(char *text, size_t length, size_t *at,
				       struct certlint_ct_entry *entry);

/*
 * The next certificate of a stream as certstream servers send it, a JSON object a line (or the one
 * message of a WebSocket frame): 1, or 0 at the end of the text.  Read as
 * certlint_ct_json_next() reads, in place; `text` has to end with a line, so a reader of a pipe
 * gives what it has up to its last line feed.  Of
 *
 *	{"message_type":"certificate_update","data":{"update_type":"PrecertLogEntry",
 *	 "leaf_cert":{"as_der":"..."},"chain":[{"as_der":"..."}],"cert_index":1,"seen":1.5,
 *	 "source":{"name":"...","url":"...","timestamp":1.5}}}
 *
 * the entry gets type, certificate, chain, leaf_index, timestamp and source, whatever the order of
 * members; it has no leaf, so certlint_ct_leaf_hash() and the leaf's part of certlint_ct_check()
 * have nothing to work on.  Heartbeats and empty lines are passed over.  A line that is about a
 * certificate and does not hold it (the "lite" and "domains-only" streams) is CERTLINT_ERR_FORMAT
 * with CERTLINT_CT_FAULT_NO_CERTIFICATE: whoever gets it has to subscribe to the full stream.  An
 * error is about one line, and *at is past that.
 */
CERTLINT_API int certlint_ct_stream_next(char *text, size_t length, size_t *at,
					 struct certlint_ct_entry *entry);

/*
 * The next certificate of entry.chain, nearest issuer first: 1, 0 at the end, or
 * CERTLINT_ERR_FORMAT with *chain empty.  Give it a copy of the span.
 */
CERTLINT_API int certlint_ct_chain_next(struct certlint_span *chain,
					struct certlint_span *certificate);

/*
 * The next issuer of entry.fingerprints: 1 with the 32 bytes of its certificate's SHA-256, 0 at the
 * end, or CERTLINT_ERR_FORMAT if what is left is shorter.  The certificate is what the log serves
 * below issuer/ by that name in lower-case hex; certlint_digest(CERTLINT_DIGEST_OBJECT) of it has
 * to be these bytes.  Few certificates issue all others: keep them.
 */
CERTLINT_API int certlint_ct_fingerprint_next(struct certlint_span *fingerprints,
					      struct certlint_span *fingerprint);

/*
 * Point `input` at the entry: data, length, kind, and the issuer if the chain has it, or none.
 * Leaves the other fields alone.  With static-ct the issuer is the caller's to look up and to set
 * after this call.  Where a precertificate is missing or unreadable and the leaf's TBSCertificate
 * is all there is, that is what `input` gets, as CERTLINT_TBS_CERT: good to be matched, while a
 * CA never signed it.  CERTLINT_ERR_FORMAT, and no data in `input`, if the entry has neither.
 *
 * Only what is in the leaf is in the log's tree: precertificate and chain are what the log says
 * besides, and no head or proof covers them.  Who does not take its word asks certlint_ct_object()
 * or certlint_ct_check() whether the precertificate is the leaf's, and where it differs or cannot
 * be compared matches entry.tbs too.
 */
CERTLINT_API int certlint_ct_input(const struct certlint_ct_entry *entry,
				   struct certlint_input *input);

/*
 * The leaf's hash in the tree (RFC 6962 2.1): SHA-256 of 0x00 and the MerkleTreeLeaf, which is made
 * again from the entry for static-ct.  Append it to a tree (ct_tree.h), or compare it with the
 * level-0 tile or an inclusion proof.  CERTLINT_ERR_FORMAT if the entry has no leaf: `out` is then
 * untouched.  Some microseconds.
 */
CERTLINT_API int certlint_ct_leaf_hash(const struct certlint_ct_entry *entry, uint8_t out[32]);

/*
 * What precertificate and certificate have in common: SHA-256 of the TBSCertificate without poison
 * and SCT list, as CERTLINT_DIGEST_CT_TBS has it.  Of a precertificate's leaf it is taken as it
 * stands there, so that it is right beneath a Precertificate Signing Certificate too.
 * CERTLINT_ERR_FORMAT if there is no such part.  Some microseconds.
 */
CERTLINT_API int certlint_ct_tbs_hash(const struct certlint_ct_entry *entry, uint8_t out[32]);

/*
 * What a log should have refused and a reader seldom checks.  `issuers` are the certificates above
 * the entry's, nearest first (static-ct: those of the fingerprints); NULL and 0: entry.chain.
 * *remarks gets the later bits of enum certlint_ct_remark, 0 if all is well:
 *
 * - the leaf's TBSCertificate is the precertificate's without poison, and, beneath a Precertificate
 *   Signing Certificate, with that one's issuer for its own (RFC 6962 3.2);
 * - issuer_key_hash is that of the issuer's key;
 * - each of `issuers` has the fingerprint of its place;
 * - poison is where the entry's type says.
 *
 * Signatures are not verified: the lints do that where it matters.  A few tens of microseconds, for
 * entries that are worth it.
 */
CERTLINT_API int certlint_ct_check(const struct certlint_ct_entry *entry,
				   const struct certlint_span *issuers, size_t count,
				   uint32_t *remarks);

/*
 * Whether the leaf, and so the log's tree, is of this very object, which was decoded from
 * entry.certificate (a lint's argument, finding->object, certlint_object_new()): 1, or 0 where a
 * precertificate's TBSCertificate without poison is not the leaf's or cannot be compared.  Then
 * certlint_ct_check() says why: beneath a Precertificate Signing Certificate they differ.  Some
 * hundred nanoseconds, so that a monitor can ask it of every entry.
 */
CERTLINT_API int certlint_ct_object(const struct certlint_ct_entry *entry,
				    const struct certlint_object *object);

#ifdef __cplusplus
}
#endif

#endif /* CERTLINT_CT_H */
