/* What the strict walk can find wrong with an encoding: one name for each clause that can break. */

#ifndef CERTLINT_LIB_FAULT_H
#define CERTLINT_LIB_FAULT_H

/*
 * FAULT(name): a der_ lint asks for each (lints/der/).  `at` in the comments is what the fault
 * points to where that is not the whole element.
 */
#define FAULTS(FAULT)								\
	/* identifier and length octets */					\
	FAULT(LENGTH_NOT_MINIMAL)	/* at the header */			\
	FAULT(LENGTH_INDEFINITE)	/* at the header */			\
	FAULT(LENGTH_RESERVED)		/* initial octet ff; at the header */	\
	FAULT(LENGTH_OVERRUN)		/* past the end of parent or input; at the header */ \
	FAULT(HEADER_INCOMPLETE)	/* octets left that make no header */	\
	FAULT(END_OF_CONTENTS)		/* 00 00, but not those of an indefinite length */ \
	FAULT(END_OF_CONTENTS_MISSING)	/* at the header */			\
	FAULT(TAG_NOT_LOW_FORM)		/* high form for a number below 31 */	\
	FAULT(TAG_PADDED)		/* high form led by 80 */		\
	FAULT(TOO_DEEP)			/* nesting beyond the limit: not walked */ \
	FAULT(TRAILING_DATA)		/* octets after the outermost element */ \
	/* primitive or constructed */						\
	FAULT(SEQUENCE_PRIMITIVE)						\
	FAULT(SET_PRIMITIVE)							\
	FAULT(EXPLICIT_PRIMITIVE)						\
	FAULT(SIMPLE_CONSTRUCTED)	/* INTEGER, BOOLEAN, NULL, ENUMERATED, OID */ \
	FAULT(OCTET_STRING_CONSTRUCTED)						\
	FAULT(BIT_STRING_CONSTRUCTED)						\
	FAULT(CHARACTER_STRING_CONSTRUCTED)					\
	FAULT(TIME_CONSTRUCTED)							\
	/* against the type's definition */					\
	FAULT(UNKNOWN_CONTEXT_TAG)						\
	FAULT(WRONG_TYPE)		/* another universal type than defined */ \
	FAULT(COMPONENT_MISSING)	/* at the element that lacks it */	\
	FAULT(COMPONENT_ORDER)							\
	FAULT(ELEMENT_EXTRA)		/* after the last component of a SEQUENCE */ \
	FAULT(EXPLICIT_EXTRA)		/* a second element under an EXPLICIT tag */ \
	FAULT(EXTENSION_NOT_DER)	/* extnValue of an unknown extension: not one element */ \
	FAULT(TRAILING_IN_EXTENSION)	/* after the value inside extnValue */	\
	FAULT(TRAILING_IN_KEY)		/* after the key inside subjectPublicKey */ \
	FAULT(TRAILING_IN_SIGNATURE)	/* after the value inside signatureValue */ \
	FAULT(LIST_EMPTY)		/* SIZE (1..MAX) */			\
	FAULT(SET_OF_ORDER)							\
	FAULT(SET_ORDER)							\
	FAULT(DEFAULT_ENCODED)							\
	/* contents of primitive types */					\
	FAULT(BOOLEAN_LENGTH)							\
	FAULT(BOOLEAN_VALUE)		/* neither 00 nor ff */			\
	FAULT(INTEGER_EMPTY)							\
	FAULT(INTEGER_NOT_MINIMAL)						\
	FAULT(ENUMERATED_NOT_MINIMAL)						\
	FAULT(BIT_STRING_NO_OCTET)						\
	FAULT(BIT_STRING_UNUSED)	/* more than 7 */			\
	FAULT(BIT_STRING_EMPTY_UNUSED)						\
	FAULT(BIT_STRING_PADDING)	/* unused bits that are not zero */	\
	FAULT(NAMED_BITS_TRAILING_ZERO)						\
	FAULT(NAMED_BITS_TRAILING_OCTET)					\
	FAULT(NAMED_BITS_EMPTY_FORM)	/* no bit set and not 03 01 00 */	\
	FAULT(NULL_CONTENTS)							\
	FAULT(OID_EMPTY)							\
	FAULT(OID_PADDED)		/* a subidentifier led by 80 */		\
	FAULT(OID_TRUNCATED)							\
	FAULT(UTC_TIME_ZONE)							\
	FAULT(UTC_TIME_SECONDS)							\
	FAULT(UTC_TIME_HOUR_24)							\
	FAULT(UTC_TIME_RANGE)							\
	FAULT(UTC_TIME_DAY)							\
	FAULT(UTC_TIME_SECOND_60)						\
	FAULT(GENERALIZED_TIME_ZONE)						\
	FAULT(GENERALIZED_TIME_SECONDS)						\
	FAULT(GENERALIZED_TIME_SECOND_60)					\
	FAULT(GENERALIZED_TIME_FRACTION)	/* one at all, where RFC 5280 defines the time */ \
	FAULT(GENERALIZED_TIME_FRACTION_ZEROS)					\
	FAULT(GENERALIZED_TIME_COMMA)						\
	FAULT(GENERALIZED_TIME_HOUR_24)						\
	FAULT(GENERALIZED_TIME_RANGE)						\
	FAULT(GENERALIZED_TIME_DAY)						\
	FAULT(PRINTABLE_STRING_ALPHABET)	/* at the first octet that does not fit */ \
	FAULT(NUMERIC_STRING_ALPHABET)						\
	FAULT(IA5_STRING_ALPHABET)						\
	FAULT(VISIBLE_STRING_ALPHABET)						\
	FAULT(UTF8_STRING_MALFORMED)						\
	FAULT(BMP_STRING_LENGTH)						\
	FAULT(BMP_STRING_SURROGATE)						\
	FAULT(UNIVERSAL_STRING_MALFORMED)

#define FAULT_NAME(name) FAULT_##name,
enum fault { FAULTS(FAULT_NAME) FAULT_COUNT };
#undef FAULT_NAME

#endif
