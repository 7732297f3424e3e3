/* RFC 5280 4.1.2.5: which type a time is, in which order they stand, and the time for "never". */

#include "dates.h"
#include "lint.h"

static void
check_time_type(struct report *r, const struct der *time, int32_t day, const char *what)
{
	if (time->tag != DER_GENERALIZED_TIME || day < DAY(1950, 1, 1) || day >= DAY(2050, 1, 1))
		return;
	expect(r, "a UTCTime", "a GeneralizedTime: %s", quote(r, time->body));
	fail(r, der_whole(time), "%s is a GeneralizedTime before 2050", what);
}

/*
 * A date of the validity period through 2049 is a UTCTime.
 *
 * RFC 5280 leaves no choice, so that each date has one encoding.
 *
 * fix: encode dates from 1950 to 2049 as UTCTime, later ones as GeneralizedTime.
 * covers: rfc5280-4.1.2.5-validity-utctime-through-2049
 * peers: zlint:e_wrong_time_format_pre2050 pkilint:pkix.wrong_time_useful_type
 *
 *	pass tls
 *	pass root until=gen:20500101000000Z
 *	pass client until=gen:99991231235959Z
 *	fail root until=gen:20491231235959Z
 *	fail tls from=gen:20260401000000Z until=2026-06-29T23:59:59
 */
LINT(rfc_validity_generalized_time, ERROR, RFC5280("4.1.2.5"), .on = FACTS(CERTIFICATE),
     .from = RFC2459_DAY)
{
	check_time_type(r, &c->not_before, c->from_day, "notBefore");
	check_time_type(r, &c->not_after, c->until_day, "notAfter");
}

/*
 * A certificate does not claim to be older than certificates of its version.
 *
 * Version 3 of X.509 is of 1996.  An earlier notBefore says nothing about the day of issuance; but
 * rules are chosen by it, so that hardly any of them apply.
 *
 * fix: let notBefore be the time of signing; judge such a certificate as of another day.
 * because: no document sets a first day; but none applies on such a day.
 *
 *	pass tls
 *	pass tls from=1996-01-01 until=1997-01-01
 *	fail tls from=1995-12-31 until=1997-01-01
 *	fail tls from=1970-01-01 until=2100-01-01
 *	fail tls from=gen:00000101000000Z until=2100-01-01
 */
LINT(rfc_not_before_too_early, NOTICE, RFC5280("4.1.2.5"), .on = FACTS(V3, VALIDITY_KNOWN))
{
	if (c->from_day < DAY(1996, 1, 1))
		fail(r, der_whole(&c->not_before),
		     "notBefore is earlier than version 3 of X.509: %s",
		     quote(r, c->not_before.body));
}

/*
 * A certificate does not expire before it begins.
 *
 * No clause says so, but such a certificate is valid at no time.
 *
 * fix: look for exchanged dates, or for a two-digit year on the wrong side of 50.
 * covers: rfc5280-4.1.2.5-validity-not-after-not-before-order
 * peers: zlint:e_validity_time_not_positive pkilint:pkix.certificate_negative_validity_period
 * unless: br_subscriber_validity_order br_validity_order
 *
 *	pass client
 *	pass client until=2026-04-01T00:00:00
 *	fail client until=2026-03-31T23:59:59
 */
LINT(rfc_validity_order, WARNING, RFC5280("4.1.2.5"), .on = FACTS(VALIDITY_KNOWN),
     .from = RFC2459_DAY)
{
	if (c->until < c->from)
		fail(r, der_whole(&c->validity), "notAfter is before notBefore");
}

/*
 * A certificate that does not expire says so by 99991231235959Z.
 *
 * RFC 5280 has this one value for "no well-defined expiration date"; software that knows it does
 * not know others of the year 9999.
 *
 * fix: encode notAfter as the GeneralizedTime 99991231235959Z.
 * covers: rfc5280-4.1.2.5-no-expiration-value
 * unless: der_generalized_time_zone der_generalized_time_seconds der_generalized_time_fraction
 * unless: der_generalized_time_range der_generalized_time_day der_generalized_time_hour_24
 * unless: der_generalized_time_second_60
 *
 *	pass client until=gen:99991231235959Z
 *	pass client until=gen:99981231000000Z
 *	fail client until=gen:99991231000000Z
 *	fail client until=gen:99990101235959Z
 */
LINT(rfc_no_expiration_value, WARNING, RFC5280("4.1.2.5"), .on = FACTS(VALIDITY_KNOWN),
     .from = RFC5280_DAY)
{
	struct span text = c->not_after.body;

	if (c->until_day >= DAY(9999, 1, 1) && !SPAN_IS(text, "99991231235959Z"))
		fail(r, der_whole(&c->not_after), "notAfter %s is in the year 9999, but not the "
		     "time that stands for no end", quote(r, text));
}
