/* URIs (RFC 3986), taken apart in place. */

#include "uri.h"

#include <string.h>

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
