/* PEM armour and bare base64: the blocks of a text, found and decoded one by one. */

#include <certlint/certlint.h>

#include <string.h>

#include "base64.h"

/* Columns that MIME wraps at, the widest in use: a longer line is an object of its own. */
#define WRAP 76

/* A word of prose may be base64 by chance; this much of it is taken as meant. */
#define SURE 16

/* How far from BEGIN or END the dashes that close the line are looked for. */
#define LABEL_REACH 256

/* What the second private word of a block says of the walk; the first counts line ends. */
enum progress {
	AT_START = 0,
	UNDER_WAY = 1,			/* a block was found */
	REFUSED = 2			/* there is nothing to find in this text */
};

/* One call: where it stands in the text and where the answer goes. */
struct walk {
	const uint8_t *text, *end;
	size_t line;			/* of the place that is being read, from 1 */
	bool more;
	struct certlint_block *block;
	uint8_t *out;
	size_t capacity;
};

/* Where a block lies: `inside` up to `stop` is its base64, the next call begins at `past`. */
struct extent {
	const uint8_t *start, *inside, *stop, *past;
	const uint8_t *fault;
	const char *reason;		/* why it is a bad one, or NULL */
};

/* ========================================================================== */
/*                                   Base64                                   */
/* ========================================================================== */

