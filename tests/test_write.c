/* Text on its way out: pieces at the buffer's edges, numbers, escapes, and a writer who stops. */

#include "sample.h"

#undef fail	/* cmocka's; here it is the lints' */

#include "write.h"

enum { SIZE = sizeof(((struct out *)NULL)->buffer) };

struct receiver {
	char text[4 * SIZE + 64];
	size_t length, calls;
	size_t stop_at;			/* 0: never; else the call, from 1 */
};

static int
receive(void *ctx, const char *text, size_t length)
{
	struct receiver *r = ctx;

	assert_true(length > 0 && length <= SIZE);
	assert_true(r->stop_at == 0 || r->calls < r->stop_at);	/* never again after it */
	assert_true(r->length + length <= sizeof(r->text));
	memcpy(r->text + r->length, text, length);
	r->length += length;
	return ++r->calls == r->stop_at;
}

static struct receiver received;
static struct out out;

static void
begin(void)
{
	memset(&received, 0, sizeof(received));
	memset(&out, 0, sizeof(out));
	out.writer = receive;
	out.ctx = &received;
}

/* What was written so far, whether it has been sent or not. */
static const char *
written(void)
{
	static char text[sizeof(received.text) + SIZE + 1];

	memcpy(text, received.text, received.length);
	memcpy(text + received.length, out.buffer, out.used);
	text[received.length + out.used] = '\0';
	return text;
}

/* Two pieces of any length around the edge, and a third after them, arrive whole and in order. */
static void
test_edges(void **state)
{
	static const size_t lengths[] = { 0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE };
	enum { N = sizeof(lengths) / sizeof(*lengths) };
	static char text[2 * SIZE];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 23);
	for (size_t a = 0; a < N; a++)
		for (size_t b = 0; b + a < N; b++) {
			size_t first = lengths[a], second = lengths[b];
			const char *all;

			begin();
			out_bytes(&out, text, first);
			out_bytes(&out, text, second);
			out_text(&out, "end");
			assert_true(out.used < SIZE);	/* a full buffer is sent at once */
			all = written();
			assert_int_equal(strlen(all), first + second + 3);
			assert_memory_equal(all, text, first);
			assert_memory_equal(all + first, text, second);
			assert_string_equal(all + first + second, "end");
			assert_int_equal(received.calls, (first + second + 3) / SIZE);
		}
}

static void
test_stop(void **state)
{
	static char text[5 * SIZE + 1];

	memset(text, 'x', sizeof(text) - 1);
	begin();
	received.stop_at = 2;
	out_text(&out, text);
	assert_true(out.stopped);
	out_text(&out, text);
	out_number(&out, 5);
	assert_int_equal(received.calls, 2);
	assert_int_equal(received.length, 2 * SIZE);
	assert_true(out.used < SIZE);		/* what nobody wants takes no room */
}

static void
test_numbers(void **state)
{
	begin();
	out_number(&out, 0);
	out_text(&out, " ");
	out_number(&out, 9);
	out_text(&out, " ");
	out_number(&out, 10);
	out_text(&out, " ");
	out_number(&out, UINT64_MAX);
	assert_string_equal(written(), "0 9 10 18446744073709551615");
}

static const char *
safe(const char *text, size_t n, bool json)
{
	begin();
	out_safe(&out, text, n, json);
	return written();
}
#define SAFE(text, json) safe(text, sizeof(text) - 1, json)

