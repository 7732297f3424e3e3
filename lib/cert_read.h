/* What cert_read() does step by step: each file reads a part of the certificate into the model. */

#ifndef CERTLINT_LIB_CERT_READ_H
#define CERTLINT_LIB_CERT_READ_H

#include "cert.h"

static inline void
cert_set(struct cert *c, enum fact fact, bool value)
{
	facts_set(&c->facts, fact, value);
}

/* Of cert_key.c: the public key; what is wrong with its modulus; how the certificate is signed. */
void cert_read_key(struct cert *c);
void cert_note_modulus(struct cert *c);
void cert_read_signature(struct cert *c);

/* Of cert_extensions.c: all of them, and what the known ones say. */
void cert_read_extensions(struct cert *c);

/* Of cert_names.c: issuer, subject, alternative names and locations. */
void cert_read_names(struct cert *c, const struct cert_options *o);

/* Of timestamp.c: the SCTs, their sum and the signals that they give. */
void cert_read_timestamps(struct cert *c, const struct data *data);

#endif
