/* TLS BR 7.1.2.5 and 7.1.2.10.8: kinds of names that CAs are constrained to. */

#include "profile_table.h"

static bool
is_permitted(const struct cert *c, uint32_t tag)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.permitted && s.base.tag == tag)
			return true;
	return false;
}

/* Whether every dNSName is excluded: the base of no octets. */
static bool
excludes_dns(const struct cert *c)
{
	struct subtree s;

	each_subtree(c, s)
		if (!s.permitted && s.base.tag == GN_DNS && s.base.body.n == 0)
			return true;
	return false;
}

/*
 * A technically constrained TLS CA has nameConstraints.
 *
 * They are what constrains it. The linter takes a CA without them for an unconstrained one, so that
 * this speaks only where it is told that it is constrained.
 *
 * fix: add nameConstraints for dNSName, iPAddress and directoryName.
 * covers: br-7.1.2.5.1-tc-tls-name-constraints-present
 * peers: pkilint:cabf.serverauth.ca.name_constraints_extension_absent
 *
 *	pass tcca
 *	fail ca profile=tls_constrained_ca
 *	na   ca
 */
LINT_AS(extension_missing, br_name_constraints_missing, ERROR, BR("7.1.2.5.1"),
	.on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(NC_PRESENT),
	.from = BR_CONSTRAINED_NAMES, EXTENSION(NC, "a technically constrained CA needs it"));

/*
 * A technically constrained TLS CA permits some dNSName, or excludes all of them.
 *
 * A kind of name that no subtree mentions is not constrained at all: the CA could issue for every
 * host. The linter takes such a CA for an unconstrained one, so that this speaks only where it is
 * told that it is constrained.
 *
 * fix: permit the domains that were validated, or exclude the dNSName of no octets.
 * covers: br-7.1.2.5.2-tc-nc-dns-constrained br-7.1.2.5.2-tc-nc-dns-excluded-zero-length
 * peers: pkilint:cabf.serverauth.ca.incomplete_name_constraints
 * unless: rfc_name_constraints_empty
 *
 *	pass tcca
 *	pass tcca nc=permit-dir:C=US,exclude-dns:,exclude-ip:0.0.0.0/0,exclude-ip:::/0
 *	fail tcca nc=permit-dir:C=US,exclude-ip:0.0.0.0/0,exclude-ip:::/0 profile=tls_constrained_ca
 *	fail tcca nc=permit-dir:C=US,exclude-dns:x.certlint-test.com,exclude-ip:0.0.0.0/0,exclude-ip:::/0 profile=tls_constrained_ca
 *	na   ca nc=permit-dir:C=US
 */
LINT(br_nc_dns_open, ERROR, BR("7.1.2.5.2"), .on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_NC),
     .from = BR_CONSTRAINED_NAMES)
{
	if (!is_permitted(c, GN_DNS) && !excludes_dns(c))
		fail(r, extension_value(c, OID_NC), "no dNSName is permitted, and not all are "
		     "excluded");
}

/*
 * A technically constrained TLS CA permits some directoryName.
 *
 * Without it the CA could issue in the name of every organization. The linter takes such a CA for
 * an unconstrained one, so that this speaks only where it is told that it is constrained.
 *
 * fix: permit the verified name of the organization.
 * covers: br-7.1.2.5.2-tc-nc-permitted-dirname
 * peers: pkilint:cabf.serverauth.ca.incomplete_name_constraints
 * unless: rfc_name_constraints_empty br_nc_dns_open br_nc_ipv4_open br_nc_ipv6_open
 *
 *	pass tcca
 *	fail tcca nc=permit-dns:certlint-test.com,exclude-ip:0.0.0.0/0,exclude-ip:::/0 profile=tls_constrained_ca
 *	na   ca nc=permit-dns:certlint-test.com
 */
LINT(br_nc_directory_open, ERROR, BR("7.1.2.5.2"), .on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_NC),
     .from = BR_2_0_0)
{
	if (!is_permitted(c, GN_DIRECTORY))
		fail(r, extension_value(c, OID_NC), "no directoryName is permitted");
}

/*
 * A technically constrained CA of before September 2023 has extKeyUsage.
 *
 * Constraints on names count only together with those on purposes. The linter takes a CA without
 * the extension for an unconstrained one, so that this speaks only where it is told otherwise.
 *
 * fix: add extKeyUsage with serverAuth.
 * covers: br-7.1.5-tc-old-eku-present
 *
 *	pass tcca from=2019-06-01
 *	fail tcca from=2019-06-01 -eku profile=tls_constrained_ca
 *	na   tcca from=2019-06-01 -eku
 */
LINT_AS(extension_missing, br_constrained_eku_missing_old, ERROR, BR("7.1.5"),
	.on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_EXTENSIONS), .off = FACTS(EKU_PRESENT),
	.from = BR_CONSTRAINED_NAMES, .until = BR_1_7_1,
	EXTENSION(EKU, "a technically constrained CA needs it"));

