/* Signed certificate timestamps: TLS presentation language inside an OCTET STRING. */

#include "sct.h"

#include <string.h>

enum { LENGTH_OCTETS = 2, RSA_OCTETS = 256 };	/* a log's RSA key has 2048 bits at least */

/* The order of P-256, which RFC 6962 2.1.4 prescribes. */
static const uint8_t order[32] = {
	0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84,
	0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51
};

/* Take n octets; false if there are not so many. */
static bool
take(struct span *in, size_t n, struct span *out)
{
	if (in->n < n)
		return false;
	*out = (struct span){ in->p, n };
	*in = (struct span){ in->p + n, in->n - n };
	return true;
}

static size_t
length_of(struct span octets)
{
	return (size_t)octets.p[0] << 8 | octets.p[1];
}

/* Take a vector<0..2^16-1>; false if it is cut short. */
static bool
take_vector(struct span *in, struct span *out)
{
	struct span rest = *in, length;

	if (!take(&rest, LENGTH_OCTETS, &length) || !take(&rest, length_of(length), out))
		return false;
	*in = rest;
	return true;
}

static uint64_t
number(struct span octets)
{
	uint64_t value = 0;

	for (size_t i = 0; i < octets.n; i++)
		value = value << 8 | octets.p[i];
	return value;
}

/*
 * Read an SCT of version 1; *rest gets what follows its signature.  False if it is of another
 * version or cut short.
 */
static bool
sct_read(struct span whole, struct sct *out, struct span *rest)
{
	struct sct s = { .whole = whole };
	struct span in = whole, version;

	if (!take(&in, 1, &version) || version.p[0] != SCT_V1 ||
	    !take(&in, SCT_LOG_ID, &s.log_id) || !take(&in, 8, &s.time_octets) ||
	    !take_vector(&in, &s.extensions) || !take(&in, 2, &s.algorithms) ||
	    !take_vector(&in, &s.signature))
		return false;
	s.version = version.p[0];
	s.time = number(s.time_octets);
	s.hash = s.algorithms.p[0];
	s.algorithm = s.algorithms.p[1];
	*out = s;
	*rest = in;
	return true;
}

bool
sct_list_read(struct span value, struct span *entries)
{
	struct der string;
	struct span length;
	size_t n;

	if (!der_take(&value, DER_OCTET_STRING, &string) ||
	    !take(&string.body, LENGTH_OCTETS, &length))
		return false;
	n = length_of(length);
	*entries = (struct span){ string.body.p, n < string.body.n ? n : string.body.n };
	return true;
}

bool
sct_next(struct span *entries, struct sct *out)
{
	struct span entry, rest;

	while (take_vector(entries, &entry))
		if (sct_read(entry, out, &rest))
			return true;
	return false;
}

/* Whether an INTEGER is positive, minimal and below the order. */
static bool
is_scalar(struct span integer)
{
	if (integer.n == 0 || integer.p[0] & 0x80)
		return false;
	if (integer.p[0] == 0) {
		if (integer.n == 1 || !(integer.p[1] & 0x80))
			return false;
		integer = (struct span){ integer.p + 1, integer.n - 1 };
	}
	return integer.n < sizeof(order) ||
	       (integer.n == sizeof(order) && memcmp(integer.p, order, sizeof(order)) < 0);
}

static bool
is_ecdsa_signature(struct span signature)
{
	const uint32_t loose = DER_LOOSE_LENGTH | DER_CUT_SHORT | DER_INDEFINITE;
	struct der seq, r, s;

	return der_take(&signature, DER_SEQUENCE, &seq) && signature.n == 0 &&
	       der_take(&seq.body, DER_INTEGER, &r) && der_take(&seq.body, DER_INTEGER, &s) &&
	       seq.body.n == 0 && ((seq.flags | r.flags | s.flags) & loose) == 0 &&
	       is_scalar(r.body) && is_scalar(s.body);
}

static void
check_signature(const struct sct *s, sct_tell *tell, void *ctx)
{
	if (s->hash != SCT_SHA256)
		tell(ctx, SCT_HASH, (struct span){ s->algorithms.p, 1 });
	if (s->algorithm != SCT_ECDSA && s->algorithm != SCT_RSA)
		tell(ctx, SCT_ALGORITHM, (struct span){ s->algorithms.p + 1, 1 });
	else if (s->algorithm == SCT_ECDSA && !is_ecdsa_signature(s->signature))
		tell(ctx, SCT_ECDSA_FORM, s->signature);
	else if (s->algorithm == SCT_RSA && s->signature.n < RSA_OCTETS)
		tell(ctx, SCT_RSA_LENGTH, s->signature);
}

