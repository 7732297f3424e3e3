/* The making of one object: its recipe, field by field, and what the fields lean on. */

#ifndef CERTLINT_TESTS_FORGE_MAKE_H
#define CERTLINT_TESTS_FORGE_MAKE_H

#include "forge_bytes.h"

/* How a field's name was marked: ! critical, ~ not critical, ? FALSE in so many words. */
enum mark {
	MARK_NONE, MARK_CRITICAL, MARK_NOT_CRITICAL, MARK_EXPLICIT_FALSE
};

/* The value of a field; absent if its text is. */
struct value {
	struct str text;
	enum mark mark;
};

/* The certificate above: what the one below repeats of it. */
struct issuer {
	uint8_t name[8192], id[256], spki[8192];
	size_t name_length, id_length, spki_length;
	char key[64];
};

struct make {
	struct trouble *trouble;
	int64_t from, until;		/* seconds since 1970, 0 if unreadable */
	uint8_t spki[8192];
	size_t spki_length;
	struct issuer issuer, signer;	/* the same but for responses by others */
	uint8_t *certs;			/* of a response */
	size_t certs_length;
};

/* Writes what a text stands for. */
typedef void writer(struct buf *b, struct str text, const struct make *make);

/*
 * One kind of extension: its value is an element with this tag and contents by `put` for the whole
 * text, or by `put_item` for each of its items; without a tag it is what `put` writes.
 */
struct extension {
	const char *name, *oid;
	unsigned tag;
	writer *put, *put_item;
	bool critical;			/* unless marked */
};
extern const struct extension extensions[];
extern const size_t extension_count;

/* The extension of that name, and the OID of it or of one that has a name but no field. */
const struct extension *extension_named(struct str name);
bool extension_oid(struct str name, struct str *oid);

/* An Extension element around the value that `text` describes. */
void put_extension(struct buf *b, const struct extension *extension, struct value value,
		   const struct make *make);

/* One item of ext=: OID[mark][:bytes]. */
void put_any_extension(struct buf *b, struct str item);

/* Extensions with a file of their own. */
writer put_scts, put_qc_statement;

/* INTEGER, from digits. */
writer put_integer;

/* Names for OIDs, up to one without a name; what has none is put as it is. */
struct oid_name {
	const char *name, *oid;
};
void put_oid_named(struct buf *b, const struct oid_name *names, struct str s);

/* Parts of extensions that entries of CRLs have too. */
void put_point_name(struct buf *b, struct str s);
void put_reasons(struct buf *b, unsigned tag, struct str s);
bool reason_read(struct str s, long *out);

/* "2026-04-01", "2026-04-01T12:00:00"; false if it is neither. */
bool instant_read(struct str s, int64_t *out);
void instant_parts(int64_t instant, int parts[6]);
int64_t instant_of(const int parts[6]);

/* The last second of a period such as 90d or 2y+1s that begins at `from`. */
bool period_end(struct str text, int64_t from, int64_t *until);

/* UTCTime to 2049, GeneralizedTime outside. */
void put_instant(struct buf *b, int64_t instant);
void put_date(struct buf *b, struct str text);

/* The same as a GeneralizedTime always. */
void put_generalized(struct buf *b, struct str text);
void put_generalized_instant(struct buf *b, int64_t instant);

#endif
