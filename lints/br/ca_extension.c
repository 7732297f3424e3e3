/* TLS BR 7.1.2.2, 7.1.2.6, 7.1.2.10.3, 7.1.2.11.2: extensions of CA certificates. */

#include "profile_table.h"

/* ---- what has to be there ---- */

/*
 * A CA certificate below the root has certificatePolicies.
 *
 * The policies of a path are those that every certificate in it has. A CA without any makes the
 * whole path one without.
 *
 * fix: add anyPolicy for a CA of the same organization, else the reserved identifier of what it
 * issues.
 * covers: br-7.1.2.2.3-cross-certificate-policies-present
 * covers: br-7.1.2.6.1-ca-certificate-policies-present
 * covers: br-7.1.2.5.1-tc-tls-certificate-policies-present
 * covers: evg-7.1.6.3-external-sub-ca-policies-present
 * peers: zlint:e_sub_ca_certificate_policies_missing
 * peers: pkilint:cabf.serverauth.ca.certificate_policies_extension_absent
 * peers: pkilint:cabf.serverauth.cross_ca.certificate_policies_extension_absent
 *
 *	pass ca
 *	fail ca -policy
 *	fail cross -policy
 *	fail tcca -policy
 *	na   root
 *	na   smime-ca -policy
 */
LINT_AS(extension_missing, br_ca_policies_missing, ERROR, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT, POLICIES_PRESENT),
	.from = BR_1_0_0, EXTENSION(POLICIES, "a CA below the root needs it"));

/*
 * A CA certificate below the root has cRLDistributionPoints.
 *
 * Without a CRL nobody learns that the CA was revoked, and all it issued goes on being believed.
 *
 * fix: add the HTTP URL of the issuer's CRL.
 * covers: br-7.1.2.2.3-cross-crldp-present br-7.1.2.6.1-ca-crldp-present
 * peers: zlint:e_sub_ca_crl_distribution_points_missing
 * peers: pkilint:cabf.serverauth.ca.crl_distribution_points_extension_absent
 * peers: pkilint:cabf.serverauth.cross_ca.crl_distribution_points_extension_absent
 *
 *	pass ca
 *	fail ca -crldp
 *	fail cross -crldp
 *	na   root
 *	na   smime-ca -crldp
 */
LINT_AS(extension_missing, br_ca_crldp_missing, ERROR, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT, CRLDP_PRESENT),
	.from = BR_1_0_0, EXTENSION(CRLDP, "a CA below the root needs it"));

/*
 * A CA certificate below the root has extKeyUsage.
 *
 * A CA that may do everything can be misused for everything. This is about CAs that are known to
 * be no cross-certificates; where the linter has to guess, it takes one without the extension for
 * a cross-certificate.
 *
 * fix: add extKeyUsage with serverAuth.
 * covers: br-7.1.2.6.1-ca-eku-present
 * peers: pkilint:cabf.serverauth.ca.extended_key_usage_extension_absent
 *
 *	pass ca profile=tls_sub_ca
 *	fail ca -eku profile=tls_sub_ca
 *	na   ca -eku
 *	na   ca-2012 profile=tls_sub_ca
 */
LINT_AS(extension_missing, br_ca_eku_missing, ERROR, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT, CROSS, EKU_PRESENT),
	.from = BR_1_7_1, EXTENSION(EKU, "a CA that is no cross-certificate needs it"));

/*
 * A cross-certificate has extKeyUsage, and one for another organization cannot do without.
 *
 * A CA that may do everything can be misused for everything. Between CAs of one organization, and
 * its affiliates, the extension is recommended, between others it is a duty. A CA that is no
 * cross-certificate must have it in any case.
 *
 * fix: add extKeyUsage with serverAuth, or with anyExtendedKeyUsage alone between affiliates.
 * covers: br-7.1.2.2.3-cross-eku-present-affiliated br-7.1.2.2.3-cross-eku-present-unaffiliated
 * covers: br-7.1.2.6.1-ca-eku-present
 * peers: zlint:n_sub_ca_eku_missing
 * peers: pkilint:cabf.serverauth.cross_ca.extended_key_usage_extension_absent
 *
 *	pass cross from=2024-06-01
 *	fail cross from=2024-06-01 -eku
 *	fail ca -eku
 *	na   cross -eku
 */
