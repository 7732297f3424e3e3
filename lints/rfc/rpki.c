/* RFC 6487: what the certificates of the RPKI hold beside their resources. */

#include "checks.h"

static bool
is_router(const struct cert *c)
{
	return has_purpose(c, OID_BGPSEC_ROUTER);
}

static bool
is_rsync(const struct der *location)
{
	return location->tag == GN_URI && span_starts_with(location->body, "rsync://");
}

/* ---- names ---- */

/* A name of the RPKI: one commonName of a type, and at most one serialNumber. */
static void
check_name(struct report *r, const struct name *name, struct span place, const char *whose,
	   bool may_be_utf8)
{
	struct attribute a;

	if (name_count(name, OID_COMMON_NAME) != 1)
		fail(r, place, "%s has %u commonNames", whose, name_count(name, OID_COMMON_NAME));
	else if (name_first(name, OID_COMMON_NAME, &a) && a.value.tag != DER_PRINTABLE_STRING &&
		 !(may_be_utf8 && a.value.tag == DER_UTF8_STRING))
		fail(r, der_whole(&a.value), "the commonName is a %s", string_text(a.value.tag));
	if (name_count(name, OID_SERIAL_NUMBER) > 1)
		fail(r, place, "%s has %u serialNumbers", whose,
		     name_count(name, OID_SERIAL_NUMBER));
}

/*
 * The subject of a certificate of the RPKI has one commonName, a PrintableString, and perhaps one
 * serialNumber.
 *
 * The name says nothing about anybody; it is a handle by which certificates are found.  Routers may
 * have a UTF8String (RFC 8209 3.1.1).
 *
 * fix: name the subject by a commonName made from its key.
 * covers: rfc6487-4.5-rpki-subject-common-name
 * unless: rfc_directory_string_type rfc_ca_subject_empty rfc_crl_issuer_subject_empty
 *
 *	pass rpki subject=CN=printable:x
 *	pass rpki subject=CN=printable:x/serialNumber=1
 *	fail rpki subject=CN=utf8:x
 *	pass rpki subject=CN=utf8:ROUTER-00000001 eku=1.3.6.1.5.5.7.3.30
 *	fail rpki subject=CN=printable:x/CN=printable:y
 *	fail rpki subject=O=x
 *	fail rpki subject=CN=printable:x/serialNumber=1/serialNumber=2
 *	pass client subject=CN=x
 */
LINT(rfc_rpki_subject_name, ERROR, RFC("6487", "4.5"), .trigger = ON_SIGHT(RPKI),
     .from = RFC6487_DAY)
{
	check_name(r, &c->subject_name, cert_subject_place(c), "the subject",
		   is_router(c));
}

/*
 * The issuer of a certificate of the RPKI has one commonName, a PrintableString, and perhaps one
 * serialNumber.
 *
 * fix: name the next CA so.
 * covers: rfc6487-4.4-rpki-issuer-common-name
 * unless: rfc_issuer_empty rfc_rpki_subject_name
 *
 *	pass rpki issuer-name=CN=printable:x
 *	fail rpki issuer-name=CN=utf8:x
 *	fail rpki issuer-name=O=x
 *	pass client issuer-name=O=x
 */
LINT(rfc_rpki_issuer_name, ERROR, RFC("6487", "4.4"), .trigger = ON_SIGHT(RPKI),
     .from = RFC6487_DAY)
{
	check_name(r, &c->issuer_name, der_whole(&c->issuer), "the issuer", false);
}

/* ---- keys and what they are for ---- */

/*
 * A certificate of the RPKI that is not a router's has an RSA key of 2048 bits and exponent 65537.
 *
 * fix: generate such a key.
 * covers: rfc7935-3-rpki-key
 * unless: br_key_algorithm
 *
 *	pass rpki key=rsa2048
 *	fail rpki key=p256
 *	fail rpki key=rsa4096
 *	fail rpki key=rsa2048,e=03
 *	pass rpki key=p256 eku=1.3.6.1.5.5.7.3.30
 *	pass client key=p256
 */
