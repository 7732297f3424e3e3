/* The contents of an element as people read them. */

#include "value.h"

#include <string.h>

#include "day.h"
#include "ip.h"
#include "text.h"

/* The universal tag that an element's contents have, whatever tag is written before them. */
static uint32_t
universal_tag(const struct der *e, const struct asn1_type *type)
{
	if ((e->tag & DER_CLASS) == 0 && e->tag <= 0xff)
		return e->tag;
	return type->tag;
}

const char *
value_type(const struct der *e, const struct asn1_type *type)
{
	static const struct { uint8_t tag; const char *name; } names[] = {
		{ DER_BOOLEAN, "BOOLEAN" }, { DER_INTEGER, "INTEGER" },
		{ DER_BIT_STRING, "BIT STRING" }, { DER_OCTET_STRING, "OCTET STRING" },
		{ DER_NULL, "NULL" }, { DER_OID, "OBJECT IDENTIFIER" },
		{ DER_ENUMERATED, "ENUMERATED" }, { DER_UTF8_STRING, "UTF8String" },
		{ DER_NUMERIC_STRING, "NumericString" },
		{ DER_PRINTABLE_STRING, "PrintableString" },
		{ DER_TELETEX_STRING, "TeletexString" },
		{ DER_VIDEOTEX_STRING, "VideotexString" }, { DER_IA5_STRING, "IA5String" },
		{ DER_UTC_TIME, "UTCTime" }, { DER_GENERALIZED_TIME, "GeneralizedTime" },
		{ DER_GRAPHIC_STRING, "GraphicString" }, { DER_VISIBLE_STRING, "VisibleString" },
		{ DER_GENERAL_STRING, "GeneralString" },
		{ DER_UNIVERSAL_STRING, "UniversalString" }, { DER_BMP_STRING, "BMPString" },
		{ DER_SEQUENCE, "SEQUENCE" }, { DER_SET, "SET" },
	};

	if (type->kind != ASN1_ANY && type->name)
		return type->name;
	for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (e->tag == names[i].tag)
			return names[i].name;
	return "ANY";
}

static char *
put_number(char *w, uint64_t number)
{
	char digits[20];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n > 0)
		*w++ = digits[--n];
	*w = '\0';
	return w;
}

static void
print_integer(char *out, struct span body)
{
	int64_t number;

	if (!der_int(body, &number)) {
		print_hex(out, body);
		return;
	}
	if (number < 0)
		*out++ = '-';
	put_number(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static void
print_oid(char *out, struct span body)
{
	enum oid oid = oid_find(body);
	size_t n, more;

	oid_format(body, out, PRINTED_MAX);
	if (oid == OID_NONE)
		return;
	n = strlen(out);
	more = strlen(oid_text(oid));
	if (n + more + 4 > PRINTED_MAX)
		return;
	memcpy(out + n, " (", 2);
	memcpy(out + n + 2, oid_text(oid), more);
	memcpy(out + n + 2 + more, ")", 2);
}

static char *
put_two(char *w, int64_t number)
{
	*w++ = (char)('0' + number / 10);
	*w++ = (char)('0' + number % 10);
	return w;
}

/* 2026-03-15T08:00:00Z where the time is one; else its text. */
static void
print_time(char *out, uint32_t tag, struct span body)
{
	int64_t instant, second;
	char *w;

	if (time_read(tag, body, &instant) != 0) {
		print_quoted(out, body);
		return;
	}
	day_format(day_of(instant), out);
	second = instant - (int64_t)day_of(instant) * 86400;
	w = out + strlen(out);
	*w++ = 'T';
	w = put_two(w, second / 3600);
	*w++ = ':';
	w = put_two(w, second / 60 % 60);
	*w++ = ':';
	w = put_two(w, second % 60);
	memcpy(w, "Z", 2);
}

static size_t
put_utf8(uint8_t *w, uint32_t c)
{
	if (c < 0x80) {
		w[0] = (uint8_t)c;
		return 1;
	}
	if (c < 0x800) {
		w[0] = (uint8_t)(0xc0 | c >> 6);
		w[1] = (uint8_t)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		w[0] = (uint8_t)(0xe0 | c >> 12);
		w[1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
		w[2] = (uint8_t)(0x80 | (c & 0x3f));
		return 3;
	}
	w[0] = (uint8_t)(0xf0 | c >> 18);
	w[1] = (uint8_t)(0x80 | (c >> 12 & 0x3f));
	w[2] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
	w[3] = (uint8_t)(0x80 | (c & 0x3f));
	return 4;
}

/* BMPString and UniversalString in the characters that they stand for. */
static void
print_wide(char *out, uint32_t tag, struct span body)
{
	uint8_t text[PRINTED_MAX];
	size_t n = 0;
	uint32_t c;

	while (n + 4 < sizeof(text) && text_next(tag, &body, &c))
		n += put_utf8(text + n, c == UTF8_BROKEN ? 0xfffd : c);
	print_quoted(out, (struct span){ text, n });
}

static bool
print_address(char *out, struct span body)
{
	struct ip ip;

	if (!ip_from_octets(body, &ip))
		return false;
	ip_format(&ip, out);
	return true;
}

const char *
value_print(char *out, const struct der *e, const struct asn1_type *type, const char *name)
{
	uint32_t tag = universal_tag(e, type);
	struct span body = e->body;
	bool truth;

	switch (tag) {
	case DER_BOOLEAN:
		if (!der_bool(body, &truth))
			break;
		memcpy(out, truth ? "TRUE" : "FALSE", truth ? 5 : 6);
		return out;
	case DER_INTEGER: case DER_ENUMERATED:
		print_integer(out, body);
		return out;
	case DER_OID:
		print_oid(out, body);
		return out;
	case DER_UTC_TIME: case DER_GENERALIZED_TIME:
		print_time(out, tag, body);
		return out;
	case DER_UTF8_STRING: case DER_NUMERIC_STRING: case DER_PRINTABLE_STRING:
	case DER_TELETEX_STRING: case DER_VIDEOTEX_STRING: case DER_IA5_STRING:
	case DER_GRAPHIC_STRING: case DER_VISIBLE_STRING: case DER_GENERAL_STRING:
		return print_quoted(out, body);
	case DER_BMP_STRING: case DER_UNIVERSAL_STRING:
		print_wide(out, tag, body);
		return out;
	default:
		break;
	}
	if (name && strcmp(name, "iPAddress") == 0 && print_address(out, body))
		return out;
	return print_hex(out, body);
}
