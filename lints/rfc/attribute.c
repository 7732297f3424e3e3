/* RFC 5280 A.1: which strings the attributes of a name are, and how long they may be. */

#include "checks.h"

/* ---- string types ---- */

/*
 * The subject's countryName is a PrintableString.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. countryName is not a DirectoryString: it has exactly one type,
 * and UTF8String is the usual mistake of tools that encode every attribute alike.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc5280-a.1-country-name-printable-subject br-7.1.4.2-country-printablestring
 * peers: zlint:e_subject_dn_country_not_printable_string pkilint:itu.invalid_asn1_syntax
 * zlint:e_subject_rdns_correct_encoding
 * unless: der_character_string_constructed
 *
 *	pass tls
 *	fail tls subject=C=utf8:US
 *	fail client subject=C=ia5:US/O=Example/CN=Ada
 *	na   tls subject=O=utf8:US
 */
LINT_AS(attribute_fault, rfc_country_not_printable, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(WRONG_TYPE, COUNTRY, "is of the wrong string type"));

/*
 * The subject's serialNumber attribute is a PrintableString.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. Registration numbers in serialNumber identify the subject of EV
 * and qualified certificates, and they are compared.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc5280-a.1-serial-number-attribute-printable
 * covers: br-7.1.4.2-serial-number-attribute-printablestring evg-br-7.1.4.2-serial-encoding
 * peers: zlint:e_subject_dn_serial_number_not_printable_string
 * unless: der_character_string_constructed
 *
 *	pass client +subject=serialNumber=12
 *	fail client +subject=serialNumber=utf8:12
 */
LINT_AS(attribute_fault, rfc_serial_number_not_printable, ERROR, RFC5280("A.1"),
	.from = RFC3280_DAY,
	SUBJECT_FAULT(WRONG_TYPE, SERIAL_NUMBER, "is of the wrong string type"));

/*
 * The subject's dnQualifier is a PrintableString.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. dnQualifier is what keeps two equal names apart, so two
 * spellings of it defeat its purpose.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc5280-a.1-dn-qualifier-printable
 * unless: der_character_string_constructed
 *
 *	pass client +subject=dnQualifier=12
 *	fail client +subject=dnQualifier=utf8:12
 */
LINT_AS(attribute_fault, rfc_dn_qualifier_not_printable, ERROR, RFC5280("A.1"),
	.from = RFC2459_DAY,
	SUBJECT_FAULT(WRONG_TYPE, DN_QUALIFIER, "is of the wrong string type"));

/*
 * The subject's emailAddress is an IA5String.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. PKCS #9 defines the attribute as IA5String; a UTF8String lets
 * addresses in that mail software cannot compare.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc5280-4.1.2.6-email-attribute-ia5
 * peers: pkilint:itu.invalid_asn1_syntax zlint:e_subject_rdns_correct_encoding
 * unless: der_character_string_constructed
 *
 *	pass client +subject=emailAddress=ada@certlint-test.com
 *	fail client +subject=emailAddress=utf8:ada@certlint-test.com
 */
LINT_AS(attribute_fault, rfc_email_attribute_not_ia5, ERROR, RFC5280("4.1.2.6"),
	.from = RFC2459_DAY,
	SUBJECT_FAULT(WRONG_TYPE, EMAIL_ADDRESS, "is of the wrong string type"));

/*
 * The subject's domainComponent is an IA5String.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. A domainComponent is a DNS label as RFC 4519 defines it, and
 * labels are ASCII.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc5280-a.1-domain-component-ia5 br-7.1.4.2-dc-ia5string
 * peers: pkilint:itu.invalid_asn1_syntax zlint:e_subject_rdns_correct_encoding
 * unless: der_character_string_constructed
 *
 *	pass client +subject=DC=com
 *	fail client +subject=DC=utf8:com
 */
LINT_AS(attribute_fault, rfc_domain_component_not_ia5, ERROR, RFC5280("A.1"),
	.from = RFC3280_DAY,
	SUBJECT_FAULT(WRONG_TYPE, DOMAIN_COMPONENT, "is of the wrong string type"));