LINT(rfc_rpki_key, ERROR, RFC("7935", "3"), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	bool rsa = c->key.algorithm == OID_RSA_ENCRYPTION || c->key.algorithm == OID_SHA256_RSA;

	if (is_router(c) || !der_present(&c->spki) ||
	    (rsa && !facts_have(&c->facts, FACT_KEY_DECODES)))
		return;
	if (!rsa || c->key.bits != 2048 || !SPAN_IS(c->key.exponent, "\x01\x00\x01"))
		fail(r, der_whole(&c->spki), "the key is not of RSA, 2048 bits and 65537");
}

/*
 * keyUsage of a certificate of the RPKI is keyCertSign and cRLSign in a CA, digitalSignature in an
 * end entity, and nothing else.
 *
 * fix: set these bits alone.
 * covers: rfc6487-4.8.4-rpki-ku-ca rfc6487-4.8.4-rpki-ku-ee
 * unless: rfc_key_usage_empty rfc_rsa_key_usage rfc_ec_key_usage
 * unless: rfc_key_cert_sign_without_ca
 *
 *	pass rpki ku=digital
 *	fail rpki ku=digital,nonrep
 *	pass rpki-ca ku=certsign,crlsign
 *	fail rpki-ca ku=certsign
 *	fail rpki-ca ku=certsign,crlsign,digital
 *	pass client ku=digital,nonrep
 */
LINT(rfc_rpki_key_usage, ERROR, RFC("6487", "4.8.4"), .on = FACTS(HAS_KU),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	uint16_t wanted = facts_have(&c->facts, FACT_CA) ?
		KU_BIT(KEY_CERT_SIGN) | KU_BIT(CRL_SIGN) : KU_BIT(DIGITAL_SIGNATURE);
	char want[USAGE_TEXT_MAX], have[USAGE_TEXT_MAX];

	if (c->key_usage == wanted || c->key_usage == 0)
		return;
	usage_text(wanted, want);
	usage_text(c->key_usage, have);
	expect(r, want, "%s", have);
	fail(r, extension_value(c, OID_KU), "keyUsage is %s, where the RPKI has %s", have, want);
}

/*
 * An end entity of the RPKI has keyUsage.
 *
 * fix: add a critical keyUsage with digitalSignature.
 * covers: rfc6487-4.8.4-rpki-ku-ee
 *
 *	pass rpki
 *	fail rpki -ku
 *	pass client -ku
 */
LINT_AS(extension_missing, rfc_rpki_key_usage_missing, ERROR, RFC("6487", "4.8.4"),
	.on = FACTS(HAS_EXTENSIONS), .off = FACTS(KU_PRESENT, CA), .trigger = ON_SIGHT(RPKI),
	.from = RFC6487_DAY, EXTENSION(KU, "certificates of the RPKI have it"));

/*
 * keyUsage of a certificate of the RPKI is critical.
 *
 * fix: mark the extension critical.
 * covers: rfc6487-4.8.4-rpki-ku-ca rfc6487-4.8.4-rpki-ku-ee
 *
 *	pass rpki
 *	fail rpki ku~
 */
LINT_AS(extension_mark, rfc_rpki_key_usage_not_critical, ERROR, RFC("6487", "4.8.4"),
	.on = FACTS(KU_PRESENT), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY, CRITICAL(KU));

/*
 * A CA of the RPKI has no extKeyUsage.
 *
 * fix: drop the extension.
 * covers: rfc6487-4.8.5-rpki-eku-in-ca
 *
 *	pass rpki-ca -eku
 *	fail rpki-ca eku=1.2.3
 *	na   client
 */
LINT_AS(extension_unwanted, rfc_rpki_purpose_in_ca, ERROR, RFC("6487", "4.8.5"),
	.on = FACTS(EKU_PRESENT, CA), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY,
	EXTENSION(EKU, "in a CA of the RPKI"));

/*
 * extKeyUsage of a certificate of the RPKI is not critical.
 *
 * fix: leave the critical field out.
 * covers: rfc6487-4.8.5-rpki-eku-critical
 *
 *	pass rpki
 *	fail rpki eku!=1.2.3
 */
LINT_AS(extension_mark, rfc_rpki_purpose_critical, ERROR, RFC("6487", "4.8.5"),
	.on = FACTS(EKU_PRESENT), .off = FACTS(CA), .trigger = ON_SIGHT(RPKI),
	.from = RFC6487_DAY, NOT_CRITICAL(EKU));

/* ---- basicConstraints ---- */

