/*
 * Any bytes as a file that is watched: what kind it is, and where its documents end.  The same
 * bytes from a file and from a pipe in pieces give the same documents; all of them are in
 * documents, in their order, but for blanks between them and for what is said to be passed over.
 *
 * The first octet is how many of the next are sizes of pieces, in turn; its highest bit: what
 * follows comes again and again, so that batches fill.
 */
#include <certlint/ct.h>

#include <stdio.h>
#include <unistd.h>

#include "../claim.h"
#include "../said.h"
#include "watch/feed.h"

enum {
	MOST_SIZES = 15,
	AGAIN = 0x80,
	FULL = 300 << 10,		/* more than a batch has */
	LEAST = 200,			/* bytes that are worth it */
	AT_ONCE = 16 << 10		/* less than a pipe has room for */
};

/* What is read, and what came of it. */
struct story {
	const uint8_t *data;
	size_t size;
	size_t placed;			/* of the data is in documents */
	size_t documents;
	bool tiles, text;
	struct text told, notes;
	uint64_t failures;
	enum exit_code code;

	/* From a pipe: */
	const uint8_t *sizes;
	size_t size_count, piece, sent;
	int writes;
};

/* ========================================================================== */
/*                                 Telling                                    */
/* ========================================================================== */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void
skip_blanks(struct story *s)
{
	if (s->placed == 0 && s->size >= 3 && memcmp(s->data, "\xef\xbb\xbf", 3) == 0)
		s->placed = 3;
	while (s->placed < s->size && is_blank((char)s->data[s->placed]))
		s->placed++;
}

static bool
is_next(const struct story *s, const char *p, size_t n)
{
	return s->size - s->placed >= n && memcmp(s->data + s->placed, p, n) == 0;
}

/* An entry alone has the braces of an answer around it. */
static void
claim_answer(struct story *s, const char *p, size_t n)
{
	static const char lead[] = "{\"entries\":[", end[] = "]}";
	size_t around = sizeof(lead) + sizeof(end) - 2;

	if (is_next(s, p, n)) {
		s->placed += n;
		return;
	}
	CLAIM(n > around && memcmp(p, lead, sizeof(lead) - 1) == 0);
	CLAIM(memcmp(p + n - 2, end, 2) == 0 && is_next(s, p + sizeof(lead) - 1, n - around));
	s->placed += n - around;
}

static void
claim_object(struct story *s, const struct document *d, const char *p)
{
	/* Text is not there as it was decoded. */
	if (d->line > 0 || d->length == 0)
		return;
	while (!is_next(s, p, d->length)) {
		CLAIM(s->placed < s->size);
		s->placed++;
	}
	s->placed += d->length;
}

/* It is what comes next of the data. */
static void
claim_place(struct story *s, const struct document *d, const char *p)
{
	s->text |= d->kind == DOCUMENT_ANSWER || d->kind == DOCUMENT_STREAM;
	s->tiles |= d->kind == DOCUMENT_TILE;
	if (s->text)
		skip_blanks(s);
	if (d->kind == DOCUMENT_ANSWER) {
		claim_answer(s, p, d->length);
	} else if (d->kind == DOCUMENT_STREAM || d->kind == DOCUMENT_TILE) {
		CLAIM(is_next(s, p, d->length));
		s->placed += d->length;
	} else if (d->kind == DOCUMENT_OBJECT) {
		claim_object(s, d, p);
	}
}

/* Lines are one story, wherever they were cut, and so are the entries of tiles. */
static void
tell_lines(struct text *told, const char *p, size_t n)
{
	const char *end = p + n;

	while (p < end) {
		const char *feed = memchr(p, '\n', (size_t)(end - p));
		const char *line = p;

		p = feed ? feed + 1 : end;
		while (told->p[told->n - 1] == '\n' && line < p && is_blank(*line))
			line++;
		text_add(told, line, (size_t)(p - line));
	}
}

static void
tell_tile(struct text *told, const char *p, size_t n)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	struct certlint_span rest = { (const uint8_t *)p, n };
	int rc;

	while ((rc = certlint_ct_tile_next(&rest, &e)) != 0)
		text_printf(told, "\n%d %llu %zu %s", rc, (unsigned long long)e.timestamp,
			    e.certificate.length, e.reason ? e.reason : "");
}

static void
tell(struct story *s, const struct document *d, const char *p)
{
	if (d->kind == DOCUMENT_STREAM && s->told.n > 0) {
		tell_lines(&s->told, p, d->length);
		return;
	}
	if (d->kind == DOCUMENT_TILE) {
		tell_tile(&s->told, p, d->length);
		return;
	}
	text_printf(&s->told, "\n%d %zu %s\n", (int)d->kind, d->line, d->bad ? d->bad : "");
	if (d->kind == DOCUMENT_STREAM)
		tell_lines(&s->told, p, d->length);
	else
		text_add(&s->told, p, d->length);
}

