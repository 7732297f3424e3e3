/*
 * Certificates for 1.1.1.1 of 2025, made again: the public record of a mis-issuance by Fina RDC
 * 2020 (Mozilla bug 1986968).  Names, address, serial numbers and profile are those of the record,
 * keys and signatures are not.  Each case has the whole set of findings of the lints about names,
 * addresses and encodings, and what must be said of which bytes.
 */

#include "sample.h"

#include <stdio.h>
#include <stdlib.h>

enum { EXPECTED_MAX = 4, FOUND_MAX = 32 };

/* The lints about names, addresses and encodings. */
static const char selection[] =
	"der_* rfc_san_* rfc_ian_* rfc_dns_* rfc_idna_* br_san_ip* br_dns_* br_cn_*";

/* The CA's profile, as its other certificates have it. */
#define PROFILE									\
	"tls-2024 -sct poison=on from=2025-08-04 validity=365d eku=server,client bc~=leaf "	\
	"issuer-name=\"C=HR/O=printable:Financijska agencija/CN=printable:Fina RDC 2020\" "	\
	"aki=keyid:7a24f0e27339c581140c13533022732748de2b8b "			\
	"policy=1.3.124.1104.5.13.1.1.1,0.4.0.2042.1.7,ov "			\
	"aia=ocsp:http://ocsp.fina.hr,issuer:http://rdc.fina.hr/RDC2020/FinaRDCCA2020.cer "	\
	"\"crldp=http://rdc.fina.hr/RDC2020/FinaRDCCA2020.crl|ldap://rdc-ldap2.fina.hr/"	\
	"CN=Fina%20RDC%202020,O=Financijska%20agencija,C=HR?certificateRevocationList\" "

#define SUBJECT(cn)								\
	"\"subject=C=HR/O=printable:Financijska agencija/L=printable:ZAGREB/CN=printable:" cn "\" "

static const struct {
	const char *name, *edits;
	const char *expected[EXPECTED_MAX];	/* ids, in the order of their places */
	const char *id, *bytes, *says; /* one of them: where it points, a part of its text */
} cases[] = {
	{ "three names, 1.1.1.1 (crt.sh 18603461241)",
	  SUBJECT("test1.hr") "serial=00d3167efd77cad759000000005fc7c672 "
	  "san=dns:test1.hr,dns:test12.hr,ip:1.1.1.1",
	  { "br_cn_present" }, NULL, NULL, NULL },
	{ "three names, 1.1.1.1 (crt.sh 19749721864)",
	  SUBJECT("test1.hr") "serial=00f972552d6ac08828000000005fc86f4d "
	  "san=dns:test1.hr,dns:test11.hr,ip:1.1.1.1",
	  { "br_cn_present" }, NULL, NULL, NULL },
	{ "three names, 1.1.1.1 (crt.sh 20582951233)",
	  SUBJECT("test11.hr") "serial=00beb8ef1b1c6cff53000000005fc8cde5 "
	  "san=dns:test11.hr,dns:test12.hr,ip:1.1.1.1",
	  { "br_cn_present" }, NULL, NULL, NULL },
	{ "an internal name",
	  SUBJECT("ssltest5") "san=dns:ssltest5,ip:1.1.1.1",
	  { "br_cn_present", "br_dns_single_label" }, "br_dns_single_label", "ssltest5",
	  "\"ssltest5\"" },
	{ "an internal name, and the address as text",
	  SUBJECT("ssltest5") "san=dns:ssltest5,iphex:'1.1.1.1'",
	  { "br_cn_present", "br_dns_single_label", "rfc_san_ip_length" },
	  "rfc_san_ip_length", "\x87\x07" "1.1.1.1", "7 octets, the text \"1.1.1.1\"" },
	{ "a reserved address",
	  SUBJECT("test1.hr") "san=dns:test1.hr,ip:10.1.2.3",
	  { "br_cn_present", "br_san_ip_reserved" },
	  "br_san_ip_reserved", "\x87\x04\x0a\x01\x02\x03", "10.1.2.3 is reserved: Private-Use" },
	{ "a blank in a name",
	  SUBJECT("test1.hr") "\"san=dns:test1.hr,dns:test test.hr\"",
	  { "br_cn_present", "rfc_dns_white_space" }, "rfc_dns_white_space", " ",
	  "\"test test.hr\"" },
	{ "an underscore in a name",
	  SUBJECT("test1.hr") "san=dns:test1.hr,dns:test_1.hr",
	  { "br_cn_present", "br_dns_underscore" }, "br_dns_underscore", "_", "\"test_1.hr\"" },
	{ "an address in a dNSName",
	  SUBJECT("test1.hr") "san=dns:test1.hr,dns:1.1.1.1",
	  { "br_cn_present", "rfc_dns_ipv4_text" }, "rfc_dns_ipv4_text", "1.1.1.1", "\"1.1.1.1\"" },
	{ "2.2.2.2",
	  SUBJECT("test1.hr") "san=dns:test1.hr,ip:2.2.2.2",
	  { "br_cn_present" }, NULL, NULL, NULL },
	{ "the address as commonName, a copy",
	  SUBJECT("1.1.1.1") "san=dns:test1.hr,ip:1.1.1.1",
	  { "br_cn_present" }, NULL, NULL, NULL },
	{ "the address as commonName, and a blank",
	  SUBJECT("1.1.1.1 ") "san=dns:test1.hr,ip:1.1.1.1",
	  { "br_cn_ipv4_form" }, "br_cn_ipv4_form", "1.1.1.1 ", "\"1.1.1.1 \"" },
	{ "the address as commonName only",
	  SUBJECT("1.1.1.1") "san=dns:test1.hr",
	  { "br_cn_ip_not_in_san" }, "br_cn_ip_not_in_san", "1.1.1.1", "\"1.1.1.1\"" },
};

