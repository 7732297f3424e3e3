/* EV Guidelines 7.1.4.2.8, 7.1.2.2 and appendix H: registration references of EV subjects. */

#include "checks.h"

/*
 * The references of a certificate: each organizationIdentifier of the subject that is text in
 * octets, and then the extension, unless it says the same as the first of them.
 */
struct references {
	struct attribute_cursor attributes;
	struct orgid first;
	unsigned count;
	bool extension_done;
};

static bool
reference_next(const struct cert *c, struct references *s, struct orgid *out, unsigned *faults)
{
	const struct extension *x = cert_extension(c, OID_CABF_ORGANIZATION_ID);
	struct attribute a;

	while (attribute_next(&s->attributes, &a)) {
		if (a.oid != OID_ORGANIZATION_IDENTIFIER || a.value.body.n == 0 ||
		    (a.value.tag != DER_UTF8_STRING && a.value.tag != DER_PRINTABLE_STRING))
			continue;
		*faults = orgid_from_text(a.value.body, out);
		if (s->count++ == 0)
			s->first = *out;
		return true;
	}
	if (s->extension_done || !x || !x->sound)
		return false;
	s->extension_done = true;
	*faults = orgid_from_extension(x->value, out);
	return !(*faults & ORGID_NOT_DER) && !(s->count > 0 && orgid_same(out, &s->first));
}

static struct references
references(const struct cert *c)
{
	struct references s = { .count = 0 };

	if (name_count(&c->subject_name, OID_ORGANIZATION_IDENTIFIER) > 0)
		s.attributes = attribute_cursor(&c->subject_name);
	return s;
}

