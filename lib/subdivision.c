/* Looking up subdivisions of countries by code and by name. */

#include "subdivision.h"

#include <string.h>

/* The rows of a country, from *row up to the one returned. */
static const struct subdivision *
rows_of(struct span country, const struct subdivision **row)
{
	unsigned pair;

	*row = subdivision_rows;
	if (country.n != 2 || country.p[0] < 'A' || country.p[0] > 'Z' || country.p[1] < 'A' ||
	    country.p[1] > 'Z')
		return *row;
	pair = (country.p[0] - 'A') * 26u + (country.p[1] - 'A');
	*row += subdivision_index[pair];
	return subdivision_rows + subdivision_index[pair + 1];
}

const struct subdivision *
subdivision_find(struct span country, struct span code)
{
	const struct subdivision *row, *end = rows_of(country, &row);

	for (; row < end; row++)
		if (span_is(code, row->code, strlen(row->code)))
			return row;
	return NULL;
}

static unsigned
lower(unsigned c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

bool
subdivision_has_name(const struct subdivision *row, struct span name)
{
	const unsigned char *own = subdivision_names + row->name;

	for (size_t i = 0; i < name.n; i++)
		if (own[i] == '\0' || lower(own[i]) != lower(name.p[i]))
			return false;
	return name.n > 0 && own[name.n] == '\0';
}

const struct subdivision *
subdivision_named(struct span country, struct span name)
{
	const struct subdivision *row, *end = rows_of(country, &row);

	for (; row < end; row++)
		if (subdivision_has_name(row, name))
			return row;
	return NULL;
}
