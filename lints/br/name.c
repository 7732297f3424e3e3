/* TLS BR 7.1.4: how names are encoded, and values that say nothing. */

#include "checks.h"

/*
 * The attributes of a subject are UTF8String or PrintableString.
 *
 * The table of the BRs leaves these two of the five choices of DirectoryString. The other three
 * are legacy that much software cannot compare or show. A cross-certificate repeats a name that
 * may be older, and is left out.
 *
 * fix: encode the attribute as UTF8String or PrintableString.
 * covers: br-7.1.4.2-state-string-type br-7.1.4.2-locality-string-type
 * covers: br-7.1.4.2-postal-code-string-type br-7.1.4.2-street-string-type
 * covers: br-7.1.4.2-organization-string-type br-7.1.4.2-surname-string-type
 * covers: br-7.1.4.2-given-name-string-type br-7.1.4.2-ou-string-type
 * covers: br-7.1.4.2-common-name-string-type br-7.1.4.2-business-category-string-type
 * covers: br-7.1.4.2-jurisdiction-state-string-type br-7.1.4.2-jurisdiction-locality-string-type
 * covers: br-7.1.4.2-organization-identifier-string-type
 * covers: evg-br-7.1.4.2-business-category-encoding evg-br-7.1.4.2-jurisdiction-encoding
 * covers: evg-7.1.4.2.8-encoding
 * peers: zlint:e_subject_rdns_correct_encoding
 * peers: pkilint:cabf.serverauth.attribute_value_invalid_encoding_type
 *
 *	pass ov
 *	fail ov subject=C=US/ST=bmp:Texas/O=Example
 *	fail ca subject=C=US/O=teletex:Example/CN=CA
 *	na   client subject=C=US/O=teletex:Example/CN=Ada
 */
LINT(br_attribute_string_type, ERROR, BR("7.1.4.2"), .on = FACTS(TLS), .off = FACTS(CROSS),
	 .trigger = ON_SUBJECT(OLD_STRING), .from = BR_2_0_0)
{
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if (a.value.tag < 32 && OLD_STRINGS & STRING_BIT(a.value.tag)) {
			expect(r, "UTF8String or PrintableString", "%s",
			       string_text(a.value.tag));
			fail(r, der_whole(&a.value), "the subject's %s is a %s",
			     oid_name(r, a.type.body), string_text(a.value.tag));
		}
}

/*
 * The subject's jurisdictionCountry is a PrintableString.
 *
 * The EV Guidelines define it after countryName, and the BRs say its type.
 *
 * fix: encode it as PrintableString.
 * covers: br-7.1.4.2-jurisdiction-country-printablestring evg-appG-country-type
 * peers: pkilint:itu.invalid_asn1_syntax
 *
 *	pass ev
 *	fail ev subject=C=US/ST=California/O=Example/businessCategory=Private\x20Organization/jC=utf8:US/serialNumber=1
 */
LINT_AS(attribute_fault, br_jurisdiction_country_not_printable, ERROR, BR("7.1.4.2"),
	.on = FACTS(TLS), .from = BR_2_0_0,
	SUBJECT_FAULT(WRONG_TYPE, JURISDICTION_COUNTRY, "is of the wrong string type"));

/* The types whose bounds are the BRs' own: X.520 no longer has them, or never had. */
static bool
has_bound_of_br(enum oid oid)
{
	return oid == OID_STREET || oid == OID_POSTAL_CODE || oid == OID_BUSINESS_CATEGORY ||
		oid == OID_JURISDICTION_STATE || oid == OID_JURISDICTION_LOCALITY ||
		oid == OID_JURISDICTION_COUNTRY;
}

/*
 * Street, postal code, business category and jurisdiction of a subject keep the bounds of the BRs.
 *
 * The table has 128 characters for streetAddress, businessCategory, jurisdictionStateOrProvince
 * and jurisdictionLocality, 40 for postalCode and 2 for jurisdictionCountry. They are characters,
 * not octets.
 *
 * fix: shorten the value; put a long address into several streetAddress attributes.
 * covers: br-7.1.4.2-street-max-128 br-7.1.4.2-postal-code-max-40
 * covers: br-7.1.4.2-business-category-max-128 br-7.1.4.2-jurisdiction-state-max-128
 * covers: br-7.1.4.2-jurisdiction-locality-max-128 br-7.1.4.2-jurisdiction-country-length-2
 * covers: evg-br-7.1.4.2-business-category-length evg-appG-state-length
 * covers: evg-appG-locality-length evg-appG-country-type
 * peers: zlint:e_subject_street_address_max_length
 *
 *	pass ov subject=C=US/ST=Texas/postalCode=\{40:1}/street=\{128:a}/O=Example
 *	fail ov subject=C=US/ST=Texas/postalCode=\{41:1}/O=Example
 *	fail ov subject=C=US/ST=Texas/street=\{129:a}/O=Example
 *	na   client subject=C=US/street=\{129:a}
 */
