/* The strict walk: every element of an object against its definition, every fault at its byte. */

#include "walk.h"

#include <string.h>

#include "day.h"
#include "sound.h"
#include "text.h"

/* One level of nesting: what its contents are, and how far they have been read. */
struct frame {
	struct span rest;
	struct span whole;		/* the element around: where a missing component is told */
	const struct asn1_type *type;
	const struct asn1_type *held;	/* of a holder: what it holds; then NULL */
	struct span previous;		/* SET OF: the element before */
	uint32_t count;			/* elements seen */
	uint32_t seen;			/* SEQUENCE: bit i for fields[i] */
	uint8_t next;			/* SEQUENCE: the field that is due */
	bool explicit_;			/* inside an EXPLICIT tag */
	bool cut;			/* its length overran: where it ends is not known */
	enum oid oid;			/* the last OID of a SEQUENCE that selects by it */
};

/* Inside a SET of which no definition is known. */
static const struct asn1_type any_set = { .kind = ASN1_ANY, .name = "SET" };

struct state {
	const struct walker *walker;
	unsigned depth, max_depth;
	struct frame frames[WALK_DEPTH];
	struct step steps[WALK_DEPTH + 1];
};

/* What an element was found to be. */
struct match {
	const struct asn1_type *type;
	const struct asn1_field *field;	/* NULL: none of its definition's */
	const char *name;
	bool listed;
	bool shut;			/* may not stand here: one fault, not looked into */
};

/* Faults are rare: out of line, they leave the walk itself small. */
static void __attribute__((cold, noinline))
tell(const struct state *s, enum fault fault, struct span at)
{
	if (s->walker->fault)
		s->walker->fault(s->walker->ctx, fault, at);
}

static struct span
header_of(const struct der *e)
{
	return (struct span){ e->head, (size_t)(e->body.p - e->head) };
}

static inline void
tell_if(const struct state *s, bool wrong, enum fault fault, struct span at)
{
	if (__builtin_expect(wrong, 0))
		tell(s, fault, at);
}

/* A fault of how elements stand in the one around: of no account where that was cut short. */
static void
tell_structure(const struct state *s, const struct frame *f, enum fault fault, struct span at)
{
	if (!f->cut)
		tell(s, fault, at);
}

/* ---- contents of primitive types ---- */

static void
check_boolean(const struct state *s, struct span body, struct span at)
{
	if (body.n != 1)
		tell(s, FAULT_BOOLEAN_LENGTH, at);
	else if (body.p[0] != 0 && body.p[0] != 0xff)
		tell(s, FAULT_BOOLEAN_VALUE, body);
}

static void
check_integer(const struct state *s, struct span body, struct span at, enum fault loose)
{
	if (body.n == 0)
		tell(s, FAULT_INTEGER_EMPTY, at);
	else if (body.n > 1 && ((body.p[0] == 0 && body.p[1] < 0x80) ||
				(body.p[0] == 0xff && body.p[1] >= 0x80)))
		tell(s, loose, body);
}

static bool
check_bits(const struct state *s, struct span body, struct span at)
{
	if (body.n == 0)
		tell(s, FAULT_BIT_STRING_NO_OCTET, at);
	else if (body.p[0] > 7)
		tell(s, FAULT_BIT_STRING_UNUSED, body);
	else if (body.n == 1 && body.p[0] != 0)
		tell(s, FAULT_BIT_STRING_EMPTY_UNUSED, body);
	else if (body.p[body.n - 1] & ((1u << body.p[0]) - 1) && body.n > 1)
		tell(s, FAULT_BIT_STRING_PADDING, (struct span){ body.p + body.n - 1, 1 });
	else
		return true;
	return false;
}

static void
check_named_bits(const struct state *s, struct span body, struct span at)
{
	const uint8_t *last = body.p + body.n - 1;
	size_t n = body.n;

	if (!check_bits(s, body, at) || n == 1)
		return;
	while (n > 1 && body.p[n - 1] == 0)
		n--;
	if (n == 1)
		tell(s, FAULT_NAMED_BITS_EMPTY_FORM, body);
	else if (n < body.n)
		tell(s, FAULT_NAMED_BITS_TRAILING_OCTET, (struct span){ body.p + n, body.n - n });
	else if (!(*last >> body.p[0] & 1))
		tell(s, FAULT_NAMED_BITS_TRAILING_ZERO, body);
}

