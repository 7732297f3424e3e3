/* Addresses and networks against a watch list, and what text stands for them. */

#include "watch/watch.h"

#include <certlint/plugin.h>

#include "text.h"

static void
touch_key(struct seeker *s, const struct watch_key *key, unsigned how)
{
	const uint32_t *refs = s->w->refs + key->first;

	if (found_key_again(s, key, how == CERTLINT_WATCH_EXACT ? AT_NAME : FAR_BELOW))
		return;
	for (uint32_t i = found_start(s, key); i < key->count && refs[i] < s->limit; i++)
		found_touch(s, refs[i], how);
}

static void
touch_bytes(struct seeker *s, enum watch_space space, const uint8_t *key, size_t n, unsigned how)
{
	struct span bytes = { key, n };
	const struct watch_key *found = watch_key_find(s->w, space,
						       watch_bytes_hash(s->w->seed, bytes), bytes);

	if (found)
		touch_key(s, found, how);
}

static bool
is_mapped(const uint8_t octets[16])
{
	struct ip ip = { .n = 16 }, v4;

	memcpy(ip.octets, octets, 16);
	return ip_is_mapped(&ip, &v4);
}

/* The networks of the list that hold a network: one look for each length of prefix there is. */
static void
touch_around(struct seeker *s, const struct watch_net *net, bool network)
{
	bool mapped = net->bits >= 96 && is_mapped(net->octets);
	uint8_t key[17];

	memcpy(key, net->octets, 16);
	for (int bits = net->bits; bits >= (mapped ? 96 : 0); bits--) {
		if (!(s->w->prefixes[bits / 64] >> bits % 64 & 1))
			continue;
		watch_net_mask(key, (unsigned)bits);
		key[16] = (uint8_t)bits;
		touch_bytes(s, SPACE_NET, key, 17, network && bits == net->bits ?
			    CERTLINT_WATCH_EXACT : CERTLINT_WATCH_BELOW);
	}
}

static void
touch_address(struct seeker *s, const struct ip *ip)
{
	struct watch_net net = watch_net_of(ip, ip->n * 8u);

	if (s->w->kinds & 1u << CERTLINT_WATCH_IP)
		touch_bytes(s, SPACE_IP, net.octets, 16, CERTLINT_WATCH_EXACT);
	if (s->w->kinds & 1u << CERTLINT_WATCH_CIDR)
		touch_around(s, &net, false);
}

/*
 * The IPv4 address that traffic for an IPv6 one ends up at: IPv4-compatible (RFC 4291 2.5.5.1), by
 * NAT64 (RFC 6052 2.1) or by 6to4 (RFC 3056 2).
 */
static bool
carries_ipv4(const struct ip *ip, struct ip *v4)
{
	static const uint8_t nat64[12] = { 0x00, 0x64, 0xff, 0x9b }, compatible[12] = { 0 };
	const uint8_t *p = ip->octets;

	if (ip->n != 16)
		return false;
	if (p[0] == 0x20 && p[1] == 0x02)
		return ip_from_octets((struct span){ p + 2, 4 }, v4);
	return (memcmp(p, nat64, 12) == 0 || (memcmp(p, compatible, 12) == 0 && p[12] != 0)) &&
	       ip_from_octets((struct span){ p + 12, 4 }, v4);
}

void
seek_address(struct seeker *s, const struct ip *ip)
{
	uint8_t before = s->how;
	struct ip v4;

	if (ip_is_mapped(ip, &v4))
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	touch_address(s, ip);
	if (carries_ipv4(ip, &v4)) {
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
		touch_address(s, &v4);
	}
	s->how = before;
}

/* ---- networks ---- */

static const uint8_t *
address_of(const struct certlint_watch *w, uint32_t at)
{
	return (const uint8_t *)w->pool + w->items[w->by_address[at]].key;
}

