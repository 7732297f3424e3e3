/* Finding the objects in a file: DER, PEM, bare base64, PKCS#7, by what is there. */

#ifndef CERTLINT_CLI_OBJECTS_H
#define CERTLINT_CLI_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Where an object was found. */
struct place {
	const char *name;		/* of the file, as reports call it */
	size_t index;			/* among the objects of the file */
	size_t line;			/* of a block of text; 0: none */
};

/* How much a note matters. */
enum weight {
	WEIGHT_MINOR,			/* in a directory, where much is no certificate */
	WEIGHT_NOTE,			/* in a file that the user named */
	WEIGHT_ERROR
};

/* The bytes of the file at hand, kept from file to file for their memory. */
struct stream {
	char *p;			/* those that were read and not dropped: `n` */
	size_t n;
	char *memory;			/* where they are, behind what was dropped */
	size_t room;
	int fd;
	bool ended;
	uint64_t left;			/* to come from a regular file; UINT64_MAX: unknown */
	uint64_t read;			/* in all files */
};

/*
 * Give all that is read to `to`, which is empty, for its memory: what would be a copy of megabytes.
 * The count of bytes stays, to be dropped as if they were still there.  False: the bytes are behind
 * what was dropped, and stay where they are.
 */
bool stream_give(struct stream *stream, struct text *to);

/* What became of a file. */
enum file_result {
	FILE_DONE,
	FILE_EMPTY,			/* no bytes */
	FILE_NO_OBJECT,			/* it holds none */
	FILE_PASSED_OVER,		/* it holds nothing but keys and the like */
	FILE_TOO_LARGE,			/* DER beyond MAX_DER */
	FILE_ERROR			/* read() failed: errno */
};

/*
 * Who is told.  The bytes are lent during the call; all of a file's calls are in its order.
 * object(): one to lint.  bad(): a block that cannot be decoded, which takes an index of its own.
 * note(): something was passed over or could not be read.  idle(): no more bytes are there yet; it
 * may set stream->ended where no more are wanted.
 * other(): asked when a file's first bytes are in the stream; true: it is of a kind that is read
 * there, and was, with what became of it and how many objects it had.
 */
struct object_sink {
	void *ctx;
	void (*object)(void *ctx, const struct place *at, const uint8_t *der, size_t length);
	void (*bad)(void *ctx, const struct place *at, const char *why);
	void (*note)(void *ctx, const char *name, const char *line, enum weight weight);
	void (*idle)(void *ctx);
	bool tbs;			/* --tbs: nothing is passed over for its shape */
	bool (*other)(void *ctx, struct stream *stream, const struct place *at,
		      enum file_result *result, size_t *count);
};

enum { MAX_DER = 64 << 20 };

/*
 * Read one file.  `named` says that the user named it: then bytes that look like nothing are an
 * object too, a damaged one.  *count is how many objects it had, bad blocks included.
 */
enum file_result objects_read(struct stream *stream, const char *name, bool named,
			      const struct object_sink *sink, size_t *count);

/*
 * Read once behind what there is, at most `most` bytes, having told sink->idle() if that waits.
 * False: an error.  stream->ended says whether there may be more.
 */
bool stream_fill(struct stream *stream, const struct object_sink *sink, size_t most);

/* Drop the first `n` bytes, which costs nothing until more is read. */
void stream_drop(struct stream *stream, size_t n);
void stream_free(struct stream *stream);

#endif
