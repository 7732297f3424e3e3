/* What the parts of the command say, caught: in place of cli/say.c. */

#include "said.h"

#include "claim.h"

unsigned said;

static void
add_line(struct text *lines, const char *format, va_list args)
{
	struct text line = { 0 };
	size_t start = lines->n;

	text_vprintf(&line, format, args);
	CLAIM(line.n > 0);
	text_escaped(lines, line.p, line.n);
	for (size_t i = start; i < lines->n; i++)
		CLAIM((uint8_t)lines->p[i] >= 0x20 && lines->p[i] != 0x7f);
	text_char(lines, '\n');
	text_free(&line);
	said++;
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
	text_free(&line);
}

/* Nobody reads it. */
int
write_all(int fd, const char *p, size_t n)
{
	(void)fd;
	(void)p;
	(void)n;
	return 0;
}
