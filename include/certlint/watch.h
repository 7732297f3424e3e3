/*
 * watch.h - which objects concern me, and are they what I expected?
 *
 * A watch list is compiled once, never changes and is shared between threads, like a certlint.
 * The cost of a match does not grow with the list.  Every item has a kind and is checked when the
 * list is compiled: an item that could never match is an error, not silence.
 *
 *	# an item a line; the words after the pattern say what is expected of a match
 *	dns:www.example.com
 *	dns:.example.com  label=shop  issuer=sha256:6d99...  issuer=sha256:8b1f...  max-days=90
 *	ip:1.1.1.1			an address, however it was written into the object
 *	cidr:2606:4700::/32		a network
 *	email:@example.com  owner="mail team"
 *	org:"Example GmbH"
 *	spki:sha256:...			a key of mine, wherever it turns up
 *	issuer:sha256:...		all that this issuer's key signed
 *
 * PATTERNS
 *
 *	dns:NAME	the name, and a wildcard that stands for it
 *	dns:.NAME	also everything below
 *	dns:*.NAME	what is one label below, and the wildcard itself
 *	ip:ADDRESS	IPv4 or IPv6; an IPv4-mapped address is the IPv4 address
 *	cidr:PREFIX/N	a network: every address and network inside it, and networks around it
 *	email:A@NAME	a mail address; email:@NAME all of a domain; email:@.NAME also those below
 *	uri:URI		a URI; uri:NAME all with this host; uri:.NAME also hosts below
 *	org:TEXT	the subject's organizationName, whatever its case, blanks and string type
 *	spki:HASH	the subject's key; issuer:HASH the issuer's.  HASH is sha256: and hex digits
 *			(colons between them are allowed), sha256/ and base64, or cert: and the
 *			base64 of a certificate or SubjectPublicKeyInfo, which stands for its key's
 *			hash
 *
 * A bare word is recognised for what it is: 1.1.1.0/24 is a cidr, 1.1.1.1 an ip, a@b an email,
 * https://... a uri, all else dns.  So certspotter's files are watch lists as they are, its
 * "valid_at:" included, and the addresses in them match.  Names may be in any case, with U-labels,
 * and with a dot at the end.  Refused, with the line: what is no name, address or network (also
 * 1.1.1.1/33), an address as dns:, a network as ip:, a network with bits set behind its prefix
 * (the message says what may have been meant), and without the word "wide" what covers more than
 * anybody owns: a whole top-level domain or another public suffix, all names ("."), networks
 * shorter than /8 (IPv6: /16).
 *
 * WORDS
 *
 *	label=TEXT owner=TEXT note=TEXT		given back in hits; "..." where there are blanks, in
 *						which \" and \\ are a quote and a backslash
 *	issuer=HASH				an issuer that is expected, by its key
 *	key=HASH				a subject's key that is expected
 *	known=sha256:...			an object known already: CERTLINT_DIGEST_CT_TBS
 *	profile=NAME				CERTLINT_LIST_PROFILES
 *	max-days=N				the longest validity expected
 *	wide					see above
 *
 * issuer, key, known and profile may be repeated, and one of them has to hold.  # begins a comment
 * at the start of a line or behind a blank.
 *
 * WHERE AN ITEM IS FOUND
 *
 * Names and addresses: in dNSName, iPAddress, commonName, unstructuredName and
 * organizationalUnitName; as text in any of them, also among other text; as the host of a URI and
 * the domain of a mail address or userPrincipalName in subjectAltName, and among what stands there
 * instead; in reverse names; IPv4 addresses in IPv6 ones that carry them (mapped, compatible,
 * NAT64, 6to4) and with numbers in hexadecimal, in octal and of several octets; in networks around
 * them, as text (192.0.2.0/24) or as iPAddresses of 8 or 32 octets; in iPAddresses that hold text
 * or too many octets; behind labels of a dNSName ("www.192.0.2.1"); U-labels as A-labels, Latin-1
 * as Unicode; in wildcards; in directoryNames of subjectAltName; in permittedSubtrees of names,
 * addresses, mail and URIs, unless the subtree is a public suffix or more; in strings that BER has
 * in pieces.  What a CA writes about itself (issuer, AIA, CRL and policy locations) is not looked
 * at.  Where an object did not decode its bytes are searched, for whole addresses in text, for
 * encoded iPAddresses, and for names of at least eight characters.
 *
 * Not found is what no client takes for the name: U-labels that only normalisation makes equal
 * (of UTS #46 there are case, width, dots and what is not shown), an asterisk below another label
 * than the item's own, a name put together from domainComponents.
 */