static bool
is_blank(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a line ends with the octet at `p`: LF, or a CR that no LF follows. */
static bool
is_line_end(const uint8_t *p, const uint8_t *end)
{
	return *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
}

static size_t
count_lines(const uint8_t *p, const uint8_t *end)
{
	size_t n = 0;

	for (; p < end; p++)
		n += is_line_end(p, end);
	return n;
}

/* The next four characters, blanks between them or not, as a word; how many there are. */
static size_t
take_group(const uint8_t **p, const uint8_t *end, size_t *lines, uint32_t *bits)
{
	const uint8_t *q = *p;
	size_t n = 0;

	*bits = 0;
	for (; q < end && n < 4; q++) {
		if (base64_is(*q))
			*bits |= base64_placed[n++][*q];
		else if (!is_blank(*q))
			break;
		else
			*lines += is_line_end(q, end);
	}
	*p = q;
	return n;
}

/* Past the padding that a last group of `n` characters may have, and blanks. */
static const uint8_t *
skip_padding(const uint8_t *p, const uint8_t *end, size_t n, size_t *lines)
{
	size_t room = n ? 4 - n : 0;

	for (; p < end; p++) {
		if (is_blank(*p))
			*lines += is_line_end(p, end);
		else if (*p != '=' || room-- == 0)
			break;
	}
	return p;
}

/*
 * Decode all of `e`'s base64 to w->out, which has the room; the length, or 0 with the extent's
 * fault and reason.  Adds the line ends on the way to w->line and tells how far that counts.
 */
static size_t
decode(struct walk *w, struct extent *e, const uint8_t **counted)
{
	const uint8_t *p = e->inside, *limit = w->out + w->capacity;
	uint8_t *out = w->out;
	uint32_t bits;
	size_t n;

	for (;;) {
		p = base64_run(p, e->stop, &out, limit);
		if (p < e->stop && *p == '\n') {
			w->line++;
			p++;
			continue;
		}
		n = take_group(&p, e->stop, &w->line, &bits);
		out = base64_put_rest(out, bits, n);
		if (n < 4)
			break;
	}
	p = skip_padding(p, e->stop, n, &w->line);
	*counted = e->fault = p;
	if (p < e->stop)
		e->reason = "a character that is not base64";
	else if (n == 1)
		e->reason = "base64 that is cut short";
	else if (out == w->out)
		e->reason = "no data inside";
	return e->reason ? 0 : (size_t)(out - w->out);
}

/* How many octets decode() would write. */
static size_t
decoded_length(const struct extent *e)
{
	const uint8_t *p = e->inside;
	size_t n = 0;

	for (; p < e->stop; p++) {
		if (base64_is(*p))
			n++;
		else if (!is_blank(*p))
			break;
	}
	return n / 4 * 3 + n % 4 * 6 / 8;
}

/* ========================================================================== */
/*                                   Lines                                    */
/* ========================================================================== */

static bool
starts_with(const uint8_t *p, const uint8_t *end, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(end - p) >= n && memcmp(p, text, n) == 0;
}

/*
 * Where the line at `p` ends: at its LF or CR, or at the end.  In windows, so that a text with one
 * kind of line end is not searched to its end for the other kind.
 */
static const uint8_t *
line_end(const uint8_t *p, const uint8_t *end)
{
	while (p < end) {
		size_t n = end - p < 256 ? (size_t)(end - p) : 256;
		const uint8_t *lf = memchr(p, '\n', n);
		const uint8_t *cr = memchr(p, '\r', lf ? (size_t)(lf - p) : n);

		if (cr || lf)
			return cr ? cr : lf;
		p += n;
	}
	return end;
}

/* Past the line end at `p`, if there is one. */
static const uint8_t *
skip_line_end(const uint8_t *p, const uint8_t *end)
{
	if (end - p >= 2 && p[0] == '\r' && p[1] == '\n')
		return p + 2;
	return p < end && (*p == '\r' || *p == '\n') ? p + 1 : p;
}

/* Whether what ends at `eol` may still grow: by the rest of a line, or by the LF after a CR. */
static bool
may_grow(const struct walk *w, const uint8_t *eol)
{
	return w->more && (eol == w->end || (*eol == '\r' && eol + 1 == w->end));
}

static const uint8_t *
skip_spaces(const uint8_t *p, const uint8_t *end)
{
	while (p < end && is_blank(*p) && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* The next run of five dashes or more, and where that ends. */
static const uint8_t *
find_dashes(const uint8_t *p, const uint8_t *end, const uint8_t **after)
{
	while (p < end && (p = memchr(p, '-', (size_t)(end - p)))) {
		const uint8_t *q = p;

		while (q < end && *q == '-')
			q++;
		if (q - p >= 5) {
			*after = q;
			return p;
		}
		p = q;
	}
	return NULL;
}

/* ========================================================================== */
/*                                   Armour                                   */
/* ========================================================================== */

/*
 * Copy a label without the blanks around it and with one for several inside.  False, and an empty
 * label, if it does not fit or has what RFC 7468 keeps out of labels.
 */
static bool
copy_label(const uint8_t *p, const uint8_t *end, char label[64])
{
	size_t n = 0;
	bool gap = false;

	for (; p < end; p++) {
		if (is_blank(*p)) {
			gap = n > 0;
			continue;
		}
		if (*p < 0x21 || *p > 0x7e || n + gap >= 63)
			break;
		if (gap)
			label[n++] = ' ';
		label[n++] = (char)*p;
		gap = false;
	}
	label[p < end ? 0 : n] = '\0';
	return p == end;
}

/*
 * Read " LABEL-----" at `p`, which is behind BEGIN or END.  Returns what is behind it, or NULL if
 * the line has no such end; *cut then says that more text may bring it.
 */
static const uint8_t *
read_label(const struct walk *w, const uint8_t *p, char label[64], bool *valid, bool *cut)
{
	const uint8_t *reach = w->end - p > LABEL_REACH ? p + LABEL_REACH : w->end;
	const uint8_t *eol = line_end(p, reach);
	const uint8_t *after, *dashes = find_dashes(p, eol, &after);

	/* Five more, as that may be the BEGIN of the armour that follows without a line end. */
	*cut = w->more && w->end - (dashes ? after : eol) < 5;
	if (!dashes || *cut) {
		label[0] = '\0';
		return NULL;
	}
	*valid = copy_label(p, dashes, label);
	/* Two armours that lost the line end between them. */
	if (after - dashes >= 10 && starts_with(after, w->end, "BEGIN"))
		after -= 5;
	return after;
}

/* The END line, or else BEGIN line, that ends a block; NULL if there is none. */
static const uint8_t *
find_stop(const struct walk *w, const uint8_t *p, const uint8_t **after)
{
	while ((p = find_dashes(p, w->end, after))) {
		if (starts_with(*after, w->end, "END") || starts_with(*after, w->end, "BEGIN"))
			return p;
		p = *after;
	}
	return NULL;
}

static const uint8_t *
find_text(const uint8_t *p, const uint8_t *end, const char *text)
{
	while (p < end && (p = memchr(p, text[0], (size_t)(end - p)))) {
		if (starts_with(p, end, text))
			return p;
		p++;
	}
	return NULL;
}

/*
 * Past the end of the BEGIN line and RFC 1421's headers, if there are any: they end at a blank
 * line, or, where that is missing, with the last line that has a colon.
 */
static const uint8_t *
skip_headers(const struct walk *w, const uint8_t *p, const uint8_t *stop)
{
	const uint8_t *start = skip_line_end(skip_spaces(p, stop), stop), *headed = start;

	if (!memchr(start, ':', (size_t)(line_end(start, stop) - start)))
		return start;
	for (p = start; p < stop;) {
		const uint8_t *eol = line_end(p, stop);
		bool colon = memchr(p, ':', (size_t)(eol - p)), blank = skip_spaces(p, stop) == eol;

		p = skip_line_end(eol, stop);
		if (colon || blank)
			headed = p;
		if (blank)
			break;
	}
	if (find_text(start, headed, "ENCRYPTED"))
		w->block->flags |= CERTLINT_BLOCK_ENCRYPTED;
	return headed;
}

/* Past the rest of the END line, if nothing but blanks is left of it. */
static const uint8_t *
end_line(const struct walk *w, const uint8_t *p)
{
	const uint8_t *eol = skip_spaces(p, w->end);

	if (eol == w->end || (*eol != '\r' && *eol != '\n'))
		return p;
	return may_grow(w, eol) ? eol : skip_line_end(eol, w->end);
}

/* Read the END line at `dashes`; false if more text has to say. */
static bool
read_end(struct walk *w, struct extent *e, const uint8_t *after)
{
	char label[64];
	bool valid, cut;
	const uint8_t *p = read_label(w, after + 3, label, &valid, &cut);

	if (!p) {
		e->reason = "an END line without its dashes";
		e->past = after + 3;
		return !cut;
	}
	e->past = end_line(w, p);
	if (!e->reason && (!valid || strcmp(label, w->block->label) != 0))
		e->reason = "an END line with another label";
	return true;
}

/*
 * The extent of the armour whose dashes before BEGIN end at `after`; false if more text has to say.
 */
static bool
find_armour(struct walk *w, struct extent *e, const uint8_t *after)
{
	const uint8_t *p = after + 5, *stop;
	bool valid = false, cut;
	const uint8_t *inside = read_label(w, p, w->block->label, &valid, &cut);

	if (cut)
		return false;
	e->fault = p;
	if (!valid)
		e->reason = inside ? "a label that is none" : "a BEGIN line without its dashes";
	e->inside = inside ? inside : p;
	stop = find_stop(w, e->inside, &after);
	e->stop = e->past = stop ? stop : w->end;
	if (!e->reason)
		e->fault = e->stop;
	if (stop && *after == 'E')
		return read_end(w, e, after);
	if (!e->reason)
		e->reason = "no END line";
	return stop || !w->more;
}

/* ========================================================================== */
/*                                Bare base64                                 */
/* ========================================================================== */

/* A line without the blanks at its end. */
static const uint8_t *
trim(const uint8_t *p, const uint8_t *eol)
{
	while (eol > p && is_blank(eol[-1]))
		eol--;
	return eol;
}

/* The octets of `n` characters, which `end` ends. */
static size_t
octets(size_t n, const uint8_t *end)
{
	for (int i = 0; i < 2 && n > 0 && end[-1 - i] == '='; i++)
		n--;
	return n / 4 * 3 + n % 4 * 6 / 8;
}

/* How long the element says it is that these characters begin; 0 if that cannot be told. */
static size_t
claimed_length(const uint8_t *p, const uint8_t *end)
{
	uint8_t head[8] = { 0 };
	size_t n = 0, length = 0, more, lines = 0;

	for (size_t k = 4; k == 4 && n < 6;) {
		uint32_t bits;

		k = take_group(&p, end, &lines, &bits);
		for (size_t i = 0; i + 1 < k; i++, bits <<= 8)
			head[n++] = (uint8_t)(bits >> 24);
	}
	if (n >= 2 && head[1] < 0x80)
		return (size_t)2 + head[1];
	more = head[1] & 0x7f;
	if (more < 1 || more > 4 || n < 2 + more)
		return 0;
	for (size_t i = 0; i < more; i++)
		length = length << 8 | head[2 + i];
	return 2 + more + length;
}

static bool
all_base64(const uint8_t *p, const uint8_t *end)
{
	while (p < end && (base64_is(*p) || *p == '='))
		p++;
	return p == end;
}

/* Whether a line begins an object: base64 of a SEQUENCE, whole or long enough to be meant. */
static bool
begins_bare(const uint8_t *p, const uint8_t *eol)
{
	size_t n;

	eol = trim(p, eol);
	n = (size_t)(eol - p);
	if (n < 4 || p[0] != 'M' || p[1] < 'A' || p[1] > 'P')
		return false;
	if (n >= SURE)
		return all_base64(p, p + SURE);
	return all_base64(p, eol) && claimed_length(p, eol) == octets(n, eol);
}

/* Whether a line goes on with the object before it; `wide` if that is wider than any wrapping. */
static bool
continues_bare(const uint8_t *p, const uint8_t *eol, bool wide)
{
	size_t n = (size_t)(trim(p, eol) - p);

	if (n == 0 || !all_base64(p, p + (n < 4 ? n : 4)))
		return false;
	return !wide || !starts_with(p, eol, "MI");
}

/*
 * The extent of bare base64 whose first line is from `p` to `eol`; false if more text has to say.
 * It ends with the line that completes its element or has padding, else before a line that is no
 * base64.  Lines wider than any wrapping are joined only while the element wants more.
 */
static bool
find_bare(const struct walk *w, struct extent *e, const uint8_t *p, const uint8_t *eol)
{
	const uint8_t *last = trim(p, eol);
	bool wide = last - p > WRAP;
	size_t want = claimed_length(p, last), chars = (size_t)(last - p);

	e->inside = p;
	while (octets(chars, last) != want && last[-1] != '=') {
		const uint8_t *next = skip_line_end(eol, w->end);
		const uint8_t *next_end = line_end(next, w->end);

		if (may_grow(w, next_end))
			return false;
		if (wide && octets(chars, last) > want)
			break;
		next = skip_spaces(next, next_end);
		if (!continues_bare(next, next_end, wide))
			break;
		eol = next_end;
		last = trim(next, eol);
		chars += (size_t)(last - next);
	}
	e->stop = last;
	e->past = skip_line_end(eol, w->end);
	return !may_grow(w, eol);
}

/* ========================================================================== */
/*                                   A call                                   */
/* ========================================================================== */

/* Nothing of [from, end) was used: the caller will bring it again with more behind it. */
static int64_t
leave(struct walk *w, const uint8_t *from)
{
	w->block->label[0] = '\0';
	w->block->used = (size_t)(from - w->text);
	w->block->reserved[0] = w->line - 1;
	return 0;
}

/* Say where the block lies and count it. */
static void
finish(struct walk *w, const struct extent *e, const uint8_t *counted)
{
	struct certlint_block *b = w->block;

	b->used = (size_t)(e->past - w->text);
	b->offset = (size_t)(e->start - w->text);
	b->length = b->used - b->offset;
	b->reason = e->reason;
	b->fault = e->reason ? (size_t)(e->fault - w->text) : 0;
	b->reserved[0] = w->line - 1 + count_lines(counted, e->past);
	b->reserved[1] = UNDER_WAY;
}

static int64_t
give(struct walk *w, struct extent *e)
{
	const uint8_t *counted = e->start;
	size_t n = 0;

	w->block->line = w->line;
	if (!e->reason) {
		n = (size_t)(e->stop - e->inside) / 4 * 3 + 3;
		if (n > w->capacity)
			n = decoded_length(e);
		w->block->needed = n;
		if (n > w->capacity)
			return CERTLINT_ERR_LIMIT;
		w->line += count_lines(e->start, e->inside);
		n = decode(w, e, &counted);
	}
	w->block->needed = n;
	finish(w, e, counted);
	return e->reason ? CERTLINT_ERR_FORMAT : (int64_t)n;
}

static int64_t
refuse_text(struct walk *w, const char *reason)
{
	struct extent e = { w->text, w->text, w->end, w->end, w->text, reason };

	w->block->line = 1;
	w->line = w->block->reserved[0] + 1;
	finish(w, &e, w->text);
	w->block->reserved[1] = REFUSED;
	return CERTLINT_ERR_FORMAT;
}

/* Whether `p` is at a BEGIN line; *after is then behind its first dashes. */
static bool
begins_armour(const uint8_t *p, const uint8_t *end, const uint8_t **after)
{
	const uint8_t *q = p;

	while (q < end && *q == '-')
		q++;
	*after = q;
	return q - p >= 5 && starts_with(q, end, "BEGIN") &&
	       (end - q == 5 || q[5] == '-' || is_blank(q[5]));
}

/*
 * Whether a block begins at `p`, which is behind the blanks of its line; *cut if more text has to
 * say where it ends.  BEGIN is looked for first, as it need not look at the whole line.
 */
static bool
find_block(struct walk *w, struct extent *e, const uint8_t *p, bool *cut)
{
	const uint8_t *after, *eol;

	e->start = p;
	if (begins_armour(p, w->end, &after)) {
		*cut = !find_armour(w, e, after);
		if (!*cut && !e->reason)
			e->inside = skip_headers(w, e->inside, e->stop);
		return true;
	}
	if (p == w->end || *p != 'M')
		return false;
	eol = line_end(p, w->end);
	if (!begins_bare(p, eol))
		return false;
	*cut = !find_bare(w, e, p, eol);
	return true;
}

static int64_t
walk_lines(struct walk *w, const uint8_t *line)
{
	while (line < w->end) {
		struct extent e = { 0 };
		const uint8_t *p = skip_spaces(line, w->end), *eol;
		bool cut = false;

		if (find_block(w, &e, p, &cut))
			return cut ? leave(w, line) : give(w, &e);
		eol = line_end(p, w->end);
		if (may_grow(w, eol))
			return leave(w, line);
		line = skip_line_end(eol, w->end);
		w->line += line > eol;
	}
	if (!w->more && w->block->reserved[1] == AT_START)
		return refuse_text(w, "neither PEM nor base64 of a SEQUENCE");
	return leave(w, w->end);
}

static bool
is_utf16(const uint8_t *p, const uint8_t *end)
{
	return starts_with(p, end, "\xff\xfe") || starts_with(p, end, "\xfe\xff") ||
	       (end - p >= 4 && memcmp(p, "-\0-\0", 4) == 0) ||
	       (end - p >= 4 && memcmp(p, "\0-\0-", 4) == 0);
}

/* The first lines of a text, where a byte order mark may be. */
static int64_t
walk_first(struct walk *w)
{
	const uint8_t *line = w->text;
	int64_t n;

	if (w->more && w->end - line < 4)
		return leave(w, line);
	if (is_utf16(line, w->end))
		return refuse_text(w, "UTF-16 text: it has to be UTF-8 or ASCII");
	if (starts_with(line, w->end, "\xef\xbb\xbf"))
		line += 3;
	n = walk_lines(w, line);
	/* The mark stays with its line, so that the next call is the first one again. */
	if (n == 0 && w->more && w->text + w->block->used == line)
		w->block->used = 0;
	return n;
}

/* The struct's size rule: none smaller than 1.0's; what a newer program adds must be unused. */
static int
check_block(const struct certlint_block *block)
{
	const unsigned char *byte = (const unsigned char *)block;

	if (!block || block->size < sizeof(*block) || block->size > 4096 || block->more > 1)
		return CERTLINT_ERR_ARGUMENT;
	for (size_t i = sizeof(*block); i < block->size; i++)
		if (byte[i])
			return CERTLINT_ERR_NEWER;
	return CERTLINT_OK;
}

static void
clear_answer(struct certlint_block *block)
{
	block->used = block->offset = block->length = 0;
	block->line = block->fault = block->needed = 0;
	block->reason = NULL;
	block->flags = 0;
	block->label[0] = '\0';
}

int64_t
certlint_decode(const char *text, size_t length, struct certlint_block *block, void *out,
		size_t capacity)
{
	uint8_t nowhere;
	struct walk w = { .block = block, .out = out ? out : &nowhere };
	const uint8_t *p;
	int status = check_block(block);

	if (status != CERTLINT_OK)
		return status;
	if (!text && length > 0)
		return CERTLINT_ERR_ARGUMENT;
	clear_answer(block);
	p = text ? (const uint8_t *)text : (const uint8_t *)"";
	w.text = p;
	w.end = p + length;
	w.line = block->reserved[0] + 1;
	w.more = block->more;
	w.capacity = out ? capacity : 0;
	if (block->reserved[1] == REFUSED)
		return leave(&w, w.end);
	return block->reserved[0] || block->reserved[1] ? walk_lines(&w, p) : walk_first(&w);
}
