/* RFC 9162 7.1: the Transparency Information extension of Certificate Transparency 2.0. */

#include "dates.h"
#include "lint.h"

/*
 * The Transparency Information extension is not critical.
 *
 * A client that knows nothing of Certificate Transparency 2.0 would have to reject the certificate.
 *
 * fix: mark the extension as not critical.
 * covers: rfc9162-7.1-transinfo-extension-non-critical
 *
 *	pass client ext=1.3.101.75:0405000300010a
 *	fail client ext=1.3.101.75!:0405000300010a
 */
LINT(rfc_transparency_info_critical, WARNING, RFC("9162", "7.1"),
     .on = FACTS(TRANSPARENCY_INFO_PRESENT), .from = RFC9162_DAY)
{
	const struct extension *x = cert_extension(c, OID_TRANSPARENCY_INFO);

	if (x->critical)
		fail(r, x->whole, "the extension is critical");
}

static void
report_list(void *ctx, enum sct_fault fault, struct span at)
{
	static const char *const details[SCT_FAULT_COUNT] = {
		[SCT_NOT_OCTET_STRING] = "the value is not one OCTET STRING",
		[SCT_LIST_LENGTH] = "the list's length is not that of what follows",
		[SCT_LIST_EMPTY] = "the list has no TransItem",
		[SCT_ENTRY_EMPTY] = "a TransItem of no octets",
		[SCT_ENTRY_LENGTH] = "a TransItem's length runs past the list",
	};

	fail(ctx, at, "%s", details[fault]);
}

/*
 * The Transparency Information extension is a list of TransItems.
 *
 * It is in the encoding of TLS inside an OCTET STRING: a length in two octets and items, each
 * behind its length, one at least.
 *
 * fix: compute the lengths from the items.
 * covers: rfc9162-7.1-transinfo-octet-string-and-list
 * unless: der_octet_string_constructed der_length_overrun der_header_incomplete
 * unless: der_length_indefinite der_length_reserved der_wrong_type
 *
 *	pass client ext=1.3.101.75:0405000300010a
 *	fail client ext=1.3.101.75:04020000
 *	fail client ext=1.3.101.75:040400020000
 *	fail client ext=1.3.101.75:0405000300020a
 *	fail client ext=1.3.101.75:0405000400010a
 *	fail client ext=1.3.101.75:0405000200010a
 */
LINT(rfc_transparency_info_malformed, ERROR, RFC("9162", "7.1"),
     .on = FACTS(TRANSPARENCY_INFO_PRESENT), .from = RFC9162_DAY)
{
	trans_item_check(cert_extension(c, OID_TRANSPARENCY_INFO)->value, report_list, r);
}
