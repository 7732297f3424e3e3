/* Programs that are run for alerts, and the environment they get: certspotter's names, and ours. */

#ifndef CERTLINT_CLI_WATCH_HOOK_H
#define CERTLINT_CLI_WATCH_HOOK_H

#include "settings.h"
#include "watch/message.h"

struct event;
struct teller;
struct certlint_group;
struct follow_trouble;

/* Put into message->hook what programs are told. */
void hook_describe(struct event *event, const struct teller *teller, struct message *message);
void hook_describe_digest(struct message *message, const struct certlint_group *group);
void hook_describe_trouble(struct message *message, const struct follow_trouble *trouble);

/* The programs of --hook; false: one of them is none, and it was said. */
struct hooks {
	struct strings paths;
	uint32_t timeout;		/* seconds */
	uint64_t runs, failures;
};
bool hooks_check(const struct strings *paths);

/* Which programs have done their part of a message. */
struct hooks_done {
	bool (*has_run)(void *ctx, const char *path);
	void (*ran)(void *ctx, const char *path);
	void *ctx;
};

/*
 * Run all for one message that have not done their part.  False: one failed, which was said; run
 * the others again later.
 */
bool hooks_run(struct hooks *hooks, const struct message *message, const struct hooks_done *done);

#endif
