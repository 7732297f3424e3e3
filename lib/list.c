/* What a handle knows: its lints, its tables, and the vocabulary of names. */

#include "handle.h"

/* ---- names that are the same for every handle ---- */

#define FACT_ENTRY(id, name, summary) { sizeof(struct certlint_name), name, summary, NULL },
static const struct certlint_name facts[] = { FACTS_LIST(FACT_ENTRY) };

#define NAME(name, summary) { sizeof(struct certlint_name), name, summary, NULL }
static const struct certlint_name needs[] = {
	NAME("issuer", "the issuer's certificate: input.issuer"),
	NAME("pair",
	     "the counterpart, precertificate and final certificate of each other: input.pair"),
	NAME("now", "the current time: input.now"),
	NAME("issuer_key", "the issuer's certificate or SubjectPublicKeyInfo: input.issuer"),
};
_Static_assert(sizeof(needs) / sizeof(*needs) == NEED_COUNT, "a need has no name");

static const struct certlint_name host_flags_[HOST_FLAG_COUNT] = {
	[HOST_EMPTY] = NAME("empty", "no octet at all"),
	[HOST_EMPTY_LABEL] = NAME("empty_label", "two dots in a row, or a dot first"),
	[HOST_TRAILING_DOT] = NAME("trailing_dot", "a dot at the end"),
	[HOST_LABEL_LONG] = NAME("label_long", "a label of more than 63 octets"),
	[HOST_LONG] = NAME("long", "more than 253 octets"),
	[HOST_UNDERSCORE] = NAME("underscore", "an underscore"),
	[HOST_BAD_CHAR] = NAME("bad_char", "a character that no host name has"),
	[HOST_SPACE] = NAME("space", "white space"),
	[HOST_NUL] = NAME("nul", "a NUL octet"),
	[HOST_AT] = NAME("at", "an '@'"),
	[HOST_NON_ASCII] = NAME("non_ascii", "an octet above 7f"),
	[HOST_HYPHEN_FIRST] = NAME("hyphen_first", "a label begins with a hyphen"),
	[HOST_HYPHEN_LAST] = NAME("hyphen_last", "a label ends with a hyphen"),
	[HOST_HYPHENS_34] = NAME("hyphens_34", "hyphens in positions 3 and 4 without xn"),
	[HOST_UPPER] = NAME("upper", "an upper case letter"),
	[HOST_WILDCARD] = NAME("wildcard", "the first label is an asterisk"),
	[HOST_BARE_WILDCARD] = NAME("bare_wildcard", "an asterisk and nothing else"),
	[HOST_STAR_PARTIAL] = NAME("star_partial", "an asterisk beside other characters"),
	[HOST_STAR_INNER] = NAME("star_inner", "an asterisk in a label other than the first"),
	[HOST_SINGLE_LABEL] = NAME("single_label", "one label only"),
	[HOST_IPV4] = NAME("ipv4", "an IPv4 address as text"),
	[HOST_IPV6] = NAME("ipv6", "an IPv6 address as text"),
	[HOST_CIDR] = NAME("cidr", "an address and a prefix length"),
	[HOST_URL] = NAME("url", "a scheme, path or port"),
	[HOST_A_LABEL] = NAME("a_label", "a label with xn--"),
	[HOST_A_LABEL_BAD] = NAME("a_label_bad", "xn-- and no Punycode"),
	[HOST_A_LABEL_ASCII] = NAME("a_label_ascii", "an A-label that decodes to ASCII only"),
	[HOST_A_LABEL_LOOSE] =
		NAME("a_label_loose", "an A-label that does not encode back to itself"),
	[HOST_U_DISALLOWED] = NAME("u_disallowed", "a code point that IDNA2008 disallows"),
	[HOST_U_MAPPED] = NAME("u_mapped", "a code point that UTS #46 maps to others"),
	[HOST_U_CONTEXT] = NAME("u_context", "a contextual rule of IDNA2008 fails"),
	[HOST_U_NOT_NFC] = NAME("u_not_nfc", "a label that is not in normalization form C"),
	[HOST_U_BIDI] = NAME("u_bidi", "the Bidi rule of RFC 5893 fails"),
	[HOST_U_MARK] = NAME("u_mark", "a label begins with a combining mark"),
	[HOST_U_HYPHENS_34] = NAME("u_hyphens_34", "a U-label with hyphens in positions 3 and 4"),
	[HOST_U_HYPHEN_EDGE] = NAME("u_hyphen_edge", "a U-label begins or ends with a hyphen"),
	[HOST_TLD_NUMERIC] = NAME("tld_numeric", "the last label is all digits"),
	[HOST_TLD_IMPOSSIBLE] = NAME("tld_impossible", "the last label can never be a TLD"),
	[HOST_TLD_UNKNOWN] = NAME("tld_unknown", "the last label has never been a TLD"),
	[HOST_TLD_NOT_YET] = NAME("tld_not_yet", "the TLD was delegated later"),
	[HOST_TLD_REMOVED] = NAME("tld_removed", "the TLD was removed before"),
	[HOST_SPECIAL_USE] = NAME("special_use", "at or below a special-use name"),
	[HOST_EXAMPLE] = NAME("example", "at or below example.com, .net or .org"),
	[HOST_ARPA_REVERSE] = NAME("arpa_reverse", "at or below in-addr.arpa or ip6.arpa"),
	[HOST_ARPA_MALFORMED] = NAME("arpa_malformed", "a reverse name of no address"),
	[HOST_ARPA_RESERVED] = NAME("arpa_reserved", "a reverse name of a reserved address"),
	[HOST_ONION] = NAME("onion", "under .onion"),
	[HOST_ONION_BAD] = NAME("onion_bad", "an onion name of neither version"),
	[HOST_ONION_V2] = NAME("onion_v2", "an onion name of version 2"),
	[HOST_ONION_VERSION] = NAME("onion_version", "an onion name of an unknown version"),
	[HOST_ONION_CHECKSUM] = NAME("onion_checksum", "an onion name with a wrong checksum"),
	[HOST_SUFFIX] = NAME("public_suffix", "a public suffix, of the list's ICANN part"),
	[HOST_SUFFIX_PRIVATE] =
		NAME("private_suffix", "a public suffix, of the list's private part"),
};

