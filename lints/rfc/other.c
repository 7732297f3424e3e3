/* Extensions of other RFCs: key usage periods, TLS features, revocation, statements, logotypes. */

#include "checks.h"

/*
 * A certificate of before RFC 5280 has no privateKeyUsagePeriod.
 *
 * RFC 3280 said that the extension should not be used.  RFC 5280 no longer speaks of it, and there
 * are profiles that ask for it, such as that of passports.
 *
 * fix: drop the extension, unless a profile asks for it.
 * covers: rfc3280-4.2.1.4-private-key-usage-period-used
 * unless: rfc_private_key_usage_period_critical br_extension_not_listed
 *
 *	pass client as-of=2005-01-01
 *	fail client as-of=2005-01-01 pkup=30(80('20260401000000Z'))
 *	na   client pkup=30(80('20260401000000Z'))
 */
LINT_AS(extension_unwanted, rfc_private_key_usage_period, WARNING, RFC("3280", "4.2.1.4"),
	.on = FACTS(PKUP_PRESENT), .from = RFC3280_DAY, .until = RFC5280_DAY,
	EXTENSION(PKUP, "is not recommended"));

/*
 * privateKeyUsagePeriod has a beginning or an end.
 *
 * A period with neither is no period.
 *
 * fix: drop the extension.
 * covers: rfc3280-4.2.1.4-private-key-usage-period-empty
 *
 *	pass client pkup=30(80('20260401000000Z'))
 *	fail client pkup=3000
 */
LINT(rfc_private_key_usage_period_empty, ERROR, RFC("3280", "4.2.1.4"), .on = FACTS(HAS_PKUP),
	 .from = RFC3280_DAY)
{
	struct span value = extension_value(c, OID_PKUP);
	struct der e;

	if (der_take(&value, DER_SEQUENCE, &e) && e.body.n == 0)
		fail(r, der_whole(&e), "privateKeyUsagePeriod is empty");
}

/* ---- RFC 7633: TLS features ---- */

/*
 * A TLS feature is the number of a TLS extension.
 *
 * Numbers of TLS extensions have 16 bits.
 *
 * fix: list 5 for status_request, 17 for status_request_v2.
 * covers: rfc7633-4.1-tls-feature-range-16-bit
 * unless: der_integer_empty der_integer_not_minimal
 *
 *	pass client tlsfeature=5
 *	pass client tlsfeature=65535
 *	fail client tlsfeature=65536
 *	fail client tlsfeature=der:30(0201ff)
 */
LINT(rfc_tls_feature_range, ERROR, RFC("7633", "4.1"), .on = FACTS(HAS_TLS_FEATURE),
	 .from = RFC7633_DAY)
{
	struct der e;
	int64_t value;

	each_in(c, OID_TLS_FEATURE, e)
		if (e.tag == DER_INTEGER &&
		    (!der_int(e.body, &value) || value < 0 || value > 65535))
			fail(r, der_whole(&e), "TLS feature %s is no number of a TLS extension",
			     hex(r, e.body));
}

/*
 * No TLS feature occurs twice.
 *
 * The second says nothing.
 *
 * fix: list each feature once.
 * covers: rfc7633-4.1-tls-feature-duplicate
 *
 *	pass client tlsfeature=5,17
 *	fail client tlsfeature=5,5
 */
LINT(rfc_tls_feature_duplicate, NOTICE, RFC("7633", "4.1"), .on = FACTS(HAS_TLS_FEATURE),
	 .from = RFC7633_DAY)
{
	struct der e, f;
	struct span before;

	each_in(c, OID_TLS_FEATURE, e) {
		before = extension_list(c, OID_TLS_FEATURE);
		for (unsigned i = 0; i < 64 && der_next(&before, &f) && f.head != e.head; i++)
			if (span_same(e.body, f.body)) {
				fail(r, der_whole(&e), "TLS feature %s is there twice",
				     hex(r, e.body));
				break;
			}
	}
}

/* ---- RFC 9608: no revocation ---- */

