/* Groups: finding and making them, deciding what is told, remembering what was counted. */

#include "watch/groups.h"

#include "sized.h"

/* As many as can be counted in bytes where these are of 32 bits. */
#define MANY (1u << 26)

/* ---- numbers of texts and places in tables ---- */

static uint64_t
fold_text(uint64_t h, const char *text)
{
	for (; *text; text++)
		h = (h ^ (uint8_t)*text) * 0x100000001b3u;
	return (h ^ 0xff) * 0x100000001b3u;
}

/* FNV-1a: programs save it. */
static uint64_t
item_number(const char *pattern, const char *label, const char *owner)
{
	return fold_text(fold_text(fold_text(0xcbf29ce484222325u, pattern), label), owner);
}

static uint32_t
bucket_of(uint64_t number, uint32_t buckets)
{
	number *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(number >> 32) & (buckets - 1);
}

static uint64_t
load_number(const uint8_t *p)
{
	uint64_t number;

	memcpy(&number, p, sizeof(number));
	return number;
}

static uint32_t
group_bucket(const struct certlint_groups *g, const uint8_t *issuer, const struct group_item *item,
	     uint32_t kind)
{
	return bucket_of(load_number(issuer) ^ item->number ^ kind, g->buckets);
}

static uint32_t
power_above(uint32_t n)
{
	uint32_t power = 16;

	while (power < n && power < 1u << 30)
		power *= 2;
	return power;
}

/* ---- items ---- */

static struct group_item *
item_find(const struct certlint_groups *g, const char *pattern, const char *label,
	  const char *owner)
{
	uint64_t number = item_number(pattern, label, owner);
	int32_t i = g->item_chains[bucket_of(number, g->buckets)];

	for (; i != NO_INDEX; i = g->items[i]->next) {
		struct group_item *item = g->items[i];

		if (item->number == number && strcmp(item->noise.pattern, pattern) == 0 &&
		    strcmp(item->noise.label, label) == 0 &&
		    strcmp(item->noise.owner, owner) == 0)
			return item;
	}
	return NULL;
}

static const char *
item_text(char **at, const char *text)
{
	size_t n = strlen(text) + 1;
	char *to = memcpy(*at, text, n);

	*at += n;
	return to;
}

static struct group_item *
item_make(struct certlint_groups *g, const char *pattern, const char *label, const char *owner)
{
	size_t length = sizeof(struct group_item) + strlen(pattern) + strlen(label) +
			strlen(owner) + 3;
	struct group_item *item = memory_take(&g->allocator, length);
	int32_t *head;
	char *at;

	if (item == NULL)
		return NULL;
	at = (char *)(item + 1);
	item->length = length;
	item->number = item_number(pattern, label, owner);
	item->noise.size = sizeof(item->noise);
	item->noise.pattern = item_text(&at, pattern);
	item->noise.label = item_text(&at, label);
	item->noise.owner = item_text(&at, owner);
	head = &g->item_chains[bucket_of(item->number, g->buckets)];
	item->next = *head;
	*head = (int32_t)g->item_count;
	g->items[g->item_count++] = item;
	return item;
}

/* Where a chain leads to an item; it must. */
static int32_t *
item_link(struct certlint_groups *g, const struct group_item *item)
{
	int32_t *link = &g->item_chains[bucket_of(item->number, g->buckets)];

	while (g->items[*link] != item)
		link = &g->items[*link]->next;
	return link;
}

static int32_t *
group_link(struct certlint_groups *g, int32_t i)
{
	const struct group *group = g->groups[i];
	int32_t *link = &g->group_chains[group_bucket(g, group->issuer, group->item,
						      group->shown.kind)];

	while (*link != i)
		link = &g->groups[*link]->next;
	return link;
}

/* The last item takes the place of the one that goes. */
static void
item_remove(struct certlint_groups *g, struct group_item *gone)
{
	int32_t *link = item_link(g, gone), i = *link;
	struct group_item *last = g->items[g->item_count - 1];

	*link = gone->next;
	if (last != gone) {
		*item_link(g, last) = i;
		g->items[i] = last;
	}
	g->item_count--;
	memory_give(&g->allocator, gone, gone->length);
}

