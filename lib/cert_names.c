/* A certificate's names: of issuer and subject, alternative ones, and where it points to. */

#include "cert_read.h"

#include "ip.h"
#include "uri.h"

/* The flags of a host name become signals of the word that begins at `first`. */
static void
note_host(struct cert *c, struct span name, unsigned first, const struct cert_options *o,
	  struct host_zone *zone)
{
	c->signals.w[first / 64] |= host_flags_beside(name, o->as_of, o->data, zone);
}

static void
note_common_name(struct cert *c, struct span name, const struct cert_options *o,
		 struct host_zone *zone)
{
	struct ip ip;

	note_host(c, name, SIGNAL_CN_FIRST, o, zone);
	if (ip_from_loose_text(name, &ip))
		signals_raise(&c->signals, ON_SIGHT(CN_ADDRESS));
}

static void
note_address(struct cert *c, struct span octets, const struct cert_options *o)
{
	const struct network *network;
	struct ip ip, v4;

	if (!ip_from_octets(octets, &ip)) {
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_LENGTH));
		return;
	}
	if (ip_is_mapped(&ip, &v4))
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_MAPPED));
	if (ip_reserved(&ip, o->as_of, o->data)) {
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_RESERVED));
		return;
	}
	network = ip_network(&ip, o->as_of, o->data);
	if (network && network->lists & (NETWORK_OTHER | NETWORK_PRE_SC48))
		signals_raise(&c->signals, ON_SIGHT(SAN_IP_OTHER));
}

/* Whether a host's name ends in no top-level domain of the day. */
static bool
is_internal_host(struct span host, const struct cert_options *o)
{
	const struct tld *tld = data_tld(o->data, host_last_label(host));

	return tld == NULL ||
		(o->as_of != DAY_NONE && (o->as_of < tld->delegated || o->as_of >= tld->removed));
}

/* Whether something can be fetched from the names of an extension. */
static bool
is_fetched(enum oid extension)
{
	return extension == OID_AIA || extension == OID_SIA || extension == OID_CRLDP;
}

static void
note_uri(struct cert *c, struct span text, enum oid extension, const struct cert_options *o)
{
	const uint64_t no_name = URI_BIT(HOST) | URI_BIT(LITERAL);
	struct uri uri;
	uint64_t flags;

	uri_split(text, &uri);
	flags = uri_flags(text, &uri);
	if (is_fetched(extension)) {
		if (uri_host_may_be_address(&uri))
			signals_raise(&c->signals, ON_SIGHT(LOCATION_ADDRESS));
		if (uri.host.n > 0 && (flags & no_name) == 0 && uri.host.p[0] != '[' &&
		    is_internal_host(uri.host, o))
			flags |= URI_BIT(HOST_INTERNAL);
	}
	c->signals.w[SIGNAL_URI_FIRST / 64] |= flags;
}

static bool
is_web_address(struct span text)
{
	return span_starts_with(text, "http://") || span_starts_with(text, "https://");
}

static void
read_locations(struct cert *c, const struct cert_options *o)
{
	struct location_cursor cursor = { .place = LOCATION_FIRST };
	struct location location;

	while (location_next(c, &cursor, &location)) {
		if (location.extension == OID_CRLDP &&
		    !(location.is_uri && span_starts_with(location.name.body, "http://")))
			signals_raise(&c->signals, ON_SIGHT(CRL_NOT_HTTP));
		if (location.extension == OID_POLICIES && !is_web_address(location.name.body))
			signals_raise(&c->signals, ON_SIGHT(CPS_NOT_HTTP));
		if (location.is_uri)
			note_uri(c, location.name.body, location.extension, o);
		else if (location.name.tag == GN_IP && is_fetched(location.extension))
			signals_raise(&c->signals, ON_SIGHT(LOCATION_IP));
	}
}

static void
read_alternative_names(struct cert *c, const struct cert_options *o, struct host_zone *zone)
{
	struct der gn;

	each_san(c, gn) {
		if ((gn.tag & DER_CLASS) == DER_CONTEXT && gn.tag < 0x100)
			c->san_count[gn.tag & 0x0f]++;
		if (gn.tag == GN_DNS)
			note_host(c, gn.body, SIGNAL_DNS_FIRST, o, zone);
		else if (gn.tag == GN_IP)
			note_address(c, gn.body, o);
		else if (gn.tag == GN_URI)
			note_uri(c, gn.body, OID_SAN, o);
	}
	cert_set(c, FACT_HAS_DNS, c->san_count[GN_DNS & 0x0f] > 0);
	cert_set(c, FACT_HAS_IP, c->san_count[GN_IP & 0x0f] > 0);
	cert_set(c, FACT_HAS_EMAIL, c->san_count[GN_RFC822 & 0x0f] > 0);
	cert_set(c, FACT_HAS_URI, c->san_count[GN_URI & 0x0f] > 0);
	cert_set(c, FACT_HAS_DIRECTORY_NAME, c->san_count[GN_DIRECTORY & 0x0f] > 0);
	cert_set(c, FACT_HAS_OTHER_NAME, c->san_count[GN_OTHER & 0x0f] > 0);
	cert_set(c, FACT_HAS_ONION, signals_raised(&c->signals, ON_DNS(ONION)));
}

void
cert_read_names(struct cert *c, const struct cert_options *o)
{
	struct host_zone zone = { .asked = false };
	struct attribute a;

	name_read(&c->issuer_name, &c->issuer, o->as_of);
	name_read(&c->subject_name, &c->subject, o->as_of);
	c->signals.w[SIGNAL_ISSUER_FIRST / 64] |= c->issuer_name.flags;
	c->signals.w[SIGNAL_SUBJECT_FIRST / 64] |= c->subject_name.flags;
	if (c->subject_name.flags & ATTRIBUTE_BIT(OID_LARGE))
		signals_raise(&c->signals, ON_SIGHT(OID_LARGE));
	cert_set(c, FACT_SUBJECT_EMPTY,
		 der_present(&c->subject) && c->subject_name.attributes == 0);
	cert_set(c, FACT_ISSUER_EMPTY, der_present(&c->issuer) && c->issuer_name.attributes == 0);
	cert_set(c, FACT_HAS_CN, name_count(&c->subject_name, OID_COMMON_NAME) > 0);
	cert_set(c, FACT_SELF_ISSUED, der_present(&c->subject) &&
	    span_same(c->subject.body, c->issuer.body));
	if (name_count(&c->subject_name, OID_ORGANIZATION_IDENTIFIER) > 0 ||
	    cert_extension(c, OID_CABF_ORGANIZATION_ID))
		signals_raise(&c->signals, ON_SIGHT(REGISTRATION));
	each_of(&c->subject_name, OID_COMMON_NAME, a)
		note_common_name(c, a.value.body, o, &zone);
	read_alternative_names(c, o, &zone);
	read_locations(c, o);
	cert_read_timestamps(c, o->data);
}
