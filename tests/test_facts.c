/* Facts: each name leads to its fact and no other, and FACTS() sets the bits that it names. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/certlint.h>

#include "facts.h"

static void
test_names(void **state)
{
	for (unsigned i = 0; i < FACT_COUNT; i++) {
		const char *name = fact_name((enum fact)i);
		size_t n = strlen(name);

		assert_int_equal(fact_find(name, n), i);	/* so names differ too */
		assert_int_not_equal(fact_find(name, n - 1), i);
		assert_int_equal(fact_find(name, n + 1), FACT_COUNT);
		assert_true(fact_summary((enum fact)i)[0] != '\0');
		for (size_t k = 0; k < n; k++)
			assert_true((name[k] >= 'a' && name[k] <= 'z') || name[k] == '_' ||
				    (name[k] >= '0' && name[k] <= '9'));
	}
}

static void
test_unknown(void **state)
{
	static const char *const unknown[] = { "", "!", "TLS", "tl", "tls ", " tls", "tlss" };

	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_int_equal(fact_find(unknown[i], strlen(unknown[i])), FACT_COUNT);
	assert_int_equal(fact_find("tls\0x", 5), FACT_COUNT);
	assert_int_equal(fact_find("tlsx", 3), FACT_TLS);
}

/* The public list is the same facts in the same order. */
static void
test_public_list(void **state)
{
	for (unsigned i = 0; i < FACT_COUNT; i++) {
		const struct certlint_name *n = certlint_name_at(NULL, CERTLINT_LIST_FACTS, i);

		assert_non_null(n);
		assert_string_equal(n->name, fact_name((enum fact)i));
		assert_string_equal(n->summary, fact_summary((enum fact)i));
	}
	assert_null(certlint_name_at(NULL, CERTLINT_LIST_FACTS, FACT_COUNT));
}

/* Exactly these `count` facts. */
static void
check_facts(const struct facts *facts, size_t count, const enum fact *expected)
{
	size_t n = 0;

	for (unsigned i = 0; i < FACT_COUNT; i++)
		n += facts_have(facts, (enum fact)i);
	assert_int_equal(n, count);
	for (size_t i = 0; i < count; i++)
		assert_true(facts_have(facts, expected[i]));
}

static void
test_macro(void **state)
{
	static const enum fact all[] = { FACT_CERTIFICATE, FACT_TLS, FACT_HAS_SAN,
		FACT_SAN_PRESENT, FACT_TLD_DATA_STALE, FACT_HAS_SDA, FACT_SDA_PRESENT, FACT_EV };
	static const struct facts facts[] = {
		FACTS(CERTIFICATE),
		FACTS(CERTIFICATE, TLS),
		FACTS(CERTIFICATE, TLS, HAS_SAN),
		FACTS(CERTIFICATE, TLS, HAS_SAN, SAN_PRESENT),
		FACTS(CERTIFICATE, TLS, HAS_SAN, SAN_PRESENT, TLD_DATA_STALE),
		FACTS(CERTIFICATE, TLS, HAS_SAN, SAN_PRESENT, TLD_DATA_STALE, HAS_SDA),
		FACTS(CERTIFICATE, TLS, HAS_SAN, SAN_PRESENT, TLD_DATA_STALE, HAS_SDA, SDA_PRESENT),
		FACTS(CERTIFICATE, TLS, HAS_SAN, SAN_PRESENT, TLD_DATA_STALE, HAS_SDA, SDA_PRESENT,
		      EV),
	};
	const struct facts twice = FACTS(EV, EV);

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		check_facts(&facts[i], i + 1, all);
	check_facts(&twice, 1, &all[7]);
	assert_true(FACT_COUNT > 2 * 64);	/* the above reaches three words at least */
}

/* Each of them alone, through its name: the macro and the bits count in the same way. */
#define ALONE(name, text, summary) FACTS(name),
static const struct facts alone[] = { FACTS_LIST(ALONE) };

static void
test_bits(void **state)
{
	struct facts f = { { 0 } };

	for (unsigned i = 0; i < FACT_COUNT; i++) {
		enum fact fact = (enum fact)i;

		check_facts(&alone[i], 1, &fact);
		facts_set(&f, fact, true);
		facts_set(&f, fact, true);
		assert_memory_equal(&f, &alone[i], sizeof(f));
		facts_set(&f, fact, false);
		facts_set(&f, fact, false);
		check_facts(&f, 0, NULL);
	}
}

/* "has_X" and "X_present" for every known extension, of the same X. */
static void
test_extensions(void **state)
{
	for (unsigned i = 0; i < OID_EXTENSION_COUNT; i++) {
		const char *has = fact_name(FACT_HAS(OID_EXTENSION_FIRST + i));
		const char *present = fact_name(FACT_PRESENT(OID_EXTENSION_FIRST + i));
		size_t n = strlen(has) - 4;

		assert_int_equal(strncmp(has, "has_", 4), 0);
		assert_int_equal(strncmp(present, has + 4, n), 0);
		assert_string_equal(present + n, "_present");
	}
	assert_int_equal(FACT_HAS(OID_SAN), FACT_HAS_SAN);
	assert_int_equal(FACT_PRESENT(OID_SAN), FACT_SAN_PRESENT);
	assert_int_equal(FACT_PRESENT(OID_EXTENSION_LAST), FACT_COUNT - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names), cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_public_list), cmocka_unit_test(test_macro),
		cmocka_unit_test(test_bits), cmocka_unit_test(test_extensions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
