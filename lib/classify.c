/* Role, scope and profile of a certificate: which rules it has to be judged by (TLS BR 7.1.2). */

#include "cert.h"
#include "key.h"

/*
 * The order of the questions matters.  CA or not comes first and by more than the cA bit, so that a
 * CA whose basicConstraints is broken is not judged as somebody's web server, nor the other way
 * round; scope (is this TLS at all?) comes before the validation level.
 */

static void
decide(struct cert *c, const struct reasons *r, enum fact fact, const char *why)
{
	facts_set(&c->facts, fact, true);
	if (r)
		r->tell(r->ctx, fact, why);
}

static bool
has(const struct cert *c, enum fact fact)
{
	return facts_have(&c->facts, fact);
}

static bool
has_purpose(const struct cert *c, enum oid purpose)
{
	return c->purposes >> (purpose - OID_PURPOSE_FIRST) & 1;
}

static bool
has_policy(const struct cert *c, enum oid policy)
{
	return c->policies >> (policy - OID_POLICY_FIRST) & 1;
}

static bool
names_host(const struct cert *c)
{
	return has(c, FACT_HAS_DNS) || has(c, FACT_HAS_IP);
}

/* ---- the pieces ---- */

static void
note_purposes(struct cert *c)
{
	static const struct { enum oid oid; enum fact fact; } row[] = {
		{ OID_SERVER_AUTH, FACT_SERVER_AUTH },
		{ OID_CLIENT_AUTH, FACT_CLIENT_AUTH },
		{ OID_EMAIL_PROTECTION, FACT_EMAIL_PROTECTION },
		{ OID_OCSP_SIGNING, FACT_OCSP_SIGNING },
		{ OID_ANY_PURPOSE, FACT_ANY_PURPOSE },
	};

	for (unsigned i = 0; i < sizeof(row) / sizeof(*row); i++)
		facts_set(&c->facts, row[i].fact, has_purpose(c, row[i].oid));
}

enum verdict
cert_verify(const struct cert *c, const struct cert *issuer)
{
	struct span bits = c->signature.body;

	if (issuer == c && c->self_verified)
		return (enum verdict)(c->self_verified - 1);
	if (!der_present(&c->signature) || bits.n == 0 || !der_present(&issuer->spki))
		return VERDICT_UNKNOWN;
	return signature_verify(der_whole(&issuer->spki), der_whole(&c->algorithm),
				der_whole(&c->tbs), (struct span){ bits.p + 1, bits.n - 1 });
}

/* Once: the verdict is kept for the lints that ask again. */
static enum verdict
verify_self(struct cert *c)
{
	if (c->around || c->signature.body.n < 2)
		return VERDICT_UNKNOWN;
	c->self_verified = (uint8_t)(cert_verify(c, c) + 1);
	return (enum verdict)(c->self_verified - 1);
}

/* AKI's keyIdentifier against SKI: 1 equal, 0 different, -1 nothing to compare. */
static int
own_key_identifier(const struct cert *c)
{
	struct span aki = extension_list(c, OID_AKI), ski;
	const struct extension *x = cert_extension(c, OID_SKI);
	struct der id, own;

	if (x == NULL || !der_take(&aki, 0x80, &id))
		return -1;
	ski = x->value;
	return der_take(&ski, DER_OCTET_STRING, &own) ? span_same(own.body, id.body) : -1;
}

/*
 * Whether a self-issued CA that its own key did not sign, as far as one can see, is a root all the
 * same: roots are looked at before the ceremony, with a signature that stands for the real one.
 * A certificate that another key of the CA signed says so in authorityKeyIdentifier, or points to
 * that key's CRL.
 */
static bool
looks_like_root(const struct cert *c)
{
	int own = own_key_identifier(c);

	return own == 1 || (own < 0 && !has(c, FACT_AKI_PRESENT) && !has(c, FACT_CRLDP_PRESENT) &&
			    !has(c, FACT_AIA_PRESENT) && !has(c, FACT_EKU_PRESENT));
}

/* ---- CA certificates ---- */

static bool
is_all_zero(struct span s)
{
	while (s.n > 0 && s.p[s.n - 1] == 0)
		s.n--;
	return s.n == 0;
}

