/*
 * The lines of a table's text: fields, rows and rules, judged strictly and stored.  What is not
 * understood is refused, never skipped.
 */

#include <string.h>

#include "day.h"
#include "host.h"
#include "idna.h"
#include "ip.h"
#include "key.h"
#include "load.h"
#include "text.h"

enum {
	NETWORK_ROWS_MAX = 4096, /* they are sorted by insertion and searched one by one */
	LOG_KEY_MAX = 1200,	/* octets of a log's SubjectPublicKeyInfo: RSA of 8,192 bits */
	VERSION_MAX = 63
};

/* The line just taken is not what was expected; the first if the text is empty. */
static int
expected(const struct load *load, const char *what)
{
	int32_t line = load->line < 0 ? 0 : load->line;

	return load_refuse(load->error, CERTLINT_ERR_CONFIG, load->origin, line, what);
}

/* ========================================================================== */
/*                             Lines and fields                               */
/* ========================================================================== */

/* The next line without its end (LF or CR LF); false at the end of the text. */
static bool
line_next(struct load *load, struct span *line)
{
	const uint8_t *end;
	size_t n;

	if (load->rest.n == 0)
		return false;
	end = memchr(load->rest.p, '\n', load->rest.n);
	n = end ? (size_t)(end - load->rest.p) : load->rest.n;
	*line = (struct span){ load->rest.p, n };
	load->rest.p += n + (end != NULL), load->rest.n -= n + (end != NULL);
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	load->line++;
	return true;
}

/* Cut `s` at the first `c`: what stands before goes to *part.  False if `s` is used up. */
static bool
part_next(struct span *s, char c, struct span *part)
{
	const uint8_t *end;

	if (!s->p)
		return false;
	end = s->n > 0 ? memchr(s->p, c, s->n) : NULL;
	*part = (struct span){ s->p, end ? (size_t)(end - s->p) : s->n };
	*s = end ? (struct span){ end + 1, s->n - part->n - 1 } : (struct span){ NULL, 0 };
	return true;
}

static bool
starts_with(struct span s, const char *text)
{
	size_t n = strlen(text);

	return s.n >= n && memcmp(s.p, text, n) == 0;
}

static bool
is_text(struct span s, const char *text)
{
	return s.n == strlen(text) && starts_with(s, text);
}

static bool
is_printable(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] > 0x7e)
			return false;
	return true;
}

/* A day as 2026-09-30; with `loose` also 2026-09, its first day.  An empty field is `none`. */
static bool
date_read(struct span s, bool loose, int32_t none, int32_t *day)
{
	char text[11] = "0000-00-01";
	int32_t found;

	if (s.n == 0) {
		*day = none;
		return true;
	}
	if (s.n != 10 && !(loose && s.n == 7))
		return false;
	memcpy(text, s.p, s.n);
	found = day_parse(text);
	if (found == DAY_NONE)
		return false;
	*day = found;
	return true;
}

/* A lower-case letter-digit-hyphen label. */
static bool
label_is_good(struct span label)
{
	size_t i;

	if (label.n == 0 || label.n > LABEL_MAX || label.p[0] == '-' || label.p[label.n - 1] == '-')
		return false;
	for (i = 0; i < label.n; i++)
		if (!(label.p[i] >= 'a' && label.p[i] <= 'z') &&
		    !(label.p[i] >= '0' && label.p[i] <= '9') && label.p[i] != '-')
			return false;
	return true;
}

static bool
name_is_good(struct span name)
{
	struct span label;

	if (name.n == 0 || name.n > NAME_MAX_OCTETS)
		return false;
	while (part_next(&name, '.', &label))
		if (!label_is_good(label))
			return false;
	return true;
}

/* ========================================================================== */
/*                                 Storing                                    */
/* ========================================================================== */

