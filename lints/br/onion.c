/* TLS BR appendix B, and the EV Guidelines' appendix F before it: onion names. */

#include "names.h"

/*
 * Only EV certificates name onion services (before ballot SC27).
 *
 * Ballot 144 allowed these names under the EV Guidelines alone; others had to be revoked by
 * 2015-05-01.  Version 3 addresses opened them to all levels.
 *
 * fix: issue an EV certificate.
 * covers: br-3.2.2.4-onion-ev-only-old evg-appF-onion-only-ev
 * peers: zlint:e_san_dns_name_onion_not_ev_cert
 *
 *	pass tls-2019
 *	fail tls-2019 san=dns:expyuzz4wqqyqhjn.onion
 *	pass tls-2019 san=dns:expyuzz4wqqyqhjn.onion policy=ev
 */
LINT_AS(dns_fault, br_onion_ev_only, ERROR, BR("3.2.2.4"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.off = FACTS(EV), .from = BR_ONION_EV_ONLY, .until = BR_SC27,
	DNS_FAULT(ONION, "is an onion name in a certificate that is not EV"));

/*
 * An onion name has two labels or more.
 *
 * The one left of "onion" is the service's address.
 *
 * fix: name the onion service by its address.
 * covers: br-appendix-b-onion-two-labels rfc7686-2-onion-bare
 * peers: zlint:e_dnsname_contains_bare_iana_suffix
 *
 *	pass tls san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail tls san=dns:onion
 *	fail tls san=dns:*.onion
 */
LINT_AS(dns_fault, br_onion_two_labels, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_SC27,
	DNS_FAULT_IF(ONION, HOST_BIT(HOST_SINGLE_LABEL), 0, "names no onion service"));

/*
 * The label left of "onion" is a version 3 onion address.
 *
 * 56 characters of base32: the service's public key, a checksum and the version.  Anything else is
 * an Internal Name in the BRs' words, because only a name that follows their appendix is none.
 *
 * fix: copy the address from the service; labels of your own go to the left of it.
 * covers: br-appendix-b-onion-v3-address evg-7.1.2.1-san-wildcard-valid-onion
 * covers: rfc7686-2-onion-label-syntax
 * peers: zlint:e_san_dns_name_onion_invalid pkilint:cabf.serverauth.invalid_tor_v3_domain_name
 *
 *	pass tls san=dns:www.2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail tls san=dns:certlint.onion
 *	fail ev san=dns:*.certlint.onion
 */
LINT_AS(dns_fault, br_onion_address, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_SC27, DNS_FAULT(ONION_BAD, "has no onion address left of \"onion\""));

/*
 * No onion address of a server certificate is of version 2.
 *
 * Ballot SC27 let certificates other than EV name onion services, by version 3 addresses only.
 *
 * fix: use the service's version 3 address.
 * covers: br-appendix-b-onion-v3-address rfc7686-2-onion-label-syntax
 * peers: zlint:e_san_dns_name_onion_invalid pkilint:cabf.serverauth.invalid_tor_v3_domain_name
 *
 *	pass tls san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail tls san=dns:expyuzz4wqqyqhjn.onion
 *	na   ev san=dns:expyuzz4wqqyqhjn.onion
 */
LINT_AS(dns_fault, br_onion_v2, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.off = FACTS(EV), .from = BR_SC27,
	DNS_FAULT(ONION_V2, "has an onion address of version 2"));

/*
 * An onion address of a server certificate ends in version 3.
 *
 * The last octet of the 35 that the address encodes is the version.
 *
 * fix: copy the address from the service.
 * covers: br-appendix-b-onion-v3-version-byte evg-7.1.2.1-san-wildcard-valid-onion
 * covers: rfc7686-2-onion-v3-version-and-checksum
 * peers: pkilint:cabf.serverauth.invalid_tor_version
 *
 *	pass tls san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail tls san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie.onion
 */
LINT_AS(dns_fault, br_onion_version, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_SC27, DNS_FAULT(ONION_VERSION, "has an onion address whose version is not 3"));

/*
 * The checksum of an onion address in a server certificate is right.
 *
 * A wrong one means that no key hashes to this name: nobody can have proven control of it.
 *
 * fix: copy the address from the service.
 * covers: br-appendix-b-onion-v3-checksum evg-7.1.2.1-san-wildcard-valid-onion
 * covers: rfc7686-2-onion-v3-version-and-checksum
 * peers: pkilint:cabf.serverauth.invalid_tor_checksum
 *
 *	pass tls san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail tls san=dns:3gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 */
LINT_AS(dns_fault, br_onion_checksum, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
	.from = BR_SC27, DNS_FAULT(ONION_CHECKSUM, "has an onion address with a wrong checksum"));
