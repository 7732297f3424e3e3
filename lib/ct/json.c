/* get-entries answers (RFC 6962 4.6): JSON and base64 undone in place, an entry at a time. */

#include "ct/entry.h"

/* ---- one entry ---- */

/* The members of an entry as they are read. */
struct members {
	struct span leaf, extra;	/* p == NULL: not there */
};

static bool
read_member(struct scan *s, struct span name, struct members *m)
{
	struct span *value = SPAN_IS(name, "leaf_input") ? &m->leaf :
			     SPAN_IS(name, "extra_data") ? &m->extra : NULL;

	if (value == NULL)
		return scan_skip(s);
	if (value->p != NULL)
		return scan_fault(s, "a member that is there twice");
	return scan_base64(s, NULL, value);
}

/* Read an entry whose brace is taken; what is wrong is in the entry, and the scan is behind it. */
static void
read_entry(struct scan *s, struct certlint_ct_entry *e)
{
	size_t start = (size_t)(s->at - s->start);
	struct members m = { { NULL, 0 }, { NULL, 0 } };
	struct span name;
	bool first = true;

	while (scan_member(s, &first, &name))
		if (!read_member(s, name, &m))
			break;
	ct_spoil_by_text(e, s);
	if (s->reason && !scan_leave(s, 1))
		s->cut = true;
	if (m.leaf.p != NULL)
		ct_read_leaf(e, m.leaf, m.extra);
	else
		ct_spoil(e, CERTLINT_CT_FAULT_MISSING, CERTLINT_CT_IN_TEXT, start,
			 "an entry without leaf_input");
	if (m.extra.p == NULL)
		ct_spoil(e, CERTLINT_CT_FAULT_MISSING, CERTLINT_CT_IN_TEXT, start,
			 "an entry without extra_data");
}

/* ---- around the entries ---- */

/* Up to the first entry: false if there is no such thing, with a fault if that is why. */
static bool
enter(struct scan *s)
{
	struct span name;
	bool first = true;

	if (!scan_take(s, '{'))
		return scan_fault(s, "an answer that is no JSON object");
	while (scan_member(s, &first, &name)) {
		if (SPAN_IS(name, "entries"))
			return scan_take(s, '[') || scan_fault(s, "entries that are no array");
		if (!scan_skip(s))
			return false;
	}
	return false;
}

/*
 * What is behind the last entry, whose bracket is taken: false with a fault if it is not the end.
 */
static bool
leave(struct scan *s)
{
	struct span name;
	bool first = false;

	while (scan_member(s, &first, &name)) {
		if (SPAN_IS(name, "entries"))
			return scan_fault(s, "a member that is there twice");
		if (!scan_skip(s))
			return false;
	}
	if (s->reason)
		return false;
	return scan_peek(s) == '\0' && s->at == s->end ? true :
		scan_fault(s, "bytes behind the answer");
}

/* On to the next thing that can be an entry, or to the end. */
static void
skip_to_object(struct scan *s)
{
	while (s->at < s->end && *s->at != '{')
		s->at++;
}

/* The next entry: 1; 0 if nothing is behind it, and the entry says whether that is a good end. */
static int
next(struct scan *s, struct certlint_ct_entry *e)
{
	if (s->at == s->start && !enter(s)) {
		ct_spoil_by_text(e, s);
		ct_spoil(e, CERTLINT_CT_FAULT_MISSING, CERTLINT_CT_IN_TEXT, 0,
			 "an answer without entries");
		return 0;
	}
	while (scan_take(s, ','))
		;
	if (scan_take(s, '{')) {
		read_entry(s, e);
		return !s->cut;
	}
	if (scan_take(s, ']')) {
		if (!leave(s))
			ct_spoil_by_text(e, s);
		return 0;
	}
	scan_fault(s, "no entry where one has to be");
	ct_spoil_by_text(e, s);
	skip_to_object(s);
	return s->at < s->end;
}

int
certlint_ct_json_next(char *text, size_t length, size_t *at, struct certlint_ct_entry *entry)
{
	struct certlint_ct_entry e;
	char none = '\0';
	struct scan s = { .start = (uint8_t *)(text ? text : &none) };
	size_t size;
	int found, status = ct_entry_accept(entry, &size);

	if (status != CERTLINT_OK)
		return status;
	if (at == NULL || *at > length + 1 || (text == NULL && length > 0))
		return CERTLINT_ERR_ARGUMENT;
	if (*at > length)
		return 0;
	s.at = s.start + *at;
	s.end = s.start + length;
	ct_entry_clear(&e);
	found = next(&s, &e);
	/*
	 * Past the length, so that an answer that stops behind an entry is not taken for a whole
	 * one.
	 */
	*at = found ? (size_t)(s.at - s.start) : length + 1;
	return ct_entry_give(entry, size, &e, found);
}
