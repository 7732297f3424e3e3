/* TLS BR 7.1.2.7.12 and 3.2.2.6: where a wildcard may stand, and under what. */

#include "names.h"

/*
 * The wildcard of a dNSName is its first label.
 *
 * A Wildcard Domain Name begins with "*." and goes on with a domain name.  An asterisk further
 * right would reach across the domains of several holders.
 *
 * fix: list the hosts, or use one wildcard for each domain.
 * covers: br-7.1.2.7.12-san-dns-wildcard-position rfc9525-6.3-wildcard-not-leftmost
 * covers: rfc9525-6.3-wildcard-more-than-one evg-appF-wildcard-leftmost
 * peers: zlint:e_dnsname_wildcard_only_in_left_label zlint:e_san_wildcard_not_first
 * pkilint:cabf.serverauth.invalid_dnsname_syntax
 *
 *	pass tls san=dns:*.certlint-test.com
 *	fail tls san=dns:www.*.com
 *	fail tls san=dns:*.*.certlint-test.com
 *	fail tls-2013 san=dns:www.*.certlint-test.com
 */
LINT_AS(dns_fault, br_dns_wildcard_position, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0,
	DNS_FAULT(STAR_INNER, "has an asterisk after its first label"));

/*
 * A wildcard is a whole label.
 *
 * Browsers match "*" against one label and "a*" against nothing; since ballot SC48 only the first
 * may be issued.
 *
 * fix: use "*" as the whole first label, or list the hosts.
 * covers: br-7.1.2.7.12-san-dns-wildcard-whole-label rfc9525-6.3-wildcard-complete-leftmost-label
 * covers: rfc9525-6.3-wildcard-in-a-label evg-appF-wildcard-leftmost
 * peers: zlint:e_dnsname_left_label_wildcard_correct pkilint:cabf.serverauth.invalid_dnsname_syntax
 * unless: br_dns_wildcard_position
 *
 *	pass tls san=dns:*.certlint-test.com
 *	fail tls san=dns:a*.certlint-test.com
 *	fail tls san=dns:**.certlint-test.com
 */
LINT_AS(dns_fault, br_dns_wildcard_partial, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_SC48,
	DNS_FAULT(STAR_PARTIAL, "has an asterisk inside a label"));

/*
 * A wildcard has a domain under it.
 *
 * "*" alone is neither a host name nor a Wildcard Domain Name.
 *
 * fix: name the domain.
 * covers: br-7.1.2.7.12-san-dns-wildcard-whole-label rfc9525-6.3-wildcard-bare
 * peers: zlint:e_san_bare_wildcard pkilint:cabf.serverauth.invalid_dnsname_syntax
 *
 *	pass tls san=dns:*.certlint-test.com
 *	fail tls san=dns:*
 *	fail tls san=dns:*. also=rfc_dns_trailing_dot
 */
LINT_AS(dns_fault, br_dns_wildcard_bare, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0,
	DNS_FAULT(BARE_WILDCARD, "is nothing but a wildcard"));

/*
 * No wildcard stands directly under a public suffix.
 *
 * "*.co.uk" would speak for every company of a country.  An authority must refuse it unless the
 * applicant has proven control of the whole namespace, which the holder of a brand's top-level
 * domain can, and which the certificate does not show; hence a warning.
 *
 * fix: refuse it, unless the applicant is the registry.
 * covers: br-3.2.2.6-san-dns-wildcard-public-suffix
 * peers: zlint:n_dnsname_wildcard_left_of_public_suffix
 *
 *	pass tls san=dns:*.certlint-test.co.uk
 *	fail tls san=dns:*.co.uk
 *	fail tls san=dns:*.com
 *	pass tls san=dns:*.github.io
 */
LINT_AS(dns_fault, br_dns_wildcard_suffix, WARNING, BR("3.2.2.6"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0,
	DNS_FAULT_IF(SUFFIX, HOST_BIT(HOST_WILDCARD), HOST_BIT(HOST_ONION),
		     "is a wildcard under a public suffix"));

/*
 * A wildcard under a private suffix is its holder's.
 *
 * The private part of the public suffix list has domains under which others get names, such as
 * "github.io".  The BRs ask to consult the other part only: the holder may have this wildcard, a
 * customer may not.
 *
 * fix: make sure that the applicant holds the suffix.
 * because: the documents ask to consult the other part of the list only.
 * peers: zlint:n_dnsname_wildcard_left_of_public_suffix
 *
 *	pass tls san=dns:*.certlint-test.com
 *	fail tls san=dns:*.github.io
 */
LINT_AS(dns_fault, br_dns_wildcard_suffix_private, NOTICE, BR("3.2.2.6"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0,
	DNS_FAULT_IF(SUFFIX_PRIVATE, HOST_BIT(HOST_WILDCARD), 0,
		     "is a wildcard under a private suffix"));
