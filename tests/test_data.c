/* Every row of every table is found, compiled in and loaded; what is no table is refused. */

#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <certlint/certlint.h>

#include "data.h"
#include "day.h"
#include "idna.h"
#include "key.h"
#include "table.h"
#include "text.h"

static struct span
span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}

/* ========================================================================== */
/*                                The sources                                 */
/* ========================================================================== */

/* The whole of a file of data/, NUL-terminated; freed by the caller. */
static char *
source_text(const char *name, size_t *n)
{
	const char *directory = getenv("CERTLINT_DATA");
	char path[1024], *text;
	FILE *file;

	assert_non_null(directory);
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "rb");
	assert_non_null(file);
	text = malloc(4 << 20);
	assert_non_null(text);
	*n = fread(text, 1, (4 << 20) - 1, file);
	text[*n] = 0;
	fclose(file);
	return text;
}

/* The next line, NUL-terminated in place. */
static char *
next_line(char **text)
{
	char *line = *text, *end = strchr(line, '\n');

	if (!*line)
		return NULL;
	*text = end ? end + 1 : line + strlen(line);
	if (end)
		*end = 0;
	return line;
}

/* Cut a line at its commas: no field of ours is quoted. */
static size_t
cut(char *line, char **fields, size_t max)
{
	size_t n = 0;

	while (line && n < max) {
		fields[n++] = line;
		line = strchr(line, ',');
		if (line)
			*line++ = 0;
	}
	return n;
}

static char *
skip_lines(char *text, int n)
{
	while (n-- > 0)
		assert_non_null(next_line(&text));
	return text;
}

static void
upper(char *out, const char *text)
{
	do
		*out++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
	while (*text++);
}

/* Both forms: compiled in and loaded from the same files. */
static const struct data *forms[2];

static int
setup(void **state)
{
	const char *directory = getenv("CERTLINT_DATA");
	struct certlint_error error = CERTLINT_ERROR_INIT;

	(void)state;
	if (!directory) {
		fputs("CERTLINT_DATA does not name the directory of the tables\n", stderr);
		return -1;
	}
	forms[0] = data_builtin();
	if (data_load(&forms[1], directory, NULL, 0, NULL, &error) < 0) {
		fprintf(stderr, "%s\n", error.text);
		return -1;
	}
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	data_free(forms[1], NULL);
	data_free(forms[0], NULL);
	data_free(NULL, NULL);
	return 0;
}

/* ========================================================================== */
/*                                  Lookups                                   */
/* ========================================================================== */

static void
check_tld(const struct data *data, char **fields)
{
	int32_t delegated = *fields[2] ? day_parse(fields[2]) : DAY_FIRST;
	int32_t removed = *fields[3] ? day_parse(fields[3]) : DAY_LAST;
	const struct tld *tld = data_tld(data, span_of(fields[0]));
	char other[80];

	assert_int_not_equal(delegated, DAY_NONE);
	assert_int_not_equal(removed, DAY_NONE);
	assert_non_null(tld);
	assert_string_equal(data_tld_name(data, tld), fields[0]);
	assert_int_equal(tld->delegated, delegated);
	assert_int_equal(tld->removed, removed);
	upper(other, fields[0]);
	assert_ptr_equal(data_tld(data, span_of(other)), tld);
	snprintf(other, sizeof(other), "%s0", fields[0]);
	assert_null(data_tld(data, span_of(other)));
	other[0] ^= 0x80;		/* only ASCII letters have a case */
	other[strlen(fields[0])] = 0;
	assert_null(data_tld(data, span_of(other)));
}

static void
test_tld_rows(void **state)
{
	size_t n, rows = 0;
	char *text = source_text("tlds.csv", &n), *rest = skip_lines(text, 2), *line, *fields[5];

	(void)state;
	while ((line = next_line(&rest))) {
		assert_int_equal(cut(line, fields, 5), 4);
		check_tld(forms[0], fields);
		check_tld(forms[1], fields);
		rows++;
	}
	assert_true(rows > 1500);
	assert_int_equal(data_info(forms[0], DATA_TLDS)->rows, rows);
	assert_int_equal(data_info(forms[1], DATA_TLDS)->rows, rows);
	free(text);
}

static void
test_tld_known(void **state)
{
	static const char *const strangers[] = {
		"", ".", "com.", ".com", "comm", "c\015m", "bl", "bq", "local", "dd", "xn--",
		"a.b", "@om", "c`m"
	};
	char label[65];
	size_t i;
	int form;

	(void)state;
	memset(label, 'a', sizeof(label));
	for (form = 0; form < 2; form++) {
		for (i = 0; i < sizeof(strangers) / sizeof(*strangers); i++)
			assert_null(data_tld(forms[form], span_of(strangers[i])));
		assert_null(data_tld(forms[form], (struct span){ (const uint8_t *)"com\0", 4 }));
		assert_null(data_tld(forms[form], (struct span){ NULL, 0 }));
		for (i = 1; i <= 65; i++)
			if (i != 3)
				assert_null(data_tld(forms[form],
						     (struct span){ (uint8_t *)label, i }));
		assert_int_equal(data_tld(forms[form], span_of("SS"))->delegated, DAY(2019, 2, 1));
		assert_int_equal(data_tld(forms[form], span_of("an"))->removed, DAY(2015, 7, 31));
		assert_int_equal(data_tld(forms[form], span_of("su"))->removed, DAY_LAST);
	}
}

/* The publisher's algorithm word for word, over the rules as text. */
struct rule {
	char text[260];
	size_t n;
	bool wildcard, exception, private;
};
static struct rule *rules;
static size_t rule_count;

static void
rule_make(struct rule *rule, const char *line)
{
	struct span rest = span_of(line);
	uint32_t points[64];
	size_t n = 0, at, i;

	rule->n = 0;
	while (rest.n > 0) {
		for (n = 0, at = 0; at < rest.n && rest.p[at] != '.'; )
			if (rest.p[at] < 0x80)
				points[n++] = rest.p[at++];
			else if (rest.p[at] < 0xe0)
				points[n++] = (rest.p[at] & 0x1fu) << 6 |
					      (rest.p[at + 1] & 0x3fu), at += 2;
			else
				points[n++] = (rest.p[at] & 0x0fu) << 12 |
					      (rest.p[at + 1] & 0x3fu) << 6 |
					      (rest.p[at + 2] & 0x3fu), at += 3;
		if (n == at) {
			for (i = 0; i < n; i++)
				rule->text[rule->n++] = (char)points[i];
		} else {
			memcpy(rule->text + rule->n, "xn--", 4);
			rule->n += 4;
			rule->n += (size_t)punycode_encode(points, (int)n,
							   rule->text + rule->n, 59);
		}
		rest.p += at, rest.n -= at;
		if (rest.n > 0) {
			rule->text[rule->n++] = '.';
			rest.p++, rest.n--;
		}
	}
	rule->text[rule->n] = 0;
}