LINT(br_cross_eku_missing, WARNING, BR("7.1.2.2.3"), .on = FACTS(TLS, CROSS, HAS_EXTENSIONS),
     .off = FACTS(EKU_PRESENT, UNAFFILIATED), .from = BR_2_0_0)
{
	fail(r, cert_extensions_place(c), same_organization(c) ?
	     "extKeyUsage is missing: a cross-certificate should have it, any other CA needs it" :
	     "extKeyUsage is missing: only between affiliated organizations can a "
	     "cross-certificate do without");
}

/*
 * A cross-certificate for a CA that another organization runs has extKeyUsage.
 *
 * A CA of somebody else is restricted to what it is for. Who runs a CA is not in the bytes: the
 * caller says so by the fact "unaffiliated".
 *
 * fix: add extKeyUsage with serverAuth.
 * covers: br-7.1.2.2.3-cross-eku-present-unaffiliated
 * peers: pkilint:cabf.serverauth.cross_ca.extended_key_usage_extension_absent
 *
 *	pass cross from=2024-06-01 facts=unaffiliated
 *	fail cross from=2024-06-01 facts=unaffiliated -eku policy=dv
 *	na   cross from=2024-06-01 -eku
 */
LINT_AS(extension_missing, br_cross_eku_missing_unaffiliated, ERROR, BR("7.1.2.2.3"),
	.on = FACTS(TLS, CROSS, HAS_EXTENSIONS, UNAFFILIATED), .off = FACTS(EKU_PRESENT),
	.from = BR_2_0_0, EXTENSION(EKU, "a CA that another organization runs needs it"));

/*
 * A CA certificate of August 2020 to September 2023 has extKeyUsage, unless it is a
 * cross-certificate.
 *
 * Version 1.7.1 demanded the extension of every new CA, and excused only cross-certificates that
 * repeat the name and the key of a root. Whether this is one, its bytes do not show.
 *
 * fix: add extKeyUsage with serverAuth.
 * covers: br-7.1.2.6.1-ca-eku-present
 * peers: zlint:n_sub_ca_eku_missing
 *
 *	pass cross
 *	fail cross -eku
 *	na   ca -eku
 *	na   ca-2012
 */
LINT(br_cross_eku_missing_old, NOTICE, BR("7.1.2.2"), .on = FACTS(TLS, CROSS, HAS_EXTENSIONS),
     .off = FACTS(EKU_PRESENT, SELF_ISSUED), .from = BR_1_7_1, .until = BR_2_0_0)
{
	fail(r, cert_extensions_place(c), "extKeyUsage is missing, which only a cross-certificate "
	     "with the name and key of a root may do");
}

/*
 * A CA certificate below the root has authorityInfoAccess.
 *
 * Clients that get an incomplete chain find the missing certificate by it.
 *
 * fix: add the URL of the issuer's certificate.
 * covers: br-7.1.2.6.1-ca-aia-present br-7.1.2.2.3-cross-aia-present
 * peers: zlint:w_sub_ca_aia_missing
 * peers: pkilint:cabf.serverauth.ca.authority_info_access_extension_absent
 * peers: pkilint:cabf.serverauth.cross_ca.authority_info_access_extension_absent
 *
 *	pass ca
 *	fail ca -aia
 *	fail cross -aia
 *	na   root
 *	na   ca-2019 -aia
 */
LINT_AS(extension_missing, br_ca_aia_missing, WARNING, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT, AIA_PRESENT), .from = BR_1_7_1,
	EXTENSION(AIA, "a CA below the root should have it"));

/*
 * A CA certificate of before August 2020 has authorityInfoAccess.
 *
 * It was a duty then, which could be left out only where OCSP responses are stapled; the bytes do
 * not show that.
 *
 * fix: add the URLs of the OCSP responder and of the issuer's certificate.
 * covers: br-7.1.2.6.1-ca-aia-present-old
 * peers: zlint:e_sub_ca_aia_missing
 *
 *	pass ca-2019
 *	fail ca-2019 -aia
 *	na   ca -aia
 */
