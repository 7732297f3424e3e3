/* Columns in, columns out: slices, nulls, both widths of offsets, what is left out, stopping. */

#include "sample.h"

#include <stdlib.h>

#include "arrow.h"

/* A column of objects: its buffers and how it is described. */
struct cells {
	uint8_t values[1 << 16];
	int32_t narrow[16];
	int64_t wide[16];
	uint8_t validity[2];
	size_t rows;
};

static void
add(struct cells *c, const void *bytes, size_t n)
{
	size_t at = (size_t)c->wide[c->rows];

	assert_true(at + n <= sizeof(c->values));
	if (n)
		memcpy(c->values + at, bytes, n);
	c->validity[c->rows / 8] |= (uint8_t)(1 << c->rows % 8);
	c->rows++;
	c->wide[c->rows] = (int64_t)(at + n);
	c->narrow[c->rows] = (int32_t)(at + n);
}

static void
add_recipe(struct cells *c, const char *recipe)
{
	struct sample s;

	sample_make(&s, recipe);
	add(c, s.der, s.length);
	sample_free(&s);
}

/* Five rows: a CA, a leaf with two names, garbage, a null, a TBSCertificate. */
static void
fill(struct cells *c)
{
	memset(c, 0, sizeof(*c));
	add_recipe(c, "ca");
	add_recipe(c, "tls san=dns:a.example,dns:b.example");
	add(c, "garbage", 7);
	add(c, "null", 4);
	c->validity[0] &= (uint8_t)~8;
	add_recipe(c, "tls kind=tbs");
}

static struct certlint_batch
batch_of(const struct cells *c, bool wide)
{
	struct certlint_batch b = { .size = sizeof(b), .rows = (int64_t)c->rows };

	b.data = (struct certlint_column){ c->values, wide ? (const void *)c->wide : c->narrow,
		c->validity, 0, wide ? 8 : 4, 0 };
	return b;
}

static void
test_columns(void **state)
{
	certlint *lint = sample_handle("t_serial t_each_san");
	static struct cells c;
	struct certlint_batch b;
	const struct certlint_columns *k;
	certlint_table *t;

	fill(&c);
	for (int wide = 0; wide < 2; wide++) {
		b = batch_of(&c, wide);
		assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
		k = certlint_table_columns(t);
		assert_int_equal(k->rows, 5);
		assert_int_equal(k->findings, 1 + 3 + 0 + 0 + 2);
		assert_int_equal(k->start[0], 0);
		assert_int_equal(k->start[1], 1);
		assert_int_equal(k->start[2], 4);
		assert_int_equal(k->start[3], 4);
		assert_int_equal(k->start[5], 6);
		assert_int_equal(k->worst[1], CERTLINT_ERROR);
		assert_int_equal(k->worst[2], CERTLINT_NONE);
		assert_int_equal(k->worst[3], 255);
		assert_int_equal(k->row[3], 1);
		assert_string_equal(certlint_at(lint, k->lint[1])->id, "t_serial");
		assert_string_equal(certlint_at(lint, k->lint[2])->id, "t_each_san");
		assert_int_equal(k->severity[2], CERTLINT_WARNING);
		assert_memory_equal(c.values + c.wide[1] + k->offset[2], "a.example", 9);
		assert_int_equal(k->length[2], 9);
		assert_int_equal(k->detail_offset[0], 0);
		assert_memory_equal(k->detail + k->detail_offset[3], "\"b.example\" is a name", 21);
		assert_memory_equal(k->path + k->path_offset[0], "tbsCertificate.serialNumber", 27);
		assert_int_equal(k->path_offset[1] - k->path_offset[0], 27);
		certlint_table_free(t);
	}
	certlint_free(lint);
}

static void
test_slice_and_flags(void **state)
{
	certlint *lint = sample_handle("t_serial t_issuer");
	static struct cells c;
	struct certlint_batch b;
	const struct certlint_columns *k;
	certlint_table *t;

	fill(&c);
	b = batch_of(&c, false);
	b.data.first = 1;
	b.rows = 1;
	b.flags = CERTLINT_BATCH_NO_DETAIL | CERTLINT_BATCH_NO_PATH | CERTLINT_BATCH_NOT_CHECKED;
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
	certlint_free(lint);			/* the table holds on to what it needs */
	k = certlint_table_columns(t);
	assert_int_equal(k->findings, 2);
	assert_int_equal(k->severity[0], CERTLINT_ERROR);
	assert_int_equal(k->severity[1], CERTLINT_NONE);
	assert_int_equal(k->not_checked[0], 1);
	assert_null(k->detail);
	assert_null(k->detail_offset);
	assert_null(k->path);
	assert_null(k->path_offset);
	certlint_table_free(t);
}

