/* RFC 5280 4.2.1.6 and 4.2.1.7: subjectAltName and issuerAltName as lists. */

#include "names.h"

/* Up to so many names are compared each with each; more go through a table, as many as it takes. */
enum { FEW_NAMES = 8, SLOTS = 2048, NAMES_MAX = SLOTS / 2, STEPS = 16 };

/* Host names are compared without regard to case. */
static uint8_t
folded(uint8_t tag, uint8_t c)
{
	return tag == GN_DNS && c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Two GeneralNames, headers included. */
static bool
is_same_name(struct span a, struct span b)
{
	if (a.n != b.n || a.p[0] != b.p[0])
		return false;
	for (size_t i = 1; i < a.n; i++)
		if (folded(a.p[0], a.p[i]) != folded(a.p[0], b.p[i]))
			return false;
	return true;
}

static void
fail_duplicate(struct report *r, const struct der *name)
{
	bool is_text = name->tag == GN_DNS || name->tag == GN_RFC822 || name->tag == GN_URI;

	fail(r, name->body, "%s %s occurs twice", general_name_text(name->tag),
	     is_text ? quote(r, name->body) : hex(r, name->body));
}

static void
find_among_few(const struct cert *c, struct report *r)
{
	struct span before[FEW_NAMES];
	size_t count = 0, i;
	struct der name;

	each_san(c, name) {
		for (i = 0; i < count && !is_same_name(before[i], der_whole(&name)); i++)
			;
		if (i < count)
			fail_duplicate(r, &name);
		else if (count < FEW_NAMES)
			before[count++] = der_whole(&name);
	}
}

static uint64_t
mix(uint64_t hash, const uint8_t *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	hash = (hash ^ (word | 0x2020202020202020u)) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* Of names of the same letters in any case, the same; eight octets at once, the last ones twice. */
static uint32_t
hash_of(struct span name)
{
	uint64_t hash = name.n;

	if (name.n < 8) {
		for (size_t i = 0; i < name.n; i++)
			hash = (hash ^ (name.p[i] | 0x20)) * 0x9e3779b97f4a7c15u;
		return (uint32_t)(hash >> 32);
	}
	for (size_t i = 0; i + 8 < name.n; i += 8)
		hash = mix(hash, name.p + i);
	return (uint32_t)(mix(hash, name.p + name.n - 8) >> 16);
}

/*
 * Put a name into the table; false if its equal is there.  Few steps are made, whatever names
 * somebody chose to make them collide.
 */
static bool
put_name(struct span *table, uint32_t slots, struct span name)
{
	uint32_t slot = hash_of(name);

	for (unsigned step = 0; step < STEPS; step++, slot++) {
		struct span *at = &table[slot & (slots - 1)];

		if (at->p == NULL) {
			*at = name;
			return true;
		}
		if (is_same_name(*at, name))
			return false;
	}
	return true;
}

static void
find_among_many(const struct cert *c, uint32_t all, struct report *r)
{
	struct span table[SLOTS];
	uint32_t count = 0, slots = 2 * FEW_NAMES;
	struct der name;

	while (slots < SLOTS && slots < 2 * all)
		slots *= 2;
	memset(table, 0, slots * sizeof(*table));
	each_san(c, name)
		if (count++ < NAMES_MAX && !put_name(table, slots, der_whole(&name)))
			fail_duplicate(r, &name);
}

/*
 * No name stands twice in subjectAltName.
 *
 * It does no harm but to size; but it shows that the list was put together without looking.
 *
 * fix: remove duplicates, without regard to letter case, before issuance.
 * covers: rfc5280-4.2.1.6-san-duplicate-name
 * peers: zlint:n_san_dns_name_duplicate
 *
 *	pass tls san=dns:a.certlint-test.com,dns:b.certlint-test.com,ip:1.1.1.1
 *	fail tls san=dns:a.certlint-test.com,dns:b.certlint-test.com,dns:a.certlint-test.com
 *	fail tls san=dns:a.certlint-test.com,dns:A.certlint-test.com also=rfc_dns_upper_case
 *	fail client san=mail:ada@certlint-test.com,mail:ada@certlint-test.com
 *	pass client san=mail:ada@certlint-test.com,mail:Ada@certlint-test.com
 *	pass tls san=dns:a%d.certlint-test.com*900
 *	fail tls san=dns:a%d.certlint-test.com*900,dns:a7.certlint-test.com
 */
LINT(rfc_san_duplicate, NOTICE, RFC5280("4.2.1.6"), .on = FACTS(HAS_SAN), .from = RFC5280_DAY)
{
	uint32_t count = 0;

	for (unsigned i = 0; i < 9; i++)
		count += c->san_count[i];
	if (count > FEW_NAMES)
		find_among_many(c, count, r);
	else if (count > 1)
		find_among_few(c, r);
}

/*
 * A directoryName of subjectAltName is not empty.
 *
 * A name of no attributes names nobody.
 *
 * fix: leave the entry out, or write the name.
 * covers: rfc5280-4.2.1.6-san-directory-name-empty
 *
 *	pass client san=dir:CN=Ada
 *	fail client san=dir:
 */
LINT(rfc_san_directory_name_empty, WARNING, RFC5280("4.2.1.6"),
     .on = FACTS(HAS_SAN, HAS_DIRECTORY_NAME), .from = RFC5280_DAY)
{
	struct span in;
	struct der gn, name;

	each_san_of(c, GN_DIRECTORY, gn) {
		in = gn.body;
		if (der_take(&in, DER_SEQUENCE, &name) && name.body.n == 0)
			fail(r, der_whole(&gn), "a directoryName has no attribute");
	}
}

/*
 * A dNSName of issuerAltName is a host name.
 *
 * The rules of subjectAltName hold: letters, digits and inner hyphens in labels of 1 to 63 octets,
 * 253 in all, and not " ".
 *
 * fix: write the host's name, in A-labels.
 * covers: rfc5280-4.2.1.7-ian-dns-preferred-name-syntax rfc5280-4.2.1.7-ian-dns-single-space
 * covers: rfc5280-4.2.1.7-ian-empty-general-name
 * covers: rfc1034-3.5-hostname-total-max-253-ian
 * peers: zlint:e_ext_ian_space_dns_name zlint:e_ian_dns_name_includes_null_char
 * zlint:e_ian_dns_name_starts_with_period zlint:e_ian_bare_wildcard zlint:e_ian_wildcard_not_first
 * zlint:e_ext_ian_empty_name pkilint:pkix.invalid_domain_name_syntax
 * unless: der_ia5_string_alphabet
 *
 *	pass tls ian=dns:pki.certlint-test.com
 *	fail tls ian=dns:\x20
 *	fail tls ian=dns:
 *	fail tls ian=dns:a_b.certlint-test.com
 *	fail tls ian=dns:.certlint-test.com
 *	fail tls ian=dns:pki.certlint-test.com.
 *	fail tls ian=dns:1.1.1.1
 */
LINT(rfc_ian_dns, ERROR, RFC5280("4.2.1.7"), .on = FACTS(HAS_IAN), .from = RFC2459_DAY)
{
	const uint64_t faults = HOST_SYNTAX_FAULTS | HOST_OTHER_KINDS | HOST_BIT(HOST_UNDERSCORE) |
		HOST_BIT(HOST_TRAILING_DOT);
	struct span list = extension_list(c, OID_IAN);
	struct der name;

	while (list_next(&list, GN_DNS, &name))
		if (name_flags(r, name.body) & faults)
			fail(r, name.body.n > 0 ? name.body : der_whole(&name),
			     "%s is no host name", quote(r, name.body));
}

/*
 * An rfc822Name of issuerAltName is a bare mail address.
 *
 * The rules of subjectAltName hold: a local part, one '@' and a domain, and nothing around them.
 *
 * fix: write the address alone.
 * covers: rfc5280-4.2.1.7-ian-rfc822-mailbox rfc5280-4.2.1.7-ian-rfc822-angle-brackets
 * covers: rfc5280-4.2.1.7-ian-empty-general-name
 * peers: zlint:e_ext_ian_rfc822_format_invalid zlint:e_ext_ian_empty_name
 * pkilint:pkix.invalid_email_address_syntax
 * unless: der_ia5_string_alphabet
 *
 *	pass tls ian=mail:pki@certlint-test.com
 *	fail tls ian=mail:<pki@certlint-test.com>
 *	fail tls ian=mail:pki
 *	fail tls ian=mail:
 *	fail tls ian=mail:pki@certlint_test.com
 */
LINT(rfc_ian_email, ERROR, RFC5280("4.2.1.7"), .on = FACTS(HAS_IAN), .from = RFC2459_DAY)
{
	const uint32_t tolerated = MAILBOX_BIT(LITERAL) | MAILBOX_BIT(LONG);
	const uint64_t faults = HOST_SYNTAX_FAULTS | HOST_OTHER_KINDS | HOST_BIT(HOST_UNDERSCORE);
	struct span list = extension_list(c, OID_IAN);
	struct mailbox m;
	struct der name;

	while (list_next(&list, GN_RFC822, &name)) {
		m = mailbox_read(name.body);
		if (m.faults & ~tolerated || (!(m.faults & MAILBOX_BIT(LITERAL)) &&
					      name_flags(r, m.domain) & faults))
			fail(r, name.body.n > 0 ? name.body : der_whole(&name),
			     "%s is no mailbox", quote(r, name.body));
	}
}
