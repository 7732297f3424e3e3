/* What is to be told: lines for the output, and what hooks get. */

#include "watch/message.h"

#include <stdlib.h>

#include <certlint/certlint.h>

#include "watch/about.h"

enum { KEEP = 64 };

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
	text_add(&m->hook, name, strlen(name) + 1);
	text_puts(&m->hook, text_string(value));
	text_char(&m->hook, '\0');
}
