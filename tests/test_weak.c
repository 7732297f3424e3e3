/* Lists of weak keys in every form, and the points of the smallest private keys. */

#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <mbedtls/ecp.h>

#include <certlint/certlint.h>

#include "data.h"
#include "day.h"
#include "key.h"
#include "weak.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })
#define EDITION "# name=weak-keys version=2026-01-02 origin=a test\n"

static void
hex_write(char *out, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sprintf(out + 2 * i, "%02x", p[i]);
}

/* ========================================================================== */
/*                                    Keys                                    */
/* ========================================================================== */

static const uint8_t modulus[] = { 0x00, 0xc3, 0xa1, 0x00, 0x07 };
static const uint8_t small_modulus[] = { 0x07, 0xf1, 0x2b };

static struct key
rsa_key(struct span n)
{
	return (struct key){ .algorithm = OID_RSA_ENCRYPTION, .modulus = n };
}

static const struct key *
plain_key(void)
{
	static struct key key;

	key = rsa_key((struct span){ modulus, sizeof(modulus) });
	return &key;
}

/* What openssl-blacklist has for a text as openssl prints it. */
static void
text_hash(const char *text, char out[21])
{
	uint8_t hash[20];

	sha1((struct span){ (const uint8_t *)text, strlen(text) }, hash);
	hex_write(out, hash + 10, 10);
}

/* What badkeys has for the octets of a number. */
static void
number_hash(struct span number, uint8_t out[16], uint8_t list)
{
	uint8_t hash[32];

	sha256(number, hash);
	memcpy(out, hash, 15);
	out[15] = list;
}

static const struct data *
load(const void *bytes, size_t n)
{
	struct certlint_data table = { "weak-keys", bytes, n };
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct data *data = NULL;

	if (data_load(&data, NULL, &table, 1, NULL, &error) < 0)
		fail_msg("%s", error.text);
	return data;
}

static const struct data *
load_text(const char *text)
{
	return load(text, strlen(text));
}

/* ========================================================================== */
/*                                   Forms                                    */
/* ========================================================================== */

static void
nothing_built_in(void **state)
{
	const struct data_info *info = data_info(data_builtin(), DATA_WEAK_KEYS);

	(void)state;
	assert_false(weak_key_listed(data_builtin(), plain_key(), NULL));
	assert_string_equal(info->name, "weak-keys");
	assert_string_equal(info->version, "none");
	assert_int_equal(info->rows, 0);
}

static void
by_text(void **state)
{
	char hash[21], other[21], text[200];
	struct key small = rsa_key((struct span){ small_modulus, sizeof(small_modulus) });
	const struct data *data;
	int list = 7;

	(void)state;
	text_hash("Modulus=C3A10007\n", hash);
	text_hash("Modulus=7F12B\n", other);
	snprintf(text, sizeof(text), "# A comment\n#\n%s\n", hash);
	data = load_text(text);
	assert_true(weak_key_listed(data, plain_key(), &list));
	assert_int_equal(list, WEAK_NO_NUMBER);
	assert_true(weak_key_listed(data, plain_key(), NULL));
	list = 7;
	assert_false(weak_key_listed(data, &small, &list));
	assert_int_equal(list, 7);
	data_free(data, NULL);
	/* Neither sorted nor once each, and CR LF. */
	snprintf(text, sizeof(text), "%s\r\n%s\r\n%s\r\n%s\r\nffffffffffffffffffff\r\n"
		 "00000000000000000000", other, hash, other, hash);
	data = load_text(text);
	assert_true(weak_key_listed(data, plain_key(), NULL));
	assert_true(weak_key_listed(data, &small, NULL));
	assert_int_equal(data_info(data, DATA_WEAK_KEYS)->rows, 6);
	assert_string_equal(data_info(data, DATA_WEAK_KEYS)->version, "undated");
	assert_int_equal(data_info(data, DATA_WEAK_KEYS)->day, DAY_NONE);
	data_free(data, NULL);
}

/* One hash of each kind, in all the forms that text has. */
static void
by_number_as_text(void **state)
{
	char text[400], thirty[31] = "", thirty_two[33], twenty[21];
	struct key small = rsa_key((struct span){ small_modulus, sizeof(small_modulus) });
	uint8_t record[16];
	const struct data *data;
	int list;

	(void)state;
	number_hash((struct span){ modulus + 1, 4 }, record, 0);
	hex_write(thirty, record, 15);
	number_hash((struct span){ small_modulus, 3 }, record, 0xc8);
	hex_write(thirty_two, record, 16);
	text_hash("Modulus=123\n", twenty);
	snprintf(text, sizeof(text), EDITION "%s\n%s\n# more\n%s\n", thirty_two, twenty, thirty);
	data = load_text(text);
	assert_true(weak_key_listed(data, plain_key(), &list));
	assert_int_equal(list, 0);
	assert_true(weak_key_listed(data, &small, &list));
	assert_int_equal(list, 200);
	small = rsa_key(SPAN("\x01\x23"));
	assert_true(weak_key_listed(data, &small, &list));
	assert_int_equal(list, WEAK_NO_NUMBER);
	assert_int_equal(data_info(data, DATA_WEAK_KEYS)->rows, 3);
	assert_string_equal(data_info(data, DATA_WEAK_KEYS)->version, "2026-01-02");
	assert_int_equal(data_info(data, DATA_WEAK_KEYS)->day, DAY(2026, 1, 2));
	data_free(data, NULL);
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, 16);
}

