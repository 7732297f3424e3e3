/* TLS BR 4.2.2 in nameConstraints: domains that a CA certificate permits. */

#include "names.h"

/*
 * A CA certificate permits no Internal Names.
 *
 * A permitted dNSName is validated like a name in a server certificate.  What ends in no top-level
 * domain cannot be.
 *
 * fix: permit domains in the public DNS only.
 * covers: br-4.2.2-ca-nc-permitted-internal-name
 * unless: rfc_nc_dns_syntax
 *
 *	pass tcca
 *	pass tcca nc=exclude-dns:corp
 *	fail tcca nc=permit-dns:corp
 *	fail tcca nc=permit-dns:.eu.certlinttest also=rfc_nc_dns_leading_dot
 *	na   smime-ca nc=permit-dns:corp
 */
LINT(br_nc_internal_name, WARNING, BR("4.2.2"), .on = FACTS(TLS, CA, HAS_NC), .from = BR_2_0_0)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.permitted && s.base.tag == GN_DNS &&
		    name_flags(r, s.base.body) & HOST_TLD_FAULTS)
			fail(r, s.base.body, "the permitted %s is not in the public DNS",
			     quote(r, s.base.body));
}
