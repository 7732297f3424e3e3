/* TLS BR 7.1.2.7.2 to 7.1.2.7.4: which attributes the subject of a server's certificate has. */

#include "profile_table.h"

/* Whether the subject says who it is: with ballot 175 a personal name counts as well. */
static bool
has_identity(const struct cert *c, const struct report *r)
{
	const struct name *s = &c->subject_name;

	return name_count(s, OID_ORGANIZATION) > 0 ||
		(rules_day(r) >= BR_PERSONAL_NAMES &&
		 name_count(s, OID_GIVEN_NAME) + name_count(s, OID_SURNAME) > 0);
}

static bool
is_personal(enum oid attribute)
{
	return attribute == OID_GIVEN_NAME || attribute == OID_SURNAME;
}

/* The attributes of an address, without the country. */
static bool
is_address(enum oid attribute)
{
	return attribute == OID_STREET || attribute == OID_LOCALITY || attribute == OID_STATE ||
		attribute == OID_POSTAL_CODE;
}

/* ---- domain validated ---- */

/*
 * The subject of a DV certificate has nothing but countryName and commonName.
 *
 * The CA has seen that somebody controls a domain. Whatever else the subject says, nobody has
 * verified, and the reader takes it for verified.
 *
 * fix: leave the other attributes out, or validate the organization and issue an OV certificate.
 * covers: br-7.1.2.7.2-dv-other-attribute
 * peers: zlint:e_cab_dv_subject_invalid_values
 * peers: pkilint:cabf.serverauth.dv.unknown_attribute_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated br_attribute_repeated
 *
 *	pass tls
 *	pass tls subject=
 *	pass tls subject=C=US/CN=www.certlint-test.com
 *	fail tls subject=C=US/O=Example
 *	fail tls subject=serialNumber=1
 *	fail tls subject=C=US/1.2.3.4=x
 *	na   ov
 *	na   tls-2019 subject=C=US/serialNumber=1
 */
LINT(br_dv_attribute, ERROR, BR("7.1.2.7.2"), .on = FACTS(TLS, SUBSCRIBER, DV), .from = BR_2_0_0)
{
	const struct name *s = &c->subject_name;
	struct attribute a;

	if (name_count(s, OID_COUNTRY) + name_count(s, OID_COMMON_NAME) +
	    name_count(s, OID_ORGANIZATIONAL_UNIT) == s->attributes)
		return;
	each_attribute(s, a)
		if (a.oid != OID_COUNTRY && a.oid != OID_COMMON_NAME &&
		    a.oid != OID_ORGANIZATIONAL_UNIT)	/* of all subscribers: a lint of its own */
			fail(r, der_whole(&a.type), "the subject of a DV certificate has %s",
			     oid_name(r, a.type.body));
}

/*
 * A certificate of before September 2023 that claims to be domain validated has no organization,
 * address or personal name.
 *
 * The identifier 2.23.140.1.2.1 says that the subject's identity was not verified, and the subject
 * has one. Personal names are on the list since ballot 175 of 2016.
 *
 * fix: leave the identity out, or validate it and assert the identifier of OV or IV.
 * covers: br-7.1.6.4-dv-no-organization-old br-7.1.6.4-dv-no-street-old
 * covers: br-7.1.6.4-dv-no-locality-old br-7.1.6.4-dv-no-state-old
 * covers: br-7.1.6.4-dv-no-postal-code-old br-7.1.6.4-dv-no-given-name-old
 * covers: br-7.1.6.4-dv-no-surname-old
 * peers: zlint:e_cab_dv_conflicts_with_org zlint:e_cab_dv_conflicts_with_street
 * peers: zlint:e_cab_dv_conflicts_with_locality zlint:e_cab_dv_conflicts_with_province
 * peers: zlint:e_cab_dv_conflicts_with_postal
 *
 *	pass tls-2019
 *	pass tls-2019 subject=C=US/OU=Domain\x20Control\x20Validated
 *	fail tls-2019 subject=C=US/O=Example
 *	fail tls-2019 subject=C=US/ST=Texas
 *	fail tls-2019 subject=C=US/postalCode=1
 *	fail tls-2019 subject=C=US/givenName=Ada
 *	pass tls-2013 subject=C=US/givenName=Ada
 *	fail tls-2013 subject=C=US/street=a
 *	na   tls-2019 policy=1.2.3 subject=C=US/ST=Texas/O=Example
 *	na   tls subject=C=US/O=Example
 */
