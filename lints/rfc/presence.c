/* Which extensions have to be there, which only once, and which nowhere: RFC 5280 4.2. */

#include "checks.h"

/*
 * A certificate of version 3 that is not self-issued has extensions.
 *
 * RFC 5280 asks conforming CAs for an authorityKeyIdentifier in all but self-signed certificates.
 * For those version 3 without extensions is allowed (4.1.2.1), if pointless.
 *
 * fix: issue by a profile with the extensions of its kind.
 * covers: br-7.1.2-cert-extensions-present
 * peers: pkilint:cabf.certificate_extensions_missing
 *
 *	pass tls
 *	fail tls -extensions
 *	na   tls -extensions issuer=self
 *	na   v1
 */
LINT(rfc_extensions_missing, ERROR, RFC5280("4.2.1.1"), .on = FACTS(V3),
     .off = FACTS(HAS_EXTENSIONS, SELF_ISSUED), .from = RFC5280_DAY)
{
	if (!der_present(&c->extensions_tag))
		fail(r, der_whole(&c->version_tag), "version 3, and no extensions");
}

/*
 * A certificate that is not self-signed has an authorityKeyIdentifier.
 *
 * The issuer's name does not say which of its keys signed. Without the identifier path building
 * tries them all, and fails where it stops at the first.
 *
 * fix: copy the issuer's subjectKeyIdentifier into authorityKeyIdentifier.
 * covers: rfc5280-4.2-has-aki br-7.1.2.2.3-cross-aki-present br-7.1.2.6.1-ca-aki-present
 * covers: br-7.1.2.7.6-aki-present br-7.1.2.8.2-ocsp-responder-aki-present
 * covers: sbr-7.1.2.2-subca-aki-present sbr-7.1.2.3-aki-present csbr-7.1.2.2-subca-aki-present
 * covers: csbr-7.1.2.3-aki-present etsi412-2-gen-4.3.1-1-aki
 * peers: zlint:e_ext_authority_key_identifier_no_key_identifier
 * pkilint:pkix.authority_key_identifier_extension_absent
 * pkilint:pkix.authority_key_id_extension_missing
 * pkilint:cabf.serverauth.ca.authority_key_identifier_extension_absent
 * pkilint:cabf.serverauth.cross_ca.authority_key_identifier_extension_absent
 * pkilint:cabf.serverauth.ocsp_responder.authority_key_identifier_extension_absent
 * pkilint:cabf.serverauth.subscriber.authority_key_identifier_extension_absent
 * pkilint:etsi.en_319_412_2.authority_key_identifier_extension_absent
 * pkilint:pkix.authority_key_identifier_missing
 *
 *	pass tls
 *	pass root -aki
 *	fail tls -aki
 *	fail ca -aki
 */
LINT(rfc_aki_missing, ERROR, RFC5280("4.2.1.1"), .on = FACTS(HAS_EXTENSIONS),
	 .off = FACTS(AKI_PRESENT, ROOT), .from = RFC2459_DAY)
{
	if (facts_have(&c->facts, FACT_SELF_ISSUED) && !facts_have(&c->facts, FACT_CA))
		return;		/* self-signed, or nobody knows */
	if (c->extension_count == 0)
		return;		/* the empty list is the fault */
	fail(r, cert_extensions_place(c), "authorityKeyIdentifier is missing");
}

/*
 * A CA certificate has a subjectKeyIdentifier.
 *
 * The certificates below name their issuer's key by this value. Where it is missing, path building
 * cannot tell two keys of one CA apart.
 *
 * fix: give each CA key an identifier, such as the SHA-1 hash of its bits.
 * covers: rfc5280-4.2-ca-has-ski br-7.1.2.1.2-root-ski-present br-7.1.2.2.3-cross-ski-present
 * covers: br-7.1.2.6.1-ca-ski-present sbr-7.1.2.1-root-ski-present sbr-7.1.2.2-subca-ski-present
 * peers: zlint:e_ext_subject_key_identifier_missing_ca pkilint:pkix.certificate_skid_ca_missing
 * pkilint:cabf.serverauth.ca.subject_key_identifier_extension_absent
 * pkilint:cabf.serverauth.cross_ca.subject_key_identifier_extension_absent
 * pkilint:cabf.serverauth.root.subject_key_identifier_extension_absent
 *
 *	pass ca
 *	fail ca -ski
 *	fail root -ski
 *	na   tls
 */