static void
check_oid(const struct state *s, struct span body, struct span at)
{
	bool start = true;

	if (body.n == 0) {
		tell(s, FAULT_OID_EMPTY, at);
		return;
	}
	if (body.p[body.n - 1] & 0x80)
		tell(s, FAULT_OID_TRUNCATED, body);
	for (size_t i = 0; i < body.n; i++) {
		if (start && body.p[i] == 0x80) {
			tell(s, FAULT_OID_PADDED, body);
			return;
		}
		start = !(body.p[i] & 0x80);
	}
}

static void
check_time(const struct state *s, uint32_t tag, struct span body, bool defined)
{
	static const struct { uint16_t bit; uint8_t utc, generalized; } row[] = {
		{ TIME_BAD_ZONE, FAULT_UTC_TIME_ZONE, FAULT_GENERALIZED_TIME_ZONE },
		{ TIME_NO_SECONDS, FAULT_UTC_TIME_SECONDS, FAULT_GENERALIZED_TIME_SECONDS },
		{ TIME_HOUR_24, FAULT_UTC_TIME_HOUR_24, FAULT_GENERALIZED_TIME_HOUR_24 },
		{ TIME_BAD_RANGE, FAULT_UTC_TIME_RANGE, FAULT_GENERALIZED_TIME_RANGE },
		{ TIME_NO_SUCH_DAY, FAULT_UTC_TIME_DAY, FAULT_GENERALIZED_TIME_DAY },
		{ TIME_SECOND_60, FAULT_UTC_TIME_SECOND_60, FAULT_GENERALIZED_TIME_SECOND_60 },
		{ TIME_FRACTION, FAULT_UTC_TIME_RANGE, FAULT_GENERALIZED_TIME_FRACTION },
		{ TIME_FRACTION_ZEROS, FAULT_UTC_TIME_RANGE,
		  FAULT_GENERALIZED_TIME_FRACTION_ZEROS },
		{ TIME_COMMA, FAULT_UTC_TIME_RANGE, FAULT_GENERALIZED_TIME_COMMA },
	};
	int64_t instant;
	unsigned faults = time_read(tag, body, &instant);

	if (!defined)
		faults &= ~(unsigned)TIME_FRACTION;	/* X.690 allows it; RFC 5280 does not */

	for (size_t i = 0; faults && i < sizeof(row) / sizeof(*row); i++)
		if (faults & row[i].bit)
			tell(s, tag == DER_UTC_TIME ? row[i].utc : row[i].generalized, body);
}

/* From the first octet that does not fit to the end of the string. */
static void
check_alphabet(const struct state *s, uint32_t tag, struct span body, bool fits, enum fault fault)
{
	size_t i;

	if (fits)
		return;
	i = text_first_bad(tag, body);
	if (i < body.n)
		tell(s, fault, (struct span){ body.p + i, body.n - i < 4 ? body.n - i : 4 });
}

static void
check_wide(const struct state *s, uint32_t tag, struct span body)
{
	size_t bad = text_first_bad(tag, body);

	if (tag == DER_BMP_STRING && body.n % 2 != 0)
		tell(s, FAULT_BMP_STRING_LENGTH, body);
	else if (tag == DER_BMP_STRING)
		tell_if(s, bad < body.n, FAULT_BMP_STRING_SURROGATE,
			(struct span){ body.p + bad, bad < body.n ? 2 : 0 });
	else
		tell_if(s, bad < body.n || body.n % 4 != 0, FAULT_UNIVERSAL_STRING_MALFORMED, body);
}

