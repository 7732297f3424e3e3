/* Where bytes stand in an object, in the words of its ASN.1 definition. */

#ifndef CERTLINT_LIB_PATH_H
#define CERTLINT_LIB_PATH_H

#include "walk.h"

enum { PATH_ROOM = 4096 };	/* WALK_DEPTH names and indices fit */

/* A way down through an object that is written as text; `text` always ends with a NUL. */
struct path {
	size_t length;
	char text[PATH_ROOM];
};

/* Begin at the outermost element of an object; then each step below it. */
void path_begin(struct path *path, bool tbs);
void path_step(struct path *path, const struct step *step);

/* The outermost element's own name. */
const char *path_root(bool tbs);

/* Bytes whose path is wanted, and the caller's number for them. */
struct path_query {
	size_t offset, length;
	size_t key;
};
typedef void path_teller(void *ctx, size_t key, const char *path, size_t length);

/*
 * Tell each query the path of the innermost element that its bytes lie in, "" where they lie in
 * none.  One walk for all of them; sorts `queries`.
 */
void paths_tell(struct span file, bool tbs, struct path_query *queries, size_t count,
		path_teller *tell, void *ctx);

#endif
