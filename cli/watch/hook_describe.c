/* What programs are told of an alert: certspotter's variables and files, and ours. */

#include "watch/hook.h"

#include "json.h"
#include "watch/about.h"
#include "watch/event.h"

enum { MOST_VARIABLE = 100 << 10 };	/* systems take no more than 128 KiB in one */

static void
add_pem(struct text *out, struct certlint_span der)
{
	text_puts(out, "-----BEGIN CERTIFICATE-----\n");
	text_base64(out, der.data, der.length, 64);
	text_puts(out, "-----END CERTIFICATE-----\n");
}

/* Add the variable and empty the text. */
static void
put(struct message *m, const char *name, struct text *value)
{
	message_variable(m, name, value);
	value->n = 0;
}

static void
put_string(struct message *m, const char *name, const char *value)
{
	struct text copy = { 0 };

	text_puts(&copy, value);
	put(m, name, &copy);
	text_free(&copy);
}

static void
put_number(struct message *m, const char *name, int64_t n)
{
	struct text copy = { 0 };

	text_printf(&copy, "%lld", (long long)n);
	put(m, name, &copy);
	text_free(&copy);
}

static void
put_hash(struct message *m, const char *name, const uint8_t hash[32])
{
	struct text hex = { 0 };

	about_hex(&hex, hash, 32);
	put(m, name, &hex);
	text_free(&hex);
}

/* ========================================================================== */
/*                              Certificates                                  */
/* ========================================================================== */

static void
put_digests(struct message *m, const struct record *r)
{
	static const struct {
		const char *name;
		int what;
	} digests[] = {
		{ "CERT_SHA256", CERTLINT_DIGEST_OBJECT },
		{ "PUBKEY_SHA256", CERTLINT_DIGEST_SPKI },
	};
	uint8_t hash[32];

	if (r->has_tbs)
		put_hash(m, "TBS_SHA256", r->tbs);
	for (size_t i = 0; i < 2; i++)
		if (certlint_digest(digests[i].what, r->input.kind, r->input.data, r->input.length,
				    hash) == CERTLINT_OK)
			put_hash(m, digests[i].name, hash);
}

static bool
put_instant(struct message *m, const char *name, const struct certlint_object *object, int which)
{
	struct text full = { 0 }, value = { 0 };
	int64_t at;
	bool known = certlint_number(object, which, &at) == 1;

	if (known) {
		text_printf(&full, "%s_UNIXTIME", name);
		put_number(m, text_string(&full), at);
		full.n = 0;
		about_time(&value, at);
		text_printf(&full, "%s_RFC3339", name);
		message_variable(m, text_string(&full), &value);
		put(m, name, &value);
	}
	text_free(&full);
	text_free(&value);
	return known;
}

static void
put_name(struct message *m, const char *name, const struct certlint_object *object, int list,
	 int field, const char *fault)
{
	struct certlint_element e;
	struct text value = { 0 };

	about_name(&value, object, list);
	if (certlint_field(object, field, &e))
		put(m, name, &value);
	else
		put_string(m, fault, "it does not decode");
	text_free(&value);
}

static void
put_object(struct message *m, const struct certlint_object *object)
{
	struct text value = { 0 };

	if (!put_instant(m, "NOT_BEFORE", object, CERTLINT_NUMBER_NOT_BEFORE) ||
	    !put_instant(m, "NOT_AFTER", object, CERTLINT_NUMBER_NOT_AFTER))
		put_string(m, "VALIDITY_PARSE_ERROR", "it does not decode");
	put_name(m, "SUBJECT_DN", object, CERTLINT_EACH_SUBJECT, CERTLINT_FIELD_SUBJECT,
		 "SUBJECT_PARSE_ERROR");
	put_name(m, "ISSUER_DN", object, CERTLINT_EACH_ISSUER, CERTLINT_FIELD_ISSUER,
		 "ISSUER_PARSE_ERROR");
	if (about_serial(&value, object))
		put(m, "SERIAL", &value);
	else
		put_string(m, "SERIAL_PARSE_ERROR", "it does not decode");
	text_free(&value);
}

