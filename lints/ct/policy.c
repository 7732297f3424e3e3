/*
 * What browsers ask of the SCTs in a server's certificate, as far as the certificate and the table
 * of logs tell.  None of it is a rule of issuance, and SCTs may come in the handshake instead:
 * nothing here is more than a warning.
 */

#include "policy.h"

enum { SECONDS_OF_DAY = 86400, HALF_YEAR_DAYS = 180 };

bool
chrome_rules_of_2022(const struct cert *c)
{
	return day_of(c->sct.first) >= CHROME_CT_2022;
}

/* The difference of the two times, as Chromium has it. */
unsigned
chrome_needs(const struct cert *c)
{
	return c->until - c->from <= (int64_t)HALF_YEAR_DAYS * SECONDS_OF_DAY ? 2 : 3;
}

/* Both ends counted, as Apple's text has it; a second more is a day more. */
unsigned
apple_needs(const struct cert *c)
{
	return cert_lifetime(c) <= (int64_t)HALF_YEAR_DAYS * SECONDS_OF_DAY ? 2 : 3;
}

/* Whole months, and whether days are left over, as Chromium counted. */
unsigned
months_need(const struct cert *c)
{
	int year, month, day, last_year, last_month, last_day, months;
	bool more;

	day_parts(c->from_day, &year, &month, &day);
	day_parts(c->until_day, &last_year, &last_month, &last_day);
	months = (last_year - year) * 12 + last_month - month - (last_day < day);
	more = last_day != day;
	if (months > 39 || (months == 39 && more))
		return 5;
	if (months > 27 || (months == 27 && more))
		return 4;
	return months >= 15 ? 3 : 2;
}

struct span
sct_list_place(const struct cert *c)
{
	return cert_extension(c, OID_SCT_LIST)->whole;
}

/* ---- SCTs at all ---- */

/*
 * By the letter also anyExtendedKeyUsage is for servers; without a server's name it means another.
 */
static bool
is_for_server(const struct cert *c)
{
	return facts_have(&c->facts, FACT_SERVER_AUTH) || facts_have(&c->facts, FACT_HAS_DNS) ||
	       facts_have(&c->facts, FACT_HAS_IP) || facts_have(&c->facts, FACT_RESERVED_POLICY);
}

/*
 * A server's certificate has SCTs in it.
 *
 * Chrome since May 2018, Apple's systems since October 2018 and Firefox since version 135 refuse a
 * certificate of a public CA that comes without.  A server may send them in the handshake, but few
 * can.
 *
 * fix: log the precertificate and embed the SCTs.
 * covers: ct-chrome-sct-present ct-apple-sct-present ct-mozilla-sct-present
 * peers: zlint:n_ct_sct_policy_count_unsatisfied
 *
 *	pass tls
 *	fail tls -sct
 *	na   precert
 *	na   client
 *	na   tls-2013
 */
LINT(ct_sct_list_missing, WARNING, CHROME_POLICY("CT Compliant Certificates"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_EXTENSIONS), .off = FACTS(PRECERTIFICATE, SCT_LIST_PRESENT),
     .from = CHROME_CT)
{
	if (is_for_server(c))
		fail(r, cert_extensions_place(c), "there is no SCT in a server's certificate");
}

/*
 * An EV certificate has SCTs in it.
 *
 * From 2015 Chrome showed a certificate as EV only with SCTs, which may come in the handshake.
 *
 * fix: log the precertificate and embed the SCTs.
 * covers: ct-chrome-ev-sct-present
 *
 *	pass ev from=2016-01-04 ski=auto sct=3
 *	fail ev from=2016-01-04 ski=auto -sct also=ev_cps_pointer_missing
 *	na   ov from=2016-01-04 -sct
 */
LINT(ct_ev_sct_list_missing, WARNING, CHROME_EV,
     .on = FACTS(SUBSCRIBER, TLS, EV, HAS_EXTENSIONS),
     .off = FACTS(PRECERTIFICATE, SCT_LIST_PRESENT), .from = CHROME_CT_EV, .until = CHROME_CT)
{
	fail(r, cert_extensions_place(c), "there is no SCT in an EV certificate");
}

