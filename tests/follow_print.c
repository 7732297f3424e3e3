/*
 * follow_print LIST FOLDER [WORD...]: follow the logs of a list and print what comes, a line each.
 *
 *	entry LOG INDEX SHA256 FAULT ISSUER	an entry: what its certificate's and its issuer's
 *						bytes hash to, or -
 *	chunk LOG FIRST COUNT
 *	verified LOG READ VERIFIED SIZE
 *	trouble LOG KIND INDEX begin|over TEXT
 *	keep SHA256				an issuer
 *
 * FOLDER keeps the state of each log and the issuers.  The words: once, now, start=N, rate=N,
 * parallel=N, poll=N, timeout=N, states=WORDS; seconds=N ends after that time; refuse=N has the
 * first N chunks not stored; die=N ends the process at the N-th chunk before it is stored, and
 * die-after=N after that.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "watch/follow.h"

struct run {
	const char *folder;
	time_t end;
	long refuse, die, die_after, chunks;
};

/* ---- files ---- */

static void
name_file(char out[1024], const struct run *run, const char *kind, const uint8_t hash[32])
{
	int n = snprintf(out, 900, "%s/%s-", run->folder, kind);

	for (int i = 0; i < 8; i++)
		n += snprintf(out + n, 3, "%02x", hash[i]);
}

static bool
read_file(const char *path, struct text *out)
{
	FILE *f = fopen(path, "rb");
	char block[4096];
	size_t n;

	out->n = 0;
	if (!f)
		return false;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		text_add(out, block, n);
	fclose(f);
	return true;
}

static bool
write_file(const char *path, struct certlint_span bytes)
{
	char new[1100];
	FILE *f;
	bool good;

	snprintf(new, sizeof(new), "%s.new", path);
	f = fopen(new, "wb");
	if (!f)
		return false;
	good = fwrite(bytes.data, 1, bytes.length, f) == bytes.length;
	return fclose(f) == 0 && good && rename(new, path) == 0;
}

/* ---- what comes ---- */

static void
print_hash(const uint8_t *bytes, size_t n)
{
	uint8_t hash[32];

	if (n == 0 || certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, bytes, n, hash) != 0) {
		printf(" -");
		return;
	}
	printf(" ");
	for (int i = 0; i < 32; i++)
		printf("%02x", hash[i]);
}

static bool
load(void *ctx, const struct follow_log *log, struct text *state)
{
	char path[1024];

	name_file(path, ctx, "state", log->id);
	return read_file(path, state);
}

static bool
store(const struct run *run, const struct follow_log *log, struct certlint_span state)
{
	char path[1024];

	name_file(path, run, "state", log->id);
	return write_file(path, state);
}

static bool
chunk(void *ctx, const struct follow_chunk *c)
{
	struct run *run = ctx;

	run->chunks++;
	if (run->die > 0 && run->chunks == run->die)
		_exit(9);
	if (run->refuse > 0) {
		run->refuse--;
		return false;
	}
	for (size_t i = 0; i < c->count; i++) {
		const struct certlint_ct_entry *e = &c->entries[i];

		printf("entry %s %" PRIu64, c->log->description, c->first + i);
		print_hash(e->certificate.data, e->certificate.length);
		printf(" %u", e->fault);
		print_hash(c->issuers[i].data, c->issuers[i].length);
		printf("\n");
	}
	printf("chunk %s %" PRIu64 " %zu\n", c->log->description, c->first, c->count);
	fflush(stdout);
	if (!store(run, c->log, c->state))
		return false;
	if (run->die_after > 0 && run->chunks == run->die_after)
		_exit(9);
	return true;
}

static bool
verified(void *ctx, const struct follow_progress *p, struct certlint_span state)
{
	printf("verified %s %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", p->log->description, p->read,
	       p->verified, p->tree_size);
	fflush(stdout);
	return store(ctx, p->log, state);
}

static bool
issuer(void *ctx, const uint8_t fingerprint[32], struct text *certificate)
{
	char path[1024];

	name_file(path, ctx, "issuer", fingerprint);
	return read_file(path, certificate);
}

static void
keep_issuer(void *ctx, const uint8_t fingerprint[32], struct certlint_span certificate)
{
	char path[1024];

	name_file(path, ctx, "issuer", fingerprint);
	write_file(path, certificate);
	printf("keep");
	print_hash(certificate.data, certificate.length);
	printf("\n");
}

static void
trouble(void *ctx, const struct follow_trouble *t)
{
	static const char *const kinds[] = { "?", "fetch", "signature", "fork", "entry", "stale" };

	printf("trouble %s %s %" PRId64 " %s %s\n", t->log->description, kinds[t->kind], t->index,
	       t->over ? "over" : "begin", t->text);
	fflush(stdout);
}

static bool
tick(void *ctx)
{
	const struct run *run = ctx;

	return run->end > 0 && time(NULL) >= run->end;
}

/* ---- the words ---- */

static bool
is_number(const char *word, const char *name, unsigned long *out)
{
	size_t n = strlen(name);

	if (strncmp(word, name, n) != 0 || word[n] != '=')
		return false;
	*out = strtoul(word + n + 1, NULL, 10);
	return true;
}

static bool
take_word(const char *word, struct run *run, struct follow_options *o)
{
	unsigned long n = 0;

	if (!strcmp(word, "once"))
		o->once = true;
	else if (!strcmp(word, "now"))
		o->from_now = true;
	else if (is_number(word, "start", &n))
		o->start = n;
	else if (is_number(word, "rate", &n))
		o->requests_a_second = (uint32_t)n;
	else if (is_number(word, "parallel", &n))
		o->parallel = (uint32_t)n;
	else if (is_number(word, "poll", &n))
		o->poll_seconds = (uint32_t)n;
	else if (is_number(word, "timeout", &n))
		o->timeout_seconds = (uint32_t)n;
	else if (is_number(word, "seconds", &n))
		run->end = time(NULL) + (time_t)n;
	else if (is_number(word, "refuse", &n))
		run->refuse = (long)n;
	else if (is_number(word, "die", &n))
		run->die = (long)n;
	else if (is_number(word, "die-after", &n))
		run->die_after = (long)n;
	else
		return false;
	return true;
}

int
main(int argc, char **argv)
{
	struct follow_options options = {
		.parallel = 4, .poll_seconds = 1, .timeout_seconds = 10, .user_agent = "certlint",
	};
	struct run run = { .folder = argc > 2 ? argv[2] : "" };
	struct follow_calls calls = {
		&run, load, chunk, verified, issuer, keep_issuer, trouble, tick,
	};
	const char *states = NULL;
	struct log_list *list;

	for (int i = 3; i < argc; i++)
		if (!strncmp(argv[i], "states=", 7)) {
			states = argv[i] + 7;
		} else if (!take_word(argv[i], &run, &options)) {
			fprintf(stderr, "follow_print: no such word: %s\n", argv[i]);
			return 2;
		}
	list = argc > 2 ? log_list_read(argv[1], states) : NULL;
	if (!list)
		return 2;
	printf("logs %zu\n", log_list_count(list));
	(void)follow(list, &options, &calls);
	log_list_free(list);
	return 0;
}
