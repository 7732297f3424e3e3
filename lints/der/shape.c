/* Whether the object is a certificate at all. */

#include "der.h"

/*
 * The object is a certificate.
 *
 * What was handed over resembles no certificate: another object of the PKI, a container that holds
 * certificates, text, or nothing.  It is not judged any further.
 *
 * fix: hand over the DER of one certificate, or its PEM block to a reader of text.
 * covers: rfc5280-4.1-certificate-three-components
 *
 *	pass tls
 *	pass tls kind=tbs
 *	pass tls cut=600
 *	pass tls cut=898
 *	fail tls cut=903
 *	fail crl kind=cert
 *	fail csr kind=cert
 *	fail response kind=cert
 */
LINT(der_not_a_certificate, ERROR, RFC5280("4.1"), .trigger = ON_SIGHT(NOT_A_CERTIFICATE))
{
	expect(r, "a Certificate or a TBSCertificate", "%s", shape_text(shape_of(c->file)));
	fail(r, c->file, "no certificate: this is %s", shape_text(shape_of(c->file)));
}
