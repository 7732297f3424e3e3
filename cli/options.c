/* Reading the command line by a verb's option table. */

#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <time.h>

#include "nearest.h"
#include "say.h"

enum { MAX_OPTIONS = 80 };

/* The table as getopt_long() wants it: row i has the value 256 + i, whatever its letter. */
struct reader {
	const struct verb *verb;
	struct option longs[MAX_OPTIONS];
	char letters[3 * MAX_OPTIONS];
};

static void
reader_set(struct reader *r, const struct verb *verb)
{
	char *p = r->letters;
	size_t i;

	r->verb = verb;
	/* Stop at each operand, so that the order of options and operands does not matter
	   anywhere, POSIXLY_CORRECT or not; and tell a missing argument from an unknown option. */
	*p++ = '+';
	*p++ = ':';
	for (i = 0; verb->options[i].name && i + 1 < MAX_OPTIONS; i++) {
		const struct option_row *row = &verb->options[i];

		r->longs[i] = (struct option){
			row->name,
			row->kind == OPTION_OPTIONAL ? optional_argument :
			row->argument ? required_argument : no_argument, NULL, 256 + (int)i,
		};
		if (!row->letter)
			continue;
		*p++ = row->letter;
		if (row->argument)
			*p++ = ':';
	}
	r->longs[i] = (struct option){ 0 };
	*p = '\0';
}

static const struct option_row *
row_of(const struct verb *verb, int c)
{
	if (c >= 256)
		return &verb->options[c - 256];
	for (const struct option_row *row = verb->options; row->name; row++)
		if (row->letter == c)
			return row;
	return NULL;
}

/* Which of the words in `values` this is; -1: none. */
static int
choose(const char *values, const char *word)
{
	size_t n = strlen(word);

	for (int i = 0; *values; i++) {
		size_t length = strcspn(values, " ");

		if (length == n && memcmp(values, word, n) == 0)
			return i;
		values += length;
		values += *values == ' ';
	}
	return -1;
}

static bool
set_number(uint32_t *out, const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end || n == 0 || n > UINT32_MAX)
		return false;
	*out = (uint32_t)n;
	return true;
}

/* 90, 90s, 15m, 12h or 30d. */
static bool
set_period(uint32_t *out, const char *text)
{
	static const struct {
		char unit;
		uint32_t seconds;
	} units[] = { { '\0', 1 }, { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || n == 0 || (end[0] && end[1]))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].unit == *end && n <= UINT32_MAX / units[i].seconds) {
			*out = (uint32_t)n * units[i].seconds;
			return true;
		}
	return false;
}

static void
strings_add(struct strings *list, const char *s)
{
	list->at = memory_grow(list->at, list->count + 1, sizeof(*list->at));
	list->at[list->count++] = s;
}

/* A number of `n` digits at *p, which is moved past it. */
static bool
take_digits(const char **p, int n, int *out)
{
	int value = 0;

	for (; n > 0; n--, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		value = value * 10 + (**p - '0');
	}
	*out = value;
	return true;
}