/*
 * noRevAvail is not in CA certificates.
 *
 * noRevAvail says that the CA will never publish the revocation of this certificate. A CA that
 * cannot be revoked is a CA for ever.
 *
 * fix: drop the extension.
 * covers: rfc9608-2-no-rev-avail-in-ca
 *
 *	pass client
 *	fail ca norevavail=on
 *	na   client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 */
LINT_AS(extension_unwanted, rfc_no_rev_avail_in_ca, ERROR, RFC("9608", "2"),
	.on = FACTS(NO_REV_AVAIL_PRESENT, CA), .from = RFC9608_DAY,
	EXTENSION(NO_REV_AVAIL, "must not be in a CA's certificate"));

/*
 * A certificate with noRevAvail has no cRLDistributionPoints.
 *
 * noRevAvail says that the CA will never publish the revocation of this certificate. A pointer to
 * where revocations are published contradicts it, and which of the two a verifier believes is
 * open.
 *
 * fix: drop one of the two.
 * covers: rfc9608-2-no-rev-avail-with-crldp
 *
 *	pass client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 *	fail client aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 *	na   client
 */
LINT_AS(extension_unwanted, rfc_no_rev_avail_with_crldp, ERROR, RFC("9608", "3"),
	.on = FACTS(NO_REV_AVAIL_PRESENT, CRLDP_PRESENT), .from = RFC9608_DAY,
	EXTENSION(CRLDP, "stands beside noRevAvail"));

/*
 * A certificate with noRevAvail has no freshestCRL.
 *
 * noRevAvail says that the CA will never publish the revocation of this certificate. A pointer to
 * where revocations are published contradicts it, and which of the two a verifier believes is
 * open.
 *
 * fix: drop one of the two.
 * covers: rfc9608-2-no-rev-avail-with-freshest-crl
 *
 *	pass client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 *	fail client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer freshestcrl=http://a.certlint-test.com/d.crl norevavail=on
 *	na   client
 */
LINT_AS(extension_unwanted, rfc_no_rev_avail_with_freshest_crl, ERROR, RFC("9608", "3"),
	.on = FACTS(NO_REV_AVAIL_PRESENT, FRESHEST_CRL_PRESENT), .from = RFC9608_DAY,
	EXTENSION(FRESHEST_CRL, "stands beside noRevAvail"));

/*
 * A certificate with noRevAvail has no OCSP location.
 *
 * noRevAvail says that the CA will never publish the revocation of this certificate. A responder
 * to ask contradicts it, and which of the two a verifier believes is open.
 *
 * fix: drop one of the two.
 * covers: rfc9608-2-no-rev-avail-with-ocsp-aia
 *
 *	pass client -crldp aia=issuer:http://pki.certlint-test.com/ca.cer norevavail=on
 *	fail client -crldp norevavail=on
 */
LINT(rfc_no_rev_avail_with_ocsp, ERROR, RFC("9608", "3"),
	 .on = FACTS(NO_REV_AVAIL_PRESENT, HAS_AIA), .from = RFC9608_DAY)
{
	struct access a;

	each_access(c, OID_AIA, a)
		if (a.oid == OID_ACCESS_OCSP)
			fail(r, der_whole(&a.method), "an OCSP location stands beside noRevAvail");
}

/* ---- RFC 6960: OCSP responders ---- */

/*
 * An OCSP responder's certificate says how its own revocation is checked, or that it is not.
 *
 * Whoever gets a response must decide whether to trust the responder's certificate. With neither
 * nocheck nor a pointer the RFC leaves it to local policy, and software to fail in its own way.
 *
 * fix: add id-pkix-ocsp-nocheck to a short-lived responder certificate.
 * covers: rfc6960-4.2.2.2.1-ocsp-nocheck-or-revocation-info
 * unless: br_ocsp_nocheck_missing
 *
 *	pass ocsp
 *	fail ocsp -nocheck facts="!tls"
 *	na   tls
 */