/* Whether some names of a kind are permitted, or all excluded: no octets, an address of zeros. */
static bool
permits_or_excludes(const struct cert *c, uint32_t tag, size_t address_octets)
{
	struct subtree s;

	each_subtree(c, s) {
		if (s.base.tag != tag || (address_octets && s.base.body.n != address_octets))
			continue;
		if (s.permitted ||
		    (address_octets ? is_all_zero(s.base.body) : s.base.body.n == 0))
			return true;
	}
	return false;
}

static bool
permits_directory(const struct cert *c)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.permitted && s.base.tag == GN_DIRECTORY)
			return true;
	return false;
}

/* TLS BR 7.1.2.5.2: every kind of name that TLS knows is permitted or wholly excluded. */
static bool
is_name_constrained(const struct cert *c)
{
	return permits_or_excludes(c, GN_DNS, 0) && permits_or_excludes(c, GN_IP, 8) &&
		permits_or_excludes(c, GN_IP, 32) && permits_directory(c);
}

static void
decide_self_issued_ca(struct cert *c, const struct reasons *r)
{
	enum verdict verdict = verify_self(c);

	if (verdict == VERDICT_GOOD) {
		decide(c, r, FACT_SELF_SIGNED,
		       "the signature verifies under the certificate's own key");
		decide(c, r, FACT_ROOT, "a CA certificate that signs itself");
	} else if (verdict == VERDICT_UNKNOWN && own_key_identifier(c) != 0) {
		decide(c, r, FACT_ROOT,
		       "a self-issued CA certificate whose signature cannot be checked; "
		       "authorityKeyIdentifier does not speak against it");
	} else if (looks_like_root(c)) {
		decide(c, r, FACT_ROOT,
		       "a self-issued CA certificate; its signature does not verify, "
		       "but nothing in it speaks of another key");
	} else {
		decide(c, r, FACT_CROSS,
		       "a self-issued CA certificate that another key has signed");
	}
}

/* The names of a root should be the same to the byte.  Where its own key has signed, it is one. */
static void
decide_root_of_two_names(struct cert *c, const struct reasons *r)
{
	if (own_key_identifier(c) != 1 || verify_self(c) != VERDICT_GOOD)
		return;
	decide(c, r, FACT_SELF_SIGNED, "the signature verifies under the certificate's own key");
	decide(c, r, FACT_ROOT,
	       "a CA certificate that signs itself, though issuer and subject differ");
}

/* Whether extKeyUsage leaves a CA nothing to do with TLS. */
static bool
excludes_tls(const struct cert *c)
{
	return has(c, FACT_EKU_PRESENT) && !has(c, FACT_SERVER_AUTH) && !has(c, FACT_ANY_PURPOSE);
}

/* Whether a CA certificate is of the RPKI, whose policy is for nothing else (RFC 6484). */
static bool
is_of_rpki(const struct cert *c)
{
	return has_policy(c, OID_POLICY_RPKI) && c->policy_count == 1 && !has(c, FACT_SERVER_AUTH);
}

/*
 * From 2020-08-20 every other CA certificate lists its purposes: only a cross-certificate may not.
 */
static void
decide_unlisted_ca(struct cert *c, const struct reasons *r)
{
	if (c->from_day != DAY_NONE && c->from_day >= DAY(2020, 8, 20))
		decide(c, r, FACT_CROSS, "extKeyUsage is absent, which from 2020-08-20 only a "
		       "cross-certificate may do (a guess: tell the profile if it is none)");
	else
		decide(c, r, FACT_SUB_CA,
		       "a CA certificate without extKeyUsage of before 2020-08-20");
	decide(c, r, FACT_TLS, "a CA certificate not limited to purposes other than serverAuth");
}

static void
decide_listed_ca(struct cert *c, const struct reasons *r)
{
	if (has(c, FACT_ANY_PURPOSE)) {
		decide(c, r, FACT_CROSS, "extKeyUsage has anyExtendedKeyUsage, which only a "
		       "cross-certificate may have");
		decide(c, r, FACT_TLS, "extKeyUsage has anyExtendedKeyUsage");
	} else if (!has(c, FACT_SERVER_AUTH)) {
		decide(c, r, FACT_CONSTRAINED, "extKeyUsage lacks serverAuth: a technically "
		       "constrained CA that issues no TLS certificates");
	} else {
		if (is_name_constrained(c))
			decide(c, r, FACT_CONSTRAINED,
			       "nameConstraints covers DNS names, IPv4, IPv6 "
			       "and directory names");
		decide(c, r, FACT_SUB_CA, "a CA certificate with serverAuth");
		decide(c, r, FACT_TLS, "extKeyUsage has serverAuth");
	}
}

