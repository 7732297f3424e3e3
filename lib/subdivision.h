/* ISO 3166-2: the codes of states, provinces and the like, and their English names. */

#ifndef CERTLINT_LIB_SUBDIVISION_H
#define CERTLINT_LIB_SUBDIVISION_H

#include "der.h"

/* A row of the table, of the country that the index leads from; former codes are among them. */
struct subdivision {
	char code[4];		/* without the country's */
	uint32_t name;		/* where it begins in subdivision_names; it may be empty */
};

/* Made by data/subdivisions.py: the first row of each pair of letters, and of what follows them. */
extern const struct subdivision subdivision_rows[];
extern const uint16_t subdivision_index[26 * 26 + 1];
extern const unsigned char subdivision_names[];

/* The row of a code (upper case); NULL if there is none. */
const struct subdivision *subdivision_find(struct span country, struct span code);

/* The row of a country that has this English name, in whatever case; NULL if there is none. */
const struct subdivision *subdivision_named(struct span country, struct span name);

/* Whether the row has this name. */
bool subdivision_has_name(const struct subdivision *row, struct span name);

#endif