/* `defined`: RFC 5280 or its kin say that this type stands here, not only its tag does. */
static void
check_contents(const struct state *s, uint32_t tag, const struct der *e, bool defined)
{
	struct span body = e->body;

	if (contents_are_sound(tag, body, defined))
		return;
	switch (tag) {
	case DER_BOOLEAN: check_boolean(s, body, der_whole(e)); break;
	case DER_INTEGER: check_integer(s, body, der_whole(e), FAULT_INTEGER_NOT_MINIMAL); break;
	case DER_ENUMERATED:
		check_integer(s, body, der_whole(e), FAULT_ENUMERATED_NOT_MINIMAL);
		break;
	case DER_BIT_STRING: check_bits(s, body, der_whole(e)); break;
	case DER_NULL: tell_if(s, body.n != 0, FAULT_NULL_CONTENTS, der_whole(e)); break;
	case DER_OID: check_oid(s, body, der_whole(e)); break;
	case DER_UTC_TIME:
	case DER_GENERALIZED_TIME: check_time(s, tag, body, defined); break;
	case DER_UTF8_STRING:
		check_alphabet(s, tag, body, utf8_is_valid(body), FAULT_UTF8_STRING_MALFORMED);
		break;
	case DER_NUMERIC_STRING:
		check_alphabet(s, tag, body, text_is_numeric(body), FAULT_NUMERIC_STRING_ALPHABET);
		break;
	case DER_PRINTABLE_STRING:
		check_alphabet(s, tag, body, text_is_printable(body),
			       FAULT_PRINTABLE_STRING_ALPHABET);
		break;
	case DER_IA5_STRING:
		check_alphabet(s, tag, body, text_is_ia5(body), FAULT_IA5_STRING_ALPHABET);
		break;
	case DER_VISIBLE_STRING:
		check_alphabet(s, tag, body, text_is_visible(body), FAULT_VISIBLE_STRING_ALPHABET);
		break;
	case DER_BMP_STRING:
	case DER_UNIVERSAL_STRING: check_wide(s, tag, body); break;
	default: break;
	}
}

/* ---- headers ---- */

static void
check_header(const struct state *s, const struct der *e, bool cut)
{
	struct span at = header_of(e);

	tell_if(s, e->flags & DER_LOOSE_TAG && e->head[1] == 0x80, FAULT_TAG_PADDED, at);
	tell_if(s, e->flags & DER_LOOSE_TAG && e->head[1] != 0x80, FAULT_TAG_NOT_LOW_FORM, at);
	tell_if(s, e->flags & DER_RESERVED_LENGTH, FAULT_LENGTH_RESERVED, at);
	tell_if(s, e->flags & DER_NO_END, FAULT_END_OF_CONTENTS_MISSING, at);
	tell_if(s, e->flags & DER_INDEFINITE, FAULT_LENGTH_INDEFINITE, at);
	tell_if(s, (e->flags & (DER_CUT_SHORT | DER_RESERVED_LENGTH)) == DER_CUT_SHORT && !cut,
		FAULT_LENGTH_OVERRUN, at);
	tell_if(s, e->flags & DER_LOOSE_LENGTH, FAULT_LENGTH_NOT_MINIMAL, at);
}

/* Which fault it is that an element of a primitive universal type is constructed. */
static enum fault
constructed_fault(uint32_t universal)
{
	switch (universal) {
	case DER_BOOLEAN:
	case DER_INTEGER:
	case DER_NULL:
	case DER_OID:
	case DER_ENUMERATED: return FAULT_SIMPLE_CONSTRUCTED;
	case DER_BIT_STRING: return FAULT_BIT_STRING_CONSTRUCTED;
	case DER_OCTET_STRING: return FAULT_OCTET_STRING_CONSTRUCTED;
	case DER_UTC_TIME:
	case DER_GENERALIZED_TIME: return FAULT_TIME_CONSTRUCTED;
	case DER_UTF8_STRING: case DER_NUMERIC_STRING: case DER_PRINTABLE_STRING:
	case DER_TELETEX_STRING: case DER_VIDEOTEX_STRING: case DER_IA5_STRING:
	case DER_GRAPHIC_STRING: case DER_VISIBLE_STRING: case DER_GENERAL_STRING:
	case DER_UNIVERSAL_STRING: case DER_BMP_STRING: return FAULT_CHARACTER_STRING_CONSTRUCTED;
	default: return FAULT_COUNT;
	}
}

/* ---- which component an element is ---- */

static bool
tag_fits(uint32_t tag, uint32_t wanted)
{
	return ((tag ^ wanted) & ~(uint32_t)DER_CONSTRUCTED) == 0;
}

