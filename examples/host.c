/*
 * host.c - a program that loads a plug-in and lints on four threads with one handle.
 *
 *	host PLUGIN FILE [SELECTION]
 *
 * Lists the plug-in's lints, lints the object in FILE (DER) a thousand times on each thread and
 * says how many findings each has seen.  The library never loads code: dlopen() is the program's.
 */

#define _POSIX_C_SOURCE 200809L

#include <certlint/plugin.h>

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, RUNS = 1000, MOST = 65536 };

struct worker {
	pthread_t thread;
	const certlint *lint;			/* shared: a handle never changes */
	const struct certlint_input *in;	/* shared, and only read */
	unsigned long findings;
	int failed;
};

static size_t
read_file(const char *path, unsigned char *buffer, size_t capacity)
{
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL)
		return 0;
	n = fread(buffer, 1, capacity, file);
	fclose(file);
	return n < capacity ? n : 0;
}

/* The plug-in in a shared object, which has to stay loaded as long as a handle uses it. */
static const struct certlint_plugin *
find_plugin(void *object)
{
	void *symbol = object ? dlsym(object, "certlint_plugin") : NULL;
	certlint_plugin_entry *entry;

	if (symbol == NULL) {
		fprintf(stderr, "host: %s\n", dlerror());
		return NULL;
	}
	memcpy(&entry, &symbol, sizeof(entry));	/* ISO C has no cast from data to function */
	return entry();
}

static certlint *
make_handle(const struct certlint_plugin *plugin, const char *selection)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint *lint;

	options.plugins = &plugin;
	options.plugin_count = 1;
	options.selection = selection;
	options.flags = CERTLINT_STRICT;
	if (certlint_new(&lint, &options, &error) == CERTLINT_OK)
		return lint;
	fprintf(stderr, "host: at %d: %s\n", (int)error.position, error.text);
	return NULL;
}

/* A plug-in's lints stand in the handle's list like any other; their ids begin with its name. */
static void
list_lints(const certlint *lint, const struct certlint_plugin *plugin)
{
	size_t n = strlen(plugin->name), i;
	const struct certlint_lint *l;

	for (i = 0; (l = certlint_at(lint, i)) != NULL; i++)
		if (strncmp(l->id, plugin->name, n) == 0 && l->id[n] == '_')
			printf("%s %s %s %s\n", l->id, certlint_severity_text(l->severity),
			       l->source ? l->source : "", l->citation ? l->citation : "");
}

static int
count(void *ctx, const struct certlint_finding *finding)
{
	unsigned long *findings = ctx;

	(void)finding;
	++*findings;
	return 0;
}

static void *
work(void *arg)
{
	struct worker *w = arg;

	for (int i = 0; i < RUNS && !w->failed; i++)
		w->failed = certlint_run(w->lint, w->in, count, &w->findings, NULL) < 0;
	return NULL;
}

static int
run_threads(const certlint *lint, const struct certlint_input *in)
{
	struct worker workers[THREADS];
	int started, failed = 0;

	for (started = 0; started < THREADS; started++) {
		workers[started] = (struct worker){ .lint = lint, .in = in };
		if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
			break;
	}
	for (int i = 0; i < started; i++) {
		pthread_join(workers[i].thread, NULL);
		printf("thread %d: %lu findings\n", i, workers[i].findings);
		failed |= workers[i].failed;
	}
	return failed || started < THREADS;
}

int
main(int argc, char **argv)
{
	static unsigned char der[MOST];
	struct certlint_input in = CERTLINT_INPUT_INIT;
	const struct certlint_plugin *plugin;
	certlint *lint;
	void *object;
	int failed;

	if (argc < 3 || argc > 4) {
		fprintf(stderr, "usage: host PLUGIN FILE [SELECTION]\n");
		return 2;
	}
	in.data = der;
	in.length = read_file(argv[2], der, sizeof(der));
	if (in.length == 0) {
		fprintf(stderr, "host: %s cannot be read, is empty or is too large\n", argv[2]);
		return 2;
	}
	object = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
	plugin = find_plugin(object);
	lint = plugin ? make_handle(plugin, argv[3]) : NULL;
	if (lint == NULL)
		return 2;
	list_lints(lint, plugin);
	failed = run_threads(lint, &in);
	certlint_free(lint);
	dlclose(object);
	return failed;
}
