/* Reading organization identifiers, and what documents say of their schemes. */

#include "orgid.h"

#include <string.h>

#include "country.h"

/* ---- reading ---- */

enum { SCHEME = 3, COUNTRY = 2, PREFIX = SCHEME + COUNTRY };

static struct span
part(struct span s, size_t from, size_t n)
{
	return (struct span){ s.p + from, n };
}

unsigned
orgid_from_text(struct span text, struct orgid *out)
{
	struct orgid id = { .whole = text };
	const uint8_t *hyphen;
	unsigned faults = 0;
	size_t at;

	if (text.n < PREFIX) {
		*out = id;
		return ORGID_SHORT;
	}
	id.scheme = part(text, 0, SCHEME);
	id.country = part(text, SCHEME, COUNTRY);
	hyphen = memchr(text.p + PREFIX, '-', text.n - PREFIX);
	at = hyphen ? (size_t)(hyphen - text.p) : text.n;
	if (at > PREFIX && text.p[PREFIX] == '+')
		id.subdivision = part(text, PREFIX + 1, at - PREFIX - 1);
	else if (at > PREFIX)
		faults |= ORGID_SEPARATOR;
	if (hyphen == NULL)
		faults |= ORGID_NO_HYPHEN | ORGID_NO_REFERENCE;
	else if (at + 1 == text.n)
		faults |= ORGID_NO_REFERENCE;
	else
		id.reference = part(text, at + 1, text.n - at - 1);
	*out = id;
	return faults;
}

unsigned
orgid_from_extension(struct span value, struct orgid *out)
{
	struct orgid id = { .whole = value, .extension = true };
	struct der seq, scheme, country, e;
	unsigned faults = 0;

	*out = id;
	if (!der_take(&value, DER_SEQUENCE, &seq) || !der_next(&seq.body, &scheme) ||
	    !der_next(&seq.body, &country))
		return ORGID_NOT_DER;
	id.scheme = scheme.body;
	id.country = country.body;
	if (der_take(&seq.body, 0x80, &e))
		id.subdivision = e.body;
	if (!der_next(&seq.body, &e))
		return ORGID_NOT_DER;
	id.reference = e.body;
	if (e.body.n == 0)
		faults |= ORGID_NO_REFERENCE;
	*out = id;
	return faults;
}

bool
orgid_same(const struct orgid *a, const struct orgid *b)
{
	return span_same(a->scheme, b->scheme) && span_same(a->country, b->country) &&
		span_same(a->subdivision, b->subdivision) && span_same(a->reference, b->reference);
}

/* ---- schemes ---- */

const struct orgid_scheme orgid_evg[] = {
	{ "NTR", ORGID_ISO, ORGID_MAY, ORGID_MUST },
	{ "VAT", ORGID_VAT, ORGID_BARRED, ORGID_MUST },
	{ "PSD", ORGID_ISO, ORGID_BARRED, ORGID_MUST },
	{ "", 0, 0, 0 },
};

const struct orgid_scheme orgid_smime[] = {
	{ "NTR", ORGID_ISO, ORGID_MAY, ORGID_MUST },
	{ "VAT", ORGID_VAT, ORGID_BARRED, ORGID_MUST },
	{ "PSD", ORGID_ISO, ORGID_BARRED, ORGID_MUST },
	{ "LEI", ORGID_GLOBAL, ORGID_BARRED, ORGID_MUST },
	{ "GOV", ORGID_ISO, ORGID_MAY, ORGID_BARRED },
	{ "INT", ORGID_GLOBAL, ORGID_BARRED, ORGID_BARRED },
	{ "", 0, 0, 0 },
};

const struct orgid_scheme orgid_etsi[] = {
	{ "NTR", ORGID_ISO, ORGID_BARRED, ORGID_MUST },
	{ "VAT", ORGID_VAT, ORGID_BARRED, ORGID_MUST },
	{ "PSD", ORGID_ISO, ORGID_BARRED, ORGID_MUST },
	{ "LEI", ORGID_GLOBAL, ORGID_BARRED, ORGID_MUST },
	{ "xx:", ORGID_ISO, ORGID_BARRED, ORGID_MUST },
	{ "", 0, 0, 0 },
};

