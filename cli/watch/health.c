/* How the watch goes, for those who watch it: a JSON file and metrics, each replaced as a whole. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "say.h"
#include "watch/run.h"

enum { PERIOD = 10 };			/* seconds between reports */

static uint64_t
waiting(const struct watch *w)
{
	return w->store ? outbox_count(w->store) : w->deliver.count;
}

static void
json_count(struct text *out, const char *name, uint64_t n)
{
	json_key(out, name);
	text_number(out, n);
}

static void
json_log(struct text *out, const struct log_health *log, int64_t now)
{
	int64_t head = log->head_time / 1000;

	text_char(out, '{');
	json_string(out, "url", log->url);
	json_count(out, "read", log->read);
	json_count(out, "verified", log->verified);
	json_count(out, "tree_size", log->tree_size);
	json_count(out, "behind", log->tree_size > log->read ? log->tree_size - log->read : 0);
	if (head > 0) {
		json_count(out, "head_time", (uint64_t)head);
		json_count(out, "head_age", now > head ? (uint64_t)(now - head) : 0);
	}
	json_string(out, "trouble", log->trouble);
	text_char(out, '}');
}

static void
make_json(struct text *out, struct watch *w, int64_t now)
{
	const struct tell_counts *c = &w->teller.counts;
	int64_t up = now - w->begun;

	text_puts(out, "{\"schema\":1");
	json_count(out, "time", (uint64_t)now);
	json_count(out, "up", up > 0 ? (uint64_t)up : 0);
	json_count(out, "entries", c->entries);
	json_count(out, "entries_a_second", up > 0 ? c->entries / (uint64_t)up : c->entries);
	json_count(out, "damaged", c->damaged);
	json_count(out, "hits", c->hits);
	json_count(out, "expected", c->expected);
	json_count(out, "alerts", c->alerts);
	json_count(out, "told", c->told);
	json_count(out, "waiting", waiting(w));
	json_count(out, "hook_runs", w->deliver.hooks.runs);
	json_count(out, "hook_failures", w->deliver.hooks.failures);
	json_key(out, "list");
	text_char(out, '{');
	json_string(out, "version", w->items.version);
	json_count(out, "items", w->items.count);
	json_count(out, "read", (uint64_t)w->items.read);
	json_count(out, "refused", w->reloads_refused);
	text_char(out, '}');
	json_key(out, "logs");
	text_char(out, '[');
	for (size_t i = 0; i < w->log_count; i++) {
		text_puts(out, i ? "," : "");
		json_log(out, &w->logs[i], now);
	}
	text_char(out, ']');
	json_string(out, "certlint", certlint_version());
	text_puts(out, "}\n");
}

static void
metric(struct text *out, const char *name, const char *type, const char *help, uint64_t n)
{
	text_printf(out, "# HELP certlint_watch_%s %s\n# TYPE certlint_watch_%s %s\n"
			 "certlint_watch_%s %llu\n", name, help, name, type, name,
		    (unsigned long long)n);
}

static void
log_metrics(struct text *out, const struct watch *w, int64_t now)
{
	if (w->log_count > 0)
		text_puts(out, "# TYPE certlint_watch_log_behind gauge\n"
			  "# TYPE certlint_watch_log_head_age gauge\n"
			  "# TYPE certlint_watch_log_trouble gauge\n");
	for (size_t i = 0; i < w->log_count; i++) {
		const struct log_health *log = &w->logs[i];
		int64_t head = log->head_time / 1000;
		struct text url = { 0 };

		text_json(&url, log->url);
		text_printf(out, "certlint_watch_log_behind{log=%s} %llu\n", text_string(&url),
			    (unsigned long long)(log->tree_size > log->read ?
							 log->tree_size - log->read : 0));
		if (head > 0)
			text_printf(out, "certlint_watch_log_head_age{log=%s} %lld\n", url.p,
				    (long long)(now > head ? now - head : 0));
		text_printf(out, "certlint_watch_log_trouble{log=%s} %d\n", url.p,
			    log->trouble != NULL);
		text_free(&url);
	}
}

static void
make_metrics(struct text *out, struct watch *w, int64_t now)
{
	const struct tell_counts *c = &w->teller.counts;

	metric(out, "time_seconds", "gauge", "When this was written.", (uint64_t)now);
	metric(out, "entries_total", "counter", "Entries read.", c->entries);
	metric(out, "damaged_total", "counter", "Entries that could not be read.", c->damaged);
	metric(out, "hits_total", "counter", "Items that were hit.", c->hits);
	metric(out, "expected_total", "counter", "Hits that were expected.", c->expected);
	metric(out, "alerts_total", "counter", "Alerts.", c->alerts);
	metric(out, "waiting", "gauge", "Events that wait to be delivered.", waiting(w));
	metric(out, "hook_failures_total", "counter", "Hooks that failed.",
	       w->deliver.hooks.failures);
	metric(out, "list_items", "gauge", "Items of the watch list.", w->items.count);
	metric(out, "list_refused_total", "counter", "Watch lists that were refused.",
	       w->reloads_refused);
	log_metrics(out, w, now);
}

static bool
is_metrics(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && strcmp(path + n - 5, ".prom") == 0;
}

/* Whole or not at all, also for who reads it at this moment. */
static void
replace(const char *path, const struct text *text)
{
	struct text new_path = { 0 };
	int fd, error;

	text_printf(&new_path, "%s.new", path);
	fd = open(text_string(&new_path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	error = fd < 0 ? errno : write_all(fd, text->p, text->n);
	if (fd >= 0 && close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(new_path.p, path) != 0)
		error = errno;
	if (error)
		say("--health: %s: cannot be written: %s", path, strerror(error));
	text_free(&new_path);
}

void
health_write(struct watch *w, bool at_once)
{
	const struct strings *paths = &w->settings->watch.health;
	int64_t now = (int64_t)time(NULL);

	if (paths->count == 0 || (!at_once && now - w->health_written < PERIOD))
		return;
	w->health_written = now;
	for (size_t i = 0; i < paths->count; i++) {
		struct text text = { 0 };

		if (is_metrics(paths->at[i]))
			make_metrics(&text, w, now);
		else
			make_json(&text, w, now);
		replace(paths->at[i], &text);
		text_free(&text);
	}
}
