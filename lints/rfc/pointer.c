/* RFC 5280 4.2.1.13, 4.2.1.15 and 4.2.2: where CRLs, issuers and responders are said to be. */

#include "checks.h"

static bool
is_http_or_ldap(struct span text)
{
	return span_starts_with(text, "http:") || span_starts_with(text, "https:") ||
		span_starts_with(text, "ldap:") || span_starts_with(text, "ldaps:");
}

/* The same, or what RFC 6487 wants instead in the RPKI. */
static bool
is_fetched(const struct cert *c, struct span text)
{
	return is_http_or_ldap(text) ||
		(has_policy(c, OID_POLICY_RPKI) && span_starts_with(text, "rsync:"));
}

/* ---- distribution points: both extensions ---- */

/* The extension that a row is about: OID_CRLDP or OID_FRESHEST_CRL. */
static enum oid
points_of(const struct report *r)
{
	return *(const enum oid *)arg(r);
}
#define POINTS(oid_) .on = FACTS(HAS_##oid_), .arg = &(const enum oid){ OID_##oid_ }

static void
point_incomplete(const struct cert *c, struct report *r)
{
	struct distribution_point d;

	each_distribution_point(c, points_of(r), d)
		if (!der_present(&d.name) && !der_present(&d.issuer))
			fail(r, der_whole(&d.whole), "a distribution point has neither "
			     "distributionPoint nor cRLIssuer");
}

/*
 * Every point of cRLDistributionPoints has a name or a CRL issuer.
 *
 * A point of reasons alone, or of nothing, says not where the CRL is.
 *
 * fix: give the URL of the CRL.
 * covers: rfc5280-4.2.1.13-crldp-reasons-only br-7.1.2.11.2-crldp-distribution-point-present
 * peers: zlint:e_distribution_point_incomplete
 * pkilint:pkix.distribution_point_does_not_contain_name_or_issuer
 * zlint:w_distribution_point_missing_ldap_or_uri
 *
 *	pass client
 *	pass client crldp={issuer:CN=y}
 *	fail client crldp={reasons:keyCompromise}
 *	fail client crldp=der:30(3000)
 */
LINT_AS(point_incomplete, rfc_crl_point_incomplete, ERROR, RFC5280("4.2.1.13"),
	.from = RFC3280_DAY, .trigger = ON_SIGHT(CRL_POINT_NAME), POINTS(CRLDP));

/*
 * Every point of freshestCRL has a name or a CRL issuer.
 *
 * A point of reasons alone, or of nothing, says not where the CRL is. What holds of distribution
 * points holds in freshestCRL.
 *
 * fix: give the URL of the CRL.
 * covers: rfc5280-4.2.1.15-freshest-crl-dp-conventions
 *
 *	pass client freshestcrl=http://a.certlint-test.com/d.crl
 *	fail client freshestcrl={reasons:keyCompromise}
 */
LINT_AS(point_incomplete, rfc_freshest_crl_point_incomplete, ERROR, RFC5280("4.2.1.15"),
	.from = RFC3280_DAY, POINTS(FRESHEST_CRL));

/* ---- cRLDistributionPoints ---- */

/*
 * cRLIssuer is left out where the issuer of the certificate signs the CRL.
 *
 * The field says that somebody else does, and makes relying parties look for an indirect CRL.
 *
 * fix: drop cRLIssuer.
 * covers: rfc5280-4.2.1.13-crldp-issuer-omitted-when-self
 * unless: br_crl_point_issuer
 *
 *	pass client
 *	pass client crldp=http://a.certlint-test.com/a.crl{issuer:CN=Other}
 *	fail client issuer-name=C=US/O=x crldp=http://a.certlint-test.com/a.crl{issuer:C=US/O=x}
 */
LINT(rfc_crl_issuer_redundant, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT), .from = RFC3280_DAY)
{
	struct distribution_point d;
	struct span in;
	struct der gn, name;

	each_distribution_point(c, OID_CRLDP, d)
		while (list_next(&d.issuer.body, GN_DIRECTORY, &gn)) {
			in = gn.body;
			if (der_take(&in, DER_SEQUENCE, &name) &&
			    span_same(name.body, c->issuer.body))
				fail(r, der_whole(&gn), "cRLIssuer is the issuer of the "
				     "certificate");
		}
}

/*
 * cRLIssuer is one directoryName.
 *
 * CRLs name their issuer by a distinguished name, and the relying party compares the two.
 *
 * fix: give the issuer field of the CRL as directoryName.
 * covers: rfc5280-4.2.1.13-crldp-issuer-one-directory-name
 * unless: br_crl_point_issuer
 *
 *	pass client crldp={issuer:CN=y}
 *	fail client crldp={issuer:dns:a.certlint-test.com}
 */
