/* What outlives the program, in SQLite: positions, groups, outbox, index. */

#include "watch/store.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "say.h"

enum {
	PATIENCE = 5000,		/* milliseconds for a database that others hold */
	SCHEMA = 2,
	MOST_GROUPS = 65536,
	MOST_RECENT = 65536,
	PRUNE = 4096			/* remembered events between looks at how many there are */
};

struct store {
	sqlite3 *db;
	const char *path;
	uint64_t change;		/* of groups, that are stored */
	uint64_t recent;		/* the first event that is not */
	uint64_t since_prune;
	int64_t schema;			/* of the file when it was opened */
	bool failing;			/* it was said */
};

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS logs(id BLOB PRIMARY KEY, state BLOB) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS issuers(fingerprint BLOB PRIMARY KEY, certificate BLOB)"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS texts(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS groups(issuer BLOB, kind INTEGER, pattern TEXT, label TEXT,"
	" owner TEXT, flags INTEGER, issuer_name TEXT, example TEXT, first INTEGER, last INTEGER,"
	" told INTEGER, count INTEGER, untold INTEGER, duplicates INTEGER, alerts INTEGER,"
	" change INTEGER, PRIMARY KEY(issuer, kind, pattern, label, owner)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS recent(number INTEGER PRIMARY KEY AUTOINCREMENT, tbs BLOB,"
	" item INTEGER, kind INTEGER);"
	"CREATE TABLE IF NOT EXISTS damages(source TEXT, reason TEXT, count INTEGER,"
	" untold INTEGER, first INTEGER, last INTEGER, told INTEGER,"
	" PRIMARY KEY(source, reason)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS outbox(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT,"
	" hooks INTEGER, written INTEGER, tries INTEGER, next INTEGER, line BLOB, hook BLOB);"
	"CREATE TABLE IF NOT EXISTS names(number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT,"
	" base INTEGER, time INTEGER, rows BLOB);"
	"CREATE TABLE IF NOT EXISTS hooked(number INTEGER, path TEXT, PRIMARY KEY(number, path))"
	" WITHOUT ROWID;";

/* ========================================================================== */
/*                                Statements                                  */
/* ========================================================================== */

static void
fail(struct store *s)
{
	if (!s->failing)
		say("%s: the state cannot be stored: %s; this is tried again", s->path,
		    sqlite3_errmsg(s->db));
	s->failing = true;
}

