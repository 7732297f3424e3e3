/* Punycode both ways, each rule for U-labels at its edges, and every row of data/idna.csv. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host.h"
#include "idna.h"
#include "idna_tables.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

/* The code points of UTF-8; how many. */
static int
code_points_of(const char *text, uint32_t *out)
{
	struct span s = span_of(text);
	int n = 0;

	while (utf8_next(&s, &out[n]))
		n++;
	return n;
}

/* ========================================================================== */
/*                                 Punycode                                   */
/* ========================================================================== */

struct sample {
	const char *text, *encoded;
};

/* The last six are of RFC 3492 7.1, by their values. */
static const struct sample samples[] = {
	{ "\u00fc", "tda" },
	{ "b\u00fccher", "bcher-kva" },
	{ "m\u00fcnchen", "mnchen-3ya" },
	{ "gr\u00f6\u00dfe", "gre-6ka8i" },
	{ "\u010de\u0161tina", "etina-gya30d" },
	{ "\u03b5\u03bb\u03bb\u03ac\u03b4\u03b1", "hxakic4aa" },
	{ "\u0440\u043e\u0441\u0441\u0438\u044f", "h1alffa9f" },
	{ "\u05d9\u05e9\u05e8\u05d0\u05dc", "4dbrk0ce" },
	{ "\u0645\u0635\u0631", "wgbh1c" },
	{ "\u092d\u093e\u0930\u0924", "h2brj9c" },
	{ "\u0e44\u0e17\u0e22", "o3cw4h" },
	{ "\ud55c\uad6d", "3e0b707e" },
	{ "\u65e5\u672c\u8a9e", "wgv71a119e" },
	{ "\u4e2d\u6587\u7f51", "fiq228c5hs" },
	{ "\U00020000\U0002a6df", "j50i438x" },
	{ "\U0010ffff", "dn32g" },
	{ "a\u00fcb-c", "ab-c-0ra" },
	{ "3\u5e74B\u7d44\u91d1\u516b\u5148\u751f", "3B-ww4c5e180e575a65lsy2b" },
	{ "\u5b89\u5ba4\u5948\u7f8e\u6075-with-SUPER-MONKEYS",
	  "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n" },
	{ "\u3072\u3068\u3064\u5c4b\u6839\u306e\u4e0b2", "2-u9tlzr9756bt3uc0v" },
	{ "Maji\u3067Koi\u3059\u308b5\u79d2\u524d", "MajiKoi5-783gue6qz075azm5e" },
	{ "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587", "ihqwcrb4cv8a8dqg056pqjye" },
	{ "-> $1.00 <-", "-> $1.00 <--" },
};

static void
samples_both_ways(void **state)
{
	uint32_t want[64], got[64];
	char encoded[64];

	for (size_t i = 0; i < COUNT(samples); i++) {
		int n = code_points_of(samples[i].text, want), length;

		assert_int_equal(punycode_decode(span_of(samples[i].encoded), got, 63), n);
		assert_memory_equal(got, want, (size_t)n * sizeof(*got));
		length = punycode_encode(want, n, encoded, 63);
		assert_int_equal(length, strlen(samples[i].encoded));
		assert_memory_equal(encoded, samples[i].encoded, length);
	}
}

static void
digits_of_either_case(void **state)
{
	uint32_t lower[64], upper[64];
	int n = punycode_decode(span_of("ihqwcrb4cv8a8dqg056pqjye"), lower, 63);

	assert_true(n > 0);
	assert_int_equal(punycode_decode(span_of("IHQWCRB4CV8A8DQG056PQJYE"), upper, 63), n);
	assert_memory_equal(lower, upper, (size_t)n * sizeof(*lower));
}

