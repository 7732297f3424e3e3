/* What cert_read() makes of certificates: fields, facts, signals, and of damage. */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include <string.h>

#include "cert.h"
#include "forge.h"

static uint8_t der[1 << 20];
static struct cert c;

/* Forge and read; the certificate stays in `c`. */
static void
read_recipe(const char *recipe)
{
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };
	size_t n = forge(recipe, der, sizeof(der));

	assert_int_not_equal(n, 0);
	cert_read(&c, (struct span){ der, n }, &o);
}

static bool
has(enum fact fact)
{
	return facts_have(&c.facts, fact);
}

static bool
doubted(enum fact fact)
{
	return facts_have(&c.doubt, fact);
}

static void
reads_every_field(void **state)
{
	(void)state;
	read_recipe("tls serial=0102030405060708 iuid=0102 suid=03");
	assert_false(c.damaged);
	assert_int_equal(c.version, 3);
	assert_true(SPAN_IS(c.serial.body, "\1\2\3\4\5\6\7\10"));
	assert_int_equal(c.from_day, DAY(2026, 4, 1));
	assert_int_equal(cert_lifetime(&c), 90 * 86400);
	assert_true(der_present(&c.issuer_uid) && der_present(&c.subject_uid));
	assert_true(der_present(&c.algorithm) && der_present(&c.signature));
	assert_int_equal(c.key.algorithm, OID_EC_PUBLIC_KEY);
	assert_int_equal(c.key.curve, OID_P256);
	assert_int_equal(c.key.bits, 256);
	assert_true(has(FACT_KEY_DECODES) && has(FACT_EC_KEY) && has(FACT_ECDSA_SIGNATURE));
	assert_true(has(FACT_HAS_SAN) && has(FACT_SAN_PRESENT) && has(FACT_HAS_DNS));
	assert_false(has(FACT_HAS_IP) || has(FACT_HAS_SKI) || has(FACT_SKI_PRESENT));
	assert_int_equal(c.key_usage, 1u << KU_DIGITAL_SIGNATURE);
	assert_int_equal(c.purpose_count, 1);
	assert_int_equal(c.policy_count, 1);
	assert_int_equal(c.path_length, -1);
}

static void
reads_key_sizes(void **state)
{
	static const struct { const char *recipe; uint32_t bits; enum fact fact; } row[] = {
		{ "tls key=rsa2048", 2048, FACT_RSA_KEY },
		{ "tls key=rsa2047", 2047, FACT_RSA_KEY },
		{ "tls key=p384", 384, FACT_EC_KEY },
		{ "tls key=p521", 521, FACT_EC_KEY },
		{ "tls key=ed25519", 0, FACT_EDDSA_KEY },
		{ "tls key=mldsa44", 0, FACT_ML_DSA_KEY },
		{ "tls key=mlkem768", 0, FACT_ML_KEM_KEY },
		{ "tls key=rsa,n=00,e=00", 0, FACT_RSA_KEY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		read_recipe(row[i].recipe);
		assert_int_equal(c.key.bits, row[i].bits);
		assert_true(has(row[i].fact));
	}
}

static void
takes_a_bare_tbs(void **state)
{
	(void)state;
	read_recipe("tls kind=tbs");
	assert_true(has(FACT_NO_SIGNATURE));
	assert_false(der_present(&c.outer) || der_present(&c.signature));
	assert_true(has(FACT_SUBSCRIBER) && has(FACT_TLS) && has(FACT_HAS_SAN));
	assert_false(c.damaged);
}

static void
counts_names(void **state)
{
	struct attribute a;
	unsigned n = 0;

	(void)state;
	read_recipe("tls subject=C=US/O=a+OU=b/CN=www.certlint-test.com");
	assert_int_equal(c.subject_name.attributes, 4);
	assert_int_equal(c.subject_name.rdns, 3);
	assert_int_equal(c.subject_name.widest, 2);
	assert_int_equal(name_count(&c.subject_name, OID_COMMON_NAME), 1);
	assert_int_equal(name_count(&c.subject_name, OID_LOCALITY), 0);
	each_attribute(&c.subject_name, a)
		assert_int_equal(a.rdn, n < 1 ? 0 : n < 3 ? 1 : 2), n++;
	assert_int_equal(n, 4);
	assert_true(name_first(&c.subject_name, OID_COMMON_NAME, &a));
	assert_true(span_is_text(a.value.body, "www.certlint-test.com"));
	assert_false(name_first(&c.subject_name, OID_TITLE, &a));
	read_recipe("tls subject=C=US/{}/O=x");
	assert_int_equal(c.subject_name.attributes, 2);
}

static void
raises_signals(void **state)
{
	static const struct { const char *recipe; unsigned signal; } row[] = {
		{ "tls san=dns:a_b.certlint-test.com", ON_DNS(UNDERSCORE) },
		{ "tls san=dns:ssltest5", ON_DNS(SINGLE_LABEL) },
		{ "tls san=dns:www.certlint-test.zzzz", ON_DNS(TLD_UNKNOWN) },
		{ "tls subject=CN=a_b.certlint-test.com", ON_CN(UNDERSCORE) },
		{ "tls san=iphex:312e312e312e31", ON_SIGHT(SAN_IP_LENGTH) },
		{ "tls san=ip:10.0.0.1", ON_SIGHT(SAN_IP_RESERVED) },
		{ "tls san=ip:224.0.0.1", ON_SIGHT(SAN_IP_OTHER) },
		{ "tls san=iphex:00000000000000000000ffff01010101", ON_SIGHT(SAN_IP_MAPPED) },
		{ "tls swap=0603551d0f:068103551d0f", ON_FAULT(LENGTH_NOT_MINIMAL) },
		{ "tls ku=der:030307a000", ON_FAULT(NAMED_BITS_TRAILING_OCTET) },
	};

	(void)state;
	read_recipe("tls");
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		assert_false(signals_raised(&c.signals, row[i].signal));
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		read_recipe(row[i].recipe);
		if (!signals_raised(&c.signals, row[i].signal))
			fail_msg("silent: %s", row[i].recipe);
	}
}

