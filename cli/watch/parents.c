/* Issuers decoded once: a few hundred certificates issue nearly all others. */

#include "watch/parents.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* By the end of the signature, which nobody has twice. */
static struct parent *
set_of(struct parents *parents, struct certlint_span issuer)
{
	uint64_t tail = issuer.length;

	if (issuer.length >= sizeof(tail))
		memcpy(&tail, issuer.data + issuer.length - sizeof(tail), sizeof(tail));
	return parents->at[(tail * 0x9e3779b97f4a7c15u >> 32) % PARENT_SETS];
}

static bool
is(const struct parent *p, struct certlint_span issuer)
{
	return p->length == issuer.length && memcmp(p->bytes, issuer.data, issuer.length) == 0;
}

static void
forget(struct parent *p)
{
	certlint_object_free(p->object);
	free(p->bytes);
	*p = (struct parent){ NULL, NULL, 0 };
}

static void
learn(struct parent *p, const certlint *lint, struct certlint_span issuer)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;

	p->bytes = memory_new(issuer.length, 1);
	p->length = issuer.length;
	memcpy(p->bytes, issuer.data, issuer.length);
	in.data = p->bytes;
	in.length = p->length;
	if (certlint_object_new(&p->object, lint, &in, NULL) < 0)
		forget(p);
}

const struct certlint_object *
parents_find(struct parents *parents, const certlint *lint, struct certlint_span issuer)
{
	struct parent *set, found;
	size_t way = 0;

	if (issuer.data == NULL || issuer.length == 0 || issuer.length > PARENT_OCTETS_MAX)
		return NULL;
	set = set_of(parents, issuer);
	while (way < PARENT_WAYS - 1 && !is(&set[way], issuer))
		way++;
	if (!is(&set[way], issuer)) {
		forget(&set[way]);
		learn(&set[way], lint, issuer);
	}
	if (way > 0) {
		found = set[way];
		memmove(set + 1, set, way * sizeof(*set));
		set[0] = found;
	}
	return set[0].object;
}

void
parents_free(struct parents *parents)
{
	for (size_t i = 0; i < PARENT_SETS; i++)
		for (size_t way = 0; way < PARENT_WAYS; way++)
			forget(&parents->at[i][way]);
}
