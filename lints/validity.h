/* Limits of validity periods, as the documents measured them from time to time. */

#ifndef CERTLINT_LINTS_VALIDITY_H
#define CERTLINT_LINTS_VALIDITY_H

#include "checks.h"

/* Both with .arg = &(const int){ days or months }, under FACT_VALIDITY_KNOWN. */
lint_check validity_days;	/* of 86,400 seconds, both ends counted */
lint_check validity_months;	/* of the calendar */
lint_check validity_825_days;	/* without an argument; the last second is not counted */

#endif
