/* The SCTs of a certificate beside the logs that gave them, as the table of logs knows them. */

#include "issuer.h"
#include "policy.h"

/*
 * Each SCT is of a log that counts.
 *
 * An SCT of a log that no browser knows, or of a log for tests, is none for it.  A log that is
 * younger than the table of logs is passed over.
 *
 * fix: submit to logs that browsers have as usable, or renew the table of logs.
 * covers: ct-sct-log-id-known
 *
 *	pass tls
 *	fail tls sct=argon2026h1,nimbus2026,0000000000000000000000000000000000000000000000000000000000000000
 *	fail tls sct=argon2026h1,nimbus2026,solera2026h1
 *	pass tls from=2099-04-01 sct=0000000000000000000000000000000000000000000000000000000000000000
 */
LINT(ct_sct_log_unknown, NOTICE, RFC("6962", "3.2"), .on = FACTS(SCT_LIST_PRESENT),
     .trigger = ON_SIGHT(SCT_LOG_UNKNOWN), .from = RFC6962_DAY)
{
	const struct data_info *info = data_info(data_of(r), DATA_CT_LOGS);
	const struct ct_log *log;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		if (log && log->is_test)
			fail(r, s.log_id, "an SCT of a log for tests: %s", log->description);
		else if (!log && day_of(sct_seconds(&s)) <= info->day)
			fail(r, s.log_id, "an SCT of a log that no list of %s has", info->version);
	}
}

/*
 * Each SCT is of a log that takes certificates of this notAfter.
 *
 * A log of today is for certificates that end in a certain half-year or so.  An SCT of another is
 * of another certificate, or of a log that does not keep to its rules; Apple's systems ignore it.
 *
 * fix: submit to the log whose interval holds notAfter.
 * covers: ct-log-temporal-interval
 *
 *	pass tls
 *	fail tls sct=argon2026h2,nimbus2026
 *	pass tls until=2026-06-30T23:59:59 sct=argon2026h1,nimbus2026
 *	fail tls until=2026-07-01 sct=argon2026h1,nimbus2026
 *	pass tls until=2026-07-01 sct=argon2026h2,nimbus2026
 */
LINT(ct_sct_outside_interval, WARNING, CHROME_LOG_POLICY("Temporal Sharding"),
     .on = FACTS(SCT_LIST_PRESENT, VALIDITY_KNOWN), .trigger = ON_SIGHT(SCT_INTERVAL),
     .from = RFC6962_DAY)
{
	const struct ct_log *log;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		if (log && c->until < log->start)
			fail(r, s.log_id, "%s takes what ends on or after %s, and this ends on %s",
			     log->description, day_text(r, day_of(log->start)),
			     day_text(r, c->until_day));
		else if (log && c->until >= log->end)
			fail(r, s.log_id, "%s takes what ends before %s, and this ends on %s",
			     log->description, day_text(r, day_of(log->end)),
			     day_text(r, c->until_day));
	}
}

/* When the first of the browsers took a log for read-only. */
static int64_t
readonly_since(const struct ct_log *log)
{
	int64_t chrome = log_since(log, LOG_CHROME, LOG_READONLY);
	int64_t apple = log_since(log, LOG_APPLE, LOG_READONLY);

	return chrome < apple ? chrome : apple;
}

/*
 * No SCT is later than its log became read-only.
 *
 * Such a log takes no submissions any more.  Apple's systems ignore what it signs all the same.
 *
 * fix: submit to logs that are usable.
 * covers: ct-sct-after-log-readonly
 *
 *	pass tls sct=argon2026h1,nimbus2026
 *	fail tls sct=argon2026h1,oak2026h1
 *	pass tls from=2025-12-01 validity=200d sct=nimbus2026,oak2026h1
 */
LINT(ct_sct_after_readonly, NOTICE, APPLE_LOG_PROGRAM("Readonly"),
     .on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT_READONLY), .from = RFC6962_DAY)
{
	const struct ct_log *log;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		if (log && sct_seconds(&s) > readonly_since(log))
			fail(r, s.time_octets, "an SCT of %s by %s, which is read-only since %s",
			     day_text(r, day_of(sct_seconds(&s))), log->description,
			     day_text(r, day_of(readonly_since(log))));
	}
}

