/* A batch through the Arrow C data interface: a column in, a struct array of findings out. */

#include "arrow.h"

#include "batch.h"
#include "sized.h"

enum { COLUMNS = 7, BUFFERS = 3 };
enum { ROW, ID, SEVERITY, OFFSET, LENGTH, DETAIL, PATH };

/*
 * What the structs that went out are made of.  A consumer may move a child out of its parent and
 * release it after that, and the schema at any other time; so each of them is an owner.
 */
struct exported_array {
	atomic_uint owners;
	certlint_table *table;
	size_t length;			/* of this block */
	unsigned column_of[COLUMNS];
	struct ArrowArray arrays[COLUMNS], dictionary;
	struct ArrowArray *children[COLUMNS];
	const void *buffers[COLUMNS][BUFFERS], *dictionary_buffers[BUFFERS], *own_buffers[1];
};

struct exported_schema {
	atomic_uint owners;
	struct certlint_allocator allocator;
	const certlint *handle;		/* whose allocator it is */
	struct ArrowSchema schemas[COLUMNS], dictionary;
	struct ArrowSchema *children[COLUMNS];
};

static const struct {
	const char *name, *format;
} columns[COLUMNS] = {
	[ROW] = { "row", "l" }, [ID] = { "id", "i" }, [SEVERITY] = { "severity", "C" },
	[OFFSET] = { "offset", "l" }, [LENGTH] = { "length", "l" }, [DETAIL] = { "detail", "U" },
	[PATH] = { "path", "U" },
};

/* Which columns there are; how many. */
static unsigned
list_columns(uint64_t flags, unsigned out[COLUMNS])
{
	unsigned n = 0;

	for (unsigned i = 0; i < COLUMNS; i++)
		if (!(i == DETAIL && flags & CERTLINT_BATCH_NO_DETAIL) &&
		    !(i == PATH && flags & CERTLINT_BATCH_NO_PATH))
			out[n++] = i;
	return n;
}

/* ---- in ---- */

static int
import_column(const struct ArrowArray *array, const struct ArrowSchema *schema,
	      struct certlint_column *out, struct certlint_error *error)
{
	bool large;

	if (array == NULL || schema == NULL || array->release == NULL || schema->release == NULL ||
	    schema->format == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "arrow: array or schema is NULL or has been released");
	large = strcmp(schema->format, "Z") == 0;
	if ((!large && strcmp(schema->format, "z") != 0) || schema->dictionary)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "arrow: a column of format '%.20s' "
			      "cannot be linted: cast it to binary or large_binary",
			      schema->format);
	if (array->length < 0 || array->offset < 0 || array->n_buffers != BUFFERS ||
	    array->buffers == NULL || (array->length > 0 && array->buffers[1] == NULL))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "arrow: array is not laid out as binary");
	*out = (struct certlint_column){
		.values = array->buffers[2], .offsets = array->buffers[1],
		.validity = array->null_count == 0 ? NULL : array->buffers[0],
		.first = array->offset, .width = large ? 8 : 4,
	};
	return CERTLINT_OK;
}

/* ---- arrays out ---- */

static void
drop_array(struct exported_array *e)
{
	struct certlint_allocator a = e->table->allocator;

	if (atomic_fetch_sub_explicit(&e->owners, 1, memory_order_acq_rel) != 1)
		return;
	table_drop(e->table);
	memory_give(&a, e, e->length);
}

static void
release_array(struct ArrowArray *array)
{
	struct exported_array *e = array->private_data;

	for (int64_t i = 0; i < array->n_children; i++)
		if (array->children[i]->release)
			array->children[i]->release(array->children[i]);
	if (array->dictionary && array->dictionary->release)
		array->dictionary->release(array->dictionary);
	array->release = NULL;
	drop_array(e);
}

static void
fill_array(struct exported_array *e, struct ArrowArray *out, int64_t length, const void **buffers,
	   int64_t count)
{
	*out = (struct ArrowArray){ .length = length, .n_buffers = count, .buffers = buffers,
		.release = release_array, .private_data = e };
	atomic_fetch_add_explicit(&e->owners, 1, memory_order_relaxed);
}

/* The buffers behind the validity, of which there is none: nothing is null. */
static int64_t
column_buffers(const struct certlint_columns *c, unsigned column, const void **buffers)
{
	buffers[0] = buffers[2] = NULL;
	switch (column) {
	case ROW: buffers[1] = c->row; return 2;
	case ID: buffers[1] = c->lint; return 2;
	case SEVERITY: buffers[1] = c->severity; return 2;
	case OFFSET: buffers[1] = c->offset; return 2;
	case LENGTH: buffers[1] = c->length; return 2;
	case DETAIL: buffers[1] = c->detail_offset; buffers[2] = c->detail; return 3;
	default: buffers[1] = c->path_offset; buffers[2] = c->path; return 3;
	}
}

