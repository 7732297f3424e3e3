/* EV Guidelines appendix F, of 2015-02-18 to 2022-04-23: onion names. */

#include "names.h"
#include "validity.h"

/*
 * No onion certificate of before RFC 7686 is valid after 2015-11-01.
 *
 * Until the IESG reserved "onion" its names were Internal Names, which all had to be gone by then.
 *
 * fix: shorten the validity period.
 * covers: evg-appF-onion-expiry-before-reserved
 *
 *	pass ev from=2015-05-03 until=2015-11-01T23:59:59 san=dns:expyuzz4wqqyqhjn.onion -sct edges=no
 *	fail ev from=2015-05-03 until=2015-11-02 san=dns:expyuzz4wqqyqhjn.onion -sct edges=no
 *	na   ev from=2015-05-03 until=2015-11-02 -sct
 */
LINT(ev_onion_expiry, ERROR, EVG("F"), .on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, VALIDITY_KNOWN),
     .from = EVG_1_5_3, .until = ONION_RESERVED)
{
	if (c->until_day > BR_INTERNAL_NAMES_END)
		fail(r, der_whole(&c->not_after), "an onion certificate is valid until %s",
		     day_text(r, c->until_day));
}

/*
 * An onion certificate is valid for at most 15 months.
 *
 * The keys behind version 2 onion names are of 1024 bits, and the names of 80.
 *
 * fix: shorten the validity period.
 * covers: evg-appF-onion-validity-15-months
 * peers: zlint:e_onion_subject_validity_time_too_large
 * unless: ev_validity_27_months ev_validity_825_days br_validity_825_days
 *
 *	pass ev from=2018-05-03 validity=15m+1s san=dns:expyuzz4wqqyqhjn.onion
 *	fail ev from=2018-05-03 validity=15m+2s san=dns:expyuzz4wqqyqhjn.onion
 *	na   ev from=2018-05-03 validity=15m+2s
 */
LINT_AS(validity_months, ev_onion_validity_15_months, ERROR, EVG("F"),
	.on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, VALIDITY_KNOWN), .from = EVG_1_5_3,
	.until = BR_398_DAYS, .arg = &(const int){ 15 });

/* ---- the Tor Service Descriptor Hash ---- */

/*
 * An onion certificate has the Tor Service Descriptor Hash extension.
 *
 * The name of a version 2 service is 80 bits of a SHA-1 value, for which somebody could find
 * another key. The extension has a better hash of the key that was validated.
 *
 * fix: add the extension with the hash of each service's key.
 * covers: evg-appF-tor-descriptor-present
 * peers: zlint:e_ext_tor_service_descriptor_hash_invalid
 *
 *	pass ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion
 *	fail ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion
 *	na   ev from=2018-05-03 validity=365d
 */
LINT_AS(extension_missing, ev_onion_descriptor_missing, ERROR, EVG("F"),
	.on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, HAS_EXTENSIONS),
	.off = FACTS(ONION_DESCRIPTOR_PRESENT), .from = EVG_1_6_5, .until = BR_SC27,
	EXTENSION(ONION_DESCRIPTOR, "a certificate for an onion service needs it"));

/*
 * A certificate for a version 2 onion service has the Tor Service Descriptor Hash extension.
 *
 * From ballot SC27 to ballot SC54 these certificates could still be issued under the Guidelines;
 * those for version 3 services had rules without the extension to go by.
 *
 * fix: add the extension with the hash of each service's key.
 * covers: evg-appF-tor-descriptor-present
 * peers: zlint:e_ext_tor_service_descriptor_hash_invalid
 *
 *	pass ev from=2021-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion
 *	pass ev from=2021-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail ev from=2021-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion sct=3
 */
LINT_AS(extension_missing, ev_onion_descriptor_missing_v2, ERROR, EVG("F"),
	.on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, HAS_EXTENSIONS),
	.off = FACTS(ONION_DESCRIPTOR_PRESENT), .trigger = ON_DNS(ONION_V2), .from = BR_SC27,
	.until = BR_SC54, EXTENSION(ONION_DESCRIPTOR, "a version 2 onion service needs it"));

