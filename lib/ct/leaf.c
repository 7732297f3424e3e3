/* Leaves, their extra data and tiles: RFC 6962's and static-ct's TLS structures, read in place. */

#include "ct/entry.h"
#include "sct.h"

#include <string.h>

enum { FINGERPRINT = 32, KEY_HASH = 32 };

static const struct ct_field version = CT_FIELD("the version");
static const struct ct_field leaf_type = CT_FIELD("the leaf type");
static const struct ct_field timestamp = CT_FIELD("the timestamp");
static const struct ct_field entry_type = CT_FIELD("the entry type");
static const struct ct_field certificate = CT_FIELD("the certificate");
static const struct ct_field key_hash = CT_FIELD("issuer_key_hash");
static const struct ct_field tbs = CT_FIELD("the TBSCertificate");
static const struct ct_field extensions = CT_FIELD("the extensions");
static const struct ct_field precertificate = CT_FIELD("the precertificate");
static const struct ct_field chain = CT_FIELD("the chain");
static const struct ct_field chained = CT_FIELD("a certificate of the chain");
static const struct ct_field fingerprints = CT_FIELD("the fingerprints");

/* ---- the language ---- */

static bool
spoil_here(struct ct_reader *r, uint32_t fault, const char *reason)
{
	ct_spoil(r->entry, fault, r->part, (size_t)(r->in.p - r->start), reason);
	return false;
}

bool
ct_take(struct ct_reader *r, size_t n, const struct ct_field *field, struct certlint_span *out)
{
	if (r->in.n < n)
		return spoil_here(r, CERTLINT_CT_FAULT_CUT, field->cut);
	*out = (struct certlint_span){ r->in.p, n };
	r->in = (struct span){ r->in.p + n, r->in.n - n };
	return true;
}

static uint64_t
number(struct certlint_span octets)
{
	uint64_t value = 0;

	for (size_t i = 0; i < octets.length; i++)
		value = value << 8 | octets.data[i];
	return value;
}

bool
ct_take_vector(struct ct_reader *r, size_t octets, size_t least, const struct ct_field *field,
	       struct certlint_span *out)
{
	struct certlint_span length;
	struct span before = r->in;
	size_t n;

	if (!ct_take(r, octets, field, &length))
		return false;
	n = (size_t)number(length);
	if (n <= r->in.n && n >= least)
		return ct_take(r, n, field, out);
	/*
	 * The beginning of a certificate is still worth a look; of a tile it might be all the rest.
	 */
	if (n > r->in.n && r->part != CERTLINT_CT_IN_TILE)
		*out = (struct certlint_span){ r->in.p, r->in.n };
	r->in = before;
	return spoil_here(r, n < least ? CERTLINT_CT_FAULT_EMPTY : CERTLINT_CT_FAULT_LENGTH,
			  n < least ? field->empty : field->length);
}

static bool
take_end(struct ct_reader *r, const char *reason)
{
	return r->in.n == 0 || spoil_here(r, CERTLINT_CT_FAULT_TRAILING, reason);
}

/* ---- RFC 6962 3.4 ---- */

static void
note_extensions(struct certlint_ct_entry *e)
{
	struct span list = span_of(e->extensions);
	unsigned faults;
	struct sct_extension x;

	if (list.n == 0)
		return;
	faults = sct_extension_faults(list);
	if (faults & (SCT_EXTENSION_FORM | SCT_EXTENSION_TWICE))
		e->remarks |= CERTLINT_CT_ODD_EXTENSIONS;
	while (sct_extension_next(&list, &x))
		if (x.type == SCT_LEAF_INDEX && x.data.n == SCT_LEAF_INDEX_OCTETS) {
			e->leaf_index =
				(int64_t)number((struct certlint_span){ x.data.p, x.data.n });
			return;
		}
}

static bool
take_time(struct ct_reader *r)
{
	struct certlint_ct_entry *e = r->entry;
	struct certlint_span octets;

	if (!ct_take(r, 8, &timestamp, &octets))
		return false;
	e->timestamp = number(octets);
	ct_remark_time(e);
	return true;
}

