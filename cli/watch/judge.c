/* Judging batches on any thread: each entry decoded once, linted and matched. */

#include "watch/judge.h"

#include "say.h"
#include "watch/about.h"
#include "watch/index.h"

/*
 * Who reads logs need not verify what logs have verified, and what costs more than all the rest:
 * unless --select asks for it.
 */
static const char spared[] = "-ct_sct_signature_invalid -rfc_signature_invalid ";

static const char another[] = "the log's leaf is of another certificate than the precertificate "
	"that the log serves with it";
static const char cut[] = "it touches so much of the list that not all of it was looked at";

static int
mark_hit(void *ctx, const struct certlint_hit *hit)
{
	struct judge *j = ctx;

	j->is |= IS(IS_MATCH);
	if (hit->flags & CERTLINT_HIT_CUT)
		j->unmatched = cut;
	return 1;
}

static int
mark_remarkable(void *ctx, const struct certlint_group *group, int decision)
{
	struct judge *j = ctx;

	j->is |= IS(IS_ANOMALY);
	return 1;
}

static void
look_at(struct judge *j, const struct certlint_object *object)
{
	int status;

	j->looked = true;
	j->differs |= j->entry && j->entry->tbs.length > 0 &&
		certlint_ct_object(j->entry, object) != 1;
	/* Of entries their type says it. */
	if (!j->entry)
		j->is |= IS(certlint_has(object, "precertificate") == 1 ? IS_PRECERTIFICATE :
									 IS_CERTIFICATE);
	status = certlint_watch_object(j->watch, object, &j->about, mark_hit, j);
	if (status < 0)
		j->unmatched = status == CERTLINT_ERR_LIMIT ? cut : certlint_status_text(status);
	/* What was made so that not all of it is looked at is told, whatever else is found. */
	if (j->unmatched)
		j->is |= IS(IS_DAMAGED);
	if (j->scratch &&
	    certlint_groups_look(j->scratch, object, &j->about, 1, mark_remarkable, j) < 0)
		j->is |= IS(IS_ANOMALY);
	if (j->indexes)
		index_add(&j->batch->index, &j->block, j->number, object, j->entry,
			  &j->about);
}

/* The plug-in's lint, which never finds anything. */
static void
match(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	struct judge *j = certlint_user(reporter);

	if (j->looking)
		look_at(j, object);
}

static int
take_finding(void *ctx, const struct certlint_finding *f)
{
	struct judge *j = ctx;

	j->is |= IS(f->severity >= CERTLINT_ERROR ? IS_ERROR :
		    f->severity >= CERTLINT_WARNING ? IS_WARNING : IS_NOTICE);
	j->lints_found |= filter_lint(j->filter, f->id);
	return 0;
}

/* Where no lint ran, as for want of an object's shape: decode it for this. */
static const char *
look_alone(struct judge *j, const struct certlint_input *in)
{
	struct certlint_object *object;
	int status = certlint_object_new(&object, j->lint, in, NULL);

	if (status < 0) {
		j->is |= IS(IS_DAMAGED);
		return certlint_status_text(status);
	}
	look_at(j, object);
	certlint_object_free(object);
	return j->unmatched;
}

/* NULL, or why it could not be linted or matched. */
static const char *
judge_object(struct judge *j, const struct certlint_input *given)
{
	struct certlint_input one = *given, *in = &one;
	int status;

	/* Decoding the issuer costs as much as matching: who only looks asks for no verdict. */
	if (!j->lints_all && !j->indexes) {
		in->issuer = NULL;
		in->issuer_length = 0;
	} else if (in->issuer) {
		in->issuer_object = parents_find(&j->parents, j->lint, (struct certlint_span){
			in->issuer, in->issuer_length });
	}
	in->flags |= CERTLINT_NO_DETAIL;
	j->looking = true;
	j->looked = false;
	status = certlint_run(j->lints_all ? j->lint : j->look, in, take_finding, j, NULL);
	j->looking = false;
	j->batch->linted += status >= 0;
	if (status >= 0 && j->looked)
		return j->unmatched;
	if (status >= 0)
		return look_alone(j, in);
	j->is |= IS(IS_DAMAGED);
	return certlint_status_text(status);
}

