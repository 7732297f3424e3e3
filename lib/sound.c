/* Whether an object is wholly sound, quickly: a yes spares the strict walk, which says why not. */

#include "sound.h"

#include <string.h>

#include "day.h"
#include "text.h"

/* One level of nesting. */
struct level {
	const uint8_t *end;
	const struct asn1_type *type;	/* SEQUENCE, a list, asn1_any, or what a holder holds */
	const uint8_t *previous;	/* SET OF: the element before, up to this one */
	enum oid oid;			/* that selects for open types */
	uint8_t next;			/* SEQUENCE: the field that is due */
	bool holder;			/* of exactly one element of `type` */
	bool filled;			/* an element was seen */
};

struct descent {
	struct level levels[SOUND_DEPTH + 1];	/* the first is around the object */
	struct level *at;
	const uint8_t *p;		/* where the next element begins */
};

/* An element, its type, and how that came about. */
struct element {
	const uint8_t *head;
	struct span body;
	const struct asn1_type *type;
	uint8_t tag;
	bool tagged;			/* a context tag took the place of the type's own */
	bool explicitly;
};

/* ---- contents ---- */

static bool
integer_is_sound(struct span b)
{
	return b.n == 1 ||
		(b.n > 1 && !(b.p[0] == 0 && b.p[1] < 0x80) && !(b.p[0] == 0xff && b.p[1] >= 0x80));
}

static bool
bits_are_sound(struct span b)
{
	if (b.n <= 1)
		return b.n == 1 && b.p[0] == 0;
	return b.p[0] <= 7 && (b.p[b.n - 1] & ((1u << b.p[0]) - 1)) == 0;
}

static bool
named_bits_are_sound(struct span b)
{
	return bits_are_sound(b) && (b.n == 1 || b.p[b.n - 1] >> b.p[0] & 1);
}

static bool
oid_is_sound(struct span b)
{
	if (b.n == 0 || b.p[0] == 0x80 || b.p[b.n - 1] & 0x80)
		return false;
	for (size_t i = 1; i < b.n; i++)
		if (b.p[i] == 0x80 && !(b.p[i - 1] & 0x80))
			return false;
	return true;
}

bool
contents_are_sound(uint32_t tag, struct span body, bool time_is_rfc)
{
	int64_t instant;

	switch (tag) {
	case DER_BOOLEAN: return body.n == 1 && (body.p[0] == 0 || body.p[0] == 0xff);
	case DER_INTEGER:
	case DER_ENUMERATED: return integer_is_sound(body);
	case DER_BIT_STRING: return bits_are_sound(body);
	case DER_NULL: return body.n == 0;
	case DER_OID: return oid_is_sound(body);
	case DER_UTC_TIME:
	case DER_GENERALIZED_TIME:
		return (time_read(tag, body, &instant) & ~(time_is_rfc ? 0u : TIME_FRACTION)) == 0;
	case DER_UTF8_STRING: return utf8_is_valid(body);
	case DER_NUMERIC_STRING: return text_is_numeric(body);
	case DER_PRINTABLE_STRING: return text_is_printable(body);
	case DER_IA5_STRING: return text_is_ia5(body);
	case DER_VISIBLE_STRING: return text_is_visible(body);
	case DER_BMP_STRING: return body.n % 2 == 0 && text_first_bad(tag, body) == body.n;
	case DER_UNIVERSAL_STRING: return body.n % 4 == 0 && text_first_bad(tag, body) == body.n;
	default: return true;
	}
}

bool
set_order_holds(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = memcmp(a.p, b.p, n);

	for (size_t i = n; order == 0 && i < a.n; i++)
		order = a.p[i];		/* the shorter one counts as padded with zeros */
	return order <= 0;
}

bool
is_default_value(const struct asn1_field *field, struct span body)
{
	for (unsigned i = 0; i < 2 && field->defaults[i]; i++)
		if (span_is(body, field->defaults[i] + 1, (uint8_t)field->defaults[i][0]))
			return true;
	return false;
}

/* ---- levels ---- */

