/* Key usages: RFC 5280 4.2.1.3, and what each algorithm's document lets its keys do. */

#include "checks.h"

/* ---- whatever the key ---- */

/*
 * keyUsage has at least one bit set.
 *
 * A key that may be used for nothing is a certificate that every careful verifier refuses.
 *
 * fix: set the bits for what the key is used for, or leave the extension out.
 * covers: rfc5280-4.2.1.3-ku-no-zero-value br-7.1.2.7.11-rsa-ku-at-least-one
 * peers: zlint:e_ext_key_usage_without_bits pkilint:pkix.no_ku_bits_set
 * unless: der_named_bits_empty_form der_named_bits_trailing_zero der_named_bits_trailing_octet
 * unless: der_bit_string_empty_unused der_bit_string_padding
 *
 *	pass client
 *	fail client ku=
 *	fail smime-ca ku=
 *	na   tls -ku
 */
LINT(rfc_key_usage_empty, ERROR, RFC5280("4.2.1.3"), .on = FACTS(HAS_KU), .from = RFC5280_DAY)
{
	struct span bits = extension_value(c, OID_KU);
	struct der e;

	if (c->key_usage != 0 || !der_take(&bits, DER_BIT_STRING, &e))
		return;
	for (size_t i = 1; i < e.body.n; i++)
		if (e.body.p[i] != 0)
			return;		/* bits beyond the nine that have names */
	fail(r, extension_value(c, OID_KU), "keyUsage has no bit set");
}

/*
 * keyUsage sets none but its nine named bits.
 *
 * RFC 5280 names bits 0 to 8. What a bit beyond them permits, nobody knows; that it is there shows
 * an encoder that counts from the wrong end.
 *
 * fix: encode the named bits, and no more.
 * covers: rfc5280-4.2.1.3-ku-nine-bits
 * peers: zlint:e_key_usage_incorrect_length
 * unless: rfc_rpki_key_usage
 *
 *	pass client ku=digital
 *	pass client key=x25519 ku=keyagree,deconly
 *	fail client ku=digital,9
 *	fail client ku=hex:00888001
 */
LINT(rfc_key_usage_unknown_bit, WARNING, RFC5280("4.2.1.3"), .on = FACTS(HAS_KU),
	 .from = RFC5280_DAY)
{
	struct span bits = extension_value(c, OID_KU);
	struct der e;

	if (!der_take(&bits, DER_BIT_STRING, &e))
		return;
	for (size_t i = 2; i < e.body.n; i++)
		if (e.body.p[i] & (i == 2 ? 0x7f : 0xff)) {
			fail(r, extension_value(c, OID_KU), "keyUsage %s has bits beyond the "
			     "nine that have names", hex(r, e.body));
			return;
		}
}

/*
 * keyUsage has keyCertSign only where basicConstraints has cA TRUE.
 *
 * The key may sign certificates, says one extension, and its holder is no CA, says the other. A
 * verifier that looks at keyUsage alone takes this for a CA.
 *
 * fix: drop keyCertSign from an end entity; mark a CA with cA TRUE.
 * covers: rfc5280-4.2.1.3-ku-certsign-needs-ca rfc5280-4.2.1.9-bc-present-in-ca
 * covers: rfc9295-3-eddsa-ku-end-entity-keycertsign
 * covers: br-7.1.2.7.11-ku-no-key-cert-sign br-7.1.2.1.4-root-ca-true br-7.1.2.10.4-ca-true
 * covers: sbr-7.1.2.1-root-bc-ca-true sbr-7.1.2.2-subca-bc-ca-true csbr-7.1.2.1-root-bc-ca-true
 * covers: csbr-7.1.2.2-subca-bc-ca-true sbr-7.1.2.3-ku-no-keycertsign
 * covers: csbr-7.1.2.3-ku-no-keycertsign
 * peers: zlint:e_ext_key_usage_cert_sign_without_ca zlint:e_sub_cert_key_usage_cert_sign_bit_set
 * pkilint:pkix.ee_certificate_keycertsign_keyusage_set zlint:e_ca_is_ca
 * pkilint:cabf.serverauth.ca_basic_constraints_ca_bit_not_set
 * pkilint:cabf.serverauth.root_basic_constraints_ca_not_present
 * pkilint:cabf.serverauth.subscriber_prohibited_ku_present
 * unless: rfc_basic_constraints_missing_in_ca rfc_rsa_key_usage rfc_ec_key_usage
 * unless: rfc_eddsa_key_usage rfc_xdh_key_usage rfc_ml_kem_key_usage
 *
 *	pass ca
 *	fail ca bc=leaf
 *	fail client ku=digital,certsign
 *	fail smime ku=digital,certsign
 */
LINT(rfc_key_cert_sign_without_ca, ERROR, RFC5280("4.2.1.9"), .on = FACTS(HAS_KU),
	 .off = FACTS(CA_BIT), .from = RFC3280_DAY)
{
	if (has_usage(c, KU_KEY_CERT_SIGN))
		fail(r, extension_value(c, OID_KU), "keyUsage has keyCertSign, and "
		     "basicConstraints does not say that this is a CA");
}

