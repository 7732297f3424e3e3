/* Where the items of a watch list are: by what they name, found in a step or two. */

#include "watch/watch.h"

#include "table.h"

/* ---- hashes ---- */

static uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0xd6e8feb86659fd93u;
	return h ^ h >> 29;
}

/* A name's hash goes on from that of the name above it: so all its suffixes cost one pass. */
uint64_t
watch_label_hash(uint64_t above, struct span label)
{
	uint64_t h = (above ^ label.n) * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < label.n; i += 8)
		h = mix(h, word_fold(label_word(label.p, label.n, i)));
	return h;
}

uint64_t
watch_bytes_hash(uint64_t seed, struct span bytes)
{
	uint64_t h = (seed ^ bytes.n) * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < bytes.n; i += 8)
		h = mix(h, label_word(bytes.p, bytes.n, i));
	return h;
}

uint64_t
watch_name_hash(uint64_t seed, struct span name)
{
	size_t end = name.n, start;

	while (end > 0) {
		for (start = end; start > 0 && name.p[start - 1] != '.'; start--)
			;
		seed = watch_label_hash(seed, (struct span){ name.p + start, end - start });
		end = start > 0 ? start - 1 : 0;
	}
	return seed;
}

static bool
is_name_space(enum watch_space space)
{
	return space == SPACE_NAME || space == SPACE_PARENT || space == SPACE_MAIL_HOST ||
	       space == SPACE_URI_HOST;
}

static uint64_t
hash_of(const struct certlint_watch *w, enum watch_space space, struct span bytes)
{
	return is_name_space(space) ? watch_name_hash(w->seed, bytes) :
				      watch_bytes_hash(w->seed, bytes);
}

/* ---- finding ---- */

