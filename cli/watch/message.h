/* What is to be told: lines for the output, and what hooks get. */

#ifndef CERTLINT_CLI_WATCH_MESSAGE_H
#define CERTLINT_CLI_WATCH_MESSAGE_H

#include <stdbool.h>

#include "text.h"

enum { MESSAGE_ID = 32 };

/*
 * `id` is made of what the message is about: told twice after a crash, it is the same.  `hook` is
 * NAME NUL VALUE NUL ...; a NAME that begins with '@' is one of a file, and VALUE its contents.
 */
struct message {
	char id[MESSAGE_ID + 1];
	bool hooks;			/* hooks are run for it */
	struct text line;		/* with its line feed */
	struct text hook;
};

struct messages {
	struct message *at;
	size_t count, room;
};

struct message *messages_add(struct messages *messages);
void messages_clear(struct messages *messages);
void messages_free(struct messages *messages);

/* Hex of SHA-256 of the text, cut. */
void message_name(struct message *message, const struct text *about);

/*
 * Add a variable, or a file's contents, for hooks; what follows a NUL in it is left out.  Variables
 * of which a stranger chose the length are cut: no program could be run with them.
 */
void message_variable(struct message *message, const char *name, struct text *value);

/*
 * The next of what hooks get, from *at on, which begins as 0.  False: no more, or, with *at before
 * the end, something that is damaged: it may have been stored.
 */
struct message_part {
	const char *name, *value;	/* lent by the message */
	bool is_file;
};
bool message_next(const struct message *message, size_t *at, struct message_part *part);

#endif
