/* What some bytes look like: a certificate, something else of a PKI, or nothing of the kind. */

#include "shape.h"

#include <string.h>

#include "oid.h"

enum { LETTERS_MAX = 12, TEXT_LOOKED_AT = 64, RESEMBLES = 3 };

static bool
is_sequence(uint32_t tag)
{
	return (tag & ~(uint32_t)DER_CONSTRUCTED) == (DER_SEQUENCE & ~DER_CONSTRUCTED);
}

/* One letter for a tag: what a row of patterns is made of. */
static char
letter_of(uint32_t tag)
{
	if (is_sequence(tag))
		return 'S';
	if ((tag & DER_CLASS) == DER_CONTEXT && (tag & 0x1f) < 10)
		return (char)('0' + (tag & 0x1f));
	switch (tag) {
	case DER_INTEGER: return 'I';
	case DER_OID: return 'O';
	case DER_BIT_STRING: return 'B';
	case DER_OCTET_STRING: return 'o';
	case DER_ENUMERATED: return 'E';
	case DER_UTC_TIME:
	case DER_GENERALIZED_TIME: return 'T';
	default: return 'x';
	}
}

/* The letters of the first elements of some contents. */
static void
letters_of(struct span in, char out[LETTERS_MAX + 1])
{
	struct der e;
	size_t n = 0;

	while (n < LETTERS_MAX && der_next(&in, &e))
		out[n++] = letter_of(e.tag);
	out[n] = '\0';
}

static bool
begins(const char *letters, const char *pattern)
{
	return strncmp(letters, pattern, strlen(pattern)) == 0;
}

/* How much of a TBSCertificate's beginning is there, in order. */
static unsigned
resemblance(const char *letters)
{
	const char *wanted = "0ISSSSS";
	unsigned n = 0;

	for (; *letters; letters++) {
		const char *at = strchr(wanted, *letters);

		if (at) {
			wanted = at + 1;
			n++;
		}
	}
	return n;
}

/* What the inside of a signed object, or an object to be signed, is. */
static enum shape
shape_to_be_signed(const char *inner, enum shape certificate, enum shape crl)
{
	if (begins(inner, "IST") || begins(inner, "ISST") || begins(inner, "SST"))
		return crl;
	if (begins(inner, "IS0S"))
		return SHAPE_ATTRIBUTE_CERTIFICATE;
	if (!strcmp(inner, "ISS0") || !strcmp(inner, "ISS"))
		return SHAPE_CSR;
	if (begins(inner, "1T") || begins(inner, "2T") || begins(inner, "01T") ||
	    begins(inner, "02T"))
		return SHAPE_BASIC_OCSP_RESPONSE;
	return resemblance(inner) >= RESEMBLES ? certificate : SHAPE_SEQUENCE;
}

/* OCSPRequest: a list of requests, each with a CertID of four. */
static bool
is_ocsp_request(struct span tbs)
{
	char letters[LETTERS_MAX + 1];
	struct der list = { { NULL, 0 }, NULL, 0, 0 }, request, id;

	while (der_next(&tbs, &list) && (list.tag & DER_CLASS) == DER_CONTEXT)
		continue;
	if (!der_take(&list.body, DER_SEQUENCE, &request) ||
	    !der_take(&request.body, DER_SEQUENCE, &id))
		return false;
	letters_of(id.body, letters);
	return !strcmp(letters, "SooI");
}

/* A SEQUENCE that begins with a SEQUENCE. */
static enum shape
shape_of_signed(const char *outer, const struct der *first, bool cut)
{
	char inner[LETTERS_MAX + 1];
	enum shape shape;

	letters_of(first->body, inner);
	if (begins(inner, "O") && !strcmp(outer, "SB"))
		return SHAPE_PUBLIC_KEY;
	if (begins(inner, "O") && !strcmp(outer, "So"))
		return SHAPE_ENCRYPTED_KEY;
	if (is_ocsp_request(first->body))
		return SHAPE_OCSP_REQUEST;
	shape = shape_to_be_signed(inner, SHAPE_CERTIFICATE, SHAPE_CRL);
	if (shape == SHAPE_SEQUENCE && cut && (inner[0] == '\0' || resemblance(inner) > 0))
		return SHAPE_CERTIFICATE;	/* what is left of one */
	return shape == SHAPE_SEQUENCE && begins(outer, "SSB") ? SHAPE_CERTIFICATE : shape;
}

static bool
holds_oid(struct span in, enum oid oid)
{
	struct der e;

	return der_take(&in, DER_OID, &e) && oid_find(e.body) == oid;
}

