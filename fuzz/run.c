/* A run over any bytes at all, and what has to hold of everything that it tells. */

#include "run.h"

#include <string.h>

/* The findings of a run, folded into a number. */
struct story {
	const uint8_t *data;
	size_t size;
	uint64_t digest;
	uint32_t findings, unchecked;
};

static void
fold(struct story *s, const char *text)
{
	for (; text && *text; text++)
		s->digest = (s->digest ^ (uint8_t)*text) * 0x100000001b3u;
}

/* Printable UTF-8 on one line: no control characters, no escape sequences. */
static void
claim_printable(const char *text)
{
	if (text == NULL)
		return;
	CLAIM(strlen(text) < 4096);
	for (; *text; text++)
		CLAIM((uint8_t)*text >= 0x20 && (uint8_t)*text != 0x7f);
}

static int
note(void *ctx, const struct certlint_finding *f)
{
	struct story *s = ctx;
	char path[256];

	CLAIM(f->size == sizeof(*f));
	CLAIM(f->offset <= s->size && f->length <= s->size - f->offset);
	CLAIM(f->length == 0 || (f->bytes == s->data + f->offset && f->bytes_length == f->length));
	CLAIM(f->id && f->id[0] && f->detail && f->detail[0]);
	claim_printable(f->detail);
	claim_printable(f->expected);
	claim_printable(f->found);
	certlint_path(f, path, sizeof(path));
	claim_printable(path);
	fold(s, f->id);
	fold(s, f->detail);
	fold(s, path);
	s->digest = (s->digest ^ f->offset ^ f->length << 20 ^ f->omitted) * 0x100000001b3u;
	if (f->severity == CERTLINT_NONE)
		s->unchecked++;
	else
		s->findings++;
	return 0;
}

static const certlint *
handle(void)
{
	static certlint *h;

	if (h == NULL)
		CLAIM(certlint_new(&h, NULL, NULL) == CERTLINT_OK);
	return h;
}

static struct story
run(int kind, const uint8_t *data, size_t size)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct story s = { .data = data, .size = size };

	in.kind = kind;
	in.data = data;
	in.length = size;
	in.flags = CERTLINT_TELL_NOT_CHECKED;
	CLAIM(certlint_run(handle(), &in, note, &s, NULL) == CERTLINT_OK);
	return s;
}

/* The kept report says the same, in JSON too. */
static void
claim_report(int kind, const uint8_t *data, size_t size, const struct story *s)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	const struct certlint_summary *sum;
	certlint_report *report;
	char small[64], *json;
	size_t n;

	in.kind = kind;
	in.data = data;
	in.length = size;
	CLAIM(certlint_check(handle(), &in, &report, NULL) == CERTLINT_OK);
	sum = certlint_report_summary(report);
	CLAIM(sum->findings == s->findings && sum->not_checked == s->unchecked);
	CLAIM(sum->length == size);
	n = certlint_report_format(report, CERTLINT_JSON, small, sizeof(small));
	json = malloc(n + 1);
	CLAIM(json && certlint_report_format(report, CERTLINT_JSON, json, n + 1) == n);
	CLAIM(strlen(json) == n && json[0] == '{' && json[n - 1] == '}');
	for (size_t i = 0; i < n; i++)
		CLAIM((uint8_t)json[i] >= 0x20);
	free(json);
	certlint_report_free(report);
}

void
run_and_claim(int kind, const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);
	struct story first = run(kind, data, size), second;

	CLAIM(copy);
	if (size)
		memcpy(copy, data, size);
	second = run(kind, copy, size);
	CLAIM(first.digest == second.digest && first.findings == second.findings);
	claim_report(kind, copy, size, &second);
	free(copy);
}
