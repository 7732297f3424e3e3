/* Entries of logs: good ones in every form, and every kind of damage as an event. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/ct.h>
#include <certlint/plugin.h>

#include "mint.h"

enum { ENTRIES = 3 };

static const char *const recipes[ENTRIES] = { "tls", "precert", "precert-2025" };
static struct mint_entry entries[ENTRIES];

static int
set_up(void **state)
{
	(void)state;
	for (int i = 0; i < ENTRIES; i++) {
		assert_true(mint_entry_make(&entries[i], recipes[i]));
		entries[i].index = 1000 + i;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	for (int i = 0; i < ENTRIES; i++)
		mint_entry_free(&entries[i]);
	return 0;
}

static struct certlint_ct_entry entry;

static void
clear(void)
{
	entry = (struct certlint_ct_entry)CERTLINT_CT_ENTRY_INIT;
}

/* An exactly-sized copy, so that a sanitizer sees what is read past the end. */
static void *
copy_of(const void *bytes, size_t n)
{
	void *copy = malloc(n ? n : 1);

	assert_non_null(copy);
	if (n > 0)
		memcpy(copy, bytes, n);
	return copy;
}

static void
assert_span(struct certlint_span s, const void *bytes, size_t n)
{
	assert_int_equal(s.length, n);
	if (n > 0)
		assert_memory_equal(s.data, bytes, n);
}

static void
assert_mint(struct certlint_span s, const struct mint *m)
{
	assert_span(s, m->p, m->n);
}

/* Everything that holds of an entry however it was read, but for where it came from. */
static void
assert_entry(const struct mint_entry *e)
{
	assert_int_equal(entry.fault, CERTLINT_CT_FAULT_NONE);
	assert_null(entry.reason);
	assert_int_equal(entry.remarks, 0);
	assert_int_equal(entry.timestamp, e->timestamp);
	assert_int_equal(entry.entry_type, e->precert);
	assert_int_equal(entry.leaf_index, e->index);
	assert_mint(entry.certificate, &e->certificate);
	assert_mint(entry.tbs, &e->tbs);
	assert_span(entry.issuer_key_hash, e->key_hash, e->precert ? 32 : 0);
}

static void
assert_chain(const struct mint_entry *e)
{
	struct certlint_span chain = entry.chain, one;

	for (int i = 0; i < MINT_CHAIN && e->issuers[i].n > 0; i++) {
		assert_int_equal(certlint_ct_chain_next(&chain, &one), 1);
		assert_mint(one, &e->issuers[i]);
	}
	assert_int_equal(certlint_ct_chain_next(&chain, &one), 0);
}

/* A fault with its place, and that it was told. */
static void
assert_fault(int status, int fault, int part, size_t position)
{
	assert_int_equal(status, CERTLINT_ERR_FORMAT);
	assert_int_equal(entry.fault, fault);
	assert_int_equal(entry.part, part);
	assert_int_equal(entry.position, position);
	assert_non_null(entry.reason);
}

/* ---- leaves ---- */

static int
read_leaf(const struct mint *leaf, const struct mint *extra)
{
	static void *kept[2];

	free(kept[0]);
	free(kept[1]);
	kept[0] = copy_of(leaf->p, leaf->n);
	kept[1] = extra ? copy_of(extra->p, extra->n) : NULL;
	clear();
	return certlint_ct_leaf(kept[0], leaf->n, kept[1], extra ? extra->n : 0, &entry);
}

static void
reads_leaves(void **state)
{
	(void)state;
	for (int i = 0; i < ENTRIES; i++) {
		struct mint leaf = { 0 }, extra = { 0 };
		uint8_t hash[32], expected[32];

		mint_leaf(&leaf, &entries[i]);
		mint_extra(&extra, &entries[i]);
		assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_OK);
		assert_entry(&entries[i]);
		assert_chain(&entries[i]);
		assert_mint(entry.leaf, &leaf);
		assert_span(entry.timestamped, leaf.p + 2, leaf.n - 2);
		assert_int_equal(entry.fingerprints.length, 0);
		assert_int_equal(certlint_ct_leaf_hash(&entry, hash), CERTLINT_OK);
		mint_leaf_hash(&entries[i], expected);
		assert_memory_equal(hash, expected, 32);
		mint_free(&leaf);
		mint_free(&extra);
	}
}

static void
reads_leaves_alone(void **state)
{
	struct mint leaf = { 0 };
	struct certlint_input in = CERTLINT_INPUT_INIT;

	(void)state;
	mint_leaf(&leaf, &entries[1]);
	assert_int_equal(read_leaf(&leaf, NULL), CERTLINT_OK);
	assert_int_equal(entry.certificate.length, 0);
	assert_mint(entry.tbs, &entries[1].tbs);
	in.issuer = "stale";
	in.issuer_length = 5;
	assert_int_equal(certlint_ct_input(&entry, &in), CERTLINT_OK);
	assert_int_equal(in.kind, CERTLINT_TBS_CERT);
	assert_int_equal(in.length, entries[1].tbs.n);
	assert_null(in.issuer);
	assert_int_equal(in.issuer_length, 0);
	mint_free(&leaf);
}

static void
makes_inputs(void **state)
{
	struct mint leaf = { 0 }, extra = { 0 };
	struct certlint_input in = CERTLINT_INPUT_INIT;

	(void)state;
	in.now = 7;
	mint_leaf(&leaf, &entries[1]);
	mint_extra(&extra, &entries[1]);
	assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_OK);
	assert_int_equal(certlint_ct_input(&entry, &in), CERTLINT_OK);
	assert_ptr_equal(in.data, entry.certificate.data);
	assert_int_equal(in.length, entries[1].certificate.n);
	assert_int_equal(in.kind, CERTLINT_CERT);
	assert_int_equal(in.issuer_length, entries[1].issuers[0].n);
	assert_memory_equal(in.issuer, entries[1].issuers[0].p, in.issuer_length);
	assert_int_equal(in.now, 7);
	clear();
	assert_int_equal(certlint_ct_input(&entry, &in), CERTLINT_ERR_FORMAT);
	assert_int_equal(in.length, 0);
	mint_free(&leaf);
	mint_free(&extra);
}