/* A SEQUENCE that begins with an INTEGER. */
static enum shape
shape_of_numbered(const char *outer, struct span body)
{
	struct der number, second;

	if (der_next(&body, &number) && der_next(&body, &second) && is_sequence(second.tag) &&
	    (holds_oid(second.body, OID_CMS_DATA) || holds_oid(second.body, OID_CMS_SIGNED_DATA)))
		return SHAPE_PKCS12;
	if (begins(outer, "ISo") || begins(outer, "Io") || begins(outer, "IIIIII"))
		return SHAPE_PRIVATE_KEY;
	if (!strcmp(outer, "II"))
		return SHAPE_NUMBERS;
	return shape_to_be_signed(outer, SHAPE_TBS_CERTIFICATE, SHAPE_TBS_CRL);
}

/* What a SEQUENCE of these contents is; `cut`: its end is missing. */
static enum shape
shape_of_sequence(struct span body, bool cut)
{
	char outer[LETTERS_MAX + 1];
	struct span in = body;
	struct der first;
	enum shape shape;

	letters_of(body, outer);
	switch (outer[0]) {
	case 'S':
		return der_next(&in, &first) ? shape_of_signed(outer, &first, cut) : SHAPE_SEQUENCE;
	case 'I':
		return shape_of_numbered(outer, body);
	case 'O':
		return begins(outer, "O0") ? SHAPE_CMS : SHAPE_SEQUENCE;
	case 'E':
		return SHAPE_OCSP_RESPONSE;
	case '\0':
		return cut ? SHAPE_CERTIFICATE : SHAPE_SEQUENCE;
	default:
		shape = shape_to_be_signed(outer, SHAPE_TBS_CERTIFICATE, SHAPE_TBS_CRL);
		return shape == SHAPE_SEQUENCE && strstr(outer, "SB") ? SHAPE_CERTIFICATE : shape;
	}
}

static bool
is_text(struct span s)
{
	size_t n = s.n < TEXT_LOOKED_AT ? s.n : TEXT_LOOKED_AT;

	for (size_t i = 0; i < n; i++)
		if ((s.p[i] < 0x20 || s.p[i] > 0x7e) && s.p[i] != '\n' && s.p[i] != '\r' &&
		    s.p[i] != '\t')
			return false;
	return true;
}

enum shape
shape_of(struct span bytes)
{
	struct span in = bytes;
	struct der e;

	if (bytes.n == 0)
		return SHAPE_EMPTY;
	if (is_text(bytes))
		return span_starts_with(bytes, "-----begin ") ? SHAPE_PEM : SHAPE_TEXT;
	if (!der_next(&in, &e) || !is_sequence(e.tag))
		return SHAPE_OTHER;
	return shape_of_sequence(e.body, e.flags & (DER_CUT_SHORT | DER_NO_END));
}

const char *
shape_text(enum shape shape)
{
	static const char *const text[SHAPE_COUNT] = {
		[SHAPE_CERTIFICATE] = "a signed certificate",
		[SHAPE_TBS_CERTIFICATE] = "a certificate without its signature (TBSCertificate)",
		[SHAPE_CRL] = "a certificate revocation list",
		[SHAPE_TBS_CRL] = "a certificate revocation list without its signature",
		[SHAPE_CSR] = "a certification request (PKCS #10)",
		[SHAPE_OCSP_RESPONSE] = "an OCSP response",
		[SHAPE_BASIC_OCSP_RESPONSE] = "the inside of an OCSP response",
		[SHAPE_OCSP_REQUEST] = "an OCSP request",
		[SHAPE_ATTRIBUTE_CERTIFICATE] = "an attribute certificate",
		[SHAPE_CMS] = "a CMS message (PKCS #7)",
		[SHAPE_PKCS12] = "a PKCS #12 file",
		[SHAPE_PRIVATE_KEY] = "a private key",
		[SHAPE_ENCRYPTED_KEY] = "an encrypted private key",
		[SHAPE_PUBLIC_KEY] = "a public key",
		[SHAPE_NUMBERS] = "two numbers: a bare RSA key, or a signature",
		[SHAPE_EMPTY] = "nothing: the input is empty",
		[SHAPE_PEM] = "PEM text that was not decoded",
		[SHAPE_TEXT] = "text",
		[SHAPE_SEQUENCE] = "a SEQUENCE of something else",
		[SHAPE_OTHER] = "not even a SEQUENCE",
	};

	return text[shape];
}
