/* certlint: lint X.509 certificates from the command line. */

#include <fcntl.h>
#include <unistd.h>

#include "options.h"
#include "say.h"
#include "setup.h"

/*
 * A descriptor that is closed at the start would be the first file we open: reports would go into
 * it.  What takes its place cannot be written to, so that the loss of a report is told.
 */
static void
keep_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static enum exit_code
show_help(const struct verb *verb)
{
	struct settings plain = { 0 };
	struct text text = { 0 };
	enum exit_code code;

	options_help(verb, &text);
	code = output_text(&plain, &text);
	text_free(&text);
	return code;
}

static enum exit_code
act(const struct verb *verb, struct settings *settings)
{
	if (settings->help)
		return show_help(verb);
	if (settings->version)
		return show_version(settings);
	if (verb->needs_operand && settings->operands.count == 0 && !settings->files_from) {
		say("nothing to %s: name %s; 'certlint %s --help' tells more", verb->name,
		    verb->operands, verb->name);
		return EXIT_USAGE;
	}
	if (!verb->operands && settings->operands.count > 0) {
		say("certlint %s takes no operand, but got '%s'", verb->name,
		    settings->operands.at[0]);
		return EXIT_USAGE;
	}
	return verb->run(settings);
}

int
main(int argc, char **argv)
{
	const struct verb *verb = argc > 1 ? verb_named(argv[1]) : NULL;
	struct settings settings = { .min_severity = LEVEL_NOTICE, .fail_on = LEVEL_ERROR };
	enum exit_code code;

	keep_standard_files();
	if (verb) {
		argc--;
		argv++;
	} else {
		verb = &verbs[0];
	}
	code = options_parse(verb, argc, argv, &settings);
	if (code == EXIT_CLEAN)
		code = act(verb, &settings);
	options_free(&settings);
	return (int)code;
}
