/* The issuer that the caller gave: whether it is the one that a certificate names. */

#include "issuer.h"

#include "algorithm.h"

static const struct cert *
with_name(const struct cert *c, struct report *r, const struct cert *issuer)
{
	if (!der_present(&issuer->subject) || issuer_likeness(c, issuer) != LIKE_NOT)
		return issuer;
	not_checked(r, "the issuer that was given has another name");
	return NULL;
}

const struct cert *
named_issuer(const struct cert *c, struct report *r)
{
	return with_name(c, r, issuer_of(r));
}

const struct cert *
named_issuer_key(const struct cert *c, struct report *r)
{
	return with_name(c, r, issuer_key_of(r));
}

static bool
is_between(enum oid oid, enum oid first, enum oid last)
{
	return oid >= first && oid <= last;
}

bool
key_makes(const struct key *key, enum oid algorithm)
{
	if (key->algorithm == OID_NONE)
		return true;
	switch (algorithm) {
	case OID_RSASSA_PSS:
		return key->algorithm == OID_RSA_ENCRYPTION || key->algorithm == OID_RSASSA_PSS;
	case OID_MD2_RSA:
	case OID_MD5_RSA:
	case OID_SHA1_RSA:
	case OID_SHA224_RSA:
	case OID_SHA256_RSA:
	case OID_SHA384_RSA:
	case OID_SHA512_RSA: return key->algorithm == OID_RSA_ENCRYPTION;
	case OID_ECDSA_SHA1:
	case OID_ECDSA_SHA224:
	case OID_ECDSA_SHA256:
	case OID_ECDSA_SHA384:
	case OID_ECDSA_SHA512: return key->algorithm == OID_EC_PUBLIC_KEY;
	case OID_DSA_SHA1:
	case OID_DSA_SHA224:
	case OID_DSA_SHA256: return key->algorithm == OID_DSA;
	case OID_ED25519:
	case OID_ED448: return key->algorithm == algorithm;
	default: break;
	}
	if (is_between(algorithm, OID_ML_DSA_44, OID_ML_DSA_87) ||
	    is_between(algorithm, OID_SLH_DSA_SHA2_128S, OID_SLH_DSA_SHAKE_256F) ||
	    is_between(algorithm, OID_HASH_SLH_DSA_SHA2_128S, OID_HASH_SLH_DSA_SHAKE_256F))
		return key->algorithm == algorithm;
	return true;
}

bool
key_rules_out(const struct key *key, const struct pss *signature)
{
	struct pss own;

	return key->algorithm == OID_RSASSA_PSS && pss_read(&key->algorithm_id, &own) &&
	       (own.hash_oid != signature->hash_oid ||
		own.mask_hash_oid != signature->mask_hash_oid || own.salt > signature->salt);
}
