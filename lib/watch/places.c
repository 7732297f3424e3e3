/* All the places of an object where a watched thing can stand. */

#include "watch/watch.h"

#include "key.h"
#include "mail.h"
#include "text.h"
#include "uri.h"

static void
look_at(struct seeker *s, enum watch_place place, struct span at, enum found_as as)
{
	s->place = (uint8_t)place;
	s->at = at;
	s->as = (uint8_t)as;
	s->tag = DER_UTF8_STRING;
}

/* ---- iPAddress ---- */

static bool
looks_like_text(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > 'z')
			return false;
	return s.n >= 3;
}

/* Too few or too many octets: those of the address that may have been meant. */
static void
seek_odd_address(struct seeker *s, struct span octets)
{
	size_t n = octets.n > 16 ? 16 : 4;
	struct span in = octets;
	struct der inner;
	struct ip ip;

	if (der_take(&in, DER_OCTET_STRING, &inner) && ip_from_octets(inner.body, &ip)) {
		seek_address(s, &ip);
		return;
	}
	seek_at_best(s, CERTLINT_WATCH_POSSIBLE);
	if (octets.n <= n)
		return;
	ip_from_octets((struct span){ octets.p, n }, &ip);
	seek_address(s, &ip);
	ip_from_octets((struct span){ octets.p + octets.n - n, n }, &ip);
	seek_address(s, &ip);
}

static void
seek_octets(struct seeker *s, struct span octets)
{
	uint8_t before = s->how;
	struct ip ip;

	if (ip_from_octets(octets, &ip)) {
		seek_address(s, &ip);
	} else if (octets.n == 8 || octets.n == 32) {
		ip_from_octets((struct span){ octets.p, octets.n / 2 }, &ip);
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
		seek_network(s, &ip, octets.p + octets.n / 2);
	} else if (!looks_like_text(octets)) {
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
		seek_odd_address(s, octets);
	}
	s->how = before;
	if (octets.n == 4 || !looks_like_text(octets))
		return;
	s->as = AS_TEXT;
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_text(s, DER_IA5_STRING, octets);
	s->how = before;
}

/* ---- subject ---- */

static void
seek_organization(struct seeker *s, uint32_t tag, struct span text)
{
	uint8_t folded[WATCH_TEXT_MAX];
	size_t n;

	if (!(s->w->kinds & 1u << CERTLINT_WATCH_ORG) || text.n > 4 * WATCH_TEXT_MAX)
		return;
	n = watch_text_fold(tag == DER_BMP_STRING || tag == DER_UNIVERSAL_STRING ? tag :
			    DER_UTF8_STRING, text, folded, sizeof(folded));
	if (n > 0)
		seek_bytes(s, SPACE_ORG, (struct span){ folded, n });
}

static void
seek_attribute(struct seeker *s, const struct attribute *a)
{
	struct span text = a->value.body;
	uint8_t before = s->how;

	look_at(s, s->place, text, AS_TEXT);
	s->tag = (uint8_t)a->value.tag;
	if (a->value.flags & DER_CUT_SHORT)
		seek_at_best(s, CERTLINT_WATCH_POSSIBLE);
	switch (a->oid) {
	case OID_COMMON_NAME:
		s->place = s->place == PLACE_SUBJECT ? PLACE_CN : s->place;
		seek_text(s, a->value.tag, text);
		break;
	case OID_UNSTRUCTURED_NAME: case OID_ORGANIZATIONAL_UNIT:
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
		seek_text(s, a->value.tag, text);
		break;
	case OID_EMAIL_ADDRESS: seek_mailbox(s, a->value.tag, text); break;
	case OID_ORGANIZATION:
		s->place = s->place == PLACE_SUBJECT ? PLACE_ORG : s->place;
		seek_organization(s, a->value.tag, text);
		break;
	default: break;
	}
	s->how = before;
}

static void
seek_attributes(struct seeker *s, struct span rdns, enum watch_place place)
{
	struct attribute_cursor cursor = { .rdns = rdns };
	struct attribute a;

	while (attribute_next(&cursor, &a)) {
		s->place = (uint8_t)place;
		seek_attribute(s, &a);
	}
}

/* Most subjects have a commonName at the most. */
static void
seek_subject(struct seeker *s)
{
	const struct name *name = &s->object->cert.subject_name;
	bool org = s->w->kinds & 1u << CERTLINT_WATCH_ORG;

	if (name_count(name, OID_COMMON_NAME) || name_count(name, OID_EMAIL_ADDRESS) ||
	    name_count(name, OID_ORGANIZATIONAL_UNIT) || name_count(name, OID_UNSTRUCTURED_NAME) ||
	    (org && name_count(name, OID_ORGANIZATION)))
		seek_attributes(s, name->der.body, PLACE_SUBJECT);
}

