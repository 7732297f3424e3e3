/* A line on stderr that says how far the work is, on a terminal and after a second. */

#include "progress.h"

#include <time.h>
#include <unistd.h>

#include "say.h"

enum {
	PATIENCE = 1000,		/* milliseconds before the line appears */
	PERIOD = 100,			/* and between its changes */
	BAR = 20			/* its width; it runs through this once in two seconds */
};

static int64_t
milliseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
progress_set(struct progress *p, const struct settings *settings)
{
	/* Lines of a report on the same terminal would run into ours. */
	*p = (struct progress){
		.wanted = !settings->quiet && isatty(STDERR_FILENO) &&
			  (settings->output || !isatty(STDOUT_FILENO)),
		.begun = milliseconds(),
	};
}

static void
show(struct progress *p, int64_t now)
{
	struct text line = { 0 };
	int64_t at = (now - p->begun) / PERIOD % BAR;
	int64_t rate = (int64_t)p->objects * 1000 / (now - p->begun);

	text_puts(&line, "\r[");
	for (int i = 0; i < BAR; i++)
		text_char(&line, i == at ? '#' : '-');
	text_printf(&line, "] %llu certificates, %lld a second\x1b[K",
		    (unsigned long long)p->objects, (long long)rate);
	(void)write_all(STDERR_FILENO, line.p, line.n);
	text_free(&line);
	p->shown = true;
	p->last = now;
}

void
progress_step(struct progress *p, uint64_t objects)
{
	int64_t now;

	p->objects += objects;
	if (!p->wanted)
		return;
	now = milliseconds();
	if (now - p->begun >= PATIENCE && now - p->last >= PERIOD)
		show(p, now);
}

void
progress_hide(struct progress *p)
{
	if (!p->shown)
		return;
	(void)write_all(STDERR_FILENO, "\r\x1b[K", 4);
	p->shown = false;
}
