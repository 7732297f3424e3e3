/*
 * Tests of lib/walk.c: each fault with its place, where the definitions say what stands there and
 * where only tags do; paths, limits, and bytes that were made to do harm.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "forge.h"
#include "hex.h"
#include "sound.h"
#include "walk.h"

static const char *const names[] = {
#define TEXT(name) #name,
	FAULTS(TEXT)
#undef TEXT
};

/* What a walk told: the first few faults, and how many there were. */
struct told {
	const uint8_t *start, *end;
	size_t count;
	struct { enum fault fault; struct span at; } list[16];
};

static void
tell(void *ctx, enum fault fault, struct span at)
{
	struct told *t = ctx;

	assert_true(fault < FAULT_COUNT);
	if (at.p < t->start || at.p > t->end || at.n > (size_t)(t->end - at.p))
		fail_msg("%s points outside", names[fault]);
	if (t->count < sizeof(t->list) / sizeof(*t->list)) {
		t->list[t->count].fault = fault;
		t->list[t->count].at = at;
	}
	t->count++;
}

static void
run(struct span bytes, const struct asn1_type *type, unsigned depth, struct told *t)
{
	struct walker walker = { .fault = tell, .ctx = t, .max_depth = depth };

	*t = (struct told){ .start = bytes.p, .end = bytes.p + bytes.n };
	walk(bytes, type, &walker);
	if (depth == 0 && t->count > 0)
		assert_false(object_is_sound(bytes, type ? type : &asn1_any));
}

static void
show(const char *what, const struct told *t)
{
	for (size_t i = 0; i < t->count && i < 16; i++)
		print_error("%s: %s @%zu+%zu\n", what, names[t->list[i].fault],
			    (size_t)(t->list[i].at.p - t->start), t->list[i].at.n);
}

/* ---- bytes of which only the tags are known ---- */

struct row {
	const char *bytes;
	enum fault fault;		/* FAULT_COUNT: none */
	size_t offset, length;
};

