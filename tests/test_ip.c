/* IP addresses: which texts are one, how they are written, and which network they fall into. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/certlint.h>

#include "data.h"
#include "day.h"
#include "ip.h"

enum { SC48 = DAY(2021, 8, 25), NOW = DAY(2026, 10, 1) };

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static struct ip
ip_of(const char *text)
{
	struct ip ip = { { 0 }, 0 };

	if (!ip_from_text(span_of(text), &ip))
		fail_msg("%s is no address", text);
	return ip;
}

/* ========================================================================== */
/*                                   Text                                     */
/* ========================================================================== */

static void
test_octets(void **state)
{
	uint8_t octets[17] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 };
	struct ip ip;
	size_t n;

	(void)state;
	for (n = 0; n <= 17; n++) {
		memset(&ip, 0xee, sizeof(ip));
		if (n != 4 && n != 16) {
			assert_false(ip_from_octets((struct span){ octets, n }, &ip));
			assert_int_equal(ip.n, 0xee);
			continue;
		}
		assert_true(ip_from_octets((struct span){ octets, n }, &ip));
		assert_int_equal(ip.n, n);
		assert_memory_equal(ip.octets, octets, n);
	}
	assert_false(ip_from_octets((struct span){ NULL, 0 }, &ip));
}

/* What is read, and how RFC 5952 wants it written. */
static void
test_text_and_back(void **state)
{
	static const char *const known[][2] = {
		{ "0.0.0.0", "0.0.0.0" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "10.9.100.199", "10.9.100.199" },
		{ "::", "::" },
		{ "::1", "::1" },
		{ "1::", "1::" },
		{ "0:0:0:0:0:0:0:0", "::" },
		{ "2001:DB8::A", "2001:db8::a" },
		{ "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1" },
		{ "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
		{ "2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
		{ "2001:0:0:1:0:0:0:1", "2001:0:0:1::1" },
		{ "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1" },
		{ "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0" },
		{ "::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8" },
		{ "1:2:3:4:5:6:0:0", "1:2:3:4:5:6::" },
		{ "0:0:3:4:5:6:7:8", "::3:4:5:6:7:8" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
		{ "::FFFF:c000:0201", "::ffff:192.0.2.1" },
		{ "0:0:0:0:0:ffff:0:0", "::ffff:0.0.0.0" },
		{ "::192.0.2.1", "::c000:201" },
		{ "64:ff9b::192.0.2.33", "64:ff9b::c000:221" },
		{ "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304" },
		{ "1::1.2.3.4", "1::102:304" },
		{ "::2:3:4:5:6:1.2.3.4", "0:2:3:4:5:6:102:304" },
		{ "0001:0:0:0:0:0:0:000f", "1::f" },
	};
	char text[48];
	struct ip ip, again;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		ip = ip_of(known[i][0]);
		ip_format(&ip, text);
		assert_string_equal(text, known[i][1]);
		again = ip_of(text);
		assert_int_equal(again.n, ip.n);
		assert_memory_equal(again.octets, ip.octets, 16);
	}
	ip.n = 0;
	ip_format(&ip, text);
	assert_string_equal(text, "");
}

static void
test_text_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", ".", ":", "1", "1.2", "1.2.3", "1.2.3.", ".1.2.3", "1.2.3.4.", "1.2.3.4.5",
		"1..2.3", "256.1.1.1", "1.1.1.256", "999.1.1.1", "1000.1.1.1", "01.2.3.4",
		"1.2.3.04", "00.0.0.0", "0x1.2.3.4", "1.2.3.a", " 1.2.3.4", "1.2.3.4 ", "+1.2.3.4",
		"1.2.3.-4", "1.2.3.4/32", "1,2,3,4", "1.2.3.4:80", "4294967296.1.1.1",
		":::", "::::", "1:::2", "1::2::3", ":1::2", "1::2:", ":1", "1:", "1:2", "::g",
		"1::G", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
		"1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "::00001",
		"::1%eth0", "fe80::1%1", "::1/128", "[::1]", "::ffff:1.2.3", "::ffff:1.2.3.256",
		"::ffff:01.2.3.4", "::ffff:1.2.3.4.5", "::1.2.3.4:5", "1.2.3.4::", "1:1.2.3.4::",
		"1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "::2:3:4:5:6:7:1.2.3.4", "::a.2.3.4",
		"::.1.2.3", ":1.2.3.4", "::1.2.3.4 ", "0000:0000:0000:0000:0000:0000:0000:00000",
		"0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0",
	};
	struct ip ip = { { 1 }, 99 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (ip_from_text(span_of(bad[i]), &ip))
			fail_msg("%s was taken", bad[i]);
	assert_false(ip_from_text((struct span){ (const uint8_t *)"1.2.3.4\0", 8 }, &ip));
	assert_false(ip_from_text((struct span){ NULL, 0 }, &ip));
	assert_int_equal(ip.n, 99);
	assert_int_equal(ip.octets[0], 1);
}

/* Any 16 octets survive being written and read; every choice of zero groups is among them. */
/* What somebody meant as an address, and which one; NULL: none. */
static const struct {
	const char *text, *address;
} loose[] = {
	{ "1.1.1.1", "1.1.1.1" },
	{ " 1.1.1.1", "1.1.1.1" },
	{ "1.1.1.1 ", "1.1.1.1" },
	{ "010.000.00.1", "10.0.0.1" },
	{ "1.1.1.1:443", "1.1.1.1" },
	{ "1.1.1.1/32", "1.1.1.1" },
	{ "10.0.0.0/255.0.0.0", "10.0.0.0" },
	{ "[1.1.1.1]", "1.1.1.1" },
	{ "[::1]", "::1" },
	{ "[::1]:443", "::1" },
	{ "::1/128", "::1" },
	{ "fe80::1%eth0", "fe80::1" },
	{ "2001:DB8::01", "2001:db8::1" },
	{ "[2001:db8::1]/64", "2001:db8::1" },
	{ "", NULL },
	{ " ", NULL },
	{ "/", NULL },
	{ "[", NULL },
	{ "[]", NULL },
	{ "%", NULL },
	{ "1.1.1", NULL },
	{ "1.1.1.256", NULL },
	{ "1.1.1.0001", NULL },
	{ "1.1.1.1.", NULL },
	{ "1.1.1.1.1", NULL },
	{ "1.1.1.1 x", NULL },
	{ "a.1.1.1", NULL },
	{ "1.1.1.1/", NULL },
	{ "host:443", NULL },
	{ "1234", NULL },
	{ "10.0.0.0/x", NULL },
	{ ":443", NULL },
};

static void
test_loose(void **state)
{
	char out[48];
	struct ip ip;

	(void)state;
	for (size_t i = 0; i < sizeof(loose) / sizeof(*loose); i++) {
		if (ip_from_loose_text(span_of(loose[i].text), &ip) != (loose[i].address != NULL))
			fail_msg("%s", loose[i].text);
		if (!loose[i].address)
			continue;
		ip_format(&ip, out);
		assert_string_equal(out, loose[i].address);
	}
	assert_false(ip_from_loose_text((struct span){ NULL, 0 }, &ip));
}

static void
test_format_all_zero_patterns(void **state)
{
	struct ip ip = { { 0 }, 16 }, again;
	char text[48], other[48];
	unsigned pattern, i;

	(void)state;
	for (pattern = 0; pattern < 256; pattern++) {
		for (i = 0; i < 8; i++) {
			ip.octets[2 * i] = 0;
			ip.octets[2 * i + 1] = pattern >> i & 1 ? (uint8_t)(i * 30 + 7) : 0;
		}
		ip_format(&ip, text);
		again = ip_of(text);
		assert_memory_equal(again.octets, ip.octets, 16);
		ip_format(&again, other);
		assert_string_equal(text, other);
	}
}

static void
test_mapped(void **state)
{
	struct ip v4 = { { 0 }, 0 }, ip = ip_of("::ffff:10.1.2.3");

	(void)state;
	assert_true(ip_is_mapped(&ip, &v4));
	assert_int_equal(v4.n, 4);
	assert_memory_equal(v4.octets, "\x0a\x01\x02\x03", 4);
	v4.n = 77;
	ip = ip_of("::fffe:10.1.2.3");
	assert_false(ip_is_mapped(&ip, &v4));
	ip = ip_of("::10.1.2.3");
	assert_false(ip_is_mapped(&ip, &v4));
	ip = ip_of("10.1.2.3");
	assert_false(ip_is_mapped(&ip, &v4));
	assert_int_equal(v4.n, 77);
}

/* ========================================================================== */
/*                                 Networks                                   */
/* ========================================================================== */

/* The address with every bit behind the prefix set to `bit`. */
static struct ip
edge(const struct network *network, bool bit)
{
	struct ip ip;
	unsigned i;

	memcpy(ip.octets, network->prefix, 16);
	ip.n = network->octets;
	for (i = network->bits; bit && i < ip.n * 8u; i++)
		ip.octets[i / 8] |= (uint8_t)(0x80 >> i % 8);
	return ip;
}

/* One up or down; false where there is nothing. */
static bool
step(struct ip *ip, int by)
{
	int i;

	for (i = ip->n - 1; i >= 0; i--) {
		ip->octets[i] = (uint8_t)(ip->octets[i] + by);
		if (ip->octets[i] != (by > 0 ? 0 : 0xff))
			return true;
	}
	return false;
}

/* Bit by bit over the whole table, the longest prefix kept: nothing in common with ip.c. */
static const struct network *
slow_network(const struct ip *ip, int32_t day, unsigned lists)
{
	const struct network *network, *best = NULL;
	size_t k;
	unsigned i;

	for (k = 0; (network = data_network(data_builtin(), k)); k++) {
		if (network->octets != ip->n || !(network->lists & lists) || day < network->from ||
		    day >= network->until)
			continue;
		for (i = 0; i < network->bits; i++)
			if ((network->prefix[i / 8] ^ ip->octets[i / 8]) & 0x80 >> i % 8)
				break;
		if (i == network->bits && (!best || best->bits < network->bits))
			best = network;
	}
	return best;
}

static void
check_address(const struct ip *ip)
{
	static const int32_t days[] = { DAY_FIRST, DAY(2000, 1, 1), SC48 - 1, SC48, NOW };
	const struct data *data = data_builtin();
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(*days); i++) {
		assert_ptr_equal(ip_network(ip, days[i], data), slow_network(ip, days[i], 7));
		assert_ptr_equal(ip_network_of(ip, days[i], NETWORK_OTHER, data),
				 slow_network(ip, days[i], NETWORK_OTHER));
	}
	assert_ptr_equal(ip_network(ip, DAY_NONE, data), slow_network(ip, NOW, 7));
}