/* One TorServiceDescriptorHash. */
struct descriptor {
	struct der whole, uri, algorithm, hash;
};

static bool
descriptor_next(struct span *list, struct descriptor *out)
{
	struct descriptor d;
	struct span in;

	while (list_next(list, DER_SEQUENCE, &d.whole)) {
		in = d.whole.body;
		if (der_next(&in, &d.uri) && der_take(&in, DER_SEQUENCE, &d.algorithm) &&
		    der_take(&in, DER_BIT_STRING, &d.hash)) {
			*out = d;
			return true;
		}
	}
	return false;
}

/* Octets of a hash function of RFC 6234 by its OID; 0 for others. */
static size_t
hash_octets(struct span oid)
{
	static const struct { const char *oid; size_t octets; } hashes[] = {
		{ "2.16.840.1.101.3.4.2.1", 32 }, { "2.16.840.1.101.3.4.2.2", 48 },
		{ "2.16.840.1.101.3.4.2.3", 64 }, { "2.16.840.1.101.3.4.2.4", 28 },
		{ "1.3.14.3.2.26", 20 },
	};

	for (size_t i = 0; i < sizeof(hashes) / sizeof(*hashes); i++)
		if (oid_is_dotted(oid, hashes[i].oid))
			return hashes[i].octets;
	return 0;
}

/*
 * The hashes of the Tor Service Descriptor Hash extension are of RFC 6234, and as long as they say.
 *
 * RFC 6234 has SHA-1 and SHA-2. Anything else cannot be compared with the service's key.
 *
 * fix: write the SHA-256 value of the service's public key.
 * covers: evg-appF-tor-descriptor-alg
 * peers: zlint:e_ext_tor_service_descriptor_hash_invalid
 *
 *	pass ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion
 *	fail ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion=0102
 *	fail ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=der:30(30(0c('https://expyuzz4wqqyqhjn.onion')30(<1.2.3>)03(00{32:01})))
 */
LINT(ev_onion_descriptor_hash, ERROR, EVG("F"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, HAS_ONION_DESCRIPTOR), .from = EVG_1_5_3,
     .until = BR_SC54)
{
	struct span list = extension_list(c, OID_ONION_DESCRIPTOR), in;
	struct descriptor d;
	struct der oid;
	size_t octets;

	while (descriptor_next(&list, &d)) {
		in = d.algorithm.body;
		octets = der_take(&in, DER_OID, &oid) ? hash_octets(oid.body) : 0;
		if (octets == 0)
			fail(r, der_whole(&d.algorithm), "the hash is by no algorithm of RFC 6234");
		else if (d.hash.body.n != octets + 1)
			fail(r, der_whole(&d.hash), "the hash does not have the %zu octets of its "
			     "algorithm", octets);
	}
}

/* The service that a URI or a name is of: the label left of "onion". */
static struct span
service_label(struct span host)
{
	struct span rest = host, label, service = { NULL, 0 }, before = { NULL, 0 };

	while (host_next_label(&rest, &label)) {
		if (label.n == 0)
			continue;
		service = before;
		before = label;
	}
	return service;
}

/* The host of a URI, or what is without a scheme taken for one. */
static struct span
host_of(struct span text)
{
	struct uri uri;

	uri_split(text, &uri);
	return uri.host.n > 0 ? uri.host : text;
}

static bool
same_service(struct span a, struct span b)
{
	char text[57];

	if (a.n != b.n || a.n == 0 || a.n >= sizeof(text))
		return false;
	for (size_t i = 0; i < b.n; i++)
		text[i] = (char)(b.p[i] >= 'A' && b.p[i] <= 'Z' ? b.p[i] | 0x20 : b.p[i]);
	text[b.n] = '\0';
	return span_is_text(a, text);
}

/* More descriptors than these are not compared: no certificate has had as many. */
enum { COMPARED = 16 };

