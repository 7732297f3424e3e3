/* One pattern of a watch list: what it names, in one spelling, or why it is refused. */

#include "watch/watch.h"

#include "host.h"
#include "mail.h"
#include "print.h"
#include "text.h"
#include "uri.h"

static const struct {
	const char *name;
	enum certlint_watch_kind kind;
} kinds[] = {
	{ "dns", CERTLINT_WATCH_DNS }, { "ip", CERTLINT_WATCH_IP }, { "cidr", CERTLINT_WATCH_CIDR },
	{ "email", CERTLINT_WATCH_EMAIL }, { "uri", CERTLINT_WATCH_URI },
	{ "org", CERTLINT_WATCH_ORG }, { "spki", CERTLINT_WATCH_SPKI },
	{ "issuer", CERTLINT_WATCH_ISSUER },
};

const char *
certlint_watch_kind_text(int kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if ((int)kinds[i].kind == kind)
			return kinds[i].name;
	return "unknown";
}

static int
fault(struct pattern *p, const char *phrase)
{
	p->fault = phrase;
	return CERTLINT_ERR_CONFIG;
}

/* Text behind what there is of a message or spelling; cut where there is no more room. */
static void
append(char *text, size_t room, const void *more, size_t n)
{
	size_t used = strlen(text), left = room - 1 - used;

	n = n < left ? n : left;
	memcpy(text + used, more, n);
	text[used + n] = '\0';
}

static void
advise(struct pattern *p, const char *text)
{
	append(p->advice, sizeof(p->advice), text, strlen(text));
}

/* The one spelling: the kind, what stands before the key, the key. */
static int
settle(struct pattern *p, const char *before, struct span shown)
{
	const char *kind = certlint_watch_kind_text(p->kind);

	append(p->text, sizeof(p->text), kind, strlen(kind));
	append(p->text, sizeof(p->text), ":", 1);
	append(p->text, sizeof(p->text), before, strlen(before));
	append(p->text, sizeof(p->text), shown.p, shown.n);
	return CERTLINT_OK;
}

static struct span
key_of(const struct pattern *p)
{
	return (struct span){ p->key, p->key_length };
}

static struct span
past(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.n - n };
}

/* ---- names ---- */

/* Why a name in one spelling can be in no certificate, or not as a name; NULL if it can. */
static const char *
name_fault(struct span name, uint64_t flags)
{
	if (flags & HOST_BIT(HOST_CIDR))
		return "is a network and no name: write cidr:";
	if (flags & (HOST_BIT(HOST_IPV4) | HOST_BIT(HOST_IPV6)))
		return "is an address and no name: write ip:";
	if (flags & HOST_BIT(HOST_URL))
		return "is no name: of a URL write uri:";
	if (name.n > 0 && memchr(name.p, '*', name.n))
		return "has a '*' elsewhere than as its first label";
	if (flags & (HOST_BIT(HOST_EMPTY) | HOST_BIT(HOST_EMPTY_LABEL) |
		     HOST_BIT(HOST_TRAILING_DOT)))
		return "has an empty label";
	if (flags & HOST_BIT(HOST_LONG))
		return "has more than 253 characters";
	if (flags & HOST_BIT(HOST_LABEL_LONG))
		return "has a label of more than 63 characters";
	if (flags & HOST_BIT(HOST_BAD_CHAR))
		return "has a character that no name has";
	if (flags & HOST_BIT(HOST_TLD_NUMERIC))
		return "is neither an address nor a name: its last label is a number";
	if (flags & HOST_BIT(HOST_A_LABEL_BAD))
		return "has a label that begins with xn-- and is no Punycode";
	return NULL;
}

static bool
is_ascii(struct span s)
{
	return text_is_ia5(s);
}

#define BAD_U_LABEL (HOST_BIT(HOST_U_DISALLOWED) | HOST_BIT(HOST_U_NOT_NFC) | \
	HOST_BIT(HOST_U_CONTEXT) | HOST_BIT(HOST_U_MARK) | HOST_BIT(HOST_U_BIDI))

