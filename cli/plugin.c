/* Opening lints that were built outside the tree. */

#include "plugin.h"

#include <dlfcn.h>
#include <string.h>

#include "say.h"

/* A name without a slash is a file here, not one to be searched for among system libraries. */
static void *
open_object(const char *path)
{
	struct text here = { 0 };
	void *object;

	if (!strchr(path, '/'))
		text_puts(&here, "./");
	text_puts(&here, path);
	/* Lazily: an object for another ABI may want symbols that are not here. */
	object = dlopen(text_string(&here), RTLD_LAZY | RTLD_LOCAL);
	text_free(&here);
	return object;
}

/* C has no cast from dlsym()'s pointer to a function's. */
static certlint_plugin_entry *
entry_of(void *object)
{
	void *symbol = dlsym(object, "certlint_plugin");
	certlint_plugin_entry *entry;

	_Static_assert(sizeof(symbol) == sizeof(entry), "POSIX says so");
	memcpy(&entry, &symbol, sizeof(entry));
	return entry;
}

static bool
is_usable(const char *path, const struct certlint_plugin *plugin)
{
	if (!plugin || plugin->size < offsetof(struct certlint_plugin, needs_abi)) {
		say("%s: the plug-in describes no lints; see certlint/plugin.h", path);
		return false;
	}
	if (plugin->abi == CERTLINT_PLUGIN_ABI)
		return true;
	say("%s: the plug-in is made for ABI %u of plug-ins, this is ABI %u; build it again with "
	    "the headers of certlint %s", path, (unsigned)plugin->abi,
	    (unsigned)CERTLINT_PLUGIN_ABI, certlint_version());
	return false;
}

bool
plugin_open(const char *path, void **object, const struct certlint_plugin **plugin)
{
	certlint_plugin_entry *entry;
	void *opened = open_object(path);

	if (!opened) {
		const char *why = dlerror();

		say("the plug-in cannot be opened: %s", why ? why : path);
		return false;
	}
	entry = entry_of(opened);
	if (!entry)
		say("%s: no plug-in: it has no function certlint_plugin()", path);
	if (entry && is_usable(path, entry())) {
		*plugin = entry();
		*object = opened;
		return true;
	}
	dlclose(opened);
	return false;
}

void
plugin_close(void *object)
{
	dlclose(object);
}