/* A string into the pool, NUL-terminated; where it begins. */
static uint32_t
pool_add(struct load *load, struct span s)
{
	size_t at = load->pool_used;

	if (load->pool && s.n > 0)
		memcpy(load->pool + at, s.p, s.n);
	if (load->pool)
		load->pool[at + s.n] = 0;
	load->pool_used = at + s.n + 1;
	return (uint32_t)at;
}

/* The same, as a pointer; NULL in the first pass. */
static const char *
pool_add_at(struct load *load, struct span s)
{
	uint32_t at = pool_add(load, s);

	return load->pool ? load->pool + at : NULL;
}

/* A new node, hashed into a free slot; 0 if too many hashes collide. */
static uint32_t
node_add(struct load *load, uint32_t parent, struct span label)
{
	uint64_t h = label_hash(parent, label);
	uint32_t at = h >> 32 & load->mask, node = load->node_count, steps;

	for (steps = 0; load->slots[at] != 0; at = (at + 1) & load->mask)
		if (++steps == PROBE_MAX)
			return 0;
	load->slots[at] = (uint32_t)(h >> 20 & 0xfff) << 20 | node;
	load->nodes[node] = (struct name_node){ pool_add(load, label) & POOL_MAX,
						label.n & 0xff, parent & NODE_MAX, 0 };
	load->nodes[parent].flags |= NODE_PARENT;
	load->node_count++;
	return node;
}

/* The label before name[*end] (a dot or the end), which then moves to that label's own dot. */
static struct span
label_before(struct span name, size_t *end)
{
	size_t i = *end, n;

	while (i > 0 && name.p[i - 1] != '.')
		i--;
	n = *end - i;
	*end = i > 0 ? i - 1 : 0;
	return (struct span){ name.p + i, n };
}

/* First pass: what a good name may need at most. */
static int
name_measure(struct load *load, struct span name)
{
	size_t i;

	load->node_count++;
	for (i = 0; i < name.n; i++)
		load->node_count += name.p[i] == '.';
	load->pool_used += name.n + 1;
	if (load->node_count > NODE_MAX || load->pool_used > POOL_MAX)
		return expected(load, "the table has too many names");
	return 0;
}

/* Give a good name's node `flag`, and its number to the caller (0 in the first pass). */
static int
name_add(struct load *load, struct span name, unsigned flag, uint32_t *out)
{
	struct name_table table = { load->pool, load->nodes, load->slots, load->mask };
	struct span label;
	size_t end = name.n;
	uint32_t node = 0, parent;

	*out = 0;
	if (!load->nodes)
		return name_measure(load, name);
	do {
		label = label_before(name, &end);
		parent = node;
		node = node_find(&table, parent, label);
		if (!node)
			node = node_add(load, parent, label);
		if (!node)
			return expected(load, "the table has too many names that hash alike");
	} while (label.p != name.p);
	if (load->nodes[node].flags & (flag & NODE_OWN ? NODE_OWN : NODE_BELOW))
		return expected(load, "the name is in the table already");
	load->nodes[node].flags = (load->nodes[node].flags | flag) & 0xfff;
	*out = node;
	return 0;
}

/* ========================================================================== */
/*                                   Rows                                     */
/* ========================================================================== */

static int
tld_row(struct load *load, const struct span *fields)
{
	struct tld tld;
	uint32_t node;
	int status;

	if (!label_is_good(fields[0]))
		return expected(load, "a TLD was expected: lower case, A-label");
	if (fields[1].n == 0 || !is_printable(fields[1]))
		return expected(load, "a type was expected");
	if (!date_read(fields[2], false, DAY_FIRST, &tld.delegated) ||
	    !date_read(fields[3], false, DAY_LAST, &tld.removed))
		return expected(load, "a date YYYY-MM-DD or nothing was expected");
	if (tld.removed <= tld.delegated)
		return expected(load, "the removal must be later than the delegation");
	status = name_add(load, fields[0], NODE_RULE, &node);
	if (node)
		load->tlds[node] = tld;
	return status;
}

