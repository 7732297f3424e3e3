/* A certificate's public key, and the algorithm of its signature. */

#include "cert_read.h"

#include <string.h>

#include "rsa.h"

static uint32_t
bit_length(struct span integer)
{
	uint32_t bits;

	while (integer.n > 0 && integer.p[0] == 0)
		integer.p++, integer.n--;
	if (integer.n == 0 || integer.n > 1u << 20)
		return 0;
	bits = (uint32_t)integer.n * 8;
	for (uint8_t top = integer.p[0]; !(top & 0x80); top = (uint8_t)(top << 1))
		bits--;
	return bits;
}

static bool
read_rsa(struct key *k)
{
	struct span in = k->octets;
	struct der seq, n, e;

	if (!der_take(&in, DER_SEQUENCE, &seq) || !der_take(&seq.body, DER_INTEGER, &n) ||
	    !der_take(&seq.body, DER_INTEGER, &e))
		return false;
	k->modulus = n.body;
	k->exponent = e.body;
	k->bits = bit_length(n.body);
	return true;
}

static uint32_t
curve_bits(enum oid curve)
{
	switch (curve) {
	case OID_P192: return 192;
	case OID_P224: return 224;
	case OID_P256: case OID_SECP256K1: case OID_BRAINPOOL_P256R1: return 256;
	case OID_P384: case OID_BRAINPOOL_P384R1: return 384;
	case OID_BRAINPOOL_P512R1: return 512;
	case OID_P521: return 521;
	default: return 0;
	}
}

static bool
read_ec(struct key *k)
{
	struct span in = k->algorithm_id.body;
	struct der oid;

	der_take(&in, DER_OID, &oid);
	if (!der_take(&in, DER_OID, &oid))
		return false;
	k->curve = oid_find(oid.body);
	k->bits = curve_bits(k->curve);
	return k->octets.n > 0;
}

/* The fact that an algorithm's key is known by; FACT_COUNT if unknown. */
static enum fact
key_fact(enum oid algorithm)
{
	if (algorithm >= OID_ML_DSA_44 && algorithm <= OID_ML_DSA_87)
		return FACT_ML_DSA_KEY;
	if ((algorithm >= OID_SLH_DSA_SHA2_128S && algorithm <= OID_SLH_DSA_SHAKE_256F) ||
	    (algorithm >= OID_HASH_SLH_DSA_SHA2_128S && algorithm <= OID_HASH_SLH_DSA_SHAKE_256F))
		return FACT_SLH_DSA_KEY;
	switch (algorithm) {
	case OID_RSA_ENCRYPTION: case OID_RSASSA_PSS: case OID_RSAES_OAEP: return FACT_RSA_KEY;
	case OID_EC_PUBLIC_KEY: case OID_EC_DH: case OID_EC_MQV: return FACT_EC_KEY;
	case OID_DSA: return FACT_DSA_KEY;
	case OID_ED25519: case OID_ED448: return FACT_EDDSA_KEY;
	case OID_X25519: case OID_X448: return FACT_XDH_KEY;
	case OID_ML_KEM_512: case OID_ML_KEM_768: case OID_ML_KEM_1024: return FACT_ML_KEM_KEY;
	default: return FACT_COUNT;
	}
}

void
cert_read_key(struct cert *c)
{
	struct key *k = &c->key;
	struct span in = c->spki.body, inside;
	struct der oid;
	enum fact fact;
	bool decodes = true;

	if (!der_take(&in, DER_SEQUENCE, &k->algorithm_id))
		return;
	inside = k->algorithm_id.body;
	if (der_take(&inside, DER_OID, &oid))
		k->algorithm = oid_find(oid.body);
	fact = key_fact(k->algorithm);
	if (fact != FACT_COUNT)
		cert_set(c, fact, true);
	if (!der_take(&in, DER_BIT_STRING, &k->bit_string) || k->bit_string.body.n == 0)
		return;
	k->octets = (struct span){ k->bit_string.body.p + 1, k->bit_string.body.n - 1 };
	if (fact == FACT_RSA_KEY)
		decodes = read_rsa(k);
	else if (fact == FACT_EC_KEY)
		decodes = read_ec(k);
	cert_set(c, FACT_KEY_DECODES,
		 decodes && fact != FACT_COUNT && k->bit_string.body.p[0] == 0);
}