/* A list as long as to have buckets, with every key found and none besides. */
static void
by_number_binary(void **state)
{
	enum { KEYS = 20000 };
	size_t head = strlen(EDITION);
	uint8_t *bytes = malloc(head + 16 * KEYS), *records = bytes + head;
	const struct data *data[2];
	struct key key;
	int list;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, EDITION, head);
	for (unsigned i = 0; i < KEYS; i++) {
		uint8_t n[] = { 0x80, (uint8_t)(i >> 8), (uint8_t)i };

		number_hash((struct span){ n, 3 }, records + 16 * i, (uint8_t)(i % 99));
	}
	qsort(records, KEYS, 16, compare);
	data[0] = load(bytes, head + 16 * KEYS);
	data[1] = load(records, 16 * KEYS);
	free(bytes);
	for (unsigned i = 0; i < KEYS + 5000; i++) {
		uint8_t n[] = { 0x00, 0x80, (uint8_t)(i >> 8), (uint8_t)i };

		key = rsa_key((struct span){ n, 4 });
		for (int form = 0; form < 2; form++) {
			assert_int_equal(weak_key_listed(data[form], &key, &list), i < KEYS);
			if (i < KEYS)
				assert_int_equal(list, i % 99);
		}
	}
	assert_int_equal(data_info(data[1], DATA_WEAK_KEYS)->rows, KEYS);
	data_free(data[0], NULL);
	data_free(data[1], NULL);
}

/* The same as text out of order, of both kinds: sorted when loaded. */
static void
long_texts(void **state)
{
	enum { KEYS = 5000 };
	char *text = malloc(KEYS * 60), *w = text, hash[33], modulus_text[40];
	const struct data *data;
	uint8_t record[16];
	struct key key;

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i < KEYS; i++) {
		uint8_t n[] = { 0x80, (uint8_t)(i >> 8), (uint8_t)i };

		if (i % 2) {
			number_hash((struct span){ n, 3 }, record, 1);
			hex_write(hash, record, 16);
		} else {
			snprintf(modulus_text, sizeof(modulus_text), "Modulus=80%04X\n", i);
			text_hash(modulus_text, hash);
		}
		w += sprintf(w, "%s\n", hash);
	}
	data = load_text(text);
	free(text);
	for (unsigned i = 0; i < 2 * KEYS; i++) {
		uint8_t n[] = { 0x00, 0x80, (uint8_t)(i >> 8), (uint8_t)i };

		key = rsa_key((struct span){ n, 4 });
		assert_int_equal(weak_key_listed(data, &key, NULL), i < KEYS);
	}
	data_free(data, NULL);
}

/* ========================================================================== */
/*                              What is hashed                                */
/* ========================================================================== */

static void
other_keys(void **state)
{
	static const struct {
		enum oid algorithm;
		struct span octets, number;
	} row[] = {
		{ OID_EC_PUBLIC_KEY, { (const uint8_t *)"\4\0\x12\x34\x56\0\1", 7 },
		  { (const uint8_t *)"\x12\x34", 2 } },
		{ OID_EC_PUBLIC_KEY, { (const uint8_t *)"\2\0\0\x77", 4 },
		  { (const uint8_t *)"\x77", 1 } },
		{ OID_EC_PUBLIC_KEY, { (const uint8_t *)"\7\x78\x79", 3 },
		  { (const uint8_t *)"\x78", 1 } },
		{ OID_ED25519, { (const uint8_t *)"\0\x99\x98", 3 },
		  { (const uint8_t *)"\x99\x98", 2 } },
		{ OID_X448, { (const uint8_t *)"\x97\0", 2 }, { (const uint8_t *)"\x97\0", 2 } },
		{ OID_DSA, { (const uint8_t *)"\2\3\0\x96\x95", 5 },
		  { (const uint8_t *)"\x96\x95", 2 } },
		{ OID_ML_DSA_44, { (const uint8_t *)"\0\0\x90", 3 },
		  { (const uint8_t *)"\0\0\x90", 3 } },
		{ OID_NONE, { (const uint8_t *)"\x91", 1 }, { (const uint8_t *)"\x91", 1 } },
	};
	static const struct span strange[] = {
		{ NULL, 0 }, { (const uint8_t *)"", 1 }, { (const uint8_t *)"\4", 1 },
		{ (const uint8_t *)"\4\0\0\0", 4 }, { (const uint8_t *)"\11\x12\x34\1\2", 5 },
	};
	char text[COUNT(row) * 33 + 1], *w = text;
	const struct data *data;
	uint8_t record[16];
	struct key key = { .algorithm = OID_NONE };
	int list;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		number_hash(row[i].number, record, (uint8_t)i);
		hex_write(w, record, 16);
		w += 32;
		*w++ = '\n';
	}
	*w = 0;
	data = load_text(text);
	for (size_t i = 0; i < COUNT(row); i++) {
		key.algorithm = row[i].algorithm;
		key.octets = row[i].octets;
		assert_true(weak_key_listed(data, &key, &list));
		assert_int_equal(list, i);
	}
	key.algorithm = OID_EC_PUBLIC_KEY;
	for (size_t i = 0; i < COUNT(strange); i++) {
		key.octets = strange[i];
		assert_false(weak_key_listed(data, &key, NULL));
	}
	data_free(data, NULL);
}