static int
special_row(struct load *load, const struct span *fields)
{
	struct special_row row;
	uint32_t node;
	unsigned flag;
	int status;

	if (!name_is_good(fields[0]))
		return expected(load, "a host name in lower case was expected");
	if (fields[1].n == 0 || !is_printable(fields[1]))
		return expected(load, "a reference was expected");
	if (!is_text(fields[2], "registry") && !is_text(fields[2], "other"))
		return expected(load, "the list must be 'registry' or 'other'");
	flag = is_text(fields[2], "registry") ? NODE_REGISTERED : NODE_UNREGISTERED;
	status = name_add(load, fields[0], flag, &node);
	if (status < 0)
		return status;
	row = (struct special_row){ pool_add(load, fields[0]), pool_add(load, fields[1]) };
	if (node)
		load->special[node] = row;
	return 0;
}

/* "10.0.0.0/8", with no bit set behind the prefix. */
static bool
prefix_read(struct span s, struct network *network)
{
	struct span text;
	struct ip ip;
	unsigned bits = 0, i;

	if (!part_next(&s, '/', &text) || s.n == 0 || s.n > 3 || (s.p[0] == '0' && s.n > 1) ||
	    !ip_from_text(text, &ip))
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		bits = bits * 10 + (s.p[i] - '0');
	}
	if (bits > ip.n * 8u)
		return false;
	for (i = bits; i < ip.n * 8u; i++)
		if (ip.octets[i / 8] >> (7 - i % 8) & 1)
			return false;
	memcpy(network->prefix, ip.octets, sizeof(network->prefix));
	network->octets = ip.n;
	network->bits = (uint8_t)bits;
	return true;
}

/* "special;pre-sc48": each at most once, one at least. */
static bool
lists_read(struct span s, uint8_t *out)
{
	static const char *const names[] = { "special", "pre-sc48", "other" };
	struct span name;
	unsigned lists = 0, i;

	while (part_next(&s, ';', &name)) {
		for (i = 0; i < 3 && !is_text(name, names[i]); i++)
			;
		if (i == 3 || lists >> i & 1)
			return false;
		lists |= 1u << i;
	}
	*out = (uint8_t)lists;
	return true;
}

/* Fields 0 and 3 to 7 of a network's row; NULL, or what was expected. */
static const char *
network_read(const struct span *fields, struct network *network)
{
	static const char *const words[] = { "no", "yes", "na" };
	int32_t termination;
	uint8_t i;

	if (!prefix_read(fields[0], network))
		return "a network was expected: ADDRESS/BITS with no bit set behind them";
	if (!date_read(fields[3], true, DAY_FIRST, &network->from) ||
	    !date_read(fields[4], true, DAY_LAST, &termination) ||
	    !date_read(fields[5], false, DAY_LAST, &network->until))
		return "a date YYYY-MM-DD (or YYYY-MM, but for 'left') or nothing was expected";
	if (network->until <= network->from || termination < network->from)
		return "the network must have been allocated before it was terminated or left";
	for (i = 0; i < 3 && !is_text(fields[6], words[i]); i++)
		;
	if (i == 3)
		return "reachable must be 'no', 'yes' or 'na'";
	network->reachable = i;
	if (!lists_read(fields[7], &network->lists))
		return "lists of 'special', 'pre-sc48', 'other' were expected, divided by ';'";
	return NULL;
}

/* IPv4 first, then the most specific, then the lowest: the order of the table. */
static int
network_compare(const struct network *a, const struct network *b)
{
	if (a->octets != b->octets)
		return a->octets < b->octets ? -1 : 1;
	if (a->bits != b->bits)
		return a->bits > b->bits ? -1 : 1;
	return memcmp(a->prefix, b->prefix, sizeof(a->prefix));
}