/* Each reference `o` that can be told apart, with its faults in `f`. */
#define each_reference(c, o, f)								\
	for (struct references state_##o = references(c);				\
	     reference_next(c, &state_##o, &(o), &(f)); )

static const char *
where(const struct orgid *o)
{
	return o->extension ? "cabfOrganizationIdentifier" : "organizationIdentifier";
}

/* What to point to where a part is empty or absent. */
static struct span
or_whole(struct span s, const struct orgid *o)
{
	return s.n > 0 ? s : o->whole;
}

static bool
is_scheme(const struct orgid *o, const char *name)
{
	return span_is(o->scheme, name, 3);
}

/* ---- form ---- */

/*
 * organizationIdentifier is a UTF8String or PrintableString (before version 2.0.0 of the BRs).
 *
 * The other strings that the type offers are legacy which much software cannot compare.
 *
 * fix: encode the attribute as UTF8String or PrintableString.
 * covers: evg-7.1.4.2.8-encoding
 * peers: pkilint:cabf.invalid_subject_organization_identifier_encoding
 *
 *	pass ev-orgid from=2022-05-03
 *	fail ev from=2022-05-03 +subject=organizationIdentifier=teletex:NTRUS\+CA-C4820571 cabforgid=NTR:US:CA:C4820571
 *	na   ev +subject=organizationIdentifier=teletex:NTRUS\+CA-C4820571
 */
LINT(ev_organization_identifier_type, ERROR, EVG("7.1.4.2.8"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SUBJECT(OLD_STRING), .from = BR_SC17, .until = BR_2_0_0)
{
	struct attribute a;

	each_of(&c->subject_name, OID_ORGANIZATION_IDENTIFIER, a)
		if (a.value.tag < 32 &&
		    OLD_STRINGS & STRING_BIT(a.value.tag)) {
			expect(r, "UTF8String or PrintableString", "%s",
			       string_text(a.value.tag));
			fail(r, der_whole(&a.value), "organizationIdentifier is a %s",
			     string_text(a.value.tag));
		}
}

/*
 * organizationIdentifier is made of scheme, country, subdivision, a hyphen and a reference.
 *
 * Three characters of the scheme, two of the country, for NTR perhaps "+" and the subdivision, then
 * the hyphen-minus of ASCII: programs cut the value at these places. A dash of another kind, or a
 * blank, makes the country part of the number.
 *
 * fix: write it like NTRUS+CA-12345678.
 * covers: evg-7.1.4.2.8-structure
 * peers: pkilint:cabf.invalid_subject_organization_identifier_format
 * zlint:e_ev_orgid_inconsistent_subj_and_ext
 *
 *	pass ev-orgid
 *	pass ev +subject=organizationIdentifier=VATDE-123-456-789 cabforgid=VAT:DE:123-456-789
 *	fail ev +subject=organizationIdentifier=VATD cabforgid=VAT:DE:123456789
 *	fail ev +subject=organizationIdentifier=VATDE123456789 cabforgid=VAT:DE:123456789
 *	fail ev +subject=organizationIdentifier=VATDE\u2013123456789 cabforgid=VAT:DE:123456789
 *	fail ev "+subject=organizationIdentifier=VATDE -123456789" cabforgid=VAT:DE:123456789
 *	na   ov +subject=organizationIdentifier=VATD
 */
LINT(ev_organization_identifier_form, ERROR, EVG("7.1.4.2.8"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults) {
		if (o.extension)
			continue;	/* its parts are elements of their own */
		if (faults & ORGID_SHORT)
			fail(r, o.whole, "organizationIdentifier %s is too short for scheme and "
			     "country", quote(r, o.whole));
		else if (faults & ORGID_SEPARATOR)
			fail(r, o.whole, "organizationIdentifier %s has neither \"-\" nor \"+\" "
			     "after the country", quote(r, o.whole));
		else if (faults & ORGID_NO_HYPHEN)
			fail(r, o.whole, "organizationIdentifier %s has no hyphen-minus",
			     quote(r, o.whole));
	}
}

/*
 * A registration reference is not empty.
 *
 * Scheme and country without a number name a register, not an organization.
 *
 * fix: add the number.
 * covers: evg-7.1.4.2.8-reference-present evg-7.1.2.2-reference-not-empty
 * peers: pkilint:cabf.organization_identifier_reference_missing_for_scheme
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=VATDE- cabforgid=VAT:DE:123456789
 *	fail ev cabforgid=VAT:DE:
 */
LINT(ev_organization_identifier_no_reference, ERROR, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (faults & ORGID_NO_REFERENCE && !(faults & ORGID_NO_HYPHEN))
			fail(r, o.whole, "%s has no reference", where(&o));
}

/*
 * The scheme of a registration reference is NTR, VAT or PSD.
 *
 * Appendix H lists what is recognized. LEI, GOV and INT of the S/MIME Baseline Requirements and the
 * national schemes of ETSI are not among them.
 *
 * fix: use one of the three, in capitals.
 * covers: evg-appH-scheme-recognized evg-7.1.2.2-scheme-recognized
 * peers: zlint:e_ev_invalid_orgid_reg_scheme
 * peers: pkilint:cabf.invalid_organization_identifier_registration_scheme
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=LEIXG-506700GE1G29325QX363 cabforgid=LEI:XG:506700GE1G29325QX363
 *	fail ev +subject=organizationIdentifier=vatDE-123456789 cabforgid=VAT:DE:123456789
 *	fail ev +subject=organizationIdentifier=DE:DE-123456789 cabforgid=VAT:DE:123456789
 *	fail ev cabforgid=GOV:US:1
 */
LINT(ev_organization_identifier_scheme, ERROR, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (o.scheme.n == 3 && !orgid_scheme(orgid_evg, o.scheme)) {
			expect(r, "NTR, VAT or PSD", "%s", quote(r, o.scheme));
			fail(r, o.scheme, "%s has the scheme %s", where(&o), quote(r, o.scheme));
		}
}

/* ---- countries ---- */

/*
 * The country of an NTR or PSD reference is a code that ISO 3166-1 assigns.
 *
 * It says in which nation's register the number stands. XG is for registers of the whole world, and
 * none of the recognized schemes is one.
 *
 * fix: write the code of the country in capitals; for Greece GR, for the United Kingdom GB.
 * covers: evg-7.1.4.2.8-country-iso evg-7.1.2.2-country-iso
 * peers: pkilint:cabf.invalid_organization_identifier_country
 * unless: ev_organization_identifier_form
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=PSDEL-BOG-123 cabforgid=PSD:EL:BOG-123
 *	fail ev subject=C=GB/L=London/O=Example/businessCategory=Private\x20Organization/jC=GB/serialNumber=1/organizationIdentifier=NTRUK-1 cabforgid=NTR:UK:1
 *	fail ev +subject=organizationIdentifier=PSDde-BAFIN-123 cabforgid=PSD:DE:BAFIN-123
 *	fail ev cabforgid=PSD:XG:BAFIN-1
 */
LINT(ev_organization_identifier_country, ERROR, EVG("7.1.4.2.8"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if ((is_scheme(&o, "NTR") || is_scheme(&o, "PSD")) &&
		    !orgid_country_fits(ORGID_ISO, o.country, rules_day(r)))
			fail(r, or_whole(o.country, &o), "%s has the country %s, which ISO 3166-1 "
			     "does not assign on this day", where(&o), quote(r, o.country));
}

static void
vat_country(const struct cert *c, struct report *r)
{
	const enum orgid_country *rule = arg(r);
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "VAT") && !orgid_country_fits(*rule, o.country, rules_day(r)))
			fail(r, or_whole(o.country, &o), "%s has the country %s", where(&o),
			     quote(r, o.country));
}

/*
 * The country of a VAT reference is a code of ISO 3166-1, or EL or XI.
 *
 * Since ballot SC68 the prefixes that tax authorities write for Greece and Northern Ireland may be
 * used instead of the codes of ISO 3166-1.
 *
 * fix: write the code of the country, or the prefix of its VAT numbers.
 * covers: evg-appH-vat-country evg-7.1.2.2-country-iso
 * peers: pkilint:cabf.invalid_organization_identifier_country
 *
 *	pass ev +subject=organizationIdentifier=VATEL-123456789 cabforgid=VAT:EL:123456789
 *	pass ev +subject=organizationIdentifier=VATXI-123456789 cabforgid=VAT:XI:123456789
 *	fail ev +subject=organizationIdentifier=VATEU-123456789 cabforgid=VAT:EU:123456789
 *	fail ev +subject=organizationIdentifier=VATUK-123456789 cabforgid=VAT:UK:123456789
 */
LINT_AS(vat_country, ev_organization_identifier_vat_country, ERROR, EVG("H"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = EVG_1_8_1,
	.arg = &(const enum orgid_country){ ORGID_VAT });

/*
 * The country of a VAT reference of before March 2024 is a code of ISO 3166-1.
 *
 * EL and XI, the prefixes that tax authorities write for Greece and Northern Ireland, were not
 * allowed until ballot SC68.
 *
 * fix: write the code of the country.
 * covers: evg-appH-vat-country-iso evg-7.1.2.2-country-iso
 * peers: pkilint:cabf.invalid_organization_identifier_country
 *
 *	pass ev from=2022-05-03 +subject=organizationIdentifier=VATGR-123456789 cabforgid=VAT:GR:123456789
 *	fail ev from=2022-05-03 +subject=organizationIdentifier=VATEL-123456789 cabforgid=VAT:EL:123456789
 *	na   ev +subject=organizationIdentifier=VATEL-123456789 cabforgid=VAT:EL:123456789
 */
LINT_AS(vat_country, ev_organization_identifier_vat_country_old, ERROR, EVG("H"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17,
	.until = EVG_1_8_1,
	.arg = &(const enum orgid_country){ ORGID_ISO });

/* ---- subdivisions ---- */

/*
 * Only NTR references have a subdivision.
 *
 * States keep registers of companies. VAT numbers and authorizations of payment services are
 * national.
 *
 * fix: leave the subdivision out.
 * covers: evg-7.1.4.2.8-subdivision-ntr-only evg-7.1.2.2-state-ntr-only
 * peers: zlint:e_cabf_org_identifier_psd_vat_has_state
 * peers: pkilint:cabf.invalid_subject_organization_identifier_state_province_for_scheme
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=VATDE\+BE-123456789 cabforgid=VAT:DE:BE:123456789
 *	fail ev cabforgid=PSD:DE:BE:BAFIN-1
 */
LINT(ev_organization_identifier_subdivision_scheme, ERROR, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	const struct orgid_scheme *scheme;
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults) {
		scheme = orgid_scheme(orgid_evg, o.scheme);
		if (o.subdivision.p && scheme && scheme->subdivision == ORGID_BARRED)
			fail(r, or_whole(o.subdivision, &o), "%s has a subdivision, which %s does "
			     "not have", where(&o), quote(r, o.scheme));
	}
}

/*
 * The subdivision of an NTR reference is one to three letters or digits.
 *
 * It is what stands after the country in a code of ISO 3166-2. Before ballot SC95 of 2026 the
 * Guidelines said two characters, which codes of other lengths have a lint of their own for.
 *
 * fix: write the part after the hyphen of the code: CA for US-CA.
 * covers: evg-7.1.4.2.8-subdivision-three-char evg-7.1.4.2.8-subdivision-two-char
 * covers: evg-7.1.2.2-state-format evg-7.1.2.2-state-not-empty evg-7.1.2.2-state-tag
 * peers: pkilint:cabf.invalid_organization_identifier_state_province_format
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=NTRUS\+-C4820571 cabforgid=NTR:US:CA:C4820571
 *	fail ev +subject=organizationIdentifier=NTRUS\+Utah-C4820571 cabforgid=NTR:US:CA:C4820571
 *	fail ev +subject=organizationIdentifier=NTRUS\+ca-C4820571 cabforgid=NTR:US:CA:C4820571
 *	fail ev-orgid cabforgid=NTR:US:California:C4820571 also=ev_organization_identifier_mismatch
 */
LINT(ev_organization_identifier_subdivision_form, ERROR, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && o.subdivision.p &&
		    !orgid_is_subdivision(o.subdivision)) {
			expect(r, "one to three capitals or digits", "%s", quote(r, o.subdivision));
			fail(r, or_whole(o.subdivision, &o), "%s has the subdivision %s", where(&o),
			     quote(r, o.subdivision));
		}
}

/*
 * The subdivision of an NTR reference of before May 2026 has two characters.
 *
 * So the Guidelines said, although ISO 3166-2 has codes of one and of three characters as well;
 * ballot SC95 put that right. A certificate that has the real code broke the letter only: hence a
 * warning.
 *
 * fix: issue anew, under the present rules.
 * covers: evg-7.1.4.2.8-subdivision-two-char evg-7.1.2.2-state-format
 *
 *	pass ev-orgid
 *	fail ev subject=C=AU/ST=Victoria/O=Example/businessCategory=Private\x20Organization/jC=AU/jST=Victoria/serialNumber=1/organizationIdentifier=NTRAU\+VIC-1 cabforgid=NTR:AU:VIC:1
 *	na   ev from=2026-05-05 subject=C=AU/ST=Victoria/O=Example/businessCategory=Private\x20Organization/jC=AU/jST=Victoria/serialNumber=1/organizationIdentifier=NTRAU\+VIC-1 cabforgid=NTR:AU:VIC:1
 */
LINT(ev_organization_identifier_subdivision_two, WARNING, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17,
     .until = EVG_2_0_2)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && orgid_is_subdivision(o.subdivision) &&
		    o.subdivision.n != 2)
			fail(r, o.subdivision, "%s has the subdivision %s, not of two characters",
			     where(&o), quote(r, o.subdivision));
}

