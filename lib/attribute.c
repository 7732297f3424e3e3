/* Judging attribute values: string type, length, and characters that no name needs. */

#include "attribute.h"
#include "country.h"
#include "text.h"

#define ROW(oid) [OID_##oid - OID_ATTRIBUTE_FIRST]
#define DIRECTORY(most) { DIRECTORY_STRINGS, 1, most }
#define PRINTABLE(least, most) { STRING_BIT(DER_PRINTABLE_STRING), least, most }

static const struct attribute_form forms[OID_ATTRIBUTE_COUNT] = {
	ROW(COMMON_NAME) = DIRECTORY(64),
	ROW(SURNAME) = DIRECTORY(32768),
	ROW(SERIAL_NUMBER) = PRINTABLE(1, 64),
	ROW(COUNTRY) = PRINTABLE(2, 2),
	ROW(LOCALITY) = DIRECTORY(128),
	ROW(STATE) = DIRECTORY(128),
	ROW(STREET) = DIRECTORY(128),
	ROW(ORGANIZATION) = DIRECTORY(64),
	ROW(ORGANIZATIONAL_UNIT) = DIRECTORY(64),
	ROW(TITLE) = DIRECTORY(64),
	ROW(DESCRIPTION) = DIRECTORY(1024),
	ROW(BUSINESS_CATEGORY) = DIRECTORY(128),
	ROW(POSTAL_CODE) = DIRECTORY(40),
	ROW(POST_OFFICE_BOX) = DIRECTORY(40),
	ROW(TELEPHONE) = PRINTABLE(1, 32),
	ROW(NAME) = DIRECTORY(32768),
	ROW(GIVEN_NAME) = DIRECTORY(32768),
	ROW(INITIALS) = DIRECTORY(32768),
	ROW(GENERATION) = DIRECTORY(32768),
	ROW(DN_QUALIFIER) = PRINTABLE(0, 0),
	ROW(PSEUDONYM) = DIRECTORY(128),
	ROW(ORGANIZATION_IDENTIFIER) = DIRECTORY(0),
	ROW(EMAIL_ADDRESS) = { STRING_BIT(DER_IA5_STRING), 1, 255 },
	ROW(UNSTRUCTURED_NAME) = { STRING_BIT(DER_IA5_STRING) | DIRECTORY_STRINGS, 1, 255 },
	ROW(DOMAIN_COMPONENT) = { STRING_BIT(DER_IA5_STRING), 1, 63 },
	ROW(JURISDICTION_LOCALITY) = DIRECTORY(128),
	ROW(JURISDICTION_STATE) = DIRECTORY(128),
	ROW(JURISDICTION_COUNTRY) = PRINTABLE(2, 2),
};

const struct attribute_form *
attribute_form(enum oid oid)
{
	const struct attribute_form *form;

	if (!oid_is_attribute(oid))
		return NULL;
	form = &forms[oid - OID_ATTRIBUTE_FIRST];
	return form->tags ? form : NULL;
}

unsigned
attribute_place(enum oid oid)
{
	static const uint8_t places[OID_ATTRIBUTE_COUNT] = {
		ROW(DOMAIN_COMPONENT) = 1, ROW(COUNTRY) = 2, ROW(STATE) = 3, ROW(LOCALITY) = 4,
		ROW(POSTAL_CODE) = 5, ROW(STREET) = 6, ROW(ORGANIZATION) = 7, ROW(SURNAME) = 8,
		ROW(GIVEN_NAME) = 9, ROW(ORGANIZATIONAL_UNIT) = 10, ROW(COMMON_NAME) = 11,
	};

	return oid_is_attribute(oid) ? places[oid - OID_ATTRIBUTE_FIRST] : 0;
}

bool
tag_is_string(uint32_t tag)
{
	return tag == DER_UTF8_STRING || (tag >= DER_NUMERIC_STRING && tag <= DER_IA5_STRING) ||
		(tag >= DER_GRAPHIC_STRING && tag <= DER_UNIVERSAL_STRING) || tag == DER_BMP_STRING;
}

/* ---- characters ---- */

enum {
	SPACE = 1, CONTROL = 2, OTHER = 4, WORD = 8, HIGH = 16,
	/* besides one of these: */
	SEPARATOR = 32, AMPERSAND = 64, A_TILDE = 128, REPLACED = 256
};

/*
 * Characters that say no more than a hyphen or a space: dashes, dots, quotation marks and what is
 * not seen at all (format characters, fillers, variation selectors).
 */
