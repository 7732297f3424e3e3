/* TLS BR 7.1.2.7.12 and 4.2.2: which IP addresses a certificate may hold. */

#include "address.h"
#include "dates.h"

static void
report_reserved(struct report *r, struct span at, const struct ip *ip)
{
	const struct network *network = ip_reserved(ip, rules_day(r), data_of(r));
	struct ip v4;

	if (!network)
		return;
	if (network->octets == 4 && ip_is_mapped(ip, &v4))
		fail(r, at, "%s is reserved, as %s is: %s (%s)", ip_text(r, ip), ip_text(r, &v4),
		     network->name, network->reference);
	else
		fail(r, at, "%s is reserved: %s (%s)", ip_text(r, ip), network->name,
		     network->reference);
}

static void
san_reserved(const struct cert *c, struct report *r)
{
	struct der name;
	struct ip ip;

	each_ip(c, name)
		if (ip_from_octets(name.body, &ip))
			report_reserved(r, der_whole(&name), &ip);
}

/*
 * No iPAddress is a Reserved IP Address.
 *
 * Nobody can prove control of an address that many networks use at the same time or that stands for
 * no host: the router in every home is 192.168.1.1, and a certificate for it would speak for all of
 * them.  Reserved is what lies in any entry of IANA's special-purpose address registries, on the
 * day of issuance, whether globally reachable or not.
 *
 * fix: leave the address out; for internal hosts use names below a domain of your own, or a private
 *      CA.
 * covers: br-7.1.2.7.12-san-ipaddress-reserved rfc6890-2.2.2-reserved-ipv4-san
 * covers: rfc6890-2.2.3-reserved-ipv6-san
 * peers: zlint:e_ext_san_contains_reserved_ip pkilint:cabf.internal_ip_address
 *
 *	pass tls san=ip:1.1.1.1,ip:2.2.2.2,ip:8.8.8.8,ip:2606:4700:4700::1111
 *	fail tls san=ip:10.0.0.1 edges=no
 *	pass tls san=ip:9.255.255.255,ip:11.0.0.0
 *	fail tls san=ip:10.255.255.255
 *	fail tls san=ip:0.0.0.0
 *	fail tls san=ip:0.255.255.255
 *	pass tls san=ip:1.0.0.0
 *	pass tls san=ip:100.63.255.255,ip:100.128.0.0
 *	fail tls san=ip:100.64.0.0
 *	fail tls san=ip:100.127.255.255
 *	pass tls san=ip:126.255.255.255,ip:128.0.0.0
 *	fail tls san=ip:127.0.0.1
 *	pass tls san=ip:169.253.255.255,ip:169.255.0.0
 *	fail tls san=ip:169.254.0.0
 *	fail tls san=ip:169.254.255.255
 *	pass tls san=ip:172.15.255.255,ip:172.32.0.0
 *	fail tls san=ip:172.16.0.0
 *	fail tls san=ip:172.31.255.255
 *	pass tls san=ip:191.255.255.255,ip:192.0.1.0,ip:192.0.1.255
 *	fail tls san=ip:192.0.0.0
 *	fail tls san=ip:192.0.0.9
 *	fail tls san=ip:192.0.0.255
 *	fail tls san=ip:192.0.2.1
 *	pass tls san=ip:192.0.3.0
 *	fail tls san=ip:192.31.196.1
 *	pass tls san=ip:192.31.195.255,ip:192.31.197.0
 *	fail tls san=ip:192.52.193.1
 *	fail tls san=ip:192.88.99.1
 *	pass tls san=ip:192.88.98.255,ip:192.88.100.0
 *	pass tls san=ip:192.167.255.255,ip:192.169.0.0
 *	fail tls san=ip:192.168.0.0
 *	fail tls san=ip:192.168.255.255
 *	fail tls san=ip:192.175.48.1
 *	pass tls san=ip:198.17.255.255,ip:198.20.0.0
 *	fail tls san=ip:198.18.0.0
 *	fail tls san=ip:198.19.255.255
 *	fail tls san=ip:198.51.100.7
 *	fail tls san=ip:203.0.113.255
 *	pass tls san=ip:203.0.112.255,ip:203.0.114.0
 *	fail tls san=ip:240.0.0.0
 *	fail tls san=ip:255.255.255.255
 *	fail tls san=ip:::
 *	fail tls san=ip:::1
 *	fail tls san=ip:::ffff:1.1.1.1
 *	fail tls san=ip:::ffff:10.0.0.1
 *	fail tls san=ip:64:ff9b::1.1.1.1
 *	fail tls san=ip:64:ff9b:1::1
 *	fail tls san=ip:100::1
 *	fail tls san=ip:2001::1
 *	fail tls san=ip:2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff
 *	pass tls san=ip:2001:200::
 *	fail tls san=ip:2001:db8::1
 *	pass tls san=ip:2001:db7:ffff::1,ip:2001:db9::
 *	fail tls san=ip:2002:101:101::1
 *	pass tls san=ip:2003::
 *	fail tls san=ip:2620:4f:8000::1
 *	fail tls san=ip:3fff::1
 *	fail tls-2024 san=ip:3fff::1 as-of=2024-07-01
 *	pass tls-2024 san=ip:3fff::1 as-of=2024-06-30
 *	fail tls san=ip:5f00::1
 *	fail tls san=ip:fc00::1
 *	fail tls san=ip:fdff:ffff::1
 *	fail tls san=ip:fe80::1
 *	fail tls san=ip:febf:ffff::1
 *	pass tls san=ip:224.0.0.1,ip:fec0::1,ip:ff02::1
 *	na   smime san=ip:10.0.0.1
 *	na   client san=ip:10.0.0.1
 */