/* All ids of the handle behind the block's struct, with their offsets before them. */
static void
fill_ids(struct exported_array *e, const certlint *h)
{
	uint32_t count = h->engine.count;
	int32_t *offsets = (int32_t *)(void *)(e + 1);
	char *text = (char *)(offsets + count + 1);

	offsets[0] = 0;
	for (uint32_t i = 0; i < count; i++) {
		size_t n = strlen(h->shown[i].id);

		memcpy(text + offsets[i], h->shown[i].id, n);
		offsets[i + 1] = offsets[i] + (int32_t)n;
	}
	e->dictionary_buffers[1] = offsets;
	e->dictionary_buffers[2] = text;
}

static size_t
ids_size(const certlint *h)
{
	size_t size = ((size_t)h->engine.count + 1) * sizeof(int32_t);

	for (uint32_t i = 0; i < h->engine.count; i++)
		size += strlen(h->shown[i].id);
	return size;
}

/* Wrap a table, which then belongs to what went out.  False for want of memory. */
static bool
export_array(certlint_table *t, uint64_t flags, struct ArrowArray *out)
{
	size_t length = sizeof(struct exported_array) + ids_size(t->handle);
	struct exported_array *e = memory_take(&t->allocator, length);
	unsigned count;

	if (e == NULL)
		return false;
	e->table = t;
	e->length = length;
	atomic_init(&e->owners, 0);
	fill_ids(e, t->handle);
	count = list_columns(flags, e->column_of);
	for (unsigned i = 0; i < count; i++) {
		int64_t buffers = column_buffers(&t->columns, e->column_of[i], e->buffers[i]);

		fill_array(e, &e->arrays[i], t->columns.findings, e->buffers[i], buffers);
		e->children[i] = &e->arrays[i];
	}
	fill_array(e, &e->dictionary, t->handle->engine.count, e->dictionary_buffers, BUFFERS);
	e->arrays[ID].dictionary = &e->dictionary;
	fill_array(e, out, t->columns.findings, e->own_buffers, 1);
	out->n_children = count;
	out->children = e->children;
	return true;
}

/* ---- schemas out ---- */

static void
release_schema(struct ArrowSchema *schema)
{
	struct exported_schema *e = schema->private_data;
	struct certlint_allocator a = e->allocator;
	const certlint *handle = e->handle;

	for (int64_t i = 0; i < schema->n_children; i++)
		if (schema->children[i]->release)
			schema->children[i]->release(schema->children[i]);
	if (schema->dictionary && schema->dictionary->release)
		schema->dictionary->release(schema->dictionary);
	schema->release = NULL;
	if (atomic_fetch_sub_explicit(&e->owners, 1, memory_order_acq_rel) != 1)
		return;
	memory_give(&a, e, sizeof(*e));
	handle_drop(handle);
}

static void
fill_schema(struct exported_schema *e, struct ArrowSchema *out, const char *format,
	    const char *name)
{
	*out = (struct ArrowSchema){ .format = format, .name = name, .release = release_schema,
		.private_data = e };
	atomic_fetch_add_explicit(&e->owners, 1, memory_order_relaxed);
}

static bool
export_schema(const certlint_table *t, uint64_t flags, struct ArrowSchema *out)
{
	struct exported_schema *e = memory_take(&t->allocator, sizeof(*e));
	unsigned of[COLUMNS], count = list_columns(flags, of);

	if (e == NULL)
		return false;
	e->allocator = t->allocator;
	e->handle = handle_hold(t->handle);
	atomic_init(&e->owners, 0);
	for (unsigned i = 0; i < count; i++) {
		fill_schema(e, &e->schemas[i], columns[of[i]].format, columns[of[i]].name);
		e->children[i] = &e->schemas[i];
	}
	fill_schema(e, &e->dictionary, "u", "");
	e->schemas[ID].dictionary = &e->dictionary;
	fill_schema(e, out, "+s", "");
	out->n_children = count;
	out->children = e->children;
	return true;
}

/* ---- both ---- */

static int
export_table(certlint_table *t, uint64_t flags, struct ArrowArray *out,
	     struct ArrowSchema *out_schema)
{
	struct ArrowSchema schema;
	struct ArrowArray array;

	if (!export_schema(t, flags, &schema)) {
		certlint_table_free(t);
		return CERTLINT_ERR_MEMORY;
	}
	if (!export_array(t, flags, &array)) {
		schema.release(&schema);
		certlint_table_free(t);
		return CERTLINT_ERR_MEMORY;
	}
	*out = array;
	*out_schema = schema;
	return CERTLINT_OK;
}

int
certlint_batch_arrow(const certlint *lint, const struct certlint_input *common,
		     const struct ArrowArray *array, const struct ArrowSchema *schema,
		     uint64_t flags, struct ArrowArray *out, struct ArrowSchema *out_schema,
		     struct certlint_error *error)
{
	struct certlint_batch batch = { .size = sizeof(batch), .common = common, .flags = flags };
	certlint_table *table;
	int status, exported;

	if (out == NULL || out_schema == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "arrow: out or out_schema is NULL");
	status = import_column(array, schema, &batch.data, error);
	if (status < 0)
		return status;
	batch.rows = array->length;
	status = certlint_batch_check(lint, &batch, &table, error);
	if (status < 0)
		return status;
	exported = export_table(table, flags, out, out_schema);
	if (exported < 0)
		return refuse(error, exported, -1, "certlint_batch_arrow: out of memory");
	return status;
}
