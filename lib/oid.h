/* Object identifiers by name. */

#ifndef CERTLINT_LIB_OID_H
#define CERTLINT_LIB_OID_H

#include "der.h"
#include "oids.h"

/* Which known OID these contents octets are; OID_NONE if none. */
enum oid oid_find(struct span contents);

/* The contents octets of a known OID, and its text ("subjectAltName"). */
struct span oid_contents(enum oid oid);
const char *oid_text(enum oid oid);

/*
 * Whether contents may be beyond what RFC 5280 appendix B obliges software to read: an arc of 2^28
 * or more, or so many octets that there may be more than 20 arcs or 100 characters.
 */
bool oid_is_large(struct span contents);

/* Whether contents are those of a dotted OID such as "2.5.29.17". */
bool oid_is_dotted(struct span contents, const char *dotted);

/*
 * The dotted form, cut to fit and ended with "..." where it is longer than capacity; arcs above
 * 64 bits are written in hexadecimal.  Malformed octets are written as {hex}.  Linear in capacity.
 */
void oid_format(struct span contents, char *out, size_t capacity);

/* Where each section's OID stands in its own count: an array index. */
static inline bool
oid_is_attribute(enum oid oid)
{
	return oid >= OID_ATTRIBUTE_FIRST && oid <= OID_ATTRIBUTE_LAST;
}

static inline bool
oid_is_extension(enum oid oid)
{
	return oid >= OID_EXTENSION_FIRST && oid <= OID_EXTENSION_LAST;
}

#endif
