/* plugin.h: what is refused of a plugin, what a check can read, and how it reports. */

#include "sample.h"

#include <stdio.h>

/* ---- declaring ---- */

static int
try(const struct certlint_plugin *p, struct certlint_error *e)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	certlint *lint;
	int status;

	o.plugins = &p;
	o.plugin_count = 1;
	status = certlint_new(&lint, &o, e);
	certlint_free(lint);
	return status;
}

static void
refused(const struct certlint_lint *l, int status, const char *part)
{
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, "t", "1", &l, 1 };
	struct certlint_error e = CERTLINT_ERROR_INIT;

	assert_int_equal(try(&p, &e), status);
	if (status < 0 && strstr(e.text, part) == NULL)
		fail_msg("'%s' does not say '%s'", e.text, part);
}

#define REFUSED(field, value, part)				\
	do {							\
		struct certlint_lint bad = lint_notice;		\
		bad.field = value;				\
		refused(&bad, CERTLINT_ERR_CONFIG, part);	\
	} while (0)

static void
test_refused(void **state)
{
	struct certlint_lint l = lint_notice;

	refused(&l, CERTLINT_OK, "");
	REFUSED(id, NULL, "no id");
	REFUSED(id, "acme_x", "begin with 't_'");
	REFUSED(id, "t", "begin with 't_'");
	REFUSED(id, "t_", "begin with 't_'");
	REFUSED(id, "t_X", "a to z");
	REFUSED(id, "t_\x1b[31m", "a to z");
	REFUSED(check, NULL, "check is NULL");
	REFUSED(severity, 0, "severity");
	REFUSED(severity, 35, "severity");
	REFUSED(clock, 2, "clock");
	REFUSED(from_day, 20260231, "20260315");
	REFUSED(until_day, 5, "20260315");
	REFUSED(applies, "tls no_such", "no fact 'no_such'");
	REFUSED(applies, "!", "no fact '!'");
	REFUSED(needs, "issuer money", "no need 'money'");
	REFUSED(summary, "bad \x1b[31m", "printable");
	REFUSED(citation, "\xff", "printable");
	REFUSED(unless, "t_notice", "circle");
	REFUSED(aliases, "der_length_not_minimal", "alias");
	l.from_day = l.until_day = 20260101;
	refused(&l, CERTLINT_ERR_CONFIG, "not after");
	l.from_day = 0;
	l.size = 4;
	refused(&l, CERTLINT_ERR_ARGUMENT, "size");
	refused(NULL, CERTLINT_ERR_ARGUMENT, "NULL");
}

static void
test_plugin_struct(void **state)
{
	static const struct certlint_lint *const twice[] = { &lint_notice, &lint_notice };
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, "t", "1", twice, 1 };
	struct { size_t size; uint32_t abi; } stub = { 16, 7 };

	assert_int_equal(try(&p, &e), CERTLINT_OK);
	p.lint_count = 2;
	assert_int_equal(try(&p, &e), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(e.text, "another lint"));
	p.lint_count = 1;
	p.name = "T";
	assert_int_equal(try(&p, &e), CERTLINT_ERR_CONFIG);
	p.name = NULL;
	assert_int_equal(try(&p, &e), CERTLINT_ERR_CONFIG);
	p.name = "t";
	p.needs_abi = CERTLINT_ABI + 1;
	assert_int_equal(try(&p, &e), CERTLINT_ERR_NEWER);
	p.needs_abi = 0;
	p.lints = NULL;
	assert_int_equal(try(&p, &e), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(try(NULL, &e), CERTLINT_ERR_ARGUMENT);
	p.size = 0;
	assert_int_equal(try(&p, &e), CERTLINT_ERR_ARGUMENT);
	/* another ABI may have another layout: nothing behind its number is looked at */
	assert_int_equal(try((const struct certlint_plugin *)(const void *)&stub, &e),
			 CERTLINT_ERR_NEWER);
	assert_non_null(strstr(e.text, "7"));
}

