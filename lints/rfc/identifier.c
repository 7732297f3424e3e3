/* RFC 5280 4.2.1.1 and 4.2.1.2: what stands inside the key identifiers. */

#include "checks.h"

/*
 * authorityKeyIdentifier has a keyIdentifier.
 *
 * Path building compares this field with the issuer's subjectKeyIdentifier. Issuer and serial
 * number, which may stand beside it, name one certificate of the CA and fail when it is renewed.
 * Self-signed certificates may leave it out.
 *
 * fix: copy the issuer's subjectKeyIdentifier.
 * covers: rfc5280-4.2-has-aki rfc5280-4.2.1.1-aki-key-identifier-present
 * covers: br-7.1.2.11.1-aki-keyid-present br-7.1.2.8.2-ocsp-responder-aki-keyid-present
 * covers: sbr-7.1.2.2-subca-aki-keyid sbr-7.1.2.3-aki-keyid etsi412-2-gen-4.3.1-1-aki-keyid
 * peers: zlint:e_ext_authority_key_identifier_no_key_identifier
 * pkilint:pkix.authority_key_identifier_keyid_missing
 * pkilint:pkix.authority_key_id_keyid_field_missing
 * unless: der_list_empty der_unknown_context_tag
 *
 *	pass tls
 *	fail tls aki=issuer:CN=x,serial:01 also=br_aki_issuer_and_serial
 *	fail tls aki=
 *	na   root aki=
 *	na   tls -aki
 */
LINT(rfc_aki_key_identifier_missing, ERROR, RFC5280("4.2.1.1"), .on = FACTS(HAS_AKI),
	 .off = FACTS(SELF_ISSUED), .from = RFC2459_DAY)
{
	struct authority_key k = authority_key(c);

	if (!der_present(&k.key_identifier) && der_present(&k.whole))
		fail(r, der_whole(&k.whole), "authorityKeyIdentifier has no keyIdentifier");
}

/*
 * authorityKeyIdentifier has both authorityCertIssuer and authorityCertSerialNumber, or neither.
 *
 * A certificate is identified by its issuer and serial number together. One of them alone says
 * nothing.
 *
 * fix: drop the two fields; the keyIdentifier is enough.
 * covers: rfc5280-4.2.1.1-aki-issuer-and-serial-together
 * peers: pkilint:pkix.aki_with_cert_issuer_but_serial_number_absent
 * peers: pkilint:pkix.aki_with_serial_number_but_cert_issuer_absent
 *
 *	pass client
 *	pass client aki=auto,issuer:CN=x,serial:01
 *	fail client aki=auto,serial:01
 *	fail client aki=auto,issuer:CN=x
 */
LINT(rfc_aki_issuer_without_serial, ERROR, RFC5280("A.2"), .on = FACTS(HAS_AKI),
	 .from = RFC2459_DAY)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.issuer) != der_present(&k.serial))
		fail(r, der_whole(der_present(&k.issuer) ? &k.issuer : &k.serial),
		     "authorityKeyIdentifier has %s without the other",
		     der_present(&k.issuer) ? "authorityCertIssuer" :
		     "authorityCertSerialNumber");
}

/*
 * authorityKeyIdentifier of a root equals its subjectKeyIdentifier.
 *
 * In a self-signed certificate the key that signed is the key that is certified, so that both
 * identifiers name the same. Where they differ, software that goes by them looks for another root.
 *
 * fix: copy subjectKeyIdentifier into authorityKeyIdentifier.
 * covers: rfc5280-4.2.1.1-aki-self-signed-matches-ski
 * peers: pkilint:cabf.serverauth.root_aki_ski_not_equal
 * unless: br_root_key_identifiers_differ
 *
 *	pass root
 *	fail root aki=keyid:01020304
 */
LINT(rfc_root_key_identifiers_differ, WARNING, RFC5280("4.2.1.1"),
	 .on = FACTS(ROOT, HAS_AKI, HAS_SKI), .from = RFC2459_DAY)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.key_identifier) &&
	    !span_same(k.key_identifier.body, subject_key_identifier(c)))
		fail(r, der_whole(&k.key_identifier), "authorityKeyIdentifier %s differs from the "
		     "root's own identifier", hex(r, k.key_identifier.body));
}

/*
 * keyIdentifier of authorityKeyIdentifier is not empty.
 *
 * It repeats the subjectKeyIdentifier of the issuer, and no method of making one yields no octets.
 *
 * fix: copy the issuer's subjectKeyIdentifier.
 * because: RFC 5280 describes how the identifier is made, and does not say that it has octets.
 * unless: rfc_aki_not_issuer_ski br_root_key_identifiers_differ rfc_root_key_identifiers_differ
 *
 *	pass tls
 *	pass tls -aki
 *	fail tls aki=keyid:
 *	fail ca aki=keyid:
 *	pass tls aki=keyid:00
 *	pass tls issuer=ca aki=keyid:
 */
LINT(rfc_aki_key_identifier_empty, WARNING, RFC5280("4.2.1.1"), .on = FACTS(HAS_AKI),
     .from = RFC5280_DAY)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.key_identifier) && k.key_identifier.body.n == 0)
		fail(r, k.key_identifier.body, "keyIdentifier is empty");
}

/*
 * subjectKeyIdentifier is not empty.
 *
 * An identifier of no octets tells no two keys apart. No sentence says that it must not be empty;
 * no method of making one yields it.
 *
 * fix: use the SHA-1 hash of the key's bits, or another value of the key's own.
 * covers: rfc5280-4.2.1.2-ski-empty br-7.1.2.11.4-ski-unique-per-key
 * unless: rfc_rpki_ski_not_sha1
 *
 *	pass client
 *	fail client ski=der:0400
 *	fail ca ski=der:0400
 */
LINT(rfc_ski_empty, WARNING, RFC5280("4.2.1.2"), .on = FACTS(HAS_SKI), .from = RFC5280_DAY)
{
	struct span id = subject_key_identifier(c);

	if (id.p && id.n == 0)
		fail(r, extension_value(c, OID_SKI), "subjectKeyIdentifier is empty");
}