LINT_AS(san_reserved, br_san_ip_reserved, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .trigger = ON_SIGHT(SAN_IP_RESERVED),
	.from = BR_SC48);

/*
 * No iPAddress is marked as reserved in IANA's address space registries.
 *
 * This is what the Baseline Requirements said from 2015-11-01 until ballot SC48: the definition of
 * a Reserved IP Address then pointed to the address space registries, which reserve multicast and
 * all of the IPv6 space that is not in use, and do not know every special purpose.
 *
 * fix: leave the address out.
 * covers: br-7.1.4.2.1-san-ipaddress-reserved-2015 rfc6890-2.2.2-reserved-ipv4-san
 * covers: rfc6890-2.2.3-reserved-ipv6-san
 * peers: zlint:e_ext_san_contains_reserved_ip pkilint:cabf.internal_ip_address
 *
 *	pass tls-2019 san=ip:1.1.1.1,ip:2606:4700:4700::1111
 *	fail tls-2019 san=ip:10.0.0.1 edges=no
 *	fail tls-2019 san=ip:224.0.0.1
 *	fail tls-2019 san=ip:::ffff:1.1.1.1
 *	fail tls-2019 san=ip:fec0::1
 *	fail tls-2019 san=ip:4000::1
 *	fail tls-2019 san=ip:10.0.0.1 as-of=2021-08-24
 *	na   tls-2019 san=ip:10.0.0.1 as-of=2021-08-25
 *	fail tls-2019 san=ip:10.0.0.1 as-of=2015-11-01
 *	pass tls-2019 san=ip:192.31.196.1,ip:192.175.48.1,ip:2620:4f:8000::1
 *	pass tls-2019 san=ip:3fff::1
 */