/* Text that the caller frees after certlint_new() is not needed any more. */
static void
test_texts_are_copied(void **state)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	char id[16] = "t_mine", source[16] = "Mine", name[4] = "t";
	struct certlint_lint l = lint_notice;
	const struct certlint_lint *lints[] = { &l };
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, name, "1", lints, 1 };
	const struct certlint_plugin *plugins[] = { &p };
	certlint *lint;

	l.id = id;
	l.source = source;
	o.plugins = plugins;
	o.plugin_count = 1;
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	memset(id, 'x', sizeof(id) - 1);
	memset(source, 'x', sizeof(source) - 1);
	memset(&l, 0, sizeof(l));
	assert_string_equal(certlint_find(lint, "t_mine", NULL)->source, "Mine");
	certlint_free(lint);
}

/* ---- running a check ---- */

struct story {
	void (*tell)(const struct certlint_object *o, struct certlint_reporter *r);
	char text[4096];
	int findings, unchecked;
	size_t length;			/* of the object */
};

static void
check_story(const struct certlint_object *o, struct certlint_reporter *r)
{
	struct story *story = certlint_user(r);

	story->tell(o, r);
}

static int
note(void *ctx, const struct certlint_finding *f)
{
	struct story *s = ctx;
	size_t n = strlen(s->text);

	s->findings += f->severity != CERTLINT_NONE;
	s->unchecked += f->severity == CERTLINT_NONE;
	snprintf(s->text + n, sizeof(s->text) - n, "%s|%s|%s\n", f->detail,
		 f->expected ? f->expected : "-", f->found ? f->found : "-");
	assert_true(f->offset + f->length <= s->length);
	return 0;
}

static struct story *
run_story(const char *recipe,
	  void (*tell)(const struct certlint_object *, struct certlint_reporter *))
{
	static struct story story;
	struct certlint_lint l = { .size = sizeof(l), .id = "t_story", .severity = CERTLINT_ERROR,
		.check = check_story, .user = &story };
	const struct certlint_lint *lints[] = { &l };
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, "t", "1", lints, 1 };
	const struct certlint_plugin *plugins[] = { &p };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct sample s;
	certlint *lint;

	memset(&story, 0, sizeof(story));
	story.tell = tell;
	o.plugins = plugins;
	o.plugin_count = 1;
	o.selection = "t_story";
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	sample_make(&s, recipe);
	s.input.flags = CERTLINT_TELL_NOT_CHECKED;
	story.length = s.length;
	assert_int_equal(certlint_run(lint, &s.input, note, &story, NULL), CERTLINT_OK);
	certlint_free(lint);
	sample_free(&s);
	return &story;
}

static void
tell_ugly(const struct certlint_object *o, struct certlint_reporter *r)
{
	static const uint8_t elsewhere[4];
	struct certlint_span outside = { elsewhere, 4 }, none = { NULL, 0 };
	char longer[600];

	memset(longer, 'x', sizeof(longer));
	memcpy(longer + 253, "\xe2\x82\xac", 3);
	longer[599] = '\0';
	certlint_fail(r, outside, "raw \x1b[31m and \xff %d", 5);
	certlint_fail_text(r, none, longer, NULL, NULL);
	certlint_fail_text(r, none, NULL, "this", "that\n");
}

static void
test_ugly_text(void **state)
{
	struct story *s = run_story("tls", tell_ugly);

	assert_int_equal(s->findings, 3);
	assert_non_null(strstr(s->text, "raw ?[31m and ? 5|-|-\n"));
	assert_non_null(strstr(s->text, "|this|that?\n"));
	assert_null(strchr(s->text, '\xe2'));
}

static void
tell_not_checked(const struct certlint_object *o, struct certlint_reporter *r)
{
	char why[40] = "the moon is in the wrong phase";

	certlint_not_checked(r, why);
	memset(why, 'x', sizeof(why));
}

static void
test_not_checked(void **state)
{
	struct story *s = run_story("tls", tell_not_checked);

	assert_int_equal(s->unchecked, 1);
	assert_string_equal(s->text, "the moon is in the wrong phase|-|-\n");
}

static void
tell_printed(const struct certlint_object *o, struct certlint_reporter *r)
{
	struct certlint_item x = CERTLINT_ITEM_INIT;
	struct certlint_element e;
	const char *first = NULL;

	assert_int_equal(certlint_extension(o, "2.5.29.17", &x), 1);
	certlint_field(o, CERTLINT_FIELD_SERIAL, &e);
	first = certlint_oid_name(r, x.key);
	for (int i = 0; i < 6; i++)
		certlint_hex(r, e.body);
	certlint_fail(r, x.whole, "%s %s", first, certlint_quote(r, (struct certlint_span){
		(const uint8_t *)"a\"\x01", 3 }));
}

