/* --test: an entry that carries an item goes through all that entries go through. */

#include <arpa/inet.h>
#include <stdlib.h>
#include <time.h>

#include "say.h"
#include "watch/about.h"
#include "watch/run.h"
#include "watch/skeleton.h"

enum { DAY = 86400, TAG_MAIL = 0x81, TAG_DNS = 0x82, TAG_URI = 0x86, TAG_IP = 0x87 };

struct canary {
	struct text san, subject;	/* bodies */
	uint8_t issuer_key[32];
	bool has_issuer_key;
};

/* ========================================================================== */
/*                              What carries it                               */
/* ========================================================================== */

/* A name that the pattern of names matches: below .NAME and *.NAME there is one of ours. */
static void
add_host(struct text *out, const char *pattern)
{
	if (*pattern == '*')
		pattern++;
	if (*pattern == '.')
		text_puts(out, "certlint-test");
	text_puts(out, pattern[0] == '.' && !pattern[1] ? ".example" : pattern);
}

static bool
carry_address(struct canary *c, const char *text)
{
	char address[INET6_ADDRSTRLEN];
	size_t n = strcspn(text, "/");
	uint8_t octets[16];
	bool v6 = strchr(text, ':') != NULL;

	if (n >= sizeof(address))
		return false;
	memcpy(address, text, n);
	address[n] = '\0';
	if (inet_pton(v6 ? AF_INET6 : AF_INET, address, octets) != 1)
		return false;
	skeleton_element(&c->san, TAG_IP, octets, v6 ? 16 : 4);
	return true;
}

static void
carry_mail(struct canary *c, const char *text)
{
	const char *at = strchr(text, '@');
	struct text mail = { 0 };

	text_add(&mail, text, at ? (size_t)(at - text) : 0);
	text_puts(&mail, mail.n ? "@" : "certlint-test@");
	add_host(&mail, at ? at + 1 : text);
	skeleton_element(&c->san, TAG_MAIL, mail.p, mail.n);
	text_free(&mail);
}

static void
carry_uri(struct canary *c, const char *text)
{
	struct text uri = { 0 };

	if (strstr(text, ":/")) {
		text_puts(&uri, text);
	} else {
		text_puts(&uri, "https://");
		add_host(&uri, text);
		text_char(&uri, '/');
	}
	skeleton_element(&c->san, TAG_URI, uri.p, uri.n);
	text_free(&uri);
}

static void
carry_organization(struct canary *c, const char *text)
{
	static const uint8_t oid[] = { 0x06, 0x03, 0x55, 0x04, 0x0a };
	struct text attribute = { 0 }, rdn = { 0 };

	text_add(&attribute, oid, sizeof(oid));
	skeleton_element(&attribute, 0x0c, text, strlen(text));
	skeleton_element(&rdn, 0x30, attribute.p, attribute.n);
	skeleton_element(&c->subject, 0x31, rdn.p, rdn.n);
	text_free(&attribute);
	text_free(&rdn);
}

static bool
carry_issuer(struct canary *c, const char *hash)
{
	const char *hex = strrchr(hash, ':');

	hex = hex ? hex + 1 : hash;
	for (size_t i = 0; i < 32; i++) {
		char pair[3] = { hex[2 * i], hex[2 * i] ? hex[2 * i + 1] : '\0', '\0' };
		char *end;

		c->issuer_key[i] = (uint8_t)strtoul(pair, &end, 16);
		if (end != pair + 2)
			return false;
	}
	c->has_issuer_key = true;
	return true;
}

/* False: it was said why no certificate can carry it. */
static bool
carry(struct canary *c, const struct certlint_watch_entry *item)
{
	const char *text = strchr(item->pattern, ':') + 1;
	struct text host = { 0 };

	switch (item->kind) {
	case CERTLINT_WATCH_IP:
	case CERTLINT_WATCH_CIDR: return carry_address(c, text);
	case CERTLINT_WATCH_EMAIL: carry_mail(c, text); return true;
	case CERTLINT_WATCH_URI: carry_uri(c, text); return true;
	case CERTLINT_WATCH_ORG: carry_organization(c, text); return true;
	case CERTLINT_WATCH_ISSUER: return carry_issuer(c, text);
	case CERTLINT_WATCH_SPKI:
		say("--test: nobody can make a key that has a given hash: test another item");
		return false;
	default:
		add_host(&host, text);
		skeleton_element(&c->san, TAG_DNS, host.p, host.n);
		text_free(&host);
		return true;
	}
}

/* ========================================================================== */
/*                                The entry                                   */
/* ========================================================================== */

