/* certlint explain: what a lint looks for, why, since when, and what to do about it. */

#include <unistd.h>

#include "describe.h"
#include "nearest.h"
#include "say.h"
#include "setup.h"
#include "term.h"

enum { LABEL = 12 };			/* columns of the names in front of the values */

static void
add_label(struct text *out, const struct term *term, const char *label)
{
	term_on(term, out, COLOR_BLUE);
	text_printf(out, "%-*s", LABEL, label);
	term_off(term, out);
}

static void
add_text(struct text *out, const struct term *term, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	add_label(out, term, label);
	describe_paragraph(out, value, LABEL);
}

static void
add_words(struct text *out, const struct term *term, const char *label, const char *words)
{
	struct text list = { 0 };

	describe_words(&list, words);
	add_text(out, term, label, text_string(&list));
	text_free(&list);
}

static void
add_window(struct text *out, const struct term *term, const struct certlint_lint *l)
{
	add_label(out, term, "in force");
	if (!l->from_day && !l->until_day)
		text_puts(out, "always");
	if (l->from_day) {
		text_puts(out, "from ");
		describe_day(out, l->from_day);
	}
	if (l->until_day) {
		text_puts(out, l->from_day ? " until before " : "until before ");
		describe_day(out, l->until_day);
	}
	if (l->clock == CERTLINT_BY_NOW)
		text_puts(out, ", by the clock");
	else if (l->from_day || l->until_day)
		text_puts(out, ", by the object's date");
	text_char(out, '\n');
}

static void
add_rule(struct text *out, const struct term *term, const struct certlint_lint *l)
{
	struct text own = { 0 };

	text_printf(&own, "%s%s%s", l->source ? l->source : "", l->citation ? " " : "",
		    l->citation ? l->citation : "");
	if (own.n > 0) {
		add_label(out, term, "rule");
		term_citations(term, out, text_string(&own));
		text_char(out, '\n');
	}
	if (l->citations && strcmp(l->citations, text_string(&own)) != 0) {
		add_label(out, term, "all of");
		term_citations(term, out, l->citations);
		text_char(out, '\n');
	}
	text_free(&own);
}

/* Recipes, one a line, as they are: they can be copied to the forge. */
static void
add_vectors(struct text *out, const struct term *term, const char *vectors)
{
	const char *label = "examples";

	while (vectors && *vectors) {
		size_t n = strcspn(vectors, "\n");

		add_label(out, term, label);
		text_add(out, vectors, n);
		text_char(out, '\n');
		vectors += n + (vectors[n] == '\n');
		label = "";
	}
}

static void
explain(struct text *out, const struct term *term, const struct certlint_lint *l)
{
	term_on(term, out, COLOR_BOLD);
	text_puts(out, l->id);
	term_off(term, out);
	text_puts(out, "\n\n");
	if (l->summary)
		describe_paragraph(out, l->summary, 0);
	if (l->why) {
		text_char(out, '\n');
		describe_paragraph(out, l->why, 0);
	}
	text_char(out, '\n');
	add_text(out, term, "severity", certlint_severity_text(l->severity));
	add_rule(out, term, l);
	add_window(out, term, l);
	add_words(out, term, "applies to", l->applies);
	add_words(out, term, "needs", l->needs);
	add_words(out, term, "yields to", l->unless);
	add_words(out, term, "covers", l->covers);
	add_words(out, term, "elsewhere", l->peers);
	add_words(out, term, "once called", l->aliases);
	add_text(out, term, "fix", l->fix);
	add_vectors(out, term, l->vectors);
}

static enum exit_code
explain_name(struct text *out, const struct term *term, const certlint *lint, const char *name)
{
	const struct certlint_lint *l = certlint_find(lint, name, NULL);
	struct text near = { 0 };

	if (!l) {
		nearest(&near, lint, name);
		say("no lint is called '%s'%s%s; 'certlint list' shows them all", name,
		    near.n ? "; did you mean " : "", text_string(&near));
		text_free(&near);
		return EXIT_USAGE;
	}
	for (; l; l = certlint_find(lint, name, l)) {
		if (out->n)
			text_char(out, '\n');
		explain(out, term, l);
	}
	return EXIT_CLEAN;
}

enum exit_code
verb_explain(struct settings *settings)
{
	struct term term = term_of(settings->output ? -1 : STDOUT_FILENO, settings);
	struct text out = { 0 };
	struct setup setup;
	enum exit_code code = setup_new(&setup, settings, true), written;

	for (size_t i = 0; setup.lint && i < settings->operands.count; i++)
		code = exit_worse(code, explain_name(&out, &term, setup.lint,
						     settings->operands.at[i]));
	written = setup.lint ? output_text(settings, &out) : EXIT_CLEAN;
	text_free(&out);
	setup_free(&setup);
	return exit_worse(code, written);
}
