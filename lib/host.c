/* Judging host names: one pass over the bytes, then what only a well-formed name is asked. */

#include "host.h"

#include <string.h>

#include "day.h"
#include "idna.h"
#include "ip.h"
#include "onion.h"

enum { LABEL_OCTETS = 63, NAME_OCTETS = 253 };

_Static_assert(HOST_FLAG_COUNT <= 64, "flags are bits of a word");

/* clang-format off */
/* What a byte is, as bits, so that a text is the OR of its bytes. */
enum {
	LETTER = 1, UPPER = 2, DIGIT = 4, HYPHEN = 8, DOT = 16, UNDERSCORE = 32, STAR = 64,
	SPACE = 128, NUL = 256, AT = 512, COLON = 1024, SLASH = 2048, HIGH = 4096, OTHER = 8192,

	PLAIN = LETTER | DIGIT | HYPHEN | DOT,
	BAD = SPACE | NUL | AT | COLON | SLASH | HIGH | OTHER
};

#define L LETTER
#define U (LETTER | UPPER)
#define D DIGIT
#define S SPACE
#define O OTHER
#define H HIGH

static const uint16_t classes[256] = {
	NUL, O, O, O, O, O, O, O, O, S, S, S, S, S, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	S, O, O, O, O, O, O, O, O, O, STAR, O, O, HYPHEN, DOT, SLASH,
	D, D, D, D, D, D, D, D, D, D, COLON, O, O, O, O, O,
	AT, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	U, U, U, U, U, U, U, U, U, U, U, O, O, O, O, UNDERSCORE,
	O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H
};

#undef L
#undef U
#undef D
#undef S
#undef O
#undef H
/* clang-format on */

static unsigned
classes_of(struct span s)
{
	unsigned all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= classes[s.p[i]];
	return all;
}

/* The faults of characters by which a class shows. */
static uint64_t
char_flags(unsigned all)
{
	uint64_t flags = 0;

	if ((all & ~(unsigned)PLAIN) == 0)
		return 0;
	flags |= (all & UPPER) != 0 ? HOST_BIT(HOST_UPPER) : 0;
	flags |= (all & UNDERSCORE) != 0 ? HOST_BIT(HOST_UNDERSCORE) : 0;
	flags |= (all & BAD) != 0 ? HOST_BIT(HOST_BAD_CHAR) : 0;
	flags |= (all & SPACE) != 0 ? HOST_BIT(HOST_SPACE) : 0;
	flags |= (all & NUL) != 0 ? HOST_BIT(HOST_NUL) : 0;
	flags |= (all & AT) != 0 ? HOST_BIT(HOST_AT) : 0;
	flags |= (all & HIGH) != 0 ? HOST_BIT(HOST_NON_ASCII) : 0;
	return flags;
}

bool
host_next_label(struct span *rest, struct span *label)
{
	struct span s = *rest;
	size_t n = 0, past;

	if (s.n == 0)
		return false;
	while (n < s.n && s.p[n] != '.')
		n++;
	past = n < s.n ? n + 1 : n;
	*label = (struct span){ s.p, n };
	*rest = (struct span){ s.p + past, s.n - past };
	return true;
}