/*
 * The subject's unstructuredName is an IA5String or a DirectoryString.
 *
 * Name comparison is byte by byte in most software, and an ASN.1 compiler that knows the
 * definition refuses another type. PKCS #9 of 2000 offers IA5String beside the choices of
 * DirectoryString, and nothing else.
 *
 * fix: encode the attribute with the string type that its definition has; do not leave the choice
 * to a library's default.
 * covers: rfc2985-5.4.2-unstructured-name-form
 * unless: der_character_string_constructed
 *
 *	pass client +subject=unstructuredName=ia5:router
 *	pass client +subject=unstructuredName=router
 *	fail client +subject=unstructuredName=visible:router
 */
LINT_AS(attribute_fault, rfc_unstructured_name_type, ERROR, RFC("2985", "5.4.2"),
	.from = RFC2985_DAY,
	SUBJECT_FAULT(WRONG_TYPE, UNSTRUCTURED_NAME, "is of the wrong string type"));

/*
 * An attribute of the subject that is a DirectoryString is one of its five alternatives.
 *
 * commonName, organizationName, localityName and their kin are of type DirectoryString:
 * TeletexString, PrintableString, UniversalString, UTF8String or BMPString. An IA5String or
 * NumericString there does not decode, and what decodes by guessing compares as unequal.
 *
 * fix: encode the attribute as UTF8String or PrintableString.
 * covers: rfc5280-a.1-directory-string-choice
 * covers: x520-x.520-6.3-x520-organization-identifier-directorystring
 * covers: evg-appG-state-type evg-appG-locality-type evg-7.1.4.2.8-encoding
 * peers: zlint:e_subject_rdns_correct_encoding pkilint:itu.invalid_asn1_syntax
 * unless: der_character_string_constructed
 *
 *	pass client subject=C=US/O=printable:Example/CN=Ada
 *	fail client subject=C=US/O=ia5:Example/CN=Ada
 *	fail client subject=C=US/O=Example/CN=numeric:12
 *	na   client subject=C=utf8:US
 */
LINT(rfc_directory_string_type, ERROR, RFC5280("A.1"), .trigger = ON_SUBJECT(WRONG_TYPE),
	 .from = RFC2459_DAY)
{
	const struct attribute_form *form;
	struct attribute a;

	each_attribute(&c->subject_name, a) {
		form = attribute_form(a.oid);
		if (form && form->tags == DIRECTORY_STRINGS &&
		    attribute_flags(a.oid, &a.value, DAY_NONE) & ATTRIBUTE_BIT(WRONG_TYPE))
			attribute_report(r, &a, ATTRIBUTE_WRONG_TYPE, "the subject",
					 "is of the wrong string type");
	}
}

/*
 * The issuer's attributes are of the string types that their definitions have.
 *
 * The issuer field repeats the subject of the CA's certificate, byte for byte, so this fault was
 * made when that certificate was issued and every certificate below it inherits it. Software that
 * decodes by the definition cannot read the issuer of any of them.
 *
 * fix: reissue the CA under a name that is encoded as its attribute types ask; leaf certificates
 * cannot repair it.
 * covers: rfc5280-a.1-country-name-printable-issuer
 * peers: zlint:e_issuer_dn_country_not_printable_string
 *
 *	pass tls
 *	fail tls issuer-name=C=utf8:US/O=Example
 *	fail tls issuer-name=C=US/O=ia5:Example
 *	na   root subject=C=utf8:US/O=Example/CN=R
 */
LINT_AS(attribute_fault, rfc_issuer_attribute_type, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	ISSUER_FAULT(WRONG_TYPE, "is of the wrong string type"), .off = FACTS(SELF_ISSUED));

/* ---- lengths ---- */

/*
 * The subject's commonName has at most 64 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. A host name
 * of more than 64 characters belongs into subjectAltName alone, which has no such bound.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-common-name br-7.1.4.2-common-name-max-64 sbr-7.1.4.2.2-cn-max-64
 * peers: zlint:e_subject_common_name_max_length pkilint:itu.invalid_asn1_syntax
 *
 *	pass client subject=C=US/CN=\{64:a}
 *	pass client subject=C=US/CN=\{64:\u00e9}
 *	fail client subject=C=US/CN=\{65:a}
 */
