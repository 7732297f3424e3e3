/* The forge makes what its recipes say: bytes, patches, signatures, and errors that explain. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>
#include <mbedtls/x509_csr.h>

#include "forge.h"
#include "forge_make.h"

#define MAX (4 << 20)

static uint8_t der[MAX], other[MAX];

static size_t
made(const char *recipe)
{
	size_t n = forge(recipe, der, sizeof(der));

	assert_int_not_equal(n, 0);
	return n;
}

static size_t
hex_bytes(const char *hex, uint8_t *out)
{
	size_t n = 0;
	unsigned byte;

	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		out[n++] = (uint8_t)byte;
	return n;
}

/* How often the hex occurs in the object of the recipe. */
static int
occurrences(const char *recipe, const char *hex)
{
	uint8_t bytes[512];
	size_t n = made(recipe), length = hex_bytes(hex, bytes);
	int count = 0;

	for (size_t i = 0; i + length <= n; i++)
		count += !memcmp(der + i, bytes, length);
	return count;
}

#define assert_holds(recipe, hex) assert_int_not_equal(occurrences(recipe, hex), 0)
#define assert_lacks(recipe, hex) assert_int_equal(occurrences(recipe, hex), 0)

/* Whether elements fill the n octets exactly, and constructed ones their own contents. */
static bool
is_whole(const uint8_t *p, size_t n, int depth)
{
	while (n > 0) {
		size_t length, head = 2;

		if (n < 2 || depth > 20)
			return false;
		length = p[1];
		if (length & 0x80) {
			size_t k = length & 0x7f;

			if (k == 0 || k > 4 || n < 2 + k)
				return false;
			for (length = 0; k > 0; k--)
				length = length << 8 | p[head++];
		}
		if (length > n - head || ((p[0] & 0x20) && !is_whole(p + head, length, depth + 1)))
			return false;
		p += head + length;
		n -= head + length;
	}
	return true;
}

static int
accept_extension(void *ctx, mbedtls_x509_crt const *crt, mbedtls_x509_buf const *oid, int critical,
		 const unsigned char *p, const unsigned char *end)
{
	return 0;
}

/* mbedTLS's answer to an object; it has no reader for OCSP responses. */
static int
mbedtls_reads(int kind, size_t n)
{
	mbedtls_x509_crt crt;
	mbedtls_x509_crl crl;
	mbedtls_x509_csr csr;
	int status = 0;

	mbedtls_x509_crt_init(&crt);
	mbedtls_x509_crl_init(&crl);
	mbedtls_x509_csr_init(&csr);
	if (kind == FORGE_CERT)
		status = mbedtls_x509_crt_parse_der_with_ext_cb(&crt, der, n, 1, accept_extension,
								NULL);
	else if (kind == FORGE_CRL)
		status = mbedtls_x509_crl_parse_der(&crl, der, n);
	else if (kind == FORGE_PKCS10)
		status = mbedtls_x509_csr_parse_der(&csr, der, n);
	mbedtls_x509_crt_free(&crt);
	mbedtls_x509_crl_free(&crl);
	mbedtls_x509_csr_free(&csr);
	return status;
}

static void
test_templates_parse(void **state)
{
	struct forge_result result;
	const char *name;

	for (size_t i = 0; (name = forge_template(i, NULL)); i++) {
		size_t n = forge_full(name, der, sizeof(der), &result);

		assert_string_equal(result.error, "");
		assert_true(is_whole(der, n, 0));
		if (mbedtls_reads(result.kind, n) != 0)
			fail_msg("mbedTLS refuses the template %s", name);
		forge_release(&result);
	}
}

static void
test_same_bytes_twice(void **state)
{
	size_t n = made("root"), again = forge("root", other, sizeof(other));

	assert_int_equal(n, again);
	assert_memory_equal(der, other, n);
}

static void
check_signature(const char *recipe, const char *issuer)
{
	size_t n = made(recipe), m = forge(issuer, other, sizeof(other));
	mbedtls_x509_crt crt, above;
	uint32_t flags;

	mbedtls_x509_crt_init(&crt);
	mbedtls_x509_crt_init(&above);
	assert_int_equal(mbedtls_x509_crt_parse_der(&above, other, m), 0);
	assert_int_equal(mbedtls_x509_crt_parse_der(&crt, der, n), 0);
	mbedtls_x509_crt_verify(&crt, &above, NULL, NULL, &flags, NULL, NULL);
	if (flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED)
		fail_msg("%s does not verify under %s", recipe, issuer);
	mbedtls_x509_crt_free(&crt);
	mbedtls_x509_crt_free(&above);
}

