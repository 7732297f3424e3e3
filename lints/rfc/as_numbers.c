/* RFC 3779 3: the canonical form of ASIdentifiers; what RFC 6487 and 8209 want of resources. */

#include "dates.h"
#include "lint.h"

enum { AS_MAX_BITS = 32 };

enum { AS_NUM = 0xa0, AS_RDI = 0xa1 };

/* One ASIdOrRange. */
struct as_block {
	struct der whole;
	int64_t low, high;
	bool is_sound;			/* both fit 32 bits */
};

static bool
as_number(const struct der *e, int64_t *out)
{
	int64_t number;

	if (e->tag != DER_INTEGER || !der_int(e->body, &number) || number < 0 ||
	    number >> AS_MAX_BITS)
		return false;
	*out = number;
	return true;
}

static bool
as_next(struct span *list, struct as_block *out)
{
	struct as_block b = { .is_sound = false };
	struct der min, max;
	struct span in;

	if (!der_next(list, &b.whole))
		return false;
	min = max = b.whole;
	if (b.whole.tag == DER_SEQUENCE) {
		in = b.whole.body;
		der_next(&in, &min);
		der_next(&in, &max);
	}
	b.is_sound = as_number(&min, &b.low) && as_number(&max, &b.high);
	*out = b;
	return true;
}

/* What can be wrong with AS numbers. */
enum as_fault { AS_LARGE, AS_REVERSED, AS_ORDER, AS_OVERLAP, AS_ADJACENT };

static bool
has_as_fault(const struct as_block *before, const struct as_block *b, enum as_fault fault)
{
	bool beside = before->is_sound && b->is_sound;

	switch (fault) {
	case AS_LARGE: return !b->is_sound;
	case AS_REVERSED: return b->is_sound && b->low > b->high;
	case AS_ORDER: return beside && b->high < before->low;
	case AS_OVERLAP: return beside && b->low <= before->high && b->high >= before->low;
	case AS_ADJACENT: return beside && b->low == before->high + 1;
	}
	return false;
}

/* The constant of as_blocks(). */
struct as_arg {
	enum as_fault fault;
	const char *detail;
};

#define AS_BLOCK(fault_, detail_) .arg = &(const struct as_arg){ AS_##fault_, detail_ }

static void
as_list(struct report *r, struct span list, const struct as_arg *a)
{
	struct as_block b, before = { .is_sound = false };

	while (as_next(&list, &b)) {
		if (!has_as_fault(&before, &b, a->fault))
			;
		else if (b.is_sound)
			fail(r, der_whole(&b.whole), "%" PRId64 " to %" PRId64 " %s", b.low, b.high,
			     a->detail);
		else
			fail(r, der_whole(&b.whole), "%s %s", hex(r, b.whole.body), a->detail);
		before = b;
	}
}

/* The list, or inherit, of one kind of numbers; absent if not there. */
static struct der
as_choice(const struct cert *c, uint32_t tag)
{
	struct span in = extension_list(c, OID_AS_IDENTIFIERS);
	struct der none = { .head = NULL }, e, choice;

	return list_next(&in, tag, &e) && der_next(&e.body, &choice) ? choice : none;
}

static void
as_blocks(const struct cert *c, struct report *r)
{
	struct der numbers = as_choice(c, AS_NUM), rdi = as_choice(c, AS_RDI);

	if (numbers.tag == DER_SEQUENCE)
		as_list(r, numbers.body, arg(r));
	if (rdi.tag == DER_SEQUENCE)
		as_list(r, rdi.body, arg(r));
}

/*
 * ASIdentifiers is critical.
 *
 * The resources limit what the key may be used for.  Software that does not know the extension and
 * is not told that it is critical ignores the limit.
 *
 * fix: mark the extension critical.
 * covers: rfc3779-3.2.2-asidentifiers-critical
 * unless: rfc_rpki_resources_not_critical
 *
 *	pass client asresources=30(a0(30(020101)))
 *	fail client asresources~=30(a0(30(020101)))
 */
