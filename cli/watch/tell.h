/* What is told of judged entries: groups, decisions, events; on one thread, in order. */

#ifndef CERTLINT_CLI_WATCH_TELL_H
#define CERTLINT_CLI_WATCH_TELL_H

#include <certlint/groups.h>

#include "settings.h"
#include "watch/batch.h"
#include "watch/damage.h"
#include "watch/items.h"
#include "watch/message.h"

struct tell_counts {
	uint64_t entries, damaged, hits, expected, alerts, told;
};

struct teller {
	const struct settings *settings;
	const struct filter *filter;
	const certlint *lint;
	struct items *items;
	certlint_groups *groups;
	struct damages damages;
	struct messages messages;	/* to be delivered */
	struct tell_counts counts;
	bool wants_hooks;
	bool text;			/* lines for people */
	int64_t digest_every;
	int64_t now;			/* seconds; 0: there is no clock */

	uint64_t base;			/* entries of the file before the document at hand */
	bool found;			/* --test: something was hit */
	bool changed;			/* groups or damages, since they were stored */
};

/* EXIT_CLEAN, or it was said why not. */
enum exit_code teller_set(struct teller *teller, const struct settings *settings);
void teller_free(struct teller *teller);

/* Tell what is to be told of a judged batch. */
void tell_batch(struct teller *teller, const struct job *job);

/* A digest of all that was only counted; noise with it if that is asked for. */
void tell_digest(struct teller *teller, int64_t now);
bool tell_digest_due(const struct teller *teller, int64_t now);
void tell_noise(struct teller *teller, int64_t now);

/* Something is wrong with a log, or is well again. */
void tell_trouble(struct teller *teller, const struct follow_trouble *trouble, int64_t now);

/* Where an entry was found long before its item was added: `input` is a stand-in. */
struct back_hit {
	const char *source;
	uint64_t number;
	int64_t time;
	struct certlint_input input;
	struct certlint_watch_about about;
	const char *const *patterns;	/* only items with these count */
	size_t pattern_count;
};
void tell_back_hit(struct teller *teller, const struct back_hit *hit);

#endif
