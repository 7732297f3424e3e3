/* The encodings of points on P-256, P-384 and P-521, as far as octets tell. */

#ifndef CERTLINT_LIB_POINT_H
#define CERTLINT_LIB_POINT_H

#include "der.h"
#include "oid.h"

/* What a point's octets are (SEC 1, 2.3.4).  Up to POINT_HYBRID they can be a point. */
enum point_form {
	POINT_UNCOMPRESSED,	/* 04 and both coordinates, each below p */
	POINT_COMPRESSED,	/* 02 or 03 and x, below p */
	POINT_HYBRID,		/* 06 or 07 and both coordinates; its low bit is y's */
	POINT_INFINITY,		/* one octet, 00: no public key */
	POINT_NO_FORM,		/* nothing at all, or an unknown first octet */
	POINT_WRONG_LENGTH,	/* for its form and curve */
	POINT_NOT_BELOW_P,	/* a coordinate is not an element of the field */
	POINT_WRONG_PARITY,	/* of a hybrid one: its first octet and y disagree */
	POINT_OTHER_CURVE	/* none of the three: not judged */
};

/*
 * Judge a point's octets.  A few nanoseconds; only of the first three forms is it worth asking
 * point_on_curve(), which no other can satisfy.
 */
enum point_form point_form(enum oid curve, struct span point);

/* The x coordinate of a point of the first three forms; absent for any other. */
struct span point_x(enum oid curve, struct span point);

#endif
