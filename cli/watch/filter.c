/* Which events are written: a small language over what is true of an event. */

#include "filter.h"

#include <stdlib.h>

#include "say.h"

enum {
	MAX_STEPS = 256,
	MAX_LINTS = 64,
	MAX_DEPTH = 60			/* of values at once: they are bits of a word */
};

enum step_kind {
	STEP_TRUE, STEP_IS, STEP_ITEM, STEP_LABEL, STEP_OWNER, STEP_LINT,
	STEP_NOT, STEP_AND, STEP_OR,
	STEP_OPEN			/* only on the stack of operators */
};

/* The filter in postfix order. */
struct step {
	enum step_kind kind;
	enum event_is is;
	const char *text;		/* of ITEM, LABEL, OWNER, LINT; in filter->words */
	uint64_t lint;			/* LINT: its bit */
};

struct filter {
	struct step steps[MAX_STEPS];
	size_t count;
	char *words;
	unsigned lints;
};

static const struct {
	const char *word;
	enum event_is is;
} words[] = {
	{ "alert", IS_ALERT }, { "alerts", IS_ALERT }, { "counted", IS_COUNTED },
	{ "held", IS_HELD }, { "duplicate", IS_DUPLICATE }, { "silent", IS_SILENT },
	{ "match", IS_MATCH }, { "hit", IS_MATCH }, { "hits", IS_MATCH },
	{ "anomaly", IS_ANOMALY }, { "anomalies", IS_ANOMALY }, { "damaged", IS_DAMAGED },
	{ "backscan", IS_BACKSCAN }, { "expected", IS_EXPECTED },
	{ "unexpected", IS_UNEXPECTED }, { "undecided", IS_UNDECIDED }, { "exact", IS_EXACT },
	{ "below", IS_BELOW }, { "wildcard", IS_WILDCARD }, { "disguised", IS_DISGUISED },
	{ "possible", IS_POSSIBLE }, { "error", IS_ERROR }, { "warning", IS_WARNING },
	{ "notice", IS_NOTICE }, { "certificate", IS_CERTIFICATE },
	{ "precertificate", IS_PRECERTIFICATE }, { "first_ip", IS_FIRST_IP },
	{ "unknown_tld", IS_UNKNOWN_TLD }, { "undecodable", IS_UNDECODABLE },
};

/* "unexpected" may be followed by what is. */
static const struct {
	const char *word;
	enum event_is is;
} broken[] = {
	{ "issuer", IS_UNEXPECTED_ISSUER }, { "key", IS_UNEXPECTED_KEY },
	{ "profile", IS_UNEXPECTED_PROFILE }, { "days", IS_UNEXPECTED_DAYS },
	{ "known", IS_UNEXPECTED_KNOWN },
};

static const struct {
	const char *lead;
	enum step_kind kind;
} leads[] = {
	{ "item:", STEP_ITEM }, { "label:", STEP_LABEL }, { "owner:", STEP_OWNER },
	{ "lint:", STEP_LINT },
};

/* ========================================================================== */
/*                                 Reading                                    */
/* ========================================================================== */

