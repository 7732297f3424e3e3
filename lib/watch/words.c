/* Names and addresses among other bytes: in text that has more in it, in what did not decode. */

#include "watch/watch.h"

#include "mail.h"
#include "text.h"

enum { WORD_MAX = 512 };

/* What a byte is: of a plain name, and so of any word; or of a word only. */
enum { PLAIN = 1, WORDY = 2 };

/* clang-format off */
#define P PLAIN
static const uint8_t classes[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, P, 0, 0, P, P, 0,		/* * - . */
	P, P, P, P, P, P, P, P, P, P, WORDY, 0, 0, 0, 0, P,	/* 0 to 9, : ? */
	WORDY, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,	/* @ */
	P, P, P, P, P, P, P, P, P, P, P, 0, 0, 0, 0, P,		/* _ */
	0, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
	P, P, P, P, P, P, P, P, P, P, P, 0, 0, 0, 0, 0,
};
#undef P
/* clang-format on */

static inline unsigned
class_of(uint32_t c)
{
	return c < sizeof(classes) ? classes[c] : 0;
}

/* The same of characters: those beyond ASCII are letters, blanks and controls apart. */
static bool
is_wordy(uint32_t c)
{
	if (c < 0x80)
		return class_of(c) != 0;
	/* Of the punctuation that surrounds names, none but what is not shown belongs to them. */
	if (c >= 0x2000 && c <= 0x205f)
		return c >= 0x200b && c <= 0x200d;
	return !char_is_control(c) && c != 0xa0 && c != 0xab && c != 0xbb && c != 0x3000 &&
	       c != 0xfffd;
}

/* ---- mail ---- */

static void
seek_mail_items(struct seeker *s, const struct mailbox *m, struct span domain)
{
	uint8_t text[WATCH_TEXT_MAX];
	size_t n;

	seek_host_of(s, SPACE_MAIL_HOST, domain);
	n = watch_text_fold(DER_UTF8_STRING, m->local, text, sizeof(text) - WATCH_NAME_MAX - 1);
	if (n == 0)
		return;
	text[n] = '@';
	memcpy(text + n + 1, domain.p, domain.n);
	seek_bytes(s, SPACE_MAIL, (struct span){ text, n + 1 + domain.n });
}

void
seek_mail(struct seeker *s, struct span mail)
{
	struct mailbox m = mailbox_read(mail);
	uint8_t name[WATCH_NAME_MAX];
	struct span domain = { name, 0 };
	uint8_t before;

	domain.n = watch_name_fold(DER_UTF8_STRING, m.domain, name, sizeof(name));
	if (domain.n == 0)
		return;
	if (s->w->kinds & 1u << CERTLINT_WATCH_EMAIL)
		seek_mail_items(s, &m, domain);
	before = seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_host(s, domain);
	s->how = before;
}

/* ---- one word ---- */

static bool
has(struct span s, int c)
{
	return s.n > 0 && memchr(s.p, c, s.n);
}

/* Punctuation at the ends is of the sentence. */
static struct span
trimmed(struct span s)
{
	while (s.n > 0 && (s.p[0] == '.' || s.p[0] == ':' || s.p[0] == '-' || s.p[0] == '@'))
		s.p++, s.n--;
	while (s.n > 0 && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ':' || s.p[s.n - 1] == '-' ||
			   s.p[s.n - 1] == '@'))
		s.n--;
	return s;
}

static unsigned
colons(struct span s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ':';
	return n;
}

static bool
seek_ipv6(struct seeker *s, struct span word)
{
	struct ip ip;

	if (word.n > 45 || colons(word) < 2)
		return false;
	if (!ip_from_text(word, &ip)) {
		while (word.n > 0 && (word.p[word.n - 1] == '.' || word.p[word.n - 1] == '-'))
			word.n--;
		if (!ip_from_text(word, &ip))
			return false;
	}
	seek_address(s, &ip);
	return true;
}

/* The parts between '@' and ':' that have a dot: what has none is a word like any other. */
static void
seek_parts(struct seeker *s, struct span word)
{
	size_t start = 0;

	for (size_t i = 0; i <= word.n; i++) {
		struct span part;

		if (i < word.n && word.p[i] != ':' && word.p[i] != '@')
			continue;
		part = trimmed((struct span){ word.p + start, i - start });
		if (has(part, '.'))
			seek_host(s, part);
		start = i + 1;
	}
}

/* A mail address, also behind what a colon ends: "mailto:ada@example.com". */
static void
seek_mail_word(struct seeker *s, struct span word)
{
	size_t at = word.n, start;

	if (!has(word, '@'))
		return;
	seek_mail(s, word);
	while (at > 0 && word.p[at - 1] != '@')
		at--;
	for (start = at; start > 0 && word.p[start - 1] != ':'; start--)
		;
	if (start > 0)
		seek_mail(s, (struct span){ word.p + start, word.n - start });
}