/*
 * extKeyUsage of a technically constrained CA of before August 2020 does not have
 * anyExtendedKeyUsage.
 *
 * It lifts the constraint on purposes. The linter takes a CA with it for an unconstrained one, so
 * that this speaks only where it is told otherwise.
 *
 * fix: drop anyExtendedKeyUsage.
 * covers: br-7.1.5-tc-old-eku-no-any
 *
 *	pass tcca from=2019-06-01
 *	fail tcca from=2019-06-01 eku=server,any profile=tls_constrained_ca
 *	na   tcca from=2019-06-01 eku=server,any
 */
LINT_AS(purpose_unwanted, br_constrained_any_purpose_old, ERROR, BR("7.1.5"),
	.on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_EKU, ANY_PURPOSE), .from = BR_CONSTRAINED_NAMES,
	.until = BR_1_7_1, PURPOSE(ANY_PURPOSE, "which constrains nothing"));

/*
 * extKeyUsage of a technically constrained TLS CA of before August 2020 has serverAuth or
 * clientAuth.
 *
 * The linter takes a CA without serverAuth for one that is not for TLS, so that this speaks only
 * where it is told otherwise.
 *
 * fix: add serverAuth.
 * covers: br-7.1.2.2-tc-old-eku-tls-purpose
 * peers: zlint:n_sub_ca_eku_not_technically_constrained
 * unless: der_list_empty br_constrained_any_purpose_old
 *
 *	pass tcca from=2019-06-01
 *	pass tcca from=2019-06-01 eku=client profile=tls_constrained_ca
 *	fail tcca from=2019-06-01 eku=email profile=tls_constrained_ca
 *	na   smime-ca from=2019-06-01
 */
LINT(br_constrained_tls_purpose_missing_old, ERROR, BR("7.1.2.2"),
     .on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_EKU), .off = FACTS(SERVER_AUTH, CLIENT_AUTH),
     .from = BR_CONSTRAINED_NAMES, .until = BR_1_7_1)
{
	fail(r, extension_value(c, OID_EKU), "extKeyUsage has neither serverAuth nor clientAuth");
}

/* Whether a subtree's base is of one of the kinds that every profile of TLS CAs has. */
static bool
is_common_kind(uint32_t tag)
{
	return tag == GN_DNS || tag == GN_IP || tag == GN_DIRECTORY;
}

static void
other_kinds(const struct cert *c, struct report *r)
{
	const char *const *why = arg(r);
	struct subtree s;

	each_subtree(c, s)
		if (der_present(&s.base) && !is_common_kind(s.base.tag) && s.base.tag != GN_OTHER)
			fail(r, der_whole(&s.base), "a subtree is of type %s, %s",
			     general_name_text(s.base.tag), *why);
}

/*
 * The subtrees of a technically constrained TLS CA are of dNSName, iPAddress and directoryName.
 *
 * No other kind of name is in what such a CA issues.
 *
 * fix: leave the subtree out.
 * covers: br-7.1.2.5.2-tc-nc-other-name-type
 * peers: pkilint:cabf.serverauth.name_constraints_discouraged_name_type
 *
 *	pass tcca
 *	fail tcca +nc=permit-mail:certlint-test.com
 *	fail tcca +nc=permit-uri:certlint-test.com
 *	na   ca nc=permit-mail:certlint-test.com
 */
LINT_AS(other_kinds, br_constrained_nc_kind, ERROR, BR("7.1.2.5.2"),
	.on = FACTS(TLS, SUB_CA, CONSTRAINED, HAS_NC), .from = BR_2_0_0,
	.arg = &(const char *const){ "which a constrained TLS CA must not have" });

/*
 * The subtrees of a TLS CA are of dNSName, iPAddress and directoryName.
 *
 * Other kinds of names do not occur in servers' certificates; constraints on them are for CAs with
 * other uses.
 *
 * fix: leave the subtree out.
 * covers: br-7.1.2.10.8-ca-nc-rfc822name br-7.1.2.10.8-ca-nc-other-name-type
 * peers: pkilint:cabf.serverauth.name_constraints_discouraged_name_type
 * unless: rfc_nc_x400_address rfc_nc_edi_party_name rfc_nc_registered_id
 *
 *	pass ca nc=permit-dns:certlint-test.com
 *	fail ca nc=permit-mail:certlint-test.com
 *	fail ca nc=exclude-uri:certlint-test.com
 *	na   tcca +nc=permit-mail:certlint-test.com
 *	na   smime-ca nc=permit-mail:certlint-test.com
 */
LINT_AS(other_kinds, br_nc_kind, WARNING, BR("7.1.2.10.8"), .on = FACTS(TLS, CA, HAS_NC),
	.off = FACTS(CONSTRAINED), .from = BR_2_0_0,
	.arg = &(const char *const){ "which is not recommended in a TLS CA" });

static void
other_name(const struct cert *c, struct report *r)
{
	struct subtree s;

	each_subtree(c, s)
		if (s.base.tag == GN_OTHER)
			fail(r, der_whole(&s.base), "a subtree is of type otherName, which is not "
			     "recommended");
}

