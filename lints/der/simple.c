/* X.690 8.2 to 8.8, 8.19 and 11.1 to 11.2: the contents of simple types and BIT STRINGs. */

#include "der.h"

/*
 * A BOOLEAN has one contents octet.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.2.1-boolean-one-octet x690-8.2.1-boolean-one-octet-in-extension
 *
 *	pass ca
 *	fail ca bc=der:30020100
 *	fail tls swap=0101ff0404:0102ffff0404
 *	fail tls swap=0101ff0404:01000404
 */
LINT_AS(der_fault, der_boolean_length, ERROR, X690("8.2.1"),
	DER_FAULT(BOOLEAN_LENGTH, "one octet", "a BOOLEAN not of one octet"));

/*
 * TRUE is ff.
 *
 * BER takes any octet but 00 for TRUE, DER only ff.  A reader that tests for ff takes a CA whose cA
 * is 01 for an end entity.
 *
 * fix: encode TRUE as ff.
 * covers: x690-11.1-boolean-true-ff-critical x690-11.1-boolean-true-ff-ca
 *
 *	pass ca
 *	fail ca bc=der:30060101fe020100
 *	fail tls swap=0101ff0404:0101010404
 */
LINT_AS(der_fault, der_boolean_value, ERROR, X690("11.1"),
	DER_FAULT(BOOLEAN_VALUE, "ff", "TRUE is not encoded as ff"));

/*
 * An INTEGER or ENUMERATED has at least one contents octet.
 *
 * fix: encode zero as 00.
 * covers: x690-8.3.1-integer-not-empty
 *
 *	pass tls
 *	fail tls serial=
 *	fail ca iap=der:0200
 *	fail tls ext=1.2.3.4:0a00
 */
LINT_AS(der_fault, der_integer_empty, ERROR, X690("8.3.1"),
	DER_FAULT(INTEGER_EMPTY, "at least one octet", "an INTEGER without contents"));

/*
 * An INTEGER takes the fewest possible octets.
 *
 * The first nine bits are neither all zero nor all one.  Serial numbers with leading zeros are
 * matched by value in one program and by bytes in the next, so that revocation is missed.
 *
 * fix: strip leading 00 octets down to the one that keeps the number positive.
 * covers: x690-8.3.2-integer-minimal-serial x690-8.3.2-integer-minimal-version
 * covers: x690-8.3.2-integer-minimal-in-extension x690-8.3.2-integer-minimal-rsa-key
 * covers: x690-8.3.2-integer-minimal-ecdsa-signature
 *
 *	pass tls serial=0080_01020304050607
 *	fail tls serial=007f_01020304050607
 *	fail tls swap=a003020102:a00402020002
 *	fail ca bc=der:30070101ff02020000
 *	fail tls key=rsa2048,e=00010001
 *	fail tls sig=hex:30(02020001020101)
 *	fail tls serial=ff80_01020304050607 also=rfc_serial_not_positive
 */
LINT_AS(der_fault, der_integer_not_minimal, ERROR, X690("8.3.2"),
	DER_FAULT(INTEGER_NOT_MINIMAL, "no redundant leading octet",
		  "an INTEGER with a redundant leading octet"));

/*
 * An ENUMERATED takes the fewest possible octets.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.4-enumerated-minimal
 *
 *	pass tls ext=1.2.3.4:0a0101
 *	fail tls ext=1.2.3.4:0a020001
 */
LINT_AS(der_fault, der_enumerated_not_minimal, ERROR, X690("8.4"),
	DER_FAULT(ENUMERATED_NOT_MINIMAL, "no redundant leading octet",
		  "an ENUMERATED with a redundant leading octet"));

/*
 * A BIT STRING has its first octet, which counts the unused bits.
 *
 * fix: encode an empty BIT STRING as 03 01 00.
 * covers: x690-8.6.2.1-bit-string-initial-octet-present
 *
 *	pass tls
 *	fail tls ku=der:0300
 *	fail tls sig=der:0300
 */