/* Take the signed_entry of the type that stands before it. */
static bool
take_signed(struct ct_reader *r)
{
	struct certlint_ct_entry *e = r->entry;
	struct certlint_span type;
	struct span before = r->in;

	if (!ct_take(r, 2, &entry_type, &type))
		return false;
	e->entry_type = (uint32_t)number(type);
	if (e->entry_type == CERTLINT_CT_X509)
		return ct_take_vector(r, 3, 1, &certificate, &e->certificate);
	if (e->entry_type == CERTLINT_CT_PRECERT)
		return ct_take(r, KEY_HASH, &key_hash, &e->issuer_key_hash) &&
		       ct_take_vector(r, 3, 1, &tbs, &e->tbs);
	r->in = before;
	return spoil_here(r, CERTLINT_CT_FAULT_ENTRY_TYPE, "an entry type that is not known");
}

bool
ct_take_timestamped(struct ct_reader *r)
{
	struct certlint_ct_entry *e = r->entry;
	const uint8_t *start = r->in.p;

	if (!take_time(r) || !take_signed(r) ||
	    !ct_take_vector(r, 2, 0, &extensions, &e->extensions))
		return false;
	e->timestamped = (struct certlint_span){ start, (size_t)(r->in.p - start) };
	note_extensions(e);
	return true;
}

static bool
take_zero(struct ct_reader *r, const struct ct_field *field, uint32_t fault, const char *reason)
{
	struct certlint_span octet;
	struct span before = r->in;

	if (!ct_take(r, 1, field, &octet))
		return false;
	if (octet.data[0] == 0)
		return true;
	r->in = before;
	return spoil_here(r, fault, reason);
}

static bool
read_merkle_leaf(struct certlint_ct_entry *e, struct span leaf)
{
	struct ct_reader r = { e, leaf.p, leaf, CERTLINT_CT_IN_LEAF };

	e->leaf = (struct certlint_span){ leaf.p, leaf.n };
	return take_zero(&r, &version, CERTLINT_CT_FAULT_VERSION, "a version that is not v1") &&
	       take_zero(&r, &leaf_type, CERTLINT_CT_FAULT_LEAF_TYPE,
			 "a leaf type that is not timestamped_entry") &&
	       ct_take_timestamped(&r) && take_end(&r, "bytes behind the leaf");
}

/* ---- RFC 6962 3.1: extra_data ---- */

/* Whether every certificate of the chain is there: what certlint_ct_chain_next() will find. */
static bool
check_chain(struct ct_reader *r, struct certlint_span list)
{
	struct ct_reader inner = { r->entry, r->start, span_of(list), r->part };
	struct certlint_span one;

	if (list.length == 0)
		r->entry->remarks |= CERTLINT_CT_NO_CHAIN;
	while (inner.in.n > 0)
		if (!ct_take_vector(&inner, 3, 1, &chained, &one))
			return false;
	return true;
}

static void
read_extra(struct certlint_ct_entry *e, struct span extra)
{
	struct ct_reader r = { e, extra.p, extra, CERTLINT_CT_IN_EXTRA };

	if (e->entry_type == CERTLINT_CT_PRECERT &&
	    !ct_take_vector(&r, 3, 1, &precertificate, &e->certificate))
		return;
	if (ct_take_vector(&r, 3, 0, &chain, &e->chain) && check_chain(&r, e->chain))
		take_end(&r, "bytes behind the chain");
}

void
ct_read_leaf(struct certlint_ct_entry *e, struct span leaf, struct span extra)
{
	bool typed;

	read_merkle_leaf(e, leaf);
	typed = e->certificate.length > 0 || e->issuer_key_hash.length > 0;
	/* What the type is of a leaf that ends before it, nobody knows. */
	if (typed && extra.p != NULL)
		read_extra(e, extra);
}

