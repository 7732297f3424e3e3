/*
 * Any text as a filter of events, and what it says of an event of any properties.  It is taken, or
 * refused in one line; "not" of it is its negation; and who asks beforehand which lints and which
 * plain entries it may tell is told the truth.
 *
 * The first 16 octets are what is true of the event, then which lints found something.
 */
#include <string.h>

#include "../claim.h"
#include "../said.h"
#include "watch/filter.h"

enum { LEAD = 16, SHORT = 100 };

static struct filter *
parse(const char *text)
{
	struct filter *filter;

	said = 0;
	filter = filter_new(text);
	CLAIM(said == (filter ? 0 : 1));
	return filter;
}

/* Whatever holds of an event, it passes either the filter or its negation. */
static void
try_negation(const struct filter *filter, const char *text, const struct event_view *event)
{
	struct text negated = { 0 };
	struct filter *other;

	text_printf(&negated, "not (%s)", text);
	other = parse(text_string(&negated));
	CLAIM(other || strlen(text) > SHORT);
	if (other) {
		CLAIM(filter_passes(other, event) != filter_passes(filter, event));
		filter_free(other);
	}
	text_free(&negated);
}

/* An entry that is nothing but what its type and its findings make it. */
static void
try_plain(const struct filter *filter, const struct event_view *event)
{
	struct event_view plain = { .lints = event->lints };

	plain.is = event->is & (IS(IS_ERROR) | IS(IS_WARNING) | IS(IS_NOTICE));
	plain.is |= event->is & IS(IS_CERTIFICATE) ? IS(IS_CERTIFICATE) : IS(IS_PRECERTIFICATE);
	CLAIM(!filter_passes(filter, &plain) || filter_tells_plain(filter));
}

static void
try_lint(const struct filter *filter, const char *id)
{
	uint64_t bit = filter_lint(filter, id);
	struct event_view with = { .lints = bit }, without = { .lints = ~bit };
	struct text alone = { 0 };
	struct filter *other;

	CLAIM(bit && !(bit & (bit - 1)));
	text_printf(&alone, "lint:%s", id);
	other = parse(text_string(&alone));
	CLAIM(other);
	with.lints = filter_lint(other, id);
	without.lints = ~with.lints;
	CLAIM(filter_passes(other, &with) && !filter_passes(other, &without));
	CLAIM(filter_tells_plain(other));
	filter_free(other);
	text_free(&alone);
}

/* The lints that are named where words are easily told: between blanks, without quotes. */
static void
try_lints(const struct filter *filter, const char *text)
{
	struct text copy = { 0 };

	CLAIM(filter_lint(filter, "") == 0);
	if (strchr(text, '"'))
		return;
	text_puts(&copy, text);
	text_string(&copy);
	for (char *word = strtok(copy.p, " \t\n()"); word; word = strtok(NULL, " \t\n()"))
		if (strncmp(word, "lint:", 5) == 0)
			try_lint(filter, word + 5);
	text_free(&copy);
}

static void
try_filter(const char *text, struct event_view *event)
{
	struct filter *filter = parse(text);

	if (!filter)
		return;
	try_negation(filter, text, event);
	try_plain(filter, event);
	try_lints(filter, text);
	filter_free(filter);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct certlint_watch_entry items[2] = { CERTLINT_WATCH_ENTRY_INIT,
						 CERTLINT_WATCH_ENTRY_INIT };
	struct event_view event = { .items = items };
	struct text text = { 0 };

	if (size < LEAD)
		return 0;
	memcpy(&event.is, data, 8);
	memcpy(&event.lints, data + 8, 8);
	items[0].pattern = "dns:a.example";
	items[0].label = "x y";
	items[1].owner = "web";
	event.item_count = event.is >> 62 & 1 ? 2 : event.is >> 63;
	text_add(&text, data + LEAD, size - LEAD);
	try_filter(text_string(&text), &event);
	text_free(&text);
	return 0;
}
