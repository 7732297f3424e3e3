/* Distinguished names and GeneralNames: what they hold, walked in place. */

#ifndef CERTLINT_LIB_NAME_H
#define CERTLINT_LIB_NAME_H

#include "der.h"
#include "oid.h"

/* A Name and how often each known attribute type occurs in it. */
struct name {
	struct der der;			/* the SEQUENCE OF RelativeDistinguishedName */
	uint32_t attributes;		/* in all */
	uint32_t rdns;
	uint32_t widest;		/* attributes in the widest RDN */
	uint32_t flags;			/* ATTRIBUTE_BIT()s of attribute.h: of all values */
	uint16_t count[OID_ATTRIBUTE_COUNT];
	/*
	 * The RDN with the first attribute of each type: its place from the contents' start, and
	 * its number.  Both are 0, where to look from the start is as good, of one too far away.
	 */
	struct { uint16_t offset, rdn; } first[OID_ATTRIBUTE_COUNT];
};

/* `day`: that on which country codes are judged (DAY_NONE: whenever). */
void name_read(struct name *name, const struct der *der, int32_t day);

static inline unsigned
name_count(const struct name *name, enum oid attribute)
{
	return name->count[attribute - OID_ATTRIBUTE_FIRST];
}

struct attribute {
	struct der pair;		/* the AttributeTypeAndValue */
	struct der type, value;
	enum oid oid;
	uint32_t rdn;			/* which RDN, from 0 */
};

struct attribute_cursor {
	struct span rdns, rdn;
	const uint8_t *head;		/* of the RDN at hand */
	uint32_t index;
	uint32_t left;			/* attributes of the type that attribute_of() looks for */
};

static inline struct attribute_cursor
attribute_cursor(const struct name *name)
{
	return (struct attribute_cursor){ .rdns = name->der.body };
}
bool attribute_next(struct attribute_cursor *cursor, struct attribute *out);

/* each_attribute(&c->subject_name, a): in order; `a` is a struct attribute variable. */
#define each_attribute(name, a)								\
	for (struct attribute_cursor cursor_##a = attribute_cursor(name);		\
	     attribute_next(&cursor_##a, &(a)); )

/* each_of(&c->subject_name, OID_COMMON_NAME, a): those of one type, in order. */
#define each_of(name, oid, a)								\
	for (struct attribute_cursor cursor_##a = attributes_of((name), (oid));	\
	     attribute_of(&cursor_##a, (oid), &(a)); )
struct attribute_cursor attributes_of(const struct name *name, enum oid oid);
bool attribute_of(struct attribute_cursor *cursor, enum oid oid, struct attribute *out);

/* The first attribute of a type; false if there is none. */
bool name_first(const struct name *name, enum oid attribute, struct attribute *out);

/* Tags of GeneralName (RFC 5280 4.2.1.6). */
enum general_name {
	GN_OTHER = 0xa0, GN_RFC822 = 0x81, GN_DNS = 0x82, GN_X400 = 0xa3, GN_DIRECTORY = 0xa4,
	GN_EDI = 0xa5, GN_URI = 0x86, GN_IP = 0x87, GN_REGISTERED_ID = 0x88
};

/* "dNSName" from a tag; "GeneralName" if there is no such alternative. */
const char *general_name_text(uint32_t tag);

/* Take the next element with `tag` (0: any) of a list; others are passed over. */
bool list_next(struct span *list, uint32_t tag, struct der *out);

#endif
