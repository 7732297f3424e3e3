/* TLS BR 7.1.1: the version. */

#include "dates.h"
#include "lint.h"

/*
 * A certificate is of version 3.
 *
 * fix: encode version 3, as a0 03 02 01 02, and add the extensions of the profile.
 * covers: br-7.1.1-cert-version-v3
 * peers: zlint:e_invalid_certificate_version pkilint:pkix.certificate_version_is_not_v3
 * unless: rfc_version_unknown rfc_version_not_v3_with_extensions
 *
 *	pass tls
 *	pass tls version=v1
 *	fail v1 facts=tls also=br_place_missing
 *	fail v1 version=v2 facts=tls
 */
LINT(br_version_not_v3, ERROR, BR("7.1.1"), .on = FACTS(TLS), .from = BR_1_0_0)
{
	struct span place = der_present(&c->version_tag) ? der_whole(&c->version_tag) :
		der_whole(&c->tbs);

	if (c->version == 3 || !der_present(&c->tbs))
		return;
	expect(r, "version 3", "version %u", c->version);
	fail(r, place, "the certificate is not of version 3");
}
