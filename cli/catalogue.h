/* The requirements and the peers' rules, as docs/ lists them: made by catalogue.py. */

#ifndef CERTLINT_CLI_CATALOGUE_H
#define CERTLINT_CLI_CATALOGUE_H

#include <stddef.h>

struct requirement {
	const char *id, *document, *section;
	const char *level;		/* "MUST", "SHOULD NOT", ... */
	const char *undecided;		/* why no lint decides it; NULL: one does */
};

struct peer_rule {
	const char *peer, *name;
	const char *undecided;		/* why no lint means the same; NULL: one does */
};

/* Those of one file, and of one peer, are together. */
extern const struct requirement requirements[];
extern const size_t requirement_count;
extern const struct peer_rule peer_rules[];
extern const size_t peer_rule_count;

#endif
