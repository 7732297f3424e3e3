/* The index against an oracle that goes through the whole list: names of a small alphabet. */

#include "watching.h"

#include <stdio.h>

enum { ITEMS = 3000, TURNS = 3000 };

static uint32_t state_of_random = 7;

static uint32_t
pick(uint32_t n)
{
	state_of_random = state_of_random * 1664525 + 1013904223;
	return (state_of_random >> 8) % n;
}

/* One to five labels of one or two letters. */
static void
make_name(char *to)
{
	unsigned labels = 1 + pick(5);

	for (unsigned i = 0; i < labels; i++) {
		*to++ = (char)('a' + pick(3));
		if (pick(2))
			*to++ = (char)('a' + pick(3));
		*to++ = '.';
	}
	to[-1] = '\0';
}

static char items[ITEMS][24];	/* with what stands before the name */

static const char *
name_of(const char *item)
{
	return item + (item[0] == '.' ? 1 : item[0] == '*' ? 2 : 0);
}

static bool
is_below(const char *name, const char *base)
{
	size_t n = strlen(name), b = strlen(base);

	return n > b && name[n - b - 1] == '.' && strcmp(name + n - b, base) == 0;
}

static const char *
parent_of(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot ? dot + 1 : "";
}

/* What watch.h says, word by word. */
static unsigned
how_of(const char *item, const char *name)
{
	const char *base = name_of(item), *above = parent_of(name);
	bool star = name[0] == '*';

	if (item[0] == '*')
		return strcmp(above, base) ? 0 : star ? CERTLINT_WATCH_EXACT : CERTLINT_WATCH_BELOW;
	if (strcmp(name, base) == 0)
		return CERTLINT_WATCH_EXACT;
	if (item[0] == '.' && is_below(name, base))
		return CERTLINT_WATCH_BELOW;
	return star && strcmp(parent_of(base), above) == 0 ? CERTLINT_WATCH_WILDCARD : 0;
}

struct answer {
	unsigned how[ITEMS];
};

static int
keep(void *ctx, const struct certlint_hit *hit)
{
	((struct answer *)ctx)->how[hit->item] = hit->how;
	return 0;
}

static void
test_oracle(void **state)
{
	static char text[ITEMS * 64];
	static struct answer answer;
	static struct sample s;
	certlint_watch *watch;
	size_t used = 0;

	for (unsigned i = 0; i < ITEMS; i++) {
		static const char *const before[] = { "", ".", "*." };

		snprintf(items[i], sizeof(items[i]), "%s", before[pick(3)]);
		make_name(items[i] + strlen(items[i]));
		used += (size_t)snprintf(text + used, sizeof(text) - used, "dns:%s wide\n",
					 items[i]);
	}
	watch = watch_make(text);
	for (unsigned turn = 0; turn < TURNS; turn++) {
		char name[32] = "", recipe[64];

		if (pick(2))
			memcpy(name, "*.", 3);
		make_name(name + strlen(name));
		snprintf(recipe, sizeof(recipe), "tls san=dns:%s", name);
		sample_make(&s, recipe);
		memset(&answer, 0, sizeof(answer));
		certlint_watch_match(watch, &s.input, NULL, keep, &answer);
		for (unsigned i = 0; i < ITEMS; i++)
			if (answer.how[i] != how_of(items[i], name))
				fail_msg("%s, %s: %u", items[i], name, answer.how[i]);
		sample_free(&s);
	}
	certlint_watch_free(watch);
}

/* Everything below a permitted name is found, and nothing else. */
static void
test_subtrees(void **state)
{
	static char text[ITEMS * 64];
	static struct answer answer;
	static struct sample s;
	certlint_watch *watch;
	size_t used = 0;

	for (unsigned i = 0; i < ITEMS; i++) {
		make_name(items[i]);
		used += (size_t)snprintf(text + used, sizeof(text) - used, "dns:%s.qq\n", items[i]);
	}
	watch = watch_make(text);
	for (unsigned turn = 0; turn < 300; turn++) {
		char name[32], recipe[64];

		make_name(name);
		snprintf(recipe, sizeof(recipe), "ca nc=permit-dns:%s.qq", name);
		sample_make(&s, recipe);
		memset(&answer, 0, sizeof(answer));
		certlint_watch_match(watch, &s.input, NULL, keep, &answer);
		for (unsigned i = 0; i < ITEMS; i++) {
			bool inside = strcmp(items[i], name) == 0 || is_below(items[i], name);

			if (answer.how[i] != (inside ? CERTLINT_WATCH_BELOW : 0))
				fail_msg("%s, permitted %s: %u", items[i], name, answer.how[i]);
		}
		sample_free(&s);
	}
	certlint_watch_free(watch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle), cmocka_unit_test(test_subtrees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