static void
rules_read(void)
{
	size_t n;
	char *text = source_text("suffixes.dat", &n), *rest = text, *line;
	bool private = false;
	struct rule *rule;

	rules = calloc(20000, sizeof(*rules));
	assert_non_null(rules);
	while ((line = next_line(&rest))) {
		private |= strstr(line, "BEGIN PRIVATE") != NULL;
		if (!*line || *line == '/')
			continue;
		assert_true(rule_count < 20000);
		rule = &rules[rule_count++];
		rule->private = private;
		rule->exception = *line == '!';
		rule->wildcard = *line == '*';
		rule_make(rule, line + (rule->exception ? 1 : rule->wildcard ? 2 : 0));
	}
	free(text);
}

static void
slow_match(const char *name, size_t n, size_t *length, enum suffix_kind *kind)
{
	size_t i, from, covered;
	bool below;

	*length = 0, *kind = SUFFIX_NONE;
	for (i = 0; i < rule_count; i++) {
		if (rules[i].n > n || name[n - 1] != rules[i].text[rules[i].n - 1] ||
		    memcmp(name + n - rules[i].n, rules[i].text, rules[i].n) != 0)
			continue;
		from = n - rules[i].n;
		below = from > 0 && name[from - 1] == '.';
		if (!below && (from > 0 || rules[i].wildcard))
			continue;
		covered = rules[i].n;
		if (rules[i].wildcard) {
			for (from--; from > 0 && name[from - 1] != '.'; )
				from--;
			covered = n - from;
		}
		if (rules[i].exception) {
			covered = strlen(strchr(rules[i].text, '.') + 1);
			*length = covered;
			*kind = rules[i].private ? SUFFIX_PRIVATE : SUFFIX_ICANN;
			return;
		}
		if (covered > *length || (covered == *length && !rules[i].wildcard)) {
			*length = covered;
			*kind = rules[i].private ? SUFFIX_PRIVATE : SUFFIX_ICANN;
		}
	}
}

static void
check_suffix(const char *name)
{
	size_t n = strlen(name), length;
	enum suffix_kind kind;
	char other[300];
	int form;

	slow_match(name, n, &length, &kind);
	upper(other, name);
	for (form = 0; form < 2; form++) {
		if (data_suffix_length(forms[form], span_of(name)) != length)
			fail_msg("%s: %zu, not %zu", name,
				 data_suffix_length(forms[form], span_of(name)), length);
		assert_int_equal(data_suffix_length(forms[form], span_of(other)), length);
		assert_int_equal(data_suffix(forms[form], span_of(name)),
				 length == n ? kind : SUFFIX_NONE);
	}
}

static void
test_suffix_rules(void **state)
{
	char name[300];
	size_t i;

	(void)state;
	rules_read();
	assert_int_equal(data_info(forms[0], DATA_SUFFIXES)->rows, rule_count);
	assert_int_equal(data_info(forms[1], DATA_SUFFIXES)->rows, rule_count);
	for (i = 0; i < rule_count; i++) {
		check_suffix(rules[i].text);
		snprintf(name, sizeof(name), "a.%s", rules[i].text);
		check_suffix(name);
		snprintf(name, sizeof(name), "www.a-1.%s", rules[i].text);
		check_suffix(name);
		snprintf(name, sizeof(name), "x%s", rules[i].text);
		check_suffix(name);
		if (strchr(rules[i].text, '.'))
			check_suffix(strchr(rules[i].text, '.') + 1);
	}
	free(rules);
}

static void
test_suffix_known(void **state)
{
	static const struct {
		const char *name;
		size_t length;
		enum suffix_kind kind;
	} known[] = {
		{ "com", 3, SUFFIX_ICANN },
		{ "COM", 3, SUFFIX_ICANN },
		{ "example.com", 3, SUFFIX_NONE },
		{ "www.example.co.uk", 5, SUFFIX_NONE },
		{ "co.uk", 5, SUFFIX_ICANN },
		{ "ck", 0, SUFFIX_NONE },
		{ "co.ck", 5, SUFFIX_ICANN },
		{ "a.co.ck", 5, SUFFIX_NONE },
		{ "www.ck", 2, SUFFIX_NONE },
		{ "a.www.ck", 2, SUFFIX_NONE },
		{ "github.io", 9, SUFFIX_PRIVATE },
		{ "a.github.io", 9, SUFFIX_NONE },
		{ "city.kawasaki.jp", 11, SUFFIX_NONE },
		{ "a.kawasaki.jp", 13, SUFFIX_ICANN },
		{ "xn--55qx5d.cn", 13, SUFFIX_ICANN },
		{ "a.xn--55qx5d.cn", 13, SUFFIX_NONE },
		{ "local", 0, SUFFIX_NONE },
		{ "nosuchtld", 0, SUFFIX_NONE },
		{ "", 0, SUFFIX_NONE },
		{ ".", 0, SUFFIX_NONE },
		{ "com.", 0, SUFFIX_NONE },
		{ ".com", 3, SUFFIX_NONE },
		{ "a..com", 3, SUFFIX_NONE },
		{ ".ck", 0, SUFFIX_NONE },
		{ "a..ck", 0, SUFFIX_NONE },
	};
	size_t i;
	int form;

	(void)state;
	for (form = 0; form < 2; form++) {
		for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
			struct span name = span_of(known[i].name);

			if (data_suffix_length(forms[form], name) != known[i].length ||
			    data_suffix(forms[form], name) != known[i].kind)
				fail_msg("%s: %zu %d", known[i].name,
					 data_suffix_length(forms[form], name),
					 data_suffix(forms[form], name));
		}
		assert_int_equal(data_suffix(forms[form], (struct span){ NULL, 0 }), SUFFIX_NONE);
	}
}

