/* What a run's inputs held, kept to be gone through a second time. */

#ifndef CERTLINT_CLI_SPOOL_H
#define CERTLINT_CLI_SPOOL_H

#include <stdio.h>

#include "objects.h"

enum { SPOOL_MEMORY = 32 << 20 };

/* In memory up to SPOOL_MEMORY, then in a temporary file without a name.  A zeroed one is empty. */
struct spool {
	struct text text;
	FILE *file; /* NULL: all is in text */
	int error; /* errno: it could not be kept */
};

/* Add what an object_sink is told, in its order. */
void spool_object(struct spool *spool, const struct place *at, const uint8_t *der, size_t length);
void spool_bad(struct spool *spool, const struct place *at, const char *why);
void spool_note(struct spool *spool, const char *name, const char *line, enum weight weight);

/* Tell it again.  0, or errno where it could not be kept or read to its end. */
int spool_replay(struct spool *spool, const struct object_sink *sink);

void spool_free(struct spool *spool);

#endif
