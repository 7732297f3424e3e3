/* An object shown element by element: values as people read them, types, places and depths. */

#include "sample.h"

#include <stdio.h>

#undef fail	/* cmocka's; here it is the lints' */

#include "hex.h"
#include "object.h"
#include "value.h"

/* ---- values ---- */

static uint8_t bytes[512];

/* The value of an element of unknown type; printable, and within its room. */
static const char *
printed(const char *hex, const char *name)
{
	static char out[PRINTED_MAX + 8];
	struct span in = { bytes, hex_read(hex, bytes) }, rest;
	struct der e;
	uint32_t c;

	memset(out, 0x5a, sizeof(out));
	assert_true(der_next(&in, &e));
	assert_ptr_equal(value_print(out, &e, &asn1_any, name), out);
	assert_non_null(memchr(out, '\0', PRINTED_MAX));
	for (size_t i = PRINTED_MAX; i < sizeof(out); i++)
		assert_int_equal(out[i], 0x5a);
	rest = (struct span){ (const uint8_t *)out, strlen(out) };
	while (utf8_next(&rest, &c))
		assert_true(c != UTF8_BROKEN && !char_is_control(c));
	return out;
}

static void
test_values(void **state)
{
	static const struct { const char *hex, *text; } rows[] = {
		{ "0101ff", "TRUE" }, { "010101", "TRUE" }, { "010100", "FALSE" },
		{ "0100", "" }, { "0102ffff", "ff:ff" },
		{ "020100", "0" }, { "020180", "-128" }, { "0201ff", "-1" }, { "02020080", "128" },
		{ "02087fffffffffffffff", "9223372036854775807" },
		{ "02088000000000000000", "-9223372036854775808" },
		{ "0209008000000000000000", "00:80:00:00:00:00:00:00:00" },
		{ "0200", "" }, { "0a0105", "5" },
		{ "03020780", "07:80" }, { "0400", "" }, { "0500", "" }, { "050100", "00" },
		{ "0603550403", "2.5.4.3 (commonName)" }, { "06022a03", "1.2.3" },
		{ "0c0161", "\"a\"" }, { "0c03610a22", "\"a\\x0a\\\"\"" },
		{ "0c01ff", "\"\\xff\"" },
		{ "120131", "\"1\"" }, { "1402e961", "\"\\xe9a\"" }, { "160161", "\"a\"" },
		{ "150161", "\"a\"" }, { "190161", "\"a\"" }, { "1a0161", "\"a\"" },
		{ "1b0161", "\"a\"" },
		{ "1e04006120ac", "\"a\xe2\x82\xac\"" },
		{ "1e0300e961", "\"\xc3\xa9\xef\xbf\xbd\"" },
		{ "1e02d800", "\"\xef\xbf\xbd\"" }, { "1e02000a", "\"\\x0a\"" },
		{ "1c040001f600", "\"\xf0\x9f\x98\x80\"" }, { "1c0400110000", "\"\xef\xbf\xbd\"" },
		{ "810161", "61" }, { "9f210161", "61" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(printed(rows[i].hex, NULL), rows[i].text);
}

static void
test_times(void **state)
{
	assert_string_equal(printed("170d3236303430313132333435365a", NULL),
			    "2026-04-01T12:34:56Z");
	assert_string_equal(printed("180f32303530303430313030303030305a", NULL),
			    "2050-04-01T00:00:00Z");
	assert_string_equal(printed("170d3439313233313233353935395a", NULL),
			    "2049-12-31T23:59:59Z");
	assert_string_equal(printed("170d3530303130313030303030305a", NULL),
			    "1950-01-01T00:00:00Z");
	assert_string_equal(printed("180f39393939313233313233353935395a", NULL),
			    "9999-12-31T23:59:59Z");
	assert_string_equal(printed("1700", NULL), "\"\"");
	assert_string_equal(printed("17026162", NULL), "\"ab\"");
	assert_string_equal(printed("170d3236313330313132333435365a", NULL), "\"261301123456Z\"");
	assert_string_equal(printed("17021b5b", NULL), "\"\\x1b[\"");
}

static void
test_addresses(void **state)
{
	assert_string_equal(printed("8704c0000201", "iPAddress"), "192.0.2.1");
	assert_string_equal(printed("871020010db8000000000000000000000001", "iPAddress"),
			    "2001:db8::1");
	assert_string_equal(printed("8703c00002", "iPAddress"), "c0:00:02");
	assert_string_equal(printed("8708c0000200ffffff00", "iPAddress"),
			    "c0:00:02:00:ff:ff:ff:00");
	assert_string_equal(printed("8704c0000201", NULL), "c0:00:02:01");
	assert_string_equal(printed("8704c0000201", "other"), "c0:00:02:01");
}

/* Values of any type and length, of the octets that take the most room. */
static void
test_long_values(void **state)
{
	static const uint8_t fills[] = { 0x00, 0x0a, 0x22, 0x41, 0x7f, 0x81, 0xd8, 0xff };
	char hex[2 * 256 + 1];

	for (unsigned tag = 1; tag < 0x1f; tag++)
		for (size_t f = 0; f < sizeof(fills); f++)
			for (unsigned n = 0; n < 128; n += n < 24 || n > 100 ? 1 : 13) {
				char *w = hex + sprintf(hex, "%02x%02x", tag, n);

				for (unsigned i = 0; i < n; i++)
					w += sprintf(w, "%02x", fills[f]);
				printed(hex, "iPAddress");
			}
}

static void
test_types(void **state)
{
	static const struct { uint32_t tag; const char *name; } rows[] = {
		{ 0x01, "BOOLEAN" }, { 0x02, "INTEGER" }, { 0x03, "BIT STRING" },
		{ 0x04, "OCTET STRING" }, { 0x05, "NULL" }, { 0x06, "OBJECT IDENTIFIER" },
		{ 0x0a, "ENUMERATED" }, { 0x0c, "UTF8String" }, { 0x12, "NumericString" },
		{ 0x13, "PrintableString" }, { 0x14, "TeletexString" }, { 0x15, "VideotexString" },
		{ 0x16, "IA5String" }, { 0x17, "UTCTime" }, { 0x18, "GeneralizedTime" },
		{ 0x19, "GraphicString" }, { 0x1a, "VisibleString" }, { 0x1b, "GeneralString" },
		{ 0x1c, "UniversalString" }, { 0x1e, "BMPString" }, { 0x30, "SEQUENCE" },
		{ 0x31, "SET" }, { 0x80, "ANY" }, { 0xa0, "ANY" }, { 0x1f21, "ANY" }, { 0, "ANY" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct der e = { .tag = rows[i].tag };

		assert_string_equal(value_type(&e, &asn1_any), rows[i].name);
		assert_string_equal(value_type(&e, &asn1_certificate), "Certificate");
	}
}

/* ---- the walk ---- */

struct tour {
	const struct sample *sample;
	const char *wanted;		/* a path whose elements go into `text` */
	char text[2048];
	size_t count, stop_at;
	uint64_t offset;
	uint32_t deepest;
};

static int
look(void *ctx, const struct certlint_visit *v)
{
	struct tour *t = ctx;
	size_t n = strlen(t->text);

	assert_int_equal(v->size, sizeof(*v));
	assert_ptr_equal(v->element.whole.data, t->sample->der + v->offset);
	assert_true(v->offset + v->element.whole.length <= t->sample->length);
	assert_true(v->path[0] && v->name && v->type_name[0]);
	assert_true(t->count == 0 ? v->depth == 0 && v->offset == 0 : v->offset > t->offset);
	assert_int_equal(v->value == NULL, (v->element.whole.data[0] & 0x20) != 0);
	if (t->wanted && strcmp(v->path, t->wanted) == 0)
		snprintf(t->text + n, sizeof(t->text) - n, "%s%s %u %s", n ? "|" : "", v->type_name,
			 (unsigned)v->depth, v->value ? v->value : "-");
	t->offset = v->offset;
	t->deepest = v->depth > t->deepest ? v->depth : t->deepest;
	return ++t->count == t->stop_at;
}

static struct tour tour;

static int
walk_recipe(const char *recipe, const char *wanted, size_t stop_at)
{
	static struct sample s;
	int status;

	sample_make(&s, recipe);
	tour = (struct tour){ .sample = &s, .wanted = wanted, .stop_at = stop_at };
	status = certlint_walk(s.input.kind, s.der, s.length, look, &tour);
	sample_free(&s);
	return status;
}

static void
test_places(void **state)
{
	static const struct { const char *path, *text; } rows[] = {
		{ "certificate", "Certificate 0 -" },
		{ "tbsCertificate", "TBSCertificate 1 -" },
		{ "tbsCertificate.serialNumber", "INTEGER 2 258" },
		{ "tbsCertificate.validity.notBefore", "UTCTime 3 2026-04-01T00:00:00Z" },
		{ "tbsCertificate.subject[0][0].countryName", "PrintableString 5 \"US\"" },
		{ "tbsCertificate.extensions[5].subjectAltName[0].dNSName",
		  "IA5String 7 \"a.example\"" },
		{ "tbsCertificate.extensions[5].subjectAltName[1].iPAddress",
		  "OCTET STRING 7 192.0.2.1" },
		{ "tbsCertificate.extensions[5].subjectAltName[2].registeredID",
		  "OBJECT IDENTIFIER 7 1.2.3" },
		/* of an unknown extension, by what the tags say */
		{ "tbsCertificate.extensions[8].extnValue",
		  "OCTET STRING 5 30:06:01:01:ff:81:01:61|SEQUENCE 6 -|BOOLEAN 7 TRUE|ANY 7 61" },
		{ "signatureAlgorithm.algorithm",
		  "OBJECT IDENTIFIER 2 1.2.840.10045.4.3.2 (ecdsa-with-SHA256)" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(walk_recipe("tls serial=0102 san=dns:a.example,ip:192.0.2.1,"
					     "rid:1.2.3 ext=1.2.3:30(0101ff810161)",
					     rows[i].path, 0), CERTLINT_OK);
		assert_string_equal(tour.text, rows[i].text);
	}
}

static void
test_stops(void **state)
{
	size_t all;

	assert_int_equal(walk_recipe("tls", NULL, 0), CERTLINT_OK);
	all = tour.count;
	assert_int_equal(walk_recipe("tls", NULL, 1), CERTLINT_STOPPED);
	assert_int_equal(tour.count, 1);
	assert_int_equal(walk_recipe("tls", NULL, all), CERTLINT_STOPPED);
	assert_int_equal(tour.count, all);
}

static void
test_tbs(void **state)
{
	assert_int_equal(walk_recipe("tls kind=tbs serial=0102", "tbsCertificate.serialNumber", 0),
			 CERTLINT_OK);
	assert_string_equal(tour.text, "INTEGER 1 258");
	assert_int_equal(walk_recipe("tls kind=tbs", "tbsCertificate", 0), CERTLINT_OK);
	assert_string_equal(tour.text, "TBSCertificate 0 -");
}

/* Nesting without end is shown as deep as the walk goes. */
static void
test_depth(void **state)
{
	static struct sample s;

	for (size_t i = 0; i < 300; i++) {		/* a SEQUENCE in a SEQUENCE ... */
		size_t inner = 4 * (299 - i);

		memcpy(s.der + 4 * i, (uint8_t[]){ 0x30, 0x82, (uint8_t)(inner >> 8),
						   (uint8_t)inner }, 4);
	}
	s.length = 1200;
	tour = (struct tour){ .sample = &s };
	assert_int_equal(certlint_walk(CERTLINT_CERT, s.der, s.length, look, &tour), CERTLINT_OK);
	assert_int_equal(tour.count, tour.deepest + 1);
	assert_true(tour.deepest >= WALK_DEPTH - 1 && tour.deepest <= WALK_DEPTH);
}

static void
test_arguments(void **state)
{
	static const uint8_t byte[1] = { 0x30 };

	tour = (struct tour){ .count = 0 };
	assert_int_equal(certlint_walk(CERTLINT_AUTO, NULL, 1, look, &tour), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_walk(-1, byte, 1, look, &tour), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_walk(CERTLINT_TBS_CERT + 1, byte, 1, look, &tour),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_walk(CERTLINT_AUTO, byte, 0, look, &tour), CERTLINT_OK);
	assert_int_equal(certlint_walk(CERTLINT_AUTO, byte, 1, look, &tour), CERTLINT_OK);
	assert_int_equal(tour.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_times),
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_long_values),
		cmocka_unit_test(test_types), cmocka_unit_test(test_places),
		cmocka_unit_test(test_stops), cmocka_unit_test(test_tbs),
		cmocka_unit_test(test_depth), cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