/* 253 octets are looked at, 254 are not; a wildcard covers a label of any length and form. */
static void
test_bounds(void **state)
{
	char name[400];
	int form;

	(void)state;
	memset(name, 'a', sizeof(name));
	for (form = 0; form < 2; form++) {
		const uint8_t *p = (const uint8_t *)name;

		memcpy(name + 249, ".com", 4);
		assert_int_equal(data_suffix_length(forms[form], (struct span){ p, 253 }), 3);
		memcpy(name + 250, ".com", 4);
		assert_int_equal(data_suffix_length(forms[form], (struct span){ p, 254 }), 0);
		memcpy(name + 245, ".invalid", 8);
		assert_string_equal(data_special_use(forms[form], (struct span){ p, 253 }),
				    "invalid");
		memcpy(name + 246, ".invalid", 8);
		assert_null(data_special_use(forms[form], (struct span){ p, 254 }));
		memset(name + 245, 'a', 20);
		memcpy(name + 64, ".ck", 3);
		assert_int_equal(data_suffix_length(forms[form], (struct span){ p, 67 }), 67);
		memcpy(name + 64, "aaa", 3);
	}
}

static void
check_special(const struct data *data, char **fields)
{
	bool registered = strcmp(fields[2], "registry") == 0;
	struct special_use row;
	char name[300];

	assert_true(data_special(data, span_of(fields[0]), &row));
	assert_string_equal(row.name, fields[0]);
	assert_string_equal(row.reference, fields[1]);
	assert_int_equal(row.registered, registered);
	snprintf(name, sizeof(name), "a_b.WWW.%s", fields[0]);
	assert_true(data_special(data, span_of(name), &row));
	assert_string_equal(row.name, fields[0]);
	if (registered)
		assert_string_equal(data_special_use(data, span_of(name)), fields[0]);
	else
		assert_null(data_special_use(data, span_of(name)));
	snprintf(name, sizeof(name), "x%s", fields[0]);
	if (!strchr(fields[0], '.'))
		assert_false(data_special(data, span_of(name), &row));
}

static void
test_special_rows(void **state)
{
	size_t n, rows = 0;
	char *text = source_text("special-use.csv", &n), *rest = skip_lines(text, 2), *line;
	char *fields[4];

	(void)state;
	while ((line = next_line(&rest))) {
		assert_int_equal(cut(line, fields, 4), 3);
		check_special(forms[0], fields);
		check_special(forms[1], fields);
		rows++;
	}
	assert_int_equal(data_info(forms[0], DATA_SPECIAL_USE)->rows, rows);
	assert_int_equal(data_info(forms[1], DATA_SPECIAL_USE)->rows, rows);
	free(text);
}

static void
test_special_known(void **state)
{
	struct special_use row = { "untouched", NULL, false };
	int form;

	(void)state;
	for (form = 0; form < 2; form++) {
		const struct data *data = forms[form];

		assert_string_equal(data_special_use(data, span_of("LocalHost")), "localhost");
		assert_string_equal(data_special_use(data, span_of("www.example.com")),
				    "example.com");
		assert_string_equal(data_special_use(data, span_of("4.16.172.in-addr.arpa")),
				    "16.172.in-addr.arpa");
		assert_null(data_special_use(data, span_of("15.172.in-addr.arpa")));
		assert_null(data_special_use(data, span_of("arpa")));
		assert_null(data_special_use(data, span_of("in-addr.arpa")));
		assert_null(data_special_use(data, span_of("com")));
		assert_null(data_special_use(data, span_of("localhost.")));
		assert_null(data_special_use(data, span_of("localhost.com")));
		assert_null(data_special_use(data, span_of("")));
		assert_false(data_special(data, span_of("example.info"), &row));
		assert_string_equal(row.name, "untouched");
	}
}

static bool
same_network(const struct network *a, const struct network *b)
{
	return memcmp(a->prefix, b->prefix, 16) == 0 && a->octets == b->octets &&
	       a->bits == b->bits && a->lists == b->lists && a->reachable == b->reachable &&
	       a->from == b->from && a->until == b->until && strcmp(a->name, b->name) == 0 &&
	       strcmp(a->reference, b->reference) == 0;
}

static void
test_networks(void **state)
{
	const struct network *network, *before = NULL, *ipv4, *ipv6;
	size_t i, n4, n6;

	(void)state;
	for (i = 0; (network = data_network(forms[0], i)); i++) {
		assert_true(same_network(network, data_network(forms[1], i)));
		if (before && before->octets == network->octets)
			assert_true(before->bits >= network->bits);
		before = network;
	}
	assert_null(data_network(forms[0], SIZE_MAX));
	assert_null(data_network(forms[1], i));
	assert_int_equal(i, data_info(forms[0], DATA_NETWORKS)->rows);
	ipv4 = data_networks(forms[0], 4, &n4);
	ipv6 = data_networks(forms[0], 16, &n6);
	assert_int_equal(n4 + n6, i);
	assert_int_equal(ipv4[n4 - 1].octets, 4);
	assert_int_equal(ipv6[0].octets, 16);
}

static bool
same_log(const struct ct_log *a, const struct ct_log *b)
{
	if (memcmp(a->id, b->id, 32) != 0 || strcmp(a->operator, b->operator) != 0 ||
	    strcmp(a->description, b->description) != 0 || a->key_length != b->key_length ||
	    a->is_static != b->is_static || a->is_test != b->is_test ||
	    a->is_google != b->is_google || a->start != b->start || a->end != b->end)
		return false;
	for (int list = 0; list < LOG_LIST_COUNT; list++) {
		if (a->history[list].count != b->history[list].count)
			return false;
		for (int i = 0; i < a->history[list].count; i++)
			if (a->history[list].since[i] != b->history[list].since[i] ||
			    a->history[list].state[i] != b->history[list].state[i])
				return false;
	}
	return a->key_length == 0 || memcmp(a->key, b->key, a->key_length) == 0;
}

/* Every log is found in both forms, and is what its key says. */
static void
test_logs(void **state)
{
	const struct log_table *table = &forms[0]->logs;
	uint8_t digest[32];
	uint32_t i;

	(void)state;
	for (i = 0; i < data_info(forms[0], DATA_CT_LOGS)->rows; i++) {
		const struct ct_log *log = &table->logs[i];
		struct span id = { log->id, 32 };

		assert_ptr_equal(data_log(forms[0], id), log);
		assert_non_null(data_log(forms[1], id));
		assert_true(same_log(log, data_log(forms[1], id)));
		sha256((struct span){ log->key, log->key_length }, digest);
		assert_memory_equal(digest, log->id, 32);
		assert_null(data_log(forms[0], (struct span){ log->id, 31 }));
		memcpy(digest, log->id, 32);
		digest[31] ^= 1;
		assert_null(data_log(forms[0], (struct span){ digest, 32 }));
	}
	assert_null(data_log(forms[0], (struct span){ NULL, 0 }));
}

