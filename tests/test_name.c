/* Names as bytes: what is walked over, what is counted, and what hostile ones cost. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "attribute.h"
#include "day.h"
#include "hex.h"
#include "name.h"

#define CN(v) "300a 0603550403 0c03 " v		/* an AttributeTypeAndValue of 3 octets' value */
#define ORG(v) "300a 060355040a 0c03 " v
#define OTHER(v) "3008 06012a 0c03 " v		/* of an unknown type */
#define SET_CN(v) "310c " CN(v)
#define SET_ORG(v) "310c " ORG(v)

static uint8_t bytes[512];

static struct name
name_of(const char *hex)
{
	struct der der = { .body = { bytes, hex_read(hex, bytes) }, .head = bytes, .tag = 0x30 };
	struct name name = { .rdns = 0 };

	name_read(&name, &der, DAY_NONE);
	return name;
}

/* The first octet of each value with the number of its RDN: "a0 b1". */
static const char *
walked(const char *hex)
{
	static char text[256];
	struct name name = name_of(hex);
	struct attribute a;
	char *w = text;

	each_attribute(&name, a) {
		*w++ = (char)a.value.body.p[0];
		*w++ = (char)('0' + a.rdn);
		*w++ = ' ';
		assert_true(span_inside(der_whole(&a.pair), name.der.body));
		assert_true(span_inside(der_whole(&a.value), a.pair.body));
	}
	*w = '\0';
	return text;
}

static void
test_walk(void **state)
{
	assert_string_equal(walked(""), "");
	assert_string_equal(walked(SET_CN("616161")), "a0 ");
	assert_string_equal(walked(SET_CN("616161") "3118" CN("626262") ORG("636363")),
			    "a0 b1 c1 ");
	/* what is no SET, and a SET with nothing in it, are RDNs without attributes */
	assert_string_equal(walked("3100" SET_CN("616161")), "a1 ");
	assert_string_equal(walked("300c" CN("787878") SET_CN("616161")), "a1 ");
	assert_string_equal(walked("0500" "0500" SET_CN("616161")), "a2 ");
	/* a pair that is none is passed over, and one that does not end takes its RDN along */
	assert_string_equal(walked("310e 0500" CN("616161")), "a0 ");
	assert_string_equal(walked("3113 3005 0603550403" CN("616161")), "a0 ");
	assert_string_equal(walked("310d" CN("616161") "30" SET_CN("626262")), "a0 b1 ");
	assert_string_equal(walked("310c 300a 0c03550403 0c03616161" SET_CN("626262")), "b1 ");
	assert_string_equal(walked("30"), "");
	assert_string_equal(walked("31"), "");
}

static void
test_end_stays(void **state)
{
	struct name name = name_of(SET_CN("616161"));
	struct attribute_cursor cursor = attribute_cursor(&name);
	struct attribute a, before;

	assert_true(attribute_next(&cursor, &a));
	before = a;
	assert_false(attribute_next(&cursor, &a));
	assert_false(attribute_next(&cursor, &a));
	assert_memory_equal(&a, &before, sizeof(a));
}

static void
test_counts(void **state)
{
	struct name name = name_of(SET_CN("616161") "3118" ORG("626262") ORG("636363"));
	struct attribute a;

	assert_int_equal(name.attributes, 3);
	assert_int_equal(name.rdns, 2);
	assert_int_equal(name.widest, 2);
	assert_int_equal(name_count(&name, OID_COMMON_NAME), 1);
	assert_int_equal(name_count(&name, OID_ORGANIZATION), 2);
	assert_true(name_first(&name, OID_ORGANIZATION, &a));
	assert_int_equal(a.value.body.p[0], 'b');
	a.rdn = 77;
	assert_false(name_first(&name, OID_COUNTRY, &a));
	assert_int_equal(a.rdn, 77);
	name = name_of("");
	assert_true(name.attributes == 0 && name.rdns == 0 && name.widest == 0 && name.flags == 0);
}

/* The values of one type, by their first octets and RDNs. */
static const char *
walked_of(const struct name *name, enum oid oid)
{
	static char text[64];
	struct attribute a;
	char *w = text;

	each_of(name, oid, a) {
		assert_int_equal(a.oid, oid);
		*w++ = (char)a.value.body.p[0];
		*w++ = (char)('0' + a.rdn);
		*w++ = ' ';
	}
	*w = '\0';
	return text;
}

static void
test_of_one_type(void **state)
{
	struct name name = name_of(SET_ORG("616161") SET_CN("626262") "3118" ORG("636363")
				   CN("646464") "310a" OTHER("656565") SET_ORG("666666"));

	assert_string_equal(walked_of(&name, OID_ORGANIZATION), "a0 c2 f4 ");
	assert_string_equal(walked_of(&name, OID_COMMON_NAME), "b1 d2 ");
	assert_string_equal(walked_of(&name, OID_COUNTRY), "");
	name = name_of("");
	assert_string_equal(walked_of(&name, OID_COMMON_NAME), "");
}