enum host_flag
host_flag_find(const char *name)
{
	unsigned i = 0;

	while (i < HOST_FLAG_COUNT && strcmp(host_flags_[i].name, name) != 0)
		i++;
	return (enum host_flag)i;
}

/* ---- lints, as they are lent ---- */

/* Text put together piece by piece: counted first, then written. */
struct joiner {
	char *w;			/* NULL: only count */
	size_t length;
};

static void
join(struct joiner *j, const char *before, const char *text)
{
	size_t gap = j->length ? strlen(before) : 0, n = strlen(text);

	if (j->w) {
		memcpy(j->w + j->length, before, gap);
		memcpy(j->w + j->length + gap, text, n);
	}
	j->length += gap + n;
}

static void
join_facts(struct joiner *j, const struct facts *f, const char *mark)
{
	char before[3] = { ' ', *mark, '\0' };

	for (unsigned i = 0; i < FACT_COUNT; i++) {
		if (!facts_have(f, (enum fact)i))
			continue;
		if (j->length == 0 && *mark)
			join(j, "", mark), join(j, "", fact_name((enum fact)i));
		else
			join(j, before, fact_name((enum fact)i));
	}
}

static void
join_applies(struct joiner *j, const struct entry *e)
{
	join_facts(j, &e->lint->on, "");
	join_facts(j, &e->lint->off, "!");
}

static void
join_needs(struct joiner *j, const struct entry *e)
{
	unsigned bits = e->lint->needs | (e->lint->by == BY_NOW ? NEED_NOW : 0);

	for (unsigned n = 0; n < NEED_COUNT; n++)
		if (bits >> n & 1)
			join(j, " ", needs[n].name);
}

/* The text that `write` makes of an entry, NULL if it is empty; false for want of memory. */
static bool
make_text(certlint *h, const struct entry *e, void (*write)(struct joiner *, const struct entry *),
	  const char **out)
{
	struct joiner j = { NULL, 0 };

	*out = NULL;
	write(&j, e);
	if (j.length == 0)
		return true;
	j = (struct joiner){ arena_take(&h->arena, j.length + 1), 0 };
	if (j.w == NULL)
		return false;
	write(&j, e);
	*out = j.w;
	return true;
}

static bool
show_entry(certlint *h, struct certlint_lint *shown, struct entry *e)
{
	const struct lint *l = e->lint;
	const struct lint_text *t = e->text;

	*shown = (struct certlint_lint){
		.size = sizeof(*shown), .id = l->id, .source = l->source, .citation = l->citation,
		.summary = t->summary, .why = t->why, .fix = t->fix, .unless = t->unless,
		.covers = t->covers, .peers = t->peers, .aliases = t->aliases,
		.citations = t->citations, .vectors = t->vectors, .severity = e->severity,
		.from_day = l->from ? day_to_number(l->from) : 0,
		.until_day = l->until ? day_to_number(l->until) : 0, .clock = l->by,
	};
	e->shown = shown;
	return make_text(h, e, join_applies, &shown->applies) &&
		make_text(h, e, join_needs, &shown->needs);
}