/*
 * A CA's keyUsage has keyCertSign.
 *
 * A CA whose key may not sign certificates can issue nothing that verifies. RFC 5280 leaves room
 * for a CA that signs CRLs only, so that this is a warning.
 *
 * fix: set keyCertSign, or do not call the subject a CA.
 * covers: rfc5280-4.2.1.3-ku-ca-has-certsign
 * peers: pkilint:pkix.ca_certificate_keycertsign_keyusage_not_set
 * unless: br_ca_without_key_cert_sign rfc_key_usage_empty rfc_eddsa_ca_without_key_cert_sign
 * unless: rfc_rpki_key_usage
 *
 *	pass smime-ca
 *	fail smime-ca ku=crlsign bc=ca
 */
LINT(rfc_ca_without_key_cert_sign, WARNING, RFC5280("4.2.1.9"), .on = FACTS(HAS_KU, CA_BIT),
	 .from = RFC5280_DAY)
{
	if (!has_usage(c, KU_KEY_CERT_SIGN))
		fail(r, extension_value(c, OID_KU), "keyUsage of this CA lacks keyCertSign");
}

/* encipherOnly or decipherOnly without the keyAgreement that it is about. */
static void
only_without_agreement(const struct cert *c, struct report *r)
{
	const enum key_usage *bit = arg(r);

	if (has_usage(c, *bit) && !has_usage(c, KU_KEY_AGREEMENT))
		fail(r, extension_value(c, OID_KU), "keyUsage has %s without keyAgreement",
		     *bit == KU_ENCIPHER_ONLY ? "encipherOnly" : "decipherOnly");
}

/*
 * keyUsage has encipherOnly only with keyAgreement.
 *
 * The bit narrows what keyAgreement permits. Without keyAgreement its meaning is undefined, says
 * RFC 5280.
 *
 * fix: set keyAgreement too, or drop the bit.
 * covers: rfc5280-4.2.1.3-ku-encipheronly-needs-keyagreement
 * unless: rfc_rsa_key_usage rfc_ec_key_usage rfc_eddsa_key_usage rfc_xdh_key_usage
 * unless: rfc_ml_kem_key_usage rfc_ml_dsa_key_usage rfc_slh_dsa_key_usage rfc_dsa_key_usage
 * unless: br_ec_key_usage
 * unless: rfc_dh_key_usage
 *
 *	pass client ku=digital,keyagree,enconly
 *	fail client key=p256 ku=digital,enconly
 */
LINT_AS(only_without_agreement, rfc_encipher_only_alone, WARNING, RFC5280("4.2.1.3"),
	.on = FACTS(HAS_KU), .from = RFC5280_DAY,
	.arg = &(const enum key_usage){ KU_ENCIPHER_ONLY });

/*
 * keyUsage has decipherOnly only with keyAgreement.
 *
 * The bit narrows what keyAgreement permits. Without keyAgreement its meaning is undefined, says
 * RFC 5280.
 *
 * fix: set keyAgreement too, or drop the bit.
 * covers: rfc5280-4.2.1.3-ku-decipheronly-needs-keyagreement
 * unless: rfc_rsa_key_usage rfc_ec_key_usage rfc_eddsa_key_usage rfc_xdh_key_usage
 * unless: rfc_ml_kem_key_usage rfc_ml_dsa_key_usage rfc_slh_dsa_key_usage rfc_dsa_key_usage
 * unless: br_ec_key_usage
 * unless: rfc_dh_key_usage
 *
 *	pass client ku=digital,keyagree,deconly
 *	fail client key=p256 ku=digital,deconly
 */
LINT_AS(only_without_agreement, rfc_decipher_only_alone, WARNING, RFC5280("4.2.1.3"),
	.on = FACTS(HAS_KU), .from = RFC5280_DAY,
	.arg = &(const enum key_usage){ KU_DECIPHER_ONLY });

/*
 * keyUsage does not have both encipherOnly and decipherOnly.
 *
 * Each says that the key serves the other's opposite alone. Together they contradict each other;
 * the documents of the algorithms for key agreement forbid it outright.
 *
 * fix: set one of them, or neither.
 * covers: rfc5280-4.2.1.3-ku-both-encipheronly-decipheronly
 * covers: rfc3279-2.3.3-dh-ku-encipher-and-decipher-only
 * covers: rfc5480-3-ecdh-ku-encipher-and-decipher-only rfc8410-5-xdh-ku-both-only
 * covers: sbr-7.1.2.3-ku-ec-encipher-decipher-both
 * peers: pkilint:pkix.both_encipheronly_and_decipheronly_ku_set
 * unless: rfc_rsa_key_usage rfc_ec_key_usage rfc_eddsa_key_usage rfc_xdh_key_usage
 * unless: rfc_encipher_only_alone rfc_ml_kem_key_usage rfc_ml_dsa_key_usage rfc_slh_dsa_key_usage
 * unless: rfc_dsa_key_usage
 * unless: br_ec_key_usage
 *
 *	pass client ku=keyagree,enconly
 *	fail client ku=keyagree,enconly,deconly
 */