/* A name that is not empty into p->key; `above`: what is below it is meant too. */
static int
read_name(struct pattern *p, struct span text, bool above, bool wide, const struct data *data)
{
	const char *why;
	uint64_t flags;

	p->key_length = watch_name_fold(DER_UTF8_STRING, text, p->key, WATCH_TEXT_MAX);
	if (p->key_length == 0 && text.n > 63)
		return fault(p, "has a label of more than 63 characters");
	flags = host_flags(key_of(p), DAY_NONE, data);
	why = name_fault(key_of(p), flags);
	if (why)
		return fault(p, why);
	if (!is_ascii(text) && flags & BAD_U_LABEL)
		return fault(p, "has a character that IDNA does not allow there, or no NFC");
	if (above && !wide && flags & HOST_BIT(HOST_SUFFIX))
		return fault(p, "is a public suffix: nobody owns all below it; add the word "
				"\"wide\" if it is meant");
	return CERTLINT_OK;
}

/* A name with what may stand before it. */
static int
read_domain(struct pattern *p, struct span text, const char **before, bool wide,
	    const struct data *data)
{
	*before = "";
	if (SPAN_IS(text, ".") || SPAN_IS(text, "*")) {
		p->form = FORM_BELOW;
		*before = ".";
		return wide ? CERTLINT_OK : fault(p, "matches every name: add the word \"wide\" if "
						     "it is meant");
	}
	if (text.n > 1 && text.p[0] == '.') {
		p->form = FORM_BELOW;
		*before = ".";
		text = past(text, 1);
	} else if (text.n > 2 && text.p[0] == '*' && text.p[1] == '.') {
		p->form = FORM_STAR;
		*before = "*.";
		text = past(text, 2);
	}
	return read_name(p, text, p->form != FORM_EXACT, wide, data);
}

static int
read_dns(struct pattern *p, struct span text, bool wide, const struct data *data)
{
	const char *before;
	int status = read_domain(p, text, &before, wide, data);

	return status == CERTLINT_OK ? settle(p, before, key_of(p)) : status;
}

/* ---- addresses ---- */

static struct span
without_brackets(struct span s)
{
	if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		return (struct span){ s.p + 1, s.n - 2 };
	return s;
}

static int
settle_address(struct pattern *p, struct ip ip, unsigned bits, bool network)
{
	struct watch_net net = watch_net_of(&ip, bits);
	char text[64], digits[4] = "";
	struct ip v4;

	if (ip_is_mapped(&ip, &v4) && net.bits >= 96)
		ip = v4;
	ip_format(&ip, text);
	if (network) {
		bits = ip.n == 4 ? net.bits - 96u : net.bits;
		digits[0] = bits >= 100 ? '1' : bits >= 10 ? (char)('0' + bits / 10) :
							     (char)('0' + bits);
		if (bits >= 100)
			digits[1] = (char)('0' + bits / 10 % 10);
		if (bits >= 10)
			digits[bits >= 100 ? 2 : 1] = (char)('0' + bits % 10);
		append(text, sizeof(text), "/", 1);
		append(text, sizeof(text), digits, strlen(digits));
	}
	memcpy(p->key, net.octets, 16);
	p->key[16] = net.bits;
	p->key_length = network ? 17 : 16;
	return settle(p, "", (struct span){ (const uint8_t *)text, strlen(text) });
}

static int
read_ip(struct pattern *p, struct span text)
{
	char meant[48];
	struct ip ip;

	text = without_brackets(text);
	if (ip_from_text(text, &ip))
		return settle_address(p, ip, ip.n * 8u, false);
	if (text.n > 0 && memchr(text.p, '/', text.n))
		return fault(p, "is no single address: of a network write cidr:");
	if (ip_from_loose_text(text, &ip)) {
		ip_format(&ip, meant);
		advise(p, "; ip:");
		advise(p, meant);
		advise(p, " may be meant");
	}
	return fault(p, "is no IP address");
}

/* The number behind the slash; 999 if it is none. */
static unsigned
read_bits(struct span s)
{
	unsigned bits = 0;

	if (s.n == 0 || s.n > 3 || (s.n > 1 && s.p[0] == '0'))
		return 999;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 999;
		bits = bits * 10 + (s.p[i] - '0');
	}
	return bits;
}

