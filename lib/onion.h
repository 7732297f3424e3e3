/* Addresses of Tor onion services: what the label left of "onion" is. */

#ifndef CERTLINT_LIB_ONION_H
#define CERTLINT_LIB_ONION_H

#include "der.h"

enum onion_kind {
	ONION_NONE, /* no address */
	ONION_V2, /* 16 base32 characters */
	ONION_V3, /* 56 of them, sound */
	ONION_V3_VERSION, /* 56, with a version byte other than 3 */
	ONION_V3_CHECKSUM /* 56, version 3, with a wrong checksum */
};

/* Either case of letters will do. */
enum onion_kind onion_kind(struct span label);

/* SHA3-256 of FIPS 202, which not every mbedTLS has. */
void sha3_256(struct span in, uint8_t out[32]);

#endif