/* Entries sorted by id, by insertion: a handle is made once and qsort() may use the heap. */
static void
sort_entries(struct entry **sorted, struct entry *entries, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t low = 0, high = i;

		while (low < high) {
			uint32_t middle = low + (high - low) / 2;

			if (strcmp(sorted[middle]->lint->id, entries[i].lint->id) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		memmove(sorted + low + 1, sorted + low, (i - low) * sizeof(*sorted));
		sorted[low] = &entries[i];
	}
}

static int
make_lints(struct making *m)
{
	certlint *h = m->h;
	uint32_t count = h->engine.count;
	struct entry **sorted = arena_take(&h->arena, (count + 1) * sizeof(*sorted));

	h->shown = arena_take(&h->arena, (count + 1) * sizeof(*h->shown));
	if (sorted == NULL || h->shown == NULL)
		return CERTLINT_ERR_MEMORY;
	sort_entries(sorted, h->engine.entries, count);
	for (uint32_t i = 0; i < count; i++) {
		sorted[i]->number = i;
		if (!show_entry(h, &h->shown[i], sorted[i]))
			return CERTLINT_ERR_MEMORY;
	}
	return CERTLINT_OK;
}

/* ---- sources and peers ---- */

static bool
names_have(const struct names *names, struct word word)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (word_is(word, names->at[i].name))
			return true;
	return false;
}

static int
names_add(certlint *h, struct names *names, struct word word, const char *summary)
{
	char *name;

	if (names_have(names, word))
		return CERTLINT_OK;
	name = arena_copy(&h->arena, word.text, word.length);
	if (name == NULL)
		return CERTLINT_ERR_MEMORY;
	names->at[names->count++] =
		(struct certlint_name){ sizeof(*names->at), name, summary, NULL };
	return CERTLINT_OK;
}

static int
make_sources(struct making *m)
{
	certlint *h = m->h;
	int status = CERTLINT_OK;

	h->sources.at = arena_take(&h->arena, (m->count + 1) * sizeof(*h->sources.at));
	if (h->sources.at == NULL)
		return CERTLINT_ERR_MEMORY;
	for (uint32_t i = 0; i < h->engine.count && status == CERTLINT_OK; i++) {
		const char *source = h->shown[i].source;

		if (source)
			status = names_add(h, &h->sources, (struct word){ source, strlen(source) },
					   "a document that lints cite");
	}
	return status;
}

/* The word's part before its colon: the linter. */
static struct word
peer_of(struct word w)
{
	const char *colon = memchr(w.text, ':', w.length);

	return (struct word){ w.text, colon ? (size_t)(colon - w.text) : w.length };
}

static size_t
count_peers(const certlint *h)
{
	size_t n = 0;
	struct word w;

	for (uint32_t i = 0; i < h->engine.count; i++)
		for (const char *list = h->shown[i].peers; word_next(&list, &w); )
			n++;
	return n;
}

static int
make_peers(struct making *m)
{
	certlint *h = m->h;
	int status = CERTLINT_OK;
	struct word w;

	h->peers.at = arena_take(&h->arena, (count_peers(h) + 1) * sizeof(*h->peers.at));
	if (h->peers.at == NULL)
		return CERTLINT_ERR_MEMORY;
	for (uint32_t i = 0; i < h->engine.count; i++)
		for (const char *list = h->shown[i].peers;
		     status == CERTLINT_OK && word_next(&list, &w); )
			status = names_add(h, &h->peers, peer_of(w),
					   "a linter whose names lints know");
	return status;
}

/* ---- tables ---- */

static void
make_tables(certlint *h)
{
	static const enum data_table by_name[] = { DATA_CT_LOGS, DATA_NETWORKS, DATA_SPECIAL_USE,
		DATA_SUFFIXES, DATA_TLDS, DATA_WEAK_KEYS };

	for (unsigned i = 0; i < DATA_TABLE_COUNT; i++) {
		const struct data_info *info = data_info(h->data, by_name[i]);

		if (info->rows == 0)	/* weak keys that nobody gave */
			continue;
		h->tables[h->table_count++] = (struct certlint_table_info){
			.size = sizeof(h->tables[0]), .name = info->name, .version = info->version,
			.origin = info->origin, .sha256 = info->sha256,
			.day = info->day == DAY_NONE ? 0 : day_to_number(info->day),
			.rows = info->rows,
		};
	}
}

static void
join_tables(struct joiner *j, const certlint *h)
{
	for (unsigned i = 0; i < h->table_count; i++) {
		join(j, " ", h->tables[i].name);
		join(j, "=", h->tables[i].version);
	}
}