static uint64_t
spread(enum watch_space space, uint64_t hash)
{
	hash = (hash ^ (uint64_t)(space + 1) << 59) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

static uint8_t
tag_of(uint64_t spread)
{
	uint8_t tag = (uint8_t)(spread >> 56);

	return tag ? tag : 1;
}

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

/* Keys of names are in lower case; what is looked up need not be. */
static bool
key_is(const struct certlint_watch *w, const struct watch_key *key, enum watch_space space,
       struct span bytes)
{
	const uint8_t *p = (const uint8_t *)w->pool + key->at;

	if (key->space != space || key->length != bytes.n)
		return false;
	if (!is_name_space(space))
		return bytes.n == 0 || memcmp(p, bytes.p, bytes.n) == 0;
	for (size_t i = 0; i < bytes.n; i++)
		if (p[i] != lower(bytes.p[i]))
			return false;
	return true;
}

const struct watch_key *
watch_key_find(const struct certlint_watch *w, enum watch_space space, uint64_t hash,
	       struct span bytes)
{
	uint64_t h = spread(space, hash);
	uint8_t tag = tag_of(h);

	for (uint32_t at = (uint32_t)h & w->mask; w->tags[at]; at = (at + 1) & w->mask)
		if (w->tags[at] == tag && key_is(w, &w->keys[w->slots[at]], space, bytes))
			return &w->keys[w->slots[at]];
	return NULL;
}

/* ---- making keys ---- */

/* An item's reference on its way to the key's others. */
struct pair {
	uint32_t key, ref;
};

struct indexer {
	struct certlint_watch *w;
	struct growing pairs;
	bool failed;
};

static void
take_slot(struct certlint_watch *w, uint32_t key)
{
	const struct watch_key *k = &w->keys[key];
	struct span bytes = { (const uint8_t *)w->pool + k->at, k->length };
	uint64_t h = spread((enum watch_space)k->space,
			    hash_of(w, (enum watch_space)k->space, bytes));
	uint32_t at = (uint32_t)h & w->mask;

	while (w->tags[at])
		at = (at + 1) & w->mask;
	w->tags[at] = tag_of(h);
	w->slots[at] = key;
}

/* Slots for at least twice as many keys. */
static bool
make_slots(struct certlint_watch *w, uint32_t slots)
{
	for (unsigned t = TABLE_SLOTS; t <= TABLE_TAGS; t++) {
		memory_give(&w->allocator, w->tables[t].bytes, w->tables[t].room);
		w->tables[t] = (struct growing){ NULL, 0, 0 };
	}
	w->slots = watch_table_add(w, TABLE_SLOTS, (size_t)slots * sizeof(*w->slots));
	w->tags = w->slots ? watch_table_add(w, TABLE_TAGS, slots) : NULL;
	if (w->tags == NULL)
		return false;
	w->mask = slots - 1;
	for (uint32_t i = 0; i < w->key_count; i++)
		take_slot(w, i);
	return true;
}

/* The number of a key, made if it is not there; UINT32_MAX for want of memory. */
static uint32_t
key_put(struct indexer *x, enum watch_space space, struct span bytes, bool *made)
{
	struct certlint_watch *w = x->w;
	const struct watch_key *found;
	struct watch_key *key;

	found = watch_key_find(w, space, hash_of(w, space, bytes), bytes);
	*made = found == NULL;
	if (found)
		return (uint32_t)(found - w->keys);
	key = watch_table_add(w, TABLE_KEYS, sizeof(*key));
	if (key == NULL)
		return UINT32_MAX;
	w->keys = (struct watch_key *)(void *)w->tables[TABLE_KEYS].bytes;
	key->at = (uint32_t)(bytes.p - (const uint8_t *)w->pool);
	key->length = (uint16_t)bytes.n;
	key->space = (uint8_t)space;
	w->key_count++;
	if (w->key_count > w->mask / 2)
		return make_slots(w, (w->mask + 1) * 2) ? w->key_count - 1 : UINT32_MAX;
	take_slot(w, w->key_count - 1);
	return w->key_count - 1;
}

/* Note that the key leads to the item; whether the key is new. */
static bool
refer(struct indexer *x, enum watch_space space, struct span bytes, uint32_t ref)
{
	struct pair pair = { 0, ref };
	bool made = false;

	if (x->failed)
		return false;
	pair.key = key_put(x, space, bytes, &made);
	if (pair.key == UINT32_MAX ||
	    !growing_reserve(&x->w->allocator, &x->pairs, sizeof(pair))) {
		x->failed = true;
		return false;
	}
	memcpy(x->pairs.bytes + x->pairs.used, &pair, sizeof(pair));
	x->pairs.used += sizeof(pair);
	x->w->keys[pair.key].count++;
	return made;
}

static unsigned
label_count(struct span name)
{
	unsigned count = name.n > 0;

	for (size_t i = 0; i < name.n; i++)
		count += name.p[i] == '.';
	return count;
}

static void
note_count(uint64_t counts[2], unsigned n)
{
	counts[n / 64 & 1] |= (uint64_t)1 << n % 64;
}

static struct span
name_above(struct span name)
{
	const uint8_t *dot = name.n > 0 ? memchr(name.p, '.', name.n) : NULL;

	if (dot == NULL)
		return (struct span){ name.p + name.n, 0 };
	return (struct span){ dot + 1, (size_t)(name.p + name.n - dot - 1) };
}

/*
 * From the name above, an item is found for wildcards and subtrees; from the names further up, the
 * way down to it.
 */
static void
refer_above(struct indexer *x, struct span name, uint32_t i, bool star)
{
	struct span above = star ? name : name_above(name);
	uint32_t ref = i;

	while (above.n > 0) {
		note_count(x->w->parent_counts, label_count(above));
		if (!refer(x, SPACE_PARENT, above, ref))
			return;
		above = name_above(above);
		ref = i | PASSAGE;
	}
}

static void
refer_name(struct indexer *x, struct span name, uint32_t i)
{
	refer(x, SPACE_NAME, name, i);
	note_count(x->w->label_counts, label_count(name));
	refer_above(x, name, i, x->w->items[i].form == FORM_STAR);
}

static void
refer_address(struct indexer *x, enum watch_space space, struct span key, uint32_t i)
{
	if (space == SPACE_NET)
		x->w->prefixes[key.p[16] / 64] |= (uint64_t)1 << key.p[16] % 64;
	refer(x, space, key, i);
	x->w->address_count++;
}

static void
refer_item(struct indexer *x, uint32_t i)
{
	const struct watch_item *item = &x->w->items[i];
	struct span key = { (const uint8_t *)x->w->pool + item->key, item->key_length };
	bool whole = item->form == FORM_WHOLE;

	x->w->kinds |= 1u << item->kind;
	switch (item->kind) {
	case CERTLINT_WATCH_DNS: refer_name(x, key, i); break;
	case CERTLINT_WATCH_IP: refer_address(x, SPACE_IP, key, i); break;
	case CERTLINT_WATCH_CIDR: refer_address(x, SPACE_NET, key, i); break;
	case CERTLINT_WATCH_EMAIL: refer(x, whole ? SPACE_MAIL : SPACE_MAIL_HOST, key, i); break;
	case CERTLINT_WATCH_URI: refer(x, whole ? SPACE_URI : SPACE_URI_HOST, key, i); break;
	case CERTLINT_WATCH_ORG: refer(x, SPACE_ORG, key, i); break;
	case CERTLINT_WATCH_SPKI: refer(x, SPACE_SPKI, key, i); break;
	default: refer(x, SPACE_ISSUER, key, i);
	}
}

/* Give each key its references in a row: in the order of items, as they were noted. */
static bool
gather_refs(struct indexer *x)
{
	struct certlint_watch *w = x->w;
	size_t count = x->pairs.used / sizeof(struct pair);
	uint32_t first = 0;
	struct pair pair;

	w->refs = watch_table_add(w, TABLE_REFS, count * sizeof(*w->refs));
	if (w->refs == NULL)
		return false;
	for (uint32_t k = 0; k < w->key_count; k++) {
		w->keys[k].first = first;
		first += w->keys[k].count;
		w->keys[k].count = 0;
	}
	for (size_t i = 0; i < count; i++) {
		struct watch_key *key;

		memcpy(&pair, x->pairs.bytes + i * sizeof(pair), sizeof(pair));
		key = &w->keys[pair.key];
		w->refs[key->first + key->count++] = pair.ref;
	}
	return true;
}

/* ---- addresses in order ---- */

struct watch_net
watch_net_of(const struct ip *ip, unsigned bits)
{
	struct watch_net net = { { 0 }, (uint8_t)bits };

	if (ip->n == 16) {
		memcpy(net.octets, ip->octets, 16);
		return net;
	}
	net.octets[10] = net.octets[11] = 0xff;
	memcpy(net.octets + 12, ip->octets, 4);
	net.bits = (uint8_t)(bits + 96);
	return net;
}

void
watch_net_mask(uint8_t octets[16], unsigned bits)
{
	for (unsigned i = 0; i < 16; i++) {
		unsigned left = bits > i * 8 ? bits - i * 8 : 0;

		if (left < 8)
			octets[i] &= (uint8_t)(0xff00u >> left);
	}
}

/* One round of sorting: by an octet of the address; whether it told the items apart at all. */
static bool
sort_round(const struct certlint_watch *w, const uint32_t *from, uint32_t *to, uint32_t n,
	   unsigned octet)
{
	uint32_t starts[257] = { 0 };

	for (uint32_t i = 0; i < n; i++)
		starts[(uint8_t)w->pool[w->items[from[i]].key + octet] + 1]++;
	for (unsigned i = 0; i < 256; i++) {
		if (starts[i + 1] == n)
			return false;
		starts[i + 1] += starts[i];
	}
	for (uint32_t i = 0; i < n; i++)
		to[starts[(uint8_t)w->pool[w->items[from[i]].key + octet]]++] = from[i];
	return true;
}

/* By the last octet first, each round keeping the order of the one before, but for prefixes. */
static bool
sort_addresses(struct certlint_watch *w)
{
	uint32_t n = w->address_count, *a, *b, *spare, count = 0;

	if (n == 0)
		return true;
	a = watch_table_add(w, TABLE_BY_ADDRESS, (size_t)n * sizeof(*a));
	spare = memory_take(&w->allocator, (size_t)n * sizeof(*spare));
	if (a == NULL || spare == NULL) {
		memory_give(&w->allocator, spare, (size_t)n * sizeof(*spare));
		return false;
	}
	for (uint32_t i = 0; i < w->item_count; i++)
		if (w->items[i].kind == CERTLINT_WATCH_IP ||
		    w->items[i].kind == CERTLINT_WATCH_CIDR)
			a[count++] = i;
	w->by_address = a;
	b = spare;
	for (unsigned octet = 16; octet > 0; octet--)
		if (sort_round(w, a, b, n, octet - 1)) {
			uint32_t *other = a;

			a = b;
			b = other;
		}
	if (a != w->by_address)
		memcpy(w->by_address, a, (size_t)n * sizeof(*a));
	memory_give(&w->allocator, spare, (size_t)n * sizeof(*spare));
	return true;
}

/* ---- all of it ---- */

/* Nobody who does not know the whole list can make names that meet in one slot. */
static uint64_t
seed_of(const struct certlint_watch *w)
{
	const struct growing *pool = &w->tables[TABLE_POOL];

	return watch_bytes_hash(0x2545f4914f6cdd1du, (struct span){ pool->bytes, pool->used });
}

bool
watch_index_build(struct certlint_watch *w)
{
	struct indexer x = { .w = w };
	bool good;

	watch_table_trim(w, TABLE_POOL);
	w->items = (struct watch_item *)(void *)w->tables[TABLE_ITEMS].bytes;
	w->expects = (struct watch_expects *)(void *)w->tables[TABLE_EXPECTS].bytes;
	w->hashes = w->tables[TABLE_HASHES].bytes;
	w->pool = (char *)w->tables[TABLE_POOL].bytes;
	w->seed = seed_of(w);
	if (!make_slots(w, 16))
		return false;
	for (uint32_t i = 0; i < w->item_count && !x.failed; i++)
		refer_item(&x, i);
	good = !x.failed;
	watch_table_trim(w, TABLE_KEYS);
	w->keys = (struct watch_key *)(void *)w->tables[TABLE_KEYS].bytes;
	good = good && gather_refs(&x) && sort_addresses(w);
	memory_give(&w->allocator, x.pairs.bytes, x.pairs.room);
	return good;
}
