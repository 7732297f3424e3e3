/*
 * Any words as the command line.  They are taken, or refused in one line; what is taken has dates
 * and choices that its options allow; what a watch sends to others is fit to be sent.
 *
 * The first octet is the verb, the words end with NUL.
 */
#include <string.h>
#include <unistd.h>

#include "../claim.h"
#include "../said.h"
#include "options.h"
#include "watch/run.h"

enum { MOST_WORDS = 64 };

static void
claim_choice(const struct option_row *row, int choice)
{
	int words = 1;

	for (const char *p = row->values; *p; p++)
		words += *p == ' ';
	/* What was not given is as main() leaves it: 0. */
	CLAIM(choice >= 0 && choice < words);
}

static void
claim_option(const struct option_row *row, const struct settings *settings)
{
	const void *at = (const char *)settings + row->at;
	const struct strings *list = at;
	const struct text *text = at;
	int64_t date;

	switch (row->kind) {
	case OPTION_CHOICE:
		claim_choice(row, *(const int *)at);
		break;
	case OPTION_DATE:
		memcpy(&date, at, sizeof(date));
		CLAIM(date >= 0 && date < INT64_C(253402300800));
		break;
	case OPTION_LIST:
		for (size_t i = 0; i < list->count; i++)
			CLAIM(list->at[i]);
		break;
	case OPTION_WORDS:
		/* Read as a string as it is. */
		CLAIM(text->n == 0 || strlen(text->p) == text->n);
		break;
	default:
		break;
	}
}

/* What goes into requests to logs. */
static void
try_watch(const struct settings *settings)
{
	const struct watch_settings *w = &settings->watch;
	enum exit_code code;

	said = 0;
	code = watch_check(settings);
	CLAIM(code == EXIT_CLEAN || code == EXIT_USAGE);
	CLAIM(said == (code == EXIT_CLEAN ? 0 : 1));
	if (code != EXIT_CLEAN)
		return;
	CLAIM(w->lists.count > 0);
	for (const char *p = w->contact ? w->contact : ""; *p; p++)
		CLAIM(*p >= 0x20 && *p < 0x7f && *p != ')');
	if (w->start)
		CLAIM(*w->start && strspn(w->start, "0123456789") == strlen(w->start));
}

static void
try_words(const struct verb *verb, int count, char **words)
{
	struct settings settings = { .min_severity = LEVEL_NOTICE, .fail_on = LEVEL_ERROR };
	enum exit_code code;

	said = 0;
	code = options_parse(verb, count, words, &settings);
	CLAIM(code == EXIT_CLEAN || code == EXIT_USAGE);
	CLAIM(said == (code == EXIT_CLEAN ? 0 : 1));
	CLAIM(settings.operands.count < (size_t)count);
	if (code == EXIT_CLEAN) {
		for (const struct option_row *row = verb->options; row->name; row++)
			claim_option(row, &settings);
		try_watch(&settings);
	}
	options_free(&settings);
}

/* A word with several letters may have been left in its middle. */
static void
forget_words(void)
{
	char name[] = "certlint", *words[] = { name, NULL };

	optind = 0;
	(void)getopt(1, words, "+");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char name[] = "certlint", *words[MOST_WORDS + 2] = { name };
	size_t verb_count = 0;
	struct text copy = { 0 };
	int count = 1;

	while (verbs[verb_count].name)
		verb_count++;
	if (size < 1)
		return 0;
	text_add(&copy, data + 1, size - 1);
	text_string(&copy);
	for (char *p = copy.p; p < copy.p + copy.n && count <= MOST_WORDS; p += strlen(p) + 1)
		words[count++] = p;
	forget_words();
	try_words(&verbs[data[0] % verb_count], count, words);
	text_free(&copy);
	return 0;
}
