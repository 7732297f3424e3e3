/* What an object says of itself, for people: names, serial number, validity. */

#include "watch/about.h"

#include <arpa/inet.h>

#include "json.h"

enum { TAG_DNS = 0x82, TAG_IP = 0x87, MAX_NAMES = 1000 };

void
about_hex(struct text *out, const uint8_t *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		text_char(out, digits[p[i] >> 4]);
		text_char(out, digits[p[i] & 15]);
	}
}

/* The Gregorian date of a day since 1970; years begin in March on the way. */
static void
date_of(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t century4 = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of = z - century4 * 146097;
	int64_t y = (of - of / 1460 + of / 36524 - of / 146096) / 365;
	int64_t of_year = of - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + century4 * 400 + (*month <= 2));
}

void
about_time(struct text *out, int64_t seconds)
{
	int64_t days = seconds / 86400, left = seconds % 86400;
	int year, month, day;

	if (left < 0) {
		left += 86400;
		days--;
	}
	date_of(days, &year, &month, &day);
	text_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, (int)(left / 3600),
		    (int)(left / 60 % 60), (int)(left % 60));
}

/* ========================================================================== */
/*                                  Names                                     */
/* ========================================================================== */

static const struct {
	const char *oid, *name;
} attributes[] = {
	{ "2.5.4.3", "CN" }, { "2.5.4.4", "SN" }, { "2.5.4.5", "serialNumber" },
	{ "2.5.4.6", "C" }, { "2.5.4.7", "L" }, { "2.5.4.8", "ST" }, { "2.5.4.9", "street" },
	{ "2.5.4.10", "O" }, { "2.5.4.11", "OU" }, { "2.5.4.12", "title" },
	{ "2.5.4.15", "businessCategory" }, { "2.5.4.17", "postalCode" },
	{ "2.5.4.42", "givenName" }, { "2.5.4.97", "organizationIdentifier" },
	{ "0.9.2342.19200300.100.1.1", "UID" }, { "0.9.2342.19200300.100.1.25", "DC" },
	{ "1.2.840.113549.1.9.1", "emailAddress" },
};

static void
add_attribute(struct text *out, struct certlint_span oid)
{
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (certlint_oid_is(oid, attributes[i].oid)) {
			text_puts(out, attributes[i].name);
			return;
		}
	text_puts(out, "OID.");
	about_hex(out, oid.data, oid.length);
}

void
about_name(struct text *out, const struct certlint_object *object, int list)
{
	struct certlint_item item = CERTLINT_ITEM_INIT;
	int64_t last = -1;

	while (item.index < MAX_NAMES && certlint_each(object, list, &item)) {
		text_puts(out, last < 0 ? "" : item.number == last ? " + " : ", ");
		add_attribute(out, item.key);
		text_char(out, '=');
		text_escaped(out, (const char *)item.value.data, item.value.length);
		last = item.number;
	}
}

bool
about_serial(struct text *out, const struct certlint_object *object)
{
	struct certlint_element e;
	const uint8_t *p;
	size_t n;

	if (!certlint_field(object, CERTLINT_FIELD_SERIAL, &e) || e.body.length == 0)
		return false;
	p = e.body.data;
	n = e.body.length;
	if (p[0] & 0x80) {
		size_t last = n;

		/* Two's complement: the amount is what inverting and adding one gives, which
		   carries through the zeros at the end. */
		text_char(out, '-');
		while (last > 1 && p[last - 1] == 0)
			last--;
		for (size_t i = 0; i < n; i++) {
			uint8_t byte = (uint8_t)(~p[i] + (i + 1 >= last));

			about_hex(out, &byte, 1);
		}
		return true;
	}
	if (n > 1 && p[0] == 0) {
		p++;
		n--;
	}
	about_hex(out, p, n);
	return true;
}

static void
add_string(struct text *out, const char **lead, const char *p, size_t n)
{
	struct text copy = { 0 };

	/* Before it is a string, or what is behind a NUL would be left out. */
	text_escaped(&copy, p, n);
	text_puts(out, *lead);
	text_json(out, text_string(&copy));
	*lead = ",";
	text_free(&copy);
}

void
about_names_json(struct text *out, const struct certlint_object *object)
{
	struct certlint_item item = CERTLINT_ITEM_INIT;
	const char *lead = "";

	while (item.index < MAX_NAMES && certlint_each(object, CERTLINT_EACH_SAN, &item))
		if (item.tag == TAG_DNS)
			add_string(out, &lead, (const char *)item.value.data,
				   item.value.length);
	item = (struct certlint_item)CERTLINT_ITEM_INIT;
	while (item.index < MAX_NAMES && certlint_each(object, CERTLINT_EACH_SUBJECT, &item))
		if (certlint_oid_is(item.key, "2.5.4.3"))
			add_string(out, &lead, (const char *)item.value.data,
				   item.value.length);
}

void
about_addresses_json(struct text *out, const struct certlint_object *object)
{
	struct certlint_item item = CERTLINT_ITEM_INIT;
	const char *lead = "";

	while (item.index < MAX_NAMES && certlint_each(object, CERTLINT_EACH_SAN, &item)) {
		char address[INET6_ADDRSTRLEN];

		if (item.tag != TAG_IP || (item.value.length != 4 && item.value.length != 16) ||
		    !inet_ntop(item.value.length == 4 ? AF_INET : AF_INET6, item.value.data,
			       address, sizeof(address)))
			continue;
		text_printf(out, "%s\"%s\"", lead, address);
		lead = ",";
	}
}

/* ========================================================================== */
/*                                   JSON                                     */
/* ========================================================================== */

static void
json_name(struct text *out, const char *key, const struct certlint_object *object, int list)
{
	struct text name = { 0 };

	about_name(&name, object, list);
	if (name.n > 0)
		json_string(out, key, text_string(&name));
	text_free(&name);
}

static void
json_instant(struct text *out, const char *key, const struct certlint_object *object, int number)
{
	int64_t at;

	if (!certlint_number(object, number, &at))
		return;
	json_key(out, key);
	if (at < 0)
		text_char(out, '-');
	text_number(out, at < 0 ? (uint64_t)-at : (uint64_t)at);
}

void
about_json(struct text *out, const struct certlint_object *object)
{
	struct text serial = { 0 };

	json_name(out, "issuer", object, CERTLINT_EACH_ISSUER);
	json_name(out, "subject", object, CERTLINT_EACH_SUBJECT);
	if (about_serial(&serial, object))
		json_string(out, "serial", text_string(&serial));
	json_instant(out, "not_before", object, CERTLINT_NUMBER_NOT_BEFORE);
	json_instant(out, "not_after", object, CERTLINT_NUMBER_NOT_AFTER);
	json_key(out, "dns_names");
	text_char(out, '[');
	about_names_json(out, object);
	text_char(out, ']');
	json_key(out, "ip_addresses");
	text_char(out, '[');
	about_addresses_json(out, object);
	text_char(out, ']');
	text_free(&serial);
}
