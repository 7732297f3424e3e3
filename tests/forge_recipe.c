/* Reading a recipe: from words to the text of each field. */

#include "forge_recipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge_templates.h"

static const struct field_name {
	const char *name;
	char sep; /* between items, for +name= */
} field_names[FIELDS] = {
	[VERSION] = { "version", ',' },
	[SERIAL] = { "serial", ',' },
	[SIGALG] = { "sigalg", ',' },
	[TBSALG] = { "tbsalg", ',' },
	[OUTERALG] = { "outeralg", ',' },
	[ISSUER] = { "issuer-name", '/' },
	[FROM] = { "from", ',' },
	[UNTIL] = { "until", ',' },
	[VALIDITY] = { "validity", '+' },
	[SUBJECT] = { "subject", '/' },
	[KEY] = { "key", ',' },
	[IUID] = { "iuid", ',' },
	[SUID] = { "suid", ',' },
	[EXTENSIONS] = { "extensions", ',' },
	[EXT] = { "ext", ',' },
	[ORDER] = { "order", ',' },
	[SIG] = { "sig", ',' },
	[UNUSED] = { "unused", ',' },
	[SIGNKEY] = { "signkey", ',' },
	[OBJECT] = { "object", ',' },
	[REVOKED] = { "revoked", ',' },
	[STATUS] = { "status", ',' },
	[PRODUCED] = { "produced", ',' },
	[RESPONDER] = { "responder", ',' },
	[RESPONSES] = { "responses", ',' },
	[HASH] = { "hash", ',' },
	[CERTS] = { "certs", '|' },
	[BY] = { "by", ',' },
	[ATTRIBUTES] = { "attributes", ',' },
};

static void read_words(struct recipe *recipe, const char *text, bool edits);

static struct str
keep(struct recipe *recipe, const char *p, size_t n)
{
	struct str kept = { recipe->arena + recipe->used, n };

	if (n + 1 > sizeof(recipe->arena) - recipe->used) {
		wrong(recipe->trouble, "the recipe is too long");
		return (struct str){ "", 0 };
	}
	memcpy(recipe->arena + recipe->used, p, n);
	recipe->arena[recipe->used + n] = '\0';
	recipe->used += n + 1;
	return kept;
}

static const struct template *
template_named(struct str name)
{
	for (size_t i = 0; i < template_count; i++)
		if (str_is(name, templates[i].name))
			return &templates[i];
	return NULL;
}

static void
read_template(struct recipe *recipe, struct str name)
{
	const struct template *template = template_named(name);

	if (!template) {
		wrong_word(recipe->trouble, "no such template", name);
		return;
	}
	if (template->parent)
		read_template(recipe, str_of(template->parent));
	recipe->result->bare = template->bare;
	read_words(recipe, template->edits, false);
}

/* Set, add to or (value without text) remove. */
static void
edit_value(struct recipe *recipe, struct value *value, struct str text, bool add, char sep)
{
	char joined[MAX_WORD];
	int n;

	if (add && value->text.p && value->text.n) {
		n = snprintf(joined, sizeof(joined), "%.*s%c%.*s", (int)value->text.n,
			     value->text.p, sep, (int)text.n, text.p);
		if (n < 0 || (size_t)n >= sizeof(joined)) {
			wrong(recipe->trouble, "the value is too long");
			return;
		}
		value->text = keep(recipe, joined, (size_t)n);
	} else {
		value->text = text.p ? keep(recipe, text.p, text.n) : text;
	}
}

static void
edit_field(struct recipe *recipe, enum field field, struct str text, bool add)
{
	edit_value(recipe, &recipe->field[field], text, add, field_names[field].sep);
	if (!text.p && field == EXTENSIONS)
		memset(recipe->extension, 0, sizeof(recipe->extension));
	if (field == UNTIL)
		recipe->field[VALIDITY].text.p = NULL;
	if (field == VALIDITY)
		recipe->field[UNTIL].text.p = NULL;
}

static bool
edit_extension(struct recipe *recipe, struct str name, enum mark mark, struct str text, bool add,
	       bool whole)
{
	const struct extension *extension = extension_named(name);
	struct value *value;

	if (!extension)
		return false;
	value = &recipe->extension[extension - extensions];
	if (!whole && !value->text.p) {
		wrong_word(recipe->trouble, "there is no such extension to mark", name);
		return true;
	}
	if (whole)
		edit_value(recipe, value, text, add, ',');
	if (mark != MARK_NONE || (whole && !text.p))
		value->mark = mark;
	return true;
}

/* The issuer is a recipe if it begins with a template's name, and a Name otherwise. */
static void
edit_issuer(struct recipe *recipe, struct str text, bool edits)
{
	struct str rest = text, first = str_cut(&rest, ' ');

	if (!template_named(first) && !str_is(first, "self")) {
		edit_field(recipe, ISSUER, text, false);
		return;
	}
	recipe->signer = keep(recipe, text.p, text.n);
	recipe->signer_given = edits;
	recipe->field[ISSUER].text.p = NULL;
}

static void
copy_word(struct recipe *recipe, char *out, size_t max, struct str text)
{
	if (text.n >= max)
		wrong_word(recipe->trouble, "too long", text);
	else
		snprintf(out, max, "%.*s", (int)text.n, text.p);
}

static void
read_also(struct recipe *recipe, struct str text)
{
	struct forge_result *result = recipe->result;
	struct items list = items_of(text, ',');
	struct str item;

	while (items_next(&list, &item)) {
		if (result->also_count == sizeof(result->also) / sizeof(*result->also)) {
			wrong(recipe->trouble, "too many also= words");
			return;
		}
		copy_word(recipe, result->also[result->also_count++], sizeof(*result->also), item);
	}
}

