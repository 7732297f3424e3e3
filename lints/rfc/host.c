/*
 * RFC 5280 4.2.1.6: the dNSNames of any certificate are host names as RFC 1034 and 1123 write them.
 */

#include "names.h"

/*
 * A dNSName is not empty.
 *
 * A name of no octets names no host.  Some verifiers have taken it for the root of all names,
 * others refuse the whole certificate.
 *
 * fix: leave the entry out.
 * covers: rfc5280-4.2.1.6-san-empty-general-name
 * peers: zlint:e_ext_san_empty_name pkilint:cabf.serverauth.invalid_dnsname_syntax
 * pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls san=dns:
 *	fail client san=dns:www.certlint-test.com,dns:
 */
LINT_AS(dns_fault, rfc_dns_empty, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(EMPTY, "is empty"));

/*
 * No label of a dNSName is empty.
 *
 * A name that begins with a dot, or has two in a row, is in no resolver's query and matches no host
 * that a browser could ask for.
 *
 * fix: name the host without the empty label; ".example" as a suffix belongs into
 * nameConstraints only.
 * covers: rfc1034-3.1-hostname-label-non-empty br-7.1.2.7.12-san-dns-empty-label
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_rfc_dnsname_empty_label zlint:e_dnsname_empty_label
 * zlint:e_san_dns_name_starts_with_period pkilint:cabf.serverauth.invalid_dnsname_syntax
 * pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls san=dns:a.b.certlint-test.com
 *	fail tls san=dns:www..certlint-test.com
 *	fail client san=dns:.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_label_empty, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(EMPTY_LABEL, "has an empty label"));

/*
 * A dNSName does not end in a dot.
 *
 * The preferred name syntax writes no root label.  Verifiers compare the name with what the user
 * typed; most find no match with a dot too many.
 *
 * fix: write the name without its last dot.
 * covers: rfc1034-3.5-hostname-trailing-dot br-7.1.2.7.12-san-dns-trailing-dot
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_rfc_dnsname_empty_label zlint:e_dnsname_empty_label
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls san=dns:www.certlint-test.com.
 *	fail client san=dns:www.certlint-test.com.
 */
LINT_AS(dns_fault, rfc_dns_trailing_dot, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(TRAILING_DOT, "ends in a dot"));

/*
 * No label of a dNSName has more than 63 octets.
 *
 * The length of a label takes six bits in a DNS message: a longer one cannot be asked for.
 *
 * fix: shorten the label.
 * covers: rfc1034-3.1-hostname-label-max-63 br-7.1.2.7.12-san-dns-label-max-63
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_rfc_dnsname_label_too_long zlint:e_dnsname_label_too_long
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls san=dns:\{63:a}.certlint-test.com
 *	fail tls san=dns:\{64:a}.certlint-test.com
 *	fail client san=dns:*.\{64:a}.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_label_too_long, ERROR, RFC5280("4.2.1.6"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC2459_DAY,
	DNS_FAULT(LABEL_LONG, "has a label of more than 63 octets"));

/*
 * A dNSName has at most 253 octets.
 *
 * A DNS message holds names of up to 255 octets, which is 253 in text.
 *
 * fix: shorten the name.
 * covers: rfc1034-3.1-hostname-total-max-253 br-7.1.2.7.12-san-dns-max-253
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_ext_san_dns_name_too_long pkilint:pkix.dnsname_domain_name_too_long
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls san=dns:\{63:a}.\{63:b}.\{63:c}.\{43:d}.certlint-test.com
 *	fail tls san=dns:\{63:a}.\{63:b}.\{63:c}.\{44:d}.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_too_long, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(LONG, "has more than 253 octets"));

/*
 * A dNSName has no white space.
 *
 * No host's name has any.  A space at an end or in the middle mostly comes from a form that was
 * copied into the certificate unread, which is also how names get there that nobody validated.
 *
 * fix: refuse names with white space before issuance; do not repair them.
 * covers: rfc1034-3.5-hostname-whitespace rfc5280-4.2.1.6-san-dns-single-space
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_ext_san_space_dns_name zlint:e_dnsname_bad_character_in_label
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls "san=dns:www.certlint test.com"
 *	fail tls "san=dns:\x20"
 *	fail client "san=dns:www.certlint-test.com\x20"
 */
LINT_AS(dns_fault, rfc_dns_white_space, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(SPACE, "has white space"));