static const struct row rows[] = {
	/* sound */
	{ "0500", FAULT_COUNT, 0, 0 },
	{ "30060101ff020101", FAULT_COUNT, 0, 0 },
	{ "30020c00", FAULT_COUNT, 0, 0 },
	{ "3005 9f1f020102", FAULT_COUNT, 0, 0 },
	{ "3005 1f1f020102", FAULT_COUNT, 0, 0 },
	{ "3007 a005 0403010203", FAULT_COUNT, 0, 0 },
	/* header */
	{ "3007 0481 0441424344", FAULT_LENGTH_NOT_MINIMAL, 2, 3 },
	{ "3082 0003 020101", FAULT_LENGTH_NOT_MINIMAL, 0, 4 },
	{ "3008 0482 000441424344", FAULT_LENGTH_NOT_MINIMAL, 2, 4 },
	{ "3080 020101 0000", FAULT_LENGTH_INDEFINITE, 0, 2 },
	{ "3007 3080 020101 0000", FAULT_LENGTH_INDEFINITE, 2, 2 },
	{ "3005 04ff 414243", FAULT_LENGTH_RESERVED, 2, 2 },
	{ "3003 020241", FAULT_LENGTH_OVERRUN, 2, 2 },
	{ "3004 020101", FAULT_LENGTH_OVERRUN, 0, 2 },
	{ "3003 0484ff", FAULT_HEADER_INCOMPLETE, 2, 3 },
	{ "3004 020101 30", FAULT_HEADER_INCOMPLETE, 5, 1 },
	{ "30", FAULT_HEADER_INCOMPLETE, 0, 1 },
	{ "3005 020101 0000", FAULT_END_OF_CONTENTS, 5, 2 },
	{ "3004 1f0201 41", FAULT_TAG_NOT_LOW_FORM, 2, 3 },
	{ "3005 9f801f01 41", FAULT_TAG_PADDED, 2, 4 },
	{ "020101 00", FAULT_TRAILING_DATA, 3, 1 },
	{ "020101 020102", FAULT_TRAILING_DATA, 3, 3 },
	/* form */
	{ "3005 1003 020101", FAULT_SEQUENCE_PRIMITIVE, 2, 5 },
	{ "3005 1103 020101", FAULT_SET_PRIMITIVE, 2, 5 },
	{ "3003 220105", FAULT_SIMPLE_CONSTRUCTED, 2, 3 },
	{ "3003 210105", FAULT_SIMPLE_CONSTRUCTED, 2, 3 },
	{ "3002 2500", FAULT_SIMPLE_CONSTRUCTED, 2, 2 },
	{ "3004 26022a03", FAULT_SIMPLE_CONSTRUCTED, 2, 4 },
	{ "3003 2a0101", FAULT_SIMPLE_CONSTRUCTED, 2, 3 },
	{ "3005 2403 040141", FAULT_OCTET_STRING_CONSTRUCTED, 2, 5 },
	{ "3006 2304 03020041", FAULT_BIT_STRING_CONSTRUCTED, 2, 6 },
	{ "3005 2c03 0c0141", FAULT_CHARACTER_STRING_CONSTRUCTED, 2, 5 },
	{ "3005 3e03 1e0141", FAULT_CHARACTER_STRING_CONSTRUCTED, 2, 5 },
	{ "3004 3702 1700", FAULT_TIME_CONSTRUCTED, 2, 4 },
	{ "3004 3802 1800", FAULT_TIME_CONSTRUCTED, 2, 4 },
	/* SET: only its tags are known */
	{ "3106 0101ff 020101", FAULT_COUNT, 0, 0 },
	{ "3106 020102 020101", FAULT_COUNT, 0, 0 },
	{ "3106 020101 0101ff", FAULT_SET_ORDER, 5, 3 },
	/* contents */
	{ "3002 0100", FAULT_BOOLEAN_LENGTH, 2, 2 },
	{ "3004 0102ffff", FAULT_BOOLEAN_LENGTH, 2, 4 },
	{ "3003 010101", FAULT_BOOLEAN_VALUE, 4, 1 },
	{ "3003 010100", FAULT_COUNT, 0, 0 },
	{ "3002 0200", FAULT_INTEGER_EMPTY, 2, 2 },
	{ "3002 0a00", FAULT_INTEGER_EMPTY, 2, 2 },
	{ "3004 0202007f", FAULT_INTEGER_NOT_MINIMAL, 4, 2 },
	{ "3004 0202ff80", FAULT_INTEGER_NOT_MINIMAL, 4, 2 },
	{ "3004 02020080", FAULT_COUNT, 0, 0 },
	{ "3004 0202ff7f", FAULT_COUNT, 0, 0 },
	{ "3003 020100", FAULT_COUNT, 0, 0 },
	{ "3004 0a020001", FAULT_ENUMERATED_NOT_MINIMAL, 4, 2 },
	{ "3002 0300", FAULT_BIT_STRING_NO_OCTET, 2, 2 },
	{ "3004 03020880", FAULT_BIT_STRING_UNUSED, 4, 2 },
	{ "3003 0301ff", FAULT_BIT_STRING_UNUSED, 4, 1 },
	{ "3003 030107", FAULT_BIT_STRING_EMPTY_UNUSED, 4, 1 },
	{ "3003 030100", FAULT_COUNT, 0, 0 },
	{ "3005 0303074181", FAULT_BIT_STRING_PADDING, 6, 1 },
	{ "3004 03020780", FAULT_COUNT, 0, 0 },
	{ "3004 03020700", FAULT_COUNT, 0, 0 },
	{ "3003 050141", FAULT_NULL_CONTENTS, 2, 3 },
	{ "3002 0600", FAULT_OID_EMPTY, 2, 2 },
	{ "3005 06032a8003", FAULT_OID_PADDED, 4, 3 },
	{ "3004 06028003", FAULT_OID_PADDED, 4, 2 },
	{ "3004 06022a83", FAULT_OID_TRUNCATED, 4, 2 },
	{ "3006 06042a838003", FAULT_COUNT, 0, 0 },
	/* times: 2604010000.. */
	{ "3011 170f 323630343031303030303030 2b3031", FAULT_UTC_TIME_RANGE, 4, 15 },
	{ "3013 1711 323630343031303030303030 2b30313030", FAULT_UTC_TIME_ZONE, 4, 17 },
	{ "300d 170b 32363034303130303030 5a", FAULT_UTC_TIME_SECONDS, 4, 11 },
	{ "300f 170d 323630343031323430303030 5a", FAULT_UTC_TIME_HOUR_24, 4, 13 },
	{ "300f 170d 323631333031303030303030 5a", FAULT_UTC_TIME_RANGE, 4, 13 },
	{ "300f 170d 323630343331303030303030 5a", FAULT_UTC_TIME_DAY, 4, 13 },
	{ "300f 170d 323630343031303030303630 5a", FAULT_UTC_TIME_SECOND_60, 4, 13 },
	{ "300f 170d 323630343031303030303539 5a", FAULT_COUNT, 0, 0 },
	{ "3010 180e 3230323630343031303030303030", FAULT_GENERALIZED_TIME_ZONE, 4, 14 },
	{ "300f 180d 323032363034303130303030 5a", FAULT_GENERALIZED_TIME_SECONDS, 4, 13 },
	{ "3011 180f 3230323630343031323430303030 5a", FAULT_GENERALIZED_TIME_HOUR_24, 4, 15 },
	{ "3011 180f 3230323631333031303030303030 5a", FAULT_GENERALIZED_TIME_RANGE, 4, 15 },
	{ "3011 180f 3230323630343331303030303030 5a", FAULT_GENERALIZED_TIME_DAY, 4, 15 },
	{ "3011 180f 3230323630343031303030303630 5a", FAULT_GENERALIZED_TIME_SECOND_60, 4, 15 },
	{ "3013 1811 3230323630343031303030303030 2e355a", FAULT_COUNT, 0, 0 },
	{ "3014 1812 3230323630343031303030303030 2e35305a", FAULT_GENERALIZED_TIME_FRACTION_ZEROS,
	  4, 18 },
	{ "3013 1811 3230323630343031303030303030 2c355a", FAULT_GENERALIZED_TIME_COMMA, 4, 17 },
	/* strings: at the first character that does not fit */
	{ "3005 1303 41402a", FAULT_PRINTABLE_STRING_ALPHABET, 5, 2 },
	{ "3003 13012a", FAULT_PRINTABLE_STRING_ALPHABET, 4, 1 },
	{ "3009 1307 4142405f5f5f5f", FAULT_PRINTABLE_STRING_ALPHABET, 6, 4 },
	{ "3004 12023141", FAULT_NUMERIC_STRING_ALPHABET, 5, 1 },
	{ "3004 12023120", FAULT_COUNT, 0, 0 },
	{ "3004 16024180", FAULT_IA5_STRING_ALPHABET, 5, 1 },
	{ "3004 1602007f", FAULT_COUNT, 0, 0 },
	{ "3004 1a02410a", FAULT_VISIBLE_STRING_ALPHABET, 5, 1 },
	{ "3004 1a02207f", FAULT_VISIBLE_STRING_ALPHABET, 5, 1 },
	{ "3004 0c0241fc", FAULT_UTF8_STRING_MALFORMED, 5, 1 },
	{ "3005 0c0341c080", FAULT_UTF8_STRING_MALFORMED, 5, 2 },
	{ "3006 0c0441eda080", FAULT_UTF8_STRING_MALFORMED, 5, 3 },
	{ "3004 0c02c3bc", FAULT_COUNT, 0, 0 },
	{ "3005 1e03004100", FAULT_BMP_STRING_LENGTH, 4, 3 },
	{ "3006 1e040041d83d", FAULT_BMP_STRING_SURROGATE, 6, 2 },
	{ "3004 1e02d7ff", FAULT_COUNT, 0, 0 },
	{ "3005 1c03000041", FAULT_UNIVERSAL_STRING_MALFORMED, 4, 3 },
	{ "3006 1c0400110000", FAULT_UNIVERSAL_STRING_MALFORMED, 4, 4 },
	{ "3006 1c040010ffff", FAULT_COUNT, 0, 0 },
	{ "3003 1401ff", FAULT_COUNT, 0, 0 },
};

