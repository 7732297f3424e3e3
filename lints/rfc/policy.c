/* RFC 5280 4.2.1.4 and 4.2.1.5: certificate policies, their qualifiers and mappings. */

#include "checks.h"

/*
 * No policy identifier occurs twice.
 *
 * Of two entries with different qualifiers, some software takes the first, some the last.
 *
 * fix: list each policy once, with all its qualifiers.
 * covers: rfc5280-4.2.1.4-cp-duplicate-policy br-7.1.2.7.9-policy-duplicate
 * peers: zlint:e_ext_cert_policy_duplicate pkilint:pkix.duplicate_certificate_policy_oids
 *
 *	pass client policy=1.2.3,1.2.4
 *	fail client policy=1.2.3,1.2.3
 *	fail tls policy=dv,dv
 *	fail client policy=1.2.3,1.2.4,1.2.3{cps:http://certlint-test.com/} also=rfc_policy_qualifier
 */
LINT(rfc_policy_duplicate, ERROR, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(POLICY_DUPLICATE), .from = RFC5280_DAY)
{
	struct policy p, q;
	struct span before;

	if (c->policy_count < 2)
		return;
	each_policy(c, p) {
		before = extension_list(c, OID_POLICIES);
		for (unsigned i = 0; i < 64 && policy_next(&before, &q) &&
		     q.whole.head != p.whole.head; i++)
			if (span_same(p.id.body, q.id.body)) {
				fail(r, der_whole(&p.id), "policy %s is there twice",
				     oid_name(r, p.id.body));
				break;
			}
	}
}

/*
 * Policies have no qualifiers.
 *
 * RFC 5280 recommends that policies consist of an identifier only: qualifiers are texts for human
 * beings, and no two programs do the same with them. TLS certificates have lints of their own
 * about this.
 *
 * fix: drop the qualifiers where no other document demands them.
 * covers: rfc5280-4.2.1.4-cp-oid-only
 * peers: pkilint:pkix.certificate_policies_policy_has_qualifier
 *
 *	pass client
 *	fail client policy=1.2.3{cps:http://certlint-test.com/cps}
 *	na   tls policy=dv{cps:http://certlint-test.com/cps}
 */
LINT(rfc_policy_qualifier, NOTICE, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .off = FACTS(TLS), .from = RFC5280_DAY)
{
	struct der whole, id, value;
	struct policy p;

	each_policy(c, p)
		if (qualifier_next(&p.qualifiers, &whole, &id, &value))
			fail(r, der_whole(&p.id), "policy %s has qualifiers",
			     oid_name(r, p.id.body));
}

/*
 * A policy qualifier is a CPS pointer or a user notice.
 *
 * RFC 5280 defines these two, and what anything else means is known to its inventor.
 *
 * fix: drop the qualifier.
 * covers: rfc5280-4.2.1.4-cp-unknown-qualifier-id
 * unless: br_policy_qualifier_other rfc_any_policy_qualifier der_oid_empty der_oid_padded
 * unless: der_oid_truncated
 * unless: rfc_rpki_policies
 *
 *	pass client policy=1.2.3{cps:http://certlint-test.com/cps}
 *	fail client policy=1.2.3{1.2.3.4:0500}
 */
LINT(rfc_policy_qualifier_unknown, WARNING, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(QUALIFIER_OTHER), .from = RFC5280_DAY)
{
	struct der whole, id, value;
	struct policy p;
	enum oid oid;

	each_policy(c, p)
		while (qualifier_next(&p.qualifiers, &whole, &id, &value)) {
			oid = oid_find(id.body);
			if (oid != OID_CPS_URI && oid != OID_USER_NOTICE)
				fail(r, der_whole(&id), "policy qualifier %s is unknown",
				     oid_name(r, id.body));
		}
}

