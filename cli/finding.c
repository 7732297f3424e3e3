/* One finding on paper: the line, and the full form with its bytes. */

#include "finding.h"

#include "hexdump.h"

void
finding_name(struct text *out, const struct subject *subject)
{
	text_escaped(out, subject->name, strlen(subject->name));
	if (!subject->several)
		return;
	text_char(out, '#');
	text_number(out, subject->index);
}

static void
add_severity(struct text *out, const struct term *term, int severity)
{
	term_on(term, out, term_severity(severity));
	text_puts(out, certlint_severity_text(severity));
	term_off(term, out);
}

/* How many more of this lint the object has. */
static void
add_omitted(struct text *out, const struct certlint_finding *f)
{
	if (f->omitted == 0)
		return;
	text_puts(out, "; ");
	text_number(out, f->omitted);
	text_puts(out, " more like this");
}

void
finding_line(struct text *out, const struct term *term, const struct subject *subject,
	     const struct certlint_finding *f)
{
	finding_name(out, subject);
	text_char(out, ':');
	text_number(out, f->offset);
	text_puts(out, ": ");
	add_severity(out, term, f->severity);
	text_puts(out, ": ");
	text_puts(out, f->detail);
	add_omitted(out, f);
	text_puts(out, " [");
	text_puts(out, f->id);
	text_puts(out, "]\n");
}

void
finding_not_checked(struct text *out, const struct subject *subject,
		    const struct certlint_finding *f)
{
	finding_name(out, subject);
	text_puts(out, ": not checked: ");
	text_puts(out, f->detail);
	text_puts(out, " [");
	text_puts(out, f->id);
	text_puts(out, "]\n");
}

static void
add_header(struct text *out, const struct term *term, const struct certlint_finding *f)
{
	term_on(term, out, term_severity(f->severity));
	text_puts(out, certlint_severity_text(f->severity));
	text_char(out, '[');
	text_puts(out, f->id);
	text_char(out, ']');
	term_off(term, out);
	term_on(term, out, COLOR_BOLD);
	text_puts(out, ": ");
	text_puts(out, f->detail);
	add_omitted(out, f);
	term_off(term, out);
	text_char(out, '\n');
}

static void
add_place(struct text *out, const struct term *term, const struct subject *subject,
	  const struct certlint_finding *f)
{
	size_t n = certlint_path(f, NULL, 0);
	char *room;

	term_on(term, out, COLOR_BLUE);
	text_puts(out, "  --> ");
	term_off(term, out);
	finding_name(out, subject);
	text_printf(out, " @ 0x%zx+%zu", f->offset, f->length);
	if (n > 0) {
		text_puts(out, "  ");
		room = text_room(out, n + 1);
		certlint_path(f, room, n + 1);
		out->n += n;
	}
	text_char(out, '\n');
}

static void
add_field(struct text *out, const struct term *term, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	term_on(term, out, COLOR_BLUE);
	text_printf(out, "%9s: ", name);
	term_off(term, out);
	text_puts(out, value);
	text_char(out, '\n');
}

/* All that the covered requirements come from; else what the lint itself says. */
static void
add_rule(struct text *out, const struct term *term, const struct certlint_finding *f)
{
	const char *citations = f->lint ? f->lint->citations : NULL;
	struct text own = { 0 };

	if (!citations || !*citations) {
		text_printf(&own, "%s%s%s", f->source ? f->source : "", f->citation ? " " : "",
			    f->citation ? f->citation : "");
		citations = text_string(&own);
	}
	if (*citations) {
		term_on(term, out, COLOR_BLUE);
		text_puts(out, "     rule: ");
		term_off(term, out);
		term_citations(term, out, citations);
		text_char(out, '\n');
	}
	text_free(&own);
}

void
finding_full(struct text *out, const struct term *term, const struct subject *subject,
	     const struct certlint_finding *f)
{
	add_header(out, term, f);
	add_place(out, term, subject, f);
	hexdump(out, term, subject->der, f->offset, f->length);
	add_field(out, term, "expected", f->expected);
	add_field(out, term, "found", f->found);
	add_field(out, term, "help", f->lint ? f->lint->fix : NULL);
	add_rule(out, term, f);
	text_char(out, '\n');
}
