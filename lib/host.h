/* Host names as certificates carry them: one pass over a name gives a word of flags. */

#ifndef CERTLINT_LIB_HOST_H
#define CERTLINT_LIB_HOST_H

#include "data.h"
#include "der.h"

/*
 * What is true or wrong of a name.  The OR of all names of a certificate decides which name lints
 * are visited at all, so every fault that a lint asks about is a bit of its own.
 */
enum host_flag {
	HOST_EMPTY,		/* no octet at all */
	HOST_EMPTY_LABEL,	/* "a..b", ".a" or "."; the end after a trailing dot is not this */
	HOST_TRAILING_DOT,
	HOST_LABEL_LONG,	/* a label of more than 63 octets */
	HOST_LONG,		/* more than 253 octets (trailing dot not counted) */
	HOST_UNDERSCORE,
	HOST_BAD_CHAR,		/* neither letter, digit, hyphen, dot, underscore nor '*' (which has
				   bits of its own); white space, NUL, '@', non-ASCII also have: */
	HOST_SPACE,		/* white space somewhere */
	HOST_NUL,
	HOST_AT,		/* '@': a mail address */
	HOST_NON_ASCII,
	HOST_HYPHEN_FIRST,	/* a label begins with a hyphen */
	HOST_HYPHEN_LAST,	/* a label ends with one */
	HOST_HYPHENS_34,	/* hyphens in positions 3 and 4 and no "xn--" (reserved LDH) */
	HOST_UPPER,
	HOST_WILDCARD,		/* the first label is exactly "*" and others follow */
	HOST_BARE_WILDCARD,	/* "*" alone, or "*." */
	HOST_STAR_PARTIAL,	/* a label with a '*' and more: "a*.example" */
	HOST_STAR_INNER,	/* a '*' in a label other than the first */
	HOST_SINGLE_LABEL,	/* one label (wildcard label not counted) */
	HOST_IPV4,		/* dotted-quad text */
	HOST_IPV6,		/* IPv6 text, bare or in brackets */
	HOST_CIDR,		/* address text, a slash, digits */
	HOST_URL,		/* a scheme, path or port is written with it */
	HOST_A_LABEL,		/* at least one label with "xn--" in any case */
	HOST_A_LABEL_BAD,	/* "xn--" and no valid Punycode */
	HOST_A_LABEL_ASCII,	/* decodes to ASCII only: Punycode, but a fake A-label */
	HOST_A_LABEL_LOOSE,	/* decodes only if a stray delimiter is passed over, and so does not
				   encode back to itself ("xn---tda" for "xn--tda") */
	HOST_U_DISALLOWED,	/* U-label with a code point not PVALID and not CONTEXT */
	HOST_U_MAPPED,		/* ... one that UTS #46 maps: upper case, compatibility character */
	HOST_U_CONTEXT,		/* a CONTEXTJ or CONTEXTO rule fails */
	HOST_U_NOT_NFC,
	HOST_U_BIDI,		/* RFC 5893, a label with right-to-left characters */
	HOST_U_MARK,		/* begins with a combining mark */
	HOST_U_HYPHENS_34,	/* U-label with hyphens in 3 and 4 */
	HOST_U_HYPHEN_EDGE,	/* U-label that begins or ends with one */
	HOST_TLD_NUMERIC,	/* the last label is all digits, and the name no IPv4 text */
	HOST_TLD_IMPOSSIBLE,	/* the last label can never be a TLD: neither letters only (RFC
				   1123, ICANN) nor "xn--" and LDH, or too long; not all digits */
	HOST_TLD_UNKNOWN,	/* well formed, and not in the table on any day */
	HOST_TLD_NOT_YET,	/* delegated after `day` */
	HOST_TLD_REMOVED,	/* removed on or before `day` */
	HOST_SPECIAL_USE,	/* at or below a name of the special-use registry (localhost, test,
				   local ...); not the three that follow, reverse names, onion */
	HOST_EXAMPLE,		/* example.com, .net, .org: documentation names that do resolve */
	HOST_ARPA_REVERSE,	/* at or below in-addr.arpa or ip6.arpa */
	HOST_ARPA_MALFORMED,	/* reverse name below these whose labels are no address or prefix */
	HOST_ARPA_RESERVED,	/* reverse name of a reserved address, or of a part of a reserved
				   network */
	HOST_ONION,
	HOST_ONION_BAD,		/* left of "onion" is neither a v2 nor a v3 address; "onion" alone
				   is HOST_SINGLE_LABEL */
	HOST_ONION_V2,
	HOST_ONION_VERSION,	/* v3 form with a version byte other than 3 */
	HOST_ONION_CHECKSUM,	/* version 3 with a wrong checksum */
	HOST_SUFFIX,		/* the name (wildcard label apart) is a public suffix, ICANN part */
	HOST_SUFFIX_PRIVATE,	/* the same, private part */
	HOST_FLAG_COUNT
};
#define HOST_BIT(flag) ((uint64_t)1 << (flag))

