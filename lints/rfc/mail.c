/* RFC 5321, 9598: mail addresses in rfc822Name and SmtpUTF8Mailbox of the alternative names. */

#include "names.h"

/* What is wrong with an rfc822Name's address; the constant of mail_fault(). */
struct mail_fault {
	uint32_t fault;			/* MAILBOX_BIT() */
	const char *detail;
};

#define MAIL_FAULT(name, detail_) .arg = &(const struct mail_fault){ MAILBOX_BIT(name), detail_ }

/* The span of an address that a fault is about. */
static struct span
mail_place(const struct mailbox *m, struct span text, uint32_t fault)
{
	if (fault == MAILBOX_BIT(LITERAL))
		return m->domain;
	if (fault & (MAILBOX_BIT(LOCAL) | MAILBOX_BIT(LOCAL_LONG) | MAILBOX_BIT(MANY_AT)) &&
	    m->local.n > 0)
		return m->local;
	return text;
}

/* Report every rfc822Name of subjectAltName with that fault. */
static void
mail_fault(const struct cert *c, struct report *r)
{
	const struct mail_fault *fault = arg(r);
	struct mailbox m;
	struct der name;

	each_san_of(c, GN_RFC822, name) {
		m = mailbox_read(name.body);
		if (name.body.n > 0 && m.faults & fault->fault)
			fail(r, mail_place(&m, name.body, fault->fault), "%s %s",
			     quote(r, name.body), fault->detail);
	}
}

/*
 * An rfc822Name is not empty.
 *
 * No name of a certificate is: an empty one names nobody.
 *
 * fix: leave the entry out.
 * covers: rfc5280-4.2.1.6-san-empty-general-name
 * peers: zlint:e_ext_san_empty_name pkilint:pkix.invalid_email_address_syntax
 *
 *	pass smime
 *	fail smime san=mail:ada@certlint-test.com,mail:
 */
LINT(rfc_email_empty, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_EMAIL),
     .from = RFC2459_DAY)
{
	struct der name;

	each_san_of(c, GN_RFC822, name)
		if (name.body.n == 0)
			fail(r, der_whole(&name), "an rfc822Name is empty");
}

/*
 * An rfc822Name is a bare address.
 *
 * "Ada <ada@example.com>" and "ada@example.com (home)" are what headers of a mail hold.  A
 * certificate names the mailbox alone, so that it can be compared.
 *
 * fix: take the address out of what stands around it.
 * covers: rfc5280-4.2.1.6-san-rfc822-angle-brackets sbr-1.6.1-rfc822-mailbox-syntax
 * peers: zlint:e_ext_san_rfc822_format_invalid pkilint:pkix.invalid_email_address_syntax
 *
 *	pass client san=mail:ada@certlint-test.com
 *	fail client san=mail:<ada@certlint-test.com>
 *	fail client "san=mail:Ada <ada@certlint-test.com>"
 *	fail client "san=mail:ada@certlint-test.com (home)"
 *	pass client "san=mail:\"<ada>\"@certlint-test.com"
 */
LINT_AS(mail_fault, rfc_email_decorated, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_EMAIL),
	.from = RFC2459_DAY, MAIL_FAULT(DECORATED, "is more than an address"));

/*
 * An rfc822Name is an address with an '@'.
 *
 * A Mailbox is a local part and a domain.  A domain, or a user's name, alone is none.
 *
 * fix: write the whole address.
 * covers: rfc5280-4.2.1.6-san-rfc822-mailbox sbr-1.6.1-rfc822-mailbox-syntax
 * peers: pkilint:pkix.invalid_email_address_syntax zlint:e_ext_san_rfc822_format_invalid
 *
 *	pass client san=mail:ada@certlint-test.com
 *	fail client san=mail:ada
 *	fail client san=mail:certlint-test.com
 */
LINT_AS(mail_fault, rfc_email_no_at, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_EMAIL),
	.from = RFC2459_DAY, MAIL_FAULT(NO_AT, "has no domain after an at sign"));

/*
 * An rfc822Name has one '@'.
 *
 * In a local part it must be quoted.  Programs disagree about which one counts, and so about whose
 * address it is.
 *
 * fix: write one address for each entry.
 * covers: rfc5321-4.1.2-mailbox-more-than-one-at rfc5280-4.2.1.6-san-rfc822-mailbox
 * peers: pkilint:pkix.invalid_email_address_syntax zlint:e_ext_san_rfc822_format_invalid
 *
 *	pass client "san=mail:\"ada@home\"@certlint-test.com"
 *	fail client san=mail:ada@home@certlint-test.com
 */