LINT(br_attribute_too_long, ERROR, BR("7.1.4.2"), .on = FACTS(TLS), .off = FACTS(CROSS),
	 .trigger = ON_SUBJECT(LENGTH), .from = BR_2_0_0)
{
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if (has_bound_of_br(a.oid) &&
		    attribute_flags(a.oid, &a.value, DAY_NONE) & ATTRIBUTE_BIT(LENGTH))
			attribute_report(r, &a, ATTRIBUTE_LENGTH, "the subject",
					 "does not have the right length");
}

/*
 * surname and givenName of a subject have at most 64 characters.
 *
 * RFC 5280 has 32,768 for them, by a mistake in transcribing X.520. The BRs restored the bound
 * that software really has.
 *
 * fix: shorten the name as its bearer would.
 * covers: br-7.1.4.2-surname-max-64 br-7.1.4.2-given-name-max-64
 * peers: zlint:w_subject_surname_recommended_max_length
 * peers: zlint:w_subject_given_name_recommended_max_length
 * peers: pkilint:cabf.serverauth.name_attribute_value_too_long
 *
 *	pass iv subject=C=US/ST=Texas/surname=\{64:a}/givenName=Ada
 *	fail iv subject=C=US/ST=Texas/surname=\{65:a}/givenName=Ada
 *	fail iv subject=C=US/ST=Texas/surname=A/givenName=\{65:a}
 */
LINT(br_personal_name_too_long, ERROR, BR("7.1.4.2"), .on = FACTS(TLS), .off = FACTS(CROSS),
	 .from = BR_2_0_0)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_SURNAME) == 0 &&
	    name_count(&c->subject_name, OID_GIVEN_NAME) == 0)
		return;
	each_attribute(&c->subject_name, a)
		if ((a.oid == OID_SURNAME || a.oid == OID_GIVEN_NAME) && a.value.body.n > 64 &&
		    text_length(a.value.tag, a.value.body) > 64)
			fail(r, der_whole(&a.value), "%s has %zu characters, more than 64",
			     oid_name(r, a.type.body), text_length(a.value.tag, a.value.body));
}

static void
rdn_shared(const struct cert *c, struct report *r)
{
	struct attribute a;
	uint32_t rdn = UINT32_MAX, reported = UINT32_MAX;

	each_attribute(&c->subject_name, a) {
		if (a.rdn == rdn && rdn != reported) {
			fail(r, der_whole(&a.pair), "%s shares its RDN with another attribute",
			     oid_name(r, a.type.body));
			reported = rdn;
		}
		rdn = a.rdn;
	}
}

/*
 * Every RDN of a subject has exactly one attribute.
 *
 * RDNs with several attributes compare as sets, which hardly any software does, and their order is
 * DER's and not the reader's.
 *
 * fix: put each attribute into an RDN of its own.
 * covers: br-7.1.4.1-name-single-atv-per-rdn evg-br-7.1.4.1-single-atv-rdn
 * peers: zlint:n_multiple_subject_rdn pkilint:cabf.serverauth.rdn_contains_multiple_atvs
 * pkilint:cabf.rdn_contains_multiple_atvs
 *
 *	pass ov
 *	fail ov subject=C=US+ST=Texas/O=Example
 *	na   client subject=C=US+O=Example
 */
LINT_AS(rdn_shared, br_rdn_several_attributes, ERROR, BR("7.1.4.1"),
	.on = FACTS(TLS), .off = FACTS(CROSS), .trigger = ON_SUBJECT(SHARED_RDN), .from = BR_2_0_0);

