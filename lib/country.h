/* ISO 3166-1 alpha-2: which pairs of letters stand for a country, and since when. */

#ifndef CERTLINT_LIB_COUNTRY_H
#define CERTLINT_LIB_COUNTRY_H

#include "der.h"

enum country_status {
	COUNTRY_NONE,		/* no code: other letters, lower case, another length */
	COUNTRY_ASSIGNED,
	COUNTRY_RESERVED,	/* exceptionally reserved, for what is no country: EU, UK, AC ... */
	COUNTRY_USER,		/* left to users: XX, ZZ ... */
	COUNTRY_NOT_YET,	/* assigned after the day */
	COUNTRY_WITHDRAWN	/* withdrawn by the day */
};

/* A row of the table: assigned <= day < withdrawn. */
struct country {
	enum country_status status;
	int32_t assigned, withdrawn;
};

/* Made by data/countries.py: the row of each pair of letters, 0 for none. */
extern const struct country country_rows[];
extern const uint16_t country_index[26 * 26];

/* What two octets of upper-case ASCII mean on a day (DAY_NONE: at any time). */
enum country_status country_status(struct span code, int32_t day);

#endif
