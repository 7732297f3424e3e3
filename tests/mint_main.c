/*
 * mint FORM RECIPE...: write to stdout what a log or stream would serve about forged certificates.
 *
 *	entry		leaf and extra data of the first, the leaf's length in two bytes before them
 *	json tile stream	an answer to get-entries, a data tile, lines, of all
 *	sth checkpoint	a tree head of all, signed by the key "p256" as log.example
 *	consistency	an answer to get-sth-consistency, from the first to all
 *	tree		the tree of all, as it is stored
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <certlint/ct_tree.h>

#include "mint.h"

enum { MOST = 1024 };

static struct mint_entry entries[MOST];
static uint8_t hashes[MOST][32];

static void
put_entry(struct mint *m)
{
	struct mint leaf = { NULL, 0, 0 };

	mint_leaf(&leaf, &entries[0]);
	mint_vector(m, 2, leaf.p, leaf.n);
	mint_extra(m, &entries[0]);
	mint_free(&leaf);
}

static void
put_answer(struct mint *m, size_t n)
{
	mint_text(m, "{\"entries\":[");
	for (size_t i = 0; i < n; i++) {
		mint_text(m, i > 0 ? "," : "");
		mint_json_entry(m, &entries[i]);
	}
	mint_text(m, "]}");
}

static void
put_tree(struct mint *m, size_t n)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t bytes[8 + 64 * 32];

	certlint_ct_tree_append(&tree, 0, hashes[0], n);
	mint_put(m, bytes, (size_t)certlint_ct_tree_write(&tree, bytes, sizeof(bytes)));
}

/* PROOF(1, D[n]) of RFC 6962 2.1.2: what stands beside the path from the first leaf to the root. */
static void
put_consistency(struct mint *m, size_t n)
{
	uint8_t root[32];

	mint_text(m, "{\"consistency\":[");
	for (size_t k = 1; k < n; k *= 2) {
		mint_root(hashes + k, 2 * k < n ? k : n - k, root);
		mint_text(m, k > 1 ? ",\"" : "\"");
		mint_base64(m, root, sizeof(root));
		mint_text(m, "\"");
	}
	mint_text(m, "]}");
}

/* Write one form; false if there is no such one. */
static bool
put_form(struct mint *m, const char *form, size_t n)
{
	struct mint_head head = { .key = "p256", .origin = "log.example", .tree_size = n,
				  .timestamp = UINT64_C(1775088000000) };

	mint_root(hashes, n, head.root);
	if (!strcmp(form, "entry"))
		put_entry(m);
	else if (!strcmp(form, "json"))
		put_answer(m, n);
	else if (!strcmp(form, "sth"))
		mint_sth(m, &head);
	else if (!strcmp(form, "checkpoint"))
		mint_checkpoint(m, &head);
	else if (!strcmp(form, "tree"))
		put_tree(m, n);
	else if (!strcmp(form, "consistency"))
		put_consistency(m, n);
	else if (!strcmp(form, "tile"))
		for (size_t i = 0; i < n; i++)
			mint_tile_leaf(m, &entries[i]);
	else if (!strcmp(form, "stream"))
		for (size_t i = 0; i < n; i++) {
			mint_stream_line(m, &entries[i]);
			mint_text(m, "\n");
		}
	else
		return false;
	return true;
}

int
main(int argc, char **argv)
{
	struct mint out = { NULL, 0, 0 };
	size_t n = argc > 2 ? (size_t)argc - 2 : 0;

	if (n < 1 || n > MOST) {
		fprintf(stderr, "usage: mint entry|json|tile|stream|sth|checkpoint|consistency|"
				"tree RECIPE...\n");
		return 2;
	}
	for (size_t i = 0; i < n; i++) {
		if (!mint_entry_make(&entries[i], argv[2 + i]))
			return 1;
		entries[i].index = (int64_t)i;
		mint_leaf_hash(&entries[i], hashes[i]);
	}
	if (!put_form(&out, argv[1], n)) {
		fprintf(stderr, "mint: no such form: %s\n", argv[1]);
		return 2;
	}
	fwrite(out.p, 1, out.n, stdout);
	mint_free(&out);
	for (size_t i = 0; i < n; i++)
		mint_entry_free(&entries[i]);
	return fflush(stdout) != 0;
}