/* ---- how many ---- */

struct count_arg {
	const char *who;
	unsigned (*needs)(const struct cert *c);
	enum { ANY_ISSUANCE, BEFORE_2022, SINCE_2022 } issued;	/* by the first SCT */
};

static bool
is_issued(const struct cert *c, const struct count_arg *a)
{
	return a->issued == ANY_ISSUANCE || (a->issued == SINCE_2022) == chrome_rules_of_2022(c);
}

static void
sct_count(const struct cert *c, struct report *r)
{
	const struct count_arg *a = arg(r);
	unsigned needs = a->needs(c);

	if (c->sct.logs >= needs || !is_issued(c, a))
		return;
	expect(r, needs == 2 ? "2 logs" : needs == 3 ? "3 logs" : needs == 4 ? "4 logs" : "5 logs",
	       "%u", c->sct.logs);
	fail(r, sct_list_place(c), "too few logs gave an SCT for %s with this lifetime", a->who);
}

/* The same at the time of check, of what has not expired. */
static void
sct_count_now(const struct cert *c, struct report *r)
{
	if (now_of(r) <= c->until)
		sct_count(c, r);
}

#define SCT_COUNT(who, needs, issued)							\
	.trigger = ON_SIGHT(SCT_FEW), .arg = &(const struct count_arg){ who, needs, issued }

/*
 * Enough logs gave SCTs, as Chrome counts since April 2022.
 *
 * SCTs of two logs for a lifetime of up to 180 days, of three for more.  With fewer Chrome refuses
 * the certificate unless the handshake brings more.
 *
 * fix: submit the precertificate to more logs.
 * covers: ct-chrome-count-180-days ct-chrome-count-over-180-days
 * covers: crp-ct-embedded-sct-count-180 crp-ct-embedded-sct-count-over-180
 * peers: zlint:n_ct_sct_policy_count_unsatisfied
 *
 *	pass tls
 *	fail tls sct=1
 *	pass tls validity=180d+1s
 *	fail tls validity=180d+2s
 *	pass tls validity=180d+2s sct=3
 *	fail tls sct=nimbus2026,nimbus2026 also=ct_sct_same_log
 *	na   client sct=1
 */
LINT_AS(sct_count, ct_chrome_sct_count, WARNING, CHROME_POLICY("Embedded SCTs (2)"),
	SERVER_WITH_SCTS, .from = CHROME_CT_2022,
	SCT_COUNT("Chrome", chrome_needs, SINCE_2022));

/*
 * Enough logs gave SCTs, as Chrome and Apple counted by months.
 *
 * Two logs for less than 15 months, three for up to 27, four for up to 39, five for more.  Apple
 * asked for the same, until April 2021.
 *
 * fix: submit the precertificate to more logs.
 * covers: ct-chrome-count-under-15-months ct-chrome-count-15-to-27-months
 * covers: ct-chrome-count-27-to-39-months ct-chrome-count-over-39-months
 * covers: ct-apple-count-under-15-months ct-apple-count-15-to-27-months
 * covers: ct-apple-count-27-to-39-months ct-apple-count-over-39-months
 * peers: zlint:n_ct_sct_policy_count_unsatisfied
 *
 *	pass tls-2019
 *	fail tls-2019 sct=1
 *	pass tls-2019 from=2019-06-03 until=2020-09-02T23:59:59 sct=2
 *	fail tls-2019 from=2019-06-03 until=2020-09-03 sct=2
 *	pass tls-2019 from=2019-06-03 until=2021-09-03 sct=3
 *	fail tls-2019 from=2019-06-03 until=2021-09-04 sct=3
 *	pass tls-2019 from=2019-06-03 until=2022-09-03 sct=4
 *	fail tls-2019 from=2019-06-03 until=2022-09-04 sct=4
 */
LINT_AS(sct_count, ct_sct_count_by_months, WARNING, CHROME_UNTIL_2022,
	SERVER_WITH_SCTS, .from = CHROME_CT, .until = CHROME_CT_2022,
	SCT_COUNT("Chrome", months_need, BEFORE_2022));