/*
 * Every RDN of the subject of a CA for other uses has exactly one attribute.
 *
 * RDNs with several attributes compare as sets, which hardly any software does.
 *
 * fix: put each attribute into an RDN of its own.
 * covers: br-7.1.4.1-name-single-atv-per-rdn
 * peers: pkilint:cabf.serverauth.rdn_contains_multiple_atvs zlint:n_multiple_subject_rdn
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US+ST=Texas/O=Example/CN=x
 *	na   ca subject=C=US+ST=Texas/O=Example/CN=x
 */
LINT_AS(rdn_shared, br_non_tls_rdn_several_attributes, NOTICE, BR("7.1.4.1"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS),
	.trigger = ON_SUBJECT(SHARED_RDN), .from = BR_2_0_0);

static void
attribute_again(const struct cert *c, struct report *r)
{
	uint8_t seen[OID_ATTRIBUTE_COUNT] = { 0 };
	struct attribute a;

	each_attribute(&c->subject_name, a) {
		if (!oid_is_attribute(a.oid))
			continue;
		if (a.oid == OID_STREET && !facts_have(&c->facts, FACT_DV))
			continue;
		if (a.oid == OID_DOMAIN_COMPONENT && facts_have(&c->facts, FACT_OV))
			continue;
		if (seen[a.oid - OID_ATTRIBUTE_FIRST])
			fail(r, der_whole(&a.pair), "%s occurs again in the subject",
			     oid_name(r, a.type.body));
		seen[a.oid - OID_ATTRIBUTE_FIRST] = 1;
	}
}

/*
 * A subject has each attribute type once.
 *
 * Which of two organization names the certificate is about, nobody can say. streetAddress may
 * repeat, except in DV certificates, and so may the labels of a domainComponent in OV
 * certificates.
 *
 * fix: keep the one that was validated.
 * covers: br-7.1.4.1-name-duplicate-attribute br-7.1.4.3-cn-single
 * covers: br-7.1.4.1-domain-component-repeats-outside-ov br-7.1.4.1-dv-duplicate-street
 * covers: evg-br-7.1.4.1-jurisdiction-single evg-br-7.1.4.1-serial-single
 * covers: evg-br-7.1.4.1-no-duplicates evg-7.1.4.2.8-single evg-appG-country-single
 * covers: evg-7.1.4.2.3-business-category-single
 * peers: zlint:e_duplicate_subject_attribs zlint:w_extra_subject_common_names
 * peers: pkilint:cabf.serverauth.prohibited_duplicate_attribute_type
 * unless: br_rdn_several_attributes br_cn_repeated
 *
 *	pass ov
 *	pass ov subject=C=US/ST=Texas/street=a/street=b/O=Example
 *	pass ov subject=DC=com/DC=example/C=US/ST=Texas/O=Example
 *	fail ov subject=C=US/ST=Texas/O=Example/O=Other
 *	fail ca subject=C=US/O=Example/O=Other/CN=CA
 *	na   client subject=C=US/O=Example/O=Other
 */
LINT_AS(attribute_again, br_attribute_repeated, ERROR, BR("7.1.4.1"),
	.on = FACTS(TLS), .off = FACTS(CROSS), .trigger = ON_SUBJECT(REPEATED), .from = BR_2_0_0);

/*
 * The subject of a CA for other uses has each attribute type once.
 *
 * Which of two organization names the certificate is about, nobody can say.
 *
 * fix: keep the one that was validated.
 * covers: br-7.1.4.1-name-duplicate-attribute
 * peers: pkilint:cabf.serverauth.prohibited_duplicate_attribute_type
 * unless: br_non_tls_rdn_several_attributes
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US/O=Example/O=Other/CN=x
 *	na   ca subject=C=US/O=Example/O=Other/CN=x
 */
LINT_AS(attribute_again, br_non_tls_attribute_repeated, NOTICE, BR("7.1.4.1"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS),
	.trigger = ON_SUBJECT(REPEATED), .from = BR_2_0_0);

static void
attribute_order(const struct cert *c, struct report *r)
{
	unsigned place, highest = 0;
	struct attribute a;

	each_attribute(&c->subject_name, a) {
		place = attribute_place(a.oid);
		if (place && place < highest)
			fail(r, der_whole(&a.pair), "%s stands after an attribute that it has to "
			     "precede", oid_name(r, a.type.body));
		highest = place > highest ? place : highest;
	}
}