/* "Let's Encrypt 'Oak2026h2'" was usable, read-only and then retired. */
static void
test_log_states(void **state)
{
	static const uint8_t id[32] = {
		0xac, 0xab, 0x30, 0x70, 0x6c, 0xeb, 0xec, 0x84, 0x31, 0xf4, 0x13, 0xd2, 0xf4, 0x91,
		0x5f, 0x11, 0x1e, 0x42, 0x24, 0x43, 0xb1, 0xf2, 0xa6, 0x8c, 0x4f, 0x3c, 0x2b, 0x3b,
		0xa7, 0x1e, 0x02, 0xc3
	};
	const struct ct_log *log = data_log(forms[0], (struct span){ id, 32 });
	int64_t retired;

	(void)state;
	assert_non_null(log);
	assert_string_equal(log->operator, "Let's Encrypt");
	assert_false(log->is_static || log->is_test || log->is_google);
	retired = log_since(log, LOG_CHROME, LOG_RETIRED);
	assert_true(retired > 0 && retired < INT64_MAX);
	assert_int_equal(log_state_at(log, LOG_CHROME, retired), LOG_RETIRED);
	assert_int_equal(log_state_at(log, LOG_CHROME, INT64_MAX), LOG_RETIRED);
	assert_int_equal(log_state_at(log, LOG_CHROME, retired - 1), LOG_READONLY);
	assert_int_equal(log_state_at(log, LOG_CHROME, 0), LOG_UNKNOWN);
	assert_int_equal(log_since(log, LOG_APPLE, LOG_RETIRED), INT64_MAX);
	assert_string_equal(log_state_name(LOG_READONLY), "readonly");
}

/* Both forms say whose text they are, and which edition; renewing the tables breaks no test. */
static void
test_info(void **state)
{
	static const char *const names[] = { "tlds", "suffixes", "special-use", "networks",
					     "ct-logs" };
	static const char *const files[] = { "tlds.csv", "suffixes.dat", "special-use.csv",
					     "networks.csv", "ct-logs.csv" };
	const struct data_info *builtin, *loaded;
	uint8_t digest[32];
	char *text, edition[100], day[11];
	size_t n;
	int table;

	(void)state;
	for (table = 0; table < DATA_WEAK_KEYS; table++) {
		text = source_text(files[table], &n);
		sha256((struct span){ (const uint8_t *)text, n }, digest);
		builtin = data_info(forms[0], (enum data_table)table);
		loaded = data_info(forms[1], (enum data_table)table);
		assert_string_equal(builtin->name, names[table]);
		assert_string_equal(loaded->name, names[table]);
		assert_memory_equal(builtin->sha256, digest, 32);
		assert_memory_equal(loaded->sha256, digest, 32);
		assert_string_equal(builtin->version, loaded->version);
		snprintf(edition, sizeof(edition), table == DATA_SUFFIXES ? "// VERSION: %s\n" :
			 " version=%s origin=", builtin->version);
		assert_non_null(strstr(text, edition));
		snprintf(day, sizeof(day), "%.10s", builtin->version);
		assert_int_equal(builtin->day, day_parse(day));
		assert_int_equal(loaded->day, builtin->day);
		assert_string_equal(builtin->origin, "built in");
		assert_non_null(strstr(loaded->origin, files[table]));
		free(text);
	}
}

/* ========================================================================== */
/*                                  Loading                                   */
/* ========================================================================== */

#define TLDS "# name=tlds version=2026-01-02 origin=a test\ntld,type,delegated,removed\n"
#define SPECIAL "# name=special-use version=2026-01-02 origin=a test\nname,reference,list\n"
#define NETWORKS "# name=networks version=2026-01-02 origin=a test\n" \
	"prefix,name,reference,allocation,termination,left,reachable,lists\n"
#define LOGS "# name=ct-logs version=2026-01-02 origin=a test\n" \
	"id,key,operator,description,type,use,start,end,chrome,apple\n"
/* A P-256 key's 91 octets and their digest. */
#define LOG_KEY \
	"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEB/we6GOO/xwxivy4HhkrYFAAPo6e2nc346Wo2o2U+GvoPWSPJz91" \
	"s/xrEvA3Bk9kWHUUXVZS5morFEzsgdHqPg=="
#define LOG_ID "DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE="
#define OTHER_ID "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define PSL "// VERSION: 2026-01-02_03\n// ===BEGIN ICANN DOMAINS===\n"
#define PSL_END "\n// ===END ICANN DOMAINS===\n"
#define BOTH_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static int
load_memory(const struct data **out, const char *name, const void *bytes, size_t n,
	    struct certlint_error *error)
{
	struct certlint_data table = { name, bytes, n };

	return data_load(out, NULL, &table, 1, NULL, error);
}

static void
check_refused(const char *name, const char *text, int line, const char *words)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct data *data = NULL;
	int status = load_memory(&data, name, text, strlen(text), &error);
	char place[64];

	if (status != CERTLINT_ERR_CONFIG || error.status != status || error.position != line ||
	    !strstr(error.text, words))
		fail_msg("%s\n=> %d, line %d: %s", text, status, (int)error.position, error.text);
	assert_null(data);
	snprintf(place, sizeof(place), "%s, line %d: ", name, line + 1);
	if (line >= 0)
		assert_int_equal(strncmp(error.text, place, strlen(place)), 0);
	assert_int_equal(load_memory(&data, name, text, strlen(text), NULL), status);
}

static void
check_taken(const char *name, const char *text, uint32_t rows)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct data *data = NULL;
	int status = load_memory(&data, name, text, strlen(text), &error);
	int table;

	if (status != 0)
		fail_msg("%s\n=> %d: %s", text, status, error.text);
	for (table = 0; table < DATA_TABLE_COUNT; table++)
		if (strcmp(data_info(data, (enum data_table)table)->name, name) == 0)
			break;
	assert_int_equal(data_info(data, (enum data_table)table)->rows, rows);
	assert_string_equal(data_info(data, (enum data_table)table)->origin, "memory");
	data_free(data, NULL);
}

