/* Inputs made into objects: what is refused, what comes with them, and why facts hold. */

#include "sample.h"

#undef fail	/* cmocka's; here it is the lints' */

#include "object.h"

static certlint *lint;
static struct sample sample;

/* The status of reading an input; the error says so too, with `part` in its text. */
static int
status_of(const struct certlint_input *in, const char *part)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_object *o = (struct certlint_object *)(void *)&e;
	int status = certlint_object_new(&o, lint, in, &e);

	assert_int_equal(o == NULL, status < 0);
	assert_int_equal(e.status, status < 0 ? status : 0);
	if (status < 0)
		assert_non_null(strstr(e.text, part));
	certlint_object_free(o);
	return status;
}

static struct certlint_object *
object_of(const struct certlint_input *in)
{
	struct certlint_object *o;

	assert_int_equal(certlint_object_new(&o, lint, in, NULL), CERTLINT_OK);
	return o;
}

static void
test_numbers(void **state)
{
	const struct certlint_allocator half[] = { { NULL, memory_heap.release, NULL },
		{ memory_heap.allocate, NULL, NULL } };
	struct certlint_input in = sample.input;

	for (int kind = -1; kind <= CERTLINT_TBS_CERT + 1; kind++) {
		in.kind = kind;
		assert_int_equal(status_of(&in, "kind"), kind < 0 || kind > CERTLINT_TBS_CERT ?
				 CERTLINT_ERR_ARGUMENT : CERTLINT_OK);
	}
	in.kind = CERTLINT_AUTO;
	in.minimum = -1;
	assert_int_equal(status_of(&in, "minimum"), CERTLINT_ERR_ARGUMENT);
	in.minimum = CERTLINT_ERROR + 1;
	assert_int_equal(status_of(&in, "minimum"), CERTLINT_ERR_ARGUMENT);
	in.minimum = CERTLINT_ERROR;
	in.flags = CERTLINT_TELL_NOT_CHECKED | CERTLINT_NO_PATHS |
		CERTLINT_NO_DIGEST | CERTLINT_NO_DETAIL;
	assert_int_equal(status_of(&in, ""), CERTLINT_OK);
	in.flags = CERTLINT_NO_DETAIL * 2;
	assert_int_equal(status_of(&in, "flag"), CERTLINT_ERR_NEWER);
	in.flags = 0;
	for (int i = 0; i < 2; i++) {
		in.allocator = &half[i];
		assert_int_equal(status_of(&in, "allocator"), CERTLINT_ERR_ARGUMENT);
	}
}

static void
test_bytes(void **state)
{
	struct certlint_options o = CERTLINT_OPTIONS_INIT;
	struct certlint_input in = sample.input;
	certlint *all = lint;

	in.issuer_length = 1;
	assert_int_equal(status_of(&in, "issuer is NULL"), CERTLINT_ERR_ARGUMENT);
	in.issuer_length = 0;
	in.pair_length = 1;
	assert_int_equal(status_of(&in, "pair is NULL"), CERTLINT_ERR_ARGUMENT);
	o.max_input = in.length;
	o.selection = "-*";
	assert_int_equal(certlint_new(&lint, &o, NULL), CERTLINT_OK);
	in.pair = in.issuer = in.data;
	in.pair_length = in.issuer_length = in.length;
	assert_int_equal(status_of(&in, ""), CERTLINT_OK);
	in.pair_length++;	/* nothing is read of what is too long */
	assert_int_equal(status_of(&in, "pair has"), CERTLINT_ERR_LIMIT);
	in.issuer_length++;
	assert_int_equal(status_of(&in, "issuer has"), CERTLINT_ERR_LIMIT);
	in.length++;
	assert_int_equal(status_of(&in, "data has"), CERTLINT_ERR_LIMIT);
	in.length = SIZE_MAX;
	assert_int_equal(status_of(&in, "data has"), CERTLINT_ERR_LIMIT);
	certlint_free(lint);
	lint = all;
}

