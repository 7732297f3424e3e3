/*
 * RFC 3986: the URIs of a certificate, wherever they stand: alternative names, AIA, SIA, CRL, CPS.
 */

#include "dates.h"
#include "lint.h"

/* What is wrong with a URI; the constant of uri_fault(). */
struct uri_fault {
	enum uri_flag flag;
	const char *detail;		/* what follows the quoted URI */
};

#define URI_FAULT(name, detail_)						\
	.trigger = ON_URI(name), .arg = &(const struct uri_fault){ URI_##name, detail_ }

/* The flags of a URI, and its parts. */
static uint64_t
read_uri(struct span text, struct uri *uri)
{
	uri_split(text, uri);
	return uri_flags(text, uri);
}

/* Report every URI with that fault. */
static void
uri_fault(const struct cert *c, struct report *r)
{
	const struct uri_fault *fault = arg(r);
	struct location u;
	struct uri uri;

	each_uri(c, u)
		if (read_uri(u.name.body, &uri) >> fault->flag & 1)
			fail(r, uri_flag_span(u.name.body, &uri, fault->flag), "%s %s",
			     quote(r, u.name.body), fault->detail);
}

/*
 * A URI is not empty.
 *
 * No name of a certificate is, and an empty one points nowhere.
 *
 * fix: leave the entry out.
 * covers: rfc5280-4.2.1.6-san-empty-general-name
 * covers: rfc5280-4.2.1.7-ian-empty-general-name
 * peers: zlint:e_ext_san_empty_name zlint:e_ext_ian_empty_name zlint:e_ext_san_uri_format_invalid
 * pkilint:pkix.invalid_uri_syntax
 *
 *	pass client san=uri:http://certlint-test.com/
 *	fail client san=uri:
 *	fail tls crldp=uri:
 */
LINT_AS(uri_fault, rfc_uri_empty, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
	.from = RFC2459_DAY, URI_FAULT(EMPTY, "is empty"));

/*
 * A URI is absolute.
 *
 * A certificate has no base to which a relative reference could be resolved:
 * "www.example.com/x.crl" is fetched by nobody.
 *
 * fix: write the scheme, "http://" in most places.
 * covers: rfc5280-4.2.1.6-san-uri-absolute rfc5280-4.2.1.7-ian-uri-absolute
 * covers: rfc5280-4.2.1.13-crldp-uri-points-at-crl-syntax rfc5280-4.2.2.1-aia-uri-absolute
 * covers: rfc5280-4.2.2.2-sia-uri-absolute rfc5280-4.2.1.4-cp-cps-uri-is-uri
 * peers: zlint:e_ext_san_uri_relative zlint:e_ext_ian_uri_relative
 * zlint:e_ext_san_uri_format_invalid zlint:e_ext_ian_uri_format_invalid
 * pkilint:pkix.invalid_uri_syntax
 *
 *	pass client san=uri:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
 *	fail client san=uri:www.certlint-test.com/path
 *	fail client ian=uri://certlint-test.com/
 *	fail tls crldp=crl.certlint-test.com/ca.crl
 *	fail tls aia=ocsp:ocsp.certlint-test.com,issuer:http://pki.certlint-test.com/ca.cer
 *	fail ca sia=repository:pki.certlint-test.com
 *	fail tls policy=dv{cps:certlint-test.com/cps}
 *	fail tls freshestcrl=/delta.crl
 */
LINT_AS(uri_fault, rfc_uri_relative, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
	.from = RFC2459_DAY, URI_FAULT(RELATIVE, "has no scheme"));

/*
 * The scheme of a URI is a letter and letters, digits, '+', '-' and '.'.
 *
 * With anything else before the colon the text is no URI, and no program fetches it.
 *
 * fix: write a registered scheme.
 * covers: rfc3986-3.1-uri-scheme-syntax rfc5280-4.2.1.6-san-uri-rfc3986-syntax
 * peers: pkilint:pkix.invalid_uri_syntax zlint:e_ext_san_uri_format_invalid
 *
 *	pass client san=uri:x-y+z.1:a
 *	fail client san=uri:1http://certlint-test.com/
 *	fail tls crldp=ht_tp://certlint-test.com/ca.crl
 */
LINT_AS(uri_fault, rfc_uri_scheme, ERROR, RFC("3986", "3.1"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(SCHEME, "has a scheme that cannot be one"));

/*
 * A URI says something after its scheme.
 *
 * RFC 5280 wants both a scheme and a scheme-specific part.
 *
 * fix: complete the URI.
 * covers: rfc5280-4.2.1.6-san-uri-scheme-and-part rfc5280-4.2.1.7-ian-uri-syntax
 * peers: zlint:e_ext_san_uri_format_invalid zlint:e_ext_ian_uri_format_invalid
 *
 *	pass client san=uri:urn:x
 *	fail client san=uri:http:
 *	fail client ian=uri:urn:
 */
LINT_AS(uri_fault, rfc_uri_part_missing, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
	.from = RFC2459_DAY, URI_FAULT(NO_PART, "has nothing after its scheme"));

/*
 * A URI holds no character that has to be percent-encoded.
 *
 * White space, quotes, braces, brackets of the pointed kind and the backslash end a URI for one
 * program and not for the next.
 *
 * fix: percent-encode the character.
 * covers: rfc3986-2-uri-character-set rfc5280-4.2.1.6-san-uri-rfc3986-syntax
 * covers: rfc5280-4.2.1.13-crldp-uri-points-at-crl-syntax rfc5280-4.2.2.1-aia-uri-absolute
 * covers: rfc1034-3.5-hostname-nul
 * peers: pkilint:pkix.invalid_uri_syntax zlint:e_ext_san_uri_format_invalid
 * unless: rfc_uri_relative rfc_uri_scheme der_ia5_string_alphabet
 *
 *	pass client san=uri:http://certlint-test.com/a%20b?c=d&e=~f#g
 *	fail client "san=uri:http://certlint-test.com/a b"
 *	fail client san=uri:http://certlint-test.com/\\x
 *	fail tls "crldp=http://crl.certlint-test.com/My CA.crl"
 *	fail tls "aia=ocsp:http://ocsp.certlint-test.com\x20,issuer:http://pki.certlint-test.com/ca.cer"
 */
LINT_AS(uri_fault, rfc_uri_character, ERROR, RFC("3986", "2"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(CHARACTER, "has a character that is not percent-encoded"));

/*
 * A percent sign in a URI is followed by two hexadecimal digits.
 *
 * Programs that decode what they cannot decode do so each in its own way.
 *
 * fix: write a percent sign itself as "%25".
 * covers: rfc3986-2.1-uri-percent-encoding rfc5280-4.2.1.6-san-uri-rfc3986-syntax
 * peers: pkilint:pkix.invalid_uri_syntax zlint:e_ext_san_uri_format_invalid
 *
 *	pass client san=uri:http://certlint-test.com/100%25
 *	fail client san=uri:http://certlint-test.com/100%
 *	fail tls crldp=http://crl.certlint-test.com/%2gca.crl
 */
LINT_AS(uri_fault, rfc_uri_percent, ERROR, RFC("3986", "2.1"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY,
	URI_FAULT(PERCENT, "has a percent sign without two hexadecimal digits"));

/*
 * The port of a URI is digits.
 *
 * Names of services are looked up in no scheme; a program that meets one refuses the whole URI.
 *
 * fix: write a port number, or none.
 * covers: rfc3986-3.2.3-uri-port-digits rfc5280-4.2.1.6-san-uri-rfc3986-syntax
 * peers: pkilint:pkix.invalid_uri_syntax
 *
 *	pass client san=uri:http://certlint-test.com:8080/
 *	pass client san=uri:http://certlint-test.com:/
 *	fail client san=uri:http://certlint-test.com:http/
 */
LINT_AS(uri_fault, rfc_uri_port, ERROR, RFC("3986", "3.2.3"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(PORT, "has a port that is no number"));

/*
 * The port of a URI is one that a connection can have.
 *
 * RFC 3986 gives no range, but TCP and UDP do: nothing listens above 65535.
 *
 * fix: correct the port number.
 * covers: rfc3986-3.2.3-uri-port-digits
 *
 *	pass client san=uri:http://certlint-test.com:65535/
 *	fail client san=uri:http://certlint-test.com:65536/
 */
LINT_AS(uri_fault, rfc_uri_port_range, WARNING, RFC("3986", "3.2.3"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(PORT_RANGE, "has a port above 65535"));

/*
 * A URI holds no password.
 *
 * A certificate is public, and what stands before the '@' also deceives readers about the host.
 *
 * fix: leave the user information out.
 * covers: rfc3986-3.2.1-uri-userinfo-password
 *
 *	pass client san=uri:ftp://ada@certlint-test.com/
 *	fail client san=uri:ftp://ada:secret@certlint-test.com/
 */
LINT_AS(uri_fault, rfc_uri_password, WARNING, RFC("3986", "3.2.1"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(PASSWORD, "has a password before its host"));

/*
 * An http URI has a host.
 *
 * Without one there is nobody to ask.
 *
 * fix: write the host after the two slashes.
 * covers: rfc3986-3.2.2-uri-host-empty-http rfc5280-4.2.1.6-san-uri-host-fqdn-or-ip
 * covers: rfc5280-4.2.1.7-ian-uri-host
 * peers: pkilint:pkix.invalid_uri_syntax zlint:e_ext_san_uri_format_invalid
 *
 *	pass client san=uri:ldap:///CN=x?cACertificate?base
 *	fail client san=uri:http:///path
 *	fail client san=uri:https:certlint-test.com
 *	fail tls crldp=http://:80/ca.crl
 */
LINT_AS(uri_fault, rfc_uri_host_missing, ERROR, RFC("3986", "3.2.2"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(HOST_MISSING, "has no host"));

/*
 * An IPv6 address in a URI stands in brackets.
 *
 * Otherwise nobody can tell its last colon from the one before a port.
 *
 * fix: write brackets around the address.
 * covers: rfc3986-3.2.2-uri-ip-literal rfc5280-4.2.1.6-san-uri-host-fqdn-or-ip
 * covers: rfc5280-4.2.1.7-ian-uri-host
 * peers: pkilint:pkix.invalid_uri_syntax
 *
 *	pass client san=uri:http://[2606:4700::1111]:80/
 *	fail client san=uri:http://2606:4700::1111/
 *	fail client san=uri:http://[certlint]/
 *	fail client san=uri:http://[1.1.1.1]/
 */
LINT_AS(uri_fault, rfc_uri_literal, ERROR, RFC("3986", "3.2.2"), .on = FACTS(CERTIFICATE),
	.from = RFC5280_DAY, URI_FAULT(LITERAL, "has an IPv6 address that is not written as one"));

static bool
is_alternative_name(enum oid extension)
{
	return extension == OID_SAN || extension == OID_IAN;
}

/* Report URIs with a flag whose host names somebody, or from whose host something is fetched. */
static void
uri_host(const struct cert *c, struct report *r, bool alternative, enum uri_flag flag,
	 const char *detail)
{
	struct location u;
	struct uri uri;

	each_uri(c, u)
		if (is_alternative_name(u.extension) == alternative &&
		    read_uri(u.name.body, &uri) >> flag & 1)
			fail(r, uri_flag_span(u.name.body, &uri, flag), "the host of %s %s",
			     quote(r, u.name.body), detail);
}

/*
 * The host of a URI in an alternative name is a domain name or an address.
 *
 * Where a URI names its owner, the host is what is compared with the name that a client expects.
 * Labels are letters, digits and inner hyphens; internationalized ones are A-labels.
 *
 * fix: write the host as a fully qualified domain name in A-labels.
 * covers: rfc5280-4.2.1.6-san-uri-host-fqdn-or-ip rfc5280-4.2.1.7-ian-uri-host
 * covers: rfc9549-2.4-uri-host-alabel rfc1034-3.5-hostname-total-max-253-ian
 * peers: zlint:e_ext_san_uri_host_not_fqdn_or_ip zlint:e_ext_ian_uri_host_not_fqdn_or_ip
 * pkilint:pkix.uri_domain_name_too_long
 * unless: rfc_uri_character rfc_uri_percent der_ia5_string_alphabet
 *
 *	pass client san=uri:http://www.certlint-test.com./,uri:spiffe://1.1.1.1/x
 *	fail client san=uri:http://a_b.certlint-test.com/
 *	fail client san=uri:http://-a.certlint-test.com/
 *	fail client san=uri:http://a..certlint-test.com/
 *	fail client ian=uri:http://\{64:a}.certlint-test.com/
 *	pass tls crldp=http://a_b.certlint-test.com/
 */
LINT(rfc_uri_name_host, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
     .trigger = ON_URI(HOST), .from = RFC2459_DAY)
{
	uri_host(c, r, true, URI_HOST, "is neither a domain name nor an address");
}

/*
 * A URI in an alternative name that has an authority has a host.
 *
 * RFC 3986 lets a scheme leave the host out after "//", as "file" and "ldap" do.  In alternative
 * names RFC 5280 does not: what follows "//" names the subject, or its issuer.
 *
 * fix: write the host, or leave the URI out.
 * covers: rfc5280-4.2.1.6-san-uri-host-fqdn-or-ip rfc5280-4.2.1.7-ian-uri-host
 * peers: zlint:e_ext_san_uri_host_not_fqdn_or_ip zlint:e_ext_ian_uri_host_not_fqdn_or_ip
 *
 *	pass client san=uri:urn:uuid:6f1c0d7e-0b5e-4f6c-9a55-2f3c3e1a7c11,uri:file:/etc/hosts
 *	fail client san=uri:file:///etc/hosts
 *	fail client ian=uri:ldap:///CN=x?cACertificate?base
 *	pass client san=uri:http:///path
 *	pass client crldp=ldap:///CN=x?certificateRevocationList
 */
LINT(rfc_uri_name_host_empty, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
     .trigger = ON_URI(HOST_EMPTY), .from = RFC5280_DAY)
{
	uri_host(c, r, true, URI_HOST_EMPTY, "is empty");
}

/*
 * The host of a URI in an alternative name is fully qualified.
 *
 * A single label is a different host in every network. Identifiers of private systems are often
 * made like this; RFC 5280 does not allow for them.
 *
 * fix: write the host's whole name.
 * covers: rfc5280-4.2.1.6-san-uri-host-fqdn-or-ip rfc5280-4.2.1.7-ian-uri-host
 * peers: zlint:e_ext_san_uri_host_not_fqdn_or_ip zlint:e_ext_ian_uri_host_not_fqdn_or_ip
 *
 *	pass client san=uri:spiffe://certlint-test.com/a
 *	fail client san=uri:spiffe://cluster/a
 *	fail client ian=uri:http://localhost/
 *	pass tls crldp=http://localhost/
 */
LINT(rfc_uri_name_host_single, ERROR, RFC5280("4.2.1.6"), .on = FACTS(CERTIFICATE),
     .trigger = ON_URI(HOST_SINGLE), .from = RFC2459_DAY)
{
	uri_host(c, r, true, URI_HOST_SINGLE, "is not fully qualified");
}

/*
 * The host of a URI that something is fetched from is a host's name.
 *
 * Resolvers refuse names with other characters than letters, digits and hyphens, or try them under
 * names of their own.
 *
 * fix: write the host as a fully qualified domain name in A-labels.
 * covers: rfc9549-2.4-uri-host-alabel rfc1034-3.5-hostname-total-max-253-ian
 * covers: rfc5280-4.2.1.13-crldp-uri-points-at-crl-syntax
 * peers: pkilint:pkix.uri_domain_name_too_long
 * unless: rfc_uri_character rfc_uri_percent der_ia5_string_alphabet
 *
 *	pass tls crldp=http://crl-1.certlint-test.com/ca.crl
 *	fail tls crldp=http://a_b.certlint-test.com/ca.crl
 *	fail tls aia=ocsp:http://ocsp..certlint-test.com/,issuer:http://pki.certlint-test.com/ca.cer
 *	pass client san=uri:http://a_b.certlint-test.com/
 */
LINT(rfc_uri_location_host, WARNING, RFC("3986", "3.2.2"), .on = FACTS(CERTIFICATE),
     .trigger = ON_URI(HOST), .from = RFC5280_DAY)
{
	uri_host(c, r, false, URI_HOST, "is neither a domain name nor an address");
}

/*
 * The n-th part of an LDAP URL after its host, between question marks, from 0: dn, attributes ...
 */
static struct span
ldap_part(const struct uri *uri, unsigned n)
{
	struct span rest = uri->query;
	size_t end;

	if (n == 0)
		return uri->path.n > 1 ? (struct span){ uri->path.p + 1, uri->path.n - 1 } :
			(struct span){ NULL, 0 };
	for (;; n--) {
		for (end = 0; end < rest.n && rest.p[end] != '?'; end++)
			;
		if (n == 1)
			return (struct span){ rest.p, end };
		if (end == rest.n)
			return (struct span){ NULL, 0 };
		rest = (struct span){ rest.p + end + 1, rest.n - end - 1 };
	}
}

/* Take the next LDAP URL among the URIs of one extension. */
static bool
ldap_next(const struct cert *c, struct location_cursor *cursor, enum oid extension,
	  struct location *u, struct uri *uri)
{
	while (uri_next(c, cursor, u))
		if (u->extension == extension && read_uri(u->name.body, uri) & URI_BIT(LDAP))
			return true;
	return false;
}

#define each_ldap(c, extension, u, uri)						\
	for (struct location_cursor cursor_##u = { 0 };				\
	     ldap_next((c), &cursor_##u, (extension), &(u), &(uri)); )

/* What an LDAP URL of an extension lacks. */
struct ldap_lack {
	enum oid extension;
	unsigned part;			/* of ldap_part() */
	bool single;			/* it must not be a list either */
	const char *detail;
};

static void
ldap_lack(const struct cert *c, struct report *r)
{
	const struct ldap_lack *lack = arg(r);
	struct location u;
	struct span part;
	struct uri uri;

	each_ldap(c, lack->extension, u, uri) {
		part = ldap_part(&uri, lack->part);
		if (part.n == 0 || (lack->single && memchr(part.p, ',', part.n)))
			fail(r, u.name.body, "%s %s", quote(r, u.name.body), lack->detail);
	}
}

#define LDAP_LACK(extension_, part_, single_, detail_)				\
	.trigger = ON_URI(LDAP),						\
	.arg = &(const struct ldap_lack){ extension_, part_, single_, detail_ }

/* The same of authorityInfoAccess, where the rule is about certificates and not about OCSP. */
static void
aia_ldap_lack(const struct cert *c, struct report *r)
{
	const struct ldap_lack *lack = arg(r);
	struct access a;
	struct uri uri;

	each_access(c, OID_AIA, a) {
		if (a.oid == OID_ACCESS_OCSP || a.location.tag != GN_URI ||
		    !(read_uri(a.location.body, &uri) & URI_BIT(LDAP)))
			continue;
		if (ldap_part(&uri, lack->part).n == 0)
			fail(r, a.location.body, "%s %s", quote(r, a.location.body), lack->detail);
	}
}

/*
 * An LDAP URL of a distribution point says which entry holds the CRL.
 *
 * RFC 5280 wants a distinguished name in it.
 *
 * fix: write the entry's distinguished name after the host.
 * covers: rfc5280-4.2.1.13-crldp-ldap-uri-has-dn-and-attribute rfc4516-2-ldap-uri-syntax
 * unless: br_crl_point_not_http
 *
 *	pass client crldp=ldap://ldap.certlint-test.com/CN=x?certificateRevocationList
 *	fail client crldp=ldap://ldap.certlint-test.com/?certificateRevocationList
 */
LINT_AS(ldap_lack, rfc_crldp_ldap_entry, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	.from = RFC5280_DAY, LDAP_LACK(OID_CRLDP, 0, false, "has no distinguished name"));

/*
 * An LDAP URL of a distribution point says which attribute holds the CRL.
 *
 * RFC 5280 wants a single attribute description in it; with none a client gets the whole entry, or
 * nothing.
 *
 * fix: write the attribute, such as "certificateRevocationList;binary", after the first question
 * mark.
 * covers: rfc5280-4.2.1.13-crldp-ldap-uri-has-dn-and-attribute
 * unless: br_crl_point_not_http
 *
 *	pass client crldp=ldap://ldap.certlint-test.com/CN=x?certificateRevocationList;binary?base
 *	fail client crldp=ldap://ldap.certlint-test.com/CN=x
 *	fail client crldp=ldap://ldap.certlint-test.com/CN=x??base
 *	fail client crldp=ldap://ldap.certlint-test.com/CN=x?a\,b
 */
LINT_AS(ldap_lack, rfc_crldp_ldap_attribute, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	.from = RFC5280_DAY, LDAP_LACK(OID_CRLDP, 1, true, "has no single attribute description"));

/*
 * An LDAP URL in authorityInfoAccess says which entry holds the issuer's certificate.
 *
 * RFC 5280 wants a distinguished name in it: a directory is asked for an entry, not as a whole.
 *
 * fix: write the entry's distinguished name after the host.
 * covers: rfc5280-4.2.2.1-aia-ldap-uri-has-dn rfc4516-2-ldap-uri-syntax
 * unless: br_access_location
 *
 *	pass client aia=issuer:ldap://ldap.certlint-test.com/CN=x?cACertificate
 *	fail client aia=issuer:ldap://ldap.certlint-test.com?cACertificate
 *	pass client aia=ocsp:ldap://ldap.certlint-test.com
 */
LINT_AS(aia_ldap_lack, rfc_aia_ldap_entry, ERROR, RFC5280("4.2.2.1"), .on = FACTS(HAS_AIA),
	.from = RFC5280_DAY, LDAP_LACK(OID_AIA, 0, false, "has no distinguished name"));

/*
 * An LDAP URL in authorityInfoAccess says which attributes hold the issuer's certificate.
 *
 * RFC 5280 wants them listed, since an entry of a directory holds much else.
 *
 * fix: write the attributes, such as "cACertificate;binary,crossCertificatePair;binary".
 * covers: rfc5280-4.2.2.1-aia-ldap-uri-has-dn
 * unless: br_access_location
 *
 *	pass client aia=issuer:ldap://ldap.certlint-test.com/CN=x?cACertificate\,crossCertificatePair
 *	fail client aia=issuer:ldap://ldap.certlint-test.com/CN=x
 *	pass client aia=ocsp:ldap://ldap.certlint-test.com/CN=x
 */
LINT_AS(aia_ldap_lack, rfc_aia_ldap_attribute, ERROR, RFC5280("4.2.2.1"), .on = FACTS(HAS_AIA),
	.from = RFC5280_DAY, LDAP_LACK(OID_AIA, 1, false, "has no attribute description"));

/*
 * An LDAP URL in subjectInfoAccess says which entry and attributes hold the certificates.
 *
 * RFC 5280 wants both: the first says where to look, the second what to take.
 *
 * fix: write the distinguished name and the attributes after the host.
 * covers: rfc5280-4.2.2.2-sia-ldap-uri-has-dn
 *
 *	pass ca sia=repository:ldap://ldap.certlint-test.com/CN=x?cACertificate
 *	fail ca sia=repository:ldap://ldap.certlint-test.com/CN=x
 *	fail ca sia=repository:ldap://ldap.certlint-test.com/
 */
LINT_AS(ldap_lack, rfc_sia_ldap_attribute, ERROR, RFC5280("4.2.2.2"), .on = FACTS(HAS_SIA),
	.from = RFC5280_DAY, LDAP_LACK(OID_SIA, 1, false, "has no attribute description"));

/*
 * An LDAP URL in a certificate has a host.
 *
 * Without one a client must know by itself which server is meant: within one directory it may,
 * others cannot.
 *
 * fix: write the server's name after the two slashes.
 * covers: rfc5280-4.2.1.13-crldp-ldap-uri-host rfc5280-4.2.2.1-aia-ldap-uri-host
 * unless: br_access_location
 * unless: br_crl_point_not_http
 *
 *	pass client crldp=ldap://ldap.certlint-test.com/CN=x?certificateRevocationList
 *	fail client crldp=ldap:///CN=x?certificateRevocationList
 *	fail client aia=issuer:ldap:///CN=x?cACertificate
 */
LINT(rfc_ldap_host, WARNING, RFC5280("4.2.1.13"), .on = FACTS(CERTIFICATE), .trigger = ON_URI(LDAP),
     .from = RFC5280_DAY)
{
	struct location u;
	struct uri uri;

	each_uri(c, u)
		if ((u.extension == OID_CRLDP || u.extension == OID_AIA) &&
		    read_uri(u.name.body, &uri) & URI_BIT(LDAP) && uri.host.n == 0)
			fail(r, u.name.body, "%s has no host", quote(r, u.name.body));
}