LINT_AS(san_reserved, br_san_ip_reserved_2015, ERROR, BR("7.1.4.2.1"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .trigger = ON_SIGHT(SAN_IP_RESERVED),
	.from = BR_INTERNAL_NAMES_END, .until = BR_SC48);

/*
 * No certificate that outlives 2015-11-01 has an iPAddress that is marked as reserved.
 *
 * The first Baseline Requirements let such certificates fade out: from 2012-07-01 they could be
 * issued only if they expired by 1 November 2015.
 *
 * fix: leave the address out, or let the certificate expire by 2015-11-01.
 * covers: br-7.1.4.2.1-san-ipaddress-reserved-old
 * peers: zlint:e_ext_san_contains_reserved_ip pkilint:cabf.internal_ip_address
 *
 *	pass tls-2013 san=ip:1.1.1.1 until=2016-01-01
 *	pass tls-2013 san=ip:10.0.0.1
 *	pass tls-2013 san=ip:10.0.0.1 until=2015-11-01T23:59:59
 *	fail tls-2013 san=ip:10.0.0.1 until=2015-11-02
 *	fail tls-2013 san=ip:224.0.0.1 until=2016-01-01
 */
LINT(br_san_ip_reserved_2012, ERROR, BR("7.1.4.2.1"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_SAN, VALIDITY_KNOWN), .trigger = ON_SIGHT(SAN_IP_RESERVED),
     .from = BR_1_0_0, .until = BR_INTERNAL_NAMES_END)
{
	if (c->until_day > BR_INTERNAL_NAMES_END)
		san_reserved(c, r);
}

/* Which of the addresses that are in neither registry of special purposes a lint is about. */
static bool
is_never_a_host(const struct ip *ip)
{
	if (ip->n == 4)
		return ip->octets[0] >> 4 == 14;
	return ip->octets[0] == 0xff || (ip->octets[0] == 0xfe && ip->octets[1] >> 6 == 3);
}

static void
report_other(const struct cert *c, struct report *r, bool never)
{
	const struct network *network;
	struct der name;
	struct ip ip;

	each_ip(c, name) {
		if (!ip_from_octets(name.body, &ip) || is_never_a_host(&ip) != never ||
		    ip_reserved(&ip, rules_day(r), data_of(r)))
			continue;
		network = ip_network_of(&ip, rules_day(r), NETWORK_OTHER, data_of(r));
		if (network)
			fail(r, der_whole(&name), "%s is no host's address: %s (%s)",
			     ip_text(r, &ip), network->name, network->reference);
	}
}

/*
 * An iPAddress is an address that a host can have: no multicast, no site-local one.
 *
 * Since ballot SC48 the definition of a Reserved IP Address goes by the registries of
 * special-purpose addresses, which have neither multicast groups nor the deprecated site-local
 * block.  All the same nobody can be shown to control such an address, as TLS BR 3.2.2.5 demands
 * of each.
 *
 * fix: leave the address out.
 * because: the documents ask for control of the address and leave it at that; nobody controls
 * these.
 *
 *	pass tls san=ip:223.255.255.255,ip:1.1.1.1
 *	fail tls san=ip:224.0.0.0
 *	fail tls san=ip:239.255.255.255
 *	fail tls san=ip:ff02::1
 *	fail tls san=ip:fec0::1
 *	fail tls san=ip:feff:ffff::1
 *	pass tls san=ip:240.0.0.0,ip:fe80::1,ip:4000::1
 *	na   client san=ip:224.0.0.1
 */
LINT(br_san_ip_multicast, WARNING, BR("3.2.2.5"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
     .trigger = ON_SIGHT(SAN_IP_OTHER), .from = BR_SC48)
{
	report_other(c, r, true);
}

/*
 * An iPAddress lies in address space that IANA has given out.
 *
 * What is unallocated can be nobody's, so control of it cannot have been validated; more likely the
 * octets are not the address that was meant.  IANA may give the block out on any day: if that has
 * happened, the table of networks is old.
 *
 * fix: check the address; renew the table of networks if the block has been given out since.
 * because: the documents ask for control of the address and leave it at that; nobody controls
 * these.
 * unless: rfc_san_ip_text
 *
 *	pass tls san=ip:2606:4700:4700::1111,ip:2c00::1
 *	fail tls san=ip:2d00::1
 *	fail tls san=ip:3000::1
 *	fail tls san=ip:4000::1
 *	fail tls san=ip:fe00::1
 *	pass tls san=ip:ff02::1,ip:2001:db8::1
 *	na   client san=ip:4000::1
 */
LINT(br_san_ip_unassigned, NOTICE, BR("3.2.2.5"), .on = FACTS(SUBSCRIBER, TLS, HAS_SAN),
     .trigger = ON_SIGHT(SAN_IP_OTHER), .from = BR_1_0_0)
{
	report_other(c, r, false);
}

/* ---- where revocation information and certificates are fetched from ---- */

static void
check_uri(struct report *r, const struct der *gn)
{
	const struct network *network;
	struct span host;
	struct uri uri;
	struct ip ip;

	if (gn->tag != GN_URI || !uri_split(gn->body, &uri))
		return;
	host = uri_bare_host(&uri);
	if (!ip_from_text(host, &ip))
		return;
	network = ip_reserved(&ip, rules_day(r), data_of(r));
	if (network)
		fail(r, host, "%s names a reserved address: %s (%s)", quote(r, gn->body),
		     network->name, network->reference);
}

/*
 * No access location is at a reserved IP address.
 *
 * Relying parties anywhere fetch the issuer's certificate and OCSP answers from there.  A private
 * or loopback address leads them to a host of their own network, or to nothing.
 *
 * fix: give the public URL of the service.
 * covers: br-7.1.2.7.7-aia-internal-name
 * peers: zlint:w_sub_cert_aia_contains_internal_names pkilint:cabf.internal_ip_address
 *
 *	pass tls aia=ocsp:http://ocsp.certlint-test.com,issuer:http://1.1.1.1/ca.cer
 *	fail tls aia=ocsp:http://10.0.0.1/,issuer:http://www.certlint-test.com/ca.cer
 *	fail tls aia=ocsp:http://ocsp.certlint-test.com,issuer:http://[fe80::1]:8080/ca.cer
 *	fail tls aia=ocsp:http://user@127.0.0.1:80,issuer:http://www.certlint-test.com/ca.cer
 *	fail tls-2013 aia=ocsp:http://224.0.0.1/,issuer:http://www.certlint-test.com/ca.cer
 *	fail ca aia=issuer:http://192.168.0.1/root.cer
 *	na   client aia=ocsp:http://10.0.0.1/
 */
LINT(br_aia_ip_reserved, WARNING, BR("7.1.2.7.7"), .on = FACTS(TLS, HAS_AIA),
     .trigger = ON_SIGHT(LOCATION_ADDRESS), .from = BR_1_0_0)
{
	struct access access;

	each_access(c, OID_AIA, access)
		check_uri(r, &access.location);
}

/*
 * No distribution point is at a reserved IP address.
 *
 * Relying parties anywhere fetch the CRL from there.  A private or loopback address leads them to a
 * host of their own network, or to nothing.
 *
 * fix: give the public URL of the CRL.
 * because: the documents say that the location is an HTTP URL, not that it can be reached.
 *
 *	pass tls crldp=http://1.1.1.1/ca.crl
 *	fail tls crldp=http://10.0.0.1/ca.crl
 *	fail tls crldp=http://[::1]/ca.crl
 *	fail ca crldp=http://192.168.0.1/root.crl
 *	na   client crldp=http://10.0.0.1/ca.crl
 */
LINT(br_crldp_ip_reserved, WARNING, BR("7.1.2.11.2"), .on = FACTS(TLS, HAS_CRLDP),
     .trigger = ON_SIGHT(LOCATION_ADDRESS), .from = BR_1_0_0)
{
	struct distribution_point point;
	struct der name;

	each_distribution_point(c, OID_CRLDP, point)
		while (list_next(&point.full_name, 0, &name))
			check_uri(r, &name);
}
