/* From settings to a handle: plug-ins opened, lints chosen, the issuer read. */

#ifndef CERTLINT_CLI_SETUP_H
#define CERTLINT_CLI_SETUP_H

#include <certlint/certlint.h>
#include <certlint/plugin.h>

#include "settings.h"

struct setup {
	certlint *lint;
	struct text issuer;		/* DER */
	const struct certlint_plugin **plugins;
	void **objects;			/* of dlopen() */
	size_t plugin_count;
	struct text selection;
};

/*
 * EXIT_CLEAN, or it was said what is wrong.  `everything`: without --select, every lint there is
 * instead of the default selection.
 */
enum exit_code setup_new(struct setup *setup, const struct settings *settings, bool everything);
void setup_free(struct setup *setup);

/*
 * One more handle of the same lints, with `plugin` and with `words` behind the selection; nothing
 * is remarked.  What is wrong is said.
 */
enum exit_code setup_handle(const struct setup *setup, const struct settings *settings,
			    const struct certlint_plugin *plugin, const char *words,
			    certlint **lint);

/* Fill what all inputs of a run have in common. */
void setup_input(const struct setup *setup, const struct settings *settings,
		 struct certlint_input *input);

/* enum certlint_severity of a level. */
int level_severity(int level);

/* Where the report goes: stdout or --output. */
struct output {
	int fd;
	struct text text;
	const char *name;
	int error;			/* errno of the first write that failed */
	bool pipe_closed;		/* nobody reads any more */
};

enum exit_code output_open(struct output *output, const struct settings *settings);

/* Add `n` bytes; they are written when there are enough of them, or by output_flush(). */
void output_add(struct output *output, const char *p, size_t n);
void output_flush(struct output *output);

/* EXIT_CLEAN, or EXIT_UNREAD if not all of it could be written, and it was said why. */
enum exit_code output_close(struct output *output);

/* Write a finished text, for the verbs that make one. */
enum exit_code output_text(const struct settings *settings, const struct text *text);

#endif
