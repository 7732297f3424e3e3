/* What is told of judged entries: groups, decisions, events; on one thread, in order. */

#include "watch/tell.h"

#include "json.h"
#include "say.h"
#include "watch/about.h"
#include "watch/event.h"
#include "watch/hook.h"

enum { DAY = 86400, QUIET = 30 * DAY };

/* One record on its way. */
struct telling {
	struct teller *teller;
	struct event event;
	const struct back_hit *back;	/* NULL: no back-scan */
};

/* ========================================================================== */
/*                                  Hits                                      */
/* ========================================================================== */

static int
take_hit(void *ctx, const struct certlint_hit *hit)
{
	struct telling *t = ctx;
	const struct certlint_group *group = NULL;
	int decision = certlint_groups_hit(t->teller->groups, hit, t->event.place.time, &group);

	/* What cannot be sorted in is told rather than lost. */
	if (decision < 0)
		decision = CERTLINT_GROUPS_ALERT;
	t->teller->counts.hits++;
	t->teller->counts.expected += hit->verdict == CERTLINT_WATCH_EXPECTED;
	t->teller->counts.alerts += decision == CERTLINT_GROUPS_ALERT;
	event_hit(&t->event, hit, group, decision);
	return 0;
}

static int
take_anomaly(void *ctx, const struct certlint_group *group, int decision)
{
	struct telling *t = ctx;

	t->teller->counts.alerts += decision == CERTLINT_GROUPS_ALERT;
	event_anomaly(&t->event, group, decision);
	return 0;
}

static void
look_for_anomalies(struct telling *t, const struct certlint_input *in,
		   const struct certlint_watch_about *about)
{
	struct certlint_object *object;

	if (certlint_object_new(&object, t->teller->lint, in, NULL) < 0)
		return;
	(void)certlint_groups_look(t->teller->groups, object, about, t->event.place.time,
				   take_anomaly, t);
	certlint_object_free(object);
}

static void
count_damage(struct telling *t, const struct record *r)
{
	const struct damage *damage;
	bool told;

	damage = damage_count(&t->teller->damages, t->event.place.source,
			      r->entry.fault ? r->entry.reason : r->unread ? r->unread : "damaged",
			      t->event.place.time, &told);
	t->teller->counts.alerts += told;
	event_damage(&t->event, damage, told);
}

static void
tell_record(struct teller *teller, const struct batch *b, const struct record *r,
	    const struct event_place *place)
{
	struct telling t = { .teller = teller };
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;

	t.event.place = *place;
	t.event.watch = teller->items->watch;
	t.event.record = r;
	t.event.body = b->body.p + r->body;
	t.event.body_length = r->body_length;
	t.event.is = r->is;
	about.issuer_key = r->entry.issuer_key_hash.data;
	about.tbs = r->has_tbs ? r->tbs : NULL;
	teller->changed |= (r->is & (IS(IS_DAMAGED) | IS(IS_MATCH) | IS(IS_ANOMALY))) != 0;
	if (r->is & IS(IS_DAMAGED))
		count_damage(&t, r);
	if (r->is & IS(IS_MATCH) &&
	    certlint_watch_match(t.event.watch, &r->input, &about, take_hit, &t) > 0)
		teller->found = true;
	/* What nobody watches: a hit says more of the same. */
	if (r->is & IS(IS_ANOMALY) && t.event.item_count == 0)
		look_for_anomalies(&t, &r->input, &about);
	if (event_passes(&t.event, teller->filter))
		event_write(&t.event, teller);
	event_free(&t.event);
}

/* ========================================================================== */
/*                                 Batches                                    */
/* ========================================================================== */

/* When the entry was logged, as far as that can be believed; else now. */
static int64_t
time_of(const struct teller *t, const struct record *r)
{
	int64_t at = (int64_t)(r->entry.timestamp / 1000);

	if (!r->tells_entry || r->entry.remarks & CERTLINT_CT_ODD_TIME || at <= 0 ||
	    (t->now && at > t->now))
		return t->now;
	return at;
}

static void
place_in_file(const struct teller *t, const struct job *job, const struct document *d,
	      const struct record *r, struct event_place *place)
{
	*place = (struct event_place){
		.source = job->names.p + d->name, .number = t->base + r->number,
		.has_index = r->tells_entry && r->entry.leaf_index >= 0,
		.index = (uint64_t)r->entry.leaf_index, .time = time_of(t, r),
	};
}

