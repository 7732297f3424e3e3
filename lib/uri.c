/* URIs (RFC 3986), taken apart and judged in place. */

#include "uri.h"

#include <string.h>

#include "ip.h"
#include "text.h"

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alpha(uint8_t c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

static struct span
after(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.n - n };
}

/* Where c stands first in s; s.n if nowhere. */
static size_t
place_of(struct span s, uint8_t c)
{
	const uint8_t *found = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return found ? (size_t)(found - s.p) : s.n;
}

/* How many octets a scheme before a colon takes; 0 if there is none. */
static size_t
scheme_length(struct span s)
{
	size_t n = 0;

	if (s.n == 0 || !is_alpha(s.p[0]))
		return 0;
	while (n < s.n && (is_alpha(s.p[n]) || is_digit(s.p[n]) || s.p[n] == '+' ||
			   s.p[n] == '-' || s.p[n] == '.'))
		n++;
	return n < s.n && s.p[n] == ':' ? n : 0;
}

static void
split_authority(struct uri *uri)
{
	struct span rest = uri->authority;
	size_t n = rest.n;

	while (n > 0 && rest.p[n - 1] != '@')
		n--;
	if (n > 0) {
		uri->userinfo = (struct span){ rest.p, n - 1 };
		rest = after(rest, n);
	}
	n = rest.n > 0 && rest.p[0] == '[' ? place_of(rest, ']') : 0;
	n += place_of(after(rest, n), ':');
	uri->host = (struct span){ rest.p, n };
	if (n < rest.n)
		uri->port = after(rest, n + 1);
}

bool
uri_split(struct span text, struct uri *out)
{
	struct uri uri = { .path = text };
	size_t n = scheme_length(text);

	*out = uri;
	if (n == 0)
		return false;
	uri.scheme = (struct span){ text.p, n };
	text = after(text, n + 1);
	n = place_of(text, '#');
	if (n < text.n)
		uri.fragment = after(text, n + 1);
	text.n = n;
	n = place_of(text, '?');
	if (n < text.n)
		uri.query = after(text, n + 1);
	text.n = n;
	if (text.n >= 2 && text.p[0] == '/' && text.p[1] == '/') {
		text = after(text, 2);
		uri.authority = (struct span){ text.p, place_of(text, '/') };
		text = after(text, uri.authority.n);
		split_authority(&uri);
	}
	uri.path = text;
	*out = uri;
	return true;
}

bool
uri_host_may_be_address(const struct uri *uri)
{
	if (uri->host.n == 0)
		return false;
	return uri->host.p[0] == '[' || is_digit(uri->host.p[0]) ||
	       (uri->port.p && place_of(uri->port, ':') < uri->port.n);
}

struct span
uri_bare_host(const struct uri *uri)
{
	struct span host = uri->host;

	if (host.n < 2 || host.p[0] != '[' || host.p[host.n - 1] != ']')
		return host;
	return (struct span){ host.p + 1, host.n - 2 };
}

/* ---- judging ---- */

/* clang-format off */
/* What an octet is, as bits, so that a text is the OR of its octets. */
enum { BAD = 1, PERCENT = 2, NOT_NAME = 4 };

#define B (BAD | NOT_NAME)
#define P (PERCENT | NOT_NAME)
#define D NOT_NAME	/* a delimiter and the like: good in a URI, not in a host's name */
#define N 0

static const uint8_t classes[256] = {
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, D, B, D, D, P, D, D, D, D, D, D, D, N, N, D,
	N, N, N, N, N, N, N, N, N, N, D, D, B, D, B, D,
	D, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, D, B, D, B, D,
	B, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, B, B, B, D, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B
};

#undef B
#undef P
#undef D
#undef N
/* clang-format on */

static unsigned
classes_of(struct span s)
{
	unsigned all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= classes[s.p[i]];
	return all;
}

static bool
is_percent_fault(struct span s, size_t i)
{
	return s.p[i] == '%' &&
		(s.n - i < 3 || char_hex(s.p[i + 1]) < 0 || char_hex(s.p[i + 2]) < 0);
}

static uint64_t
character_flags(struct span s)
{
	unsigned all = classes_of(s);
	uint64_t flags = all & BAD ? URI_BIT(CHARACTER) : 0;

	if (all & PERCENT)
		for (size_t i = 0; i < s.n; i++)
			if (is_percent_fault(s, i))
				return flags | URI_BIT(PERCENT);
	return flags;
}

static uint64_t
port_flags(struct span port)
{
	uint32_t value = 0;

	for (size_t i = 0; i < port.n; i++) {
		if (!is_digit(port.p[i]))
			return URI_BIT(PORT);
		if (value <= 65535)
			value = value * 10 + (port.p[i] - '0');
	}
	return value > 65535 ? URI_BIT(PORT_RANGE) : 0;
}

