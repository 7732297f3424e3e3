/* TLS BR 4.2.2: reserved IP addresses as commonName. */

#include "dates.h"
#include "lint.h"

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
 *	fail tls subject=CN=10.0.0.1 edges=no
 *	fail tls subject=CN=::1
 *	pass tls subject=CN=10.0.0.1 san=ip:10.0.0.1
 *	fail tls subject=CN=192.31.196.1
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
 *	fail tls-2019 subject=CN=10.0.0.1 edges=no
 *	fail tls-2019 subject=CN=224.0.0.1
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
 *	fail tls-2013 subject=CN=10.0.0.1 until=2015-11-02
 *	pass tls-2013 subject=CN=10.0.0.1 san=ip:10.0.0.1 until=2015-11-02
 */
LINT(br_cn_ip_reserved_2012, ERROR, BR("7.1.4.2.1"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_CN, VALIDITY_KNOWN), .trigger = ON_SIGHT(CN_ADDRESS),
     .from = BR_1_0_0, .until = BR_INTERNAL_NAMES_END)
{
	if (c->until_day > BR_INTERNAL_NAMES_END)
		cn_reserved(c, r);
}
