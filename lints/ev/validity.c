/* EV Guidelines 6.3.2, formerly 9.4: how long an EV certificate may be valid. */

#include "validity.h"

/*
 * An EV certificate of before March 2017 is valid for at most 27 months.
 *
 * The identity in an EV certificate is a claim about an organization on the day of its vetting.
 * Organizations move, merge and dissolve: the longer the certificate lives, the less it says.
 * For other certificates the limit was 39 or 60 months in these years.
 *
 * fix: shorten the validity period of the profile.
 * covers: evg-6.3.2-validity-27-months
 * peers: zlint:e_ev_valid_time_too_long
 *
 *	pass ev from=2016-05-03 validity=27m+1s
 *	fail ev from=2016-05-03 validity=27m+2s
 *	na   ov from=2016-05-03 validity=27m+2s
 */
LINT_AS(validity_months, ev_validity_27_months, ERROR, EVG("9.4"),
	.on = FACTS(TLS, SUBSCRIBER, EV, VALIDITY_KNOWN), .from = EVG_1_4, .until = EVG_1_6_2,
	.arg = &(const int){ 27 });

/*
 * An EV certificate of March 2017 to February 2018 is valid for at most 825 days.
 *
 * The identity in an EV certificate is a claim about an organization on the day of its vetting.
 * Organizations move, merge and dissolve: the longer the certificate lives, the less it says.
 * From 2018-03-02 on the Baseline Requirements say the same for every certificate.
 *
 * fix: shorten the validity period of the profile.
 * covers: evg-6.3.2-validity-825-days
 *
 *	pass ev from=2017-05-03 validity=825d+1s
 *	fail ev from=2017-05-03 validity=825d+2s
 *	na   ov from=2017-05-03 validity=825d+2s
 */
LINT_AS(validity_825_days, ev_validity_825_days, ERROR, EVG("9.4"),
	.on = FACTS(TLS, SUBSCRIBER, EV, VALIDITY_KNOWN), .from = EVG_1_6_2, .until = BR_825_DAYS,
	.arg = NULL);

/*
 * An EV certificate is valid for twelve months or less.
 *
 * The Guidelines recommend it, since the first version and whatever the limit was at the time. Days
 * are counted, not seconds, so that a year and the rest of its last day will do. Since 2026-03-15
 * no certificate may live as long.
 *
 * fix: issue for a year.
 * covers: evg-6.3.2-validity-12-months-recommended
 * unless: ev_validity_27_months ev_validity_825_days br_validity_60_months br_validity_39_months
 * unless: br_validity_39_months_2015 br_validity_825_days br_validity_398_days
 * unless: br_validity_397_days ev_onion_validity_15_months
 *
 *	pass ev from=2024-05-03 until=2025-05-03T23:59:59
 *	fail ev from=2024-05-03 until=2025-05-04
 *	pass ev from=2024-05-03 validity=399d
 */
LINT(ev_validity_12_months, NOTICE, EVG("6.3.2"), .on = FACTS(TLS, SUBSCRIBER, EV, VALIDITY_KNOWN),
     .from = EVG_1_4, .until = BR_200_DAYS)
{
	int year, month, day;

	day_parts(c->from_day, &year, &month, &day);
	if (c->until_day > DAY(year + 1, month, day))
		fail(r, der_whole(&c->validity), "valid from %s to %s, longer than twelve months",
		     day_text(r, c->from_day), day_text(r, c->until_day));
}
