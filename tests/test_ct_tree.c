/* Trees, proofs and signed heads: as the RFCs define them, and no other. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <certlint/ct_tree.h>

#include "mint.h"

enum { LEAVES = 70, PROOF_MOST = 16 };

static uint8_t leaves[LEAVES + 200][32];

static void
make_leaves(void)
{
	for (size_t i = 0; i < sizeof(leaves) / 32; i++) {
		uint8_t text[2] = { 0, (uint8_t)i };
		uint8_t other[32] = { (uint8_t)(i >> 8), (uint8_t)i };

		certlint_digest(CERTLINT_DIGEST_OBJECT, 0, text, 2, leaves[i]);
		mint_node_hash(leaves[i], other, leaves[i]);
	}
}

static struct certlint_ct_tree
tree_of(size_t n)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;

	assert_int_equal(certlint_ct_tree_append(&tree, 0, leaves[0], n), CERTLINT_OK);
	assert_int_equal(tree.count, n);
	return tree;
}

static void
hex(const uint8_t hash[32], char out[65])
{
	for (int i = 0; i < 32; i++)
		snprintf(out + 2 * i, 3, "%02x", hash[i]);
}

/* ---- trees ---- */

/*
 * The eight entries that implementations of RFC 6962 have always tried, and the roots on the way.
 */
