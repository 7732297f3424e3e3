/* The list read anew, and what its new items would have found in the names that were kept. */

#include <stdlib.h>

#include "say.h"
#include "watch/index.h"
#include "watch/run.h"
#include "watch/signals.h"
#include "watch/skeleton.h"

struct scan {
	struct watch *watch;
	const certlint_watch *added;
	const struct index_rows *rows;
	struct text tbs;
	const char **patterns;		/* of what the row at hand has */
	size_t count, room;
	uint64_t entries, found;
};

static int
keep_pattern(void *ctx, const struct certlint_hit *hit)
{
	struct scan *s = ctx;
	struct certlint_watch_entry item = CERTLINT_WATCH_ENTRY_INIT;

	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 16;
		s->patterns = memory_grow(s->patterns, s->room, sizeof(*s->patterns));
	}
	if (certlint_watch_at(s->added, hit->item, &item))
		s->patterns[s->count++] = item.pattern;
	return 0;
}

static void
scan_row(struct scan *s, const struct index_row *row)
{
	struct skeleton bones = { .issuer = row->issuer, .subject = row->subject, .san = row->san,
				  .not_before = row->not_before, .not_after = row->not_after };
	struct back_hit hit = {
		.source = s->rows->source, .number = s->rows->base + row->number,
		.time = row->time ? row->time : s->rows->time,
		.input = CERTLINT_INPUT_INIT, .about = CERTLINT_WATCH_ABOUT_INIT,
	};

	s->tbs.n = 0;
	skeleton_tbs(&s->tbs, &bones);
	hit.input.kind = CERTLINT_TBS_CERT;
	hit.input.data = s->tbs.p;
	hit.input.length = s->tbs.n;
	hit.about.tbs = row->tbs.length ? row->tbs.data : NULL;
	hit.about.key = row->key.length ? row->key.data : NULL;
	hit.about.issuer_key = row->issuer_key.length ? row->issuer_key.data : NULL;
	s->count = 0;
	s->entries++;
	if (certlint_watch_match(s->added, &hit.input, &hit.about, keep_pattern, s) <= 0 ||
	    s->count == 0)
		return;
	hit.patterns = s->patterns;
	hit.pattern_count = s->count;
	s->found++;
	tell_back_hit(&s->watch->teller, &hit);
}

static bool
scan_rows(void *ctx, const struct index_rows *rows)
{
	struct scan *s = ctx;
	struct index_row row;
	size_t at = 0;

	s->rows = rows;
	while (index_next((const uint8_t *)rows->rows.p, rows->rows.n, &at, &row))
		scan_row(s, &row);
	return !signals_stop();
}

/* Everything that was added since `before`, in what is stored. */
static void
scan(struct watch *w, const char *before)
{
	struct scan s = { .watch = w };
	size_t count;
	certlint_watch *added = items_added(before, &w->items, &count);

	if (added) {
		s.added = added;
		store_scan(w->store, scan_rows, &s);
		if (!w->settings->quiet && s.entries > 0)
			say("%zu new items were looked for in %llu entries: %llu have some of them",
			    count, (unsigned long long)s.entries, (unsigned long long)s.found);
	}
	certlint_watch_free(added);
	text_free(&s.tbs);
	free(s.patterns);
}

static bool
keeps_names(const struct watch *w)
{
	return w->store && w->settings->watch.back_scan;
}

/* Which items were looked for, and what was found, in that order: a scan may be done twice. */
static void
scan_and_keep(struct watch *w, const char *before)
{
	struct text now = { 0 };

	scan(w, before);
	items_patterns(&w->items, &now);
	if (watch_save(w, NULL, (struct certlint_span){ NULL, 0 }) && !signals_stop())
		store_keep_text(w->store, "patterns", &now);
	text_free(&now);
}

void
watch_scan_at_start(struct watch *w)
{
	struct text before = { 0 };

	if (!keeps_names(w))
		return;
	(void)store_text(w->store, "patterns", &before);
	w->teller.now = watch_clock(w);
	scan_and_keep(w, text_string(&before));
	text_free(&before);
}

void
watch_reload(struct watch *w)
{
	struct items now, before = w->items;
	struct text patterns = { 0 };

	if (!items_read(&now, &w->settings->watch.lists)) {
		say("the watch list of before stays");
		w->reloads_refused++;
		return;
	}
	w->items = now;
	w->reloads++;
	for (unsigned i = 0; i < w->threads; i++)
		w->judges[i].watch = now.watch;
	if (!w->settings->quiet)
		say("the watch list was read anew: %zu items", now.count);
	items_patterns(&before, &patterns);
	if (keeps_names(w))
		scan_and_keep(w, text_string(&patterns));
	text_free(&patterns);
	items_free(&before);
}
