/* certlint facts: what the objects are taken for, and why. */

#include <stdio.h>

#include "each.h"
#include "json.h"
#include "say.h"
#include "setup.h"

enum { FACTS_TEXT, FACTS_JSON };

struct view {
	const struct settings *settings;
	struct setup setup;
	struct certlint_input input;
	struct output output;
	bool wrote;			/* JSON: the array has an element */
	enum exit_code code;
};

/* What certlint_check() finds out of an object besides its faults. */
static certlint_report *
report_of(struct view *v, const struct subject *subject)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint_report *report = NULL;

	v->input.minimum = CERTLINT_ERROR;
	v->input.flags = CERTLINT_NO_DIGEST | CERTLINT_NO_PATHS;
	if (certlint_check(v->setup.lint, &v->input, &report, &error) < 0)
		say("%s: cannot be read: %s", subject->name, error.text);
	return report;
}

static const char *
reason_of(const struct certlint_object *object, const char *fact)
{
	const struct certlint_name *reason;

	for (size_t i = 0; (reason = certlint_reason_at(object, i)) != NULL; i++)
		if (reason->name && strcmp(reason->name, fact) == 0)
			return reason->summary;
	return NULL;
}

/* "ski_present" says nothing where "has_ski" holds. */
static bool
is_implied(const struct certlint_object *object, const char *fact)
{
	static const char end[] = "_present";
	size_t n = strlen(fact);
	char has[64];

	if (n < sizeof(end) || strcmp(fact + n - (sizeof(end) - 1), end) != 0)
		return false;
	snprintf(has, sizeof(has), "has_%.*s", (int)(n - (sizeof(end) - 1)), fact);
	return certlint_has(object, has) == 1;
}

static void
text_facts(struct text *out, const struct view *v, const struct certlint_object *object)
{
	const struct certlint_name *fact;

	for (size_t i = 0; (fact = certlint_name_at(v->setup.lint, CERTLINT_LIST_FACTS, i)); i++) {
		const char *reason;

		if (certlint_has(object, fact->name) != 1 || is_implied(object, fact->name))
			continue;
		reason = reason_of(object, fact->name);
		if (!reason)
			reason = fact->summary;
		text_printf(out, "  %-28s %s\n", fact->name, reason ? reason : "");
	}
}

static void
text_object(struct text *out, const struct view *v, const struct subject *subject,
	    const struct certlint_object *object, const struct certlint_summary *s)
{
	finding_name(out, subject);
	text_printf(out, ": %s, profile %s", certlint_kind_text(s->kind),
		    s->profile ? s->profile : "unknown");
	if (s->flags & CERTLINT_DAMAGED)
		text_puts(out, ", damaged");
	if (s->flags & CERTLINT_DOUBTFUL)
		text_puts(out, ", doubtful");
	text_char(out, '\n');
	text_facts(out, v, object);
}

static void
json_reasons(struct text *out, const struct certlint_object *object)
{
	const struct certlint_name *reason;

	json_key(out, "reasons");
	text_char(out, '[');
	for (size_t i = 0; (reason = certlint_reason_at(object, i)) != NULL; i++) {
		text_puts(out, i ? ",{" : "{");
		json_string(out, "fact", reason->name);
		json_string(out, "why", reason->summary);
		text_char(out, '}');
	}
	text_char(out, ']');
}

static void
json_flags(struct text *out, uint32_t flags)
{
	json_words(out, "flags", flags & CERTLINT_DAMAGED ?
		   flags & CERTLINT_DOUBTFUL ? "damaged doubtful" : "damaged" :
		   flags & CERTLINT_DOUBTFUL ? "doubtful" : "");
}

static void
json_object(struct text *out, const struct view *v, const struct subject *subject,
	    const struct certlint_object *object, const struct certlint_summary *s)
{
	text_puts(out, v->wrote ? ",\n{" : "[\n{");
	json_string(out, "input", subject->name);
	json_key(out, "index");
	text_number(out, subject->index);
	json_string(out, "kind", certlint_kind_text(s->kind));
	json_string(out, "profile", s->profile);
	json_flags(out, s->flags);
	json_words(out, "facts", s->facts);
	json_reasons(out, object);
	text_char(out, '}');
}

static void
view_object(void *ctx, const struct subject *subject)
{
	struct view *v = ctx;
	struct certlint_object *object = NULL;
	certlint_report *report;
	struct text out = { 0 };

	v->input.data = subject->der.data;
	v->input.length = subject->der.length;
	report = report_of(v, subject);
	if (report && certlint_object_new(&object, v->setup.lint, &v->input, NULL) >= 0) {
		if (v->settings->format == FACTS_JSON)
			json_object(&out, v, subject, object, certlint_report_summary(report));
		else
			text_object(&out, v, subject, object, certlint_report_summary(report));
		v->wrote = true;
	} else {
		v->code = EXIT_UNREAD;
	}
	output_add(&v->output, out.p, out.n);
	certlint_object_free(object);
	certlint_report_free(report);
	text_free(&out);
}

static void
end(struct view *v)
{
	if (v->settings->format == FACTS_JSON)
		output_add(&v->output, v->wrote ? "\n]\n" : "[]\n", 3);
}

enum exit_code
verb_facts(struct settings *settings)
{
	struct view v = { .settings = settings };
	enum exit_code code = setup_new(&v.setup, settings, false);

	if (code == EXIT_CLEAN)
		code = output_open(&v.output, settings);
	if (code == EXIT_CLEAN) {
		setup_input(&v.setup, settings, &v.input);
		code = each_subject(settings, view_object, &v);
		end(&v);
		code = exit_worse(exit_worse(code, v.code), output_close(&v.output));
	}
	setup_free(&v.setup);
	return code;
}
