/* Tests of lib/sct.c: lists of one or two SCTs with each part wrong in turn. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sct.h"

/* The faults told of a value. */
struct told {
	unsigned faults;		/* bits */
	struct span at[SCT_FAULT_COUNT];
};

static void
tell(void *ctx, enum sct_fault fault, struct span at)
{
	struct told *told = ctx;

	told->faults |= 1u << fault;
	told->at[fault] = at;
}

/* An extension's value, built from the inside out. */
struct value {
	uint8_t bytes[1200];
	size_t n;
};

static void
put(struct value *v, const void *bytes, size_t n)
{
	assert_true(v->n + n <= sizeof(v->bytes));
	memcpy(v->bytes + v->n, bytes, n);
	v->n += n;
}

static void
put_number(struct value *v, uint64_t number, unsigned octets)
{
	uint8_t octet;

	while (octets-- > 0) {
		octet = (uint8_t)(number >> 8 * octets);
		put(v, &octet, 1);
	}
}

static const uint8_t good[] = { 0x30, 0x06, 0x02, 0x01, 0x7f, 0x02, 0x01, 0x01 };

static void
put_sct(struct value *v, uint8_t log, uint8_t hash, uint8_t algorithm, const void *signature,
	size_t n)
{
	uint8_t log_id[SCT_LOG_ID];

	memset(log_id, log, sizeof(log_id));
	put_number(v, 47 + n, 2);
	put_number(v, SCT_V1, 1);
	put(v, log_id, sizeof(log_id));
	put_number(v, 1700000000123, 8);
	put_number(v, 0, 2);
	put_number(v, hash, 1);
	put_number(v, algorithm, 1);
	put_number(v, n, 2);
	put(v, signature, n);
}

/* The list's length and the OCTET STRING around it. */
static struct value
wrapped(const struct value *entries)
{
	struct value v = { { 0 }, 0 };

	put_number(&v, 0x0482, 2);
	put_number(&v, entries->n + 2, 2);
	put_number(&v, entries->n, 2);
	put(&v, entries->bytes, entries->n);
	return v;
}

static struct span
span_of(const struct value *v)
{
	return (struct span){ v->bytes, v->n };
}

static unsigned
faults_of(const struct value *v, struct told *told)
{
	memset(told, 0, sizeof(*told));
	sct_check(span_of(v), tell, told);
	return told->faults;
}

/* What is told about a list of one SCT with these algorithms and signature. */
static unsigned
one(uint8_t hash, uint8_t algorithm, const void *signature, size_t n)
{
	struct value entries = { { 0 }, 0 }, v;
	struct told told;

	put_sct(&entries, 1, hash, algorithm, signature, n);
	v = wrapped(&entries);
	return faults_of(&v, &told);
}

static void
test_good(void **state)
{
	struct value entries = { { 0 }, 0 }, v;
	struct told told;
	unsigned count = 0;
	struct sct s;

	(void)state;
	put_sct(&entries, 1, 4, 3, good, sizeof(good));
	put_sct(&entries, 2, 4, 3, good, sizeof(good));
	v = wrapped(&entries);
	assert_int_equal(faults_of(&v, &told), 0);
	each_sct(span_of(&v), s) {
		assert_int_equal(s.log_id.n, SCT_LOG_ID);
		assert_int_equal(s.log_id.p[31], ++count);
		assert_true(s.time == 1700000000123);
		assert_true(sct_seconds(&s) == 1700000000);
		assert_int_equal(s.signature.n, sizeof(good));
		assert_int_equal(s.extensions.n, 0);
	}
	assert_int_equal(count, 2);
}

static void
test_algorithms(void **state)
{
	uint8_t rsa[256] = { 1 };

	(void)state;
	assert_int_equal(one(4, 3, good, sizeof(good)), 0);
	assert_int_equal(one(4, 1, rsa, 256), 0);
	assert_int_equal(one(4, 1, rsa, 255), 1u << SCT_RSA_LENGTH);
	assert_int_equal(one(5, 3, good, sizeof(good)), 1u << SCT_HASH);
	assert_int_equal(one(4, 2, good, sizeof(good)), 1u << SCT_ALGORITHM);
	assert_int_equal(one(4, 3, rsa, 8), 1u << SCT_ECDSA_FORM);
	assert_int_equal(one(4, 3, "", 0), 1u << SCT_ECDSA_FORM);
}

