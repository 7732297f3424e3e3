/* Every block of a text is found and decoded or refused, whatever the buffer's size. */

#include <certlint/certlint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Nine octets that are a SEQUENCE, and their base64. */
#define DER "\x30\x07\x02\x01\x05\x02\x02\x01\x00"
#define DER_64 "MAcCAQUCAgEA"
#define BEGIN(label) "-----BEGIN " label "-----\n"
#define END(label) "-----END " label "-----\n"
#define PEM BEGIN("CERTIFICATE") DER_64 "\n" END("CERTIFICATE")

static struct certlint_block block;
static uint8_t out[4096];

static void
start(void)
{
	block = (struct certlint_block)CERTLINT_BLOCK_INIT;
}

static int64_t
decode_bytes(const char *text, size_t length)
{
	/* An exactly-sized copy, so that a sanitizer sees what is read past the end. */
	char *copy = malloc(length ? length : 1);
	int64_t n;

	assert_non_null(copy);
	memcpy(copy, text, length);
	n = certlint_decode(copy, length, &block, out, sizeof(out));
	free(copy);
	assert_true(block.used <= length);
	assert_true(block.offset + block.length <= length);
	return n;
}

/* The first call on a text. */
static int64_t
decode(const char *text)
{
	start();
	return decode_bytes(text, strlen(text));
}

/*
 * A whole walk as one line: per block its label, line and length or reason.  With a `step`, the
 * text comes in pieces of that many bytes.
 */
static const char *
story_of(const char *text, size_t length, size_t step)
{
	static char story[4096];
	size_t at = 0, have = step ? 0 : length, w = 0;

	start();
	story[0] = '\0';
	for (int i = 0; i < 100000; i++) {
		int64_t n;

		block.more = have < length;
		n = decode_bytes(text + at, have - at);
		at += block.used;
		if (n == 0 && have == length)
			break;
		if (n == 0) {
			have = length - have < step ? length : have + step;
			continue;
		}
		assert_true(n > 0 || n == CERTLINT_ERR_FORMAT);
		assert_int_equal(n < 0, block.reason != NULL);
		assert_true(block.used > 0 || n < 0);
		if (w < sizeof(story) - 200)
			w += (size_t)snprintf(story + w, sizeof(story) - w, "%s@%zu:", block.label,
					      block.line);
		if (w < sizeof(story) - 200 && n > 0)
			w += (size_t)snprintf(story + w, sizeof(story) - w, "%d ", (int)n);
		else if (w < sizeof(story) - 200)
			w += (size_t)snprintf(story + w, sizeof(story) - w, "%s ", block.reason);
	}
	assert_int_equal(at, length);
	return story;
}

/* The story, which has to be the same for every size of buffer. */
static void
expect_bytes(const char *text, size_t length, const char *story)
{
	assert_string_equal(story_of(text, length, 0), story);
	for (size_t step = 1; step <= length && step < 200; step++)
		assert_string_equal(story_of(text, length, step), story);
}

static void
expect(const char *text, const char *story)
{
	expect_bytes(text, strlen(text), story);
}

static void
one_block(void **state)
{
	assert_int_equal(decode(PEM), 9);
	assert_memory_equal(out, DER, 9);
	assert_string_equal(block.label, "CERTIFICATE");
	assert_int_equal(block.used, strlen(PEM));
	assert_int_equal(block.offset, 0);
	assert_int_equal(block.length, strlen(PEM));
	assert_int_equal(block.line, 1);
	assert_int_equal(block.needed, 9);
	assert_null(block.reason);
	assert_int_equal(block.flags, 0);
	assert_int_equal(decode_bytes("", 0), 0);
	assert_int_equal(block.used, 0);
}

static void
many_blocks_and_text(void **state)
{
	expect(PEM PEM PEM, "CERTIFICATE@1:9 CERTIFICATE@4:9 CERTIFICATE@7:9 ");
	expect("subject = x\nissuer = y\n\n" PEM "\n\ntrailing text\n" PEM "end",
	       "CERTIFICATE@4:9 CERTIFICATE@10:9 ");
	expect(BEGIN("X509 CRL") DER_64 "\n" END("X509 CRL")
		       BEGIN("PRIVATE KEY") "AAAA\n" END("PRIVATE KEY") PEM,
	       "X509 CRL@1:9 PRIVATE KEY@4:3 CERTIFICATE@7:9 ");
}