static bool
is_mark(uint32_t c)
{
	static const uint16_t ranges[][2] = {
		{ 0x00a1, 0x00a1 }, { 0x00ab, 0x00ab }, { 0x00ad, 0x00ad }, { 0x00b7, 0x00b7 },
		{ 0x00bb, 0x00bb }, { 0x00bf, 0x00bf }, { 0x034f, 0x034f }, { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 }, { 0x180b, 0x180e }, { 0x200b, 0x200d }, { 0x2010, 0x2027 },
		{ 0x2030, 0x205e }, { 0x2060, 0x2065 }, { 0x206a, 0x206f }, { 0x2212, 0x2212 },
		{ 0x2800, 0x2800 }, { 0x3001, 0x3002 }, { 0x3008, 0x3011 }, { 0x3014, 0x301f },
		{ 0x3030, 0x3030 }, { 0x30fb, 0x30fb }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
		{ 0xfe58, 0xfe58 }, { 0xfe63, 0xfe63 }, { 0xfeff, 0xfeff }, { 0xff0d, 0xff0e },
		{ 0xff61, 0xff65 }, { 0xffa0, 0xffa0 }
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges) && c >= ranges[i][0]; i++)
		if (c <= ranges[i][1])
			return true;
	return false;
}

static unsigned
class_of(uint32_t c)
{
	if (c < 0x80) {
		if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			return WORD;
		if (c == '&')
			return OTHER | AMPERSAND;
		if (c == ',' || c == ':' || c == '=' || c == '"' || c == '(' || c == ')')
			return OTHER | SEPARATOR;
		return c == ' ' ? SPACE : c < 0x20 || c == 0x7f ? CONTROL : OTHER;
	}
	if (c == 0xc3 || c == 0xfffd)
		return c == 0xc3 ? WORD | A_TILDE : WORD | REPLACED;
	if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000)
		return SPACE;
	return char_is_control(c) ? CONTROL : is_mark(c) ? OTHER : WORD;
}

#define R8(x) x, x, x, x, x, x, x, x
#define R16(x) R8(x), R8(x)
#define R64(x) R16(x), R16(x), R16(x), R16(x)
#define PARTS (OTHER | SEPARATOR)
#define LETTERS R16(WORD), R8(WORD), WORD, WORD

/* class_of() by octet, for strings of one octet a character. */
static const uint8_t classes[256] = {
	R16(CONTROL), R16(CONTROL),
	SPACE, OTHER, PARTS, OTHER, OTHER, OTHER, OTHER | AMPERSAND, OTHER,
	PARTS, PARTS, OTHER, OTHER, PARTS, OTHER, OTHER, OTHER,
	R8(WORD), WORD, WORD, PARTS, OTHER, OTHER, PARTS, OTHER, OTHER,
	OTHER, LETTERS, OTHER, OTHER, OTHER, OTHER, OTHER,
	OTHER, LETTERS, OTHER, OTHER, OTHER, OTHER, CONTROL,
	R64(HIGH), R64(HIGH),
};

/* What a string is made of. */
struct makeup {
	unsigned all;		/* classes of its characters */
	unsigned first, last;
	bool doubled;		/* two of white space in a row */
};

static struct makeup
makeup_of_octets(struct span s)
{
	struct makeup m = { 0, classes[s.p[0]], classes[s.p[s.n - 1]], false };
	unsigned before = 0, doubled = 0, class;

	for (size_t i = 0; i < s.n; i++) {
		class = classes[s.p[i]];
		m.all |= class;
		doubled |= before & class;
		before = class;
	}
	m.doubled = doubled & SPACE;
	return m;
}

static struct makeup
makeup_of_characters(uint32_t tag, struct span s)
{
	struct makeup m = { 0, 0, 0, false };
	unsigned class;
	uint32_t c;

	while (text_next(tag, &s, &c)) {
		class = class_of(c);
		if (m.all == 0)
			m.first = class;
		else if (m.last & class & SPACE)
			m.doubled = true;
		m.all |= class;
		m.last = class;
	}
	return m;
}

static struct makeup
makeup_of(uint32_t tag, struct span s)
{
	struct makeup m;

	if (tag == DER_BMP_STRING || tag == DER_UNIVERSAL_STRING)
		return makeup_of_characters(tag, s);
	m = makeup_of_octets(s);
	return m.all & HIGH && tag == DER_UTF8_STRING ? makeup_of_characters(tag, s) : m;
}

/* ---- values ---- */

static bool
is_placeholder(struct span s)
{
	static const char *const words[] = { "n/a", "n.a.", "na", "none", "null", "unknown",
		"undefined", "not applicable", "not available", "unspecified", "tbd", "todo" };

	if (s.n < 2 || s.n > 14 || ((s.p[0] | 0x20) != 'n' && (s.p[0] | 0x20) != 'u' &&
				    (s.p[0] | 0x20) != 't'))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (span_is_text(s, words[i]))
			return true;
	return false;
}