LINT(br_dv_identity_old, ERROR, BR("7.1.6.4"), .on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY),
     .from = BR_1_0_0, .until = BR_2_0_0)
{
	bool personal = rules_day(r) >= BR_PERSONAL_NAMES;
	struct attribute a;

	if (!has_policy(c, OID_POLICY_DV))
		return;
	each_attribute(&c->subject_name, a)
		if (a.oid == OID_ORGANIZATION || is_address(a.oid) ||
		    (personal && is_personal(a.oid)))
			fail(r, der_whole(&a.type), "the subject has %s beside the policy "
			     "domainValidated", oid_name(r, a.type.body));
}

/* ---- country and place ---- */

/*
 * The subject of an OV or IV certificate has countryName.
 *
 * A company and its namesake in another country are told apart by it, and registers are kept by
 * country.
 *
 * fix: write the country that was validated; for a place that has no code it is XX.
 * covers: br-7.1.2.7.3-iv-country br-7.1.2.7.4-ov-country
 * peers: zlint:e_cert_policy_iv_requires_country zlint:e_cert_policy_ov_requires_country
 * peers: pkilint:cabf.serverauth.iv.country_attribute_absent
 * peers: pkilint:cabf.serverauth.ov.country_attribute_absent
 * unless: rfc_subject_empty_without_san
 *
 *	pass ov
 *	pass iv
 *	fail ov subject=ST=Texas/O=Example
 *	fail iv subject=ST=Texas/surname=Lovelace/givenName=Ada
 *	na   ev subject=ST=Texas/O=Example
 *	na   tls subject=
 */
LINT_AS(attribute_missing, br_country_missing, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER), .off = FACTS(DV, EV), .from = BR_2_0_0,
	ATTRIBUTE(COUNTRY, "who the subject is depends on it"));

/*
 * The subject of a server's certificate of before September 2023 has countryName where it says who
 * it is.
 *
 * That is where it has an organizationName, since ballot 175 of 2016 a personal name, or where the
 * policy is that of OV or IV. A company and its namesake in another country are told apart by it.
 *
 * fix: write the country that was validated.
 * covers: br-7.1.4.2.2-subject-country-with-identity-old br-7.1.2.7.3-iv-country
 * covers: br-7.1.2.7.4-ov-country
 * peers: zlint:e_sub_cert_country_name_must_appear zlint:e_cert_policy_iv_requires_country
 * peers: zlint:e_cert_policy_ov_requires_country
 * unless: rfc_subject_empty_without_san
 *
 *	pass ov from=2019-06-03
 *	fail ov from=2019-06-03 subject=ST=Texas/O=Example
 *	fail ov from=2013-06-03 -sct policy=1.2.3 subject=ST=Texas/O=Example
 *	fail ov from=2017-06-03 -sct policy=1.2.3 subject=ST=Texas/givenName=Ada
 *	pass ov from=2016-06-03 -sct policy=1.2.3 subject=ST=Texas/givenName=Ada
 *	fail ov from=2019-06-03 subject=ST=Texas also=br_ov_organization_missing
 *	na   ov subject=ST=Texas/O=Example
 */
LINT(br_country_missing_old, ERROR, BR("7.1.4.2.2"), .on = FACTS(TLS, SUBSCRIBER),
     .off = FACTS(DV, EV), .from = BR_1_0_0, .until = BR_2_0_0)
{
	if (name_count(&c->subject_name, OID_COUNTRY) == 0 &&
	    (has_identity(c, r) || facts_have(&c->facts, FACT_RESERVED_POLICY)))
		fail(r, cert_subject_place(c), "the subject has no countryName");
}

