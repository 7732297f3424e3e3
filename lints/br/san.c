/* TLS BR 7.1.2.7.12: subjectAltName of a server certificate, and what kinds of names it has. */

#include "names.h"

/* A certificate without extKeyUsage is in scope of TLS; that it is a server's a host must show. */
static bool
is_server(const struct cert *c)
{
	return facts_have(&c->facts, FACT_SERVER_AUTH) || facts_have(&c->facts, FACT_HAS_DNS) ||
		facts_have(&c->facts, FACT_HAS_IP);
}

/* Report the entries of subjectAltName of one kind; the constant is its tag. */
static void
san_kind(const struct cert *c, struct report *r)
{
	const uint32_t *tag = arg(r);
	struct der gn;

	if (c->san_count[*tag & 0x0f] == 0 || !is_server(c))
		return;
	each_san_of(c, *tag, gn)
		fail(r, der_whole(&gn), "subjectAltName has an entry of type %s",
		     general_name_text(*tag));
}

#define SAN_KIND(tag) .arg = &(const uint32_t){ tag }

/*
 * A server certificate has subjectAltName.
 *
 * Clients find the host there and, since years, nowhere else.
 *
 * fix: add subjectAltName with every host that the certificate is for.
 * covers: br-7.1.2.7.6-san-present evg-7.1.2.1-san-present mrsp-5.2-tls-san
 * covers: apple-ht210176-san-dns
 * peers: zlint:e_ext_san_missing
 * peers: pkilint:cabf.serverauth.subscriber.subject_altname_extension_absent
 *
 *	pass tls
 *	fail tls -san
 *	fail tls-2013 -san -eku -policy subject=CN=www.certlint-test.com also=br_policies_missing,br_eku_missing
 *	na   client -san
 *	na   tls -extensions
 */
LINT(br_san_missing, ERROR, BR("7.1.2.7.6"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_EXTENSIONS), .off = FACTS(SAN_PRESENT),
     .from = BR_1_0_0)
{
	fail(r, cert_extensions_place(c), "subjectAltName is missing");
}

/*
 * subjectAltName of a server certificate has a dNSName or an iPAddress.
 *
 * Without one the certificate works for no server.
 *
 * fix: name the host.
 * covers: br-7.1.2.7.12-san-dns-or-ip-entry
 *
 *	pass tls san=ip:1.1.1.1
 *	fail tls san=mail:ada@certlint-test.com
 *	na   client san=mail:ada@certlint-test.com
 */
LINT(br_san_no_host, ERROR, BR("7.1.2.7.12"), .on = FACTS(SUBSCRIBER, TLS, SERVER_AUTH, HAS_SAN),
     .off = FACTS(HAS_DNS, HAS_IP), .from = BR_1_0_0)
{
	const struct extension *x = cert_extension(c, OID_SAN);

	if (x && extension_list(c, OID_SAN).n > 0)
		fail(r, x->oid, "subjectAltName has neither a dNSName nor an iPAddress");
}

/*
 * subjectAltName of a server certificate has no otherName.
 *
 * Only names of hosts are validated under the BRs: what stands beside them is vouched for by
 * nobody.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-othername evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_other_name_present pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls +san=upn:ada@certlint-test.com
 *	na   client +san=upn:ada@certlint-test.com
 */
LINT_AS(san_kind, br_san_other_name, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN, HAS_OTHER_NAME), .from = BR_1_0_0,
	SAN_KIND(GN_OTHER));

/*
 * subjectAltName of a server certificate has no rfc822Name.
 *
 * Mail addresses are validated under other requirements, for other certificates.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-rfc822name evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_rfc822_name_present pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls +san=mail:ada@certlint-test.com
 *	pass tls -eku -policy san=mail:ada@certlint-test.com
 */
LINT_AS(san_kind, br_san_rfc822_name, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN, HAS_EMAIL), .from = BR_1_0_0, SAN_KIND(GN_RFC822));

/*
 * subjectAltName of a server certificate has no x400Address.
 *
 * Only names of hosts are validated under the BRs.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-x400address evg-7.1.2.1-san-dnsname-only
 * peers: pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls +san=x400:3000
 */
LINT_AS(san_kind, br_san_x400_address, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, SAN_KIND(GN_X400));

/*
 * subjectAltName of a server certificate has no directoryName.
 *
 * It would be a second subject that no profile's rules of attributes reach.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-directoryname evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_directory_name_present pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls +san=dir:CN=www.certlint-test.com
 */
LINT_AS(san_kind, br_san_directory_name, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN, HAS_DIRECTORY_NAME), .from = BR_1_0_0,
	SAN_KIND(GN_DIRECTORY));

/*
 * subjectAltName of a server certificate has no ediPartyName.
 *
 * Only names of hosts are validated under the BRs.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-edipartyname evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_edi_party_name_present pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls "+san=edi:a1(0c('x'))"
 */
LINT_AS(san_kind, br_san_edi_party_name, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, SAN_KIND(GN_EDI));

/*
 * subjectAltName of a server certificate has no uniformResourceIdentifier.
 *
 * A URI names more than a host, of which nothing has been validated.
 *
 * fix: name the URI's host in a dNSName.
 * covers: br-7.1.2.7.12-san-no-uniformresourceidentifier evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_uniform_resource_identifier_present
 * pkilint:cabf.serverauth.prohibited_san_type
 *
 *	pass tls
 *	fail tls +san=uri:https://www.certlint-test.com/
 */
LINT_AS(san_kind, br_san_uri, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN, HAS_URI), .from = BR_1_0_0, SAN_KIND(GN_URI));

/*
 * subjectAltName of a server certificate has no registeredID.
 *
 * Only names of hosts are validated under the BRs.
 *
 * fix: leave the entry out.
 * covers: br-7.1.2.7.12-san-no-registeredid evg-7.1.2.1-san-dnsname-only
 * peers: zlint:e_ext_san_registered_id_present pkilint:cabf.serverauth.prohibited_san_type
 * unless: der_oid_empty der_oid_truncated der_oid_padded
 *
 *	pass tls
 *	fail tls +san=rid:1.2.3.4
 */
LINT_AS(san_kind, br_san_registered_id, ERROR, BR("7.1.2.7.12"),
	.on = FACTS(SUBSCRIBER, TLS, HAS_SAN), .from = BR_1_0_0, SAN_KIND(GN_REGISTERED_ID));