static void
json_instant(struct text *out, const char *name, const struct certlint_object *object, int which)
{
	int64_t at;

	json_key(out, name);
	if (!certlint_number(object, which, &at)) {
		text_puts(out, "null");
		return;
	}
	text_char(out, '"');
	about_time(out, at);
	text_char(out, '"');
}

/* What certspotter's JSON file has. */
static void
put_json_file(struct message *m, const struct record *r, const struct certlint_object *object)
{
	struct text out = { 0 };
	uint8_t key[32];

	text_puts(&out, "{\"tbs_sha256\":\"");
	about_hex(&out, r->tbs, sizeof(r->tbs));
	text_puts(&out, "\",\"pubkey_sha256\":\"");
	if (certlint_digest(CERTLINT_DIGEST_SPKI, r->input.kind, r->input.data, r->input.length,
			    key) == CERTLINT_OK)
		about_hex(&out, key, sizeof(key));
	text_puts(&out, "\",\"dns_names\":[");
	about_names_json(&out, object);
	text_puts(&out, "],\"ip_addresses\":[");
	about_addresses_json(&out, object);
	text_char(&out, ']');
	json_instant(&out, "not_before", object, CERTLINT_NUMBER_NOT_BEFORE);
	json_instant(&out, "not_after", object, CERTLINT_NUMBER_NOT_AFTER);
	text_puts(&out, "}\n");
	put(m, "@JSON_FILENAME", &out);
	text_free(&out);
}

static void
put_chain_file(struct message *m, const struct record *r)
{
	struct certlint_span chain = r->entry.chain, next;
	struct text out = { 0 };

	add_pem(&out, (struct certlint_span){ r->input.data, r->input.length });
	if (chain.data)
		while (certlint_ct_chain_next(&chain, &next) == 1)
			add_pem(&out, next);
	else if (r->input.issuer)
		add_pem(&out, (struct certlint_span){ r->input.issuer, r->input.issuer_length });
	put(m, "@CERT_FILENAME", &out);
	text_free(&out);
}

/* ========================================================================== */
/*                                 Damage                                     */
/* ========================================================================== */

static void
add_vector(struct text *out, struct certlint_span s)
{
	for (int shift = 16; shift >= 0; shift -= 8)
		text_char(out, (char)(s.length >> shift));
	text_add(out, s.data, s.length);
}

/* The entry as get-entries has it; its extra_data is made again of what was found of it. */
static void
put_entry_file(struct message *m, const struct certlint_ct_entry *e)
{
	struct text extra = { 0 }, out = { 0 };

	if (e->entry_type == CERTLINT_CT_PRECERT)
		add_vector(&extra, e->certificate);
	add_vector(&extra, e->chain);
	text_puts(&out, "{\"leaf_input\":\"");
	text_base64(&out, e->leaf.data, e->leaf.length, 0);
	text_puts(&out, "\",\"extra_data\":\"");
	text_base64(&out, extra.p, extra.n, 0);
	text_puts(&out, "\"}\n");
	put(m, "@ENTRY_FILENAME", &out);
	text_free(&extra);
	text_free(&out);
}

static void
put_damage(struct message *m, const struct record *r)
{
	struct text value = { 0 };
	uint8_t hash[32];

	put_string(m, "PARSE_ERROR", r->entry.fault ? r->entry.reason :
				     r->unread ? r->unread : "it does not decode");
	if (!r->tells_entry)
		return;
	if (certlint_ct_leaf_hash(&r->entry, hash) == CERTLINT_OK) {
		text_base64(&value, hash, sizeof(hash), 0);
		put(m, "LEAF_HASH", &value);
	}
	if (r->entry.leaf.data)
		put_entry_file(m, &r->entry);
	text_free(&value);
}

/* ========================================================================== */
/*                                  Events                                    */
/* ========================================================================== */

static const char *
event_name(const struct event *e)
{
	if (e->is & IS(IS_MATCH))
		return "discovered_cert";
	return e->is & (IS(IS_DAMAGED) | IS(IS_UNDECODABLE)) ? "malformed_cert" : "anomaly";
}

