/* Finding the objects in a file: DER, PEM, bare base64, PKCS#7, by what is there. */

#include "objects.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <certlint/certlint.h>

#include "shape.h"

enum {
	FIRST_READ = 64 << 10,		/* most files fit */
	TEXT_READ = 256 << 10,		/* and bundles are read in such pieces */
	LOOK = 512,			/* bytes that tell text from DER */
	SEARCH = 4096,			/* how far into a file its object may begin */
	SMALL = 8 << 10,		/* text that is looked through whenever there is more */
	SLACK = 16,			/* behind the bytes: decoding asks for a little more */
	MAX_TEXT = MAX_DER / 3 * 4 + MAX_DER / 16,	/* one block of text */
	MAX_NOTES = 5			/* notes about one file */
};

/* One file on its way. */
struct file {
	struct stream *stream;
	const struct object_sink *sink;
	struct place at;
	bool named;
	size_t notes;
};

/* ========================================================================== */
/*                                  Bytes                                     */
/* ========================================================================== */

static bool
would_wait(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 0;
}

/* What is left moves to the front once for each time that is read, not for each that is dropped. */
static void
make_room(struct stream *s, size_t most)
{
	if (s->p != s->memory)
		memmove(s->memory, s->p, s->n);
	if (s->room < s->n + most) {
		s->room = s->n + most + s->room / 4;
		s->memory = memory_grow(s->memory, s->room + SLACK, 1);
	}
	s->p = s->memory;
}

bool
stream_fill(struct stream *s, const struct object_sink *sink, size_t most)
{
	ssize_t n;

	make_room(s, most);
	if (s->left == UINT64_MAX && sink->idle && would_wait(s->fd))
		sink->idle(sink->ctx);
	if (s->ended)
		return true;
	do
		n = read(s->fd, s->p + s->n, most);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		s->ended = true;
		return n == 0;
	}
	s->n += (size_t)n;
	s->read += (size_t)n;
	if (s->left != UINT64_MAX)
		s->left -= (uint64_t)n < s->left ? (uint64_t)n : s->left;
	/* A regular file that gave what it has need not be asked for its end. */
	if (s->left == 0)
		s->ended = true;
	return true;
}

static bool
fill(struct file *f, size_t most)
{
	return stream_fill(f->stream, f->sink, most);
}

void
stream_drop(struct stream *s, size_t n)
{
	s->n -= n;
	s->p = s->n > 0 ? s->p + n : s->memory;
}

bool
stream_give(struct stream *s, struct text *to)
{
	struct text all = { s->memory, s->n, s->room + SLACK };	/* make_room() made it so */

	if (s->p != s->memory)
		return false;
	s->p = s->memory = to->p;
	s->room = to->room > SLACK ? to->room - SLACK : 0;
	*to = all;
	return true;
}

void
stream_free(struct stream *s)
{
	free(s->memory);
	*s = (struct stream){ 0 };
}

/* ========================================================================== */
/*                                 Telling                                    */
/* ========================================================================== */

static void
note(struct file *f, const char *format, const char *what, uint64_t number)
{
	char line[256];

	if (f->notes++ >= MAX_NOTES)
		return;
	snprintf(line, sizeof(line), format, what, (unsigned long long)number);
	f->sink->note(f->sink->ctx, f->at.name, line, f->named ? WEIGHT_NOTE : WEIGHT_MINOR);
}

static void
note_rest(struct file *f)
{
	char line[64];

	if (f->notes <= MAX_NOTES)
		return;
	snprintf(line, sizeof(line), "passed over %zu more", f->notes - MAX_NOTES);
	f->sink->note(f->sink->ctx, f->at.name, line, f->named ? WEIGHT_NOTE : WEIGHT_MINOR);
}

static void
found(struct file *f, const uint8_t *der, size_t n)
{
	f->sink->object(f->sink->ctx, &f->at, der, n);
	f->at.index++;
}

static void
found_bad(struct file *f, const char *why)
{
	f->sink->bad(f->sink->ctx, &f->at, why);
	f->at.index++;
}

/* ========================================================================== */
/*                                   DER                                      */
/* ========================================================================== */

