/* One event under construction: what was hit, what was decided, and how it is written. */

#include "watch/event.h"

#include <stdlib.h>

#include "json.h"
#include "watch/about.h"
#include "watch/hook.h"

const char *
decision_text(int decision)
{
	switch (decision) {
	case CERTLINT_GROUPS_ALERT: return "alert";
	case CERTLINT_GROUPS_COUNT: return "counted";
	case CERTLINT_GROUPS_HELD: return "held";
	case CERTLINT_GROUPS_DUPLICATE: return "duplicate";
	case CERTLINT_GROUPS_SILENT: return "silent";
	default: return "unknown";
	}
}

/* The gravest first. */
static int
rank(int decision)
{
	switch (decision) {
	case CERTLINT_GROUPS_ALERT: return 1;
	case CERTLINT_GROUPS_HELD: return 2;
	case CERTLINT_GROUPS_COUNT: return 3;
	case CERTLINT_GROUPS_DUPLICATE: return 4;
	case CERTLINT_GROUPS_SILENT: return 5;
	default: return 6;
	}
}

static uint64_t
bit_of_decision(int decision)
{
	switch (decision) {
	case CERTLINT_GROUPS_ALERT: return IS(IS_ALERT);
	case CERTLINT_GROUPS_COUNT: return IS(IS_COUNTED);
	case CERTLINT_GROUPS_HELD: return IS(IS_HELD);
	case CERTLINT_GROUPS_DUPLICATE: return IS(IS_DUPLICATE);
	default: return IS(IS_SILENT);
	}
}

typedef size_t formatter(const void *what, int format, char *buffer, size_t capacity);

static size_t
format_group(const void *group, int format, char *buffer, size_t capacity)
{
	return certlint_group_format(group, format, buffer, capacity);
}

static size_t
format_hit(const void *hit, int format, char *buffer, size_t capacity)
{
	return certlint_hit_format(hit, format, buffer, capacity);
}

static void
add_formatted(struct text *out, formatter *call, const void *what, int format)
{
	size_t n = call(what, format, NULL, 0);

	call(what, format, text_room(out, n + 1), n + 1);
	out->n += n;
}

/* The bit of this decision is the event's only if none is graver. */
static void
decide(struct event *e, int decision, const struct certlint_group *group, const char *lead)
{
	if (e->decision && rank(e->decision) <= rank(decision))
		return;
	e->decision = decision;
	e->group.n = e->summary.n = 0;
	text_puts(&e->summary, lead);
	if (!group)
		return;
	add_formatted(&e->group, format_group, group, CERTLINT_JSON);
	add_formatted(&e->summary, format_group, group, CERTLINT_TEXT);
}

/* An element that ends with its decision and group. */
static void
close_element(struct text *out, const struct certlint_group *group, int decision)
{
	out->n--;
	text_printf(out, ",\"decision\":\"%s\"", decision_text(decision));
	if (group) {
		text_puts(out, ",\"group\":");
		add_formatted(out, format_group, group, CERTLINT_JSON);
	}
	text_char(out, '}');
}

static uint64_t
bits_of_hit(const struct certlint_hit *hit)
{
	uint64_t is = IS(IS_MATCH);

	if (hit->verdict >= CERTLINT_WATCH_EXPECTED && hit->verdict <= CERTLINT_WATCH_UNDECIDED)
		is |= IS(IS_EXPECTED + (int)hit->verdict - CERTLINT_WATCH_EXPECTED);
	if (hit->how >= CERTLINT_WATCH_EXACT && hit->how <= CERTLINT_WATCH_POSSIBLE)
		is |= IS(IS_EXACT + (int)hit->how - CERTLINT_WATCH_EXACT);
	for (int i = 0; i < 5; i++)
		if (hit->breaks >> i & 1)
			is |= IS(IS_UNEXPECTED_ISSUER + i);
	return is;
}

static void
keep_item(struct event *e, const struct certlint_hit *hit)
{
	if (e->item_count == e->item_room) {
		e->item_room = e->item_room ? 2 * e->item_room : 8;
		e->items = memory_grow(e->items, e->item_room, sizeof(*e->items));
	}
	/* Texts of the list live on, those of the hit do not. */
	e->items[e->item_count] = (struct certlint_watch_entry)CERTLINT_WATCH_ENTRY_INIT;
	if (!certlint_watch_at(e->watch, hit->item, &e->items[e->item_count]))
		return;
	if (e->item_count++ == 0)
		text_puts(&e->first_item, hit->pattern);
}

