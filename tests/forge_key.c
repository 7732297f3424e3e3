/* Keys, algorithms and signatures of the forge. */

#include "forge_key.h"

#include <stdlib.h>
#include <string.h>

#include <mbedtls/base64.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/version.h>

#include "keys/keys.h"

#define MAX_KEY 4096
#define MAX_SIGNATURE 1024 /* of those that mbedTLS makes */

enum scheme { RSA, PSS, ECDSA, OPAQUE };

#define PSS_(digest, salt) \
	"30(<1.2.840.113549.1.1.10>30(a0(30(<" digest ">0500))" \
	"a1(30(<1.2.840.113549.1.1.8>30(<" digest ">0500)))a2(02(" salt "))))"

static const struct algorithm {
	const char *name, *raw;
	enum scheme scheme;
	mbedtls_md_type_t md;
	size_t length; /* of an OPAQUE signature; 0: as long as the digest of 64 */
} algorithms[] = {
	{ "rsa-sha256", "30(<1.2.840.113549.1.1.11>0500)", RSA, MBEDTLS_MD_SHA256, 0 },
	{ "rsa-sha384", "30(<1.2.840.113549.1.1.12>0500)", RSA, MBEDTLS_MD_SHA384, 0 },
	{ "rsa-sha512", "30(<1.2.840.113549.1.1.13>0500)", RSA, MBEDTLS_MD_SHA512, 0 },
	{ "rsa-sha224", "30(<1.2.840.113549.1.1.14>0500)", RSA, MBEDTLS_MD_SHA224, 0 },
	{ "rsa-sha1", "30(<1.2.840.113549.1.1.5>0500)", RSA, MBEDTLS_MD_SHA1, 0 },
	{ "rsa-md5", "30(<1.2.840.113549.1.1.4>0500)", RSA, MBEDTLS_MD_MD5, 0 },
	{ "rsa-md2", "30(<1.2.840.113549.1.1.2>0500)", RSA, MBEDTLS_MD_NONE, 0 },
	{ "pss-sha256", PSS_("2.16.840.1.101.3.4.2.1", "20"), PSS, MBEDTLS_MD_SHA256, 0 },
	{ "pss-sha384", PSS_("2.16.840.1.101.3.4.2.2", "30"), PSS, MBEDTLS_MD_SHA384, 0 },
	{ "pss-sha512", PSS_("2.16.840.1.101.3.4.2.3", "40"), PSS, MBEDTLS_MD_SHA512, 0 },
	{ "pss-sha1", "30(<1.2.840.113549.1.1.10>3000)", PSS, MBEDTLS_MD_SHA1, 0 },
	{ "ecdsa-sha1", "30(<1.2.840.10045.4.1>)", ECDSA, MBEDTLS_MD_SHA1, 0 },
	{ "ecdsa-sha224", "30(<1.2.840.10045.4.3.1>)", ECDSA, MBEDTLS_MD_SHA224, 0 },
	{ "ecdsa-sha256", "30(<1.2.840.10045.4.3.2>)", ECDSA, MBEDTLS_MD_SHA256, 0 },
	{ "ecdsa-sha384", "30(<1.2.840.10045.4.3.3>)", ECDSA, MBEDTLS_MD_SHA384, 0 },
	{ "ecdsa-sha512", "30(<1.2.840.10045.4.3.4>)", ECDSA, MBEDTLS_MD_SHA512, 0 },
	{ "dsa-sha1", "30(<1.2.840.10040.4.3>)", ECDSA, MBEDTLS_MD_NONE, 0 },
	{ "dsa-sha256", "30(<2.16.840.1.101.3.4.3.2>)", ECDSA, MBEDTLS_MD_NONE, 0 },
	{ "ed25519", "30(<1.3.101.112>)", OPAQUE, MBEDTLS_MD_NONE, 64 },
	{ "ed448", "30(<1.3.101.113>)", OPAQUE, MBEDTLS_MD_NONE, 114 },
	{ "mldsa44", "30(<2.16.840.1.101.3.4.3.17>)", OPAQUE, MBEDTLS_MD_NONE, 2420 },
	{ "mldsa65", "30(<2.16.840.1.101.3.4.3.18>)", OPAQUE, MBEDTLS_MD_NONE, 3309 },
	{ "mldsa87", "30(<2.16.840.1.101.3.4.3.19>)", OPAQUE, MBEDTLS_MD_NONE, 4627 },
	{ "slhdsa-sha2-128s", "30(<2.16.840.1.101.3.4.3.20>)", OPAQUE, MBEDTLS_MD_NONE, 7856 },
	{ "unsigned", "30(<1.3.6.1.5.5.7.6.36>)", OPAQUE, MBEDTLS_MD_NONE, 0 },
};