/*
 * A CA of the RPKI has no pathLenConstraint.
 *
 * fix: leave the field out.
 * covers: rfc6487-4.8.1-rpki-bc-critical-no-pathlen
 *
 *	pass rpki-ca bc=ca
 *	fail rpki-ca bc=ca,pathlen=0
 *	pass client-ca bc=ca,pathlen=0
 */
LINT(rfc_rpki_path_length, ERROR, RFC("6487", "4.8.1"), .on = FACTS(HAS_BC, CA_BIT),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	if (c->path_length != -1)
		fail(r, extension_value(c, OID_BC), "a CA of the RPKI has pathLenConstraint");
}

/*
 * An end entity of the RPKI has no basicConstraints.
 *
 * fix: drop the extension.
 * covers: rfc6487-4.8.1-rpki-bc-in-ee
 *
 *	pass rpki -bc
 *	fail rpki bc=leaf
 *	pass client bc=leaf
 */
LINT_AS(extension_unwanted, rfc_rpki_basic_constraints_in_end_entity, ERROR, RFC("6487", "4.8.1"),
	.on = FACTS(BC_PRESENT), .off = FACTS(CA), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY,
	EXTENSION(BC, "in an end entity of the RPKI"));

/* ---- key identifiers ---- */

/*
 * An end entity of the RPKI has a subjectKeyIdentifier.
 *
 * fix: add the SHA-1 hash of the key's bits.
 * covers: rfc6487-4.8.2-rpki-ski-present
 *
 *	pass rpki
 *	fail rpki -ski
 */
LINT_AS(extension_missing, rfc_rpki_ski_missing, ERROR, RFC("6487", "4.8.2"),
	.on = FACTS(HAS_EXTENSIONS), .off = FACTS(SKI_PRESENT, CA), .trigger = ON_SIGHT(RPKI),
	.from = RFC6487_DAY, EXTENSION(SKI, "certificates of the RPKI have it"));

/*
 * subjectKeyIdentifier of a certificate of the RPKI is the SHA-1 hash of the key's bits.
 *
 * Names of files in repositories are made from it.
 *
 * fix: hash the contents of subjectPublicKey with SHA-1.
 * covers: rfc6487-4.8.2-rpki-ski-sha1
 *
 *	pass rpki
 *	fail rpki ski=01020304
 *	fail rpki ski={20:01}
 *	pass client ski=01020304
 */
LINT(rfc_rpki_ski_not_sha1, ERROR, RFC("6487", "4.8.2"), .on = FACTS(HAS_SKI),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct span id = subject_key_identifier(c);
	uint8_t wanted[20];

	if (id.p == NULL || c->key.octets.n == 0)
		return;
	sha1(c->key.octets, wanted);
	if (!span_is(id, (const char *)wanted, sizeof(wanted)))
		fail(r, id, "subjectKeyIdentifier %s is not the SHA-1 hash of the key",
		     hex(r, id));
}

/*
 * authorityKeyIdentifier of a certificate of the RPKI has a keyIdentifier alone.
 *
 * fix: leave authorityCertIssuer and authorityCertSerialNumber out.
 * covers: rfc6487-4.8.3-rpki-aki-issuer-serial
 * unless: rfc_aki_issuer_without_serial
 *
 *	pass rpki
 *	fail rpki aki=auto,issuer:CN=x,serial:01
 *	pass client aki=auto,issuer:CN=x,serial:01
 */
LINT(rfc_rpki_aki_issuer_and_serial, ERROR, RFC("6487", "4.8.3"), .on = FACTS(HAS_AKI),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct authority_key k = authority_key(c);

	if (der_present(&k.issuer) || der_present(&k.serial))
		fail(r, der_whole(der_present(&k.issuer) ? &k.issuer : &k.serial),
		     "authorityKeyIdentifier has more than a keyIdentifier");
}

/* ---- where things are ---- */