struct reader {
	struct filter *filter;
	char *at, *word;		/* what is left; the word that was taken */
	struct step stack[MAX_STEPS];
	size_t depth;
	size_t values;			/* that evaluation holds here */
	bool wants_value;		/* an operand is due, not an operator */
	const char *fault;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/*
 * Take the next word: a parenthesis, or up to one or a blank; quotes keep blanks.  In place: what
 * is left begins behind it.  `room` is where its copy goes.
 */
static bool
take_word(struct reader *r, char **room)
{
	bool quoted = false;

	while (is_blank(*r->at))
		r->at++;
	if (!*r->at)
		return false;
	r->word = *room;
	if (*r->at == '(' || *r->at == ')') {
		*(*room)++ = *r->at++;
	} else {
		for (; *r->at && (quoted || (!is_blank(*r->at) && *r->at != '(' && *r->at != ')'));
		     r->at++) {
			if (*r->at == '"')
				quoted = !quoted;
			else
				*(*room)++ = *r->at;
		}
	}
	*(*room)++ = '\0';
	if (quoted)
		r->fault = "a quote is not closed";
	return true;
}

static void
emit(struct reader *r, struct step step)
{
	if (r->filter->count == MAX_STEPS) {
		r->fault = "it is too long";
		return;
	}
	if (step.kind < STEP_NOT && ++r->values > MAX_DEPTH)
		r->fault = "it is nested too deeply";
	if (step.kind == STEP_AND || step.kind == STEP_OR)
		r->values--;
	r->filter->steps[r->filter->count++] = step;
}

static void
push(struct reader *r, enum step_kind kind)
{
	if (r->depth == MAX_STEPS)
		r->fault = "it is nested too deeply";
	else
		r->stack[r->depth++] = (struct step){ .kind = kind };
}

/* Emit what is waiting and binds at least as tightly as `kind`. */
static void
unwind(struct reader *r, enum step_kind kind)
{
	while (r->depth > 0 && r->stack[r->depth - 1].kind <= kind && !r->fault)
		emit(r, r->stack[--r->depth]);
}

static void
take_operator(struct reader *r, enum step_kind kind)
{
	if (r->wants_value) {
		r->fault = "a word is missing before";
		return;
	}
	unwind(r, kind);
	push(r, kind);
	r->wants_value = true;
}

static void
close_parenthesis(struct reader *r)
{
	if (r->wants_value) {
		r->fault = "a word is missing before";
		return;
	}
	unwind(r, STEP_OR);
	if (r->depth == 0)
		r->fault = "nothing is open before";
	else
		r->depth--;
}

/* The word behind "unexpected", if it says what is. */
static enum event_is
take_broken(struct reader *r)
{
	while (is_blank(*r->at))
		r->at++;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		size_t n = strlen(broken[i].word);
		char after = strncmp(r->at, broken[i].word, n) == 0 ? r->at[n] : 'x';

		if (!after || is_blank(after) || after == ')' || after == '(') {
			r->at += n;
			return broken[i].is;
		}
	}
	return IS_UNEXPECTED;
}

/* The same lint has the same bit. */
static void
number_lint(struct reader *r, struct step *step)
{
	step->lint = filter_lint(r->filter, step->text);
	if (step->lint)
		return;
	if (r->filter->lints == MAX_LINTS)
		r->fault = "there are too many lints before";
	else
		step->lint = (uint64_t)1 << r->filter->lints++;
}

static bool
find_value(struct reader *r, struct step *step)
{
	if (strcmp(r->word, "all") == 0) {
		step->kind = STEP_TRUE;
		return true;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(r->word, words[i].word) == 0) {
			step->kind = STEP_IS;
			step->is = words[i].is == IS_UNEXPECTED ? take_broken(r) : words[i].is;
			return true;
		}
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		size_t n = strlen(leads[i].lead);

		if (strncmp(r->word, leads[i].lead, n) == 0 && r->word[n]) {
			*step = (struct step){ .kind = leads[i].kind, .text = r->word + n };
			if (step->kind == STEP_LINT)
				number_lint(r, step);
			return true;
		}
	}
	return false;
}

static void
take_value(struct reader *r)
{
	struct step step = { .kind = STEP_TRUE };

	if (!r->wants_value)
		r->fault = "'and' or 'or' is missing before";
	else if (!find_value(r, &step))
		r->fault = "there is no word";
	else
		emit(r, step);
	r->wants_value = false;
}

static void
take(struct reader *r)
{
	if (strcmp(r->word, "and") == 0)
		take_operator(r, STEP_AND);
	else if (strcmp(r->word, "or") == 0)
		take_operator(r, STEP_OR);
	else if (strcmp(r->word, ")") == 0)
		close_parenthesis(r);
	else if (strcmp(r->word, "not") != 0 && strcmp(r->word, "(") != 0)
		take_value(r);
	else if (!r->wants_value)
		r->fault = "'and' or 'or' is missing before";
	else
		push(r, *r->word == '(' ? STEP_OPEN : STEP_NOT);
}

/* "not" binds to the value behind it, so it waits on top until that is there. */
static void
apply_not(struct reader *r)
{
	while (!r->wants_value && !r->fault && r->depth > 0 &&
	       r->stack[r->depth - 1].kind == STEP_NOT)
		emit(r, r->stack[--r->depth]);
}

static void
finish(struct reader *r)
{
	r->word = NULL;
	if (r->wants_value)
		r->fault = r->filter->count ? "it ends where a word is due" : "it is empty";
	else
		unwind(r, STEP_OR);
	if (!r->fault && r->depth > 0)
		r->fault = "a parenthesis is not closed";
}

