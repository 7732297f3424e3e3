/* IDNA2008: Punycode (RFC 3492) and the rules for U-labels (RFC 5891, 5892, 5893). */

#include "idna.h"

#include <string.h>

#include "host.h"
#include "idna_tables.h"
#include "text.h"

/* The parameters of RFC 3492 section 5. */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 0x80 };

enum { NOT_A_DIGIT = BASE };

static bool
is_scalar(uint32_t c)
{
	return c <= CHAR_LAST && (c < 0xd800 || c > 0xdfff);
}

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static uint32_t
digit_value(uint8_t c)
{
	c = lower(c);
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	return c >= '0' && c <= '9' ? c - '0' + 26u : NOT_A_DIGIT;
}

static uint32_t
threshold(uint32_t k, uint32_t bias)
{
	return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

static uint32_t
adapt(uint32_t delta, uint32_t count, bool first)
{
	uint32_t k = 0;

	delta /= first ? DAMP : 2;
	delta += delta / count;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/*
 * Take one variable-length integer and add it to *sum; false if digits lack or it does not fit.
 * Within 32 bits: weight stays below 2^31 and *sum, checked before each step, too.
 */
static bool
take_delta(struct span *in, uint32_t bias, uint32_t *sum)
{
	uint32_t weight = 1, digit, t;

	for (uint32_t k = BASE;; k += BASE) {
		if (in->n == 0)
			return false;
		digit = digit_value(in->p[0]);
		*in = (struct span){ in->p + 1, in->n - 1 };
		if (digit == NOT_A_DIGIT || digit > (INT32_MAX - *sum) / weight)
			return false;
		*sum += digit * weight;
		t = threshold(k, bias);
		if (digit < t)
			return true;
		if (weight > INT32_MAX / (BASE - t))
			return false;
		weight *= BASE - t;
	}
}

/* How many basic code points stand before the last delimiter. */
static size_t
basic_count(struct span encoded)
{
	size_t n = encoded.n;

	while (n > 0 && encoded.p[n - 1] != '-')
		n--;
	return n > 0 ? n - 1 : 0;
}

/* The insertions after the basic code points, of which out holds `count`. */
static int
take_insertions(struct span in, uint32_t *out, uint32_t count, uint32_t max)
{
	uint32_t c = FIRST, i = 0, before, bias = BIAS;

	for (; in.n > 0; i++) {
		before = i;
		if (count == max || !take_delta(&in, bias, &i))
			return -1;
		count++;
		bias = adapt(i - before, count, before == 0);
		c += i / count;
		i %= count;
		if (!is_scalar(c))
			return -1;
		memmove(out + i + 1, out + i, (count - 1 - i) * sizeof(*out));
		out[i] = c;
	}
	return (int)count;
}

int
punycode_decode(struct span encoded, uint32_t *out, int max)
{
	size_t basic = basic_count(encoded), past = basic > 0 ? basic + 1 : 0;

	if (encoded.n > IDNA_LABEL_MAX || max < 0 || basic > (size_t)max)
		return -1;
	for (size_t i = 0; i < basic; i++) {
		if (encoded.p[i] >= FIRST)
			return -1;
		out[i] = encoded.p[i];
	}
	return take_insertions((struct span){ encoded.p + past, encoded.n - past }, out,
			       (uint32_t)basic, (uint32_t)max);
}

/* Text of at most `max` octets that is being written; n runs on beyond it. */
struct writer {
	char *out;
	int n, max;
};

static void
put(struct writer *w, char c)
{
	if (w->n < w->max)
		w->out[w->n] = c;
	w->n++;
}

static void
put_delta(struct writer *w, uint32_t delta, uint32_t bias)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	uint32_t t;

	for (uint32_t k = BASE;; k += BASE) {
		t = threshold(k, bias);
		if (delta < t)
			break;
		put(w, digits[t + (delta - t) % (BASE - t)]);
		delta = (delta - t) / (BASE - t);
	}
	put(w, digits[delta]);
}

/* Write the basic code points and their delimiter; how many, or -1 if a code point is none. */
static int
put_basic(struct writer *w, const uint32_t *code_points, int n)
{
	for (int i = 0; i < n; i++) {
		if (!is_scalar(code_points[i]))
			return -1;
		if (code_points[i] < FIRST)
			put(w, (char)code_points[i]);
	}
	return w->n;
}

static uint32_t
least_from(const uint32_t *code_points, int n, uint32_t from)
{
	uint32_t least = UINT32_MAX;

	for (int i = 0; i < n; i++)
		if (code_points[i] >= from && code_points[i] < least)
			least = code_points[i];
	return least;
}

/* What the insertion of each code point carries over to the next. */
struct insertion {
	uint32_t delta, bias, done, basic;
};

/* Write the insertions of all occurrences of c. */
static void
put_occurrences(struct writer *w, const uint32_t *code_points, int n, uint32_t c,
		struct insertion *state)
{
	for (int i = 0; i < n; i++) {
		if (code_points[i] < c)
			state->delta++;
		if (code_points[i] != c)
			continue;
		put_delta(w, state->delta, state->bias);
		state->bias = adapt(state->delta, state->done + 1, state->done == state->basic);
		state->delta = 0;
		state->done++;
	}
}

/* No overflow: n is at most 63, so that delta stays below 64 * 10FFFF. */
int
punycode_encode(const uint32_t *code_points, int n, char *out, int max)
{
	struct writer w = { out, 0, max };
	struct insertion state = { .bias = BIAS };
	uint32_t c = FIRST, next;
	int basic;

	if (n > IDNA_LABEL_MAX || (basic = put_basic(&w, code_points, n)) < 0)
		return -1;
	state.done = state.basic = (uint32_t)basic;
	if (basic > 0)
		put(&w, '-');
	while ((int)state.done < n && w.n <= max) {
		next = least_from(code_points, n, c);
		state.delta += (next - c) * (state.done + 1);
		put_occurrences(&w, code_points, n, next, &state);
		state.delta++;
		c = next + 1;
	}
	return w.n <= max ? w.n : -1;
}

/* A code point and how often Unicode lets it grow: the longest full canonical decomposition. */
enum { DECOMPOSED_MAX = 4 };

/* Hangul syllables are composed by rule: Unicode 3.12. */
enum {
	S_BASE = 0xac00,
	L_BASE = 0x1100,
	V_BASE = 0x1161,
	T_BASE = 0x11a7,
	L_COUNT = 19,
	V_COUNT = 21,
	T_COUNT = 28,
	S_COUNT = L_COUNT * V_COUNT * T_COUNT
};

static bool
is_syllable(uint32_t c)
{
	return c - S_BASE < S_COUNT;
}

static const struct composition *
find_composite(uint32_t c)
{
	int low = 0, high = composition_count, middle;
	const struct composition *pair;

	while (low < high) {
		middle = low + (high - low) / 2;
		pair = &compositions[by_composite[middle]];
		if (pair->composite == c)
			return pair;
		if (pair->composite < c)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The primary composite of two characters, or 0. */
static uint32_t
find_pair(uint32_t first, uint32_t second)
{
	int low = 0, high = composition_count, middle;
	const struct composition *pair;

	while (low < high) {
		middle = low + (high - low) / 2;
		pair = &compositions[middle];
		if (pair->first == first && pair->second == second)
			return pair->composite;
		if (pair->first < first || (pair->first == first && pair->second < second))
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static uint32_t
compose(uint32_t first, uint32_t second)
{
	if (first - L_BASE < L_COUNT && second - V_BASE < V_COUNT)
		return S_BASE + ((first - L_BASE) * V_COUNT + second - V_BASE) * T_COUNT;
	if (is_syllable(first) && (first - S_BASE) % T_COUNT == 0 &&
	    second - T_BASE - 1 < T_COUNT - 1)
		return first + second - T_BASE;
	return find_pair(first, second);
}

static int
decompose_syllable(uint32_t c, uint32_t out[DECOMPOSED_MAX])
{
	uint32_t s = c - S_BASE, tail = s % T_COUNT;

	out[0] = L_BASE + s / (V_COUNT * T_COUNT);
	out[1] = V_BASE + s / T_COUNT % V_COUNT;
	out[2] = T_BASE + tail;
	return tail > 0 ? 3 : 2;
}

/* Full decomposition of a character that may stand in NFC: only its first part decomposes again. */
static int
decompose(uint32_t c, uint32_t out[DECOMPOSED_MAX])
{
	uint32_t tail[DECOMPOSED_MAX];
	const struct composition *pair;
	int n = 0, count = 0;

	if (is_syllable(c))
		return decompose_syllable(c, out);
	while (n < DECOMPOSED_MAX - 1 && (pair = find_composite(c)) != NULL) {
		tail[n++] = pair->second;
		c = pair->first;
	}
	out[count++] = c;
	while (n > 0)
		out[count++] = tail[--n];
	return count;
}

static uint8_t
combining_class(uint32_t c)
{
	return char_facts(c)->ccc;
}

/* Append c where canonical ordering puts it. */
static void
append_ordered(uint32_t *text, int n, uint32_t c)
{
	uint8_t class = combining_class(c);

	for (; n > 0 && class != 0 && combining_class(text[n - 1]) > class; n--)
		text[n] = text[n - 1];
	text[n] = c;
}

/* Compose decomposed text in place; its new length. */
static int
recompose(uint32_t *text, int n)
{
	int starter = -1, count = 0;
	uint32_t composite;
	uint8_t class, last = 0;

	for (int i = 0; i < n; i++) {
		class = combining_class(text[i]);
		composite = 0;
		if (starter >= 0 && (starter == count - 1 || last < class))
			composite = compose(text[starter], text[i]);
		if (composite != 0) {
			text[starter] = composite;
			continue;
		}
		if (class == 0)
			starter = count;
		last = class;
		text[count++] = text[i];
	}
	return count;
}

/* Whether text of at most IDNA_LABEL_MAX characters, all of which may stand in NFC, is NFC. */
static bool
composes_to_itself(const uint32_t *code_points, int n)
{
	uint32_t text[IDNA_LABEL_MAX * DECOMPOSED_MAX], parts[DECOMPOSED_MAX];
	int count = 0, m;

	for (int i = 0; i < n; i++) {
		m = decompose(code_points[i], parts);
		for (int j = 0; j < m; j++)
			append_ordered(text, count++, parts[j]);
	}
	return recompose(text, count) == n &&
	       memcmp(text, code_points, (size_t)n * sizeof(*text)) == 0;
}

/* What of a label's characters its rules ask about, as a whole. */
struct summary {
	uint32_t classes, bidi, scripts, nfc; /* bit sets of the constants of idna_tables.h */
	bool unordered; /* combining marks out of canonical order */
	bool arabic_digits, eastern_digits; /* U+0660..9, U+06F0..9 */
};

static struct summary
summarize(const uint32_t *code_points, int n)
{
	struct summary sum = { 0 };
	const struct char_facts *facts;
	uint8_t last = 0;

	for (int i = 0; i < n; i++) {
		facts = char_facts(code_points[i]);
		sum.classes |= 1u << facts->class;
		sum.bidi |= 1u << facts->bidi;
		sum.scripts |= 1u << facts->script;
		sum.nfc |= 1u << facts->nfc;
		sum.unordered |= facts->ccc != 0 && facts->ccc < last;
		sum.arabic_digits |= code_points[i] - 0x660 < 10;
		sum.eastern_digits |= code_points[i] - 0x6f0 < 10;
		last = facts->ccc;
	}
	return sum;
}

/* Beyond the length of a label there is no answer, lest the work grow: such a label is faulty. */
static bool
is_nfc(const uint32_t *code_points, int n, const struct summary *sum)
{
	if ((sum->nfc & 1u << NFC_NO) != 0 || sum->unordered)
		return false;
	if ((sum->nfc & 1u << NFC_MAYBE) == 0 || n > IDNA_LABEL_MAX)
		return true;
	return composes_to_itself(code_points, n);
}

/* The joining type next to code point i in direction `step`, transparent ones skipped. */
static uint8_t
joining_beside(const uint32_t *code_points, int n, int i, int step)
{
	uint8_t type = JOINING_T;

	for (i += step; i >= 0 && i < n && type == JOINING_T; i += step)
		type = char_facts(code_points[i])->joining;
	return type;
}

enum { VIRAMA = 9 }; /* the combining class of viramas */

/* RFC 5892 A.1 and A.2. */
static bool
joiner_fits(const uint32_t *code_points, int n, int i)
{
	uint8_t before, after;

	if (i > 0 && combining_class(code_points[i - 1]) == VIRAMA)
		return true;
	if (code_points[i] == 0x200d)
		return false;
	before = joining_beside(code_points, n, i, -1);
	after = joining_beside(code_points, n, i, 1);
	return (before == JOINING_L || before == JOINING_D) &&
	       (after == JOINING_R || after == JOINING_D);
}

static bool
has_script(const uint32_t *code_points, int n, int i, uint8_t script)
{
	return i >= 0 && i < n && char_facts(code_points[i])->script == script;
}

/* RFC 5892 A.3 to A.9. */
static bool
other_fits(const uint32_t *code_points, int n, int i, const struct summary *sum)
{
	switch (code_points[i]) {
	case 0xb7: /* middle dot, of Catalan */
		return i > 0 && i + 1 < n && code_points[i - 1] == 'l' && code_points[i + 1] == 'l';
	case 0x375:
		/* keraia */
		return has_script(code_points, n, i + 1, SCRIPT_GREEK);
	case 0x5f3:
	case 0x5f4:
		/* geresh, gershayim */
		return has_script(code_points, n, i - 1, SCRIPT_HEBREW);
	case 0x30fb: /* Katakana middle dot */
		return (sum->scripts &
			(1u << SCRIPT_HAN | 1u << SCRIPT_HIRAGANA | 1u << SCRIPT_KATAKANA)) != 0;
	default: /* digits of either Arabic set */
		return !sum->arabic_digits || !sum->eastern_digits;
	}
}

static bool
context_fits(const uint32_t *code_points, int n, const struct summary *sum)
{
	uint8_t class;

	if ((sum->classes & (1u << CLASS_CONTEXTJ | 1u << CLASS_CONTEXTO)) == 0)
		return true;
	for (int i = 0; i < n; i++) {
		class = char_facts(code_points[i])->class;
		if (class == CLASS_CONTEXTJ && !joiner_fits(code_points, n, i))
			return false;
		if (class == CLASS_CONTEXTO && !other_fits(code_points, n, i, sum))
			return false;
	}
	return true;
}

/*
 * RFC 5893 section 2 for a label with a right-to-left character in it.  Such a label can only be a
 * right-to-left one: in the others its rule 5 bars the very character.
 */
static bool
bidi_fits(const uint32_t *code_points, int n, const struct summary *sum)
{
	const uint32_t strong = 1u << BIDI_R | 1u << BIDI_AL,
		       digits = 1u << BIDI_EN | 1u << BIDI_AN;

	if ((sum->bidi & (strong | 1u << BIDI_AN)) == 0)
		return true;
	if ((1u << char_facts(code_points[0])->bidi & strong) == 0)
		return false;
	if ((sum->bidi & 1u << BIDI_NONE) != 0 || (sum->bidi & digits) == digits)
		return false;
	while (char_facts(code_points[n - 1])->bidi == BIDI_NSM) /* stops at the first */
		n--;
	return (1u << char_facts(code_points[n - 1])->bidi & (strong | digits)) != 0;
}

static uint64_t
hyphen_faults(const uint32_t *code_points, int n)
{
	uint64_t faults = 0;

	if (code_points[0] == '-' || code_points[n - 1] == '-')
		faults |= HOST_BIT(HOST_U_HYPHEN_EDGE);
	if (n >= 4 && code_points[2] == '-' && code_points[3] == '-')
		faults |= HOST_BIT(HOST_U_HYPHENS_34);
	return faults;
}

static uint64_t
judge(const uint32_t *code_points, int n)
{
	struct summary sum = summarize(code_points, n);
	uint64_t faults = hyphen_faults(code_points, n);

	if ((sum.classes & (1u << CLASS_DISALLOWED | 1u << CLASS_MAPPED)) != 0)
		faults |= HOST_BIT(HOST_U_DISALLOWED);
	if ((sum.classes & 1u << CLASS_MAPPED) != 0)
		faults |= HOST_BIT(HOST_U_MAPPED);
	if (char_facts(code_points[0])->mark)
		faults |= HOST_BIT(HOST_U_MARK);
	if (!is_nfc(code_points, n, &sum))
		faults |= HOST_BIT(HOST_U_NOT_NFC);
	if (!context_fits(code_points, n, &sum))
		faults |= HOST_BIT(HOST_U_CONTEXT);
	if (!bidi_fits(code_points, n, &sum))
		faults |= HOST_BIT(HOST_U_BIDI);
	return faults;
}

enum { PREFIX = 4 }; /* "xn--" */

/* Whether a label of code points has a form of at most 63 octets: itself, or its A-label. */
static bool
fits_label(const uint32_t *code_points, int n)
{
	char encoded[IDNA_LABEL_MAX];
	uint32_t all = 0;

	if (n > IDNA_LABEL_MAX)
		return false;
	for (int i = 0; i < n; i++) {
		if (!is_scalar(code_points[i]))
			return true; /* it has no form at all */
		all |= code_points[i];
	}
	return all < FIRST || punycode_encode(code_points, n, encoded, IDNA_LABEL_MAX - PREFIX) > 0;
}

uint64_t
idna_u_label_faults(const uint32_t *code_points, int n)
{
	if (n <= 0)
		return HOST_BIT(HOST_EMPTY_LABEL);
	if (!fits_label(code_points, n))
		return judge(code_points, n) | HOST_BIT(HOST_LABEL_LONG);
	return judge(code_points, n);
}

/*
 * A delimiter with nothing before it is an error that some decoders pass over.  It is the only way
 * to a second spelling: what punycode_decode() takes, it takes from one spelling alone.
 */
static bool
is_loose(struct span encoded)
{
	return encoded.n > 1 && encoded.p[0] == '-' && basic_count(encoded) == 0;
}

uint64_t
idna_a_label_faults(struct span label)
{
	uint8_t text[IDNA_LABEL_MAX];
	uint32_t code_points[IDNA_LABEL_MAX];
	struct span encoded = { text, label.n - PREFIX };
	uint64_t faults = 0;
	int n;

	if (label.n > IDNA_LABEL_MAX)
		return HOST_BIT(HOST_LABEL_LONG);
	if (!span_starts_with(label, "xn--"))
		return HOST_BIT(HOST_A_LABEL_BAD);
	for (size_t i = 0; i < encoded.n; i++)
		text[i] = lower(label.p[PREFIX + i]);
	if (is_loose(encoded)) {
		encoded = (struct span){ text + 1, encoded.n - 1 };
		faults = HOST_BIT(HOST_A_LABEL_LOOSE);
	}
	n = punycode_decode(encoded, code_points, IDNA_LABEL_MAX);
	if (n <= 0)
		return HOST_BIT(HOST_A_LABEL_BAD);
	if (least_from(code_points, n, FIRST) == UINT32_MAX)
		return HOST_BIT(HOST_A_LABEL_ASCII);
	return faults | judge(code_points, n);
}

/* ---- text ---- */

enum { FIRST_COMBINING = 0x300 };	/* what is below stands as it is, alone and in NFC */

/* Whether a character begins a run: whatever is before it, it stays as it is. */
static bool
begins_run(uint32_t c)
{
	const struct char_facts *facts;

	if (c < FIRST_COMBINING)
		return true;
	facts = char_facts(c);
	return facts->ccc == 0 && facts->nfc == NFC_YES;
}

static bool
run_is_nfc(const uint32_t *run, int n)
{
	struct summary sum;

	if (n == 0 || (n == 1 && run[0] < FIRST_COMBINING))
		return true;
	sum = summarize(run, n);
	return is_nfc(run, n, &sum);
}

bool
text_is_nfc(uint32_t tag, struct span s)
{
	uint32_t run[IDNA_LABEL_MAX], c;
	bool judged = true;
	int n = 0;

	while (text_next(tag, &s, &c)) {
		if (begins_run(c)) {
			if (judged && !run_is_nfc(run, n))
				return false;
			judged = true;
			n = 0;
		}
		judged = judged && n < IDNA_LABEL_MAX;
		if (judged)
			run[n++] = c;
	}
	return !judged || run_is_nfc(run, n);
}