static void
test_network_edges(void **state)
{
	const struct network *network;
	struct ip ip;
	size_t i;
	int last;

	(void)state;
	for (i = 0; (network = data_network(data_builtin(), i)); i++) {
		for (last = 0; last < 2; last++) {
			ip = edge(network, last);
			assert_true(slow_network(&ip, NOW, 7)->bits >= network->bits);
			check_address(&ip);
			if (step(&ip, last ? 1 : -1))
				check_address(&ip);
		}
	}
	assert_true(i > 50);
}

static void
check_name(const char *text, int32_t day, const char *name)
{
	struct ip ip = ip_of(text);
	const struct network *network = ip_network(&ip, day, data_builtin());

	if (!name != !network || (name && strcmp(network->name, name) != 0))
		fail_msg("%s: %s", text, network ? network->name : "none");
}

static void
test_network_known(void **state)
{
	struct ip none = { { 0 }, 0 };

	(void)state;
	check_name("10.0.0.0", NOW, "Private-Use");
	check_name("10.255.255.255", NOW, "Private-Use");
	check_name("9.255.255.255", NOW, NULL);
	check_name("11.0.0.0", NOW, NULL);
	check_name("0.0.0.0", NOW, "This host on this network");
	check_name("0.0.0.1", NOW, "This network");
	check_name("192.0.0.9", NOW, "Port Control Protocol Anycast");
	check_name("192.0.0.9", DAY(2015, 9, 30), "IETF Protocol Assignments");
	check_name("192.0.0.9", DAY(2015, 10, 1), "Port Control Protocol Anycast");
	check_name("192.0.0.7", NOW, "IPv4 Service Continuity Prefix");
	check_name("192.88.99.1", NOW, "Deprecated (6to4 Relay Anycast)");
	check_name("239.255.255.255", NOW, "Multicast");
	check_name("255.255.255.254", NOW, "Reserved");
	check_name("255.255.255.255", NOW, "Limited Broadcast");
	check_name("8.8.8.8", NOW, NULL);
	check_name("::2", NOW, "Reserved by IETF");
	check_name("::1", NOW, "Loopback Address");
	check_name("3fff::1", DAY(2024, 6, 30), "Reserved by IANA");
	check_name("3fff::1", DAY(2024, 7, 1), "Documentation");
	check_name("fec0::1", NOW, "Site-local (deprecated)");
	check_name("2606:4700::1", NOW, NULL);
	check_name("2001:500::1", NOW, NULL);
	assert_null(ip_network(&none, NOW, data_builtin()));
	assert_null(ip_reserved(&none, NOW, data_builtin()));
}