static bool
lacks_place(const struct cert *c)
{
	return name_count(&c->subject_name, OID_LOCALITY) + name_count(&c->subject_name, OID_STATE)
		== 0;
}

/*
 * The subject of an OV or IV certificate has stateOrProvinceName or localityName.
 *
 * A company and its namesake in another town are told apart by the address.
 *
 * fix: write the state or the town that was validated.
 * covers: br-7.1.2.7.3-iv-state-or-locality br-7.1.2.7.4-ov-state-or-locality
 * peers: zlint:e_cert_policy_iv_requires_province_or_locality
 * peers: zlint:e_cert_policy_ov_requires_province_or_locality
 * peers: pkilint:cabf.serverauth.subscriber_stateprovince_and_locality_missing
 * unless: rfc_subject_empty_without_san
 *
 *	pass ov
 *	pass ov subject=C=US/ST=Texas/O=Example
 *	pass ov subject=C=US/L=Austin/O=Example
 *	fail ov subject=C=US/O=Example
 *	fail iv subject=C=US/surname=Lovelace/givenName=Ada
 *	na   ev subject=C=US/O=Example
 *	na   tls
 */
LINT(br_place_missing, ERROR, BR("7.1.2.7.4"), .on = FACTS(TLS, SUBSCRIBER), .off = FACTS(DV, EV),
     .from = BR_2_0_0)
{
	if (lacks_place(c))
		fail(r, cert_subject_place(c), "the subject has neither stateOrProvinceName nor "
		     "localityName");
}

/*
 * The subject of a server's certificate of before September 2023 has stateOrProvinceName or
 * localityName where it says who it is.
 *
 * That is where it has an organizationName, since ballot 175 of 2016 a personal name, or where the
 * policy is that of OV or IV.
 *
 * fix: write the state or the town that was validated.
 * covers: br-7.1.4.2.2-subject-state-or-locality-with-identity-old
 * covers: br-7.1.2.7.3-iv-state-or-locality br-7.1.2.7.4-ov-state-or-locality
 * peers: zlint:e_sub_cert_locality_name_must_appear zlint:e_sub_cert_province_must_appear
 * peers: zlint:e_cert_policy_iv_requires_province_or_locality
 * peers: zlint:e_cert_policy_ov_requires_province_or_locality
 * unless: rfc_subject_empty_without_san
 *
 *	pass ov from=2019-06-03
 *	fail ov from=2019-06-03 subject=C=US/O=Example
 *	fail ov from=2013-06-03 -sct policy=1.2.3 subject=C=US/O=Example
 *	pass ov from=2016-06-03 -sct policy=1.2.3 subject=C=US/givenName=Ada
 *	na   ov subject=C=US/O=Example
 */
LINT(br_place_missing_old, ERROR, BR("7.1.4.2.2"), .on = FACTS(TLS, SUBSCRIBER),
     .off = FACTS(DV, EV), .from = BR_1_0_0, .until = BR_2_0_0)
{
	if (lacks_place(c) &&
	    (has_identity(c, r) || facts_have(&c->facts, FACT_RESERVED_POLICY)))
		fail(r, cert_subject_place(c), "the subject has neither stateOrProvinceName nor "
		     "localityName");
}

/*
 * A certificate of before ballot 151 that claims to be organization validated has localityName.
 *
 * The first editions asked for it beside the policy identifier without the exception that the list
 * of attributes made for subjects with a stateOrProvinceName. Ballot 151 of September 2015 settled
 * the contradiction.
 *
 * fix: write the town that was validated.
 * covers: br-7.1.6.1-ov-locality-old
 * unless: rfc_subject_empty_without_san br_place_missing_old
 *
 *	pass ov from=2013-06-03 -sct
 *	fail ov from=2013-06-03 -sct subject=C=US/ST=Texas/O=Example
 *	na   ov from=2019-06-03 subject=C=US/ST=Texas/O=Example
 */