/*
 * Enough logs gave SCTs for Chrome to show an EV certificate as one.
 *
 * Two logs for less than 15 months, three for up to 27, four for up to 39, five for more.
 *
 * fix: submit the precertificate to more logs.
 * covers: ct-chrome-ev-count-under-15-months ct-chrome-ev-count-15-to-27-months
 * covers: ct-chrome-ev-count-27-to-39-months ct-chrome-ev-count-over-39-months
 *
 *	pass ev from=2017-01-02 ski=auto validity=365d sct=2
 *	fail ev from=2017-01-02 ski=auto validity=365d sct=1
 *	fail ev from=2017-01-02 ski=auto validity=825d sct=2
 *	pass ev from=2017-01-02 ski=auto validity=825d sct=4
 *	na   ov from=2017-01-02 validity=365d sct=1
 */
LINT_AS(sct_count, ct_ev_sct_count, WARNING, CHROME_EV,
	EV_WITH_SCTS, .from = CHROME_CT_EV,
	.until = CHROME_CT, SCT_COUNT("an EV certificate", months_need, ANY_ISSUANCE));

/*
 * Enough logs gave SCTs, as Apple counts since April 2021.
 *
 * SCTs of two logs for a lifetime of up to 180 days, of three for more.  Apple's text counts both
 * ends, so that 180 times 86,400 seconds from notBefore to notAfter are 181 days.
 *
 * fix: submit the precertificate to more logs.
 * covers: ct-apple-count-180-days ct-apple-count-181-to-398-days apple-ct-count-180
 * covers: apple-ct-count-398
 * peers: zlint:n_ct_sct_policy_count_unsatisfied
 * unless: ct_chrome_sct_count ct_sct_count_by_months
 *
 *	pass tls validity=180d
 *	fail tls validity=180d+1s
 *	pass tls validity=180d+1s sct=3
 */
LINT_AS(sct_count, ct_apple_sct_count, WARNING, APPLE_POLICY("Policy Requirements"),
	SERVER_WITH_SCTS, .from = APPLE_CT_2021,
	SCT_COUNT("Apple", apple_needs, ANY_ISSUANCE));

/*
 * Enough logs gave SCTs for Firefox.
 *
 * From version 135 it asks the same of certificates of any age as Chrome of those since 2022.
 *
 * fix: submit the precertificate to more logs.
 * covers: ct-mozilla-count-180-days ct-mozilla-count-over-180-days
 * unless: ct_chrome_sct_count ct_sct_count_by_months ct_apple_sct_count
 *
 *	pass tls now=2026-04-02
 *	pass tls-2019 from=2018-04-02 until=2026-01-01 sct=3 now=2025-06-01
 *	fail tls-2019 from=2018-04-02 until=2026-01-01 sct=2 now=2025-06-01
 *	pass tls-2019 from=2018-04-02 until=2025-01-01 sct=2 now=2025-06-01
 */
LINT_AS(sct_count_now, ct_mozilla_sct_count, WARNING, MOZILLA_POLICY("CT Policy"),
	SERVER_WITH_SCTS, .from = FIREFOX_135, .by = BY_NOW, .needs = NEED_NOW,
	SCT_COUNT("Firefox", chrome_needs, ANY_ISSUANCE));

/* ---- of whose logs ---- */

/* The operator of a certificate's logs, all of which are known. */
static const char *
operator_of(const struct cert *c, struct report *r)
{
	const struct ct_log *log;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		if (log && !log->is_test)
			return log->operator;
	}
	return "nobody";
}

static void
one_operator(const struct cert *c, struct report *r)
{
	const char *who = arg(r);

	if (c->sct.logs > 1)
		fail(r, sct_list_place(c), "every SCT is of a log of %s: %s wants two operators",
		     operator_of(c, r), who);
}

/*
 * The SCTs are of two operators at least, as Chrome asks since April 2022.
 *
 * Two logs of one operator are one place to be deceived or to fail.
 *
 * fix: submit the precertificate to logs of different operators.
 * covers: ct-chrome-two-operators crp-ct-distinct-operators
 *
 *	pass tls
 *	fail tls sct=wyvern2026h1,sphinx2026h1
 *	pass tls sct=wyvern2026h1,0000000000000000000000000000000000000000000000000000000000000000
 *	na   tls-2019 sct=yeti2020
 */
