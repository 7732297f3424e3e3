/* Names against the name constraints of an issuer (RFC 5280 4.2.1.10). */

#ifndef CERTLINT_LIB_CONSTRAINTS_H
#define CERTLINT_LIB_CONSTRAINTS_H

#include "cert.h"

/* How a name stands to the subtrees. */
enum standing {
	STANDING_FREE, /* no subtree is of its kind, or it is not of a form to compare */
	STANDING_PERMITTED,
	STANDING_LOOSE, /* permitted, but only where names are compared as text */
	STANDING_OUTSIDE, /* in none of those permitted for its kind */
	STANDING_EXCLUDED,
	STANDING_UNKNOWN /* a kind or a comparison that is not known here */
};

/*
 * Where a GeneralName of `tag` with these contents stands to the nameConstraints of `issuer`; a
 * subject is GN_DIRECTORY with a Name.  *which is the subtree that decided, if one did.  Where RFC
 * 5280 leaves open what a subtree means, the name is given the benefit of it.  Costs a look at each
 * subtree and at no more octets than the shorter of name and base has.
 */
enum standing constraints_standing(const struct cert *issuer, uint32_t tag, struct span name,
				   struct subtree *which);

/*
 * Whether so many names, of so many octets together, are to be compared with all of the subtrees:
 * 2^20 comparisons and 2^24 octets at most, which takes some 20 milliseconds.
 */
bool constraints_affordable(const struct cert *issuer, size_t names, size_t octets);

#endif
