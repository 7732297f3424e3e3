/* X.690 8 and 10.2: which types are primitive and which are constructed. */

#include "der.h"

/*
 * A SEQUENCE is constructed.
 *
 * Bit 6 of its identifier says that it holds elements; without it the contents are opaque octets
 * to a parser that goes by the bit.
 *
 * fix: write the identifier octet 30, or the context tag with bit 6 set.
 * covers: x690-8.9.1-sequence-constructed
 *
 *	pass tls
 *	fail tls swap=30130603551d25:10130603551d25
 *	fail tls bc=der:1000
 */
LINT_AS(der_fault, der_sequence_primitive, ERROR, X690("8.9.1"),
	DER_FAULT(SEQUENCE_PRIMITIVE, "the constructed form", "a SEQUENCE in primitive form"));

/*
 * A SET is constructed.
 *
 * As with SEQUENCE; in a Name every RelativeDistinguishedName is one.
 *
 * fix: write the identifier octet 31.
 * covers: x690-8.11.1-set-constructed
 *
 *	pass tls
 *	fail tls swap=310b3009060355040613025553#2:110b3009060355040613025553
 */
LINT_AS(der_fault, der_set_primitive, ERROR, X690("8.11.1"),
	DER_FAULT(SET_PRIMITIVE, "the constructed form", "a SET in primitive form"));

/*
 * An EXPLICIT tag is constructed: it holds the element that it tags.
 *
 * fix: write the tag with bit 6 set (a0 to bf).
 * covers: x690-8.14.3-context-tag-known
 *
 *	pass tls
 *	fail tls swap=a003020102:8003020102
 */
LINT_AS(der_fault, der_explicit_primitive, ERROR, X690("8.14.2"),
	DER_FAULT(EXPLICIT_PRIMITIVE, "the constructed form", "an EXPLICIT tag in primitive form"));

/*
 * INTEGER, BOOLEAN, NULL, ENUMERATED and OBJECT IDENTIFIER are primitive.
 *
 * They have no constructed form, not even in BER.
 *
 * fix: encode with a DER encoder; look for a flipped bit in the identifier octet.
 * covers: x690-8.3.1-integer-primitive rfc5280-4.2.1.6-san-registered-id-oid
 * peers: pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls
 *	fail tls swap=0603551d0f:2603551d0f
 *	fail tls serial=der:22030201_05
 *	fail tls swap=0101ff0404:2101ff0404
 *	fail tls ext=1.2.3.4:25020500
 *	fail tls san=tag:a8=06022a03
 */
LINT_AS(der_fault, der_simple_constructed, ERROR, X690("8.3.1"),
	DER_FAULT(SIMPLE_CONSTRUCTED, "the primitive form", "a simple type in constructed form"));

/*
 * An OCTET STRING is primitive.
 *
 * BER lets a string be sent in pieces, each an element of its own.  DER does not: extnValue, key
 * identifiers and addresses are one run of octets.
 *
 * fix: encode with a DER encoder; streaming BER encoders cut strings.
 * covers: x690-10.2-octet-string-primitive x690-10.2-octet-string-primitive-in-extension
 * covers: x690-10.2-general-name-string-primitive
 *
 *	pass tls ski=01020304
 *	fail tls swap=040403020780:2406040403020780
 *	fail tls ski=der:240604040102_0304
 *	fail tls san=tag:a7=0404c0000201
 */
LINT_AS(der_fault, der_octet_string_constructed, ERROR, X690("10.2"),
	DER_FAULT(OCTET_STRING_CONSTRUCTED, "the primitive form",
		  "an OCTET STRING in constructed form"));

/*
 * A BIT STRING is primitive.
 *
 * signatureValue, subjectPublicKey and keyUsage are one run of bits, never pieces.
 *
 * fix: encode with a DER encoder; streaming BER encoders cut strings.
 * covers: x690-10.2-bit-string-primitive
 *
 *	pass tls
 *	fail tls ku=der:230403020780
 *	fail tls sig=der:230a0308003006020101020101
 */
LINT_AS(der_fault, der_bit_string_constructed, ERROR, X690("10.2"),
	DER_FAULT(BIT_STRING_CONSTRUCTED, "the primitive form",
		  "a BIT STRING in constructed form"));

/*
 * A character string is primitive.
 *
 * A name in pieces compares unequal to the same name in one, and most parsers do not join them.
 *
 * fix: encode with a DER encoder; streaming BER encoders cut strings.
 * covers: x690-10.2-character-string-primitive x690-10.2-general-name-string-primitive
 *
 *	pass tls
 *	fail tls swap=13025553#2:330413025553
 *	fail tls san=tag:a2=160b'example.com'
 *	fail tls subject=C=US/O=tag:2c=0c0141
 */
LINT_AS(der_fault, der_character_string_constructed, ERROR, X690("10.2"),
	DER_FAULT(CHARACTER_STRING_CONSTRUCTED, "the primitive form",
		  "a character string in constructed form"));

/*
 * UTCTime and GeneralizedTime are primitive.
 *
 * fix: encode with a DER encoder.
 * covers: x690-10.2-time-primitive
 *
 *	pass tls
 *	fail tls swap=170d'260401000000Z':370f170d'260401000000Z'
 *	fail tls pkup=30(a0(180f'20260401000000Z'))
 */
LINT_AS(der_fault, der_time_constructed, ERROR, X690("10.2"),
	DER_FAULT(TIME_CONSTRUCTED, "the primitive form", "a time in constructed form"));
