/* The objects of the command line one by one, for the verbs that look at each for itself. */

#include "each.h"

#include "say.h"
#include "sources.h"

/* The first object of a file is held until it is known whether it is the only one. */
struct each {
	const struct settings *settings;
	each_object *call;
	void *ctx;
	struct text name, der;
	bool held;
	bool bad;
};

static void
give(struct each *e, const struct place *at, const uint8_t *der, size_t length, bool several)
{
	struct subject subject = { at->name, at->index, several, { der, length } };

	e->call(e->ctx, &subject);
}

static void
release(struct each *e, bool several)
{
	struct place at = { .name = text_string(&e->name) };

	if (!e->held)
		return;
	e->held = false;
	give(e, &at, (const uint8_t *)e->der.p, e->der.n, several);
}

static void
take_object(void *ctx, const struct place *at, const uint8_t *der, size_t length)
{
	struct each *e = ctx;

	if (at->index > 0) {
		release(e, true);
		give(e, at, der, length, true);
		return;
	}
	release(e, false);
	e->name.n = e->der.n = 0;
	text_puts(&e->name, at->name);
	text_add(&e->der, der, length);
	e->held = true;
}

static void
take_bad(void *ctx, const struct place *at, const char *why)
{
	struct each *e = ctx;

	release(e, at->index > 0);
	e->bad = true;
	say("%s#%zu: the block at line %zu cannot be read: %s", at->name, at->index, at->line, why);
}

static void
take_note(void *ctx, const char *name, const char *line, enum weight weight)
{
	struct each *e = ctx;

	if (weight == WEIGHT_MINOR || (weight == WEIGHT_NOTE && e->settings->quiet))
		return;
	say("%s: %s", name, line);
}

enum exit_code
each_subject(const struct settings *settings, each_object *call, void *ctx)
{
	struct each e = { .settings = settings, .call = call, .ctx = ctx };
	struct object_sink sink = { &e, take_object, take_bad, take_note, NULL, settings->tbs };
	struct sources sources = { .sink = &sink };

	sources_read(&sources, settings);
	release(&e, false);
	sources_free(&sources);
	text_free(&e.name);
	text_free(&e.der);
	return exit_worse(sources.code, e.bad ? EXIT_UNREAD : EXIT_CLEAN);
}
