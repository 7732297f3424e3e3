/* Reports to keep: made during a run in one growing block, and read afterwards. */

#include "kept.h"

#include "key.h"
#include "object.h"
#include "path.h"
#include "sized.h"

enum { BYTES_SHOWN = 64 };

/*
 * One finding in the block, with its texts behind it.  The block moves while it grows, so until it
 * is complete the places of texts are offsets in it; 0, where the report itself is, means none.
 */
struct kept {
	struct certlint_finding finding;
	size_t detail, expected, found, path, bytes;
	size_t next;			/* the finding behind this one */
};

struct building {
	const struct plan *plan;
	const struct certlint_object *object;
	struct certlint_allocator allocator;
	struct growing block;
	size_t first, last;		/* findings, in their order */
	struct certlint_summary summary;
	int32_t unchecked_worst;
	bool failed;			/* out of memory */
};

/* ---- the block ---- */

/* Room in the block, aligned; its offset, or 0 for want of memory. */
static size_t
reserve(struct building *b, size_t length)
{
	size_t at, whole = (length + 15) / 16 * 16;

	if (b->failed || length > SIZE_MAX / 4 ||
	    !growing_reserve(&b->allocator, &b->block, whole)) {
		b->failed = true;
		return 0;
	}
	at = b->block.used;
	b->block.used += whole;
	return at;
}

static void *
at(const struct building *b, size_t offset)
{
	return b->block.bytes + offset;
}

static struct kept *
kept_at(const struct building *b, size_t offset)
{
	return at(b, offset);
}

/* Bytes and a NUL behind them; the offset, 0 for NULL. */
static size_t
store(struct building *b, const void *bytes, size_t length)
{
	size_t offset = bytes ? reserve(b, length + 1) : 0;

	if (offset == 0)
		return 0;
	memcpy(at(b, offset), bytes, length);
	((char *)at(b, offset))[length] = '\0';
	return offset;
}

static size_t
store_text(struct building *b, const char *text)
{
	return text ? store(b, text, strlen(text)) : 0;
}

/* ---- during the run ---- */

static void
count(struct building *b, const struct certlint_finding *f)
{
	struct certlint_summary *s = &b->summary;
	uint64_t n = 1 + f->omitted;
	uint32_t add = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;

	if (f->severity == CERTLINT_NONE) {
		s->not_checked++;
		if (f->lint->severity > b->unchecked_worst)
			b->unchecked_worst = f->lint->severity;
		return;
	}
	s->findings++;
	s->omitted += f->omitted;
	if (f->severity > s->worst)
		s->worst = f->severity;
	if (f->severity >= CERTLINT_ERROR)
		s->errors += add;
	else if (f->severity >= CERTLINT_WARNING)
		s->warnings += add;
	else
		s->notices += add;
}

static int
keep(void *ctx, const struct certlint_finding *f)
{
	struct building *b = ctx;
	size_t offset = reserve(b, sizeof(struct kept));
	size_t shown = f->bytes_length < BYTES_SHOWN ? f->bytes_length : BYTES_SHOWN;
	struct kept k = { .finding = *f };

	k.detail = store_text(b, f->detail);
	k.expected = f->severity == CERTLINT_NONE ? 0 : store_text(b, f->expected);
	k.found = store_text(b, f->found);
	k.bytes = store(b, f->bytes, shown);
	k.finding.bytes_length = shown;
	k.finding.object = NULL;
	if (b->failed)
		return 1;
	*kept_at(b, offset) = k;
	if (b->last)
		kept_at(b, b->last)->next = offset;
	else
		b->first = offset;
	b->last = offset;
	count(b, f);
	return 0;
}

/* ---- after the run ---- */

static void
keep_path(void *ctx, size_t key, const char *path, size_t length)
{
	struct building *b = ctx;
	size_t offset = store(b, path, length);

	if (offset)
		kept_at(b, key)->path = offset;
}

static void
store_paths(struct building *b)
{
	size_t n = 0, length = b->summary.findings * sizeof(struct path_query);
	struct path_query *queries;

	if (b->plan->input.flags & CERTLINT_NO_PATHS || b->summary.findings == 0)
		return;
	queries = memory_take(&b->allocator, length);
	b->failed |= queries == NULL;
	for (size_t i = b->first; queries && i; i = kept_at(b, i)->next) {
		const struct certlint_finding *f = &kept_at(b, i)->finding;

		if (f->severity != CERTLINT_NONE)
			queries[n++] = (struct path_query){ f->offset, f->length, i };
	}
	paths_tell(b->object->cert.file, facts_have(&b->object->cert.facts, FACT_NO_SIGNATURE),
		   queries, n, keep_path, b);
	memory_give(&b->allocator, queries, length);
}

/*
 * The names of the facts that hold, with blanks between them; X_PRESENT only where HAS_X, which
 * implies it, does not hold.
 */
static size_t
store_facts(struct building *b)
{
	struct facts facts = b->object->cert.facts;
	char text[FACT_COUNT * 40], *w = text;

	for (int oid = OID_EXTENSION_FIRST; oid <= OID_EXTENSION_LAST; oid++)
		if (facts_have(&facts, FACT_HAS(oid)))
			facts_set(&facts, FACT_PRESENT(oid), false);
	for (unsigned k = 0; k < FACT_WORDS; k++)
		for (uint64_t bits = facts.w[k]; bits; bits &= bits - 1) {
			const char *name = fact_name((enum fact)(k * 64 +
				(unsigned)__builtin_ctzll(bits)));
			size_t n = strlen(name);

			if (n + 1 > (size_t)(text + sizeof(text) - w))
				break;
			memcpy(w, name, n);
			w += n;
			*w++ = ' ';
		}
	return store(b, text, w > text ? (size_t)(w - text) - 1 : 0);
}

