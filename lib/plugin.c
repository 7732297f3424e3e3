/* plugin.h: elements, values and parts of a decoded object, for lints built elsewhere. */

#include "object.h"

_Static_assert((int)DER_LOOSE_LENGTH == CERTLINT_LOOSE_LENGTH &&
	       (int)DER_INDEFINITE == CERTLINT_INDEFINITE &&
	       (int)DER_CUT_SHORT == CERTLINT_CUT_SHORT, "flags are handed over as they are");

static struct span
in_span(struct certlint_span s)
{
	return (struct span){ s.data, s.length };
}

static struct certlint_span
out_span(struct span s)
{
	return (struct certlint_span){ s.p, s.n };
}

static struct certlint_element
out_element(const struct der *e)
{
	return (struct certlint_element){
		.whole = out_span(der_whole(e)), .body = out_span(e->body), .tag = e->tag,
		.flags = e->flags & (DER_LOOSE_LENGTH | DER_INDEFINITE | DER_CUT_SHORT),
	};
}

/* ---- elements ---- */

int
certlint_next(struct certlint_span *in, struct certlint_element *out)
{
	struct span rest;
	struct der e;

	if (in == NULL || out == NULL || in->data == NULL)
		return 0;
	rest = in_span(*in);
	if (!der_next(&rest, &e))
		return 0;
	*in = out_span(rest);
	*out = out_element(&e);
	return 1;
}

int
certlint_take(struct certlint_span *in, uint32_t tag, struct certlint_element *out)
{
	struct certlint_span rest;
	struct certlint_element e;

	if (in == NULL || out == NULL)
		return 0;
	rest = *in;
	if (!certlint_next(&rest, &e) || e.tag != tag)
		return 0;
	*in = rest;
	*out = e;
	return 1;
}

int
certlint_integer(struct certlint_span body, int64_t *out)
{
	return body.data && out && der_int(in_span(body), out);
}

int
certlint_instant(const struct certlint_element *time, int64_t *out)
{
	int64_t instant = INT64_MIN;

	if (time == NULL || out == NULL || time->body.data == NULL ||
	    (time->tag != DER_UTC_TIME && time->tag != DER_GENERALIZED_TIME))
		return 0;
	time_read(time->tag, in_span(time->body), &instant);
	if (instant == INT64_MIN)
		return 0;
	*out = instant;
	return 1;
}

int
certlint_oid_is(struct certlint_span body, const char *dotted)
{
	return body.data && dotted && oid_is_dotted(in_span(body), dotted);
}

int
certlint_same(struct certlint_span a, struct certlint_span b)
{
	return span_same(in_span(a), in_span(b));
}

int
certlint_text_is(struct certlint_span text, const char *ascii)
{
	return ascii && text.length == strlen(ascii) && span_starts_with(in_span(text), ascii);
}

int
certlint_starts_with(struct certlint_span text, const char *ascii)
{
	return ascii && span_starts_with(in_span(text), ascii);
}

int
certlint_ends_with(struct certlint_span text, const char *ascii)
{
	return ascii && span_ends_with(in_span(text), ascii);
}

/* ---- parts ---- */

int
certlint_field(const struct certlint_object *object, int field, struct certlint_element *out)
{
	const struct cert *c;
	struct der whole = { 0 };
	const struct der *e;
	struct span rest;

	if (object == NULL || out == NULL)
		return 0;
	c = &object->cert;
	switch (field) {
	case CERTLINT_FIELD_WHOLE:
		rest = c->file;
		if (!der_next(&rest, &whole))
			whole = (struct der){ .body = c->file, .head = c->file.p };
		e = &whole;
		break;
	case CERTLINT_FIELD_TBS: e = &c->tbs; break;
	case CERTLINT_FIELD_VERSION: e = &c->version_number; break;
	case CERTLINT_FIELD_SERIAL: e = &c->serial; break;
	case CERTLINT_FIELD_TBS_ALGORITHM: e = &c->tbs_algorithm; break;
	case CERTLINT_FIELD_ISSUER: e = &c->issuer; break;
	case CERTLINT_FIELD_NOT_BEFORE: e = &c->not_before; break;
	case CERTLINT_FIELD_NOT_AFTER: e = &c->not_after; break;
	case CERTLINT_FIELD_SUBJECT: e = &c->subject; break;
	case CERTLINT_FIELD_SPKI: e = &c->spki; break;
	case CERTLINT_FIELD_EXTENSIONS: e = &c->extensions; break;
	case CERTLINT_FIELD_ALGORITHM: e = &c->algorithm; break;
	case CERTLINT_FIELD_SIGNATURE: e = &c->signature; break;
	case CERTLINT_FIELD_VALIDITY: e = &c->validity; break;
	default: return 0;
	}
	if (!der_present(e))
		return 0;
	*out = out_element(e);
	return 1;
}

