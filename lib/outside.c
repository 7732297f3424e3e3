/* Lints from outside: what a plugin declares is checked to the last word and copied. */

#include "handle.h"

#include "sized.h"
#include "text.h"

enum { ID_MAX = 100, BLAMED_MAX = 100 };

/* ---- texts ---- */

/* Whether a text may be shown as it is: what the library lends is printable. */
static bool
is_showable(const char *text)
{
	struct span s = { (const uint8_t *)text, strlen(text) };
	uint32_t c;

	while (utf8_next(&s, &c))
		if (c == UTF8_BROKEN || (char_is_control(c) && c != '\n' && c != '\t'))
			return false;
	return true;
}

static int
take_text(struct making *m, const char *id, const char **text)
{
	if (*text == NULL)
		return CERTLINT_OK;
	if (!is_showable(*text))
		return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
			      "plugin: a text of lint '%.*s' is not printable UTF-8",
			      BLAMED_MAX, id);
	*text = arena_copy(&m->h->arena, *text, strlen(*text));
	return *text ? CERTLINT_OK : CERTLINT_ERR_MEMORY;
}

static int
take_texts(struct making *m, struct certlint_lint *l)
{
	const char **const texts[] = { &l->id, &l->source, &l->citation, &l->summary, &l->why,
		&l->fix, &l->applies, &l->needs, &l->unless, &l->covers, &l->peers, &l->aliases,
		&l->citations, &l->vectors };
	const char *id = l->id;
	int status = CERTLINT_OK;

	for (unsigned i = 0; i < sizeof(texts) / sizeof(*texts) && status == CERTLINT_OK; i++)
		status = take_text(m, id, texts[i]);
	return status;
}

/* ---- one lint ---- */

static int
blame(struct making *m, const struct certlint_lint *l, const char *what)
{
	return refuse(m->error, CERTLINT_ERR_CONFIG, -1, "plugin: lint '%.*s': %s", BLAMED_MAX,
		      l->id, what);
}

static int
blame_word(struct making *m, const struct certlint_lint *l, const char *what, struct word word)
{
	return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
		      "plugin: lint '%.*s': there is no %s '%.*s'", BLAMED_MAX, l->id, what,
		      word.length < 64 ? (int)word.length : 64, word.text);
}

static bool
is_identifier(const char *id)
{
	size_t n = strlen(id);

	for (size_t i = 0; i < n; i++)
		if (!((id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9') ||
		      id[i] == '_'))
			return false;
	return n > 0 && n <= ID_MAX;
}

static int
check_id(struct making *m, const struct certlint_plugin *p, const struct certlint_lint *l)
{
	size_t n = strlen(p->name);

	if (l->id == NULL)
		return refuse(m->error, CERTLINT_ERR_CONFIG, -1, "plugin '%s': a lint has no id",
			      p->name);
	if (!is_identifier(l->id))
		return blame(m, l, "an id is made of a to z, 0 to 9 and '_'");
	if (strncmp(l->id, p->name, n) != 0 || l->id[n] != '_' || l->id[n + 1] == '\0')
		return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
			      "plugin '%s': the id '%.*s' does not begin with '%s_'",
			      p->name, BLAMED_MAX, l->id, p->name);
	return CERTLINT_OK;
}

static bool
read_day(int32_t number, int32_t *day)
{
	*day = number ? day_from_number(number) : 0;
	return *day != DAY_NONE;
}

