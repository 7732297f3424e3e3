/* EV Guidelines 7.1.2.1 and 7.1.4.2.2: the hosts of EV certificates. */

#include "names.h"

/*
 * An EV certificate has no wildcard.
 *
 * Each host is one that the subject owns or controls, named in full.  Names of onion services are
 * excepted since ballot 144.
 *
 * fix: list the hosts.
 * covers: evg-7.1.2.1-san-wildcard evg-7.1.2.1-san-wildcard-pre-onion
 * peers: zlint:e_ev_not_wildcard pkilint:cabf.ev_guidelines.ev_wildcard_san_present
 * unless: br_dns_wildcard_position
 *
 *	pass ev
 *	fail ev san=dns:*.certlint-test.com
 *	pass ev san=dns:*.2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	na   ov san=dns:*.certlint-test.com
 */
LINT_AS(dns_fault, ev_dns_wildcard, ERROR, EVG("7.1.2.1"),
	.on = FACTS(SUBSCRIBER, TLS, EV, HAS_SAN), .from = EVG_1_0,
	DNS_FAULT_IF(WILDCARD, 0, HOST_BIT(HOST_ONION), "is a wildcard"));

/*
 * An EV certificate names hosts, not addresses.
 *
 * The field is specified as dNSName: there is no validation of addresses under the EV Guidelines.
 *
 * fix: name the hosts.
 * covers: evg-7.1.2.1-san-no-ip
 * peers: zlint:e_ev_san_ip_address_present pkilint:cabf.ev_guidelines.prohibited_san_type
 *
 *	pass ev
 *	fail ev +san=ip:1.1.1.1
 *	na   ov +san=ip:1.1.1.1
 */
LINT(ev_san_ip, ERROR, EVG("7.1.2.1"), .on = FACTS(SUBSCRIBER, TLS, EV, HAS_SAN, HAS_IP),
     .from = EVG_1_0)
{
	struct der name;

	each_ip(c, name)
		fail(r, name.body, "subjectAltName has an iPAddress");
}

/*
 * subjectAltName of an EV certificate has a dNSName.
 *
 * It holds one or more host names that the subject owns or controls.
 *
 * fix: name the hosts.
 * covers: evg-7.1.2.1-san-has-dnsname
 *
 *	pass ev
 *	fail ev san=ip:1.1.1.1
 */
LINT(ev_san_no_dns, ERROR, EVG("7.1.2.1"), .on = FACTS(SUBSCRIBER, TLS, EV, SERVER_AUTH, HAS_SAN),
     .off = FACTS(HAS_DNS), .from = EVG_1_0)
{
	const struct extension *x = cert_extension(c, OID_SAN);

	if (x && extension_list(c, OID_SAN).n > 0)
		fail(r, x->oid, "subjectAltName has no dNSName");
}

/*
 * The commonName of an EV certificate is no wildcard.
 *
 * What holds for subjectAltName holds for the field that older clients take for it.  Where it
 * copies an entry of subjectAltName, the entry is reported.
 *
 * fix: leave commonName out.
 * covers: evg-7.1.4.2.2-cn-wildcard
 * peers: zlint:e_ev_not_wildcard
 * unless: br_cn_not_in_san br_cn_not_in_san_before_sc48
 *
 *	pass ev +subject=CN=www.certlint-test.com
 *	fail ev +subject=CN=*.certlint-test.com -san also=br_cn_present
 *	pass ev +subject=CN=*.certlint-test.com san=dns:*.certlint-test.com
 */
LINT(ev_cn_wildcard, ERROR, EVG("7.1.4.2.2"), .on = FACTS(SUBSCRIBER, TLS, EV, HAS_CN),
     .trigger = ON_CN(WILDCARD), .from = EVG_1_0)
{
	struct attribute a;

	if (dns_has_any(c, HOST_BIT(HOST_WILDCARD)))
		return;
	each_attribute(&c->subject_name, a)
		if (a.oid == OID_COMMON_NAME && (name_flags(r, a.value.body) &
		    (HOST_BIT(HOST_WILDCARD) | HOST_BIT(HOST_ONION))) == HOST_BIT(HOST_WILDCARD))
			fail(r, a.value.body, "commonName %s is a wildcard",
			     quote(r, a.value.body));
}
