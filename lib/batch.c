/* Many objects in one call: a run for each row, its findings behind those of the row before. */

#include "batch.h"

#include "path.h"
#include "sized.h"

enum { NOT_LINTED = 255 };

struct filling {
	certlint_table *t;
	uint64_t flags;
	int64_t row;
	size_t first;			/* finding of the row */
	uint32_t not_checked;
	uint8_t worst;
	bool failed;			/* out of memory */
	struct growing queries;		/* places of the row whose paths are wanted */
	struct growing paths;		/* struct answer for each, then the texts in any order */
	struct growing texts;
};

struct answer {
	size_t at, length;
};

/* ---- columns ---- */

static bool
append(struct filling *f, struct growing *g, const void *bytes, size_t n)
{
	if (f->failed || !growing_reserve(&f->t->allocator, g, n)) {
		f->failed = true;
		return false;
	}
	if (n)
		memcpy(g->bytes + g->used, bytes, n);
	g->used += n;
	return true;
}

static void
append_i64(struct filling *f, struct growing *g, size_t value)
{
	const int64_t v = (int64_t)value;

	append(f, g, &v, sizeof(v));
}

static void
append_u32(struct filling *f, struct growing *g, uint32_t value)
{
	append(f, g, &value, sizeof(value));
}

static void
append_u8(struct filling *f, struct growing *g, int value)
{
	const uint8_t v = (uint8_t)value;

	append(f, g, &v, sizeof(v));
}

static void
append_text(struct filling *f, struct growing *offsets, struct growing *text, const char *s,
	    size_t n)
{
	append(f, text, s, n);
	append_i64(f, offsets, text->used);
}

static size_t
finding_count(const struct filling *f)
{
	return f->t->severity.used;
}

static void
want_path(struct filling *f, const struct certlint_finding *x)
{
	const struct path_query query = { x->offset, x->length, finding_count(f) - f->first };

	append(f, &f->queries, &query, sizeof(query));
}

static int
take_finding(void *ctx, const struct certlint_finding *x)
{
	struct filling *f = ctx;
	certlint_table *t = f->t;

	if (x->severity == CERTLINT_NONE) {
		f->not_checked++;
		if (!(f->flags & CERTLINT_BATCH_NOT_CHECKED))
			return 0;
	}
	if (x->severity > f->worst)
		f->worst = (uint8_t)x->severity;
	if (!(f->flags & CERTLINT_BATCH_NO_PATH) && x->severity != CERTLINT_NONE)
		want_path(f, x);
	append_i64(f, &t->row, (size_t)f->row);
	append_u32(f, &t->lint, x->index);
	append_i64(f, &t->offset, x->offset);
	append_i64(f, &t->length, x->length);
	if (!(f->flags & CERTLINT_BATCH_NO_DETAIL))
		append_text(f, &t->detail_offset, &t->detail, x->detail, strlen(x->detail));
	append_u8(f, &t->severity, x->severity);
	return f->failed;
}

/* ---- paths: told in the order of places, stored in the order of findings ---- */

static void
take_path(void *ctx, size_t key, const char *path, size_t length)
{
	struct filling *f = ctx;
	struct answer *answers = (struct answer *)(void *)f->paths.bytes;

	answers[key] = (struct answer){ f->texts.used, length };
	append(f, &f->texts, path, length);
}

static void
append_paths(struct filling *f, const struct cert *c)
{
	size_t count = finding_count(f) - f->first;
	const struct answer none = { 0, 0 }, *answers;

	f->paths.used = f->texts.used = 0;
	append(f, &f->texts, NULL, 0);		/* so that there is an address to add to */
	if (count == 0 || f->failed)
		return;
	for (size_t i = 0; i < count; i++)
		append(f, &f->paths, &none, sizeof(none));
	if (f->failed)
		return;
	paths_tell(c->file, facts_have(&c->facts, FACT_NO_SIGNATURE),
		   (struct path_query *)(void *)f->queries.bytes,
		   f->queries.used / sizeof(struct path_query), take_path, f);
	answers = (const struct answer *)(const void *)f->paths.bytes;
	for (size_t i = 0; i < count && !f->failed; i++)
		append_text(f, &f->t->path_offset, &f->t->path,
			    (const char *)f->texts.bytes + answers[i].at, answers[i].length);
}

