/* What an issuer's certificate hands down: constraints, policies, purposes, features. */

#include "checks.h"
#include "issuer.h"

/* ---- name constraints ---- */

/* The names that RFC 5280 4.2.1.10 constrains, one after the other. */
struct constrained {
	uint32_t tag;
	struct span name; /* contents */
	struct span place; /* where to report */
	bool is_subject;
};
struct constrained_cursor {
	bool begun, mailboxes; /* behind the subject; among its emailAddresses */
	struct span san;
	struct attribute_cursor subject;
};

/* An emailAddress counts as a mail address where there is no subjectAltName. */
static bool
next_mailbox(const struct cert *c, struct constrained_cursor *cursor, struct constrained *out)
{
	struct attribute a;

	if (!cursor->mailboxes) {
		cursor->mailboxes = true;
		cursor->subject = attribute_cursor(&c->subject_name);
	}
	while (attribute_next(&cursor->subject, &a))
		if (a.oid == OID_EMAIL_ADDRESS && a.value.tag == DER_IA5_STRING) {
			*out = (struct constrained){ GN_RFC822, a.value.body, a.value.body, false };
			return true;
		}
	return false;
}

static bool
constrained_next(const struct cert *c, struct constrained_cursor *cursor, struct constrained *out)
{
	struct der gn, name;

	if (!cursor->begun) {
		cursor->begun = true;
		cursor->san = extension_list(c, OID_SAN);
		if (c->subject.body.n > 0) {
			*out = (struct constrained){ GN_DIRECTORY, c->subject.body,
						     der_whole(&c->subject), true };
			return true;
		}
	}
	if (cert_extension(c, OID_SAN) == NULL)
		return next_mailbox(c, cursor, out);
	if (!list_next(&cursor->san, 0, &gn))
		return false;
	*out = (struct constrained){ gn.tag, gn.body, gn.body, false };
	if (gn.tag == GN_DIRECTORY && der_take(&gn.body, DER_SEQUENCE, &name))
		out->name = name.body;
	return true;
}