static int
network_insert(struct load *load, const struct network *network)
{
	uint32_t low = 0, high = load->rows, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = network_compare(network, &load->networks[middle]);
		if (order == 0)
			return expected(load, "the network is in the table already");
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	memmove(load->networks + low + 1, load->networks + low,
		(load->rows - low) * sizeof(*network));
	load->networks[low] = *network;
	load->ipv4_count += network->octets == 4;
	return 0;
}

static int
network_row(struct load *load, const struct span *fields)
{
	struct network network = { { 0 }, 0, 0, 0, 0, 0, 0, NULL, NULL };
	const char *fault = network_read(fields, &network);
	uint32_t name, reference;

	if (fault)
		return expected(load, fault);
	if (fields[1].n == 0 || !is_printable(fields[1]) || !is_printable(fields[2]) ||
	    fields[2].n == 0)
		return expected(load, "a name and a reference were expected");
	if (load->rows == NETWORK_ROWS_MAX)
		return expected(load, "the table has too many networks");
	name = pool_add(load, fields[1]);
	reference = pool_add(load, fields[2]);
	if (!load->pool)
		return 0;
	network.name = load->pool + name;
	network.reference = load->pool + reference;
	return network_insert(load, &network);
}

/* ========================================================================== */
/*                                   Logs                                     */
/* ========================================================================== */

/* A number of exactly these digits; -1 if they are none. */
static int
digits_read(const uint8_t *p, size_t n)
{
	int number = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		number = number * 10 + (p[i] - '0');
	}
	return number;
}

