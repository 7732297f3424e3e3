/* The verbs and their option tables. */

#include "options.h"

#define AT(field) offsetof(struct settings, field)

/* Rows that several verbs share. */
#define ROW_SELECT                                                                                 \
	{ "select", 's', "WORDS", NULL, OPTION_WORDS, COMPLETE_LINTS, AT(select),                  \
	  "only these lints: ids, globs (br_*), source:NAME, peers' names, all" }
#define ROW_IGNORE                                                                                 \
	{ "ignore", 'i', "WORDS", NULL, OPTION_WORDS, COMPLETE_LINTS, AT(ignore),                  \
	  "all but these lints" }
#define ROW_SEVERITY                                                                               \
	{ "severity", 0, "PATTERN=LEVEL", NULL, OPTION_WORDS, COMPLETE_NOTHING, AT(severity),      \
	  "change the severity of lints: 'rfc_*=warning'" }
#define ROW_DATA                                                                                   \
	{ "data", 0, "DIR", NULL, OPTION_TEXT, COMPLETE_DIRECTORIES, AT(data),                     \
	  "tables found in DIR replace the compiled-in ones" }
#define ROW_PLUGIN                                                                                 \
	{ "plugin", 0, "FILE", NULL, OPTION_LIST, COMPLETE_FILES, AT(plugins),                     \
	  "take more lints from a shared object; may be repeated" }
#define ROW_STRICT                                                                                 \
	{ "strict", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(strict),                      \
	  "remarks on the configuration are failures" }
#define ROW_COLOR                                                                                  \
	{ "color", 0, "WHEN", "auto always never", OPTION_CHOICE, COMPLETE_NOTHING, AT(color),     \
	  "colours and links; auto: on a terminal, unless NO_COLOR is set" }
#define ROW_QUIET                                                                                  \
	{ "quiet", 'q', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(quiet),                      \
	  "no summary, notes or progress on stderr; errors remain" }