static void
read_kind(struct recipe *recipe, struct str text)
{
	static const struct {
		const char *name;
		int kind;
	} kinds[] = {
		{ "tbs", -1 },        { "auto", FORGE_AUTO },          { "cert", FORGE_CERT },
		{ "crl", FORGE_CRL }, { "ocsp", FORGE_OCSP_RESPONSE }, { "csr", FORGE_PKCS10 },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!str_is(text, kinds[i].name))
			continue;
		recipe->tbs = i == 0;
		recipe->claim = kinds[i].kind;
		return;
	}
	wrong_word(recipe->trouble, "kind is one of: tbs, auto, cert, crl, ocsp, csr", text);
}

/* The words that are for the linter's caller, not for the object. */
static bool
edit_caller(struct recipe *recipe, struct str name, struct str text)
{
	struct forge_result *result = recipe->result;

	if (str_is(name, "as-of") || str_is(name, "now")) {
		if (!instant_read(text, str_is(name, "now") ? &result->now : &result->as_of))
			wrong_word(recipe->trouble, "no date", text);
	} else if (str_is(name, "also")) {
		read_also(recipe, text);
	} else if (str_is(name, "kind")) {
		read_kind(recipe, text);
	} else if (str_is(name, "profile")) {
		copy_word(recipe, result->profile, sizeof(result->profile), text);
	} else if (str_is(name, "facts")) {
		copy_word(recipe, result->facts, sizeof(result->facts), text);
	} else if (str_is(name, "select")) {
		copy_word(recipe, result->select, sizeof(result->select), text);
	} else if (str_is(name, "edges")) {
		result->no_edges = str_is(text, "no");
		if (!result->no_edges)
			wrong_word(recipe->trouble, "edges can only be 'no'", text);
	} else if (str_is(name, "pair")) {
		recipe->pair = keep(recipe, text.p, text.n);
	} else {
		return false;
	}
	return true;
}

static bool
edit_patch(struct recipe *recipe, struct str name, struct str text)
{
	static const char *const names[] = {
		[SWAP] = "swap",
		[RAW] = "raw",
		[APPEND] = "append",
		[CUT] = "cut",
	};

	for (int kind = SWAP; kind <= CUT; kind++) {
		if (!str_is(name, names[kind]))
			continue;
		if (recipe->patches == MAX_PATCHES)
			wrong(recipe->trouble, "too many patches");
		else
			recipe->patch[recipe->patches++] =
				(struct patch){ kind, keep(recipe, text.p, text.n) };
		return true;
	}
	return false;
}

enum mark
take_mark(struct str *name)
{
	char last = name->n ? name->p[name->n - 1] : '\0';
	enum mark mark = last == '!' ? MARK_CRITICAL :
			 last == '~' ? MARK_NOT_CRITICAL :
			 last == '?' ? MARK_EXPLICIT_FALSE :
				       MARK_NONE;

	if (mark != MARK_NONE)
		name->n--;
	return mark;
}

/* One word after the template: [-+]NAME[mark][=value]. */
static void
read_edit(struct recipe *recipe, struct str word, bool edits)
{
	bool add = str_skip(&word, "+"), drop = !add && str_skip(&word, "-"), whole;
	struct str text = word, name = str_cut(&text, '=');
	enum mark mark = take_mark(&name);

	whole = name.n + (mark != MARK_NONE) < word.n || drop || add;
	if (drop)
		text.p = NULL;
	if (edit_extension(recipe, name, mark, text, add, whole))
		return;
	for (int i = 0; i < FIELDS; i++) {
		if (!str_is(name, field_names[i].name))
			continue;
		edit_field(recipe, i, text, add);
		return;
	}
	if (!drop && str_is(name, "issuer"))
		edit_issuer(recipe, text, edits);
	else if (drop || add ||
		 (!edit_caller(recipe, name, text) && !edit_patch(recipe, name, text)))
		wrong_word(recipe->trouble, "no such edit", word);
}

/*
 * The next word, its quotes taken off; false at the end.  Between double quotes a blank is part of
 * the word and \" is a quote.
 */
static bool
next_word(struct recipe *recipe, const char **text, char *out, size_t max, struct str *word)
{
	const char *p = *text + strspn(*text, " \t");
	bool quoted = false;
	size_t n = 0;

	*text = p;
	if (!*p)
		return false;
	for (; *p && (quoted || (*p != ' ' && *p != '\t')) && n + 1 < max; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (*p == '\\' && p[1] == '"')
			out[n++] = *++p;
		else
			out[n++] = *p;
	}
	if (quoted || n + 1 >= max)
		wrong(recipe->trouble, quoted ? "a quote is not closed" : "a word is too long");
	*text = p;
	*word = (struct str){ out, n };
	return true;
}

static void
read_words(struct recipe *recipe, const char *text, bool edits)
{
	char *room = malloc(MAX_WORD);
	bool first = edits;
	struct str word;

	if (!room) {
		wrong(recipe->trouble, "out of memory");
		return;
	}
	while (!recipe->trouble->text[0] && next_word(recipe, &text, room, MAX_WORD, &word)) {
		if (first)
			read_template(recipe, word);
		else
			read_edit(recipe, word, edits);
		first = false;
	}
	if (first)
		wrong(recipe->trouble, "an empty recipe");
	free(room);
}

struct recipe *
recipe_new(const char *text, struct forge_result *result, struct trouble *trouble)
{
	struct recipe *recipe = calloc(1, sizeof(*recipe));

	if (!recipe) {
		wrong(trouble, "out of memory");
		return NULL;
	}
	recipe->result = result;
	recipe->trouble = trouble;
	recipe->signer = STR("self");
	recipe->claim = -1;
	read_words(recipe, text, true);
	return recipe;
}
