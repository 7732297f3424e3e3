/* Addresses of Tor onion services, and the SHA3-256 that their checksums need. */

#include "onion.h"

#include <string.h>

enum { LANES = 25, ROUNDS = 24, RATE = 136 };

static uint64_t
rotate(uint64_t x, unsigned n)
{
	return x << n | x >> (64 - n);
}

/* Theta's part for one column: x mixed with its neighbours' parities. */
static void
mix_column(uint64_t *a, uint64_t before, uint64_t after)
{
	uint64_t d = before ^ rotate(after, 1);

	a[0] ^= d;
	a[5] ^= d;
	a[10] ^= d;
	a[15] ^= d;
	a[20] ^= d;
}

static uint64_t
parity(const uint64_t *a)
{
	return a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
}

static void
mix_columns(uint64_t a[LANES])
{
	uint64_t p0 = parity(a), p1 = parity(a + 1), p2 = parity(a + 2), p3 = parity(a + 3),
		 p4 = parity(a + 4);

	mix_column(a, p4, p1);
	mix_column(a + 1, p0, p2);
	mix_column(a + 2, p1, p3);
	mix_column(a + 3, p2, p4);
	mix_column(a + 4, p3, p0);
}

/* Rho and pi: walk the one cycle of lanes, moving each to the next place, turned. */
static void
move_lanes(uint64_t a[LANES])
{
	/* clang-format off */
	static const uint8_t places[ROUNDS] = {
		10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4,
		15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
	};
	static const uint8_t turns[ROUNDS] = {
		1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14,
		27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
	};
	/* clang-format on */
	uint64_t moved = a[1], kept;

	for (int i = 0; i < ROUNDS; i++) {
		kept = a[places[i]];
		a[places[i]] = rotate(moved, turns[i]);
		moved = kept;
	}
}

/* Chi: the only step that is not linear. */
static void
mix_rows(uint64_t a[LANES])
{
	uint64_t first, second;

	for (uint64_t *row = a; row < a + LANES; row += 5) {
		first = row[0];
		second = row[1];
		row[0] ^= ~row[1] & row[2];
		row[1] ^= ~row[2] & row[3];
		row[2] ^= ~row[3] & row[4];
		row[3] ^= ~row[4] & first;
		row[4] ^= ~first & second;
	}
}

static void
permute(uint64_t a[LANES])
{
	static const uint64_t constants[ROUNDS] = {
		0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
		0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
		0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
		0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
		0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
		0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008
	};

	for (int i = 0; i < ROUNDS; i++) {
		mix_columns(a);
		move_lanes(a);
		mix_rows(a);
		a[0] ^= constants[i];
	}
}

static void
absorb(uint64_t a[LANES], const uint8_t block[RATE])
{
	for (int i = 0; i < RATE; i++)
		a[i / 8] ^= (uint64_t)block[i] << i % 8 * 8;
	permute(a);
}

void
sha3_256(struct span in, uint8_t out[32])
{
	uint64_t a[LANES] = { 0 };
	uint8_t last[RATE] = { 0 };

	for (; in.n >= RATE; in = (struct span){ in.p + RATE, in.n - RATE })
		absorb(a, in.p);
	if (in.n > 0)
		memcpy(last, in.p, in.n);
	last[in.n] = 0x06;
	last[RATE - 1] |= 0x80;
	absorb(a, last);
	for (int i = 0; i < 32; i++)
		out[i] = (uint8_t)(a[i / 8] >> i % 8 * 8);
}

/* A v3 address: base32 of key, checksum and version (Tor's rend-spec-v3, section 6). */
enum { V2_LENGTH = 16, V3_LENGTH = 56, KEY = 32, CHECKSUM = 2, ADDRESS = KEY + CHECKSUM + 1 };

enum { NOT_BASE32 = 32 };

static unsigned
base32_value(uint8_t c)
{
	if (c >= '2' && c <= '7')
		return c - '2' + 26u;
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? c - 'a' + 0u : NOT_BASE32;
}

/* Decode n characters, a multiple of eight, to n / 8 * 5 octets. */
static bool
base32_decode(const uint8_t *text, size_t n, uint8_t *out)
{
	uint64_t group = 0;
	unsigned value;

	for (size_t i = 0; i < n; i++) {
		value = base32_value(text[i]);
		if (value == NOT_BASE32)
			return false;
		group = group << 5 | value;
		if (i % 8 == 7)
			for (int k = 32; k >= 0; k -= 8)
				*out++ = (uint8_t)(group >> k);
	}
	return true;
}

static bool
checksum_fits(const uint8_t address[ADDRESS])
{
	static const char prefix[] = ".onion checksum";
	uint8_t text[sizeof(prefix) - 1 + KEY + 1], digest[32];

	memcpy(text, prefix, sizeof(prefix) - 1);
	memcpy(text + sizeof(prefix) - 1, address, KEY);
	text[sizeof(text) - 1] = address[ADDRESS - 1];
	sha3_256((struct span){ text, sizeof(text) }, digest);
	return memcmp(digest, address + KEY, CHECKSUM) == 0;
}

enum onion_kind
onion_kind(struct span label)
{
	uint8_t address[ADDRESS];

	if (label.n == V2_LENGTH)
		return base32_decode(label.p, V2_LENGTH, address) ? ONION_V2 : ONION_NONE;
	if (label.n != V3_LENGTH || !base32_decode(label.p, V3_LENGTH, address))
		return ONION_NONE;
	if (address[ADDRESS - 1] != 3)
		return ONION_V3_VERSION;
	return checksum_fits(address) ? ONION_V3 : ONION_V3_CHECKSUM;
}
