/* QCStatements of the forge (ETSI EN 319 412-5, TS 119 495). */

#include "forge_make.h"

static const struct oid_name qc_types[] = { { "esign", "0.4.0.1862.1.6.1" },
					    { "eseal", "0.4.0.1862.1.6.2" },
					    { "web", "0.4.0.1862.1.6.3" },
					    { NULL, NULL } };

static const struct oid_name qc_semantics[] = { { "natural", "0.4.0.194121.1.1" },
						{ "legal", "0.4.0.194121.1.2" },
						{ "eidas-natural", "0.4.0.194121.1.3" },
						{ "eidas-legal", "0.4.0.194121.1.4" },
						{ NULL, NULL } };

static const struct oid_name psd2_roles[] = { { "PSP_AS", "0.4.0.19495.1.1" },
					      { "PSP_PI", "0.4.0.19495.1.2" },
					      { "PSP_AI", "0.4.0.19495.1.3" },
					      { "PSP_IC", "0.4.0.19495.1.4" },
					      { NULL, NULL } };

static void
put_qc_types(struct buf *b, struct str s)
{
	struct items list = items_of(s, '+');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item))
		put_oid_named(b, qc_types, item);
	put_close(b, at);
}

/* CURRENCY:AMOUNT:EXPONENT. */
static void
put_qc_limit(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0x30);
	struct str currency = str_cut(&s, ':');
	long number;

	if (str_number(currency, &number))
		put_number(b, 0x02, (unsigned long)number);
	else
		put_string(b, 0x13, currency);
	for (int i = 0; i < 2; i++)
		put_integer(b, str_cut(&s, ':'), NULL);
	put_close(b, at);
}

/* URL@language, several with | between. */
static void
put_qc_pds(struct buf *b, struct str s)
{
	struct items list = items_of(s, '|');
	size_t at = put_open(b, 0x30), inner;
	struct str item;

	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_string(b, 0x16, str_cut(&item, '@'));
		put_string(b, 0x13, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_qc_countries(struct buf *b, struct str s)
{
	struct items list = items_of(s, '+');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item))
		put_string(b, 0x13, item);
	put_close(b, at);
}

static void
put_qc_semantics(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0x30);

	put_oid_named(b, qc_semantics, s);
	put_close(b, at);
}

/* ROLE+ROLE:NAME OF AUTHORITY:ID OF AUTHORITY. */
static void
put_qc_psd2(struct buf *b, struct str s)
{
	struct str roles = str_cut(&s, ':'), item;
	struct items list = items_of(roles, '+');
	size_t at = put_open(b, 0x30), set = put_open(b, 0x30), inner;

	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_oid_named(b, psd2_roles, item);
		put_string(b, 0x0c, item);
		put_close(b, inner);
	}
	put_close(b, set);
	put_string(b, 0x0c, str_cut(&s, ':'));
	put_string(b, 0x0c, s);
	put_close(b, at);
}

static void
put_qc_retention(struct buf *b, struct str s)
{
	put_integer(b, s, NULL);
}

static const struct qc_statement {
	const char *name, *oid;
	void (*put)(struct buf *b, struct str s);
} qc_statements[] = {
	{ "compliance", "0.4.0.1862.1.1", NULL },
	{ "sscd", "0.4.0.1862.1.4", NULL },
	{ "limit", "0.4.0.1862.1.2", put_qc_limit },
	{ "retention", "0.4.0.1862.1.3", put_qc_retention },
	{ "pds", "0.4.0.1862.1.5", put_qc_pds },
	{ "type", "0.4.0.1862.1.6", put_qc_types },
	{ "legislation", "0.4.0.1862.1.7", put_qc_countries },
	{ "identmethod", "0.4.0.1862.1.8", NULL },
	{ "qscdlegislation", "0.4.0.1862.1.9", put_qc_countries },
	{ "semantics", "1.3.6.1.5.5.7.11.2", put_qc_semantics },
	{ "semantics-v1", "1.3.6.1.5.5.7.11.1", put_qc_semantics },
	{ "psd2", "0.4.0.19495.2", put_qc_psd2 },
};

/* NAME[:what belongs to it] or OID[:bytes]; after a known name, =bytes replaces what belongs. */
void
put_qc_statement(struct buf *b, struct str s, const struct make *make)
{
	struct str whole = s, name, raw;
	const struct qc_statement *known = NULL;
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	raw = str_cut(&s, ':');
	name = str_cut(&raw, '=');
	for (size_t i = 0; i < sizeof(qc_statements) / sizeof(*qc_statements); i++)
		if (str_is(name, qc_statements[i].name))
			known = &qc_statements[i];
	if (known)
		put_oid(b, str_of(known->oid));
	else
		put_oid(b, name);
	if (raw.n)
		put_raw(b, raw);
	else if (known && known->put && name.n < whole.n)
		known->put(b, s);
	else
		put_raw(b, s);
	put_close(b, at);
}