/*
 * cRLDistributionPoints of a certificate of the RPKI is one point with an rsync URI.
 *
 * It has neither reasons nor cRLIssuer: each CA has one CRL for all its certificates.
 *
 * fix: list one point, with the rsync URI of the CA's CRL.
 * covers: rfc6487-4.8.6-rpki-crldp-one-rsync
 * unless: rfc_crl_point_incomplete
 * unless: rfc_crl_issuer_redundant rfc_crl_issuer_not_a_name
 * unless: rfc_uri_relative rfc_uri_scheme der_list_empty
 *
 *	pass rpki crldp=rsync://a.certlint-test.com/a.crl
 *	pass rpki crldp=rsync://a.certlint-test.com/a.crl|http://a.certlint-test.com/a.crl
 *	fail rpki crldp=http://a.certlint-test.com/a.crl
 *	fail rpki crldp=rsync://a.certlint-test.com/a.crl,rsync://b.certlint-test.com/a.crl
 *	pass client
 */
LINT(rfc_rpki_crl_point, ERROR, RFC("6487", "4.8.6"), .on = FACTS(HAS_CRLDP),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct distribution_point d;
	unsigned points = 0;
	struct der gn;
	bool found;

	each_distribution_point(c, OID_CRLDP, d) {
		found = false;
		while (!found && list_next(&d.full_name, 0, &gn))
			found = is_rsync(&gn);
		if (points++ > 0)
			fail(r, der_whole(&d.whole), "a second distribution point");
		else if (!found)
			fail(r, der_whole(&d.whole), "a distribution point without rsync URI");
		else if (der_present(&d.reasons) || der_present(&d.issuer))
			fail(r, der_whole(&d.whole), "a distribution point with more than a name");
	}
}

/*
 * A certificate of the RPKI that is not self-signed has cRLDistributionPoints.
 *
 * fix: add the rsync URI of the CA's CRL.
 * covers: rfc6487-4.8.6-rpki-crldp-one-rsync
 *
 *	pass rpki
 *	fail rpki -crldp
 *	pass client -crldp
 */
LINT_AS(extension_missing, rfc_rpki_crl_points_missing, ERROR, RFC("6487", "4.8.6"),
	.on = FACTS(HAS_EXTENSIONS), .off = FACTS(CRLDP_PRESENT, ROOT), .trigger = ON_SIGHT(RPKI),
	.from = RFC6487_DAY, EXTENSION(CRLDP, "certificates of the RPKI have it"));

/*
 * A self-signed certificate of the RPKI has no cRLDistributionPoints.
 *
 * fix: drop the extension.
 * covers: rfc6487-4.8.6-rpki-crldp-one-rsync
 *
 *	pass rpki-root
 *	fail rpki-root crldp=rsync://a.certlint-test.com/a.crl
 */
LINT_AS(extension_unwanted, rfc_rpki_crl_points_in_root, ERROR, RFC("6487", "4.8.6"),
	.on = FACTS(CRLDP_PRESENT, ROOT), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY,
	EXTENSION(CRLDP, "in a self-signed certificate of the RPKI"));

/* Whether an access description of an extension has the method and an rsync URI. */
static bool
has_rsync(const struct cert *c, enum oid extension, enum oid method)
{
	struct access a;

	each_access(c, extension, a)
		if (a.oid == method && is_rsync(&a.location))
			return true;
	return false;
}

/*
 * A certificate of the RPKI that is not self-signed says where its issuer's certificate is, by an
 * rsync URI.
 *
 * fix: add authorityInfoAccess with caIssuers and the rsync URI.
 * covers: rfc6487-4.8.7-rpki-aia-ca-issuers-rsync
 *
 *	pass rpki aia=issuer:rsync://a.certlint-test.com/a.cer
 *	fail rpki aia=issuer:http://a.certlint-test.com/a.cer
 *	fail rpki -aia
 *	pass client
 */
LINT(rfc_rpki_issuer_location, ERROR, RFC("6487", "4.8.7"), .on = FACTS(HAS_EXTENSIONS),
     .off = FACTS(ROOT), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	if (!has_rsync(c, OID_AIA, OID_ACCESS_CA_ISSUERS))
		fail(r, cert_extension(c, OID_AIA) ? extension_value(c, OID_AIA) :
		     cert_extensions_place(c), "no rsync URI of the issuer's certificate");
}

/*
 * A self-signed certificate of the RPKI has no authorityInfoAccess.
 *
 * fix: drop the extension.
 * covers: rfc6487-4.8.7-rpki-aia-ca-issuers-rsync
 *
 *	pass rpki-root
 *	fail rpki-root aia=issuer:rsync://a.certlint-test.com/a.cer
 */
