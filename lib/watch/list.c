/* A watch list made from its text and from the items of programs, or refused with the line. */

#include "watch/watch.h"

#include "sized.h"

/* A list while it is made. */
struct maker {
	struct certlint_watch *w;
	struct certlint_error *error;
	struct growing word;	/* the one that is being read, without its quotes */
	struct growing hashes[3];	/* of the item that is being read: enum which */
	uint32_t line;		/* from 1; behind the text the items of programs are counted on */
	uint32_t lines;
};

enum which { HASHES_ISSUER, HASHES_KEY, HASHES_KNOWN };

/* An item in the words of its maker. */
struct draft {
	struct span pattern, label, owner, note;
	void *user;
	uint32_t profiles, max_days;
	bool wide;
};

/* ---- tables ---- */

void *
watch_table_add(struct certlint_watch *w, enum watch_table table, size_t length)
{
	struct growing *g = &w->tables[table];
	uint8_t *at;

	if (!growing_reserve(&w->allocator, g, length))
		return NULL;
	at = g->bytes + g->used;
	memset(at, 0, length);
	g->used += length;
	return at;
}

void
watch_table_trim(struct certlint_watch *w, enum watch_table table)
{
	struct growing *g = &w->tables[table];
	uint8_t *bytes;

	if (g->used == 0 || g->used == g->room)
		return;
	bytes = memory_take(&w->allocator, g->used);
	if (bytes == NULL)
		return;
	memcpy(bytes, g->bytes, g->used);
	memory_give(&w->allocator, g->bytes, g->room);
	g->bytes = bytes;
	g->room = g->used;
}

static int
no_memory(struct maker *m)
{
	return refuse(m->error, CERTLINT_ERR_MEMORY, -1, "watch list: out of memory");
}

/* ---- what is told of a fault ---- */

static int
fault_at(struct maker *m, struct span what, const char *phrase, const char *advice)
{
	int shown = what.n < 60 ? (int)what.n : 60;
	bool text = m->line <= m->lines;
	const char *text_p = what.p ? (const char *)what.p : "";

	return refuse(m->error, CERTLINT_ERR_CONFIG, (int32_t)m->line - 1,
		      "watch list, %s %lu: '%.*s%s' %s%s", text ? "line" : "item",
		      (unsigned long)(text ? m->line : m->line - m->lines), shown, text_p,
		      what.n > 60 ? "..." : "", phrase, advice);
}

static struct span
text_span(const char *text)
{
	return (struct span){ (const uint8_t *)text, text ? strlen(text) : 0 };
}

/* ---- texts ---- */

static const char *
pool_text(const struct certlint_watch *w, uint32_t at)
{
	return (const char *)w->tables[TABLE_POOL].bytes + at;
}

/* A text in the pool; 0 is "none", and *status says whether it is for want of memory. */
static uint32_t
pool_add(struct maker *m, const void *text, size_t n, int *status)
{
	struct growing *pool = &m->w->tables[TABLE_POOL];
	size_t at = pool->used;
	void *to = at + n + 1 < UINT32_MAX ? watch_table_add(m->w, TABLE_POOL, n + 1) : NULL;

	if (to == NULL) {
		*status = no_memory(m);
		return 0;
	}
	if (n > 0)
		memcpy(to, text, n);
	return (uint32_t)at;
}

/* The same of a label, owner or note: often it is the one of the item before. */
static uint32_t
pool_add_again(struct maker *m, struct span text, uint32_t before, int *status)
{
	const char *last = pool_text(m->w, before);

	if (text.p == NULL || *status != CERTLINT_OK)
		return 0;
	if (before && strlen(last) == text.n && memcmp(last, text.p, text.n) == 0)
		return before;
	return pool_add(m, text.p, text.n, status);
}

/* ---- expectations ---- */

static int
add_hash(struct maker *m, enum which which, const uint8_t hash[WATCH_HASH])
{
	struct growing *g = &m->hashes[which];

	if (!growing_reserve(&m->w->allocator, g, WATCH_HASH))
		return no_memory(m);
	memcpy(g->bytes + g->used, hash, WATCH_HASH);
	g->used += WATCH_HASH;
	return CERTLINT_OK;
}