LINT_AS(attribute_fault, rfc_common_name_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, COMMON_NAME, "is too long"));

/*
 * The subject's organizationName has at most 64 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. Legal names
 * do exceed 64 characters; the CA/Browser Forum documents say how to abbreviate them.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-organization-name br-7.1.4.2-organization-max-64 evg-7.1.4.2.1-org-64
 * covers: csbr-7.1.4.2.4-ev-o-max-64
 * peers: zlint:e_subject_organization_name_max_length
 *
 *	pass client subject=C=US/O=\{64:a}
 *	fail client subject=C=US/O=\{65:a}
 */
LINT_AS(attribute_fault, rfc_organization_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, ORGANIZATION, "is too long"));

/*
 * The subject's organizationalUnitName has at most 64 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. Disclaimers
 * and URLs that are put here are what exceeds it.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-organizational-unit-name br-7.1.4.2-ou-max-64
 * peers: zlint:e_subject_organizational_unit_name_max_length
 *
 *	pass client subject=C=US/OU=\{64:a}
 *	fail client subject=C=US/OU=\{65:a}
 */
LINT_AS(attribute_fault, rfc_organizational_unit_too_long, ERROR, RFC5280("A.1"),
	.from = RFC2459_DAY, SUBJECT_FAULT(LENGTH, ORGANIZATIONAL_UNIT, "is too long"));

/*
 * The subject's localityName has at most 128 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. Here it is
 * a place, not an address.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-locality-name br-7.1.4.2-locality-max-128
 * peers: zlint:e_subject_locality_name_max_length
 *
 *	pass client subject=C=US/L=\{128:a}
 *	fail client subject=C=US/L=\{129:a}
 */
LINT_AS(attribute_fault, rfc_locality_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, LOCALITY, "is too long"));

/*
 * The subject's stateOrProvinceName has at most 128 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. Here it is
 * the name of a state or province.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-state-name br-7.1.4.2-state-max-128
 * peers: zlint:e_subject_state_name_max_length
 *
 *	pass client subject=C=US/ST=\{128:a}
 *	fail client subject=C=US/ST=\{129:a}
 */
LINT_AS(attribute_fault, rfc_state_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, STATE, "is too long"));

/*
 * The subject's title has at most 64 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. A title is
 * the position of a person.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-title
 *
 *	pass client subject=C=US/title=\{64:a}
 *	fail client subject=C=US/title=\{65:a}
 */
LINT_AS(attribute_fault, rfc_title_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, TITLE, "is too long"));

/*
 * The subject's serialNumber has at most 64 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. No
 * registration number comes near it, so what does is something else.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-serial-number br-7.1.4.2-serial-number-attribute-max-64
 * covers: evg-br-7.1.4.2-serial-length
 * peers: zlint:e_subject_dn_serial_number_max_length
 *
 *	pass client subject=C=US/serialNumber=\{64:a}
 *	fail client subject=C=US/serialNumber=\{65:a}
 */
LINT_AS(attribute_fault, rfc_serial_number_attribute_too_long, ERROR, RFC5280("A.1"),
	.from = RFC3280_DAY, SUBJECT_FAULT(LENGTH, SERIAL_NUMBER, "is too long"));

/*
 * The subject's emailAddress has at most 255 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. An address
 * of SMTP has at most 254 anyway. RFC 3280 had 128.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-email-address sbr-7.1.4.2.2-email-max-255
 * peers: zlint:e_subject_email_max_length
 *
 *	pass client +subject=emailAddress=ada@certlint-test.com
 *	fail client +subject=emailAddress=a@\{254:a} also=rfc_subject_email_not_in_san
 */
LINT_AS(attribute_fault, rfc_email_attribute_too_long, ERROR, RFC5280("A.1"),
	.from = RFC5280_DAY, SUBJECT_FAULT(LENGTH, EMAIL_ADDRESS, "is too long"));

/*
 * The subject's pseudonym has at most 128 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. A pseudonym
 * stands for a person's name.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-pseudonym
 *
 *	pass client subject=C=US/pseudonym=\{128:a}
 *	fail client subject=C=US/pseudonym=\{129:a}
 */