/* What is wrong with an RSA modulus.  The tests cost more than the rest of reading the key. */
void
cert_note_modulus(struct cert *c)
{
	unsigned faults;

	if (!facts_have(&c->facts, FACT_RSA_KEY) || !facts_have(&c->facts, FACT_KEY_DECODES))
		return;
	faults = rsa_faults(c->key.modulus, c->key.exponent, NULL);
	if (faults & RSA_MODULUS_SMALL_FACTOR)
		signals_raise(&c->signals, ON_SIGHT(RSA_SMALL_FACTOR));
	if (faults & RSA_MODULUS_POWER)
		signals_raise(&c->signals, ON_SIGHT(RSA_POWER));
	if (faults & RSA_MODULUS_ROCA)
		signals_raise(&c->signals, ON_SIGHT(RSA_ROCA));
	if (faults & RSA_MODULUS_FERMAT)
		signals_raise(&c->signals, ON_SIGHT(RSA_FERMAT));
}

bool
cert_read_spki(struct cert *c, struct span file)
{
	struct span rest = file, in;
	struct der spki, algorithm, bits, oid;

	if (!der_take(&rest, DER_SEQUENCE, &spki) || rest.n > 0)
		return false;
	in = spki.body;
	if (!der_take(&in, DER_SEQUENCE, &algorithm) || !der_take(&in, DER_BIT_STRING, &bits) ||
	    in.n > 0 || !der_take(&algorithm.body, DER_OID, &oid))
		return false;
	if ((spki.flags | bits.flags) & DER_CUT_SHORT)	/* part of a key is another key */
		return false;
	memset(c, 0, sizeof(*c));
	c->file = file;
	c->spki = spki;
	c->from_day = c->until_day = DAY_NONE;
	cert_read_key(c);
	return true;
}

static enum oid
algorithm_oid(const struct der *identifier)
{
	struct span in = identifier->body;
	struct der oid;

	return der_take(&in, DER_OID, &oid) ? oid_find(oid.body) : OID_NONE;
}

/* The fact that a signature by this algorithm is known by; FACT_COUNT if unknown. */
static enum fact
signature_fact(enum oid algorithm)
{
	if ((algorithm >= OID_SLH_DSA_SHA2_128S && algorithm <= OID_SLH_DSA_SHAKE_256F) ||
	    (algorithm >= OID_HASH_SLH_DSA_SHA2_128S && algorithm <= OID_HASH_SLH_DSA_SHAKE_256F))
		return FACT_SLH_DSA_SIGNATURE;
	switch (algorithm) {
	case OID_MD2_RSA: case OID_MD5_RSA: case OID_SHA1_RSA: case OID_SHA224_RSA:
	case OID_SHA256_RSA: case OID_SHA384_RSA: case OID_SHA512_RSA: return FACT_RSA_SIGNATURE;
	case OID_RSASSA_PSS: case OID_PSS_SHAKE128: case OID_PSS_SHAKE256:
		return FACT_PSS_SIGNATURE;
	case OID_ECDSA_SHA1: case OID_ECDSA_SHA224: case OID_ECDSA_SHA256: case OID_ECDSA_SHA384:
	case OID_ECDSA_SHA512: case OID_ECDSA_SHAKE128: case OID_ECDSA_SHAKE256:
		return FACT_ECDSA_SIGNATURE;
	case OID_DSA_SHA1: case OID_DSA_SHA224: case OID_DSA_SHA256: return FACT_DSA_SIGNATURE;
	case OID_ED25519: case OID_ED448: return FACT_EDDSA_SIGNATURE;
	case OID_ML_DSA_44: case OID_ML_DSA_65: case OID_ML_DSA_87: return FACT_ML_DSA_SIGNATURE;
	case OID_UNSIGNED: return FACT_UNSIGNED;
	default: return FACT_COUNT;
	}
}

void
cert_read_signature(struct cert *c)
{
	enum fact fact;

	c->inner_algorithm = algorithm_oid(&c->tbs_algorithm);
	c->outer_algorithm = algorithm_oid(&c->algorithm);
	fact = signature_fact(der_present(&c->algorithm) ? c->outer_algorithm : c->inner_algorithm);
	if (fact != FACT_COUNT)
		cert_set(c, fact, true);
	if (c->inner_algorithm == OID_RSASSA_PSS || c->key.algorithm == OID_RSASSA_PSS)
		signals_raise(&c->signals, ON_SIGHT(PSS));
}
