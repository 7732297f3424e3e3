/* A report as one JSON object; docs/json.md says what is in it. */

#include "write.h"

static void
write_count(struct out *out, const char *before, const char *name, uint64_t number)
{
	write_key(out, before, name);
	out_number(out, number);
}

/* The library's own lists are plain and have one blank between words: each becomes quotes. */
static void
write_plain_words(struct out *out, const char *list)
{
	const char *blank;

	for (; (blank = strchr(list, ' ')) != NULL; list = blank + 1) {
		out_bytes(out, list, (size_t)(blank - list));
		out_bytes(out, "\",\"", 3);
	}
	out_text(out, list);
}

static bool
is_plain_list(const char *list)
{
	size_t n = strlen(list);

	return n > 0 && list[0] != ' ' && list[n - 1] != ' ' && strstr(list, "  ") == NULL &&
		out_plain_length(list, n, true) == n;
}

static void
write_words(struct out *out, const char *name, const char *list)
{
	struct word w;
	bool first = true;

	write_key(out, ",", name);
	if (list && is_plain_list(list)) {
		out_bytes(out, "[\"", 2);
		write_plain_words(out, list);
		out_bytes(out, "\"]", 2);
		return;
	}
	out_bytes(out, "[", 1);
	while (word_next(&list, &w)) {
		out_text(out, first ? "\"" : ",\"");
		out_safe(out, w.text, w.length, true);
		out_bytes(out, "\"", 1);
		first = false;
	}
	out_bytes(out, "]", 1);
}

static void
write_hex(struct out *out, const char *name, const uint8_t *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	write_key(out, ",", name);
	out_text(out, "\"");
	for (size_t i = 0; i < n; i++) {
		char pair[2] = { digits[bytes[i] >> 4], digits[bytes[i] & 15] };

		out_bytes(out, pair, 2);
	}
	out_text(out, "\"");
}

static void
write_flags(struct out *out, uint32_t flags)
{
	static const char *const lists[] = { NULL, "damaged", "cut", "damaged cut", "doubtful",
		"damaged doubtful", "cut doubtful", "damaged cut doubtful" };

	write_words(out, "flags", lists[flags & 7]);
}

static void
write_finding(struct out *out, const struct certlint_finding *f)
{
	write_member(out, "{", "id", f->id);
	write_member(out, ",", "severity", certlint_severity_text(f->severity));
	write_member(out, ",", "source", f->source);
	write_member(out, ",", "citation", f->citation);
	write_words(out, "covers", f->covers);
	write_member(out, ",", "path", f->path);
	write_count(out, ",", "offset", f->offset);
	write_count(out, ",", "length", f->length);
	write_hex(out, "bytes", f->bytes, f->bytes_length);
	write_member(out, ",", "detail", f->detail);
	write_member(out, ",", "expected", f->expected);
	write_member(out, ",", "found", f->found);
	out_text(out, "}");
}

static void
write_findings(struct out *out, const certlint_report *r)
{
	const struct certlint_finding *f;
	const char *before = "";

	write_key(out, ",", "findings");
	out_text(out, "[");
	for (size_t i = 0; (f = certlint_report_at(r, i)) != NULL; i++) {
		out_text(out, i ? "," : "");
		write_finding(out, f);
	}
	out_text(out, "]");
	write_key(out, ",", "omitted");
	out_text(out, "{");
	for (size_t i = 0; (f = certlint_report_at(r, i)) != NULL; i++)
		if (f->omitted) {
			write_count(out, before, f->id, f->omitted);
			before = ",";
		}
	out_text(out, "}");
}

static void
write_not_checked(struct out *out, const certlint_report *r)
{
	const struct certlint_finding *f;

	write_key(out, ",", "not_checked");
	out_text(out, "[");
	for (size_t i = 0; (f = certlint_report_not_checked(r, i)) != NULL; i++) {
		write_member(out, i ? ",{" : "{", "id", f->id);
		write_member(out, ",", "severity", certlint_severity_text(f->lint->severity));
		write_member(out, ",", "need", f->expected);
		write_member(out, ",", "why", f->detail);
		out_text(out, "}");
	}
	out_text(out, "]");
}

static void
write_data(struct out *out, const certlint *h)
{
	const struct certlint_table_info *t;

	write_key(out, ",", "data");
	out_text(out, "{");
	for (size_t i = 0; (t = certlint_data_at(h, i)) != NULL; i++)
		write_member(out, i ? "," : "", t->name, t->version);
	out_text(out, "}");
}

void
json_write(struct out *out, const certlint_report *r)
{
	const struct certlint_summary *s = &r->summary;

	write_count(out, "{", "schema", 1);
	write_member(out, ",", "input", s->name);
	if (s->name || r->number)
		write_count(out, ",", "index", r->number ? r->number - 1 : 0);
	write_member(out, ",", "kind", certlint_kind_text(s->kind));
	if (s->sha256)
		write_hex(out, "sha256", s->sha256, 32);
	write_count(out, ",", "length", s->length);
	write_words(out, "facts", s->facts);
	write_member(out, ",", "profile", s->profile);
	write_flags(out, s->flags);
	write_key(out, ",", "counts");
	write_count(out, "{", "error", s->errors);
	write_count(out, ",", "warning", s->warnings);
	write_count(out, ",", "notice", s->notices);
	out_text(out, "}");
	write_findings(out, r);
	write_not_checked(out, r);
	write_member(out, ",", "certlint", certlint_version());
	write_data(out, r->handle);
	out_text(out, "}");
}