LINT(rfc_ocsp_responder_revocation_unsaid, NOTICE, RFC("6960", "4.2.2.2.1"),
	 .on = FACTS(OCSP_RESPONDER, HAS_EXTENSIONS),
	 .off = FACTS(OCSP_NOCHECK_PRESENT, CRLDP_PRESENT, AIA_PRESENT), .from = RFC6960_DAY)
{
	fail(r, cert_extensions_place(c), "an OCSP responder with neither nocheck nor a pointer to "
	     "revocation information");
}

/* ---- RFC 3739: qualified certificates ---- */

/* Take the next QCStatement and its identifier. */
static bool
statement_next(struct span *list, struct der *whole, struct der *id)
{
	struct span in;

	while (list_next(list, DER_SEQUENCE, whole)) {
		in = whole->body;
		if (der_take(&in, DER_OID, id))
			return true;
	}
	return false;
}

static bool
has_statement(const struct cert *c, enum oid statement)
{
	struct span list = extension_list(c, OID_QC_STATEMENTS);
	struct der whole, id;

	while (statement_next(&list, &whole, &id))
		if (oid_find(id.body) == statement)
			return true;
	return false;
}

/*
 * qcStatements holds a statement.
 *
 * An extension of no statements says nothing. ASN.1 has no bound that forbids it.
 *
 * fix: drop the extension.
 * covers: rfc3739-3.2.6-qcstatements-non-empty
 *
 *	pass qualified
 *	fail client qcs=der:3000
 */
LINT(rfc_qc_statements_empty, WARNING, RFC("3739", "3.2.6"), .on = FACTS(HAS_QC_STATEMENTS),
	 .from = RFC3739_DAY)
{
	struct span value = extension_value(c, OID_QC_STATEMENTS);
	struct der e;

	if (der_take(&value, DER_SEQUENCE, &e) && e.body.n == 0)
		fail(r, der_whole(&e), "qcStatements is empty");
}

/*
 * No statement occurs twice in qcStatements.
 *
 * Of two statements with different contents, some software takes the first, some the last.
 *
 * fix: make each statement once.
 * covers: rfc3739-3.2.6-qcs-duplicate-statement
 * peers: zlint:e_duplicate_etsi_qcstatement
 *
 *	pass qualified
 *	fail qualified qcs=compliance,sscd,compliance,type:esign
 */
LINT(rfc_qc_statement_duplicate, WARNING, RFC("3739", "3.2.6"), .on = FACTS(HAS_QC_STATEMENTS),
	 .from = RFC3739_DAY)
{
	struct span list = extension_list(c, OID_QC_STATEMENTS), before;
	struct der whole, id, earlier, other;

	while (statement_next(&list, &whole, &id)) {
		before = extension_list(c, OID_QC_STATEMENTS);
		for (unsigned i = 0; i < 64 && statement_next(&before, &earlier, &other) &&
		     earlier.head != whole.head; i++)
			if (span_same(id.body, other.body)) {
				fail(r, der_whole(&id), "statement %s is there twice",
				     oid_name(r, id.body));
				break;
			}
	}
}

/*
 * qcStatements does not claim the obsolete syntax of RFC 3039.
 *
 * id-qcs-pkixQCSyntax-v1 says that the certificate conforms to RFC 3039, which RFC 3739 replaced;
 * it must not be in a certificate that conforms to RFC 3739.
 *
 * fix: use id-qcs-pkixQCSyntax-v2.
 * covers: rfc3739-3.2.6.1-qcs-v1-present
 * peers: pkilint:pkix.prohibited_qualified_statement_present
 *
 *	pass qualified
 *	fail qualified qcs=compliance,semantics-v1:natural
 */
LINT(rfc_qc_syntax_v1, ERROR, RFC("3739", "3.2.6.1"), .on = FACTS(HAS_QC_STATEMENTS),
	 .from = RFC3739_DAY)
{
	struct span list = extension_list(c, OID_QC_STATEMENTS);
	struct der whole, id;

	while (statement_next(&list, &whole, &id))
		if (oid_find(id.body) == OID_QCS_PKIX_V1)
			fail(r, der_whole(&id), "qcStatements has pkixQCSyntax-v1");
}

