/* Looking things up in the tables: TLDs, public suffixes, special-use names, networks, logs. */

#include <string.h>

#include "data.h"
#include "table.h"

const struct data *
data_builtin(void)
{
	return &data_tables;
}

const struct data_info *
data_info(const struct data *data, enum data_table table)
{
	return &data->info[table];
}

const struct tld *
data_tld(const struct data *data, struct span label)
{
	uint32_t node = node_find(&data->tlds, 0, label);

	return node ? &data->tld_days[node] : NULL;
}

const char *
data_tld_name(const struct data *data, const struct tld *tld)
{
	return data->tlds.pool + data->tlds.nodes[tld - data->tld_days].label;
}

/* Take the last label off `rest`, and its dot; false where nothing or an empty label stands. */
static bool
last_label(struct span *rest, struct span *label)
{
	size_t i = rest->n;

	while (i > 0 && rest->p[i - 1] != '.')
		i--;
	if (i == rest->n)
		return false;
	*label = (struct span){ rest->p + i, rest->n - i };
	rest->n = i > 0 ? i - 1 : 0;
	return true;
}

/* The rule that prevails in a name: how many octets of the name's end it covers. */
struct match {
	size_t length;
	enum suffix_kind kind;
};

/* What a node's own rule, or else its parent's wildcard, makes of `length` octets. */
static void
match_take(struct match *match, unsigned parent, unsigned flags, size_t length)
{
	if (flags & NODE_RULE)
		*match = (struct match){ length, SUFFIX_ICANN };
	else if (flags & NODE_RULE_PRIVATE)
		*match = (struct match){ length, SUFFIX_PRIVATE };
	else if (parent & NODE_WILD)
		*match = (struct match){ length, SUFFIX_ICANN };
	else if (parent & NODE_WILD_PRIVATE)
		*match = (struct match){ length, SUFFIX_PRIVATE };
}

static struct match
suffix_match(const struct data *data, struct span name)
{
	const struct name_table *table = &data->suffixes;
	struct match match = { 0, SUFFIX_NONE };
	struct span rest = name, label;
	unsigned parent = NODE_PARENT, flags;
	uint32_t node = 0;

	if (name.n > NAME_MAX_OCTETS)
		return match;
	while (parent & (NODE_PARENT | NODE_BELOW) && last_label(&rest, &label)) {
		node = node_find(table, node, label);
		flags = node ? table->nodes[node].flags : 0;
		if (flags & NODE_EXCEPTION)	/* what is left of it is the suffix */
			return (struct match){ name.n - (size_t)(label.p - name.p) - label.n - 1,
				parent & NODE_WILD_PRIVATE ? SUFFIX_PRIVATE : SUFFIX_ICANN };
		match_take(&match, parent, flags, name.n - (size_t)(label.p - name.p));
		if (!node)
			break;
		parent = flags;
	}
	return match;
}

enum suffix_kind
data_suffix(const struct data *data, struct span name)
{
	struct match match = suffix_match(data, name);

	return match.length == name.n ? match.kind : SUFFIX_NONE;
}

size_t
data_suffix_length(const struct data *data, struct span name)
{
	return suffix_match(data, name).length;
}

/* The deepest node with one of `flags` at or above a name; 0 if there is none. */
static uint32_t
special_node(const struct data *data, struct span name, unsigned flags)
{
	const struct name_table *table = &data->special;
	struct span label;
	uint32_t node = 0, found = 0;

	if (name.n > NAME_MAX_OCTETS)
		return 0;
	while (last_label(&name, &label) && (node = node_find(table, node, label)) != 0)
		if (table->nodes[node].flags & flags)
			found = node;
	return found;
}

static bool
has_none_below(const struct name_table *table, struct span zone)
{
	struct span label;
	uint32_t node = 0;

	while (last_label(&zone, &label))
		if ((node = node_find(table, node, label)) == 0)
			return true;
	return !(table->nodes[node].flags & (NODE_PARENT | NODE_BELOW));
}

bool
data_is_bare(const struct data *data, struct span zone)
{
	return has_none_below(&data->suffixes, zone) && has_none_below(&data->special, zone);
}

const char *
data_special_use(const struct data *data, struct span name)
{
	uint32_t node = special_node(data, name, NODE_REGISTERED);

	return node ? data->special.pool + data->special_rows[node].name : NULL;
}

bool
data_special(const struct data *data, struct span name, struct special_use *out)
{
	uint32_t node = special_node(data, name, NODE_REGISTERED | NODE_UNREGISTERED);
	const char *pool = data->special.pool;

	if (!node)
		return false;
	*out = (struct special_use){ pool + data->special_rows[node].name,
				     pool + data->special_rows[node].reference,
				     data->special.nodes[node].flags & NODE_REGISTERED };
	return true;
}

const struct network *
data_network(const struct data *data, size_t i)
{
	return i < data->network_count ? &data->networks[i] : NULL;
}

const struct network *
data_networks(const struct data *data, unsigned octets, size_t *count)
{
	*count = octets == 4 ? data->ipv4_count : data->network_count - data->ipv4_count;
	return octets == 4 ? data->networks : data->networks + data->ipv4_count;
}

const struct ct_log *
data_log(const struct data *data, struct span id)
{
	const struct log_table *table = &data->logs;
	uint32_t at, slot;

	if (id.n != sizeof(table->logs->id))
		return NULL;
	at = log_slot(table, id.p);
	while ((slot = table->slots[at]) != 0) {
		const struct ct_log *log = &table->logs[slot - 1];

		if (memcmp(log->id, id.p, sizeof(log->id)) == 0)
			return log;
		at = (at + 1) & table->mask;
	}
	return NULL;
}

int64_t
data_log_list_time(const struct data *data, enum log_list list)
{
	return data->logs.newest[list];
}

enum log_state
log_state_at(const struct ct_log *log, enum log_list list, int64_t time)
{
	const struct log_history *h = &log->history[list];
	unsigned i = h->count;

	while (i > 0 && h->since[i - 1] > time)
		i--;
	return i > 0 ? (enum log_state)h->state[i - 1] : LOG_UNKNOWN;
}

int64_t
log_since(const struct ct_log *log, enum log_list list, enum log_state state)
{
	const struct log_history *h = &log->history[list];

	for (unsigned i = 0; i < h->count; i++)
		if (h->state[i] == state)
			return h->since[i];
	return INT64_MAX;
}

const char *
log_state_name(enum log_state state)
{
	static const char *const names[LOG_STATE_COUNT] = {
		"unknown", "unlisted", "pending", "qualified", "usable", "readonly", "retired",
		"rejected"
	};

	return names[state];
}