static void
test_good_signatures(void **state)
{
	check_signature("root", "root");
	check_signature("root-2010", "root-2010");
	check_signature("ca sig=good", "root");
	check_signature("tls sig=good", "ca");
	check_signature("tls-2024 sig=good", "ca-2024");
	check_signature("tls-2024 sig=good sigalg=rsa-sha512", "ca-2024");
	check_signature("tls sig=good issuer=\"ca key=rsa4096\"", "ca key=rsa4096");
	/* A patch of what is signed comes before the signature. */
	check_signature("tls sig=good swap='www':'mail'", "ca");
}

static void
test_fields(void **state)
{
	assert_holds("tls serial=00", "a003020102020100");
	assert_holds("tls serial=der:0202007f", "a0030201020202007f");
	assert_holds("tls version=v2", "a003020101");
	assert_holds("tls version=0", "a003020100");
	assert_lacks("tls version=v1", "a00302");
	assert_lacks("tls -version", "a00302");
	assert_holds("tls from=2026-04-01", "170d3236303430313030303030305a");
	assert_holds("tls from=2050-01-01", "180f32303530303130313030303030305a");
	assert_holds("tls from=1949-12-31T23:59:58", "180f31393439313233313233353935385a");
	assert_holds("tls from=utc:2604010000Z", "170b323630343031303030305a");
	assert_holds("tls validity=90d", "170d3236303632393233353935395a");
	assert_holds("tls from=2026-01-31 validity=1m", "170d3236303330323233353935395a");
	assert_holds("tls from=2024-02-29 validity=1y+1s", "170d3235303330313030303030305a");
	assert_holds("tls until=2027-01-01", "170d3237303130313030303030305a");
	assert_holds("tls iuid=0102", "8103000102");
	assert_holds("tls validity=der:3000", "3000");
	assert_lacks("tls -extensions", "a382");
	assert_holds("tls -extensions extensions=", "a3023000");
	assert_holds("tls sigalg=rsa-sha1", "300d06092a864886f70d0101050500");
	assert_int_equal(occurrences("tls sigalg=1.2.3.4", "300506032a0304"), 2);
	assert_int_equal(occurrences("tls tbsalg=1.2.3.4", "300506032a0304"), 1);
	assert_holds("tls sig=hex:0102 unused=3", "0303030102");
}

static void
test_names(void **state)
{
	assert_holds("tls subject=C=US/O=Maersk\\x20A/S", "0c0a4d616572736b20412f53");
	assert_holds("tls subject=C=utf8:US", "06035504060c025553");
	assert_holds("tls subject=CN=bmp:\\u00e9", "06035504031e0200e9");
	assert_holds("tls subject=CN=universal:\\U01F600", "1c040001f600");
	assert_holds("tls subject=CN=bmp:\\U01F600", "1e04d83dde00");
	assert_holds("tls subject=O=bmphex:d800", "1e02d800");
	assert_holds("tls subject=O=\\{65:a}", "0c416161");
	assert_holds("tls subject=CN=tag:04=00", "0603550403040100");
	assert_holds("tls subject=1.2.3=x", "06022a030c0178");
	assert_holds("tls subject=C=US/{}", "02555331003059");
	/* DER order by default, as written on demand. */
	assert_holds("tls subject=O=xyz+C=US", "3009060355040613025553300a060355040a0c0378797a");
	assert_holds("tls subject=!O=xyz+C=US", "300a060355040a0c0378797a3009060355040613025553");
}