static void
check_row(const char *what, const struct told *t, enum fault fault, size_t offset, size_t length)
{
	if (fault == FAULT_COUNT && t->count == 0)
		return;
	if (t->count == 1 && t->list[0].fault == fault &&
	    (size_t)(t->list[0].at.p - t->start) == offset && t->list[0].at.n == length)
		return;
	show(what, t);
	fail_msg("%s: %zu faults, not %s @%zu+%zu", what, t->count,
		 fault < FAULT_COUNT ? names[fault] : "none", offset, length);
}

static void
each_fault_has_its_place(void **state)
{
	uint8_t bytes[256];
	struct told t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		run((struct span){ bytes, hex_read(rows[i].bytes, bytes) }, NULL, 0, &t);
		check_row(rows[i].bytes, &t, rows[i].fault, rows[i].offset, rows[i].length);
	}
}

/* An indefinite length without its end is a fault, and not minimal in kind. */
static void
an_indefinite_length_without_end(void **state)
{
	uint8_t bytes[16];
	struct told t;

	(void)state;
	run((struct span){ bytes, hex_read("3080020101", bytes) }, NULL, 0, &t);
	assert_int_equal(t.count, 2);
	assert_int_equal(t.list[0].fault, FAULT_END_OF_CONTENTS_MISSING);
	assert_int_equal(t.list[1].fault, FAULT_LENGTH_INDEFINITE);
	assert_int_equal(t.list[0].at.n, 2);
}

