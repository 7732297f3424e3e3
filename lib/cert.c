/* Certificates: an index of spans into the caller's bytes, and the facts and signals they give. */

#include "cert_read.h"

#include <string.h>

#include "shape.h"
#include "sound.h"
#include "walk.h"

/* Whether an element looks like the inside of a Certificate: a SEQUENCE that begins with one. */
static bool
looks_signed(struct span body)
{
	struct der first;

	return der_next(&body, &first) && first.tag == DER_SEQUENCE;
}

static void
read_envelope(struct cert *c, enum cert_form form)
{
	struct span in = c->file;
	struct der e;

	if (!der_next(&in, &e) || e.tag != DER_SEQUENCE)
		return;
	if (form == CERT_TBS || (form == CERT_AUTO && !looks_signed(e.body))) {
		c->tbs = e;
		cert_set(c, FACT_NO_SIGNATURE, true);
		return;
	}
	c->outer = e;
	in = e.body;
	if (der_take(&in, DER_SEQUENCE, &c->tbs) && der_take(&in, DER_SEQUENCE, &c->algorithm))
		der_take(&in, DER_BIT_STRING, &c->signature);
}

static void
read_version(struct cert *c, struct span *in)
{
	struct span inside;
	int64_t number;

	c->version = 1;
	if (!der_take(in, 0xa0, &c->version_tag))
		return;
	inside = c->version_tag.body;
	c->version = 0;
	if (der_take(&inside, DER_INTEGER, &c->version_number) &&
	    der_int(c->version_number.body, &number) && number >= 0 && number < 1000)
		c->version = (uint32_t)number + 1;
}

static bool
read_time(struct span *in, struct der *element, int64_t *instant, int32_t *day)
{
	struct der e;

	if (!der_next(in, &e))
		return false;
	*element = e;
	if (e.tag != DER_UTC_TIME && e.tag != DER_GENERALIZED_TIME)
		return false;
	*instant = INT64_MIN;
	time_read(e.tag, e.body, instant);
	if (*instant == INT64_MIN) {
		*instant = 0;
		return false;
	}
	*day = day_of(*instant);
	return true;
}

static void
read_validity(struct cert *c)
{
	struct span in = c->validity.body;
	bool from = read_time(&in, &c->not_before, &c->from, &c->from_day);
	bool until = read_time(&in, &c->not_after, &c->until, &c->until_day);

	cert_set(c, FACT_VALIDITY_KNOWN, from && until);
}

/* After the subject's key: unique identifiers and extensions, in whatever order they come. */
static void
read_tail(struct cert *c, struct span in)
{
	struct der e;
	struct span inside;

	while (der_next(&in, &e)) {
		if ((e.tag & ~DER_CONSTRUCTED) == 0x81 && !der_present(&c->issuer_uid))
			c->issuer_uid = e;
		else if ((e.tag & ~DER_CONSTRUCTED) == 0x82 && !der_present(&c->subject_uid))
			c->subject_uid = e;
		else if (e.tag == 0xa3 && !der_present(&c->extensions_tag)) {
			c->extensions_tag = e;
			inside = e.body;
			der_take(&inside, DER_SEQUENCE, &c->extensions);
		}
	}
}

/*
 * The fields of TBSCertificate in order.  A field of another type than its definition's is passed
 * over, so that one wrong tag does not hide the rest.
 */
static void
read_fields(struct cert *c)
{
	static const uint8_t tags[] = { DER_INTEGER, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE,
		DER_SEQUENCE, DER_SEQUENCE };
	struct der *const fields[] = { &c->serial, &c->tbs_algorithm, &c->issuer, &c->validity,
		&c->subject, &c->spki };
	struct span in = c->tbs.body, rest;
	struct der e;

	read_version(c, &in);
	for (unsigned i = 0; i < sizeof(tags); i++) {
		rest = in;
		if (!der_next(&rest, &e) || (e.tag & DER_CLASS) == DER_CONTEXT)
			break;
		if (e.tag == tags[i])
			*fields[i] = e;
		else if (tags[i] == DER_INTEGER && e.tag == DER_SEQUENCE)
			continue;	/* no serialNumber at all: this is the signature */
		in = rest;
	}
	read_tail(c, in);
}

/* ---- damage ---- */

/* Faults after which what stands there cannot be read as its type. */
static bool
is_damage(enum fault fault)
{
	switch (fault) {
	case FAULT_LENGTH_OVERRUN: case FAULT_LENGTH_RESERVED: case FAULT_HEADER_INCOMPLETE:
	case FAULT_END_OF_CONTENTS_MISSING:
	case FAULT_TOO_DEEP: case FAULT_WRONG_TYPE: case FAULT_COMPONENT_MISSING:
	case FAULT_SEQUENCE_PRIMITIVE: case FAULT_SET_PRIMITIVE: case FAULT_SIMPLE_CONSTRUCTED:
	case FAULT_OCTET_STRING_CONSTRUCTED: case FAULT_BIT_STRING_CONSTRUCTED:
	case FAULT_EXPLICIT_PRIMITIVE: case FAULT_BOOLEAN_LENGTH:
	case FAULT_INTEGER_EMPTY: case FAULT_BIT_STRING_NO_OCTET:
		return true;
	default:
		return false;
	}
}