/* ---- GeneralNames ---- */

/* A host with its percent-encoding undone (RFC 3986 3.2.2) into `out`; as it is without any. */
static struct span
decode_host(struct span host, uint8_t out[WATCH_TEXT_MAX])
{
	size_t n = 0;

	if (host.n == 0 || host.n > WATCH_TEXT_MAX || !memchr(host.p, '%', host.n))
		return host;
	for (size_t i = 0; i < host.n; i++) {
		bool encoded = host.p[i] == '%' && host.n - i > 2 &&
			       char_hex(host.p[i + 1]) >= 0 && char_hex(host.p[i + 2]) >= 0;

		if (encoded)
			out[n++] = (uint8_t)(char_hex(host.p[i + 1]) << 4 |
					     char_hex(host.p[i + 2]));
		else
			out[n++] = host.p[i];
		i += encoded ? 2 : 0;
	}
	return (struct span){ out, n };
}

static void
seek_uri(struct seeker *s, struct span text)
{
	uint8_t folded[WATCH_TEXT_MAX], name[WATCH_NAME_MAX];
	struct span host = { name, 0 }, written = { NULL, 0 };
	uint8_t before = s->how;
	bool literal = false;
	struct uri uri;
	size_t n;

	n = watch_uri_fold(text, folded, sizeof(folded));
	if (n > 0)
		seek_bytes(s, SPACE_URI, (struct span){ folded, n });
	if (uri_split(text, &uri) && uri.host.p) {
		literal = uri.host.n > 0 && uri.host.p[0] == '[';
		written = decode_host(uri_bare_host(&uri), folded);
		host.n = watch_name_fold(DER_UTF8_STRING, written, name, sizeof(name));
		if (s->w->kinds & 1u << CERTLINT_WATCH_URI)
			seek_host_of(s, SPACE_URI_HOST, host);
	}
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	if (host.n > 0)
		seek_host(s, host);
	if (host.n == 0 || (!literal && !is_plain_text(written)))
		seek_text(s, DER_UTF8_STRING, text);
	s->how = before;
}

/* userPrincipalName, SmtpUTF8Mailbox and others whose value is one string. */
static void
seek_other_name(struct seeker *s, struct span in)
{
	struct der id, value, text;
	const uint8_t *dot = NULL;

	if (!der_take(&in, DER_OID, &id) || !der_take(&in, 0xa0, &value) ||
	    !der_next(&value.body, &text) || text.tag & DER_CONSTRUCTED)
		return;
	look_at(s, PLACE_OTHER, text.body, AS_TEXT);
	if (text.body.n > 0 && text.body.n <= WATCH_TEXT_MAX &&
	    memchr(text.body.p, '@', text.body.n))
		seek_mail(s, text.body);
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_text(s, text.tag, text.body);
	if (text.body.n > 0 && text.body.p[0] == '_')
		dot = memchr(text.body.p, '.', text.body.n);
	if (dot) {	/* dnsSRV: the service before the name */
		text.body.n -= (size_t)(dot + 1 - text.body.p);
		text.body.p = dot + 1;
		look_at(s, PLACE_OTHER, text.body, AS_TEXT);
		seek_text(s, text.tag, text.body);
	}
}

/*
 * A name in pieces, which BER allows and some decoders put together: dNSName and its like have one
 * tag each, and DER no constructed form of it.
 */
static void
seek_pieces(struct seeker *s, const struct der *gn)
{
	enum watch_place place = gn->tag == (GN_DNS | DER_CONSTRUCTED) ? PLACE_DNS :
				 gn->tag == (GN_IP | DER_CONSTRUCTED) ? PLACE_IP : PLACE_MAIL;
	uint8_t whole[WATCH_NAME_MAX];
	struct span in = gn->body, out = { whole, 0 };
	struct der piece;

	while (der_next(&in, &piece)) {
		if (piece.tag >= DER_CONSTRUCTED || piece.body.n > sizeof(whole) - out.n)
			return;
		if (piece.body.n > 0)
			memcpy(whole + out.n, piece.body.p, piece.body.n);
		out.n += piece.body.n;
	}
	look_at(s, place, gn->body, AS_TEXT);
	seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	if (place == PLACE_IP)
		seek_octets(s, out);
	else if (place == PLACE_DNS)
		seek_text(s, DER_IA5_STRING, out);
	else
		seek_mailbox(s, DER_IA5_STRING, out);
}

