/* The forge: one line of text in, the DER bytes of a certificate, right or wrong, out. */

#include "forge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <certlint/certlint.h>

#include "forge_key.h"
#include "forge_make.h"
#include "forge_name.h"
#include "forge_templates.h"

#define MAX_EXTENSIONS 64
#define MAX_PATCHES 32
#define MAX_ISSUERS 5
#define MAX_WORD 32768
#define MAX_PATTERN 65536

enum field {
	VERSION, SERIAL, SIGALG, TBSALG, OUTERALG, ISSUER, FROM, UNTIL, VALIDITY, SUBJECT, KEY, IUID,
	SUID, EXTENSIONS, EXT, ORDER, SIG, UNUSED, SIGNKEY, FIELDS
};

static const struct field_name {
	const char *name;
	char sep;			/* between items, for +name= */
} field_names[FIELDS] = {
	[VERSION] = { "version", ',' }, [SERIAL] = { "serial", ',' }, [SIGALG] = { "sigalg", ',' },
	[TBSALG] = { "tbsalg", ',' }, [OUTERALG] = { "outeralg", ',' },
	[ISSUER] = { "issuer-name", '/' }, [FROM] = { "from", ',' }, [UNTIL] = { "until", ',' },
	[VALIDITY] = { "validity", '+' }, [SUBJECT] = { "subject", '/' }, [KEY] = { "key", ',' },
	[IUID] = { "iuid", ',' }, [SUID] = { "suid", ',' }, [EXTENSIONS] = { "extensions", ',' },
	[EXT] = { "ext", ',' }, [ORDER] = { "order", ',' }, [SIG] = { "sig", ',' },
	[UNUSED] = { "unused", ',' }, [SIGNKEY] = { "signkey", ',' },
};

/* A change of finished bytes. */
struct patch {
	enum { SWAP, RAW, APPEND, CUT } kind;
	struct str text;
};

/* A recipe, word by word. */
struct recipe {
	struct value field[FIELDS];
	struct value extension[MAX_EXTENSIONS];
	struct patch patch[MAX_PATCHES];
	size_t patches;
	struct str signer;		/* recipe of the certificate above, or "self" */
	bool signer_given;		/* by an edit, so that the linter is shown it */
	bool tbs;
	struct str pair;
	struct forge_result *result;
	struct trouble *trouble;
	size_t used;
	char arena[2 * MAX_WORD];	/* the text of the values */
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
edit_extension(struct recipe *recipe, struct str name, enum mark mark, struct str text,
	       bool add, bool whole)
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
		edit_value(recipe, value, text, add, extension->sep);
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
	struct list list = list_of(text, ',');
	struct str item;

