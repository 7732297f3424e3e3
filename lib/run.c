/* One run over one object: which lints apply, and what they tell. */

#include "engine.h"

#include <stdarg.h>
#include <stdio.h>

enum { POLL_INTERVAL = 1000000 };	/* a millisecond, in nanoseconds */
enum { WORDS_MAX = ENTRIES_MAX / 64 };	/* certlint_new() refuses more */

/* ---- choosing ---- */

static uint32_t
epoch_of(const struct engine *e, int32_t day)
{
	uint32_t low = 0, high = e->epoch_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (e->epochs[middle] <= day)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * The lints whose window holds the day: of the object, or of the wall clock for those by it.
 * Without a wall clock all of the latter stay, to be told as not checked.
 */
static void
choose_dated(const struct engine *e, const struct certlint_object *o, uint64_t *chosen)
{
	int32_t day = object_rules_day(o);
	const uint64_t *object_row = day == DAY_NONE ? e->undated :
		e->live + (size_t)e->words * epoch_of(e, day);
	const uint64_t *now_row = o->now == 0 ? e->by_now :
		e->live + (size_t)e->words * epoch_of(e, day_of(o->now));

	for (uint32_t i = 0; i < e->words; i++)
		chosen[i] = (object_row[i] & ~e->by_now[i]) | (now_row[i] & e->by_now[i]);
}

static void
choose_triggered(const struct engine *e, const struct signals *s, uint64_t *chosen)
{
	uint64_t any[WORDS_MAX];

	memcpy(any, e->free, e->words * sizeof(*any));
	for (uint32_t w = 0; w < SIGNAL_COUNT / 64; w++)
		for (uint64_t bits = s->w[w]; bits; bits &= bits - 1) {
			uint32_t signal = w * 64 + (uint32_t)__builtin_ctzll(bits);
			const uint64_t *r = e->triggered + (size_t)e->words * signal;

			for (uint32_t i = 0; i < e->words; i++)
				any[i] |= r[i];
		}
	for (uint32_t i = 0; i < e->words; i++)
		chosen[i] &= any[i];
}

/*
 * The rows to look at for these facts: one for eight facts where they are all that is used of the
 * eight.
 */
static uint32_t
pick_rows(const struct facts *facts, const struct facts *used, uint16_t *rows)
{
	uint32_t n = 0;

	for (uint32_t w = 0; w < FACT_WORDS; w++)
		for (uint64_t bits = facts->w[w]; bits; ) {
			uint32_t at = (uint32_t)__builtin_ctzll(bits), byte = at / 8;
			uint64_t eight = (uint64_t)0xff << 8 * byte;

			if ((bits & eight) == (used->w[w] & eight)) {
				rows[n++] = (uint16_t)(FACT_WORDS * 64 + w * 8 + byte);
				bits &= ~eight;
			} else {
				rows[n++] = (uint16_t)(w * 64 + at);
				bits &= bits - 1;
			}
		}
	return n;
}

/* Of a block of the chosen lints, those that are in all these rows. */
static void
keep_block(const uint64_t *rows, uint32_t words, const uint16_t *picked, uint32_t count,
	   uint64_t *chosen)
{
	uint64_t a = chosen[0], b = chosen[1], c = chosen[2], d = chosen[3];
	uint64_t e = chosen[4], f = chosen[5], g = chosen[6], h = chosen[7];

	_Static_assert(BLOCK == 8, "one variable for a word");
	for (uint32_t i = 0; i < count; i++) {
		const uint64_t *r = rows + (size_t)words * picked[i];

		a &= r[0], b &= r[1], c &= r[2], d &= r[3];
		e &= r[4], f &= r[5], g &= r[6], h &= r[7];
	}
	chosen[0] = a, chosen[1] = b, chosen[2] = c, chosen[3] = d;
	chosen[4] = e, chosen[5] = f, chosen[6] = g, chosen[7] = h;
}

/* The same of half a block, for what is left of a row. */
static void
keep_half(const uint64_t *rows, uint32_t words, const uint16_t *picked, uint32_t count,
	  uint64_t *chosen)
{
	uint64_t a = chosen[0], b = chosen[1], c = chosen[2], d = chosen[3];

	_Static_assert(HALF_BLOCK == 4, "one variable for a word");
	for (uint32_t i = 0; i < count; i++) {
		const uint64_t *r = rows + (size_t)words * picked[i];

		a &= r[0], b &= r[1], c &= r[2], d &= r[3];
	}
	chosen[0] = a, chosen[1] = b, chosen[2] = c, chosen[3] = d;
}

static void
keep_rows(const uint64_t *rows, uint32_t words, const struct facts *facts,
	  const struct facts *used, uint64_t *chosen)
{
	uint16_t picked[FACT_WORDS * 64];
	uint32_t count = pick_rows(facts, used, picked), i;

	for (i = 0; i + BLOCK <= words; i += BLOCK)
		keep_block(rows + i, words, picked, count, chosen + i);
	if (i < words)
		keep_half(rows + i, words, picked, count, chosen + i);
}

/*
 * The lints that apply, and of these the ones that damage keeps from being judged: a fact that
 * they ask for, or must not have, is in doubt.
 */
static void
choose_facts(const struct engine *e, const struct cert *c, uint64_t *chosen, uint64_t *doubted)
{
	struct facts missing, held;
	uint64_t in_doubt = 0;

	for (uint32_t w = 0; w < FACT_WORDS; w++) {
		in_doubt |= c->doubt.w[w];
		missing.w[w] = e->used_on.w[w] & ~c->facts.w[w] & ~c->doubt.w[w];
		held.w[w] = e->used_off.w[w] & c->facts.w[w];
	}
	keep_rows(e->without, e->words, &missing, &e->used_on, chosen);
	keep_rows(e->with, e->words, &held, &e->used_off, chosen);
	memset(doubted, 0, e->words * sizeof(*doubted));
	if (in_doubt == 0)
		return;
	memcpy(doubted, chosen, e->words * sizeof(*doubted));
	for (uint32_t w = 0; w < FACT_WORDS; w++) {
		missing.w[w] = e->used_on.w[w] & c->doubt.w[w];
		held.w[w] = e->used_off.w[w] & c->doubt.w[w];
	}
	keep_rows(e->without, e->words, &missing, &e->used_on, chosen);
	keep_rows(e->with, e->words, &held, &e->used_off, chosen);
	for (uint32_t i = 0; i < e->words; i++)
		doubted[i] &= ~chosen[i];
}

static bool
is_lacking(const struct certlint_object *o, uint32_t need)
{
	switch (1 << need) {
	case NEED_ISSUER: return o->issuer == NULL;
	case NEED_PAIR: return o->pair == NULL;
	case NEED_ISSUER_KEY: return o->issuer_key == NULL;
	default: return o->now == 0;
	}
}

/* Of the chosen, those whose need is not met move to `lacking`. */
static void
choose_needs(const struct engine *e, const struct certlint_object *o, uint64_t *chosen,
	     uint64_t *lacking)
{
	memset(lacking, 0, e->words * sizeof(*lacking));
	for (uint32_t n = 0; n < NEED_COUNT; n++)
		if (is_lacking(o, n))
			for (uint32_t i = 0; i < e->words; i++)
				lacking[i] |= chosen[i] & e->lacking[(size_t)e->words * n + i];
	for (uint32_t i = 0; i < e->words; i++)
		chosen[i] &= ~lacking[i];
}

static void
choose_severity(const struct engine *e, int32_t minimum, uint64_t *chosen)
{
	const uint64_t *r = e->severe + (size_t)e->words *
		(minimum > CERTLINT_WARNING ? 2 : minimum > CERTLINT_NOTICE ? 1 : 0);

	for (uint32_t i = 0; i < e->words; i++)
		chosen[i] &= r[i];
}

/* ---- telling ---- */

/* Hand over the finding that was held back. */
static inline void
flush(struct report *r)
{
	if (!r->holding)
		return;
	r->holding = false;
	if (!r->stopped && r->options->sink(r->options->ctx, &r->held))
		r->stopped = true;
}

static bool
overlap(struct span a, struct span b)
{
	if (a.n == 0 || b.n == 0)
		return a.p == b.p;
	return a.p < b.p + b.n && b.p < a.p + a.n;
}

/* Whether a lint that speaks in place of this one has reported these bytes. */
static bool
is_spoken_for(const struct report *r, struct span at)
{
	for (uint32_t u = 0; u < r->entry->unless_count; u++)
		for (uint32_t i = 0; i < r->spoken_count; i++)
			if (r->spoken[i].index == r->entry->unless[u] &&
			    overlap(r->spoken[i].at, at))
				return true;
	return false;
}

static void
note_spoken(struct report *r, struct span at)
{
	if (!r->entry->wins || r->spoken_count == SPOKEN_MAX)
		return;
	r->spoken[r->spoken_count].index = r->index;
	r->spoken[r->spoken_count++].at = at;
}

/* The finding's place, forced into the object: nothing outside it is ever pointed to. */
static struct span
place_inside(const struct report *r, struct span at)
{
	struct span file = r->object->cert.file;

	return at.p && span_inside(at, file) ? at : file;
}

static void
hold(struct report *r, struct span at, uint32_t severity)
{
	const struct entry *e = r->entry;

	r->holding = true;
	r->held = (struct certlint_finding){
		.size = sizeof(r->held), .id = e->lint->id, .source = e->lint->source,
		.citation = e->lint->citation, .covers = e->text->covers,
		.detail = r->detail, .bytes = at.p, .bytes_length = at.n,
		.offset = at.p ? (size_t)(at.p - r->object->cert.file.p) : 0, .length = at.n,
		.lint = e->shown, .object = r->object, .severity = (int32_t)severity,
		.index = e->number,
	};
	if (r->next_has_expected) {
		memcpy(r->expected, r->next_expected, sizeof(r->expected));
		print_tidy(r->expected, sizeof(r->expected));
		r->held.expected = r->expected;
	}
	if (r->next_has_found) {
		memcpy(r->found, r->next_found, sizeof(r->found));
		print_tidy(r->found, sizeof(r->found));
		r->held.found = r->found;
	}
}

/*
 * Room for one more finding of the lint that runs; false if it is only counted, because another
 * lint speaks for these bytes or a limit is reached.
 */
static bool
admit(struct report *r, struct span at)
{
	if (r->stopped || is_spoken_for(r, at))
		return false;
	note_spoken(r, at);
	if (r->told == r->options->max_per_lint) {
		r->held.omitted++;
		return false;
	}
	if (r->total == r->options->max_findings) {
		r->cut = true;
		if (r->holding)
			r->held.omitted++;
		return false;
	}
	flush(r);
	r->told++;
	r->total++;
	return !r->stopped;
}

void
report_text(struct report *r, struct span at, const char *format, va_list arguments)
{
	at = place_inside(r, at);
	if (admit(r, at)) {
		r->detail[0] = '\0';
		if (!r->options->no_detail) {
			print_formatted(r->detail, sizeof(r->detail), format, arguments);
			print_tidy(r->detail, sizeof(r->detail));
		}
		hold(r, at, r->entry->severity);
	}
	r->next_has_expected = r->next_has_found = false;
}

void
fail(struct report *r, struct span at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report_text(r, at, format, arguments);
	va_end(arguments);
}

/* As much of a text as there is room for. */
static void
copy_text(char out[DETAIL_MAX], const char *text)
{
	size_t n = strlen(text);

	n = n < DETAIL_MAX ? n : DETAIL_MAX - 1;
	memcpy(out, text, n);
	out[n] = '\0';
}

void
expect(struct report *r, const char *expected, const char *found_format, ...)
{
	va_list arguments;

	if (r->options->no_detail)
		return;
	r->next_has_expected = expected != NULL;
	if (expected)
		copy_text(r->next_expected, expected);
	r->next_has_found = found_format != NULL;
	if (found_format == NULL)
		return;
	va_start(arguments, found_format);
	print_formatted(r->next_found, sizeof(r->next_found), found_format, arguments);
	va_end(arguments);
}

void
not_checked(struct report *r, const char *why)
{
	r->unchecked = why;
}

/* ---- printable text ---- */

static char *
next_printed(struct report *r)
{
	return r->printed[r->printed_next++ % PRINTED_COUNT];
}

const char *
quote(struct report *r, struct span s)
{
	return r->options->no_detail ? "" : print_quoted(next_printed(r), s);
}

const char *
hex(struct report *r, struct span s)
{
	return r->options->no_detail ? "" : print_hex(next_printed(r), s);
}

const char *
oid_name(struct report *r, struct span oid)
{
	enum oid known = oid_find(oid);
	char *text = next_printed(r);

	if (known != OID_NONE)
		return oid_text(known);
	oid_format(oid, text, PRINTED_MAX);
	return text;
}

const char *
ip_text(struct report *r, const struct ip *ip)
{
	char *text = next_printed(r);

	ip_format(ip, text);
	return text;
}

const char *
day_text(struct report *r, int32_t day)
{
	char *text = next_printed(r);

	day_format(day, text);
	return text;
}

/* ---- what a check may ask ---- */

const void *
arg(const struct report *r)
{
	return r->entry->lint->arg;
}

const struct data *
data_of(const struct report *r)
{
	return r->object->data;
}

int32_t
rules_day(const struct report *r)
{
	return object_rules_day(r->object);
}

int64_t
now_of(const struct report *r)
{
	return r->object->now;
}

const struct cert *
issuer_of(const struct report *r)
{
	return &r->object->issuer->cert;
}

const struct cert *
issuer_key_of(const struct report *r)
{
	return r->object->issuer_key;
}

const struct cert *
pair_of(const struct report *r)
{
	return &r->object->pair->cert;
}

int32_t
object_rules_day(const struct certlint_object *o)
{
	return o->as_of ? day_of(o->as_of) : o->cert.from_day;
}

const char *
need_name(enum need need)
{
	switch (need) {
	case NEED_ISSUER: return "issuer";
	case NEED_PAIR: return "pair";
	case NEED_ISSUER_KEY: return "issuer_key";
	default: return "now";
	}
}

/* ---- running ---- */

static void
run_entry(struct report *r, uint32_t i)
{
	const struct entry *entry = &r->engine->entries[i];

	r->index = i;
	r->entry = entry;
	r->told = 0;
	r->unchecked = NULL;
	if (entry->check)
		entry->check(&r->object->cert, r);
	else
		entry->outside->check(r->object, (struct certlint_reporter *)(void *)r);
	flush(r);
}

/* Say that a lint was not checked: severity none, why in words, the need in `expected`. */
static void
tell_not_checked(struct report *r, uint32_t i, const char *need, const char *why)
{
	r->index = i;
	r->entry = &r->engine->entries[i];
	snprintf(r->detail, sizeof(r->detail), "%s", why);
	hold(r, (struct span){ r->object->cert.file.p, 0 }, CERTLINT_NONE);
	r->held.expected = need;
	flush(r);
}

/* Why a need is not met. */
static const char *
lacking_text(const struct certlint_object *o, enum need need)
{
	if (o->unreadable & need)
		return need == NEED_PAIR ? "the counterpart that was given does not decode" :
			"the issuer that was given does not decode";
	switch (need) {
	case NEED_ISSUER:
		return o->issuer_key ? "needs the issuer's certificate: only its key was given" :
				       "needs the issuer's certificate";
	case NEED_PAIR: return "needs the counterpart";
	case NEED_ISSUER_KEY: return "needs the issuer's key";
	default: return "needs the current time";
	}
}

static void
tell_lacking(struct report *r, const uint64_t *bits, const char *damage)
{
	for (uint32_t w = 0; w < r->engine->words && !r->stopped; w++)
		for (uint64_t b = bits[w]; b && !r->stopped; b &= b - 1) {
			uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(b), n = 0;

			if (damage) {
				tell_not_checked(r, i, NULL, damage);
				continue;
			}
			while (!(r->engine->lacking[(size_t)r->engine->words * n + i / 64] >>
				 i % 64 & 1 && is_lacking(r->object, n)))
				n++;
			tell_not_checked(r, i, need_name((enum need)(1 << n)),
					 lacking_text(r->object, (enum need)(1 << n)));
		}
}

/*
 * Whether poll() says to stop.  The library has no clock: it counts what lints are known to take,
 * ten nanoseconds each, and more where there is much to walk.
 */
static bool
is_polled_off(struct report *r)
{
	if (r->options->poll == NULL)
		return false;
	r->work += 10 + r->object->cert.file.n / 32;
	if (r->work < POLL_INTERVAL)
		return false;
	r->work = 0;
	return r->options->poll(r->options->poll_ctx) != 0;
}

/* Every chosen lint; what a check itself could not decide is told at once. */
static void
run_chosen(struct report *r, const uint64_t *chosen)
{
	for (uint32_t w = 0; w < r->engine->words; w++)
		for (uint64_t b = chosen[w]; b; b &= b - 1) {
			if (is_polled_off(r))
				r->stopped = r->cut = true;
			if (r->stopped)
				return;
			run_entry(r, w * 64 + (uint32_t)__builtin_ctzll(b));
			if (r->unchecked && r->options->tell_not_checked)
				tell_not_checked(r, r->index, NULL, r->unchecked);
		}
}

/* Lints with a window, where the object's day cannot be read. */
static void
choose_undatable(const struct engine *e, const struct certlint_object *o, uint64_t *out)
{
	bool unknown = object_rules_day(o) == DAY_NONE;

	for (uint32_t i = 0; i < e->words; i++)
		out[i] = unknown ? ~e->undated[i] & ~e->by_now[i] : 0;
	for (uint32_t i = e->count; unknown && i < 64 * e->words; i++)
		out[i / 64] &= ~((uint64_t)1 << i % 64);
}

int
run_object(const struct engine *e, const struct certlint_object *o,
	   const struct run_options *options, struct report *r)
{
	uint64_t chosen[WORDS_MAX], doubted[WORDS_MAX], lacking[WORDS_MAX], undatable[WORDS_MAX];
	uint64_t ignored[WORDS_MAX];

	r->engine = e;
	r->object = o;
	r->options = options;
	r->holding = r->stopped = r->cut = false;
	r->next_has_expected = r->next_has_found = false;
	r->total = r->spoken_count = r->printed_next = 0;
	choose_dated(e, o, chosen);
	choose_triggered(e, &o->cert.signals, chosen);
	choose_severity(e, options->minimum, chosen);
	choose_facts(e, &o->cert, chosen, doubted);
	choose_needs(e, o, chosen, lacking);
	run_chosen(r, chosen);
	if (options->tell_not_checked && !r->stopped) {
		choose_undatable(e, o, undatable);
		choose_triggered(e, &o->cert.signals, undatable);
		choose_severity(e, options->minimum, undatable);
		choose_facts(e, &o->cert, undatable, ignored);
		tell_lacking(r, lacking, NULL);
		tell_lacking(r, doubted, "the object is too damaged");
		tell_lacking(r, undatable, "the object's date cannot be read");
	}
	return r->stopped ? CERTLINT_STOPPED : CERTLINT_OK;
}