static void
line_ends(void **state)
{
	expect("a\r\n-----BEGIN A-----\r\nMAcC\r\nAQUCAgEA\r\n-----END A-----\r\n\r\n" PEM,
	       "A@2:9 CERTIFICATE@7:9 ");
	expect("a\r-----BEGIN A-----\rMAcC\rAQUCAgEA\r-----END A-----\r\r" PEM,
	       "A@2:9 CERTIFICATE@7:9 ");
	expect("-----BEGIN A----- MAcC AQUC\tAgEA -----END A----- "
	       "-----BEGIN B-----AAAA-----END B-----",
	       "A@1:9 B@1:3 ");
	expect("-----BEGIN A-----\nMAcCAQUCAgEA\n-----END A----------BEGIN B-----\nAAAA\n"
	       "-----END B-----",
	       "A@1:9 B@3:3 ");
	expect("-----BEGIN A-----\n\n\nMAcCAQUC\n\n \n\tAgEA\n\n-----END A-----", "A@1:9 ");
	expect("-----BEGIN A-----\nM\nAc\nCAQU\nC\r\n\v\fAgE\nA\n-----END A-----\n", "A@1:9 ");
}

static void
odd_white_space(void **state)
{
	expect("  -----BEGIN CERTIFICATE-----  \n   MAcCAQUCAgEA  \n"
	       "  -----END CERTIFICATE-----  \n",
	       "CERTIFICATE@1:9 ");
	expect("-----BEGIN   X509 \t CRL  -----\nAAAA\n-----END X509 CRL -----\n", "X509 CRL@1:3 ");
	expect("------BEGIN A------\nAAAA\n------END A------\n", "A@1:3 ");
	expect("\xef\xbb\xbf" PEM, "CERTIFICATE@1:9 ");
	expect("\xef\xbb\xbf" DER_64, "@1:9 ");
}

static void
labels(void **state)
{
	char text[600], label[128];

	expect("-----BEGIN-----\nAAAA\n-----END-----\n", "@1:3 ");
	memset(label, 'L', sizeof(label));
	label[63] = '\0';
	snprintf(text, sizeof(text), "-----BEGIN %s-----\nAAAA\n-----END %s-----\n", label, label);
	assert_int_equal(decode(text), 3);
	assert_string_equal(block.label, label);
	label[63] = 'L';
	label[64] = '\0';
	snprintf(text, sizeof(text), "-----BEGIN %s-----\nAAAA\n-----END %s-----\n", label, label);
	expect(text, "@1:a label that is none ");
	expect("-----BEGIN \x1b[31m-----\nAAAA\n-----END \x1b[31m-----\n" PEM,
	       "@1:a label that is none CERTIFICATE@4:9 ");
	expect("-----BEGIN \xc3\xa9-----\nAAAA\n-----END \xc3\xa9-----\n",
	       "@1:a label that is none ");
}

static void
not_armour(void **state)
{
	expect("-----BEGINNERS-----\n" PEM, "CERTIFICATE@2:9 ");
	expect("see -----BEGIN CERTIFICATE----- for more\n" PEM, "CERTIFICATE@2:9 ");
	expect("---BEGIN CERTIFICATE---\n\n" PEM, "CERTIFICATE@3:9 ");
	expect("-----END CERTIFICATE-----\n" PEM, "CERTIFICATE@2:9 ");
	expect("-----begin certificate-----\n" PEM, "CERTIFICATE@2:9 ");
}

static void
bad_blocks_are_passed(void **state)
{
	expect(BEGIN("A") "AAAA\n" PEM PEM, "A@1:no END line CERTIFICATE@3:9 CERTIFICATE@6:9 ");
	expect(BEGIN("A") "AAAA\n" END("B") PEM,
	       "A@1:an END line with another label CERTIFICATE@4:9 ");
	expect(BEGIN("A") "AA?A\n" END("A") PEM,
	       "A@1:a character that is not base64 CERTIFICATE@4:9 ");
	expect(BEGIN("A") END("A") PEM, "A@1:no data inside CERTIFICATE@3:9 ");
	expect(BEGIN("A") "\n \n" END("A") PEM, "A@1:no data inside CERTIFICATE@5:9 ");
	expect(BEGIN("A") "AAAA\n-----END A\nAAAA\n" PEM,
	       "A@1:an END line without its dashes CERTIFICATE@5:9 ");
	expect("-----BEGIN A\nAAAA\n" END("A") PEM,
	       "@1:a BEGIN line without its dashes CERTIFICATE@4:9 ");
	expect(BEGIN("A") "AAAA\n-----\nAAAA\n" END("A") PEM,
	       "A@1:a character that is not base64 CERTIFICATE@6:9 ");
	expect(BEGIN("A") "AAAA\n", "A@1:no END line ");
	expect(BEGIN("A"), "A@1:no END line ");
	expect("-----BEGIN A", "@1:a BEGIN line without its dashes ");
	expect(BEGIN("A") "AAAA\n-----END A----", "A@1:an END line without its dashes ");
	expect(BEGIN("A") BEGIN("B") BEGIN("C"),
	       "A@1:no END line B@2:no END line C@3:no END line ");
}