static void
shares_the_tbs_hash(void **state)
{
	struct mint_entry final;
	struct mint leaf = { 0 };
	uint8_t hash[32], expected[32];

	(void)state;
	mint_leaf(&leaf, &entries[1]);
	assert_int_equal(read_leaf(&leaf, NULL), CERTLINT_OK);
	assert_int_equal(certlint_ct_tbs_hash(&entry, expected), CERTLINT_OK);
	assert_true(mint_entry_make(&final, "tls"));
	leaf.n = 0;
	mint_leaf(&leaf, &final);
	assert_int_equal(read_leaf(&leaf, NULL), CERTLINT_OK);
	assert_int_equal(certlint_ct_tbs_hash(&entry, hash), CERTLINT_OK);
	assert_memory_equal(hash, expected, 32);
	clear();
	assert_int_equal(certlint_ct_tbs_hash(&entry, hash), CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_ct_leaf_hash(&entry, hash), CERTLINT_ERR_FORMAT);
	mint_entry_free(&final);
	mint_free(&leaf);
}

/* Set an octet of a leaf, read it and set it back. */
static int
read_spoilt(struct mint *leaf, size_t at, uint8_t octet, const struct mint *extra)
{
	uint8_t was = leaf->p[at];
	int status;

	leaf->p[at] = octet;
	status = read_leaf(leaf, extra);
	leaf->p[at] = was;
	return status;
}

static void
tells_bad_leaves(void **state)
{
	const size_t certificate = 2 + 8 + 2;
	struct mint leaf = { 0 }, extra = { 0 };

	(void)state;
	mint_leaf(&leaf, &entries[0]);
	mint_extra(&extra, &entries[0]);
	assert_fault(read_spoilt(&leaf, 0, 1, &extra), CERTLINT_CT_FAULT_VERSION,
		     CERTLINT_CT_IN_LEAF, 0);
	assert_fault(read_spoilt(&leaf, 1, 1, &extra), CERTLINT_CT_FAULT_LEAF_TYPE,
		     CERTLINT_CT_IN_LEAF, 1);
	assert_fault(read_spoilt(&leaf, 11, 2, &extra), CERTLINT_CT_FAULT_ENTRY_TYPE,
		     CERTLINT_CT_IN_LEAF, 10);
	assert_int_equal(entry.entry_type, 2);
	assert_int_equal(entry.timestamp, entries[0].timestamp);
	assert_fault(read_spoilt(&leaf, certificate, 0xff, &extra), CERTLINT_CT_FAULT_LENGTH,
		     CERTLINT_CT_IN_LEAF, certificate);
	/* What there is of the certificate is still shown, and its issuer too. */
	assert_span(entry.certificate, leaf.p + certificate + 3, leaf.n - certificate - 3);
	assert_chain(&entries[0]);
	mint_number(&leaf, 0x55, 1);
	assert_fault(read_leaf(&leaf, &extra), CERTLINT_CT_FAULT_TRAILING, CERTLINT_CT_IN_LEAF,
		     leaf.n - 1);
	assert_mint(entry.certificate, &entries[0].certificate);
	assert_chain(&entries[0]);
	mint_free(&leaf);
	mint_free(&extra);
}

static void
tells_empty_parts(void **state)
{
	struct mint_entry bare = { .index = -1, .timestamp = entries[0].timestamp };
	struct mint leaf = { 0 }, extra = { 0 };

	(void)state;
	mint_leaf(&leaf, &bare);
	assert_fault(read_leaf(&leaf, NULL), CERTLINT_CT_FAULT_EMPTY, CERTLINT_CT_IN_LEAF, 12);
	bare.precert = true;
	leaf.n = 0;
	mint_leaf(&leaf, &bare);
	assert_fault(read_leaf(&leaf, NULL), CERTLINT_CT_FAULT_EMPTY, CERTLINT_CT_IN_LEAF, 44);
	leaf.n = 0;
	mint_leaf(&leaf, &entries[1]);
	mint_extra(&extra, &bare);
	assert_fault(read_leaf(&leaf, &extra), CERTLINT_CT_FAULT_EMPTY, CERTLINT_CT_IN_EXTRA, 0);
	assert_mint(entry.tbs, &entries[1].tbs);
	mint_free(&leaf);
	mint_free(&extra);
}

static void
tells_bad_extra_data(void **state)
{
	struct mint leaf = { 0 }, extra = { 0 };
	size_t chain = entries[1].certificate.n + 3;

	(void)state;
	mint_leaf(&leaf, &entries[1]);
	mint_extra(&extra, &entries[1]);
	mint_number(&extra, 0, 1);
	assert_fault(read_leaf(&leaf, &extra), CERTLINT_CT_FAULT_TRAILING, CERTLINT_CT_IN_EXTRA,
		     extra.n - 1);
	assert_mint(entry.certificate, &entries[1].certificate);
	assert_chain(&entries[1]);
	/* A certificate in the chain that says it is longer than the chain. */
	extra.n--;
	extra.p[chain + 3] = 0xff;
	assert_fault(read_leaf(&leaf, &extra), CERTLINT_CT_FAULT_LENGTH, CERTLINT_CT_IN_EXTRA,
		     chain + 3);
	assert_mint(entry.certificate, &entries[1].certificate);
	mint_free(&extra);
	mint_free(&leaf);
}