/* ---- certificates: what the definitions say ---- */

static uint8_t forged[1 << 20];

static struct span
forge_bytes(const char *recipe)
{
	struct forge_result result;
	size_t n = forge_full(recipe, forged, sizeof(forged), &result);

	if (n == 0)
		fail_msg("%s: %s", recipe, result.error);
	forge_release(&result);
	return (struct span){ forged, n };
}

/* Where `pattern` stands for the first time after `before`; both are hex. */
static size_t
place_of(struct span bytes, const char *before, const char *pattern)
{
	uint8_t text[256];
	size_t k = hex_read(before, text), n = k + hex_read(pattern, text + k);

	for (size_t i = 0; i + n <= bytes.n; i++)
		if (memcmp(bytes.p + i, text, n) == 0)
			return i + k;
	fail_msg("no %s%s", before, pattern);
	return 0;
}

struct forged_row {
	const char *recipe;
	enum fault fault;
	const char *before, *at;	/* what stands before the fault's bytes, and they */
};

static const struct forged_row forged_rows[] = {
	/* lengths, in each kind of place */
	{ "tls swap=13025553:1381025553", FAULT_LENGTH_NOT_MINIMAL, "0603550406", "138102" },
	{ "tls-2024 swap=0500:058100", FAULT_LENGTH_NOT_MINIMAL, "06092a864886f70d01010b",
	"058100" },
	{ "tls san=der:30810d820b'example.com'", FAULT_LENGTH_NOT_MINIMAL, "0603551d110410",
	"30810d" },
	{ "tls ku=der:0381020780", FAULT_LENGTH_NOT_MINIMAL, "0405", "038102" },
	{ "tls-2024 swap=0203010001:028103010001", FAULT_LENGTH_NOT_MINIMAL, "", "028103" },
	{ "tls sig=hex:300702810101020101", FAULT_LENGTH_NOT_MINIMAL, "3007", "028101" },
	{ "tls san=der:3080820b'example.com'0000", FAULT_LENGTH_INDEFINITE, "0603551d110411",
	"3080" },
	{ "tls key=rsa2048,bits=3080020300ff010203010001_0000", FAULT_LENGTH_INDEFINITE, "00",
	"3080" },
	/* structure */
	{ "tls -sig", FAULT_COMPONENT_MISSING, "", "30" },
	{ "tls san=der:", FAULT_COMPONENT_MISSING, "0603551d11", "0400" },
	{ "tls sig=hex:30(020101)", FAULT_COMPONENT_MISSING, "", "3003020101" },
	{ "tls key=rsa2048,bits=30(020101)", FAULT_COMPONENT_MISSING, "00", "3003020101" },
	{ "tls ku=der:04020780", FAULT_WRONG_TYPE, "0404", "04020780" },
	{ "tls sig=hex:0500", FAULT_WRONG_TYPE, "00", "0500" },
	{ "precert poison=der:3000", FAULT_WRONG_TYPE, "0402", "3000" },
	{ "tls san=other:1.3.6.1.5.5.7.8.5=1601'a'", FAULT_WRONG_TYPE, "a003", "160161" },
	{ "tls policy=dv{1.3.6.1.5.5.7.2.1:0c02'ab'}", FAULT_WRONG_TYPE, "", "0c026162" },
	{ "tls +san=tag:89=00", FAULT_UNKNOWN_CONTEXT_TAG, "", "890100" },
	{ "tls aki=der:30(8301_01)", FAULT_UNKNOWN_CONTEXT_TAG, "3003", "830101" },
	{ "tls swap=0101ff040403020780:0404030207800101ff", FAULT_COMPONENT_ORDER, "040403020780",
	  "0101ff" },
	{ "tls sigalg=der:30(<1.2.840.10045.4.3.2>05000500) outeralg=ecdsa-sha256",
	FAULT_ELEMENT_EXTRA,
	  "0500", "0500" },
	{ "tls swap=060355040613025553#2:0603550406130255530500", FAULT_ELEMENT_EXTRA, "5553",
	"0500" },
	{ "tls swap=a003020102:a0060201020201_02", FAULT_EXPLICIT_EXTRA, "020102", "020102" },
	{ "tls swap=a003020102:8003020102", FAULT_EXPLICIT_PRIMITIVE, "", "8003020102" },
	{ "tls ext=1.2.3.4:'hi'", FAULT_EXTENSION_NOT_DER, "06032a0304", "04026869" },
	{ "tls ext=1.2.3.4:05000500", FAULT_EXTENSION_NOT_DER, "06032a0304", "040405000500" },
	{ "tls ku=der:0302078000", FAULT_TRAILING_IN_EXTENSION, "03020780", "00" },
	{ "tls bc=der:30003000", FAULT_TRAILING_IN_EXTENSION, "3000", "3000" },
	{ "tls key=rsa2048,extra=00", FAULT_TRAILING_IN_KEY, "0203010001", "00" },
	{ "tls sig=hex:300602010102010100", FAULT_TRAILING_IN_SIGNATURE, "3006020101020101", "00" },
	{ "tls san=", FAULT_LIST_EMPTY, "0402", "3000" },
	{ "tls policy=dv{}", FAULT_LIST_EMPTY, "060667810c010201", "3000" },
	{ "client subject=C=US/{}", FAULT_LIST_EMPTY, "", "3100" },
	{ "client subject=!O=Ex+C=US", FAULT_SET_OF_ORDER, "0c024578", "300906035504061302 5553" },
	/* named bits and DEFAULTs, which only a definition knows */
	{ "tls ku=hex:0680", FAULT_NAMED_BITS_TRAILING_ZERO, "0302", "0680" },
	{ "tls ku=hex:078000", FAULT_NAMED_BITS_TRAILING_OCTET, "03030780", "00" },
	{ "tls ku=hex:0700", FAULT_NAMED_BITS_EMPTY_FORM, "0302", "0700" },
	{ "tls ku=hex:0781", FAULT_BIT_STRING_PADDING, "030207", "81" },
	{ "tls crldp=http://example.com/{reasonshex:0040}", FAULT_NAMED_BITS_TRAILING_ZERO, "8102",
	  "0040" },
	{ "tls bc=false", FAULT_DEFAULT_ENCODED, "3003", "010100" },
	{ "tls san?", FAULT_DEFAULT_ENCODED, "0603551d11", "010100" },
	{ "v1 version=0", FAULT_DEFAULT_ENCODED, "", "a003020100" },
	{ "tcca nc=permit-dns:ex.com{min=0}", FAULT_DEFAULT_ENCODED, "", "800100" },
	{ "client key=rsapss2048,alg=30(<1.2.840.113549.1.1.10>30(a203020114))",
	FAULT_DEFAULT_ENCODED,
	  "3005", "a203020114" },
	{ "client key=rsa2048,alg=30(<1.2.840.113549.1.1.10>30(a303020101))", FAULT_DEFAULT_ENCODED,
	  "3005", "a303020101" },
	{ "client key=rsa2048,alg=30(<1.2.840.113549.1.1.7>30(a2(30(<1.2.840.113549.1.1.9>0400))))",
	  FAULT_DEFAULT_ENCODED, "3011", "a20f300d06092a864886f70d0101090400" },
	/* implicit tags: the type is the definition's */
	{ "tls san=tag:a2=160141", FAULT_CHARACTER_STRING_CONSTRUCTED, "3005", "a203160141" },
	{ "tls san=dnshex:80", FAULT_IA5_STRING_ALPHABET, "8201", "80" },
	{ "client san=ridhex:2a83", FAULT_OID_TRUNCATED, "8802", "2a83" },
	{ "client pkup=30(8011'20260401000000.5Z')", FAULT_GENERALIZED_TIME_FRACTION, "8011",
	  "32303236303430313030303030302e355a" },
	{ "client aki=issuer:CN=x,serial:007f", FAULT_INTEGER_NOT_MINIMAL, "8202", "007f" },
};

