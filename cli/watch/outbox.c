/* Delivering what is stored: lines in order, each once in a file; hooks until they succeed. */

#include <errno.h>
#include <unistd.h>

#include "say.h"
#include "watch/run.h"

enum {
	AT_ONCE = 1 << 20,		/* bytes of lines */
	SLACK = 64 << 10,		/* read back beyond what waits */
	MOST_TRIES = 12
};

static void
say_write(struct watch *w, int error)
{
	if (error && !w->write_failing && error != EPIPE)
		say("%s: events cannot be written: %s; this is tried again", w->deliver.name,
		    strerror(error));
	if (!error && w->write_failing)
		say("%s: events can be written again", w->deliver.name);
	w->write_failing = error != 0;
	/* Nobody reads any more, and nobody will. */
	if (error == EPIPE)
		w->deliver.error = error;
}

/* False: there is nothing more, or it could not be written. */
static bool
write_some(struct watch *w)
{
	struct text lines = { 0 };
	struct outbox_row row;
	int64_t last = 0;
	int error = 0;

	while (lines.n < AT_ONCE && outbox_unwritten(w->store, last, &row)) {
		text_add(&lines, row.message.line.p, row.message.line.n);
		last = row.row;
		text_free(&row.message.line);
		text_free(&row.message.hook);
	}
	if (last) {
		error = deliver_lines(&w->deliver, &lines);
		say_write(w, error);
		if (!error)
			outbox_written(w->store, last);
	}
	text_free(&lines);
	return last && !error;
}

struct stored_message {
	struct store *store;
	int64_t row;
};

static bool
has_run(void *ctx, const char *path)
{
	const struct stored_message *m = ctx;

	return outbox_has_run(m->store, m->row, path);
}

static void
ran(void *ctx, const char *path)
{
	const struct stored_message *m = ctx;

	outbox_ran(m->store, m->row, path);
}

static void
run_hooks(struct watch *w)
{
	int64_t now = watch_clock(w), after = 0;
	struct outbox_row row;

	while (outbox_due(w->store, now, after, &row)) {
		struct stored_message stored = { w->store, row.row };
		struct hooks_done done = { has_run, ran, &stored };

		after = row.row;
		if (w->deliver.hooks.paths.count == 0 ||
		    hooks_run(&w->deliver.hooks, &row.message, &done)) {
			outbox_hooked(w->store, row.row);
		} else if (row.tries + 1 >= MOST_TRIES) {
			say("hooks: an alert never got through: %s", row.message.id);
			outbox_hooked(w->store, row.row);
		} else {
			outbox_failed(w->store, row.row, row.tries + 1,
				      now + deliver_delay(row.tries));
		}
		text_free(&row.message.line);
		text_free(&row.message.hook);
	}
}

bool
outbox_deliver(struct watch *w)
{
	while (!w->deliver.error && write_some(w))
		;
	if (!w->write_failing)
		run_hooks(w);
	return !w->write_failing;
}

/* ========================================================================== */
/*                               Reading back                                 */
/* ========================================================================== */

/*
 * How many bytes of lines may have been written and not marked: those that write_some() takes at
 * once, up to *last.  However many wait behind them, they were not come to.
 */
static size_t
count_waiting(struct watch *w, int64_t *last)
{
	struct outbox_row row;
	size_t n = 0;

	*last = 0;
	while (n < AT_ONCE && outbox_unwritten(w->store, *last, &row)) {
		*last = row.row;
		n += row.message.line.n;
		text_free(&row.message.line);
		text_free(&row.message.hook);
	}
	return n;
}

static bool
read_tail(struct watch *w, size_t most, struct text *tail)
{
	off_t size = lseek(w->deliver.fd, 0, SEEK_END);
	off_t from = size > (off_t)most ? size - (off_t)most : 0;
	ssize_t n;

	while (size > 0 && tail->n < (size_t)(size - from)) {
		size_t left = (size_t)(size - from) - tail->n;

		n = pread(w->deliver.fd, text_room(tail, left), left, from + (off_t)tail->n);
		if (n <= 0)
			break;
		tail->n += (size_t)n;
	}
	return size > 0;
}

/* A line that the end of the last run cut short is taken away: it waits to be written. */
static void
drop_torn(struct watch *w, struct text *tail)
{
	off_t size = lseek(w->deliver.fd, 0, SEEK_END);
	size_t n = tail->n;

	while (n > 0 && tail->p[n - 1] != '\n')
		n--;
	if (n == tail->n)
		return;
	if (ftruncate(w->deliver.fd, size - (off_t)(tail->n - n)) != 0)
		say("%s: its last line is cut short, and cannot be mended: %s", w->deliver.name,
		    strerror(errno));
	tail->n = n;
}

static bool
is_written(struct text *tail, const struct message *m)
{
	const char *p = text_string(tail);

	return m->id[0] && strstr(p, m->id) != NULL;
}

void
outbox_read_back(struct watch *w)
{
	struct text tail = { 0 };
	struct outbox_row row;
	int64_t last = 0, after = 0;
	size_t waiting = w->deliver.is_file ? count_waiting(w, &last) : 0;

	if (waiting > 0 && read_tail(w, waiting + SLACK, &tail)) {
		drop_torn(w, &tail);
		while (after < last && outbox_unwritten(w->store, after, &row)) {
			after = row.row;
			if (is_written(&tail, &row.message))
				outbox_written_id(w->store, row.message.id);
			text_free(&row.message.line);
			text_free(&row.message.hook);
		}
	}
	text_free(&tail);
}