LINT_AS(attribute_fault, rfc_pseudonym_too_long, ERROR, RFC5280("A.1"), .from = RFC3280_DAY,
	SUBJECT_FAULT(LENGTH, PSEUDONYM, "is too long"));

/*
 * The subject's name has at most 32768 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. ub-name is
 * 32,768: RFC 5280 took the bound over from an edition of X.520 where it was a mistake for 64.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-name-name
 *
 *	pass client subject=C=US/name=\{32768:a}
 *	fail client subject=C=US/name=\{32769:a}
 */
LINT_AS(attribute_fault, rfc_name_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, NAME, "is too long"));

/*
 * The subject's surname has at most 32768 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. ub-name is
 * 32,768: RFC 5280 took the bound over from an edition of X.520 where it was a mistake for 64.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-name-surname
 * peers: zlint:e_subject_surname_max_length pkilint:itu.invalid_asn1_syntax
 * unless: br_personal_name_too_long
 *
 *	pass client subject=C=US/surname=\{32768:a}
 *	fail client subject=C=US/surname=\{32769:a}
 */
LINT_AS(attribute_fault, rfc_surname_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, SURNAME, "is too long"));

/*
 * The subject's givenName has at most 32768 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. ub-name is
 * 32,768: RFC 5280 took the bound over from an edition of X.520 where it was a mistake for 64.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-name-given-name
 * peers: zlint:e_subject_given_name_max_length
 * unless: br_personal_name_too_long
 *
 *	pass client subject=C=US/givenName=\{32768:a}
 *	fail client subject=C=US/givenName=\{32769:a}
 */
LINT_AS(attribute_fault, rfc_given_name_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, GIVEN_NAME, "is too long"));

/*
 * The subject's initials has at most 32768 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. ub-name is
 * 32,768: RFC 5280 took the bound over from an edition of X.520 where it was a mistake for 64.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-name-initials
 *
 *	pass client subject=C=US/initials=\{32768:a}
 *	fail client subject=C=US/initials=\{32769:a}
 */
LINT_AS(attribute_fault, rfc_initials_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, INITIALS, "is too long"));

/*
 * The subject's generationQualifier has at most 32768 characters.
 *
 * Upper bounds are part of the type: a decoder that is made from the ASN.1 module refuses the
 * whole name, and directories and databases cut it. They count characters, not octets. ub-name is
 * 32,768: RFC 5280 took the bound over from an edition of X.520 where it was a mistake for 64.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc5280-a.1-ub-name-generation-qualifier
 *
 *	pass client subject=C=US/generation=\{32768:a}
 *	fail client subject=C=US/generation=\{32769:a}
 */
LINT_AS(attribute_fault, rfc_generation_too_long, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, GENERATION, "is too long"));

/*
 * The subject's unstructuredName has at most 255 characters.
 *
 * PKCS #9 gives the attribute an upper bound of 255 characters, and software that was made to it
 * refuses what is longer.
 *
 * fix: shorten the value, or leave the attribute out; do not cut it in the middle of a word that
 * then means something else.
 * covers: rfc2985-5.4.2-unstructured-name-form
 *
 *	pass client subject=C=US/unstructuredName=\{255:a}
 *	fail client subject=C=US/unstructuredName=\{256:a}
 */
LINT_AS(attribute_fault, rfc_unstructured_name_too_long, ERROR, RFC("2985", "5.4.2"),
	.from = RFC2985_DAY, SUBJECT_FAULT(LENGTH, UNSTRUCTURED_NAME, "is too long"));

/*
 * The subject's countryName has exactly two characters.
 *
 * The attribute holds the alpha-2 code of ISO 3166-1. A name such as "Germany" or the alpha-3 code
 * "DEU" does not fit its type.
 *
 * fix: write the two-letter code of the country.
 * covers: rfc5280-a.1-country-name-size-2 br-7.1.4.2-country-length-2
 * peers: pkilint:itu.invalid_asn1_syntax
 *
 *	pass client
 *	fail client subject=C=U/O=Example/CN=Ada
 *	fail tls subject=C=USA
 */
LINT_AS(attribute_fault, rfc_country_length, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(LENGTH, COUNTRY, "is no two-letter code"));

