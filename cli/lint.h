/* Linting the objects of a job and writing down what was found, on any thread. */

#ifndef CERTLINT_CLI_LINT_H
#define CERTLINT_CLI_LINT_H

#include "chain.h"
#include "finding.h"
#include "pool.h"
#include "settings.h"

/* What a lint said in all inputs. */
struct lint_count {
	uint64_t findings, objects;
};

/* What was met so far: one for each thread, added up at the end. */
struct tally {
	uint64_t objects, bad, errors, warnings, notices, not_checked;
	uint64_t failed;		/* not linted: over a limit, out of memory */
	struct lint_count *lints;	/* by finding->index; NULL without --statistics */
	int worst;
};

/* One line of text output, to be put in order. */
struct piece {
	size_t offset, start, length, number;
};

struct linter {
	const struct settings *settings;
	const certlint *lint;
	const struct chain *chain;	/* where issuers are; NULL: not looked for */
	struct certlint_input common;	/* to all objects */
	struct certlint_input input;	/* and the one at hand */
	struct term term;
	struct tally tally;

	/* The object at hand. */
	struct subject subject;
	struct job *job;
	uint32_t last_lint;
	struct piece *pieces;
	size_t count, room;
	struct text sorted;
};

/* `chain` may be NULL: all objects then have the issuer of `input`, if any. */
void linter_set(struct linter *linter, const struct settings *settings, const certlint *lint,
		const struct certlint_input *input, const struct chain *chain,
		const struct term *term);
void linter_free(struct linter *linter);

/* Lint all objects of the job; the report goes to job->out, messages to job->err. */
void linter_work(struct linter *linter, struct job *job);

void tally_add(struct tally *to, const struct tally *from, size_t lints);

#endif
