/* TLS BR 7.1.2.11.1 and 7.1.2.1.3: authorityKeyIdentifier. */

#include "checks.h"

static void
aki_names_certificate(const struct cert *c, struct report *r)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.issuer))
		fail(r, der_whole(&k.issuer), "authorityKeyIdentifier has authorityCertIssuer");
	else if (der_present(&k.serial))
		fail(r, der_whole(&k.serial), "authorityKeyIdentifier has "
		     "authorityCertSerialNumber");
}

/*
 * authorityKeyIdentifier has neither authorityCertIssuer nor authorityCertSerialNumber.
 *
 * The two name one certificate of the issuing CA. When it is replaced by another of the same key,
 * software that compares them finds no path any more.
 *
 * fix: leave the keyIdentifier alone in the extension.
 * covers: br-7.1.2.11.1-aki-no-issuer br-7.1.2.11.1-aki-no-serial
 * peers: zlint:e_mp_authority_key_identifier_correct
 * peers: pkilint:cabf.authority_key_identifier_has_issuer_cert
 * unless: rfc_aki_issuer_without_serial
 *
 *	pass tls
 *	fail tls aki=auto,issuer:CN=x,serial:01
 *	fail ca aki=auto,issuer:CN=x,serial:01
 *	na   tls-2019 aki=auto,issuer:CN=x,serial:01
 *	na   client aki=auto,issuer:CN=x,serial:01
 */
LINT_AS(aki_names_certificate, br_aki_issuer_and_serial, ERROR, BR("7.1.2.11.1"),
	.on = FACTS(TLS, HAS_AKI), .off = FACTS(ROOT, OCSP_RESPONDER), .from = BR_1_7_1);

/*
 * authorityKeyIdentifier of a root or an OCSP responder has neither authorityCertIssuer nor
 * authorityCertSerialNumber.
 *
 * The profiles of 2023 extend to roots and responders what held for the other certificates.
 *
 * fix: leave the keyIdentifier alone in the extension.
 * covers: br-7.1.2.1.3-root-aki-no-issuer br-7.1.2.1.3-root-aki-no-serial
 * covers: br-7.1.2.8.2-ocsp-responder-aki-no-issuer br-7.1.2.8.2-ocsp-responder-aki-no-serial
 * peers: pkilint:cabf.authority_key_identifier_has_issuer_cert
 * unless: rfc_aki_issuer_without_serial
 *
 *	pass ocsp
 *	fail ocsp aki=auto,issuer:CN=x,serial:01
 *	fail root from=2024-03-01 aki=auto,issuer:CN=x,serial:01
 *	na   root aki=auto,issuer:CN=x,serial:01
 *	na   tls
 */
LINT_AS(aki_names_certificate, br_aki_issuer_and_serial_new, ERROR, BR("7.1.2.1.3"),
	.on = FACTS(TLS, HAS_AKI), .off = FACTS(SUBSCRIBER, CROSS, SUB_CA, CONSTRAINED, PRECERT_CA),
	.from = BR_2_0_0);

/*
 * authorityKeyIdentifier of a root of September 2023 or later has a keyIdentifier.
 *
 * A root may leave the extension out, but not its contents: the profile of roots makes the field
 * compulsory.
 *
 * fix: copy subjectKeyIdentifier, or leave the extension out.
 * covers: br-7.1.2.1.3-root-aki-keyid-present
 * peers: pkilint:pkix.authority_key_identifier_keyid_missing
 * unless: der_list_empty der_unknown_context_tag
 *
 *	pass root from=2024-03-01
 *	pass root from=2024-03-01 -aki
 *	fail root from=2024-03-01 aki=
 *	na   root aki=
 *	na   smime-ca issuer=self aki=
 */
LINT(br_root_aki_key_identifier_missing, ERROR, BR("7.1.2.1.3"), .on = FACTS(TLS, ROOT, HAS_AKI),
	 .from = BR_2_0_0)
{
	struct authority_key k = authority_key(c);

	if (!der_present(&k.key_identifier) && der_present(&k.whole))
		fail(r, der_whole(&k.whole), "authorityKeyIdentifier has no keyIdentifier");
}

/*
 * authorityKeyIdentifier of a root of September 2023 or later equals its subjectKeyIdentifier.
 *
 * In a self-signed certificate the key that signed is the key that is certified, so that both
 * identifiers name the same. Where they differ, software that goes by them looks for another root.
 * The profile of roots makes it a duty.
 *
 * fix: copy subjectKeyIdentifier into authorityKeyIdentifier.
 * covers: br-7.1.2.1.3-root-aki-keyid-equals-ski
 * peers: pkilint:cabf.serverauth.root_aki_ski_not_equal
 *
 *	pass root from=2024-03-01
 *	fail root from=2024-03-01 aki=keyid:01020304
 *	na   root aki=keyid:01020304
 */
LINT(br_root_key_identifiers_differ, ERROR, BR("7.1.2.1.3"),
	 .on = FACTS(TLS, ROOT, HAS_AKI, HAS_SKI), .from = BR_2_0_0)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.key_identifier) &&
	    !span_same(k.key_identifier.body, subject_key_identifier(c)))
		fail(r, der_whole(&k.key_identifier), "authorityKeyIdentifier %s differs from the "
		     "root's own identifier", hex(r, k.key_identifier.body));
}