/*
 * A certificate that claims RFC 3739 has certificatePolicies.
 *
 * The policy says under which rules the certificate is qualified.
 *
 * fix: add the policy.
 * covers: rfc3739-3.2.3-policies-present
 *
 *	pass qualified
 *	fail qualified -policy
 */
LINT(rfc_qc_policies_missing, ERROR, RFC("3739", "3.2.3"), .on = FACTS(HAS_QC_STATEMENTS),
	 .off = FACTS(POLICIES_PRESENT), .from = RFC3739_DAY)
{
	if (has_statement(c, OID_QCS_PKIX_V2))
		fail(r, cert_extensions_place(c), "certificatePolicies is missing, and the "
		     "certificate claims RFC 3739");
}

/*
 * A certificate that claims RFC 3739 has keyUsage.
 *
 * Whether a signature binds its maker depends on it.
 *
 * fix: add a critical keyUsage.
 * covers: rfc3739-3.2.4-key-usage-present
 *
 *	pass qualified
 *	fail qualified -ku
 */
LINT(rfc_qc_key_usage_missing, ERROR, RFC("3739", "3.2.4"), .on = FACTS(HAS_QC_STATEMENTS),
	 .off = FACTS(KU_PRESENT), .from = RFC3739_DAY)
{
	if (has_statement(c, OID_QCS_PKIX_V2))
		fail(r, cert_extensions_place(c), "keyUsage is missing, and the certificate claims "
		     "RFC 3739");
}

/*
 * The semantics of a QC statement name something.
 *
 * statementInfo of pkixQCSyntax holds an identifier of semantics, names of registration
 * authorities, or both.
 *
 * fix: leave statementInfo out, or name the semantics.
 * covers: rfc3739-3.2.6.1-qcs-v1-semantics-info
 *
 *	pass qualified qcs=compliance,semantics:natural
 *	pass qualified qcs=compliance,der:30(<1.3.6.1.5.5.7.11.2>)
 *	fail qualified qcs=compliance,der:30(<1.3.6.1.5.5.7.11.2>3000)
 */
LINT(rfc_qc_semantics_empty, ERROR, RFC("3739", "3.2.6.1"), .on = FACTS(HAS_QC_STATEMENTS),
     .from = RFC3739_DAY)
{
	struct span list = extension_list(c, OID_QC_STATEMENTS);
	struct der whole, id, info;
	enum oid statement;

	while (statement_next(&list, &whole, &id)) {
		statement = oid_find(id.body);
		der_take(&whole.body, DER_OID, &id);
		if ((statement == OID_QCS_PKIX_V1 || statement == OID_QCS_PKIX_V2) &&
		    der_take(&whole.body, DER_SEQUENCE, &info) && info.body.n == 0)
			fail(r, der_whole(&info), "statementInfo is empty");
	}
}

/*
 * The subject of a certificate that claims RFC 3739 has a name.
 *
 * It has a commonName, a givenName or a pseudonym.  Servers' certificates are left out: their names
 * are elsewhere, by other documents.
 *
 * fix: add the commonName.
 * covers: rfc3739-3.1.2-subject-name-choice
 * unless: rfc_subject_empty_without_san
 *
 *	pass qualified
 *	pass qualified subject=C=DE/pseudonym=Ada/serialNumber=1
 *	fail qualified subject=C=DE/serialNumber=1
 *	na   client subject=C=DE/serialNumber=1
 */
LINT(rfc_qc_subject_name_missing, ERROR, RFC("3739", "3.1.2"), .on = FACTS(HAS_QC_STATEMENTS),
     .off = FACTS(TLS, CA), .from = RFC3739_DAY)
{
	if (has_statement(c, OID_QCS_PKIX_V2) &&
	    name_count(&c->subject_name, OID_COMMON_NAME) == 0 &&
	    name_count(&c->subject_name, OID_GIVEN_NAME) == 0 &&
	    name_count(&c->subject_name, OID_PSEUDONYM) == 0)
		fail(r, cert_subject_place(c), "the subject has neither commonName nor givenName "
		     "nor pseudonym, and the certificate claims RFC 3739");
}

