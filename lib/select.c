/* The grammar of options.selection and options.severity: which lints run, and how bad they are. */

#include "handle.h"

#include "sized.h"

enum { TEXT_MAX = 256 };

enum by { BY_ALL, BY_ID, BY_SOURCE, BY_COVERS, BY_NEEDS, BY_PEER };

/* A text being read word by word; `name` is the option's, for messages. */
struct reader {
	const char *name, *text, *p;
	struct certlint_error *error;
	int32_t position;		/* where the word at hand begins */
	char word[TEXT_MAX];		/* without its quotes */
};

struct pattern {
	enum by by;
	const char *glob;
};

/* ---- words ---- */

static bool
is_between(char c)
{
	return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word into reader->word: 1, 0 at the end, or a negative status. */
static int
read_word(struct reader *r)
{
	size_t n = 0;
	bool quoted = false;

	while (is_between(*r->p))
		r->p++;
	r->position = (int32_t)(r->p - r->text);
	if (*r->p == '\0')
		return 0;
	for (; *r->p && (quoted || !is_between(*r->p)); r->p++) {
		if (*r->p == '"')
			quoted = !quoted;
		else if (n == TEXT_MAX - 1)
			return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
				      "%s: a word of more than %d bytes", r->name, TEXT_MAX - 1);
		else
			r->word[n++] = *r->p;
	}
	r->word[n] = '\0';
	if (quoted)
		return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
			      "%s: the quote in '%s' is not closed", r->name, r->word);
	return 1;
}

/* ---- patterns ---- */

static const char *const peers[] = { "zlint", "pkilint", "x509lint", "certlint" };

/* Whether a word's part before its colon, `n` bytes, is the name of a linter. */
static bool
is_peer(const struct making *m, const char *name, size_t n)
{
	struct word w;

	for (unsigned i = 0; i < sizeof(peers) / sizeof(*peers); i++)
		if (word_is((struct word){ name, n }, peers[i]))
			return true;
	for (uint32_t i = 0; i < m->h->outside_count; i++)
		for (const char *list = m->h->outside[i].lint.peers; word_next(&list, &w); )
			if (w.length > n && w.text[n] == ':' && memcmp(w.text, name, n) == 0)
				return true;
	return false;
}

/* Some peers' names have blanks, which the words of a lint's list have not: '_' stands for them. */
static void
join_blanks(char *word)
{
	for (; *word; word++)
		if (*word == ' ')
			*word = '_';
}

/* What a word selects by; a negative status if it is no pattern. */
static int
read_pattern(const struct making *m, const struct reader *r, char *word, struct pattern *out)
{
	static const struct { const char *word; enum by by; } prefixes[] = {
		{ "source", BY_SOURCE }, { "covers", BY_COVERS }, { "needs", BY_NEEDS },
	};
	const char *colon = strchr(word, ':');

	*out = (struct pattern){ strcmp(word, "all") == 0 ? BY_ALL : BY_ID, word };
	if (*word == '\0' || (colon && colon[1] == '\0'))
		return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
			      "%s: '%s' says nothing to look for", r->name, word);
	if (colon == NULL)
		return 0;
	for (unsigned i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (word_is((struct word){ word, (size_t)(colon - word) }, prefixes[i].word)) {
			*out = (struct pattern){ prefixes[i].by, colon + 1 };
			return 0;
		}
	out->by = BY_PEER;
	join_blanks(word);
	if (is_peer(m, word, (size_t)(colon - word)))
		return 0;
	return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
		      "%s: '%s': before the colon stands "
		      "source, covers, needs or a linter (zlint, pkilint, x509lint, certlint)",
		      r->name, word);
}

static bool
fits_need(const char *glob, const struct lint *lint)
{
	unsigned needs = lint->needs | (lint->by == BY_NOW ? NEED_NOW : 0);

	for (unsigned n = 0; n < NEED_COUNT; n++) {
		const char *name = need_name((enum need)(1 << n));

		if (needs >> n & 1 && glob_fits(glob, (struct word){ name, strlen(name) }, false))
			return true;
	}
	return false;
}

