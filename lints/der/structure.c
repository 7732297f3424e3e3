/* X.680: which elements a type consists of, and in which order. */

#include "der.h"

/*
 * A context-specific tag is one that the type around it defines.
 *
 * An alternative that the CHOICE does not have (GeneralName [9]) or a component that the SEQUENCE
 * does not have, or has already had, cannot be understood by anybody.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: x690-8.14.3-context-tag-known rfc5912-14-known-extension-syntax
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents
 *
 *	pass tls san=dns:example.com,ip:192.0.2.1
 *	fail tls +san=tag:89=00
 *	fail tls aki=der:30(8301_01)
 */
LINT_AS(der_fault, der_unknown_context_tag, ERROR, X680("29"),
	DER_FAULT(UNKNOWN_CONTEXT_TAG, "a tag of the type's definition",
		  "the type around it has no such tag here"));

/*
 * An element is of the type that is defined for its place.
 *
 * A value of another type cannot be read as what it should be, however sensible it looks: a NULL
 * for a list, an OCTET STRING for a BIT STRING, the value of one extension under the OID of
 * another.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: rfc5280-4.1-certificate-three-components rfc5912-14-known-extension-syntax
 * covers: rfc5280-4.2.1.4-cp-qualifier-type-match rfc4055-3.1-pss-params-syntax
 * covers: rfc6962-3.1-poison-null ct-poison-null br-7.1.2.9.3-precert-poison-0500
 * covers: br-7.1.2.8.6-ocsp-responder-nocheck-0500 rfc6960-4.2.2.2.1-ocsp-nocheck-null
 * covers: rfc9608-2-no-rev-avail-null rfc7633-4-tls-feature-sequence-of-integer
 * covers: rfc3279-2.3.1-rsa-public-key-structure rfc3279-2.3.2-dsa-public-key-integer
 * covers: rfc3279-2.2.3-ecdsa-sig-value-structure rfc4262-2-smime-capabilities-syntax
 * covers: rfc3739-3.2.6-qcstatement-structure rfc6120-13.7.1.4-xmppaddr-utf8string
 * covers: rfc4043-2-permanent-identifier-structure rfc4055-4.1-oaep-parameters-structure
 * covers: evg-7.1.2.2-asn1 evg-7.1.2.2-scheme-type evg-7.1.2.2-country-type evg-7.1.2.2-state-tag
 * covers: evg-7.1.2.2-reference-type evg-appF-tor-descriptor-asn1
 * covers: br-7.1.2.10.5-ca-cps-uri-ia5string br-7.1.2.7.9-cps-uri-ia5string
 * covers: br-7.1.2.8.8-ocsp-responder-cps-uri-ia5string
 * covers: rfc5280-4.1.2.6-subject-name-component-is-dn
 * peers: zlint:e_subject_not_dn pkilint:itu.invalid_asn1_syntax
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents
 * unless: ct_poison_not_null ct_sct_list_not_octet_string
 * unless: rfc_dsa_key_parameters
 *
 *	pass tls
 *	fail tls san=der:0500
 *	fail tls ku=der:04020780
 *	fail ocsp nocheck=der:3000
 *	fail tls norevavail=der:0100
 *	fail tls tlsfeature=der:30030101ff
 *	fail tls key=rsa2048,bits=0500
 *	fail tls key=dsa2048,bits=3000
 *	fail tls sig=hex:0500
 *	fail tls san=other:1.3.6.1.5.5.7.8.5=1601'a'
 *	fail tls policy=dv{1.3.6.1.5.5.7.2.1:0c02'ab'}
 */
LINT_AS(der_fault, der_wrong_type, ERROR, X680("25"),
	DER_FAULT(WRONG_TYPE, "the type of the definition",
		  "another type is defined for this place"));

/*
 * Every component that is not OPTIONAL is there.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: rfc5280-4.1-certificate-three-components rfc5912-14-known-extension-syntax
 * covers: rfc5280-4.2.1.6-san-other-name-structure rfc5280-4.2.1.6-san-edi-party-name-structure
 * covers: rfc3279-2.3.1-rsa-public-key-structure rfc3279-2.2.3-ecdsa-sig-value-structure
 * covers: rfc3739-3.2.6-qcstatement-structure evg-7.1.2.2-asn1 evg-appF-tor-descriptor-asn1
 * covers: rfc4262-2-smime-capabilities-syntax
 * peers: pkilint:itu.invalid_asn1_syntax
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents der_wrong_type der_unknown_context_tag
 * unless: der_component_order
 *
 *	pass tls
 *	fail tls -serial
 *	fail tls -sig
 *	fail tls san=der:
 *	fail tls swap=0603551d0f0101ff040403020780:0603551d0f0101ff
 *	fail tls sig=hex:30(020101)
 *	fail tls key=rsa2048,bits=30(020101)
 *	fail tls san=tag:a0=06022a03
 *	fail tls san=der:3002a500
 */
