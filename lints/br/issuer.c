/* TLS BR: a certificate beside its issuer's. */

#include "checks.h"
#include "issuer.h"

/* ---- roots ---- */

/* Whether the issuer is a root, to be sure also by its signature. */
static bool
is_root(const struct cert *issuer)
{
	return facts_have(&issuer->facts, FACT_ROOT) &&
	       facts_have(&issuer->facts, FACT_SELF_ISSUED) &&
	       cert_verify(issuer, issuer) != VERDICT_BAD;
}

/*
 * A server's certificate is not issued by a root.
 *
 * A root's key stays offline.  It signs roots, subordinate CAs, OCSP responders and the CA's own
 * infrastructure; a certificate for a subscriber means that it was in daily use.
 *
 * fix: issue from a subordinate CA.
 * covers: br-6.1.7-subscriber-not-issued-by-root
 *
 *	pass tls issuer=ca
 *	fail tls issuer=root
 *	pass tls issuer="cross issuer=root"
 *	na   ocsp issuer=root
 */
LINT(br_subscriber_issued_by_root, ERROR, BR("6.1.7"), .on = FACTS(TLS, SUBSCRIBER),
     .needs = NEED_ISSUER, .from = BR_ROOT_KEYS)
{
	const struct cert *issuer = named_issuer(c, r);

	if (issuer && is_root(issuer))
		fail(r, der_whole(&c->issuer), "issued directly by a root");
}

/*
 * A server's certificate of before July 2016 is not issued by a root, but for old devices.
 *
 * For software that could verify nothing else, a root with a 1024-bit RSA key was let off.
 *
 * fix: issue from a subordinate CA.
 * covers: br-6.1.7-subscriber-issued-by-root-old
 *
 *	pass tls-2013 issuer=ca-2012
 *	fail tls-2013 issuer=root-2010
 *	pass tls-2013 issuer="root-2010 key=rsa1024 sig=good"
 */
LINT(br_subscriber_issued_by_root_old, ERROR, BR("6.1.7"), .on = FACTS(TLS, SUBSCRIBER),
     .needs = NEED_ISSUER, .from = BR_1_0_0, .until = BR_ROOT_KEYS)
{
	const struct cert *issuer = named_issuer(c, r);

	if (issuer && !(issuer->key.algorithm == OID_RSA_ENCRYPTION && issuer->key.bits <= 1024) &&
	    is_root(issuer))
		fail(r, der_whole(&c->issuer), "issued directly by a root");
}

/* ---- policies and purposes ---- */

/*
 * The reserved policy of a server's certificate is one of its issuer's.
 *
 * A subordinate CA's certificate names the reserved policy of what is issued below it, or
 * anyPolicy. CA certificates of before the profiles of September 2023 are left out, and so are
 * those without policies at all, which are reported themselves.
 *
 * fix: issue from a CA whose certificate has this policy.
 * covers: br-7.1.2.10.5-subscriber-policy-in-issuer
 * peers: pkilint:pkix.certificate_subject_has_policy_not_in_issuer
 *
 *	pass tls issuer=ca
 *	pass tls issuer="ca policy=dv"
 *	fail tls issuer="ca policy=ov"
 *	fail ov issuer="ca policy=dv,1.2.3"
 *	pass tls issuer="ca policy=ov from=2023-09-14"
 *	fail tls issuer="ca policy=ov from=2023-09-15"
 *	pass tls issuer="ca -policy"
 */
LINT(br_subscriber_policy_not_in_issuer, ERROR, BR("7.1.2.10.5"),
     .on = FACTS(TLS, SUBSCRIBER, HAS_POLICIES, RESERVED_POLICY), .needs = NEED_ISSUER,
     .from = BR_2_0_0)
{
	const struct cert *issuer = named_issuer(c, r);
	struct policy p;

	if (issuer == NULL || facts_have(&issuer->facts, FACT_ROOT) ||
	    !facts_have(&issuer->facts, FACT_HAS_POLICIES) || has_policy(issuer, OID_ANY_POLICY) ||
	    issuer->from_day == DAY_NONE || issuer->from_day < BR_2_0_0)
		return;
	each_policy(c, p)
		if (p.oid >= OID_POLICY_EV && p.oid <= OID_POLICY_IV && !has_policy(issuer, p.oid))
			fail(r, p.id.body, "the issuer's certificate does not have policy %s",
			     oid_text(p.oid));
}