static void
test_extensions(void **state)
{
	assert_holds("tls bc=ca,pathlen=0", "0603551d130101ff040830060101ff020100");
	assert_holds("tls bc=leaf", "0603551d130101ff04023000");
	assert_holds("tls bc~=leaf", "0603551d1304023000");
	assert_holds("tls bc?=leaf", "0603551d1301010004023000");
	assert_holds("tls ku=digital,keyenc", "030205a0");
	assert_holds("tls ku=keyagree,deconly", "0303070880");
	assert_holds("tls ku=", "030100");
	assert_holds("tls ku=hex:0780", "03020780");
	assert_holds("tls san=ip:192.0.2.1,ip:2001:db8::1", "8704c00002018710"
							    "20010db8000000000000000000000001");
	assert_holds("tls san=ip:10.0.0.0/8", "87080a000000ff000000");
	assert_holds("tls san=ip:::/0", "872000000000000000000000");
	assert_holds("tls nc=permit-dns:x{min=1;max=2}", "a00b3009820178800101810102");
	assert_holds("tls nc=permit,exclude-mail:x", "3009a000a1053003810178");
	assert_holds("tls crldp=rel:CN=x{issuer:CN=y}", "a00ca10a300806035504030c0178a2");
	assert_holds("tls crldp=http://a{reasons:keyCompromise}", "81020640");
	assert_holds("tls policy=dv{}", "300a060667810c0102013000");
	assert_holds("tls policy=1.2.3{cps:http://a}", "06082b060105050702011608687474703a2f2f61");
	assert_holds("tls poison=on", "3013060a2b06010401d6790204030101ff04020500");
	assert_holds("tls nocheck=on", "300f06092b060105050730010504020500");
	assert_holds("tls tlsfeature=5", "301106082b0601050507011804053003020105");
	assert_holds("tls ext=1.2.3!:0500", "300b06022a030101ff04020500");
	assert_holds("tls sct=0", "04020000");
	assert_holds("tls sct=raw:0102", "000400020102");
	assert_int_equal(occurrences("tls +ext=san", "0603551d11"), 2);
	assert_int_equal(occurrences("tls sct=3", "04030046"), 3);
	assert_holds("tls ski=0102", "0603551d0e040404020102");
	assert_holds("tls san=other:1.2.3=0500", "a00806022a03a0020500");
}

static void
test_order(void **state)
{
	static const char ku_san[] = "0603551d0f0101ff04040302078030200603551d11";

	assert_lacks("tls", ku_san);
	assert_holds("tls order=ku,san", ku_san);
}

static void
test_repeats(void **state)
{
	assert_int_equal(
		occurrences("tls san=dns:a%d.example.net*1000", "2e6578616d706c652e6e6574"), 1000);
	assert_int_equal(occurrences("tls san=dns:a%d.example.net*0,dns:b", "2e6578616d706c65"), 0);
	assert_true(made("tls san=dns:a%d.example.net*40000") > 40000 * 17);
	assert_true(is_whole(der, made("tls san=dns:a%d.example.net*40000"), 0));
}

static void
test_issuers(void **state)
{
	struct forge_result result;
	size_t n = forge_full("tls issuer=\"ca key=p384\"", der, sizeof(der), &result);

	assert_int_not_equal(n, 0);
	assert_non_null(result.issuer);
	assert_int_equal(result.issuer_length, forge("ca key=p384", other, sizeof(other)));
	assert_memory_equal(result.issuer, other, result.issuer_length);
	forge_release(&result);
	assert_int_not_equal(forge_full("tls", der, sizeof(der), &result), 0);
	assert_null(result.issuer);
	assert_string_equal(result.signer, "ca");
	forge_release(&result);
	assert_holds("tls issuer=C=XX", "300d310b3009060355040613025858");
	/* The identifier of the issuer's key, in the issuer and in what it issued. */
	assert_int_not_equal(forge("ca ski=0a0b0c0d0e", other, sizeof(other)), 0);
	assert_holds("tls issuer=\"ca ski=0a0b0c0d0e\"", "300780050a0b0c0d0e");
}

static void
test_caller_words(void **state)
{
	struct forge_result result;

	assert_int_not_equal(
		forge_full(
			"tls as-of=1970-01-02 now=1970-01-01T00:00:01 profile=tls "
			"facts=\"tls !ev\" also=a_b,c_d also=e_f kind=tbs pair=precert"
			" edges=no select=all",
			der, sizeof(der), &result),
		0);
	assert_int_equal(result.as_of, 86400);
	assert_int_equal(result.now, 1);
	assert_string_equal(result.profile, "tls");
	assert_string_equal(result.facts, "tls !ev");
	assert_string_equal(result.select, "all");
	assert_int_equal(result.also_count, 3);
	assert_string_equal(result.also[2], "e_f");
	assert_int_equal(result.kind, FORGE_TBS_CERT);
	assert_true(result.no_edges);
	assert_true(result.until - result.from == 90 * 86400 - 1);
	assert_int_equal(result.pair_length, forge("precert", other, sizeof(other)));
	forge_release(&result);
}