/*
 * anyPolicy has no qualifiers but the two of RFC 5280.
 *
 * What qualifies every policy at once has to be understood by everybody.
 *
 * fix: drop the qualifier.
 * covers: rfc5280-4.2.1.4-cp-any-policy-qualifiers
 * peers: zlint:e_ext_cert_policy_disallowed_any_policy_qualifier
 * peers: pkilint:pkix.certificate_policies_anypolicy_has_prohibited_qualifier
 * unless: br_policy_qualifier_other
 *
 *	pass smime-ca policy=any{cps:http://certlint-test.com/cps}
 *	fail smime-ca policy=any{1.2.3.4:0500}
 *	pass smime-ca policy=1.2.3{1.2.3.4:0500}
 */
LINT(rfc_any_policy_qualifier, ERROR, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(QUALIFIER_OTHER), .from = RFC3280_DAY)
{
	struct der whole, id, value;
	struct policy p;
	enum oid oid;

	if (!has_policy(c, OID_ANY_POLICY))
		return;
	each_policy(c, p)
		while (p.oid == OID_ANY_POLICY &&
		       qualifier_next(&p.qualifiers, &whole, &id, &value)) {
			oid = oid_find(id.body);
			if (oid != OID_CPS_URI && oid != OID_USER_NOTICE)
				fail(r, der_whole(&id), "anyPolicy has the qualifier %s",
				     oid_name(r, id.body));
		}
}

/* The parts of a UserNotice; absent ones have head == NULL. */
struct notice {
	struct der reference, text;
};

/* Take the next user notice of a certificate's policies. */
struct notice_cursor {
	struct span policies, qualifiers;
};

static bool
notice_next(struct notice_cursor *cursor, struct notice *out)
{
	struct notice n = { .reference = { .head = NULL } };
	struct der whole, id, value;
	struct policy p;
	struct span in;

	for (;;) {
		while (qualifier_next(&cursor->qualifiers, &whole, &id, &value)) {
			if (oid_find(id.body) != OID_USER_NOTICE || value.tag != DER_SEQUENCE)
				continue;
			in = value.body;
			der_take(&in, DER_SEQUENCE, &n.reference);
			der_next(&in, &n.text);
			*out = n;
			return true;
		}
		if (!policy_next(&cursor->policies, &p))
			return false;
		cursor->qualifiers = p.qualifiers;
	}
}

#define each_notice(c, n)							\
	for (struct notice_cursor cursor_##n = {				\
		extension_list(c, OID_POLICIES), { NULL, 0 } };			\
	     notice_next(&cursor_##n, &(n)); )

/*
 * A user notice has no noticeRef.
 *
 * A numbered reference into a list of an organization's notices needs software that has the list.
 * There is none.
 *
 * fix: use explicitText, or nothing.
 * covers: rfc5280-4.2.1.4-cp-notice-ref
 * peers: zlint:w_ext_cert_policy_contains_noticeref
 * peers: pkilint:pkix.certificate_policies_usernotice_has_noticeref
 *
 *	pass client policy=1.2.3{notice:Hello}
 *	fail client policy=1.2.3{notice:ref:Org#1}
 */
LINT(rfc_notice_reference, WARNING, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(USER_NOTICE), .from = RFC5280_DAY)
{
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.reference))
			fail(r, der_whole(&n.reference), "a user notice has a noticeRef");
}

/*
 * explicitText of a user notice has at most 200 characters.
 *
 * The text was to be shown by software with room for so much. The bound is part of the type.
 *
 * fix: shorten the text.
 * covers: rfc5280-4.2.1.4-explicit-text-max-200
 * peers: zlint:e_ext_cert_policy_explicit_text_too_long
 *
 *	pass client policy=1.2.3{notice:\{200:a}}
 *	pass client policy=1.2.3{notice:\{200:\u00e9}}
 *	fail client policy=1.2.3{notice:\{201:a}}
 */
LINT(rfc_explicit_text_too_long, ERROR, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(USER_NOTICE), .from = RFC2459_DAY)
{
	struct notice n;
	size_t length;

	each_notice(c, n) {
		length = der_present(&n.text) && n.text.body.n > 200 ?
			text_length(n.text.tag, n.text.body) : 0;
		if (length > 200)
			fail(r, der_whole(&n.text), "explicitText has %zu characters, more than "
			     "200", length);
	}
}

