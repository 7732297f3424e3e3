/* The public functions: making handles, running them. */

#include <stdlib.h>

#include "handle.h"

static const struct lint_text no_text;

int
certlint_new(certlint **out, const struct certlint_options *options, struct certlint_error *error)
{
	struct certlint *h = calloc(1, sizeof(*h));
	uint32_t n = 0;

	h->entries = calloc(lint_count, sizeof(*h->entries));
	for (size_t i = 0; i < lint_count; i++)
		if (!lint_table[i]->optional)
			h->entries[n++] = (struct entry){ .lint = lint_table[i], .text = &lint_texts[i],
				.severity = lint_table[i]->severity, .number = n };
	/* unless */
	for (uint32_t i = 0; i < n; i++) {
		const char *p = h->entries[i].text->unless;
		uint16_t *list = calloc(32, sizeof(*list));
		uint16_t k = 0;

		while (p && *p) {
			size_t len = strcspn(p, " ");

			for (uint32_t j = 0; j < n; j++)
				if (strlen(h->entries[j].lint->id) == len &&
				    !strncmp(h->entries[j].lint->id, p, len)) {
					list[k++] = (uint16_t)j;
					h->entries[j].wins = true;
				}
			p += len + (p[len] == ' ');
		}
		h->entries[i].unless = list;
		h->entries[i].unless_count = k;
	}
	engine_build(&h->engine, h->entries, n, malloc(engine_size(h->entries, n)));
	h->data = data_builtin();
	*out = h;
	return 0;
}

void
certlint_free(certlint *lint)
{
	free(lint);
}

int
certlint_run(const certlint *h, const struct certlint_input *in, certlint_sink *sink, void *ctx,
	     struct certlint_error *error)
{
	struct certlint_object o = { .data = h->data, .as_of = in->as_of, .now = in->now }, issuer;
	struct cert_options co = { .data = h->data, .as_of = in->as_of ? day_of(in->as_of) : DAY_NONE,
		.form = in->kind == CERTLINT_TBS_CERT ? CERT_TBS : in->kind == CERTLINT_CERT ? CERT_SIGNED : CERT_AUTO };
	struct run_options ro = { .sink = sink, .ctx = ctx, .max_per_lint = 10, .max_findings = 1000,
		.minimum = in->minimum, .tell_not_checked = in->flags & CERTLINT_TELL_NOT_CHECKED };
	struct report r;

	cert_read(&o.cert, (struct span){ in->data, in->length }, &co);
	if (in->issuer) {
		co.form = CERT_SIGNED;
		cert_read(&issuer.cert, (struct span){ in->issuer, in->issuer_length }, &co);
		o.issuer = &issuer;
	}
	return run_object(&h->engine, &o, &ro, &r);
}

const struct certlint_lint *
certlint_find(const certlint *h, const char *name, const struct certlint_lint *after)
{
	static struct certlint_lint shown;

	for (size_t i = 0; !after && i < lint_count; i++)
		if (!strcmp(lint_table[i]->id, name)) {
			shown.id = lint_table[i]->id;
			shown.severity = lint_table[i]->severity;
			shown.from_day = lint_table[i]->from ? day_to_number(lint_table[i]->from) : 0;
			shown.until_day = lint_table[i]->until ? day_to_number(lint_table[i]->until) : 0;
			shown.clock = lint_table[i]->by;
			return &shown;
		}
	return NULL;
}

const char *
certlint_severity_text(int severity)
{
	return severity >= CERTLINT_ERROR ? "error" : severity >= CERTLINT_WARNING ? "warning" :
		severity >= CERTLINT_NOTICE ? "notice" : "none";
}
