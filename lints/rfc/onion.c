/* RFC 7686 and the Tor rendezvous specification: names under .onion. */

#include "names.h"

/*
 * A name under .onion has a service's address before it.
 *
 * "onion" alone is no host, and never will be: RFC 7686 keeps it out of the DNS.
 *
 * fix: name the onion service by its address.
 * covers: rfc7686-2-onion-bare
 * unless: br_onion_two_labels
 *
 *	pass client san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail client san=dns:onion
 */
LINT_AS(dns_fault, rfc_onion_bare, WARNING, RFC("7686", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC7686_DAY,
	DNS_FAULT_IF(ONION, HOST_BIT(HOST_SINGLE_LABEL), 0, "names no onion service"));

/*
 * The label left of "onion" is the address of a Tor service.
 *
 * It is made from the service's key, in 56 characters of base32, formerly 16.  Nothing else can be
 * reached.
 *
 * fix: copy the address from the service; labels of your own go to the left of it.
 * covers: rfc7686-2-onion-label-syntax
 * peers: zlint:e_san_dns_name_onion_invalid
 * unless: br_onion_address
 *
 *	pass client san=dns:www.2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail client san=dns:certlint.onion
 */
LINT_AS(dns_fault, rfc_onion_address, WARNING, RFC("7686", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC7686_DAY, DNS_FAULT(ONION_BAD, "has no onion address left of \"onion\""));

/*
 * An onion address of 56 characters is of version 3.
 *
 * The last octet of the address is its version.  With another one it is a typing mistake or an
 * address of a network that does not exist.
 *
 * fix: copy the address from the service.
 * covers: rfc7686-2-onion-v3-version-and-checksum
 * unless: br_onion_version
 *
 *	pass client san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail client san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wie.onion
 */
LINT_AS(dns_fault, rfc_onion_version, WARNING, RFC("7686", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC7686_DAY,
	DNS_FAULT(ONION_VERSION, "has an onion address whose version is not 3"));

/*
 * The checksum inside an onion address is right.
 *
 * It is there to catch typing mistakes: with a wrong one no service can have this address.
 *
 * fix: copy the address from the service.
 * covers: rfc7686-2-onion-v3-version-and-checksum
 * unless: br_onion_checksum
 *
 *	pass client san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail client san=dns:3gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 */
LINT_AS(dns_fault, rfc_onion_checksum, WARNING, RFC("7686", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC7686_DAY,
	DNS_FAULT(ONION_CHECKSUM, "has an onion address with a wrong checksum"));

/*
 * No onion name is of version 2.
 *
 * Its 80-bit hash of a 1024-bit key is within reach of an attacker, and the Tor network gave
 * version 2 up on 2021-10-15: such a name leads nowhere.
 *
 * fix: use the service's version 3 address.
 * covers: rfc7686-2-onion-label-syntax
 * unless: br_onion_v2 ev_onion_v2
 *
 *	pass client san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail client san=dns:expyuzz4wqqyqhjn.onion
 */
LINT_AS(dns_fault, rfc_onion_v2, WARNING, RFC("7686", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = TOR_V2_END, DNS_FAULT(ONION_V2, "has an onion address of version 2"));
