/* TLS BR 7.1.4.3: the commonName of a server certificate repeats a name of subjectAltName. */

#include "names.h"

/* Where a commonName's value comes from; addresses have lints of their own. */
enum source { SOURCE_COPY, SOURCE_ADDRESS, SOURCE_CASE, SOURCE_U_LABEL, SOURCE_NONE };

/* More commonNames than these are not compared: one is all that is allowed. */
enum { CN_COMPARED = 4, NAME_MAX = 253 };

static uint32_t
lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Whether a string of a type says what some ASCII says, but for the case of letters. */
static bool
is_same_text(const struct der *value, struct span ascii)
{
	struct span rest = value->body;
	uint32_t c;

	for (size_t i = 0; i < ascii.n; i++)
		if (!text_next(value->tag, &rest, &c) || lower(c) != lower(ascii.p[i]))
			return false;
	return !text_next(value->tag, &rest, &c);
}

/* The same, and no letter differs in case. */
static bool
is_copy(const struct der *value, struct span ascii)
{
	struct span rest = value->body;
	uint32_t c;

	for (size_t i = 0; i < ascii.n; i++)
		if (!text_next(value->tag, &rest, &c) || c != ascii.p[i])
			return false;
	return !text_next(value->tag, &rest, &c);
}

/* One label to ASCII; the octets written, or -1. */
static int
label_to_ascii(const uint32_t *points, int n, char *out, int max)
{
	bool ascii = true;
	int written;

	for (int i = 0; i < n; i++)
		ascii = ascii && points[i] < 0x80;
	if (ascii) {
		for (int i = 0; i < n && i < max; i++)
			out[i] = (char)points[i];
		return n <= max ? n : -1;
	}
	if (max < 4)
		return -1;
	memcpy(out, "xn--", 4);
	written = punycode_encode(points, n, out + 4, max - 4);
	return written < 0 ? -1 : written + 4;
}

/* A name with U-labels in A-labels; empty if it has none or cannot be converted. */
static struct span
to_a_labels(const struct der *value, char out[NAME_MAX])
{
	struct span rest = value->body, none = { NULL, 0 };
	uint32_t points[IDNA_LABEL_MAX], c = 0;
	int n = 0, used = 0, written;
	bool more = true;

	while (more) {
		more = text_next(value->tag, &rest, &c);
		if (more && c != '.') {
			if (n == IDNA_LABEL_MAX || c > 0x10ffff)
				return none;
			points[n++] = lower(c);
			continue;
		}
		written = label_to_ascii(points, n, out + used, NAME_MAX - used);
		if (written < 0 || (more && used + written == NAME_MAX))
			return none;
		used += written;
		if (more)
			out[used++] = '.';
		n = 0;
	}
	return (struct span){ (const uint8_t *)out, (size_t)used };
}

static bool
is_san_dns(const struct cert *c, struct span text)
{
	struct der as_value = { .body = text, .tag = DER_IA5_STRING }, name;

	each_dns(c, name)
		if (is_same_text(&as_value, name.body))
			return true;
	return false;
}

static enum source
source_of(const struct cert *c, const struct der *value)
{
	bool same = false;
	char converted[NAME_MAX];
	struct span text;
	struct der name;
	struct ip ip;

	each_dns(c, name) {
		if (is_copy(value, name.body))
			return SOURCE_COPY;
		same = same || is_same_text(value, name.body);
	}
	if (same)
		return SOURCE_CASE;
	if (ip_from_loose_text(value->body, &ip))
		return SOURCE_ADDRESS;
	text = to_a_labels(value, converted);
	return text.n > 0 && is_san_dns(c, text) ? SOURCE_U_LABEL : SOURCE_NONE;
}

/* Take the next commonName; false after the last one that is compared. */
static bool
cn_next(struct attribute_cursor *cursor, unsigned *count, struct attribute *out)
{
	while (*count < CN_COMPARED && attribute_next(cursor, out))
		if (out->oid == OID_COMMON_NAME) {
			++*count;
			return true;
		}
	return false;
}