/* A word in ASCII. */
static void
seek_word(struct seeker *s, struct span word)
{
	if (seek_ipv6(s, word))
		return;
	seek_mail_word(s, trimmed(word));
	if (has(word, '.'))
		seek_parts(s, word);
}

/* ---- text ---- */

/* A word with other characters in it, or of a string type that has wide ones. */
static void
seek_folded(struct seeker *s, uint32_t tag, struct span word)
{
	uint8_t text[WORD_MAX];
	size_t n;

	if (word.n > 4 * WORD_MAX)
		return;
	/* Before an '@' there is no label: what is there would become part of one. */
	n = watch_text_fold(tag, word, text, sizeof(text));
	if (n > 0)
		seek_mail_word(s, trimmed((struct span){ text, n }));
	n = watch_name_fold(tag, word, text, sizeof(text));
	if (n > 0)
		seek_word(s, (struct span){ text, n });
}

/* ---- networks ---- */

/* The mask behind the '/' of a network that is written out: a length, or as an address. */
static bool
read_mask(struct span text, const struct ip *ip, uint8_t mask[16])
{
	unsigned bits = 0;
	struct ip as_address;

	if (ip_from_text(text, &as_address) && as_address.n == ip->n) {
		memcpy(mask, as_address.octets, ip->n);
		return true;
	}
	if (text.n == 0 || text.n > 3)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		bits = bits * 10 + (text.p[i] - '0');
	}
	if (bits > ip->n * 8u)
		return false;
	memset(mask, 0xff, 16);
	watch_net_mask(mask, bits);
	return true;
}

/* An address with '/' and the mask of its network behind it, in text that ends at `end`. */
static void
seek_written_network(struct seeker *s, struct span word, const uint8_t *end)
{
	struct span mask = { word.p + word.n + 1, 0 };
	uint8_t octets[16];
	struct ip ip;

	if (s->w->address_count == 0 || end - mask.p < 1 || mask.p[-1] != '/' ||
	    !ip_from_text(word, &ip))
		return;
	while (mask.p + mask.n < end && class_of(mask.p[mask.n]))
		mask.n++;
	if (!read_mask(mask, &ip, octets))
		return;
	s->at.n = (size_t)(mask.p + mask.n - word.p);
	seek_network(s, &ip, octets);
	s->at = word;
}

/* Take the next word of a text; *ascii tells whether it can be read as it is. */
static bool
next_word(uint32_t tag, struct span *text, struct span *word, bool *ascii)
{
	struct span rest = *text, at;
	bool begun = false;
	uint32_t c;

	*ascii = tag != DER_BMP_STRING && tag != DER_UNIVERSAL_STRING;
	for (;;) {
		at = rest;
		if (!text_next(tag, &rest, &c))
			break;
		if (c == UTF8_BROKEN && tag == DER_UTF8_STRING)
			c = at.p[0];
		if (is_wordy(c)) {
			if (!begun)
				*word = at;
			begun = true;
			*ascii &= c < 0x80;
		} else if (begun) {
			break;
		} else {
			*ascii = tag != DER_BMP_STRING && tag != DER_UNIVERSAL_STRING;
		}
	}
	*text = rest;
	word->n = begun ? (size_t)(at.p - word->p) : 0;
	return begun;
}

static void
seek_words(struct seeker *s, uint32_t tag, struct span text)
{
	struct span whole = s->at, word = { NULL, 0 };
	const uint8_t *end = text.p + text.n;
	bool ascii;

	while (next_word(tag, &text, &word, &ascii) && found_charge(s, 1)) {
		s->at = word;
		if (ascii) {
			seek_written_network(s, word, end);
			seek_word(s, word);
		} else {
			seek_folded(s, tag, word);
		}
	}
	s->at = whole;
}

bool
is_plain_text(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(class_of(s.p[i]) & PLAIN))
			return false;
	return true;
}

/* Text of one word that is no plain ASCII is a whole name all the same: it need not have a dot. */
static void
seek_whole(struct seeker *s, uint32_t tag, struct span text)
{
	uint8_t name[WATCH_NAME_MAX];
	size_t n;

	if (text.n > 4 * WATCH_NAME_MAX)
		return;
	n = watch_name_fold(tag, text, name, sizeof(name));
	if (n > 0 && is_plain_text((struct span){ name, n }))
		seek_host(s, (struct span){ name, n });
}

void
seek_text(struct seeker *s, uint32_t tag, struct span text)
{
	bool wide = tag == DER_BMP_STRING || tag == DER_UNIVERSAL_STRING;
	uint8_t before;

	if (!wide && is_plain_text(text)) {
		seek_host(s, text);
		return;
	}
	if (!wide)
		tag = DER_UTF8_STRING;	/* which falls back to Latin-1 */
	s->tag = (uint8_t)tag;
	seek_whole(s, tag, text);
	before = seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_words(s, tag, text);
	s->how = before;
}

