/* What the lints about IP addresses share, whatever their document. */

#ifndef CERTLINT_LINTS_ADDRESS_H
#define CERTLINT_LINTS_ADDRESS_H

#include "lint.h"

/*
 * Report an iPAddress of a wrong length, and what its octets are instead: the text of an address,
 * an address with a mask, an address without one.  `expected` is "4 or 16 octets" or the like.
 */
void fail_ip_length(struct report *r, const struct der *name, const char *expected);

/* The prefix length that a mask stands for; -1 if its bits are not contiguous. */
int mask_bits(struct span mask);

/* An iPAddress of nameConstraints: address and mask; false unless of 8 or 32 octets. */
struct ip_range {
	struct ip address;
	struct span mask;
	int bits;			/* -1: the mask is not contiguous */
};
bool ip_range_read(struct span octets, struct ip_range *out);

#endif