/*
 * A pseudonym does not stand beside a surname or givenName where RFC 3739 is claimed.
 *
 * A pseudonym is there to keep the name out.
 *
 * fix: leave the pseudonym out, or the name.
 * covers: rfc3739-3.1.2-pseudonym-combined
 *
 *	pass qualified
 *	pass qualified subject=C=DE/CN=Ada/pseudonym=Ada/serialNumber=1
 *	fail qualified subject=C=DE/CN=Ada/pseudonym=Ada/givenName=Ada/serialNumber=1
 *	fail qualified subject=C=DE/CN=Ada/pseudonym=Ada/surname=Lovelace/serialNumber=1
 */
LINT(rfc_qc_pseudonym_beside_name, ERROR, RFC("3739", "3.1.2"), .on = FACTS(HAS_QC_STATEMENTS),
     .off = FACTS(CA), .from = RFC3739_DAY)
{
	struct attribute a;

	if (has_statement(c, OID_QCS_PKIX_V2) &&
	    (name_count(&c->subject_name, OID_SURNAME) ||
	     name_count(&c->subject_name, OID_GIVEN_NAME)) &&
	    name_first(&c->subject_name, OID_PSEUDONYM, &a))
		fail(r, der_whole(&a.value), "pseudonym %s beside the name",
		     quote(r, a.value.body));
}

/*
 * The source of biometric data is an HTTP or HTTPS URI.
 *
 * fix: publish the data by HTTP, or leave sourceDataUri out.
 * covers: rfc3739-3.2.5-biometric-uri-http
 *
 *	pass client biometric=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd16('http://certlint-test.com/a')))
 *	pass client biometric=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd16('HTTPS://certlint-test.com/a')))
 *	pass client biometric=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd))
 *	fail client biometric=30(30(020100300b<2.16.840.1.101.3.4.2.1>0402abcd16('ftp://certlint-test.com/a')))
 */
LINT(rfc_biometric_uri_not_http, ERROR, RFC("3739", "3.2.5"), .on = FACTS(HAS_BIOMETRIC),
     .from = RFC3739_DAY)
{
	struct span list = extension_list(c, OID_BIOMETRIC);
	struct der data, part;

	while (list_next(&list, DER_SEQUENCE, &data))
		while (der_next(&data.body, &part))
			if (part.tag == DER_IA5_STRING &&
			    !span_starts_with(part.body, "http://") &&
			    !span_starts_with(part.body, "https://"))
				fail(r, part.body, "%s is neither an HTTP nor an HTTPS URI",
				     quote(r, part.body));
}

/* ---- RFC 9399: logotypes ---- */

/*
 * The logotype extension has a logotype.
 *
 * fix: drop the extension, or add what it is to show.
 * covers: rfc9399-4.1-logotype-at-least-one
 *
 *	pass client logotype=30(a1(a0(30003000)))
 *	fail client logotype=3000
 */
LINT(rfc_logotype_empty, ERROR, RFC("9399", "4.1"), .on = FACTS(LOGOTYPE_PRESENT),
     .from = RFC3709_DAY)
{
	struct span value = extension_value(c, OID_LOGOTYPE);
	struct der e;

	if (der_take(&value, DER_SEQUENCE, &e) && e.body.n == 0)
		fail(r, der_whole(&e), "the logotype extension is empty");
}

/* ---- RFC 3739 3.2.2: attributes in subjectDirectoryAttributes ---- */

/* Take the next value of an attribute of the type in subjectDirectoryAttributes. */
struct sda_cursor {
	struct span list, values;
};

