/* Checks of AlgorithmIdentifiers that several rooms share. */

#include "algorithm.h"

struct der
algorithm_parameters(const struct der *identifier)
{
	struct span in = identifier->body;
	struct der oid, parameters = { .head = NULL };

	if (der_take(&in, DER_OID, &oid))
		der_next(&in, &parameters);
	return parameters;
}

static bool
parameters_fit(const struct der *p, enum parameters wanted)
{
	switch (wanted) {
	case PARAMETERS_ABSENT: return !der_present(p);
	case PARAMETERS_NULL: return p->tag == DER_NULL;
	case PARAMETERS_SEQUENCE: return p->tag == DER_SEQUENCE;
	default: return !der_present(p) || p->tag == DER_SEQUENCE;
	}
}

static void
check_parameters(struct report *r, const struct der *identifier, const char *where)
{
	static const char *const text[] = {
		[PARAMETERS_ABSENT] = "no parameters",
		[PARAMETERS_NULL] = "NULL parameters",
		[PARAMETERS_SEQUENCE] = "parameters that are a SEQUENCE",
		[PARAMETERS_SEQUENCE_OR_ABSENT] = "no parameters, or a SEQUENCE",
	};
	const struct parameters_rule *rule = arg(r);
	struct der p = algorithm_parameters(identifier), oid;
	struct span in = identifier->body;

	if (parameters_fit(&p, rule->wanted) || !der_take(&in, DER_OID, &oid))
		return;
	expect(r, text[rule->wanted], "%s", der_present(&p) ? hex(r, der_whole(&p)) : "none");
	fail(r, der_whole(der_present(&p) ? &p : identifier), "%s of %s are %s", where,
	     oid_name(r, oid.body), der_present(&p) ? "of another kind" : "missing");
}

static bool
is_ruled(const struct parameters_rule *rule, enum oid oid)
{
	return oid >= rule->first && oid <= rule->last;
}

/* Inside and outside; where both are the same octets, one finding is enough. */
void
signature_parameters(const struct cert *c, struct report *r)
{
	const struct parameters_rule *rule = arg(r);

	if (is_ruled(rule, c->inner_algorithm))
		check_parameters(r, &c->tbs_algorithm, "the parameters");
	if (is_ruled(rule, c->outer_algorithm) &&
	    !span_same(c->tbs_algorithm.body, c->algorithm.body))
		check_parameters(r, &c->algorithm, "the outer parameters");
}

void
key_parameters(const struct cert *c, struct report *r)
{
	if (is_ruled(arg(r), c->key.algorithm))
		check_parameters(r, &c->key.algorithm_id, "the key's parameters");
}

/* Of the encodings that name this OID (and curve), whether one is these octets. */
static void
check_encoding(struct report *r, const struct der *identifier, enum oid oid, enum oid curve)
{
	const struct encodings *e = arg(r);
	const struct encoding *like = NULL;
	struct span whole = der_whole(identifier);

	for (unsigned i = 0; i < e->count; i++) {
		if (e->list[i].oid != oid || e->list[i].curve != curve)
			continue;
		like = &e->list[i];
		if (span_is(whole, like->octets, like->length))
			return;
	}
	if (like == NULL)
		return;
	expect(r, hex(r, (struct span){ (const uint8_t *)like->octets, like->length }), "%s",
	       hex(r, whole));
	fail(r, whole, "the AlgorithmIdentifier of %s is not encoded as it must be", oid_text(oid));
}

void
signature_encoding(const struct cert *c, struct report *r)
{
	check_encoding(r, &c->tbs_algorithm, c->inner_algorithm, OID_NONE);
}

void
key_encoding(const struct cert *c, struct report *r)
{
	check_encoding(r, &c->key.algorithm_id, c->key.algorithm, c->key.curve);
}

/* ---- digests ---- */

unsigned
digest_length(enum oid digest)
{
	switch (digest) {
	case OID_MD5: return 16;
	case OID_SHA1: return 20;
	case OID_SHA224: return 28;
	case OID_SHA256: return 32;
	case OID_SHA384: return 48;
	case OID_SHA512: return 64;
	default: return 0;
	}
}

static enum oid
oid_at_front(const struct der *identifier)
{
	struct span in = identifier->body;
	struct der oid;

	return der_take(&in, DER_OID, &oid) ? oid_find(oid.body) : OID_NONE;
}

/* The element under the EXPLICIT tag `tag` at the front of `in`. */
static bool
take_tagged(struct span *in, uint8_t tag, struct der *out)
{
	struct der around;

	return der_take(in, tag, &around) && der_next(&around.body, out);
}

bool
pss_read(const struct der *identifier, struct pss *out)
{
	struct pss p = { .hash_oid = OID_SHA1, .mask_oid = OID_MGF1, .mask_hash_oid = OID_SHA1,
		.salt = 20, .trailer = 1 };
	struct der sequence = algorithm_parameters(identifier);
	struct span in = sequence.body;

	if (sequence.tag != DER_SEQUENCE)
		return false;
	p.place = der_whole(&sequence);
	if (take_tagged(&in, 0xa0, &p.hash))
		p.hash_oid = oid_at_front(&p.hash);
	if (take_tagged(&in, 0xa1, &p.mask)) {
		p.mask_oid = oid_at_front(&p.mask);
		p.mask_hash = algorithm_parameters(&p.mask);
		p.mask_hash_oid = oid_at_front(&p.mask_hash);
	}
	if (take_tagged(&in, 0xa2, &p.salt_tag) && !der_int(p.salt_tag.body, &p.salt))
		p.salt = -1;
	if (take_tagged(&in, 0xa3, &p.trailer_tag) && !der_int(p.trailer_tag.body, &p.trailer))
		p.trailer = -1;
	*out = p;
	return true;
}

enum oid
signature_digest(const struct cert *c)
{
	struct pss pss;

	switch (c->inner_algorithm) {
	case OID_MD5_RSA: return OID_MD5;
	case OID_SHA1_RSA: case OID_SHA1_RSA_OIW: case OID_ECDSA_SHA1: case OID_DSA_SHA1:
		return OID_SHA1;
	case OID_SHA224_RSA: case OID_ECDSA_SHA224: case OID_DSA_SHA224: return OID_SHA224;
	case OID_SHA256_RSA: case OID_ECDSA_SHA256: case OID_DSA_SHA256: return OID_SHA256;
	case OID_SHA384_RSA: case OID_ECDSA_SHA384: return OID_SHA384;
	case OID_SHA512_RSA: case OID_ECDSA_SHA512: return OID_SHA512;
	case OID_RSASSA_PSS:
		return pss_read(&c->tbs_algorithm, &pss) ? pss.hash_oid : OID_NONE;
	default: return OID_NONE;
	}
}
