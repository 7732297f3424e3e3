/*
 * gate.c - the gate before a CA's signing key: may this TBSCertificate be signed?
 *
 *	gate TBS ISSUER [NOW]
 *
 * TBS is the file that is to be signed, ISSUER the certificate of the key that would sign it, both
 * DER.  NOW (seconds since 1970) judges as of another moment than this one.  The exit status is 0
 * to allow, 1 to refuse and 2 where nothing could be judged: sign on 0 and on nothing else.  C89.
 */

#include <certlint/certlint.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ALLOW		0
#define REFUSE		1
#define NOT_JUDGED	2
#define MOST		65536	/* bytes; a certificate that needs more has no business here */

/* Read a whole file: 1, or 0 if it cannot be read, is empty or may have more than `capacity`. */
static int
read_file(const char *path, unsigned char *buffer, size_t capacity, size_t *length)
{
	FILE *file = fopen(path, "rb");
	int good;

	if (file == NULL)
		return 0;
	*length = fread(buffer, 1, capacity, file);
	good = !ferror(file) && *length > 0 && *length < capacity;
	fclose(file);
	return good;
}

static const char *
or_nothing(const char *text)
{
	return text ? text : "";
}

/* What was found, and what could not be looked at: enough to mend the profile from the log. */
static void
explain(const certlint_report *report, FILE *log)
{
	const struct certlint_finding *f;
	size_t i;

	for (i = 0; (f = certlint_report_at(report, i)) != NULL; i++) {
		fprintf(log, "  %s %s (%s %s): %s, at %s", certlint_severity_text(f->severity),
			f->id, or_nothing(f->source), or_nothing(f->citation), f->detail,
			or_nothing(f->path));
		if (f->expected != NULL)
			fprintf(log, ", expected %s", f->expected);
		fputc('\n', log);
	}
	for (i = 0; (f = certlint_report_not_checked(report, i)) != NULL; i++)
		fprintf(log, "  not checked %s: %s\n", f->id, f->detail);
}

static int
judge(const certlint *lint, const struct certlint_input *in, FILE *log)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct certlint_summary *summary;
	certlint_report *report;
	int passes;

	if (certlint_check(lint, in, &report, &error) < 0) {
		fprintf(log, "refuse: %s\n", error.text);
		return NOT_JUDGED;
	}
	/* No count is compared: "passes" also says no to what was cut, doubtful or unchecked. */
	passes = certlint_report_passes(report, CERTLINT_WARNING);
	summary = certlint_report_summary(report);
	fprintf(log, "%s: %s: %lu errors, %lu warnings\n", passes ? "allow" : "refuse",
		summary->facts, (unsigned long)summary->errors, (unsigned long)summary->warnings);
	explain(report, log);
	certlint_report_free(report);
	return passes ? ALLOW : REFUSE;
}

static int
read_now(const char *text, int64_t *now)
{
	char *end = NULL;

	*now = text ? (int64_t)strtol(text, &end, 10) : (int64_t)time(NULL);
	return *now > 0 && (text == NULL || (end != text && *end == '\0'));
}

static int
open_gate(certlint **lint)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;

	/* What a gate can never have is said once; left unsaid, it would refuse everything. */
	options.selection = "-needs:pair";
	if (certlint_new(lint, &options, &error) == CERTLINT_OK)
		return 1;
	fprintf(stderr, "gate: %s\n", error.text);
	return 0;
}

int
main(int argc, char **argv)
{
	static unsigned char tbs[MOST], issuer[MOST];
	struct certlint_input in = CERTLINT_INPUT_INIT;
	certlint *lint;
	int status;

	if (argc < 3 || argc > 4 || !read_now(argv[3], &in.now)) {
		fprintf(stderr, "usage: gate TBS ISSUER [NOW]\n");
		return NOT_JUDGED;
	}
	if (!read_file(argv[1], tbs, sizeof(tbs), &in.length) ||
	    !read_file(argv[2], issuer, sizeof(issuer), &in.issuer_length)) {
		fprintf(stderr, "gate: a file cannot be read, is empty or is too large\n");
		return NOT_JUDGED;
	}
	if (!open_gate(&lint))
		return NOT_JUDGED;
	in.data = tbs;
	in.issuer = issuer;
	in.kind = CERTLINT_TBS_CERT;
	in.facts = "tls subscriber";	/* what this key signs; a broken object is no witness */
	in.as_of = in.now;
	status = judge(lint, &in, stdout);
	certlint_free(lint);
	return status;
}