LINT(br_ov_locality_missing_old, WARNING, BR("7.1.6.1"), .on = FACTS(TLS, SUBSCRIBER, OV),
     .from = BR_1_0_0, .until = BR_IV_POLICY)
{
	if (has_policy(c, OID_POLICY_OV) && name_count(&c->subject_name, OID_LOCALITY) == 0)
		fail(r, cert_subject_place(c), "the subject has no localityName");
}

/*
 * The subject of a server's certificate of before September 2023 has no address without a name.
 *
 * An address says nothing where nobody is named who is there, and looks like verified identity.
 * Until ballot 175 of 2016 only organizationName made up for it; since ballot 151, which let
 * personal names stand in IV certificates, they are counted here. Where a reserved policy says what
 * the name should be, the lint on that is the one to speak.
 *
 * fix: leave the address out of a DV certificate.
 * covers: br-7.1.4.2.2-subject-street-without-identity-old
 * covers: br-7.1.4.2.2-subject-locality-without-identity-old
 * covers: br-7.1.4.2.2-subject-state-without-identity-old
 * covers: br-7.1.4.2.2-subject-postal-code-without-identity-old
 * peers: zlint:e_sub_cert_street_address_should_not_exist
 * peers: zlint:e_sub_cert_locality_name_must_not_appear
 * peers: zlint:e_sub_cert_province_must_not_appear
 * peers: zlint:e_sub_cert_postal_code_must_not_appear
 *
 *	pass ov from=2019-06-03 policy=1.2.3
 *	fail tls-2019 policy=1.2.3 subject=C=US/ST=Texas
 *	fail tls-2019 policy=1.2.3 subject=C=US/L=Austin
 *	fail tls-2013 policy=1.2.3 subject=C=US/street=a/givenName=Ada
 *	pass tls-2019 policy=1.2.3 subject=C=US/ST=Texas/givenName=Ada
 *	na   tls policy=1.2.3 subject=C=US/ST=Texas
 */
LINT(br_address_without_name_old, ERROR, BR("7.1.4.2.2"), .on = FACTS(TLS, SUBSCRIBER),
     .off = FACTS(RESERVED_POLICY), .from = BR_1_0_0, .until = BR_2_0_0)
{
	const struct name *s = &c->subject_name;
	struct attribute a;

	if (name_count(s, OID_ORGANIZATION) > 0 ||
	    (rules_day(r) >= BR_IV_POLICY &&
	     name_count(s, OID_GIVEN_NAME) + name_count(s, OID_SURNAME) > 0))
		return;
	if (name_count(s, OID_STREET) + name_count(s, OID_LOCALITY) + name_count(s, OID_STATE) +
	    name_count(s, OID_POSTAL_CODE) == 0)
		return;
	each_attribute(s, a)
		if (is_address(a.oid))
			fail(r, der_whole(&a.type), "the subject has %s, but no name of whose "
			     "address it is", oid_name(r, a.type.body));
}

/* ---- organizations and persons ---- */

/*
 * The subject of an OV certificate has organizationName.
 *
 * The organization is what was validated.
 *
 * fix: write the name of the organization.
 * covers: br-7.1.2.7.4-ov-organization
 * peers: zlint:e_cab_ov_requires_org
 * peers: pkilint:cabf.serverauth.ov.organization_name_attribute_absent
 * unless: rfc_subject_empty_without_san
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas
 *	fail ov from=2013-06-03 -sct subject=C=US/ST=Texas/L=Austin
 *	na   iv
 */
LINT_AS(attribute_missing, br_ov_organization_missing, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, OV), .from = BR_1_0_0,
	ATTRIBUTE(ORGANIZATION, "an OV certificate is about it"));

/*
 * The subject of an OV certificate has no surname.
 *
 * Personal names belong to IV certificates, whose subjects are validated as persons.
 *
 * fix: drop the personal name, or issue an IV certificate.
 * covers: br-7.1.2.7.4-ov-no-surname
 * peers: zlint:e_sub_cert_given_name_surname_contains_correct_policy
 * peers: pkilint:cabf.serverauth.ov.surname_attribute_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas/O=Example/surname=Lovelace
 *	na   iv
 *	na   iv policy=1.2.3 subject=C=US/ST=Texas/O=Example/surname=Lovelace
 */