static void
each_fault_is_found_in_certificates(void **state)
{
	struct span bytes;
	struct told t;
	size_t at;
	uint8_t text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(forged_rows) / sizeof(*forged_rows); i++) {
		const struct forged_row *row = &forged_rows[i];

		bytes = forge_bytes(row->recipe);
		run(bytes, &asn1_certificate, 0, &t);
		at = t.count == 1 ? (size_t)(t.list[0].at.p - t.start) : 0;
		/* the pattern may stand in several places: it must at the fault's */
		if (t.count == 1 && at >= hex_read(row->before, text) &&
		    memcmp(bytes.p + at - hex_read(row->before, text), text,
			   hex_read(row->before, text)) == 0 &&
		    memcmp(bytes.p + at, text, hex_read(row->at, text)) == 0 &&
		    t.list[0].fault == row->fault)
			continue;
		show(row->recipe, &t);
		place_of(bytes, row->before, row->at);
		fail_msg("%s: not %s alone, after %s at %s", row->recipe, names[row->fault],
			 row->before, row->at);
	}
}

static void
sound_certificates_have_no_fault(void **state)
{
	const char *name;
	struct told t;

	(void)state;
	for (size_t i = 0; (name = forge_template(i, NULL)); i++) {
		struct forge_result result;
		size_t n = forge_full(name, forged, sizeof(forged), &result);

		if (result.kind <= 2) {
			run((struct span){ forged, n }, &asn1_certificate, 0, &t);
			show(name, &t);
			assert_int_equal(t.count, 0);
		}
		forge_release(&result);
	}
}