/* ---- rows ---- */

/* One cell of a column; `present` false for a null.  False if the offsets make no sense. */
static bool
read_cell(const struct certlint_column *c, int64_t i, struct span *cell, bool *present)
{
	int64_t from, to;

	i += c->first;
	*present = c->offsets != NULL;
	if (*present && c->validity)
		*present = c->validity[i / 8] >> i % 8 & 1;
	*cell = (struct span){ NULL, 0 };
	if (!*present)
		return true;
	if (c->width == 8) {
		memcpy(&from, (const int64_t *)c->offsets + i, sizeof(from));
		memcpy(&to, (const int64_t *)c->offsets + i + 1, sizeof(to));
	} else {
		from = ((const int32_t *)c->offsets)[i];
		to = ((const int32_t *)c->offsets)[i + 1];
	}
	if (from < 0 || to < from || (c->values == NULL && to > from) ||
	    (uint64_t)to > SIZE_MAX)
		return false;
	*cell = (struct span){ (const uint8_t *)(c->values ? c->values : "") + from,
		(size_t)(to - from) };
	return true;
}

static void
end_row(struct filling *f)
{
	certlint_table *t = f->t;

	append_i64(f, &t->start, finding_count(f));
	append_u8(f, &t->worst, f->worst);
	append_u32(f, &t->not_checked, f->not_checked);
}

/* Take back what was found in a row that was not finished. */
static void
undo_row(struct filling *f)
{
	certlint_table *t = f->t;

	t->row.used = t->offset.used = t->length.used = f->first * sizeof(int64_t);
	t->lint.used = f->first * sizeof(uint32_t);
	t->severity.used = f->first;
	if (f->flags & CERTLINT_BATCH_NO_DETAIL)
		return;
	t->detail_offset.used = (f->first + 1) * sizeof(int64_t);
	t->detail.used = (size_t)((const int64_t *)(const void *)t->detail_offset.bytes)[f->first];
}

static void
begin_row(struct filling *f)
{
	f->first = finding_count(f);
	f->worst = CERTLINT_NONE;
	f->not_checked = 0;
	f->queries.used = 0;
}

/* What a batch needs once, and uses for every row. */
struct batch_run {
	const struct plan *plan;
	const struct certlint_batch *batch;
	struct certlint_error *error;
	struct surroundings s;
	struct report report;
	struct run_options options;
};

static int
read_cells(struct batch_run *run, int64_t i, struct span *data, struct span *issuer)
{
	const struct certlint_batch *b = run->batch;
	bool has_data, has_issuer;

	if (!read_cell(&b->data, i, data, &has_data) ||
	    !read_cell(&b->issuer, i, issuer, &has_issuer))
		return refuse(run->error, CERTLINT_ERR_ARGUMENT, -1,
			      "batch: the offsets of row %lld make no sense",
			      (long long)i);
	if (!has_issuer)
		issuer->p = NULL;
	if (!has_data || data->n > run->plan->handle->max_input ||
	    issuer->n > run->plan->handle->max_input)
		data->p = NULL;
	return CERTLINT_OK;
}

