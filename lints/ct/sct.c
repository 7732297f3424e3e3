/* RFC 6962 3.2 and 3.3: the list of SCTs in a certificate; RFC 9162 7.1: its successor. */

#include "dates.h"
#include "lint.h"

/* The constant of sct_faults(). */
struct sct_arg {
	enum sct_fault fault;
	const char *detail;		/* what is wrong, in words */
	const char *expected;		/* or NULL */
};

struct seeker {
	struct report *report;
	const struct sct_arg *wanted;
};

static void
report_wanted(void *ctx, enum sct_fault fault, struct span at)
{
	const struct seeker *s = ctx;
	struct span shown = { at.p, at.n < 16 ? at.n : 16 };

	if (fault != s->wanted->fault)
		return;
	expect(s->report, s->wanted->expected, "%s", at.n ? hex(s->report, shown) : "nothing");
	fail(s->report, at, "%s", s->wanted->detail);
}

/* Report every place of one fault.  It runs only where reading the list raised some signal. */
static void
sct_faults(const struct cert *c, struct report *r)
{
	struct seeker seeker = { r, arg(r) };

	sct_check(cert_extension(c, OID_SCT_LIST)->value, report_wanted, &seeker);
}

#define SCT_FAULT(name, detail_, expected_)						\
	.on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT), .from = RFC6962_DAY,	\
	.arg = &(const struct sct_arg){ SCT_##name, detail_, expected_ }

/*
 * The value of the SCT list extension is an OCTET STRING.
 *
 * The list is in the encoding of TLS, inside an OCTET STRING, inside the extension's value, which
 * is an OCTET STRING as well.  Clients that unwrap two and find one see no SCT.
 *
 * fix: wrap the list into an OCTET STRING before it becomes the extension's value.
 * covers: ct-sct-list-oid-octet-string rfc6962-3.3-sct-list-inner-octet-string
 * covers: br-7.1.2.11.3-sct-list-octet-string
 * unless: der_octet_string_constructed der_length_overrun der_header_incomplete
 * unless: der_length_indefinite der_length_reserved
 *
 *	pass tls
 *	fail tls sct=der:00020000
 *	fail tls sct=der:
 *	fail tls sct=der:3000
 */
LINT_AS(sct_faults, ct_sct_list_not_octet_string, ERROR, RFC("6962", "3.3"),
	SCT_FAULT(NOT_OCTET_STRING, "the value is not one OCTET STRING", "an OCTET STRING"));

/*
 * The length of the SCT list is that of the octets after it.
 *
 * The list begins with its length in two octets.  If it says more or less than there is, clients
 * reject the list or lose SCTs.
 *
 * fix: compute the length from the SCTs.
 * covers: ct-sct-list-length rfc6962-3.3-sct-list-length-exact br-7.1.2.11.3-sct-list-octet-string
 * peers: pkilint:pkix.sct_list_extension_invalid_encoding
 *
 *	pass tls
 *	fail tls sct=hex:
 *	fail tls sct=hex:00
 *	fail tls sct=hex:0001
 *	fail tls sct=hex:000000
 */
LINT_AS(sct_faults, ct_sct_list_length, ERROR, RFC("6962", "3.3"),
	SCT_FAULT(LIST_LENGTH, "the list's length is not that of what follows", NULL));

/*
 * The SCT list is not empty.
 *
 * RFC 6962 has at least one SCT in it; a certificate without one has no extension.  The cause is
 * mostly a log that did not answer.
 *
 * fix: leave the extension out, or issue after the logs have answered.
 * covers: ct-sct-list-not-empty rfc6962-3.3-sct-list-non-empty br-7.1.2.11.3-sct-list-not-empty
 * peers: zlint:e_empty_sct_list pkilint:pkix.sct_list_empty
 *
 *	pass tls
 *	fail tls sct=0
 *	fail tls sct=hex:0000
 */
LINT_AS(sct_faults, ct_sct_list_empty, ERROR, RFC("6962", "3.3"),
	SCT_FAULT(LIST_EMPTY, "the list has no SCT", NULL));

/*
 * No entry of the SCT list is empty.
 *
 * An SCT has at least one octet.
 *
 * fix: leave the entry out.
 * covers: ct-sct-not-empty rfc6962-3.3-sct-entry-empty
 *
 *	pass tls
 *	fail tls sct=hex:00020000
 */
LINT_AS(sct_faults, ct_sct_empty, ERROR, RFC("6962", "3.3"),
	SCT_FAULT(ENTRY_EMPTY, "an SCT of no octets", NULL));

/*
 * Each SCT's length stays within the list.
 *
 * The entries, each behind its length in two octets, fill the list exactly.
 *
 * fix: compute the lengths from the SCTs.
 * covers: ct-sct-not-empty rfc6962-3.3-sct-entry-length-exact br-7.1.2.11.3-sct-list-octet-string
 *
 *	pass tls
 *	fail tls sct=hex:0003000200
 *	fail tls sct=hex:000100
 */
LINT_AS(sct_faults, ct_sct_length, ERROR, RFC("6962", "3.3"),
	SCT_FAULT(ENTRY_LENGTH, "an SCT's length runs past the list", NULL));

/*
 * An SCT is of version 1.
 *
 * Other versions are left to the future by RFC 6962, and RFC 9162's have an extension of their own.
 * Clients skip what they do not know, so the SCT counts for nothing.
 *
 * fix: embed SCTs of version 1 only, whose first octet is 00.
 * covers: ct-sct-version-v1 rfc6962-3.2-sct-version-v1
 *
 *	pass tls
 *	fail tls sct=argon2026h1{v=1}
 *	fail tls sct=argon2026h1,nimbus2026{v=255}
 */
LINT_AS(sct_faults, ct_sct_version_unknown, WARNING, RFC("6962", "3.2"),
	SCT_FAULT(UNKNOWN_VERSION, "an SCT of an unknown version", "00 (v1)"));

/*
 * An SCT has all its parts.
 *
 * Version, log id, timestamp, extensions and signature, each of its length: if the entry ends
 * earlier, nothing of it can be verified.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-fully-parsed rfc6962-3.2-sct-log-id-32 rfc6962-3.2-sct-extensions-length-exact
 * covers: rfc6962-3.2-sct-digitally-signed-length-exact
 *
 *	pass tls
 *	fail tls sct=raw:00
 *	fail tls sct=raw:00{32:11}
 *	fail tls sct=raw:00{32:11}0000019d00000000
 *	fail tls sct=raw:00{32:11}0000019d00000000000004030001
 *	fail tls sct=raw:00{32:11}0000019d00000000ffff04030000
 */
LINT_AS(sct_faults, ct_sct_truncated, ERROR, RFC("6962", "3.2"),
	SCT_FAULT(TRUNCATED, "the SCT ends before its parts do", NULL));

/*
 * Nothing follows the signature of an SCT.
 *
 * The parts fill the entry exactly; clients that check it reject the SCT, and with it maybe the
 * list.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-fully-parsed rfc6962-3.2-sct-digitally-signed-length-exact
 *
 *	pass tls
 *	fail tls sct=raw:00{32:11}0000019d456e0000000004030008300602017f02017fff
 */
LINT_AS(sct_faults, ct_sct_trailing_data, ERROR, RFC("6962", "3.2"),
	SCT_FAULT(TRAILING, "octets after the SCT's signature", "nothing"));

/*
 * The hash of an SCT's signature is SHA-256.
 *
 * Logs sign with SHA-256 and nothing else; clients know the log's key, not another algorithm.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-hash-sha256 rfc6962-2.1.4-sct-signature-algorithm
 *
 *	pass tls
 *	fail tls sct=argon2026h1{hash=5},nimbus2026
 *	fail tls sct=argon2026h1{hash=0},nimbus2026
 */
LINT_AS(sct_faults, ct_sct_hash, ERROR, RFC("6962", "2.1.4"),
	SCT_FAULT(HASH, "the hash of the SCT's signature is not SHA-256", "04 (sha256)"));

/*
 * An SCT is signed by ECDSA or RSA.
 *
 * RFC 6962 gives logs the choice between these two.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-signature-algorithm rfc6962-2.1.4-sct-signature-algorithm
 *
 *	pass tls
 *	fail tls sct=argon2026h1{alg=2},nimbus2026
 *	fail tls sct=argon2026h1{alg=7},nimbus2026
 */
LINT_AS(sct_faults, ct_sct_signature_algorithm, ERROR, RFC("6962", "2.1.4"),
	SCT_FAULT(ALGORITHM, "the SCT is signed neither by ECDSA nor by RSA",
		  "03 (ecdsa) or 01 (rsa)"));

/*
 * An ECDSA signature of an SCT is DER of two numbers below the order of P-256.
 *
 * Logs with elliptic curves use P-256.  A value that is malformed, zero, negative or too large
 * verifies under no key.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-ecdsa-der rfc6962-2.1.4-sct-ecdsa-signature-der
 *
 *	pass tls sct=argon2026h1{sig=300602017f02017f}
 *	fail tls sct=argon2026h1{sig=},nimbus2026
 *	fail tls sct=argon2026h1{sig=300602010002017f},nimbus2026
 *	fail tls sct=argon2026h1{sig=30060201ff02017f},nimbus2026
 *	fail tls sct=argon2026h1{sig=30070202007f02017f},nimbus2026
 *	fail tls sct=argon2026h1{sig=300602017f02017f00},nimbus2026
 *	fail tls sct=argon2026h1{sig=30810602017f02017f},nimbus2026
 *	fail tls sct=argon2026h1{sig=302602210100{31:00}02017f},nimbus2026
 */
LINT_AS(sct_faults, ct_sct_ecdsa_malformed, ERROR, RFC("6962", "2.1.4"),
	SCT_FAULT(ECDSA_FORM, "the SCT's signature is no DER of two numbers below the order of "
		  "P-256", NULL));

/*
 * An RSA signature of an SCT has at least 256 octets.
 *
 * The key of a log has 2048 bits or more, and a signature is as long as its modulus.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-rsa-length
 *
 *	pass tls sct=argon2026h1{alg=1;sig={256:01}}
 *	fail tls sct=argon2026h1{alg=1;sig={255:01}},nimbus2026
 */
LINT_AS(sct_faults, ct_sct_rsa_short, ERROR, RFC("6962", "2.1.4"),
	SCT_FAULT(RSA_LENGTH, "the SCT's RSA signature has fewer than 256 octets", NULL));

/*
 * The SCT list is not critical.
 *
 * A client that knows nothing of Certificate Transparency would have to reject the certificate.
 *
 * fix: mark the extension as not critical.
 * covers: ct-sct-list-not-critical rfc6962-3.3-sct-list-critical
 * covers: br-7.1.2.1.2-root-sct-list-not-critical br-7.1.2.6.1-ca-sct-list-not-critical
 * covers: br-7.1.2.7.6-sct-list-not-critical br-7.1.2.8.2-ocsp-responder-sct-list-not-critical
 * peers: pkilint:cabf.serverauth.subscriber.critical_sct_list_extension
 * peers: pkilint:cabf.serverauth.ca.critical_sct_list_extension
 *
 *	pass tls
 *	fail tls sct!
 *	fail ca sct!=2 also=ct_sct_outside_interval
 */
LINT(ct_sct_list_critical, ERROR, BR("7.1.2.7.6"), .on = FACTS(TLS, SCT_LIST_PRESENT),
     .from = BR_2_0_0)
{
	const struct extension *x = cert_extension(c, OID_SCT_LIST);

	if (x->critical)
		fail(r, x->whole, "the SCT list is critical");
}

/*
 * No two SCTs are of one log.
 *
 * Policies count distinct logs, so the second adds nothing but octets.
 *
 * fix: embed one SCT of each log.
 * covers: ct-sct-duplicate-log rfc6962-3.3-sct-duplicate-log
 *
 *	pass tls
 *	fail tls sct=argon2026h1,nimbus2026,argon2026h1
 */
LINT(ct_sct_same_log, NOTICE, RFC("6962", "3.3"), .on = FACTS(SCT_LIST_PRESENT),
     .trigger = ON_SIGHT(SCT_DUPLICATE), .from = RFC6962_DAY)
{
	struct span seen[SCT_COMPARED];
	unsigned count = 0;
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) {
		for (unsigned i = 0; i < count; i++)
			if (span_same(seen[i], s.log_id)) {
				fail(r, s.log_id, "SCT %u of the list is of this log as well",
				     i + 1);
				break;
			}
		if (count < SCT_COMPARED)
			seen[count++] = s.log_id;
	}
}

