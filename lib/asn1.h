/* The ASN.1 definitions of what certificates are made of, as tables that the walk follows. */

#ifndef CERTLINT_LIB_ASN1_H
#define CERTLINT_LIB_ASN1_H

#include "der.h"
#include "oid.h"

enum asn1_kind {
	ASN1_ANY,		/* whatever it says it is: judged by its universal tag */
	ASN1_SIMPLE,		/* a primitive type, by `tag` */
	ASN1_NAMED_BITS,	/* a BIT STRING with named bits: trailing zeros are removed */
	ASN1_SEQUENCE,
	ASN1_SEQUENCE_OF,
	ASN1_SET_OF,
	ASN1_CHOICE,		/* untagged: one of its fields stands in its place */
	ASN1_OPEN,		/* the OID before it says what it is */
	ASN1_OCTETS_OPEN,	/* an OCTET STRING that holds one element, as the OID says */
	ASN1_BITS_OPEN		/* a BIT STRING that does (subjectPublicKey, signatureValue) */
};

enum asn1_flag {
	ASN1_OPTIONAL = 1,
	ASN1_EXPLICITLY = 2,	/* the tag is EXPLICIT */
	ASN1_NOT_EMPTY = 4,	/* of a type: SIZE (1..MAX) */
	ASN1_NAMED = 8,		/* of a type: in paths its last field is called as its OID says */
	ASN1_TELLS_OID = 16	/* of a type: its OID selects for the SEQUENCE around it too */
};

struct asn1_type {
	uint8_t kind;		/* enum asn1_kind */
	uint8_t tag;		/* identifier octet without a tag of its field's */
	uint8_t count;		/* of fields */
	uint8_t flags;
	uint8_t overflow;	/* enum fault for octets after the one element held */
	const struct asn1_field *fields;
	const struct asn1_row *rows;	/* ASN1_*OPEN: ended by type == NULL */
	const struct asn1_type *otherwise; /* ASN1_*OPEN: for other OIDs; NULL: not walked */
	const char *name;	/* "GeneralName" */
};

struct asn1_field {
	const char *name;	/* "notBefore" */
	const struct asn1_type *type;
	uint8_t tag;		/* identifier octet of its context tag; 0: the type's own */
	uint8_t flags;
	const char *defaults[2]; /* contents octets of the DEFAULT value; a count leads them */
};

struct asn1_row {
	uint16_t oid;		/* enum oid */
	const struct asn1_type *type;
};

extern const struct asn1_type asn1_certificate;
extern const struct asn1_type asn1_tbs_certificate;
extern const struct asn1_type asn1_any;
extern const struct asn1_type asn1_name;		/* X.501 Name, without its CHOICE */
extern const struct asn1_type asn1_general_names;
extern const struct asn1_type asn1_extension;

/* The type that an OID selects in an ASN1_*OPEN type; its `otherwise` if none. */
const struct asn1_type *asn1_open(const struct asn1_type *type, enum oid oid);

#endif