static void
malformed_punycode(void **state)
{
	static const char *const texts[] = {
		"-", /* a delimiter with nothing before it is no digit */
		"-tda",
		"0", /* a number that does not end */
		"tda0",
		"td a",
		"td_a",
		"t\xc3\xbcz",
		"\xc3\xbc-tda", /* basic code points that are none */
		"99999999", /* more than 32 bits */
		"zzzzzzzzzzzz",
		"a-99999999",
		"ib9b", /* surrogates */
		"a-qo7g",
		"en32g", /* above 10FFFF */
	};
	uint32_t out[64];

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(punycode_decode(span_of(texts[i]), out, 63), -1);
}

static void
punycode_of_nothing_and_ascii(void **state)
{
	uint32_t out[64];
	char encoded[64];

	assert_int_equal(punycode_decode((struct span){ NULL, 0 }, out, 63), 0);
	assert_int_equal(punycode_decode(span_of("abc-"), out, 63), 3);
	assert_int_equal(out[2], 'c');
	assert_int_equal(punycode_decode(span_of("--"), out, 63), 1);
	assert_int_equal(out[0], '-');
	assert_int_equal(punycode_encode(out, 0, encoded, 63), 0);
	assert_int_equal(punycode_encode(out, 1, encoded, 63), 2);
	assert_memory_equal(encoded, "--", 2);
}

/* Both stay within the room that they are given. */
static void
room_for_the_result(void **state)
{
	uint32_t out[8], want[8];
	char encoded[16];
	int n = code_points_of("b\u00fccher", want);

	memset(out, 0xee, sizeof(out));
	assert_int_equal(punycode_decode(span_of("bcher-kva"), out, 6), 6);
	assert_int_equal(out[6], 0xeeeeeeee);
	memset(out, 0xee, sizeof(out));
	for (int max = 0; max < 6; max++) {
		assert_int_equal(punycode_decode(span_of("bcher-kva"), out, max), -1);
		assert_int_equal(out[max], 0xeeeeeeee);
	}
	memset(encoded, '#', sizeof(encoded));
	assert_int_equal(punycode_encode(want, n, encoded, 9), 9);
	assert_int_equal(encoded[9], '#');
	memset(encoded, '#', sizeof(encoded));
	for (int max = 0; max < 9; max++) {
		assert_int_equal(punycode_encode(want, n, encoded, max), -1);
		assert_int_equal(encoded[max], '#');
	}
}

static void
longest_punycode(void **state)
{
	char text[65];
	uint32_t out[64];

	memset(text, 'a', sizeof(text)); /* 63 insertions of U+0080 */
	assert_int_equal(punycode_decode((struct span){ (uint8_t *)text, 63 }, out, 63), 63);
	assert_int_equal(out[62], 0x80);
	assert_int_equal(punycode_decode((struct span){ (uint8_t *)text, 64 }, out, 64), -1);
	for (int i = 0; i < 64; i++)
		out[i] = 'a';
	assert_int_equal(punycode_encode(out, 62, text, 63), 63);
	assert_int_equal(punycode_encode(out, 63, text, 63), -1);
	assert_int_equal(punycode_encode(out, 64, text, 65), -1);
}

static void
no_code_points(void **state)
{
	static const uint32_t bad[] = { 0xd800, 0xdfff, 0x110000, 0xffffffff };
	static const uint32_t good[] = { 0xd7ff, 0xe000, 0x10ffff };
	uint32_t out[64];
	char text[64];
	int n;

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(punycode_encode(&bad[i], 1, text, 63), -1);
	for (size_t i = 0; i < COUNT(good); i++) {
		n = punycode_encode(&good[i], 1, text, 63);
		assert_true(n > 0);
		assert_int_equal(
			punycode_decode((struct span){ (uint8_t *)text, (size_t)n }, out, 63), 1);
		assert_int_equal(out[0], good[i]);
	}
}

/* Numbers from a fixed seed. */
static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* What decodes has one spelling. */
static void
random_text_decodes_only_from_its_encoding(void **state)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789-aaaabbcc";
	uint64_t seed = 3492;
	uint32_t out[64];
	char text[64], again[64];
	int n, length, decoded = 0;

	for (int round = 0; round < 200000; round++) {
		length = (int)(next_random(&seed) % 24);
		for (int i = 0; i < length; i++)
			text[i] = alphabet[next_random(&seed) % (sizeof(alphabet) - 1)];
		n = punycode_decode((struct span){ (uint8_t *)text, (size_t)length }, out, 63);
		if (n < 0)
			continue;
		decoded++;
		assert_int_equal(punycode_encode(out, n, again, 63), length);
		assert_memory_equal(again, text, length);
	}
	assert_true(decoded > 10000);
}