/* Whether hashes that were kept are those that were just read. */
static bool
same_hashes(const struct maker *m, uint32_t at, uint32_t count, enum which which)
{
	const struct growing *g = &m->hashes[which];
	size_t n = (size_t)count * WATCH_HASH;

	return g->used == n &&
	       (n == 0 || memcmp(m->w->tables[TABLE_HASHES].bytes + (size_t)at * WATCH_HASH,
				 g->bytes, n) == 0);
}

static bool
same_expects(const struct maker *m, const struct watch_expects *e, const struct draft *d)
{
	return e->profiles == d->profiles && e->max_days == d->max_days &&
	       same_hashes(m, e->issuers, e->issuer_count, HASHES_ISSUER) &&
	       same_hashes(m, e->keys, e->key_count, HASHES_KEY) &&
	       same_hashes(m, e->known, e->known_count, HASHES_KNOWN);
}

static bool
keep_hashes(struct maker *m, enum which which, uint32_t *at, uint32_t *count)
{
	const struct growing *g = &m->hashes[which];
	size_t before = m->w->tables[TABLE_HASHES].used;
	void *to;

	if (g->used == 0)
		return true;
	to = watch_table_add(m->w, TABLE_HASHES, g->used);
	if (to == NULL)
		return false;
	memcpy(to, g->bytes, g->used);
	*at = (uint32_t)(before / WATCH_HASH);
	*count = (uint32_t)(g->used / WATCH_HASH);
	return true;
}

/* The number of the draft's expectations from 1; items in a row often have the same. */
static uint32_t
keep_expects(struct maker *m, const struct draft *d, int *status)
{
	struct growing *g = &m->w->tables[TABLE_EXPECTS];
	struct watch_expects e = { .profiles = d->profiles, .max_days = d->max_days };
	uint32_t count = (uint32_t)(g->used / sizeof(e));
	void *to;

	if (!e.profiles && !e.max_days && !m->hashes[HASHES_ISSUER].used &&
	    !m->hashes[HASHES_KEY].used && !m->hashes[HASHES_KNOWN].used)
		return 0;
	if (count > 0) {
		memcpy(&e, g->bytes + (count - 1) * sizeof(e), sizeof(e));
		if (same_expects(m, &e, d))
			return count;
		e = (struct watch_expects){ .profiles = d->profiles, .max_days = d->max_days };
	}
	if (!keep_hashes(m, HASHES_ISSUER, &e.issuers, &e.issuer_count) ||
	    !keep_hashes(m, HASHES_KEY, &e.keys, &e.key_count) ||
	    !keep_hashes(m, HASHES_KNOWN, &e.known, &e.known_count) ||
	    (to = watch_table_add(m->w, TABLE_EXPECTS, sizeof(e))) == NULL) {
		*status = no_memory(m);
		return 0;
	}
	memcpy(to, &e, sizeof(e));
	return count + 1;
}

static int
add_profiles(struct maker *m, struct draft *d, struct span names)
{
	size_t n;

	for (; names.n > 0; names.p += n, names.n -= n) {
		char name[64] = "";

		for (n = 0; n < names.n && names.p[n] != ',' && names.p[n] != ' ' &&
			    names.p[n] != '\t'; n++)
			if (n < sizeof(name) - 1)
				name[n] = (char)names.p[n];
		if (n > 0) {
			const struct profile *profile = profile_find(name);

			if (profile == NULL)
				return fault_at(m, (struct span){ names.p, n },
						"is no profile: see CERTLINT_LIST_PROFILES", "");
			d->profiles |= 1u << (profile - profile_table);
		}
		n = n < names.n ? n + 1 : n;
	}
	return CERTLINT_OK;
}

/* ---- one item ---- */

