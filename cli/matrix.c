/* What the lints decide: requirement by requirement, and rule by rule of another linter. */

#include "matrix.h"

#include <stdlib.h>

#include "catalogue.h"
#include "json.h"

/* One word of a lint's list: what it covers, or what a peer calls it. */
struct link {
	const char *word;
	size_t length, number;		/* number: keeps the lints in their order */
	const char *id;
};

struct links {
	struct link *at;
	size_t count, room;
};

/* One row of a matrix, whatever it is of. */
struct row {
	const char *name, *level, *document, *section, *undecided;
	const struct link *first;
	size_t count;
};

/* ========================================================================== */
/*                                   Links                                    */
/* ========================================================================== */

/* As if a word's blanks were underscores: lists have blanks between their words. */
static int
compare_words(const char *a, size_t a_length, const char *b, size_t b_length)
{
	for (size_t i = 0; i < a_length && i < b_length; i++) {
		unsigned char x = a[i] == ' ' ? '_' : (unsigned char)a[i];
		unsigned char y = b[i] == ' ' ? '_' : (unsigned char)b[i];

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a_length > b_length) - (a_length < b_length);
}

static int
by_word(const void *a, const void *b)
{
	const struct link *x = a, *y = b;
	int order = compare_words(x->word, x->length, y->word, y->length);

	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static void
add_links(struct links *links, const char *list, const char *id)
{
	while (list && *(list += strspn(list, " "))) {
		size_t n = strcspn(list, " ");

		if (links->count == links->room) {
			links->room = links->room ? 2 * links->room : 1024;
			links->at = memory_grow(links->at, links->room, sizeof(*links->at));
		}
		links->at[links->count] = (struct link){ list, n, links->count, id };
		links->count++;
		list += n;
	}
}

static void
make_links(struct links *links, const certlint *lint, bool peers)
{
	const struct certlint_lint *l;

	for (size_t i = 0; (l = certlint_at(lint, i)) != NULL; i++)
		add_links(links, peers ? l->peers : l->covers, l->id);
	if (links->count)
		qsort(links->at, links->count, sizeof(*links->at), by_word);
}

/* The links of a word: they stand together, and bisection finds the first one. */
static void
find_links(const struct links *links, const char *word, struct row *row)
{
	size_t low = 0, high = links->count, n = strlen(word);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct link *l = &links->at[middle];

		if (compare_words(l->word, l->length, word, n) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	row->first = links->at + low;
	for (row->count = 0; low + row->count < links->count; row->count++)
		if (compare_words(row->first[row->count].word, row->first[row->count].length, word,
				  n) != 0)
			break;
}

/* ========================================================================== */
/*                                   Rows                                     */
/* ========================================================================== */

static void
text_row(struct text *out, const struct row *row)
{
	text_printf(out, "%-52s ", row->name);
	if (row->document)
		text_printf(out, "%-10s %s %s: ", row->level, row->document, row->section);
	for (size_t i = 0; i < row->count; i++)
		text_printf(out, "%s%s", i ? " " : "", row->first[i].id);
	if (row->count == 0)
		text_printf(out, "- (%s)", row->undecided ? row->undecided : "no lint here");
	text_char(out, '\n');
}

static void
json_row(struct text *out, const struct row *row)
{
	text_puts(out, out->n ? ",\n{" : "[\n{");
	json_string(out, row->document ? "id" : "name", row->name);
	if (row->document) {
		json_string(out, "level", row->level);
		json_string(out, "document", row->document);
		json_string(out, "section", row->section);
	}
	json_key(out, "lints");
	text_char(out, '[');
	for (size_t i = 0; i < row->count; i++)
		text_printf(out, "%s\"%s\"", i ? "," : "", row->first[i].id);
	text_char(out, ']');
	json_string(out, "undecided", row->count ? NULL : row->undecided);
	text_char(out, '}');
}

static void
add_row(struct text *out, bool json, const struct row *row, bool chosen)
{
	if (chosen && row->count == 0)
		return;
	if (json)
		json_row(out, row);
	else
		text_row(out, row);
}

static void
close_rows(struct text *out, bool json)
{
	if (json)
		text_puts(out, out->n ? "\n]\n" : "[]\n");
}

void
matrix_requirements(struct text *out, bool json, const certlint *lint, bool chosen)
{
	struct links links = { 0 };

	make_links(&links, lint, false);
	for (size_t i = 0; i < requirement_count; i++) {
		const struct requirement *r = &requirements[i];
		struct row row = {
			.name = r->id, .level = r->level, .document = r->document,
			.section = r->section, .undecided = r->undecided,
		};

		find_links(&links, r->id, &row);
		add_row(out, json, &row, chosen);
	}
	close_rows(out, json);
	free(links.at);
}

void
matrix_peer(struct text *out, bool json, const certlint *lint, const char *peer, bool chosen)
{
	struct links links = { 0 };
	struct text word = { 0 };

	make_links(&links, lint, true);
	for (size_t i = 0; i < peer_rule_count; i++) {
		const struct peer_rule *r = &peer_rules[i];
		struct row row = { .name = r->name, .undecided = r->undecided };

		if (strcmp(r->peer, peer) != 0)
			continue;
		word.n = 0;
		text_printf(&word, "%s:%s", peer, r->name);
		find_links(&links, text_string(&word), &row);
		add_row(out, json, &row, chosen);
	}
	close_rows(out, json);
	text_free(&word);
	free(links.at);
}

bool
matrix_knows(const char *peer)
{
	for (size_t i = 0; i < peer_rule_count; i++)
		if (strcmp(peer_rules[i].peer, peer) == 0)
			return true;
	return false;
}

void
matrix_peers(struct text *out)
{
	for (size_t i = 0; i < peer_rule_count; i++)
		if (i == 0 || strcmp(peer_rules[i - 1].peer, peer_rules[i].peer) != 0)
			text_printf(out, "%s%s", i ? " " : "", peer_rules[i].peer);
}