static void
decide_ca(struct cert *c, const struct reasons *r)
{
	if (has(c, FACT_SELF_ISSUED))
		decide_self_issued_ca(c, r);
	else
		decide_root_of_two_names(c, r);
	if (has(c, FACT_ROOT) && excludes_tls(c))
		return;
	if (is_of_rpki(c)) {
		if (!has(c, FACT_ROOT) && !has(c, FACT_CROSS))
			decide(c, r, FACT_SUB_CA, "a CA of the RPKI");
		return;
	}
	if (has(c, FACT_ROOT)) {
		decide(c, r, FACT_TLS,
		       "a root is judged by the TLS Baseline Requirements unless told "
		       "otherwise");
	} else if (has_purpose(c, OID_PRECERT_SIGNING)) {
		decide(c, r, FACT_PRECERT_CA, "extKeyUsage has the precertificate signing purpose");
		decide(c, r, FACT_TLS, "a precertificate signing CA");
	} else if (has(c, FACT_CROSS) && !excludes_tls(c)) {
		decide(c, r, FACT_TLS,
		       "a self-issued cross-certificate not limited to purposes other "
		       "than serverAuth");
	} else if (has(c, FACT_CROSS)) {
		decide(c, r, FACT_CONSTRAINED, "extKeyUsage lacks serverAuth");
	} else if (!has(c, FACT_EKU_PRESENT)) {
		decide_unlisted_ca(c, r);
	} else {
		decide_listed_ca(c, r);
	}
}

/* ---- end entities ---- */

static void
decide_level(struct cert *c, const struct reasons *r)
{
	const struct name *s = &c->subject_name;

	if (has_policy(c, OID_POLICY_EV))
		decide(c, r, FACT_EV, "certificatePolicies has 2.23.140.1.1");
	else if (has_policy(c, OID_POLICY_OV))
		decide(c, r, FACT_OV, "certificatePolicies has 2.23.140.1.2.2");
	else if (has_policy(c, OID_POLICY_IV))
		decide(c, r, FACT_IV, "certificatePolicies has 2.23.140.1.2.3");
	else if (has_policy(c, OID_POLICY_DV))
		decide(c, r, FACT_DV, "certificatePolicies has 2.23.140.1.2.1");
	else if (!has(c, FACT_QUALIFIED) &&	/* whose policies are ETSI's, and subjects richer */
		 name_count(s, OID_JURISDICTION_COUNTRY) + name_count(s, OID_BUSINESS_CATEGORY) > 0)
		decide(c, r, FACT_EV, "no reserved policy; the subject has a jurisdiction or a "
		       "business category");
	else if (name_count(s, OID_ORGANIZATION) > 0)
		decide(c, r, FACT_OV, "no reserved policy; the subject has an organizationName");
	else if (name_count(s, OID_GIVEN_NAME) + name_count(s, OID_SURNAME) > 0)
		decide(c, r, FACT_IV, "no reserved policy; the subject has a personal name");
	else
		decide(c, r, FACT_DV, "no reserved policy and no subject identity");
}

/* Whether some commonName is a host of the public DNS or an address, and nothing else is a name. */
static bool
common_name_is_host(const struct cert *c)
{
	const uint64_t others = HOST_SYNTAX_FAULTS | HOST_TLD_FAULTS | HOST_BIT(HOST_SINGLE_LABEL) |
		HOST_BIT(HOST_SPACE) | HOST_BIT(HOST_AT) | HOST_BIT(HOST_URL);
	uint64_t flags = c->signals.w[SIGNAL_CN_FIRST / 64];

	return has(c, FACT_HAS_CN) && !has(c, FACT_SAN_PRESENT) && (flags & others) == 0;
}

/*
 * TLS BR 1.1 and 7.1.2.7: why a subscriber's certificate is in scope; NULL: it is not.  Without
 * extKeyUsage no purpose is excluded, but identity cards and code signers do without it too: a host
 * must be named.
 */
static const char *
tls_scope(const struct cert *c)
{
	if (has(c, FACT_SERVER_AUTH))
		return "extKeyUsage has serverAuth";
	if (has(c, FACT_ANY_PURPOSE))
		return "extKeyUsage has anyExtendedKeyUsage";
	if (has(c, FACT_RESERVED_POLICY))
		return "certificatePolicies has a policy reserved for TLS";
	if (!has(c, FACT_EKU_PRESENT) && (names_host(c) || common_name_is_host(c)))
		return "extKeyUsage excludes no purpose, and a host is named";
	if (has(c, FACT_CLIENT_AUTH) && names_host(c) && c->from_day < DAY(2023, 9, 15))
		return "clientAuth with a host in subjectAltName, before 2023-09-15";
	return NULL;
}

