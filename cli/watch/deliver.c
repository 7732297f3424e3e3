/* Where messages go: lines to the output, and to hooks, which are tried again when they fail. */

#include "watch/deliver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

enum {
	MOST_WAITING = 1000,
	MOST_TRIES = 12,		/* over some two days */
	FIRST_DELAY = 30,
	LONGEST_DELAY = 6 * 3600
};

enum exit_code
deliver_open(struct deliver *d, const struct settings *settings)
{
	struct stat info;

	*d = (struct deliver){ .fd = STDOUT_FILENO, .name = "standard output" };
	d->hooks.paths = settings->watch.hooks;
	d->hooks.timeout = settings->watch.hook_timeout;
	if (!hooks_check(&d->hooks.paths))
		return EXIT_USAGE;
	if (settings->output) {
		d->name = settings->output;
		d->fd = open(settings->output, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	}
	if (d->fd < 0) {
		say("%s: cannot be written: %s", settings->output, strerror(errno));
		return EXIT_USAGE;
	}
	d->is_file = settings->output && fstat(d->fd, &info) == 0 && S_ISREG(info.st_mode);
	return EXIT_CLEAN;
}

/* What a disk that is full has taken of a line is taken back, so that no line is ever half. */
int
deliver_lines(struct deliver *d, const struct text *lines)
{
	off_t before = d->is_file ? lseek(d->fd, 0, SEEK_END) : -1;
	int error = write_all(d->fd, lines->p, lines->n);

	if (error && before >= 0 && ftruncate(d->fd, before) != 0)
		return error;
	if (!error && d->is_file && fdatasync(d->fd) != 0 && errno != EINVAL && errno != EROFS)
		return errno;
	return error;
}

int64_t
deliver_delay(unsigned tries)
{
	int64_t delay = (int64_t)FIRST_DELAY << (tries < 20 ? tries : 20);

	return delay < LONGEST_DELAY ? delay : LONGEST_DELAY;
}

static bool
has_run(void *ctx, const char *path)
{
	const struct text *done = ctx;

	for (size_t i = 0; i < done->n; i += strlen(done->p + i) + 1)
		if (strcmp(done->p + i, path) == 0)
			return true;
	return false;
}

static void
ran(void *ctx, const char *path)
{
	text_add(ctx, path, strlen(path) + 1);
}

static bool
run_hooks(struct deliver *d, const struct message *m, struct text *programs)
{
	struct hooks_done done = { has_run, ran, programs };

	return hooks_run(&d->hooks, m, &done);
}

static void
keep(struct deliver *d, struct message *m, struct text *done, int64_t now)
{
	if (d->count == MOST_WAITING) {
		text_free(done);
		d->dropped++;
		return;
	}
	if (d->count == d->room) {
		d->room = d->room ? 2 * d->room : 16;
		d->waiting = memory_grow(d->waiting, d->room, sizeof(*d->waiting));
	}
	d->waiting[d->count++] = (struct waiting){ *m, *done, 1, now + deliver_delay(0) };
	/* The texts are ours now. */
	m->line = m->hook = (struct text){ 0 };
}

void
deliver_messages(struct deliver *d, struct messages *m, int64_t now)
{
	struct text lines = { 0 };

	for (size_t i = 0; i < m->count; i++)
		text_add(&lines, m->at[i].line.p, m->at[i].line.n);
	if (lines.n > 0 && !d->error)
		d->error = deliver_lines(d, &lines);
	text_free(&lines);
	for (size_t i = 0; i < m->count; i++) {
		struct text done = { 0 };

		if (m->at[i].hooks && !run_hooks(d, &m->at[i], &done))
			keep(d, &m->at[i], &done, now);
		else
			text_free(&done);
	}
	messages_clear(m);
}

static void
drop(struct deliver *d, size_t i)
{
	text_free(&d->waiting[i].message.line);
	text_free(&d->waiting[i].message.hook);
	text_free(&d->waiting[i].done);
	d->waiting[i] = d->waiting[--d->count];
}

void
deliver_again(struct deliver *d, int64_t now, bool last)
{
	for (size_t i = 0; i < d->count;) {
		struct waiting *w = &d->waiting[i];

		if (!last && w->next > now) {
			i++;
		} else if (run_hooks(d, &w->message, &w->done)) {
			drop(d, i);
		} else if (last || ++w->tries >= MOST_TRIES) {
			d->dropped++;
			drop(d, i);
		} else {
			w->next = now + deliver_delay(w->tries);
			i++;
		}
	}
}

enum exit_code
deliver_close(struct deliver *d)
{
	while (d->count > 0)
		drop(d, 0);
	free(d->waiting);
	if (d->dropped)
		say("hooks: %llu alerts never got through", (unsigned long long)d->dropped);
	if (d->fd > STDERR_FILENO && close(d->fd) != 0 && !d->error)
		d->error = errno;
	if (!d->error)
		return d->dropped ? EXIT_UNREAD : EXIT_CLEAN;
	if (d->error != EPIPE)
		say("%s: events could not be written: %s", d->name, strerror(d->error));
	return EXIT_UNREAD;
}
