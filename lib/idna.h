/* IDNA2008: Punycode, and whether a label is a valid A-label or U-label. */

#ifndef CERTLINT_LIB_IDNA_H
#define CERTLINT_LIB_IDNA_H

#include "der.h"

enum { IDNA_LABEL_MAX = 63 };

/* Decode the part after "xn--".  The number of code points (at most max), or -1 if malformed. */
int punycode_decode(struct span encoded, uint32_t *out, int max);

/* Encode; the number of octets written (at most max), or -1. */
int punycode_encode(const uint32_t *code_points, int n, char *out, int max);

/* Faults of a label that begins with "xn--" (any case), as HOST_BIT()s of host.h: 0 if a valid
 * A-label. */
uint64_t idna_a_label_faults(struct span label);

/* The same judgement of a U-label's code points (used also for SmtpUTF8Mailbox domains). */
uint64_t idna_u_label_faults(const uint32_t *code_points, int n);

#endif
