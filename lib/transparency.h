/* What Certificate Transparency makes of a certificate: what logs sign, and what a pair shares. */

#ifndef CERTLINT_LIB_TRANSPARENCY_H
#define CERTLINT_LIB_TRANSPARENCY_H

#include "cert.h"
#include "key.h"

enum {
	CT_REMOVED_MAX = 8,		/* poisons and SCT lists taken out; one of each is usual */
	CT_PIECES_MAX = CT_REMOVED_MAX + 6
};

/* A TBSCertificate in pieces, some of them the headers here: not to be copied. */
struct ct_tbs {
	struct span at[CT_PIECES_MAX];
	size_t count, length;
	uint8_t headers[3][DER_HEADER_MAX];
};

/*
 * RFC 6962 3.2: the TBSCertificate as it would be without poison and SCT list, and with the lengths
 * around them made shorter.  An Extensions that loses its last one goes too.  False if it is broken
 * or more than CT_REMOVED_MAX would go.
 */
bool ct_tbs_read(const struct cert *c, struct ct_tbs *out);

/*
 * The AlgorithmIdentifier of a DigitallySigned with SHA-256 (RFC 6962 2.1.4): SCT_RSA or SCT_ECDSA;
 * false for any other.
 */
bool sct_signature_algorithm(uint8_t algorithm, struct span *out);

/*
 * Whether an SCT of a certificate with this `tbs`, issued by the key of this SHA-256, is signed by
 * its log.  UNKNOWN where the log's key is not known, or the signature is of no kind that logs
 * make. The cost is that of signature_verify().
 */
enum verdict sct_verify(const struct sct *s, const struct ct_log *log, const struct ct_tbs *tbs,
			const uint8_t issuer_key_hash[32]);

/* Where a certificate differs from its counterpart, poison and SCT list left aside. */
struct ct_difference {
	const char *what;		/* "serialNumber"; NULL: an extension */
	struct span here, there;	/* the elements; p == NULL: there is none */
	struct span oid;		/* of the extension */
};

/*
 * The first difference between `c` and its counterpart `other`, in the order of the TBSCertificate.
 * The issuer is left out, and so is authorityKeyIdentifier if the issuers differ: a precertificate
 * signing certificate may stand there.  False if there is none.
 */
bool ct_difference_find(const struct cert *c, const struct cert *other, struct ct_difference *out);

#endif
