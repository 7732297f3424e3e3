/* Signed tree heads: get-sth answers, checkpoints, and whose signature they have. */

#include <certlint/ct_tree.h>

#include <string.h>

#include "base64.h"
#include "key.h"
#include "ct/scan.h"
#include "sized.h"
#include "text.h"
#include "transparency.h"

enum {
	HASH = 32, ANSWER_MAX = 8192, PROOF_MAX = 64, KEY_ID = 4, TIMESTAMP = 8,
	RFC6962_NOTE = 5,		/* signature type of static-ct */
	V1 = 0, TREE_HASH = 1		/* Version and SignatureType of RFC 6962 */
};

#define SIGNATURE_MAX sizeof(((struct certlint_ct_head *)NULL)->signature)
#define ORIGIN_MAX sizeof(((struct certlint_ct_head *)NULL)->origin)

/* ---- the caller's struct ---- */

/* How much of the caller's head this library fills. */
static int
accept(const struct certlint_ct_head *given, size_t *size, struct certlint_error *error)
{
	struct certlint_ct_head own;
	int status;

	if (given == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "head: none was given");
	status = sized_accept(&own, sizeof(own), given, "head", error);
	*size = given->size < sizeof(own) ? given->size : sizeof(own);
	return status;
}

static int
give(struct certlint_ct_head *given, size_t size, const struct certlint_ct_head *head)
{
	memcpy((char *)given + sizeof(size), (const char *)head + sizeof(size),
	       size - sizeof(size));
	return CERTLINT_OK;
}

static int32_t
position_of(size_t offset)
{
	return offset > INT32_MAX ? INT32_MAX : (int32_t)offset;
}

/* ---- JSON answers ---- */

/* A copy of a log's answer, to be read in place. */
struct answer {
	uint8_t text[ANSWER_MAX];
	struct scan scan;
};

/* Copy an answer and enter its object. */
static int
answer_open(struct answer *a, const char *text, size_t length, struct certlint_error *error)
{
	if (text == NULL && length > 0)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "text: none was given");
	if (length > sizeof(a->text))
		return refuse(error, CERTLINT_ERR_FORMAT, ANSWER_MAX,
			      "an answer longer than %d bytes", ANSWER_MAX);
	if (length > 0)
		memcpy(a->text, text, length);
	a->scan = (struct scan){ .start = a->text, .at = a->text, .end = a->text + length };
	if (!scan_take(&a->scan, '{'))
		scan_fault(&a->scan, "an answer that is no JSON object");
	return CERTLINT_OK;
}

/* Whether all of it was read well. */
static int
answer_close(struct answer *a, struct certlint_error *error)
{
	struct scan *s = &a->scan;

	if (s->base64)
		return refuse(error, CERTLINT_ERR_FORMAT, position_of(s->base64_at),
			      "what has to be base64 is none");
	if (s->reason == NULL && (scan_peek(s) != '\0' || s->at != s->end))
		scan_fault(s, "bytes behind the answer");
	if (s->reason)
		return refuse(error, CERTLINT_ERR_FORMAT, position_of(s->fault), "%s", s->reason);
	return CERTLINT_OK;
}

/* Members of a get-sth answer that were there. */
enum { HAS_SIZE = 1, HAS_TIME = 2, HAS_ROOT = 4, HAS_SIGNATURE = 8, HAS_ALL = 15 };

static bool
read_whole(struct scan *s, uint64_t *out)
{
	unsigned rest;

	return scan_number(s, out, &rest) && (rest == 0 || scan_fault(s, "a number with a part"));
}

static bool
read_root(struct scan *s, struct certlint_ct_head *head)
{
	struct span root;

	if (!scan_base64(s, NULL, &root))
		return false;
	if (root.n != HASH)
		return s->base64 || scan_fault(s, "a root that has not 32 bytes");
	memcpy(head->root, root.p, HASH);
	return true;
}

static bool
read_signature(struct scan *s, struct certlint_ct_head *head)
{
	struct span signature;

	if (!scan_base64(s, NULL, &signature))
		return false;
	if (signature.n > SIGNATURE_MAX)
		return scan_fault(s, "a signature that is too long");
	memcpy(head->signature, signature.p, signature.n);
	head->signature_length = (uint32_t)signature.n;
	return true;
}