static void
test_load_csv_refused(void **state)
{
	(void)state;
	check_refused("tlds", "", 0, "empty");
	check_refused("tlds", "\n", 0, "# name=");
	check_refused("tlds", "tld,type,delegated,removed\ncom,gtld,,\n", 0, "# name=");
	check_refused("tlds", "\xef\xbb\xbf" TLDS "com,gtld,,\n", 0, "# name=");
	check_refused("tlds", SPECIAL "a,RFC 1,other\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-02-30 origin=x\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-01 origin=x\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version= origin=x\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-01-02 origin=\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-01-02 origin=\x01\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-01-02\n", 0, "# name=");
	check_refused("tlds", "# name=tlds version=2026-01-02 origin=x\n", 0, "column names");
	check_refused("tlds", "# name=tlds version=2026-01-02 origin=x\n# more\n", 1,
		      "column names");
	check_refused("tlds", "# name=tlds version=2026-01-02 origin=x\ntld,type\n", 1,
		      "column names");
	check_refused("tlds", TLDS, 1, "a row was expected");
	check_refused("tlds", TLDS "com,gtld,\n", 2, "fields");
	check_refused("tlds", TLDS "com,gtld,,,\n", 2, "fields");
	check_refused("tlds", TLDS "com,gtld,,\n\n", 3, "fields");
	check_refused("tlds", TLDS "com,gtld,,\n# a comment\n", 3, "fields");
	check_refused("tlds", TLDS "\"com,gtld,,\n", 2, "quotes");
	check_refused("tlds", TLDS "\"com\"x,gtld,,\n", 2, "quotes");
	check_refused("tlds", TLDS "c\"o\"m,gtld,,\n", 2, "quotes");
	check_refused("tlds", TLDS "COM,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS ",gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "a.b,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "-a,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "a-,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "a_b,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "\xc3\xa9,gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "a" BOTH_63 ",gtld,,\n", 2, "a TLD");
	check_refused("tlds", TLDS "com,,,\n", 2, "a type");
	check_refused("tlds", TLDS "com,\x7f,,\n", 2, "a type");
	check_refused("tlds", TLDS "com,gtld,1985-01,\n", 2, "a date");
	check_refused("tlds", TLDS "com,gtld,1985-02-29,\n", 2, "a date");
	check_refused("tlds", TLDS "com,gtld,,19850101\n", 2, "a date");
	check_refused("tlds", TLDS "com,gtld, 1985-1-1,\n", 2, "a date");
	check_refused("tlds", TLDS "com,gtld,1985-01-02,1985-01-02\n", 2, "later");
	check_refused("tlds", TLDS "com,gtld,,\nnet,gtld,,\ncom,gtld,,\n", 4, "already");
	check_refused("special-use", SPECIAL "a..b,RFC 1,other\n", 2, "a host name");
	check_refused("special-use", SPECIAL "a.,RFC 1,other\n", 2, "a host name");
	check_refused("special-use", SPECIAL "*.a,RFC 1,other\n", 2, "a host name");
	check_refused("special-use", SPECIAL "a,,other\n", 2, "a reference");
	check_refused("special-use", SPECIAL "a,RFC 1,Other\n", 2, "'registry' or 'other'");
	check_refused("special-use", SPECIAL "a,RFC 1,\n", 2, "'registry' or 'other'");
	check_refused("special-use", SPECIAL "a,RFC 1,other\na,RFC 2,registry\n", 3, "already");
}

static void
check_network(const char *row, const char *words)
{
	char text[600];

	snprintf(text, sizeof(text), "%s%s\n", NETWORKS, row);
	check_refused("networks", text, 2, words);
}

static void
test_load_networks_refused(void **state)
{
	static const char *const prefixes[] = {
		"10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/8 ", "10.0.0/8",
		"10.0.0.1/8", "10.0.0.0/-1", "::/129", "::1/127", "/8", "", "[::]/0",
		"10.0.0.0/8/8", "10.0.0.0/4294967304", "fe80::%1/10"
	};
	char row[100];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		snprintf(row, sizeof(row), "%s,n,r,,,,no,special", prefixes[i]);
		check_network(row, "a network was expected");
	}
	check_network("10.0.0.0/8,,r,,,,no,special", "a name and a reference");
	check_network("10.0.0.0/8,n,,,,,no,special", "a name and a reference");
	check_network("10.0.0.0/8,n,r,2000,,,no,special", "a date");
	check_network("10.0.0.0/8,n,r,2000-13,,,no,special", "a date");
	check_network("10.0.0.0/8,n,r,,soon,,no,special", "a date");
	check_network("10.0.0.0/8,n,r,,,2000-01,no,special", "a date");
	check_network("10.0.0.0/8,n,r,2000-02,,2000-02-01,no,special", "allocated before");
	check_network("10.0.0.0/8,n,r,2000-02,2000-01,,no,special", "allocated before");
	check_network("10.0.0.0/8,n,r,,,,maybe,special", "reachable");
	check_network("10.0.0.0/8,n,r,,,,,special", "reachable");
	check_network("10.0.0.0/8,n,r,,,,no,", "lists");
	check_network("10.0.0.0/8,n,r,,,,no,special;", "lists");
	check_network("10.0.0.0/8,n,r,,,,no,special;special", "lists");
	check_network("10.0.0.0/8,n,r,,,,no,special other", "lists");
	check_refused("networks", NETWORKS "10.0.0.0/8,n,r,,,,no,special\n"
		      "::/8,n,r,,,,no,other\n10.0.0.0/8,n,r,,,,no,other\n", 4, "already");
}

static void
check_log(const char *row, const char *words)
{
	char text[600];

	snprintf(text, sizeof(text), "%s%s\n", LOGS, row);
	check_refused("ct-logs", text, 2, words);
}

