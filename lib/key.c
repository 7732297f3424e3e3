/* Digests, curve points and signatures, by mbedTLS 2.28 or 3; the only file that knows of it. */

#include "key.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/rsa.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>

#include <string.h>

#if MBEDTLS_VERSION_MAJOR < 3
#define sha256_starts(ctx) mbedtls_sha256_starts_ret((ctx), 0)
#define sha256_update mbedtls_sha256_update_ret
#define sha256_finish mbedtls_sha256_finish_ret
#define sha256_once(p, n, out) mbedtls_sha256_ret((p), (n), (out), 0)
#define sha1_once mbedtls_sha1_ret
#define rsa_init(rsa) mbedtls_rsa_init((rsa), MBEDTLS_RSA_PKCS_V15, 0)
#define PUBLIC NULL, NULL, MBEDTLS_RSA_PUBLIC,
#else
#define sha256_starts(ctx) mbedtls_sha256_starts((ctx), 0)
#define sha256_update mbedtls_sha256_update
#define sha256_finish mbedtls_sha256_finish
#define sha256_once(p, n, out) mbedtls_sha256((p), (n), (out), 0)
#define sha1_once mbedtls_sha1
#define rsa_init mbedtls_rsa_init
#define PUBLIC
#endif

/* Octets of the largest modulus: 8,192 bits, which is also what mbedTLS can hold. */
#define MAX_MODULUS 1024

/* An exponent of more is legal and costs as much per bit; what FIPS 186-5 allows is enough. */
#define MAX_EXPONENT 32

/* Octets of a coordinate on the largest curve, P-521. */
#define MAX_COORDINATE 66

/* ========================================================================== */
/*                                  Digests                                   */
/* ========================================================================== */

/* mbedTLS wants a pointer for no octets too. */
static const uint8_t *
octets(struct span s)
{
	return s.p ? s.p : (const uint8_t *)"";
}

void
sha256(struct span data, uint8_t out[32])
{
	sha256_once(octets(data), data.n, out);
}

void
sha1(struct span data, uint8_t out[20])
{
	sha1_once(octets(data), data.n, out);
}

void
sha256_pieces(const struct span *pieces, size_t n, uint8_t out[32])
{
	mbedtls_sha256_context ctx;

	mbedtls_sha256_init(&ctx);
	sha256_starts(&ctx);
	for (size_t i = 0; i < n; i++)
		sha256_update(&ctx, octets(pieces[i]), pieces[i].n);
	sha256_finish(&ctx, out);
	mbedtls_sha256_free(&ctx);
}

enum { MAX_DSA_PRIME = 512, MAX_DSA_DIVISOR = 64 };

/* Read a positive number of at most `max` octets. */
static bool
read_positive(mbedtls_mpi *number, struct span s, size_t max)
{
	while (s.n > 0 && *s.p == 0)
		s.p++, s.n--;
	return s.n > 0 && s.n <= max && mbedtls_mpi_read_binary(number, s.p, s.n) == 0;
}

enum verdict
dsa_in_subgroup(struct span p, struct span q, struct span y)
{
	mbedtls_mpi prime, divisor, value, power;
	enum verdict verdict = VERDICT_UNKNOWN;

	mbedtls_mpi_init(&prime);
	mbedtls_mpi_init(&divisor);
	mbedtls_mpi_init(&value);
	mbedtls_mpi_init(&power);
	if (read_positive(&prime, p, MAX_DSA_PRIME) &&
	    read_positive(&divisor, q, MAX_DSA_DIVISOR) &&
	    read_positive(&value, y, MAX_DSA_PRIME) &&
	    mbedtls_mpi_exp_mod(&power, &value, &divisor, &prime, NULL) == 0)
		verdict = mbedtls_mpi_cmp_int(&power, 1) == 0 ? VERDICT_GOOD : VERDICT_BAD;
	mbedtls_mpi_free(&prime);
	mbedtls_mpi_free(&divisor);
	mbedtls_mpi_free(&value);
	mbedtls_mpi_free(&power);
	return verdict;
}

const char *
crypto_version(void)
{
	return MBEDTLS_VERSION_STRING;
}

/* ========================================================================== */
/*                                 Algorithms                                 */
/* ========================================================================== */

enum scheme { SCHEME_UNKNOWN, SCHEME_RSA, SCHEME_PSS, SCHEME_ECDSA };

