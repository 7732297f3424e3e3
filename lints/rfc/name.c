/* RFC 5280 4.1.2.4 and 4.1.2.6: issuer and subject as names, and what their values look like. */

#include "checks.h"

/*
 * The issuer is a name that is not empty.
 *
 * Path building looks for the issuer by this name. An empty one matches nothing, or everything.
 *
 * fix: name the CA in the issuer field.
 * covers: rfc5280-4.1.2.4-issuer-non-empty
 * peers: zlint:e_issuer_field_empty pkilint:pkix.name_empty
 *
 *	pass tls
 *	fail tls issuer-name=
 */
LINT(rfc_issuer_empty, ERROR, RFC5280("4.1.2.4"), .on = FACTS(ISSUER_EMPTY), .from = RFC2459_DAY)
{
	fail(r, der_whole(&c->issuer), "the issuer is empty");
}

/*
 * The subject of a CA certificate is not empty.
 *
 * The subject of the CA is the issuer of everything below it, and that must not be empty.
 *
 * fix: name the CA in the subject field.
 * covers: rfc5280-4.1.2.6-ca-subject-non-empty
 * peers: zlint:e_ca_subject_field_empty
 *
 *	pass ca
 *	fail ca subject=
 *	na   tls subject= san!
 */
LINT(rfc_ca_subject_empty, ERROR, RFC5280("4.1.2.6"), .on = FACTS(CA, SUBJECT_EMPTY),
	 .from = RFC2459_DAY)
{
	fail(r, cert_subject_place(c), "the subject of this CA is empty");
}

/*
 * The subject of a certificate that signs CRLs is not empty.
 *
 * A CRL names its issuer; whoever checks it looks for a certificate of that name whose keyUsage
 * has cRLSign.
 *
 * fix: name the CRL issuer in the subject field.
 * covers: rfc5280-4.1.2.6-crl-issuer-subject-non-empty
 *
 *	pass client subject= san! ku=digital
 *	pass client ku=digital,crlsign
 *	fail client subject= san! ku=digital,crlsign
 */
LINT(rfc_crl_issuer_subject_empty, ERROR, RFC5280("4.1.2.6"), .on = FACTS(HAS_KU, SUBJECT_EMPTY),
	 .off = FACTS(CA), .from = RFC3280_DAY)
{
	if (has_usage(c, KU_CRL_SIGN))
		fail(r, cert_subject_place(c), "the subject is empty, and keyUsage has cRLSign");
}

/*
 * A certificate without a subject has a subjectAltName.
 *
 * A certificate binds a key to a name. With neither subject nor subjectAltName it binds the key to
 * nothing.
 *
 * fix: name the subject in subjectAltName.
 * covers: rfc5280-4.1.2.6-subject-empty-needs-critical-san
 * peers: zlint:e_subject_empty_without_san
 * unless: rfc_ca_subject_empty
 *
 *	pass client subject= san!
 *	fail client subject= -san
 *	na   ca subject=
 */
LINT(rfc_subject_empty_without_san, ERROR, RFC5280("4.1.2.6"), .on = FACTS(SUBJECT_EMPTY),
	 .off = FACTS(SAN_PRESENT, CA), .from = RFC2459_DAY)
{
	fail(r, cert_subject_place(c), "neither subject nor subjectAltName names anybody");
}

/*
 * An RDN of the subject has no attribute type twice.
 *
 * X.501 makes an RDN a set of attributes of distinct types. Two of one type make it impossible to
 * say what the entry's value is; several values belong into several RDNs.
 *
 * fix: put each attribute into an RDN of its own.
 * covers: rfc5280-4.1.2.4-rdn-duplicate-attribute-type
 * peers: pkilint:pkix.rdn_contains_duplicate_attribute_types
 * unless: br_rdn_several_attributes
 *
 *	pass client
 *	pass client subject=C=US/O=Example+OU=x
 *	fail client subject=C=US/O=Example+O=Other
 *	fail client subject=C=US/1.2.3.4=a+1.2.3.4=b
 */
LINT(rfc_rdn_repeated_type, WARNING, RFC5280("4.1.2.4"), .trigger = ON_SUBJECT(REPEATED_IN_RDN),
	 .from = RFC5280_DAY)
{
	struct span last = { NULL, 0 };
	uint32_t rdn = UINT32_MAX;
	struct attribute a;

	each_attribute(&c->subject_name, a) {
		if (a.rdn == rdn && span_same(last, a.type.body))
			fail(r, der_whole(&a.pair), "%s occurs twice in one RDN",
			     oid_name(r, a.type.body));
		rdn = a.rdn;
		last = a.type.body;
	}
}