LINT_AS(extension_unwanted, rfc_rpki_aia_in_root, ERROR, RFC("6487", "4.8.7"),
	.on = FACTS(AIA_PRESENT, ROOT), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY,
	EXTENSION(AIA, "in a self-signed certificate of the RPKI"));

/*
 * A CA of the RPKI says where its repository and its manifest are, by rsync URIs.
 *
 * fix: add subjectInfoAccess with caRepository and rpkiManifest.
 * covers: rfc6487-4.8.8-rpki-sia-present
 *
 *	pass rpki-ca sia=repository:rsync://a.certlint-test.com/a/,1.3.6.1.5.5.7.48.10:rsync://a.certlint-test.com/a.mft
 *	fail rpki-ca sia=repository:rsync://a.certlint-test.com/a/
 *	fail rpki-ca sia=1.3.6.1.5.5.7.48.10:rsync://a.certlint-test.com/a.mft
 *	fail rpki-ca -sia
 *	pass client-ca
 */
LINT(rfc_rpki_repository, ERROR, RFC("6487", "4.8.8.1"), .on = FACTS(CA, HAS_EXTENSIONS),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct span place = cert_extension(c, OID_SIA) ? extension_value(c, OID_SIA) :
		cert_extensions_place(c);

	if (!has_rsync(c, OID_SIA, OID_ACCESS_CA_REPOSITORY))
		fail(r, place, "no rsync URI of the repository");
	else if (!has_rsync(c, OID_SIA, OID_ACCESS_RPKI_MANIFEST))
		fail(r, place, "no rsync URI of the manifest");
}

/*
 * An end entity of the RPKI says where the object is that it signs, by an rsync URI.
 *
 * Routers sign no objects, and have no subjectInfoAccess.
 *
 * fix: add subjectInfoAccess with signedObject and the rsync URI.
 * covers: rfc6487-4.8.8-rpki-sia-present
 *
 *	pass rpki sia=1.3.6.1.5.5.7.48.11:rsync://a.certlint-test.com/a.roa
 *	fail rpki sia=1.3.6.1.5.5.7.48.11:http://a.certlint-test.com/a.roa
 *	fail rpki -sia
 *	pass rpki -sia eku=1.3.6.1.5.5.7.3.30
 *	pass client
 */
LINT(rfc_rpki_signed_object, ERROR, RFC("6487", "4.8.8.2"), .on = FACTS(HAS_EXTENSIONS),
     .off = FACTS(CA), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	if (!is_router(c) && !has_rsync(c, OID_SIA, OID_ACCESS_SIGNED_OBJECT))
		fail(r, cert_extension(c, OID_SIA) ? extension_value(c, OID_SIA) :
		     cert_extensions_place(c), "no rsync URI of the signed object");
}

/*
 * The certificate of a BGPsec router has no subjectInfoAccess.
 *
 * A router publishes nothing.
 *
 * fix: drop the extension.
 * covers: rfc8209-3.1.3.3-bgpsec-sia
 *
 *	pass rpki eku=1.3.6.1.5.5.7.3.30 -sia
 *	fail rpki eku=1.3.6.1.5.5.7.3.30 asresources=30(a0(30(020101))) -ipresources
 *	pass rpki
 */
LINT(rfc_bgpsec_subject_info_access, ERROR, RFC("8209", "3.1.3.3"),
     .on = FACTS(SIA_PRESENT, HAS_EKU), .off = FACTS(CA), .from = RFC8209_DAY)
{
	if (is_router(c))
		fail(r, cert_extension(c, OID_SIA)->whole, "subjectInfoAccess in the certificate "
		     "of a BGPsec router");
}

/*
 * subjectInfoAccess of an end entity of the RPKI is about the signed object alone.
 *
 * fix: drop the other access methods.
 * covers: rfc6487-4.8.8.2-rpki-sia-other-method
 * unless: rfc_rpki_signed_object
 *
 *	pass rpki sia=1.3.6.1.5.5.7.48.11:rsync://a.certlint-test.com/a.roa
 *	fail rpki sia=1.3.6.1.5.5.7.48.11:rsync://a.certlint-test.com/a.roa,1.3.6.1.5.5.7.48.13:https://a.certlint-test.com/n.xml
 *	pass client sia=timestamping:http://a.certlint-test.com/
 */