/* Null and too large rows are marked, never skipped. */
static int
run_row(struct batch_run *run, struct filling *f, int64_t i)
{
	struct span data, issuer;
	int status = read_cells(run, i, &data, &issuer);

	if (status < 0)
		return status;
	begin_row(f);
	f->row = i;
	if (data.p == NULL) {
		f->worst = NOT_LINTED;
		end_row(f);
		return CERTLINT_OK;
	}
	if (issuer.p)
		object_read_issuer(&run->s, run->plan, issuer);
	else if (run->batch->issuer.offsets)
		object_take_issuer(&run->s, run->plan);
	object_read(&run->s, run->plan, data, NULL);
	run->report.work += reading_work(data.n);
	status =
		run_object(&run->plan->handle->engine, &run->s.object, &run->options, &run->report);
	if (status == CERTLINT_STOPPED) {
		undo_row(f);
		return status;
	}
	if (!(f->flags & CERTLINT_BATCH_NO_PATH))
		append_paths(f, &run->s.object.cert);
	end_row(f);
	return status;
}

static int
run_rows(struct batch_run *run, struct filling *f)
{
	int status = CERTLINT_OK;

	run->options = plan_run_options(run->plan);
	run->options.sink = take_finding;
	run->options.ctx = f;
	run->options.tell_not_checked = true;
	run->report.work = 0;
	object_read_around(&run->s, run->plan);
	for (int64_t i = 0; i < run->batch->rows && status == CERTLINT_OK && !f->failed; i++)
		status = run_row(run, f, i);
	return f->failed ? CERTLINT_ERR_MEMORY : status;
}

/* ---- the table ---- */

/* Every column that is wanted has its first offset, and an address even if it stays empty. */
static void
begin_table(struct filling *f)
{
	certlint_table *t = f->t;
	struct growing *const all[] = { &t->start, &t->worst, &t->not_checked, &t->row, &t->lint,
		&t->severity, &t->offset, &t->length };
	struct growing *const details[] = { &t->detail_offset, &t->detail };
	struct growing *const paths[] = { &t->path_offset, &t->path };

	for (unsigned i = 0; i < sizeof(all) / sizeof(*all); i++)
		append(f, all[i], NULL, 0);
	for (unsigned i = 0; i < 2 && !(f->flags & CERTLINT_BATCH_NO_DETAIL); i++)
		append(f, details[i], NULL, 0);
	for (unsigned i = 0; i < 2 && !(f->flags & CERTLINT_BATCH_NO_PATH); i++)
		append(f, paths[i], NULL, 0);
	append_i64(f, &t->start, 0);
	if (!(f->flags & CERTLINT_BATCH_NO_DETAIL))
		append_i64(f, &t->detail_offset, 0);
	if (!(f->flags & CERTLINT_BATCH_NO_PATH))
		append_i64(f, &t->path_offset, 0);
}

static const void *
column(const struct growing *g)
{
	return g->bytes;
}

static void
end_table(certlint_table *t)
{
	t->columns = (struct certlint_columns){
		.size = sizeof(t->columns), .rows = (int64_t)t->worst.used,
		.findings = (int64_t)t->severity.used, .start = column(&t->start),
		.worst = column(&t->worst), .not_checked = column(&t->not_checked),
		.row = column(&t->row), .lint = column(&t->lint), .severity = column(&t->severity),
		.offset = column(&t->offset), .length = column(&t->length),
		.detail_offset = column(&t->detail_offset), .detail = column(&t->detail),
		.path_offset = column(&t->path_offset), .path = column(&t->path),
	};
}

static void
free_growing(const struct certlint_allocator *a, struct growing *g)
{
	memory_give(a, g->bytes, g->room);
}

void
table_drop(certlint_table *t)
{
	struct certlint_allocator a;
	struct growing *const all[] = { &t->start, &t->worst, &t->not_checked, &t->row, &t->lint,
		&t->severity, &t->offset, &t->length, &t->detail_offset, &t->detail,
		&t->path_offset, &t->path };

	if (atomic_fetch_sub_explicit(&t->owners, 1, memory_order_acq_rel) != 1)
		return;
	a = t->allocator;
	for (unsigned i = 0; i < sizeof(all) / sizeof(*all); i++)
		free_growing(&a, all[i]);
	handle_drop(t->handle);
	memory_give(&a, t, sizeof(*t));
}

