/* plugin.h: the lists of an object, entry by entry, with the entry itself as the cursor. */

#include "object.h"
#include "uri.h"

/*
 * How private_ is used: [0] and [1] bound what is left of the list, [2] and [3] what is left of the
 * entry that is being walked inside; [4] is not NULL once the walk has begun, and for lists made of
 * several it says in which it is.
 */
static const uint8_t stages[8];

struct walker_state {
	struct span rest, inner;
	unsigned stage;
};

static struct span
between(const void *from, const void *to)
{
	const uint8_t *p = from, *end = to;

	return (struct span){ p, p ? (size_t)(end - p) : 0 };
}

static struct walker_state
load(const struct certlint_item *item)
{
	const uint8_t *stage = item->private_[4];

	return (struct walker_state){
		.rest = between(item->private_[0], item->private_[1]),
		.inner = between(item->private_[2], item->private_[3]),
		.stage = (unsigned)(stage - stages),
	};
}

static void
save(struct certlint_item *item, const struct walker_state *w)
{
	item->private_[0] = w->rest.p;
	item->private_[1] = w->rest.p ? w->rest.p + w->rest.n : NULL;
	item->private_[2] = w->inner.p;
	item->private_[3] = w->inner.p ? w->inner.p + w->inner.n : NULL;
	item->private_[4] = &stages[w->stage];
}

static struct certlint_span
show(struct span s)
{
	return (struct certlint_span){ s.p, s.n };
}

/* ---- one list each: fill `out` from the next entry ---- */

static bool
next_extension(struct walker_state *w, struct certlint_item *out)
{
	struct extension x;

	if (!extension_next(&w->rest, &x))
		return false;
	out->whole = show(x.whole);
	out->key = show(x.oid);
	out->value = show(x.value);
	out->number = x.critical;
	return true;
}

/* Names of two levels: the number of the RDN goes on from the entry before. */
static bool
next_attribute(struct walker_state *w, struct certlint_item *out)
{
	struct attribute_cursor cursor = { .rdns = w->rest, .rdn = w->inner,
		.index = w->stage == 1 ? 0 : (uint32_t)out->number + 1 };
	struct attribute a;

	if (!attribute_next(&cursor, &a))
		return false;
	w->rest = cursor.rdns;
	w->inner = cursor.rdn;
	w->stage = 2;
	out->whole = show(der_whole(&a.pair));
	out->key = show(a.type.body);
	out->value = show(a.value.body);
	out->tag = a.value.tag;
	out->number = a.rdn;
	return true;
}

static bool
next_name(struct walker_state *w, struct certlint_item *out)
{
	struct der gn;

	if (!der_next(&w->rest, &gn))
		return false;
	out->whole = show(der_whole(&gn));
	out->value = show(gn.body);
	out->tag = gn.tag;
	return true;
}

static bool
next_policy(struct walker_state *w, struct certlint_item *out)
{
	struct policy p;

	if (!policy_next(&w->rest, &p))
		return false;
	out->whole = show(der_whole(&p.whole));
	out->key = show(p.id.body);
	out->value = show(p.qualifiers);
	return true;
}

static bool
next_purpose(struct walker_state *w, struct certlint_item *out)
{
	struct der e;

	if (!list_next(&w->rest, DER_OID, &e))
		return false;
	out->whole = show(der_whole(&e));
	out->key = show(e.body);
	return true;
}

static bool
next_access(struct walker_state *w, struct certlint_item *out)
{
	struct access a;

	if (!access_next(&w->rest, &a))
		return false;
	out->whole = show(der_whole(&a.whole));
	out->key = show(a.method.body);
	out->value = show(a.location.body);
	out->tag = a.location.tag;
	return true;
}

/* The URIs of a DistributionPoint, then those of the next. */
static bool
next_crl_uri(struct walker_state *w, struct certlint_item *out)
{
	struct distribution_point d;
	struct der gn;

	while (!list_next(&w->inner, GN_URI, &gn)) {
		if (!distribution_point_next(&w->rest, &d))
			return false;
		w->inner = d.full_name;
		out->number = w->stage == 1 ? 0 : out->number + 1;
		w->stage = 2;
	}
	out->whole = show(der_whole(&gn));
	out->value = show(gn.body);
	out->tag = gn.tag;
	return true;
}

/* A big-endian number at the front of a span, which moves past it. */
static bool
take_number(struct span *s, size_t octets, uint64_t *out)
{
	uint64_t value = 0;

	if (s->n < octets)
		return false;
	for (size_t i = 0; i < octets; i++)
		value = value << 8 | s->p[i];
	s->p += octets, s->n -= octets;
	*out = value;
	return true;
}

/* RFC 6962 3.3: each SerializedSCT, of which only version 1 says where its parts are. */
static bool
next_sct(struct walker_state *w, struct certlint_item *out)
{
	struct span sct, rest = w->rest;
	uint64_t length, version, timestamp;

	if (!take_number(&rest, 2, &length) || length > rest.n || length == 0)
		return false;
	sct = (struct span){ rest.p, (size_t)length };
	w->rest = (struct span){ rest.p + length, rest.n - (size_t)length };
	out->whole = out->value = show(sct);
	out->key = (struct certlint_span){ NULL, 0 };
	out->number = 0;
	take_number(&sct, 1, &version);
	out->tag = (uint32_t)version;
	if (version != 0 || sct.n < 40)
		return true;
	out->key = (struct certlint_span){ sct.p, 32 };
	sct.p += 32, sct.n -= 32;
	take_number(&sct, 8, &timestamp);
	out->number = (int64_t)timestamp;
	return true;
}

/* ---- hosts ---- */