/* The next SCT of a static-ct-api log with one of the faults. */
static bool
faulty_next(struct span *entries, struct report *r, unsigned fault, struct sct *s)
{
	const struct ct_log *log;

	while (sct_next(entries, s)) {
		log = data_log(data_of(r), s->log_id);
		if (log && log->is_static && sct_extension_faults(s->extensions) & fault)
			return true;
	}
	return false;
}

#define each_faulty_sct(c, r, fault, s)							\
	for (struct span cursor_##s = sct_entries(cert_extension(c, OID_SCT_LIST)->value);	\
	     faulty_next(&cursor_##s, r, fault, &(s)); )

/*
 * An SCT of a static-ct-api log has the index of its entry.
 *
 * By the index auditors find the entry in the log.  Without it the SCT is not as the log gave it,
 * or the log is at fault.
 *
 * fix: embed the SCT as the log gave it, with its extensions.
 * covers: ct-static-leaf-index-present
 *
 *	pass tls sct=gouda2026h1,nimbus2026
 *	fail tls sct=gouda2026h1{ext=},nimbus2026
 *	fail tls sct=gouda2026h1{ext=010000},nimbus2026
 *	na   tls sct=argon2026h1{ext=},nimbus2026
 */
LINT(ct_static_leaf_index_missing, ERROR, STATIC_API("SCT Extension"),
     .on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT_EXTENSION), .from = RFC6962_DAY)
{
	struct sct s;

	each_faulty_sct(c, r, SCT_EXTENSION_NO_INDEX, s)
		fail(r, s.extensions.n ? s.extensions : s.whole, "an SCT of a static-ct-api log "
		     "without leaf_index");
}

/* Where the list of extensions ceases to be one, or a leaf_index of another length. */
static struct span
malformed_place(struct span extensions)
{
	struct sct_extension x;

	while (sct_extension_next(&extensions, &x))
		if (x.type == SCT_LEAF_INDEX && x.data.n != SCT_LEAF_INDEX_OCTETS)
			return x.whole;
	return extensions;
}

/*
 * The extensions of an SCT of a static-ct-api log are a list of them.
 *
 * Each has a type in one octet and a length in two, leaf_index five octets of data, and they fill
 * the field.
 *
 * fix: embed the SCT as the log gave it, with its extensions.
 * covers: ct-static-leaf-index-syntax
 *
 *	pass tls sct=gouda2026h1{ext=010001ff0000050000000001},nimbus2026
 *	fail tls sct=gouda2026h1{ext=00000400000001},nimbus2026
 *	fail tls sct=gouda2026h1{ext=0000050000000001ff},nimbus2026
 *	fail tls sct=gouda2026h1{ext=00},nimbus2026
 *	fail tls sct=gouda2026h1{ext=000006000000},nimbus2026
 *	na   tls sct=argon2026h1{ext=00},nimbus2026
 */
LINT(ct_static_leaf_index_malformed, ERROR, STATIC_API("SCT Extension"),
     .on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT_EXTENSION), .from = RFC6962_DAY)
{
	struct span at;
	struct sct s;

	each_faulty_sct(c, r, SCT_EXTENSION_FORM, s) {
		at = malformed_place(s.extensions);
		fail(r, at, "%s is no list of extensions with a leaf_index of 5 octets",
		     hex(r, (struct span){ at.p, at.n < 16 ? at.n : 16 }));
	}
}

/*
 * The extensions of an SCT of a static-ct-api log have each type once.
 *
 * Of two indexes one is wrong, and nothing says which.
 *
 * fix: embed the SCT as the log gave it, with its extensions.
 * covers: ct-static-extension-duplicate
 *
 *	pass tls sct=gouda2026h1{ext=0000050000000001010000},nimbus2026
 *	fail tls sct=gouda2026h1{ext=00000500000000010000050000000002},nimbus2026
 *	fail tls sct=gouda2026h1{ext=0000050000000001ff0000ff0000},nimbus2026
 */
