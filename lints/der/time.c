/* X.690 11.7 and 11.8, X.680 46 and 47: UTCTime and GeneralizedTime. */

#include "der.h"

/*
 * A UTCTime ends with Z.
 *
 * BER allows an offset from UTC; then the same instant has many encodings, and readers that do not
 * know offsets are hours off.
 *
 * fix: write the time in UTC, as YYMMDDHHMMSSZ.
 * covers: x690-11.8.1-utctime-z rfc5280-4.1.2.5.1-utctime-zulu
 * peers: zlint:e_utc_time_not_in_zulu pkilint:pkix.utctime_incorrect_syntax
 * peers: pkilint:pkix.invalid_time_syntax
 *
 *	pass tls
 *	fail tls from=utc:260401000000+0000 until=2026-06-29T23:59:59
 *	fail tls from=utc:260401000000-0500 until=2026-06-29T23:59:59
 *	fail tls from=utc:260401000000 until=2026-06-29T23:59:59
 *	fail tls from=utc:260401000000z until=2026-06-29T23:59:59
 */
LINT_AS(der_fault, der_utc_time_zone, ERROR, X690("11.8.1"),
	DER_FAULT(UTC_TIME_ZONE, "Z at the end", "a UTCTime that does not end with Z"));

/*
 * A UTCTime has seconds.
 *
 * fix: write the time as YYMMDDHHMMSSZ, with 00 if need be.
 * covers: x690-11.8.2-utctime-seconds rfc5280-4.1.2.5.1-utctime-seconds
 * peers: zlint:e_utc_time_does_not_include_seconds
 * peers: pkilint:pkix.utctime_incorrect_syntax pkilint:pkix.invalid_time_syntax
 *
 *	pass tls
 *	fail tls from=utc:2604010000Z until=2026-06-29T23:59:59
 */
LINT_AS(der_fault, der_utc_time_seconds, ERROR, X690("11.8.2"),
	DER_FAULT(UTC_TIME_SECONDS, "YYMMDDHHMMSSZ", "a UTCTime without seconds"));

/*
 * Midnight in a UTCTime is hour 00 of the day that begins.
 *
 * fix: write 000000 of the next day.
 * covers: x690-11.8.3-utctime-midnight-24
 *
 *	pass tls from=utc:260401000000Z
 *	fail tls from=utc:260331240000Z until=2026-06-29T23:59:59
 */
LINT_AS(der_fault, der_utc_time_hour_24, ERROR, X690("11.8.3"),
	DER_FAULT(UTC_TIME_HOUR_24, "000000", "midnight is written as hour 24"));

/*
 * A UTCTime is twelve digits and Z, each part in its range.
 *
 * fix: write the time as YYMMDDHHMMSSZ.
 * covers: x690-x.680-47.3-utctime-digits-and-ranges
 * peers: pkilint:pkix.invalid_time_syntax
 *
 *	pass tls
 *	fail tls from=utc:261301000000Z
 *	fail tls from=utc:260400000000Z
 *	fail tls from=utc:260401250000Z
 *	fail tls from=utc:260401006000Z
 *	fail tls from=utc:20260401000000Z
 *	fail tls from=utc:26o401000000Z
 *	fail tls from=utc:
 */
LINT_AS(der_fault, der_utc_time_range, ERROR, X680("47.3"),
	DER_FAULT(UTC_TIME_RANGE, "YYMMDDHHMMSSZ", "not the text of a UTCTime"));

/*
 * The day of a UTCTime exists.
 *
 * fix: compute dates with a calendar.
 * covers: x690-x.680-47.3-utctime-real-calendar-date
 *
 *	pass tls until=utc:280229000000Z
 *	fail tls until=utc:260431000000Z
 *	fail tls until=utc:270229000000Z
 */
LINT_AS(der_fault, der_utc_time_day, ERROR, X680("47.3"),
	DER_FAULT(UTC_TIME_DAY, "a day of the calendar", "the month has no such day"));

/*
 * The seconds of a UTCTime are below 60.
 *
 * The type has no leap second.
 *
 * fix: write 59, or 00 of the next minute.
 * covers: x690-x.680-47.3-utctime-second-60
 *
 *	pass tls until=utc:260630235959Z
 *	fail tls until=utc:260630235960Z
 */
LINT_AS(der_fault, der_utc_time_second_60, ERROR, X680("47.3"),
	DER_FAULT(UTC_TIME_SECOND_60, "seconds from 00 to 59", "a UTCTime with 60 seconds"));

/*
 * A GeneralizedTime ends with Z.
 *
 * fix: write the time in UTC, as YYYYMMDDHHMMSSZ.
 * covers: x690-11.7.1-generalizedtime-z rfc5280-4.1.2.5.2-generalizedtime-zulu
 * covers: rfc3280-4.2.1.4-private-key-usage-period-time-form
 * peers: zlint:e_generalized_time_not_in_zulu pkilint:pkix.generalizedtime_incorrect_syntax
 *
 *	pass root until=gen:20500101000000Z
 *	fail root until=gen:20500601000000+0100
 *	fail root until=gen:20500101000000
 *	fail client pkup=30(800e'20260401000000')
 */
LINT_AS(der_fault, der_generalized_time_zone, ERROR, X690("11.7.1"),
	DER_FAULT(GENERALIZED_TIME_ZONE, "Z at the end",
		  "a GeneralizedTime that does not end with Z"));