static struct span
uri_host(struct span text)
{
	struct uri uri;

	return uri_split(text, &uri) ? uri.host : (struct span){ NULL, 0 };
}

static struct span
mail_host(struct span mail)
{
	for (size_t i = mail.n; i > 0; i--)
		if (mail.p[i - 1] == '@')
			return (struct span){ mail.p + i, mail.n - i };
	return (struct span){ NULL, 0 };
}

/* The host that a GeneralName names; absent if it names none. */
static struct span
named_host(const struct der *gn)
{
	switch (gn->tag) {
	case GN_DNS: return gn->body;
	case GN_URI: return uri_host(gn->body);
	case GN_RFC822: return mail_host(gn->body);
	default: return (struct span){ NULL, 0 };
	}
}

static bool
next_host_of_san(struct walker_state *w, struct certlint_item *out)
{
	struct der gn;

	while (der_next(&w->rest, &gn)) {
		struct span host = named_host(&gn);

		if (host.p == NULL)
			continue;
		out->whole = show(der_whole(&gn));
		out->value = show(host);
		out->tag = gn.tag;
		return true;
	}
	return false;
}

/* Names of subjectAltName, then the commonNames of a certificate for TLS, where they are hosts. */
static bool
next_host(const struct cert *c, struct walker_state *w, struct certlint_item *out)
{
	struct certlint_item a = *out;

	if (w->stage == 1 && next_host_of_san(w, out))
		return true;
	if (!facts_have(&c->facts, FACT_TLS) || !facts_have(&c->facts, FACT_SUBSCRIBER))
		return false;
	if (w->stage == 1) {
		w->rest = c->subject_name.der.body;
		w->inner = (struct span){ NULL, 0 };
		w->stage = 2;
	}
	while (next_attribute(w, &a))
		if (oid_find((struct span){ a.key.data, a.key.length }) == OID_COMMON_NAME) {
			out->whole = a.whole;
			out->value = a.value;
			out->tag = a.tag;
			return true;
		}
	return false;
}

/* ---- beginning and going on ---- */

static struct span
sct_list(const struct cert *c)
{
	const struct extension *x = cert_extension(c, OID_SCT_LIST);
	struct span in = x ? x->value : (struct span){ NULL, 0 };
	struct der octets;
	uint64_t length;

	if (!der_take(&in, DER_OCTET_STRING, &octets) || !take_number(&octets.body, 2, &length))
		return (struct span){ NULL, 0 };
	octets.body.n = length < octets.body.n ? (size_t)length : octets.body.n;
	return octets.body;
}

static struct span
list_start(const struct cert *c, int list)
{
	switch (list) {
	case CERTLINT_EACH_EXTENSION: return c->extensions.body;
	case CERTLINT_EACH_SUBJECT: return c->subject_name.der.body;
	case CERTLINT_EACH_ISSUER: return c->issuer_name.der.body;
	case CERTLINT_EACH_SAN: return extension_list(c, OID_SAN);
	case CERTLINT_EACH_ISSUER_ALT_NAME: return extension_list(c, OID_IAN);
	case CERTLINT_EACH_POLICY: return extension_list(c, OID_POLICIES);
	case CERTLINT_EACH_EXTENDED_KEY_USAGE: return extension_list(c, OID_EKU);
	case CERTLINT_EACH_SCT: return sct_list(c);
	case CERTLINT_EACH_ACCESS: return extension_list(c, OID_AIA);
	case CERTLINT_EACH_CRL_URI: return extension_list(c, OID_CRLDP);
	case CERTLINT_EACH_HOST: return extension_list(c, OID_SAN);
	default: return (struct span){ NULL, 0 };
	}
}

static bool
list_take(const struct cert *c, int list, struct walker_state *w, struct certlint_item *out)
{
	switch (list) {
	case CERTLINT_EACH_EXTENSION: return next_extension(w, out);
	case CERTLINT_EACH_SUBJECT:
	case CERTLINT_EACH_ISSUER: return next_attribute(w, out);
	case CERTLINT_EACH_SAN:
	case CERTLINT_EACH_ISSUER_ALT_NAME: return next_name(w, out);
	case CERTLINT_EACH_POLICY: return next_policy(w, out);
	case CERTLINT_EACH_EXTENDED_KEY_USAGE: return next_purpose(w, out);
	case CERTLINT_EACH_SCT: return next_sct(w, out);
	case CERTLINT_EACH_ACCESS: return next_access(w, out);
	case CERTLINT_EACH_CRL_URI: return next_crl_uri(w, out);
	case CERTLINT_EACH_HOST: return next_host(c, w, out);
	default: return false;
	}
}

int
certlint_each(const struct certlint_object *object, int list, struct certlint_item *item)
{
	struct certlint_item next;
	struct walker_state w;
	bool first;

	if (object == NULL || item == NULL)
		return 0;
	next = *item;
	first = item->private_[4] == NULL;
	w = first ? (struct walker_state){ list_start(&object->cert, list), { NULL, 0 }, 1 } :
		load(item);
	if (!list_take(&object->cert, list, &w, &next))
		return 0;
	next.index = first ? 0 : item->index + 1;
	save(&next, &w);
	*item = next;
	return 1;
}

int
certlint_extension(const struct certlint_object *object, const char *dotted,
		   struct certlint_item *out)
{
	struct certlint_item x = CERTLINT_ITEM_INIT;

	if (out == NULL || dotted == NULL)
		return 0;
	while (certlint_each(object, CERTLINT_EACH_EXTENSION, &x))
		if (oid_is_dotted((struct span){ x.key.data, x.key.length }, dotted)) {
			*out = x;
			return 1;
		}
	return 0;
}
