/* Stored places: as they were written, or refused with a word. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "watch/place.h"

enum { HASH = 32, SUM_AT_END = 32 };

static const uint8_t id[HASH] = { 1, 2, 3 };

static struct certlint_ct_tree
tree_of(size_t n)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;

	for (size_t i = 0; i < n; i++) {
		uint8_t leaf[HASH] = { (uint8_t)(i >> 8), (uint8_t)i, 7 };

		assert_int_equal(certlint_ct_tree_append(&tree, 0, leaf, 1), CERTLINT_OK);
	}
	return tree;
}

static struct place
place_of(size_t begin, size_t verified, size_t read, size_t target)
{
	struct place place;
	struct certlint_ct_tree whole = tree_of(target);

	place_clear(&place);
	place.begin = begin;
	place.proven = tree_of(verified);
	place.tree = tree_of(read);
	place.verified = (struct head){ .size = verified, .time = verified ? 1700000000000 : 0 };
	if (verified > 0)
		certlint_ct_tree_root(&place.proven, place.verified.root);
	place.target = (struct head){ .size = target, .time = 1800000000000 };
	certlint_ct_tree_root(&whole, place.target.root);
	return place;
}

static const char *
read_text(struct place *place, const struct text *text)
{
	return place_read(place, id, text->p, text->n);
}

/* Make the check sum right for bytes that were changed. */
static void
sum_up(struct text *text)
{
	certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, text->p, text->n - SUM_AT_END,
			(uint8_t *)text->p + text->n - SUM_AT_END);
}

static void
reads_what_was_written(void **state)
{
	static const size_t sizes[][4] = {
		{ 0, 0, 0, 0 }, { 0, 0, 0, 5 }, { 0, 0, 5, 5 }, { 0, 5, 5, 5 }, { 0, 5, 300, 1000 },
		{ 300, 0, 300, 1000 }, { 300, 0, 700, 1000 }, { 300, 1000, 1000, 1000 },
	};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct place place = place_of(sizes[i][0], sizes[i][1], sizes[i][2], sizes[i][3]);
		struct text text = { 0 }, again = { 0 };
		struct place back;

		place_clear(&back);
		place_write(&place, id, &text);
		assert_null(read_text(&back, &text));
		assert_int_equal(back.begin, place.begin);
		assert_int_equal(back.tree.count, place.tree.count);
		assert_int_equal(back.target.time, place.target.time);
		assert_int_equal(back.verified.size, place.verified.size);
		place_write(&back, id, &again);
		assert_int_equal(again.n, text.n);
		assert_memory_equal(again.p, text.p, text.n);
		text_free(&text);
		text_free(&again);
	}
}

static void
damage_is_refused(void **state)
{
	struct place place = place_of(0, 5, 300, 1000), back;
	struct text text = { 0 };

	place_clear(&back);
	place_write(&place, id, &text);
	for (size_t i = 0; i < text.n; i++) {
		text.p[i] ^= 1;
		assert_non_null(read_text(&back, &text));
		text.p[i] ^= 1;
		assert_non_null(place_read(&back, id, text.p, i));
	}
	text_char(&text, 0);
	assert_non_null(read_text(&back, &text));
	assert_int_equal(back.tree.count, 0);
	text_free(&text);
}

/* Cut short or changed by somebody who knows the check sum. */
static void
damage_with_a_good_sum_is_refused(void **state)
{
	struct place place = place_of(0, 5, 300, 1000), back;
	struct text text = { 0 }, cut = { 0 };

	place_clear(&back);
	place_write(&place, id, &text);
	for (size_t n = SUM_AT_END; n < text.n; n++) {
		cut.n = 0;
		text_add(&cut, text.p, n);
		sum_up(&cut);
		assert_non_null(read_text(&back, &cut));
	}
	text.n -= SUM_AT_END;
	for (size_t i = 0; i < SUM_AT_END + 1; i++)
		text_char(&text, 0);
	sum_up(&text);
	assert_string_equal(read_text(&back, &text), "it is cut short");
	text_free(&text);
	text_free(&cut);
}

static void
another_log_or_version_is_told(void **state)
{
	static const uint8_t other[HASH] = { 9 };
	struct place place = place_of(0, 5, 300, 1000), back;
	struct text text = { 0 };

	place_write(&place, other, &text);
	assert_string_equal(read_text(&back, &text), "it is another log's");
	text.p[7]++;
	assert_string_equal(read_text(&back, &text), "another version wrote it");
	text.p[0]++;
	assert_string_equal(read_text(&back, &text), "it is something else");
	assert_string_equal(place_read(&back, id, NULL, 0), "it is something else");
	text_free(&text);
}

/* Places that no log leads to, well written. */
static void
what_does_not_fit_is_refused(void **state)
{
	struct text text = { 0 };
	struct place place, back;

	place_clear(&back);
	place = place_of(0, 5, 300, 1000);
	place.verified.size = 6;
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree heads do not fit each other");
	place = place_of(0, 1000, 1000, 1000);
	place.target.size = 999;
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree heads do not fit each other");
	place = place_of(0, 5, 4, 1000);
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree does not fit its tree heads");
	place = place_of(301, 0, 300, 1000);
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree does not fit its tree heads");
	place = place_of(0, 5, 300, 299);
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree does not fit its tree heads");
	place = place_of(0, 5, 300, 1000);
	place.verified.root[31] ^= 1;
	place_write(&place, id, &text);
	assert_string_equal(read_text(&back, &text), "its tree is not the one of its tree head");
	assert_int_equal(back.target.size, 0);
	text_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_was_written),
		cmocka_unit_test(damage_is_refused),
		cmocka_unit_test(damage_with_a_good_sum_is_refused),
		cmocka_unit_test(another_log_or_version_is_told),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