/*
 * The attributes of a subject stand in the order of the BRs' table.
 *
 * Names with the same attributes in another order are different names. The BRs settle one order:
 * domainComponent, country, state, locality, postal code, street, organization, surname, given
 * name, organizational unit, common name; other attributes may stand anywhere.
 *
 * fix: build the subject in that order.
 * covers: br-7.1.4.1-name-attribute-order evg-br-7.1.4.2-attribute-order
 * peers: zlint:e_invalid_subject_rdn_order pkilint:cabf.serverauth.invalid_rdn_order
 *
 *	pass ov
 *	pass ev
 *	fail ov subject=ST=Texas/C=US/O=Example
 *	fail ca subject=C=US/CN=CA/O=Example
 *	na   client subject=O=Example/C=US
 */
LINT_AS(attribute_order, br_attribute_order, ERROR, BR("7.1.4.2"),
	.on = FACTS(TLS), .off = FACTS(CROSS), .trigger = ON_SUBJECT(ORDER), .from = BR_2_0_0);

/*
 * The attributes of the subject of a CA for other uses stand in the order of the BRs' table.
 *
 * Names with the same attributes in another order are different names.
 *
 * fix: build the subject in that order.
 * covers: br-7.1.4.1-name-attribute-order
 * peers: pkilint:cabf.serverauth.invalid_rdn_order
 *
 *	pass smime-ca
 *	fail smime-ca subject=C=US/CN=x/O=Example
 *	na   ca subject=C=US/CN=x/O=Example
 */
LINT_AS(attribute_order, br_non_tls_attribute_order, NOTICE, BR("7.1.4.2"),
	.on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS, ROOT, CROSS),
	.trigger = ON_SUBJECT(ORDER), .from = BR_2_0_0);

/*
 * No attribute of a subscriber's subject holds only dots, hyphens, spaces and the like.
 *
 * A dot or a hyphen in a required field is how an operator gets past a form. The reader takes the
 * field for validated information, and there is none.
 *
 * fix: leave the attribute out where there is no value.
 * covers: br-7.1.4.2.2-subject-metadata-only-old br-7.1.2.7.3-iv-metadata-only-value
 * covers: br-7.1.2.7.4-ov-metadata-only-value br-7.1.2.7.5-ev-metadata-only-value
 * covers: evg-br-7.1.2.7.5-metadata-value evg-7.1.4.2.7-ou-metadata evg-7.1.4.2.5-serial-not-empty
 * covers: evg-7.1.4.2.6-no-empty-address
 * peers: zlint:e_subject_contains_noninformational_value
 * pkilint:cabf.insignificant_attribute_value_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=./O=Example
 *	fail ov subject=C=US/ST=-/O=Example
 *	fail ov subject=C=US/ST=\x20/O=Example
 *	fail ov subject=C=US/ST=\u2014/O=Example
 *	fail ov subject=C=US/ST=\u200b/O=\u2026
 *	fail ov subject=C=US/ST=Texas/O=Example/1.2.3.4=
 *	pass ov subject=C=CN/ST=\u5317\u4eac/O=\u65e5
 *	na   client subject=C=US/ST=./O=Example
 */
LINT_AS(attribute_fault, br_attribute_filler, ERROR, BR("7.1.2.7"), .on = FACTS(TLS, SUBSCRIBER),
	.from = BR_SC16, SUBJECT_FAULT(FILLER, NONE, "says nothing"));

/*
 * No attribute of a subscriber's subject of before 2019 holds only dots, hyphens, spaces and the
 * like.
 *
 * A dot or a hyphen in a required field is how an operator gets past a form. The reader takes the
 * field for validated information, and there is none. Until ballot SC16 the sentence of the BRs
 * was about optional attributes, and which ones are was open to dispute.
 *
 * fix: leave the attribute out where there is no value.
 * covers: br-7.1.4.2.2-subject-metadata-only-old evg-9.2.8-metadata-pre-sc16
 * peers: zlint:e_subject_contains_noninformational_value
 * pkilint:cabf.insignificant_attribute_value_present
 *
 *	pass tls-2013
 *	fail tls-2013 subject=C=US/ST=./O=Example
 *	na   ov subject=C=US/ST=./O=Example
 */
LINT_AS(attribute_fault, br_attribute_filler_old, WARNING, BR("7.1.4.2.2"),
	.on = FACTS(TLS, SUBSCRIBER), .from = BR_1_0_0, .until = BR_SC16,
	SUBJECT_FAULT(FILLER, NONE, "says nothing"));