/*
 * The subdivision of an NTR reference is a code of ISO 3166-2 for its country.
 *
 * Codes of former years are accepted too. The list of codes grows: hence a warning.
 *
 * fix: write the code of the state whose register has the number.
 * covers: evg-7.1.4.2.8-subdivision-iso
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=NTRUS\+ZZ-C4820571 cabforgid=NTR:US:ZZ:C4820571
 *	pass ev +subject=organizationIdentifier=VATDE\+ZZ-123456789 cabforgid=VAT:DE:ZZ:123456789
 */
LINT(ev_organization_identifier_subdivision_unknown, WARNING, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && orgid_is_subdivision(o.subdivision) &&
		    orgid_country_fits(ORGID_ISO, o.country, rules_day(r)) &&
		    !subdivision_find(o.country, o.subdivision))
			fail(r, o.subdivision, "%s has the subdivision %s, which ISO 3166-2 does "
			     "not have for %s", where(&o), quote(r, o.subdivision),
			     quote(r, o.country));
}

/* ---- NTR: the same as the rest of the subject ---- */

static bool
subject_first(const struct cert *c, enum oid oid, struct attribute *a)
{
	return name_first(&c->subject_name, oid, a);
}

/*
 * The country of an NTR reference is that of the jurisdiction.
 *
 * National trade registers: the number is that of the register of the subject's jurisdiction.
 *
 * fix: write the country of jurisdictionCountryName.
 * covers: evg-appH-ntr-country-matches-jurisdiction evg-7.1.2.2-ntr-matches-subject
 * peers: zlint:e_cabf_org_identifier_joic_mismatch
 * unless: ev_organization_identifier_form ev_organization_identifier_country
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=NTRCA\+ON-C4820571 cabforgid=NTR:CA:ON:C4820571
 *	fail ev cabforgid=NTR:CA:ON:C4820571
 *	pass ev +subject=organizationIdentifier=VATCA-C4820571 cabforgid=VAT:CA:C4820571
 */
