/* Each flag of a host name where it is and where it just is not, and where in the name it shows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "day.h"
#include "host.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static uint64_t
flags_of(const char *name)
{
	return host_flags(span_of(name), DAY(2024, 6, 1), data_builtin());
}

#define B(flag) HOST_BIT(HOST_##flag)

struct judged {
	const char *name;
	uint64_t flags;
};

static void
check(const struct judged *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t got = flags_of(rows[i].name);

		if (got != rows[i].flags)
			print_message("%s: %llx, not %llx\n", rows[i].name, (unsigned long long)got,
				      (unsigned long long)rows[i].flags);
		assert_int_equal(got, rows[i].flags);
	}
}

static void
syntax(void **state)
{
	static const struct judged rows[] = {
		{ "a.de", 0 },
		{ "www.certlint-test.de", 0 },
		{ "1.a-b.2c.de", 0 },
		{ "a--b.de", 0 }, /* hyphens in 2 and 3 */
		{ "abc--d.de", 0 }, /* in 4 and 5 */
		{ "", B(EMPTY) },
		{ ".", B(EMPTY_LABEL) | B(TRAILING_DOT) },
		{ "..", B(EMPTY_LABEL) | B(TRAILING_DOT) },
		{ ".www.de", B(EMPTY_LABEL) },
		{ ".certlint.de", B(EMPTY_LABEL) },
		{ "www..de", B(EMPTY_LABEL) },
		{ "www.certlint..de", B(EMPTY_LABEL) },
		{ "www.certlint.de..", B(EMPTY_LABEL) | B(TRAILING_DOT) },
		{ "www.de.", B(TRAILING_DOT) },
		{ "www.certlint.de.", B(TRAILING_DOT) },
		{ "a_b.de", B(UNDERSCORE) },
		{ "_dmarc.certlint.de", B(UNDERSCORE) },
		{ "a b.de", B(BAD_CHAR) | B(SPACE) },
		{ " www.certlint.de", B(BAD_CHAR) | B(SPACE) },
		{ "www.certlint.de\t", B(BAD_CHAR) | B(SPACE) | B(TLD_IMPOSSIBLE) },
		{ "www\r\n.certlint.de", B(BAD_CHAR) | B(SPACE) },
		{ "a,b.de", B(BAD_CHAR) },
		{ "a'b.de", B(BAD_CHAR) },
		{ "www.\x01.certlint.de", B(BAD_CHAR) },
		{ "www.\x7f.certlint.de", B(BAD_CHAR) },
		{ "info@certlint.de", B(BAD_CHAR) | B(AT) },
		{ "b\u00fccher.de", B(BAD_CHAR) | B(NON_ASCII) },
		{ "www.certlint\x80.de", B(BAD_CHAR) | B(NON_ASCII) },
		{ "-a.de", B(HYPHEN_FIRST) },
		{ "www.-certlint.de", B(HYPHEN_FIRST) },
		{ "a-.de", B(HYPHEN_LAST) },
		{ "www.certlint-.de", B(HYPHEN_LAST) },
		{ "-.certlint.de", B(HYPHEN_FIRST) | B(HYPHEN_LAST) },
		{ "www.certlint.de-", B(HYPHEN_LAST) | B(TLD_IMPOSSIBLE) },
		{ "ab--c.de", B(HYPHENS_34) },
		{ "www.ab--certlint.de", B(HYPHENS_34) },
		{ "a.b--certlint.de", 0 },
		{ "www.a.--certlint.de", B(HYPHEN_FIRST) },
		{ "ab--.de", B(HYPHENS_34) | B(HYPHEN_LAST) },
		{ "Www.certlint.de", B(UPPER) },
		{ "www.certlint.dE", B(UPPER) },
		{ "A.de", B(UPPER) },
	};

	check(rows, COUNT(rows));
}