LINT(rfc_rpki_access_other, ERROR, RFC("6487", "4.8.8.2"), .on = FACTS(HAS_SIA), .off = FACTS(CA),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct access a;

	each_access(c, OID_SIA, a)
		if (a.oid != OID_ACCESS_SIGNED_OBJECT)
			fail(r, der_whole(&a.method), "%s in an end entity of the RPKI",
			     oid_name(r, a.method.body));
}

/* ---- policies and resources ---- */

/*
 * A certificate of the RPKI has one policy.
 *
 * The policy of the RPKI (RFC 6484) stands alone, with at most one qualifier, a pointer to the CPS.
 *
 * fix: leave the other policies out.
 * covers: rfc6487-4.8.9-rpki-cp-one-critical rfc7318-2-rpki-cp-qualifier
 * unless: rfc_policy_duplicate
 *
 *	pass rpki
 *	pass rpki policy!=1.3.6.1.5.5.7.14.2{cps:http://a.certlint-test.com/cps}
 *	fail rpki policy!=1.3.6.1.5.5.7.14.2{cps:http://a.certlint-test.com/cps;cps:http://a.certlint-test.com/b}
 *	fail rpki policy!=1.3.6.1.5.5.7.14.2,1.2.3
 *	pass client policy=1.2.3,1.2.4
 */
LINT(rfc_rpki_policies, ERROR, RFC("6487", "4.8.9"), .on = FACTS(HAS_POLICIES),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct der whole, id, value;
	unsigned qualifiers = 0;
	struct policy p;

	each_policy(c, p) {
		if (p.oid != OID_POLICY_RPKI)
			fail(r, p.id.body, "policy %s in a certificate of the RPKI",
			     oid_name(r, p.id.body));
		while (qualifier_next(&p.qualifiers, &whole, &id, &value))
			if (qualifiers++ > 0 || oid_find(id.body) != OID_CPS_URI)
				fail(r, der_whole(&whole), "a qualifier beside or instead of one "
				     "CPS pointer");
	}
}

/*
 * certificatePolicies of a certificate of the RPKI is critical.
 *
 * Whoever does not know what the certificates are good for must not take them for others.
 *
 * fix: mark the extension critical.
 * covers: rfc6487-4.8.9-rpki-cp-one-critical
 *
 *	pass rpki
 *	fail rpki policy~
 *	pass client policy=1.2.3
 */
LINT_AS(extension_mark, rfc_rpki_policies_not_critical, ERROR, RFC("6487", "4.8.9"),
	.on = FACTS(POLICIES_PRESENT), .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY,
	CRITICAL(POLICIES));

/*
 * Resources of the RPKI have no SAFI.
 *
 * fix: encode addressFamily in two octets.
 * covers: rfc6487-4.8.10-rpki-safi
 *
 *	pass rpki ipresources!=30(30(04(0001)0500))
 *	fail rpki ipresources!=30(30(04(000101)0500))
 *	pass client ipresources=30(30(04(000101)0500))
 */
LINT(rfc_rpki_safi, ERROR, RFC("6487", "4.8.10"), .on = FACTS(HAS_IP_ADDR_BLOCKS),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct span list = extension_list(c, OID_IP_ADDR_BLOCKS);
	struct der family, id;

	while (list_next(&list, DER_SEQUENCE, &family))
		if (der_take(&family.body, DER_OCTET_STRING, &id) && id.body.n == 3)
			fail(r, der_whole(&id), "a family with a SAFI");
}

/*
 * Resources of the RPKI have no routing domains.
 *
 * fix: leave rdi out.
 * covers: rfc6487-4.8.11-rpki-rdi
 *
 *	pass rpki asresources=30(a0(0500))
 *	fail rpki asresources=30(a0(0500)a1(0500))
 *	pass client asresources=30(a0(0500)a1(0500))
 */
LINT(rfc_rpki_routing_domains, ERROR, RFC("6487", "4.8.11"), .on = FACTS(HAS_AS_IDENTIFIERS),
     .trigger = ON_SIGHT(RPKI), .from = RFC6487_DAY)
{
	struct span list = extension_list(c, OID_AS_IDENTIFIERS);
	struct der e;

	while (der_next(&list, &e))
		if (e.tag == 0xa1)
			fail(r, der_whole(&e), "routing domains in a certificate of the RPKI");
}