/* A signature whose r has these contents. */
static unsigned
with_r(const uint8_t *r, uint8_t n)
{
	struct value v = { { 0 }, 0 };

	put_number(&v, 0x30, 1);
	put_number(&v, (uint64_t)n + 5, 1);
	put_number(&v, 2, 1);
	put_number(&v, n, 1);
	put(&v, r, n);
	put_number(&v, 0x020101, 3);
	return one(4, 3, v.bytes, v.n);
}

static void
test_scalars(void **state)
{
	uint8_t order[33] = { 0x00, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff,
			      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7,
			      0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51 };

	(void)state;
	assert_int_equal(with_r(order, 33), 1u << SCT_ECDSA_FORM);
	order[32]--;
	assert_int_equal(with_r(order, 33), 0);
	assert_int_equal(with_r(order + 1, 32), 1u << SCT_ECDSA_FORM);	/* negative */
	assert_int_equal(with_r((const uint8_t *)"\0", 1), 1u << SCT_ECDSA_FORM);
	assert_int_equal(with_r((const uint8_t *)"\0\x7f", 2), 1u << SCT_ECDSA_FORM);
	assert_int_equal(with_r((const uint8_t *)"\0\x80", 2), 0);
	assert_int_equal(with_r((const uint8_t *)"", 0), 1u << SCT_ECDSA_FORM);
}

/* Every octet less, from the end, is told of, and nothing is read beyond. */
static void
test_cut(void **state)
{
	struct value entries = { { 0 }, 0 }, v;
	struct told told;
	size_t whole;

	(void)state;
	put_sct(&entries, 1, 4, 3, good, sizeof(good));
	for (whole = entries.n; entries.n-- > 0; ) {
		v = wrapped(&entries);
		assert_int_equal(faults_of(&v, &told),
				 1u << (entries.n ? SCT_ENTRY_LENGTH : SCT_LIST_EMPTY));
	}
	entries.n = whole;
	for (size_t n = whole - 3; n > 0; n--) {	/* the same inside the entry */
		entries.bytes[0] = (uint8_t)(n >> 8);
		entries.bytes[1] = (uint8_t)n;
		entries.n = n + 2;
		v = wrapped(&entries);
		assert_int_equal(faults_of(&v, &told), 1u << SCT_TRUNCATED);
	}
}

static void
test_entries(void **state)
{
	struct value entries = { { 0 }, 0 }, v;
	struct told told;
	struct sct s;
	unsigned count = 0;

	(void)state;
	put_number(&entries, 0, 2);
	put_number(&entries, 0x000105, 3);	/* an SCT of version 6 */
	put_sct(&entries, 1, 4, 3, good, sizeof(good));
	put_number(&entries, 0xaa, 1);
	v = wrapped(&entries);
	assert_int_equal(faults_of(&v, &told), 1u << SCT_ENTRY_EMPTY | 1u << SCT_UNKNOWN_VERSION |
			 1u << SCT_ENTRY_LENGTH);
	assert_int_equal(told.at[SCT_ENTRY_LENGTH].n, 1);
	each_sct(span_of(&v), s)
		count++;
	assert_int_equal(count, 1);

	entries = (struct value){ { 0 }, 0 };
	put_sct(&entries, 1, 4, 3, good, sizeof(good));
	entries.bytes[1]++;
	put_number(&entries, 0xbb, 1);
	v = wrapped(&entries);
	assert_int_equal(faults_of(&v, &told), 1u << SCT_TRAILING);
	assert_int_equal(told.at[SCT_TRAILING].p[0], 0xbb);
}

