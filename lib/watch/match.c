/* certlint_watch_match(): an object held against a list, pass by pass, and each hit told. */

#include "watch/watch.h"

#include "key.h"
#include "object.h"
#include "sized.h"
#include "text.h"
#include "transparency.h"

enum { VALUE_MAX = 512 };

/* One call. */
struct matching {
	struct seeker seeker;
	struct certlint_watch_about about;
	struct evidence evidence;
	bool gathered;
	uint8_t issuer_key[WATCH_HASH], key[WATCH_HASH], tbs[WATCH_HASH];
	char value[VALUE_MAX], broken[BROKEN_MAX];

	/* Of an object that was decoded here: its issuer is read once there is a hit. */
	struct surroundings *surroundings;
	const struct plan *plan;
};

/* ---- the value in printable form ---- */

static size_t
put_char(char *to, struct span whole, struct span rest, uint32_t c)
{
	static const char digits[] = "0123456789abcdef";
	size_t used = 0;

	if (c >= 0x20 && c < 0x7f) {
		to[0] = (char)c;
		return 1;
	}
	for (const uint8_t *p = whole.p; p < rest.p; p++) {
		to[used++] = '\\';
		to[used++] = 'x';
		to[used++] = digits[*p >> 4];
		to[used++] = digits[*p & 15];
	}
	return used;
}

/* Text, in which a character that is not plain ASCII stands as its octets. */
static void
print_text(char *to, uint32_t tag, struct span text)
{
	struct span rest = text;
	size_t used = 0;
	uint32_t c;

	if (tag != DER_BMP_STRING && tag != DER_UNIVERSAL_STRING)
		tag = DER_IA5_STRING;
	while (used < VALUE_MAX - 24 && text_next(tag, &rest, &c)) {
		used += put_char(to + used, text, rest, c);
		text = rest;
	}
	memcpy(to + used, rest.n > 0 ? "..." : "", rest.n > 0 ? 4 : 1);
}

static void
print_network(char *to, struct span octets)
{
	struct ip ip, mask;

	ip_from_octets((struct span){ octets.p, octets.n / 2 }, &ip);
	ip_from_octets((struct span){ octets.p + octets.n / 2, octets.n / 2 }, &mask);
	ip_format(&ip, to);
	to += strlen(to);
	*to++ = '/';
	ip_format(&mask, to);
}

static void
print_value(char *to, const struct seeker *s, const struct found *f)
{
	struct span at = { s->object->cert.file.p + f->offset, f->length };
	const char *pattern = s->w->pool + s->w->items[f->item].pattern;
	struct ip ip;

	if (f->as == AS_ADDRESS && ip_from_octets(at, &ip))
		ip_format(&ip, to);
	else if (f->as == AS_ADDRESS && (at.n == 8 || at.n == 32))
		print_network(to, at);
	else if (f->as == AS_ITEM)
		print_text(to, DER_IA5_STRING, (struct span){ (const uint8_t *)pattern,
			   strlen(pattern) });
	else
		print_text(to, f->tag, at);
}

/* ---- what is worked out where there is a hit ---- */

static void
read_issuer(struct matching *m)
{
	struct seeker *s = &m->seeker;
	const struct certlint_input *in = m->plan ? &m->plan->input : NULL;

	if (in && in->issuer)
		object_read_issuer(m->surroundings, m->plan,
				   (struct span){ in->issuer, in->issuer_length });
	if (m->about.issuer_key) {
		s->issuer_key = m->about.issuer_key;
	} else if (s->object->issuer_key && der_is_sound(&s->object->issuer_key->spki)) {
		sha256(der_whole(&s->object->issuer_key->spki), m->issuer_key);
		s->issuer_key = m->issuer_key;
		/* What is yet to be signed proves nothing, and need not. */
		if (der_present(&s->object->cert.signature))
			m->evidence.claimed = s->object->issuer_key;
	}
}

static void
gather(struct matching *m)
{
	const struct cert *c = &m->seeker.object->cert;
	struct evidence *e = &m->evidence;
	struct ct_tbs tbs;

	if (m->gathered)
		return;
	m->gathered = true;
	if (!(m->seeker.w->kinds & 1u << CERTLINT_WATCH_ISSUER))
		read_issuer(m);
	e->object = m->seeker.object;
	e->issuer_key = m->seeker.issuer_key;
	e->key = m->about.key;
	if (!e->key && der_is_sound(&c->spki)) {
		sha256(der_whole(&c->spki), m->key);
		e->key = m->key;
	}
	if (m->about.tbs) {
		e->tbs = m->about.tbs;
	} else if (der_present(&c->tbs) && ct_tbs_read(c, &tbs)) {
		sha256_pieces(tbs.at, tbs.count, m->tbs);
		e->tbs = m->tbs;
	}
}

