/* Jobs worked on by several threads and finished in the order in which they were begun. */

#ifndef CERTLINT_CLI_POOL_H
#define CERTLINT_CLI_POOL_H

#include <stdbool.h>

#include "text.h"

/* One object of a job. */
struct entry {
	size_t der, length;		/* in job->der */
	size_t name;			/* in job->names */
	size_t index;			/* in its file */
	size_t line;			/* of its block of text; 0: none */
	const char *bad;		/* why there is no DER, a fixed phrase; or NULL */
	bool several;			/* its file holds more than this one */
};

/* Some objects with what becomes of them.  Jobs are used again and again for their memory. */
struct job {
	struct text der, names;
	struct entry *entries;
	size_t count, room;
	struct text out, err;
	void *own;			/* its user's, made by him; NULL at first */
	int state;			/* pool.c's */
};

/*
 * work() runs on thread number 0, 1, ... of as many as there are; done() runs on the thread that
 * fills jobs, in the order of filling.
 */
struct pool_calls {
	void (*work)(void *ctx, unsigned thread, struct job *job);
	void (*done)(void *ctx, struct job *job);
	void *ctx;
	void (*forget)(void *own);	/* frees job->own; may be NULL */
};

struct pool;

/* With one thread there is none but the caller's.  Others start when there is work for them. */
struct pool *pool_new(unsigned threads, const struct pool_calls *calls);

/* The job to fill, empty; the same one until it is submitted. */
struct job *pool_job(struct pool *pool);
void pool_submit(struct pool *pool);

/* Wait until all that was submitted is done. */
void pool_drain(struct pool *pool);
void pool_free(struct pool *pool);

#endif
