/* Handles: made from options in one go, counted, and freed by the last owner. */

#include "handle.h"

#include "sized.h"

enum { INPUT_MAX = 64 << 20, PER_LINT = 10, FINDINGS = 1000 };

/* ---- owners ---- */

static certlint *
writable(const certlint *handle)
{
	return (certlint *)(uintptr_t)handle;	/* only the count of owners is ever written */
}

const certlint *
handle_hold(const certlint *handle)
{
	atomic_fetch_add_explicit(&writable(handle)->owners, 1, memory_order_relaxed);
	return handle;
}

/* Everything but what the caller keeps when certlint_new() fails: the `user` of plugins. */
static void
handle_destroy(certlint *h)
{
	struct certlint_allocator allocator = h->arena.allocator;

	data_free(h->data, &allocator);
	arena_free(&h->arena);
	memory_give(&allocator, h, sizeof(*h));
}

void
handle_drop(const certlint *handle)
{
	certlint *h = writable(handle);

	if (atomic_fetch_sub_explicit(&h->owners, 1, memory_order_acq_rel) != 1)
		return;
	for (uint32_t i = 0; i < h->outside_count; i++)
		if (h->outside[i].lint.release)
			h->outside[i].lint.release(h->outside[i].lint.user);
	handle_destroy(h);
}

void
certlint_free(certlint *lint)
{
	if (lint)
		handle_drop(lint);
}

/* ---- making ---- */

int
remark_add(struct making *m, struct word name, int32_t position, const char *summary)
{
	struct remark *remark;

	if (m->options->flags & CERTLINT_STRICT)
		return refuse(m->error, CERTLINT_ERR_CONFIG, position, "'%.*s': %s",
			      (int)(name.length < 150 ? name.length : 150), name.text, summary);
	remark = arena_take(&m->h->arena, sizeof(*remark));
	if (remark == NULL)
		return CERTLINT_ERR_MEMORY;
	remark->name.size = sizeof(remark->name);
	remark->name.summary = summary;
	remark->name.name = arena_copy(&m->h->arena, name.text, name.length);
	if (remark->name.name == NULL)
		return CERTLINT_ERR_MEMORY;
	*m->h->last_remark = remark;
	m->h->last_remark = &remark->next;
	return CERTLINT_OK;
}

struct entry *
entry_find(struct entry *entries, uint32_t count, struct word id)
{
	for (uint32_t i = 0; i < count; i++)
		if (word_is(id, entries[i].lint->id))
			return &entries[i];
	for (uint32_t i = 0; i < count; i++)
		if (words_have(entries[i].text->aliases, id))
			return &entries[i];
	return NULL;
}

static int
read_limits(struct making *m)
{
	const struct certlint_options *o = m->options;
	certlint *h = m->h;

	if (o->flags & ~(uint32_t)CERTLINT_STRICT)
		return refuse(m->error, CERTLINT_ERR_NEWER, -1,
			      "options: flags has a bit that this library does not know");
	h->max_input = o->max_input ? o->max_input : INPUT_MAX;
	h->max_depth = o->max_depth && o->max_depth < WALK_DEPTH ? o->max_depth : WALK_DEPTH;
	h->max_per_lint = o->max_per_lint ? o->max_per_lint : PER_LINT;
	h->max_findings = o->max_findings ? o->max_findings : FINDINGS;
	if (o->profile == NULL)
		return CERTLINT_OK;
	h->profile = profile_find(o->profile);
	if (h->profile)
		return CERTLINT_OK;
	return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
		      "options: there is no profile '%.100s': see CERTLINT_LIST_PROFILES",
		      o->profile);
}

static int
load_data(struct making *m)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct certlint_options *o = m->options;
	int status;

	m->h->data = data_builtin();
	if (o->data_directory == NULL && o->data_count == 0)
		return CERTLINT_OK;
	if (o->data_count && o->data == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1,
			      "options: data is NULL and data_count is not 0");
	status = data_load(&m->h->data, o->data_directory, o->data, o->data_count,
			   &m->h->arena.allocator, &error);
	if (status == CERTLINT_OK)
		return status;
	m->h->data = data_builtin();
	return refuse(m->error, status, error.position, "%s", error.text);
}