/* A certificate cut anywhere has one overrun, and little else. */
static void
a_cut_certificate_overruns_once(void **state)
{
	struct span bytes = forge_bytes("tls");
	size_t overruns;
	struct told t;

	(void)state;
	for (size_t n = 4; n < bytes.n; n++) {
		run((struct span){ bytes.p, n }, &asn1_certificate, 0, &t);
		overruns = 0;
		for (size_t i = 0; i < t.count && i < 16; i++)
			overruns += t.list[i].fault == FAULT_LENGTH_OVERRUN;
		if (t.count != 1 || overruns != 1) {
			show("cut", &t);
			fail_msg("%zu of %zu octets: %zu faults, %zu overruns", n, bytes.n, t.count,
				 overruns);
		}
	}
}

/* ---- paths ---- */

struct path {
	const uint8_t *wanted;
	char text[256];
	size_t elements;
	bool stop;
};

static bool
follow(void *ctx, const struct place *place)
{
	struct path *p = ctx;
	size_t n = 0;

	p->elements++;
	if (place->element->head != p->wanted)
		return true;
	p->text[0] = '\0';
	for (unsigned i = 0; i < place->depth; i++) {
		const struct step *s = &place->steps[i];

		if (s->listed)
			n += (size_t)snprintf(p->text + n, sizeof(p->text) - n, "[%u]", s->index);
		if (s->name)
			n += (size_t)snprintf(p->text + n, sizeof(p->text) - n, "%s%s",
			n ? "." : "",
					      s->name);
	}
	return !p->stop;
}

