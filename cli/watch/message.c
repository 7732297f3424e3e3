/* What is to be told: lines for the output, and what hooks get. */

#include "watch/message.h"

#include <stdlib.h>

#include <certlint/certlint.h>

#include "watch/about.h"

enum {
	KEEP = 64,
	MOST_VARIABLE = 100 << 10	/* systems take no more than 128 KiB in one */
};

struct message *
messages_add(struct messages *m)
{
	if (m->count == m->room) {
		m->room = m->room ? 2 * m->room : 16;
		m->at = memory_grow(m->at, m->room, sizeof(*m->at));
	}
	m->at[m->count] = (struct message){ .hooks = false };
	return &m->at[m->count++];
}

void
messages_clear(struct messages *m)
{
	for (size_t i = 0; i < m->count; i++) {
		text_free(&m->at[i].line);
		text_free(&m->at[i].hook);
	}
	m->count = 0;
	if (m->room > KEEP)
		messages_free(m);
}

void
messages_free(struct messages *m)
{
	for (size_t i = 0; i < m->count; i++) {
		text_free(&m->at[i].line);
		text_free(&m->at[i].hook);
	}
	free(m->at);
	*m = (struct messages){ 0 };
}

void
message_name(struct message *m, const struct text *about)
{
	struct text hex = { 0 };
	uint8_t hash[32] = { 0 };

	(void)certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_AUTO, about->n ? about->p : "",
			      about->n, hash);
	about_hex(&hex, hash, MESSAGE_ID / 2);
	memcpy(m->id, text_string(&hex), MESSAGE_ID + 1);
	text_free(&hex);
}

void
message_variable(struct message *m, const char *name, struct text *value)
{
	size_t n = strlen(text_string(value));
	bool cut = *name != '@' && n > MOST_VARIABLE;

	/* Between characters of UTF-8. */
	for (n = cut ? MOST_VARIABLE : n; cut && n > 0 && (value->p[n] & 0xc0) == 0x80; n--)
		;
	text_add(&m->hook, name, strlen(name) + 1);
	text_add(&m->hook, value->p, n);
	text_puts(&m->hook, cut ? "..." : "");
	text_char(&m->hook, '\0');
}

/* As a variable of the environment and a file may be called. */
static bool
is_name(const char *s)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

	return *s && s[strspn(s, letters)] == '\0';
}

bool
message_next(const struct message *m, size_t *at, struct message_part *part)
{
	size_t n = m->hook.n;
	const char *name, *end, *value, *past;

	if (*at >= n)
		return false;
	name = m->hook.p + *at;
	end = memchr(name, '\0', n - *at);
	if (!end)
		return false;
	value = end + 1;
	past = memchr(value, '\0', n - (size_t)(value - m->hook.p));
	if (!past || !is_name(name + (*name == '@')))
		return false;
	*part = (struct message_part){ name + (*name == '@'), value, *name == '@' };
	*at = (size_t)(past + 1 - m->hook.p);
	return true;
}