/* 2026-01-31T12:34:56Z in seconds since 1970; an empty field is `none`. */
static bool
instant_read(struct span s, int64_t none, int64_t *out)
{
	int hour, minute, second;
	int32_t day;

	*out = none;
	if (s.n == 0)
		return true;
	if (s.n != 20 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' || s.p[19] != 'Z' ||
	    !date_read((struct span){ s.p, 10 }, false, 0, &day))
		return false;
	hour = digits_read(s.p + 11, 2);
	minute = digits_read(s.p + 14, 2);
	second = digits_read(s.p + 17, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return false;
	*out = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second;
	return true;
}

static int
base64_value(uint8_t c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = memchr(digits, c, 64);

	return at ? (int)(at - digits) : -1;
}

/* Strict base64, padded, without spare bits; the octets, or -1.  At most `max`. */
static long
base64_read(struct span s, uint8_t *out, size_t max)
{
	size_t padding = 0, n = 0;
	uint32_t bits = 0;

	while (padding < 2 && padding < s.n && s.p[s.n - 1 - padding] == '=')
		padding++;
	if (s.n % 4 != 0 || s.n / 4 * 3 - padding > max)
		return -1;
	for (size_t i = 0; i < s.n - padding; i++) {
		int value = base64_value(s.p[i]);

		if (value < 0)
			return -1;
		bits = bits << 6 | (uint32_t)value;
		if (i % 4 != 0)
			out[n++] = (uint8_t)(bits >> (6 - 2 * (i % 4)));
	}
	return (bits & ((1u << 2 * padding) - 1)) == 0 ? (long)n : -1;
}

/* "qualified@2026-06-19T08:00:00Z;usable@...": each later than the one before. */
static bool
history_read(struct span s, struct log_history *history)
{
	struct span entry, name;
	unsigned state;
	int64_t since;

	history->count = 0;
	if (s.n == 0)
		return true;
	while (part_next(&s, ';', &entry)) {
		if (!part_next(&entry, '@', &name) || entry.n == 0 ||
		    !instant_read(entry, 0, &since) || history->count == LOG_STATES_MAX ||
		    (history->count > 0 && since <= history->since[history->count - 1]))
			return false;
		for (state = LOG_UNLISTED; state < LOG_STATE_COUNT; state++)
			if (is_text(name, log_state_name((enum log_state)state)))
				break;
		if (state == LOG_STATE_COUNT)
			return false;
		history->since[history->count] = since;
		history->state[history->count++] = (uint8_t)state;
	}
	return true;
}

/* All fields but the key and the texts; NULL, or what was expected. */
static const char *
log_read(const struct span *fields, struct ct_log *log)
{
	if (base64_read(fields[0], log->id, sizeof(log->id)) != sizeof(log->id))
		return "a log's id was expected: 32 octets in base64";
	log->is_static = is_text(fields[4], "static");
	if (!log->is_static && !is_text(fields[4], "rfc6962"))
		return "the type must be 'rfc6962' or 'static'";
	log->is_test = is_text(fields[5], "test");
	if (!log->is_test && !is_text(fields[5], "public"))
		return "the use must be 'public' or 'test'";
	if (!instant_read(fields[6], INT64_MIN, &log->start) ||
	    !instant_read(fields[7], INT64_MAX, &log->end))
		return "a time YYYY-MM-DDTHH:MM:SSZ or nothing was expected";
	if (log->end <= log->start)
		return "the interval must end after it starts";
	if (!history_read(fields[8], &log->history[LOG_CHROME]) ||
	    !history_read(fields[9], &log->history[LOG_APPLE]))
		return "states with their times were expected, in order and divided by ';': "
		       "unlisted, pending, qualified, usable, readonly, retired, rejected";
	return NULL;
}

/* The key, into the pool; NULL, or what was expected. */
static const char *
log_key(struct load *load, struct span field, struct ct_log *log)
{
	uint8_t octets[LOG_KEY_MAX], digest[32];
	struct span key = { octets, 0 }, rest;
	struct der whole;
	long n = base64_read(field, octets, sizeof(octets));

	if (field.n == 0)
		return NULL;
	if (n < 0)
		return "a key of at most 1,200 octets in base64 was expected";
	key.n = (size_t)n;
	rest = key;
	sha256(key, digest);
	if (!der_take(&rest, DER_SEQUENCE, &whole) || rest.n > 0 || whole.flags != 0 ||
	    memcmp(digest, log->id, sizeof(digest)) != 0)
		return "a SubjectPublicKeyInfo was expected whose SHA-256 is the log's id";
	log->key_length = (uint16_t)n;
	log->key = (const uint8_t *)pool_add_at(load, key);
	return NULL;
}

static int
log_insert(struct load *load, const struct ct_log *log)
{
	const struct log_table table = { .mask = load->mask };
	uint32_t at = log_slot(&table, log->id), steps = 0;

	for (; load->log_slots[at] != 0; at = (at + 1) & load->mask) {
		if (memcmp(load->logs[load->log_slots[at] - 1].id, log->id, sizeof(log->id)) == 0)
			return expected(load, "the log is in the table already");
		if (++steps == PROBE_MAX)
			return expected(load, "the table has too many logs whose ids are alike");
	}
	load->logs[load->rows] = *log;
	load->log_slots[at] = (uint16_t)(load->rows + 1);
	return 0;
}

static void
note_change(struct load *load, enum log_list list, const struct log_history *history)
{
	if (history->count > 0 && history->since[history->count - 1] > load->newest[list])
		load->newest[list] = history->since[history->count - 1];
}

static int
log_row(struct load *load, const struct span *fields)
{
	struct ct_log log = { .key = NULL };
	const char *fault = log_read(fields, &log);

	if (!fault)
		fault = log_key(load, fields[1], &log);
	if (!fault && (fields[2].n == 0 || !is_printable(fields[2]) || fields[3].n == 0 ||
		       !is_printable(fields[3])))
		fault = "an operator and a description were expected";
	if (!fault && load->rows == LOG_ROWS_MAX)
		fault = "the table has too many logs";
	if (fault)
		return expected(load, fault);
	for (int list = 0; list < LOG_LIST_COUNT; list++)
		note_change(load, (enum log_list)list, &log.history[list]);
	log.is_google = is_text(fields[2], "Google");
	log.operator = pool_add_at(load, fields[2]);
	log.description = pool_add_at(load, fields[3]);
	return load->pool ? log_insert(load, &log) : 0;
}

/* ========================================================================== */
/*                                   CSV                                      */
/* ========================================================================== */

/* One field; quotes may stand around it, never inside.  False if they do not match. */
static bool
field_next(struct span *line, struct span *field)
{
	struct span quoted;

	if (!line->p || line->n == 0 || line->p[0] != '"')
		return part_next(line, ',', field) && !memchr(field->p, '"', field->n);
	*line = (struct span){ line->p + 1, line->n - 1 };
	if (!memchr(line->p, '"', line->n) || !part_next(line, '"', &quoted))
		return false;
	if (line->n > 0 && line->p[0] != ',')
		return false;
	*line = line->n > 0 ? (struct span){ line->p + 1, line->n - 1 } : (struct span){ NULL, 0 };
	*field = quoted;
	return true;
}

/* "# name=tlds version=2026-09-30 origin=IANA ..." */
static int
edition_read(struct load *load)
{
	struct span line, part;
	int32_t day;

	if (!line_next(load, &line))
		return expected(load, "a table was expected, and the text is empty");
	if (!part_next(&line, ' ', &part) || !is_text(part, "#") ||
	    !part_next(&line, ' ', &part) || !starts_with(part, "name=") ||
	    !is_text((struct span){ part.p + 5, part.n - 5 }, table_formats[load->table].name) ||
	    !part_next(&line, ' ', &part) || !starts_with(part, "version=") || part.n == 8 ||
	    !date_read((struct span){ part.p + 8, part.n - 8 }, false, 0, &day) ||
	    !starts_with(line, "origin=") || line.n == 7 || !is_printable(line))
		return expected(load, "'# name=TABLE version=YYYY-MM-DD origin=TEXT' was expected");
	load->version = (struct span){ part.p + 8, 10 };
	return 0;
}

static int
columns_read(struct load *load)
{
	struct span line;

	do {
		if (!line_next(load, &line))
			return expected(load, "the line of column names was expected");
	} while (line.n > 0 && line.p[0] == '#');
	if (!is_text(line, table_formats[load->table].columns))
		return expected(load, "other column names were expected");
	return 0;
}

static int
csv_row(struct load *load, struct span line)
{
	struct span fields[FIELD_COUNT_MAX];
	size_t n = 0, want = table_formats[load->table].fields;

	while (n < want && field_next(&line, &fields[n]))
		n++;
	if (n < want || line.p)
		return expected(load, "as many fields as columns were expected, "
				      "with quotes only around a whole field");
	switch (load->table) {
	case DATA_TLDS:
		return tld_row(load, fields);
	case DATA_SPECIAL_USE:
		return special_row(load, fields);
	case DATA_CT_LOGS:
		return log_row(load, fields);
	default:
		return network_row(load, fields);
	}
}

static int
csv_read(struct load *load)
{
	struct span line;
	int status = edition_read(load);

	if (status == 0)
		status = columns_read(load);
	while (status == 0 && line_next(load, &line)) {
		status = csv_row(load, line);
		load->rows++;
	}
	return status;
}

/* ========================================================================== */
/*                          The public suffix list                            */
/* ========================================================================== */

/* An A-label of UTF-8; NULL with its text in out[*n], or what was expected. */
static const char *
label_to_ascii(struct span label, char out[LABEL_MAX], size_t *n)
{
	static const char fault[] = "a rule was expected: lower-case labels, U-labels in NFC";
	uint32_t points[LABEL_MAX];
	int count = 0, written;

	while (count < LABEL_MAX && utf8_next(&label, &points[count]))
		if (points[count++] == UTF8_BROKEN)
			return "UTF-8 was expected";
	if (label.n > 0 || idna_u_label_faults(points, count) != 0)
		return fault;
	memcpy(out, "xn--", 4);
	written = punycode_encode(points, count, out + 4, LABEL_MAX - 4);
	if (written < 0)
		return fault;
	*n = (size_t)written + 4;
	return label_is_good((struct span){ (const uint8_t *)out, *n }) ? NULL : fault;
}

static bool
is_ascii(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= 0x80)
			return false;
	return true;
}