LINT_AS(mail_fault, rfc_email_many_at, ERROR, RFC("5321", "4.1.2"), .on = FACTS(HAS_SAN, HAS_EMAIL),
	.from = RFC5321_DAY, MAIL_FAULT(MANY_AT, "has more than one at sign"));

/*
 * The local part of an rfc822Name is a dot-atom or a quoted string.
 *
 * Dots stand between characters only, and blanks, commas and brackets in quotes only.  What is
 * written otherwise is refused by mail servers, or split into two addresses.
 *
 * fix: write the local part as RFC 5321 does.
 * covers: rfc5321-4.1.2-mailbox-local-part-syntax rfc5280-4.2.1.6-san-rfc822-mailbox
 * covers: sbr-1.6.1-rfc822-mailbox-syntax rfc1034-3.5-hostname-nul
 * peers: pkilint:pkix.invalid_email_address_syntax zlint:e_ext_san_rfc822_format_invalid
 *
 *	pass client san=mail:ada.l+x@certlint-test.com
 *	pass client "san=mail:\"ada l\"@certlint-test.com"
 *	fail client "san=mail:ada l@certlint-test.com"
 *	fail client san=mail:.ada@certlint-test.com
 *	fail client san=mail:ada.@certlint-test.com
 *	fail client san=mail:a..da@certlint-test.com
 *	fail client san=mail:@certlint-test.com
 *	fail client "san=mail:\"ada\"l@certlint-test.com"
 *	fail client san=mail:mailto:ada@certlint-test.com
 */
