/* EV Guidelines 7.1.4.2, formerly 9.2: what the attributes of an EV subject hold. */

#include "checks.h"

static bool
is_letter(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
has_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
}

/* Whether a word of lower-case letters stands in text of whatever case. */
static bool
has_word(struct span text, const char *word)
{
	size_t n = strlen(word);

	for (; text.n >= n; text.p++, text.n--)
		if (span_is_text((struct span){ text.p, n }, word))
			return true;
	return false;
}

/* ---- organization and address ---- */

/*
 * Where parentheses first go wrong: one that closes nothing, or closes at once; p == NULL: nowhere.
 */
static struct span
parenthesis_fault(const struct der *value)
{
	struct span rest = value->body, before, none = { NULL, 0 };
	bool opened = false;
	unsigned depth = 0;
	uint32_t c;

	for (before = rest; text_next(value->tag, &rest, &c); before = rest) {
		if (c == '(' || c == 0xff08) {
			depth++;
			opened = true;
			continue;
		}
		if ((c == ')' || c == 0xff09) && (opened || depth-- == 0))
			return (struct span){ before.p, (size_t)(rest.p - before.p) };
		opened = false;
	}
	return depth > 0 ? value->body : none;
}

/*
 * Parentheses in the organizationName of an EV certificate are in pairs and not empty.
 *
 * An assumed name may stand first if the full legal name follows in parentheses. A parenthesis that
 * is never closed is the sign of a name cut off at 64 characters, where the Guidelines want it
 * abbreviated so that nobody is misled.
 *
 * fix: write the legal name in full, or abbreviate within it.
 * covers: evg-7.1.4.2.1-dba-parenthesis
 *
 *	pass ev subject=C=US/ST=Texas/O=Shop\x20(Example\x20Inc.)/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Shop\x20(Example\x20Inc./businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Shop\x20()/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Shop)/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 */
LINT(ev_organization_parentheses, NOTICE, EVG("7.1.4.2.1"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4)
{
	struct attribute a;
	struct span at;

	if (!name_first(&c->subject_name, OID_ORGANIZATION, &a))
		return;
	at = parenthesis_fault(&a.value);
	if (at.p)
		fail(r, at, "organizationName %s has a parenthesis too many, or an empty pair",
		     quote(r, a.value.body));
}

/*
 * Whether letters follow in text, with dots and blanks between them as one likes, and then no more.
 */
static bool
begins_loosely(struct span text, const char *letters)
{
	size_t i = 0;

	for (; *letters && i < text.n; i++) {
		if (text.p[i] == '.' || text.p[i] == ' ')
			continue;
		if ((text.p[i] | 0x20) != (uint8_t)*letters)
			return false;
		letters++;
	}
	return *letters == '\0' && (i == text.n || !is_letter(text.p[i]));
}

/* Whether an address is a box or somebody else's. */
static bool
is_mail_drop(struct span street)
{
	bool inside = false;

	for (; street.n >= 3; street.p++, street.n--) {
		if (!inside && (begins_loosely(street, "pobox") ||
				begins_loosely(street, "postofficebox") ||
				begins_loosely(street, "postfach") ||
				span_is_text((struct span){ street.p, 3 }, "c/o")))
			return true;
		inside = is_letter(street.p[0]) || is_digit(street.p[0]) || street.p[0] >= 0x80;
	}
	return false;
}

/*
 * The address of an EV subject is a place of business.
 *
 * The Guidelines have the CA verify an address where business is done, not a mail drop, a post
 * office box or one in care of somebody else. Wordings are many: this knows the usual ones.
 *
 * fix: write the street where the subject does business, or leave streetAddress out.
 * covers: evg-3.2.2.4.1-no-po-box
 *
 *	pass ev
 *	pass ev subject=C=US/ST=Texas/street=1\x20Poboxer\x20Street/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/street=P.O.\x20Box\x2012/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/street=c/o\x20Agent/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	na   ov +subject=street=PO\x20Box\x2012
 */
LINT(ev_street_po_box, NOTICE, EVG("3.2.2.4.1"), .on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_STREET) == 0)
		return;
	each_of(&c->subject_name, OID_STREET, a)
		if (is_mail_drop(a.value.body))
			fail(r, der_whole(&a.value), "streetAddress %s seems to be no place of "
			     "business", quote(r, a.value.body));
}

