/* Profiles: what an object is meant to be, by name, as facts that hold and facts that do not. */

#include "profile.h"

#include <string.h>

#define PROFILE(name_, summary_, source_) \
	.name = { sizeof(struct certlint_name), name_, summary_, source_ }

/* Where several fit an object, the first is its profile. */
const struct profile profile_table[] = {
	{ PROFILE("tls_root_ca", "a root CA certificate (TLS BR 7.1.2.1)", "TLS BR"),
	  .on = FACTS(CA, ROOT, TLS) },
	{ PROFILE("tls_precert_ca", "a precertificate signing CA certificate (TLS BR 7.1.2.4)",
		  "TLS BR"),
	  .on = FACTS(CA, PRECERT_CA, TLS) },
	{ PROFILE("tls_cross_ca", "a cross-certified subordinate CA certificate (TLS BR 7.1.2.2)",
		  "TLS BR"),
	  .on = FACTS(CA, CROSS, TLS) },
	{ PROFILE("tls_constrained_ca",
		  "a technically constrained TLS subordinate CA certificate (TLS BR 7.1.2.5)",
		  "TLS BR"),
	  .on = FACTS(CA, SUB_CA, CONSTRAINED, TLS) },
	{ PROFILE("tls_sub_ca", "a TLS subordinate CA certificate (TLS BR 7.1.2.6)", "TLS BR"),
	  .on = FACTS(CA, SUB_CA, TLS), .off = FACTS(CONSTRAINED) },
	{ PROFILE("non_tls_constrained_ca",
		  "a technically constrained CA certificate for other uses (TLS BR 7.1.2.3)",
		  "TLS BR"),
	  .on = FACTS(CA, CONSTRAINED), .off = FACTS(TLS) },
	{ PROFILE("tls_dv_subscriber", "a domain validated server certificate (TLS BR 7.1.2.7.2)",
		  "TLS BR"),
	  .on = FACTS(SUBSCRIBER, TLS, DV) },
	{ PROFILE("tls_iv_subscriber",
		  "an individual validated server certificate (TLS BR 7.1.2.7.3)", "TLS BR"),
	  .on = FACTS(SUBSCRIBER, TLS, IV) },
	{ PROFILE("tls_ov_subscriber",
		  "an organization validated server certificate (TLS BR 7.1.2.7.4)", "TLS BR"),
	  .on = FACTS(SUBSCRIBER, TLS, OV) },
	{ PROFILE("tls_ev_subscriber",
		  "an extended validation server certificate (TLS BR 7.1.2.7.5)", "EV Guidelines"),
	  .on = FACTS(SUBSCRIBER, TLS, EV) },
	{ PROFILE("tls_ocsp_responder", "a delegated OCSP responder's certificate (TLS BR 7.1.2.8)",
		  "TLS BR"),
	  .on = FACTS(OCSP_RESPONDER, TLS) },
	{ PROFILE("smime_subscriber", "an S/MIME certificate", "S/MIME BR"),
	  .on = FACTS(SUBSCRIBER, SMIME), .off = FACTS(TLS) },
	{ PROFILE("code_signing_subscriber", "a code signing certificate", "Code Signing BR"),
	  .on = FACTS(SUBSCRIBER, CODE_SIGNING), .off = FACTS(TLS) },
	{ PROFILE("time_stamping_subscriber", "a time stamping authority's certificate",
		  "Code Signing BR"),
	  .on = FACTS(SUBSCRIBER, TIME_STAMPING), .off = FACTS(TLS) },
};
const uint32_t profile_count = sizeof(profile_table) / sizeof(*profile_table);

/* Of each row an object is one at most. */
static const struct facts families[] = {
	FACTS(CA, SUBSCRIBER, OCSP_RESPONDER),
	FACTS(ROOT, CROSS, SUB_CA, PRECERT_CA),
	FACTS(DV, OV, IV, EV),
};

/* What a caller may decide: no lint reads bytes that one of these has promised. */
static const struct facts decidable[] = {
	FACTS(CA, SUBSCRIBER, OCSP_RESPONDER, ROOT, CROSS, SUB_CA, PRECERT_CA, CONSTRAINED),
	FACTS(TLS, DV, OV, IV, EV, SMIME, CODE_SIGNING, TIME_STAMPING),
	FACTS(UNAFFILIATED),
};

