/* Names of the forge: distinguished names, general names and lists of them. */

#define _POSIX_C_SOURCE 200809L

#include "forge_name.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static const struct attribute {
	const char *name, *oid;
	unsigned tag; /* the string type without a prefix */
} attributes[] = {
	{ "CN", "2.5.4.3", 0x0c },
	{ "surname", "2.5.4.4", 0x0c },
	{ "SN", "2.5.4.4", 0x0c },
	{ "serialNumber", "2.5.4.5", 0x13 },
	{ "C", "2.5.4.6", 0x13 },
	{ "L", "2.5.4.7", 0x0c },
	{ "ST", "2.5.4.8", 0x0c },
	{ "street", "2.5.4.9", 0x0c },
	{ "O", "2.5.4.10", 0x0c },
	{ "OU", "2.5.4.11", 0x0c },
	{ "title", "2.5.4.12", 0x0c },
	{ "description", "2.5.4.13", 0x0c },
	{ "businessCategory", "2.5.4.15", 0x0c },
	{ "postalAddress", "2.5.4.16", 0x0c },
	{ "postalCode", "2.5.4.17", 0x0c },
	{ "postOfficeBox", "2.5.4.18", 0x0c },
	{ "telephone", "2.5.4.20", 0x13 },
	{ "name", "2.5.4.41", 0x0c },
	{ "givenName", "2.5.4.42", 0x0c },
	{ "initials", "2.5.4.43", 0x0c },
	{ "generation", "2.5.4.44", 0x0c },
	{ "x500UniqueIdentifier", "2.5.4.45", 0x03 },
	{ "dnQualifier", "2.5.4.46", 0x13 },
	{ "pseudonym", "2.5.4.65", 0x0c },
	{ "organizationIdentifier", "2.5.4.97", 0x0c },
	{ "emailAddress", "1.2.840.113549.1.9.1", 0x16 },
	{ "unstructuredName", "1.2.840.113549.1.9.2", 0x16 },
	{ "UID", "0.9.2342.19200300.100.1.1", 0x0c },
	{ "DC", "0.9.2342.19200300.100.1.25", 0x16 },
	{ "jL", "1.3.6.1.4.1.311.60.2.1.1", 0x0c },
	{ "jST", "1.3.6.1.4.1.311.60.2.1.2", 0x0c },
	{ "jC", "1.3.6.1.4.1.311.60.2.1.3", 0x13 },
	{ "dateOfBirth", "1.3.6.1.5.5.7.9.1", 0x18 },
	{ "placeOfBirth", "1.3.6.1.5.5.7.9.2", 0x0c },
	{ "gender", "1.3.6.1.5.5.7.9.3", 0x13 },
	{ "citizenship", "1.3.6.1.5.5.7.9.4", 0x13 },
	{ "residence", "1.3.6.1.5.5.7.9.5", 0x13 },
};