/*
 * explicitText of a user notice is not empty.
 *
 * DisplayText has at least one character.
 *
 * fix: leave explicitText out.
 * covers: rfc5280-4.2.1.4-explicit-text-min-1
 *
 *	pass client policy=1.2.3{notice:a}
 *	fail client policy=1.2.3{notice:utf8:}
 */
LINT(rfc_explicit_text_empty, ERROR, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(USER_NOTICE), .from = RFC2459_DAY)
{
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.text) && n.text.body.n == 0)
			fail(r, der_whole(&n.text), "explicitText is empty");
}

/* Report the explicitTexts of a type. */
static void
explicit_text_type(const struct cert *c, struct report *r)
{
	const uint32_t *tags = arg(r);
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.text) && n.text.tag < 32 && *tags & STRING_BIT(n.text.tag)) {
			expect(r, "UTF8String", "%s", string_text(n.text.tag));
			fail(r, der_whole(&n.text), "explicitText is a %s",
			     string_text(n.text.tag));
		}
}

/*
 * explicitText of before 2013 is neither VisibleString nor BMPString.
 *
 * RFC 5280 forbade the two types, and RFC 6818 allowed them again as second best.
 *
 * fix: encode explicitText as UTF8String.
 * covers: rfc5280-4.2.1.4-explicit-text-visible-or-bmp
 * peers: pkilint:pkix.rfc5280_certificate_policies_invalid_explicit_text_encoding
 *
 *	pass client from=2012-04-01 policy=1.2.3{notice:utf8:a}
 *	fail client from=2012-04-01 policy=1.2.3{notice:visible:a}
 *	fail client from=2012-04-01 policy=1.2.3{notice:bmp:a}
 *	na   client policy=1.2.3{notice:visible:a}
 */
LINT_AS(explicit_text_type, rfc_explicit_text_visible_or_bmp, ERROR, RFC5280("4.2.1.4"),
	.on = FACTS(HAS_POLICIES),
	.trigger = ON_SIGHT(USER_NOTICE), .from = RFC5280_DAY, .until = RFC6818_DAY,
	.arg = &(const uint32_t){ STRING_BIT(DER_VISIBLE_STRING) | STRING_BIT(DER_BMP_STRING) });

/*
 * explicitText is no IA5String.
 *
 * RFC 6818 took back what RFC 5280 had allowed: IA5String has control characters and nothing that
 * VisibleString and UTF8String have not.
 *
 * fix: encode explicitText as UTF8String.
 * covers: rfc6818-3-explicit-text-ia5string
 * peers: zlint:e_ext_cert_policy_explicit_text_ia5_string
 * peers: pkilint:pkix.rfc6818_certificate_policies_invalid_explicit_text_encoding
 *
 *	pass client policy=1.2.3{notice:a}
 *	fail client policy=1.2.3{notice:ia5:a}
 *	na   client from=2012-04-01 policy=1.2.3{notice:ia5:a}
 */
LINT_AS(explicit_text_type, rfc_explicit_text_ia5, ERROR, RFC("6818", "3"),
	.on = FACTS(HAS_POLICIES), .trigger = ON_SIGHT(USER_NOTICE), .from = RFC6818_DAY,
	.arg = &(const uint32_t){ STRING_BIT(DER_IA5_STRING) });

/*
 * explicitText is a UTF8String.
 *
 * RFC 6818 prefers the type that every program reads; VisibleString and BMPString are acceptable.
 *
 * fix: encode explicitText as UTF8String.
 * covers: rfc6818-3-explicit-text-utf8
 * peers: zlint:w_ext_cert_policy_explicit_text_not_utf8
 * unless: der_visible_string_alphabet der_bmp_string_length der_bmp_string_surrogate
 *
 *	pass client policy=1.2.3{notice:a}
 *	fail client policy=1.2.3{notice:visible:a}
 *	fail client policy=1.2.3{notice:bmp:a}
 */
