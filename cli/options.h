/* The verbs and a table of options for each: parsing, help and completions are made from it. */

#ifndef CERTLINT_CLI_OPTIONS_H
#define CERTLINT_CLI_OPTIONS_H

#include "settings.h"

enum option_kind {
	OPTION_FLAG,			/* bool */
	OPTION_TEXT,			/* const char * */
	OPTION_OPTIONAL,		/* const char *, "" without an argument */
	OPTION_WORDS,			/* struct text: given again, it adds */
	OPTION_LIST,			/* struct strings: given again, it adds */
	OPTION_NUMBER,			/* uint32_t, from 1 */
	OPTION_CHOICE,			/* int: which word of `values` */
	OPTION_DATE,			/* int64_t: seconds since 1970 */
	OPTION_PERIOD			/* uint32_t: seconds, from 1 */
};

/* What a shell offers after an option or as an operand. */
enum completion {
	COMPLETE_NOTHING,
	COMPLETE_FILES,
	COMPLETE_DIRECTORIES,
	COMPLETE_LINTS
};

struct option_row {
	const char *name;
	char letter;			/* 0: none */
	const char *argument;		/* what it is called in help; NULL: none */
	const char *values;		/* the words that a choice may be, blanks between them */
	enum option_kind kind;
	enum completion completion;
	size_t at;			/* in struct settings */
	const char *help;
};

struct verb {
	const char *name;
	const char *operands;		/* "FILE..."; NULL: none */
	bool needs_operand;
	enum completion completion;
	const char *summary;
	const struct option_row *options; /* ends with a row without name */
	enum exit_code (*run)(struct settings *settings);
};

/* Ends with one without name; the first is what is done when none is named. */
extern const struct verb verbs[];

const struct verb *verb_named(const char *name);

/* Read the arguments behind the verb.  EXIT_CLEAN, or EXIT_USAGE and it was said why. */
enum exit_code options_parse(const struct verb *verb, int argc, char **argv,
			     struct settings *settings);
void options_free(struct settings *settings);

void options_help(const struct verb *verb, struct text *out);

/* A script for "bash", "zsh" or "fish"; false if the shell is none of them. */
bool options_completion(const char *shell, struct text *out);

/* 2026-03-15, 20260315, 2026-03-15T12:00:00Z or now, as seconds since 1970; false: none of them. */
bool date_parse(const char *text, int64_t *out);

#endif
