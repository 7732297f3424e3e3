/* What tests of the API share: forged objects, lints of their own, an allocator that counts. */

#include "sample.h"

#include <stdlib.h>

void
sample_make(struct sample *s, const char *recipe)
{
	static const struct certlint_input empty = CERTLINT_INPUT_INIT;

	s->length = forge_full(recipe, s->der, sizeof(s->der), &s->forged);
	if (s->length == 0)
		fail_msg("%s: %s", recipe, s->forged.error);
	s->input = empty;
	s->input.data = s->der;
	s->input.length = s->length;
	s->input.issuer = s->forged.issuer;
	s->input.issuer_length = s->forged.issuer_length;
	s->input.pair = s->forged.pair;
	s->input.pair_length = s->forged.pair_length;
	s->input.as_of = s->forged.as_of;
	s->input.now = s->forged.now;
	s->input.kind = s->forged.kind;
	s->input.profile = s->forged.profile[0] ? s->forged.profile : NULL;
	s->input.facts = s->forged.facts[0] ? s->forged.facts : NULL;
}

void
sample_free(struct sample *s)
{
	forge_release(&s->forged);
}

/* ---- lints ---- */

static void
check_serial(const struct certlint_object *o, struct certlint_reporter *r)
{
	struct certlint_element e;

	if (certlint_field(o, CERTLINT_FIELD_SERIAL, &e))
		certlint_fail_text(r, e.body, "a serial number", "none", certlint_hex(r, e.body));
}

static void
check_each_san(const struct certlint_object *o, struct certlint_reporter *r)
{
	struct certlint_item san = CERTLINT_ITEM_INIT;

	while (certlint_each(o, CERTLINT_EACH_SAN, &san))
		certlint_fail(r, san.value, "%s is a name", certlint_quote(r, san.value));
}

static void
check_whole(const struct certlint_object *o, struct certlint_reporter *r)
{
	struct certlint_element e;

	if (certlint_field(o, CERTLINT_FIELD_WHOLE, &e))
		certlint_fail(r, e.whole, "here");
}

#define LINT(id_, severity_, check_) \
	.size = sizeof(struct certlint_lint), .id = id_, .severity = severity_, .check = check_

const struct certlint_lint lint_serial = {
	LINT("t_serial", CERTLINT_ERROR, check_serial),
	.source = "Test CPS",
	.citation = "1.1",
	.covers = "t-1 t-2",
	.peers = "zlint:e_test other:x zlint:e_two_words",
	.aliases = "t_old_serial",
	.summary = "A serial number is there.",
};
const struct certlint_lint lint_each_san = {
	LINT("t_each_san", CERTLINT_WARNING, check_each_san), .applies = "certificate has_san !ca",
};
const struct certlint_lint lint_notice = { LINT("t_notice", CERTLINT_NOTICE, check_whole) };
const struct certlint_lint lint_issuer = {
	LINT("t_issuer", CERTLINT_WARNING, check_whole), .needs = "issuer",
};
const struct certlint_lint lint_now = {
	LINT("t_now", CERTLINT_ERROR, check_whole), .from_day = 20300101, .clock = CERTLINT_BY_NOW,
};

static const struct certlint_lint *const lints[] = {
	&lint_serial, &lint_each_san, &lint_notice, &lint_issuer, &lint_now,
};
const struct certlint_plugin sample_plugin = {
	sizeof(struct certlint_plugin), CERTLINT_PLUGIN_ABI, 0, "t", "1", lints,
	sizeof(lints) / sizeof(*lints),
};

certlint *
sample_handle(const char *selection)
{
	static const struct certlint_plugin *const plugins[] = { &sample_plugin };
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint *lint;

	options.plugins = plugins;
	options.plugin_count = 1;
	options.selection = selection ? selection : "t_*";
	if (certlint_new(&lint, &options, &error) != CERTLINT_OK)
		fail_msg("%s", error.text);
	return lint;
}

/* ---- memory ---- */

static void *
allocate(void *ctx, size_t length)
{
	struct accountant *a = ctx;
	void *memory;

	if (++a->calls == a->fail_at)
		return NULL;
	memory = malloc(length);
	if (memory == NULL)
		abort();
	memset(memory, 0xa5, length);
	a->blocks++;
	a->bytes += length;
	return memory;
}

static void
release(void *ctx, void *memory, size_t length)
{
	struct accountant *a = ctx;

	a->blocks--;
	a->bytes -= length;
	free(memory);
}

struct certlint_allocator
accountant_allocator(struct accountant *a)
{
	return (struct certlint_allocator){ allocate, release, a };
}