static void
test_safe(void **state)
{
	assert_string_equal(SAFE("", true), "");
	assert_string_equal(SAFE("a b~/", true), "a b~/");
	assert_string_equal(SAFE("a\"b\\", true), "a\\\"b\\\\");
	assert_string_equal(SAFE("a\"b\\", false), "a\"b\\");
	assert_string_equal(SAFE("\0|\n|\x7f", true), "\\u0000|\\u000a|\\u007f");
	assert_string_equal(SAFE("\x1b[31m", false), "\\u001b[31m");
	assert_string_equal(SAFE("\xc2\x9b|\xe2\x80\xae", true), "\\u009b|\\u202e");
	assert_string_equal(SAFE("\xc3\xa9\xf0\x9f\x98\x80", true), "\xc3\xa9\xf0\x9f\x98\x80");
	assert_string_equal(SAFE("a\xff\xc0\x80z", true),
			    "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
	assert_string_equal(safe("\xc3\xa9", 1, true), "\xef\xbf\xbd");	/* cut: not read on */
	assert_string_equal(safe("ab", 1, true), "a");
}

/* The same on either side of the buffer's edge. */
static void
test_safe_at_the_edge(void **state)
{
	static const char text[] = "\xe2\x82\xac\"\n\xff\xc3\xa9";
	static const char json[] = "\xe2\x82\xac\\\"\\u000a\xef\xbf\xbd\xc3\xa9";

	for (size_t before = SIZE - 24; before <= SIZE; before++) {
		begin();
		for (size_t i = 0; i < before; i++)
			out_text(&out, "x");
		out_safe(&out, text, sizeof(text) - 1, true);
		assert_string_equal(written() + before, json);
	}
}

static void
test_plain_length(void **state)
{
	assert_int_equal(out_plain_length("abc", 3, true), 3);
	assert_int_equal(out_plain_length("abc", 2, true), 2);
	assert_int_equal(out_plain_length("", 0, true), 0);
	assert_int_equal(out_plain_length("a\"", 2, true), 1);
	assert_int_equal(out_plain_length("a\\", 2, true), 1);
	assert_int_equal(out_plain_length("\"\\", 2, false), 2);
	assert_int_equal(out_plain_length("\x20\x7e\x7f", 3, false), 2);
	assert_int_equal(out_plain_length("\x1f", 1, false), 0);
	assert_int_equal(out_plain_length("\x80", 1, false), 0);
}

/* The public functions in front of it: no report, no format, no room. */
static void
test_arguments(void **state)
{
	char buffer[4] = "xxx";

	begin();
	assert_int_equal(certlint_report_write(NULL, CERTLINT_TEXT, receive, &received),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(received.calls, 0);
	assert_int_equal(certlint_report_format(NULL, CERTLINT_JSON, buffer, sizeof(buffer)), 0);
	assert_string_equal(buffer, "");
	assert_int_equal(certlint_report_format(NULL, CERTLINT_JSON, NULL, 99), 0);
}

static void
test_report(void **state)
{
	certlint *lint = sample_handle("t_each_san");
	certlint_report *report;
	struct sample s;
	char one[1], all[SIZE];
	size_t n;

	sample_make(&s, "tls san=dns:a.example");
	assert_int_equal(certlint_check(lint, &s.input, &report, NULL), CERTLINT_OK);
	assert_int_equal(certlint_report_write(report, CERTLINT_TEXT, NULL, NULL),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_report_write(report, 0, receive, &received),
			 CERTLINT_ERR_ARGUMENT);
	n = certlint_report_format(report, CERTLINT_TEXT, one, sizeof(one));
	assert_int_equal(one[0], '\0');
	assert_true(n > 0 && n < sizeof(all));
	certlint_report_format(report, CERTLINT_TEXT, all, sizeof(all));
	begin();
	assert_int_equal(certlint_report_write(report, CERTLINT_TEXT, receive, &received),
			 CERTLINT_OK);
	assert_int_equal(received.length, n);
	assert_memory_equal(received.text, all, n);
	assert_true(strncmp(all, "-:", 2) == 0 && strstr(all, ": warning: \"a.example\" is a name "
							 "[t_each_san]\n"));
	certlint_report_free(report);
	certlint_free(lint);
	sample_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edges), cmocka_unit_test(test_stop),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_safe),
		cmocka_unit_test(test_safe_at_the_edge), cmocka_unit_test(test_plain_length),
		cmocka_unit_test(test_arguments), cmocka_unit_test(test_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