static void
tell_documents(struct teller *t, const struct job *job, struct batch *b)
{
	size_t next = 0;

	for (size_t i = 0; i < b->count; i++) {
		struct document *d = &b->documents[i];

		if (d->first)
			t->base = 0;
		d->base = t->base;
		for (; next < b->record_count && b->records[next].document == i; next++) {
			struct event_place place;

			place_in_file(t, job, d, &b->records[next], &place);
			tell_record(t, b, &b->records[next], &place);
		}
		t->base += d->entries;
	}
}

/* Of a followed log: the time is that of now, so that hours and days of groups are ours. */
static void
tell_chunk(struct teller *t, const struct batch *b)
{
	for (size_t i = 0; i < b->record_count; i++) {
		const struct record *r = &b->records[i];
		struct event_place place = {
			.source = b->chunk->log->url, .log = b->chunk->log, .number = r->number,
			.has_index = true, .index = r->number, .time = t->now,
		};

		tell_record(t, b, r, &place);
	}
}

void
tell_batch(struct teller *t, const struct job *job)
{
	struct batch *b = job->own;

	t->counts.entries += b->entries;
	t->counts.damaged += b->damaged;
	if (b->chunk)
		tell_chunk(t, b);
	else
		tell_documents(t, job, b);
}

/* ========================================================================== */
/*                                Back-scans                                  */
/* ========================================================================== */

static bool
is_added(const struct back_hit *back, const char *pattern)
{
	for (size_t i = 0; i < back->pattern_count; i++)
		if (strcmp(back->patterns[i], pattern) == 0)
			return true;
	return false;
}

/* The stand-in has not the profile of what it stands for: what that alone breaks is not known. */
static int
take_back_hit(void *ctx, const struct certlint_hit *hit)
{
	struct telling *t = ctx;
	struct certlint_hit own = { .size = 0 };

	if (!is_added(t->back, hit->pattern))
		return 0;
	memcpy(&own, hit, hit->size < sizeof(own) ? hit->size : sizeof(own));
	own.size = sizeof(own);
	if (own.breaks == CERTLINT_WATCH_EXPECTS_PROFILE) {
		own.breaks = 0;
		own.broken = NULL;
		own.verdict = CERTLINT_WATCH_UNDECIDED;
	}
	return take_hit(t, &own);
}

void
tell_back_hit(struct teller *teller, const struct back_hit *back)
{
	struct telling t = { .teller = teller, .back = back };
	struct certlint_object *object;
	struct text body = { 0 };

	text_char(&body, '\n');
	if (certlint_object_new(&object, teller->lint, &back->input, NULL) == CERTLINT_OK) {
		about_json(&body, object);
		certlint_object_free(object);
	}
	text_puts(&body, ",\"findings\":[]");
	t.event.place = (struct event_place){ .source = back->source, .number = back->number,
					      .time = back->time };
	t.event.watch = teller->items->watch;
	t.event.body = body.p + 1;
	t.event.body_length = body.n - 1;
	t.event.is = IS(IS_BACKSCAN);
	teller->changed = true;
	(void)certlint_watch_match(t.event.watch, &back->input, &back->about, take_back_hit, &t);
	if (t.event.item_count > 0 && event_passes(&t.event, teller->filter))
		event_write(&t.event, teller);
	event_free(&t.event);
	text_free(&body);
}

/* ========================================================================== */
/*                                 Digests                                    */
/* ========================================================================== */

static void
name_digest(struct message *m, const char *what, const struct text *group, int64_t now)
{
	struct text about = { 0 };

	text_printf(&about, "%s %lld ", what, (long long)now);
	text_add(&about, group->p, group->n);
	message_name(m, &about);
	text_free(&about);
}

static struct message *
begin_message(struct teller *t, const char *what, const struct text *about, int64_t now)
{
	struct message *m = messages_add(&t->messages);

	name_digest(m, what, about, now);
	if (t->text) {
		text_printf(&m->line, "%s: ", what);
		return m;
	}
	text_puts(&m->line, "{\"schema\":1");
	json_string(&m->line, "id", m->id);
	json_string(&m->line, "event", what);
	json_key(&m->line, "time");
	text_printf(&m->line, "%lld", (long long)now);
	return m;
}

static void
end_message(const struct teller *t, struct message *m)
{
	if (t->text)
		text_printf(&m->line, " [%s]\n", m->id);
	else
		text_puts(&m->line, "}\n");
}