/*
 * A log's tree holds the leaf; the precertificate beside it is what the log says that was made of.
 * Where they are not seen to be the same, as they need not be beneath a Precertificate Signing
 * Certificate, the leaf is looked at too.  What was found there is what is told.
 */
static const char *
judge_leaf(struct judge *j, struct certlint_span issuer, struct certlint_input *in)
{
	struct certlint_input leaf = *in;
	bool given = issuer.data != NULL;
	const char *why = j->unmatched;
	uint32_t remarks = 0;

	if (certlint_ct_check(j->entry, given ? &issuer : NULL, given, &remarks) == CERTLINT_OK &&
	    remarks & CERTLINT_CT_TBS_DIFFERS) {
		j->is |= IS(IS_DAMAGED);
		why = another;
	}
	if (j->is & IS(IS_MATCH))
		return why;
	leaf.data = j->entry->tbs.data;
	leaf.length = j->entry->tbs.length;
	leaf.kind = CERTLINT_TBS_CERT;
	leaf.issuer = NULL;
	leaf.issuer_length = 0;
	look_alone(j, &leaf);
	if (j->is & IS(IS_MATCH))
		*in = leaf;
	return why ? why : j->unmatched;
}

/* ========================================================================== */
/*                                  Records                                   */
/* ========================================================================== */

static void
add_report(struct text *body, const certlint_report *report)
{
	static const char lead[] = "{\"schema\":1";
	size_t n = certlint_report_format(report, CERTLINT_JSON, NULL, 0), skip = sizeof(lead) - 1;
	char *room = text_room(body, n + 1);

	certlint_report_format(report, CERTLINT_JSON, room, n + 1);
	/* Its members, to stand among those of an event, which has the schema's number itself. */
	if (n <= skip + 1 || memcmp(room, lead, skip) != 0)
		return;
	memmove(room, room + skip, n - skip - 1);
	body->n += n - skip - 1;
}

/* What the filter may ask for. */
static void
take_report(const struct judge *j, struct record *r, const certlint_report *report)
{
	const struct certlint_summary *s = certlint_report_summary(report);
	const struct certlint_finding *f;

	r->is |= (s->errors ? IS(IS_ERROR) : 0) | (s->warnings ? IS(IS_WARNING) : 0) |
		 (s->notices ? IS(IS_NOTICE) : 0);
	for (size_t i = 0; (f = certlint_report_at(report, i)) != NULL; i++)
		r->lints |= filter_lint(j->filter, f->id);
}

/* Members of the event's JSON: what the object says of itself, and the findings. */
static void
write_body(struct judge *j, struct record *r)
{
	struct text *body = &j->batch->body;
	struct certlint_input in = r->input;
	struct certlint_object *object;
	certlint_report *report = NULL;

	/* What stands before says that commas are due. */
	if (body->n == 0)
		text_char(body, '\n');
	r->body = body->n;
	if (in.data && certlint_object_new(&object, j->lint, &in, NULL) == CERTLINT_OK) {
		about_json(body, object);
		certlint_object_free(object);
	}
	in.flags = 0;
	if (in.data && certlint_check(j->lint, &in, &report, NULL) >= 0) {
		add_report(body, report);
		take_report(j, r, report);
	} else {
		text_puts(body, ",\"findings\":[]");
	}
	r->body_length = body->n - r->body;
	certlint_report_free(report);
}

/* What nobody watches and no group is asked about: it is told only if the filter says so. */
static bool
is_wanted(const struct judge *j)
{
	struct event_view view = { .is = j->is, .lints = j->lints_found };

	if (j->is & (IS(IS_MATCH) | IS(IS_ANOMALY) | IS(IS_DAMAGED)))
		return true;
	return j->lints_all && filter_passes(j->filter, &view);
}

