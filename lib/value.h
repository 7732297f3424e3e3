/* The contents of an element as people read them. */

#ifndef CERTLINT_LIB_VALUE_H
#define CERTLINT_LIB_VALUE_H

#include "print.h"
#include "walk.h"

/* Printable text into `out` of PRINTED_MAX; `name` is what the definition calls the element. */
const char *value_print(char *out, const struct der *e, const struct asn1_type *type,
			const char *name);

/* What type an element is of: its definition's, or where that is unknown what its tag says. */
const char *value_type(const struct der *e, const struct asn1_type *type);

#endif