LINT(rfc_as_not_critical, WARNING, RFC("3779", "3.2.2"), .on = FACTS(HAS_AS_IDENTIFIERS),
     .from = RFC3779_DAY)
{
	const struct extension *x = cert_extension(c, OID_AS_IDENTIFIERS);

	if (!x->critical)
		fail(r, x->whole, "the extension is not critical");
}

/*
 * ASIdentifiers has numbers or routing domains, and their lists are not empty.
 *
 * An extension, or a part of it, that authorizes nothing is left out.
 *
 * fix: leave out what is empty, or say inherit.
 * covers: rfc3779-3.2.3.1-asidentifiers-non-empty rfc3779-3.2.3.3-asidentifiers-empty-choice
 *
 *	pass client asresources=30(a0(0500))
 *	fail client asresources=3000
 *	fail client asresources=30(a0(3000))
 *	fail client asresources=30(a0(30(020101))a1(3000))
 */
LINT(rfc_as_empty, ERROR, RFC("3779", "3.2.3.3"), .on = FACTS(HAS_AS_IDENTIFIERS),
     .from = RFC3779_DAY)
{
	struct der numbers = as_choice(c, AS_NUM), rdi = as_choice(c, AS_RDI);

	if (!der_present(&numbers) && !der_present(&rdi))
		fail(r, cert_extension(c, OID_AS_IDENTIFIERS)->value, "neither asnum nor rdi");
	if (numbers.tag == DER_SEQUENCE && numbers.body.n == 0)
		fail(r, der_whole(&numbers), "asnum is an empty list");
	if (rdi.tag == DER_SEQUENCE && rdi.body.n == 0)
		fail(r, der_whole(&rdi), "rdi is an empty list");
}

/*
 * AS numbers are sorted.
 *
 * The form is canonical so that sets of resources can be compared without sorting them.
 *
 * fix: sort numbers and ranges.
 * covers: rfc3779-3.2.3.5-asidentifiers-sorted
 *
 *	pass client asresources=30(a0(30(020101020103)))
 *	fail client asresources=30(a0(30(020103020101)))
 *	fail client asresources=30(a1(30(30(020105020107)020101)))
 */
LINT_AS(as_blocks, rfc_as_order, ERROR, RFC("3779", "3.2.3.4"), .on = FACTS(HAS_AS_IDENTIFIERS),
	.from = RFC3779_DAY, AS_BLOCK(ORDER, "stands after higher numbers"));

/*
 * No two entries of AS numbers overlap.
 *
 * Each number is listed once, or sets of resources cannot be compared entry by entry.
 *
 * fix: leave out what another range contains.
 * covers: rfc3779-3.2.3.5-asidentifiers-overlap
 *
 *	pass client asresources=30(a0(30(020101020103)))
 *	fail client asresources=30(a0(30(020101020101)))
 *	fail client asresources=30(a0(30(30(020105020107)020107)))
 */
LINT_AS(as_blocks, rfc_as_overlap, ERROR, RFC("3779", "3.2.3.4"), .on = FACTS(HAS_AS_IDENTIFIERS),
	.from = RFC3779_DAY, AS_BLOCK(OVERLAP, "overlaps the entry before it"));

/*
 * Adjacent AS numbers are combined.
 *
 * What is contiguous is one range, or the same set could be written in many ways.
 *
 * fix: combine the entries into a range.
 * covers: rfc3779-3.2.3.5-asidentifiers-adjacent-merged
 *
 *	pass client asresources=30(a0(30(020101020103)))
 *	fail client asresources=30(a0(30(020101020102)))
 *	fail client asresources=30(a0(30(30(020105020107)020108)))
 */
LINT_AS(as_blocks, rfc_as_adjacent, ERROR, RFC("3779", "3.2.3.4"), .on = FACTS(HAS_AS_IDENTIFIERS),
	.from = RFC3779_DAY, AS_BLOCK(ADJACENT, "continues the entry before it"));

/*
 * The first number of an AS range is not above its last.
 *
 * Otherwise the range contains nothing.
 *
 * fix: exchange the two ends.
 * covers: rfc3779-3.2.3.8-asidentifiers-range-min-below-max
 *
 *	pass client asresources=30(a0(30(30(020105020105))))
 *	fail client asresources=30(a0(30(30(020106020105))))
 */