static const char *
time_text(struct report *r, const struct sct *s)
{
	return day_text(r, day_of(sct_seconds(s)));
}

/*
 * The time of an SCT is in milliseconds.
 *
 * A time before the first logs, in 2013, is no time of an SCT: mostly it is in seconds.  Nothing is
 * known against such an SCT but that.
 *
 * fix: embed the SCT as the log gave it.
 * covers: ct-sct-timestamp-milliseconds
 *
 *	pass tls
 *	fail tls sct=argon2026h1,nimbus2026,raw:00{32:11}0000000069cc5f80000004030008300602017f02017f
 */
LINT(ct_sct_time_not_milliseconds, WARNING, RFC("6962", "3.2"),
     .on = FACTS(SCT_LIST_PRESENT), .trigger = ON_SIGHT(SCT_TIME), .from = RFC6962_DAY)
{
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s)
		if (sct_seconds(&s) < SCT_FIRST_LOGS)
			fail(r, s.time_octets, "%" PRIu64 " milliseconds after 1970 is before the "
			     "first logs", s.time);
}

/*
 * No SCT is later than the end of the certificate's validity.
 *
 * The certificate is signed after the SCT that it holds.
 *
 * fix: embed SCTs of this certificate's precertificate.
 * covers: ct-sct-timestamp-not-after-expiry
 * unless: ct_sct_after_not_before
 *
 *	pass tls sct=argon2026h1@2026-04-01,nimbus2026@2026-04-01
 *	fail client sct=argon2026h1@2026-07-01,nimbus2026
 *	pass tls sct=argon2026h1@2026-07-01,nimbus2026
 *	fail client sct=argon2026h1,nimbus2026,raw:00{32:11}ffffffffffffffff000004030008300602017f02017f
 */
