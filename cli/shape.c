/* What some DER is by its outer shape, and the certificates inside PKCS#7. */

#include "shape.h"

enum {
	TAG_INTEGER = 0x02,
	TAG_BIT_STRING = 0x03,
	TAG_OCTET_STRING = 0x04,
	TAG_OID = 0x06,
	TAG_ENUMERATED = 0x0a,
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	TAG_CONTEXT_0 = 0xa0
};

/* The tags of the first elements in `body`; 0 where there is none. */
static void
first_tags(struct certlint_span body, uint32_t tags[4], struct certlint_element *first)
{
	struct certlint_element e;

	for (int i = 0; i < 4; i++) {
		tags[i] = 0;
		if (!certlint_next(&body, &e))
			continue;
		tags[i] = e.tag;
		if (i == 0)
			*first = e;
	}
}

static const char *
begins_with_integer(const uint32_t tags[4])
{
	if (tags[1] == TAG_INTEGER || tags[1] == TAG_OCTET_STRING)
		return "a private key";
	if (tags[1] == TAG_SEQUENCE && tags[2] == TAG_OCTET_STRING)
		return "a private key";
	return NULL;
}

/* PFX is version 3 and a ContentInfo of data; a TBSCertificate of version 1 is neither. */
static bool
is_pfx(struct certlint_span body)
{
	struct certlint_element e, oid;
	int64_t version;

	return certlint_take(&body, TAG_INTEGER, &e) && certlint_integer(e.body, &version) &&
	       version == 3 && certlint_take(&body, TAG_SEQUENCE, &e) &&
	       certlint_take(&e.body, TAG_OID, &oid) &&
	       (certlint_oid_is(oid.body, "1.2.840.113549.1.7.1") ||
		certlint_oid_is(oid.body, "1.2.840.113549.1.7.2"));
}

static bool
is_time(uint32_t tag)
{
	return tag == 0x17 || tag == 0x18;
}

/* A signed object by the tags inside what is signed. */
static const char *
signed_other(struct certlint_span tbs)
{
	struct certlint_element first = { 0 };
	uint32_t tags[4];
	int64_t version;

	first_tags(tbs, tags, &first);
	if (tags[0] == TAG_SEQUENCE && tags[1] == TAG_SEQUENCE && is_time(tags[2]))
		return "a CRL";
	if (tags[0] != TAG_INTEGER || tags[1] != TAG_SEQUENCE || tags[2] != TAG_SEQUENCE)
		return NULL;
	if (is_time(tags[3]))
		return "a CRL";
	if (tags[3] == TAG_CONTEXT_0 && certlint_integer(first.body, &version) && version == 0)
		return "a certificate request";
	return NULL;
}

static const char *
begins_with_sequence(struct certlint_span inner, const uint32_t tags[4])
{
	struct certlint_element first = { 0 };
	uint32_t inside[4];

	first_tags(inner, inside, &first);
	if (tags[1] == TAG_SEQUENCE && tags[2] == TAG_BIT_STRING)
		return signed_other(inner);
	if (inside[0] != TAG_OID || tags[2])
		return NULL;
	if (tags[1] == TAG_BIT_STRING)
		return "a public key";
	return tags[1] == TAG_OCTET_STRING ? "an encrypted private key" : NULL;
}

const char *
shape_other(struct certlint_span der)
{
	struct certlint_element whole, first = { 0 };
	uint32_t tags[4];

	if (!certlint_take(&der, TAG_SEQUENCE, &whole))
		return NULL;
	first_tags(whole.body, tags, &first);
	if (tags[0] == TAG_ENUMERATED)
		return "an OCSP response";
	if (tags[0] == TAG_INTEGER && is_pfx(whole.body))
		return "a PKCS#12 file";
	if (tags[0] == TAG_INTEGER)
		return begins_with_integer(tags);
	if (tags[0] == TAG_SEQUENCE)
		return begins_with_sequence(first.body, tags);
	return NULL;
}

bool
shape_begins(struct certlint_span der)
{
	struct certlint_span rest = der;
	struct certlint_element e;

	if (!certlint_take(&rest, TAG_SEQUENCE, &e))
		return false;
	if (!(e.flags & CERTLINT_CUT_SHORT))
		return true;
	/* What was cut off still tells a length of its size: 81 to 84 octets of it. */
	return der.length >= 4 && der.data[1] >= 0x81 && der.data[1] <= 0x83;
}

/* Into [0] { SignedData } of a ContentInfo. */
static bool
take_signed_data(struct certlint_span der, struct certlint_span *body)
{
	struct certlint_element e, oid;

	if (!certlint_take(&der, TAG_SEQUENCE, &e) || !certlint_take(&e.body, TAG_OID, &oid) ||
	    !certlint_oid_is(oid.body, "1.2.840.113549.1.7.2"))
		return false;
	if (!certlint_take(&e.body, TAG_CONTEXT_0, &e) || !certlint_take(&e.body, TAG_SEQUENCE, &e))
		return false;
	*body = e.body;
	return true;
}

bool
shape_is_cms(struct certlint_span der)
{
	struct certlint_element e, oid;

	return certlint_take(&der, TAG_SEQUENCE, &e) && certlint_take(&e.body, TAG_OID, &oid) &&
	       certlint_oid_is(oid.body, "1.2.840.113549.1.7.2");
}

int
cms_next(struct certlint_span der, struct cms_cursor *cursor, struct certlint_element *out)
{
	struct certlint_span body;
	struct certlint_element e;

	if (!cursor->begun) {
		cursor->begun = true;
		/* version, digestAlgorithms, encapContentInfo, then certificates */
		if (!take_signed_data(der, &body) || !certlint_take(&body, TAG_INTEGER, &e) ||
		    !certlint_take(&body, TAG_SET, &e) || !certlint_take(&body, TAG_SEQUENCE, &e) ||
		    !certlint_take(&body, TAG_CONTEXT_0, &e))
			return 0;
		cursor->rest = e.body;
	}
	return certlint_next(&cursor->rest, out);
}