static int
check_texts(struct maker *m, const struct draft *d)
{
	const struct span texts[] = { d->label, d->owner, d->note };

	for (size_t i = 0; i < 3; i++)
		if (!watch_is_printable(texts[i]) || texts[i].n > WATCH_TEXT_MAX)
			return fault_at(m, d->pattern, "has a label, owner or note that is no "
				"printable UTF-8 of at most 1024 octets", "");
	return CERTLINT_OK;
}

static int
key_add(struct maker *m, struct watch_item *item, const struct pattern *p)
{
	size_t n = strlen(p->text);
	int status = CERTLINT_OK;

	item->pattern = pool_add(m, p->text, n, &status);
	item->key_length = (uint16_t)p->key_length;
	if (status != CERTLINT_OK)
		return status;
	if (p->key_length <= n && memcmp(p->text + n - p->key_length, p->key, p->key_length) == 0)
		item->key = item->pattern + (uint32_t)(n - p->key_length);
	else
		item->key = pool_add(m, p->key, p->key_length, &status);
	return status;
}

static int
item_add(struct maker *m, const struct draft *d)
{
	struct certlint_watch *w = m->w;
	struct watch_item item = { .user = d->user }, last = { .user = NULL };
	struct pattern p;
	void *to;
	int status = pattern_read(&p, d->pattern, d->wide, w->handle.data, &w->allocator);

	if (status == CERTLINT_ERR_CONFIG)
		return fault_at(m, d->pattern, p.fault, p.advice);
	if (status != CERTLINT_OK)
		return no_memory(m);
	status = check_texts(m, d);
	if (status != CERTLINT_OK)
		return status;
	if (w->item_count > 0)
		memcpy(&last, w->tables[TABLE_ITEMS].bytes +
		       (size_t)(w->item_count - 1) * sizeof(last), sizeof(last));
	item.kind = p.kind;
	item.form = p.form;
	item.line = m->line <= m->lines ? m->line : 0;
	status = key_add(m, &item, &p);
	item.label = pool_add_again(m, d->label, last.label, &status);
	item.owner = pool_add_again(m, d->owner, last.owner, &status);
	item.note = pool_add_again(m, d->note, last.note, &status);
	if (status == CERTLINT_OK)
		item.expects = keep_expects(m, d, &status);
	if (status != CERTLINT_OK)
		return status;
	to = w->item_count < PASSAGE - 1 ? watch_table_add(w, TABLE_ITEMS, sizeof(item)) : NULL;
	if (to == NULL)
		return no_memory(m);
	memcpy(to, &item, sizeof(item));
	w->item_count++;
	return CERTLINT_OK;
}

static void
forget_hashes(struct maker *m)
{
	for (unsigned i = 0; i < 3; i++)
		m->hashes[i].used = 0;
}

/* ---- the text ---- */

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/*
 * Take the next word of a line into m->word without its quotes: 1, 0 at the end of the line or a
 * comment, negative for a quote that is not closed or want of memory.
 */
static int
take_word(struct maker *m, struct span *line)
{
	struct growing *g = &m->word;
	struct span begin;
	bool quoted = false;

	while (line->n > 0 && is_blank(line->p[0]))
		line->p++, line->n--;
	begin = *line;
	if (line->n == 0 || line->p[0] == '#')
		return 0;
	g->used = 0;
	if (!growing_reserve(&m->w->allocator, g, line->n))
		return no_memory(m);
	for (; line->n > 0 && (quoted || !is_blank(line->p[0])); line->p++, line->n--) {
		if (line->p[0] == '"') {
			quoted = !quoted;
			continue;
		}
		if (quoted && line->p[0] == '\\' && line->n > 1 &&
		    (line->p[1] == '"' || line->p[1] == '\\'))
			line->p++, line->n--;
		g->bytes[g->used++] = line->p[0];
	}
	return quoted ? fault_at(m, begin, "has a quote that is not closed", "") : 1;
}

static struct span
word_of(const struct maker *m)
{
	return (struct span){ m->word.bytes, m->word.used };
}

