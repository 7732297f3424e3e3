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
 * unless: der_length_overrun
 *
 *	pass tls
 *	pass tls key=rsa2048
 *	fail tls raw=30820384:3083000384
 *	fail tls swap=0603551d0f:068103551d0f
 *	fail tls swap=13025553:1381025553
 *	fail tls-2024 swap=0500:058100
 *	fail tls san=der:30810d820b'example.com'
 *	fail tls ku=der:0381020780
 *	fail tls-2024 swap=0203010001:028103010001
 *	fail tls sig=hex:300702810101020101
 */
LINT_AS(der_fault, der_length_not_minimal, ERROR, X690("10.1"),
	DER_FAULT(LENGTH_NOT_MINIMAL, "the fewest possible length octets",
		  "the length is not in its shortest form"));

/*
 * A length is definite.
 *
 * The indefinite form of BER, ended by two zero octets, lets an encoder write before it knows how
 * much.  In DER it does not exist: a verifier that re-encodes what it signed over gets other bytes.
 *
 * fix: encode with a DER encoder; streaming BER encoders must be told to use definite lengths.
 * covers: x690-10.1-length-indefinite-toplevel x690-10.1-length-indefinite-signed-body
 * covers: x690-10.1-length-indefinite-in-extnvalue x690-10.1-length-indefinite-in-public-key
 * unless: der_end_of_contents_missing
 *
 *	pass tls
 *	fail tls raw=30820384:3080 append=0000
 *	fail tls swap=300e0603551d0f0101ff040403020780:30800603551d0f0101ff0404030207800000
 *	fail tls ku=der:238003020780_0000 also=der_bit_string_constructed
 *	fail tls san=der:3080820b'example.com'0000
 *	fail tls key=rsa2048,bits=3080020300ff010203010001_0000
 */
LINT_AS(der_fault, der_length_indefinite, ERROR, X690("10.1"),
	DER_FAULT(LENGTH_INDEFINITE, "a definite length", "the length is indefinite"));

/*
 * A length does not begin with the octet ff.
 *
 * X.690 keeps that octet for extensions that never came; no parser knows what it would mean.
 *
 * fix: encode with a DER encoder; look for memory that was overwritten.
 * covers: x690-8.1.3.5-length-reserved-ff
 *
 *	pass tls
 *	fail tls raw=060355040613025553:0603550406_13ff5553
 */
LINT_AS(der_fault, der_length_reserved, ERROR, X690("8.1.3.5"),
	DER_FAULT(LENGTH_RESERVED, "a length octet of at most fe",
		  "the length begins with the reserved octet ff"));

/*
 * An element ends where the one around it does, or before.
 *
 * A length that runs past the end of its parent, or of the input, means that something was cut off
 * or that a length is wrong.  What stands there cannot be known.
 *
 * fix: look for a truncated file or a length that was not adjusted when something was replaced.
 * covers: x690-8.1.3.2-length-overruns-parent
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved
 *
 *	pass tls
 *	fail tls cut=5
 *	fail tls cut=400
 *	fail tls raw=13025553:13035553
 *	fail tls san=der:3010820b'example.com'
 *	fail tls ku=der:03050780
 */
LINT_AS(der_fault, der_length_overrun, ERROR, X690("8.1.3"),
	DER_FAULT(LENGTH_OVERRUN, "a length that fits into what is around it",
		  "the length runs past the end of what is around it"));

/*
 * What follows an element within its parent is another whole element.
 *
 * Octets are left over that cannot be an identifier and a length.
 *
 * fix: look for a length that is too large by a few octets, or for a truncated element.
 * covers: x690-8.1.3.2-length-overruns-parent
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 *
 *	pass tls
 *	fail tls san=der:300e820b'example.com'82
 *	fail tls swap=0603551d0f0101ff040403020780:0603551d0f0101ff04040302078004
 */
LINT_AS(der_fault, der_header_incomplete, ERROR, X690("8.1.1"),
	DER_FAULT(HEADER_INCOMPLETE, "an identifier and a length",
		  "these octets make no identifier and length"));

