/*
 * Tests of lib/sound.c: it takes what certificates are made of, and takes nothing in which the
 * strict walk finds a fault.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forge.h"
#include "hex.h"
#include "sound.h"
#include "walk.h"

static void
count(void *ctx, enum fault fault, struct span at)
{
	(void)fault;
	(void)at;
	++*(size_t *)ctx;
}

static size_t
fault_count(struct span bytes, const struct asn1_type *type)
{
	size_t n = 0;
	struct walker walker = { .fault = count, .ctx = &n };

	walk(bytes, type, &walker);
	return n;
}

static uint8_t *forged;
static size_t forged_length;

static void
forge_one(const char *recipe)
{
	struct forge_result result;

	free(forged);
	forged = malloc(1 << 16);
	assert_non_null(forged);
	forged_length = forge_full(recipe, forged, 1 << 16, &result);
	if (forged_length == 0)
		fail_msg("%s: %s", recipe, result.error);
	forged = realloc(forged, forged_length);	/* of just that size, for the sanitizer */
	forge_release(&result);
}

/* Every template is sound by both, so that what is common is spared the walk. */
static void
takes_certificates(void **state)
{
	static const char *const recipes[] = {
		"tls", "tls-2019", "ca", "root", "client", "tls policy=dv{cps:http://a.example/}",
		"client policy=1.2.3{notice:Hello}", "tls san=dns:a.example,ip:1.1.1.1,dir:CN=x",
		"tls subject=C=US/O=x+OU=y/CN=z", "tls key=p256", "tls key=rsa3072",
		"client crldp=http://a.example/a.crl{reasons:keyCompromise;issuer:CN=y}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
		struct span whole;

		forge_one(recipes[i]);
		whole = (struct span){ forged, forged_length };
		assert_int_equal(fault_count(whole, &asn1_certificate), 0);
		if (!object_is_sound(whole, &asn1_certificate))
			fail_msg("%s is not taken", recipes[i]);
	}
}

/* Whatever is done to a certificate: what is taken has no fault. */
static void
takes_nothing_with_a_fault(void **state)
{
	static const char *const recipes[] = { "tls policy=dv{cps:http://a.example/}",
		"ca nc=permit:dns:a.example crldp=http://a.example/a.crl{issuer:CN=y}",
		"client key=p256 policy=1.2.3{notice:Hello}" };
	static const uint8_t values[] = { 0x00, 0x01, 0x02, 0x05, 0x1f, 0x30, 0x31, 0x7f, 0x80,
		0x81, 0x82, 0xa0, 0xa3, 0xff };
	size_t taken = 0, refused = 0;

	(void)state;
	for (size_t r = 0; r < sizeof(recipes) / sizeof(*recipes); r++) {
		forge_one(recipes[r]);
		for (size_t i = 0; i < forged_length * (sizeof(values) + 8); i++) {
			uint8_t *at = &forged[i % forged_length], before = *at;
			size_t k = i / forged_length;
			struct span whole = { forged, forged_length };

			*at = k < 8 ? (uint8_t)(before ^ 1u << k) : values[k - 8];
			if (object_is_sound(whole, &asn1_certificate)) {
				assert_int_equal(fault_count(whole, &asn1_certificate), 0);
				taken++;
			} else {
				refused++;
			}
			*at = before;
		}
	}
	assert_true(taken > 1000 && refused > 1000);
}

/* No prefix of a certificate is sound, and none makes it read further. */
static void
takes_no_prefix(void **state)
{
	(void)state;
	forge_one("tls");
	for (size_t n = 0; n < forged_length; n++) {
		uint8_t *copy = malloc(n ? n : 1);

		assert_non_null(copy);
		memcpy(copy, forged, n);
		assert_false(object_is_sound((struct span){ copy, n }, &asn1_certificate));
		free(copy);
	}
}

struct row {
	uint32_t tag;
	const char *hex;
	bool rfc, other;		/* sound as RFC 5280's type, and by its tag alone */
};