void
seek_mailbox(struct seeker *s, uint32_t tag, struct span text)
{
	struct mailbox m = mailbox_read(text);
	uint8_t before;

	seek_mail(s, text);
	if (m.faults == 0 && is_plain_text(m.domain))
		return;
	before = seek_at_best(s, CERTLINT_WATCH_DISGUISED);
	seek_text(s, tag, text);
	s->how = before;
}

/* ---- bytes ---- */

static void
seek_raw_part(struct seeker *s, struct span word)
{
	s->at = word;
	seek_word(s, word);
}

static bool
is_letter(uint8_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The tag of a SEQUENCE or SET is a digit. */
static bool
may_be_tag(uint8_t c)
{
	return c == DER_SEQUENCE || c == DER_SET;
}

/*
 * A word of bytes that did not decode: as it is; as a length octet says that stands before it or is
 * its first character; and where it ends in letters without the tag, and the length octet, that may
 * follow it.
 */
static void
seek_raw_word(struct seeker *s, struct span bytes, size_t start, size_t n)
{
	struct span word = { bytes.p + start, n };
	size_t before = start > 0 ? word.p[-1] : 0;

	if (!has(word, '.') && colons(word) < 2)
		return;
	seek_raw_part(s, word);
	if (before > 0 && before < n)
		seek_raw_part(s, (struct span){ word.p, before });
	if (word.p[0] < n)
		seek_raw_part(s, (struct span){ word.p + 1, word.p[0] });
	if (n > 2 && may_be_tag(word.p[n - 1]) && is_letter(word.p[n - 2]))
		seek_raw_part(s, (struct span){ word.p, n - 1 });
	if (n > 3 && may_be_tag(word.p[n - 2]) && is_letter(word.p[n - 3]))
		seek_raw_part(s, (struct span){ word.p, n - 2 });
}

/* An encoded iPAddress: identifier, length, octets. */
static void
seek_raw_address(struct seeker *s, struct span bytes)
{
	struct ip ip;

	if (bytes.n < 6 || bytes.p[0] != 0x87 || (bytes.p[1] != 4 && bytes.p[1] != 16) ||
	    bytes.n - 2 < bytes.p[1])
		return;
	s->at = (struct span){ bytes.p + 2, bytes.p[1] };
	ip_from_octets(s->at, &ip);
	s->as = AS_ADDRESS;
	seek_address(s, &ip);
	s->as = AS_TEXT;
}

/* Whether a character of so many octets stands there that is in ASCII and of a word. */
static bool
is_wide(struct span bytes, size_t octets)
{
	if (bytes.n < octets || class_of(bytes.p[octets - 1]) == 0)
		return false;
	for (size_t i = 0; i + 1 < octets; i++)
		if (bytes.p[i] != 0)
			return false;
	return true;
}

/* Characters of so many octets in a row: how many bytes they take; their ASCII goes to `text`. */
static size_t
take_wide(struct span bytes, size_t octets, uint8_t *text, size_t *n)
{
	size_t i = 0;

	*n = 0;
	while (*n < WORD_MAX && is_wide((struct span){ bytes.p + i, bytes.n - i }, octets))
		text[(*n)++] = bytes.p[i + octets - 1], i += octets;
	return i;
}

static size_t
seek_raw_wide(struct seeker *s, struct span bytes, size_t octets)
{
	uint8_t text[WORD_MAX];
	size_t n, length = take_wide(bytes, octets, text, &n);

	if (n < s->shortest)
		return 0;
	s->at = (struct span){ bytes.p, length };
	s->tag = octets == 2 ? DER_BMP_STRING : DER_UNIVERSAL_STRING;
	seek_word(s, (struct span){ text, n });
	s->tag = DER_UTF8_STRING;
	return length;
}

/* One pass, a word at a time: nothing is searched for, all that is found is looked up. */
void
seek_raw(struct seeker *s, struct span bytes)
{
	uint8_t place = s->place, before = seek_at_best(s, CERTLINT_WATCH_POSSIBLE);
	struct span whole = s->at;
	size_t start = 0, i = 0;

	s->place = PLACE_OBJECT;
	s->as = AS_TEXT;
	s->tag = DER_UTF8_STRING;
	s->shortest = 8;
	while (i < bytes.n && found_charge(s, 1)) {
		for (start = i; i < bytes.n && class_of(bytes.p[i]); i++)
			;
		if (i > start) {
			seek_raw_word(s, bytes, start, i - start);
			continue;
		}
		seek_raw_address(s, (struct span){ bytes.p + i, bytes.n - i });
		start = seek_raw_wide(s, (struct span){ bytes.p + i, bytes.n - i }, 2);
		if (start == 0)
			start = seek_raw_wide(s, (struct span){ bytes.p + i, bytes.n - i }, 4);
		i += start > 0 ? start : 1;
	}
	s->shortest = 0;
	s->at = whole;
	s->place = place;
	s->how = before;
}
