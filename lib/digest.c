/* Around the object: digests of its parts, and an envelope for what has none. */

#include <certlint/certlint.h>

#include "key.h"
#include "object.h"
#include "transparency.h"

/* ---- what there is ---- */

static void
read_around(struct cert *c, int kind, struct span data)
{
	const struct cert_options options = {
		.form = kind == CERTLINT_TBS_CERT ? CERT_TBS : kind == CERTLINT_CERT ? CERT_SIGNED :
			CERT_AUTO,
		.data = data_builtin(), .as_of = DAY_NONE, .max_depth = WALK_DEPTH, .around = true,
	};

	cert_read(c, data, &options);
}

/* ---- digests ---- */

static bool
digest_ct(const struct cert *c, uint8_t out[32])
{
	struct ct_tbs tbs;

	if (!ct_tbs_read(c, &tbs))
		return false;
	sha256_pieces(tbs.at, tbs.count, out);
	return true;
}

static bool
digest_element(const struct der *e, uint8_t out[32])
{
	if (!der_present(e) || e->flags & DER_CUT_SHORT)
		return false;
	sha256(der_whole(e), out);
	return true;
}

int
certlint_digest(int what, int kind, const void *data, size_t length, uint8_t out[32])
{
	struct cert c;
	bool done;

	if (out == NULL || (data == NULL && length > 0) || kind < CERTLINT_AUTO ||
	    kind > CERTLINT_TBS_CERT || what < CERTLINT_DIGEST_OBJECT ||
	    what > CERTLINT_DIGEST_CT_TBS)
		return CERTLINT_ERR_ARGUMENT;
	if (what == CERTLINT_DIGEST_OBJECT) {
		sha256((struct span){ data, length }, out);
		return CERTLINT_OK;
	}
	read_around(&c, kind, (struct span){ data, length });
	done = what == CERTLINT_DIGEST_SPKI ? digest_element(&c.spki, out) :
		what == CERTLINT_DIGEST_TBS ? digest_element(&c.tbs, out) : digest_ct(&c, out);
	return done ? CERTLINT_OK : CERTLINT_ERR_FORMAT;
}

/* ---- the envelope ---- */

/* The octets of a signature by this algorithm; an ECDSA one is written out by put_ecdsa(). */
static size_t
signature_length(enum oid algorithm)
{
	switch (algorithm) {
	case OID_UNSIGNED: return 0;
	case OID_ED25519: return 64;
	case OID_ED448: return 114;
	case OID_ML_DSA_44: return 2420;
	case OID_ML_DSA_65: return 3309;
	case OID_ML_DSA_87: return 4627;
	case OID_SLH_DSA_SHA2_128S: case OID_SLH_DSA_SHAKE_128S: return 7856;
	case OID_SLH_DSA_SHA2_128F: case OID_SLH_DSA_SHAKE_128F: return 17088;
	case OID_SLH_DSA_SHA2_192S: case OID_SLH_DSA_SHAKE_192S: return 16224;
	case OID_SLH_DSA_SHA2_192F: case OID_SLH_DSA_SHAKE_192F: return 35664;
	case OID_SLH_DSA_SHA2_256S: case OID_SLH_DSA_SHAKE_256S: return 29792;
	case OID_SLH_DSA_SHA2_256F: case OID_SLH_DSA_SHAKE_256F: return 49856;
	default: return 256;		/* RSA of 2048 bits, and whatever is not known */
	}
}

static bool
is_ecdsa(enum oid algorithm)
{
	switch (algorithm) {
	case OID_ECDSA_SHA1: case OID_ECDSA_SHA224: case OID_ECDSA_SHA256: case OID_ECDSA_SHA384:
	case OID_ECDSA_SHA512: case OID_ECDSA_SHAKE128: case OID_ECDSA_SHAKE256: return true;
	default: return false;
	}
}

enum { FILL = 0x5a, ECDSA_LENGTH = 70 };

/* SEQUENCE of two positive INTEGERs of 32 octets. */
static void
put_ecdsa(uint8_t *w)
{
	static const uint8_t headers[2][2] = { { DER_SEQUENCE, 68 }, { DER_INTEGER, 32 } };

	memset(w, FILL, ECDSA_LENGTH);
	memcpy(w, headers[0], 2);
	memcpy(w + 2, headers[1], 2);
	memcpy(w + 36, headers[1], 2);
}

/* The TBSCertificate alone and whole, with the algorithm that it names. */
static bool
find_algorithm(struct span data, struct der *tbs, struct der *algorithm, enum oid *oid)
{
	struct span rest = data, in;
	struct der e, name;

	if (!der_take(&rest, DER_SEQUENCE, tbs) || rest.n > 0 || !der_is_sound(tbs))
		return false;
	in = tbs->body;
	der_take(&in, 0xa0, &e);
	if (!der_take(&in, DER_INTEGER, &e) || !der_take(&in, DER_SEQUENCE, algorithm) ||
	    !der_is_sound(algorithm))
		return false;
	in = algorithm->body;
	*oid = der_take(&in, DER_OID, &name) ? oid_find(name.body) : OID_NONE;
	return true;
}

int64_t
certlint_wrap(int kind, const void *tbs, size_t length, void *out, size_t capacity)
{
	uint8_t outer[DER_HEADER_MAX], bits[DER_HEADER_MAX], *w = out;
	struct der body, algorithm;
	enum oid oid;
	size_t signature, n, m, inside;

	if (kind != CERTLINT_TBS_CERT || tbs == NULL || (out == NULL && capacity > 0) ||
	    length > SIZE_MAX / 4)
		return CERTLINT_ERR_ARGUMENT;
	if (!find_algorithm((struct span){ tbs, length }, &body, &algorithm, &oid))
		return CERTLINT_ERR_FORMAT;
	signature = is_ecdsa(oid) ? ECDSA_LENGTH : signature_length(oid);
	m = der_put_header(bits, DER_BIT_STRING, signature + 1);
	inside = length + der_whole(&algorithm).n + m + 1 + signature;
	n = der_put_header(outer, DER_SEQUENCE, inside);
	if (n + inside > capacity)
		return (int64_t)(n + inside);
	memcpy(w, outer, n);
	memcpy(w + n, tbs, length);
	w += n + length;
	memcpy(w, algorithm.head, der_whole(&algorithm).n);
	w += der_whole(&algorithm).n;
	memcpy(w, bits, m);
	w[m] = 0;
	if (is_ecdsa(oid))
		put_ecdsa(w + m + 1);
	else
		memset(w + m + 1, FILL, signature);
	return (int64_t)(n + inside);
}
