/* The objects of the command line one by one, for the verbs that look at each for itself. */

#ifndef CERTLINT_CLI_EACH_H
#define CERTLINT_CLI_EACH_H

#include "finding.h"
#include "settings.h"

typedef void each_object(void *ctx, const struct subject *subject);

/* EXIT_UNREAD if any input could not be read, which was said. */
enum exit_code each_subject(const struct settings *settings, each_object *call, void *ctx);

#endif
