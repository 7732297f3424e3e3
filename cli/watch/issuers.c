/*
 * Issuers of a static-ct log by fingerprint: fetched once, checked, kept.
 *
 * One that is not to be had does not hold up the entries below it: they are handed over without,
 * and it is asked for again an hour later if there is still use for it.
 */

#include "reader.h"

#include <stdio.h>
#include <stdlib.h>

enum { BUCKETS = 1024, MOST_BYTES = 64 * 1024 * 1024, AN_HOUR = 3600 * 1000 };

enum issuer_state { ISSUER_ASKED, ISSUER_HERE, ISSUER_MISSING };

struct issuer {
	struct issuers *all;
	struct issuer *next;
	uint8_t fingerprint[HASH_SIZE];
	enum issuer_state state;
	struct fetch fetch;		/* its body is the certificate */
	int64_t again;			/* missing: when to ask again */
	size_t uses;
};

struct issuers {
	struct reader *reader;
	struct issuer *buckets[BUCKETS];
	size_t bytes;
};

struct issuers *
issuers_new(struct reader *reader)
{
	struct issuers *all = memory_new(1, sizeof(*all));

	all->reader = reader;
	return all;
}

static void
issuer_free(struct issuer *issuer)
{
	fetch_free(&issuer->fetch);
	free(issuer);
}

void
issuers_free(struct issuers *all)
{
	for (size_t i = 0; all && i < BUCKETS; i++)
		while (all->buckets[i]) {
			struct issuer *issuer = all->buckets[i];

			all->buckets[i] = issuer->next;
			issuer_free(issuer);
		}
	free(all);
}

/* Nobody needs more issuers than there are: without this a log could fill the memory with them. */
static void
sweep(struct issuers *all)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct issuer **link = &all->buckets[i]; *link;) {
			struct issuer *issuer = *link;

			if (issuer->uses > 0 || issuer->state == ISSUER_ASKED) {
				link = &issuer->next;
				continue;
			}
			*link = issuer->next;
			all->bytes -= sizeof(*issuer) + issuer->fetch.body.n;
			issuer_free(issuer);
		}
}

/* ---- asking ---- */

static bool
is_right(const struct issuer *issuer, const struct text *certificate)
{
	uint8_t digest[HASH_SIZE];

	return certificate->n > 0 &&
	       certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, certificate->p,
			       certificate->n, digest) == CERTLINT_OK &&
	       memcmp(digest, issuer->fingerprint, HASH_SIZE) == 0;
}

static void
settle(struct issuer *issuer, enum issuer_state state)
{
	issuer->state = state;
	if (state == ISSUER_MISSING) {
		issuer->fetch.body.n = 0;
		issuer->again = fetch_clock() + AN_HOUR;
	}
	issuer->all->bytes += issuer->fetch.body.n;
}

/* A log that is down comes back; what it says that it does not have it has not. */
static bool
is_worth_another_try(const struct fetch *fetch)
{
	bool down = fetch->result == FETCH_UNREACHED || fetch->result == FETCH_SLOW ||
		    (fetch->result == FETCH_REFUSED &&
		     (fetch->status == 429 || fetch->status >= 500));

	return fetch->failures < (down ? LAST_TRY : TRIES);
}

static void
issuer_done(struct fetch *fetch)
{
	struct issuer *issuer = fetch->owner;
	struct reader *reader = issuer->all->reader;
	const struct follow_calls *calls = reader->all->calls;

	if (fetch->result == FETCH_DONE && is_right(issuer, &fetch->body)) {
		fetch->failures = 0;
		reader_works(reader, PART_ISSUER);
		settle(issuer, ISSUER_HERE);
		if (calls->keep_issuer)
			calls->keep_issuer(calls->ctx, issuer->fingerprint, (struct certlint_span){
				(const uint8_t *)fetch->body.p, fetch->body.n });
		return;
	}
	if (fetch->result == FETCH_DONE) {
		fetch->failures++;
		fetch->result = FETCH_CUT;
		snprintf(fetch->why, sizeof(fetch->why), "another certificate");
	}
	if (is_worth_another_try(fetch)) {
		fetch_start(fetch);
		return;
	}
	reader_fails(reader, PART_ISSUER, "%s: %s",
		     text_string(&fetch->url) + strlen(reader->log->url), fetch->why);
	settle(issuer, ISSUER_MISSING);
}

static void
ask(struct issuer *issuer)
{
	struct text path = { 0 };

	issuer->state = ISSUER_ASKED;
	issuer->fetch.failures = 0;
	text_puts(&path, "issuer/");
	for (size_t i = 0; i < HASH_SIZE; i++)
		text_printf(&path, "%02x", issuer->fingerprint[i]);
	reader_ask(issuer->all->reader, &issuer->fetch, text_string(&path));
	text_free(&path);
}

static bool
is_kept(struct issuer *issuer)
{
	const struct follow_calls *calls = issuer->all->reader->all->calls;

	return calls->issuer &&
	       calls->issuer(calls->ctx, issuer->fingerprint, &issuer->fetch.body) &&
	       is_right(issuer, &issuer->fetch.body);
}

static struct issuer *
issuer_new(struct issuers *all, const uint8_t fingerprint[HASH_SIZE])
{
	struct issuer *issuer = memory_new(1, sizeof(*issuer));

	issuer->all = all;
	issuer->fetch = (struct fetch){
		.most = SMALL_ANSWER, .owner = issuer, .done = issuer_done,
	};
	memcpy(issuer->fingerprint, fingerprint, HASH_SIZE);
	all->bytes += sizeof(*issuer);
	if (is_kept(issuer))
		settle(issuer, ISSUER_HERE);
	else
		ask(issuer);
	return issuer;
}

struct issuer *
issuer_get(struct issuers *all, const uint8_t fingerprint[HASH_SIZE])
{
	struct issuer **bucket, *issuer;

	if (all->bytes > MOST_BYTES)
		sweep(all);
	bucket = &all->buckets[(fingerprint[0] << 8 | fingerprint[1]) % BUCKETS];
	for (issuer = *bucket; issuer; issuer = issuer->next)
		if (memcmp(issuer->fingerprint, fingerprint, HASH_SIZE) == 0)
			break;
	if (!issuer) {
		issuer = issuer_new(all, fingerprint);
		issuer->next = *bucket;
		*bucket = issuer;
	} else if (issuer->state == ISSUER_MISSING && issuer->again <= fetch_clock()) {
		ask(issuer);
	}
	issuer->uses++;
	return issuer;
}

void
issuer_release(struct issuer *issuer)
{
	if (issuer)
		issuer->uses--;
}

bool
issuer_certificate(const struct issuer *issuer, struct certlint_span *certificate)
{
	*certificate = (struct certlint_span){ NULL, 0 };
	if (issuer->state == ISSUER_HERE)
		*certificate = (struct certlint_span){ (const uint8_t *)issuer->fetch.body.p,
						       issuer->fetch.body.n };
	return issuer->state != ISSUER_ASKED;
}
