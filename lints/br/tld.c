/* TLS BR 4.2.2 and 7.1.2.7.12: Internal Names, which end in no top-level domain of the day. */

#include "names.h"

/*
 * No name of a server certificate is of special use.
 *
 * RFC 6761's registry and ICANN keep names such as "localhost", "test" and "local" out of the DNS
 * for good: they mean something else in every network, so nobody can prove control of one, and a
 * certificate for it works in every network at once.
 *
 * fix: use a name under a domain that the applicant has registered, or a private authority.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * covers: rfc6761-6-special-use-test rfc6761-6-special-use-localhost rfc6761-6-special-use-invalid
 * covers: rfc6761-6-special-use-example rfc6761-6-special-use-local
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 *
 *	pass tls san=dns:local.certlint-test.com,dns:1.home.arpa
 *	fail tls san=dns:printer.local
 *	fail tls san=dns:localhost
 *	fail tls san=dns:*.test
 *	fail tls san=dns:www.example as-of=2027-09-01
 *	fail tls bc!=ca ku=certsign ski=auto san=dns:printer.local
 *	na   client san=dns:printer.local
 */
LINT(br_dns_special_use, ERROR, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN),
     .trigger = ON_DNS(SPECIAL_USE), .from = BR_INTERNAL_NAMES_END)
{
	struct special_use use;
	struct der name;

	each_dns(c, name) {
		uint64_t flags = name_flags(r, name.body);

		if (flags & HOST_BIT(HOST_SPECIAL_USE) && flags & HOST_TLD_FAULTS &&
		    data_special(data_of(r), host_without_wildcard(name.body), &use))
			fail(r, host_last_label(name.body),
			     "%s is under \"%s\", a special-use name "
			     "(%s)",
			     quote(r, name.body), use.name, use.reference);
	}
}

/*
 * No name of a server certificate is under what is kept out of the root.
 *
 * ICANN has decided never to delegate "internal", "corp", "home" and "mail", since private networks
 * use them; RFC 6762 lists more that they do use.  The same name is a different host in every
 * such network.
 *
 * fix: use a name under a domain that the applicant has registered, or a private authority.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * covers: rfc6761-6-special-use-local
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 *
 *	pass tls san=dns:mail.certlint-test.com
 *	fail tls san=dns:mail.corp
 *	fail tls san=dns:db.eu.internal as-of=2027-09-01
 */
LINT(br_dns_kept_out, ERROR, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN),
     .trigger = ON_DNS(TLD_UNKNOWN), .from = BR_INTERNAL_NAMES_END)
{
	struct special_use use;
	struct der name;

	each_dns(c, name)
		if (name_flags(r, name.body) & HOST_BIT(HOST_TLD_UNKNOWN) &&
		    data_special(data_of(r), host_without_wildcard(name.body), &use) &&
		    !use.registered)
			fail(r, host_last_label(name.body), "%s is under \"%s\", which is kept out "
			     "of the root (%s)", quote(r, name.body), use.name, use.reference);
}

/*
 * A name of a server certificate has a domain.
 *
 * A single label such as "mailserver" is resolved by search lists and names a different host in
 * every network: nobody can prove control of it, and whoever holds the certificate can use it
 * anywhere.
 *
 * fix: use the host's fully qualified name.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_special_use br_dns_kept_out
 * unless: der_ia5_string_alphabet rfc_dns_white_space
 *
 *	pass tls
 *	fail tls san=dns:ssltest5
 *	fail tls san=dns:ssltest5,ip:1.1.1.1
 *	fail tls san=dns:*.ssltest5
 *	fail tls subject=CN=ssltest5 san=dns:ssltest5 issuer=self as-of=2027-09-01
 *	pass tls san=dns:onion
 */
LINT(br_dns_single_label, ERROR, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN),
     .trigger = ON_DNS(SINGLE_LABEL), .from = BR_INTERNAL_NAMES_END)
{
	struct der name;

	each_dns(c, name) {
		uint64_t flags = name_flags(r, name.body);

		if (flags & HOST_BIT(HOST_SINGLE_LABEL) && flags & HOST_TLD_FAULTS)
			fail(r, host_last_label(name.body),
			     "%s is a single label: an Internal Name", quote(r, name.body));
	}
}