LINT_AS(der_fault, der_bit_string_no_octet, ERROR, X690("8.6.2.1"),
	DER_FAULT(BIT_STRING_NO_OCTET, "at least one octet",
		  "a BIT STRING without the octet that counts its unused bits"));

/*
 * A BIT STRING leaves at most 7 bits of its last octet unused.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.6.2.2-bit-string-unused-at-most-7
 *
 *	pass tls ku=hex:0780
 *	fail tls ku=hex:0880
 *	fail tls unused=8
 */
LINT_AS(der_fault, der_bit_string_unused, ERROR, X690("8.6.2.2"),
	DER_FAULT(BIT_STRING_UNUSED, "a count from 0 to 7",
		  "a BIT STRING that counts more than 7 unused bits"));

/*
 * An empty BIT STRING has no unused bits.
 *
 * fix: encode an empty BIT STRING as 03 01 00.
 * covers: x690-8.6.2.3-bit-string-empty-unused-zero
 *
 *	pass tls ext=1.2.3.4:030100
 *	fail tls ext=1.2.3.4:030107
 *	fail tls ku=hex:01
 */
LINT_AS(der_fault, der_bit_string_empty_unused, ERROR, X690("8.6.2.3"),
	DER_FAULT(BIT_STRING_EMPTY_UNUSED, "00", "an empty BIT STRING that counts unused bits"));

/*
 * Unused bits are zero.
 *
 * BER lets them be anything, so that the same bits had 128 encodings.
 *
 * fix: clear the unused bits of the last octet.
 * covers: x690-11.2.1-bit-string-padding-zero-key-usage
 * covers: x690-11.2.1-bit-string-padding-zero-signature x690-11.2.1-bit-string-padding-zero-spki
 * covers: x690-11.2.1-bit-string-padding-zero-reason-flags
 * covers: br-7.1.2.10.7-ca-ku-der-encoding
 * peers: zlint:e_incorrect_ku_encoding
 *
 *	pass tls ku=hex:0780
 *	fail tls ku=hex:0781
 *	fail tls sig=hex:{64:ff} unused=3
 *	fail tls key=p256,point=04{64:ff},unused=1
 *	fail client crldp=http://example.com/{reasonshex:0561}
 */
LINT_AS(der_fault, der_bit_string_padding, ERROR, X690("11.2.1"),
	DER_FAULT(BIT_STRING_PADDING, "unused bits of zero", "unused bits that are not zero"));

/*
 * A list of named bits ends with a bit that is set.
 *
 * Trailing zero bits are removed before a keyUsage or ReasonFlags is encoded, so that the count of
 * unused bits follows from the last bit that is set.
 *
 * fix: count unused bits from the last bit that is set.
 * covers: x690-11.2.2-named-bit-list-trailing-zeros-key-usage
 * covers: x690-11.2.2-named-bit-list-trailing-zeros-reason-flags br-7.1.2.10.7-ca-ku-der-encoding
 * peers: zlint:e_incorrect_ku_encoding pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls ku=hex:0780
 *	fail tls ku=hex:0680
 *	fail tls ku=hex:0080
 *	fail client crldp=http://example.com/{reasonshex:0040}
 */
LINT_AS(der_fault, der_named_bits_trailing_zero, ERROR, X690("11.2.2"),
	DER_FAULT(NAMED_BITS_TRAILING_ZERO, "no trailing zero bits",
		  "a list of named bits has trailing zero bits"));

/*
 * A list of named bits has no trailing zero octet.
 *
 * fix: leave out octets after the last bit that is set.
 * covers: x690-11.2.2-named-bit-list-trailing-octets-key-usage br-7.1.2.10.7-ca-ku-der-encoding
 * peers: zlint:e_superfluous_ku_encoding zlint:e_incorrect_ku_encoding
 * pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls ku=digital,deconly
 *	fail tls ku=hex:078000
 */
LINT_AS(der_fault, der_named_bits_trailing_octet, ERROR, X690("11.2.2"),
	DER_FAULT(NAMED_BITS_TRAILING_OCTET, "no trailing zero octet",
		  "a list of named bits has a trailing zero octet"));

