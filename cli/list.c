/* certlint list: the lints, tables, facts, profiles and requirements that there are. */

#include "describe.h"
#include "json.h"
#include "matrix.h"
#include "say.h"
#include "setup.h"

/* The word list's second format is JSON. */
enum { LIST_TEXT, LIST_JSON };

static void
json_day(struct text *out, const char *name, int32_t day)
{
	json_key(out, name);
	if (day == 0) {
		text_puts(out, "null");
		return;
	}
	text_char(out, '"');
	describe_day(out, day);
	text_char(out, '"');
}

static bool
is_of_peer(const char *word, size_t n, const char *peer)
{
	size_t length = strlen(peer);

	return n > length && memcmp(word, peer, length) == 0 && word[length] == ':';
}

/* The names that one peer has for a lint; nothing if it has none. */
static void
json_peer(struct text *out, const char *peers, const char *peer)
{
	const char *lead = NULL;

	while (*(peers += strspn(peers, " "))) {
		size_t n = strcspn(peers, " "), skip = strlen(peer) + 1;

		if (is_of_peer(peers, n, peer)) {
			if (!lead) {
				json_key(out, peer);
				text_char(out, '[');
			}
			text_printf(out, "%s\"%.*s\"", lead ? lead : "", (int)(n - skip),
				    peers + skip);
			lead = ",";
		}
		peers += n;
	}
	if (lead)
		text_char(out, ']');
}

static void
json_peers(struct text *out, const certlint *lint, const char *peers)
{
	const struct certlint_name *peer;

	json_key(out, "peers");
	text_char(out, '{');
	for (size_t i = 0; peers && (peer = certlint_name_at(lint, CERTLINT_LIST_PEERS, i)); i++)
		json_peer(out, peers, peer->name);
	text_char(out, '}');
}

static void
json_lint(struct text *out, const certlint *lint, const struct certlint_lint *l)
{
	text_char(out, '{');
	json_string(out, "id", l->id);
	json_string(out, "severity", certlint_severity_text(l->severity));
	json_string(out, "source", l->source);
	json_string(out, "citation", l->citation);
	json_day(out, "from", l->from_day);
	json_day(out, "until", l->until_day);
	json_words(out, "applies", l->applies);
	json_words(out, "needs", l->needs);
	json_words(out, "covers", l->covers);
	json_peers(out, lint, l->peers);
	json_words(out, "aliases", l->aliases);
	json_string(out, "summary", l->summary);
	json_string(out, "why", l->why);
	json_string(out, "fix", l->fix);
	json_string(out, "citations", l->citations);
	text_char(out, '}');
}

static void
text_lint(struct text *out, const struct certlint_lint *l)
{
	text_printf(out, "%-44s %-8s %s%s%s: %s\n", l->id, certlint_severity_text(l->severity),
		    l->source ? l->source : "", l->citation ? " " : "",
		    l->citation ? l->citation : "", l->summary ? l->summary : "");
}

static void
separate(struct text *out, int format, size_t i)
{
	if (format == LIST_JSON)
		text_puts(out, i ? ",\n" : "[\n");
}

static void
close_list(struct text *out, int format, size_t n)
{
	if (format == LIST_JSON)
		text_puts(out, n ? "\n]\n" : "[]\n");
}

static void
list_lints(struct text *out, int format, const certlint *lint)
{
	const struct certlint_lint *l;
	size_t i;

	for (i = 0; (l = certlint_at(lint, i)) != NULL; i++) {
		separate(out, format, i);
		if (format == LIST_JSON)
			json_lint(out, lint, l);
		else
			text_lint(out, l);
	}
	close_list(out, format, i);
}

static void
list_names(struct text *out, int format, const certlint *lint, int which)
{
	const struct certlint_name *name;
	size_t i;

	for (i = 0; (name = certlint_name_at(lint, which, i)) != NULL; i++) {
		separate(out, format, i);
		if (format != LIST_JSON) {
			text_printf(out, "%-32s %s\n", name->name,
				    name->summary ? name->summary : "");
			continue;
		}
		text_char(out, '{');
		json_string(out, "name", name->name);
		json_string(out, "summary", name->summary);
		json_string(out, "source", name->source);
		text_char(out, '}');
	}
	close_list(out, format, i);
}

static void
add_sha256(struct text *out, const uint8_t *sha256)
{
	for (int i = 0; i < 32; i++)
		text_printf(out, "%02x", sha256[i]);
}

static void
json_table(struct text *out, const struct certlint_table_info *table)
{
	text_char(out, '{');
	json_string(out, "name", table->name);
	json_string(out, "version", table->version);
	json_day(out, "day", table->day);
	json_key(out, "rows");
	text_number(out, table->rows);
	json_string(out, "origin", table->origin);
	if (table->sha256) {
		json_key(out, "sha256");
		text_char(out, '"');
		add_sha256(out, table->sha256);
		text_char(out, '"');
	}
	text_char(out, '}');
}

static void
list_tables(struct text *out, int format, const certlint *lint)
{
	const struct certlint_table_info *table;
	size_t i;

	for (i = 0; (table = certlint_data_at(lint, i)) != NULL; i++) {
		separate(out, format, i);
		if (format == LIST_JSON)
			json_table(out, table);
		else
			text_printf(out, "%-12s %-24s %8u rows  %s\n", table->name,
				    table->version ? table->version : "-", (unsigned)table->rows,
				    table->origin ? table->origin : "");
	}
	close_list(out, format, i);
}

static void
list_what(struct text *out, const struct settings *settings, const certlint *lint)
{
	bool json = settings->format == LIST_JSON;
	bool chosen = settings->select.n || settings->ignore.n;

	if (settings->list_data)
		list_tables(out, settings->format, lint);
	else if (settings->list_facts)
		list_names(out, settings->format, lint, CERTLINT_LIST_FACTS);
	else if (settings->list_profiles)
		list_names(out, settings->format, lint, CERTLINT_LIST_PROFILES);
	else if (settings->list_requirements)
		matrix_requirements(out, json, lint, chosen);
	else if (settings->list_peer)
		matrix_peer(out, json, lint, settings->list_peer, chosen);
	else
		list_lints(out, settings->format, lint);
}

static enum exit_code
check_peer(const char *peer)
{
	struct text known = { 0 };

	if (!peer || matrix_knows(peer))
		return EXIT_CLEAN;
	matrix_peers(&known);
	say("--peer: no list of the rules of '%s'; there is one of: %s", peer, text_string(&known));
	text_free(&known);
	return EXIT_USAGE;
}

enum exit_code
verb_list(struct settings *settings)
{
	struct setup setup;
	struct text out = { 0 };
	enum exit_code code;

	if (settings->list_data && *settings->list_data)
		settings->data = settings->list_data;
	code = exit_worse(setup_new(&setup, settings, true), check_peer(settings->list_peer));
	if (code == EXIT_CLEAN) {
		list_what(&out, settings, setup.lint);
		code = output_text(settings, &out);
	}
	text_free(&out);
	setup_free(&setup);
	return code;
}