static void
asterisks(void **state)
{
	static const struct judged rows[] = {
		{ "*", B(BARE_WILDCARD) },
		{ "*.", B(BARE_WILDCARD) | B(TRAILING_DOT) },
		{ "*..", B(WILDCARD) | B(EMPTY_LABEL) | B(TRAILING_DOT) },
		{ "*.certlint.de", B(WILDCARD) },
		{ "*.certlint.de.", B(WILDCARD) | B(TRAILING_DOT) },
		{ "*.a_b.certlint.de", B(WILDCARD) | B(UNDERSCORE) },
		{ "*..certlint.de", B(WILDCARD) | B(EMPTY_LABEL) },
		{ "*.-a.de", B(WILDCARD) | B(HYPHEN_FIRST) },
		{ "a*.certlint.de", B(STAR_PARTIAL) },
		{ "*a.certlint.de", B(STAR_PARTIAL) },
		{ "**.certlint.de", B(STAR_PARTIAL) },
		{ "www.*.certlint.de", B(STAR_INNER) },
		{ "*.*.certlint.de", B(WILDCARD) | B(STAR_INNER) },
		{ "www.*a.certlint.de", B(STAR_INNER) | B(STAR_PARTIAL) },
		{ "*.a*.certlint.de", B(WILDCARD) | B(STAR_INNER) | B(STAR_PARTIAL) },
		{ "certlint.*", B(STAR_INNER) | B(TLD_IMPOSSIBLE) },
		{ ".*.certlint.de", B(EMPTY_LABEL) | B(STAR_INNER) },
		{ "*.de", B(WILDCARD) | B(SINGLE_LABEL) | B(SUFFIX) },
	};

	check(rows, COUNT(rows));
}

static void
other_kinds_of_text(void **state)
{
	static const struct judged rows[] = {
		{ "192.0.2.1", B(IPV4) },
		{ "8.8.8.8", B(IPV4) },
		{ "8.8.8.8.", B(IPV4) | B(TRAILING_DOT) },
		{ "8.8.8", B(TLD_NUMERIC) },
		{ "8.8.8.256", B(TLD_NUMERIC) },
		{ "8.8.8.08", B(TLD_NUMERIC) },
		{ "8.8.8.8.8", B(TLD_NUMERIC) },
		{ "*.8.8.8.8", B(WILDCARD) | B(TLD_NUMERIC) },
		{ "a.8.8.8.8", B(TLD_NUMERIC) },
		{ "::", B(BAD_CHAR) | B(IPV6) },
		{ "2001:db8::1", B(BAD_CHAR) | B(IPV6) },
		{ "2001:DB8::1", B(BAD_CHAR) | B(IPV6) | B(UPPER) },
		{ "::ffff:8.8.8.8", B(BAD_CHAR) | B(IPV6) },
		{ "[2001:db8::1]", B(BAD_CHAR) | B(IPV6) },
		{ "[8.8.8.8]", B(BAD_CHAR) | B(TLD_IMPOSSIBLE) },
		{ "2001:db8:::1", B(BAD_CHAR) | B(URL) }, /* reads as a port */
		{ "2001:db8::g", B(BAD_CHAR) | B(SINGLE_LABEL) | B(TLD_IMPOSSIBLE) },
		{ "10.0.0.0/8", B(BAD_CHAR) | B(CIDR) },
		{ "10.0.0.0/255.0.0.0", B(BAD_CHAR) | B(CIDR) },
		{ "2001:db8::/32", B(BAD_CHAR) | B(CIDR) },
		{ "10.0.0.0/", B(BAD_CHAR) | B(URL) },
		{ "10.0.0.0/a", B(BAD_CHAR) | B(URL) },
		{ "10.0.0/8", B(BAD_CHAR) | B(URL) },
		{ "https://www.certlint.de", B(BAD_CHAR) | B(URL) },
		{ "https://www.certlint.de/a?b", B(BAD_CHAR) | B(URL) },
		{ "www.certlint.de/a", B(BAD_CHAR) | B(URL) },
		{ "www.certlint.de/", B(BAD_CHAR) | B(URL) },
		{ "www.certlint.de:443", B(BAD_CHAR) | B(URL) },
		{ "8.8.8.8:53", B(BAD_CHAR) | B(URL) },
		{ "[::1]:53", B(BAD_CHAR) | B(URL) },
		{ "www.certlint.de:", B(BAD_CHAR) | B(TLD_IMPOSSIBLE) },
		{ ":443", B(BAD_CHAR) | B(URL) },
		{ "a:b.de", B(BAD_CHAR) },
	};

	check(rows, COUNT(rows));
}

