/* RFC 5280 appendix B: how long OIDs may be. */

#include "dates.h"
#include "lint.h"

enum { ARCS_MAX = 20, ARC_OCTETS_MAX = 4, DOTTED_MAX = 100 };

static unsigned
digits(uint32_t n)
{
	unsigned count = 1;

	while (n /= 10)
		count++;
	return count;
}

/* What of an OID is beyond the limits of RFC 5280, appendix B; NULL if nothing is. */
static const char *
oid_excess(struct span oid)
{
	unsigned arcs = 1, text = 1, octets = 0; /* the first arc is a digit */
	uint32_t arc = 0;

	for (size_t i = 0; i < oid.n; i++) {
		arc = arc << 7 | (oid.p[i] & 0x7f);
		if (++octets > ARC_OCTETS_MAX)
			return "an arc of 2^28 or more";
		if (oid.p[i] & 0x80)
			continue;
		if (arcs == 1)
			arc = arc < 80 ? arc % 40 : arc - 80;
		text += 1 + digits(arc);
		arc = octets = 0;
		if (++arcs > ARCS_MAX)
			return "more than 20 arcs";
	}
	return text > DOTTED_MAX ? "more than 100 characters when written with dots" : NULL;
}

static void
report_excess(struct report *r, struct span oid)
{
	const char *excess = oid_excess(oid);

	if (excess)
		fail(r, oid, "%s has %s", oid_name(r, oid), excess);
}

/*
 * No extension, attribute, policy or purpose has an OID beyond what software has to read.
 *
 * RFC 5280 obliges software to arcs below 2^28, 20 arcs and 100 characters in dotted form; a CA
 * should not count on more.  OIDs made from a UUID, below 2.25, have an arc of 128 bits.
 *
 * fix: use an OID from an arc of your own, such as one below 1.3.6.1.4.1.
 * covers: rfc5280-b-oid-limits
 *
 *	pass client ext=1.3.6.1.4.1.268435455:0500
 *	fail client ext=1.3.6.1.4.1.268435456:0500
 *	fail client policy=2.25.1234567890
 *	fail client eku=client,2.25.1234567890
 *	fail client +subject=2.25.1234567890=x
 *	pass client ext=1.3.6.1.4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1:0500
 *	fail client ext=1.3.6.1.4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1:0500
 *	pass client ext=1.3.6.1.4.1.100000000.100000000.100000000.100000000.100000000.100000000.100000000.100000000.10000000:0500
 *	fail client ext=1.3.6.1.4.1.100000000.100000000.100000000.100000000.100000000.100000000.100000000.100000000.100000000:0500
 */
LINT(rfc_oid_beyond_limits, WARNING, RFC5280("B"), .on = FACTS(CERTIFICATE),
     .trigger = ON_SIGHT(OID_LARGE), .from = RFC5280_DAY)
{
	struct extension x;
	struct attribute a;
	struct policy p;
	struct der e;

	each_extension(c, x)
		if (x.id == OID_NONE)
			report_excess(r, x.oid);
	each_attribute(&c->subject_name, a)
		if (a.oid == OID_NONE)
			report_excess(r, a.type.body);
	each_policy(c, p)
		if (p.oid == OID_NONE)
			report_excess(r, p.id.body);
	each_in(c, OID_EKU, e)
		report_excess(r, e.body);
}
