/* Help and completion scripts, made from the option tables. */

#include "options.h"

enum { HELP_COLUMN = 28 };

static void
pad_to(struct text *out, size_t start, size_t column)
{
	if (out->n - start >= column) {
		text_char(out, '\n');
		start = out->n;
	}
	while (out->n - start < column)
		text_char(out, ' ');
}

static void
add_argument(struct text *out, const struct option_row *row)
{
	if (!row->argument)
		return;
	text_printf(out, row->kind == OPTION_OPTIONAL ? "[=%s]" : " %s", row->argument);
}

static void
add_row(struct text *out, const struct option_row *row)
{
	size_t start = out->n;

	if (row->letter)
		text_printf(out, "  -%c, --%s", row->letter, row->name);
	else
		text_printf(out, "      --%s", row->name);
	add_argument(out, row);
	pad_to(out, start, HELP_COLUMN + 2);
	text_puts(out, row->help);
	if (row->values)
		text_printf(out, " (%s)", row->values);
	text_char(out, '\n');
}

static void
add_verbs(struct text *out)
{
	text_puts(out, "\nCommands:\n");
	for (const struct verb *v = verbs; v->name; v++)
		text_printf(out, "  %-12s%s\n", v->name, v->summary);
	text_puts(out, "\n'certlint COMMAND --help' lists a command's options; those of check:\n");
}

void
options_help(const struct verb *verb, struct text *out)
{
	if (verb == &verbs[0])
		text_puts(out, "Usage: certlint [check] [OPTION...] FILE|DIRECTORY|-...\n"
			  "       certlint COMMAND [OPTION...]\n\n"
			  "Lints X.509 certificates: DER, PEM, base64 or PKCS#7, in files, "
			  "directories or stdin (-).\n");
	else
		text_printf(out, "Usage: certlint %s [OPTION...]%s%s\n\n%s\n", verb->name,
			    verb->operands ? " " : "", verb->operands ? verb->operands : "",
			    verb->summary);
	if (verb == &verbs[0])
		add_verbs(out);
	else
		text_puts(out, "\nOptions:\n");
	for (const struct option_row *row = verb->options; row->name; row++)
		add_row(out, row);
	if (verb == &verbs[0])
		text_puts(out, "\nExit code: 0 nothing found, 1 findings from --fail-on up, "
			       "2 wrong usage, 3 an input could not be read.\n");
}

/* ---- bash ---- */