static certlint_table *
new_table(const struct plan *plan)
{
	struct certlint_allocator a = plan->input.allocator ? *plan->input.allocator :
		plan->handle->arena.allocator;
	certlint_table *t = memory_take(&a, sizeof(*t));

	if (t == NULL)
		return NULL;
	t->allocator = a;
	t->handle = handle_hold(plan->handle);
	atomic_init(&t->owners, 1);
	return t;
}

/* ---- what the caller gives ---- */

static int
check_column(const struct certlint_column *c, int64_t rows, const char *name,
	     struct certlint_error *error)
{
	if (c->reserved)
		return refuse(error, CERTLINT_ERR_NEWER, -1, "batch: %s.reserved is not 0", name);
	if (c->offsets == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "batch: %s has no offsets", name);
	if (c->width != 4 && c->width != 8)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "batch: %s.width is the bytes of an offset: 4 or 8", name);
	if (c->first < 0 || rows > INT64_MAX - 1 - c->first)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "batch: %s.first makes no sense",
			      name);
	return CERTLINT_OK;
}

static int
check_batch(struct certlint_batch *b, struct certlint_error *error)
{
	const uint64_t known = CERTLINT_BATCH_NO_DETAIL | CERTLINT_BATCH_NO_PATH |
		CERTLINT_BATCH_NOT_CHECKED;
	int status = CERTLINT_OK;

	if (b->flags & ~known)
		return refuse(error, CERTLINT_ERR_NEWER, -1,
			      "batch: flags has a bit that this library does not know");
	if (b->rows < 0)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "batch: rows is less than 0");
	if (b->issuer.values == NULL)
		b->issuer = (struct certlint_column){ NULL, NULL, NULL, 0, 0, 0 };
	else
		status = check_column(&b->issuer, b->rows, "issuer", error);
	if (status == CERTLINT_OK && b->rows > 0)
		status = check_column(&b->data, b->rows, "data", error);
	return status;
}

static int
read_common(struct plan *plan, const certlint *lint, const struct certlint_batch *b,
	    struct certlint_error *error)
{
	const struct certlint_input none = CERTLINT_INPUT_INIT;
	int status = plan_read(plan, lint, b->common ? b->common : &none, error);

	if (status == CERTLINT_OK && (plan->input.data || plan->input.pair || plan->input.name))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "batch: data, pair and name of the common input must be NULL");
	return status;
}

static int
fill_table(struct batch_run *run, certlint_table *t, uint64_t flags)
{
	struct filling f = { .t = t, .flags = flags };
	int status;

	begin_table(&f);
	status = run_rows(run, &f);
	end_table(t);
	free_growing(&t->allocator, &f.queries);
	free_growing(&t->allocator, &f.paths);
	free_growing(&t->allocator, &f.texts);
	return status;
}

int
certlint_batch_check(const certlint *lint, const struct certlint_batch *batch,
		     certlint_table **table, struct certlint_error *error)
{
	struct certlint_batch own;
	struct plan plan;
	struct batch_run run = { .plan = &plan, .batch = &own, .error = error };
	certlint_table *t;
	int status;

	if (table == NULL || batch == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "batch: batch or table is NULL");
	*table = NULL;
	status = sized_accept(&own, sizeof(own), batch, "batch", error);
	if (status == CERTLINT_OK)
		status = check_batch(&own, error);
	if (status == CERTLINT_OK)
		status = read_common(&plan, lint, &own, error);
	if (status < 0)
		return status;
	t = new_table(&plan);
	status = t ? fill_table(&run, t, own.flags) : CERTLINT_ERR_MEMORY;
	if (status == CERTLINT_ERR_MEMORY)
		refuse(error, status, -1, "certlint_batch_check: out of memory");
	if (status < 0)
		certlint_table_free(t);
	else
		*table = t;
	return status;
}

const struct certlint_columns *
certlint_table_columns(const certlint_table *table)
{
	return table ? &table->columns : NULL;
}

void
certlint_table_free(certlint_table *table)
{
	if (table)
		table_drop(table);
}