static struct span
without_trailing_dot(struct span name)
{
	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

/* What follows the last dot. */
static struct span
last_label(struct span s)
{
	size_t start = s.n;

	while (start > 0 && s.p[start - 1] != '.')
		start--;
	return (struct span){ s.p + start, s.n - start };
}

struct span
host_last_label(struct span name)
{
	return last_label(without_trailing_dot(name));
}

static bool
has_wildcard(struct span name)
{
	return name.n > 2 && name.p[0] == '*' && name.p[1] == '.';
}

struct span
host_without_wildcard(struct span name)
{
	return has_wildcard(name) ? (struct span){ name.p + 2, name.n - 2 } : name;
}

static bool
is_xn(struct span label)
{
	return label.n >= 4 && (label.p[0] | 0x20) == 'x' && (label.p[1] | 0x20) == 'n' &&
	       label.p[2] == '-' && label.p[3] == '-';
}

/* The faults of one label's form, its characters apart. */
static uint64_t
label_flags(struct span label)
{
	uint64_t flags = 0;

	if (label.n == 0)
		return HOST_BIT(HOST_EMPTY_LABEL);
	if (label.n > LABEL_OCTETS)
		flags |= HOST_BIT(HOST_LABEL_LONG);
	if (label.p[0] == '-')
		flags |= HOST_BIT(HOST_HYPHEN_FIRST);
	if (label.p[label.n - 1] == '-')
		flags |= HOST_BIT(HOST_HYPHEN_LAST);
	if (is_xn(label))
		flags |= HOST_BIT(HOST_A_LABEL);
	else if (label.n >= 4 && label.p[2] == '-' && label.p[3] == '-')
		flags |= HOST_BIT(HOST_HYPHENS_34);
	return flags;
}

/* Asterisks where none belongs: `first` tells whether the label is the name's first. */
static uint64_t
star_flags(struct span label, bool first)
{
	uint64_t flags = 0;

	if ((classes_of(label) & STAR) == 0)
		return 0;
	if (label.n > 1)
		flags |= HOST_BIT(HOST_STAR_PARTIAL);
	if (!first)
		flags |= HOST_BIT(HOST_STAR_INNER);
	return flags;
}

/* What the pass over a name's bytes finds; the name is without its wildcard label. */
struct scan {
	uint64_t flags;
	/* The classes of its bytes; of PLAIN ones maybe too many. */
	unsigned all;
	bool single; /* one label */
};

/* Any name, label by label. */
static struct scan
scan_labels(struct span name, bool wildcard)
{
	struct scan scan = { .all = classes_of(name) };
	struct span rest = name, label;
	size_t count = 0;

	while (host_next_label(&rest, &label)) {
		scan.flags |= label_flags(label);
		if ((scan.all & STAR) != 0)
			scan.flags |= star_flags(label, count == 0 && !wildcard);
		count++;
	}
	if (name.n > 0 && name.p[name.n - 1] == '.')
		scan.flags |= HOST_BIT(HOST_TRAILING_DOT);
	scan.flags |= char_flags(scan.all);
	scan.single = count == 1;
	return scan;
}

static uint64_t
load_word(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

/* The top bit of each byte of the word that is in low..high, below 80; no carry leaves a byte. */
static uint64_t
within(uint64_t word, uint8_t low, uint8_t high)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x80 * ones;
	uint64_t rest = word & ~tops;

	return ((rest + (0x80u - low) * ones) ^ (rest + (0x7fu - high) * ones)) & ~word & tops;
}

/* The top bits of a word as eight bits, the first byte's lowest. */
static uint64_t
gather(uint64_t tops)
{
	return (tops >> 7) * 0x0102040810204080u >> 56;
}

/* Where the dots and hyphens of a text of up to 64 bytes are, and whether it is all PLAIN. */
struct shape {
	uint64_t dots, hyphens;
	uint64_t plain; /* the top bit of each byte of a word */
};

/* Of 8 to 64 bytes; the last word overlaps the one before. */
static struct shape
shape_of(struct span s)
{
	struct shape shape = { .plain = 0x8080808080808080u };
	uint64_t word, dots, hyphens;

	for (size_t i = 0, end = s.n - 8;; i = i + 8 < end ? i + 8 : end) {
		word = load_word(s.p + i);
		dots = within(word, '.', '.');
		hyphens = within(word, '-', '-');
		shape.dots |= gather(dots) << i;
		shape.hyphens |= gather(hyphens) << i;
		shape.plain &= dots | hyphens | within(word, 'a', 'z') | within(word, '0', '9');
		if (i == end)
			return shape;
	}
}

/*
 * The common case without a branch per byte or label: 8 to 63 bytes, so that no label can be too
 * long and places fit a word.  False if some label wants a closer look.
 */
static bool
scan_short(struct span name, struct scan *out)
{
	struct shape shape = shape_of(name);
	uint64_t dots = shape.dots, hyphens = shape.hyphens;
	uint64_t starts = dots << 1 | 1, last = (uint64_t)1 << (name.n - 1), flags = 0;
	unsigned all = shape.plain == 0x8080808080808080u ? PLAIN : classes_of(name);

	if ((all & STAR) != 0 || (hyphens & hyphens >> 1 & starts << 2) != 0)
		return false;
	if ((hyphens & starts) != 0)
		flags |= HOST_BIT(HOST_HYPHEN_FIRST);
	if ((hyphens & (dots >> 1 | last)) != 0)
		flags |= HOST_BIT(HOST_HYPHEN_LAST);
	if ((dots & starts) != 0)
		flags |= HOST_BIT(HOST_EMPTY_LABEL);
	if ((dots & last) != 0)
		flags |= HOST_BIT(HOST_TRAILING_DOT);
	*out = (struct scan){ flags | char_flags(all), all, (dots & ~last) == 0 };
	return true;
}

static struct scan
scan_name(struct span name, bool wildcard)
{
	struct scan scan;

	if (name.n >= 8 && name.n <= LABEL_OCTETS && scan_short(name, &scan))
		return scan;
	return scan_labels(name, wildcard);
}

static bool
is_bare_wildcard(struct span name)
{
	return SPAN_IS(name, "*") || SPAN_IS(name, "*.");
}

/* The faults of all labels that begin with "xn--". */
static uint64_t
a_label_flags(struct span name)
{
	struct span label;
	uint64_t flags = 0;

	while (host_next_label(&name, &label))
		if (is_xn(label) && label.n <= LABEL_OCTETS)
			flags |= idna_a_label_faults(label);
	return flags;
}

/* The part of s before the first c, and what follows it; false if there is none. */
static bool
split(struct span s, uint8_t c, struct span *before, struct span *after)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != c)
			continue;
		*before = (struct span){ s.p, i };
		*after = (struct span){ s.p + i + 1, s.n - i - 1 };
		return true;
	}
	return false;
}

