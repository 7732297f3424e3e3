/* Certificates: an index of spans into the caller's bytes, and the facts and signals they give. */

#include "cert.h"

#include <string.h>

#include "ip.h"
#include "rsa.h"
#include "shape.h"
#include "sound.h"
#include "uri.h"
#include "walk.h"

/* ---- walking lists ---- */

bool
extension_next(struct span *list, struct extension *out)
{
	struct extension x = { .sound = false };
	struct der seq, oid, critical, value = { .head = NULL };
	bool is_critical = false;

	if (!der_take(list, DER_SEQUENCE, &seq))
		return false;
	x.whole = der_whole(&seq);
	if (der_take(&seq.body, DER_OID, &oid))
		x.oid = oid.body;
	if (der_take(&seq.body, DER_BOOLEAN, &critical))
		der_bool(critical.body, &is_critical);
	x.sound = der_take(&seq.body, DER_OCTET_STRING, &value) &&
		!((seq.flags | value.flags) & DER_CUT_SHORT);
	if (der_present(&value))
		x.value = value.body;
	if (der_take(&seq.body, DER_BOOLEAN, &critical))	/* out of order, but said */
		der_bool(critical.body, &is_critical);
	x.critical = is_critical;
	x.id = oid_find(x.oid);
	*out = x;
	return true;
}

struct span
extension_list(const struct cert *c, enum oid oid)
{
	const struct extension *x = cert_extension(c, oid);
	struct span in;
	struct der seq;

	if (x == NULL)
		return (struct span){ NULL, 0 };
	in = x->value;
	return der_take(&in, DER_SEQUENCE, &seq) ? seq.body : (struct span){ NULL, 0 };
}

bool
policy_next(struct span *list, struct policy *out)
{
	struct policy p = { .oid = OID_NONE };
	struct span in;
	struct der seq;

	do {
		if (!der_next(list, &p.whole))
			return false;
		in = p.whole.body;
	} while (p.whole.tag != DER_SEQUENCE || !der_take(&in, DER_OID, &p.id));
	if (der_take(&in, DER_SEQUENCE, &seq))
		p.qualifiers = seq.body;
	p.oid = oid_find(p.id.body);
	*out = p;
	return true;
}

bool
qualifier_next(struct span *list, struct der *whole, struct der *id, struct der *value)
{
	struct span in;

	while (list_next(list, DER_SEQUENCE, whole)) {
		in = whole->body;
		if (der_take(&in, DER_OID, id) && der_next(&in, value))
			return true;
	}
	return false;
}

bool
access_next(struct span *list, struct access *out)
{
	struct access a;
	struct span in;

	do {
		if (!der_next(list, &a.whole))
			return false;
		in = a.whole.body;
	} while (a.whole.tag != DER_SEQUENCE || !der_take(&in, DER_OID, &a.method) ||
		 !der_next(&in, &a.location));
	a.oid = oid_find(a.method.body);
	*out = a;
	return true;
}

bool
distribution_point_next(struct span *list, struct distribution_point *out)
{
	struct distribution_point d = { .full_name = { NULL, 0 } };
	struct span in, name;
	struct der full;

	if (!list_next(list, DER_SEQUENCE, &d.whole))
		return false;
	in = d.whole.body;
	if (der_take(&in, 0xa0, &d.name)) {
		name = d.name.body;
		if (der_take(&name, 0xa0, &full))
			d.full_name = full.body;
	}
	der_take(&in, 0x81, &d.reasons);
	der_take(&in, 0xa2, &d.issuer);
	*out = d;
	return true;
}

struct subtree_cursor
subtree_cursor(const struct cert *c)
{
	struct subtree_cursor cursor = { { NULL, 0 }, { NULL, 0 } };
	struct span in = extension_list(c, OID_NC);
	struct der e;

	if (der_take(&in, 0xa0, &e))
		cursor.permitted = e.body;
	if (der_take(&in, 0xa1, &e))
		cursor.excluded = e.body;
	return cursor;
}

bool
subtree_next(struct subtree_cursor *cursor, struct subtree *out)
{
	struct subtree s = { .permitted = true };
	struct span in;

	if (!list_next(&cursor->permitted, DER_SEQUENCE, &s.whole)) {
		s.permitted = false;
		if (!list_next(&cursor->excluded, DER_SEQUENCE, &s.whole))
			return false;
	}
	in = s.whole.body;
	der_next(&in, &s.base);
	der_take(&in, 0x80, &s.minimum);
	der_take(&in, 0x81, &s.maximum);
	*out = s;
	return true;
}