static void
random_code_points_come_back(void **state)
{
	uint64_t seed = 5891;
	uint32_t text[64], out[64];
	char encoded[64];
	int n, length;

	for (int round = 0; round < 100000; round++) {
		n = (int)(next_random(&seed) % 16);
		for (int i = 0; i < n; i++)
			text[i] = next_random(&seed) % 4 ? 0x3041 + next_random(&seed) % 90 :
							   next_random(&seed) % 0xd800;
		length = punycode_encode(text, n, encoded, 63);
		if (length < 0)
			continue;
		assert_int_equal(punycode_decode((struct span){ (uint8_t *)encoded,
								(size_t)length },
						 out, 63),
				 n);
		assert_memory_equal(out, text, (size_t)n * sizeof(*out));
	}
}

/* ========================================================================== */
/*                                  Labels                                    */
/* ========================================================================== */

#define DISALLOWED HOST_BIT(HOST_U_DISALLOWED)
#define MAPPED (HOST_BIT(HOST_U_MAPPED) | DISALLOWED)
#define CONTEXT HOST_BIT(HOST_U_CONTEXT)
#define NOT_NFC HOST_BIT(HOST_U_NOT_NFC)
#define BIDI HOST_BIT(HOST_U_BIDI)
#define MARK HOST_BIT(HOST_U_MARK)
#define HYPHENS_34 HOST_BIT(HOST_U_HYPHENS_34)
#define HYPHEN_EDGE HOST_BIT(HOST_U_HYPHEN_EDGE)

struct judged {
	const char *label;
	uint64_t faults;
};