static bool
all_digits(struct span s)
{
	return s.n > 0 && classes_of(s) == DIGIT;
}

/* "10.0.0.0/8", also with a mask in place of the length. */
static bool
is_cidr(struct span name)
{
	struct span address, length;
	struct ip ip;

	return split(name, '/', &address, &length) && ip_from_text(address, &ip) &&
	       (all_digits(length) || ip_from_text(length, &ip));
}

/* Whether name ends in a colon and a port. */
static bool
has_port(struct span name)
{
	size_t digits = 0;

	while (digits < name.n && classes[name.p[name.n - 1 - digits]] == DIGIT)
		digits++;
	return digits > 0 && digits < name.n && name.p[name.n - 1 - digits] == ':';
}

static bool
is_bracketed(struct span name, struct ip *ip)
{
	return name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']' &&
	       ip_from_text((struct span){ name.p + 1, name.n - 2 }, ip) && ip->n == 16;
}

/* No TLD does, so few names are tried as addresses. */
static bool
ends_in_digit(struct span name)
{
	struct span s = without_trailing_dot(name);

	return s.n > 0 && classes[s.p[s.n - 1]] == DIGIT;
}

/* Whether the name is another kind of text: a bit of HOST_OTHER_KINDS, or 0. */
static uint64_t
other_kind(struct span name, unsigned all)
{
	struct ip ip;

	if (ends_in_digit(name) && ip_from_text(without_trailing_dot(name), &ip) && ip.n == 4)
		return HOST_BIT(HOST_IPV4);
	if ((all & COLON) != 0 && (ip_from_text(name, &ip) || is_bracketed(name, &ip)))
		return HOST_BIT(HOST_IPV6);
	if ((all & SLASH) != 0)
		return is_cidr(name) ? HOST_BIT(HOST_CIDR) : HOST_BIT(HOST_URL);
	if ((all & COLON) != 0 && has_port(name))
		return HOST_BIT(HOST_URL);
	return 0;
}

