/* RFC 5280 4.1.2.4 and 4.1.2.6: the issuer field beside the certificate of the issuer. */

#include "checks.h"

/*
 * The issuer field is the subject of the issuer's certificate, octet for octet.
 *
 * Clients build chains by comparing these fields, and most compare octets: another string type or
 * another order of attributes is another name. RFC 5280 has the CA encode both in the same way, and
 * the Baseline Requirements ask for equal octets since 2020-09-30.
 *
 * fix: copy the subject of the CA certificate into the issuer field.
 * covers: rfc5280-4.1.2.4-issuer-bytes-equal-issuer-subject
 * covers: rfc5280-4.1.2.4-issuer-matches-issuer-subject
 * covers: br-7.1.2-issuer-equals-issuing-ca-subject evg-7.1.4.1-issuer-name-matches
 * peers: pkilint:pkix.issuer_and_subject_dn_not_binary_equal
 *
 *	pass tls issuer=ca
 *	fail tls issuer=ca issuer-name=C=US/O=Example/CN=Other
 *	fail tls issuer=ca issuer-name="C=US/O=printable:Example Trust Services/CN=Example Trust TLS CA 1"
 *	fail client issuer=client-ca issuer-name=C=US/O=Example/CN=Other
 */
LINT(rfc_issuer_not_subject_of_issuer, ERROR, RFC5280("4.1.2.6"), .needs = NEED_ISSUER,
     .from = RFC5280_DAY)
{
	const struct cert *issuer = issuer_of(r);

	if (!der_present(&c->issuer) || !der_present(&issuer->subject) ||
	    span_same(c->issuer.body, issuer->subject.body))
		return;
	fail(r, der_whole(&c->issuer), "the issuer field is not the subject of the issuer's "
	     "certificate octet for octet");
}
