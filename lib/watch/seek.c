/* Names against a watch list: the suffixes of one in one pass, wildcards, subtrees. */

#include "watch/watch.h"

#include "host.h"

/* How an item of a form is found by a name that stands so to its own; 0: it is not. */
static unsigned
how_found(unsigned form, enum watch_standing standing)
{
	static const uint8_t table[][4] = {
		/* FORM_EXACT, BELOW, STAR, WHOLE */
		[AT_NAME] = { CERTLINT_WATCH_EXACT, CERTLINT_WATCH_EXACT, 0, 0 },
		[ONE_BELOW] = { 0, CERTLINT_WATCH_BELOW, CERTLINT_WATCH_BELOW, 0 },
		[FAR_BELOW] = { 0, CERTLINT_WATCH_BELOW, 0, 0 },
		[AT_WILDCARD] = { 0, CERTLINT_WATCH_BELOW, CERTLINT_WATCH_EXACT, 0 },
	};

	return table[standing][form];
}

static void
touch_key(struct seeker *s, const struct watch_key *key, enum watch_standing standing)
{
	const uint32_t *refs = s->w->refs + key->first;
	unsigned how;

	if (found_key_again(s, key, standing))
		return;
	for (uint32_t i = found_start(s, key); i < key->count && refs[i] < s->limit; i++) {
		how = how_found(s->w->items[refs[i]].form, standing);
		if (how)
			found_touch(s, refs[i], how);
	}
}

static bool
has_dot(const uint8_t *p, size_t n)
{
	return n > 0 && memchr(p, '.', n) != NULL;
}

/* The label before `end`, and where it starts. */
static size_t
label_start(const uint8_t *p, size_t end)
{
	while (end > 0 && p[end - 1] != '.')
		end--;
	return end;
}

static bool
counts_have(const uint64_t counts[2], unsigned n)
{
	return counts[n / 64] >> n % 64 & 1;
}

/* ---- wildcards ---- */

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

/*
 * Whether a label, in lower case, fits one with asterisks: going back to the last one only.  The
 * steps that it took are added to *steps.
 */
static bool
label_fits(struct span glob, struct span label, uint32_t *steps)
{
	size_t g = 0, i = 0, star = SIZE_MAX, from = 0;

	for (; i < label.n; ++*steps) {
		if (g < glob.n && glob.p[g] == '*') {
			star = g++;
			from = i;
		} else if (g < glob.n && lower(glob.p[g]) == label.p[i]) {
			g++, i++;
		} else if (star != SIZE_MAX) {
			g = star + 1;
			i = ++from;
		} else {
			return false;
		}
	}
	while (g < glob.n && glob.p[g] == '*')
		g++;
	return g == glob.n;
}

static struct span
item_key(const struct certlint_watch *w, uint32_t item)
{
	return (struct span){ (const uint8_t *)w->pool + w->items[item].key,
			      w->items[item].key_length };
}

static struct span
first_label(struct span name)
{
	const uint8_t *dot = name.n > 0 ? memchr(name.p, '.', name.n) : NULL;

	return dot ? (struct span){ name.p, (size_t)(dot - name.p) } : name;
}

/* The items one label below `base` for which the label with the asterisk stands. */
static void
touch_children(struct seeker *s, const struct watch_key *parent, struct span label)
{
	const struct certlint_watch *w = s->w;
	const uint32_t *refs = w->refs + parent->first;
	bool any = label.n == 1;
	uint32_t steps = 0;

	if (any && found_key_again(s, parent, AT_WILDCARD))
		return;
	for (uint32_t i = found_start(s, parent); i < parent->count; i++) {
		if ((refs[i] & ~(uint32_t)PASSAGE) >= s->limit ||
		    !found_charge(s, any ? 1 : FIT_COST + steps / 2))
			return;
		steps = 0;
		if (!(refs[i] & PASSAGE) && w->items[refs[i]].form != FORM_STAR &&
		    (any || label_fits(label, first_label(item_key(w, refs[i])), &steps)))
			found_touch(s, refs[i], CERTLINT_WATCH_WILDCARD);
	}
}

/* A label with an asterisk, or the '?' of redacted names, has `base` above it. */
static void
seek_wildcard(struct seeker *s, struct span base, uint64_t hash, unsigned labels, struct span label)
{
	const struct watch_key *key;

	if (base.n == 0)
		return;
	if (label.n == 1 && counts_have(s->w->label_counts, labels)) {
		key = watch_key_find(s->w, SPACE_NAME, hash, base);
		if (key && base.n >= s->shortest)
			touch_key(s, key, AT_WILDCARD);
	}
	if (!counts_have(s->w->parent_counts, labels))
		return;
	key = watch_key_find(s->w, SPACE_PARENT, hash, base);
	if (key)
		touch_children(s, key, label);
}

/* ---- names ---- */

static bool
is_wild(struct span label)
{
	return memchr(label.p, '*', label.n) || (label.n == 1 && label.p[0] == '?');
}

static bool
may_be_wild(struct span name)
{
	return memchr(name.p, '*', name.n) || memchr(name.p, '?', name.n);
}

static void
touch_suffix(struct seeker *s, struct span name, size_t start, uint64_t hash)
{
	struct span suffix = { name.p + start, name.n - start };
	const struct watch_key *key = watch_key_find(s->w, SPACE_NAME, hash, suffix);

	if (key == NULL || suffix.n < s->shortest)
		return;
	touch_key(s, key, start == 0 ? AT_NAME : has_dot(name.p, start - 1) ? FAR_BELOW :
		  ONE_BELOW);
}