static bool
is_upper(uint8_t c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_national(struct span name)
{
	return name.n == SCHEME && is_upper(name.p[0]) && is_upper(name.p[1]) && name.p[2] == ':';
}

const struct orgid_scheme *
orgid_scheme(const struct orgid_scheme *list, struct span name)
{
	for (; list->name[0]; list++)
		if (span_is(name, list->name, SCHEME) ||
		    (list->name[2] == ':' && is_national(name)))
			return list;
	return NULL;
}

bool
orgid_country_fits(enum orgid_country rule, struct span code, int32_t day)
{
	if (rule == ORGID_GLOBAL)
		return SPAN_IS(code, "XG");
	if (rule == ORGID_VAT && (SPAN_IS(code, "EL") || SPAN_IS(code, "XI")))
		return true;
	return country_status(code, day) == COUNTRY_ASSIGNED;
}

bool
orgid_is_subdivision(struct span code)
{
	if (code.n < 1 || code.n > 3)
		return false;
	for (size_t i = 0; i < code.n; i++)
		if (!is_upper(code.p[i]) && !is_digit(code.p[i]))
			return false;
	return true;
}

/* ---- numbers ---- */

/*
 * Layouts of VAT numbers after their prefix, as the VIES of the European Commission and the tax
 * authorities give them: 9 a digit, A a letter, X either, others themselves; "|" between two.
 */
static const struct {
	char country[3];
	const char *layouts;
} vat_layouts[] = {
	{ "AT", "U99999999" },
	{ "BE", "9999999999|999999999" },
	{ "BG", "999999999|9999999999" },
	{ "CH", "E999999999|E999999999MWST|E999999999TVA|E999999999IVA" },
	{ "CY", "99999999A" },
	{ "CZ", "99999999|999999999|9999999999" },
	{ "DE", "999999999" },
	{ "DK", "99999999" },
	{ "EE", "999999999" },
	{ "EL", "999999999" },
	{ "ES", "X9999999X" },
	{ "FI", "99999999" },
	{ "FR", "XX999999999" },
	{ "GB", "999999999|999999999999|GD999|HA999" },
	{ "GR", "999999999" },
	{ "HR", "99999999999" },
	{ "HU", "99999999|99999999999" },
	{ "IE", "9X99999A|9999999AA|9+99999A|9*99999A" },
	{ "IT", "99999999999" },
	{ "LT", "999999999|999999999999" },
	{ "LU", "99999999" },
	{ "LV", "99999999999" },
	{ "MT", "99999999" },
	{ "NL", "999999999B99|999999999" },
	{ "NO", "999999999|999999999MVA" },
	{ "PL", "9999999999" },
	{ "PT", "999999999" },
	{ "RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999" },
	{ "SE", "999999999999|9999999999" },
	{ "SI", "99999999" },
	{ "SK", "9999999999" },
	{ "XI", "999999999|999999999999|GD999|HA999" },
};

static bool
fits(char place, uint8_t c)
{
	switch (place) {
	case '9': return is_digit(c);
	case 'A': return is_upper(c);
	case 'X': return is_digit(c) || is_upper(c);
	default: return c == (uint8_t)place;
	}
}

/* Whether digits and letters of a number fit one layout, which ends at "|" or the end. */
static bool
fits_layout(const char *layout, struct span number)
{
	for (size_t i = 0; i < number.n; i++) {
		if (number.p[i] == ' ' || number.p[i] == '.' || number.p[i] == '-')
			continue;
		if (*layout == '\0' || *layout == '|' || !fits(*layout, number.p[i]))
			return false;
		layout++;
	}
	return *layout == '\0' || *layout == '|';
}

int
orgid_vat_fits(struct span country, struct span number)
{
	for (size_t i = 0; i < sizeof(vat_layouts) / sizeof(*vat_layouts); i++) {
		if (!span_is(country, vat_layouts[i].country, COUNTRY))
			continue;
		for (const char *l = vat_layouts[i].layouts; l; l = strchr(l, '|')) {
			l += *l == '|';
			if (fits_layout(l, number))
				return 1;
		}
		return 0;
	}
	return -1;
}

bool
orgid_lei_is_valid(struct span lei)
{
	unsigned rest = 0;

	if (lei.n != 20 || !is_digit(lei.p[18]) || !is_digit(lei.p[19]))
		return false;
	for (size_t i = 0; i < lei.n; i++) {
		if (is_digit(lei.p[i]))
			rest = (rest * 10 + lei.p[i] - '0') % 97;
		else if (is_upper(lei.p[i]))
			rest = (rest * 100 + lei.p[i] - 'A' + 10) % 97;
		else
			return false;
	}
	return rest == 1;
}

/* ---- payment services ---- */

/*
 * TS 119 495 annex D, without the countries whose authority has changed since or goes by another
 * name too (Croatia, Iceland, Latvia).
 */
static const struct {
	char country[3];
	char authority[8];
} authorities[] = {
	{ "AT", "FMA" }, { "BE", "NBB" }, { "BG", "BNB" }, { "CY", "CBC" }, { "CZ", "CNB" },
	{ "DE", "BAFIN" }, { "DK", "DFSA" }, { "EE", "FI" }, { "ES", "BE" }, { "FI", "FINFSA" },
	{ "FR", "ACPR" }, { "GB", "FCA" }, { "GR", "BOG" }, { "HU", "CBH" },
	{ "IE", "CBI" }, { "IT", "BI" }, { "LI", "FMA" }, { "LT", "BL" }, { "LU", "CSSF" },
	{ "MT", "MFSA" }, { "NL", "DNB" }, { "NO", "FSA" },
	{ "PL", "PFSA" }, { "PT", "BP" }, { "RO", "NBR" }, { "SE", "FINA" }, { "SI", "BS" },
	{ "SK", "NBS" },
};

bool
orgid_psd_split(struct span reference, struct span *authority, struct span *number)
{
	const uint8_t *hyphen;
	size_t n;

	if (reference.n == 0)
		return false;
	hyphen = memchr(reference.p, '-', reference.n);
	n = hyphen ? (size_t)(hyphen - reference.p) : 0;
	if (n < 2 || n > 8 || n + 1 == reference.n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_upper(reference.p[i]))
			return false;
	*authority = part(reference, 0, n);
	*number = part(reference, n + 1, reference.n - n - 1);
	return true;
}

int
orgid_psd_knows(struct span country, struct span authority)
{
	for (size_t i = 0; i < sizeof(authorities) / sizeof(*authorities); i++)
		if (span_is(country, authorities[i].country, COUNTRY))
			return span_is(authority, authorities[i].authority,
				       strlen(authorities[i].authority));
	return -1;
}
