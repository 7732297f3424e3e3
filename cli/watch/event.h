/* One event under construction: what was hit, what was decided, and how it is written. */

#ifndef CERTLINT_CLI_WATCH_EVENT_H
#define CERTLINT_CLI_WATCH_EVENT_H

#include <certlint/groups.h>

#include "watch/tell.h"

/* Where it was found. */
struct event_place {
	const char *source;		/* file or log, as messages call it */
	const struct follow_log *log;	/* NULL: a file */
	uint64_t number;		/* in its file, from 0; in a log, the index */
	bool has_index;
	uint64_t index;			/* in its log */
	int64_t time;			/* logged or seen */
};

struct event {
	struct event_place place;
	const certlint_watch *watch;
	const struct record *record;
	const char *body;
	size_t body_length;
	uint64_t is;
	int decision;			/* the gravest; 0: none */
	struct text hits, anomalies;	/* JSON, elements */
	struct text group;		/* of the gravest decision, JSON */
	struct text lines;		/* for people */
	struct text summary;		/* the gravest in a line */
	struct certlint_watch_entry *items; /* that were hit */
	size_t item_count, item_room;
	struct text first_item;		/* the first one's pattern, for hooks */
};

void event_hit(struct event *event, const struct certlint_hit *hit,
	       const struct certlint_group *group, int decision);
void event_anomaly(struct event *event, const struct certlint_group *group, int decision);
void event_damage(struct event *event, const struct damage *damage, bool told);

bool event_passes(const struct event *event, const struct filter *filter);

/* Write it as a message. */
void event_write(struct event *event, struct teller *teller);
void event_free(struct event *event);

const char *decision_text(int decision);

#endif
