/* CRLs, OCSP responses and certification requests. */

#include "forge_fields.h"

#include <string.h>

#include "forge_key.h"
#include "forge_name.h"

/* An extension of an entry: OID, mark or not, and a value that is put already between. */
static size_t
open_extension(struct buf *b, const char *oid, enum mark mark, size_t *outer)
{
	*outer = put_open(b, 0x30);
	put_oid(b, str_of(oid));
	if (mark == MARK_CRITICAL)
		put_raw(b, STR("0101ff"));
	return put_open(b, 0x04);
}

static void
put_reason(struct buf *b, struct str text)
{
	long code;

	if (put_forced(b, 0x0a, text))
		return;
	if (reason_read(text, &code))
		put_number(b, 0x0a, (unsigned long)code);
	else
		wrong_word(b->trouble, "no reason", text);
}

static void
put_names(struct buf *b, struct str text)
{
	size_t at;

	if (put_forced(b, 0x30, text))
		return;
	at = put_open(b, 0x30);
	put_general_names(b, text, '|', "dir");
	put_close(b, at);
}

/* One extension of an entry: NAME[mark]:value. */
static void
put_entry_extension(struct buf *b, struct str item)
{
	struct str value = item, name = str_cut(&value, ':');
	enum mark mark = take_mark(&name);
	size_t outer, at;

	if (str_is(name, "reason")) {
		at = open_extension(b, "2.5.29.21", mark, &outer);
		put_reason(b, value);
	} else if (str_is(name, "invalidity")) {
		at = open_extension(b, "2.5.29.24", mark, &outer);
		put_generalized(b, value);
	} else if (str_is(name, "issuer")) {
		at = open_extension(b, "2.5.29.29", mark == MARK_NONE ? MARK_CRITICAL : mark,
				    &outer);
		put_names(b, value);
	} else if (str_is(name, "ext")) {
		put_any_extension(b, value);
		return;
	} else {
		wrong_word(b->trouble, "an entry has: reason:, invalidity:, issuer:, ext:", item);
		return;
	}
	put_close(b, at);
	put_close(b, outer);
}

