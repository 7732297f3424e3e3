/* Running programs for alerts: each with a time limit, none of them able to end the watch. */

#include "watch/hook.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "say.h"

enum {
	TIMEOUT = 60,
	STEP = 10000000,		/* nanoseconds between looks at a program */
	MOST_VARIABLE = 100 << 10
};

extern char **environ;

/* ========================================================================== */
/*                                 Programs                                   */
/* ========================================================================== */

static bool
is_program(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

static bool
is_directory(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct paths {
	char **at;
	size_t count;
};

static void
add_path(struct paths *paths, const char *directory, const char *name)
{
	struct text path = { 0 };

	text_printf(&path, "%s%s%s", directory, *name ? "/" : "", name);
	text_string(&path);
	if (!is_program(path.p)) {
		text_free(&path);
		return;
	}
	paths->at = memory_grow(paths->at, paths->count + 1, sizeof(*paths->at));
	paths->at[paths->count++] = path.p;
}

/* The programs of one --hook, looked up anew each time: they may come and go. */
static struct paths
programs_of(const char *path)
{
	struct paths paths = { 0 };
	struct dirent *entry;
	DIR *directory;

	if (!is_directory(path)) {
		add_path(&paths, path, "");
		return paths;
	}
	directory = opendir(path);
	while (directory && (entry = readdir(directory)) != NULL)
		if (entry->d_name[0] != '.')
			add_path(&paths, path, entry->d_name);
	if (directory)
		closedir(directory);
	if (paths.count > 1)
		qsort(paths.at, paths.count, sizeof(*paths.at), by_name);
	return paths;
}

static void
paths_free(struct paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->at[i]);
	free(paths->at);
}

/* Programs may come later, but a script that may not be run is easily overlooked. */
static void
check_directory(const char *path)
{
	struct paths paths = programs_of(path);

	if (paths.count == 0)
		say("--hook: %s: no program in it may be run yet", path);
	paths_free(&paths);
}

bool
hooks_check(const struct strings *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		if (is_directory(paths->at[i])) {
			check_directory(paths->at[i]);
		} else if (!is_program(paths->at[i])) {
			say("--hook: %s: neither a program that may be run nor a directory",
			    paths->at[i]);
			return false;
		}
	}
	return true;
}

/* ========================================================================== */
/*                         Environment and files                              */
/* ========================================================================== */

/* What one message is to programs: variables, and files in a directory of their own. */
struct scene {
	struct text directory;
	struct text *variables;
	size_t count;
	char **environment;		/* those and ours, ended by NULL */
	size_t files;
};

static void
add_variable(struct scene *s, const char *name, const char *value)
{
	s->variables = memory_grow(s->variables, s->count + 1, sizeof(*s->variables));
	s->variables[s->count] = (struct text){ 0 };
	text_printf(&s->variables[s->count], "%s=", name);
	text_puts(&s->variables[s->count], value);
	text_string(&s->variables[s->count++]);
}

