/* RFC 5280 4.2.1.10: ranges of IP addresses in nameConstraints. */

#include "address.h"
#include "dates.h"

/* The next subtree that is a range of addresses, of whatever length. */
static bool
next_range(struct subtree_cursor *cursor, struct subtree *s)
{
	while (subtree_next(cursor, s))
		if (s->base.tag == GN_IP)
			return true;
	return false;
}

#define each_range(c, s)							\
	for (struct subtree_cursor cursor_##s = subtree_cursor(c); next_range(&cursor_##s, &(s)); )

/*
 * An iPAddress in nameConstraints has 8 or 32 octets.
 *
 * There it is a range: an address and a mask of the same length.  An address alone, or the text of
 * a range, constrains nothing: verifiers refuse the whole chain, or ignore the constraint.
 *
 * fix: encode address and mask: 4 and 4 octets for IPv4, 16 and 16 for IPv6.
 * covers: rfc5280-4.2.1.10-nc-ip-length br-7.1.2.10.8-ca-nc-ip-mask-form
 * peers: pkilint:pkix.ip_address_name_constraint_wrong_length
 *
 *	pass ca nc=permit-ip:1.1.1.0/24,exclude-ip:::/0
 *	fail ca nc=permit-ip:1.1.1.1
 *	fail ca nc=exclude-ip:2606:4700::1
 *	fail ca nc=permit-iphex:'1.1.1.0/24'
 *	fail ca nc=exclude-iphex:
 *	fail client-ca nc=permit-iphex:000000000000000000
 *	fail client-ca nc=permit-iphex:00000000000000000000000000000000000000000000000000000000000000
 */
LINT(rfc_nc_ip_length, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC2459_DAY)
{
	struct subtree s;

	each_range(c, s)
		if (s.base.body.n != 8 && s.base.body.n != 32)
			fail_ip_length(r, &s.base, "8 or 32 octets");
}

/*
 * The mask of an iPAddress in nameConstraints is one of CIDR: ones, then zeros.
 *
 * RFC 5280 wants the style of RFC 4632, in which a range is a prefix.  A mask with a hole, mostly a
 * slip of the pen, makes some verifiers refuse the chain and others constrain something unintended.
 *
 * fix: give a mask whose ones are contiguous.
 * covers: rfc5280-4.2.1.10-nc-ip-cidr-mask br-7.1.2.10.8-ca-nc-ip-mask-form
 * peers: pkilint:pkix.ip_address_name_constraint_invalid_cidr
 *
 *	pass ca nc=permit-ip:1.1.1.0/24,permit-ip:1.1.1.1/32,exclude-ip:0.0.0.0/0
 *	pass ca nc=permit-ip:1.1.1.128/25,permit-ip:2606:4700::/33
 *	fail ca nc=permit-iphex:01010000ff00ff00
 *	fail ca nc=permit-iphex:01010000fffe0001
 *	fail ca nc=permit-iphex:0101000000ffffff
 *	fail ca nc=permit-iphex:01010000ffa00000
 *	fail ca nc=exclude-iphex:0000000000000000000000000000000000000000000000000000000000000001
 */
LINT(rfc_nc_ip_mask, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct ip_range range;
	struct subtree s;

	each_range(c, s)
		if (ip_range_read(s.base.body, &range) && range.bits < 0)
			fail(r, range.mask, "the ones of the mask %s are not contiguous",
			     hex(r, range.mask));
}

static bool
has_host_bits(const struct ip_range *range)
{
	for (size_t i = 0; i < range->address.n; i++)
		if (range->address.octets[i] & ~range->mask.p[i])
			return true;
	return false;
}

/*
 * The address of a range in nameConstraints is its first one.
 *
 * Bits beyond the mask have no meaning; who sets them may have meant a single address or another
 * mask, and a verifier that compares without masking matches nothing.
 *
 * fix: set the bits of the address that the mask leaves out to zero.
 * covers: rfc5280-4.2.1.10-nc-ip-host-bits-zero
 * peers: pkilint:pkix.ip_address_name_constraint_invalid_cidr
 *
 *	pass ca nc=permit-ip:1.1.1.0/24,permit-ip:1.1.1.1/32
 *	fail ca nc=permit-iphex:01010101ffffff00
 *	fail ca nc=exclude-iphex:0000000100000000
 *	fail ca nc=permit-iphex:26262626262626262626262626262626ffffffffffffffff0000000000000000
 */
LINT(rfc_nc_ip_host_bits, NOTICE, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct ip_range range;
	struct subtree s;

	each_range(c, s)
		if (ip_range_read(s.base.body, &range) && range.bits >= 0 && has_host_bits(&range))
			fail(r, der_whole(&s.base), "%s has bits beyond its mask of %d",
			     ip_text(r, &range.address), range.bits);
}