static void
test_tbs(void **state)
{
	size_t n = made("tls"), m = forge("tls kind=tbs", other, sizeof(other));

	assert_true(m < n);
	assert_memory_equal(der + 4, other, m);
}

static void
test_patches(void **state)
{
	size_t n = made("ca");

	assert_int_equal(made("ca swap=0101ff:010101"), n);
	assert_int_equal(occurrences("ca swap=0101ff:010101", "010101"), 1);
	assert_int_equal(occurrences("ca swap=0101ff#2:010101", "0101ff"),
			 occurrences("ca", "0101ff") - 1);
	/* Lengths follow, also through the OCTET STRING of an extension. */
	assert_true(is_whole(der, made("tls swap='www':'{300:61}'"), 0));
	assert_holds("tls swap='www':{300:61}", "0603551d1104820146308201428282013e");
	assert_true(is_whole(der, made("tls swap='www':{300:61}"), 0));
	assert_true(is_whole(der, made("tls san=dns:\\{300:a} swap='aaaa':'b'"), 0));
	assert_holds("tls swap='www.':''", "30138211636572746c696e74");
	assert_int_equal(made("tls raw=a003020102:a0030201"), made("tls") - 1);
	n = made("tls");
	assert_int_equal(made("tls append=0500"), n + 2);
	assert_int_equal(made("tls cut=5"), n - 5);
}

/* A length that a patch made loose stays loose when what it spans changes. */
static void
test_loose_lengths_stay(void **state)
{
	assert_holds("tls swap=0603551d11:068103551d11 swap=551d11:551d1111", "068104551d1111");
	assert_holds("tls swap=300a0608:30800608 swap=2a8648ce3d040302:2a8648ce3d04",
		     "308006062a8648ce3d04");
}

static void
test_crls(void **state)
{
	assert_holds("crl", "170d3236303430323030303030305a170d3236303430383233353935395a");
	assert_holds("crl", "300b0603551d14040402021234");
	assert_lacks("crl -validity", "170d323630343038");
	assert_holds("crl version=v1 -aki -crlnumber revoked=01",
		     "3012020101170d3236303430313030303030305a30");
	assert_holds("crl revoked=01{reason:keyCompromise}", "300c300a0603551d1504030a0101");
	assert_holds("crl revoked=01{reason!:0}", "300d0603551d150101ff04030a0100");
	assert_holds("crl revoked=01{invalidity:2026-01-01}",
		     "0603551d180411180f3230323630313031303030303030");
	assert_holds("crl revoked=01{issuer:CN=x}", "0603551d1d0101ff04123010a40e300c310a");
	assert_holds("crl idp=http://a,users,reasons:keyCompromise", "0603551d1c0101ff");
	assert_holds("crl idp=users", "30038101ff");
	assert_holds("crl deltacrl=5", "0603551d1b0101ff0403020105");
	assert_holds("crl crlnumber=0x{21:7f}", "041702157f7f");
	assert_int_equal(occurrences("crl revoked=01%x*1000", "170d3236303430313030303030305a"),
			 1000);
}

static void
test_responses(void **state)
{
	assert_holds("response", "0a0100a082");
	assert_int_equal(made("response status=tryLater"), 5);
	assert_holds("response status=tryLater", "30030a0103");
	assert_holds("response", "8000180f32303236303430323030303030305aa011180f3230323630343035");
	assert_holds("response responses=01{unknown;next:none}",
		     "8200180f32303236303430323030303030305a");
	assert_holds("response responses=01{revoked:2026-01-01;reason:superseded}",
		     "a116180f32303236303130313030303030305aa0030a0104");
	assert_holds("response responses=01{ext:1.2.3:0500}", "a10c300a300806022a0304020500");
	assert_holds("response nonce=0102", "2b0601050507300102040404020102");
	assert_int_equal(occurrences("response-by", "06092b0601050507300105"), 1);
	assert_holds("response responses=", "3000");
	assert_holds("csr", "06092a864886f70d01090e31");
	assert_holds("csr -san", "a000300a06082a8648ce3d040302");
	assert_holds("csr attributes=hex:3000", "a0023000");
}