struct span
cert_extensions_place(const struct cert *c)
{
	if (der_present(&c->extensions))
		return der_whole(&c->extensions);
	return der_present(&c->tbs) ? der_whole(&c->tbs) : c->file;
}

struct span
cert_subject_place(const struct cert *c)
{
	if (der_present(&c->subject))
		return der_whole(&c->subject);
	return der_present(&c->tbs) ? der_whole(&c->tbs) : c->file;
}

/* ---- the fields ---- */

static void
set(struct cert *c, enum fact fact, bool value)
{
	facts_set(&c->facts, fact, value);
}

/* Whether an element looks like the inside of a Certificate: a SEQUENCE that begins with one. */
static bool
looks_signed(struct span body)
{
	struct der first;

	return der_next(&body, &first) && first.tag == DER_SEQUENCE;
}

static void
read_envelope(struct cert *c, enum cert_form form)
{
	struct span in = c->file;
	struct der e;

	if (!der_next(&in, &e) || e.tag != DER_SEQUENCE)
		return;
	if (form == CERT_TBS || (form == CERT_AUTO && !looks_signed(e.body))) {
		c->tbs = e;
		set(c, FACT_NO_SIGNATURE, true);
		return;
	}
	c->outer = e;
	in = e.body;
	if (der_take(&in, DER_SEQUENCE, &c->tbs) && der_take(&in, DER_SEQUENCE, &c->algorithm))
		der_take(&in, DER_BIT_STRING, &c->signature);
}

static void
read_version(struct cert *c, struct span *in)
{
	struct span inside;
	int64_t number;

	c->version = 1;
	if (!der_take(in, 0xa0, &c->version_tag))
		return;
	inside = c->version_tag.body;
	c->version = 0;
	if (der_take(&inside, DER_INTEGER, &c->version_number) &&
	    der_int(c->version_number.body, &number) && number >= 0 && number < 1000)
		c->version = (uint32_t)number + 1;
}

static bool
read_time(struct span *in, struct der *element, int64_t *instant, int32_t *day)
{
	struct der e;

	if (!der_next(in, &e))
		return false;
	*element = e;
	if (e.tag != DER_UTC_TIME && e.tag != DER_GENERALIZED_TIME)
		return false;
	*instant = INT64_MIN;
	time_read(e.tag, e.body, instant);
	if (*instant == INT64_MIN) {
		*instant = 0;
		return false;
	}
	*day = day_of(*instant);
	return true;
}

static void
read_validity(struct cert *c)
{
	struct span in = c->validity.body;
	bool from = read_time(&in, &c->not_before, &c->from, &c->from_day);
	bool until = read_time(&in, &c->not_after, &c->until, &c->until_day);

	set(c, FACT_VALIDITY_KNOWN, from && until);
}

/* After the subject's key: unique identifiers and extensions, in whatever order they come. */
static void
read_tail(struct cert *c, struct span in)
{
	struct der e;
	struct span inside;

	while (der_next(&in, &e)) {
		if ((e.tag & ~DER_CONSTRUCTED) == 0x81 && !der_present(&c->issuer_uid))
			c->issuer_uid = e;
		else if ((e.tag & ~DER_CONSTRUCTED) == 0x82 && !der_present(&c->subject_uid))
			c->subject_uid = e;
		else if (e.tag == 0xa3 && !der_present(&c->extensions_tag)) {
			c->extensions_tag = e;
			inside = e.body;
			der_take(&inside, DER_SEQUENCE, &c->extensions);
		}
	}
}

/*
 * The fields of TBSCertificate in order.  A field of another type than its definition's is passed
 * over, so that one wrong tag does not hide the rest.
 */
static void
read_fields(struct cert *c)
{
	static const uint8_t tags[] = { DER_INTEGER, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE,
		DER_SEQUENCE, DER_SEQUENCE };
	struct der *const fields[] = { &c->serial, &c->tbs_algorithm, &c->issuer, &c->validity,
		&c->subject, &c->spki };
	struct span in = c->tbs.body, rest;
	struct der e;

	read_version(c, &in);
	for (unsigned i = 0; i < sizeof(tags); i++) {
		rest = in;
		if (!der_next(&rest, &e) || (e.tag & DER_CLASS) == DER_CONTEXT)
			break;
		if (e.tag == tags[i])
			*fields[i] = e;
		else if (tags[i] == DER_INTEGER && e.tag == DER_SEQUENCE)
			continue;	/* no serialNumber at all: this is the signature */
		in = rest;
	}
	read_tail(c, in);
}

