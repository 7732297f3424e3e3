/* What the lints about IP addresses share. */

#include "address.h"

int
mask_bits(struct span mask)
{
	int bits = 0;
	size_t i;

	for (i = 0; i < mask.n && mask.p[i] == 0xff; i++)
		bits += 8;
	if (i == mask.n)
		return bits;
	for (uint8_t rest = mask.p[i++]; rest; rest = (uint8_t)(rest << 1), bits++)
		if (!(rest & 0x80))
			return -1;
	for (; i < mask.n; i++)
		if (mask.p[i])
			return -1;
	return bits;
}

bool
ip_range_read(struct span octets, struct ip_range *out)
{
	size_t half = octets.n / 2;
	struct ip_range range;

	if (octets.n % 2 || !ip_from_octets((struct span){ octets.p, half }, &range.address))
		return false;
	range.mask = (struct span){ octets.p + half, half };
	range.bits = mask_bits(range.mask);
	*out = range;
	return true;
}

void
fail_ip_length(struct report *r, const struct der *name, const char *expected)
{
	const char *plural = name->body.n == 1 ? "" : "s";
	struct ip_range range;
	struct ip ip;

	expect(r, expected, "%zu octet%s", name->body.n, plural);
	if (ip_from_loose_text(name->body, &ip))
		fail(r, der_whole(name), "%zu octet%s, the text %s", name->body.n, plural,
		     quote(r, name->body));
	else if (ip_range_read(name->body, &range) && range.bits >= 0)
		fail(r, der_whole(name), "%zu octets, the range %s/%d as name constraints have it",
		     name->body.n, ip_text(r, &range.address), range.bits);
	else if (ip_from_octets(name->body, &ip))
		fail(r, der_whole(name), "%zu octets, the address %s without a mask", name->body.n,
		     ip_text(r, &ip));
	else
		fail(r, der_whole(name), "%zu octet%s%s%s", name->body.n, plural,
		     name->body.n ? ": " : "", name->body.n ? hex(r, name->body) : "");
}
