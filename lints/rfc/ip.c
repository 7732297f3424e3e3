/* RFC 5280 4.2.1.6 and 4.2.1.7: iPAddress, wherever a GeneralName stands. */

#include "address.h"
#include "dates.h"

/*
 * An iPAddress in subjectAltName has 4 or 16 octets.
 *
 * The address stands there in binary, in network byte order: 4 octets for IPv4, 16 for IPv6.  A
 * client compares octets, so the ASCII text of an address, or an address with a mask as name
 * constraints have it, matches no host: the certificate works for nobody, while people who read it
 * in a browser or a report see what they expected.  Some parsers refuse the whole certificate.
 *
 * fix: encode the address in binary: 4 octets for IPv4, 16 for IPv6, no text and no mask.
 * covers: rfc5280-4.2.1.6-san-ip-length br-7.1.2.7.12-san-ipaddress-length
 * peers: pkilint:pkix.ip_address_wrong_length
 *
 *	pass tls san=dns:www.certlint-test.com,ip:1.1.1.1,ip:2606:4700:4700::1111
 *	fail tls san=dns:www.certlint-test.com,iphex:'1.1.1.1'
 *	fail tls san=dns:www.certlint-test.com,iphex:
 *	fail tls san=dns:www.certlint-test.com,iphex:010101
 *	fail tls san=dns:www.certlint-test.com,iphex:0101010101
 *	fail tls san=dns:www.certlint-test.com,iphex:{15:01}
 *	fail tls san=dns:www.certlint-test.com,iphex:{17:01}
 *	fail tls san=dns:www.certlint-test.com,ip:1.1.1.0/24
 *	fail tls san=dns:www.certlint-test.com,ip:2606:4700::/32
 *	fail smime +san=iphex:'10.0.0.1'
 *	fail client san=iphex:'2001:db8::1'
 */
LINT(rfc_san_ip_length, ERROR, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN),
     .trigger = ON_SIGHT(SAN_IP_LENGTH), .from = RFC2459_DAY)
{
	struct der name;
	struct ip ip;

	each_ip(c, name)
		if (!ip_from_octets(name.body, &ip))
			fail_ip_length(r, &name, "4 or 16 octets");
}

/*
 * An iPAddress in issuerAltName has 4 or 16 octets.
 *
 * issuerAltName is encoded as subjectAltName is, and so is an address in it: 4 octets for IPv4, 16
 * for IPv6, without mask and not as text.  Whatever reads such names by the same code as the
 * subject's may refuse the certificate for it.
 *
 * fix: encode the address in binary: 4 octets for IPv4, 16 for IPv6, no text and no mask.
 * covers: rfc5280-4.2.1.7-ian-ip-length
 * peers: pkilint:pkix.ip_address_wrong_length
 *
 *	pass client ian=ip:1.1.1.1,ip:2606:4700:4700::1111
 *	fail client ian=iphex:'1.1.1.1'
 *	fail client ian=ip:1.1.1.0/24
 *	na   client
 */
LINT(rfc_ian_ip_length, ERROR, RFC5280("4.2.1.7"), .on = FACTS(HAS_IAN), .from = RFC2459_DAY)
{
	struct span list = extension_list(c, OID_IAN);
	struct der name;
	struct ip ip;

	while (list_next(&list, GN_IP, &name))
		if (!ip_from_octets(name.body, &ip))
			fail_ip_length(r, &name, "4 or 16 octets");
}

static void
check_location(struct report *r, const struct der *gn)
{
	struct ip ip;

	if (gn->tag == GN_IP && !ip_from_octets(gn->body, &ip))
		fail_ip_length(r, gn, "4 or 16 octets");
}

