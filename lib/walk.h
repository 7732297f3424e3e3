/* The strict walk: every element of an object against its definition, every fault at its byte. */

#ifndef CERTLINT_LIB_WALK_H
#define CERTLINT_LIB_WALK_H

#include "asn1.h"
#include "fault.h"

enum { WALK_DEPTH = 64 };

/* Where an element stands: how it is called inside the one around it. */
struct step {
	const char *name;		/* NULL: an element of a list, by index only */
	uint32_t index;			/* in the SEQUENCE OF or SET OF around it */
	bool listed;			/* index means something */
};

/* The element at hand, lent during the call. */
struct place {
	const struct der *element;
	const struct asn1_type *type;	/* its definition; asn1_any where unknown */
	const struct step *steps;	/* from the outermost down, `depth` of them */
	unsigned depth;
};

/*
 * What the walk tells.  Either may be NULL.  fault(): what is wrong and the bytes that are.
 * element(): each one in order of its first byte, outermost first; return false to end the walk.
 */
struct walker {
	void (*fault)(void *ctx, enum fault fault, struct span at);
	bool (*element)(void *ctx, const struct place *place);
	void *ctx;
	unsigned max_depth;		/* 0: WALK_DEPTH; never more */
};

/*
 * Walk `whole` as one element of `type` (NULL: asn1_any).  No recursion, no heap; the cost is
 * linear in the length, times the depth where indefinite lengths nest.
 */
void walk(struct span whole, const struct asn1_type *type, const struct walker *walker);

#endif
