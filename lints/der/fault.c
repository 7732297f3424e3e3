/* The check that the lints of this room share: a row of the strict walk's faults. */

#include "der.h"

/*
 * An object that is nothing but faults is told of in this many places; what follows would only be
 * counted, at a cost that grows with what other lints have said.
 */
enum { TOLD_MAX = 4096 };

struct seeker {
	struct report *report;
	const struct der_fault *wanted;
	unsigned told;
};

static void
report_wanted(void *ctx, enum fault fault, struct span at)
{
	struct seeker *s = ctx;
	struct span shown = { at.p, at.n < 16 ? at.n : 16 };

	if (fault != s->wanted->fault || s->told == TOLD_MAX)
		return;
	s->told++;
	expect(s->report, s->wanted->expected, "%s%s", hex(s->report, shown),
	       at.n > shown.n ? "..." : "");
	fail(s->report, at, "%s", s->wanted->detail);
}

void
der_fault(const struct cert *c, struct report *r)
{
	struct seeker seeker = { r, arg(r), 0 };
	const struct walker walker = { .fault = report_wanted, .ctx = &seeker,
				       .max_depth = c->max_depth };

	if (c->fault_count <= FAULTS_KEPT) {
		for (uint32_t i = 0; i < c->fault_count; i++)
			report_wanted(&seeker, c->faults[i].fault, c->faults[i].at);
		return;
	}
	walk(c->file, facts_have(&c->facts, FACT_NO_SIGNATURE) ? &asn1_tbs_certificate :
	     &asn1_certificate, &walker);
}
