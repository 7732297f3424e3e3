/* What some bytes look like: a certificate, something else of a PKI, or nothing of the kind. */

#ifndef CERTLINT_LIB_SHAPE_H
#define CERTLINT_LIB_SHAPE_H

#include "der.h"

enum shape {
	SHAPE_CERTIFICATE,	/* or what resembles one, however damaged */
	SHAPE_TBS_CERTIFICATE,
	SHAPE_CRL, SHAPE_TBS_CRL, SHAPE_CSR, SHAPE_OCSP_RESPONSE, SHAPE_BASIC_OCSP_RESPONSE,
	SHAPE_OCSP_REQUEST, SHAPE_ATTRIBUTE_CERTIFICATE, SHAPE_CMS, SHAPE_PKCS12, SHAPE_PRIVATE_KEY,
	SHAPE_ENCRYPTED_KEY, SHAPE_PUBLIC_KEY, SHAPE_NUMBERS,
	SHAPE_EMPTY, SHAPE_PEM, SHAPE_TEXT,
	SHAPE_SEQUENCE,		/* of something else */
	SHAPE_OTHER,		/* not even a SEQUENCE */
	SHAPE_COUNT
};

/* By the tags of the first few elements; bounded by them and linear in what they skip. */
enum shape shape_of(struct span bytes);

/* "a certificate revocation list", for messages. */
const char *shape_text(enum shape shape);

#endif