static void
keep_tbs(struct record *r)
{
	if (r->tells_entry && certlint_ct_tbs_hash(&r->entry, r->tbs) == CERTLINT_OK)
		r->has_tbs = true;
	else if (r->input.data)
		r->has_tbs = certlint_digest(CERTLINT_DIGEST_CT_TBS, r->input.kind, r->input.data,
					     r->input.length, r->tbs) == CERTLINT_OK;
}

/* NULL if the entry is nothing to tell. */
static struct record *
record(struct judge *j, const struct certlint_input *in, size_t document, uint64_t number)
{
	struct record *r;

	if (!is_wanted(j))
		return NULL;
	r = batch_record(j->batch);
	r->input = *in;
	r->document = document;
	r->number = number;
	r->is = j->is;
	return r;
}

/* ========================================================================== */
/*                                  Entries                                   */
/* ========================================================================== */

static void
begin(struct judge *j, const struct certlint_ct_entry *e, uint64_t number)
{
	j->is = j->lints_found = 0;
	j->unmatched = NULL;
	j->differs = false;
	j->number = number;
	j->entry = e;
	j->about = (struct certlint_watch_about)CERTLINT_WATCH_ABOUT_INIT;
	if (e)
		j->about.issuer_key = e->issuer_key_hash.data;
	j->batch->entries++;
}

static void
judge_entry(struct judge *j, const struct certlint_ct_entry *e, struct certlint_span issuer,
	    size_t document, uint64_t number)
{
	struct certlint_input in = j->common;
	const char *unread = NULL;
	struct record *r;

	begin(j, e, number);
	j->is |= IS(e->entry_type == CERTLINT_CT_PRECERT ? IS_PRECERTIFICATE : IS_CERTIFICATE);
	if (e->fault)
		j->is |= IS(IS_DAMAGED);
	if (certlint_ct_input(e, &in) == CERTLINT_OK) {
		if (issuer.data) {
			in.issuer = issuer.data;
			in.issuer_length = issuer.length;
		}
		unread = judge_object(j, &in);
		if (j->differs)
			unread = judge_leaf(j, issuer, &in);
	}
	j->batch->damaged += j->is >> IS_DAMAGED & 1;
	if (e->timestamp / 1000 > (uint64_t)j->batch->last_time &&
	    !(e->remarks & CERTLINT_CT_ODD_TIME))
		j->batch->last_time = (int64_t)(e->timestamp / 1000);
	r = record(j, &in, document, number);
	if (!r)
		return;
	r->entry = *e;
	r->tells_entry = true;
	r->unread = unread;
	keep_tbs(r);
	write_body(j, r);
}

static void
judge_der(struct judge *j, struct certlint_span der, size_t document)
{
	struct certlint_input in = j->common;
	const char *unread;
	struct record *r;

	begin(j, NULL, 0);
	in.data = der.data;
	in.length = der.length;
	unread = judge_object(j, &in);
	j->batch->damaged += j->is >> IS_DAMAGED & 1;
	r = record(j, &in, document, 0);
	if (!r)
		return;
	r->unread = unread;
	keep_tbs(r);
	write_body(j, r);
}

static void
judge_bad(struct judge *j, const char *why, size_t document)
{
	struct certlint_input none = CERTLINT_INPUT_INIT;
	struct record *r;

	begin(j, NULL, 0);
	j->is = IS(IS_DAMAGED);
	j->batch->damaged++;
	r = record(j, &none, document, 0);
	r->unread = why;
	write_body(j, r);
}

static void
judge_text(struct judge *j, struct document *d, char *text, size_t document)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	struct certlint_span none = { NULL, 0 };
	size_t at = 0;

	while ((d->kind == DOCUMENT_ANSWER ?
			certlint_ct_json_next(text, d->length, &at, &e) :
			certlint_ct_stream_next(text, d->length, &at, &e)) != 0)
		judge_entry(j, &e, none, document, d->entries++);
}

