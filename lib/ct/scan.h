/* JSON that is read in one pass, in place: the few shapes that logs and streams send. */

#ifndef CERTLINT_LIB_CT_SCAN_H
#define CERTLINT_LIB_CT_SCAN_H

#include "der.h"

/*
 * Where the reading stands.  Every function below moves `at`, or notes what is wrong in `reason`
 * and where in `fault`, and returns false with `at` outside of any string.  Strings may be
 * rewritten where they stand: each is read once.
 */
struct scan {
	uint8_t *start, *at, *end;
	const char *reason;		/* NULL: all is well */
	size_t fault;			/* offset from `start` */
	bool cut;			/* the fault is that the text ends there */
	bool base64;			/* some base64 was none, and `base64_at` is where; it does
					   not stop the reading */
	size_t base64_at;
	unsigned open;			/* brackets of a skipped value that the fault is in */
};

enum { SCAN_DEPTH = 64 };		/* arrays and objects in each other, in what is skipped */

/* Whether the next character, past blanks, is this one; it is then taken. */
bool scan_take(struct scan *s, char c);

/* The next character, past blanks; 0 at the end. */
char scan_peek(struct scan *s);

/* Note the fault, if it is the first; false. */
bool scan_fault(struct scan *s, const char *reason);

/*
 * The members of an object whose brace is taken: each call takes the next one's name and colon, and
 * false is the end of the object, its brace taken, or a fault.  *first is true before the first
 * call.  The value is for the caller to take.
 */
bool scan_member(struct scan *s, bool *first, struct span *name);

/* The same of the elements of an array. */
bool scan_element(struct scan *s, bool *first);

/* Take a string, its escapes undone in place. */
bool scan_string(struct scan *s, struct span *out);

/*
 * Take a string of base64 and decode it in place, or to `to`, which is before it.  Where it is not
 * base64, *out has what came before, the rest of the string is skipped and `base64` is set.
 */
bool scan_base64(struct scan *s, uint8_t *to, struct span *out);

/* Take a number without a sign: its whole part, saturated, and the thousandths. */
bool scan_number(struct scan *s, uint64_t *whole, unsigned *thousandths);

/* Take any value. */
bool scan_skip(struct scan *s);

/*
 * After a fault inside `depth` arrays and objects, not counting those of a skipped value: go on
 * behind the end of the outermost of them, as far as brackets and quotes tell, and forget the
 * fault.  False, and at the end, if there is none.
 */
bool scan_leave(struct scan *s, unsigned depth);

#endif
