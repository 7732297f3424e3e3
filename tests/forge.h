/* The forge: one line of text in, the DER bytes of an object, right or wrong, out. */

#ifndef CERTLINT_TESTS_FORGE_H
#define CERTLINT_TESTS_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Make the object that `recipe` describes (forge.md is the reference of that language) and return
 * its length.  A recipe that makes no sense, or an object longer than `max`, returns 0 and says
 * why on stderr.
 */
size_t forge(const char *recipe, uint8_t *out, size_t max);

/* What an object is: the numbers of certlint_kind, and those that it keeps for other objects. */
enum forge_kind {
	FORGE_AUTO, FORGE_CERT, FORGE_TBS_CERT, FORGE_CRL, FORGE_TBS_CRL, FORGE_OCSP_RESPONSE,
	FORGE_OCSP_RESPONSE_DATA, FORGE_PKCS10
};

/* What else a recipe says: the words that are for whoever runs the linter on the object. */
struct forge_result {
	int kind;			/* enum forge_kind of the bytes, or as kind= has it */
	uint8_t *issuer;		/* certificate of issuer=RECIPE; NULL if not given */
	size_t issuer_length;
	uint8_t *pair;			/* object of pair=RECIPE; NULL if not given */
	size_t pair_length;
	int64_t as_of, now;		/* seconds since 1970; 0: not given */
	int64_t from, until;		/* the first and last second of the object, 0: unreadable */
	char profile[64];		/* empty: not given */
	char facts[256];
	char select[256];		/* a selection expression; empty: not given */
	char also[16][64];		/* ids of lints that may report the same bytes */
	size_t also_count;
	bool no_edges;			/* edges=no: not a vector to try on the days of a window */
	char signer[256];		/* recipe of the certificate above, given or not */
	bool bare;			/* its template is not meant to be free of findings */
	char error[256];		/* empty: none */
};

/* The same without a word on stderr; result->error says why.  Always forge_release() after. */
size_t forge_full(const char *recipe, uint8_t *out, size_t max, struct forge_result *result);
void forge_release(struct forge_result *result);

/* The name of template `i`, NULL past the end, and the recipe that it stands for. */
const char *forge_template(size_t i, const char **recipe);

#endif
