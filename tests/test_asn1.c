/* Tests of lib/asn1.c: the tables hold together, so that the walk may trust them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "asn1.h"
#include "fault.h"

enum { TYPES_MAX = 400 };

struct types {
	const struct asn1_type *list[TYPES_MAX];
	size_t n;
};

static void
add(struct types *t, const struct asn1_type *type)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i] == type)
			return;
	assert_true(t->n < TYPES_MAX);
	t->list[t->n++] = type;
}

/* Every type that can be reached from a certificate. */
static void
collect(struct types *t)
{
	t->n = 0;
	add(t, &asn1_certificate);
	add(t, &asn1_tbs_certificate);
	add(t, &asn1_any);
	for (size_t i = 0; i < t->n; i++) {
		const struct asn1_type *type = t->list[i];

		for (unsigned f = 0; f < type->count; f++)
			add(t, type->fields[f].type);
		for (const struct asn1_row *row = type->rows; row && row->type; row++)
			add(t, row->type);
		if (type->otherwise)
			add(t, type->otherwise);
	}
}

static bool
is_made_of_fields(const struct asn1_type *type)
{
	return type->kind == ASN1_SEQUENCE || type->kind == ASN1_SEQUENCE_OF ||
		type->kind == ASN1_SET_OF || type->kind == ASN1_CHOICE;
}

static bool
is_open(const struct asn1_type *type)
{
	return type->kind == ASN1_OPEN || type->kind == ASN1_OCTETS_OPEN ||
		type->kind == ASN1_BITS_OPEN;
}

static void
check_kind(const struct asn1_type *type)
{
	static const uint8_t tags[] = {
		[ASN1_SEQUENCE] = DER_SEQUENCE, [ASN1_SEQUENCE_OF] = DER_SEQUENCE,
		[ASN1_SET_OF] = DER_SET, [ASN1_NAMED_BITS] = DER_BIT_STRING,
		[ASN1_OCTETS_OPEN] = DER_OCTET_STRING, [ASN1_BITS_OPEN] = DER_BIT_STRING,
	};

	assert_non_null(type->name);
	assert_int_equal(is_made_of_fields(type), type->fields != NULL);
	assert_int_equal(is_made_of_fields(type), type->count > 0);
	assert_int_equal(is_open(type), type->rows != NULL);
	if (type->kind == ASN1_SIMPLE)
		assert_true(type->tag > 0 && type->tag < DER_CONSTRUCTED);
	else
		assert_int_equal(type->tag, tags[type->kind]);
	if (type->kind == ASN1_SEQUENCE_OF || type->kind == ASN1_SET_OF)
		assert_int_equal(type->count, 1);
	if (type->kind == ASN1_OCTETS_OPEN || type->kind == ASN1_BITS_OPEN)
		assert_true(type->overflow == FAULT_TRAILING_IN_EXTENSION ||
			    type->overflow == FAULT_TRAILING_IN_KEY ||
			    type->overflow == FAULT_TRAILING_IN_SIGNATURE);
	assert_true(type->count <= 32);		/* the walk marks them in 32 bits */
}

/* Contents octets that a DEFAULT is compared with must be as many as they say. */
static void
check_default(const struct asn1_field *field)
{
	for (unsigned i = 0; i < 2 && field->defaults[i]; i++) {
		const uint8_t *octets = (const uint8_t *)field->defaults[i];
		struct span in = { octets + 1, octets[0] };
		struct der e;

		assert_true(field->flags & ASN1_OPTIONAL);
		assert_int_equal(octets[1 + octets[0]], 0);	/* the literal ends here */
		if (field->flags & ASN1_EXPLICITLY) {
			assert_true(der_next(&in, &e));
			assert_int_equal(e.flags, 0);
			assert_int_equal(in.n, 0);
		}
	}
}

static void
check_fields(const struct asn1_type *type)
{
	for (unsigned i = 0; i < type->count; i++) {
		const struct asn1_field *f = &type->fields[i];

		assert_non_null(f->type);
		if (f->tag)
			assert_int_equal(f->tag & DER_CLASS, DER_CONTEXT);
		if (f->flags & ASN1_EXPLICITLY)
			assert_true(f->tag & DER_CONSTRUCTED);
		else if (f->tag) /* an IMPLICIT tag takes the form of its type; a CHOICE has none */
			assert_true(f->type->tag != 0 && (f->tag & DER_CONSTRUCTED) ==
				    (f->type->tag & DER_CONSTRUCTED));
		if (type->kind == ASN1_CHOICE)
			assert_true(f->tag || f->type->tag);
		check_default(f);
	}
}

/* No two alternatives begin with the same tag, else the second is never chosen. */
static void
check_alternatives(const struct asn1_type *type)
{
	uint8_t a, b;

	for (unsigned i = 0; i < type->count; i++)
		for (unsigned j = i + 1; j < type->count; j++) {
			a = type->fields[i].tag ? type->fields[i].tag : type->fields[i].type->tag;
			b = type->fields[j].tag ? type->fields[j].tag : type->fields[j].type->tag;
			assert_int_not_equal(a & ~DER_CONSTRUCTED, b & ~DER_CONSTRUCTED);
		}
}

static void
the_tables_hold_together(void **state)
{
	struct types t;

	(void)state;
	collect(&t);
	assert_true(t.n > 80);
	for (size_t i = 0; i < t.n; i++) {
		check_kind(t.list[i]);
		check_fields(t.list[i]);
		if (t.list[i]->kind == ASN1_CHOICE)
			check_alternatives(t.list[i]);
	}
}

static void
rows_name_each_oid_once(void **state)
{
	struct types t;

	(void)state;
	collect(&t);
	for (size_t i = 0; i < t.n; i++)
		for (const struct asn1_row *a = t.list[i]->rows; a && a->type; a++) {
			assert_int_not_equal(a->oid, OID_NONE);
			for (const struct asn1_row *b = a + 1; b->type; b++)
				assert_int_not_equal(a->oid, b->oid);
		}
}

static void
an_oid_selects_its_type(void **state)
{
	const struct asn1_type *extensions, *value;

	(void)state;
	extensions = asn1_tbs_certificate.fields[asn1_tbs_certificate.count - 1].type;
	value = extensions->fields[0].type->fields[2].type;
	assert_int_equal(value->kind, ASN1_OCTETS_OPEN);
	assert_string_equal(asn1_open(value, OID_SAN)->name, "GeneralNames");
	assert_string_equal(asn1_open(value, OID_KU)->name, "KeyUsage");
	assert_ptr_equal(asn1_open(value, OID_COUNTRY), &asn1_any);
	assert_ptr_equal(asn1_open(value, OID_NONE), &asn1_any);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_hold_together),
		cmocka_unit_test(rows_name_each_oid_once),
		cmocka_unit_test(an_oid_selects_its_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
