/* The watch list, read from files, and read anew. */

#include "watch/items.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "say.h"
#include "watch/about.h"

enum { READ = 64 << 10, MAX_LIST = 1 << 30 };

static bool
read_whole(struct text *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), error;
	ssize_t n = 1;

	while (fd >= 0 && out->n < MAX_LIST && (n = read(fd, text_room(out, READ), READ)) != 0) {
		if (n < 0 && errno != EINTR)
			break;
		if (n > 0)
			out->n += (size_t)n;
	}
	error = errno;
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && n == 0)
		return true;
	say("%s: the watch list cannot be read: %s", path,
	    n > 0 && fd >= 0 ? "it is too long" : strerror(error));
	return false;
}

static certlint_watch *
compile(const struct text *text, const char *path)
{
	struct certlint_watch_options options = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint_watch *watch;

	options.text = text->n ? text->p : "";
	options.text_length = text->n;
	if (certlint_watch_new(&watch, &options, &error) == CERTLINT_OK)
		return watch;
	say("%s: %s", path, error.text[0] ? error.text : certlint_status_text(error.status));
	return NULL;
}

/* Of several files each is compiled for itself before, so that its errors have its own lines. */
static bool
check_alone(const struct text *all, size_t start, const char *path)
{
	struct text one = { .p = all->p + start, .n = all->n - start };
	certlint_watch *watch = compile(&one, path);

	certlint_watch_free(watch);
	return watch != NULL;
}

static bool
read_all(struct text *all, const struct strings *files)
{
	for (size_t i = 0; i < files->count; i++) {
		size_t start = all->n;

		if (!read_whole(all, files->at[i]))
			return false;
		if (files->count > 1 && !check_alone(all, start, files->at[i]))
			return false;
		if (all->n > 0 && all->p[all->n - 1] != '\n')
			text_char(all, '\n');
	}
	return true;
}

static void
set_version(struct items *items, const struct text *all)
{
	uint8_t hash[32];
	struct text hex = { 0 };

	if (certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_AUTO, all->n ? all->p : "", all->n,
			    hash) == CERTLINT_OK)
		about_hex(&hex, hash, 8);
	memcpy(items->version, text_string(&hex), hex.n + 1);
	text_free(&hex);
}

bool
items_read(struct items *items, const struct strings *files)
{
	struct certlint_watch_entry entry = CERTLINT_WATCH_ENTRY_INIT;
	struct text all = { 0 };
	struct items read = { .watch = NULL };

	if (read_all(&all, files))
		read.watch = compile(&all, files->at[0]);
	if (read.watch) {
		while (certlint_watch_at(read.watch, read.count, &entry))
			read.count++;
		set_version(&read, &all);
		read.read = (int64_t)time(NULL);
		if (read.count == 0)
			say("%s: the watch list has no items: nothing will be found",
			    files->at[0]);
		*items = read;
	}
	text_free(&all);
	return read.watch != NULL;
}

void
items_free(struct items *items)
{
	certlint_watch_free(items->watch);
	*items = (struct items){ .watch = NULL };
}

/* ========================================================================== */
/*                               What is new                                  */
/* ========================================================================== */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **
sorted(const struct items *items)
{
	struct certlint_watch_entry entry = CERTLINT_WATCH_ENTRY_INIT;
	const char **all = memory_new(items->count, sizeof(*all));

	for (size_t i = 0; i < items->count; i++) {
		(void)certlint_watch_at(items->watch, i, &entry);
		all[i] = entry.pattern ? entry.pattern : "";
	}
	if (items->count > 1)
		qsort(all, items->count, sizeof(*all), by_text);
	return all;
}

void
items_patterns(const struct items *items, struct text *out)
{
	const char **all = sorted(items);

	for (size_t i = 0; i < items->count; i++) {
		text_puts(out, all[i]);
		text_char(out, '\n');
	}
	free(all);
}

/* Where the first line of `text` that is not before `pattern` begins; *same: it is that. */
static const char *
skip_before(const char *text, const char *pattern, bool *same)
{
	size_t n = strlen(pattern);

	for (*same = false; *text; text = strchr(text, '\n') + 1) {
		size_t length = strcspn(text, "\n");
		int order = memcmp(text, pattern, length < n ? length : n);

		order = order ? order : length < n ? -1 : length > n;
		*same = order == 0;
		if (order >= 0)
			break;
		if (!text[length])
			return text + length;
	}
	return text;
}

static certlint_watch *
compile_patterns(const char **patterns, size_t count)
{
	struct certlint_watch_options options = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_watch_item *made = memory_new(count, sizeof(*made));
	const struct certlint_watch_item **items = memory_new(count, sizeof(*items));
	certlint_watch *watch = NULL;

	for (size_t i = 0; i < count; i++) {
		made[i] = (struct certlint_watch_item)CERTLINT_WATCH_ITEM_INIT;
		made[i].pattern = patterns[i];
		made[i].flags = CERTLINT_WATCH_WIDE;
		items[i] = &made[i];
	}
	options.items = items;
	options.item_count = count;
	(void)certlint_watch_new(&watch, &options, NULL);
	free(made);
	free(items);
	return watch;
}

certlint_watch *
items_added(const char *before, const struct items *now, size_t *count)
{
	const char **all = sorted(now);
	certlint_watch *watch = NULL;
	bool same;

	*count = 0;
	for (size_t i = 0; i < now->count; i++) {
		before = skip_before(before, all[i], &same);
		if (!same)
			all[(*count)++] = all[i];
	}
	if (*count > 0)
		watch = compile_patterns(all, *count);
	free(all);
	return watch;
}