LINT_AS(explicit_text_type, rfc_explicit_text_not_utf8, WARNING, RFC("6818", "3"),
	.on = FACTS(HAS_POLICIES), .trigger = ON_SIGHT(USER_NOTICE), .from = RFC6818_DAY,
	.arg = &(const uint32_t){ STRING_BIT(DER_VISIBLE_STRING) | STRING_BIT(DER_BMP_STRING) });

/*
 * explicitText is in Unicode Normalization Form C.
 *
 * One text in two encodings compares as two, and some software shows a letter and its accent side
 * by side.
 *
 * fix: normalize the text to NFC before it is encoded.
 * covers: rfc6818-3-explicit-text-nfc rfc5280-4.2.1.4-explicit-text-nfc
 * peers: zlint:w_ext_cert_policy_explicit_text_not_nfc
 * peers: pkilint:pkix.certificate_policies_explicit_text_not_nfc_normalized
 * unless: der_utf8_string_malformed der_bmp_string_length
 *
 *	pass client policy=1.2.3{notice:caf\u00e9}
 *	pass client policy=1.2.3{notice:x\u0301}
 *	fail client policy=1.2.3{notice:cafe\u0301}
 *	fail client policy=1.2.3{notice:A\u030angstr\u00f6m}
 *	fail client policy=1.2.3{notice:\u212b}
 *	fail client policy=1.2.3{notice:bmp:cafe\u0301} also=rfc_explicit_text_not_utf8
 */
LINT(rfc_explicit_text_not_nfc, WARNING, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
     .trigger = ON_SIGHT(USER_NOTICE), .from = RFC5280_DAY)
{
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.text) && (n.text.tag == DER_UTF8_STRING ||
					     n.text.tag == DER_BMP_STRING) &&
		    !text_is_nfc(n.text.tag, n.text.body))
			fail(r, der_whole(&n.text), "explicitText is not in NFC");
}

/*
 * explicitText has no control characters.
 *
 * The text is for display, and what a line break or an escape does there is for the terminal to
 * decide.
 *
 * fix: remove the characters.
 * covers: rfc6818-3-explicit-text-control-characters
 * covers: rfc5280-4.2.1.4-explicit-text-control-characters
 * peers: zlint:w_ext_cert_policy_explicit_text_includes_control
 * peers: pkilint:pkix.certificate_policies_explicit_text_has_control_character
 * unless: der_visible_string_alphabet
 *
 *	pass client policy=1.2.3{notice:a\u00e9b}
 *	fail client policy=1.2.3{notice:a\x0ab}
 *	fail client policy=1.2.3{notice:a\x7fb}
 */
LINT(rfc_explicit_text_control_character, WARNING, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .trigger = ON_SIGHT(USER_NOTICE), .from = RFC5280_DAY)
{
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.text) &&
		    attribute_flags(OID_NONE, &n.text, DAY_NONE) & ATTRIBUTE_BIT(CONTROL))
			fail(r, der_whole(&n.text), "explicitText %s has a control character",
			     quote(r, n.text.body));
}

/*
 * A self-issued CA has no user notice.
 *
 * User notices are for end entities and for CAs of other organizations. One in the CA's own
 * certificate would be shown for every path.
 *
 * fix: drop the notice.
 * covers: rfc5280-4.2.1.4-user-notice-in-own-ca
 *
 *	pass root
 *	fail root policy=1.2.3{notice:Hello}
 */
LINT(rfc_user_notice_in_own_ca, NOTICE, RFC5280("4.2.1.4"),
	 .on = FACTS(HAS_POLICIES, CA, SELF_ISSUED), .from = RFC5280_DAY)
{
	struct notice n;

	each_notice(c, n)
		if (der_present(&n.text))
			fail(r, der_whole(&n.text), "the user notice %s is in a self-issued CA",
			     quote(r, n.text.body));
}

