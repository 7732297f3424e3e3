/* Opening lints that were built outside the tree. */

#ifndef CERTLINT_CLI_PLUGIN_H
#define CERTLINT_CLI_PLUGIN_H

#include <stdbool.h>

#include <certlint/plugin.h>

/* Open the shared object at `path`; false: it was said why not.  Close *object with dlclose(). */
bool plugin_open(const char *path, void **object, const struct certlint_plugin **plugin);
void plugin_close(void *object);

#endif
