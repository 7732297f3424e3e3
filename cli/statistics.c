/* Counts over all inputs: the summary on stderr and the table of --statistics. */

#include "statistics.h"

#include <stdlib.h>

#include "json.h"
#include "say.h"

struct row {
	const struct certlint_lint *lint;
	struct lint_count count;
};

/* Most first; of equals, by id. */
static int
by_count(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->count.findings != y->count.findings)
		return x->count.findings > y->count.findings ? -1 : 1;
	return strcmp(x->lint->id, y->lint->id);
}

static struct row *
collect(const certlint *lint, const struct tally *total, size_t *count)
{
	struct row *rows = NULL;
	size_t room = 0, n = 0;
	const struct certlint_lint *l;

	for (size_t i = 0; (l = certlint_at(lint, i)) != NULL; i++) {
		if (total->lints[i].findings == 0)
			continue;
		if (n == room) {
			room = room ? 2 * room : 64;
			rows = memory_grow(rows, room, sizeof(*rows));
		}
		rows[n++] = (struct row){ l, total->lints[i] };
	}
	if (n > 1)
		qsort(rows, n, sizeof(*rows), by_count);
	*count = n;
	return rows;
}

static void
add_json(struct text *out, const struct row *row)
{
	text_char(out, '{');
	json_string(out, "id", row->lint->id);
	json_string(out, "severity", certlint_severity_text(row->lint->severity));
	json_key(out, "findings");
	text_number(out, row->count.findings);
	json_key(out, "inputs");
	text_number(out, row->count.objects);
	json_string(out, "summary", row->lint->summary);
	text_char(out, '}');
}

static void
add_text(struct text *out, const struct row *row)
{
	text_printf(out, "%9llu %9llu  %-8s %-40s %s\n", (unsigned long long)row->count.findings,
		    (unsigned long long)row->count.objects,
		    certlint_severity_text(row->lint->severity), row->lint->id,
		    row->lint->summary ? row->lint->summary : "");
}

static void
add_rows(struct text *out, int format, const struct row *rows, size_t n)
{
	if (format == FORMAT_JSON)
		text_puts(out, n ? "[\n" : "[]\n");
	else if (format != FORMAT_JSONL)
		text_printf(out, "%9s %9s  %-8s %-40s %s\n", "findings", "inputs", "severity",
			    "lint", "summary");
	for (size_t i = 0; i < n; i++) {
		if (format != FORMAT_JSON && format != FORMAT_JSONL) {
			add_text(out, &rows[i]);
			continue;
		}
		add_json(out, &rows[i]);
		text_puts(out, format == FORMAT_JSON && i + 1 < n ? ",\n" : "\n");
	}
	if (format == FORMAT_JSON && n)
		text_puts(out, "]\n");
}

void
statistics_write(struct output *output, const struct settings *settings, const certlint *lint,
		 const struct tally *total)
{
	struct text out = { 0 };
	size_t n;
	struct row *rows = collect(lint, total, &n);

	add_rows(&out, settings->format, rows, n);
	output_add(output, out.p, out.n);
	text_free(&out);
	free(rows);
}

static void
add_count(struct text *out, uint64_t n, const char *one, const char *many)
{
	text_number(out, n);
	text_char(out, ' ');
	text_puts(out, n == 1 ? one : many);
}

void
summary_say(const struct tally *t, const struct sources *s, uint64_t passed_over)
{
	struct text line = { 0 };

	add_count(&line, t->objects, "certificate", "certificates");
	text_puts(&line, " in ");
	add_count(&line, s->files, "file: ", "files: ");
	add_count(&line, t->errors, "error, ", "errors, ");
	add_count(&line, t->warnings, "warning, ", "warnings, ");
	add_count(&line, t->notices, "notice", "notices");
	if (t->not_checked) {
		text_puts(&line, "; ");
		add_count(&line, t->not_checked, "check could not be made (-v tells which)",
			  "checks could not be made (-v tells which)");
	}
	if (t->bad + t->failed) {
		text_puts(&line, "; ");
		add_count(&line, t->bad + t->failed, "object could not be read",
			  "objects could not be read");
	}
	if (s->empty_files) {
		text_puts(&line, "; ");
		add_count(&line, s->empty_files, "file holds none", "files hold none");
	}
	if (passed_over) {
		text_puts(&line, "; ");
		add_count(&line, passed_over, "thing passed over (-v tells which)",
			  "things passed over (-v tells which)");
	}
	say("%s", text_string(&line));
	text_free(&line);
}