static bool
go_down(struct descent *d, const struct element *e, struct span contents,
	const struct asn1_type *type, bool holder)
{
	struct level *next = d->at + 1;

	if (next > d->levels + SOUND_DEPTH)
		return false;
	*next = (struct level){ .end = contents.p + contents.n, .type = type, .holder = holder,
				.oid = e->explicitly ? d->at->oid : OID_NONE };
	d->at = next;
	d->p = contents.p;
	return true;
}

/* Whether a level may end where it does. */
static bool
level_is_complete(const struct level *l)
{
	if (l->holder)
		return l->filled;
	if (!l->filled && l->type->flags & ASN1_NOT_EMPTY)
		return false;
	if (l->type->kind == ASN1_SEQUENCE)
		for (unsigned i = l->next; i < l->type->count; i++)
			if (!(l->type->fields[i].flags & ASN1_OPTIONAL))
				return false;
	return true;
}

/* A header of the fewest octets whose contents are all there. */
static inline bool
read_header(const uint8_t *p, const uint8_t *end, struct element *e)
{
	size_t n = (size_t)(end - p), length, head = 2;

	if (n < 2 || (p[0] & 0x1f) == 0x1f || p[0] == 0)
		return false;
	length = p[1];
	if (length >= 0x80) {
		if (length == 0x81 && n > 2 && p[2] >= 0x80)
			length = p[2], head = 3;
		else if (length == 0x82 && n > 3 && p[2] != 0)
			length = (size_t)p[2] << 8 | p[3], head = 4;
		else
			return false;
	}
	if (length > n - head)
		return false;
	e->head = p;
	e->tag = p[0];
	e->body = (struct span){ p + head, length };
	return true;
}

/* ---- types ---- */

static bool
selects_any_tag(const struct asn1_type *type)
{
	return type->kind == ASN1_ANY || type->kind == ASN1_OPEN;
}

/* The alternative of a CHOICE that is written with this tag. */
static const struct asn1_field *
alternative(const struct asn1_type *choice, uint8_t tag)
{
	for (unsigned i = 0; i < choice->count; i++) {
		const struct asn1_field *f = &choice->fields[i];

		if (tag == (f->tag ? f->tag : f->type->tag))
			return f;
	}
	return NULL;
}

static inline bool
fits(const struct asn1_field *f, uint8_t tag)
{
	if (f->tag)
		return tag == f->tag;
	if (f->type->kind == ASN1_CHOICE)
		return alternative(f->type, tag) != NULL;
	return tag == f->type->tag || selects_any_tag(f->type);
}

static void
become(struct element *e, const struct asn1_field *f)
{
	e->type = f->type;
	e->tagged = f->tag != 0;
	e->explicitly = f->flags & ASN1_EXPLICITLY;
}

static bool
match_field(struct level *l, struct element *e)
{
	const struct asn1_type *type = l->type;

	for (unsigned i = l->next; i < type->count; i++) {
		const struct asn1_field *f = &type->fields[i];

		if (fits(f, e->tag)) {
			l->next = (uint8_t)(i + 1);
			become(e, f);
			return f->defaults[0] == NULL || !is_default_value(f, e->body);
		}
		if (!(f->flags & ASN1_OPTIONAL))
			return false;
	}
	return false;
}

/* What an element of a level is. */
static bool
match(struct level *l, struct element *e)
{
	e->tagged = e->explicitly = false;
	e->type = l->type;
	if (l->holder) {
		if (l->filled)
			return false;
	} else if (l->type->kind == ASN1_SEQUENCE) {
		if (!match_field(l, e))
			return false;
	} else if (l->type->kind != ASN1_ANY) {
		e->type = l->type->fields[0].type;
	}
	if (e->tagged)
		return true;
	if (e->type->kind == ASN1_OPEN)
		e->type = asn1_open(e->type, l->oid);
	if (e->type->kind == ASN1_CHOICE) {
		const struct asn1_field *f = alternative(e->type, e->tag);

		if (f == NULL)
			return false;
		become(e, f);
		return e->tagged || e->type->kind != ASN1_CHOICE;
	}
	return e->type->kind == ASN1_ANY || e->tag == e->type->tag;
}