LINT(ct_static_extension_duplicate, ERROR, STATIC_API("SCT Extension"),
     .on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT_EXTENSION), .from = RFC6962_DAY)
{
	struct sct s;

	each_faulty_sct(c, r, SCT_EXTENSION_TWICE, s)
		fail(r, s.extensions, "the extensions of an SCT have a type twice");
}

/* Clocks differ, and a certificate may be linted in the second of its SCTs. */
enum { CLOCK_TOLERANCE = 300 };

/*
 * No SCT is of the future.
 *
 * A log gives the time of its own clock: clients refuse an SCT of later than now.  Five minutes are
 * left for clocks that differ.
 *
 * fix: embed the SCT as the log gave it; tell the log's operator.
 * covers: ct-sct-timestamp-not-future
 *
 *	pass tls now=2026-04-02
 *	fail tls sct=argon2026h1@2026-04-01,nimbus2026@2026-04-01T00:10:00 now=2026-04-01T00:04:59
 *	pass tls sct=argon2026h1@2026-04-01,nimbus2026@2026-04-01T00:09:00 now=2026-04-01T00:04:01
 */
LINT(ct_sct_in_future, ERROR, RFC("6962", "3.2"), .on = FACTS(SCT_LIST_PRESENT),
     .needs = NEED_NOW, .from = RFC6962_DAY)
{
	struct sct s;

	if (c->sct.last <= now_of(r) + CLOCK_TOLERANCE)
		return;
	each_sct(cert_extension(c, OID_SCT_LIST)->value, s)
		if (sct_seconds(&s) > now_of(r) + CLOCK_TOLERANCE)
			fail(r, s.time_octets, "the SCT is of %s, later than now",
			     day_text(r, day_of(sct_seconds(&s))));
}

/* SCTs that are verified; each costs a verification of its signature. */
enum { VERIFIED_MAX = 8 };

/*
 * The signature of each SCT is the log's, over this certificate.
 *
 * The log signs the time, the issuer's key and the certificate without its SCTs.  What does not
 * verify was made for another certificate or was changed on its way, and is no SCT to any client.
 * Only logs whose key is in the table can be verified, and eight SCTs at most.
 *
 * fix: embed the SCTs of this certificate's precertificate, and change nothing after it.
 * covers: ct-sct-signature-valid rfc6962-3.3-sct-signature-verifies-precert
 * covers: br-7.1.2.11.3-sct-signature-precert-entry
 * unless: ct_sct_hash ct_sct_signature_algorithm ct_sct_ecdsa_malformed ct_sct_rsa_short
 *
 *	fail tls issuer=ca sct=argon2026h1,nimbus2026,solera2026h1
 *	pass tls issuer=ca sct=0000000000000000000000000000000000000000000000000000000000000000
 *	na   precert sct=solera2026h1
 */
LINT(ct_sct_signature_invalid, ERROR, RFC("6962", "3.2"), .on = FACTS(SCT_LIST_PRESENT),
     .off = FACTS(PRECERTIFICATE), .needs = NEED_ISSUER_KEY, .from = RFC6962_DAY, .optional = 1)
{
	const struct cert *issuer = named_issuer_key(c, r);
	unsigned left = VERIFIED_MAX;
	const struct ct_log *log;
	enum verdict verdict;
	uint8_t key_hash[32];
	struct ct_tbs tbs;
	struct sct s;

	if (issuer == NULL || !ct_tbs_read(c, &tbs))
		return;
	sha256(der_whole(&issuer->spki), key_hash);
	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		log = data_log(data_of(r), s.log_id);
		if (log && left-- == 0)
			return;
		verdict = log ? sct_verify(&s, log, &tbs, key_hash) : VERDICT_GOOD;
		if (verdict == VERDICT_BAD)
			fail(r, s.signature, "not a signature of %s over this certificate",
			     log->description);
		else if (verdict == VERDICT_UNKNOWN)
			not_checked(r, "a log's key or kind of signature is not known here");
	}
}