static void
check_reserved(const char *text, int32_t day, const char *name)
{
	struct ip ip = ip_of(text);
	const struct network *network = ip_reserved(&ip, day, data_builtin());

	if (!name != !network || (name && strcmp(network->name, name) != 0))
		fail_msg("%s: %s", text, network ? network->name : "none");
}

/* The definition before and since ballot SC48. */
static const struct network *
around(const char *address, unsigned bits)
{
	struct ip ip = ip_of(address);

	return ip_network_around(&ip, bits, NOW, NETWORK_SPECIAL, data_builtin());
}

/* A range lies in a network only if all of it does. */
static void
test_network_around(void **state)
{
	(void)state;
	assert_int_equal(around("10.0.0.0", 8)->bits, 8);
	assert_int_equal(around("10.255.0.0", 16)->bits, 8);
	assert_null(around("10.0.0.0", 7));
	assert_null(around("0.0.0.0", 0));
	assert_int_equal(around("192.0.0.0", 24)->bits, 24);	/* not the /29 at its start */
	assert_int_equal(around("192.0.0.0", 29)->bits, 29);
	assert_int_equal(around("192.0.0.0", 30)->bits, 29);
	assert_int_equal(around("fc00::", 7)->bits, 7);
	assert_null(around("fc00::", 6));
	assert_null(around("::", 0));
}

