/*
 * stdin.c - what EJBCA's external command validator runs: PEM on standard input, findings as text
 * on standard output.  The exit status is 0 if all objects pass, 1 if one does not, 2 if something
 * could not be judged, a text without any object included.
 */

#include <certlint/certlint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PASS = 0, FAIL = 1, NOT_JUDGED = 2, MOST = 64 << 20 };

/* All of a stream, to be freed; NULL if it cannot be read or has more than MOST bytes. */
static char *
read_all(FILE *file, size_t *length)
{
	size_t capacity = 0;
	char *text = NULL;

	*length = 0;
	do {
		char *larger;

		capacity = capacity ? 2 * capacity : 16384;
		larger = capacity <= MOST ? realloc(text, capacity) : NULL;
		if (larger == NULL) {
			free(text);
			return NULL;
		}
		text = larger;
		*length += fread(text + *length, 1, capacity - *length, file);
	} while (*length == capacity);
	if (!ferror(file))
		return text;
	free(text);
	return NULL;
}

static int
write_text(void *ctx, const char *text, size_t length)
{
	return fwrite(text, 1, length, ctx) != length;
}

static int
lint_object(const certlint *lint, const void *der, size_t length, uint32_t number)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	certlint_report *report;
	int status;

	in.data = der;
	in.length = length;
	in.name = "stdin";
	in.number = number;
	if (certlint_check(lint, &in, &report, &error) < 0) {
		fprintf(stderr, "object %u: %s\n", (unsigned)number, error.text);
		return NOT_JUDGED;
	}
	status = certlint_report_passes(report, CERTLINT_ERROR) ? PASS : FAIL;
	if (certlint_report_write(report, CERTLINT_TEXT, write_text, stdout) != CERTLINT_OK)
		status = NOT_JUDGED;
	certlint_report_free(report);
	return status;
}

/* Lint every block of the text, which is decoded in place.  The worst status of all. */
static int
lint_text(const certlint *lint, char *text, size_t length)
{
	struct certlint_block block = CERTLINT_BLOCK_INIT;
	uint32_t objects = 0;
	int worst = PASS, status;
	int64_t n;

	while ((n = certlint_decode(text, length, &block, text, length)) != 0) {
		if (n < 0 && n != CERTLINT_ERR_FORMAT)
			return NOT_JUDGED;	/* nothing was used up: do not come back for it */
		status = NOT_JUDGED;
		if (n < 0)
			fprintf(stderr, "line %lu: %s\n", (unsigned long)block.line,
				block.reason ? block.reason : "not PEM");
		else if (strstr(block.label, "PRIVATE KEY") != NULL)
			fprintf(stderr, "line %lu: a private key has no business here\n",
				(unsigned long)block.line);
		else
			status = lint_object(lint, text, (size_t)n, ++objects);
		worst = status > worst ? status : worst;
		text += block.used;
		length -= block.used;
	}
	return objects ? worst : NOT_JUDGED;
}

int
main(void)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	size_t length;
	char *text = read_all(stdin, &length);
	certlint *lint;
	int status;

	if (text == NULL) {
		fprintf(stderr, "standard input cannot be read or is too large\n");
		return NOT_JUDGED;
	}
	/* A text is all there is: no issuers, no counterparts, and the same answer on any day. */
	options.selection = "-needs:issuer -needs:issuer_key -needs:pair -needs:now";
	if (certlint_new(&lint, &options, &error) < 0) {
		fprintf(stderr, "%s\n", error.text);
		free(text);
		return NOT_JUDGED;
	}
	status = lint_text(lint, text, length);
	certlint_free(lint);
	free(text);
	return status;
}