LINT(ct_sct_after_not_after, WARNING, RFC("6962", "3.2"),
     .on = FACTS(SCT_LIST_PRESENT, VALIDITY_KNOWN), .trigger = ON_SIGHT(SCT_TIME),
     .from = RFC6962_DAY)
{
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value, s) if (sct_seconds(&s) > c->until)
		fail(r, s.time_octets, "the SCT is of %s, after notAfter", time_text(r, &s));
}

/*
 * No SCT is more than 48 hours later than notBefore.
 *
 * notBefore lies within 48 hours of the signing, and the signing follows the SCTs that it covers: a
 * later SCT proves that the certificate is backdated.
 *
 * fix: set notBefore to the time of issuance.
 * covers: ct-sct-timestamp-vs-not-before-backdated br-7.1.2.7-not-before-within-48-hours
 * peers: zlint:e_excessively_backdated
 *
 *	pass tls sct=argon2026h1@2026-04-03T00:00:00,nimbus2026@2026-04-01
 *	fail tls sct=argon2026h1@2026-04-03T00:00:01,nimbus2026
 *	fail tls sct=argon2026h1,nimbus2026@2026-05-01
 *	fail tls sct=argon2026h1,nimbus2026@2026-07-01
 *	na   client sct=argon2026h1@2026-05-01
 */