static void
test_printed(void **state)
{
	struct story *s = run_story("tls", tell_printed);

	assert_string_equal(s->text, "subjectAltName \"a\\\"\\x01\"|-|-\n");
}

/* A lint is silent about bytes that the one named in its `unless` has reported. */
static void
test_unless(void **state)
{
	struct certlint_lint later = lint_serial, loser = lint_serial;
	const struct certlint_lint *lints[] = { &loser, &later, &lint_notice };
	struct certlint_plugin p = { sizeof(p), CERTLINT_PLUGIN_ABI, 0, "t", "1", lints, 3 };
	const struct certlint_plugin *plugins[] = { &p };
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct story story = { .findings = 0 };
	struct sample s;
	certlint *lint;

	loser.id = "t_loser";
	loser.unless = "t_winner t_unknown";
	loser.aliases = NULL;
	later.id = "t_winner";
	o.plugins = plugins;
	o.plugin_count = 1;
	o.selection = "t_loser t_winner";
	sample_make(&s, "tls");
	story.length = s.length;
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	assert_string_equal(certlint_name_at(lint, CERTLINT_LIST_REMARKS, 0)->name, "t_unknown");
	certlint_run(lint, &s.input, note, &story, NULL);
	assert_int_equal(story.findings, 1);
	certlint_free(lint);
	o.selection = "t_loser";		/* a winner that does not run silences nobody */
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	certlint_run(lint, &s.input, note, &story, NULL);
	assert_int_equal(story.findings, 2);
	certlint_free(lint);
	sample_free(&s);
}

/* ---- reading ---- */

static struct certlint_object *
object_of(certlint *lint, const struct sample *s)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_object *o;

	if (certlint_object_new(&o, lint, &s->input, &e) != CERTLINT_OK)
		fail_msg("%s", e.text);
	return o;
}

static void
test_elements(void **state)
{
	static const uint8_t der[] = { 0x30, 0x06, 0x02, 0x01, 0x2a, 0x84, 0x01, 'x', 0x1f, 0x81 };
	struct certlint_span in = { der, sizeof(der) };
	struct certlint_element e, inner;
	int64_t n = 7;

	assert_int_equal(certlint_take(&in, 0x31, &e), 0);
	assert_ptr_equal(in.data, der);
	assert_int_equal(certlint_next(&in, &e), 1);
	assert_int_equal(e.tag, 0x30);
	assert_int_equal(e.whole.length, 8);
	assert_int_equal(certlint_next(&in, &inner), 0);	/* a header that does not end */
	assert_int_equal(certlint_take(&e.body, 0x02, &inner), 1);
	assert_int_equal(certlint_integer(inner.body, &n), 1);
	assert_int_equal(n, 42);
	assert_int_equal(certlint_next(&e.body, &e), 1);	/* descends in place */
	assert_int_equal(certlint_text_is(e.body, "x"), 1);
	assert_int_equal(certlint_starts_with(e.body, "X"), 1);
	assert_int_equal(certlint_ends_with(e.body, "yx"), 0);
	assert_int_equal(certlint_same(e.body, e.body), 1);
	assert_int_equal(certlint_next(&e.body, &e), 0);
	assert_int_equal(certlint_integer((struct certlint_span){ NULL, 0 }, &n), 0);
	assert_int_equal(n, 42);
	assert_int_equal(certlint_oid_is((struct certlint_span){
		(const uint8_t *)"\x55\x1d\x11", 3 }, "2.5.29.17"), 1);
	assert_int_equal(certlint_oid_is((struct certlint_span){
		(const uint8_t *)"\x55\x1d\x11", 3 }, "2.5.29.1"), 0);
}