static void
remarks_what_is_odd(void **state)
{
	static const uint8_t twice[] = { 0, 0, 5, 0, 0, 0, 0, 1, 0, 0, 5, 0, 0, 0, 0, 1 };
	struct mint_entry odd = entries[0];
	struct mint leaf = { 0 }, extra = { 0 };

	(void)state;
	odd.index = -1;
	odd.timestamp = UINT64_C(1362096000000) - 1;
	odd.issuers[0].n = 0;
	mint_leaf(&leaf, &odd);
	mint_extra(&extra, &odd);
	assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_OK);
	assert_int_equal(entry.remarks, CERTLINT_CT_NO_CHAIN | CERTLINT_CT_ODD_TIME);
	assert_int_equal(entry.leaf_index, -1);
	leaf.n = 0;
	odd.timestamp++;
	mint_leaf(&leaf, &odd);
	leaf.n -= 2;
	mint_vector(&leaf, 2, twice, sizeof(twice));
	assert_int_equal(read_leaf(&leaf, NULL), CERTLINT_OK);
	assert_int_equal(entry.remarks, CERTLINT_CT_ODD_EXTENSIONS);
	assert_int_equal(entry.leaf_index, 1);
	mint_free(&leaf);
	mint_free(&extra);
}

/* Every part of an entry lies inside what it was read from. */
static void
assert_inside(struct certlint_span part, const void *p, size_t n, const void *q, size_t m)
{
	uintptr_t at = (uintptr_t)part.data, end = at + part.length;

	if (part.length == 0)
		return;
	assert_true((at >= (uintptr_t)p && end <= (uintptr_t)p + n) ||
		    (at >= (uintptr_t)q && end <= (uintptr_t)q + m));
}

static void
assert_all_inside(const void *p, size_t n, const void *q, size_t m)
{
	const struct certlint_span parts[] = {
		entry.certificate, entry.tbs, entry.issuer_key_hash, entry.chain,
		entry.fingerprints, entry.leaf, entry.extensions, entry.timestamped, entry.source,
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		assert_inside(parts[i], p, n, q, m);
	assert_true((entry.fault == 0) == (entry.reason == NULL));
	assert_true((entry.fault == 0) == (entry.part == 0));
}

static void
reads_leaves_cut_anywhere(void **state)
{
	(void)state;
	for (int i = 0; i < ENTRIES; i++) {
		struct mint leaf = { 0 }, extra = { 0 };
		size_t whole;

		mint_leaf(&leaf, &entries[i]);
		mint_extra(&extra, &entries[i]);
		whole = leaf.n;
		for (leaf.n = 0; leaf.n < whole; leaf.n++) {
			void *copy = copy_of(leaf.p, leaf.n);

			clear();
			assert_int_equal(certlint_ct_leaf(copy, leaf.n, extra.p, extra.n, &entry),
					 CERTLINT_ERR_FORMAT);
			assert_true(entry.part == CERTLINT_CT_IN_LEAF);
			assert_true(entry.position <= leaf.n);
			assert_all_inside(copy, leaf.n, extra.p, extra.n);
			free(copy);
		}
		whole = extra.n;
		for (extra.n = 0; extra.n < whole; extra.n++) {
			assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_ERR_FORMAT);
			assert_true(entry.part == CERTLINT_CT_IN_EXTRA);
			assert_true(entry.position <= extra.n);
		}
		mint_free(&leaf);
		mint_free(&extra);
	}
}

static void
reads_leaves_changed_anywhere(void **state)
{
	static const uint8_t changes[] = { 0x01, 0x80, 0xff };
	struct mint leaf = { 0 }, extra = { 0 };

	(void)state;
	mint_leaf(&leaf, &entries[1]);
	mint_extra(&extra, &entries[1]);
	for (size_t at = 0; at < leaf.n + extra.n; at++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			uint8_t *p = at < leaf.n ? leaf.p + at : extra.p + at - leaf.n;
			uint32_t remarks;

			*p ^= changes[k];
			clear();
			certlint_ct_leaf(leaf.p, leaf.n, extra.p, extra.n, &entry);
			assert_all_inside(leaf.p, leaf.n, extra.p, extra.n);
			if (k == 0)
				certlint_ct_check(&entry, NULL, 0, &remarks);
			*p ^= changes[k];
		}
	mint_free(&leaf);
	mint_free(&extra);
}

/* ---- tiles ---- */

static void
mint_tile(struct mint *tile)
{
	for (int i = 0; i < ENTRIES; i++)
		mint_tile_leaf(tile, &entries[i]);
}

static void
reads_tiles(void **state)
{
	struct mint tile = { 0 };
	struct certlint_span rest, prints, one;
	uint8_t hash[32], expected[32];

	(void)state;
	mint_tile(&tile);
	rest = (struct certlint_span){ tile.p, tile.n };
	for (int i = 0; i < ENTRIES; i++) {
		clear();
		assert_int_equal(certlint_ct_tile_next(&rest, &entry), 1);
		assert_entry(&entries[i]);
		assert_int_equal(entry.leaf.length, 0);
		assert_int_equal(certlint_ct_leaf_hash(&entry, hash), CERTLINT_OK);
		mint_leaf_hash(&entries[i], expected);
		assert_memory_equal(hash, expected, 32);
		prints = entry.fingerprints;
		for (int k = 0; k < MINT_CHAIN && entries[i].issuers[k].n > 0; k++) {
			assert_int_equal(certlint_ct_fingerprint_next(&prints, &one), 1);
			certlint_digest(CERTLINT_DIGEST_OBJECT, 0, entries[i].issuers[k].p,
					entries[i].issuers[k].n, hash);
			assert_span(one, hash, 32);
		}
		assert_int_equal(certlint_ct_fingerprint_next(&prints, &one), 0);
	}
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 0);
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 0);
	mint_free(&tile);
}