static void
work(void *ctx, unsigned thread, struct job *job)
{
	struct story *s = ctx;
	struct batch *b = batch_of(job);

	(void)thread;
	for (size_t i = 0; i < b->count; i++) {
		const struct document *d = &b->documents[i];
		const char *p = d->length > 0 ? job->der.p + d->at : NULL;

		CLAIM(d->at <= job->der.n && d->length <= job->der.n - d->at);
		CLAIM(strcmp(job->names.p + d->name, "-") == 0);
		CLAIM(d->first == (s->documents == 0));
		CLAIM((d->kind == DOCUMENT_BAD) == (d->bad != NULL));
		claim_place(s, d, p);
		tell(s, d, p);
		s->documents++;
	}
	text_add(&s->notes, job->err.p, job->err.n);
	job->err.n = 0;
}

static void
done(void *ctx, struct job *job)
{
	(void)ctx;
	job->der.n = job->names.n = 0;
	batch_clear(batch_of(job));
}

/* ========================================================================== */
/*                                 Reading                                    */
/* ========================================================================== */

static bool
never(void)
{
	return false;
}

/* The next piece into the pipe, where all was read that was in it. */
static bool
send_piece(void *ctx, int fd)
{
	struct story *s = ctx;
	size_t n = s->size - s->sent, most = AT_ONCE;
	uint8_t size = s->size_count ? s->sizes[s->piece++ % s->size_count] : 0;

	(void)fd;
	CLAIM(s->writes >= 0);
	if (s->size < FULL)
		most = size < 128 ? size + 1u : (size - 127u) * 128;
	n = n < most ? n : most;
	if (n == 0) {
		close(s->writes);
		s->writes = -1;
		return true;
	}
	CLAIM(write(s->writes, s->data + s->sent, n) == (ssize_t)n);
	s->sent += n;
	return true;
}

static void
read_stdin(struct story *s)
{
	static const char *const names[] = { "-" };
	const char *name[] = { names[0] };
	struct settings settings = { .operands = { name, 1 }, .verbose = true };
	struct pool_calls calls = { work, done, s, batch_free };
	struct feed feed = { .settings = &settings, .wait = send_piece, .stop = never, .ctx = s };

	feed.pool = pool_new(1, &calls);
	feed_read(&feed);
	s->failures = feed.sources.failures;
	s->code = feed.sources.code;
	feed_free(&feed);
	pool_free(feed.pool);
}

static void
read_file(struct story *s)
{
	static FILE *file;

	if (!file)
		CLAIM((file = tmpfile()) != NULL);
	CLAIM(ftruncate(fileno(file), 0) == 0);
	CLAIM(pwrite(fileno(file), s->data, s->size, 0) == (ssize_t)s->size);
	CLAIM(lseek(fileno(file), 0, SEEK_SET) == 0 && dup2(fileno(file), STDIN_FILENO) >= 0);
	s->writes = -1;
	read_stdin(s);
}

static void
read_pipe(struct story *s)
{
	int ends[2];

	CLAIM(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) >= 0);
	close(ends[0]);
	s->writes = ends[1];
	read_stdin(s);
	if (s->writes >= 0)
		close(s->writes);
}

static bool
is_same(const struct text *a, const struct text *b)
{
	return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

/* Nothing is left but blanks, and nothing came twice. */
static void
claim_whole(struct story *s)
{
	if (s->text)
		skip_blanks(s);
	if (s->text || s->tiles)
		CLAIM(s->placed == s->size && s->failures == 0);
	else
		CLAIM(s->documents > 0 || s->notes.n > 0);
	CLAIM(s->documents <= s->size + 1);
	CLAIM((s->failures == 0) || s->code == EXIT_UNREAD);
}

static void
compare(const uint8_t *sizes, size_t size_count, const uint8_t *data, size_t size)
{
	struct story whole = { .data = data, .size = size };
	struct story pieces = { .data = data, .size = size, .sizes = sizes,
				.size_count = size_count };

	read_file(&whole);
	read_pipe(&pieces);
	claim_whole(&whole);
	claim_whole(&pieces);
	CLAIM(whole.failures == pieces.failures && whole.code == pieces.code);
	CLAIM(is_same(&whole.told, &pieces.told));
	CLAIM(is_same(&whole.notes, &pieces.notes));
	text_free(&whole.told);
	text_free(&whole.notes);
	text_free(&pieces.told);
	text_free(&pieces.notes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t sizes = size > 0 ? data[0] & MOST_SIZES : 0;
	struct text many = { 0 };

	if (size <= 1 + sizes)
		return 0;
	text_add(&many, data + 1 + sizes, size - 1 - sizes);
	while (data[0] & AGAIN && size > LEAST && many.n < FULL)
		text_add(&many, data + 1 + sizes, size - 1 - sizes);
	compare(data + 1, sizes, (const uint8_t *)many.p, many.n);
	text_free(&many);
	return 0;
}