#define ROW_ISSUER                                                                                 \
	{ "issuer", 0, "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(issuer),                      \
	  "the issuer's certificate, for lints that need it" }
#define ROW_PROFILE                                                                                \
	{ "profile", 'p', "NAME", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(profile),                \
	  "what the objects are meant to be (certlint list --profiles)" }
#define ROW_FACTS                                                                                  \
	{ "facts", 0, "WORDS", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(facts),                     \
	  "what you know of the objects: 'tls !ev' (certlint list --facts)" }
#define ROW_AS_OF                                                                                  \
	{ "as-of", 0, "DATE", NULL, OPTION_DATE, COMPLETE_NOTHING, AT(as_of),                      \
	  "judge by the rules of DATE, not of the object's own date" }
#define ROW_NOW                                                                                    \
	{ "now", 0, "DATE", NULL, OPTION_DATE, COMPLETE_NOTHING, AT(now),                          \
	  "what time it is; default: the system's clock" }
#define ROW_NO_CLOCK                                                                               \
	{ "no-clock", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(no_clock),                  \
	  "no time at all: the same report on every day" }
#define ROW_TBS                                                                                    \
	{ "tbs", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(tbs),                            \
	  "the inputs are TBSCertificates, before they are signed" }
#define ROW_STDIN_NAME                                                                             \
	{ "stdin-name", 0, "NAME", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(stdin_name),            \
	  "what reports call standard input; default: -" }
#define ROW_FILES_FROM                                                                             \
	{ "files-from", 0, "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(files_from),              \
	  "read names of files and directories from FILE, one a line; -: stdin" }
#define ROW_NULL                                                                                   \
	{ "null", '0', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(null_ends),                   \
	  "names in --files-from end with NUL, as find -print0 writes them" }
#define ROW_OUTPUT                                                                                 \
	{ "output", 'o', "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(output),                    \
	  "write the report to FILE instead of stdout" }
#define ROW_LISTING                                                                                \
	{ "format", 'f', "FORMAT", "text json", OPTION_CHOICE, COMPLETE_NOTHING, AT(format),       \
	  "how to write it; default: text" }
#define ROW_HELP                                                                                   \
	{ "help", 'h', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(help), "show this help" }
#define ROW_VERSION                                                                                \
	{ "version", 'V', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(version),                  \
	  "show the versions of library, tables and cryptography" }
#define ROWS_END                                                                                   \
	{ NULL, 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, 0, NULL }

static const struct option_row check_options[] = {
	{ "format", 'f', "FORMAT", "text full json jsonl", OPTION_CHOICE, COMPLETE_NOTHING,
	  AT(format), "how to write findings; default: text" },
	ROW_OUTPUT,
	ROW_SELECT,
	ROW_IGNORE,
	ROW_SEVERITY,
	{ "min-severity", 0, "LEVEL", "error warning notice", OPTION_CHOICE, COMPLETE_NOTHING,
	  AT(min_severity), "lints of less severity do not run; default: notice" },
	{ "fail-on", 0, "LEVEL", "error warning notice", OPTION_CHOICE, COMPLETE_NOTHING,
	  AT(fail_on), "findings from LEVEL on make the exit code 1; default: error" },
	{ "exit-zero", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(exit_zero),
	  "exit with 0 whatever was found" },
	ROW_ISSUER,
	{ "chain", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(chain),
	  "look for the issuer of each input among all inputs" },
	ROW_PROFILE,
	ROW_FACTS,
	ROW_AS_OF,
	ROW_NOW,
	ROW_NO_CLOCK,
	ROW_TBS,
	{ "digest", 0, "WHICH", "sha256 none", OPTION_CHOICE, COMPLETE_NOTHING, AT(digest),
	  "digest of each object in JSON; default: sha256" },
	{ "statistics", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(statistics),
	  "count the findings of each lint instead of telling them" },
	{ "max-per-lint", 0, "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(max_per_lint),
	  "findings of one lint in one object told one by one; default: 10" },
	{ "sort", 0, "ORDER", "offset none", OPTION_CHOICE, COMPLETE_NOTHING, AT(sort),
	  "findings of an object by place or as the lints ran; default: offset" },
	ROW_FILES_FROM,
	ROW_NULL,
	ROW_STDIN_NAME,
	{ "jobs", 'j', "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(jobs),
	  "lint on N threads; default: one for little work, else all processors" },
	ROW_DATA,
	ROW_PLUGIN,
	ROW_STRICT,
	ROW_COLOR,
	ROW_QUIET,
	{ "verbose", 'v', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(verbose),
	  "also tell which lints could not be checked, and what was passed over" },
	ROW_HELP,
	ROW_VERSION,
	ROWS_END,
};

static const struct option_row list_options[] = {
	ROW_LISTING,
	ROW_OUTPUT,
	ROW_SELECT,
	ROW_IGNORE,
	ROW_SEVERITY,
	{ "data", 0, "DIR", NULL, OPTION_OPTIONAL, COMPLETE_DIRECTORIES, AT(list_data),
	  "list the data tables and their versions instead, those of DIR in place of ours" },
	{ "facts", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(list_facts),
	  "list the facts that lints apply by instead" },
	{ "profiles", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(list_profiles),
	  "list the profiles instead" },
	{ "requirements", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(list_requirements),
	  "list the requirements instead, with the lints that decide them or why none does" },
	{ "peer", 0, "NAME", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(list_peer),
	  "list the rules of zlint or pkilint instead, with the lints that mean the same" },
	ROW_PLUGIN,
	ROW_STRICT,
	ROW_HELP,
	ROWS_END,
};

static const struct option_row explain_options[] = {
	ROW_OUTPUT, ROW_DATA, ROW_PLUGIN, ROW_COLOR, ROW_HELP, ROWS_END,
};

static const struct option_row show_options[] = {
	ROW_OUTPUT,   ROW_SELECT,   ROW_IGNORE,     ROW_SEVERITY, ROW_ISSUER, ROW_PROFILE,
	ROW_FACTS,    ROW_AS_OF,    ROW_NOW,        ROW_NO_CLOCK, ROW_TBS,    ROW_FILES_FROM,
	ROW_NULL,     ROW_STDIN_NAME, ROW_DATA,     ROW_PLUGIN,   ROW_STRICT, ROW_COLOR,
	ROW_QUIET,    ROW_HELP,     ROWS_END,
};

static const struct option_row facts_options[] = {
	ROW_LISTING,  ROW_OUTPUT,     ROW_ISSUER,  ROW_PROFILE, ROW_FACTS,      ROW_AS_OF,
	ROW_NOW,      ROW_NO_CLOCK,   ROW_TBS,     ROW_FILES_FROM, ROW_NULL,    ROW_STDIN_NAME,
	ROW_DATA,     ROW_QUIET,      ROW_HELP,    ROWS_END,
};

static const struct option_row watch_options[] = {
	{ "list", 'l', "FILE", NULL, OPTION_LIST, COMPLETE_FILES, AT(watch.lists),
	  "the watch list: an item a line; may be repeated" },
	{ "filter", 'F', "WORDS", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(watch.filter),
	  "which events are written: 'match and (unexpected or error)'; default: alert" },
	{ "format", 'f', "FORMAT", "jsonl text", OPTION_CHOICE, COMPLETE_NOTHING, AT(format),
	  "how to write events; default: jsonl" },
	{ "output", 'o', "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(output),
	  "write events behind those that FILE has, instead of to stdout" },
	{ "logs", 0, "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(watch.logs),
	  "follow the logs of a list of logs (log_list.json)" },
	{ "log-state", 0, "WORDS", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(watch.log_state),
	  "logs in these states; default: 'usable qualified readonly'" },
	{ "state", 0, "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(watch.state),
	  "keep in FILE (SQLite) how far logs were read, groups, and what is to be told" },
	{ "start", 0, "INDEX", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(watch.start),
	  "entry at which to begin logs that were never read; default: 0" },
	{ "from-now", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(watch.from_now),
	  "begin those at their end" },
	{ "once", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(watch.once),
	  "end when all logs are read up to their tree heads" },
	{ "rate", 0, "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(watch.rate),
	  "requests a second to one log; default: no limit" },
	{ "parallel", 0, "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(watch.parallel),
	  "requests under way to one log; default: 4" },
	{ "poll", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.poll),
	  "between looks at a tree head; default: 60s" },
	{ "timeout", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.timeout),
	  "of a request; default: 60s" },
	{ "ca-file", 0, "FILE", NULL, OPTION_TEXT, COMPLETE_FILES, AT(watch.ca_file),
	  "certificates that vouch for logs' servers; default: the system's" },
	{ "contact", 0, "TEXT", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(watch.contact),
	  "a mail address or URL that logs are told: some serve more to whom they can write" },
	ROW_SELECT,
	ROW_IGNORE,
	ROW_SEVERITY,
	{ "min-severity", 0, "LEVEL", "error warning notice", OPTION_CHOICE, COMPLETE_NOTHING,
	  AT(min_severity), "lints of less severity do not run; default: notice" },
	{ "anomalies", 0, "WHICH", "on off", OPTION_CHOICE, COMPLETE_NOTHING, AT(watch.anomalies),
	  "tell what nobody watches: first IP certificate, unknown TLD; default: on" },
	{ "digest-every", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.digest_every),
	  "between digests of what was only counted; default: 1d" },
	{ "quiet-period", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.quiet_period),
	  "after which a group is an alert again; default: 30d" },
	{ "burst", 0, "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(watch.burst),
	  "alerts in an hour, the others wait for the digest; default: 20" },
	{ "noise", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(watch.noise),
	  "with each digest and at the end, say which item made how much noise" },
	{ "hook", 0, "PATH", NULL, OPTION_LIST, COMPLETE_FILES, AT(watch.hooks),
	  "run this program, or each in this directory, for every alert; may be repeated" },
	{ "hook-timeout", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.hook_timeout),
	  "end hooks that take longer; default: 60s" },
	{ "back-scan", 0, "TIME", NULL, OPTION_PERIOD, COMPLETE_NOTHING, AT(watch.back_scan),
	  "keep names in --state for so long, for items that are added; default: none" },
	{ "health", 0, "FILE", NULL, OPTION_LIST, COMPLETE_FILES, AT(watch.health),
	  "keep FILE up to date on how it goes: JSON, or metrics if it ends in .prom" },
	{ "test", 0, "ITEM", NULL, OPTION_TEXT, COMPLETE_NOTHING, AT(watch.test),
	  "send an entry with ITEM through all of it, and say whether it was found" },
	ROW_NOW,
	ROW_NO_CLOCK,
	ROW_FILES_FROM,
	ROW_NULL,
	ROW_STDIN_NAME,
	{ "jobs", 'j', "N", NULL, OPTION_NUMBER, COMPLETE_NOTHING, AT(jobs),
	  "work on N threads; default: one for little work, else all processors" },
	ROW_DATA,
	ROW_PLUGIN,
	ROW_STRICT,
	{ "exit-zero", 0, NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(exit_zero),
	  "exit with 0 whatever was told" },
	ROW_QUIET,
	{ "verbose", 'v', NULL, NULL, OPTION_FLAG, COMPLETE_NOTHING, AT(verbose),
	  "also tell what was passed over" },
	ROW_HELP,
	ROWS_END,
};