static void
test_fields(void **state)
{
	certlint *lint = sample_handle(NULL);
	struct certlint_object *o;
	struct certlint_element e;
	struct sample s;
	int64_t n;

	sample_make(&s, "tls issuer=ca now=2026-05-01");
	o = object_of(lint, &s);
	certlint_free(lint);
	for (int f = CERTLINT_FIELD_WHOLE; f <= CERTLINT_FIELD_VALIDITY; f++) {
		assert_int_equal(certlint_field(o, f, &e), 1);
		assert_true(e.whole.data >= s.der &&
			    e.whole.data + e.whole.length <= s.der + s.length);
	}
	assert_int_equal(certlint_field(o, 99, &e), 0);
	assert_int_equal(certlint_field(NULL, CERTLINT_FIELD_TBS, &e), 0);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_VERSION, &n), 1);
	assert_int_equal(n, 3);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_KIND, &n), 1);
	assert_int_equal(n, CERTLINT_CERT);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_VALIDITY, &n), 1);
	assert_int_equal(n, 90 * 86400);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_KEY_BITS, &n), 1);
	assert_int_equal(n, 256);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_KEY_USAGE, &n), 1);
	assert_int_equal(n, 1);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_PATH_LENGTH, &n), 0);
	assert_int_equal(certlint_number(certlint_issuer(o), CERTLINT_NUMBER_PATH_LENGTH, &n), 1);
	assert_int_equal(n, 0);
	assert_int_equal(certlint_number(o, CERTLINT_NUMBER_NOW, &n), 1);
	assert_int_equal(certlint_has(o, "tls"), 1);
	assert_int_equal(certlint_has(o, "ca"), 0);
	assert_int_equal(certlint_has(o, "no_such"), CERTLINT_ERR_ARGUMENT);
	assert_null(certlint_pair(o));
	assert_int_equal(certlint_host_has(o, (struct certlint_span){
		(const uint8_t *)"a_b.example.com", 15 }, "underscore"), 1);
	assert_int_equal(certlint_host_has(o, (struct certlint_span){
		(const uint8_t *)"com", 3 }, "public_suffix"), 1);
	assert_int_equal(certlint_host_has(o, (struct certlint_span){ NULL, 0 }, "nonsense"),
			 CERTLINT_ERR_ARGUMENT);
	certlint_object_free(o);
	sample_free(&s);
}

/* Each entry of a list as "tag:value(number)"; blanks between. */
static const char *
list(const struct certlint_object *o, int which)
{
	static char text[4096];
	struct certlint_item x = CERTLINT_ITEM_INIT;
	uint32_t index = 0;
	char *w = text;

	*w = '\0';
	while (certlint_each(o, which, &x)) {
		assert_int_equal(x.index, index++);
		w += sprintf(w, "%s%x:%.*s(%d)", w > text ? " " : "", (unsigned)x.tag,
			     (int)x.value.length, (const char *)x.value.data, (int)x.number);
	}
	return text;
}

static void
test_lists(void **state)
{
	certlint *lint = sample_handle(NULL);
	struct certlint_item x = CERTLINT_ITEM_INIT;
	struct certlint_object *o;
	struct sample s;
	size_t n;

	sample_make(
		&s,
		"tls san=dns:a.example,ip:192.0.2.1,uri:https://u@h.example:8/x,mail:a@m.example "
		"subject=C=US/O=x+OU=y/CN=c.example eku=server,1.2.3 "
		"policy=dv,1.2.3.4{cps:http://e} "
		"crldp=http://a.example/1|http://b.example/2,http://c.example/3 ian=dns:i.example "
		"aia=ocsp:http://o.example,issuer:http://i.example/c");
	o = object_of(lint, &s);
	assert_string_equal(list(o, CERTLINT_EACH_SUBJECT),
			    "13:US(0) c:x(1) c:y(1) c:c.example(2)");
	assert_non_null(strstr(list(o, CERTLINT_EACH_SAN), "82:a.example(0) 87:"));
	assert_string_equal(list(o, CERTLINT_EACH_ISSUER_ALT_NAME), "82:i.example(0)");
	assert_string_equal(
		list(o, CERTLINT_EACH_CRL_URI),
		"86:http://a.example/1(0) 86:http://b.example/2(0) 86:http://c.example/3(1)");
	assert_string_equal(list(o, CERTLINT_EACH_ACCESS),
			    "86:http://o.example(0) 86:http://i.example/c(0)");
	assert_string_equal(list(o, CERTLINT_EACH_HOST), "82:a.example(0) 86:h.example(0) "
			    "81:m.example(0) c:c.example(0)");
	for (n = 0; certlint_each(o, CERTLINT_EACH_EXTENDED_KEY_USAGE, &x); n++)
		assert_true(x.key.length > 0);
	assert_int_equal(n, 2);
	x = (struct certlint_item)CERTLINT_ITEM_INIT;
	for (n = 0; certlint_each(o, CERTLINT_EACH_POLICY, &x); n++)
		assert_int_equal(x.value.length > 0, n == 1);
	assert_int_equal(n, 2);
	x = (struct certlint_item)CERTLINT_ITEM_INIT;
	for (n = 0; certlint_each(o, CERTLINT_EACH_SCT, &x); n++)
		assert_true(x.key.length == 32 && x.number > 1700000000000 && x.tag == 0);
	assert_int_equal(n, 2);
	x = (struct certlint_item)CERTLINT_ITEM_INIT;
	assert_int_equal(certlint_each(o, 99, &x), 0);
	assert_int_equal(certlint_extension(o, "2.5.29.15", &x), 1);
	assert_int_equal(x.number, 1);
	assert_int_equal(certlint_extension(o, "2.5.29.14", &x), 0);
	certlint_object_free(o);
	certlint_free(lint);
	sample_free(&s);
}

