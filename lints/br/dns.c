/* TLS BR 7.1.2.7.12: the dNSNames of server certificates, beyond what RFC 5280 asks of all. */

#include "names.h"

/*
 * A label with hyphens in places 3 and 4 is an A-label.
 *
 * Reserved LDH labels are kept for prefixes to come.  Since ballot SC48 a server certificate names
 * hosts by P-labels and Non-Reserved LDH labels only.
 *
 * fix: name the host by a label without the two hyphens; a wildcard may stand for it.
 * covers: br-7.1.2.7.12-san-dns-reserved-label rfc5890-2.3.1-r-ldh-unknown-prefix
 * peers: zlint:e_dnsname_contains_prohibited_reserved_label
 * peers: pkilint:cabf.serverauth.dnsname_contains_prohibited_reserved_label
 *
 *	pass tls san=dns:ab-c.certlint-test.com,dns:a--b.certlint-test.com
 *	fail tls san=dns:ab--c.certlint-test.com
 *	fail tls san=dns:*.r3---sn.certlint-test.com
 *	na   smime san=dns:ab--c.certlint-test.com
 */
LINT_AS(dns_fault, br_dns_reserved_label, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_SC48_LABELS,
	DNS_FAULT(HYPHENS_34, "has a label with hyphens in places 3 and 4 that is no A-label"));

/*
 * What follows "xn--" in a label is Punycode.
 *
 * A P-label holds valid output of the Punycode algorithm.  The BRs ask for no more: whether the
 * U-label is allowed by IDNA is not their matter.
 *
 * fix: convert the U-label with an IDNA2008 library instead of by hand.
 * covers: br-7.1.2.7.12-san-dns-invalid-punycode rfc3492-6.2-punycode-decodes
 * peers: zlint:e_international_dns_name_not_unicode
 * peers: pkilint:cabf.serverauth.invalid_plabel_encoding
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--0.certlint-test.com
 *	fail tls san=dns:XN--0.certlint-test.com also=rfc_idna_upper_case
 */
