/* From settings to a handle: plug-ins opened, lints chosen, the issuer read. */

#include "setup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "plugin.h"
#include "say.h"
#include "sources.h"

enum { PIECE = 64 << 10 };

int
level_severity(int level)
{
	switch (level) {
	case LEVEL_ERROR: return CERTLINT_ERROR;
	case LEVEL_WARNING: return CERTLINT_WARNING;
	default: return CERTLINT_NOTICE;
	}
}

enum exit_code
exit_worse(enum exit_code a, enum exit_code b)
{
	static const int rank[] = { [EXIT_CLEAN] = 0, [EXIT_FOUND] = 1, [EXIT_UNREAD] = 2,
				    [EXIT_USAGE] = 3 };

	return rank[a] > rank[b] ? a : b;
}

/* ========================================================================== */
/*                                  Output                                    */
/* ========================================================================== */

static bool
is_same_file(const char *path, const struct stat *info)
{
	struct stat other;

	return path && stat(path, &other) == 0 && other.st_dev == info->st_dev &&
	       other.st_ino == info->st_ino;
}

/* Opening the report empties it: what is to be read from must not be it. */
static bool
is_input(const char *path, const struct settings *settings)
{
	struct stat info;

	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
		return false;
	for (size_t i = 0; i < settings->operands.count; i++)
		if (is_same_file(settings->operands.at[i], &info))
			return true;
	return is_same_file(settings->issuer, &info) || is_same_file(settings->files_from, &info);
}

enum exit_code
output_open(struct output *output, const struct settings *settings)
{
	*output = (struct output){ .fd = STDOUT_FILENO, .name = "standard output" };
	if (!settings->output)
		return EXIT_CLEAN;
	if (is_input(settings->output, settings)) {
		say("%s: the report would overwrite an input; name another --output",
		    settings->output);
		return EXIT_USAGE;
	}
	output->name = settings->output;
	output->fd = open(settings->output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (output->fd >= 0)
		return EXIT_CLEAN;
	say("%s: cannot be written: %s", settings->output, strerror(errno));
	return EXIT_USAGE;
}

void
output_flush(struct output *output)
{
	if (!output->error)
		output->error = write_all(output->fd, output->text.p, output->text.n);
	output->text.n = 0;
}

void
output_add(struct output *output, const char *p, size_t n)
{
	if (output->error)
		return;
	text_add(&output->text, p, n);
	if (output->text.n >= PIECE)
		output_flush(output);
}

enum exit_code
output_close(struct output *output)
{
	output_flush(output);
	text_free(&output->text);
	if (output->fd != STDOUT_FILENO && close(output->fd) != 0 && !output->error)
		output->error = errno;
	if (!output->error)
		return EXIT_CLEAN;
	/* A reader that has seen enough is no news; without one, SIGPIPE has ended us already. */
	if (output->error != EPIPE)
		say("%s: the report could not be written: %s", output->name,
		    strerror(output->error));
	return EXIT_UNREAD;
}

enum exit_code
output_text(const struct settings *settings, const struct text *text)
{
	struct output output;

	if (output_open(&output, settings) != EXIT_CLEAN)
		return EXIT_USAGE;
	output_add(&output, text->p, text->n);
	return output_close(&output);
}

/* ========================================================================== */
/*                                The issuer                                  */
/* ========================================================================== */

static void
keep_first(void *ctx, const struct place *at, const uint8_t *der, size_t length)
{
	struct text *issuer = ctx;

	if (issuer->n == 0)
		text_add(issuer, der, length);
}

static void
keep_no_bad(void *ctx, const struct place *at, const char *why)
{
	say("%s: %s at line %zu", at->name, why, at->line);
}

static void
tell_note(void *ctx, const char *name, const char *line, enum weight weight)
{
	if (weight == WEIGHT_ERROR)
		say("--issuer: %s: %s", name, line);
}

static enum exit_code
read_issuer(struct setup *setup, const char *path)
{
	struct object_sink sink = {
		&setup->issuer, keep_first, keep_no_bad, tell_note, NULL, false,
	};
	struct sources sources = { .sink = &sink };
	bool done = source_read_file(&sources, path) && setup->issuer.n > 0;

	if (!done && sources.code == EXIT_CLEAN)
		say("--issuer: %s: holds no certificate", path);
	sources_free(&sources);
	return done ? EXIT_CLEAN : EXIT_USAGE;
}

/* ========================================================================== */
/*                                The lints                                   */
/* ========================================================================== */

/* Each word of `from`, with or without those that begin with '-', led by `lead`. */
static void
add_words(struct text *to, struct text *from, const char *lead, bool exceptions)
{
	const char *p = text_string(from);

	while (*(p += strspn(p, " ,\t\n"))) {
		bool quoted = false;
		size_t n = 0;

		for (; p[n] && (quoted || !strchr(" ,\t\n", p[n])); n++)
			if (p[n] == '"')
				quoted = !quoted;
		if (exceptions || *p != '-') {
			text_puts(to, to->n ? " " : "");
			text_puts(to, *lead && *p == '-' ? lead + 1 : lead);
			text_add(to, p, n);
		}
		p += n;
	}
}

static enum exit_code
open_plugins(struct setup *setup, const struct strings *paths)
{
	enum exit_code code = EXIT_CLEAN;

	setup->plugins = memory_new(paths->count, sizeof(*setup->plugins));
	setup->objects = memory_new(paths->count, sizeof(*setup->objects));
	for (size_t i = 0; i < paths->count; i++) {
		size_t n = setup->plugin_count;

		if (plugin_open(paths->at[i], &setup->objects[n], &setup->plugins[n]))
			setup->plugin_count++;
		else
			code = EXIT_USAGE;
	}
	return code;
}

static enum exit_code
make_handle(struct setup *setup, const struct settings *settings, const char *selection,
	    uint32_t flags, certlint **lint)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct text severity = settings->severity;

	options.selection = selection && *selection ? selection : NULL;
	options.severity = severity.n ? text_string(&severity) : NULL;
	options.profile = settings->profile;
	options.data_directory = settings->data;
	options.plugins = setup->plugins;
	options.plugin_count = setup->plugin_count;
	options.max_per_lint = settings->max_per_lint;
	options.flags = flags;
	if (certlint_new(lint, &options, &error) == CERTLINT_OK)
		return EXIT_CLEAN;
	say("%s", error.text[0] ? error.text : certlint_status_text(error.status));
	return EXIT_USAGE;
}