static void
seek_general_name(struct seeker *s, const struct der *gn)
{
	struct span in = gn->body;
	struct der name;

	switch (gn->tag) {
	case GN_DNS:
		look_at(s, PLACE_DNS, in, AS_TEXT);
		seek_text(s, DER_IA5_STRING, in);
		break;
	case GN_IP:
		look_at(s, PLACE_IP, in, AS_ADDRESS);
		seek_octets(s, in);
		break;
	case GN_RFC822:
		look_at(s, PLACE_MAIL, in, AS_TEXT);
		seek_mailbox(s, DER_IA5_STRING, in);
		break;
	case GN_URI:
		look_at(s, PLACE_URI, in, AS_TEXT);
		seek_uri(s, in);
		break;
	case GN_OTHER: seek_other_name(s, in); break;
	case GN_DIRECTORY:
		seek_at_best(s, CERTLINT_WATCH_DISGUISED);
		if (der_take(&in, DER_SEQUENCE, &name))
			seek_attributes(s, name.body, PLACE_DIRECTORY);
		break;
	case GN_X400: case GN_EDI: case GN_REGISTERED_ID: break;
	case GN_DNS | DER_CONSTRUCTED: case GN_IP | DER_CONSTRUCTED:
	case GN_RFC822 | DER_CONSTRUCTED:
		seek_pieces(s, gn);
		seek_raw(s, der_whole(gn));
		break;
	default: seek_raw(s, der_whole(gn));
	}
}

static void
seek_general_names(struct seeker *s, struct span list)
{
	struct der gn;

	while (der_next(&list, &gn) && found_charge(s, 1)) {
		s->how = gn.flags & DER_CUT_SHORT ? CERTLINT_WATCH_POSSIBLE : CERTLINT_WATCH_EXACT;
		seek_general_name(s, &gn);
	}
	s->how = CERTLINT_WATCH_EXACT;
	if (list.n > 0)
		seek_raw(s, list);
}

/* The value of a subjectAltName, and what is there in its place or hides behind it. */
static void
seek_alternative_name(struct seeker *s, struct span value)
{
	struct der list;

	if (der_take(&value, DER_SEQUENCE, &list))
		seek_general_names(s, list.body);
	if (value.n > 0)
		seek_raw(s, value);
}

/* Every subjectAltName: there is one, unless somebody hides a second behind it. */
static void
seek_alternative_names(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	const struct extension *only = cert_extension(c, OID_SAN);
	struct extension x;

	if (!signals_raised(&c->signals, ON_SIGHT(EXT_DUPLICATE))) {
		if (only)
			seek_alternative_name(s, only->value);
		return;
	}
	each_extension(c, x)
		if (x.id == OID_SAN)
			seek_alternative_name(s, x.value);
}

/* ---- name constraints ---- */

/* A subtree that is a public suffix or more permits whatever nobody would have forbidden. */
static void
seek_permitted_name(struct seeker *s, struct span base)
{
	uint8_t name[WATCH_NAME_MAX];
	struct span folded = { name, 0 };

	while (base.n > 0 && base.p[0] == '.')
		base.p++, base.n--;
	folded.n = watch_name_fold(DER_UTF8_STRING, base, name, sizeof(name));
	if (folded.n > 0 && data_suffix(s->object->data, folded) != SUFFIX_ICANN)
		seek_subtree(s, folded);
}

/*
 * A subtree of mail addresses or URIs: those of a host, with a dot before it those of all hosts
 * below, or one mailbox (RFC 5280 4.2.1.10).
 */
static void
seek_permitted_host(struct seeker *s, enum watch_space space, struct span base)
{
	uint8_t name[WATCH_NAME_MAX];
	struct span host = { name, 0 };

	if (base.n > 0 && memchr(base.p, '@', base.n)) {
		seek_mailbox(s, DER_IA5_STRING, base);
		return;
	}
	if (base.n > 0 && base.p[0] == '.')
		seek_permitted_name(s, base);
	while (base.n > 0 && base.p[0] == '.')
		base.p++, base.n--;
	host.n = watch_name_fold(DER_UTF8_STRING, base, name, sizeof(name));
	if (host.n == 0 || data_suffix(s->object->data, host) == SUFFIX_ICANN)
		return;
	seek_name(s, host);
	seek_host_of(s, space, host);
}

