/* Base64 by AVX2, where there is such a processor: thirty-two characters at a time. */

#include "base64.h"

#ifdef BASE64_AVX2

#include <immintrin.h>

enum {
	CHARACTERS = 32,
	OCTETS = 24,
	STORED = 28			/* the second half is stored with four octets too many */
};

/*
 * The rows of the ASCII table that have base64 characters, as bits: a low nibble has those in which
 * it is no such character, a high nibble has its own row.  A character is bad if both share a bit.
 */
enum {
	SIGNS = 1,			/* 2x: + and / */
	DIGITS = 2,			/* 3x */
	FIRST = 4,			/* 4x and 6x: from A and a */
	SECOND = 8,			/* 5x and 7x: to Z and z */
	NONE = 16
};
#define BAD_0 (SIGNS | FIRST | NONE)
#define BAD_1_9 (SIGNS | NONE)
#define BAD_A (SIGNS | DIGITS | NONE)
#define BAD_B (DIGITS | SECOND | NONE)
#define BAD_C_E (SIGNS | DIGITS | SECOND | NONE)
#define BAD_F (DIGITS | SECOND | NONE)

/* One table for both halves of a register: shuffles do not cross from one to the other. */
#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

__attribute__((target("avx2")))
static inline __m256i
bad_of(__m256i low, __m256i high)
{
	const __m256i of_low = TWICE(BAD_0, BAD_1_9, BAD_1_9, BAD_1_9, BAD_1_9, BAD_1_9, BAD_1_9,
		BAD_1_9, BAD_1_9, BAD_1_9, BAD_A, BAD_B, BAD_C_E, BAD_C_E, BAD_C_E, BAD_F);
	const __m256i of_high = TWICE(NONE, NONE, SIGNS, DIGITS, FIRST, SECOND, FIRST, SECOND,
		NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);

	return _mm256_and_si256(_mm256_shuffle_epi8(of_low, low),
				_mm256_shuffle_epi8(of_high, high));
}

/* From characters to their six bits: what to add is told by the row, of / by that before it. */
__attribute__((target("avx2")))
static inline __m256i
sextets_of(__m256i c, __m256i high)
{
	const __m256i add = TWICE(0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a',
		0, 0, 0, 0, 0, 0, 0, 0);
	__m256i slash = _mm256_cmpeq_epi8(c, _mm256_set1_epi8('/'));

	return _mm256_add_epi8(c, _mm256_shuffle_epi8(add, _mm256_add_epi8(high, slash)));
}

/* Four sextets to three octets, which each half then begins with. */
__attribute__((target("avx2")))
static inline __m256i
octets_of(__m256i sextets)
{
	const __m256i order = TWICE(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
	__m256i pairs = _mm256_maddubs_epi16(sextets, _mm256_set1_epi16(1 << 8 | 1 << 6));
	__m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 1 << 12));

	return _mm256_shuffle_epi8(groups, order);
}

__attribute__((target("avx2")))
const uint8_t *
base64_run_avx2(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *limit)
{
	const __m256i nibble = _mm256_set1_epi8(0x0f);
	uint8_t *o = *out;

	while (end - p >= CHARACTERS && limit - o >= STORED) {
		__m256i c = _mm256_loadu_si256((const __m256i *)p);
		__m256i high = _mm256_and_si256(_mm256_srli_epi16(c, 4), nibble);
		__m256i bad = bad_of(_mm256_and_si256(c, nibble), high);

		if (!_mm256_testz_si256(bad, bad))
			break;
		c = octets_of(sextets_of(c, high));
		_mm_storeu_si128((__m128i *)o, _mm256_castsi256_si128(c));
		_mm_storeu_si128((__m128i *)(o + OCTETS / 2), _mm256_extracti128_si256(c, 1));
		p += CHARACTERS;
		o += OCTETS;
	}
	*out = o;
	return p;
}

#endif
