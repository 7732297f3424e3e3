/* A caller's input made into an object: decoded, with what stands around it. */

#include "object.h"

#include "sized.h"

/* ---- the caller's words ---- */

static int
check_bytes(const certlint *h, const char *name, const void *data, size_t length,
	    struct certlint_error *error)
{
	if (data == NULL && length > 0)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "input: %s is NULL and its length is not 0",
			      name);
	if (length > h->max_input)
		return refuse(error, CERTLINT_ERR_LIMIT, -1, "input: %s has %llu bytes, more than "
			      "options.max_input (%llu)", name, (unsigned long long)length,
			      (unsigned long long)h->max_input);
	return CERTLINT_OK;
}

int
plan_check_bytes(const struct plan *plan, const char *name, const void *data, size_t length,
		 struct certlint_error *error)
{
	return check_bytes(plan->handle, name, data, length, error);
}

static int
check_numbers(const struct certlint_input *in, struct certlint_error *error)
{
	const uint32_t known = CERTLINT_TELL_NOT_CHECKED | CERTLINT_NO_PATHS |
		CERTLINT_NO_DIGEST | CERTLINT_NO_DETAIL;

	if (in->kind < CERTLINT_AUTO || in->kind > CERTLINT_TBS_CERT)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "input: %ld is no kind that this "
			      "library reads: see enum certlint_kind", (long)in->kind);
	if (in->minimum < 0 || in->minimum > CERTLINT_ERROR)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "input: minimum is no severity: see enum certlint_severity");
	if (in->flags & ~known)
		return refuse(error, CERTLINT_ERR_NEWER, -1,
			      "input: a flag or field is set that this library does not know");
	if (in->allocator && (!in->allocator->allocate || !in->allocator->release))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "input: allocator lacks allocate or release");
	return CERTLINT_OK;
}

static int
read_profile(struct plan *plan, struct certlint_error *error)
{
	const char *name = plan->input.profile;

	plan->profile = name ? profile_find(name) : plan->handle->profile;
	if (name && plan->profile == NULL)
		return refuse(error, CERTLINT_ERR_CONFIG, -1,
			      "input: there is no profile '%.100s': see CERTLINT_LIST_PROFILES",
			      name);
	if (plan->profile) {
		plan->on = plan->profile->on;
		plan->off = plan->profile->off;
		plan->says_facts = true;
	}
	return CERTLINT_OK;
}

static int
read_facts(struct plan *plan, struct certlint_error *error)
{
	const char *list = plan->input.facts;
	struct word bad;

	if (list == NULL)
		return CERTLINT_OK;
	plan->says_facts = true;
	if (words_to_facts(list, &plan->on, &plan->off, &bad))
		return CERTLINT_OK;
	return refuse(error, CERTLINT_ERR_CONFIG, (int32_t)(bad.text - list),
		      "input: there is no fact '%.*s': see CERTLINT_LIST_FACTS",
		      bad.length < 64 ? (int)bad.length : 64, bad.text);
}

int
plan_read(struct plan *plan, const certlint *handle, const struct certlint_input *input,
	  struct certlint_error *error)
{
	static const enum cert_form forms[] = { CERT_AUTO, CERT_SIGNED, CERT_TBS };
	struct certlint_input *in = &plan->input;
	int status;

	if (handle == NULL || input == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "the handle or the input is NULL");
	memset(plan, 0, sizeof(*plan));
	plan->handle = handle;
	status = sized_accept(in, sizeof(*in), input, "input", error);
	if (status == CERTLINT_OK)
		status = check_numbers(in, error);
	if (status == CERTLINT_OK)
		status = check_bytes(handle, "data", in->data, in->length, error);
	if (status == CERTLINT_OK)
		status = check_bytes(handle, "issuer", in->issuer, in->issuer_length, error);
	if (status == CERTLINT_OK)
		status = check_bytes(handle, "pair", in->pair, in->pair_length, error);
	if (status == CERTLINT_OK)
		status = read_profile(plan, error);
	if (status == CERTLINT_OK)
		status = read_facts(plan, error);
	if (status == CERTLINT_OK)
		plan->form = forms[in->kind];
	return status;
}

struct run_options
plan_run_options(const struct plan *plan)
{
	return (struct run_options){
		.max_per_lint = plan->handle->max_per_lint,
		.max_findings = plan->handle->max_findings, .minimum = plan->input.minimum,
		.poll = plan->input.poll, .poll_ctx = plan->input.poll_ctx,
	};
}

/* ---- decoding ---- */

static void
read_cert(struct cert *c, const struct plan *plan, enum cert_form form, struct span bytes,
	  bool around, const struct reasons *reasons)
{
	struct cert_options options = {
		.form = form, .data = plan->handle->data, .max_depth = plan->handle->max_depth,
		.as_of = plan->input.as_of ? day_of(plan->input.as_of) : DAY_NONE,
		.around = around, .reasons = reasons,
	};

	cert_read(c, bytes, &options);
}

static void
begin_object(struct certlint_object *o, const struct plan *plan)
{
	o->issuer = o->pair = NULL;
	o->issuer_key = NULL;
	o->unreadable = 0;
	o->data = plan->handle->data;
	o->as_of = plan->input.as_of;
	o->now = plan->input.now;
	o->profile = NULL;
	o->doubtful = false;
	o->reasons = NULL;
	o->reason_count = 0;
}

