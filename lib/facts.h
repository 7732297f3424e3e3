/* Facts: what is true of an object, worked out once.  Lints say by them whom they judge. */

#ifndef CERTLINT_LIB_FACTS_H
#define CERTLINT_LIB_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "oids.h"

/* FACT(NAME, "name", "one sentence"): the texts are the public list. */
#define FACTS_LIST(FACT)							\
	FACT(CERTIFICATE, "certificate", "a certificate or TBSCertificate")	\
	FACT(NO_SIGNATURE, "no_signature", "a to-be-signed object, without its envelope") \
	FACT(UNSIGNED, "unsigned", "signed by nobody: id-alg-unsigned of RFC 9925") \
	FACT(V1, "v1", "version 1")						\
	FACT(V2, "v2", "version 2")						\
	FACT(V3, "v3", "version 3")						\
	FACT(HAS_EXTENSIONS, "has_extensions", "the extensions field is present and decodes") \
	/* role */								\
	FACT(CA, "ca", "a CA certificate: cA is TRUE, or keyCertSign is set and nothing speaks " \
	     "for an end entity")						\
	FACT(ROOT, "root", "a self-signed CA certificate")			\
	FACT(CROSS, "cross", "a cross-certificate: another certificate of an existing CA") \
	FACT(SUB_CA, "sub_ca", "a subordinate CA certificate that is neither cross-certificate " \
	     "nor precertificate signer")					\
	FACT(CONSTRAINED, "constrained", "a technically constrained CA certificate (TLS BR "	\
	     "7.1.2.3 or 7.1.2.5)")						\
	FACT(UNAFFILIATED, "unaffiliated", "a CA certificate for another organization than its " \
	     "issuer's: only the caller knows")					\
	FACT(PRECERT_CA, "precert_ca", "a precertificate signing CA certificate") \
	FACT(OCSP_RESPONDER, "ocsp_responder", "a delegated OCSP responder's certificate") \
	FACT(SUBSCRIBER, "subscriber", "an end-entity certificate that is no OCSP responder's") \
	FACT(PRECERTIFICATE, "precertificate", "a precertificate: the poison extension is "	\
	     "present")								\
	FACT(SELF_ISSUED, "self_issued", "issuer and subject are byte for byte the same") \
	FACT(SELF_SIGNED, "self_signed", "self-issued, and the signature verifies under its own " \
	     "key")								\
	FACT(CA_BIT, "ca_bit", "basicConstraints says cA TRUE")			\
	/* scope and profile */							\
	FACT(TLS, "tls", "in the scope of the TLS Baseline Requirements")	\
	FACT(DV, "dv", "domain validated")					\
	FACT(OV, "ov", "organization validated")				\
	FACT(IV, "iv", "individual validated")					\
	FACT(EV, "ev", "extended validation")					\
	FACT(RESERVED_POLICY, "reserved_policy", "one of the CA/Browser Forum's TLS policy "	\
	     "identifiers is asserted")						\
	FACT(SMIME, "smime", "in the scope of the S/MIME Baseline Requirements") \
	FACT(CODE_SIGNING, "code_signing", "for code signing")			\
	FACT(TIME_STAMPING, "time_stamping", "for time stamping")		\
	FACT(QUALIFIED, "qualified", "claims to be qualified by a QcCompliance statement") \
	/* extended key usage */						\
	FACT(SERVER_AUTH, "server_auth", "extKeyUsage has serverAuth")		\
	FACT(CLIENT_AUTH, "client_auth", "extKeyUsage has clientAuth")		\
	FACT(EMAIL_PROTECTION, "email_protection", "extKeyUsage has emailProtection") \
	FACT(OCSP_SIGNING, "ocsp_signing", "extKeyUsage has OCSPSigning")	\
	FACT(ANY_PURPOSE, "any_purpose", "extKeyUsage has anyExtendedKeyUsage")	\
	/* names */								\
	FACT(SUBJECT_EMPTY, "subject_empty", "the subject has no attribute")	\
	FACT(ISSUER_EMPTY, "issuer_empty", "the issuer has no attribute")	\
	FACT(HAS_CN, "has_cn", "the subject has a commonName")			\
	FACT(HAS_DNS, "has_dns", "subjectAltName has a dNSName")		\
	FACT(HAS_IP, "has_ip", "subjectAltName has an iPAddress")		\
	FACT(HAS_EMAIL, "has_email", "subjectAltName has an rfc822Name")	\
	FACT(HAS_URI, "has_uri", "subjectAltName has a uniformResourceIdentifier") \
	FACT(HAS_DIRECTORY_NAME, "has_directory_name", "subjectAltName has a directoryName") \
	FACT(HAS_OTHER_NAME, "has_other_name", "subjectAltName has an otherName") \
	FACT(HAS_ONION, "has_onion", "subjectAltName has a name under .onion")	\
	/* key and signature */							\
	FACT(KEY_DECODES, "key_decodes", "the public key is of a known type and decodes") \
	FACT(RSA_KEY, "rsa_key", "the public key is RSA")			\
	FACT(EC_KEY, "ec_key", "the public key is on an elliptic curve (ECDSA, ECDH)") \
	FACT(DSA_KEY, "dsa_key", "the public key is DSA")			\
	FACT(EDDSA_KEY, "eddsa_key", "the public key is Ed25519 or Ed448")	\
	FACT(XDH_KEY, "xdh_key", "the public key is X25519 or X448")		\
	FACT(ML_DSA_KEY, "ml_dsa_key", "the public key is ML-DSA")		\
	FACT(SLH_DSA_KEY, "slh_dsa_key", "the public key is SLH-DSA or HashSLH-DSA") 	\
	FACT(ML_KEM_KEY, "ml_kem_key", "the public key is ML-KEM")		\
	FACT(RSA_SIGNATURE, "rsa_signature", "signed by RSA with PKCS#1 v1.5")	\
	FACT(PSS_SIGNATURE, "pss_signature", "signed by RSASSA-PSS")		\
	FACT(ECDSA_SIGNATURE, "ecdsa_signature", "signed by ECDSA")		\
	FACT(EDDSA_SIGNATURE, "eddsa_signature", "signed by Ed25519 or Ed448")	\
	FACT(DSA_SIGNATURE, "dsa_signature", "signed by DSA")			\
	FACT(ML_DSA_SIGNATURE, "ml_dsa_signature", "signed by ML-DSA")		\
	FACT(SLH_DSA_SIGNATURE, "slh_dsa_signature", "signed by SLH-DSA or HashSLH-DSA") \
	/* time and knowledge */						\
	FACT(VALIDITY_KNOWN, "validity_known", "notBefore and notAfter can be read") \
	FACT(SHORT_LIVED, "short_lived", "a Short-lived Subscriber Certificate by TLS BR 1.6.1") \
	FACT(TLD_DATA_FRESH, "tld_data_fresh", "the TLD table is at most 90 days older than the " \
	     "object")								\
	FACT(TLD_DATA_STALE, "tld_data_stale", "the TLD table is more than 90 days older than "	\
	     "the object")							\
	EXTENSION_FACTS(FACT)