static void
test_list(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		unsigned faults;
	} rows[] = {
		{ "", 0, 1u << SCT_NOT_OCTET_STRING },
		{ "\x04", 1, 1u << SCT_NOT_OCTET_STRING },
		{ "\x04\x00", 2, 1u << SCT_LIST_LENGTH },
		{ "\x04\x01\x00", 3, 1u << SCT_LIST_LENGTH },
		{ "\x04\x02\x00\x00", 4, 1u << SCT_LIST_EMPTY },
		{ "\x04\x02\x00\x01", 4, 1u << SCT_LIST_LENGTH },
		{ "\x04\x03\x00\x00\x00", 5, 1u << SCT_LIST_LENGTH },
		{ "\x04\x02\x00\x00\x05", 5, 1u << SCT_NOT_OCTET_STRING },
		{ "\x04\x03\x00\x00", 4, 1u << SCT_NOT_OCTET_STRING },
		{ "\x00\x00", 2, 1u << SCT_NOT_OCTET_STRING },
		{ "\x30\x00", 2, 1u << SCT_NOT_OCTET_STRING },
	};
	struct told told;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		memset(&told, 0, sizeof(told));
		sct_check((struct span){ (const uint8_t *)rows[i].bytes, rows[i].n }, tell, &told);
		assert_int_equal(told.faults, rows[i].faults);
	}
}

static void
test_time(void **state)
{
	const int64_t from = 1700000000, until = from + 90 * 86400;
	struct sct s = { .time = 0 };

	(void)state;
	assert_true(sct_time_is_odd(&s, from, until));
	s.time = (uint64_t)(from + SCT_GRACE) * 1000 + 999;
	assert_false(sct_time_is_odd(&s, from, until));
	s.time++;
	assert_true(sct_time_is_odd(&s, from, until));
	s.time = (uint64_t)(from - SCT_GRACE) * 1000;
	assert_false(sct_time_is_odd(&s, from, until));
	s.time--;
	assert_true(sct_time_is_odd(&s, from, until));
	s.time = UINT64_MAX;
	assert_true(sct_time_is_odd(&s, from, until));
	s.time = (uint64_t)from * 1000;
	assert_true(sct_time_is_odd(&s, from - 1000, from - 1));
}

/* The extensions of static-ct-api: what is a list of them, and what it lacks. */
static void
test_extensions(void **state)
{
	static const struct {
		const char *octets;
		size_t n;
		unsigned faults;
	} cases[] = {
		{ "\0\0\5\0\0\0\0\1", 8, 0 },
		{ "\1\0\1\7\0\0\5\0\0\0\0\1", 12, 0 },
		{ "", 0, SCT_EXTENSION_NO_INDEX },
		{ "\1\0\0", 3, SCT_EXTENSION_NO_INDEX },
		{ "\0\0\4\0\0\0\1", 7, SCT_EXTENSION_FORM },
		{ "\0\0\5\0\0\0\0", 7, SCT_EXTENSION_FORM },
		{ "\0\0\5\0\0\0\0\1\1", 9, SCT_EXTENSION_FORM },
		{ "\0", 1, SCT_EXTENSION_FORM },
		{ "\0\0\5\0\0\0\0\1\0\0\5\0\0\0\0\1", 16, SCT_EXTENSION_TWICE },
		{ "\0\0\5\0\0\0\0\1\xff\0\0\xff\0\0", 14, SCT_EXTENSION_TWICE },
	};
	struct sct_extension x;
	struct span list;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		list = (struct span){ (const uint8_t *)cases[i].octets, cases[i].n };
		assert_int_equal(sct_extension_faults(list), cases[i].faults);
	}
	list = (struct span){ (const uint8_t *)cases[1].octets, cases[1].n };
	assert_true(sct_extension_next(&list, &x));
	assert_int_equal(x.type, 1);
	assert_int_equal(x.data.n, 1);
	assert_int_equal(x.whole.n, 4);
	assert_true(sct_extension_next(&list, &x));
	assert_int_equal(x.type, SCT_LEAF_INDEX);
	assert_false(sct_extension_next(&list, &x));
	assert_int_equal(list.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_algorithms),
		cmocka_unit_test(test_scalars),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_extensions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