static bool
read_sth_member(struct scan *s, struct span name, struct certlint_ct_head *head, unsigned *has)
{
	unsigned which = SPAN_IS(name, "tree_size") ? HAS_SIZE :
			 SPAN_IS(name, "timestamp") ? HAS_TIME :
			 SPAN_IS(name, "sha256_root_hash") ? HAS_ROOT :
			 SPAN_IS(name, "tree_head_signature") ? HAS_SIGNATURE : 0;

	if (*has & which)
		return scan_fault(s, "a member that is there twice");
	*has |= which;
	switch (which) {
	case HAS_SIZE: return read_whole(s, &head->tree_size);
	case HAS_TIME: return read_whole(s, &head->timestamp);
	case HAS_ROOT: return read_root(s, head);
	case HAS_SIGNATURE: return read_signature(s, head);
	default: return scan_skip(s);
	}
}

int
certlint_ct_sth_read(const char *text, size_t length, struct certlint_ct_head *head,
		     struct certlint_error *error)
{
	struct certlint_ct_head h = CERTLINT_CT_HEAD_INIT;
	struct answer a;
	struct span name;
	unsigned has = 0;
	bool first = true;
	size_t size = 0;
	int status = accept(head, &size, error);

	if (status == CERTLINT_OK)
		status = answer_open(&a, text, length, error);
	if (status != CERTLINT_OK)
		return status;
	while (scan_member(&a.scan, &first, &name))
		if (!read_sth_member(&a.scan, name, &h, &has))
			break;
	status = answer_close(&a, error);
	if (status != CERTLINT_OK)
		return status;
	if (has != HAS_ALL)
		return refuse(error, CERTLINT_ERR_FORMAT, position_of(length),
			      "an answer without %s", !(has & HAS_SIZE) ? "tree_size" :
			      !(has & HAS_TIME) ? "timestamp" :
			      !(has & HAS_ROOT) ? "sha256_root_hash" : "tree_head_signature");
	return give(head, size, &h);
}

/* The hashes of a proof, as they are read. */
struct proof {
	uint8_t hashes[PROOF_MAX][HASH];
	size_t count;
	bool found;
};

static bool
read_proof(struct scan *s, struct proof *p)
{
	struct span hash;
	bool first = true;

	if (p->found)
		return scan_fault(s, "a member that is there twice");
	p->found = true;
	if (!scan_take(s, '['))
		return scan_fault(s, "a proof that is no array");
	while (scan_element(s, &first)) {
		if (p->count == PROOF_MAX)
			return scan_fault(s, "a proof of more than 64 hashes");
		if (!scan_base64(s, NULL, &hash))
			return false;
		if (hash.n != HASH)
			return scan_fault(s, "a hash that has not 32 bytes");
		memcpy(p->hashes[p->count++], hash.p, HASH);
	}
	return s->reason == NULL;
}

int64_t
certlint_ct_proof_read(const char *text, size_t length, uint8_t *out, size_t capacity,
		       struct certlint_error *error)
{
	struct proof p = { .count = 0 };
	struct answer a;
	struct span name;
	bool first = true, good = true;
	int status;

	if (out == NULL && capacity > 0)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "out: none was given");
	status = answer_open(&a, text, length, error);
	if (status != CERTLINT_OK)
		return status;
	while (good && scan_member(&a.scan, &first, &name))
		good = SPAN_IS(name, "consistency") || SPAN_IS(name, "audit_path") ?
			read_proof(&a.scan, &p) : scan_skip(&a.scan);
	status = answer_close(&a, error);
	if (status != CERTLINT_OK)
		return status;
	if (!p.found)
		return refuse(error, CERTLINT_ERR_FORMAT, position_of(length),
			      "an answer without a proof");
	for (size_t i = 0; i < p.count && i < capacity; i++)
		memcpy(out + HASH * i, p.hashes[i], HASH);
	return (int64_t)p.count;
}

/* ---- checkpoints ---- */

/* A note as it is read, and whose signature is looked for. */
struct note {
	struct span in;			/* what is left of it */
	const uint8_t *start;
	struct certlint_ct_head *head;
	struct certlint_error *error;
	uint8_t key_id[KEY_ID];
	bool found;
};