/*
 * No attribute of the subject has a control character.
 *
 * A NUL ends the name for software in C, a line break forges a line in a log, and a character that
 * turns the direction of writing makes a name look like another.  Comparing names (RFC 5280 7.1,
 * RFC 4518 2.2) drops most of them, so that two names that differ in nothing else are one.
 *
 * fix: remove the character; it comes from copying, from a broken conversion, or from an attacker.
 * covers: rfc5280-b-subject-control-characters
 * peers: zlint:e_subject_dn_not_printable_characters
 * unless: der_visible_string_alphabet der_printable_string_alphabet der_ia5_string_alphabet
 * unless: der_numeric_string_alphabet der_utf8_string_malformed
 *
 *	pass client
 *	pass client subject=C=US/CN=\u00e9
 *	fail client subject=C=US/CN=a\x0ab
 *	fail client subject=C=US/CN=a\x00b
 *	fail client subject=C=US/CN=a\u202eb
 */
LINT_AS(attribute_fault, rfc_attribute_control_character, WARNING, RFC5280("7.1"),
	.from = RFC5280_DAY, SUBJECT_FAULT(CONTROL, NONE, "has a control character"));

/*
 * No attribute of the subject begins or ends with white space.
 *
 * Comparing names (RFC 5280 7.1, RFC 4518) ignores it, comparing bytes does not, and no human
 * being sees it: two names that look alike and are not.
 *
 * fix: trim the value before it is encoded.
 * because: the documents only say how such names compare.
 * peers: zlint:w_subject_dn_leading_whitespace zlint:w_subject_dn_trailing_whitespace
 * unless: br_attribute_filler br_cn_ipv4_form br_cn_ipv6_form
 *
 *	pass client
 *	fail client subject=C=US/CN=\x20Ada
 *	fail client subject=C=US/CN=Ada\u00a0
 */
LINT_AS(attribute_fault, rfc_attribute_edge_space, NOTICE, RFC5280("7.1"),
	SUBJECT_FAULT(EDGE_SPACE, NONE, "begins or ends with white space"));

/*
 * No attribute of the subject has a character reference of HTML.
 *
 * "M&amp;M" is what a web form makes of "M&M"; nobody has verified that name, and it compares with
 * no other.
 *
 * fix: decode the value where it comes from, before it is verified and encoded.
 * because: no document speaks of it, but what was verified is another name.
 * peers: zlint:e_subj_contains_html_entities
 * peers: pkilint:cabf.name.attribute_value_contains_html_entity
 *
 *	pass client subject=C=US/O=AT&T/CN=x
 *	pass client subject=C=US/O=a&b\x20c;/CN=x
 *	fail client subject=C=US/O=M&amp;M/CN=x
 *	fail client subject=C=US/O=L&#39;Oreal/CN=x
 *	fail client subject=C=US/O=bmp:M&amp;M/CN=x also=rfc_subject_bmp_string
 */
LINT_AS(attribute_fault, rfc_attribute_html_entity, WARNING, RFC5280("4.1.2.6"),
	SUBJECT_FAULT(ENTITY, NONE, "has a character reference of HTML"));

/*
 * No attribute of the subject has the replacement character.
 *
 * U+FFFD is what software writes where it cannot read a character. The one that was verified is
 * lost.
 *
 * fix: find the conversion that fails, and encode the character itself.
 * because: no document speaks of it, but what was verified is another name.
 * peers: zlint:e_utf8_replacement_char_in_subject
 *
 *	pass client
 *	fail client subject=C=US/O=M\ufffdller/CN=x
 */
LINT_AS(attribute_fault, rfc_attribute_replacement_character, WARNING, RFC5280("4.1.2.6"),
	SUBJECT_FAULT(REPLACED, NONE, "has U+FFFD in place of a character"));

/*
 * No attribute of the subject has UTF-8 that was encoded twice.
 *
 * Octets of UTF-8 that pass for Latin-1 and are encoded once more turn each letter with a
 * diacritical mark into two odd characters.
 *
 * fix: find the program that reads UTF-8 as Latin-1.
 * because: no document speaks of it, but what was verified is another name.
 * peers: zlint:e_utf8_latin1_mixup
 *
 *	pass client subject=C=BR/O=S\u00c3O\x20PAULO/CN=x
 *	fail client subject=C=DE/O=M\u00c3\u00bcller/CN=x
 *	fail client subject=C=DE/O=\u00c3\u0153bung/CN=x
 */
LINT_AS(attribute_fault, rfc_attribute_encoded_twice, WARNING, RFC5280("4.1.2.6"),
	SUBJECT_FAULT(MIXED_UP, NONE, "has UTF-8 that was encoded twice"));

/*
 * Locality and state of the subject have one name each.
 *
 * A comma, a colon or a bracket in a place is a sign that several parts of an address went into one
 * attribute.
 *
 * fix: put each part into the attribute that is for it.
 * because: no document speaks of it; a look at the value tells.
 * peers: zlint:n_suspicious_chars_in_address
 *
 *	pass client subject=C=US/ST=Texas/L=Austin/O=Example,\x20Inc./CN=x
 *	fail client subject=C=US/ST=Texas/L=Austin,\x20TX/O=Example/CN=x
 *	fail client subject=C=US/ST=Texas\x20(TX)/O=Example/CN=x
 */
