/*
 * A watch list of any text, and any bytes as an object held against it: up to the first NUL byte
 * the list, then the object.  A list is taken or refused with its line; items are told in order and
 * once, with bytes that lie inside the object and texts that can be printed; and the same again
 * from an exactly-sized copy.
 */

#include <certlint/groups.h>
#include <certlint/watch.h>

#include <string.h>

#include "../claim.h"

struct story {
	const uint8_t *data;
	size_t size;
	size_t last;			/* item from 1 */
	uint64_t digest;
	int hits;
	certlint_groups *groups;
};

static void
claim_printable(const char *text)
{
	CLAIM(text == NULL || strlen(text) < 4096);
	for (; text && *text; text++)
		CLAIM((uint8_t)*text >= 0x20 && (uint8_t)*text != 0x7f);
}

static void
fold(struct story *s, const char *text)
{
	for (; text && *text; text++)
		s->digest = (s->digest ^ (uint8_t)*text) * 0x100000001b3u;
}

static int
note(void *ctx, const struct certlint_hit *hit)
{
	struct story *s = ctx;
	char json[8192];
	size_t n = certlint_hit_format(hit, CERTLINT_JSON, json, sizeof(json));

	CLAIM(hit->item + 1 > s->last && hit->label && hit->pattern && hit->value && hit->object);
	CLAIM(hit->offset <= s->size && hit->length <= s->size - hit->offset);
	CLAIM((hit->verdict == CERTLINT_WATCH_UNEXPECTED) == (hit->broken != NULL));
	claim_printable(hit->value);
	claim_printable(hit->broken);
	claim_printable(hit->pattern);
	CLAIM(n < sizeof(json) && json[0] == '{' && json[n - 1] == '}');
	claim_printable(json);
	s->last = hit->item + 1;
	s->hits++;
	fold(s, json);
	CLAIM(certlint_groups_hit(s->groups, hit, s->hits, NULL) > 0);
	return 0;
}

static struct story
match(const certlint_watch *watch, const uint8_t *data, size_t size)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct story s = { .data = data, .size = size };

	o.max_groups = 4;
	o.max_recent = 4;
	CLAIM(certlint_groups_new(&s.groups, &o, NULL) == CERTLINT_OK);
	in.data = data;
	in.length = size;
	CLAIM(certlint_watch_match(watch, &in, NULL, note, &s) == s.hits);
	certlint_groups_free(s.groups);
	return s;
}

static void
match_twice(const certlint_watch *watch, const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);
	struct story first, second;

	CLAIM(copy);
	if (size)
		memcpy(copy, data, size);
	first = match(watch, data, size);
	second = match(watch, copy, size);
	CLAIM(first.digest == second.digest && first.hits == second.hits);
	free(copy);
}

/* What a list shows of an item is an item: the same one. */
static void
claim_spelling(const certlint_watch *watch)
{
	struct certlint_watch_entry e = CERTLINT_WATCH_ENTRY_INIT, again = e;
	struct certlint_watch_item item = CERTLINT_WATCH_ITEM_INIT;
	const struct certlint_watch_item *items[] = { &item };
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	certlint_watch *other;

	o.items = items;
	o.item_count = 1;
	item.flags = CERTLINT_WATCH_WIDE;
	for (size_t i = 0; certlint_watch_at(watch, i, &e) && i < 64; i++) {
		claim_printable(e.pattern);
		claim_printable(e.label);
		item.pattern = e.pattern;
		CLAIM(certlint_watch_new(&other, &o, NULL) == CERTLINT_OK);
		CLAIM(certlint_watch_at(other, 0, &again) && again.kind == e.kind);
		CLAIM(strcmp(again.pattern, e.pattern) == 0);
		certlint_watch_free(other);
	}
}

static void
match_fixed(const uint8_t *data, size_t size)
{
	static const char list[] =
		"www.example.com\n.example.org\n*.example.net\n1.1.1.1\n1.0.0.0/8\n2001:db8::/32\n"
		"email:@example.com\nuri:.example.com\norg:Example\n. wide\n0.0.0.0/0 wide\n"
		"::/0 wide max-days=90 profile=tls_dv_subscriber\n";
	static certlint_watch *watch;
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;

	o.text = list;
	o.text_length = sizeof(list) - 1;
	if (watch == NULL)
		CLAIM(certlint_watch_new(&watch, &o, NULL) == CERTLINT_OK);
	match_twice(watch, data, size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const uint8_t *end = size ? memchr(data, 0, size) : NULL;
	size_t n = end ? (size_t)(end - data) : size, past = end ? n + 1 : n;
	certlint_watch *watch;
	char *text = malloc(n ? n : 1);
	int status;

	CLAIM(text);
	if (n)
		memcpy(text, data, n);
	o.text = text;
	o.text_length = n;
	status = certlint_watch_new(&watch, &o, &error);
	free(text);
	CLAIM(status == CERTLINT_OK || status == CERTLINT_ERR_CONFIG);
	CLAIM((status == CERTLINT_OK) == (watch != NULL));
	CLAIM(status == CERTLINT_OK || (error.text[0] && error.position >= 0));
	match_fixed(data + past, size - past);
	if (watch) {
		claim_spelling(watch);
		match_twice(watch, data + past, size - past);
	}
	certlint_watch_free(watch);
	return 0;
}