static uint64_t
tld_day_flags(const struct tld *tld, int32_t day)
{
	if (tld == NULL)
		return HOST_BIT(HOST_TLD_UNKNOWN);
	if (day == DAY_NONE)
		return 0;
	if (day < tld->delegated)
		return HOST_BIT(HOST_TLD_NOT_YET);
	return day >= tld->removed ? HOST_BIT(HOST_TLD_REMOVED) : 0;
}

/* "xn--" and something that a label may go on and end with. */
static bool
is_plausible_a_label(struct span label, unsigned all)
{
	return is_xn(label) && (all & ~(unsigned)(LETTER | UPPER | DIGIT | HYPHEN)) == 0 &&
	       label.p[label.n - 1] != '-';
}

static uint64_t
tld_flags(struct span label, int32_t day, const struct data *data)
{
	unsigned all = classes_of(label);

	if (label.n == 0)
		return 0;
	if (all == DIGIT)
		return HOST_BIT(HOST_TLD_NUMERIC);
	if (label.n > LABEL_OCTETS ||
	    ((all & ~(unsigned)UPPER) != LETTER && !is_plausible_a_label(label, all)))
		return HOST_BIT(HOST_TLD_IMPOSSIBLE);
	return tld_day_flags(data_tld(data, label), day);
}

/* The label left of "onion" in a name that ends with it; empty if there is none. */
static struct span
onion_address(struct span name)
{
	struct span label = last_label(name), before = { name.p, (size_t)(label.p - name.p) };

	return host_last_label(before);
}

static uint64_t
onion_flags(struct span name)
{
	struct span address = onion_address(name);
	uint64_t flags = HOST_BIT(HOST_ONION);

	if (address.p == name.p && address.n == 0)
		return flags; /* nothing but "onion" */
	switch (onion_kind(address)) {
	case ONION_NONE: return flags | HOST_BIT(HOST_ONION_BAD);
	case ONION_V2: return flags | HOST_BIT(HOST_ONION_V2);
	case ONION_V3_VERSION: return flags | HOST_BIT(HOST_ONION_VERSION);
	case ONION_V3_CHECKSUM: return flags | HOST_BIT(HOST_ONION_CHECKSUM);
	default: return flags;
	}
}

/* Whether name is `zone` or lies below it; `dotted` is the zone with a dot before it. */
static bool
is_in_zone(struct span name, const char *dotted)
{
	return span_is_text(name, dotted + 1) || span_ends_with(name, dotted);
}

static uint64_t
reverse_flags(struct span name, int32_t day, const struct data *data)
{
	uint64_t flags = HOST_BIT(HOST_ARPA_REVERSE);
	struct ip ip;
	int whole = ip_from_reverse(name, &ip);

	if (whole < 0)
		return flags | HOST_BIT(HOST_ARPA_MALFORMED);
	if ((whole > 0 && ip_reserved(&ip, day, data) != NULL) ||
	    data_special_use(data, name) != NULL)
		flags |= HOST_BIT(HOST_ARPA_RESERVED);
	return flags;
}

static uint64_t
special_use_flags(struct span name, const struct data *data)
{
	const char *entry = data_special_use(data, name);

	if (entry == NULL)
		return 0;
	for (const char *p = "example."; *p != '\0'; p++, entry++)
		if (*entry != *p)
			return HOST_BIT(HOST_SPECIAL_USE);
	return HOST_BIT(HOST_EXAMPLE);
}

static uint64_t
suffix_flags(struct span name, const struct data *data)
{
	switch (data_suffix(data, name)) {
	case SUFFIX_ICANN: return HOST_BIT(HOST_SUFFIX);
	case SUFFIX_PRIVATE: return HOST_BIT(HOST_SUFFIX_PRIVATE);
	default: return 0;
	}
}