/*
 * An iPAddress that says where something is to be found has 4 or 16 octets.
 *
 * Access locations (AIA, SIA) and the names of distribution points are GeneralNames like those of
 * subjectAltName; RFC 5280 gives the length there only, but an address of another length is none
 * anywhere.  What is to be fetched from it, revocation information for the most part, is not found.
 *
 * fix: give the location as a URI, or encode the address in 4 or 16 octets.
 * because: RFC 5280 gives the length for subjectAltName only.
 * unless: br_access_location br_ca_access_location
 * unless: br_responder_access_location br_crl_point_not_uri
 * unless: rfc_aia_ocsp_form
 *
 *	pass client crldp=ip:1.1.1.1
 *	fail client crldp=iphex:'1.1.1.1'
 *	fail client aia=ocsp:http://ocsp.certlint-test.com,issuer:iphex:010101 also=rfc_aia_issuer_without_uri
 *	pass client aia=ocsp:iphex:010101
 *	pass tls crldp=iphex:'1.1.1.1'
 *	fail client sia=timestamping:ip:1.1.1.0/24
 *	na   client
 */
LINT(rfc_location_ip_length, WARNING, RFC5280("4.2.1.6"), .trigger = ON_SIGHT(LOCATION_IP),
     .from = RFC5280_DAY)
{
	struct distribution_point point;
	struct access access;
	struct der name;

	each_access(c, OID_AIA, access)
		check_location(r, &access.location);
	each_access(c, OID_SIA, access)
		check_location(r, &access.location);
	each_distribution_point(c, OID_CRLDP, point)
		while (list_next(&point.full_name, 0, &name))
			check_location(r, &name);
}

/*
 * The 16 octets of an iPAddress are an address, not the text of one.
 *
 * A text that happens to have 16 characters ("192.168.100.1/24", "2606:4700::00:11") fits where an
 * IPv6 address belongs.  It then reads as an address in 3000::/4 or 6000::/3, none of which is
 * given out, and no client matches the host that was meant.
 *
 * fix: encode the address in binary: 4 octets for IPv4, 16 for IPv6.
 * because: 16 octets are all that the documents ask of an IPv6 address.
 *
 *	pass tls san=dns:www.certlint-test.com,ip:2606:4700:4700::1111
 *	fail tls san=dns:www.certlint-test.com,iphex:'192.168.100.1/24'
 *	fail tls san=dns:www.certlint-test.com,iphex:'2606:4700::00:11'
 *	fail client san=iphex:'198.51.100.10/32'
 */
LINT(rfc_san_ip_text, WARNING, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN),
     .trigger = ON_SIGHT(SAN_IP_OTHER), .from = RFC5280_DAY)
{
	struct der name;
	struct ip ip;

	each_ip(c, name) if (name.body.n == 16 && ip_from_loose_text(name.body, &ip))
		fail(r, der_whole(&name),
		     "16 octets that are the text %s, and so stand for "
		     "another address",
		     quote(r, name.body));
}

/*
 * An iPAddress in subjectAltName is no IPv4-mapped IPv6 address.
 *
 * ::ffff:0:0/96 represents IPv4 nodes inside a host's own programming interface; such addresses are
 * not used on the wire.  A client that connects over IPv4 looks for 4 octets and does not match
 * these 16.
 *
 * fix: give the IPv4 address itself, in 4 octets.
 * because: no document rules on these addresses in certificates; they just match nothing.
 * unless: br_san_ip_reserved br_san_ip_reserved_2015 br_san_ip_reserved_2012
 *
 *	pass client san=ip:1.1.1.1
 *	fail client san=ip:::ffff:1.1.1.1
 */
LINT(rfc_san_ip_mapped, NOTICE, RFC("4291", "2.5.5.2"), .on = FACTS(HAS_SAN),
     .trigger = ON_SIGHT(SAN_IP_MAPPED), .from = RFC5280_DAY)
{
	struct der name;
	struct ip ip, v4;

	each_ip(c, name)
		if (ip_from_octets(name.body, &ip) && ip_is_mapped(&ip, &v4))
			fail(r, der_whole(&name), "%s is an IPv4-mapped address: %s in 4 octets is "
			     "meant", ip_text(r, &ip), ip_text(r, &v4));
}