#define each_constrained(c, n) \
	for (struct constrained_cursor cursor_##n = { .begun = false }; \
	     constrained_next((c), &cursor_##n, &(n));)

/* A CA's own new certificate passes through its constraints: they are about what comes below. */
static bool
is_passed_by(const struct cert *c)
{
	return facts_have(&c->facts, FACT_SELF_ISSUED) && facts_have(&c->facts, FACT_CA);
}

/* The issuer, if it has constraints for this certificate that can be applied to it. */
static const struct cert *
constraining_issuer(const struct cert *c, struct report *r)
{
	const struct cert *issuer = issuer_of(r);
	size_t names = 2;

	if (cert_extension(issuer, OID_NC) == NULL || is_passed_by(c))
		return NULL;
	for (unsigned i = 0; i < sizeof(c->san_count) / sizeof(*c->san_count); i++)
		names += c->san_count[i];
	if (cert_extension(c, OID_SAN) == NULL)
		names += name_count(&c->subject_name, OID_EMAIL_ADDRESS);
	if (!facts_have(&issuer->facts, FACT_HAS_NC))
		not_checked(r, "nameConstraints of the issuer's certificate does not decode");
	else if (!constraints_affordable(issuer, names,
					 c->subject.body.n + extension_list(c, OID_SAN).n))
		not_checked(r, "too many names beside too many constraints");
	else
		return named_issuer(c, r);
	return NULL;
}

static const char *
name_text(struct report *r, const struct constrained *n)
{
	struct ip ip;

	if (n->tag == GN_DIRECTORY)
		return n->is_subject ? "the subject" : "a directoryName";
	if (n->tag == GN_IP && ip_from_octets(n->name, &ip))
		return ip_text(r, &ip);
	return quote(r, n->name);
}

/* Rows of this check differ in how a name stands to the constraints. */
static void
constrained_names(const struct cert *c, struct report *r)
{
	const enum standing *reported = arg(r);
	const struct cert *issuer = constraining_issuer(c, r);
	enum standing standing;
	struct constrained n;
	struct subtree t;

	if (issuer == NULL)
		return;
	each_constrained(c, n)
	{
		standing = constraints_standing(issuer, n.tag, n.name, &t);
		if (standing == STANDING_UNKNOWN)
			not_checked(r, "a constraint of a kind that is not known here");
		if (standing != *reported)
			continue;
		if (standing == STANDING_OUTSIDE)
			fail(r, n.place, "%s is in none of the subtrees that the issuer permits",
			     name_text(r, &n));
		else if (standing == STANDING_EXCLUDED)
			fail(r, n.place, "%s is in a subtree that the issuer excludes",
			     name_text(r, &n));
		else
			fail(r, n.place,
			     "%s is in a permitted subtree only if strings are converted",
			     name_text(r, &n));
	}
}

#define STANDING(standing_) \
	.arg = &(const enum standing) \
	{ \
		STANDING_##standing_ \
	}

/*
 * Every name of a certificate is in a subtree that its issuer permits, if it permits some of its
 * kind.
 *
 * The subject counts as a directoryName, its emailAddress as a mail address where there is no
 * subjectAltName.  Verifiers refuse the certificate for one such name.
 *
 * fix: leave the name out, or issue from a CA that is not so constrained.
 * covers: rfc5280-4.2.1.10-nc-names-within-issuer-permitted
 *
 *	pass tls issuer="ca nc=permit-dns:certlint-test.com"
 *	pass tls issuer="ca nc=permit-dns:" san=dns:*.certlint-test.com
 *	pass tls issuer=tcca subject="C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 *	pass tls issuer="ca nc=permit-mail:certlint-test.com"
 *	pass tls issuer="ca nc=permit-dns:.certlint-test.com" san=dns:certlint-test.com
 *	fail tls issuer="ca nc=permit-dns:www.certlint-test.com" san=dns:www.certlint-test.com,dns:*.certlint-test.com
 *	fail tls issuer="ca nc=permit-dns:lint-test.com"
 *	fail tls issuer="ca nc=permit-ip:10.0.0.0/8" san=dns:www.certlint-test.com,ip:8.8.8.8
 *	fail tls issuer="ca nc=permit-ip:8.8.8.0/24" san=dns:www.certlint-test.com,ip:2606:4700::1111
 *	fail tls issuer="ca nc=permit-dir:C=DE"
 *	fail smime issuer="smime-ca nc=permit-mail:.certlint-test.com"
 *	pass smime issuer="smime-ca nc=permit-mail:certlint-test.com"
 *	fail client -san subject=emailAddress=ada@other.example issuer="client-ca nc=permit-mail:certlint-test.com" also=rfc_subject_email_not_in_san
 *	fail client san=uri:http://192.0.2.1/ issuer="client-ca nc=permit-uri:.certlint-test.com"
 *	pass cross issuer="cross bc=ca nc=permit-dir:C=DE"
 */
LINT_AS(constrained_names, rfc_name_not_permitted, ERROR, RFC5280("4.2.1.10"),
	.on = FACTS(CERTIFICATE), .needs = NEED_ISSUER, .from = RFC2459_DAY, STANDING(OUTSIDE));

/*
 * No name of a certificate is in a subtree that its issuer excludes.
 *
 * Verifiers refuse the certificate for one such name, whatever is permitted besides.
 *
 * fix: leave the name out, or issue from a CA that is not so constrained.
 * covers: rfc5280-4.2.1.10-nc-names-in-issuer-excluded
 *
 *	pass tls issuer="ca nc=exclude-dns:other.example"
 *	pass tls issuer="ca nc=exclude-dns:.www.certlint-test.com"
 *	fail tls issuer="ca nc=exclude-dns:certlint-test.com"
 *	fail tls issuer="ca nc=permit-dns:certlint-test.com,exclude-dns:WWW.certlint-test.com"
 *	fail tls issuer="ca nc=exclude-dns:"
 *	fail tls issuer="ca nc=exclude-dns:.certlint-test.com"
 *	fail tls issuer=tcca san=dns:www.certlint-test.com,ip:8.8.8.8
 *	pass tls issuer="ca nc=exclude-ip:::/0" san=dns:www.certlint-test.com,ip:8.8.8.8
 *	fail client issuer="client-ca nc=exclude-dir:C=us" subject=C=US/O=x
 *	fail smime issuer="smime-ca nc=exclude-mail:ada@CERTLINT-test.com"
 *	pass smime issuer="smime-ca nc=exclude-mail:Ada@certlint-test.com"
 */
LINT_AS(constrained_names, rfc_name_excluded, ERROR, RFC5280("4.2.1.10"), .on = FACTS(CERTIFICATE),
	.needs = NEED_ISSUER, .from = RFC2459_DAY, STANDING(EXCLUDED));

/*
 * A permitted directoryName is encoded as the names are that it is to permit.
 *
 * Verifiers may compare the octets: string types and letters of another case then lie outside.
 *
 * fix: encode the subject with the string types of the issuer's constraint, or the reverse.
 * covers: rfc5280-4.2.1.10-nc-directory-name-encoding
 *
 *	pass client issuer="client-ca nc=permit-dir:C=US/O=x" subject=C=US/O=x
 *	fail client issuer="client-ca nc=permit-dir:C=US/O=x" subject=C=US/O=printable:x
 *	fail client issuer="client-ca nc=permit-dir:C=US/O=x" subject=C=US/O=X
 *	pass client issuer="client-ca nc=permit-dir:C=US/O=x,permit-dir:C=US/O=printable:x" subject=C=US/O=printable:x
 *	pass tls issuer="ca nc=permit-dir:C=DE" subject=C=US
 */
LINT_AS(constrained_names, rfc_nc_directory_encoding, WARNING, RFC5280("4.2.1.10"),
	.on = FACTS(CERTIFICATE), .needs = NEED_ISSUER, .from = RFC5280_DAY, STANDING(LOOSE));

/* ---- path length ---- */

/*
 * A CA whose pathLenConstraint is 0 issues no CA certificate.
 *
 * It may issue to end entities and to itself.  The new CA can never be an intermediate: whatever it
 * issues has no valid path.
 *
 * fix: issue from a CA with room in its path length, or give this one more.
 * covers: rfc5280-4.2.1.9-bc-issuer-pathlen-respected
 * unless: rfc_issuer_not_ca
 *
 *	pass ca issuer=root
 *	pass ca issuer="root bc=ca,pathlen=1"
 *	fail ca issuer="root bc=ca,pathlen=0"
 *	pass tls issuer=ca
 *	na   cross issuer="root bc=ca,pathlen=0"
 */
LINT(rfc_path_length_exceeded, WARNING, RFC5280("4.2.1.9"), .on = FACTS(CA),
     .off = FACTS(SELF_ISSUED), .needs = NEED_ISSUER, .from = RFC5280_DAY)
{
	const struct cert *issuer = issuer_of(r);

	if (!facts_have(&issuer->facts, FACT_HAS_BC) || issuer->path_length != 0 ||
	    named_issuer(c, r) == NULL)
		return;
	fail(r, der_whole(&c->issuer), "a CA certificate under an issuer with pathLenConstraint 0");
}

/* ---- policies ---- */

/* Whether the issuer has a policy, or maps one of its own to it (RFC 5280 4.2.1.5). */
static bool
issuer_has_policy(const struct cert *issuer, struct span id)
{
	struct der mapping, from, to;
	struct policy p;

	each_policy(issuer, p)
		if (p.oid == OID_ANY_POLICY || span_same(p.id.body, id))
			return true;
	each_in(issuer, OID_POLICY_MAPPINGS, mapping)
		if (der_take(&mapping.body, DER_OID, &from) &&
		    der_take(&mapping.body, DER_OID, &to) && span_same(to.body, id))
			return true;
	return false;
}

/* Whether it is cheap to look for each policy of one among those of the other. */
static bool
are_policies_few(const struct cert *c, const struct cert *issuer)
{
	size_t theirs = extension_list(issuer, OID_POLICIES).n +
			extension_list(issuer, OID_POLICY_MAPPINGS).n;

	return c->policy_count == 0 || theirs <= ((size_t)1 << 22) / c->policy_count;
}

/*
 * The policies of a certificate are among those of its issuer.
 *
 * Those that the issuer does not have, has not mapped and does not leave open by anyPolicy are
 * lost to relying parties that ask for policies.  Web browsers, but for EV, do not ask.
 *
 * fix: add the policy to the CA certificate, or issue from one that has it.
 * covers: rfc5280-4.2.1.4-cp-end-entity-policy-within-issuer
 * peers: pkilint:pkix.certificate_subject_has_policy_not_in_issuer
 * unless: br_subscriber_policy_not_in_issuer ev_issuer_policy_missing
 *
 *	pass client issuer=client-ca
 *	pass client policy=1.2.3,1.2.4 issuer="client-ca policy=1.2.3,1.2.4"
 *	pass client policy=1.2.4 issuer="client-ca policy=1.2.3 pm=1.2.3>1.2.4"
 *	fail client policy=1.2.3,1.2.4 issuer="client-ca policy=1.2.3"
 *	pass ca policy=1.2.4 issuer=root
 *	pass client policy=1.2.4 issuer="client-ca -policy"
 */
LINT(rfc_policy_not_in_issuer, NOTICE, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
     .off = FACTS(SELF_ISSUED), .needs = NEED_ISSUER, .from = RFC5280_DAY)
{
	const struct cert *issuer = named_issuer(c, r);
	struct policy p;

	if (issuer == NULL || facts_have(&issuer->facts, FACT_ROOT) ||
	    !facts_have(&issuer->facts, FACT_HAS_POLICIES))
		return;
	if (!are_policies_few(c, issuer)) {
		not_checked(r, "too many policies");
		return;
	}
	each_policy(c, p)
		if (p.oid != OID_ANY_POLICY && !issuer_has_policy(issuer, p.id.body))
			fail(r, p.id.body, "the issuer's certificate does not have policy %s",
			     oid_name(r, p.id.body));
}

/* ---- purposes ---- */

static bool
issuer_has_purpose(const struct cert *issuer, struct span id)
{
	struct der e;

	each_in(issuer, OID_EKU, e)
		if (span_same(e.body, id))
			return true;
	return false;
}

static bool
are_purposes_few(const struct cert *c, const struct cert *issuer)
{
	return c->purpose_count == 0 ||
	       extension_list(issuer, OID_EKU).n <= ((size_t)1 << 22) / c->purpose_count;
}

/* Purposes that a CA gives whatever its own are. */
static bool
is_beside(enum oid purpose)
{
	return purpose == OID_OCSP_SIGNING || purpose == OID_PRECERT_SIGNING;
}

/*
 * The key purposes of a certificate are among those of its issuer.
 *
 * RFC 5280 does not ask for it, but the path building of browsers and operating systems takes an
 * authority's purposes as a limit for all below it: a purpose that is not among them is of no use.
 * OCSPSigning, which a CA gives to its responders, and the signing of precertificates are left out.
 *
 * fix: leave the purpose out, or issue from a CA that has it.
 * because: no document asks for it; browsers and operating systems do.
 *
 *	pass tls issuer=ca
 *	pass tls-2024 issuer=ca-2024
 *	pass ocsp issuer=ca
 *	pass tls-2024 issuer="ca-2024 -eku"
 *	pass tls-2024 issuer="ca-2024 eku=any"
 *	fail tls-2024 issuer="ca-2024 eku=server"
 *	na   tls issuer=ca -eku
 */
LINT(rfc_purpose_not_in_issuer, NOTICE, RFC5280("4.2.1.12"), .on = FACTS(HAS_EKU),
     .off = FACTS(OCSP_RESPONDER, SELF_ISSUED), .needs = NEED_ISSUER, .from = RFC5280_DAY)
{
	const struct cert *issuer = named_issuer(c, r);
	struct der e;

	if (issuer == NULL || !facts_have(&issuer->facts, FACT_HAS_EKU) ||
	    facts_have(&issuer->facts, FACT_ANY_PURPOSE) ||
	    facts_have(&issuer->facts, FACT_PRECERT_CA))
		return;
	if (!are_purposes_few(c, issuer)) {
		not_checked(r, "too many key purposes");
		return;
	}
	each_in(c, OID_EKU, e)
		if (e.tag == DER_OID && !is_beside(oid_find(e.body)) &&
		    !issuer_has_purpose(issuer, e.body))
			fail(r, der_whole(&e), "extKeyUsage of the issuer's certificate lacks %s",
			     oid_name(r, e.body));
}

/* ---- TLS features ---- */

static bool
has_feature(const struct cert *c, struct span number)
{
	struct der e;

	each_in(c, OID_TLS_FEATURE, e)
		if (span_same(e.body, number))
			return true;
	return false;
}

/*
 * A certificate has every TLS feature that its issuer has.
 *
 * In a CA certificate the extension says what the servers below it have to offer.  A client that
 * checks it refuses a certificate that asks for less.
 *
 * fix: repeat the issuer's features in tlsFeature.
 * covers: rfc7633-4.2.2-tls-feature-superset-of-issuer
 *
 *	pass tls issuer="ca tlsfeature=5" tlsfeature=5
 *	pass tls issuer="ca tlsfeature=5" tlsfeature=5,17
 *	pass tls issuer=ca tlsfeature=5
 *	fail tls issuer="ca tlsfeature=5"
 *	fail tls issuer="ca tlsfeature=5,17" tlsfeature=5
 */
LINT(rfc_tls_feature_not_inherited, ERROR, RFC("7633", "4.2.2"), .on = FACTS(HAS_EXTENSIONS),
     .needs = NEED_ISSUER, .from = RFC7633_DAY)
{
	const struct extension *x = cert_extension(c, OID_TLS_FEATURE);
	struct span place = x ? x->value : cert_extensions_place(c);
	struct span mine = extension_list(c, OID_TLS_FEATURE);
	struct der feature;

	if (!facts_have(&issuer_of(r)->facts, FACT_HAS_TLS_FEATURE) || named_issuer(c, r) == NULL)
		return;
	if (mine.n > ((size_t)1 << 22) / (extension_list(issuer_of(r), OID_TLS_FEATURE).n + 1)) {
		not_checked(r, "too many TLS features");
		return;
	}
	each_in(issuer_of(r), OID_TLS_FEATURE, feature)
		if (!has_feature(c, feature.body))
			fail(r, place, "TLS feature %s of the issuer's certificate is missing",
			     hex(r, feature.body));
}