	while (list_next(&list, &item)) {
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
	recipe->tbs = str_is(text, "tbs");
	if (str_is(text, "tbs"))
		recipe->result->kind = CERTLINT_TBS_CERT;
	else if (str_is(text, "auto"))
		recipe->result->kind = CERTLINT_AUTO;
	else if (str_is(text, "cert"))
		recipe->result->kind = CERTLINT_CERT;
	else
		wrong_word(recipe->trouble, "kind is one of: cert, tbs, auto", text);
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
		[SWAP] = "swap", [RAW] = "raw", [APPEND] = "append", [CUT] = "cut",
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

static enum mark
take_mark(struct str *name)
{
	char last = name->n ? name->p[name->n - 1] : '\0';
	enum mark mark = last == '!' ? MARK_CRITICAL : last == '~' ? MARK_NOT_CRITICAL :
		last == '?' ? MARK_EXPLICIT_FALSE : MARK_NONE;

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
	else if (drop || add || (!edit_caller(recipe, name, text) &&
				 !edit_patch(recipe, name, text)))
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

/* A recipe of `text`; NULL without memory.  Its trouble says what was wrong with it. */
static struct recipe *
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
	result->kind = CERTLINT_CERT;
	read_words(recipe, text, true);
	return recipe;
}

/* The last second of a period such as 90d or 2y+1s that begins at `from`. */
static bool
period_end(struct str text, int64_t from, int64_t *until)
{
	struct list list = list_of(text, '+');
	struct str item, number;
	int parts[6];
	size_t digits;
	long count;

	instant_parts(from, parts);
	*until = 0;
	while (list_next(&list, &item)) {
		for (digits = 0; digits < item.n && item.p[digits] >= '0' && item.p[digits] <= '9';)
			digits++;
		number = (struct str){ item.p, digits };
		item = (struct str){ item.p + digits, item.n - digits };
		if (!str_number(number, &count))
			return false;
		if (str_is(item, "y"))
			parts[0] += (int)count;
		else if (str_is(item, "m"))
			parts[1] += (int)count;
		else if (str_is(item, "d") || str_is(item, "h") || str_is(item, "s"))
			*until += count * (item.p[0] == 'd' ? 86400 : item.p[0] == 'h' ? 3600 : 1);
		else
			return false;
	}
	parts[0] += (parts[1] - 1) / 12;
	parts[1] = (parts[1] - 1) % 12 + 1;
	*until += instant_of(parts) - 1;
	return true;
}

static void
read_dates(struct recipe *recipe, struct make *make)
{
	struct value *period = &recipe->field[VALIDITY], *until = &recipe->field[UNTIL];

	if (recipe->field[FROM].text.p)
		instant_read(recipe->field[FROM].text, &make->from);
	if (period->text.p && !period_end(period->text, make->from, &make->until) &&
	    memchr(period->text.p, ':', period->text.n) == NULL)
		wrong_word(recipe->trouble, "no period", period->text);
	if (until->text.p)
		instant_read(until->text, &make->until);
}

/* UTCTime to 2049, GeneralizedTime outside. */
static void
put_instant(struct buf *b, int64_t instant)
{
	bool utc;
	int parts[6];
	char text[80];

	instant_parts(instant, parts);
	utc = parts[0] >= 1950 && parts[0] < 2050;
	snprintf(text, sizeof(text), "%04d%02d%02d%02d%02d%02dZ", parts[0], parts[1], parts[2],
		 parts[3], parts[4], parts[5]);
	put_element(b, utc ? 0x17 : 0x18, text + (utc ? 2 : 0), strlen(text) - (utc ? 2 : 0));
}

static void
put_date(struct buf *b, struct str text)
{
	int64_t instant;
	unsigned tag;
	size_t at;

	if (put_forced(b, 0x17, text))
		return;
	if (instant_read(text, &instant)) {
		put_instant(b, instant);
		return;
	}
	tag = str_skip(&text, "utc:") ? 0x17 : str_skip(&text, "gen:") ? 0x18 : 0;
	if (!tag) {
		wrong_word(b->trouble, "no date", text);
		return;
	}
	at = put_open(b, tag);
	put_text(b, text);
	put_close(b, at);
}

static void
put_validity(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at;

	if (field[VALIDITY].text.p && put_forced(b, 0x30, field[VALIDITY].text))
		return;
	at = put_open(b, 0x30);
	if (field[FROM].text.p)
		put_date(b, field[FROM].text);
	if (field[VALIDITY].text.p)
		put_instant(b, make->until);
	else if (field[UNTIL].text.p)
		put_date(b, field[UNTIL].text);
	put_close(b, at);
}

static void
put_version(struct buf *b, struct str text)
{
	size_t at;
	long number;

	if (!text.p || str_is(text, "v1") || put_forced(b, 0xa0, text))
		return;
	if (!str_number(text, &number)) {
		if (!str_skip(&text, "v") || !str_number(text, &number) || number < 1) {
			wrong_word(b->trouble, "no version", text);
			return;
		}
		number--;
	}
	at = put_open(b, 0xa0);
	put_number(b, 0x02, (unsigned long)number);
	put_close(b, at);
}

/* The key identifier that a certificate gives itself, or would. */
static void
put_own_id(struct buf *b, const struct recipe *recipe, const struct make *own)
{
	static const struct str ski = { "ski", 3 };
	const struct value *value = &recipe->extension[extension_named(ski) - extensions];
	struct str text = value->text;

	if (text.p && str_is(text, "sha256"))
		put_key_id(b, "sha256", own->spki, own->spki_length);
	else if (text.p && text.n && !str_is(text, "auto") && !str_is(text, "sha1") &&
		 !memchr(text.p, ':', text.n))
		put_raw(b, text);
	else
		put_key_id(b, "sha1", own->spki, own->spki_length);
}

static void
make_key(const struct recipe *recipe, struct make *make)
{
	struct buf b = { make->spki, 0, sizeof(make->spki), make->trouble };

	if (recipe->field[KEY].text.p)
		put_key(&b, recipe->field[KEY].text);
	make->spki_length = b.n;
}

/* What certificates below `above` repeat of it. */
static void
make_issuer(const struct recipe *above, const struct make *own, struct issuer *issuer)
{
	struct buf name = { issuer->name, 0, sizeof(issuer->name), own->trouble };
	struct buf id = { issuer->id, 0, sizeof(issuer->id), own->trouble };
	struct str key = above->field[KEY].text;

	if (above->field[SUBJECT].text.p)
		put_name(&name, above->field[SUBJECT].text);
	put_own_id(&id, above, own);
	issuer->name_length = name.n;
	issuer->id_length = id.n;
	if (key.p && key.n < sizeof(issuer->key))
		memcpy(issuer->key, key.p, key.n);
}

static void
find_issuer(const struct recipe *recipe, struct make *make)
{
	struct forge_result ignored;
	struct recipe *above;
	struct make *own;

	if (str_is(recipe->signer, "self")) {
		make_issuer(recipe, make, &make->issuer);
		return;
	}
	memset(&ignored, 0, sizeof(ignored));
	above = recipe_new(recipe->signer.p, &ignored, make->trouble);
	own = calloc(1, sizeof(*own));
	if (above && own) {
		own->trouble = make->trouble;
		make_key(above, own);
		make_issuer(above, own, &make->issuer);
	}
	free(own);
	free(above);
}

/* The text of the algorithm, inner or outer. */
static struct str
algorithm_of(const struct recipe *recipe, const struct make *make, enum field field)
{
	if (recipe->field[field].text.p)
		return recipe->field[field].text;
	if (recipe->field[SIGALG].text.p)
		return recipe->field[SIGALG].text;
	return str_of(key_algorithm(str_of(make->issuer.key)));
}

static void
put_unique_id(struct buf *b, unsigned tag, struct str text)
{
	size_t at;

	if (!text.p || put_forced(b, tag, text))
		return;
	at = put_open(b, tag);
	put_byte(b, 0);
	put_raw(b, text);
	put_close(b, at);
}

/* ext=: each item is an extension of its own, or the name of one to repeat. */
static void
put_extra(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	struct list list = list_of(recipe->field[EXT].text, ',');
	const struct extension *known;
	struct value value;
	struct str item, name;
	enum mark mark;

	while (list_next(&list, &item)) {
		name = item;
		mark = take_mark(&name);
		known = extension_named(name);
		if (!known || !recipe->extension[known - extensions].text.p) {
			put_any_extension(b, item);
			continue;
		}
		value = recipe->extension[known - extensions];
		if (mark != MARK_NONE)
			value.mark = mark;
		put_extension(b, known, value, make);
	}
}

/* The extensions named by order= first, then the others as the table has them, then ext=. */
static void
put_extensions(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	struct list list = list_of(recipe->field[ORDER].text, ',');
	bool done[MAX_EXTENSIONS] = { false }, extra = false;
	const struct extension *known;
	struct str item;

	while (list_next(&list, &item)) {
		known = extension_named(item);
		if (str_is(item, "ext") && !extra) {
			put_extra(b, recipe, make);
			extra = true;
		} else if (!known || !recipe->extension[known - extensions].text.p) {
			wrong_word(b->trouble, "there is no such extension to order", item);
		} else if (!done[known - extensions]) {
			done[known - extensions] = true;
			put_extension(b, known, recipe->extension[known - extensions], make);
		}
	}
	for (size_t i = 0; i < extension_count; i++)
		if (recipe->extension[i].text.p && !done[i])
			put_extension(b, &extensions[i], recipe->extension[i], make);
	if (!extra)
		put_extra(b, recipe, make);
}

static void
put_extensions_field(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	struct str text = recipe->field[EXTENSIONS].text;
	size_t at, inner, start = b->n;

	if (text.p && put_forced(b, 0xa3, text))
		return;
	at = put_open(b, 0xa3);
	inner = put_open(b, 0x30);
	put_extensions(b, recipe, make);
	if (b->n == inner && !text.p) {
		b->n = start;
		return;
	}
	put_close(b, inner);
	put_close(b, at);
}

static void
put_tbs(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at = put_open(b, 0x30), inner;

	put_version(b, field[VERSION].text);
	if (field[SERIAL].text.p && !put_forced(b, 0x02, field[SERIAL].text)) {
		inner = put_open(b, 0x02);
		put_raw(b, field[SERIAL].text);
		put_close(b, inner);
	}
	put_algorithm(b, algorithm_of(recipe, make, TBSALG));
	if (field[ISSUER].text.p)
		put_name(b, field[ISSUER].text);
	else
		put(b, make->issuer.name, make->issuer.name_length);
	put_validity(b, recipe, make);
	if (field[SUBJECT].text.p)
		put_name(b, field[SUBJECT].text);
	put(b, make->spki, make->spki_length);
	put_unique_id(b, 0x81, field[IUID].text);
	put_unique_id(b, 0x82, field[SUID].text);
	put_extensions_field(b, recipe, make);
	put_close(b, at);
}

static void
put_signature_field(struct buf *b, const struct recipe *recipe, const struct make *make,
		    size_t tbs, size_t tbs_length)
{
	struct str text = recipe->field[SIG].text, unused = recipe->field[UNUSED].text;
	struct str key = recipe->field[SIGNKEY].text;
	struct str algorithm = algorithm_of(recipe, make, OUTERALG);
	long bits = 0;
	size_t at;

	if (!text.p)
		return;
	if (unused.p && !str_number(unused, &bits))
		wrong_word(b->trouble, "no number of unused bits", unused);
	if (str_skip(&text, "der:")) {
		put_raw(b, text);
		return;
	}
	at = put_open(b, 0x03);
	put_byte(b, (unsigned)bits);
	if (str_skip(&text, "hex:"))
		put_raw(b, text);
	else if (str_is(text, "good") || str_is(text, "fixed"))
		put_signature(b, text.p[0] == 'g', algorithm,
			      key.p ? key : str_of(make->issuer.key), b->p + tbs, tbs_length);
	else
		wrong_word(b->trouble, "sig is one of: good, fixed, hex:, der:", text);
	put_close(b, at);
}

/* An element around a place that is being patched. */
struct frame {
	size_t head, body, length;	/* of its identifier octets, its contents */
	size_t length_at, length_size;	/* its length octets; size 1 and 0x80 is indefinite */
};

/* The header at `at`; false if there is none or it does not fit before `end`. */
static bool
frame_read(const uint8_t *p, size_t at, size_t end, struct frame *frame)
{
	size_t i = at, k;

	frame->head = at;
	if (i >= end)
		return false;
	if ((p[i++] & 0x1f) == 0x1f)
		while (i < end && p[i++] & 0x80)
			;
	if (i >= end)
		return false;
	frame->length_at = i;
	k = p[i] & 0x80 ? p[i] & 0x7f : 0;
	frame->length = k ? 0 : p[i] & 0x7f;
	frame->length_size = k + 1;
	if (p[i] == 0x80)
		frame->length = end - i - 1;
	if (k > 4 || i + 1 + k > end)
		return false;
	for (i++; k > 0; k--)
		frame->length = frame->length << 8 | p[i++];
	frame->body = i;
	return frame->length <= end - i;
}

/* Whether the octets inside a string are one whole element, so that lengths run on in it. */
static bool
frame_nests(const uint8_t *p, const struct frame *frame, size_t *start)
{
	struct frame inner;

	*start = frame->body;
	if (p[frame->head] & 0x20)
		return true;
	if (p[frame->head] == 0x03)
		++*start;
	else if (p[frame->head] != 0x04)
		return false;
	return frame_read(p, *start, frame->body + frame->length, &inner) &&
	       inner.body + inner.length == frame->body + frame->length;
}

/* The elements whose contents hold all of [at, at + n), outermost first. */
static size_t
frames_around(const uint8_t *p, size_t start, size_t end, size_t at, size_t n, struct frame *out,
	      size_t max)
{
	struct frame frame;
	size_t count = 0;

	while (count < max && frame_read(p, start, end, &frame)) {
		if (at >= frame.body + frame.length && (frame.length || at > frame.body || n)) {
			start = frame.body + frame.length;
			continue;
		}
		if (at < frame.body || at + n > frame.body + frame.length)
			break;
		out[count++] = frame;
		end = frame.body + frame.length;
		if (!frame_nests(p, &frame, &start))
			break;
	}
	return count;
}

/* Replace [at, at + n). */
static void
splice(struct buf *b, size_t at, size_t n, const uint8_t *bytes, size_t length)
{
	if (length > n && length - n > b->max - b->n) {
		wrong(b->trouble, "the object is longer than the %zu octets there are", b->max);
		return;
	}
	memmove(b->p + at + length, b->p + at + n, b->n - at - n);
	if (length > 0)
		memcpy(b->p + at, bytes, length);
	b->n = b->n - n + length;
}

/* Give an element the length it has now; how many octets its header grew. */
static int64_t
frame_fix(struct buf *b, const struct frame *frame, int64_t grown)
{
	size_t length = (size_t)((int64_t)frame->length + grown), k = 0, least;
	uint8_t octets[8] = { 0 };

	if (frame->length_size == 1 && b->p[frame->length_at] == 0x80)
		return 0;
	for (size_t rest = length; rest; rest >>= 8)
		k++;
	least = length < 128 ? 0 : k;
	/* A length that was already longer than needed stays so. */
	if (frame->length_size > 1 && frame->length_size - 1 > least &&
	    (frame->length < 128 || frame->length >> 8 * (frame->length_size - 2) == 0))
		least = frame->length_size - 1;
	octets[0] = (uint8_t)(least ? 0x80 | least : length);
	for (size_t i = 1; i <= least; i++)
		octets[i] = (uint8_t)(length >> 8 * (least - i));
	splice(b, frame->length_at, frame->length_size, octets, least + 1);
	return (int64_t)(least + 1) - (int64_t)frame->length_size;
}

/* Where the nth `pattern` is in [start, b->n); b->n if nowhere. */
static size_t
find(const struct buf *b, size_t start, const struct buf *pattern, long nth)
{
	for (size_t i = start; pattern->n > 0 && i + pattern->n <= b->n; i++)
		if (!memcmp(b->p + i, pattern->p, pattern->n) && --nth <= 0)
			return i;
	return b->n;
}

static void
swap(struct buf *b, size_t start, size_t at, const struct buf *pattern, const struct buf *text)
{
	struct frame frames[64];
	size_t count = frames_around(b->p, start, b->n, at, pattern->n, frames, 64);
	int64_t grown = (int64_t)text->n - (int64_t)pattern->n;

	splice(b, at, pattern->n, text->p, text->n);
	while (count-- > 0 && !b->trouble->text[0])
		grown += frame_fix(b, &frames[count], grown);
}

/* PATTERN[#N]:REPLACEMENT, as bytes. */
static bool
read_swap(struct str text, struct buf *pattern, struct buf *replacement, long *nth)
{
	struct str left = str_cut(&text, ':'), number = left;

	left = str_cut(&number, '#');
	*nth = 1;
	if (number.n && !str_number(number, nth))
		wrong_word(pattern->trouble, "no number of an occurrence", number);
	put_raw(pattern, left);
	put_raw(replacement, text);
	if (pattern->n == 0)
		wrong_word(pattern->trouble, "nothing to look for", left);
	return !pattern->trouble->text[0];
}

/* One swap= or raw= in [start, b->n); whether the pattern was there. */
static bool
patch_bytes(struct buf *b, size_t start, const struct patch *patch, bool signed_part)
{
	uint8_t *room = malloc(2 * MAX_PATTERN);
	struct buf pattern = { room, 0, MAX_PATTERN, b->trouble };
	struct buf text = { room + MAX_PATTERN, 0, MAX_PATTERN, b->trouble };
	bool found = false;
	size_t at;
	long nth;

	if (!room) {
		wrong(b->trouble, "out of memory");
		return false;
	}
	if (read_swap(patch->text, &pattern, &text, &nth)) {
		at = find(b, start, &pattern, nth);
		found = at < b->n && (patch->kind == SWAP || !signed_part || pattern.n == text.n);
		if (found && patch->kind == SWAP)
			swap(b, start, at, &pattern, &text);
		else if (found)
			splice(b, at, pattern.n, text.p, text.n);
	}
	free(room);
	return found;
}

static void
patch_end(struct buf *b, size_t start, const struct patch *patch)
{
	long number;

	if (patch->kind == APPEND)
		put_raw(b, patch->text);
	else if (!str_number(patch->text, &number) || (size_t)number > b->n - start)
		wrong_word(b->trouble, "cut=N: no such number of octets", patch->text);
	else
		b->n -= (size_t)number;
}

/*
 * Patches of what is signed come before the signature, so that sig=good stays good: called first
 * for that part, which leaves out what it cannot do, then for the whole.
 */
static void
apply_patches(struct buf *b, size_t start, const struct recipe *recipe, bool *done, bool last)
{
	for (size_t i = 0; i < recipe->patches && !b->trouble->text[0]; i++) {
		const struct patch *patch = &recipe->patch[i];

		if (done[i])
			continue;
		if (patch->kind == APPEND || patch->kind == CUT) {
			if (last)
				patch_end(b, start, patch);
			continue;
		}
		done[i] = patch_bytes(b, start, patch, !last);
		if (last && !done[i])
			wrong_word(b->trouble, "the bytes do not occur in the object", patch->text);
	}
}

static void
put_certificate(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	bool done[MAX_PATCHES] = { false };
	size_t at = recipe->tbs ? 0 : put_open(b, 0x30), tbs = b->n, tbs_length;

	put_tbs(b, recipe, make);
	apply_patches(b, tbs, recipe, done, recipe->tbs);
	if (recipe->tbs)
		return;
	tbs_length = b->n - tbs;
	put_algorithm(b, algorithm_of(recipe, make, OUTERALG));
	put_signature_field(b, recipe, make, tbs, tbs_length);
	put_close(b, at);
	apply_patches(b, 0, recipe, done, true);
}

static uint8_t *make_other(struct str text, size_t *length, struct trouble *trouble, int depth);

static size_t
make_object(const char *text, uint8_t *out, size_t max, struct forge_result *result,
	    struct trouble *trouble, int depth)
{
	struct recipe *recipe = recipe_new(text, result, trouble);
	struct make *make = calloc(1, sizeof(*make));
	struct buf b = { out, 0, max, trouble };

	if (make && recipe && !trouble->text[0]) {
		make->trouble = trouble;
		read_dates(recipe, make);
		make_key(recipe, make);
		find_issuer(recipe, make);
		put_certificate(&b, recipe, make);
		copy_word(recipe, result->signer, sizeof(result->signer), recipe->signer);
		result->from = make->from;
		result->until = make->until;
		if (recipe->signer_given && !str_is(recipe->signer, "self"))
			result->issuer = make_other(recipe->signer, &result->issuer_length, trouble,
						    depth);
		if (recipe->pair.p)
			result->pair = make_other(recipe->pair, &result->pair_length, trouble, depth);
	}
	free(make);
	free(recipe);
	return trouble->text[0] ? 0 : b.n;
}

/* The object of another recipe, which the linter is shown beside this one. */
static uint8_t *
make_other(struct str text, size_t *length, struct trouble *trouble, int depth)
{
	struct forge_result result;
	uint8_t *out = malloc(1 << 18);

	memset(&result, 0, sizeof(result));
	if (out && depth < MAX_ISSUERS)
		*length = make_object(text.p, out, 1 << 18, &result, trouble, depth + 1);
	else
		wrong(trouble, "recipes in recipes too deep");
	free(result.issuer);
	free(result.pair);
	return out;
}

size_t
forge_full(const char *recipe, uint8_t *out, size_t max, struct forge_result *result)
{
	struct trouble trouble = { "" };
	size_t n;

	memset(result, 0, sizeof(*result));
	n = make_object(recipe, out, max, result, &trouble, 0);
	memcpy(result->error, trouble.text, sizeof(result->error));
	return n;
}

void
forge_release(struct forge_result *result)
{
	free(result->issuer);
	free(result->pair);
	result->issuer = result->pair = NULL;
}

size_t
forge(const char *recipe, uint8_t *out, size_t max)
{
	struct forge_result result;
	size_t n = forge_full(recipe, out, max, &result);

	if (n == 0)
		fprintf(stderr, "forge: %s: %s\n", recipe, result.error);
	forge_release(&result);
	return n;
}

const char *
forge_template(size_t i, const char **recipe)
{
	if (i >= template_count)
		return NULL;
	if (recipe)
		*recipe = templates[i].edits;
	return templates[i].name;
}