static void
check_entry(struct span entry, sct_tell *tell, void *ctx)
{
	struct span rest;
	struct sct s;

	if (entry.p[0] != SCT_V1) {
		tell(ctx, SCT_UNKNOWN_VERSION, (struct span){ entry.p, 1 });
		return;
	}
	if (!sct_read(entry, &s, &rest)) {
		tell(ctx, SCT_TRUNCATED, entry);
		return;
	}
	check_signature(&s, tell, ctx);
	if (rest.n > 0)
		tell(ctx, SCT_TRAILING, rest);
}

static void
check_entries(struct span entries, bool scts, sct_tell *tell, void *ctx)
{
	struct span entry;

	while (entries.n > 0) {
		size_t n = entries.n < LENGTH_OCTETS ? entries.n : LENGTH_OCTETS;
		struct span length = { entries.p, n };

		if (!take_vector(&entries, &entry)) {
			tell(ctx, SCT_ENTRY_LENGTH, length);
			return;
		}
		if (entry.n == 0)
			tell(ctx, SCT_ENTRY_EMPTY, length);
		else if (scts)
			check_entry(entry, tell, ctx);
	}
}

/* The list of an extension; `scts`: its entries are of RFC 6962, and looked into. */
static void
check_list(struct span value, bool scts, sct_tell *tell, void *ctx)
{
	struct span in = value, entries, all;
	struct der string;

	if (!der_take(&in, DER_OCTET_STRING, &string) || in.n > 0 || string.flags & DER_CUT_SHORT) {
		tell(ctx, SCT_NOT_OCTET_STRING, value);
		return;
	}
	if (!sct_list_read(value, &entries)) {
		tell(ctx, SCT_LIST_LENGTH, string.body.n > 0 ? string.body : value);
		return;
	}
	all = (struct span){ string.body.p + LENGTH_OCTETS, string.body.n - LENGTH_OCTETS };
	if (length_of(string.body) > all.n)
		tell(ctx, SCT_LIST_LENGTH, (struct span){ string.body.p, LENGTH_OCTETS });
	else if (entries.n < all.n)
		tell(ctx, SCT_LIST_LENGTH, (struct span){ all.p + entries.n, all.n - entries.n });
	else if (entries.n == 0)
		tell(ctx, SCT_LIST_EMPTY, string.body);
	check_entries(entries, scts, tell, ctx);
}

void
sct_check(struct span value, sct_tell *tell, void *ctx)
{
	check_list(value, true, tell, ctx);
}

void
trans_item_check(struct span value, sct_tell *tell, void *ctx)
{
	check_list(value, false, tell, ctx);
}

bool
sct_time_is_odd(const struct sct *s, int64_t from, int64_t until)
{
	int64_t time = sct_seconds(s);

	return time < SCT_FIRST_LOGS || time > until || time > from + SCT_GRACE ||
	       time < from - SCT_GRACE;
}

bool
sct_extension_next(struct span *list, struct sct_extension *out)
{
	struct span rest = *list, type, data;

	if (!take(&rest, 1, &type) || !take_vector(&rest, &data))
		return false;
	*out = (struct sct_extension){ { list->p, (size_t)(rest.p - list->p) }, data, type.p[0] };
	*list = rest;
	return true;
}

unsigned
sct_extension_faults(struct span extensions)
{
	uint64_t seen[4] = { 0, 0, 0, 0 };
	struct sct_extension x;
	unsigned faults = 0;

	while (sct_extension_next(&extensions, &x)) {
		if (seen[x.type / 64] >> x.type % 64 & 1)
			faults |= SCT_EXTENSION_TWICE;
		seen[x.type / 64] |= (uint64_t)1 << x.type % 64;
		if (x.type == SCT_LEAF_INDEX && x.data.n != SCT_LEAF_INDEX_OCTETS)
			faults |= SCT_EXTENSION_FORM;
	}
	if (extensions.n > 0)
		faults |= SCT_EXTENSION_FORM;
	else if (!(seen[0] & 1))
		faults |= SCT_EXTENSION_NO_INDEX;
	return faults;
}