static void
faults_have_a_place(void **state)
{
	assert_int_equal(decode("\n" BEGIN("A") "AA?A\n" END("A")), CERTLINT_ERR_FORMAT);
	assert_int_equal(block.fault, 1 + strlen(BEGIN("A")) + 2);
	assert_int_equal(block.offset, 1);
	assert_int_equal(block.line, 2);
	assert_int_equal(decode(BEGIN("A") "AAAA\n" BEGIN("B")), CERTLINT_ERR_FORMAT);
	assert_int_equal(block.fault, strlen(BEGIN("A") "AAAA\n"));
	assert_int_equal(block.used, block.fault);
}

static void
padding(void **state)
{
	expect(BEGIN("A") "MA==\n" END("A"), "A@1:1 ");
	expect(BEGIN("A") "MAA=\n" END("A"), "A@1:2 ");
	expect(BEGIN("A") "MA\n" END("A"), "A@1:1 ");
	expect(BEGIN("A") "MA=\n" END("A"), "A@1:1 ");
	expect(BEGIN("A") "MAA\n=\n" END("A"), "A@1:2 ");
	expect(BEGIN("A") "M\n" END("A"), "A@1:base64 that is cut short ");
	expect(BEGIN("A") "MAAAM\n" END("A"), "A@1:base64 that is cut short ");
	expect(BEGIN("A") "MA==MAAA\n" END("A"), "A@1:a character that is not base64 ");
	expect(BEGIN("A") "MAAA=\n" END("A"), "A@1:a character that is not base64 ");
	expect(BEGIN("A") "MAA==\n" END("A"), "A@1:a character that is not base64 ");
	expect(BEGIN("A") "====\n" END("A"), "A@1:a character that is not base64 ");
	expect(BEGIN("A") "M_-A\n" END("A"), "A@1:a character that is not base64 ");
}

static void
headers(void **state)
{
	expect(BEGIN("A") "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0011\n\nAAAA\n" END("A"),
	       "A@1:3 ");
	assert_int_equal(decode(BEGIN("A") "Proc-Type: 4,ENCRYPTED\n\nAAAA\n" END("A")), 3);
	assert_int_equal(block.flags, CERTLINT_BLOCK_ENCRYPTED);
	assert_int_equal(decode(BEGIN("A") "Comment: x\r\n\r\nAAAA\r\n" END("A")), 3);
	assert_int_equal(block.flags, 0);
	expect(BEGIN("A") "Comment: x\n more\nOther: y\nAAAA\n" END("A"), "A@1:3 ");
	expect(BEGIN("A") "AAAA\nComment: x\n\n" END("A"), "A@1:a character that is not base64 ");
}

static void
bare_base64(void **state)
{
	assert_int_equal(decode(DER_64), 9);
	assert_memory_equal(out, DER, 9);
	assert_string_equal(block.label, "");
	assert_int_equal(block.used, strlen(DER_64));
	expect(DER_64 "\n", "@1:9 ");
	expect("\n\n  " DER_64 "  \r\n\r\n", "@3:9 ");
	expect(DER_64 "\n" DER_64 "\n\n" DER_64, "@1:9 @2:9 @4:9 ");
	expect("MAA=\nMAA=", "@1:2 @2:2 ");
	expect("# a comment\n" DER_64 "\nand more\n", "@2:9 ");
	expect(DER_64 "\n" PEM DER_64, "@1:9 CERTIFICATE@2:9 @5:9 ");
	/* Words are words. */
	expect("MIDDLE\nMACE\n" PEM, "CERTIFICATE@3:9 ");
}