/* How a signature is made.  The last three are of PSS. */
struct algorithm {
	enum scheme scheme;
	mbedtls_md_type_t hash;
	mbedtls_md_type_t mask_hash;
	int salt;
};

struct known {
	const char *oid;
	uint8_t length;
	uint8_t scheme;
	uint8_t hash;
};

#define KNOWN(oid, scheme, hash) { oid, sizeof(oid) - 1, scheme, hash }

#define OID_PKCS1 "\x2a\x86\x48\x86\xf7\x0d\x01\x01"
#define OID_RSA OID_PKCS1 "\x01"
#define OID_MGF1 OID_PKCS1 "\x08"
#define OID_PSS OID_PKCS1 "\x0a"
#define OID_EC "\x2a\x86\x48\xce\x3d\x02\x01"
#define OID_ECDSA "\x2a\x86\x48\xce\x3d\x04"
#define OID_HASH "\x60\x86\x48\x01\x65\x03\x04\x02"

static const struct known signatures[] = {
	KNOWN(OID_PKCS1 "\x0b", SCHEME_RSA, MBEDTLS_MD_SHA256),
	KNOWN(OID_PKCS1 "\x0c", SCHEME_RSA, MBEDTLS_MD_SHA384),
	KNOWN(OID_PKCS1 "\x0d", SCHEME_RSA, MBEDTLS_MD_SHA512),
	KNOWN(OID_PKCS1 "\x0e", SCHEME_RSA, MBEDTLS_MD_SHA224),
	KNOWN(OID_PKCS1 "\x05", SCHEME_RSA, MBEDTLS_MD_SHA1),
	KNOWN("\x2b\x0e\x03\x02\x1d", SCHEME_RSA, MBEDTLS_MD_SHA1),
	KNOWN(OID_PSS, SCHEME_PSS, MBEDTLS_MD_SHA1),
	KNOWN(OID_ECDSA "\x03\x02", SCHEME_ECDSA, MBEDTLS_MD_SHA256),
	KNOWN(OID_ECDSA "\x03\x03", SCHEME_ECDSA, MBEDTLS_MD_SHA384),
	KNOWN(OID_ECDSA "\x03\x04", SCHEME_ECDSA, MBEDTLS_MD_SHA512),
	KNOWN(OID_ECDSA "\x03\x01", SCHEME_ECDSA, MBEDTLS_MD_SHA224),
	KNOWN(OID_ECDSA "\x01", SCHEME_ECDSA, MBEDTLS_MD_SHA1),
};