static void
test_words(void **state)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_input in = sample.input;
	struct certlint_object *o;
	char word[300];

	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	in.profile = word;
	assert_int_equal(status_of(&in, "profile 'xxx"), CERTLINT_ERR_CONFIG);
	in.profile = "TLS_DV_SUBSCRIBER";
	assert_int_equal(status_of(&in, "profile"), CERTLINT_ERR_CONFIG);
	in.profile = "";
	assert_int_equal(status_of(&in, "profile ''"), CERTLINT_ERR_CONFIG);
	in.profile = NULL;
	in.facts = word;
	assert_int_equal(status_of(&in, "fact 'xxx"), CERTLINT_ERR_CONFIG);
	in.facts = " tls\t!dv  \x1b[31m";
	assert_int_equal(certlint_object_new(&o, lint, &in, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(e.position, 10);
	assert_non_null(strstr(e.text, "'?[31m'"));
}

static void
test_arguments(void **state)
{
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_object *o;

	assert_int_equal(certlint_object_new(NULL, lint, &sample.input, &e),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_object_new(&o, NULL, &sample.input, &e), CERTLINT_ERR_ARGUMENT);
	assert_null(o);
	assert_int_equal(certlint_object_new(&o, lint, NULL, &e), CERTLINT_ERR_ARGUMENT);
	assert_null(o);
}

/* What a kind is by shape; and what the caller calls it, it stays. */
static void
test_kinds(void **state)
{
	static const struct { const char *bytes; size_t n; bool tbs; } rows[] = {
		{ "", 0, false }, { "\x30", 1, false }, { "\x31\0", 2, false },
		{ "\x30\0", 2, true }, { "\x30\x02\x30\0", 4, false },
		{ "\x30\x02\x02\0", 4, true }, { "\x30\x02\xa0\0", 4, true },
		{ "\x30\x05\x30", 3, true },		/* no element in it can be read */
	};
	struct certlint_input in = sample.input;
	struct certlint_object *o;
	int64_t kind;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct span s = { (const uint8_t *)rows[i].bytes, rows[i].n };

		assert_int_equal(bytes_are_tbs(CERTLINT_AUTO, s), rows[i].tbs);
		assert_false(bytes_are_tbs(CERTLINT_CERT, s));
		assert_true(bytes_are_tbs(CERTLINT_TBS_CERT, s));
	}
	for (int32_t given = CERTLINT_AUTO; given <= CERTLINT_TBS_CERT; given++) {
		in.kind = given;
		o = object_of(&in);
		assert_int_equal(certlint_number(o, CERTLINT_NUMBER_KIND, &kind), 1);
		assert_int_equal(kind, given ? given : CERTLINT_CERT);
		certlint_object_free(o);
	}
}

/* No bytes at all are an object with a place to point to. */
static void
test_nothing(void **state)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_object *o = object_of(&in);
	struct certlint_element e;

	assert_int_equal(certlint_field(o, CERTLINT_FIELD_WHOLE, &e), 1);
	assert_true(e.whole.data != NULL && e.whole.length == 0);
	assert_int_equal(certlint_field(o, CERTLINT_FIELD_TBS, &e), 0);
	assert_null(certlint_issuer(o));
	assert_null(certlint_pair(o));
	certlint_object_free(o);
}

static void
test_neighbours(void **state)
{
	static struct sample s;
	struct certlint_element spki;
	struct certlint_object *o;

	sample_make(&s, "tls issuer=ca pair=precert");
	o = object_of(&s.input);
	assert_true(certlint_issuer(o) && certlint_pair(o) && o->unreadable == 0);
	assert_ptr_equal(o->issuer_key, &certlint_issuer(o)->cert);
	assert_null(certlint_issuer(certlint_issuer(o)));
	assert_int_equal(certlint_field(certlint_issuer(o), CERTLINT_FIELD_SPKI, &spki), 1);
	certlint_object_free(o);

	s.input.issuer = spki.whole.data;	/* the key alone */
	s.input.issuer_length = spki.whole.length;
	o = object_of(&s.input);
	assert_true(certlint_issuer(o) == NULL && o->unreadable == 0);
	assert_int_equal(o->issuer_key->key.curve, OID_P256);
	certlint_object_free(o);

	s.input.issuer_length--;
	s.input.pair_length = 0;		/* given, and nothing */
	o = object_of(&s.input);
	assert_true(certlint_issuer(o) == NULL && o->issuer_key == NULL);
	assert_null(certlint_pair(o));
	assert_int_equal(o->unreadable, NEED_ISSUER | NEED_ISSUER_KEY | NEED_PAIR);
	certlint_object_free(o);
	sample_free(&s);
}

static int
count_findings(void *ctx, const struct certlint_finding *f)
{
	(void)f;
	++*(unsigned *)ctx;
	return 0;
}

/* An issuer that was decoded before is as good as its bytes, and goes before them. */
static void
test_issuer_object(void **state)
{
	struct certlint_input bytes, object;
	struct certlint_object *issuer, *o;
	unsigned by_bytes = 0, by_object = 0;
	struct sample s;

	(void)state;
	sample_make(&s, "tls issuer=ca issuer-name=CN=x");
	bytes = s.input;
	object = bytes;
	object.data = bytes.issuer;
	object.length = bytes.issuer_length;
	object.issuer = NULL;
	object.issuer_length = 0;
	assert_int_equal(certlint_object_new(&issuer, lint, &object, NULL), CERTLINT_OK);
	object = bytes;
	object.issuer_object = issuer;
	object.issuer = bytes.data;		/* not looked at */
	object.issuer_length = bytes.length;
	assert_int_equal(certlint_object_new(&o, lint, &object, NULL), CERTLINT_OK);
	assert_ptr_equal(certlint_issuer(o), issuer);
	assert_ptr_equal(o->issuer_key, &issuer->cert);
	assert_int_equal(o->unreadable, 0);
	certlint_object_free(o);
	assert_int_equal(certlint_run(lint, &bytes, count_findings, &by_bytes, NULL), CERTLINT_OK);
	assert_int_equal(certlint_run(lint, &object, count_findings, &by_object, NULL),
			 CERTLINT_OK);
	assert_true(by_bytes > 0);
	assert_int_equal(by_object, by_bytes);
	certlint_object_free(issuer);
	sample_free(&s);
}

