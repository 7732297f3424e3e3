/* Reading files and pipes into batches: what kind each is, and where its documents end. */

#include "watch/feed.h"

#include <errno.h>

#include "say.h"

enum {
	BATCH_BYTES = 256 << 10,	/* submitted from here on */
	BATCH_DOCUMENTS = 64,
	READ = 256 << 10,
	MAX_DOCUMENT = 64 << 20,
	LARGE = 64 << 10,		/* not worth a copy */
	LOOK = 4096,			/* how far into an object its first name may be */
	NAME = 12			/* bytes of the longest one that is looked for */
};

/* A file of JSON or tiles on its way. */
struct reader {
	struct feed *feed;
	struct stream *stream;
	const struct place *at;
	size_t count;			/* documents */
};

/* ========================================================================== */
/*                             Into a batch                                   */
/* ========================================================================== */

static void
submit(struct feed *f)
{
	if (batch_of(pool_job(f->pool))->count > 0 || pool_job(f->pool)->err.n > 0)
		pool_submit(f->pool);
}

/* Consecutive documents of a file share its name. */
static size_t
keep_name(struct job *job, const char *name)
{
	const struct batch *b = job->own;
	size_t at;

	if (b->count > 0) {
		at = b->documents[b->count - 1].name;
		if (strcmp(job->names.p + at, name) == 0)
			return at;
	}
	at = job->names.n;
	text_add(&job->names, name, strlen(name) + 1);
	return at;
}

/* Room for one more document of `n` bytes. */
static struct document *
new_document(struct feed *f, const struct place *at, bool first, size_t n)
{
	struct job *job = pool_job(f->pool);
	struct batch *b = batch_of(job);
	struct document *d;
	size_t name;

	if (b->count >= BATCH_DOCUMENTS || (b->count > 0 && job->der.n + n > BATCH_BYTES)) {
		pool_submit(f->pool);
		if (f->between)
			f->between(f->ctx);
		job = pool_job(f->pool);
		b = batch_of(job);
	}
	name = keep_name(job, at->name);
	d = batch_document(b);
	d->name = name;
	d->line = at->line;
	d->first = first;
	d->at = job->der.n;
	d->length = n;
	return d;
}

static void
add_document(struct reader *r, enum document_kind kind, const char *p, size_t n)
{
	struct document *d = new_document(r->feed, r->at, r->count == 0, n);

	d->kind = kind;
	if (p != r->stream->p || n != r->stream->n || n <= LARGE || d->at > 0 ||
	    !stream_give(r->stream, &pool_job(r->feed->pool)->der))
		text_add(&pool_job(r->feed->pool)->der, p, n);
	r->count++;
}

static bool
more(struct reader *r)
{
	size_t n = r->stream->n;

	return stream_fill(r->stream, &r->feed->sink, n < READ ? READ : n);
}

/* ========================================================================== */
/*                                   JSON                                     */
/* ========================================================================== */