static const struct known hashes[] = {
	KNOWN(OID_HASH "\x01", 0, MBEDTLS_MD_SHA256),
	KNOWN(OID_HASH "\x02", 0, MBEDTLS_MD_SHA384),
	KNOWN(OID_HASH "\x03", 0, MBEDTLS_MD_SHA512),
	KNOWN(OID_HASH "\x04", 0, MBEDTLS_MD_SHA224),
	KNOWN("\x2b\x0e\x03\x02\x1a", 0, MBEDTLS_MD_SHA1),
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct known *
find_known(const struct known *list, size_t n, struct span oid)
{
	for (size_t i = 0; i < n; i++)
		if (span_is(oid, list[i].oid, list[i].length))
			return &list[i];
	return NULL;
}

/* der_take() for those who will not work with half an element. */
static bool
take(struct span *in, uint32_t tag, struct der *out)
{
	struct span rest = *in;
	struct der e;

	if (!der_take(&rest, tag, &e) ||
	    e.flags & (DER_CUT_SHORT | DER_RESERVED_LENGTH | DER_NO_END))
		return false;
	*in = rest;
	*out = e;
	return true;
}

/* The two parts of an AlgorithmIdentifier at the beginning of `in`. */
static bool
take_algorithm(struct span *in, struct span *oid, struct span *parameters)
{
	struct der sequence, name;

	if (!take(in, DER_SEQUENCE, &sequence) || !take(&sequence.body, DER_OID, &name))
		return false;
	*oid = name.body;
	*parameters = sequence.body;
	return true;
}

static bool
take_hash(struct span *in, mbedtls_md_type_t *hash)
{
	struct span oid, parameters;
	const struct known *known;

	if (!take_algorithm(in, &oid, &parameters))
		return false;
	known = find_known(hashes, COUNT(hashes), oid);
	if (!known)
		return false;
	*hash = (mbedtls_md_type_t)known->hash;
	return true;
}

/* MGF1 and its hash; no other function is defined. */
static bool
take_mask(struct span *in, mbedtls_md_type_t *hash)
{
	struct span oid, parameters;

	return take_algorithm(in, &oid, &parameters) && SPAN_IS(oid, OID_MGF1) &&
	       take_hash(&parameters, hash);
}

/* RSASSA-PSS-params of RFC 4055: all four have defaults, of which only the trailer is fixed. */
static bool
read_pss(struct span parameters, struct algorithm *a)
{
	struct der all, e;
	int64_t salt = 20, trailer = 1;

	a->hash = a->mask_hash = MBEDTLS_MD_SHA1;
	if (!take(&parameters, DER_SEQUENCE, &all))
		return false;
	if (take(&all.body, 0xa0, &e) && !take_hash(&e.body, &a->hash))
		return false;
	if (take(&all.body, 0xa1, &e) && !take_mask(&e.body, &a->mask_hash))
		return false;
	if (take(&all.body, 0xa2, &e) &&
	    (!take(&e.body, DER_INTEGER, &e) || !der_int(e.body, &salt)))
		return false;
	if (take(&all.body, 0xa3, &e) &&
	    (!take(&e.body, DER_INTEGER, &e) || !der_int(e.body, &trailer)))
		return false;
	if (all.body.n > 0 || trailer != 1 || salt < 0 || salt > MAX_MODULUS)
		return false;
	a->salt = (int)salt;
	return true;
}

static bool
read_algorithm(struct span whole, struct algorithm *a)
{
	struct span oid, parameters;
	const struct known *known;

	if (!take_algorithm(&whole, &oid, &parameters))
		return false;
	known = find_known(signatures, COUNT(signatures), oid);
	if (!known)
		return false;
	a->scheme = (enum scheme)known->scheme;
	a->hash = (mbedtls_md_type_t)known->hash;
	return a->scheme != SCHEME_PSS || read_pss(parameters, a);
}

/* ========================================================================== */
/*                                   Curves                                   */
/* ========================================================================== */

struct curve {
	const char *oid;
	uint8_t length;
	uint8_t octets;			/* of a coordinate */
	uint8_t id;
	bool minus_3;			/* a = -3, which mbedTLS does not store */
	bool root;			/* p = 3 mod 4: a square root is one power */
};

#define CURVE(oid, octets, id, minus_3, root) { oid, sizeof(oid) - 1, octets, id, minus_3, root }
#define OID_SECG "\x2b\x81\x04\x00"
#define OID_BRAINPOOL "\x2b\x24\x03\x03\x02\x08\x01\x01"

static const struct curve curves[] = {
	CURVE("\x2a\x86\x48\xce\x3d\x03\x01\x07", 32, MBEDTLS_ECP_DP_SECP256R1, true, true),
	CURVE(OID_SECG "\x22", 48, MBEDTLS_ECP_DP_SECP384R1, true, true),
	CURVE(OID_SECG "\x23", 66, MBEDTLS_ECP_DP_SECP521R1, true, true),
	CURVE(OID_SECG "\x21", 28, MBEDTLS_ECP_DP_SECP224R1, true, false),
	CURVE("\x2a\x86\x48\xce\x3d\x03\x01\x01", 24, MBEDTLS_ECP_DP_SECP192R1, true, true),
	CURVE(OID_SECG "\x0a", 32, MBEDTLS_ECP_DP_SECP256K1, false, true),
	CURVE(OID_BRAINPOOL "\x07", 32, MBEDTLS_ECP_DP_BP256R1, false, true),
	CURVE(OID_BRAINPOOL "\x0b", 48, MBEDTLS_ECP_DP_BP384R1, false, true),
	CURVE(OID_BRAINPOOL "\x0d", 64, MBEDTLS_ECP_DP_BP512R1, false, true),
};

static const struct curve *
find_curve(struct span oid)
{
	for (size_t i = 0; i < COUNT(curves); i++)
		if (span_is(oid, curves[i].oid, curves[i].length))
			return &curves[i];
	return NULL;
}

/* y^2 = x^3 + ax + b of the curve. */
static int
square_of_y(const struct curve *c, const mbedtls_ecp_group *group, const mbedtls_mpi *x,
	    mbedtls_mpi *out)
{
	mbedtls_mpi a;
	int error;

	mbedtls_mpi_init(&a);
	error = c->minus_3 ? mbedtls_mpi_lset(&a, -3) : mbedtls_mpi_copy(&a, &group->A);
	if (!error)
		error = mbedtls_mpi_mul_mpi(out, x, x);
	if (!error)
		error = mbedtls_mpi_add_mpi(out, out, &a);
	if (!error)
		error = mbedtls_mpi_mul_mpi(out, out, x);
	if (!error)
		error = mbedtls_mpi_add_mpi(out, out, &group->B);
	if (!error)
		error = mbedtls_mpi_mod_mpi(out, out, &group->P);
	mbedtls_mpi_free(&a);
	return error;
}

/* root = square^((p + 1) / 4) mod p, which squares to it only if it has a root at all. */
static int
square_root(const mbedtls_mpi *square, const mbedtls_mpi *p, mbedtls_mpi *root)
{
	mbedtls_mpi power;
	int error;

	mbedtls_mpi_init(&power);
	error = mbedtls_mpi_add_int(&power, p, 1);
	if (!error)
		error = mbedtls_mpi_shift_r(&power, 2);
	if (!error)
		error = mbedtls_mpi_exp_mod(root, square, &power, p, NULL);
	mbedtls_mpi_free(&power);
	return error;
}

/*
 * Write the y that belongs to a compressed point: of the two roots the one with the parity of
 * `head`.  mbedTLS 2.28 has no such function.
 */
static int
write_y(const struct curve *c, const mbedtls_ecp_group *group, const mbedtls_mpi *x, uint8_t head,
	uint8_t *out)
{
	mbedtls_mpi square, y;
	int error;

	mbedtls_mpi_init(&square);
	mbedtls_mpi_init(&y);
	error = square_of_y(c, group, x, &square);
	if (!error)
		error = square_root(&square, &group->P, &y);
	if (!error && mbedtls_mpi_get_bit(&y, 0) != (head & 1))
		error = mbedtls_mpi_sub_mpi(&y, &group->P, &y);
	if (!error)
		error = mbedtls_mpi_write_binary(&y, out, c->octets);
	mbedtls_mpi_free(&square);
	mbedtls_mpi_free(&y);
	return error;
}

/* Read 02 or 03 and x as an uncompressed point: whether that is one is for the caller to check. */
static int
read_compressed(const struct curve *c, const mbedtls_ecp_group *group, struct span bytes,
		mbedtls_ecp_point *point)
{
	uint8_t plain[1 + 2 * MAX_COORDINATE] = { 4 };
	mbedtls_mpi x;
	int error;

	memcpy(plain + 1, bytes.p + 1, c->octets);
	mbedtls_mpi_init(&x);
	error = mbedtls_mpi_read_binary(&x, bytes.p + 1, c->octets);
	if (!error)
		error = write_y(c, group, &x, bytes.p[0], plain + 1 + c->octets);
	mbedtls_mpi_free(&x);
	if (!error)
		error = mbedtls_ecp_point_read_binary(group, point, plain,
						      1 + 2 * (size_t)c->octets);
	return error;
}

/*
 * The verdict on what mbedTLS returned: want of memory says nothing about the object.  An error is
 * the sum of one from a high level and one, in the lowest seven bits, from below.
 */
static enum verdict
verdict_of(int error)
{
	if (error == 0)
		return VERDICT_GOOD;
	if ((-error & 0x7f) == -MBEDTLS_ERR_MPI_ALLOC_FAILED ||
	    error == MBEDTLS_ERR_ECP_ALLOC_FAILED || error == MBEDTLS_ERR_MD_ALLOC_FAILED)
		return VERDICT_UNKNOWN;
	return VERDICT_BAD;
}

/* Load the curve and read a point on it.  Nothing is allocated for one of the wrong length. */
static enum verdict
read_point(const struct curve *c, struct span bytes, mbedtls_ecp_group *group,
	   mbedtls_ecp_point *point)
{
	bool plain = bytes.n == 1 + 2 * (size_t)c->octets && bytes.p[0] == 4;
	bool compressed = bytes.n == 1 + (size_t)c->octets && (bytes.p[0] & ~1) == 2;
	int error;

	if (!plain && !compressed)
		return bytes.n > 0 && (bytes.p[0] & ~1) == 6 ? VERDICT_UNKNOWN : VERDICT_BAD;
	if (compressed && !c->root)
		return VERDICT_UNKNOWN;
	if (mbedtls_ecp_group_load(group, (mbedtls_ecp_group_id)c->id) != 0)
		return VERDICT_UNKNOWN;
	error = plain ? mbedtls_ecp_point_read_binary(group, point, bytes.p, bytes.n) :
			read_compressed(c, group, bytes, point);
	if (!error)
		error = mbedtls_ecp_check_pubkey(group, point);
	return verdict_of(error);
}

enum verdict
point_on_curve(struct span curve_oid, struct span point)
{
	const struct curve *c = find_curve(curve_oid);
	mbedtls_ecp_group group;
	mbedtls_ecp_point q;
	enum verdict verdict;

	if (!c)
		return VERDICT_UNKNOWN;
	mbedtls_ecp_group_init(&group);
	mbedtls_ecp_point_init(&q);
	verdict = read_point(c, point, &group, &q);
	mbedtls_ecp_point_free(&q);
	mbedtls_ecp_group_free(&group);
	return verdict;
}

/* ========================================================================== */
/*                                 Signatures                                 */
/* ========================================================================== */

/* A SubjectPublicKeyInfo; `key` is what the BIT STRING holds. */
struct public_key {
	struct span oid, parameters, key;
};

static bool
read_key(struct span spki, struct public_key *k)
{
	struct der all, bits;

	if (!take(&spki, DER_SEQUENCE, &all) ||
	    !take_algorithm(&all.body, &k->oid, &k->parameters) ||
	    !take(&all.body, DER_BIT_STRING, &bits) || bits.body.n < 1 || bits.body.p[0] != 0)
		return false;
	k->key.p = bits.body.p + 1;
	k->key.n = bits.body.n - 1;
	return true;
}

/* A non-negative INTEGER without the zero octets in front; false if it has more than `max`. */
static bool
take_number(struct span *in, size_t max, struct span *out)
{
	struct der e;

	if (!take(in, DER_INTEGER, &e) || e.body.n == 0 || e.body.p[0] & 0x80)
		return false;
	while (e.body.n > 0 && e.body.p[0] == 0) {
		e.body.p++;
		e.body.n--;
	}
	if (e.body.n > max)
		return false;
	*out = e.body;
	return true;
}

/* What a key's own parameters say of the signatures it makes; an id-rsaEncryption key says none. */
static enum verdict
check_pss_key(const struct public_key *k, const struct algorithm *a)
{
	struct algorithm own;

	if (a->scheme != SCHEME_PSS)
		return VERDICT_BAD;
	if (k->parameters.n == 0)
		return VERDICT_GOOD;
	if (!read_pss(k->parameters, &own))
		return VERDICT_UNKNOWN;
	if (own.hash != a->hash || own.mask_hash != a->mask_hash || a->salt < own.salt)
		return VERDICT_BAD;
	return VERDICT_GOOD;
}

/* A digest of the message, and what made it. */
struct digest {
	uint8_t octets[MBEDTLS_MD_MAX_SIZE];
	unsigned length;
	const mbedtls_md_info_t *md;
};

/* MGF1 of RFC 8017, appendix B.2.1: what the mask hid of `db`, by the seed behind it. */
static bool
unmask(uint8_t *db, size_t length, const uint8_t *seed, size_t seed_length,
       const mbedtls_md_info_t *md)
{
	uint8_t text[MBEDTLS_MD_MAX_SIZE + 4] = { 0 }, mask[MBEDTLS_MD_MAX_SIZE];
	size_t step = mbedtls_md_get_size(md);

	memcpy(text, seed, seed_length);
	for (size_t at = 0, i = 0; at < length; at += step, i++) {
		text[seed_length + 2] = (uint8_t)(i >> 8);
		text[seed_length + 3] = (uint8_t)i;
		if (mbedtls_md(md, text, seed_length + 4, mask) != 0)
			return false;
		for (size_t k = 0; k < step && at + k < length; k++)
			db[at + k] ^= mask[k];
	}
	return true;
}

/* Whether the digest of eight zeros, the message's digest and the salt is `h`. */
static bool
is_salted(const struct digest *d, const uint8_t *salt, size_t salt_length, const uint8_t *h)
{
	uint8_t text[8 + MBEDTLS_MD_MAX_SIZE + MAX_MODULUS] = { 0 }, again[MBEDTLS_MD_MAX_SIZE];

	memcpy(text + 8, d->octets, d->length);
	memcpy(text + 8 + d->length, salt, salt_length);
	return mbedtls_md(d->md, text, 8 + d->length + salt_length, again) == 0 &&
	       memcmp(again, h, d->length) == 0;
}

/*
 * EMSA-PSS-VERIFY of RFC 8017, section 9.1.2, on an encoded message of `bits` bits.  mbedTLS has
 * it only for a mask of the message's own hash: otherwise it takes the length of one for the other.
 */
static enum verdict
verify_pss(uint8_t *em, size_t bits, const struct algorithm *a, const struct digest *d)
{
	size_t length = (bits + 7) / 8, salt = (size_t)a->salt, db_length, zeros;
	uint8_t unused = (uint8_t)~(0xff >> (8 * length - bits));
	const mbedtls_md_info_t *mask = mbedtls_md_info_from_type(a->mask_hash);

	if (!mask)
		return VERDICT_UNKNOWN;
	if (length < d->length + salt + 2 || em[length - 1] != 0xbc || em[0] & unused)
		return VERDICT_BAD;
	db_length = length - d->length - 1;
	if (!unmask(em, db_length, em + db_length, d->length, mask))
		return VERDICT_UNKNOWN;
	em[0] &= (uint8_t)~unused;
	for (zeros = 0; zeros < db_length && em[zeros] == 0;)
		zeros++;
	if (zeros != db_length - salt - 1 || em[zeros] != 1)
		return VERDICT_BAD;
	return is_salted(d, em + zeros + 1, salt, em + db_length) ? VERDICT_GOOD : VERDICT_BAD;
}

/* `n` is the modulus without zero octets in front. */
static enum verdict
verify_with(mbedtls_rsa_context *rsa, struct span n, const struct algorithm *a,
	    const struct digest *d, const uint8_t *signature)
{
	uint8_t message[MAX_MODULUS];
	size_t bits = 8 * n.n;
	int error;

	if (a->scheme == SCHEME_RSA)
		return verdict_of(mbedtls_rsa_rsassa_pkcs1_v15_verify(
			rsa, PUBLIC a->hash, d->length, d->octets, signature));
	error = mbedtls_rsa_public(rsa, signature, message);
	if (error)
		return verdict_of(error);
	for (uint8_t top = n.p[0]; !(top & 0x80); top <<= 1)
		bits--;
	/* The encoded message is a bit shorter than the modulus. */
	if (--bits % 8 != 0)
		return verify_pss(message, bits, a, d);
	return message[0] == 0 ? verify_pss(message + 1, bits, a, d) : VERDICT_BAD;
}

static enum verdict
verify_rsa(const struct public_key *k, const struct algorithm *a, const struct digest *d,
	   struct span signature)
{
	struct span in = k->key, n, e;
	struct der both;
	mbedtls_rsa_context rsa;
	enum verdict verdict = VERDICT_UNKNOWN;

	if (!take(&in, DER_SEQUENCE, &both) || !take_number(&both.body, MAX_MODULUS, &n) ||
	    !take_number(&both.body, MAX_EXPONENT, &e) || n.n == 0)
		return VERDICT_UNKNOWN;
	if (signature.n != n.n)
		return VERDICT_BAD;
	rsa_init(&rsa);
	if (mbedtls_rsa_import_raw(&rsa, n.p, n.n, NULL, 0, NULL, 0, NULL, 0, e.p, e.n) == 0 &&
	    mbedtls_rsa_complete(&rsa) == 0 && mbedtls_rsa_check_pubkey(&rsa) == 0)
		verdict = verify_with(&rsa, n, a, d, signature.p);
	mbedtls_rsa_free(&rsa);
	return verdict;
}

/* r or s as DER has it; a verifier refuses BER, as that would make one signature several. */
static bool
take_strict(struct span *in, size_t max, struct span *out)
{
	struct span rest = *in;
	struct der e;

	if (!take(&rest, DER_INTEGER, &e) || e.flags != 0)
		return false;
	if (e.body.n > 1 && e.body.p[0] == 0 && !(e.body.p[1] & 0x80))
		return false;
	return take_number(in, max, out);
}

static bool
read_rs(struct span signature, size_t max, struct span *r, struct span *s)
{
	struct der both;

	return take(&signature, DER_SEQUENCE, &both) && both.flags == 0 && signature.n == 0 &&
	       take_strict(&both.body, max, r) && take_strict(&both.body, max, s) &&
	       both.body.n == 0;
}

static enum verdict
verify_point(const mbedtls_ecp_point *q, mbedtls_ecp_group *group, const struct digest *d,
	     struct span r, struct span s)
{
	mbedtls_mpi first, second;
	int error;

	mbedtls_mpi_init(&first);
	mbedtls_mpi_init(&second);
	error = mbedtls_mpi_read_binary(&first, r.p, r.n);
	if (!error)
		error = mbedtls_mpi_read_binary(&second, s.p, s.n);
	if (!error)
		error = mbedtls_ecdsa_verify(group, d->octets, d->length, q, &first, &second);
	mbedtls_mpi_free(&first);
	mbedtls_mpi_free(&second);
	return verdict_of(error);
}

/* The group is this call's own: multiplying in it writes a table into it. */
static enum verdict
verify_ecdsa(const struct public_key *k, const struct digest *d, struct span signature)
{
	struct span in = k->parameters, r, s;
	struct der oid;
	const struct curve *c;
	mbedtls_ecp_group group;
	mbedtls_ecp_point q;
	enum verdict verdict;

	if (!take(&in, DER_OID, &oid))
		return VERDICT_UNKNOWN;
	c = find_curve(oid.body);
	if (!c)
		return VERDICT_UNKNOWN;
	if (!read_rs(signature, c->octets, &r, &s))
		return VERDICT_BAD;
	mbedtls_ecp_group_init(&group);
	mbedtls_ecp_point_init(&q);
	verdict = read_point(c, k->key, &group, &q);
	if (verdict == VERDICT_GOOD)
		verdict = verify_point(&q, &group, d, r, s);
	mbedtls_ecp_point_free(&q);
	mbedtls_ecp_group_free(&group);
	return verdict;
}

/* Whether such a key makes such signatures at all. */
static enum verdict
match(const struct public_key *k, const struct algorithm *a)
{
	if (SPAN_IS(k->oid, OID_EC))
		return a->scheme == SCHEME_ECDSA ? VERDICT_GOOD : VERDICT_BAD;
	if (SPAN_IS(k->oid, OID_RSA))
		return a->scheme == SCHEME_ECDSA ? VERDICT_BAD : VERDICT_GOOD;
	if (SPAN_IS(k->oid, OID_PSS))
		return check_pss_key(k, a);
	return VERDICT_UNKNOWN;
}

/* The digest of all pieces. */
static bool
digest_pieces(const struct span *pieces, size_t n, struct digest *d)
{
	mbedtls_md_context_t md;
	int error;

	d->length = mbedtls_md_get_size(d->md);
	if (n == 1)
		return mbedtls_md(d->md, octets(pieces[0]), pieces[0].n, d->octets) == 0;
	mbedtls_md_init(&md);
	error = mbedtls_md_setup(&md, d->md, 0);
	if (!error)
		error = mbedtls_md_starts(&md);
	for (size_t i = 0; i < n && !error; i++)
		error = mbedtls_md_update(&md, octets(pieces[i]), pieces[i].n);
	if (!error)
		error = mbedtls_md_finish(&md, d->octets);
	mbedtls_md_free(&md);
	return !error;
}

enum verdict
signature_verify(struct span spki, struct span algorithm, struct span message,
		 struct span signature)
{
	return signature_verify_pieces(spki, algorithm, &message, 1, signature);
}

enum verdict
signature_verify_pieces(struct span spki, struct span algorithm, const struct span *pieces,
			size_t n, struct span signature)
{
	struct public_key k;
	struct algorithm a = { SCHEME_UNKNOWN, MBEDTLS_MD_NONE, MBEDTLS_MD_NONE, 0 };
	struct digest d;
	enum verdict verdict;

	if (!read_algorithm(algorithm, &a) || !read_key(spki, &k))
		return VERDICT_UNKNOWN;
	verdict = match(&k, &a);
	if (verdict != VERDICT_GOOD)
		return verdict;
	d.md = mbedtls_md_info_from_type(a.hash);
	if (!d.md || !digest_pieces(pieces, n, &d))
		return VERDICT_UNKNOWN;
	if (a.scheme == SCHEME_ECDSA)
		return verify_ecdsa(&k, &d, signature);
	return verify_rsa(&k, &a, &d, signature);
}