static void
judge_tile(struct judge *j, struct document *d, const char *tile, size_t document)
{
	struct certlint_ct_entry e = CERTLINT_CT_ENTRY_INIT;
	struct certlint_span rest = { (const uint8_t *)tile, d->length }, none = { NULL, 0 };

	while (certlint_ct_tile_next(&rest, &e) != 0)
		judge_entry(j, &e, none, document, d->entries++);
}

static void
judge_document(struct judge *j, struct job *job, size_t i)
{
	struct document *d = &j->batch->documents[i];
	char *p = d->length > 0 ? job->der.p + d->at : NULL;

	d->index = j->batch->index.n;
	j->block = (struct index_block){ .start = d->index };
	switch (d->kind) {
	case DOCUMENT_ANSWER:
	case DOCUMENT_STREAM: judge_text(j, d, p, i); break;
	case DOCUMENT_TILE: judge_tile(j, d, p, i); break;
	case DOCUMENT_OBJECT:
		judge_der(j, (struct certlint_span){ (const uint8_t *)p, d->length }, i);
		d->entries = 1;
		break;
	case DOCUMENT_BAD:
		judge_bad(j, d->bad, i);
		d->entries = 1;
		break;
	}
}

void
judge_work(struct judge *j, struct job *job)
{
	struct batch *b = batch_of(job);

	j->batch = b;
	j->block = (struct index_block){ .start = 0 };
	for (size_t i = 0; i < b->count; i++)
		judge_document(j, job, i);
	for (size_t i = b->from; b->chunk && i < b->to; i++)
		judge_entry(j, &b->chunk->entries[i], b->chunk->issuers[i], 0,
			    b->chunk->first + i);
}

/* ========================================================================== */
/*                                  Making                                    */
/* ========================================================================== */

static enum exit_code
make_scratch(struct judge *j)
{
	struct certlint_groups_options options = CERTLINT_GROUPS_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;

	options.max_groups = options.max_recent = 16;
	if (certlint_groups_new(&j->scratch, &options, &error) == CERTLINT_OK)
		return EXIT_CLEAN;
	say("%s", error.text);
	return EXIT_USAGE;
}

/* The same tables and no lint but ours. */
static enum exit_code
make_look(struct judge *j, const struct settings *settings, const struct setup *setup)
{
	struct setup only = *setup;
	struct settings plain = { .data = settings->data, .profile = settings->profile };

	only.selection = (struct text){ 0 };
	return setup_handle(&only, &plain, &j->plugin, "watch_match", &j->look);
}

enum exit_code
judge_set(struct judge *j, const struct settings *settings, const struct setup *setup,
	  const struct filter *filter)
{
	struct text words = { 0 };
	enum exit_code code;

	*j = (struct judge){ .settings = settings, .filter = filter };
	setup_input(setup, settings, &j->common);
	j->match = (struct certlint_lint)CERTLINT_LINT_INIT;
	j->match.id = "watch_match";
	j->match.severity = CERTLINT_ERROR;
	j->match.check = match;
	j->match.user = j;
	j->lints[0] = &j->match;
	j->plugin = (struct certlint_plugin)CERTLINT_PLUGIN_INIT;
	j->plugin.name = "watch";
	j->plugin.lints = j->lints;
	j->plugin.lint_count = 1;
	text_puts(&words, settings->select.n ? "" : spared);
	text_puts(&words, "watch_match");
	code = setup_handle(setup, settings, &j->plugin, text_string(&words), &j->lint);
	if (code == EXIT_CLEAN)
		code = make_look(j, settings, setup);
	j->lints_all = filter_tells_plain(filter);
	if (code == EXIT_CLEAN && settings->watch.anomalies == ANOMALIES_ON)
		code = make_scratch(j);
	text_free(&words);
	return code;
}

void
judge_free(struct judge *j)
{
	parents_free(&j->parents);
	certlint_free(j->lint);
	certlint_free(j->look);
	certlint_groups_free(j->scratch);
}
