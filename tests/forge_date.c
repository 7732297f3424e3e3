/* Dates of the forge. */

#include "forge_make.h"

#include <stdio.h>
#include <string.h>

static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t era_year = month > 2 ? year : year - 1, era, in_era, in_year;

	era = (era_year >= 0 ? era_year : era_year - 399) / 400;
	in_era = era_year - era * 400;
	in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

int64_t
instant_of(const int parts[6])
{
	return days_of(parts[0], parts[1], parts[2]) * 86400 + parts[3] * 3600 + parts[4] * 60 +
	       parts[5];
}

void
instant_parts(int64_t instant, int parts[6])
{
	int64_t days = instant / 86400, second = instant % 86400, year, month = 12;

	if (second < 0) {
		second += 86400;
		days--;
	}
	year = 1970 + days / 366;
	while (days_of(year + 1, 1, 1) <= days)
		year++;
	while (days_of(year, 1, 1) > days)
		year--;
	while (days_of(year, month, 1) > days)
		month--;
	parts[0] = (int)year;
	parts[1] = (int)month;
	parts[2] = (int)(days - days_of(year, month, 1)) + 1;
	parts[3] = (int)(second / 3600);
	parts[4] = (int)(second / 60 % 60);
	parts[5] = (int)(second % 60);
}

bool
instant_read(struct str s, int64_t *out)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd";
	static const size_t at[6] = { 0, 5, 8, 11, 14, 17 };
	int parts[6] = { 0 }, again[6];
	int64_t instant;
	long number;

	if (s.n == sizeof(form) && s.p[s.n - 1] == 'Z')
		s.n--;
	if (s.n != 10 && s.n != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i])
			return false;
	for (size_t i = 0; i < 6 && at[i] < s.n; i++) {
		str_number((struct str){ s.p + at[i], i ? 2 : 4 }, &number);
		parts[i] = (int)number;
	}
	if (parts[1] < 1 || parts[1] > 12)
		return false;
	instant = instant_of(parts);
	instant_parts(instant, again);
	if (memcmp(parts, again, sizeof(parts)) != 0)
		return false;
	*out = instant;
	return true;
}

bool
period_end(struct str text, int64_t from, int64_t *until)
{
	struct items list = items_of(text, '+');
	struct str item, number;
	int parts[6];
	size_t digits;
	long count;

	instant_parts(from, parts);
	*until = 0;
	while (items_next(&list, &item)) {
		for (digits = 0; digits < item.n && item.p[digits] >= '0' && item.p[digits] <= '9';)
			digits++;
		number = (struct str){ item.p, digits };
		item = (struct str){ item.p + digits, item.n - digits };
		if (!str_number(number, &count))
			return false;
		if (str_is(item, "y"))
			parts[0] += (int)count;
		else if (str_is(item, "m"))
			parts[1] += (int)count;
		else if (str_is(item, "d") || str_is(item, "h") || str_is(item, "s"))
			*until += count * (item.p[0] == 'd' ? 86400 : item.p[0] == 'h' ? 3600 : 1);
		else
			return false;
	}
	parts[0] += (parts[1] - 1) / 12;
	parts[1] = (parts[1] - 1) % 12 + 1;
	*until += instant_of(parts) - 1;
	return true;
}

static void
put_time(struct buf *b, int64_t instant, bool utc)
{
	int parts[6];
	char text[80];

	instant_parts(instant, parts);
	snprintf(text, sizeof(text), "%04d%02d%02d%02d%02d%02dZ", parts[0], parts[1], parts[2],
		 parts[3], parts[4], parts[5]);
	put_element(b, utc ? 0x17 : 0x18, text + (utc ? 2 : 0), strlen(text) - (utc ? 2 : 0));
}

void
put_instant(struct buf *b, int64_t instant)
{
	int parts[6];

	instant_parts(instant, parts);
	put_time(b, instant, parts[0] >= 1950 && parts[0] < 2050);
}

void
put_generalized_instant(struct buf *b, int64_t instant)
{
	put_time(b, instant, false);
}

void
put_generalized(struct buf *b, struct str text)
{
	int64_t instant;

	if (instant_read(text, &instant))
		put_generalized_instant(b, instant);
	else
		put_date(b, text);
}

void
put_date(struct buf *b, struct str text)
{
	int64_t instant;
	unsigned tag;
	size_t at;

	if (put_forced(b, 0x17, text))
		return;
	if (instant_read(text, &instant)) {
		put_instant(b, instant);
		return;
	}
	tag = str_skip(&text, "utc:") ? 0x17 : str_skip(&text, "gen:") ? 0x18 : 0;
	if (!tag) {
		wrong_word(b->trouble, "no date", text);
		return;
	}
	at = put_open(b, tag);
	put_text(b, text);
	put_close(b, at);
}