static void
add_group(struct text *out, const struct certlint_group *group, int format)
{
	size_t n = certlint_group_format(group, format, NULL, 0);

	certlint_group_format(group, format, text_room(out, n + 1), n + 1);
	out->n += n;
}

/* As far as a group can say what is true of its events. */
static bool
group_passes(const struct teller *t, const struct certlint_group *g)
{
	struct certlint_watch_entry item = CERTLINT_WATCH_ENTRY_INIT;
	struct event_view view = { .is = ~(uint64_t)0, .items = &item, .item_count = 1,
				   .lints = ~(uint64_t)0 };

	item.pattern = g->pattern;
	item.label = g->label;
	item.owner = g->owner;
	view.is &= ~(IS(IS_DAMAGED) | IS(IS_EXPECTED) | IS(IS_UNEXPECTED) | IS(IS_UNDECIDED) |
		     IS(IS_FIRST_IP) | IS(IS_UNKNOWN_TLD) | IS(IS_UNDECODABLE));
	view.is &= ~(g->pattern[0] ? IS(IS_ANOMALY) : IS(IS_MATCH));
	if (g->kind == CERTLINT_GROUP_UNEXPECTED)
		view.is |= IS(IS_UNEXPECTED);
	else if (g->kind == CERTLINT_GROUP_UNDECIDED || g->kind == CERTLINT_GROUP_POSSIBLE)
		view.is |= IS(IS_UNDECIDED);
	else if (g->kind >= CERTLINT_GROUP_FIRST_IP && g->kind <= CERTLINT_GROUP_UNDECODABLE)
		view.is |= IS(IS_FIRST_IP + (int)g->kind - CERTLINT_GROUP_FIRST_IP);
	return filter_passes(t->filter, &view);
}

static void
digest_group(struct teller *t, const struct certlint_group *g, int64_t now)
{
	struct text group = { 0 };
	struct message *m;

	add_group(&group, g, t->text ? CERTLINT_TEXT : CERTLINT_JSON);
	m = begin_message(t, "digest", &group, now);
	text_puts(&m->line, t->text ? "" : ",\"group\":");
	text_add(&m->line, group.p, group.n);
	if (t->text)
		text_printf(&m->line, "; %llu new", (unsigned long long)g->untold);
	end_message(t, m);
	m->hooks = t->wants_hooks;
	if (m->hooks)
		hook_describe_digest(m, g);
	text_free(&group);
}

static void
digest_damage(struct teller *t, const struct damage *d, int64_t now)
{
	struct text about = { 0 };
	struct message *m;

	text_printf(&about, "%s %s %llu", d->source, d->reason, (unsigned long long)d->count);
	m = begin_message(t, "digest", &about, now);
	if (t->text) {
		text_escaped(&m->line, d->source, strlen(d->source));
		text_printf(&m->line, ": damaged: %s, %llu entries; %llu new", d->reason,
			    (unsigned long long)d->count, (unsigned long long)d->untold);
	} else {
		json_string(&m->line, "source", d->source);
		text_puts(&m->line, ",\"damage\":{");
		json_string(&m->line, "reason", d->reason);
		text_printf(&m->line, ",\"count\":%llu,\"untold\":%llu}",
			    (unsigned long long)d->count, (unsigned long long)d->untold);
	}
	end_message(t, m);
	text_free(&about);
}

static bool
damage_passes(const struct teller *t)
{
	struct event_view view = { .is = IS(IS_DAMAGED) | IS(IS_ALERT) | IS(IS_COUNTED) };

	return filter_passes(t->filter, &view);
}

void
tell_digest(struct teller *t, int64_t now)
{
	const struct certlint_group *g;
	bool damage = damage_passes(t);

	for (size_t i = 0; (g = certlint_groups_at(t->groups, i)) != NULL; i++)
		if (g->untold && group_passes(t, g))
			digest_group(t, g, now);
	for (size_t i = 0; damage && i < t->damages.count; i++)
		if (t->damages.at[i].untold)
			digest_damage(t, &t->damages.at[i], now);
	certlint_groups_digest_told(t->groups, now);
	damage_told(&t->damages, now);
}

/* Groups say for themselves; damage keeps the same time. */
bool
tell_digest_due(const struct teller *t, int64_t now)
{
	if (certlint_groups_digest_due(t->groups, now) > 0)
		return true;
	for (size_t i = 0; i < t->damages.count; i++) {
		const struct damage *d = &t->damages.at[i];

		if (d->untold && now - d->told >= t->digest_every)
			return true;
	}
	return false;
}