static void
test_reserved(void **state)
{
	(void)state;
	check_reserved("10.0.0.1", SC48 - 1, "Private-Use");
	check_reserved("10.0.0.1", SC48, "Private-Use");
	check_reserved("10.0.0.1", DAY_NONE, "Private-Use");
	check_reserved("224.0.0.1", SC48 - 1, "Multicast");
	check_reserved("224.0.0.1", SC48, NULL);
	check_reserved("224.0.0.1", DAY_NONE, NULL);
	check_reserved("ff02::1", SC48 - 1, "Multicast");
	check_reserved("ff02::1", SC48, NULL);
	check_reserved("fec0::1", SC48 - 1, "Site-local (deprecated)");
	check_reserved("fec0::1", SC48, NULL);
	check_reserved("4000::1", SC48 - 1, "Reserved by IETF");
	check_reserved("4000::1", SC48, NULL);
	check_reserved("3000::1", SC48 - 1, NULL);
	check_reserved("3000::1", SC48, NULL);
	/* Globally reachable by the registry, and an entry of it: reserved. */
	check_reserved("192.31.196.1", SC48 - 1, NULL);
	check_reserved("192.31.196.1", SC48, "AS112-v4");
	check_reserved("64:ff9b::808:808", SC48 - 1, "Reserved by IETF");
	check_reserved("64:ff9b::808:808", SC48, "IPv4-IPv6 Translat.");
	check_reserved("2620:4f:8000::1", SC48 - 1, NULL);
	check_reserved("2620:4f:8000::1", SC48, "Direct Delegation AS112 Service");
	/* Terminated, and still an entry. */
	check_reserved("192.88.99.1", SC48, "Deprecated (6to4 Relay Anycast)");
	check_reserved("2001:10::1", SC48, "Deprecated (previously ORCHID)");
	/* Not yet an entry. */
	check_reserved("5f00::1", DAY(2024, 3, 31), NULL);
	check_reserved("5f00::1", DAY(2024, 4, 1), "Segment Routing (SRv6) SIDs");
	check_reserved("3fff::1", DAY(2024, 6, 30), NULL);
	check_reserved("3fff::1", DAY(2024, 7, 1), "Documentation");
	/* IPv4-mapped: reserved in any case; the embedded network says more. */
	check_reserved("::ffff:8.8.8.8", SC48 - 1, "Reserved by IETF");
	check_reserved("::ffff:8.8.8.8", SC48, "IPv4-mapped Address");
	check_reserved("::ffff:10.0.0.1", SC48 - 1, "Private-Use");
	check_reserved("::ffff:10.0.0.1", SC48, "Private-Use");
	check_reserved("::ffff:224.0.0.1", SC48, "IPv4-mapped Address");
	check_reserved("8.8.8.8", SC48 - 1, NULL);
	check_reserved("8.8.8.8", SC48, NULL);
	check_reserved("2606:4700::1", SC48, NULL);
}

