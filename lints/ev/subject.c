/* EV Guidelines 7.1.4.2, formerly 9.2: which attributes the subject of an EV certificate has. */

#include "names.h"
#include "profile_table.h"

/* An attribute that the subject has more than once: each after the first. */
static void
attribute_repeated(const struct cert *c, struct report *r)
{
	const enum oid *oid = arg(r);
	unsigned count = name_count(&c->subject_name, *oid), seen = 0;
	struct attribute a;

	if (count < 2)
		return;
	each_of(&c->subject_name, *oid, a)
		if (seen++ > 0)
			fail(r, der_whole(&a.pair), "%s %u of %u", oid_text(*oid), seen, count);
}

#define REPEATED(name) .trigger = ON_SUBJECT(REPEATED), .arg = &(const enum oid){ OID_##name }

/* ---- what has to be there ---- */

/*
 * The subject of an EV certificate has an organizationName.
 *
 * The certificate vouches for a legal entity; this is its name as the register has it.
 *
 * fix: write the full legal name.
 * covers: evg-7.1.4.2.1-org-present
 * peers: zlint:e_ev_organization_name_missing
 * peers: pkilint:cabf.ev_guidelines.organization_name_attribute_absent
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	na   tls
 */
LINT_AS(attribute_missing, ev_organization_missing, ERROR, EVG("7.1.4.2.1"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	ATTRIBUTE(ORGANIZATION, "an EV certificate is about it"));

/*
 * The subject of an EV certificate has a businessCategory.
 *
 * It says by which of the four sets of rules the subject was vetted: as a company, an authority, a
 * partnership or an international organization.
 *
 * fix: write the category under which the subject was vetted.
 * covers: evg-7.1.4.2.3-business-category-present
 * peers: zlint:e_ev_business_category_missing
 * peers: pkilint:cabf.ev_guidelines.business_category_attribute_absent
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/jC=US/jST=Texas/serialNumber=1
 *	na   ov
 */
LINT_AS(attribute_missing, ev_business_category_missing, ERROR, EVG("7.1.4.2.3"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	ATTRIBUTE(BUSINESS_CATEGORY, "it says how the subject was vetted"));

/*
 * The subject of an EV certificate has a jurisdictionCountryName.
 *
 * A registration number means something in one register only. The jurisdiction says in which.
 *
 * fix: write the country of the incorporating or registration agency.
 * covers: evg-7.1.4.2.4-country-present
 * peers: pkilint:cabf.ev_guidelines.jurisdiction_country_attribute_absent
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/serialNumber=1
 *	na   ov
 */
LINT_AS(attribute_missing, ev_jurisdiction_country_missing, ERROR, EVG("7.1.4.2.4"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	ATTRIBUTE(JURISDICTION_COUNTRY, "it says in which register the subject is"));

/*
 * The subject of an EV certificate has a serialNumber.
 *
 * It is the number under which the register has the subject, or the date on which it came into
 * being: names are not unique.
 *
 * fix: write the registration number; where there is none, the date of incorporation.
 * covers: evg-7.1.4.2.5-serial-present
 * peers: zlint:e_ev_serial_number_missing
 * peers: pkilint:cabf.ev_guidelines.serial_number_attribute_absent
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas
 *	na   ov
 */
LINT_AS(attribute_missing, ev_serial_number_missing, ERROR, EVG("7.1.4.2.5"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	ATTRIBUTE(SERIAL_NUMBER, "it is the number in the register"));

/*
 * The subject of an EV certificate has a countryName.
 *
 * It belongs to the address of the place of business, and is the only part of it that every
 * version of the Guidelines has asked for.
 *
 * fix: write the country of the place of business.
 * covers: evg-7.1.4.2.6-country-present br-7.1.4.2.2-subject-country-with-identity-old
 * peers: zlint:e_ev_country_name_missing pkilint:cabf.ev_guidelines.country_attribute_absent
 *
 *	pass ev
 *	fail ev subject=ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 */
LINT_AS(attribute_missing, ev_country_missing, ERROR, EVG("7.1.4.2.6"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
	ATTRIBUTE(COUNTRY, "it belongs to the address"));

/*
 * The subject of an EV certificate has a localityName or a stateOrProvinceName.
 *
 * A company and its namesake in another town are told apart by the address.
 *
 * fix: write the town or the state of the place of business.
 * covers: evg-7.1.4.2.6-locality-or-state
 * covers: br-7.1.4.2.2-subject-state-or-locality-with-identity-old
 * peers: pkilint:cabf.serverauth.subscriber_stateprovince_and_locality_missing
 * peers: zlint:e_sub_cert_locality_name_must_appear zlint:e_sub_cert_province_must_appear
 *
 *	pass ev
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	pass ev subject=C=US/L=Austin/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	fail ev subject=C=US/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 */
LINT(ev_locality_and_state_missing, ERROR, EVG("7.1.4.2.6"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_6_4)
{
	const struct name *s = &c->subject_name;

	if (der_present(&c->subject) && name_count(s, OID_LOCALITY) + name_count(s, OID_STATE) == 0)
		fail(r, cert_subject_place(c), "the subject has neither localityName nor "
		     "stateOrProvinceName");
}

/*
 * The subject of an EV certificate of before June 2017 has a localityName.
 *
 * City, state and country of the place of business were required then, street and postal code
 * optional.
 *
 * fix: write the town of the place of business.
 * covers: evg-9.2.7-locality-required br-7.1.4.2.2-subject-state-or-locality-with-identity-old
 * peers: zlint:e_sub_cert_locality_name_must_appear zlint:e_sub_cert_province_must_appear
 *
 *	pass ev from=2016-05-03 validity=365d
 *	fail ev from=2016-05-03 validity=365d subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	na   ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 */
LINT_AS(attribute_missing, ev_locality_missing, ERROR, EVG("9.2.7"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4, .until = EVG_1_6_4,
	ATTRIBUTE(LOCALITY, "it belongs to the address"));

/* Countries that none would write an address of without the state. */
static bool
has_states(struct span country)
{
	return SPAN_IS(country, "US") || SPAN_IS(country, "CA") || SPAN_IS(country, "AU");
}

/*
 * The subject of an EV certificate of before June 2017 has a stateOrProvinceName where it applies.
 *
 * City, state and country of the place of business were required then. Where a state does not apply
 * is not written anywhere: this looks at the United States, Canada and Australia only.
 *
 * fix: write the state of the place of business.
 * covers: evg-9.2.7-state-required
 *
 *	pass ev from=2016-05-03 validity=365d
 *	pass ev from=2016-05-03 validity=365d subject=C=SG/L=Singapore/O=Example/businessCategory=Private\x20Organization/jC=SG/serialNumber=1
 *	fail ev from=2016-05-03 validity=365d subject=C=US/L=Austin/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 */
LINT(ev_state_missing, WARNING, EVG("9.2.7"), .on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4,
     .until = EVG_1_6_4)
{
	struct attribute country;

	if (name_count(&c->subject_name, OID_STATE) == 0 &&
	    name_first(&c->subject_name, OID_COUNTRY, &country) && has_states(country.value.body))
		fail(r, cert_subject_place(c), "the subject is in %s and has no "
		     "stateOrProvinceName", quote(r, country.value.body));
}

/*
 * A jurisdiction of locality level names its state as well.
 *
 * There is more than one Springfield. An agency of a locality is named by country, state or
 * province where that regulates registration, and locality. Whether a state does, the bytes do not
 * show: some countries have registers of towns and no states.
 *
 * fix: add jurisdictionStateOrProvinceName, or leave out the locality of a national register.
 * covers: evg-7.1.4.2.4-locality-needs-state
 * peers: pkilint:cabf.ev_guidelines.jurisdiction_locality_present_stateprovince_missing
 *
 *	pass ev +subject=jL=Oakland
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jL=Austin/serialNumber=1
 */
LINT(ev_jurisdiction_locality_without_state, WARNING, EVG("7.1.4.2.4"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_JURISDICTION_STATE) == 0 &&
	    name_first(&c->subject_name, OID_JURISDICTION_LOCALITY, &a))
		fail(r, der_whole(&a.pair), "jurisdictionLocalityName %s stands without "
		     "jurisdictionStateOrProvinceName", quote(r, a.value.body));
}

/* ---- what occurs once ---- */

/*
 * The subject of an EV certificate has one businessCategory.
 *
 * The subject was vetted under one of the four headings. From 2023-09-15 on the Baseline
 * Requirements forbid every attribute twice.
 *
 * fix: keep the category under which the subject was vetted.
 * covers: evg-7.1.4.2.3-business-category-single
 *
 *	pass ev from=2022-05-03
 *	fail ev from=2022-05-03 +subject=businessCategory=Business\x20Entity
 *	na   ev +subject=businessCategory=Business\x20Entity
 */
LINT_AS(attribute_repeated, ev_business_category_repeated, ERROR, EVG("7.1.4.2.3"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_4, .until = BR_2_0_0,
	REPEATED(BUSINESS_CATEGORY));

/*
 * The subject of an EV certificate has one jurisdictionCountryName.
 *
 * Appendix G defines the attribute as single-valued. From 2023-09-15 on the Baseline Requirements
 * forbid every attribute twice.
 *
 * fix: keep the country of the register that was consulted.
 * covers: evg-appG-country-single
 *
 *	pass ev from=2022-05-03
 *	fail ev from=2022-05-03 +subject=jC=CA
 *	na   ev +subject=jC=CA
 */
LINT_AS(attribute_repeated, ev_jurisdiction_country_repeated, ERROR, EVG("G"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = EVG_1_6_7, .until = BR_2_0_0,
	REPEATED(JURISDICTION_COUNTRY));

/*
 * The subject of an EV certificate has one organizationIdentifier.
 *
 * It holds a registration reference, and the extension that repeats it has place for one. From
 * 2023-09-15 on the Baseline Requirements forbid every attribute twice.
 *
 * fix: keep one reference.
 * covers: evg-7.1.4.2.8-single
 *
 *	pass ev-orgid from=2022-05-03
 *	fail ev-orgid from=2022-05-03 +subject=organizationIdentifier=VATDE-123456789
 *	na   ev-orgid +subject=organizationIdentifier=VATDE-123456789
 */
LINT_AS(attribute_repeated, ev_organization_identifier_repeated, ERROR, EVG("7.1.4.2.8"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = BR_SC17, .until = BR_2_0_0,
	REPEATED(ORGANIZATION_IDENTIFIER));

/* ---- what has no place ---- */

/* The attributes of 7.1.4.2; organizationIdentifier and organizationalUnitName in their time. */
static const enum oid listed[] = {
	OID_COUNTRY, OID_STATE, OID_LOCALITY, OID_POSTAL_CODE, OID_STREET, OID_ORGANIZATION,
	OID_ORGANIZATIONAL_UNIT, OID_COMMON_NAME, OID_SERIAL_NUMBER, OID_BUSINESS_CATEGORY,
	OID_JURISDICTION_COUNTRY, OID_JURISDICTION_STATE, OID_JURISDICTION_LOCALITY,
	OID_ORGANIZATION_IDENTIFIER,
};

static bool
is_listed(enum oid oid)
{
	for (size_t i = 0; i < sizeof(listed) / sizeof(*listed); i++)
		if (oid == listed[i])
			return true;
	return false;
}

/*
 * The subject of an EV certificate has no attributes but those of the Guidelines.
 *
 * Every attribute that the Guidelines list has its procedure of vetting. For any other there is
 * none, and the reader takes it for as well founded as the rest.
 *
 * fix: leave the attribute out.
 * covers: evg-7.1.4.2.9-other-attribute
 * peers: zlint:e_ev_extra_subject_attribs pkilint:cabf.ev_guidelines.unknown_attribute_present
 *
 *	pass ev
 *	pass ev-orgid +subject=CN=www.certlint-test.com
 *	fail ev +subject=givenName=Ada
 *	fail ev +subject=1.2.3.4=Ada
 *	na   ov +subject=1.2.3.4=Ada
 */
LINT(ev_attribute_not_listed, ERROR, EVG("7.1.4.2.9"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = BR_SC16)
{
	const struct name *s = &c->subject_name;
	struct attribute a;
	uint32_t known = 0;

	for (size_t i = 0; i < sizeof(listed) / sizeof(*listed); i++)
		known += name_count(s, listed[i]);
	if (known == s->attributes)
		return;
	each_attribute(s, a)
		if (!is_listed(a.oid))
			fail(r, der_whole(&a.pair), "%s has no place in the subject of an EV "
			     "certificate", oid_name(r, a.type.body));
}

/*
 * The subject of an EV certificate of spring 2019 has no organizationIdentifier.
 *
 * Ballot SC16 closed the list of attributes on 2019-04-16; ballot SC17 put organizationIdentifier
 * on it on 2019-06-21.
 *
 * fix: leave the attribute out.
 * covers: evg-7.1.4.2.9-orgid-too-early
 * peers: zlint:e_ev_extra_subject_attribs
 *
 *	pass ev from=2019-05-03
 *	fail ev-orgid from=2019-05-03
 *	na   ev-orgid
 */
LINT(ev_organization_identifier_too_early, ERROR, EVG("9.2.9"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = BR_SC16, .until = BR_SC17)
{
	struct attribute a;

	if (name_first(&c->subject_name, OID_ORGANIZATION_IDENTIFIER, &a))
		fail(r, der_whole(&a.pair), "organizationIdentifier is not on the list of "
		     "attributes yet");
}

/*
 * The subject of an EV certificate has no organizationalUnitName.
 *
 * Whatever a subscriber wished to see there could not be vetted, and looked as if it had been.
 * Ballot SC47 ended the attribute.
 *
 * fix: leave the attribute out.
 * covers: evg-7.1.4.2.7-ou-prohibited br-7.1.4.2.2-ev-no-ou
 * peers: zlint:e_organizational_unit_name_prohibited
 * peers: pkilint:cabf.ev_guidelines.unknown_attribute_present
 *
 *	pass ev
 *	fail ev subject=C=US/ST=Texas/O=Example/OU=IT/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	na   ev from=2022-08-31 +subject=OU=IT
 */
LINT_AS(attribute_unwanted, ev_organizational_unit, ERROR, EVG("7.1.4.2.7"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .from = BR_OU_END,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which cannot be verified"));

/* Text that is a host's name in full, under a top-level domain of the day. */
static bool
is_host(const struct report *r, struct span text)
{
	const uint64_t others = HOST_SYNTAX_FAULTS | HOST_TLD_FAULTS | HOST_OTHER_KINDS |
		HOST_BIT(HOST_SINGLE_LABEL) | HOST_BIT(HOST_UNDERSCORE);

	return text.n > 3 && memchr(text.p, '.', text.n) && !(name_flags(r, text) & others);
}

/*
 * No attribute of an EV subject but the commonName holds a domain name (before April 2019).
 *
 * Hosts belong where the procedures for them are: into subjectAltName, and its copy in commonName.
 * Names of companies that read like one are left alone.
 *
 * fix: leave the domain name to subjectAltName.
 * covers: evg-9.2.8-fqdn-elsewhere
 *
 *	pass ev from=2018-05-03 subject=C=US/ST=Texas/O=Example.com/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1
 *	pass ev from=2018-05-03 +subject=OU=IT
 *	fail ev from=2018-05-03 +subject=OU=www.certlint-test.com
 *	na   ev +subject=OU=www.certlint-test.com
 */
LINT(ev_domain_name_elsewhere, WARNING, EVG("9.2.8"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .from = EVG_1_4, .until = BR_SC16)
{
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if (a.oid != OID_COMMON_NAME && a.oid != OID_ORGANIZATION &&
		    is_host(r, a.value.body))
			fail(r, der_whole(&a.value), "%s %s is a domain name",
			     oid_name(r, a.type.body), quote(r, a.value.body));
}

/* ---- CAs that another organization runs ---- */

/*
 * The certificate of an EV CA that another organization runs identifies that organization in full.
 *
 * What the Guidelines ask of a subscriber's subject they ask of the subject of a subordinate CA
 * that is not under the control of the issuer: organization, business category, jurisdiction,
 * registration number and address. Who runs a CA is not in the bytes: the caller says so by the
 * facts "ev unaffiliated".
 *
 * fix: add the attribute to the subject of the CA.
 * covers: evg-7.1.4.2.1-external-sub-ca-org evg-7.1.4.2.3-external-sub-ca
 * covers: evg-7.1.4.2.4-external-sub-ca evg-7.1.4.2.5-external-sub-ca
 * covers: evg-7.1.4.2.6-external-sub-ca-country
 *
 *	pass ca facts="ev unaffiliated" subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1/CN=CA
 *	fail ca facts="ev unaffiliated" subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/CN=CA
 *	na   ca facts=ev
 */
LINT(ev_ca_subject_incomplete, ERROR, EVG("7.1.4.2"), .on = FACTS(TLS, CA, EV, UNAFFILIATED),
     .off = FACTS(ROOT), .from = EVG_1_4)
{
	static const enum oid needed[] = { OID_ORGANIZATION, OID_BUSINESS_CATEGORY,
		OID_JURISDICTION_COUNTRY, OID_SERIAL_NUMBER, OID_COUNTRY };

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (name_count(&c->subject_name, needed[i]) == 0)
			fail(r, cert_subject_place(c), "the subject has no %s",
			     oid_text(needed[i]));
}

/*
 * The certificate of an EV CA that another organization runs has its locality or its state.
 *
 * The address of the organization is part of its identity, for a CA as for a subscriber. Who runs a
 * CA is not in the bytes: the caller says so by the facts "ev unaffiliated".
 *
 * fix: add localityName or stateOrProvinceName to the subject of the CA.
 * covers: evg-7.1.4.2.6-external-sub-ca-locality-or-state
 *
 *	pass ca facts="ev unaffiliated" subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1/CN=CA
 *	fail ca facts="ev unaffiliated" subject=C=US/O=Example/businessCategory=Private\x20Organization/jC=US/jST=Texas/serialNumber=1/CN=CA
 *	na   ca facts=ev
 */
LINT(ev_ca_locality_and_state_missing, ERROR, EVG("7.1.4.2.6"),
     .on = FACTS(TLS, CA, EV, UNAFFILIATED), .off = FACTS(ROOT), .from = EVG_1_6_4)
{
	const struct name *s = &c->subject_name;

	if (der_present(&c->subject) && name_count(s, OID_LOCALITY) + name_count(s, OID_STATE) == 0)
		fail(r, cert_subject_place(c), "the subject has neither localityName nor "
		     "stateOrProvinceName");
}
