/* What an object touches of a watch list: no memory, each item once, in the order of the list. */

#include "watch/watch.h"

/*
 * A pass over an object keeps the FOUND_MAX first items of the list that it finds from `floor` on.
 * Where there are more, the later half is forgotten, `limit` says from where on, and another pass
 * begins there: so any number is told, in order and once, from a place of fixed size.
 */
void
found_begin(struct seeker *s, uint32_t floor)
{
	s->floor = floor;
	s->limit = UINT32_MAX;
	s->count = 0;
	s->how = CERTLINT_WATCH_EXACT;
	s->shortest = 0;
	s->remembers = false;
}

static unsigned
slot_of(uint32_t item)
{
	return (item * 0x9e3779b1u >> 16) % FOUND_SLOTS;
}

/* The slot of an item, or the free one where it would be. */
static uint16_t *
slot_find(struct seeker *s, uint32_t item)
{
	unsigned at = slot_of(item);

	while (s->slots[at] && s->found[s->slots[at] - 1].item != item)
		at = (at + 1) % FOUND_SLOTS;
	return &s->slots[at];
}

static void
sift(struct found *heap, uint32_t at, uint32_t n)
{
	for (;;) {
		uint32_t child = 2 * at + 1;
		struct found other;

		if (child >= n)
			return;
		if (child + 1 < n && heap[child + 1].item > heap[child].item)
			child++;
		if (heap[child].item <= heap[at].item)
			return;
		other = heap[at];
		heap[at] = heap[child];
		heap[child] = other;
		at = child;
	}
}

void
found_sort(struct seeker *s)
{
	struct found last;

	for (uint32_t i = s->count / 2; i > 0; i--)
		sift(s->found, i - 1, s->count);
	for (uint32_t n = s->count; n > 1; n--) {
		last = s->found[n - 1];
		s->found[n - 1] = s->found[0];
		s->found[0] = last;
		sift(s->found, 0, n - 1);
	}
}

static void
forget_later_half(struct seeker *s)
{
	found_sort(s);
	s->count = FOUND_MAX / 2;
	s->limit = s->found[s->count].item;
	memset(s->slots, 0, sizeof(s->slots));
	for (uint32_t i = 0; i < s->count; i++)
		*slot_find(s, s->found[i].item) = (uint16_t)(i + 1);
}

bool
found_charge(struct seeker *s, uint32_t steps)
{
	if (s->budget < steps) {
		s->budget = 0;
		s->cut = true;
		return false;
	}
	s->budget -= steps;
	return true;
}

static struct found
found_here(const struct seeker *s, uint32_t item, unsigned how)
{
	return (struct found){
		.item = item, .offset = (uint32_t)(s->at.p - s->object->cert.file.p),
		.length = (uint32_t)s->at.n, .how = (uint8_t)how, .place = s->place, .as = s->as,
		.tag = s->tag,
	};
}

void
found_touch(struct seeker *s, uint32_t item, unsigned how)
{
	uint16_t *slot;

	if (!found_charge(s, 1) || item < s->floor || item >= s->limit)
		return;
	how = how > s->how ? how : s->how;
	if (s->count == 0)
		memset(s->slots, 0, sizeof(s->slots));
	slot = slot_find(s, item);
	if (*slot) {
		if (how < s->found[*slot - 1].how)
			s->found[*slot - 1] = found_here(s, item, how);
		return;
	}
	if (s->count == FOUND_MAX) {
		forget_later_half(s);
		if (item >= s->limit)
			return;
		slot = slot_find(s, item);
	}
	s->found[s->count++] = found_here(s, item, how);
	*slot = (uint16_t)s->count;
}

/* A direct-mapped memory: a hostile object may throw out of it what it likes, and pays for it. */
bool
found_again(struct seeker *s, uint64_t what, enum watch_standing standing)
{
	size_t at = ((what ^ standing) * 0x9e3779b97f4a7c15u) >> 58;

	if (!s->remembers)
		memset(s->done, 0, sizeof(s->done));
	s->remembers = true;
	if (s->done[at].how && s->done[at].what == what && s->done[at].standing == standing &&
	    s->done[at].how <= s->how)
		return true;
	s->done[at].what = what;
	s->done[at].standing = (uint8_t)standing;
	s->done[at].how = s->how;
	return false;
}

uint32_t
found_start(const struct seeker *s, const struct watch_key *key)
{
	const uint32_t *refs = s->w->refs + key->first;
	uint32_t low = 0, high = s->floor ? key->count : 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if ((refs[middle] & ~(uint32_t)PASSAGE) < s->floor)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *
watch_place_name(unsigned place)
{
	static const char *const names[PLACE_COUNT] = {
		"bytes", "dNSName", "iPAddress", "rfc822Name", "uniformResourceIdentifier",
		"otherName", "directoryName", "commonName", "subject", "organizationName",
		"permittedSubtrees", "subjectPublicKeyInfo", "issuer",
	};

	return names[place < PLACE_COUNT ? place : PLACE_OBJECT];
}
