/* forge RECIPE: write the object of a recipe to stdout, as DER or with --pem as PEM. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mbedtls/base64.h>

#include "forge.h"

#define MAX_OBJECT (64 << 20)

static int
list_templates(void)
{
	const char *name, *recipe;

	for (size_t i = 0; (name = forge_template(i, &recipe)); i++)
		printf("%-14s %s\n", name, recipe);
	return 0;
}

/* The words of the armour of a kind. */
static const char *
pem_label(int kind)
{
	switch (kind) {
	case FORGE_CRL: return "X509 CRL";
	case FORGE_OCSP_RESPONSE: return "OCSP RESPONSE";
	case FORGE_PKCS10: return "CERTIFICATE REQUEST";
	default: return "CERTIFICATE";
	}
}

static void
write_pem(const uint8_t *der, size_t n, const char *label)
{
	unsigned char line[80];
	size_t length;

	printf("-----BEGIN %s-----\n", label);
	for (size_t i = 0; i < n; i += 48) {
		size_t piece = n - i < 48 ? n - i : 48;

		mbedtls_base64_encode(line, sizeof(line), &length, der + i, piece);
		printf("%.*s\n", (int)length, (const char *)line);
	}
	printf("-----END %s-----\n", label);
}

int
main(int argc, char **argv)
{
	bool pem = argc > 1 && !strcmp(argv[1], "--pem");
	struct forge_result result;
	uint8_t *der;
	size_t n;

	if (argc == 2 && !strcmp(argv[1], "--list"))
		return list_templates();
	if (argc != 2 + pem) {
		fprintf(stderr, "usage: forge [--pem] 'TEMPLATE EDIT...' | forge --list\n");
		return 2;
	}
	der = malloc(MAX_OBJECT);
	if (!der)
		return 1;
	n = forge_full(argv[1 + pem], der, MAX_OBJECT, &result);
	if (n == 0)
		fprintf(stderr, "forge: %s\n", result.error);
	else if (pem)
		write_pem(der, n, pem_label(result.kind));
	else
		fwrite(der, 1, n, stdout);
	forge_release(&result);
	free(der);
	return n ? 0 : 1;
}