/* Whether the word is NAME=VALUE, and its value. */
static bool
value_of(struct span word, const char *name, struct span *value)
{
	size_t n = strlen(name);

	if (word.n <= n || word.p[n] != '=' || memcmp(word.p, name, n) != 0)
		return false;
	*value = (struct span){ word.p + n + 1, word.n - n - 1 };
	return true;
}

static int
read_days(struct maker *m, struct draft *d, struct span value)
{
	uint32_t days = 0;

	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9' || days > 1000000)
			return fault_at(m, word_of(m), "has no number of days", "");
		days = days * 10 + (value.p[i] - '0');
	}
	if (days == 0)
		return fault_at(m, word_of(m), "has no number of days", "");
	d->max_days = days;
	return CERTLINT_OK;
}

static int
read_hash(struct maker *m, enum which which, struct span value)
{
	uint8_t hash[WATCH_HASH];
	int status = watch_hash_read(value, &m->w->allocator, hash);

	if (status == CERTLINT_ERR_CONFIG)
		return fault_at(m, word_of(m), "has neither sha256: and 64 hexadecimal digits, nor "
			"sha256/ or cert: and base64", "");
	return status == CERTLINT_OK ? add_hash(m, which, hash) : no_memory(m);
}

/* A text that outlives the word: into the pool. */
static int
keep_text(struct maker *m, struct span value, uint32_t *at)
{
	int status = CERTLINT_OK;

	*at = pool_add(m, value.p, value.n, &status);
	return status;
}

/* What a line has of texts, by their places in the pool, which moves. */
struct line_texts {
	uint32_t pattern, label, owner, note;
};

static int
read_option(struct maker *m, struct draft *d, struct line_texts *t)
{
	struct span word = word_of(m), value;

	if (value_of(word, "label", &value))
		return keep_text(m, value, &t->label);
	if (value_of(word, "owner", &value))
		return keep_text(m, value, &t->owner);
	if (value_of(word, "note", &value))
		return keep_text(m, value, &t->note);
	if (value_of(word, "issuer", &value))
		return read_hash(m, HASHES_ISSUER, value);
	if (value_of(word, "key", &value))
		return read_hash(m, HASHES_KEY, value);
	if (value_of(word, "known", &value))
		return read_hash(m, HASHES_KNOWN, value);
	if (value_of(word, "profile", &value))
		return add_profiles(m, d, value);
	if (value_of(word, "max-days", &value))
		return read_days(m, d, value);
	if (SPAN_IS(word, "wide")) {
		d->wide = true;
		return CERTLINT_OK;
	}
	if (span_starts_with(word, "valid_at:"))	/* certspotter's, which ignores it too */
		return CERTLINT_OK;
	return fault_at(m, word, "is no word of a watch list", "");
}

/* The texts of a line were put behind the pool for the time being: take them off it again. */
static struct span
kept_text(const struct maker *m, uint32_t at)
{
	return at ? text_span((const char *)m->word.bytes + at) : (struct span){ NULL, 0 };
}

/* Copy what was kept since `from` into m->word and take it off the pool. */
static int
withdraw_texts(struct maker *m, size_t from, struct line_texts *t)
{
	struct growing *pool = &m->w->tables[TABLE_POOL];
	size_t n = pool->used - from;
	uint32_t *const at[] = { &t->pattern, &t->label, &t->owner, &t->note };

	m->word.used = 0;
	if (!growing_reserve(&m->w->allocator, &m->word, n + 1))
		return no_memory(m);
	memcpy(m->word.bytes + 1, pool->bytes + from, n);
	pool->used = from;
	for (unsigned i = 0; i < 4; i++)
		if (*at[i])
			*at[i] -= (uint32_t)from - 1;
	return CERTLINT_OK;
}