void
event_hit(struct event *e, const struct certlint_hit *hit, const struct certlint_group *group,
	  int decision)
{
	struct certlint_hit shown = { .size = 0 };

	memcpy(&shown, hit, hit->size < sizeof(shown) ? hit->size : sizeof(shown));
	shown.size = sizeof(shown);
	e->is |= bits_of_hit(hit);
	keep_item(e, hit);
	text_puts(&e->hits, e->hits.n ? "," : "");
	/* Places in a stand-in are nobody's. */
	if (e->is & IS(IS_BACKSCAN)) {
		shown.object = NULL;
		shown.offset = shown.length = 0;
	}
	add_formatted(&e->hits, format_hit, &shown, CERTLINT_JSON);
	close_element(&e->hits, group, decision);
	text_printf(&e->lines, "%s: ", decision_text(decision));
	add_formatted(&e->lines, format_hit, hit, CERTLINT_TEXT);
	if (group) {
		text_puts(&e->lines, "; ");
		add_formatted(&e->lines, format_group, group, CERTLINT_TEXT);
	}
	text_char(&e->lines, '\n');
	decide(e, decision, group, "");
}

void
event_anomaly(struct event *e, const struct certlint_group *group, int decision)
{
	e->is |= IS(IS_ANOMALY);
	if (group->kind >= CERTLINT_GROUP_FIRST_IP && group->kind <= CERTLINT_GROUP_UNDECODABLE)
		e->is |= IS(IS_FIRST_IP + (int)group->kind - CERTLINT_GROUP_FIRST_IP);
	text_puts(&e->anomalies, e->anomalies.n ? "," : "");
	add_formatted(&e->anomalies, format_group, group, CERTLINT_JSON);
	close_element(&e->anomalies, NULL, decision);
	text_printf(&e->lines, "%s: anomaly: ", decision_text(decision));
	add_formatted(&e->lines, format_group, group, CERTLINT_TEXT);
	text_char(&e->lines, '\n');
	decide(e, decision, group, "");
}

void
event_damage(struct event *e, const struct damage *damage, bool told)
{
	int decision = told ? CERTLINT_GROUPS_ALERT : CERTLINT_GROUPS_COUNT;

	e->is |= IS(IS_DAMAGED);
	text_printf(&e->lines, "%s: damaged: %s\n", decision_text(decision), damage->reason);
	decide(e, decision, NULL, "damaged: ");
	if (e->group.n == 0 && e->decision == decision)
		text_escaped(&e->summary, damage->reason, strlen(damage->reason));
}

bool
event_passes(const struct event *e, const struct filter *filter)
{
	struct event_view view = { .items = e->items, .item_count = e->item_count,
				   .lints = e->record ? e->record->lints : 0 };

	view.is = e->is | (e->decision ? bit_of_decision(e->decision) : 0);
	return filter_passes(filter, &view);
}

/* ========================================================================== */
/*                                 Writing                                    */
/* ========================================================================== */

static const char *
kind_of(const struct event *e)
{
	if (e->is & IS(IS_MATCH))
		return "hit";
	if (e->is & IS(IS_DAMAGED))
		return "damaged";
	return e->is & IS(IS_ANOMALY) ? "anomaly" : "certificate";
}

/* What the event is about and what was decided: nothing that depends on when it was read. */
static void
set_id(const struct event *e, struct message *m)
{
	struct text about = { 0 };

	text_add(&about, e->place.source, strlen(e->place.source) + 1);
	text_printf(&about, "%llu %d", (unsigned long long)e->place.number, e->decision);
	text_puts(&about, e->is & IS(IS_BACKSCAN) ? " back " : " ");
	if (e->record && e->record->has_tbs)
		text_add(&about, e->record->tbs, sizeof(e->record->tbs));
	for (size_t i = 0; i < e->item_count; i++)
		text_add(&about, e->items[i].pattern, strlen(e->items[i].pattern) + 1);
	message_name(m, &about);
	text_free(&about);
}

static void
json_number(struct text *out, const char *name, int64_t n)
{
	json_key(out, name);
	text_printf(out, "%lld", (long long)n);
}

static void
write_place(struct text *out, const struct event *e)
{
	json_string(out, "source", e->place.source);
	if (e->place.log) {
		json_string(out, "log", e->place.log->description);
		json_key(out, "log_id");
		text_char(out, '"');
		about_hex(out, e->place.log->id, sizeof(e->place.log->id));
		text_char(out, '"');
	} else {
		json_number(out, "number", (int64_t)e->place.number);
	}
	if (e->place.has_index)
		json_number(out, "index", (int64_t)e->place.index);
	if (e->place.time)
		json_number(out, "time", e->place.time);
}

