/* Extensions of the forge: what each field's text stands for. */

#include "forge_make.h"

#include <stdio.h>
#include <string.h>

#include "forge_key.h"
#include "forge_name.h"

static void
put_bit_names(struct buf *b, struct str s, char sep, const char *const *names, size_t count)
{
	struct items list = items_of(s, sep);
	uint8_t bits[4] = { 0 };
	size_t last = 0, at, i;
	struct str item;
	long number;

	while (items_next(&list, &item)) {
		for (i = 0; i < count && !str_is(item, names[i]); i++)
			;
		if (i == count && str_number(item, &number) && number < 32)
			i = (size_t)number;
		else if (i == count)
			wrong_word(b->trouble, "no such bit", item);
		if (i >= 32)
			return;
		bits[i / 8] |= (uint8_t)(0x80 >> i % 8);
		if (i + 1 > last)
			last = i + 1;
	}
	at = put_open(b, 0x03);
	put_byte(b, (unsigned)(8 - last % 8) % 8);
	put(b, bits, (last + 7) / 8);
	put_close(b, at);
}

static void
put_ku(struct buf *b, struct str s, const struct make *make)
{
	static const char *const names[] = {
		"digital",  "nonrep",  "keyenc",  "dataenc", "keyagree",
		"certsign", "crlsign", "enconly", "deconly",
	};

	if (!put_forced(b, 0x03, s))
		put_bit_names(b, s, ',', names, sizeof(names) / sizeof(*names));
}

static const struct oid_name purposes[] = { { "server", "1.3.6.1.5.5.7.3.1" },
					    { "client", "1.3.6.1.5.5.7.3.2" },
					    { "code", "1.3.6.1.5.5.7.3.3" },
					    { "email", "1.3.6.1.5.5.7.3.4" },
					    { "time", "1.3.6.1.5.5.7.3.8" },
					    { "ocsp", "1.3.6.1.5.5.7.3.9" },
					    { "any", "2.5.29.37.0" },
					    { "precert", "1.3.6.1.4.1.11129.2.4.4" },
					    { "document", "1.3.6.1.5.5.7.3.36" },
					    { "mark", "1.3.6.1.5.5.7.3.31" },
					    { "smartcard", "1.3.6.1.4.1.311.20.2.2" },
					    { "ipsec", "1.3.6.1.5.5.7.3.17" },
					    { "msdocument", "1.3.6.1.4.1.311.10.3.12" },
					    { "lifetime", "1.3.6.1.4.1.311.10.3.13" },
					    { NULL, NULL } };

static const struct oid_name policies[] = { { "dv", "2.23.140.1.2.1" },
					    { "ov", "2.23.140.1.2.2" },
					    { "iv", "2.23.140.1.2.3" },
					    { "ev", "2.23.140.1.1" },
					    { "any", "2.5.29.32.0" },
					    { "cs", "2.23.140.1.4.1" },
					    { "evcs", "2.23.140.1.3" },
					    { "ts", "2.23.140.1.4.2" },
					    { "mv-legacy", "2.23.140.1.5.1.1" },
					    { "mv-multi", "2.23.140.1.5.1.2" },
					    { "mv-strict", "2.23.140.1.5.1.3" },
					    { "smime-ov-legacy", "2.23.140.1.5.2.1" },
					    { "smime-ov-multi", "2.23.140.1.5.2.2" },
					    { "smime-ov-strict", "2.23.140.1.5.2.3" },
					    { "sv-legacy", "2.23.140.1.5.3.1" },
					    { "sv-multi", "2.23.140.1.5.3.2" },
					    { "sv-strict", "2.23.140.1.5.3.3" },
					    { "smime-iv-legacy", "2.23.140.1.5.4.1" },
					    { "smime-iv-multi", "2.23.140.1.5.4.2" },
					    { "smime-iv-strict", "2.23.140.1.5.4.3" },
					    { "ncp", "0.4.0.2042.1.1" },
					    { "ncp+", "0.4.0.2042.1.2" },
					    { "lcp", "0.4.0.2042.1.3" },
					    { "evcp", "0.4.0.2042.1.4" },
					    { "dvcp", "0.4.0.2042.1.6" },
					    { "ovcp", "0.4.0.2042.1.7" },
					    { "ivcp", "0.4.0.2042.1.8" },
					    { "qcp-n", "0.4.0.194112.1.0" },
					    { "qcp-l", "0.4.0.194112.1.1" },
					    { "qcp-n-qscd", "0.4.0.194112.1.2" },
					    { "qcp-l-qscd", "0.4.0.194112.1.3" },
					    { "qevcp-w", "0.4.0.194112.1.4" },
					    { "qncp-w", "0.4.0.194112.1.5" },
					    { "qncp-w-gen", "0.4.0.194112.1.6" },
					    { "psd2", "0.4.0.19495.3.1" },
					    { NULL, NULL } };

