/* Going through the files, directories and lists that the command line names. */

#include "sources.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum entry_kind {
	ENTRY_UNKNOWN = '?',
	ENTRY_FILE = 'f',
	ENTRY_DIRECTORY = 'd',
	ENTRY_LINK = 'l',
	ENTRY_OTHER = 'o'
};

/* One directory on the way down: its entries, sorted, and how far they were gone through. */
struct directory {
	char **names;			/* the first byte of each is its kind */
	size_t count, next;
	size_t path_length;		/* of the directory's path, with the slash */
};

/* No recursion: a hostile tree may be as deep as it likes. */
struct descent {
	struct directory *open;
	size_t depth, room;
	struct text path;
};

static bool
stopped(const struct sources *s)
{
	return s->stop && s->stop();
}

static void
fail_file(struct sources *s, const char *name, const char *why)
{
	s->sink->note(s->sink->ctx, name, why, WEIGHT_ERROR);
	s->failures++;
	s->code = exit_worse(s->code, EXIT_UNREAD);
}

static void
fail_errno(struct sources *s, const char *name, const char *what, int error)
{
	char line[160];

	snprintf(line, sizeof(line), "%s: %s", what, strerror(error));
	fail_file(s, name, line);
}

static void
pass_over(struct sources *s, const char *path, const char *why)
{
	s->sink->note(s->sink->ctx, path, why, WEIGHT_MINOR);
}

static const char *
shown_name(const struct sources *s, const char *path)
{
	if (strcmp(path, "-") == 0 && s->stdin_name)
		return s->stdin_name;
	return path;
}

/* ========================================================================== */
/*                                 One file                                   */
/* ========================================================================== */

static const char *
no_object_text(enum file_result result)
{
	switch (result) {
	case FILE_EMPTY: return "is empty: there is nothing to lint";
	case FILE_PASSED_OVER: return "holds no certificate";
	default: return "holds no certificate: neither DER, PEM, base64 nor PKCS#7";
	}
}

static void
count_result(struct sources *s, const char *name, bool named, enum file_result result)
{
	switch (result) {
	case FILE_DONE:
		s->files++;
		return;
	case FILE_EMPTY:
	case FILE_NO_OBJECT:
	case FILE_PASSED_OVER:
		if (named)
			fail_file(s, name, no_object_text(result));
		else
			s->empty_files++;
		return;
	case FILE_TOO_LARGE:
		fail_file(s, name, "has more than 64 MiB of DER, which is the limit of one object");
		return;
	case FILE_ERROR:
		fail_errno(s, name, "cannot be read", errno);
		return;
	}
}

/* Without a name of its own in `info`: an open file that is known to be readable. */
static void
read_open_file(struct sources *s, int fd, const struct stat *info, const char *name, bool named)
{
	enum file_result result;
	size_t count = 0;

	s->stream.fd = fd;
	s->stream.left = UINT64_MAX;
	if (S_ISREG(info->st_mode) && info->st_size > 0)
		s->stream.left = (uint64_t)info->st_size;
	result = objects_read(&s->stream, name, named, s->sink, &count);
	s->objects += count;
	count_result(s, name, named, result);
}

static bool
is_report(const struct sources *s, const struct stat *info)
{
	return s->skip && (uint64_t)info->st_dev == s->skip_device &&
	       (uint64_t)info->st_ino == s->skip_inode;
}

/* O_NONBLOCK: what was a file a moment ago may be a FIFO now, that nobody will ever write to. */
static void
read_entry(struct sources *s, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat info;

	if (fd < 0) {
		fail_errno(s, path, "cannot be opened", errno);
		return;
	}
	if (fstat(fd, &info) != 0)
		fail_errno(s, path, "cannot be read", errno);
	else if (!S_ISREG(info.st_mode))
		pass_over(s, path, "passed over: no regular file");
	else if (!is_report(s, &info))
		read_open_file(s, fd, &info, path, false);
	close(fd);
}

/* ========================================================================== */
/*                               Directories                                  */
/* ========================================================================== */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a + 1, *(char *const *)b + 1);
}

static char
kind_of_mode(mode_t mode)
{
	return S_ISREG(mode) ? ENTRY_FILE : S_ISDIR(mode) ? ENTRY_DIRECTORY :
	       S_ISLNK(mode) ? ENTRY_LINK : ENTRY_OTHER;
}

static char
kind_of_entry(const struct dirent *entry)
{
#ifdef DT_REG
	switch (entry->d_type) {
	case DT_REG: return ENTRY_FILE;
	case DT_DIR: return ENTRY_DIRECTORY;
	case DT_LNK: return ENTRY_LINK;
	case DT_UNKNOWN: break;
	default: return ENTRY_OTHER;
	}
#endif
	return ENTRY_UNKNOWN;
}

static void
add_entry(struct directory *dir, size_t *room, const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	char *name;

	if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
		return;
	if (dir->count == *room) {
		*room = *room ? *room * 2 : 16;
		dir->names = memory_grow(dir->names, *room, sizeof(*dir->names));
	}
	name = memory_new(n + 2, 1);
	name[0] = kind_of_entry(entry);
	memcpy(name + 1, entry->d_name, n);
	dir->names[dir->count++] = name;
}

