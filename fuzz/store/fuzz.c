/*
 * Any values in the tables of a state database, read back as a watch reads them when it begins:
 * groups, damages, what waits to be told, positions, the names for back-scans.  Nothing of it stops
 * the watch; what is taken is bounded and printable where it has to be, and stored again it is read
 * back the same.
 *
 * The bytes are rows: which table, and for each column of what type its value is, and that.
 */
#include <sqlite3.h>
#include <string.h>

#include "../claim.h"
#include "../said.h"
#include "watch/index.h"
#include "watch/items.h"
#include "watch/skeleton.h"
#include "watch/store.h"

enum { MOST_ROWS = 64, MOST_GROUPS = 16, MOST_DAMAGES = 1025, HASH = 32 };

static const struct {
	const char *insert;
	int columns;
} tables[] = {
	{ "INSERT OR IGNORE INTO groups VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", 16 },
	{ "INSERT OR IGNORE INTO recent(tbs, item, kind) VALUES(?,?,?)", 3 },
	{ "INSERT OR IGNORE INTO damages VALUES(?,?,?,?,?,?,?)", 7 },
	{ "INSERT OR IGNORE INTO outbox(id, hooks, written, tries, next, line, hook)"
	  " VALUES(?,?,?,?,?,?,?)", 7 },
	{ "INSERT OR IGNORE INTO names(source, base, time, rows) VALUES(?,?,?,?)", 4 },
	{ "INSERT OR REPLACE INTO texts VALUES('patterns',?)", 1 },
	{ "INSERT OR REPLACE INTO texts VALUES('digest',?)", 1 },
	{ "INSERT OR IGNORE INTO issuers VALUES(?,?)", 2 },
};
enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

/* ========================================================================== */
/*                                 Filling                                    */
/* ========================================================================== */

/* The database that was opened last, to fill it behind the back of who opened it. */
static sqlite3 *opened;

static int
note_opened(sqlite3 *db, char **error, const struct sqlite3_api_routines *api)
{
	(void)error;
	(void)api;
	opened = db;
	return SQLITE_OK;
}

struct bytes {
	const uint8_t *p;
	size_t n;
};

static uint8_t
take(struct bytes *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return *in->p++;
}

static int64_t
take_number(struct bytes *in, int octets)
{
	uint64_t value = 0;

	while (octets-- > 0)
		value = value << 8 | take(in);
	return (int64_t)value;
}

static void
bind(sqlite3_stmt *q, int column, struct bytes *in)
{
	uint8_t type = take(in);
	size_t n = type >> 3;

	if ((type & 7) == 6)
		n = (size_t)take_number(in, 2);
	if (n > in->n)
		n = in->n;
	switch (type & 7) {
	case 0: sqlite3_bind_int64(q, column, (int64_t)n); return;
	case 1: sqlite3_bind_int64(q, column, take_number(in, 8)); return;
	case 2: sqlite3_bind_double(q, column, (double)take_number(in, 8)); return;
	case 3: sqlite3_bind_null(q, column); return;
	case 4: sqlite3_bind_zeroblob(q, column, HASH); return;
	case 5: sqlite3_bind_text(q, column, (const char *)in->p, (int)n, SQLITE_STATIC); break;
	default: sqlite3_bind_blob(q, column, in->p, (int)n, SQLITE_STATIC);
	}
	in->p += n;
	in->n -= n;
}

static void
fill(struct bytes in)
{
	for (int rows = 0; in.n > 0 && rows < MOST_ROWS; rows++) {
		uint8_t table = take(&in) % TABLES;
		sqlite3_stmt *q;

		CLAIM(sqlite3_prepare_v2(opened, tables[table].insert, -1, &q, NULL) == SQLITE_OK);
		for (int i = 1; i <= tables[table].columns; i++)
			bind(q, i, &in);
		sqlite3_step(q);
		sqlite3_finalize(q);
	}
}

/* ========================================================================== */
/*                              Groups, damages                               */
/* ========================================================================== */

static certlint_groups *
new_groups(void)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	certlint_groups *groups;

	o.max_groups = MOST_GROUPS;
	o.max_recent = 4;
	CLAIM(certlint_groups_new(&groups, &o, NULL) == CERTLINT_OK);
	return groups;
}

static bool
is_same(const struct certlint_group *a, const struct certlint_group *b)
{
	return memcmp(a->issuer, b->issuer, HASH) == 0 && a->kind == b->kind &&
	       strcmp(a->pattern, b->pattern) == 0 && strcmp(a->label, b->label) == 0 &&
	       strcmp(a->owner, b->owner) == 0 && strcmp(a->example, b->example) == 0 &&
	       a->count == b->count && a->first == b->first && a->last == b->last &&
	       a->change == b->change;
}

static void
claim_groups(const certlint_groups *one, const certlint_groups *other)
{
	const struct certlint_group *a, *b;
	size_t i, k;

	for (i = 0; (a = certlint_groups_at(one, i)) != NULL; i++) {
		char line[4096];

		CLAIM(i < MOST_GROUPS);
		certlint_group_format(a, CERTLINT_JSON, line, sizeof(line));
		for (k = 0; (b = certlint_groups_at(other, k)) != NULL && !is_same(a, b); k++)
			;
		CLAIM(b);
	}
	CLAIM(!certlint_groups_at(other, i));
}

