/* What tests of watch lists share: a list, an object, and the hits as lines of text. */

#ifndef CERTLINT_TESTS_WATCHING_H
#define CERTLINT_TESTS_WATCHING_H

#include "sample.h"

#include <certlint/watch.h>

enum { STORY_MAX = 1 << 16 };

/* "PATTERN HOW VERDICT VALUE PLACE" a line, in the order of the hits. */
struct story {
	char text[STORY_MAX];
	size_t used;
	int hits, stop_at;		/* 0: never */
	const uint8_t *data;
	size_t length;
	struct certlint_hit last;
	char broken[512];
	const struct certlint_watch_about *about;
};

/* Fails the test if the list is refused. */
certlint_watch *watch_make(const char *text);

/* Hold bytes against a list; what is told is checked for what has to hold of every hit. */
void watch_tell(const certlint_watch *watch, const void *data, size_t length, struct story *story);

/*
 * The hits of a list over a recipe's object, as the lines of `expected`: also from an object that
 * was decoded before.
 */
void watch_expect(const char *list, const char *recipe, const char *expected);

/* The same of bytes. */
void watch_expect_bytes(const char *list, const void *data, size_t length, const char *expected);

#endif