LINT_AS(der_fault, der_component_missing, ERROR, X680("25"),
	DER_FAULT(COMPONENT_MISSING, "every component of its type",
		  "a component is missing in it"));

/*
 * Components stand in the order of the type's definition.
 *
 * A SEQUENCE is ordered.  A parser that reads it in order misses what comes too late: a critical
 * flag after extnValue is silently lost.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: x690-x.680-25-sequence-component-order
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents
 *
 *	pass tls
 *	fail tls swap=0101ff040403020780:0404030207800101ff
 *	fail ca bc=der:30060201000101ff
 */
LINT_AS(der_fault, der_component_order, ERROR, X680("25"),
	DER_FAULT(COMPONENT_ORDER, "the order of the definition", "a component comes too late"));

/*
 * A SEQUENCE holds no element beyond its type.
 *
 * Some parsers pass over what follows the last component that they know, others refuse the object;
 * what two of them see differs.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: x690-x.680-25-trailing-element-certificate x690-x.680-25-trailing-element-tbs
 * covers: x690-x.680-25-trailing-element-validity
 * covers: x690-x.680-25-trailing-element-algorithm-identifier x690-x.680-25-trailing-element-spki
 * covers: x690-x.680-25-trailing-element-extension x690-x.680-25-trailing-element-attribute
 * covers: x690-x.680-25-trailing-element-extension-value
 * covers: x690-x.680-25-trailing-element-rsa-public-key
 * covers: x690-x.680-25-trailing-element-ecdsa-signature rfc5280-4.1-certificate-three-components
 * covers: rfc5912-14-known-extension-syntax
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents der_wrong_type der_unknown_context_tag
 *
 *	pass tls
 *	fail tls sig=der:030900_3006020101020101_0500
 *	fail tls validity=der:30(170d'260401000000Z'170d'260501000000Z'0500)
 *	fail tls sigalg=der:30(<1.2.840.10045.4.3.2>05000500)
 *	fail tls swap=0603551d0f0101ff040403020780:0603551d0f0101ff0404030207800500
 *	fail tls swap=060355040613025553#2:0603550406130255530500
 *	fail ca bc=der:30080101ff0201000500
 *	fail tls key=rsa2048,bits=30(020203e9020103020103)
 *	fail tls sig=hex:30(020101020101020101)
 */
LINT_AS(der_fault, der_element_extra, ERROR, X680("25"),
	DER_FAULT(ELEMENT_EXTRA, "no further element", "an element more than its type has"));

/*
 * An EXPLICIT tag holds one element.
 *
 * fix: encode after the ASN.1 module of the extension or field.
 * covers: x690-8.14.2-trailing-in-explicit-tag
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents
 *
 *	pass tls
 *	fail tls swap=a003020102:a0060201020201_02
 */
LINT_AS(der_fault, der_explicit_extra, ERROR, X690("8.14.2"),
	DER_FAULT(EXPLICIT_EXTRA, "one element", "a second element under an EXPLICIT tag"));

/*
 * The value of an extension is the DER of one ASN.1 value, whatever its OID.
 *
 * RFC 5280 and X.509 define extnValue so for every extension; text or a bare number under a private
 * OID breaks programs that show or re-encode extensions which they do not know.
 *
 * fix: wrap private data in an OCTET STRING or a UTF8String of its own.
 * covers: rfc5280-4.2-extnvalue-holds-der br-7.1.2.11.5-other-extension-der
 * peers: pkilint:itu.invalid_asn1_syntax
 * unless: ct_poison_not_null ct_sct_list_not_octet_string
 *
 *	pass tls ext=1.2.3.4:0500
 *	pass tls ext=1.2.3.4:30(0403010203)
 *	fail tls ext=1.2.3.4:'hello'
 *	fail tls ext=1.2.3.4:01
 *	fail tls ext=1.2.3.4:0500_0500
 *	fail tls ext=der:30(<1.2.3.4>0400)
 */
LINT_AS(der_fault, der_extension_not_der, ERROR, RFC5280("4.2"),
	DER_FAULT(EXTENSION_NOT_DER, "the DER of one ASN.1 value",
		  "the extension's value is not one ASN.1 value"));

