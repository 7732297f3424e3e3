/* The CA certificates among the inputs, and which of them is an object's issuer. */

#include "chain.h"

#include <stdlib.h>

#include <certlint/plugin.h>

#include "say.h"

enum { BUCKETS = 65536, TRIES = 16 };

#define NONE UINT32_MAX /* no member */

/* What says whose issuer a certificate may be.  Spans of a member are offsets in chain->der. */
struct names {
	struct certlint_span issuer, subject;
	struct certlint_span authority, own; /* key identifiers; no data: none */
};

struct member {
	size_t at, length; /* the certificate, in chain->der */
	size_t subject, subject_length; /* inside it */
	size_t own, own_length; /* its subjectKeyIdentifier; length 0: none */
	uint32_t next; /* of the same bucket, in the order of adding */
};

struct chain {
	certlint *verify; /* has the lint that verifies signatures, alone */
	struct text der;
	struct member *members;
	uint32_t count, room;
	size_t left_out;
	uint32_t first[BUCKETS], last[BUCKETS];
};

struct chain *
chain_new(void)
{
	struct certlint_options options = CERTLINT_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct chain *c = memory_new(1, sizeof(*c));

	options.selection = "rfc_signature_invalid";
	if (certlint_new(&c->verify, &options, &error) != CERTLINT_OK) {
		say("--chain: %s", error.text);
		free(c);
		return NULL;
	}
	memset(c->first, 0xff, sizeof(c->first));
	memset(c->last, 0xff, sizeof(c->last));
	return c;
}

void
chain_free(struct chain *c)
{
	if (c == NULL)
		return;
	certlint_free(c->verify);
	text_free(&c->der);
	free(c->members);
	free(c);
}

size_t
chain_left_out(const struct chain *c)
{
	return c->left_out;
}

/* ---- what a certificate says ---- */

/* FNV-1a; who makes many names of one bucket makes only his own run slow. */
static uint32_t
bucket_of(struct certlint_span s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.length; i++)
		h = (h ^ s.data[i]) * 16777619u;
	return (h ^ h >> 16) % BUCKETS;
}

static struct certlint_span
field_body(const struct certlint_object *o, int field)
{
	struct certlint_element e;

	return certlint_field(o, field, &e) ? e.body : (struct certlint_span){ NULL, 0 };
}

/* The OCTET STRING in an extension, with this tag; inside a SEQUENCE if `inside`. */
static struct certlint_span
key_identifier(const struct certlint_object *o, const char *extension, uint32_t tag, bool inside)
{
	struct certlint_item item = CERTLINT_ITEM_INIT;
	struct certlint_element e;
	struct certlint_span in;

	if (!certlint_extension(o, extension, &item))
		return (struct certlint_span){ NULL, 0 };
	in = item.value;
	if (inside && certlint_take(&in, 0x30, &e))
		in = e.body;
	return certlint_take(&in, tag, &e) ? e.body : (struct certlint_span){ NULL, 0 };
}

static struct names
names_of(const struct certlint_object *o)
{
	return (struct names){
		.issuer = field_body(o, CERTLINT_FIELD_ISSUER),
		.subject = field_body(o, CERTLINT_FIELD_SUBJECT),
		.authority = key_identifier(o, "2.5.29.35", 0x80, true),
		.own = key_identifier(o, "2.5.29.14", 0x04, false),
	};
}

/* ---- adding ---- */

static struct certlint_span
span_at(const struct chain *c, size_t at, size_t length)
{
	return (struct certlint_span){ (const uint8_t *)c->der.p + at, length };
}

static struct certlint_span
whole_of(const struct chain *c, const struct member *m)
{
	return span_at(c, m->at, m->length);
}

static bool
is_known(const struct chain *c, uint32_t bucket, struct certlint_span der)
{
	for (uint32_t i = c->first[bucket]; i != NONE; i = c->members[i].next)
		if (certlint_same(whole_of(c, &c->members[i]), der))
			return true;
	return false;
}

static void
keep(struct chain *c, uint32_t bucket, struct certlint_span der, const struct names *n)
{
	struct member *m;

	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->members = memory_grow(c->members, c->room, sizeof(*c->members));
	}
	m = &c->members[c->count];
	*m = (struct member){ .at = c->der.n, .length = der.length, .next = NONE };
	m->subject = m->at + (size_t)(n->subject.data - der.data);
	m->subject_length = n->subject.length;
	if (n->own.length) {
		m->own = m->at + (size_t)(n->own.data - der.data);
		m->own_length = n->own.length;
	}
	text_add(&c->der, der.data, der.length);
	if (c->last[bucket] == NONE)
		c->first[bucket] = c->count;
	else
		c->members[c->last[bucket]].next = c->count;
	c->last[bucket] = c->count++;
}