LINT_AS(attribute_unwanted, br_ov_surname, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY, OV), .from = BR_2_0_0,
	ATTRIBUTE(SURNAME, "which belongs to IV certificates"));

/*
 * The subject of an OV certificate has no givenName.
 *
 * Personal names belong to IV certificates, whose subjects are validated as persons.
 *
 * fix: drop the personal name, or issue an IV certificate.
 * covers: br-7.1.2.7.4-ov-no-given-name
 * peers: zlint:e_sub_cert_given_name_surname_contains_correct_policy
 * peers: pkilint:cabf.serverauth.ov.given_name_attribute_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas/O=Example/givenName=Ada
 *	na   iv
 */
LINT_AS(attribute_unwanted, br_ov_given_name, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY, OV), .from = BR_2_0_0,
	ATTRIBUTE(GIVEN_NAME, "which belongs to IV certificates"));

/*
 * The subject of an IV certificate has surname.
 *
 * The person is what was validated.
 *
 * fix: write surname and givenName of the person.
 * covers: br-7.1.2.7.3-iv-surname
 * peers: zlint:e_cab_iv_requires_personal_name_strict
 * peers: pkilint:cabf.serverauth.iv.surname_attribute_absent
 * unless: rfc_subject_empty_without_san
 *
 *	pass iv
 *	fail iv subject=C=US/ST=Texas/givenName=Ada
 *	na   ov
 */
LINT_AS(attribute_missing, br_iv_surname_missing, ERROR, BR("7.1.2.7.3"),
	.on = FACTS(TLS, SUBSCRIBER, IV), .from = BR_2_0_0,
	ATTRIBUTE(SURNAME, "an IV certificate is about a person"));

/*
 * The subject of an IV certificate has givenName.
 *
 * The person is what was validated.
 *
 * fix: write surname and givenName of the person.
 * covers: br-7.1.2.7.3-iv-given-name
 * peers: zlint:e_cab_iv_requires_personal_name_strict
 * peers: pkilint:cabf.serverauth.iv.given_name_attribute_absent
 * unless: rfc_subject_empty_without_san
 *
 *	pass iv
 *	fail iv subject=C=US/ST=Texas/surname=Lovelace
 *	na   ov
 */
LINT_AS(attribute_missing, br_iv_given_name_missing, ERROR, BR("7.1.2.7.3"),
	.on = FACTS(TLS, SUBSCRIBER, IV), .from = BR_2_0_0,
	ATTRIBUTE(GIVEN_NAME, "an IV certificate is about a person"));

/*
 * A certificate of before September 2023 that claims to be individual validated has
 * organizationName, or both givenName and surname.
 *
 * Much software did not show personal names, so that organizationName could stand for them. Half a
 * name is none.
 *
 * fix: write givenName and surname of the person.
 * covers: br-7.1.6.4-iv-personal-name-old
 * peers: zlint:e_cab_iv_requires_personal_name
 * unless: rfc_subject_empty_without_san
 *
 *	pass iv from=2019-06-03
 *	pass iv from=2019-06-03 subject=C=US/ST=Texas/O=Ada\x20Lovelace
 *	fail iv from=2019-06-03 subject=C=US/ST=Texas/givenName=Ada
 *	na   iv subject=C=US/ST=Texas/givenName=Ada
 */
LINT(br_iv_name_missing_old, ERROR, BR("7.1.6.4"), .on = FACTS(TLS, SUBSCRIBER, IV),
     .from = BR_IV_POLICY, .until = BR_2_0_0)
{
	const struct name *s = &c->subject_name;

	if (has_policy(c, OID_POLICY_IV) && name_count(s, OID_ORGANIZATION) == 0 &&
	    (name_count(s, OID_GIVEN_NAME) == 0 || name_count(s, OID_SURNAME) == 0))
		fail(r, cert_subject_place(c), "the subject has neither organizationName nor both "
		     "givenName and surname");
}

