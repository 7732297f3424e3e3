/* RFC 5280 4.1.1.3, 4.1.2.4, 4.2.1.1 and 4.2.1.9: a certificate beside its issuer's. */

#include "algorithm.h"
#include "checks.h"
#include "issuer.h"

/* ---- names ---- */

/*
 * The issuer of a certificate is the subject of its issuer's certificate.
 *
 * Path building goes from name to name.  A certificate whose issuer field names somebody else has
 * no path that ends at the CA that signed it.  The names are compared as RFC 5280 7.1 compares
 * them: string types, case and blanks aside.
 *
 * fix: copy the subject of the CA certificate, byte for byte; or give the right issuer.
 * covers: rfc5280-4.1.2.4-issuer-matches-issuer-subject br-7.1.2-issuer-name-matches-pre-2020
 * covers: br-7.1.2-issuer-equals-issuing-ca-subject evg-7.1.4.1-issuer-name-matches
 * peers: pkilint:pkix.issuer_and_subject_dn_not_binary_equal
 * unless: rfc_issuer_empty
 *
 *	pass tls issuer=ca
 *	pass root
 *	pass tls issuer=ca "issuer-name=C=US/O=EXAMPLE  trust services/CN=Example Trust TLS CA 1"
 *	fail tls issuer=ca issuer-name=C=US/CN=Other
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services"
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=Example Trust TLS CA 1/OU=x"
 *	pass tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=\u00c9xample Trust TLS CA 1"
 */
LINT(rfc_issuer_name_mismatch, ERROR, RFC5280("4.1.2.4"), .on = FACTS(CERTIFICATE),
     .needs = NEED_ISSUER)
{
	if (issuer_likeness(c, issuer_of(r)) == LIKE_NOT)
		fail(r, der_whole(&c->issuer),
		     "the issuer is not the subject of the certificate that "
		     "was given as its issuer's");
}

/*
 * The issuer of a certificate has the same encoding as the subject of its issuer's certificate.
 *
 * Most verifiers compare the octets.  Names that are equal only when strings are converted and
 * folded build a path in one program and none in another.
 *
 * fix: copy the subject of the CA certificate, byte for byte.
 * covers: rfc5280-4.1.2.4-issuer-bytes-equal-issuer-subject
 * covers: br-7.1.2-issuer-equals-issuing-ca-subject
 * covers: br-7.1.4.1-non-tls-issuer-byte-equal-old evg-7.1.4.1-issuer-name-matches
 * covers: sbr-7.1.4.1-issuer-dn-bytes csbr-7.1.4.1-issuer-dn-bytes
 * covers: csbr-7.1.4.1-subca-issuer-dn-bytes
 * peers: pkilint:pkix.issuer_and_subject_dn_not_binary_equal
 * unless: rfc_issuer_empty
 *
 *	pass tls issuer=ca
 *	pass tls issuer=ca issuer-name=C=US/CN=Other
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=printable:Example Trust TLS CA 1"
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=EXAMPLE Trust TLS CA 1"
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=\u00c9xample Trust TLS CA 1"
 *	fail tls issuer=ca "issuer-name=C=US/O=Example Trust Services/CN=bmp:Example Trust TLS CA 1" also=rfc_issuer_old_string
 */
LINT(rfc_issuer_name_encoding, ERROR, RFC5280("4.1.2.6"), .on = FACTS(CERTIFICATE),
     .needs = NEED_ISSUER, .from = RFC3280_DAY)
{
	enum likeness likeness = issuer_likeness(c, issuer_of(r));

	if (likeness == LIKE_TEXT)
		fail(r, der_whole(&c->issuer),
		     "the issuer is encoded otherwise than the issuer's subject");
	else if (likeness == LIKE_UNSURE)
		fail(r, der_whole(&c->issuer),
		     "the issuer is not the issuer's subject byte for byte");
}

/* ---- key identifiers ---- */

/* A precertificate by a CA for these only may name the CA behind: it has lints of its own. */
static bool
is_signed_by_precert_ca(const struct cert *c, const struct cert *issuer)
{
	return facts_have(&c->facts, FACT_PRECERTIFICATE) &&
	       facts_have(&issuer->facts, FACT_PRECERT_CA);
}

/*
 * authorityKeyIdentifier has the issuer's subjectKeyIdentifier.
 *
 * It tells apart the keys of a CA whose certificates have one name.  With another value path
 * building takes the wrong one first, and some verifiers take none.
 *
 * fix: copy the subjectKeyIdentifier of the CA certificate.
 * covers: rfc5280-4.2.1.1-aki-equals-issuer-ski br-7.1.2.11.1-aki-keyid-equals-issuer-ski
 * covers: sbr-7.1.2.2-aki-matches-issuer-ski
 * peers: pkilint:pkix.issuer_and_subject_key_identifier_not_equal
 *
 *	pass tls issuer=ca
 *	pass tls issuer="ca -ski" aki=keyid:0102
 *	pass precert-2025 issuer=precert-ca aki=keyid:0102
 *	fail tls issuer=ca aki=keyid:0102
 *	fail tls issuer="ca ski=0102" aki=keyid:010203
 *	na   tls issuer=ca -aki
 *	na   root aki=keyid:01020304
 */