/* A first attribute too far away to be remembered is found all the same. */
static void
test_far_away(void **state)
{
	enum { COUNT = 8192 };
	uint8_t one[64], *all;
	size_t n = hex_read(SET_ORG("616161"), one);
	struct der der = { .tag = 0x30 };
	struct name name = { .rdns = 0 };
	struct attribute a;

	all = malloc(n * COUNT);
	assert_non_null(all);
	for (size_t i = 0; i < COUNT; i++)
		memcpy(all + n * i, one, n);
	hex_read(SET_CN("626262"), all + n * (COUNT - 1));
	der.head = all;
	der.body = (struct span){ all, n * COUNT };
	name_read(&name, &der, DAY_NONE);
	assert_true(n * COUNT > UINT16_MAX);
	assert_true(name_first(&name, OID_COMMON_NAME, &a));
	assert_int_equal(a.rdn, COUNT - 1);
	free(all);
}

static void
test_flags(void **state)
{
	enum { SHAPE = ATTRIBUTE_BIT(SHARED_RDN) | ATTRIBUTE_BIT(REPEATED) |
		ATTRIBUTE_BIT(REPEATED_IN_RDN) | ATTRIBUTE_BIT(ORDER) };
	static const struct { const char *hex; uint32_t flags; } rows[] = {
		{ SET_ORG("616161") SET_CN("616161"), 0 },
		{ SET_CN("616161") SET_ORG("616161"), ATTRIBUTE_BIT(ORDER) },
		{ SET_CN("616161") SET_CN("626262"), ATTRIBUTE_BIT(REPEATED) },
		{ "3118" ORG("616161") CN("616161"), ATTRIBUTE_BIT(SHARED_RDN) },
		{ "3118" CN("616161") CN("626262"), ATTRIBUTE_BIT(SHARED_RDN) |
		  ATTRIBUTE_BIT(REPEATED) | ATTRIBUTE_BIT(REPEATED_IN_RDN) },
		/* types that are not known repeat themselves too, but stand anywhere */
		{ "3114" OTHER("616161") OTHER("626262"), ATTRIBUTE_BIT(SHARED_RDN) |
		  ATTRIBUTE_BIT(REPEATED_IN_RDN) },
		{ "310a" OTHER("616161") "310a" OTHER("626262"), 0 },
		{ SET_CN("616161") "310a" OTHER("616161"), 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(name_of(rows[i].hex).flags & SHAPE, rows[i].flags);
}

/* More attributes of a type than its counter has numbers: it stays at the last one. */
static void
test_many(void **state)
{
	enum { N = UINT16_MAX + 2, WIDTH = 14 };
	struct der der = { .tag = 0x30 };
	struct name name = { .rdns = 0 };
	uint8_t *many = malloc((size_t)N * WIDTH);

	assert_non_null(many);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(hex_read(SET_CN("616161"), many + i * WIDTH), WIDTH);
	der.head = many;
	der.body = (struct span){ many, (size_t)N * WIDTH };
	name_read(&name, &der, DAY_NONE);
	assert_int_equal(name.attributes, N);
	assert_int_equal(name.rdns, N);
	assert_int_equal(name_count(&name, OID_COMMON_NAME), UINT16_MAX);
	free(many);
}

static void
test_general_names(void **state)
{
	static const struct { uint32_t tag; const char *text; } rows[] = {
		{ 0xa0, "otherName" }, { 0x80, "otherName" }, { 0x81, "rfc822Name" },
		{ 0x82, "dNSName" }, { 0xa3, "x400Address" }, { 0xa4, "directoryName" },
		{ 0xa5, "ediPartyName" }, { 0x86, "uniformResourceIdentifier" },
		{ 0x87, "iPAddress" }, { 0x88, "registeredID" },
		{ 0x89, "GeneralName" }, { 0, "GeneralName" }, { 0x02, "GeneralName" },
		{ 0x16, "GeneralName" }, { UINT32_MAX, "GeneralName" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(general_name_text(rows[i].tag), rows[i].text);
}

static void
test_list(void **state)
{
	struct span list = { bytes, hex_read("820161 870100 820162 82", bytes) }, from = list;
	struct span nothing = { NULL, 0 };
	struct der e;

	assert_true(list_next(&list, GN_DNS, &e) && e.body.p[0] == 'a');
	assert_true(list_next(&list, GN_DNS, &e) && e.body.p[0] == 'b');
	assert_false(list_next(&list, GN_DNS, &e));	/* what is left is no element */
	assert_int_equal(list.n, 1);
	list = from;
	assert_false(list_next(&list, GN_URI, &e));
	list = from;
	for (unsigned i = 0; i < 3; i++)
		assert_true(list_next(&list, 0, &e));
	assert_false(list_next(&list, 0, &e));
	assert_false(list_next(&nothing, 0, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walk), cmocka_unit_test(test_end_stays),
		cmocka_unit_test(test_counts), cmocka_unit_test(test_flags),
		cmocka_unit_test(test_many), cmocka_unit_test(test_general_names),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_of_one_type), cmocka_unit_test(test_far_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
