/* Colours and links, where there is a terminal that shows them. */

#ifndef CERTLINT_CLI_TERM_H
#define CERTLINT_CLI_TERM_H

#include "settings.h"

enum color { COLOR_BOLD, COLOR_RED, COLOR_YELLOW, COLOR_BLUE, COLOR_DIM };

struct term {
	bool colors, links;
};

/* For what is written to `fd`. */
struct term term_of(int fd, const struct settings *settings);

void term_on(const struct term *term, struct text *out, enum color color);
void term_off(const struct term *term, struct text *out);

/* Citations, "; " between them ("RFC 5280 4.2.1.6"), as links to their documents where known. */
void term_citations(const struct term *term, struct text *out, const char *citations);

enum color term_severity(int severity);

#endif