/* A modulus of any length is hashed as a number; as text only up to 16,384 bits. */
static void
long_moduli(void **state)
{
	static uint8_t n[2050];
	static char text[8 + 4096 + 2];
	char list[60], by_text_hash[21];
	const struct data *data;
	uint8_t record[16];
	struct key key;

	(void)state;
	memset(n, 0xab, sizeof(n));
	n[0] = 0;
	strcpy(text, "Modulus=");
	for (int i = 0; i < 2048; i++)
		strcat(text, "AB");
	strcat(text, "\n");
	text_hash(text, by_text_hash);
	number_hash((struct span){ n + 1, 2049 }, record, 0);
	snprintf(list, sizeof(list), "%s\n", by_text_hash);
	hex_write(list + 21, record, 15);
	data = load_text(list);
	key = rsa_key((struct span){ n, 2049 });
	assert_true(weak_key_listed(data, &key, NULL));
	key = rsa_key((struct span){ n, 2048 });
	assert_false(weak_key_listed(data, &key, NULL));
	key = rsa_key((struct span){ n, 2050 });
	assert_true(weak_key_listed(data, &key, NULL));
	data_free(data, NULL);
	list[20] = 0;
	data = load_text(list);
	assert_false(weak_key_listed(data, &key, NULL));
	data_free(data, NULL);
}

/* ========================================================================== */
/*                                  Refusals                                  */
/* ========================================================================== */

static void
refused(void **state)
{
	static const struct {
		struct span bytes;
		int line;
		const char *words;
	} row[] = {
		{ { NULL, 0 }, 0, "none" },
		{ { (const uint8_t *)"# nothing\n", 10 }, 0, "none" },
		{ { (const uint8_t *)"\n", 1 }, 0, "hexadecimal" },
		{ { (const uint8_t *)"0123456789012345678\n", 20 }, 0, "20, 30 or 32" },
		{ { (const uint8_t *)"#\n0123456789012345678A", 22 }, 1, "lower case" },
		{ { (const uint8_t *)"0123456789 123456789", 20 }, 0, "lower case" },
		{ { (const uint8_t *)"01234567890123456789\n\n", 22 }, 1, "hexadecimal" },
		{ { (const uint8_t *)"# name=tlds version=2026-01-02 origin=x\n", 40 }, 0,
		  "# name=" },
		{ { (const uint8_t *)"# name=weak-keys version=2026-01 origin=x\n", 42 }, 0,
		  "# name=" },
		{ { (const uint8_t *)"\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6", 15 }, -1, "16 octets" },
		{ { (const uint8_t *)"\1\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7"
				     "\1\1\2\3\4\5\6\7\0\1\2\3\4\5\5\7", 32 }, -1, "ascending" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct certlint_data table = { "weak-keys", row[i].bytes.p, row[i].bytes.n };
		struct certlint_error error = CERTLINT_ERROR_INIT;
		const struct data *data = NULL;

		assert_int_equal(data_load(&data, NULL, &table, 1, NULL, &error),
				 CERTLINT_ERR_CONFIG);
		assert_null(data);
		assert_int_equal(error.position, row[i].line);
		if (!strstr(error.text, row[i].words))
			fail_msg("%s", error.text);
	}
}

/* From a directory, and in what the handle says of its tables. */
static void
from_a_directory(void **state)
{
	char directory[] = "/tmp/certlint-weak-XXXXXX", path[64], hash[22];
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	const struct certlint_table_info *info;
	certlint *handle;
	FILE *file;
	size_t i;

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/weak-keys.dat", directory);
	file = fopen(path, "wb");
	assert_non_null(file);
	text_hash("Modulus=C3A10007\n", hash);
	fprintf(file, "%s\n", hash);
	assert_int_equal(fclose(file), 0);
	options.data_directory = directory;
	assert_int_equal(certlint_new(&handle, &options, NULL), CERTLINT_OK);
	for (i = 0; (info = certlint_data_at(handle, i)) != NULL; i++)
		if (strcmp(info->name, "weak-keys") == 0)
			break;
	assert_non_null(info);
	assert_string_equal(info->version, "undated");
	assert_string_equal(info->origin, path);
	assert_int_equal(info->day, 0);
	assert_int_equal(info->rows, 1);
	assert_null(certlint_data_at(handle, i + 1));
	certlint_free(handle);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(directory), 0);
	assert_int_equal(certlint_new(&handle, NULL, NULL), CERTLINT_OK);
	for (i = 0; (info = certlint_data_at(handle, i)) != NULL; i++)
		assert_string_not_equal(info->name, "weak-keys");
	assert_int_equal(i, DATA_TABLE_COUNT - 1);
	certlint_free(handle);
}

