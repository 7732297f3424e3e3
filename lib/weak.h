/* Public keys of which the private key is known to everybody. */

#ifndef CERTLINT_LIB_WEAK_H
#define CERTLINT_LIB_WEAK_H

#include "cert.h"
#include "data.h"

enum { WEAK_NO_NUMBER = -1 };

/*
 * Whether a key is in the table of weak keys: Debian's (CVE-2008-0166) and whatever the user's list
 * has.  None is compiled in; then this is false at once.  *list, which may be NULL, is the number
 * of the list within the table as its publisher numbers them, or WEAK_NO_NUMBER.  A microsecond or
 * two: the key is hashed.
 */
bool weak_key_listed(const struct data *data, const struct key *key, int *list);

/*
 * Whether a point of P-256, P-384 or P-521 is that of one of the private keys 1 to 1024 (*scalar)
 * or n - 1 to n - 1024 (*scalar is -1 to -1024).  By the end of x and the parity of y: that the
 * point is on the curve is point_on_curve()'s to say.
 */
bool ec_scalar_trivial(enum oid curve, struct span point, int *scalar);

#endif
