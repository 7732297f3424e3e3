/* Days and instants of the Gregorian calendar, and the two ASN.1 time types. */

#include "day.h"

enum { SECONDS_A_DAY = 86400 };

static const uint8_t month_days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* Two digits at p[i], which are known to be digits. */
static int
two(const uint8_t *p, size_t i)
{
	return (p[i] - '0') * 10 + (p[i + 1] - '0');
}

static bool
day_exists(int year, int month, int day)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return day >= 1 && day <= month_days[month] + (month == 2 && leap);
}

/* How many digits stand at the front. */
static size_t
digits(struct span s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/* ".5", ",50": faults of a fraction at the front of *s, which moves past it. */
static unsigned
fraction_read(struct span *s)
{
	unsigned faults = TIME_FRACTION;
	size_t n;

	if (s->p[0] == ',')
		faults |= TIME_COMMA;
	n = digits((struct span){ s->p + 1, s->n - 1 });
	if (n == 0 || s->p[n] == '0')
		faults |= TIME_FRACTION_ZEROS;
	s->p += n + 1, s->n -= n + 1;
	return faults;
}

/* Z, nothing, or +hhmm; the offset in seconds is taken off *instant.  Anything else is no time. */
static unsigned
zone_read(struct span s, int64_t *instant)
{
	int64_t offset;

	if (s.n == 1 && s.p[0] == 'Z')
		return 0;
	if (s.n == 0 || (s.n == 1 && s.p[0] == 'z'))
		return TIME_BAD_ZONE;
	if (s.n != 5 || (s.p[0] != '+' && s.p[0] != '-') ||
	    digits((struct span){ s.p + 1, 4 }) != 4)
		return TIME_BAD_RANGE;
	offset = (two(s.p, 1) * 60 + two(s.p, 3)) * 60;
	*instant -= s.p[0] == '+' ? offset : -offset;
	return TIME_BAD_ZONE;
}

/* Month to second in `digit_count` digits at p (8 without seconds, 10 with). */
static unsigned
clock_read(int year, const uint8_t *p, size_t digit_count, int64_t *instant)
{
	int month = two(p, 0), day = two(p, 2), hour = two(p, 4), minute = two(p, 6);
	int second = digit_count > 8 ? two(p, 8) : 0;
	unsigned faults = digit_count > 8 ? 0 : TIME_NO_SECONDS;

	if (hour == 24 && minute == 0 && second == 0)
		faults |= TIME_HOUR_24;
	else if (hour > 23)
		faults |= TIME_BAD_RANGE;
	if (second == 60)
		faults |= TIME_SECOND_60;
	if (month < 1 || month > 12 || day < 1 || day > 31 || minute > 59 || second > 60)
		return faults | TIME_BAD_RANGE;
	if (!day_exists(year, month, day))
		return faults | TIME_NO_SUCH_DAY;
	*instant = (int64_t)DAY(year, month, day) * SECONDS_A_DAY + (hour * 60 + minute) * 60 +
		second;
	return faults;
}

unsigned
time_read(uint32_t tag, struct span body, int64_t *instant)
{
	size_t years = (tag & 0x1f) == DER_GENERALIZED_TIME ? 4 : 2;
	size_t n = digits(body);
	struct span rest;
	unsigned faults, more;
	int year;
	int64_t at = 0;

	if (n != years + 8 && n != years + 10)
		return TIME_BAD_RANGE;
	year = two(body.p, 0);
	year = years == 4 ? year * 100 + two(body.p, 2) : year + (year < 50 ? 2000 : 1900);
	faults = clock_read(year, body.p + years, n - years, &at);
	rest = (struct span){ body.p + n, body.n - n };
	if (years == 4 && rest.n > 0 && (rest.p[0] == '.' || rest.p[0] == ','))
		faults |= fraction_read(&rest);
	more = zone_read(rest, &at);
	if ((faults | more) & TIME_BAD_RANGE)
		return TIME_BAD_RANGE;	/* no time at all: what else it lacks is no news */
	if (!(faults & TIME_NO_SUCH_DAY))
		*instant = at;
	return faults | more;
}

int32_t
day_of(int64_t instant)
{
	int64_t day = instant / SECONDS_A_DAY;

	day -= instant % SECONDS_A_DAY < 0;
	if (day < DAY_FIRST)
		return DAY_FIRST;
	return day > DAY_LAST ? DAY_LAST : (int32_t)day;
}

/* The inverse of DAY(): era by era of 400 years, with the year beginning in March. */
void
day_parts(int32_t day, int *year, int *month, int *day_of_month)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day_of_month = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

int32_t
day_to_number(int32_t day)
{
	int year, month, of_month;

	day_parts(day, &year, &month, &of_month);
	if (year > 9999)
		return 99991231;
	return year < 1 ? 10101 : (year * 100 + month) * 100 + of_month;
}

int32_t
day_from_number(int32_t number)
{
	int year = number / 10000, month = number / 100 % 100, day = number % 100;

	if (number < 101 || number > 99991231 || month < 1 || month > 12 ||
	    !day_exists(year, month, day))
		return DAY_NONE;
	return DAY(year, month, day);
}

void
day_format(int32_t day, char out[16])
{
	int year, month, of_month;
	int digit_count = 4;
	uint32_t rest;

	day_parts(day, &year, &month, &of_month);
	if (year < 0)
		*out++ = '-';
	rest = (uint32_t)(year < 0 ? -year : year);
	for (uint32_t limit = 10000; rest >= limit; limit *= 10)
		digit_count++;
	for (int i = digit_count; i-- > 0; rest /= 10)
		out[i] = (char)('0' + rest % 10);
	out += digit_count;
	for (int i = 0; i < 2; i++) {
		int part = i == 0 ? month : of_month;

		*out++ = '-';
		*out++ = (char)('0' + part / 10);
		*out++ = (char)('0' + part % 10);
	}
	*out = '\0';
}

int32_t
day_parse(const char *text)
{
	int32_t number = 0;

	for (int i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (text[i] != '-')
				return DAY_NONE;
			continue;
		}
		if (!is_digit((uint8_t)text[i]))
			return DAY_NONE;
		number = number * 10 + (text[i] - '0');
	}
	return text[10] == '\0' ? day_from_number(number) : DAY_NONE;
}