/* The alternative of an untagged CHOICE that a tag selects, or NULL. */
static const struct asn1_field *
choose(const struct asn1_type *choice, uint32_t tag)
{
	for (unsigned i = 0; i < choice->count; i++) {
		const struct asn1_field *f = &choice->fields[i];

		if (tag_fits(tag, f->tag ? f->tag : f->type->tag))
			return f;
	}
	return NULL;
}

static bool
field_fits(const struct asn1_field *f, uint32_t tag)
{
	if (f->tag)
		return tag_fits(tag, f->tag);
	if (f->type->kind == ASN1_CHOICE)
		return choose(f->type, tag) != NULL;
	return f->type->kind == ASN1_ANY || f->type->kind == ASN1_OPEN ||
		tag_fits(tag, f->type->tag);
}

static bool
is_due(const struct asn1_field *f)
{
	return !(f->flags & ASN1_OPTIONAL);
}

/* A component that fits from the one that is due on; the ones passed over must be optional. */
static const struct asn1_field *
next_component(const struct state *s, struct frame *f, uint32_t tag)
{
	bool missing = false;

	for (unsigned i = f->next; i < f->type->count; i++) {
		const struct asn1_field *field = &f->type->fields[i];

		if (!field_fits(field, tag)) {
			missing |= is_due(field);
			continue;
		}
		tell_if(s, missing && !f->cut, FAULT_COMPONENT_MISSING, f->whole);
		f->next = (uint8_t)(i + 1);
		f->seen |= 1u << i;
		return field;
	}
	return NULL;
}

/* A component that should have come before and has not. */
static const struct asn1_field *
late_component(struct frame *f, uint32_t tag)
{
	for (unsigned i = 0; i < f->next; i++)
		if (!(f->seen >> i & 1) && field_fits(&f->type->fields[i], tag)) {
			f->seen |= 1u << i;
			return &f->type->fields[i];
		}
	return NULL;
}

/* The first component still due, whose place an element of another type has taken. */
static const struct asn1_field *
displaced_component(struct frame *f)
{
	for (unsigned i = f->next; i < f->type->count; i++)
		if (is_due(&f->type->fields[i])) {
			f->next = (uint8_t)(i + 1);
			f->seen |= 1u << i;
			return &f->type->fields[i];
		}
	return NULL;
}

static void
match_component(const struct state *s, struct frame *f, const struct der *e, struct match *m)
{
	if ((m->field = next_component(s, f, e->tag)) != NULL)
		return;
	if ((m->field = late_component(f, e->tag)) != NULL) {
		tell_structure(s, f, FAULT_COMPONENT_ORDER, der_whole(e));
		return;
	}
	if ((e->tag & DER_CLASS) == DER_CONTEXT || e->tag > 0xff) {
		tell_structure(s, f, FAULT_UNKNOWN_CONTEXT_TAG, der_whole(e));
		m->shut = true;
		return;
	}
	m->shut = true;
	if ((m->field = displaced_component(f)) != NULL) {
		m->name = m->field->name;
		m->field = NULL;
		tell_structure(s, f, FAULT_WRONG_TYPE, der_whole(e));
		return;
	}
	tell_structure(s, f, FAULT_ELEMENT_EXTRA, der_whole(e));
}

/* The one element inside an EXPLICIT tag, OCTET STRING or BIT STRING; another under the tag. */
static void
match_held(const struct state *s, struct frame *f, const struct der *e, struct match *m)
{
	struct span from_here = { e->head, (size_t)(f->rest.p + f->rest.n - e->head) };

	if (f->count > 1) {
		tell_structure(s, f, FAULT_EXPLICIT_EXTRA, der_whole(e));
		m->shut = true;
		return;
	}
	m->type = f->held;
	if (f->held->kind == ASN1_CHOICE || f->held->kind == ASN1_ANY ||
	    f->held->kind == ASN1_OPEN || tag_fits(e->tag, f->held->tag))
		return;
	tell_structure(s, f, FAULT_WRONG_TYPE, from_here);
	f->rest = (struct span){ f->rest.p + f->rest.n, 0 };
	m->type = &asn1_any;
	m->shut = true;
}