/* A row's own issuer, else the one that is common to all. */
static void
test_issuers(void **state)
{
	certlint *lint = sample_handle("t_issuer");
	struct certlint_input common = CERTLINT_INPUT_INIT;
	static struct cells c, issuers;
	struct certlint_batch b;
	const struct certlint_columns *k;
	struct sample s;
	certlint_table *t;

	memset(&c, 0, sizeof(c));
	memset(&issuers, 0, sizeof(issuers));
	add_recipe(&c, "tls");
	add_recipe(&c, "tls");
	add_recipe(&issuers, "ca");
	add(&issuers, NULL, 0);
	issuers.validity[0] = 1;
	b = batch_of(&c, true);
	b.issuer = (struct certlint_column){
		issuers.values, issuers.narrow, issuers.validity, 0, 4, 0
	};
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
	k = certlint_table_columns(t);
	assert_int_equal(k->not_checked[0], 0);
	assert_int_equal(k->not_checked[1], 1);
	certlint_table_free(t);
	sample_make(&s, "ca");
	common.issuer = s.der;
	common.issuer_length = s.length;
	b.common = &common;
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
	assert_int_equal(certlint_table_columns(t)->not_checked[1], 0);
	certlint_table_free(t);
	sample_free(&s);
	certlint_free(lint);
}

static void
refused(const certlint *lint, const struct certlint_batch *b, int status)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint_table *t;

	assert_int_equal(certlint_batch_check(lint, b, &t, &e), status);
	assert_null(t);
	assert_true(e.text[0] != 0);
}

static void
test_refused(void **state)
{
	certlint *lint = sample_handle(NULL);
	struct certlint_input common = CERTLINT_INPUT_INIT;
	static struct cells c;
	struct certlint_batch b;
	certlint_table *t;

	fill(&c);
	b = batch_of(&c, false);
	b.data.width = 2;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	b = batch_of(&c, false);
	b.rows = -1;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	b = batch_of(&c, false);
	b.flags = 64;
	refused(lint, &b, CERTLINT_ERR_NEWER);
	b = batch_of(&c, false);
	b.data.first = -1;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	b = batch_of(&c, false);
	b.data.offsets = NULL;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	b = batch_of(&c, false);
	c.narrow[2] = 0;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	fill(&c);
	common.name = "x";
	b.common = &common;
	refused(lint, &b, CERTLINT_ERR_ARGUMENT);
	b = (struct certlint_batch){ .size = sizeof(b) };
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
	assert_int_equal(certlint_table_columns(t)->rows, 0);
	assert_int_equal(certlint_table_columns(t)->start[0], 0);
	assert_non_null(certlint_table_columns(t)->detail_offset);
	assert_non_null(certlint_table_columns(t)->lint);
	certlint_table_free(t);
	assert_null(certlint_table_columns(NULL));
	certlint_table_free(NULL);
	certlint_free(lint);
}

static int
stop(void *ctx)
{
	return 1;
}

/* A row larger than the limit is marked, and a stopped batch holds the rows that were done. */
static void
test_limit_and_stop(void **state)
{
	static const struct certlint_plugin *const plugins[] = { &sample_plugin };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_input common = CERTLINT_INPUT_INIT;
	static uint8_t huge[4 << 20];
	static struct cells c;
	int64_t offsets[4];
	struct certlint_batch b;
	const struct certlint_columns *k;
	certlint_table *t;
	certlint *lint;

	fill(&c);
	o.plugins = plugins;
	o.plugin_count = 1;
	o.max_input = 100;
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	b = batch_of(&c, true);
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_OK);
	k = certlint_table_columns(t);
	assert_int_equal(k->worst[0], 255);
	assert_int_not_equal(k->worst[2], 255);
	certlint_table_free(t);
	certlint_free(lint);

	memcpy(huge, c.values, (size_t)c.wide[1]);
	memcpy(huge + c.wide[1], c.values, (size_t)c.wide[1]);
	offsets[0] = 0;
	offsets[1] = c.wide[1];
	offsets[2] = sizeof(huge);
	common.poll = stop;
	b.common = &common;
	b.rows = 2;
	b.data = (struct certlint_column){ huge, offsets, NULL, 0, 8, 0 };
	lint = sample_handle(NULL);
	assert_int_equal(certlint_batch_check(lint, &b, &t, NULL), CERTLINT_STOPPED);
	k = certlint_table_columns(t);
	assert_int_equal(k->rows, 1);
	assert_int_equal(k->start[1], k->findings);
	assert_true(k->findings > 0);
	assert_true(k->detail_offset[k->findings] > 0);
	certlint_table_free(t);
	certlint_free(lint);
}

/* ---- Arrow ---- */

static void
release_input(struct ArrowArray *array)
{
	array->release = NULL;
}

static void
release_input_schema(struct ArrowSchema *schema)
{
	schema->release = NULL;
}

struct arrow_input {
	const void *buffers[3];
	struct ArrowArray array;
	struct ArrowSchema schema;
};