LINT(rfc_crl_issuer_not_a_name, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT), .from = RFC3280_DAY)
{
	struct distribution_point d;
	struct span in;
	struct der gn;

	each_distribution_point(c, OID_CRLDP, d) {
		in = d.issuer.body;
		if (der_present(&d.issuer) && !list_next(&in, GN_DIRECTORY, &gn))
			fail(r, der_whole(&d.issuer), "cRLIssuer has no directoryName");
	}
}

/*
 * Distribution points are named in full.
 *
 * nameRelativeToCRLIssuer is a piece of a name in a directory. Hardly any software completes it,
 * and RFC 5280 advises against it.
 *
 * fix: give the URL of the CRL.
 * covers: rfc5280-4.2.1.13-crldp-name-relative-to-issuer
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_field_present
 * unless: rfc_crl_point_relative_ambiguous br_crl_point_not_full_name
 * unless: rfc_rpki_crl_point
 *
 *	pass client
 *	fail client crldp=rel:CN=x
 */
LINT(rfc_crl_point_relative_name, WARNING, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT_NAME), .from = RFC5280_DAY)
{
	struct distribution_point d;
	struct der e;

	each_distribution_point(c, OID_CRLDP, d)
		if (der_take(&d.name.body, 0xa1, &e))
			fail(r, der_whole(&e), "a distribution point has a name relative to the "
			     "CRL issuer");
}

/*
 * A name relative to the CRL issuer is relative to one name.
 *
 * With several names of the issuer nobody knows which one it completes.
 *
 * fix: give the URL of the CRL.
 * covers: rfc5280-4.2.1.13-crldp-relative-with-multi-issuer
 *
 *	pass client crldp=rel:CN=x{issuer:CN=y}
 *	fail client crldp=rel:CN=x{issuer:CN=y|CN=z}
 */
LINT(rfc_crl_point_relative_ambiguous, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT_NAME), .from = RFC3280_DAY)
{
	struct distribution_point d;
	struct der e, gn;
	unsigned names;

	each_distribution_point(c, OID_CRLDP, d) {
		names = 0;
		while (list_next(&d.issuer.body, GN_DIRECTORY, &gn))
			names++;
		if (names > 1 && der_take(&d.name.body, 0xa1, &e))
			fail(r, der_whole(&e), "a relative name beside %u names of the CRL issuer",
			     names);
	}
}

/*
 * A named distribution point has an HTTP or LDAP URI.
 *
 * Names in a directory that only the CA can reach, or files and FTP servers, are nowhere for most
 * relying parties.
 *
 * fix: give an HTTP URL of the CRL.
 * covers: rfc5280-4.2.1.13-crldp-has-ldap-or-http-uri
 * peers: zlint:w_distribution_point_missing_ldap_or_uri
 * unless: rfc_uri_relative rfc_uri_scheme rfc_location_ip_length br_crl_point_not_uri
 * unless: br_crl_point_not_http br_crl_without_http_old br_ca_crl_without_http_old
 * unless: rfc_rpki_crl_point
 *
 *	pass client
 *	pass client crldp=ldap://a.certlint-test.com/CN=x?certificateRevocationList
 *	pass client crldp=dir:CN=x|http://a.certlint-test.com/a.crl
 *	fail client crldp=dir:CN=x
 *	fail client crldp=ftp://a.certlint-test.com/a.crl
 *	fail client crldp=rsync://a.certlint-test.com/a.crl
 *	pass rpki
 */
LINT(rfc_crl_point_without_uri, WARNING, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_NOT_HTTP), .from = RFC5280_DAY)
{
	struct distribution_point d;
	struct span names;
	struct der gn;
	bool found;

	each_distribution_point(c, OID_CRLDP, d) {
		names = d.full_name;
		found = names.n == 0;
		while (!found && list_next(&names, GN_URI, &gn))
			found = is_fetched(c, gn.body);
		if (!found)
			fail(r, der_whole(&d.name), "a distribution point has no HTTP or LDAP URI");
	}
}

/*
 * CRLs are not divided by reasons.
 *
 * A relying party that fetches one of the CRLs knows half, and hardly any software puts the halves
 * together. RFC 5280 recommends against it.
 *
 * fix: issue one CRL for all reasons.
 * covers: rfc5280-4.2.1.13-crldp-segment-by-reason
 * unless: der_named_bits_trailing_zero der_named_bits_trailing_octet der_named_bits_empty_form
 * unless: der_bit_string_padding rfc_crl_point_incomplete br_crl_point_reasons
 * unless: rfc_rpki_crl_point
 *
 *	pass client
 *	fail client crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise},http://a.certlint-test.com/b.crl
 */
