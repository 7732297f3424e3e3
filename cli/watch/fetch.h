/* Requests to many servers at once over HTTP, each server within its limits. */

#ifndef CERTLINT_CLI_WATCH_FETCH_H
#define CERTLINT_CLI_WATCH_FETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

struct fetcher;
struct fetch_host;

/* How an attempt went. */
enum fetch_result {
	FETCH_DONE,			/* 200, and the body is whole */
	FETCH_REFUSED,			/* any other answer of HTTP: `status` */
	FETCH_UNREACHED,		/* no connection */
	FETCH_CUT,			/* the connection ended, or the body would not unzip */
	FETCH_SLOW,			/* no whole answer in time */
	FETCH_TOO_LONG			/* more than `most` bytes */
};

/*
 * A request.  The owner sets the first part, and it stays where it is until done() has been called
 * or fetch_cancel(); a zeroed one is idle.  In done() the owner may start anything, this one again
 * included.
 */
struct fetch {
	struct fetch_host *host;
	struct text url;
	size_t most;			/* bytes of a body, unzipped */
	void (*done)(struct fetch *fetch);
	void *owner;

	enum fetch_result result;
	long status;			/* of HTTP; 0: no answer */
	struct text body;
	char why[256];			/* not FETCH_DONE: in words */
	unsigned failures;		/* in a row; the owner sets it to 0 */

	void *easy;			/* under way */
	bool queued;
	int64_t not_before;
	struct fetch *next;
};

struct fetch_options {
	uint32_t requests_a_second;	/* to a host; 0: no limit */
	uint32_t parallel;		/* under way to a host */
	uint32_t timeout_seconds;
	const char *ca_file, *user_agent;
};

/* NULL: the library for HTTP does not start. */
struct fetcher *fetcher_new(const struct fetch_options *options);
void fetcher_free(struct fetcher *fetcher);

/* A server with limits of its own; free after its requests, before the fetcher. */
struct fetch_host *fetch_host_new(struct fetcher *fetcher);
void fetch_host_free(struct fetch_host *host);

/*
 * Send the request when the host's limits allow it, after a pause that doubles with each of its
 * failures.  Requests of a host begin in the order of their calls, but for those that pause.
 */
void fetch_start(struct fetch *fetch);
void fetch_cancel(struct fetch *fetch);
void fetch_free(struct fetch *fetch);

static inline bool
fetch_is_busy(const struct fetch *fetch)
{
	return fetch->easy || fetch->queued;
}

/* Get on with it for at most this long; sooner back if something is done. */
void fetcher_wait(struct fetcher *fetcher, int64_t milliseconds);

/* The clock of all this: milliseconds that no one sets. */
int64_t fetch_clock(void);

/* A pause that doubles with each failure, from half a second to five minutes, never twice alike. */
int64_t fetch_pause(struct fetcher *fetcher, unsigned failures);

#endif
