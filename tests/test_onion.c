/* SHA3-256 against digests of other implementations, and addresses sound and damaged. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "onion.h"

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

struct digest {
	size_t n; /* of the letter a */
	const char *hex;
};

static const struct digest digests[] = {
	{ 0, "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a" },
	{ 1, "80084bf2fba02475726feb2cab2d8215eab14bc6bdd8bfb2c8151257032ecd8b" },
	{ 16, "0c14a728ecf2fa6428f0e1ed1879d05c5e0138e1a6bcefbecc00c6a2cfe42577" },
	{ 135, "8094bb53c44cfb1e67b7c30447f9a1c33696d2463ecc1d9c92538913392843c9" },
	{ 136, "3fc5559f14db8e453a0a3091edbd2bc25e11528d81c66fa570a4efdcc2695ee1" },
	{ 137, "f8d6846cedd2ccfadf15c5879ef95af724d799eed7391fb1c91f95344e738614" },
	{ 271, "e79e5c6fef1bb5fdea2717ca27e88399e9b64699d1b3eb8e30f314fa055214e8" },
	{ 272, "a490357b9b3fb39d0a89a117734e5b020b1f33c7bf3fa3575c396425432003d3" },
	{ 300, "8a5720b2ca0cae7b89ad399c5daab22c29f5c72bcf30ab81e807d9bda95b4580" },
	{ 512, "44fc5f2749b9cb373ee8512638917ee7aa5626002d05f87f85e6ad1d47e845a1" },
};

static void
digests_of_many_lengths(void **state)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t text[512], digest[32];
	char hex[65] = { 0 };

	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < sizeof(digests) / sizeof(*digests); i++) {
		sha3_256((struct span){ text, digests[i].n }, digest);
		for (size_t k = 0; k < 32; k++) {
			hex[2 * k] = digits[digest[k] >> 4];
			hex[2 * k + 1] = digits[digest[k] & 15];
		}
		assert_string_equal(hex, digests[i].hex);
	}
	sha3_256((struct span){ NULL, 0 }, digest);
	assert_int_equal(digest[0], 0xa7);
}

struct address {
	const char *label;
	enum onion_kind kind;
};

static const struct address addresses[] = {
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3kead", ONION_V3 },
	{ "kdmfryeyl3gh6ycbrkxqzrnllb7ufqsxbkeebfnj5dgkzuhwkrofohqd", ONION_V3 },
	{ "KDMFRYEYL3GH6YCBRKXQZRNLLB7UFQSXBKEEBFNJ5DGKZUHWKROFOHQD", ONION_V3 },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyprozyc", ONION_V3_VERSION },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3iead", ONION_V3_CHECKSUM },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3lead", ONION_V3_CHECKSUM },
	{ "baaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3kead", ONION_V3_CHECKSUM },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3kea", ONION_NONE },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3keada", ONION_NONE },
	{ "aaaqeayeaudaocajbifq8diob4ibceqtcqkrmfyydenbwha5dyp3kead", ONION_NONE },
	{ "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3kea-", ONION_NONE },
	{ "abcdefghij234567", ONION_V2 },
	{ "ABCDEFGHIJ234567", ONION_V2 },
	{ "abcdefghij234561", ONION_NONE }, /* 1 is no base32 */
	{ "abcdefghij23456", ONION_NONE },
	{ "abcdefghij2345677", ONION_NONE },
	{ "abcdefghij23456@", ONION_NONE },
	{ "abcdefghij23456[", ONION_NONE },
	{ "abcdefghij23456\x12", ONION_NONE },
	{ "", ONION_NONE },
	{ "onion", ONION_NONE },
};

static void
addresses_of_each_kind(void **state)
{
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++)
		assert_int_equal(onion_kind(span_of(addresses[i].label)), addresses[i].kind);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_of_many_lengths),
		cmocka_unit_test(addresses_of_each_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
