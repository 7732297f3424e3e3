/* Attribute values: what X.520 and RFC 5280 say that a type holds, and what a value is like. */

#ifndef CERTLINT_LIB_ATTRIBUTE_H
#define CERTLINT_LIB_ATTRIBUTE_H

#include "der.h"
#include "oid.h"

/* The definition of an attribute type: RFC 5280 A.1, X.520, RFC 2985, RFC 4519, EV Guidelines. */
struct attribute_form {
	uint32_t tags;		/* of the string types that it offers: bit 1 << tag; 0: unknown */
	uint16_t least, most;	/* characters; most 0: as many as one likes */
};

#define STRING_BIT(tag) ((uint32_t)1 << (tag))

/* The strings that DirectoryString is a choice of; those that are not for new names. */
#define DIRECTORY_STRINGS (STRING_BIT(DER_UTF8_STRING) | STRING_BIT(DER_PRINTABLE_STRING) | \
	OLD_STRINGS)
#define OLD_STRINGS (STRING_BIT(DER_TELETEX_STRING) | STRING_BIT(DER_BMP_STRING) | \
	STRING_BIT(DER_UNIVERSAL_STRING))

/* NULL for a type whose definition is not known here. */
const struct attribute_form *attribute_form(enum oid oid);

/*
 * What is odd about a value.  Their OR over a name tells which lints on names are visited at all,
 * so each is a bit of its own.
 */
enum attribute_flag {
	ATTRIBUTE_WRONG_TYPE,	/* not one of the form's strings; the length is then not judged */
	ATTRIBUTE_OLD_STRING,	/* TeletexString, BMPString or UniversalString */
	ATTRIBUTE_EMPTY,	/* a string without a character */
	ATTRIBUTE_LENGTH,	/* fewer or more characters than the form allows */
	ATTRIBUTE_CONTROL,	/* a control character, or one that turns the direction of text */
	ATTRIBUTE_EDGE_SPACE,	/* begins or ends with white space */
	ATTRIBUTE_DOUBLE_SPACE,	/* two spaces in a row inside */
	ATTRIBUTE_FILLER,	/* neither letter nor digit; empty, where it may be */
	ATTRIBUTE_PLACEHOLDER,	/* "N/A", "none", "unknown" ... */
	ATTRIBUTE_COUNTRY,	/* a two-letter country code that is not assigned on the day */
	ATTRIBUTE_ENTITY,	/* "&amp;" and the like, of HTML */
	ATTRIBUTE_REPLACED,	/* U+FFFD, which stands where a conversion failed */
	ATTRIBUTE_MIXED_UP,	/* UTF-8 that was taken for Latin-1 and encoded again */
	ATTRIBUTE_SEPARATOR,	/* of a place: a comma, colon, quote, bracket or equals sign */

	/* Of a name only. */
	ATTRIBUTE_SHARED_RDN,	/* an RDN has more than one attribute */
	ATTRIBUTE_REPEATED,	/* a known type occurs more than once in the name */
	ATTRIBUTE_REPEATED_IN_RDN,	/* a type occurs more than once in one RDN */
	ATTRIBUTE_OID_LARGE,	/* a type's OID is: see oid_is_large() */
	ATTRIBUTE_ORDER,	/* some stand in another order than attribute_place() has them */
	ATTRIBUTE_FLAG_COUNT
};
#define ATTRIBUTE_BIT(flag) ((uint32_t)1 << ATTRIBUTE_##flag)

/* The flags of a value of type `oid` on `day`.  One pass over it. */
uint32_t attribute_flags(enum oid oid, const struct der *value, int32_t day);

/*
 * Where a type stands in a name that goes from the wide to the narrow, as TLS BR 7.1.4.2 orders
 * them: 1 for domainComponent, countryName ... commonName; 0 for a type that may stand anywhere.
 */
unsigned attribute_place(enum oid oid);

/* Whether the type's values are country codes. */
static inline bool
attribute_is_country(enum oid oid)
{
	return oid == OID_COUNTRY || oid == OID_JURISDICTION_COUNTRY;
}

/* Whether a tag is that of a character string. */
bool tag_is_string(uint32_t tag);

#endif