static void
elements_have_paths(void **state)
{
	static const struct { const char *before, *at, *path; } row[] = {
		{ "", "020102", "tbsCertificate.version" },
		{ "a003020102", "0210", "tbsCertificate.serialNumber" },
		{ "301e", "170d", "tbsCertificate.validity.notBefore" },
		{ "0603551d11 0419 3017", "8215",
		"tbsCertificate.extensions[5].subjectAltName[0].dNSName" },
		{ "0603551d0f 0101ff 0404", "0302", "tbsCertificate.extensions[1].keyUsage" },
	};
	struct span bytes = forge_bytes("tls");
	struct path p;
	const struct walker walker = { .element = follow, .ctx = &p };

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		p = (struct path){ .wanted = bytes.p + place_of(bytes, row[i].before, row[i].at) };
		walk(bytes, &asn1_certificate, &walker);
		if (strncmp(p.text, row[i].path, strlen(row[i].path)) != 0)
			fail_msg("%s is called %s", row[i].path, p.text);
	}
}

static void
an_element_can_end_the_walk(void **state)
{
	struct span bytes = forge_bytes("tls");
	struct path all = { .wanted = NULL }, some = { .wanted = bytes.p + 4, .stop = true };
	struct walker walker = { .element = follow, .ctx = &all };

	(void)state;
	walk(bytes, &asn1_certificate, &walker);
	walker.ctx = &some;
	walk(bytes, &asn1_certificate, &walker);
	assert_int_equal(some.elements, 2);
	assert_true(all.elements > 60);
}

/* ---- limits ---- */

static void
depth_is_limited(void **state)
{
	uint8_t bytes[16];
	size_t n = hex_read("3008 3006 3004 3002 0500", bytes);
	struct told t;

	(void)state;
	for (unsigned depth = 1; depth <= 6; depth++) {
		run((struct span){ bytes, n }, NULL, depth, &t);
		if (depth >= 5) {
			assert_int_equal(t.count, 0);
			continue;
		}
		assert_int_equal(t.count, 1);
		assert_int_equal(t.list[0].fault, FAULT_TOO_DEEP);
		assert_ptr_equal(t.list[0].at.p, bytes + 2 * (depth - 1));
	}
}

static uint8_t hostile[1 << 20];

/* The faults of 1 MiB; the time is for a machine that is busy and instrumented. */
static size_t
run_hostile(const char *what, size_t n, const struct asn1_type *type)
{
	clock_t start = clock();
	struct told t;
	double seconds;

	run((struct span){ hostile, n }, type, 0, &t);
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	if (seconds > 10)
		fail_msg("%s: %.1f seconds", what, seconds);
	return t.count;
}

static void
both_ways(const char *what, size_t n)
{
	run_hostile(what, n, NULL);
	run_hostile(what, n, &asn1_certificate);
	run_hostile(what, n, &asn1_tbs_certificate);
}

static void
a_million_octets_of_little_elements(void **state)
{
	static const uint8_t tags[] = { 0x05, 0x02, 0x03, 0x06, 0x0c, 0x17, 0x30, 0x31, 0x80,
	0xa0 };
	size_t n = sizeof(hostile);

	(void)state;
	for (size_t k = 0; k < sizeof(tags); k++) {
		for (size_t i = 0; i < n; i += 2)
			hostile[i] = tags[k], hostile[i + 1] = 0;
		memcpy(hostile, "\x30\x83\x0f\xff\xfb", 5);
		memcpy(hostile + 5, "\x04\x01\x00", 3);
		both_ways("little elements", n);
	}
	for (int value = 0; value < 256; value++) {
		memset(hostile, value, n / 16);
		both_ways("one octet", n / 16);
		hostile[0] = 0x30, hostile[1] = 0x80;
		both_ways("one octet in a SEQUENCE", n / 16);
	}
}

