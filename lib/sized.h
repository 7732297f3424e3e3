/* The two rules about the caller's structs: how those that begin with `size` are read, and how a
   failure is told. */

#ifndef CERTLINT_LIB_SIZED_H
#define CERTLINT_LIB_SIZED_H

#include <stddef.h>

#include <certlint/certlint.h>

/*
 * Copy a caller's struct into this library's own of `size` bytes (what the caller's does not reach
 * is zero) and set its size.  0; CERTLINT_ERR_ARGUMENT for a size that makes no sense;
 * CERTLINT_ERR_NEWER if bytes that are unknown here are not zero.
 */
int sized_read(void *own, size_t size, const void *given);

/* The same, and a failure told: `what` is the struct's name. */
int sized_accept(void *own, size_t size, const void *given, const char *what,
		 struct certlint_error *error);

/*
 * Write one line about a failure, cut to what the caller's struct has room for and printable, and
 * return `status`.  position: -1 for none.
 */
int refuse(struct certlint_error *error, int status, int32_t position, const char *format, ...)
	__attribute__((format(printf, 4, 5), cold));

#endif
