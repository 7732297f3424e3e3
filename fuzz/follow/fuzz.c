/*
 * Any bytes as a list of logs, and as a stored place.  What is wrong with a list is said in one
 * line, and what is taken has an address, an origin and the key of its id; a place that reads is
 * written as it was, and has trees that fit its heads.
 */
#include <string.h>

#include "../claim.h"
#include "../said.h"
#include "watch/follow.h"
#include "watch/place.h"

enum { HASH = 32 };

static void
claim_log(const struct follow_log *log)
{
	uint8_t digest[HASH];
	size_t n = strlen(log->url);

	CLAIM(n > 8 && log->url[n - 1] == '/' && strlen(log->origin) > 0);
	CLAIM(log->origin[strlen(log->origin) - 1] != '/' && log->description);
	CLAIM(certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, log->key, log->key_length,
			      digest) == CERTLINT_OK);
	CLAIM(memcmp(digest, log->id, HASH) == 0);
}

static void
try_list(const char *text, size_t size)
{
	struct log_list *list;

	said = 0;
	list = log_list_parse("list", text, size,
			      "pending qualified usable readonly retired rejected");
	CLAIM(said == (list ? 0 : 1));
	CLAIM(!list || log_list_count(list) > 0);
	for (size_t i = 0; list && i < log_list_count(list); i++)
		claim_log(log_list_at(list, i));
	log_list_free(list);
}

/* Its check sum is made right first, or nothing would come any further. */
static void
try_place(const uint8_t *data, size_t size)
{
	struct text bytes = { 0 }, again = { 0 };
	struct place place;
	uint8_t sum[HASH];

	text_add(&bytes, data, size);
	if (size >= 2 * HASH) {
		certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, data, size - HASH, sum);
		memcpy(bytes.p + size - HASH, sum, HASH);
	}
	place_clear(&place);
	if (size >= 2 * HASH &&
	    !place_read(&place, data + 8, text_string(&bytes), bytes.n)) {
		CLAIM(place.tree.count >= place.proven.count);
		CLAIM(place.tree.count <= place.target.size);
		place_write(&place, data + 8, &again);
		CLAIM(again.n == size && memcmp(again.p, bytes.p, size) == 0);
	}
	text_free(&bytes);
	text_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_list((const char *)data, size);
	try_place(data, size);
	return 0;
}
