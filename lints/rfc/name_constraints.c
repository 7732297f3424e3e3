/* RFC 5280 4.2.1.10: the forms of host names, mail addresses and URIs in nameConstraints. */

#include "names.h"

/* Report the subtrees of a kind that constrains nothing that is used; the constant is its tag. */
static void
constrained_kind(const struct cert *c, struct report *r)
{
	const uint32_t *tag = arg(r);
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == *tag)
			fail(r, der_whole(&s.base), "nameConstraints has a subtree of type %s",
			     general_name_text(*tag));
}

#define CONSTRAINED_KIND(tag) .arg = &(const uint32_t){ tag }

/*
 * nameConstraints constrains no x400Address.
 *
 * Such names are not used; a verifier that does not know the type must refuse every certificate
 * below the authority that has one.
 *
 * fix: leave the subtree out.
 * covers: rfc5280-4.2.1.10-nc-x400
 * peers: zlint:w_name_constraint_on_x400
 *
 *	pass tcca
 *	fail smime-ca nc=exclude-x400:3000
 */
LINT_AS(constrained_kind, rfc_nc_x400_address, WARNING, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	.from = RFC5280_DAY, CONSTRAINED_KIND(GN_X400));

/*
 * nameConstraints constrains no ediPartyName.
 *
 * Such names are not used; a verifier that does not know the type must refuse every certificate
 * below the authority that has one.
 *
 * fix: leave the subtree out.
 * covers: rfc5280-4.2.1.10-nc-edi-party-name
 * peers: zlint:w_name_constraint_on_edi_party_name
 *
 *	pass tcca
 *	fail smime-ca "nc=exclude-edi:a1(0c('x'))"
 */
LINT_AS(constrained_kind, rfc_nc_edi_party_name, WARNING, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	.from = RFC5280_DAY, CONSTRAINED_KIND(GN_EDI));

/*
 * nameConstraints constrains no registeredID.
 *
 * RFC 5280 does not say what such a constraint means.
 *
 * fix: leave the subtree out.
 * covers: rfc5280-4.2.1.10-nc-registered-id
 * peers: zlint:w_name_constraint_on_registered_id
 *
 *	pass tcca
 *	fail smime-ca nc=exclude-rid:1.2.3.4
 */
LINT_AS(constrained_kind, rfc_nc_registered_id, WARNING, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC),
	.from = RFC5280_DAY, CONSTRAINED_KIND(GN_REGISTERED_ID));

/* Faults of a host name that a constraint must not have either. */
#define BASE_FAULTS ((HOST_SYNTAX_FAULTS | HOST_OTHER_KINDS | HOST_BIT(HOST_UNDERSCORE) | \
	HOST_BIT(HOST_TRAILING_DOT) | HOST_BIT(HOST_WILDCARD)) & ~HOST_BIT(HOST_EMPTY))

static struct span
without_leading_dot(struct span s)
{
	return s.n > 0 && s.p[0] == '.' ? (struct span){ s.p + 1, s.n - 1 } : s;
}

/*
 * A dNSName constraint is a domain's name, or empty.
 *
 * A name satisfies it that has labels before it.  With wildcards, empty labels or other characters
 * it matches nothing, so that what it should exclude is permitted.
 *
 * fix: write the domain's name without a wildcard.
 * covers: rfc5280-4.2.1.10-nc-dns-syntax
 * peers: pkilint:pkix.invalid_domain_name_syntax
 * unless: der_ia5_string_alphabet
 *
 *	pass tcca nc=permit-dns:certlint-test.com,exclude-dns:
 *	fail tcca nc=permit-dns:*.certlint-test.com
 *	fail tcca nc=permit-dns:certlint_test.com
 *	fail tcca nc=permit-dns:certlint-test.com.
 *	fail tcca nc=exclude-dns:10.0.0.0/8
 *	pass tcca nc=permit-dns:.certlint-test.com
 */
LINT(rfc_nc_dns_syntax, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_DNS &&
		    name_flags(r, without_leading_dot(s.base.body)) & BASE_FAULTS)
			fail(r, s.base.body, "the constraint %s is no domain's name",
			     quote(r, s.base.body));
}

