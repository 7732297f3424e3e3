/* EV Guidelines: an EV certificate beside its issuer's. */

#include "checks.h"
#include "issuer.h"

/*
 * The policy of an EV certificate is one of its issuer's.
 *
 * Browsers that show EV look for a path on which the EV policy survives.  Where the subordinate CA has
 * neither that policy nor anyPolicy there is none, and the certificate is treated as any other.
 *
 * fix: add the EV policy or anyPolicy to the CA certificate.
 * covers: evg-7.1.6.3-issuer-permits-ev-policy
 * peers: pkilint:pkix.certificate_subject_has_policy_not_in_issuer
 * unless: br_subscriber_policy_not_in_issuer
 *
 *	pass ev issuer=ca
 *	pass ev issuer="ca policy=ev"
 *	pass ev policy=ev,1.2.3 issuer="ca policy=ov,1.2.3" also=br_subscriber_policy_not_in_issuer
 *	fail ev policy=ev,1.2.4 issuer="ca from=2023-01-12 until=2026-12-31 policy=1.2.3" also=rfc_policy_not_in_issuer
 *	fail ev issuer="ca from=2023-01-12 until=2026-12-31 -policy"
 *	pass ev issuer="root -policy"
 *	na   tls issuer="ca policy=1.2.3"
 */
LINT(ev_policy_not_in_issuer, WARNING, EVG("7.1.6.3"), .on = FACTS(TLS, EV, HAS_POLICIES),
     .needs = NEED_ISSUER, .from = EVG_1_0)
{
	const struct cert *issuer = named_issuer(c, r);
	struct policy mine, theirs;
	unsigned looked = 0;

	if (issuer == NULL || facts_have(&issuer->facts, FACT_ROOT) ||
	    facts_have(&issuer->facts, FACT_PRECERT_CA))
		return;
	each_policy(c, mine)
		each_policy(issuer, theirs) {
			if (theirs.oid == OID_ANY_POLICY || span_same(theirs.id.body, mine.id.body))
				return;
			if (++looked == 100000) {
				not_checked(r, "too many policies");
				return;
			}
		}
	fail(r, extension_value(c, OID_POLICIES), "the issuer's certificate has none of these policies");
}