LINT_AS(dns_fault, br_dns_punycode, ERROR, BR("7.1.2.7.12"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_SC48_LABELS,
	DNS_FAULT(A_LABEL_BAD, "has a label that begins with \"xn--\" and is not Punycode"));

/*
 * The Punycode of a P-label is what the algorithm puts out.
 *
 * A text that decodes but that no U-label encodes to is not valid output of the algorithm.  Two
 * spellings of one name defeat comparison.
 *
 * fix: encode the U-label anew and use the result.
 * covers: br-7.1.2.7.12-san-dns-invalid-punycode rfc3492-6.2-punycode-canonical
 * peers: pkilint:cabf.serverauth.invalid_plabel_encoding
 *
 *	pass tls san=dns:xn--tda.certlint-test.com
 *	fail tls san=dns:xn---tda.certlint-test.com
 */
LINT_AS(dns_fault, br_dns_punycode_spelling, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_SC48_LABELS,
	DNS_FAULT(A_LABEL_LOOSE, "has an \"xn--\" label that does not encode back to itself"));

/*
 * A dNSName of a server certificate has no underscore (before ballot SC12).
 *
 * RFC 5280, which the BRs name, has none in its name syntax; but many authorities held that the
 * BRs did not forbid them until ballot SC12 spoke, so this is a warning.
 *
 * fix: name the host without an underscore.
 * covers: br-7.1.4.2.1-underscore-before-sc12 rfc1034-3.5-hostname-underscore
 * peers: zlint:e_no_underscores_before_1_6_2 zlint:e_dnsname_underscore_in_sld
 * peers: zlint:w_dnsname_underscore_in_trd zlint:e_rfc_dnsname_underscore_in_sld
 * peers: zlint:w_rfc_dnsname_underscore_in_trd
 *
 *	pass tls-2013
 *	fail tls-2013 san=dns:a_b.certlint-test.com
 */
LINT_AS(dns_fault, br_dns_underscore_before_sc12, WARNING, BR("7.1.2.4"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, .until = BR_UNDERSCORE_SUNSET,
	DNS_FAULT(UNDERSCORE, "has an underscore"));

/*
 * Whether a label would be one of letters, digits and inner hyphens with hyphens for underscores.
 */
static bool
is_label_when_replaced(struct span label)
{
	uint8_t first, last;

	if (label.n == 0 || label.n > 63)
		return false;
	first = label.p[0];
	last = label.p[label.n - 1];
	return first != '_' && first != '-' && last != '_' && last != '-';
}

/*
 * A label with underscores would be a valid label with hyphens in their place.
 *
 * The first of three conditions on which ballot SC12 let such names be issued for a last time, from
 * 2018-12-10 to 2019-03-31.
 *
 * fix: name the host without an underscore.
 * covers: br-7.1.4.2.1-underscore-replaced-valid
 * peers: zlint:e_underscore_permissible_in_dnsname_if_valid_when_replaced
 * unless: br_dns_underscore_first_label
 *
 *	pass tls-2019 as-of=2019-01-15 san=dns:www.a_b.certlint-test.com validity=30d
 *	fail tls-2019 as-of=2019-01-15 san=dns:www._ab.certlint-test.com validity=30d
 *	fail tls-2019 as-of=2019-01-15 san=dns:www.ab_.certlint-test.com validity=30d
 */
LINT(br_dns_underscore_replaced, ERROR, BR("7.1.4.2.1"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
     .trigger = ON_DNS(UNDERSCORE), .from = BR_UNDERSCORE_SUNSET, .until = BR_UNDERSCORE_END)
{
	struct span rest, label;
	struct der name;

	each_dns(c, name) {
		rest = host_without_wildcard(name.body);
		while (host_next_label(&rest, &label))
			if (memchr(label.p, '_', label.n) && !is_label_when_replaced(label))
				fail(r, label, "%s would be no label with hyphens for underscores",
				     quote(r, label));
	}
}

/*
 * The first label of a dNSName has no underscore.
 *
 * The second of the three conditions of ballot SC12.
 *
 * fix: name the host without an underscore.
 * covers: br-7.1.4.2.1-underscore-left-most-label
 *
 *	pass tls-2019 as-of=2019-01-15 san=dns:www.a_b.certlint-test.com validity=30d
 *	pass tls-2019 as-of=2019-01-15 san=dns:*.a_b.certlint-test.com validity=30d
 *	fail tls-2019 as-of=2019-01-15 san=dns:a_b.certlint-test.com validity=30d
 */
LINT(br_dns_underscore_first_label, ERROR, BR("7.1.4.2.1"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
     .trigger = ON_DNS(UNDERSCORE), .from = BR_UNDERSCORE_SUNSET, .until = BR_UNDERSCORE_END)
{
	struct span rest, label;
	struct der name;

	each_dns(c, name) {
		rest = name.body;
		if (host_next_label(&rest, &label) && label.n > 0 && memchr(label.p, '_', label.n))
			fail(r, label, "the first label of %s has an underscore",
			     quote(r, name.body));
	}
}

/*
 * A certificate with an underscore in a dNSName is valid for at most 30 days.
 *
 * The third of the three conditions of ballot SC12.
 *
 * fix: shorten the validity, or name the host without an underscore.
 * covers: br-7.1.4.2.1-underscore-max-30-days
 * peers: zlint:e_underscore_present_with_too_long_validity
 *
 *	pass tls-2019 as-of=2019-01-15 san=dns:www.a_b.certlint-test.com validity=30d
 *	pass tls-2019 as-of=2019-01-15
 *	fail tls-2019 as-of=2019-01-15 san=dns:www.a_b.certlint-test.com validity=30d+2s
 */
LINT(br_dns_underscore_validity, ERROR, BR("7.1.4.2.1"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_SAN, VALIDITY_KNOWN), .trigger = ON_DNS(UNDERSCORE),
     .from = BR_UNDERSCORE_SUNSET, .until = BR_UNDERSCORE_END)
{
	if (c->until - c->from <= 30 * INT64_C(86400))
		return;
	expect(r, "at most 30 days", "%" PRId64 " seconds", c->until - c->from);
	fail(r, der_whole(&c->validity), "a certificate with an underscore in a dNSName is valid "
	     "for more than 30 days");
}

/*
 * A dNSName of a server certificate has no underscore.
 *
 * Ballot SC12 ended a long dispute: since 2019-04-01 none may be issued, as no host name of RFC
 * 1034 has one and not all software agrees on what it means.
 *
 * fix: name the host without an underscore; a DNS alias can keep the old name.
 * covers: br-7.1.4.2.1-underscore-prohibited rfc1034-3.5-hostname-underscore
 * covers: br-7.1.4.2.1-san-dns-preferred-name-syntax-old br-7.1.2.7.12-san-dns-ldh-labels
 * peers: zlint:e_underscore_not_permissible_in_dnsname
 * pkilint:cabf.serverauth.invalid_dnsname_syntax
 *
 *	pass tls san=dns:a-b.certlint-test.com
 *	fail tls san=dns:a_b.certlint-test.com
 *	fail tls san=dns:test_1.hr
 */
LINT_AS(dns_fault, br_dns_underscore, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_UNDERSCORE_END,
	DNS_FAULT(UNDERSCORE, "has an underscore"));

/*
 * A dNSName is no name of a reverse zone.
 *
 * Names under in-addr.arpa and ip6.arpa stand for addresses, whose control is proven otherwise than
 * that of domains.  Ballot SC-086 ended their use.
 *
 * fix: use an iPAddress entry.
 * covers: br-7.1.2.7.12-san-dns-reverse-zone
 * peers: zlint:e_arpa_domain_not_allowed
 * peers: pkilint:cabf.serverauth.ip_reverse_zone_domain_name_present
 *
 *	pass tls san=dns:arpa.certlint-test.com
 *	fail tls san=dns:1.1.1.1.in-addr.arpa
 *	fail tls san=dns:*.8.e.f.ip6.arpa
 */
LINT_AS(dns_fault, br_dns_reverse_zone, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_ARPA_END,
	DNS_FAULT(ARPA_REVERSE, "is a name of a reverse zone"));

/*
 * A reverse-zone name does not stand for a reserved address.
 *
 * Nobody can be the one holder of 10.0.0.1, nor of the name that stands for it.  No sentence of the
 * BRs said so before reverse names were forbidden altogether, so this is a warning.
 *
 * fix: leave the name out.
 * covers: br-3.2.2.5-san-dns-reserved-arpa-old
 * peers: zlint:e_subject_contains_reserved_arpa_ip
 *
 *	pass tls-2024 san=dns:1.1.1.1.in-addr.arpa
 *	fail tls-2024 san=dns:1.0.0.10.in-addr.arpa
 */
LINT_AS(dns_fault, br_dns_reverse_reserved, WARNING, BR("3.2.2.5"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, .until = BR_ARPA_END,
	DNS_FAULT(ARPA_RESERVED, "stands for a reserved address"));

/*
 * A reverse-zone name stands for an address.
 *
 * Its labels are the octets or the digits of an address in reverse order, all of them; other labels
 * name nothing that the zone's registry gives out.
 *
 * fix: leave the name out.
 * covers: br-3.2.2.5-san-dns-malformed-arpa-old
 * peers: zlint:w_subject_contains_malformed_arpa_ip
 *
 *	pass tls-2024 san=dns:1.1.1.1.in-addr.arpa
 *	fail tls-2024 san=dns:www.1.1.1.in-addr.arpa
 *	fail tls-2024 san=dns:256.1.1.1.in-addr.arpa
 */
LINT_AS(dns_fault, br_dns_reverse_malformed, NOTICE, BR("3.2.2.5"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, .until = BR_ARPA_END,
	DNS_FAULT(ARPA_MALFORMED, "is no reverse name of an address"));

/*
 * A dNSName is not just a public suffix.
 *
 * Nobody but the registry itself can be the holder of "co.uk".  Some registries do use their suffix
 * as a host, and lists of suffixes differ, so look at it: the BRs forbid it only where control was
 * not proven.
 *
 * fix: make sure that the applicant is the registry.
 * covers: br-1.6.1-san-dns-bare-public-suffix
 * peers: zlint:e_dnsname_contains_bare_iana_suffix zlint:n_san_iana_pub_suffix_empty
 * unless: br_onion_two_labels br_dns_single_label
 *
 *	pass tls san=dns:certlint-test.co.uk
 *	fail tls san=dns:co.uk
 *	fail tls san=dns:com
 *	pass tls san=dns:github.io
 */
LINT_AS(dns_fault, br_dns_public_suffix, NOTICE, BR("1.6.1"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_1_0_0,
	DNS_FAULT_IF(SUFFIX, 0, HOST_BIT(HOST_WILDCARD) | HOST_BIT(HOST_ONION),
		     "is a public suffix itself"));
