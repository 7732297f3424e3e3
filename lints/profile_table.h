/* The tables of certificate profiles: what a kind of certificate has, and what beyond it. */

#ifndef CERTLINT_LINTS_PROFILE_TABLE_H
#define CERTLINT_LINTS_PROFILE_TABLE_H

#include "checks.h"

/* Extensions that a table lists; every other one is reported at its OID. */
struct extension_table {
	const char *whose;		/* "a root certificate" */
	uint64_t listed;
};
lint_check extension_other;
_Static_assert(OID_EXTENSION_COUNT <= 64, "more extensions than bits");
#define EXT_BIT(oid_) ((uint64_t)1 << EXT(OID_##oid_))
#define EXTENSIONS_LISTED(whose_, ...) \
	.arg = &(const struct extension_table){ whose_, __VA_ARGS__ }

/* Key purposes that a table lists; every other one is reported. */
struct purpose_table {
	const char *beside;		/* "the purposes of TLS" */
	uint32_t listed;
};
lint_check purpose_other;
#define PURPOSE_BIT(oid_) ((uint32_t)1 << (OID_##oid_ - OID_PURPOSE_FIRST))
#define PURPOSES_LISTED(beside_, ...) \
	.arg = &(const struct purpose_table){ beside_, __VA_ARGS__ }

/* Attribute types that a table lists; every other one is reported. */
struct attribute_table {
	const char *whose;		/* "a CA certificate" */
	uint64_t listed;
};
lint_check attribute_other;
_Static_assert(OID_ATTRIBUTE_COUNT <= 64, "more attribute types than bits");
#define ATTR_BIT(oid_) ((uint64_t)1 << (OID_##oid_ - OID_ATTRIBUTE_FIRST))
#define ATTRIBUTES_LISTED(whose_, ...) \
	.arg = &(const struct attribute_table){ whose_, __VA_ARGS__ }

/* One attribute type that the subject lacks or has, and why that is wrong. */
struct attribute_row {
	enum oid oid;
	const char *why;
};
lint_check attribute_missing;
lint_check attribute_unwanted;
#define ATTRIBUTE(oid_, why_) .arg = &(const struct attribute_row){ OID_##oid_, why_ }

/*
 * What a CA's subject may have without anybody's advice against it (TLS BR 7.1.2.10.2);
 * organizationalUnitName has lints of its own.
 */
#define CA_ATTRIBUTES ATTR_BIT(COUNTRY) | ATTR_BIT(STATE) | ATTR_BIT(LOCALITY) | \
	ATTR_BIT(POSTAL_CODE) | ATTR_BIT(STREET) | ATTR_BIT(ORGANIZATION) | \
	ATTR_BIT(ORGANIZATIONAL_UNIT) | ATTR_BIT(COMMON_NAME)

/* What every CA below a root may have (TLS BR 7.1.2.2 to 7.1.2.6). */
#define SUBORDINATE_EXTENSIONS EXT_BIT(AKI) | EXT_BIT(BC) | EXT_BIT(POLICIES) | EXT_BIT(CRLDP) | \
	EXT_BIT(KU) | EXT_BIT(SKI) | EXT_BIT(EKU) | EXT_BIT(AIA) | EXT_BIT(NC) | EXT_BIT(SCT_LIST)

/* Locations in authorityInfoAccess; the constant is a bit of 1 << (method - OID_ACCESS_OCSP). */
struct access_table {
	const char *methods;		/* "ocsp or caIssuers" */
	uint32_t listed;
};
lint_check access_method_other;
lint_check access_location_not_http; /* of the listed methods */
lint_check access_location_repeated; /* compared with the first few: no constant */
#define ACCESS_BIT(oid_) ((uint32_t)1 << (OID_ACCESS_##oid_ - OID_ACCESS_OCSP))
#define ACCESS_LISTED(methods_, ...) \
	.arg = &(const struct access_table){ methods_, __VA_ARGS__ }

/* Whether a URI has the http scheme. */
static inline bool
uri_is_http(struct span uri)
{
	return span_starts_with(uri, "http://");
}

/* What the names of distribution points must be (TLS BR 7.1.2.11.2). */
lint_check crl_point_not_uri;
lint_check crl_point_not_http;
lint_check crl_point_has_reasons;
lint_check crl_point_has_issuer;

/* authorityInfoAccess has no HTTP URL of a method. */
lint_check access_missing;
#define ACCESS(method) .arg = &(const enum oid){ OID_ACCESS_##method }

/* Whether some name of some distribution point is an HTTP URL. */
bool has_http_crl(const struct cert *c);

/* anyPolicy beside other policies. */
lint_check any_policy_not_alone;

/* Whether issuer and subject have the same organizationName; without one on either side: yes. */
bool same_organization(const struct cert *c);

#endif