/* What the name stands for; it has neither wildcard label nor trailing dot. */
static uint64_t
meaning_flags(struct span name, int32_t day, const struct data *data)
{
	struct span last = last_label(name);
	uint64_t flags = suffix_flags(name, data);

	if (last.n == 5 && span_is_text(last, "onion"))
		return flags | onion_flags(name);
	flags |= tld_flags(last, day, data);
	if (last.n == 4 && span_is_text(last, "arpa") &&
	    (is_in_zone(name, ".in-addr.arpa") || is_in_zone(name, ".ip6.arpa")))
		return flags | reverse_flags(name, day, data);
	return flags | special_use_flags(name, data);
}

/* The last two labels. */
static struct span
last_two_labels(struct span name)
{
	struct span last = last_label(name);
	size_t i = (size_t)(last.p - name.p);

	if (i == 0)
		return name;
	last = last_label((struct span){ name.p, i - 1 });
	i = (size_t)(last.p - name.p);
	return (struct span){ name.p + i, name.n - i };
}

/*
 * Whether a name has no flag of the tables because one before it had none: it is the same, or lies
 * below the same two labels and no rule of the tables does.
 */
static bool
is_beside(struct span name, struct host_zone *zone, const struct data *data)
{
	size_t n = zone->name.n;

	if (n == 0 || name.n < n || memcmp(name.p + name.n - n, zone->name.p, n) != 0)
		return false;
	if (name.n == n)
		return zone->clear;
	if (name.p[name.n - n - 1] != '.')
		return false;
	if (!zone->asked)
		zone->bare = data_is_bare(data, zone->name);
	zone->asked = true;
	return zone->bare;
}

static uint64_t
meaning_flags_beside(struct span name, int32_t day, const struct data *data, struct host_zone *zone)
{
	uint64_t flags;

	if (zone && is_beside(name, zone, data))
		return 0;
	flags = meaning_flags(name, day, data);
	if (zone && flags == 0) {
		*zone = (struct host_zone){ .name = last_two_labels(name) };
		zone->clear = zone->name.n == name.n;
	}
	return flags;
}

/* The flags of length, asterisk and characters: of the name alone, with no table. */
static uint64_t
syntax_flags(struct span name, struct scan *scan)
{
	bool wildcard = has_wildcard(name);
	uint64_t flags = wildcard ? HOST_BIT(HOST_WILDCARD) : 0;

	*scan = scan_name(host_without_wildcard(name), wildcard);
	if (without_trailing_dot(name).n > NAME_OCTETS)
		flags |= HOST_BIT(HOST_LONG);
	return flags | scan->flags;
}

uint64_t
host_flags(struct span name, int32_t day, const struct data *data)
{
	return host_flags_beside(name, day, data, NULL);
}

uint64_t
host_flags_beside(struct span name, int32_t day, const struct data *data,
		  struct host_zone *zone)
{
	struct span rest = without_trailing_dot(host_without_wildcard(name));
	struct scan scan;
	uint64_t flags, kind;

	if (name.n == 0)
		return HOST_BIT(HOST_EMPTY);
	if (is_bare_wildcard(name))
		return HOST_BIT(HOST_BARE_WILDCARD) |
		       (name.n > 1 ? HOST_BIT(HOST_TRAILING_DOT) : 0);
	flags = syntax_flags(name, &scan);
	if ((flags & HOST_BIT(HOST_LONG)) != 0)
		return flags;
	if ((flags & HOST_BIT(HOST_A_LABEL)) != 0)
		flags |= a_label_flags(rest);
	kind = other_kind(name, scan.all);
	if (kind != 0)
		return flags | kind;
	if (scan.single && rest.n > 0)
		flags |= HOST_BIT(HOST_SINGLE_LABEL);
	return flags | meaning_flags_beside(rest, day, data, zone);
}