/* Offsets become pointers: from here on the block does not move. */
static void
settle_finding(const struct building *b, struct kept *k)
{
	struct certlint_finding *f = &k->finding;

	f->detail = at(b, k->detail);
	f->bytes = k->bytes ? at(b, k->bytes) : NULL;
	f->found = k->found ? at(b, k->found) : NULL;
	f->path = k->path ? at(b, k->path) : NULL;
	if (f->severity != CERTLINT_NONE) /* else it is the name of a need, which is constant */
		f->expected = k->expected ? at(b, k->expected) : NULL;
}

static void
settle_findings(const struct building *b, struct certlint_report *r, size_t index)
{
	uint32_t told = 0, unchecked = 0;

	r->told = at(b, index);
	r->unchecked = r->told + b->summary.findings;
	for (size_t i = b->first; i; i = kept_at(b, i)->next) {
		struct kept *k = kept_at(b, i);

		settle_finding(b, k);
		if (k->finding.severity == CERTLINT_NONE)
			r->unchecked[unchecked++] = &k->finding;
		else
			r->told[told++] = &k->finding;
	}
}

static void
settle_summary(struct building *b, struct certlint_report *r, size_t facts, size_t name,
	       size_t digest)
{
	struct certlint_summary *s = &r->summary;

	*s = b->summary;
	s->size = sizeof(*s);
	s->kind = b->object->kind;
	s->facts = at(b, facts);
	s->profile = b->object->profile;
	s->name = name ? at(b, name) : NULL;
	s->sha256 = digest ? at(b, digest) : NULL;
	s->length = b->plan->input.length;
	s->data = b->plan->handle->data_text;
	if (b->object->cert.damaged)
		s->flags |= CERTLINT_DAMAGED;
	if (b->object->doubtful)
		s->flags |= CERTLINT_DOUBTFUL;
}

static size_t
store_digest(struct building *b)
{
	uint8_t digest[32];

	if (b->plan->input.flags & CERTLINT_NO_DIGEST)
		return 0;
	sha256(b->object->cert.file, digest);
	return store(b, digest, sizeof(digest));
}

/* The report of a run that has ended, or NULL for want of memory. */
static certlint_report *
finish(struct building *b)
{
	size_t facts = store_facts(b), name = store_text(b, b->plan->input.name);
	size_t digest = store_digest(b), index;
	struct certlint_report *r;

	store_paths(b);
	index = reserve(b, ((size_t)b->summary.findings + b->summary.not_checked + 1) *
			sizeof(struct certlint_finding *));
	if (b->failed)
		return NULL;
	r = at(b, 0);
	*r = (struct certlint_report){ .allocator = b->allocator, .length = b->block.room,
		.minimum = b->plan->input.minimum, .number = b->plan->input.number,
		.unchecked_worst = b->unchecked_worst };
	settle_summary(b, r, facts, name, digest);
	settle_findings(b, r, index);
	r->handle = handle_hold(b->plan->handle);
	return r;
}

static int
run(struct building *b)
{
	struct run_options options = plan_run_options(b->plan);
	struct report report;
	int status;

	options.sink = keep;
	options.ctx = b;
	options.tell_not_checked = true;
	report.work = reading_work(b->plan->input.length);
	status = run_object(&b->plan->handle->engine, b->object, &options, &report);
	if (report.cut)
		b->summary.flags |= CERTLINT_CUT;
	return status;
}

static int
build(const struct plan *plan, certlint_report **report)
{
	struct surroundings s;
	struct building b = { .plan = plan, .object = &s.object };
	int status;

	b.allocator = plan->input.allocator ? *plan->input.allocator :
					      plan->handle->arena.allocator;
	object_read_around(&s, plan);
	object_read(&s, plan, (struct span){ plan->input.data, plan->input.length }, NULL);
	reserve(&b, sizeof(struct certlint_report));
	status = run(&b);
	*report = finish(&b);
	if (*report)
		return status;
	memory_give(&b.allocator, b.block.bytes, b.block.room);
	return CERTLINT_ERR_MEMORY;
}

/* ---- the public functions ---- */

int
certlint_check(const certlint *lint, const struct certlint_input *input, certlint_report **report,
	       struct certlint_error *error)
{
	struct plan plan;
	int status;

	if (report == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "certlint_check: report is NULL");
	*report = NULL;
	status = plan_read(&plan, lint, input, error);
	if (status < 0)
		return status;
	status = build(&plan, report);
	if (status < 0)
		refuse(error, status, -1, "certlint_check: out of memory");
	return status;
}

void
certlint_report_free(certlint_report *report)
{
	struct certlint_allocator allocator;

	if (report == NULL)
		return;
	allocator = report->allocator;
	handle_drop(report->handle);
	memory_give(&allocator, report, report->length);
}

const struct certlint_summary *
certlint_report_summary(const certlint_report *report)
{
	return report ? &report->summary : NULL;
}

int
certlint_report_passes(const certlint_report *report, int severity)
{
	int least = severity > CERTLINT_NOTICE ? severity : CERTLINT_NOTICE;

	if (report == NULL || report->summary.flags)
		return 0;
	return report->minimum <= least && report->summary.worst < least &&
		report->unchecked_worst < least;
}

const struct certlint_finding *
certlint_report_at(const certlint_report *report, size_t i)
{
	return report && i < report->summary.findings ? report->told[i] : NULL;
}

const struct certlint_finding *
certlint_report_not_checked(const certlint_report *report, size_t i)
{
	return report && i < report->summary.not_checked ? report->unchecked[i] : NULL;
}
