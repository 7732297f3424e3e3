/* Certificate Transparency: the TBSCertificate that logs sign, and pairs of it. */

#include "transparency.h"

#include <string.h>

/* ========================================================================== */
/*                               What logs sign                               */
/* ========================================================================== */

static void
piece_add(struct ct_tbs *p, const uint8_t *from, const uint8_t *to)
{
	if (from == to)
		return;
	p->at[p->count++] = (struct span){ from, (size_t)(to - from) };
	p->length += (size_t)(to - from);
}

static const uint8_t *
end_of(struct span s)
{
	return s.p + s.n;
}

/* Add the Extensions that stay; false if too many would go or the list is broken. */
static bool
keep_extensions(const struct cert *c, struct ct_tbs *p)
{
	const uint8_t *from = c->extensions.body.p;
	struct span rest = c->extensions.body;
	struct extension x;
	unsigned removed = 0;

	while (extension_next(&rest, &x)) {
		if (x.id != OID_POISON && x.id != OID_SCT_LIST)
			continue;
		if (removed++ == CT_REMOVED_MAX)
			return false;
		piece_add(p, from, x.whole.p);
		from = end_of(x.whole);
	}
	piece_add(p, from, end_of(c->extensions.body));
	return rest.n == 0;
}

static bool
is_readable(const struct cert *c)
{
	return der_is_sound(&c->tbs) && (!der_present(&c->extensions_tag) ||
		(der_is_sound(&c->extensions_tag) && der_is_sound(&c->extensions)));
}

/* The headers for `kept` octets of extensions, and how many octets each has. */
struct ct_headers {
	size_t outer, tag, list;
};

static struct ct_headers
put_headers(struct ct_tbs *t, size_t kept, size_t around)
{
	struct ct_headers n = { 0, 0, 0 };

	if (kept > 0) {
		n.list = der_put_header(t->headers[2], DER_SEQUENCE, kept);
		n.tag = der_put_header(t->headers[1], 0xa3, n.list + kept);
	}
	n.outer = der_put_header(t->headers[0], DER_SEQUENCE, around + n.tag + n.list + kept);
	return n;
}

bool
ct_tbs_read(const struct cert *c, struct ct_tbs *out)
{
	const uint8_t *start = c->tbs.body.p, *end, *before, *after;
	struct ct_tbs kept = { .count = 0 };
	struct ct_headers n;

	out->count = out->length = 0;
	if (!is_readable(c))
		return false;
	end = end_of(c->tbs.body);
	if (!der_present(&c->extensions_tag)) {
		piece_add(out, c->tbs.head, end);
		return true;
	}
	if (!keep_extensions(c, &kept))
		return false;
	before = c->extensions_tag.head;
	after = end_of(der_whole(&c->extensions_tag));
	n = put_headers(out, kept.length, (size_t)(before - start) + (size_t)(end - after));
	piece_add(out, out->headers[0], out->headers[0] + n.outer);
	piece_add(out, start, before);
	piece_add(out, out->headers[1], out->headers[1] + n.tag);
	piece_add(out, out->headers[2], out->headers[2] + n.list);
	for (size_t i = 0; i < kept.count; i++)
		piece_add(out, kept.at[i].p, end_of(kept.at[i]));
	piece_add(out, after, end);
	return true;
}

/* ========================================================================== */
/*                                 Signatures                                 */
/* ========================================================================== */

/* AlgorithmIdentifiers of what RFC 6962 2.1.4 allows. */
static const uint8_t ecdsa_sha256[] = {
	0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02
};
static const uint8_t rsa_sha256[] = {
	0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00
};

bool
sct_signature_algorithm(uint8_t algorithm, struct span *out)
{
	if (algorithm != SCT_ECDSA && algorithm != SCT_RSA)
		return false;
	*out = algorithm == SCT_ECDSA ? (struct span){ ecdsa_sha256, sizeof(ecdsa_sha256) } :
		(struct span){ rsa_sha256, sizeof(rsa_sha256) };
	return true;
}

enum {
	CERTIFICATE_TIMESTAMP = 0, PRECERT_ENTRY = 1,
	HEAD_LENGTH = 1 + 1 + 8 + 2 + 32 + 3	/* up to the TBSCertificate */
};

