/* S/MIME BR 3.2.2: addresses whose control can be validated. */

#include "names.h"

/*
 * The domain of a mail address in an S/MIME certificate is in the public DNS.
 *
 * Control over "ada@mail.corp" cannot be validated: the domain is another in every network.
 *
 * fix: use an address under a domain in the public DNS.
 * covers: sbr-3.2.2-mailbox-domain-public
 * unless: rfc_email_domain
 *
 *	pass smime
 *	fail smime san=mail:ada@mail.corp
 *	fail smime san=mail:ada@localhost
 *	na   client san=mail:ada@mail.corp
 */
LINT(smime_email_domain_internal, WARNING, .source = "S/MIME BR", .citation = "3.2.2",
     .on = FACTS(SUBSCRIBER, SMIME, HAS_SAN, HAS_EMAIL), .from = SMIME_BR_1_0_0)
{
	struct span list = extension_list(c, OID_SAN), domain;
	struct der name;

	while (mail_domain_next(&list, &name, &domain))
		if (name_flags(r, domain) & HOST_TLD_FAULTS)
			fail(r, host_last_label(domain),
			     "the domain of %s is not in the public DNS", quote(r, name.body));
}
