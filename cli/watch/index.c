/* A compact index of entries, from which those that new items of a list touch are found later. */

#include "watch/index.h"

enum {
	HASH = 32
};

static void
add_varint(struct text *out, uint64_t n)
{
	while (n >= 0x80) {
		text_char(out, (char)(0x80 | (n & 0x7f)));
		n >>= 7;
	}
	text_char(out, (char)n);
}

static void
add_span(struct text *out, struct certlint_span s)
{
	add_varint(out, s.length);
	text_add(out, s.data, s.length);
}

static bool
key_hash(const struct certlint_object *object, uint8_t out[HASH])
{
	struct certlint_element key;

	return certlint_field(object, CERTLINT_FIELD_SPKI, &key) &&
	       certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_AUTO, key.whole.data,
			       key.whole.length, out) == CERTLINT_OK;
}

/* SHA-256 of the key of the object's issuer: told, or that of the issuer that was given. */
static bool
issuer_key(const struct certlint_object *object, const struct certlint_watch_about *about,
	   uint8_t out[HASH])
{
	const struct certlint_object *issuer = certlint_issuer(object);

	if (about->issuer_key) {
		memcpy(out, about->issuer_key, HASH);
		return true;
	}
	return issuer && key_hash(issuer, out);
}

static bool
is_at(const struct text *out, size_t at, const struct text *issuer)
{
	return out->n - at >= issuer->n && memcmp(out->p + at, issuer->p, issuer->n) == 0;
}

/* Key (or nothing) and Name of the issuer, or where they stand already. */
static void
add_issuer(struct text *out, struct index_block *b, struct certlint_span key,
	   struct certlint_span name)
{
	struct text issuer = { 0 };
	size_t i = 0;

	add_span(&issuer, key);
	add_span(&issuer, name);
	while (i < b->count && !is_at(out, b->issuers[i], &issuer))
		i++;
	if (i < b->count) {
		add_varint(out, b->issuers[i] - b->start + 1);
	} else {
		add_varint(out, 0);
		b->issuers[b->next] = out->n;
		b->next = (b->next + 1) % INDEX_ISSUERS;
		b->count += b->count < INDEX_ISSUERS;
		text_add(out, issuer.p, issuer.n);
	}
	text_free(&issuer);
}

static bool
tbs_hash(const struct certlint_object *object, const struct certlint_ct_entry *entry,
	 uint8_t out[HASH])
{
	struct certlint_element whole;
	int64_t kind = CERTLINT_AUTO;

	if (entry && certlint_ct_tbs_hash(entry, out) == CERTLINT_OK)
		return true;
	(void)certlint_number(object, CERTLINT_NUMBER_KIND, &kind);
	return certlint_field(object, CERTLINT_FIELD_WHOLE, &whole) &&
	       certlint_digest(CERTLINT_DIGEST_CT_TBS, (int)kind, whole.whole.data,
			       whole.whole.length, out) == CERTLINT_OK;
}

static struct certlint_span
field(const struct certlint_object *object, int which)
{
	struct certlint_element e = { { NULL, 0 }, { NULL, 0 }, 0, 0 };

	(void)certlint_field(object, which, &e);
	return e.whole;
}

static uint64_t
instant(const struct certlint_object *object, int which)
{
	int64_t at = 0;

	return certlint_number(object, which, &at) && at > 0 ? (uint64_t)at : 0;
}

void
index_add(struct text *rows, struct index_block *block, uint64_t number,
	  const struct certlint_object *object, const struct certlint_ct_entry *entry,
	  const struct certlint_watch_about *about)
{
	struct certlint_item san = CERTLINT_ITEM_INIT;
	struct certlint_span key = { NULL, 0 }, hash = { NULL, 0 }, own = { NULL, 0 };
	uint8_t issuer[HASH], tbs[HASH], spki[HASH];

	if (issuer_key(object, about, issuer))
		key = (struct certlint_span){ issuer, HASH };
	if (key_hash(object, spki))
		own = (struct certlint_span){ spki, HASH };
	if (tbs_hash(object, entry, tbs))
		hash = (struct certlint_span){ tbs, HASH };
	(void)certlint_extension(object, "2.5.29.17", &san);
	add_varint(rows, number);
	add_varint(rows, entry ? entry->timestamp / 1000 : 0);
	add_varint(rows, instant(object, CERTLINT_NUMBER_NOT_BEFORE));
	add_varint(rows, instant(object, CERTLINT_NUMBER_NOT_AFTER));
	add_span(rows, hash);
	add_span(rows, own);
	add_issuer(rows, block, key, field(object, CERTLINT_FIELD_ISSUER));
	add_span(rows, field(object, CERTLINT_FIELD_SUBJECT));
	add_span(rows, san.value);
}

/* ========================================================================== */
/*                                 Reading                                    */
/* ========================================================================== */

struct cursor {
	const uint8_t *p;
	size_t n, at;
	bool bad;
};

static uint64_t
take_varint(struct cursor *c)
{
	uint64_t value = 0;

	for (unsigned shift = 0; shift < 64 && c->at < c->n; shift += 7) {
		uint8_t byte = c->p[c->at++];

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
	c->bad = true;
	return 0;
}

static struct certlint_span
take_span(struct cursor *c)
{
	uint64_t n = take_varint(c);
	struct certlint_span s = { c->p + c->at, (size_t)n };

	if (c->bad || n > c->n - c->at) {
		c->bad = true;
		return (struct certlint_span){ NULL, 0 };
	}
	c->at += s.length;
	return s;
}

static struct certlint_span
take_hash(struct cursor *c)
{
	struct certlint_span s = take_span(c);

	c->bad |= s.length != 0 && s.length != HASH;
	return s;
}

static void
take_issuer(struct cursor *c, struct index_row *row)
{
	uint64_t where = take_varint(c);
	struct cursor before = { c->p, c->n, (size_t)(where - 1), where > c->at };
	struct cursor *from = where ? &before : c;

	if (where && before.bad) {
		c->bad = true;
		return;
	}
	row->issuer_key = take_hash(from);
	row->issuer = take_span(from);
	c->bad |= from->bad;
}

bool
index_next(const uint8_t *rows, size_t n, size_t *at, struct index_row *row)
{
	struct cursor c = { rows, n, *at, false };

	if (*at >= n)
		return false;
	row->number = take_varint(&c);
	row->time = (int64_t)take_varint(&c);
	row->not_before = (int64_t)take_varint(&c);
	row->not_after = (int64_t)take_varint(&c);
	row->tbs = take_hash(&c);
	row->key = take_hash(&c);
	take_issuer(&c, row);
	row->subject = take_span(&c);
	row->san = take_span(&c);
	*at = c.at;
	return !c.bad;
}