/* ---- key ---- */

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
	if (algorithm >= OID_SLH_DSA_SHA2_128S && algorithm <= OID_SLH_DSA_SHAKE_256F)
		return FACT_SLH_DSA_KEY;
	switch (algorithm) {
	case OID_RSA_ENCRYPTION: case OID_RSASSA_PSS: case OID_RSAES_OAEP: return FACT_RSA_KEY;
	case OID_EC_PUBLIC_KEY: case OID_EC_DH: return FACT_EC_KEY;
	case OID_DSA: return FACT_DSA_KEY;
	case OID_ED25519: case OID_ED448: return FACT_EDDSA_KEY;
	case OID_X25519: case OID_X448: return FACT_XDH_KEY;
	case OID_ML_KEM_512: case OID_ML_KEM_768: case OID_ML_KEM_1024: return FACT_ML_KEM_KEY;
	default: return FACT_COUNT;
	}
}

static void
read_key(struct cert *c)
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
		set(c, fact, true);
	if (!der_take(&in, DER_BIT_STRING, &k->bit_string) || k->bit_string.body.n == 0)
		return;
	k->octets = (struct span){ k->bit_string.body.p + 1, k->bit_string.body.n - 1 };
	if (fact == FACT_RSA_KEY)
		decodes = read_rsa(k);
	else if (fact == FACT_EC_KEY)
		decodes = read_ec(k);
	set(c, FACT_KEY_DECODES, decodes && fact != FACT_COUNT && k->bit_string.body.p[0] == 0);
}

/* What is wrong with an RSA modulus.  The tests cost more than the rest of reading the key. */
static void
note_modulus(struct cert *c)
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
	read_key(c);
	return true;
}

/* ---- extensions ---- */

static void
read_key_usage(struct cert *c, struct span value)
{
	struct der bits;
	unsigned in_use;

	if (!der_take(&value, DER_BIT_STRING, &bits) || bits.body.n < 2)
		return;
	in_use = bits.body.n > 3 ? 16 : (unsigned)(bits.body.n - 1) * 8 - (bits.body.p[0] & 7);
	for (unsigned i = 0; i < 9 && i < in_use; i++)
		if (bits.body.p[1 + i / 8] & 0x80 >> i % 8)
			c->key_usage |= (uint16_t)(1u << i);
}

static void
read_basic_constraints(struct cert *c, struct span value)
{
	struct der seq, e;
	bool ca = false;
	int64_t length;

	if (!der_take(&value, DER_SEQUENCE, &seq))
		return;
	if (der_take(&seq.body, DER_BOOLEAN, &e))
		der_bool(e.body, &ca);
	if (der_take(&seq.body, DER_INTEGER, &e) && der_int(e.body, &length))
		c->path_length = length < 0 ? 0 : length;
	set(c, FACT_CA_BIT, ca);
}

static void
read_purposes(struct cert *c)
{
	struct der e;
	enum oid oid;

	each_in(c, OID_EKU, e) {
		c->purpose_count++;
		oid = e.tag == DER_OID ? oid_find(e.body) : OID_NONE;
		if (oid >= OID_PURPOSE_FIRST && oid <= OID_PURPOSE_LAST)
			c->purposes |= 1u << (oid - OID_PURPOSE_FIRST);
	}
}

/* 2.23.140, the arc of the CA/Browser Forum. */
static bool
is_of_forum(struct span oid)
{
	return oid.n > 3 && memcmp(oid.p, "\x67\x81\x0c", 3) == 0;
}

static bool
is_tls_policy(enum oid oid)
{
	return oid == OID_POLICY_EV || oid == OID_POLICY_DV || oid == OID_POLICY_OV ||
	       oid == OID_POLICY_IV;
}

static void
note_qualifiers(struct cert *c, struct span qualifiers)
{
	struct der whole, id, value;

	while (qualifier_next(&qualifiers, &whole, &id, &value))
		switch (oid_find(id.body)) {
		case OID_CPS_URI: break;
		case OID_USER_NOTICE: signals_raise(&c->signals, ON_SIGHT(USER_NOTICE)); break;
		default: signals_raise(&c->signals, ON_SIGHT(QUALIFIER_OTHER)); break;
		}
}