/* ---- going in ---- */

/* By its universal tag alone.  A SET of no known type is left to the walk. */
static bool
enter_any(struct descent *d, const struct element *e)
{
	if (e->tag == DER_SEQUENCE)
		return go_down(d, e, e->body, &asn1_any, false);
	if (e->tag & DER_CLASS)
		return !(e->tag & DER_CONSTRUCTED) ||
			go_down(d, e, e->body, &asn1_any, false);
	return !(e->tag & DER_CONSTRUCTED) && e->tag != (DER_SEQUENCE & ~DER_CONSTRUCTED) &&
		e->tag != (DER_SET & ~DER_CONSTRUCTED) &&
		contents_are_sound(e->tag, e->body, false);
}

/* One AttributeTypeAndValue of a string, as nearly all are; *p moves past it. */
static inline bool
attribute_is_sound(const uint8_t **p, const uint8_t *end)
{
	struct element pair, type, value;

	if (!read_header(*p, end, &pair) || pair.tag != DER_SEQUENCE)
		return false;
	*p = pair.body.p + pair.body.n;
	return read_header(pair.body.p, *p, &type) && type.tag == DER_OID &&
		oid_is_sound(type.body) &&
		read_header(type.body.p + type.body.n, *p, &value) &&
		value.body.p + value.body.n == *p && value.tag < DER_CONSTRUCTED &&
		value.tag != (DER_SEQUENCE & ~DER_CONSTRUCTED) &&
		value.tag != (DER_SET & ~DER_CONSTRUCTED) &&
		contents_are_sound(value.tag, value.body, false);
}

/* A Name of RDNs with one attribute each.  Half of a certificate's elements are in its Names. */
static bool
name_is_sound(struct span body)
{
	const uint8_t *p = body.p, *end = body.p + body.n;
	struct element set;

	while (p < end) {
		if (!read_header(p, end, &set) || set.tag != DER_SET)
			return false;
		p = set.body.p;
		if (!attribute_is_sound(&p, set.body.p + set.body.n) ||
		    p != set.body.p + set.body.n)
			return false;
	}
	return true;
}

/* Host names, addresses, mailboxes and URIs. */
static bool
names_are_sound(struct span body)
{
	const uint8_t *p = body.p, *end = body.p + body.n;
	struct element name;

	while (p < end) {
		if (!read_header(p, end, &name))
			return false;
		if (name.tag == 0x82 || name.tag == 0x86 || name.tag == 0x81) {
			if (!text_is_ia5(name.body))
				return false;
		} else if (name.tag != 0x87) {
			return false;
		}
		p = name.body.p + name.body.n;
	}
	return body.n > 0;
}

/* Lists of the two types that stand in most places are looked through without a level of them. */
static bool
enter_list(struct descent *d, const struct element *e)
{
	if ((e->type == &asn1_name && name_is_sound(e->body)) ||
	    (e->type == &asn1_general_names && names_are_sound(e->body)))
		return true;
	return go_down(d, e, e->body, e->type, false);
}

/* What needs no look at the level around. */
static inline bool
enter_plain(struct descent *d, const struct element *e)
{
	switch ((enum asn1_kind)e->type->kind) {
	case ASN1_SIMPLE: return contents_are_sound(e->type->tag, e->body, true);
	case ASN1_SEQUENCE_OF: return enter_list(d, e);
	case ASN1_SEQUENCE:
	case ASN1_SET_OF: return go_down(d, e, e->body, e->type, false);
	case ASN1_NAMED_BITS: return named_bits_are_sound(e->body);
	case ASN1_ANY: return enter_any(d, e);
	default: return false;
	}
}