static void
bash_arguments(struct text *out, const struct option_row *row)
{
	if (row->letter && row->argument && row->kind != OPTION_OPTIONAL)
		text_printf(out, "\t\t--%s|-%c) ", row->name, row->letter);
	else
		text_printf(out, "\t\t--%s) ", row->name);
	if (row->values)
		text_printf(out, "COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
			    row->values);
	else if (row->completion == COMPLETE_LINTS)
		text_puts(out, "COMPREPLY=($(compgen -W \"$(certlint list 2>/dev/null | cut -d' ' "
			  "-f1)\" -- \"$word\")); return ;;\n");
	else if (row->completion == COMPLETE_DIRECTORIES)
		text_puts(out, "COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n");
	else
		text_puts(out, "COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
}

static void
bash_verb(struct text *out, const struct verb *verb)
{
	text_printf(out, "\t%s)\n\t\tcase $before in\n", verb->name);
	for (const struct option_row *row = verb->options; row->name; row++)
		if (row->argument && row->kind != OPTION_OPTIONAL)
			bash_arguments(out, row);
	text_puts(out, "\t\tesac\n\t\toptions='");
	for (const struct option_row *row = verb->options; row->name; row++) {
		text_printf(out, "--%s ", row->name);
		if (row->letter)
			text_printf(out, "-%c ", row->letter);
	}
	text_printf(out, "'\n\t\toperands=%s\n\t\t;;\n",
		    verb->completion == COMPLETE_FILES ? "files" :
		    verb->completion == COMPLETE_LINTS ? "lints" : "none");
}

static void
bash(struct text *out)
{
	text_puts(out, "# bash completion for certlint, made by: certlint completion bash\n"
		  "_certlint()\n{\n"
		  "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		  "\tlocal verb=${COMP_WORDS[1]} options operands\n\n"
		  "\tCOMPREPLY=()\n\tcase $verb in\n\t");
	for (const struct verb *v = verbs; v->name; v++)
		text_printf(out, "%s%s", v == verbs ? "" : "|", v->name);
	text_puts(out, ") ;;\n\t*) verb=check ;;\n\tesac\n\tcase $verb in\n");
	for (const struct verb *v = verbs; v->name; v++)
		bash_verb(out, v);
	text_puts(out, "\tesac\n\tif [[ $word == -* ]]; then\n"
		  "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n\t\treturn\n\tfi\n"
		  "\tcase $operands in\n"
		  "\tfiles) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
		  "\tlints) COMPREPLY=($(compgen -W \"$(certlint list 2>/dev/null | "
		  "cut -d' ' -f1)\" -- \"$word\")) ;;\n\tesac\n\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
		  "\t\tCOMPREPLY+=($(compgen -W '");
	for (const struct verb *v = verbs; v->name; v++)
		text_printf(out, "%s%s", v == verbs ? "" : " ", v->name);
	text_puts(out, "' -- \"$word\"))\n\tfi\n}\n"
		  "complete -o filenames -o bashdefault -F _certlint certlint\n");
}

/* ---- zsh ---- */

/* Help as zsh's specifications take it: brackets and colons escaped, no single quotes. */
static void
zsh_help(struct text *out, const char *help)
{
	for (; *help; help++) {
		if (*help == '\'')
			continue;
		if (*help == '[' || *help == ']' || *help == ':' || *help == '\\')
			text_char(out, '\\');
		text_char(out, *help);
	}
}

static const char *
zsh_action(const struct option_row *row)
{
	switch (row->completion) {
	case COMPLETE_FILES: return "_files";
	case COMPLETE_DIRECTORIES: return "_files -/";
	case COMPLETE_LINTS: return "_certlint_lints";
	case COMPLETE_NOTHING: break;
	}
	return " ";
}

static void
zsh_row(struct text *out, const struct option_row *row)
{
	bool repeats = row->kind == OPTION_WORDS || row->kind == OPTION_LIST;

	for (int with_letter = 0; with_letter <= (row->letter != 0); with_letter++) {
		text_puts(out, repeats ? "\t\t\t'*" : "\t\t\t'");
		if (with_letter)
			text_printf(out, "-%c[", row->letter);
		else
			text_printf(out, "--%s%s%s[", row->name, row->argument ? "=" : "",
				    row->kind == OPTION_OPTIONAL ? "-" : "");
		zsh_help(out, row->help);
		text_char(out, ']');
		if (row->argument)
			text_printf(out, row->kind == OPTION_OPTIONAL ? "::%s:" : ":%s:",
				    row->argument);
		if (row->argument && row->values)
			text_printf(out, "(%s)", row->values);
		else if (row->argument)
			text_puts(out, zsh_action(row));
		text_puts(out, "' \\\n");
	}
}

static void
zsh_verb(struct text *out, const struct verb *verb)
{
	text_printf(out, "\t%s)\n\t\t_arguments -s -S \\\n", verb->name);
	for (const struct option_row *row = verb->options; row->name; row++)
		zsh_row(out, row);
	text_printf(out, "\t\t\t'*:operand:%s'\n\t\t;;\n",
		    verb->completion == COMPLETE_FILES ? "_files" :
		    verb->completion == COMPLETE_LINTS ? "_certlint_lints" :
		    verb->operands ? "(bash zsh fish)" : " ");
}

static void
zsh(struct text *out)
{
	text_puts(out, "#compdef certlint\n# zsh completion, made by: certlint completion zsh\n"
		  "_certlint_lints()\n{\n\tlocal -a lints\n"
		  "\tlints=(${${(f)\"$(certlint list 2>/dev/null)\"}%% *})\n"
		  "\tcompadd -a lints\n}\n\n_certlint()\n{\n\tlocal verb=check\n"
		  "\tlocal -a commands\n\tcommands=(\n");
	for (const struct verb *v = verbs; v->name; v++) {
		text_printf(out, "\t\t'%s:", v->name);
		zsh_help(out, v->summary);
		text_puts(out, "'\n");
	}
	text_puts(out, "\t)\n\tif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
		  "\t\t_describe command commands\n\tfi\n"
		  "\tif (( CURRENT > 2 )) && [[ -n ${(M)commands:#$words[2]:*} ]]; then\n"
		  "\t\tverb=$words[2]\n\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n"
		  "\tcase $verb in\n");
	for (const struct verb *v = verbs; v->name; v++)
		zsh_verb(out, v);
	text_puts(out, "\tesac\n}\n\n_certlint \"$@\"\n");
}

/* ---- fish ---- */

/* Between single quotes, where fish knows two escapes. */
static void
fish_quoted(struct text *out, const char *s)
{
	text_char(out, '\'');
	for (; *s; s++) {
		if (*s == '\'' || *s == '\\')
			text_char(out, '\\');
		text_char(out, *s);
	}
	text_char(out, '\'');
}

static void
fish_row(struct text *out, const struct verb *verb, const struct option_row *row)
{
	if (verb == &verbs[0])
		text_printf(out, "complete -c certlint -n '__certlint_verb check' -l %s",
			    row->name);
	else
		text_printf(out, "complete -c certlint -n '__fish_seen_subcommand_from %s' -l %s",
			    verb->name, row->name);
	if (row->letter)
		text_printf(out, " -s %c", row->letter);
	if (row->argument && row->kind != OPTION_OPTIONAL)
		text_puts(out, row->completion == COMPLETE_FILES ||
			  row->completion == COMPLETE_DIRECTORIES ? " -r" : " -x");
	if (row->values)
		text_printf(out, " -a '%s'", row->values);
	else if (row->completion == COMPLETE_LINTS)
		text_puts(out, " -a '(certlint list 2>/dev/null | string split -f1 \" \")'");
	text_puts(out, " -d ");
	fish_quoted(out, row->help);
	text_char(out, '\n');
}

static void
fish(struct text *out)
{
	text_puts(out, "# fish completion for certlint, made by: certlint completion fish\n"
		  "function __certlint_verb\n\tnot __fish_seen_subcommand_from");
	for (const struct verb *v = verbs + 1; v->name; v++)
		text_printf(out, " %s", v->name);
	text_puts(out, "\nend\n");
	for (const struct verb *v = verbs; v->name; v++) {
		text_printf(out, "complete -c certlint -n __fish_use_subcommand -a %s -d ",
			    v->name);
		fish_quoted(out, v->summary);
		text_char(out, '\n');
	}
	for (const struct verb *v = verbs; v->name; v++)
		for (const struct option_row *row = v->options; row->name; row++)
			fish_row(out, v, row);
	text_puts(out, "complete -c certlint -n '__fish_seen_subcommand_from explain' -f -a "
		  "'(certlint list 2>/dev/null | string split -f1 \" \")'\n"
		  "complete -c certlint -n '__fish_seen_subcommand_from completion' -f -a "
		  "'bash zsh fish'\n");
}

bool
options_completion(const char *shell, struct text *out)
{
	if (strcmp(shell, "bash") == 0)
		bash(out);
	else if (strcmp(shell, "zsh") == 0)
		zsh(out);
	else if (strcmp(shell, "fish") == 0)
		fish(out);
	else
		return false;
	return true;
}