static void
read_policies(struct cert *c)
{
	enum { REMEMBERED = 32 };
	struct span before[REMEMBERED];
	struct policy p;

	each_policy(c, p) {
		unsigned n = c->policy_count++;
		bool known = n >= REMEMBERED;

		for (unsigned i = 0; i < n && !known; i++)
			known = span_same(before[i], p.id.body);
		if (known)
			signals_raise(&c->signals, ON_SIGHT(POLICY_DUPLICATE));
		if (n < REMEMBERED)
			before[n] = p.id.body;
		if (p.oid >= OID_POLICY_FIRST && p.oid <= OID_POLICY_LAST)
			c->policies |= 1u << (p.oid - OID_POLICY_FIRST);
		if (p.oid == OID_POLICY_RPKI)
			signals_raise(&c->signals, ON_SIGHT(RPKI));
		else if (is_of_forum(p.id.body) && !is_tls_policy(p.oid))
			signals_raise(&c->signals, ON_SIGHT(POLICY_OF_FORUM));
		note_qualifiers(c, p.qualifiers);
	}
}

static void
read_points(struct cert *c)
{
	struct distribution_point d;
	unsigned points = 0;

	each_distribution_point(c, OID_CRLDP, d) {
		if (points++ > 0 || der_present(&d.reasons) || der_present(&d.issuer))
			signals_raise(&c->signals, ON_SIGHT(CRL_POINT));
		if (d.full_name.p == NULL)
			signals_raise(&c->signals, ON_SIGHT(CRL_POINT_NAME));
	}
}

static void
read_access(struct cert *c)
{
	struct access a;

	each_access(c, OID_AIA, a) {
		if ((a.oid != OID_ACCESS_OCSP && a.oid != OID_ACCESS_CA_ISSUERS) ||
		    a.location.tag != GN_URI)
			signals_raise(&c->signals, ON_SIGHT(ACCESS_OTHER));
		if (a.location.tag != GN_URI || !span_starts_with(a.location.body, "http://"))
			signals_raise(&c->signals, ON_SIGHT(ACCESS_NOT_HTTP));
	}
}

/* A certificate that claims to be qualified says so by a statement (ETSI EN 319 412-5 4.2.1). */
static void
read_statements(struct cert *c)
{
	struct der statement, id;

	each_in(c, OID_QC_STATEMENTS, statement)
		if (der_take(&statement.body, DER_OID, &id) &&
		    oid_find(id.body) == OID_QCS_COMPLIANCE)
			set(c, FACT_QUALIFIED, true);
}

_Static_assert(OID_PURPOSE_COUNT <= 32 && OID_POLICY_COUNT <= 32, "masks of 32 bits");

bool
extension_is_repeat(const struct cert *c, const struct extension *x)
{
	struct span before = c->extensions.body;
	struct extension y;

	if (oid_is_extension(x->id))
		return c->ext[EXT(x->id)].whole.p != x->whole.p;
	for (unsigned i = 0; i < 32 && extension_next(&before, &y) && y.whole.p != x->whole.p; i++)
		if (span_same(x->oid, y.oid))
			return true;
	return false;
}

/* What an extension that is not known here gives occasion to say. */
static void
note_unknown_extension(struct cert *c, const struct extension *x)
{
	if (x->critical)
		signals_raise(&c->signals, ON_SIGHT(EXT_UNKNOWN_CRITICAL));
	if (extension_is_repeat(c, x))
		signals_raise(&c->signals, ON_SIGHT(EXT_DUPLICATE));
}

static void
read_extensions(struct cert *c)
{
	struct extension x;

	set(c, FACT_HAS_EXTENSIONS, der_present(&c->extensions));
	each_extension(c, x) {
		c->extension_count++;
		if (!oid_is_extension(x.id)) {
			note_unknown_extension(c, &x);
			continue;
		}
		if (c->ext[EXT(x.id)].whole.p) {
			signals_raise(&c->signals, ON_SIGHT(EXT_DUPLICATE));
			continue;
		}
		c->ext[EXT(x.id)] = x;
		set(c, FACT_PRESENT(x.id), true);
		set(c, FACT_HAS(x.id), x.sound);
	}
	if (cert_extension(c, OID_KU))
		read_key_usage(c, c->ext[EXT(OID_KU)].value);
	if (cert_extension(c, OID_BC))
		read_basic_constraints(c, c->ext[EXT(OID_BC)].value);
	read_purposes(c);
	read_policies(c);
	read_points(c);
	read_access(c);
	read_statements(c);
}

