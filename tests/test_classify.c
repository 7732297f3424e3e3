/*
 * Role, scope and profile: each template is what it is, and the cases that other tools get wrong.
 */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "cert.h"
#include "forge.h"

static uint8_t der[1 << 16];
static struct cert c;
static unsigned told;

static void
tell(void *ctx, enum fact fact, const char *why)
{
	(void)ctx;
	assert_true(fact < FACT_COUNT && strlen(why) > 5);
	told++;
}

/* The roles and scopes among which a certificate is exactly the ones named. */
static const enum fact watched[] = {
	FACT_CA, FACT_ROOT, FACT_CROSS, FACT_SUB_CA, FACT_CONSTRAINED, FACT_PRECERT_CA,
	FACT_OCSP_RESPONDER, FACT_SUBSCRIBER, FACT_PRECERTIFICATE, FACT_TLS, FACT_DV, FACT_OV,
	FACT_IV, FACT_EV, FACT_SMIME, FACT_CODE_SIGNING, FACT_TIME_STAMPING, FACT_SHORT_LIVED,
	FACT_SELF_SIGNED
};

static const struct { const char *recipe, *facts; } rows[] = {
	{ "tls", "subscriber tls dv" },
	{ "tls-2024", "subscriber tls dv" },
	{ "tls-2013", "subscriber tls dv" },
	{ "ov", "subscriber tls ov" },
	{ "iv", "subscriber tls iv" },
	{ "ev", "subscriber tls ev" },
	{ "precert", "subscriber precertificate tls dv" },
	{ "root", "ca root self_signed tls" },
	{ "root-2010", "ca root self_signed tls" },
	{ "ca", "ca sub_ca tls" },
	{ "cross", "ca cross tls" },
	{ "tcca", "ca sub_ca constrained tls" },
	{ "precert-ca", "ca precert_ca tls" },
	{ "smime-ca", "ca constrained" },
	{ "ocsp", "ocsp_responder tls" },
	{ "smime", "subscriber smime" },
	{ "codesign", "subscriber code_signing" },
	{ "timestamp", "subscriber time_stamping" },
	{ "client", "subscriber" },
	{ "rpki-root", "ca root self_signed" },
	{ "rpki-ca", "ca sub_ca" },
	{ "rpki-ca policy=1.3.6.1.5.5.7.14.2,1.2.3", "ca cross tls" },
	{ "rpki-ca eku=server", "ca sub_ca tls" },
	{ "rpki-ca issuer=self sig=fixed aki=keyid:{20:01}", "ca cross" },
	{ "rpki", "subscriber" },
	/* a root with a signature that stands for the real one is a root by its key identifiers */
	{ "root sig=fixed", "ca root tls" },
	{ "root sig=fixed -aki", "ca root tls" },
	{ "root sig=fixed -aki crldp=http://crl.certlint-test.com/a.crl", "ca cross tls" },
	{ "root sig=fixed aki=keyid:{20:01}", "ca cross tls" },
	/* a root whose issuer is written in another string type */
	{ "root issuer-name=C=US/O=printable:Example/CN=x", "ca root self_signed tls" },
	{ "root issuer-name=C=US/O=printable:Example/CN=x sig=fixed", "ca cross tls" },
	/* roots and roll-overs that are not for TLS */
	{ "root eku=email", "ca root self_signed" },
	{ "root eku=email,server", "ca root self_signed tls" },
	{ "root eku=email aki=keyid:{20:01} sig=fixed", "ca cross constrained" },
	/* constrained for TLS: each kind of name permitted, or excluded as a whole */
	{ "tcca nc=permit-dir:C=US,exclude-dns:,exclude-ip:0.0.0.0/0,exclude-ip:::/0",
	  "ca sub_ca constrained tls" },
	{ "tcca nc=permit-dir:C=US,exclude-dns:a.example,exclude-ip:0.0.0.0/0,exclude-ip:::/0",
	  "ca sub_ca tls" },
	{ "tcca nc=permit-dir:C=US,permit-dns:a.example,exclude-ip:10.0.0.0/8,exclude-ip:::/0",
	  "ca sub_ca tls" },
	{ "tcca nc=permit-dns:a.example,exclude-ip:0.0.0.0/0,exclude-ip:::/0", "ca sub_ca tls" },
	{ "root kind=tbs", "ca root tls" },
	/* roll-over: self-issued, another key's identifier */
	{ "root kind=tbs aki=keyid:{20:01}", "ca cross tls" },
	/* a CA whose cA bit is missing is not a web server */
	{ "ca bc=leaf", "ca sub_ca tls" },
	/* ... nor is a web server with keyCertSign a CA */
	{ "tls ku=digital,certsign", "subscriber tls dv" },
	/* a web server whose cA bit is set says that it is one */
	{ "tls bc=ca", "ca sub_ca tls" },
	{ "ca eku=any", "ca cross tls" },
	{ "ca -eku", "ca cross tls" },
	{ "ca -eku from=2020-08-19", "ca sub_ca tls" },
	{ "ca -eku from=2020-08-20", "ca cross tls" },
	/* OCSPSigning beside serverAuth: by what it names */
	{ "tls eku=server,ocsp", "subscriber tls dv" },
	{ "ocsp eku=server,ocsp", "ocsp_responder tls" },
	/* ocspNoCheck makes no responder of a server */
	{ "ocsp -eku", "ocsp_responder tls" },
	{ "ocsp eku=client", "ocsp_responder tls" },
	{ "ocsp eku=server", "subscriber tls ov" },
	/* scope: no purpose excluded, any purpose, a reserved policy */
	{ "tls -eku -policy", "subscriber tls dv" },
	{ "tls -eku -policy -san", "subscriber" },
	{ "tls -eku -policy -san subject=CN=www.certlint-test.com", "subscriber tls dv" },
	{ "tls -eku -policy -san subject=CN=1.1.1.1", "subscriber tls dv" },
	{ "tls -eku -policy -san subject=CN=Jane", "subscriber" },
	{ "tls -eku -policy san=mail:a@certlint-test.com subject=CN=www.certlint-test.com",
	  "subscriber" },
	{ "tls eku=any -policy", "subscriber tls dv" },
	{ "tls eku=client", "subscriber tls dv" },
	{ "tls eku=client -policy", "subscriber" },
	{ "tls-2019 eku=client -policy", "subscriber tls dv" },
	{ "tls eku=email policy=1.2.3 san=mail:a@certlint-test.com", "subscriber smime" },
	/* level: the first reserved policy in the order EV, OV, IV, DV; else by attributes */
	{ "tls policy=dv,ov", "subscriber tls ov" },
	{ "tls policy=dv,ev", "subscriber tls ev" },
	{ "tls policy=1.2.3 subject=O=x", "subscriber tls ov" },
	{ "tls policy=1.2.3 subject=givenName=x", "subscriber tls iv" },
	{ "tls policy=1.2.3 subject=jC=US/O=x", "subscriber tls ev" },
	{ "tls policy=1.2.3 subject=jC=US/O=x qcs=compliance", "subscriber tls ov" },
	/* short-lived: ten days to 2026-03-14, seven from then on, both ends counted */
	{ "tls validity=7d", "subscriber tls dv short_lived" },
	{ "tls validity=7d+1s", "subscriber tls dv" },
	{ "tls from=2026-03-14 validity=10d", "subscriber tls dv short_lived" },
	{ "tls from=2026-03-14 validity=10d+1s", "subscriber tls dv" },
	{ "tls from=2024-03-14 validity=7d", "subscriber tls dv" },
	{ "v1", "subscriber" },
	/* of version 1, self-issued: a root, if it may be one of the old ones */
	{ "v1 issuer=self key=rsa2048", "ca root tls" },
	{ "v1 issuer=self key=p256", "subscriber" },
	/* self-signed end entities stay what they are */
	{ "tls issuer=self subject=CN=ssltest5", "subscriber tls dv" },
};

static void
is_what_it_is(void **state)
{
	const struct reasons reasons = { tell, NULL };
	const struct cert_options o = { .data = data_builtin(), .as_of = DAY_NONE,
		.reasons = &reasons };
	unsigned bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		size_t n = forge(rows[i].recipe, der, sizeof(der));
		char is[256] = "";

		assert_int_not_equal(n, 0);
		told = 0;
		cert_read(&c, (struct span){ der, n }, &o);
		for (size_t k = 0; k < sizeof(watched) / sizeof(*watched); k++)
			if (facts_have(&c.facts, watched[k])) {
				strcat(is, *is ? " " : "");
				strcat(is, fact_name(watched[k]));
			}
		/* the words in any order, each exactly once */
		if (strlen(is) != strlen(rows[i].facts)) {
			print_error("%s: %s\n", rows[i].recipe, is);
			bad++;
			continue;
		}
		for (char *word = strtok(is, " "); word; word = strtok(NULL, " "))
			if (!strstr(rows[i].facts, word)) {
				print_error("%s: %s\n", rows[i].recipe, word);
				bad++;
			}
		assert_true(told >= 1);
	}
	assert_int_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(is_what_it_is) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