/* Base64 of a SEQUENCE of `length` octets in all, with a line end after each `columns`. */
static char *
encoded(size_t length, size_t columns)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	static char text[8192];
	uint8_t der[4096] = { 0x30, 0x82, (uint8_t)((length - 4) >> 8), (uint8_t)(length - 4) };
	size_t w = 0, column = 0;

	for (size_t i = 4; i < length; i++)
		der[i] = (uint8_t)(i * 7);
	for (size_t i = 0; i < length * 8; i += 6) {
		size_t left = 16 - i % 8;
		unsigned pair = (unsigned)der[i / 8] << 8 |
				(i / 8 + 1 < length ? der[i / 8 + 1] : 0);

		text[w++] = digits[pair >> (left - 6) & 63];
		if (++column == columns) {
			text[w++] = '\n';
			column = 0;
		}
	}
	while ((w - w / (columns + 1)) % 4)
		text[w++] = '=';
	text[w++] = '\n';
	text[w] = '\0';
	return text;
}

static void
wrapped_base64(void **state)
{
	static const size_t columns[] = { 1, 5, 16, 19, 60, 64, 75, 76, 77, 100, 1000, 5000 };

	for (size_t i = 2; i < sizeof(columns) / sizeof(*columns); i++) {
		for (size_t length = 128; length < 140; length++) {
			char want[20];

			snprintf(want, sizeof(want), "@1:%zu ", length);
			assert_string_equal(story_of(encoded(length, columns[i]),
						     strlen(encoded(length, columns[i])), 0),
					    want);
			assert_string_equal(story_of(encoded(length, columns[i]),
						     strlen(encoded(length, columns[i])), 37),
					    want);
		}
	}
}

/* One damaged line of a list spoils no other. */
static void
lines_of_base64(void **state)
{
	char text[20000], *p = text;
	const char *one = encoded(300, 5000);
	size_t n = strlen(one);

	memcpy(p, one, n), p += n;
	memcpy(p, one, n - 101), p += n - 101;
	*p++ = '\n';
	memcpy(p, one, n), p += n;
	p[-100] = '?';
	memcpy(p, one, n + 1);
	expect(text, "@1:300 @2:225 @3:a character that is not base64 @4:300 ");
}

static void
neither(void **state)
{
	expect("hello, world\n", "@1:neither PEM nor base64 of a SEQUENCE ");
	expect("", "@1:neither PEM nor base64 of a SEQUENCE ");
	expect(" \n\n", "@1:neither PEM nor base64 of a SEQUENCE ");
	expect("<html><body>404 Not Found</body></html>",
	       "@1:neither PEM nor base64 of a SEQUENCE ");
	expect("AAAAAAAAAAAAAAAAAAAAAAAA", "@1:neither PEM nor base64 of a SEQUENCE ");
	expect_bytes("\x30\x82\x01\x00\x00\xff", 6, "@1:neither PEM nor base64 of a SEQUENCE ");
	assert_int_equal(decode("hello"), CERTLINT_ERR_FORMAT);
	assert_int_equal(block.used, 5);
	assert_int_equal(decode_bytes("", 0), 0);
}

static void
nul_and_utf16(void **state)
{
	static const char nul[] = "a\0b\n" PEM;
	static const char inside[] = BEGIN("A") "AA\0A\n" END("A") PEM;
	static const char label[] = "-----BEGIN A\0B-----\nAAAA\n-----END A\0B-----\n" PEM;

	expect_bytes(nul, sizeof(nul) - 1, "CERTIFICATE@2:9 ");
	expect_bytes(inside, sizeof(inside) - 1,
		     "A@1:a character that is not base64 CERTIFICATE@4:9 ");
	expect_bytes(label, sizeof(label) - 1, "@1:a label that is none CERTIFICATE@4:9 ");
	start();
	assert_int_equal(decode_bytes("\xff\xfe-\0-\0", 6), CERTLINT_ERR_FORMAT);
	assert_int_equal(block.used, 6);
	assert_non_null(strstr(block.reason, "UTF-16"));
	start();
	assert_int_equal(decode_bytes("\0-\0-\0-", 6), CERTLINT_ERR_FORMAT);
	assert_non_null(strstr(block.reason, "UTF-16"));
}

