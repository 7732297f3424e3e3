/*
 * Loading tables at run time from the text of the files in data/.
 *
 * Each table is read twice.  The first pass judges every line and counts what it asks for; then one
 * block is allocated and the second pass fills it.  Duplicates show in the second pass only.
 */

#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "day.h"
#include "key.h"
#include "load.h"

enum {
	TEXT_MAX = 16 << 20,	/* octets of a table's text; the largest of today has 340,000 */
	KEYS_MAX = 256 << 20,	/* the same of weak keys, where it has 60 million */
	PATH_ROOM = 4096
};

static const char too_large[] = "a table of at most 16 MiB was expected, "
				"or 256 MiB of weak keys";

const struct table_format table_formats[DATA_TABLE_COUNT] = {
	[DATA_TLDS] = { "tlds", "/tlds.csv", "tld,type,delegated,removed", 4 },
	[DATA_SUFFIXES] = { "suffixes", "/suffixes.dat", NULL, 0 },
	[DATA_SPECIAL_USE] = { "special-use", "/special-use.csv", "name,reference,list", 3 },
	[DATA_NETWORKS] = { "networks", "/networks.csv",
		"prefix,name,reference,allocation,termination,left,reachable,lists", 8 },
	[DATA_CT_LOGS] = { "ct-logs", "/ct-logs.csv",
		"id,key,operator,description,type,use,start,end,chrome,apple", 10 },
	[DATA_WEAK_KEYS] = { "weak-keys", "/weak-keys.dat", NULL, 0 },
};

/* ========================================================================== */
/*                                 Failing                                    */
/* ========================================================================== */

/* Text that grows in the caller's error and is cut off at its end. */
struct message {
	char *text;
	size_t used, room;
};

static void
message_add(struct message *message, const char *text)
{
	for (; *text && message->used + 1 < message->room; text++)
		message->text[message->used++] = *text >= 0x20 && *text < 0x7f ? *text : '?';
	message->text[message->used] = 0;
}

static void
message_number(struct message *message, uint32_t number)
{
	char digits[11];
	size_t i = sizeof(digits) - 1;

	digits[i] = 0;
	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	message_add(message, digits + i);
}

/* The end of a path is what tells files apart, so its beginning goes if it is long. */
static void
message_path(struct message *message, const char *path)
{
	size_t n = strlen(path);

	if (n > 120) {
		message_add(message, "...");
		path += n - 120;
	}
	message_add(message, path);
}

int
load_refuse(struct certlint_error *error, int status, const char *origin, int32_t line,
	    const char *what)
{
	struct message message;

	if (!error)
		return status;
	error->status = status;
	error->position = line;
	message = (struct message){ error->text, 0, sizeof(error->text) };
	message_path(&message, origin);
	if (line >= 0) {
		message_add(&message, ", line ");
		message_number(&message, (uint32_t)line + 1);
	}
	message_add(&message, ": ");
	message_add(&message, what);
	return status;
}

static off_t
text_max(const struct load *load)
{
	return load->table == DATA_WEAK_KEYS ? KEYS_MAX : TEXT_MAX;
}

/* Something about the text as a whole. */
static int
load_fail(const struct load *load, int status, const char *what)
{
	return load_refuse(load->error, status, load->origin, -1, what);
}

/* ========================================================================== */
/*                                 A table                                    */
/* ========================================================================== */

/* The block of a table: the sizes of its parts by the first pass, in this order. */
struct layout {
	size_t networks, logs, tlds, special, nodes, slots, log_slots, pool, origin, version, all;
	size_t records[KEY_LIST_COUNT], starts[KEY_LIST_COUNT];
};

static size_t
layout_add(struct layout *layout, size_t count, size_t size)
{
	size_t at = layout->all;

	layout->all += (count * size + 15) / 16 * 16;
	return at;
}

