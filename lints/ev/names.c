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
	each_of(&c->subject_name, OID_COMMON_NAME, a)
		if ((name_flags(r, a.value.body) &
		    (HOST_BIT(HOST_WILDCARD) | HOST_BIT(HOST_ONION))) == HOST_BIT(HOST_WILDCARD))
			fail(r, a.value.body, "commonName %s is a wildcard",
			     quote(r, a.value.body));
}

/* Of which of the scripts that look alike a character is: a bit, or none. */
static unsigned
script_bit(uint32_t c)
{
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80)
		return 1;			/* Latin */
	if ((c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c <= 0x1eff))
		return 1;
	if ((c >= 0x370 && c <= 0x3ff) || (c >= 0x1f00 && c <= 0x1fff))
		return 2;			/* Greek */
	if ((c >= 0x400 && c <= 0x52f) || (c >= 0xa640 && c <= 0xa69f))
		return 4;			/* Cyrillic */
	return 0;
}

/* Whether a label is an A-label whose letters are of more than one of these scripts. */
static bool
mixes_scripts(struct span label)
{
	uint32_t points[IDNA_LABEL_MAX];
	unsigned scripts = 0;
	int n;

	if (label.n <= 4 || label.n > IDNA_LABEL_MAX ||
	    !span_is_text((struct span){ label.p, 4 }, "xn--"))
		return false;
	n = punycode_decode((struct span){ label.p + 4, label.n - 4 }, points, IDNA_LABEL_MAX);
	for (int i = 0; i < n; i++)
		scripts |= script_bit(points[i]);
	return (scripts & (scripts - 1)) != 0;
}

/*
 * No label of a host in an EV certificate mixes Latin, Greek and Cyrillic letters.
 *
 * Many of their letters look the same. The Guidelines have the CA compare names with mixed
 * character sets by eye with those of organizations at risk, and vet them as high-risk requests
 * where they could be taken for one. They are not forbidden: this is to see that somebody has
 * looked.
 *
 * fix: look at the name, and spell it in one script.
 * covers: evg-3.2.2.7.1-mixed-script-label
 *
 *	pass ev san=dns:xn--bcher-kva.certlint-test.com
 *	pass ev san=dns:xn--e1afmkfd.certlint-test.com
 *	fail ev san=dns:xn--pypal-4ve.certlint-test.com
 *	na   ov san=dns:xn--pypal-4ve.certlint-test.com
 */
LINT(ev_dns_mixed_scripts, NOTICE, EVG("3.2.2.7.1"), .on = FACTS(SUBSCRIBER, TLS, EV, HAS_SAN),
     .trigger = ON_DNS(A_LABEL), .from = EVG_1_4)
{
	struct span rest, label;
	struct der name;

	each_dns(c, name)
		for (rest = name.body; host_next_label(&rest, &label); )
			if (mixes_scripts(label))
				fail(r, label, "the label %s mixes scripts that look alike",
				     quote(r, label));
}

/*
 * An EV certificate holds no Internal Name (before 2015-11-01).
 *
 * The EV Guidelines never had the period of grace of the BRs: each name is a domain name that the
 * subject owns or controls.
 *
 * fix: use the host's fully qualified name.
 * covers: evg-7.1.2.1-san-no-internal-name
 * unless: br_dns_internal_sunset rfc_dns_white_space rfc_dns_nul rfc_dns_mail_address
 * unless: rfc_dns_u_label
 * unless: rfc_dns_character rfc_dns_hyphen_first rfc_dns_hyphen_last rfc_dns_label_too_long
 *
 *	pass tls-2013 policy=ev
 *	fail tls-2013 policy=ev san=dns:mail.corp
 *	pass tls-2013 san=dns:mail.corp
 */
LINT(ev_dns_internal_name, WARNING, EVG("7.1.2.1"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_SAN),
     .from = EVG_1_0, .until = BR_INTERNAL_NAMES_END)
{
	struct der name;

	if (!dns_has_any(c, HOST_TLD_FAULTS))
		return;
	each_dns(c, name)
		if (name_flags(r, name.body) & HOST_TLD_FAULTS)
			fail(r, host_last_label(name.body), "%s is an Internal Name",
			     quote(r, name.body));
}
