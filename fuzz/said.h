/* What the parts of the command say, caught: in place of cli/say.c. */

#ifndef CERTLINT_FUZZ_SAID_H
#define CERTLINT_FUZZ_SAID_H

#include "say.h"

/* Lines since the target set it to 0.  Each was claimed to be one line that harms no terminal. */
extern unsigned said;

#endif