static void
layout_add_keys(struct layout *layout, const struct load *load, unsigned kind)
{
	uint32_t count = load->keys[kind].count;

	if (count == 0)
		return;
	layout->records[kind] = layout_add(layout, count, key_widths[kind]);
	layout->starts[kind] = layout_add(layout, ((size_t)1 << key_list_bits(count)) + 1,
					  sizeof(uint32_t));
}

/* No product overflows: nodes and pool are bounded by the first pass, slots by four times nodes. */
static struct layout
layout_make(const struct load *load)
{
	struct layout layout = { .all = 0 };
	size_t rows = load->rows, nodes = load->node_count, slots = (size_t)load->mask + 1;
	bool networks = load->table == DATA_NETWORKS, logs = load->table == DATA_CT_LOGS;
	bool names = load->table < DATA_NETWORKS;

	layout.networks = layout_add(&layout, networks ? rows : 0, sizeof(struct network));
	layout.logs = layout_add(&layout, logs ? rows : 0, sizeof(struct ct_log));
	layout.tlds = layout_add(&layout, load->table == DATA_TLDS ? nodes : 0, sizeof(struct tld));
	layout.special = layout_add(&layout, load->table == DATA_SPECIAL_USE ? nodes : 0,
				    sizeof(struct special_row));
	layout.nodes = layout_add(&layout, names ? nodes : 0, sizeof(struct name_node));
	layout.slots = layout_add(&layout, names ? slots : 0, sizeof(uint32_t));
	layout.log_slots = layout_add(&layout, logs ? slots : 0, sizeof(uint16_t));
	layout.pool = layout_add(&layout, load->pool_used, 1);
	layout.origin = layout_add(&layout, strlen(load->origin) + 1, 1);
	layout.version = layout_add(&layout, load->version.n + 1, 1);
	for (unsigned kind = 0; kind < KEY_LIST_COUNT; kind++)
		layout_add_keys(&layout, load, kind);
	return layout;
}

/* Point the arrays of the second pass into the (zeroed) block. */
static void
layout_use(struct load *load, const struct layout *layout, uint8_t *block)
{
	load->pool = (char *)block + layout->pool;
	if (load->table == DATA_NETWORKS) {
		load->networks = (struct network *)(void *)(block + layout->networks);
		return;
	}
	if (load->table == DATA_CT_LOGS) {
		load->logs = (struct ct_log *)(void *)(block + layout->logs);
		load->log_slots = (uint16_t *)(void *)(block + layout->log_slots);
		return;
	}
	for (unsigned kind = 0; kind < KEY_LIST_COUNT; kind++) {
		if (load->keys[kind].count == 0)
			continue;
		load->keys[kind].records = block + layout->records[kind];
		load->keys[kind].starts = (uint32_t *)(void *)(block + layout->starts[kind]);
	}
	if (load->table == DATA_WEAK_KEYS)
		return;
	load->tlds = (struct tld *)(void *)(block + layout->tlds);
	load->special = (struct special_row *)(void *)(block + layout->special);
	load->nodes = (struct name_node *)(void *)(block + layout->nodes);
	load->slots = (uint32_t *)(void *)(block + layout->slots);
}

/* Put what was read in the place of what `data` had. */
static void
table_install(struct data *data, const struct load *load)
{
	struct name_table names = { load->pool, load->nodes, load->slots, load->mask };

	switch (load->table) {
	case DATA_TLDS:
		data->tlds = names;
		data->tld_days = load->tlds;
		break;
	case DATA_SUFFIXES:
		data->suffixes = names;
		break;
	case DATA_SPECIAL_USE:
		data->special = names;
		data->special_rows = load->special;
		break;
	case DATA_CT_LOGS:
		data->logs = (struct log_table){ load->logs, load->log_slots, load->mask,
			{ load->newest[LOG_CHROME], load->newest[LOG_APPLE] } };
		break;
	case DATA_NETWORKS:
		data->networks = load->networks;
		data->network_count = load->rows;
		data->ipv4_count = load->ipv4_count;
		break;
	default:
		for (unsigned kind = 0; kind < KEY_LIST_COUNT; kind++)
			data->key_lists[kind] = (struct key_list){
				load->keys[kind].records, load->keys[kind].starts,
				load->keys[kind].count, key_list_bits(load->keys[kind].count) };
	}
}