static const char *
part_text(uint32_t part)
{
	switch (part) {
	case CERTLINT_CT_IN_LEAF: return "leaf_input";
	case CERTLINT_CT_IN_EXTRA: return "extra_data";
	case CERTLINT_CT_IN_TILE: return "tile";
	default: return "text";
	}
}

static void
write_damage(struct text *out, const struct record *r)
{
	json_key(out, "damage");
	text_char(out, '{');
	if (r->entry.fault) {
		json_string(out, "reason", r->entry.reason);
		json_string(out, "part", part_text(r->entry.part));
		json_number(out, "position", (int64_t)r->entry.position);
	} else {
		json_string(out, "reason", r->unread);
	}
	text_char(out, '}');
}

static void
write_remarks(struct text *out, uint32_t remarks)
{
	static const char *const names[] = { "no_chain", "odd_time", "odd_extensions", "no_index" };
	const char *lead = "";

	if (!remarks)
		return;
	json_key(out, "remarks");
	text_char(out, '[');
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (remarks >> i & 1) {
			text_printf(out, "%s\"%s\"", lead, names[i]);
			lead = ",";
		}
	text_char(out, ']');
}

static void
write_record(struct text *out, const struct record *r)
{
	if (r->tells_entry)
		json_string(out, "entry", r->is & IS(IS_PRECERTIFICATE) ? "precertificate" :
									  "certificate");
	if (r->has_tbs) {
		json_key(out, "tbs_sha256");
		text_char(out, '"');
		about_hex(out, r->tbs, sizeof(r->tbs));
		text_char(out, '"');
	}
	if (r->entry.issuer_key_hash.data) {
		json_key(out, "issuer_key");
		text_char(out, '"');
		about_hex(out, r->entry.issuer_key_hash.data, r->entry.issuer_key_hash.length);
		text_char(out, '"');
	}
	if (r->is & IS(IS_DAMAGED))
		write_damage(out, r);
	write_remarks(out, r->entry.remarks);
}

static void
write_list(struct text *out, const char *name, const struct text *elements)
{
	json_key(out, name);
	text_char(out, '[');
	text_add(out, elements->p, elements->n);
	text_char(out, ']');
}

static void
write_json(const struct event *e, struct message *m)
{
	struct text *out = &m->line;

	text_puts(out, "{\"schema\":1");
	json_string(out, "id", m->id);
	json_string(out, "event", kind_of(e));
	if (e->decision)
		json_string(out, "decision", decision_text(e->decision));
	if (e->is & IS(IS_BACKSCAN))
		text_puts(out, ",\"backscan\":true");
	write_place(out, e);
	if (e->record)
		write_record(out, e->record);
	if (e->group.n > 0) {
		text_puts(out, ",\"group\":");
		text_add(out, e->group.p, e->group.n);
	}
	write_list(out, "hits", &e->hits);
	if (e->anomalies.n > 0)
		write_list(out, "anomalies", &e->anomalies);
	text_add(out, e->body, e->body_length);
	text_puts(out, "}\n");
}

static void
add_source(struct text *out, const struct event_place *place)
{
	text_escaped(out, place->source, strlen(place->source));
	text_char(out, '#');
	text_number(out, place->has_index ? place->index : place->number);
	text_puts(out, ": ");
}

static void
write_text(const struct event *e, struct message *m)
{
	const char *p = e->lines.n ? e->lines.p : "certificate\n", *end = p;
	size_t left = e->lines.n ? e->lines.n : strlen(p);

	for (; left > 0; left -= (size_t)(end - p), p = end) {
		end = (const char *)memchr(p, '\n', left) + 1;
		add_source(&m->line, &e->place);
		text_puts(&m->line, e->is & IS(IS_BACKSCAN) ? "back-scan: " : "");
		text_add(&m->line, p, (size_t)(end - p) - 1);
		text_printf(&m->line, " [%s]\n", m->id);
	}
}

void
event_write(struct event *e, struct teller *t)
{
	struct message *m = messages_add(&t->messages);

	set_id(e, m);
	if (t->text)
		write_text(e, m);
	else
		write_json(e, m);
	m->hooks = t->wants_hooks && e->decision == CERTLINT_GROUPS_ALERT;
	if (m->hooks)
		hook_describe(e, t, m);
	t->counts.told++;
}

void
event_free(struct event *e)
{
	text_free(&e->hits);
	text_free(&e->anomalies);
	text_free(&e->group);
	text_free(&e->lines);
	text_free(&e->summary);
	text_free(&e->first_item);
	free(e->items);
}
