/* Checks that many lints share: attributes, extensions' presence and marks, key usages. */

#include "checks.h"

/* ---- attributes ---- */

const char *
string_text(uint32_t tag)
{
	switch (tag) {
	case DER_UTF8_STRING: return "UTF8String";
	case DER_NUMERIC_STRING: return "NumericString";
	case DER_PRINTABLE_STRING: return "PrintableString";
	case DER_TELETEX_STRING: return "TeletexString";
	case DER_VIDEOTEX_STRING: return "VideotexString";
	case DER_IA5_STRING: return "IA5String";
	case DER_GRAPHIC_STRING: return "GraphicString";
	case DER_VISIBLE_STRING: return "VisibleString";
	case DER_GENERAL_STRING: return "GeneralString";
	case DER_UNIVERSAL_STRING: return "UniversalString";
	case DER_BMP_STRING: return "BMPString";
	default: return "no character string";
	}
}

static bool
is_letter(uint8_t octet)
{
	return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
}

bool
country_is_lower_case(struct span code)
{
	return code.n == 2 && is_letter(code.p[0]) && is_letter(code.p[1]) &&
		(code.p[0] | code.p[1]) & 0x20;
}

/* What a form asks for, in words. */
static const char *
form_text(const struct attribute_form *form)
{
	if (form->tags == STRING_BIT(DER_PRINTABLE_STRING))
		return "PrintableString";
	if (form->tags == STRING_BIT(DER_IA5_STRING))
		return "IA5String";
	return form->tags == DIRECTORY_STRINGS ? "UTF8String or PrintableString" :
		"IA5String, UTF8String or PrintableString";
}

/* "at most 64 characters" into out, without stdio. */
static void
bound_text(const struct attribute_form *form, char out[32])
{
	char digits[8], *d = digits + sizeof(digits);
	unsigned number = form->most;

	*--d = '\0';
	do
		*--d = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	memcpy(out, form->least == form->most ? "exactly " : "at most ", 8);
	memcpy(out + 8, d, strlen(d));
	memcpy(out + 8 + strlen(d), " characters", sizeof(" characters"));
}

void
attribute_report(struct report *r, const struct attribute *a, enum attribute_flag flag,
		 const char *whose, const char *detail)
{
	const struct attribute_form *form = attribute_form(a->oid);
	char bound[32];

	if (form && flag == ATTRIBUTE_WRONG_TYPE) {
		expect(r, form_text(form), "%s", string_text(a->value.tag));
	} else if (form && flag == ATTRIBUTE_LENGTH) {
		bound_text(form, bound);
		expect(r, bound, "%zu characters", text_length(a->value.tag, a->value.body));
	}
	fail(r, der_whole(&a->value), "%s's %s %s %s", whose, oid_name(r, a->type.body),
	     quote(r, a->value.body), detail);
}

void
attribute_fault(const struct cert *c, struct report *r)
{
	const struct attribute_fault *f = arg(r);
	const struct name *name = f->issuer ? &c->issuer_name : &c->subject_name;
	struct attribute a;

	each_attribute(name, a)
		if ((f->only == OID_NONE || f->only == a.oid) &&
		    attribute_flags(a.oid, &a.value, rules_day(r)) >> f->flag & 1)
			attribute_report(r, &a, f->flag, f->issuer ? "the issuer" : "the subject",
					 f->detail);
}

/* ---- extensions ---- */

void
extension_mark(const struct cert *c, struct report *r)
{
	const struct mark *m = arg(r);
	const struct extension *x = &c->ext[EXT(m->oid)];

	if (x->critical == m->critical)
		return;
	expect(r, m->critical ? "critical" : "not critical", "%s",
	       x->critical ? "critical" : "not critical");
	fail(r, x->oid, "%s is %scritical", oid_text(m->oid), x->critical ? "" : "not ");
}

void
extension_unwanted(const struct cert *c, struct report *r)
{
	const struct extension_row *row = arg(r);

	fail(r, c->ext[EXT(row->oid)].oid, "%s %s", oid_text(row->oid), row->why);
}

void
extension_missing(const struct cert *c, struct report *r)
{
	const struct extension_row *row = arg(r);

	if (c->extension_count == 0)
		return;			/* the empty list is the fault */
	fail(r, cert_extensions_place(c), "%s is missing: %s", oid_text(row->oid), row->why);
}

/* ---- key usage and key purposes ---- */

void
usage_text(unsigned mask, char out[USAGE_TEXT_MAX])
{
	static const char *const names[] = { "digitalSignature", "nonRepudiation",
		"keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign",
		"encipherOnly", "decipherOnly" };
	char *w = out;
	size_t n;

	for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(mask >> i & 1))
			continue;
		if (w != out)
			*w++ = ',', *w++ = ' ';
		n = strlen(names[i]);
		memcpy(w, names[i], n);
		w += n;
	}
	*w = '\0';
}

void
key_usage_row(const struct cert *c, struct report *r)
{
	const struct usage_row *row = arg(r);
	char text[USAGE_TEXT_MAX];

	if (c->key_usage & row->forbidden) {
		usage_text(c->key_usage & row->forbidden, text);
		fail(r, extension_value(c, OID_KU), "keyUsage has %s, %s", text, row->why);
	} else if (row->needed && !(c->key_usage & row->needed)) {
		usage_text(row->needed, text);
		fail(r, extension_value(c, OID_KU), "keyUsage has none of %s, %s", text, row->why);
	}
}

void
purpose_unwanted(const struct cert *c, struct report *r)
{
	const struct purpose_row *row = arg(r);
	struct der e;

	if (!has_purpose(c, row->purpose))
		return;
	each_in(c, OID_EKU, e)
		if (oid_find(e.body) == row->purpose)
			fail(r, der_whole(&e), "extKeyUsage has %s %s", oid_text(row->purpose),
			     row->why);
}

/* ---- locations ---- */

bool
has_access(const struct cert *c, enum oid method)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == method)
			return true;
	return false;
}

/* ---- key identifiers ---- */

struct authority_key
authority_key(const struct cert *c)
{
	struct authority_key k = { .whole = { .head = NULL } };
	struct span in = extension_value(c, OID_AKI);

	if (!der_take(&in, DER_SEQUENCE, &k.whole))
		return k;
	in = k.whole.body;
	der_take(&in, 0x80, &k.key_identifier);
	der_take(&in, 0xa1, &k.issuer);
	der_take(&in, 0x82, &k.serial);
	return k;
}

struct span
subject_key_identifier(const struct cert *c)
{
	struct span in = extension_value(c, OID_SKI);
	struct der e;

	return der_take(&in, DER_OCTET_STRING, &e) ? e.body : (struct span){ NULL, 0 };
}
