/* Days and instants of the Gregorian calendar, and the two ASN.1 time types. */

#ifndef CERTLINT_LIB_DAY_H
#define CERTLINT_LIB_DAY_H

#include "der.h"

/* Days since 1970-01-01 of a date; a constant where its arguments are. */
#define DAY_Y_(y, m) ((y) - ((m) <= 2))
#define DAY_M_(m) (((m) + 9) % 12)
#define DAY(y, m, d)							\
	(365 * DAY_Y_(y, m) + DAY_Y_(y, m) / 4 - DAY_Y_(y, m) / 100 +	\
	 DAY_Y_(y, m) / 400 + (153 * DAY_M_(m) + 2) / 5 + (d) - 1 - 719468)

/* No day: before and after every real one. */
#define DAY_NONE INT32_MIN
#define DAY_FIRST (INT32_MIN + 1)
#define DAY_LAST INT32_MAX

/* What is wrong with the text of a time, as bits. */
enum time_fault {
	TIME_BAD_ZONE = 1,		/* no Z at the end: an offset, local time, lower case */
	TIME_NO_SECONDS = 2,
	TIME_HOUR_24 = 4,		/* midnight as hour 24 */
	TIME_BAD_RANGE = 8,		/* not digits, length, month or hour out of range: alone */
	TIME_NO_SUCH_DAY = 16,		/* 30 February */
	TIME_SECOND_60 = 32,
	TIME_FRACTION = 64,		/* a fractional part: legal X.690, not in certificates */
	TIME_FRACTION_ZEROS = 128,	/* a fraction that is empty or ends in 0 */
	TIME_COMMA = 256		/* a comma as decimal mark */
};

/*
 * Read the contents of a UTCTime or GeneralizedTime (`tag`); a fault set, 0 for a DER time of whole
 * seconds.  *instant (seconds since 1970-01-01 00:00 UTC; may be negative) is written where the
 * text can be understood in spite of its faults; TIME_BAD_RANGE and TIME_NO_SUCH_DAY leave it.
 */
unsigned time_read(uint32_t tag, struct span body, int64_t *instant);

/* The day of an instant (floor), and the parts of a day. */
int32_t day_of(int64_t instant);
void day_parts(int32_t day, int *year, int *month, int *day_of_month);

/*
 * 20260315 from a day, and back (DAY_NONE if there is no such day).  A day outside the years 1 to
 * 9999 becomes the first or last day of them.
 */
int32_t day_to_number(int32_t day);
int32_t day_from_number(int32_t number);

/*
 * "2026-03-15" into out, any day at all (a year may take seven digits and a sign); the day from
 * such text of a year with four digits, DAY_NONE if it is none.
 */
void day_format(int32_t day, char out[16]);
int32_t day_parse(const char *text);

#endif
