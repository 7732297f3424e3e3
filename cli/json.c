/* Reports as JSON: one object each, in an array or one a line. */

#include "json.h"

enum { USUAL = 8 << 10 };		/* most reports fit */

static void
end(struct text *out, int format)
{
	text_puts(out, format == FORMAT_JSON ? ",\n" : "\n");
}

void
json_key(struct text *out, const char *name)
{
	if (out->n > 0 && out->p[out->n - 1] != '{')
		text_char(out, ',');
	text_char(out, '"');
	text_puts(out, name);
	text_puts(out, "\":");
}

void
json_string(struct text *out, const char *name, const char *value)
{
	if (!value)
		return;
	json_key(out, name);
	text_json(out, value);
}

void
json_words(struct text *out, const char *name, const char *words)
{
	const char *lead = "";

	json_key(out, name);
	text_char(out, '[');
	while (words && *(words += strspn(words, " "))) {
		size_t n = strcspn(words, " ");

		text_puts(out, lead);
		text_char(out, '"');
		text_escaped(out, words, n);
		text_char(out, '"');
		lead = ",";
		words += n;
	}
	text_char(out, ']');
}

void
json_report(struct text *out, int format, const certlint_report *report)
{
	size_t n;

	text_room(out, USUAL);
	n = certlint_report_format(report, CERTLINT_JSON, out->p + out->n, out->room - out->n);
	if (n >= out->room - out->n) {
		text_room(out, n + 1);
		certlint_report_format(report, CERTLINT_JSON, out->p + out->n, n + 1);
	}
	out->n += n;
	end(out, format);
}

/* {"schema":1,"input":"FILE","index":0 */
static void
begin(struct text *out, const struct subject *subject)
{
	text_puts(out, "{\"schema\":1");
	json_string(out, "input", subject->name);
	json_key(out, "index");
	text_number(out, subject->index);
}

void
json_unread(struct text *out, int format, const struct subject *subject, const char *why,
	    size_t line)
{
	begin(out, subject);
	json_string(out, "kind", "unknown");
	text_puts(out, ",\"length\":0,\"facts\":[],\"flags\":[],\"counts\":"
		       "{\"error\":0,\"warning\":0,\"notice\":0},"
		       "\"findings\":[],\"omitted\":{},\"not_checked\":[]");
	json_string(out, "unread", why);
	if (line) {
		json_key(out, "line");
		text_number(out, line);
	}
	json_string(out, "certlint", certlint_version());
	text_char(out, '}');
	end(out, format);
}