/* A CHOICE or open type becomes what it stands for here. */
static void
match_choice(const struct state *s, const struct frame *f, const struct der *e, struct match *m)
{
	if (m->type->kind == ASN1_OPEN) {
		m->type = asn1_open(m->type, f->oid);
		m->name = f->type->flags & ASN1_NAMED && f->oid ? oid_text(f->oid) : m->name;
		if (m->type->kind != ASN1_CHOICE && m->type->kind != ASN1_ANY &&
		    !tag_fits(e->tag, m->type->tag)) {
			tell_structure(s, f, FAULT_WRONG_TYPE, der_whole(e));
			m->type = &asn1_any;
			m->shut = true;
		}
	}
	if (m->type->kind != ASN1_CHOICE)
		return;
	m->field = choose(m->type, e->tag);
	if (m->field == NULL) {
		tell_structure(s, f, (e->tag & DER_CLASS) == DER_CONTEXT ?
			       FAULT_UNKNOWN_CONTEXT_TAG :
			       FAULT_WRONG_TYPE, der_whole(e));
		m->type = &asn1_any;
		m->shut = true;
		return;
	}
	m->name = m->field->name ? m->field->name : m->name;
	m->type = m->field->type;
	if (m->type->kind == ASN1_CHOICE && !m->field->tag)
		m->type = &asn1_any;
}

static void
match_element(const struct state *s, struct frame *f, const struct der *e, struct match *m)
{
	*m = (struct match){ .type = &asn1_any };
	if (f->held) {
		match_held(s, f, e, m);
	} else if (f->type->kind == ASN1_SEQUENCE) {
		match_component(s, f, e, m);
		if (m->field) {
			m->type = m->field->type;
			m->name = m->field->name;
		}
	} else if (f->type->kind == ASN1_SEQUENCE_OF || f->type->kind == ASN1_SET_OF) {
		m->type = f->type->fields[0].type;
		m->listed = true;
		if (m->type->kind != ASN1_CHOICE && m->type->kind != ASN1_ANY &&
		    !tag_fits(e->tag, m->type->tag)) {
			tell_structure(s, f, FAULT_WRONG_TYPE, der_whole(e));
			m->type = &asn1_any;
			m->shut = true;
		}
	}
	if (m->shut || (m->field && m->field->tag))
		return;
	match_choice(s, f, e, m);
}

/* ---- moving through the object ---- */

/*
 * A SET OF is sorted by its elements' encodings (X.690 11.6).  Of a SET whose type is not known
 * only this can be said: its tags do not go down, whether it is a SET (10.3) or a SET OF.
 */
static void
check_order(const struct state *s, struct frame *f, const struct der *e)
{
	struct span a = f->previous, b = der_whole(e);

	f->previous = b;
	if (a.p == NULL)
		return;
	if (f->type == &any_set) {
		tell_if(s, (a.p[0] & ~DER_CONSTRUCTED) > (b.p[0] & ~DER_CONSTRUCTED),
			FAULT_SET_ORDER, b);
		return;
	}
	tell_if(s, !set_order_holds(a, b), FAULT_SET_OF_ORDER, b);
}

static void
frame_end(const struct state *s, const struct frame *f)
{
	if (f->cut)
		return;
	if (f->held) {
		tell_if(s, f->count == 0, FAULT_COMPONENT_MISSING, f->whole);
		return;
	}
	tell_if(s, f->count == 0 && f->type->flags & ASN1_NOT_EMPTY, FAULT_LIST_EMPTY, f->whole);
	if (f->type->kind != ASN1_SEQUENCE)
		return;
	for (unsigned i = f->next; i < f->type->count; i++)
		if (is_due(&f->type->fields[i])) {
			tell(s, FAULT_COMPONENT_MISSING, f->whole);
			return;
		}
}

static void
descend(struct state *s, const struct der *e, struct span contents, const struct asn1_type *type,
	const struct asn1_type *held, bool explicit_)
{
	if (s->depth == s->max_depth) {
		tell(s, FAULT_TOO_DEEP, der_whole(e));
		return;
	}
	s->frames[s->depth] = (struct frame){
		.rest = contents, .whole = der_whole(e), .type = type, .held = held,
		.explicit_ = explicit_, .cut = e->flags & DER_CUT_SHORT,
		.oid = explicit_ ? s->frames[s->depth - 1].oid : OID_NONE,
	};
	s->depth++;
}

