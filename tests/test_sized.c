/* The callers' structs: sizes at each boundary, and how a failure is told to whatever has room. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sized.h"

struct own {
	size_t size;
	uint64_t a, b;
};

static void
test_sizes_that_make_no_sense(void **state)
{
	static const size_t sizes[] = { 0, 1, sizeof(size_t) - 1, (1 << 16) + 1, SIZE_MAX };
	struct own own = { 1, 2, 3 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct own given = { sizes[i], 0, 0 };

		assert_int_equal(sized_read(&own, sizeof(own), &given), CERTLINT_ERR_ARGUMENT);
		assert_true(own.size == 1 && own.a == 2 && own.b == 3);
	}
}

/* An older caller's struct: exactly allocated, so that a sanitizer sees a byte too far. */
static void
test_shorter(void **state)
{
	for (size_t n = sizeof(size_t); n <= sizeof(struct own); n++) {
		uint8_t *given = malloc(n);
		struct own own;

		assert_non_null(given);
		memset(&own, 0x55, sizeof(own));
		memset(given, 0xff, n);
		memcpy(given, &n, sizeof(n));
		assert_int_equal(sized_read(&own, sizeof(own), given), CERTLINT_OK);
		assert_int_equal(own.size, sizeof(own));
		for (size_t i = sizeof(size_t); i < sizeof(own); i++)
			assert_int_equal(((uint8_t *)&own)[i], i < n ? 0xff : 0);
		free(given);
	}
}

static void
test_longer(void **state)
{
	static const size_t sizes[] = { sizeof(struct own) + 1, 100, 1 << 16 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		uint8_t *given = calloc(1, sizes[i]);
		struct own own = { 1, 2, 3 };

		assert_non_null(given);
		memcpy(given, &sizes[i], sizeof(size_t));
		given[sizes[i] - 1] = 1;
		assert_int_equal(sized_read(&own, sizeof(own), given), CERTLINT_ERR_NEWER);
		assert_true(own.size == 1 && own.a == 2 && own.b == 3);
		given[sizes[i] - 1] = 0;
		given[sizeof(own)] = 1;
		assert_int_equal(sized_read(&own, sizeof(own), given), CERTLINT_ERR_NEWER);
		given[sizeof(own)] = 0;
		given[sizeof(own) - 1] = 1;
		assert_int_equal(sized_read(&own, sizeof(own), given), CERTLINT_OK);
		assert_true(own.size == sizeof(own) && own.a == 0 && own.b != 0);
		free(given);
	}
}

static void
test_accept(void **state)
{
	struct { struct own o; uint64_t more; } given = { { 0, 0, 0 }, 7 };
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct own own;

	assert_int_equal(sized_accept(&own, sizeof(own), &given, "thing", &e),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(e.status, CERTLINT_ERR_ARGUMENT);
	assert_int_equal(e.position, -1);
	assert_non_null(strstr(e.text, "thing: size"));
	given.o.size = sizeof(given);
	assert_int_equal(sized_accept(&own, sizeof(own), &given, "thing", &e), CERTLINT_ERR_NEWER);
	assert_non_null(strstr(e.text, CERTLINT_VERSION_STRING));
	assert_int_equal(sized_accept(&own, sizeof(own), &given, "thing", NULL),
			 CERTLINT_ERR_NEWER);
	e.text[0] = '\0';
	e.status = 99;
	given.more = 0;
	assert_int_equal(sized_accept(&own, sizeof(own), &given, "thing", &e), CERTLINT_OK);
	assert_int_equal(e.status, 99);		/* written only on failure */
	assert_string_equal(e.text, "");
}

/* Whatever size the caller's struct has, nothing behind it is written and its text is ended. */
static void
test_refuse_sizes(void **state)
{
	const size_t text = offsetof(struct certlint_error, text);

	for (size_t n = sizeof(size_t); n <= sizeof(struct certlint_error) + 8; n++) {
		struct certlint_error *e = malloc(n < sizeof(*e) ? sizeof(*e) : n);
		size_t room = n < sizeof(*e) ? n : sizeof(*e);

		assert_non_null(e);
		memset(e, 0x55, n < sizeof(*e) ? sizeof(*e) : n);
		e->size = n;
		assert_int_equal(refuse(e, CERTLINT_ERR_CONFIG, 12, "a%0300db", 0),
				 CERTLINT_ERR_CONFIG);
		assert_int_equal(e->size, n);
		if (n >= offsetof(struct certlint_error, position))
			assert_int_equal(e->status, CERTLINT_ERR_CONFIG);
		if (n >= text)
			assert_int_equal(e->position, 12);
		if (n > text)
			assert_int_equal(strlen(e->text), room - text - 1);
		for (size_t i = room; i < n || i < sizeof(*e); i++)
			assert_int_equal(((uint8_t *)e)[i], 0x55);
		free(e);
	}
}

static void
test_refuse(void **state)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;

	assert_int_equal(refuse(NULL, -5, 3, "%s", "x"), -5);
	e.size = 0;
	refuse(&e, -5, 3, "%s", "x");
	assert_int_equal(e.status, 0);
	e.size = sizeof(e);
	refuse(&e, -5, 3, "<%s>", "\x1b[31m\n\x7f\xc3\xa9~");
	assert_string_equal(e.text, "<?[31m????~>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes_that_make_no_sense), cmocka_unit_test(test_shorter),
		cmocka_unit_test(test_longer), cmocka_unit_test(test_accept),
		cmocka_unit_test(test_refuse_sizes), cmocka_unit_test(test_refuse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