/* Why a host name is not one that DNS could carry: LDH syntax in the wide sense. */
#define HOST_SYNTAX_FAULTS (HOST_BIT(HOST_EMPTY) | HOST_BIT(HOST_EMPTY_LABEL) | \
	HOST_BIT(HOST_LABEL_LONG) | HOST_BIT(HOST_LONG) | HOST_BIT(HOST_BAD_CHAR) | \
	HOST_BIT(HOST_HYPHEN_FIRST) | HOST_BIT(HOST_HYPHEN_LAST) | \
	HOST_BIT(HOST_STAR_PARTIAL) | HOST_BIT(HOST_STAR_INNER) | HOST_BIT(HOST_BARE_WILDCARD))

/* Why a name's last label is none of the root zone on `day`; onion is not among them. */
#define HOST_TLD_FAULTS (HOST_BIT(HOST_TLD_NUMERIC) | HOST_BIT(HOST_TLD_IMPOSSIBLE) | \
	HOST_BIT(HOST_TLD_UNKNOWN) | HOST_BIT(HOST_TLD_NOT_YET) | HOST_BIT(HOST_TLD_REMOVED))

/* Text that is an address or a URL: it is not judged as a name beyond its characters and labels. */
#define HOST_OTHER_KINDS (HOST_BIT(HOST_IPV4) | HOST_BIT(HOST_IPV6) | HOST_BIT(HOST_CIDR) | \
	HOST_BIT(HOST_URL))

/*
 * The flags of a name on `day` (of issuance; DAY_NONE: TLDs are judged without a date).  Linear in
 * the name's length; nothing is looked up, and no A-label judged, beyond 253 octets.  `data` is
 * never NULL.  The flags from HOST_SINGLE_LABEL on, but for the A-labels', need a name of no kind
 * in HOST_OTHER_KINDS.
 */
uint64_t host_flags(struct span name, int32_t day, const struct data *data);

/*
 * Where the name before lay, so that the next one beside it is not looked up again.  All zero at
 * first; the names have to stay where they are meanwhile.
 */
struct host_zone {
	struct span name;		/* its last two labels */
	bool clear;			/* a name of these alone has no flag of the tables */
	bool asked, bare;		/* whether rules lie below was asked; none does */
};

/* The same of one name after another, on the same day.  `zone` may be NULL. */
uint64_t host_flags_beside(struct span name, int32_t day, const struct data *data,
			   struct host_zone *zone);

/*
 * Where in the name a flag that it has shows: the characters, the first such label, the last label
 * for the TLD's flags, otherwise the whole name.
 */
struct span host_fault_span(struct span name, enum host_flag flag);

/* Take the next label, left to right, without its dot; false at the end. */
bool host_next_label(struct span *rest, struct span *label);
struct span host_last_label(struct span name);	/* a trailing dot is ignored */
struct span host_without_wildcard(struct span name);	/* after a leading "*." */

#endif
