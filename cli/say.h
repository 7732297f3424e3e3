/* Messages on stderr: one line each, led by the program's name, with nothing in it that harms. */

#ifndef CERTLINT_CLI_SAY_H
#define CERTLINT_CLI_SAY_H

#include <stdarg.h>

#include "text.h"

/* Write the line now. */
void say(const char *format, ...) PRINTF_LIKE(1, 2);

/* Keep the line for later, in `lines`. */
void say_into(struct text *lines, const char *format, ...) PRINTF_LIKE(2, 3);

/* Write all of it to a file descriptor: 0, or errno. */
int write_all(int fd, const char *p, size_t n);

#endif