static void
reads_tiles_cut_anywhere(void **state)
{
	struct mint tile = { 0 };
	size_t ends[ENTRIES];

	(void)state;
	for (int i = 0; i < ENTRIES; i++) {
		mint_tile_leaf(&tile, &entries[i]);
		ends[i] = tile.n;
	}
	for (size_t n = 0; n < tile.n; n++) {
		void *copy = copy_of(tile.p, n);
		struct certlint_span rest = { copy, n };
		int good = 0, status;

		while ((status = certlint_ct_tile_next(&rest, &entry)) == 1)
			good++;
		assert_true(good == 0 || ends[good - 1] <= n);
		if (status < 0) {
			assert_int_equal(status, CERTLINT_ERR_FORMAT);
			assert_int_equal(entry.part, CERTLINT_CT_IN_TILE);
			assert_int_equal(rest.length, 0);
		} else {
			assert_true(n == 0 || ends[good - 1] == n);
		}
		assert_int_equal(certlint_ct_tile_next(&rest, &entry), 0);
		free(copy);
	}
	mint_free(&tile);
}

static void
goes_on_behind_bad_fingerprints(void **state)
{
	struct mint tile = { 0 };
	struct certlint_span rest;
	size_t at;

	(void)state;
	mint_tile_leaf(&tile, &entries[0]);
	at = tile.n;
	mint_timestamped(&tile, &entries[0]);
	mint_vector(&tile, 2, "0123456789012345678901234567890123456789", 40);
	mint_timestamped(&tile, &(struct mint_entry){ .certificate = entries[0].certificate,
		.timestamp = entries[0].timestamp, .index = -1 });
	mint_vector(&tile, 2, "", 0);
	rest = (struct certlint_span){ tile.p, tile.n };
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 1);
	assert_fault(certlint_ct_tile_next(&rest, &entry), CERTLINT_CT_FAULT_LENGTH,
		     CERTLINT_CT_IN_TILE, entry.timestamped.length);
	assert_mint(entry.certificate, &entries[0].certificate);
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 1);
	assert_int_equal(entry.remarks, CERTLINT_CT_NO_CHAIN | CERTLINT_CT_NO_INDEX);
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 0);
	assert_true(at > 0);
	mint_free(&tile);
}

/* ---- get-entries ---- */

static void
mint_answer(struct mint *m, int n)
{
	mint_text(m, "{\"entries\":[");
	for (int i = 0; i < n; i++) {
		if (i > 0)
			mint_text(m, ",");
		mint_json_entry(m, &entries[i % ENTRIES]);
	}
	mint_text(m, "]}");
}

/* One letter for each call: e entry, x error, and what faults there were. */
typedef int reader(char *text, size_t length, size_t *at, struct certlint_ct_entry *e);

static const char *
story_of(reader *next, const char *text, size_t n, uint32_t *first_fault)
{
	static char story[64];
	char *copy = copy_of(text, n);
	size_t at = 0, w = 0, last = 0;
	int rc;

	*first_fault = 0;
	clear();
	while ((rc = next(copy, n, &at, &entry)) != 0) {
		assert_true(rc == 1 || rc == CERTLINT_ERR_FORMAT);
		assert_true(at > last && at <= n + 1);
		assert_all_inside(copy, n, NULL, 0);
		if (rc < 0 && *first_fault == 0)
			*first_fault = entry.fault;
		if (entry.part == CERTLINT_CT_IN_TEXT)
			assert_true(entry.position <= n);
		last = at;
		if (w < sizeof(story) - 1)
			story[w++] = rc < 0 ? 'x' : 'e';
	}
	assert_int_equal(next(copy, n, &at, &entry), 0);
	story[w] = '\0';
	free(copy);
	return story;
}

static void
assert_story(reader *next, const char *text, const char *story, int fault)
{
	uint32_t first;

	assert_string_equal(story_of(next, text, strlen(text), &first), story);
	assert_int_equal(first, fault);
}

static void
reads_answers(void **state)
{
	struct mint text = { 0 };
	size_t at = 0;

	(void)state;
	mint_answer(&text, ENTRIES);
	for (int i = 0; i < ENTRIES; i++) {
		uint8_t hash[32], expected[32];

		clear();
		assert_int_equal(certlint_ct_json_next((char *)text.p, text.n, &at, &entry), 1);
		assert_entry(&entries[i]);
		assert_chain(&entries[i]);
		assert_int_equal(certlint_ct_leaf_hash(&entry, hash), CERTLINT_OK);
		mint_leaf_hash(&entries[i], expected);
		assert_memory_equal(hash, expected, 32);
	}
	assert_int_equal(certlint_ct_json_next((char *)text.p, text.n, &at, &entry), 0);
	assert_int_equal(at, text.n + 1);
	mint_free(&text);
}

/* An entry as text, its two members spelt as the format says. */
static void
mint_spelt(struct mint *m, const char *before, const char *between, const char *after)
{
	struct mint bytes = { 0 };

	mint_text(m, before);
	mint_leaf(&bytes, &entries[0]);
	mint_base64(m, bytes.p, bytes.n);
	mint_text(m, between);
	bytes.n = 0;
	mint_extra(&bytes, &entries[0]);
	mint_base64(m, bytes.p, bytes.n);
	mint_text(m, after);
	mint_free(&bytes);
}

static void
reads_answers_spelt_otherwise(void **state)
{
	struct mint text = { 0 }, escaped = { 0 };
	uint32_t fault;

	(void)state;
	mint_spelt(&text,
		   " { \"more\" : [ {\"}\":\"]\\\"\"}, null, -1.5e3, true ] ,\r\n\"entries\"\t: [ "
		   "{ \"x\":{}, \"leaf\\u005finput\" : \"", "\" , \"extra_data\" : \"",
		   "\", \"y\":[[\"\"]] } ] , \"z\":0 } \n");
	assert_string_equal(story_of(certlint_ct_json_next, (char *)text.p, text.n, &fault), "e");
	/* Every solidus escaped, and every plus too. */
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '/')
			mint_text(&escaped, "\\/");
		else if (text.p[i] == '+')
			mint_text(&escaped, "\\u002b");
		else if (text.p[i] == '=')
			mint_text(&escaped, "\\u003D");
		else
			mint_put(&escaped, text.p + i, 1);
	assert_true(escaped.n > text.n);
	{
		size_t at = 0;

		clear();
		assert_int_equal(certlint_ct_json_next((char *)escaped.p, escaped.n, &at, &entry),
				 1);
		assert_entry(&entries[0]);
		assert_chain(&entries[0]);
	}
	mint_free(&text);
	mint_free(&escaped);
}