static void
seek_permitted(struct seeker *s, const struct subtree *t)
{
	struct span base = t->base.body;
	struct ip ip;

	look_at(s, PLACE_CONSTRAINT, base, t->base.tag == GN_IP ? AS_ADDRESS : AS_TEXT);
	seek_at_best(s, CERTLINT_WATCH_BELOW);
	if (t->base.tag == GN_DNS) {
		seek_permitted_name(s, base);
	} else if (t->base.tag == GN_RFC822) {
		seek_permitted_host(s, SPACE_MAIL_HOST, base);
	} else if (t->base.tag == GN_URI) {
		seek_permitted_host(s, SPACE_URI_HOST, base);
	} else if (t->base.tag == GN_IP && (base.n == 8 || base.n == 32)) {
		ip_from_octets((struct span){ base.p, base.n / 2 }, &ip);
		seek_network(s, &ip, base.p + base.n / 2);
	} else if (t->base.tag == GN_IP) {
		seek_octets(s, base);
	}
	s->how = CERTLINT_WATCH_EXACT;
}

static void
seek_constraints(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	struct subtree t;

	if (cert_extension(c, OID_NC))
		each_subtree(c, t)
			if (t.permitted && found_charge(s, 1))
				seek_permitted(s, &t);
}

/* ---- keys ---- */

static void
seek_keys(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	uint8_t hash[WATCH_HASH];

	if (s->w->kinds & 1u << CERTLINT_WATCH_SPKI && der_is_sound(&c->spki)) {
		if (!s->key)
			sha256(der_whole(&c->spki), hash);
		look_at(s, PLACE_KEY, der_whole(&c->spki), AS_ITEM);
		seek_bytes(s, SPACE_SPKI, (struct span){ s->key ? s->key : hash, WATCH_HASH });
	}
	if (s->w->kinds & 1u << CERTLINT_WATCH_ISSUER && s->issuer_key) {
		look_at(s, PLACE_ISSUER, der_present(&c->issuer) ? der_whole(&c->issuer) : c->file,
			AS_ITEM);
		seek_bytes(s, SPACE_ISSUER, (struct span){ s->issuer_key, WATCH_HASH });
	}
}

/* ---- what did not decode ---- */

static bool
is_field(const struct cert *c, const uint8_t *head)
{
	const struct der *const fields[] = { &c->version_tag, &c->serial, &c->tbs_algorithm,
		&c->issuer, &c->validity, &c->subject, &c->spki, &c->issuer_uid, &c->subject_uid,
		&c->extensions_tag };

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (fields[i]->head == head)
			return true;
	return false;
}

/* The fields of the TBSCertificate that were passed over, and what is behind the last. */
static void
seek_lost_fields(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	struct span in = c->tbs.body;
	struct der e;

	while (der_next(&in, &e))
		if (!is_field(c, e.head))
			seek_raw(s, der_whole(&e));
	seek_raw(s, in);
}

/* Whether an extension cannot be read; of one that is there twice the first is no witness. */
static bool
is_lost(const struct cert *c, const struct extension *x)
{
	if (!oid_is_extension(x->id))
		return !x->sound || x->oid.p == NULL;
	if (c->ext[EXT(x->id)].whole.p != x->whole.p)
		return !x->sound;
	return !facts_have(&c->facts, FACT_HAS(x->id));
}

static void
seek_lost_extensions(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	struct span list = c->extensions.body;
	struct extension x;

	if (der_present(&c->extensions_tag) && !der_present(&c->extensions))
		seek_raw(s, c->extensions_tag.body);
	while (extension_next(&list, &x))
		if (is_lost(c, &x))
			seek_raw(s, x.whole);
	seek_raw(s, list);
}

static void
seek_lost(struct seeker *s)
{
	const struct cert *c = &s->object->cert;
	struct span whole = der_whole(der_present(&c->outer) ? &c->outer : &c->tbs);
	struct span behind;

	if (!der_present(&c->tbs)) {
		seek_raw(s, c->file);
		return;
	}
	if (c->damaged) {
		seek_lost_fields(s);
		seek_raw(s, c->subject.body);
		seek_lost_extensions(s);
	}
	behind.p = whole.p + whole.n;
	behind.n = (size_t)(c->file.p + c->file.n - behind.p);
	if (behind.n > 0)
		seek_raw(s, behind);
}

void
seek_object(struct seeker *s)
{
	seek_alternative_names(s);
	seek_subject(s);
	seek_constraints(s);
	seek_keys(s);
	seek_lost(s);
}
