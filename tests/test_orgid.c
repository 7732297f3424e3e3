/* Registration references: their parts, the schemes of each document, and numbers. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "day.h"
#include "orgid.h"

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

static void
assert_text(struct span s, const char *text)
{
	if (text == NULL) {
		assert_null(s.p);
		return;
	}
	assert_int_equal(s.n, strlen(text));
	assert_memory_equal(s.p, text, s.n);
}

static void
assert_parts(const char *value, const char *scheme, const char *country, const char *subdivision,
	     const char *reference)
{
	struct orgid o;

	assert_int_equal(orgid_from_text(span_of(value), &o), 0);
	assert_text(o.scheme, scheme);
	assert_text(o.country, country);
	assert_text(o.subdivision, subdivision);
	assert_text(o.reference, reference);
	assert_text(o.whole, value);
	assert_false(o.extension);
}

static void
test_parts(void **state)
{
	(void)state;
	assert_parts("NTRGB-12345678", "NTR", "GB", NULL, "12345678");
	assert_parts("NTRUS+CA-12345678", "NTR", "US", "CA", "12345678");
	assert_parts("NTRUS+-1", "NTR", "US", "", "1");
	assert_parts("PSDBE-NBB-1234.567.890", "PSD", "BE", NULL, "NBB-1234.567.890");
	assert_parts("DE:DE-1+2", "DE:", "DE", NULL, "1+2");
}

static unsigned
faults(const char *value)
{
	struct orgid o;

	return orgid_from_text(span_of(value), &o);
}

static void
test_faults(void **state)
{
	(void)state;
	assert_int_equal(faults(""), ORGID_SHORT);
	assert_int_equal(faults("VATD"), ORGID_SHORT);
	assert_int_equal(faults("GOVUS"), ORGID_NO_HYPHEN | ORGID_NO_REFERENCE);
	assert_int_equal(faults("GOVUS+CA"), ORGID_NO_HYPHEN | ORGID_NO_REFERENCE);
	assert_int_equal(faults("VATDE-"), ORGID_NO_REFERENCE);
	assert_int_equal(faults("VATDE1-2"), ORGID_SEPARATOR);
	assert_int_equal(faults("VATDE1"), ORGID_SEPARATOR | ORGID_NO_HYPHEN | ORGID_NO_REFERENCE);
	assert_int_equal(faults("VATDE--"), 0);
}

static void
test_extension(void **state)
{
	static const uint8_t value[] = { 0x30, 0x11, 0x13, 3, 'N', 'T', 'R', 0x13, 2, 'U', 'S',
		0x80, 2, 'C', 'A', 0x0c, 2, '1', '2' };
	struct orgid o, text;

	(void)state;
	assert_int_equal(orgid_from_extension((struct span){ value, sizeof(value) }, &o), 0);
	assert_true(o.extension);
	assert_text(o.subdivision, "CA");
	assert_text(o.reference, "12");
	orgid_from_text(span_of("NTRUS+CA-12"), &text);
	assert_true(orgid_same(&o, &text));
	orgid_from_text(span_of("NTRUS-12"), &text);
	assert_false(orgid_same(&o, &text));
	for (size_t n = 0; n < sizeof(value) - 4; n++)	/* the last element is not even begun */
		orgid_from_extension((struct span){ value, n }, &o);
	assert_int_equal(orgid_from_extension((struct span){ value, 1 }, &o), ORGID_NOT_DER);
	assert_int_equal(orgid_from_extension(span_of("\x04\x01x"), &o), ORGID_NOT_DER);
}

static void
test_schemes(void **state)
{
	(void)state;
	assert_non_null(orgid_scheme(orgid_evg, span_of("NTR")));
	assert_null(orgid_scheme(orgid_evg, span_of("ntr")));
	assert_null(orgid_scheme(orgid_evg, span_of("LEI")));
	assert_null(orgid_scheme(orgid_evg, span_of("NT")));
	assert_int_equal(orgid_scheme(orgid_evg, span_of("VAT"))->subdivision, ORGID_BARRED);
	assert_int_equal(orgid_scheme(orgid_smime, span_of("GOV"))->reference, ORGID_BARRED);
	assert_int_equal(orgid_scheme(orgid_smime, span_of("LEI"))->country, ORGID_GLOBAL);
	assert_null(orgid_scheme(orgid_smime, span_of("DE:")));
	assert_non_null(orgid_scheme(orgid_etsi, span_of("DE:")));
	assert_null(orgid_scheme(orgid_etsi, span_of("de:")));
	assert_null(orgid_scheme(orgid_etsi, span_of("GOV")));
}