/*
 * A dNSName constraint does not begin with a dot.
 *
 * The dot belongs to constraints of URIs.  Verifiers do not agree whether ".example.com" includes
 * "example.com", or anything at all.
 *
 * fix: leave the dot out; the domain's own name is then included.
 * covers: rfc5280-4.2.1.10-nc-dns-leading-dot
 *
 *	pass tcca
 *	fail tcca nc=permit-dns:.certlint-test.com
 */
LINT(rfc_nc_dns_leading_dot, NOTICE, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_DNS && s.base.body.n > 0 && s.base.body.p[0] == '.')
			fail(r, s.base.body, "the constraint %s begins with a dot",
			     quote(r, s.base.body));
}

/* Faults of Punycode and of what it stands for. */
#define A_LABEL_FAULTS (HOST_BIT(HOST_A_LABEL_BAD) | HOST_BIT(HOST_A_LABEL_ASCII) | \
	HOST_BIT(HOST_A_LABEL_LOOSE))

/*
 * A dNSName constraint on an internationalized name is of A-labels.
 *
 * It is compared with dNSNames octet by octet: what no U-label converts to constrains nobody.
 *
 * fix: convert the domain with an IDNA2008 library.
 * covers: rfc9549-2.2-nc-dns-alabel
 *
 *	pass tcca nc=permit-dns:xn--bcher-kva.certlint-test.com
 *	fail tcca nc=permit-dns:xn--0.certlint-test.com
 */
LINT(rfc_nc_dns_a_label, WARNING, RFC("9549", "2.2"), .on = FACTS(HAS_NC), .from = RFC9549_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_DNS && name_flags(r, s.base.body) & A_LABEL_FAULTS)
			fail(r, s.base.body,
			     "the constraint %s has an \"xn--\" label that is no A-label",
			     quote(r, s.base.body));
}

/* Whether a URI was written where its host is asked for. */
static bool
has_scheme_or_path(struct span s)
{
	return s.n > 0 && (memchr(s.p, '/', s.n) || memchr(s.p, ':', s.n));
}

/*
 * A URI constraint is a host's or a domain's name alone.
 *
 * It applies to the host part of a URI.  A scheme, a port or a path in it matches no host.
 *
 * fix: write the host alone; a leading dot for a whole domain.
 * covers: rfc5280-4.2.1.10-nc-uri-host-only
 *
 *	pass tcca +nc=permit-uri:www.certlint-test.com,permit-uri:.certlint-test.com
 *	fail smime-ca nc=permit-uri:http://www.certlint-test.com
 *	fail smime-ca nc=permit-uri:www.certlint-test.com:80
 */
LINT(rfc_nc_uri_host_only, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_URI && has_scheme_or_path(s.base.body))
			fail(r, s.base.body, "the constraint %s is more than a host",
			     quote(r, s.base.body));
}

/* Whether a constraint on URIs is a host's whole name, or a domain's after a dot. */
static bool
is_qualified(const struct report *r, struct span base)
{
	uint64_t flags = name_flags(r, without_leading_dot(base));

	if (flags & BASE_FAULTS)
		return false;
	return (base.n > 0 && base.p[0] == '.') || !(flags & HOST_BIT(HOST_SINGLE_LABEL));
}

/*
 * A URI constraint is a fully qualified domain name.
 *
 * RFC 5280 knows no constraint on URIs with addresses for hosts; these are refused wherever the
 * constraint applies.
 *
 * fix: write a domain's name.
 * covers: rfc5280-4.2.1.10-nc-uri-fqdn
 * peers: zlint:e_name_constraint_not_fqdn
 * unless: rfc_nc_uri_host_only der_ia5_string_alphabet
 *
 *	pass tcca +nc=permit-uri:www.certlint-test.com
 *	fail smime-ca nc=permit-uri:192.0.2.1
 *	pass tcca +nc=permit-uri:.com
 *	fail smime-ca nc=permit-uri:intranet
 *	fail smime-ca nc=exclude-uri:a_b.certlint-test.com
 *	fail smime-ca nc=exclude-uri:*.certlint-test.com
 */
LINT(rfc_nc_uri_fqdn, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_URI && !is_qualified(r, s.base.body))
			fail(r, s.base.body, "the constraint %s is no fully qualified domain name",
			     quote(r, s.base.body));
}