/*
 * The last label of a name could be a top-level domain.
 *
 * Top-level domains are of letters, or A-labels.  A name that ends in anything else is not, and
 * never will be, in the public DNS.
 *
 * fix: use the host's fully qualified name.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_single_label rfc_dns_white_space rfc_dns_nul rfc_dns_mail_address rfc_dns_u_label
 * unless: rfc_dns_character rfc_dns_hyphen_first rfc_dns_hyphen_last br_dns_wildcard_position
 * unless: br_dns_wildcard_partial
 * unless: br_dns_underscore rfc_dns_label_too_long
 *
 *	pass tls
 *	fail tls san=dns:www.web1
 *	fail tls san=dns:www.a-b
 *	pass tls "san=dns:www.certlint-test.c m"
 */
LINT_AS(dns_fault, br_dns_tld_impossible, ERROR, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN),
	.from = BR_INTERNAL_NAMES_END,
	DNS_FAULT(TLD_IMPOSSIBLE, "ends in what can be no top-level domain"));

/*
 * The last label of a name is not a number.
 *
 * RFC 1123 tells addresses from names by it: no top-level domain is, or will be, all digits.
 *
 * fix: use the host's fully qualified name, or an iPAddress entry.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * covers: rfc1034-1123-2.1-hostname-ip-literal-in-dns-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_single_label
 *
 *	pass tls san=dns:1.certlint-test.com
 *	fail tls san=dns:10.1.2.3.4
 *	fail tls san=dns:1.1.1.256
 */
LINT_AS(dns_fault, br_dns_tld_numeric, ERROR, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN),
	.from = BR_INTERNAL_NAMES_END, DNS_FAULT(TLD_NUMERIC, "ends in a number"));

/*
 * A name ends in a top-level domain that exists.
 *
 * The list of top-level domains in use is no more than 90 days older than the certificate: one
 * that it lacks was with near certainty not in the root zone at issuance, which makes the name an
 * Internal Name.
 *
 * fix: use the host's fully qualified name; if the domain is that new, renew the list.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_special_use br_dns_kept_out br_dns_single_label
 *
 *	pass tls
 *	fail tls san=dns:www.certlinttest
 *	fail tls san=dns:www.certlint-test.coom
 *	fail tls san=dns:www.xn--bcher-kva
 *	na   tls san=dns:www.certlinttest as-of=2027-09-01
 */
LINT_AS(dns_fault, br_dns_tld_unknown, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(TLS, HAS_SAN, TLD_DATA_FRESH), .from = BR_INTERNAL_NAMES_END,
	DNS_FAULT(TLD_UNKNOWN, "ends in no top-level domain that ever was"));

/*
 * A name ends in a top-level domain of the list in use.
 *
 * The list is more than 90 days older than the certificate: it may be that the domain has been
 * delegated since.
 *
 * fix: renew the list of top-level domains and look again.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_special_use br_dns_kept_out br_dns_single_label
 *
 *	pass tls as-of=2027-09-01
 *	fail tls san=dns:www.certlinttest as-of=2027-09-01 edges=no
 *	na   tls san=dns:www.certlinttest
 */
LINT(br_dns_tld_unknown_stale, WARNING, BR("7.1.2.7.12"), .on = FACTS(TLS, HAS_SAN, TLD_DATA_STALE),
     .trigger = ON_DNS(TLD_UNKNOWN), .from = BR_INTERNAL_NAMES_END)
{
	const struct data_info *tlds = data_info(data_of(r), DATA_TLDS);
	struct der name;

	each_dns(c, name)
		if (name_flags(r, name.body) & HOST_BIT(HOST_TLD_UNKNOWN))
			fail(r, host_last_label(name.body),
			     "%s ends in no top-level domain of the list "
			     "of %s, which is more than 90 days older",
			     quote(r, name.body), tlds->version);
}

