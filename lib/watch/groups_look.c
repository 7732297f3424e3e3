/* What an object says to groups: who issued it, and what is remarkable though nobody watches it. */

#include "watch/groups.h"

#include "host.h"
#include "key.h"
#include "print.h"
#include "sized.h"
#include "text.h"
#include "transparency.h"

void
groups_copy_text(char *to, size_t room, const char *text)
{
	size_t n = strlen(text);

	n = n < room - 1 ? n : room - 1;
	memcpy(to, text, n);
	to[n] = '\0';
	print_tidy(to, room);
}

/* An attribute's characters as UTF-8, where they are printable. */
static void
print_attribute(char *to, size_t room, const struct attribute *a)
{
	struct span s = a->value.body;
	size_t used = 0;
	uint32_t c;

	while (used + 5 < room && text_next(a->value.tag, &s, &c)) {
		if (c == UTF8_BROKEN || char_is_control(c))
			c = '?';
		if (c < 0x80) {
			to[used++] = (char)c;
			continue;
		}
		for (unsigned n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i = 0; i < n; i++) {
			unsigned shift = 6 * (n - 1 - i);

			to[used++] = (char)(i == 0 ? (0xf00u >> n & 0xf0u) | c >> shift :
						     0x80u | (c >> shift & 0x3f));
		}
	}
	to[used] = '\0';
}

static void
name_issuer(struct event *e, const struct cert *c)
{
	struct attribute a;

	e->issuer_name[0] = '\0';
	if (name_first(&c->issuer_name, OID_COMMON_NAME, &a) ||
	    name_first(&c->issuer_name, OID_ORGANIZATION, &a))
		print_attribute(e->issuer_name, sizeof(e->issuer_name), &a);
}

void
event_of_object(struct event *e, const struct certlint_object *object, const uint8_t *issuer_key,
		const uint8_t *tbs, int64_t time)
{
	const struct cert *c = &object->cert;
	struct ct_tbs pieces;

	e->time = time;
	e->by_name = issuer_key == NULL;
	name_issuer(e, c);
	if (issuer_key)
		memcpy(e->issuer, issuer_key, 32);
	else
		sha256(c->issuer.body, e->issuer);
	if (tbs)
		memcpy(e->tbs, tbs, 32);
	else if (der_present(&c->tbs) && ct_tbs_read(c, &pieces))
		sha256_pieces(pieces.at, pieces.count, e->tbs);
	else
		sha256(c->file, e->tbs);
}

/* ---- what nobody watches ---- */

static void
show_address(char *to, const struct cert *c)
{
	struct der gn;
	struct ip ip;

	to[0] = '\0';
	each_ip(c, gn)
		if (ip_from_octets(gn.body, &ip)) {
			ip_format(&ip, to);
			return;
		}
}

#define NO_TLD (HOST_BIT(HOST_TLD_UNKNOWN) | HOST_BIT(HOST_TLD_IMPOSSIBLE) | \
	HOST_BIT(HOST_TLD_NUMERIC))

static bool
has_unknown_tld(const struct cert *c)
{
	return c->signals.w[SIGNAL_DNS_FIRST / 64] & NO_TLD && !facts_have(&c->facts, FACT_CA);
}

static void
show_unknown(char *to, const struct certlint_object *o)
{
	char quoted[PRINTED_MAX];
	struct der gn;

	to[0] = '\0';
	each_dns(&o->cert, gn)
		if (host_flags(gn.body, DAY_NONE, o->data) & NO_TLD) {
			print_quoted(quoted, gn.body);
			groups_copy_text(to, PRINTED_MAX, quoted + 1);
			if (to[0])
				to[strlen(to) - 1] = '\0';
			return;
		}
}

struct look {
	struct certlint_groups *groups;
	struct event event;
	certlint_groups_sink *sink;
	void *ctx;
	int told;
};

/* Zero, or why it ends here. */
static int
tell(struct look *l, enum certlint_group_kind kind, const char *example)
{
	const struct certlint_group *group;
	int decision;

	l->event.kind = (uint32_t)kind;
	l->event.example = example;
	decision = groups_event(l->groups, &l->event, &group);
	if (decision < 0)
		return decision;
	l->told++;
	return l->sink(l->ctx, group, decision) ? CERTLINT_STOPPED : CERTLINT_OK;
}

static int
look(struct look *l, const struct certlint_object *o)
{
	const struct cert *c = &o->cert;
	char example[PRINTED_MAX];
	int status = CERTLINT_OK;

	if (facts_have(&c->facts, FACT_HAS_IP) && !facts_have(&c->facts, FACT_CA)) {
		show_address(example, c);
		status = tell(l, CERTLINT_GROUP_FIRST_IP, example);
	}
	if (status == CERTLINT_OK && has_unknown_tld(c)) {
		show_unknown(example, o);
		status = tell(l, CERTLINT_GROUP_UNKNOWN_TLD, example);
	}
	if (status == CERTLINT_OK && c->damaged)
		status = tell(l, CERTLINT_GROUP_UNDECODABLE, "");
	return status < 0 ? status : l->told;
}

static bool
is_remarkable(const struct cert *c)
{
	return c->damaged || has_unknown_tld(c) ||
	       (facts_have(&c->facts, FACT_HAS_IP) && !facts_have(&c->facts, FACT_CA));
}

int
certlint_groups_look(certlint_groups *groups, const struct certlint_object *object,
		     const struct certlint_watch_about *about, int64_t time,
		     certlint_groups_sink *sink, void *ctx)
{
	struct certlint_watch_about a = CERTLINT_WATCH_ABOUT_INIT;
	struct look l = { .groups = groups, .sink = sink, .ctx = ctx };
	const struct cert *issuer;
	uint8_t key[32];
	int status = CERTLINT_OK;

	if (groups == NULL || object == NULL || sink == NULL)
		return CERTLINT_ERR_ARGUMENT;
	if (about)
		status = sized_read(&a, sizeof(a), about);
	if (status != CERTLINT_OK || !is_remarkable(&object->cert))
		return status;
	issuer = object->issuer_key;
	if (a.issuer_key == NULL && issuer && der_is_sound(&issuer->spki)) {
		sha256(der_whole(&issuer->spki), key);
		a.issuer_key = key;
	}
	event_of_object(&l.event, object, a.issuer_key, a.tbs, time);
	l.event.pattern = l.event.label = l.event.owner = "";
	return look(&l, object);
}
