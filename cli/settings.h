/* What the command line asked for, and the verbs that act on it. */

#ifndef CERTLINT_CLI_SETTINGS_H
#define CERTLINT_CLI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum exit_code {
	EXIT_CLEAN = 0,
	EXIT_FOUND = 1,			/* findings at or above --fail-on */
	EXIT_USAGE = 2,			/* the command line or the configuration */
	EXIT_UNREAD = 3			/* an input could not be read, or the report not written */
};

/* Which of two exit codes the shell gets: usage before unread before findings. */
enum exit_code exit_worse(enum exit_code a, enum exit_code b);

/* The order is that of the words in the option table. */
enum format { FORMAT_TEXT, FORMAT_FULL, FORMAT_JSON, FORMAT_JSONL };
enum digest { DIGEST_SHA256, DIGEST_NONE };
enum sorting { SORT_OFFSET, SORT_NONE };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };
enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTICE };

/* Words given with several options of one name. */
struct strings {
	const char **at;
	size_t count;
};

/* certlint watch. */
struct watch_settings {
	struct strings lists, hooks, health;
	const char *filter, *state, *logs, *log_state, *start, *ca_file, *contact, *test;
	bool from_now, once, noise;
	uint32_t rate, parallel, poll, timeout;
	uint32_t hook_timeout, digest_every, quiet_period, burst, back_scan;
	int anomalies;
};
enum anomalies { ANOMALIES_ON, ANOMALIES_OFF };
enum watch_format { WATCH_JSONL, WATCH_TEXT };

struct settings {
	/* What is linted, and as what. */
	struct strings operands;
	const char *files_from;
	const char *stdin_name;
	const char *issuer;
	const char *profile;
	const char *facts;
	int64_t as_of, now;
	bool no_clock, tbs, null_ends, chain;

	/* By which lints. */
	struct text select, ignore, severity;
	struct strings plugins;
	const char *data;
	int min_severity;
	bool strict;
	uint32_t max_per_lint;

	/* What is made of it. */
	int format, digest, sort, color, fail_on;
	const char *output;
	uint32_t jobs;
	bool exit_zero, statistics, quiet, verbose;
	const char *list_data;		/* NULL: not asked for; "": the compiled-in tables */
	const char *list_peer;
	bool list_facts, list_profiles, list_requirements;

	struct watch_settings watch;

	bool help, version;
};

/* Each returns the exit code. */
enum exit_code verb_check(struct settings *settings);
enum exit_code verb_list(struct settings *settings);
enum exit_code verb_explain(struct settings *settings);
enum exit_code verb_show(struct settings *settings);
enum exit_code verb_facts(struct settings *settings);
enum exit_code verb_watch(struct settings *settings);
enum exit_code verb_completion(struct settings *settings);
enum exit_code show_version(struct settings *settings);

#endif
