/* Where bytes stand in an object, in the words of its ASN.1 definition. */

#include "path.h"

#include <string.h>

#include <certlint/plugin.h>

#include "object.h"
#include "sized.h"

/* ---- the text ---- */

static void
add(struct path *path, const char *text, size_t n)
{
	if (n >= sizeof(path->text) - path->length)
		return;
	memcpy(path->text + path->length, text, n);
	path->length += n;
	path->text[path->length] = '\0';
}

static void
add_index(struct path *path, uint32_t index)
{
	char digits[12];
	size_t i = sizeof(digits);

	digits[--i] = ']';
	do
		digits[--i] = (char)('0' + index % 10);
	while (index /= 10);
	digits[--i] = '[';
	add(path, digits + i, sizeof(digits) - i);
}

const char *
path_root(bool tbs)
{
	return tbs ? "tbsCertificate" : "certificate";
}

void
path_begin(struct path *path, bool tbs)
{
	path->length = 0;
	path->text[0] = '\0';
	if (tbs)
		add(path, path_root(tbs), strlen(path_root(tbs)));
}

void
path_step(struct path *path, const struct step *step)
{
	if (step->listed)
		add_index(path, step->index);
	if (step->name == NULL)
		return;
	add(path, ".", path->length > 0);
	add(path, step->name, strlen(step->name));
}

/* ---- finding places ---- */

/* The elements around the place that the walk has come to. */
struct trail {
	const uint8_t *start;		/* of the file */
	bool tbs;
	struct path_query *queries;
	size_t next, count;		/* queries without an answer */
	path_teller *tell;
	void *ctx;
	unsigned depth;
	struct {
		size_t from, to;
		struct step step;
	} open[WALK_DEPTH + 1];
};

static void
sift_down(struct path_query *q, size_t root, size_t count)
{
	struct path_query moved = q[root];
	size_t child;

	while ((child = 2 * root + 1) < count) {
		if (child + 1 < count && q[child].offset < q[child + 1].offset)
			child++;
		if (q[child].offset <= moved.offset)
			break;
		q[root] = q[child];
		root = child;
	}
	q[root] = moved;
}

/* By offset, in place and in n log n steps whatever their order is. */
static void
sort_queries(struct path_query *q, size_t count)
{
	for (size_t i = count / 2; i-- > 0; )
		sift_down(q, i, count);
	for (size_t i = count; i-- > 1; ) {
		struct path_query last = q[i];

		q[i] = q[0];
		q[0] = last;
		sift_down(q, 0, i);
	}
}

static void
answer(const struct trail *t, const struct path_query *q)
{
	struct path path;
	unsigned depth = t->depth;

	while (depth > 0 && (q->offset < t->open[depth - 1].from ||
			     q->offset + q->length > t->open[depth - 1].to))
		depth--;
	path_begin(&path, t->tbs && depth > 0);
	for (unsigned i = 1; i < depth; i++)
		path_step(&path, &t->open[i].step);
	if (depth > 0 && path.length == 0)
		add(&path, path_root(t->tbs), strlen(path_root(t->tbs)));
	t->tell(t->ctx, q->key, path.text, path.length);
}

/*
 * Elements come in the order of their first bytes.  So what begins before this one has seen all the
 * elements around it; so has an empty place that begins where this element does.
 */
static bool
visit(void *ctx, const struct place *place)
{
	struct trail *t = ctx;
	struct span whole = der_whole(place->element);
	size_t from = (size_t)(whole.p - t->start);

	while (t->next < t->count &&
	       (t->queries[t->next].offset < from ||
		(t->queries[t->next].offset == from && t->queries[t->next].length == 0)))
		answer(t, &t->queries[t->next++]);
	t->depth = place->depth;
	t->open[t->depth].from = from;
	t->open[t->depth].to = from + whole.n;
	if (place->depth > 0)
		t->open[t->depth].step = place->steps[place->depth - 1];
	t->depth++;
	return t->next < t->count;
}

void
paths_tell(struct span file, bool tbs, struct path_query *queries, size_t count, path_teller *tell,
	   void *ctx)
{
	struct trail t = { .start = file.p, .tbs = tbs, .queries = queries, .count = count,
		.tell = tell, .ctx = ctx };
	const struct walker walker = { .element = visit, .ctx = &t };

	if (count == 0)
		return;
	sort_queries(queries, count);
	walk(file, tbs ? &asn1_tbs_certificate : &asn1_certificate, &walker);
	while (t.next < count)
		answer(&t, &queries[t.next++]);
}

/* ---- the public functions ---- */

/* As much of a text as fits, like snprintf(). */
static size_t
copy_out(char *buffer, size_t capacity, const char *text, size_t length)
{
	size_t n = length < capacity ? length : capacity - 1;

	if (buffer == NULL || capacity == 0)
		return length;
	memcpy(buffer, text, n);
	buffer[n] = '\0';
	return length;
}

struct receiver {
	char *buffer;
	size_t capacity, length;
};

static void
receive(void *ctx, size_t key, const char *path, size_t length)
{
	struct receiver *r = ctx;

	r->length = copy_out(r->buffer, r->capacity, path, length);
}

static size_t
path_of(struct span file, bool tbs, size_t offset, size_t length, char *buffer, size_t capacity)
{
	struct receiver r = { buffer, capacity, 0 };
	struct path_query query = { offset, length, 0 };

	if (offset > file.n || length > file.n - offset)
		return copy_out(buffer, capacity, "", 0);
	paths_tell(file, tbs, &query, 1, receive, &r);
	return r.length;
}

size_t
certlint_path(const struct certlint_finding *finding, char *buffer, size_t capacity)
{
	const struct cert *c;

	if (finding == NULL)
		return copy_out(buffer, capacity, "", 0);
	if (finding->path)
		return copy_out(buffer, capacity, finding->path, strlen(finding->path));
	if (finding->object == NULL)
		return copy_out(buffer, capacity, "", 0);
	c = &finding->object->cert;
	return path_of(c->file, facts_have(&c->facts, FACT_NO_SIGNATURE), finding->offset,
		       finding->length, buffer, capacity);
}

size_t
certlint_path_at(int kind, const void *data, size_t length, size_t offset, char *buffer,
		 size_t capacity)
{
	struct span file = { data, length };

	if (data == NULL || offset >= length)
		return copy_out(buffer, capacity, "", 0);
	return path_of(file, bytes_are_tbs(kind, file), offset, 1, buffer, capacity);
}
