/* A lint from outside, for the tests of the command: one that fires, or one of a later ABI. */

#include <certlint/plugin.h>

#ifndef PLUGIN_ABI
#  define PLUGIN_ABI CERTLINT_PLUGIN_ABI
#endif

#if PLUGIN_ABI != CERTLINT_PLUGIN_ABI
/* Of the later library that this one is made for; here it does not exist. */
void certlint_of_a_later_version(struct certlint_reporter *reporter);
#endif

static void
check(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	struct certlint_element serial;

#if PLUGIN_ABI != CERTLINT_PLUGIN_ABI
	certlint_of_a_later_version(reporter);
#endif
	if (certlint_field(object, CERTLINT_FIELD_SERIAL, &serial))
		certlint_fail(reporter, serial.body, "serial %s is one",
			      certlint_hex(reporter, serial.body));
}

static const struct certlint_lint lint = {
	.size = sizeof(lint),
	.id = "example_always",
	.severity = CERTLINT_ERROR,
	.source = "Example",
	.citation = "1",
	.summary = "A plug-in of the tests.",
	.applies = "certificate",
	.check = check,
};

static const struct certlint_lint *const lints[] = { &lint };

static const struct certlint_plugin plugin = {
	.size = sizeof(plugin),
	.abi = PLUGIN_ABI,
	.name = "example",
	.version = "1",
	.lints = lints,
	.lint_count = 1,
};

#ifndef NO_ENTRY
CERTLINT_EXPORT const struct certlint_plugin *certlint_plugin(void);

const struct certlint_plugin *
certlint_plugin(void)
{
	return &plugin;
}
#else
CERTLINT_EXPORT const struct certlint_plugin *certlint_another(void);

const struct certlint_plugin *
certlint_another(void)
{
	return &plugin;
}
#endif
