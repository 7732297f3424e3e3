/* TLS BR 7.1.2.5.2, 7.1.2.10.8, 4.2.2 and 7.1.5 of old: addresses in nameConstraints. */

#include "address.h"
#include "dates.h"

/* The next range of addresses that decodes. */
static bool
next_range(struct subtree_cursor *cursor, struct subtree *s, struct ip_range *range)
{
	while (subtree_next(cursor, s))
		if (s->base.tag == GN_IP && ip_range_read(s->base.body, range))
			return true;
	return false;
}

#define each_range(c, s, range)							\
	for (struct subtree_cursor cursor_##s = subtree_cursor(c);		\
	     next_range(&cursor_##s, &(s), &(range)); )

/*
 * No range that a CA may issue for lies in a block of reserved addresses.
 *
 * A permitted range says that somebody was shown to be assigned it; nobody is assigned 10.0.0.0/8,
 * and no certificate may be issued for an address in it.  No sentence of the Baseline Requirements
 * says so of constraints, but 4.2.2 leaves nothing that such a range could be good for.
 *
 * fix: permit the ranges that the organization was assigned, or exclude all addresses.
 * covers: br-4.2.2-ca-nc-permitted-reserved-ip rfc6890-2.2.2-reserved-ip-name-constraint
 * peers: zlint:e_ext_nc_intersects_reserved_ip
 *
 *	pass ca nc=permit-ip:1.1.1.0/24,exclude-ip:10.0.0.0/8
 *	pass ca nc=permit-ip:8.0.0.0/6
 *	pass ca nc=permit-ip:0.0.0.0/0,exclude-ip:::/0
 *	fail ca nc=permit-ip:10.0.0.0/8
 *	fail ca nc=permit-ip:10.1.2.3/32
 *	fail ca nc=permit-ip:192.0.0.0/24
 *	fail ca nc=permit-ip:192.168.0.0/17
 *	fail ca nc=permit-ip:fc00::/7
 *	fail ca nc=permit-ip:2001:db8::/48
 *	fail ca nc=permit-ip:::ffff:0:0/96
 *	na   client-ca nc=permit-ip:10.0.0.0/8
 */
LINT(br_nc_ip_reserved, WARNING, BR("4.2.2"), .on = FACTS(CA, TLS, HAS_NC), .from = BR_2_0_0)
{
	const struct network *network;
	struct ip_range range;
	struct subtree s;

	each_range(c, s, range) {
		if (!s.permitted || range.bits < 0)
			continue;
		network = ip_network_around(&range.address, (unsigned)range.bits, rules_day(r),
					    NETWORK_SPECIAL, data_of(r));
		if (network)
			fail(r, der_whole(&s.base), "%s/%d is permitted and reserved: %s (%s)",
			     ip_text(r, &range.address), range.bits, network->name,
			     network->reference);
	}
}

static bool
is_all_zero(struct span octets)
{
	for (size_t i = 0; i < octets.n; i++)
		if (octets.p[i])
			return false;
	return true;
}

/* Whether some range of a family (by its length) is permitted, or all of the family is excluded. */
static bool
is_decided(const struct cert *c, size_t octets)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_IP && s.base.body.n == octets &&
		    (s.permitted || is_all_zero(s.base.body)))
			return true;
	return false;
}

/* Where the constraints are, or what lacks them. */
static struct span
constraints_place(const struct cert *c)
{
	const struct extension *x = cert_extension(c, OID_NC);

	return x ? x->value : cert_extensions_place(c);
}

/* The constant of family_decided(): octets of the exclusion of all, and how it is written. */
struct family {
	size_t octets;
	const char *range;
};

static void
family_decided(const struct cert *c, struct report *r)
{
	const struct family *family = arg(r);

	if (is_decided(c, family->octets))
		return;
	expect(r, family->range, "neither a permitted range nor the exclusion of all");
	fail(r, constraints_place(c), "no IPv%d range is permitted, and %s is not excluded",
	     family->octets == 8 ? 4 : 6, family->range);
}

/*
 * A technically constrained TLS CA excludes all of IPv4, unless it permits some of it.
 *
 * A CA counts as constrained only if it can issue for nothing outside its constraints.  A kind of
 * name that no subtree mentions is not constrained at all: without the exclusion it can issue for
 * every IPv4 address.
 *
 * fix: exclude the iPAddress of 8 zero octets (0.0.0.0/0), or permit the ranges that were
 * validated.
 * covers: br-7.1.2.5.2-tc-nc-ipv4-excluded-all
 * peers: pkilint:cabf.serverauth.ca.incomplete_name_constraints
 *
 *	pass tcca facts=constrained
 *	pass tcca nc=permit-dns:certlint-test.com,permit-ip:1.1.1.0/24,exclude-ip:::/0 facts=constrained
 *	fail tcca nc=permit-dns:certlint-test.com,permit-dir:C=US,exclude-ip:::/0 facts=constrained
 *	fail tcca nc=permit-dns:certlint-test.com,exclude-ip:0.0.0.0/1,exclude-ip:::/0 facts=constrained
 *	fail tcca nc=permit-dns:x.certlint-test.com,exclude-iphex:0000000000000001,exclude-ip:::/0 facts=constrained also=rfc_nc_ip_mask
 *	na   ca nc=permit-dns:certlint-test.com
 */
LINT_AS(family_decided, br_nc_ipv4_open, ERROR, BR("7.1.2.5.2"),
	.on = FACTS(CONSTRAINED, TLS, SERVER_AUTH, HAS_NC), .from = BR_2_0_0,
	.arg = &(const struct family){ 8, "0.0.0.0/0" });

