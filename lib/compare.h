/* Distinguished names side by side: the same octets, the same text, or another name. */

#ifndef CERTLINT_LIB_COMPARE_H
#define CERTLINT_LIB_COMPARE_H

#include "der.h"

/* From the most alike to the least. */
enum likeness {
	LIKE_BYTES, /* the same octets */
	LIKE_TEXT, /* equal by RFC 5280 7.1: but for string types, case and blanks */
	LIKE_UNSURE, /* no more than characters beyond ASCII tell them apart, whose case
				   and composition are not folded here */
	LIKE_NOT
};

/* Compare two Names, given as the contents of their SEQUENCEs.  Linear. */
enum likeness names_compare(struct span a, struct span b);

/* The same of `start` and as many of the first RelativeDistinguishedNames of `name` as it has. */
enum likeness name_begins_with(struct span name, struct span start);

#endif