LINT_AS(extension_missing, br_ca_aia_missing_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT, AIA_PRESENT), .from = BR_1_0_0,
	.until = BR_1_7_1, EXTENSION(AIA, "a CA below the root needs it, unless it staples"));

/*
 * authorityInfoAccess of a CA of before August 2020 has an OCSP URL.
 *
 * It was a duty then, which could be left out only where responses are stapled; the bytes do not
 * show that.
 *
 * fix: add the URL of the issuer's OCSP responder.
 * covers: br-7.1.2.2-ca-aia-ocsp-url-old
 * unless: der_list_empty
 *
 *	pass ca-2019
 *	fail ca-2019 aia=issuer:http://pki.certlint-test.com/root.cer
 *	na   ca aia=issuer:http://pki.certlint-test.com/root.cer
 */
LINT_AS(access_missing, br_ca_ocsp_url_missing_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_1_0_0, .until = BR_1_7_1,
	ACCESS(OCSP));

/*
 * authorityInfoAccess of a CA of September 2023 to March 2024 has an OCSP URL.
 *
 * The first edition of the profiles recommended it; half a year later OCSP became optional.
 *
 * fix: add the URL of the issuer's OCSP responder, or leave it.
 * covers: br-7.1.2.10.3-ca-aia-ocsp-url-should-old
 * unless: der_list_empty br_ca_access_location
 *
 *	pass ca from=2023-12-01
 *	fail ca from=2023-12-01 aia=issuer:http://pki.certlint-test.com/root.cer
 *	na   ca aia=issuer:http://pki.certlint-test.com/root.cer
 */
