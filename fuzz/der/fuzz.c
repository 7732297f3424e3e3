/*
 * Reading elements and walking them: everything stays inside the input, an element that has no
 * fault encodes back to its own bytes, the walk ends, and nothing with a fault passes for sound.
 */

#include "../claim.h"

#include <string.h>

#include "sound.h"
#include "walk.h"

static struct span whole;

static void
claim_inside(struct span s)
{
	CLAIM(s.n == 0 || span_inside(s, whole));
}

/* The header that DER gives a tag and length, for the elements that have no fault. */
static void
claim_encodes_back(const struct der *e)
{
	uint8_t head[8];
	size_t n = 0, length = e->body.n;

	if (e->flags || e->tag > 0xff)
		return;
	head[n++] = (uint8_t)e->tag;
	if (length < 0x80) {
		head[n++] = (uint8_t)length;
	} else {
		size_t k = length > 0xffffff ? 4 : length > 0xffff ? 3 : length > 0xff ? 2 : 1;

		head[n++] = (uint8_t)(0x80 | k);
		while (k-- > 0)
			head[n++] = (uint8_t)(length >> 8 * k);
	}
	CLAIM(e->head + n == e->body.p && memcmp(e->head, head, n) == 0);
}

static void
note_fault(void *ctx, enum fault fault, struct span at)
{
	CLAIM(fault < FAULT_COUNT);
	claim_inside(at);
	++*(size_t *)ctx;
}

static bool
note_element(void *ctx, const struct place *place)
{
	(void)ctx;
	claim_inside(der_whole(place->element));
	claim_encodes_back(place->element);
	CLAIM(place->type && place->depth < WALK_DEPTH);
	for (unsigned i = 0; i < place->depth; i++)
		CLAIM(place->steps[i].name == NULL || place->steps[i].name[0]);
	return true;
}

static void
read_flat(struct span rest)
{
	struct der e;
	size_t before = rest.n;

	while (der_next(&rest, &e)) {
		CLAIM(rest.n < before);
		before = rest.n;
		claim_inside(der_whole(&e));
		claim_encodes_back(&e);
	}
	CLAIM(rest.n == before);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct asn1_type *const types[] = { &asn1_certificate, &asn1_tbs_certificate,
		&asn1_any };
	size_t with = 0, without = 0;

	whole = (struct span){ data, size };
	read_flat(whole);
	for (unsigned i = 0; i < 3; i++) {
		struct walker walker = { .fault = note_fault,
					 .element = note_element,
					 .ctx = &with };

		size_t before = without;

		walk(whole, types[i], &walker);
		walker.element = NULL;
		walker.ctx = &without;
		walk(whole, types[i], &walker);
		CLAIM(without == before || !object_is_sound(whole, types[i]));
	}
	CLAIM(with == without);
	return 0;
}
