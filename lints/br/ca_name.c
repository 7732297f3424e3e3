/* TLS BR 7.1.2.10.2 and 7.1.2.2.2: the subjects of CAs. */

#include "profile_table.h"

/* ---- what has to be there ---- */

/*
 * The subject of a CA has countryName.
 *
 * It says under whose law the CA is, and is the first thing by which names of CAs differ.
 *
 * fix: add the country where the CA's place of business is.
 * covers: br-7.1.2.10.2-ca-country-present
 * peers: zlint:e_ca_country_name_missing pkilint:cabf.serverauth.ca.country_attribute_absent
 *
 *	pass ca
 *	fail ca subject=O=Example/CN=x
 *	fail root subject=O=Example/CN=x
 *	na   cross subject=O=Example/CN=x
 *	na   ca subject=
 *	na   smime-ca subject=O=Example/CN=x
 */
LINT_AS(attribute_missing, br_ca_country_missing, ERROR, BR("7.1.2.10.2"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, SUBJECT_EMPTY), .from = BR_1_2_5,
	ATTRIBUTE(COUNTRY, "a CA needs it"));

/*
 * The subject of a CA has organizationName.
 *
 * Who reads an issuer's name wants to know who that is.
 *
 * fix: add the verified name of the CA's organization.
 * covers: br-7.1.2.10.2-ca-organization-present
 * peers: zlint:e_ca_organization_name_missing
 * peers: pkilint:cabf.serverauth.ca.organization_name_attribute_absent
 *
 *	pass ca
 *	fail ca subject=C=US/CN=x
 *	fail root subject=C=US/CN=x
 *	na   cross subject=C=US/CN=x
 *	na   ca subject=
 */
LINT_AS(attribute_missing, br_ca_organization_missing, ERROR, BR("7.1.2.10.2"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, SUBJECT_EMPTY), .from = BR_1_2_5,
	ATTRIBUTE(ORGANIZATION, "a CA needs it"));

/*
 * The subject of a CA has commonName.
 *
 * It tells the certificates of one organization apart, for people and for software that shows no
 * more than it.
 *
 * fix: add a commonName that no other CA of the issuer has.
 * covers: br-7.1.2.10.2-ca-common-name-present
 * peers: zlint:e_ca_common_name_missing pkilint:cabf.serverauth.ca.common_name_attribute_absent
 *
 *	pass ca
 *	fail ca subject=C=US/O=Example
 *	fail root subject=C=US/O=Example
 *	na   ca-2012 subject=C=US/O=Example
 *	na   ca subject=
 */
LINT_AS(attribute_missing, br_ca_common_name_missing, ERROR, BR("7.1.2.10.2"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, SUBJECT_EMPTY), .from = BR_1_4_8,
	ATTRIBUTE(COMMON_NAME, "a CA needs it"));

/*
 * The subject of a CA of before April 2015 has countryName.
 *
 * The first editions of the BRs asked for it in the issuer field of what the CA issues, which is
 * the same name.
 *
 * fix: add the country where the CA's place of business is.
 * covers: br-7.1.2.10.2-ca-country-present
 * peers: zlint:e_ca_country_name_missing
 *
 *	pass ca-2012
 *	fail ca-2012 subject=O=Example/CN=x
 *	na   ca subject=O=Example/CN=x
 */
LINT_AS(attribute_missing, br_ca_country_missing_old, WARNING, BR("9.1.3"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, SUBJECT_EMPTY), .from = BR_1_0_0,
	.until = BR_1_2_5, ATTRIBUTE(COUNTRY, "issuers need it"));

/*
 * The subject of a CA of before April 2015 has organizationName.
 *
 * The first editions of the BRs asked for it in the issuer field of what the CA issues, which is
 * the same name.
 *
 * fix: add the verified name of the CA's organization.
 * covers: br-7.1.2.10.2-ca-organization-present
 * peers: zlint:e_ca_organization_name_missing
 *
 *	pass ca-2012
 *	fail ca-2012 subject=C=US/CN=x
 *	na   ca subject=C=US/CN=x
 */
LINT_AS(attribute_missing, br_ca_organization_missing_old, WARNING, BR("9.1.3"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, SUBJECT_EMPTY), .from = BR_1_0_0,
	.until = BR_1_2_5, ATTRIBUTE(ORGANIZATION, "issuers need it"));

/*
 * The subject of a cross-certificate of before September 2023 has countryName.
 *
 * A cross-certificate repeats the name of a CA that may be older than the rule, and has been
 * excused for that since the profiles; until then the rule was for every CA.
 *
 * fix: cross-certify a CA whose name has a country.
 * covers: br-7.1.4.3.1-cross-country-old
 * peers: zlint:e_ca_country_name_missing
 *
 *	pass cross
 *	fail cross subject=O=Example/CN=x
 *	na   cross from=2024-06-01 subject=O=Example/CN=x
 */
