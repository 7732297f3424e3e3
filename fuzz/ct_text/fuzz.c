/* Any bytes as an answer to get-entries and as a stream: the walk ends and tells what is wrong. */

#include "../entry.h"

typedef int reader(char *text, size_t length, size_t *at, struct certlint_ct_entry *e);

/* Walk over a copy of exactly its size; a number that stands for all that was told. */
static uint64_t
walk(reader *next, const uint8_t *data, size_t size, int ask)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	char *text = malloc(size ? size : 1);
	size_t at = 0, before = 0;
	uint64_t told = 0;
	int rc;

	CLAIM(text);
	if (size > 0)
		memcpy(text, data, size);
	while ((rc = next(text, size, &at, &e)) != 0) {
		CLAIM(at > before && at <= size + 1);
		claim_entry(&e, rc, text, size);
		if (ask && told < 1000)
			claim_answers(&e);
		told = told * 31 + e.fault * 7 + e.certificate.length + e.position + 1;
		before = at;
	}
	CLAIM(next(text, size, &at, &e) == 0);
	free(text);
	return told;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLAIM(walk(certlint_ct_json_next, data, size, 1) ==
	      walk(certlint_ct_json_next, data, size, 0));
	CLAIM(walk(certlint_ct_stream_next, data, size, 1) ==
	      walk(certlint_ct_stream_next, data, size, 0));
	return 0;
}