static void
tells_bad_answers(void **state)
{
	reader *next = certlint_ct_json_next;

	(void)state;
	assert_story(next, "", "x", CERTLINT_CT_FAULT_CUT);
	assert_story(next, " ", "x", CERTLINT_CT_FAULT_CUT);
	assert_story(next, "<html>", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{}", "x", CERTLINT_CT_FAULT_MISSING);
	assert_story(next, "{\"error_message\":\"busy\",\"success\":false}", "x",
		     CERTLINT_CT_FAULT_MISSING);
	assert_story(next, "{\"entries\":{}}", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[]}", "", 0);
	assert_story(next, "{\"entries\":[]", "x", CERTLINT_CT_FAULT_CUT);
	assert_story(next, "{\"entries\":[", "x", CERTLINT_CT_FAULT_CUT);
	assert_story(next, "{\"entries\":[]}}", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[],\"entries\":[{}]}", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[{}]}", "x", CERTLINT_CT_FAULT_MISSING);
	assert_story(next, "{\"entries\":[{},{}]}", "xx", CERTLINT_CT_FAULT_MISSING);
	assert_story(next, "{\"entries\":[1,{}]}", "xx", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[{\"leaf_input\":\"\",\"leaf_input\":\"\"},{}]}", "xx",
		     CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[{\"leaf_input\":7},{}]}", "xx", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"entries\":[{\"leaf_input\":\"A?==\"},{}]}", "xx",
		     CERTLINT_CT_FAULT_BASE64);
	assert_story(next, "{\"entries\":[{\"leaf_input\":\"AAA\"},{}]}", "xx",
		     CERTLINT_CT_FAULT_BASE64);
	assert_story(next, "{\"entries\":[{\"leaf_input\":\"AA\n==\"},{}]}", "xx",
		     CERTLINT_CT_FAULT_BASE64);
}

/* One bad entry among good ones is one event, and hides none of the others. */
static void
goes_on_behind_a_bad_entry(void **state)
{
	static const char *const bad[] = {
		"{}", "{\"leaf_input\":\"AAA\"}", "{\"leaf_input\":\"}{\"}",
		"{\"leaf_input\":[{}]}",
		"{\"leaf_input\":\"AA==\",\"extra_data\":\"\"}", "{\"a\":{\"b\":[}]}}", "{\"a\" 1}",
		"{\"a\":\"\\q\",\"\\x\":1}", "{\"leaf_input\" \"{\"}",
	};
	uint32_t fault;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct mint text = { 0 };
		const char *story;

		mint_text(&text, "{\"entries\":[");
		mint_json_entry(&text, &entries[0]);
		mint_text(&text, ",");
		mint_text(&text, bad[i]);
		mint_text(&text, ",");
		mint_json_entry(&text, &entries[1]);
		mint_text(&text, "]}");
		story = story_of(certlint_ct_json_next, (char *)text.p, text.n, &fault);
		assert_true(strcmp(story, "exe") == 0 || strcmp(story, "exxe") == 0);
		assert_int_not_equal(fault, 0);
		mint_free(&text);
	}
}

static void
shows_what_bad_base64_left(void **state)
{
	struct mint text = { 0 };
	size_t at = 0, place;

	(void)state;
	mint_answer(&text, 2);
	/* In the certificate's signature, near the end of leaf_input. */
	place = (size_t)(strstr((char *)text.p, "\",\"extra_data") - (char *)text.p) - 20;
	text.p[place] = '*';
	clear();
	assert_fault(certlint_ct_json_next((char *)text.p, text.n, &at, &entry),
		     CERTLINT_CT_FAULT_BASE64, CERTLINT_CT_IN_TEXT, place);
	assert_true(entry.certificate.length > 0 &&
		    entry.certificate.length < entries[0].certificate.n);
	assert_chain(&entries[0]);
	assert_int_equal(certlint_ct_json_next((char *)text.p, text.n, &at, &entry), 1);
	assert_entry(&entries[1]);
	mint_free(&text);
}

static void
reads_answers_cut_anywhere(void **state)
{
	struct mint text = { 0 };
	uint32_t fault;

	(void)state;
	mint_answer(&text, 2);
	for (size_t n = 1; n < text.n; n++) {
		const char *story = story_of(certlint_ct_json_next, (char *)text.p, n, &fault);

		assert_int_equal(fault, CERTLINT_CT_FAULT_CUT);
		/* One event for one cut, behind the entries that are whole. */
		assert_true(strcmp(story, "x") == 0 || strcmp(story, "ex") == 0 ||
			    strcmp(story, "eex") == 0);
	}
	mint_free(&text);
}

static void
reads_answers_changed_anywhere(void **state)
{
	static const char changes[] = { '"', '\\', '{', '}', '\0', '\n', 'A', (char)0xff };
	struct mint text = { 0 };
	uint32_t fault;

	(void)state;
	mint_answer(&text, 2);
	for (size_t at = 0; at < text.n; at++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			uint8_t was = text.p[at];

			text.p[at] = (uint8_t)changes[k];
			story_of(certlint_ct_json_next, (char *)text.p, text.n, &fault);
			text.p[at] = was;
		}
	mint_free(&text);
}

/* ---- streams ---- */

static void
reads_streams(void **state)
{
	struct mint text = { 0 };
	size_t at = 0;

	(void)state;
	mint_text(&text, "{\"message_type\":\"heartbeat\",\"timestamp\":1.5}\n\r\n");
	for (int i = 0; i < ENTRIES; i++) {
		mint_stream_line(&text, &entries[i]);
		if (i + 1 < ENTRIES)
			mint_text(&text, i ? "\n" : "\r\n");
	}
	for (int i = 0; i < ENTRIES; i++) {
		struct mint_entry seen = entries[i];

		clear();
		assert_int_equal(certlint_ct_stream_next((char *)text.p, text.n, &at, &entry), 1);
		seen.timestamp = seen.timestamp / 1000 * 1000 + 250;
		seen.tbs.n = 0;
		assert_int_equal(entry.issuer_key_hash.length, 0);
		assert_int_equal(entry.fault, 0);
		assert_int_equal(entry.entry_type, seen.precert);
		assert_int_equal(entry.timestamp, seen.timestamp);
		assert_int_equal(entry.leaf_index, seen.index);
		assert_mint(entry.certificate, &seen.certificate);
		assert_chain(&entries[i]);
		assert_span(entry.source, "https://log.example/", 20);
	}
	assert_int_equal(certlint_ct_stream_next((char *)text.p, text.n, &at, &entry), 0);
	assert_int_equal(at, text.n);
	mint_free(&text);
}

static void
prefers_the_entrys_time(void **state)
{
	char text[] = "{\"message_type\":\"certificate_update\",\"data\":{\"update_type\":"
		"\"X509LogEntry\",\"source\":{\"name\":\"n\",\"timestamp\":1700000000.125},"
		"\"chain\":[],\"seen\":1800000000,\"leaf_cert\":{\"as_der\":\"MAA=\"}}}";
	size_t at = 0;

	(void)state;
	clear();
	assert_int_equal(certlint_ct_stream_next(text, strlen(text), &at, &entry), 1);
	assert_int_equal(entry.timestamp, UINT64_C(1700000000125));
	assert_int_equal(entry.leaf_index, -1);
	assert_int_equal(entry.remarks, CERTLINT_CT_NO_CHAIN);
	assert_span(entry.certificate, "\x30\x00", 2);
	assert_span(entry.source, "n", 1);
}

#define MESSAGE(type, data) "{\"message_type\":\"" type "\",\"data\":" data "}"
#define UPDATE(data) MESSAGE("certificate_update", "{\"update_type\":\"X509LogEntry\"," data "}")

static void
tells_bad_lines(void **state)
{
	reader *next = certlint_ct_stream_next;

	(void)state;
	assert_story(next, "", "", 0);
	assert_story(next, "\n \r\n\t", "", 0);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"MAA=\"}"), "e", 0);
	/* The lite stream, and the one of names alone. */
	assert_story(next, UPDATE("\"leaf_cert\":{\"all_domains\":[\"a.example\"]}"), "x",
		     CERTLINT_CT_FAULT_NO_CERTIFICATE);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"\"},\"chain\":null"), "x",
		     CERTLINT_CT_FAULT_NO_CERTIFICATE);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":null}"), "x",
		     CERTLINT_CT_FAULT_NO_CERTIFICATE);
	assert_story(next, UPDATE("\"leaf_cert\":null"), "x", CERTLINT_CT_FAULT_NO_CERTIFICATE);
	assert_story(next, MESSAGE("dns_entries", "[\"a.example\"]"), "x",
		     CERTLINT_CT_FAULT_NO_CERTIFICATE);
	assert_story(next, MESSAGE("news", "{}"), "x", CERTLINT_CT_FAULT_MESSAGE);
	assert_story(next, "{}", "x", CERTLINT_CT_FAULT_MISSING);
	assert_story(next, MESSAGE("certificate_update", "{\"leaf_cert\":{\"as_der\":\"MAA=\"}}"),
		     "x", CERTLINT_CT_FAULT_MISSING);
	assert_story(next, MESSAGE("certificate_update",
				   "{\"update_type\":\"X\",\"leaf_cert\":{\"as_der\":\"MAA=\"}}"),
		     "x", CERTLINT_CT_FAULT_ENTRY_TYPE);
	assert_story(next, "[]", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, "{\"data\":", "x", CERTLINT_CT_FAULT_CUT);
	assert_story(next, MESSAGE("heartbeat", "0") "x", "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"MAA\"}"), "x",
		     CERTLINT_CT_FAULT_BASE64);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"MAA=\"},\"leaf_cert\":{}"), "x",
		     CERTLINT_CT_FAULT_JSON);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"MAA=\",\"as_der\":\"\"}"), "x",
		     CERTLINT_CT_FAULT_JSON);
	assert_story(next, UPDATE("\"chain\":[],\"chain\":[],\"leaf_cert\":{\"as_der\":\"MAA=\"}"),
		     "x", CERTLINT_CT_FAULT_JSON);
	assert_story(next, UPDATE("\"leaf_cert\":{\"as_der\":\"MAA=\"},\"seen\":null,\"source\":"
				  "{\"url\":null,\"timestamp\":null}"), "e", 0);
	assert_story(next, UPDATE("\"chain\":[{}],\"leaf_cert\":{\"as_der\":\"MAA=\"}"), "x",
		     CERTLINT_CT_FAULT_JSON);
	/* An error is about its line alone. */
	assert_story(next, "nonsense\n" UPDATE("\"leaf_cert\":{\"as_der\":\"MAA=\"}") "\n{", "xex",
		     CERTLINT_CT_FAULT_JSON);
}