LINT_AS(attribute_missing, br_cross_country_missing_old, WARNING, BR("7.1.4.3.1"),
	.on = FACTS(TLS, CROSS), .off = FACTS(SUBJECT_EMPTY), .from = BR_1_0_0, .until = BR_2_0_0,
	ATTRIBUTE(COUNTRY, "a CA needed it"));

/*
 * The subject of a cross-certificate of before September 2023 has organizationName.
 *
 * A cross-certificate repeats the name of a CA that may be older than the rule, and has been
 * excused for that since the profiles; until then the rule was for every CA.
 *
 * fix: cross-certify a CA whose name has an organization.
 * covers: br-7.1.4.3.1-cross-organization-old
 * peers: zlint:e_ca_organization_name_missing
 *
 *	pass cross
 *	fail cross subject=C=US/CN=x
 *	na   cross from=2024-06-01 subject=C=US/CN=x
 */
LINT_AS(attribute_missing, br_cross_organization_missing_old, WARNING, BR("7.1.4.3.1"),
	.on = FACTS(TLS, CROSS), .off = FACTS(SUBJECT_EMPTY), .from = BR_1_0_0, .until = BR_2_0_0,
	ATTRIBUTE(ORGANIZATION, "a CA needed it"));

/*
 * The subject of a cross-certificate of 2017 to September 2023 has commonName.
 *
 * A cross-certificate repeats the name of a CA that may be older than the rule, and has been
 * excused for that since the profiles; until then the rule was for every CA.
 *
 * fix: cross-certify a CA whose name has a commonName.
 * covers: br-7.1.4.3.1-cross-common-name-old
 * peers: zlint:e_ca_common_name_missing
 *
 *	pass cross
 *	fail cross subject=C=US/O=Example
 *	na   cross from=2024-06-01 subject=C=US/O=Example
 */
LINT_AS(attribute_missing, br_cross_common_name_missing_old, WARNING, BR("7.1.4.3.1"),
	.on = FACTS(TLS, CROSS), .off = FACTS(SUBJECT_EMPTY), .from = BR_1_4_8, .until = BR_2_0_0,
	ATTRIBUTE(COMMON_NAME, "a CA needed it"));

/* ---- what should not ---- */

/*
 * The subject of a root or of a TLS CA has no organizationalUnitName.
 *
 * Nobody can verify what it says. In servers' certificates it went a year earlier.
 *
 * fix: leave the attribute out; put what tells the CAs apart into commonName.
 * covers: br-7.1.2.10.2-tls-ca-no-ou
 * peers: zlint:e_subj_orgunit_in_ca_cert
 * peers: pkilint:cabf.serverauth.ca.organizational_unit_name_attribute_present
 *
 *	pass ca
 *	fail ca subject=C=US/O=Example/OU=PKI/CN=x
 *	fail root from=2024-01-01 subject=C=US/O=Example/OU=PKI/CN=x
 *	na   ca-2019 subject=C=US/O=Example/OU=PKI/CN=x
 *	na   cross from=2024-01-01 subject=C=US/O=Example/OU=PKI/CN=x
 *	na   precert-ca subject=C=US/O=Example/OU=PKI/CN=x
 */
