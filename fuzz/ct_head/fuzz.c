/*
 * Any bytes as a checkpoint, a tree head, a proof and a stored tree: what reads is complete, what
 * does not is told with its place.  The key is one of the forge, by which the corpus is signed.
 */
#include <certlint/ct_tree.h>

#include <stdio.h>
#include <string.h>

#include "../claim.h"
#include "mint.h"

static void
claim_told(int64_t status, const struct certlint_error *error, size_t size)
{
	if (status >= 0)
		return;
	CLAIM(error->status == status && error->text[0] != '\0');
	CLAIM(error->position >= -1 && (error->position < 0 || (size_t)error->position <= size));
}

static void
try_checkpoint(const char *text, size_t size, const struct mint *key)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	char lines[300];
	int status = certlint_ct_checkpoint_read(text, size, key->p, key->n, &head, &error), n;

	claim_told(status, &error, size);
	if (status != CERTLINT_OK)
		return;
	n = snprintf(lines, sizeof(lines), "%s\n%llu\n", head.origin,
		     (unsigned long long)head.tree_size);
	CLAIM(n > 0 && (size_t)n < size && memcmp(lines, text, (size_t)n) == 0);
	CLAIM(head.signature_length <= sizeof(head.signature));
	certlint_ct_head_verify(&head, key->p, key->n);
}

static void
try_sth(const char *text, size_t size, const struct mint *key)
{
	struct certlint_ct_head head = CERTLINT_CT_HEAD_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	int status = certlint_ct_sth_read(text, size, &head, &error);

	claim_told(status, &error, size);
	if (status != CERTLINT_OK)
		return;
	CLAIM(head.origin[0] == '\0' && head.signature_length <= sizeof(head.signature));
	certlint_ct_head_verify(&head, key->p, key->n);
}

static void
try_proof(const char *text, size_t size)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	uint8_t hashes[64 * 32] = { 0 };
	int64_t n = certlint_ct_proof_read(text, size, hashes, 64, &error);

	claim_told(n, &error, size);
	CLAIM(n <= 64);
	if (n <= 0)
		return;
	certlint_ct_consistency((uint64_t)n, hashes, (uint64_t)n + 5, hashes + 32 * (n - 1), hashes,
				(size_t)n);
	certlint_ct_inclusion(hashes, (uint64_t)n, UINT64_MAX, hashes, hashes, (size_t)n);
}

/* A tree that reads is written as it was. */
static void
try_tree(const uint8_t *data, size_t size)
{
	struct certlint_ct_tree tree = CERTLINT_CT_TREE_INIT;
	uint8_t again[8 + 64 * 32], root[32];

	if (certlint_ct_tree_read(&tree, data, size) != CERTLINT_OK)
		return;
	CLAIM(certlint_ct_tree_write(&tree, again, sizeof(again)) == (int64_t)size);
	CLAIM(memcmp(again, data, size) == 0);
	CLAIM(certlint_ct_tree_root(&tree, root) == CERTLINT_OK);
	certlint_ct_tree_append(&tree, 0, root, 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mint key;

	if (key.n == 0)
		mint_spki(&key, "p256");
	try_checkpoint((const char *)data, size, &key);
	try_sth((const char *)data, size, &key);
	try_proof((const char *)data, size);
	try_tree(data, size);
	return 0;
}
