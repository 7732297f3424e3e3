/* Reports as JSON: one object each, in an array or one a line. */

#ifndef CERTLINT_CLI_JSON_H
#define CERTLINT_CLI_JSON_H

#include "finding.h"

/* Each object ends with a separator: ",\n" in an array, "\n" in lines. */
void json_report(struct text *out, int format, const certlint_report *report);

/* What stands for an object that could not be read. */
void json_unread(struct text *out, int format, const struct subject *subject, const char *why,
		 size_t line);

/* "name": value pairs of an object under construction; a leading comma where one is due. */
void json_key(struct text *out, const char *name);
void json_string(struct text *out, const char *name, const char *value);

/* A list of words as an array of strings. */
void json_words(struct text *out, const char *name, const char *words);

#endif
