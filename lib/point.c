/* The encodings of points on P-256, P-384 and P-521. */

#include "point.h"

#include <string.h>

/* The octets of a coordinate, and p. */
struct field {
	size_t octets;
	const char *p;
};

#define FF4 "\xff\xff\xff\xff"
#define ZERO4 "\0\0\0\0"
#define FF16 FF4 FF4 FF4 FF4

static const struct field p256 = { 32, FF4 "\0\0\0\1" ZERO4 ZERO4 ZERO4 FF4 FF4 FF4 };
static const struct field p384 = { 48, FF16 FF4 FF4 FF4 "\xff\xff\xff\xfe" FF4 ZERO4 ZERO4 FF4 };
static const struct field p521 = { 66, "\1\xff" FF16 FF16 FF16 FF16 };

static const struct field *
field_of(enum oid curve)
{
	switch (curve) {
	case OID_P256: return &p256;
	case OID_P384: return &p384;
	case OID_P521: return &p521;
	default: return NULL;
	}
}

/* Judge what follows the first octet: one coordinate, or two. */
static enum point_form
judge(const struct field *f, struct span point, enum point_form form)
{
	size_t coordinates = form == POINT_COMPRESSED ? 1 : 2;

	if (point.n != 1 + coordinates * f->octets)
		return POINT_WRONG_LENGTH;
	for (size_t i = 0; i < coordinates; i++)
		if (memcmp(point.p + 1 + i * f->octets, f->p, f->octets) >= 0)
			return POINT_NOT_BELOW_P;
	if (form == POINT_HYBRID && (point.p[0] ^ point.p[point.n - 1]) & 1)
		return POINT_WRONG_PARITY;
	return form;
}

enum point_form
point_form(enum oid curve, struct span point)
{
	const struct field *f = field_of(curve);

	if (f == NULL)
		return POINT_OTHER_CURVE;
	if (point.n == 0)
		return POINT_NO_FORM;
	switch (point.p[0]) {
	case 0: return point.n == 1 ? POINT_INFINITY : POINT_WRONG_LENGTH;
	case 2:
	case 3: return judge(f, point, POINT_COMPRESSED);
	case 4: return judge(f, point, POINT_UNCOMPRESSED);
	case 6:
	case 7: return judge(f, point, POINT_HYBRID);
	default: return POINT_NO_FORM;
	}
}

struct span
point_x(enum oid curve, struct span point)
{
	if (point_form(curve, point) > POINT_HYBRID)
		return (struct span){ NULL, 0 };
	return (struct span){ point.p + 1, field_of(curve)->octets };
}