/* ---- groups in the order of their use ---- */

static struct group_line *
line_of(struct certlint_groups *g, const struct group *group)
{
	return group->waits ? &g->waiting : &g->told;
}

static void
use_unlink(struct certlint_groups *g, int32_t i)
{
	struct group *group = g->groups[i];
	struct group_line *line = line_of(g, group);

	if (group->older != NO_INDEX)
		g->groups[group->older]->newer = group->newer;
	else
		line->oldest = group->newer;
	if (group->newer != NO_INDEX)
		g->groups[group->newer]->older = group->older;
	else
		line->newest = group->older;
	line->count--;
}

/* Those that have something to be told wait in a line of their own: they do not make room. */
static void
use_append(struct certlint_groups *g, int32_t i)
{
	struct group *group = g->groups[i];
	struct group_line *line;

	group->waits = group->shown.untold > 0 && group->shown.kind != CERTLINT_GROUP_EXPECTED;
	line = line_of(g, group);
	group->older = line->newest;
	group->newer = NO_INDEX;
	if (line->newest != NO_INDEX)
		g->groups[line->newest]->newer = i;
	else
		line->oldest = i;
	line->newest = i;
	line->count++;
}

static void
group_enter(struct certlint_groups *g, int32_t i)
{
	struct group *group = g->groups[i];
	int32_t *head = &g->group_chains[group_bucket(g, group->issuer, group->item,
						      group->shown.kind)];

	group->next = *head;
	*head = i;
}

/*
 * The group that nothing came to for longest makes room: its block, and its number.  One that has
 * something to be told does only where all have.
 */
static int32_t
group_recycle(struct certlint_groups *g)
{
	int32_t i = g->told.count > 0 ? g->told.oldest : g->waiting.oldest;
	struct group_item *item = g->groups[i]->item;

	use_unlink(g, i);
	*group_link(g, i) = g->groups[i]->next;
	if (--item->noise.groups == 0)
		item_remove(g, item);
	return i;
}

/* Room for one more group and one more item. */
static bool
tables_grow(struct certlint_groups *g)
{
	uint32_t room = g->room ? g->room * 2 : 64;
	struct group **groups;
	struct group_item **items;

	if (g->group_count < g->room && g->item_count < g->room)
		return true;
	groups = memory_take(&g->allocator, room * sizeof(struct group *));
	items = memory_take(&g->allocator, room * sizeof(struct group_item *));
	if (groups == NULL || items == NULL) {
		memory_give(&g->allocator, groups, room * sizeof(struct group *));
		memory_give(&g->allocator, items, room * sizeof(struct group_item *));
		return false;
	}
	if (g->room > 0) {
		memcpy(groups, g->groups, g->group_count * sizeof(struct group *));
		memcpy(items, g->items, g->item_count * sizeof(struct group_item *));
	}
	memory_give(&g->allocator, g->groups, g->room * sizeof(struct group *));
	memory_give(&g->allocator, g->items, g->room * sizeof(struct group_item *));
	g->groups = groups;
	g->items = items;
	g->room = room;
	return true;
}

static int32_t
group_find(const struct certlint_groups *g, const uint8_t *issuer, const struct group_item *item,
	   uint32_t kind)
{
	int32_t i = item == NULL ? NO_INDEX :
		g->group_chains[group_bucket(g, issuer, item, kind)];

	for (; i != NO_INDEX; i = g->groups[i]->next)
		if (g->groups[i]->item == item && g->groups[i]->shown.kind == kind &&
		    memcmp(g->groups[i]->issuer, issuer, 32) == 0)
			return i;
	return NO_INDEX;
}