/* A rule's name in A-labels; NULL with its length in *n, or what was expected. */
static const char *
rule_to_ascii(struct span rule, char out[NAME_MAX_OCTETS], size_t *n)
{
	static const char fault[] = "a rule was expected: labels of lower-case letters, digits, "
				    "hyphens, 253 octets at most";
	char buffer[LABEL_MAX];
	struct span label;
	size_t used = 0, length;
	const char *bad;

	while (part_next(&rule, '.', &label)) {
		if (!is_ascii(label)) {
			bad = label_to_ascii(label, buffer, &length);
			if (bad)
				return bad;
			label = (struct span){ (const uint8_t *)buffer, length };
		}
		if (!label_is_good(label) || used + label.n + 1 > NAME_MAX_OCTETS)
			return fault;
		memcpy(out + used, label.p, label.n);
		used += label.n;
		out[used++] = '.';
	}
	*n = used - 1;
	return NULL;
}

/* "com", "*.ck", "!www.ck" */
static int
rule_row(struct load *load, struct span rule, bool private)
{
	unsigned flag = private ? NODE_RULE_PRIVATE : NODE_RULE;
	char name[NAME_MAX_OCTETS];
	const char *fault;
	uint32_t node;
	size_t n;

	if (starts_with(rule, "!")) {
		rule = (struct span){ rule.p + 1, rule.n - 1 };
		flag = NODE_EXCEPTION;
		if (!memchr(rule.p, '.', rule.n))
			return expected(load, "an exception of two labels or more was expected");
	} else if (starts_with(rule, "*.")) {
		rule = (struct span){ rule.p + 2, rule.n - 2 };
		flag = private ? NODE_WILD_PRIVATE : NODE_WILD;
	}
	fault = rule_to_ascii(rule, name, &n);
	if (fault)
		return expected(load, fault);
	load->rows++;
	return name_add(load, (struct span){ (const uint8_t *)name, n }, flag, &node);
}