/*
 * The issuer's attributes keep the bounds of their types.
 *
 * The bounds hold for every Name. The issuer field repeats the subject of the CA's certificate, so
 * every certificate below it inherits the fault.
 *
 * fix: reissue the CA under a shorter name; leaf certificates cannot repair it.
 * covers: rfc5280-a.1-issuer-upper-bounds
 *
 *	pass tls
 *	fail tls issuer-name=C=US/O=\{65:a}
 *	na   root subject=C=US/O=\{65:a}/CN=R
 */
LINT_AS(attribute_fault, rfc_issuer_attribute_length, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	ISSUER_FAULT(LENGTH, "does not have the right length"), .off = FACTS(SELF_ISSUED));

/*
 * The subject's domainComponent has at most 63 characters.
 *
 * A domainComponent is one label of a domain name (RFC 4519 2.4), and a label has at most 63
 * octets.
 *
 * fix: give each label a domainComponent of its own.
 * covers: br-7.1.4.2-dc-max-63
 * peers: pkilint:cabf.serverauth.domain_component_attribute_value_length_too_long
 *
 *	pass client +subject=DC=\{63:a}
 *	fail client +subject=DC=\{64:a}
 */
LINT_AS(attribute_fault, rfc_domain_component_length, ERROR, RFC5280("7.3"), .from = RFC5280_DAY,
	SUBJECT_FAULT(LENGTH, DOMAIN_COMPONENT, "is no DNS label"));

/*
 * A domainComponent of the subject is a single DNS label.
 *
 * RFC 4519 2.4 gives each label of a domain name an attribute of its own: DC=com, DC=example.
 * "DC=example.com" is one label with a dot in it, which no directory and no name constraint
 * understands.
 *
 * fix: split the domain name at its dots, the top-level domain first.
 * covers: rfc5280-a.1-domain-component-one-label br-7.1.2.7.4-ov-dc-one-label
 *
 *	pass client +subject=DC=com/DC=example
 *	fail client +subject=DC=example.com
 *	fail client +subject=DC=example.
 */
LINT(rfc_domain_component_labels, ERROR, RFC5280("7.3"), .from = RFC5280_DAY)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_DOMAIN_COMPONENT) == 0)
		return;
	each_of(&c->subject_name, OID_DOMAIN_COMPONENT, a)
		if (a.value.body.n > 0 &&
		    memchr(a.value.body.p, '.', a.value.body.n))
			fail(r, der_whole(&a.value), "domainComponent %s is more than one label",
			     quote(r, a.value.body));
}

/*
 * No attribute of the subject is empty.
 *
 * A DirectoryString has at least one character, and an attribute without one says nothing. It is
 * what is left when a form field was empty.
 *
 * fix: leave the attribute out where there is no value.
 * covers: rfc5280-a.1-directory-string-not-empty evg-7.1.4.2.6-no-empty-address
 * covers: evg-7.1.4.2.5-serial-not-empty evg-appG-state-length evg-appG-locality-length
 * peers: pkilint:itu.invalid_asn1_syntax
 *
 *	pass client
 *	fail client subject=C=US/O=Example/CN=
 *	fail client subject=C=US/O=Example/serialNumber=
 */
LINT_AS(attribute_fault, rfc_attribute_empty, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	SUBJECT_FAULT(EMPTY, NONE, "is empty"));

/*
 * No attribute of the issuer is empty.
 *
 * A DirectoryString has at least one character, and an attribute without one says nothing. It is
 * what is left when a form field was empty. The issuer repeats the subject of the CA, where it was
 * made.
 *
 * fix: reissue the CA under a name without the attribute.
 * covers: rfc5280-a.1-directory-string-not-empty
 *
 *	pass client
 *	fail client issuer-name=C=US/O=
 */
LINT_AS(attribute_fault, rfc_issuer_attribute_empty, ERROR, RFC5280("A.1"), .from = RFC2459_DAY,
	ISSUER_FAULT(EMPTY, "is empty"), .off = FACTS(SELF_ISSUED));

/* ---- strings of old ---- */

