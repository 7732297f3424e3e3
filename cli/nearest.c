/* What is most like a name that does not exist. */

#include "nearest.h"

#include <stdbool.h>

enum {
	LONGEST = 80,			/* what is longer is no name */
	SUGGESTIONS = 3
};

struct suggestion {
	const char *name;
	size_t length;
	unsigned distance;
};

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Letters to be put in, taken out or changed. */
static unsigned
distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned row[LONGEST + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[m];
}

unsigned
name_distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	return n > LONGEST || m > LONGEST ? UINT32_MAX : distance(a, n, b, m);
}

/* A name with ours inside it is near however much longer it is. */
static unsigned
rate(const char *name, size_t n, const char *other, size_t m)
{
	if (n == 0 || m > LONGEST)
		return UINT32_MAX;
	for (size_t i = 0; n >= 4 && i + n <= m; i++)
		if (memcmp(other + i, name, n) == 0)
			return 1;
	return distance(name, n, other, m);
}

static void
consider(struct suggestion best[SUGGESTIONS], const char *name, size_t length, unsigned distance_)
{
	size_t i = SUGGESTIONS;

	for (size_t k = 0; k < SUGGESTIONS; k++)
		if (best[k].name && best[k].length == length &&
		    memcmp(best[k].name, name, length) == 0)
			return;
	while (i > 0 && (!best[i - 1].name || distance_ < best[i - 1].distance))
		i--;
	if (i == SUGGESTIONS)
		return;
	memmove(&best[i + 1], &best[i], (SUGGESTIONS - 1 - i) * sizeof(*best));
	best[i] = (struct suggestion){ name, length, distance_ };
}

static void
consider_words(struct suggestion best[SUGGESTIONS], const char *words, const char *name, size_t n,
	       unsigned limit)
{
	while (words && *(words += strspn(words, " "))) {
		size_t length = strcspn(words, " ");
		unsigned far = rate(name, n, words, length);

		if (far <= limit)
			consider(best, words, length, far);
		words += length;
	}
}

void
nearest(struct text *out, const certlint *lint, const char *name)
{
	struct suggestion best[SUGGESTIONS] = { { NULL, 0, 0 } };
	size_t n = strlen(name);
	unsigned limit = (unsigned)(n / 3 + 1);
	const struct certlint_lint *l;

	if (n > LONGEST)
		return;
	for (size_t i = 0; (l = certlint_at(lint, i)) != NULL; i++) {
		consider_words(best, l->id, name, n, limit);
		consider_words(best, l->aliases, name, n, limit);
		if (strchr(name, ':'))
			consider_words(best, l->peers, name, n, limit);
	}
	for (size_t i = 0; i < SUGGESTIONS && best[i].name; i++) {
		bool last = i + 1 == SUGGESTIONS || !best[i + 1].name;

		text_puts(out, i == 0 ? "" : last ? " or " : ", ");
		text_add(out, best[i].name, best[i].length);
	}
}