LINT_AS(one_operator, ct_chrome_one_operator, WARNING, CHROME_POLICY("Embedded SCTs (3)"),
	SERVER_WITH_SCTS, .trigger = ON_SIGHT(SCT_ONE_OPERATOR), .from = CHROME_CT_2022,
	.arg = "Chrome");

/*
 * The SCTs are of two operators at least, as Apple asks since April 2021.
 *
 * For up to 180 days it counts one SCT of each operator, for more than that two: with a single
 * operator there are never enough.
 *
 * fix: submit the precertificate to logs of different operators.
 * covers: ct-apple-operator-max-one ct-apple-operator-max-two apple-ct-operator-limit
 * unless: ct_chrome_one_operator
 *
 *	pass tls
 *	fail tls-2019 from=2021-06-01 sct=argon2022,xenon2022,aviator also=ct_chrome_other_log_missing
 */
LINT_AS(one_operator, ct_apple_one_operator, WARNING, APPLE_POLICY("Policy Requirements"),
	SERVER_WITH_SCTS, .trigger = ON_SIGHT(SCT_ONE_OPERATOR), .from = APPLE_CT_2021,
	.arg = "Apple");

static void
one_operator_now(const struct cert *c, struct report *r)
{
	if (now_of(r) <= c->until)
		one_operator(c, r);
}

/*
 * The SCTs are of two operators at least, as Firefox asks.
 *
 * From version 135 it asks so of certificates of any age.
 *
 * fix: submit the precertificate to logs of different operators.
 * covers: ct-mozilla-two-operators
 * unless: ct_chrome_one_operator ct_apple_one_operator
 *
 *	pass tls now=2026-04-02
 *	fail tls-2019 from=2018-04-02 until=2025-12-15 sct=yeti2025,wyvern2025h2,sphinx2025h2 now=2025-06-01
 */
LINT_AS(one_operator_now, ct_mozilla_one_operator, WARNING, MOZILLA_POLICY("CT Policy"),
	SERVER_WITH_SCTS, .trigger = ON_SIGHT(SCT_ONE_OPERATOR), .from = FIREFOX_135,
	.by = BY_NOW, .needs = NEED_NOW, .arg = "Firefox");

/* The constant of google_logs(). */
struct google_arg {
	const char *detail;
	bool by_chrome;		/* the rule of before 2022, by the first SCT */
};

static void
google_logs(const struct cert *c, struct report *r)
{
	const struct google_arg *a = arg(r);

	if (!a->by_chrome || !chrome_rules_of_2022(c))
		fail(r, sct_list_place(c), "%s", a->detail);
}

#define GOOGLE_LOGS(detail, by_chrome) .arg = &(const struct google_arg){ detail, by_chrome }
static const char no_google[] = "no SCT is of a log of Google";
static const char all_google[] = "every SCT is of a log of Google";

/*
 * One SCT is of a log of Google, as Chrome asked until April 2022.
 *
 * fix: submit the precertificate to a log of Google.
 * covers: ct-chrome-google-log
 * unless: ct_sct_count_by_months
 *
 *	pass tls-2019
 *	fail tls-2019 sct=nimbus2020,yeti2020
 *	pass tls sct=nimbus2026,wyvern2026h1
 */
LINT_AS(google_logs, ct_chrome_google_log_missing, WARNING, CHROME_UNTIL_2022,
	SERVER_WITH_SCTS,
	.trigger = ON_SIGHT(SCT_NO_GOOGLE), .from = CHROME_CT, .until = CHROME_CT_2022,
	GOOGLE_LOGS(no_google, true));

/*
 * One SCT is of a log that is not Google's, as Chrome asked until April 2022.
 *
 * fix: submit the precertificate to a log of another operator.
 * covers: ct-chrome-non-google-log
 * unless: ct_sct_count_by_months
 *
 *	pass tls-2019
 *	fail tls-2019 sct=argon2020,xenon2020
 */