static const struct judged labels[] = {
	/* Code points. */
	{ "b\u00fccher", 0 },
	{ "fa\u00df", 0 }, /* sharp s and final sigma are valid since 2008 */
	{ "\u03b2\u03cc\u03bb\u03bf\u03c2", 0 },
	{ "\u00c4rzte", MAPPED },
	{ "\uff41\uff42", MAPPED }, /* full width */
	{ "\u2603", DISALLOWED },
	{ "caf\u00e9\u2122", MAPPED },
	{ "\U0001f600", DISALLOWED },
	{ "\u0378", DISALLOWED }, /* unassigned */
	{ "\uffff", DISALLOWED },
	{ "\U0010ffff", DISALLOWED },
	{ "\u00a0", MAPPED },
	{ "a_\u00fc", DISALLOWED },
	{ "a \u00fc", DISALLOWED },
	{ "\U00020000", 0 }, /* beyond the BMP */

	/* Normal form C. */
	{ "\u00e1", 0 },
	{ "a\u0301", NOT_NFC },
	{ "\u1ea1\u0302", NOT_NFC },
	{ "\u00e2\u0323", NOT_NFC }, /* composes otherwise after reordering */
	{ "x\u0323\u0302", 0 },
	{ "x\u0302\u0323", NOT_NFC }, /* out of order */
	{ "a\u0334\u0301", NOT_NFC }, /* not blocked */
	{ "x\u0301\u0301", 0 },
	{ "\u0958", MAPPED | NOT_NFC }, /* excluded from composition */
	{ "\u212a", MAPPED | NOT_NFC },
	{ "\uac00", 0 },
	{ "\u1100\u1161", DISALLOWED | NOT_NFC },
	{ "\uac00\u11a8", DISALLOWED | NOT_NFC },
	{ "\uac01\u11a8", DISALLOWED }, /* has its final consonant already */
	{ "\uac00\u11a7", DISALLOWED },
	{ "\u1112\u1175", DISALLOWED | NOT_NFC },
	{ "\u1113\u1161", DISALLOWED },
	{ "\u0b15\u0b47\u0b3e", NOT_NFC }, /* two starters that compose */
	{ "\U0001138b\U000113c5", NOT_NFC }, /* a composite whose first part composes leftwards */
	{ "\U00011380\U000113c5", 0 },

	/* Combining marks at the beginning. */
	{ "\u0301a", MARK },
	{ "\u0903\u0915", MARK }, /* a spacing one */
	{ "\u0915\u0903", 0 },

	/* Middle dot, keraia, geresh and gershayim, Katakana middle dot. */
	{ "l\u00b7l", 0 },
	{ "co\u00b7l", CONTEXT },
	{ "l\u00b7a", CONTEXT },
	{ "l\u00b7", CONTEXT },
	{ "\u00b7l", CONTEXT },
	{ "l\u00b7l\u00b7l", 0 },
	{ "\u0375\u03b1", 0 },
	{ "\u0375a", CONTEXT },
	{ "\u03b1\u0375", CONTEXT },
	{ "\u05d0\u05f3", 0 },
	{ "\u05f3\u05d0", CONTEXT },
	{ "\u05d0\u05f4\u05d1", 0 },
	{ "\u05d0\u05b7\u05f4", 0 }, /* a Hebrew point will do */
	{ "\u0628\u05f4", CONTEXT },
	{ "\u30fb\u30a2", 0 },
	{ "\u30fb\u3042", 0 },
	{ "\u6f22\u30fb", 0 },
	{ "a\u30fbb", CONTEXT },
	{ "\u30fb", CONTEXT },

	/* Digits of both Arabic sets. */
	{ "\u0628\u0660", 0 },
	{ "\u0628\u0669", 0 },
	{ "\u0628\u06f0", 0 },
	{ "\u0628\u0660\u06f9", CONTEXT | BIDI },

	/* Joiners. */
	{ "\u0915\u094d\u200d\u0937", 0 },
	{ "\u0915\u094d\u200c\u0937", 0 },
	{ "\u0915\u200d\u0937", CONTEXT },
	{ "a\u200db", CONTEXT },
	{ "a\u200cb", CONTEXT },
	{ "\u0628\u200c\u0628", 0 },
	{ "\u0628\u064e\u064e\u200c\u064e\u0628", 0 },
	{ "\u0627\u200c\u0628", CONTEXT }, /* alef joins to the right only */
	{ "\u0628\u200c\u0627", 0 },
	{ "\u0628\u200d\u0628", CONTEXT },
	{ "\u0628\u200c", CONTEXT | BIDI },
	{ "\u200c\u0628", CONTEXT | BIDI },
	{ "\u0628\u064e\u200c", CONTEXT | BIDI },
	{ "\ua872\u200c\u0628", BIDI }, /* the one letter that joins to the left only */

	/* Direction. */
	{ "\u05d0\u05d1", 0 },
	{ "a\u05d0", BIDI },
	{ "\u05d0a", BIDI },
	{ "1\u05d0", BIDI },
	{ "\u05d01", 0 },
	{ "\u05d0-\u05d1", 0 },
	{ "\u05d0\u05b7", 0 },
	{ "\u05d0-\u05b7", BIDI }, /* the hyphen is what it ends with */
	{ "\u0663\u0628", BIDI },
	{ "\u06281\u0663", BIDI }, /* two kinds of digits */
	{ "a\u0663", BIDI },
	{ "a1\u00fc", 0 },

	/* Hyphens. */
	{ "-\u00fc", HYPHEN_EDGE },
	{ "\u00fc-", HYPHEN_EDGE },
	{ "\u05d0-", HYPHEN_EDGE | BIDI },
	{ "ab--\u00fc", HYPHENS_34 },
	{ "\u00fc\u00fc--", HYPHENS_34 | HYPHEN_EDGE },
	{ "a--\u00fc", 0 },
	{ "abc--\u00fc", 0 },
	{ "ab-\u00fc-", HYPHEN_EDGE },
};