/* The names whose top-level domain was not in the root on the day, and when it was. */
static void
dns_tld_of_another_day(const struct cert *c, struct report *r)
{
	const struct name_fault *fault = arg(r);
	const struct tld *tld;
	struct span last;
	struct der name;

	each_dns(c, name) {
		if (!(name_flags(r, name.body) & HOST_BIT(fault->flag)))
			continue;
		last = host_last_label(name.body);
		tld = data_tld(data_of(r), last);
		fail(r, last, "%s ends in a top-level domain that %s %s", quote(r, name.body),
		     fault->detail, tld == NULL ? "no day" : day_text(r, fault->flag ==
		     HOST_TLD_REMOVED ? tld->removed : tld->delegated));
	}
}

/*
 * A name ends in a top-level domain that existed at issuance.
 *
 * Before a domain is delegated its names are Internal Names, whoever will hold them later.
 *
 * fix: wait until the domain is in the root zone and control has been proven.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld
 * unless: br_dns_single_label
 *
 *	pass tls-2024 san=dns:www.certlint-test.kids
 *	fail tls-2019 san=dns:www.certlint-test.kids
 *	fail tls-2024 as-of=2026-04-16 san=dns:www.certlint.merck
 *	pass tls-2024 as-of=2026-04-17 san=dns:www.certlint.merck
 */
LINT_AS(dns_tld_of_another_day, br_dns_tld_not_yet, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(TLS, HAS_SAN), .from = BR_INTERNAL_NAMES_END,
	DNS_FAULT(TLD_NOT_YET, "was not delegated before"));

/*
 * A name ends in a top-level domain that was still in the root at issuance.
 *
 * Domains are removed when their registry gives up or their country ends.  From that day on their
 * names are Internal Names.
 *
 * fix: use a name under a domain that exists.
 * covers: br-7.1.2.7.12-san-dns-internal-name evg-7.1.2.1-san-no-internal-name
 * peers: zlint:e_dnsname_not_valid_tld pkilint:cabf.internal_domain_name
 * unless: br_dns_single_label
 *
 *	pass tls-2019 san=dns:www.certlint.abarth
 *	fail tls-2024 san=dns:www.certlint-test.yu
 *	fail tls-2024 ski=auto as-of=2023-06-05 san=dns:www.certlint.abarth
 *	pass tls-2024 as-of=2023-06-04 san=dns:www.certlint.abarth
 */
LINT_AS(dns_tld_of_another_day, br_dns_tld_removed, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(TLS, HAS_SAN), .from = BR_INTERNAL_NAMES_END,
	DNS_FAULT(TLD_REMOVED, "was removed on"));

/*
 * A certificate of before 2015-11-01 that outlives that day holds no Internal Name.
 *
 * The first BRs let such names expire: nothing that is valid after 2015-11-01 may hold one.
 *
 * fix: use the host's fully qualified name.
 * covers: br-7.1.4.2.1-san-dns-internal-name-old
 * peers: zlint:e_dnsname_not_valid_tld
 * unless: rfc_dns_white_space rfc_dns_nul rfc_dns_mail_address rfc_dns_u_label rfc_dns_character
 * unless: rfc_dns_hyphen_first rfc_dns_hyphen_last rfc_dns_label_too_long br_dns_wildcard_position
 *
 *	pass tls-2013 san=dns:mail.corp
 *	pass tls-2013 san=dns:mail.corp until=2015-11-01T23:59:59
 *	fail tls-2013 san=dns:mail.corp until=2015-11-02
 *	fail tls-2013 san=dns:mailserver until=2016-06-01
 *	pass tls-2013 until=2016-06-01
 */
LINT(br_dns_internal_sunset, ERROR, BR("7.1.4.2.1"), .on = FACTS(TLS, HAS_SAN, VALIDITY_KNOWN),
     .from = BR_1_0_0, .until = BR_INTERNAL_NAMES_END)
{
	struct der name;

	if (c->until_day <= BR_INTERNAL_NAMES_END || !dns_has_any(c, HOST_TLD_FAULTS))
		return;
	each_dns(c, name)
		if (name_flags(r, name.body) & HOST_TLD_FAULTS)
			fail(r, host_last_label(name.body),
			     "%s is an Internal Name in a certificate "
			     "that expires after 2015-11-01",
			     quote(r, name.body));
}
