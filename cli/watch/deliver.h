/* Where messages go: lines to the output, and to hooks, which are tried again when they fail. */

#ifndef CERTLINT_CLI_WATCH_DELIVER_H
#define CERTLINT_CLI_WATCH_DELIVER_H

#include "settings.h"
#include "watch/hook.h"

/* A message whose hooks failed. */
struct waiting {
	struct message message;
	struct text done;		/* programs that have done their part, each with a NUL */
	unsigned tries;
	int64_t next;			/* when to try again */
};

struct deliver {
	int fd;
	const char *name;
	bool is_file;			/* written with its own end known */
	struct hooks hooks;
	struct waiting *waiting;	/* without a state: in memory */
	size_t count, room;
	uint64_t dropped;
	int error;			/* errno of the first write that failed */
};

/* EXIT_CLEAN, or it was said why not.  Lines go behind those that the file has. */
enum exit_code deliver_open(struct deliver *deliver, const struct settings *settings);

/* Write lines: 0, or errno; then nothing of them is in the output if it is a file. */
int deliver_lines(struct deliver *deliver, const struct text *lines);

/* Write lines of all messages and run their hooks, without a state. */
void deliver_messages(struct deliver *deliver, struct messages *messages, int64_t now);

/* Try hooks again whose time has come; `last`: all of them, once. */
void deliver_again(struct deliver *deliver, int64_t now, bool last);

/* Seconds to wait after so many tries. */
int64_t deliver_delay(unsigned tries);

/* EXIT_CLEAN, or EXIT_UNREAD if not all could be written, and it was said. */
enum exit_code deliver_close(struct deliver *deliver);

#endif