bool
version_day(struct span version, int32_t *day)
{
	return version.n >= 10 && version.n <= VERSION_MAX && is_printable(version) &&
	       date_read((struct span){ version.p, 10 }, false, 0, day);
}

enum section { OUTSIDE, ICANN, PRIVATE };

/* A comment: the version and the marks of the sections mean something. */
static int
comment_read(struct load *load, struct span line, enum section *section)
{
	int32_t day;

	if (starts_with(line, "// VERSION: ") && !load->version.p) {
		load->version = (struct span){ line.p + 12, line.n - 12 };
		if (!version_day(load->version, &day))
			return expected(load, "a version was expected that begins with YYYY-MM-DD");
	} else if (is_text(line, "// ===BEGIN ICANN DOMAINS===") && *section == OUTSIDE) {
		*section = ICANN;
	} else if (is_text(line, "// ===BEGIN PRIVATE DOMAINS===") && *section == OUTSIDE) {
		*section = PRIVATE;
	} else if (is_text(line, "// ===END ICANN DOMAINS===") && *section == ICANN) {
		*section = OUTSIDE;
	} else if (is_text(line, "// ===END PRIVATE DOMAINS===") && *section == PRIVATE) {
		*section = OUTSIDE;
	} else if (starts_with(line, "// ===BEGIN ") || starts_with(line, "// ===END ")) {
		return expected(load, "the ICANN and PRIVATE sections must begin and end in turn");
	}
	return 0;
}