LINT_AS(google_logs, ct_chrome_other_log_missing, WARNING, CHROME_UNTIL_2022,
	SERVER_WITH_SCTS,
	.trigger = ON_SIGHT(SCT_ALL_GOOGLE), .from = CHROME_CT, .until = CHROME_CT_2022,
	GOOGLE_LOGS(all_google, true));

/*
 * One SCT of an EV certificate is of a log of Google, as Chrome asked until May 2018.
 *
 * fix: submit the precertificate to a log of Google.
 * covers: ct-chrome-ev-google-log
 * unless: ct_ev_sct_count
 *
 *	pass ev from=2017-01-02 ski=auto sct=argon2017,nimbus2017
 *	fail ev from=2018-01-02 ski=auto sct=nimbus2018,yeti2018
 */
LINT_AS(google_logs, ct_ev_google_log_missing, WARNING, CHROME_EV,
	EV_WITH_SCTS, .trigger = ON_SIGHT(SCT_NO_GOOGLE),
	.from = CHROME_CT_EV_GOOGLE, .until = CHROME_CT, GOOGLE_LOGS(no_google, false));

/*
 * One SCT of an EV certificate is of a log that is not Google's, as Chrome asked until May 2018.
 *
 * fix: submit the precertificate to a log of another operator.
 * covers: ct-chrome-ev-non-google-log
 * unless: ct_ev_sct_count
 *
 *	pass ev from=2017-01-02 ski=auto sct=argon2017,nimbus2017
 *	fail ev from=2017-01-02 ski=auto sct=argon2017,aviator
 */
LINT_AS(google_logs, ct_ev_other_log_missing, WARNING, CHROME_EV,
	EV_WITH_SCTS, .trigger = ON_SIGHT(SCT_ALL_GOOGLE),
	.from = CHROME_CT_EV_GOOGLE, .until = CHROME_CT, GOOGLE_LOGS(all_google, false));

/* ---- of which kind of log ---- */

/*
 * One SCT is of a log of RFC 6962, as Apple asks.
 *
 * Logs of static-ct-api alone are not enough for it, though they are for Chrome since April 2026.
 *
 * fix: submit the precertificate to a log of RFC 6962, too.
 * covers: ct-apple-rfc6962-log apple-ct-rfc6962-log
 *
 *	pass tls
 *	fail tls sct=gouda2026h1,tuscolo2026h1
 *	pass tls sct=gouda2026h1,nimbus2026
 */
LINT(ct_apple_rfc6962_log_missing, WARNING, APPLE_POLICY("Policy Requirements"),
     SERVER_WITH_SCTS, .trigger = ON_SIGHT(SCT_ALL_STATIC), .from = APPLE_CT_1_0)
{
	fail(r, sct_list_place(c), "every SCT is of a log of static-ct-api: Apple wants one of RFC "
	     "6962");
}

/*
 * One SCT is of a log of RFC 6962, as Chrome asked until April 2026.
 *
 * The dates are those of the check: what Chrome refused then it takes now.
 *
 * fix: submit the precertificate to a log of RFC 6962, too.
 * covers: ct-chrome-rfc6962-log
 * unless: ct_apple_rfc6962_log_missing
 *
 *	pass tls-2024 now=2025-04-01
 *	fail tls from=2025-04-01 validity=390d sct=gouda2026h1,tuscolo2026h1,sycamore2026h1 now=2025-05-01
 */
LINT(ct_chrome_rfc6962_log_missing, WARNING, CHROME_POLICY("Embedded SCTs (4), until April 2026"),
     SERVER_WITH_SCTS, .trigger = ON_SIGHT(SCT_ALL_STATIC), .from = CHROME_CT_STATIC,
     .until = CHROME_CT_STATIC_END, .by = BY_NOW, .needs = NEED_NOW)
{
	if (now_of(r) <= c->until)
		fail(r, sct_list_place(c),
		     "every SCT is of a log of static-ct-api: Chrome wants one "
		     "of RFC 6962 until 15 April 2026");
}