/* ---- business category and registration number ---- */

enum category { PRIVATE, GOVERNMENT, BUSINESS, NON_COMMERCIAL, CATEGORY_NONE };

static enum category
category_of(const struct der *value)
{
	static const char *const texts[] = { "Private Organization", "Government Entity",
		"Business Entity", "Non-Commercial Entity" };
	unsigned i = 0;

	while (i < CATEGORY_NONE && !text_is(value->tag, value->body, texts[i]))
		i++;
	return i;
}

static enum category
category(const struct cert *c)
{
	struct attribute a;

	return name_first(&c->subject_name, OID_BUSINESS_CATEGORY, &a) ? category_of(&a.value) :
		CATEGORY_NONE;
}

/*
 * businessCategory is one of the four strings of the Guidelines.
 *
 * Programs compare it, letter by letter: "Private Organization", "Government Entity", "Business
 * Entity" or "Non-Commercial Entity". The first versions had "V1.0, Clause 5.(b)" and the like.
 *
 * fix: write the category as the Guidelines do.
 * covers: evg-7.1.4.2.3-business-category-value
 * peers: zlint:e_ev_invalid_business_category pkilint:cabf.ev_guidelines.invalid_business_category
 * unless: rfc_attribute_empty rfc_directory_string_type der_bmp_string_length
 *
 *	pass ev
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Non-Commercial\x20Entity/jC=US/jST=Texas/serialNumber=1
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=bmp:Business\x20Entity/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=private\x20organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organisation/jC=US/jST=Texas/serialNumber=1
 */
LINT(ev_business_category_value, ERROR, EVG("7.1.4.2.3"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_BUSINESS_CATEGORY) == 0)
		return;
	each_of(&c->subject_name, OID_BUSINESS_CATEGORY, a)
		if (category_of(&a.value) == CATEGORY_NONE)
			fail(r, der_whole(&a.value), "businessCategory %s is none of the four of "
			     "the Guidelines", quote(r, a.value.body));
}

/* A serialNumber that has no digit. */
static bool
words_of_serial_number(const struct cert *c, struct attribute *a)
{
	return name_first(&c->subject_name, OID_SERIAL_NUMBER, a) && a->value.body.n > 0 &&
		!has_digit(a->value.body);
}

/*
 * The serialNumber of a company is a number or a date.
 *
 * Companies are in a register. The words "Government Entity" and the like are for subjects that
 * have no number and no date of creation either, and say nothing that tells two companies apart.
 *
 * fix: write the registration number, or the date of incorporation.
 * covers: evg-7.1.4.2.5-serial-wording-private-org
 * unless: br_attribute_filler br_attribute_filler_old br_attribute_placeholder
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=Government\x20Entity
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Business\x20Entity/jC=US/jST=Texas/serialNumber=Registered
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Government\x20Entity/jC=US/jST=Texas/serialNumber=Government\x20Entity
 */