static bool
fits(const struct pattern *p, const struct entry *e)
{
	const struct lint *l = e->lint;

	switch (p->by) {
	case BY_ALL: return true;
	case BY_SOURCE:
		return l->source &&
		       glob_fits(p->glob, (struct word){ l->source, strlen(l->source) }, true);
	case BY_COVERS: return glob_fits_any(p->glob, e->text->covers);
	case BY_NEEDS: return fits_need(p->glob, l);
	case BY_PEER: return glob_fits_any(p->glob, e->text->peers);
	default:
		return glob_fits(p->glob, (struct word){ l->id, strlen(l->id) }, false) ||
			glob_fits_any(p->glob, e->text->aliases);
	}
}

/* Whether a word fits a need, though no lint of this build may have it: that is no mistake. */
static bool
fits_vocabulary(const struct pattern *p)
{
	const struct lint needy = { .needs = (1 << NEED_COUNT) - 1 };

	return p->by == BY_ALL || (p->by == BY_NEEDS && fits_need(p->glob, &needy));
}

/* A word that fits no lint: a remark, or a failure. */
static int
remark_word(struct making *m, const struct reader *r, const struct pattern *p)
{
	bool takes = r->word[0] == '-';
	struct word word = { r->word + takes, strlen(r->word + takes) };
	const char *what = strpbrk(p->glob, "*?") ? "no lint fits this pattern" :
		p->by == BY_ID ? "no lint is called so" : "no lint is known by this";

	if (fits_vocabulary(p))
		return CERTLINT_OK;
	return remark_add(m, word, r->position + takes, what);
}

/* ---- selection ---- */

static bool
is_default(const struct entry *e)
{
	return e->outside || (!e->lint->optional && !(e->lint->needs & NEED_PAIR));
}

static int
select_word(struct making *m, struct reader *r, bool first)
{
	bool takes = r->word[0] == '-', any = false;
	struct pattern p;
	int status = read_pattern(m, r, r->word + takes, &p);

	if (status < 0)
		return status;
	for (uint32_t i = 0; first && i < m->count; i++)
		m->chosen[i] = takes && is_default(&m->all[i]);
	for (uint32_t i = 0; i < m->count; i++)
		if (fits(&p, &m->all[i])) {
			m->chosen[i] = !takes;
			any = true;
		}
	return any ? 0 : remark_word(m, r, &p);
}

static int
select_chosen(struct making *m)
{
	struct reader r = { .name = "selection", .error = m->error };
	int more, status = 0;

	for (uint32_t i = 0; i < m->count; i++)
		m->chosen[i] = is_default(&m->all[i]);
	r.text = r.p = m->options->selection ? m->options->selection : "";
	for (bool first = true; status == 0 && (more = read_word(&r)) != 0; first = false)
		status = more < 0 ? more : select_word(m, &r, first);
	return status;
}

/* ---- severity ---- */

static int
read_level(const struct reader *r, const char *text)
{
	for (int level = CERTLINT_NOTICE; level <= CERTLINT_ERROR; level += 10)
		if (strcmp(text, certlint_severity_text(level)) == 0)
			return level;
	return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
		      "severity: '%s' is no level: write error, warning or notice", text);
}

static int
grade_word(struct making *m, struct reader *r)
{
	char *equals = strrchr(r->word, '=');
	bool any = false;
	struct pattern p;
	int status, level;

	if (equals == NULL)
		return refuse(r->error, CERTLINT_ERR_CONFIG, r->position,
			      "severity: '%s' has no '=': write PATTERN=LEVEL", r->word);
	*equals = '\0';
	level = read_level(r, equals + 1);
	if (level < 0 || (status = read_pattern(m, r, r->word, &p)) < 0)
		return level < 0 ? level : status;
	for (uint32_t i = 0; i < m->count; i++)
		if (fits(&p, &m->all[i])) {
			m->all[i].severity = (uint8_t)level;
			any = true;
		}
	return any ? 0 : remark_word(m, r, &p);
}

static int
grade_lints(struct making *m)
{
	struct reader r = { .name = "severity", .error = m->error };
	int more, status = 0;

	r.text = r.p = m->options->severity ? m->options->severity : "";
	while (status == 0 && (more = read_word(&r)) != 0)
		status = more < 0 ? more : grade_word(m, &r);
	return status;
}

int
select_lints(struct making *m)
{
	int status = select_chosen(m);

	return status < 0 ? status : grade_lints(m);
}