/* How far the end of an object was looked for, from the stream's first byte. */
struct scanner {
	size_t at;
	unsigned depth;
	bool in_string;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static size_t
skip_blanks(const char *p, size_t n, size_t i)
{
	while (i < n && is_blank(p[i]))
		i++;
	return i;
}

static bool
is_escaped(const char *p, size_t i)
{
	size_t n = 0;

	while (n < i && p[i - 1 - n] == '\\')
		n++;
	return n % 2 != 0;
}

static const char first_name[] = "\"entries\"";

/* Whether an answer begins with the brace before `i`: 1, 0, or -1 if that is not to be seen yet. */
static int
begins_answer(const struct stream *s, size_t i)
{
	size_t n = sizeof(first_name) - 1;

	if (s->n - i < n && !s->ended)
		return memcmp(s->p + i, first_name, s->n - i) == 0 ? -1 : 0;
	return s->n - i >= n && memcmp(s->p + i, first_name, n) == 0;
}

/*
 * Where the object ends that the stream begins with; 0 if that is not to be seen yet.  An answer
 * that was cut short ends where the next one begins: its brace and name look like that nowhere
 * else, since base64 has neither.
 */
static size_t
object_end(struct scanner *s, const struct stream *in)
{
	while (s->at < in->n) {
		const char *quote;
		char c = in->p[s->at];

		if (s->in_string && c != '"') {
			quote = memchr(in->p + s->at, '"', in->n - s->at);
			s->at = quote ? (size_t)(quote - in->p) : in->n;
			continue;
		}
		if (c == '"' && s->at > 1 && in->p[s->at - 1] == '{') {
			int begins = begins_answer(in, s->at);

			if (begins < 0)
				return 0;
			if (begins)
				return s->at - 1;
		}
		if (c == '"' && !(s->in_string && is_escaped(in->p, s->at)))
			s->in_string = !s->in_string;
		else if (!s->in_string && (c == '{' || c == '['))
			s->depth++;
		else if (!s->in_string && (c == '}' || c == ']') && s->depth-- <= 1)
			return s->at + 1;
		s->at++;
	}
	return 0;
}

/*
 * What the object is that begins at `at`, by its first name: an answer, an entry of one, or else a
 * line of a stream.  -1: not to be seen yet.
 */
enum { OBJECT_ANSWER, OBJECT_ENTRY, OBJECT_LINE };

static int
kind_of_object(const struct stream *s, size_t at)
{
	size_t i = s->p[at] == '{' ? skip_blanks(s->p, s->n, at + 1) : at, left = s->n - i;

	if (i == at || i - at > LOOK)
		return OBJECT_LINE;
	if (left < NAME && !s->ended)
		return -1;
	if (left >= 9 && memcmp(s->p + i, first_name, 9) == 0)
		return OBJECT_ANSWER;
	if (left >= NAME && (memcmp(s->p + i, "\"leaf_input\"", NAME) == 0 ||
			     memcmp(s->p + i, "\"extra_data\"", NAME) == 0))
		return OBJECT_ENTRY;
	return OBJECT_LINE;
}

/* One entry alone, as get-entry-and-proof and others keep them, is made an answer. */
static void
add_object(struct reader *r, int kind, size_t n)
{
	static const char lead[] = "{\"entries\":[", end[] = "]}";
	struct text *der;
	struct document *d;

	if (kind == OBJECT_ANSWER) {
		add_document(r, DOCUMENT_ANSWER, r->stream->p, n);
		return;
	}
	d = new_document(r->feed, r->at, r->count == 0, n + sizeof(lead) + sizeof(end) - 2);
	d->kind = DOCUMENT_ANSWER;
	der = &pool_job(r->feed->pool)->der;
	text_puts(der, lead);
	text_add(der, r->stream->p, n);
	text_puts(der, end);
	r->count++;
}

static enum file_result
read_object(struct reader *r, int kind)
{
	struct scanner scanner = { .at = 0 };
	struct stream *s = r->stream;
	size_t end;

	while ((end = object_end(&scanner, s)) == 0 && !s->ended && s->n <= MAX_DOCUMENT)
		if (!more(r))
			return FILE_ERROR;
	/* One that is cut short is reported as such by who reads it. */
	end = end ? end : s->n;
	if (end > MAX_DOCUMENT)
		return FILE_TOO_LARGE;
	add_object(r, kind, end);
	stream_drop(s, end);
	return FILE_DONE;
}

/*
 * Where the lines end that the stream begins with: with one before what is an answer or an entry,
 * or may be, or when they are enough for a batch.  0: the first is not all there; *looked is how
 * far its end was looked for.
 */
static size_t
whole_lines(const struct stream *s, size_t *looked)
{
	size_t from = *looked, whole = 0;
	const char *feed;

	*looked = s->n;
	while ((feed = memchr(s->p + from, '\n', s->n - from)) != NULL) {
		size_t end = (size_t)(feed + 1 - s->p);

		if (whole > 0 && end > BATCH_BYTES)
			break;
		whole = end;
		from = skip_blanks(s->p, s->n, end);
		if (from == s->n || kind_of_object(s, from) != OBJECT_LINE)
			break;
	}
	return whole;
}

static enum file_result
read_lines(struct reader *r)
{
	struct stream *s = r->stream;
	size_t end, looked = 0;

	while ((end = whole_lines(s, &looked)) == 0 && !s->ended && s->n <= MAX_DOCUMENT)
		if (!more(r))
			return FILE_ERROR;
	end = end ? end : s->n;
	if (end > MAX_DOCUMENT)
		return FILE_TOO_LARGE;
	add_document(r, DOCUMENT_STREAM, s->p, end);
	stream_drop(s, end);
	return FILE_DONE;
}

static enum file_result
read_json(struct reader *r)
{
	struct stream *s = r->stream;
	enum file_result result = FILE_DONE;

	while (result == FILE_DONE && !r->feed->stop()) {
		int kind;

		stream_drop(s, skip_blanks(s->p, s->n, 0));
		if (s->n == 0 && s->ended)
			return FILE_DONE;
		kind = s->n > 0 ? kind_of_object(s, 0) : -1;
		if (kind < 0)
			result = more(r) ? FILE_DONE : FILE_ERROR;
		else if (kind == OBJECT_LINE)
			result = read_lines(r);
		else
			result = read_object(r, kind);
	}
	return result;
}

/* ========================================================================== */
/*                                   Tiles                                    */
/* ========================================================================== */

/*
 * How many bytes of whole entries the stream begins with.  Until the stream has ended what does
 * not read may be what is not all there yet.
 */
static size_t
whole_entries(const struct stream *s)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	struct certlint_span rest = { (const uint8_t *)s->p, s->n };
	size_t whole = 0;
	int rc;