/*
 * A server's certificate of September 2016 to 2023 with a personal name asserts the policy of IV.
 *
 * The name is a claim that a person was validated, and the identifier 2.23.140.1.2.3 is how that is
 * said.
 *
 * fix: add 2.23.140.1.2.3, or drop the personal name.
 * covers: br-7.1.4.2.2-personal-name-needs-iv-policy
 * peers: zlint:e_sub_cert_given_name_surname_contains_correct_policy
 * unless: br_dv_identity_old
 *
 *	pass iv from=2019-06-03
 *	fail ov from=2019-06-03 subject=C=US/ST=Texas/O=Example/givenName=Ada
 *	fail ov from=2019-06-03 policy=1.2.3 subject=C=US/ST=Texas/O=Example/surname=Lovelace
 *	na   ov subject=C=US/ST=Texas/O=Example/givenName=Ada
 */
LINT(br_personal_name_without_policy, ERROR, BR("7.1.4.2.2"), .on = FACTS(TLS, SUBSCRIBER),
     .off = FACTS(IV), .from = BR_PERSONAL_NAMES, .until = BR_2_0_0)
{
	const struct name *s = &c->subject_name;
	struct attribute a;

	if (name_count(s, OID_GIVEN_NAME) + name_count(s, OID_SURNAME) == 0 ||
	    has_policy(c, OID_POLICY_IV))
		return;
	each_attribute(s, a)
		if (is_personal(a.oid))
			fail(r, der_whole(&a.type), "the subject has %s, and no policy is "
			     "individualValidated", oid_name(r, a.type.body));
}

/* ---- not recommended ---- */

/*
 * Advice is given where a policy says of what kind the certificate is: a subject alone does not
 * tell an IV certificate with an organizationName from an OV certificate, nor these from EV.
 */

/*
 * The subject of an IV certificate has no organizationName.
 *
 * The reader takes it for the name of a company. Since 2023 the profile asks for givenName and
 * surname, and no longer needs a substitute.
 *
 * fix: drop organizationName.
 * covers: br-7.1.2.7.3-iv-organization
 * peers: pkilint:cabf.serverauth.iv.organization_name_attribute_present
 *
 *	pass iv
 *	fail iv subject=C=US/ST=Texas/O=Example/surname=Lovelace/givenName=Ada
 *	na   ov
 */
LINT_AS(attribute_unwanted, br_iv_organization, WARNING, BR("7.1.2.7.3"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY, IV), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATION, "which is not recommended in IV certificates"));

/*
 * The subject of an OV or IV certificate has no postalCode.
 *
 * Country, state and town are enough to tell organizations apart; the rest of the address ages and
 * helps nobody.
 *
 * fix: drop postalCode from the profile.
 * covers: br-7.1.2.7.3-iv-postal-code br-7.1.2.7.4-ov-postal-code
 * peers: pkilint:cabf.serverauth.iv.postal_code_attribute_present
 * peers: pkilint:cabf.serverauth.ov.postal_code_attribute_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas/postalCode=73301/O=Example
 *	fail iv subject=C=US/ST=Texas/postalCode=73301/surname=Lovelace/givenName=Ada
 *	na   ev
 */
LINT_AS(attribute_unwanted, br_postal_code, WARNING, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY), .off = FACTS(DV, EV), .from = BR_2_0_0,
	ATTRIBUTE(POSTAL_CODE, "which is not recommended"));

/*
 * The subject of an OV or IV certificate has no streetAddress.
 *
 * Country, state and town are enough to tell organizations apart; of a person, the street is where
 * somebody lives.
 *
 * fix: drop streetAddress from the profile.
 * covers: br-7.1.2.7.3-iv-street-address br-7.1.2.7.4-ov-street-address
 * peers: pkilint:cabf.serverauth.iv.street_address_attribute_present
 * peers: pkilint:cabf.serverauth.ov.street_address_attribute_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas/street=a/O=Example
 *	fail iv subject=C=US/ST=Texas/street=a/surname=Lovelace/givenName=Ada
 *	na   ev
 */
LINT_AS(attribute_unwanted, br_street, WARNING, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY), .off = FACTS(DV, EV), .from = BR_2_0_0,
	ATTRIBUTE(STREET, "which is not recommended"));

