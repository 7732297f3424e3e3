/* URIs (RFC 3986), taken apart in place: nothing is decoded, nothing judged. */

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

#endif
