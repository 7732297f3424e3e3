/* What some DER is by its outer shape, and the certificates inside PKCS#7. */

#ifndef CERTLINT_CLI_SHAPE_H
#define CERTLINT_CLI_SHAPE_H

#include <stdbool.h>

#include <certlint/certlint.h>
#include <certlint/plugin.h>

/*
 * A phrase for what is surely no certificate ("a private key", "a CRL"), or NULL for everything
 * else: a certificate, or what may be a damaged one.
 */
const char *shape_other(struct certlint_span der);

/* Whether this begins as a SEQUENCE does whose length is told in a way that files have. */
bool shape_begins(struct certlint_span der);

/* Whether it is ContentInfo with SignedData inside (RFC 5652), DER or BER. */
bool shape_is_cms(struct certlint_span der);

/*
 * The elements of SignedData's certificates field, one after the other: 1 and the next one, or 0.
 * `cursor` is zero before the first call.
 */
struct cms_cursor {
	struct certlint_span rest;
	bool begun;
};
int cms_next(struct certlint_span der, struct cms_cursor *cursor, struct certlint_element *out);

#endif