static void
old_string(const struct cert *c, struct report *r)
{
	const uint32_t *tag = arg(r);
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if (a.value.tag == *tag) {
			expect(r, "UTF8String or PrintableString", "%s", string_text(*tag));
			fail(r, der_whole(&a.value), "the subject's %s is a %s",
			     oid_name(r, a.type.body), string_text(*tag));
		}
}
#define OLD_STRING(tag_) .trigger = ON_SUBJECT(OLD_STRING), .arg = &(const uint32_t){ DER_##tag_ }

/*
 * No attribute of an end entity's subject is a TeletexString.
 *
 * RFC 5280 keeps the type for names that were established with it, and says not to use it for new
 * subjects. What its octets above 7f mean depends on escape sequences and on whom one asks: most
 * software takes them for Latin-1, the standard does not.
 *
 * fix: encode the attribute as UTF8String.
 * covers: rfc5280-4.1.2.6-subject-teletexstring
 * covers: rfc5280-4.1.2.6-subject-directorystring-printable-or-utf8
 * unless: br_attribute_string_type der_bmp_string_length der_bmp_string_surrogate
 * unless: der_universal_string_malformed
 * unless: ev_organization_identifier_type
 *
 *	pass client
 *	fail client subject=C=US/O=teletex:Example/CN=Ada
 *	na   ca subject=C=US/O=teletex:Example/CN=CA
 */
LINT_AS(old_string, rfc_subject_teletex_string, WARNING, RFC5280("4.1.2.6"), .off = FACTS(CA),
	.from = RFC5280_DAY, OLD_STRING(TELETEX_STRING));

/*
 * No attribute of an end entity's subject is a BMPString.
 *
 * RFC 5280 keeps the type for names that were established with it, and says not to use it for new
 * subjects. It holds two octets a character, and nothing beyond the first plane of Unicode;
 * software that searches or compares names as bytes does not find it.
 *
 * fix: encode the attribute as UTF8String.
 * covers: rfc5280-4.1.2.6-subject-bmpstring
 * covers: rfc5280-4.1.2.6-subject-directorystring-printable-or-utf8
 * unless: br_attribute_string_type der_bmp_string_length der_bmp_string_surrogate
 * unless: der_universal_string_malformed
 *
 *	pass client
 *	fail client subject=C=US/O=bmp:Example/CN=Ada
 *	na   ca subject=C=US/O=bmp:Example/CN=CA
 */
LINT_AS(old_string, rfc_subject_bmp_string, WARNING, RFC5280("4.1.2.6"), .off = FACTS(CA),
	.from = RFC5280_DAY, OLD_STRING(BMP_STRING));

/*
 * No attribute of an end entity's subject is a UniversalString.
 *
 * RFC 5280 keeps the type for names that were established with it, and says not to use it for new
 * subjects. It holds four octets a character, and much software cannot show it at all.
 *
 * fix: encode the attribute as UTF8String.
 * covers: rfc5280-4.1.2.6-subject-universalstring
 * covers: rfc5280-4.1.2.6-subject-directorystring-printable-or-utf8
 * unless: br_attribute_string_type der_bmp_string_length der_bmp_string_surrogate
 * unless: der_universal_string_malformed
 *
 *	pass client
 *	fail client subject=C=US/O=universal:Example/CN=Ada
 *	na   ca subject=C=US/O=universal:Example/CN=CA
 */
LINT_AS(old_string, rfc_subject_universal_string, WARNING, RFC5280("4.1.2.6"), .off = FACTS(CA),
	.from = RFC5280_DAY, OLD_STRING(UNIVERSAL_STRING));

/*
 * A CA's subject has no TeletexString, BMPString or UniversalString.
 *
 * RFC 5280 keeps these types for names that were established with them, and a CA that renews its
 * certificate must not change the encoding of its name. One certificate does not show whether the
 * name is new.
 *
 * fix: name new CAs with UTF8String or PrintableString.
 * covers: rfc5280-4.1.2.6-subject-directorystring-printable-or-utf8
 * peers: zlint:e_subject_rdns_correct_encoding
 * unless: br_attribute_string_type
 *
 *	pass ca
 *	fail smime-ca subject=C=US/O=teletex:Example/CN=CA
 *	na   client subject=C=US/O=teletex:Example/CN=Ada
 */