#ifndef CERTLINT_WATCH_H
#define CERTLINT_WATCH_H

#include <certlint/certlint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct certlint_watch certlint_watch;

/* ========================================================================== */
/*                                 The list                                   */
/* ========================================================================== */

/* One item made by a program.  Everything is copied. */
struct certlint_watch_item {
	size_t size;			/* sizeof(struct certlint_watch_item) */
	const char *pattern;		/* "dns:.example.com" */
	const char *label;		/* shown in hits; NULL: the pattern */
	const char *owner;		/* whom it concerns; NULL: nobody in particular */
	const char *note;		/* what to do, whom to call; NULL: nothing */
	void *user;			/* given back in hits: a customer, a row id */
	const uint8_t *issuers;		/* expected issuer keys, 32 bytes each */
	size_t issuer_count;
	const struct certlint_span *issuer_certs; /* the same as certificates or
					   SubjectPublicKeyInfos, each DER or PEM */
	size_t issuer_cert_count;	/* with issuer_count 0: any issuer is expected */
	const uint8_t *keys;		/* expected subject keys, 32 bytes each */
	size_t key_count;		/* 0: any key is expected */
	const uint8_t *known;		/* objects known already: CERTLINT_DIGEST_CT_TBS, 32 bytes
					   each */
	size_t known_count;
	const char *profiles;		/* list of expected profiles; NULL: any */
	uint32_t max_days;		/* longer validity is unexpected; 0: any */
	uint32_t flags;			/* enum certlint_watch_item_flag */
};
#define CERTLINT_WATCH_ITEM_INIT { sizeof(struct certlint_watch_item), \
	NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0 }

enum certlint_watch_item_flag {
	CERTLINT_WATCH_WIDE = 1		/* the word "wide" */
};

struct certlint_watch_options {
	size_t size;			/* sizeof(struct certlint_watch_options) */
	const char *text;		/* a list in the form above, or NULL */
	size_t text_length;
	const struct certlint_watch_item *const *items; /* after those of the text */
	size_t item_count;
	const struct certlint_allocator *allocator; /* copied; NULL: malloc and free */
	uint64_t flags;			/* reserved */
};
#define CERTLINT_WATCH_OPTIONS_INIT { sizeof(struct certlint_watch_options), \
	NULL, 0, NULL, 0, NULL, 0 }

/*
 * Compile a list.  CERTLINT_ERR_CONFIG if an item does not parse or can match nothing:
 * error.position is the line (from 0) of the text, or the number of lines plus the number of the
 * item, and error.text says the line from 1.  An empty list is a list.  On failure *watch is NULL.
 */
CERTLINT_API int certlint_watch_new(certlint_watch **watch,
				    const struct certlint_watch_options *options,
				    struct certlint_error *error);

/* Give it back; NULL is allowed.  No call that uses it may be under way. */
CERTLINT_API void certlint_watch_free(certlint_watch *watch);

/* What kind of thing an item names. */
enum certlint_watch_kind {
	CERTLINT_WATCH_DNS = 1,
	CERTLINT_WATCH_IP = 2,
	CERTLINT_WATCH_CIDR = 3,
	CERTLINT_WATCH_EMAIL = 4,
	CERTLINT_WATCH_URI = 5,
	CERTLINT_WATCH_ORG = 6,
	CERTLINT_WATCH_SPKI = 7,
	CERTLINT_WATCH_ISSUER = 8
};