/*
 * A dNSName has no NUL octet.
 *
 * Programs that take names for C strings read only what stands before it:
 * "bank.example\0.mine.example" was validated as the one and used as the other.
 *
 * fix: refuse the request; a NUL in a host name is an attack until proven otherwise.
 * covers: rfc1034-3.5-hostname-nul br-7.1.2.7.12-san-dns-ia5
 * covers: rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_san_dns_name_includes_null_char pkilint:cabf.serverauth.invalid_dnsname_syntax
 * pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls san=dns:www.certlint-test.com\x00.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_nul, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(NUL, "has a NUL octet"));

/*
 * A dNSName holds no mail address.
 *
 * RFC 5280 says it outright: an address belongs into an rfc822Name, and is not to be written as a
 * host name either.
 *
 * fix: use an rfc822Name, in a certificate whose profile allows one.
 * covers: rfc5280-4.2.1.6-san-dns-for-mail-address rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_dnsname_bad_character_in_label pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls san=dns:admin@certlint-test.com
 *	fail smime san=mail:ada@certlint-test.com,dns:ada@certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_mail_address, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(AT, "has an at sign"));

/*
 * An internationalized dNSName is written in A-labels.
 *
 * The type is an IA5String: what a user reads as "b\u00fccher" stands there as "xn--bcher-kva".  A
 * name in UTF-8 matches in no program, or, worse, in one that converts it by its own idea.
 *
 * fix: convert each label to its A-label (RFC 5891) before validation and issuance.
 * covers: rfc5280-4.2.1.6-san-dns-idn-a-label rfc5280-7.2-idn-dns-ace-form
 * covers: rfc9549-2.2-idn-no-ulabel-in-dns-name
 * peers: zlint:e_ext_san_dns_not_ia5_string
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:b\u00fccher.certlint-test.com
 *	pass tls san=dns:b\xfccher.certlint-test.com
 */
LINT(rfc_dns_u_label, ERROR, RFC5280("7.2"), .on = FACTS(HAS_SAN, HAS_DNS),
     .trigger = ON_DNS(NON_ASCII), .from = RFC5280_DAY)
{
	struct der name;

	each_dns(c, name)
		if (!text_is_ia5(name.body) && utf8_is_valid(name.body))
			fail(r, host_fault_span(name.body, HOST_NON_ASCII),
			     "%s is not in ASCII: A-labels are missing", quote(r, name.body));
}

/*
 * A dNSName holds no IPv4 address in dots.
 *
 * RFC 1123 keeps addresses apart from names: the last label of a name is never a number.  Verifiers
 * compare addresses with iPAddress entries only, so the certificate does not work for the address;
 * and a certificate authority that validates it as a name has validated nothing.
 *
 * fix: use an iPAddress entry of 4 octets.
 * covers: rfc1034-1123-2.1-hostname-ip-literal-in-dns-name br-7.1.2.7.12-san-dns-is-ip-text
 * peers: zlint:e_dnsname_not_valid_tld
 *
 *	pass tls san=ip:1.1.1.1
 *	fail tls san=dns:1.1.1.1
 *	fail client san=dns:192.0.2.1
 */
