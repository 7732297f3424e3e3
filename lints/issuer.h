/* The issuer that the caller gave: whether it is the one that a certificate names. */

#ifndef CERTLINT_LINTS_ISSUER_H
#define CERTLINT_LINTS_ISSUER_H

#include "lint.h"

/* How the issuer's subject compares with the certificate's issuer. */
static inline enum likeness
issuer_likeness(const struct cert *c, const struct cert *issuer)
{
	return names_compare(c->issuer.body, issuer->subject.body);
}

/*
 * The issuer under NEED_ISSUER, or under NEED_ISSUER_KEY what there is of it.  NULL, and the lint
 * is not checked, if it has another name: that is then reported once, and nothing is deduced from
 * it.
 */
const struct cert *named_issuer(const struct cert *c, struct report *r);
const struct cert *named_issuer_key(const struct cert *c, struct report *r);

/* Whether a key of this kind makes signatures by the algorithm; true where one is unknown. */
bool key_makes(const struct key *key, enum oid signature_algorithm);

/* Whether the key's own RSASSA-PSS parameters rule out those of the signature (RFC 4055 3.3). */
struct pss;
bool key_rules_out(const struct key *key, const struct pss *signature);

#endif
