/* What a log should have seen to: that leaf, precertificate and issuer belong together. */

#include "ct/entry.h"
#include "engine.h"
#include "transparency.h"
#include "walk.h"

#include <string.h>

/* An entry and what is above it. */
struct checked {
	const struct certlint_ct_entry *e;
	struct certlint_span issuers[2];	/* length 0: not known */
	uint32_t remarks;
};

static void
read_part(struct cert *c, struct certlint_span part, enum cert_form form)
{
	const struct cert_options options = {
		.form = form, .data = data_builtin(), .as_of = DAY_NONE, .max_depth = WALK_DEPTH,
		.around = true,
	};

	cert_read(c, span_of(part), &options);
}

static bool
is_for_precertificates(struct certlint_span der)
{
	struct cert c;

	if (der.length == 0)
		return false;
	read_part(&c, der, CERT_SIGNED);
	return c.purposes >> (OID_PRECERT_SIGNING - OID_PURPOSE_FIRST) & 1;
}

/* Whether pieces are these bytes, one after the other. */
static bool
pieces_are(const struct ct_tbs *t, struct span bytes)
{
	if (t->length != bytes.n)
		return false;
	for (size_t i = 0; i < t->count; i++) {
		if (memcmp(t->at[i].p, bytes.p, t->at[i].n) != 0)
			return false;
		bytes = (struct span){ bytes.p + t->at[i].n, bytes.n - t->at[i].n };
	}
	return true;
}

/* Compare the leaf's TBSCertificate with the precertificate `c` that an ordinary CA signed. */
static void
check_tbs(struct checked *k, const struct cert *c)
{
	struct ct_tbs tbs;

	if (!ct_tbs_read(c, &tbs))
		k->remarks |= CERTLINT_CT_NOT_CHECKED;
	else if (!pieces_are(&tbs, span_of(k->e->tbs)))
		/*
		 * An SCT list in a precertificate stays in the leaf, and has gone from the pieces.
		 */
		k->remarks |= cert_extension(c, OID_SCT_LIST) ? CERTLINT_CT_NOT_CHECKED :
			CERTLINT_CT_TBS_DIFFERS;
}

/* The same beneath a Precertificate Signing Certificate, whose issuer the leaf has. */
static void
check_resigned(struct checked *k, const struct cert *c)
{
	struct ct_difference difference;
	struct cert signer, leaf;

	read_part(&signer, k->issuers[0], CERT_SIGNED);
	read_part(&leaf, k->e->tbs, CERT_TBS);
	if (leaf.damaged || signer.damaged)
		k->remarks |= CERTLINT_CT_NOT_CHECKED;
	else if (ct_difference_find(c, &leaf, &difference) ||
		 !span_same(der_whole(&leaf.issuer), der_whole(&signer.issuer)))
		k->remarks |= CERTLINT_CT_TBS_DIFFERS;
}

/* Compare issuer_key_hash with the key of the certificate that issues. */
static void
check_key(struct checked *k, struct certlint_span issuer)
{
	uint8_t hash[32];

	if (issuer.length == 0 || certlint_digest(CERTLINT_DIGEST_SPKI, CERTLINT_CERT, issuer.data,
						  issuer.length, hash) != CERTLINT_OK)
		k->remarks |= CERTLINT_CT_NOT_CHECKED;
	else if (!span_is(span_of(k->e->issuer_key_hash), hash, sizeof(hash)))
		k->remarks |= CERTLINT_CT_KEY_DIFFERS;
}

static void
check_certificate(struct checked *k, bool resigned)
{
	bool precert = k->e->entry_type == CERTLINT_CT_PRECERT;
	struct cert c;

	if (k->e->certificate.length == 0) {
		k->remarks |= CERTLINT_CT_NOT_CHECKED;
		return;
	}
	read_part(&c, k->e->certificate, CERT_SIGNED);
	if (c.damaged)
		k->remarks |= CERTLINT_CT_NOT_CHECKED;
	else if ((cert_extension(&c, OID_POISON) != NULL) != precert)
		k->remarks |= CERTLINT_CT_POISON_DIFFERS;
	if (k->e->tbs.length == 0)
		return;
	if (resigned)
		check_resigned(k, &c);
	else
		check_tbs(k, &c);
}

/* Compare the issuers that were given with the fingerprints of their places. */
static void
check_prints(struct checked *k, const struct certlint_span *issuers, size_t count)
{
	struct certlint_span left = k->e->fingerprints, print;
	uint8_t hash[32];

	for (size_t i = 0; i < count; i++) {
		if (certlint_ct_fingerprint_next(&left, &print) != 1)
			return;
		if (issuers[i].length == 0)
			continue;
		sha256(span_of(issuers[i]), hash);
		if (!span_is(span_of(print), hash, sizeof(hash)))
			k->remarks |= CERTLINT_CT_PRINT_DIFFERS;
	}
}

/* The two nearest issuers: of those given, or of the entry's own chain. */
static void
find_issuers(struct checked *k, const struct certlint_span *issuers, size_t count)
{
	struct certlint_span chain = k->e->chain;

	for (size_t i = 0; i < 2; i++)
		if (count > 0)
			k->issuers[i] = i < count ? issuers[i] : (struct certlint_span){ NULL, 0 };
		else if (certlint_ct_chain_next(&chain, &k->issuers[i]) != 1)
			k->issuers[i] = (struct certlint_span){ NULL, 0 };
}

int
certlint_ct_check(const struct certlint_ct_entry *entry, const struct certlint_span *issuers,
		  size_t count, uint32_t *remarks)
{
	struct certlint_ct_entry e;
	struct checked k = { .e = &e };
	bool resigned;
	int status = ct_entry_read(&e, entry);

	if (status != CERTLINT_OK)
		return status;
	if (remarks == NULL || (issuers == NULL && count > 0))
		return CERTLINT_ERR_ARGUMENT;
	find_issuers(&k, issuers, count);
	resigned = e.entry_type == CERTLINT_CT_PRECERT && is_for_precertificates(k.issuers[0]);
	check_certificate(&k, resigned);
	if (e.issuer_key_hash.length > 0)
		check_key(&k, k.issuers[resigned]);
	check_prints(&k, issuers, count);
	*remarks = k.remarks;
	return CERTLINT_OK;
}

int
certlint_ct_object(const struct certlint_ct_entry *entry, const struct certlint_object *object)
{
	struct certlint_ct_entry e;
	struct ct_tbs tbs;
	int status = ct_entry_read(&e, entry);

	if (status != CERTLINT_OK)
		return status;
	if (object == NULL)
		return CERTLINT_ERR_ARGUMENT;
	if (e.entry_type == CERTLINT_CT_X509)
		return e.certificate.length > 0 &&
			span_same(object->cert.file, span_of(e.certificate));
	return e.tbs.length > 0 && ct_tbs_read(&object->cert, &tbs) &&
		pieces_are(&tbs, span_of(e.tbs));
}