/* The digitally-signed structure of RFC 6962 3.2 up to the TBSCertificate. */
static void
put_head(uint8_t out[HEAD_LENGTH], const struct sct *s, size_t tbs_length,
	 const uint8_t issuer_key_hash[32])
{
	out[0] = SCT_V1;
	out[1] = CERTIFICATE_TIMESTAMP;
	memcpy(out + 2, s->time_octets.p, 8);
	out[10] = 0;
	out[11] = PRECERT_ENTRY;
	memcpy(out + 12, issuer_key_hash, 32);
	out[44] = (uint8_t)(tbs_length >> 16);
	out[45] = (uint8_t)(tbs_length >> 8);
	out[46] = (uint8_t)tbs_length;
}

enum verdict
sct_verify(const struct sct *s, const struct ct_log *log, const struct ct_tbs *tbs,
	   const uint8_t issuer_key_hash[32])
{
	struct span pieces[CT_PIECES_MAX + 3], algorithm;
	uint8_t head[HEAD_LENGTH];
	uint8_t tail[2] = { (uint8_t)(s->extensions.n >> 8), (uint8_t)s->extensions.n };
	size_t n = 0;

	if (log->key == NULL || tbs->length > 0xffffff || s->hash != SCT_SHA256 ||
	    !sct_signature_algorithm(s->algorithm, &algorithm))
		return VERDICT_UNKNOWN;
	put_head(head, s, tbs->length, issuer_key_hash);
	pieces[n++] = (struct span){ head, sizeof(head) };
	for (size_t i = 0; i < tbs->count; i++)
		pieces[n++] = tbs->at[i];
	pieces[n++] = (struct span){ tail, sizeof(tail) };
	pieces[n++] = s->extensions;
	return signature_verify_pieces((struct span){ log->key, log->key_length }, algorithm,
				       pieces, n, s->signature);
}

/* ========================================================================== */
/*                                   Pairs                                    */
/* ========================================================================== */

/* The parts of a TBSCertificate that a pair shares, but for issuer and extensions. */
static bool
part_differs(const struct cert *c, const struct cert *other, struct ct_difference *out)
{
	const struct { const char *what; const struct der *here, *there; } parts[] = {
		{ "version", &c->version_tag, &other->version_tag },
		{ "serialNumber", &c->serial, &other->serial },
		{ "signature", &c->tbs_algorithm, &other->tbs_algorithm },
		{ "validity", &c->validity, &other->validity },
		{ "subject", &c->subject, &other->subject },
		{ "subjectPublicKeyInfo", &c->spki, &other->spki },
		{ "issuerUniqueID", &c->issuer_uid, &other->issuer_uid },
		{ "subjectUniqueID", &c->subject_uid, &other->subject_uid },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct span here = der_whole(parts[i].here), there = der_whole(parts[i].there);

		if (span_same(here, there))
			continue;
		*out = (struct ct_difference){ parts[i].what, here, there, { NULL, 0 } };
		return true;
	}
	return false;
}

/* The next Extension that is neither poison nor SCT list. */
static bool
shared_next(struct span *list, struct extension *out)
{
	while (extension_next(list, out))
		if (out->id != OID_POISON && out->id != OID_SCT_LIST)
			return true;
	return false;
}

bool
ct_difference_find(const struct cert *c, const struct cert *other, struct ct_difference *out)
{
	struct span mine = c->extensions.body, theirs = other->extensions.body;
	bool same_issuer = span_same(der_whole(&c->issuer), der_whole(&other->issuer)), more, has;
	struct extension x, y;

	if (part_differs(c, other, out))
		return true;
	do {
		has = shared_next(&mine, &x);
		more = shared_next(&theirs, &y);
		if (has && more && (span_same(x.whole, y.whole) ||
				    (!same_issuer && x.id == OID_AKI && y.id == OID_AKI)))
			continue;
		if (!has && !more)
			break;
		*out = (struct ct_difference){ NULL, has ? x.whole : (struct span){ NULL, 0 },
			more ? y.whole : (struct span){ NULL, 0 }, has ? x.oid : y.oid };
		return true;
	} while (has || more);
	return false;
}
