/*
 * plugin.c - a house rule as a shared module: Acme's CPS 3.2.2 says that no certificate of ours
 * names a wildcard.  host.c and `certlint --plugin` load it.
 */

#include <certlint/plugin.h>

enum { DNS_NAME = 0x82 };

static void
check_wildcards(const struct certlint_object *object, struct certlint_reporter *reporter)
{
	struct certlint_item san = CERTLINT_ITEM_INIT;

	while (certlint_each(object, CERTLINT_EACH_SAN, &san))
		if (san.tag == DNS_NAME && certlint_starts_with(san.value, "*."))
			certlint_fail(reporter, san.value, "%s is a wildcard",
				      certlint_quote(reporter, san.value));
}

static const struct certlint_lint wildcards = {
	.size = sizeof(wildcards),
	.id = "acme_wildcard",
	.severity = CERTLINT_ERROR,
	.source = "Acme CPS",
	.citation = "3.2.2",
	.summary = "A subscriber certificate names a wildcard.",
	.why = "One stolen key must not speak for hosts that nobody has listed.",
	.fix = "Ask for a certificate that lists its hosts.",
	.applies = "tls subscriber",
	.from_day = 20260101,
	.check = check_wildcards,
};

CERTLINT_PLUGIN("acme", "1.0", &wildcards)
