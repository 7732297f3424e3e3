/* Host names as certificates carry them: one pass over a name gives a word of flags. */

#ifndef CERTLINT_LIB_HOST_H
#define CERTLINT_LIB_HOST_H

#include "data.h"
#include "der.h"

/*
 * What is true or wrong of a name.  The OR of all names of a certificate decides which name lints
 * are visited at all, so every fault that a lint asks about is a bit of its own.
 */
enum host_flag {
	HOST_EMPTY,		/* no octet at all */
	HOST_EMPTY_LABEL,	/* "a..b" or ".a"; a trailing dot is not this */
	HOST_TRAILING_DOT,
	HOST_LABEL_LONG,	/* a label of more than 63 octets */
	HOST_LONG,		/* more than 253 octets (trailing dot not counted) */
	HOST_UNDERSCORE,
	HOST_BAD_CHAR,		/* neither letter, digit, hyphen, dot, underscore, nor the '*' of a
				   wildcard label; space, NUL, non-ASCII ones also have: */
	HOST_SPACE,		/* white space somewhere */
	HOST_NUL,
	HOST_NON_ASCII,
	HOST_HYPHEN_EDGE,	/* a label begins or ends with a hyphen */
	HOST_HYPHENS_34,	/* hyphens in positions 3 and 4 and no "xn--" (reserved LDH) */
	HOST_UPPER,
	HOST_WILDCARD,		/* the first label is exactly "*" and others follow */
	HOST_BARE_WILDCARD,	/* "*" alone, or "*." */
	HOST_STAR_PARTIAL,	/* a label with a '*' and more: "a*.example" */
	HOST_STAR_INNER,	/* a '*' in a label other than the first */
	HOST_SINGLE_LABEL,	/* one label (wildcard label not counted) */
	HOST_IPV4,		/* dotted-quad text */
	HOST_IPV6,		/* IPv6 text, bare or in brackets */
	HOST_CIDR,		/* address text, a slash, digits */
	HOST_URL,		/* a scheme, path or port is written with it */
	HOST_A_LABEL,		/* at least one label with "xn--" in any case */
	HOST_A_LABEL_BAD,	/* "xn--" and no valid Punycode, or it decodes to ASCII only */
	HOST_A_LABEL_LOOSE,	/* decodes, but does not encode back to itself */
	HOST_U_DISALLOWED,	/* U-label with a code point not PVALID and not CONTEXT */
	HOST_U_CONTEXT,		/* a CONTEXTJ or CONTEXTO rule fails */
	HOST_U_NOT_NFC,
	HOST_U_BIDI,		/* RFC 5893 */
	HOST_U_MARK,		/* begins with a combining mark */
	HOST_U_HYPHENS,		/* U-label with hyphens in 3 and 4, or at an edge */
	HOST_TLD_NUMERIC,	/* the last label is all digits, and the name no IPv4 text */
	HOST_TLD_IMPOSSIBLE,	/* the last label can never be a TLD: a digit, hyphen or other in it
				   (RFC 1123, ICANN: letters only, or an A-label) */
	HOST_TLD_UNKNOWN,	/* well formed, and not in the table on any day */
	HOST_TLD_NOT_YET,	/* delegated after `day` */
	HOST_TLD_REMOVED,	/* removed on or before `day` */
	HOST_SPECIAL_USE,	/* RFC 6761 registry (localhost, test, invalid, local, alt ...) */
	HOST_EXAMPLE,		/* example.com, .net, .org: documentation names that do resolve */
	HOST_ARPA_REVERSE,	/* at or below in-addr.arpa or ip6.arpa */
	HOST_ARPA_MALFORMED,	/* reverse name whose labels are no address */
	HOST_ARPA_RESERVED,	/* reverse name of a reserved address */
	HOST_ONION,
	HOST_ONION_BAD,		/* neither a v2 nor a v3 address */
	HOST_ONION_V2,
	HOST_ONION_CHECKSUM,	/* v3 with a wrong checksum or version: needs SHA3-256 */
	HOST_SUFFIX,		/* the name (wildcard label apart) is a public suffix, ICANN part */
	HOST_SUFFIX_PRIVATE,	/* the same, private part */
	HOST_FLAG_COUNT
};
#define HOST_BIT(flag) ((uint64_t)1 << (flag))

/* Why a host name is not one that DNS could carry: LDH syntax in the wide sense. */
#define HOST_SYNTAX_FAULTS (HOST_BIT(HOST_EMPTY) | HOST_BIT(HOST_EMPTY_LABEL) | \
	HOST_BIT(HOST_LABEL_LONG) | HOST_BIT(HOST_LONG) | HOST_BIT(HOST_BAD_CHAR) | \
	HOST_BIT(HOST_HYPHEN_EDGE) | HOST_BIT(HOST_STAR_PARTIAL) | HOST_BIT(HOST_STAR_INNER) | \
	HOST_BIT(HOST_BARE_WILDCARD))

/*
 * The flags of a name on `day` (of issuance; DAY_NONE: TLDs are judged without a date).  Linear in
 * the name's length; nothing is looked up beyond 253 octets.  `data` is never NULL.
 */
uint64_t host_flags(struct span name, int32_t day, const struct data *data);

/* Take the next label, left to right, without its dot; false at the end. */
bool host_next_label(struct span *rest, struct span *label);
struct span host_last_label(struct span name);	/* a trailing dot is ignored */
struct span host_without_wildcard(struct span name);	/* after a leading "*." */

#endif