LINT_AS(attribute_fault, rfc_place_separator, NOTICE, RFC5280("4.1.2.6"),
	SUBJECT_FAULT(SEPARATOR, NONE, "has a sign that separates parts of an address"));

/*
 * No attribute of the subject has two spaces in a row.
 *
 * Comparing names (RFC 5280 7.1, RFC 4518) takes a run of spaces for one, comparing bytes does
 * not. It comes from putting a name together from parts of which one was empty.
 *
 * fix: put single spaces between words.
 * because: the documents only say how such names compare.
 * unless: br_attribute_filler
 *
 *	pass client subject=C=US/CN=Ada\x20Lovelace
 *	fail client subject=C=US/CN=Ada\x20\x20Lovelace
 */
LINT_AS(attribute_fault, rfc_attribute_double_space, NOTICE, RFC5280("7.1"),
	SUBJECT_FAULT(DOUBLE_SPACE, NONE, "has two spaces in a row"));

/*
 * No attribute of the issuer begins or ends with white space.
 *
 * The issuer repeats the CA's name, so that it cannot be mended here; it is known to break
 * comparisons in software that normalises one side only.
 *
 * fix: name the next CA without it.
 * because: the documents only say how such names compare.
 * peers: zlint:w_issuer_dn_leading_whitespace zlint:w_issuer_dn_trailing_whitespace
 *
 *	pass client
 *	fail client issuer-name=C=US/O=Example\x20
 */
LINT_AS(attribute_fault, rfc_issuer_edge_space, NOTICE, RFC5280("7.1"),
	ISSUER_FAULT(EDGE_SPACE, "begins or ends with white space"), .off = FACTS(SELF_ISSUED));

/*
 * The subject has no emailAddress.
 *
 * The attribute is deprecated: mail addresses are names of subjectAltName, where name constraints
 * and comparisons reach them. It stays permitted for the sake of old software.
 *
 * fix: put the address into subjectAltName as rfc822Name, and leave it out of the subject.
 * covers: rfc5280-4.1.2.6-email-in-subject-deprecated
 * unless: br_dv_attribute
 *
 *	pass client
 *	fail client +subject=emailAddress=ada@certlint-test.com
 */
LINT(rfc_email_in_subject, NOTICE, RFC5280("4.1.2.6"), .from = RFC2459_DAY)
{
	struct attribute a;

	if (name_first(&c->subject_name, OID_EMAIL_ADDRESS, &a))
		fail(r, a.type.body, "the subject has an emailAddress, %s",
		     quote(r, a.value.body));
}

/* emailAddress is not case-sensitive (RFC 5280 4.1.2.6), whatever an rfc822Name is. */
static bool
same_mailbox(struct span a, struct span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && ((a.p[i] | 0x20) != (b.p[i] | 0x20) ||
					 (a.p[i] | 0x20) < 'a' || (a.p[i] | 0x20) > 'z'))
			return false;
	return true;
}

/* The text of a SmtpUTF8Mailbox; empty if the otherName is none. */
static struct span
utf8_mailbox(const struct der *gn)
{
	struct span in = gn->body;
	struct der id, value, text;

	if (gn->tag == GN_OTHER && der_take(&in, DER_OID, &id) &&
	    oid_find(id.body) == OID_SMTP_UTF8_MAILBOX && der_take(&in, 0xa0, &value) &&
	    der_take(&value.body, DER_UTF8_STRING, &text))
		return text.body;
	return (struct span){ NULL, 0 };
}

static bool
san_has_mailbox(const struct cert *c, struct span address)
{
	struct der gn;

	each_san(c, gn)
		if (same_mailbox(gn.tag == GN_RFC822 ? gn.body : utf8_mailbox(&gn), address))
			return true;
	return false;
}

/*
 * A mail address in the subject is also in subjectAltName.
 *
 * RFC 5280 says that new certificates with a mail address must have it as rfc822Name: only there
 * do name constraints bind it, and only there does current mail software look.
 *
 * fix: add the address to subjectAltName as rfc822Name.
 * covers: rfc5280-4.1.2.6-email-in-san
 * peers: zlint:e_subj_email_not_in_san pkilint:pkix.subject_email_address_not_in_san
 * unless: rfc_attribute_empty
 *
 *	pass client
 *	pass client +subject=emailAddress=ada@certlint-test.com
 *	pass client +subject=emailAddress=ada@CertLint-test.com
 *	pass client +subject=emailAddress=Ada@certlint-test.com
 *	fail client +subject=emailAddress=bob@certlint-test.com
 *	fail ca +subject=emailAddress=ca@certlint-test.com
 */
LINT(rfc_subject_email_not_in_san, ERROR, RFC5280("4.1.2.6"), .from = RFC2459_DAY)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_EMAIL_ADDRESS) == 0)
		return;
	each_of(&c->subject_name, OID_EMAIL_ADDRESS, a)
		if (!san_has_mailbox(c, a.value.body))
			fail(r, der_whole(&a.value), "emailAddress %s is not in subjectAltName",
			     quote(r, a.value.body));
}