static void
test_load_logs_refused(void **state)
{
	static const char *const ids[] = {
		"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", LOG_ID "=",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",	/* spare bits */
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",	/* 31 octets */
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",	/* 33 octets */
		"AAAAAAAAAAAA-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "=AAA", "===="
	};
	static const char *const histories[] = {
		"usable", "usable@", "usable@2026-01-01", "good@2026-01-01T00:00:00Z",
		"unknown@2026-01-01T00:00:00Z", "@2026-01-01T00:00:00Z", ";",
		"usable@2026-01-01T00:00:00Z;", "usable@2026-01-01T00:00:60Z",
		"usable@2026-01-01T24:00:00Z", "usable@2026-02-29T00:00:00Z",
		"usable@2026-01-01T00:00:00Z;retired@2026-01-01T00:00:00Z",
		"usable@2026-01-01 00:00:00Z", "usable@2026-01-01T00:00:00+",
		"usable@2026-01-01T00:00:0:Z"
	};
	char row[300];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		snprintf(row, sizeof(row), "%s,,o,d,rfc6962,public,,,,", ids[i]);
		check_log(row, "a log's id");
	}
	for (i = 0; i < sizeof(histories) / sizeof(*histories); i++) {
		snprintf(row, sizeof(row), LOG_ID ",,o,d,rfc6962,public,,,%s,", histories[i]);
		check_log(row, "states with their times");
		snprintf(row, sizeof(row), LOG_ID ",,o,d,rfc6962,public,,,,%s", histories[i]);
		check_log(row, "states with their times");
	}
	check_log(LOG_ID ",AAA,o,d,rfc6962,public,,,,", "a key");
	check_log(LOG_ID ",AAAA,o,d,rfc6962,public,,,,", "SubjectPublicKeyInfo");
	check_log(OTHER_ID "," LOG_KEY ",o,d,rfc6962,public,,,,", "whose SHA-256");
	check_log(LOG_ID ",,,d,rfc6962,public,,,,", "an operator");
	check_log(LOG_ID ",,o,,rfc6962,public,,,,", "an operator");
	check_log(LOG_ID ",,o,d,tiled,public,,,,", "the type");
	check_log(LOG_ID ",,o,d,static,prod,,,,", "the use");
	check_log(LOG_ID ",,o,d,static,test,2026,,,", "a time");
	check_log(LOG_ID ",,o,d,static,test,,2026-01-01,,", "a time");
	check_log(LOG_ID ",,o,d,static,test,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,,",
		  "interval");
	check_refused("ct-logs", LOGS LOG_ID ",,o,d,static,test,,,,\n" OTHER_ID
		      ",,o,d,static,test,,,,\n" LOG_ID ",,o,d,static,test,,,,\n", 4, "already");
}

static void
test_load_suffixes_refused(void **state)
{
	static const char *const rules_[] = {
		"a..b", ".a", "a.", "-a", "COM", "a_b", "*", "a.*", "a.*.b", "*a.b", "!*.a", "*.",
		"*.*.a", "a b", "a // c", " a", "a/b", "a\tb", ("b.a" BOTH_63), "*..a"
	};
	static const char *const unicode[] = {
		"\xc3", "\xed\xa0\x80", "\xff", "\xc3\xa9\xc3",		/* no UTF-8 */
		"\xc3\x89",					/* E with acute, upper case */
		"e\xcc\x81",						/* the same decomposed */
	};
	char text[700], *at;
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < sizeof(rules_) / sizeof(*rules_); i++) {
		snprintf(text, sizeof(text), "%s%s%s", PSL, rules_[i], PSL_END);
		check_refused("suffixes", text, 2, "a rule was expected");
	}
	for (i = 0; i < sizeof(unicode) / sizeof(*unicode); i++) {
		snprintf(text, sizeof(text), "%s%s.com%s", PSL, unicode[i], PSL_END);
		check_refused("suffixes", text, 2, i < 4 ? "UTF-8" : "U-labels");
	}
	/* 62 times the same letter outside ASCII is a label too long. */
	at = text + snprintf(text, sizeof(text), "%s", PSL);
	for (k = 0; k < 64; k++, at += 2)
		memcpy(at, k % 2 ? "\xc3\xa9" : "\xc3\xa8", 3);
	snprintf(at, 40, "%s", PSL_END);
	check_refused("suffixes", text, 2, "U-labels");
	/* 254 octets. */
	at = text + snprintf(text, sizeof(text), "%s", PSL);
	for (k = 0; k < 127; k++)
		at += snprintf(at, 3, k ? ".a" : "aa");
	snprintf(at, 40, "%s", PSL_END);
	check_refused("suffixes", text, 2, "253");
	check_refused("suffixes", PSL "!a" PSL_END, 2, "two labels");
	check_refused("suffixes", PSL "!" PSL_END, 2, "two labels");
	check_refused("suffixes", PSL "a\nb\na" PSL_END, 4, "already");
	check_refused("suffixes", PSL "*.a\n*.a" PSL_END, 3, "already");
	check_refused("suffixes", PSL "b.a\n!b.a" PSL_END, 3, "already");
	check_refused("suffixes", "// VERSION: 2026-01-02\ncom\n", 1, "section");
	check_refused("suffixes", PSL "com" PSL_END "net\n", 4, "section");
	check_refused("suffixes", PSL "com\n", 2, "mark of the section's end");
	check_refused("suffixes", PSL "com\n// ===BEGIN PRIVATE DOMAINS===\n", 3, "in turn");
	check_refused("suffixes", PSL "com\n// ===END PRIVATE DOMAINS===\n", 3, "in turn");
	check_refused("suffixes", PSL "com" PSL_END "// ===END ICANN DOMAINS===\n", 4, "in turn");
	check_refused("suffixes", PSL "com\n// ===BEGIN BETTER DOMAINS===\n", 3, "in turn");
	check_refused("suffixes", "// ===BEGIN ICANN DOMAINS===\ncom" PSL_END, 2, "VERSION");
	check_refused("suffixes", "// VERSION: today\n", 0, "YYYY-MM-DD");
	check_refused("suffixes", "// VERSION: 2026-1-2_03-04\n", 0, "YYYY-MM-DD");
	check_refused("suffixes", "// VERSION: 2026-01-02" BOTH_63 "\n", 0, "YYYY-MM-DD");
	check_refused("suffixes", PSL "// nothing" PSL_END, 3, "a row was expected");
	check_refused("suffixes", "", 0, "VERSION");
}

static void
test_load_taken(void **state)
{
	const char longest[] = PSL "b." BOTH_63 PSL_END;

	(void)state;
	check_taken("tlds", TLDS "com,gtld,,", 1);
	check_taken("tlds", TLDS "\"com\",\"g,t\",\"\",\"2000-01-01\"\nnet,gtld,1985-01-01,\n", 2);
	check_taken("tlds", "# name=tlds version=2026-01-02 origin=x\r\n# more\r\n"
		    "tld,type,delegated,removed\r\ncom,gtld,,\r\n", 1);
	check_taken("tlds", TLDS BOTH_63 ",gtld,,\n", 1);
	check_taken("special-use", SPECIAL "b.a,RFC 1,other\na,RFC 1,registry\n", 2);
	check_taken("networks", NETWORKS "0.0.0.0/0,n,r,2000-01,2000-01,2001-01-01,na,"
		    "other;special;pre-sc48\n::/0,n,r,2000-01-31,,,yes,other\n", 2);
	check_taken("ct-logs", LOGS LOG_ID "," LOG_KEY ",\"o,o\",d,rfc6962,public,"
		    "2025-12-31T23:59:59Z,2026-01-01T00:00:00Z,"
		    "pending@2026-01-01T00:00:00Z;usable@2026-01-01T00:00:01Z,\n"
		    OTHER_ID ",,o,d,static,test,,,,\n", 2);
	check_taken("suffixes", PSL "com  \t\n\n   \n*.ck\n!www.ck\nwww.ck.x\nck" PSL_END
		    "// ===BEGIN PRIVATE DOMAINS===\r\nb.com\r\n"
		    "// ===END PRIVATE DOMAINS===\r\n", 6);
	check_taken("suffixes", PSL "\xc3\xa9.com" PSL_END, 1);
	check_taken("suffixes", longest, 1);
}