static const struct option_row completion_options[] = { ROW_HELP, ROWS_END };

const struct verb verbs[] = {
	{ "check", "FILE|DIRECTORY|-...", true, COMPLETE_FILES,
	  "lint certificates; done when no command is named", check_options, verb_check },
	{ "list", NULL, false, COMPLETE_NOTHING, "list the lints, tables, facts or profiles",
	  list_options, verb_list },
	{ "explain", "ID...", true, COMPLETE_LINTS,
	  "say what a lint looks for, why, and since when", explain_options, verb_explain },
	{ "show", "FILE|DIRECTORY|-...", true, COMPLETE_FILES,
	  "show the decoded object with the findings in place", show_options, verb_show },
	{ "facts", "FILE|DIRECTORY|-...", true, COMPLETE_FILES,
	  "show what the objects are taken for, and why", facts_options, verb_facts },
	{ "watch", "[FILE|DIRECTORY|-...]", false, COMPLETE_FILES,
	  "find what a watch list names in what logs and streams serve", watch_options,
	  verb_watch },
	{ "completion", "bash|zsh|fish", true, COMPLETE_NOTHING,
	  "write a completion script for a shell", completion_options, verb_completion },
	{ NULL, NULL, false, COMPLETE_NOTHING, NULL, NULL, NULL },
};

const struct verb *
verb_named(const char *name)
{
	for (const struct verb *v = verbs; v->name; v++)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}
