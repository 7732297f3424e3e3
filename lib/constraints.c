/* Names against the name constraints of an issuer (RFC 5280 4.2.1.10). */

#include "constraints.h"

#include <string.h>

#include "compare.h"
#include "ip.h"
#include "mail.h"
#include "uri.h"

/* A name as it is compared. */
struct subject {
	uint32_t tag; /* the kind of subtree that constrains it */
	struct span text; /* of a mail address the whole, of a URI the host */
	struct mailbox mailbox;
	bool comparable; /* it has the form of its kind */
};

/* ---- host names ---- */

static uint8_t
folded(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

static bool
same_host(struct span a, struct span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (folded(a.p[i]) != folded(b.p[i]))
			return false;
	return true;
}

static bool
ends_with_host(struct span host, struct span end)
{
	return host.n >= end.n && same_host((struct span){ host.p + (host.n - end.n), end.n }, end);
}

/*
 * The base's own name, or one with labels before it.  A dot in front, which this kind does not
 * have, may or may not mean that the name itself is left out: permitted it is, excluded it is not.
 */
static bool
is_below(struct span host, struct span base, bool permitted)
{
	if (base.n > 0 && base.p[0] == '.' && permitted)
		base.p++, base.n--;
	if (base.n == 0 || (base.p[0] == '.' && ends_with_host(host, base)))
		return true;
	return ends_with_host(host, base) &&
	       (host.n == base.n || host.p[host.n - base.n - 1] == '.');
}

/* Of mail addresses and URIs: a host, or with a dot in front what is below a domain. */
static bool
is_host_or_below(struct span host, struct span base)
{
	if (base.n == 0)
		return true;
	return base.p[0] == '.' ? host.n > base.n && ends_with_host(host, base) :
				  same_host(host, base);
}

/* ---- the kinds ---- */

static bool
is_mailbox_in(const struct mailbox *m, struct span base)
{
	struct mailbox wanted;

	if (base.n == 0 || !memchr(base.p, '@', base.n))
		return is_host_or_below(m->domain, base);
	wanted = mailbox_read(base);
	return span_same(m->local, wanted.local) && same_host(m->domain, wanted.domain);
}

/* Another family's subtree is of the same kind, and holds no address of this one. */
static bool
is_address_in(struct span address, struct span base)
{
	if (base.n != 2 * address.n)
		return false;
	for (size_t i = 0; i < address.n; i++)
		if ((address.p[i] ^ base.p[i]) & base.p[address.n + i])
			return false;
	return true;
}

static enum likeness
directory_likeness(struct span name, struct span base)
{
	struct der start;

	return der_take(&base, DER_SEQUENCE, &start) ? name_begins_with(name, start.body) :
						       LIKE_NOT;
}

static enum likeness
likeness_to(const struct subject *s, const struct subtree *t)
{
	struct span base = t->base.body;
	bool inside;

	switch (s->tag) {
	case GN_DNS: inside = is_below(s->text, base, t->permitted); break;
	case GN_RFC822: inside = is_mailbox_in(&s->mailbox, base); break;
	case GN_URI:
		inside = base.n == 0 || (s->text.n > 0 && is_host_or_below(s->text, base));
		break;
	case GN_IP: inside = is_address_in(s->text, base); break;
	case GN_DIRECTORY: return directory_likeness(s->text, base);
	default: return LIKE_UNSURE;
	}
	return inside ? LIKE_BYTES : LIKE_NOT;
}

/* ---- a name taken apart ---- */

/* An otherName that is a mail address is constrained as one (RFC 9598 section 6). */
static void
read_other(struct subject *s)
{
	struct span in = s->text;
	struct der id, value, text;

	if (!der_take(&in, DER_OID, &id) || oid_find(id.body) != OID_SMTP_UTF8_MAILBOX ||
	    !der_take(&in, 0xa0, &value) || !der_take(&value.body, DER_UTF8_STRING, &text))
		return;
	s->tag = GN_RFC822;
	s->text = text.body;
}

/* Without a host's name, as with an address for one, no permitted subtree has a URI. */
static void
read_host(struct subject *s)
{
	struct uri uri;
	struct ip ip;

	if (!uri_split(s->text, &uri) ||
	    (uri_host_may_be_address(&uri) && ip_from_text(uri_bare_host(&uri), &ip)))
		s->text = (struct span){ NULL, 0 };
	else
		s->text = uri.host;
}

static struct subject
read_subject(uint32_t tag, struct span name)
{
	struct subject s = { .tag = tag, .text = name, .comparable = true };

	if (tag == GN_OTHER)
		read_other(&s);
	if (s.tag == GN_RFC822) {
		s.mailbox = mailbox_read(s.text);
		s.comparable = (s.mailbox.faults & (MAILBOX_BIT(DECORATED) | MAILBOX_BIT(NO_AT))) ==
			       0;
	} else if (s.tag == GN_URI) {
		read_host(&s);
	} else if (s.tag == GN_IP) {
		s.comparable = name.n == 4 || name.n == 16;
	}
	return s;
}

/* ---- the whole ---- */

/* What is known after one more subtree of the kind. */
static void
weigh(enum standing *standing, const struct subtree *t, enum likeness likeness,
      struct subtree *which)
{
	enum standing now = *standing;

	if (!t->permitted) {
		if (likeness == LIKE_NOT || now == STANDING_EXCLUDED)
			return;
		now = likeness == LIKE_UNSURE ? STANDING_UNKNOWN : STANDING_EXCLUDED;
	} else if (likeness == LIKE_BYTES) {
		now = STANDING_PERMITTED;
	} else if (now == STANDING_PERMITTED) {
		return;
	} else if (likeness == LIKE_TEXT) {
		now = STANDING_LOOSE;
	} else if (likeness == LIKE_UNSURE && now != STANDING_LOOSE) {
		now = STANDING_UNKNOWN;
	} else if (now == STANDING_FREE) {
		now = STANDING_OUTSIDE;
	}
	if (now != *standing)
		*which = *t;
	*standing = now;
}

enum standing
constraints_standing(const struct cert *issuer, uint32_t tag, struct span name,
		     struct subtree *which)
{
	struct subject s = read_subject(tag, name);
	enum standing standing = STANDING_FREE;
	struct subtree t;

	if (!s.comparable)
		return STANDING_FREE;
	each_subtree(issuer, t) /* those permitted come first */
		if (t.base.tag == s.tag)
			weigh(&standing, &t, likeness_to(&s, &t), which);
	return standing;
}

bool
constraints_affordable(const struct cert *issuer, size_t names, size_t octets)
{
	const size_t most_pairs = (size_t)1 << 20, most_octets = (size_t)1 << 24;
	size_t subtrees = 0, length = extension_list(issuer, OID_NC).n;
	struct subtree t;

	each_subtree(issuer, t)
		subtrees++;
	if (subtrees == 0 || names == 0)
		return true;
	if (names > most_pairs / subtrees)
		return false;
	/* A comparison ends with the shorter of the two. */
	return octets <= most_octets / subtrees || length <= most_octets / names;
}
