/* Certificate streams: the JSON lines of certstream servers, read in place. */

#include "ct/entry.h"

#include <string.h>

enum message { MESSAGE_NONE, MESSAGE_CERTIFICATE, MESSAGE_NAMES, MESSAGE_HEARTBEAT, MESSAGE_OTHER };

/* A message as it is read: members come in any order. */
struct update {
	struct certlint_ct_entry *e;
	enum message message;
	bool typed;			/* update_type is there and known */
	bool has_source_time;
	struct span type;		/* update_type, if it is not known */
};

/* ---- members ---- */

/* A number of seconds as milliseconds. */
static bool
read_time(struct scan *s, uint64_t *out)
{
	uint64_t seconds;
	unsigned thousandths;

	if (!scan_number(s, &seconds, &thousandths))
		return false;
	*out = seconds > UINT64_MAX / 1000 - 1 ? UINT64_MAX : seconds * 1000 + thousandths;
	return true;
}

/* Take the value null; a member that is null is as good as none. */
static bool
take_null(struct scan *s)
{
	if (scan_peek(s) != 'n' || s->end - s->at < 4 || memcmp(s->at, "null", 4) != 0)
		return false;
	s->at += 4;
	return true;
}

/* Read as_der of a certificate's object, to where `to` says, or in place. */
static bool
read_der(struct scan *s, uint8_t *to, struct span *out)
{
	struct span name;
	bool first = true;

	*out = (struct span){ NULL, 0 };
	if (take_null(s))
		return true;
	if (!scan_take(s, '{'))
		return scan_fault(s, "no object where a certificate has to be");
	while (scan_member(s, &first, &name)) {
		if (!SPAN_IS(name, "as_der") || take_null(s)) {
			if (!SPAN_IS(name, "as_der") && !scan_skip(s))
				return false;
			continue;
		}
		if (out->p != NULL)
			return scan_fault(s, "a member that is there twice");
		if (!scan_base64(s, to, out))
			return false;
	}
	return s->reason == NULL;
}

/*
 * Read the chain into what extra_data has: each certificate behind its length, which stands where
 * the array's text began.  There is room, as three octets are less than what is before as_der.
 */
static bool
read_chain(struct scan *s, struct certlint_span *out)
{
	uint8_t *start, *w;
	bool first = true;

	if (take_null(s))
		return true;
	if (out->data != NULL)
		return scan_fault(s, "a member that is there twice");
	if (!scan_take(s, '['))
		return scan_fault(s, "a chain that is no array");
	start = w = s->at;
	*out = (struct certlint_span){ start, 0 };
	while (scan_element(s, &first)) {
		struct span der;

		if (!read_der(s, w + 3, &der))
			return false;
		/* Behind a gap the next one would be taken for the nearest issuer. */
		if (der.n == 0 || der.n > 0xffffff)
			return scan_fault(s, "a certificate of the chain without as_der");
		w[0] = (uint8_t)(der.n >> 16);
		w[1] = (uint8_t)(der.n >> 8);
		w[2] = (uint8_t)der.n;
		w += 3 + der.n;
		*out = (struct certlint_span){ start, (size_t)(w - start) };
	}
	return s->reason == NULL;
}

static bool
read_source(struct scan *s, struct update *u)
{
	struct span name, url = { NULL, 0 }, label = { NULL, 0 };
	bool first = true, good = true;

	if (take_null(s))
		return true;
	if (!scan_take(s, '{'))
		return scan_fault(s, "a source that is no object");
	while (good && scan_member(s, &first, &name)) {
		if (take_null(s))
			continue;
		if (SPAN_IS(name, "url"))
			good = scan_string(s, &url);
		else if (SPAN_IS(name, "name"))
			good = scan_string(s, &label);
		else if (SPAN_IS(name, "timestamp"))
			good = u->has_source_time = read_time(s, &u->e->timestamp);
		else
			good = scan_skip(s);
	}
	url = url.n > 0 ? url : label;
	u->e->source = (struct certlint_span){ url.p, url.n };
	return s->reason == NULL;
}

static bool
read_update_type(struct scan *s, struct update *u)
{
	if (!scan_string(s, &u->type))
		return false;
	u->typed = SPAN_IS(u->type, "X509LogEntry") || SPAN_IS(u->type, "PrecertLogEntry");
	u->e->entry_type = SPAN_IS(u->type, "PrecertLogEntry") ? CERTLINT_CT_PRECERT :
		CERTLINT_CT_X509;
	return true;
}

static bool
read_index(struct scan *s, struct certlint_ct_entry *e)
{
	uint64_t whole;
	unsigned rest;

	if (!scan_number(s, &whole, &rest))
		return false;
	e->leaf_index = whole > INT64_MAX ? INT64_MAX : (int64_t)whole;
	return true;
}

static bool
read_seen(struct scan *s, struct update *u)
{
	uint64_t seen;

	if (!read_time(s, &seen))
		return false;
	if (!u->has_source_time)
		u->e->timestamp = seen;
	return true;
}