/* Keys that are any octets: name, AlgorithmIdentifier, length. */
static const struct plain_key {
	const char *name, *raw;
	size_t length;
} plain_keys[] = {
	{ "mldsa44", "30(<2.16.840.1.101.3.4.3.17>)", 1312 },
	{ "mldsa65", "30(<2.16.840.1.101.3.4.3.18>)", 1952 },
	{ "mldsa87", "30(<2.16.840.1.101.3.4.3.19>)", 2592 },
	{ "slhdsa-sha2-128s", "30(<2.16.840.1.101.3.4.3.20>)", 32 },
	{ "mlkem512", "30(<2.16.840.1.101.3.4.4.1>)", 800 },
	{ "mlkem768", "30(<2.16.840.1.101.3.4.4.2>)", 1184 },
	{ "mlkem1024", "30(<2.16.840.1.101.3.4.4.3>)", 1568 },
	{ "rsa", "30(<1.2.840.113549.1.1.1>0500)", 0 },
	{ "ec", "30(<1.2.840.10045.2.1><1.2.840.10045.3.1.7>)", 0 },
};

static const struct algorithm *
algorithm_named(struct str name)
{
	for (size_t i = 0; i < sizeof(algorithms) / sizeof(*algorithms); i++)
		if (str_is(name, algorithms[i].name))
			return &algorithms[i];
	return NULL;
}

void
put_algorithm(struct buf *b, struct str name)
{
	const struct algorithm *algorithm = algorithm_named(name);
	size_t at;

	if (put_forced(b, 0x30, name))
		return;
	if (algorithm) {
		put_raw(b, str_of(algorithm->raw));
		return;
	}
	if (!memchr(name.p, '.', name.n)) {
		wrong_word(b->trouble, "no such algorithm", name);
		return;
	}
	at = put_open(b, 0x30);
	put_oid(b, name);
	put_close(b, at);
}

void
put_noise(struct buf *b, size_t n, unsigned seed)
{
	uint32_t state = 2463534242u ^ (seed * 2654435761u);

	while (n-- > 0) {
		state ^= state << 13;
		state ^= state >> 17;
		state ^= state << 5;
		put_byte(b, state >> 16 & 0xff);
	}
}

void
put_ecdsa_noise(struct buf *b, size_t n, unsigned seed)
{
	size_t at = put_open(b, 0x30), inner;

	for (unsigned i = 0; i < 2; i++) {
		inner = put_open(b, 0x02);
		put_byte(b, n == 66 ? 0x01 : 0x1b);
		put_noise(b, n - 1, seed + i);
		put_close(b, inner);
	}
	put_close(b, at);
}

static const struct canned_key *
key_named(struct str name)
{
	for (const struct canned_key *key = canned_keys; key->name; key++)
		if (str_is(name, key->name))
			return key;
	return NULL;
}

static size_t
decode(const char *base64, uint8_t *out, size_t max)
{
	size_t n = 0;

	if (!base64 ||
	    mbedtls_base64_decode(out, max, &n, (const unsigned char *)base64, strlen(base64)) != 0)
		return 0;
	return n;
}