static bool
number_of(const struct certlint_object *o, int number, int64_t *out)
{
	const struct cert *c = &o->cert;

	switch (number) {
	case CERTLINT_NUMBER_KIND: *out = o->kind; return true;
	case CERTLINT_NUMBER_VERSION:
		*out = c->version;
		return c->version != 0 && der_present(&c->tbs);
	case CERTLINT_NUMBER_NOT_BEFORE: *out = c->from; return c->from_day != DAY_NONE;
	case CERTLINT_NUMBER_NOT_AFTER: *out = c->until; return c->until_day != DAY_NONE;
	case CERTLINT_NUMBER_VALIDITY:
		*out = cert_lifetime(c);
		return facts_have(&c->facts, FACT_VALIDITY_KNOWN);
	case CERTLINT_NUMBER_KEY_BITS: *out = c->key.bits; return c->key.bits != 0;
	case CERTLINT_NUMBER_KEY_USAGE:
		*out = c->key_usage;
		return facts_have(&c->facts, FACT_HAS(OID_KU));
	case CERTLINT_NUMBER_PATH_LENGTH:
		*out = c->path_length;
		return c->path_length >= 0 && facts_have(&c->facts, FACT_HAS(OID_BC));
	case CERTLINT_NUMBER_AS_OF:
		*out = o->as_of ? o->as_of : c->from;
		return o->as_of || c->from_day != DAY_NONE;
	case CERTLINT_NUMBER_NOW: *out = o->now; return o->now != 0;
	default: return false;
	}
}

int
certlint_number(const struct certlint_object *object, int number, int64_t *out)
{
	int64_t value;

	if (object == NULL || out == NULL || !number_of(object, number, &value))
		return 0;
	*out = value;
	return 1;
}

int
certlint_has(const struct certlint_object *object, const char *fact)
{
	enum fact f = fact ? fact_find(fact, strlen(fact)) : FACT_COUNT;

	if (object == NULL || f == FACT_COUNT)
		return CERTLINT_ERR_ARGUMENT;
	return facts_have(&object->cert.facts, f);
}

int
certlint_host_has(const struct certlint_object *object, struct certlint_span name, const char *flag)
{
	enum host_flag f = flag ? host_flag_find(flag) : HOST_FLAG_COUNT;
	uint64_t flags;

	if (object == NULL || f == HOST_FLAG_COUNT || (name.data == NULL && name.length > 0))
		return CERTLINT_ERR_ARGUMENT;
	flags = host_flags(in_span(name), object_rules_day(object), object->data);
	return flags >> f & 1;
}

const struct certlint_object *
certlint_issuer(const struct certlint_object *object)
{
	return object ? object->issuer : NULL;
}

const struct certlint_object *
certlint_pair(const struct certlint_object *object)
{
	return object ? object->pair : NULL;
}

/* ---- reporting ---- */

static struct report *
report_of(struct certlint_reporter *reporter)
{
	return &reporter->report;
}

void
certlint_fail(struct certlint_reporter *reporter, struct certlint_span at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report_text(report_of(reporter), in_span(at), format, arguments);
	va_end(arguments);
}

void
certlint_fail_text(struct certlint_reporter *reporter, struct certlint_span at, const char *text,
		   const char *expected, const char *found)
{
	struct report *r = report_of(reporter);

	expect(r, expected, found ? "%s" : NULL, found);
	fail(r, in_span(at), "%s", text ? text : "");
}

void
certlint_not_checked(struct certlint_reporter *reporter, const char *why)
{
	struct report *r = report_of(reporter);
	size_t n = why ? strlen(why) : 0, room = sizeof(r->unchecked_text) - 1;

	memcpy(r->unchecked_text, why ? why : "", n < room ? n : room);
	r->unchecked_text[n < room ? n : room] = '\0';
	print_tidy(r->unchecked_text, sizeof(r->unchecked_text));
	not_checked(r, r->unchecked_text);
}

const char *
certlint_quote(struct certlint_reporter *reporter, struct certlint_span s)
{
	return quote(report_of(reporter), in_span(s));
}

const char *
certlint_hex(struct certlint_reporter *reporter, struct certlint_span s)
{
	return hex(report_of(reporter), in_span(s));
}

const char *
certlint_oid_name(struct certlint_reporter *reporter, struct certlint_span oid)
{
	return oid_name(report_of(reporter), in_span(oid));
}

void *
certlint_user(const struct certlint_reporter *reporter)
{
	return reporter->report.entry->outside->user;
}