static int
read_line(struct maker *m, struct span line)
{
	size_t from = m->w->tables[TABLE_POOL].used;
	struct line_texts t = { 0, 0, 0, 0 };
	struct draft d = { .user = NULL };
	int status = take_word(m, &line);

	if (status <= 0)
		return status;
	forget_hashes(m);
	status = keep_text(m, word_of(m), &t.pattern);
	while (status == CERTLINT_OK && (status = take_word(m, &line)) > 0)
		status = read_option(m, &d, &t);
	if (status == CERTLINT_OK)
		status = withdraw_texts(m, from, &t);
	if (status != CERTLINT_OK)
		return status;
	d.pattern = kept_text(m, t.pattern);
	d.label = kept_text(m, t.label);
	d.owner = kept_text(m, t.owner);
	d.note = kept_text(m, t.note);
	return item_add(m, &d);
}

/* Lines end in LF or CR LF; a byte order mark in front is none of the first. */
static int
read_text(struct maker *m, struct span text)
{
	int status = CERTLINT_OK;

	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text.p += 3, text.n -= 3;
	m->lines = UINT32_MAX;
	for (m->line = 1; text.n > 0 && status == CERTLINT_OK; m->line++) {
		const uint8_t *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;
		struct span line = { text.p, n };

		if (n > 0 && memchr(line.p, 0, n))
			return fault_at(m, (struct span){ NULL, 0 }, "is a line with a NUL", "");
		status = read_line(m, line);
		n += end != NULL;
		text = (struct span){ text.p + n, text.n - n };
	}
	m->lines = m->line - 1;
	return status;
}

/* ---- the items of programs ---- */

static int
copy_hashes(struct maker *m, enum which which, const uint8_t *hashes, size_t count)
{
	int status = CERTLINT_OK;

	if (count > 0 && hashes == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, (int32_t)m->line - 1,
			      "watch item: hashes are NULL and their count is not 0");
	for (size_t i = 0; i < count && status == CERTLINT_OK; i++)
		status = add_hash(m, which, hashes + i * WATCH_HASH);
	return status;
}

static int
copy_issuers(struct maker *m, const struct certlint_watch_item *item)
{
	uint8_t hash[WATCH_HASH];
	int status = copy_hashes(m, HASHES_ISSUER, item->issuers, item->issuer_count);

	if (item->issuer_cert_count > 0 && item->issuer_certs == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, (int32_t)m->line - 1,
			      "watch item: issuer_certs is NULL and its count is not 0");
	for (size_t i = 0; i < item->issuer_cert_count && status == CERTLINT_OK; i++) {
		struct span given = { item->issuer_certs[i].data, item->issuer_certs[i].length };

		status = watch_key_hash(given, &m->w->allocator, hash);
		if (status == CERTLINT_ERR_CONFIG)
			return fault_at(m, text_span(item->pattern), "has an issuer that is "
				"neither a certificate nor a SubjectPublicKeyInfo", "");
		status = status == CERTLINT_OK ? add_hash(m, HASHES_ISSUER, hash) : no_memory(m);
	}
	return status;
}

static int
copy_item(struct maker *m, const struct certlint_watch_item *given)
{
	struct certlint_watch_item item;
	struct draft d;
	int status;

	if (given == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, (int32_t)m->line - 1,
			      "watch item: NULL");
	status = sized_accept(&item, sizeof(item), given, "watch item", m->error);
	if (status != CERTLINT_OK)
		return status;
	if (item.flags & ~(uint32_t)CERTLINT_WATCH_WIDE)
		return refuse(m->error, CERTLINT_ERR_NEWER, (int32_t)m->line - 1,
			      "watch item: a flag is set that this library does not know");
	forget_hashes(m);
	d = (struct draft){ text_span(item.pattern), text_span(item.label), text_span(item.owner),
			    text_span(item.note), item.user, 0, item.max_days,
			    (item.flags & CERTLINT_WATCH_WIDE) != 0 };
	status = add_profiles(m, &d, text_span(item.profiles));
	if (status == CERTLINT_OK)
		status = copy_issuers(m, &item);
	if (status == CERTLINT_OK)
		status = copy_hashes(m, HASHES_KEY, item.keys, item.key_count);
	if (status == CERTLINT_OK)
		status = copy_hashes(m, HASHES_KNOWN, item.known, item.known_count);
	return status == CERTLINT_OK ? item_add(m, &d) : status;
}

/* ---- all of it ---- */