/* Bits that are set behind the prefix: the network and the address that may have been meant. */
static int
advise_network(struct pattern *p, struct ip ip, unsigned bits)
{
	struct pattern meant = { .kind = CERTLINT_WATCH_CIDR };
	struct ip base = ip;

	watch_net_mask(base.octets, bits);
	settle_address(&meant, base, bits, true);
	advise(p, ": ");
	advise(p, meant.text);
	meant = (struct pattern){ .kind = CERTLINT_WATCH_IP };
	settle_address(&meant, ip, ip.n * 8u, false);
	advise(p, " or ");
	advise(p, meant.text);
	advise(p, " may be meant");
	return fault(p, "has bits set behind its prefix");
}

static int
read_cidr(struct pattern *p, struct span text, bool wide)
{
	const uint8_t *slash = text.n > 0 ? memchr(text.p, '/', text.n) : NULL;
	struct ip ip, base;
	unsigned bits;

	if (slash == NULL)
		return fault(p, "has no prefix length: of a single address write ip:");
	if (!ip_from_text(without_brackets((struct span){ text.p, (size_t)(slash - text.p) }), &ip))
		return fault(p, "is no network: before the slash is no IP address");
	bits = read_bits((struct span){ slash + 1, (size_t)(text.p + text.n - slash - 1) });
	if (bits > ip.n * 8u)
		return fault(p, ip.n == 4 ? "is no network: an IPv4 prefix has 0 to 32 bits" :
					    "is no network: an IPv6 prefix has 0 to 128 bits");
	base = ip;
	watch_net_mask(base.octets, bits);
	if (memcmp(base.octets, ip.octets, ip.n) != 0)
		return advise_network(p, ip, bits);
	if (bits < (ip.n == 4 ? 8u : 16u) && !wide)
		return fault(p, "is more than anybody owns: add the word \"wide\" if it is meant");
	return settle_address(p, ip, bits, true);
}

/* ---- the rest ---- */

/* local@domain, @domain or @.domain: the local part in lower case before the key. */
static int
read_email(struct pattern *p, struct span text, bool wide, const struct data *data)
{
	uint8_t local[WATCH_TEXT_MAX];
	struct span domain = text;
	const char *before;
	size_t n = text.n;
	int status;

	while (n > 0 && text.p[n - 1] != '@')
		n--;
	if (n == 0)
		return fault(p, "has no '@': of all addresses of a domain write email:@DOMAIN");
	domain = past(text, n--);
	status = read_domain(p, domain, &before, wide, data);
	if (status != CERTLINT_OK)
		return status;
	if (p->form == FORM_STAR || (n > 0 && p->form != FORM_EXACT))
		return fault(p, n > 0 ? "has no single domain behind its '@'" :
					"has a '*': of what is below write email:@.DOMAIN");
	if (n == 0)
		return settle(p, p->form == FORM_BELOW ? "@." : "@", key_of(p));
	n = watch_text_fold(DER_UTF8_STRING, (struct span){ text.p, n }, local, sizeof(local));
	if (n == 0 || n + 1 + p->key_length > WATCH_TEXT_MAX)
		return fault(p, "is no mail address");
	memmove(p->key + n + 1, p->key, p->key_length);
	memcpy(p->key, local, n);
	p->key[n] = '@';
	p->form = FORM_WHOLE;
	p->key_length += n + 1;
	return settle(p, "", key_of(p));
}

static int
read_uri(struct pattern *p, struct span text, bool wide, const struct data *data)
{
	const char *before = "";
	struct uri uri;
	struct ip ip;
	char shown[48];
	int status;

	if (uri_split(text, &uri)) {
		p->key_length = watch_uri_fold(text, p->key, WATCH_TEXT_MAX);
		p->form = FORM_WHOLE;
		return settle(p, "", key_of(p));
	}
	if (ip_from_text(without_brackets(text), &ip)) {
		ip_format(&ip, shown);
		p->key_length = strlen(shown);
		memcpy(p->key, shown, p->key_length);
	} else {
		status = read_domain(p, text, &before, wide, data);
		if (status != CERTLINT_OK)
			return status;
	}
	p->form = p->form == FORM_EXACT ? FORM_EXACT : FORM_BELOW;
	return settle(p, p->form == FORM_BELOW ? "." : "", key_of(p));
}

