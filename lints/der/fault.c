/* The check that the lints of this room share: a row of the strict walk's faults. */

#include "der.h"

struct seeker {
	struct report *report;
	const struct der_fault *wanted;
};

static void
report_wanted(void *ctx, enum fault fault, struct span at)
{
	const struct seeker *s = ctx;
	struct span shown = { at.p, at.n < 16 ? at.n : 16 };

	if (fault != s->wanted->fault)
		return;
	expect(s->report, s->wanted->expected, "%s", hex(s->report, shown));
	fail(s->report, at, "%s", s->wanted->detail);
}

void
der_fault(const struct cert *c, struct report *r)
{
	struct seeker seeker = { r, arg(r) };
	const struct walker walker = { .fault = report_wanted, .ctx = &seeker };

	walk(c->file, facts_have(&c->facts, FACT_NO_SIGNATURE) ? &asn1_tbs_certificate :
	     &asn1_certificate, &walker);
}