/* What the tables of IV and OV have a row for, whatever that row says. */
#define IV_ATTRIBUTES ATTR_BIT(COUNTRY) | ATTR_BIT(STATE) | ATTR_BIT(LOCALITY) | \
	ATTR_BIT(POSTAL_CODE) | ATTR_BIT(STREET) | ATTR_BIT(ORGANIZATION) | ATTR_BIT(SURNAME) | \
	ATTR_BIT(GIVEN_NAME) | ATTR_BIT(ORGANIZATIONAL_UNIT) | ATTR_BIT(COMMON_NAME)
#define OV_ATTRIBUTES IV_ATTRIBUTES | ATTR_BIT(DOMAIN_COMPONENT)

/*
 * The subject of an OV certificate has no attribute outside its table.
 *
 * The BRs say for the attributes of the table how they are verified; of others readers cannot know
 * whether anybody did.
 *
 * fix: drop the attribute from the profile.
 * covers: br-7.1.2.7.4-ov-other-attribute
 * peers: pkilint:cabf.serverauth.ov.unknown_attribute_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ov
 *	pass ov subject=DC=com/DC=example/C=US/ST=Texas/O=Example
 *	fail ov subject=C=US/ST=Texas/O=Example/serialNumber=1
 *	fail ov subject=C=US/ST=Texas/O=Example/1.2.3.4=x
 *	na   ev
 *	na   ov policy=1.2.3 subject=C=US/ST=Texas/O=Example/serialNumber=1
 */
LINT_AS(attribute_other, br_ov_attribute_not_listed, WARNING, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY, OV), .from = BR_2_0_0,
	ATTRIBUTES_LISTED("an OV certificate", OV_ATTRIBUTES));

/*
 * The subject of an IV certificate has no attribute outside its table.
 *
 * The BRs say for the attributes of the table how they are verified; of others readers cannot know
 * whether anybody did.
 *
 * fix: drop the attribute from the profile.
 * covers: br-7.1.2.7.3-iv-other-attribute
 * peers: pkilint:cabf.serverauth.iv.unknown_attribute_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass iv
 *	fail iv subject=C=US/ST=Texas/surname=Lovelace/givenName=Ada/serialNumber=1
 *	fail iv subject=DC=com/C=US/ST=Texas/surname=Lovelace/givenName=Ada
 *	na   ov
 */
LINT_AS(attribute_other, br_iv_attribute_not_listed, WARNING, BR("7.1.2.7.3"),
	.on = FACTS(TLS, SUBSCRIBER, RESERVED_POLICY, IV), .from = BR_2_0_0,
	ATTRIBUTES_LISTED("an IV certificate", IV_ATTRIBUTES));

/* ---- organizationalUnitName ---- */

/*
 * The subject of a server's certificate has no organizationalUnitName.
 *
 * Whatever a subscriber wished to see there could not be verified, and looked as if it had been.
 * Ballot SC47 ended the attribute.
 *
 * fix: drop organizationalUnitName.
 * covers: br-7.1.4.2.2-ou-prohibited br-7.1.2.7.3-iv-no-ou br-7.1.2.7.4-ov-no-ou
 * covers: br-7.1.2.7.2-dv-other-attribute
 * peers: zlint:e_organizational_unit_name_prohibited
 * peers: pkilint:cabf.serverauth.iv.organizational_unit_name_attribute_present
 * peers: pkilint:cabf.serverauth.ov.organizational_unit_name_attribute_present
 *
 *	pass ov
 *	fail ov subject=C=US/ST=Texas/O=Example/OU=IT
 *	fail tls subject=OU=IT
 *	fail tls-2024 from=2022-09-01 subject=OU=IT
 *	na   tls-2024 from=2022-08-31 subject=OU=IT
 *	na   ev
 */
LINT_AS(attribute_unwanted, br_organizational_unit, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER), .off = FACTS(EV), .from = BR_OU_END,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which cannot be verified"));