static void
arrow_of(struct arrow_input *in, const struct cells *c, bool large)
{
	in->buffers[0] = c->validity;
	in->buffers[1] = large ? (const void *)c->wide : c->narrow;
	in->buffers[2] = c->values;
	in->array = (struct ArrowArray){ .length = (int64_t)c->rows, .null_count = -1,
		.n_buffers = 3, .buffers = in->buffers, .release = release_input };
	in->schema = (struct ArrowSchema){ .format = large ? "Z" : "z", .name = "",
		.release = release_input_schema };
}

static const char *
text_at(const struct ArrowArray *utf8, size_t i)
{
	static char text[256];
	const int32_t *offsets = utf8->buffers[1];
	size_t n = (size_t)(offsets[i + 1] - offsets[i]);

	memcpy(text, (const char *)utf8->buffers[2] + offsets[i], n);
	text[n] = '\0';
	return text;
}

static void
check_arrow(const struct ArrowArray *a, const struct ArrowSchema *schema)
{
	static const char *const formats[] = { "l", "i", "C", "l", "l", "U", "U" };
	static const char *const names[] = { "row", "id", "severity", "offset", "length", "detail",
		"path" };
	const int32_t *id = a->children[1]->buffers[1];

	assert_string_equal(schema->format, "+s");
	assert_int_equal(a->n_children, 7);
	assert_int_equal(schema->n_children, 7);
	for (int i = 0; i < 7; i++) {
		assert_string_equal(schema->children[i]->format, formats[i]);
		assert_string_equal(schema->children[i]->name, names[i]);
		assert_int_equal(a->children[i]->length, a->length);
		assert_int_equal(a->children[i]->n_buffers, i < 5 ? 2 : 3);
		assert_non_null(a->children[i]->buffers[1]);
	}
	assert_string_equal(schema->children[1]->dictionary->format, "u");
	assert_int_equal(a->length, 6);
	assert_int_equal(((const int64_t *)a->children[0]->buffers[1])[5], 4);
	assert_string_equal(text_at(a->children[1]->dictionary, (size_t)id[0]), "t_serial");
	assert_string_equal(text_at(a->children[1]->dictionary, (size_t)id[2]), "t_each_san");
}

static void
test_arrow(void **state)
{
	struct accountant accountant = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&accountant);
	struct certlint_input common = CERTLINT_INPUT_INIT;
	static struct cells c;
	struct arrow_input in;
	struct ArrowArray out, moved;
	struct ArrowSchema schema;

	fill(&c);
	common.allocator = &allocator;
	for (int order = 0; order < 4; order++) {
		certlint *lint = sample_handle("t_serial t_each_san");

		arrow_of(&in, &c, order & 1);
		assert_int_equal(certlint_batch_arrow(lint, &common, &in.array, &in.schema, 0, &out,
						      &schema, NULL), CERTLINT_OK);
		assert_non_null(in.array.release);	/* stays the caller's */
		certlint_free(lint);
		check_arrow(&out, &schema);
		moved = *out.children[5];		/* a consumer takes a child along */
		out.children[5]->release = NULL;
		if (order & 2)
			schema.release(&schema);
		out.release(&out);
		assert_null(out.release);
		assert_memory_equal(moved.buffers[2], "a serial number", 15);
		moved.release(&moved);
		if (!(order & 2))
			schema.release(&schema);
		assert_null(schema.release);
		assert_int_equal(accountant.blocks, 0);
	}
}

static void
test_arrow_fails(void **state)
{
	struct accountant accountant = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&accountant);
	struct certlint_input common = CERTLINT_INPUT_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint *lint = sample_handle("t_serial t_each_san");
	static struct cells c;
	struct arrow_input in;
	struct ArrowArray out;
	struct ArrowSchema schema;
	int status;

	fill(&c);
	common.allocator = &allocator;
	arrow_of(&in, &c, false);
	for (size_t turn = 1; ; turn++) {
		accountant.calls = 0;
		accountant.fail_at = turn;
		status = certlint_batch_arrow(lint, &common, &in.array, &in.schema,
					      CERTLINT_BATCH_NO_PATH, &out, &schema, &e);
		if (status == CERTLINT_OK)
			break;
		assert_int_equal(status, CERTLINT_ERR_MEMORY);
		assert_int_equal(accountant.blocks, 0);
	}
	assert_int_equal(out.n_children, 6);
	out.release(&out);
	schema.release(&schema);
	assert_int_equal(accountant.blocks, 0);
	in.schema.format = "u";
	assert_int_equal(certlint_batch_arrow(lint, NULL, &in.array, &in.schema, 0, &out, &schema,
					      &e),
			 CERTLINT_ERR_ARGUMENT);
	assert_non_null(strstr(e.text, "'u'"));
	arrow_of(&in, &c, false);
	in.array.release = NULL;
	assert_int_equal(certlint_batch_arrow(lint, NULL, &in.array, &in.schema, 0, &out, &schema,
					      &e),
			 CERTLINT_ERR_ARGUMENT);
	certlint_free(lint);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_slice_and_flags),
		cmocka_unit_test(test_issuers),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limit_and_stop),
		cmocka_unit_test(test_arrow),
		cmocka_unit_test(test_arrow_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
