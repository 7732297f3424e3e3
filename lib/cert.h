/* Certificates: an index of spans into the caller's bytes, and the facts and signals they give. */

#ifndef CERTLINT_LIB_CERT_H
#define CERTLINT_LIB_CERT_H

#include "data.h"
#include "day.h"
#include "der.h"
#include "facts.h"
#include "key.h"
#include "name.h"
#include "oid.h"
#include "sct.h"
#include "signals.h"

/* One Extension. */
struct extension {
	struct span whole;		/* the SEQUENCE: where to report */
	struct span oid;		/* contents octets */
	struct span value;		/* inside the OCTET STRING */
	enum oid id;
	bool critical;
	bool sound;			/* its value is of its type, as far as the walk knows one */
};

/* The subject's public key. */
struct key {
	enum oid algorithm;		/* OID_NONE: unknown */
	enum oid curve;			/* of EC keys with a named curve */
	struct der algorithm_id;	/* the AlgorithmIdentifier */
	struct der bit_string;
	struct span octets;		/* inside the BIT STRING, without the unused-bits octet */
	struct span modulus, exponent;	/* RSA: INTEGER contents, sign octet included */
	uint32_t bits;			/* of modulus or curve; 0: unknown */
};

enum { FAULTS_KEPT = 8 };

struct cert {
	struct span file;		/* the input: offsets count from here */
	struct der outer;		/* Certificate; absent in a bare TBSCertificate */
	struct der tbs, version_tag, version_number, serial, tbs_algorithm, issuer, validity;
	struct der not_before, not_after, subject, spki, issuer_uid, subject_uid;
	struct der extensions_tag;	/* [3] */
	struct der extensions;		/* the SEQUENCE OF Extension */
	struct der algorithm, signature;	/* of the envelope */
	enum oid inner_algorithm, outer_algorithm;	/* of tbs_algorithm and algorithm */

	uint32_t version;		/* 1, 2, 3 ...; 0: unreadable */
	int64_t from, until;		/* notBefore, notAfter; see FACT_VALIDITY_KNOWN */
	int32_t from_day, until_day;	/* DAY_NONE where unreadable */
	struct name issuer_name, subject_name;
	struct key key;

	uint32_t extension_count;
	struct extension ext[OID_EXTENSION_COUNT];	/* the first of each, by EXT() */
	uint16_t key_usage;		/* bit n is named bit n; under FACT_HAS_KU */
	uint32_t purposes;		/* known ones of extKeyUsage, bit oid - OID_PURPOSE_FIRST */
	uint32_t purpose_count;		/* of all */
	uint32_t policies;		/* known ones, bit oid - OID_POLICY_FIRST */
	uint32_t policy_count;
	int64_t path_length;		/* -1: none; under FACT_HAS_BC */
	uint32_t san_count[16];		/* by GeneralName number */
	struct sct_sum sct;

	struct facts facts;		/* what holds */
	struct facts doubt;		/* what damage keeps from being decided */
	struct signals signals;
	bool damaged;			/* some of it did not decode */
	uint8_t self_verified;		/* enum verdict + 1 under its own key; 0: not tried */
	bool around;			/* read as an issuer or counterpart: see cert_options */
	unsigned max_depth;		/* that of cert_options */

	/* What the strict walk told: the first of it, in order. */
	uint32_t fault_count;
	struct { struct span at; enum fault fault; } faults[FAULTS_KEPT];
};

#define EXT(oid) ((oid) - OID_EXTENSION_FIRST)

/* KeyUsage's named bits. */
enum key_usage {
	KU_DIGITAL_SIGNATURE, KU_NON_REPUDIATION, KU_KEY_ENCIPHERMENT, KU_DATA_ENCIPHERMENT,
	KU_KEY_AGREEMENT, KU_KEY_CERT_SIGN, KU_CRL_SIGN, KU_ENCIPHER_ONLY, KU_DECIPHER_ONLY
};

/* Whom a classification tells why: one line for each fact that it decides. */
struct reasons {
	void (*tell)(void *ctx, enum fact fact, const char *why);
	void *ctx;
};

enum cert_form { CERT_AUTO, CERT_SIGNED, CERT_TBS };

/*
 * Read a certificate: spans, facts, signals.  Never fails: what does not decode is absent, doubted
 * and marked as damaged.  `as_of` (DAY_NONE: notBefore's day) is the day on which names are judged.
 * `reasons` may be NULL.  Two linear passes over the bytes; a self-issued CA also costs the
 * verification of one signature.
 */
struct cert_options {
	enum cert_form form;
	const struct data *data;
	int32_t as_of;
	unsigned max_depth;
	bool around;			/* another's issuer or counterpart: its own signature, which
					   costs more than all else, is not verified */
	const struct reasons *reasons;
};
void cert_read(struct cert *c, struct span file, const struct cert_options *options);

/*
 * Read a bare SubjectPublicKeyInfo: `spki` and `key` only.  False, and nothing written, if it is
 * none.
 */
bool cert_read_spki(struct cert *c, struct span file);

/* Of classify.c: role, scope and profile, after TLS BR 7.1.2. */
void cert_classify(struct cert *c, const struct reasons *reasons);