/*
 * A certificate for servers is not issued below a CA for other purposes.
 *
 * A CA certificate whose extKeyUsage lacks serverAuth is outside these requirements, because
 * nothing for TLS is issued under it, directly or not.
 *
 * fix: issue from a CA whose extKeyUsage has serverAuth.
 * because: section 7.1.2.3 says it of the CA; from one certificate alone it cannot be seen.
 * unless: br_final_from_precert_ca
 *
 *	pass tls issuer=ca
 *	pass tls issuer="ca -eku"
 *	pass tls issuer="ca eku=any"
 *	fail tls issuer=client-ca
 *	fail ca issuer="smime-ca bc=ca"
 *	na   ocsp issuer=smime-ca
 */
LINT(br_server_auth_under_other_ca, ERROR, BR("7.1.2.3"), .on = FACTS(TLS, SERVER_AUTH),
     .needs = NEED_ISSUER, .from = BR_2_0_0)
{
	const struct cert *issuer = named_issuer(c, r);

	if (issuer && facts_have(&issuer->facts, FACT_HAS_EKU) &&
	    !facts_have(&issuer->facts, FACT_SERVER_AUTH) &&
	    !facts_have(&issuer->facts, FACT_ANY_PURPOSE) &&
	    !facts_have(&issuer->facts, FACT_PRECERT_CA))
		fail(r, der_whole(&c->issuer),
		     "a certificate for serverAuth under a CA without it");
}

/* ---- precertificate signing CAs ---- */

/* The issuer, if it is a CA that signs precertificates for another. */
static const struct cert *
precert_ca(const struct cert *c, struct report *r)
{
	return facts_have(&issuer_of(r)->facts, FACT_PRECERT_CA) ? named_issuer(c, r) : NULL;
}

/*
 * A precertificate signing CA has a key of the algorithm of its issuer's key.
 *
 * The signature field of a precertificate is that of the final certificate, so both keys have to
 * make the same signatures.  The AlgorithmIdentifiers are compared byte for byte.
 *
 * fix: give the signing CA a key of the issuing CA's algorithm and curve.
 * covers: br-7.1.2.4-precert-ca-spki-alg-equals-issuer
 *
 *	pass precert-ca issuer=ca-2024
 *	fail precert-ca issuer=ca-2024 key=p256
 *	fail precert-ca issuer=root key=p256
 */
LINT(br_precert_ca_key_algorithm, ERROR, BR("7.1.2.4"), .on = FACTS(PRECERT_CA),
     .needs = NEED_ISSUER_KEY, .from = BR_2_0_0, .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = named_issuer_key(c, r);

	if (issuer && der_present(&c->key.algorithm_id) &&
	    !span_same(c->key.algorithm_id.body, issuer->key.algorithm_id.body))
		fail(r, der_whole(&c->key.algorithm_id),
		     "the key's algorithm is not that of the "
		     "issuer's key");
}

/*
 * A precertificate signing CA signs by the algorithm of the CA that it signs for.
 *
 * The signature field of the precertificate stays in the entry of the log, so it has to be that of
 * the final certificate.  Which that is can be guessed from how the signing CA was certified
 * itself.
 *
 * fix: sign precertificates by the algorithm that the issuing CA signs certificates by.
 * covers: br-7.1.2.4-precert-ca-same-signature-algorithm
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer=precert-ca sigalg=rsa-sha384
 *	pass precert issuer=ca sigalg=ecdsa-sha384
 */
LINT(br_precert_ca_signature_algorithm, NOTICE, BR("7.1.2.4"), .on = FACTS(TLS, PRECERTIFICATE),
     .needs = NEED_ISSUER, .from = BR_2_0_0, .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = precert_ca(c, r);

	if (issuer && !span_same(c->tbs_algorithm.body, issuer->tbs_algorithm.body))
		fail(r, der_whole(&c->tbs_algorithm),
		     "signed with %s by a precertificate signing CA "
		     "that was itself signed with %s",
		     oid_text(c->inner_algorithm), oid_text(issuer->inner_algorithm));
}