static void
found_cms(struct file *f, struct certlint_span der)
{
	struct cms_cursor cursor = { 0 };
	struct certlint_element e;
	size_t before = f->at.index;

	while (cms_next(der, &cursor, &e)) {
		if (e.tag == 0x30)
			found(f, e.whole.data, e.whole.length);
		else
			note(f, "passed over %s at octet %llu of PKCS#7 data",
			     "what is no X.509 certificate",
			     (uint64_t)(e.whole.data - der.data));
	}
	if (f->at.index == before)
		note(f, "passed over %s, which holds no certificate", "PKCS#7 data", 0);
}

/* One object, or what is known to be another. */
static void
found_der(struct file *f, struct certlint_span der)
{
	const char *other = f->sink->tbs ? NULL : shape_other(der);

	if (!f->sink->tbs && shape_is_cms(der))
		found_cms(f, der);
	else if (other && f->at.line)
		note(f, "passed over %s at line %llu", other, f->at.line);
	else if (other)
		note(f, "passed over %s", other, 0);
	else
		found(f, der.data, der.length);
}

/* A SEQUENCE that is all there, at the front of `rest`. */
static bool
take_whole(struct certlint_span *rest, struct certlint_element *out)
{
	struct certlint_span left = *rest;

	if (!certlint_take(&left, 0x30, out) || (out->flags & CERTLINT_CUT_SHORT))
		return false;
	*rest = left;
	return true;
}

/*
 * DER after DER.  What follows an object is an object of its own if it is a whole element;
 * otherwise it is the first one's trailing garbage and reported with it.
 */
static void
found_ders(struct file *f, struct certlint_span rest)
{
	struct certlint_element e, next;

	while (rest.length > 0) {
		struct certlint_span left = rest, peek;

		if (!take_whole(&left, &e))
			break;
		peek = left;
		if (left.length > 0 && !take_whole(&peek, &next))
			break;
		found_der(f, e.whole);
		rest = left;
	}
	if (rest.length > 0)
		found_der(f, rest);
}

static enum file_result
read_all(struct file *f)
{
	struct stream *s = f->stream;

	while (!s->ended) {
		if (s->n > MAX_DER)
			return FILE_TOO_LARGE;
		if (!fill(f, s->n < FIRST_READ ? FIRST_READ : s->n))
			return FILE_ERROR;
	}
	return s->n > MAX_DER ? FILE_TOO_LARGE : FILE_DONE;
}

/* Where, near the beginning, a SEQUENCE begins that looks like an object; n if nowhere. */
static size_t
find_sequence(const uint8_t *p, size_t n)
{
	size_t end = n < SEARCH ? n : SEARCH;

	for (size_t i = 0; i < end; i++) {
		struct certlint_span rest = { p + i, n - i };
		struct certlint_element e, inner;

		if (p[i] == 0x30 && take_whole(&rest, &e) && e.body.length > 64 &&
		    certlint_take(&e.body, 0x30, &inner) && !(inner.flags & CERTLINT_CUT_SHORT))
			return i;
	}
	return n;
}

static enum file_result
read_der(struct file *f, size_t skip)
{
	enum file_result result = read_all(f);
	const uint8_t *p = (const uint8_t *)f->stream->p;
	size_t n = f->stream->n;

	if (result != FILE_DONE)
		return result;
	if (f->named && skip < n && p[skip] != 0x30) {
		size_t begin = find_sequence(p, n);

		skip = begin < n ? begin : 0;
	}
	if (!f->named && !shape_begins((struct certlint_span){ p + skip, n - skip }))
		return FILE_NO_OBJECT;
	if (skip > 0)
		note(f, "passed over %s%llu octets in front of the object", "", skip);
	found_ders(f, (struct certlint_span){ p + skip, n - skip });
	return FILE_DONE;
}

/* ========================================================================== */
/*                                  Text                                      */
/* ========================================================================== */

static bool
is_certificate_label(const char *label)
{
	static const char *const labels[] = {
		"", "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS",
		"PKCS #7 SIGNED DATA", "CERTIFICATE CHAIN",
	};

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(label, labels[i]) == 0)
			return true;
	return false;
}

