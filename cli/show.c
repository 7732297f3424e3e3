/* certlint show: the decoded object as a tree, and the findings beneath what they point at. */

#include <stdlib.h>

#include <certlint/plugin.h>

#include "each.h"
#include "say.h"
#include "setup.h"

/* A finding and the element that it is shown beneath: the innermost that holds its bytes. */
struct mark {
	const struct certlint_finding *finding;
	uint64_t element;		/* number in the walk, from 1; 0: outside of all */
};

struct view {
	const struct settings *settings;
	struct setup setup;
	struct certlint_input input;
	struct output output;
	struct term term;
	bool any;
	enum exit_code code;

	/* The object at hand. */
	const struct subject *subject;
	struct mark *marks;		/* by offset */
	size_t count;
	uint64_t number;		/* of the element that is visited */
	size_t shown;			/* of the marks, which are then by element */
	bool waiting;			/* the element's line is not complete */
	uint32_t depth;
	struct text value;
	struct text out;
};

/* ========================================================================== */
/*                          Findings to their elements                        */
/* ========================================================================== */

static int
by_offset(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->finding->offset != y->finding->offset)
		return x->finding->offset < y->finding->offset ? -1 : 1;
	return strcmp(x->finding->id, y->finding->id);
}

static int
by_element(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->element != y->element)
		return x->element < y->element ? -1 : 1;
	return by_offset(a, b);
}

/* The first mark at or behind an offset. */
static size_t
first_mark(const struct view *v, uint64_t offset)
{
	size_t low = 0, high = v->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (v->marks[middle].finding->offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Elements come in order of their first byte: the last of those around a finding is innermost. */
static int
place_marks(void *ctx, const struct certlint_visit *visit)
{
	struct view *v = ctx;
	uint64_t end = visit->offset + visit->element.whole.length;

	v->number++;
	for (size_t i = first_mark(v, visit->offset); i < v->count; i++) {
		const struct certlint_finding *f = v->marks[i].finding;

		if (f->offset >= end)
			break;
		if (f->offset + f->length <= end)
			v->marks[i].element = v->number;
	}
	return 0;
}

/* ========================================================================== */
/*                                 The tree                                   */
/* ========================================================================== */

static void
add_finding(struct view *v, const struct certlint_finding *f, uint32_t depth)
{
	struct text *out = &v->out;

	text_printf(out, "%*s", (int)(20 + 2 * depth), "");
	term_on(&v->term, out, term_severity(f->severity));
	text_printf(out, "^ %s: ", certlint_severity_text(f->severity));
	term_off(&v->term, out);
	text_printf(out, "%s", f->detail);
	if (f->omitted)
		text_printf(out, "; %llu more like this", (unsigned long long)f->omitted);
	text_printf(out, " [%s]\n", f->id);
}

static void
add_findings(struct view *v, uint32_t depth)
{
	for (; v->shown < v->count && v->marks[v->shown].element == v->number; v->shown++)
		add_finding(v, v->marks[v->shown].finding, depth);
}

/*
 * The last element's line waits for the next one: what holds elements is told by them, and not by
 * its octets as well.
 */
static void
release(struct view *v, uint32_t next_depth)
{
	struct text *out = &v->out;

	if (!v->waiting)
		return;
	if (v->value.n > 0 && next_depth <= v->depth) {
		text_puts(out, " = ");
		text_add(out, v->value.p, v->value.n);
	}
	text_char(out, '\n');
	add_findings(v, v->depth);
	output_add(&v->output, out->p, out->n);
	out->n = 0;
	v->waiting = false;
}

static int
show_element(void *ctx, const struct certlint_visit *visit)
{
	struct view *v = ctx;
	const struct certlint_element *e = &visit->element;
	struct text *out = &v->out;
	const char *name = visit->name && *visit->name ? visit->name : visit->type_name;

	release(v, visit->depth);
	v->number++;
	term_on(&v->term, out, COLOR_DIM);
	text_printf(out, "%6llu %3zu+%-7zu ", (unsigned long long)visit->offset,
		    (size_t)(e->body.data - e->whole.data), e->body.length);
	term_off(&v->term, out);
	text_printf(out, "%*s", (int)(2 * visit->depth), "");
	term_on(&v->term, out, COLOR_BOLD);
	text_puts(out, name);
	term_off(&v->term, out);
	if (visit->type_name && strcmp(name, visit->type_name) != 0)
		text_printf(out, " %s", visit->type_name);
	v->value.n = 0;
	if (visit->value)
		text_puts(&v->value, visit->value);
	v->depth = visit->depth;
	v->waiting = true;
	return v->output.error != 0;
}

static void
show_tree(struct view *v, int kind)
{
	v->number = 0;
	certlint_walk(kind, v->subject->der.data, v->subject->der.length, place_marks, v);
	if (v->count > 1)
		qsort(v->marks, v->count, sizeof(*v->marks), by_element);
	v->number = 0;
	v->shown = 0;
	/* What points outside of every element comes first. */
	add_findings(v, 0);
	certlint_walk(kind, v->subject->der.data, v->subject->der.length, show_element, v);
	release(v, 0);
	output_add(&v->output, v->out.p, v->out.n);
	v->out.n = 0;
}

/* ========================================================================== */
/*                                 Objects                                    */
/* ========================================================================== */

static void
take_marks(struct view *v, const certlint_report *report)
{
	const struct certlint_finding *f;

	v->count = certlint_report_summary(report)->findings;
	v->marks = memory_new(v->count, sizeof(*v->marks));
	for (size_t i = 0; i < v->count && (f = certlint_report_at(report, i)) != NULL; i++)
		v->marks[i] = (struct mark){ f, 0 };
	if (v->count > 1)
		qsort(v->marks, v->count, sizeof(*v->marks), by_offset);
}

static void
add_title(struct view *v, const struct certlint_summary *s)
{
	if (v->any)
		text_char(&v->out, '\n');
	v->any = true;
	term_on(&v->term, &v->out, COLOR_BOLD);
	finding_name(&v->out, v->subject);
	term_off(&v->term, &v->out);
	text_printf(&v->out, ": %s, %zu octets, profile %s\n", certlint_kind_text(s->kind),
		    v->subject->der.length, s->profile ? s->profile : "unknown");
}

static void
view_object(void *ctx, const struct subject *subject)
{
	struct view *v = ctx;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint_report *report;

	v->input.data = subject->der.data;
	v->input.length = subject->der.length;
	v->input.flags = CERTLINT_NO_DIGEST | CERTLINT_NO_PATHS;
	if (certlint_check(v->setup.lint, &v->input, &report, &error) < 0) {
		say("%s: cannot be shown: %s", subject->name, error.text);
		v->code = EXIT_UNREAD;
		return;
	}
	v->subject = subject;
	take_marks(v, report);
	add_title(v, certlint_report_summary(report));
	show_tree(v, certlint_report_summary(report)->kind);
	free(v->marks);
	certlint_report_free(report);
}

enum exit_code
verb_show(struct settings *settings)
{
	struct view v = { .settings = settings };
	enum exit_code code = setup_new(&v.setup, settings, false);

	if (code == EXIT_CLEAN)
		code = output_open(&v.output, settings);
	if (code == EXIT_CLEAN) {
		setup_input(&v.setup, settings, &v.input);
		v.term = term_of(v.output.fd, settings);
		code = each_subject(settings, view_object, &v);
		code = exit_worse(exit_worse(code, v.code), output_close(&v.output));
	}
	text_free(&v.value);
	text_free(&v.out);
	setup_free(&v.setup);
	return code;
}
