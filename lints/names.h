/* The checks of names that several rooms share: a row for each flag of lib/host.h. */

#ifndef CERTLINT_LINTS_NAMES_H
#define CERTLINT_LINTS_NAMES_H

#include "dates.h"
#include "lint.h"

/* What is wrong with a host name; the constant of dns_fault(). */
struct name_fault {
	enum host_flag flag;		/* whose place in the name is reported */
	uint64_t with, without;		/* flags that the name has as well, and must not have */
	const char *detail;		/* what follows the quoted name: "has an underscore" */
};

/* Report every dNSName of subjectAltName with that fault. */
lint_check dns_fault;

/* The columns of a row: its trigger and its constant. */
#define DNS_FAULT_IF(name, with_, without_, detail_)				\
	.trigger = ON_DNS(name),						\
	.arg = &(const struct name_fault){ HOST_##name, with_, without_, detail_ }
#define DNS_FAULT(name, detail_) DNS_FAULT_IF(name, 0, 0, detail_)

/* The flags of a name as the rules of the object's day see it. */
uint64_t name_flags(const struct report *r, struct span name);

/* Take the next rfc822Name whose address has a domain that is a name. */
bool mail_domain_next(struct span *list, struct der *name, struct span *domain);

/* Whether some dNSName has one of these flags: a look at the signals, not at the names. */
static inline bool
dns_has_any(const struct cert *c, uint64_t flags)
{
	return (c->signals.w[SIGNAL_DNS_FIRST / 64] & flags) != 0;
}

static inline bool
cn_has_any(const struct cert *c, uint64_t flags)
{
	return (c->signals.w[SIGNAL_CN_FIRST / 64] & flags) != 0;
}

#endif