/*
 * No attribute of a subscriber's subject says that the value is missing.
 *
 * The BRs forbid any indication that a value is absent, incomplete or not applicable. "None" is
 * also a town in Piedmont, so that this is a warning.
 *
 * fix: leave the attribute out where there is no value.
 * covers: br-7.1.4.2.2-subject-metadata-only-old br-7.1.2.7.3-iv-metadata-only-value
 * covers: br-7.1.2.7.4-ov-metadata-only-value br-7.1.2.7.5-ev-metadata-only-value
 * covers: evg-br-7.1.2.7.5-metadata-value evg-7.1.4.2.7-ou-metadata evg-9.2.8-metadata-pre-sc16
 * peers: zlint:e_subject_contains_noninformational_value
 * pkilint:cabf.insignificant_attribute_value_present
 *
 *	pass ov
 *	pass tls subject=C=NA
 *	fail ov subject=C=US/ST=N/A/O=Example
 *	fail ov subject=C=US/ST=None/O=Example
 */
LINT_AS(attribute_fault, br_attribute_placeholder, WARNING, BR("7.1.2.7"),
	.on = FACTS(TLS, SUBSCRIBER), .from = BR_1_0_0,
	SUBJECT_FAULT(PLACEHOLDER, NONE, "seems to say that there is no value"));

static bool
is_xx(struct span s)
{
	return span_is(s, "XX", 2);
}

/*
 * The subject's countryName is a code that ISO 3166-1 assigns.
 *
 * The country is validated against where the subject is. "EU" and "UK" are reserved but belong to
 * no country. The user-assigned XX stands for places that have no code, and has a lint of its own.
 *
 * fix: write the alpha-2 code of the country; for the United Kingdom it is GB.
 * covers: br-7.1.2.7.2-dv-country-iso3166 br-7.1.2.7.3-iv-country-iso3166
 * covers: br-7.1.2.7.4-ov-country-iso3166 br-7.1.2.10.2-ca-country-iso3166
 * covers: br-7.1.2.10.2-ocsp-responder-country-iso3166 evg-7.1.4.2.6-country-iso
 * peers: zlint:e_subject_country_not_iso zlint:e_ca_country_name_invalid
 * peers: pkilint:cabf.invalid_country_code
 *
 *	pass ov
 *	pass ov subject=C=XX/ST=Texas/O=Example
 *	pass ov subject=C=us/ST=Texas/O=Example
 *	fail ov subject=C=EU/ST=Texas/O=Example
 *	fail ov subject=C=JJ/ST=Texas/O=Example
 *	fail ca subject=C=UK/O=Example/CN=CA
 *	na   client subject=C=EU/O=Example
 */
LINT(br_country_unassigned, ERROR, BR("7.1.2.7"), .on = FACTS(TLS), .off = FACTS(CROSS),
	 .trigger = ON_SUBJECT(COUNTRY), .from = BR_1_0_0)
{
	struct attribute a;
	struct span code;

	each_attribute(&c->subject_name, a) {
		code = a.value.body;
		if (a.oid != OID_COUNTRY || code.n != 2 || is_xx(code) ||
		    country_is_lower_case(code))	/* a lint of its own */
			continue;
		if (country_status(code, rules_day(r)) != COUNTRY_ASSIGNED)
			fail(r, der_whole(&a.value), "countryName %s is no code that ISO 3166-1 "
			     "assigns on this day", quote(r, code));
	}
}

/*
 * countryName is XX only in subjects of individuals and organizations.
 *
 * The tables for OV and IV offer the user-assigned code XX for places that have none of their own.
 * Those for DV certificates, CAs and OCSP responders do not.
 *
 * fix: leave countryName out of a DV certificate; give a CA the country where it is.
 * covers: br-7.1.2.7.2-dv-country-xx br-7.1.2.10.2-ca-country-xx
 *
 *	pass ov subject=C=XX/ST=Texas/O=Example
 *	fail tls subject=C=XX
 *	fail ca subject=C=XX/O=Example/CN=CA
 */
LINT(br_country_not_of_a_country, ERROR, BR("7.1.2.7.2"), .on = FACTS(TLS),
	 .off = FACTS(CROSS, OV, IV, EV), .trigger = ON_SUBJECT(COUNTRY), .from = BR_2_0_0)
{
	struct attribute a;

	each_of(&c->subject_name, OID_COUNTRY, a)
		if (is_xx(a.value.body))
			fail(r, der_whole(&a.value), "countryName is XX");
}