/* The contents of the element at the front of *s, which is taken off; absent if it does not fit. */
static struct str
next_element(struct str *s)
{
	const uint8_t *p = (const uint8_t *)s->p;
	size_t at = 2, n = s->n > 1 ? p[1] : 0;
	struct str body = { NULL, 0 };

	if (n & 0x80) {
		size_t more = n & 0x7f;

		for (n = 0; more > 0 && more < 4 && at < s->n; more--)
			n = n << 8 | p[at++];
	}
	if (s->n < at || n > s->n - at)
		return body;
	body = (struct str){ s->p + at, n };
	*s = (struct str){ body.p + n, s->n - at - n };
	return body;
}

/* What the edits of a key have to say. */
struct key_edits {
	struct str n, e, point, alg, curve, bits, extra;
	bool compressed;
	long unused;
};

static bool
key_edits_read(struct buf *b, struct items *list, struct key_edits *edits)
{
	struct str item;

	while (items_next(list, &item)) {
		if (str_is(item, "compressed"))
			edits->compressed = true;
		else if (str_skip(&item, "n="))
			edits->n = item;
		else if (str_skip(&item, "e="))
			edits->e = item;
		else if (str_skip(&item, "point="))
			edits->point = item;
		else if (str_skip(&item, "alg="))
			edits->alg = item;
		else if (str_skip(&item, "curve="))
			edits->curve = item;
		else if (str_skip(&item, "bits="))
			edits->bits = item;
		else if (str_skip(&item, "extra="))
			edits->extra = item;
		else if (!str_skip(&item, "unused=") || !str_number(item, &edits->unused)) {
			wrong_word(b->trouble, "no such part of a key", item);
			return false;
		}
	}
	return true;
}

static void
put_integer_or(struct buf *b, struct str raw, struct str canned)
{
	size_t at = put_open(b, 0x02);

	if (raw.p)
		put_raw(b, raw);
	else
		put(b, canned.p, canned.n);
	put_close(b, at);
}

/* RSAPublicKey with its modulus and exponent as edited. */
static void
put_rsa(struct buf *b, const struct key_edits *edits, struct str canned)
{
	struct str n = { NULL, 0 }, e = { "\x01\x00\x01", 3 }, inside;
	size_t at = put_open(b, 0x30);

	if (canned.n) {
		inside = next_element(&canned);
		n = next_element(&inside);
		e = next_element(&inside);
	}
	put_integer_or(b, edits->n, n);
	put_integer_or(b, edits->e, e);
	put_close(b, at);
}

/* The octets inside the BIT STRING. */
static void
put_key_bits(struct buf *b, const struct key_edits *edits, struct str name, struct str canned)
{
	size_t half = canned.n / 2;

	if (edits->bits.p) {
		put_raw(b, edits->bits);
	} else if (edits->point.p) {
		put_raw(b, edits->point);
	} else if (edits->compressed && canned.n) {
		put_byte(b, 2 | (canned.p[canned.n - 1] & 1));
		put(b, canned.p + 1, half);
	} else if (name.n > 2 && !memcmp(name.p, "rsa", 3)) {
		put_rsa(b, edits, canned);
	} else {
		put(b, canned.p, canned.n);
	}
	put_raw(b, edits->extra);
}

static void
put_key_algorithm(struct buf *b, const struct key_edits *edits, struct str canned)
{
	size_t at;

	if (edits->alg.p) {
		put_raw(b, edits->alg);
	} else if (edits->curve.p) {
		at = put_open(b, 0x30);
		put_raw(b, STR("<1.2.840.10045.2.1>"));
		put_oid(b, edits->curve);
		put_close(b, at);
	} else {
		put(b, canned.p, canned.n);
	}
}