LINT(rfc_encipher_and_decipher_only, WARNING, RFC5280("4.2.1.3"), .on = FACTS(HAS_KU),
	 .from = RFC5280_DAY)
{
	if (has_usage(c, KU_ENCIPHER_ONLY) && has_usage(c, KU_DECIPHER_ONLY))
		fail(r, extension_value(c, OID_KU), "keyUsage has encipherOnly and decipherOnly");
}

/* ---- by algorithm ---- */

/*
 * keyUsage of an RSA key has neither keyAgreement nor encipherOnly nor decipherOnly.
 *
 * RSA signs and encrypts; there is no key agreement with it. A bit that the key cannot honour
 * shows a profile made for another algorithm.
 *
 * fix: set digitalSignature, and keyEncipherment where old protocols need it.
 * covers: rfc3279-2.3.1-rsa-ku-end-entity rfc3279-2.3.1-rsa-ku-ca
 * covers: br-7.1.2.7.11-rsa-ku-no-key-agreement br-7.1.2.7.11-rsa-ku-no-encipher-only
 * covers: br-7.1.2.7.11-rsa-ku-no-decipher-only
 * peers: zlint:e_rsa_allowed_ku_ee zlint:e_rsa_allowed_ku_ca
 * pkilint:pkix.key_usage_value_prohibited_for_rsa
 * pkilint:cabf.serverauth.subscriber_prohibited_ku_present
 *
 *	pass codesign
 *	pass client key=rsa2048 ku=digital,nonrep,keyenc,dataenc
 *	fail client key=rsa2048 ku=digital,keyagree
 *	fail client key=rsa2048 ku=digital,enconly
 *	fail ca-2024 ku=certsign,crlsign,keyagree
 *	na   client
 */
LINT_AS(key_usage_row, rfc_rsa_key_usage, ERROR, RFC("3279", "2.3.1"),
	.on = FACTS(HAS_KU, RSA_KEY), .from = RFC3279_DAY,
	USAGE(KU_AGREEMENT, 0, "which an RSA key cannot do"));

/*
 * keyUsage of an RSA key that signs certificates or CRLs has no encipherment.
 *
 * Whoever can have a CA decrypt what he chose comes close to having it sign. RFC 3279 recommends
 * to keep the two apart.
 *
 * fix: use another key for decryption.
 * covers: rfc3279-2.3.1-rsa-ku-ca-encipherment
 * peers: zlint:e_rsa_allowed_ku_no_encipherment_ca
 * unless: br_ca_key_usage_other
 * unless: rfc_pss_key_usage
 * unless: rfc_oaep_key_usage
 * unless: rfc_rpki_key_usage
 *
 *	pass code-ca
 *	pass client key=rsa2048 ku=digital,keyenc
 *	fail code-ca ku=certsign,crlsign,keyenc
 *	fail code-ca ku=certsign,crlsign,dataenc
 */
LINT(rfc_rsa_ca_encipherment, WARNING, RFC("3279", "2.3.1"), .on = FACTS(HAS_KU, RSA_KEY),
	 .from = RFC3279_DAY)
{
	char text[USAGE_TEXT_MAX];

	if (!(c->key_usage & (KU_BIT(KEY_CERT_SIGN) | KU_BIT(CRL_SIGN))) ||
	    !(c->key_usage & KU_ENCIPHERMENT))
		return;
	usage_text(c->key_usage & KU_ENCIPHERMENT, text);
	fail(r, extension_value(c, OID_KU), "keyUsage of an RSA key that signs certificates or "
	     "CRLs has %s", text);
}

/* keyUsage of keys for RSASSA-PSS or RSAES-OAEP alone. */
struct scheme_row {
	enum oid algorithm;
	uint16_t allowed, needed;
	const char *why;
};