/* SERIAL[@date][{extension;...}]; the date is a day before the list's without one. */
static void
put_entry(struct buf *b, struct str s, const struct make *make)
{
	struct str extensions_text = str_braces(&s), serial = str_cut(&s, '@'), item;
	struct items items = items_of(extensions_text, ';');
	size_t at, inner;

	if (put_forced(b, 0x30, serial))
		return;
	at = put_open(b, 0x30);
	inner = put_open(b, 0x02);
	put_raw(b, serial);
	put_close(b, inner);
	if (s.n)
		put_date(b, s);
	else
		put_instant(b, make->from - 86400);
	if (extensions_text.p) {
		inner = put_open(b, 0x30);
		while (items_next(&items, &item))
			put_entry_extension(b, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_entries(struct buf *b, struct str text, const struct make *make)
{
	struct items items = items_of(text, ',');
	struct str item;
	size_t at;

	if (!text.p || put_forced(b, 0x30, text))
		return;
	at = put_open(b, 0x30);
	while (items_next(&items, &item) && !b->trouble->text[0])
		put_entry(b, item, make);
	put_close(b, at);
}

/* v1 is left out, v2 the number 1. */
static void
put_plain_version(struct buf *b, struct str text, bool keep_v1)
{
	long number;

	if (!text.p || (str_is(text, "v1") && !keep_v1) || put_forced(b, 0x02, text))
		return;
	if (str_skip(&text, "v") ? !str_number(text, &number) || number-- < 1 :
				   !str_number(text, &number))
		wrong_word(b->trouble, "no version", text);
	else
		put_number(b, 0x02, (unsigned long)number);
}

void
put_tbs_crl(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at = put_open(b, 0x30);

	put_plain_version(b, field[VERSION].text, false);
	put_algorithm(b, algorithm_of(recipe, make, TBSALG));
	put_issuer_name(b, recipe, make);
	if (field[FROM].text.p)
		put_date(b, field[FROM].text);
	if (field[VALIDITY].text.p)
		put_instant(b, make->until);
	else if (field[UNTIL].text.p)
		put_date(b, field[UNTIL].text);
	put_entries(b, field[REVOKED].text, make);
	put_extensions_field(b, 0xa0, recipe, make);
	put_close(b, at);
}

/* What one answer says, beside the serial number. */
struct answer {
	struct str from, until, extension[8];
	size_t extensions;
	struct str revoked, reason, raw;
	bool unknown;
};

static void
answer_read(struct buf *b, struct str options, struct answer *answer)
{
	struct items items = items_of(options, ';');
	struct str item;

	while (items_next(&items, &item)) {
		if (str_is(item, "unknown"))
			answer->unknown = true;
		else if (str_skip(&item, "revoked:"))
			answer->revoked = item;
		else if (str_skip(&item, "reason:"))
			answer->reason = item;
		else if (str_skip(&item, "this:"))
			answer->from = item;
		else if (str_skip(&item, "next:"))
			answer->until = item;
		else if (str_skip(&item, "status:"))
			answer->raw = item;
		else if (str_skip(&item, "ext:") && answer->extensions < 8)
			answer->extension[answer->extensions++] = item;
		else if (!str_is(item, "good"))
			wrong_word(b->trouble,
				   "an answer has: good, unknown, revoked:, reason:, "
				   "this:, next:, status:, ext:",
				   item);
	}
}

static void
put_status(struct buf *b, const struct answer *answer)
{
	size_t at, inner;

	if (answer->raw.p) {
		put_raw(b, answer->raw);
	} else if (answer->revoked.p) {
		at = put_open(b, 0xa1);
		put_generalized(b, answer->revoked);
		if (answer->reason.p) {
			inner = put_open(b, 0xa0);
			put_reason(b, answer->reason);
			put_close(b, inner);
		}
		put_close(b, at);
	} else {
		put_element(b, answer->unknown ? 0x82 : 0x80, NULL, 0);
	}
}

/* CertID: by the issuer's name and key. */
static void
put_cert_id(struct buf *b, struct str serial, struct str hash, const struct make *make)
{
	bool sha256 = hash.p && str_is(hash, "sha256");
	size_t at = put_open(b, 0x30), inner;

	put_raw(b,
		sha256 ? STR("30(<2.16.840.1.101.3.4.2.1>0500)") : STR("30(<1.3.14.3.2.26>0500)"));
	inner = put_open(b, 0x04);
	put_digest(b, sha256 ? "sha256" : "sha1", make->issuer.name, make->issuer.name_length);
	put_close(b, inner);
	inner = put_open(b, 0x04);
	put_key_id(b, sha256 ? "whole-sha256" : "sha1", make->issuer.spki,
		   make->issuer.spki_length);
	put_close(b, inner);
	inner = put_open(b, 0x02);
	put_raw(b, serial);
	put_close(b, inner);
	put_close(b, at);
}

static void
put_answer_extensions(struct buf *b, const struct answer *answer)
{
	size_t at, inner;

	if (answer->extensions == 0)
		return;
	at = put_open(b, 0xa1);
	inner = put_open(b, 0x30);
	for (size_t i = 0; i < answer->extensions; i++)
		put_any_extension(b, answer->extension[i]);
	put_close(b, inner);
	put_close(b, at);
}

/* SERIAL[{status;...}] */
static void
put_answer(struct buf *b, struct str s, struct str hash, const struct make *make)
{
	struct answer answer;
	size_t at, inner;

	if (put_forced(b, 0x30, s))
		return;
	memset(&answer, 0, sizeof(answer));
	answer_read(b, str_braces(&s), &answer);
	at = put_open(b, 0x30);
	put_cert_id(b, s, hash, make);
	put_status(b, &answer);
	if (answer.from.p)
		put_generalized(b, answer.from);
	else
		put_generalized_instant(b, make->from);
	if (answer.until.p ? !str_is(answer.until, "none") : make->until != 0) {
		inner = put_open(b, 0xa0);
		if (answer.until.p)
			put_generalized(b, answer.until);
		else
			put_generalized_instant(b, make->until);
		put_close(b, inner);
	}
	put_answer_extensions(b, &answer);
	put_close(b, at);
}

static void
put_responder(struct buf *b, struct str text, const struct make *make)
{
	size_t at, inner;

	if (put_forced(b, 0xa1, text))
		return;
	at = put_open(b, text.p && str_is(text, "name") ? 0xa1 : 0xa2);
	if (text.p && str_is(text, "name")) {
		put(b, make->signer.name, make->signer.name_length);
	} else {
		inner = put_open(b, 0x04);
		put_key_id(b, "sha1", make->signer.spki, make->signer.spki_length);
		put_close(b, inner);
	}
	put_close(b, at);
}

void
put_response_data(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	struct items items = items_of(field[RESPONSES].text, ',');
	size_t at = put_open(b, 0x30), inner;
	struct str item;

	if (field[VERSION].text.p && !str_is(field[VERSION].text, "v1")) {
		inner = put_open(b, 0xa0);
		put_plain_version(b, field[VERSION].text, true);
		put_close(b, inner);
	}
	put_responder(b, field[RESPONDER].text, make);
	if (field[PRODUCED].text.p)
		put_generalized(b, field[PRODUCED].text);
	else
		put_generalized_instant(b, make->from);
	inner = put_open(b, 0x30);
	while (items_next(&items, &item) && !b->trouble->text[0])
		put_answer(b, item, field[HASH].text, make);
	put_close(b, inner);
	put_extensions_field(b, 0xa1, recipe, make);
	put_close(b, at);
}

size_t
open_response(struct buf *b, const struct recipe *recipe, size_t at[4])
{
	static const char *const names[] = {
		"successful", "malformedRequest", "internalError", "tryLater",
		"4",          "sigRequired",      "unauthorized",
	};
	struct str text = recipe->field[STATUS].text;
	long status = 0;

	for (long i = 0; text.p && i < 7; i++)
		if (str_is(text, names[i]))
			status = i;
	at[0] = put_open(b, 0x30);
	if (text.p && !str_number(text, &status) && status == 0 && !str_is(text, names[0]))
		wrong_word(b->trouble, "no response status", text);
	put_number(b, 0x0a, (unsigned long)status);
	if (status != 0)
		return 1;
	at[1] = put_open(b, 0xa0);
	at[2] = put_open(b, 0x30);
	put_oid(b, STR("1.3.6.1.5.5.7.48.1.1"));
	at[3] = put_open(b, 0x04);
	return 4;
}

void
put_certs(struct buf *b, const struct make *make)
{
	size_t at, inner;

	if (make->certs_length == 0)
		return;
	at = put_open(b, 0xa0);
	inner = put_open(b, 0x30);
	put(b, make->certs, make->certs_length);
	put_close(b, inner);
	put_close(b, at);
}

void
put_request_info(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at = put_open(b, 0x30), attributes, attribute, set, start;

	put_plain_version(b, field[VERSION].text, true);
	if (field[SUBJECT].text.p)
		put_name(b, field[SUBJECT].text);
	put(b, make->spki, make->spki_length);
	if (field[ATTRIBUTES].text.p && put_forced(b, 0xa0, field[ATTRIBUTES].text)) {
		put_close(b, at);
		return;
	}
	attributes = put_open(b, 0xa0);
	start = b->n;
	attribute = put_open(b, 0x30);
	put_oid(b, STR("1.2.840.113549.1.9.14"));
	set = put_open(b, 0x31);
	put_extensions_field(b, 0, recipe, make);
	if (b->n == set) {
		b->n = start;
	} else {
		put_close(b, set);
		put_close(b, attribute);
	}
	put_close(b, attributes);
	put_close(b, at);
}
