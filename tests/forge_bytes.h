/* What the parts of the forge share: an output of nested elements, pieces of text, raw bytes. */

#ifndef CERTLINT_TESTS_FORGE_BYTES_H
#define CERTLINT_TESTS_FORGE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the first complaint is kept; everything goes on harmlessly after it. */
struct trouble {
	char text[256];
};

/* Bytes being written. */
struct buf {
	uint8_t *p;
	size_t n, max;
	struct trouble *trouble;
};

/* A piece of a recipe, borrowed. */
struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ "" literal "", sizeof(literal) - 1 })

struct str str_of(const char *text);
bool str_is(struct str s, const char *text);
bool str_number(struct str s, long *out);

/* Whether `s` begins with `prefix`, which is then taken off it. */
bool str_skip(struct str *s, const char *prefix);

/* The part before the first `mark` outside braces and escapes; *s becomes what follows it. */
struct str str_cut(struct str *s, char mark);

/* Take a last "{...}" off *s; its inside, or an absent str. */
struct str str_braces(struct str *s);

/*
 * The items of a list: `sep` between them, none in an empty text.  An item that ends in *N stands
 * for N items, in which %d is 0 to N-1, %x the same as six hex digits.
 */
struct items {
	struct str rest, item;
	char sep;
	bool started, done;
	long i, times;
	char made[1024];
};
struct items items_of(struct str s, char sep);
bool items_next(struct items *list, struct str *item);

void wrong(struct trouble *trouble, const char *format, ...)
#if defined(__GNUC__)
	__attribute__((format(printf, 2, 3)))
#endif
	;
void wrong_word(struct trouble *trouble, const char *what, struct str word);

void put(struct buf *b, const void *p, size_t n);
void put_byte(struct buf *b, unsigned byte);

/* Elements nest: open writes the identifier octets, close slides the body and sets its length. */
size_t put_open(struct buf *b, unsigned tag);
void put_close(struct buf *b, size_t at);
void put_element(struct buf *b, unsigned tag, const void *p, size_t n);

/* Text with its escapes resolved: \xNN, \uNNNN, \{N:text}, \ and any other character. */
void put_text(struct buf *b, struct str s);

/* Raw bytes: hex digits, 'text', TAG(contents), <1.2.3>, {N:bytes}. */
void put_raw(struct buf *b, struct str s);
void put_oid(struct buf *b, struct str dotted);
void put_oid_body(struct buf *b, struct str dotted);

/* A non-negative INTEGER. */
void put_number(struct buf *b, unsigned tag, unsigned long number);

/*
 * The two raw forms that every value has: "der:" (the whole element) and "hex:" (the contents of
 * an element with `tag`).  False if the value is neither.
 */
bool put_forced(struct buf *b, unsigned tag, struct str s);

/*
 * A string: [TYPE:]text, TYPEhex:bytes, tag:NN=bytes, der:, hex:.  Without a type it is of type
 * `tag`.
 */
void put_string(struct buf *b, unsigned tag, struct str s);

#endif