LINT(ev_organization_identifier_jurisdiction, ERROR, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct attribute country;
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && o.country.n == 2 &&
		    subject_first(c, OID_JURISDICTION_COUNTRY, &country) &&
		    !span_same(o.country, country.value.body))
			fail(r, o.country, "%s has the country %s, and jurisdictionCountryName %s",
			     where(&o), quote(r, o.country), quote(r, country.value.body));
}

/*
 * An NTR reference is the number in serialNumber.
 *
 * "The same as held in Subject Registration Number Field": two spellings of one number are two
 * numbers to a program.
 *
 * fix: copy the value of serialNumber.
 * covers: evg-appH-ntr-reference-matches-serial evg-7.1.2.2-ntr-matches-subject
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=NTRUS\+CA-4820571 cabforgid=NTR:US:CA:4820571
 *	fail ev cabforgid=NTR:US:CA:4820571
 *	pass ev +subject=organizationIdentifier=VATDE-123456789 cabforgid=VAT:DE:123456789
 */
LINT(ev_organization_identifier_serial_number, ERROR, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct attribute number;
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && o.reference.n > 0 &&
		    subject_first(c, OID_SERIAL_NUMBER, &number) &&
		    !text_equal(number.value.tag, number.value.body, DER_UTF8_STRING, o.reference))
			fail(r, o.reference, "%s has the reference %s, and serialNumber %s",
			     where(&o), quote(r, o.reference), quote(r, number.value.body));
}