/* Whether an attribute or an empty RDN begins here, so that a / or + before it is a separator. */
static bool
attribute_ahead(struct str s)
{
	size_t i = 0;

	if (s.n > 1 && s.p[0] == '{' && s.p[1] == '}')
		return true;
	if (s.n > 4 && !memcmp(s.p, "der:", 4))
		return true;
	if (s.n > 0 && s.p[0] == '!')
		i++;
	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
			   (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.'))
		i++;
	return i > 0 && i < s.n && s.p[i] == '=';
}

/* The part of a name before the next separator that has an attribute behind it. */
static struct str
name_cut(struct str *s, char mark)
{
	struct str whole = *s, rest = *s;

	while (rest.n > 0) {
		struct str part = str_cut(&rest, mark);
		size_t n = (size_t)(part.p + part.n - whole.p);

		if (n == whole.n)
			break;
		if (attribute_ahead(rest)) {
			*s = rest;
			return (struct str){ whole.p, n };
		}
	}
	*s = (struct str){ whole.p + whole.n, 0 };
	return whole;
}

static void
put_attribute(struct buf *b, struct str s)
{
	struct str type = str_cut(&s, '=');
	const struct attribute *known = NULL;
	size_t at;

	if (str_skip(&type, "der:")) {
		put_raw(b, type);
		return;
	}
	for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		if (str_is(type, attributes[i].name))
			known = &attributes[i];
	if (!known && !memchr(type.p, '.', type.n)) {
		wrong_word(b->trouble, "no such attribute", type);
		return;
	}
	at = put_open(b, 0x30);
	put_oid(b, known ? str_of(known->oid) : type);
	put_string(b, known ? known->tag : 0x0c, s);
	put_close(b, at);
}

static int
compare_octets(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
	int order = memcmp(a, b, n < m ? n : m);

	return order ? order : (n > m) - (n < m);
}

/* Bring the `count` elements that end at b->n, starting at start[], into the order of DER. */
static void
sort_set(struct buf *b, size_t *start, size_t count)
{
	uint8_t moved[2048];

	for (size_t i = 1; i < count; i++) {
		size_t end = i + 1 < count ? start[i + 1] : b->n, n = end - start[i], j = i;

		if (n > sizeof(moved))
			return;
		memcpy(moved, b->p + start[i], n);
		while (j > 0 &&
		       compare_octets(moved, n, b->p + start[j - 1], start[j] - start[j - 1]) < 0)
			j--;
		if (j == i)
			continue;
		memmove(b->p + start[j] + n, b->p + start[j], start[i] - start[j]);
		memcpy(b->p + start[j], moved, n);
		for (size_t k = i; k > j; k--)
			start[k] = start[k - 1] + n;
	}
}

void
put_rdn(struct buf *b, unsigned tag, struct str s)
{
	size_t at = put_open(b, tag), start[64], count = 0;
	bool as_written = str_skip(&s, "!");

	if (str_is(s, "{}"))
		s.n = 0;
	while (s.n > 0) {
		if (count < 64)
			start[count++] = b->n;
		put_attribute(b, name_cut(&s, '+'));
	}
	if (!as_written && !b->trouble->text[0])
		sort_set(b, start, count);
	put_close(b, at);
}

void
put_name(struct buf *b, struct str s)
{
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (s.n > 0 && !b->trouble->text[0])
		put_rdn(b, 0x31, name_cut(&s, '/'));
	put_close(b, at);
}

/* An address, or an address and its mask: ADDRESS/BITS or ADDRESS/ADDRESS. */
static void
put_ip(struct buf *b, struct str s)
{
	struct str parts[2] = { str_cut(&s, '/'), s };
	uint8_t address[16];
	char text[64];
	size_t n = 0;
	long bits;

	for (int i = 0; i < 2; i++) {
		if (i == 1 && parts[i].n == 0)
			return;
		if (i == 1 && str_number(parts[i], &bits) && bits <= (long)n * 8) {
			for (size_t k = 0; k < n; k++, bits -= 8)
				put_byte(b, bits >= 8 ? 0xff :
					    bits > 0  ? 0xff00 >> bits & 0xff :
							0);
			return;
		}
		if (parts[i].n >= sizeof(text)) {
			wrong_word(b->trouble, "no IP address", parts[i]);
			return;
		}
		memcpy(text, parts[i].p, parts[i].n);
		text[parts[i].n] = '\0';
		n = strchr(text, ':') ? 16 : 4;
		if (inet_pton(n == 16 ? AF_INET6 : AF_INET, text, address) != 1)
			wrong_word(b->trouble, "no IP address", parts[i]);
		put(b, address, n);
	}
}

/* otherName: [0] { OID, [0] value }. */
static void
put_other(struct buf *b, struct str oid, struct str value, unsigned string_tag)
{
	size_t at = put_open(b, 0xa0), inner;

	put_oid(b, oid);
	inner = put_open(b, 0xa0);
	if (string_tag)
		put_string(b, string_tag, value);
	else
		put_raw(b, value);
	put_close(b, inner);
	put_close(b, at);
}

static const struct other_kind {
	const char *prefix, *oid;
	unsigned tag;
} other_kinds[] = {
	{ "utf8mail:", "1.3.6.1.5.5.7.8.9", 0x0c },
	{ "upn:", "1.3.6.1.4.1.311.20.2.3", 0x0c },
	{ "srv:", "1.3.6.1.5.5.7.8.7", 0x16 },
	{ "xmpp:", "1.3.6.1.5.5.7.8.5", 0x0c },
};

static bool
put_other_kind(struct buf *b, struct str s)
{
	struct str oid;

	for (size_t i = 0; i < sizeof(other_kinds) / sizeof(*other_kinds); i++) {
		if (!str_skip(&s, other_kinds[i].prefix))
			continue;
		put_other(b, str_of(other_kinds[i].oid), s, other_kinds[i].tag);
		return true;
	}
	if (!str_skip(&s, "other:"))
		return false;
	oid = str_cut(&s, '=');
	put_other(b, oid, s, 0);
	return true;
}

static const struct name_kind {
	const char *prefix;
	unsigned tag;
	enum { TEXT, RAW, IP, OID, DIRECTORY } form;
} name_kinds[] = {
	{ "dns:", 0x82, TEXT },    { "dnshex:", 0x82, RAW },    { "mail:", 0x81, TEXT },
	{ "mailhex:", 0x81, RAW }, { "uri:", 0x86, TEXT },      { "urihex:", 0x86, RAW },
	{ "ip:", 0x87, IP },       { "iphex:", 0x87, RAW },     { "rid:", 0x88, OID },
	{ "ridhex:", 0x88, RAW },  { "dir:", 0xa4, DIRECTORY }, { "x400:", 0xa3, RAW },
	{ "edi:", 0xa5, RAW },
};

static const struct name_kind *
name_kind(struct str *s, const char *fallback)
{
	static const struct name_kind uri = { "", 0x86, TEXT }, directory = { "", 0xa4, DIRECTORY };

	for (size_t i = 0; i < sizeof(name_kinds) / sizeof(*name_kinds); i++)
		if (str_skip(s, name_kinds[i].prefix))
			return &name_kinds[i];
	if (!fallback)
		return NULL;
	return !strcmp(fallback, "dir") ? &directory : &uri;
}

/* "der:" and "tag:NN=". */
static bool
put_name_raw(struct buf *b, struct str s)
{
	if (s.n < 4 || (memcmp(s.p, "der:", 4) != 0 && memcmp(s.p, "tag:", 4) != 0))
		return false;
	put_string(b, 0x82, s);
	return true;
}

void
put_general_name(struct buf *b, struct str s, const char *fallback)
{
	const struct name_kind *kind;
	size_t at;

	if (put_other_kind(b, s) || put_name_raw(b, s))
		return;
	kind = name_kind(&s, fallback);
	if (!kind) {
		wrong_word(b->trouble, "no general name", s);
		return;
	}
	at = put_open(b, kind->tag);
	switch (kind->form) {
	case TEXT: put_text(b, s); break;
	case RAW: put_raw(b, s); break;
	case IP: put_ip(b, s); break;
	case OID: put_oid_body(b, s); break;
	case DIRECTORY: put_name(b, s); break;
	}
	put_close(b, at);
}

void
put_general_names(struct buf *b, struct str s, char sep, const char *fallback)
{
	struct items list = items_of(s, sep);
	struct str item;

	while (items_next(&list, &item) && !b->trouble->text[0])
		put_general_name(b, item, fallback);
}
