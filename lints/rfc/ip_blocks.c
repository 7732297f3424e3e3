/* RFC 3779 2: the canonical form of IPAddrBlocks. */

#include "dates.h"
#include "lint.h"

enum { AFI_IPV4 = 1, AFI_IPV6 = 2 };

/* One IPAddressFamily. */
struct family {
	struct der whole, id;		/* id: AFI and maybe SAFI */
	struct der choice;		/* NULL (inherit) or the list */
	unsigned octets;		/* of its addresses; 0: of an unknown family */
};

static bool
family_next(struct span *list, struct family *out)
{
	struct family f = { .octets = 0 };
	struct span in;

	do {
		if (!list_next(list, DER_SEQUENCE, &f.whole))
			return false;
		in = f.whole.body;
	} while (!der_take(&in, DER_OCTET_STRING, &f.id));
	der_next(&in, &f.choice);
	if ((f.id.body.n == 2 || f.id.body.n == 3) && f.id.body.p[0] == 0)
		f.octets = f.id.body.p[1] == AFI_IPV4 ? 4 : f.id.body.p[1] == AFI_IPV6 ? 16 : 0;
	*out = f;
	return true;
}

#define each_family(c, f)								\
	for (struct span cursor_##f = extension_list(c, OID_IP_ADDR_BLOCKS);		\
	     family_next(&cursor_##f, &(f)); )

/* One IPAddressOrRange, with its first and last address. */
struct block {
	struct der whole;
	struct der min, max;		/* BIT STRINGs; of a prefix the same */
	struct ip low, high;
	bool is_range, is_sound;	/* sound: bit strings that fit the family */
};

static size_t
bit_count(const struct der *bits)
{
	return bits->body.n ? (bits->body.n - 1) * 8 - (bits->body.p[0] & 7) : 0;
}

/* The last bit of a BIT STRING that has one. */
static bool
last_bit(const struct der *bits)
{
	return bits->body.p[bits->body.n - 1] >> (bits->body.p[0] & 7) & 1;
}

/* An address from its leading bits, the rest as `fill`; false if they are too many. */
static bool
address_read(const struct der *bits, unsigned octets, uint8_t fill, struct ip *out)
{
	struct ip ip = { .n = (uint8_t)octets };
	size_t count = bit_count(bits);

	if (bits->tag != DER_BIT_STRING || bits->body.n == 0 || count > octets * 8)
		return false;
	memset(ip.octets, fill, octets);
	memcpy(ip.octets, bits->body.p + 1, bits->body.n - 1);
	if (count % 8) {
		uint8_t beyond = (uint8_t)(0xff >> count % 8);

		ip.octets[count / 8] =
			(uint8_t)((ip.octets[count / 8] & ~beyond) | (fill & beyond));
	}
	*out = ip;
	return true;
}

static bool
block_next(struct span *list, unsigned octets, struct block *out)
{
	struct block b = { .is_range = false };
	struct span in;

	if (!der_next(list, &b.whole))
		return false;
	b.min = b.max = b.whole;
	if (b.whole.tag == DER_SEQUENCE) {
		b.is_range = true;
		in = b.whole.body;
		der_next(&in, &b.min);
		der_next(&in, &b.max);
	}
	b.is_sound = address_read(&b.min, octets, 0x00, &b.low) &&
		address_read(&b.max, octets, 0xff, &b.high);
	*out = b;
	return true;
}

/* What can be wrong with the blocks of a family. */
enum block_fault {
	BLOCK_LENGTH, BLOCK_REVERSED, BLOCK_PREFIX, BLOCK_MIN_ZEROS, BLOCK_MAX_ONES,
	BLOCK_ORDER, BLOCK_OVERLAP, BLOCK_ADJACENT
};

static int
compare(const struct ip *a, const struct ip *b)
{
	return memcmp(a->octets, b->octets, a->n);
}

/* Whether from..to is what some prefix stands for: equal bits, then zeros against ones. */
static bool
is_prefix(const struct block *b)
{
	bool differ = false;

	for (unsigned i = 0; i < b->low.n * 8u; i++) {
		bool low = b->low.octets[i / 8] >> (7 - i % 8) & 1;
		bool high = b->high.octets[i / 8] >> (7 - i % 8) & 1;

		differ = differ || low != high;
		if (differ && (low || !high))
			return false;
	}
	return true;
}

/* Whether b begins right after a. */
static bool
is_next(const struct ip *a, const struct ip *b)
{
	struct ip next = *a;

	for (unsigned i = next.n; i-- > 0; )
		if (++next.octets[i] != 0)
			return compare(&next, b) == 0;
	return false;
}

static bool
has_own_fault(const struct block *b, enum block_fault fault)
{
	if (fault == BLOCK_LENGTH)
		return !b->is_sound;
	if (!b->is_sound || !b->is_range)
		return false;
	switch (fault) {
	case BLOCK_REVERSED: return compare(&b->low, &b->high) > 0;
	case BLOCK_PREFIX: return compare(&b->low, &b->high) <= 0 && is_prefix(b);
	case BLOCK_MIN_ZEROS: return bit_count(&b->min) > 0 && !last_bit(&b->min);
	case BLOCK_MAX_ONES: return bit_count(&b->max) > 0 && last_bit(&b->max);
	default: return false;
	}
}

static bool
has_fault_beside(const struct block *before, const struct block *b, enum block_fault fault)
{
	bool after = compare(&b->low, &before->high) > 0,
	     ahead = compare(&b->high, &before->low) < 0;

	switch (fault) {
	case BLOCK_ORDER: return ahead;
	case BLOCK_OVERLAP: return !after && !ahead;
	case BLOCK_ADJACENT: return after && is_next(&before->high, &b->low);
	default: return false;
	}
}

/* The constant of ip_blocks(). */
struct block_arg {
	enum block_fault fault;
	const char *detail;
};

#define BLOCK(fault_, detail_) .arg = &(const struct block_arg){ BLOCK_##fault_, detail_ }

static bool
has_fault(const struct block *before, const struct block *b, enum block_fault fault)
{
	return has_own_fault(b, fault) || (before->is_sound && b->is_sound &&
					   has_fault_beside(before, b, fault));
}

static void
family_blocks(struct report *r, const struct family *f, const struct block_arg *a)
{
	struct span list = f->choice.body;
	struct block b, before = { .is_sound = false };

	while (block_next(&list, f->octets, &b)) {
		if (!has_fault(&before, &b, a->fault))
			;
		else if (b.is_sound)
			fail(r, der_whole(&b.whole), "%s to %s %s", ip_text(r, &b.low),
			     ip_text(r, &b.high), a->detail);
		else
			fail(r, der_whole(&b.whole), "%s: %s", hex(r, b.whole.body), a->detail);
		before = b;
	}
}

static void
ip_blocks(const struct cert *c, struct report *r)
{
	struct family f;

	each_family(c, f)
		if (f.octets && f.choice.tag == DER_SEQUENCE)
			family_blocks(r, &f, arg(r));
}

/*
 * IPAddrBlocks is critical.
 *
 * The resources limit what the key may be used for.  Software that does not know the extension and
 * is not told that it is critical ignores the limit.
 *
 * fix: mark the extension critical.
 * covers: rfc3779-2.2.2-ipaddrblocks-critical
 * unless: rfc_rpki_resources_not_critical
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a))))
 *	fail client ipresources~=30(30(04(0001)30(03(000a))))
 */
LINT(rfc_ip_blocks_not_critical, WARNING, RFC("3779", "2.2.2"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .from = RFC3779_DAY)
{
	const struct extension *x = cert_extension(c, OID_IP_ADDR_BLOCKS);

	if (!x->critical)
		fail(r, x->whole, "the extension is not critical");
}

/*
 * An addressFamily has two octets, or three with a SAFI.
 *
 * Two octets are the family's number, a third the kind of routing.  Anything else leaves open which
 * addresses follow.
 *
 * fix: encode the AFI in two octets, 0001 or 0002.
 * covers: rfc3779-2.2.3.3-ipaddrblocks-family-length
 *
 *	pass client ipresources=30(30(04(0001)0500)30(04(000101)0500))
 *	fail client ipresources=30(30(04(01)0500))
 *	fail client ipresources=30(30(04(00010100)0500))
 *	fail client ipresources=30(30(04()0500))
 */
LINT(rfc_ip_blocks_family_length, ERROR, RFC("3779", "2.2.3.3"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .from = RFC3779_DAY)
{
	struct family f;

	each_family(c, f)
		if (f.id.body.n != 2 && f.id.body.n != 3)
			fail(r, der_whole(&f.id), "addressFamily of %zu octets", f.id.body.n);
}

/*
 * An addressFamily is IPv4 or IPv6.
 *
 * The specification gives a form to the addresses of these two alone.
 *
 * fix: use 0001 for IPv4, 0002 for IPv6.
 * covers: rfc3779-2.2.3.3-ipaddrblocks-family-known
 *
 *	pass client ipresources=30(30(04(0001)0500)30(04(0002)0500))
 *	fail client ipresources=30(30(04(0003)0500))
 *	fail client ipresources=30(30(04(0100)0500))
 */
LINT(rfc_ip_blocks_family_unknown, WARNING, RFC("3779", "2.2.3.3"),
     .on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY)
{
	struct family f;

	each_family(c, f) if ((f.id.body.n == 2 || f.id.body.n == 3) && f.octets == 0)
		fail(r, der_whole(&f.id), "address family %s is unknown", hex(r, f.id.body));
}

/* Families as octet strings: shorter first if one begins with the other. */
static int
family_compare(struct span a, struct span b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* Report families that stand beside their predecessor as `wanted` says: 0 equal, 1 out of order. */
static void
families(const struct cert *c, struct report *r, bool repeated)
{
	struct span before = { NULL, 0 };
	struct family f;
	int order;

	each_family(c, f) {
		order = before.p ? family_compare(before, f.id.body) : -1;
		if (repeated ? order == 0 : order > 0)
			fail(r, der_whole(&f.id), "family %s follows %s", hex(r, f.id.body),
			     hex(r, before));
		before = f.id.body;
	}
}

/*
 * The families of IPAddrBlocks are in ascending order.
 *
 * The form is canonical so that sets of resources can be compared without sorting them.
 *
 * fix: sort the families by their octets, those without a SAFI first.
 * covers: rfc3779-2.2.3.3-ipaddrblocks-family-sorted
 * unless: rfc_ip_blocks_family_length
 *
 *	pass client ipresources=30(30(04(0001)0500)30(04(000101)0500)30(04(0002)0500))
 *	fail client ipresources=30(30(04(0002)0500)30(04(0001)0500))
 *	fail client ipresources=30(30(04(000101)0500)30(04(0001)0500))
 */
LINT(rfc_ip_blocks_family_order, ERROR, RFC("3779", "2.2.3.3"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .from = RFC3779_DAY)
{
	families(c, r, false);
}

/*
 * A family occurs once in IPAddrBlocks.
 *
 * Two lists of one family would have to be merged by every reader.
 *
 * fix: merge the lists of the family.
 * covers: rfc3779-2.2.3.3-ipaddrblocks-family-duplicate
 *
 *	pass client ipresources=30(30(04(0001)0500)30(04(000101)0500))
 *	fail client ipresources=30(30(04(0001)0500)30(04(0001)30(03(000a))))
 */
LINT(rfc_ip_blocks_family_repeated, ERROR, RFC("3779", "2.2.3.3"),
     .on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY)
{
	families(c, r, true);
}

/*
 * A family's list of addresses is not empty.
 *
 * A family without an authorization is left out; an empty list says nothing.
 *
 * fix: leave the family out, or say inherit.
 * covers: rfc3779-2.2.3.6-ipaddrblocks-non-empty
 *
 *	pass client ipresources=30(30(04(0001)0500))
 *	fail client ipresources=30(30(04(0001)3000))
 *	fail client ipresources=3000
 */
LINT(rfc_ip_blocks_empty, ERROR, RFC("3779", "2.2.3.3"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .from = RFC3779_DAY)
{
	const struct extension *x = cert_extension(c, OID_IP_ADDR_BLOCKS);
	bool some = false;
	struct family f;

	each_family(c, f) {
		some = true;
		if (f.choice.tag == DER_SEQUENCE && f.choice.body.n == 0)
			fail(r, der_whole(&f.whole), "family %s has no addresses",
			     hex(r, f.id.body));
	}
	if (!some)
		fail(r, x->value, "IPAddrBlocks has no family");
}

/*
 * The addresses of IPAddrBlocks are sorted.
 *
 * The form is canonical so that sets of resources can be compared without sorting them.
 *
 * fix: sort prefixes and ranges by their lowest address.
 * covers: rfc3779-2.2.3.6-ipaddrblocks-addresses-sorted
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a)03(000c))))
 *	fail client ipresources=30(30(04(0001)30(03(000c)03(000a))))
 *	fail client ipresources=30(30(04(0002)30(03(002002)03(002001))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_order, ERROR, RFC("3779", "2.2.3.6"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(ORDER, "stands after higher addresses"));

/*
 * No two entries of IPAddrBlocks overlap.
 *
 * Each address is listed once, or sets of resources cannot be compared entry by entry.
 *
 * fix: leave out what another prefix or range contains.
 * covers: rfc3779-2.2.3.6-ipaddrblocks-overlap
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a)03(000c))))
 *	fail client ipresources=30(30(04(0001)30(03(000a)03(000a01))))
 *	fail client ipresources=30(30(04(0001)30(03(000a)03(000a))))
 *	fail client ipresources=30(30(04(0001)30(30(03(010a)03(000c))03(000c))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_overlap, ERROR, RFC("3779", "2.2.3.6"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(OVERLAP, "overlaps the entry before it"));

/*
 * Adjacent entries of IPAddrBlocks are combined.
 *
 * What is contiguous is one prefix or range, or the same set could be written in many ways.
 *
 * fix: combine the entries.
 * covers: rfc3779-2.2.3.6-ipaddrblocks-adjacent-merged
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a)03(000c))))
 *	fail client ipresources=30(30(04(0001)30(03(000a)03(000b))))
 *	fail client ipresources=30(30(04(0002)30(03(002001)03(002002))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_adjacent, ERROR, RFC("3779", "2.2.3.6"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(ADJACENT, "continues the entry before it"));

/*
 * A range of addresses that is a prefix is encoded as one.
 *
 * Each set of addresses has one encoding.
 *
 * fix: encode the range as a prefix.
 * covers: rfc3779-2.2.3.7-ipaddrblocks-range-as-prefix
 *
 *	pass client ipresources=30(30(04(0001)30(30(03(000a)03(000c)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(010a)03(000a)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(00)03(00)))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_range_is_prefix, ERROR, RFC("3779", "2.2.3.7"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(PREFIX, "is a prefix, encoded as a range"));

/*
 * A prefix has no more bits than an address of its family.
 *
 * An IPv4 address has 32 bits, an IPv6 address 128.
 *
 * fix: check the family, and the bits.
 * covers: rfc3779-2.2.3.8-ipaddrblocks-prefix-length
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a000001))))
 *	fail client ipresources=30(30(04(0001)30(03(000a00000100))))
 *	fail client ipresources=30(30(04(0001)30(03(070a00000180))))
 *	pass client ipresources=30(30(04(0002)30(03(00{16:20}))))
 *	fail client ipresources=30(30(04(0002)30(03(00{17:20}))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_length, ERROR, RFC("3779", "2.2.3.8"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(LENGTH, "no bits, or more than an address of the family has"));

/*
 * The first address of a range is not above its last.
 *
 * Otherwise the range contains nothing, or, by another reading, everything else.
 *
 * fix: exchange the two ends.
 * covers: rfc3779-2.2.3.9-ipaddrblocks-range-min-not-above-max
 *
 *	pass client ipresources=30(30(04(0001)30(30(03(000a)03(000c)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(000d)03(000c)))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_range_reversed, ERROR, RFC("3779", "2.2.3.9"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(REVERSED, "is a range whose first address is above its last"));

/*
 * The first address of a range is encoded without trailing zero bits.
 *
 * They are implied; each address has one encoding.
 *
 * fix: remove the zero bits at the end.
 * covers: rfc3779-2.2.3.9-ipaddrblocks-range-min-trailing-zeros
 * unless: rfc_ip_blocks_range_is_prefix rfc_ip_blocks_range_reversed
 *
 *	pass client ipresources=30(30(04(0001)30(30(03(010a)03(000c)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(000a)03(000c)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(000b00)03(000c)))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_min_zeros, ERROR, RFC("3779", "2.2.3.9"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(MIN_ZEROS, "is a range whose first address has trailing zero bits"));

/*
 * The last address of a range is encoded without trailing one bits.
 *
 * They are implied; each address has one encoding.
 *
 * fix: remove the one bits at the end.
 * covers: rfc3779-2.2.3.9-ipaddrblocks-range-max-trailing-ones
 * unless: rfc_ip_blocks_range_is_prefix rfc_ip_blocks_range_reversed
 *
 *	pass client ipresources=30(30(04(0001)30(30(03(010a)03(000c)))))
 *	fail client ipresources=30(30(04(0001)30(30(03(010a)03(000d)))))
 */
LINT_AS(ip_blocks, rfc_ip_blocks_max_ones, ERROR, RFC("3779", "2.2.3.9"),
	.on = FACTS(HAS_IP_ADDR_BLOCKS), .from = RFC3779_DAY,
	BLOCK(MAX_ONES, "is a range whose last address has trailing one bits"));

/* ---- within the issuer's ---- */

/* The issuer's family of the same octets; false if it has none. */
static bool
issuer_family(const struct cert *issuer, struct span id, struct family *out)
{
	struct family f;

	each_family(issuer, f)
		if (span_same(f.id.body, id)) {
			*out = f;
			return true;
		}
	return false;
}

/* The first block that the issuer's sorted list does not hold; false if all are held. */
static bool
first_outside(const struct family *f, const struct family *issuer, struct block *out)
{
	struct span mine = f->choice.body, theirs = issuer->choice.body;
	struct block b, around = { .is_sound = false };
	bool more = block_next(&theirs, f->octets, &around);

	while (block_next(&mine, f->octets, &b)) {
		while (more && compare(&around.high, &b.low) < 0)
			more = block_next(&theirs, f->octets, &around);
		if (!more || compare(&around.low, &b.low) > 0 ||
		    compare(&around.high, &b.high) < 0) {
			*out = b;
			return true;
		}
	}
	return false;
}

/* Whether each block can be read and they are sorted. */
static bool
is_sorted(const struct family *f)
{
	struct span list = f->choice.body;
	struct block b, before = { .is_sound = false };

	while (block_next(&list, f->octets, &b)) {
		if (!b.is_sound || (before.is_sound && compare(&before.high, &b.low) >= 0))
			return false;
		before = b;
	}
	return true;
}

static void
check_inside(struct report *r, const struct family *f)
{
	struct family around;
	struct block b;

	if (!issuer_family(issuer_of(r), f->id.body, &around))
		fail(r, der_whole(&f->whole), "the issuer has no addresses of family %s",
		     hex(r, f->id.body));
	else if (around.choice.tag != DER_SEQUENCE)
		not_checked(r, "the issuer inherits its addresses");
	else if (!is_sorted(f) || !is_sorted(&around))
		not_checked(r, "addresses are not in canonical form");
	else if (first_outside(f, &around, &b))
		fail(r, der_whole(&b.whole), "%s to %s is not all among the issuer's addresses",
		     ip_text(r, &b.low), ip_text(r, &b.high));
}

/*
 * The addresses of a certificate are among those of its issuer.
 *
 * A chain whose certificates claim more than their issuers have is not valid: nobody can hand down
 * what he does not hold.
 *
 * fix: issue for addresses that the CA certificate has.
 * covers: rfc3779-2.3-ipaddrblocks-subset-of-issuer
 *
 *	pass client ipresources=30(30(04(0001)30(03(000a01)))) issuer="ca ipresources=30(30(04(0001)30(03(000a))))"
 *	pass client ipresources=30(30(04(0001)0500)) issuer="ca ipresources=30(30(04(0001)30(03(000a))))"
 *	fail client ipresources=30(30(04(0001)30(03(000b)))) issuer="ca ipresources=30(30(04(0001)30(03(000a))))"
 *	fail client ipresources=30(30(04(0001)30(03(010a)))) issuer="ca ipresources=30(30(04(0001)30(03(000a))))"
 *	fail client ipresources=30(30(04(0002)30(03(0020)))) issuer="ca ipresources=30(30(04(0001)30(03(000a))))"
 *	fail client ipresources=30(30(04(0001)30(03(000a)))) issuer=ca
 */
LINT(rfc_ip_blocks_beyond_issuer, ERROR, RFC("3779", "2.3"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .off = FACTS(SELF_SIGNED), .needs = NEED_ISSUER, .from = RFC3779_DAY)
{
	struct family f;

	each_family(c, f)
		if (f.octets && f.choice.tag == DER_SEQUENCE)
			check_inside(r, &f);
}
