/* Bytes as hexadecimal and as text, with marks under those that matter. */

#include "hexdump.h"

enum {
	WIDTH = 16,			/* bytes a line */
	HEAD = 3,			/* lines shown at the beginning of a long stretch */
	TAIL = 1			/* and at its end */
};

/* The marked bytes: first <= i < end. */
struct range {
	size_t first, end;
};

static bool
is_marked(const struct range *marked, size_t i)
{
	return i >= marked->first && i < marked->end;
}

static void
add_gutter(struct text *out, const struct term *term, const size_t *offset, int digits)
{
	term_on(term, out, COLOR_BLUE);
	if (offset)
		text_printf(out, " %*zx |", digits, *offset);
	else
		text_printf(out, " %*s |", digits, "");
	term_off(term, out);
}

static void
add_bytes(struct text *out, struct certlint_span bytes, size_t line)
{
	for (size_t i = line; i < line + WIDTH; i++) {
		text_puts(out, i % (WIDTH / 2) == 0 && i > line ? "  " : " ");
		if (i < bytes.length)
			text_printf(out, "%02x", bytes.data[i]);
		else
			text_puts(out, "  ");
	}
	text_puts(out, "  |");
	for (size_t i = line; i < line + WIDTH && i < bytes.length; i++)
		text_char(out, bytes.data[i] >= 0x20 && bytes.data[i] < 0x7f ?
			  (char)bytes.data[i] : '.');
	text_puts(out, "|\n");
}

static void
trim(struct text *out)
{
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->n--;
}

static void
add_marks(struct text *out, const struct term *term, const struct range *marked, size_t line)
{
	term_on(term, out, COLOR_RED);
	for (size_t i = line; i < line + WIDTH; i++) {
		text_puts(out, i % (WIDTH / 2) == 0 && i > line ? "  " : " ");
		text_puts(out, is_marked(marked, i) ? "^^" : "  ");
	}
	text_puts(out, "   ");
	for (size_t i = line; i < line + WIDTH && i < marked->end; i++)
		text_char(out, is_marked(marked, i) ? '^' : ' ');
	trim(out);
	term_off(term, out);
	text_char(out, '\n');
}

static int
digits_of(size_t n)
{
	int digits = 4;

	while (digits < 16 && n >> (4 * digits))
		digits++;
	return digits;
}

static void
add_gap(struct text *out, const struct term *term, int digits, size_t lines)
{
	add_gutter(out, term, NULL, digits);
	text_printf(out, " ... %zu bytes more ...\n", lines * WIDTH);
}

void
hexdump(struct text *out, const struct term *term, struct certlint_span bytes, size_t offset,
	size_t length)
{
	/* Where something is missing, the byte before which it is missing has the mark. */
	struct range marked = { offset, offset + (length ? length : 1) };
	size_t first = offset / WIDTH, last = (marked.end - 1) / WIDTH;
	int digits = digits_of(bytes.length);

	add_gutter(out, term, NULL, digits);
	text_char(out, '\n');
	for (size_t line = first; line <= last; line++) {
		size_t at = line * WIDTH;

		if (line - first == HEAD && last - line > TAIL) {
			add_gap(out, term, digits, last - line - TAIL + 1);
			line = last - TAIL;
			continue;
		}
		if (at >= bytes.length && length > 0)
			break;
		add_gutter(out, term, &at, digits);
		add_bytes(out, bytes, at);
		add_gutter(out, term, NULL, digits);
		add_marks(out, term, &marked, at);
	}
}
