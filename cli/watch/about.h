/* What an object says of itself, for people: names, serial number, validity. */

#ifndef CERTLINT_CLI_WATCH_ABOUT_H
#define CERTLINT_CLI_WATCH_ABOUT_H

#include <stdbool.h>

#include <certlint/plugin.h>

#include "text.h"

/* Members of a JSON object under construction; what is not there is left out. */
void about_json(struct text *out, const struct certlint_object *object);

/* "C=HR, O=Financijska agencija, CN=..." of CERTLINT_EACH_SUBJECT or _ISSUER. */
void about_name(struct text *out, const struct certlint_object *object, int list);

/* Lower-case hex with '-' before a negative one; false: the object has none that decodes. */
bool about_serial(struct text *out, const struct certlint_object *object);

/* The names of hosts (subjectAltName's and commonNames), and addresses, each as a JSON string. */
void about_names_json(struct text *out, const struct certlint_object *object);
void about_addresses_json(struct text *out, const struct certlint_object *object);

/* "2026-03-15T00:00:00Z". */
void about_time(struct text *out, int64_t seconds);

void about_hex(struct text *out, const uint8_t *p, size_t n);

#endif