/* The AlgorithmIdentifier and key octets of a name, in `room`. */
static bool
key_parts(struct str name, struct buf *room, struct str *algorithm, struct str *bits)
{
	const struct canned_key *canned = key_named(name);

	if (canned) {
		struct str whole = { (const char *)room->p,
				     decode(canned->spki, room->p, room->max) };
		struct str inside = next_element(&whole), start = inside;

		next_element(&inside);
		*algorithm = (struct str){ start.p, start.n - inside.n };
		*bits = next_element(&inside);
		*bits = (struct str){ bits->p + 1, bits->n - 1 };
		return true;
	}
	for (size_t i = 0; i < sizeof(plain_keys) / sizeof(*plain_keys); i++) {
		if (!str_is(name, plain_keys[i].name))
			continue;
		put_raw(room, str_of(plain_keys[i].raw));
		*algorithm = (struct str){ (const char *)room->p, room->n };
		if (memcmp(name.p, "mlk", 3) != 0)
			put_noise(room, plain_keys[i].length, 7);
		while (room->n < algorithm->n + plain_keys[i].length)
			put_raw(room, STR("236145")); /* two coefficients below 3329 */
		room->n = algorithm->n + plain_keys[i].length;
		*bits = (struct str){ (const char *)room->p + algorithm->n, plain_keys[i].length };
		return true;
	}
	return false;
}

void
put_key(struct buf *b, struct str s)
{
	struct items list = items_of(s, ',');
	struct key_edits edits;
	struct str name = { "", 0 }, algorithm, bits;
	uint8_t bytes[MAX_KEY];
	struct buf room = { bytes, 0, sizeof(bytes), b->trouble };
	size_t at, inner;

	memset(&edits, 0, sizeof(edits));
	if (put_forced(b, 0x30, s))
		return;
	items_next(&list, &name);
	if (!key_parts(name, &room, &algorithm, &bits)) {
		wrong_word(b->trouble, "no such key", name);
		return;
	}
	if (!key_edits_read(b, &list, &edits))
		return;
	at = put_open(b, 0x30);
	put_key_algorithm(b, &edits, algorithm);
	inner = put_open(b, 0x03);
	put_byte(b, (unsigned)edits.unused);
	put_key_bits(b, &edits, name, bits);
	put_close(b, inner);
	put_close(b, at);
}

void
put_key_id(struct buf *b, const char *method, const uint8_t *spki, size_t n)
{
	struct str whole = { (const char *)spki, n }, inside = next_element(&whole), bits;
	bool sha1 = !strcmp(method, "sha1");
	uint8_t digest[64] = { 0 };

	next_element(&inside);
	bits = next_element(&inside);
	if (bits.n == 0)
		bits = (struct str){ "\0", 1 };
	mbedtls_md(mbedtls_md_info_from_type(sha1 ? MBEDTLS_MD_SHA1 : MBEDTLS_MD_SHA256),
		   (const uint8_t *)bits.p + 1, bits.n - 1, digest);
	put(b, digest, !strcmp(method, "whole-sha256") ? 32 : 20);
}

void
put_digest(struct buf *b, const char *method, const uint8_t *p, size_t n)
{
	bool sha1 = !strcmp(method, "sha1");
	uint8_t digest[64] = { 0 };

	mbedtls_md(mbedtls_md_info_from_type(sha1 ? MBEDTLS_MD_SHA1 : MBEDTLS_MD_SHA256), p, n,
		   digest);
	put(b, digest, sha1 ? 20 : 32);
}

const char *
key_algorithm(struct str key)
{
	struct str name = str_cut(&key, ',');

	if (name.n > 3 && !memcmp(name.p, "p384", 4))
		return "ecdsa-sha384";
	if (name.n > 3 && !memcmp(name.p, "p521", 4))
		return "ecdsa-sha512";
	if (name.n > 2 && !memcmp(name.p, "rsa", 3))
		return "rsa-sha256";
	if (name.n > 2 && !memcmp(name.p, "dsa", 3))
		return "dsa-sha256";
	for (size_t i = 0; i < sizeof(algorithms) / sizeof(*algorithms); i++)
		if (algorithms[i].scheme == OPAQUE && str_is(name, algorithms[i].name))
			return algorithms[i].name;
	return "ecdsa-sha256";
}

