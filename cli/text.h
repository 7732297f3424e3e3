/* A growing piece of text or bytes, and the ways to write into it what strangers may have named. */

#ifndef CERTLINT_CLI_TEXT_H
#define CERTLINT_CLI_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#  define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#  define PRINTF_LIKE(text, first)
#endif

/* A zeroed one is empty.  Nothing here fails: without memory the command says so and ends. */
struct text {
	char *p;
	size_t n, room;
};

/* At least `n` bytes of room behind the text, where the caller may write before raising t->n. */
char *text_room(struct text *t, size_t n);

void text_printf(struct text *t, const char *format, ...) PRINTF_LIKE(2, 3);
void text_vprintf(struct text *t, const char *format, va_list args) PRINTF_LIKE(2, 0);
void text_number(struct text *t, uint64_t n);

/* The text as a C string: good until the next call that adds to it. */
const char *text_string(struct text *t);

/* Empty it; give the memory back if there is more than `keep`. */
void text_shrink(struct text *t, size_t keep);
void text_free(struct text *t);

/*
 * Safe for a terminal: control characters, what turns the direction of writing and bytes that are
 * not UTF-8 become \xNN.
 */
void text_escaped(struct text *t, const char *s, size_t n);

/* Between quotes, as JSON writes a string; bytes that are not UTF-8 as text \xNN. */
void text_json(struct text *t, const char *s);

/* Base64, in lines of `wrap` characters, a multiple of four, each ended; 0: none. */
void text_base64(struct text *t, const void *data, size_t n, size_t wrap);

/* Memory of `n` times `size` bytes, zeroed, and a block made larger; never NULL. */
void *memory_new(size_t n, size_t size);
void *memory_grow(void *p, size_t n, size_t size);

static inline void
text_add(struct text *t, const void *p, size_t n)
{
	if (n == 0)
		return;
	memcpy(text_room(t, n), p, n);
	t->n += n;
}

static inline void
text_puts(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

static inline void
text_char(struct text *t, char c)
{
	text_add(t, &c, 1);
}

#endif