static bool
is_tbs_label(const char *label)
{
	return strcmp(label, "TBSCERTIFICATE") == 0 || strcmp(label, "TBS CERTIFICATE") == 0;
}

static bool
is_wanted(const struct file *f, const char *label)
{
	return is_certificate_label(label) || (f->sink->tbs && is_tbs_label(label));
}

/* OpenSSL's trusted certificates have its own settings behind the certificate. */
static size_t
without_trust(const char *label, const uint8_t *der, size_t n)
{
	struct certlint_span rest = { der, n };
	struct certlint_element e;

	if (strcmp(label, "TRUSTED CERTIFICATE") == 0 && take_whole(&rest, &e))
		return e.whole.length;
	return n;
}

static void
found_block(struct file *f, const struct certlint_block *block, const uint8_t *der, size_t n)
{
	if (!is_wanted(f, block->label))
		note(f, "passed over %s at line %llu", block->label, block->line);
	else if (block->flags & CERTLINT_BLOCK_ENCRYPTED)
		found_bad(f, "an encrypted block");
	else
		found_der(f, (struct certlint_span){ der, without_trust(block->label, der, n) });
}

/* Text with no block at all, as certlint_decode() says it. */
static bool
is_no_block(const struct certlint_block *block)
{
	return strncmp(block->reason, "neither ", 8) == 0;
}

static void
found_bad_block(struct file *f, const struct certlint_block *block)
{
	if (is_wanted(f, block->label))
		found_bad(f, block->reason);
	else
		note(f, "passed over %s at line %llu, which is damaged", block->label, block->line);
}

/* One step through the text in the buffer; false: nothing more in it. */
static bool
step(struct file *f, struct certlint_block *block, size_t *used, bool *no_block)
{
	struct stream *s = f->stream;
	char *p = s->p + *used;
	size_t n = s->n - *used;
	/* In place: what is decoded is shorter than its text, and the text is not needed again. */
	int64_t length = certlint_decode(p, n, block, p, n + SLACK);

	if (length == 0) {
		*used += block->used;
		return false;
	}
	if (length < 0 && length != CERTLINT_ERR_FORMAT)
		return false;
	*used += block->used;
	f->at.line = block->line;
	if (length > 0)
		found_block(f, block, (const uint8_t *)p, (size_t)length);
	else if (is_no_block(block))
		*no_block = true;
	else
		found_bad_block(f, block);
	return true;
}

/* How far text was looked through for blocks, in vain, and searched for what ends one. */
struct search {
	size_t tried, searched;
};

/* Whether a BEGIN or END line is in what was not searched, which ends the block before it. */
static bool
has_mark(const struct stream *s, struct search *search)
{
	const char *p = s->p + search->searched, *end = s->p + s->n;
	bool found = false;

	while (!found && (p = memchr(p, '-', (size_t)(end - p))) != NULL) {
		size_t left = (size_t)(end - p);

		found = (left >= 8 && memcmp(p, "-----END", 8) == 0) ||
			(left >= 10 && memcmp(p, "-----BEGIN", 10) == 0);
		p++;
	}
	/* The next search begins where one may have begun. */
	search->searched = s->n > 9 ? s->n - 9 : 0;
	return found;
}

/*
 * A block that is not all there is read from its beginning again.  So that this stays linear,
 * however few bytes come at a time, that waits for its end, or for an eighth more.
 */
static bool
is_worth_a_look(const struct stream *s, struct search *search)
{
	return has_mark(s, search) || s->ended || s->n >= MAX_TEXT || search->tried < SMALL ||
	       s->n - search->tried > search->tried / 8;
}

static enum file_result
read_text(struct file *f)
{
	struct certlint_block block = CERTLINT_BLOCK_INIT;
	struct search search = { 0 };
	struct stream *s = f->stream;
	bool no_block = false;

	for (;;) {
		if (is_worth_a_look(s, &search)) {
			size_t used = 0;

			block.more = !s->ended && s->n < MAX_TEXT;
			while (step(f, &block, &used, &no_block))
				;
			stream_drop(s, used);
			search = (struct search){ s->n, s->n > 9 ? s->n - 9 : 0 };
		}
		if (s->ended)
			break;
		if (!fill(f, s->n + TEXT_READ < 2 * TEXT_READ ? TEXT_READ : s->n))
			return FILE_ERROR;
	}
	f->at.line = 0;
	return no_block && f->at.index == 0 ? FILE_NO_OBJECT : FILE_DONE;
}

