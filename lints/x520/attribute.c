/* X.520: bounds of the attributes that RFC 5280 does not define, and country codes. */

#include "checks.h"

/*
 * The subject's street has at most 128 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. Several
 * lines of an address are several attributes.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-2.34-x520-street-address-max-128
 * peers: zlint:e_subject_street_address_max_length
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/street=\{128:a}
 *	fail client subject=C=US/street=\{129:a}
 */
LINT_AS(attribute_fault, x520_street_too_long, NOTICE, X520("Annex C"), .from = X520_2005_DAY,
	SUBJECT_FAULT(LENGTH, STREET, "is too long"));

/*
 * The subject's postalCode has at most 40 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. The
 * bound is 40; the 16 of X.411 that some linters use binds no certificate.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-2.23-x520-postal-code-max-40
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/postalCode=\{40:a}
 *	fail client subject=C=US/postalCode=\{41:a}
 */
LINT_AS(attribute_fault, x520_postal_code_too_long, NOTICE, X520("Annex C"),
	.from = X520_2005_DAY, SUBJECT_FAULT(LENGTH, POSTAL_CODE, "is too long"));

/*
 * The subject's businessCategory has at most 128 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. The EV
 * categories have at most 23 characters.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-2.2-x520-business-category-max-128
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/businessCategory=\{128:a}
 *	fail client subject=C=US/businessCategory=\{129:a}
 */
LINT_AS(attribute_fault, x520_business_category_too_long, NOTICE, X520("Annex C"),
	.from = X520_2005_DAY, SUBJECT_FAULT(LENGTH, BUSINESS_CATEGORY, "is too long"));

/*
 * The subject's description has at most 1024 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. A
 * description is for human beings and has no place in most profiles.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-2.5-x520-description-max-1024
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/description=\{1024:a}
 *	fail client subject=C=US/description=\{1025:a}
 */
LINT_AS(attribute_fault, x520_description_too_long, NOTICE, X520("Annex C"),
	.from = X520_2005_DAY, SUBJECT_FAULT(LENGTH, DESCRIPTION, "is too long"));

/*
 * The subject's postOfficeBox has at most 40 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. It holds
 * the number of a box.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-2.24-x520-post-office-box-max-40
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/postOfficeBox=\{40:a}
 *	fail client subject=C=US/postOfficeBox=\{41:a}
 */
LINT_AS(attribute_fault, x520_post_office_box_too_long, NOTICE, X520("Annex C"),
	.from = X520_2005_DAY, SUBJECT_FAULT(LENGTH, POST_OFFICE_BOX, "is too long"));

/*
 * The subject's telephone has at most 32 characters.
 *
 * X.520 gave the type an upper bound until its edition of 2005, and profiles repeat it; later
 * editions have none.  Directories and databases that were made to it cut what is longer. An
 * international number has at most 15 digits.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: x520-x.520-6.2.7-x520-telephone-number-printable
 * unless: br_attribute_too_long
 *
 *	pass client subject=C=US/telephone=\{32:a}
 *	fail client subject=C=US/telephone=\{33:a}
 */
LINT_AS(attribute_fault, x520_telephone_too_long, WARNING, X520("Annex C"),
	.from = X520_2005_DAY, SUBJECT_FAULT(LENGTH, TELEPHONE, "is too long"));

/* Why two octets are no country code on the day. */
static const char *
country_fault(enum country_status status)
{
	switch (status) {
	case COUNTRY_RESERVED: return "is reserved, but no country's code";
	case COUNTRY_USER: return "is a user-assigned code";
	case COUNTRY_NOT_YET: return "was not assigned yet";
	case COUNTRY_WITHDRAWN: return "is a code that was withdrawn";
	default: return "is no code of ISO 3166-1";
	}
}

/* Whether a document of the CA/Browser Forum lets XX stand for a place that has no code. */
static bool
may_lack_country(const struct cert *c)
{
	return facts_have(&c->facts, FACT_TLS) || facts_have(&c->facts, FACT_SMIME) ||
		facts_have(&c->facts, FACT_CODE_SIGNING);
}

/*
 * The subject's countryName is in upper case.
 *
 * countryName holds a code of ISO 3166-1, and what compares countries (name constraints,
 * registration schemes, export rules) compares codes. ISO 3166-1 writes alpha-2 codes in upper
 * case. Most comparisons of names ignore case and some do not.
 *
 * fix: write the code in upper case.
 * covers: x520-iso-3166-x520-country-code-assigned evg-7.1.4.2.6-country-uppercase
 * peers: zlint:e_subj_country_not_uppercase pkilint:cabf.invalid_country_code
 *
 *	pass client
 *	pass client subject=C=XX/O=Example/CN=Ada
 *	fail client subject=C=us/O=Example/CN=Ada
 *	fail tls subject=C=Us
 */
LINT(x520_country_lower_case, WARNING, X520("6.3.1"), .trigger = ON_SUBJECT(COUNTRY),
	 .from = X520_2005_DAY)
{
	struct attribute a;

	each_of(&c->subject_name, OID_COUNTRY, a)
		if (country_is_lower_case(a.value.body))
			fail(r, der_whole(&a.value), "countryName %s is not in upper case",
			     quote(r, a.value.body));
}

/*
 * The subject's countryName is an assigned code of ISO 3166-1.
 *
 * countryName holds a code of ISO 3166-1, and what compares countries (name constraints,
 * registration schemes, export rules) compares codes. "EU" and "UK" are reserved but belong to no
 * country, "XX" says that there is none, and codes that were withdrawn or never assigned are
 * typing mistakes more often than not.
 *
 * fix: write the alpha-2 code of the country; for the United Kingdom it is GB.
 * covers: x520-iso-3166-x520-country-code-assigned
 * peers: zlint:e_subject_country_not_iso pkilint:cabf.invalid_country_code
 * unless: br_country_unassigned br_country_not_of_a_country
 *
 *	pass client
 *	fail client subject=C=EU/O=Example/CN=Ada
 *	fail client subject=C=XX/O=Example/CN=Ada
 *	fail client subject=C=JJ/O=Example/CN=Ada
 *	pass ov subject=C=XX/ST=Texas/O=Example
 *	pass client subject=C=us/O=Example/CN=Ada
 */
LINT(x520_country_unassigned, WARNING, X520("6.3.1"), .trigger = ON_SUBJECT(COUNTRY),
	 .from = X520_2005_DAY)
{
	struct attribute a;
	enum country_status status;

	each_attribute(&c->subject_name, a) {
		status = country_status(a.value.body, rules_day(r));
		if (a.oid != OID_COUNTRY || a.value.body.n != 2 || status == COUNTRY_ASSIGNED ||
		    country_is_lower_case(a.value.body))
			continue;
		if (!span_is(a.value.body, "XX", 2) || !may_lack_country(c))
			fail(r, der_whole(&a.value), "countryName %s %s", quote(r, a.value.body),
			     country_fault(status));
	}
}

/*
 * The subject's telephoneNumber is a PrintableString.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. The number is in the international form of E.123, which needs
 * nothing else.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: x520-x.520-6.2.7-x520-telephone-number-printable
 * unless: der_character_string_constructed
 *
 *	pass client +subject=telephone=+1\x20555\x200100
 *	fail client +subject=telephone=utf8:12
 */
LINT_AS(attribute_fault, x520_telephone_not_printable, ERROR, X520("6.7.1"),
	.from = X520_2005_DAY,
	SUBJECT_FAULT(WRONG_TYPE, TELEPHONE, "is of the wrong string type"));