static bool
skip(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* Days since 1970-01-01 in the Gregorian calendar; the year starts in March on the way. */
static int64_t
days_since_1970(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t century = y / 400, of_century = y - century * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return century * 146097 + of_century * 365 + of_century / 4 - of_century / 100 + of_year -
	       719468;
}

static bool
is_day(int year, int month, int day)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool
take_time(const char **p, int64_t *seconds)
{
	int hour, minute, second = 0;

	if (!take_digits(p, 2, &hour) || !skip(p, ':') || !take_digits(p, 2, &minute))
		return false;
	if (skip(p, ':') && !take_digits(p, 2, &second))
		return false;
	(void)skip(p, 'Z');
	*seconds = hour * 3600 + minute * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

bool
date_parse(const char *text, int64_t *out)
{
	const char *p = text;
	int64_t seconds = 0;
	int year, month, day;
	bool dashes;

	if (strcmp(text, "now") == 0) {
		*out = (int64_t)time(NULL);
		return true;
	}
	if (!take_digits(&p, 4, &year))
		return false;
	dashes = skip(&p, '-');
	if (!take_digits(&p, 2, &month) || (dashes && !skip(&p, '-')) || !take_digits(&p, 2, &day))
		return false;
	if ((skip(&p, 'T') || skip(&p, ' ')) && !take_time(&p, &seconds))
		return false;
	if (*p || !is_day(year, month, day))
		return false;
	*out = days_since_1970(year, month, day) * 86400 + seconds;
	return true;
}

/* Store what `row` was given; NULL, or what it should have been. */
static const char *
store(const struct option_row *row, const char *given, struct settings *settings)
{
	void *at = (char *)settings + row->at;
	int choice;

	switch (row->kind) {
	case OPTION_FLAG: *(bool *)at = true; return NULL;
	case OPTION_TEXT: *(const char **)at = given; return NULL;
	case OPTION_OPTIONAL: *(const char **)at = given ? given : ""; return NULL;
	case OPTION_LIST: strings_add(at, given); return NULL;
	case OPTION_NUMBER: return set_number(at, given) ? NULL : "a number from 1";
	case OPTION_PERIOD: return set_period(at, given) ? NULL : "a time such as 30s, 5m or 1d";
	case OPTION_DATE: return date_parse(given, at) ? NULL : "a date such as 2026-03-15, or now";
	case OPTION_WORDS:
		text_puts(at, given);
		text_char(at, ' ');
		/* Ended here, so that copies of the struct can be read as strings as they are. */
		text_string(at);
		return NULL;
	case OPTION_CHOICE:
		choice = choose(row->values, given);
		if (choice < 0)
			return row->values;
		*(int *)at = choice;
		return NULL;
	}
	return NULL;
}

static enum exit_code
complain(const struct verb *verb, const char *what, const char *option)
{
	say("%s '%s'; 'certlint %s --help' lists the options", what, option, verb->name);
	return EXIT_USAGE;
}

/* The option that was probably meant; NULL: none is near. */
static const char *
nearest_option(const struct verb *verb, const char *word)
{
	const char *best = NULL;
	unsigned least = 3;

	for (const struct option_row *row = verb->options; row->name; row++) {
		unsigned far = name_distance(word, row->name);

		if (far < least) {
			least = far;
			best = row->name;
		}
	}
	return best;
}

/* What getopt_long() could not place: `word` is the argument it was in. */
static enum exit_code
refuse(const struct verb *verb, int c, const char *word)
{
	char letter[3] = { '-', (char)optopt, '\0' };
	bool is_long = strncmp(word, "--", 2) == 0;
	const struct option_row *row = row_of(verb, optopt);
	const char *near = is_long ? nearest_option(verb, word + 2) : NULL;

	if (c == ':')
		return complain(verb, "an argument is missing behind", is_long ? word : letter);
	if (is_long && optopt >= 256 && row)
		return complain(verb, "no argument goes with", word);
	if (!near)
		return complain(verb, "unknown option", is_long ? word : letter);
	say("unknown option '%s'; did you mean --%s?", word, near);
	return EXIT_USAGE;
}

static enum exit_code
take_option(const struct verb *verb, int c, const char *word, struct settings *settings)
{
	const struct option_row *row;
	const char *wanted;

	if (c == '?' || c == ':')
		return refuse(verb, c, word);
	row = row_of(verb, c);
	wanted = store(row, optarg, settings);
	if (!wanted)
		return EXIT_CLEAN;
	say("--%s is '%s', but has to be %s%s", row->name, optarg,
	    row->kind == OPTION_CHOICE ? "one of: " : "", wanted);
	return EXIT_USAGE;
}

/* argv[0] is passed over, as getopt does. */
enum exit_code
options_parse(const struct verb *verb, int argc, char **argv, struct settings *settings)
{
	struct reader r = { 0 };
	enum exit_code code = EXIT_CLEAN;

	reader_set(&r, verb);
	opterr = 0;
	optind = 1;
	while (optind < argc && code == EXIT_CLEAN) {
		int before = optind;
		int c = getopt_long(argc, argv, r.letters, r.longs, NULL);

		if (c != -1)
			code = take_option(verb, c, argv[before], settings);
		else if (optind > before)
			break;
		else
			strings_add(&settings->operands, argv[optind++]);
	}
	/* Behind "--" there are only operands. */
	while (optind < argc && code == EXIT_CLEAN)
		strings_add(&settings->operands, argv[optind++]);
	return code;
}

void
options_free(struct settings *s)
{
	text_free(&s->select);
	text_free(&s->ignore);
	text_free(&s->severity);
	free(s->operands.at);
	free(s->plugins.at);
	free(s->watch.lists.at);
	free(s->watch.hooks.at);
	free(s->watch.health.at);
}