LINT_AS(as_blocks, rfc_as_range_reversed, ERROR, RFC("3779", "3.2.3.9"),
	.on = FACTS(HAS_AS_IDENTIFIERS), .from = RFC3779_DAY,
	AS_BLOCK(REVERSED, "is a range whose first number is above its last"));

/*
 * An AS number fits 32 bits.
 *
 * There are no others (RFC 6793), and routers hold no more.
 *
 * fix: check the number.
 * covers: rfc3779-3.2.3.10-asidentifiers-32-bit
 *
 *	pass client asresources=30(a0(30(020500ffffffff)))
 *	fail client asresources=30(a0(30(02050100000000)))
 *	fail client asresources=30(a0(30(0201ff)))
 *	fail client asresources=30(a0(30(020a{10:7f})))
 */
LINT_AS(as_blocks, rfc_as_not_32_bit, WARNING, RFC("3779", "3.2.3.10"),
	.on = FACTS(HAS_AS_IDENTIFIERS), .from = RFC3779_DAY,
	AS_BLOCK(LARGE, "is no number of 32 bits"));

/* ---- within the issuer's ---- */

/* Whether every number is in the issuer's list; both are sorted, or nothing is said. */
static bool
as_inside(struct span mine, struct span theirs, struct as_block *out)
{
	struct as_block b, around = { .low = 0, .high = -1 };
	int64_t last = -1;
	bool more = true;

	while (as_next(&mine, &b)) {
		if (!b.is_sound || b.low <= last)
			return true;
		last = b.high;
		while (more && around.high < b.low)
			more = as_next(&theirs, &around);
		if (!more || around.low > b.low || around.high < b.high) {
			*out = b;
			return false;
		}
	}
	return true;
}

/*
 * The AS numbers of a certificate are among those of its issuer.
 *
 * A chain whose certificates claim more than their issuers have is not valid: nobody can hand down
 * what he does not hold.
 *
 * fix: issue for numbers that the CA certificate has.
 * covers: rfc3779-3.3-asidentifiers-subset-of-issuer
 *
 *	pass client asresources=30(a0(30(020105))) issuer="ca asresources=30(a0(30(30(020101020109))))"
 *	pass client asresources=30(a0(0500)) issuer="ca asresources=30(a0(30(020101)))"
 *	fail client asresources=30(a0(30(02010a))) issuer="ca asresources=30(a0(30(30(020101020109))))"
 *	fail client asresources=30(a1(30(020105))) issuer="ca asresources=30(a0(30(30(020101020109))))"
 *	fail client asresources=30(a0(30(020105))) issuer=ca
 */
LINT(rfc_as_beyond_issuer, ERROR, RFC("3779", "3.3"), .on = FACTS(HAS_AS_IDENTIFIERS),
     .off = FACTS(SELF_SIGNED), .needs = NEED_ISSUER, .from = RFC3779_DAY)
{
	for (uint32_t tag = AS_NUM; tag <= AS_RDI; tag++) {
		struct der mine = as_choice(c, tag), theirs = as_choice(issuer_of(r), tag);
		struct as_block b;

		if (mine.tag != DER_SEQUENCE)
			continue;
		if (!der_present(&theirs))
			fail(r, der_whole(&mine), "the issuer has no such numbers");
		else if (theirs.tag != DER_SEQUENCE)
			not_checked(r, "the issuer inherits its numbers");
		else if (!as_inside(mine.body, theirs.body, &b))
			fail(r, der_whole(&b.whole),
			     "%" PRId64 " to %" PRId64 " is not all among the "
			     "issuer's numbers",
			     b.low, b.high);
	}
}

/* ---- profiles ---- */

static void
check_critical(struct report *r, const struct extension *x)
{
	if (x && !x->critical)
		fail(r, x->whole, "%s is not critical", oid_name(r, x->oid));
}