/* ---- names ---- */

/* The flags of a host name become signals of the word that begins at `first`. */
static void
note_host(struct cert *c, struct span name, unsigned first, const struct cert_options *o,
	  struct host_zone *zone)
{
	c->signals.w[first / 64] |= host_flags_beside(name, o->as_of, o->data, zone);
}

static void
note_common_name(struct cert *c, struct span name, const struct cert_options *o,
		 struct host_zone *zone)
{
	struct ip ip;

	note_host(c, name, SIGNAL_CN_FIRST, o, zone);
	if (ip_from_loose_text(name, &ip))
		signals_raise(&c->signals, ON_SIGHT(CN_ADDRESS));
}

static void
note_address(struct cert *c, struct span octets, const struct cert_options *o)
{
	const struct network *network;
	struct ip ip, v4;

	if (!ip_from_octets(octets, &ip)) {
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_LENGTH));
		return;
	}
	if (ip_is_mapped(&ip, &v4))
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_MAPPED));
	if (ip_reserved(&ip, o->as_of, o->data)) {
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_RESERVED));
		return;
	}
	network = ip_network(&ip, o->as_of, o->data);
	if (network && network->lists & (NETWORK_OTHER | NETWORK_PRE_SC48))
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_OTHER));
}

/* Whether a host's name ends in no top-level domain of the day. */
static bool
is_internal_host(struct span host, const struct cert_options *o)
{
	const struct tld *tld = data_tld(o->data, host_last_label(host));

	return tld == NULL ||
		(o->as_of != DAY_NONE && (o->as_of < tld->delegated || o->as_of >= tld->removed));
}

/* Whether something can be fetched from the names of an extension. */
static bool
is_fetched(enum oid extension)
{
	return extension == OID_AIA || extension == OID_SIA || extension == OID_CRLDP;
}

static void
note_uri(struct cert *c, struct span text, enum oid extension, const struct cert_options *o)
{
	const uint64_t no_name = URI_BIT(HOST) | URI_BIT(LITERAL);
	struct uri uri;
	uint64_t flags;

	uri_split(text, &uri);
	flags = uri_flags(text, &uri);
	if (is_fetched(extension)) {
		if (uri_host_may_be_address(&uri))
			signals_raise(&c->signals, ON_SIGHT(LOCATION_ADDRESS));
		if (uri.host.n > 0 && (flags & no_name) == 0 && uri.host.p[0] != '[' &&
		    is_internal_host(uri.host, o))
			flags |= URI_BIT(HOST_INTERNAL);
	}
	c->signals.w[SIGNAL_URI_FIRST / 64] |= flags;
}

static bool
is_web_address(struct span text)
{
	return span_starts_with(text, "http://") || span_starts_with(text, "https://");
}

static void
read_locations(struct cert *c, const struct cert_options *o)
{
	struct location_cursor cursor = { .place = LOCATION_FIRST };
	struct location location;

	while (location_next(c, &cursor, &location)) {
		if (location.extension == OID_CRLDP &&
		    !(location.is_uri && span_starts_with(location.name.body, "http://")))
			signals_raise(&c->signals, ON_SIGHT(CRL_NOT_HTTP));
		if (location.extension == OID_POLICIES && !is_web_address(location.name.body))
			signals_raise(&c->signals, ON_SIGHT(CPS_NOT_HTTP));
		if (location.is_uri)
			note_uri(c, location.name.body, location.extension, o);
		else if (location.name.tag == GN_IP && is_fetched(location.extension))
			signals_raise(&c->signals, ON_SIGHT(LOCATION_IP));
	}
}

