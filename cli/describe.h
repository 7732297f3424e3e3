/* What the library says of a lint, in words for people. */

#ifndef CERTLINT_CLI_DESCRIBE_H
#define CERTLINT_CLI_DESCRIBE_H

#include <certlint/certlint.h>

#include "text.h"

/* 20260315 as 2026-03-15. */
void describe_day(struct text *out, int32_t day);

/* "tls subscriber !ev" as "tls, subscriber, not ev". */
void describe_words(struct text *out, const char *words);

/* Text that is broken into lines of at most 78 columns behind `indent` blanks. */
void describe_paragraph(struct text *out, const char *text, size_t indent);

#endif