static void
info_install(struct data *data, const struct load *load, struct span text,
	     const struct layout *layout, char *block)
{
	struct data_info *info = &data->info[load->table];

	memcpy(block + layout->origin, load->origin, strlen(load->origin) + 1);
	memcpy(block + layout->version, load->version.p, load->version.n);
	info->name = table_formats[load->table].name;
	info->version = block + layout->version;
	info->origin = block + layout->origin;
	sha256(text, info->sha256);
	if (!version_day(load->version, &info->day))
		info->day = DAY_NONE;	/* weak keys need not say */
	info->rows = load->rows;
}

static void
release(const struct certlint_allocator *allocator, void *memory, size_t length)
{
	if (memory)
		allocator->release(allocator->ctx, memory, length);
}

/* Read a table and put it into `data`, which stays as it was on failure. */
static int
table_load(struct load *load, struct data *data, struct span text)
{
	struct layout layout;
	uint8_t *block;
	int status;

	if (text.n > (size_t)text_max(load))
		return load_fail(load, CERTLINT_ERR_CONFIG, too_large);
	load->rest = text;
	status = load_rows(load);
	if (status < 0)
		return status;
	for (load->mask = 1; load->mask + 1 < 2 * (load->table == DATA_CT_LOGS ? load->rows :
						   load->node_count); )
		load->mask = load->mask << 1 | 1;
	layout = layout_make(load);
	block = load->allocator->allocate(load->allocator->ctx, layout.all);
	if (!block)
		return load_fail(load, CERTLINT_ERR_MEMORY, "out of memory");
	memset(block, 0, layout.all);
	layout_use(load, &layout, block);
	load->rest = text;
	status = load_rows(load);
	if (status < 0) {
		release(load->allocator, block, layout.all);
		return status;
	}
	release(load->allocator, data->blocks[load->table].memory,
		data->blocks[load->table].length);
	data->blocks[load->table].memory = block;
	data->blocks[load->table].length = layout.all;
	table_install(data, load);
	info_install(data, load, text, &layout, (char *)block);
	return 0;
}

/* ========================================================================== */
/*                            Files and memory                                */
/* ========================================================================== */

/* Read up to n octets, all if the file has them; the number, or -1. */
static ssize_t
file_read(int file, uint8_t *out, size_t n)
{
	size_t used = 0;
	ssize_t got;

	while (used < n) {
		got = read(file, out + used, n - used);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		used += (size_t)got;
	}
	return (ssize_t)used;
}

/* The text of an open file goes to the table; a file that is changing is an unreadable one. */
static int
file_load(struct load *load, struct data *data, int file)
{
	struct stat info;
	size_t room;
	uint8_t *text;
	ssize_t n;
	int status;

	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode))
		return load_fail(load, CERTLINT_ERR_FILE, "no regular file");
	if (info.st_size > text_max(load))
		return load_fail(load, CERTLINT_ERR_CONFIG, too_large);
	room = (size_t)info.st_size + 1;
	text = load->allocator->allocate(load->allocator->ctx, room);
	if (!text)
		return load_fail(load, CERTLINT_ERR_MEMORY, "out of memory");
	n = file_read(file, text, room);
	if (n != (ssize_t)info.st_size)
		status = load_fail(load, CERTLINT_ERR_FILE, "cannot be read");
	else
		status = table_load(load, data, (struct span){ text, (size_t)n });
	release(load->allocator, text, room);
	return status;
}

/* 1 if the table's file was there and good, 0 if there is none. */
static int
path_load(struct load *load, struct data *data)
{
	/* Without O_NONBLOCK a FIFO of that name would stop us for ever. */
	int file = open(load->origin, O_RDONLY | O_CLOEXEC | O_NONBLOCK), status;
	struct stat info;

	if (file < 0 && lstat(load->origin, &info) != 0)
		return 0;
	if (file < 0)
		return load_fail(load, CERTLINT_ERR_FILE, "cannot be opened");
	status = file_load(load, data, file);
	(void)close(file);
	return status < 0 ? status : 1;
}

