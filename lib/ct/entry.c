/* The struct of an entry across the border, and what is asked of an entry that was read. */

#include "ct/entry.h"

#include <string.h>

#include "key.h"
#include "sized.h"

/* When there were logs, and the last millisecond of the year 9999. */
#define FIRST_TIME UINT64_C(1362096000000)
#define LAST_TIME UINT64_C(253402300799999)

void
ct_spoil(struct certlint_ct_entry *e, uint32_t fault, uint32_t part, size_t position,
	 const char *reason)
{
	if (e->fault != CERTLINT_CT_FAULT_NONE)
		return;
	e->fault = fault;
	e->part = part;
	e->position = position;
	e->reason = reason;
}

void
ct_spoil_by_text(struct certlint_ct_entry *e, const struct scan *s)
{
	if (s->base64)
		ct_spoil(e, CERTLINT_CT_FAULT_BASE64, CERTLINT_CT_IN_TEXT, s->base64_at,
			 "what has to be base64 is none");
	if (s->reason)
		ct_spoil(e, s->cut ? CERTLINT_CT_FAULT_CUT : CERTLINT_CT_FAULT_JSON,
			 CERTLINT_CT_IN_TEXT, s->fault, s->reason);
}

void
ct_remark_time(struct certlint_ct_entry *e)
{
	if (e->timestamp < FIRST_TIME || e->timestamp > LAST_TIME)
		e->remarks |= CERTLINT_CT_ODD_TIME;
}

void
ct_entry_clear(struct certlint_ct_entry *e)
{
	*e = (struct certlint_ct_entry)CERTLINT_CT_ENTRY_INIT;
}

/* A struct of this very size, which is the usual one, needs no look at what is behind. */
int
ct_entry_accept(const struct certlint_ct_entry *given, size_t *size)
{
	struct certlint_ct_entry own;
	int status;

	if (given == NULL)
		return CERTLINT_ERR_ARGUMENT;
	if (given->size == sizeof(own)) {
		*size = sizeof(own);
		return CERTLINT_OK;
	}
	status = sized_read(&own, sizeof(own), given);
	if (status == CERTLINT_OK)
		*size = given->size < sizeof(own) ? given->size : sizeof(own);
	return status;
}

int
ct_entry_give(struct certlint_ct_entry *given, size_t size, const struct certlint_ct_entry *e,
	      int good)
{
	memcpy((char *)given + sizeof(e->size), (const char *)e + sizeof(e->size),
	       size - sizeof(e->size));
	return e->fault == CERTLINT_CT_FAULT_NONE ? good : CERTLINT_ERR_FORMAT;
}

int
ct_entry_read(struct certlint_ct_entry *own, const struct certlint_ct_entry *given)
{
	if (given == NULL)
		return CERTLINT_ERR_ARGUMENT;
	return sized_read(own, sizeof(*own), given);
}

int
certlint_ct_input(const struct certlint_ct_entry *entry, struct certlint_input *input)
{
	struct certlint_span chain, issuer;
	struct certlint_ct_entry e;
	bool whole;
	int status = ct_entry_read(&e, entry);

	if (status != CERTLINT_OK)
		return status;
	if (input == NULL)
		return CERTLINT_ERR_ARGUMENT;
	whole = e.certificate.length > 0;
	input->data = whole ? e.certificate.data : e.tbs.data;
	input->length = whole ? e.certificate.length : e.tbs.length;
	input->kind = whole ? CERTLINT_CERT : CERTLINT_TBS_CERT;
	chain = e.chain;
	if (certlint_ct_chain_next(&chain, &issuer) != 1)
		issuer = (struct certlint_span){ NULL, 0 };
	input->issuer = issuer.data;
	input->issuer_length = issuer.length;
	return input->length > 0 ? CERTLINT_OK : CERTLINT_ERR_FORMAT;
}

int
certlint_ct_leaf_hash(const struct certlint_ct_entry *entry, uint8_t out[32])
{
	/*
	 * The prefix of a leaf; version v1 and type timestamped_entry, where only what follows is.
	 */
	static const uint8_t head[3] = { 0, 0, 0 };
	struct certlint_ct_entry e;
	struct span pieces[2];
	int status = ct_entry_read(&e, entry);

	if (status != CERTLINT_OK)
		return status;
	if (out == NULL)
		return CERTLINT_ERR_ARGUMENT;
	pieces[0] = (struct span){ head, e.leaf.length > 0 ? 1 : sizeof(head) };
	pieces[1] = span_of(e.leaf.length > 0 ? e.leaf : e.timestamped);
	if (pieces[1].n == 0)
		return CERTLINT_ERR_FORMAT;
	sha256_pieces(pieces, 2, out);
	return CERTLINT_OK;
}

int
certlint_ct_tbs_hash(const struct certlint_ct_entry *entry, uint8_t out[32])
{
	struct certlint_ct_entry e;
	int status = ct_entry_read(&e, entry);

	if (status != CERTLINT_OK)
		return status;
	if (out == NULL)
		return CERTLINT_ERR_ARGUMENT;
	if (e.tbs.length > 0) {
		sha256(span_of(e.tbs), out);
		return CERTLINT_OK;
	}
	if (e.certificate.length == 0)
		return CERTLINT_ERR_FORMAT;
	return certlint_digest(CERTLINT_DIGEST_CT_TBS, CERTLINT_CERT, e.certificate.data,
			       e.certificate.length, out);
}
