/* Whether what was found is what the item expects, and what does not hold, in words. */

#include "watch/watch.h"


/* Words behind those that there are, up to the room. */
struct words {
	char *text;
	size_t used;
};

static void
say(struct words *w, const char *text)
{
	size_t n = strlen(text), left = BROKEN_MAX - 1 - w->used;

	n = n < left ? n : left;
	memcpy(w->text + w->used, text, n);
	w->used += n;
	w->text[w->used] = '\0';
}

static void
say_number(struct words *w, uint64_t number)
{
	char digits[21];
	size_t i = sizeof(digits) - 1;

	digits[i] = '\0';
	do
		digits[--i] = (char)('0' + number % 10);
	while (number /= 10);
	say(w, digits + i);
}

/* Enough of a hash to tell it from the others. */
static void
say_hash(struct words *w, const uint8_t hash[WATCH_HASH])
{
	static const char digits[] = "0123456789abcdef";
	char text[2 * WATCH_HASH + 1];

	for (unsigned i = 0; i < WATCH_HASH; i++) {
		text[2 * i] = digits[hash[i] >> 4];
		text[2 * i + 1] = digits[hash[i] & 15];
	}
	text[2 * WATCH_HASH] = '\0';
	say(w, text);
}

static bool
is_among(const struct certlint_watch *w, uint32_t first, uint32_t count, const uint8_t *hash)
{
	for (uint32_t i = 0; i < count; i++)
		if (memcmp(w->hashes + ((size_t)first + i) * WATCH_HASH, hash, WATCH_HASH) == 0)
			return true;
	return false;
}

struct judgement {
	struct words words;
	uint32_t breaks;
	bool undecided;
};

static void
break_one(struct judgement *j, enum certlint_watch_expectation which, const char *text)
{
	say(&j->words, j->breaks ? "; " : "");
	say(&j->words, text);
	j->breaks |= which;
}

/*
 * A certificate that comes along is the issuer's only if its key made the signature: who sends
 * both, as a log does, could send that of an issuer that is expected.  Once for an object.
 */
static enum verdict
signature_of(struct evidence *e)
{
	if (!e->verified)
		e->verdict = cert_verify(&e->object->cert, e->claimed);
	e->verified = true;
	return e->verdict;
}

static void
break_issuer(const struct evidence *e, struct judgement *j, const char *what)
{
	break_one(j, CERTLINT_WATCH_EXPECTS_ISSUER, "the issuer's key sha256:");
	say_hash(&j->words, e->issuer_key);
	say(&j->words, what);
}

static void
judge_issuer(const struct certlint_watch *w, const struct watch_expects *x, struct evidence *e,
	     struct judgement *j)
{
	if (x->issuer_count == 0)
		return;
	if (e->issuer_key == NULL)
		j->undecided = true;
	else if (!is_among(w, x->issuers, x->issuer_count, e->issuer_key))
		break_issuer(e, j, " is not expected");
	else if (e->claimed && signature_of(e) == VERDICT_BAD)
		break_issuer(e, j, " did not sign it");
	else if (e->claimed && e->verdict == VERDICT_UNKNOWN)
		j->undecided = true;
}

static void
judge_key(const struct certlint_watch *w, const struct watch_expects *x, const struct evidence *e,
	  struct judgement *j)
{
	if (x->key_count == 0)
		return;
	if (e->key == NULL) {
		break_one(j, CERTLINT_WATCH_EXPECTS_KEY, "the key cannot be read");
	} else if (!is_among(w, x->keys, x->key_count, e->key)) {
		break_one(j, CERTLINT_WATCH_EXPECTS_KEY, "the key sha256:");
		say_hash(&j->words, e->key);
		say(&j->words, " is not expected");
	}
}

static void
judge_profile(const struct watch_expects *x, const struct evidence *e, struct judgement *j)
{
	const char *name = e->object->profile;
	const struct profile *profile = name ? profile_find(name) : NULL;

	if (x->profiles == 0 || (profile && x->profiles >> (profile - profile_table) & 1))
		return;
	break_one(j, CERTLINT_WATCH_EXPECTS_PROFILE, "the profile is ");
	say(&j->words, profile ? profile->name.name : "none");
	say(&j->words, ", which is not expected");
}

static void
judge_days(const struct watch_expects *x, const struct evidence *e, struct judgement *j)
{
	const struct cert *c = &e->object->cert;
	int64_t seconds = cert_lifetime(c);

	if (x->max_days == 0)
		return;
	if (!facts_have(&c->facts, FACT_VALIDITY_KNOWN)) {
		break_one(j, CERTLINT_WATCH_EXPECTS_DAYS, "the validity period cannot be read");
	} else if (seconds > (int64_t)x->max_days * 86400) {
		break_one(j, CERTLINT_WATCH_EXPECTS_DAYS, "it is valid for ");
		say_number(&j->words, (uint64_t)(seconds + 86399) / 86400);
		say(&j->words, " days, and ");
		say_number(&j->words, x->max_days);
		say(&j->words, " are expected at most");
	}
}

/* Who lists what is known and nothing else knows of no other. */
static void
judge_known(const struct watch_expects *x, struct judgement *j)
{
	if (x->known_count && !x->issuer_count && !x->key_count && !x->profiles && !x->max_days)
		break_one(j, CERTLINT_WATCH_EXPECTS_KNOWN, "it is none of those that are known");
}

void
watch_judge(const struct certlint_watch *w, const struct watch_item *item,
	    struct evidence *e, struct certlint_hit *hit, char broken[BROKEN_MAX])
{
	const struct watch_expects *x = item->expects ? &w->expects[item->expects - 1] : NULL;
	struct judgement j = { .words = { broken, 0 } };

	broken[0] = '\0';
	hit->breaks = 0;
	hit->broken = NULL;
	hit->verdict = CERTLINT_WATCH_UNDECIDED;
	if (x == NULL)
		return;
	hit->verdict = CERTLINT_WATCH_EXPECTED;
	if (e->tbs && is_among(w, x->known, x->known_count, e->tbs))
		return;
	judge_issuer(w, x, e, &j);
	judge_key(w, x, e, &j);
	judge_profile(x, e, &j);
	judge_days(x, e, &j);
	judge_known(x, &j);
	hit->breaks = j.breaks;
	hit->broken = j.breaks ? broken : NULL;
	hit->verdict = j.breaks ? CERTLINT_WATCH_UNEXPECTED : j.undecided ?
				  CERTLINT_WATCH_UNDECIDED : CERTLINT_WATCH_EXPECTED;
}