/* Of labels of 1 to 63 letters, digits and inner hyphens. */
static uint64_t
name_flags(struct span host)
{
	size_t start = 0, labels = 1;
	uint8_t before = '.';

	if (host.n > 1 && host.p[host.n - 1] == '.')
		host.n--;
	if (host.n > 253 || classes_of(host) & NOT_NAME)
		return URI_BIT(HOST);
	for (size_t i = 0; i < host.n; before = host.p[i++]) {
		if ((host.p[i] == '-' && before == '.') ||
		    (host.p[i] == '.' && (before == '.' || before == '-' || i - start > 63)))
			return URI_BIT(HOST);
		if (host.p[i] == '.')
			start = i + 1, labels++;
	}
	if (before == '.' || before == '-' || host.n - start > 63)
		return URI_BIT(HOST);
	return labels == 1 ? URI_BIT(HOST_SINGLE) : 0;
}

static uint64_t
host_part_flags(const struct uri *uri)
{
	struct span host = uri->host;
	struct ip ip;

	if (host.p[0] == '[') {
		if (host.n > 2 && (host.p[1] | 0x20) == 'v')
			return 0;
		return host.p[host.n - 1] == ']' && ip_from_text(uri_bare_host(uri), &ip) &&
			ip.n == 16 ? 0 : URI_BIT(LITERAL);
	}
	if (is_digit(host.p[host.n - 1]) && ip_from_text(host, &ip))
		return ip.n == 4 ? 0 : URI_BIT(LITERAL);
	return name_flags(host);
}

/* Schemes whose URIs mean nothing without a host. */
static bool
wants_host(struct span scheme)
{
	return span_is_text(scheme, "http") || span_is_text(scheme, "https") ||
		span_is_text(scheme, "ftp");
}

static uint64_t
authority_flags(const struct uri *uri)
{
	uint64_t flags = 0;

	if (uri->userinfo.n > 0 && place_of(uri->userinfo, ':') < uri->userinfo.n)
		flags |= URI_BIT(PASSWORD);
	if (uri->port.n > 0 && uri->host.n > 0 && uri->host.p[0] != '[' &&
	    place_of(uri->port, ':') < uri->port.n)
		return flags | URI_BIT(LITERAL);	/* more colons: IPv6 without brackets */
	flags |= port_flags(uri->port);
	if (uri->host.n > 0)
		return flags | host_part_flags(uri);
	return wants_host(uri->scheme) ? flags : flags | URI_BIT(HOST_EMPTY);
}

/* Whether what stands before a colon was meant as a scheme: nothing of a path is in it. */
static bool
has_bad_scheme(struct span text)
{
	size_t n = place_of(text, ':');

	return n < text.n && place_of((struct span){ text.p, n }, '/') == n &&
	       place_of((struct span){ text.p, n }, '?') == n &&
	       place_of((struct span){ text.p, n }, '#') == n;
}

uint64_t
uri_flags(struct span text, const struct uri *uri)
{
	uint64_t flags;

	if (text.n == 0)
		return URI_BIT(EMPTY);
	flags = character_flags(text);
	if (uri->scheme.p == NULL)
		return flags | (has_bad_scheme(text) ? URI_BIT(SCHEME) : URI_BIT(RELATIVE));
	if (uri->scheme.n + 1 == text.n)
		return flags | URI_BIT(NO_PART);
	if (uri->host.n == 0 && wants_host(uri->scheme))
		flags |= URI_BIT(HOST_MISSING);
	if ((uri->scheme.p[0] | 0x20) == 'l' &&
	    (span_is_text(uri->scheme, "ldap") || span_is_text(uri->scheme, "ldaps")))
		flags |= URI_BIT(LDAP);
	return uri->authority.p ? flags | authority_flags(uri) : flags;
}

/* The first octet at fault, with what belongs to it. */
static struct span
first_character(struct span s, bool percent)
{
	for (size_t i = 0; i < s.n; i++) {
		if (percent && is_percent_fault(s, i))
			return (struct span){ s.p + i, s.n - i < 3 ? s.n - i : 3 };
		if (!percent && classes[s.p[i]] & BAD)
			return (struct span){ s.p + i, 1 };
	}
	return s;
}

struct span
uri_flag_span(struct span text, const struct uri *uri, enum uri_flag flag)
{
	struct span at = text;

	switch (flag) {
	case URI_CHARACTER: return first_character(text, false);
	case URI_PERCENT: return first_character(text, true);
	case URI_SCHEME: at.n = place_of(text, ':'); break;
	case URI_PORT: case URI_PORT_RANGE: at = uri->port; break;
	case URI_PASSWORD: at = uri->userinfo; break;
	case URI_LITERAL: at = uri->authority; break;
	case URI_HOST: case URI_HOST_SINGLE: case URI_HOST_INTERNAL: at = uri->host; break;
	default: break;
	}
	return at.n > 0 ? at : text;
}
