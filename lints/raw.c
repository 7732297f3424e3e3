/* Keys and signatures that are plain octets, and what a curve's are like. */

#include "raw.h"

/* FIPS 203, 204 and 205; RFC 8032 and 7748. */
static const struct {
	uint16_t oid, key, signature;
} raw[] = {
	{ OID_X25519, 32, 0 }, { OID_X448, 56, 0 },
	{ OID_ED25519, 32, 64 }, { OID_ED448, 57, 114 },
	{ OID_ML_DSA_44, 1312, 2420 }, { OID_ML_DSA_65, 1952, 3309 }, { OID_ML_DSA_87, 2592, 4627 },
	{ OID_SLH_DSA_SHA2_128S, 32, 7856 }, { OID_SLH_DSA_SHA2_128F, 32, 17088 },
	{ OID_SLH_DSA_SHA2_192S, 48, 16224 }, { OID_SLH_DSA_SHA2_192F, 48, 35664 },
	{ OID_SLH_DSA_SHA2_256S, 64, 29792 }, { OID_SLH_DSA_SHA2_256F, 64, 49856 },
	{ OID_SLH_DSA_SHAKE_128S, 32, 7856 }, { OID_SLH_DSA_SHAKE_128F, 32, 17088 },
	{ OID_SLH_DSA_SHAKE_192S, 48, 16224 }, { OID_SLH_DSA_SHAKE_192F, 48, 35664 },
	{ OID_SLH_DSA_SHAKE_256S, 64, 29792 }, { OID_SLH_DSA_SHAKE_256F, 64, 49856 },
	{ OID_HASH_SLH_DSA_SHA2_128S, 32, 7856 }, { OID_HASH_SLH_DSA_SHA2_128F, 32, 17088 },
	{ OID_HASH_SLH_DSA_SHA2_192S, 48, 16224 }, { OID_HASH_SLH_DSA_SHA2_192F, 48, 35664 },
	{ OID_HASH_SLH_DSA_SHA2_256S, 64, 29792 }, { OID_HASH_SLH_DSA_SHA2_256F, 64, 49856 },
	{ OID_HASH_SLH_DSA_SHAKE_128S, 32, 7856 }, { OID_HASH_SLH_DSA_SHAKE_128F, 32, 17088 },
	{ OID_HASH_SLH_DSA_SHAKE_192S, 48, 16224 }, { OID_HASH_SLH_DSA_SHAKE_192F, 48, 35664 },
	{ OID_HASH_SLH_DSA_SHAKE_256S, 64, 29792 }, { OID_HASH_SLH_DSA_SHAKE_256F, 64, 49856 },
	{ OID_ML_KEM_512, 800, 0 }, { OID_ML_KEM_768, 1184, 0 }, { OID_ML_KEM_1024, 1568, 0 },
};

unsigned
raw_key_length(enum oid algorithm)
{
	for (unsigned i = 0; i < sizeof(raw) / sizeof(*raw); i++)
		if (raw[i].oid == algorithm)
			return raw[i].key;
	return 0;
}

unsigned
raw_signature_length(enum oid algorithm)
{
	for (unsigned i = 0; i < sizeof(raw) / sizeof(*raw); i++)
		if (raw[i].oid == algorithm)
			return raw[i].signature;
	return 0;
}

/* SEC 2 and RFC 5639. */
static const struct {
	uint16_t oid;
	uint8_t coordinate, length;
	const char *order;
} curves[] = {
	{ OID_P192, 24, 24,
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x99\xde\xf8\x36\x14\x6b"
	  "\xc9\xb1\xb4\xd2\x28\x31" },
	{ OID_P224, 28, 28,
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x16\xa2\xe0\xb8"
	  "\xf0\x3e\x13\xdd\x29\x45\x5c\x5c\x2a\x3d" },
	{ OID_P256, 32, 32,
	"\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6"
	  "\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51" },
	{ OID_P384, 48, 48,
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
	  "\xff\xff\xff\xff\xff\xff\xc7\x63\x4d\x81\xf4\x37\x2d\xdf\x58\x1a\x0d\xb2\x48\xb0\xa7\x7a"
	  "\xec\xec\x19\x6a\xcc\xc5\x29\x73" },
	{ OID_P521, 66, 66,
	"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
	  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfa\x51\x86\x87\x83\xbf\x2f"
	  "\x96\x6b\x7f\xcc\x01\x48\xf7\x09\xa5\xd0\x3b\xb5\xc9\xb8\x89\x9c\x47\xae\xbb\x6f\xb7\x1e"
	  "\x91\x38\x64\x09" },
	{ OID_SECP256K1, 32, 32,
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xba"
	  "\xae\xdc\xe6\xaf\x48\xa0\x3b\xbf\xd2\x5e\x8c\xd0\x36\x41\x41" },
	{ OID_BRAINPOOL_P256R1, 32, 32,
	"\xa9\xfb\x57\xdb\xa1\xee\xa9\xbc\x3e\x66\x0a\x90\x9d\x83\x8d"
	  "\x71\x8c\x39\x7a\xa3\xb5\x61\xa6\xf7\x90\x1e\x0e\x82\x97\x48\x56\xa7" },
	{ OID_BRAINPOOL_P384R1, 48, 48,
	"\x8c\xb9\x1e\x82\xa3\x38\x6d\x28\x0f\x5d\x6f\x7e\x50\xe6\x41"
	  "\xdf\x15\x2f\x71\x09\xed\x54\x56\xb3\x1f\x16\x6e\x6c\xac\x04\x25\xa7\xcf\x3a\xb6\xaf\x6b"
	  "\x7f\xc3\x10\x3b\x88\x32\x02\xe9\x04\x65\x65" },
	{ OID_BRAINPOOL_P512R1, 64, 64,
	"\xaa\xdd\x9d\xb8\xdb\xe9\xc4\x8b\x3f\xd4\xe6\xae\x33\xc9\xfc"
	  "\x07\xcb\x30\x8d\xb3\xb3\xc9\xd2\x0e\xd6\x63\x9c\xca\x70\x33\x08\x70\x55\x3e\x5c\x41\x4c"
	  "\xa9\x26\x19\x41\x86\x61\x19\x7f\xac\x10\x47\x1d\xb1\xd3\x81\x08\x5d\xda\xdd\xb5\x87\x96"
	  "\x82\x9c\xa9\x00\x69" },
};

unsigned
curve_octets(enum oid curve)
{
	for (unsigned i = 0; i < sizeof(curves) / sizeof(*curves); i++)
		if (curves[i].oid == curve)
			return curves[i].coordinate;
	return 0;
}

struct span
curve_order(enum oid curve)
{
	for (unsigned i = 0; i < sizeof(curves) / sizeof(*curves); i++)
		if (curves[i].oid == curve)
			return (struct span){ (const uint8_t *)curves[i].order, curves[i].length };
	return (struct span){ NULL, 0 };
}

int
number_compare(struct span a, struct span b)
{
	int order;

	while (a.n > 0 && a.p[0] == 0)
		a.p++, a.n--;
	while (b.n > 0 && b.p[0] == 0)
		b.p++, b.n--;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	order = a.n ? memcmp(a.p, b.p, a.n) : 0;
	return (order > 0) - (order < 0);
}
