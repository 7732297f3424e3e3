/* Mail addresses: the Mailbox of RFC 5321, with RFC 6531's characters. */

#ifndef CERTLINT_LIB_MAIL_H
#define CERTLINT_LIB_MAIL_H

#include "der.h"

enum mailbox_fault {
	MAILBOX_DECORATED,	/* angle brackets, a display name or a comment; only this is said */
	MAILBOX_NO_AT,		/* only this is said */
	MAILBOX_MANY_AT,	/* an '@' in the local part, outside quotes */
	MAILBOX_LOCAL,		/* the local part is neither a dot-atom nor a quoted string */
	MAILBOX_LOCAL_LONG,	/* more than 64 octets */
	MAILBOX_LONG,		/* more than 254 octets in all */
	MAILBOX_NO_DOMAIN,	/* nothing after the '@' */
	MAILBOX_LITERAL,	/* "[192.0.2.1]" for a domain */
	MAILBOX_FAULT_COUNT
};
#define MAILBOX_BIT(fault) ((uint32_t)1 << MAILBOX_##fault)

struct mailbox {
	struct span local, domain;	/* around the last '@' outside quotes */
	uint32_t faults;
};

/* Take an address apart.  Octets above 7f are letters here.  Linear. */
struct mailbox mailbox_read(struct span text);

#endif