LINT(rfc_crl_point_reasons, WARNING, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT), .from = RFC5280_DAY)
{
	struct distribution_point d;

	each_distribution_point(c, OID_CRLDP, d)
		if (der_present(&d.reasons))
			fail(r, der_whole(&d.reasons), "a distribution point is for some reasons "
			     "only");
}

/*
 * Some distribution point is for all reasons.
 *
 * Where every point has reasons, a relying party that needs one answer has to gather several CRLs,
 * and none of them may say all.
 *
 * fix: add a point without reasons.
 * covers: rfc5280-4.2.1.13-crldp-all-reasons-covered
 * unless: der_named_bits_trailing_zero der_named_bits_trailing_octet der_named_bits_empty_form
 * unless: der_bit_string_padding rfc_crl_point_incomplete
 * unless: br_crl_point_reasons
 *
 *	pass client crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise},http://a.certlint-test.com/b.crl
 *	fail client crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise} also=rfc_crl_point_reasons
 */
LINT(rfc_crl_reasons_not_covered, ERROR, RFC5280("4.2.1.13"), .on = FACTS(HAS_CRLDP),
	 .trigger = ON_SIGHT(CRL_POINT), .from = RFC5280_DAY)
{
	struct distribution_point d;
	unsigned points = 0;

	each_distribution_point(c, OID_CRLDP, d) {
		if (!der_present(&d.reasons))
			return;
		points++;
	}
	if (points > 0)
		fail(r, extension_value(c, OID_CRLDP), "no distribution point is for all reasons");
}

/* ---- authorityInfoAccess and subjectInfoAccess ---- */

/*
 * caIssuers has an HTTP or LDAP URI.
 *
 * Whoever completes a path fetches the issuer's certificate from it.
 *
 * fix: give an HTTP URL of the issuer's certificate.
 * covers: rfc5280-4.2.2.1-aia-ca-issuers-has-uri
 * peers: zlint:w_ext_aia_access_location_missing
 * unless: rfc_uri_relative rfc_uri_scheme rfc_aia_issuer_form br_access_location
 * unless: br_ca_access_location
 *
 *	pass client
 *	pass client aia=ocsp:http://ocsp.certlint-test.com
 *	pass client aia=issuer:ldap://a.certlint-test.com/CN=x?cACertificate,issuer:dir:CN=x
 *	fail client aia=issuer:ftp://a.certlint-test.com/ca.cer
 *	fail client aia=issuer:dir:CN=x
 *	fail client aia=issuer:rsync://a.certlint-test.com/ca.cer
 *	pass rpki-ca
 */
LINT(rfc_aia_issuer_without_uri, WARNING, RFC5280("4.2.2.1"), .on = FACTS(HAS_AIA),
	 .trigger = ON_SIGHT(ACCESS_NOT_HTTP), .from = RFC5280_DAY)
{
	struct access a;
	struct span first = { NULL, 0 };

	each_access(c, OID_AIA, a) {
		if (a.oid != OID_ACCESS_CA_ISSUERS)
			continue;
		if (a.location.tag == GN_URI && is_fetched(c, a.location.body))
			return;
		first = first.p ? first : der_whole(&a.location);
	}
	if (first.p)
		fail(r, first, "no caIssuers location is an HTTP or LDAP URI");
}

/*
 * A caIssuers location is a URI or a directoryName.
 *
 * RFC 5280 gives a meaning to these two forms; what a host name or a mail address means here is
 * undefined.
 *
 * fix: give an HTTP URL of the issuer's certificate.
 * covers: rfc5280-4.2.2.1-aia-ca-issuers-location-form
 * peers: zlint:e_aia_must_contain_permitted_access_method
 * unless: rfc_location_ip_length br_access_location br_ca_access_location
 *
 *	pass client
 *	fail client aia=issuer:dns:a.certlint-test.com,issuer:http://a.certlint-test.com/ca.cer
 */
LINT(rfc_aia_issuer_form, WARNING, RFC5280("4.2.2.1"), .on = FACTS(HAS_AIA),
     .trigger = ON_SIGHT(ACCESS_OTHER), .from = RFC5280_DAY)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == OID_ACCESS_CA_ISSUERS && a.location.tag != GN_URI &&
		    a.location.tag != GN_DIRECTORY)
			fail(r, der_whole(&a.location), "a caIssuers location is a %s",
			     general_name_text(a.location.tag));
}

/*
 * An OCSP location is a URI.
 *
 * OCSP requests go to a URI; there is no other transport.
 *
 * fix: give the HTTP URL of the responder.
 * covers: rfc5280-4.2.2.1-aia-ocsp-location-uri
 * peers: zlint:e_aia_must_contain_permitted_access_method
 * pkilint:cabf.serverauth.aia_location_not_uri
 *
 *	pass client
 *	fail client aia=ocsp:dns:ocsp.certlint-test.com,issuer:http://a.certlint-test.com/ca.cer
 */
