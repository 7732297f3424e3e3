/* IP addresses as text, as reverse names, and in the special-purpose networks. */

#include "ip.h"

#include <string.h>

#include "day.h"
#include "text.h"

/* BR 1.8.0 (ballot SC48): "reserved" no longer goes by the address-space registries. */
enum { RESERVED_BY_SPECIAL = DAY(2021, 8, 25) };

enum { GROUPS = 8 };		/* of an IPv6 address */

static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

bool
ip_from_octets(struct span octets, struct ip *out)
{
	struct ip ip = { { 0 }, 0 };

	if (octets.n != 4 && octets.n != 16)
		return false;
	memcpy(ip.octets, octets.p, octets.n);
	ip.n = (uint8_t)octets.n;
	*out = ip;
	return true;
}

/* ========================================================================== */
/*                                   Text                                     */
/* ========================================================================== */

/* 0 to 255 in decimal without leading zeros, taken off the front. */
static bool
take_decimal(struct span *s, uint8_t *out)
{
	unsigned value = 0;
	size_t n = 0;

	while (n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9')
		value = value * 10 + (s->p[n++] - '0');
	if (n == 0 || n > 3 || value > 255 || (n > 1 && s->p[0] == '0'))
		return false;
	*s = (struct span){ s->p + n, s->n - n };
	*out = (uint8_t)value;
	return true;
}

static bool
take_char(struct span *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = (struct span){ s->p + 1, s->n - 1 };
	return true;
}

static bool
ipv4_read(struct span s, uint8_t out[4])
{
	unsigned i;

	for (i = 0; i < 4; i++)
		if ((i > 0 && !take_char(&s, '.')) || !take_decimal(&s, &out[i]))
			return false;
	return s.n == 0;
}

/* One to four hexadecimal digits, taken off the front. */
static bool
take_group(struct span *s, unsigned *out)
{
	unsigned value = 0;
	size_t n = 0;

	while (n < s->n && n < 5 && char_hex(s->p[n]) >= 0)
		value = value << 4 | (unsigned)char_hex(s->p[n++]);
	if (n == 0 || n > 4)
		return false;
	*s = (struct span){ s->p + n, s->n - n };
	*out = value;
	return true;
}

/*
 * Groups divided by colons up to the end or to a "::", of which one colon is left; a dotted quad
 * may stand last and counts as two.  How many octets were written; -1 if malformed.
 */
static int
groups_read(struct span *s, uint8_t out[16])
{
	unsigned group;
	struct span at;
	int n = 0;

	for (;;) {
		at = *s;
		if (n == 2 * GROUPS || !take_group(s, &group))
			return -1;
		if (s->n > 0 && s->p[0] == '.') {
			if (n > 12 || !ipv4_read(at, out + n))
				return -1;
			s->n = 0;
			return n + 4;
		}
		out[n++] = (uint8_t)(group >> 8);
		out[n++] = group & 0xff;
		if (s->n == 0)
			return n;
		if (!take_char(s, ':'))
			return -1;
		if (s->n > 0 && s->p[0] == ':')
			return n;
	}
}

static bool
ipv6_read(struct span s, uint8_t out[16])
{
	uint8_t left[16], right[16];
	int before = 0, after = 0;

	if (s.n < 2)
		return false;
	if (s.p[0] == ':' && s.p[1] == ':')
		take_char(&s, ':');
	else
		before = groups_read(&s, left);
	if (before < 0)
		return false;
	if (s.n > 0 && take_char(&s, ':')) {
		/* A quad before the "::" has eaten the rest, so this is a real one. */
		if (s.n > 0)
			after = groups_read(&s, right);
		if (after < 0 || s.n > 0 || before + after > 14)
			return false;
	} else if (before != 16) {
		return false;
	}
	memset(out, 0, 16);
	memcpy(out, left, (size_t)before);
	memcpy(out + 16 - after, right, (size_t)after);
	return true;
}

bool
ip_from_text(struct span text, struct ip *out)
{
	struct ip ip = { { 0 }, 0 };

	if (text.n > 45)		/* six groups and a quad, all in full */
		return false;
	if (ipv4_read(text, ip.octets))
		ip.n = 4;
	else if (ipv6_read(text, ip.octets))
		ip.n = 16;
	else
		return false;
	*out = ip;
	return true;
}

static bool
is_decimal(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* What stands before `mark` and decimal digits or an address at the end; s itself if nothing. */
static struct span
without_tail(struct span s, uint8_t mark)
{
	size_t n = s.n;

	while (n > 0 && (is_decimal(s.p[n - 1]) || (mark == '/' && s.p[n - 1] == '.')))
		n--;
	return n > 0 && n < s.n && s.p[n - 1] == mark ? (struct span){ s.p, n - 1 } : s;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == 0 || (c >= '\t' && c <= '\r');
}

/* Without blanks, prefix length, brackets and zone. */
static struct span
undressed(struct span s)
{
	const uint8_t *zone;

	while (s.n > 0 && is_blank(s.p[0]))
		s = (struct span){ s.p + 1, s.n - 1 };
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	s = without_tail(s, '/');
	if (s.n > 2 && s.p[0] == '[')
		s = without_tail(s, ':');
	if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		s = (struct span){ s.p + 1, s.n - 2 };
	zone = s.n > 0 ? memchr(s.p, '%', s.n) : NULL;
	if (zone)
		s.n = (size_t)(zone - s.p);
	return s;
}

/* A dotted quad whose numbers may have leading zeros, of up to three digits each. */
static bool
loose_quad_read(struct span s, uint8_t out[4])
{
	unsigned value, digits;

	for (unsigned i = 0; i < 4; i++) {
		if (i > 0 && !take_char(&s, '.'))
			return false;
		value = 0;
		for (digits = 0; s.n > 0 && digits < 3 && is_decimal(s.p[0]); digits++) {
			value = value * 10 + (s.p[0] - '0');
			s = (struct span){ s.p + 1, s.n - 1 };
		}
		if (digits == 0 || value > 255)
			return false;
		out[i] = (uint8_t)value;
	}
	return s.n == 0;
}

bool
ip_from_loose_text(struct span text, struct ip *out)
{
	struct ip ip = { { 0 }, 4 };

	if (text.n > 100)
		return false;
	text = undressed(text);
	if (ip_from_text(text, out))
		return true;
	if (!loose_quad_read(text, ip.octets) &&
	    !loose_quad_read(without_tail(text, ':'), ip.octets))
		return false;
	*out = ip;
	return true;
}

static char *
decimal_write(char *out, unsigned value)
{
	if (value >= 100)
		*out++ = (char)('0' + value / 100);
	if (value >= 10)
		*out++ = (char)('0' + value / 10 % 10);
	*out++ = (char)('0' + value % 10);
	return out;
}

static char *
quad_write(char *out, const uint8_t octets[4])
{
	unsigned i;

	for (i = 0; i < 4; i++) {
		if (i > 0)
			*out++ = '.';
		out = decimal_write(out, octets[i]);
	}
	return out;
}

static unsigned
group_of(const uint8_t octets[16], unsigned i)
{
	return (unsigned)octets[2 * i] << 8 | octets[2 * i + 1];
}

/* The first of the longest runs of two or more zero groups; its length, 0 if there is none. */
static unsigned
longest_zeros(const uint8_t octets[16], unsigned *at)
{
	unsigned best = 1, run = 0, i;

	*at = GROUPS;
	for (i = 0; i < GROUPS; i++) {
		run = group_of(octets, i) ? 0 : run + 1;
		if (run > best) {
			best = run;
			*at = i + 1 - run;
		}
	}
	return best > 1 ? best : 0;
}

static char *
group_write(char *out, unsigned group)
{
	static const char digits[] = "0123456789abcdef";
	int shift = 12;

	while (shift > 0 && !(group >> shift))
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		*out++ = digits[group >> shift & 15];
	return out;
}

static char *
groups_write(char *out, const uint8_t octets[16])
{
	unsigned at, zeros = longest_zeros(octets, &at), i = 0;

	while (i < GROUPS) {
		if (i == at) {
			*out++ = ':', *out++ = ':';
			i += zeros;
			continue;
		}
		if (i > 0 && i != at + zeros)
			*out++ = ':';
		out = group_write(out, group_of(octets, i++));
	}
	return out;
}

void
ip_format(const struct ip *ip, char out[48])
{
	struct ip v4;

	if (ip->n == 4) {
		out = quad_write(out, ip->octets);
	} else if (ip_is_mapped(ip, &v4)) {
		memcpy(out, "::ffff:", 7);
		out = quad_write(out + 7, v4.octets);
	} else if (ip->n == 16) {
		out = groups_write(out, ip->octets);
	}
	*out = 0;
}

bool
ip_is_mapped(const struct ip *ip, struct ip *v4)
{
	if (ip->n != 16 || memcmp(ip->octets, mapped, sizeof(mapped)) != 0)
		return false;
	return ip_from_octets((struct span){ ip->octets + 12, 4 }, v4);
}

/* ========================================================================== */
/*                                 Networks                                   */
/* ========================================================================== */

static bool
network_holds(const struct network *network, const struct ip *ip)
{
	unsigned whole = network->bits / 8, rest = network->bits % 8;

	/* Nearly all networks differ in the first octet: no call for them. */
	if (whole > 0 && network->prefix[0] != ip->octets[0])
		return false;
	if (memcmp(network->prefix, ip->octets, whole) != 0)
		return false;
	return rest == 0 || (network->prefix[whole] ^ ip->octets[whole]) >> (8 - rest) == 0;
}

const struct network *
ip_network_around(const struct ip *ip, unsigned bits, int32_t day, unsigned lists,
		  const struct data *data)
{
	const struct network *networks;
	size_t count = 0, i;

	if (ip->n == 0)
		return NULL;
	if (day == DAY_NONE)
		day = DAY_LAST - 1;
	networks = data_networks(data, ip->n, &count);
	for (i = 0; i < count; i++)
		if (networks[i].lists & lists && networks[i].from <= day &&
		    day < networks[i].until && networks[i].bits <= bits &&
		    network_holds(&networks[i], ip))
			return &networks[i];
	return NULL;
}

const struct network *
ip_network_of(const struct ip *ip, int32_t day, unsigned lists, const struct data *data)
{
	return ip_network_around(ip, 128, day, lists, data);
}

const struct network *
ip_network(const struct ip *ip, int32_t day, const struct data *data)
{
	return ip_network_of(ip, day, NETWORK_SPECIAL | NETWORK_PRE_SC48 | NETWORK_OTHER, data);
}

const struct network *
ip_reserved(const struct ip *ip, int32_t day, const struct data *data)
{
	bool before = day != DAY_NONE && day < RESERVED_BY_SPECIAL;
	unsigned list = before ? NETWORK_PRE_SC48 : NETWORK_SPECIAL;
	const struct network *inner = NULL;
	struct ip v4;

	/*
	 * ::ffff:0:0/96 is an entry of the IPv6 registry itself, and before that lay in ::/8,
	 * "Reserved by IETF": all of it is reserved.  The embedded address says more to a reader.
	 */
	if (ip_is_mapped(ip, &v4))
		inner = ip_network_of(&v4, day, list, data);
	return inner ? inner : ip_network_of(ip, day, list, data);
}

/* ========================================================================== */
/*                              Reverse names                                 */
/* ========================================================================== */

/* Take `zone` (lower case, with its leading dot) off the end; the bare zone leaves nothing. */
static bool
zone_strip(struct span *name, const char *zone, size_t n)
{
	if (name->n == n - 1 && span_is_text(*name, zone + 1)) {
		name->n = 0;
		return true;
	}
	if (!span_ends_with(*name, zone))
		return false;
	name->n -= n;
	return name->n > 0;
}

/* Labels of decimals from the left, so the last octet first. */
static int
reverse_ipv4(struct span labels, struct ip *out)
{
	struct ip ip = { { 0 }, 4 };
	unsigned n = 0;

	while (labels.n > 0) {
		if (n == 4 || !take_decimal(&labels, &ip.octets[3 - n]))
			return -1;
		n++;
		if (labels.n > 0 && (!take_char(&labels, '.') || labels.n == 0))
			return -1;
	}
	if (n < 4)
		return 0;
	*out = ip;
	return 1;
}

/* Labels of one hexadecimal digit, the lowest four bits first. */
static int
reverse_ipv6(struct span labels, struct ip *out)
{
	struct ip ip = { { 0 }, 16 };
	size_t n = (labels.n + 1) / 2, i;
	int digit;

	if (n > 32 || (labels.n > 0 && labels.n % 2 == 0))
		return -1;
	for (i = 0; i < n; i++) {
		digit = char_hex(labels.p[2 * i]);
		if (digit < 0 || (i + 1 < n && labels.p[2 * i + 1] != '.'))
			return -1;
		ip.octets[15 - i / 2] |= (uint8_t)(i % 2 ? digit << 4 : digit);
	}
	if (n < 32)
		return 0;
	*out = ip;
	return 1;
}

int
ip_from_reverse(struct span name, struct ip *out)
{
	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	if (zone_strip(&name, ".in-addr.arpa", 13))
		return reverse_ipv4(name, out);
	if (zone_strip(&name, ".ip6.arpa", 9))
		return reverse_ipv6(name, out);
	return -1;
}
