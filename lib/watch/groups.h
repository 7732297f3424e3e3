/* Groups of hits: by issuer, item and kind, each told once. */

#ifndef CERTLINT_LIB_WATCH_GROUPS_H
#define CERTLINT_LIB_WATCH_GROUPS_H

#include <certlint/groups.h>

#include "memory.h"
#include "watch/watch.h"

enum { ISSUER_NAME_MAX = 96, EXAMPLE_MAX = 160, NO_INDEX = -1 };

/* An item as far as groups know it: by its texts, which outlive the list. */
struct group_item {
	struct certlint_noise noise;
	uint64_t number;	/* of the texts, the same for ever */
	int32_t next;		/* in its chain */
	size_t length;		/* of the whole block: the texts are behind this struct */
};

struct group {
	struct certlint_group shown;
	uint8_t issuer[32];
	char issuer_name[ISSUER_NAME_MAX], example[EXAMPLE_MAX];
	struct group_item *item;
	int32_t next;		/* in its chain */
	int32_t older, newer;	/* in the order of use, among those of its kind */
	bool waits;		/* it is among those that have something to be told */
};

/* Groups in the order of their use. */
struct group_line {
	int32_t oldest, newest;
	uint32_t count;
};

/* What an event says of itself. */
struct event {
	uint8_t issuer[32];
	bool by_name;
	char issuer_name[ISSUER_NAME_MAX];
	const char *pattern, *label, *owner, *example;
	uint8_t tbs[32];
	uint32_t kind;
	int64_t time;
};

struct certlint_groups {
	struct certlint_allocator allocator;
	int64_t quiet, digest_every, window;
	uint32_t burst, max_groups, max_recent;

	struct group **groups;
	struct group_item **items;
	int32_t *group_chains, *item_chains;	/* heads, `buckets` of each */
	uint32_t group_count, item_count, room, buckets;
	struct group_line told, waiting;
	uint64_t change;

	struct certlint_recent *recent;		/* number n is at (n - 1) % max_recent */
	int32_t *recent_chains, *recent_next;
	uint64_t recent_count;

	int64_t window_start, digest_told;
	uint32_t window_used;
	uint64_t alerts;	/* of all items */
};

/* groups.c: a decision, or a negative status. */
int groups_event(struct certlint_groups *g, const struct event *e,
		 const struct certlint_group **group);

/* groups_look.c: who issued it, by key or name; the digest that a pair shares. */
void event_of_object(struct event *e, const struct certlint_object *object,
		     const uint8_t *issuer_key, const uint8_t *tbs, int64_t time);

/* Text that is printable and fits. */
void groups_copy_text(char *to, size_t room, const char *text);

#endif
