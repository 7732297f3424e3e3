/* Names, labels, addresses, times, OIDs: any bytes have an answer, and answers agree. */

#include "../claim.h"

#include <string.h>

#include "data.h"
#include "day.h"
#include "host.h"
#include "idna.h"
#include "ip.h"
#include "oid.h"
#include "text.h"

static void
try_host(struct span s)
{
	uint64_t flags = host_flags(s, DAY(2026, 11, 25), data_builtin());
	struct span rest = s, label;
	size_t length = 0;

	CLAIM(host_flags(s, DAY(2026, 11, 25), data_builtin()) == flags);
	for (unsigned i = 0; i < HOST_FLAG_COUNT; i++)
		if (flags >> i & 1)
			CLAIM(s.n == 0 || span_inside(host_fault_span(s, (enum host_flag)i), s));
	while (host_next_label(&rest, &label)) {
		CLAIM(label.n == 0 || span_inside(label, s));
		length += label.n + 1;
	}
	CLAIM(length <= s.n + 1);
	CLAIM((s.n == 0) == (flags >> HOST_EMPTY & 1));
}

/* What decodes and has no fault encodes back to itself. */
static void
try_label(struct span s)
{
	uint32_t points[IDNA_LABEL_MAX + 1];
	char back[IDNA_LABEL_MAX + 1];
	int n, m;

	if (s.n > IDNA_LABEL_MAX)
		return;
	idna_a_label_faults(s);
	n = punycode_decode(s, points, IDNA_LABEL_MAX);
	CLAIM(n <= IDNA_LABEL_MAX);
	if (n < 0)
		return;
	idna_u_label_faults(points, n);
	m = punycode_encode(points, n, back, IDNA_LABEL_MAX);
	CLAIM(m <= IDNA_LABEL_MAX);
}

static void
try_address(struct span s)
{
	char text[48];
	struct ip ip, again, v4;

	ip_from_reverse(s, &ip);
	if (!ip_from_text(s, &ip) && !ip_from_octets(s, &ip))
		return;
	ip_format(&ip, text);
	CLAIM(ip_from_text((struct span){ (uint8_t *)text, strlen(text) }, &again));
	CLAIM(again.n == ip.n && memcmp(again.octets, ip.octets, ip.n) == 0);
	ip_is_mapped(&ip, &v4);
	ip_network(&ip, DAY_NONE, data_builtin());
}

static void
try_text(struct span s)
{
	static const uint32_t tags[] = { DER_UTF8_STRING, DER_PRINTABLE_STRING, DER_IA5_STRING,
		DER_BMP_STRING, DER_UNIVERSAL_STRING, DER_NUMERIC_STRING, DER_VISIBLE_STRING };
	struct span rest = s;
	uint32_t c;
	size_t n = 0;

	for (unsigned i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		CLAIM(text_first_bad(tags[i], s) <= s.n);
		CLAIM(text_length(tags[i], s) <= s.n);
	}
	CLAIM(utf8_is_valid(s) == (text_first_bad(DER_UTF8_STRING, s) == s.n));
	while (utf8_next(&rest, &c))
		n++;
	CLAIM(n <= s.n && rest.n == 0);
}

static void
try_time(struct span s)
{
	char text[16];
	int64_t instant = INT64_MIN;

	time_read(DER_UTC_TIME, s, &instant);
	time_read(DER_GENERALIZED_TIME, s, &instant);
	if (instant == INT64_MIN)
		return;
	day_format(day_of(instant), text);
	CLAIM(strlen(text) == 10);
	if (day_to_number(day_of(instant)) >= 10101 && day_to_number(day_of(instant)) <= 99991231)
		CLAIM(day_parse(text) == day_of(instant));
}

static void
try_oid(struct span s)
{
	char text[64];

	oid_format(s, text, sizeof(text));
	CLAIM(strlen(text) < sizeof(text));
	oid_is_dotted(s, "2.5.29.17");
	if (oid_find(s) != OID_NONE)
		CLAIM(span_same(oid_contents(oid_find(s)), s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span s = { data, size };

	try_host(s);
	try_label(s);
	try_address(s);
	try_text(s);
	try_time(s);
	try_oid(s);
	return 0;
}
