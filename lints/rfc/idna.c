/*
 * RFC 5890 to 5893: what an "xn--" label of a dNSName stands for.  RFC 9549 makes IDNA2008 a SHOULD
 * of certificates, and TLS BR 7.1.2.7.12 asks for Punycode only; so these are warnings.
 */

#include "names.h"

/*
 * What follows "xn--" in a label is Punycode.
 *
 * A label that no conversion leads to stands for no name that a user could read or type.
 *
 * fix: convert the U-label with an IDNA2008 library instead of by hand.
 * covers: rfc3492-6.2-punycode-decodes rfc5890-2.3.2.1-fake-a-label rfc9549-2.2-idn-u-label-valid
 * peers: zlint:e_international_dns_name_not_unicode
 * unless: br_dns_punycode
 *
 *	pass client san=dns:xn--bcher-kva.certlint-test.com
 *	fail client san=dns:xn--0.certlint-test.com
 *	fail tls-2019 san=dns:xn--0.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_punycode, WARNING, RFC("3492", "6.2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC3490_DAY,
	DNS_FAULT(A_LABEL_BAD, "has a label that begins with \"xn--\" and is not Punycode"));

/*
 * The Punycode of a label is spelled the only way that its encoder writes it.
 *
 * A second spelling of the same name passes by every comparison with the first: of users' eyes, of
 * block lists, of a certificate with a host.
 *
 * fix: encode the U-label anew and use the result.
 * covers: rfc3492-6.2-punycode-canonical rfc9549-2.2-idn-u-label-valid
 * unless: br_dns_punycode_spelling
 *
 *	pass client san=dns:xn--tda.certlint-test.com
 *	fail client san=dns:xn---tda.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_punycode_spelling, WARNING, RFC("3492", "6.2"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC3490_DAY,
	DNS_FAULT(A_LABEL_LOOSE, "has an \"xn--\" label that does not encode back to itself"));

/*
 * An "xn--" label stands for a name that needs one.
 *
 * A fake A-label decodes to plain ASCII.  It is Punycode, but no U-label converts to it, and
 * what it is shown as belongs to somebody else's name.
 *
 * fix: use the ASCII label itself.
 * covers: rfc5890-2.3.2.1-fake-a-label rfc5890-2.3.2.1-a-label-lowercase-output
 * covers: rfc9549-2.2-idn-u-label-valid
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--abc-.certlint-test.com also=rfc_dns_hyphen_last
 */