static void
a_hundred_thousand_levels(void **state)
{
	const size_t levels = 100000;
	size_t end = sizeof(hostile), at;

	(void)state;
	/* definite: from the inside out, with lengths of three octets */
	at = end;
	for (size_t i = 0; i < levels; i++) {
		size_t inside = end - at;

		at -= 5;
		hostile[at] = 0x30, hostile[at + 1] = 0x83;
		hostile[at + 2] = (uint8_t)(inside >> 16);
		hostile[at + 3] = (uint8_t)(inside >> 8);
		hostile[at + 4] = (uint8_t)inside;
	}
	memmove(hostile, hostile + at, end - at);
	both_ways("deep", end - at);
	/* indefinite, ended and not */
	for (size_t i = 0; i < levels; i++)
		hostile[2 * i] = 0x30, hostile[2 * i + 1] = 0x80;
	both_ways("deep and open", 2 * levels);
	memset(hostile + 2 * levels, 0, 2 * levels);
	both_ways("deep and ended", 4 * levels);
	run_hostile("deep and ended", 4 * levels, NULL);
}

/* Indefinite lengths are followed to their own ends, however deep. */
static void
nested_indefinite_lengths_end_where_they_do(void **state)
{
	struct told t;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 200; i++)
		hostile[n++] = 0x30, hostile[n++] = 0x80;
	for (int i = 0; i < 200; i++)
		hostile[n++] = 0, hostile[n++] = 0;
	run((struct span){ hostile, n }, NULL, 0, &t);
	for (size_t i = 0; i < 16; i++)
		assert_int_equal(t.list[i].fault, FAULT_LENGTH_INDEFINITE);
	assert_int_equal(t.count, WALK_DEPTH + 1);	/* and one TOO_DEEP */
}

static void
giant_lengths(void **state)
{
	static const char *const row[] = { "3084ffffffff", "3088ffffffffffffffff",
	"308fffffffffffffff",
		"30fe", "30ff", "3084ffffffff3084ffffffff3084ffffffff", "3082ffff0284ffffffff00" };
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		n = hex_read(row[i], hostile);
		memset(hostile + n, 0xff, 200);
		for (size_t more = 0; more <= 200; more++)
			both_ways(row[i], n + more);
	}
}

/* One octet of a certificate changed, each in turn, to some values; and pieces of it exchanged. */
static void
changed_certificates(void **state)
{
	static const uint8_t values[] = { 0x00, 0x01, 0x30, 0x31, 0x80, 0xa0, 0xff, 0x1f };
	static uint8_t copy[4096];
	struct span bytes = forge_bytes("tls");
	struct told t;

	(void)state;
	assert_true(bytes.n <= sizeof(copy));
	for (size_t i = 0; i < bytes.n; i++) {
		for (size_t v = 0; v < sizeof(values); v++) {
			memcpy(copy, bytes.p, bytes.n);
			copy[i] = values[v];
			run((struct span){ copy, bytes.n }, &asn1_certificate, 0, &t);
		}
		memcpy(copy, bytes.p + i, bytes.n - i);
		memcpy(copy + bytes.n - i, bytes.p, i);
		run((struct span){ copy, bytes.n }, &asn1_certificate, 0, &t);
	}
}

/* Twice the input costs about twice, not four times. */
static void
the_cost_is_linear(void **state)
{
	size_t small = 1 << 17;
	clock_t start, one, eight;

	(void)state;
	for (size_t i = 0; i < sizeof(hostile); i += 2)
		hostile[i] = 0x05, hostile[i + 1] = 0;
	start = clock();
	for (int i = 0; i < 8; i++)
		run_hostile("small", small, NULL);
	one = clock() - start;
	start = clock();
	run_hostile("great", 8 * small, NULL);
	eight = clock() - start;
	assert_true(eight <= 8 * one + CLOCKS_PER_SEC / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fault_has_its_place),
		cmocka_unit_test(an_indefinite_length_without_end),
		cmocka_unit_test(each_fault_is_found_in_certificates),
		cmocka_unit_test(sound_certificates_have_no_fault),
		cmocka_unit_test(a_cut_certificate_overruns_once),
		cmocka_unit_test(elements_have_paths),
		cmocka_unit_test(an_element_can_end_the_walk),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(a_million_octets_of_little_elements),
		cmocka_unit_test(a_hundred_thousand_levels),
		cmocka_unit_test(nested_indefinite_lengths_end_where_they_do),
		cmocka_unit_test(giant_lengths),
		cmocka_unit_test(changed_certificates),
		cmocka_unit_test(the_cost_is_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
