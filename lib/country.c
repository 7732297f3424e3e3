/* Looking up country codes. */

#include "country.h"
#include "day.h"

enum country_status
country_status(struct span code, int32_t day)
{
	const struct country *row;

	if (code.n != 2 || code.p[0] < 'A' || code.p[0] > 'Z' || code.p[1] < 'A' ||
	    code.p[1] > 'Z')
		return COUNTRY_NONE;
	row = &country_rows[country_index[(code.p[0] - 'A') * 26 + code.p[1] - 'A']];
	if (row->status != COUNTRY_ASSIGNED || day == DAY_NONE)
		return row->status;
	if (day < row->assigned)
		return COUNTRY_NOT_YET;
	return day < row->withdrawn ? COUNTRY_ASSIGNED : COUNTRY_WITHDRAWN;
}
