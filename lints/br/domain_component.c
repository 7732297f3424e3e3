/* TLS BR 7.1.2.7.4: the domainComponents of an organization-validated subject spell a domain. */

#include "names.h"

/* Whether something is wrong with one label's bytes; RFC 5280's lint judges dots. */
static bool
is_bad_label(const struct report *r, struct span label)
{
	const uint64_t faults = HOST_SYNTAX_FAULTS | HOST_BIT(HOST_UNDERSCORE);

	return (name_flags(r, label) & faults) != 0;
}

/*
 * A domainComponent is a Domain Label.
 *
 * It is one of a name that the applicant controls, so letters, digits and inner hyphens, up to 63
 * of them.
 *
 * fix: copy the labels of the validated name.
 * covers: br-7.1.2.7.4-ov-dc-label-syntax
 * peers: pkilint:pkix.name_domain_components_invalid_domain_name
 * unless: rfc_domain_component_labels
 *
 *	pass ov subject="DC=com/DC=certlint-test/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 *	fail ov subject="DC=com/DC=certlint_test/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 *	fail ov subject="DC=com/DC=-a/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 */
LINT(br_dc_label_syntax, ERROR, BR("7.1.2.7.4"), .on = FACTS(SUBSCRIBER, TLS, OV), .from = BR_2_0_0)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_DOMAIN_COMPONENT) == 0)
		return;
	each_of(&c->subject_name, OID_DOMAIN_COMPONENT, a)
		if (is_bad_label(r, a.value.body))
			fail(r, a.value.body, "domainComponent %s is no Domain Label",
			     quote(r, a.value.body));
}

/*
 * The first domainComponent is a top-level domain.
 *
 * The label closest to the root is encoded first; the whole is a domain name that the applicant
 * controls, which ends in a domain of the root zone.
 *
 * fix: write the labels from the top-level domain down.
 * covers: br-7.1.2.7.4-ov-dc-valid-tld
 * unless: rfc_domain_component_labels br_dc_label_syntax
 *
 *	pass ov subject="DC=com/DC=certlint-test/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 *	fail ov subject="DC=certlint-test/DC=com/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 *	fail ov subject="DC=corp/DC=certlint-test/C=US/ST=California/L=San Francisco/O=Example Systems, Inc."
 */
LINT(br_dc_tld, ERROR, BR("7.1.2.7.4"), .on = FACTS(SUBSCRIBER, TLS, OV, TLD_DATA_FRESH),
     .from = BR_2_0_0)
{
	struct attribute a;

	if (name_count(&c->subject_name, OID_DOMAIN_COMPONENT) == 0 ||
	    !name_first(&c->subject_name, OID_DOMAIN_COMPONENT, &a))
		return;
	if (name_flags(r, a.value.body) & HOST_TLD_FAULTS)
		fail(r, a.value.body, "the first domainComponent %s is no top-level domain",
		     quote(r, a.value.body));
}

/*
 * The domainComponents of a subject stand together.
 *
 * They are the labels of one domain name. With something between them they may be of two, and no
 * reader can tell which.
 *
 * fix: write all labels of the name first, from the top-level domain down.
 * covers: br-7.1.2.7.4-ov-dc-single-sequence
 * peers: zlint:e_invalid_subject_rdn_order pkilint:cabf.serverauth.invalid_rdn_order
 * unless: br_attribute_order br_rdn_several_attributes
 *
 *	pass ov subject=DC=com/DC=certlint-test/C=US/ST=Texas/O=Example
 *	fail ov subject=DC=com/serialNumber=1/DC=certlint-test/C=US/ST=Texas/O=Example
 *	na   tls
 */
LINT(br_dc_scattered, ERROR, BR("7.1.2.7.4"), .on = FACTS(SUBSCRIBER, TLS, OV), .from = BR_2_0_0)
{
	bool started = false, ended = false;
	struct attribute a;

	if (name_count(&c->subject_name, OID_DOMAIN_COMPONENT) < 2)
		return;
	each_attribute(&c->subject_name, a) {
		if (a.oid != OID_DOMAIN_COMPONENT) {
			ended = started;
			continue;
		}
		if (ended)
			fail(r, der_whole(&a.pair), "domainComponent %s is apart from those before",
			     quote(r, a.value.body));
		started = true;
	}
}