LINT(rfc_aki_not_issuer_ski, ERROR, RFC5280("4.2.1.2"), .on = FACTS(HAS_AKI), .off = FACTS(ROOT),
     .needs = NEED_ISSUER, .from = RFC3280_DAY)
{
	const struct cert *issuer = named_issuer(c, r);
	struct authority_key k = authority_key(c);
	struct span ski;

	if (issuer == NULL || !der_present(&k.key_identifier) || is_signed_by_precert_ca(c, issuer))
		return;
	ski = subject_key_identifier(issuer);
	if (ski.p == NULL || span_same(ski, k.key_identifier.body))
		return;
	expect(r, hex(r, ski), "%s", hex(r, k.key_identifier.body));
	fail(r, k.key_identifier.body, "keyIdentifier is not the issuer's subjectKeyIdentifier");
}

/* Whether one of the GeneralNames is the issuer's own issuer. */
static bool
names_issuer_of(struct span names, const struct cert *issuer)
{
	struct der directory, name;

	while (list_next(&names, GN_DIRECTORY, &directory))
		if (der_take(&directory.body, DER_SEQUENCE, &name) &&
		    names_compare(name.body, issuer->issuer.body) != LIKE_NOT)
			return true;
	return false;
}

/*
 * authorityCertIssuer and authorityCertSerialNumber are those of the issuer's certificate.
 *
 * Together they name one certificate.  If it is not the one at hand, then perhaps another of the
 * same key, such as a cross-certificate: which is why this is no more than a notice.
 *
 * fix: drop the two fields; the keyIdentifier is enough.
 * covers: rfc5280-4.2.1.1-aki-serial-equals-issuer-serial
 * unless: br_aki_issuer_and_serial br_aki_issuer_and_serial_new rfc_aki_issuer_without_serial
 *
 *	pass client issuer=client-ca "aki=auto,issuer:C=US/O=Example Trust Services/CN=Example Trust Root R1,serial:7d10c3f9852e4ba6b93f08e4da67c152"
 *	fail client issuer=client-ca "aki=auto,issuer:C=US/O=Example Trust Services/CN=Example Trust Root R1,serial:01"
 *	fail client issuer=client-ca aki=auto,issuer:CN=x,serial:7d10c3f9852e4ba6b93f08e4da67c152
 *	pass client issuer=client-ca
 */
LINT(rfc_aki_not_issuer_serial, NOTICE, RFC5280("4.2.1.1"), .on = FACTS(HAS_AKI),
     .needs = NEED_ISSUER, .from = RFC5280_DAY)
{
	struct authority_key k = authority_key(c);
	const struct cert *issuer;

	if (!der_present(&k.issuer) || !der_present(&k.serial))
		return;
	issuer = named_issuer(c, r);
	if (issuer == NULL)
		return;
	if (!span_same(k.serial.body, issuer->serial.body))
		fail(r, der_whole(&k.serial),
		     "authorityCertSerialNumber %s is not the serial number of "
		     "the issuer's certificate, %s",
		     hex(r, k.serial.body), hex(r, issuer->serial.body));
	else if (!names_issuer_of(k.issuer.body, issuer))
		fail(r, der_whole(&k.issuer),
		     "authorityCertIssuer is not the issuer of the issuer's "
		     "certificate");
}

/* ---- signatures ---- */

/*
 * The signature is of an algorithm that the issuer's key has.
 *
 * An RSA key makes no ECDSA signature, nor the reverse: what is announced here cannot verify.
 * Before the certificate is signed this shows that template and key do not belong together.
 *
 * fix: choose the signature algorithm by the CA's key.
 * covers: rfc5280-4.1.1.3-signature-verifies br-7.1.3.2-sigalg-matches-issuer-key-type
 * covers: sbr-7.1.3.2.3-ed25519-sig-match sbr-7.1.3.2.3-ed448-sig-match sbr-7.1.3.2-mldsa-sig-match
 * peers: pkilint:pkix.signature_verification_failed
 *
 *	pass tls issuer=ca
 *	pass tls-2024 issuer=ca-2024 sigalg=pss-sha256
 *	pass tls issuer="ca key=ed25519" sigalg=ed25519
 *	pass tls issuer="ca key=mldsa44" sigalg=mldsa44
 *	fail tls issuer=ca sigalg=rsa-sha256
 *	fail tls issuer=ca sigalg=rsa-sha256 kind=tbs
 *	fail tls-2024 issuer=ca-2024 sigalg=ecdsa-sha256
 *	fail tls-2024 issuer="ca-2024 key=rsapss2048" sigalg=rsa-sha256
 *	fail tls issuer="ca key=ed25519" sigalg=ed448 also=br_signature_algorithm_not_allowed
 *	fail tls issuer="ca key=mldsa44" sigalg=mldsa65 also=br_signature_algorithm_not_allowed
 *	pass tls issuer="ca key=mldsa44" sigalg=1.2.3.4
 */