/* A row counts from its allocation until it leaves its registry, whatever its termination. */
static void
test_network_days(void **state)
{
	static const char text[] = "# name=networks version=2026-01-02 origin=a test\n"
		"prefix,name,reference,allocation,termination,left,reachable,lists\n"
		"8.0.0.0/8,wide,r,,,,no,other\n"
		"8.8.0.0/16,narrow,r,2022-02,2022-03,2022-05-06,no,special\n";
	struct certlint_data table = { "networks", text, sizeof(text) - 1 };
	static const struct {
		int32_t day;
		const char *name;
		bool reserved;
	} known[] = {
		{ DAY(2022, 1, 31), "wide", false }, { DAY(2022, 2, 1), "narrow", true },
		{ DAY(2022, 5, 5), "narrow", true }, { DAY(2022, 5, 6), "wide", false },
		{ DAY_NONE, "wide", false }, { DAY_FIRST, "wide", false },
	};
	struct ip ip = ip_of("8.8.255.1");
	const struct data *data;
	size_t i;

	(void)state;
	assert_int_equal(data_load(&data, NULL, &table, 1, NULL, NULL), 0);
	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		assert_string_equal(ip_network(&ip, known[i].day, data)->name, known[i].name);
		assert_int_equal(ip_reserved(&ip, known[i].day, data) != NULL, known[i].reserved);
	}
	ip = ip_of("8.9.0.0");
	assert_string_equal(ip_network(&ip, DAY(2022, 2, 1), data)->name, "wide");
	ip = ip_of("::1");
	assert_null(ip_network(&ip, NOW, data));
	data_free(data, NULL);
}

/* ========================================================================== */
/*                              Reverse names                                 */
/* ========================================================================== */

#define NIBBLES31 "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"