/*
 * An extension's value ends with its one element.
 *
 * Octets after it are outside the extension's syntax.  Many parsers do not look at them, which
 * makes them a hiding place in signed data.
 *
 * fix: let the OCTET STRING hold the value's own DER and no more.
 * covers: x690-8.1-trailing-data-in-extnvalue rfc5280-4.2-extnvalue-holds-der
 * covers: rfc6962-3.1-poison-null ct-poison-null br-7.1.2.9.3-precert-poison-0500
 * covers: br-7.1.2.8.6-ocsp-responder-nocheck-0500 rfc6960-4.2.2.2.1-ocsp-nocheck-null
 * covers: rfc9608-2-no-rev-avail-null
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun der_wrong_type
 * unless: ct_poison_not_null ct_sct_list_not_octet_string
 *
 *	pass tls
 *	fail tls ku=der:0302078000
 *	fail tls bc=der:30003000
 */
LINT_AS(der_fault, der_trailing_in_extension, ERROR, X690("8.1.1"),
	DER_FAULT(TRAILING_IN_EXTENSION, "the end of the value",
		  "octets follow the value of the extension"));

/*
 * A public key ends with its one element.
 *
 * fix: let subjectPublicKey hold the key's own DER and no more.
 * covers: x690-8.1-trailing-data-after-public-key
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun der_wrong_type
 *
 *	pass tls key=rsa2048
 *	fail tls key=rsa2048,extra=00
 *	fail tls key=rsa2048,extra=0500
 */
LINT_AS(der_fault, der_trailing_in_key, ERROR, X690("8.1.1"),
	DER_FAULT(TRAILING_IN_KEY, "the end of the key", "octets follow the key"));

/*
 * A DSA or ECDSA signature ends with its one element.
 *
 * fix: let signatureValue hold the signature's own DER and no more.
 * covers: x690-8.1-trailing-data-after-ecdsa-signature
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun der_wrong_type
 *
 *	pass tls
 *	fail tls sig=hex:300602010102010100
 */
LINT_AS(der_fault, der_trailing_in_signature, ERROR, X690("8.1.1"),
	DER_FAULT(TRAILING_IN_SIGNATURE, "the end of the signature",
		  "octets follow the signature"));

/*
 * A list that must hold something is not empty.
 *
 * The modules say SIZE (1..MAX) of most lists.  An empty one says nothing that leaving it out would
 * not, and strict decoders refuse it.
 *
 * fix: leave the list out, or fill it.
 * covers: rfc5280-4.1.2.9-extensions-non-empty rfc5280-4.2.1.4-cp-non-empty
 * covers: rfc5280-4.2.1.4-cp-qualifiers-non-empty rfc5280-4.2.1.5-pm-non-empty
 * covers: rfc5280-4.2.1.6-san-non-empty rfc5280-4.2.1.7-ian-non-empty
 * covers: rfc5280-4.2.1.8-sda-non-empty rfc5280-4.2.1.8-sda-values-non-empty
 * covers: rfc5280-4.2.1.10-nc-subtrees-non-empty rfc5280-4.2.1.12-eku-non-empty
 * covers: rfc5280-4.2.1.13-crldp-non-empty rfc5280-4.2.1.13-crldp-full-name-empty
 * covers: rfc5280-4.2.1.15-freshest-crl-non-empty rfc5280-4.2.2.1-aia-non-empty
 * covers: rfc5280-4.2.2.2-sia-non-empty br-7.1.2.2.6-cross-policies-not-empty
 * covers: br-7.1.2.10.3-ca-aia-not-empty br-7.1.2.10.5-ca-policies-not-empty
 * covers: br-7.1.2.7.7-aia-not-empty br-7.1.2.7.9-policies-not-empty
 * covers: br-7.1.2.11.2-crldp-not-empty br-7.1.2.11.2-crldp-full-name-not-empty
 * covers: br-7.1.2.8.3-ocsp-responder-aia-not-empty
 * covers: br-7.1.2.8.8-ocsp-responder-policies-not-empty
 * covers: rfc5280-4.1.2.4-rdn-at-least-one-attribute
 * covers: rfc3739-3.2.6.1-qcs-name-authorities-non-empty
 * peers: zlint:e_ext_san_no_entries zlint:e_ext_ian_no_entries zlint:e_ext_cannot_be_empty_sequence
 * pkilint:itu.invalid_asn1_syntax
 * unless: der_sequence_primitive der_set_primitive der_explicit_primitive
 * unless: der_octet_string_constructed der_bit_string_constructed
 * unless: der_character_string_constructed der_time_constructed der_tag_not_low_form
 * unless: der_end_of_contents_missing der_length_reserved der_length_overrun
 * unless: der_header_incomplete der_end_of_contents der_wrong_type
 *
 *	pass tls
 *	pass tls bc=leaf
 *	fail tls san=
 *	fail tls ian=
 *	fail tls eku=
 *	fail tls policy=
 *	fail tls policy=dv{}
 *	fail tls crldp=
 *	fail tls crldp=der:30(30(a0(a000)))
 *	fail tls freshestcrl=
 *	fail tls aia=
 *	fail ca sia=
 *	fail ca pm=
 *	fail tls sda=3000
 *	fail tls sda=30(30(<1.2.3>3100))
 *	fail ca nc=permit
 *	fail tls subject=C=US/{}
 *	fail v1 version=v3 extensions=
 *	fail qualified qcs=compliance,der:30(<1.3.6.1.5.5.7.11.2>30(3000))
 */
