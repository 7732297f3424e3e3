/* RFC 5280 4.1.2.2: serial numbers. */

#include "dates.h"
#include "lint.h"

static bool
is_zero(struct span integer)
{
	for (size_t i = 0; i < integer.n; i++)
		if (integer.p[i])
			return false;
	return true;
}

/*
 * A serial number is positive.
 *
 * Negative numbers come of a first bit that is set: programs that read it as unsigned look for
 * another serial number in the revocation list.  Zero is what an uninitialised counter says.
 *
 * fix: draw serial numbers from 1 up, and encode them with a leading 00 where the first bit is set.
 * covers: rfc5280-4.1.2.2-serial-positive br-7.1.2-serial-positive sbr-7.1-serial-positive
 * covers: csbr-7.1-serial-positive mrsp-5.2-serial-positive
 * peers: zlint:e_serial_number_not_positive pkilint:pkix.certificate_serial_number_out_of_range
 *
 *	pass tls serial=7f00000000000001
 *	pass tls serial=00ff000000000001
 *	fail tls serial=00
 *	fail tls serial=ff00000000000001
 *	fail tls serial=80
 */
LINT(rfc_serial_not_positive, ERROR, RFC5280("4.1.2.2"), .on = FACTS(CERTIFICATE),
     .from = RFC3280_DAY)
{
	struct span serial = c->serial.body;

	if (serial.n == 0 || (!(serial.p[0] & 0x80) && !is_zero(serial)))
		return;
	expect(r, "a number above zero", "%s", hex(r, serial));
	fail(r, serial, "the serial number is %s", serial.p[0] & 0x80 ? "negative" : "zero");
}

/*
 * A serial number is at most 20 octets long.
 *
 * Programs set aside that much.  The sign octet counts: 160 random bits may need a 21st.
 *
 * fix: draw at most 159 bits.
 * covers: rfc5280-4.1.2.2-serial-longer-than-20-octets br-7.1.2-serial-below-2-159
 * covers: sbr-7.1-serial-below-2e159
 * peers: zlint:e_serial_number_longer_than_20_octets
 * peers: pkilint:pkix.certificate_serial_number_out_of_range
 * unless: der_integer_not_minimal
 *
 *	pass tls serial={20:7f}
 *	fail tls serial={21:7f}
 *	fail tls serial=00ff{19:01}
 */
LINT(rfc_serial_too_long, ERROR, RFC5280("4.1.2.2"), .on = FACTS(CERTIFICATE), .from = RFC3280_DAY)
{
	struct span serial = c->serial.body;

	if (serial.n <= 20)
		return;
	expect(r, "at most 20 octets", "%zu octets", serial.n);
	fail(r, serial, "the serial number is longer than 20 octets");
}