/* Octets in a number of the key: 256 for RSA 2048, 32 for P-256; 0 for others. */
static size_t
key_size(struct str key)
{
	struct str name = str_cut(&key, ',');
	size_t digits = 0, bits = 0;

	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= '0' && name.p[i] <= '9' && ++digits < 5)
			bits = bits * 10 + (size_t)(name.p[i] - '0');
	return name.n && (name.p[0] == 'r' || name.p[0] == 'p') ? (bits + 7) / 8 : 0;
}

static void
put_fixed_signature(struct buf *b, const struct algorithm *algorithm, struct str key)
{
	size_t n = key_size(key);
	bool rsa = key.n > 0 && key.p[0] == 'r';

	if (algorithm->scheme == OPAQUE) {
		put_noise(b, algorithm->length, 3);
	} else if (algorithm->scheme == ECDSA) {
		put_ecdsa_noise(b, n && !rsa ? n : 32, 5);
	} else {
		put_byte(b, 0x2b);
		put_noise(b, (rsa && n ? n : 256) - 1, 9);
	}
}

/* mbedTLS wants randomness for blinding; the same signature every time serves tests better. */
static int
steady_noise(void *ctx, unsigned char *out, size_t n)
{
	unsigned *count = ctx;
	struct trouble trouble = { "" };
	struct buf b = { out, 0, n, &trouble };

	put_noise(&b, n, (*count)++);
	return 0;
}

static int
parse_key(mbedtls_pk_context *pk, const uint8_t *secret, size_t n, unsigned *count)
{
#if MBEDTLS_VERSION_MAJOR >= 3
	return mbedtls_pk_parse_key(pk, secret, n, NULL, 0, steady_noise, count);
#else
	(void)count;
	return mbedtls_pk_parse_key(pk, secret, n, NULL, 0);
#endif
}

static int
sign(mbedtls_pk_context *pk, const struct algorithm *algorithm, const uint8_t *hash, size_t n,
     uint8_t *out, size_t *length, unsigned *count)
{
	if (algorithm->scheme == PSS)
		mbedtls_rsa_set_padding(mbedtls_pk_rsa(*pk), MBEDTLS_RSA_PKCS_V21, algorithm->md);
#if MBEDTLS_VERSION_MAJOR >= 3
	return mbedtls_pk_sign(pk, algorithm->md, hash, n, out, MAX_SIGNATURE, length, steady_noise,
			       count);
#else
	return mbedtls_pk_sign(pk, algorithm->md, hash, n, out, length, steady_noise, count);
#endif
}

static void
put_good_signature(struct buf *b, const struct algorithm *algorithm, struct str key,
		   const uint8_t *data, size_t n)
{
	const struct canned_key *canned = key_named(str_cut(&key, ','));
	const mbedtls_md_info_t *md = mbedtls_md_info_from_type(algorithm->md);
	uint8_t secret[MAX_KEY], hash[64], signature[MAX_SIGNATURE];
	size_t length = 0,
	       secret_length = decode(canned ? canned->secret : NULL, secret, sizeof(secret));
	unsigned count = 1;
	mbedtls_pk_context pk;

	mbedtls_pk_init(&pk);
	if (!md || secret_length == 0 || parse_key(&pk, secret, secret_length, &count) != 0 ||
	    (algorithm->scheme == ECDSA) != (mbedtls_pk_get_type(&pk) == MBEDTLS_PK_ECKEY) ||
	    mbedtls_md(md, data, n, hash) != 0 ||
	    sign(&pk, algorithm, hash, mbedtls_md_get_size(md), signature, &length, &count) != 0)
		wrong(b->trouble, "no good signature by this key and algorithm (sig=good)");
	else
		put(b, signature, length);
	mbedtls_pk_free(&pk);
}

void
put_signature(struct buf *b, bool good, struct str algorithm, struct str key, const uint8_t *data,
	      size_t n)
{
	const struct algorithm *known = algorithm_named(algorithm);

	if (!known)
		known = algorithm_named(str_of(key_algorithm(key)));
	if (good)
		put_good_signature(b, known, key, data, n);
	else
		put_fixed_signature(b, known, key);
}