/* Whether the subject or the extension has an NTR reference with a subdivision. */
static bool
has_subdivision(const struct cert *c)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && o.subdivision.n > 0)
			return true;
	return false;
}

/*
 * An NTR reference of a state's register has the subdivision.
 *
 * Numbers of one state are not those of another. Where the jurisdiction includes more than the
 * country, the subject or the extension has to say which state the number is from.
 *
 * fix: add "+" and the code of the state, or registrationStateOrProvince.
 * covers: evg-appH-ntr-subdivision-required
 *
 *	pass ev-orgid
 *	fail ev +subject=organizationIdentifier=NTRUS-C4820571 cabforgid=NTR:US:C4820571
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/serialNumber=1/organizationIdentifier=NTRUS-1 cabforgid=NTR:US:1
 */
LINT(ev_organization_identifier_no_subdivision, ERROR, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct attribute state;
	struct orgid o;
	unsigned faults;

	if (!subject_first(c, OID_JURISDICTION_STATE, &state) || has_subdivision(c))
		return;
	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && !o.subdivision.p && !(faults & ORGID_SEPARATOR))
			fail(r, o.whole, "%s has no subdivision, and the jurisdiction is %s",
			     where(&o), quote(r, state.value.body));
}

/*
 * An NTR reference of a national register has no subdivision.
 *
 * The location in the reference has to match the scope of the registration: with no state in the
 * jurisdiction the register is the nation's.
 *
 * fix: leave the subdivision out, or name the state in jurisdictionStateOrProvinceName.
 * covers: evg-7.1.4.2.8-ntr-scope-country
 *
 *	pass ev-orgid
 *	fail ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/serialNumber=1/organizationIdentifier=NTRUS\+TX-1 cabforgid=NTR:US:TX:1
 *	pass ev subject=C=US/ST=Texas/O=Example/businessCategory=Private\x20Organization/jC=US/serialNumber=1/organizationIdentifier=NTRUS-1 cabforgid=NTR:US:1
 */