const struct profile *
profile_find(const char *name)
{
	for (uint32_t i = 0; i < profile_count; i++)
		if (strcmp(profile_table[i].name.name, name) == 0)
			return &profile_table[i];
	return NULL;
}

const struct profile *
profile_of(const struct facts *facts)
{
	for (uint32_t i = 0; i < profile_count; i++) {
		const struct profile *p = &profile_table[i];
		uint64_t wrong = 0;

		for (unsigned w = 0; w < FACT_WORDS; w++)
			wrong |= (p->on.w[w] & ~facts->w[w]) | (p->off.w[w] & facts->w[w]);
		if (wrong == 0)
			return p;
	}
	return NULL;
}

static bool
is_decidable(enum fact fact)
{
	for (unsigned i = 0; i < sizeof(decidable) / sizeof(*decidable); i++)
		if (facts_have(&decidable[i], fact))
			return true;
	return false;
}

/*
 * Whether what the bytes say about a fact is only the best guess there is (classify.c): the kinds
 * of CA look alike, and without a reserved policy or a purpose nothing says what a certificate is
 * for.
 */
static bool
is_guess(const struct facts *f, enum fact fact)
{
	switch (fact) {
	case FACT_ROOT:
		return facts_have(f, FACT_CA) && facts_have(f, FACT_SELF_ISSUED) &&
			!facts_have(f, FACT_SELF_SIGNED);
	case FACT_UNAFFILIATED:
		return true;
	case FACT_CROSS: case FACT_SUB_CA:
		return facts_have(f, FACT_CA) && !facts_have(f, FACT_SELF_SIGNED);
	case FACT_TLS: case FACT_SMIME: case FACT_CODE_SIGNING: case FACT_TIME_STAMPING:
		return !facts_have(f, FACT_EKU_PRESENT) && !facts_have(f, FACT_RESERVED_POLICY);
	case FACT_DV: case FACT_OV: case FACT_IV: case FACT_EV:
		return !facts_have(f, FACT_RESERVED_POLICY);
	default:
		return false;
	}
}

/* Decide one fact; false if the bytes, as they were `read`, say otherwise. */
static bool
assert_fact(struct cert *c, const struct facts *read, enum fact fact, bool value)
{
	bool doubted = facts_have(&c->doubt, fact);
	bool agrees = facts_have(read, fact) == value || doubted || is_guess(read, fact);

	if (!is_decidable(fact))
		return agrees;
	facts_set(&c->facts, fact, value);
	facts_set(&c->doubt, fact, false);
	return agrees;
}

static bool
facts_meet(const struct facts *a, const struct facts *b)
{
	uint64_t both = 0;

	for (unsigned w = 0; w < FACT_WORDS; w++)
		both |= a->w[w] & b->w[w];
	return both != 0;
}

static void
facts_add(struct facts *to, const struct facts *more, const struct facts *but)
{
	for (unsigned w = 0; w < FACT_WORDS; w++)
		to->w[w] |= more->w[w] & ~but->w[w];
}

/*
 * What follows from the caller's word: whoever is one of a family is none of the others, what is no
 * CA is of no kind of CA, and what is not for TLS has no level of it.
 */
static void
deny_more(const struct facts *on, struct facts *off)
{
	static const struct facts kinds = FACTS(ROOT, CROSS, SUB_CA, PRECERT_CA, CONSTRAINED);
	static const struct facts levels = FACTS(DV, OV, IV, EV, SHORT_LIVED);

	for (unsigned i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (facts_meet(&families[i], on))
			facts_add(off, &families[i], on);
	if (facts_have(off, FACT_CA))
		facts_add(off, &kinds, on);
	if (facts_have(off, FACT_TLS))
		facts_add(off, &levels, on);
}

bool
cert_assert(struct cert *c, const struct facts *on, const struct facts *off)
{
	struct facts read = c->facts, denied = *off;
	bool agrees = !facts_meet(on, off);

	deny_more(on, &denied);
	for (unsigned f = 0; f < FACT_COUNT; f++)
		if (facts_have(on, (enum fact)f))
			agrees &= assert_fact(c, &read, (enum fact)f, true);
		else if (facts_have(&denied, (enum fact)f))
			agrees &= assert_fact(c, &read, (enum fact)f, false);
	return agrees;
}

bool
cert_is_ambiguous(const struct cert *c)
{
	return facts_meet(&c->doubt, &decidable[0]) || facts_meet(&c->doubt, &decidable[1]);
}