/* An empty group of this event; NO_INDEX for want of memory. */
static int32_t
group_make(struct certlint_groups *g, const struct event *e)
{
	struct group_item *item;
	struct group *group;
	int32_t i;

	if (!tables_grow(g))
		return NO_INDEX;
	item = item_find(g, e->pattern, e->label, e->owner);
	if (item == NULL)
		item = item_make(g, e->pattern, e->label, e->owner);
	if (item == NULL)
		return NO_INDEX;
	item->noise.groups++;
	if (g->group_count < g->max_groups) {
		group = memory_take(&g->allocator, sizeof(*group));
		if (group == NULL) {
			if (--item->noise.groups == 0)
				item_remove(g, item);
			return NO_INDEX;
		}
		i = (int32_t)g->group_count++;
		g->groups[i] = group;
	} else {
		i = group_recycle(g);
		group = g->groups[i];
	}
	*group = (struct group){ .item = item };
	group->shown.size = sizeof(group->shown);
	group->shown.kind = e->kind;
	group->shown.flags = e->by_name ? CERTLINT_GROUP_BY_NAME : 0;
	group->shown.first = e->time;
	memcpy(group->issuer, e->issuer, 32);
	groups_copy_text(group->issuer_name, ISSUER_NAME_MAX, e->issuer_name);
	groups_copy_text(group->example, EXAMPLE_MAX, e->example);
	group_enter(g, i);
	use_append(g, i);
	return i;
}

/* What is lent: the texts are where they are now. */
static const struct certlint_group *
group_show(const struct certlint_groups *g, int32_t i)
{
	struct group *group = g->groups[i];
	const struct certlint_noise *noise = &group->item->noise;

	group->shown.issuer = group->issuer;
	group->shown.issuer_name = group->issuer_name;
	group->shown.example = group->example;
	group->shown.pattern = noise->pattern;
	group->shown.label = noise->label;
	group->shown.owner = noise->owner;
	return &group->shown;
}

/* ---- events that are remembered ---- */

static struct certlint_recent *
recent_find(const struct certlint_groups *g, const uint8_t tbs[16], uint64_t item)
{
	uint32_t buckets = power_above(g->max_recent);
	int32_t i = g->recent_chains[bucket_of(load_number(tbs) ^ item, buckets)];

	for (; i != NO_INDEX; i = g->recent_next[i])
		if (g->recent[i].item == item && memcmp(g->recent[i].tbs, tbs, 16) == 0)
			return &g->recent[i];
	return NULL;
}

static int32_t *
recent_head(struct certlint_groups *g, const struct certlint_recent *r)
{
	uint32_t buckets = power_above(g->max_recent);

	return &g->recent_chains[bucket_of(load_number(r->tbs) ^ r->item, buckets)];
}

/* In place of the oldest. */
static void
recent_add(struct certlint_groups *g, const struct certlint_recent *r)
{
	int32_t i = (int32_t)(g->recent_count % g->max_recent), *link;

	if (g->recent_count >= g->max_recent) {
		for (link = recent_head(g, &g->recent[i]); *link != i;)
			link = &g->recent_next[*link];
		*link = g->recent_next[i];
	}
	g->recent[i] = *r;
	link = recent_head(g, r);
	g->recent_next[i] = *link;
	*link = i;
	g->recent_count++;
}

/* ---- deciding ---- */

/* How long after `from` it is; 0 before.  Callers may have any times. */
static uint64_t
seconds_since(int64_t from, int64_t time)
{
	return time > from ? (uint64_t)time - (uint64_t)from : 0;
}

/*
 * Whether one more may be told in this window.  Half of it is for what a watched name or address is
 * certain to be in: anybody can make the rest, as much of it as he likes.
 */
static bool
take_turn(struct certlint_groups *g, uint32_t kind, int64_t time)
{
	uint32_t kept = kind <= CERTLINT_GROUP_UNDECIDED ? 0 : g->burst / 2;

	if (time < g->window_start || seconds_since(g->window_start, time) >= (uint64_t)g->window) {
		g->window_start = time;
		g->window_used = 0;
	}
	if (g->window_used >= g->burst - kept)
		return false;
	g->window_used++;
	return true;
}

static int
decide(struct certlint_groups *g, struct group *group, int64_t before, int64_t time)
{
	struct certlint_group *shown = &group->shown;
	bool back = shown->count > 1 && seconds_since(before, time) > (uint64_t)g->quiet;

	if (shown->kind == CERTLINT_GROUP_EXPECTED)
		return CERTLINT_GROUPS_SILENT;
	shown->untold++;
	if (shown->told && !back)
		return CERTLINT_GROUPS_COUNT;
	if (!take_turn(g, shown->kind, time))
		return CERTLINT_GROUPS_HELD;
	shown->untold = 0;
	shown->told = time ? time : 1;
	shown->alerts++;
	group->item->noise.alerts++;
	g->alerts++;
	return CERTLINT_GROUPS_ALERT;
}

