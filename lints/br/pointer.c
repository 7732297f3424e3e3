/* TLS BR 7.1.2.7.7: where a server's certificate says that its issuer, OCSP and CRLs are. */

#include "profile_table.h"

#define SUBSCRIBER_ACCESS \
	ACCESS_LISTED("ocsp or caIssuers", ACCESS_BIT(OCSP) | ACCESS_BIT(CA_ISSUERS))

/*
 * authorityInfoAccess of a server's certificate has no method beside ocsp and caIssuers.
 *
 * No client knows others, and the profile admits none.
 *
 * fix: drop the entry.
 * covers: br-7.1.2.7.7-aia-access-method
 * peers: zlint:e_aia_must_contain_permitted_access_method
 * peers: pkilint:cabf.serverauth.subscriber.unknown_aia_access_method_present
 * unless: der_oid_empty der_oid_padded der_oid_truncated
 *
 *	pass tls
 *	fail tls +aia=1.2.3.4:http://pki.certlint-test.com/x
 *	fail tls +aia=repository:http://pki.certlint-test.com/x
 *	na   tls-2019 +aia=1.2.3.4:http://pki.certlint-test.com/x
 *	na   client +aia=1.2.3.4:http://pki.certlint-test.com/x
 */
LINT_AS(access_method_other, br_access_method, ERROR, BR("7.1.2.7.7"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_2_0_0, SUBSCRIBER_ACCESS);

/*
 * Every location in authorityInfoAccess of a server's certificate is an HTTP URL.
 *
 * A client that would ask over https whether a certificate is revoked needs a certificate for that,
 * and goes in a circle; directories are out of reach for most.
 *
 * fix: publish over plain http; the answers are signed.
 * covers: br-7.1.2.7.7-aia-location-uri br-7.1.2.7.7-aia-ocsp-http
 * covers: br-7.1.2.7.7-aia-ca-issuers-http
 * peers: zlint:e_aia_ocsp_must_have_http_only zlint:e_aia_ca_issuers_must_have_http_only
 * peers: zlint:e_aia_must_contain_permitted_access_method
 * peers: pkilint:cabf.serverauth.aia_location_not_uri
 * peers: pkilint:cabf.serverauth.aia_location_uri_not_http
 * unless: rfc_uri_relative rfc_uri_scheme rfc_uri_empty rfc_aia_ocsp_form
 *
 *	pass tls
 *	pass tls aia=issuer:HTTP://pki.certlint-test.com/ca.cer
 *	fail tls aia=issuer:https://pki.certlint-test.com/ca.cer
 *	fail tls aia=ocsp:https://ocsp.certlint-test.com,issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls aia=issuer:ldap://pki.certlint-test.com/CN=x?cACertificate
 *	fail tls aia=issuer:http://pki.certlint-test.com/ca.cer,issuer:dir:CN=x
 *	fail tls aia=issuer:http://pki.certlint-test.com/ca.cer,issuer:dns:a.certlint-test.com
 *	fail tls aia=issuer:ftp://pki.certlint-test.com/ca.cer
 *	fail tls aia=issuer:http://pki.certlint-test.com/ca.cer,issuer:iphex:010101
 *	na   tls-2019 aia=ocsp:https://ocsp.certlint-test.com
 */
LINT_AS(access_location_not_http, br_access_location, ERROR, BR("7.1.2.7.7"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_2_0_0, SUBSCRIBER_ACCESS);

/*
 * The locations of one method in authorityInfoAccess of a server's certificate differ from each
 * other.
 *
 * The order of the entries is that of preference; who failed at an address need not try it again.
 *
 * fix: drop the repetition.
 * covers: br-7.1.2.7.7-aia-location-unique
 * peers: zlint:e_aia_unique_access_locations pkilint:cabf.serverauth.aia_duplicate_location
 * unless: br_access_location
 *
 *	pass tls
 *	pass tls aia=ocsp:http://pki.certlint-test.com/,issuer:http://pki.certlint-test.com/
 *	fail tls aia=ocsp:http://a.certlint-test.com,issuer:http://a.certlint-test.com,ocsp:http://a.certlint-test.com
 *	na   tls-2019 aia=ocsp:http://a.certlint-test.com,ocsp:http://a.certlint-test.com
 */
LINT_AS(access_location_repeated, br_access_location_repeated, ERROR, BR("7.1.2.7.7"),
	.on = FACTS(TLS, SUBSCRIBER, HAS_AIA), .from = BR_2_0_0);

/*
 * cRLDistributionPoints of a server's certificate of before September 2023 has an HTTP URL.
 *
 * Other addresses could stand beside it. Without one, most clients never see the CRL.
 *
 * fix: add the HTTP URL of the CRL.
 * covers: br-7.1.2.3-crldp-http-url-old
 * peers: zlint:e_sub_cert_crl_distribution_points_does_not_contain_url
 * unless: der_list_empty rfc_crl_point_incomplete
 *
 *	pass tls-2019
 *	pass tls-2019 crldp=ldap://a.certlint-test.com/CN=x|http://a.certlint-test.com/a.crl
 *	fail tls-2019 crldp=ldap://a.certlint-test.com/CN=x?certificateRevocationList
 *	fail tls-2019 crldp=https://a.certlint-test.com/a.crl
 *	fail tls-2019 crldp=dir:CN=x
 *	na   client crldp=https://a.certlint-test.com/a.crl
 */
LINT(br_crl_without_http_old, ERROR, BR("7.1.2.3"), .on = FACTS(TLS, SUBSCRIBER, HAS_CRLDP),
     .from = BR_1_0_0, .until = BR_2_0_0)
{
	if (!has_http_crl(c))
		fail(r, extension_value(c, OID_CRLDP), "cRLDistributionPoints has no HTTP URL");
}