	while ((rc = certlint_ct_tile_next(&rest, &e)) == 1 || (rc < 0 && rest.length > 0))
		whole = s->n - rest.length;
	return whole;
}

static enum file_result
read_tiles(struct reader *r)
{
	struct stream *s = r->stream;

	while (!s->ended && !r->feed->stop()) {
		size_t whole = s->n >= BATCH_BYTES ? whole_entries(s) : 0;

		if (whole > 0) {
			add_document(r, DOCUMENT_TILE, s->p, whole);
			stream_drop(s, whole);
		} else if (s->n > MAX_DOCUMENT) {
			return FILE_TOO_LARGE;
		}
		if (!more(r))
			return FILE_ERROR;
	}
	if (s->n > 0 && s->ended)
		add_document(r, DOCUMENT_TILE, s->p, s->n);
	stream_drop(s, s->n);
	return FILE_DONE;
}

/* ========================================================================== */
/*                                   Files                                    */
/* ========================================================================== */

/* A tile begins with a time in milliseconds, whose first two octets are zero until the year 10889,
   and nothing else does. */
static bool
is_tile(const struct stream *s)
{
	return s->n >= 10 && s->p[0] == 0 && s->p[1] == 0;
}

static bool
is_gzip(const struct stream *s)
{
	return s->n > 2 && memcmp(s->p, "\x1f\x8b\x08", 3) == 0;
}

static bool
take_other(void *ctx, struct stream *s, const struct place *at, enum file_result *result,
	   size_t *count)
{
	struct feed *f = ctx;
	struct reader r = { f, s, at, 0 };
	size_t skip = s->n >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	skip = skip_blanks(s->p, s->n, skip);
	if (is_gzip(s)) {
		f->sink.note(f, at->name, "is compressed by gzip: uncompress it first",
			     WEIGHT_ERROR);
		f->sources.code = exit_worse(f->sources.code, EXIT_UNREAD);
		r.count = 1;
		*result = FILE_DONE;
	} else if (is_tile(s)) {
		*result = read_tiles(&r);
	} else if (skip < s->n && s->p[skip] == '{') {
		stream_drop(s, skip);
		*result = read_json(&r);
	} else {
		return false;
	}
	*count = r.count;
	return true;
}

static void
take_object(void *ctx, const struct place *at, const uint8_t *der, size_t length)
{
	struct feed *f = ctx;

	new_document(f, at, at->index == 0, length);
	text_add(&pool_job(f->pool)->der, der, length);
}

static void
take_bad(void *ctx, const struct place *at, const char *why)
{
	struct document *d = new_document(ctx, at, at->index == 0, 0);

	d->kind = DOCUMENT_BAD;
	d->bad = why;
}

static void
take_note(void *ctx, const char *name, const char *line, enum weight weight)
{
	struct feed *f = ctx;

	if (weight == WEIGHT_MINOR && !f->settings->verbose) {
		f->passed_over++;
		return;
	}
	if (weight != WEIGHT_ERROR && f->settings->quiet)
		return;
	(void)batch_of(pool_job(f->pool));
	say_into(&pool_job(f->pool)->err, "%s: %s", name, line);
}

static void
take_pause(void *ctx)
{
	struct feed *f = ctx;

	submit(f);
	pool_drain(f->pool);
	if (!f->wait(f->ctx, f->sources.stream.fd))
		f->sources.stream.ended = true;
}

void
feed_read(struct feed *f)
{
	f->sink = (struct object_sink){
		.ctx = f, .object = take_object, .bad = take_bad, .note = take_note,
		.idle = take_pause, .other = take_other,
	};
	f->sources.sink = &f->sink;
	f->sources.stop = f->stop;
	sources_read(&f->sources, f->settings);
	submit(f);
	pool_drain(f->pool);
}

void
feed_free(struct feed *f)
{
	sources_free(&f->sources);
}