static int
suffixes_read(struct load *load)
{
	enum section section = OUTSIDE;
	struct span line;
	int status = 0;

	while (status == 0 && line_next(load, &line)) {
		while (line.n > 0 && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
			line.n--;
		if (line.n == 0)
			continue;
		if (starts_with(line, "//"))
			status = comment_read(load, line, &section);
		else if (section == OUTSIDE)
			status = expected(load, "a rule must stand in a section");
		else
			status = rule_row(load, line, section == PRIVATE);
	}
	if (status == 0 && section != OUTSIDE)
		return expected(load, "the mark of the section's end was expected");
	if (status == 0 && !load->version.p)
		return expected(load, "a line '// VERSION: YYYY-MM-DD...' was expected");
	return status;
}

/* ========================================================================== */
/*                                 Weak keys                                  */
/* ========================================================================== */

/* A hash is even odds for every bit, so that the first record of a binary list gives it away. */
static bool
is_text_form(struct span s)
{
	for (size_t i = 0; i < s.n && i < 4096; i++)
		if ((s.p[i] < 0x20 || s.p[i] > 0x7e) && s.p[i] != '\n' && s.p[i] != '\r')
			return false;
	return true;
}

static int
digit_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
hex_read(struct span s, uint8_t *out)
{
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		int high = digit_value(s.p[i]), low = digit_value(s.p[i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i / 2] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* One hash: which kind it is, its length says. */
static int
key_row(struct load *load, struct span line)
{
	uint8_t record[KEY_NUMBER_WIDTH] = { 0 };
	bool by_text = line.n == 2 * KEY_TEXT_WIDTH;

	if (!by_text && line.n != 2 * KEY_NUMBER_WIDTH && line.n != 2 * KEY_NUMBER_WIDTH - 2)
		return expected(load, "20, 30 or 32 hexadecimal digits were expected");
	if (!hex_read(line, record))
		return expected(load, "hexadecimal digits in lower case were expected");
	load_key(load, by_text ? KEY_BY_TEXT : KEY_BY_NUMBER, record);
	load->rows++;
	return 0;
}

/* A binary list is the publisher's, who sorts it: what is not sorted is not one. */
static int
records_read(struct load *load)
{
	struct span s = load->rest;

	if (s.n % KEY_NUMBER_WIDTH != 0)
		return load_refuse(load->error, CERTLINT_ERR_CONFIG, load->origin, -1,
				   "text, or records of 16 octets, were expected");
	for (size_t i = 0; i < s.n; i += KEY_NUMBER_WIDTH) {
		if (i > 0 && memcmp(s.p + i - KEY_NUMBER_WIDTH, s.p + i, KEY_NUMBER_WIDTH - 1) > 0)
			return load_refuse(load->error, CERTLINT_ERR_CONFIG, load->origin, -1,
					   "records in ascending order were expected");
		load_key(load, KEY_BY_NUMBER, s.p + i);
		load->rows++;
	}
	return 0;
}

/* An edition is welcome, but the lists of others have none. */
static int
keys_read(struct load *load)
{
	struct span line;
	int status = 0;

	for (unsigned kind = 0; kind < KEY_LIST_COUNT; kind++)
		load->keys[kind].count = 0;
	if (starts_with(load->rest, "# name="))
		status = edition_read(load);
	else
		load->version = (struct span){ (const uint8_t *)"undated", 7 };
	if (status == 0 && !is_text_form(load->rest))
		status = records_read(load);
	else
		while (status == 0 && line_next(load, &line))
			if (line.n == 0 || line.p[0] != '#')
				status = key_row(load, line);
	if (status == 0)
		load_keys_finish(load);
	return status;
}

/* ========================================================================== */
/*                                  A pass                                    */
/* ========================================================================== */

int
load_rows(struct load *load)
{
	int status;

	load->line = -1;
	load->rows = 0;
	load->version = (struct span){ NULL, 0 };
	load->node_count = 1;		/* the root */
	load->pool_used = 1;		/* an empty string, at 0 */
	if (load->table == DATA_WEAK_KEYS)
		status = keys_read(load);
	else
		status = table_formats[load->table].columns ? csv_read(load) : suffixes_read(load);
	if (status == 0 && load->rows == 0)
		return expected(load, "a row was expected, and there is none");
	return status;
}