LINT(ev_organization_identifier_scope, ERROR, EVG("7.1.4.2.8"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	if (name_count(&c->subject_name, OID_JURISDICTION_STATE) > 0 ||
	    name_count(&c->subject_name, OID_JURISDICTION_COUNTRY) == 0)
		return;
	each_reference(c, o, faults)
		if (is_scheme(&o, "NTR") && o.subdivision.n > 0)
			fail(r, o.subdivision, "%s has the subdivision %s, and the jurisdiction "
			     "has no state", where(&o), quote(r, o.subdivision));
}

/*
 * The subdivision of an NTR reference is the state of the jurisdiction.
 *
 * The English names of ISO 3166-2's subdivisions are compared. A name that is none of them, being
 * spelled otherwise or in another language, is not judged.
 *
 * fix: write the code of the state in jurisdictionStateOrProvinceName.
 * covers: evg-7.1.4.2.8-ntr-subdivision-matches-state
 * unless: ev_organization_identifier_subdivision_unknown
 *
 *	pass ev-orgid
 *	pass ev subject=C=DE/ST=Bayern/O=Example/businessCategory=Private\x20Organization/jC=DE/jST=Bayern/serialNumber=1/organizationIdentifier=NTRDE\+BE-1 cabforgid=NTR:DE:BE:1
 *	fail ev +subject=organizationIdentifier=NTRUS\+DE-C4820571 cabforgid=NTR:US:DE:C4820571
 */
LINT(ev_organization_identifier_other_state, WARNING, EVG("7.1.4.2.8"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	const struct subdivision *row;
	struct attribute state;
	struct orgid o;
	unsigned faults;

	if (!subject_first(c, OID_JURISDICTION_STATE, &state))
		return;
	each_reference(c, o, faults) {
		row = is_scheme(&o, "NTR") ? subdivision_find(o.country, o.subdivision) : NULL;
		if (row && !subdivision_has_name(row, state.value.body) &&
		    subdivision_named(o.country, state.value.body))
			fail(r, o.subdivision, "%s has the subdivision %s, and the jurisdiction "
			     "is %s", where(&o), quote(r, o.subdivision),
			     quote(r, state.value.body));
	}
}

/* ---- VAT and PSD ---- */

/*
 * The number of a VAT reference has the layout of its country's.
 *
 * Tax authorities give out numbers of a known length and form. The Guidelines say no more than that
 * the authority has allocated the number, so that this is a hint.
 *
 * fix: copy the number from the tax authority's record, without the prefix.
 * covers: evg-appH-vat-reference-syntax
 *
 *	pass ev +subject=organizationIdentifier=VATDE-123456789 cabforgid=VAT:DE:123456789
 *	pass ev +subject=organizationIdentifier=VATBE-0123.456.789 cabforgid=VAT:BE:0123.456.789
 *	pass ev +subject=organizationIdentifier=VATUS-1 cabforgid=VAT:US:1
 *	fail ev +subject=organizationIdentifier=VATDE-12345678 cabforgid=VAT:DE:12345678
 *	fail ev +subject=organizationIdentifier=VATDE-DE123456789 cabforgid=VAT:DE:DE123456789
 */
LINT(ev_organization_identifier_vat_number, NOTICE, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "VAT") && o.reference.n > 0 &&
		    orgid_vat_fits(o.country, o.reference) == 0)
			fail(r, o.reference, "%s has the reference %s, which has not the layout "
			     "of a VAT number of %s", where(&o), quote(r, o.reference),
			     quote(r, o.country));
}

static void
psd_form(const struct cert *c, struct report *r)
{
	struct span authority, number;
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "PSD") && o.reference.n > 0 &&
		    !orgid_psd_split(o.reference, &authority, &number)) {
			expect(r, "2 to 8 capitals, a hyphen and the number", "%s",
			       quote(r, o.reference));
			fail(r, o.reference, "%s has the reference %s, without authority and "
			     "number", where(&o), quote(r, o.reference));
		}
}

/*
 * A PSD reference is made of the authority, a hyphen and the number (before April 2021).
 *
 * ETSI TS 119 495 5.2.1: the competent authority in two to eight capitals, then the authorization
 * number of the payment service provider.
 *
 * fix: write it like PSDBE-NBB-1234.567.890.
 * covers: evg-appH-psd-reference-syntax
 *
 *	pass ev from=2020-05-03 +subject=organizationIdentifier=PSDDE-BAFIN-123456 cabforgid=PSD:DE:BAFIN-123456
 *	fail ev from=2020-05-03 +subject=organizationIdentifier=PSDDE-123456 cabforgid=PSD:DE:123456
 *	na   ev +subject=organizationIdentifier=PSDDE-123456 cabforgid=PSD:DE:123456
 */
