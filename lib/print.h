/* Printable text of bytes that anybody may have chosen. */

#ifndef CERTLINT_LIB_PRINT_H
#define CERTLINT_LIB_PRINT_H

#include <stdarg.h>

#include "der.h"

enum { PRINTED_MAX = 128 };

/* Text into `out` of PRINTED_MAX, cut to about 100 bytes; returns `out`. */
const char *print_quoted(char *out, struct span s);	/* in quotes, escaped */
const char *print_hex(char *out, struct span s);	/* 7f:00:01 */

/*
 * Make a text of a buffer of `room` bytes printable UTF-8 in place: a character that was cut off at
 * the end goes, what is not printable becomes '?'.
 */
void print_tidy(char *text, size_t room);

/* vsnprintf(), quickly where there is nothing but %s. */
void print_formatted(char *out, size_t room, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

#endif