#define FACT_NAME(name, text, summary) FACT_##name,
enum fact { FACTS_LIST(FACT_NAME) FACT_COUNT };
#undef FACT_NAME

enum { FACT_WORDS = 4 };
_Static_assert(FACT_COUNT <= FACT_WORDS * 64, "more facts than bits");

struct facts {
	uint64_t w[FACT_WORDS];
};

/* FACTS(TLS, SUBSCRIBER): a constant initialiser of struct facts, of up to eight. */
#define FACT_BIT_(word, name) \
	| ((FACT_##name) / 64 == (word) ? (uint64_t)1 << (FACT_##name) % 64 : 0)
#define FACTS_1_(w, a) FACT_BIT_(w, a)
#define FACTS_2_(w, a, ...) FACT_BIT_(w, a) FACTS_1_(w, __VA_ARGS__)
#define FACTS_3_(w, a, ...) FACT_BIT_(w, a) FACTS_2_(w, __VA_ARGS__)
#define FACTS_4_(w, a, ...) FACT_BIT_(w, a) FACTS_3_(w, __VA_ARGS__)
#define FACTS_5_(w, a, ...) FACT_BIT_(w, a) FACTS_4_(w, __VA_ARGS__)
#define FACTS_6_(w, a, ...) FACT_BIT_(w, a) FACTS_5_(w, __VA_ARGS__)
#define FACTS_7_(w, a, ...) FACT_BIT_(w, a) FACTS_6_(w, __VA_ARGS__)
#define FACTS_8_(w, a, ...) FACT_BIT_(w, a) FACTS_7_(w, __VA_ARGS__)
#define FACTS_PICK_(a, b, c, d, e, f, g, h, n, ...) n
#define FACTS_WORD_(w, ...)							\
	(0 FACTS_PICK_(__VA_ARGS__, FACTS_8_, FACTS_7_, FACTS_6_, FACTS_5_, FACTS_4_, FACTS_3_,	\
		       FACTS_2_, FACTS_1_, )(w, __VA_ARGS__))
#define FACTS(...)								\
	{ { FACTS_WORD_(0, __VA_ARGS__), FACTS_WORD_(1, __VA_ARGS__),		\
	    FACTS_WORD_(2, __VA_ARGS__), FACTS_WORD_(3, __VA_ARGS__) } }

static inline bool
facts_have(const struct facts *f, enum fact fact)
{
	return f->w[fact / 64] >> fact % 64 & 1;
}

static inline void
facts_set(struct facts *f, enum fact fact, bool value)
{
	uint64_t bit = (uint64_t)1 << fact % 64;

	f->w[fact / 64] = value ? f->w[fact / 64] | bit : f->w[fact / 64] & ~bit;
}

/* The name and sentence of a fact; the fact of a name, FACT_COUNT if there is none. */
const char *fact_name(enum fact fact);
const char *fact_summary(enum fact fact);
enum fact fact_find(const char *name, size_t length);

/* The two facts of a known extension. */
#define FACT_HAS(oid) \
	((enum fact)(FACT_HAS_SKI + ((oid) - OID_EXTENSION_FIRST)))
#define FACT_PRESENT(oid) \
	((enum fact)(FACT_SKI_PRESENT + ((oid) - OID_EXTENSION_FIRST)))

#endif
