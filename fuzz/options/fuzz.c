/*
 * Configuration is input too: selections, severities, profiles, facts and data tables of any text
 * give a handle or one clear line, and no leak either way.
 */

#include <certlint/certlint.h>

#include <string.h>

#include "../claim.h"

static int
ignore(void *ctx, const struct certlint_finding *f)
{
	(void)ctx;
	(void)f;
	return 0;
}

/* A run with the caller's words in it. */
static void
run(const certlint *h, const char *text)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;

	in.data = "\x30\x03\x02\x01\x00";
	in.length = 5;
	in.facts = text;
	if (certlint_run(h, &in, ignore, NULL, &error) < 0)
		CLAIM(error.text[0]);
	in.facts = NULL;
	in.profile = text;
	certlint_run(h, &in, ignore, NULL, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const tables[] = { "tlds", "suffixes", "special-use", "networks",
					      "ct-logs" };
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data table;
	certlint *h;
	char *text;
	int rc;

	if (size < 1)
		return 0;
	text = malloc(size);
	CLAIM(text);
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	table = (struct certlint_data){ tables[data[0] >> 5 & 1 ? 4 : data[0] & 3], data + 1,
					size - 1 };
	switch (data[0] >> 2 & 3) {
	case 0: options.selection = text; break;
	case 1: options.severity = text; break;
	case 2: options.profile = text; break;
	default: options.data = &table, options.data_count = 1; break;
	}
	options.flags = data[0] >> 4 & 1 ? CERTLINT_STRICT : 0;
	rc = certlint_new(&h, &options, &error);
	CLAIM((rc < 0) == (h == NULL) && (rc >= 0 || error.text[0]));
	CLAIM(memchr(error.text, 0, sizeof(error.text)));
	if (h)
		run(h, text);
	certlint_free(h);
	free(text);
	return 0;
}
