/* What the library says of a lint, in words for people. */

#include "describe.h"

enum { COLUMNS = 78 };

void
describe_day(struct text *out, int32_t day)
{
	text_printf(out, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

void
describe_words(struct text *out, const char *words)
{
	const char *lead = "";

	while (words && *(words += strspn(words, " "))) {
		size_t n = strcspn(words, " ");

		text_puts(out, lead);
		if (*words == '!')
			text_puts(out, "not ");
		text_add(out, words + (*words == '!'), n - (*words == '!'));
		lead = ", ";
		words += n;
	}
}

void
describe_paragraph(struct text *out, const char *text, size_t indent)
{
	size_t column = indent;

	while (*(text += strspn(text, " \n\t"))) {
		size_t n = strcspn(text, " \n\t");

		if (column > indent && column + 1 + n > COLUMNS) {
			text_printf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (column > indent) {
			text_char(out, ' ');
			column++;
		}
		text_add(out, text, n);
		column += n;
		text += n;
	}
	text_char(out, '\n');
}
