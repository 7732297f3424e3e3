/* IP addresses: their text, and the special-purpose networks they fall into. */

#ifndef CERTLINT_LIB_IP_H
#define CERTLINT_LIB_IP_H

#include "data.h"
#include "der.h"

/* An address of 4 or 16 octets. */
struct ip {
	uint8_t octets[16];
	uint8_t n;		/* 4 or 16; 0: none */
};

/* From octets; false unless n is 4 or 16. */
bool ip_from_octets(struct span octets, struct ip *out);

/*
 * From strict text: dotted quad without leading zeros, RFC 4291 text; whole span, no brackets, no
 * zone id, no prefix length.
 */
bool ip_from_text(struct span text, struct ip *out);

/*
 * From text that somebody meant as an address: white space around it, leading zeros (read as
 * decimal), brackets, a zone, a port or a prefix length are passed over.
 */
bool ip_from_loose_text(struct span text, struct ip *out);

/* RFC 5952 text (NUL-terminated). */
void ip_format(const struct ip *ip, char out[48]);

/* ::ffff:a.b.c.d; *v4 gets the embedded address. */
bool ip_is_mapped(const struct ip *ip, struct ip *v4);

/*
 * The most specific network of the table that holds the address on `day`, or NULL.  See
 * struct network in data.h.  DAY_NONE: among those listed today.
 */
const struct network *ip_network(const struct ip *ip, int32_t day, const struct data *data);

/* The same among the networks of `lists` (enum network_list bits). */
const struct network *ip_network_of(const struct ip *ip, int32_t day, unsigned lists,
				    const struct data *data);

/* The same, and all of the prefix of `bits` that begins with the address lies in it. */
const struct network *ip_network_around(const struct ip *ip, unsigned bits, int32_t day,
					unsigned lists, const struct data *data);

/*
 * The network that makes the address a Reserved IP Address in the BRs' words on `day`, or NULL;
 * DAY_NONE: in their present words.  An IPv4-mapped address always is one; the network of the
 * embedded address is returned where that is reserved too.  See docs/reserved-addresses.md.
 */
const struct network *ip_reserved(const struct ip *ip, int32_t day, const struct data *data);

/*
 * The address that a reverse name (1.2.3.4.in-addr.arpa, nibbles.ip6.arpa; any case, with or
 * without a trailing dot) stands for: 1 a whole address, in *out; 0 a shorter prefix (well formed;
 * the bare zone included); -1 malformed or no reverse name.
 */
int ip_from_reverse(struct span name, struct ip *out);

#endif