/*
 * No subtree of a TLS CA is of otherName.
 *
 * RFC 5280 says only of the kinds it defines how to compare them. Software that knows no rule for
 * this one must refuse all certificates below the CA that have such a name.
 *
 * fix: leave the subtree out.
 * covers: br-7.1.2.10.8-ca-nc-othername br-7.1.2.5.2-tc-nc-othername
 * peers: pkilint:cabf.serverauth.name_constraints_discouraged_name_type
 *
 *	pass tcca
 *	fail tcca +nc=permit-upn:a@certlint-test.com
 *	fail ca nc=permit-upn:a@certlint-test.com
 *	na   smime-ca nc=permit-upn:a@certlint-test.com
 */
LINT_AS(other_name, br_nc_other_name, WARNING, BR("7.1.2.10.8"), .on = FACTS(TLS, CA, HAS_NC),
	.from = BR_2_0_0);

static void
directory_excluded(const struct cert *c, struct report *r)
{
	struct subtree s;

	each_subtree(c, s)
		if (!s.permitted && s.base.tag == GN_DIRECTORY)
			fail(r, der_whole(&s.base), "a directoryName is excluded, which is not "
			     "recommended");
}

/*
 * A TLS CA excludes no directoryName.
 *
 * A name differs from an excluded one by a letter or an attribute more, so that excluding one keeps
 * out nobody.
 *
 * fix: permit the names that the CA is for.
 * covers: br-7.1.2.10.8-ca-nc-excluded-dirname br-7.1.2.5.2-tc-nc-excluded-dirname
 * peers: pkilint:cabf.serverauth.name_constraints_dirname_in_excluded_subtrees
 *
 *	pass tcca
 *	fail tcca +nc=exclude-dir:C=DE
 *	fail ca nc=exclude-dir:C=DE
 *	na   ca-2019 nc=exclude-dir:C=DE
 */
LINT_AS(directory_excluded, br_nc_directory_excluded, WARNING, BR("7.1.2.10.8"),
	.on = FACTS(TLS, CA, HAS_NC), .from = BR_2_0_0);

/* ---- CAs for other uses: see non_tls_ca.c on their severities ---- */

/*
 * The subtrees of a CA for other uses are of dNSName, iPAddress and directoryName.
 *
 * Where the root above is one for TLS, other kinds are not recommended. CAs for mail are let off:
 * their own requirements ask for constraints on mailboxes.
 *
 * fix: leave the subtree out.
 * covers: br-7.1.2.10.8-ca-nc-rfc822name br-7.1.2.10.8-ca-nc-other-name-type
 * peers: pkilint:cabf.serverauth.name_constraints_discouraged_name_type
 * unless: rfc_nc_x400_address rfc_nc_edi_party_name rfc_nc_registered_id
 *
 *	pass client-ca nc=permit-dns:certlint-test.com
 *	pass smime-ca nc=permit-mail:certlint-test.com
 *	fail client-ca nc=permit-mail:certlint-test.com
 *	na   ca nc=permit-mail:certlint-test.com
 */
LINT_AS(other_kinds, br_non_tls_nc_kind, NOTICE, BR("7.1.2.10.8"),
	.on = FACTS(CA, CONSTRAINED, HAS_NC), .off = FACTS(TLS, EMAIL_PROTECTION), .from = BR_2_0_0,
	.arg = &(const char *const){ "which is not recommended" });

/*
 * No subtree of a CA for other uses is of otherName.
 *
 * Software that knows no rule for this kind must refuse all certificates below the CA that have
 * such a name. CAs for mail are let off, whose mailboxes may be otherNames.
 *
 * fix: leave the subtree out.
 * covers: br-7.1.2.10.8-ca-nc-othername
 * peers: pkilint:cabf.serverauth.name_constraints_discouraged_name_type
 *
 *	pass client-ca nc=permit-dns:certlint-test.com
 *	fail client-ca nc=permit-upn:a@certlint-test.com
 *	na   smime-ca nc=permit-upn:a@certlint-test.com
 */
LINT_AS(other_name, br_non_tls_nc_other_name, NOTICE, BR("7.1.2.10.8"),
	.on = FACTS(CA, CONSTRAINED, HAS_NC), .off = FACTS(TLS, EMAIL_PROTECTION),
	.from = BR_2_0_0);

/*
 * A CA for other uses excludes no directoryName.
 *
 * A name differs from an excluded one by a letter or an attribute more, so that excluding one keeps
 * out nobody.
 *
 * fix: permit the names that the CA is for.
 * covers: br-7.1.2.10.8-ca-nc-excluded-dirname
 * peers: pkilint:cabf.serverauth.name_constraints_dirname_in_excluded_subtrees
 *
 *	pass smime-ca nc=permit-mail:certlint-test.com
 *	fail smime-ca nc=exclude-dir:C=DE
 *	na   ca nc=exclude-dir:C=DE
 */
LINT_AS(directory_excluded, br_non_tls_nc_directory_excluded, NOTICE, BR("7.1.2.10.8"),
	.on = FACTS(CA, CONSTRAINED, HAS_NC), .off = FACTS(TLS), .from = BR_2_0_0);