static int
read_org(struct pattern *p, struct span text)
{
	p->key_length = watch_text_fold(DER_UTF8_STRING, text, p->key, WATCH_TEXT_MAX);
	if (p->key_length == 0)
		return fault(p, "has no text");
	return settle(p, "", text);
}

static int
read_hash(struct pattern *p, struct span text, const struct certlint_allocator *allocator)
{
	static const char digits[] = "0123456789abcdef";
	char hex[2 * WATCH_HASH];
	int status = watch_hash_read(text, allocator, p->key);

	if (status == CERTLINT_ERR_CONFIG)
		return fault(p, "has neither sha256: and 64 hexadecimal digits, nor sha256/ and "
				"base64, nor cert: and the base64 of a certificate or key");
	if (status != CERTLINT_OK)
		return status;
	for (unsigned i = 0; i < WATCH_HASH; i++) {
		hex[2 * i] = digits[p->key[i] >> 4];
		hex[2 * i + 1] = digits[p->key[i] & 15];
	}
	p->key_length = WATCH_HASH;
	return settle(p, "sha256:", (struct span){ (const uint8_t *)hex, sizeof(hex) });
}

/* ---- what kind ---- */

/* The kind that is named before a colon, which is taken off; 0 if none is. */
static uint8_t
take_kind(struct span *text)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t n = strlen(kinds[i].name);

		if (text->n > n && text->p[n] == ':' && span_starts_with(*text, kinds[i].name)) {
			*text = past(*text, n + 1);
			return (uint8_t)kinds[i].kind;
		}
	}
	return 0;
}

static bool
contains(struct span s, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, what, n) == 0)
			return true;
	return false;
}

/* What a bare word is; 0 if it is nothing. */
static uint8_t
recognise(struct span text)
{
	struct ip ip;

	if (ip_from_text(without_brackets(text), &ip))
		return CERTLINT_WATCH_IP;
	if (contains(text, "://"))
		return CERTLINT_WATCH_URI;
	if (contains(text, "/"))
		return CERTLINT_WATCH_CIDR;
	if (contains(text, "@"))
		return CERTLINT_WATCH_EMAIL;
	return contains(text, ":") ? 0 : CERTLINT_WATCH_DNS;
}

/* Text that may be shown as it is: UTF-8, and nothing that moves a cursor. */
bool
watch_is_printable(struct span text)
{
	uint32_t c;

	while (utf8_next(&text, &c))
		if (c == UTF8_BROKEN || char_is_control(c))
			return false;
	return true;
}

int
pattern_read(struct pattern *p, struct span text, bool wide, const struct data *data,
	     const struct certlint_allocator *allocator)
{
	*p = (struct pattern){ .form = FORM_EXACT };
	if (!watch_is_printable(text))
		return fault(p, "is no printable UTF-8");
	p->kind = take_kind(&text);
	if (p->kind == 0)
		p->kind = recognise(text);
	if (text.n == 0)
		return fault(p, "is empty");
	if (p->kind == CERTLINT_WATCH_SPKI || p->kind == CERTLINT_WATCH_ISSUER)
		return read_hash(p, text, allocator);
	if (text.n > WATCH_TEXT_MAX)
		return fault(p, "has more than 1024 characters");
	switch (p->kind) {
	case CERTLINT_WATCH_DNS: return read_dns(p, text, wide, data);
	case CERTLINT_WATCH_IP: return read_ip(p, text);
	case CERTLINT_WATCH_CIDR: return read_cidr(p, text, wide);
	case CERTLINT_WATCH_EMAIL: return read_email(p, text, wide, data);
	case CERTLINT_WATCH_URI: return read_uri(p, text, wide, data);
	case CERTLINT_WATCH_ORG: return read_org(p, text);
	default: return fault(p, "is no item: a kind is one of dns, ip, cidr, email, uri, org, "
				 "spki and issuer");
	}
}