LINT_AS(dns_fault, rfc_dns_ipv4_text, ERROR, RFC("1123", "2.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(IPV4, "is an IPv4 address"));

/*
 * A dNSName holds no IPv6 address.
 *
 * Colons and brackets are in no host name, and addresses are compared with iPAddress entries only.
 *
 * fix: use an iPAddress entry of 16 octets.
 * covers: rfc1034-1123-2.1-hostname-ip-literal-in-dns-name br-7.1.2.7.12-san-dns-is-ip-text
 *
 *	pass tls san=ip:2606:4700::1111
 *	fail tls san=dns:2606:4700::1111
 *	fail tls san=dns:[2606:4700::1111]
 */
LINT_AS(dns_fault, rfc_dns_ipv6_text, ERROR, RFC("1123", "2.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(IPV6, "is an IPv6 address"));

/*
 * A dNSName holds no network in address/length form.
 *
 * A certificate names hosts.  Networks occur in nameConstraints only, as octets of address and
 * mask.
 *
 * fix: list the addresses as iPAddress entries.
 * covers: rfc1034-1123-2.1-hostname-ip-literal-in-dns-name br-7.1.2.7.12-san-dns-is-ip-text
 *
 *	pass tls
 *	fail tls san=dns:10.0.0.0/8
 */
LINT_AS(dns_fault, rfc_dns_network_text, ERROR, RFC("1123", "2.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(CIDR, "is a network of addresses"));

/*
 * A dNSName holds a host's name, not a URL.
 *
 * A scheme, a port or a path beside the name makes it match nothing.
 *
 * fix: take the host out of the URL.
 * covers: rfc1034-3.5-hostname-ldh-only rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * covers: br-7.1.2.7.12-san-dns-ldh-labels
 * peers: pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls
 *	fail tls san=dns:https://www.certlint-test.com/
 *	fail tls san=dns:www.certlint-test.com:443
 *	fail client san=dns:www.certlint-test.com/login
 */
LINT_AS(dns_fault, rfc_dns_url, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(URL, "has a scheme, a port or a path"));

/*
 * The labels of a dNSName are of letters, digits and hyphens.
 *
 * The preferred name syntax knows no other character.  Software that splits, logs or quotes names
 * relies on it.
 *
 * fix: name the host by a name in letters, digits and hyphens.
 * covers: rfc1034-3.5-hostname-ldh-only rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * covers: br-7.1.2.7.12-san-dns-ldh-labels br-7.1.4.2.1-san-dns-preferred-name-syntax-old
 * peers: zlint:e_dnsname_bad_character_in_label pkilint:cabf.serverauth.invalid_dnsname_syntax
 * pkilint:pkix.invalid_domain_name_syntax
 * unless: rfc_dns_white_space rfc_dns_nul rfc_dns_mail_address rfc_dns_u_label rfc_dns_ipv6_text
 * unless: rfc_dns_network_text rfc_dns_url der_ia5_string_alphabet
 *
 *	pass tls san=dns:a-1.certlint-test.com
 *	fail tls san=dns:a$b.certlint-test.com
 *	fail tls san=dns:?.certlint-test.com
 *	fail client san=dns:a!b.certlint-test.com
 *	pass tls "san=dns:a b.certlint-test.com"
 */
LINT(rfc_dns_character, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
     .trigger = ON_DNS(BAD_CHAR), .from = RFC2459_DAY)
{
	struct der name;
	struct span at;

	each_dns(c, name) {
		at = host_fault_span(name.body, HOST_BAD_CHAR);
		if (at.n > 0 && name_flags(r, name.body) & HOST_BIT(HOST_BAD_CHAR))
			fail(r, at, "%s has %s, which is neither letter, digit nor hyphen",
			     quote(r, name.body), quote(r, at));
	}
}

/*
 * A dNSName has no underscore.
 *
 * The preferred name syntax has none, although the DNS itself would carry it and service records
 * use it.  TLS certificates have rules of their own about underscores, with dates.
 *
 * fix: name the host without an underscore.
 * covers: rfc1034-3.5-hostname-underscore rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * peers: zlint:e_rfc_dnsname_underscore_in_sld zlint:w_rfc_dnsname_underscore_in_trd
 *
 *	pass client san=dns:a-b.certlint-test.com
 *	fail client san=dns:a_b.certlint-test.com
 *	na   tls san=dns:a_b.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_underscore, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.off = FACTS(TLS), .from = RFC2459_DAY, DNS_FAULT(UNDERSCORE, "has an underscore"));

/*
 * No label of a dNSName begins with a hyphen.
 *
 * The preferred name syntax wants a letter or digit there, in every label.  Some resolvers and
 * command lines take such a name for an option.
 *
 * fix: name the host by a label that begins with a letter or digit.
 * covers: rfc1034-3.5-hostname-leading-hyphen rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * covers: br-7.1.2.7.12-san-dns-ldh-labels br-7.1.4.2.1-san-dns-preferred-name-syntax-old
 * peers: zlint:e_rfc_dnsname_hyphen_in_sld zlint:e_dnsname_hyphen_in_sld
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 *
 *	pass tls san=dns:a-b.certlint-test.com
 *	fail tls san=dns:-a.certlint-test.com
 *	fail client san=dns:www.-certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_hyphen_first, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(HYPHEN_FIRST, "has a label that begins with a hyphen"));

/*
 * No label of a dNSName ends with a hyphen.
 *
 * The preferred name syntax wants a letter or digit there, in every label.
 *
 * fix: name the host by a label that ends with a letter or digit.
 * covers: rfc1034-3.5-hostname-trailing-hyphen rfc5280-4.2.1.6-san-dns-preferred-name-syntax
 * covers: br-7.1.2.7.12-san-dns-ldh-labels br-7.1.4.2.1-san-dns-preferred-name-syntax-old
 * peers: zlint:e_rfc_dnsname_hyphen_in_sld zlint:e_dnsname_hyphen_in_sld
 * pkilint:cabf.serverauth.invalid_dnsname_syntax pkilint:pkix.invalid_domain_name_syntax
 * unless: rfc_dns_hyphen_first
 *
 *	pass tls san=dns:a-b.certlint-test.com
 *	fail tls san=dns:a-.certlint-test.com
 *	fail client san=dns:www.certlint-test-.com
 *	pass tls san=dns:-a-.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_hyphen_last, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC2459_DAY, DNS_FAULT(HYPHEN_LAST, "has a label that ends with a hyphen"));

/*
 * A wildcard of a dNSName is a label of its own.
 *
 * Clients that follow RFC 9525 know one wildcard, a first label that is an asterisk and nothing
 * else.  A name with an asterisk inside a label, an A-label included, matches no host for them.
 *
 * fix: use "*" as the whole first label, or list the hosts.
 * covers: rfc9525-6.3-wildcard-complete-leftmost-label rfc9525-6.3-wildcard-in-a-label
 * peers: zlint:e_dnsname_left_label_wildcard_correct
 * unless: br_dns_wildcard_partial
 * unless: br_dns_tld_impossible
 *
 *	pass client san=dns:*.certlint-test.com
 *	fail client san=dns:a*.certlint-test.com
 *	fail client san=dns:xn--*-kva.certlint-test.com also=rfc_idna_mapped
 */
LINT_AS(dns_fault, rfc_dns_wildcard_partial, WARNING, RFC("9525", "6.3"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC9525_DAY,
	DNS_FAULT(STAR_PARTIAL, "has an asterisk inside a label"));

/*
 * The wildcard of a dNSName stands in its first label only.
 *
 * Clients that follow RFC 9525 ignore a name with an asterisk anywhere else, or with two.
 *
 * fix: list the hosts, or use one wildcard for each domain.
 * covers: rfc9525-6.3-wildcard-not-leftmost rfc9525-6.3-wildcard-more-than-one
 * peers: zlint:e_san_wildcard_not_first zlint:e_dnsname_wildcard_only_in_left_label
 * unless: br_dns_wildcard_position rfc_dns_wildcard_partial br_dns_wildcard_partial
 * unless: br_dns_tld_impossible
 *
 *	pass client san=dns:*.certlint-test.com
 *	fail client san=dns:www.*.com
 *	fail client san=dns:*.*.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_wildcard_position, WARNING, RFC("9525", "6.3"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC9525_DAY,
	DNS_FAULT(STAR_INNER, "has an asterisk after its first label"));

/*
 * A dNSName is more than an asterisk.
 *
 * A bare "*" would name every host of the world that has one label.  No client accepts it.
 *
 * fix: name the domain under which the wildcard stands.
 * covers: rfc9525-6.3-wildcard-bare
 * peers: zlint:e_san_bare_wildcard
 * unless: br_dns_wildcard_bare
 *
 *	pass client san=dns:*.certlint-test.com
 *	fail client san=dns:*
 */
LINT_AS(dns_fault, rfc_dns_wildcard_bare, WARNING, RFC("9525", "6.3"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC9525_DAY,
	DNS_FAULT(BARE_WILDCARD, "is nothing but a wildcard"));

/*
 * A dNSName is in lower case.
 *
 * Host names are compared without regard to case, so capitals are lawful.  But not every program
 * that searches certificates, logs or allow lists does: the one spelling that all agree on is the
 * lower-case one.
 *
 * fix: convert names to lower case before issuance.
 * because: the documents compare names without regard to case.
 * unless: rfc_idna_upper_case
 *
 *	pass tls
 *	fail tls san=dns:WWW.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_upper_case, NOTICE, RFC("1034", "3.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.optional = 1, DNS_FAULT(UPPER, "has capital letters"));

/*
 * A server certificate names no documentation domain.
 *
 * example.com, example.net and example.org belong to IANA and stand in manuals.  In anybody else's
 * certificate they are what somebody forgot to replace.
 *
 * fix: name the host that the certificate is for.
 * covers: rfc6761-6-special-use-example
 *
 *	pass tls
 *	fail tls san=dns:www.example.com
 *	na   client san=dns:www.example.com
 */
LINT_AS(dns_fault, rfc_dns_example, NOTICE, RFC("6761", "6.5"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = RFC6761_DAY,
	DNS_FAULT(EXAMPLE, "is a name for documentation"));

/*
 * No name of a server certificate is of special use under arpa.
 *
 * "home.arpa" and its like are below a top-level domain that exists, so that they are no Internal
 * Names; but RFC 8375 and others give them to every network to use for itself.
 *
 * fix: use a name under a domain that the applicant has registered, or a private authority.
 * covers: rfc6761-6-special-use-local
 *
 *	pass tls san=dns:home.certlint-test.com
 *	fail tls san=dns:router.home.arpa
 */
LINT(rfc_dns_special_arpa, WARNING, RFC("8375", "4"), .on = FACTS(TLS, SUBSCRIBER, HAS_SAN),
     .trigger = ON_DNS(SPECIAL_USE), .from = RFC8375_DAY)
{
	struct special_use use;
	struct der name;

	each_dns(c, name) {
		uint64_t flags = name_flags(r, name.body);

		if (flags & HOST_BIT(HOST_SPECIAL_USE) && !(flags & HOST_TLD_FAULTS) &&
		    data_special(data_of(r), host_without_wildcard(name.body), &use))
			fail(r, name.body, "%s is under \"%s\", a special-use name (%s)",
			     quote(r, name.body), use.name, use.reference);
	}
}
