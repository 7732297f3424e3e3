/* The templates of the forge. */

#ifndef CERTLINT_TESTS_FORGE_TEMPLATES_H
#define CERTLINT_TESTS_FORGE_TEMPLATES_H

#include <stdbool.h>
#include <stddef.h>

struct template {
	const char *name;
	const char *parent;		/* the template that it edits, or NULL */
	const char *edits;
	bool bare;			/* breaks rules by its nature */
};

extern const struct template templates[];
extern const size_t template_count;

#endif