static bool
read_leaf(struct scan *s, struct certlint_ct_entry *e)
{
	struct span der;
	bool good;

	if (e->certificate.data != NULL)
		return scan_fault(s, "a member that is there twice");
	good = read_der(s, NULL, &der);
	e->certificate = (struct certlint_span){ der.p, der.n };
	return good;
}

static bool
read_data_member(struct scan *s, struct update *u, struct span name)
{
	if (SPAN_IS(name, "leaf_cert"))
		return read_leaf(s, u->e);
	if (SPAN_IS(name, "chain"))
		return read_chain(s, &u->e->chain);
	if (take_null(s))
		return true;
	if (SPAN_IS(name, "update_type"))
		return read_update_type(s, u);
	if (SPAN_IS(name, "cert_index"))
		return read_index(s, u->e);
	if (SPAN_IS(name, "seen"))
		return read_seen(s, u);
	if (SPAN_IS(name, "source"))
		return read_source(s, u);
	return scan_skip(s);
}

static bool
read_data(struct scan *s, struct update *u)
{
	struct span name;
	bool first = true;

	if (!scan_take(s, '{'))
		return scan_skip(s);
	while (scan_member(s, &first, &name))
		if (!read_data_member(s, u, name))
			return false;
	return s->reason == NULL;
}

/* ---- messages ---- */

static bool
read_message_type(struct scan *s, struct update *u)
{
	struct span type;

	if (!scan_string(s, &type))
		return false;
	u->message = SPAN_IS(type, "certificate_update") ? MESSAGE_CERTIFICATE :
		     SPAN_IS(type, "dns_entries") ? MESSAGE_NAMES :
		     SPAN_IS(type, "heartbeat") ? MESSAGE_HEARTBEAT : MESSAGE_OTHER;
	return true;
}

static bool
read_message(struct scan *s, struct update *u)
{
	struct span name;
	bool first = true, good = true;

	if (!scan_take(s, '{'))
		return scan_fault(s, "a line that is no JSON object");
	while (good && scan_member(s, &first, &name))
		good = SPAN_IS(name, "data") ? read_data(s, u) :
		       SPAN_IS(name, "message_type") ? read_message_type(s, u) : scan_skip(s);
	if (s->reason)
		return false;
	return scan_peek(s) == '\0' && s->at == s->end ? true :
		scan_fault(s, "bytes behind the message");
}

/* What a line that reads as JSON lacks. */
static void
judge(struct update *u, size_t start)
{
	struct certlint_ct_entry *e = u->e;

	if (u->message == MESSAGE_NONE || u->message == MESSAGE_OTHER)
		ct_spoil(e, u->message == MESSAGE_NONE ? CERTLINT_CT_FAULT_MISSING :
			 CERTLINT_CT_FAULT_MESSAGE, CERTLINT_CT_IN_TEXT, start,
			 u->message == MESSAGE_NONE ? "a message without message_type" :
			 "a message of a type that is not known");
	else if (e->certificate.length == 0)
		ct_spoil(e, CERTLINT_CT_FAULT_NO_CERTIFICATE, CERTLINT_CT_IN_TEXT, start,
			 "no certificate in the message: subscribe to the full stream");
	else if (!u->typed)
		ct_spoil(e, u->type.p ? CERTLINT_CT_FAULT_ENTRY_TYPE : CERTLINT_CT_FAULT_MISSING,
			 CERTLINT_CT_IN_TEXT, start,
			 u->type.p ? "an update_type that is not known" :
			 "a certificate without update_type");
	if (e->chain.data != NULL && e->chain.length == 0)
		e->remarks |= CERTLINT_CT_NO_CHAIN;
	ct_remark_time(e);
}

/* Read one line; false if there is nothing in it to tell. */
static bool
read_line(struct scan *s, struct certlint_ct_entry *e)
{
	size_t start;
	struct update u = { .e = e };

	scan_peek(s);
	if (s->at == s->end)
		return false;
	start = (size_t)(s->at - s->start);
	ct_entry_clear(e);
	read_message(s, &u);
	ct_spoil_by_text(e, s);
	if (u.message == MESSAGE_HEARTBEAT && e->fault == CERTLINT_CT_FAULT_NONE)
		return false;
	judge(&u, start);
	return true;
}

int
certlint_ct_stream_next(char *text, size_t length, size_t *at, struct certlint_ct_entry *entry)
{
	struct certlint_ct_entry e;
	size_t size;
	int status = ct_entry_accept(entry, &size);

	if (status != CERTLINT_OK)
		return status;
	if (at == NULL || *at > length || (text == NULL && length > 0))
		return CERTLINT_ERR_ARGUMENT;
	while (*at < length) {
		char *end = memchr(text + *at, '\n', length - *at);
		struct scan s = { .start = (uint8_t *)text, .at = (uint8_t *)text + *at };

		s.end = (uint8_t *)(end ? end : text + length);
		*at = (size_t)(s.end - s.start) + (end != NULL);
		if (read_line(&s, &e))
			return ct_entry_give(entry, size, &e, 1);
	}
	return 0;
}
