/* Reading files and pipes into batches: what kind each is, and where its documents end. */

#ifndef CERTLINT_CLI_WATCH_FEED_H
#define CERTLINT_CLI_WATCH_FEED_H

#include "sources.h"
#include "watch/batch.h"

struct feed {
	struct pool *pool;
	const struct settings *settings;
	struct sources sources;
	struct object_sink sink;

	/* No more bytes are there yet: all was submitted.  False: end the file here. */
	bool (*wait)(void *ctx, int fd);
	bool (*stop)(void);
	/* A batch was submitted, and more is being read; it may drain the pool.  May be NULL. */
	void (*between)(void *ctx);
	void *ctx;

	bool begun;			/* a file, in an earlier batch or this one */
	uint64_t passed_over;
};

/* Read all that the settings name, and submit the last of it. */
void feed_read(struct feed *feed);
void feed_free(struct feed *feed);

#endif