/* A SAN that does not decode withholds HAS_SAN and leaves the rest as it was. */
static void
damage_of_one_extension_stays_there(void **state)
{
	(void)state;
	read_recipe("tls san=der:0403020100");
	assert_true(c.damaged);
	assert_false(has(FACT_HAS_SAN));
	assert_true(has(FACT_SAN_PRESENT) && doubted(FACT_HAS_SAN));
	assert_true(has(FACT_HAS_EKU) && has(FACT_SUBSCRIBER) && has(FACT_TLS));
	assert_false(doubted(FACT_TLS));
}

/* Extensions cut off in the middle: what was in them is doubted, what comes before is not. */
static void
damage_of_all_extensions_is_doubt(void **state)
{
	(void)state;
	read_recipe("tls cut=200");
	assert_true(c.damaged);
	assert_true(has(FACT_VALIDITY_KNOWN) && has(FACT_V3));
	read_recipe("tls extensions=hex:0500");
	assert_true(doubted(FACT_HAS_SAN) && doubted(FACT_CA));
	assert_false(has(FACT_HAS_EXTENSIONS));
}

/* A field of the wrong type does not hide the fields after it. */
static void
reads_on_after_a_wrong_field(void **state)
{
	(void)state;
	read_recipe("tls serial=der:04020102");
	assert_false(der_present(&c.serial));
	assert_true(der_present(&c.subject) && has(FACT_HAS_SAN));
	read_recipe("tls -serial");
	assert_true(der_present(&c.tbs_algorithm) && has(FACT_HAS_SAN));
	read_recipe("tls subject=der:0500");
	assert_true(der_present(&c.spki) && has(FACT_HAS_SAN));
}

static void
reads_broken_times(void **state)
{
	(void)state;
	read_recipe("tls from=utc:2604010000Z");
	assert_int_equal(c.from_day, DAY(2026, 4, 1));
	read_recipe("tls from=utc:26-4-01 until=2026-06-01");
	assert_int_equal(c.from_day, DAY_NONE);
	assert_false(has(FACT_VALIDITY_KNOWN));
}

static void
survives_anything(void **state)
{
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };
	uint32_t seed = 1;
	size_t n;

	(void)state;
	cert_read(&c, (struct span){ NULL, 0 }, &o);
	n = forge("ev-orgid san=dns:a%d.certlint-test.com*20", der, sizeof(der));
	for (unsigned round = 0; round < 20000; round++) {
		uint8_t *copy = malloc(n);	/* exactly sized: a sanitizer sees a byte too far */
		size_t length = n;

		memcpy(copy, der, n);
		for (unsigned k = 0; k < 1 + round % 4; k++) {
			seed = seed * 1664525u + 1013904223u;
			copy[(seed >> 8) % n] = (uint8_t)(seed >> 4);
		}
		if (round % 3 == 0)
			length = (seed >> 7) % n;
		cert_read(&c, (struct span){ copy, length }, &o);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_field),
		cmocka_unit_test(reads_key_sizes),
		cmocka_unit_test(takes_a_bare_tbs),
		cmocka_unit_test(counts_names),
		cmocka_unit_test(raises_signals),
		cmocka_unit_test(damage_of_one_extension_stays_there),
		cmocka_unit_test(damage_of_all_extensions_is_doubt),
		cmocka_unit_test(reads_on_after_a_wrong_field),
		cmocka_unit_test(reads_broken_times),
		cmocka_unit_test(survives_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
