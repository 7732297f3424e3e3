/* TLS BR 6.3.2: how long a subscriber's certificate may be valid, step by step. */

#include "validity.h"

/*
 * A subscriber's certificate of before April 2015 is valid for at most 60 months.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 *
 * fix: shorten the validity period of the profile.
 * covers: br-6.3.2-validity-60-months
 * unless: ev_validity_27_months
 *
 *	pass tls-2013 validity=60m+1s
 *	fail tls-2013 validity=60m+2s
 *	na   tls
 */
LINT_AS(validity_months, br_validity_60_months, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_1_0_0, .until = BR_39_MONTHS,
	.arg = &(const int){ 60 });

/*
 * A subscriber's certificate of April 2015 to June 2016 is valid for at most 39 months.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * CAs could go on to 60 months for systems that they had documented, which the bytes do not show.
 *
 * fix: shorten the validity period of the profile.
 * covers: br-6.3.2-validity-39-months-2015
 * unless: ev_validity_27_months
 *
 *	pass tls-2013 from=2015-06-03 validity=39m+1s
 *	fail tls-2013 from=2015-06-03 validity=39m+2s
 *	na   tls
 */
LINT_AS(validity_months, br_validity_39_months_2015, WARNING, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_39_MONTHS,
	.until = BR_39_MONTHS_ALL, .arg = &(const int){ 39 });

/*
 * A subscriber's certificate of July 2016 to February 2018 is valid for at most 39 months.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 *
 * fix: shorten the validity period of the profile.
 * covers: br-6.3.2-validity-39-months
 * peers: zlint:e_sub_cert_valid_time_longer_than_39_months
 * unless: ev_validity_27_months ev_validity_825_days
 *
 *	pass tls-2013 from=2017-06-03 validity=39m+1s
 *	pass tls-2013 from=2016-11-30 validity=39m+1s
 *	fail tls-2013 from=2017-06-03 validity=39m+2s
 *	na   tls
 */
LINT_AS(validity_months, br_validity_39_months, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_39_MONTHS_ALL,
	.until = BR_39_MONTHS_END, .arg = &(const int){ 39 });

/*
 * A subscriber's certificate of March 2018 to August 2020 is valid for at most 825 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The rule is for certificates issued after 1 March 2018, so that this day itself has none.
 *
 * fix: shorten the validity period of the profile.
 * covers: br-6.3.2-validity-825-days evg-6.3.2-validity-825-days
 * peers: zlint:e_sub_cert_valid_time_longer_than_825_days
 *
 *	pass tls-2019 validity=825d+1s
 *	fail tls-2019 validity=825d+2s
 *	na   tls
 */
LINT_AS(validity_825_days, br_validity_825_days, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_825_DAYS, .until = BR_398_DAYS,
	.arg = NULL);

/*
 * A subscriber's certificate of before 2026-03-15 is valid for at most 398 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The first and the last second both count.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-398-days evg-6.3.2-validity-398-days
 * covers: evg-appF-onion-validity-398-days
 * peers: zlint:e_tls_server_cert_valid_time_longer_than_398_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_398_days
 *
 *	pass tls-2024 validity=398d
 *	fail tls-2024 validity=398d+1s
 *	na   tls
 */
LINT_AS(validity_days, br_validity_398_days, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_398_DAYS, .until = BR_200_DAYS,
	.arg = &(const int){ 398 });

/*
 * A subscriber's certificate of before 2026-03-15 should be valid for at most 397 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The day less is the margin for a second too many.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-397-days
 * peers: zlint:w_tls_server_cert_valid_time_longer_than_397_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_397_days
 * unless: br_validity_398_days
 *
 *	pass tls-2024 validity=397d
 *	fail tls-2024 validity=397d+1s
 */
LINT_AS(validity_days, br_validity_397_days, WARNING, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_398_DAYS, .until = BR_200_DAYS,
	.arg = &(const int){ 397 });

/*
 * A subscriber's certificate of 2026-03-15 and later is valid for at most 200 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * Ballot SC81 shortens the period in steps.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-200-days
 * peers: zlint:e_server_cert_valid_time_longer_than_200_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_200_days
 *
 *	pass tls validity=200d
 *	fail tls validity=200d+1s
 *	na   tls-2024
 */
LINT_AS(validity_days, br_validity_200_days, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_200_DAYS, .until = BR_100_DAYS,
	.arg = &(const int){ 200 });

/*
 * A subscriber's certificate of 2026-03-15 and later should be valid for at most 199 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The day less is the margin for a second too many.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-199-days
 * peers: zlint:w_server_cert_valid_time_longer_than_199_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_199_days
 * unless: br_validity_200_days
 *
 *	pass tls validity=199d
 *	fail tls validity=199d+1s
 */
LINT_AS(validity_days, br_validity_199_days, WARNING, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_200_DAYS, .until = BR_100_DAYS,
	.arg = &(const int){ 199 });

/*
 * A subscriber's certificate of 2027-03-15 and later is valid for at most 100 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * Ballot SC81 shortens the period in steps.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-100-days
 * peers: zlint:e_server_cert_valid_time_longer_than_100_days
 * pkilint:cabf.serverauth.certificate_validity_period_exceeds_100_days
 *
 *	pass tls from=2027-04-01 validity=100d
 *	fail tls from=2027-04-01 validity=100d+1s
 *	na   tls
 */
LINT_AS(validity_days, br_validity_100_days, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_100_DAYS, .until = BR_47_DAYS,
	.arg = &(const int){ 100 });

/*
 * A subscriber's certificate of 2027-03-15 and later should be valid for at most 99 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The day less is the margin for a second too many.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-99-days
 * peers: zlint:w_server_cert_valid_time_longer_than_99_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_99_days
 * unless: br_validity_100_days
 *
 *	pass tls from=2027-04-01 validity=99d
 *	fail tls from=2027-04-01 validity=99d+1s
 */
LINT_AS(validity_days, br_validity_99_days, WARNING, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_100_DAYS, .until = BR_47_DAYS,
	.arg = &(const int){ 99 });

/*
 * A subscriber's certificate of 2029-03-15 and later is valid for at most 47 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * Ballot SC81 shortens the period in steps, of which this is the last.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-47-days
 * peers: zlint:e_server_cert_valid_time_longer_than_47_days
 * pkilint:cabf.serverauth.certificate_validity_period_exceeds_47_days
 *
 *	pass tls from=2029-04-01 validity=47d
 *	fail tls from=2029-04-01 validity=47d+1s
 *	na   tls
 */
LINT_AS(validity_days, br_validity_47_days, ERROR, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_47_DAYS,
	.arg = &(const int){ 47 });

/*
 * A subscriber's certificate of 2029-03-15 and later should be valid for at most 46 days.
 *
 * A certificate lives on after the domain has changed hands, the key has leaked or the algorithm
 * has been broken, and revocation reaches few clients: what is wrong stays so until it expires.
 * The day less is the margin for a second too many.
 *
 * fix: shorten the validity period of the profile; leave a margin of a day or more.
 * covers: br-6.3.2-validity-46-days
 * peers: zlint:w_server_cert_valid_time_longer_than_46_days
 * peers: pkilint:cabf.serverauth.certificate_validity_period_exceeds_46_days
 * unless: br_validity_47_days
 *
 *	pass tls from=2029-04-01 validity=46d
 *	fail tls from=2029-04-01 validity=46d+1s
 */
LINT_AS(validity_days, br_validity_46_days, WARNING, BR("6.3.2"),
	.on = FACTS(TLS, SUBSCRIBER, VALIDITY_KNOWN), .from = BR_47_DAYS,
	.arg = &(const int){ 46 });
