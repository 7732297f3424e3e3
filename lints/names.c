/* The checks of names that several rooms share. */

#include "names.h"

uint64_t
name_flags(const struct report *r, struct span name)
{
	return host_flags(name, rules_day(r), data_of(r));
}

void
dns_fault(const struct cert *c, struct report *r)
{
	const struct name_fault *fault = arg(r);
	uint64_t with = fault->with | HOST_BIT(fault->flag), flags;
	struct der name;

	each_dns(c, name) {
		flags = name_flags(r, name.body);
		if ((flags & with) != with || (flags & fault->without) != 0)
			continue;
		fail(r, host_fault_span(name.body, fault->flag), "%s %s", quote(r, name.body),
		     fault->detail);
	}
}

bool
mail_domain_next(struct span *list, struct der *name, struct span *domain)
{
	struct mailbox m;

	while (list_next(list, GN_RFC822, name)) {
		m = mailbox_read(name->body);
		*domain = m.domain;
		if (m.domain.n > 0 && !(m.faults & MAILBOX_BIT(LITERAL)))
			return true;
	}
	return false;
}