static void
a_labels(void **state)
{
	static const struct judged rows[] = {
		{ "xn--tda.de", B(A_LABEL) },
		{ "www.xn--bcher-kva.de", B(A_LABEL) },
		{ "XN--tda.de", B(A_LABEL) | B(UPPER) },
		{ "xN--TDA.certlint.de", B(A_LABEL) | B(UPPER) },
		{ "*.xn--tda.de", B(A_LABEL) | B(WILDCARD) },
		{ "xn-tda.certlint.de", 0 },
		{ "axn--tda.certlint.de", 0 },
		{ "xn--tda.xn--a.de", B(A_LABEL) | B(U_DISALLOWED) },
		{ "xn--0.de", B(A_LABEL) | B(A_LABEL_BAD) },
		{ "xn--.de", B(A_LABEL) | B(A_LABEL_BAD) | B(HYPHEN_LAST) },
		{ "xn--abc-.de", B(A_LABEL) | B(A_LABEL_ASCII) | B(HYPHEN_LAST) },
		{ "xn---tda.de", B(A_LABEL) | B(A_LABEL_LOOSE) },
		{ "www.xn--b_a.de", B(A_LABEL) | B(A_LABEL_BAD) | B(UNDERSCORE) },
		{ "xn--7ba.de", B(A_LABEL) | B(U_DISALLOWED) | B(U_MAPPED) },
		{ "xn--a-xbb.de", B(A_LABEL) | B(U_NOT_NFC) },
		{ "xn--ab-0ea.de", B(A_LABEL) | B(U_CONTEXT) },
		{ "xn--a-zhc.de", B(A_LABEL) | B(U_BIDI) },
		{ "xn--a-wbb.de", B(A_LABEL) | B(U_MARK) },
		{ "xn--ab---3ra.de", B(A_LABEL) | B(U_HYPHENS_34) },
		{ "xn----eha.de", B(A_LABEL) | B(U_HYPHEN_EDGE) },
	};

	check(rows, COUNT(rows));
}

static void
top_level_domains(void **state)
{
	static const struct judged rows[] = {
		{ "www.com", 0 },
		{ "www.COM", B(UPPER) },
		{ "com", B(SINGLE_LABEL) | B(SUFFIX) },
		{ "com.", B(SINGLE_LABEL) | B(SUFFIX) | B(TRAILING_DOT) },
		{ "server", B(SINGLE_LABEL) | B(TLD_UNKNOWN) },
		{ "fileserver", B(SINGLE_LABEL) | B(TLD_UNKNOWN) },
		{ "server.", B(SINGLE_LABEL) | B(TLD_UNKNOWN) | B(TRAILING_DOT) },
		{ "*.server", B(WILDCARD) | B(SINGLE_LABEL) | B(TLD_UNKNOWN) },
		{ "server01", B(SINGLE_LABEL) | B(TLD_IMPOSSIBLE) },
		{ "a.intra-net", B(TLD_IMPOSSIBLE) },
		{ "a.c0m", B(TLD_IMPOSSIBLE) },
		{ "a.b_c", B(TLD_IMPOSSIBLE) | B(UNDERSCORE) },
		{ "a.123", B(TLD_NUMERIC) },
		{ "123", B(SINGLE_LABEL) | B(TLD_NUMERIC) },
		{ "a.xn--p1ai", B(A_LABEL) },
		{ "a.XN--P1AI", B(A_LABEL) | B(UPPER) },
		{ "a.xn--tda", B(A_LABEL) | B(TLD_UNKNOWN) },
		{ "a.xn--tda-",
		  B(A_LABEL) | B(A_LABEL_ASCII) | B(HYPHEN_LAST) | B(TLD_IMPOSSIBLE) },
		{ "a.notatld", B(TLD_UNKNOWN) },
		{ "a.corp", B(TLD_UNKNOWN) },
		{ "a..", B(EMPTY_LABEL) | B(TRAILING_DOT) },
	};

	check(rows, COUNT(rows));
}

static uint64_t
flags_on(const char *name, int32_t day)
{
	return host_flags(span_of(name), day, data_builtin());
}

