/* Objects decoded for reading: made once, read by anybody, freed by whoever made them. */

#include "object.h"
#include "sized.h"

/* The object comes first: the caller's pointer is to it. */
struct kept_object {
	struct surroundings s;
	const certlint *handle;
	struct certlint_allocator allocator;
	uint32_t count;
	struct certlint_name reasons[FACT_COUNT];
};

static void
add_reason(struct kept_object *k, enum fact fact, const char *why)
{
	const char *name = fact_name(fact);

	for (uint32_t i = 0; i < k->count; i++)
		if (strcmp(k->reasons[i].name, name) == 0)
			return;
	k->reasons[k->count++] = (struct certlint_name){ sizeof(struct certlint_name), name, why,
		NULL };
}

static void
note_reason(void *ctx, enum fact fact, const char *why)
{
	add_reason(ctx, fact, why);
}

/* What the caller said stands beside what the bytes say, and instead of what he denied. */
static void
settle_reasons(struct kept_object *k, const struct plan *plan)
{
	const struct facts *facts = &k->s.object.cert.facts;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < k->count; i++) {
		const char *name = k->reasons[i].name;

		if (facts_have(facts, fact_find(name, strlen(name))))
			k->reasons[kept++] = k->reasons[i];
	}
	k->count = kept;
	for (unsigned f = 0; f < FACT_COUNT; f++)
		if (facts_have(&plan->on, (enum fact)f) && facts_have(facts, (enum fact)f))
			add_reason(k, (enum fact)f, "the caller says so");
	k->s.object.reasons = k->reasons;
	k->s.object.reason_count = k->count;
}

int
certlint_object_new(struct certlint_object **object, const certlint *lint,
		    const struct certlint_input *input, struct certlint_error *error)
{
	struct plan plan;
	struct certlint_allocator allocator;
	struct kept_object *k;
	struct reasons reasons;
	int status;

	if (object == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "certlint_object_new: object is NULL");
	*object = NULL;
	status = plan_read(&plan, lint, input, error);
	if (status < 0)
		return status;
	allocator = plan.input.allocator ? *plan.input.allocator : lint->arena.allocator;
	k = memory_take(&allocator, sizeof(*k));
	if (k == NULL)
		return refuse(error, CERTLINT_ERR_MEMORY, -1, "certlint_object_new: out of memory");
	k->allocator = allocator;
	reasons = (struct reasons){ note_reason, k };
	object_read_around(&k->s, &plan);
	object_read(&k->s, &plan, (struct span){ plan.input.data, plan.input.length }, &reasons);
	settle_reasons(k, &plan);
	k->handle = handle_hold(lint);
	*object = &k->s.object;
	return CERTLINT_OK;
}

void
certlint_object_free(struct certlint_object *object)
{
	struct kept_object *k = (struct kept_object *)(void *)object;
	struct certlint_allocator allocator;

	if (object == NULL)
		return;
	allocator = k->allocator;
	handle_drop(k->handle);
	memory_give(&allocator, k, sizeof(*k));
}

const struct certlint_name *
certlint_reason_at(const struct certlint_object *object, size_t i)
{
	return object && i < object->reason_count ? &object->reasons[i] : NULL;
}