static int
count_event(struct certlint_groups *g, const struct event *e, int32_t i)
{
	struct group *group = g->groups[i];
	struct certlint_noise *noise = &group->item->noise;
	int64_t before = group->shown.last;
	int decision;

	group->shown.count++;
	group->shown.last = group->shown.count > 1 && before > e->time ? before : e->time;
	group->shown.first = group->shown.first < e->time ? group->shown.first : e->time;
	group->shown.change = ++g->change;
	noise->events++;
	noise->expected += e->kind == CERTLINT_GROUP_EXPECTED;
	noise->possible += e->kind == CERTLINT_GROUP_POSSIBLE;
	use_unlink(g, i);
	decision = decide(g, group, before, e->time);
	use_append(g, i);
	return decision;
}

static void
count_duplicate(struct certlint_groups *g, int32_t i)
{
	if (i == NO_INDEX)
		return;
	g->groups[i]->shown.duplicates++;
	g->groups[i]->shown.change = ++g->change;
	g->groups[i]->item->noise.duplicates++;
}

/* Of what was expected nothing new is told by who does not know the issuer. */
static bool
is_less_known(uint32_t seen, uint32_t now)
{
	return seen == CERTLINT_GROUP_EXPECTED && now == CERTLINT_GROUP_UNDECIDED;
}

int
groups_event(struct certlint_groups *g, const struct event *e, const struct certlint_group **group)
{
	struct certlint_recent r = { .item = item_number(e->pattern, e->label, e->owner),
				     .kind = e->kind };
	struct certlint_recent *seen;
	int32_t i = group_find(g, e->issuer, item_find(g, e->pattern, e->label, e->owner), e->kind);
	bool duplicate;

	memcpy(r.tbs, e->tbs, sizeof(r.tbs));
	if (e->pattern[0] == '\0')	/* what nobody watches: events of several kinds */
		r.item ^= e->kind;
	seen = recent_find(g, r.tbs, r.item);
	duplicate = seen && (seen->kind <= e->kind || is_less_known(seen->kind, e->kind));
	if (duplicate)
		count_duplicate(g, i);
	if (group)
		*group = i == NO_INDEX ? NULL : group_show(g, i);
	if (duplicate)
		return CERTLINT_GROUPS_DUPLICATE;
	i = i == NO_INDEX ? group_make(g, e) : i;
	if (i == NO_INDEX)
		return CERTLINT_ERR_MEMORY;
	/* Also where it is graver than what was seen: what is added is what gets saved. */
	recent_add(g, &r);
	if (group)
		*group = group_show(g, i);
	return count_event(g, e, i);
}

/* ---- the public functions ---- */

static const char *
text_or_none(const char *text)
{
	return text ? text : "";
}

int
certlint_groups_hit(certlint_groups *groups, const struct certlint_hit *hit, int64_t time,
		    const struct certlint_group **group)
{
	struct event e;

	if (group)
		*group = NULL;
	if (groups == NULL || hit == NULL || hit->object == NULL || hit->pattern == NULL)
		return CERTLINT_ERR_ARGUMENT;
	event_of_object(&e, hit->object, hit->issuer_key, hit->tbs, time);
	e.pattern = hit->pattern;
	e.label = text_or_none(hit->label);
	e.owner = text_or_none(hit->owner);
	e.example = text_or_none(hit->value);
	e.kind = hit->verdict == CERTLINT_WATCH_EXPECTED ? CERTLINT_GROUP_EXPECTED :
		 hit->how == CERTLINT_WATCH_POSSIBLE ? CERTLINT_GROUP_POSSIBLE :
		 hit->verdict == CERTLINT_WATCH_UNEXPECTED ? CERTLINT_GROUP_UNEXPECTED :
							     CERTLINT_GROUP_UNDECIDED;
	return groups_event(groups, &e, group);
}