static void
reads_lines_cut_and_changed_anywhere(void **state)
{
	static const char changes[] = { '"', '\\', '{', '}', '\0', '\n', (char)0xff };
	struct mint text = { 0 };
	uint32_t fault;

	(void)state;
	mint_stream_line(&text, &entries[1]);
	for (size_t n = 1; n < text.n; n++) {
		story_of(certlint_ct_stream_next, (char *)text.p, n, &fault);
		assert_int_not_equal(fault, 0);
	}
	for (size_t at = 0; at < text.n; at++)
		for (size_t k = 0; k < sizeof(changes); k++) {
			uint8_t was = text.p[at];

			text.p[at] = (uint8_t)changes[k];
			story_of(certlint_ct_stream_next, (char *)text.p, text.n, &fault);
			text.p[at] = was;
		}
	mint_free(&text);
}

/* ---- what belongs together ---- */

static uint32_t
check(const struct mint_entry *e)
{
	struct mint leaf = { 0 }, extra = { 0 };
	uint32_t remarks = 0xdead;

	mint_leaf(&leaf, e);
	mint_extra(&extra, e);
	assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_OK);
	assert_int_equal(certlint_ct_check(&entry, NULL, 0, &remarks), CERTLINT_OK);
	mint_free(&leaf);
	mint_free(&extra);
	return remarks;
}