static void
check_refused(const char *recipe, const char *word)
{
	struct forge_result result;
	size_t n = forge_full(recipe, der, sizeof(der), &result);

	if (n != 0 || !strstr(result.error, word))
		fail_msg("'%s' gives %zu octets and says '%s'", recipe, n, result.error);
	forge_release(&result);
}

static void
test_refusals(void **state)
{
	check_refused("", "empty");
	check_refused("   ", "empty");
	check_refused("nothing", "template");
	check_refused("tls what=1", "edit");
	check_refused("tls san=what", "general name");
	check_refused("tls san=ip:1.2.3", "IP");
	check_refused("tls subject=Q=x", "attribute");
	check_refused("tls subject=\"C=US", "quote");
	check_refused("tls from=2026-02-30", "date");
	check_refused("tls as-of=yesterday", "date");
	check_refused("tls validity=90", "period");
	check_refused("tls serial=0", "raw bytes");
	check_refused("tls serial=30(00", "parenthesis");
	check_refused("tls key=p257", "key");
	check_refused("tls key=p256,zz=1", "part of a key");
	check_refused("tls sigalg=rot13", "algorithm");
	check_refused("tls sig=good signkey=ed25519", "signature");
	check_refused("tls sig=maybe", "sig");
	check_refused("tls policy=3.1", "identifier");
	check_refused("tls swap=0102030405:00", "do not occur");
	check_refused("tls swap=:00", "look for");
	check_refused("tls cut=100000", "cut");
	check_refused("tls order=bc", "order");
	check_refused("tls bc!", "mark");
	check_refused("tls edges=yes", "edges");
	check_refused("tls issuer=\"ca what=1\"", "edit");
	check_refused("tls san=dns:\\{999999999:aaaaaaaaaa}", "longer");
	check_refused("tls san=dns:a*999999999", "longer");
}

/* Every room too small for the object is refused, and nothing is written past it. */
static void
test_small_rooms(void **state)
{
	struct forge_result result;
	size_t n = made("tls");

	for (size_t max = 0; max < n; max += 7) {
		uint8_t *room = malloc(max + 1);

		room[max] = 0xa5;
		assert_int_equal(forge_full("tls", room, max, &result), 0);
		assert_non_null(strstr(result.error, "longer"));
		assert_int_equal(room[max], 0xa5);
		forge_release(&result);
		free(room);
	}
	assert_int_equal(forge_full("tls", other, n, &result), n);
	forge_release(&result);
}

static void
test_dates(void **state)
{
	int parts[6];
	int64_t instant = 1;

	assert_true(instant_read(STR("1970-01-01"), &instant));
	assert_int_equal(instant, 0);
	assert_true(instant_read(STR("2000-02-29T23:59:59Z"), &instant));
	assert_int_equal(instant, 951868799);
	instant_parts(-1, parts);
	assert_int_equal(parts[0], 1969);
	assert_int_equal(parts[5], 59);
	assert_false(instant_read(STR("1900-02-29"), &instant));
	assert_false(instant_read(STR("2026-13-01"), &instant));
	assert_false(instant_read(STR("2026-01-01T24:00:00"), &instant));
	for (int64_t day = -200000; day < 200000; day += 17) {
		instant_parts(day * 86400 + 12345, parts);
		assert_true(instant_of(parts) == day * 86400 + 12345);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_templates_parse),
		cmocka_unit_test(test_same_bytes_twice),
		cmocka_unit_test(test_good_signatures),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_repeats),
		cmocka_unit_test(test_issuers),
		cmocka_unit_test(test_caller_words),
		cmocka_unit_test(test_tbs),
		cmocka_unit_test(test_patches),
		cmocka_unit_test(test_loose_lengths_stay),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_crls),
		cmocka_unit_test(test_responses),
		cmocka_unit_test(test_small_rooms),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