static void
labels_in_both_forms(void **state)
{
	uint32_t code_points[64];
	char label[64] = "xn--";

	for (size_t i = 0; i < COUNT(labels); i++) {
		int n = code_points_of(labels[i].label, code_points), length;

		length = punycode_encode(code_points, n, label + 4, 59);
		assert_true(length > 0);
		if (idna_u_label_faults(code_points, n) != labels[i].faults)
			print_message("row %zu, %s\n", i, labels[i].label);
		assert_int_equal(idna_u_label_faults(code_points, n), labels[i].faults);
		assert_int_equal(idna_a_label_faults(
					 (struct span){ (uint8_t *)label, 4 + (size_t)length }),
				 labels[i].faults);
	}
}

static const struct judged a_labels[] = {
	{ "xn--tda", 0 },
	{ "XN--TDA", 0 },
	{ "Xn--Bcher-KVA", 0 },
	{ "xn--", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn---", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn--0", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn--a b", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn--99999999", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn--b\u00fccher", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn--abc-", HOST_BIT(HOST_A_LABEL_ASCII) },
	{ "xn----", HOST_BIT(HOST_A_LABEL_ASCII) },
	{ "xn---tda", HOST_BIT(HOST_A_LABEL_LOOSE) },
	{ "xn---0", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "bcher-kva", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "xn-", HOST_BIT(HOST_A_LABEL_BAD) },
	{ "", HOST_BIT(HOST_A_LABEL_BAD) },
};

static void
a_labels_good_and_bad(void **state)
{
	for (size_t i = 0; i < COUNT(a_labels); i++)
		assert_int_equal(idna_a_label_faults(span_of(a_labels[i].label)),
				 a_labels[i].faults);
}

/* A-labels of 63 and 64 octets, and the U-labels that would have them. */
static void
longest_labels(void **state)
{
	uint32_t code_points[65];
	char label[65];

	memset(label, 'a', sizeof(label));
	memcpy(label, "xn--", 4);
	assert_int_equal(idna_a_label_faults((struct span){ (uint8_t *)label, 63 }), DISALLOWED);
	assert_int_equal(idna_a_label_faults((struct span){ (uint8_t *)label, 64 }),
			 HOST_BIT(HOST_LABEL_LONG));
	for (int i = 0; i < 65; i++)
		code_points[i] = 'a';
	assert_int_equal(idna_u_label_faults(code_points, 63), 0);
	assert_int_equal(idna_u_label_faults(code_points, 64), HOST_BIT(HOST_LABEL_LONG));
	code_points[0] = 0xfc; /* a of these, '-', and three digits: 59 octets */
	assert_int_equal(punycode_encode(code_points, 56, label, 63), 59);
	assert_int_equal(idna_u_label_faults(code_points, 56), 0);
	assert_int_equal(idna_u_label_faults(code_points, 57), HOST_BIT(HOST_LABEL_LONG));
	assert_int_equal(idna_u_label_faults(code_points, 0), HOST_BIT(HOST_EMPTY_LABEL));
}

static void
u_labels_with_upper_case_or_no_characters(void **state)
{
	static const uint32_t upper[] = { 'B', 0xfc }, broken[] = { 0xfc, UTF8_BROKEN },
			      surrogate[] = { 0xd800 };

	assert_int_equal(idna_u_label_faults(upper, 2), MAPPED);
	assert_int_equal(idna_u_label_faults(broken, 2), DISALLOWED);
	assert_int_equal(idna_u_label_faults(surrogate, 1), DISALLOWED);
}

/* Long ones are judged in linear time, and what needs no order is still found. */
static void
u_labels_beyond_all_limits(void **state)
{
	enum { N = 1 << 20 };
	uint32_t *text = malloc(N * sizeof(*text));

	assert_non_null(text);
	for (int i = 0; i < N; i++)
		text[i] = i % 2 ? 0x200c : 0x64e; /* joiners between transparent marks */
	assert_int_equal(idna_u_label_faults(text, N), HOST_BIT(HOST_LABEL_LONG) | MARK | CONTEXT);
	for (int i = 0; i < N; i++)
		text[i] = i % 2 ? 0x30fb : 'a';
	assert_int_equal(idna_u_label_faults(text, N), HOST_BIT(HOST_LABEL_LONG) | CONTEXT);
	free(text);
}