static void
noise_line(struct teller *t, const struct certlint_noise *n, int64_t now)
{
	struct text about = { 0 };
	struct message *m;

	text_printf(&about, "%s %s %s", n->pattern, n->label, n->owner);
	m = begin_message(t, "noise", &about, now);
	if (t->text) {
		if (n->pattern[0])
			text_escaped(&m->line, n->pattern, strlen(n->pattern));
		else
			text_puts(&m->line, "what nobody watches");
		text_printf(&m->line, ": %llu events, %llu expected, %llu alerts (%u.%u %% of all)",
			    (unsigned long long)n->events, (unsigned long long)n->expected,
			    (unsigned long long)n->alerts, n->share / 10, n->share % 10);
	} else {
		json_string(&m->line, "pattern", n->pattern);
		json_string(&m->line, "label", n->label);
		json_string(&m->line, "owner", n->owner[0] ? n->owner : NULL);
		text_printf(&m->line,
			    ",\"events\":%llu,\"expected\":%llu,\"possible\":%llu,"
			    "\"duplicates\":%llu,\"alerts\":%llu,\"groups\":%u,\"share\":%u",
			    (unsigned long long)n->events, (unsigned long long)n->expected,
			    (unsigned long long)n->possible, (unsigned long long)n->duplicates,
			    (unsigned long long)n->alerts, n->groups, n->share);
	}
	end_message(t, m);
	text_free(&about);
}

void
tell_noise(struct teller *t, int64_t now)
{
	const struct certlint_noise *n;

	for (size_t i = 0; (n = certlint_groups_noise(t->groups, i)) != NULL; i++)
		noise_line(t, n, now);
}

/* ========================================================================== */
/*                                  Trouble                                   */
/* ========================================================================== */

static const char *
trouble_text(enum follow_trouble_kind kind)
{
	switch (kind) {
	case TROUBLE_FETCH: return "fetch";
	case TROUBLE_SIGNATURE: return "signature";
	case TROUBLE_FORK: return "fork";
	case TROUBLE_ENTRY: return "entry";
	case TROUBLE_STALE: return "stale";
	}
	return "unknown";
}

void
tell_trouble(struct teller *t, const struct follow_trouble *trouble, int64_t now)
{
	struct text about = { 0 };
	struct message *m;

	text_printf(&about, "%s %s %s", trouble->log->url, trouble->text,
		    trouble->over ? "over" : "begins");
	m = begin_message(t, "trouble", &about, now);
	if (t->text) {
		text_escaped(&m->line, trouble->log->url, strlen(trouble->log->url));
		text_puts(&m->line, trouble->over ? ": over: " : ": ");
		text_escaped(&m->line, trouble->text, strlen(trouble->text));
	} else {
		json_string(&m->line, "source", trouble->log->url);
		json_string(&m->line, "log", trouble->log->description);
		json_string(&m->line, "trouble", trouble_text(trouble->kind));
		json_string(&m->line, "text", trouble->text);
		if (trouble->index >= 0)
			text_printf(&m->line, ",\"index\":%lld", (long long)trouble->index);
		text_printf(&m->line, ",\"over\":%s", trouble->over ? "true" : "false");
	}
	end_message(t, m);
	m->hooks = t->wants_hooks && !trouble->over;
	if (m->hooks)
		hook_describe_trouble(m, trouble);
	text_free(&about);
}

/* ========================================================================== */
/*                                  Making                                    */
/* ========================================================================== */

enum exit_code
teller_set(struct teller *t, const struct settings *settings)
{
	struct certlint_groups_options options = CERTLINT_GROUPS_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;

	t->settings = settings;
	t->text = settings->format == WATCH_TEXT;
	t->wants_hooks = settings->watch.hooks.count > 0;
	options.quiet = settings->watch.quiet_period;
	t->digest_every = settings->watch.digest_every ? settings->watch.digest_every : DAY;
	options.digest_every = settings->watch.digest_every;
	options.burst = settings->watch.burst;
	t->damages.quiet = options.quiet ? options.quiet : QUIET;
	if (certlint_groups_new(&t->groups, &options, &error) == CERTLINT_OK)
		return EXIT_CLEAN;
	say("%s", error.text);
	return EXIT_USAGE;
}

void
teller_free(struct teller *t)
{
	certlint_groups_free(t->groups);
	damage_free(&t->damages);
	messages_free(&t->messages);
}
