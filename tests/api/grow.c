/*
 * A caller that is built with the headers of an older, this and a newer version, and run with this
 * library.  Prints the sizes of its structs, and then what has to be the same for all three.
 */

#include <certlint/ct.h>
#include <certlint/ct_tree.h>
#include <certlint/groups.h>
#include <certlint/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition) \
	((condition) ? (void)0 : (void)(fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, \
						#condition), exit(1)))

enum { MOST = 65536, CANARY = 0x5a };

/* Whatever size the caller's struct has, nothing behind it is written. */
static struct {
	struct certlint_error error;
	unsigned char behind[512];
} guarded;

static struct certlint_error *
fresh_error(void)
{
	static const struct certlint_error init = CERTLINT_ERROR_INIT;

	guarded.error = init;
	memset(guarded.behind, CANARY, sizeof(guarded.behind));
	return &guarded.error;
}

static void
expect(int got, int wanted, const char *text)
{
	size_t i;

	if (got != wanted)
		fprintf(stderr, "%d instead of %d: %s\n", got, wanted, guarded.error.text);
	CHECK(got == wanted);
	for (i = 0; i < sizeof(guarded.behind); i++)
		CHECK(guarded.behind[i] == CANARY);
	if (wanted >= 0)
		return;
	CHECK(guarded.error.size == sizeof(guarded.error));
	CHECK(guarded.error.status == wanted);
	CHECK(memchr(guarded.error.text, 0, sizeof(guarded.error.text)) != NULL);
	if (strstr(guarded.error.text, text) == NULL)
		fprintf(stderr, "'%s' is not in '%s'\n", text, guarded.error.text);
	CHECK(strstr(guarded.error.text, text) != NULL);
}

static void
see_serial(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	struct certlint_element serial;

	CHECK(certlint_field(object, CERTLINT_FIELD_SERIAL, &serial));
	CHECK(certlint_user(reporter) == NULL);
	certlint_fail(reporter, serial.body, "seen");
}

static struct certlint_lint own_lint = CERTLINT_LINT_INIT;
static const struct certlint_lint *own_lints[] = { &own_lint };
static struct certlint_plugin plugin = CERTLINT_PLUGIN_INIT;
static const struct certlint_plugin *plugins[] = { &plugin };
static struct certlint_options options = CERTLINT_OPTIONS_INIT;
static struct certlint_input in = CERTLINT_INPUT_INIT;

static int
try_new(void)
{
	certlint *lint;
	int status = certlint_new(&lint, &options, fresh_error());

	CHECK((lint != NULL) == (status == CERTLINT_OK));
	certlint_free(lint);
	return status;
}

static int
try_check(const certlint *lint)
{
	certlint_report *report;
	int status = certlint_check(lint, &in, &report, fresh_error());

	CHECK((report != NULL) == (status == CERTLINT_OK));
	certlint_report_free(report);
	return status;
}

static int
try_batch(const certlint *lint, const struct certlint_input *common, struct certlint_batch *batch)
{
	const int32_t offsets[] = { 0, (int32_t)in.length };
	certlint_table *table;
	int status;

	batch->common = common;
	batch->rows = 1;
	batch->data.values = in.data;
	batch->data.offsets = offsets;
	batch->data.width = 4;
	status = certlint_batch_check(lint, batch, &table, fresh_error());
	if (status == CERTLINT_OK)
		printf("batch: %ld findings\n", (long)certlint_table_columns(table)->findings);
	certlint_table_free(table);
	return status;
}

static int64_t
try_decode(struct certlint_block *block)
{
	static const char pem[] =
		"-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
	unsigned char der[16];

	return certlint_decode(pem, sizeof(pem) - 1, block, der, sizeof(der));
}

/* An entry of a tile, behind which nothing of the caller's is written, and a tree of one leaf. */
static int
try_tile(struct certlint_ct_entry *entry)
{
	static const unsigned char leaf[] = {
		0, 0, 1, 0x9d, 0x4b, 0x5c, 0xc4, 0, 0, 0, 0, 0, 3, 0x30, 1, 0, 0, 0, 0, 0
	};
	struct certlint_span tile;
	int i, status;

	struct {
		struct certlint_ct_entry entry;
		unsigned char behind[512];
	} room;
	memset(&room, CANARY, sizeof(room));
	room.entry = *entry;
	tile.data = leaf;
	tile.length = sizeof(leaf);
	status = certlint_ct_tile_next(&tile, &room.entry);
	for (i = 0; i < (int)sizeof(room.behind); i++)
		CHECK(room.behind[i] == CANARY);
	CHECK(room.entry.size == entry->size);
	*entry = room.entry;
	return status;
}

static void
try_tree(void)
{
	static const struct certlint_ct_tree init = CERTLINT_CT_TREE_INIT;
	struct certlint_ct_tree tree = init;
	unsigned char leaf[32], root[32];

	memset(leaf, 7, sizeof(leaf));
	CHECK(certlint_ct_tree_append(&tree, 0, leaf, 1) == CERTLINT_OK);
	CHECK(certlint_ct_tree_root(&tree, root) == CERTLINT_OK);
	CHECK(memcmp(leaf, root, sizeof(root)) == 0);
}

static int
stop(void *ctx, const struct certlint_visit *visit)
{
	(void)ctx;
	printf("visit: %s\n", visit->type_name);
	return 1;
}

static void
print_report(const certlint *lint)
{
	static char json[1 << 20];
	certlint_report *report;

	CHECK(certlint_check(lint, &in, &report, NULL) == CERTLINT_OK);
	CHECK(certlint_report_format(report, CERTLINT_JSON, json, sizeof(json)) < sizeof(json));
	printf("%s\n", json);
	CHECK(CERTLINT_HAS(certlint_report_summary(report), length));
	CHECK(CERTLINT_HAS(certlint_report_at(report, 0), length));
#ifdef NEWER
	CHECK(!CERTLINT_HAS(certlint_report_summary(report), grown));
	CHECK(!CERTLINT_HAS(certlint_report_at(report, 0), grown));
	CHECK(!CERTLINT_HAS(certlint_at(lint, 0), grown));
	CHECK(!CERTLINT_HAS(certlint_name_at(lint, CERTLINT_LIST_FACTS, 0), grown));
	CHECK(!CERTLINT_HAS(certlint_data_at(lint, 0), grown));
#endif
	certlint_report_free(report);
}

static void
use_what_is_known(const certlint *lint)
{
	struct certlint_batch batch = CERTLINT_BATCH_INIT;
	struct certlint_block block = CERTLINT_BLOCK_INIT;
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;

	print_report(lint);
	CHECK(try_tile(&entry) == 1);
	CHECK(entry.certificate.length == 3);
	try_tree();
	expect(try_batch(lint, NULL, &batch), CERTLINT_OK, "");
	CHECK(try_decode(&block) == 5);
	CHECK(strcmp(block.label, "CERTIFICATE") == 0);
	CHECK(certlint_walk(CERTLINT_CERT, in.data, in.length, stop, NULL) == CERTLINT_STOPPED);
	in.kind = 99;
	expect(try_check(lint), CERTLINT_ERR_ARGUMENT, "kind");
	in.kind = CERTLINT_AUTO;
	/* A line that is longer than the older caller's room for it. */
	options.profile = "a profile whose name is longer than an older caller's whole line, so "
		"that the line is cut where that caller's struct ends";
	expect(try_new(), CERTLINT_ERR_CONFIG, "a profile whose name");
	CHECK(strlen(guarded.error.text) >= 111);
	options.profile = NULL;
}

static struct certlint_watch_item item = CERTLINT_WATCH_ITEM_INIT;
static const struct certlint_watch_item *items[] = { &item };
static struct certlint_watch_options list = CERTLINT_WATCH_OPTIONS_INIT;
static struct certlint_groups_options grouping = CERTLINT_GROUPS_OPTIONS_INIT;

static int
try_watch(void)
{
	certlint_watch *watch;
	int status = certlint_watch_new(&watch, &list, fresh_error());

	CHECK((watch != NULL) == (status == CERTLINT_OK));
	certlint_watch_free(watch);
	return status;
}

static int
try_groups(void)
{
	certlint_groups *groups;
	int status = certlint_groups_new(&groups, &grouping, fresh_error());

	CHECK((groups != NULL) == (status == CERTLINT_OK));
	certlint_groups_free(groups);
	return status;
}

static int
sort_in(void *ctx, const struct certlint_hit *hit)
{
	const struct certlint_group *group;

	CHECK(CERTLINT_HAS(hit, offset));
	CHECK(certlint_groups_hit((certlint_groups *)ctx, hit, 1, &group) == CERTLINT_GROUPS_ALERT);
	CHECK(CERTLINT_HAS(group, count) && group->count == 1);
	CHECK(certlint_groups_restore((certlint_groups *)ctx, group) == CERTLINT_ERR_ARGUMENT);
	CHECK(CERTLINT_HAS(certlint_groups_noise((certlint_groups *)ctx, 0), alerts));
#ifdef NEWER
	CHECK(!CERTLINT_HAS(hit, grown));
	CHECK(!CERTLINT_HAS(group, grown));
	CHECK(!CERTLINT_HAS(certlint_groups_noise((certlint_groups *)ctx, 0), grown));
#endif
	printf("hit: %s %s\n", hit->label, hit->value);
	return 0;
}

static void
watch_object(void)
{
	struct certlint_watch_entry entry = CERTLINT_WATCH_ENTRY_INIT;
	struct certlint_watch_about about = CERTLINT_WATCH_ABOUT_INIT;
	certlint_groups *groups;
	certlint_watch *watch;

	item.pattern = "dns:.certlint-test.com";
	item.label = "mine";
	list.items = items;
	list.item_count = 1;
	expect(try_watch(), CERTLINT_OK, "");
	expect(try_groups(), CERTLINT_OK, "");
	CHECK(certlint_watch_new(&watch, &list, NULL) == CERTLINT_OK);
	CHECK(certlint_groups_new(&groups, &grouping, NULL) == CERTLINT_OK);
	CHECK(certlint_watch_at(watch, 0, &entry) == 1 && strcmp(entry.label, "mine") == 0);
	CHECK(certlint_watch_match(watch, &in, &about, sort_in, groups) == 1);
#ifdef NEWER
	CHECK(entry.grown == NULL);
	about.grown = "x";
	CHECK(certlint_watch_match(watch, &in, &about, sort_in, groups) == CERTLINT_ERR_NEWER);
	item.grown = "x";
	expect(try_watch(), CERTLINT_ERR_NEWER, "item");
	item.grown = NULL;
	list.grown = "x";
	expect(try_watch(), CERTLINT_ERR_NEWER, "options");
	list.grown = NULL;
	grouping.grown = "x";
	expect(try_groups(), CERTLINT_ERR_NEWER, "options");
#endif
	certlint_groups_free(groups);
	certlint_watch_free(watch);
}

static void
bring_unfit_plugins(void)
{
	plugin.needs_abi = certlint_abi() + 1;
	expect(try_new(), CERTLINT_ERR_NEWER, "needs ABI");
	plugin.needs_abi = certlint_abi();
	expect(try_new(), CERTLINT_OK, "");
	plugin.needs_abi = 0;
	plugin.abi = CERTLINT_PLUGIN_ABI + 1;
	expect(try_new(), CERTLINT_ERR_NEWER, "plugin ABI");
	plugin.abi = CERTLINT_PLUGIN_ABI - 1;
	expect(try_new(), CERTLINT_ERR_NEWER, "plugin ABI");
	plugin.abi = CERTLINT_PLUGIN_ABI;
	expect(try_new(), CERTLINT_OK, "");
}

#ifdef NEWER
static void
use_what_is_not_known(const certlint *lint)
{
	struct certlint_batch batch = CERTLINT_BATCH_INIT;
	struct certlint_block block = CERTLINT_BLOCK_INIT;
	struct certlint_input common = CERTLINT_INPUT_INIT;
	struct certlint_ct_entry entry = CERTLINT_CT_ENTRY_INIT;

	options.grown = "x";
	expect(try_new(), CERTLINT_ERR_NEWER, "options");
	options.grown = NULL;
	own_lint.grown = "x";
	expect(try_new(), CERTLINT_ERR_NEWER, "lint");
	own_lint.grown = NULL;
	plugin.grown = "x";
	expect(try_new(), CERTLINT_ERR_NEWER, "plugin");
	plugin.grown = NULL;
	in.grown = "x";
	expect(try_check(lint), CERTLINT_ERR_NEWER, "input");
	in.grown = NULL;
	common.grown = "x";
	expect(try_batch(lint, &common, &batch), CERTLINT_ERR_NEWER, "");
	batch.grown = "x";
	expect(try_batch(lint, NULL, &batch), CERTLINT_ERR_NEWER, "batch");
	block.grown = "x";
	CHECK(try_decode(&block) == CERTLINT_ERR_NEWER);
	CHECK(strcmp(block.grown, "x") == 0);
	entry.grown = "x";
	CHECK(try_tile(&entry) == CERTLINT_ERR_NEWER);
}
#endif

static void
read_object(const char *path)
{
	static unsigned char der[MOST];
	FILE *file = fopen(path, "rb");

	CHECK(file != NULL);
	in.data = der;
	in.length = fread(der, 1, sizeof(der), file);
	CHECK(in.length > 0 && in.length < sizeof(der));
	fclose(file);
}

int
main(int argc, char **argv)
{
	certlint *lint;

	CHECK(argc == 2);
	printf("sizes %lu %lu %lu %lu %lu\n", (unsigned long)sizeof(options),
	       (unsigned long)sizeof(in), (unsigned long)sizeof(own_lint),
	       (unsigned long)sizeof(struct certlint_error),
	       (unsigned long)sizeof(struct certlint_ct_entry));
	read_object(argv[1]);
	own_lint.id = "grow_seen";
	own_lint.severity = CERTLINT_NOTICE;
	own_lint.applies = "certificate";
	own_lint.check = see_serial;
	plugin.name = "grow";
	plugin.lints = own_lints;
	plugin.lint_count = 1;
	options.plugins = plugins;
	options.plugin_count = 1;
	expect(certlint_new(&lint, &options, fresh_error()), CERTLINT_OK, "");
	use_what_is_known(lint);
	watch_object();
	bring_unfit_plugins();
#ifdef NEWER
	use_what_is_not_known(lint);
#endif
	certlint_free(lint);
	return 0;
}
