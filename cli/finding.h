/* One finding on paper: the line, and the full form with its bytes. */

#ifndef CERTLINT_CLI_FINDING_H
#define CERTLINT_CLI_FINDING_H

#include <certlint/certlint.h>

#include "term.h"

/* Where the object came from, and all its bytes. */
struct subject {
	const char *name;
	size_t index;
	bool several;
	struct certlint_span der;
};

/* FILE#INDEX, what is harmful in it escaped. */
void finding_name(struct text *out, const struct subject *subject);

/* FILE#INDEX:OFFSET: error: detail [id] */
void finding_line(struct text *out, const struct term *term, const struct subject *subject,
		  const struct certlint_finding *finding);

/* Several lines: header, place, bytes with marks under the offending ones, help, rule. */
void finding_full(struct text *out, const struct term *term, const struct subject *subject,
		  const struct certlint_finding *finding);

/* The same of what was not checked: severity CERTLINT_NONE. */
void finding_not_checked(struct text *out, const struct subject *subject,
			 const struct certlint_finding *finding);

#endif
