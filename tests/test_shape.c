/* Tests of lib/shape.c: the shapes of a PKI's objects, whole, cut and damaged. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hex.h"
#include "shape.h"

/*
 * Objects in a notation for tests: S( ... ) is a SEQUENCE, a digit and parentheses a context tag,
 * I an INTEGER, B a BIT STRING, o an OCTET STRING, E an ENUMERATED, T a UTCTime, O an OID; D is
 * the OID of CMS data.
 */
static size_t
build(const char **text, uint8_t *out)
{
	size_t n = 0, at, length;

	while (**text && **text != ')') {
		char c = *(*text)++;

		if (c == ' ')
			continue;
		at = n;
		switch (c) {
		case 'I': n += hex_read("020105", out + n); continue;
		case 'B': n += hex_read("03020041", out + n); continue;
		case 'o': n += hex_read("040141", out + n); continue;
		case 'E': n += hex_read("0a0100", out + n); continue;
		case 'T': n += hex_read("170d3236303430313030303030305a", out + n); continue;
		case 'O': n += hex_read("06022a03", out + n); continue;
		case 'D': n += hex_read("06092a864886f70d010701", out + n); continue;
		case 'S': out[n++] = 0x30; break;
		default: out[n++] = (uint8_t)(0xa0 + (c - '0')); break;
		}
		assert_int_equal(*(*text)++, '(');
		n++;
		length = build(text, out + n);
		assert_int_equal(*(*text)++, ')');
		assert_true(length < 128);
		out[at + 1] = (uint8_t)length;
		n += length;
	}
	return n;
}

#define TBS "0(I) I S(O) S() S(TT) S() S(S(O)B)"

static const struct { const char *object; enum shape shape; } objects[] = {
	{ "S(S(" TBS ") S(O) B)", SHAPE_CERTIFICATE },
	{ "S(S(I S(O) S() S(TT) S() S(S(O)B)) S(O) B)", SHAPE_CERTIFICATE },
	{ "S(" TBS ")", SHAPE_TBS_CERTIFICATE },
	{ "S(" TBS " 3(S()))", SHAPE_TBS_CERTIFICATE },
	{ "S(I S(O) S() S(TT) S() S(S(O)B))", SHAPE_TBS_CERTIFICATE },
	{ "S(S(I S(O) S() T T S(S(I T)) 0(S())) S(O) B)", SHAPE_CRL },
	{ "S(S(S(O) S() T T) S(O) B)", SHAPE_CRL },
	{ "S(I S(O) S() T T)", SHAPE_TBS_CRL },
	{ "S(S(I S() S(S(O)B) 0()) S(O) B)", SHAPE_CSR },
	{ "S(S(I S() S(S(O)B)) S(O) B)", SHAPE_CSR },
	{ "S(E 0(S(O o)))", SHAPE_OCSP_RESPONSE },
	{ "S(E)", SHAPE_OCSP_RESPONSE },
	{ "S(S(2(o) T S()) S(O) B)", SHAPE_BASIC_OCSP_RESPONSE },
	{ "S(S(0(I) 1(S()) T S()) S(O) B)", SHAPE_BASIC_OCSP_RESPONSE },
	{ "S(S(S(S(S(S(O)ooI)))))", SHAPE_OCSP_REQUEST },
	{ "S(S(S(S(S(O)ooI))))", SHAPE_SEQUENCE },
	{ "S(S(0(I) 1(S()) S(S(S(S(O)ooI)))))", SHAPE_OCSP_REQUEST },
	{ "S(S(0(I) 1(S()) S(S(S(S(O)ooI)))) 0(S()))", SHAPE_OCSP_REQUEST },
	{ "S(S(I S(0()) 0(S()) S(O) I S(TT) S()) S(O) B)", SHAPE_ATTRIBUTE_CERTIFICATE },
	{ "S(O 0(S()))", SHAPE_CMS },
	{ "S(I S(D 0(o)) S())", SHAPE_PKCS12 },
	{ "S(I S(O) o)", SHAPE_PRIVATE_KEY },
	{ "S(I o 0(O))", SHAPE_PRIVATE_KEY },
	{ "S(I I I I I I I I I)", SHAPE_PRIVATE_KEY },
	{ "S(S(O S()) o)", SHAPE_ENCRYPTED_KEY },
	{ "S(S(O) B)", SHAPE_PUBLIC_KEY },
	{ "S(I I)", SHAPE_NUMBERS },
	{ "S()", SHAPE_SEQUENCE },
	{ "S(I)", SHAPE_SEQUENCE },
	{ "S(O)", SHAPE_SEQUENCE },
	{ "S(S())", SHAPE_SEQUENCE },
	{ "o", SHAPE_OTHER },
	{ "0(I)", SHAPE_OTHER },
	/* damaged, but still one */
	{ "S(S(I) S(O) B)", SHAPE_CERTIFICATE },
	{ "S(S(0(I) I o o o) S(O) B)", SHAPE_CERTIFICATE },
	{ "S(S(0(I) I S(O) o S(TT)))", SHAPE_CERTIFICATE },
	{ "S(o S(O) B)", SHAPE_CERTIFICATE },
};

