/* Keys and signatures that are plain octets, and what a curve's are like. */

#ifndef CERTLINT_LINTS_RAW_H
#define CERTLINT_LINTS_RAW_H

#include "lint.h"

/* Octets of a raw public key or signature of an algorithm; 0 if it has none of a fixed length. */
unsigned raw_key_length(enum oid algorithm);
unsigned raw_signature_length(enum oid algorithm);

/* Octets of a coordinate; 0 if the curve is unknown. */
unsigned curve_octets(enum oid curve);

/* The order of a curve's generator, without leading zeros; n == 0 if the curve is unknown. */
struct span curve_order(enum oid curve);

/* Numbers of the same length by their octets, after leading zeros are gone: -1, 0, 1. */
int number_compare(struct span a, struct span b);

#endif