static int
directory_load(const struct load *model, struct data *data, const char *directory)
{
	size_t n = strlen(directory);
	char path[PATH_ROOM];
	int found = 0, status;
	struct load load;
	unsigned table;

	if (n == 0 || n + 32 > sizeof(path))
		return load_refuse(model->error, CERTLINT_ERR_FILE, directory, -1,
				   "the directory's path is empty or too long");
	memcpy(path, directory, n);
	for (table = 0; table < DATA_TABLE_COUNT; table++) {
		memcpy(path + n, table_formats[table].file, strlen(table_formats[table].file) + 1);
		load = *model;
		load.table = (enum data_table)table;
		load.origin = path;
		status = path_load(&load, data);
		if (status < 0)
			return status;
		found += status;
	}
	if (!found)
		return load_refuse(model->error, CERTLINT_ERR_FILE, directory, -1,
				   "no directory that holds a table");
	return 0;
}

static int
memory_load(const struct load *model, struct data *data, const struct certlint_data *given,
	    unsigned *seen)
{
	struct load load = *model;
	unsigned table = 0;
	int status;

	if (!given->name || (!given->bytes && given->length > 0))
		return load_refuse(model->error, CERTLINT_ERR_ARGUMENT, "data", -1,
				   "a table has no name or no bytes");
	while (table < DATA_TABLE_COUNT && strcmp(given->name, table_formats[table].name) != 0)
		table++;
	if (table == DATA_TABLE_COUNT)
		return load_refuse(model->error, CERTLINT_ERR_CONFIG, given->name, -1,
				   "no table of that name: tlds, suffixes, special-use, networks, "
				   "ct-logs, weak-keys");
	if (*seen >> table & 1)
		return load_refuse(model->error, CERTLINT_ERR_CONFIG, given->name, -1,
				   "given twice");
	*seen |= 1u << table;
	load.table = (enum data_table)table;
	load.origin = table_formats[table].name;
	status = table_load(&load, data, (struct span){ given->bytes, given->length });
	if (status == 0)
		data->info[table].origin = "memory";
	return status;
}

static void *
heap_allocate(void *ctx, size_t length)
{
	(void)ctx;
	return malloc(length);
}

static void
heap_release(void *ctx, void *memory, size_t length)
{
	(void)ctx, (void)length;
	free(memory);
}

static const struct certlint_allocator heap = { heap_allocate, heap_release, NULL };

int
data_load(const struct data **out, const char *directory, const struct certlint_data *tables,
	  size_t count, const struct certlint_allocator *allocator, struct certlint_error *error)
{
	struct load model = { .allocator = allocator ? allocator : &heap, .error = error };
	struct data *data;
	unsigned seen = 0;
	int status = 0;
	size_t i;

	data = model.allocator->allocate(model.allocator->ctx, sizeof(*data));
	if (!data)
		return load_refuse(error, CERTLINT_ERR_MEMORY, "data", -1, "out of memory");
	*data = data_tables;
	if (directory)
		status = directory_load(&model, data, directory);
	for (i = 0; i < count && status == 0; i++)
		status = memory_load(&model, data, &tables[i], &seen);
	if (status < 0)
		data_free(data, allocator);
	else
		*out = data;
	return status;
}

void
data_free(const struct data *data, const struct certlint_allocator *allocator)
{
	struct data *mine;
	unsigned table;

	if (!data || data == &data_tables)
		return;
	if (!allocator)
		allocator = &heap;
	memcpy(&mine, &data, sizeof(mine));	/* it was ours before we showed it as const */
	for (table = 0; table < DATA_TABLE_COUNT; table++)
		release(allocator, mine->blocks[table].memory, mine->blocks[table].length);
	release(allocator, mine, sizeof(*mine));
}