/* What was taken, stored as after a batch, with a message, and read back by another run. */
static void
try_groups(struct store *store)
{
	certlint_groups *groups = new_groups(), *again = new_groups();
	struct damages damages = { 0 }, others = { 0 };
	struct messages messages = { 0 };
	struct store_step step = { .groups = groups, .damages = &damages, .messages = &messages };

	CLAIM(store_load(store, groups, &damages));
	CLAIM(damages.count <= MOST_DAMAGES);
	text_puts(&messages_add(&messages)->line, "a line\n");
	CLAIM(store_save(store, &step));
	CLAIM(store_load(store, again, &others));
	CLAIM(others.count == damages.count);
	claim_groups(groups, again);
	messages_free(&messages);
	damage_free(&damages);
	damage_free(&others);
	certlint_groups_free(groups);
	certlint_groups_free(again);
}

/* ========================================================================== */
/*                                 The outbox                                 */
/* ========================================================================== */

/* What programs get: names that are safe as variables and as files, and no more than is there. */
static void
claim_message(const struct message *m)
{
	struct message_part part;
	size_t at = 0, before = 0;

	CLAIM(strlen(m->id) <= MESSAGE_ID);
	for (; message_next(m, &at, &part); before = at) {
		CLAIM(*part.name && strcspn(part.name, "/.=@") == strlen(part.name));
		CLAIM(part.value + strlen(part.value) + 1 == m->hook.p + at && at > before);
	}
	CLAIM(at <= m->hook.n);
}

static size_t
claim_rows(struct store *store, bool written)
{
	struct outbox_row row;
	int64_t after = 0;
	size_t n = 0;

	while (written ? outbox_due(store, INT64_MAX, after, &row) :
			 outbox_unwritten(store, after, &row)) {
		CLAIM(row.row > after);
		claim_message(&row.message);
		text_free(&row.message.line);
		text_free(&row.message.hook);
		after = row.row;
		n++;
	}
	return n;
}

static void
try_outbox(struct store *store)
{
	CLAIM(claim_rows(store, false) > 0);
	(void)claim_rows(store, true);
	outbox_written(store, INT64_MAX);
	CLAIM(claim_rows(store, false) == 0);
	CLAIM(claim_rows(store, true) <= outbox_count(store));
}

/* ========================================================================== */
/*                                 The index                                  */
/* ========================================================================== */

static void
claim_inside(struct certlint_span part, const struct text *rows)
{
	uintptr_t start = (uintptr_t)rows->p, at = (uintptr_t)part.data;

	if (part.length > 0)
		CLAIM(at >= start && at - start <= rows->n &&
		      part.length <= rows->n - (at - start));
}

static int
ignore(void *ctx, const struct certlint_hit *hit)
{
	(void)ctx;
	(void)hit;
	return 0;
}

static void
claim_row(const certlint_watch *watch, const struct index_row *row, const struct text *rows)
{
	struct skeleton bones = { .issuer = row->issuer, .subject = row->subject, .san = row->san,
				  .not_before = row->not_before, .not_after = row->not_after };
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct text tbs = { 0 };

	claim_inside(row->tbs, rows);
	claim_inside(row->issuer_key, rows);
	claim_inside(row->issuer, rows);
	claim_inside(row->subject, rows);
	claim_inside(row->san, rows);
	CLAIM(row->tbs.length == 0 || row->tbs.length == HASH);
	CLAIM(row->issuer_key.length == 0 || row->issuer_key.length == HASH);
	skeleton_tbs(&tbs, &bones);
	in.kind = CERTLINT_TBS_CERT;
	in.data = tbs.p;
	in.length = tbs.n;
	CLAIM(certlint_watch_match(watch, &in, NULL, ignore, NULL) >= 0);
	text_free(&tbs);
}

static bool
visit(void *ctx, const struct index_rows *rows)
{
	struct index_row row;
	size_t at = 0, before = 0;

	CLAIM(rows->source);
	for (; index_next((const uint8_t *)rows->rows.p, rows->rows.n, &at, &row); before = at) {
		CLAIM(at > before && at <= rows->rows.n);
		claim_row(ctx, &row, &rows->rows);
	}
	return true;
}

/* Whatever list there was before, what is new of this one is of this one. */
static void
try_patterns(struct store *store, certlint_watch *watch)
{
	struct items items = { .watch = watch, .count = 4 };
	struct text before = { 0 };
	certlint_watch *added;
	size_t count;

	(void)store_text(store, "patterns", &before);
	added = items_added(text_string(&before), &items, &count);
	CLAIM(count <= items.count && (added != NULL) == (count > 0));
	CLAIM(before.n > 0 || count == items.count);
	certlint_watch_free(added);
	text_free(&before);
}

static void
try_names(struct store *store)
{
	static const char list[] = ".example.com\n1.1.1.0/24\nemail:@example.com\norg:Example\n";
	static certlint_watch *watch;
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;

	o.text = list;
	o.text_length = sizeof(list) - 1;
	if (!watch)
		CLAIM(certlint_watch_new(&watch, &o, NULL) == CERTLINT_OK);
	store_scan(store, visit, watch);
	try_patterns(store, watch);
	store_forget_before(store, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t zero[HASH];
	struct text certificate = { 0 };
	struct store *store;

	sqlite3_auto_extension((void (*)(void))note_opened);
	said = 0;
	store = store_open(":memory:");
	CLAIM(store && opened);
	fill((struct bytes){ data, size });
	try_groups(store);
	try_outbox(store);
	try_names(store);
	(void)store_issuer(store, zero, &certificate);
	text_free(&certificate);
	store_close(store);
	CLAIM(said == 0);
	return 0;
}