static int
refuse_note(const struct note *n, const uint8_t *at, const char *reason)
{
	return refuse(n->error, CERTLINT_ERR_FORMAT, position_of((size_t)(at - n->start)), "%s",
		      reason);
}

/* Take a line without its line feed; false if there is none. */
static bool
take_line(struct note *n, struct span *out)
{
	const uint8_t *end = n->in.n > 0 ? memchr(n->in.p, '\n', n->in.n) : NULL;

	if (end == NULL)
		return false;
	*out = (struct span){ n->in.p, (size_t)(end - n->in.p) };
	n->in = (struct span){ end + 1, n->in.n - out->n - 1 };
	return true;
}

/* A number as a checkpoint has it: without zeros in front. */
static bool
read_decimal(struct span s, uint64_t *out)
{
	uint64_t value = 0;

	if (s.n == 0 || (s.n > 1 && s.p[0] == '0'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint8_t digit = (uint8_t)(s.p[i] - '0');

		if (digit > 9 || value > (UINT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

/* The three lines and the empty one behind them. */
static int
read_body(struct note *n)
{
	struct span origin, tree_size, root, blank;

	if (!take_line(n, &origin) || !take_line(n, &tree_size) || !take_line(n, &root) ||
	    !take_line(n, &blank))
		return refuse_note(n, n->in.p + n->in.n, "a checkpoint that is cut short");
	if (origin.n == 0 || origin.n >= ORIGIN_MAX)
		return refuse_note(n, origin.p, "an origin that is empty or too long");
	if (!read_decimal(tree_size, &n->head->tree_size))
		return refuse_note(n, tree_size.p, "a tree size that is no number");
	if (base64_decode(root.p, root.n, n->head->root, HASH) != HASH)
		return refuse_note(n, root.p, "a root that is not base64 of 32 bytes");
	if (blank.n > 0)
		return refuse_note(n, blank.p, "an extension line, which static-ct forbids");
	memcpy(n->head->origin, origin.p, origin.n);
	return CERTLINT_OK;
}

/* A key's ID (static-ct): of its name, the type of its signatures and the log's ID. */
static void
make_key_id(struct note *n, struct span key)
{
	static const uint8_t type[] = { '\n', RFC6962_NOTE };
	uint8_t log_id[HASH], hash[HASH];
	struct span pieces[3] = {
		{ (const uint8_t *)n->head->origin, strlen(n->head->origin) },
		{ type, sizeof(type) }, { log_id, sizeof(log_id) },
	};

	sha256(key, log_id);
	sha256_pieces(pieces, 3, hash);
	memcpy(n->key_id, hash, KEY_ID);
}

/*
 * Keep the signature of a line if it is the one that is looked for: the first, if there are more.
 */
static int
keep_signature(struct note *n, struct span name, struct span text)
{
	uint8_t bytes[KEY_ID + TIMESTAMP + SIGNATURE_MAX];
	ptrdiff_t length;
	uint64_t timestamp = 0;

	if (n->found || !span_is(name, n->head->origin, strlen(n->head->origin)))
		return CERTLINT_OK;
	length = base64_decode(text.p, text.n, bytes, sizeof(bytes));
	if (length < KEY_ID || memcmp(bytes, n->key_id, KEY_ID) != 0)
		return CERTLINT_OK;
	if (length < KEY_ID + TIMESTAMP)
		return refuse_note(n, text.p, "a signature that is cut short");
	for (unsigned i = 0; i < TIMESTAMP; i++)
		timestamp = timestamp << 8 | bytes[KEY_ID + i];
	n->head->timestamp = timestamp;
	n->head->signature_length = (uint32_t)(length - KEY_ID - TIMESTAMP);
	memcpy(n->head->signature, bytes + KEY_ID + TIMESTAMP, n->head->signature_length);
	n->found = true;
	return CERTLINT_OK;
}

/* Read a line: em dash, blank, name, blank, base64 of key ID and signature. */
static int
read_signature_line(struct note *n, struct span line)
{
	static const char dash[] = "\xe2\x80\x94 ";
	const size_t head = sizeof(dash) - 1;
	const uint8_t *blank;
	struct span name, text;

	if (line.n < head || memcmp(line.p, dash, head) != 0)
		return refuse_note(n, line.p, "no signature where one has to be");
	name = (struct span){ line.p + head, line.n - head };
	blank = name.n > 0 ? memchr(name.p, ' ', name.n) : NULL;
	if (blank == NULL || blank == name.p)
		return refuse_note(n, name.p, "a signature without a name");
	text = (struct span){ blank + 1, (size_t)(name.p + name.n - blank) - 1 };
	name.n = (size_t)(blank - name.p);
	if (text.n == 0 || text.n % 4 != 0)
		return refuse_note(n, text.p, "a signature that is not base64");
	return keep_signature(n, name, text);
}

static int
read_signatures(struct note *n)
{
	struct span line;
	bool any = false;

	for (; take_line(n, &line); any = true) {
		int status = read_signature_line(n, line);

		if (status != CERTLINT_OK)
			return status;
	}
	if (n->in.n > 0 || !any)
		return refuse_note(n, n->in.p, any ? "a line without end" : "no signatures");
	if (!n->found)
		return refuse(n->error, CERTLINT_ERR_PROOF, -1,
			      "no signature by the log's key, as RFC 6962 has it");
	return CERTLINT_OK;
}

/* Notes are UTF-8 without control characters. */
static int
check_text(const struct note *n)
{
	const uint8_t *end = n->in.p + n->in.n;

	for (const uint8_t *p = n->in.p; p < end; p++)
		if (*p < 0x20 && *p != '\n')
			return refuse_note(n, p, "a control character");
	return utf8_is_valid(n->in) ? CERTLINT_OK : refuse_note(n, n->in.p, "not UTF-8");
}

int
certlint_ct_checkpoint_read(const char *text, size_t length, const void *key, size_t key_length,
			    struct certlint_ct_head *head, struct certlint_error *error)
{
	struct certlint_ct_head h = CERTLINT_CT_HEAD_INIT;
	struct note n = { .head = &h, .error = error };
	size_t size = 0;
	int status = accept(head, &size, error);

	if (status != CERTLINT_OK)
		return status;
	if (key == NULL || key_length == 0 || (text == NULL && length > 0))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "text or key: none was given");
	n.start = (const uint8_t *)(text ? text : "");
	n.in = (struct span){ n.start, length };
	status = check_text(&n);
	if (status == CERTLINT_OK)
		status = read_body(&n);
	if (status != CERTLINT_OK)
		return status;
	make_key_id(&n, (struct span){ key, key_length });
	status = read_signatures(&n);
	return status == CERTLINT_OK ? give(head, size, &h) : status;
}

/* ---- signatures ---- */

static void
put_number(uint8_t *w, uint64_t value)
{
	for (unsigned i = 0; i < 8; i++)
		w[i] = (uint8_t)(value >> (56 - 8 * i));
}

/* A DigitallySigned of SHA-256 by RSA or ECDSA; false if it is none. */
static bool
read_signed(const struct certlint_ct_head *h, struct span *algorithm, struct span *signature)
{
	const uint8_t *p = h->signature;

	if (h->signature_length < 4 || h->signature_length > SIGNATURE_MAX || p[0] != SCT_SHA256 ||
	    (size_t)(p[2] << 8 | p[3]) != h->signature_length - 4)
		return false;
	*signature = (struct span){ p + 4, h->signature_length - 4 };
	return sct_signature_algorithm(p[1], algorithm);
}

int
certlint_ct_head_verify(const struct certlint_ct_head *head, const void *key, size_t key_length)
{
	struct certlint_ct_head h;
	struct span algorithm, signature;
	uint8_t message[2 + 8 + 8 + HASH] = { V1, TREE_HASH };
	int status;

	if (head == NULL || key == NULL)
		return CERTLINT_ERR_ARGUMENT;
	status = sized_read(&h, sizeof(h), head);
	if (status != CERTLINT_OK)
		return status;
	if (!read_signed(&h, &algorithm, &signature))
		return CERTLINT_ERR_FORMAT;
	put_number(message + 2, h.timestamp);
	put_number(message + 10, h.tree_size);
	memcpy(message + 18, h.root, HASH);
	switch (signature_verify((struct span){ key, key_length }, algorithm,
				 (struct span){ message, sizeof(message) }, signature)) {
	case VERDICT_GOOD: return CERTLINT_OK;
	case VERDICT_BAD: return CERTLINT_ERR_PROOF;
	default: return CERTLINT_ERR_ARGUMENT;
	}
}
