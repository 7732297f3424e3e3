/*
 * Any bytes as a certificate that is told of: what events say of it is JSON with all of its names,
 * and the row that is kept of it for back-scans reads back as what it was made of.
 */
#include <jansson.h>
#include <string.h>

#include "../claim.h"
#include "../said.h"
#include "watch/about.h"
#include "watch/index.h"
#include "watch/skeleton.h"

enum { HASH = 32, MOST_NAMES = 1000, TAG_DNS = 0x82 };

static bool
is_span(struct certlint_span a, struct certlint_span b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* ========================================================================== */
/*                                   JSON                                     */
/* ========================================================================== */

/* Each dNSName is there, whole, in its order. */
static void
claim_names(json_t *names, const struct certlint_object *object)
{
	struct certlint_item item = CERTLINT_ITEM_INIT;
	size_t n = 0;

	CLAIM(json_is_array(names));
	while (item.index < MOST_NAMES && certlint_each(object, CERTLINT_EACH_SAN, &item)) {
		struct text name = { 0 };
		const char *told;

		if (item.tag != TAG_DNS)
			continue;
		text_escaped(&name, (const char *)item.value.data, item.value.length);
		told = json_string_value(json_array_get(names, n++));
		CLAIM(told && strcmp(told, text_string(&name)) == 0);
		text_free(&name);
	}
	CLAIM(json_array_size(names) >= n);
}

static void
try_json(const struct certlint_object *object)
{
	struct text out = { 0 }, serial = { 0 };
	const char *told;
	json_t *json;

	text_puts(&out, "{\"event\":1");
	about_json(&out, object);
	text_char(&out, '}');
	for (size_t i = 0; i < out.n; i++)
		CLAIM((uint8_t)out.p[i] >= 0x20 && out.p[i] != 0x7f);
	json = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
	CLAIM(json);
	claim_names(json_object_get(json, "dns_names"), object);
	told = json_string_value(json_object_get(json, "serial"));
	CLAIM(about_serial(&serial, object) == (told != NULL));
	CLAIM(!told || strcmp(told, text_string(&serial)) == 0);
	CLAIM(!told || strspn(told, "-0123456789abcdef") == serial.n);
	json_decref(json);
	text_free(&out);
	text_free(&serial);
}

/* ========================================================================== */
/*                                 The index                                  */
/* ========================================================================== */

static struct certlint_span
field(const struct certlint_object *object, int which)
{
	struct certlint_element e = { { NULL, 0 }, { NULL, 0 }, 0, 0 };

	return certlint_field(object, which, &e) ? e.whole : (struct certlint_span){ NULL, 0 };
}

static void
claim_row(const struct index_row *row, const struct certlint_object *object, const uint8_t *key)
{
	struct certlint_item san = CERTLINT_ITEM_INIT;
	struct skeleton bones = { .issuer = row->issuer, .subject = row->subject, .san = row->san,
				  .not_before = row->not_before, .not_after = row->not_after };
	struct text tbs = { 0 };

	(void)certlint_extension(object, "2.5.29.17", &san);
	CLAIM(is_span(row->issuer, field(object, CERTLINT_FIELD_ISSUER)));
	CLAIM(is_span(row->subject, field(object, CERTLINT_FIELD_SUBJECT)));
	CLAIM(is_span(row->san, san.value));
	CLAIM(row->tbs.length == HASH || row->tbs.length == 0);
	/* Where none is told it is the issuer's that is known: of a root its own. */
	CLAIM(row->issuer_key.length == HASH || (row->issuer_key.length == 0 && !key));
	CLAIM(!key || memcmp(row->issuer_key.data, key, HASH) == 0);
	CLAIM(row->not_before >= 0 && row->not_after >= 0 && row->time == 0);
	skeleton_tbs(&tbs, &bones);
	CLAIM(tbs.n > 0 && tbs.p[0] == 0x30);
	text_free(&tbs);
}

/* Rows of one block: the second finds its issuer in the first. */
static void
try_index(const struct certlint_object *object)
{
	static const uint8_t key[HASH] = { 1 };
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;
	struct text rows = { 0 };
	struct index_block block = { .start = 0 };
	struct index_row row;
	size_t at = 0;

	for (uint64_t i = 0; i < 4; i++) {
		about.issuer_key = i & 1 ? key : NULL;
		index_add(&rows, &block, i, object, NULL, &about);
	}
	for (uint64_t i = 0; i < 4; i++) {
		CLAIM(index_next((const uint8_t *)rows.p, rows.n, &at, &row));
		CLAIM(row.number == i);
		claim_row(&row, object, i & 1 ? key : NULL);
	}
	CLAIM(at == rows.n && !index_next((const uint8_t *)rows.p, rows.n, &at, &row));
	text_free(&rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static certlint *lint;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_object *object;

	if (!lint)
		CLAIM(certlint_new(&lint, NULL, NULL) >= 0);
	in.data = data;
	in.length = size;
	if (certlint_object_new(&object, lint, &in, NULL) < 0)
		return 0;
	try_json(object);
	try_index(object);
	certlint_object_free(object);
	return 0;
}
