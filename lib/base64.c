/* Base64 by table, sixteen characters at a time; by blocks where the processor can. */

#include "base64.h"

#include <string.h>

#define SEXTET(c)						\
	((c) >= 'A' && (c) <= 'Z' ? (uint32_t)(c) - 'A' :	\
	 (c) >= 'a' && (c) <= 'z' ? (uint32_t)(c) - 'a' + 26 :	\
	 (c) >= '0' && (c) <= '9' ? (uint32_t)(c) - '0' + 52 :	\
	 (c) == '+' ? 62u :					\
	 (c) == '/' ? 63u : 64u)
#define PLACED(c, shift) (SEXTET(c) == 64u ? BASE64_BAD : SEXTET(c) << (shift))

#define FOUR(c, s) PLACED(c, s), PLACED((c) + 1, s), PLACED((c) + 2, s), PLACED((c) + 3, s)
#define SIXTEEN(c, s) FOUR(c, s), FOUR((c) + 4, s), FOUR((c) + 8, s), FOUR((c) + 12, s)
#define SIXTY_FOUR(c, s)                                                                           \
	SIXTEEN(c, s), SIXTEEN((c) + 16, s), SIXTEEN((c) + 32, s), SIXTEEN((c) + 48, s)
#define ALL(s) SIXTY_FOUR(0, s), SIXTY_FOUR(64, s), SIXTY_FOUR(128, s), SIXTY_FOUR(192, s)

const uint32_t base64_placed[4][256] = { { ALL(26) }, { ALL(20) }, { ALL(14) }, { ALL(8) } };

/* The 24 bits of four characters, at the top of a word. */
static inline uint32_t
group(const uint8_t *p)
{
	return base64_placed[0][p[0]] | base64_placed[1][p[1]] | base64_placed[2][p[2]] |
	       base64_placed[3][p[3]];
}

/* Six octets, and two more that the next ones overwrite. */
static inline void
put_groups(uint8_t *out, uint32_t a, uint32_t b)
{
	uint64_t octets = (uint64_t)a << 32 | (uint64_t)b << 8;

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_BIG_ENDIAN__
	octets = __builtin_bswap64(octets);
#endif
	memcpy(out, &octets, sizeof(octets));
}

const uint8_t *
base64_run(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *limit)
{
	uint8_t *o;
	ptrdiff_t rounds, room;

#ifdef BASE64_AVX2
	if (__builtin_cpu_supports("avx2"))
		p = base64_run_avx2(p, end, out, limit);
#endif
	o = *out;
	rounds = (end - p) / 16;
	room = (limit - o - 2) / 12;
	for (rounds = rounds < room ? rounds : room; rounds > 0; rounds--) {
		uint32_t a = group(p), b = group(p + 4);
		uint32_t c = group(p + 8), d = group(p + 12);

		if ((a | b | c | d) & BASE64_BAD)
			break;
		put_groups(o, a, b);
		put_groups(o + 6, c, d);
		p += 16;
		o += 12;
	}
	while (end - p >= 4 && limit - o >= 3) {
		uint32_t a = group(p);

		if (a & BASE64_BAD)
			break;
		p += 4;
		o = base64_put_rest(o, a, 4);
	}
	*out = o;
	return p;
}

ptrdiff_t
base64_decode(const uint8_t *p, size_t length, uint8_t *out, size_t room)
{
	size_t padding = 0, n = 0;
	uint32_t bits = 0;
	uint8_t *o = out;

	if (length % 4 != 0 || length / 4 * 3 > room + 2)
		return -1;
	while (padding < 2 && padding < length && p[length - 1 - padding] == '=')
		padding++;
	if (length / 4 * 3 - padding > room)
		return -1;
	length -= padding;
	/* Not base64_run(), which wants an octet to spare. */
	for (size_t i = 0; i < length; i++) {
		if (!base64_is(p[i]))
			return -1;
		bits |= base64_placed[n++][p[i]];
		if (n < 4)
			continue;
		o = base64_put_rest(o, bits, n);
		bits = n = 0;
	}
	if (!base64_rest_is_sound(bits, n))
		return -1;
	return base64_put_rest(o, bits, n) - out;
}