static bool
is_constructed(const struct der *e)
{
	return e->head[0] & DER_CONSTRUCTED;
}

/* A primitive type in constructed form: BER's way of cutting a string into pieces. */
static void
enter_pieces(struct state *s, const struct der *e, uint32_t universal)
{
	enum fault fault = constructed_fault(universal);

	if (fault == FAULT_COUNT)	/* of a class or number that is not known here */
		descend(s, e, e->body, &asn1_any, NULL, false);
	else
		tell(s, fault, der_whole(e));
}

static void
enter_any(struct state *s, const struct der *e)
{
	uint32_t universal = e->tag < DER_CONTEXT / 2 ? e->tag & ~(uint32_t)DER_CONSTRUCTED : 0;

	if (e->tag == DER_SEQUENCE || e->tag == DER_SET) {
		descend(s, e, e->body, e->tag == DER_SET ? &any_set : &asn1_any, NULL, false);
	} else if (is_constructed(e)) {
		enter_pieces(s, e, universal);
	} else if (universal == (DER_SEQUENCE & ~DER_CONSTRUCTED)) {
		tell(s, FAULT_SEQUENCE_PRIMITIVE, der_whole(e));
		descend(s, e, e->body, &asn1_any, NULL, false);
	} else if (universal == (DER_SET & ~DER_CONSTRUCTED)) {
		tell(s, FAULT_SET_PRIMITIVE, der_whole(e));
		descend(s, e, e->body, &any_set, NULL, false);
	} else {
		check_contents(s, universal, e, false);
	}
}

/* Whether these octets are one element and nothing else. */
static bool
is_one_element(struct span octets)
{
	struct der e;

	return der_next(&octets, &e) && octets.n == 0 && !(e.flags & DER_CUT_SHORT);
}

/* An OCTET STRING or BIT STRING that holds another element. */
static void
enter_holder(struct state *s, const struct der *e, const struct asn1_type *type)
{
	const struct asn1_type *held = asn1_open(type, s->frames[s->depth - 1].oid);
	struct span contents = e->body;

	check_contents(s, type->tag, e, true);
	if (type->kind == ASN1_BITS_OPEN) {
		if (contents.n == 0 || contents.p[0] != 0)
			return;
		contents.p++, contents.n--;
	} else if (held == &asn1_any && !is_one_element(contents)) {
		tell(s, FAULT_EXTENSION_NOT_DER, der_whole(e));
		return;
	}
	if (held)
		descend(s, e, contents, type, held, false);
}

/* Past the header: check the form and the contents, and go down where there is more. */
static void
enter(struct state *s, const struct der *e, const struct match *m)
{
	const struct asn1_type *type = m->type;

	if (e->flags & DER_CUT_SHORT && !is_constructed(e))
		return;		/* contents that end too soon, or hold what came after them */
	if (m->field && m->field->flags & ASN1_EXPLICITLY) {
		tell_if(s, !is_constructed(e), FAULT_EXPLICIT_PRIMITIVE, der_whole(e));
		descend(s, e, e->body, &asn1_any, type, true);
	} else if (type->kind == ASN1_ANY) {
		enter_any(s, e);
	} else if (type->kind == ASN1_SEQUENCE || type->kind == ASN1_SEQUENCE_OF ||
		   type->kind == ASN1_SET_OF) {
		tell_if(s, !is_constructed(e), type->kind == ASN1_SET_OF ? FAULT_SET_PRIMITIVE :
			FAULT_SEQUENCE_PRIMITIVE, der_whole(e));
		descend(s, e, e->body, type, NULL, false);
	} else if (is_constructed(e)) {
		enter_pieces(s, e, type->tag);
	} else if (type->kind == ASN1_SIMPLE) {
		check_contents(s, type->tag, e, true);
	} else if (type->kind == ASN1_NAMED_BITS) {
		check_named_bits(s, e->body, der_whole(e));
	} else {
		enter_holder(s, e, type);
	}
}

