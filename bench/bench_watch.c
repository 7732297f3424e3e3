/*
 * What a watch list costs: nanoseconds to hold an object against lists of 1, 1,000 and 1,000,000
 * items, milliseconds to compile them and bytes that they take.
 *
 *	bench_watch [--rounds N] [--items N] DIRECTORY|FILE...
 *
 * Times are CPU time of one thread, medians over rounds, beside that of decoding the objects.  The
 * items are names, addresses, networks and domains that no object has, as most of a list's are for
 * any object; and one that some have.
 */

#include <stdio.h>
#include <stdlib.h>

#include <certlint/watch.h>

#include "corpus.h"
#include "object.h"

enum { ROUNDS = 9 };

/* ---- memory that is counted ---- */

static size_t held, most;

static void *
allocate(void *ctx, size_t length)
{
	(void)ctx;
	held += length;
	most = held > most ? held : most;
	return malloc(length);
}

static void
release(void *ctx, void *memory, size_t length)
{
	(void)ctx;
	held -= length;
	free(memory);
}

static const struct certlint_allocator counted = { allocate, release, NULL };

/* ---- lists ---- */

/* Something different for every number, and nothing that anybody has. */
static int
write_item(char *to, size_t room, uint32_t i)
{
	switch (i % 8) {
	case 0: return snprintf(to, room, "dns:www.w%x.example.org\n", i);
	case 1: return snprintf(to, room, "dns:w%x.example.net\n", i);
	case 2:
		return snprintf(to, room, "ip:127.%u.%u.%u\n", i >> 16 & 255, i >> 8 & 255,
				i & 255);
	case 3: return snprintf(to, room, "cidr:240.%u.%u.0/24\n", i >> 8 & 255, i & 255);
	case 4: return snprintf(to, room, "cidr:2001:db8:%x:%x00::/56\n", i >> 8, i & 255);
	default: return snprintf(to, room, "dns:.watched-%x.com owner=customer-%u\n", i, i);
	}
}

static char *
make_text(uint32_t count, size_t *length)
{
	size_t room = (size_t)count * 64 + 64, used = 0;
	char *text = malloc(room);

	if (text == NULL)
		exit(3);
	for (uint32_t i = 0; i + 1 < count; i++)
		used += (size_t)write_item(text + used, room - used, i);
	used += (size_t)snprintf(text + used, room - used, ".google.com\n");
	*length = used;
	return text;
}

static size_t hits;
static volatile uint64_t sunk;

static int
count_hit(void *ctx, const struct certlint_hit *hit)
{
	(void)ctx;
	(void)hit;
	hits++;
	return 0;
}

/* Decode as certlint_watch_match() does. */
static void
decode(const certlint *lint, const struct certlint_input *in)
{
	struct surroundings s;
	struct plan plan;

	if (plan_read(&plan, lint, in, NULL) != CERTLINT_OK)
		exit(3);
	object_read_around(&s, &plan);
	object_read(&s, &plan, (struct span){ in->data, in->length }, NULL);
	sunk += s.object.cert.facts.w[0];
}

/* Nanoseconds an object; without a list, of decoding alone. */
static double
measure(const certlint_watch *watch, const struct corpus *k, unsigned rounds)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	double times[64], begin;
	certlint *lint;

	if (certlint_new(&lint, NULL, NULL) != CERTLINT_OK)
		exit(3);
	hits = watch ? 0 : hits;
	for (unsigned r = 0; r < rounds; r++) {
		begin = cpu_seconds();
		for (size_t i = 0; i < k->count; i++) {
			in.data = k->items[i].p;
			in.length = k->items[i].n;
			if (watch)
				certlint_watch_match(watch, &in, NULL, count_hit, NULL);
			else
				decode(lint, &in);
		}
		times[r] = (cpu_seconds() - begin) * 1e9 / (double)k->count;
	}
	certlint_free(lint);
	return median(times, rounds);
}

static void
report(const struct corpus *k, uint32_t items, unsigned rounds)
{
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint_watch *watch;
	size_t length;
	char *text = make_text(items, &length);
	double begin = cpu_seconds(), made, both;

	o.text = text;
	o.text_length = length;
	o.allocator = &counted;
	most = 0;
	if (certlint_watch_new(&watch, &o, &error) != CERTLINT_OK) {
		fprintf(stderr, "bench_watch: %s\n", error.text);
		exit(3);
	}
	made = cpu_seconds() - begin;
	printf("%9u items: compiled in %7.1f ms, %6.1f bytes an item (%5.1f of text; at most "
	       "%6.1f)\n", items, made * 1e3, (double)held / items, (double)length / items,
	       (double)most / items);
	both = measure(watch, k, rounds);
	printf("%9s match %7.0f ns (decode and match %7.0f ns); %zu hits\n", "",
	       both - measure(NULL, k, rounds), both, hits / rounds);
	certlint_watch_free(watch);
	free(text);
}

int
main(int argc, char **argv)
{
	static const uint32_t sizes[] = { 1, 1000, 1000000 };
	struct corpus k = { .count = 0 };
	unsigned rounds = ROUNDS;
	uint32_t only = 0;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
			rounds = (unsigned)strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--items") == 0 && i + 1 < argc)
			only = (uint32_t)strtoul(argv[++i], NULL, 10);
		else
			corpus_add(&k, argv[i]);
	}
	if (k.count == 0 || rounds < 1 || rounds > 64) {
		fprintf(stderr, "usage: bench_watch [--rounds N] [--items N] DIRECTORY|FILE...\n");
		return 2;
	}
	printf("%zu objects\n", k.count);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (only == 0)
			report(&k, sizes[i], rounds);
	if (only)
		report(&k, only, rounds);
	return 0;
}