/* Words of --select have to be there; among exceptions and severities they are only remarked. */
static enum exit_code
check_select(struct setup *setup, const struct settings *settings)
{
	struct text wanted = { 0 }, select = settings->select;
	struct settings only = { .plugins = settings->plugins };
	certlint *lint = NULL;
	enum exit_code code = EXIT_CLEAN;

	add_words(&wanted, &select, "", false);
	if (wanted.n > 0)
		code = make_handle(setup, &only, text_string(&wanted), CERTLINT_STRICT, &lint);
	certlint_free(lint);
	text_free(&wanted);
	return code;
}

static void
say_remarks(const struct setup *setup, const struct settings *settings)
{
	const struct certlint_name *remark;

	if (settings->quiet)
		return;
	for (size_t i = 0; (remark = certlint_name_at(setup->lint, CERTLINT_LIST_REMARKS, i)); i++)
		say("'%s': %s", remark->name, remark->summary ? remark->summary : "");
}

static enum exit_code
choose_lints(struct setup *setup, const struct settings *settings, bool everything)
{
	struct text select = settings->select, ignore = settings->ignore;
	enum exit_code code;

	if (everything && select.n == 0)
		text_puts(&setup->selection, "all");
	if (select.n)
		add_words(&setup->selection, &select, "", true);
	if (ignore.n)
		add_words(&setup->selection, &ignore, "-", true);
	code = make_handle(setup, settings, text_string(&setup->selection),
			   settings->strict ? CERTLINT_STRICT : 0, &setup->lint);
	if (code != EXIT_CLEAN)
		return code;
	if (select.n && certlint_name_at(setup->lint, CERTLINT_LIST_REMARKS, 0))
		code = check_select(setup, settings);
	if (code == EXIT_CLEAN)
		say_remarks(setup, settings);
	return code;
}

static int
stop(void *ctx, const struct certlint_finding *finding)
{
	return 1;
}

/* What is wrong with facts, profile or issuer is told once, and not of each input. */
static enum exit_code
try_input(const struct setup *setup, const struct settings *settings)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_input input;

	setup_input(setup, settings, &input);
	input.data = "";
	if (certlint_run(setup->lint, &input, stop, NULL, &error) >= 0)
		return EXIT_CLEAN;
	say("%s", error.text[0] ? error.text : certlint_status_text(error.status));
	return EXIT_USAGE;
}

enum exit_code
setup_new(struct setup *setup, const struct settings *settings, bool everything)
{
	enum exit_code code;

	*setup = (struct setup){ 0 };
	code = open_plugins(setup, &settings->plugins);
	if (code == EXIT_CLEAN)
		code = choose_lints(setup, settings, everything);
	if (code == EXIT_CLEAN && settings->issuer)
		code = read_issuer(setup, settings->issuer);
	if (code == EXIT_CLEAN && (settings->facts || settings->profile))
		code = try_input(setup, settings);
	return code;
}

enum exit_code
setup_handle(const struct setup *setup, const struct settings *settings,
	     const struct certlint_plugin *plugin, const char *words, certlint **lint)
{
	const struct certlint_plugin **plugins = memory_new(setup->plugin_count + 1,
							    sizeof(const void *));
	struct setup own = { .plugins = plugins, .plugin_count = setup->plugin_count };
	struct text selection = { 0 };
	enum exit_code code;

	if (setup->plugin_count)
		memcpy(plugins, setup->plugins, setup->plugin_count * sizeof(const void *));
	if (plugin)
		plugins[own.plugin_count++] = plugin;
	text_add(&selection, setup->selection.p, setup->selection.n);
	text_printf(&selection, "%s%s", selection.n ? " " : "", words);
	code = make_handle(&own, settings, text_string(&selection), 0, lint);
	text_free(&selection);
	free(plugins);
	return code;
}

void
setup_free(struct setup *setup)
{
	certlint_free(setup->lint);
	for (size_t i = 0; i < setup->plugin_count; i++)
		plugin_close(setup->objects[i]);
	free(setup->objects);
	free(setup->plugins);
	text_free(&setup->issuer);
	text_free(&setup->selection);
}

void
setup_input(const struct setup *setup, const struct settings *settings,
	    struct certlint_input *input)
{
	*input = (struct certlint_input)CERTLINT_INPUT_INIT;
	if (setup->issuer.n) {
		input->issuer = setup->issuer.p;
		input->issuer_length = setup->issuer.n;
	}
	input->profile = settings->profile;
	input->facts = settings->facts;
	input->as_of = settings->as_of;
	input->now = settings->no_clock ? 0 : settings->now ? settings->now : (int64_t)time(NULL);
	input->kind = settings->tbs ? CERTLINT_TBS_CERT : CERTLINT_AUTO;
	input->minimum = level_severity(settings->min_severity);
}
