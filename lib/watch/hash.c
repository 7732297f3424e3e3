/* Hashes of keys: as a watch list writes them, and of certificates. */

#include "watch/watch.h"

#include "base64.h"
#include "key.h"
#include "text.h"

/* 64 digits, with or without colons between octets. */
static bool
read_hex(struct span s, uint8_t out[WATCH_HASH])
{
	uint8_t hash[WATCH_HASH];

	for (unsigned i = 0; i < WATCH_HASH; i++) {
		if (i > 0 && s.n > 0 && s.p[0] == ':')
			s.p++, s.n--;
		if (s.n < 2 || char_hex(s.p[0]) < 0 || char_hex(s.p[1]) < 0)
			return false;
		hash[i] = (uint8_t)(char_hex(s.p[0]) << 4 | char_hex(s.p[1]));
		s.p += 2, s.n -= 2;
	}
	if (s.n > 0)
		return false;
	memcpy(out, hash, WATCH_HASH);
	return true;
}

/* What HTTP pins look like: 43 characters and perhaps their padding. */
static bool
read_pin(struct span s, uint8_t out[WATCH_HASH])
{
	uint8_t text[44], hash[WATCH_HASH + 1];

	if (s.n != 43 && (s.n != 44 || s.p[43] != '='))
		return false;
	memcpy(text, s.p, 43);
	text[43] = '=';
	if (base64_decode(text, sizeof(text), hash, sizeof(hash)) != WATCH_HASH)
		return false;
	memcpy(out, hash, WATCH_HASH);
	return true;
}

/*
 * The SubjectPublicKeyInfo of a certificate, or the bytes themselves if they are one: told apart by
 * what the first element begins with, an OID in a key.
 */
static bool
find_key(struct span der, struct der *out)
{
	struct der e = { .head = NULL }, first;
	struct span inside;

	if (!der_take(&der, DER_SEQUENCE, &e) || der.n > 0 || e.flags & DER_CUT_SHORT)
		return false;
	inside = e.body;
	if (!der_take(&inside, DER_SEQUENCE, &first))
		return false;
	if (first.body.n > 0 && first.body.p[0] == DER_OID) {
		*out = e;
		return der_take(&inside, DER_BIT_STRING, &first) && inside.n == 0;
	}
	inside = first.body;
	der_take(&inside, 0xa0, &e);
	for (unsigned i = 0; i < 5; i++)	/* serialNumber to subject */
		if (!der_next(&inside, &e))
			return false;
	return der_take(&inside, DER_SEQUENCE, out) && !(out->flags & DER_CUT_SHORT);
}

bool
watch_der_key_hash(struct span der, uint8_t out[WATCH_HASH])
{
	struct der key;

	if (der.p == NULL || !find_key(der, &key))
		return false;
	sha256(der_whole(&key), out);
	return true;
}

int
watch_key_hash(struct span given, const struct certlint_allocator *allocator,
	       uint8_t out[WATCH_HASH])
{
	struct certlint_block block = CERTLINT_BLOCK_INIT;
	size_t room = given.n / 4 * 3 + 3;
	uint8_t *der;
	int64_t n;
	bool good;

	if (watch_der_key_hash(given, out))
		return CERTLINT_OK;
	if (given.p == NULL || given.n > 1 << 24)
		return CERTLINT_ERR_CONFIG;
	der = memory_take(allocator, room);
	if (der == NULL)
		return CERTLINT_ERR_MEMORY;
	n = certlint_decode((const char *)given.p, given.n, &block, der, room);
	good = n > 0 && watch_der_key_hash((struct span){ der, (size_t)n }, out);
	memory_give(allocator, der, room);
	return good ? CERTLINT_OK : CERTLINT_ERR_CONFIG;
}

static bool
take_prefix(struct span *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (!span_starts_with(*s, prefix))
		return false;
	*s = (struct span){ s->p + n, s->n - n };
	return true;
}

int
watch_hash_read(struct span text, const struct certlint_allocator *allocator,
		uint8_t out[WATCH_HASH])
{
	if (take_prefix(&text, "cert:"))
		return watch_key_hash(text, allocator, out);
	if (take_prefix(&text, "sha256:"))
		return read_hex(text, out) ? CERTLINT_OK : CERTLINT_ERR_CONFIG;
	if (take_prefix(&text, "sha256/"))
		return read_pin(text, out) ? CERTLINT_OK : CERTLINT_ERR_CONFIG;
	return CERTLINT_ERR_CONFIG;
}
