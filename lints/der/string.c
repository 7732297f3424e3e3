/* X.680 41 and X.690 8.23: what characters the string types hold. */

#include "der.h"

/*
 * A PrintableString holds only its own alphabet.
 *
 * Letters, digits, space and ' ( ) + , - . / : = ? and nothing else: no asterisk, at sign,
 * ampersand, underscore.  Strict decoders refuse the whole object.
 *
 * fix: use a UTF8String for other characters.
 * covers: x690-x.680-41.4-printable-string-alphabet
 * covers: x690-x.680-41.4-printable-string-alphabet-unknown-attribute
 * covers: x690-x.680-41.4-printable-string-alphabet-issuer br-7.1.4.2-printablestring-alphabet
 * peers: zlint:e_subject_printable_string_badalpha pkilint:itu.invalid_asn1_syntax
 *
 *	pass ov
 *	pass client subject=O=printable:A'()+\,-.\/:\=?
 *	fail client subject=O=printable:A&B
 *	fail client subject=O=printable:a@b
 *	fail client subject=O=printable:a_b
 *	fail client subject=1.2.3.4=printable:*
 *	fail client issuer-name=O=printable:*
 */
LINT_AS(der_fault, der_printable_string_alphabet, ERROR, X680("41.4"),
	DER_FAULT(PRINTABLE_STRING_ALPHABET, "A-Z a-z 0-9 space ' ( ) + , - . / : = ?",
		  "a character that PrintableString does not have"));

/*
 * A NumericString holds only digits and spaces.
 *
 * fix: use a PrintableString or UTF8String for other characters.
 * covers: x690-x.680-41.2-numeric-string-alphabet
 *
 *	pass client subject=1.2.3.4=numeric:12\x203
 *	fail client subject=1.2.3.4=numeric:12a
 */
LINT_AS(der_fault, der_numeric_string_alphabet, ERROR, X680("41.2"),
	DER_FAULT(NUMERIC_STRING_ALPHABET, "0-9 and space",
		  "a character that NumericString does not have"));

/*
 * An IA5String holds only octets up to 7f.
 *
 * Host names, mail addresses and URIs are IA5Strings: names in other scripts go in as A-labels or
 * percent-encoded.
 *
 * fix: convert host names to A-labels and percent-encode URIs.
 * covers: x690-x.680-41-ia5-string-alphabet-san x690-x.680-41-ia5-string-alphabet-crldp
 * covers: x690-x.680-41-ia5-string-alphabet-aia x690-x.680-41-ia5-string-alphabet-cps-uri
 * covers: rfc5280-4.2.1.6-san-rfc822-ascii rfc5280-4.2.1.6-san-uri-ia5 rfc5280-4.2.1.7-ian-dns-ia5
 * covers: rfc5280-7.4-iri-mapped-to-uri
 * peers: zlint:e_ext_san_dns_not_ia5_string zlint:e_ext_san_uri_not_ia5
 * zlint:e_ext_ian_dns_not_ia5_string zlint:e_ext_ian_uri_not_ia5 pkilint:itu.invalid_asn1_syntax
 * unless: rfc_dns_u_label
 *
 *	pass tls
 *	fail client san=uri:http://b\u00fccher.example/
 *	fail client san=mail:b\u00fccher@example.com
 *	fail client ian=dns:b\u00fccher.example
 *	fail tls crldp=http://b\u00fccher.example/
 *	fail tls aia=ocsp:http://b\u00fccher.example/,issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls policy=dv{cps:http://b\u00fccher.example/}
 */
LINT_AS(der_fault, der_ia5_string_alphabet, ERROR, X680("41"),
	DER_FAULT(IA5_STRING_ALPHABET, "octets from 00 to 7f",
		  "an octet that IA5String does not have"));

/*
 * A VisibleString holds only octets from 20 to 7e.
 *
 * fix: use a UTF8String for other characters.
 * covers: x690-x.680-41-visible-string-alphabet
 *
 *	pass tls policy=dv{notice:visible:Hello}
 *	fail client policy=1.2.3{notice:visible:a\x7fb}
 *	fail client subject=1.2.3.4=visible:a\x0ab
 */
LINT_AS(der_fault, der_visible_string_alphabet, ERROR, X680("41"),
	DER_FAULT(VISIBLE_STRING_ALPHABET, "octets from 20 to 7e",
		  "an octet that VisibleString does not have"));

/*
 * A UTF8String is well-formed UTF-8.
 *
 * Each character in its shortest form, no surrogates, nothing above U+10FFFF, nothing cut.  A
 * Latin-1 octet in it means that text was copied without conversion.
 *
 * fix: convert text to UTF-8.
 * covers: x690-8.23.10-utf8-string-well-formed x690-8.23.10-utf8-string-well-formed-explicit-text
 * covers: x690-8.23.10-utf8-string-well-formed-issuer br-7.1.4.2-utf8string-valid
 *
 *	pass client subject=O=B\u00fccher
 *	fail client subject=O=B\xfccher
 *	fail client subject=O=a\xc0\x80
 *	fail client subject=O=a\xed\xa0\x80
 *	fail client subject=O=a\xf4\x90\x80\x80
 *	fail client subject=O=a\xe2\x82
 *	fail client issuer-name=O=B\xfccher
 *	fail client policy=1.2.3{notice:utf8:B\xfccher}
 *	fail client san=dir:O=B\xfccher
 */
LINT_AS(der_fault, der_utf8_string_malformed, ERROR, X690("8.23.10"),
	DER_FAULT(UTF8_STRING_MALFORMED, "well-formed UTF-8", "octets that are no UTF-8"));

/*
 * A BMPString has an even number of octets.
 *
 * fix: write each character as two octets.
 * covers: x690-8.23.8-bmp-string-even-length
 *
 *	pass client subject=1.2.3.4=bmp:A
 *	fail client subject=1.2.3.4=bmphex:004100
 */
LINT_AS(der_fault, der_bmp_string_length, ERROR, X690("8.23.8"),
	DER_FAULT(BMP_STRING_LENGTH, "an even number of octets",
		  "a BMPString of an odd number of octets"));

/*
 * A BMPString holds no surrogates.
 *
 * The type is UCS-2, not UTF-16: it has the characters of the Basic Multilingual Plane and no
 * others.
 *
 * fix: use a UTF8String for characters beyond U+FFFF.
 * covers: x690-8.23.8-bmp-string-surrogates
 *
 *	pass client subject=1.2.3.4=bmphex:d7ff
 *	fail client subject=1.2.3.4=bmphex:d800dc00
 *	fail client subject=1.2.3.4=bmphex:0041dfff
 */
LINT_AS(der_fault, der_bmp_string_surrogate, ERROR, X690("8.23.8"),
	DER_FAULT(BMP_STRING_SURROGATE, "characters of the Basic Multilingual Plane",
		  "a BMPString with a surrogate"));

/*
 * A UniversalString is of four octets a character, each a Unicode scalar value.
 *
 * fix: use a UTF8String.
 * covers: x690-8.23.7-universal-string-length
 *
 *	pass client subject=1.2.3.4=universal:A
 *	fail client subject=1.2.3.4=universalhex:000041
 *	fail client subject=1.2.3.4=universalhex:00110000
 *	fail client subject=1.2.3.4=universalhex:0000d800
 */
LINT_AS(der_fault, der_universal_string_malformed, ERROR, X690("8.23.7"),
	DER_FAULT(UNIVERSAL_STRING_MALFORMED, "four octets a character, each of Unicode",
		  "octets that are no UniversalString"));
