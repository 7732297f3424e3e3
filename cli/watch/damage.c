/* Damaged entries, counted by source and reason: each is told once, and then by digests. */

#include "watch/damage.h"

#include <stdlib.h>

enum { MAX_DAMAGES = 1024 };

static char *
copy_text(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(memory_new(n, 1), s, n);
}

static struct damage *
find(struct damages *d, const char *source, const char *reason)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->at[i].source, source) == 0 && strcmp(d->at[i].reason, reason) == 0)
			return &d->at[i];
	return NULL;
}

static struct damage *
add(struct damages *d, const char *source, const char *reason)
{
	if (d->count == d->room) {
		d->room = d->room ? 2 * d->room : 16;
		d->at = memory_grow(d->at, d->room, sizeof(*d->at));
	}
	d->at[d->count] = (struct damage){ copy_text(source), copy_text(reason), 0, 0, 0, 0, 0,
					   false };
	return &d->at[d->count++];
}

const struct damage *
damage_count(struct damages *all, const char *source, const char *reason, int64_t time, bool *told)
{
	struct damage *d = find(all, source, reason);

	if (!d && all->count >= MAX_DAMAGES) {
		source = "all other sources";
		reason = "damaged";
		d = find(all, source, reason);
	}
	if (!d)
		d = add(all, source, reason);
	*told = d->count == 0 || (time > d->last && time - d->last > all->quiet);
	d->first = d->count == 0 ? time : d->first;
	d->last = d->count > 0 && d->last > time ? d->last : time;
	d->count++;
	d->untold = *told ? 0 : d->untold + 1;
	d->told = *told ? time : d->told;
	d->changed = true;
	return d;
}

void
damage_restore(struct damages *all, const struct damage *saved)
{
	struct damage *d;

	/* One more than are counted each for itself: all others together. */
	if (all->count > MAX_DAMAGES || find(all, saved->source, saved->reason))
		return;
	d = add(all, saved->source, saved->reason);
	d->count = saved->count;
	d->untold = saved->untold;
	d->first = saved->first;
	d->last = saved->last;
	d->told = saved->told;
}

void
damage_told(struct damages *all, int64_t time)
{
	for (size_t i = 0; i < all->count; i++) {
		struct damage *d = &all->at[i];

		if (d->untold == 0)
			continue;
		d->untold = 0;
		d->told = time;
		d->changed = true;
	}
}

void
damage_free(struct damages *all)
{
	for (size_t i = 0; i < all->count; i++) {
		free(all->at[i].source);
		free(all->at[i].reason);
	}
	free(all->at);
	*all = (struct damages){ 0 };
}
