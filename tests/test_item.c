/* The lists of an object, entry by entry: what each part is, where lists end, and broken ones. */

#include "sample.h"

#include <stdio.h>

#define NEW ((struct certlint_item)CERTLINT_ITEM_INIT)

static certlint *lint;
static struct certlint_object *object;
static struct sample sample;

static void
read_recipe(const char *recipe)
{
	certlint_object_free(object);
	object = NULL;
	sample_free(&sample);
	sample_make(&sample, recipe);
	assert_int_equal(certlint_object_new(&object, lint, &sample.input, NULL), CERTLINT_OK);
}

static bool
is_inside(struct certlint_span inner, struct certlint_span outer)
{
	return inner.data == NULL || (inner.data >= outer.data &&
		inner.data + inner.length <= outer.data + outer.length);
}

/* The values of a list as text, with blanks between; every entry is sound in itself. */
static const char *
values(int list)
{
	static char text[4096];
	const struct certlint_span file = { sample.der, sample.length };
	struct certlint_item x = NEW;
	uint32_t n = 0;
	char *w = text;

	*w = '\0';
	while (certlint_each(object, list, &x)) {
		assert_int_equal(x.index, n++);
		assert_true(x.whole.data && is_inside(x.whole, file));
		assert_true(is_inside(x.key, x.whole) && is_inside(x.value, x.whole));
		assert_true(w + x.value.length + 2 < text + sizeof(text));
		w += sprintf(w, "%s%.*s", n > 1 ? " " : "", (int)x.value.length,
			     (const char *)x.value.data);
	}
	return text;
}

static size_t
count(int list)
{
	struct certlint_item x = NEW;
	size_t n = 0;

	while (certlint_each(object, list, &x))
		n++;
	return n;
}

static void
test_arguments(void **state)
{
	struct certlint_item x = NEW, before = NEW;

	read_recipe("tls");
	assert_int_equal(certlint_each(NULL, CERTLINT_EACH_SAN, &x), 0);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SAN, NULL), 0);
	assert_int_equal(certlint_each(object, 0, &x), 0);
	assert_int_equal(certlint_each(object, -1, &x), 0);
	assert_int_equal(certlint_extension(NULL, "2.5.29.17", &x), 0);
	assert_int_equal(certlint_extension(object, NULL, &x), 0);
	assert_int_equal(certlint_extension(object, "2.5.29.17", NULL), 0);
	assert_int_equal(certlint_extension(object, "", &x), 0);
	assert_int_equal(certlint_extension(object, "2.5.29", &x), 0);
	assert_int_equal(certlint_extension(object, "2.5.29.17.0", &x), 0);
	assert_memory_equal(&x, &before, sizeof(x));
}

/* At its end an item keeps the last entry, and a copy goes on from where it was made. */
static void
test_cursor(void **state)
{
	struct certlint_item x = NEW, copy, last;

	read_recipe("tls san=dns:a.example,dns:b.example,dns:c.example");
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SAN, &x), 1);
	copy = x;
	while (certlint_each(object, CERTLINT_EACH_SAN, &x))
		;
	last = x;
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SAN, &x), 0);
	assert_memory_equal(&x, &last, sizeof(x));
	assert_int_equal(last.index, 2);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SAN, &copy), 1);
	assert_int_equal(copy.index, 1);
	assert_int_equal(certlint_text_is(copy.value, "b.example"), 1);
}

static void
test_extensions(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls ext=1.2.3!:0500,1.2.4:0c0161 +ext=san:30(82('x'))");
	assert_int_equal(certlint_extension(object, "1.2.3", &x), 1);
	assert_int_equal(x.number, 1);
	assert_int_equal(x.value.length, 2);
	assert_int_equal(certlint_extension(object, "1.2.4", &x), 1);
	assert_int_equal(x.number, 0);
	assert_int_equal(certlint_extension(object, "2.5.29.17", &x), 1);	/* the first one */
	assert_true(x.value.length > 5);
	while (certlint_each(object, CERTLINT_EACH_EXTENSION, &x))
		;
	assert_int_equal(x.value.length, 5);
}