static void
consider(struct chain *c, const struct certlint_object *o, struct certlint_span der)
{
	struct names n = names_of(o);
	uint32_t bucket;

	if (certlint_has(o, "ca") != 1 || certlint_has(o, "no_signature") == 1 || !n.subject.data)
		return;
	bucket = bucket_of(n.subject);
	if (is_known(c, bucket, der))
		return;
	if (c->count == CHAIN_MEMBERS || der.length > CHAIN_BYTES - c->der.n)
		c->left_out++;
	else
		keep(c, bucket, der, &n);
}

void
chain_add(struct chain *c, const uint8_t *der, size_t length)
{
	struct certlint_input in = CERTLINT_INPUT_INIT;
	struct certlint_object *o;

	in.data = der;
	in.length = length;
	if (certlint_object_new(&o, c->verify, &in, NULL) != CERTLINT_OK)
		return;
	consider(c, o, (struct certlint_span){ der, length });
	certlint_object_free(o);
}

/* ---- choosing ---- */

struct choice {
	const struct chain *chain;
	const struct certlint_input *input;
	struct names names;
	struct certlint_span der;
	bool is_signed;
};

static int
note_anything(void *ctx, const struct certlint_finding *finding)
{
	bool *told = ctx;

	*told = true;
	return 1;
}

/* Whether the signature verifies; false also where that cannot be found out. */
static bool
signs(const struct choice *x, const struct member *m)
{
	struct certlint_input in = *x->input;
	bool told = false;

	in.issuer = x->chain->der.p + m->at;
	in.issuer_length = m->length;
	in.profile = in.facts = in.name = NULL;
	in.flags = CERTLINT_TELL_NOT_CHECKED;
	in.minimum = 0;
	return certlint_run(x->chain->verify, &in, note_anything, &told, NULL) >= 0 && !told;
}

static bool
has_name(const struct choice *x, const struct member *m)
{
	return certlint_same(span_at(x->chain, m->subject, m->subject_length), x->names.issuer) &&
	       !certlint_same(whole_of(x->chain, m), x->der);
}

/* The key identifiers: 1 the same, 0 different, -1 one of them is missing. */
static int
compare_keys(const struct choice *x, const struct member *m)
{
	if (x->names.authority.length == 0 || m->own_length == 0)
		return -1;
	return certlint_same(span_at(x->chain, m->own, m->own_length), x->names.authority);
}

/*
 * The first of the name that signs, among those whose key identifiers do not differ or do.  *named
 * is the first that is pointed to all the same: by its key identifier, or before there is a
 * signature by its name.
 */
static const struct member *
first_signer(const struct choice *x, bool differs, const struct member **named)
{
	const struct chain *c = x->chain;
	unsigned tries = 0;

	for (uint32_t i = c->first[bucket_of(x->names.issuer)]; i != NONE; i = c->members[i].next) {
		const struct member *m = &c->members[i];
		int same = compare_keys(x, m);

		if ((same == 0) != differs || !has_name(x, m))
			continue;
		if ((same == 1 || (same == -1 && !x->is_signed)) && *named == NULL)
			*named = m;
		if (x->is_signed && tries++ < TRIES && signs(x, m))
			return m;
	}
	return NULL;
}

/* The only one of the name, if its key identifier is the same: no need to see whether it signs. */
static const struct member *
only_one(const struct choice *x)
{
	const struct chain *c = x->chain;
	const struct member *only = NULL;

	for (uint32_t i = c->first[bucket_of(x->names.issuer)]; i != NONE; i = c->members[i].next) {
		if (!has_name(x, &c->members[i]))
			continue;
		if (only)
			return NULL;
		only = &c->members[i];
	}
	return only && compare_keys(x, only) == 1 ? only : NULL;
}

/*
 * One that is pointed to and does not sign is taken all the same, for want of a better one: that
 * its signature does not verify is what has to be told.
 */
static const struct member *
choose(const struct choice *x)
{
	const struct member *named = NULL, *signer = only_one(x);

	if (signer == NULL)
		signer = first_signer(x, false, &named);
	if (signer == NULL)
		signer = first_signer(x, true, &named);
	return signer ? signer : named;
}

bool
chain_issuer(const struct chain *c, const struct certlint_input *input,
	     struct certlint_span *issuer)
{
	struct choice x = { .chain = c, .input = input };
	const struct member *m = NULL;
	struct certlint_object *o;

	if (certlint_object_new(&o, c->verify, input, NULL) != CERTLINT_OK)
		return false;
	x.names = names_of(o);
	x.der = (struct certlint_span){ input->data, input->length };
	x.is_signed = certlint_has(o, "no_signature") != 1;
	if (x.names.issuer.data && certlint_has(o, "root") != 1)
		m = choose(&x);
	certlint_object_free(o);
	if (m == NULL)
		return false;
	*issuer = whole_of(c, m);
	return true;
}