static const struct oid_name methods[] = { { "ocsp", "1.3.6.1.5.5.7.48.1" },
					   { "issuer", "1.3.6.1.5.5.7.48.2" },
					   { "timestamping", "1.3.6.1.5.5.7.48.3" },
					   { "repository", "1.3.6.1.5.5.7.48.5" },
					   { NULL, NULL } };

void
put_oid_named(struct buf *b, const struct oid_name *names, struct str s)
{
	for (; names->name; names++)
		if (str_is(s, names->name))
			s = str_of(names->oid);
	if (!put_forced(b, 0x06, s))
		put_oid(b, s);
}

static void
put_purpose(struct buf *b, struct str s, const struct make *make)
{
	put_oid_named(b, purposes, s);
}

static void
put_bc(struct buf *b, struct str item, const struct make *make)
{
	long number;

	if (str_is(item, "ca"))
		put_raw(b, STR("0101ff"));
	else if (str_is(item, "false"))
		put_raw(b, STR("010100"));
	else if (str_skip(&item, "pathlen=") && str_number(item, &number))
		put_number(b, 0x02, (unsigned long)number);
	else if (!str_is(item, "leaf"))
		wrong_word(b->trouble, "bc is of: ca, leaf, false, pathlen=N", item);
}

static void
put_san(struct buf *b, struct str s, const struct make *make)
{
	put_general_names(b, s, ',', NULL);
}

static void
put_ski(struct buf *b, struct str s, const struct make *make)
{
	if (str_is(s, "auto") || str_is(s, "sha1"))
		put_key_id(b, "sha1", make->spki, make->spki_length);
	else if (str_is(s, "sha256"))
		put_key_id(b, "sha256", make->spki, make->spki_length);
	else
		put_raw(b, s);
}

static void
put_aki(struct buf *b, struct str item, const struct make *make)
{
	size_t at;

	if (str_is(item, "auto") || str_is(item, "keyid")) {
		put_element(b, 0x80, make->issuer.id, make->issuer.id_length);
		return;
	}
	at = put_open(b, item.n && item.p[0] == 'k' ? 0x80 :
			 item.n && item.p[0] == 'i' ? 0xa1 :
						      0x82);
	if (str_skip(&item, "keyid:") || str_skip(&item, "serial:"))
		put_raw(b, item);
	else if (str_skip(&item, "issuer:"))
		put_general_names(b, item, '|', "dir");
	else
		wrong_word(b->trouble, "aki is of: auto, keyid:, issuer:, serial:", item);
	put_close(b, at);
}

/* noticeRef: ORGANIZATION#NUMBER#NUMBER. */
static void
put_notice_ref(struct buf *b, struct str s)
{
	struct str organization = str_cut(&s, '#'), item;
	struct items list = items_of(s, '#');
	size_t at = put_open(b, 0x30), inner;
	long number;

	put_string(b, 0x0c, organization);
	inner = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		if (str_number(item, &number))
			put_number(b, 0x02, (unsigned long)number);
		else
			wrong_word(b->trouble, "no notice number", item);
	}
	put_close(b, inner);
	put_close(b, at);
}