/*
 * A list of named bits with no bit set is 03 01 00.
 *
 * fix: encode the empty list as 03 01 00 (or set a bit: RFC 5280 wants one in keyUsage).
 * covers: x690-11.2.2-named-bit-list-empty-form
 * peers: zlint:e_incorrect_ku_encoding zlint:e_superfluous_ku_encoding
 * pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls ku=
 *	fail tls ku=hex:0700
 *	fail tls ku=hex:000000
 */
LINT_AS(der_fault, der_named_bits_empty_form, ERROR, X690("11.2.2"),
	DER_FAULT(NAMED_BITS_EMPTY_FORM, "03:01:00", "an empty list of named bits has octets"));

/*
 * A NULL has no contents.
 *
 * fix: encode NULL as 05 00.
 * covers: x690-8.8.2-null-empty-sigalg x690-8.8.2-null-empty-spki rfc6962-3.1-poison-null
 * covers: ct-poison-null br-7.1.2.9.3-precert-poison-0500 br-7.1.2.8.6-ocsp-responder-nocheck-0500
 * covers: rfc6960-4.2.2.2.1-ocsp-nocheck-null rfc9608-2-no-rev-avail-null
 * unless: ct_poison_not_null ct_sct_list_not_octet_string
 *
 *	pass precert
 *	fail tls-2024 sigalg=der:30(<1.2.840.113549.1.1.11>050100)
 *	fail tls key=rsa2048,alg=30(<1.2.840.113549.1.1.1>050100)
 */
LINT_AS(der_fault, der_null_contents, ERROR, X690("8.8.2"),
	DER_FAULT(NULL_CONTENTS, "05:00", "a NULL with contents"));

/*
 * An OBJECT IDENTIFIER has at least one subidentifier.
 *
 * fix: name an object.
 * covers: x690-8.19.1-oid-empty rfc5280-4.2.1.6-san-registered-id-oid
 *
 *	pass tls
 *	fail tls san=ridhex:
 *	fail tls policy=der:30(30(0600))
 */
LINT_AS(der_fault, der_oid_empty, ERROR, X690("8.19.2"),
	DER_FAULT(OID_EMPTY, "at least one octet", "an OBJECT IDENTIFIER without contents"));

/*
 * A subidentifier of an OBJECT IDENTIFIER does not begin with the octet 80.
 *
 * That would be a leading zero: a second encoding of the same OID, which byte comparison of OIDs
 * does not find.
 *
 * fix: encode with a DER encoder.
 * covers: x690-8.19.2-oid-subidentifier-leading-80-extnid
 * covers: x690-8.19.2-oid-subidentifier-leading-80-attribute
 * covers: x690-8.19.2-oid-subidentifier-leading-80-in-extension
 *
 *	pass tls
 *	fail tls ext=der:30(0604_2a80_0304_04020500)
 *	fail tls swap=060355040613025553#2:06045580040613025553
 *	fail tls swap=06082b06010505070301:06092b8006010505070301
 */
LINT_AS(der_fault, der_oid_padded, ERROR, X690("8.19.2"),
	DER_FAULT(OID_PADDED, "no leading octet 80 in a subidentifier",
		  "a subidentifier of the OBJECT IDENTIFIER has a leading zero"));

/*
 * The last octet of an OBJECT IDENTIFIER has bit 8 clear.
 *
 * fix: look for an OID that was cut.
 * covers: x690-8.19.2-oid-truncated rfc5280-4.2.1.6-san-registered-id-oid
 *
 *	pass tls
 *	fail tls +eku=der:06032a0381
 *	fail tls san=ridhex:2a83
 */
LINT_AS(der_fault, der_oid_truncated, ERROR, X690("8.19.2"),
	DER_FAULT(OID_TRUNCATED, "bit 8 clear in the last octet",
		  "the last subidentifier of the OBJECT IDENTIFIER does not end"));