/* RDNs are counted where they have no attribute too; broken ones end with themselves. */
static void
test_names(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls subject=C=US/{}/O=x+OU=y/CN=z");
	assert_string_equal(values(CERTLINT_EACH_SUBJECT), "US x y z");
	for (int64_t rdn = 0; certlint_each(object, CERTLINT_EACH_SUBJECT, &x); rdn++)
		assert_int_equal(x.number, rdn == 0 ? 0 : rdn < 3 ? 2 : 3);
	assert_int_equal(x.tag, 0x0c);
	assert_int_equal(certlint_oid_is(x.key, "2.5.4.3"), 1);
	read_recipe("tls subject=");
	assert_int_equal(count(CERTLINT_EACH_SUBJECT), 0);
	assert_string_equal(values(CERTLINT_EACH_ISSUER),
			    "US Example Trust Services Example Trust TLS CA 1");
	read_recipe("tls subject=der:30(0500310030(0500)31(0500)31(30(<2.5.4.3>)30(<2.5.4.3>0c'xa')"
		    "30(<2.5.4.3>0c0161)))");
	assert_string_equal(values(CERTLINT_EACH_SUBJECT), "a a");
}

/* RFC 6962 serialized SCTs: too short ones have no parts, lengths that lie end the list. */
static void
test_scts(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls sct=der:04(00ae_0029_00{32:11}0000018000000000_"
		    "0028_00{31:11}0000018000000000_0029_01{40:22}_0001_00_0022_00{33:33})");
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 1);
	assert_int_equal(x.key.length, 32);
	assert_int_equal(x.key.data[31], 0x11);
	assert_int_equal(x.number, 0x18000000000);
	assert_int_equal(x.value.length, 41);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 1);	/* an octet short */
	assert_true(x.key.data == NULL && x.number == 0 && x.tag == 0);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 1);	/* not version 1 */
	assert_true(x.key.data == NULL && x.number == 0 && x.tag == 1);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 1);
	assert_int_equal(x.value.length, 1);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 1);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_SCT, &x), 0);
	assert_int_equal(x.index, 4);
	read_recipe("tls sct=der:04(ffff_0001_00_0001_00)");	/* the list is longer than it is */
	assert_int_equal(count(CERTLINT_EACH_SCT), 2);
	read_recipe("tls sct=der:04(0003_0001_00_0001_00)");	/* and shorter */
	assert_int_equal(count(CERTLINT_EACH_SCT), 1);
	read_recipe("tls sct=der:04(0005_0000_0001_00)");
	assert_int_equal(count(CERTLINT_EACH_SCT), 0);
	read_recipe("tls sct=der:04(0004_0003_0000)");
	assert_int_equal(count(CERTLINT_EACH_SCT), 0);
	read_recipe("tls sct=der:040100");
	assert_int_equal(count(CERTLINT_EACH_SCT), 0);
}

static void
test_policies(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls policy=dv,1.2.3{},1.2.4{cps:http://e}");
	assert_int_equal(certlint_each(object, CERTLINT_EACH_POLICY, &x), 1);
	assert_null(x.value.data);
	assert_int_equal(certlint_oid_is(x.key, "2.23.140.1.2.1"), 1);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_POLICY, &x), 1);
	assert_true(x.value.data && x.value.length == 0);	/* there, with nothing in it */
	assert_int_equal(certlint_each(object, CERTLINT_EACH_POLICY, &x), 1);
	assert_true(x.value.length > 0);
	assert_int_equal(certlint_each(object, CERTLINT_EACH_POLICY, &x), 0);
}

static void
test_crl_uris(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls crldp=rel:CN=x,http://1|dns:no|http://2,none,dns:no,http://3");
	assert_string_equal(values(CERTLINT_EACH_CRL_URI), "http://1 http://2 http://3");
	certlint_each(object, CERTLINT_EACH_CRL_URI, &x);
	assert_int_equal(x.number, 1);
	certlint_each(object, CERTLINT_EACH_CRL_URI, &x);
	assert_int_equal(x.number, 1);
	certlint_each(object, CERTLINT_EACH_CRL_URI, &x);
	assert_int_equal(x.number, 4);
	read_recipe("tls crldp=none,rel:CN=x");
	assert_int_equal(count(CERTLINT_EACH_CRL_URI), 0);
}