/* UserNotice of its parts: ref:ORG#1 and text, with & between. */
static void
put_notice(struct buf *b, struct str s)
{
	struct items list = items_of(s, '&');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item)) {
		if (str_skip(&item, "ref:"))
			put_notice_ref(b, item);
		else
			put_string(b, 0x0c, item);
	}
	put_close(b, at);
}

/* PolicyQualifierInfo: cps:URI, notice:TEXT or OID:bytes. */
static void
put_qualifier(struct buf *b, struct str s)
{
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	if (str_skip(&s, "cps:")) {
		put_oid(b, STR("1.3.6.1.5.5.7.2.1"));
		put_string(b, 0x16, s);
	} else if (str_skip(&s, "notice:")) {
		put_oid(b, STR("1.3.6.1.5.5.7.2.2"));
		put_notice(b, s);
	} else {
		put_oid(b, str_cut(&s, ':'));
		put_raw(b, s);
	}
	put_close(b, at);
}

static void
put_policy(struct buf *b, struct str s, const struct make *make)
{
	struct str qualifiers = str_braces(&s), item;
	size_t at = put_open(b, 0x30), inner;
	struct items list;

	put_oid_named(b, policies, s);
	if (qualifiers.p) {
		list = items_of(qualifiers, ';');
		inner = put_open(b, 0x30);
		while (items_next(&list, &item))
			put_qualifier(b, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_mapping(struct buf *b, struct str s, const struct make *make)
{
	size_t at = put_open(b, 0x30);

	put_oid_named(b, policies, str_cut(&s, '>'));
	put_oid_named(b, policies, s);
	put_close(b, at);
}

static void
put_constraint(struct buf *b, struct str item, const struct make *make)
{
	unsigned tag = str_skip(&item, "require=") ? 0x80 : str_skip(&item, "inhibit=") ? 0x81 : 0;
	long number;

	if (tag && str_number(item, &number))
		put_number(b, tag, (unsigned long)number);
	else
		wrong_word(b->trouble, "pc is of: require=N, inhibit=N", item);
}

void
put_integer(struct buf *b, struct str s, const struct make *make)
{
	long number;

	if (put_forced(b, 0x02, s))
		return;
	if (str_number(s, &number))
		put_number(b, 0x02, (unsigned long)number);
	else
		wrong_word(b->trouble, "no number", s);
}

/* AccessDescription: METHOD:general name. */
static void
put_access(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	put_oid_named(b, methods, str_cut(&s, ':'));
	put_general_name(b, s, "uri");
	put_close(b, at);
}

static const char *const reasons[] = {
	"unused",       "keyCompromise",        "cACompromise",    "affiliationChanged",
	"superseded",   "cessationOfOperation", "certificateHold", "privilegeWithdrawn",
	"aACompromise",
};

/* DistributionPointName under [0]: names with | between them, or rel:RDN. */
void
put_point_name(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0xa0), inner;

	if (str_skip(&s, "rel:")) {
		put_rdn(b, 0xa1, s);
	} else {
		inner = put_open(b, 0xa0);
		if (!str_is(s, "none"))
			put_general_names(b, s, '|', "uri");
		put_close(b, inner);
	}
	put_close(b, at);
}

/* ReasonFlags under another tag than a BIT STRING's own. */
void
put_reasons(struct buf *b, unsigned tag, struct str s)
{
	size_t at = b->n;

	put_bit_names(b, s, '+', reasons, sizeof(reasons) / sizeof(*reasons));
	if (b->n > at)
		b->p[at] = (uint8_t)tag;
}

bool
reason_read(struct str s, long *out)
{
	static const char *const codes[] = {
		"unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
		"superseded",    "cessationOfOperation", "certificateHold", "7",
		"removeFromCRL", "privilegeWithdrawn",   "aACompromise",
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (str_is(s, codes[i])) {
			*out = (long)i;
			return true;
		}
	}
	return str_number(s, out);
}

static void
put_point(struct buf *b, struct str s, const struct make *make)
{
	struct str options = str_braces(&s), item;
	struct items list = items_of(options, ';');
	size_t at, inner;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	if (s.n)
		put_point_name(b, s);
	while (items_next(&list, &item)) {
		if (str_skip(&item, "reasons:")) {
			put_reasons(b, 0x81, item);
			continue;
		}
		if (put_forced(b, 0x30, item))
			continue;
		inner = put_open(b, item.n && item.p[0] == 'i' ? 0xa2 : 0x81);
		if (str_skip(&item, "issuer:"))
			put_general_names(b, item, '|', "dir");
		else if (str_skip(&item, "reasonshex:"))
			put_raw(b, item);
		else
			wrong_word(b->trouble, "a point has: reasons:, reasonshex:, issuer:", item);
		put_close(b, inner);
	}
	put_close(b, at);
}

/* GeneralSubtree: a general name{min=N;max=N}. */
static void
put_subtree(struct buf *b, struct str s)
{
	struct str options = str_braces(&s), item;
	struct items list = items_of(options, ';');
	size_t at = put_open(b, 0x30);
	unsigned tag;
	long number;

	put_general_name(b, s, NULL);
	while (items_next(&list, &item)) {
		tag = str_skip(&item, "min=") ? 0x80 : str_skip(&item, "max=") ? 0x81 : 0;
		if (tag && str_number(item, &number))
			put_number(b, tag, (unsigned long)number);
		else
			wrong_word(b->trouble, "a subtree has: min=N, max=N", item);
	}
	put_close(b, at);
}

/* The items of one side; "permit" alone stands for an empty list. */
static void
put_side(struct buf *b, struct str s, const char *side, unsigned tag)
{
	struct items list = items_of(s, ',');
	struct str item;
	bool opened = false;
	size_t at = 0;

	while (items_next(&list, &item)) {
		if (!str_skip(&item, side))
			continue;
		if (!opened)
			at = put_open(b, tag);
		opened = true;
		if (str_skip(&item, "-"))
			put_subtree(b, item);
	}
	if (opened)
		put_close(b, at);
}

static void
put_nc(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;

	while (items_next(&list, &item))
		if (!str_skip(&item, "permit") && !str_skip(&item, "exclude"))
			wrong_word(b->trouble, "nc is of: permit-NAME, exclude-NAME", item);
	put_side(b, s, "permit", 0xa0);
	put_side(b, s, "exclude", 0xa1);
}

static void
put_null(struct buf *b, struct str s, const struct make *make)
{
	if (put_forced(b, 0x05, s))
		return;
	if (s.n && !str_is(s, "on"))
		wrong_word(b->trouble, "this extension is 'on', or raw", s);
	put_raw(b, STR("0500"));
}

/* SCHEME:COUNTRY[:STATE]:REFERENCE. */
static void
put_organization(struct buf *b, struct str s, const struct make *make)
{
	struct str scheme = str_cut(&s, ':'), country = str_cut(&s, ':'), state = { NULL, 0 };

	if (s.n && memchr(s.p, ':', s.n))
		state = str_cut(&s, ':');
	put_string(b, 0x13, scheme);
	put_string(b, 0x13, country);
	if (state.p)
		put_string(b, 0x80, state);
	put_string(b, 0x0c, s);
}

/* TorServiceDescriptorHash: URI=hash octets. */
static void
put_onion(struct buf *b, struct str s, const struct make *make)
{
	size_t at = put_open(b, 0x30), bits;

	put_string(b, 0x0c, str_cut(&s, '='));
	put_raw(b, STR("30(<2.16.840.1.101.3.4.2.1>)"));
	bits = put_open(b, 0x03);
	put_byte(b, 0);
	if (s.n)
		put_raw(b, s);
	else
		put_noise(b, 32, 11);
	put_close(b, bits);
	put_close(b, at);
}

/* CRLNumber as octets, so that any length can be made; plain digits are a number. */
static void
put_crl_number(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	if (!str_skip(&s, "0x")) {
		put_integer(b, s, make);
		return;
	}
	at = put_open(b, 0x02);
	put_raw(b, s);
	put_close(b, at);
}

/* issuingDistributionPoint: users, cas, attributes, indirect, reasons:, or names of the point. */
static void
put_idp(struct buf *b, struct str item, const struct make *make)
{
	static const char *const flags[] = { "users", "cas", "-", "indirect", "attributes" };
	size_t i = 0;

	while (i < 5 && !str_is(item, flags[i]))
		i++;
	if (i < 5)
		put_element(b, 0x81 + (unsigned)i, "\xff", 1);
	else if (str_skip(&item, "reasons:"))
		put_reasons(b, 0x83, item);
	else if (!put_forced(b, 0x30, item))
		put_point_name(b, item);
}

/* The octets of a nonce. */
static void
put_octets(struct buf *b, struct str s, const struct make *make)
{
	put_raw(b, s);
}

static void
put_any(struct buf *b, struct str s, const struct make *make)
{
	str_skip(&s, "der:");
	put_raw(b, s);
}

const struct extension extensions[] = {
	{ "aki", "2.5.29.35", 0x30, NULL, put_aki, false },
	{ "ski", "2.5.29.14", 0x04, put_ski, NULL, false },
	{ "ku", "2.5.29.15", 0, put_ku, NULL, true },
	{ "bc", "2.5.29.19", 0x30, NULL, put_bc, true },
	{ "eku", "2.5.29.37", 0x30, NULL, put_purpose, false },
	{ "policy", "2.5.29.32", 0x30, NULL, put_policy, false },
	{ "pm", "2.5.29.33", 0x30, NULL, put_mapping, true },
	{ "pc", "2.5.29.36", 0x30, NULL, put_constraint, true },
	{ "iap", "2.5.29.54", 0, put_integer, NULL, true },
	{ "nc", "2.5.29.30", 0x30, put_nc, NULL, true },
	{ "aia", "1.3.6.1.5.5.7.1.1", 0x30, NULL, put_access, false },
	{ "sia", "1.3.6.1.5.5.7.1.11", 0x30, NULL, put_access, false },
	{ "san", "2.5.29.17", 0x30, put_san, NULL, false },
	{ "ian", "2.5.29.18", 0x30, put_san, NULL, false },
	{ "crldp", "2.5.29.31", 0x30, NULL, put_point, false },
	{ "freshestcrl", "2.5.29.46", 0x30, NULL, put_point, false },
	{ "cabforgid", "2.23.140.3.1", 0x30, put_organization, NULL, false },
	{ "qcs", "1.3.6.1.5.5.7.1.3", 0x30, NULL, put_qc_statement, false },
	{ "onion", "2.23.140.1.31", 0x30, NULL, put_onion, false },
	{ "tlsfeature", "1.3.6.1.5.5.7.1.24", 0x30, NULL, put_integer, false },
	{ "nocheck", "1.3.6.1.5.5.7.48.1.5", 0, put_null, NULL, false },
	{ "norevavail", "2.5.29.56", 0, put_null, NULL, false },
	{ "poison", "1.3.6.1.4.1.11129.2.4.3", 0, put_null, NULL, true },
	{ "sct", "1.3.6.1.4.1.11129.2.4.2", 0x04, put_scts, NULL, false },
	{ "crlnumber", "2.5.29.20", 0, put_crl_number, NULL, false },
	{ "deltacrl", "2.5.29.27", 0, put_crl_number, NULL, true },
	{ "idp", "2.5.29.28", 0x30, NULL, put_idp, true },
	{ "nonce", "1.3.6.1.5.5.7.48.1.2", 0x04, put_octets, NULL, false },
	{ "archivecutoff", "1.3.6.1.5.5.7.48.1.6", 0, put_any, NULL, false },
	{ "sda", "2.5.29.9", 0, put_any, NULL, false },
	{ "pkup", "2.5.29.16", 0, put_any, NULL, false },
	{ "smimecaps", "1.2.840.113549.1.9.15", 0, put_any, NULL, false },
	{ "lei", "1.3.6.1.4.1.52266.1", 0, put_any, NULL, false },
	{ "leirole", "1.3.6.1.4.1.52266.2", 0, put_any, NULL, false },
	{ "ipresources", "1.3.6.1.5.5.7.1.7", 0, put_any, NULL, true },
	{ "asresources", "1.3.6.1.5.5.7.1.8", 0, put_any, NULL, true },
	{ "biometric", "1.3.6.1.5.5.7.1.2", 0, put_any, NULL, false },
	{ "logotype", "1.3.6.1.5.5.7.1.12", 0, put_any, NULL, false },
	{ "shortterm", "0.4.0.194121.2.1", 0, put_null, NULL, false },
	{ "adobetime", "1.2.840.113583.1.1.9.1", 0, put_any, NULL, false },
	{ "adoberevinfo", "1.2.840.113583.1.1.9.2", 0, put_any, NULL, false },
	{ "nstype", "2.16.840.1.113730.1.1", 0, put_any, NULL, false },
	{ "nscomment", "2.16.840.1.113730.1.13", 0, put_any, NULL, false },
	{ "mstemplate", "1.3.6.1.4.1.311.21.7", 0, put_any, NULL, false },
};
const size_t extension_count = sizeof(extensions) / sizeof(*extensions);

const struct extension *
extension_named(struct str name)
{
	for (size_t i = 0; i < extension_count; i++)
		if (str_is(name, extensions[i].name))
			return &extensions[i];
	return NULL;
}

static void
put_critical(struct buf *b, enum mark mark, bool usual)
{
	if (mark == MARK_EXPLICIT_FALSE)
		put_raw(b, STR("010100"));
	else if (mark == MARK_CRITICAL || (mark == MARK_NONE && usual))
		put_raw(b, STR("0101ff"));
}

/* Raw, or what its writers make of it. */
static void
put_extension_value(struct buf *b, const struct extension *e, struct str s,
		    const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	if (e->tag == 0) {
		e->put(b, s, make);
		return;
	}
	if (put_forced(b, e->tag, s))
		return;
	at = put_open(b, e->tag);
	if (e->put)
		e->put(b, s, make);
	while (e->put_item && items_next(&list, &item))
		e->put_item(b, item, make);
	put_close(b, at);
}

void
put_extension(struct buf *b, const struct extension *extension, struct value value,
	      const struct make *make)
{
	size_t at = put_open(b, 0x30), inner;

	put_oid(b, str_of(extension->oid));
	put_critical(b, value.mark, extension->critical);
	inner = put_open(b, 0x04);
	put_extension_value(b, extension, value.text, make);
	put_close(b, inner);
	put_close(b, at);
}

void
put_any_extension(struct buf *b, struct str item)
{
	const struct extension *known;
	enum mark mark = MARK_NONE;
	struct str oid;
	size_t at;

	if (put_forced(b, 0x30, item))
		return;
	oid = str_cut(&item, ':');
	if (oid.n && strchr("!~?", oid.p[oid.n - 1]))
		mark = oid.p[--oid.n] == '!' ? MARK_CRITICAL :
		       oid.p[oid.n] == '~'   ? MARK_NOT_CRITICAL :
					       MARK_EXPLICIT_FALSE;
	known = extension_named(oid);
	at = put_open(b, 0x30);
	put_oid(b, known ? str_of(known->oid) : oid);
	put_critical(b, mark, known && known->critical);
	oid.n = put_open(b, 0x04);
	put_raw(b, item);
	put_close(b, oid.n);
	put_close(b, at);
}
