/* Encodings of points: every form, every wrong length, and coordinates around p. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "key.h"
#include "point.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct {
	enum oid curve;
	size_t octets;
	const char *p;
} curves[] = {
	{ OID_P256, 32, "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff" },
	{ OID_P384, 48, "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
			"ffffffff0000000000000000ffffffff" },
	{ OID_P521, 66, "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
			"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
			"ffff" },
};

static void
p_of(size_t i, uint8_t *out)
{
	const char *hex = curves[i].p;

	for (size_t j = 0; j < curves[i].octets; j++) {
		char text[3] = { hex[2 * j], hex[2 * j + 1], 0 };

		out[j] = (uint8_t)strtoul(text, NULL, 16);
	}
}

/* Judged in a copy of just its size. */
static enum point_form
form_of(enum oid curve, const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);
	enum point_form form;
	struct span x;

	assert_non_null(copy);
	memcpy(copy, p, n);
	form = point_form(curve, (struct span){ copy, n });
	x = point_x(curve, (struct span){ copy, n });
	assert_int_equal(x.p != NULL, form <= POINT_HYBRID);
	if (x.p)
		assert_ptr_equal(x.p, copy + 1);
	free(copy);
	return form;
}

static void
every_head_and_length(void **state)
{
	uint8_t point[200] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(curves); i++) {
		size_t both = 1 + 2 * curves[i].octets, one = 1 + curves[i].octets;

		for (unsigned head = 0; head < 256; head++) {
			for (size_t n = 1; n < 140; n++) {
				enum point_form want = POINT_WRONG_LENGTH;

				point[0] = (uint8_t)head;
				if (head == 0)
					want = n == 1 ? POINT_INFINITY : want;
				else if (head == 1 || head == 5 || head > 7)
					want = POINT_NO_FORM;
				else if (head <= 3)
					want = n == one ? POINT_COMPRESSED : want;
				else if (head == 4)
					want = n == both ? POINT_UNCOMPRESSED : want;
				else if (n == both)
					want = head == 6 ? POINT_HYBRID : POINT_WRONG_PARITY;
				assert_int_equal(form_of(curves[i].curve, point, n), want);
			}
		}
		assert_int_equal(form_of(curves[i].curve, point, 0), POINT_NO_FORM);
	}
	assert_int_equal(form_of(OID_SECP256K1, point, 65), POINT_OTHER_CURVE);
	assert_int_equal(form_of(OID_NONE, point, 0), POINT_OTHER_CURVE);
}

static void
around_p(void **state)
{
	uint8_t point[1 + 2 * 66];

	(void)state;
	for (size_t i = 0; i < COUNT(curves); i++) {
		size_t n = curves[i].octets;
		enum oid curve = curves[i].curve;

		for (size_t at = 0; at < 2; at++) {
			uint8_t *last = point + at * n + n;

			memset(point, 0, sizeof(point));
			point[0] = 4;
			p_of(i, point + 1 + at * n);
			assert_int_equal(form_of(curve, point, 1 + 2 * n), POINT_NOT_BELOW_P);
			point[0] = 2;
			assert_int_equal(form_of(curve, point, 1 + n),
					 at == 0 ? POINT_NOT_BELOW_P : POINT_COMPRESSED);
			point[0] = 4;
			(*last)--;
			assert_int_equal(form_of(curve, point, 1 + 2 * n), POINT_UNCOMPRESSED);
			memset(last - n + 1, 0xff, n);
			assert_int_equal(form_of(curve, point, 1 + 2 * n), POINT_NOT_BELOW_P);
		}
	}
}

/* What is refused here, mbedTLS refuses too. */
static void
no_other_is_on_the_curve(void **state)
{
	uint8_t point[1 + 2 * 66];
	unsigned refused = 0;

	(void)state;
	srand(7);
	for (size_t i = 0; i < COUNT(curves); i++) {
		size_t n = curves[i].octets;

		for (int round = 0; round < 3000; round++) {
			struct span s = { point, (size_t)rand() % 4 ? 1 + 2 * n : 1 + n };

			for (size_t j = 0; j < sizeof(point); j++)
				point[j] = (uint8_t)(rand() >> 4);
			point[0] %= 8;
			if (rand() % 2)
				p_of(i, point + 1);
			point[n] = (uint8_t)(point[n] + rand() % 3 - 1);
			if (point_form(curves[i].curve, s) <= POINT_HYBRID)
				continue;
			refused++;
			assert_int_not_equal(point_on_curve(oid_contents(curves[i].curve), s),
					     VERDICT_GOOD);
		}
	}
	assert_true(refused > 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_head_and_length),
		cmocka_unit_test(around_p),
		cmocka_unit_test(no_other_is_on_the_curve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