static void
read_alternative_names(struct cert *c, const struct cert_options *o, struct host_zone *zone)
{
	struct der gn;

	each_san(c, gn) {
		if ((gn.tag & DER_CLASS) == DER_CONTEXT && gn.tag < 0x100)
			c->san_count[gn.tag & 0x0f]++;
		if (gn.tag == GN_DNS)
			note_host(c, gn.body, SIGNAL_DNS_FIRST, o, zone);
		else if (gn.tag == GN_IP)
			note_address(c, gn.body, o);
		else if (gn.tag == GN_URI)
			note_uri(c, gn.body, OID_SAN, o);
	}
	set(c, FACT_HAS_DNS, c->san_count[GN_DNS & 0x0f] > 0);
	set(c, FACT_HAS_IP, c->san_count[GN_IP & 0x0f] > 0);
	set(c, FACT_HAS_EMAIL, c->san_count[GN_RFC822 & 0x0f] > 0);
	set(c, FACT_HAS_URI, c->san_count[GN_URI & 0x0f] > 0);
	set(c, FACT_HAS_DIRECTORY_NAME, c->san_count[GN_DIRECTORY & 0x0f] > 0);
	set(c, FACT_HAS_OTHER_NAME, c->san_count[GN_OTHER & 0x0f] > 0);
	set(c, FACT_HAS_ONION, signals_raised(&c->signals, ON_DNS(ONION)));
}

