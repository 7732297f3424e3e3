/* certlint --version: of the library, its data tables and its cryptography. */

#include "say.h"
#include "setup.h"

enum exit_code
show_version(struct settings *settings)
{
	const struct certlint_table_info *table;
	struct text out = { 0 };
	struct setup setup;
	enum exit_code code = setup_new(&setup, settings, false);
	size_t lints = 0;

	if (code == EXIT_CLEAN) {
		while (certlint_at(setup.lint, lints))
			lints++;
		text_printf(&out, "certlint %s, library %s (ABI %u), %zu lints\n",
			    CERTLINT_VERSION_STRING, certlint_version(), (unsigned)certlint_abi(),
			    lints);
		for (size_t i = 0; (table = certlint_data_at(setup.lint, i)) != NULL; i++)
			text_printf(&out, "data %s %s (%s)\n", table->name,
				    table->version ? table->version : "-",
				    table->origin ? table->origin : "-");
		text_puts(&out, "cryptography " CERTLINT_CRYPTO "\n");
		code = output_text(settings, &out);
	}
	text_free(&out);
	setup_free(&setup);
	return code;
}