int
certlint_groups_digest_due(const certlint_groups *groups, int64_t now)
{
	if (groups == NULL || groups->waiting.count == 0)
		return 0;
	return groups->waiting.count > groups->max_groups / 2 || now < groups->digest_told ||
	       seconds_since(groups->digest_told, now) >= (uint64_t)groups->digest_every;
}

void
certlint_groups_digest_told(certlint_groups *groups, int64_t now)
{
	if (groups == NULL)
		return;
	groups->digest_told = now;
	while (groups->waiting.count > 0) {
		int32_t i = groups->waiting.oldest;
		struct certlint_group *shown = &groups->groups[i]->shown;

		use_unlink(groups, i);
		shown->untold = 0;
		shown->told = now ? now : 1;
		shown->change = ++groups->change;
		use_append(groups, i);
	}
}

const struct certlint_group *
certlint_groups_at(const certlint_groups *groups, size_t i)
{
	return groups && i < groups->group_count ? group_show(groups, (int32_t)i) : NULL;
}

int
certlint_groups_restore(certlint_groups *groups, const struct certlint_group *given)
{
	struct certlint_group saved;
	struct event e = { .time = 0 };
	struct group *group;
	int32_t i;

	if (groups == NULL || given == NULL || sized_read(&saved, sizeof(saved), given) < 0 ||
	    saved.issuer == NULL || saved.kind < CERTLINT_GROUP_UNEXPECTED ||
	    saved.kind > CERTLINT_GROUP_UNDECODABLE)
		return CERTLINT_ERR_ARGUMENT;
	memcpy(e.issuer, saved.issuer, 32);
	e.by_name = saved.flags & CERTLINT_GROUP_BY_NAME;
	groups_copy_text(e.issuer_name, sizeof(e.issuer_name), text_or_none(saved.issuer_name));
	e.pattern = text_or_none(saved.pattern);
	e.label = text_or_none(saved.label);
	e.owner = text_or_none(saved.owner);
	e.example = text_or_none(saved.example);
	e.kind = saved.kind;
	if (group_find(groups, e.issuer, item_find(groups, e.pattern, e.label, e.owner), e.kind) !=
	    NO_INDEX)
		return CERTLINT_ERR_ARGUMENT;
	i = group_make(groups, &e);
	if (i == NO_INDEX)
		return CERTLINT_ERR_MEMORY;
	group = groups->groups[i];
	saved.size = sizeof(saved);
	use_unlink(groups, i);
	group->shown = saved;
	use_append(groups, i);
	groups->change = saved.change > groups->change ? saved.change : groups->change;
	groups->alerts += saved.alerts;
	group->item->noise.events += saved.count;
	group->item->noise.duplicates += saved.duplicates;
	group->item->noise.alerts += saved.alerts;
	if (saved.kind == CERTLINT_GROUP_EXPECTED)
		group->item->noise.expected += saved.count;
	if (saved.kind == CERTLINT_GROUP_POSSIBLE)
		group->item->noise.possible += saved.count;
	return CERTLINT_OK;
}

uint64_t
certlint_groups_recent(const certlint_groups *groups, uint64_t from, struct certlint_recent *recent)
{
	uint64_t first;

	if (groups == NULL || recent == NULL)
		return 0;
	first = groups->recent_count > groups->max_recent ?
			groups->recent_count - groups->max_recent + 1 : 1;
	from = from < first ? first : from;
	if (from > groups->recent_count)
		return 0;
	*recent = groups->recent[(from - 1) % groups->max_recent];
	return from + 1;
}

int
certlint_groups_remember(certlint_groups *groups, const struct certlint_recent *recent)
{
	const struct certlint_recent *seen;

	if (groups == NULL || recent == NULL)
		return CERTLINT_ERR_ARGUMENT;
	seen = recent_find(groups, recent->tbs, recent->item);
	if (seen == NULL || recent->kind < seen->kind)
		recent_add(groups, recent);
	return CERTLINT_OK;
}

const struct certlint_noise *
certlint_groups_noise(certlint_groups *groups, size_t i)
{
	struct certlint_noise *noise;

	if (groups == NULL || i >= groups->item_count)
		return NULL;
	noise = &groups->items[i]->noise;
	noise->share = groups->alerts ? (uint32_t)(noise->alerts * 1000 / groups->alerts) : 0;
	return noise;
}