int
certlint_ct_leaf(const void *leaf, size_t leaf_length, const void *extra, size_t extra_length,
		 struct certlint_ct_entry *entry)
{
	struct certlint_ct_entry e;
	size_t size;
	int status = ct_entry_accept(entry, &size);

	if (status != CERTLINT_OK)
		return status;
	if ((leaf == NULL && leaf_length > 0) || (extra == NULL && extra_length > 0))
		return CERTLINT_ERR_ARGUMENT;
	ct_entry_clear(&e);
	ct_read_leaf(&e, (struct span){ leaf, leaf_length }, (struct span){ extra, extra_length });
	return ct_entry_give(entry, size, &e, CERTLINT_OK);
}

/* ---- static-ct ---- */

/* Read what a tile begins with; false if what is wrong with it leaves its end unknown. */
static bool
take_tile_leaf(struct ct_reader *r)
{
	struct certlint_ct_entry *e = r->entry;

	if (!ct_take_timestamped(r))
		return false;
	if (e->leaf_index < 0)
		e->remarks |= CERTLINT_CT_NO_INDEX;
	if (e->entry_type == CERTLINT_CT_PRECERT &&
	    !ct_take_vector(r, 3, 1, &precertificate, &e->certificate))
		return false;
	if (!ct_take_vector(r, 2, 0, &fingerprints, &e->fingerprints))
		return false;
	if (e->fingerprints.length == 0)
		e->remarks |= CERTLINT_CT_NO_CHAIN;
	if (e->fingerprints.length % FINGERPRINT != 0)
		ct_spoil(e, CERTLINT_CT_FAULT_LENGTH, r->part,
			 (size_t)(e->fingerprints.data - r->start) - 2,
			 "the fingerprints are no multiple of 32 bytes");
	return true;
}

int
certlint_ct_tile_next(struct certlint_span *tile, struct certlint_ct_entry *entry)
{
	struct certlint_ct_entry e;
	struct ct_reader r;
	size_t size;
	int status = ct_entry_accept(entry, &size);

	if (status != CERTLINT_OK)
		return status;
	if (tile == NULL || (tile->data == NULL && tile->length > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (tile->length == 0)
		return 0;
	ct_entry_clear(&e);
	r = (struct ct_reader){ &e, tile->data, span_of(*tile), CERTLINT_CT_IN_TILE };
	if (!take_tile_leaf(&r))
		r.in = (struct span){ tile->data + tile->length, 0 };
	*tile = (struct certlint_span){ r.in.p, r.in.n };
	return ct_entry_give(entry, size, &e, 1);
}

/* ---- the lists of an entry ---- */

int
certlint_ct_chain_next(struct certlint_span *chain_left, struct certlint_span *out)
{
	struct certlint_ct_entry ignored = CERTLINT_CT_ENTRY_INIT;
	struct ct_reader r = { &ignored, NULL, { NULL, 0 }, 0 };

	if (chain_left == NULL || out == NULL ||
	    (chain_left->data == NULL && chain_left->length > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (chain_left->length == 0)
		return 0;
	r.start = chain_left->data;
	r.in = span_of(*chain_left);
	if (!ct_take_vector(&r, 3, 1, &chained, out)) {
		*chain_left = (struct certlint_span){ NULL, 0 };
		return CERTLINT_ERR_FORMAT;
	}
	*chain_left = (struct certlint_span){ r.in.p, r.in.n };
	return 1;
}

int
certlint_ct_fingerprint_next(struct certlint_span *left, struct certlint_span *out)
{
	if (left == NULL || out == NULL || (left->data == NULL && left->length > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (left->length == 0)
		return 0;
	if (left->length < FINGERPRINT) {
		*left = (struct certlint_span){ NULL, 0 };
		return CERTLINT_ERR_FORMAT;
	}
	*out = (struct certlint_span){ left->data, FINGERPRINT };
	*left = (struct certlint_span){ left->data + FINGERPRINT, left->length - FINGERPRINT };
	return 1;
}
