/* What the benchmarks share: files to work on, and time taken. */

#include "corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static void
give_up(const char *what, const char *path)
{
	fprintf(stderr, "%s: %s\n", what, path);
	exit(3);
}

static void
add_file(struct corpus *k, const char *path, size_t size)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = malloc(size ? size : 1);

	if (f == NULL || bytes == NULL || fread(bytes, 1, size, f) != size)
		give_up("cannot read", path);
	fclose(f);
	if (k->count == k->capacity) {
		k->capacity = k->capacity * 2 + 1024;
		k->items = realloc(k->items, k->capacity * sizeof(*k->items));
		if (k->items == NULL)
			give_up("out of memory", path);
	}
	k->items[k->count++] = (struct span){ bytes, size };
	k->bytes += size;
}

void
corpus_add(struct corpus *k, const char *path)
{
	struct stat st;
	struct dirent *entry;
	char name[4096];
	DIR *d;

	if (stat(path, &st) != 0)
		give_up("no such file", path);
	if (!S_ISDIR(st.st_mode)) {
		add_file(k, path, (size_t)st.st_size);
		return;
	}
	d = opendir(path);
	while (d && (entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (stat(name, &st) == 0 && S_ISREG(st.st_mode))
			add_file(k, name, (size_t)st.st_size);
	}
	if (d)
		closedir(d);
}

double
cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
median(double *times, size_t n)
{
	qsort(times, n, sizeof(*times), compare);
	return times[n / 2];
}