LINT_AS(dns_fault, rfc_idna_fake_a_label, WARNING, RFC("5890", "2.3.2.1"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC5890_DAY,
	DNS_FAULT(A_LABEL_ASCII, "has an \"xn--\" label that stands for plain ASCII"));

/*
 * A U-label has no upper-case letter and no compatibility character.
 *
 * IDNA2008 wants them mapped before a label is encoded: the label that a browser asks for is the
 * mapped one, and never this.
 *
 * fix: map the label (RFC 5895 or UTS #46) and encode the result.
 * covers: rfc5891-5.4-u-label-not-uppercase rfc5891-4.2.2-u-label-permitted-code-points
 * covers: rfc9549-2.2-idn-u-label-valid rfc5890-2.3.2.1-a-label-lowercase-output
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--dca.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_mapped, WARNING, RFC("5891", "5.4"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC8399_DAY,
	DNS_FAULT(U_MAPPED, "has a label with a character that IDNA maps to another"));

/*
 * A U-label is made of the letters and digits that IDNA2008 permits.
 *
 * Symbols, pictures and unassigned code points were left out because they are confusable or not
 * stable.  Registries of generic domains do not register such labels; some country domains do.
 *
 * fix: name the host by a label of permitted characters.
 * covers: rfc5891-4.2.2-u-label-permitted-code-points rfc9549-2.2-idn-u-label-valid
 * unless: rfc_idna_mapped
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--i-7iq.certlint-test.com
 *	pass tls-2013 san=dns:xn--i-7iq.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_disallowed, WARNING, RFC("5891", "4.2.2"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC8399_DAY,
	DNS_FAULT_IF(U_DISALLOWED, 0, HOST_BIT(HOST_U_MAPPED),
		     "has a label with a character that IDNA2008 does not permit"));

/*
 * Joiners, middle dots and their like stand in a U-label only where their script needs them.
 *
 * Elsewhere they are invisible or mistaken for other characters, so that two names look the same.
 *
 * fix: leave the character out.
 * covers: rfc5891-4.2.3.3-u-label-contextual-rules rfc9549-2.2-idn-u-label-valid
 *
 *	pass tls san=dns:xn--ll-0ea.certlint-test.com
 *	fail tls san=dns:xn--ab-0ea.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_context, WARNING, RFC("5891", "4.2.3.3"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC8399_DAY,
	DNS_FAULT(U_CONTEXT, "has a label with a character out of its context"));

/*
 * A U-label is in Normalization Form C.
 *
 * The same text in another form encodes to another A-label: two names that nobody can tell apart.
 *
 * fix: normalize the label before it is encoded.
 * covers: rfc5891-4.2.1-u-label-nfc rfc9549-2.2-idn-nfc rfc9549-2.2-idn-u-label-valid
 * peers: zlint:e_international_dns_name_not_nfc
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--u-ccb.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_nfc, WARNING, RFC("5891", "4.2.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC8399_DAY,
	DNS_FAULT(U_NOT_NFC, "has a label that is not in Normalization Form C"));

/*
 * A label with right-to-left characters keeps the rule of RFC 5893.
 *
 * Without it the characters of a name can be shown in an order in which they were not written.
 *
 * fix: begin the label with a right-to-left letter and keep the directions apart.
 * covers: rfc5891-4.2.3.4-u-label-bidi rfc9549-2.2-idn-u-label-valid
 *
 *	pass tls san=dns:xn--4db.certlint-test.com
 *	fail tls san=dns:xn--a-0hc.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_bidi, WARNING, RFC("5893", "2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC8399_DAY, DNS_FAULT(U_BIDI, "has a label that breaks the Bidi rule"));

/*
 * A U-label does not begin with a combining mark.
 *
 * The mark would be drawn onto the dot before the label.
 *
 * fix: begin the label with a letter or digit.
 * covers: rfc5891-4.2.3.2-u-label-leading-combining-mark rfc9549-2.2-idn-u-label-valid
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--a-wbb.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_mark, WARNING, RFC("5891", "4.2.3.2"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC8399_DAY, DNS_FAULT(U_MARK, "has a label that begins with a combining mark"));

/*
 * A U-label has no two hyphens in its third and fourth place.
 *
 * These places are kept for prefixes such as "xn--"; a U-label that has them looks like an A-label
 * of another kind.
 *
 * fix: name the host by another label.
 * covers: rfc5891-4.2.3.1-u-label-hyphens-3-4 rfc9549-2.2-idn-u-label-valid
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--ab---3ra.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_hyphens, WARNING, RFC("5891", "4.2.3.1"), .on = FACTS(HAS_SAN, HAS_DNS),
	.from = RFC8399_DAY,
	DNS_FAULT(U_HYPHENS_34,
		  "has an \"xn--\" label whose U-label has hyphens in places 3 and 4"));

/*
 * A U-label neither begins nor ends with a hyphen.
 *
 * What holds for ASCII labels holds for those that are shown in its place.
 *
 * fix: name the host by another label.
 * covers: rfc5891-4.2.3.1-u-label-hyphen-ends rfc9549-2.2-idn-u-label-valid
 * unless: rfc_idna_hyphens
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn----eha.certlint-test.com
 */
LINT_AS(dns_fault, rfc_idna_hyphen_edge, WARNING, RFC("5891", "4.2.3.1"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC8399_DAY,
	DNS_FAULT(U_HYPHEN_EDGE,
		  "has an \"xn--\" label whose U-label begins or ends with a hyphen"));

/*
 * A label with hyphens in places 3 and 4 is an A-label.
 *
 * RFC 5890 reserves all others of this form for prefixes to come.  Many such hosts exist; the rule
 * of the TLS Baseline Requirements is stricter and has its own date.
 *
 * fix: name the host by a label without the two hyphens.
 * covers: rfc5890-2.3.1-r-ldh-unknown-prefix
 * peers: zlint:e_dnsname_contains_prohibited_reserved_label
 * unless: br_dns_reserved_label
 *
 *	pass client san=dns:ab-c.certlint-test.com
 *	fail client san=dns:ab--c.certlint-test.com
 *	fail tls-2019 san=dns:r3---a.certlint-test.com
 */
LINT_AS(dns_fault, rfc_dns_reserved_label, NOTICE, RFC("5890", "2.3.1"),
	.on = FACTS(HAS_SAN, HAS_DNS), .from = RFC5890_DAY,
	DNS_FAULT(HYPHENS_34, "has a label with hyphens in places 3 and 4 that is no A-label"));

/*
 * An A-label is in lower case.
 *
 * Punycode is written in lower-case letters; other spellings are equal to it but not to every
 * program, and capitals inside it once carried meaning.
 *
 * fix: convert the label to lower case.
 * covers: rfc5890-2.3.2.1-a-label-lowercase-output
 *
 *	pass tls san=dns:xn--bcher-kva.certlint-test.com
 *	pass tls san=dns:WWW.xn--bcher-kva.certlint-test.com
 *	fail tls san=dns:xn--BCHER-KVA.certlint-test.com
 */
LINT(rfc_idna_upper_case, NOTICE, RFC("5890", "2.3.2.1"), .on = FACTS(HAS_SAN, HAS_DNS),
     .trigger = ON_DNS(A_LABEL), .from = RFC5890_DAY)
{
	struct span rest, label;
	struct der name;

	if (!dns_has_any(c, HOST_BIT(HOST_UPPER)))
		return;
	each_dns(c, name) {
		rest = name.body;
		while (host_next_label(&rest, &label))
			if (span_starts_with(label, "xn--") &&
			    name_flags(r, label) & HOST_BIT(HOST_UPPER))
				fail(r, label, "%s has an A-label with capital letters",
				     quote(r, name.body));
	}
}

/*
 * A domainComponent on an internationalized name is an A-label.
 *
 * The attribute is an IA5String that holds one label in its ASCII form.
 *
 * fix: convert the label with an IDNA2008 library.
 * covers: rfc5280-7.3-idn-domain-component-ace rfc9549-2.3-idn-domain-component-alabel
 *
 *	pass client subject=DC=com/DC=xn--bcher-kva/CN=Ada
 *	fail client subject=DC=com/DC=xn--0/CN=Ada
 */
LINT(rfc_domain_component_a_label, ERROR, RFC5280("7.3"), .on = FACTS(CERTIFICATE),
     .from = RFC5280_DAY)
{
	const uint64_t faults = HOST_BIT(HOST_A_LABEL_BAD) | HOST_BIT(HOST_A_LABEL_LOOSE);
	struct attribute a;

	if (name_count(&c->subject_name, OID_DOMAIN_COMPONENT) == 0)
		return;
	each_of(&c->subject_name, OID_DOMAIN_COMPONENT, a)
		if (name_flags(r, a.value.body) & faults)
			fail(r, a.value.body,
			     "domainComponent %s begins with \"xn--\" and is no A-label",
			     quote(r, a.value.body));
}
