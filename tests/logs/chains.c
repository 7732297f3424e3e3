/*
 * chains COUNT RECIPE...: certificates as CAs submit them to logs, a line each: the word "pre" or
 * "final", and in base64 the certificate and those above it but for the root.
 *
 * Each recipe is made COUNT times; "@" in it becomes a number that counts from 0.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge.h"
#include "mint.h"

enum { MOST = 1 << 16, RECIPE = 2048 };

static uint8_t der[MOST];

/* Forge into `out`; the recipe of what is above goes to `above`, empty for a root. */
static void
make(struct mint *out, const char *recipe, char above[256])
{
	struct forge_result result;
	size_t n = forge_full(recipe, der, sizeof(der), &result);

	if (n == 0) {
		fprintf(stderr, "chains: %s: %s\n", recipe, result.error);
		exit(1);
	}
	memcpy(above, result.signer, sizeof(result.signer));
	if (strcmp(above, "self") == 0)
		above[0] = '\0';
	forge_release(&result);
	mint_base64(out, der, n);
}

/* The certificates above one, each behind a blank. */
static void
make_chain(struct mint *out, const char *first)
{
	char recipe[256], above[256];

	snprintf(recipe, sizeof(recipe), "%s", first);
	while (recipe[0]) {
		struct mint one = { NULL, 0, 0 };

		make(&one, recipe, above);
		if (above[0]) {
			mint_text(out, " ");
			mint_put(out, one.p, one.n);
		}
		mint_free(&one);
		memcpy(recipe, above, sizeof(recipe));
	}
}

static void
number_recipe(char out[RECIPE], const char *recipe, unsigned long number)
{
	int n = 0;

	for (; *recipe && n < RECIPE - 32; recipe++)
		n += *recipe == '@' ? snprintf(out + n, 32, "%lu", number) :
		     snprintf(out + n, 2, "%c", *recipe);
}

static void
print_chains(const char *recipe, unsigned long count)
{
	char numbered[RECIPE], above[256], last[256] = "";
	struct mint chain = { NULL, 0, 0 }, line = { NULL, 0, 0 };

	for (unsigned long i = 0; i < count; i++) {
		line.n = 0;
		mint_text(&line, strncmp(recipe, "precert", 7) == 0 ? "pre " : "final ");
		number_recipe(numbered, recipe, i);
		make(&line, numbered, above);
		if (strcmp(above, last) != 0) {
			chain.n = 0;
			make_chain(&chain, above);
			memcpy(last, above, sizeof(last));
		}
		mint_put(&line, chain.p, chain.n);
		mint_text(&line, "\n");
		fwrite(line.p, 1, line.n, stdout);
	}
	mint_free(&chain);
	mint_free(&line);
}

int
main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++)
		print_chains(argv[i], strtoul(argv[1], NULL, 10));
	return argc < 3 ? 2 : fflush(stdout) != 0;
}