static void
test_hosts_of_names(void **state)
{
	static const struct { const char *name, *host; } rows[] = {
		{ "uri:https://h.example", "h.example" },
		{ "uri:https://h.example/p:1@q", "h.example" },
		{ "uri:https://h.example?a=@b", "h.example" },
		{ "uri:https://h.example#@b", "h.example" },
		{ "uri:https://u:p@h.example:8443/", "h.example" },
		{ "uri:https://a@b@h.example", "h.example" },
		{ "uri:https://h.example:", "h.example" },
		{ "uri:https://[2001:db8::1]:8443/x", "[2001:db8::1]" },
		{ "uri:https://[2001:db8::1]", "[2001:db8::1]" },
		{ "uri:https://[2001:db8", "[2001:db8" },
		{ "uri:file:///etc", "" },
		{ "uri:https://", "" },
		{ "uri:urn:x:y", NULL },
		{ "uri:mailto:a?b=http://c", NULL },
		{ "uri:/h.example", NULL },
		{ "uri://h.example/", NULL },
		{ "uri:", NULL },
		{ "mail:a@m.example", "m.example" },
		{ "mail:\"a@b\"@m.example", "m.example" },
		{ "mail:a@", "" },
		{ "mail:m.example", NULL },
		{ "mail:", NULL },
		{ "dns:", "" },
		{ "dir:CN=x", NULL },
		{ "ip:192.0.2.1", NULL },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char recipe[128], quoted[96];
		size_t n = 0;

		for (const char *p = rows[i].name; *p; p++) {
			if (*p == '"')
				quoted[n++] = '\\';
			quoted[n++] = *p;
		}
		quoted[n] = '\0';
		snprintf(recipe, sizeof(recipe), "tls \"san=%s\"", quoted);
		read_recipe(recipe);
		assert_int_equal(count(CERTLINT_EACH_HOST), rows[i].host != NULL);
		assert_string_equal(values(CERTLINT_EACH_HOST), rows[i].host ? rows[i].host : "");
	}
}

/* commonNames are hosts in certificates of servers only, and all of them. */
static void
test_hosts_of_subjects(void **state)
{
	struct certlint_item x = NEW;

	read_recipe("tls san=dns:a subject=CN=b+O=no/{}/CN=c/emailAddress=no@e");
	assert_string_equal(values(CERTLINT_EACH_HOST), "a b c");
	while (certlint_each(object, CERTLINT_EACH_HOST, &x))
		assert_int_equal(x.tag, x.index == 0 ? 0x82 : 0x0c);
	read_recipe("tls -san subject=CN=b");
	assert_string_equal(values(CERTLINT_EACH_HOST), "b");
	read_recipe("tls -san subject=");
	assert_int_equal(count(CERTLINT_EACH_HOST), 0);
	read_recipe("ca");
	assert_int_equal(count(CERTLINT_EACH_HOST), 0);
	read_recipe("client san=dns:a subject=CN=b");
	assert_string_equal(values(CERTLINT_EACH_HOST), "a");
}

/* Octets changed anywhere: every list of every object ends, and stays inside. */
static void
test_anything(void **state)
{
	static uint8_t der[1 << 14];
	uint32_t seed = 7;

	read_recipe("tls san=dns:a.example,uri:http://b.example,mail:c@d.example ian=dns:i "
		    "subject=C=US/O=x+OU=y/CN=c.example eku=server,1.2.3 "
		    "policy=dv,1.2.3{cps:http://e}");
	assert_true(sample.length <= sizeof(der));
	memcpy(der, sample.der, sample.length);
	for (unsigned round = 0; round < 2000; round++) {
		memcpy(sample.der, der, sample.length);
		for (unsigned k = 0; k < 1 + round % 4; k++) {
			seed = seed * 1664525u + 1013904223u;
			sample.der[(seed >> 8) % sample.length] = (uint8_t)(seed >> 4);
		}
		certlint_object_free(object);
		assert_int_equal(certlint_object_new(&object, lint, &sample.input, NULL),
				 CERTLINT_OK);
		for (int list = 0; list <= CERTLINT_EACH_HOST; list++)
			values(list);
	}
}

static int
start(void **state)
{
	lint = sample_handle("t_notice");
	return 0;
}

static int
end(void **state)
{
	certlint_object_free(object);
	sample_free(&sample);
	certlint_free(lint);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arguments), cmocka_unit_test(test_cursor),
		cmocka_unit_test(test_extensions), cmocka_unit_test(test_names),
		cmocka_unit_test(test_scts), cmocka_unit_test(test_policies),
		cmocka_unit_test(test_crl_uris), cmocka_unit_test(test_hosts_of_names),
		cmocka_unit_test(test_hosts_of_subjects), cmocka_unit_test(test_anything),
	};

	return cmocka_run_group_tests(tests, start, end);
}
