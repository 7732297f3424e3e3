/* Whether an object is wholly sound, quickly: a yes spares the strict walk, which says why not. */

#ifndef CERTLINT_LIB_SOUND_H
#define CERTLINT_LIB_SOUND_H

#include "asn1.h"

enum { SOUND_DEPTH = 16 };	/* levels, of up to three elements each, that it looks into */

/*
 * True only if walk() would tell no fault of `whole` as one element of `type`.  False says nothing:
 * a fault, or a form so rare that it was not worth looking into here.  No recursion, no heap; one
 * look at each byte of a header and of what has an alphabet.
 */
bool object_is_sound(struct span whole, const struct asn1_type *type);

/*
 * Whether the contents of a primitive element of a universal type are DER; true for types of which
 * nothing is asked.  `time_is_rfc`: of times, RFC 5280's form, without fractions of seconds.
 */
bool contents_are_sound(uint32_t tag, struct span body, bool time_is_rfc);

/* Whether one list element may follow the other in a SET OF (X.690 11.6). */
bool set_order_holds(struct span before, struct span after);

/* Whether the contents of an element are an encoded DEFAULT of its field. */
bool is_default_value(const struct asn1_field *field, struct span body);

#endif