/* The known extension around some bytes, NULL if they are in none. */
static struct extension *
extension_around(struct cert *c, struct span at)
{
	for (unsigned i = 0; i < OID_EXTENSION_COUNT; i++)
		if (c->ext[i].whole.p && span_inside(at, c->ext[i].whole))
			return &c->ext[i];
	return NULL;
}

static void
note_fault(void *ctx, enum fault fault, struct span at)
{
	struct cert *c = ctx;
	struct extension *x;

	if (c->fault_count < FAULTS_KEPT) {
		c->faults[c->fault_count].at = at;
		c->faults[c->fault_count].fault = fault;
	}
	c->fault_count++;
	signals_raise(&c->signals, SIGNAL_FAULT_FIRST + fault);
	if (!is_damage(fault))
		return;
	c->damaged = true;
	x = extension_around(c, at);
	if (x) {
		x->sound = false;
		facts_set(&c->doubt, FACT_HAS(x->id), true);
		cert_set(c, FACT_HAS(x->id), false);
	}
}

/* What cannot be known of a certificate whose extensions, or part of them, cannot be read. */
static void
doubt_extensions(struct cert *c)
{
	for (unsigned i = FACT_HAS_EXTENSIONS; i < FACT_COUNT; i++) {
		bool of_extensions = i == FACT_HAS_EXTENSIONS || i >= FACT_HAS_SKI ||
			(i >= FACT_CA && i <= FACT_ANY_PURPOSE) ||
			(i >= FACT_HAS_DNS && i <= FACT_HAS_ONION);

		if (of_extensions && !facts_have(&c->facts, (enum fact)i))
			facts_set(&c->doubt, (enum fact)i, true);
	}
}

static void
doubt_damage(struct cert *c)
{
	struct span rest = c->extensions.body;
	bool nameless = false;
	struct extension x;

	if (!c->damaged)
		return;
	while (extension_next(&rest, &x))
		nameless |= x.oid.p == NULL;
	if (rest.n > 0 || nameless || !der_present(&c->spki) ||
	    c->extensions.flags & DER_CUT_SHORT ||
	    (der_present(&c->extensions_tag) && !der_present(&c->extensions)))
		doubt_extensions(c);
	if (!der_present(&c->validity) || !facts_have(&c->facts, FACT_VALIDITY_KNOWN))
		facts_set(&c->doubt, FACT_VALIDITY_KNOWN, true);
}

/* What the walk calls a fact of the whole: version, age of the TLD table. */
static void
note_rest(struct cert *c, const struct cert_options *o)
{
	const struct data_info *tlds = data_info(o->data, DATA_TLDS);

	cert_set(c, FACT_CERTIFICATE, true);
	cert_set(c, FACT_V1, c->version == 1);
	cert_set(c, FACT_V2, c->version == 2);
	cert_set(c, FACT_V3, c->version == 3);
	if (o->as_of != DAY_NONE)
		cert_set(c, (int64_t)o->as_of - tlds->day <= 90 ? FACT_TLD_DATA_FRESH :
		    FACT_TLD_DATA_STALE, true);
}

/* Of what is something else nothing can be said but that: no facts, no walk. */
static bool
is_certificate(struct cert *c, enum cert_form form)
{
	enum shape shape = shape_of(c->file);

	if ((shape == SHAPE_CERTIFICATE && form != CERT_TBS) ||
	    (shape == SHAPE_TBS_CERTIFICATE && form != CERT_SIGNED))
		return true;
	signals_raise(&c->signals, ON_SIGHT(NOT_A_CERTIFICATE));
	c->damaged = true;
	return false;
}

/* Every fault of encoding.  Most objects have none, which is sooner seen than what they have. */
static void
note_faults(struct cert *c)
{
	struct walker walker = { .fault = note_fault, .ctx = c, .max_depth = c->max_depth };
	const struct asn1_type *type = facts_have(&c->facts, FACT_NO_SIGNATURE) ?
		&asn1_tbs_certificate : &asn1_certificate;

	if ((c->max_depth == 0 || c->max_depth >= WALK_DEPTH) && object_is_sound(c->file, type))
		return;
	walk(c->file, type, &walker);
}

void
cert_read(struct cert *c, struct span file, const struct cert_options *options)
{
	struct cert_options o = *options;

	memset(c, 0, offsetof(struct cert, faults));
	c->around = o.around;
	c->max_depth = o.max_depth;
	c->file = file;
	c->from_day = c->until_day = DAY_NONE;
	c->path_length = -1;
	if (!is_certificate(c, o.form))
		return;
	read_envelope(c, o.form);
	read_fields(c);
	read_validity(c);
	if (o.as_of == DAY_NONE)
		o.as_of = c->from_day;
	cert_read_key(c);
	if (!o.around)
		cert_note_modulus(c);
	cert_read_signature(c);
	cert_read_extensions(c);
	note_faults(c);
	cert_read_names(c, &o);
	note_rest(c, &o);
	cert_classify(c, o.reasons);
	doubt_damage(c);
}
