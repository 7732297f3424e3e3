/* IDNA2008: Punycode, and whether a label is a valid A-label or U-label. */

#ifndef CERTLINT_LIB_IDNA_H
#define CERTLINT_LIB_IDNA_H

#include "der.h"

enum { IDNA_LABEL_MAX = 63 };

/*
 * Decode the part after "xn--", of at most 63 octets.  The number of code points (at most max), or
 * -1 if it is malformed.  Letters of either case are digits; basic code points keep theirs.  What
 * decodes has this one spelling only: but for the case of digits it encodes back to itself.
 */
int punycode_decode(struct span encoded, uint32_t *out, int max);

/*
 * Encode at most 63 code points; the number of octets written (at most max), or -1 if that is too
 * few or a code point is none.
 */
int punycode_encode(const uint32_t *code_points, int n, char *out, int max);

/*
 * Faults of a label that begins with "xn--" (any case), as HOST_BIT()s of host.h: 0 if it is a
 * valid A-label.  Upper case is none of its faults.
 */
uint64_t idna_a_label_faults(struct span label);

/*
 * The same judgement of a U-label's code points (used also for SmtpUTF8Mailbox domains), of any
 * number: HOST_LABEL_LONG if its A-label has more than 63 octets.
 */
uint64_t idna_u_label_faults(const uint32_t *code_points, int n);

/*
 * Whether a string of type `tag` stands in Unicode Normalization Form C.  Runs of more than
 * IDNA_LABEL_MAX characters that join what is before them are not judged.
 */
bool text_is_nfc(uint32_t tag, struct span s);

#endif
