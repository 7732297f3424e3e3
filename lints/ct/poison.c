/* RFC 6962 3.1: the poison extension, which makes a certificate a precertificate. */

#include "dates.h"
#include "lint.h"

/*
 * The poison extension is critical.
 *
 * It is there so that no client ever accepts a precertificate.  Not critical, it is ignored by
 * clients that do not know it, and the precertificate is as good as a certificate.
 *
 * fix: mark the extension critical.
 * covers: ct-poison-critical rfc6962-3.1-poison-critical br-7.1.2.9.1-precert-poison-critical
 * peers: pkilint:pkix.ct_precert_poison_extension_not_critical
 *
 *	pass precert
 *	fail precert poison~
 *	na   tls
 */
LINT(ct_poison_not_critical, ERROR, RFC("6962", "3.1"), .on = FACTS(POISON_PRESENT),
     .from = RFC6962_DAY)
{
	const struct extension *x = cert_extension(c, OID_POISON);

	if (!x->critical)
		fail(r, x->whole, "the poison extension is not critical");
}

/*
 * The value of the poison extension is NULL.
 *
 * The value is the two octets 05 00 and nothing else, so that it is the same wherever a log or a
 * monitor looks for it.
 *
 * fix: set the extension's value to the octets 05 00.
 * covers: ct-poison-null rfc6962-3.1-poison-null br-7.1.2.9.3-precert-poison-0500
 * unless: der_length_not_minimal der_length_overrun
 *
 *	pass precert
 *	fail precert poison=der:3000
 *	fail precert poison=der:
 *	fail precert poison=der:0400
 *	fail precert poison=der:050000
 */
LINT(ct_poison_not_null, ERROR, RFC("6962", "3.1"), .on = FACTS(POISON_PRESENT),
     .from = RFC6962_DAY)
{
	const struct extension *x = cert_extension(c, OID_POISON);

	if (SPAN_IS(x->value, "\x05\x00"))
		return;
	expect(r, "05:00", "%s", hex(r, x->value));
	fail(r, x->value.p ? x->value : x->whole, "the value is not NULL");
}

/*
 * A precertificate has no list of SCTs.
 *
 * A log answers to a precertificate with an SCT, which stands in the certificate alone.  With a
 * list beside the poison, what the logs sign and what clients rebuild from the certificate differ.
 *
 * fix: leave the list out of what is submitted to logs.
 * covers: ct-poison-with-sct-list rfc6962-3.3-sct-list-in-precertificate
 * covers: br-7.1.2.9.1-precert-no-sct-list
 * peers: zlint:e_precert_with_sct_list
 * peers: pkilint:pkix.ct_precert_poison_and_sctlist_extensions_present
 * peers: pkilint:cabf.serverauth.subscriber.sct_list_extension_present
 *
 *	pass precert
 *	fail precert sct=2
 *	na   tls
 */
LINT(ct_poison_with_sct_list, ERROR, RFC("6962", "3.1"),
     .on = FACTS(POISON_PRESENT, SCT_LIST_PRESENT), .from = RFC6962_DAY)
{
	fail(r, cert_extension(c, OID_SCT_LIST)->whole,
	     "a list of SCTs beside the poison extension");
}

/*
 * What is poisoned is the precertificate of a server.
 *
 * Nothing forbids to log the certificate of a CA or of an OCSP responder, and by a precertificate
 * it would be done.  It is unusual enough to be worth a look.
 *
 * fix: make sure that this certificate was meant to be logged.
 * covers: ct-poison-not-in-ca br-7.1.2.9-precert-not-a-ca-or-responder
 * unless: br_ca_extension_not_listed br_responder_extension_not_listed br_root_extension_not_listed
 *
 *	pass precert
 *	fail ca-2019 poison=on
 *	fail client-ca poison=on
 *	fail ocsp from=2023-06-01 poison=on
 *	pass ca poison=on
 */
LINT(ct_poison_in_ca, NOTICE, RFC("6962", "3.1"), .on = FACTS(POISON_PRESENT),
     .off = FACTS(SUBSCRIBER), .from = RFC6962_DAY)
{
	fail(r, cert_extension(c, OID_POISON)->whole,
	     "the poison extension in the certificate of %s",
	     facts_have(&c->facts, FACT_CA) ? "a CA" : "an OCSP responder");
}