static int
make_data_text(certlint *h)
{
	struct joiner j = { NULL, 0 };

	make_tables(h);
	join_tables(&j, h);
	j = (struct joiner){ arena_take(&h->arena, j.length + 1), 0 };
	if (j.w == NULL)
		return CERTLINT_ERR_MEMORY;
	join_tables(&j, h);
	h->data_text = j.w;
	return CERTLINT_OK;
}

int
list_make(struct making *m)
{
	int status = make_lints(m);

	if (status == CERTLINT_OK)
		status = make_sources(m);
	if (status == CERTLINT_OK)
		status = make_peers(m);
	return status == CERTLINT_OK ? make_data_text(m->h) : status;
}

/* ---- what is asked ---- */

const struct certlint_lint *
certlint_at(const certlint *lint, size_t i)
{
	return lint && i < lint->engine.count ? &lint->shown[i] : NULL;
}

/* A peer's name may have blanks, which a list writes as '_'. */
static bool
has_peer(const char *peers, struct word name)
{
	struct word w;

	while (word_next(&peers, &w)) {
		size_t i = 0;

		while (i < w.length && i < name.length &&
		       w.text[i] == (name.text[i] == ' ' ? '_' : name.text[i]))
			i++;
		if (i == w.length && i == name.length)
			return true;
	}
	return false;
}

static bool
is_called(const struct certlint_lint *l, struct word name)
{
	return word_is(name, l->id) || words_have(l->aliases, name) || has_peer(l->peers, name);
}

const struct certlint_lint *
certlint_find(const certlint *lint, const char *name, const struct certlint_lint *after)
{
	const struct certlint_lint *l;
	bool past = after == NULL;

	for (size_t i = 0; name && (l = certlint_at(lint, i)) != NULL; i++) {
		if (past && is_called(l, (struct word){ name, strlen(name) }))
			return l;
		past |= l == after;
	}
	return NULL;
}

static const struct certlint_name *
remark_at(const certlint *lint, size_t i)
{
	const struct remark *remark = lint ? lint->remarks : NULL;

	while (remark && i-- > 0)
		remark = remark->next;
	return remark ? &remark->name : NULL;
}

static const struct certlint_name *
name_in(const struct certlint_name *names, size_t count, size_t i)
{
	return i < count ? &names[i] : NULL;
}

const struct certlint_name *
certlint_name_at(const certlint *lint, int list, size_t i)
{
	switch (list) {
	case CERTLINT_LIST_FACTS: return name_in(facts, FACT_COUNT, i);
	case CERTLINT_LIST_PROFILES: return i < profile_count ? &profile_table[i].name : NULL;
	case CERTLINT_LIST_NEEDS: return name_in(needs, NEED_COUNT, i);
	case CERTLINT_LIST_SOURCES:
		return lint ? name_in(lint->sources.at, lint->sources.count, i) : NULL;
	case CERTLINT_LIST_PEERS:
		return lint ? name_in(lint->peers.at, lint->peers.count, i) : NULL;
	case CERTLINT_LIST_REMARKS: return remark_at(lint, i);
	case CERTLINT_LIST_HOST_FLAGS: return name_in(host_flags_, HOST_FLAG_COUNT, i);
	default: return NULL;
	}
}

const struct certlint_table_info *
certlint_data_at(const certlint *lint, size_t i)
{
	return lint && i < lint->table_count ? &lint->tables[i] : NULL;
}

const char *
certlint_version(void)
{
	return CERTLINT_VERSION_STRING;
}

uint32_t
certlint_abi(void)
{
	return CERTLINT_ABI;
}

const char *
certlint_status_text(int status)
{
	switch (status) {
	case CERTLINT_OK: return "success";
	case CERTLINT_STOPPED: return "stopped by a callback";
	case CERTLINT_ERR_ARGUMENT: return "an argument makes no sense";
	case CERTLINT_ERR_MEMORY: return "out of memory";
	case CERTLINT_ERR_NEWER: return "made for a newer version of the library";
	case CERTLINT_ERR_LIMIT: return "the input is larger than the limit";
	case CERTLINT_ERR_CONFIG: return "the configuration cannot be understood";
	case CERTLINT_ERR_FILE: return "a file cannot be read";
	case CERTLINT_ERR_FORMAT: return "the bytes are of another shape";
	case CERTLINT_ERR_PROOF: return "a proof or signature does not hold";
	default: return status > 0 ? "success" : "unknown failure";
	}
}

const char *
certlint_severity_text(int severity)
{
	return severity >= CERTLINT_ERROR ? "error" : severity >= CERTLINT_WARNING ? "warning" :
		severity >= CERTLINT_NOTICE ? "notice" : "none";
}

const char *
certlint_kind_text(int kind)
{
	return kind == CERTLINT_CERT ? "certificate" :
		kind == CERTLINT_TBS_CERT ? "tbs_certificate" : "unknown";
}
