/* Mail addresses, taken apart and judged in place. */

#include "mail.h"

#include <string.h>

enum { LOCAL_MAX = 64, MAILBOX_MAX = 254 };

/* RFC 5321's atext, with RFC 6531's UTF-8. */
static bool
is_atom(uint8_t c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') ||
		((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		(c != 0 && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* How many octets a quoted string takes with its quotes; 0 if it does not end. */
static size_t
quoted_length(struct span s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			return i + 1;
	}
	return 0;
}

static bool
is_dot_atom(struct span s)
{
	bool after_dot = true;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' ? after_dot : !is_atom(s.p[i]))
			return false;
		after_dot = s.p[i] == '.';
	}
	return !after_dot;
}

/* Whether a quoted string's characters are printable, and escapes complete. */
static bool
is_quoted_string(struct span s)
{
	if (quoted_length(s) != s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] == 0x7f)
			return false;
	return true;
}

static bool
is_quoted(struct span s)
{
	return s.n > 0 && s.p[0] == '"';
}

static size_t
last_at(struct span s)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] != '@')
		n--;
	return n > 0 ? n - 1 : s.n;
}

/* Whether it is an address as headers of a mail write it: "Ada <ada@example.com> (home)". */
static bool
is_decorated(struct span s, size_t from)
{
	for (size_t i = from; i < s.n; i++)
		if (s.p[i] == '<' || s.p[i] == '>' || s.p[i] == '(' || s.p[i] == ')')
			return true;
	return false;
}

static uint32_t
local_faults(struct span local)
{
	uint32_t faults = local.n > LOCAL_MAX ? MAILBOX_BIT(LOCAL_LONG) : 0;

	if (is_quoted(local))
		return is_quoted_string(local) ? faults : faults | MAILBOX_BIT(LOCAL);
	if (local.n > 0 && memchr(local.p, '@', local.n))
		return faults | MAILBOX_BIT(MANY_AT);
	return is_dot_atom(local) ? faults : faults | MAILBOX_BIT(LOCAL);
}

struct mailbox
mailbox_read(struct span text)
{
	struct mailbox m = { .local = text };
	size_t quoted = is_quoted(text) ? quoted_length(text) : 0, at;

	if (is_decorated(text, quoted)) {
		m.faults = MAILBOX_BIT(DECORATED);
		return m;
	}
	at = last_at(text);
	if (at == text.n || at < quoted) {
		m.faults = MAILBOX_BIT(NO_AT);
		return m;
	}
	m.local.n = at;
	m.domain = (struct span){ text.p + at + 1, text.n - at - 1 };
	m.faults = local_faults(m.local) | (text.n > MAILBOX_MAX ? MAILBOX_BIT(LONG) : 0);
	if (m.domain.n == 0)
		m.faults |= MAILBOX_BIT(NO_DOMAIN);
	else if (m.domain.p[0] == '[')
		m.faults |= MAILBOX_BIT(LITERAL);
	return m;
}
