/* Text on its way to a caller's writer, in pieces of a fixed size; the report as lines of text. */

#include "write.h"

#include "text.h"

void
out_flush(struct out *out)
{
	if (out->used && !out->stopped && out->writer(out->ctx, out->buffer, out->used))
		out->stopped = true;
	out->used = 0;
}

void
out_more(struct out *out, const char *text, size_t length)
{
	while (length > 0) {
		size_t room = sizeof(out->buffer) - out->used, n = length < room ? length : room;

		memcpy(out->buffer + out->used, text, n);
		out->used += n;
		text += n;
		length -= n;
		if (out->used == sizeof(out->buffer))
			out_flush(out);
	}
}

void
out_number(struct out *out, uint64_t number)
{
	char digits[20];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + number % 10);
	while (number /= 10);
	out_bytes(out, digits + i, sizeof(digits) - i);
}

static void
out_escape(struct out *out, uint32_t c)
{
	static const char digits[] = "0123456789abcdef";
	char text[6] = { '\\', 'u', digits[c >> 12 & 15], digits[c >> 8 & 15], digits[c >> 4 & 15],
		digits[c & 15] };

	out_bytes(out, text, sizeof(text));
}

size_t
out_plain_length(const char *text, size_t n, bool json)
{
	size_t i = 0;

	while (i < n && text[i] >= 0x20 && text[i] < 0x7f &&
	       !(json && (text[i] == '"' || text[i] == '\\')))
		i++;
	return i;
}

void
out_safe(struct out *out, const char *text, size_t length, bool json)
{
	struct span s = { (const uint8_t *)text, length }, rest;
	uint32_t c;
	size_t n;

	while (s.n > 0) {
		n = out_plain_length((const char *)s.p, s.n, json);
		out_bytes(out, (const char *)s.p, n);
		s.p += n, s.n -= n;
		rest = s;
		if (!utf8_next(&rest, &c))
			return;
		if (c == UTF8_BROKEN)
			out_text(out, "\xef\xbf\xbd");
		else if (c == '"' || c == '\\')
			out_bytes(out, "\\", 1), out_bytes(out, (const char *)s.p, 1);
		else if (char_is_control(c))
			out_escape(out, c);
		else
			out_bytes(out, (const char *)s.p, s.n - rest.n);
		s = rest;
	}
}

/* ---- lines of text ---- */

/* NAME#INDEX, as far as the caller has told them. */
static void
write_name(struct out *out, const certlint_report *r)
{
	if (r->summary.name == NULL)
		out_text(out, "-");
	else
		out_safe(out, r->summary.name, strlen(r->summary.name), false);
	if (r->number) {
		out_text(out, "#");
		out_number(out, r->number - 1);
	}
	out_text(out, ":");
}

static void
write_end(struct out *out, const struct certlint_finding *f)
{
	out_text(out, " [");
	out_text(out, f->id);
	out_text(out, "]\n");
}

static void
write_finding(struct out *out, const certlint_report *r, const struct certlint_finding *f)
{
	write_name(out, r);
	out_number(out, f->offset);
	out_text(out, ": ");
	out_text(out, certlint_severity_text(f->severity));
	out_text(out, ": ");
	out_safe(out, f->detail, strlen(f->detail), false);
	write_end(out, f);
	if (f->omitted == 0)
		return;
	write_name(out, r);
	out_text(out, " and ");
	out_number(out, f->omitted);
	out_text(out, " more");
	write_end(out, f);
}

void
text_write(struct out *out, const certlint_report *r)
{
	const struct certlint_finding *f;

	for (size_t i = 0; (f = certlint_report_at(r, i)) != NULL; i++)
		write_finding(out, r, f);
	for (size_t i = 0; (f = certlint_report_not_checked(r, i)) != NULL; i++) {
		write_name(out, r);
		out_text(out, " not checked: ");
		out_safe(out, f->detail, strlen(f->detail), false);
		write_end(out, f);
	}
}

/* ---- the public functions ---- */

static void
write_report(struct out *out, const certlint_report *report, int format)
{
	if (report && format == CERTLINT_JSON)
		json_write(out, report);
	else if (report && format == CERTLINT_TEXT)
		text_write(out, report);
	out_flush(out);
}

int
out_receive(void *ctx, const char *text, size_t length)
{
	struct out_buffer *r = ctx;
	size_t room = r->capacity > r->length + 1 ? r->capacity - r->length - 1 : 0;

	if (room > 0)
		memcpy(r->buffer + r->length, text, length < room ? length : room);
	r->length += length;
	return 0;
}

size_t
out_received(struct out_buffer *r)
{
	if (r->capacity)
		r->buffer[r->length < r->capacity ? r->length : r->capacity - 1] = '\0';
	return r->length;
}

size_t
certlint_report_format(const certlint_report *report, int format, char *buffer, size_t capacity)
{
	struct out_buffer r = { buffer, buffer ? capacity : 0, 0 };
	struct out out = { .writer = out_receive, .ctx = &r };

	write_report(&out, report, format);
	return out_received(&r);
}

int
certlint_report_write(const certlint_report *report, int format, certlint_writer *writer, void *ctx)
{
	struct out out = { .writer = writer, .ctx = ctx };

	if (report == NULL || writer == NULL ||
	    (format != CERTLINT_JSON && format != CERTLINT_TEXT))
		return CERTLINT_ERR_ARGUMENT;
	write_report(&out, report, format);
	return out.stopped ? CERTLINT_STOPPED : CERTLINT_OK;
}