static void
objects_have_their_shape(void **state)
{
	uint8_t bytes[512];
	const char *text;
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(objects) / sizeof(*objects); i++) {
		text = objects[i].object;
		n = build(&text, bytes);
		if (shape_of((struct span){ bytes, n }) != objects[i].shape)
			fail_msg("%s is %s", objects[i].object,
				 shape_text(shape_of((struct span){ bytes, n })));
	}
}

/* A certificate that was cut is what is left of one, down to its header. */
static void
a_cut_certificate_is_one(void **state)
{
	const char *text = "S(S(" TBS ") S(O) B)";
	uint8_t bytes[512];
	size_t n = build(&text, bytes);

	(void)state;
	for (size_t left = 2; left <= n; left++)
		if (shape_of((struct span){ bytes, left }) != SHAPE_CERTIFICATE &&
		    shape_of((struct span){ bytes, left }) != SHAPE_TEXT)
			fail_msg("of %zu octets: %s", left,
				 shape_text(shape_of((struct span){ bytes, left })));
}

static void
text_is_text(void **state)
{
	static const struct { const char *text; enum shape shape; } texts[] = {
		{ "-----BEGIN CERTIFICATE-----\nMIIB\n", SHAPE_PEM },
		{ "-----begin certificate-----", SHAPE_PEM },
		{ "MIIBIjANBgkqhkiG9w0BAQ", SHAPE_TEXT },
		{ "0", SHAPE_TEXT },
		{ "\n", SHAPE_TEXT },
		{ "hello\x01", SHAPE_OTHER },
		{ "\xff\xd8\xff\xe0", SHAPE_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(shape_of((struct span){ (const uint8_t *)texts[i].text,
						 strlen(texts[i].text) }), texts[i].shape);
}

static void
each_shape_has_a_text(void **state)
{
	(void)state;
	for (int i = 0; i < SHAPE_COUNT; i++)
		assert_true(strlen(shape_text((enum shape)i)) > 0);
}

/* Whatever the bytes are, the answer is one of them. */
static void
hostile_bytes_have_a_shape(void **state)
{
	static uint8_t bytes[1 << 20];
	struct span s = { bytes, sizeof(bytes) };
	uint32_t seed = 1;

	(void)state;
	for (int value = 0; value < 256; value++) {
		memset(bytes, value, 4096);
		assert_in_range(shape_of((struct span){ bytes, 4096 }), 0, SHAPE_COUNT - 1);
	}
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i % 2 ? 0x80 : 0x30; /* indefinite lengths, one inside the other */
	assert_in_range(shape_of(s), 0, SHAPE_COUNT - 1);
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < 64; i++)
			bytes[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
		bytes[0] = 0x30;
		assert_in_range(shape_of((struct span){ bytes, 64 }), 0, SHAPE_COUNT - 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_have_their_shape),
		cmocka_unit_test(a_cut_certificate_is_one),
		cmocka_unit_test(text_is_text),
		cmocka_unit_test(each_shape_has_a_text),
		cmocka_unit_test(hostile_bytes_have_a_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
