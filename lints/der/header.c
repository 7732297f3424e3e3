/* X.690 8.1 and 10.1: identifier octets, length octets, and what follows the last one. */

#include "der.h"

/*
 * A length takes the fewest possible octets.
 *
 * DER gives each value one encoding, so that a signature over it means one thing.  A length with
 * leading zeros, or in the long form for less than 128, is BER: some parsers accept it, others
 * refuse the whole object.
 *
 * fix: encode with a DER encoder; do not copy BER parts of a request into the certificate.
 * covers: x690-10.1-length-minimal-toplevel x690-10.1-length-minimal-signed-body
 * covers: x690-10.1-length-minimal-attribute-value x690-10.1-length-minimal-algorithm-parameters
 * covers: x690-10.1-length-minimal-in-extnvalue x690-10.1-length-minimal-in-rsa-public-key
 * covers: x690-10.1-length-minimal-in-ecdsa-signature
 *
 *	pass tls
 *	fail tls swap=0603551d0f:068103551d0f
 */
LINT_AS(der_fault, der_length_not_minimal, ERROR, X690("10.1"),
	DER_FAULT(LENGTH_NOT_MINIMAL, "the fewest possible length octets",
		  "the length is not in its shortest form"));