/* "dns", "ip"; "unknown" for a number that is no kind; never NULL. */
CERTLINT_API const char *certlint_watch_kind_text(int kind);

/*
 * An item of the list as it was understood.  Lent by the list, or by a hit.  `pattern` is in its
 * one spelling ("dns:xn--bcher-kva.example"), whatever the list had; with label and owner it says
 * which item it is, also after the list was loaded anew.
 */
struct certlint_watch_entry {
	size_t size;
	size_t index;			/* in the list, from 0 */
	void *user;
	const char *pattern;
	const char *label;
	const char *owner;		/* NULL: none */
	const char *note;		/* NULL: none */
	uint32_t kind;			/* enum certlint_watch_kind */
	uint32_t line;			/* of the text, from 1; 0: made by a program */
};

/*
 * Item `i`: fills `entry`, whose size the caller has set, and returns 1; 0 past the end.  The texts
 * live as long as the list.
 */
CERTLINT_API int certlint_watch_at(const certlint_watch *watch, size_t i,
				   struct certlint_watch_entry *entry);
#define CERTLINT_WATCH_ENTRY_INIT { sizeof(struct certlint_watch_entry), 0, NULL, NULL, NULL, \
	NULL, NULL, 0, 0 }

/* ========================================================================== */
/*                                 Matching                                   */
/* ========================================================================== */

/*
 * How the item was found.  Where an item is found in several ways, the first of these is told, and
 * of one way the first place: subjectAltName before the subject, that before name constraints,
 * keys, and bytes.
 */
enum certlint_watch_how {
	CERTLINT_WATCH_EXACT = 1,	/* the item itself */
	CERTLINT_WATCH_BELOW = 2,	/* a name below, an address or network inside; what a name
					   constraint permits */
	CERTLINT_WATCH_WILDCARD = 3,	/* a wildcard that stands for it */
	CERTLINT_WATCH_DISGUISED = 4,	/* in another form: text in an iPAddress, an address in a
					   dNSName, a reverse name, the host of a URI, a network
					   around it */
	CERTLINT_WATCH_POSSIBLE = 5	/* the bytes occur where the object did not decode */
};

enum certlint_watch_verdict {
	CERTLINT_WATCH_EXPECTED = 1,	/* all that the item expects holds, or it is known */
	CERTLINT_WATCH_UNEXPECTED = 2,	/* `broken` says what does not hold */
	CERTLINT_WATCH_UNDECIDED = 3	/* an expectation needs the issuer, which was not given, or
					   whose signature cannot be verified here; or the item
					   expects nothing in particular: who watches without
					   expectations wants to know of all */
};

/*
 * Which expectation, as bits of hit.breaks.
 *
 * Of issuers that are given as input.issuer it is verified that their key signed the object, where
 * the verdict rests on it: who sends a certificate could send another's issuer along.  That costs
 * 30 to 1,000 microseconds.  What about.issuer_key says is taken for true.
 */
enum certlint_watch_expectation {
	CERTLINT_WATCH_EXPECTS_ISSUER = 1,
	CERTLINT_WATCH_EXPECTS_KEY = 2,
	CERTLINT_WATCH_EXPECTS_PROFILE = 4,
	CERTLINT_WATCH_EXPECTS_DAYS = 8,
	CERTLINT_WATCH_EXPECTS_KNOWN = 16
};

/* Words for the two: "exact", "unexpected"; "unknown" for another number; never NULL. */
CERTLINT_API const char *certlint_watch_how_text(int how);
CERTLINT_API const char *certlint_watch_verdict_text(int verdict);