static void
read_names(struct cert *c, const struct cert_options *o)
{
	struct host_zone zone = { .asked = false };
	struct attribute a;

	name_read(&c->issuer_name, &c->issuer, o->as_of);
	name_read(&c->subject_name, &c->subject, o->as_of);
	c->signals.w[SIGNAL_ISSUER_FIRST / 64] |= c->issuer_name.flags;
	c->signals.w[SIGNAL_SUBJECT_FIRST / 64] |= c->subject_name.flags;
	set(c, FACT_SUBJECT_EMPTY, der_present(&c->subject) && c->subject_name.attributes == 0);
	set(c, FACT_ISSUER_EMPTY, der_present(&c->issuer) && c->issuer_name.attributes == 0);
	set(c, FACT_HAS_CN, name_count(&c->subject_name, OID_COMMON_NAME) > 0);
	set(c, FACT_SELF_ISSUED, der_present(&c->subject) &&
	    span_same(c->subject.body, c->issuer.body));
	if (name_count(&c->subject_name, OID_ORGANIZATION_IDENTIFIER) > 0 ||
	    cert_extension(c, OID_CABF_ORGANIZATION_ID))
		signals_raise(&c->signals, ON_SIGHT(REGISTRATION));
	each_of(&c->subject_name, OID_COMMON_NAME, a)
		note_common_name(c, a.value.body, o, &zone);
	read_alternative_names(c, o, &zone);
	read_locations(c, o);
	cert_read_timestamps(c, o->data);
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

static void
read_signature(struct cert *c)
{
	enum fact fact;

	c->inner_algorithm = algorithm_oid(&c->tbs_algorithm);
	c->outer_algorithm = algorithm_oid(&c->algorithm);
	fact = signature_fact(der_present(&c->algorithm) ? c->outer_algorithm : c->inner_algorithm);
	if (fact != FACT_COUNT)
		set(c, fact, true);
	if (c->inner_algorithm == OID_RSASSA_PSS || c->key.algorithm == OID_RSASSA_PSS)
		signals_raise(&c->signals, ON_SIGHT(PSS));
}

/* ---- damage ---- */

/* Faults after which what stands there cannot be read as its type. */
static bool
is_damage(enum fault fault)
{
	switch (fault) {
	case FAULT_LENGTH_OVERRUN: case FAULT_LENGTH_RESERVED: case FAULT_HEADER_INCOMPLETE:
	case FAULT_END_OF_CONTENTS_MISSING:
	case FAULT_TOO_DEEP: case FAULT_WRONG_TYPE: case FAULT_COMPONENT_MISSING:
	case FAULT_SEQUENCE_PRIMITIVE: case FAULT_SET_PRIMITIVE: case FAULT_SIMPLE_CONSTRUCTED:
	case FAULT_OCTET_STRING_CONSTRUCTED: case FAULT_BIT_STRING_CONSTRUCTED:
	case FAULT_EXPLICIT_PRIMITIVE: case FAULT_BOOLEAN_LENGTH:
	case FAULT_INTEGER_EMPTY: case FAULT_BIT_STRING_NO_OCTET:
		return true;
	default:
		return false;
	}
}

/* The known extension around some bytes, NULL if they are in none. */
static struct extension *
extension_around(struct cert *c, struct span at)
{
	for (unsigned i = 0; i < OID_EXTENSION_COUNT; i++)
		if (c->ext[i].whole.p && span_inside(at, c->ext[i].whole))
			return &c->ext[i];
	return NULL;
}

static void
note_fault(void *ctx, enum fault fault, struct span at)
{
	struct cert *c = ctx;
	struct extension *x;

	if (c->fault_count < FAULTS_KEPT) {
		c->faults[c->fault_count].at = at;
		c->faults[c->fault_count].fault = fault;
	}
	c->fault_count++;
	signals_raise(&c->signals, SIGNAL_FAULT_FIRST + fault);
	if (!is_damage(fault))
		return;
	c->damaged = true;
	x = extension_around(c, at);
	if (x) {
		x->sound = false;
		facts_set(&c->doubt, FACT_HAS(x->id), true);
		set(c, FACT_HAS(x->id), false);
	}
}

/* What cannot be known of a certificate whose extensions, or part of them, cannot be read. */
static void
doubt_extensions(struct cert *c)
{
	for (unsigned i = FACT_HAS_EXTENSIONS; i < FACT_COUNT; i++) {
		bool of_extensions = i == FACT_HAS_EXTENSIONS || i >= FACT_HAS_SKI ||
			(i >= FACT_CA && i <= FACT_ANY_PURPOSE) ||
			(i >= FACT_HAS_DNS && i <= FACT_HAS_ONION);

		if (of_extensions && !facts_have(&c->facts, (enum fact)i))
			facts_set(&c->doubt, (enum fact)i, true);
	}
}

static void
doubt_damage(struct cert *c)
{
	struct span rest = c->extensions.body;
	bool nameless = false;
	struct extension x;

	if (!c->damaged)
		return;
	while (extension_next(&rest, &x))
		nameless |= x.oid.p == NULL;
	if (rest.n > 0 || nameless || !der_present(&c->spki) ||
	    c->extensions.flags & DER_CUT_SHORT ||
	    (der_present(&c->extensions_tag) && !der_present(&c->extensions)))
		doubt_extensions(c);
	if (!der_present(&c->validity) || !facts_have(&c->facts, FACT_VALIDITY_KNOWN))
		facts_set(&c->doubt, FACT_VALIDITY_KNOWN, true);
}

/* What the walk calls a fact of the whole: version, age of the TLD table. */
static void
note_rest(struct cert *c, const struct cert_options *o)
{
	const struct data_info *tlds = data_info(o->data, DATA_TLDS);

	set(c, FACT_CERTIFICATE, true);
	set(c, FACT_V1, c->version == 1);
	set(c, FACT_V2, c->version == 2);
	set(c, FACT_V3, c->version == 3);
	if (o->as_of != DAY_NONE)
		set(c, (int64_t)o->as_of - tlds->day <= 90 ? FACT_TLD_DATA_FRESH :
		    FACT_TLD_DATA_STALE, true);
}

/* Of what is something else nothing can be said but that: no facts, no walk. */
static bool
is_certificate(struct cert *c, enum cert_form form)
{
	enum shape shape = shape_of(c->file);

	if ((shape == SHAPE_CERTIFICATE && form != CERT_TBS) ||
	    (shape == SHAPE_TBS_CERTIFICATE && form != CERT_SIGNED))
		return true;
	signals_raise(&c->signals, ON_SIGHT(NOT_A_CERTIFICATE));
	c->damaged = true;
	return false;
}

/* Every fault of encoding.  Most objects have none, which is sooner seen than what they have. */
static void
note_faults(struct cert *c)
{
	struct walker walker = { .fault = note_fault, .ctx = c, .max_depth = c->max_depth };
	const struct asn1_type *type = facts_have(&c->facts, FACT_NO_SIGNATURE) ?
		&asn1_tbs_certificate : &asn1_certificate;

	if ((c->max_depth == 0 || c->max_depth >= WALK_DEPTH) && object_is_sound(c->file, type))
		return;
	walk(c->file, type, &walker);
}

void
cert_read(struct cert *c, struct span file, const struct cert_options *options)
{
	struct cert_options o = *options;

	memset(c, 0, offsetof(struct cert, faults));
	c->around = o.around;
	c->max_depth = o.max_depth;
	c->file = file;
	c->from_day = c->until_day = DAY_NONE;
	c->path_length = -1;
	if (!is_certificate(c, o.form))
		return;
	read_envelope(c, o.form);
	read_fields(c);
	read_validity(c);
	if (o.as_of == DAY_NONE)
		o.as_of = c->from_day;
	read_key(c);
	if (!o.around)
		note_modulus(c);
	read_signature(c);
	read_extensions(c);
	note_faults(c);
	read_names(c, &o);
	note_rest(c, &o);
	cert_classify(c, o.reasons);
	doubt_damage(c);
}
