/*
 * The SCTs of a certificate as browsers count them at the time of check, by the states of the logs.
 * What has expired is not checked any more; what the table cannot tell, as it is older than now,
 * counts in favour of the certificate.
 */

#include "policy.h"

/* A browser's way to count. */
struct state_arg {
	const char *who;
	enum log_list list;
	unsigned (*needs)(const struct cert *c);
	bool by_first;			/* retirement is compared with the first SCT */
};

enum weight { NOTHING, ONCE, NOW, PERHAPS };	/* ONCE: the log was approved, and is retired */

/* What came of it; `counted` are those of approved and once approved logs, and perhaps more. */
struct tally {
	unsigned now, counted;
};

/* Whether what the table knows of a list is older than the check: a log may have come into it. */
static bool
is_outdated(struct report *r, enum log_list list)
{
	return now_of(r) > data_log_list_time(data_of(r), list);
}

static enum weight
weigh(const struct cert *c, struct report *r, const struct state_arg *a, const struct sct *s,
      const struct ct_log *log)
{
	int64_t issued = a->by_first ? c->sct.first : sct_seconds(s);

	if (log == NULL)
		return is_outdated(r, a->list) ? PERHAPS : NOTHING;
	if (log->is_test)
		return NOTHING;
	switch (log_state_at(log, a->list, now_of(r))) {
	case LOG_QUALIFIED: case LOG_USABLE: case LOG_READONLY: return NOW;
	case LOG_RETIRED:
		return issued < log_since(log, a->list, LOG_RETIRED) ? ONCE : NOTHING;
	case LOG_UNLISTED: case LOG_PENDING: return is_outdated(r, a->list) ? PERHAPS : NOTHING;
	case LOG_UNKNOWN: return PERHAPS;
	default: return NOTHING;
	}
}

/* The distinct logs of a list of at most SCT_COMPARED. */
struct counted_log {
	struct span id;
	const char *operator;		/* NULL: unknown */
};

static bool
is_counted(const struct counted_log *logs, unsigned count, struct span id)
{
	for (unsigned i = 0; i < count; i++)
		if (span_same(logs[i].id, id))
			return true;
	return false;
}

/* How many logs before are of this operator. */
static unsigned
shared_by(const struct counted_log *logs, unsigned count, const char *operator)
{
	unsigned shared = 0;

	for (unsigned i = 0; i < count; i++)
		shared += operator && logs[i].operator && strcmp(logs[i].operator, operator) == 0;
	return shared;
}

/* How many SCTs of one operator may count: since 2021 and 2022 one less than needed. */
static unsigned
operator_share(const struct cert *c, const struct state_arg *a)
{
	return a->by_first && !chrome_rules_of_2022(c) ? SCT_COMPARED : a->needs(c) - 1;
}

static struct tally
tally(const struct cert *c, struct report *r)
{
	const struct state_arg *a = arg(r);
	unsigned count = 0, share = operator_share(c, a);
	struct counted_log logs[SCT_COMPARED];
	struct tally t = { 0, 0 };
	const struct ct_log *log;
	enum weight weight;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		weight = weigh(c, r, a, &s, log);
		if (weight == NOTHING || is_counted(logs, count, s.log_id))
			continue;
		t.now += weight != ONCE;
		t.counted += shared_by(logs, count, log ? log->operator : NULL) < share;
		logs[count++] = (struct counted_log){ s.log_id, log ? log->operator : NULL };
	}
	return t;
}

/* Whether there is something to count: a sound list in what has not expired. */
static bool
is_counting(const struct cert *c, struct report *r)
{
	return c->sct.sound && now_of(r) <= c->until;
}

static void
no_current_log(const struct cert *c, struct report *r)
{
	const struct state_arg *a = arg(r);

	if (is_counting(c, r) && tally(c, r).now == 0)
		fail(r, sct_list_place(c), "no SCT is of a log that is qualified, usable or "
		     "read-only for %s", a->who);
}

static void
few_counted(const struct cert *c, struct report *r)
{
	const struct state_arg *a = arg(r);
	unsigned needs = a->needs(c), counted;

	if (!is_counting(c, r) || (counted = tally(c, r).counted) >= needs)
		return;
	expect(r, needs == 2 ? "2" : needs == 3 ? "3" : needs == 4 ? "4" : "5", "%u", counted);
	fail(r, sct_list_place(c),
	     "too few SCTs count for %s, by the states and operators of their "
	     "logs",
	     a->who);
}

/* The SCTs that Chrome needs by its rules of the time. */
static unsigned
chrome_needs_ever(const struct cert *c)
{
	return chrome_rules_of_2022(c) ? chrome_needs(c) : months_need(c);
}

static const struct state_arg chrome = { "Chrome", LOG_CHROME, chrome_needs_ever, true };
static const struct state_arg apple = { "Apple", LOG_APPLE, apple_needs, false };
/* Mozilla's list is made from Chrome's. */
static const struct state_arg mozilla = { "Firefox", LOG_CHROME, chrome_needs, false };


