/* RFC 5280 4.1.2.1: the version, and what it must be for what is in the certificate. */

#include "dates.h"
#include "lint.h"

static struct span
version_place(const struct cert *c)
{
	if (der_present(&c->version_tag))
		return der_whole(&c->version_tag);
	return der_present(&c->tbs) ? der_whole(&c->tbs) : c->file;
}

/*
 * The version is 1, 2 or 3.
 *
 * There are no others.  A number 3 in the field means version 4: the fields count from 0.
 *
 * fix: encode version 3 as the number 2.
 * covers: rfc5280-4.1.2.1-version-known-value
 * peers: zlint:e_invalid_certificate_version pkilint:pkix.certificate_version_is_not_v3
 * unless: der_integer_empty
 *
 *	pass tls
 *	fail tls version=3
 *	fail tls version=der:a0030201ff
 *	fail tls version=der:a0060204_01000000
 */
LINT(rfc_version_unknown, ERROR, RFC5280("4.1.2.1"), .on = FACTS(CERTIFICATE),
     .from = RFC2459_DAY)
{
	if (!der_present(&c->version_number) || (c->version >= 1 && c->version <= 3))
		return;
	expect(r, "0, 1 or 2", "%s", hex(r, c->version_number.body));
	fail(r, version_place(c), "there is no such version");
}

/*
 * A certificate with extensions is of version 3.
 *
 * A reader of another version does not look for extensions, and sees a certificate without
 * constraints.
 *
 * fix: encode version 3, as a0 03 02 01 02.
 * covers: rfc5280-4.1.2.1-version-v3-with-extensions rfc6487-4.1-rpki-version-3
 * peers: zlint:e_cert_extensions_version_not_3 pkilint:pkix.certificate_version_is_not_v3
 * zlint:e_invalid_certificate_version
 *
 *	pass tls
 *	pass v1
 *	fail tls version=v1
 *	fail tls version=v2
 */
LINT(rfc_version_not_v3_with_extensions, ERROR, RFC5280("4.1.2.1"), .on = FACTS(CERTIFICATE),
     .from = RFC2459_DAY)
{
	if (!der_present(&c->extensions_tag) || (c->version != 1 && c->version != 2))
		return;
	expect(r, "version 3", "version %u", c->version);
	fail(r, version_place(c), "extensions in a certificate of version %u", c->version);
}

/*
 * Unique identifiers stand in version 2 or 3 only.
 *
 * fix: leave issuerUniqueID and subjectUniqueID out.
 * covers: rfc5280-4.1.2.8-unique-id-version
 * peers: zlint:e_cert_unique_identifier_version_not_2_or_3
 *
 *	pass v1 version=v2 suid=0102
 *	fail v1 suid=0102 facts=!tls
 *	fail v1 iuid=0102 facts=!tls
 */
LINT(rfc_unique_id_in_v1, ERROR, RFC5280("4.1.2.8"), .on = FACTS(V1), .from = RFC2459_DAY)
{
	if (der_present(&c->issuer_uid))
		fail(r, der_whole(&c->issuer_uid), "issuerUniqueID in a certificate of version 1");
	if (der_present(&c->subject_uid))
		fail(r, der_whole(&c->subject_uid),
		     "subjectUniqueID in a certificate of version 1");
}

static void
unique_id_present(struct report *r, const struct der *id, const char *what)
{
	if (der_present(id))
		fail(r, der_whole(id), "%s is present", what);
}

/*
 * There is no issuerUniqueID.
 *
 * It was meant for names that are used again; RFC 5280 has names never used again, and identifies
 * keys by extensions.
 *
 * fix: leave issuerUniqueID out.
 * covers: rfc5280-4.1.2.8-issuer-unique-id br-7.1.2-no-issuer-unique-id
 * peers: zlint:e_cert_contains_unique_identifier pkilint:pkix.issuer_unique_id_present
 * unless: rfc_unique_id_in_v1
 *
 *	pass tls
 *	fail tls iuid=0102
 */
LINT(rfc_issuer_unique_id, ERROR, RFC5280("4.1.2.8"), .on = FACTS(CERTIFICATE), .from = RFC5280_DAY)
{
	unique_id_present(r, &c->issuer_uid, "issuerUniqueID");
}

/*
 * There is no subjectUniqueID.
 *
 * As with issuerUniqueID.
 *
 * fix: leave subjectUniqueID out.
 * covers: rfc5280-4.1.2.8-subject-unique-id br-7.1.2-no-subject-unique-id
 * peers: zlint:e_cert_contains_unique_identifier pkilint:pkix.subject_unique_id_present
 * unless: rfc_unique_id_in_v1
 *
 *	pass tls
 *	fail tls suid=0102
 */
LINT(rfc_subject_unique_id, ERROR, RFC5280("4.1.2.8"), .on = FACTS(CERTIFICATE),
     .from = RFC5280_DAY)
{
	unique_id_present(r, &c->subject_uid, "subjectUniqueID");
}

/*
 * A certificate with unique identifiers and no extensions is of version 2.
 *
 * fix: leave issuerUniqueID and subjectUniqueID out.
 * covers: rfc5280-4.1.2.1-version-v2-with-unique-id-only
 * unless: rfc_extensions_missing
 *
 *	pass v1 version=v2 suid=0102
 *	pass v1 version=v3 suid=0102 facts=!tls
 *	fail v1 version=v3 suid=0102 facts=!tls as-of=2005-01-01
 */
LINT(rfc_version_not_v2_with_unique_id, WARNING, RFC5280("4.1.2.1"), .on = FACTS(V3),
     .off = FACTS(TLS), .from = RFC2459_DAY)
{
	if (der_present(&c->extensions_tag) ||
	    (!der_present(&c->issuer_uid) && !der_present(&c->subject_uid)))
		return;
	expect(r, "version 2", "version 3");
	fail(r, version_place(c), "unique identifiers, but no extensions, in version 3");
}

/*
 * A certificate of basic fields only is of version 1.
 *
 * A profile that asks for version 3 asks for extensions too; then what is missing is them.
 *
 * fix: add the extensions that the certificate's profile asks for.
 * covers: rfc5280-4.1.2.1-version-v1-basic-fields-only
 * unless: rfc_extensions_missing
 *
 *	pass v1
 *	pass client
 *	pass v1 version=v3 facts=!tls
 *	fail v1 version=v2 facts=!tls
 *	fail v1 version=v3 facts=!tls as-of=2005-01-01
 */
LINT(rfc_version_not_v1_with_basic_fields, WARNING, RFC5280("4.1.2.1"), .on = FACTS(CERTIFICATE),
     .off = FACTS(TLS, V1), .from = RFC2459_DAY)
{
	if ((c->version != 2 && c->version != 3) || der_present(&c->extensions_tag) ||
	    der_present(&c->issuer_uid) || der_present(&c->subject_uid))
		return;
	expect(r, "version 1", "version %u", c->version);
	fail(r, version_place(c), "neither extensions nor unique identifiers in version %u",
	     c->version);
}