/*
 * An end entity does not have anyPolicy.
 *
 * anyPolicy lets a CA issue under every policy. Of an end entity it says that it was issued under
 * all policies of the world.
 *
 * fix: name the policy that applies.
 * covers: rfc5280-4.2.1.4-cp-any-policy-in-end-entity
 * unless: br_any_policy_in_subscriber br_reserved_policy_missing
 *
 *	pass client
 *	fail client policy=any
 *	na   ca
 */
LINT(rfc_any_policy_in_end_entity, NOTICE, RFC5280("4.2.1.4"), .on = FACTS(HAS_POLICIES),
	 .off = FACTS(CA), .from = RFC5280_DAY)
{
	struct policy p;

	if (!has_policy(c, OID_ANY_POLICY))
		return;
	each_policy(c, p)
		if (p.oid == OID_ANY_POLICY)
			fail(r, der_whole(&p.id), "an end entity has anyPolicy");
}

/* Take the next pair of policyMappings. */
static bool
mapping_next(struct span *list, struct der *whole, struct der *issuer, struct der *subject)
{
	struct span in;

	while (list_next(list, DER_SEQUENCE, whole)) {
		in = whole->body;
		if (der_take(&in, DER_OID, issuer) && der_take(&in, DER_OID, subject))
			return true;
	}
	return false;
}

/*
 * policyMappings maps neither to nor from anyPolicy.
 *
 * The path algorithm treats it as an error: mapping anyPolicy would make of one policy every
 * other.
 *
 * fix: map named policies only.
 * covers: rfc5280-4.2.1.5-pm-any-policy-issuer rfc5280-4.2.1.5-pm-any-policy-subject
 * covers: rfc9618-5.2-policy-mapping-any-policy
 * peers: zlint:e_ext_policy_map_any_policy
 *
 *	pass ca policy=1.2.3 pm=1.2.3>1.2.4
 *	fail smime-ca policy=any pm=any>1.2.4
 *	fail smime-ca policy=1.2.3 pm=1.2.3>any
 */
LINT(rfc_policy_mapping_any_policy, ERROR, RFC5280("4.2.1.5"), .on = FACTS(HAS_POLICY_MAPPINGS),
	 .from = RFC5280_DAY)
{
	struct span list = extension_list(c, OID_POLICY_MAPPINGS);
	struct der whole, issuer, subject;

	while (mapping_next(&list, &whole, &issuer, &subject))
		if (oid_find(issuer.body) == OID_ANY_POLICY ||
		    oid_find(subject.body) == OID_ANY_POLICY)
			fail(r, der_whole(&whole), "policyMappings maps %s to %s",
			     oid_name(r, issuer.body), oid_name(r, subject.body));
}

/*
 * policyMappings maps policies that certificatePolicies has.
 *
 * A mapping from a policy that the CA itself does not assert never takes effect.
 *
 * fix: assert the issuer's policy, or drop the mapping.
 * covers: rfc5280-4.2.1.5-pm-issuer-policy-asserted
 * peers: zlint:w_ext_policy_map_not_in_cert_policy
 * unless: rfc_policy_mapping_any_policy
 *
 *	pass smime-ca policy=1.2.3 pm=1.2.3>1.2.4
 *	fail smime-ca policy=1.2.5 pm=1.2.3>1.2.4
 */
LINT(rfc_policy_mapping_not_asserted, WARNING, RFC5280("4.2.1.5"),
	 .on = FACTS(HAS_POLICY_MAPPINGS), .from = RFC5280_DAY)
{
	struct span list = extension_list(c, OID_POLICY_MAPPINGS), policies;
	struct der whole, issuer, subject;
	struct policy p;
	bool asserted;

	for (unsigned i = 0; i < 64 && mapping_next(&list, &whole, &issuer, &subject); i++) {
		policies = extension_list(c, OID_POLICIES);
		asserted = false;
		while (!asserted && policy_next(&policies, &p))
			asserted = span_same(p.id.body, issuer.body);
		if (!asserted)
			fail(r, der_whole(&whole), "policy %s is mapped, and not asserted",
			     oid_name(r, issuer.body));
	}
}