/*
 * A technically constrained TLS CA excludes all of IPv6, unless it permits some of it.
 *
 * A kind of name that no subtree mentions is not constrained at all: without the exclusion the CA
 * can issue for every IPv6 address.
 *
 * fix: exclude the iPAddress of 32 zero octets (::/0), or permit the ranges that were validated.
 * covers: br-7.1.2.5.2-tc-nc-ipv6-excluded-all
 * peers: pkilint:cabf.serverauth.ca.incomplete_name_constraints
 *
 *	pass tcca facts=constrained
 *	pass tcca nc=permit-dns:x.certlint-test.com,exclude-ip:0.0.0.0/0,permit-ip:2606:4700::/32 facts=constrained
 *	fail tcca nc=permit-dns:certlint-test.com,exclude-ip:0.0.0.0/0 facts=constrained
 *	fail tcca nc=permit-dns:x.certlint-test.com,exclude-ip:0.0.0.0/0,exclude-ip:8000::/1 facts=constrained
 *	na   ca nc=permit-dns:certlint-test.com
 */
LINT_AS(family_decided, br_nc_ipv6_open, ERROR, BR("7.1.2.5.2"),
	.on = FACTS(CONSTRAINED, TLS, SERVER_AUTH, HAS_NC), .from = BR_2_0_0,
	.arg = &(const struct family){ 32, "::/0" });

/*
 * A technically constrained TLS CA without a permitted range excludes all addresses.
 *
 * The rule before the profiles of 2023: either some iPAddress is permitted, of whichever family, or
 * both families are excluded as a whole.
 *
 * fix: exclude 0.0.0.0/0 and ::/0, or permit the ranges that were validated.
 * covers: br-7.1.5-tc-nc-ip-excluded-all-old
 *
 *	pass tcca as-of=2022-01-01 facts=constrained
 *	pass tcca nc=permit-dns:x.certlint-test.com,permit-ip:1.1.1.0/24 as-of=2022-01-01 facts=constrained
 *	fail tcca nc=permit-dns:certlint-test.com as-of=2022-01-01 facts=constrained
 *	fail tcca nc=permit-dns:x.certlint-test.com,exclude-ip:0.0.0.0/0 as-of=2022-01-01 facts=constrained
 *	fail tcca nc=permit-dns:x.certlint-test.com,exclude-ip:::/0 as-of=2022-01-01 facts=constrained
 */
LINT(br_nc_ip_open, ERROR, BR("7.1.5"), .on = FACTS(CONSTRAINED, TLS, SERVER_AUTH, HAS_NC),
     .from = BR_CONSTRAINED_NAMES, .until = BR_2_0_0)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.permitted && s.base.tag == GN_IP)
			return;
	if (!is_decided(c, 8) || !is_decided(c, 32))
		fail(r, constraints_place(c), "no range of addresses is permitted, and %s excluded",
		     is_decided(c, 8) ? "::/0 is not" : is_decided(c, 32) ? "0.0.0.0/0 is not" :
		     "neither 0.0.0.0/0 nor ::/0 is");
}

/*
 * No range that a CA may issue for is the whole address space.
 *
 * Nobody is assigned all addresses, which is what a permitted subtree says.  It is the same as no
 * constraint, and a slip where 0.0.0.0/0 was to be excluded.
 *
 * fix: exclude 0.0.0.0/0 and ::/0 instead of permitting them, or leave them out.
 * because: no document forbids the whole address space; it only makes no sense.
 *
 *	pass ca nc=permit-dns:certlint-test.com,exclude-ip:0.0.0.0/0,exclude-ip:::/0
 *	fail ca nc=permit-ip:0.0.0.0/0
 *	fail ca nc=permit-ip:::/0
 *	pass ca nc=permit-ip:1.0.0.0/8
 */
LINT(br_nc_ip_permits_all, WARNING, BR("7.1.2.10.8"), .on = FACTS(CA, TLS, HAS_NC),
     .from = BR_2_0_0)
{
	struct ip_range range;
	struct subtree s;

	each_range(c, s, range)
		if (s.permitted && range.bits == 0)
			fail(r, der_whole(&s.base), "%s is permitted: no address is constrained",
			     range.address.n == 4 ? "0.0.0.0/0" : "::/0");
}

/*
 * No subtree that a CA may issue for is of a reverse zone.
 *
 * Since 2026-03-15 no certificate may hold a name under in-addr.arpa or ip6.arpa, so nothing can be
 * issued under such a subtree.
 *
 * fix: permit the range of addresses, as an iPAddress.
 * covers: br-4.2.2-ca-nc-permitted-reverse-zone
 *
 *	pass ca nc=permit-dns:certlint-test.com,exclude-dns:in-addr.arpa
 *	fail ca nc=permit-dns:1.1.1.in-addr.arpa as-of=2026-03-15
 *	fail ca nc=permit-dns:ip6.arpa as-of=2026-03-15
 *	fail ca nc=permit-dns:.8.b.d.0.1.0.0.2.IP6.ARPA as-of=2026-03-15 also=rfc_nc_dns_leading_dot
 *	pass ca nc=permit-dns:xin-addr.arpa,permit-dns:arpa as-of=2026-03-15
 */
LINT(br_nc_reverse_zone, WARNING, BR("4.2.2"), .on = FACTS(CA, TLS, HAS_NC), .from = BR_ARPA_END)
{
	struct span name;
	struct subtree s;

	each_subtree(c, s) {
		name = s.base.body;
		if (!s.permitted || s.base.tag != GN_DNS)
			continue;
		if (span_is_text(name, "in-addr.arpa") || span_is_text(name, "ip6.arpa") ||
		    span_ends_with(name, ".in-addr.arpa") || span_ends_with(name, ".ip6.arpa"))
			fail(r, name, "%s is permitted, a part of a reverse zone", quote(r, name));
	}
}