/* Down into the directory at d->path. */
static void
enter(struct sources *s, struct descent *d)
{
	DIR *stream = opendir(text_string(&d->path));
	struct directory dir = { 0 };
	struct dirent *entry;
	size_t room = 0;

	if (!stream) {
		fail_errno(s, text_string(&d->path), "directory cannot be read", errno);
		return;
	}
	while (errno = 0, (entry = readdir(stream)) != NULL)
		add_entry(&dir, &room, entry);
	if (errno)
		fail_errno(s, text_string(&d->path), "directory cannot be read to its end", errno);
	closedir(stream);
	if (dir.count > 1)
		qsort(dir.names, dir.count, sizeof(*dir.names), by_name);
	if (d->path.n > 0 && d->path.p[d->path.n - 1] != '/')
		text_char(&d->path, '/');
	dir.path_length = d->path.n;
	if (d->depth == d->room) {
		d->room += 16;
		d->open = memory_grow(d->open, d->room, sizeof(*d->open));
	}
	d->open[d->depth++] = dir;
}

static void
leave(struct descent *d)
{
	struct directory *dir = &d->open[--d->depth];

	for (size_t i = 0; i < dir->count; i++)
		free(dir->names[i]);
	free(dir->names);
}

/*
 * Links to files are read.  Links to directories are not entered: what they lead to is linted
 * under its own name if it is below, and no loop can come of it.
 */
static void
visit(struct sources *s, struct descent *d, char kind)
{
	const char *path = text_string(&d->path);
	struct stat info;
	bool is_link = kind == ENTRY_LINK;

	if (kind == ENTRY_UNKNOWN && lstat(path, &info) == 0) {
		kind = kind_of_mode(info.st_mode);
		is_link = kind == ENTRY_LINK;
	}
	if (is_link && stat(path, &info) != 0) {
		pass_over(s, path, "passed over: a link that leads nowhere");
		return;
	}
	if (is_link)
		kind = kind_of_mode(info.st_mode);
	if (kind == ENTRY_DIRECTORY && is_link)
		pass_over(s, path, "passed over: a link to a directory");
	else if (kind == ENTRY_DIRECTORY)
		enter(s, d);
	else if (kind == ENTRY_OTHER)
		pass_over(s, path, "passed over: no regular file");
	else
		read_entry(s, path);
}

static void
read_directory(struct sources *s, const char *path)
{
	struct descent d = { 0 };
	uint64_t objects = s->objects, files = s->files + s->empty_files, failures = s->failures;
	char line[128];

	text_puts(&d.path, path);
	enter(s, &d);
	while (d.depth > 0) {
		struct directory *dir = &d.open[d.depth - 1];
		const char *name;

		if (dir->next == dir->count || stopped(s)) {
			leave(&d);
			continue;
		}
		name = dir->names[dir->next++];
		d.path.n = dir->path_length;
		text_puts(&d.path, name + 1);
		visit(s, &d, name[0]);
	}
	if (s->objects == objects && s->failures == failures && !stopped(s)) {
		snprintf(line, sizeof(line), "holds no certificate in any of its %llu files",
			 (unsigned long long)(s->files + s->empty_files - files));
		fail_file(s, path, line);
	}
	free(d.open);
	text_free(&d.path);
}

/* ========================================================================== */
/*                                Operands                                    */
/* ========================================================================== */

static void
read_stdin(struct sources *s)
{
	struct stat info;

	if (fstat(STDIN_FILENO, &info) != 0)
		fail_errno(s, shown_name(s, "-"), "standard input cannot be read", errno);
	else if (S_ISDIR(info.st_mode))
		fail_file(s, shown_name(s, "-"), "standard input is a directory");
	else
		read_open_file(s, STDIN_FILENO, &info, shown_name(s, "-"), true);
}

static void
fail_missing(struct sources *s, const char *path, int error)
{
	if (error == ENOENT)
		fail_file(s, path, "no such file; name files, directories or - for standard input");
	else
		fail_errno(s, path, "cannot be opened", error);
}

static void
read_operand(struct sources *s, const char *path)
{
	struct stat info;
	int fd;

	if (strcmp(path, "-") == 0) {
		read_stdin(s);
		return;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || fstat(fd, &info) != 0)
		fail_missing(s, path, errno);
	else if (S_ISDIR(info.st_mode))
		read_directory(s, path);
	else
		read_open_file(s, fd, &info, path, true);
	if (fd >= 0)
		close(fd);
}

/* The names in the list one by one, however many there are. */
static void
read_list(struct sources *s, const char *path, bool null_ends)
{
	FILE *list = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	int error;

	if (!list) {
		fail_missing(s, path, errno);
		return;
	}
	while (!stopped(s) && (n = getdelim(&line, &room, null_ends ? '\0' : '\n', list)) > 0) {
		if (line[n - 1] == (null_ends ? '\0' : '\n'))
			line[n - 1] = '\0';
		if (line[0])
			read_operand(s, line);
	}
	error = errno;
	if (ferror(list))
		fail_errno(s, path, "cannot be read", error);
	if (list != stdin)
		fclose(list);
	free(line);
}

void
sources_read(struct sources *s, const struct settings *settings)
{
	s->stdin_name = settings->stdin_name;
	if (settings->files_from)
		read_list(s, settings->files_from, settings->null_ends);
	for (size_t i = 0; i < settings->operands.count && !stopped(s); i++)
		read_operand(s, settings->operands.at[i]);
}

bool
source_read_file(struct sources *s, const char *path)
{
	read_operand(s, path);
	return s->code == EXIT_CLEAN && s->objects > 0;
}

void
sources_free(struct sources *s)
{
	stream_free(&s->stream);
}