LINT_AS(attribute_unwanted, br_ca_organizational_unit, ERROR, BR("7.1.2.10.2"),
	.on = FACTS(TLS, CA), .off = FACTS(CROSS, PRECERT_CA), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which no root or TLS CA may have"));

/*
 * The subject of a cross-certificate has no organizationalUnitName.
 *
 * The attribute is advised against in every kind of CA. A cross-certificate repeats a name and can
 * do nothing about it, so that this is no more than a remark.
 *
 * fix: nothing, if the existing CA has that name.
 * covers: br-7.1.2.10.2-other-ca-no-ou
 * peers: pkilint:cabf.serverauth.ca.organizational_unit_name_attribute_present
 *
 *	pass cross from=2024-01-01
 *	fail cross from=2024-01-01 subject=C=US/O=Example/OU=PKI/CN=x
 *	na   cross subject=C=US/O=Example/OU=PKI/CN=x
 */
LINT_AS(attribute_unwanted, br_cross_organizational_unit, NOTICE, BR("7.1.2.10.2"),
	.on = FACTS(TLS, CROSS), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which a CA should not have"));

/*
 * The subject of a precertificate signing CA has no organizationalUnitName.
 *
 * Nobody can verify what it says.
 *
 * fix: leave the attribute out.
 * covers: br-7.1.2.10.2-other-ca-no-ou
 *
 *	pass precert-ca
 *	fail precert-ca subject=C=US/O=Example/OU=PKI/CN=x
 *	na   ca subject=C=US/O=Example/OU=PKI/CN=x
 */
LINT_AS(attribute_unwanted, br_precert_ca_organizational_unit, WARNING, BR("7.1.2.10.2"),
	.on = FACTS(TLS, PRECERT_CA), .from = BR_2_0_0,
	ATTRIBUTE(ORGANIZATIONAL_UNIT, "which a CA should not have"));

/*
 * The subject of a CA has no attribute outside its table.
 *
 * The table has country, state, locality, postal code, street, organization and commonName. Others
 * are for the CA to verify and to document, and for nobody to understand. CAs that issue EV
 * certificates for another organization are let off: the EV Guidelines ask for more of them.
 *
 * fix: leave the attribute out.
 * covers: br-7.1.2.10.2-ca-other-attribute
 * peers: pkilint:cabf.serverauth.ca.unknown_attribute_present
 *
 *	pass ca
 *	pass ca subject=C=US/ST=Texas/L=Austin/postalCode=1/street=a/street=b/O=Example/CN=x
 *	fail ca subject=C=US/O=Example/CN=x/serialNumber=1
 *	fail ca subject=C=US/O=Example/CN=x/organizationIdentifier=VATDE-1
 *	fail ocsp subject=C=US/O=Example/CN=x/serialNumber=1
 *	na   ca-2019 subject=C=US/O=Example/CN=x/serialNumber=1
 *	na   ca facts="ev unaffiliated" subject=C=US/O=Example/CN=x/serialNumber=1
 *	na   cross from=2024-01-01 subject=C=US/O=Example/CN=x/serialNumber=1
 */
LINT_AS(attribute_other, br_ca_attribute_other, WARNING, BR("7.1.2.10.2"), .on = FACTS(TLS),
	.off = FACTS(CROSS, SUBSCRIBER, UNAFFILIATED), .from = BR_2_0_0,
	ATTRIBUTES_LISTED("a CA or its responder", CA_ATTRIBUTES));

/* Whether an organization's name is one that the first editions of the BRs gave for example. */
static bool
is_generic(struct span s)
{
	return span_is_text(s, "root") || span_is_text(s, "ca") || span_is_text(s, "root ca") ||
		(s.n <= 4 && span_starts_with(s, "ca") && s.p[s.n - 1] >= '0' &&
		 s.p[s.n - 1] <= '9');
}

/*
 * organizationName of a CA of before May 2016 is no generic word.
 *
 * The BRs gave "Root" and "CA1" for examples of names that do not say who the CA is.
 *
 * fix: name the organization.
 * covers: br-7.1.4.1-ca-generic-organization-old
 *
 *	pass ca-2012
 *	pass ca-2012 subject=C=US/O=CAcert/CN=x
 *	fail ca-2012 subject=C=US/O=CA1/CN=x
 *	fail ca-2012 subject=C=US/O=Root/CN=x
 *	na   ca subject=C=US/O=CA1/CN=x
 */
LINT(br_ca_organization_generic_old, WARNING, BR("9.1.3"), .on = FACTS(TLS, CA), .from = BR_1_0_0,
     .until = BR_1_3_4)
{
	struct attribute a;

	if (name_first(&c->subject_name, OID_ORGANIZATION, &a) && is_generic(a.value.body))
		fail(r, der_whole(&a.value), "organizationName %s does not say who the CA is",
		     quote(r, a.value.body));
}

/*
 * The subject of a cross-certificate has the form that the BRs give to names.
 *
 * A cross-certificate may repeat the name of an existing CA as it is, if that was right when it was
 * issued. Whether there is such a CA, the certificate does not show: this is what to look at.
 *
 * fix: nothing, if an existing CA certificate has the same subject to the byte.
 * covers: br-7.1.2.2.2-cross-subject-name-form
 *
 *	pass cross from=2024-01-01
 *	fail cross from=2024-01-01 subject=C=US/O=teletex:Example/CN=x also=rfc_ca_subject_old_string
 *	fail cross from=2024-01-01 subject=O=Example/C=US/CN=x
 *	fail cross from=2024-01-01 subject=C=US+O=Example/CN=x
 *	na   cross subject=O=Example/C=US/CN=x
 *	na   ca subject=O=Example/C=US/CN=x
 */
LINT(br_cross_subject_form, NOTICE, BR("7.1.2.2.2"), .on = FACTS(TLS, CROSS), .from = BR_2_0_0)
{
	const uint32_t form = ATTRIBUTE_BIT(OLD_STRING) | ATTRIBUTE_BIT(SHARED_RDN) |
		ATTRIBUTE_BIT(REPEATED) | ATTRIBUTE_BIT(ORDER);
	uint32_t flags = c->subject_name.flags & form;

	if (flags)
		fail(r, der_whole(&c->subject), "%s: only a copy of an existing name may be so",
		     flags & ATTRIBUTE_BIT(OLD_STRING) ? "an attribute is of an old string type" :
		     flags & ATTRIBUTE_BIT(SHARED_RDN) ? "an RDN has several attributes" :
		     flags & ATTRIBUTE_BIT(REPEATED) ? "an attribute type occurs twice" :
		     "the attributes stand in another order than that of the table");
}