static void
test_countries(void **state)
{
	int32_t day = DAY(2026, 4, 1);

	(void)state;
	assert_true(orgid_country_fits(ORGID_ISO, span_of("GR"), day));
	assert_false(orgid_country_fits(ORGID_ISO, span_of("EL"), day));
	assert_false(orgid_country_fits(ORGID_ISO, span_of("XG"), day));
	assert_true(orgid_country_fits(ORGID_VAT, span_of("EL"), day));
	assert_true(orgid_country_fits(ORGID_VAT, span_of("XI"), day));
	assert_false(orgid_country_fits(ORGID_VAT, span_of("EU"), day));
	assert_true(orgid_country_fits(ORGID_GLOBAL, span_of("XG"), day));
	assert_false(orgid_country_fits(ORGID_GLOBAL, span_of("DE"), day));
	assert_false(orgid_country_fits(ORGID_ISO, span_of(""), day));
	assert_true(orgid_is_subdivision(span_of("9")));
	assert_true(orgid_is_subdivision(span_of("NSW")));
	assert_false(orgid_is_subdivision(span_of("")));
	assert_false(orgid_is_subdivision(span_of("ca")));
	assert_false(orgid_is_subdivision(span_of("UTAH")));
}

static void
test_numbers(void **state)
{
	(void)state;
	assert_int_equal(orgid_vat_fits(span_of("DE"), span_of("123456789")), 1);
	assert_int_equal(orgid_vat_fits(span_of("DE"), span_of("12345678")), 0);
	assert_int_equal(orgid_vat_fits(span_of("DE"), span_of("1234567890")), 0);
	assert_int_equal(orgid_vat_fits(span_of("BE"), span_of("0123.456.789")), 1);
	assert_int_equal(orgid_vat_fits(span_of("AT"), span_of("U12345678")), 1);
	assert_int_equal(orgid_vat_fits(span_of("AT"), span_of("123456789")), 0);
	assert_int_equal(orgid_vat_fits(span_of("RO"), span_of("12")), 1);
	assert_int_equal(orgid_vat_fits(span_of("RO"), span_of("1")), 0);
	assert_int_equal(orgid_vat_fits(span_of("RO"), span_of("1234567890")), 1);
	assert_int_equal(orgid_vat_fits(span_of("GB"), span_of("GD123")), 1);
	assert_int_equal(orgid_vat_fits(span_of("US"), span_of("x")), -1);
	assert_true(orgid_lei_is_valid(span_of("506700GE1G29325QX363")));
	assert_false(orgid_lei_is_valid(span_of("506700GE1G29325QX364")));
	assert_false(orgid_lei_is_valid(span_of("506700GE1G29325QX36")));
	assert_false(orgid_lei_is_valid(span_of("506700ge1G29325QX363")));
}

static void
test_payment_services(void **state)
{
	struct span authority, number;

	(void)state;
	assert_true(orgid_psd_split(span_of("BAFIN-123-4"), &authority, &number));
	assert_text(authority, "BAFIN");
	assert_text(number, "123-4");
	assert_true(orgid_psd_split(span_of("ABCDEFGH-1"), &authority, &number));
	assert_false(orgid_psd_split(span_of("ABCDEFGHI-1"), &authority, &number));
	assert_false(orgid_psd_split(span_of("A-1"), &authority, &number));
	assert_false(orgid_psd_split(span_of("BaFin-1"), &authority, &number));
	assert_false(orgid_psd_split(span_of("BAFIN-"), &authority, &number));
	assert_false(orgid_psd_split(span_of("BAFIN"), &authority, &number));
	assert_false(orgid_psd_split(span_of(""), &authority, &number));
	assert_int_equal(orgid_psd_knows(span_of("DE"), span_of("BAFIN")), 1);
	assert_int_equal(orgid_psd_knows(span_of("DE"), span_of("BAFI")), 0);
	assert_int_equal(orgid_psd_knows(span_of("US"), span_of("FED")), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_extension),
		cmocka_unit_test(test_schemes),
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_payment_services),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