/*
 * The resources of a certificate of the RPKI are critical.
 *
 * They are what the certificate is about: whoever does not understand them must not accept it.
 *
 * fix: mark the extension critical.
 * covers: rfc6487-4.8.10-rpki-resources-present-critical
 *
 *	pass rpki
 *	fail rpki ipresources~
 *	fail rpki -ipresources asresources~=30(a0(0500))
 *	na   client ipresources~=30(30(04(0001)0500))
 */
LINT(rfc_rpki_resources_not_critical, ERROR, RFC("6487", "4.8.10"), .trigger = ON_SIGHT(RPKI),
     .from = RFC6487_DAY)
{
	check_critical(r, cert_extension(c, OID_IP_ADDR_BLOCKS));
	check_critical(r, cert_extension(c, OID_AS_IDENTIFIERS));
}

/*
 * A certificate of the RPKI has resources.
 *
 * It says who holds addresses or AS numbers; without IPAddrBlocks and ASIdentifiers it says
 * nothing.
 *
 * fix: add IPAddrBlocks or ASIdentifiers.
 * covers: rfc6487-4.8.10-rpki-resources-present-critical
 *
 *	pass rpki -ipresources asresources=30(a0(0500))
 *	fail rpki -ipresources
 */
LINT(rfc_rpki_resources_missing, ERROR, RFC("6487", "4.8.10"), .trigger = ON_SIGHT(RPKI),
     .off = FACTS(IP_ADDR_BLOCKS_PRESENT, AS_IDENTIFIERS_PRESENT), .from = RFC6487_DAY)
{
	fail(r, cert_extensions_place(c), "neither IPAddrBlocks nor ASIdentifiers");
}

static bool
is_router(const struct cert *c)
{
	return c->purposes >> (OID_BGPSEC_ROUTER - OID_PURPOSE_FIRST) & 1;
}

/*
 * The certificate of a BGPsec router has no IP addresses.
 *
 * A router signs for AS numbers alone.
 *
 * fix: leave IPAddrBlocks out.
 * covers: rfc8209-3.1.3-bgpsec-no-ip-resources
 *
 *	pass client eku=1.3.6.1.5.5.7.3.30 asresources=30(a0(30(020101)))
 *	fail client eku=1.3.6.1.5.5.7.3.30 asresources=30(a0(30(020101))) ipresources=30(30(04(0001)0500))
 *	pass client ipresources=30(30(04(0001)0500))
 */
LINT(rfc_bgpsec_ip_blocks, ERROR, RFC("8209", "3.1.3.4"), .on = FACTS(HAS_IP_ADDR_BLOCKS, HAS_EKU),
     .from = RFC8209_DAY)
{
	if (is_router(c))
		fail(r, cert_extension(c, OID_IP_ADDR_BLOCKS)->whole, "IPAddrBlocks in the "
		     "certificate of a BGPsec router");
}

/*
 * The certificate of a BGPsec router lists AS numbers, and does not inherit them.
 *
 * The numbers are what the router signs for.
 *
 * fix: list the AS numbers in ASIdentifiers.
 * covers: rfc8209-3.1.3-bgpsec-no-ip-resources
 *
 *	pass client eku=1.3.6.1.5.5.7.3.30 asresources=30(a0(30(020101)))
 *	fail client eku=1.3.6.1.5.5.7.3.30
 *	fail client eku=1.3.6.1.5.5.7.3.30 asresources=30(a0(0500))
 */
LINT(rfc_bgpsec_as_missing, ERROR, RFC("8209", "3.1.3.5"), .on = FACTS(HAS_EKU),
     .off = FACTS(TLS, SMIME, CODE_SIGNING, CLIENT_AUTH), .from = RFC8209_DAY)
{
	struct der numbers;

	if (!is_router(c))
		return;
	numbers = as_choice(c, AS_NUM);
	if (!der_present(&numbers))
		fail(r, cert_extensions_place(c),
		     "no AS numbers in the certificate of a BGPsec router");
	else if (numbers.tag == DER_NULL)
		fail(r, der_whole(&numbers), "a BGPsec router's AS numbers are inherited");
}
