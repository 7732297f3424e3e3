/* Colours and links, where there is a terminal that shows them. */

#include "term.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include <certlint/certlint.h>

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value && strcmp(value, "0") != 0;
}

struct term
term_of(int fd, const struct settings *settings)
{
	const char *kind = getenv("TERM");
	bool terminal = isatty(fd) && kind && strcmp(kind, "dumb") != 0;
	bool colors = terminal && !getenv("NO_COLOR");
	bool links = colors || is_set("FORCE_HYPERLINK");

	if (settings->color == WHEN_NEVER)
		return (struct term){ false, false };
	if (settings->color == WHEN_ALWAYS)
		colors = true;
	return (struct term){ colors, links };
}

void
term_on(const struct term *term, struct text *out, enum color color)
{
	static const char *const codes[] = {
		[COLOR_BOLD] = "\x1b[1m", [COLOR_RED] = "\x1b[1;31m",
		[COLOR_YELLOW] = "\x1b[1;33m", [COLOR_BLUE] = "\x1b[1;34m",
		[COLOR_DIM] = "\x1b[2m",
	};

	if (term->colors)
		text_puts(out, codes[color]);
}

void
term_off(const struct term *term, struct text *out)
{
	if (term->colors)
		text_puts(out, "\x1b[0m");
}

enum color
term_severity(int severity)
{
	return severity >= CERTLINT_ERROR ? COLOR_RED :
	       severity >= CERTLINT_WARNING ? COLOR_YELLOW : COLOR_BLUE;
}

/* "RFC 5280 4.2.1.6" has a page and an anchor; of other documents we know the page at most. */
static bool
add_address(struct text *out, const char *citation, size_t n)
{
	size_t digits;

	if (n > 4 && memcmp(citation, "RFC ", 4) == 0) {
		digits = strspn(citation + 4, "0123456789");
		text_puts(out, "https://www.rfc-editor.org/rfc/rfc");
		text_add(out, citation + 4, digits);
		citation += 4 + digits;
		if (*citation == ' ' && isdigit((unsigned char)citation[1]))
			text_printf(out, "#section-%.*s", (int)strspn(citation + 1, "0123456789."),
				    citation + 1);
		return digits > 0;
	}
	if (n > 7 && memcmp(citation, "TLS BR ", 7) == 0) {
		text_puts(out, "https://cabforum.org/working-groups/server/baseline-requirements/"
			       "documents/");
		return true;
	}
	return false;
}

static void
add_citation(const struct term *term, struct text *out, const char *citation, size_t n)
{
	struct text address = { 0 };
	bool linked = term->links && add_address(&address, citation, n);

	if (linked)
		text_printf(out, "\x1b]8;;%s\x1b\\", text_string(&address));
	text_add(out, citation, n);
	if (linked)
		text_puts(out, "\x1b]8;;\x1b\\");
	text_free(&address);
}

void
term_citations(const struct term *term, struct text *out, const char *citations)
{
	const char *lead = "";

	while (*(citations += strspn(citations, "; "))) {
		size_t n = strcspn(citations, ";");

		text_puts(out, lead);
		add_citation(term, out, citations, n);
		citations += n;
		lead = "; ";
	}
}