static void
capacity(void **state)
{
	for (size_t n = 0; n <= 12; n++) {
		uint8_t *room = malloc(n ? n : 1);
		int64_t got;

		start();
		assert_non_null(room);
		got = certlint_decode(PEM, strlen(PEM), &block, room, n);
		assert_int_equal(got, n < 9 ? CERTLINT_ERR_LIMIT : 9);
		assert_int_equal(block.needed, 9);
		assert_int_equal(block.used, n < 9 ? 0 : strlen(PEM));
		assert_string_equal(block.label, "CERTIFICATE");
		if (n >= 9)
			assert_memory_equal(room, DER, 9);
		free(room);
	}
	start();
	assert_int_equal(certlint_decode(PEM, strlen(PEM), &block, NULL, 0), CERTLINT_ERR_LIMIT);
	/* The same walk goes on where it stopped. */
	assert_int_equal(certlint_decode(PEM, strlen(PEM), &block, out, sizeof(out)), 9);
	assert_int_equal(block.line, 1);
}

static void
in_place(void **state)
{
	char text[] = DER_64 "\n" PEM PEM "tail";
	size_t length = strlen(text), at = 0;

	start();
	for (int i = 0; i < 3; i++) {
		assert_int_equal(
			certlint_decode(text + at, length - at, &block, text + at, length - at), 9);
		assert_memory_equal(text + at, DER, 9);
		at += block.used;
		assert_int_equal(block.line, i ? 3 * i - 1 : 1);
	}
	assert_string_equal(text + at, "tail");
}

static void
arguments(void **state)
{
	struct {
		struct certlint_block block;
		char newer[16];
	} larger = { .newer = { 0 } };

	larger.block = (struct certlint_block)CERTLINT_BLOCK_INIT;
	larger.block.size = sizeof(larger);
	assert_int_equal(certlint_decode(PEM, strlen(PEM), &larger.block, out, sizeof(out)), 9);
	larger.newer[15] = 1;
	assert_int_equal(certlint_decode(PEM, strlen(PEM), &larger.block, out, sizeof(out)),
			 CERTLINT_ERR_NEWER);
	assert_int_equal(certlint_decode(PEM, 1, NULL, out, sizeof(out)), CERTLINT_ERR_ARGUMENT);
	start();
	assert_int_equal(certlint_decode(NULL, 1, &block, out, sizeof(out)), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_decode(NULL, 0, &block, out, sizeof(out)), CERTLINT_ERR_FORMAT);
	block.size = 8;
	assert_int_equal(certlint_decode(PEM, 1, &block, out, sizeof(out)), CERTLINT_ERR_ARGUMENT);
}

/* Texts that would take hours if a call looked further than the block it returns. */
static void
linear_time(void **state)
{
	static const char *const unit[] = {
		"-----BEGIN A-----\n",
		"-----BEGIN\n",
		"-----BEGIN A-----",
		"-----BEGIN ",
		"\r",
		"-",
		"-----",
		"-----END A-----\n",
		"-----BEGIN A-----AAAA-----END A----- ",
		"MAA=\n",
		"MAA=\r",
		"MIIAAAAAAAAAAAAAAAAAAAAA",
		"MIIAAAAAAAAAAAAAAAAAAAAA\n",
		"MIIA-----BEGIN ",
		"-----BEGIN A-----\nA: ENCRYPTE\nEEEEEEEE",
		"M ",
	};
	size_t length = 8 << 20;
	char *text = malloc(length);

	assert_non_null(text);
	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++) {
		size_t n = strlen(unit[i]), at = 0, calls = 0;
		int64_t got;

		for (size_t k = 0; k < length; k++)
			text[k] = unit[i][k % n];
		start();
		while ((got = certlint_decode(text + at, length - at, &block, out, sizeof(out)))) {
			if (got == CERTLINT_ERR_LIMIT)
				break;
			at += block.used;
			assert_true(++calls <= length);
		}
		assert_true(got == CERTLINT_ERR_LIMIT || at <= length);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_block),
		cmocka_unit_test(many_blocks_and_text),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(odd_white_space),
		cmocka_unit_test(labels),
		cmocka_unit_test(not_armour),
		cmocka_unit_test(bad_blocks_are_passed),
		cmocka_unit_test(faults_have_a_place),
		cmocka_unit_test(padding),
		cmocka_unit_test(headers),
		cmocka_unit_test(bare_base64),
		cmocka_unit_test(wrapped_base64),
		cmocka_unit_test(lines_of_base64),
		cmocka_unit_test(neither),
		cmocka_unit_test(nul_and_utf16),
		cmocka_unit_test(capacity),
		cmocka_unit_test(in_place),
		cmocka_unit_test(arguments),
		cmocka_unit_test(linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
