/* TLS BR 7.1.2: hosts from which CRLs, OCSP answers and issuers are fetched are public ones. */

#include "names.h"

/* Whether something that a URI's host names is no host of the public DNS on the day. */
static bool
is_internal(const struct report *r, struct span text)
{
	struct uri uri;
	struct ip ip;

	if (!uri_split(text, &uri) || uri.host.n == 0 || ip_from_loose_text(uri.host, &ip))
		return false;
	return (name_flags(r, uri.host) & HOST_TLD_FAULTS) != 0 &&
		(uri_flags(text, &uri) & (URI_BIT(HOST) | URI_BIT(LITERAL))) == 0;
}

static void
report_internal(const struct cert *c, struct report *r, enum oid extension)
{
	struct location u;

	each_uri(c, u)
		if (u.extension == extension && is_internal(r, u.name.body))
			fail(r, u.name.body, "%s names a host outside the public DNS",
			     quote(r, u.name.body));
}

/*
 * The hosts in authorityInfoAccess are in the public DNS.
 *
 * A relying party outside the authority's own network cannot reach "http://ca.corp/", nor ask there
 * whether the certificate is revoked.
 *
 * fix: publish under a name in the public DNS.
 * covers: br-7.1.2.7.7-aia-internal-name
 * peers: zlint:w_sub_cert_aia_contains_internal_names
 *
 *	pass tls
 *	fail tls aia=ocsp:http://ocsp.corp,issuer:http://pki.certlint-test.com/ca.cer
 *	fail tls aia=ocsp:http://ocsp,issuer:http://pki.certlint-test.com/ca.cer
 *	pass tls aia=ocsp:http://10.0.0.1
 *	na   client aia=ocsp:http://ocsp.corp
 */
LINT(br_aia_internal_name, WARNING, BR("7.1.2.7.7"), .on = FACTS(TLS, HAS_AIA),
     .trigger = ON_URI(HOST_INTERNAL), .from = BR_1_0_0)
{
	report_internal(c, r, OID_AIA);
}

/*
 * The hosts in cRLDistributionPoints are in the public DNS.
 *
 * A CRL that can be fetched in one network only tells the rest of the world nothing.
 *
 * fix: publish under a name in the public DNS.
 * covers: br-7.1.2.7.7-aia-internal-name
 *
 *	pass tls
 *	fail tls crldp=http://crl.local/ca.crl
 *	fail ca crldp=http://crl.certlintroot/root.crl
 */
LINT(br_crldp_internal_name, WARNING, BR("7.1.2.11.2"), .on = FACTS(TLS, HAS_CRLDP),
     .trigger = ON_URI(HOST_INTERNAL), .from = BR_1_0_0)
{
	report_internal(c, r, OID_CRLDP);
}
