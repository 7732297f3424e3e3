/* What stands for following and storing where the libraries for them were not there to build. */

#include "say.h"
#include "watch/follow.h"
#include "watch/run.h"
#include "watch/store.h"

struct store *
store_open(const char *path)
{
	say("--state: this certlint was built without SQLite, libcurl and jansson: it keeps none");
	return NULL;
}

enum exit_code
run_logs(struct watch *watch)
{
	say("--logs: this certlint was built without SQLite, libcurl and jansson: it follows none");
	return EXIT_USAGE;
}

/* Nobody comes here without a store. */

void
store_close(struct store *store)
{
}

bool
store_load(struct store *store, certlint_groups *groups, struct damages *damages)
{
	return false;
}

bool
store_save(struct store *store, const struct store_step *step)
{
	return false;
}

bool
store_text(struct store *store, const char *name, struct text *out)
{
	return false;
}

void
store_keep_text(struct store *store, const char *name, const struct text *text)
{
}

bool
outbox_unwritten(struct store *store, int64_t after, struct outbox_row *row)
{
	return false;
}

bool
outbox_due(struct store *store, int64_t now, int64_t after, struct outbox_row *row)
{
	return false;
}

void
outbox_written(struct store *store, int64_t up_to)
{
}

void
outbox_written_id(struct store *store, const char *id)
{
}

void
outbox_hooked(struct store *store, int64_t row)
{
}

void
outbox_ran(struct store *store, int64_t row, const char *path)
{
}

bool
outbox_has_run(struct store *store, int64_t row, const char *path)
{
	return false;
}

void
outbox_failed(struct store *store, int64_t row, unsigned tries, int64_t next)
{
}

uint64_t
outbox_count(struct store *store)
{
	return 0;
}

void
store_scan(struct store *store, store_visitor *visitor, void *ctx)
{
}

void
store_forget_before(struct store *store, int64_t time)
{
}