LINT(ct_sct_after_not_before, ERROR, BR("7.1.2.7"),
     .on = FACTS(SUBSCRIBER, TLS, SCT_LIST_PRESENT, VALIDITY_KNOWN),
     .trigger = ON_SIGHT(SCT_TIME), .from = BR_2_0_0)
{
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value,
		 s) if (sct_seconds(&s) > c->from + SCT_GRACE)
		fail(r, s.time_octets, "the SCT is of %s, more than 48 hours after notBefore",
		     time_text(r, &s));
}

/*
 * No SCT is more than 48 hours earlier than notBefore.
 *
 * It is allowed to sign long after the logs have answered, but what it mostly shows is a notBefore
 * that was set ahead of the signing.
 *
 * fix: set notBefore to the time of issuance.
 * covers: ct-sct-timestamp-vs-not-before-postdated
 * unless: ct_sct_time_not_milliseconds
 *
 *	pass tls sct=argon2026h1@2026-03-30T00:00:00,nimbus2026@2026-04-01
 *	fail tls sct=argon2026h1@2026-03-29T23:59:59,nimbus2026
 *	na   client sct=argon2026h1@2026-03-01
 */
LINT(ct_sct_before_not_before, NOTICE, BR("7.1.2.7"),
     .on = FACTS(SUBSCRIBER, TLS, SCT_LIST_PRESENT, VALIDITY_KNOWN),
     .trigger = ON_SIGHT(SCT_TIME), .from = BR_2_0_0)
{
	struct sct s;

	each_sct(cert_extension(c, OID_SCT_LIST)->value,
		 s) if (sct_seconds(&s) < c->from - SCT_GRACE)
		fail(r, s.time_octets, "the SCT is of %s, more than 48 hours before notBefore",
		     time_text(r, &s));
}

/*
 * A certificate's SCTs are in the extension for certificates.
 *
 * 1.3.6.1.4.1.11129.2.4.5 is the list of an OCSP response, 1.3.6.1.4.1.11129.2.4.2 that of a
 * certificate.  Clients look for the latter alone, so the SCTs count for nothing.
 *
 * fix: use the extension 1.3.6.1.4.1.11129.2.4.2.
 * covers: ct-ocsp-sct-oid-in-certificate
 *
 *	pass tls
 *	fail tls ext=1.3.6.1.4.1.11129.2.4.5:04020000
 *	fail client ext=1.3.6.1.4.1.11129.2.4.5:04020000
 */
LINT(ct_sct_list_of_ocsp, WARNING, RFC("6962", "3.3"), .on = FACTS(OCSP_SCT_LIST_PRESENT),
     .from = RFC6962_DAY)
{
	fail(r, cert_extension(c, OID_OCSP_SCT_LIST)->whole, "the SCT list of OCSP responses in a "
	     "certificate");
}