/* Who watches everything: the name above all. */
static void
touch_root(struct seeker *s, struct span name)
{
	const struct watch_key *key = watch_key_find(s->w, SPACE_NAME, s->w->seed,
						     (struct span){ name.p, 0 });

	if (key && s->shortest == 0)
		touch_key(s, key, FAR_BELOW);
}

/* At most WATCH_LABELS_MAX labels of 63 octets, whatever the name's length. */
void
seek_name(struct seeker *s, struct span name)
{
	const struct certlint_watch *w = s->w;
	uint64_t hash = w->seed;
	size_t end, start;
	bool wild;

	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n == 0 || !(w->kinds & 1u << CERTLINT_WATCH_DNS))
		return;
	wild = may_be_wild(name);
	if (w->label_counts[0] & 1)
		touch_root(s, name);
	end = name.n;
	for (unsigned labels = 1; labels <= WATCH_LABELS_MAX; labels++) {
		struct span label;

		start = label_start(name.p, end);
		label = (struct span){ name.p + start, end - start };
		if (label.n == 0 || label.n > 63)
			return;
		if (wild && is_wild(label)) {
			size_t past = end < name.n ? end + 1 : end;

			seek_wildcard(s, (struct span){ name.p + past, name.n - past }, hash,
				      labels - 1, label);
			return;
		}
		hash = watch_label_hash(hash, label);
		if (counts_have(w->label_counts, labels))
			touch_suffix(s, name, start, hash);
		if (start == 0)
			return;
		end = start - 1;
	}
}

void
seek_host_of(struct seeker *s, enum watch_space space, struct span host)
{
	uint64_t hash = s->w->seed;
	const struct watch_key *key;
	size_t end, start;

	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	key = watch_key_find(s->w, space, hash, (struct span){ host.p, 0 });
	if (key)
		touch_key(s, key, FAR_BELOW);
	end = host.n;
	for (unsigned labels = 0; labels < WATCH_LABELS_MAX && end > 0; labels++) {
		start = label_start(host.p, end);
		if (end - start == 0 || end - start > WATCH_NAME_MAX)
			return;
		hash = watch_label_hash(hash, (struct span){ host.p + start, end - start });
		key = watch_key_find(s->w, space, hash,
				     (struct span){ host.p + start, host.n - start });
		if (key)
			touch_key(s, key, start == 0 ? AT_NAME : FAR_BELOW);
		end = start > 0 ? start - 1 : 0;
	}
}

void
seek_bytes(struct seeker *s, enum watch_space space, struct span bytes)
{
	const struct certlint_watch *w = s->w;
	const struct watch_key *key = watch_key_find(w, space, watch_bytes_hash(w->seed, bytes),
						     bytes);
	const uint32_t *refs;

	if (key == NULL || found_key_again(s, key, AT_NAME))
		return;
	refs = w->refs + key->first;
	for (uint32_t i = found_start(s, key); i < key->count && refs[i] < s->limit; i++)
		found_touch(s, refs[i], CERTLINT_WATCH_EXACT);
}

/* ---- subtrees ---- */

/* The last `n` octets of the item's name and the label before them. */
static struct span
name_below(const struct certlint_watch *w, uint32_t item, size_t n)
{
	struct span name = item_key(w, item);
	size_t start = label_start(name.p, name.n - n - 1);

	return (struct span){ name.p + start, name.n - start };
}

static const struct watch_key *
find_parent(const struct certlint_watch *w, struct span name)
{
	return watch_key_find(w, SPACE_PARENT, watch_name_hash(w->seed, name), name);
}

/* All items below a name, however deep: from each name to the names below it. */
static void
touch_all_below(struct seeker *s, const struct watch_key *key)
{
	struct {
		const struct watch_key *key;
		uint32_t next;
	} stack[WATCH_LABELS_MAX + 1];
	unsigned depth = 1;

	stack[0].key = key;
	stack[0].next = 0;
	while (depth > 0 && found_charge(s, 1)) {
		const struct watch_key *parent = stack[depth - 1].key;
		uint32_t ref;

		if (stack[depth - 1].next == parent->count) {
			depth--;
			continue;
		}
		ref = s->w->refs[parent->first + stack[depth - 1].next++];
		if (!(ref & PASSAGE)) {
			found_touch(s, ref, CERTLINT_WATCH_BELOW);
			continue;
		}
		if (!found_charge(s, DESCENT_COST))
			return;
		key = find_parent(s->w, name_below(s->w, ref & ~(uint32_t)PASSAGE, parent->length));
		if (key && depth <= WATCH_LABELS_MAX) {
			stack[depth].key = key;
			stack[depth++].next = 0;
		}
	}
}

void
seek_subtree(struct seeker *s, struct span name)
{
	uint8_t before = seek_at_best(s, CERTLINT_WATCH_BELOW);
	const struct watch_key *key;

	seek_name(s, name);
	key = name.n > 0 && name.n <= WATCH_NAME_MAX ? find_parent(s->w, name) : NULL;
	if (key && !found_again(s, (uint64_t)(key - s->w->keys), ABOVE_NAME))
		touch_all_below(s, key);
	s->how = before;
}