/* The columns of a lint that the engine reads. */
static int
make_row(struct making *m, struct outside *o)
{
	const struct certlint_lint *l = &o->lint;
	struct word bad;

	o->row.id = l->id;
	o->row.source = l->source;
	o->row.citation = l->citation;
	o->row.severity = (uint8_t)l->severity;
	o->row.by = (uint8_t)l->clock;
	if (l->check == NULL)
		return blame(m, l, "check is NULL");
	if (l->severity != CERTLINT_ERROR && l->severity != CERTLINT_WARNING &&
	    l->severity != CERTLINT_NOTICE)
		return blame(m, l, "severity is none of CERTLINT_ERROR, _WARNING and _NOTICE");
	if (l->clock > CERTLINT_BY_NOW)
		return blame(m, l, "clock is none of enum certlint_clock");
	if (!read_day(l->from_day, &o->row.from) || !read_day(l->until_day, &o->row.until))
		return blame(m, l, "from_day and until_day are days of the form 20260315");
	if (l->from_day && l->until_day && l->from_day >= l->until_day)
		return blame(m, l, "until_day is not after from_day");
	if (!words_to_facts(l->applies, &o->row.on, &o->row.off, &bad))
		return blame_word(m, l, "fact", bad);
	if (!words_to_needs(l->needs, &o->row.needs, &bad))
		return blame_word(m, l, "need", bad);
	o->text = (struct lint_text){ .summary = l->summary, .why = l->why, .fix = l->fix,
		.covers = l->covers, .peers = l->peers, .unless = l->unless, .aliases = l->aliases,
		.citations = l->citations, .vectors = l->vectors };
	return CERTLINT_OK;
}

/* Whether an id is taken, by a built-in lint or by one that came before. */
static bool
is_taken(const struct making *m, struct word id)
{
	for (size_t i = 0; i < lint_count; i++)
		if (word_is(id, lint_table[i]->id) || words_have(lint_texts[i].aliases, id))
			return true;
	for (uint32_t i = 0; i < m->h->outside_count; i++)
		if (word_is(id, m->h->outside[i].lint.id) ||
		    words_have(m->h->outside[i].lint.aliases, id))
			return true;
	return false;
}

static int
check_names(struct making *m, const struct certlint_lint *l)
{
	const char *aliases = l->aliases;
	struct word w;

	if (is_taken(m, (struct word){ l->id, strlen(l->id) }))
		return blame(m, l, "there is another lint of this id");
	while (word_next(&aliases, &w))
		if (is_taken(m, w))
			return blame_word(m, l, "second lint for the alias", w);
	return CERTLINT_OK;
}

static int
take_lint(struct making *m, const struct certlint_plugin *p, const struct certlint_lint *given)
{
	struct outside *o = &m->h->outside[m->h->outside_count];
	int status;

	if (given == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1, "plugin '%s': a lint is NULL",
			      p->name);
	status = sized_accept(&o->lint, sizeof(o->lint), given, "lint of a plugin", m->error);
	if (status == CERTLINT_OK)
		status = check_id(m, p, &o->lint);
	if (status == CERTLINT_OK)
		status = take_texts(m, &o->lint);
	if (status == CERTLINT_OK)
		status = make_row(m, o);
	if (status == CERTLINT_OK)
		status = check_names(m, &o->lint);
	if (status == CERTLINT_OK)
		m->h->outside_count++;
	return status;
}

/* ---- plugins ---- */

/* Nothing of a plugin but its size and ABI is looked at before these are known to fit. */
static int
check_abi(struct making *m, const struct certlint_plugin *given)
{
	if (given->size < offsetof(struct certlint_plugin, abi) + sizeof(given->abi))
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1,
			      "plugin: size is not set: start from CERTLINT_PLUGIN_INIT");
	if (given->abi != CERTLINT_PLUGIN_ABI)
		return refuse(m->error, CERTLINT_ERR_NEWER, -1,
			      "plugin: built for plugin ABI %lu, and "
			      "this library has %d: rebuild it",
			      (unsigned long)given->abi, CERTLINT_PLUGIN_ABI);
	return CERTLINT_OK;
}

static int
check_plugin(struct making *m, const struct certlint_plugin *p)
{
	if (p->needs_abi > CERTLINT_ABI)
		return refuse(m->error, CERTLINT_ERR_NEWER, -1, "plugin: needs ABI %lu, and this "
			      "library has %d: use a newer one", (unsigned long)p->needs_abi,
			      CERTLINT_ABI);
	if (p->name == NULL || !is_identifier(p->name))
		return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
			      "plugin: name is not of a to z, 0 to 9 and '_'");
	if (p->lint_count && p->lints == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1, "plugin '%s': lints is NULL",
			      p->name);
	return CERTLINT_OK;
}