static void
has_the_known_roots(void **state)
{
	static const struct { const char *data; size_t n; } inputs[] = {
		{ "", 0 }, { "\x00", 1 }, { "\x10", 1 }, { "\x20\x21", 2 }, { "\x30\x31", 2 },
		{ "\x40\x41\x42\x43", 4 }, { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
		{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
	};
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t hash[32], text[17] = { 0 };
	char shown[65];

	(void)state;
	assert_int_equal(certlint_ct_tree_root(&tree, hash), CERTLINT_OK);
	hex(hash, shown);
	assert_string_equal(shown,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	for (size_t i = 0; i < 8; i++) {
		memcpy(text + 1, inputs[i].data, inputs[i].n);
		certlint_digest(CERTLINT_DIGEST_OBJECT, 0, text, inputs[i].n + 1, hash);
		assert_int_equal(certlint_ct_tree_append(&tree, 0, hash, 1), CERTLINT_OK);
		if (i > 0)
			continue;
		certlint_ct_tree_root(&tree, hash);
		hex(hash, shown);
		assert_string_equal(shown,
			"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
	}
	assert_int_equal(certlint_ct_tree_root(&tree, hash), CERTLINT_OK);
	hex(hash, shown);
	assert_string_equal(shown,
			    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

static void
has_the_root_of_the_definition(void **state)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t root[32], expected[32];

	(void)state;
	for (size_t n = 0; n < LEAVES + 200; n++) {
		mint_root(leaves, n, expected);
		assert_int_equal(certlint_ct_tree_root(&tree, root), CERTLINT_OK);
		assert_memory_equal(root, expected, 32);
		assert_int_equal(certlint_ct_tree_append(&tree, 0, leaves[n], 1), CERTLINT_OK);
	}
}

static void
appends_subtrees(void **state)
{
	uint8_t tops[2][32], root[32], expected[32];
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;

	(void)state;
	mint_root(leaves, 16, tops[0]);
	mint_root(leaves + 16, 16, tops[1]);
	assert_int_equal(certlint_ct_tree_append(&tree, 4, tops[0], 2), CERTLINT_OK);
	assert_int_equal(certlint_ct_tree_append(&tree, 0, leaves[32], 9), CERTLINT_OK);
	assert_int_equal(tree.count, 41);
	mint_root(leaves, 41, expected);
	assert_int_equal(certlint_ct_tree_root(&tree, root), CERTLINT_OK);
	assert_memory_equal(root, expected, 32);
	/* A subtree has a place only where one of its size may begin. */
	assert_int_equal(certlint_ct_tree_append(&tree, 1, tops[0], 1), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tree_append(&tree, 64, tops[0], 1), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(tree.count, 41);
}

static void
refuses_what_does_not_fit(void **state)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t root[32];

	(void)state;
	tree.count = UINT64_C(1) << 63;
	assert_int_equal(certlint_ct_tree_append(&tree, 63, leaves[0], 1), CERTLINT_ERR_ARGUMENT);
	tree.count = UINT64_MAX - 1;
	assert_int_equal(certlint_ct_tree_append(&tree, 0, leaves[0], 2), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tree_append(&tree, 0, leaves[0], 1), CERTLINT_OK);
	assert_int_equal(tree.count, UINT64_MAX);
	assert_int_equal(certlint_ct_tree_append(&tree, 0, NULL, 1), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tree_append(NULL, 0, leaves[0], 1), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_tree_root(&tree, NULL), CERTLINT_ERR_ARGUMENT);
	tree.size--;
	assert_int_equal(certlint_ct_tree_root(&tree, root), CERTLINT_ERR_ARGUMENT);
}

static void
keeps_trees_as_bytes(void **state)
{
	uint8_t bytes[8 + 64 * 32], root[32], expected[32];

	(void)state;
	for (size_t n = 0; n < LEAVES; n++) {
		struct certlint_ct_tree tree = tree_of(n), again = CERTLINT_CT_TREE_INIT;
		int64_t length = certlint_ct_tree_write(&tree, bytes, sizeof(bytes));

		assert_int_equal(certlint_ct_tree_write(&tree, NULL, 0), length);
		assert_int_equal(certlint_ct_tree_read(&again, bytes, (size_t)length), CERTLINT_OK);
		assert_int_equal(again.count, n);
		certlint_ct_tree_append(&tree, 0, leaves[n], 20);
		certlint_ct_tree_append(&again, 0, leaves[n], 20);
		certlint_ct_tree_root(&tree, expected);
		certlint_ct_tree_root(&again, root);
		assert_memory_equal(root, expected, 32);
		again = tree;
		assert_int_equal(certlint_ct_tree_read(&again, bytes, (size_t)length - 1),
				 CERTLINT_ERR_FORMAT);
		assert_int_equal(certlint_ct_tree_read(&again, bytes, (size_t)length + 1),
				 CERTLINT_ERR_FORMAT);
		assert_memory_equal(&again, &tree, sizeof(tree));
	}
	{
		struct certlint_ct_tree tree = tree_of(5);

		memset(bytes, 0x5a, sizeof(bytes));
		assert_int_equal(certlint_ct_tree_write(&tree, bytes, 71), 72);
		assert_int_equal(bytes[0], 0x5a);
		assert_int_equal(certlint_ct_tree_write(&tree, bytes, 72), 72);
		assert_memory_equal(bytes, "\0\0\0\0\0\0\0\5", 8);
		assert_memory_equal(bytes + 40, leaves[4], 32);
	}
}

/* ---- proofs ---- */

struct proof {
	uint8_t hashes[PROOF_MOST][32];
	size_t n;
};

static size_t
split(size_t n)
{
	size_t k = 1;

	while (2 * k < n)
		k *= 2;
	return k;
}

/* PATH(m, D[n]) of RFC 6962 2.1.1 for the leaves from `first`. */
static void
make_path(struct proof *p, size_t m, size_t first, size_t n)
{
	size_t k = split(n);

	if (n == 1)
		return;
	if (m < k) {
		make_path(p, m, first, k);
		mint_root(leaves + first + k, n - k, p->hashes[p->n++]);
	} else {
		make_path(p, m - k, first + k, n - k);
		mint_root(leaves + first, k, p->hashes[p->n++]);
	}
}

/* SUBPROOF(m, D[n], known) of RFC 6962 2.1.2. */
static void
make_subproof(struct proof *p, size_t m, size_t first, size_t n, bool known)
{
	size_t k = split(n);

	if (m == n) {
		if (!known)
			mint_root(leaves + first, n, p->hashes[p->n++]);
	} else if (m <= k) {
		make_subproof(p, m, first, k, known);
		mint_root(leaves + first + k, n - k, p->hashes[p->n++]);
	} else {
		make_subproof(p, m - k, first + k, n - k, false);
		mint_root(leaves + first, k, p->hashes[p->n++]);
	}
}

static void
proves_inclusion(void **state)
{
	(void)state;
	for (size_t n = 1; n < LEAVES; n++) {
		uint8_t root[32];

		mint_root(leaves, n, root);
		for (size_t m = 0; m < n; m++) {
			struct proof p = { .n = 0 };

			make_path(&p, m, 0, n);
			assert_int_equal(certlint_ct_inclusion(leaves[m], m, n, root, p.hashes[0],
							       p.n), CERTLINT_OK);
			assert_int_equal(certlint_ct_inclusion(leaves[m + 1], m, n, root,
							       p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_inclusion(leaves[m], m, n, root, p.hashes[0],
							       p.n + 1), CERTLINT_ERR_PROOF);
			if (p.n == 0)
				continue;
			assert_int_equal(certlint_ct_inclusion(leaves[m], m ^ 1, n, root,
							       p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_inclusion(leaves[m], m, n, root, p.hashes[0],
							       p.n - 1), CERTLINT_ERR_PROOF);
			p.hashes[m % p.n][m % 32] ^= 1;
			assert_int_equal(certlint_ct_inclusion(leaves[m], m, n, root, p.hashes[0],
							       p.n), CERTLINT_ERR_PROOF);
		}
		assert_int_equal(certlint_ct_inclusion(leaves[0], n, n, root, NULL, 0),
				 CERTLINT_ERR_PROOF);
	}
	assert_int_equal(certlint_ct_inclusion(leaves[0], 0, 0, leaves[0], NULL, 0),
			 CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_inclusion(leaves[0], 0, 1, leaves[0], NULL, 1),
			 CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_inclusion(leaves[0], UINT64_MAX - 1, UINT64_MAX, leaves[0],
					       leaves[0], 64), CERTLINT_ERR_PROOF);
}

static void
proves_consistency(void **state)
{
	(void)state;
	for (size_t n = 2; n < LEAVES; n++)
		for (size_t m = 1; m < n; m++) {
			struct proof p = { .n = 0 };
			uint8_t old[32], new[32];

			mint_root(leaves, m, old);
			mint_root(leaves, n, new);
			make_subproof(&p, m, 0, n, true);
			assert_int_equal(certlint_ct_consistency(m, old, n, new, p.hashes[0], p.n),
					 CERTLINT_OK);
			assert_int_equal(certlint_ct_consistency(m, new, n, new, p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_consistency(m, old, n, old, p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_consistency(m, old, n, new, p.hashes[0],
								 p.n - 1), CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_consistency(m, old, n, new, p.hashes[0],
								 p.n + 1), CERTLINT_ERR_PROOF);
			assert_int_equal(certlint_ct_consistency(n, old, m, new, p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
			p.hashes[n % p.n][m % 32] ^= 0x80;
			assert_int_equal(certlint_ct_consistency(m, old, n, new, p.hashes[0], p.n),
					 CERTLINT_ERR_PROOF);
		}
}

static void
needs_no_proof_of_the_same(void **state)
{
	const uint8_t *a = leaves[0], *b = leaves[1];

	(void)state;
	assert_int_equal(certlint_ct_consistency(7, a, 7, a, NULL, 0), CERTLINT_OK);
	assert_int_equal(certlint_ct_consistency(7, a, 7, b, NULL, 0), CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_consistency(7, a, 7, a, b, 1), CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_consistency(0, a, 7, b, NULL, 0), CERTLINT_OK);
	assert_int_equal(certlint_ct_consistency(0, a, 7, b, b, 1), CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_consistency(0, a, 0, b, NULL, 0), CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_consistency(7, NULL, 7, b, NULL, 0), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_consistency(7, a, 8, b, NULL, 1), CERTLINT_ERR_ARGUMENT);
}

static int64_t
read_proof(const char *text, uint8_t *out, size_t capacity)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	int64_t n = certlint_ct_proof_read(text, strlen(text), out, capacity, &error);

	assert_true(n >= 0 || (error.status == n && error.text[0] != '\0'));
	return n;
}

static void
reads_proofs(void **state)
{
	struct mint text = { 0 };
	uint8_t out[64][32];

	(void)state;
	for (size_t n = 0; n <= 65; n++) {
		text.n = 0;
		mint_text(&text,
			  n % 2 ? "{\"leaf_index\":7,\"audit_path\":[" : "{\"consistency\":[");
		for (size_t i = 0; i < n; i++) {
			mint_text(&text, i > 0 ? ",\"" : "\"");
			mint_base64(&text, leaves[i], 32);
			mint_text(&text, "\"");
		}
		mint_text(&text, "]}");
		mint_put(&text, "", 1);
		if (n == 65) {
			assert_int_equal(read_proof((char *)text.p, out[0], 64),
					 CERTLINT_ERR_FORMAT);
			break;
		}
		assert_int_equal(read_proof((char *)text.p, out[0], 64), n);
		assert_memory_equal(out, leaves, 32 * n);
		memset(out, 0, sizeof(out));
		assert_int_equal(read_proof((char *)text.p, out[0], n / 2), n);
		assert_memory_equal(out, leaves, 32 * (n / 2));
		assert_int_equal(out[n / 2][0], 0);
	}
	assert_int_equal(read_proof("{}", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_proof("", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_proof("{\"consistency\":[\"AAAA\"]}", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_proof("{\"consistency\":[]", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_proof("{\"consistency\":{}}", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_ct_proof_read("", 0, NULL, 1, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_proof_read(NULL, 1, NULL, 0, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(read_proof("{\"consistency\":[]} x", NULL, 0), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_proof("{\"consistency\":[],\"consistency\":[]}", NULL, 0),
			 CERTLINT_ERR_FORMAT);
	mint_free(&text);
}

/* ---- heads ---- */

static const char *const keys[] = { "p256", "rsa2048" };

static struct mint_head
head_by(const char *key)
{
	struct mint_head h = {
		.key = key, .origin = "log.example/2026h1", .tree_size = 41,
		.timestamp = UINT64_C(1775088000123),
	};

	mint_root(leaves, 41, h.root);
	return h;
}

static void
assert_head(const struct certlint_ct_head *got, const struct mint_head *h)
{
	struct certlint_ct_head changed = *got;
	struct mint spki = { 0 }, other = { 0 };

	assert_int_equal(got->tree_size, h->tree_size);
	assert_int_equal(got->timestamp, h->timestamp);
	assert_memory_equal(got->root, h->root, 32);
	mint_spki(&spki, h->key);
	mint_spki(&other, h->key == keys[0] ? "p256b" : "rsa2048b");
	assert_int_equal(certlint_ct_head_verify(got, spki.p, spki.n), CERTLINT_OK);
	assert_int_equal(certlint_ct_head_verify(got, other.p, other.n), CERTLINT_ERR_PROOF);
	assert_int_equal(certlint_ct_head_verify(got, "", 0), CERTLINT_ERR_ARGUMENT);
	changed.tree_size++;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_PROOF);
	changed = *got;
	changed.timestamp++;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_PROOF);
	changed = *got;
	changed.root[31] ^= 1;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_PROOF);
	changed = *got;
	changed.signature_length--;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_FORMAT);
	changed.signature_length = 4000;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_FORMAT);
	changed = *got;
	changed.signature[0] = 2;
	assert_int_equal(certlint_ct_head_verify(&changed, spki.p, spki.n), CERTLINT_ERR_FORMAT);
	mint_free(&spki);
	mint_free(&other);
}

static int
read_sth(const void *text, size_t n, struct certlint_ct_head *head)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	char *copy = malloc(n ? n : 1);
	int status;

	assert_non_null(copy);
	if (n > 0)
		memcpy(copy, text, n);
	status = certlint_ct_sth_read(copy, n, head, &error);
	free(copy);
	assert_true(status == CERTLINT_OK || (error.status == status && error.text[0] != '\0'));
	return status;
}

static void
reads_signed_tree_heads(void **state)
{
	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
		struct mint_head h = head_by(keys[k]);
		struct mint text = { 0 };

		mint_sth(&text, &h);
		assert_int_equal(read_sth(text.p, text.n, &head), CERTLINT_OK);
		assert_string_equal(head.origin, "");
		assert_head(&head, &h);
		head.tree_size = 77;
		for (size_t n = 0; n < text.n; n++)
			assert_int_equal(read_sth(text.p, n, &head), CERTLINT_ERR_FORMAT);
		assert_int_equal(head.tree_size, 77);
		mint_free(&text);
	}
}

#define ROOT "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\""
#define STH(size, time, root, signature) "{\"tree_size\":" size ",\"timestamp\":" time \
	",\"sha256_root_hash\":" root ",\"tree_head_signature\":" signature "}"

static void
tells_bad_tree_heads(void **state)
{
	static const char *const bad[] = {
		"", "{}", "[]", STH("-1", "1", ROOT, "\"\""), STH("1.5", "1", ROOT, "\"\""),
		STH("\"1\"", "1", ROOT, "\"\""), STH("1", "1e3", ROOT, "\"\""),
		STH("1", "1", "\"AAAA\"", "\"\""), STH("1", "1", ROOT, "\"?\""),
		STH("1", "1", ROOT, "1"), "{\"more\":}", STH("1", "1", ROOT, "\"\"") "x",
		"{\"tree_size\":1,\"timestamp\":1,\"sha256_root_hash\":" ROOT "}",
		"{\"tree_size\":1,\"tree_size\":1,\"timestamp\":1,\"sha256_root_hash\":" ROOT
		",\"tree_head_signature\":\"\"}",
	};
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	char *long_one = calloc(1, 10000);
	struct mint text = { 0 };

	(void)state;
	for (size_t n = 1032; n <= 1033; n++) {
		uint8_t signature[1033] = { 0 };

		text.n = 0;
		mint_text(&text, "{\"more\":[],\"tree_size\":1,\"timestamp\":1,");
		mint_text(&text, "\"sha256_root_hash\":" ROOT ",\"tree_head_signature\":\"");
		mint_base64(&text, signature, n);
		mint_text(&text, "\"}");
		assert_int_equal(read_sth(text.p, text.n, &head),
				 n == 1032 ? CERTLINT_OK : CERTLINT_ERR_FORMAT);
	}
	mint_free(&text);
	assert_int_equal(read_sth(STH("1", "1", ROOT, "\"\""),
				  strlen(STH("1", "1", ROOT, "\"\"")), &head), CERTLINT_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(read_sth(bad[i], strlen(bad[i]), &head), CERTLINT_ERR_FORMAT);
	assert_non_null(long_one);
	assert_int_equal(read_sth(long_one, 10000, &head), CERTLINT_ERR_FORMAT);
	free(long_one);
	assert_int_equal(certlint_ct_sth_read(NULL, 1, &head, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_ct_sth_read("", 0, NULL, NULL), CERTLINT_ERR_ARGUMENT);
	head.size = 3;
	assert_int_equal(certlint_ct_sth_read("", 0, &head, NULL), CERTLINT_ERR_ARGUMENT);
}

static int
read_note(const struct mint *text, const char *key, struct certlint_ct_head *head)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct mint spki = { 0 };
	char *copy = malloc(text->n ? text->n : 1);
	int status;

	assert_non_null(copy);
	if (text->n > 0)
		memcpy(copy, text->p, text->n);
	mint_spki(&spki, key);
	status = certlint_ct_checkpoint_read(copy, text->n, spki.p, spki.n, head, &error);
	mint_free(&spki);
	free(copy);
	assert_true(status == CERTLINT_OK || (error.status == status && error.text[0] != '\0'));
	return status;
}

static void
reads_checkpoints(void **state)
{
	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
		struct mint_head h = head_by(keys[k]);
		struct mint text = { 0 };
		size_t whole;

		mint_checkpoint(&text, &h);
		assert_int_equal(read_note(&text, h.key, &head), CERTLINT_OK);
		assert_string_equal(head.origin, h.origin);
		assert_head(&head, &h);
		assert_int_equal(read_note(&text, k ? "p256" : "rsa2048", &head),
				 CERTLINT_ERR_PROOF);
		whole = text.n;
		for (text.n = 0; text.n < whole; text.n++)
			assert_int_equal(read_note(&text, h.key, &head), CERTLINT_ERR_FORMAT);
		mint_free(&text);
	}
}

/* Change one octet anywhere: it is no longer a note, has no such signature, or does not verify. */
static void
believes_no_changed_checkpoint(void **state)
{
	struct mint_head h = head_by("p256");
	struct mint text = { 0 }, spki = { 0 };

	(void)state;
	mint_checkpoint(&text, &h);
	mint_spki(&spki, h.key);
	for (size_t at = 0; at < text.n; at++)
		for (unsigned change = 1; change < 0x100; change <<= 2) {
			struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
			int status;

			text.p[at] ^= change;
			status = read_note(&text, h.key, &head);
			if (status == CERTLINT_OK)
				status = certlint_ct_head_verify(&head, spki.p, spki.n);
			assert_true(status < 0);
			text.p[at] ^= change;
		}
	mint_free(&text);
	mint_free(&spki);
}

/* A note's text with another part in the place of its own. */
static int
read_changed(const char *from, const char *to)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct mint_head h = head_by("p256");
	struct mint text = { 0 }, changed = { 0 };
	const char *place;
	int status;

	mint_checkpoint(&text, &h);
	mint_put(&text, "", 1);
	place = strstr((char *)text.p, from);
	assert_non_null(place);
	mint_put(&changed, text.p, (size_t)(place - (char *)text.p));
	mint_text(&changed, to);
	mint_text(&changed, place + strlen(from));
	status = read_note(&changed, "p256", &head);
	mint_free(&text);
	mint_free(&changed);
	return status;
}

static void
tells_bad_checkpoints(void **state)
{
	const char *dash = "\xe2\x80\x94 ";

	(void)state;
	assert_int_equal(read_changed("\n41\n", "\n41\n"), CERTLINT_OK);
	assert_int_equal(read_changed("\n41\n", "\n041\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n41\n", "\n\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n41\n", "\n4x\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n41\n", "\n18446744073709551616\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n41\n", "\n18446744073709551615\n"), CERTLINT_OK);
	assert_int_equal(read_changed("=\n\n", "=\nextension\n\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("=\n\n", "==\n\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("=\n\n", "=\r\n\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("log.example/2026h1\n", "\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("log.example/2026h1\n", "\xff\n"), CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("log.example/2026h1\n", "log.example\n"), CERTLINT_ERR_PROOF);
	assert_int_equal(read_changed(dash, "- "), CERTLINT_ERR_FORMAT);
	/* Others' signatures are passed over, before and behind. */
	assert_int_equal(read_changed("\n\xe2\x80\x94 ", "\n\xe2\x80\x94 w.example AAAAAAAA\n"
				      "\xe2\x80\x94 log.example/2026h1 AAAAAAAA\n\xe2\x80\x94 "),
			 CERTLINT_OK);
	assert_int_equal(read_changed("\n\xe2\x80\x94 ", "\n\xe2\x80\x94 w.example\n\xe2\x80\x94 "),
			 CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n\xe2\x80\x94 ", "\n\xe2\x80\x94  AAAA\n\xe2\x80\x94 "),
			 CERTLINT_ERR_FORMAT);
	assert_int_equal(read_changed("\n\xe2\x80\x94 ", "\n\xe2\x80\x94 w AAA\n\xe2\x80\x94 "),
			 CERTLINT_ERR_FORMAT);
}

/* The log's own line with less behind the key ID than a timestamp. */
static void
tells_short_signatures(void **state)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct mint_head h = head_by("p256");
	struct mint text = { 0 };
	const char *name = "\xe2\x80\x94 log.example/2026h1 ";

	(void)state;
	mint_checkpoint(&text, &h);
	mint_put(&text, "", 1);
	text.n = (size_t)(strstr((char *)text.p, name) - (char *)text.p) + strlen(name) + 8;
	mint_text(&text, "\n");
	assert_int_equal(read_note(&text, h.key, &head), CERTLINT_ERR_FORMAT);
	assert_int_equal(certlint_ct_checkpoint_read("", 0, NULL, 0, &head, NULL),
			 CERTLINT_ERR_ARGUMENT);
	mint_free(&text);
}

static void
refuses_long_origins(void **state)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct mint_head h = head_by("p256");
	char origin[257];
	struct mint text = { 0 };

	(void)state;
	memset(origin, 'o', sizeof(origin));
	origin[255] = '\0';
	h.origin = origin;
	mint_checkpoint(&text, &h);
	assert_int_equal(read_note(&text, h.key, &head), CERTLINT_OK);
	assert_string_equal(head.origin, origin);
	origin[255] = 'o';
	origin[256] = '\0';
	text.n = 0;
	mint_checkpoint(&text, &h);
	assert_int_equal(read_note(&text, h.key, &head), CERTLINT_ERR_FORMAT);
	mint_free(&text);
}

/* ---- tiles ---- */

static void
assert_path(int level, uint64_t index, uint32_t width, const char *path)
{
	char text[64], less[8] = "xxxxxxx";
	size_t n = strlen(path);

	assert_int_equal(certlint_ct_tile_path(level, index, width, text, sizeof(text)), n);
	assert_string_equal(text, path);
	assert_int_equal(certlint_ct_tile_path(level, index, width, NULL, 0), n);
	assert_int_equal(certlint_ct_tile_path(level, index, width, less, 6), n);
	assert_int_equal(strlen(less), 5);
	assert_int_equal(less[6], 'x');
}

static void
makes_paths(void **state)
{
	(void)state;
	assert_path(0, 0, 256, "tile/0/000");
	assert_path(1, 999, 255, "tile/1/999.p/255");
	assert_path(5, 1000, 1, "tile/5/x001/000.p/1");
	assert_path(CERTLINT_CT_TILE_DATA, 1234067, 256, "tile/data/x001/x234/067");
	assert_path(0, UINT64_MAX, 256, "tile/0/x018/x446/x744/x073/x709/x551/615");
	assert_int_equal(certlint_ct_tile_path(6, 0, 256, NULL, 0), 0);
	assert_int_equal(certlint_ct_tile_path(-2, 0, 256, NULL, 0), 0);
	assert_int_equal(certlint_ct_tile_path(0, 0, 0, NULL, 0), 0);
	assert_int_equal(certlint_ct_tile_path(0, 0, 257, NULL, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_the_known_roots),
		cmocka_unit_test(has_the_root_of_the_definition),
		cmocka_unit_test(appends_subtrees),
		cmocka_unit_test(refuses_what_does_not_fit),
		cmocka_unit_test(keeps_trees_as_bytes),
		cmocka_unit_test(proves_inclusion),
		cmocka_unit_test(proves_consistency),
		cmocka_unit_test(needs_no_proof_of_the_same),
		cmocka_unit_test(reads_proofs),
		cmocka_unit_test(reads_signed_tree_heads),
		cmocka_unit_test(tells_bad_tree_heads),
		cmocka_unit_test(reads_checkpoints),
		cmocka_unit_test(believes_no_changed_checkpoint),
		cmocka_unit_test(tells_bad_checkpoints),
		cmocka_unit_test(tells_short_signatures),
		cmocka_unit_test(refuses_long_origins),
		cmocka_unit_test(makes_paths),
	};

	make_leaves();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