LINT(rfc_signature_key_type, ERROR, RFC5280("4.1.1.3"), .on = FACTS(CERTIFICATE),
     .off = FACTS(UNSIGNED), .needs = NEED_ISSUER_KEY)
{
	const struct cert *issuer = named_issuer_key(c, r);

	if (issuer && !key_makes(&issuer->key, c->inner_algorithm))
		fail(r, der_whole(&c->tbs_algorithm), "%s is no signature by the issuer's %s key",
		     oid_text(c->inner_algorithm), oid_text(issuer->key.algorithm));
}

/* Whether the key makes signatures as this one is said to be. */
static bool
is_possible(const struct cert *c, const struct key *key)
{
	struct pss pss;

	if (c->outer_algorithm == OID_RSASSA_PSS && pss_read(&c->algorithm, &pss) &&
	    key_rules_out(key, &pss))
		return false;
	return key_makes(key, c->outer_algorithm);
}

/*
 * The signature verifies under the issuer's key.
 *
 * Nobody believes a certificate whose signature does not.  Where a signature of that algorithm
 * could not come from the key at all, the algorithm is reported instead of the signature.
 *
 * fix: sign the TBSCertificate again with the key of the CA that is named; or give the right
 * issuer.
 * covers: rfc5280-4.1.1.3-signature-verifies
 * peers: pkilint:pkix.signature_verification_failed
 * unless: rfc_signature_key_type rfc_pss_key_parameters rfc_rsa_signature_length
 * unless: rfc_pss_signature_length rfc_rsa_signature_too_great rfc_ecdsa_signature_too_great
 * unless: rfc_ecdsa_signature_not_positive rfc_signature_unused_bits
 * unless: der_trailing_in_signature der_bit_string_constructed der_bit_string_no_octet
 * unless: der_length_overrun br_root_signature
 *
 *	pass tls issuer=ca sig=good
 *	pass tls-2024 issuer=ca-2024 sig=good
 *	pass tls-2024 issuer=ca-2024 sigalg=pss-sha384 sig=good
 *	pass ca issuer=root sig=good
 *	pass root
 *	fail tls issuer=ca
 *	fail tls-2024 issuer=ca-2024
 *	fail tls issuer=ca sig=good signkey=p256
 *	fail tls issuer=ca sig=hex: also=der_component_missing
 *	na   tls issuer=ca kind=tbs
 */
LINT(rfc_signature_invalid, ERROR, RFC5280("4.1.1.3"), .on = FACTS(CERTIFICATE),
     .off = FACTS(NO_SIGNATURE, UNSIGNED, SELF_SIGNED), .needs = NEED_ISSUER_KEY)
{
	const struct cert *issuer = named_issuer_key(c, r);
	enum verdict verdict;

	if (issuer == NULL || !der_present(&c->signature))
		return;
	verdict = cert_verify(c, issuer);
	if (verdict == VERDICT_UNKNOWN)
		not_checked(r, "the signature's algorithm or the issuer's key is not known here");
	else if (verdict == VERDICT_BAD && !is_possible(c, &issuer->key))
		fail(r, der_whole(&c->tbs_algorithm),
		     "the signature does not verify: %s is none by the "
		     "issuer's key",
		     oid_text(c->outer_algorithm));
	else if (verdict == VERDICT_BAD)
		fail(r, der_whole(&c->signature),
		     "the signature does not verify under the issuer's key");
}

/* ---- the issuer is a CA ---- */

/*
 * The issuer of a certificate is a CA.
 *
 * basicConstraints has cA TRUE in the issuer's certificate, and keyUsage, if there is one, has
 * keyCertSign.  Otherwise no verifier builds a path through it.  Roots without extensions, which
 * are trusted as they are, are left out.
 *
 * fix: sign with the key of a CA certificate that permits it.
 * covers: rfc5280-4.2.1.9-issuer-is-ca
 *
 *	pass tls issuer=ca
 *	pass tls issuer="v1 issuer=self subject=CN=x"
 *	fail tls issuer=tls
 *	fail tls issuer="ca bc=leaf ku=digital"
 *	fail tls issuer="ca ku=crlsign"
 *	pass tls issuer="ca -ku"
 */
LINT(rfc_issuer_not_ca, ERROR, RFC5280("4.2.1.9"), .on = FACTS(CERTIFICATE), .needs = NEED_ISSUER,
     .from = RFC5280_DAY)
{
	const struct cert *issuer = named_issuer(c, r);

	if (issuer == NULL)
		return;
	if (facts_have(&issuer->doubt, FACT_CA))
		not_checked(r, "the issuer's certificate is too damaged");
	else if (!facts_have(&issuer->facts, FACT_CA))
		fail(r, der_whole(&c->issuer), "the issuer's certificate is not a CA's");
	else if (facts_have(&issuer->facts, FACT_HAS_KU) && !has_usage(issuer, KU_KEY_CERT_SIGN))
		fail(r, der_whole(&c->issuer),
		     "keyUsage of the issuer's certificate lacks keyCertSign");
}
