/* Messages on stderr: one line each, led by the program's name, with nothing in it that harms. */

#include "say.h"

#include <errno.h>
#include <unistd.h>

int
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno != EINTR)
			return errno;
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return 0;
}

/* The arguments may hold names that somebody else chose, so the whole line is escaped. */
static void
add_line(struct text *lines, const char *format, va_list args)
{
	struct text line = { 0 };

	text_vprintf(&line, format, args);
	text_puts(lines, "certlint: ");
	text_escaped(lines, line.p, line.n);
	text_char(lines, '\n');
	text_free(&line);
}

void
say_into(struct text *lines, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_line(lines, format, args);
	va_end(args);
}

void
say(const char *format, ...)
{
	struct text line = { 0 };
	va_list args;

	va_start(args, format);
	add_line(&line, format, args);
	va_end(args);
	/* If stderr is closed there is nobody to tell. */
	(void)write_all(STDERR_FILENO, line.p, line.n);
	text_free(&line);
}