static void
scheme_usage(const struct cert *c, struct report *r)
{
	const struct scheme_row *row = arg(r);
	unsigned wrong = c->key_usage & ~(unsigned)row->allowed;
	char text[USAGE_TEXT_MAX];

	if (c->key.algorithm != row->algorithm)
		return;
	if (wrong) {
		usage_text(wrong, text);
		fail(r, extension_value(c, OID_KU), "keyUsage has %s, %s", text, row->why);
	} else if (!(c->key_usage & row->needed)) {
		usage_text(row->needed, text);
		fail(r, extension_value(c, OID_KU), "keyUsage has none of %s", text);
	}
}
#define SCHEME(algorithm_, allowed_, needed_, why_) \
	.arg = &(const struct scheme_row){ OID_##algorithm_, allowed_, needed_, why_ }

/*
 * keyUsage of an RSASSA-PSS key has a bit for signatures.
 *
 * The key is bound to one signature scheme by its algorithm identifier; whoever checks a signature
 * under it looks for one of these bits.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc4055-3.3-pss-ku
 * unless: rfc_rsa_key_usage rfc_key_usage_empty
 *
 *	pass client key=rsapss2048 ku=digital
 *	pass client key=rsapss2048 ku=nonrep
 *	fail client eku=1.2.3 key=rsapss2048 ku=keyenc
 *	pass client key=rsa2048 ku=keyenc
 */
LINT_AS(scheme_usage, rfc_pss_key_usage, ERROR, RFC("4055", "1.2"), .on = FACTS(HAS_KU, RSA_KEY),
	.from = RFC4055_DAY, SCHEME(RSASSA_PSS, UINT16_MAX, KU_SIGNING, ""));

/*
 * keyUsage of an RSASSA-PSS key has no encipherment beside its signatures.
 *
 * RFC 4055 does not forbid the bits, but no one may decrypt with the key: it is for RSASSA-PSS
 * alone.
 *
 * fix: drop keyEncipherment and dataEncipherment.
 * covers: rfc4055-3.3-pss-ku
 * unless: rfc_rsa_key_usage rfc_rsa_ca_encipherment rfc_key_usage_empty rfc_pss_key_usage
 *
 *	pass client key=rsapss2048 ku=digital
 *	fail client key=rsapss2048 ku=digital,keyenc
 *	fail client key=rsapss2048 ku=digital,dataenc
 *	pass client key=rsa2048 ku=digital,keyenc
 */
LINT_AS(scheme_usage, rfc_pss_key_encipherment, WARNING, RFC("4055", "1.2"),
	.on = FACTS(HAS_KU, RSA_KEY), .from = RFC4055_DAY,
	SCHEME(RSASSA_PSS, (uint16_t)~KU_ENCIPHERMENT, UINT16_MAX,
	      "and the key is for RSASSA-PSS alone"));

/*
 * keyUsage of an RSAES-OAEP key is about encipherment only.
 *
 * The key is bound to one encryption scheme by its algorithm identifier, so that it cannot sign.
 *
 * fix: set keyEncipherment.
 * covers: rfc4055-4.1-oaep-ku
 * unless: rfc_rsa_key_usage rfc_key_usage_empty
 * unless: rfc_key_cert_sign_without_ca
 *
 *	pass client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=keyenc
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=digital
 *	fail client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=digital,keyenc
 *	pass client key=rsa2048 ku=digital
 */
LINT_AS(scheme_usage, rfc_oaep_key_usage, ERROR, RFC("4055", "1.2"),
	.on = FACTS(HAS_KU, RSA_KEY), .from = RFC4055_DAY,
	SCHEME(RSAES_OAEP, KU_ENCIPHERMENT, KU_ENCIPHERMENT,
	      "and the key is for RSAES-OAEP alone"));

/*
 * keyUsage of an RSAES-OAEP key has one of keyEncipherment and dataEncipherment.
 *
 * RFC 4055 advises against a key that both transports keys and encrypts data.
 *
 * fix: set the one that is used, keyEncipherment as a rule.
 * covers: rfc4055-1.2-oaep-ku-both
 * unless: rfc_oaep_key_usage rfc_rsa_key_usage
 *
 *	pass client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=keyenc
 *	fail client eku=1.2.3 key=rsa2048,alg=30(<1.2.840.113549.1.1.7>) ku=keyenc,dataenc
 *	pass client key=rsa2048 ku=keyenc,dataenc
 */
LINT(rfc_oaep_both_encipherments, WARNING, RFC("4055", "1.2"), .on = FACTS(HAS_KU, RSA_KEY),
	 .from = RFC4055_DAY)
{
	if (c->key.algorithm == OID_RSAES_OAEP &&
	    (c->key_usage & KU_ENCIPHERMENT) == KU_ENCIPHERMENT)
		fail(r, extension_value(c, OID_KU), "keyUsage of an RSAES-OAEP key has "
		     "keyEncipherment and dataEncipherment");
}

/*
 * keyUsage of a DSA key is about signatures only.
 *
 * DSA signs and does nothing else.
 *
 * fix: set digitalSignature.
 * covers: rfc3279-2.3.2-dsa-ku
 *
 *	pass client key=dsa2048 ku=digital
 *	fail client key=dsa2048 ku=digital,keyenc
 *	na   client
 */
LINT_AS(key_usage_row, rfc_dsa_key_usage, ERROR, RFC("3279", "2.3.2"),
	.on = FACTS(HAS_KU, DSA_KEY), .from = RFC3279_DAY,
	USAGE(KU_ENCIPHERMENT | KU_AGREEMENT, 0, "which a DSA key cannot do"));

/*
 * keyUsage of an elliptic curve key has neither keyEncipherment nor dataEncipherment.
 *
 * id-ecPublicKey is for ECDSA and ECDH. Neither encrypts with the key itself: ECDH agrees on one
 * that does, and keyAgreement is the bit for it. RFC 8813 forbids what RFC 5480 only had not
 * listed.
 *
 * fix: set digitalSignature; keyEncipherment is for RSA.
 * covers: rfc8813-3-ec-ku-key-encipherment rfc8813-3-ec-ku-data-encipherment
 * covers: br-7.1.2.7.11-ec-ku-no-key-encipherment br-7.1.2.7.11-ec-ku-no-data-encipherment
 * covers: rfc5480-3-ec-ku-end-entity rfc5480-3-ec-ku-ca
 * peers: zlint:e_ecdsa_allowed_ku pkilint:pkix.key_usage_value_prohibited_for_ec
 * pkilint:cabf.serverauth.subscriber_prohibited_ku_present zlint:e_cabf_ecc_allowed_key_usages
 *
 *	pass client
 *	pass client ku=digital,keyagree
 *	fail client ku=digital,keyenc
 *	fail client ku=digital,dataenc
 *	na   codesign
 */
LINT_AS(key_usage_row, rfc_ec_key_usage, ERROR, RFC("8813", "3"), .on = FACTS(HAS_KU, EC_KEY),
	.from = RFC8813_DAY, USAGE(KU_ENCIPHERMENT, 0, "which an elliptic curve key cannot do"));

/*
 * keyUsage of an elliptic curve key of before RFC 8813 has neither keyEncipherment nor
 * dataEncipherment.
 *
 * id-ecPublicKey is for ECDSA and ECDH. Neither encrypts with the key itself: ECDH agrees on one
 * that does, and keyAgreement is the bit for it. RFC 5480 lists what may be there and these are
 * not in it; that they must not was said in 2020.
 *
 * fix: set digitalSignature; keyEncipherment is for RSA.
 * covers: rfc5480-3-ec-ku-end-entity rfc5480-3-ec-ku-ca
 * peers: zlint:n_ecdsa_ee_invalid_ku
 * unless: rfc_ecdh_key_usage
 *
 *	pass tls-2019 key=p256 ku=digital
 *	fail tls-2019 key=p256 ku=digital,keyenc
 *	na   tls
 */
LINT_AS(key_usage_row, rfc_ec_key_usage_old, WARNING, RFC("5480", "3"),
	.on = FACTS(HAS_KU, EC_KEY), .from = RFC5480_DAY, .until = RFC8813_DAY,
	USAGE(KU_ENCIPHERMENT, 0, "which an elliptic curve key cannot do"));

/*
 * keyUsage of an elliptic curve key that signs certificates or CRLs has no keyAgreement.
 *
 * RFC 5480 recommends to keep a CA's signing key out of key agreement, where others choose what it
 * is combined with.
 *
 * fix: use another key for key agreement.
 * covers: rfc5480-3-ec-ku-ca-key-agreement
 * unless: br_ca_key_usage_other
 * unless: rfc_rpki_key_usage
 *
 *	pass smime-ca
 *	pass client ku=digital,keyagree
 *	fail smime-ca ku=certsign,crlsign,keyagree
 */
LINT(rfc_ec_ca_key_agreement, WARNING, RFC("5480", "3"), .on = FACTS(HAS_KU, EC_KEY),
	 .from = RFC5480_DAY)
{
	char text[USAGE_TEXT_MAX];

	if (!(c->key_usage & (KU_BIT(KEY_CERT_SIGN) | KU_BIT(CRL_SIGN))) ||
	    !(c->key_usage & KU_AGREEMENT))
		return;
	usage_text(c->key_usage & KU_AGREEMENT, text);
	fail(r, extension_value(c, OID_KU), "keyUsage of a key that signs certificates or CRLs "
	     "has %s", text);
}

/*
 * keyUsage of an id-ecDH or id-ecMQV key has keyAgreement and no signing bit.
 *
 * The algorithm identifier restricts the key to key agreement.
 *
 * fix: set keyAgreement, or identify the key as id-ecPublicKey.
 * covers: rfc5480-3-ecdh-ku-key-agreement
 * unless: rfc_ec_key_usage rfc_key_usage_empty rfc_key_cert_sign_without_ca
 *
 *	pass client key=p256,alg=30(<1.3.132.1.12><1.2.840.10045.3.1.7>) ku=keyagree
 *	fail client key=p256,alg=30(<1.3.132.1.12><1.2.840.10045.3.1.7>) ku=digital
 *	fail client key=p256,alg=30(<1.3.132.1.12><1.2.840.10045.3.1.7>) ku=digital,keyagree
 *	pass client key=p256,alg=30(<1.3.132.1.13><1.2.840.10045.3.1.7>) ku=keyagree,enconly
 *	fail client key=p256,alg=30(<1.3.132.1.13><1.2.840.10045.3.1.7>) ku=digital
 *	pass client
 */
LINT(rfc_ecdh_key_usage, ERROR, RFC("5480", "3"), .on = FACTS(HAS_KU, EC_KEY),
	 .from = RFC5480_DAY)
{
	char text[USAGE_TEXT_MAX];

	if (c->key.algorithm == OID_EC_PUBLIC_KEY)
		return;
	usage_text(c->key_usage & KU_SIGNING, text);
	if (c->key_usage & KU_SIGNING)
		fail(r, extension_value(c, OID_KU), "keyUsage of an %s key has %s",
		     oid_text(c->key.algorithm), text);
	else if (!has_usage(c, KU_KEY_AGREEMENT))
		fail(r, extension_value(c, OID_KU), "keyUsage of an %s key lacks keyAgreement",
		     oid_text(c->key.algorithm));
}

/*
 * keyUsage of a Diffie-Hellman key has keyAgreement.
 *
 * The key agrees on others and does nothing else.
 *
 * fix: set keyAgreement.
 * covers: rfc3279-2.3.3-dh-ku-key-agreement
 * unless: rfc_key_usage_empty
 *
 *	pass client eku=1.2.3 key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)) ku=keyagree
 *	pass client eku=1.2.3 key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)) ku=keyagree,deconly
 *	fail client eku=1.2.3 key=dsa2048,alg=30(<1.2.840.10046.2.1>30(020117020102020103)) ku=digital
 *	na   client key=dsa2048 ku=digital
 */
LINT(rfc_dh_key_usage, ERROR, RFC("3279", "2.3.3"), .on = FACTS(HAS_KU), .off = FACTS(KEY_DECODES),
	 .from = RFC3279_DAY, USAGE(0, KU_BIT(KEY_AGREEMENT), "and a Diffie-Hellman key agrees"))
{
	if (c->key.algorithm == OID_DH)
		key_usage_row(c, r);
}

/*
 * keyUsage of an Ed25519 or Ed448 key is about signatures only.
 *
 * The two algorithms sign and do nothing else; their counterparts X25519 and X448 agree on keys.
 * RFC 9295 says so in so many words.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc9295-3-eddsa-ku-prohibited rfc9295-3-eddsa-ku-end-entity
 * peers: pkilint:pkix.key_usage_value_prohibited_for_edwards_curve
 * unless: rfc_key_usage_empty
 *
 *	pass client key=ed25519 ku=digital
 *	fail client key=ed25519 ku=digital,keyagree
 *	fail client key=ed448 ku=keyenc
 *	na   client
 */
LINT_AS(key_usage_row, rfc_eddsa_key_usage, ERROR, RFC("9295", "3"),
	.on = FACTS(HAS_KU, EDDSA_KEY), .from = RFC9295_DAY,
	USAGE(KU_ENCIPHERMENT | KU_AGREEMENT, KU_SIGNING, "and an Ed25519 or Ed448 key signs"));

/*
 * keyUsage of an Ed25519 or Ed448 key of before RFC 9295 has a bit for signatures.
 *
 * RFC 8410 asked for one of them, and said nothing of other bits beside it.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc8410-5-eddsa-ku-signature rfc8410-5-eddsa-ku-ca
 * unless: rfc_key_usage_empty
 *
 *	pass client as-of=2020-01-01 key=ed25519 ku=digital
 *	pass client as-of=2020-01-01 key=ed25519 ku=digital,keyagree
 *	fail client as-of=2020-01-01 eku=1.2.3 key=ed448 ku=keyenc
 *	na   client key=ed448 ku=keyenc
 */
LINT_AS(key_usage_row, rfc_eddsa_key_usage_old, ERROR, RFC("8410", "5"),
	.on = FACTS(HAS_KU, EDDSA_KEY), .from = RFC8410_DAY, .until = RFC9295_DAY,
	USAGE(0, KU_SIGNING, "and an Ed25519 or Ed448 key signs"));

/*
 * keyUsage of a CA with an Ed25519 or Ed448 key has keyCertSign.
 *
 * RFC 8410 left the bit to choose, by oversight; RFC 9295 demands it.
 *
 * fix: set keyCertSign.
 * covers: rfc9295-3-eddsa-ku-ca
 * unless: rfc_key_usage_empty rfc_eddsa_key_usage br_ca_without_key_cert_sign
 *
 *	pass smime-ca key=ed25519
 *	fail smime-ca key=ed25519 ku=crlsign bc=ca
 *	na   client key=ed25519 ku=digital
 */
LINT_AS(key_usage_row, rfc_eddsa_ca_without_key_cert_sign, ERROR, RFC("9295", "3"),
	.on = FACTS(HAS_KU, EDDSA_KEY, CA_BIT), .from = RFC9295_DAY,
	USAGE(0, KU_BIT(KEY_CERT_SIGN), "and a CA signs certificates"));

/*
 * keyUsage of an X25519 or X448 key has keyAgreement, and neither signing nor encipherment.
 *
 * The two functions agree on keys and do nothing else. A verifier that expects a signature under
 * the key waits in vain.
 *
 * fix: set keyAgreement.
 * covers: rfc9295-3-xdh-ku-encipherment-and-signing
 * peers: pkilint:pkix.key_usage_value_required_but_missing_for_edwards_curve
 * peers: pkilint:pkix.key_usage_value_prohibited_for_edwards_curve
 * unless: rfc_key_usage_empty
 *
 *	pass client key=x25519 ku=keyagree
 *	pass client key=x448 ku=keyagree,enconly
 *	fail client key=x25519 ku=digital
 *	fail client key=x448 ku=keyagree,keyenc
 *	na   client
 */
LINT_AS(key_usage_row, rfc_xdh_key_usage, ERROR, RFC("9295", "3"), .on = FACTS(HAS_KU, XDH_KEY),
	.from = RFC9295_DAY, USAGE(KU_SIGNING | KU_ENCIPHERMENT, KU_BIT(KEY_AGREEMENT),
	      "and an X25519 or X448 key agrees on keys"));

/*
 * keyUsage of an X25519 or X448 key of before RFC 9295 has keyAgreement.
 *
 * RFC 8410 asked for the bit, and did not forbid others beside it.
 *
 * fix: set keyAgreement.
 * covers: rfc8410-5-xdh-ku-key-agreement
 * unless: rfc_key_usage_empty
 *
 *	pass client as-of=2020-01-01 key=x25519 ku=keyagree
 *	pass client as-of=2020-01-01 key=x25519 ku=digital,keyagree
 *	fail client as-of=2020-01-01 key=x448 ku=digital
 *	na   client key=x448 ku=digital
 */
LINT_AS(key_usage_row, rfc_xdh_key_usage_old, ERROR, RFC("8410", "5"),
	.on = FACTS(HAS_KU, XDH_KEY), .from = RFC8410_DAY, .until = RFC9295_DAY,
	USAGE(0, KU_BIT(KEY_AGREEMENT), "and an X25519 or X448 key agrees on keys"));

/*
 * keyUsage of an ML-DSA key is about signatures only.
 *
 * ML-DSA signs and does nothing else.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc9881-5-mldsa-ku-at-least-one-signing rfc9881-5-mldsa-ku-prohibited
 * peers: pkilint:pkix.key_usage_value_prohibited_for_mldsa
 * unless: rfc_key_usage_empty
 *
 *	pass client key=mldsa44 ku=digital
 *	fail client key=mldsa65 ku=digital,keyenc
 *	na   client
 */
LINT_AS(key_usage_row, rfc_ml_dsa_key_usage, ERROR, RFC("9881", "5"),
	.on = FACTS(HAS_KU, ML_DSA_KEY), .from = RFC9881_DAY,
	USAGE(KU_ENCIPHERMENT | KU_AGREEMENT, KU_SIGNING, "and an ML-DSA key signs"));

/*
 * keyUsage of an SLH-DSA key is about signatures only.
 *
 * SLH-DSA signs and does nothing else.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc9909-6-slhdsa-ku-at-least-one-signing rfc9909-6-slhdsa-ku-prohibited
 * peers: pkilint:pkix.key_usage_value_prohibited_for_slhdsa
 * pkilint:pkix.key_usage_value_prohibited_for_hash_slhdsa
 * unless: rfc_key_usage_empty
 *
 *	pass client key=slhdsa-sha2-128s ku=digital
 *	fail client key=slhdsa-sha2-128s ku=digital,keyagree
 *	fail client key=slhdsa-sha2-128s,alg=30(<2.16.840.1.101.3.4.3.35>) ku=digital,keyenc
 *	na   client
 */
LINT_AS(key_usage_row, rfc_slh_dsa_key_usage, ERROR, RFC("9909", "6"),
	.on = FACTS(HAS_KU, SLH_DSA_KEY), .from = RFC9909_DAY,
	USAGE(KU_ENCIPHERMENT | KU_AGREEMENT, KU_SIGNING, "and an SLH-DSA key signs"));

/*
 * keyUsage of an HSS/LMS, XMSS or XMSS^MT key is about signatures only.
 *
 * The three sign and do nothing else.
 *
 * fix: set digitalSignature, or keyCertSign and cRLSign in a CA.
 * covers: rfc9802-5-hss-xmss-ku-signing
 * unless: rfc_key_usage_empty
 *
 *	pass client eku=1.2.3 key=ed25519,alg=30(<1.2.840.113549.1.9.16.3.17>) ku=digital
 *	pass client eku=1.2.3 key=ed25519,alg=30(<1.3.6.1.5.5.7.6.34>) ku=crlsign
 *	fail client eku=1.2.3 key=ed25519,alg=30(<1.3.6.1.5.5.7.6.34>) ku=digital,keyenc
 *	fail client eku=1.2.3 key=ed25519,alg=30(<1.3.6.1.5.5.7.6.35>) ku=keyagree
 *	na   client key=ed25519 ku=digital
 */
LINT(rfc_stateful_key_usage, ERROR, RFC("9802", "6"), .on = FACTS(HAS_KU),
     .off = FACTS(KEY_DECODES), .from = RFC9802_DAY,
     USAGE(KU_ENCIPHERMENT | KU_AGREEMENT, KU_SIGNING, "and the key signs"))
{
	if (c->key.algorithm >= OID_HSS_LMS && c->key.algorithm <= OID_XMSSMT)
		key_usage_row(c, r);
}

/*
 * keyUsage of an ML-KEM key has keyEncipherment and nothing else.
 *
 * A key encapsulation mechanism counts as key transport, for which keyEncipherment is the bit; it
 * neither signs nor agrees.
 *
 * fix: set keyEncipherment alone.
 * covers: rfc9935-5-mlkem-ku-key-encipherment-only
 * peers: pkilint:pkix.key_usage_value_prohibited_for_mlkem
 * unless: rfc_key_usage_empty
 *
 *	pass client key=mlkem768 ku=keyenc
 *	fail client key=mlkem768 ku=digital
 *	fail client key=mlkem512 ku=keyenc,keyagree
 *	na   client
 */
LINT_AS(key_usage_row, rfc_ml_kem_key_usage, ERROR, RFC("9935", "5"),
	.on = FACTS(HAS_KU, ML_KEM_KEY), .from = RFC9935_DAY,
	USAGE(KU_SIGNING | KU_BIT(DATA_ENCIPHERMENT) | KU_AGREEMENT, KU_BIT(KEY_ENCIPHERMENT),
	      "and an ML-KEM key encapsulates keys"));

/* ---- keyUsage beside extKeyUsage ---- */

/* The bits of which RFC 5280 4.2.1.12 names one as consistent with a purpose; 0: it names none. */
static unsigned
usages_of(enum oid purpose)
{
	const unsigned signing = KU_BIT(DIGITAL_SIGNATURE), agreement = KU_BIT(KEY_AGREEMENT);

	switch (purpose) {
	case OID_SERVER_AUTH: return signing | agreement | KU_BIT(KEY_ENCIPHERMENT);
	case OID_CLIENT_AUTH: return signing | agreement;
	case OID_CODE_SIGNING: return signing;
	case OID_EMAIL_PROTECTION:
		return signing | KU_BIT(NON_REPUDIATION) | agreement | KU_BIT(KEY_ENCIPHERMENT);
	case OID_TIME_STAMPING: return signing | KU_BIT(NON_REPUDIATION);
	case OID_OCSP_SIGNING: return signing | KU_BIT(NON_REPUDIATION);
	default: return 0;
	}
}

/*
 * Some purpose of an end entity's extKeyUsage is consistent with keyUsage.
 *
 * The two extensions are processed independently, and what only one of them allows is not allowed:
 * such a certificate is good for nothing. Purposes that RFC 5280 does not define may go with any
 * bit.
 *
 * fix: set the bits of the purpose: digitalSignature for most.
 * covers: rfc5280-4.2.1.12-eku-consistent-with-ku
 * peers: zlint:e_key_usage_and_extended_key_usage_inconsistent
 * unless: rfc_key_usage_empty rfc_rsa_key_usage rfc_ec_key_usage rfc_ec_key_usage_old
 * unless: rfc_eddsa_key_usage rfc_eddsa_key_usage_old rfc_xdh_key_usage rfc_xdh_key_usage_old
 * unless: rfc_ml_kem_key_usage rfc_dh_key_usage rfc_ecdh_key_usage rfc_pss_key_usage
 * unless: rfc_stateful_key_usage
 * unless: br_responder_key_usage_other der_named_bits_empty_form der_bit_string_empty_unused
 * unless: br_ec_digital_signature_missing br_rsa_digital_signature_missing
 *
 *	pass client
 *	pass client key=rsa2048 ku=dataenc eku=client,1.2.3
 *	pass client key=rsa2048 ku=keyenc eku=email,client
 *	fail client key=rsa2048 ku=keyenc eku=client
 *	fail client key=rsa2048 ku=dataenc eku=client,email
 *	na   ca
 */
LINT(rfc_purpose_without_key_usage, WARNING, RFC5280("4.2.1.12"), .on = FACTS(HAS_KU, HAS_EKU),
     .off = FACTS(CA), .from = RFC3280_DAY)
{
	unsigned usages, purposes = 0;
	struct der e;

	each_in(c, OID_EKU, e) {
		usages = usages_of(oid_find(e.body));
		if (usages == 0 || usages & c->key_usage)
			return;
		purposes++;
	}
	if (purposes > 0)
		fail(r, extension_value(c, OID_KU),
		     "keyUsage has no bit that goes with a purpose");
}

/* ---- RFC 3161: time-stamping authorities ---- */

/*
 * extKeyUsage of a time-stamping authority is critical.
 *
 * RFC 3161 wants every verifier of a time stamp to see that the key is for nothing else.
 *
 * fix: mark the extension critical.
 * covers: rfc3161-2.3-tsa-eku-only-critical
 * peers: pkilint:pkix.extended_key_usage_extension_with_timestamping_not_critical
 *
 *	pass timestamp
 *	fail timestamp eku~
 *	na   time-ca
 *	na   client
 */
LINT_AS(extension_mark, rfc_time_stamping_purpose_not_critical, ERROR, RFC("3161", "2.3"),
	.on = FACTS(TIME_STAMPING, EKU_PRESENT), .off = FACTS(CA, TLS), .from = RFC3161_DAY,
	CRITICAL(EKU));

/*
 * A time-stamping authority has no other purpose.
 *
 * The key is reserved for time stamps, and verifiers refuse stamps under a key that is not.
 *
 * fix: drop the other purposes, or timeStamping.
 * covers: rfc3161-2.3-tsa-eku-only-critical
 *
 *	pass timestamp
 *	fail timestamp eku!=time,client
 *	fail codesign eku!=code,time
 *	na   time-ca eku=time,ocsp
 */
LINT(rfc_time_stamping_purpose_not_alone, ERROR, RFC("3161", "2.3"),
     .on = FACTS(TIME_STAMPING, HAS_EKU), .off = FACTS(CA, TLS), .from = RFC3161_DAY)
{
	struct der e;

	each_in(c, OID_EKU, e)
		if (oid_find(e.body) != OID_TIME_STAMPING)
			fail(r, der_whole(&e), "%s beside timeStamping", oid_name(r, e.body));
}
