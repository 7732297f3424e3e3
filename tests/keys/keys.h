/* Keys for test certificates: the public half of each, and the private one where it can sign. */

#ifndef CERTLINT_TESTS_KEYS_H
#define CERTLINT_TESTS_KEYS_H

struct canned_key {
	const char *name;
	const char *spki;		/* base64 of the SubjectPublicKeyInfo */
	const char *secret;		/* base64 of the RSAPrivateKey or ECPrivateKey, or NULL */
};

/* Ends with a NULL name. */
extern const struct canned_key canned_keys[];

#endif