LINT_AS(mail_fault, rfc_email_local_part, ERROR, RFC("5321", "4.1.2"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC5321_DAY,
	MAIL_FAULT(LOCAL, "has a local part that is neither a dot-atom nor a quoted string"));

/*
 * The local part of an rfc822Name has at most 64 octets.
 *
 * Mail servers need not accept more; what is longer should be avoided, says RFC 5321.
 *
 * fix: shorten the local part.
 * covers: rfc5321-4.5.3.1.1-mailbox-local-part-max-64
 *
 *	pass client san=mail:\{64:a}@certlint-test.com
 *	fail client san=mail:\{65:a}@certlint-test.com
 */
LINT_AS(mail_fault, rfc_email_local_part_long, WARNING, RFC("5321", "4.5.3.1.1"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC5321_DAY,
	MAIL_FAULT(LOCAL_LONG, "has a local part of more than 64 octets"));

/*
 * An rfc822Name has at most 254 octets.
 *
 * A path of RFC 5321 has 256 with its angle brackets, so that mail to a longer address need not be
 * accepted.
 *
 * fix: shorten the address.
 * covers: rfc5321-4.5.3.1.3-mailbox-max-254 rfc1034-3.5-hostname-total-max-253-ian
 * peers: pkilint:pkix.rfc822name_domain_part_too_long
 * unless: rfc_email_domain
 *
 *	pass client san=mail:a@\{63:a}.\{63:b}.\{63:c}.\{42:d}.certlint-test.com
 *	fail client san=mail:ab@\{63:a}.\{63:b}.\{63:c}.\{42:d}.certlint-test.com
 */
LINT_AS(mail_fault, rfc_email_too_long, WARNING, RFC("5321", "4.5.3.1.3"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC5321_DAY,
	MAIL_FAULT(LONG, "has more than 254 octets"));

/*
 * The domain of an rfc822Name is a name.
 *
 * An address in brackets reaches a host, not a domain: it changes hands with the network, and few
 * servers accept it.  RFC 5321 allows it.
 *
 * fix: write the domain's name.
 * covers: rfc5321-4.1.3-mailbox-address-literal
 *
 *	pass client san=mail:ada@certlint-test.com
 *	fail client san=mail:ada@[192.0.2.1]
 */
LINT_AS(mail_fault, rfc_email_literal, NOTICE, RFC("5321", "4.1.3"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC5321_DAY,
	MAIL_FAULT(LITERAL, "has an address for a domain"));

/* Faults of a host name that a mail domain must not have either. */
#define DOMAIN_FAULTS (HOST_SYNTAX_FAULTS | HOST_OTHER_KINDS | HOST_BIT(HOST_UNDERSCORE) | \
	HOST_BIT(HOST_TRAILING_DOT) | HOST_BIT(HOST_WILDCARD))

/* The lowest of some flags. */
static enum host_flag
first_flag(uint64_t flags)
{
	enum host_flag flag = 0;

	while (!(flags >> flag & 1))
		flag++;
	return flag;
}

/* Faults of IDNA2008 in A-labels. */
#define IDNA_FAULTS (HOST_BIT(HOST_A_LABEL_BAD) | HOST_BIT(HOST_A_LABEL_ASCII) | \
	HOST_BIT(HOST_A_LABEL_LOOSE) | HOST_BIT(HOST_U_DISALLOWED) | HOST_BIT(HOST_U_MAPPED) | \
	HOST_BIT(HOST_U_CONTEXT) | HOST_BIT(HOST_U_NOT_NFC) | HOST_BIT(HOST_U_BIDI) | \
	HOST_BIT(HOST_U_MARK) | HOST_BIT(HOST_U_HYPHENS_34) | HOST_BIT(HOST_U_HYPHEN_EDGE))

/* What is wrong with the domain of a mail address. */
struct domain_fault {
	enum oid extension;		/* where rfc822Names are looked at */
	uint64_t flags;
	const char *detail;		/* what follows the quoted address: "is no host name" */
};

static void
mail_domain_fault(const struct cert *c, struct report *r)
{
	const struct domain_fault *fault = arg(r);
	struct span list = extension_list(c, fault->extension), domain;
	struct der name;
	uint64_t flags;

	while (mail_domain_next(&list, &name, &domain)) {
		flags = name_flags(r, domain) & fault->flags;
		if (flags)
			fail(r, host_fault_span(domain, first_flag(flags)), "the domain of %s %s",
			     quote(r, name.body), fault->detail);
	}
}

#define DOMAIN_FAULT(extension_, flags_, detail_)					\
	.arg = &(const struct domain_fault){ OID_##extension_, flags_, detail_ }
#define NO_IDNA "has an A-label that IDNA2008 does not allow"

/*
 * The domain of an rfc822Name has the syntax of a host name.
 *
 * Mail is delivered by looking the domain up in the DNS: labels of letters, digits and inner
 * hyphens, no wildcard, no dot at the end.
 *
 * fix: write the domain as it is registered, in A-labels.
 * covers: rfc5280-4.2.1.6-san-rfc822-mailbox rfc1034-3.5-hostname-total-max-253-ian
 * covers: sbr-1.6.1-rfc822-mailbox-syntax rfc5280-7.5-idn-email-host-ace
 * covers: rfc9549-2.5-rfc822-host-alabel
 * peers: pkilint:pkix.invalid_email_address_syntax zlint:e_ext_san_rfc822_format_invalid
 * unless: der_ia5_string_alphabet
 *
 *	pass client san=mail:ada@mail.certlint-test.com
 *	fail client san=mail:ada@certlint_test.com
 *	fail client san=mail:ada@certlint..com
 *	fail client san=mail:ada@*.certlint-test.com
 *	fail client san=mail:ada@192.0.2.1
 *	fail client "san=mail:ada@certlint-test.com\x20"
 *	fail client san=mail:ada@certlint-test.com.
 *	fail smime san=mail:ada@-certlint-test.com
 */
LINT_AS(mail_domain_fault, rfc_email_domain, ERROR, RFC("5321", "4.1.2"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC5321_DAY,
	DOMAIN_FAULT(SAN, DOMAIN_FAULTS, "is no host name"));

/*
 * The A-labels of a mail domain conform to IDNA2008.
 *
 * RFC 9598 asks it of all mail addresses in certificates, without mappings, so that an address has
 * one form.
 *
 * fix: convert the domain with an IDNA2008 library.
 * covers: rfc9598-4-email-domain-idna2008
 *
 *	pass client san=mail:ada@xn--bcher-kva.certlint-test.com
 *	fail client san=mail:ada@xn--0.certlint-test.com
 *	fail client san=mail:ada@xn--dca.certlint-test.com
 */
LINT_AS(mail_domain_fault, rfc_email_idna, ERROR, RFC("9598", "4"),
	.on = FACTS(HAS_SAN, HAS_EMAIL), .from = RFC9598_DAY,
	DOMAIN_FAULT(SAN, IDNA_FAULTS, NO_IDNA));

/*
 * The A-labels of a mail domain in issuerAltName conform to IDNA2008.
 *
 * RFC 9598 asks it of mail addresses wherever they stand.
 *
 * fix: convert the domain with an IDNA2008 library.
 * covers: rfc9598-4-email-domain-idna2008
 * unless: rfc_ian_email
 *
 *	pass client ian=mail:pki@xn--bcher-kva.certlint-test.com
 *	fail client ian=mail:pki@xn--0.certlint-test.com
 *	na   client
 */
LINT_AS(mail_domain_fault, rfc_ian_email_idna, ERROR, RFC("9598", "4"),
	.on = FACTS(HAS_IAN), .from = RFC9598_DAY, DOMAIN_FAULT(IAN, IDNA_FAULTS, NO_IDNA));

/* Take the next otherName of a kind in subjectAltName: *value is what stands under its [0]. */
static bool
other_name_next(struct span *list, enum oid kind, struct der *name, struct der *value)
{
	struct span in;
	struct der id, tag;

	while (list_next(list, GN_OTHER, name)) {
		in = name->body;
		if (der_take(&in, DER_OID, &id) && oid_find(id.body) == kind &&
		    der_take(&in, 0xa0, &tag) && der_next(&tag.body, value))
			return true;
	}
	return false;
}

#define each_other_name(c, kind, name, value)					\
	for (struct span cursor_##name = extension_list(c, OID_SAN);		\
	     other_name_next(&cursor_##name, kind, &(name), &(value)); )
#define each_smtp_utf8(c, name, value) \
	each_other_name(c, OID_SMTP_UTF8_MAILBOX, name, value)

/*
 * An SmtpUTF8Mailbox is not empty.
 *
 * RFC 9598 defines it as a UTF8String of at least one character.
 *
 * fix: leave the entry out.
 * covers: rfc9598-3-smtputf8-mailbox-utf8string sbr-7.1.4.2.1-utf8mailbox-type
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:
 */
LINT(rfc_smtp_utf8_empty, ERROR, RFC("9598", "3"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC8398_DAY)
{
	struct der name, value;

	each_smtp_utf8(c, name, value)
		if (value.body.n == 0)
			fail(r, der_whole(&value), "an SmtpUTF8Mailbox is empty");
}

/*
 * An SmtpUTF8Mailbox is a mail address.
 *
 * It has the syntax of a Mailbox with UTF-8 in its local part: nothing around it, one '@', a
 * domain.
 *
 * fix: write the bare address.
 * covers: rfc9598-3-smtputf8-mailbox-syntax sbr-7.1.4.2.1-utf8mailbox-type
 * peers: pkilint:pkix.smtp_utf8_mailbox_invalid_syntax
 * peers: pkilint:pkix.smtputf8mailbox_domain_part_too_long
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:<\u00e4da@certlint-test.com>
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4..da@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@
 */
LINT(rfc_smtp_utf8_syntax, ERROR, RFC("9598", "3"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC8398_DAY)
{
	const uint32_t faults = ~MAILBOX_BIT(LITERAL);
	struct der name, value;

	each_smtp_utf8(c, name, value)
		if (value.tag == DER_UTF8_STRING && value.body.n > 0 &&
		    mailbox_read(value.body).faults & faults)
			fail(r, value.body, "%s is no mailbox", quote(r, value.body));
}

/*
 * An SmtpUTF8Mailbox does not begin with a byte order mark.
 *
 * UTF-8 needs none, and octets that no one sees make two addresses of one.
 *
 * fix: remove the mark.
 * covers: rfc9598-3-smtputf8-bom
 * peers: pkilint:pkix.smtp_utf8_mailbox_has_bom
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\ufeff\u00e4da@certlint-test.com
 */
LINT(rfc_smtp_utf8_mark, ERROR, RFC("9598", "3"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC8398_DAY)
{
	struct der name, value;

	each_smtp_utf8(c, name, value)
		if (value.body.n >= 3 && memcmp(value.body.p, "\xef\xbb\xbf", 3) == 0)
			fail(r, value.body, "an SmtpUTF8Mailbox begins with a byte order mark");
}

/* Whether a string is _service.host, as RFC 4985 writes it. */
static bool
is_srv_name(const struct report *r, struct span s)
{
	size_t dot = 0;

	while (dot < s.n && s.p[dot] != '.')
		dot++;
	if (dot < 2 || dot + 1 >= s.n || s.p[0] != '_' || s.p[1] == '-')
		return false;
	for (size_t i = 1; i < dot; i++)
		if (!(s.p[i] == '-' || (s.p[i] >= '0' && s.p[i] <= '9') ||
		      ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')))
			return false;
	return (name_flags(r, (struct span){ s.p + dot + 1, s.n - dot - 1 }) &
		HOST_SYNTAX_FAULTS) == 0;
}

/*
 * An SRVName is the name of a service and a host.
 *
 * Clients compare it with _service.name as DNS has it: what has another form matches nothing.
 *
 * fix: write the service with its underscore, a dot, and the host: _imaps.mail.example.com.
 * covers: rfc4985-2-srvname-form rfc4985-2-srvname-service-underscore
 *
 *	pass client san=srv:_imaps.certlint-test.com
 *	fail client san=srv:imaps.certlint-test.com
 *	fail client san=srv:_imaps
 *	fail client san=srv:_-.certlint-test.com
 *	fail client san=srv:_imaps.
 */
LINT(rfc_srv_name_form, ERROR, RFC("4985", "2"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC4985_DAY)
{
	struct der name, value;

	each_other_name(c, OID_SRV_NAME, name, value)
		if (value.tag == DER_IA5_STRING && !is_srv_name(r, value.body))
			fail(r, der_whole(&value), "the SRVName %s is not _service.host",
			     quote(r, value.body));
}

/*
 * An SmtpUTF8Mailbox has a local part that needs it.
 *
 * An address in ASCII goes into an rfc822Name: with two forms for one address, comparisons and name
 * constraints would miss one of them.
 *
 * fix: use an rfc822Name.
 * covers: rfc9598-3-smtputf8-non-ascii-local-part sbr-7.1.4.2.1-utf8mailbox-nonascii
 * peers: pkilint:pkix.smtp_utf8_mailbox_is_ascii_only
 * unless: rfc_smtp_utf8_syntax
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@certlint-test.com
 *	fail smime san=utf8mail:ada@certlint-test.com
 */
LINT(rfc_smtp_utf8_ascii, ERROR, RFC("9598", "3"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC8398_DAY)
{
	struct der name, value;
	struct mailbox m;

	each_smtp_utf8(c, name, value) {
		m = mailbox_read(value.body);
		if (value.tag == DER_UTF8_STRING && m.domain.n > 0 && text_is_ia5(m.local))
			fail(r, m.local, "the local part of %s is in ASCII", quote(r, value.body));
	}
}

static void
smtp_domain_fault(const struct cert *c, struct report *r)
{
	const struct domain_fault *fault = arg(r);
	struct der name, value;
	struct mailbox m;

	each_smtp_utf8(c, name, value) {
		m = mailbox_read(value.body);
		if (m.domain.n > 0 && !(m.faults & MAILBOX_BIT(LITERAL)) &&
		    name_flags(r, m.domain) & fault->flags)
			fail(r, m.domain, "the domain of %s %s", quote(r, value.body),
			     fault->detail);
	}
}

/*
 * The domain of an SmtpUTF8Mailbox is in A-labels.
 *
 * RFC 8398 had U-labels there; RFC 9598 turned it around, so that the domain is compared octet by
 * octet with that of name constraints.
 *
 * fix: convert the domain to A-labels.
 * covers: rfc9598-3-smtputf8-domain-a-label sbr-7.1.4.2.1-utf8mailbox-domain
 * peers: pkilint:pkix.smtp_utf8_mailbox_domain_part_invalid_syntax
 * unless: rfc_smtp_utf8_syntax
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@xn--bcher-kva.certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@b\u00fccher.certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@certlint_test.com
 */
LINT_AS(smtp_domain_fault, rfc_smtp_utf8_domain, ERROR, RFC("9598", "3"),
	.on = FACTS(HAS_SAN, HAS_OTHER_NAME), .from = RFC9598_DAY,
	DOMAIN_FAULT(SAN, DOMAIN_FAULTS, "is not of letters, digits and A-labels"));

/*
 * The A-labels in the domain of an SmtpUTF8Mailbox conform to IDNA2008.
 *
 * What holds for the domain of every mail address in a certificate holds here too: no mappings, so
 * that an address has one form.
 *
 * fix: convert the domain with an IDNA2008 library.
 * covers: rfc9598-4-email-domain-idna2008
 * unless: rfc_smtp_utf8_syntax rfc_smtp_utf8_domain
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@xn--bcher-kva.certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@xn--0.certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@xn--dca.certlint-test.com
 */
LINT_AS(smtp_domain_fault, rfc_smtp_utf8_idna, ERROR, RFC("9598", "4"),
	.on = FACTS(HAS_SAN, HAS_OTHER_NAME), .from = RFC9598_DAY,
	DOMAIN_FAULT(SAN, IDNA_FAULTS, NO_IDNA));

/*
 * The domain of an SmtpUTF8Mailbox is in lower case.
 *
 * RFC 9598 has it compared octet by octet.
 *
 * fix: convert the domain to lower case.
 * covers: rfc9598-3-smtputf8-domain-lowercase sbr-7.1.4.2.1-utf8mailbox-domain
 * peers: pkilint:pkix.smtp_utf8_mailbox_has_uppercase
 * unless: rfc_smtp_utf8_syntax rfc_smtp_utf8_domain
 *
 *	pass smime san=mail:ada@certlint-test.com,utf8mail:\u00c4da@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,utf8mail:\u00e4da@Certlint-test.com
 */
LINT(rfc_smtp_utf8_upper_case, ERROR, RFC("9598", "3"), .on = FACTS(HAS_SAN, HAS_OTHER_NAME),
     .from = RFC9598_DAY)
{
	struct der name, value;
	struct mailbox m;

	each_smtp_utf8(c, name, value) {
		m = mailbox_read(value.body);
		if (m.domain.n > 0 && name_flags(r, m.domain) & HOST_BIT(HOST_UPPER))
			fail(r, m.domain, "the domain of %s has capital letters",
			     quote(r, value.body));
	}
}

/*
 * The domain of an SmtpUTF8Mailbox is in U-labels (before RFC 9598).
 *
 * RFC 8398 demanded the U-label of each label that has one, the reverse of what RFC 9598 demands.
 *
 * fix: convert the domain's A-labels to U-labels.
 * covers: rfc8398-3-smtputf8-domain-u-label sbr-7.1.4.2.1-utf8mailbox-domain-8398
 *
 *	pass smime as-of=2023-10-01 san=mail:ada@certlint-test.com,utf8mail:\u00e4da@b\u00fccher.certlint-test.com
 *	fail smime as-of=2023-10-01 san=mail:ada@certlint-test.com,utf8mail:\u00e4da@xn--bcher-kva.certlint-test.com
 */
LINT(rfc_smtp_utf8_a_label_before_9598, ERROR, RFC("8398", "3"),
     .on = FACTS(HAS_SAN, HAS_OTHER_NAME), .from = RFC8398_DAY, .until = RFC9598_DAY)
{
	struct der name, value;
	struct mailbox m;

	each_smtp_utf8(c, name, value) {
		m = mailbox_read(value.body);
		if (m.domain.n > 0 && name_flags(r, m.domain) & HOST_BIT(HOST_A_LABEL))
			fail(r, m.domain, "the domain of %s has an A-label", quote(r, value.body));
	}
}

/*
 * An emailAddress attribute is a mail address.
 *
 * It is read as one by programs that still look at the subject.
 *
 * fix: write the bare address, or leave the attribute out in favour of an rfc822Name.
 * covers: rfc5280-a.1-email-attribute-mailbox
 * peers: pkilint:pkix.invalid_email_address_syntax
 * unless: der_ia5_string_alphabet
 *
 *	pass client subject=CN=Ada/emailAddress=ada@certlint-test.com
 *	fail client subject=CN=Ada/emailAddress=ada also=rfc_subject_email_not_in_san
 *	fail client "subject=CN=Ada/emailAddress=Ada <ada@certlint-test.com>" also=rfc_subject_email_not_in_san
 */
LINT(rfc_email_attribute, NOTICE, RFC5280("A.1"), .on = FACTS(CERTIFICATE), .from = RFC5280_DAY)
{
	const uint32_t tolerated = MAILBOX_BIT(LITERAL) | MAILBOX_BIT(LONG);
	struct attribute a;

	if (name_count(&c->subject_name, OID_EMAIL_ADDRESS) == 0)
		return;
	each_of(&c->subject_name, OID_EMAIL_ADDRESS, a)
		if (a.value.body.n > 0 &&
		    mailbox_read(a.value.body).faults & ~tolerated)
			fail(r, a.value.body, "emailAddress %s is no mail address",
			     quote(r, a.value.body));
}