static void
decide_other_scopes(struct cert *c, const struct reasons *r)
{
	if (has(c, FACT_EMAIL_PROTECTION) && has(c, FACT_HAS_SAN))
		decide(c, r, FACT_SMIME, "extKeyUsage has emailProtection");
	if (has_purpose(c, OID_CODE_SIGNING))
		decide(c, r, FACT_CODE_SIGNING, "extKeyUsage has codeSigning");
	if (has_purpose(c, OID_TIME_STAMPING))
		decide(c, r, FACT_TIME_STAMPING, "extKeyUsage has timeStamping");
}

static bool
is_short_lived(const struct cert *c)
{
	int64_t limit = c->from_day < DAY(2026, 3, 15) ? 864000 : 604800;

	return has(c, FACT_VALIDITY_KNOWN) && c->from_day >= DAY(2024, 3, 15) &&
		cert_lifetime(c) <= limit;
}

static void
decide_subscriber(struct cert *c, const struct reasons *r)
{
	const char *why = tls_scope(c);

	decide(c, r, FACT_SUBSCRIBER, "neither a CA's nor an OCSP responder's certificate");
	if (has(c, FACT_POISON_PRESENT))
		decide(c, r, FACT_PRECERTIFICATE, "the precertificate poison extension is present");
	decide_other_scopes(c, r);
	if (why == NULL)
		return;
	decide(c, r, FACT_TLS, why);
	decide_level(c, r);
	if (is_short_lived(c))
		decide(c, r, FACT_SHORT_LIVED, "valid for no longer than TLS BR 1.6.1 allows "
		       "short-lived certificates");
}

static bool
is_responder(const struct cert *c)
{
	if (has(c, FACT_OCSP_SIGNING))
		return !has(c, FACT_SERVER_AUTH) || !names_host(c);
	return has(c, FACT_OCSP_NOCHECK_PRESENT) && !has(c, FACT_SERVER_AUTH) && !names_host(c);
}

/*
 * A CA whose cA bit is not set is still one if it can sign certificates and is nothing else: what
 * lists purposes and has alternative names is an end entity with one bit too many.
 */
static bool
is_broken_ca(const struct cert *c)
{
	return c->key_usage >> KU_KEY_CERT_SIGN & 1 && !has(c, FACT_OCSP_SIGNING) &&
		!(has(c, FACT_EKU_PRESENT) && has(c, FACT_HAS_SAN));
}

/*
 * Version 1 certificates have no extensions to say what they are.  Roots of the 1990s are so, all
 * of them with RSA keys; self-issued ones with other keys are what somebody made for himself.
 */
static bool
is_old_root(const struct cert *c)
{
	return c->version == 1 && !der_present(&c->extensions_tag) && has(c, FACT_SELF_ISSUED) &&
		has(c, FACT_RSA_KEY);
}

void
cert_classify(struct cert *c, const struct reasons *r)
{
	note_purposes(c);
	facts_set(&c->facts, FACT_RESERVED_POLICY, has_policy(c, OID_POLICY_EV) ||
		  has_policy(c, OID_POLICY_DV) || has_policy(c, OID_POLICY_OV) ||
		  has_policy(c, OID_POLICY_IV));
	if (has(c, FACT_CA_BIT))
		decide(c, r, FACT_CA, "basicConstraints has cA TRUE");
	else if (is_broken_ca(c))
		decide(c, r, FACT_CA,
		       "keyUsage has keyCertSign and nothing speaks for an end entity");
	else if (is_old_root(c))
		decide(c, r, FACT_CA, "a self-issued certificate of version 1 with an RSA key");
	if (has(c, FACT_CA)) {
		decide_ca(c, r);
	} else if (is_responder(c)) {
		decide(c, r, FACT_OCSP_RESPONDER, has(c, FACT_OCSP_SIGNING) ?
		       "extKeyUsage has OCSPSigning" :
		       "id-pkix-ocsp-nocheck, no serverAuth and no host name");
		decide(c, r, FACT_TLS,
		       "an OCSP responder's certificate is judged by TLS BR 7.1.2.8");
	} else {
		decide_subscriber(c, r);
	}
}