LINT(rfc_aia_ocsp_form, ERROR, RFC("6960", "3.1"), .on = FACTS(HAS_AIA),
     .trigger = ON_SIGHT(ACCESS_OTHER), .from = RFC6960_DAY)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == OID_ACCESS_OCSP && a.location.tag != GN_URI)
			fail(r, der_whole(&a.location), "an OCSP location is a %s",
			     general_name_text(a.location.tag));
}

/*
 * authorityInfoAccess has no caRepository.
 *
 * The method belongs into subjectInfoAccess, where a CA says what it publishes.
 *
 * fix: use caIssuers for the issuer's certificate.
 * covers: rfc5280-4.2.2.1-aia-access-method-carepository
 * unless: br_ca_access_method
 * unless: br_access_method
 *
 *	pass client
 *	fail client aia=issuer:http://a.certlint-test.com/ca.cer,repository:http://a.certlint-test.com/x
 */
LINT(rfc_aia_repository, NOTICE, RFC5280("4.2.2.2"), .on = FACTS(HAS_AIA),
     .trigger = ON_SIGHT(ACCESS_OTHER), .from = RFC5280_DAY)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == OID_ACCESS_CA_REPOSITORY)
			fail(r, der_whole(&a.method), "authorityInfoAccess has caRepository");
}

/*
 * caRepository is in certificates of CAs.
 *
 * It says where the subject publishes what it has issued, and an end entity issues nothing.
 *
 * fix: drop the entry.
 * covers: rfc5280-4.2.2.2-sia-ca-repository-ca-only
 * unless: rfc_rpki_access_other
 *
 *	pass client sia=timestamping:http://a.certlint-test.com/x
 *	fail client sia=repository:http://a.certlint-test.com/x
 *	na   ca sia=repository:http://a.certlint-test.com/x
 */
LINT(rfc_sia_repository_of_end_entity, WARNING, RFC5280("4.2.2.2"), .on = FACTS(HAS_SIA),
	 .off = FACTS(CA), .from = RFC5280_DAY)
{
	struct access a;

	each_access(c, OID_SIA, a)
		if (a.oid == OID_ACCESS_CA_REPOSITORY)
			fail(r, der_whole(&a.method), "an end entity has caRepository");
}

/*
 * caRepository has an HTTP or LDAP URI.
 *
 * Whoever looks for the CA's certificates and CRLs goes to it. Repositories of the RPKI are
 * reached by rsync first, and are judged by their own profile.
 *
 * fix: give an HTTP URL of the repository.
 * covers: rfc5280-4.2.2.2-sia-ca-repository-has-uri
 * unless: rfc_uri_relative rfc_uri_scheme
 *
 *	pass ca sia=repository:http://a.certlint-test.com/x
 *	fail ca sia=repository:dir:CN=x
 *	pass ca sia=repository:rsync://a.certlint-test.com/x
 */
LINT(rfc_sia_repository_without_uri, WARNING, RFC5280("4.2.2.2"), .on = FACTS(HAS_SIA, CA),
	 .from = RFC5280_DAY)
{
	struct access a;
	struct span first = { NULL, 0 };

	each_access(c, OID_SIA, a) {
		if (a.oid != OID_ACCESS_CA_REPOSITORY)
			continue;
		if (a.location.tag == GN_URI && (is_http_or_ldap(a.location.body) ||
						 span_starts_with(a.location.body, "rsync:")))
			return;
		first = first.p ? first : der_whole(&a.location);
	}
	if (first.p)
		fail(r, first, "no caRepository location is an HTTP or LDAP URI");
}

/*
 * A time-stamping location is a URI, a mail address, a host name or an IP address.
 *
 * RFC 5280 gives a transport to each of these forms, and to no other.
 *
 * fix: give the HTTP URL of the time stamping authority.
 * covers: rfc5280-4.2.2.2-sia-timestamping-location
 *
 *	pass client sia=timestamping:http://a.certlint-test.com/x
 *	fail client sia=timestamping:dir:CN=x
 */
LINT(rfc_sia_time_stamping_form, WARNING, RFC5280("4.2.2.2"), .on = FACTS(HAS_SIA),
	 .from = RFC5280_DAY)
{
	struct access a;

	each_access(c, OID_SIA, a)
		if (a.oid == OID_ACCESS_TIME_STAMPING && a.location.tag != GN_URI &&
		    a.location.tag != GN_RFC822 && a.location.tag != GN_DNS &&
		    a.location.tag != GN_IP)
			fail(r, der_whole(&a.location), "a time-stamping location is a %s",
			     general_name_text(a.location.tag));
}
