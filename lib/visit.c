/* certlint_walk(): every element of an object with its path, type and value. */

#include "object.h"
#include "path.h"
#include "value.h"

struct tour {
	certlint_visitor *visitor;
	void *ctx;
	struct span file;
	bool tbs;
	bool stopped;
	struct path path;
	char value[PRINTED_MAX];
};

static const char *
last_name(const struct tour *t, const struct place *place)
{
	const char *name = place->depth ? place->steps[place->depth - 1].name : path_root(t->tbs);

	return name ? name : "";
}

/* The whole way down once more: depth is bounded, and who looks at each element prints it. */
static const char *
write_path(struct tour *t, const struct place *place)
{
	path_begin(&t->path, t->tbs);
	for (unsigned i = 0; i < place->depth; i++)
		path_step(&t->path, &place->steps[i]);
	return t->path.length ? t->path.text : path_root(t->tbs);
}

static bool
visit(void *ctx, const struct place *place)
{
	struct tour *t = ctx;
	const struct der *e = place->element;
	struct span whole = der_whole(e);
	struct certlint_visit v = {
		.size = sizeof(v), .path = write_path(t, place), .name = last_name(t, place),
		.type_name = value_type(e, place->type), .offset = (uint64_t)(whole.p - t->file.p),
		.depth = place->depth,
	};

	v.element = (struct certlint_element){ .whole = { whole.p, whole.n },
		.body = { e->body.p, e->body.n }, .tag = e->tag,
		.flags = e->flags & (DER_LOOSE_LENGTH | DER_INDEFINITE | DER_CUT_SHORT) };
	if (!(e->head[0] & DER_CONSTRUCTED))
		v.value = value_print(t->value, e, place->type, v.name);
	t->stopped = t->visitor(t->ctx, &v) != 0;
	return !t->stopped;
}

int
certlint_walk(int kind, const void *data, size_t length, certlint_visitor *visitor, void *ctx)
{
	struct tour t = { .visitor = visitor, .ctx = ctx, .file = { data, length } };
	const struct walker walker = { .element = visit, .ctx = &t };

	if (visitor == NULL || (data == NULL && length > 0) || kind < CERTLINT_AUTO ||
	    kind > CERTLINT_TBS_CERT)
		return CERTLINT_ERR_ARGUMENT;
	if (length == 0)
		return CERTLINT_OK;
	t.tbs = bytes_are_tbs(kind, t.file);
	walk(t.file, t.tbs ? &asn1_tbs_certificate : &asn1_certificate, &walker);
	return t.stopped ? CERTLINT_STOPPED : CERTLINT_OK;
}
