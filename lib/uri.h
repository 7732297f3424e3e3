/* URIs (RFC 3986), taken apart and judged in place; nothing is decoded. */

#ifndef CERTLINT_LIB_URI_H
#define CERTLINT_LIB_URI_H

#include "der.h"

/*
 * The parts of a URI, without their delimiters; what is absent has p == NULL, what is there and
 * empty has n == 0.  An IPv6 host keeps its brackets.
 */
struct uri {
	struct span scheme;
	struct span authority;		/* after "//" */
	struct span userinfo, host, port;	/* of the authority */
	struct span path, query, fragment;
};

/*
 * Split a URI.  False if it has no scheme (a relative reference, or no URI at all): *out then has
 * nothing but the path.  Linear.
 */
bool uri_split(struct span text, struct uri *out);

/*
 * Whether the host may be an IP address or be meant as one: it begins with a digit or a bracket, or
 * has several colons.  A cheap test before ip_from_loose_text().
 */
bool uri_host_may_be_address(const struct uri *uri);

/* The host without the brackets of an IPv6 literal. */
struct span uri_bare_host(const struct uri *uri);

/*
 * What RFC 3986 has against a URI, and what kind it is where that has lints of its own.  Their OR
 * over a certificate's URIs tells which of these lints are visited at all.
 */
enum uri_flag {
	URI_EMPTY,		/* no octet at all; nothing else is said then */
	URI_RELATIVE,		/* no scheme; nothing but characters is judged then */
	URI_SCHEME,		/* a scheme that begins with no letter, or has other characters */
	URI_NO_PART,		/* nothing after the scheme */
	URI_CHARACTER,		/* one that has to be percent-encoded; also any above 7f */
	URI_PERCENT,		/* % without two hexadecimal digits */
	URI_PORT,		/* a port that is not digits */
	URI_PORT_RANGE,		/* one above 65535 */
	URI_PASSWORD,		/* userinfo with a colon */
	URI_HOST_MISSING,	/* http, https or ftp without a host */
	URI_HOST_EMPTY,		/* others with "//" and no host after it */
	URI_LITERAL,		/* brackets around what is no IPv6 address (nor IPvFuture) */
	URI_HOST,		/* a host that is neither an address nor a name of letters, digits,
				   inner hyphens in labels of 1 to 63 octets, 253 in all */
	URI_HOST_SINGLE,	/* a name of one label */
	URI_HOST_INTERNAL,	/* a name that ends in no top-level domain of the day: uri_flags()
				   does not know */
	URI_LDAP,		/* the scheme is ldap or ldaps */
	URI_FLAG_COUNT
};
#define URI_BIT(flag) ((uint64_t)1 << URI_##flag)

/* The flags of a text; `uri` is what uri_split() made of it.  Linear. */
uint64_t uri_flags(struct span text, const struct uri *uri);

/* Where a flag shows: the octet, the part; the whole text if it is about no part. */
struct span uri_flag_span(struct span text, const struct uri *uri, enum uri_flag flag);

#endif
