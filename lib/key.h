/* Cryptography: the only file that knows mbedTLS.  Nothing here keeps state. */

#ifndef CERTLINT_LIB_KEY_H
#define CERTLINT_LIB_KEY_H

#include "der.h"

/* Digests; `out` has the digest's length. */
void sha256(struct span data, uint8_t out[32]);
void sha1(struct span data, uint8_t out[20]);

/* Several pieces as one text: a TBSCertificate without one of its extensions. */
void sha256_pieces(const struct span *pieces, size_t n, uint8_t out[32]);

enum verdict {
	VERDICT_GOOD,		/* the signature verifies */
	VERDICT_BAD,		/* it does not */
	VERDICT_UNKNOWN		/* algorithm, key or parameters not known here */
};

/*
 * Whether `signature` (the octets inside the BIT STRING) signs `message` under the key of `spki`
 * (a whole SubjectPublicKeyInfo), by `algorithm` (a whole AlgorithmIdentifier): RSA PKCS#1 v1.5
 * and PSS with SHA-1, SHA-2; ECDSA on P-256, P-384, P-521 and some older curves.  Costs 30 to 1,000
 * microseconds, a few thousand for the largest RSA keys, and allocates inside mbedTLS.  RSA keys
 * above 8,192 bits or with an exponent above 256 bits are VERDICT_UNKNOWN.
 */
enum verdict signature_verify(struct span spki, struct span algorithm, struct span message,
			      struct span signature);

/* The same of a message in several pieces. */
enum verdict signature_verify_pieces(struct span spki, struct span algorithm,
				     const struct span *pieces, size_t n, struct span signature);

/*
 * Whether an uncompressed or compressed point is on the curve; the curve by its OID's contents.
 * About a microsecond, for a compressed one fifty.  Hybrid points are VERDICT_UNKNOWN.
 */
enum verdict point_on_curve(struct span curve_oid, struct span point);

/*
 * Whether y to the power of q is 1 modulo p, as for a DSA key in the subgroup of order q: the
 * contents octets of three INTEGERs, positive ones.  VERDICT_UNKNOWN where p has more than 4,096
 * bits or is even, or q more than 512.  About a millisecond for 2,048 bits; allocates inside
 * mbedTLS.
 */
enum verdict dsa_in_subgroup(struct span p, struct span q, struct span y);

/* The version of the mbedTLS in use: "2.28.3". */
const char *crypto_version(void);

#endif