/* What is loaded replaces one table, and the others stay compiled in. */
static void
test_load_replaces(void **state)
{
	static const char tlds[] = TLDS "zz--top,gtld,2000-01-01,2001-01-01\n";
	static const char suffixes[] = PSL "\xc3\xa9.a\n*.b\n!c.b" PSL_END
		"// ===BEGIN PRIVATE DOMAINS===\n*.a\nd.b\n// ===END PRIVATE DOMAINS===\n";
	struct certlint_data tables[] = {
		{ "tlds", tlds, sizeof(tlds) - 1 }, { "suffixes", suffixes, sizeof(suffixes) - 1 }
	};
	const struct data *data;

	(void)state;
	assert_int_equal(data_load(&data, NULL, tables, 2, NULL, NULL), 0);
	assert_null(data_tld(data, span_of("com")));
	assert_int_equal(data_tld(data, span_of("ZZ--top"))->removed, DAY(2001, 1, 1));
	assert_int_equal(data_suffix(data, span_of("com")), SUFFIX_NONE);
	assert_int_equal(data_suffix(data, span_of("xn--9ca.a")), SUFFIX_ICANN);
	assert_int_equal(data_suffix(data, span_of("x.a")), SUFFIX_PRIVATE);
	assert_int_equal(data_suffix(data, span_of("x.b")), SUFFIX_ICANN);
	assert_int_equal(data_suffix(data, span_of("d.b")), SUFFIX_PRIVATE);
	assert_int_equal(data_suffix(data, span_of("c.b")), SUFFIX_NONE);
	assert_int_equal(data_suffix_length(data, span_of("y.c.b")), 1);
	assert_int_equal(data_suffix_length(data, span_of("x.y.a")), 3);
	assert_ptr_equal(data_network(data, 0), data_network(data_builtin(), 0));
	assert_string_equal(data_info(data, DATA_TLDS)->version, "2026-01-02");
	assert_string_equal(data_info(data, DATA_SUFFIXES)->version, "2026-01-02_03");
	assert_int_equal(data_info(data, DATA_SUFFIXES)->day, DAY(2026, 1, 2));
	assert_string_equal(data_info(data, DATA_NETWORKS)->origin, "built in");
	assert_memory_not_equal(data_info(data, DATA_TLDS)->sha256,
				data_info(data_builtin(), DATA_TLDS)->sha256, 32);
	data_free(data, NULL);
}