/* ---- making and freeing ---- */

static int32_t *
make_chains(struct certlint_groups *g, uint32_t count)
{
	int32_t *chains = memory_take(&g->allocator, count * sizeof(*chains));

	if (chains)
		for (uint32_t i = 0; i < count; i++)
			chains[i] = NO_INDEX;
	return chains;
}

static void
read_options(struct certlint_groups *g, const struct certlint_groups_options *o)
{
	g->quiet = o->quiet ? o->quiet : 30 * 86400;
	g->digest_every = o->digest_every ? o->digest_every : 86400;
	g->window = o->window ? o->window : 3600;
	g->burst = o->burst ? o->burst : 20;
	g->max_groups = o->max_groups ? o->max_groups : 65536;
	g->max_recent = o->max_recent ? o->max_recent : 65536;
	g->buckets = power_above(g->max_groups);
	g->told = g->waiting = (struct group_line){ NO_INDEX, NO_INDEX, 0 };
}

static int
check_options(const struct certlint_groups_options *o, struct certlint_error *error)
{
	if (o->quiet < 0 || o->digest_every < 0 || o->window < 0 || o->max_groups > MANY ||
	    o->max_recent > MANY)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "groups options: a time is negative or a number too large");
	if (o->allocator && (!o->allocator->allocate || !o->allocator->release))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "groups options: allocator lacks allocate or release");
	if (o->flags)
		return refuse(error, CERTLINT_ERR_NEWER, -1,
			      "groups options: a flag is set that this library does not know");
	return CERTLINT_OK;
}

int
certlint_groups_new(certlint_groups **groups, const struct certlint_groups_options *options,
		    struct certlint_error *error)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct certlint_allocator allocator;
	struct certlint_groups *g;
	int status = CERTLINT_OK;

	if (groups == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "certlint_groups_new: groups is NULL");
	*groups = NULL;
	if (options)
		status = sized_accept(&o, sizeof(o), options, "groups options", error);
	if (status == CERTLINT_OK)
		status = check_options(&o, error);
	if (status != CERTLINT_OK)
		return status;
	allocator = o.allocator ? *o.allocator : memory_heap;
	g = memory_take(&allocator, sizeof(*g));
	if (g == NULL)
		return refuse(error, CERTLINT_ERR_MEMORY, -1, "groups: out of memory");
	g->allocator = allocator;
	read_options(g, &o);
	g->group_chains = make_chains(g, g->buckets);
	g->item_chains = make_chains(g, g->buckets);
	g->recent_chains = make_chains(g, power_above(g->max_recent));
	g->recent_next = make_chains(g, g->max_recent);
	g->recent = memory_take(&allocator, g->max_recent * sizeof(*g->recent));
	if (!g->group_chains || !g->item_chains || !g->recent_chains || !g->recent_next ||
	    !g->recent) {
		certlint_groups_free(g);
		return refuse(error, CERTLINT_ERR_MEMORY, -1, "groups: out of memory");
	}
	*groups = g;
	return CERTLINT_OK;
}

void
certlint_groups_free(certlint_groups *g)
{
	struct certlint_allocator allocator;

	if (g == NULL)
		return;
	allocator = g->allocator;
	for (uint32_t i = 0; i < g->group_count; i++)
		memory_give(&allocator, g->groups[i], sizeof(*g->groups[i]));
	for (uint32_t i = 0; i < g->item_count; i++)
		memory_give(&allocator, g->items[i], g->items[i]->length);
	memory_give(&allocator, g->groups, g->room * sizeof(struct group *));
	memory_give(&allocator, g->items, g->room * sizeof(struct group_item *));
	memory_give(&allocator, g->group_chains, g->buckets * sizeof(int32_t));
	memory_give(&allocator, g->item_chains, g->buckets * sizeof(int32_t));
	memory_give(&allocator, g->recent_chains, power_above(g->max_recent) * sizeof(int32_t));
	memory_give(&allocator, g->recent_next, g->max_recent * sizeof(int32_t));
	memory_give(&allocator, g->recent, g->max_recent * sizeof(*g->recent));
	memory_give(&allocator, g, sizeof(*g));
}
