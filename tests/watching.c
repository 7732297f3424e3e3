/* What tests of watch lists share: a list, an object, and the hits as lines of text. */

#include "watching.h"

#include <stdio.h>

certlint_watch *
watch_make(const char *text)
{
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint_watch *watch;

	o.text = text;
	o.text_length = strlen(text);
	if (certlint_watch_new(&watch, &o, &e) != CERTLINT_OK)
		fail_msg("'%s': %s", text, e.text);
	return watch;
}

static void
check_text(const char *text)
{
	assert_true(text == NULL || strlen(text) < 1200);
	for (; text && *text; text++)
		assert_true((uint8_t)*text >= 0x20 && (uint8_t)*text != 0x7f);
}

static int
note(void *ctx, const struct certlint_hit *hit)
{
	struct story *s = ctx;
	int n;

	assert_int_equal(hit->size, sizeof(*hit));
	assert_true(hit->offset <= s->length && hit->length <= s->length - hit->offset);
	check_text(hit->value);
	check_text(hit->broken);
	assert_non_null(hit->object);
	assert_true((hit->verdict == CERTLINT_WATCH_UNEXPECTED) == (hit->broken != NULL));
	assert_true((hit->breaks != 0) == (hit->broken != NULL));
	assert_true(s->hits == 0 || hit->item > s->last.item);
	s->last = *hit;
	snprintf(s->broken, sizeof(s->broken), "%s", hit->broken ? hit->broken : "");
	s->hits++;
	n = snprintf(s->text + s->used, sizeof(s->text) - s->used, "%s %s %s %s %s\n",
		     hit->pattern, certlint_watch_how_text((int)hit->how),
		     certlint_watch_verdict_text((int)hit->verdict), hit->value, hit->place);
	s->used += s->used + (size_t)n < sizeof(s->text) ? (size_t)n : 0;
	return s->hits == s->stop_at;
}

void
watch_tell(const certlint_watch *watch, const void *data, size_t length, struct story *s)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	int told;

	in.data = data;
	in.length = length;
	s->data = data;
	s->length = length;
	told = certlint_watch_match(watch, &in, s->about, note, s);
	assert_int_equal(told, s->hits);
}

static void
check_story(const char *what, const struct story *s, const char *expected)
{
	if (strcmp(s->text, expected) != 0)
		fail_msg("%s:\n%sinstead of\n%s", what, s->text, expected);
}

/* The same from an object that is decoded already. */
static void
expect_of_object(const certlint_watch *watch, const void *data, size_t length, const char *expected)
{
	static struct story s;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_object *object;
	certlint *lint = sample_handle(NULL);
	int told;

	memset(&s, 0, sizeof(s));
	in.data = data;
	in.length = s.length = length;
	assert_int_equal(certlint_object_new(&object, lint, &in, NULL), CERTLINT_OK);
	told = certlint_watch_object(watch, object, NULL, note, &s);
	assert_int_equal(told, s.hits);
	check_story("object", &s, expected);
	certlint_object_free(object);
	certlint_free(lint);
}

void
watch_expect_bytes(const char *list, const void *data, size_t length, const char *expected)
{
	certlint_watch *watch = watch_make(list);
	static struct story s;

	memset(&s, 0, sizeof(s));
	watch_tell(watch, data, length, &s);
	check_story(list, &s, expected);
	expect_of_object(watch, data, length, expected);
	certlint_watch_free(watch);
}

void
watch_expect(const char *list, const char *recipe, const char *expected)
{
	static struct sample s;

	sample_make(&s, recipe);
	watch_expect_bytes(list, s.der, s.length, expected);
	sample_free(&s);
}