/*
 * An rfc822Name constraint is a host, a domain or, until RFC 9598, a mailbox.
 *
 * "example.com" is every mailbox of that host, ".example.com" of every host below it.
 *
 * fix: write the domain, with a leading dot if its hosts are meant.
 * covers: rfc5280-4.2.1.10-nc-rfc822-form
 * peers: pkilint:pkix.invalid_email_address_syntax
 * unless: der_ia5_string_alphabet
 *
 *	pass tcca +nc=permit-mail:certlint-test.com,permit-mail:.certlint-test.com,exclude-mail:
 *	pass tcca +nc=permit-mail:ada@certlint-test.com
 *	fail smime-ca nc=permit-mail:*.certlint-test.com
 *	fail smime-ca nc=permit-mail:@certlint-test.com
 *	fail smime-ca nc=permit-mail:<ada@certlint-test.com>
 *	fail smime-ca nc=permit-mail:certlint_test.com
 */
LINT(rfc_nc_email_form, ERROR, RFC5280("4.2.1.10"), .on = FACTS(HAS_NC), .from = RFC5280_DAY)
{
	struct subtree s;
	struct mailbox m;
	bool is_bad;

	each_subtree(c, s) {
		if (s.base.tag != GN_RFC822)
			continue;
		m = mailbox_read(s.base.body);
		if (m.faults & MAILBOX_BIT(NO_AT))
			is_bad = name_flags(r, without_leading_dot(s.base.body)) & BASE_FAULTS;
		else
			is_bad = m.faults != 0 || name_flags(r, m.domain) & BASE_FAULTS;
		if (is_bad)
			fail(r, s.base.body, "the constraint %s is neither a domain nor a mailbox",
			     quote(r, s.base.body));
	}
}

/*
 * An rfc822Name constraint has no local part.
 *
 * RFC 9549 and 9598 withdrew the form of a whole mailbox: it cannot be matched with addresses whose
 * local part is not in ASCII.
 *
 * fix: constrain the domain.
 * covers: rfc9598-6-nc-rfc822-local-part
 * unless: rfc_nc_email_form
 *
 *	pass tcca +nc=permit-mail:certlint-test.com
 *	fail smime-ca nc=permit-mail:ada@certlint-test.com
 */
LINT(rfc_nc_email_local_part, WARNING, RFC("9598", "6"), .on = FACTS(HAS_NC), .from = RFC9598_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_RFC822 && s.base.body.n > 0 &&
		    memchr(s.base.body.p, '@', s.base.body.n))
			fail(r, s.base.body, "the constraint %s has a local part",
			     quote(r, s.base.body));
}

/*
 * An rfc822Name constraint on an internationalized domain is of A-labels.
 *
 * It is compared with the domains of both kinds of addresses octet by octet.
 *
 * fix: convert the domain with an IDNA2008 library.
 * covers: rfc9598-6-nc-rfc822-alabel
 *
 *	pass tcca +nc=permit-mail:xn--bcher-kva.certlint-test.com
 *	fail smime-ca nc=permit-mail:.xn--0.certlint-test.com
 */
LINT(rfc_nc_email_a_label, ERROR, RFC("9598", "6"), .on = FACTS(HAS_NC), .from = RFC9598_DAY)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_RFC822 && name_flags(r, s.base.body) & A_LABEL_FAULTS)
			fail(r, s.base.body,
			     "the constraint %s has an \"xn--\" label that is no A-label",
			     quote(r, s.base.body));
}

/*
 * Addresses in SmtpUTF8Mailbox are constrained by rfc822Name.
 *
 * RFC 9598 has one constraint for both forms.  Verifiers do not know one of the type itself, and
 * must refuse every certificate below the authority that has one.
 *
 * fix: use an rfc822Name with the domain.
 * covers: rfc9598-6-smtputf8-name-constraint-rfc822-form
 *
 *	pass tcca +nc=permit-mail:certlint-test.com
 *	fail smime-ca nc=permit-utf8mail:\u00e4da@certlint-test.com
 */
LINT(rfc_nc_smtp_utf8, WARNING, RFC("9598", "6"), .on = FACTS(HAS_NC), .from = RFC9598_DAY)
{
	struct subtree s;
	struct span in;
	struct der id;

	each_subtree(c, s) {
		in = s.base.body;
		if (s.base.tag == GN_OTHER && der_take(&in, DER_OID, &id) &&
		    oid_find(id.body) == OID_SMTP_UTF8_MAILBOX)
			fail(r, der_whole(&s.base), "nameConstraints has an SmtpUTF8Mailbox");
	}
}