static bool
has_descriptor(const struct cert *c, struct span service)
{
	struct span list = extension_list(c, OID_ONION_DESCRIPTOR);
	struct descriptor d;

	for (unsigned i = 0; descriptor_next(&list, &d); i++)
		if (i == COMPARED || same_service(service, service_label(host_of(d.uri.body))))
			return true;
	return false;
}

/*
 * The Tor Service Descriptor Hash extension has the hash of each onion service that is named.
 *
 * It binds names to keys: a service without an entry is bound to none.
 *
 * fix: add an entry for the service.
 * covers: evg-appF-tor-descriptor-each-onion
 * peers: zlint:e_ext_tor_service_descriptor_hash_invalid
 *
 *	pass ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:www.expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion
 *	fail ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion,dns:facebookcorewwwi.onion onion=https://expyuzz4wqqyqhjn.onion
 *	na   ev from=2018-05-03 validity=365d onion=https://expyuzz4wqqyqhjn.onion
 */
LINT(ev_onion_without_descriptor, WARNING, EVG("F"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, HAS_ONION_DESCRIPTOR), .from = EVG_1_6_5,
     .until = BR_SC54)
{
	struct der name;

	each_dns(c, name)
		if (name_flags(r, name.body) & HOST_BIT(HOST_ONION_V2) &&
		    !has_descriptor(c, service_label(name.body)))
			fail(r, name.body, "%s has no entry in the Tor Service Descriptor Hash "
			     "extension", quote(r, name.body));
}

static bool
names_service(const struct cert *c, struct span service)
{
	struct der name;
	unsigned i = 0;

	each_dns(c, name)
		if (i++ == 4096 || same_service(service, service_label(name.body)))
			return true;
	return false;
}

/*
 * The Tor Service Descriptor Hash extension speaks of services that are named.
 *
 * An entry for another service is a sign that the names and the hashes come from two requests.
 *
 * fix: remove the entry, or name the service.
 * covers: evg-appF-tor-descriptor-each-onion
 * peers: zlint:e_ext_tor_service_descriptor_hash_invalid
 *
 *	pass ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion
 *	fail ev from=2018-05-03 validity=365d ski=auto policy=ev{cps:http://certlint-test.com/cps} san=dns:expyuzz4wqqyqhjn.onion onion=https://expyuzz4wqqyqhjn.onion,https://facebookcorewwwi.onion
 */
LINT(ev_onion_descriptor_of_other, WARNING, EVG("F"),
     .on = FACTS(TLS, SUBSCRIBER, EV, HAS_ONION, HAS_ONION_DESCRIPTOR), .from = EVG_1_6_5,
     .until = BR_SC54)
{
	struct span list = extension_list(c, OID_ONION_DESCRIPTOR);
	struct descriptor d;

	for (unsigned i = 0; i < COMPARED && descriptor_next(&list, &d); i++)
		if (!names_service(c, service_label(host_of(d.uri.body))))
			fail(r, der_whole(&d.uri), "%s is not in subjectAltName",
			     quote(r, d.uri.body));
}

/*
 * No onion address of an EV certificate is of version 2.
 *
 * The EV Guidelines' own appendix F did not name a version; ballot SC54 removed it.
 *
 * fix: use the service's version 3 address.
 * covers: br-appendix-b-onion-v3-address evg-7.1.2.1-san-wildcard-valid-onion
 * covers: rfc7686-2-onion-label-syntax
 * peers: zlint:e_san_dns_name_onion_invalid pkilint:cabf.serverauth.invalid_tor_v3_domain_name
 *
 *	pass ev san=dns:2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion
 *	fail ev san=dns:expyuzz4wqqyqhjn.onion
 */
LINT_AS(dns_fault, ev_onion_v2, ERROR, BR("B"), .on = FACTS(SUBSCRIBER, TLS, EV, HAS_SAN),
	.from = BR_SC54, DNS_FAULT(ONION_V2, "has an onion address of version 2"));