/*
 * One SCT is of a log that Chrome has as qualified, usable or read-only.
 *
 * Logs that were approved and are retired count beside such a one, but not alone.
 *
 * fix: reissue the certificate with SCTs of usable logs.
 * covers: ct-chrome-one-current-log
 *
 *	pass tls now=2026-05-01
 *	pass tls sct=oak2026h1,sphinx2026h1 now=2026-05-01
 *	fail tls-2024 sct=wyvern2025h1,sphinx2025h1,nessie2025 now=2025-05-20 also=ct_chrome_one_operator
 *	pass tls-2024 sct=wyvern2025h1,sphinx2025h1,nimbus2025 now=2025-05-20
 *	pass tls-2024 sct=wyvern2025h1,sphinx2025h1,nessie2025 now=2025-06-20
 */
LINT_AS(no_current_log, ct_chrome_no_current_log, WARNING, CHROME_POLICY("Embedded SCTs (1)"),
	SERVER_WITH_SCTS, .needs = NEED_NOW, .from = CHROME_CT, .arg = &chrome);

/*
 * Enough SCTs count for Chrome, by the states of their logs.
 *
 * Only logs that are qualified, usable, read-only or retired count, and those that are retired only
 * if the certificate, that is its first SCT, is older than that.  Two operators are among them.
 *
 * fix: reissue the certificate with SCTs of usable logs.
 * covers: ct-chrome-counted-log-states ct-chrome-before-retirement
 * unless: ct_chrome_sct_count ct_sct_count_by_months ct_chrome_one_operator
 * unless: ct_chrome_no_current_log
 *
 *	pass tls now=2026-05-01
 *	fail tls sct=argon2026h1,raio2026h1a now=2026-05-01
 *	pass tls sct=argon2026h1,raio2026h1a now=2026-09-01
 *	pass tls sct=argon2026h1,raio2026h1a,wyvern2026h1 now=2026-05-01
 *	pass tls from=2026-02-27 validity=150d sct=nimbus2026,oak2026h2 now=2026-05-01
 *	fail tls from=2026-03-01 validity=150d sct=nimbus2026,oak2026h2 now=2026-05-01 also=ct_sct_after_readonly
 */
LINT_AS(few_counted, ct_chrome_few_counted, WARNING, CHROME_POLICY("Embedded SCTs (2)"),
	SERVER_WITH_SCTS, .needs = NEED_NOW, .from = CHROME_CT, .arg = &chrome);

/*
 * One SCT is of a log that Apple has as qualified, usable or read-only.
 *
 * Logs that were approved and are retired count beside such a one, but not alone.
 *
 * fix: reissue the certificate with SCTs of usable logs.
 * covers: ct-apple-one-current-log apple-ct-approved-log
 * unless: ct_chrome_no_current_log
 *
 *	pass tls now=2026-05-01
 *	fail tls from=2026-02-20 until=2027-01-10 sct=luoshu2027 now=2026-03-01 also=ct_chrome_sct_count,ct_apple_rfc6962_log_missing
 *	pass tls from=2026-02-20 until=2027-01-10 sct=luoshu2027,nimbus2027 now=2026-03-01
 */
LINT_AS(no_current_log, ct_apple_no_current_log, WARNING, APPLE_POLICY("Policy Requirements"),
	SERVER_WITH_SCTS, .needs = NEED_NOW, .from = APPLE_CT, .arg = &apple);

/*
 * Enough SCTs count for Apple, by the states and operators of their logs.
 *
 * Only logs that are qualified, usable, read-only or retired count, and those that are retired only
 * for SCTs older than that.  Of one operator one SCT counts for up to 180 days, two for more.
 *
 * fix: reissue the certificate with SCTs of usable logs.
 * covers: ct-apple-once-approved
 * unless: ct_chrome_sct_count ct_sct_count_by_months ct_apple_sct_count
 * unless: ct_chrome_one_operator ct_apple_one_operator ct_chrome_no_current_log
 * unless: ct_apple_no_current_log ct_chrome_few_counted
 *
 *	pass tls now=2026-05-01
 *	fail tls from=2026-02-20 until=2027-01-10 sct=luoshu2027,nimbus2027,argon2027h1 now=2026-03-01
 *	pass tls from=2026-02-20 until=2027-01-10 sct=wyvern2027h1,nimbus2027,argon2027h1 now=2026-03-01
 */
LINT_AS(few_counted, ct_apple_few_counted, WARNING, APPLE_POLICY("Policy Requirements"),
	SERVER_WITH_SCTS, .needs = NEED_NOW, .from = APPLE_CT_2021, .arg = &apple);

/*
 * One SCT is of a log that Firefox admits.
 *
 * Firefox has its list from Chrome: the states are those of Chrome's list.
 *
 * fix: reissue the certificate with SCTs of usable logs.
 * covers: ct-mozilla-one-current-log
 * unless: ct_chrome_no_current_log
 *
 *	pass tls now=2026-05-01
 *	fail tls-2019 from=2018-04-02 until=2025-06-15 sct=wyvern2025h1,sphinx2025h1,nessie2025 now=2025-05-20 edges=no also=ct_mozilla_one_operator
 *	pass tls-2019 from=2018-04-02 until=2025-06-15 sct=wyvern2025h1,sphinx2025h1,nimbus2025 now=2025-05-20
 */
LINT_AS(no_current_log, ct_mozilla_no_current_log, WARNING, MOZILLA_POLICY("CT Policy"),
	SERVER_WITH_SCTS, .needs = NEED_NOW, .from = FIREFOX_135, .by = BY_NOW,
	.arg = &mozilla);