/* The first of the addresses in order that is not before this one. */
static uint32_t
lower_bound(const struct certlint_watch *w, const uint8_t octets[16])
{
	uint32_t low = 0, high = w->address_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (memcmp(address_of(w, middle), octets, 16) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
same_under(const uint8_t *a, const uint8_t *b, const uint8_t mask[16])
{
	for (unsigned i = 0; i < 16; i++)
		if ((a[i] ^ b[i]) & mask[i])
			return false;
	return true;
}

static bool
begins_with(const uint8_t *a, const struct watch_net *net)
{
	uint8_t octets[16];

	memcpy(octets, a, 16);
	watch_net_mask(octets, net->bits);
	return memcmp(octets, net->octets, 16) == 0;
}

static bool
has_holes(const uint8_t mask[16], unsigned bits)
{
	uint8_t whole[16];

	memset(whole, 0xff, sizeof(whole));
	watch_net_mask(whole, bits);
	return memcmp(whole, mask, sizeof(whole)) != 0;
}

/* The items inside a network; of a mask with holes those that it lets through. */
static void
touch_inside(struct seeker *s, const struct watch_net *net, const uint8_t base[16],
	     const uint8_t mask[16])
{
	const struct certlint_watch *w = s->w;
	uint32_t at = lower_bound(w, net->octets);
	unsigned how = s->place == PLACE_CONSTRAINT ? CERTLINT_WATCH_BELOW :
						      CERTLINT_WATCH_DISGUISED;

	/* Only of a network that holds the first item do that and its length say which it is. */
	if (at == w->address_count || !begins_with(address_of(w, at), net))
		return;
	if (!has_holes(mask, net->bits) && found_again(s, (uint64_t)at << 8 | net->bits, AROUND))
		return;
	for (; at < w->address_count && begins_with(address_of(w, at), net); at++) {
		uint32_t i = w->by_address[at];
		unsigned bits = w->items[i].kind == CERTLINT_WATCH_IP ? 128 :
				(uint8_t)address_of(w, at)[16];

		if (!found_charge(s, 1))
			return;
		if (bits >= net->bits && same_under(address_of(w, at), base, mask))
			found_touch(s, i, how);
	}
}

static unsigned
leading_ones(const uint8_t *mask, size_t n)
{
	unsigned bits = 0;

	while (bits < n * 8 && mask[bits / 8] & 0x80 >> bits % 8)
		bits++;
	return bits;
}

/* So wide a network says nothing about anybody. */
static bool
is_too_wide(unsigned octets, unsigned bits)
{
	return bits < (octets == 4 ? 8u : 16u);
}

void
seek_network(struct seeker *s, const struct ip *ip, const uint8_t *mask)
{
	unsigned bits = leading_ones(mask, ip->n);
	struct watch_net net = watch_net_of(ip, bits);
	uint8_t wide[16], base[16], before = s->how;
	struct ip v4;

	if (is_too_wide(ip->n, bits) || s->w->address_count == 0)
		return;
	memset(wide, 0xff, 16);
	memcpy(wide + 16 - ip->n, mask, ip->n);
	if (ip_is_mapped(ip, &v4))
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	memcpy(base, net.octets, 16);
	watch_net_mask(net.octets, net.bits);
	touch_around(s, &net, true);
	touch_inside(s, &net, base, wide);
	s->how = before;
}

/* ---- text ---- */

/* A label as a part of a reverse name, or -1. */
static int
part_of(struct span label, bool v4)
{
	int value = 0;

	if (label.n == 0 || label.n > (v4 ? 3 : 1))
		return -1;
	for (size_t i = 0; i < label.n; i++) {
		int digit = char_hex(label.p[i]);

		if (digit < 0 || (v4 && digit > 9))
			return -1;
		value = value * 10 + digit;
	}
	return value > 255 ? -1 : value;
}

/*
 * The address or network whose reverse name, or a name below it, this is.  What is left of the
 * numbers, a '*' among them, does not count.
 */
static void
seek_reverse(struct seeker *s, struct span name, bool v4)
{
	struct ip ip = { { 0 }, v4 ? 4 : 16 };
	unsigned parts = 0, bits = v4 ? 8 : 4;
	uint8_t mask[16];
	size_t end = name.n, start;
	int part;

	while (end > 0 && parts < ip.n * 8u / bits) {
		for (start = end; start > 0 && name.p[start - 1] != '.'; start--)
			;
		part = part_of((struct span){ name.p + start, end - start }, v4);
		if (part < 0)
			break;
		ip.octets[parts * bits / 8] |= (uint8_t)(v4 || parts % 2 ? part : part << 4);
		parts++;
		end = start > 0 ? start - 1 : 0;
	}
	if (parts == ip.n * 8u / bits) {
		seek_address(s, &ip);
		return;
	}
	memset(mask, 0xff, sizeof(mask));
	watch_net_mask(mask, parts * bits);
	seek_network(s, &ip, mask);
}

static bool
take_zone(struct span *name, const char *zone)
{
	size_t n = strlen(zone);

	if (!span_ends_with(*name, zone))
		return false;
	name->n -= n;
	return true;
}

static bool
seek_reverse_name(struct seeker *s, struct span name)
{
	uint8_t before = seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	bool reverse = true;

	if (take_zone(&name, ".in-addr.arpa"))
		seek_reverse(s, name, true);
	else if (take_zone(&name, ".ip6.arpa"))
		seek_reverse(s, name, false);
	else
		reverse = false;
	s->how = before;
	return reverse;
}

/* One number of inet_aton()'s text: decimal, or hexadecimal behind 0x, or octal behind 0. */
static bool
read_number(struct span s, uint64_t *out)
{
	unsigned base = 10;

	if (s.n > 2 && s.p[0] == '0' && (s.p[1] | 0x20) == 'x')
		base = 16, s.p += 2, s.n -= 2;
	else if (s.n > 1 && s.p[0] == '0')
		base = 8;
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		int digit = char_hex(s.p[i]);

		if (digit < 0 || (unsigned)digit >= base || *out > UINT32_MAX)
			return false;
		*out = *out * base + (unsigned)digit;
	}
	return s.n > 0;
}

/*
 * An IPv4 address of one to four numbers, the last of which fills what is left, as inet_aton() and
 * browsers read it; how many, or 0.
 */
static unsigned
read_numbers(struct span s, struct ip *out)
{
	uint64_t value = 0, number;
	unsigned parts = 0;
	size_t n;

	for (;;) {
		for (n = 0; n < s.n && s.p[n] != '.'; n++)
			;
		if (parts == 4 || !read_number((struct span){ s.p, n }, &number))
			return 0;
		parts++;
		if (n == s.n)
			break;
		if (number > 255)
			return 0;
		value |= number << (32 - 8 * parts);
		s = (struct span){ s.p + n + 1, s.n - n - 1 };
	}
	if (number >> (40 - 8 * parts))
		return 0;
	value |= number;
	*out = (struct ip){ .n = 4 };
	for (unsigned i = 0; i < 4; i++)
		out->octets[i] = (uint8_t)(value >> (24 - 8 * i));
	return parts;
}

/* Fewer than four numbers are an address where a host has to be; elsewhere they are any number. */
static void
seek_numbers(struct seeker *s, struct span host)
{
	uint8_t before = s->how;
	unsigned parts;
	struct ip ip;

	if (host.n > 64 || host.p[0] < '0' || host.p[0] > '9')
		return;
	parts = read_numbers(host, &ip);
	if (parts == 0 || (parts < 4 && s->place != PLACE_DNS && s->place != PLACE_URI))
		return;
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_address(s, &ip);
	s->how = before;
}

/* Whether text could be an address: it ends in a digit, or has a colon. */
static bool
may_be_address(struct span s)
{
	return char_hex(s.p[s.n - 1]) >= 0 || memchr(s.p, ':', s.n) || s.p[s.n - 1] == ']';
}

/* What an address that is written out may be; false if it is none in any case. */
static bool
seek_address_text(struct seeker *s, struct span host)
{
	uint8_t before = s->how;
	struct ip ip;

	if (!may_be_address(host))
		return false;
	seek_numbers(s, host);
	if (!ip_from_loose_text(host, &ip))
		return false;
	if (s->place == PLACE_DNS)
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_address(s, &ip);
	s->how = before;
	return true;
}

/* "www.192.0.2.1", as it comes of adding "www." to whatever was asked for. */
static void
seek_address_below(struct seeker *s, struct span name)
{
	uint8_t before = s->how;
	size_t start = name.n;
	struct ip ip;

	if (name.n < 9 || name.p[name.n - 1] < '0' || name.p[name.n - 1] > '9')
		return;
	for (unsigned dots = 0; start > 0; start--)
		if (name.p[start - 1] == '.' && ++dots == 4)
			break;
	/* Behind a number it is four of more numbers. */
	if (start < 2 || (name.p[start - 2] >= '0' && name.p[start - 2] <= '9') ||
	    !ip_from_text((struct span){ name.p + start, name.n - start }, &ip))
		return;
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_address(s, &ip);
	s->how = before;
}

/* A name without the dots in front of it and behind it. */
static struct span
without_dots(struct span s)
{
	while (s.n > 0 && s.p[s.n - 1] == '.')
		s.n--;
	while (s.n > 0 && s.p[0] == '.')
		s.p++, s.n--;
	return s;
}

void
seek_host(struct seeker *s, struct span host)
{
	struct span bare = without_dots(host);
	uint8_t before = s->how;

	if (bare.n == 0)
		return;
	/* One dot behind the name belongs to it. */
	if (bare.p != host.p || host.n - bare.n > 1)
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	host = bare;
	if (s->w->address_count > 0 && !seek_address_text(s, host) &&
	    (host.p[host.n - 1] | 0x20) == 'a')
		seek_reverse_name(s, host);
	if (s->w->address_count > 0 && s->place == PLACE_DNS)
		seek_address_below(s, host);
	seek_name(s, host);
	s->how = before;
}