static void
test_load_arguments(void **state)
{
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data twice[] = { { "tlds", TLDS "a,b,,", sizeof(TLDS "a,b,,") - 1 },
					 { "tlds", TLDS "a,b,,", sizeof(TLDS "a,b,,") - 1 } };
	const struct data *data = NULL;

	(void)state;
	assert_int_equal(data_load(&data, NULL, twice, 2, NULL, &error), CERTLINT_ERR_CONFIG);
	assert_string_equal(error.text, "tlds: given twice");
	assert_int_equal(error.position, -1);
	assert_int_equal(load_memory(&data, "tld", "x", 1, &error), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(error.text, "no table of that name"));
	assert_int_equal(load_memory(&data, "", "x", 1, &error), CERTLINT_ERR_CONFIG);
	assert_int_equal(load_memory(&data, "t\nl", "x", 1, &error), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(error.text, "t?l"));
	assert_int_equal(load_memory(&data, NULL, "x", 1, &error), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(load_memory(&data, "tlds", NULL, 1, &error), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(load_memory(&data, "tlds", NULL, 0, &error), CERTLINT_ERR_CONFIG);
	assert_null(data);
	assert_int_equal(data_load(&data, NULL, NULL, 0, NULL, &error), 0);
	assert_non_null(data_tld(data, span_of("com")));
	data_free(data, NULL);
}

/* Noise, a table of one endless line, one of a million names and one that is too large. */
static void
test_load_hostile(void **state)
{
	const size_t room = (16 << 20) + 1;
	char *text = malloc(room + 16), *at;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	const struct data *data = NULL;
	size_t i;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < room; i++)
		text[i] = (char)(i * 2654435761u >> 13);
	assert_int_equal(load_memory(&data, "tlds", text, 1 << 20, &error), CERTLINT_ERR_CONFIG);
	assert_int_equal(load_memory(&data, "suffixes", text, 1 << 20, &error),
			 CERTLINT_ERR_CONFIG);
	assert_int_equal(load_memory(&data, "tlds", text, room, &error), CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(error.text, "16 MiB"));
	memset(text, 'a', room);
	memcpy(text, PSL, strlen(PSL));
	assert_int_equal(load_memory(&data, "suffixes", text, room - 1, &error),
			 CERTLINT_ERR_CONFIG);
	/* 1,100,000 TLDs: more than a table holds. */
	at = text + snprintf(text, 200, "%s", TLDS);
	for (i = 0; i < 1100000; i++)
		at += snprintf(at, 16, "a%zu,g,,\n", i);
	assert_int_equal(load_memory(&data, "tlds", text, (size_t)(at - text), &error),
			 CERTLINT_ERR_CONFIG);
	assert_non_null(strstr(error.text, "too many names"));
	/* 300,000 are fine and found. */
	at = text + snprintf(text, 200, "%s", TLDS);
	for (i = 0; i < 300000; i++)
		at += snprintf(at, 16, "a%zu,g,,\n", i);
	assert_int_equal(load_memory(&data, "tlds", text, (size_t)(at - text), &error), 0);
	assert_non_null(data_tld(data, span_of("A299999")));
	assert_null(data_tld(data, span_of("A300000")));
	data_free(data, NULL);
	/* 4,097 networks are too many. */
	at = text + snprintf(text, 200, "%s", NETWORKS);
	for (i = 0; i < 4097; i++)
		at += snprintf(at, 64, "10.%zu.%zu.0/24,n,r,,,,no,other\n", i / 256, i % 256);
	assert_int_equal(load_memory(&data, "networks", text, (size_t)(at - text), &error),
			 CERTLINT_ERR_CONFIG);
	assert_int_equal(error.position, 2 + 4096);
	free(text);
}

/* ========================================================================== */
/*                                   Files                                    */
/* ========================================================================== */

static void
write_file(const char *directory, const char *name, const char *text)
{
	char path[600];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
remove_file(const char *directory, const char *name)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	assert_int_equal(remove(path), 0);
}

static void
test_load_files(void **state)
{
	char directory[] = "/tmp/certlint-data-XXXXXX", path[600];
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data table = { "tlds", TLDS "b,c,,", sizeof(TLDS "b,c,,") - 1 };
	const struct data *data = NULL;
	char *far = malloc(5000);

	(void)state;
	assert_non_null(mkdtemp(directory));
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_non_null(strstr(error.text, "holds a table"));
	write_file(directory, "tlds.txt", TLDS);
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	remove_file(directory, "tlds.txt");
	write_file(directory, "tlds.csv", TLDS "a,c,,\n");
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), 0);
	assert_non_null(data_tld(data, span_of("a")));
	snprintf(path, sizeof(path), "%s/tlds.csv", directory);
	assert_string_equal(data_info(data, DATA_TLDS)->origin, path);
	assert_string_equal(data_info(data, DATA_SUFFIXES)->origin, "built in");
	data_free(data, NULL);
	/* A table in memory takes the place of the file's. */
	assert_int_equal(data_load(&data, directory, &table, 1, NULL, &error), 0);
	assert_null(data_tld(data, span_of("a")));
	assert_non_null(data_tld(data, span_of("b")));
	data_free(data, NULL);
	data = NULL;
	write_file(directory, "networks.csv", NETWORKS "1.2.3.4,n,r,,,,no,other\n");
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_CONFIG);
	assert_int_equal(error.position, 2);
	assert_non_null(strstr(error.text, "/networks.csv, line 3: a network was expected"));
	remove_file(directory, "networks.csv");
	/* What is there and is no file is not skipped. */
	snprintf(path, sizeof(path), "%s/suffixes.dat", directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_int_equal(error.position, -1);
	assert_non_null(strstr(error.text, "/suffixes.dat: no regular file"));
	assert_int_equal(remove(path), 0);
	assert_int_equal(symlink("nowhere", path), 0);
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_non_null(strstr(error.text, "cannot be opened"));
	assert_int_equal(remove(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_int_equal(rmdir(path), 0);
	remove_file(directory, "tlds.csv");
	assert_int_equal(rmdir(directory), 0);
	assert_int_equal(data_load(&data, directory, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_int_equal(data_load(&data, "", NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_int_equal(data_load(&data, "/dev/null", NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_non_null(far);
	memset(far, 'x', 4999);
	far[4999] = 0;
	assert_int_equal(data_load(&data, far, NULL, 0, NULL, &error), CERTLINT_ERR_FILE);
	assert_int_equal(strlen(error.text) < sizeof(error.text), 1);
	assert_null(data);
	free(far);
}

/* An allocator that counts what is out and refuses the n-th request. */
struct counter {
	size_t octets, blocks;
	int left;
};

static void *
counted_allocate(void *ctx, size_t length)
{
	struct counter *counter = ctx;

	if (counter->left-- == 0)
		return NULL;
	counter->octets += length, counter->blocks++;
	return malloc(length);
}

static void
counted_release(void *ctx, void *memory, size_t length)
{
	struct counter *counter = ctx;

	assert_non_null(memory);
	counter->octets -= length, counter->blocks--;
	free(memory);
}

static void
test_load_without_memory(void **state)
{
	struct counter counter = { 0, 0, 0 };
	struct certlint_allocator allocator = { counted_allocate, counted_release, &counter };
	struct certlint_error error = CERTLINT_ERROR_INIT;
	struct certlint_data table = { "tlds", TLDS "b,c,,", sizeof(TLDS "b,c,,") - 1 };
	const struct data *data = NULL;
	int n, status = CERTLINT_ERR_MEMORY;

	(void)state;
	for (n = 0; n < 100 && status != 0; n++) {
		counter.left = n;
		error.status = 0;
		status = data_load(&data, getenv("CERTLINT_DATA"), &table, 1, &allocator, &error);
		if (status == 0)
			break;
		assert_int_equal(status, CERTLINT_ERR_MEMORY);
		assert_int_equal(error.status, CERTLINT_ERR_MEMORY);
		assert_non_null(strstr(error.text, "out of memory"));
		assert_null(data);
		assert_int_equal(counter.blocks, 0);
		assert_int_equal(counter.octets, 0);
	}
	/* The whole, a text and a block for each of five files, a block for that in memory. */
	assert_int_equal(n, 12);
	assert_int_equal(counter.blocks, 6);
	data_free(data, &allocator);
	assert_int_equal(counter.blocks, 0);
	assert_int_equal(counter.octets, 0);
	/* A table that is refused in the second pass gives its block back, too. */
	counter.left = -1;
	table.bytes = TLDS "b,c,,\nb,c,,";
	table.length = sizeof(TLDS "b,c,,\nb,c,,") - 1;
	assert_int_equal(data_load(&data, NULL, &table, 1, &allocator, &error),
			 CERTLINT_ERR_CONFIG);
	assert_int_equal(counter.blocks, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tld_rows),
		cmocka_unit_test(test_tld_known),
		cmocka_unit_test(test_suffix_rules),
		cmocka_unit_test(test_suffix_known),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_special_rows),
		cmocka_unit_test(test_special_known),
		cmocka_unit_test(test_networks),
		cmocka_unit_test(test_logs),
		cmocka_unit_test(test_log_states),
		cmocka_unit_test(test_info),
		cmocka_unit_test(test_load_csv_refused),
		cmocka_unit_test(test_load_networks_refused),
		cmocka_unit_test(test_load_logs_refused),
		cmocka_unit_test(test_load_suffixes_refused),
		cmocka_unit_test(test_load_taken),
		cmocka_unit_test(test_load_replaces),
		cmocka_unit_test(test_load_arguments),
		cmocka_unit_test(test_load_hostile),
		cmocka_unit_test(test_load_files),
		cmocka_unit_test(test_load_without_memory),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