/* The classes of characters that a flag is about; 0 if it is about no characters. */
static unsigned
flag_classes(enum host_flag flag)
{
	switch (flag) {
	case HOST_UNDERSCORE: return UNDERSCORE;
	case HOST_BAD_CHAR: return BAD;
	case HOST_SPACE: return SPACE;
	case HOST_NUL: return NUL;
	case HOST_AT: return AT;
	case HOST_NON_ASCII: return HIGH;
	case HOST_UPPER: return UPPER;
	default: return 0;
	}
}

/* The first run of bytes of some classes, or the whole text if there is none. */
static struct span
first_run(struct span s, unsigned wanted)
{
	size_t start = 0, end;

	while (start < s.n && (classes[s.p[start]] & wanted) == 0)
		start++;
	for (end = start; end < s.n && (classes[s.p[end]] & wanted) != 0; end++)
		;
	return start < s.n ? (struct span){ s.p + start, end - start } : s;
}

/* All flags that a label can have by itself. */
static uint64_t
all_label_flags(struct span label, bool first)
{
	uint64_t flags = label_flags(label) | star_flags(label, first);

	if (is_xn(label) && label.n <= LABEL_OCTETS)
		flags |= idna_a_label_faults(label);
	return flags;
}

/* The first label with a flag; an empty one is shown by the dot that ends it. */
static struct span
first_label_with(struct span name, enum host_flag flag)
{
	struct span rest = name, label;
	bool first = true;

	for (; host_next_label(&rest, &label); first = false) {
		if ((all_label_flags(label, first) & HOST_BIT(flag)) == 0)
			continue;
		return label.n > 0 ? label : (struct span){ label.p, 1 };
	}
	return name;
}

/* The flags of labels by themselves. */
#define LABEL_FLAGS \
	(HOST_BIT(HOST_EMPTY_LABEL) | HOST_BIT(HOST_LABEL_LONG) | HOST_BIT(HOST_HYPHEN_FIRST) | \
	 HOST_BIT(HOST_HYPHEN_LAST) | HOST_BIT(HOST_HYPHENS_34) | HOST_BIT(HOST_STAR_PARTIAL) | \
	 HOST_BIT(HOST_STAR_INNER) | HOST_BIT(HOST_A_LABEL) | HOST_BIT(HOST_A_LABEL_BAD) | \
	 HOST_BIT(HOST_A_LABEL_ASCII) | HOST_BIT(HOST_A_LABEL_LOOSE) | \
	 HOST_BIT(HOST_U_DISALLOWED) | HOST_BIT(HOST_U_MAPPED) | HOST_BIT(HOST_U_CONTEXT) | \
	 HOST_BIT(HOST_U_NOT_NFC) | HOST_BIT(HOST_U_BIDI) | HOST_BIT(HOST_U_MARK) | \
	 HOST_BIT(HOST_U_HYPHENS_34) | HOST_BIT(HOST_U_HYPHEN_EDGE))

#define ONION_FLAGS \
	(HOST_BIT(HOST_ONION_BAD) | HOST_BIT(HOST_ONION_V2) | HOST_BIT(HOST_ONION_VERSION) | \
	 HOST_BIT(HOST_ONION_CHECKSUM))

static struct span
fault_span(struct span name, enum host_flag flag)
{
	uint64_t bit = HOST_BIT(flag);
	struct span rest = host_without_wildcard(name);

	if (flag_classes(flag) != 0)
		return first_run(name, flag_classes(flag));
	if ((bit & LABEL_FLAGS) != 0)
		return first_label_with(name, flag);
	if ((bit & HOST_TLD_FAULTS) != 0)
		return host_last_label(rest);
	if ((bit & ONION_FLAGS) != 0)
		return onion_address(without_trailing_dot(rest));
	if (flag == HOST_TRAILING_DOT)
		return (struct span){ name.p + name.n - 1, 1 };
	if (flag == HOST_WILDCARD)
		return (struct span){ name.p, 1 };
	return name;
}

struct span
host_fault_span(struct span name, enum host_flag flag)
{
	struct span at;

	if (name.n == 0)
		return name;
	at = fault_span(name, flag);
	return at.n > 0 ? at : name; /* "a..onion": no octet of an address to show */
}