LINT_AS(extension_missing, rfc_ski_missing_in_ca, ERROR, RFC5280("4.2.1.2"),
	.on = FACTS(CA, HAS_EXTENSIONS), .off = FACTS(SKI_PRESENT), .from = RFC2459_DAY,
	EXTENSION(SKI, "CAs must have it"));

/*
 * An end entity's certificate has a subjectKeyIdentifier.
 *
 * An end entity whose key has several certificates is found by the identifier; CMS messages name
 * the recipient's key by it. TLS certificates are left out: the Baseline Requirements advise
 * against it there.
 *
 * fix: add the SHA-1 hash of the key's bits, or another identifier, as subjectKeyIdentifier.
 * covers: rfc5280-4.2.1.2-ski-in-end-entity sbr-7.1.2.3-ski-present
 * peers: pkilint:pkix.certificate_skid_end_entity_missing
 * unless: rfc_rpki_ski_missing
 *
 *	pass client
 *	fail client -ski
 *	na   tls
 */
LINT_AS(extension_missing, rfc_ski_missing, WARNING, RFC5280("4.2.1.2"),
	.on = FACTS(HAS_EXTENSIONS), .off = FACTS(SKI_PRESENT, CA, TLS), .from = RFC2459_DAY,
	EXTENSION(SKI, "end entities should have it"));

/*
 * A server's certificate of before the profiles of 2023 has a subjectKeyIdentifier.
 *
 * An end entity whose key has several certificates is found by the identifier; CMS messages name
 * the recipient's key by it. From 2023-09-15 the Baseline Requirements advise against it for
 * servers, so that this advice of RFC 5280 ends there.
 *
 * fix: add the SHA-1 hash of the key's bits, or another identifier, as subjectKeyIdentifier.
 * covers: rfc5280-4.2.1.2-ski-in-end-entity
 * peers: zlint:w_ext_subject_key_identifier_missing_sub_cert
 *
 *	pass tls-2019
 *	fail tls-2019 -ski
 *	na   tls
 */
LINT_AS(extension_missing, rfc_ski_missing_in_server, WARNING, RFC5280("4.2.1.2"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_EXTENSIONS), .off = FACTS(SKI_PRESENT),
	.from = RFC2459_DAY, .until = BR_2_0_0, EXTENSION(SKI, "end entities should have it"));

/*
 * An OCSP responder's certificate has a subjectKeyIdentifier.
 *
 * Responses may name their responder by the hash of its key, and an identifier finds the
 * certificate for it.
 *
 * fix: add the SHA-1 hash of the key's bits as subjectKeyIdentifier.
 * covers: br-7.1.2.8.2-ocsp-responder-ski-present rfc5280-4.2.1.2-ski-in-end-entity
 * peers: pkilint:cabf.serverauth.ocsp_responder.subject_key_identifier_extension_absent
 *
 *	pass ocsp
 *	fail ocsp -ski
 *	na   tls
 */
LINT_AS(extension_missing, rfc_ski_missing_in_responder, WARNING, RFC5280("4.2.1.2"),
	.on = FACTS(OCSP_RESPONDER, HAS_EXTENSIONS), .off = FACTS(SKI_PRESENT),
	.from = RFC2459_DAY, EXTENSION(SKI, "responders should have it"));

