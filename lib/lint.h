/*
 * What a lint includes: the model, the tools to look at it, and the way to report.
 *
 * A lint is one LINT(...) { body } below the comment that is its documentation; see
 * lints/README.md.  Its check returns nothing: it reports what is wrong, and silence is a pass.
 */

#ifndef CERTLINT_LIB_LINT_H
#define CERTLINT_LIB_LINT_H

#include <inttypes.h>
#include <string.h>

#include <certlint/certlint.h>

#include "attribute.h"
#include "cert.h"
#include "compare.h"
#include "constraints.h"
#include "country.h"
#include "host.h"
#include "idna.h"
#include "ip.h"
#include "key.h"
#include "mail.h"
#include "orgid.h"
#include "rsa.h"
#include "sct.h"
#include "shape.h"
#include "subdivision.h"
#include "text.h"
#include "transparency.h"
#include "uri.h"
#include "walk.h"
#include "weak.h"

#include "registry.h"

struct report;
typedef void lint_check(const struct cert *c, struct report *r);

/* What a lint needs beyond the object; without it the lint is "not checked". */
enum need { NEED_ISSUER = 1, NEED_PAIR = 2, NEED_NOW = 4, NEED_ISSUER_KEY = 8, NEED_COUNT = 4 };

/* On which day `from` and `until` are looked up. */
enum clock { BY_OBJECT = CERTLINT_BY_OBJECT, BY_NOW = CERTLINT_BY_NOW };

struct lint {
	const char *id, *source, *citation;
	lint_check *check;
	const void *arg;		/* of a shared check: a constant of its own type */
	struct facts on, off;		/* every fact of `on` and none of `off` */
	int32_t from, until;		/* from <= day < until; 0 is open */
	uint16_t trigger;		/* enum signal: run only where it was raised; 0: always */
	uint8_t severity;		/* enum certlint_severity */
	uint8_t by;			/* enum clock */
	uint8_t needs;			/* enum need */
	uint8_t optional;		/* not in the default selection */
};

/* ---- reporting ---- */

/*
 * Report the bytes of `at`, which lie inside the object.  The detail is one line, without a full
 * stop; bytes of the object pass through quote(), hex() or oid_name().
 */
void fail(struct report *r, struct span at, const char *format, ...)
	__attribute__((format(printf, 3, 4), cold));

/* What would have been right and what was found: of the next fail().  Either may be NULL. */
void expect(struct report *r, const char *expected, const char *found_format, ...)
	__attribute__((format(printf, 3, 4), cold));

/* The check cannot be made on this object, and why: listed as not checked. */
void not_checked(struct report *r, const char *why);

/* Printable text of the object's bytes, cut to about 100; each is good for the next 7. */
const char *quote(struct report *r, struct span s);	/* in quotes, escaped */
const char *hex(struct report *r, struct span s);	/* 7f:00:01 */
const char *oid_name(struct report *r, struct span oid);	/* a name or the dotted form */
const char *ip_text(struct report *r, const struct ip *ip);
const char *day_text(struct report *r, int32_t day);

/* The constant of a shared check: const struct my_arg *a = arg(r); */
const void *arg(const struct report *r);

/* ---- what stands around the object ---- */

const struct data *data_of(const struct report *r);
int32_t rules_day(const struct report *r);		/* the day whose rules apply; DAY_NONE */
int64_t now_of(const struct report *r);			/* under NEED_NOW */
const struct cert *issuer_of(const struct report *r);	/* under NEED_ISSUER: never NULL */
/* Under NEED_ISSUER_KEY, which the caller may have given alone: only `spki` and `key` are sure. */
const struct cert *issuer_key_of(const struct report *r);
const struct cert *pair_of(const struct report *r);	/* under NEED_PAIR */

/* ---- declaring ---- */

#define LINT_(name, sev, fn, ...)					\
	const struct lint lint_##name = {				\
		.id = #name, .severity = CERTLINT_##sev, .check = fn,	\
		__VA_ARGS__						\
	}

/* A lint and its check: LINT(id, ERROR, BR("7.1"), .on = FACTS(...), .from = ...) { ... } */
#define LINT(name, sev, ...)						\
	static lint_check name;						\
	LINT_(name, sev, name, __VA_ARGS__);				\
	static void name(const struct cert *c, struct report *r)

/* One more row of a check that others share, with .arg = its constant; ends with ';'. */
#define LINT_AS(fn, name, sev, ...) LINT_(name, sev, fn, __VA_ARGS__)

/* Source and citation, by document. */
#define X690(clause) .source = "ITU-T X.690", .citation = clause
#define X680(clause) .source = "ITU-T X.680", .citation = clause
#define X520(clause) .source = "ITU-T X.520", .citation = clause
#define RFC(number, section) .source = "RFC " number, .citation = section
#define RFC5280(section) RFC("5280", section)
#define BR(section) .source = "TLS BR", .citation = section
#define EVG(section) .source = "EV Guidelines", .citation = section

#endif
