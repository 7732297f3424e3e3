/* TLS BR 7.1.4.3 and 4.2.2: an IP address as commonName. */

#include "address.h"
#include "dates.h"

/* The next commonName that is an address or was meant as one. */
static bool
next_address(struct attribute_cursor *cursor, struct attribute *a, struct ip *ip)
{
	while (attribute_next(cursor, a))
		if (a->oid == OID_COMMON_NAME && ip_from_loose_text(a->value.body, ip))
			return true;
	return false;
}

#define each_cn_address(c, a, ip)						\
	for (struct attribute_cursor cursor_##a = attribute_cursor(&(c)->subject_name);	\
	     next_address(&cursor_##a, &(a), &(ip)); )

static bool
is_same_address(const struct ip *ip, const struct ip *other)
{
	return ip->n == other->n && memcmp(ip->octets, other->octets, ip->n) == 0;
}

static bool
has_san_address(const struct cert *c, const struct ip *ip)
{
	struct der name;
	struct ip other;

	each_ip(c, name)
		if (ip_from_octets(name.body, &other) && is_same_address(ip, &other))
			return true;
	return false;
}

/* Whether subjectAltName has the address in a form that another lint is about: as text. */
static bool
has_san_text(const struct cert *c, struct span text)
{
	struct der name;

	each_san(c, name)
		if ((name.tag == GN_DNS || name.tag == GN_IP) && span_same(name.body, text))
			return true;
	return false;
}

static bool
is_range(struct span text)
{
	return text.n > 0 && memchr(text.p, '/', text.n);
}

/*
 * An IP address in commonName is one of the iPAddresses of subjectAltName.
 *
 * Clients look at subjectAltName alone; an address that stands only in the commonName protects no
 * connection, and nothing tells that its control was ever validated.
 *
 * fix: add the address to subjectAltName as an iPAddress, or leave the commonName out.
 * covers: br-7.1.4.3-cn-from-san br-7.1.4.3-cn-from-san-old
 * peers: zlint:e_subject_common_name_not_from_san zlint:e_subject_common_name_not_exactly_from_san
 * peers: pkilint:cabf.serverauth.subscriber_common_name_unknown_source
 * unless: br_cn_ipv4_form br_cn_ipv6_form
 *
 *	pass tls subject=CN=1.1.1.1 san=ip:1.1.1.1
 *	pass tls subject=CN=2606:4700:4700::1111 san=dns:www.certlint-test.com,ip:2606:4700:4700::1111
 *	fail tls subject=CN=1.1.1.1 san=dns:www.certlint-test.com
 *	fail tls subject=CN=1.1.1.1 san=ip:1.1.1.2
 *	fail tls subject=CN=1.1.1.1 san=ip:::ffff:1.1.1.1
 *	fail tls subject=CN=2606:4700:4700::1111 san=ip:2606:4700:4700::1112
 *	fail tls subject=CN=www.certlint-test.com/CN=1.1.1.1 san=dns:www.certlint-test.com also=br_cn_repeated
 *	fail tls-2013 subject=CN=010.1.1.1 san=ip:10.1.1.2
 *	pass tls-2013 subject=CN=001.1.1.1 san=ip:1.1.1.1
 *	fail tls-2013 subject=CN=1.1.1.0/24 san=ip:1.1.1.0
 *	pass tls subject=CN=1.1.1.1 san=dns:1.1.1.1
 *	pass tls subject=CN=1.1.1.1 san=iphex:'1.1.1.1'
 *	pass tls subject=CN=www.certlint-test.com san=dns:www.certlint-test.com
 *	na   tls -san subject=CN=1.1.1.1
 *	na   client subject=CN=10.0.0.1
 */
LINT(br_cn_ip_not_in_san, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN, HAS_SAN),
     .trigger = ON_SIGHT(CN_ADDRESS), .from = BR_1_0_0)
{
	struct attribute a;
	struct ip ip;

	each_cn_address(c, a, ip)
		if ((!has_san_address(c, &ip) || is_range(a.value.body)) &&
		    !has_san_text(c, a.value.body))
			fail(r, a.value.body, "%s is not among the iPAddresses of subjectAltName",
			     quote(r, a.value.body));
}

/*
 * An IPv4 address in commonName is a dotted quad without leading zeros.
 *
 * The form is that of RFC 3986.  Leading zeros make some software read octal numbers, so that
 * "010.0.0.1" is 8.0.0.1 to one program and 10.0.0.1 to another; blanks, ports or masks around the
 * address make the value match nothing.
 *
 * fix: write the address as four decimal numbers with dots, or leave the commonName out.
 * covers: br-7.1.4.3-cn-ipv4-dotted
 * peers: zlint:e_subject_common_name_not_exactly_from_san
 * peers: pkilint:cabf.serverauth.subscriber_common_name_unknown_source
 *
 *	pass tls subject=CN=1.1.1.1 san=ip:1.1.1.1
 *	fail tls subject=CN=001.1.1.1 san=ip:1.1.1.1
 *	fail tls subject=CN=1.01.1.1 san=ip:1.1.1.1
 *	fail tls subject=CN=1.1.1.1\x20 san=ip:1.1.1.1
 *	fail tls subject=CN=[1.1.1.1] san=ip:1.1.1.1
 *	fail tls subject=CN=1.1.1.1:443 san=ip:1.1.1.1
 *	fail tls subject=CN=1.1.1.0/24 san=ip:1.1.1.0
 *	pass tls subject=CN=2606:4700:4700:0::1111 san=ip:2606:4700:4700::1111
 */
LINT(br_cn_ipv4_form, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .trigger = ON_SIGHT(CN_ADDRESS), .from = BR_SC48)
{
	struct attribute a;
	struct ip ip, strict;

	each_cn_address(c, a, ip) {
		if (ip.n != 4 || ip_from_text(a.value.body, &strict))
			continue;
		expect(r, "an address in dotted-decimal form", "%s", quote(r, a.value.body));
		fail(r, a.value.body, "%s is not the form of an IPv4 address: %s",
		     quote(r, a.value.body), ip_text(r, &ip));
	}
}

/* Whether the text is that of an IPv4-mapped address in groups: section 4 knows no quads. */
static bool
is_mapped_in_groups(const struct ip *ip, struct span text)
{
	struct ip v4, groups = { { 0 }, 16 };
	char out[48];

	if (!ip_is_mapped(ip, &v4) || text.n < 7)
		return false;
	/* After a longer run of zeros the last two groups are written as they are: 1::1:102:304. */
	groups.octets[1] = groups.octets[11] = 1;
	memcpy(groups.octets + 12, v4.octets, 4);
	ip_format(&groups, out);
	return SPAN_IS(((struct span){ text.p, 7 }), "::ffff:") &&
	       span_is((struct span){ text.p + 7, text.n - 7 }, out + 5, strlen(out + 5));
}

/*
 * An IPv6 address in commonName has the form of RFC 5952.
 *
 * One address can be written in many ways, so texts can be compared only if there is one form:
 * lower case, no leading zeros, the longest run of zero groups as "::".
 *
 * fix: write the address as RFC 5952 section 4 says, or leave the commonName out.
 * covers: br-7.1.4.3-cn-ipv6-rfc5952
 * peers: zlint:e_subject_common_name_not_exactly_from_san
 * peers: pkilint:cabf.serverauth.subscriber_common_name_unknown_source
 *
 *	pass tls subject=CN=2606:4700:4700::1111 san=ip:2606:4700:4700::1111
 *	fail tls subject=CN=2606:4700:4700::ABCD san=ip:2606:4700:4700::abcd
 *	fail tls subject=CN=2606:4700:4700::0abc san=ip:2606:4700:4700::abc
 *	fail tls subject=CN=2606:4700:4700:0::1111 san=ip:2606:4700:4700::1111
 *	fail tls subject=CN=2606:4700:4700:0:0:0:0:1111 san=ip:2606:4700:4700::1111
 *	fail tls subject=CN=2606::1:0:0:0:1 san=ip:2606:0:0:1::1
 *	fail tls subject=CN=2606:4700:1:1:1:1::1 san=ip:2606:4700:1:1:1:1:0:1
 *	fail tls subject=CN=[2606:4700:4700::1111] san=ip:2606:4700:4700::1111
 *	pass tls subject=CN=::ffff:1.1.1.1 san=ip:::ffff:1.1.1.1
 *	pass tls subject=CN=::ffff:101:101 san=ip:::ffff:1.1.1.1
 *	pass tls subject=CN=001.1.1.1 san=ip:1.1.1.1
 */
LINT(br_cn_ipv6_form, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .trigger = ON_SIGHT(CN_ADDRESS), .from = BR_SC48)
{
	struct attribute a;
	char text[48];
	struct ip ip;

	each_cn_address(c, a, ip) {
		ip_format(&ip, text);
		if (ip.n != 16 || span_is(a.value.body, text, strlen(text)) ||
		    is_mapped_in_groups(&ip, a.value.body))
			continue;
		expect(r, text, "%s", quote(r, a.value.body));
		fail(r, a.value.body, "%s is not in the form of RFC 5952: %s",
		     quote(r, a.value.body), text);
	}
}

/* What subjectAltName repeats is reported there. */
static void
cn_reserved(const struct cert *c, struct report *r)
{
	const struct network *network;
	struct attribute a;
	struct ip ip;

	each_cn_address(c, a, ip) {
		network = ip_reserved(&ip, rules_day(r), data_of(r));
		if (network && !has_san_address(c, &ip))
			fail(r, a.value.body, "%s is reserved: %s (%s)", quote(r, a.value.body),
			     network->name, network->reference);
	}
}

/*
 * No commonName is a Reserved IP Address.
 *
 * Nobody can prove control of an address that many networks use at the same time, in whatever field
 * it stands.  Where subjectAltName has the same address, it is reported there.
 *
 * fix: leave the address out.
 * covers: br-4.2.2-cn-reserved-ip
 * peers: zlint:e_subject_contains_reserved_ip pkilint:cabf.internal_ip_address
 *
 *	pass tls subject=CN=1.1.1.1 san=ip:1.1.1.1
 *	fail tls subject=CN=10.0.0.1 edges=no also=br_cn_ip_not_in_san
 *	fail tls subject=CN=::1 also=br_cn_ip_not_in_san
 *	pass tls subject=CN=10.0.0.1 san=ip:10.0.0.1
 *	fail tls subject=CN=192.31.196.1 also=br_cn_ip_not_in_san
 *	fail tls subject=CN=10.0.0.1 san=dns:10.0.0.1
 *	pass tls subject=CN=224.0.0.1
 */
LINT_AS(cn_reserved, br_cn_ip_reserved, ERROR, BR("4.2.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
	.trigger = ON_SIGHT(CN_ADDRESS), .from = BR_SC48);

/*
 * No commonName is an address that IANA's address space registries mark as reserved.
 *
 * This is the rule from 2015-11-01 until ballot SC48, by the older definition of a Reserved IP
 * Address.
 *
 * fix: leave the address out.
 * covers: br-7.1.4.2.1-cn-reserved-ip-2015
 * peers: zlint:e_subject_contains_reserved_ip
 *
 *	pass tls-2019 subject=CN=1.1.1.1 san=ip:1.1.1.1
 *	fail tls-2019 subject=CN=10.0.0.1 edges=no also=br_cn_ip_not_in_san
 *	fail tls-2019 subject=CN=224.0.0.1 also=br_cn_ip_not_in_san
 *	pass tls-2019 subject=CN=192.31.196.1
 */
LINT_AS(cn_reserved, br_cn_ip_reserved_2015, ERROR, BR("7.1.4.2.1"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_CN), .trigger = ON_SIGHT(CN_ADDRESS),
	.from = BR_INTERNAL_NAMES_END, .until = BR_SC48);

/*
 * No certificate that outlives 2015-11-01 has a commonName that is marked as a reserved address.
 *
 * The first Baseline Requirements let such certificates fade out: from 2012-07-01 they could be
 * issued only if they expired by 1 November 2015.
 *
 * fix: leave the address out, or let the certificate expire by 2015-11-01.
 * covers: br-7.1.4.2.1-cn-reserved-ip-old
 * peers: zlint:e_subject_contains_reserved_ip
 *
 *	pass tls-2013 subject=CN=10.0.0.1 until=2015-11-01T23:59:59
 *	fail tls-2013 subject=CN=10.0.0.1 until=2015-11-02 also=br_cn_ip_not_in_san
 *	pass tls-2013 subject=CN=10.0.0.1 san=ip:10.0.0.1 until=2015-11-02
 */
LINT(br_cn_ip_reserved_2012, ERROR, BR("7.1.4.2.1"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_CN, VALIDITY_KNOWN), .trigger = ON_SIGHT(CN_ADDRESS),
     .from = BR_1_0_0, .until = BR_INTERNAL_NAMES_END)
{
	if (c->until_day > BR_INTERNAL_NAMES_END)
		cn_reserved(c, r);
}
