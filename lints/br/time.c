/* TLS BR 7.1.2: the order of the validity period. */

#include "dates.h"
#include "lint.h"

static void
validity_order(const struct cert *c, struct report *r)
{
	if (c->until < c->from)
		fail(r, der_whole(&c->validity), "notAfter is before notBefore");
}

/*
 * A server's certificate does not expire before it begins.
 *
 * fix: look for exchanged dates, or for a two-digit year on the wrong side of 50.
 * covers: br-7.1.2.7-not-after-not-before-not-before
 * peers: zlint:e_validity_time_not_positive pkilint:pkix.certificate_negative_validity_period
 *
 *	pass tls until=2026-04-01T00:00:00
 *	fail tls until=2026-03-31T23:59:59
 */
LINT_AS(validity_order, br_subscriber_validity_order, ERROR, BR("7.1.2.7"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_1_0_0);

/*
 * A CA's or OCSP responder's certificate does not expire before it begins.
 *
 * fix: look for exchanged dates, or for a two-digit year on the wrong side of 50.
 * covers: br-7.1.2.2.1-cross-not-after-not-before-signing
 * covers: br-7.1.2.10.1-ca-not-after-not-before-not-before
 * covers: br-7.1.2.8.1-ocsp-responder-not-after-not-before-not-before
 * peers: zlint:e_validity_time_not_positive pkilint:pkix.certificate_negative_validity_period
 *
 *	pass ca
 *	fail ca until=2026-01-11T23:59:59
 *	fail ocsp until=2026-03-31T23:59:59
 */
LINT_AS(validity_order, br_validity_order, ERROR, BR("7.1.2"), .on = FACTS(TLS, VALIDITY_KNOWN),
	.off = FACTS(SUBSCRIBER), .from = BR_2_0_0);

enum { BACKDATING_SECONDS = 48 * 3600 };

/*
 * A server's certificate that is signed does not begin more than 48 hours from now.
 *
 * notBefore is within 48 hours of the signature, which has been made. What lies further ahead
 * breaks that, if the clock of this machine is right and the signature is no stand-in.
 *
 * fix: set notBefore to the time of signing.
 * covers: br-7.1.2.7-not-before-in-future-48-hours
 *
 *	pass tls now=2026-03-30
 *	fail tls now=2026-03-29T23:59:59
 *	na   tls kind=tbs now=2026-03-29
 *	na   client now=2026-03-29
 */
LINT(br_not_before_ahead, WARNING, BR("7.1.2.7"), .on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN),
     .off = FACTS(NO_SIGNATURE), .needs = NEED_NOW, .from = BR_2_0_0)
{
	if (c->from - now_of(r) > BACKDATING_SECONDS)
		fail(r, der_whole(&c->not_before), "notBefore lies more than 48 hours ahead, and "
		     "the certificate is signed already");
}

/*
 * notBefore of a CA's or OCSP responder's certificate that is signed is not still to come.
 *
 * It is the time of signing at the latest. Judged at once after issuance, a clock that runs fast
 * shows itself so.
 *
 * fix: take the time of signing for notBefore, or a time in the 24 hours before.
 * covers: br-7.1.2.10.1-ca-not-before-in-future
 *
 *	pass ca now=2026-01-12
 *	fail ca now=2026-01-11
 *	fail ocsp now=2026-03-31
 *	pass ca now=2026-01-11 kind=tbs
 *	na   tls now=2026-03-31
 */
LINT(br_not_before_in_future, WARNING, BR("7.1.2.10.1"), .on = FACTS(TLS, VALIDITY_KNOWN),
     .off = FACTS(SUBSCRIBER, NO_SIGNATURE), .from = BR_2_0_0, .needs = NEED_NOW)
{
	if (c->from > now_of(r))
		fail(r, der_whole(&c->not_before), "notBefore is in the future");
}