static bool
write_file(struct scene *s, const char *name, const char *contents, size_t n, struct text *path)
{
	int fd, error;

	text_printf(path, "%s/%s", text_string(&s->directory), name);
	fd = open(text_string(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	error = write_all(fd, contents, n);
	return close(fd) == 0 && error == 0;
}

/* cert_filename and so on, without the variable's last part. */
static bool
add_file(struct scene *s, const char *name, const char *contents)
{
	struct text path = { 0 };
	bool done = write_file(s, name, contents, strlen(contents), &path);

	if (done)
		add_variable(s, name, text_string(&path));
	text_free(&path);
	return done;
}

static bool
make_directory(struct scene *s)
{
	const char *base = getenv("TMPDIR");

	text_printf(&s->directory, "%s/certlint-XXXXXX", base && *base ? base : "/tmp");
	text_string(&s->directory);
	return mkdtemp(s->directory.p) != NULL;
}

/* An inherited variable of the same name would come first for some programs. */
static bool
is_ours(const struct scene *s, const char *variable)
{
	size_t n = strcspn(variable, "=") + 1;

	for (size_t i = 0; i < s->count; i++)
		if (strncmp(s->variables[i].p, variable, n) == 0)
			return true;
	return false;
}

static void
make_environment(struct scene *s)
{
	size_t n = 0, k = 0;

	while (environ[n])
		n++;
	s->environment = memory_new(n + s->count + 1, sizeof(*s->environment));
	for (size_t i = 0; i < n; i++)
		if (!is_ours(s, environ[i]))
			s->environment[k++] = environ[i];
	for (size_t i = 0; i < s->count; i++)
		s->environment[k++] = s->variables[i].p;
}

static bool
set_scene(struct scene *s, const struct message *m)
{
	struct message_part part;
	size_t at = 0;
	struct text path = { 0 }, line = { 0 };
	bool done = make_directory(s);

	while (done && message_next(m, &at, &part)) {
		if (part.is_file)
			done = add_file(s, part.name, part.value);
		else
			add_variable(s, part.name, part.value);
	}
	if (done && at < m->hook.n)
		say("hooks: not all of an alert could be read back: %s", m->id);
	done = done && write_file(s, "event", m->line.p, m->line.n, &path);
	text_add(&line, m->line.p, m->line.n ? m->line.n - 1 : 0);
	if (line.n < MOST_VARIABLE)
		add_variable(s, "CERTLINT_EVENT_JSON", text_string(&line));
	make_environment(s);
	text_free(&path);
	text_free(&line);
	return done;
}

static void
clear_scene(struct scene *s)
{
	DIR *directory = opendir(text_string(&s->directory));
	struct dirent *entry;
	struct text path = { 0 };

	while (directory && (entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		path.n = 0;
		text_printf(&path, "%s/%s", s->directory.p, entry->d_name);
		(void)unlink(text_string(&path));
	}
	if (directory)
		closedir(directory);
	(void)rmdir(s->directory.p);
	for (size_t i = 0; i < s->count; i++)
		text_free(&s->variables[i]);
	free(s->variables);
	free(s->environment);
	text_free(&s->directory);
	text_free(&path);
}

/* ========================================================================== */
/*                                 Running                                    */
/* ========================================================================== */

/* In the child, where nothing may be called that other threads may have locked. */
static _Noreturn void
become(const char *path, const char *event, char **environment)
{
	char *const arguments[] = { (char *)(uintptr_t)path, NULL };
	int fd = open(event, O_RDONLY);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	/* Standard output is the report's. */
	if (fd < 0 || dup2(fd, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		_exit(127);
	if (fd > STDERR_FILENO)
		close(fd);
	execve(path, arguments, environment);
	_exit(127);
}

static double
seconds(void)
{
	struct timespec now = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* False: it did not end in time, and was ended with all that it had begun. */
static bool
wait_for(pid_t child, uint32_t limit, int *status)
{
	const struct timespec step = { 0, STEP };
	double end = seconds() + limit;
	bool in_time = true;

	for (;;) {
		pid_t done = waitpid(child, status, in_time ? WNOHANG : 0);

		if (done == child || (done < 0 && errno != EINTR))
			return in_time;
		if (in_time && seconds() > end) {
			in_time = false;
			kill(-child, SIGKILL);
			kill(child, SIGKILL);
		} else if (in_time) {
			nanosleep(&step, NULL);
		}
	}
}

static bool
run(const char *path, const struct scene *s, const char *event, uint32_t limit)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		become(path, event, s->environment);
	if (child < 0) {
		say("hook %s: cannot be run: %s", path, strerror(errno));
		return false;
	}
	setpgid(child, child);
	if (!wait_for(child, limit, &status)) {
		say("hook %s: did not end within %u seconds", path, limit);
		return false;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status))
		say("hook %s: failed with status %d", path, WEXITSTATUS(status));
	else
		say("hook %s: ended by signal %d", path, WTERMSIG(status));
	return false;
}

/* The programs of one --hook; false: one failed. */
static bool
run_paths(struct hooks *h, const char *path, const struct scene *scene, const char *event,
	  const struct hooks_done *done)
{
	struct paths paths = programs_of(path);
	bool all = true;

	for (size_t i = 0; i < paths.count; i++) {
		bool good;

		if (done->has_run(done->ctx, paths.at[i]))
			continue;
		good = run(paths.at[i], scene, event, h->timeout ? h->timeout : TIMEOUT);
		if (good)
			done->ran(done->ctx, paths.at[i]);
		h->runs++;
		h->failures += !good;
		all = all && good;
	}
	paths_free(&paths);
	return all;
}

bool
hooks_run(struct hooks *h, const struct message *m, const struct hooks_done *done)
{
	struct scene scene = { .files = 0 };
	struct text event = { 0 };
	bool set = set_scene(&scene, m), all = set;

	if (!set)
		say("hooks: files for them cannot be written: %s", strerror(errno));
	text_printf(&event, "%s/event", scene.directory.p);
	for (size_t i = 0; set && i < h->paths.count; i++)
		all = run_paths(h, h->paths.at[i], &scene, text_string(&event), done) && all;
	clear_scene(&scene);
	text_free(&event);
	return all;
}