#define each_cn(c, a)									\
	for (struct { struct attribute_cursor cursor; unsigned count; } state_##a =	\
	     { attribute_cursor(&(c)->subject_name), 0 };				\
	     cn_next(&state_##a.cursor, &state_##a.count, &(a)); )

/* A certificate without extKeyUsage is in scope of TLS; that it is a server's a host must show. */
static bool
is_server(const struct cert *c)
{
	return facts_have(&c->facts, FACT_SERVER_AUTH) || facts_have(&c->facts, FACT_HAS_DNS) ||
		facts_have(&c->facts, FACT_HAS_IP);
}

/* Flags of a name that is well formed and is no host of the public DNS. */
static bool
is_internal(uint64_t flags)
{
	const uint64_t malformed = HOST_SYNTAX_FAULTS | HOST_BIT(HOST_TRAILING_DOT);

	return (flags & HOST_TLD_FAULTS) != 0 && (flags & malformed) == 0;
}

/* Report commonNames that are Internal Names and no copies of names that are reported as such. */
static void
report_internal_names(const struct cert *c, struct report *r)
{
	struct attribute a;

	if (!is_server(c) || !cn_has_any(c, HOST_TLD_FAULTS))
		return;
	each_cn(c, a)
		if (is_internal(name_flags(r, a.value.body)) &&
		    source_of(c, &a.value) > SOURCE_CASE)
			fail(r, a.value.body, "commonName %s is an Internal Name, and not in "
			     "subjectAltName either", quote(r, a.value.body));
}

/*
 * The commonName of a server certificate is no Internal Name.
 *
 * Clients that still look at commonName take it for the host.  A single label, or a name under no
 * top-level domain of the day, can be proven to be nobody's.  Where it copies an entry of
 * subjectAltName, the entry is reported.
 *
 * fix: leave commonName out, or copy a fully qualified name of subjectAltName.
 * covers: br-4.2.2-cn-internal-name
 * peers: zlint:e_dnsname_not_valid_tld
 *
 *	pass tls subject=CN=www.certlint-test.com
 *	fail tls subject=CN=ssltest5
 *	fail tls subject=CN=mail.corp
 *	pass tls subject=CN=mail.corp san=dns:mail.corp
 *	pass tls "subject=CN=Example Systems"
 *	na   client subject=CN=mail.corp
 */
LINT(br_cn_internal_name, ERROR, BR("4.2.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .from = BR_INTERNAL_NAMES_END)
{
	report_internal_names(c, r);
}

/*
 * The commonName of a certificate that outlives 2015-11-01 is no Internal Name.
 *
 * The first BRs let such names expire: nothing that is valid after that day may hold one.
 *
 * fix: leave commonName out, or copy a fully qualified name of subjectAltName.
 * covers: br-7.1.4.2.1-cn-internal-name-old
 *
 *	pass tls-2013 subject=CN=mail.corp san=dns:mail.corp until=2015-11-02
 *	pass tls-2013 subject=CN=mail.corp until=2015-11-01T23:59:59
 *	fail tls-2013 subject=CN=mail.corp until=2015-11-02
 */
LINT(br_cn_internal_sunset, ERROR, BR("7.1.4.2.1"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_CN, VALIDITY_KNOWN), .from = BR_1_0_0,
     .until = BR_INTERNAL_NAMES_END)
{
	if (c->until_day > BR_INTERNAL_NAMES_END)
		report_internal_names(c, r);
}

/*
 * The commonName of a server certificate is no name of a reverse zone.
 *
 * Names under in-addr.arpa and ip6.arpa may not be issued since 2026-03-15, in whatever field.
 *
 * fix: leave commonName out.
 * covers: br-4.2.2-cn-reverse-zone
 *
 *	pass tls subject=CN=www.certlint-test.com
 *	fail tls subject=CN=1.1.1.1.in-addr.arpa
 */
LINT(br_cn_reverse_zone, ERROR, BR("4.2.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .trigger = ON_CN(ARPA_REVERSE), .from = BR_ARPA_END)
{
	struct attribute a;

	each_cn(c, a)
		if (name_flags(r, a.value.body) & HOST_BIT(HOST_ARPA_REVERSE) &&
		    source_of(c, &a.value) > SOURCE_CASE)
			fail(r, a.value.body, "commonName %s is a name of a reverse zone",
			     quote(r, a.value.body));
}

/*
 * An internationalized name in commonName is written in A-labels.
 *
 * The value copies the dNSName character for character: it is not to be shown in Unicode, however
 * friendly that looks.
 *
 * fix: leave commonName out, or copy the dNSName.
 * covers: br-7.1.4.3-cn-no-u-label
 *
 *	pass tls subject=CN=xn--bcher-kva.certlint-test.com san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls subject=CN=b\u00fccher.certlint-test.com san=dns:xn--bcher-kva.certlint-test.com
 *	fail tls subject=CN=bmp:b\u00fccher.certlint-test.com san=dns:xn--bcher-kva.certlint-test.com also=br_attribute_string_type
 *	pass tls subject=CN=b\u00fccher.certlint-test.com
 */
LINT(br_cn_u_label, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN, HAS_SAN),
     .trigger = ON_CN(BAD_CHAR), .from = BR_SC48)
{
	struct attribute a;

	each_cn(c, a)
		if (source_of(c, &a.value) == SOURCE_U_LABEL)
			fail(r, a.value.body, "commonName %s shows A-labels in Unicode",
			     quote(r, a.value.body));
}

/*
 * The commonName of a server certificate is a copy of a name in subjectAltName.
 *
 * Clients that know subjectAltName do not look at commonName, others look at nothing else: the two
 * must not name different hosts.  Since ballot SC48 the copy is exact, letter case included.
 *
 * fix: leave commonName out, or copy an entry of subjectAltName character for character.
 * covers: br-7.1.4.3-cn-from-san evg-br-7.1.4.3-cn-in-san evg-7.1.4.2.2-cn-domain-name
 * covers: etsi412-4-web-4.1.3-4-cn etsi412-4-web-4.1.4-2-cn
 * peers: zlint:e_subject_common_name_not_exactly_from_san
 * peers: pkilint:cabf.serverauth.subscriber_common_name_unknown_source
 * unless: br_cn_internal_name br_cn_reverse_zone
 *
 *	pass tls subject=CN=www.certlint-test.com
 *	pass tls subject=CN=bmp:www.certlint-test.com
 *	pass tls subject=CN=*.certlint-test.com san=dns:a.certlint-test.com,dns:*.certlint-test.com
 *	pass tls subject=CN=1.1.1.1 san=ip:1.1.1.1
 *	fail tls subject=CN=www2.certlint-test.com
 *	fail tls subject=CN=WWW.certlint-test.com
 *	fail tls subject=CN=www.certlint-test.com.
 *	pass tls subject=CN=1.1.1.1 san=ip:1.1.1.2
 *	fail tls "subject=CN=Example Systems"
 *	fail tls subject=CN=b\u00fccher.certlint-test.com
 *	pass tls san= subject=CN=www.certlint-test.com
 *	pass tls subject=CN=
 *	na   tls -san subject=CN=www.certlint-test.com
 */
LINT(br_cn_not_in_san, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN, HAS_SAN),
     .from = BR_SC48)
{
	struct attribute a;
	enum source source;

	if (!is_server(c) || extension_list(c, OID_SAN).n == 0)
		return;
	each_cn(c, a) {
		if (a.value.body.n == 0)
			continue;	/* rfc_attribute_empty */
		source = source_of(c, &a.value);
		if (source == SOURCE_CASE)
			fail(r, a.value.body,
			     "commonName %s differs from subjectAltName in letter case",
			     quote(r, a.value.body));
		else if (source == SOURCE_NONE)
			fail(r, a.value.body,
			     "commonName %s is no copy of a name in subjectAltName",
			     quote(r, a.value.body));
	}
}

/*
 * The commonName of a server certificate is an address or a name of subjectAltName (before SC48).
 *
 * Clients that know subjectAltName do not look at commonName, others look at nothing else: the two
 * must not name different hosts.
 *
 * fix: leave commonName out, or copy an entry of subjectAltName.
 * covers: br-7.1.4.3-cn-from-san-old evg-br-7.1.4.3-cn-in-san evg-7.1.4.2.2-cn-domain-name
 * covers: etsi412-4-web-4.1.3-4-cn etsi412-4-web-4.1.4-2-cn
 * peers: zlint:e_subject_common_name_not_from_san
 * unless: br_cn_internal_name br_cn_internal_sunset
 *
 *	pass tls-2019 subject=CN=WWW.certlint-test.com
 *	fail tls-2019 subject=CN=www2.certlint-test.com
 *	fail tls-2013 "subject=CN=Example Systems"
 *	pass tls-2013 subject=CN=
 */
LINT(br_cn_not_in_san_before_sc48, ERROR, BR("7.1.4.2.2"),
     .on = FACTS(SUBSCRIBER, TLS, HAS_CN, HAS_SAN), .from = BR_1_0_0, .until = BR_SC48)
{
	struct attribute a;

	if (!is_server(c) || extension_list(c, OID_SAN).n == 0)
		return;
	each_cn(c, a)
		if (a.value.body.n > 0 && source_of(c, &a.value) >= SOURCE_U_LABEL)
			fail(r, a.value.body, "commonName %s is no name of subjectAltName",
			     quote(r, a.value.body));
}

/* Report every commonName after the first. */
static void
report_repeated(const struct cert *c, struct report *r)
{
	unsigned count = name_count(&c->subject_name, OID_COMMON_NAME), seen = 0;
	struct attribute a;

	if (count < 2)
		return;
	each_of(&c->subject_name, OID_COMMON_NAME, a)
		if (seen++ > 0)
			fail(r, der_whole(&a.pair), "commonName %u of %u", seen, count);
}

/*
 * A server certificate has one commonName.
 *
 * It contains exactly one entry.  Clients that look at it take the first or the last, and do not
 * agree which is which.
 *
 * fix: leave commonName out, or keep the one that repeats the first dNSName.
 * covers: br-7.1.4.3-cn-single evg-7.1.4.2.2-cn-single
 * peers: zlint:w_extra_subject_common_names
 *
 *	pass tls subject=CN=www.certlint-test.com
 *	fail tls subject=CN=www.certlint-test.com/CN=www.certlint-test.com
 */
LINT(br_cn_repeated, ERROR, BR("7.1.4.3"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN), .from = BR_SC48)
{
	report_repeated(c, r);
}

/*
 * A server certificate has one commonName (before SC48).
 *
 * The field was to contain a single address or name, which some read as one name in each of several
 * fields; hence a warning until ballot SC48 said "exactly one entry".
 *
 * fix: leave commonName out, or keep the one that repeats the first dNSName.
 * covers: br-7.1.4.3-cn-single evg-7.1.4.2.2-cn-single
 * peers: zlint:w_extra_subject_common_names
 *
 *	pass tls-2019 subject=CN=www.certlint-test.com
 *	fail tls-2019 subject=CN=www.certlint-test.com/CN=www.certlint-test.com
 */
LINT(br_cn_repeated_before_sc48, WARNING, BR("7.1.4.2.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .from = BR_1_0_0, .until = BR_SC48)
{
	report_repeated(c, r);
}

/* Report that there is a commonName at all. */
static void
report_presence(const struct cert *c, struct report *r)
{
	struct attribute a;

	if (is_server(c) && name_first(&c->subject_name, OID_COMMON_NAME, &a))
		fail(r, der_whole(&a.pair), "the subject has a commonName, %s",
		     quote(r, a.value.body));
}

/*
 * A server certificate has no commonName.
 *
 * The attribute is NOT RECOMMENDED: hosts are named in subjectAltName, and every client of these
 * days looks there.  Its 64 characters do not even hold every name.
 *
 * fix: leave commonName out of the profile.
 * covers: br-7.1.2.7.2-dv-common-name br-7.1.2.7.3-iv-common-name br-7.1.2.7.4-ov-common-name
 * covers: evg-7.1.4.2.2-cn-discouraged
 * peers: zlint:w_subject_common_name_included
 * peers: pkilint:cabf.serverauth.dv.common_name_attribute_present
 * peers: pkilint:cabf.serverauth.iv.common_name_attribute_present
 * peers: pkilint:cabf.serverauth.ov.common_name_attribute_present
 * peers: pkilint:cabf.ev_guidelines.common_name_attribute_present
 * unless: br_cn_not_in_san br_cn_internal_name br_cn_reverse_zone br_cn_u_label
 * unless: br_cn_ip_not_in_san br_cn_ipv4_form br_cn_ipv6_form br_cn_ip_reserved
 *
 *	pass tls
 *	fail tls subject=CN=www.certlint-test.com
 *	pass tls subject=CN=www2.certlint-test.com
 *	na   qualified eku=server policy=dv san=dns:www.certlint-test.com subject=C=DE/CN=www.certlint-test.com
 */
LINT(br_cn_present, WARNING, BR("7.1.2.7.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .off = FACTS(QUALIFIED), .from = BR_2_0_0)
{
	report_presence(c, r);
}

/*
 * A server certificate does without commonName (before version 2.0.0 of the BRs).
 *
 * The attribute has been discouraged, but not prohibited, since the first version.
 *
 * fix: leave commonName out of the profile.
 * covers: br-7.1.4.3-cn-deprecated-old evg-7.1.4.2.2-cn-discouraged
 * peers: zlint:n_subject_common_name_included
 * unless: br_cn_not_in_san br_cn_not_in_san_before_sc48 br_cn_internal_name br_cn_internal_sunset
 * unless: br_cn_u_label br_cn_ip_not_in_san br_cn_ipv4_form br_cn_ipv6_form br_cn_ip_reserved
 * unless: br_cn_ip_reserved_2015 br_cn_ip_reserved_2012
 *
 *	pass tls-2013
 *	fail tls-2013 subject=CN=www.certlint-test.com
 */
LINT(br_cn_present_before_2_0_0, NOTICE, BR("7.1.4.2.2"), .on = FACTS(SUBSCRIBER, TLS, HAS_CN),
     .off = FACTS(QUALIFIED), .from = BR_1_0_0, .until = BR_2_0_0)
{
	report_presence(c, r);
}