/* One match.  Lent until the sink returns. */
struct certlint_hit {
	size_t size;
	size_t item;			/* for certlint_watch_at() */
	void *user;
	const char *pattern;		/* in its one spelling */
	const char *label;
	const char *owner;		/* NULL: none */
	const char *note;		/* NULL: none */
	const char *value;		/* what matched, printable: "1.1.1.1" */
	const char *place;		/* where: "dNSName", "commonName", "permittedSubtrees" */
	const char *broken;		/* the expectations that do not hold, in words, or NULL */
	size_t offset, length;		/* in input.data */
	const struct certlint_object *object; /* plugin.h reads it */
	const uint8_t *issuer_key;	/* 32 bytes: SHA-256 of the issuer's key, NULL: not known */
	const uint8_t *tbs;		/* 32 bytes: CERTLINT_DIGEST_CT_TBS; NULL: there is none */
	uint32_t kind;			/* enum certlint_watch_kind */
	uint32_t how;			/* enum certlint_watch_how */
	uint32_t verdict;		/* enum certlint_watch_verdict */
	uint32_t breaks;		/* bits of enum certlint_watch_expectation */
	uint32_t flags;			/* enum certlint_hit_flag */
	uint32_t reserved;
};

enum certlint_hit_flag {
	CERTLINT_HIT_CUT = 1		/* the object touches so much that not all was looked at */
};

typedef int certlint_watch_sink(void *ctx, const struct certlint_hit *hit);

/* What the caller knows beside the object.  NULL where he knows nothing. */
struct certlint_watch_about {
	size_t size;			/* sizeof(struct certlint_watch_about) */
	const uint8_t *issuer_key;	/* 32 bytes: SHA-256 of the issuer's SubjectPublicKeyInfo,
					   as the issuer_key_hash of a CT entry; before
					   input.issuer */
	const uint8_t *tbs;		/* 32 bytes: CERTLINT_DIGEST_CT_TBS, if it is at hand */
	const uint8_t *key;		/* 32 bytes: SHA-256 of the object's own
					   SubjectPublicKeyInfo, if it is at hand */
	uint64_t flags;			/* reserved */
};
#define CERTLINT_WATCH_ABOUT_INIT { sizeof(struct certlint_watch_about), NULL, NULL, NULL, \
	0 }

/*
 * Match one object: every item that it touches is told once, in the order of the list.  Allocates
 * nothing, needs some 32 KB of stack.  Returns the number of hits told, or a negative status; if
 * the sink returned non-zero, the hits so far.  Of `input` data, kind, issuer, pair, profile,
 * facts, as_of and now are used.
 *
 * Whoever gave the issuer is believed: a log has checked its chains, and who reads certificates
 * from elsewhere has to verify the issuer's signature before.
 *
 * Linear in the length of the object for every 512 items that it touches, and bounded.  An object
 * that meets the bound, which takes a third of a second, was made to: the last hits then have
 * CERTLINT_HIT_CUT, and if there is none CERTLINT_ERR_LIMIT is returned.
 */
CERTLINT_API int certlint_watch_match(const certlint_watch *watch,
				      const struct certlint_input *input,
				      const struct certlint_watch_about *about,
				      certlint_watch_sink *sink, void *ctx);

/*
 * The same on an object already decoded: from a lint's sink (finding->object) or
 * certlint_object_new().
 */
CERTLINT_API int certlint_watch_object(const certlint_watch *watch,
				       const struct certlint_object *object,
				       const struct certlint_watch_about *about,
				       certlint_watch_sink *sink, void *ctx);

/*
 * A hit as text: CERTLINT_JSON is an element of an event's `hits` (docs/json.md), CERTLINT_TEXT one
 * line without its end.  Like snprintf(): writes at most `capacity` bytes with the NUL, returns the
 * length of the whole text without it.
 */
CERTLINT_API size_t certlint_hit_format(const struct certlint_hit *hit, int format, char *buffer,
					size_t capacity);

#ifdef __cplusplus
}
#endif

#endif /* CERTLINT_WATCH_H */
