/* What IDNA2008 asks of code points: tables made from data/idna.csv by data/unicode.py. */

#ifndef CERTLINT_LIB_IDNA_TABLES_H
#define CERTLINT_LIB_IDNA_TABLES_H

#include <stdint.h>

/* RFC 5892; UNASSIGNED counts as DISALLOWED.  MAPPED is DISALLOWED too: UTS #46 replaces it. */
enum { CLASS_DISALLOWED, CLASS_MAPPED, CLASS_PVALID, CLASS_CONTEXTJ, CLASS_CONTEXTO };

/* Bidi_Class; NONE stands for L and all that RFC 5893 bars from right-to-left labels. */
enum {
	BIDI_NONE,
	BIDI_R,
	BIDI_AL,
	BIDI_AN,
	BIDI_EN,
	BIDI_ES,
	BIDI_CS,
	BIDI_ET,
	BIDI_ON,
	BIDI_BN,
	BIDI_NSM
};

enum { JOINING_U, JOINING_C, JOINING_D, JOINING_L, JOINING_R, JOINING_T };

enum { SCRIPT_OTHER, SCRIPT_GREEK, SCRIPT_HAN, SCRIPT_HEBREW, SCRIPT_HIRAGANA, SCRIPT_KATAKANA };

/* NFC_Quick_Check: stands in NFC always, never, or unless it joins what is before it. */
enum { NFC_YES, NFC_NO, NFC_MAYBE };

struct char_facts {
	uint8_t class, bidi, joining, script, nfc;
	uint8_t ccc; /* Canonical_Combining_Class */
	uint8_t mark; /* General_Category M* */
};

/* A primary composite and its two parts; sorted by the parts. */
struct composition {
	uint32_t first, second, composite;
};

enum { CHAR_BLOCK_BITS = 7, CHAR_BLOCK = 1 << CHAR_BLOCK_BITS, CHAR_LAST = 0x10ffff };

extern const struct char_facts char_records[]; /* the first: of a plain DISALLOWED one */
extern const uint16_t char_blocks[];
extern const uint8_t char_numbers[];
extern const struct composition compositions[];
extern const uint16_t by_composite[]; /* indices into compositions */
extern const int composition_count;

static inline const struct char_facts *
char_facts(uint32_t c)
{
	if (c > CHAR_LAST)
		return &char_records[0];
	return &char_records[char_numbers[char_blocks[c >> CHAR_BLOCK_BITS] * CHAR_BLOCK +
					  c % CHAR_BLOCK]];
}

#endif
