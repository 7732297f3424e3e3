/* Where certificates point to: every place that holds names, in order, and none outside. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "cert.h"
#include "forge.h"

static uint8_t der[1 << 20];
static struct cert c;

static void
read_recipe(const char *recipe)
{
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE };
	size_t n = forge(recipe, der, sizeof(der));

	assert_int_not_equal(n, 0);
	cert_read(&c, (struct span){ der, n }, &o);
}

/* Each location as "extension:tag:contents", with '!' where it is a URI; blanks between. */
static const char *
locations(unsigned first)
{
	static char text[4096];
	struct location_cursor cursor = { .place = first };
	struct location l;
	char *w = text;

	*w = '\0';
	while (location_next(&c, &cursor, &l)) {
		assert_true(span_inside(der_whole(&l.name), c.file));
		assert_true(w < text + sizeof(text) - 200);
		w += sprintf(w, "%s%s:%x%s:%.*s", w > text ? " " : "",
			     fact_name(FACT_HAS(l.extension)) + 4, (unsigned)l.name.tag,
			     l.is_uri ? "!" : "", (int)l.name.body.n, (const char *)l.name.body.p);
	}
	assert_false(location_next(&c, &cursor, &l));
	return text;
}

static void
test_every_place(void **state)
{
	read_recipe("tls san=dns:s,uri:http://s ian=mail:i aia=ocsp:http://o,issuer:dns:a "
		    "sia=repository:http://r crldp=http://1|dns:2,http://3 freshestcrl=http://f "
		    "policy=dv,1.2.3{cps:http://p;notice:text;cps:http://q},1.2.4{cps:http://z}");
	assert_string_equal(
		locations(0),
		"san:82:s san:86!:http://s ian:81:i aia:86!:http://o aia:82:a sia:86!:http://r "
		"crldp:86!:http://1 crldp:82:2 crldp:86!:http://3 freshest_crl:86!:http://f "
		"policies:16!:http://p policies:16!:http://q policies:16!:http://z");
	assert_int_equal(strncmp(locations(LOCATION_FIRST), "ian:81:i ", 9), 0);
}

static void
test_uris(void **state)
{
	struct location u;
	unsigned n = 0;

	read_recipe("tls san=dns:s,uri:http://s aia=issuer:dns:a crldp=http://1|dns:2");
	each_uri(&c, u) {
		assert_true(u.is_uri);
		assert_int_equal(u.extension, n == 0 ? OID_SAN : OID_CRLDP);
		n++;
	}
	assert_int_equal(n, 2);
}

static void
test_nothing(void **state)
{
	read_recipe("tls -san -aia -crldp -policy");
	assert_string_equal(locations(0), "");
	read_recipe("tls -extensions");
	assert_string_equal(locations(0), "");
	read_recipe("tls san= -aia crldp= policy=");
	assert_string_equal(locations(0), "");
	memset(&c, 0, sizeof(c));
	assert_string_equal(locations(0), "");
}

/* Points and policies without names do not end what comes after them. */
static void
test_gaps(void **state)
{
	read_recipe("tls -san -aia crldp=rel:CN=x,none,{reasons:keyCompromise;issuer:CN=y},"
		    "http://after policy=1.2.3,1.2.4{},1.2.5{notice:x},1.2.6{cps:http://after}");
	assert_string_equal(locations(0), "crldp:86!:http://after policies:16!:http://after");
	/* a value of another type is a location still, but no URI */
	read_recipe("tls -san -aia -crldp "
		    "policy=der:30(30(06012a30(30(<1.3.6.1.5.5.7.2.1>0c0175))))");
	assert_string_equal(locations(0), "policies:c:u");
}

/* An extension that lies about its lengths: nothing outside it is read, and the next is reached. */
static void
test_broken(void **state)
{
	read_recipe("tls san=der:30058203414243 -aia crldp=http://c -policy");
	assert_non_null(strstr(locations(0), "crldp:86!:http://c"));
	read_recipe("tls -san aia=der:30(0500) crldp=der:30(0500) policy=dv{cps:http://p}");
	assert_non_null(strstr(locations(0), "policies:16!:http://p"));
	read_recipe("tls -san -aia crldp=der:30(30(a0(a0(86)))) -policy");
	locations(0);
	read_recipe("tls -san -aia -crldp policy=der:30(30(<1.2.3>30(30))30)");
	locations(0);
}

static void
test_many_empty_points(void **state)
{
	read_recipe("tls -san -aia -policy crldp=der:30({60000:3000}30(a0(a0(860178))))");
	assert_string_equal(locations(0), "crldp:86!:x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_place), cmocka_unit_test(test_uris),
		cmocka_unit_test(test_nothing), cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_broken), cmocka_unit_test(test_many_empty_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