/*
 * A CA certificate has keyUsage.
 *
 * Without it the CA's key is good for everything, also for what an attacker gets it to sign or
 * decrypt elsewhere.
 *
 * fix: add a critical keyUsage with keyCertSign and cRLSign.
 * covers: rfc5280-4.2.1.3-ku-present-in-ca br-7.1.2.1.2-root-key-usage-present
 * covers: br-7.1.2.2.3-cross-key-usage-present br-7.1.2.6.1-ca-key-usage-present
 * covers: sbr-7.1.2.1-root-ku-present sbr-7.1.2.2-subca-ku-present csbr-7.1.2.1-root-ku-present
 * covers: csbr-7.1.2.2-subca-ku-present
 * peers: zlint:e_ca_key_usage_missing zlint:e_root_ca_key_usage_present
 * pkilint:pkix.ca_certificate_no_ku_extension pkilint:cabf.serverauth.ca.key_usage_extension_absent
 * pkilint:cabf.serverauth.cross_ca.key_usage_extension_absent
 * pkilint:cabf.serverauth.root.key_usage_extension_absent
 *
 *	pass ca
 *	fail ca -ku
 *	fail root -ku
 *	na   tls
 */
LINT_AS(extension_missing, rfc_key_usage_missing_in_ca, ERROR, RFC5280("4.2.1.3"),
	.on = FACTS(CA, HAS_EXTENSIONS), .off = FACTS(KU_PRESENT), .from = RFC3280_DAY,
	EXTENSION(KU, "CAs must have it"));

/*
 * A CA certificate has basicConstraints.
 *
 * Only cA TRUE in this extension makes a certificate of version 3 a CA's. Without it everything
 * below fails, and software that does not look lets every certificate act as a CA.
 *
 * fix: add a critical basicConstraints with cA TRUE.
 * covers: rfc5280-4.2.1.9-bc-present-in-ca br-7.1.2.1.2-root-basic-constraints-present
 * covers: br-7.1.2.2.3-cross-basic-constraints-present br-7.1.2.6.1-ca-basic-constraints-present
 * covers: sbr-7.1.2.1-root-bc-present sbr-7.1.2.2-subca-bc-present csbr-7.1.2.1-root-bc-present
 * covers: csbr-7.1.2.2-subca-bc-present
 * peers: pkilint:cabf.serverauth.root.basic_constraints_extension_absent
 * pkilint:cabf.serverauth.ca.basic_constraints_extension_absent
 * pkilint:cabf.serverauth.cross_ca.basic_constraints_extension_absent
 *
 *	pass ca
 *	fail ca -bc
 *	fail root -bc
 *	na   tls
 */
LINT_AS(extension_missing, rfc_basic_constraints_missing_in_ca, ERROR, RFC5280("4.2.1.9"),
	.on = FACTS(CA, V3, HAS_EXTENSIONS), .off = FACTS(BC_PRESENT), .from = RFC2459_DAY,
	EXTENSION(BC, "CAs must have it"));

/*
 * No extension occurs twice.
 *
 * Which of two counts, the first or the last, depends on the software, so that two verifiers see
 * two certificates. That has been used to smuggle names past a CA.
 *
 * fix: make one extension of what both say.
 * covers: rfc5280-4.2-extension-duplicate br-7.1.2-cert-no-duplicate-extension ct-sct-list-once
 * peers: zlint:e_ext_duplicate_extension pkilint:pkix.duplicate_extension
 *
 *	pass tls
 *	fail tls +ext=san
 *	fail client ext=1.2.3.4:0500,1.2.3.4:0500
 */
LINT(rfc_extension_duplicate, ERROR, RFC5280("4.2"), .trigger = ON_SIGHT(EXT_DUPLICATE),
	 .from = RFC2459_DAY)
{
	struct extension x;

	each_extension(c, x)
		if (extension_is_repeat(c, &x))
			fail(r, x.whole, "%s is there twice", oid_name(r, x.oid));
}