static void
judges_contents(void **state)
{
	static const struct row rows[] = {
		{ DER_BOOLEAN, "ff", true, true }, { DER_BOOLEAN, "01", false, false },
		{ DER_BOOLEAN, "", false, false }, { DER_BOOLEAN, "ffff", false, false },
		{ DER_INTEGER, "00", true, true }, { DER_INTEGER, "0080", true, true },
		{ DER_INTEGER, "007f", false, false }, { DER_INTEGER, "ff7f", true, true },
		{ DER_INTEGER, "ff80", false, false }, { DER_INTEGER, "", false, false },
		{ DER_BIT_STRING, "00", true, true }, { DER_BIT_STRING, "01", false, false },
		{ DER_BIT_STRING, "0780", true, true }, { DER_BIT_STRING, "0781", false, false },
		{ DER_BIT_STRING, "0800", false, false }, { DER_BIT_STRING, "", false, false },
		{ DER_NULL, "", true, true }, { DER_NULL, "00", false, false },
		{ DER_OID, "2a03", true, true }, { DER_OID, "2a8001", false, false },
		{ DER_OID, "2a83", false, false }, { DER_OID, "80", false, false },
		{ DER_OID, "2a838001", true, true }, { DER_OID, "", false, false },
		{ DER_UTC_TIME, "3236303130313030303030305a", true, true },
		{ DER_UTC_TIME, "32363031303130303030305a", false, false },
		{ DER_GENERALIZED_TIME, "32303236303130313030303030302e355a", false, true },
		{ DER_PRINTABLE_STRING, "61", true, true },
		{ DER_PRINTABLE_STRING, "2a", false, false },
		{ DER_UTF8_STRING, "c3a9", true, true }, { DER_UTF8_STRING, "c3", false, false },
		{ DER_IA5_STRING, "7f", true, true }, { DER_IA5_STRING, "80", false, false },
		{ DER_NUMERIC_STRING, "3120", true, true },
		{ DER_NUMERIC_STRING, "61", false, false },
		{ DER_VISIBLE_STRING, "7e", true, true },
		{ DER_VISIBLE_STRING, "7f", false, false },
		{ DER_BMP_STRING, "0061", true, true }, { DER_BMP_STRING, "00", false, false },
		{ DER_BMP_STRING, "d800", false, false },
		{ DER_UNIVERSAL_STRING, "00000061", true, true },
		{ DER_UNIVERSAL_STRING, "000061", false, false },
		{ DER_OCTET_STRING, "", true, true }, { DER_TELETEX_STRING, "ff", true, true },
	};
	uint8_t bytes[64];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct span body = { bytes, hex_read(rows[i].hex, bytes) };

		if (contents_are_sound(rows[i].tag, body, true) != rows[i].rfc ||
		    contents_are_sound(rows[i].tag, body, false) != rows[i].other)
			fail_msg("type %u: %s", (unsigned)rows[i].tag, rows[i].hex);
	}
}

static void
compares_elements(void **state)
{
	static const struct { const char *a, *b; bool holds; } rows[] = {
		{ "0101", "0102", true }, { "0102", "0101", false }, { "0101", "0101", true },
		{ "01", "0100", true }, { "0100", "01", true }, { "0101", "01", false },
		{ "01", "0101", true },
	};
	uint8_t a[8], b[8];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct span x = { a, hex_read(rows[i].a, a) }, y = { b, hex_read(rows[i].b, b) };

		assert_int_equal(set_order_holds(x, y), rows[i].holds);
	}
}

/* Nesting is bounded: deeper objects are left to the walk. */
static void
nests_so_deep(void **state)
{
	uint8_t bytes[2 * (SOUND_DEPTH + 2)];

	(void)state;
	for (unsigned depth = 1; depth <= SOUND_DEPTH + 2; depth++) {
		struct span whole = { bytes, 2 * (size_t)depth };

		for (unsigned i = 0; i < depth; i++) {
			bytes[2 * i] = DER_SEQUENCE;
			bytes[2 * i + 1] = (uint8_t)(2 * (depth - i - 1));
		}
		assert_int_equal(object_is_sound(whole, &asn1_any), depth < SOUND_DEPTH);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_certificates), cmocka_unit_test(takes_nothing_with_a_fault),
		cmocka_unit_test(takes_no_prefix), cmocka_unit_test(judges_contents),
		cmocka_unit_test(compares_elements), cmocka_unit_test(nests_so_deep),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	free(forged);
	return failed;
}
