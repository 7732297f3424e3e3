/* Checks that many lints share: attributes, extensions' presence and marks, key usages. */

#ifndef CERTLINT_LINTS_CHECKS_H
#define CERTLINT_LINTS_CHECKS_H

#include "lint.h"
#include "dates.h"

/*
 * Attributes of a name that have a flag of attribute.h, all or those of one type: reported at the
 * value.  The trigger is ON_SUBJECT() or ON_ISSUER() of the flag: a sound name is not walked.
 */
struct attribute_fault {
	enum attribute_flag flag;
	bool issuer;
	enum oid only;			/* OID_NONE: every type */
	const char *detail;		/* what is wrong, after type and value */
};
lint_check attribute_fault;

/* The columns of a row about the subject's attributes of one type, or of every type. */
#define SUBJECT_FAULT(flag_, only_, detail_)						\
	.trigger = ON_SUBJECT(flag_),							\
	.arg = &(const struct attribute_fault){ ATTRIBUTE_##flag_, false, OID_##only_, detail_ }
#define ISSUER_FAULT(flag_, detail_)							\
	.trigger = ON_ISSUER(flag_),							\
	.arg = &(const struct attribute_fault){ ATTRIBUTE_##flag_, true, OID_NONE, detail_ }

/* Report one attribute with a flag, and what its form asks for. */
void attribute_report(struct report *r, const struct attribute *a, enum attribute_flag flag,
		      const char *whose, const char *detail);

/* Two letters, not both of them capitals. */
bool country_is_lower_case(struct span code);

/* The name of a string type by its tag: "UTF8String". */
const char *string_text(uint32_t tag);

/* An extension that is marked critical and must not be, or the reverse: at its OID. */
struct mark {
	enum oid oid;
	bool critical;			/* as it has to be */
};
lint_check extension_mark;
#define CRITICAL(oid_) .arg = &(const struct mark){ OID_##oid_, true }
#define NOT_CRITICAL(oid_) .arg = &(const struct mark){ OID_##oid_, false }

/* An extension that is there and must not be, or lacks: the facts say so, this only reports. */
struct extension_row {
	enum oid oid;
	const char *why;		/* after the name: "has no place in ..." */
};
lint_check extension_unwanted;
lint_check extension_missing;
#define EXTENSION(oid_, why_) .arg = &(const struct extension_row){ OID_##oid_, why_ }

/* Key usages: none of `forbidden`, and one of `needed` at least (0: no such need). */
struct usage_row {
	uint16_t forbidden, needed;
	const char *why;		/* "which an RSA key cannot do" */
};
lint_check key_usage_row;
#define KU_BIT(name) ((uint16_t)(1u << KU_##name))
#define USAGE(forbidden_, needed_, why_) \
	.arg = &(const struct usage_row){ forbidden_, needed_, why_ }

#define KU_SIGNING (KU_BIT(DIGITAL_SIGNATURE) | KU_BIT(NON_REPUDIATION) | \
	KU_BIT(KEY_CERT_SIGN) | KU_BIT(CRL_SIGN))
#define KU_ENCIPHERMENT (KU_BIT(KEY_ENCIPHERMENT) | KU_BIT(DATA_ENCIPHERMENT))
#define KU_ONLY (KU_BIT(ENCIPHER_ONLY) | KU_BIT(DECIPHER_ONLY))
#define KU_AGREEMENT (KU_BIT(KEY_AGREEMENT) | KU_ONLY)

static inline bool
has_usage(const struct cert *c, enum key_usage bit)
{
	return c->key_usage >> bit & 1;
}

/* "keyAgreement, encipherOnly" of the bits of a mask. */
enum { USAGE_TEXT_MAX = 160 };
void usage_text(unsigned mask, char out[USAGE_TEXT_MAX]);

/* A key purpose that extKeyUsage lists: whether it does, and where. */
static inline bool
has_purpose(const struct cert *c, enum oid purpose)
{
	return c->purposes >> (purpose - OID_PURPOSE_FIRST) & 1;
}
struct purpose_row {
	enum oid purpose;
	const char *why;
};
lint_check purpose_unwanted;
#define PURPOSE(oid_, why_) .arg = &(const struct purpose_row){ OID_##oid_, why_ }

static inline bool
has_policy(const struct cert *c, enum oid policy)
{
	return c->policies >> (policy - OID_POLICY_FIRST) & 1;
}

static inline bool
policy_is_reserved(enum oid policy)
{
	return policy == OID_POLICY_EV || policy == OID_POLICY_DV || policy == OID_POLICY_OV ||
		policy == OID_POLICY_IV;
}

/* Whether authorityInfoAccess has an entry with the method. */
bool has_access(const struct cert *c, enum oid method);

/* The value of a known extension; what lints point to when all of it is meant. */
static inline struct span
extension_value(const struct cert *c, enum oid oid)
{
	return c->ext[EXT(oid)].value;
}

/* Where authorityKeyIdentifier's parts are; absent ones have head == NULL. */
struct authority_key {
	struct der whole, key_identifier, issuer, serial;
};
struct authority_key authority_key(const struct cert *c);

/* The key identifier that subjectKeyIdentifier is; p == NULL if it is none. */
struct span subject_key_identifier(const struct cert *c);

#endif
