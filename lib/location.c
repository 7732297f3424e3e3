/* Where a certificate points to: the URIs and other names of all extensions that hold some. */

#include "cert.h"

static const enum oid places[] = {
	OID_SAN, OID_IAN, OID_AIA, OID_SIA, OID_CRLDP, OID_FRESHEST_CRL, OID_POLICIES
};
enum { PLACE_COUNT = sizeof(places) / sizeof(*places) };

_Static_assert(LOCATION_FIRST == 1, "what follows subjectAltName");

/* The next cPSuri qualifier's value becomes the names. */
static bool
next_qualifier(struct location_cursor *cursor)
{
	struct der qualifier, id;
	struct policy policy;

	for (;;) {
		while (der_next(&cursor->qualifiers, &qualifier))
			if (der_take(&qualifier.body, DER_OID, &id) &&
			    oid_find(id.body) == OID_CPS_URI) {
				cursor->names = qualifier.body;
				return true;
			}
		if (!policy_next(&cursor->list, &policy))
			return false;
		cursor->qualifiers = policy.qualifiers;
	}
}

/* The names of the next element of the list that the extension is. */
static bool
next_names(struct location_cursor *cursor, enum oid extension)
{
	struct distribution_point point;
	struct access access;

	switch (extension) {
	case OID_SAN: case OID_IAN:
		cursor->names = cursor->list;
		cursor->list.n = 0;
		return cursor->names.n > 0;
	case OID_AIA: case OID_SIA:
		if (!access_next(&cursor->list, &access))
			return false;
		cursor->names = der_whole(&access.location);
		return true;
	case OID_POLICIES:
		return next_qualifier(cursor);
	default:
		if (!distribution_point_next(&cursor->list, &point))
			return false;
		cursor->names = point.full_name;
		return true;
	}
}

bool
location_next(const struct cert *c, struct location_cursor *cursor, struct location *out)
{
	for (; cursor->place < PLACE_COUNT; cursor->place++, cursor->open = false) {
		if (!cursor->open)
			cursor->list = extension_list(c, places[cursor->place]);
		cursor->open = true;
		do {
			if (!der_next(&cursor->names, &out->name))
				continue;
			out->extension = places[cursor->place];
			out->is_uri = out->name.tag == (out->extension == OID_POLICIES ?
							DER_IA5_STRING : GN_URI);
			return true;
		} while (next_names(cursor, places[cursor->place]));
	}
	return false;
}

bool
uri_next(const struct cert *c, struct location_cursor *cursor, struct location *out)
{
	while (location_next(c, cursor, out))
		if (out->is_uri)
			return true;
	return false;
}