static void
random_bytes_end_somehow(void **state)
{
	uint64_t seed = 5892, flags = 0;
	uint8_t label[80] = "xn--";

	for (int round = 0; round < 200000; round++) {
		size_t n = next_random(&seed) % 76;

		for (size_t i = 0; i < n; i++)
			label[4 + i] = (uint8_t)(round % 2 ? next_random(&seed) :
							     'a' + next_random(&seed) % 26);
		flags |= idna_a_label_faults((struct span){ label, 4 + n });
	}
	assert_true((flags & HOST_BIT(HOST_A_LABEL_BAD)) != 0);
	assert_true((flags & DISALLOWED) != 0);
}

/* ========================================================================== */
/*                                 The table                                  */
/* ========================================================================== */

struct name {
	const char *text;
	int value;
};

static const struct name classes[] = { { "PVALID", CLASS_PVALID },
				       { "CONTEXTJ", CLASS_CONTEXTJ },
				       { "CONTEXTO", CLASS_CONTEXTO },
				       { "MAPPED", CLASS_MAPPED },
				       { NULL, 0 } };
static const struct name bidi[] = { { "R", BIDI_R },     { "AL", BIDI_AL }, { "AN", BIDI_AN },
				    { "EN", BIDI_EN },   { "ES", BIDI_ES }, { "CS", BIDI_CS },
				    { "ET", BIDI_ET },   { "ON", BIDI_ON }, { "BN", BIDI_BN },
				    { "NSM", BIDI_NSM }, { NULL, 0 } };
static const struct name joining[] = { { "C", JOINING_C }, { "D", JOINING_D }, { "L", JOINING_L },
				       { "R", JOINING_R }, { "T", JOINING_T }, { NULL, 0 } };
static const struct name scripts[] = {
	{ "Greek", SCRIPT_GREEK },       { "Han", SCRIPT_HAN },
	{ "Hebrew", SCRIPT_HEBREW },     { "Hiragana", SCRIPT_HIRAGANA },
	{ "Katakana", SCRIPT_KATAKANA }, { NULL, 0 }
};
static const struct name nfc[] = { { "N", NFC_NO }, { "M", NFC_MAYBE }, { NULL, 0 } };

static int
value_of(const struct name *names, const char *text)
{
	for (; names->text != NULL; names++)
		if (strcmp(names->text, text) == 0)
			return names->value;
	return (int)strtol(text, NULL, 10);
}

static void
check_property(const char *property, const struct char_facts *facts, const char *value)
{
	if (strcmp(property, "class") == 0)
		assert_int_equal(facts->class, value_of(classes, value));
	else if (strcmp(property, "bidi") == 0)
		assert_int_equal(facts->bidi, value_of(bidi, value));
	else if (strcmp(property, "joining") == 0)
		assert_int_equal(facts->joining, value_of(joining, value));
	else if (strcmp(property, "script") == 0)
		assert_int_equal(facts->script, value_of(scripts, value));
	else if (strcmp(property, "nfc") == 0)
		assert_int_equal(facts->nfc, value_of(nfc, value));
	else if (strcmp(property, "ccc") == 0)
		assert_int_equal(facts->ccc, value_of(nfc, value));
	else
		assert_int_equal(facts->mark, value_of(nfc, value));
}

/* A composite is NFC by itself, its two parts are not. */
static void
check_composition(uint32_t first, uint32_t second, uint32_t composite)
{
	uint32_t parts[2] = { first, second };

	assert_false((idna_u_label_faults(&composite, 1) & NOT_NFC) != 0);
	assert_true((idna_u_label_faults(parts, 2) & NOT_NFC) != 0);
}

