/* What a run's inputs held, kept to be gone through a second time. */

#include "spool.h"

#include <errno.h>

enum record_kind { RECORD_OBJECT, RECORD_BAD, RECORD_NOTE };

/* The head of a record; the name and the rest, each ended by a NUL, stand behind it. */
struct record {
	size_t index, line, name, rest;
	const char *why; /* of a bad block: a fixed phrase */
	enum record_kind kind;
	enum weight weight;
};

static void
write_out(struct spool *s)
{
	if (s->error == 0 && fwrite(s->text.p, 1, s->text.n, s->file) != s->text.n)
		s->error = errno ? errno : EIO;
	s->text.n = 0;
}

static void
add(struct spool *s, const struct record *r, const char *name, const void *rest)
{
	text_add(&s->text, r, sizeof(*r));
	text_add(&s->text, name, r->name);
	text_char(&s->text, '\0');
	text_add(&s->text, rest, r->rest);
	text_char(&s->text, '\0');
	if (s->text.n < SPOOL_MEMORY)
		return;
	if (s->file == NULL && s->error == 0) {
		s->file = tmpfile();
		s->error = s->file ? 0 : errno;
	}
	write_out(s);
}

void
spool_object(struct spool *s, const struct place *at, const uint8_t *der, size_t length)
{
	const struct record r = {
		.index = at->index,
		.line = at->line,
		.name = strlen(at->name),
		.rest = length,
		.kind = RECORD_OBJECT,
	};

	add(s, &r, at->name, der);
}

void
spool_bad(struct spool *s, const struct place *at, const char *why)
{
	const struct record r = {
		.index = at->index,
		.line = at->line,
		.name = strlen(at->name),
		.why = why,
		.kind = RECORD_BAD,
	};

	add(s, &r, at->name, NULL);
}

void
spool_note(struct spool *s, const char *name, const char *line, enum weight weight)
{
	const struct record r = {
		.name = strlen(name),
		.rest = strlen(line),
		.kind = RECORD_NOTE,
		.weight = weight,
	};

	add(s, &r, name, line);
}

/* ---- the second time ---- */

/* Where to read: the file, or how far the text has been read. */
struct reader {
	struct spool *spool;
	size_t at;
	struct text name, rest;
};

static bool
take(struct reader *r, void *out, size_t n)
{
	struct spool *s = r->spool;

	if (s->file)
		return fread(out, 1, n, s->file) == n;
	if (n > s->text.n - r->at)
		return false;
	memcpy(out, s->text.p + r->at, n);
	r->at += n;
	return true;
}

static bool
take_text(struct reader *r, struct text *out, size_t n)
{
	out->n = 0;
	if (!take(r, text_room(out, n + 1), n + 1))
		return false;
	out->n = n;
	return true;
}

static void
tell(const struct reader *r, const struct record *head, const struct object_sink *sink)
{
	const struct place at = { .name = r->name.p, .index = head->index, .line = head->line };

	if (head->kind == RECORD_OBJECT)
		sink->object(sink->ctx, &at, (const uint8_t *)r->rest.p, r->rest.n);
	else if (head->kind == RECORD_BAD)
		sink->bad(sink->ctx, &at, head->why);
	else
		sink->note(sink->ctx, r->name.p, r->rest.p, head->weight);
}

/* Back to the beginning; what is still in memory goes behind what is in the file. */
static void
rewind_spool(struct spool *s)
{
	if (s->file == NULL)
		return;
	write_out(s);
	if (s->error == 0 && (fflush(s->file) != 0 || fseek(s->file, 0, SEEK_SET) != 0))
		s->error = errno;
}

int
spool_replay(struct spool *s, const struct object_sink *sink)
{
	struct reader r = { .spool = s };
	struct record head;

	rewind_spool(s);
	while (s->error == 0 && take(&r, &head, sizeof(head))) {
		if (take_text(&r, &r.name, head.name) && take_text(&r, &r.rest, head.rest))
			tell(&r, &head, sink);
		else
			s->error = EIO;
	}
	if (s->error == 0 && s->file && ferror(s->file))
		s->error = EIO;
	text_free(&r.name);
	text_free(&r.rest);
	return s->error;
}

void
spool_free(struct spool *s)
{
	text_free(&s->text);
	if (s->file)
		fclose(s->file);
	s->file = NULL;
}