/* aaa is in the root since 2015-08-28, yu left it on 2010-04-02. */
static void
days_of_top_level_domains(void **state)
{
	assert_int_equal(flags_on("a.aaa", DAY(2015, 8, 27)), B(TLD_NOT_YET));
	assert_int_equal(flags_on("a.aaa", DAY(2015, 8, 28)), 0);
	assert_int_equal(flags_on("a.aaa", DAY_NONE), 0);
	assert_int_equal(flags_on("a.yu", DAY(2010, 4, 2) - 1), 0);
	assert_int_equal(flags_on("a.yu", DAY(2010, 4, 2)), B(TLD_REMOVED));
	assert_int_equal(flags_on("a.yu", DAY_NONE), 0);
	assert_int_equal(flags_on("a.notatld", DAY_NONE), B(TLD_UNKNOWN));
	assert_int_equal(flags_on("a.1", DAY_NONE), B(TLD_NUMERIC));
}

static void
special_names(void **state)
{
	static const struct judged rows[] = {
		{ "localhost", B(SINGLE_LABEL) | B(TLD_UNKNOWN) | B(SPECIAL_USE) },
		{ "a.test", B(TLD_UNKNOWN) | B(SPECIAL_USE) },
		{ "a.b.INVALID", B(TLD_UNKNOWN) | B(SPECIAL_USE) | B(UPPER) },
		{ "printer.local", B(TLD_UNKNOWN) | B(SPECIAL_USE) },
		{ "*.local.", B(WILDCARD) | B(TRAILING_DOT) | B(SINGLE_LABEL) | B(TLD_UNKNOWN) |
				      B(SPECIAL_USE) },
		{ "a.alt", B(TLD_UNKNOWN) | B(SPECIAL_USE) },
		{ "www.example", B(TLD_UNKNOWN) | B(SPECIAL_USE) },
		{ "router.home.arpa", B(SPECIAL_USE) },
		{ "example.com", B(EXAMPLE) },
		{ "www.example.net", B(EXAMPLE) },
		{ "*.example.org", B(WILDCARD) | B(EXAMPLE) },
		{ "example.de", 0 },
		{ "myexample.com", 0 },
		{ "com.example.de", 0 },
		{ "local.de", 0 },
	};

	check(rows, COUNT(rows));
}

#define NIBBLES "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."