LINT_AS(der_fault, der_list_empty, ERROR, X680("51.5"),
	DER_FAULT(LIST_EMPTY, "at least one element", "a list that must hold something is empty"));

/*
 * The elements of a SET OF are sorted by their encodings.
 *
 * In BER their order means nothing, so DER fixes one.  A multi-valued RDN in another order is the
 * same name with other bytes, which byte comparison of names calls different.
 *
 * fix: sort the attributes of an RDN by their encodings.
 * covers: x690-11.6-set-of-sorted-rdn x690-11.6-set-of-sorted-attribute-values
 *
 *	pass client subject=C=US+O=Example
 *	fail client subject=!O=Example+C=US
 *	pass client sda=30(30(<1.2.3>31(020101020102)))
 *	fail client sda=30(30(<1.2.3>31(020102020101)))
 */
LINT_AS(der_fault, der_set_of_order, ERROR, X690("11.6"),
	DER_FAULT(SET_OF_ORDER, "ascending order of the encodings",
		  "an element of a SET OF comes after a greater one"));

/*
 * The components of a SET are in the order of their tags.
 *
 * fix: encode with a DER encoder.
 * covers: x690-10.3-set-components-tag-order
 *
 *	pass tls ext=1.2.3.4:31(0101ff020101)
 *	pass tls ext=1.2.3.4:31(020102020101)
 *	fail tls ext=1.2.3.4:31(0201010101ff)
 */
LINT_AS(der_fault, der_set_order, ERROR, X690("10.3"),
	DER_FAULT(SET_ORDER, "ascending order of the tags",
		  "a component of a SET comes after one of a greater tag"));

/*
 * A DEFAULT value is left out.
 *
 * DER encodes a component that has its default value by its absence: cA FALSE is an empty
 * basicConstraints, critical FALSE is no critical, version 1 is no version.
 *
 * fix: leave the component out.
 * covers: x690-11.5-default-extension-critical-false
 * covers: x690-11.5-default-basic-constraints-ca-false x690-11.5-default-version-v1
 * covers: x690-11.5-default-general-subtree-minimum-zero x690-11.5-default-pss-hash-sha1
 * covers: x690-11.5-default-pss-salt-length-20 x690-11.5-default-pss-trailer-field-1
 * covers: x690-11.5-default-pss-mgf1-sha1 x690-11.5-default-oaep-fields
 * covers: br-7.1.2.10.8-nc-minimum-zero-encoded br-7.1.2.7.8-basic-constraints-explicit-false
 * covers: rfc4055-4.1-oaep-parameters-structure br-7.1.2.8.4-ocsp-responder-basic-constraints-3000
 * covers: br-7.1.2-cert-der-decodable
 * peers: zlint:e_basic_constr_invalid_der zlint:e_cert_ext_invalid_der
 * pkilint:itu.invalid_asn1_syntax
 *
 *	pass tls bc=leaf
 *	fail tls bc=false
 *	fail tls san?
 *	fail v1 version=0 facts=!tls
 *	fail tcca nc=permit-dns:example.com{min=0}
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<1.3.14.3.2.26>0500)))) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a0(30(<1.3.14.3.2.26>)))) also=rfc_signature_sha1,rfc_pss_digest_parameters
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a1(30(<1.2.840.113549.1.1.8>30(<1.3.14.3.2.26>0500))))) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a203020114)) also=rfc_signature_sha1
 *	fail client sigalg=der:30(<1.2.840.113549.1.1.10>30(a303020101)) also=rfc_signature_sha1
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>30(a0(30(<1.3.14.3.2.26>0500))))
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>30(a1(30(<1.2.840.113549.1.1.8>30(<1.3.14.3.2.26>0500)))))
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>30(a2(30(<1.2.840.113549.1.1.9>0400))))
 */
LINT_AS(der_fault, der_default_encoded, ERROR, X690("11.5"),
	DER_FAULT(DEFAULT_ENCODED, "no such component", "a DEFAULT value is encoded"));
