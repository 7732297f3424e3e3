/* Linting the objects of a job and writing down what was found, on any thread. */

#include "lint.h"

#include <stdlib.h>

#include "json.h"
#include "say.h"

static size_t
count_lints(const certlint *lint)
{
	size_t n = 0;

	while (certlint_at(lint, n))
		n++;
	return n;
}

void
linter_set(struct linter *l, const struct settings *settings, const certlint *lint,
	   const struct certlint_input *input, const struct chain *chain, const struct term *term)
{
	*l = (struct linter){ .settings = settings, .lint = lint, .chain = chain, .common = *input,
		.term = *term };
	if (settings->statistics)
		l->tally.lints = memory_new(count_lints(lint), sizeof(*l->tally.lints));
}

void
linter_free(struct linter *l)
{
	free(l->tally.lints);
	free(l->pieces);
	text_free(&l->sorted);
}

void
tally_add(struct tally *to, const struct tally *from, size_t lints)
{
	to->objects += from->objects;
	to->bad += from->bad;
	to->errors += from->errors;
	to->warnings += from->warnings;
	to->notices += from->notices;
	to->not_checked += from->not_checked;
	to->failed += from->failed;
	if (from->worst > to->worst)
		to->worst = from->worst;
	for (size_t i = 0; to->lints && from->lints && i < lints; i++) {
		to->lints[i].findings += from->lints[i].findings;
		to->lints[i].objects += from->lints[i].objects;
	}
}

static void
count_severity(struct tally *t, int severity, uint64_t n)
{
	if (severity >= CERTLINT_ERROR)
		t->errors += n;
	else if (severity >= CERTLINT_WARNING)
		t->warnings += n;
	else
		t->notices += n;
	if (severity > t->worst)
		t->worst = severity;
}

/* Findings come lint by lint, so the first one of a lint counts the object. */
static void
count_finding(struct linter *l, const struct certlint_finding *f)
{
	uint64_t n = 1 + f->omitted;

	count_severity(&l->tally, f->severity, n);
	if (!l->tally.lints)
		return;
	l->tally.lints[f->index].findings += n;
	l->tally.lints[f->index].objects += f->index != l->last_lint;
	l->last_lint = f->index;
}

/* ========================================================================== */
/*                                   Text                                     */
/* ========================================================================== */

static void
keep_piece(struct linter *l, size_t offset, size_t start)
{
	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 32;
		l->pieces = memory_grow(l->pieces, l->room, sizeof(*l->pieces));
	}
	l->pieces[l->count] = (struct piece){ offset, start, l->job->out.n - start, l->count };
	l->count++;
}

static int
take_finding(void *ctx, const struct certlint_finding *f)
{
	struct linter *l = ctx;
	struct text *out = &l->job->out;
	size_t start = out->n;

	if (f->severity == CERTLINT_NONE) {
		l->tally.not_checked++;
		if (!l->settings->verbose || l->settings->statistics)
			return 0;
		finding_not_checked(out, &l->subject, f);
		keep_piece(l, SIZE_MAX, start);
		return 0;
	}
	count_finding(l, f);
	if (l->settings->statistics)
		return 0;
	if (l->settings->format == FORMAT_FULL)
		finding_full(out, &l->term, &l->subject, f);
	else
		finding_line(out, &l->term, &l->subject, f);
	keep_piece(l, f->offset, start);
	return 0;
}

static int
by_offset(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

/* Put the object's pieces, which end the output, in the order of their offsets. */
static void
sort_pieces(struct linter *l)
{
	struct text *out = &l->job->out;
	size_t start;

	if (l->count < 2 || l->settings->sort == SORT_NONE)
		return;
	start = l->pieces[0].start;
	qsort(l->pieces, l->count, sizeof(*l->pieces), by_offset);
	l->sorted.n = 0;
	for (size_t i = 0; i < l->count; i++)
		text_add(&l->sorted, out->p + l->pieces[i].start, l->pieces[i].length);
	out->n = start;
	text_add(out, l->sorted.p, l->sorted.n);
}

static int
lint_text(struct linter *l, struct certlint_error *error)
{
	int status;

	l->count = 0;
	l->last_lint = UINT32_MAX;
	l->input.flags = CERTLINT_TELL_NOT_CHECKED;
	status = certlint_run(l->lint, &l->input, take_finding, l, error);
	sort_pieces(l);
	return status;
}

/* ========================================================================== */
/*                                   JSON                                     */
/* ========================================================================== */

static void
count_report(struct linter *l, const certlint_report *report)
{
	const struct certlint_summary *s = certlint_report_summary(report);

	l->tally.errors += s->errors;
	l->tally.warnings += s->warnings;
	l->tally.notices += s->notices;
	l->tally.not_checked += s->not_checked;
	if (s->worst > l->tally.worst)
		l->tally.worst = s->worst;
}

static int
lint_json(struct linter *l, struct certlint_error *error)
{
	certlint_report *report;
	int status;

	l->input.flags = l->settings->digest == DIGEST_NONE ? CERTLINT_NO_DIGEST : 0;
	status = certlint_check(l->lint, &l->input, &report, error);
	if (status < 0)
		return status;
	count_report(l, report);
	json_report(&l->job->out, l->settings->format, report);
	certlint_report_free(report);
	return status;
}

/* ========================================================================== */
/*                                  Objects                                   */
/* ========================================================================== */

static bool
is_json(const struct linter *l)
{
	return !l->settings->statistics &&
	       (l->settings->format == FORMAT_JSON || l->settings->format == FORMAT_JSONL);
}

static void
tell_unread(struct linter *l, const struct entry *e, const char *why)
{
	struct text name = { 0 };

	finding_name(&name, &l->subject);
	if (e->line)
		say_into(&l->job->err, "%s: the block at line %zu cannot be read: %s",
			 text_string(&name), e->line, why);
	else
		say_into(&l->job->err, "%s: cannot be linted: %s", text_string(&name), why);
	if (is_json(l))
		json_unread(&l->job->out, l->settings->format, &l->subject, why, e->line);
	text_free(&name);
}

/* The issuer among the inputs comes before that of --issuer. */
static void
take_issuer(struct linter *l)
{
	struct certlint_span issuer;

	if (l->chain == NULL || !chain_issuer(l->chain, &l->input, &issuer))
		return;
	l->input.issuer = issuer.data;
	l->input.issuer_length = issuer.length;
}

static void
lint_entry(struct linter *l, const struct entry *e)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	int status;

	if (e->bad) {
		l->tally.bad++;
		tell_unread(l, e, e->bad);
		return;
	}
	l->input = l->common;
	l->input.data = l->subject.der.data;
	l->input.length = l->subject.der.length;
	l->input.name = l->subject.name;
	l->input.number = l->subject.several ? (uint32_t)l->subject.index + 1 : 0;
	take_issuer(l);
	status = is_json(l) ? lint_json(l, &error) : lint_text(l, &error);
	if (status >= 0) {
		l->tally.objects++;
		return;
	}
	l->tally.failed++;
	tell_unread(l, e, error.text[0] ? error.text : certlint_status_text(status));
}

void
linter_work(struct linter *l, struct job *job)
{
	l->job = job;
	for (size_t i = 0; i < job->count; i++) {
		const struct entry *e = &job->entries[i];

		l->subject = (struct subject){
			.name = job->names.p + e->name, .index = e->index, .several = e->several,
			.der = { (const uint8_t *)job->der.p + e->der, e->length },
		};
		lint_entry(l, e);
	}
}