/*
 * No end-of-contents octets stand anywhere.
 *
 * Two zero octets end an indefinite length, which DER does not have.  Elsewhere they are an element
 * of the reserved tag 0: padding, or memory that was never filled.
 *
 * fix: encode with a DER encoder; do not pad.
 * covers: x690-8.1.5-end-of-contents-in-der
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 *
 *	pass tls
 *	fail tls san=der:300f820b'example.com'0000
 *	fail tls swap=0603551d0f0101ff040403020780:0603551d0f0101ff0404030207800000
 */
LINT_AS(der_fault, der_end_of_contents, ERROR, X690("8.1.5"),
	DER_FAULT(END_OF_CONTENTS, NULL, "end-of-contents octets where nothing is open"));

/*
 * An element of indefinite length has its end-of-contents octets.
 *
 * Without them nobody knows where the element ends; the length would not have been DER anyway.
 *
 * fix: encode with a DER encoder.
 * covers: x690-10.1-length-indefinite-signed-body
 *
 *	pass tls
 *	pass tls san=der:3080820b'example.com'0000
 *	fail tls san=der:3080820b'example.com'
 */
LINT_AS(der_fault, der_end_of_contents_missing, ERROR, X690("8.1.5"),
	DER_FAULT(END_OF_CONTENTS_MISSING, "00:00 at the end",
		  "the indefinite length is never ended"));

/*
 * A tag number below 31 stands in the one identifier octet.
 *
 * The high-tag-number form has room for the same numbers, but X.690 keeps it for those from 31 on.
 * Parsers that compare identifier octets do not find the element.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.1.2.2-tag-low-form-for-low-numbers
 *
 *	pass tls
 *	pass tls ext=1.2.3.4:1f1f0100
 *	fail tls ext=1.2.3.4:1f1e020041
 *	fail tls swap=13025553:1f13025553
 */
LINT_AS(der_fault, der_tag_not_low_form, ERROR, X690("8.1.2.2"),
	DER_FAULT(TAG_NOT_LOW_FORM, "one identifier octet",
		  "a tag number below 31 is in the high-tag-number form"));

/*
 * A high tag number takes the fewest possible octets.
 *
 * Its first octet is never 80: that would be a leading zero.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.1.2.4.2-tag-high-form-leading-zero
 *
 *	pass tls ext=1.2.3.4:9f1f0100
 *	fail tls ext=1.2.3.4:9f801f0100
 */
LINT_AS(der_fault, der_tag_padded, ERROR, X690("8.1.2.4.2"),
	DER_FAULT(TAG_PADDED, "no leading octet 80", "the tag number has a leading zero"));

/*
 * Elements nest no deeper than this linter follows.
 *
 * Nothing in a certificate nests deeper than about twenty levels; recursive parsers run out of
 * stack on such input.  What lies deeper was not looked at, and nothing can be said of it.
 *
 * fix: look for what wraps itself; nothing legitimate nests so deeply.
 * because: the limit is this linter's own; what it did not look at has to be told.
 *
 *	pass tls ext=1.2.3.4:30(30(30(30(30(30(30(30(0500))))))))
 *	fail tls ext=1.2.3.4:{66:3080}{66:0000} also=der_length_indefinite
 */
LINT_AS(der_fault, der_too_deep, ERROR, .source = "certlint", .citation = "depth of 64",
	DER_FAULT(TOO_DEEP, NULL, "elements nest too deep to be looked at"));

/*
 * Nothing follows the object.
 *
 * Octets after the outermost element are no part of what was signed: a newline, another object, or
 * a container that was cut in the wrong place.
 *
 * fix: write the object's own octets and no more.
 * covers: x690-8.1-trailing-data-after-object br-7.1.2-cert-der-decodable
 *
 *	pass tls
 *	fail tls append=00
 *	fail tls append=0a
 *	fail tls append=30030101ff
 */
LINT_AS(der_fault, der_trailing_data, ERROR, X690("8.1.1"),
	DER_FAULT(TRAILING_DATA, "the end of the input", "octets follow the object"));
