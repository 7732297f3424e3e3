/* Text on its way to a caller's writer, in pieces of a fixed size. */

#ifndef CERTLINT_LIB_WRITE_H
#define CERTLINT_LIB_WRITE_H

#include <stdbool.h>

#include "kept.h"

struct out {
	certlint_writer *writer;
	void *ctx;
	bool stopped;
	size_t used;
	char buffer[1024];
};

/* Give the writer what there is. */
void out_flush(struct out *out);

/* A writer into a buffer of the caller's, as snprintf() writes: `ctx` is a struct out_buffer. */
struct out_buffer {
	char *buffer;
	size_t capacity, length;
};
int out_receive(void *ctx, const char *text, size_t length);

/* End the text with a NUL; the length that all of it has. */
size_t out_received(struct out_buffer *buffer);

/* The long way round, where the buffer is filled up. */
void out_more(struct out *out, const char *text, size_t length);

static inline void
out_bytes(struct out *out, const char *text, size_t length)
{
	if (length >= sizeof(out->buffer) - out->used) {
		out_more(out, text, length);
		return;
	}
	memcpy(out->buffer + out->used, text, length);
	out->used += length;
}

static inline void
out_text(struct out *out, const char *text)
{
	out_bytes(out, text, strlen(text));
}

void out_number(struct out *out, uint64_t number);

/* Text that is safe in a terminal, a log line and, with `json`, between JSON's quotes. */
void out_safe(struct out *out, const char *text, size_t length, bool json);

/* How many bytes from the front out_safe() would write as they are. */
size_t out_plain_length(const char *text, size_t n, bool json);

/* ,"name": or {"name": in JSON; and with a text, where there is one: never null. */
static inline void
write_key(struct out *out, const char *before, const char *name)
{
	out_text(out, before);
	out_text(out, "\"");
	out_text(out, name);
	out_text(out, "\":");
}

static inline void
write_member(struct out *out, const char *before, const char *name, const char *text)
{
	if (text == NULL)
		return;
	write_key(out, before, name);
	out_text(out, "\"");
	out_safe(out, text, strlen(text), true);
	out_text(out, "\"");
}

/* The two formats. */
void json_write(struct out *out, const certlint_report *report);
void text_write(struct out *out, const certlint_report *report);

#endif