static int
check_row(const char *line)
{
	char property[16], value[16];
	unsigned first, last;

	if (sscanf(line, "%15[a-z],%x,%x,%15s", property, &first, &last, value) != 4)
		return 0;
	if (strcmp(property, "compose") == 0) {
		check_composition(first, last, (uint32_t)strtoul(value, NULL, 16));
		return 1;
	}
	for (uint32_t c = first; c <= last; c++)
		check_property(property, char_facts(c), value);
	return 1;
}

static void
every_row_of_the_table(void **state)
{
	const char *directory = getenv("CERTLINT_DATA");
	char path[1024], line[256];
	int rows = 0;
	FILE *file;

	if (directory == NULL)
		skip();
	snprintf(path, sizeof(path), "%s/idna.csv", directory);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL)
		rows += check_row(line);
	fclose(file);
	assert_true(rows > 5000);
}

/* Every Hangul syllable, and its parts. */
static void
every_syllable(void **state)
{
	for (uint32_t c = 0xac00; c < 0xd7a4; c++) {
		uint32_t s = c - 0xac00;

		if (s % 28 == 0)
			check_composition(0x1100 + s / 588, 0x1161 + s / 28 % 21, c);
		else
			check_composition(c - s % 28, 0x11a7 + s % 28, c);
	}
}

static bool
is_normal(uint32_t tag, const char *text)
{
	return text_is_nfc(tag, (struct span){ (const uint8_t *)text, strlen(text) });
}

static void
normal_form(void **state)
{
	char text[2 * 80 + 2] = "e";

	(void)state;
	assert_true(is_normal(DER_UTF8_STRING, ""));
	assert_true(is_normal(DER_UTF8_STRING, "plain"));
	assert_true(is_normal(DER_UTF8_STRING, "caf\xc3\xa9"));
	assert_false(is_normal(DER_UTF8_STRING, "cafe\xcc\x81"));
	assert_false(is_normal(DER_UTF8_STRING, "cafe\xcc\x81 au lait"));
	assert_true(is_normal(DER_UTF8_STRING, "\xcc\x81")); /* nothing to join */
	assert_true(is_normal(DER_UTF8_STRING, "x\xcc\x81"));
	assert_false(is_normal(DER_UTF8_STRING, "\xe2\x84\xab")); /* Angstrom sign */
	assert_false(is_normal(DER_UTF8_STRING, "x\xcc\x81\xcc\xa3")); /* acute before dot below */
	assert_true(is_normal(DER_UTF8_STRING, "x\xcc\xa3\xcc\x81"));
	assert_true(is_normal(DER_UTF8_STRING, "\xff\xfe"));
	/* A run that is too long is not judged; what follows is. */
	for (int i = 0; i < 80; i++)
		strcat(text, "\xcc\x81");
	assert_true(is_normal(DER_UTF8_STRING, text));
	strcpy(text + 2 * 80 - 20, "e\xcc\x81");
	assert_false(is_normal(DER_UTF8_STRING, text));
	strcpy(text + 2 * 62 + 1, "");
	assert_false(is_normal(DER_UTF8_STRING, text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_form),
		cmocka_unit_test(samples_both_ways),
		cmocka_unit_test(digits_of_either_case),
		cmocka_unit_test(malformed_punycode),
		cmocka_unit_test(punycode_of_nothing_and_ascii),
		cmocka_unit_test(room_for_the_result),
		cmocka_unit_test(longest_punycode),
		cmocka_unit_test(no_code_points),
		cmocka_unit_test(random_text_decodes_only_from_its_encoding),
		cmocka_unit_test(random_code_points_come_back),
		cmocka_unit_test(labels_in_both_forms),
		cmocka_unit_test(a_labels_good_and_bad),
		cmocka_unit_test(longest_labels),
		cmocka_unit_test(u_labels_with_upper_case_or_no_characters),
		cmocka_unit_test(u_labels_beyond_all_limits),
		cmocka_unit_test(random_bytes_end_somehow),
		cmocka_unit_test(every_row_of_the_table),
		cmocka_unit_test(every_syllable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
