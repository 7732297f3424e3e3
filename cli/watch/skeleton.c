/* Making a TBSCertificate that says what is to be found, and little else. */

#include "watch/skeleton.h"

#include <stdbool.h>

#include "watch/about.h"

void
skeleton_element(struct text *out, uint8_t tag, const void *body, size_t n)
{
	unsigned octets = 0;

	text_char(out, (char)tag);
	if (n >= 0x80) {
		for (size_t left = n; left > 0; left >>= 8)
			octets++;
		text_char(out, (char)(0x80 | octets));
		while (octets-- > 0)
			text_char(out, (char)(n >> 8 * octets));
	} else {
		text_char(out, (char)n);
	}
	text_add(out, body, n);
}

static void
add_name(struct text *out, struct certlint_span name)
{
	if (name.length > 0)
		text_add(out, name.data, name.length);
	else
		skeleton_element(out, 0x30, "", 0);
}

/* UTCTime in the years that it has. */
static void
add_time(struct text *out, int64_t seconds)
{
	struct text at = { 0 }, plain = { 0 };
	bool utc = seconds >= 0 && seconds < INT64_C(2524608000);

	about_time(&at, seconds);
	for (size_t i = 0; i < at.n; i++)
		if (at.p[i] != '-' && at.p[i] != ':' && at.p[i] != 'T')
			text_char(&plain, at.p[i]);
	if (utc)
		skeleton_element(out, 0x17, plain.p + 2, plain.n - 2);
	else
		skeleton_element(out, 0x18, plain.p, plain.n);
	text_free(&at);
	text_free(&plain);
}

static void
add_validity(struct text *out, const struct skeleton *s)
{
	struct text both = { 0 };

	add_time(&both, s->not_before);
	add_time(&both, s->not_after);
	skeleton_element(out, 0x30, both.p, both.n);
	text_free(&both);
}

/* Extensions with subjectAltName alone. */
static void
add_san(struct text *out, struct certlint_span san)
{
	static const uint8_t oid[] = { 0x06, 0x03, 0x55, 0x1d, 0x11 };
	struct text extension = { 0 }, inner = { 0 };

	text_add(&extension, oid, sizeof(oid));
	skeleton_element(&extension, 0x04, san.data, san.length);
	skeleton_element(&inner, 0x30, extension.p, extension.n);
	extension.n = 0;
	skeleton_element(&extension, 0x30, inner.p, inner.n);
	skeleton_element(out, 0xa3, extension.p, extension.n);
	text_free(&extension);
	text_free(&inner);
}

void
skeleton_tbs(struct text *out, const struct skeleton *s)
{
	/* version v3, serial number 1, ecdsa-with-SHA256. */
	static const uint8_t head[] = {
		0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01, 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86,
		0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
	};
	/* An EC key on P-256 up to its point. */
	static const uint8_t key[] = {
		0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
		0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
	};
	uint8_t point[64];
	struct text body = { 0 };

	memset(point, 0x5a, sizeof(point));
	text_add(&body, head, sizeof(head));
	add_name(&body, s->issuer);
	add_validity(&body, s);
	add_name(&body, s->subject);
	text_add(&body, key, sizeof(key));
	text_add(&body, point, sizeof(point));
	if (s->san.length > 0)
		add_san(&body, s->san);
	skeleton_element(out, 0x30, body.p, body.n);
	text_free(&body);
}
