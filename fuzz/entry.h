/* What holds of every entry that was read from whatever bytes. */

#ifndef CERTLINT_FUZZ_ENTRY_H
#define CERTLINT_FUZZ_ENTRY_H

#include <certlint/ct.h>

#include <string.h>

#include "claim.h"

static void
claim_inside(struct certlint_span part, const void *bytes, size_t n)
{
	uintptr_t start = (uintptr_t)bytes, at = (uintptr_t)part.data;

	if (part.length > 0)
		CLAIM(at >= start && at - start <= n && part.length <= n - (at - start));
}

/* Everything lies in the bytes, what is wrong is told, and the lists of the entry end. */
static void
claim_entry(const struct certlint_ct_entry *e, int status, const void *bytes, size_t n)
{
	const struct certlint_span parts[] = {
		e->certificate, e->tbs, e->issuer_key_hash, e->chain, e->fingerprints, e->leaf,
		e->extensions, e->timestamped, e->source,
	};
	struct certlint_span left = e->chain, one;
	int rc;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		claim_inside(parts[i], bytes, n);
	CLAIM((status < 0) == (e->fault != CERTLINT_CT_FAULT_NONE));
	CLAIM((status < 0) == (e->reason != NULL) && (status < 0) == (e->part != 0));
	CLAIM(e->position <= n);
	while ((rc = certlint_ct_chain_next(&left, &one)) == 1)
		claim_inside(one, e->chain.data, e->chain.length);
	CLAIM(left.length == 0 && (rc == 0 || status < 0));
	left = e->fingerprints;
	while ((rc = certlint_ct_fingerprint_next(&left, &one)) == 1)
		CLAIM(one.length == 32);
	CLAIM(left.length == 0 && (rc == 0 || status < 0));
}

/* What is asked of an entry has an answer that fits it. */
static void
claim_answers(const struct certlint_ct_entry *e)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	uint8_t hash[32];
	uint32_t remarks = 0;
	int has_leaf = e->leaf.length > 0 || e->timestamped.length > 0;

	CLAIM((certlint_ct_input(e, &in) == CERTLINT_OK) ==
	      (e->certificate.length > 0 || e->tbs.length > 0));
	CLAIM((certlint_ct_leaf_hash(e, hash) == CERTLINT_OK) == has_leaf);
	certlint_ct_tbs_hash(e, hash);
	CLAIM(certlint_ct_check(e, NULL, 0, &remarks) == CERTLINT_OK);
	CLAIM((remarks & 0xff) == 0);
}

#endif