/* In a batch each row has an issuer of its own: nothing is left of the one before. */
static void
test_next_issuer(void **state)
{
	static struct surroundings around;
	static struct sample s;
	struct plan plan;

	sample_make(&s, "tls issuer=ca pair=precert");
	s.input.pair_length = 10;
	assert_int_equal(plan_read(&plan, lint, &s.input, NULL), CERTLINT_OK);
	object_read_around(&around, &plan);
	assert_true(around.object.issuer != NULL && around.object.unreadable == NEED_PAIR);
	object_read_issuer(&around, &plan, (struct span){ s.der, 10 });
	assert_true(around.object.issuer == NULL && around.object.issuer_key == NULL);
	assert_int_equal(around.object.unreadable, NEED_ISSUER | NEED_ISSUER_KEY | NEED_PAIR);
	object_read_issuer(&around, &plan, (struct span){ NULL, 0 });
	assert_true(around.object.issuer == NULL && around.object.issuer_key == NULL);
	assert_int_equal(around.object.unreadable, NEED_PAIR);
	object_read_issuer(&around, &plan, (struct span){ s.input.issuer, s.input.issuer_length });
	assert_ptr_equal(around.object.issuer, &around.issuer);
	sample_free(&s);
}

/* ---- reasons ---- */

/* The sentence for a fact, NULL if there is none; each fact has one at most, and holds. */
static const char *
reason(const struct certlint_object *o, const char *fact)
{
	const struct certlint_name *r;
	const char *found = NULL;

	for (size_t i = 0; (r = certlint_reason_at(o, i)) != NULL; i++) {
		assert_int_equal(certlint_has(o, r->name), 1);
		if (strcmp(r->name, fact) != 0)
			continue;
		assert_null(found);
		found = r->summary;
	}
	assert_null(certlint_reason_at(o, SIZE_MAX));
	return found;
}

static void
test_reasons(void **state)
{
	static const char says[] = "the caller says so";
	struct certlint_input in = sample.input;
	struct certlint_object *o = object_of(&in);

	assert_non_null(reason(o, "tls"));
	assert_string_not_equal(reason(o, "tls"), says);
	assert_null(reason(o, "ev"));
	certlint_object_free(o);
	in.facts = "tls ev !dv ev has_ip";
	o = object_of(&in);
	assert_string_not_equal(reason(o, "tls"), says);	/* the bytes say so themselves */
	assert_string_equal(reason(o, "ev"), says);
	assert_null(reason(o, "dv"));
	assert_null(reason(o, "has_ip"));			/* not the caller's to say */
	certlint_object_free(o);
	in.facts = NULL;
	in.profile = "smime_subscriber";
	o = object_of(&in);
	assert_string_equal(reason(o, "smime"), says);
	assert_null(reason(o, "tls"));
	certlint_object_free(o);
}

/* Reports and the objects that checks see have none. */
static void
test_no_reasons(void **state)
{
	static struct surroundings around;
	struct plan plan;

	assert_int_equal(plan_read(&plan, lint, &sample.input, NULL), CERTLINT_OK);
	object_read_around(&around, &plan);
	object_read(&around, &plan, (struct span){ sample.der, sample.length }, NULL);
	assert_null(certlint_reason_at(&around.object, 0));
}

/* The caller's allocator, or that of the handle, which the object then keeps alive. */
static void
test_memory(void **state)
{
	struct accountant books = { .fail_at = 2 };
	const struct certlint_allocator allocator = accountant_allocator(&books);
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_input in = sample.input;
	struct certlint_object *o;
	certlint *own;

	in.allocator = &allocator;
	o = object_of(&in);
	assert_int_equal(books.blocks, 1);
	assert_int_equal(status_of(&in, "memory"), CERTLINT_ERR_MEMORY);
	certlint_object_free(o);
	assert_true(books.blocks == 0 && books.bytes == 0);
	books.fail_at = 0;
	options.allocator = &allocator;
	options.selection = "-*";
	assert_int_equal(certlint_new(&own, &options, NULL), CERTLINT_OK);
	assert_int_equal(certlint_object_new(&o, own, &sample.input, NULL), CERTLINT_OK);
	certlint_free(own);
	assert_int_equal(certlint_has(o, "tls"), 1);
	assert_true(books.blocks > 1);
	certlint_object_free(o);
	assert_true(books.blocks == 0 && books.bytes == 0);
}

static int
start(void **state)
{
	lint = sample_handle("t_notice");
	sample_make(&sample, "tls");
	return 0;
}

static int
end(void **state)
{
	sample_free(&sample);
	certlint_free(lint);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_words), cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_kinds), cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_neighbours), cmocka_unit_test(test_next_issuer),
		cmocka_unit_test(test_issuer_object),
		cmocka_unit_test(test_reasons), cmocka_unit_test(test_no_reasons),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, start, end);
}
