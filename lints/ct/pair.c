/* RFC 6962 3.1, 3.2 and TLS BR 7.1.2.9: a certificate beside its precertificate. */

#include "dates.h"
#include "lint.h"

static bool
is_poisoned(const struct cert *c)
{
	return facts_have(&c->facts, FACT_PRECERTIFICATE);
}

/* Whether one of the two is a precertificate and the other is not. */
static bool
is_pair(const struct cert *c, const struct cert *other)
{
	return is_poisoned(c) != is_poisoned(other);
}

/*
 * Of a precertificate and its certificate the former alone is poisoned.
 *
 * The poison is what makes a precertificate one: with it no client takes the certificate, and
 * without it the precertificate is a certificate that was signed before the logs had answered.
 *
 * fix: put the poison extension into the precertificate, and take it out for the certificate.
 * covers: ct-poison-not-in-final ct-poison-required-in-precert br-7.1.2.9.3-precert-poison-present
 * covers: br-7.1.2.9-final-certificate-no-poison
 * peers: pkilint:cabf.serverauth.subscriber.precert_poison_extension_present
 * peers: pkilint:cabf.serverauth.subscriber.precert_poison_extension_absent
 *
 *	pass tls pair=precert
 *	pass precert pair=tls
 *	fail tls pair=tls
 *	fail precert pair=precert
 */
LINT(ct_pair_poison, ERROR, RFC("6962", "3.1"), .on = FACTS(CERTIFICATE), .needs = NEED_PAIR,
     .from = RFC6962_DAY)
{
	const struct extension *x = cert_extension(c, OID_POISON);

	if (is_pair(c, pair_of(r)))
		return;
	if (x)
		fail(r, x->whole, "certificate and counterpart both have the poison extension");
	else
		fail(r, cert_extensions_place(c), "neither the certificate nor its counterpart has "
		     "the poison extension");
}

/* The octets of an element, the first few of them. */
static const char *
some_hex(struct report *r, struct span s)
{
	return s.p ? hex(r, (struct span){ s.p, s.n < 24 ? s.n : 24 }) : "nothing";
}

/*
 * A certificate is what its precertificate says, but for poison and SCTs.
 *
 * The logs sign the precertificate's content, and clients rebuild it from the certificate: with any
 * other difference no SCT verifies.  And what CAs are bound to is the precertificate: a certificate
 * that differs is another one, unlogged, with the same serial number.
 *
 * fix: make the certificate from the precertificate's fields and extensions, in their order.
 * covers: ct-precert-matches-final br-7.1.2.9-precert-matches-final
 * covers: br-7.1.2.4-precert-ca-same-signature-algorithm
 * unless: ct_pair_poison
 *
 *	pass tls pair=precert
 *	pass precert pair=tls
 *	pass tls pair="precert order=poison"
 *	fail tls serial={16:7a} pair=precert
 *	fail tls until=2026-06-30 pair=precert
 *	fail tls subject=C=DE pair=precert
 *	fail tls key=p256b pair=precert
 *	fail tls san=dns:other.certlint-test.com pair=precert
 *	fail tls ku=digital,keyagree pair=precert also=br_ec_key_agreement
 *	fail tls order=crldp pair=precert
 *	fail tls -policy pair=precert also=br_policies_missing
 *	fail tls nocheck=on pair=precert also=br_extension_not_listed
 *	pass tls pair="precert issuer=precert-ca sigalg=ecdsa-sha256"
 */
LINT(ct_pair_differs, ERROR, BR("7.1.2.9"), .on = FACTS(CERTIFICATE), .needs = NEED_PAIR,
     .from = RFC6962_DAY)
{
	const char *role = is_poisoned(c) ? "certificate" : "precertificate";
	const struct cert *other = pair_of(r);
	struct ct_difference d;

	if (!is_pair(c, other) || !ct_difference_find(c, other, &d))
		return;
	expect(r, some_hex(r, d.there), "%s", some_hex(r, d.here));
	if (d.what)
		fail(r, d.here.p ? d.here : der_whole(&c->tbs), "%s differs from the %s's", d.what,
		     role);
	else
		fail(r, d.here.p ? d.here : cert_extensions_place(c),
		     "the %s has another extension here than %s", role,
		     d.here.p ? oid_name(r, d.oid) : "the end of the list");
}

/*
 * A certificate and its precertificate are of one issuer.
 *
 * Precertificate signing certificates, whose name stood in the precertificate instead, have ended.
 *
 * fix: sign the precertificate by the CA itself.
 * covers: ct-precert-matches-final br-7.1.2.9-precert-matches-final
 *
 *	pass tls pair=precert
 *	fail tls pair="precert issuer=ca-2024"
 *	fail tls issuer=ca-2024 sigalg=ecdsa-sha256 pair=precert
 *	na   tls from=2026-03-14 pair="precert from=2026-03-14 issuer=precert-ca"
 */
LINT(ct_pair_issuer_differs, ERROR, BR("7.1.2.9"), .on = FACTS(TLS), .needs = NEED_PAIR,
     .from = BR_PRECERT_CA_END)
{
	const struct cert *other = pair_of(r);

	if (!is_pair(c, other) || span_same(der_whole(&c->issuer), der_whole(&other->issuer)))
		return;
	fail(r, der_whole(&c->issuer), "the issuer is not that of the counterpart");
}
