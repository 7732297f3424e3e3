/* Choosing and running: the lints of a handle as bitmaps, and one run over one object. */

#ifndef CERTLINT_LIB_ENGINE_H
#define CERTLINT_LIB_ENGINE_H

#include <stdarg.h>

#include <certlint/certlint.h>
#include <certlint/plugin.h>

#include "lint.h"
#include "print.h"

/* What a lint's comment says, from the registry. */
struct lint_text {
	const char *summary, *why, *fix, *covers, *peers, *unless, *aliases;
	const char *citations;		/* of what it covers: "TLS BR 7.1.4; RFC 5280 4.2" */
	const char *vectors;		/* a line each: "pass tls san=..." */
};

/* The built-in lints, in the order in which they run: who speaks first comes first. */
extern const struct lint *const lint_table[];
extern const struct lint_text lint_texts[];
extern const size_t lint_count;

/* One lint of a handle. */
struct entry {
	void (*check)(const struct cert *c, struct report *r);	/* the lint's; NULL: outside's */
	const struct lint *lint;
	const struct lint_text *text;
	const struct certlint_lint *outside;	/* a plug-in's; NULL: built in */
	const struct certlint_lint *shown;	/* what findings lend; NULL where nobody asks */
	uint32_t number;			/* its place in the order of ids */
	const uint16_t *unless;			/* entries that speak in its place */
	uint16_t unless_count;
	uint8_t severity;			/* after overrides */
	bool wins;				/* some entry's unless names it */
	bool dated;				/* has a window */
};

enum {
	BLOCK = 8,			/* words of a row that are worked on at once */
	HALF_BLOCK = BLOCK / 2,		/* at the end of a row perhaps only these */
	FACT_ROWS = FACT_WORDS * 64 + FACT_WORDS * 8
};

/*
 * Which lints apply is decided by rows of bits over the entries, one for each fact, signal, need
 * and stretch of days: a few hundred words of AND and OR for an object, whatever the lints are.
 */
struct engine {
	uint32_t count;			/* entries */
	uint32_t words;			/* of 64 entries, in a row: whole blocks */
	struct entry *entries;
	int32_t *epochs;		/* first days of the stretches between window edges */
	uint32_t epoch_count;
	uint64_t *live;			/* a row for each epoch: in their window */
	uint64_t *undated;		/* without a window */
	uint64_t *by_now;		/* judged by the wall clock */
	/*
	 * A row for each fact: the lints that do not ask for it, and those that bear it.  After
	 * them one for each eight facts at once: most objects lack most of what there is.
	 */
	uint64_t *without, *with;
	uint64_t *free;			/* without a trigger */
	uint64_t *triggered;		/* a row for each signal */
	uint64_t *lacking;		/* a row for each need: lints that have it */
	uint64_t *severe;		/* a row for each of notice, warning, error: at least it */
	struct facts used_on, used_off;	/* facts that some lint asks for, or does not bear */
};

/* The bytes of memory that engine_build() wants for rows; entries are the caller's. */
size_t engine_size(const struct entry *entries, uint32_t count);
void engine_build(struct engine *e, struct entry *entries, uint32_t count, void *memory);

/* A decoded object and what came with it. */
struct certlint_object {
	struct cert cert;
	const struct certlint_object *issuer, *pair;	/* certificates; NULL: not given */
	const struct cert *issuer_key;	/* the issuer's, or what was given of it: spki and key */
	uint8_t unreadable;		/* enum need: given, but no such object */
	const struct data *data;
	int64_t as_of, now;		/* 0: not given */
	int kind;			/* enum certlint_kind: what it was taken for */
	const char *profile;		/* the one that was used, or NULL */
	bool doubtful;			/* what the caller said contradicts the bytes */
	const struct certlint_name *reasons;	/* of its facts; only of certlint_object_new() */
	uint32_t reason_count;
};

/* The day whose rules apply to an object; DAY_NONE if it cannot be told. */
int32_t object_rules_day(const struct certlint_object *o);

enum { ENTRIES_MAX = 4096, DETAIL_MAX = 256, PRINTED_COUNT = 8, SPOKEN_MAX = 64 };

/* Where a run tells what it finds. */
struct run_options {
	certlint_sink *sink;
	void *ctx;
	uint32_t max_per_lint, max_findings;
	int32_t minimum;
	bool tell_not_checked, no_detail;
	int (*poll)(void *ctx);
	void *poll_ctx;
};

struct report {
	const struct engine *engine;
	const struct certlint_object *object;
	const struct run_options *options;
	const struct entry *entry;	/* the lint that runs */
	uint32_t index;

	/* The last finding of the lint that runs is held back: `omitted` belongs to it. */
	bool holding;
	struct certlint_finding held;
	char detail[DETAIL_MAX], expected[DETAIL_MAX], found[DETAIL_MAX];
	bool has_expected, has_found;
	char next_expected[DETAIL_MAX], next_found[DETAIL_MAX];
	bool next_has_expected, next_has_found;
	uint32_t told;			/* findings of the lint that runs */
	uint32_t total;			/* of all */

	/* What the winners said, for the lints that are silent about the same bytes. */
	struct { uint32_t index; struct span at; } spoken[SPOKEN_MAX];
	uint32_t spoken_count;

	char printed[PRINTED_COUNT][PRINTED_MAX];
	uint32_t printed_next;

	const char *unchecked;		/* why, said by the check itself */
	char unchecked_text[DETAIL_MAX];	/* the same, of an outside lint */
	uint64_t work;			/* nanoseconds since poll(), by estimate; the caller's to
					   set */
	bool stopped;			/* the sink or poll() wants no more */
	bool cut;			/* max_findings was reached */
};

/* plugin.h's name for the same. */
struct certlint_reporter {
	struct report report;
};

/*
 * Run every lint that applies.  0 or CERTLINT_STOPPED; r->cut tells whether a limit cut it.  No
 * heap.
 */
int run_object(const struct engine *engine, const struct certlint_object *object,
	       const struct run_options *options, struct report *r);

/* fail() with its arguments as a list. */
void report_text(struct report *r, struct span at, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

/* The name of a need: "issuer", "pair", "now", "issuer_key". */
const char *need_name(enum need need);

#endif