/*
 * Whether the certificate's signature verifies under that key; VERDICT_UNKNOWN also if it has none.
 * Costs what signature_verify() says.
 */
enum verdict cert_verify(const struct cert *c, const struct cert *issuer);

/* An extension of the known ones; NULL if absent.  Sound or not: see FACT_HAS(). */
static inline const struct extension *
cert_extension(const struct cert *c, enum oid oid)
{
	return c->ext[EXT(oid)].whole.p ? &c->ext[EXT(oid)] : NULL;
}

/* The contents of the SEQUENCE that an extension's value is (SAN, EKU, ...); empty if not. */
struct span extension_list(const struct cert *c, enum oid oid);

/* Where what is missing from the extensions is reported: the Extensions, or what lacks them. */
struct span cert_extensions_place(const struct cert *c);
struct span cert_subject_place(const struct cert *c);

/* The validity period in seconds, both ends counted (RFC 5280 4.1.2.5). */
static inline int64_t
cert_lifetime(const struct cert *c)
{
	return c->until - c->from + 1;
}

/* Every Extension in order, known or not; a broken one ends the loop. */
bool extension_next(struct span *list, struct extension *out);
#define each_extension(c, x)								\
	for (struct span cursor_##x = (c)->extensions.body; extension_next(&cursor_##x, &(x)); )

/*
 * Whether an extension of the same OID stands before `x`.  Unknown ones are compared with the first
 * 32 only, so that a hostile list costs no more than linear time.
 */
bool extension_is_repeat(const struct cert *c, const struct extension *x);

/* Entries of subjectAltName: all, or of one kind.  `gn` is a struct der; its body is the name. */
#define each_san(c, gn)									\
	for (struct span cursor_##gn = extension_list(c, OID_SAN);			\
	     list_next(&cursor_##gn, 0, &(gn)); )
#define each_san_of(c, tag, gn)								\
	for (struct span cursor_##gn = extension_list(c, OID_SAN);			\
	     list_next(&cursor_##gn, tag, &(gn)); )
#define each_dns(c, gn) each_san_of(c, GN_DNS, gn)
#define each_ip(c, gn) each_san_of(c, GN_IP, gn)

/* Every element of the list that an extension is: purposes, policies, distribution points. */
#define each_in(c, oid, e)								\
	for (struct span cursor_##e = extension_list(c, oid); list_next(&cursor_##e, 0, &(e)); )

/* One entry of certificatePolicies. */
struct policy {
	struct der whole, id;
	struct span qualifiers;		/* contents of the SEQUENCE; p == NULL: none */
	enum oid oid;
};
bool policy_next(struct span *list, struct policy *out);
#define each_policy(c, p)								\
	for (struct span cursor_##p = extension_list(c, OID_POLICIES);			\
	     policy_next(&cursor_##p, &(p)); )

/* Take the next PolicyQualifierInfo of a policy; its identifier and the element after that. */
bool qualifier_next(struct span *list, struct der *whole, struct der *id, struct der *value);

/* One AccessDescription of authorityInfoAccess or subjectInfoAccess. */
struct access {
	struct der whole, method, location;
	enum oid oid;
};
bool access_next(struct span *list, struct access *out);
#define each_access(c, ext_oid, a)							\
	for (struct span cursor_##a = extension_list(c, ext_oid);			\
	     access_next(&cursor_##a, &(a)); )

/* One DistributionPoint; absent parts have head == NULL. */
struct distribution_point {
	struct der whole, name, reasons, issuer;
	struct span full_name;		/* contents of fullName; p == NULL: none */
};
bool distribution_point_next(struct span *list, struct distribution_point *out);
#define each_distribution_point(c, ext_oid, d)						\
	for (struct span cursor_##d = extension_list(c, ext_oid);			\
	     distribution_point_next(&cursor_##d, &(d)); )

/*
 * A name in an extension that points somewhere: GeneralNames of subjectAltName, issuerAltName, AIA,
 * SIA, cRLDistributionPoints (fullName) and freshestCRL; cPSuri qualifiers of certificatePolicies.
 */
struct location {
	struct der name;
	enum oid extension;
	bool is_uri;
};
struct location_cursor {
	unsigned place;			/* LOCATION_FIRST: leave out subjectAltName */
	bool open;
	struct span list, names, qualifiers;
};
enum { LOCATION_FIRST = 1 };
bool location_next(const struct cert *c, struct location_cursor *cursor, struct location *out);

/* Every URI among them: `u` is a struct location. */
bool uri_next(const struct cert *c, struct location_cursor *cursor, struct location *out);
#define each_uri(c, u)									\
	for (struct location_cursor cursor_##u = { 0 }; uri_next((c), &cursor_##u, &(u)); )

/* One GeneralSubtree of nameConstraints. */
struct subtree {
	struct der whole, base, minimum, maximum;
	bool permitted;
};
struct subtree_cursor {
	struct span permitted, excluded;
};
struct subtree_cursor subtree_cursor(const struct cert *c);
bool subtree_next(struct subtree_cursor *cursor, struct subtree *out);
#define each_subtree(c, s)								\
	for (struct subtree_cursor cursor_##s = subtree_cursor(c);			\
	     subtree_next(&cursor_##s, &(s)); )

#endif