LINT_AS(psd_form, ev_organization_identifier_psd_form_old, ERROR, EVG("H"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17,
	.until = TS119495_1_5_1, .arg = NULL);

/*
 * A PSD reference is made of the authority, a hyphen and the number.
 *
 * ETSI TS 119 495 5.2.1: the competent authority in two to eight capitals, then the authorization
 * number of the payment service provider. Since its version 1.5.1 this is a recommendation.
 *
 * fix: write it like PSDBE-NBB-1234.567.890.
 * covers: evg-appH-psd-reference-syntax
 *
 *	pass ev +subject=organizationIdentifier=PSDDE-BAFIN-123456 cabforgid=PSD:DE:BAFIN-123456
 *	fail ev +subject=organizationIdentifier=PSDDE-123456 cabforgid=PSD:DE:123456
 *	fail ev +subject=organizationIdentifier=PSDDE-BAFIN- cabforgid=PSD:DE:BAFIN-
 *	fail ev +subject=organizationIdentifier=PSDDE-BaFin-123456 cabforgid=PSD:DE:BaFin-123456
 */
LINT_AS(psd_form, ev_organization_identifier_psd_form, WARNING, EVG("H"),
	.on = FACTS(TLS, SUBSCRIBER, EV), .trigger = ON_SIGHT(REGISTRATION), .from = TS119495_1_5_1,
	.arg = NULL);

/*
 * The authority of a PSD reference is that of its country.
 *
 * Annex D of ETSI TS 119 495 lists the names that the competent authorities have chosen. The list
 * is informative, and authorities merge.
 *
 * fix: write the authority's name as the annex has it.
 * covers: evg-appH-psd-nca-known
 *
 *	pass ev +subject=organizationIdentifier=PSDDE-BAFIN-123456 cabforgid=PSD:DE:BAFIN-123456
 *	pass ev +subject=organizationIdentifier=PSDUS-FED-123456 cabforgid=PSD:US:FED-123456
 *	fail ev +subject=organizationIdentifier=PSDDE-FCA-123456 cabforgid=PSD:DE:FCA-123456
 */
LINT(ev_organization_identifier_psd_authority, NOTICE, EVG("H"), .on = FACTS(TLS, SUBSCRIBER, EV),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17)
{
	struct span authority, number;
	struct orgid o;
	unsigned faults;

	each_reference(c, o, faults)
		if (is_scheme(&o, "PSD") && orgid_psd_split(o.reference, &authority, &number) &&
		    orgid_psd_knows(o.country, authority) == 0)
			fail(r, authority, "%s has the authority %s, which TS 119 495 does not "
			     "have for %s", where(&o), quote(r, authority), quote(r, o.country));
}

/* ---- the extension ---- */

static void
report_no_extension(const struct cert *c, struct report *r)
{
	struct attribute a;

	if (subject_first(c, OID_ORGANIZATION_IDENTIFIER, &a) && c->extension_count > 0)
		fail(r, der_whole(&a.pair), "organizationIdentifier stands without the extension "
		     "cabfOrganizationIdentifier");
}

/*
 * A subject with organizationIdentifier comes with the extension cabfOrganizationIdentifier.
 *
 * The extension has the parts as elements of their own, which nobody has to cut out of a string.
 *
 * fix: add the extension.
 * covers: evg-7.1.2.2-required-with-subject
 * peers: zlint:e_ev_organization_id_missing
 * peers: pkilint:cabf.serverauth.organization_identifier_extension_absent
 *
 *	pass ev-orgid
 *	fail ev-orgid -cabforgid
 *	na   ev-orgid -cabforgid from=2019-12-03
 */
LINT(ev_organization_identifier_no_extension, ERROR, EVG("7.1.2.2"),
     .on = FACTS(TLS, SUBSCRIBER, EV),
     .off = FACTS(CABF_ORGANIZATION_ID_PRESENT), .trigger = ON_SIGHT(REGISTRATION),
     .from = EVG_ORGID_EXTENSION)
{
	report_no_extension(c, r);
}

/*
 * A subject of 2019 with organizationIdentifier comes with the extension.
 *
 * It was recommended until 2020-01-31, and required from then on.
 *
 * fix: add the extension cabfOrganizationIdentifier.
 * covers: evg-7.1.2.2-recommended-with-subject
 *
 *	pass ev-orgid from=2019-12-03
 *	fail ev-orgid -cabforgid from=2019-12-03
 *	na   ev-orgid -cabforgid
 */
LINT(ev_organization_identifier_no_extension_2019, WARNING, EVG("9.8.2"),
     .on = FACTS(TLS, SUBSCRIBER, EV), .off = FACTS(CABF_ORGANIZATION_ID_PRESENT),
     .trigger = ON_SIGHT(REGISTRATION), .from = BR_SC17,
     .until = EVG_ORGID_EXTENSION)
{
	report_no_extension(c, r);
}

/*
 * The parts of cabfOrganizationIdentifier have their sizes.
 *
 * Three characters of the scheme, two of the country, at most 128 of the state or province.
 *
 * fix: write the scheme and the country as codes.
 * covers: evg-7.1.2.2-scheme-type evg-7.1.2.2-country-type evg-7.1.2.2-state-tag
 * unless: ev_organization_identifier_country ev_organization_identifier_vat_country
 * unless: ev_organization_identifier_vat_country_old ev_organization_identifier_subdivision_form
 *
 *	pass ev cabforgid=NTR:US:CA:C4820571
 *	fail ev cabforgid=der:30(13('NTRS')13('US')0c('C4820571'))
 *	fail ev cabforgid=der:30(13('XYZ')13('USA')0c('1'))
 *	fail ev cabforgid=der:30(13('VAT')13('DE')80({129:41})0c('123456789')) also=ev_organization_identifier_subdivision_scheme
 */
LINT(ev_organization_extension_size, ERROR, EVG("7.1.2.2"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_CABF_ORGANIZATION_ID), .trigger = ON_SIGHT(REGISTRATION),
     .from = BR_SC17)
{
	struct orgid o;

	if (orgid_from_extension(extension_value(c, OID_CABF_ORGANIZATION_ID), &o) & ORGID_NOT_DER)
		return;
	if (o.scheme.n != 3)
		fail(r, or_whole(o.scheme, &o), "registrationSchemeIdentifier has %zu characters, "
		     "not 3", o.scheme.n);
	if (o.country.n != 2)
		fail(r, or_whole(o.country, &o), "registrationCountry has %zu characters, not 2",
		     o.country.n);
	if (o.subdivision.n > 128)
		fail(r, o.subdivision, "registrationStateOrProvince has %zu characters, more than "
		     "128", o.subdivision.n);
}

/*
 * Whether the extension is the same but for a payment supervisor's name before the number.  The
 * Guidelines' example calls what stands behind that name the subject's identifier, and some read it
 * so; that the name is missing there is told for itself.
 */
static bool
lacks_authority(const struct orgid *in_subject, const struct orgid *in_extension)
{
	struct span authority, number;
	struct orgid shorter = *in_subject;

	if (!is_scheme(in_subject, "PSD") ||
	    !orgid_psd_split(in_subject->reference, &authority, &number))
		return false;
	shorter.reference = number;
	return orgid_same(&shorter, in_extension);
}

/*
 * cabfOrganizationIdentifier says what organizationIdentifier says.
 *
 * The parts have the same values. Where they differ one of the two names another organization.
 *
 * fix: make both from one record.
 * covers: evg-7.1.2.2-consistent-with-subject
 * peers: zlint:e_ev_orgid_inconsistent_subj_and_ext zlint:e_ev_subject_orgid_ext_mismatch
 * peers: pkilint:cabf.serverauth.organization_identifier_mismatched_value
 *
 *	pass ev-orgid
 *	pass ev cabforgid=NTR:US:CA:C4820571
 *	fail ev +subject=organizationIdentifier=VATDE-123456789 cabforgid=VAT:DE:123456788
 *	fail ev +subject=organizationIdentifier=VATDE-123456789 cabforgid=VAT:US:123456789
 *	fail ev +subject=organizationIdentifier=NTRUS\+CA-C4820571 cabforgid=NTR:US:C4820571
 *	fail ev +subject=organizationIdentifier=PSDDE-BAFIN-123456 cabforgid=PSD:DE:BAFIN-12345
 *	pass ev +subject=organizationIdentifier=PSDDE-BAFIN-123456 cabforgid=PSD:DE:123456
 *	fail ev +subject=organizationIdentifier=VATDE-BAFIN-123456 cabforgid=VAT:DE:123456 also=ev_organization_identifier_vat_number
 *	pass ev +subject=organizationIdentifier=VATDE123456789 cabforgid=VAT:DE:123456789
 */
LINT(ev_organization_identifier_mismatch, ERROR, EVG("7.1.2.2"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_CABF_ORGANIZATION_ID), .trigger = ON_SIGHT(REGISTRATION),
     .from = EVG_1_7_4)
{
	struct span value = extension_value(c, OID_CABF_ORGANIZATION_ID);
	struct orgid in_subject, in_extension;
	struct attribute a;

	if (!subject_first(c, OID_ORGANIZATION_IDENTIFIER, &a) ||
	    (a.value.tag != DER_UTF8_STRING && a.value.tag != DER_PRINTABLE_STRING) ||
	    orgid_from_text(a.value.body, &in_subject) != 0 ||
	    orgid_from_extension(value, &in_extension) != 0 ||
	    orgid_same(&in_subject, &in_extension) || lacks_authority(&in_subject, &in_extension))
		return;
	fail(r, value, "cabfOrganizationIdentifier says otherwise than organizationIdentifier %s",
	     quote(r, a.value.body));
}