static int
accept_plugin(struct making *m, const struct certlint_plugin *given, struct certlint_plugin *own)
{
	int status;

	if (given == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1, "options: a plugin is NULL");
	status = check_abi(m, given);
	if (status == CERTLINT_OK)
		status = sized_accept(own, sizeof(*own), given, "plugin", m->error);
	return status == CERTLINT_OK ? check_plugin(m, own) : status;
}

/* ---- the order of lints ---- */

/* Whether all lints from outside that speak in this one's place are among the first `placed`. */
static bool
is_due(const struct making *m, const struct outside *ordered, uint32_t placed,
       const struct outside *o)
{
	const char *list = o->lint.unless;
	struct word w;

	while (word_next(&list, &w)) {
		bool here = false, outside = false;

		for (uint32_t i = 0; i < m->h->outside_count; i++)
			outside |= word_is(w, m->h->outside[i].lint.id);
		for (uint32_t i = 0; i < placed; i++)
			here |= word_is(w, ordered[i].lint.id);
		if (outside && !here)
			return false;
	}
	return true;
}

/* Winners run before the lints that are silent for them. */
static int
order_lints(struct making *m)
{
	uint32_t count = m->h->outside_count, placed = 0;
	struct outside *ordered = arena_take(&m->h->arena, count * sizeof(*ordered));
	bool *done = arena_take(&m->h->arena, count * sizeof(*done));

	if (ordered == NULL || done == NULL)
		return CERTLINT_ERR_MEMORY;
	while (placed < count) {
		uint32_t before = placed;

		for (uint32_t i = 0; i < count; i++)
			if (!done[i] && is_due(m, ordered, placed, &m->h->outside[i])) {
				ordered[placed++] = m->h->outside[i];
				done[i] = true;
			}
		for (uint32_t i = 0; placed == before && i < count; i++)
			if (!done[i])
				return blame(m, &m->h->outside[i].lint,
					     "unless goes round in a circle");
	}
	m->h->outside = ordered;
	return CERTLINT_OK;
}

/* An id in `unless` that no lint has is worth a remark; the lint then speaks for itself. */
static int
remark_unless(struct making *m, const struct certlint_lint *l)
{
	const char *list = l->unless;
	struct word w;
	int status = CERTLINT_OK;

	while (status == CERTLINT_OK && word_next(&list, &w))
		if (!is_taken(m, w))
			status = remark_add(m, w, -1, "no lint is called so, in a plugin's unless");
	return status;
}

static int
count_lints(struct making *m, size_t *count)
{
	const struct certlint_options *o = m->options;
	struct certlint_plugin p;
	int status = CERTLINT_OK;

	if (o->plugin_count && o->plugins == NULL)
		return refuse(m->error, CERTLINT_ERR_ARGUMENT, -1,
			      "options: plugins is NULL and plugin_count is not 0");
	for (size_t i = 0; i < o->plugin_count && status == CERTLINT_OK; i++) {
		status = accept_plugin(m, o->plugins[i], &p);
		if (status == CERTLINT_OK && p.lint_count > ENTRIES_MAX - *count)
			return refuse(m->error, CERTLINT_ERR_CONFIG, -1,
				      "plugins: more than %d lints in all", ENTRIES_MAX);
		*count += status == CERTLINT_OK ? p.lint_count : 0;
	}
	return status;
}

int
outside_take(struct making *m)
{
	size_t count = 0;
	struct certlint_plugin p;
	int status = count_lints(m, &count);

	if (status < 0 || count == 0)
		return status;
	m->h->outside = arena_take(&m->h->arena, count * sizeof(*m->h->outside));
	if (m->h->outside == NULL)
		return CERTLINT_ERR_MEMORY;
	for (size_t i = 0; i < m->options->plugin_count && status == CERTLINT_OK; i++) {
		accept_plugin(m, m->options->plugins[i], &p);
		for (size_t k = 0; k < p.lint_count && status == CERTLINT_OK; k++)
			status = take_lint(m, &p, p.lints[k]);
	}
	for (uint32_t i = 0; i < m->h->outside_count && status == CERTLINT_OK; i++)
		status = remark_unless(m, &m->h->outside[i].lint);
	return status == CERTLINT_OK ? order_lints(m) : status;
}
