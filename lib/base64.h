/* Base64 (RFC 4648 4) by table: what those share who find it in texts. */

#ifndef CERTLINT_LIB_BASE64_H
#define CERTLINT_LIB_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks what is no base64 character; lower than any bit of a group of four. */
#define BASE64_BAD 1u

/* A character's six bits where they belong in a group of four that fills a word from the top. */
extern const uint32_t base64_placed[4][256];

static inline bool
base64_is(uint8_t c)
{
	return !(base64_placed[3][c] & BASE64_BAD);
}

/*
 * Decode from `p` while there are whole groups of four and nothing but base64; how far it came.
 * *out moves on, and some octets behind it may be written too, never at `limit` or above, nor at or
 * above the character that was reached: `out` may be before `p` in the same memory, or at it.
 */
const uint8_t *base64_run(const uint8_t *p, const uint8_t *end, uint8_t **out,
			  const uint8_t *limit);

/* The same, by blocks of 32 characters, for processors that are seen to have AVX2. */
#if defined(__x86_64__) && defined(__GNUC__)
#define BASE64_AVX2
const uint8_t *base64_run_avx2(const uint8_t *p, const uint8_t *end, uint8_t **out,
			       const uint8_t *limit);
#endif

/* The octets that the last `n` characters of a group, fewer than four, stand for; the new end. */
static inline uint8_t *
base64_put_rest(uint8_t *out, uint32_t bits, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++, bits <<= 8)
		*out++ = (uint8_t)(bits >> 24);
	return out;
}

/* Whether those characters leave bits over that are not 0, or are no characters of an octet. */
static inline bool
base64_rest_is_sound(uint32_t bits, size_t n)
{
	return n == 0 || (n > 1 && bits << 8 * (n - 1) == 0);
}

/*
 * Decode all of a text into `out` of `room` octets; how many, or -1 if it is not base64 to its end,
 * with padding, or too much.
 */
ptrdiff_t base64_decode(const uint8_t *p, size_t length, uint8_t *out, size_t room);

#endif