/* Lists of broken and absent extensions end; nothing is read outside them. */
static void
test_broken_lists(void **state)
{
	static const char *const recipes[] = {
		"tls san=der:30058203",
		"tls sct=hex:0005",
		"tls sct=hex:00040003aabb",
		"tls sct=der:04",
		"tls -san -sct -eku -crldp -policy -aia subject=",
		"tls crldp=der:30803000",
		"tls -extensions",
		"tls eku=der:30",
		"tls policy=der:300230",
		"tls cut=600",
	};
	certlint *lint = sample_handle(NULL);

	for (size_t i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
		struct certlint_object *o;
		struct sample s;

		sample_make(&s, recipes[i]);
		o = object_of(lint, &s);
		for (int l = 0; l <= CERTLINT_EACH_HOST + 1; l++) {
			struct certlint_item x = CERTLINT_ITEM_INIT;
			unsigned n = 0;

			while (certlint_each(o, l, &x)) {
				assert_true(x.whole.data >= s.der &&
					    x.whole.data + x.whole.length <= s.der + s.length);
				assert_true(++n < 100);
			}
		}
		certlint_object_free(o);
		sample_free(&s);
	}
	certlint_free(lint);
}

static void
test_reasons(void **state)
{
	certlint *lint = sample_handle(NULL);
	const struct certlint_name *reason;
	struct certlint_object *o;
	struct sample s;
	bool dv = false, told = false;

	sample_make(&s, "tls");
	o = object_of(lint, &s);
	for (size_t i = 0; (reason = certlint_reason_at(o, i)); i++) {
		dv |= strcmp(reason->name, "dv") == 0;
		assert_int_equal(certlint_has(o, reason->name), 1);
		assert_true(reason->summary[0] != 0);
	}
	assert_true(dv);
	certlint_object_free(o);
	s.input.facts = "smime !tls";
	o = object_of(lint, &s);
	assert_int_equal(certlint_has(o, "smime"), 1);
	assert_int_equal(certlint_has(o, "tls"), 0);
	assert_int_equal(certlint_has(o, "dv"), 0);
	for (size_t i = 0; (reason = certlint_reason_at(o, i)); i++) {
		assert_string_not_equal(reason->name, "tls");
		told |= strcmp(reason->name, "smime") == 0;
	}
	assert_true(told);
	certlint_object_free(o);
	assert_null(certlint_reason_at(NULL, 0));
	certlint_object_free(NULL);
	certlint_free(lint);
	sample_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_plugin_struct),
		cmocka_unit_test(test_texts_are_copied),
		cmocka_unit_test(test_ugly_text),
		cmocka_unit_test(test_not_checked),
		cmocka_unit_test(test_printed),
		cmocka_unit_test(test_unless),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_broken_lists),
		cmocka_unit_test(test_reasons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