/* Every lint there is, in the order in which they run. */
static int
gather_lints(struct making *m)
{
	certlint *h = m->h;
	size_t count = lint_count + h->outside_count;

	if (count > ENTRIES_MAX)
		return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
			      "plugins: more than %d lints in all", ENTRIES_MAX);
	m->count = (uint32_t)count;
	m->all = arena_take(&h->arena, count * sizeof(*m->all));
	m->chosen = arena_take(&h->arena, count * sizeof(*m->chosen));
	if (m->all == NULL || m->chosen == NULL)
		return CERTLINT_ERR_MEMORY;
	for (size_t i = 0; i < lint_count; i++)
		m->all[i] = (struct entry){ .lint = lint_table[i], .text = &lint_texts[i],
			.severity = lint_table[i]->severity };
	for (uint32_t i = 0; i < h->outside_count; i++)
		m->all[lint_count + i] = (struct entry){ .lint = &h->outside[i].row,
			.text = &h->outside[i].text, .outside = &h->outside[i].lint,
			.severity = h->outside[i].row.severity };
	return CERTLINT_OK;
}

/* The chosen lints that speak in place of one, as their numbers in the engine. */
static int
link_unless(struct making *m, struct entry *entries, uint32_t count, struct entry *e)
{
	const char *list = e->text->unless;
	struct word w;
	uint16_t *numbers, n = 0;

	while (word_next(&list, &w) && n < UINT16_MAX)
		n++;
	if (n == 0)
		return CERTLINT_OK;
	e->unless = numbers = arena_take(&m->h->arena, n * sizeof(*numbers));
	if (numbers == NULL)
		return CERTLINT_ERR_MEMORY;
	list = e->text->unless;
	while (word_next(&list, &w) && e->unless_count < n) {
		struct entry *winner = entry_find(entries, count, w);

		if (winner == NULL)
			continue;
		winner->wins = true;
		numbers[e->unless_count++] = (uint16_t)(winner - entries);
	}
	return CERTLINT_OK;
}

/* The chosen ones of all, and their bitmaps. */
static int
make_engine(struct making *m)
{
	struct entry *entries = m->all;
	uint32_t count = 0;
	void *memory;
	int status = CERTLINT_OK;

	for (uint32_t i = 0; i < m->count; i++)
		if (m->chosen[i])
			entries[count++] = m->all[i];
	for (uint32_t i = 0; i < count && status == CERTLINT_OK; i++)
		status = link_unless(m, entries, count, &entries[i]);
	if (status < 0)
		return status;
	memory = arena_take(&m->h->arena, engine_size(entries, count));
	if (memory == NULL)
		return CERTLINT_ERR_MEMORY;
	engine_build(&m->h->engine, entries, count, memory);
	return CERTLINT_OK;
}

static int
make(struct making *m)
{
	static int (*const steps[])(struct making *m) = {
		read_limits, load_data, outside_take, gather_lints, select_lints, make_engine,
		list_make,
	};
	int status = CERTLINT_OK;

	for (unsigned i = 0; i < sizeof(steps) / sizeof(*steps) && status == CERTLINT_OK; i++)
		status = steps[i](m);
	if (status == CERTLINT_ERR_MEMORY)
		refuse(m->error, status, -1, "certlint_new: out of memory");
	return status;
}

static bool
is_allocator(const struct certlint_allocator *a)
{
	return a->allocate && a->release;
}

int
certlint_new(certlint **lint, const struct certlint_options *options, struct certlint_error *error)
{
	struct certlint_options own = CERTLINT_OPTIONS_INIT;
	struct making m = { .options = &own, .error = error };
	struct certlint_allocator allocator = memory_heap;
	int status = CERTLINT_OK;

	if (lint == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "certlint_new: lint is NULL");
	*lint = NULL;
	if (options)
		status = sized_accept(&own, sizeof(own), options, "options", error);
	if (status < 0)
		return status;
	if (own.allocator)
		allocator = *own.allocator;
	if (!is_allocator(&allocator))
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1,
			      "options: allocator lacks allocate or release");
	m.h = memory_take(&allocator, sizeof(*m.h));
	if (m.h == NULL)
		return refuse(error, CERTLINT_ERR_MEMORY, -1, "certlint_new: out of memory");
	m.h->arena.allocator = allocator;
	m.h->last_remark = &m.h->remarks;
	atomic_init(&m.h->owners, 1);
	status = make(&m);
	if (status < 0) {
		handle_destroy(m.h);
		return status;
	}
	*lint = m.h;
	return CERTLINT_OK;
}