static void
put_place(struct message *m, const struct event_place *place)
{
	put_string(m, "LOG_URI", place->source);
	put_number(m, "ENTRY_INDEX",
		   (int64_t)(place->has_index ? place->index : place->number));
}

/* Names as certspotter's lists have them. */
static void
put_item(struct message *m, const char *pattern)
{
	put_string(m, "WATCH_ITEM", strncmp(pattern, "dns:", 4) == 0 ? pattern + 4 : pattern);
}

static void
put_text_file(struct message *m, struct event *e)
{
	struct text out = { 0 };

	text_add(&out, e->lines.p, e->lines.n);
	text_puts(&out, "\nfound in ");
	text_escaped(&out, e->place.source, strlen(e->place.source));
	text_printf(&out, ", entry %llu\n",
		    (unsigned long long)(e->place.has_index ? e->place.index : e->place.number));
	put(m, "@TEXT_FILENAME", &out);
	text_free(&out);
}

/* The event's array of findings, as it stands in the report. */
static void
put_findings(struct message *m, const struct event *e)
{
	static const char name[] = ",\"findings\":", end[] = ",\"omitted\":";
	struct text body = { 0 };
	const char *from, *to;

	text_add(&body, e->body, e->body_length);
	from = strstr(text_string(&body), name);
	to = from ? strstr(from, end) : NULL;
	if (from && to && to - from < MOST_VARIABLE) {
		struct text value = { 0 };

		text_add(&value, from + sizeof(name) - 1,
			 (size_t)(to - from) - (sizeof(name) - 1));
		put(m, "LINT_JSON", &value);
		text_free(&value);
	}
	text_free(&body);
}

static void
put_matches(struct message *m, const struct event *e)
{
	struct text value = { 0 };

	if (e->hits.n >= MOST_VARIABLE)
		return;
	text_char(&value, '[');
	text_add(&value, e->hits.p, e->hits.n);
	text_char(&value, ']');
	put(m, "MATCHES_JSON", &value);
	text_free(&value);
}

void
hook_describe(struct event *e, const struct teller *t, struct message *m)
{
	const struct record *r = e->record;
	struct certlint_object *object;

	put_string(m, "EVENT", event_name(e));
	put(m, "SUMMARY", &e->summary);
	put_place(m, &e->place);
	if (e->first_item.n > 0)
		put_item(m, text_string(&e->first_item));
	put_text_file(m, e);
	put_matches(m, e);
	put_findings(m, e);
	put_string(m, "CERTLINT_ID", m->id);
	if (!r)
		return;
	if (r->is & IS(IS_DAMAGED) || !r->input.data)
		put_damage(m, r);
	if (!r->input.data ||
	    certlint_object_new(&object, t->lint, &r->input, NULL) != CERTLINT_OK)
		return;
	put_digests(m, r);
	put_object(m, object);
	put_chain_file(m, r);
	put_json_file(m, r, object);
	certlint_object_free(object);
}

void
hook_describe_digest(struct message *m, const struct certlint_group *group)
{
	struct text summary = { 0 };
	size_t n = certlint_group_format(group, CERTLINT_TEXT, NULL, 0);

	certlint_group_format(group, CERTLINT_TEXT, text_room(&summary, n + 1), n + 1);
	summary.n = n;
	put_string(m, "EVENT", "digest");
	message_variable(m, "SUMMARY", &summary);
	if (group->pattern[0])
		put_item(m, group->pattern);
	put(m, "@TEXT_FILENAME", &summary);
	put_string(m, "CERTLINT_ID", m->id);
	text_free(&summary);
}

void
hook_describe_trouble(struct message *m, const struct follow_trouble *trouble)
{
	put_string(m, "EVENT", "error");
	put_string(m, "SUMMARY", trouble->text);
	put_string(m, "LOG_URI", trouble->log->url);
	if (trouble->index >= 0)
		put_number(m, "ENTRY_INDEX", trouble->index);
	put_string(m, "@TEXT_FILENAME", trouble->text);
	put_string(m, "CERTLINT_ID", m->id);
}