/* Whether there is a reference to a character of HTML: "&eacute;", "&#39;". */
static bool
has_entity(uint32_t tag, struct span s)
{
	unsigned letters = 0;
	bool open = false;
	uint32_t c;

	while (text_next(tag, &s, &c)) {
		if (c == '&') {
			open = true;
			letters = 0;
		} else if (open && c == ';' && letters > 0) {
			return true;
		} else if (open && c < 0x80 && class_of(c) == WORD) {
			letters++;
		} else if (c != '#' || letters > 0) {
			open = false;
		}
	}
	return false;
}

/* What Windows-1252 has at 80 to 9f, where Latin-1 has control characters. */
static bool
is_windows_only(uint32_t c)
{
	static const uint16_t others[] = { 0x0152, 0x0153, 0x0160, 0x0161, 0x0178, 0x017d, 0x017e,
		0x0192, 0x02c6, 0x02dc, 0x2013, 0x2014, 0x2018, 0x2019, 0x201a, 0x201c, 0x201d,
		0x201e, 0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2039, 0x203a, 0x20ac, 0x2122 };

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (c == others[i])
			return true;
	return false;
}

/*
 * Whether a letter of U+00C0 to 00FF was encoded twice: c3, its first octet of UTF-8, is A with a
 * tilde in Latin-1, and its second is a sign that follows no such letter in any language.
 */
static bool
is_mixed_up(uint32_t tag, struct span s)
{
	uint32_t c, before = 0;

	while (text_next(tag, &s, &c)) {
		if (before == 0xc3 && ((c > 0xa0 && c <= 0xbf) || is_windows_only(c)))
			return true;
		before = c;
	}
	return false;
}

static uint32_t
flags_of_form(const struct attribute_form *form, const struct der *value)
{
	size_t length = value->body.n;

	if (value->tag >= 32 || !(form->tags & STRING_BIT(value->tag)))
		return ATTRIBUTE_BIT(WRONG_TYPE);
	if (length == 0)
		return form->least ? ATTRIBUTE_BIT(EMPTY) : 0;
	if (length >= form->least && (form->most == 0 || length <= form->most))
		return 0;	/* never fewer octets than characters */
	length = text_length(value->tag, value->body);
	return length < form->least || (form->most && length > form->most) ?
		ATTRIBUTE_BIT(LENGTH) : 0;
}

static uint32_t
flags_of_odd_text(enum oid oid, const struct der *value, unsigned all)
{
	uint32_t flags = 0;

	if (all & SEPARATOR && (oid == OID_LOCALITY || oid == OID_STATE))
		flags |= ATTRIBUTE_BIT(SEPARATOR);
	if (all & AMPERSAND && has_entity(value->tag, value->body))
		flags |= ATTRIBUTE_BIT(ENTITY);
	if (all & A_TILDE && is_mixed_up(value->tag, value->body))
		flags |= ATTRIBUTE_BIT(MIXED_UP);
	if (all & REPLACED)
		flags |= ATTRIBUTE_BIT(REPLACED);
	return flags;
}

static uint32_t
flags_of_text(enum oid oid, const struct der *value)
{
	struct makeup m = makeup_of(value->tag, value->body);
	uint32_t flags = 0;

	if (m.all & CONTROL)
		flags |= ATTRIBUTE_BIT(CONTROL);
	if ((m.first | m.last) & SPACE)
		flags |= ATTRIBUTE_BIT(EDGE_SPACE);
	if (m.doubled)
		flags |= ATTRIBUTE_BIT(DOUBLE_SPACE);
	if (!(m.all & (WORD | HIGH)))
		flags |= ATTRIBUTE_BIT(FILLER);
	if (!attribute_is_country(oid) && is_placeholder(value->body))
		flags |= ATTRIBUTE_BIT(PLACEHOLDER);
	if (m.all & (SEPARATOR | AMPERSAND | A_TILDE | REPLACED))
		flags |= flags_of_odd_text(oid, value, m.all);
	return flags;
}

uint32_t
attribute_flags(enum oid oid, const struct der *value, int32_t day)
{
	const struct attribute_form *form = attribute_form(oid);
	uint32_t flags = 0;

	if (form)
		flags |= flags_of_form(form, value);
	if (value->tag < 32 && OLD_STRINGS & STRING_BIT(value->tag))
		flags |= ATTRIBUTE_BIT(OLD_STRING);
	if (!tag_is_string(value->tag))
		return flags;
	if (value->body.n == 0)
		return flags & ATTRIBUTE_BIT(EMPTY) ? flags : flags | ATTRIBUTE_BIT(FILLER);
	flags |= flags_of_text(oid, value);
	if (attribute_is_country(oid) && value->body.n == 2 &&
	    country_status(value->body, day) != COUNTRY_ASSIGNED)
		flags |= ATTRIBUTE_BIT(COUNTRY);
	return flags;
}
