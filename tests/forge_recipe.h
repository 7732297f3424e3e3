/* Reading a recipe: from words to the text of each field. */

#ifndef CERTLINT_TESTS_FORGE_RECIPE_H
#define CERTLINT_TESTS_FORGE_RECIPE_H

#include "forge.h"
#include "forge_make.h"

enum {
	MAX_EXTENSIONS = 64, MAX_PATCHES = 32, MAX_WORD = 32768
};

enum field {
	VERSION, SERIAL, SIGALG, TBSALG, OUTERALG, ISSUER, FROM, UNTIL, VALIDITY, SUBJECT, KEY,
	IUID, SUID, EXTENSIONS, EXT, ORDER, SIG, UNUSED, SIGNKEY, OBJECT, REVOKED, STATUS, PRODUCED,
	RESPONDER, RESPONSES, HASH, CERTS, BY, ATTRIBUTES, FIELDS
};

/* A change of finished bytes. */
struct patch {
	enum { SWAP, RAW, APPEND, CUT } kind;
	struct str text;
};

/* A recipe, word by word. */
struct recipe {
	struct value field[FIELDS];
	struct value extension[MAX_EXTENSIONS];
	struct patch patch[MAX_PATCHES];
	size_t patches;
	struct str signer;		/* recipe of the certificate above, or "self" */
	bool signer_given;		/* by an edit, so that the linter is shown it */
	bool tbs;
	int claim;			/* the kind to tell the linter, -1: what it is */
	struct str pair;
	struct forge_result *result;
	struct trouble *trouble;
	size_t used;
	char arena[2 * MAX_WORD];	/* the text of the values */
};

/* A recipe of `text`; NULL without memory.  Its trouble says what was wrong with it. */
struct recipe *recipe_new(const char *text, struct forge_result *result, struct trouble *trouble);

/* Take a last ! ~ ? off the name. */
enum mark take_mark(struct str *name);

#endif
