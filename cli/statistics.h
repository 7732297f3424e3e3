/* Counts over all inputs: the summary on stderr and the table of --statistics. */

#ifndef CERTLINT_CLI_STATISTICS_H
#define CERTLINT_CLI_STATISTICS_H

#include "lint.h"
#include "setup.h"
#include "sources.h"

void statistics_write(struct output *output, const struct settings *settings, const certlint *lint,
		      const struct tally *total);

void summary_say(const struct tally *total, const struct sources *sources,
		 uint64_t passed_over);

#endif