LINT(ev_serial_number_wording, WARNING, EVG("7.1.4.2.5"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4)
{
	enum category kind;
	struct attribute a;

	if (!words_of_serial_number(c, &a))
		return;
	kind = category(c);
	if (kind == PRIVATE || kind == BUSINESS)
		fail(r, der_whole(&a.value), "serialNumber %s is neither a number nor a date",
		     quote(r, a.value.body));
}

/* A serialNumber in words that lacks the word for its category. */
struct wording {
	enum category category;
	const char *word;
};

static void
serial_number_wording(const struct cert *c, struct report *r)
{
	const struct wording *w = arg(r);
	struct attribute a;

	if (words_of_serial_number(c, &a) && category(c) == w->category &&
	    !has_word(a.value.body, w->word))
		fail(r, der_whole(&a.value), "serialNumber %s does not say that the subject is "
		     "%s entity", quote(r, a.value.body), w->category == GOVERNMENT ?
		     "a government" : "an international organization");
}

/*
 * A serialNumber in words says that the subject is a government entity.
 *
 * Authorities often have no number and no date of creation. The field is required all the same, and
 * then holds words that say what the subject is, such as "Government Entity".
 *
 * fix: write "Government Entity".
 * covers: evg-7.1.4.2.5-serial-wording-government
 * unless: br_attribute_filler br_attribute_filler_old br_attribute_placeholder
 *
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Government\x20Entity/jC=US/jST=Texas/serialNumber=Government\x20Entities
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Government\x20Entity/jC=US/jST=Texas/serialNumber=1845-12-29
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Government\x20Entity/jC=US/jST=Texas/serialNumber=Registered
 */
LINT_AS(serial_number_wording, ev_serial_number_government, NOTICE, EVG("7.1.4.2.5"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	.arg = &(const struct wording){ GOVERNMENT, "gov" });

/*
 * A serialNumber in words says that the subject is an international organization.
 *
 * Non-commercial entities in the sense of the Guidelines are international organizations. Where
 * their date of formation and the act that created them are not to be had, words say what they are.
 *
 * fix: write "International Organization Entity".
 * covers: evg-3.2.2.2.1-serial-wording-international
 * unless: br_attribute_filler br_attribute_filler_old br_attribute_placeholder
 *
 *	pass ev subject=C=CH/L=Geneva/O=Example/businessCategory=Non-Commercial\x20Entity/jC=CH/serialNumber=International\x20Organization
 *	fail ev subject=C=CH/L=Geneva/O=Example/businessCategory=Non-Commercial\x20Entity/jC=CH/serialNumber=Government\x20Entity
 */
LINT_AS(serial_number_wording, ev_serial_number_international, NOTICE, EVG("3.2.2.2.1"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	.arg = &(const struct wording){ NON_COMMERCIAL, "internat" });

/* ---- dates ---- */

static bool
is_word(uint8_t c)
{
	return is_letter(c) || is_digit(c) || c >= 0x80;
}

/* The words of a text, up to three; their number, or 4 for more. */
static unsigned
split_words(struct span text, struct span words[3])
{
	unsigned count = 0;

	while (text.n > 0) {
		if (!is_word(text.p[0])) {
			text.p++, text.n--;
			continue;
		}
		if (count == 3)
			return 4;
		words[count] = (struct span){ text.p, 0 };
		for (; text.n > 0 && is_word(text.p[0]); text.p++, text.n--)
			words[count].n++;
		count++;
	}
	return count;
}

/* A number of one to four digits; -1 if it is none. */
static int
small_number(struct span s)
{
	int value = 0;

	if (s.n < 1 || s.n > 4)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return -1;
		value = value * 10 + s.p[i] - '0';
	}
	return value;
}

static bool
is_month_name(struct span s)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul",
		"aug", "sep", "oct", "nov", "dec" };

	for (unsigned i = 0; i < 12; i++)
		if (s.n >= 3 && span_is_text((struct span){ s.p, 3 }, months[i]))
			return true;
	return false;
}

static bool
is_year(struct span s)
{
	return s.n == 4 && small_number(s) >= 1000 && small_number(s) <= 2100;
}

static bool
is_day_or_month(struct span s)
{
	return s.n <= 2 && small_number(s) >= 1 && small_number(s) <= 31;
}

/* YYYY-MM-DD, whether there is such a day or not. */
static bool
is_iso_form(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : !is_digit(s.p[i]))
			return false;
	return s.n == 10;
}

/* Whether text is a date in some other layout: three words, of which one is a year. */
static bool
is_other_date(struct span text)
{
	struct span w[3];

	if (is_iso_form(text) || split_words(text, w) != 3)
		return false;
	if (is_year(w[0]))
		return (is_day_or_month(w[1]) || is_month_name(w[1])) && is_day_or_month(w[2]);
	return is_year(w[2]) && ((is_day_or_month(w[0]) && is_day_or_month(w[1])) ||
		(is_month_name(w[0]) && is_day_or_month(w[1])) ||
		(is_day_or_month(w[0]) && is_month_name(w[1])));
}