/* Tell the element to whoever wants to see it; false ends the walk. */
static bool
show(struct state *s, const struct der *e, const struct match *m)
{
	const struct frame *f = &s->frames[s->depth - 1];
	struct place place = { .element = e, .type = m->type, .steps = s->steps };
	const struct asn1_type *in = f->type;
	const char *name = m->name;

	/* the value of an attribute or extension is called what its OID says */
	if (in->flags & ASN1_NAMED && f->oid && m->field == &in->fields[in->count - 1])
		name = oid_text(f->oid);
	place.depth = s->depth - 1;	/* the level around the whole does not count */
	s->steps[place.depth - 1] = (struct step){
		.name = name, .index = f->count - 1, .listed = m->listed,
	};
	return s->walker->element(s->walker->ctx, &place);
}

/* One element; flattened, since all of the walk's time is spent in here. */
static bool __attribute__((flatten))
step_over(struct state *s)
{
	struct frame *f = &s->frames[s->depth - 1];
	struct match m;
	struct der e;

	if (f->held && !f->explicit_ && f->count > 0) {
		tell_structure(s, f, f->type->overflow, f->rest);
		f->rest.n = 0;
		return true;
	}
	if (!der_next(&f->rest, &e)) {
		tell_structure(s, f, FAULT_HEADER_INCOMPLETE, f->rest);
		f->rest.n = 0;
		return true;
	}
	if (e.tag == 0 && e.body.n == 0) {
		tell(s, FAULT_END_OF_CONTENTS, der_whole(&e));
		return true;
	}
	f->count++;
	match_element(s, f, &e, &m);
	if (e.flags)
		check_header(s, &e, f->cut);
	if (f->type->kind == ASN1_SET_OF || f->type == &any_set)
		check_order(s, f, &e);
	if (m.field && m.field->defaults[0] && is_default_value(m.field, e.body))
		tell(s, FAULT_DEFAULT_ENCODED, der_whole(&e));
	if (e.tag == DER_OID && f->count == 1 && f->type->kind == ASN1_SEQUENCE)
		f->oid = oid_find(e.body);
	if (s->walker->element && !show(s, &e, &m))
		return false;
	if (!m.shut || f->cut)
		enter(s, &e, &m);
	return true;
}

/* Leave the levels that are read to their end, the outermost apart. */
static void
ascend(struct state *s)
{
	while (s->depth > 0 && s->frames[s->depth - 1].rest.n == 0) {
		const struct frame *f = &s->frames[s->depth - 1];

		frame_end(s, f);
		s->depth--;
		/* what an AlgorithmIdentifier says decides about the BIT STRING after it */
		if (s->depth > 0 && f->type->flags & ASN1_TELLS_OID)
			s->frames[s->depth - 1].oid = f->oid;
	}
}

void
walk(struct span whole, const struct asn1_type *type, const struct walker *walker)
{
	struct state s;
	struct span rest = whole;
	struct match m = { .type = type ? type : &asn1_any };
	struct der e;

	s.walker = walker;
	s.depth = 0;
	s.max_depth = walker->max_depth && walker->max_depth < WALK_DEPTH ? walker->max_depth :
		WALK_DEPTH;
	if (!der_next(&rest, &e)) {
		tell(&s, FAULT_HEADER_INCOMPLETE, whole);
		return;
	}
	if (e.flags)
		check_header(&s, &e, false);
	if (rest.n > 0)
		tell(&s, FAULT_TRAILING_DATA, rest);
	if (m.type->kind != ASN1_ANY && !tag_fits(e.tag, m.type->tag)) {
		tell(&s, FAULT_WRONG_TYPE, der_whole(&e));
		m.type = &asn1_any;
	}
	if (walker->element &&
	    !walker->element(walker->ctx, &(struct place){ .element = &e, .type = m.type }))
		return;
	/* a level around the whole, so that entering the outermost element is like any other */
	s.frames[0] = (struct frame){ .type = &asn1_any, .whole = whole };
	s.depth = 1;
	enter(&s, &e, &m);
	while (ascend(&s), s.depth > 0)
		if (!step_over(&s))
			return;
}