static int
tell(struct matching *m, const struct found *f, certlint_watch_sink *sink, void *ctx)
{
	const struct certlint_watch *w = m->seeker.w;
	const struct watch_item *item = &w->items[f->item];
	struct certlint_hit hit = {
		.size = sizeof(hit), .item = f->item, .user = item->user,
		.pattern = w->pool + item->pattern,
		.label = w->pool + (item->label ? item->label : item->pattern),
		.owner = item->owner ? w->pool + item->owner : NULL,
		.note = item->note ? w->pool + item->note : NULL, .value = m->value,
		.place = watch_place_name(f->place), .offset = f->offset, .length = f->length,
		.object = m->evidence.object, .issuer_key = m->evidence.issuer_key,
		.tbs = m->evidence.tbs, .kind = item->kind, .how = f->how,
		.flags = m->seeker.cut ? CERTLINT_HIT_CUT : 0,
	};

	print_value(m->value, &m->seeker, f);
	watch_judge(w, item, &m->evidence, &hit, m->broken);
	return sink(ctx, &hit);
}

/* ---- passes ---- */

static int
match(struct matching *m, certlint_watch_sink *sink, void *ctx)
{
	struct seeker *s = &m->seeker;
	uint32_t floor = 0;
	bool more;
	int told = 0;

	s->budget = FOUND_BUDGET + 4 * (uint64_t)s->object->cert.file.n;
	s->cut = false;
	if (s->w->kinds & 1u << CERTLINT_WATCH_ISSUER)
		read_issuer(m);
	do {
		found_begin(s, floor);
		seek_object(s);
		found_sort(s);
		more = s->limit != UINT32_MAX && !s->cut &&
		       found_charge(s, 1000 + (uint32_t)(s->object->cert.file.n / 16));
		if (s->count > 0)
			gather(m);
		for (uint32_t i = 0; i < s->count; i++) {
			told++;
			if (tell(m, &s->found[i], sink, ctx))
				return told;
		}
		floor = s->limit;
	} while (more);
	return told == 0 && s->cut ? CERTLINT_ERR_LIMIT : told;
}

static int
begin(struct matching *m, const certlint_watch *watch, const struct certlint_watch_about *about,
      certlint_watch_sink *sink)
{
	struct certlint_watch_about given = CERTLINT_WATCH_ABOUT_INIT;

	if (watch == NULL || sink == NULL)
		return CERTLINT_ERR_ARGUMENT;
	m->seeker.w = watch;
	m->seeker.issuer_key = NULL;
	m->gathered = false;
	m->evidence = (struct evidence){ .object = NULL };
	m->surroundings = NULL;
	m->plan = NULL;
	m->about = given;
	if (about && sized_read(&m->about, sizeof(m->about), about) != CERTLINT_OK)
		return sized_read(&m->about, sizeof(m->about), about);
	m->seeker.key = m->about.key;
	return m->about.flags ? CERTLINT_ERR_NEWER : CERTLINT_OK;
}

int
certlint_watch_object(const certlint_watch *watch, const struct certlint_object *object,
		      const struct certlint_watch_about *about, certlint_watch_sink *sink,
		      void *ctx)
{
	struct matching m;
	int status = begin(&m, watch, about, sink);

	if (status != CERTLINT_OK)
		return status;
	if (object == NULL)
		return CERTLINT_ERR_ARGUMENT;
	if (object->cert.file.n > UINT32_MAX)
		return CERTLINT_ERR_LIMIT;
	m.seeker.object = object;
	return match(&m, sink, ctx);
}

int
certlint_watch_match(const certlint_watch *watch, const struct certlint_input *input,
		     const struct certlint_watch_about *about, certlint_watch_sink *sink, void *ctx)
{
	struct matching m;
	struct surroundings s;
	struct plan plan, alone;
	int status = begin(&m, watch, about, sink);

	if (status == CERTLINT_OK)
		status = plan_read(&plan, &watch->handle, input, NULL);
	if (status != CERTLINT_OK)
		return status;
	alone = plan;
	alone.input.issuer = NULL;
	alone.input.issuer_length = 0;
	object_read_around(&s, &alone);
	object_read(&s, &alone, (struct span){ plan.input.data, plan.input.length }, NULL);
	m.seeker.object = &s.object;
	m.surroundings = &s;
	m.plan = &plan;
	return match(&m, sink, ctx);
}