static const struct {
	const char *name, *ip;
	int result;
} reverse_names[] = {
	{ "4.3.2.1.in-addr.arpa", "1.2.3.4", 1 },
	{ "4.3.2.1.IN-ADDR.Arpa.", "1.2.3.4", 1 },
	{ "255.0.10.199.in-addr.arpa", "199.10.0.255", 1 },
	{ "3.2.1.in-addr.arpa", NULL, 0 },
	{ "1.in-addr.arpa", NULL, 0 },
	{ "in-addr.arpa", NULL, 0 },
	{ "in-addr.arpa.", NULL, 0 },
	{ "5.4.3.2.1.in-addr.arpa", NULL, -1 },
	{ "256.3.2.1.in-addr.arpa", NULL, -1 },
	{ "04.3.2.1.in-addr.arpa", NULL, -1 },
	{ "a.3.2.1.in-addr.arpa", NULL, -1 },
	{ "0-63.3.2.1.in-addr.arpa", NULL, -1 },
	{ "0/26.3.2.1.in-addr.arpa", NULL, -1 },
	{ "*.3.2.1.in-addr.arpa", NULL, -1 },
	{ ".in-addr.arpa", NULL, -1 },
	{ "..in-addr.arpa", NULL, -1 },
	{ ".4.3.2.1.in-addr.arpa", NULL, -1 },
	{ "4..2.1.in-addr.arpa", NULL, -1 },
	{ "4.3.2.1..in-addr.arpa", NULL, -1 },
	{ "4.3.2.1in-addr.arpa", NULL, -1 },
	{ "4.3.2.1.in-addr.arpa..", NULL, -1 },
	{ "4.3.2.1.in-addr.arpa.com", NULL, -1 },
	{ "1." NIBBLES31 ".ip6.arpa", "2001:db8::1", 1 },
	{ "F." NIBBLES31 ".IP6.ARPA.", "2001:db8::f", 1 },
	{ NIBBLES31 ".ip6.arpa", NULL, 0 },
	{ "8.b.d.0.1.0.0.2.ip6.arpa", NULL, 0 },
	{ "2.ip6.arpa", NULL, 0 },
	{ "ip6.arpa", NULL, 0 },
	{ "0.1." NIBBLES31 ".ip6.arpa", NULL, -1 },
	{ "g." NIBBLES31 ".ip6.arpa", NULL, -1 },
	{ "00.0.2.ip6.arpa", NULL, -1 },
	{ "10.ip6.arpa", NULL, -1 },
	{ "1..ip6.arpa", NULL, -1 },
	{ ".1.ip6.arpa", NULL, -1 },
	{ ".ip6.arpa", NULL, -1 },
	{ "1-2.ip6.arpa", NULL, -1 },
	{ "1ip6.arpa", NULL, -1 },
	{ "8.b.d.0.1.0.0.2.ip6.int", NULL, -1 },
	{ "arpa", NULL, -1 },
	{ "example.com", NULL, -1 },
	{ ".", NULL, -1 },
	{ "", NULL, -1 },
};


static void
test_reverse(void **state)
{
	struct ip ip, want;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(reverse_names) / sizeof(*reverse_names); i++) {
		ip.n = 99;
		if (ip_from_reverse(span_of(reverse_names[i].name), &ip) != reverse_names[i].result)
			fail_msg("%s", reverse_names[i].name);
		if (!reverse_names[i].ip) {
			assert_int_equal(ip.n, 99);
			continue;
		}
		want = ip_of(reverse_names[i].ip);
		assert_int_equal(ip.n, want.n);
		assert_memory_equal(ip.octets, want.octets, 16);
	}
	assert_int_equal(ip_from_reverse((struct span){ NULL, 0 }, &ip), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_text_and_back),
		cmocka_unit_test(test_text_refused),
		cmocka_unit_test(test_loose),
		cmocka_unit_test(test_format_all_zero_patterns),
		cmocka_unit_test(test_mapped),
		cmocka_unit_test(test_network_edges),
		cmocka_unit_test(test_network_known),
		cmocka_unit_test(test_network_around),
		cmocka_unit_test(test_reserved),
		cmocka_unit_test(test_network_days),
		cmocka_unit_test(test_reverse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