/*
 * The subject of a server's certificate of August 2021 to 2022 has no organizationalUnitName
 * without an organizationName.
 *
 * A unit of nobody cannot be verified. Ballot SC47 ended this use a year before all others.
 *
 * fix: drop organizationalUnitName.
 * covers: br-7.1.4.2.2-ou-without-organization-old
 * peers: zlint:e_subject_contains_organizational_unit_name_and_no_organization_name
 *
 *	pass ov from=2022-06-01 subject=C=US/ST=Texas/O=Example/OU=IT
 *	fail tls-2024 from=2022-06-01 ski=auto subject=OU=IT
 *	na   tls-2019 subject=OU=IT
 */
LINT(br_unit_without_organization_old, ERROR, BR("7.1.4.2.2"), .on = FACTS(TLS, SUBSCRIBER),
     .from = BR_OU_WITHOUT_O_END, .until = BR_OU_END)
{
	const struct name *s = &c->subject_name;
	struct attribute a;

	if (name_count(s, OID_ORGANIZATIONAL_UNIT) == 0 || name_count(s, OID_ORGANIZATION) > 0)
		return;
	if (name_first(s, OID_ORGANIZATIONAL_UNIT, &a))
		fail(r, der_whole(&a.type), "the subject has organizationalUnitName, but no "
		     "organizationName");
}

/* ---- the policy that the subject goes with ---- */

struct level_row {
	enum oid policy;
	const char *level;
};

static void
level_policy_missing(const struct cert *c, struct report *r)
{
	const struct level_row *row = arg(r);

	if (!has_policy(c, row->policy))
		fail(r, extension_value(c, OID_POLICIES), "certificatePolicies of %s certificate "
		     "lacks %s", row->level, oid_text(row->policy));
}
#define LEVEL(policy_, level_) .arg = &(const struct level_row){ OID_POLICY_##policy_, level_ }

/*
 * A DV certificate has the reserved policy identifier 2.23.140.1.2.1.
 *
 * What kind of certificate one is, its policy says; this speaks where the caller says that it was
 * meant to be domain validated.
 *
 * fix: add 2.23.140.1.2.1.
 * covers: br-7.1.2.7.2-dv-policy-oid
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 *
 *	pass tls
 *	fail ov facts=dv subject=C=US
 *	na   ov
 */
LINT_AS(level_policy_missing, br_dv_policy_missing, ERROR, BR("7.1.2.7.2"),
	.on = FACTS(TLS, SUBSCRIBER, DV, RESERVED_POLICY), .from = BR_2_0_0,
	LEVEL(DV, "a DV"));

/*
 * An IV certificate has the reserved policy identifier 2.23.140.1.2.3.
 *
 * What kind of certificate one is, its policy says; this speaks where the caller says that it was
 * meant to be individual validated.
 *
 * fix: add 2.23.140.1.2.3.
 * covers: br-7.1.2.7.3-iv-policy-oid
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 *
 *	pass iv
 *	fail iv policy=dv facts=iv
 *	na   ov
 */
LINT_AS(level_policy_missing, br_iv_policy_missing, ERROR, BR("7.1.2.7.3"),
	.on = FACTS(TLS, SUBSCRIBER, IV, RESERVED_POLICY), .from = BR_2_0_0,
	LEVEL(IV, "an IV"));

/*
 * An OV certificate has the reserved policy identifier 2.23.140.1.2.2.
 *
 * What kind of certificate one is, its policy says; this speaks where the caller says that it was
 * meant to be organization validated.
 *
 * fix: add 2.23.140.1.2.2.
 * covers: br-7.1.2.7.4-ov-policy-oid
 * peers: pkilint:cabf.serverauth.subscriber_missing_reserved_policy_oid
 *
 *	pass ov
 *	fail ov policy=dv facts=ov
 *	na   iv
 */
LINT_AS(level_policy_missing, br_ov_policy_missing, ERROR, BR("7.1.2.7.4"),
	.on = FACTS(TLS, SUBSCRIBER, OV, RESERVED_POLICY), .from = BR_2_0_0,
	LEVEL(OV, "an OV"));