static int
kind_of(const struct cert *c)
{
	return facts_have(&c->facts, FACT_NO_SIGNATURE) ? CERTLINT_TBS_CERT : CERTLINT_CERT;
}

static void
read_neighbour(struct certlint_object *o, const struct plan *plan, struct span bytes)
{
	begin_object(o, plan);
	read_cert(&o->cert, plan, CERT_AUTO, bytes, true, NULL);
	o->kind = kind_of(&o->cert);
}

/* Whether what was given as a neighbour can be looked at as a certificate. */
static bool
is_certificate(const struct cert *c)
{
	return der_present(&c->tbs) && der_present(&c->issuer) && der_present(&c->subject) &&
		der_present(&c->spki);
}

void
object_read_issuer(struct surroundings *s, const struct plan *plan, struct span issuer)
{
	struct certlint_object *o = &s->object;

	o->issuer = NULL;
	o->issuer_key = NULL;
	o->unreadable &= (uint8_t)~(NEED_ISSUER | NEED_ISSUER_KEY);
	if (issuer.p == NULL)
		return;
	if (cert_read_spki(&s->issuer.cert, issuer)) {
		o->issuer_key = &s->issuer.cert;
		return;
	}
	read_neighbour(&s->issuer, plan, issuer);
	if (is_certificate(&s->issuer.cert)) {
		o->issuer = &s->issuer;
		o->issuer_key = &s->issuer.cert;
	} else {
		o->unreadable |= NEED_ISSUER | NEED_ISSUER_KEY;
	}
}

void
object_take_issuer(struct surroundings *s, const struct plan *plan)
{
	const struct certlint_input *in = &plan->input;

	if (in->issuer_object && is_certificate(&in->issuer_object->cert)) {
		s->object.issuer = in->issuer_object;
		s->object.issuer_key = &in->issuer_object->cert;
		s->object.unreadable &= (uint8_t)~(NEED_ISSUER | NEED_ISSUER_KEY);
	} else {
		object_read_issuer(s, plan, (struct span){ in->issuer, in->issuer_length });
	}
}

static void
read_pair(struct surroundings *s, const struct plan *plan, struct span pair)
{
	if (pair.p == NULL)
		return;
	read_neighbour(&s->pair, plan, pair);
	if (is_certificate(&s->pair.cert))
		s->object.pair = &s->pair;
	else
		s->object.unreadable |= NEED_PAIR;
}

void
object_read_around(struct surroundings *s, const struct plan *plan)
{
	const struct certlint_input *in = &plan->input;

	begin_object(&s->object, plan);
	object_take_issuer(s, plan);
	read_pair(s, plan, (struct span){ in->pair, in->pair_length });
}

/* No bytes at all are an object too, and have a place to point to. */
static struct span
never_null(struct span s)
{
	static const uint8_t nothing[1];

	return s.p ? s : (struct span){ nothing, 0 };
}

/* Who was given no issuer of a root has it at hand: the root itself. */
static void
take_root_as_issuer(struct certlint_object *o)
{
	if (o->issuer_key || o->unreadable & NEED_ISSUER || !is_certificate(&o->cert) ||
	    !facts_have(&o->cert.facts, FACT_ROOT) || !facts_have(&o->cert.facts, FACT_SELF_ISSUED))
		return;
	o->issuer = o;
	o->issuer_key = &o->cert;
}

/*
 * Ask for the bytes of an object at once: what is read from one end to the other otherwise waits
 * for memory line by line.  Longer objects than most are fetched as they are read.
 */
static void
prefetch(struct span data)
{
	enum { LINE = 64, MOST = 2048 };
	size_t n = data.n < MOST ? data.n : MOST;

	for (size_t i = 0; i < n; i += LINE)
		__builtin_prefetch(data.p + i);
}

void
object_read(struct surroundings *s, const struct plan *plan, struct span data,
	    const struct reasons *reasons)
{
	struct certlint_object *o = &s->object;
	const struct profile *profile = plan->profile;

	prefetch(data);
	if (o->issuer == o)	/* of the object before */
		o->issuer = NULL, o->issuer_key = NULL;
	read_cert(&o->cert, plan, plan->form, never_null(data), false, reasons);
	take_root_as_issuer(o);
	o->kind = plan->input.kind ? plan->input.kind : kind_of(&o->cert);
	o->doubtful = plan->says_facts && !cert_assert(&o->cert, &plan->on, &plan->off);
	o->doubtful |= cert_is_ambiguous(&o->cert);
	if (profile == NULL)
		profile = profile_of(&o->cert.facts);
	o->profile = profile ? profile->name.name : NULL;
}

bool
bytes_are_tbs(int kind, struct span bytes)
{
	struct der outer, first;

	if (kind != CERTLINT_AUTO)
		return kind == CERTLINT_TBS_CERT;
	return der_next(&bytes, &outer) && outer.tag == DER_SEQUENCE &&
		!(der_next(&outer.body, &first) && first.tag == DER_SEQUENCE);
}
