/* Keys, algorithms and signatures of the forge. */

#ifndef CERTLINT_TESTS_FORGE_KEY_H
#define CERTLINT_TESTS_FORGE_KEY_H

#include "forge_bytes.h"

/* A SubjectPublicKeyInfo: NAME[,n=bytes][,e=bytes][,point=bytes][,alg=bytes][,compressed]... */
void put_key(struct buf *b, struct str s);

/*
 * A digest of the key in a whole SubjectPublicKeyInfo: "sha1", "sha256" (20 octets of it, as in
 * RFC 7093) or "whole-sha256".
 */
void put_key_id(struct buf *b, const char *method, const uint8_t *spki, size_t n);

/* An AlgorithmIdentifier by name, or an OID without parameters. */
void put_algorithm(struct buf *b, struct str name);

/* The usual algorithm of a key, by the key's text. */
const char *key_algorithm(struct str key);

/* The octets of a signature over data by `algorithm`: a good one, or fixed ones of its shape. */
void put_signature(struct buf *b, bool good, struct str algorithm, struct str key,
		   const uint8_t *data, size_t n);

/* A digest of any octets: "sha1" or "sha256". */
void put_digest(struct buf *b, const char *method, const uint8_t *p, size_t n);

/* Octets that look random and are always the same. */
void put_noise(struct buf *b, size_t n, unsigned seed);

/* The DER of an ECDSA signature of noise, r and s of `n` octets. */
void put_ecdsa_noise(struct buf *b, size_t n, unsigned seed);

#endif
