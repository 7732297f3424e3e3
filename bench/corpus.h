/* What the benchmarks share: files to work on, and time taken. */

#ifndef CERTLINT_BENCH_CORPUS_H
#define CERTLINT_BENCH_CORPUS_H

#include "der.h"

struct corpus {
	struct span *items;
	size_t count, capacity, bytes;
};

/* Add a file, or all files of a directory; what cannot be read ends the program, with code 3. */
void corpus_add(struct corpus *corpus, const char *path);

/* CPU time of the process. */
double cpu_seconds(void);

/* The middle one; the times are sorted. */
double median(double *times, size_t n);

#endif
