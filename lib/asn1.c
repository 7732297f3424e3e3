/* The ASN.1 definitions of what certificates are made of, as tables that the walk follows. */

#include "asn1.h"

#include "fault.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SIMPLE(id, tag_, name_) \
	static const struct asn1_type id = { .kind = ASN1_SIMPLE, .tag = tag_, .name = name_ }
#define MADE_OF(kind_, tag_, fields_, name_) \
	{ .kind = kind_, .tag = tag_, .fields = fields_, .count = COUNT(fields_), .name = name_ }
#define LIST_OF(id, kind_, tag_, element, flags_, name_)				\
	static const struct asn1_field id##_element[] = { { .type = &element } };	\
	static const struct asn1_type id = { .kind = kind_, .tag = tag_, .count = 1,	\
		.fields = id##_element, .flags = flags_, .name = name_ }
#define SEQUENCE_OF(id, element, name) \
	LIST_OF(id, ASN1_SEQUENCE_OF, DER_SEQUENCE, element, ASN1_NOT_EMPTY, name)
#define SET_OF(id, element, name) \
	LIST_OF(id, ASN1_SET_OF, DER_SET, element, ASN1_NOT_EMPTY, name)
#define SEQUENCE(id, fields) \
	static const struct asn1_type id = MADE_OF(ASN1_SEQUENCE, DER_SEQUENCE, fields, #fields)
#define CHOICE(id, fields) \
	static const struct asn1_type id = MADE_OF(ASN1_CHOICE, 0, fields, #fields)
#define FIELDS static const struct asn1_field
#define ROWS static const struct asn1_row

const struct asn1_type asn1_any = { .kind = ASN1_ANY, .name = "ANY" };

SIMPLE(boolean, DER_BOOLEAN, "BOOLEAN");
SIMPLE(integer, DER_INTEGER, "INTEGER");
SIMPLE(bit_string, DER_BIT_STRING, "BIT STRING");
SIMPLE(octet_string, DER_OCTET_STRING, "OCTET STRING");
SIMPLE(null, DER_NULL, "NULL");
SIMPLE(oid, DER_OID, "OBJECT IDENTIFIER");
SIMPLE(utf8_string, DER_UTF8_STRING, "UTF8String");
SIMPLE(printable_string, DER_PRINTABLE_STRING, "PrintableString");
SIMPLE(teletex_string, DER_TELETEX_STRING, "TeletexString");
SIMPLE(ia5_string, DER_IA5_STRING, "IA5String");
SIMPLE(visible_string, DER_VISIBLE_STRING, "VisibleString");
SIMPLE(universal_string, DER_UNIVERSAL_STRING, "UniversalString");
SIMPLE(bmp_string, DER_BMP_STRING, "BMPString");
SIMPLE(utc_time, DER_UTC_TIME, "UTCTime");
SIMPLE(generalized_time, DER_GENERALIZED_TIME, "GeneralizedTime");

LIST_OF(any_elements, ASN1_SEQUENCE_OF, DER_SEQUENCE, asn1_any, 0, "SEQUENCE");

/* DEFAULT values: the count of contents octets, then the octets. */
#define DEFAULT_FALSE { "\1\0", NULL }

/* ---- RFC 5280 A.1: names ---- */

FIELDS AttributeTypeAndValue[] = {
	{ .name = "type", .type = &oid },
	{ .name = "value", .type = &asn1_any },
};
static const struct asn1_type attribute_value_pair = {
	.kind = ASN1_SEQUENCE, .tag = DER_SEQUENCE, .fields = AttributeTypeAndValue, .count = 2,
	.flags = ASN1_NAMED, .name = "AttributeTypeAndValue",
};
SET_OF(relative_name, attribute_value_pair, "RelativeDistinguishedName");
FIELDS RDNSequence[] = { { .type = &relative_name } };
const struct asn1_type asn1_name = MADE_OF(ASN1_SEQUENCE_OF, DER_SEQUENCE, RDNSequence, "Name");

FIELDS DirectoryString[] = {
	{ .name = "teletexString", .type = &teletex_string },
	{ .name = "printableString", .type = &printable_string },
	{ .name = "universalString", .type = &universal_string },
	{ .name = "utf8String", .type = &utf8_string },
	{ .name = "bmpString", .type = &bmp_string },
};
CHOICE(directory_string, DirectoryString);

/* ---- algorithms: RFC 3279, 4055, 5480 ---- */

FIELDS ECParameters[] = {
	{ .name = "namedCurve", .type = &oid },
	{ .name = "implicitCurve", .type = &null },
	{ .name = "specifiedCurve", .type = &any_elements },
};
CHOICE(ec_parameters, ECParameters);

FIELDS DssParms[] = {
	{ .name = "p", .type = &integer },
	{ .name = "q", .type = &integer },
	{ .name = "g", .type = &integer },
};
SEQUENCE(dss_parameters, DssParms);

/* Of hashes: NULL or nothing, as far as anybody uses them. */
FIELDS HashAlgorithm[] = {
	{ .name = "algorithm", .type = &oid },
	{ .name = "parameters", .type = &asn1_any, .flags = ASN1_OPTIONAL },
};
SEQUENCE(hash_algorithm, HashAlgorithm);

/* MGF1 of a hash, and the octets of pSpecified. */
ROWS mask_gen_rows[] = {
	{ OID_MGF1, &hash_algorithm },
	{ OID_NONE, NULL },
};
static const struct asn1_type mask_gen_parameters = {
	.kind = ASN1_OPEN, .rows = mask_gen_rows, .otherwise = &asn1_any, .name = "parameters",
};
FIELDS MaskGenAlgorithm[] = {
	{ .name = "algorithm", .type = &oid },
	{ .name = "parameters", .type = &mask_gen_parameters, .flags = ASN1_OPTIONAL },
};
SEQUENCE(mask_gen_algorithm, MaskGenAlgorithm);
ROWS source_rows[] = {
	{ OID_PSPECIFIED, &octet_string },
	{ OID_NONE, NULL },
};
static const struct asn1_type source_parameters = {
	.kind = ASN1_OPEN, .rows = source_rows, .otherwise = &asn1_any, .name = "parameters",
};
FIELDS PSourceAlgorithm[] = {
	{ .name = "algorithm", .type = &oid },
	{ .name = "parameters", .type = &source_parameters, .flags = ASN1_OPTIONAL },
};
SEQUENCE(source_algorithm, PSourceAlgorithm);

FIELDS RsassaPssParams[] = {
	{ .name = "hashAlgorithm", .type = &hash_algorithm, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY,
	  .defaults = { "\x0b\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00",
			"\x09\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a" } },
	{ .name = "maskGenAlgorithm", .type = &mask_gen_algorithm, .tag = 0xa1,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY,
	  .defaults = { "\x18\x30\x16\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
			"\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00",
			"\x16\x30\x14\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
			"\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a" } },
	{ .name = "saltLength", .type = &integer, .tag = 0xa2,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY, .defaults = { "\x03\x02\x01\x14", NULL } },
	{ .name = "trailerField", .type = &integer, .tag = 0xa3,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY, .defaults = { "\x03\x02\x01\x01", NULL } },
};
SEQUENCE(pss_parameters, RsassaPssParams);

FIELDS RsaesOaepParams[] = {
	{ .name = "hashFunc", .type = &hash_algorithm, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY,
	  .defaults = { "\x0b\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00",
			"\x09\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a" } },
	{ .name = "maskGenFunc", .type = &mask_gen_algorithm, .tag = 0xa1,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY,
	  .defaults = { "\x18\x30\x16\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
			"\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00",
			"\x16\x30\x14\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
			"\x30\x07\x06\x05\x2b\x0e\x03\x02\x1a" } },
	{ .name = "pSourceFunc", .type = &source_algorithm, .tag = 0xa2,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY,
	  .defaults = { "\x0f\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x09"
			"\x04\x00", NULL } },
};
SEQUENCE(oaep_parameters, RsaesOaepParams);

ROWS parameter_rows[] = {
	{ OID_EC_PUBLIC_KEY, &ec_parameters },
	{ OID_EC_DH, &ec_parameters },
	{ OID_EC_MQV, &ec_parameters },
	{ OID_DSA, &dss_parameters },
	{ OID_RSASSA_PSS, &pss_parameters },
	{ OID_RSAES_OAEP, &oaep_parameters },
	{ OID_NONE, NULL },
};
static const struct asn1_type parameters = {
	.kind = ASN1_OPEN, .rows = parameter_rows, .otherwise = &asn1_any, .name = "parameters",
};
FIELDS AlgorithmIdentifier[] = {
	{ .name = "algorithm", .type = &oid },
	{ .name = "parameters", .type = &parameters, .flags = ASN1_OPTIONAL },
};
static const struct asn1_type algorithm_identifier = {
	.kind = ASN1_SEQUENCE, .tag = DER_SEQUENCE, .fields = AlgorithmIdentifier, .count = 2,
	.flags = ASN1_TELLS_OID, .name = "AlgorithmIdentifier",
};

FIELDS RSAPublicKey[] = {
	{ .name = "modulus", .type = &integer },
	{ .name = "publicExponent", .type = &integer },
};
SEQUENCE(rsa_public_key, RSAPublicKey);

ROWS key_rows[] = {
	{ OID_RSA_ENCRYPTION, &rsa_public_key },
	{ OID_RSASSA_PSS, &rsa_public_key },
	{ OID_RSAES_OAEP, &rsa_public_key },
	{ OID_DSA, &integer },
	{ OID_NONE, NULL },
};
static const struct asn1_type subject_public_key = {
	.kind = ASN1_BITS_OPEN, .tag = DER_BIT_STRING, .rows = key_rows,
	.overflow = FAULT_TRAILING_IN_KEY, .name = "BIT STRING",
};
FIELDS SubjectPublicKeyInfo[] = {
	{ .name = "algorithm", .type = &algorithm_identifier },
	{ .name = "subjectPublicKey", .type = &subject_public_key },
};
SEQUENCE(subject_public_key_info, SubjectPublicKeyInfo);

FIELDS EcdsaSigValue[] = {
	{ .name = "r", .type = &integer },
	{ .name = "s", .type = &integer },
};
SEQUENCE(ecdsa_signature, EcdsaSigValue);

ROWS signature_rows[] = {
	{ OID_ECDSA_SHA1, &ecdsa_signature },
	{ OID_ECDSA_SHA224, &ecdsa_signature },
	{ OID_ECDSA_SHA256, &ecdsa_signature },
	{ OID_ECDSA_SHA384, &ecdsa_signature },
	{ OID_ECDSA_SHA512, &ecdsa_signature },
	{ OID_ECDSA_SHAKE128, &ecdsa_signature },
	{ OID_ECDSA_SHAKE256, &ecdsa_signature },
	{ OID_DSA_SHA1, &ecdsa_signature },
	{ OID_DSA_SHA224, &ecdsa_signature },
	{ OID_DSA_SHA256, &ecdsa_signature },
	{ OID_NONE, NULL },
};
static const struct asn1_type signature_value = {
	.kind = ASN1_BITS_OPEN, .tag = DER_BIT_STRING, .rows = signature_rows,
	.overflow = FAULT_TRAILING_IN_SIGNATURE, .name = "BIT STRING",
};

/* ---- RFC 5280 4.2: what extensions hold ---- */

FIELDS PermanentIdentifier[] = {
	{ .name = "identifierValue", .type = &utf8_string, .flags = ASN1_OPTIONAL },
	{ .name = "assigner", .type = &oid, .flags = ASN1_OPTIONAL },
};
SEQUENCE(permanent_identifier, PermanentIdentifier);
FIELDS HardwareModuleName[] = {
	{ .name = "hwType", .type = &oid },
	{ .name = "hwSerialNum", .type = &octet_string },
};
SEQUENCE(hardware_module_name, HardwareModuleName);
ROWS other_name_rows[] = {
	{ OID_UPN, &utf8_string },
	{ OID_SMTP_UTF8_MAILBOX, &utf8_string },
	{ OID_SRV_NAME, &ia5_string },
	{ OID_XMPP_ADDR, &utf8_string },
	{ OID_PERMANENT_IDENTIFIER, &permanent_identifier },
	{ OID_HARDWARE_MODULE_NAME, &hardware_module_name },
	{ OID_NONE, NULL },
};
static const struct asn1_type other_name_value = {
	.kind = ASN1_OPEN, .rows = other_name_rows, .otherwise = &asn1_any, .name = "value",
};
FIELDS OtherName[] = {
	{ .name = "type-id", .type = &oid },
	{ .name = "value", .type = &other_name_value, .tag = 0xa0, .flags = ASN1_EXPLICITLY },
};
SEQUENCE(other_name, OtherName);

FIELDS EDIPartyName[] = {
	{ .name = "nameAssigner", .type = &directory_string, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY },
	{ .name = "partyName", .type = &directory_string, .tag = 0xa1, .flags = ASN1_EXPLICITLY },
};
SEQUENCE(edi_party_name, EDIPartyName);

FIELDS GeneralName[] = {
	{ .name = "dNSName", .type = &ia5_string, .tag = 0x82 },
	{ .name = "iPAddress", .type = &octet_string, .tag = 0x87 },
	{ .name = "rfc822Name", .type = &ia5_string, .tag = 0x81 },
	{ .name = "uniformResourceIdentifier", .type = &ia5_string, .tag = 0x86 },
	{ .name = "directoryName", .type = &asn1_name, .tag = 0xa4, .flags = ASN1_EXPLICITLY },
	{ .name = "otherName", .type = &other_name, .tag = 0xa0 },
	{ .name = "registeredID", .type = &oid, .tag = 0x88 },
	{ .name = "x400Address", .type = &any_elements, .tag = 0xa3 },
	{ .name = "ediPartyName", .type = &edi_party_name, .tag = 0xa5 },
};
CHOICE(general_name, GeneralName);
FIELDS GeneralNames[] = { { .type = &general_name } };
const struct asn1_type asn1_general_names = {
	.kind = ASN1_SEQUENCE_OF, .tag = DER_SEQUENCE, .fields = GeneralNames, .count = 1,
	.flags = ASN1_NOT_EMPTY, .name = "GeneralNames",
};

FIELDS AuthorityKeyIdentifier[] = {
	{ .name = "keyIdentifier", .type = &octet_string, .tag = 0x80, .flags = ASN1_OPTIONAL },
	{ .name = "authorityCertIssuer", .type = &asn1_general_names, .tag = 0xa1,
	  .flags = ASN1_OPTIONAL },
	{ .name = "authorityCertSerialNumber", .type = &integer, .tag = 0x82,
	  .flags = ASN1_OPTIONAL },
};
SEQUENCE(authority_key_identifier, AuthorityKeyIdentifier);

static const struct asn1_type key_usage = {
	.kind = ASN1_NAMED_BITS, .tag = DER_BIT_STRING, .name = "KeyUsage",
};
static const struct asn1_type reason_flags = {
	.kind = ASN1_NAMED_BITS, .tag = DER_BIT_STRING, .name = "ReasonFlags",
};
static const struct asn1_type netscape_type = {
	.kind = ASN1_NAMED_BITS, .tag = DER_BIT_STRING, .name = "NetscapeCertType",
};

FIELDS PrivateKeyUsagePeriod[] = {
	{ .name = "notBefore", .type = &generalized_time, .tag = 0x80, .flags = ASN1_OPTIONAL },
	{ .name = "notAfter", .type = &generalized_time, .tag = 0x81, .flags = ASN1_OPTIONAL },
};
SEQUENCE(private_key_usage_period, PrivateKeyUsagePeriod);

FIELDS BasicConstraints[] = {
	{ .name = "cA", .type = &boolean, .flags = ASN1_OPTIONAL, .defaults = DEFAULT_FALSE },
	{ .name = "pathLenConstraint", .type = &integer, .flags = ASN1_OPTIONAL },
};
SEQUENCE(basic_constraints, BasicConstraints);

FIELDS GeneralSubtree[] = {
	{ .name = "base", .type = &general_name },
	{ .name = "minimum", .type = &integer, .tag = 0x80, .flags = ASN1_OPTIONAL,
	  .defaults = { "\1\0", NULL } },
	{ .name = "maximum", .type = &integer, .tag = 0x81, .flags = ASN1_OPTIONAL },
};
SEQUENCE(general_subtree, GeneralSubtree);
SEQUENCE_OF(general_subtrees, general_subtree, "GeneralSubtrees");
FIELDS NameConstraints[] = {
	{ .name = "permittedSubtrees", .type = &general_subtrees, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL },
	{ .name = "excludedSubtrees", .type = &general_subtrees, .tag = 0xa1,
	  .flags = ASN1_OPTIONAL },
};
SEQUENCE(name_constraints, NameConstraints);

FIELDS DistributionPointName[] = {
	{ .name = "fullName", .type = &asn1_general_names, .tag = 0xa0 },
	{ .name = "nameRelativeToCRLIssuer", .type = &relative_name, .tag = 0xa1 },
};
CHOICE(distribution_point_name, DistributionPointName);
FIELDS DistributionPoint[] = {
	{ .name = "distributionPoint", .type = &distribution_point_name, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY },
	{ .name = "reasons", .type = &reason_flags, .tag = 0x81, .flags = ASN1_OPTIONAL },
	{ .name = "cRLIssuer", .type = &asn1_general_names, .tag = 0xa2, .flags = ASN1_OPTIONAL },
};
SEQUENCE(distribution_point, DistributionPoint);
SEQUENCE_OF(distribution_points, distribution_point, "CRLDistributionPoints");

FIELDS DisplayText[] = {
	{ .name = "ia5String", .type = &ia5_string },
	{ .name = "visibleString", .type = &visible_string },
	{ .name = "bmpString", .type = &bmp_string },
	{ .name = "utf8String", .type = &utf8_string },
};
CHOICE(display_text, DisplayText);
LIST_OF(notice_numbers, ASN1_SEQUENCE_OF, DER_SEQUENCE, integer, 0, "SEQUENCE OF INTEGER");
FIELDS NoticeReference[] = {
	{ .name = "organization", .type = &display_text },
	{ .name = "noticeNumbers", .type = &notice_numbers },
};
SEQUENCE(notice_reference, NoticeReference);
FIELDS UserNotice[] = {
	{ .name = "noticeRef", .type = &notice_reference, .flags = ASN1_OPTIONAL },
	{ .name = "explicitText", .type = &display_text, .flags = ASN1_OPTIONAL },
};
SEQUENCE(user_notice, UserNotice);
ROWS qualifier_rows[] = {
	{ OID_CPS_URI, &ia5_string },
	{ OID_USER_NOTICE, &user_notice },
	{ OID_NONE, NULL },
};
static const struct asn1_type qualifier = {
	.kind = ASN1_OPEN, .rows = qualifier_rows, .otherwise = &asn1_any, .name = "qualifier",
};
FIELDS PolicyQualifierInfo[] = {
	{ .name = "policyQualifierId", .type = &oid },
	{ .name = "qualifier", .type = &qualifier },
};
static const struct asn1_type policy_qualifier = {
	.kind = ASN1_SEQUENCE, .tag = DER_SEQUENCE, .fields = PolicyQualifierInfo, .count = 2,
	.flags = ASN1_NAMED, .name = "PolicyQualifierInfo",
};
SEQUENCE_OF(policy_qualifiers, policy_qualifier, "policyQualifiers");
FIELDS PolicyInformation[] = {
	{ .name = "policyIdentifier", .type = &oid },
	{ .name = "policyQualifiers", .type = &policy_qualifiers, .flags = ASN1_OPTIONAL },
};
SEQUENCE(policy_information, PolicyInformation);
SEQUENCE_OF(certificate_policies, policy_information, "CertificatePolicies");

FIELDS PolicyMapping[] = {
	{ .name = "issuerDomainPolicy", .type = &oid },
	{ .name = "subjectDomainPolicy", .type = &oid },
};
SEQUENCE(policy_mapping, PolicyMapping);
SEQUENCE_OF(policy_mappings, policy_mapping, "PolicyMappings");

FIELDS PolicyConstraints[] = {
	{ .name = "requireExplicitPolicy", .type = &integer, .tag = 0x80, .flags = ASN1_OPTIONAL },
	{ .name = "inhibitPolicyMapping", .type = &integer, .tag = 0x81, .flags = ASN1_OPTIONAL },
};
SEQUENCE(policy_constraints, PolicyConstraints);

SEQUENCE_OF(ext_key_usage, oid, "ExtKeyUsageSyntax");

FIELDS AccessDescription[] = {
	{ .name = "accessMethod", .type = &oid },
	{ .name = "accessLocation", .type = &general_name },
};
SEQUENCE(access_description, AccessDescription);
SEQUENCE_OF(access_descriptions, access_description, "AuthorityInfoAccessSyntax");

SET_OF(attribute_values, asn1_any, "SET OF AttributeValue");
FIELDS Attribute[] = {
	{ .name = "type", .type = &oid },
	{ .name = "values", .type = &attribute_values },
};
SEQUENCE(attribute, Attribute);
SEQUENCE_OF(directory_attributes, attribute, "SubjectDirectoryAttributes");

/* ---- RFC 3779 resources, RFC 7633, RFC 3739 and ETSI statements, CA/Browser Forum ---- */

FIELDS IPAddressRange[] = {
	{ .name = "min", .type = &bit_string },
	{ .name = "max", .type = &bit_string },
};
SEQUENCE(ip_range, IPAddressRange);
FIELDS IPAddressOrRange[] = {
	{ .name = "addressPrefix", .type = &bit_string },
	{ .name = "addressRange", .type = &ip_range },
};
CHOICE(ip_or_range, IPAddressOrRange);
LIST_OF(ip_ranges, ASN1_SEQUENCE_OF, DER_SEQUENCE, ip_or_range, 0, "addressesOrRanges");
FIELDS IPAddressChoice[] = {
	{ .name = "inherit", .type = &null },
	{ .name = "addressesOrRanges", .type = &ip_ranges },
};
CHOICE(ip_choice, IPAddressChoice);
FIELDS IPAddressFamily[] = {
	{ .name = "addressFamily", .type = &octet_string },
	{ .name = "ipAddressChoice", .type = &ip_choice },
};
SEQUENCE(ip_family, IPAddressFamily);
LIST_OF(ip_blocks, ASN1_SEQUENCE_OF, DER_SEQUENCE, ip_family, 0, "IPAddrBlocks");

FIELDS ASRange[] = {
	{ .name = "min", .type = &integer },
	{ .name = "max", .type = &integer },
};
SEQUENCE(as_range, ASRange);
FIELDS ASIdOrRange[] = {
	{ .name = "id", .type = &integer },
	{ .name = "range", .type = &as_range },
};
CHOICE(as_or_range, ASIdOrRange);
LIST_OF(as_ranges, ASN1_SEQUENCE_OF, DER_SEQUENCE, as_or_range, 0, "asIdsOrRanges");
FIELDS ASIdentifierChoice[] = {
	{ .name = "inherit", .type = &null },
	{ .name = "asIdsOrRanges", .type = &as_ranges },
};
CHOICE(as_choice, ASIdentifierChoice);
FIELDS ASIdentifiers[] = {
	{ .name = "asnum", .type = &as_choice, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY },
	{ .name = "rdi", .type = &as_choice, .tag = 0xa1,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY },
};
SEQUENCE(as_identifiers, ASIdentifiers);

LIST_OF(tls_features, ASN1_SEQUENCE_OF, DER_SEQUENCE, integer, 0, "TLSFeatures");

FIELDS SemanticsInformation[] = {
	{ .name = "semanticsIdentifier", .type = &oid, .flags = ASN1_OPTIONAL },
	{ .name = "nameRegistrationAuthorities", .type = &asn1_general_names,
	  .flags = ASN1_OPTIONAL },
};
SEQUENCE(semantics_information, SemanticsInformation);
FIELDS Iso4217CurrencyCode[] = {
	{ .name = "alphabetic", .type = &printable_string },
	{ .name = "numeric", .type = &integer },
};
CHOICE(currency_code, Iso4217CurrencyCode);
FIELDS MonetaryValue[] = {
	{ .name = "currency", .type = &currency_code },
	{ .name = "amount", .type = &integer },
	{ .name = "exponent", .type = &integer },
};
SEQUENCE(monetary_value, MonetaryValue);
FIELDS PdsLocation[] = {
	{ .name = "url", .type = &ia5_string },
	{ .name = "language", .type = &printable_string },
};
SEQUENCE(pds_location, PdsLocation);
SEQUENCE_OF(pds_locations, pds_location, "QcEuPDS");
SEQUENCE_OF(qc_types, oid, "QcType");
SEQUENCE_OF(qc_legislation, printable_string, "QcCClegislation");
FIELDS RoleOfPSP[] = {
	{ .name = "roleOfPspOid", .type = &oid },
	{ .name = "roleOfPspName", .type = &utf8_string },
};
SEQUENCE(psp_role, RoleOfPSP);
SEQUENCE_OF(psp_roles, psp_role, "RolesOfPSP");
FIELDS PSD2QcType[] = {
	{ .name = "rolesOfPSP", .type = &psp_roles },
	{ .name = "nCAName", .type = &utf8_string },
	{ .name = "nCAId", .type = &utf8_string },
};
SEQUENCE(psd2_type, PSD2QcType);
ROWS statement_rows[] = {
	{ OID_QCS_PKIX_V1, &semantics_information },
	{ OID_QCS_PKIX_V2, &semantics_information },
	{ OID_QCS_LIMIT_VALUE, &monetary_value },
	{ OID_QCS_RETENTION, &integer },
	{ OID_QCS_PDS, &pds_locations },
	{ OID_QCS_TYPE, &qc_types },
	{ OID_QCS_LEGISLATION, &qc_legislation },
	{ OID_QCS_PSD2, &psd2_type },
	{ OID_NONE, NULL },
};
static const struct asn1_type statement_info = {
	.kind = ASN1_OPEN, .rows = statement_rows, .otherwise = &asn1_any, .name = "statementInfo",
};
FIELDS QCStatement[] = {
	{ .name = "statementId", .type = &oid },
	{ .name = "statementInfo", .type = &statement_info, .flags = ASN1_OPTIONAL },
};
static const struct asn1_type qc_statement = {
	.kind = ASN1_SEQUENCE, .tag = DER_SEQUENCE, .fields = QCStatement, .count = 2,
	.flags = ASN1_NAMED, .name = "QCStatement",
};
LIST_OF(qc_statements, ASN1_SEQUENCE_OF, DER_SEQUENCE, qc_statement, 0, "QCStatements");

FIELDS TypeOfBiometricData[] = {
	{ .name = "predefinedBiometricType", .type = &integer },
	{ .name = "biometricDataOid", .type = &oid },
};
CHOICE(biometric_type, TypeOfBiometricData);
FIELDS BiometricData[] = {
	{ .name = "typeOfBiometricData", .type = &biometric_type },
	{ .name = "hashAlgorithm", .type = &algorithm_identifier },
	{ .name = "biometricDataHash", .type = &octet_string },
	{ .name = "sourceDataUri", .type = &ia5_string, .flags = ASN1_OPTIONAL },
};
SEQUENCE(biometric_data, BiometricData);
LIST_OF(biometric_info, ASN1_SEQUENCE_OF, DER_SEQUENCE, biometric_data, 0, "BiometricSyntax");

FIELDS TorServiceDescriptorHash[] = {
	{ .name = "onionURI", .type = &utf8_string },
	{ .name = "algorithm", .type = &algorithm_identifier },
	{ .name = "subjectPublicKeyHash", .type = &bit_string },
};
SEQUENCE(tor_descriptor, TorServiceDescriptorHash);
SEQUENCE_OF(tor_descriptors, tor_descriptor, "TorServiceDescriptorSyntax");

FIELDS CABFOrganizationIdentifier[] = {
	{ .name = "registrationSchemeIdentifier", .type = &printable_string },
	{ .name = "registrationCountry", .type = &printable_string },
	{ .name = "registrationStateOrProvince", .type = &printable_string, .tag = 0x80,
	  .flags = ASN1_OPTIONAL },
	{ .name = "registrationReference", .type = &utf8_string },
};
SEQUENCE(cabf_organization_id, CABFOrganizationIdentifier);

FIELDS SMIMECapability[] = {
	{ .name = "capabilityID", .type = &oid },
	{ .name = "parameters", .type = &asn1_any, .flags = ASN1_OPTIONAL },
};
SEQUENCE(smime_capability, SMIMECapability);
LIST_OF(smime_capabilities, ASN1_SEQUENCE_OF, DER_SEQUENCE, smime_capability, 0,
	"SMIMECapabilities");

/* ---- the certificate ---- */

ROWS extension_rows[] = {
	{ OID_SDA, &directory_attributes },
	{ OID_SKI, &octet_string },
	{ OID_KU, &key_usage },
	{ OID_PKUP, &private_key_usage_period },
	{ OID_SAN, &asn1_general_names },
	{ OID_IAN, &asn1_general_names },
	{ OID_BC, &basic_constraints },
	{ OID_NC, &name_constraints },
	{ OID_CRLDP, &distribution_points },
	{ OID_POLICIES, &certificate_policies },
	{ OID_POLICY_MAPPINGS, &policy_mappings },
	{ OID_AKI, &authority_key_identifier },
	{ OID_POLICY_CONSTRAINTS, &policy_constraints },
	{ OID_EKU, &ext_key_usage },
	{ OID_FRESHEST_CRL, &distribution_points },
	{ OID_INHIBIT_ANY_POLICY, &integer },
	{ OID_NO_REV_AVAIL, &null },
	{ OID_AIA, &access_descriptions },
	{ OID_SIA, &access_descriptions },
	{ OID_BIOMETRIC, &biometric_info },
	{ OID_QC_STATEMENTS, &qc_statements },
	{ OID_IP_ADDR_BLOCKS, &ip_blocks },
	{ OID_AS_IDENTIFIERS, &as_identifiers },
	{ OID_LOGOTYPE, &asn1_any },
	{ OID_TLS_FEATURE, &tls_features },
	{ OID_OCSP_NOCHECK, &null },
	{ OID_SCT_LIST, &octet_string },
	{ OID_OCSP_SCT_LIST, &octet_string },
	{ OID_TRANSPARENCY_INFO, &octet_string },
	{ OID_POISON, &null },
	{ OID_CABF_ORGANIZATION_ID, &cabf_organization_id },
	{ OID_ONION_DESCRIPTOR, &tor_descriptors },
	{ OID_NETSCAPE_TYPE, &netscape_type },
	{ OID_NETSCAPE_COMMENT, &ia5_string },
	{ OID_MS_TEMPLATE_NAME, &asn1_any },
	{ OID_MS_TEMPLATE, &asn1_any },
	{ OID_MS_CA_VERSION, &integer },
	{ OID_SMIME_CAPABILITIES, &smime_capabilities },
	{ OID_ENTRUST_VERSION, &asn1_any },
	{ OID_NONE, NULL },
};
static const struct asn1_type extension_value = {
	.kind = ASN1_OCTETS_OPEN, .tag = DER_OCTET_STRING, .rows = extension_rows,
	.otherwise = &asn1_any,
	.overflow = FAULT_TRAILING_IN_EXTENSION, .name = "OCTET STRING",
};
FIELDS Extension[] = {
	{ .name = "extnID", .type = &oid },
	{ .name = "critical", .type = &boolean, .flags = ASN1_OPTIONAL, .defaults = DEFAULT_FALSE },
	{ .name = "extnValue", .type = &extension_value },
};
const struct asn1_type asn1_extension = {
	.kind = ASN1_SEQUENCE, .tag = DER_SEQUENCE, .fields = Extension, .count = 3,
	.flags = ASN1_NAMED, .name = "Extension",
};
SEQUENCE_OF(extensions, asn1_extension, "Extensions");

FIELDS Time[] = {
	{ .name = NULL, .type = &utc_time },
	{ .name = NULL, .type = &generalized_time },
};
CHOICE(time_choice, Time);
FIELDS Validity[] = {
	{ .name = "notBefore", .type = &time_choice },
	{ .name = "notAfter", .type = &time_choice },
};
SEQUENCE(validity, Validity);

FIELDS TBSCertificate[] = {
	{ .name = "version", .type = &integer, .tag = 0xa0,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY, .defaults = { "\3\x02\x01\x00", NULL } },
	{ .name = "serialNumber", .type = &integer },
	{ .name = "signature", .type = &algorithm_identifier },
	{ .name = "issuer", .type = &asn1_name },
	{ .name = "validity", .type = &validity },
	{ .name = "subject", .type = &asn1_name },
	{ .name = "subjectPublicKeyInfo", .type = &subject_public_key_info },
	{ .name = "issuerUniqueID", .type = &bit_string, .tag = 0x81, .flags = ASN1_OPTIONAL },
	{ .name = "subjectUniqueID", .type = &bit_string, .tag = 0x82, .flags = ASN1_OPTIONAL },
	{ .name = "extensions", .type = &extensions, .tag = 0xa3,
	  .flags = ASN1_OPTIONAL | ASN1_EXPLICITLY },
};
const struct asn1_type asn1_tbs_certificate =
	MADE_OF(ASN1_SEQUENCE, DER_SEQUENCE, TBSCertificate, "TBSCertificate");

FIELDS Certificate[] = {
	{ .name = "tbsCertificate", .type = &asn1_tbs_certificate },
	{ .name = "signatureAlgorithm", .type = &algorithm_identifier },
	{ .name = "signatureValue", .type = &signature_value },
};
const struct asn1_type asn1_certificate =
	MADE_OF(ASN1_SEQUENCE, DER_SEQUENCE, Certificate, "Certificate");

const struct asn1_type *
asn1_open(const struct asn1_type *type, enum oid oid_)
{
	for (const struct asn1_row *row = type->rows; row->type; row++)
		if (row->oid == oid_)
			return row->type;
	return type->otherwise;
}