/* ========================================================================== */
/*                              Trivial scalars                               */
/* ========================================================================== */

static int
no_random(void *ctx, unsigned char *out, size_t n)
{
	(void)ctx;
	memset(out, 0x55, n);
	return 0;
}

/* The point of a scalar, or of the group's order less that many, as mbedTLS has it. */
static size_t
point_of(mbedtls_ecp_group *group, int scalar, int format, uint8_t *out)
{
	mbedtls_ecp_point q;
	mbedtls_mpi k;
	size_t n = 0;

	mbedtls_ecp_point_init(&q);
	mbedtls_mpi_init(&k);
	if (scalar > 0)
		assert_int_equal(mbedtls_mpi_lset(&k, scalar), 0);
	else
		assert_int_equal(mbedtls_mpi_add_int(&k, &group->N, scalar), 0);
	assert_int_equal(mbedtls_ecp_mul(group, &q, &k, &group->G, no_random, NULL), 0);
	assert_int_equal(mbedtls_ecp_point_write_binary(group, &q, format, &n, out, 200), 0);
	mbedtls_mpi_free(&k);
	mbedtls_ecp_point_free(&q);
	return n;
}

/* The ends of the range one by one, and some between. */
static int
step(int scalar)
{
	int size = scalar < 0 ? -scalar : scalar;

	return size < 4 || size > 1020 ? 1 : size < 33 ? 2 : 31;
}

static void
trivial_scalars(void **state)
{
	static const struct {
		enum oid curve;
		mbedtls_ecp_group_id id;
	} row[] = {
		{ OID_P256, MBEDTLS_ECP_DP_SECP256R1 },
		{ OID_P384, MBEDTLS_ECP_DP_SECP384R1 },
		{ OID_P521, MBEDTLS_ECP_DP_SECP521R1 },
	};
	static const int formats[] = { MBEDTLS_ECP_PF_UNCOMPRESSED, MBEDTLS_ECP_PF_COMPRESSED };
	uint8_t point[200];

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		mbedtls_ecp_group group;

		mbedtls_ecp_group_init(&group);
		assert_int_equal(mbedtls_ecp_group_load(&group, row[i].id), 0);
		for (int scalar = -1026; scalar <= 1026; scalar += step(scalar)) {
			for (size_t f = 0; f < COUNT(formats) && scalar != 0; f++) {
				size_t n = point_of(&group, scalar, formats[f], point);
				bool hit = scalar >= -1024 && scalar <= 1024;
				int found = 9999;
				size_t last;

				assert_int_equal(ec_scalar_trivial(row[i].curve,
								   (struct span){ point, n },
								   &found), hit);
				assert_int_equal(found, hit ? scalar : 9999);
				assert_false(ec_scalar_trivial(row[i].curve,
							       (struct span){ point, n - 1 },
							       &found));
				last = f == 0 ? (n - 1) / 2 : n - 1;
				point[last] ^= 1;
				assert_false(ec_scalar_trivial(row[i].curve,
							       (struct span){ point, n },
							       &found));
				point[last] ^= 1;
				assert_false(ec_scalar_trivial(OID_SECP256K1,
							       (struct span){ point, n },
							       &found));
			}
		}
		mbedtls_ecp_group_free(&group);
	}
	assert_false(ec_scalar_trivial(OID_P256, (struct span){ NULL, 0 }, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_built_in),
		cmocka_unit_test(by_text),
		cmocka_unit_test(by_number_as_text),
		cmocka_unit_test(by_number_binary),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(other_keys),
		cmocka_unit_test(long_moduli),
		cmocka_unit_test(refused),
		cmocka_unit_test(from_a_directory),
		cmocka_unit_test(trivial_scalars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
