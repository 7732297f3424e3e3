/* certlint completion: what bash, zsh or fish has to know of the options. */

#include "options.h"
#include "say.h"
#include "setup.h"

enum exit_code
verb_completion(struct settings *settings)
{
	struct text out = { 0 };
	enum exit_code code;

	if (settings->operands.count != 1 ||
	    !options_completion(settings->operands.at[0], &out)) {
		say("certlint completion takes one of bash, zsh or fish, but got '%s'",
		    settings->operands.at[0]);
		return EXIT_USAGE;
	}
	code = output_text(settings, &out);
	text_free(&out);
	return code;
}
