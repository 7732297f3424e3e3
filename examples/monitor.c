/*
 * A monitor's inner loop: what logs answer in, one line per watched certificate out.
 *
 *	monitor LIST [FILE]...		get-entries answers; those named *.tile are static-ct tiles
 *
 * LIST is a watch list (watch.h).  Exit status 1 if something unexpected was found or an entry was
 * damaged.  Everything that has to be fetched, kept and followed is left out: ct_tree.h has what
 * that needs.
 */
#include <certlint/ct.h>
#include <certlint/plugin.h>
#include <certlint/watch.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What is done with each entry, and the entry that it is done with. */
struct monitor {
	certlint *lint;
	certlint_watch *watch;
	struct certlint_input in;
	size_t number;
	unsigned alerts;
};

static int
on_finding(void *ctx, const struct certlint_finding *f)
{
	char path[128];

	(void)ctx;
	certlint_path(f, path, sizeof(path));
	printf("    %s: %s [%s] at %s\n", certlint_severity_text(f->severity), f->detail, f->id,
	       path);
	return 0;
}

static int
on_hit(void *ctx, const struct certlint_hit *hit)
{
	struct monitor *m = ctx;
	int64_t until = 0;

	if (hit->verdict == CERTLINT_WATCH_EXPECTED)
		return 0;
	certlint_number(hit->object, CERTLINT_NUMBER_NOT_AFTER, &until);
	printf("entry %lu: %s: %s in %s, %s, good until %ld%s%s\n", (unsigned long)m->number,
	       hit->label, hit->value, hit->place, certlint_watch_how_text((int)hit->how),
	       (long)until, hit->broken ? "; unexpected: " : "", hit->broken ? hit->broken : "");
	m->alerts++;
	return 0;
}

static void
see_object(struct monitor *m, const uint8_t *issuer_key)
{
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;
	int status;

	about.issuer_key = issuer_key;
	status = certlint_watch_match(m->watch, &m->in, &about, on_hit, m);
	if (status < 0) {
		printf("entry %lu: not matched: %s\n", (unsigned long)m->number,
		       certlint_status_text(status));
		m->alerts++;
	}
}

/* A log's tree has the leaf; the precertificate is what the log says it was made from. */
static void
see_leaf(struct monitor *m, const struct certlint_ct_entry *entry)
{
	uint32_t remarks = 0;

	if (entry->tbs.length == 0 || entry->certificate.length == 0 ||
	    certlint_ct_check(entry, NULL, 0, &remarks) != CERTLINT_OK ||
	    !(remarks & CERTLINT_CT_TBS_DIFFERS))
		return;
	printf("entry %lu: the precertificate is not the leaf's\n", (unsigned long)m->number);
	m->alerts++;
	m->in.data = entry->tbs.data;
	m->in.length = entry->tbs.length;
	m->in.kind = CERTLINT_TBS_CERT;
	see_object(m, entry->issuer_key_hash.data);
}

/* `status` is what read the entry.  Damage is told, and what there is of the entry looked at. */
static void
see_entry(struct monitor *m, int status, const struct certlint_ct_entry *entry)
{
	unsigned before = m->alerts;

	if (status < 0) {
		printf("entry %lu: damaged: %s (byte %lu)\n", (unsigned long)m->number,
		       entry->reason, (unsigned long)entry->position);
		m->alerts++;
		before++;
	}
	if (certlint_ct_input(entry, &m->in) == CERTLINT_OK) {
		see_object(m, entry->issuer_key_hash.data);
		if (m->alerts > before)
			certlint_run(m->lint, &m->in, on_finding, NULL, NULL);
		see_leaf(m, entry);
	}
	m->number++;
}

static void
see_answer(struct monitor *m, char *text, size_t n)
{
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;
	size_t at = 0;
	int status;

	while ((status = certlint_ct_json_next(text, n, &at, &entry)) != 0)
		see_entry(m, status, &entry);
}

/* A real monitor looks the issuers up by their fingerprints; precertificates tell their key. */
static void
see_tile(struct monitor *m, const char *bytes, size_t n)
{
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;
	struct certlint_span tile;
	int status;

	tile.data = (const uint8_t *)bytes;
	tile.length = n;
	while ((status = certlint_ct_tile_next(&tile, &entry)) != 0)
		see_entry(m, status, &entry);
}

/* All of a file, to be freed; NULL, and a word on stderr, if it cannot be read. */
static char *
read_file(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	char *text = NULL, *more;
	size_t room = 0, got = 0;

	*n = 0;
	do {
		*n += got;
		if (*n == room) {
			room = room * 2 + 65536;
			more = realloc(text, room);
			if (more == NULL)
				break;
			text = more;
		}
		got = f ? fread(text + *n, 1, room - *n, f) : 0;
	} while (got > 0);
	if (f == NULL || ferror(f) || got > 0) {
		fprintf(stderr, "monitor: cannot read %s\n", name);
		free(text);
		text = NULL;
	}
	if (f)
		fclose(f);
	return text;
}

/* Compile the list of a file. */
static int
read_list(struct monitor *m, const char *name)
{
	struct certlint_watch_options options = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	char *text = read_file(name, &options.text_length);
	int status;

	if (text == NULL)
		return CERTLINT_ERR_FILE;
	options.text = text;
	status = certlint_watch_new(&m->watch, &options, &error);
	free(text);
	if (status != CERTLINT_OK)
		fprintf(stderr, "monitor: %s: %s\n", name, error.text);
	return status;
}

int
main(int argc, char **argv)
{
	static const struct certlint_input init = CERTLINT_INPUT_INIT;
	struct monitor m = { NULL, NULL, { 0 }, 0, 0 };
	int i;

	m.in = init;
	m.in.now = (int64_t)time(NULL);
	if (argc < 2) {
		fprintf(stderr, "usage: monitor LIST [FILE]...\n");
		return 2;
	}
	if (read_list(&m, argv[1]) != CERTLINT_OK || certlint_new(&m.lint, NULL, NULL))
		return 2;
	for (i = 2; i < argc; i++) {
		size_t n, length = strlen(argv[i]);
		char *text = read_file(argv[i], &n);

		if (text == NULL)
			return 3;
		if (length > 5 && strcmp(argv[i] + length - 5, ".tile") == 0)
			see_tile(&m, text, n);
		else
			see_answer(&m, text, n);
		free(text);
	}
	certlint_watch_free(m.watch);
	certlint_free(m.lint);
	return m.alerts != 0;
}