struct filter *
filter_new(const char *text)
{
	struct filter *filter = memory_new(1, sizeof(*filter));
	struct reader *r = memory_new(1, sizeof(*r));
	size_t n = strlen(text);
	char *copy = memory_new(n + 1, 1), *room;

	memcpy(copy, text, n);
	/* Each word is followed by its NUL: a word of one character takes two. */
	room = filter->words = memory_new(2 * n + 2, 1);
	r->filter = filter;
	r->at = copy;
	r->wants_value = true;
	while (!r->fault && take_word(r, &room)) {
		if (!r->fault)
			take(r);
		apply_not(r);
	}
	if (!r->fault)
		finish(r);
	if (r->fault) {
		say("--filter: %s%s%s%s in '%s'", r->fault, r->word ? " '" : "",
		    r->word ? r->word : "", r->word ? "'" : "", text);
		filter_free(filter);
		filter = NULL;
	}
	free(copy);
	free(r);
	return filter;
}

void
filter_free(struct filter *filter)
{
	if (!filter)
		return;
	free(filter->words);
	free(filter);
}

uint64_t
filter_lint(const struct filter *filter, const char *id)
{
	for (size_t i = 0; filter->lints > 0 && i < filter->count; i++)
		if (filter->steps[i].kind == STEP_LINT && strcmp(filter->steps[i].text, id) == 0)
			return filter->steps[i].lint;
	return 0;
}

/* ========================================================================== */
/*                                 Judging                                    */
/* ========================================================================== */

static const char *
text_of(const struct certlint_watch_entry *item, enum step_kind kind)
{
	const char *text = kind == STEP_ITEM ? item->pattern : kind == STEP_LABEL ? item->label :
										    item->owner;

	return text ? text : "";
}

static bool
has_item(const certlint_watch *watch, const struct step *s)
{
	struct certlint_watch_entry item = CERTLINT_WATCH_ENTRY_INIT;

	for (size_t i = 0; certlint_watch_at(watch, i, &item); i++)
		if (strcmp(text_of(&item, s->kind), s->text) == 0)
			return true;
	return false;
}

static bool
has_lint(const certlint *lint, const struct step *s)
{
	const struct certlint_lint *found = certlint_find(lint, s->text, NULL);

	if (found && strcmp(found->id, s->text) == 0)
		return true;
	say("--filter: there is no lint '%s'%s%s; 'certlint list' names all", s->text,
	    found ? ", but perhaps is meant " : "", found ? found->id : "");
	return false;
}

bool
filter_check(const struct filter *filter, const certlint *lint, const certlint_watch *watch)
{
	for (size_t i = 0; i < filter->count; i++) {
		const struct step *s = &filter->steps[i];

		if (s->kind == STEP_LINT && !has_lint(lint, s))
			return false;
		if (s->kind >= STEP_ITEM && s->kind <= STEP_OWNER && !has_item(watch, s))
			say("--filter: no item of the list has %s%s",
			    leads[s->kind - STEP_ITEM].lead, s->text);
	}
	return true;
}

static bool
any_item(const struct event_view *e, const struct step *s)
{
	for (size_t i = 0; i < e->item_count; i++)
		if (strcmp(text_of(&e->items[i], s->kind), s->text) == 0)
			return true;
	return false;
}

static bool
value_of(const struct event_view *e, const struct step *s)
{
	switch (s->kind) {
	case STEP_IS: return e->is >> s->is & 1;
	case STEP_ITEM:
	case STEP_LABEL:
	case STEP_OWNER: return any_item(e, s);
	case STEP_LINT: return (e->lints & s->lint) != 0;
	default: return true;
	}
}

bool
filter_passes(const struct filter *filter, const struct event_view *event)
{
	uint64_t values = 0;		/* a stack of bits, the top one lowest */

	for (size_t i = 0; i < filter->count; i++) {
		const struct step *s = &filter->steps[i];

		if (s->kind == STEP_NOT)
			values ^= 1;
		else if (s->kind == STEP_AND)
			values = values >> 1 & (values | ~(uint64_t)1);
		else if (s->kind == STEP_OR)
			values = values >> 1 | (values & 1);
		else
			values = values << 1 | value_of(event, s);
	}
	return values & 1;
}

/* Every combination of what an entry may be; of several lints only all and none are tried. */
bool
filter_tells_plain(const struct filter *filter)
{
	for (unsigned i = 0; i < 32; i++) {
		struct event_view view = { .lints = i >> 4 & 1 ? ~(uint64_t)0 : 0 };

		view.is = (uint64_t)(i & 7) << IS_ERROR |
			  IS(i >> 3 & 1 ? IS_CERTIFICATE : IS_PRECERTIFICATE);
		if (filter_passes(filter, &view))
			return true;
	}
	return filter->lints > 1;
}