/* ========================================================================== */
/*                                  Files                                     */
/* ========================================================================== */

/* Blanks and byte order marks that text tools leave in front of what they did not understand; from
   `i` on, before which there is nothing else. */
static size_t
skip_blanks(const char *p, size_t n, size_t i)
{
	if (i == 0 && n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < n && (p[i] == ' ' || p[i] == '\n' || p[i] == '\r' || p[i] == '\t'))
		i++;
	return i;
}

/* DER has control characters within its first octets; text has none but those of layout. */
static bool
is_text(const char *p, size_t n)
{
	size_t end = n < LOOK ? n : LOOK;

	for (size_t i = 0; i < end; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b && c != 0x1a)
			return false;
	}
	return true;
}

/* A SEQUENCE with a long or indefinite length: no text in any encoding goes on so behind a "0". */
static bool
is_sequence(const char *p, size_t n)
{
	return n >= 2 && p[0] == 0x30 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] <= 0x84;
}

static bool
has_armour(const char *p, size_t n)
{
	static const char mark[] = "-----BEGIN ";
	const char *end = p + n, *q;

	for (; (q = memchr(p, '-', (size_t)(end - p))) != NULL; p = q + 1) {
		if ((size_t)(end - q) < sizeof(mark) - 1)
			return false;
		if (memcmp(q, mark, sizeof(mark) - 1) == 0)
			return true;
	}
	return false;
}

static bool
is_utf16(const char *p, size_t n)
{
	return n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0);
}

/*
 * What a file is, is decided by its first bytes behind the blanks, however few come at a time:
 * *skip is how many are blank.
 */
static bool
look(struct file *f, size_t *skip)
{
	struct stream *s = f->stream;

	for (*skip = 0; !s->ended && s->n < FIRST_READ && s->n - *skip < LOOK;
	     *skip = skip_blanks(s->p, s->n, *skip))
		if (!fill(f, FIRST_READ - s->n))
			return false;
	return true;
}

/* Armour behind bytes that are no text: further into the file than all else is looked for. */
static bool
look_for_armour(struct file *f)
{
	struct stream *s = f->stream;

	while (!s->ended && s->n < FIRST_READ)
		if (!fill(f, FIRST_READ - s->n))
			return false;
	return has_armour(s->p, s->n);
}

static enum file_result
read_by_content(struct file *f)
{
	struct stream *s = f->stream;
	enum file_result result;
	size_t skip;

	if (!look(f, &skip))
		return FILE_ERROR;
	if (s->n == 0)
		return FILE_EMPTY;
	if (f->sink->other &&
	    f->sink->other(f->sink->ctx, s, &f->at, &result, &f->at.index))
		return result;
	if (is_sequence(s->p + skip, s->n - skip))
		return read_der(f, skip);
	if (is_text(s->p, s->n) || is_utf16(s->p, s->n))
		return read_text(f);
	if (skip < s->n && s->p[skip] == 0x30)
		return read_der(f, skip);
	if (look_for_armour(f))
		return read_text(f);
	return f->named ? read_der(f, skip) : FILE_NO_OBJECT;
}

enum file_result
objects_read(struct stream *s, const char *name, bool named, const struct object_sink *sink,
	     size_t *count)
{
	struct file f = { .stream = s, .sink = sink, .at = { .name = name }, .named = named };
	enum file_result result;
	int error;

	stream_drop(s, s->n);
	s->ended = false;
	result = read_by_content(&f);
	error = errno;
	note_rest(&f);
	*count = f.at.index;
	if (s->room > 4 * TEXT_READ) {
		uint64_t read = s->read;

		stream_free(s);
		s->read = read;
	}
	errno = error;
	if (result != FILE_DONE || f.at.index > 0)
		return result;
	return f.notes ? FILE_PASSED_OVER : FILE_NO_OBJECT;
}