LINT(rfc_ca_subject_old_string, NOTICE, RFC5280("4.1.2.6"), .on = FACTS(CA),
	 .trigger = ON_SUBJECT(OLD_STRING), .from = RFC5280_DAY)
{
	struct attribute a;

	each_attribute(&c->subject_name, a)
		if (a.value.tag < 32 && OLD_STRINGS & STRING_BIT(a.value.tag))
			fail(r, der_whole(&a.value), "the subject's %s is a %s",
			     oid_name(r, a.type.body), string_text(a.value.tag));
}

/*
 * The issuer has no TeletexString, BMPString or UniversalString.
 *
 * The issuer field repeats the CA's name, which may be older than the rule. It is reported so that
 * it is known when the CA is replaced.
 *
 * fix: name the next CA with UTF8String or PrintableString.
 * covers: rfc5280-4.1.2.4-issuer-directorystring-printable-or-utf8
 *
 *	pass tls
 *	fail tls issuer-name=C=US/O=teletex:Example
 */
LINT(rfc_issuer_old_string, NOTICE, RFC5280("4.1.2.4"), .off = FACTS(SELF_ISSUED),
	 .trigger = ON_ISSUER(OLD_STRING), .from = RFC5280_DAY)
{
	struct attribute a;

	each_attribute(&c->issuer_name, a)
		if (a.value.tag < 32 && OLD_STRINGS & STRING_BIT(a.value.tag))
			fail(r, der_whole(&a.value), "the issuer's %s is a %s",
			     oid_name(r, a.type.body), string_text(a.value.tag));
}

/* ---- names inside extensions ---- */

/* Report the attributes of a Name inside an extension that their forms forbid. */
static void
report_directory_name(struct report *r, const struct der *gn)
{
	const uint32_t faults = ATTRIBUTE_BIT(WRONG_TYPE) | ATTRIBUTE_BIT(LENGTH) |
		ATTRIBUTE_BIT(EMPTY);
	struct attribute_cursor cursor = { .index = 0 };
	struct span in = gn->body;
	struct attribute a;
	struct der name;
	uint32_t flags;

	if (!der_take(&in, DER_SEQUENCE, &name))
		return;
	cursor.rdns = name.body;
	while (attribute_next(&cursor, &a)) {
		flags = attribute_flags(a.oid, &a.value, DAY_NONE) & faults;
		if (flags)
			attribute_report(r, &a, (enum attribute_flag)__builtin_ctz(flags),
					 "a directoryName", "is not as its type asks");
	}
}

/*
 * The attributes of a directoryName in subjectAltName keep the types and bounds of their
 * definitions.
 *
 * A directoryName is a Name like subject and issuer, and the same definitions hold inside it.
 *
 * fix: encode the name as if it were a subject.
 * covers: rfc5280-a.1-directory-name-upper-bounds
 *
 *	pass client san=dir:C=US/O=Example
 *	fail client san=dir:C=utf8:US/O=Example
 *	fail client san=dir:C=US/O=\{65:a}
 *	fail client san=dir:C=US/O=
 */
LINT(rfc_directory_name_attribute, ERROR, RFC5280("A.1"), .on = FACTS(HAS_DIRECTORY_NAME),
	 .from = RFC2459_DAY)
{
	struct der gn;

	each_san_of(c, GN_DIRECTORY, gn)
		report_directory_name(r, &gn);
}

/*
 * The attributes of a directoryName in issuerAltName keep the types and bounds of their
 * definitions.
 *
 * issuerAltName is encoded as subjectAltName is.
 *
 * fix: encode the name as if it were an issuer.
 * covers: rfc5280-a.1-directory-name-upper-bounds
 *
 *	pass client ian=dir:C=US/O=Example
 *	pass client ian=dns:ca.certlint-test.com
 *	fail client ian=dir:C=utf8:US/O=Example
 *	fail client ian=dir:C=US/O=\{65:a}
 */
LINT(rfc_ian_directory_name_attribute, ERROR, RFC5280("A.1"), .on = FACTS(HAS_IAN),
	 .from = RFC2459_DAY)
{
	struct span list = extension_list(c, OID_IAN);
	struct der gn;

	while (list_next(&list, GN_DIRECTORY, &gn))
		report_directory_name(r, &gn);
}