static void
checks_what_belongs_together(void **state)
{
	struct mint_entry e;

	(void)state;
	assert_int_equal(check(&entries[0]), 0);
	assert_int_equal(check(&entries[1]), 0);
	e = entries[1];
	e.tbs = entries[2].tbs;
	assert_int_equal(check(&e), CERTLINT_CT_TBS_DIFFERS);
	e = entries[1];
	e.key_hash[31] ^= 1;
	assert_int_equal(check(&e), CERTLINT_CT_KEY_DIFFERS);
	e = entries[1];
	e.issuers[0] = entries[2].issuers[1];
	assert_int_equal(check(&e), CERTLINT_CT_KEY_DIFFERS);
	e.issuers[0].n = 0;
	assert_int_equal(check(&e), CERTLINT_CT_NOT_CHECKED);
	/* A certificate as a precertificate, and the reverse. */
	e = entries[1];
	e.certificate = entries[0].certificate;
	assert_true(check(&e) & CERTLINT_CT_POISON_DIFFERS);
	e = entries[0];
	e.certificate = entries[1].certificate;
	assert_int_equal(check(&e), CERTLINT_CT_POISON_DIFFERS);
	e.certificate.n -= 5;
	assert_true(check(&e) & CERTLINT_CT_NOT_CHECKED);
}

/* Whether the leaf of `e` holds the object in `certificate`. */
static int
holds(const struct mint_entry *e, const struct mint *certificate)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct mint leaf = { 0 }, extra = { 0 };
	struct certlint_object *object;
	certlint *lint;
	int status;

	mint_leaf(&leaf, e);
	mint_extra(&extra, e);
	assert_int_equal(read_leaf(&leaf, &extra), CERTLINT_OK);
	assert_int_equal(certlint_new(&lint, NULL, NULL), CERTLINT_OK);
	in.data = certificate->p;
	in.length = certificate->n;
	assert_int_equal(certlint_object_new(&object, lint, &in, NULL), CERTLINT_OK);
	status = certlint_ct_object(&entry, object);
	certlint_object_free(object);
	certlint_free(lint);
	mint_free(&leaf);
	mint_free(&extra);
	return status;
}

static void
knows_the_object_of_a_leaf(void **state)
{
	struct mint_entry e;

	(void)state;
	assert_int_equal(holds(&entries[0], &entries[0].certificate), 1);
	assert_int_equal(holds(&entries[1], &entries[1].certificate), 1);
	assert_int_equal(holds(&entries[0], &entries[1].certificate), 0);
	assert_int_equal(holds(&entries[1], &entries[0].certificate), 1);	/* its other half */
	assert_int_equal(holds(&entries[1], &entries[2].certificate), 0);
	e = entries[1];
	e.tbs = entries[2].tbs;
	assert_int_equal(holds(&e, &e.certificate), 0);
	e = entries[1];
	e.tbs.n--;
	assert_int_equal(holds(&e, &e.certificate), 0);
	assert_int_equal(certlint_ct_object(NULL, NULL), CERTLINT_ERR_ARGUMENT);
}

/* Beneath a Precertificate Signing Certificate the leaf has that one's issuer for its own. */
static void
checks_beneath_a_signing_certificate(void **state)
{
	struct mint_entry e = entries[2], under;

	(void)state;
	/* As submitted: the name of the signing certificate is still in the leaf. */
	assert_true(check(&e) & CERTLINT_CT_TBS_DIFFERS);
	assert_true(check(&e) & CERTLINT_CT_KEY_DIFFERS);
	assert_true(mint_entry_make(&under, "precert-2025 issuer=ca-2024"));
	e.tbs = under.tbs;
	memcpy(e.key_hash, under.key_hash, sizeof(e.key_hash));
	if (e.issuers[1].n > 0)
		certlint_digest(CERTLINT_DIGEST_SPKI, CERTLINT_CERT, e.issuers[1].p,
				e.issuers[1].n, e.key_hash);
	assert_int_equal(check(&e), 0);
	e.issuers[1].n = 0;
	assert_int_equal(check(&e), CERTLINT_CT_NOT_CHECKED);
	mint_entry_free(&under);
}

static void
checks_issuers_by_fingerprint(void **state)
{
	struct mint tile = { 0 };
	struct certlint_span rest, issuers[2];
	uint32_t remarks;

	(void)state;
	mint_tile_leaf(&tile, &entries[1]);
	rest = (struct certlint_span){ tile.p, tile.n };
	clear();
	assert_int_equal(certlint_ct_tile_next(&rest, &entry), 1);
	assert_int_equal(certlint_ct_check(&entry, NULL, 0, &remarks), CERTLINT_OK);
	assert_int_equal(remarks, CERTLINT_CT_NOT_CHECKED);
	for (int i = 0; i < 2; i++)
		issuers[i] = (struct certlint_span){ entries[1].issuers[i].p,
						     entries[1].issuers[i].n };
	assert_int_equal(certlint_ct_check(&entry, issuers, 2, &remarks), CERTLINT_OK);
	assert_int_equal(remarks, 0);
	issuers[1] = issuers[0];
	assert_int_equal(certlint_ct_check(&entry, issuers, 2, &remarks), CERTLINT_OK);
	assert_int_equal(remarks, CERTLINT_CT_PRINT_DIFFERS);
	/* One that is not known yet is left out. */
	issuers[1].length = 0;
	assert_int_equal(certlint_ct_check(&entry, issuers, 2, &remarks), CERTLINT_OK);
	assert_int_equal(remarks, 0);
	mint_free(&tile);
}