static int
make(struct maker *m, const struct certlint_watch_options *o)
{
	int status = CERTLINT_OK;

	if (watch_table_add(m->w, TABLE_POOL, 1) == NULL)
		return no_memory(m);
	status = read_text(m, (struct span){ (const uint8_t *)o->text, o->text_length });
	for (size_t i = 0; i < o->item_count && status == CERTLINT_OK; i++, m->line++)
		status = copy_item(m, o->items[i]);
	if (status != CERTLINT_OK)
		return status;
	for (unsigned t = TABLE_ITEMS; t <= TABLE_HASHES; t++)
		watch_table_trim(m->w, (enum watch_table)t);
	return watch_index_build(m->w) ? CERTLINT_OK : no_memory(m);
}

static int
check_options(const struct certlint_watch_options *o, struct certlint_error *error)
{
	if ((o->text == NULL && o->text_length > 0) || (o->items == NULL && o->item_count > 0) ||
	    o->text_length > UINT32_MAX || o->item_count > UINT32_MAX / 4)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "watch options: text or items is NULL or too long");
	if (o->allocator && (!o->allocator->allocate || !o->allocator->release))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "watch options: allocator lacks allocate or release");
	if (o->flags)
		return refuse(error, CERTLINT_ERR_NEWER, -1,
			      "watch options: a flag is set that this library does not know");
	return CERTLINT_OK;
}

int
certlint_watch_new(certlint_watch **watch, const struct certlint_watch_options *options,
		   struct certlint_error *error)
{
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct maker m = { .error = error };
	struct certlint_allocator allocator;
	int status = CERTLINT_OK;

	if (watch == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "certlint_watch_new: watch is NULL");
	*watch = NULL;
	if (options)
		status = sized_accept(&o, sizeof(o), options, "watch options", error);
	if (status == CERTLINT_OK)
		status = check_options(&o, error);
	if (status != CERTLINT_OK)
		return status;
	allocator = o.allocator ? *o.allocator : memory_heap;
	m.w = memory_take(&allocator, sizeof(*m.w));
	if (m.w == NULL)
		return no_memory(&m);
	m.w->allocator = allocator;
	m.w->handle.data = data_builtin();
	m.w->handle.max_input = UINT32_MAX;
	m.w->handle.max_depth = 64;
	status = make(&m, &o);
	memory_give(&allocator, m.word.bytes, m.word.room);
	for (unsigned i = 0; i < 3; i++)
		memory_give(&allocator, m.hashes[i].bytes, m.hashes[i].room);
	if (status == CERTLINT_OK)
		*watch = m.w;
	else
		certlint_watch_free(m.w);
	return status;
}

void
certlint_watch_free(certlint_watch *watch)
{
	struct certlint_allocator allocator;

	if (watch == NULL)
		return;
	allocator = watch->allocator;
	for (unsigned t = 0; t < TABLE_COUNT; t++)
		memory_give(&allocator, watch->tables[t].bytes, watch->tables[t].room);
	memory_give(&allocator, watch, sizeof(*watch));
}

int
certlint_watch_at(const certlint_watch *watch, size_t i, struct certlint_watch_entry *entry)
{
	struct certlint_watch_entry e = CERTLINT_WATCH_ENTRY_INIT;
	const struct watch_item *item;
	size_t size;

	if (watch == NULL || entry == NULL || i >= watch->item_count ||
	    entry->size < sizeof(entry->size))
		return 0;
	item = &watch->items[i];
	size = entry->size < sizeof(e) ? entry->size : sizeof(e);
	e.index = i;
	e.user = item->user;
	e.pattern = watch->pool + item->pattern;
	e.label = watch->pool + (item->label ? item->label : item->pattern);
	e.owner = item->owner ? watch->pool + item->owner : NULL;
	e.note = item->note ? watch->pool + item->note : NULL;
	e.kind = item->kind;
	e.line = item->line;
	memcpy((char *)entry + sizeof(e.size), (char *)&e + sizeof(e.size), size - sizeof(e.size));
	return 1;
}
