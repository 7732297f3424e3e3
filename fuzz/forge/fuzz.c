/*
 * A recipe is built and linted: certificates that are right but for what the recipe bends reach
 * code that random bytes do not.  See ../run.h for what has to hold.
 */

#include "../run.h"

#include <string.h>

#include "forge.h"

enum { OBJECT_MAX = 1 << 16, RECIPE_MAX = 512 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t der[OBJECT_MAX];
	struct forge_result result;
	char recipe[RECIPE_MAX];
	size_t n;

	if (size >= sizeof(recipe) || memchr(data, 0, size))
		return 0;
	/* real signatures and endless lists only cost time here */
	memcpy(recipe, data, size);
	recipe[size] = '\0';
	if (strstr(recipe, "good") || strstr(recipe, "root") || strchr(recipe, '*'))
		return 0;
	n = forge_full(recipe, der, sizeof(der), &result);
	if (n > 0)
		run_and_claim(result.kind == FORGE_TBS_CERT ? CERTLINT_TBS_CERT : CERTLINT_AUTO,
			      der, n);
	forge_release(&result);
	return 0;
}