static void
add_number(struct text *out, uint64_t value, unsigned octets)
{
	while (octets-- > 0)
		text_char(out, (char)(value >> 8 * octets));
}

static void
add_vector(struct text *out, const struct text *contents)
{
	add_number(out, contents->n, 3);
	text_add(out, contents->p, contents->n);
}

static void
make_tbs(struct text *out, const struct canary *c, int64_t now)
{
	struct text san = { 0 }, subject = { 0 };
	struct skeleton bones = { .not_before = now - DAY, .not_after = now + DAY };

	if (c->san.n > 0)
		skeleton_element(&san, 0x30, c->san.p, c->san.n);
	skeleton_element(&subject, 0x30, c->subject.p, c->subject.n);
	bones.san = (struct certlint_span){ (const uint8_t *)san.p, san.n };
	bones.subject = (struct certlint_span){ (const uint8_t *)subject.p, subject.n };
	skeleton_tbs(out, &bones);
	text_free(&san);
	text_free(&subject);
}

/* A precertificate where there is an issuer's key to tell, else a certificate. */
static void
make_leaf(struct text *leaf, struct text *extra, const struct canary *c, int64_t now)
{
	struct text tbs = { 0 }, certificate = { 0 };
	int64_t n;

	make_tbs(&tbs, c, now);
	n = certlint_wrap(CERTLINT_TBS_CERT, tbs.p, tbs.n, NULL, 0);
	if (n > 0)
		n = certlint_wrap(CERTLINT_TBS_CERT, tbs.p, tbs.n,
				  text_room(&certificate, (size_t)n), (size_t)n);
	certificate.n = n > 0 ? (size_t)n : 0;
	add_number(leaf, 0, 2);
	add_number(leaf, (uint64_t)now * 1000, 8);
	add_number(leaf, c->has_issuer_key, 2);
	if (c->has_issuer_key) {
		text_add(leaf, c->issuer_key, sizeof(c->issuer_key));
		add_vector(leaf, &tbs);
		add_vector(extra, &certificate);
	} else {
		add_vector(leaf, &certificate);
	}
	add_number(leaf, 0, 2);
	add_number(extra, 0, 3);
	text_free(&tbs);
	text_free(&certificate);
}

static void
submit(struct watch *w, const struct text *leaf, const struct text *extra)
{
	struct job *job = pool_job(w->pool);
	struct document *d = batch_document(batch_of(job));
	struct text *out = &job->der;

	d->kind = DOCUMENT_ANSWER;
	d->first = true;
	d->name = job->names.n;
	text_add(&job->names, "test", sizeof("test"));
	text_puts(out, "{\"entries\":[{\"leaf_input\":\"");
	text_base64(out, leaf->p, leaf->n, 0);
	text_puts(out, "\",\"extra_data\":\"");
	text_base64(out, extra->p, extra->n, 0);
	text_puts(out, "\"}]}");
	d->length = out->n;
	pool_submit(w->pool);
	pool_drain(w->pool);
}

/* The item as the list would have it, of one line; NULL: it was said why it is none. */
static certlint_watch *
read_item(const char *text)
{
	struct certlint_watch_options options = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error error = CERTLINT_ERROR_INIT;
	certlint_watch *watch;

	options.text = text;
	options.text_length = strlen(text);
	if (certlint_watch_new(&watch, &options, &error) == CERTLINT_OK)
		return watch;
	say("--test: %s", error.text);
	return NULL;
}

enum exit_code
run_test(struct watch *w)
{
	struct certlint_watch_entry item = CERTLINT_WATCH_ENTRY_INIT;
	certlint_watch *one = read_item(w->settings->watch.test);
	struct text leaf = { 0 }, extra = { 0 };
	struct canary canary = { .has_issuer_key = false };
	int64_t now = watch_clock(w);
	bool carried = false;

	if (one && !certlint_watch_at(one, 0, &item))
		say("--test: that is no item");
	else if (one)
		carried = carry(&canary, &item);
	if (carried) {
		make_leaf(&leaf, &extra, &canary, now ? now : (int64_t)time(NULL));
		submit(w, &leaf, &extra);
		deliver_again(&w->deliver, 0, true);
		if (!w->settings->quiet)
			say("%s: %s", item.pattern, w->teller.found ? "found" : "not found");
	}
	certlint_watch_free(one);
	text_free(&leaf);
	text_free(&extra);
	text_free(&canary.san);
	text_free(&canary.subject);
	return !carried ? EXIT_USAGE : w->teller.found ? EXIT_CLEAN : EXIT_FOUND;
}
