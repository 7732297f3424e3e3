/* What tests of the API share: forged objects, lints of their own, an allocator that counts. */

#ifndef CERTLINT_TESTS_SAMPLE_H
#define CERTLINT_TESTS_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/certlint.h>
#include <certlint/plugin.h>

#include "forge.h"

/* An object and the input that it is linted as. */
struct sample {
	uint8_t der[1 << 16];
	size_t length;
	struct forge_result forged;
	struct certlint_input input;
};

/* Fails the test if the recipe makes no sense. */
void sample_make(struct sample *sample, const char *recipe);
void sample_free(struct sample *sample);

/* The test's own lints, which fire on everything: what they find does not depend on the others. */
extern const struct certlint_lint lint_serial;	/* t_serial, error: the serial number */
extern const struct certlint_lint lint_each_san;	/* t_each_san, warning: each SAN entry */
extern const struct certlint_lint lint_notice;	/* t_notice: the whole object */
extern const struct certlint_lint lint_issuer;	/* t_issuer: needs the issuer */
extern const struct certlint_lint lint_now;	/* t_now, by the clock */
extern const struct certlint_plugin sample_plugin;

/* A handle of these lints alone, or of a selection; fails the test if there is none. */
certlint *sample_handle(const char *selection);

/* An allocator that counts, and fails at the allocation whose turn it is. */
struct accountant {
	size_t blocks, bytes;		/* out at present */
	size_t calls;
	size_t fail_at;			/* 0: never; else the call, from 1 */
};
struct certlint_allocator accountant_allocator(struct accountant *accountant);

#endif
