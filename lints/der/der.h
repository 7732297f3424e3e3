/* The check that the lints of this room share: a row of the strict walk's faults. */

#ifndef CERTLINT_LINTS_DER_H
#define CERTLINT_LINTS_DER_H

#include "lint.h"

/* The constant of der_fault(). */
struct der_fault {
	enum fault fault;
	const char *expected;		/* what X.690 wants, for the finding */
	const char *detail;		/* what is wrong, in words */
};

/*
 * Walk the object once more for this one fault and report it wherever it stands.  It runs only
 * where the first walk raised the fault's signal, so a sound object never pays for it.
 */
lint_check der_fault;

/* The columns of a row: its trigger and its constant. */
#define DER_FAULT(name, expected_, detail_)					\
	.trigger = ON_FAULT(name),						\
	.arg = &(const struct der_fault){ FAULT_##name, expected_, detail_ }

#endif