LINT_AS(access_missing, br_ca_ocsp_url_missing, WARNING, BR("7.1.2.10.3"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_2_0_0, .until = BR_SC63,
	ACCESS(OCSP));

/*
 * authorityInfoAccess of a CA of before September 2023 has a caIssuers URL.
 *
 * Clients that get an incomplete chain find the missing certificate by it. It is optional since the
 * profiles.
 *
 * fix: add the URL of the issuer's certificate.
 * covers: br-7.1.2.2-ca-aia-ca-issuers-url-old
 * peers: zlint:w_sub_ca_aia_does_not_contain_issuing_ca_url
 * unless: br_ca_ocsp_url_missing_old der_list_empty
 *
 *	pass ca-2019
 *	fail ca-2019 aia=ocsp:http://ocsp.certlint-test.com
 *	fail ca-2019 aia=ocsp:http://ocsp.certlint-test.com,issuer:https://a.certlint-test.com
 *	na   ca aia=ocsp:http://ocsp.certlint-test.com
 */
LINT_AS(access_missing, br_ca_issuer_url_missing_old, WARNING, BR("7.1.2.2"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_1_0_0, .until = BR_2_0_0,
	ACCESS(CA_ISSUERS));

/* ---- what should not ---- */

/*
 * A CA certificate below the root has no extension that its profile does not list.
 *
 * Every client that meets the CA has to parse what is in its certificate, with each connection.
 *
 * fix: drop the extension from the profile, or document what it is for.
 * covers: br-7.1.2.6.1-ca-other-extension br-7.1.2.2.3-cross-other-extension
 * peers: pkilint:cabf.serverauth.ca.unknown_extension_present
 * peers: pkilint:cabf.serverauth.cross_ca.unknown_extension_present
 * unless: rfc_extension_duplicate der_oid_empty der_oid_padded der_oid_truncated
 * unless: rfc_subject_info_access_critical rfc_policy_constraints_not_critical
 * unless: rfc_inhibit_any_policy_not_critical rfc_policy_mappings_not_critical
 * unless: rfc_no_rev_avail_in_ca
 *
 *	pass ca
 *	pass tcca
 *	fail ca ext=1.2.3.4:0500
 *	fail ca pc=require=0
 *	fail cross from=2024-06-01 san=dns:www.certlint-test.com
 *	na   ca-2019 ext=1.2.3.4:0500
 */
LINT_AS(extension_other, br_ca_extension_not_listed, WARNING, BR("7.1.2.6.1"),
	.on = FACTS(TLS, CA, HAS_EXTENSIONS), .off = FACTS(ROOT), .from = BR_2_0_0,
	EXTENSIONS_LISTED("a CA certificate", SUBORDINATE_EXTENSIONS));

/* ---- authorityInfoAccess ---- */

#define CA_ACCESS ACCESS_LISTED("ocsp or caIssuers", ACCESS_BIT(OCSP) | ACCESS_BIT(CA_ISSUERS))

/*
 * authorityInfoAccess of a CA has no method beside ocsp and caIssuers.
 *
 * No client knows others, and the profile admits none.
 *
 * fix: drop the entry.
 * covers: br-7.1.2.10.3-ca-aia-access-method
 * peers: pkilint:cabf.serverauth.ca.unknown_aia_access_method_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass ca
 *	fail ca +aia=1.2.3.4:http://pki.certlint-test.com/x
 *	fail ca +aia=repository:http://pki.certlint-test.com/x
 *	na   ca-2019 +aia=1.2.3.4:http://pki.certlint-test.com/x
 */
LINT_AS(access_method_other, br_ca_access_method, ERROR, BR("7.1.2.10.3"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_2_0_0, CA_ACCESS);

/*
 * Every location in authorityInfoAccess of a CA is an HTTP URL.
 *
 * A client that would fetch a certificate over https to verify a certificate goes in a circle, and
 * directories are out of reach for most.
 *
 * fix: publish over plain http; the answers are signed.
 * covers: br-7.1.2.10.3-ca-aia-location-uri br-7.1.2.10.3-ca-aia-location-http
 * peers: zlint:e_ca_aia_non_http_url pkilint:cabf.serverauth.aia_location_not_uri
 * peers: pkilint:cabf.serverauth.aia_location_uri_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty rfc_aia_ocsp_form
 *
 *	pass ca
 *	pass ca aia=issuer:HTTP://pki.certlint-test.com/root.cer
 *	fail ca aia=issuer:https://pki.certlint-test.com/root.cer
 *	fail ca aia=issuer:ldap://pki.certlint-test.com/CN=x?cACertificate
 *	fail ca aia=issuer:http://pki.certlint-test.com/root.cer,issuer:dir:CN=x
 *	na   ca-2019 aia=issuer:https://pki.certlint-test.com/root.cer
 */
LINT_AS(access_location_not_http, br_ca_access_location, ERROR, BR("7.1.2.10.3"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_2_0_0, CA_ACCESS);

/*
 * The locations of one method in authorityInfoAccess of a CA differ from each other.
 *
 * The order of the entries is that of preference; who failed at an address need not try it again.
 *
 * fix: drop the repetition.
 * covers: br-7.1.2.10.3-ca-aia-location-unique
 * peers: pkilint:cabf.serverauth.aia_duplicate_location
 * unless: br_ca_access_location
 *
 *	pass ca
 *	pass ca aia=ocsp:http://pki.certlint-test.com/,issuer:http://pki.certlint-test.com/
 *	fail ca aia=ocsp:http://a.certlint-test.com,ocsp:http://b.certlint-test.com,ocsp:http://a.certlint-test.com
 *	na   ca-2019 aia=ocsp:http://a.certlint-test.com,ocsp:http://a.certlint-test.com
 */
LINT_AS(access_location_repeated, br_ca_access_location_repeated, ERROR, BR("7.1.2.10.3"),
	.on = FACTS(TLS, CA, HAS_AIA), .off = FACTS(ROOT), .from = BR_2_0_0);

/* ---- cRLDistributionPoints ---- */

static void
crl_points_several(const struct cert *c, struct report *r)
{
	struct span list = extension_list(c, OID_CRLDP);
	struct distribution_point d;

	if (distribution_point_next(&list, &d) && distribution_point_next(&list, &d))
		fail(r, der_whole(&d.whole), "cRLDistributionPoints has more than one point");
}

/*
 * cRLDistributionPoints has one distribution point.
 *
 * Each point is for a part of the reasons or of the CRL. Several addresses of one CRL are names of
 * one point.
 *
 * fix: put the addresses into one DistributionPoint, or keep one.
 * covers: br-7.1.2.11.2-crldp-single
 * peers: pkilint:cabf.serverauth.crldp_multiple_distributionpoints_present
 *
 *	pass tls
 *	pass ca crldp=http://a.certlint-test.com/1.crl|http://b.certlint-test.com/1.crl
 *	fail tls crldp=http://a.certlint-test.com/1.crl,http://b.certlint-test.com/1.crl
 *	fail ca crldp=http://a.certlint-test.com/1.crl,http://b.certlint-test.com/1.crl
 *	na   ca-2019 crldp=http://a.certlint-test.com/1.crl,http://b.certlint-test.com/1.crl
 */
LINT_AS(crl_points_several, br_crl_points_several, WARNING, BR("7.1.2.11.2"),
	.on = FACTS(TLS, HAS_CRLDP), .off = FACTS(OCSP_RESPONDER),
	.trigger = ON_SIGHT(CRL_POINT), .from = BR_2_0_0);

/*
 * cRLDistributionPoints of a CA for other uses has one distribution point.
 *
 * Several addresses of one CRL are names of one point.
 *
 * fix: put the addresses into one DistributionPoint, or keep one.
 * covers: br-7.1.2.11.2-crldp-single
 * peers: pkilint:cabf.serverauth.crldp_multiple_distributionpoints_present
 *
 *	pass smime-ca
 *	fail smime-ca crldp=http://a.certlint-test.com/1.crl,http://b.certlint-test.com/1.crl
 *	na   ca crldp=http://a.certlint-test.com/1.crl,http://b.certlint-test.com/1.crl
 */
LINT_AS(crl_points_several, br_non_tls_crl_points_several, NOTICE, BR("7.1.2.11.2"),
	.on = FACTS(CA, CONSTRAINED, HAS_CRLDP), .off = FACTS(TLS, ROOT, CROSS),
	.trigger = ON_SIGHT(CRL_POINT), .from = BR_2_0_0);

/*
 * The name of a distribution point is a full name.
 *
 * The profile has URLs only, and those stand in a fullName.  A name relative to the CRL issuer is a
 * piece of a name in a directory, and with cRLIssuer alone a client has to guess where to look.
 *
 * fix: give the HTTP URL of the CRL.
 * covers: br-7.1.2.11.2-crldp-full-name
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_field_present
 * unless: rfc_crl_point_incomplete
 *
 *	pass tls
 *	fail tls crldp=rel:CN=x
 *	fail ca crldp=rel:CN=x
 *	fail tls crldp={issuer:CN=x} also=br_crl_point_issuer
 *	pass tls crldp=
 *	na   ca-2019 crldp=rel:CN=x
 *	na   ocsp crldp=rel:CN=x
 */
LINT(br_crl_point_not_full_name, ERROR, BR("7.1.2.11.2"), .on = FACTS(TLS, HAS_CRLDP),
     .off = FACTS(OCSP_RESPONDER), .from = BR_2_0_0, .trigger = ON_SIGHT(CRL_POINT_NAME))
{
	struct distribution_point d;
	struct der e;

	each_distribution_point(c, OID_CRLDP, d) {
		if (!der_present(&d.name))
			fail(r, der_whole(&d.whole), "a distribution point has no name");
		else if (der_take(&d.name.body, 0xa1, &e))
			fail(r, der_whole(&e), "a distribution point has a name relative to the "
			     "CRL issuer");
	}
}

/*
 * A distribution point has no reasons.
 *
 * A CRL of some reasons tells half, and clients that read one CRL take it for all.
 *
 * fix: publish one CRL for all reasons.
 * covers: br-7.1.2.11.2-crldp-no-reasons
 * peers: pkilint:cabf.serverauth.crldp_dp_prohibited_field_present
 * unless: rfc_crl_point_incomplete
 *
 *	pass tls
 *	fail tls crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise}
 *	fail ca crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise}
 *	fail ca crldp=http://a.certlint-test.com/a.crl{reasonshex:0700} also=der_named_bits_empty_form
 *	na   ca-2019 crldp=http://a.certlint-test.com/a.crl{reasons:keyCompromise}
 */
LINT_AS(crl_point_has_reasons, br_crl_point_reasons, ERROR, BR("7.1.2.11.2"),
	.on = FACTS(TLS, HAS_CRLDP), .off = FACTS(OCSP_RESPONDER), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_POINT));

/*
 * A distribution point has no cRLIssuer.
 *
 * The CRL is the issuing CA's own. Hardly any client can verify one that somebody else signed.
 *
 * fix: leave cRLIssuer out.
 * covers: br-7.1.2.11.2-crldp-no-crl-issuer
 * peers: zlint:e_crlissuer_must_not_be_present_in_cdp
 * peers: pkilint:cabf.serverauth.crldp_dp_prohibited_field_present
 *
 *	pass tls
 *	fail tls crldp=http://a.certlint-test.com/a.crl{issuer:CN=x}
 *	fail ca crldp=http://a.certlint-test.com/a.crl{issuer:CN=x}
 *	na   ca-2019 crldp=http://a.certlint-test.com/a.crl{issuer:CN=x}
 */
LINT_AS(crl_point_has_issuer, br_crl_point_issuer, ERROR, BR("7.1.2.11.2"),
	.on = FACTS(TLS, HAS_CRLDP), .off = FACTS(OCSP_RESPONDER), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_POINT));

/*
 * The names of a distribution point are URIs.
 *
 * Names in a directory lead nowhere for clients on the Internet.
 *
 * fix: give the HTTP URL of the CRL.
 * covers: br-7.1.2.11.2-crldp-uri-only
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_generalname_type
 *
 *	pass tls
 *	fail tls crldp=http://a.certlint-test.com/a.crl|dir:CN=x
 *	fail tls crldp=http://a.certlint-test.com/a.crl|iphex:010101
 *	fail ca crldp=http://a.certlint-test.com/a.crl|dir:CN=x
 *	na   ca-2019 crldp=http://a.certlint-test.com/a.crl|dir:CN=x
 */
LINT_AS(crl_point_not_uri, br_crl_point_not_uri, ERROR, BR("7.1.2.11.2"),
	.on = FACTS(TLS, HAS_CRLDP), .off = FACTS(OCSP_RESPONDER), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_NOT_HTTP));

/*
 * The URIs of distribution points have the http scheme.
 *
 * A CRL over https needs a certificate that needs a CRL, and directories are out of reach for most.
 * The CRL is signed; plain http is enough.
 *
 * fix: publish the CRL over plain http.
 * covers: br-7.1.2.11.2-crldp-http-only
 * peers: zlint:e_crl_distrib_points_not_http
 * peers: pkilint:cabf.serverauth.crldp_dpname_prohibited_uri_scheme
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty
 *
 *	pass tls
 *	fail tls crldp=https://a.certlint-test.com/a.crl
 *	fail ca crldp=http://a.certlint-test.com/a.crl|ldap://a.certlint-test.com/CN=x?certificateRevocationList
 *	na   ca-2019 crldp=http://a.certlint-test.com/a.crl|https://a.certlint-test.com/a.crl
 */
LINT_AS(crl_point_not_http, br_crl_point_not_http, ERROR, BR("7.1.2.11.2"),
	.on = FACTS(TLS, HAS_CRLDP), .off = FACTS(OCSP_RESPONDER), .from = BR_2_0_0,
	.trigger = ON_SIGHT(CRL_NOT_HTTP));

/*
 * cRLDistributionPoints of a CA of before September 2023 has an HTTP URL.
 *
 * Other addresses could stand beside it. Without one, most clients never see the CRL.
 *
 * fix: add the HTTP URL of the CRL.
 * covers: br-7.1.5-ca-crldp-http-url-old
 * peers: zlint:e_sub_ca_crl_distribution_points_does_not_contain_url
 * unless: der_list_empty rfc_crl_point_incomplete
 *
 *	pass ca-2019
 *	pass ca-2019 crldp=ldap://a.certlint-test.com/CN=x|http://a.certlint-test.com/a.crl
 *	fail ca-2019 crldp=ldap://a.certlint-test.com/CN=x?certificateRevocationList
 *	na   ca crldp=https://a.certlint-test.com/a.crl
 */
LINT(br_ca_crl_without_http_old, ERROR, BR("7.1.2.2"), .on = FACTS(TLS, CA, HAS_CRLDP),
     .off = FACTS(ROOT), .from = BR_1_0_0, .until = BR_2_0_0)
{
	if (!has_http_crl(c))
		fail(r, extension_value(c, OID_CRLDP), "cRLDistributionPoints has no HTTP URL");
}