static bool
run(struct store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* A statement with its arguments bound one after the other. */
struct query {
	sqlite3_stmt *statement;
	int next;
	bool good;
};

static struct query
query(struct store *s, const char *sql)
{
	struct query q = { NULL, 1, false };

	q.good = sqlite3_prepare_v2(s->db, sql, -1, &q.statement, NULL) == SQLITE_OK;
	return q;
}

static void
bind_number(struct query *q, int64_t n)
{
	q->good = q->good && sqlite3_bind_int64(q->statement, q->next++, n) == SQLITE_OK;
}

static void
bind_text(struct query *q, const char *s)
{
	q->good = q->good && sqlite3_bind_text(q->statement, q->next++, s ? s : "", -1,
					       SQLITE_STATIC) == SQLITE_OK;
}

static void
bind_bytes(struct query *q, const void *p, size_t n)
{
	q->good = q->good && sqlite3_bind_blob64(q->statement, q->next++, n ? p : "", n,
						 SQLITE_STATIC) == SQLITE_OK;
}

static bool
step_row(struct query *q)
{
	return q->good && sqlite3_step(q->statement) == SQLITE_ROW;
}

static bool
finish(struct query *q)
{
	bool good = q->good && sqlite3_step(q->statement) == SQLITE_DONE;

	sqlite3_finalize(q->statement);
	return good;
}

/* The same statement once more, with other arguments. */
static void
again(struct query *q)
{
	q->good = q->good && sqlite3_step(q->statement) == SQLITE_DONE;
	sqlite3_reset(q->statement);
	q->next = 1;
}

static bool
end(struct query *q)
{
	sqlite3_finalize(q->statement);
	return q->good;
}

static void
take_bytes(sqlite3_stmt *q, int column, struct text *out)
{
	const void *p = sqlite3_column_blob(q, column);

	text_add(out, p, (size_t)sqlite3_column_bytes(q, column));
}

static const char *
take_text(sqlite3_stmt *q, int column)
{
	const char *s = (const char *)sqlite3_column_text(q, column);

	return s ? s : "";
}

/* ========================================================================== */
/*                                 Opening                                    */
/* ========================================================================== */

/* Another program's database is not ours to change. */
static bool
is_ours(struct store *s)
{
	struct query q = query(s, "PRAGMA application_id");
	int64_t id = step_row(&q) ? sqlite3_column_int64(q.statement, 0) : -1;
	bool empty;

	end(&q);
	if (id == 0x63746c77)
		return true;
	q = query(s, "SELECT count(*) FROM sqlite_master");
	empty = step_row(&q) && sqlite3_column_int64(q.statement, 0) == 0;
	end(&q);
	return id == 0 && empty;
}

static bool
is_known_schema(struct store *s)
{
	struct query q = query(s, "PRAGMA user_version");
	int64_t version = step_row(&q) ? sqlite3_column_int64(q.statement, 0) : -1;

	end(&q);
	s->schema = version;
	return version >= 0 && version <= SCHEMA;
}

/*
 * What is committed is on the disk before it is delivered, so it is committed in full.  A damaged
 * file may hold anything, so nothing in it is run.  Schema 1 had names without keys.
 */
static bool
prepare(struct store *s)
{
	return run(s, "PRAGMA trusted_schema=OFF") && run(s, "PRAGMA cell_size_check=ON") &&
	       run(s, "PRAGMA locking_mode=EXCLUSIVE") && run(s, "PRAGMA journal_mode=WAL") &&
	       run(s, "PRAGMA synchronous=FULL") && run(s, "BEGIN IMMEDIATE") &&
	       run(s, "PRAGMA application_id=0x63746c77") && run(s, "PRAGMA user_version=2") &&
	       (s->schema != 1 || run(s, "DROP TABLE IF EXISTS names")) && run(s, schema) &&
	       run(s, "COMMIT");
}

struct store *
store_open(const char *path)
{
	struct store *s = memory_new(1, sizeof(*s));
	const char *why = NULL;

	s->path = path;
	s->recent = 1;
	if (sqlite3_open(path, &s->db) != SQLITE_OK)
		why = sqlite3_errmsg(s->db);
	sqlite3_busy_timeout(s->db, PATIENCE);
	if (!why && !is_ours(s))
		why = sqlite3_errcode(s->db) == SQLITE_BUSY ? "another run has it open" :
		      sqlite3_errcode(s->db) == SQLITE_ROW ||
		      sqlite3_errcode(s->db) == SQLITE_DONE || !sqlite3_errcode(s->db) ?
			      "it is a database of another program" : sqlite3_errmsg(s->db);
	if (!why && !is_known_schema(s))
		why = "it was made by a newer certlint";
	if (!why && !prepare(s))
		why = sqlite3_errcode(s->db) == SQLITE_BUSY ? "another run has it open" :
							      sqlite3_errmsg(s->db);
	if (!why)
		return s;
	say("%s: the state cannot be used: %s", path, why);
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	sqlite3_close(s->db);
	free(s);
}

/* ========================================================================== */
/*                                 Loading                                    */
/* ========================================================================== */

static bool
load_group(certlint_groups *groups, sqlite3_stmt *q)
{
	struct certlint_group g = { .size = sizeof(g) };
	struct text issuer = { 0 };
	int status = CERTLINT_OK;

	take_bytes(q, 0, &issuer);
	g.issuer = (const uint8_t *)issuer.p;
	g.kind = (uint32_t)sqlite3_column_int64(q, 1);
	g.pattern = take_text(q, 2);
	g.label = take_text(q, 3);
	g.owner = take_text(q, 4);
	g.flags = (uint32_t)sqlite3_column_int64(q, 5);
	g.issuer_name = take_text(q, 6);
	g.example = take_text(q, 7);
	g.first = sqlite3_column_int64(q, 8);
	g.last = sqlite3_column_int64(q, 9);
	g.told = sqlite3_column_int64(q, 10);
	g.count = (uint64_t)sqlite3_column_int64(q, 11);
	g.untold = (uint64_t)sqlite3_column_int64(q, 12);
	g.duplicates = (uint64_t)sqlite3_column_int64(q, 13);
	g.alerts = (uint64_t)sqlite3_column_int64(q, 14);
	g.change = (uint64_t)sqlite3_column_int64(q, 15);
	if (issuer.n == 32)
		status = certlint_groups_restore(groups, &g);
	text_free(&issuer);
	return status != CERTLINT_ERR_MEMORY;
}

/* The newest of them, the oldest first: the library drops what nothing came to for longest. */
static bool
load_groups(struct store *s, certlint_groups *groups)
{
	struct query q = query(s, "SELECT issuer, kind, pattern, label, owner, flags, issuer_name,"
				  " example, first, last, told, count, untold, duplicates, alerts,"
				  " change FROM (SELECT * FROM groups ORDER BY last DESC,"
				  " change DESC LIMIT ?) ORDER BY last, change");

	bind_number(&q, MOST_GROUPS);
	while (step_row(&q)) {
		uint64_t change = (uint64_t)sqlite3_column_int64(q.statement, 15);

		q.good = load_group(groups, q.statement);
		s->change = change > s->change ? change : s->change;
	}
	return end(&q);
}

static bool
load_recent(struct store *s, certlint_groups *groups)
{
	struct query q = query(s, "SELECT tbs, item, kind FROM (SELECT * FROM recent"
				  " ORDER BY number DESC LIMIT ?) ORDER BY number");

	bind_number(&q, MOST_RECENT);
	while (step_row(&q)) {
		struct certlint_recent r = { .kind = 0 };

		if (sqlite3_column_bytes(q.statement, 0) != sizeof(r.tbs))
			continue;
		memcpy(r.tbs, sqlite3_column_blob(q.statement, 0), sizeof(r.tbs));
		r.item = (uint64_t)sqlite3_column_int64(q.statement, 1);
		r.kind = (uint32_t)sqlite3_column_int64(q.statement, 2);
		q.good = certlint_groups_remember(groups, &r) == CERTLINT_OK;
	}
	return end(&q);
}

static bool
load_damages(struct store *s, struct damages *damages)
{
	struct query q = query(s, "SELECT source, reason, count, untold, first, last, told"
				  " FROM damages");

	while (step_row(&q)) {
		struct text source = { 0 }, reason = { 0 };
		struct damage d = { .changed = false };

		text_puts(&source, take_text(q.statement, 0));
		text_puts(&reason, take_text(q.statement, 1));
		(void)text_string(&source);
		(void)text_string(&reason);
		d.source = source.p;
		d.reason = reason.p;
		d.count = (uint64_t)sqlite3_column_int64(q.statement, 2);
		d.untold = (uint64_t)sqlite3_column_int64(q.statement, 3);
		d.first = sqlite3_column_int64(q.statement, 4);
		d.last = sqlite3_column_int64(q.statement, 5);
		d.told = sqlite3_column_int64(q.statement, 6);
		damage_restore(damages, &d);
		text_free(&source);
		text_free(&reason);
	}
	return end(&q);
}

bool
store_load(struct store *s, certlint_groups *groups, struct damages *damages)
{
	struct text told = { 0 };
	struct certlint_recent r;

	/* Before there are groups, so that none of them counts as told. */
	if (store_text(s, "digest", &told))
		certlint_groups_digest_told(groups, strtoll(text_string(&told), NULL, 10));
	text_free(&told);
	if (!load_groups(s, groups) || !load_recent(s, groups) || !load_damages(s, damages)) {
		say("%s: the state cannot be read: %s", s->path, sqlite3_errmsg(s->db));
		return false;
	}
	for (uint64_t next; (next = certlint_groups_recent(groups, s->recent, &r)) != 0;)
		s->recent = next;
	return true;
}

/* ========================================================================== */
/*                                 Storing                                    */
/* ========================================================================== */

static bool
save_groups(struct store *s, certlint_groups *groups, uint64_t *change)
{
	struct query q = query(s, "INSERT OR REPLACE INTO groups VALUES"
				  "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
	const struct certlint_group *g;

	for (size_t i = 0; (g = certlint_groups_at(groups, i)) != NULL; i++) {
		if (g->change <= s->change)
			continue;
		bind_bytes(&q, g->issuer, 32);
		bind_number(&q, g->kind);
		bind_text(&q, g->pattern);
		bind_text(&q, g->label);
		bind_text(&q, g->owner);
		bind_number(&q, g->flags);
		bind_text(&q, g->issuer_name);
		bind_text(&q, g->example);
		bind_number(&q, g->first);
		bind_number(&q, g->last);
		bind_number(&q, g->told);
		bind_number(&q, (int64_t)g->count);
		bind_number(&q, (int64_t)g->untold);
		bind_number(&q, (int64_t)g->duplicates);
		bind_number(&q, (int64_t)g->alerts);
		bind_number(&q, (int64_t)g->change);
		again(&q);
		*change = g->change > *change ? g->change : *change;
	}
	return end(&q);
}

static bool
save_recent(struct store *s, certlint_groups *groups, uint64_t *number)
{
	struct query q = query(s, "INSERT INTO recent(tbs, item, kind) VALUES(?,?,?)");
	struct certlint_recent r;

	for (uint64_t next; (next = certlint_groups_recent(groups, *number, &r)) != 0;) {
		bind_bytes(&q, r.tbs, sizeof(r.tbs));
		bind_number(&q, (int64_t)r.item);
		bind_number(&q, r.kind);
		again(&q);
		*number = next;
	}
	return end(&q);
}

static bool
save_damages(struct store *s, const struct damages *damages)
{
	struct query q = query(s, "INSERT OR REPLACE INTO damages VALUES(?,?,?,?,?,?,?)");

	for (size_t i = 0; i < damages->count; i++) {
		const struct damage *d = &damages->at[i];

		if (!d->changed)
			continue;
		bind_text(&q, d->source);
		bind_text(&q, d->reason);
		bind_number(&q, (int64_t)d->count);
		bind_number(&q, (int64_t)d->untold);
		bind_number(&q, d->first);
		bind_number(&q, d->last);
		bind_number(&q, d->told);
		again(&q);
	}
	return end(&q);
}

static bool
save_messages(struct store *s, const struct messages *messages)
{
	struct query q = query(s, "INSERT INTO outbox(id, hooks, written, tries, next, line, hook)"
				  " VALUES(?,?,0,0,0,?,?)");

	for (size_t i = 0; i < messages->count; i++) {
		const struct message *m = &messages->at[i];

		bind_text(&q, m->id);
		bind_number(&q, m->hooks);
		bind_bytes(&q, m->line.p, m->line.n);
		bind_bytes(&q, m->hook.p, m->hook.n);
		again(&q);
	}
	return end(&q);
}

static bool
save_rows(struct store *s, const struct store_step *step)
{
	struct query q = query(s, "INSERT INTO names(source, base, time, rows) VALUES(?,?,?,?)");

	for (size_t i = 0; i < step->row_count; i++) {
		bind_text(&q, step->rows[i].source);
		bind_number(&q, (int64_t)step->rows[i].base);
		bind_number(&q, step->rows[i].time);
		bind_bytes(&q, step->rows[i].rows.p, step->rows[i].rows.n);
		again(&q);
	}
	return end(&q);
}

static bool
save_position(struct store *s, const struct store_step *step)
{
	struct query q;

	if (!step->log)
		return true;
	q = query(s, "INSERT OR REPLACE INTO logs VALUES(?,?)");
	bind_bytes(&q, step->log, 32);
	bind_bytes(&q, step->state.data, step->state.length);
	return finish(&q);
}

static bool
save_text(struct store *s, const char *name, const struct text *text)
{
	struct query q = query(s, "INSERT OR REPLACE INTO texts VALUES(?,?)");

	bind_text(&q, name);
	bind_bytes(&q, text->p, text->n);
	return finish(&q);
}

static bool
save_digest(struct store *s, int64_t told)
{
	struct text text = { 0 };
	bool good;

	if (!told)
		return true;
	text_printf(&text, "%lld", (long long)told);
	good = save_text(s, "digest", &text);
	text_free(&text);
	return good;
}

static bool
prune_recent(struct store *s, uint64_t added)
{
	struct query q;

	s->since_prune += added;
	if (s->since_prune < PRUNE)
		return true;
	s->since_prune = 0;
	q = query(s, "DELETE FROM recent WHERE number <= (SELECT max(number) FROM recent) - ?");
	bind_number(&q, MOST_RECENT);
	return finish(&q);
}

bool
store_save(struct store *s, const struct store_step *step)
{
	uint64_t change = s->change, recent = s->recent;
	bool good = run(s, "BEGIN IMMEDIATE");

	good = good && save_groups(s, step->groups, &change) &&
	       save_recent(s, step->groups, &recent) && prune_recent(s, recent - s->recent) &&
	       save_damages(s, step->damages) && save_messages(s, step->messages) &&
	       save_rows(s, step) && save_position(s, step) && save_digest(s, step->digest_told) &&
	       run(s, "COMMIT");
	if (!good) {
		fail(s);
		/* Some failures have undone it already. */
		(void)run(s, "ROLLBACK");
		return false;
	}
	if (s->failing)
		say("%s: the state can be stored again", s->path);
	s->failing = false;
	s->change = change;
	s->recent = recent;
	for (size_t i = 0; i < step->damages->count; i++)
		step->damages->at[i].changed = false;
	return true;
}

/* ========================================================================== */
/*                        Positions, issuers, texts                           */
/* ========================================================================== */

static bool
look_up(struct store *s, const char *sql, const void *key, size_t n, struct text *out)
{
	struct query q = query(s, sql);
	bool found;

	bind_bytes(&q, key, n);
	found = step_row(&q);
	if (found)
		take_bytes(q.statement, 0, out);
	end(&q);
	return found;
}

bool
store_position(struct store *s, const uint8_t log[32], struct text *state)
{
	return look_up(s, "SELECT state FROM logs WHERE id = ?", log, 32, state);
}

bool
store_issuer(struct store *s, const uint8_t fingerprint[32], struct text *certificate)
{
	return look_up(s, "SELECT certificate FROM issuers WHERE fingerprint = ?", fingerprint, 32,
		       certificate);
}

void
store_keep_issuer(struct store *s, const uint8_t fingerprint[32], struct certlint_span certificate)
{
	struct query q = query(s, "INSERT OR REPLACE INTO issuers VALUES(?,?)");

	bind_bytes(&q, fingerprint, 32);
	bind_bytes(&q, certificate.data, certificate.length);
	/* It can be fetched again. */
	(void)finish(&q);
}

bool
store_text(struct store *s, const char *name, struct text *out)
{
	struct query q = query(s, "SELECT value FROM texts WHERE name = ?");
	bool found;

	bind_text(&q, name);
	found = step_row(&q);
	if (found)
		take_bytes(q.statement, 0, out);
	end(&q);
	return found;
}

void
store_keep_text(struct store *s, const char *name, const struct text *text)
{
	if (!save_text(s, name, text))
		fail(s);
}

/* ========================================================================== */
/*                                The outbox                                  */
/* ========================================================================== */

static bool
next_row(struct query *q, struct outbox_row *row)
{
	bool found = step_row(q);

	*row = (struct outbox_row){ .row = 0 };
	if (found) {
		row->row = sqlite3_column_int64(q->statement, 0);
		row->tries = (unsigned)sqlite3_column_int64(q->statement, 1);
		row->message.hooks = sqlite3_column_int64(q->statement, 2) != 0;
		text_printf(&row->message.line, "%.*s", MESSAGE_ID, take_text(q->statement, 3));
		memcpy(row->message.id, text_string(&row->message.line),
		       row->message.line.n + 1);
		row->message.line.n = 0;
		take_bytes(q->statement, 4, &row->message.line);
		take_bytes(q->statement, 5, &row->message.hook);
	}
	end(q);
	return found;
}

bool
outbox_unwritten(struct store *s, int64_t after, struct outbox_row *row)
{
	struct query q = query(s, "SELECT number, tries, hooks, id, line, hook FROM outbox"
				  " WHERE number > ? AND written = 0 ORDER BY number LIMIT 1");

	bind_number(&q, after);
	return next_row(&q, row);
}

bool
outbox_due(struct store *s, int64_t now, int64_t after, struct outbox_row *row)
{
	struct query q = query(s, "SELECT number, tries, hooks, id, line, hook FROM outbox"
				  " WHERE number > ? AND written = 1 AND next <= ?"
				  " ORDER BY number LIMIT 1");

	bind_number(&q, after);
	bind_number(&q, now);
	return next_row(&q, row);
}

/* What cannot be marked is marked later: its id says that it was told. */
static void
mark(struct store *s, struct query *q)
{
	if (!finish(q))
		fail(s);
}

static void
drop_delivered(struct store *s)
{
	struct query q = query(s, "DELETE FROM outbox WHERE written = 1 AND hooks = 0");

	mark(s, &q);
}

void
outbox_written(struct store *s, int64_t up_to)
{
	struct query q = query(s, "UPDATE outbox SET written = 1 WHERE number <= ?");

	bind_number(&q, up_to);
	mark(s, &q);
	drop_delivered(s);
}

void
outbox_written_id(struct store *s, const char *id)
{
	struct query q = query(s, "UPDATE outbox SET written = 1 WHERE id = ?");

	bind_text(&q, id);
	mark(s, &q);
	drop_delivered(s);
}

void
outbox_hooked(struct store *s, int64_t row)
{
	struct query q = query(s, "DELETE FROM outbox WHERE number = ?");

	bind_number(&q, row);
	mark(s, &q);
	q = query(s, "DELETE FROM hooked WHERE number = ?");
	bind_number(&q, row);
	mark(s, &q);
}

void
outbox_ran(struct store *s, int64_t row, const char *path)
{
	struct query q = query(s, "INSERT OR REPLACE INTO hooked VALUES(?,?)");

	bind_number(&q, row);
	bind_text(&q, path);
	mark(s, &q);
}

bool
outbox_has_run(struct store *s, int64_t row, const char *path)
{
	struct query q = query(s, "SELECT 1 FROM hooked WHERE number = ? AND path = ?");
	bool found;

	bind_number(&q, row);
	bind_text(&q, path);
	found = step_row(&q);
	end(&q);
	return found;
}

void
outbox_failed(struct store *s, int64_t row, unsigned tries, int64_t next)
{
	struct query q = query(s, "UPDATE outbox SET tries = ?, next = ? WHERE number = ?");

	bind_number(&q, tries);
	bind_number(&q, next);
	bind_number(&q, row);
	mark(s, &q);
}

uint64_t
outbox_count(struct store *s)
{
	struct query q = query(s, "SELECT count(*) FROM outbox");
	int64_t n = step_row(&q) ? sqlite3_column_int64(q.statement, 0) : 0;

	end(&q);
	return (uint64_t)n;
}

/* ========================================================================== */
/*                                 The index                                  */
/* ========================================================================== */

static bool
next_rows(struct store *s, int64_t *number, struct index_rows *rows, struct text *source)
{
	struct query q = query(s, "SELECT number, source, base, time, rows FROM names"
				  " WHERE number > ? ORDER BY number LIMIT 1");
	bool found;

	bind_number(&q, *number);
	found = step_row(&q);
	if (found) {
		*number = sqlite3_column_int64(q.statement, 0);
		source->n = 0;
		text_puts(source, take_text(q.statement, 1));
		(void)text_string(source);
		rows->source = source->p;
		rows->base = (uint64_t)sqlite3_column_int64(q.statement, 2);
		rows->time = sqlite3_column_int64(q.statement, 3);
		rows->rows.n = 0;
		take_bytes(q.statement, 4, &rows->rows);
	}
	end(&q);
	return found;
}

void
store_scan(struct store *s, store_visitor *visitor, void *ctx)
{
	struct index_rows rows = { .source = NULL };
	struct text source = { 0 };
	int64_t number = 0;

	while (next_rows(s, &number, &rows, &source) && visitor(ctx, &rows))
		;
	text_free(&source);
	text_free(&rows.rows);
}

void
store_forget_before(struct store *s, int64_t time)
{
	struct query q = query(s, "DELETE FROM names WHERE time < ?");

	bind_number(&q, time);
	mark(s, &q);
}