static void
reverse_names(void **state)
{
	static const struct judged rows[] = {
		{ "in-addr.arpa", B(ARPA_REVERSE) | B(SUFFIX) },
		{ "8.8.8.8.in-addr.arpa", B(ARPA_REVERSE) },
		{ "8.8.8.8.IN-ADDR.ARPA.", B(ARPA_REVERSE) | B(UPPER) | B(TRAILING_DOT) },
		{ "*.8.8.8.in-addr.arpa", B(WILDCARD) | B(ARPA_REVERSE) },
		{ "8.in-addr.arpa", B(ARPA_REVERSE) },
		{ "www.8.8.8.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_MALFORMED) },
		{ "256.8.8.8.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_MALFORMED) },
		{ "8.8.8.8.8.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_MALFORMED) },
		{ "1.0.0.10.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ "1.1.168.192.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ "168.192.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ "1.0.0.127.in-addr.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ "ip6.arpa", B(ARPA_REVERSE) | B(SUFFIX) },
		{ "8.b.d.0.1.0.0.2.ip6.arpa", B(ARPA_REVERSE) },
		{ NIBBLES "8.b.d.0.1.0.0.2.ip6.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ NIBBLES "0.6.8.4.1.0.0.2.ip6.arpa", B(ARPA_REVERSE) },
		{ "8.e.f.ip6.arpa", B(ARPA_REVERSE) | B(ARPA_RESERVED) },
		{ "g.ip6.arpa", B(ARPA_REVERSE) | B(ARPA_MALFORMED) },
		{ "10.ip6.arpa", B(ARPA_REVERSE) | B(ARPA_MALFORMED) },
		{ "myin-addr.arpa", 0 },
		{ "e164.arpa", B(SUFFIX) },
		{ "8.8.8.8.in-addr.de", 0 },
	};

	check(rows, COUNT(rows));
}

#define V3 "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3kead"
#define V3_VERSION "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyprozyc"
#define V3_CHECKSUM "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp3iead"

static void
onion_names(void **state)
{
	static const struct judged rows[] = {
		{ "onion", B(ONION) | B(SINGLE_LABEL) | B(SUFFIX) },
		{ "*.onion", B(ONION) | B(SINGLE_LABEL) | B(SUFFIX) | B(WILDCARD) },
		{ V3 ".onion", B(ONION) },
		{ "www.mail." V3 ".onion", B(ONION) },
		{ "*." V3 ".onion.", B(ONION) | B(WILDCARD) | B(TRAILING_DOT) },
		{ V3_VERSION ".onion", B(ONION) | B(ONION_VERSION) },
		{ V3_CHECKSUM ".onion", B(ONION) | B(ONION_CHECKSUM) },
		{ "a.onion", B(ONION) | B(ONION_BAD) },
		{ V3 ".www.onion", B(ONION) | B(ONION_BAD) },
		{ "abcdefghij234567.onion", B(ONION) | B(ONION_V2) },
		{ "abcdefghij234567.ONION", B(ONION) | B(ONION_V2) | B(UPPER) },
		{ "abcdefghij234567.nonion", B(TLD_UNKNOWN) },
		{ "onion.de", 0 },
	};

	check(rows, COUNT(rows));
}

static void
public_suffixes(void **state)
{
	static const struct judged rows[] = {
		{ "co.uk", B(SUFFIX) },
		{ "*.co.uk", B(SUFFIX) | B(WILDCARD) },
		{ "co.uk.", B(SUFFIX) | B(TRAILING_DOT) },
		{ "a.co.uk", 0 },
		{ "github.io", B(SUFFIX_PRIVATE) },
		{ "*.github.io", B(SUFFIX_PRIVATE) | B(WILDCARD) },
		{ "a.github.io", 0 },
		{ "a.ck", B(SUFFIX) }, /* by a wildcard rule */
		{ "www.ck", 0 }, /* and its exception */
	};

	check(rows, COUNT(rows));
}

/* Write labels of 'a' of these lengths, and a TLD, into out. */
static void
write_name(char *out, const int *lengths, size_t count, const char *end)
{
	for (size_t i = 0; i < count; i++) {
		memset(out, 'a', (size_t)lengths[i]);
		out += lengths[i];
		*out++ = '.';
	}
	strcpy(out, end);
}

static void
limits_of_length(void **state)
{
	char name[300];

	write_name(name, (int[]){ 63 }, 1, "de");
	assert_int_equal(flags_of(name), 0);
	write_name(name, (int[]){ 64 }, 1, "de");
	assert_int_equal(flags_of(name), B(LABEL_LONG));
	write_name(name, (int[]){ 2, 64 }, 2, "de");
	assert_int_equal(flags_of(name), B(LABEL_LONG));
	memset(name, 'a', 64);
	name[63] = '\0';
	assert_int_equal(flags_of(name), B(SINGLE_LABEL) | B(TLD_UNKNOWN));
	name[63] = 'a';
	name[64] = '\0';
	assert_int_equal(flags_of(name), B(SINGLE_LABEL) | B(TLD_IMPOSSIBLE) | B(LABEL_LONG));
	write_name(name, (int[]){ 63, 63, 63, 58 }, 4, "de");
	assert_int_equal(strlen(name), 253);
	assert_int_equal(flags_of(name), 0);
	strcat(name, ".");
	assert_int_equal(flags_of(name), B(TRAILING_DOT));
	write_name(name, (int[]){ 63, 63, 63, 59 }, 4, "de");
	assert_int_equal(flags_of(name), B(LONG));
	write_name(name, (int[]){ 63, 63, 63, 59 }, 4, "notatld.");
	assert_int_equal(flags_of(name), B(LONG) | B(TRAILING_DOT));
}

static void
nul_octets(void **state)
{
	static const char inside[] = "www.certlint.de\0.evil.de", last[] = "certlint.de";

	assert_int_equal(host_flags((struct span){ (const uint8_t *)inside, sizeof(inside) - 1 },
				    DAY_NONE, data_builtin()),
			 B(BAD_CHAR) | B(NUL));
	assert_int_equal(host_flags((struct span){ (const uint8_t *)last, sizeof(last) }, DAY_NONE,
				    data_builtin()),
			 B(BAD_CHAR) | B(NUL) | B(TLD_IMPOSSIBLE));
}

/* ========================================================================== */
/*                        Two ways to the same answer                         */
/* ========================================================================== */

static uint64_t
plain_label_flags(const char *p, size_t n)
{
	uint64_t flags = 0;

	if (n == 0)
		return B(EMPTY_LABEL);
	if (n > 63)
		flags |= B(LABEL_LONG);
	if (p[0] == '-')
		flags |= B(HYPHEN_FIRST);
	if (p[n - 1] == '-')
		flags |= B(HYPHEN_LAST);
	if (n >= 4 && p[2] == '-' && p[3] == '-')
		flags |= (p[0] == 'x' || p[0] == 'X') && (p[1] == 'n' || p[1] == 'N') ?
				 B(A_LABEL) :
				 B(HYPHENS_34);
	return flags;
}

/* The same as host_flags() in a plain way, for the flags of labels and of some characters. */
static uint64_t
plain_flags(const char *name, size_t n)
{
	uint64_t flags = 0;
	size_t start = 0;

	for (size_t i = 0; i < n; i++) {
		if (name[i] == '_')
			flags |= B(UNDERSCORE);
		if (name[i] == '!')
			flags |= B(BAD_CHAR);
		if (name[i] == 'X' || name[i] == 'N')
			flags |= B(UPPER);
		if (name[i] != '.')
			continue;
		flags |= plain_label_flags(name + start, i - start);
		start = i + 1;
	}
	if (start < n)
		flags |= plain_label_flags(name + start, n - start);
	if (n > 0 && name[n - 1] == '.')
		flags |= B(TRAILING_DOT);
	return flags;
}

static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void
random_names_as_a_plain_reader_sees_them(void **state)
{
	static const char often[] = "xn--..a1", seldom[] = "XN_!";
	const uint64_t mask = B(EMPTY_LABEL) | B(LABEL_LONG) | B(HYPHEN_FIRST) | B(HYPHEN_LAST) |
			      B(HYPHENS_34) | B(A_LABEL) | B(TRAILING_DOT) | B(UNDERSCORE) |
			      B(BAD_CHAR) | B(UPPER);
	uint64_t seed = 1034;

	for (int round = 0; round < 300000; round++) {
		size_t n = 1 + next_random(&seed) % 72;
		char *name = malloc(n); /* of just that size, for the sanitizer */

		assert_non_null(name);
		for (size_t i = 0; i < n; i++)
			name[i] = next_random(&seed) % 64 ? often[next_random(&seed) % 8] :
							    seldom[next_random(&seed) % 4];
		assert_int_equal(host_flags((struct span){ (uint8_t *)name, n }, DAY_NONE,
					    data_builtin()) &
					 mask,
				 plain_flags(name, n));
		free(name);
	}
}

/* Every span lies inside the name, for any bytes and any flag. */
static void
random_bytes_and_all_spans(void **state)
{
	static const char *const parts[] = {
		"xn--",  "www", ".",        "..",           "*",           "-",
		"_",     "com", "onion",    "in-addr.arpa", "ip6.arpa",    "10",
		"255",   ":",   "/",        "::",           "example.com", "[",
		"]",     "tda", "\xc3\xbc", "://",          "A",           V3,
		"local", "@",   " "
	};
	uint64_t seed = 2181, seen = 0;

	for (int round = 0; round < 100000; round++) {
		uint8_t name[700];
		struct span s = { name, 0 };
		uint64_t flags;

		for (uint32_t i = next_random(&seed) % 10; i > 0; i--) {
			const char *part = parts[next_random(&seed) % COUNT(parts)];

			memcpy(name + s.n, part, strlen(part));
			s.n += strlen(part);
			if (next_random(&seed) % 4 == 0)
				name[s.n++] = (uint8_t)next_random(&seed);
		}
		flags = host_flags(s, DAY(2024, 6, 1), data_builtin());
		seen |= flags;
		for (int flag = 0; flag < HOST_FLAG_COUNT; flag++) {
			struct span at = host_fault_span(s, (enum host_flag)flag);

			assert_true(at.p >= s.p && at.p + at.n <= s.p + s.n);
			assert_true(at.n > 0 || s.n == 0 || (flags & HOST_BIT(flag)) == 0);
		}
	}
	assert_int_equal(seen & HOST_SYNTAX_FAULTS & ~B(LONG), HOST_SYNTAX_FAULTS & ~B(LONG));
}

/* Beside others, a name has the flags that it has alone. */
static void
names_beside_each_other(void **state)
{
	static const char *const ends[] = {
		"example.com", "certlint-test.com", "co.uk", "a.co.uk", "ck", "www.ck",
		"blogspot.com", "onion", "in-addr.arpa", "test", "foo.arpa", "nosuchtld",
		"a.nosuchtld", "com", "",
		".com", "compute.amazonaws.com", "CERTLINT-test.com", "kawasaki.jp", "home.arpa"
	};
	static const char *const heads[] = {
		"", "a.", "b.a.", "*.", "a..", "10.", ".", "aa-", "*.a."
	};
	struct host_zone zone = { .asked = false };
	char names[2][64];
	uint64_t seed = 77;

	for (int round = 0; round < 200000; round++) {
		struct span name = { (uint8_t *)names[round % 2], 0 };
		size_t end = next_random(&seed) % (round % 3 ? COUNT(ends) : 3);

		snprintf(names[round % 2], sizeof(names[0]), "%s%s",
			 heads[next_random(&seed) % COUNT(heads)], ends[end]);
		name.n = strlen(names[round % 2]);
		if (zone.name.p >= name.p && zone.name.p < name.p + sizeof(names[0]))
			zone = (struct host_zone){ .asked = false };	/* it is written over */
		if (host_flags_beside(name, DAY(2024, 6, 1), data_builtin(), &zone) !=
		    host_flags(name, DAY(2024, 6, 1), data_builtin()))
			fail_msg("%s", names[round % 2]);
	}
}

/* A name of a mebibyte costs no more than its bytes, whatever they are. */
static void
huge_names(void **state)
{
	static const char *const patterns[] = { "a",    ".",  "-", "*.", "xn--tda.",
						"\xff", "1.", ":", "/",  V3 "." };
	enum { N = 1 << 20 };
	uint8_t *name = malloc(N);

	assert_non_null(name);
	for (size_t i = 0; i < COUNT(patterns); i++) {
		uint64_t flags;

		for (size_t k = 0; k < N; k++)
			name[k] = (uint8_t)patterns[i][k % strlen(patterns[i])];
		flags = host_flags((struct span){ name, N }, DAY_NONE, data_builtin());
		assert_true((flags & B(LONG)) != 0);
		assert_int_equal(flags & (HOST_TLD_FAULTS | HOST_OTHER_KINDS | B(SINGLE_LABEL) |
					  B(ONION)),
				 0);
	}
	free(name);
}

/* ========================================================================== */
/*                                   Spans                                    */
/* ========================================================================== */

struct shown {
	const char *name;
	enum host_flag flag;
	size_t at;
	const char *text;
};

static void
where_flags_show(void **state)
{
	static const struct shown rows[] = {
		{ "www.a_b__c.de", HOST_UNDERSCORE, 5, "_" },
		{ "www.a!?b.de", HOST_BAD_CHAR, 5, "!?" },
		{ "www.b\u00fccher.de", HOST_NON_ASCII, 5, "\xc3\xbc" },
		{ "www.b\u00fccher.de", HOST_BAD_CHAR, 5, "\xc3\xbc" },
		{ "www.a b.de", HOST_SPACE, 5, " " },
		{ "info@certlint.de", HOST_AT, 4, "@" },
		{ "www.CERTlint.de", HOST_UPPER, 4, "CERT" },
		{ "www..certlint.de", HOST_EMPTY_LABEL, 4, "." },
		{ ".certlint.de", HOST_EMPTY_LABEL, 0, "." },
		{ "certlint.de.", HOST_TRAILING_DOT, 11, "." },
		{ "www.-a.de", HOST_HYPHEN_FIRST, 4, "-a" },
		{ "www.a-.de", HOST_HYPHEN_LAST, 4, "a-" },
		{ "www.ab--c.de", HOST_HYPHENS_34, 4, "ab--c" },
		{ "*.certlint.de", HOST_WILDCARD, 0, "*" },
		{ "*", HOST_BARE_WILDCARD, 0, "*" },
		{ "a*.certlint.de", HOST_STAR_PARTIAL, 0, "a*" },
		{ "*.*.certlint.de", HOST_STAR_INNER, 2, "*" },
		{ "xn--tda.xn--0.de", HOST_A_LABEL_BAD, 8, "xn--0" },
		{ "xn--tda.xn--a.de", HOST_U_DISALLOWED, 8, "xn--a" },
		{ "xn--tda.xn--a.de", HOST_A_LABEL, 0, "xn--tda" },
		{ "www.notatld.", HOST_TLD_UNKNOWN, 4, "notatld" },
		{ "www.c0m", HOST_TLD_IMPOSSIBLE, 4, "c0m" },
		{ "*.server", HOST_TLD_UNKNOWN, 2, "server" },
		{ "www.abcdefghij234567.onion.", HOST_ONION_V2, 4, "abcdefghij234567" },
		{ "www.example.com", HOST_EXAMPLE, 0, "www.example.com" },
		{ "*.co.uk", HOST_SUFFIX, 0, "*.co.uk" },
		{ "8.8.8.8", HOST_IPV4, 0, "8.8.8.8" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span name = span_of(rows[i].name), at;

		assert_true((flags_of(rows[i].name) & HOST_BIT(rows[i].flag)) != 0);
		at = host_fault_span(name, rows[i].flag);
		assert_int_equal(at.p - name.p, rows[i].at);
		assert_int_equal(at.n, strlen(rows[i].text));
		assert_memory_equal(at.p, rows[i].text, at.n);
	}
}

static void
labels_one_by_one(void **state)
{
	struct span rest = span_of("a..bc."), label;

	assert_true(host_next_label(&rest, &label));
	assert_true(SPAN_IS(label, "a"));
	assert_true(host_next_label(&rest, &label));
	assert_int_equal(label.n, 0);
	assert_true(host_next_label(&rest, &label));
	assert_true(SPAN_IS(label, "bc"));
	assert_false(host_next_label(&rest, &label));
	assert_true(SPAN_IS(label, "bc"));
	assert_true(SPAN_IS(host_last_label(span_of("www.de")), "de"));
	assert_true(SPAN_IS(host_last_label(span_of("www.de.")), "de"));
	assert_true(SPAN_IS(host_last_label(span_of("de")), "de"));
	assert_int_equal(host_last_label(span_of("")).n, 0);
	assert_int_equal(host_last_label(span_of("a..")).n, 0);
	assert_true(SPAN_IS(host_without_wildcard(span_of("*.a.de")), "a.de"));
	assert_true(SPAN_IS(host_without_wildcard(span_of("a.de")), "a.de"));
	assert_true(SPAN_IS(host_without_wildcard(span_of("*.")), "*."));
	assert_true(SPAN_IS(host_without_wildcard(span_of("*a.de")), "*a.de"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(syntax),
		cmocka_unit_test(asterisks),
		cmocka_unit_test(other_kinds_of_text),
		cmocka_unit_test(a_labels),
		cmocka_unit_test(top_level_domains),
		cmocka_unit_test(days_of_top_level_domains),
		cmocka_unit_test(special_names),
		cmocka_unit_test(reverse_names),
		cmocka_unit_test(onion_names),
		cmocka_unit_test(public_suffixes),
		cmocka_unit_test(limits_of_length),
		cmocka_unit_test(nul_octets),
		cmocka_unit_test(random_names_as_a_plain_reader_sees_them),
		cmocka_unit_test(random_bytes_and_all_spans),
		cmocka_unit_test(names_beside_each_other),
		cmocka_unit_test(huge_names),
		cmocka_unit_test(where_flags_show),
		cmocka_unit_test(labels_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
