/*
 * Signals: what reading an object stumbled upon.  A lint that looks for one thing of a known kind
 * names its signal, and is not visited at all where nothing raised it.
 */

#ifndef CERTLINT_LIB_SIGNALS_H
#define CERTLINT_LIB_SIGNALS_H

#include "attribute.h"
#include "fault.h"
#include "host.h"
#include "uri.h"

/* Things outside host names and encodings. */
enum sight {
	SIGHT_SAN_IP_LENGTH,	/* an iPAddress of neither 4 nor 16 octets */
	SIGHT_SAN_IP_RESERVED,	/* one in a Reserved IP Address block on the day */
	SIGHT_SAN_IP_OTHER,	/* one in a block of the other lists of data.h */
	SIGHT_SAN_IP_MAPPED,	/* an IPv4-mapped IPv6 address */
	SIGHT_CN_ADDRESS,	/* a commonName that is an IP address or was meant as one */
	SIGHT_LOCATION_IP,	/* an iPAddress in AIA, SIA or cRLDistributionPoints */
	SIGHT_LOCATION_ADDRESS,	/* a URI in one of these whose host may be an address */
	SIGHT_RPKI,		/* the certificate policy of the RPKI (RFC 6484) */
	SIGHT_SCT,		/* a fault in the SCT list; see sct_check() */
	SIGHT_SCT_TIME,		/* an SCT's time is odd beside the validity period, or too early */
	SIGHT_SCT_DUPLICATE,	/* two SCTs of one log */
	SIGHT_SCT_LOG_UNKNOWN,	/* an SCT of a log that the table lacks, or of a test log */
	SIGHT_SCT_INTERVAL,	/* one of a log that takes no certificates of this notAfter */
	SIGHT_SCT_READONLY,	/* one of a log that took no certificates any more */
	SIGHT_SCT_EXTENSION,	/* a fault in the extensions of a static-ct-api log */
	/* These, in a sound list; but for the first, where all logs are known. */
	SIGHT_SCT_FEW,		/* of perhaps too few logs for the lifetime */
	SIGHT_SCT_ONE_OPERATOR,
	SIGHT_SCT_NO_GOOGLE, SIGHT_SCT_ALL_GOOGLE,
	SIGHT_SCT_ALL_STATIC,
	SIGHT_NOT_A_CERTIFICATE, /* nor what is left of one; see shape_of() */
	SIGHT_PSS,		/* the signature or the key is of id-RSASSA-PSS */
	SIGHT_REGISTRATION,	/* organizationIdentifier, or the extension of the same contents */
	SIGHT_EXT_DUPLICATE,	/* an extension's OID occurs twice */
	SIGHT_EXT_UNKNOWN_CRITICAL,	/* an extension that is not known here is critical */
	SIGHT_RSA_SMALL_FACTOR,	/* an odd prime below 752 divides the RSA modulus */
	SIGHT_RSA_POWER,	/* it is a power */
	SIGHT_RSA_ROCA,		/* it has the fingerprint of CVE-2017-15361 */
	SIGHT_RSA_FERMAT,	/* its factors are close to each other */
	SIGHT_CRL_NOT_HTTP,	/* a name in cRLDistributionPoints that is no HTTP URL */
	SIGHT_CRL_POINT,	/* several distribution points, or one with reasons or cRLIssuer */
	SIGHT_CRL_POINT_NAME,	/* a distribution point without fullName */
	SIGHT_ACCESS_OTHER,	/* in AIA: neither OCSP nor caIssuers, or no URI */
	SIGHT_ACCESS_NOT_HTTP,	/* in AIA: a location that is no HTTP URL */
	SIGHT_CPS_NOT_HTTP,	/* a CPS pointer that is neither HTTP nor HTTPS URL */
	SIGHT_USER_NOTICE,	/* a policy with one */
	SIGHT_QUALIFIER_OTHER,	/* neither CPS pointer nor user notice */
	SIGHT_POLICY_DUPLICATE,	/* a policy that occurs twice; perhaps, among more than 32 */
	SIGHT_OID_LARGE,	/* of an extension, attribute of the subject, policy or purpose:
				   see oid_is_large() */
	SIGHT_POLICY_OF_FORUM,	/* a policy under 2.23.140 that is none of the four for TLS */
	SIGHT_COUNT
};

/* Each has a word of its own, and faults two: a signal is a bit number. */
enum signal {
	SIGNAL_NONE = 0,
	SIGNAL_FAULT_FIRST = 1,
	SIGNAL_DNS_FIRST = 128,		/* flags of the dNSNames in subjectAltName */
	SIGNAL_CN_FIRST = 192,		/* flags of the commonNames of the subject */
	SIGNAL_SIGHT_FIRST = 256,
	SIGNAL_SUBJECT_FIRST = 320,	/* flags of the attributes of the subject */
	SIGNAL_ISSUER_FIRST = 384,	/* and of the issuer */
	SIGNAL_URI_FIRST = 448,		/* flags of the URIs: see struct location */
	SIGNAL_COUNT = 512
};
_Static_assert(FAULT_COUNT < SIGNAL_DNS_FIRST - SIGNAL_FAULT_FIRST, "more faults than bits");
_Static_assert(HOST_FLAG_COUNT <= 64, "more host flags than bits");
_Static_assert(URI_FLAG_COUNT <= 64, "more URI flags than bits");

#define ON_FAULT(name) (SIGNAL_FAULT_FIRST + FAULT_##name)
#define ON_DNS(name) (SIGNAL_DNS_FIRST + HOST_##name)
#define ON_CN(name) (SIGNAL_CN_FIRST + HOST_##name)
#define ON_SUBJECT(name) (SIGNAL_SUBJECT_FIRST + ATTRIBUTE_##name)
#define ON_ISSUER(name) (SIGNAL_ISSUER_FIRST + ATTRIBUTE_##name)
#define ON_URI(name) (SIGNAL_URI_FIRST + URI_##name)
#define ON_SIGHT(name) (SIGNAL_SIGHT_FIRST + SIGHT_##name)

struct signals {
	uint64_t w[SIGNAL_COUNT / 64];
};

static inline void
signals_raise(struct signals *s, unsigned signal)
{
	s->w[signal / 64] |= (uint64_t)1 << signal % 64;
}

static inline bool
signals_raised(const struct signals *s, unsigned signal)
{
	return s->w[signal / 64] >> signal % 64 & 1;
}

#endif