/* An SCT list in a precertificate stays in the leaf: there is nothing to compare that with. */
static void
leaves_embedded_lists_alone(void **state)
{
	struct mint_entry e;

	(void)state;
	assert_true(mint_entry_make(&e, "precert sct=2"));
	assert_int_equal(check(&e), CERTLINT_CT_NOT_CHECKED);
	mint_entry_free(&e);
}

static void
ends_short_fingerprints(void **state)
{
	uint8_t prints[65] = { 0 };
	struct certlint_span left = { prints, sizeof(prints) }, one;

	(void)state;
	assert_int_equal(certlint_ct_fingerprint_next(&left, &one), 1);
	assert_int_equal(certlint_ct_fingerprint_next(&left, &one), 1);
	assert_ptr_equal(one.data, prints + 32);
	assert_int_equal(certlint_ct_fingerprint_next(&left, &one), CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_ct_fingerprint_next(&left, &one), 0);
}

/* ---- the caller's mistakes ---- */

static void
refuses_nonsense(void **state)
{
	struct certlint_span span = { NULL, 5 }, out;
	char text[] = "{}";
	size_t at = 4;
	uint32_t remarks;
	uint8_t hash[32];
	struct certlint_input in = CERTLINT_INPUT_INIT;

	(void)state;
	clear();
	assert_int_equal(certlint_ct_leaf(NULL, 1, NULL, 0, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_leaf(text, 1, NULL, 1, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_leaf(text, 1, NULL, 0, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_leaf(NULL, 0, NULL, 0, &entry), CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_ct_tile_next(&span, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tile_next(NULL, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_json_next(text, 2, &at, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_json_next(text, 2, NULL, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_stream_next(text, 2, &at, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_chain_next(&span, &out), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_chain_next(NULL, &out), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_fingerprint_next(&span, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_input(&entry, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_input(NULL, &in), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_leaf_hash(&entry, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tbs_hash(NULL, hash), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_check(&entry, NULL, 1, &remarks), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_check(&entry, NULL, 0, NULL), CERTLINT_ERR_ARGUMENT);
	entry.size = 0;
	assert_int_equal(certlint_ct_leaf("", 0, NULL, 0, &entry), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_input(&entry, &in), CERTLINT_ERR_ARGUMENT);
}

/*
 * An older caller's struct is filled as far as it goes; a newer one's unknown tail has to be zero.
 */
static void
keeps_to_the_callers_size(void **state)
{
	struct {
		struct certlint_ct_entry e;
		size_t grown;
	} newer = { CERTLINT_CT_ENTRY_INIT, 0 };
	struct mint leaf = { 0 };

	(void)state;
	mint_leaf(&leaf, &entries[0]);
	clear();
	memset((char *)&entry + sizeof(entry.size), 0xee, sizeof(entry) - sizeof(entry.size));
	entry.size = offsetof(struct certlint_ct_entry, entry_type);
	assert_int_equal(certlint_ct_leaf(leaf.p, leaf.n, NULL, 0, &entry), CERTLINT_OK);
	assert_int_equal(entry.leaf_index, 1000);
	assert_int_equal(entry.entry_type, 0xeeeeeeee);
	assert_int_equal(entry.part, 0xeeeeeeee);
	newer.e.size = sizeof(newer);
	assert_int_equal(certlint_ct_leaf(leaf.p, leaf.n, NULL, 0, &newer.e), CERTLINT_OK);
	assert_int_equal(newer.e.size, sizeof(newer));
	newer.grown = 1;
	assert_int_equal(certlint_ct_leaf(leaf.p, leaf.n, NULL, 0, &newer.e), CERTLINT_ERR_NEWER);
	mint_free(&leaf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_leaves),
		cmocka_unit_test(reads_leaves_alone),
		cmocka_unit_test(makes_inputs),
		cmocka_unit_test(shares_the_tbs_hash),
		cmocka_unit_test(tells_bad_leaves),
		cmocka_unit_test(tells_empty_parts),
		cmocka_unit_test(tells_bad_extra_data),
		cmocka_unit_test(remarks_what_is_odd),
		cmocka_unit_test(reads_leaves_cut_anywhere),
		cmocka_unit_test(reads_leaves_changed_anywhere),
		cmocka_unit_test(reads_tiles),
		cmocka_unit_test(reads_tiles_cut_anywhere),
		cmocka_unit_test(goes_on_behind_bad_fingerprints),
		cmocka_unit_test(reads_answers),
		cmocka_unit_test(reads_answers_spelt_otherwise),
		cmocka_unit_test(tells_bad_answers),
		cmocka_unit_test(goes_on_behind_a_bad_entry),
		cmocka_unit_test(shows_what_bad_base64_left),
		cmocka_unit_test(reads_answers_cut_anywhere),
		cmocka_unit_test(reads_answers_changed_anywhere),
		cmocka_unit_test(reads_streams),
		cmocka_unit_test(prefers_the_entrys_time),
		cmocka_unit_test(tells_bad_lines),
		cmocka_unit_test(reads_lines_cut_and_changed_anywhere),
		cmocka_unit_test(knows_the_object_of_a_leaf),
		cmocka_unit_test(checks_what_belongs_together),
		cmocka_unit_test(checks_beneath_a_signing_certificate),
		cmocka_unit_test(checks_issuers_by_fingerprint),
		cmocka_unit_test(leaves_embedded_lists_alone),
		cmocka_unit_test(ends_short_fingerprints),
		cmocka_unit_test(refuses_nonsense),
		cmocka_unit_test(keeps_to_the_callers_size),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
