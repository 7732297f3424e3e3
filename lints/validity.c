/* Limits of validity periods, as the documents measured them from time to time. */

#include "validity.h"

/* A limit in days of 86,400 seconds, both ends counted, as the BRs measure since 2020-09-01. */
void
validity_days(const struct cert *c, struct report *r)
{
	const int *days = arg(r);
	int64_t excess = cert_lifetime(c) - (int64_t)*days * 86400;

	if (excess <= 0)
		return;
	expect(r, NULL, "%" PRId64 " days and %" PRId64 " seconds", cert_lifetime(c) / 86400,
	       cert_lifetime(c) % 86400);
	fail(r, der_whole(&c->validity), "valid for %" PRId64 " seconds longer than %d days",
	     excess, *days);
}

/* A limit in calendar months; the last second did not count then. */
void
validity_months(const struct cert *c, struct report *r)
{
	const int *months = arg(r);
	int year, month, day;
	int64_t limit;

	day_parts(c->from_day, &year, &month, &day);
	month += *months - 1;
	year += month / 12;
	month = month % 12 + 1;
	limit = (int64_t)DAY(year, month, day) * 86400 + (c->from - (int64_t)c->from_day * 86400);
	if (c->until > limit)
		fail(r, der_whole(&c->validity), "valid from %s to %s, longer than %d months",
		     day_text(r, c->from_day), day_text(r, c->until_day), *months);
}

/* 825 days, of notAfter less notBefore: both ends count only since 2020-09-01. */
void
validity_825_days(const struct cert *c, struct report *r)
{
	int64_t excess = c->until - c->from - 825 * 86400;

	if (excess > 0)
		fail(r, der_whole(&c->validity), "valid for %" PRId64 " seconds longer than 825 "
		     "days", excess);
}