/*
 * A date as serialNumber is written YYYY-MM-DD.
 *
 * Where a register gives no numbers the date of incorporation stands for one, and 04/05/1999 is two
 * days. Ballot SC95 replaced "any one of the common date formats" by that of ISO 8601. A
 * registration number can look like a date: hence a warning.
 *
 * fix: write the date as 1999-05-04.
 * covers: evg-7.1.4.2.5-serial-date-iso
 *
 *	pass ev from=2026-05-05
 *	pass ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1999-05-04
 *	pass ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=01-10-041004
 *	fail ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=04\/05\/1999
 *	fail ev from=2026-05-05 "subject=C=US/ST=Texas/O=Example/businessCategory=Private Organization/jC=US/jST=Texas/serialNumber=May 4, 1999"
 *	fail ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1999-5-4
 *	na   ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1999-5-4
 */
LINT(ev_serial_number_date_form, WARNING, EVG("7.1.4.2.5"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_2_0_2)
{
	struct attribute a;

	if (name_first(&c->subject_name, OID_SERIAL_NUMBER, &a) && is_other_date(a.value.body)) {
		expect(r, "YYYY-MM-DD", "%s", quote(r, a.value.body));
		fail(r, der_whole(&a.value), "serialNumber %s seems to be a date in another form",
		     quote(r, a.value.body));
	}
}

/* The day that YYYY-MM-DD is; DAY_NONE if there is none. */
static int32_t
iso_day(struct span s)
{
	int year = small_number((struct span){ s.p, 4 });
	int month = small_number((struct span){ s.p + 5, 2 });
	int day = small_number((struct span){ s.p + 8, 2 });
	int y, m, d;
	int32_t result;

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return DAY_NONE;
	result = DAY(year, month, day);
	day_parts(result, &y, &m, &d);
	return d == day ? result : DAY_NONE;
}

/*
 * A date as serialNumber is a day of the calendar, and not after the certificate was issued.
 *
 * No organization was registered on 30 February, nor after it was vetted. A registration number can
 * look like a date: hence a warning.
 *
 * fix: write the date of incorporation or registration.
 * covers: evg-7.1.4.2.5-serial-date-valid
 *
 *	pass ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=2024-02-29
 *	fail ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=2023-02-29
 *	pass ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=2026-05-05 edges=no
 *	fail ev from=2026-05-05 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=2026-05-06 edges=no
 */
LINT(ev_serial_number_date_invalid, WARNING, EVG("7.1.4.2.5"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_2_0_2)
{
	struct attribute a;
	int32_t day;

	if (!name_first(&c->subject_name, OID_SERIAL_NUMBER, &a) || !is_iso_form(a.value.body))
		return;
	day = iso_day(a.value.body);
	if (day == DAY_NONE)
		fail(r, der_whole(&a.value), "serialNumber %s is no day of the calendar",
		     quote(r, a.value.body));
	else if (c->from_day != DAY_NONE && day > c->from_day)
		fail(r, der_whole(&a.value), "serialNumber %s is a day after notBefore",
		     quote(r, a.value.body));
}

/* ---- jurisdiction ---- */

/*
 * jurisdictionCountryName is a code that ISO 3166-1 assigns.
 *
 * The country says in which register the number is to be looked up. "UK" and "EU" are reserved and
 * belong to no country. The user-assigned XX has a lint of its own.
 *
 * fix: write the alpha-2 code of the country; for the United Kingdom it is GB.
 * covers: evg-7.1.4.2.4-country-iso
 * peers: pkilint:cabf.serverauth.invalid_jurisdiction_country_code
 *
 *	pass ev
 *	fail ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=UK/serialNumber=1
 *	fail ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=JJ/serialNumber=1
 *	pass ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=XX/serialNumber=1
 *	pass ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=gb/serialNumber=1
 */
LINT(ev_jurisdiction_country_unassigned, ERROR, EVG("7.1.4.2.4"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SUBJECT(COUNTRY), .from = EVG_1_4)
{
	struct attribute a;
	struct span code;

	each_attribute(&c->subject_name, a) {
		code = a.value.body;
		if (a.oid == OID_JURISDICTION_COUNTRY && code.n == 2 && !SPAN_IS(code, "XX") &&
		    !country_is_lower_case(code) &&
		    country_status(code, rules_day(r)) != COUNTRY_ASSIGNED)
			fail(r, der_whole(&a.value), "jurisdictionCountryName %s is no code that "
			     "ISO 3166-1 assigns on this day", quote(r, code));
	}
}

/*
 * jurisdictionCountryName is not XX.
 *
 * The place of business may be where no code exists, and then XX is written. A jurisdiction is that
 * of an agency that keeps a register: the Guidelines want the applicable code, and offer no XX.
 *
 * fix: write the code of the country whose law governs the register.
 * covers: evg-7.1.4.2.4-country-iso
 *
 *	pass ev subject=C=XX/L=Pristina/O=Example/businessCategory=Private\x20Organization/jC=US/serialNumber=1
 *	fail ev subject=C=XX/L=Pristina/O=Example/businessCategory=Private\x20Organization/jC=XX/serialNumber=1
 */
LINT(ev_jurisdiction_country_xx, WARNING, EVG("7.1.4.2.4"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SUBJECT(COUNTRY), .from = EVG_1_4)
{
	struct attribute a;

	each_of(&c->subject_name, OID_JURISDICTION_COUNTRY, a)
		if (SPAN_IS(a.value.body, "XX"))
			fail(r, der_whole(&a.value), "jurisdictionCountryName is XX");
}

/*
 * jurisdictionCountryName is in upper case.
 *
 * ISO 3166-1 writes alpha-2 codes in capitals, and what compares jurisdictions compares octets.
 *
 * fix: write the code in upper case.
 * covers: evg-7.1.4.2.4-country-uppercase
 * peers: pkilint:cabf.serverauth.invalid_jurisdiction_country_code
 *
 *	pass ev
 *	fail ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=gb/serialNumber=1
 */
LINT(ev_jurisdiction_country_lower_case, WARNING, EVG("7.1.4.2.4"),
     .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SUBJECT(COUNTRY), .from = EVG_1_4)
{
	struct attribute a;

	each_of(&c->subject_name, OID_JURISDICTION_COUNTRY, a)
		if (country_is_lower_case(a.value.body))
			fail(r, der_whole(&a.value), "jurisdictionCountryName %s is not in upper "
			     "case", quote(r, a.value.body));
}

/*
 * jurisdictionCountryName is a PrintableString (before version 2.0.0 of the BRs).
 *
 * The Guidelines define it like countryName, first by RFC 5280 and then by X.520.
 *
 * fix: encode it as PrintableString.
 * covers: evg-appG-country-type
 * peers: zlint:e_subject_rdns_correct_encoding
 * unless: der_character_string_constructed
 *
 *	pass ev from=2022-05-03
 *	fail ev from=2022-05-03 subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=utf8:GB/serialNumber=1
 *	na   ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=utf8:GB/serialNumber=1
 */
LINT_AS(attribute_fault, ev_jurisdiction_country_not_printable, ERROR, EVG("G"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4, .until = BR_2_0_0,
	SUBJECT_FAULT(WRONG_TYPE, JURISDICTION_COUNTRY, "is of the wrong string type"));

/*
 * The jurisdiction of an EV subject keeps its bounds (before version 2.0.0 of the BRs).
 *
 * State and locality of the jurisdiction have at most 128 characters, the country has two, as the
 * attributes of an address have by RFC 5280.
 *
 * fix: write the name of the state or locality alone; for the country its code.
 * covers: evg-appG-state-length evg-appG-locality-length evg-appG-country-type
 *
 *	pass ev from=2022-05-03 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=\{128:a}/serialNumber=1
 *	fail ev from=2022-05-03 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=\{129:a}/serialNumber=1
 *	fail ev from=2022-05-03 subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=USA/serialNumber=1
 *	na   ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=USA/serialNumber=1
 */
LINT(ev_jurisdiction_length, ERROR, EVG("G"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SUBJECT(LENGTH), .from = EVG_1_4, .until = BR_2_0_0)
{
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if ((a.oid == OID_JURISDICTION_COUNTRY || a.oid == OID_JURISDICTION_STATE ||
		     a.oid == OID_JURISDICTION_LOCALITY) &&
		    attribute_flags(a.oid, &a.value, DAY_NONE) & ATTRIBUTE_BIT(LENGTH))
			attribute_report(r, &a, ATTRIBUTE_LENGTH, "the subject",
					 "does not have the right length");
}

/* The jurisdiction's country and state; false if one lacks or is no text that can be compared. */
static bool
jurisdiction(const struct cert *c, struct span *country, struct attribute *state)
{
	struct attribute a;

	if (!name_first(&c->subject_name, OID_JURISDICTION_COUNTRY, &a) ||
	    !name_first(&c->subject_name, OID_JURISDICTION_STATE, state) ||
	    (state->value.tag != DER_UTF8_STRING && state->value.tag != DER_PRINTABLE_STRING))
		return false;
	*country = a.value.body;
	return true;
}

/*
 * jurisdictionStateOrProvinceName is a name, not a code.
 *
 * It is the full name of the jurisdiction: Delaware, not DE, which is another country's code. A
 * name of two letters that happens to be a code of the country is not known.
 *
 * fix: write the name in full.
 * covers: evg-7.1.4.2.4-state-full-name
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=TX/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=AU/jST=NSW/serialNumber=1
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Tx/serialNumber=1
 */
LINT(ev_jurisdiction_state_abbreviated, WARNING, EVG("7.1.4.2.4"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4)
{
	struct attribute state;
	struct span country;

	if (jurisdiction(c, &country, &state) && is_letter(state.value.body.n > 0 ?
	    state.value.body.p[0] : 0) && subdivision_find(country, state.value.body))
		fail(r, der_whole(&state.value), "jurisdictionStateOrProvinceName %s is a code of "
		     "ISO 3166-2", quote(r, state.value.body));
}

/*
 * jurisdictionStateOrProvinceName of the United States, Canada or Australia is a state of theirs.
 *
 * For these countries one spelling is in use. Elsewhere names are written in more than one language
 * and script, and no list has them all.
 *
 * fix: write the name of the state whose law governs the register.
 * covers: evg-7.1.4.2.4-state-known
 * unless: ev_jurisdiction_state_abbreviated rfc_attribute_empty br_attribute_filler
 * unless: br_attribute_filler_old br_attribute_placeholder rfc_attribute_edge_space
 * unless: ev_jurisdiction_length br_attribute_too_long
 *
 *	pass ev
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=DELAWARE/serialNumber=1
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=District\x20of\x20Columbia/serialNumber=1
 *	pass ev subject=C=DE/ST=Bayern/O=Example/businessCategory=Private\x20Organization/jC=DE/jST=Bayern/serialNumber=1
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Delawere/serialNumber=1
 */
LINT(ev_jurisdiction_state_unknown, NOTICE, EVG("7.1.4.2.4"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4)
{
	struct attribute state;
	struct span country;

	if (!jurisdiction(c, &country, &state) ||
	    !(SPAN_IS(country, "US") || SPAN_IS(country, "CA") || SPAN_IS(country, "AU")))
		return;
	if (!subdivision_named(country, state.value.body) &&
	    !span_is_text(state.value.body, "district of columbia") &&
	    !span_is_text(state.value.body, "qu\xc3\xa9""bec"))
		fail(r, der_whole(&state.value), "jurisdictionStateOrProvinceName %s is no state "
		     "of %s", quote(r, state.value.body), quote(r, country));
}

static bool
is_code(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && !(s.p[i] >= 'A' && s.p[i] <= 'Z'))
			return false;
	return s.n > 0 && s.n <= 3;
}

/*
 * jurisdictionLocalityName is a name, not a code.
 *
 * Up to three capitals or digits are rarely the full name of a place.
 *
 * fix: write the name in full.
 * covers: evg-7.1.4.2.4-locality-full-name
 *
 *	pass ev +subject=jL=Oakland
 *	fail ev +subject=jL=OAK
 *	na   ov +subject=jL=OAK
 */
LINT(ev_jurisdiction_locality_abbreviated, NOTICE, EVG("7.1.4.2.4"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4)
{
	struct attribute a;

	if (name_first(&c->subject_name, OID_JURISDICTION_LOCALITY, &a) && is_code(a.value.body))
		fail(r, der_whole(&a.value), "jurisdictionLocalityName %s is written like a code",
		     quote(r, a.value.body));
}