static bool
sda_value(struct sda_cursor *cursor, enum oid type, struct der *value)
{
	struct der whole, id, set;
	struct span in;

	while (!der_next(&cursor->values, value)) {
		if (!list_next(&cursor->list, DER_SEQUENCE, &whole))
			return false;
		in = whole.body;
		if (der_take(&in, DER_OID, &id) && oid_find(id.body) == type &&
		    der_take(&in, DER_SET, &set))
			cursor->values = set.body;
	}
	return true;
}
#define each_sda(c, type, v)							\
	for (struct sda_cursor cursor_##v = {					\
		extension_list(c, OID_SDA), { NULL, 0 } };			\
	     sda_value(&cursor_##v, type, &(v)); )

/*
 * dateOfBirth is a GeneralizedTime.
 *
 * fix: write YYYYMMDD120000Z.
 * covers: rfc3739-3.2.2-sda-date-of-birth-generalizedtime
 *
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.1>31(18('18151210120000Z'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.1>31(0c('18151210120000Z'))))
 */
LINT(rfc_date_of_birth_type, ERROR, RFC("3739", "3.2.2"), .on = FACTS(HAS_SDA),
     .from = RFC3739_DAY)
{
	struct der v;

	each_sda(c, OID_DATE_OF_BIRTH, v)
		if (v.tag != DER_GENERALIZED_TIME)
			fail(r, der_whole(&v), "dateOfBirth %s is no GeneralizedTime",
			     quote(r, v.body));
}

/*
 * dateOfBirth is at noon.
 *
 * RFC 3739 puts the date at 12:00:00Z, so that no time zone makes another day of it.
 *
 * fix: write YYYYMMDD120000Z.
 * covers: rfc3739-3.2.2-sda-date-of-birth-generalizedtime
 *
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.1>31(18('18151210120000Z'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.1>31(18('18151210000000Z'))))
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.1>31(0c('18151210120000Z'))))
 */
LINT(rfc_date_of_birth, WARNING, RFC("3739", "3.2.2"), .on = FACTS(HAS_SDA), .from = RFC3739_DAY)
{
	struct der v;

	each_sda(c, OID_DATE_OF_BIRTH, v)
		if (v.tag == DER_GENERALIZED_TIME &&
		    (v.body.n != 15 || memcmp(v.body.p + 8, "120000Z", 7) != 0))
			fail(r, der_whole(&v), "dateOfBirth %s is not at noon",
			     quote(r, v.body));
}

/*
 * gender is M or F.
 *
 * The attribute is a PrintableString of one character, M, F, m or f.
 *
 * fix: write M or F, or leave the attribute out.
 * covers: rfc3739-3.2.2-sda-gender-value
 *
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.3>31(13('F'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.3>31(13('X'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.3>31(0c('F'))))
 */
LINT(rfc_gender, ERROR, RFC("3739", "3.2.2"), .on = FACTS(HAS_SDA), .from = RFC3739_DAY)
{
	struct der v;

	each_sda(c, OID_GENDER, v)
		if (v.tag != DER_PRINTABLE_STRING || v.body.n != 1 ||
		    !memchr("MFmf", v.body.p[0], 4))
			fail(r, der_whole(&v), "gender %s is neither M nor F", quote(r, v.body));
}

/*
 * countryOfCitizenship and countryOfResidence are two-letter codes.
 *
 * Both are PrintableStrings of two characters, codes of ISO 3166-1.
 *
 * fix: write the alpha-2 code.
 * covers: rfc3739-3.2.2-sda-country-of-citizenship-size
 *
 *	pass client sda=30(30(<1.3.6.1.5.5.7.9.4>31(13('GB'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.4>31(13('GBR'))))
 *	fail client sda=30(30(<1.3.6.1.5.5.7.9.5>31(0c('GB'))))
 */
LINT(rfc_citizenship, ERROR, RFC("3739", "3.2.2"), .on = FACTS(HAS_SDA), .from = RFC3739_DAY)
{
	static const enum oid types[] = { OID_COUNTRY_OF_CITIZENSHIP, OID_COUNTRY_OF_RESIDENCE };
	struct der v;

	for (unsigned i = 0; i < 2; i++)
		each_sda(c, types[i], v)
			if (v.tag != DER_PRINTABLE_STRING || v.body.n != 2)
				fail(r, der_whole(&v), "%s %s is no two-letter code",
				     oid_text(types[i]), quote(r, v.body));
}