/* The findings of a run; texts and bytes are copied. */
struct found {
	unsigned count;
	struct {
		char id[64], detail[256];
		uint8_t bytes[64];
		size_t length;
	} all[FOUND_MAX];
};

static int
note(void *ctx, const struct certlint_finding *finding)
{
	struct found *found = ctx;

	if (found->count == FOUND_MAX || finding->severity == CERTLINT_NONE)
		return 0;
	snprintf(found->all[found->count].id, sizeof(found->all->id), "%s", finding->id);
	snprintf(found->all[found->count].detail, sizeof(found->all->detail), "%s",
		 finding->detail);
	found->all[found->count].length = finding->length;
	if (finding->length <= sizeof(found->all->bytes))
		memcpy(found->all[found->count].bytes, finding->bytes, finding->length);
	found->count++;
	return 0;
}

static bool
is_expected(size_t i, const char *id)
{
	for (size_t k = 0; k < EXPECTED_MAX && cases[i].expected[k]; k++)
		if (!strcmp(cases[i].expected[k], id))
			return true;
	return false;
}

static void
check_finding(size_t i, const char *id, const char *detail, const uint8_t *bytes, size_t length)
{
	if (!is_expected(i, id))
		fail_msg("%s: %s: %s", cases[i].name, id, detail);
	if (!cases[i].id || strcmp(cases[i].id, id) != 0)
		return;
	assert_non_null(strstr(detail, cases[i].says));
	assert_int_equal(length, strlen(cases[i].bytes));
	assert_memory_equal(bytes, cases[i].bytes, length);
}

static void
check_case(certlint *lint, size_t i)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct sample *sample = malloc(sizeof(*sample));
	struct found found = { .count = 0 };
	char recipe[2048];
	unsigned expected = 0;

	assert_non_null(sample);
	snprintf(recipe, sizeof(recipe), "%s%s", PROFILE, cases[i].edits);
	sample_make(sample, recipe);
	assert_true(certlint_run(lint, &sample->input, note, &found, &error) >= 0);
	for (unsigned k = 0; k < found.count; k++)
		check_finding(i, found.all[k].id, found.all[k].detail, found.all[k].bytes,
			      found.all[k].length);
	while (expected < EXPECTED_MAX && cases[i].expected[expected])
		expected++;
	if (found.count != expected)
		fail_msg("%s: %u findings, expected %u", cases[i].name, found.count, expected);
	sample_free(sample);
	free(sample);
}

static void
test_cases(void **state)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint *lint;

	(void)state;
	options.selection = selection;
	assert_true(certlint_new(&lint, &options, &error) >= 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_case(lint, i);
	certlint_free(lint);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
