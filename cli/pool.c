/* Jobs worked on by several threads and finished in the order in which they were begun. */

#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	ALONE = 4,			/* jobs that the caller's thread does before others start */
	KEEP = 1 << 20			/* bytes of memory that a job keeps for the next use */
};

enum job_state { JOB_FREE, JOB_READY, JOB_TAKEN, JOB_DONE };

/*
 * A ring: jobs from `oldest` on are submitted and not yet finished, `filling` is the next free one,
 * `next` the first that no thread has taken.  The three are counters, used modulo the ring's size.
 */
struct pool {
	struct pool_calls calls;
	struct job *jobs;
	size_t size;
	uint64_t oldest, next, filling;
	unsigned threads;
	unsigned started;
	pthread_t *ids;
	pthread_mutex_t lock;
	pthread_cond_t ready, done;
	bool end;
};

struct start {
	struct pool *pool;
	unsigned number;
};

static struct job *
job_at(struct pool *p, uint64_t i)
{
	return &p->jobs[i % p->size];
}

static void *
run_thread(void *ctx)
{
	struct start *start = ctx;
	struct pool *p = start->pool;
	struct job *job;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (!p->end && p->next == p->filling)
			pthread_cond_wait(&p->ready, &p->lock);
		if (p->next == p->filling)
			break;
		job = job_at(p, p->next++);
		pthread_mutex_unlock(&p->lock);
		p->calls.work(p->calls.ctx, start->number, job);
		pthread_mutex_lock(&p->lock);
		job->state = JOB_DONE;
		pthread_cond_signal(&p->done);
	}
	pthread_mutex_unlock(&p->lock);
	free(start);
	return NULL;
}

/* As many as the system lets us have; with none, the caller's thread goes on alone. */
static void
start_threads(struct pool *p)
{
	p->ids = memory_new(p->threads, sizeof(*p->ids));
	while (p->started < p->threads) {
		struct start *start = memory_new(1, sizeof(*start));

		*start = (struct start){ p, p->started };
		if (pthread_create(&p->ids[p->started], NULL, run_thread, start) != 0) {
			free(start);
			break;
		}
		p->started++;
	}
	if (p->started == 0)
		p->threads = 1;
}

struct pool *
pool_new(unsigned threads, const struct pool_calls *calls)
{
	struct pool *p = memory_new(1, sizeof(*p));

	p->calls = *calls;
	p->threads = threads;
	p->size = threads > 1 ? 2 * (size_t)threads + 2 : 1;
	p->jobs = memory_new(p->size, sizeof(*p->jobs));
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->ready, NULL);
	pthread_cond_init(&p->done, NULL);
	return p;
}

static void
finish(struct pool *p, struct job *job)
{
	p->calls.done(p->calls.ctx, job);
	text_shrink(&job->der, KEEP);
	text_shrink(&job->names, KEEP);
	text_shrink(&job->out, KEEP);
	text_shrink(&job->err, KEEP);
	job->count = 0;
	job->state = JOB_FREE;
}

/* Finish the oldest job; the caller knows that there is one. */
static void
finish_oldest(struct pool *p)
{
	struct job *job = job_at(p, p->oldest);

	pthread_mutex_lock(&p->lock);
	while (job->state != JOB_DONE)
		pthread_cond_wait(&p->done, &p->lock);
	pthread_mutex_unlock(&p->lock);
	finish(p, job);
	p->oldest++;
}

struct job *
pool_job(struct pool *p)
{
	while (p->filling - p->oldest == p->size)
		finish_oldest(p);
	return job_at(p, p->filling);
}

void
pool_submit(struct pool *p)
{
	struct job *job = job_at(p, p->filling);

	if (p->threads > 1 && p->started == 0 && p->filling >= ALONE)
		start_threads(p);
	if (p->started == 0) {
		p->calls.work(p->calls.ctx, 0, job);
		finish(p, job);
		p->filling++;
		p->next = p->oldest = p->filling;
		return;
	}
	pthread_mutex_lock(&p->lock);
	job->state = JOB_READY;
	p->filling++;
	pthread_cond_signal(&p->ready);
	pthread_mutex_unlock(&p->lock);
}

void
pool_drain(struct pool *p)
{
	while (p->oldest < p->filling)
		finish_oldest(p);
}

static void
stop_threads(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->end = true;
	pthread_cond_broadcast(&p->ready);
	pthread_mutex_unlock(&p->lock);
	while (p->started > 0)
		pthread_join(p->ids[--p->started], NULL);
	free(p->ids);
}

void
pool_free(struct pool *p)
{
	if (p->started)
		stop_threads(p);
	for (size_t i = 0; i < p->size; i++) {
		text_free(&p->jobs[i].der);
		text_free(&p->jobs[i].names);
		text_free(&p->jobs[i].out);
		text_free(&p->jobs[i].err);
		free(p->jobs[i].entries);
		if (p->calls.forget)
			p->calls.forget(p->jobs[i].own);
	}
	free(p->jobs);
	pthread_cond_destroy(&p->done);
	pthread_cond_destroy(&p->ready);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