/*
 * A precertificate is issued by the CA itself.
 *
 * From March 2026 precertificate signing CAs must not be used any more.
 *
 * fix: sign the precertificate with the key that signs the certificate.
 * covers: br-7.1.2.4-precert-not-from-precert-ca ct-precert-issued-by-signer-after-sunset
 *
 *	pass precert issuer=ca
 *	fail precert issuer=precert-ca as-of=2026-03-15 key=rsa2048
 *	na   precert-2025 issuer=precert-ca
 */
LINT(br_precert_from_precert_ca, ERROR, BR("7.1.2.4"), .on = FACTS(TLS, PRECERTIFICATE),
     .needs = NEED_ISSUER, .from = BR_PRECERT_CA_END)
{
	if (precert_ca(c, r))
		fail(r, der_whole(&c->issuer), "issued by a precertificate signing CA");
}

/*
 * A precertificate signing CA issues nothing but precertificates.
 *
 * It is not checked as other CAs are, since what it signs is good for nothing but logs.
 *
 * fix: issue the certificate from the issuing CA.
 * covers: br-7.1.2.4-precert-ca-no-subscriber-certificate ct-precert-signer-issues-precerts-only
 *
 *	pass tls issuer=ca
 *	fail tls-2024 issuer=precert-ca
 *	na   precert-2025 issuer=precert-ca
 */
LINT(br_final_from_precert_ca, ERROR, BR("7.1.2.4"), .on = FACTS(TLS, SUBSCRIBER),
     .off = FACTS(PRECERTIFICATE), .needs = NEED_ISSUER, .from = BR_2_0_0)
{
	if (precert_ca(c, r))
		fail(r, der_whole(&c->issuer),
		     "no precertificate, but issued by a precertificate "
		     "signing CA");
}

static struct span
key_identifier(const struct cert *c)
{
	struct authority_key k = authority_key(c);

	return k.key_identifier.body;
}

/*
 * authorityKeyIdentifier of a precertificate has the signing CA's subjectKeyIdentifier.
 *
 * That of the issuing CA is allowed too.  But the chain as the log gets it is then inconsistent,
 * and clients have refused such chains.
 *
 * fix: copy the subjectKeyIdentifier of the precertificate signing CA.
 * covers: br-7.1.2.9.4-precert-ca-issued-aki-keyid
 *
 *	pass precert-2025 issuer=precert-ca
 *	fail precert-2025 issuer="precert-ca aki=keyid:0102" aki=keyid:0102
 *	pass precert-2025 issuer="precert-ca aki=keyid:0102" aki=keyid:0103
 */
LINT(br_precert_aki_of_issuing_ca, WARNING, BR("7.1.2.9.4"),
     .on = FACTS(TLS, PRECERTIFICATE, HAS_AKI), .needs = NEED_ISSUER, .from = BR_2_0_0,
     .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = precert_ca(c, r);
	struct span mine = key_identifier(c);

	if (issuer && mine.p && span_same(mine, key_identifier(issuer)) &&
	    !span_same(mine, subject_key_identifier(issuer)))
		fail(r, mine,
		     "keyIdentifier is the issuing CA's, not the precertificate signing CA's");
}

/*
 * authorityKeyIdentifier of a precertificate is of the signing CA or of the issuing CA.
 *
 * fix: copy the subjectKeyIdentifier of the precertificate signing CA.
 * covers: br-7.1.2.9.4-precert-ca-issued-aki-one-of-two
 *
 *	pass precert-2025 issuer=precert-ca
 *	pass precert-2025 issuer="precert-ca aki=keyid:0102" aki=keyid:0102
 *	fail precert-2025 issuer="precert-ca aki=keyid:0102" aki=keyid:0103
 */
LINT(br_precert_aki_of_neither, ERROR, BR("7.1.2.9.4"), .on = FACTS(TLS, PRECERTIFICATE, HAS_AKI),
     .needs = NEED_ISSUER, .from = BR_2_0_0, .until = BR_PRECERT_CA_END)
{
	const struct cert *issuer = precert_ca(c, r);
	struct span mine = key_identifier(c), theirs;

	if (issuer == NULL || mine.p == NULL || span_same(mine, subject_key_identifier(issuer)))
		return;
	theirs = key_identifier(issuer);
	if (theirs.p == NULL)
		not_checked(r, "the precertificate signing CA has no keyIdentifier of its issuer");
	else if (!span_same(mine, theirs))
		fail(r, mine,
		     "keyIdentifier is neither the precertificate signing CA's nor its issuer's");
}
