/* Checks of AlgorithmIdentifiers that several rooms share. */

#ifndef CERTLINT_LINTS_ALGORITHM_H
#define CERTLINT_LINTS_ALGORITHM_H

#include "lint.h"

/* What may follow the OID. */
enum parameters {
	PARAMETERS_ABSENT,
	PARAMETERS_NULL,
	PARAMETERS_SEQUENCE,
	PARAMETERS_SEQUENCE_OR_ABSENT
};

/* The constant of signature_parameters() and key_parameters(): for OIDs from first to last. */
struct parameters_rule {
	enum oid first, last;
	enum parameters wanted;
};
lint_check signature_parameters, key_parameters;

#define PARAMETERS(first_, last_, wanted_)						\
	.arg = &(const struct parameters_rule){ OID_##first_, OID_##last_, PARAMETERS_##wanted_ }

/* The constant of signature_encoding() and key_encoding(): the octets that an OID may stand in. */
struct encoding {
	enum oid oid, curve;		/* curve: of keys only */
	uint8_t length;
	const char *octets;
};
struct encodings {
	const struct encoding *list;
	unsigned count;
};
lint_check signature_encoding, key_encoding;

/* What is inside RSASSA-PSS parameters, defaults filled in. */
struct pss {
	struct span place;		/* of the parameters */
	struct der hash, mask;		/* absent: the default */
	enum oid hash_oid, mask_oid, mask_hash_oid;	/* OID_NONE: unknown */
	struct der mask_hash;
	struct der salt_tag, trailer_tag;
	int64_t salt, trailer;
};

/* Read the parameters of an AlgorithmIdentifier with id-RSASSA-PSS; false if there are none. */
bool pss_read(const struct der *identifier, struct pss *out);

/* The parameters after the OID; absent if there are none. */
struct der algorithm_parameters(const struct der *identifier);

/* The digest that the signature is made with; OID_NONE if unknown or of the algorithm's own. */
enum oid signature_digest(const struct cert *c);

/* Octets of a digest's value; 0 if unknown. */
unsigned digest_length(enum oid digest);

#endif
