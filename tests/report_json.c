/* Prints the JSON report of each recipe, a line each, for test_json.py. */

#include <stdio.h>
#include <stdlib.h>

#include <certlint/certlint.h>

#include "forge.h"

static int
print(void *ctx, const char *text, size_t length)
{
	return fwrite(text, 1, length, stdout) != length;
}

static void
report(const certlint *lint, const char *recipe, uint32_t number)
{
	static uint8_t der[1 << 20];
	struct forge_result forged;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	certlint_report *kept;

	in.length = forge_full(recipe, der, sizeof(der), &forged);
	in.data = der;
	in.issuer = forged.issuer;
	in.issuer_length = forged.issuer_length;
	in.now = forged.now;
	in.kind = forged.kind;
	in.name = recipe;
	in.number = number;
	if (in.length == 0 || certlint_check(lint, &in, &kept, NULL) != CERTLINT_OK)
		exit(1);
	certlint_report_write(kept, CERTLINT_JSON, print, NULL);
	putchar('\n');
	certlint_report_free(kept);
	forge_release(&forged);
}

int
main(int argc, char **argv)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	certlint *lint;

	options.max_per_lint = 2;
	if (certlint_new(&lint, &options, NULL) != CERTLINT_OK)
		return 1;
	for (int i = 1; i < argc; i++)
		report(lint, argv[i], (uint32_t)i);
	certlint_free(lint);
	return 0;
}