/*
 * A GeneralizedTime has seconds.
 *
 * fix: write the time as YYYYMMDDHHMMSSZ, with 00 if need be.
 * covers: x690-11.7.2-generalizedtime-seconds rfc5280-4.1.2.5.2-generalizedtime-seconds
 * peers: zlint:e_generalized_time_does_not_include_seconds
 *
 *	pass root until=gen:20500101000000Z
 *	fail root until=gen:205001010000Z
 */
LINT_AS(der_fault, der_generalized_time_seconds, ERROR, X690("11.7.2"),
	DER_FAULT(GENERALIZED_TIME_SECONDS, "YYYYMMDDHHMMSSZ",
		  "a GeneralizedTime without seconds"));

/*
 * A GeneralizedTime of a certificate has no fraction of a second.
 *
 * DER allows one; RFC 5280 does not, for the validity period and what is built on it, so that times
 * compare as text.
 *
 * fix: write the time as YYYYMMDDHHMMSSZ.
 * covers: rfc5280-4.1.2.5.2-generalizedtime-fraction
 * covers: rfc3280-4.2.1.4-private-key-usage-period-time-form
 * peers: zlint:e_generalized_time_includes_fraction_seconds
 *
 *	pass root until=gen:20500101000000Z
 *	pass tls ext=1.2.3.4:1811'20260401000000.5Z'
 *	fail root until=gen:20500101000000.5Z
 *	fail root until=gen:20500101000000.Z
 *	fail client pkup=30(8011'20260401000000.5Z')
 */
LINT_AS(der_fault, der_generalized_time_fraction, ERROR, RFC5280("4.1.2.5.2"),
	DER_FAULT(GENERALIZED_TIME_FRACTION, "YYYYMMDDHHMMSSZ",
		  "a GeneralizedTime with a fraction of a second"));

/*
 * A fraction of a second does not end in a zero, and is not empty.
 *
 * fix: strip trailing zeros, and the point with them if nothing is left.
 * covers: x690-11.7.3-generalizedtime-fraction-trailing-zero
 * unless: der_generalized_time_fraction
 *
 *	pass tls ext=1.2.3.4:1811'20260401000000.5Z'
 *	pass root until=gen:20500101000000.50Z
 *	fail tls ext=1.2.3.4:1812'20260401000000.50Z'
 *	fail tls ext=1.2.3.4:1810'20260401000000.Z'
 */
LINT_AS(der_fault, der_generalized_time_fraction_zeros, ERROR, X690("11.7.3"),
	DER_FAULT(GENERALIZED_TIME_FRACTION_ZEROS, "no trailing zero",
		  "a fraction of a second with a trailing zero, or none"));

/*
 * The decimal mark of a fraction of a second is a full stop.
 *
 * fix: write a full stop.
 * covers: x690-11.7.4-generalizedtime-decimal-point
 * unless: der_generalized_time_fraction
 *
 *	pass tls ext=1.2.3.4:1811'20260401000000.5Z'
 *	fail tls ext=1.2.3.4:1811'20260401000000\,5Z'
 */
LINT_AS(der_fault, der_generalized_time_comma, ERROR, X690("11.7.4"),
	DER_FAULT(GENERALIZED_TIME_COMMA, "a full stop", "a comma before a fraction of a second"));

/*
 * Midnight in a GeneralizedTime is hour 00 of the day that begins.
 *
 * fix: write 000000 of the next day.
 * covers: x690-11.7.5-generalizedtime-midnight-24
 *
 *	pass root until=gen:20500101000000Z
 *	fail root until=gen:20500101240000Z
 */
LINT_AS(der_fault, der_generalized_time_hour_24, ERROR, X690("11.7.5"),
	DER_FAULT(GENERALIZED_TIME_HOUR_24, "000000", "midnight is written as hour 24"));

/*
 * A GeneralizedTime is fourteen digits and Z, each part in its range.
 *
 * fix: write the time as YYYYMMDDHHMMSSZ.
 * covers: x690-x.680-46-generalizedtime-digits-and-ranges
 *
 *	pass root until=gen:20500101000000Z
 *	fail root until=gen:20501301000000Z
 *	fail root until=gen:20500101006000Z
 *	fail root until=gen:2050010100Z
 *	fail root until=gen:500101000000Z
 */
LINT_AS(der_fault, der_generalized_time_range, ERROR, X680("46.2"),
	DER_FAULT(GENERALIZED_TIME_RANGE, "YYYYMMDDHHMMSSZ", "not the text of a GeneralizedTime"));

/*
 * The day of a GeneralizedTime exists.
 *
 * fix: compute dates with a calendar.
 * covers: x690-x.680-46-generalizedtime-real-calendar-date
 *
 *	pass root until=gen:20520229000000Z
 *	fail root until=gen:20510229000000Z
 */
LINT_AS(der_fault, der_generalized_time_day, ERROR, X680("46.2"),
	DER_FAULT(GENERALIZED_TIME_DAY, "a day of the calendar", "the month has no such day"));

/*
 * The seconds of a GeneralizedTime are below 60.
 *
 * ISO 8601, to which the type refers, knows a leap second; hardly a parser does, and nobody can
 * foretell one for the time of a certificate.
 *
 * fix: write 59, or 00 of the next minute.
 * covers: x690-x.680-46-generalizedtime-digits-and-ranges
 *
 *	pass root until=gen:20500101235959Z
 *	fail root until=gen:20501231235960Z
 */
LINT_AS(der_fault, der_generalized_time_second_60, WARNING, X680("46.2"),
	DER_FAULT(GENERALIZED_TIME_SECOND_60, "seconds from 00 to 59",
		  "a GeneralizedTime with 60 seconds"));