/* The one element inside another.  A level of its own is for types that have to be chosen first. */
static bool
enter_only(struct descent *d, const struct element *around, struct span contents,
	   const struct asn1_type *type)
{
	const uint8_t *end = contents.p + contents.n;
	struct element e = { .type = type };

	if (type->kind == ASN1_CHOICE || type->kind >= ASN1_OPEN)
		return go_down(d, around, contents, type, true);
	return read_header(contents.p, end, &e) && e.body.p + e.body.n == end &&
		(type->kind == ASN1_ANY || e.tag == type->tag) && enter_plain(d, &e);
}

/* An OCTET STRING or BIT STRING that holds another element. */
static bool
enter_holder(struct descent *d, const struct element *e)
{
	const struct asn1_type *held = asn1_open(e->type, d->at->oid);
	struct span contents = e->body;

	if (e->type->kind == ASN1_BITS_OPEN) {
		if (!bits_are_sound(contents))
			return false;
		if (contents.p[0] != 0)
			return true;
		contents.p++, contents.n--;
	}
	return held == NULL || enter_only(d, e, contents, held);
}

/* An Extension: OID, TRUE or nothing, OCTET STRING. */
static bool
enter_extension(struct descent *d, const struct element *e)
{
	const uint8_t *end = e->body.p + e->body.n;
	struct element id, next;
	const struct asn1_type *held;

	if (!read_header(e->body.p, end, &id) || id.tag != DER_OID || !oid_is_sound(id.body) ||
	    !read_header(id.body.p + id.body.n, end, &next))
		return false;
	if (next.tag == DER_BOOLEAN && (next.body.n != 1 || next.body.p[0] != 0xff ||
					!read_header(next.body.p + 1, end, &next)))
		return false;
	held = asn1_open(asn1_extension.fields[2].type, oid_find(id.body));
	return next.tag == DER_OCTET_STRING && next.body.p + next.body.n == end &&
		enter_only(d, e, next.body, held);
}

static inline bool
enter(struct descent *d, const struct element *e)
{
	if (e->explicitly)
		return enter_only(d, e, e->body, e->type);
	if (e->type == &asn1_extension)
		return enter_extension(d, e);
	if (e->type->kind == ASN1_OCTETS_OPEN || e->type->kind == ASN1_BITS_OPEN)
		return enter_holder(d, e);
	return enter_plain(d, e);
}

/* SET OF: in order after the one before. */
static bool
is_in_order(struct level *l, const struct element *e)
{
	const uint8_t *before = l->previous;

	l->previous = e->head;
	return before == NULL ||
		set_order_holds((struct span){ before, (size_t)(e->head - before) },
				(struct span){ e->head,
					       (size_t)(e->body.p + e->body.n - e->head) });
}

/* Whether anything in the level is selected by the OID that stands first in it. */
static bool
has_selector(const struct asn1_type *type)
{
	return type->kind == ASN1_SEQUENCE && type->fields[type->count - 1].type->rows != NULL;
}

static inline bool
step_over(struct descent *d)
{
	struct level *l = d->at;
	struct element e;

	if (!read_header(d->p, l->end, &e) || !match(l, &e))
		return false;
	if (l->type->kind == ASN1_SET_OF && !l->holder && !is_in_order(l, &e))
		return false;
	if (e.tag == DER_OID && !l->filled && has_selector(l->type))
		l->oid = oid_find(e.body);
	l->filled = true;
	d->p = e.body.p + e.body.n;
	return enter(d, &e);
}

/* Leave a level at its end; false if it may not end there. */
static inline bool
step_out(struct descent *d)
{
	const struct level *l = d->at--;

	if (!level_is_complete(l))
		return false;
	/* what an AlgorithmIdentifier says decides about what comes after it */
	if (!l->holder && l->type->flags & ASN1_TELLS_OID)
		d->at->oid = l->oid;
	return true;
}

bool __attribute__((flatten))
object_is_sound(struct span whole, const struct asn1_type *type)
{
	struct descent d;	/* its levels are written as they are entered */

	d.at = d.levels + 1;
	d.p = whole.p;
	*d.at = (struct level){ .end = whole.p + whole.n, .type = type, .holder = true };
	while (d.at > d.levels)
		if (!(d.p == d.at->end ? step_out(&d) : step_over(&d)))
			return false;
	return true;
}
